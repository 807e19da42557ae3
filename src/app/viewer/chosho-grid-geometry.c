/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-grid-geometry.h"

#define DEFAULT_HEIGHT 24.0
#define DEFAULT_WIDTH 96.0
#define LEAST_HEIGHT 14.0 /* what the file makes invisible is readable here */
#define LEAST_WIDTH 18.0
#define SPARE_ROWS 3
#define SPARE_COLUMNS 1

/* A row of another height, with all that those above it add. */
typedef struct
{
  guint32  number;
  double   extra;  /* of this one and those before, over the usual height */
  gboolean hidden;
} Row;

struct _ChoshoGridGeometry
{
  guint32 n_rows, n_columns;
  double  row_height;
  GArray *rows;    /* (owned) (element-type Row) ascending */
  double *x;       /* (owned): n_columns + 1 */
  gboolean *hidden; /* (owned): columns */
};

static void
add_rows (ChoshoGridGeometry *self, const ChoshoSheetLayout *layout)
{
  double extra = 0;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const ChoshoSheetRowSize *size = &g_array_index (layout->rows, ChoshoSheetRowSize, i);
      Row row = { size->number, 0, size->hidden };

      extra += MAX (size->height, LEAST_HEIGHT) - self->row_height;
      row.extra = extra;
      g_array_append_val (self->rows, row);
    }
}

static void
add_columns (ChoshoGridGeometry *self, const ChoshoSheetLayout *layout)
{
  double usual = layout->column_width > 0 ? layout->column_width : DEFAULT_WIDTH;
  g_autofree double *widths = g_new (double, self->n_columns);

  for (guint32 i = 0; i < self->n_columns; i++)
    widths[i] = usual;
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const ChoshoSheetColumns *part = &g_array_index (layout->columns, ChoshoSheetColumns, i);

      for (guint32 column = part->first; column <= part->last && column < self->n_columns; column++)
        {
          widths[column] = MAX (part->hidden ? usual : part->width, LEAST_WIDTH);
          self->hidden[column] = part->hidden;
        }
    }
  for (guint32 i = 0; i < self->n_columns; i++)
    self->x[i + 1] = self->x[i] + widths[i];
}

ChoshoGridGeometry *
chosho_grid_geometry_new (const ChoshoSheetLayout *layout)
{
  ChoshoGridGeometry *self = g_new0 (ChoshoGridGeometry, 1);

  self->n_rows = layout->n_rows + SPARE_ROWS;
  self->n_columns = layout->n_columns + SPARE_COLUMNS;
  self->row_height = MAX (layout->row_height > 0 ? layout->row_height : DEFAULT_HEIGHT, LEAST_HEIGHT);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->x = g_new0 (double, self->n_columns + 1);
  self->hidden = g_new0 (gboolean, self->n_columns);
  add_rows (self, layout);
  add_columns (self, layout);
  return self;
}

void
chosho_grid_geometry_free (ChoshoGridGeometry *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_free (self->x);
  g_free (self->hidden);
  g_free (self);
}

guint32
chosho_grid_geometry_get_n_rows (const ChoshoGridGeometry *self)
{
  return self->n_rows;
}

guint32
chosho_grid_geometry_get_n_columns (const ChoshoGridGeometry *self)
{
  return self->n_columns;
}

/* How many of the listed rows come before @row. */
static guint
count_before (const ChoshoGridGeometry *self, guint32 row)
{
  guint low = 0, high = self->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->rows, Row, middle).number < row)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

double
chosho_grid_geometry_get_y (const ChoshoGridGeometry *self, guint32 row)
{
  guint before = count_before (self, row);

  return (row - 1.0) * self->row_height + (before > 0 ? g_array_index (self->rows, Row, before - 1).extra : 0);
}

double
chosho_grid_geometry_get_x (const ChoshoGridGeometry *self, guint32 column)
{
  return self->x[MIN (column, self->n_columns)];
}

guint32
chosho_grid_geometry_find_row (const ChoshoGridGeometry *self, double y)
{
  guint32 low = 1, high = self->n_rows;

  while (low < high)
    {
      guint32 middle = low + (high - low + 1) / 2;

      if (chosho_grid_geometry_get_y (self, middle) <= y)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

guint32
chosho_grid_geometry_find_column (const ChoshoGridGeometry *self, double x)
{
  guint32 low = 0, high = self->n_columns - 1;

  while (low < high)
    {
      guint32 middle = low + (high - low + 1) / 2;

      if (self->x[middle] <= x)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

gboolean
chosho_grid_geometry_row_is_hidden (const ChoshoGridGeometry *self, guint32 row)
{
  guint before = count_before (self, row);

  return before < self->rows->len && g_array_index (self->rows, Row, before).number == row
         && g_array_index (self->rows, Row, before).hidden;
}

gboolean
chosho_grid_geometry_column_is_hidden (const ChoshoGridGeometry *self, guint32 column)
{
  return column < self->n_columns && self->hidden[column];
}

void
chosho_grid_geometry_set_width (ChoshoGridGeometry *self, guint32 column, double width)
{
  double change = MAX (width, LEAST_WIDTH) - (self->x[column + 1] - self->x[column]);

  for (guint32 i = column + 1; i <= self->n_columns; i++)
    self->x[i] += change;
}

void
chosho_grid_geometry_place_object (const ChoshoGridGeometry *self, const ChoshoSheetObject *object, double *x, double *y, double *width,
                                   double *height)
{
  *x = chosho_grid_geometry_get_x (self, object->column) + object->x;
  *y = chosho_grid_geometry_get_y (self, object->row) + object->y;
  *width = object->width;
  *height = object->height;
  if (object->last_row > 0)
    {
      *width = chosho_grid_geometry_get_x (self, object->last_column) + object->last_x - *x;
      *height = chosho_grid_geometry_get_y (self, object->last_row) + object->last_y - *y;
    }
  /* what has no extent is shown as a spot, so that it can be found */
  *width = MAX (*width, LEAST_WIDTH);
  *height = MAX (*height, LEAST_HEIGHT);
}
