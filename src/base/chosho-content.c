/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-content.h"

#include <string.h>

ChoshoContentInfo *
chosho_content_info_new (void)
{
  ChoshoContentInfo *self = g_new0 (ChoshoContentInfo, 1);

  self->pages = g_array_new (FALSE, FALSE, sizeof (ChoshoPageSize));
  return self;
}

void
chosho_content_info_free (ChoshoContentInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_free (self->charset);
  g_array_unref (self->pages);
  g_free (self->claimed_time);
  g_free (self->claimed_device);
  g_free (self->claimed_place);
  g_free (self);
}

ChoshoContentImage *
chosho_content_image_new (guint width, guint height, GBytes *pixels)
{
  ChoshoContentImage *self = g_atomic_rc_box_new0 (ChoshoContentImage);

  self->width = width;
  self->height = height;
  self->stride = 4 * (gsize) width;
  self->pixels = pixels;
  return self;
}

ChoshoContentImage *
chosho_content_image_ref (ChoshoContentImage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_image (gpointer data)
{
  ChoshoContentImage *self = data;

  g_bytes_unref (self->pixels);
}

void
chosho_content_image_unref (ChoshoContentImage *self)
{
  g_atomic_rc_box_release_full (self, clear_image);
}

/* --- The text of a page ---------------------------------------------------------------------------- */

ChoshoPageText *
chosho_page_text_new (void)
{
  ChoshoPageText *self = g_new0 (ChoshoPageText, 1);

  self->rectangles = g_array_new (FALSE, FALSE, sizeof (ChoshoContentRect));
  return self;
}

void
chosho_page_text_free (ChoshoPageText *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_array_unref (self->rectangles);
  g_free (self);
}

gboolean
chosho_page_text_is_blank (const ChoshoPageText *self)
{
  for (const char *p = self->text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static const ChoshoContentRect *
rectangle_at (const ChoshoPageText *self, guint index)
{
  return &g_array_index (self->rectangles, ChoshoContentRect, index);
}

static gboolean
is_empty (const ChoshoContentRect *rect)
{
  return rect->right <= rect->left || rect->top <= rect->bottom;
}

/* Of two extents, the part that they share, against the smaller one: above half, they stand in one
 * line (or column). */
static gboolean
share_half (double low_a, double high_a, double low_b, double high_b)
{
  return 2 * (MIN (high_a, high_b) - MAX (low_a, low_b)) > MIN (high_a - low_a, high_b - low_b);
}

/* Whether @next goes on in the line or column of @run: beside it, and not further away than a wide
 * blank. */
static gboolean
continues (const ChoshoContentRect *run, const ChoshoContentRect *next)
{
  double size = MAX (next->right - next->left, next->top - next->bottom);
  double gap_x = MAX (run->left, next->left) - MIN (run->right, next->right);
  double gap_y = MAX (run->bottom, next->bottom) - MIN (run->top, next->top);

  return (share_half (run->bottom, run->top, next->bottom, next->top) && gap_x < 2 * size)
         || (share_half (run->left, run->right, next->left, next->right) && gap_y < size / 2);
}

static void
unite (ChoshoContentRect *run, const ChoshoContentRect *other)
{
  run->left = MIN (run->left, other->left);
  run->bottom = MIN (run->bottom, other->bottom);
  run->right = MAX (run->right, other->right);
  run->top = MAX (run->top, other->top);
}

GArray *
chosho_page_text_cover (const ChoshoPageText *self, guint first, guint n_characters)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (ChoshoContentRect));
  guint end = first + MIN (n_characters, self->rectangles->len - MIN (first, self->rectangles->len));
  gboolean broken = TRUE;
  const char *p = first < end ? g_utf8_offset_to_pointer (self->text, first) : NULL;

  for (guint i = first; i < end; i++, p = g_utf8_next_char (p))
    {
      const ChoshoContentRect *rect = rectangle_at (self, i);
      ChoshoContentRect *run = runs->len > 0 ? &g_array_index (runs, ChoshoContentRect, runs->len - 1) : NULL;

      if (*p == '\n')
        broken = TRUE;
      else if (is_empty (rect))
        continue;
      else if (!broken && continues (run, rect))
        unite (run, rect);
      else
        {
          g_array_append_val (runs, *rect);
          broken = FALSE;
        }
    }
  return runs;
}

gboolean
chosho_page_text_find_area (const ChoshoPageText *self, const ChoshoContentRect *area,
                            guint *first, guint *n_characters)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->rectangles->len; i++)
    {
      const ChoshoContentRect *rect = rectangle_at (self, i);
      double x = (rect->left + rect->right) / 2, y = (rect->bottom + rect->top) / 2;

      if (is_empty (rect) || x < area->left || x > area->right || y < area->bottom || y > area->top)
        continue;
      if (!found)
        *first = i;
      *n_characters = i - *first + 1;
      found = TRUE;
    }
  return found;
}

int
chosho_page_text_find_point (const ChoshoPageText *self, double x, double y)
{
  double nearest = G_MAXDOUBLE, nearest_centre = G_MAXDOUBLE;
  int found = -1;

  for (guint i = 0; i < self->rectangles->len; i++)
    {
      const ChoshoContentRect *rect = rectangle_at (self, i);
      double dx = MAX (MAX (rect->left - x, x - rect->right), 0);
      double dy = MAX (MAX (rect->bottom - y, y - rect->top), 0);

      double away = dx * dx + dy * dy, to_x = (rect->left + rect->right) / 2 - x, to_y = (rect->bottom + rect->top) / 2 - y;
      double to_centre = to_x * to_x + to_y * to_y;

      /* where rectangles overlap, as those of tight lines do, the one whose middle is nearer */
      if (!is_empty (rect) && (away < nearest || (away == nearest && to_centre < nearest_centre)))
        {
          nearest = away;
          nearest_centre = to_centre;
          found = (int) i;
        }
    }
  return found;
}

char *
chosho_page_text_dup_range (const ChoshoPageText *self, guint first, guint n_characters)
{
  guint length = self->rectangles->len;
  const char *start, *end;

  if (first >= length)
    return g_strdup ("");
  start = g_utf8_offset_to_pointer (self->text, first);
  end = g_utf8_offset_to_pointer (start, MIN (n_characters, length - first));
  return g_strndup (start, end - start);
}

/* --- Text files ---------------------------------------------------------------------------------------- */

const char *const *
chosho_text_charsets (void)
{
  static const char *const names[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "CP932", "EUC-JP", "ISO-2022-JP", "WINDOWS-1252", NULL };

  return names;
}

ChoshoTextWindow *
chosho_text_window_new (void)
{
  return g_new0 (ChoshoTextWindow, 1);
}

void
chosho_text_window_free (ChoshoTextWindow *self)
{
  if (self == NULL)
    return;
  g_free (self->charset);
  g_free (self->text);
  g_free (self);
}

static void
line_free (gpointer data)
{
  ChoshoTextLine *self = data;

  g_free (self->text);
  g_free (self);
}

ChoshoTextLines *
chosho_text_lines_new (void)
{
  ChoshoTextLines *self = g_new0 (ChoshoTextLines, 1);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  return self;
}

void
chosho_text_lines_free (ChoshoTextLines *self)
{
  if (self == NULL)
    return;
  g_free (self->charset);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
chosho_text_lines_add (ChoshoTextLines *self, guint64 offset, guint64 left_out_bytes, char *text)
{
  ChoshoTextLine *line = g_new0 (ChoshoTextLine, 1);

  line->offset = offset;
  line->left_out_bytes = left_out_bytes;
  line->text = text;
  g_ptr_array_add (self->lines, line);
}

/* --- Members ------------------------------------------------------------------------------------------- */

static void
member_free (gpointer data)
{
  ChoshoMemberInfo *self = data;

  g_free (self->name);
  g_free (self->raw_name);
  g_free (self);
}

GPtrArray *
chosho_member_list_new (void)
{
  return g_ptr_array_new_with_free_func (member_free);
}

ChoshoMemberInfo *
chosho_member_list_add (GPtrArray *members)
{
  ChoshoMemberInfo *member = g_new0 (ChoshoMemberInfo, 1);

  g_ptr_array_add (members, member);
  return member;
}
