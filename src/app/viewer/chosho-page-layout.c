/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-page-layout.h"

struct _ChoshoPageLayout
{
  guint   quarters;
  GArray *upright; /* (owned) (element-type ChoshoPageSize) */
  GArray *tops;    /* (owned) (element-type double) units of all pages above, and of all at the end */
  double  widest;
};

static ChoshoPageSize
turn (ChoshoPageSize size, guint quarters)
{
  return quarters % 2 == 0 ? size : (ChoshoPageSize){ size.height, size.width };
}

ChoshoPageLayout *
chosho_page_layout_new (const GArray *sizes, guint quarters)
{
  ChoshoPageLayout *self = g_new0 (ChoshoPageLayout, 1);
  double top = 0;

  self->quarters = quarters % 4;
  self->upright = g_array_sized_new (FALSE, FALSE, sizeof (ChoshoPageSize), sizes->len);
  self->tops = g_array_sized_new (FALSE, FALSE, sizeof (double), sizes->len + 1);
  g_array_append_vals (self->upright, sizes->data, sizes->len);
  self->widest = 1;
  for (guint i = 0; i < sizes->len; i++)
    self->widest = MAX (self->widest, turn (g_array_index (sizes, ChoshoPageSize, i), self->quarters).width);
  for (guint i = 0; i < sizes->len; i++)
    {
      g_array_append_val (self->tops, top);
      top += chosho_page_layout_get_size (self, i).height;
    }
  g_array_append_val (self->tops, top);
  return self;
}

void
chosho_page_layout_free (ChoshoPageLayout *self)
{
  g_array_unref (self->upright);
  g_array_unref (self->tops);
  g_free (self);
}

guint
chosho_page_layout_get_n_pages (const ChoshoPageLayout *self)
{
  return self->upright->len;
}

guint
chosho_page_layout_get_quarters (const ChoshoPageLayout *self)
{
  return self->quarters;
}

double
chosho_page_layout_get_widest (const ChoshoPageLayout *self)
{
  return self->widest;
}

ChoshoPageSize
chosho_page_layout_get_upright (const ChoshoPageLayout *self, guint page)
{
  return g_array_index (self->upright, ChoshoPageSize, page);
}

ChoshoPageSize
chosho_page_layout_get_size (const ChoshoPageLayout *self, guint page)
{
  ChoshoPageSize size = turn (chosho_page_layout_get_upright (self, page), self->quarters);

  return size.width > 0 && size.height > 0 ? size : (ChoshoPageSize){ self->widest, self->widest / 4 };
}

static double
get_units_above (const ChoshoPageLayout *self, guint page)
{
  return g_array_index (self->tops, double, page);
}

double
chosho_page_layout_get_top (const ChoshoPageLayout *self, guint page, double scale)
{
  return get_units_above (self, page) * scale + (page + 1) * CHOSHO_PAGE_GAP;
}

double
chosho_page_layout_get_height (const ChoshoPageLayout *self, double scale)
{
  return chosho_page_layout_get_top (self, self->upright->len, scale);
}

guint
chosho_page_layout_find (const ChoshoPageLayout *self, double y, double scale)
{
  guint low = 0, high = self->upright->len;

  /* the last page whose gap above begins at @y or before */
  while (low + 1 < high)
    {
      guint middle = low + (high - low) / 2;

      if (chosho_page_layout_get_top (self, middle, scale) - CHOSHO_PAGE_GAP <= y)
        low = middle;
      else
        high = middle;
    }
  return low;
}

void
chosho_page_layout_to_page (const ChoshoPageLayout *self, guint page, double x, double y, double *page_x, double *page_y)
{
  ChoshoPageSize upright = chosho_page_layout_get_upright (self, page);

  switch (self->quarters)
    {
    case 0:
      *page_x = x;
      *page_y = upright.height - y;
      break;
    case 1: /* its bottom is at the left, its left side at the top */
      *page_x = y;
      *page_y = x;
      break;
    case 2:
      *page_x = upright.width - x;
      *page_y = y;
      break;
    default:
      *page_x = upright.width - y;
      *page_y = upright.height - x;
      break;
    }
}

void
chosho_page_layout_to_view (const ChoshoPageLayout *self, guint page, const ChoshoContentRect *part, double *x, double *y, double *width, double *height)
{
  ChoshoPageSize upright = chosho_page_layout_get_upright (self, page);
  double across = part->right - part->left, up = part->top - part->bottom;

  *width = self->quarters % 2 == 0 ? across : up;
  *height = self->quarters % 2 == 0 ? up : across;
  switch (self->quarters)
    {
    case 0:
      *x = part->left;
      *y = upright.height - part->top;
      break;
    case 1:
      *x = part->bottom;
      *y = part->left;
      break;
    case 2:
      *x = upright.width - part->right;
      *y = part->bottom;
      break;
    default:
      *x = upright.height - part->top;
      *y = upright.width - part->right;
      break;
    }
}
