/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-reading-order.h"

#include <math.h>
#include <stdlib.h>

/* In widths of a letter. */
#define TOUCHES 1.3       /* letters of one column or line are less apart, centre to centre, than two columns or lines */
#define COLUMN_GAP 0.4    /* what small kana and digits side by side stray from the middle of their column is less */
#define BAND_GAP 3.0      /* without any letter across the page: what is above is read first */
#define LEVEL 0.3         /* two letters of a line across differ less in height */
#define RUN_LETTERS 3     /* so many letters of Japanese that touch across are a line; two digits may stand in a column */
#define COLUMN_LETTERS 4  /* fewer below each other are marks in a table */
#define NEIGHBOURS 16     /* of one letter's surroundings that are looked at: crafted pages put all into one place */

typedef struct
{
  guint    index;   /* of the characters */
  double   x, y;    /* centre */
  gboolean japanese;
  gboolean across;  /* in a line across the page */
  gboolean in_column; /* of a band of columns */
  gboolean blank;   /* behind it, before the next item, is one that belongs to a column */
  guint    band;
} Item;

typedef struct
{
  const GArray *characters;
  GArray       *items;   /* (owned) (element-type Item) in poppler's order */
  GPtrArray    *sorted;  /* (owned) (element-type Item, borrowed) */
  GHashTable   *cells;   /* (owned) cell -> first item in it + 1; @next goes on */
  GArray       *next;    /* (owned) (element-type guint) item -> the next one in its cell + 1 */
  double        letter;  /* its width */
  guint         n_bands;
} Page;

static const ChoshoPlacedCharacter *
get_character (const Page *self, guint index)
{
  return &g_array_index (self->characters, ChoshoPlacedCharacter, index);
}

static Item *
get_item (const Page *self, guint index)
{
  return &g_array_index (self->items, Item, index);
}

/* What is set in squares: kana, kanji, full-width letters. */
static gboolean
is_japanese (gunichar c)
{
  return (c >= 0x3001 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe10 && c <= 0xfe4f) || (c >= 0xff01 && c <= 0xff60);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* --- What there is ----------------------------------------------------------------------------------------- */

static void
collect_items (Page *self)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < self->characters->len; i++)
    {
      const ChoshoPlacedCharacter *c = get_character (self, i);
      double width = c->right - c->left, height = c->bottom - c->top, size = MIN (width, height);
      Item item = { .index = i, .x = (c->left + c->right) / 2, .y = (c->top + c->bottom) / 2, .japanese = is_japanese (c->character) };

      if (g_unichar_isspace (c->character) || !(width > 0 && height > 0))
        continue;
      g_array_append_val (self->items, item);
      if (item.japanese)
        g_array_append_val (sizes, size);
    }
  g_array_sort (sizes, compare_numbers);
  self->letter = sizes->len >= COLUMN_LETTERS ? g_array_index (sizes, double, sizes->len / 2) : 0;
}

/* Whether nothing but blanks stands between two items that follow each other. */
static gboolean
is_same_line (const Page *self, const Item *a, const Item *b)
{
  for (guint i = a->index + 1; i < b->index; i++)
    if (get_character (self, i)->character == '\n')
      return FALSE;
  return TRUE;
}

static void
note_run (Page *self, guint first, guint end)
{
  guint letters = 0;

  for (guint i = first; i < end; i++)
    letters += get_item (self, i)->japanese;
  for (guint i = first; letters >= RUN_LETTERS && i < end; i++)
    get_item (self, i)->across = TRUE;
}

/* Lines across the page, whatever else is on it. */
static void
find_runs (Page *self)
{
  guint first = 0;

  for (guint i = 1; i <= self->items->len; i++)
    {
      const Item *last = get_item (self, i - 1), *item = i < self->items->len ? get_item (self, i) : NULL;
      const ChoshoPlacedCharacter *c = get_character (self, last->index);

      if (item != NULL && is_same_line (self, last, item) && fabs (item->y - last->y) < LEVEL * self->letter
          && fabs (item->x - last->x) < TOUCHES * MAX (c->right - c->left, self->letter))
        continue;
      note_run (self, first, i);
      first = i;
    }
}

/* --- Bands ------------------------------------------------------------------------------------------------- */

static int
compare_heights (gconstpointer a, gconstpointer b)
{
  const Item *one = *(const Item *const *) a, *other = *(const Item *const *) b;

  return one->y != other->y ? (one->y > other->y ? 1 : -1) : (one->index > other->index) - (one->index < other->index);
}

static void
find_bands (Page *self)
{
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (self->sorted, get_item (self, i));
  g_ptr_array_sort (self->sorted, compare_heights);
  for (guint i = 0; i < self->sorted->len; i++)
    {
      Item *item = g_ptr_array_index (self->sorted, i);

      if (i > 0 && item->y - ((const Item *) g_ptr_array_index (self->sorted, i - 1))->y > BAND_GAP * self->letter)
        self->n_bands++;
      item->band = self->n_bands;
    }
  self->n_bands++;
}

/* --- Which way letters stand together ------------------------------------------------------------------------ */

static gint64
get_cell (const Page *self, double x, double y)
{
  double size = TOUCHES * self->letter;

  return (gint64) CLAMP (floor (x / size), -1e6, 1e6) * 4000000 + (gint64) CLAMP (floor (y / size), -1e6, 1e6);
}

static void
fill_cells (Page *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      gint64 cell = get_cell (self, get_item (self, i)->x, get_item (self, i)->y);
      guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->cells, &cell));

      g_array_append_val (self->next, first);
      g_hash_table_insert (self->cells, g_memdup2 (&cell, sizeof cell), GUINT_TO_POINTER (i + 1));
    }
}

/* The nearest letter in one cell, where it is nearer than *@distance. */
static void
look_in_cell (const Page *self, guint index, gint64 cell, double *distance, const Item **nearest)
{
  const Item *item = get_item (self, index);
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->cells, &cell));

  for (guint n = 0; at > 0 && n < NEIGHBOURS; n++, at = g_array_index (self->next, guint, at - 1))
    {
      const Item *other = get_item (self, at - 1);
      double away = hypot (other->x - item->x, other->y - item->y);

      if (at - 1 == index || away >= *distance)
        continue;
      *distance = away;
      *nearest = other;
    }
}

/* 1: it stands in a column; -1: in a line across; 0: alone. */
static int
judge (const Page *self, guint index)
{
  const Item *item = get_item (self, index), *nearest = NULL;
  double size = TOUCHES * self->letter, distance = size;

  if (item->across)
    return -1;
  for (int dx = -1; dx <= 1; dx++)
    for (int dy = -1; dy <= 1; dy++)
      look_in_cell (self, index, get_cell (self, item->x + dx * size, item->y + dy * size), &distance, &nearest);
  if (nearest == NULL)
    return 0;
  return fabs (nearest->y - item->y) > fabs (nearest->x - item->x) ? 1 : -1;
}

/* TRUE where there is any band of columns. */
static gboolean
find_columns (Page *self)
{
  g_autofree guint *down = g_new0 (guint, self->n_bands), *across = g_new0 (guint, self->n_bands);
  gboolean any = FALSE;

  fill_cells (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = get_item (self, i);
      int judged = item->japanese ? judge (self, i) : 0;

      down[item->band] += judged > 0;
      across[item->band] += judged < 0;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = get_item (self, i);

      item->in_column = !item->across && down[item->band] >= COLUMN_LETTERS && down[item->band] > 2 * across[item->band];
      any = any || item->in_column;
    }
  return any;
}

/* --- The new order ------------------------------------------------------------------------------------------- */

/* Bands are (element-type Item), in poppler's order. */

/* Lines that lie with their letters' heads to the left are read upwards, the left one first. */
static gboolean
runs_up (const Page *self, GPtrArray *band)
{
  guint up = 0, down = 0;

  for (guint i = 1; i < band->len; i++)
    {
      Item *last = g_ptr_array_index (band, i - 1), *item = g_ptr_array_index (band, i);
      double dx = item->x - last->x, dy = item->y - last->y;

      if (item != last + 1 || !last->in_column || !item->in_column || fabs (dy) < fabs (dx) || !is_same_line (self, last, item))
        continue;
      last->blank = item->index > last->index + 1;
      up += dy < 0;
      down += dy > 0;
    }
  return up > down;
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const Item *one = *(const Item *const *) a, *other = *(const Item *const *) b;

  return one->x != other->x ? (one->x < other->x ? 1 : -1) : (one->index > other->index) - (one->index < other->index);
}

static void
append_blank (const Page *self, gunichar character, const Item *behind, GArray *out)
{
  const ChoshoPlacedCharacter *last = get_character (self, behind->index);
  ChoshoPlacedCharacter blank = { character, last->right, last->bottom, last->right, last->bottom };

  g_array_append_val (out, blank);
}

/* Letters of fonts for text across are taller than wide by the room between lines, and would overlap each other in a column. */
static void
append_in_column (const Page *self, const Item *item, GArray *out)
{
  ChoshoPlacedCharacter placed = *get_character (self, item->index);

  placed.top = MAX (placed.top, item->y - self->letter / 2);
  placed.bottom = MIN (placed.bottom, item->y + self->letter / 2);
  g_array_append_val (out, placed);
}

/* @column: (element-type Item) as compare_heights orders it. */
static void
append_column (const Page *self, GPtrArray *column, gboolean up, GArray *out)
{
  for (guint n = 0; n < column->len; n++)
    {
      const Item *item = g_ptr_array_index (column, up ? column->len - 1 - n : n);

      append_in_column (self, item, out);
      if (n + 1 == column->len)
        append_blank (self, '\n', item, out);
      else if (item->blank)
        append_blank (self, ' ', item, out);
    }
  g_ptr_array_set_size (column, 0);
}

static void
append_columns (const Page *self, GPtrArray *band, GArray *out)
{
  gboolean up = runs_up (self, band);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) column = g_ptr_array_new ();

  for (guint i = 0; i < band->len; i++)
    if (((const Item *) g_ptr_array_index (band, i))->in_column)
      g_ptr_array_add (items, g_ptr_array_index (band, i));
  g_ptr_array_sort (items, compare_columns);
  for (guint n = 0; n < items->len; n++)
    {
      Item *item = g_ptr_array_index (items, up ? items->len - 1 - n : n);
      Item *next = n + 1 < items->len ? g_ptr_array_index (items, up ? items->len - 2 - n : n + 1) : NULL;

      g_ptr_array_add (column, item);
      if (next != NULL && fabs (next->x - item->x) < COLUMN_GAP * self->letter)
        continue;
      g_ptr_array_sort (column, compare_heights);
      append_column (self, column, up, out);
    }
}

/* What stands across in a band, in poppler's order with its blanks and line ends; of all, or of one half of the band. */
static void
append_across (const Page *self, GPtrArray *band, double above, double below, GArray *out)
{
  const Item *last = get_item (self, self->items->len - 1);

  for (guint i = 0; i < band->len; i++)
    {
      const Item *item = g_ptr_array_index (band, i);
      guint end = item < last ? item[1].index : self->characters->len;

      if (item->in_column || item->y >= above || item->y < below)
        continue;
      for (guint index = item->index; index < end; index++)
        g_array_append_val (out, *get_character (self, index));
    }
}

static void
end_line (GArray *out)
{
  static const ChoshoPlacedCharacter line_end = { '\n', 0, 0, 0, 0 };

  if (out->len > 0 && g_array_index (out, ChoshoPlacedCharacter, out->len - 1).character != '\n')
    g_array_append_val (out, line_end);
}

static int
compare_indices (gconstpointer a, gconstpointer b)
{
  const Item *one = *(const Item *const *) a, *other = *(const Item *const *) b;

  return (one > other) - (one < other);
}

/* Takes what is in @band, as compare_heights orders it. Headings above columns come first, page numbers below them last. */
static void
append_band (const Page *self, GPtrArray *band, GArray *out)
{
  double middle = (((const Item *) g_ptr_array_index (band, 0))->y + ((const Item *) g_ptr_array_index (band, band->len - 1))->y) / 2;

  g_ptr_array_sort (band, compare_indices);
  append_across (self, band, middle, -G_MAXDOUBLE, out);
  end_line (out);
  append_columns (self, band, out);
  append_across (self, band, G_MAXDOUBLE, middle, out);
  end_line (out);
  g_ptr_array_set_size (band, 0);
}

static GArray *
order (const Page *self)
{
  GArray *out = g_array_sized_new (FALSE, FALSE, sizeof (ChoshoPlacedCharacter), self->characters->len);
  g_autoptr (GPtrArray) band = g_ptr_array_new ();

  for (guint i = 0; i < self->sorted->len; i++)
    {
      g_ptr_array_add (band, g_ptr_array_index (self->sorted, i));
      if (i + 1 == self->sorted->len
          || ((const Item *) g_ptr_array_index (self->sorted, i + 1))->band != ((const Item *) g_ptr_array_index (self->sorted, i))->band)
        append_band (self, band, out);
    }
  if (get_character (self, self->characters->len - 1)->character != '\n')
    g_array_set_size (out, out->len - 1); /* the last line has an end where poppler gave it one */
  return out;
}

GArray *
chosho_reading_order (const GArray *characters)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Page page = { characters, items, sorted, cells, next, 0, 0 };

  collect_items (&page);
  if (page.letter > 0)
    {
      find_runs (&page);
      find_bands (&page);
      if (find_columns (&page))
        return order (&page);
    }
  return g_array_copy ((GArray *) characters);
}
