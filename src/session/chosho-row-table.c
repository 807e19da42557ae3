/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-row-query-private.h"
#include "chosho-row-table.h"
#include "chosho-text.h"
#include "chosho-value.h"

#define MAX_COLUMNS 20
/* Stands around every item of a list, so that "contains" is a search for "\nITEM\n". */
#define LIST_SEPARATOR "\n"
#define INTEGER_WIDTH 20 /* digits of a 64-bit integer: zero-padded, text order is number order */

/* A column of a kind; those with @searched make up the text in which words are looked for. */
typedef struct
{
  const char *name;
  gboolean    searched;
} Column;

typedef struct
{
  const char *kind;
  Column      columns[MAX_COLUMNS]; /* ends with a NULL name */
} Kind;

static const Kind kinds[] = {
  { "evidence",
    { { "reference", TRUE }, { "name", TRUE }, { "source", TRUE }, { "note", TRUE }, { "what", TRUE }, { "controls", TRUE },
      { "kind", FALSE }, { "origin", FALSE }, { "received_at", FALSE }, { "as_of", FALSE }, { "covers_from", FALSE },
      { "size_bytes", FALSE }, { "sha256", FALSE }, { "version_of", FALSE }, { "withdrawn", FALSE }, { "papers", FALSE },
      { "of", FALSE } } },
  { "note", { { "text", TRUE }, { "answer", TRUE }, { "control", TRUE }, { "paper", FALSE }, { "state", FALSE }, { "by", TRUE }, { "at", FALSE } } },
  { "finding", { { "reference", TRUE }, { "text", TRUE }, { "controls", TRUE }, { "state", FALSE }, { "by", TRUE }, { "at", FALSE } } },
  { "request",
    { { "number", TRUE }, { "text", TRUE }, { "controls", TRUE }, { "owner", TRUE }, { "remarks", TRUE }, { "reply", TRUE }, { "files", TRUE },
      { "state", FALSE }, { "due", FALSE }, { "requested", FALSE }, { "received", FALSE } } },
  { "interview",
    { { "reference", TRUE }, { "who", TRUE }, { "post", TRUE }, { "question", TRUE }, { "answer", TRUE }, { "controls", TRUE },
      { "at", FALSE }, { "by", FALSE } } },
  { "observation", { { "controls", TRUE } } },
  { "sample", { { "reference", TRUE }, { "controls", TRUE }, { "population", FALSE }, { "at", FALSE }, { "by", TRUE } } },
  { "population", { { "reference", TRUE }, { "name", TRUE }, { "source", TRUE }, { "at", FALSE } } },
  { "paper", { { "number", TRUE }, { "title", TRUE }, { "text", TRUE }, { "state", FALSE }, { "required_for_issue", FALSE } } },
  { "step", { { "control", TRUE }, { "procedure", TRUE }, { "text", TRUE }, { "phase", FALSE }, { "technique", FALSE } } },
  { "member", { { "name", TRUE }, { "roles", TRUE }, { "state", FALSE } } },
  { "event",
    { { "action", FALSE }, { "author", FALSE }, { "at", FALSE }, { "chain", FALSE }, { "effective", FALSE }, { "code", TRUE },
      { "about", FALSE } } },
};

/* One row: its columns' texts one after another in one block. */
typedef struct
{
  char   *id;                     /* (owned) */
  guint   hash;                   /* of the JSON that the columns were taken from */
  guint   generation;             /* of the last update that met the row */
  guint32 offsets[MAX_COLUMNS];   /* into @block */
  char   *block;                  /* (owned) the columns, then the searched text, each with its NUL */
  char   *searched;               /* in @block */
} Row;

struct _ChoshoRowTable
{
  const Kind *kind;
  GPtrArray  *rows;       /* (owned) (element-type Row, borrowed) in the index's order */
  GHashTable *by_id;      /* (owned) id (borrowed from the row) -> Row (owned) */
  guint       generation;
  gint64      version;    /* of the index's data as last read; -1: none */
};

static void
row_free (gpointer data)
{
  Row *self = data;

  g_free (self->id);
  g_free (self->block);
  g_free (self);
}

ChoshoRowTable *
chosho_row_table_new (const char *kind)
{
  ChoshoRowTable *self = g_new0 (ChoshoRowTable, 1);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) == 0)
      self->kind = &kinds[i];
  g_assert (self->kind != NULL);
  self->version = -1;
  self->rows = g_ptr_array_new ();
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, row_free);
  return self;
}

void
chosho_row_table_free (ChoshoRowTable *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* --- Filling --------------------------------------------------------------------------------------------- */

static void
append_cell (GString *block, const ChoshoValue *value)
{
  switch (value != NULL ? chosho_value_get_value_type (value) : CHOSHO_VALUE_NULL)
    {
    case CHOSHO_VALUE_STRING:
      g_string_append (block, chosho_value_as_string (value));
      break;
    case CHOSHO_VALUE_INTEGER:
      g_string_append_printf (block, "%0*" G_GINT64_FORMAT, INTEGER_WIDTH, chosho_value_as_integer (value, 0));
      break;
    case CHOSHO_VALUE_BOOLEAN:
      g_string_append_c (block, chosho_value_as_boolean (value, FALSE) ? '1' : '0');
      break;
    case CHOSHO_VALUE_ARRAY:
      for (guint i = 0; i < chosho_value_get_length (value); i++)
        g_string_append_printf (block, LIST_SEPARATOR "%s", chosho_value_as_string (chosho_value_get_item (value, i)));
      if (chosho_value_get_length (value) > 0)
        g_string_append (block, LIST_SEPARATOR);
      break;
    case CHOSHO_VALUE_NULL:
    case CHOSHO_VALUE_OBJECT:
    default:
      break;
    }
}

static void
fill_row (ChoshoRowTable *self, Row *row, const ChoshoValue *json)
{
  g_autoptr (GString) block = g_string_new (NULL);
  g_autoptr (GString) searched = g_string_new (NULL);
  g_autofree char *normalised = NULL;
  gsize place;

  for (guint i = 0; i < MAX_COLUMNS && self->kind->columns[i].name != NULL; i++)
    {
      row->offsets[i] = (guint32) block->len;
      append_cell (block, chosho_value_get (json, self->kind->columns[i].name));
      if (self->kind->columns[i].searched)
        g_string_append_printf (searched, "%s ", block->str + row->offsets[i]);
      g_string_append_c (block, '\0');
    }
  normalised = chosho_text_normalise (searched->str);
  place = block->len;
  g_string_append (block, normalised);
  g_free (row->block);
  row->block = g_memdup2 (block->str, block->len + 1);
  row->searched = row->block + place;
}

/* The row of @id, a new one where there is none yet, at the end of the order. */
static Row *
take_row (ChoshoRowTable *self, const char *id, gboolean *is_new)
{
  Row *row = g_hash_table_lookup (self->by_id, id);

  *is_new = row == NULL;
  if (row == NULL)
    {
      row = g_new0 (Row, 1);
      row->id = g_strdup (id);
      g_hash_table_insert (self->by_id, row->id, row);
    }
  row->generation = self->generation;
  return row;
}

typedef struct
{
  ChoshoRowTable *table;
  GPtrArray      *order; /* (element-type Row) what the index lists now */
  GError         *error;
} Update;

static gboolean
on_index_row (const char *id, const char *sort, const char *control, const char *json, gpointer user_data)
{
  Update *update = user_data;
  gboolean is_new;
  Row *row = take_row (update->table, id, &is_new);
  guint hash = g_str_hash (json);

  g_ptr_array_add (update->order, row);
  if (is_new || row->hash != hash)
    {
      g_autoptr (ChoshoValue) value = chosho_value_parse_frozen (json, strlen (json), &update->error);

      if (value == NULL)
        return FALSE;
      row->hash = hash;
      fill_row (update->table, row, value);
    }
  return TRUE;
}

static gboolean
is_gone (gpointer id, gpointer row, gpointer table)
{
  return ((Row *) row)->generation != ((ChoshoRowTable *) table)->generation;
}

/* (transfer full) (nullable) */
static ChoshoValue *
split_lines (const char *text)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  ChoshoValue *list = lines != NULL ? chosho_value_new_array () : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    chosho_value_append_string (list, lines[i]);
  return list;
}

/* Events are never changed, but an older one can lose its effect: all are read again, they are few columns. */
static gboolean
on_index_event (const ChoshoEventFacts *facts, gpointer user_data)
{
  Update *update = user_data;
  g_autoptr (ChoshoValue) value = chosho_value_new_object ();
  g_autofree char *time = chosho_time_format (facts->time_us);
  gboolean is_new;
  Row *row = take_row (update->table, facts->id, &is_new);
  guint hash = g_str_hash (facts->code != NULL ? facts->code : "") + facts->effective;

  g_ptr_array_add (update->order, row);
  if (!is_new && row->hash == hash)
    return TRUE;
  row->hash = hash;
  chosho_value_set_string (value, "action", facts->action);
  chosho_value_set_string (value, "author", facts->author);
  chosho_value_set_string (value, "chain", facts->chain);
  chosho_value_set_string (value, "code", facts->code);
  chosho_value_set_boolean (value, "effective", facts->effective);
  chosho_value_set_string (value, "at", time);
  chosho_value_set (value, "about", split_lines (facts->about));
  fill_row (update->table, row, value);
  return TRUE;
}

gboolean
chosho_row_table_update (ChoshoRowTable *self, ChoshoIndex *index, gint64 version, GError **error)
{
  Update update = { .table = self };
  gboolean done;

  if (version == self->version)
    return TRUE;
  self->generation++;
  update.order = g_ptr_array_new ();
  done = strcmp (self->kind->kind, "event") == 0
           ? chosho_index_foreach_event (index, 0, 0, on_index_event, &update, error)
           : chosho_index_foreach_row (index, self->kind->kind, NULL, on_index_row, &update, error);
  if (update.error != NULL)
    {
      g_propagate_error (error, update.error);
      done = FALSE;
    }
  g_ptr_array_unref (self->rows);
  self->rows = update.order;
  self->version = done ? version : -1;
  if (done)
    g_hash_table_foreach_remove (self->by_id, is_gone, self);
  else
    {
      /* Half an update: the next one begins anew. */
      g_ptr_array_set_size (self->rows, 0);
      g_hash_table_remove_all (self->by_id);
    }
  return done;
}

/* --- Asking ------------------------------------------------------------------------------------------------ */

static int
find_column (ChoshoRowTable *self, const char *name)
{
  for (int i = 0; i < MAX_COLUMNS && self->kind->columns[i].name != NULL; i++)
    if (strcmp (self->kind->columns[i].name, name) == 0)
      return i;
  g_critical ("%s has no column %s", self->kind->kind, name);
  return -1;
}

static const char *
get_cell (const Row *row, int column)
{
  return row->block + row->offsets[column];
}

static gboolean
cell_is (const char *cell, const char *value)
{
  g_autofree char *item = NULL;

  if (cell[0] != LIST_SEPARATOR[0] || value[0] == '\0')
    return strcmp (cell, value) == 0;
  item = g_strconcat (LIST_SEPARATOR, value, LIST_SEPARATOR, NULL);
  return strstr (cell, item) != NULL;
}

static gboolean fits_all (ChoshoRowTable *self, const Row *row, GPtrArray *conditions);

static gboolean
fits_condition (ChoshoRowTable *self, const Row *row, const ChoshoCondition *condition)
{
  int column = condition->kind != CHOSHO_CONDITION_EITHER ? find_column (self, condition->column) : -1;
  const char *cell = column >= 0 ? get_cell (row, column) : "";

  switch (condition->kind)
    {
    case CHOSHO_CONDITION_EITHER:
      return fits_all (self, row, condition->either[0]->conditions) || fits_all (self, row, condition->either[1]->conditions);
    case CHOSHO_CONDITION_IS:
      return cell_is (cell, condition->value);
    case CHOSHO_CONDITION_IS_NOT:
      return !cell_is (cell, condition->value);
    case CHOSHO_CONDITION_FROM:
      return strcmp (cell, condition->value) >= 0;
    case CHOSHO_CONDITION_BEFORE:
      return strcmp (cell, condition->value) < 0;
    case CHOSHO_CONDITION_ANY:
      return g_strv_contains ((const char *const *) condition->values, cell);
    case CHOSHO_CONDITION_BEGINS:
    default:
      return g_str_has_prefix (cell, condition->value);
    }
}

static gboolean
fits_all (ChoshoRowTable *self, const Row *row, GPtrArray *conditions)
{
  for (guint i = 0; i < conditions->len; i++)
    if (!fits_condition (self, row, g_ptr_array_index (conditions, i)))
      return FALSE;
  return TRUE;
}

static gboolean
fits (ChoshoRowTable *self, const Row *row, ChoshoRowQuery *query)
{
  for (guint i = 0; query->words != NULL && query->words[i] != NULL; i++)
    if (strstr (row->searched, query->words[i]) == NULL)
      return FALSE;
  return fits_all (self, row, query->conditions);
}

/* Whether the event is in the set or speaks of something in it. */
static gboolean
concerns (const Row *row, int column, GHashTable *about)
{
  g_auto (GStrv) items = NULL;

  if (g_hash_table_contains (about, row->id))
    return TRUE;
  items = g_strsplit (get_cell (row, column), LIST_SEPARATOR, -1);
  for (guint i = 0; items[i] != NULL; i++)
    if (g_hash_table_contains (about, items[i]))
      return TRUE;
  return FALSE;
}

/* How often each value of @column stands in the table. (transfer full) (keys borrowed) */
static GHashTable *
count_values (ChoshoRowTable *self, int column)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->rows->len; i++)
    {
      gpointer cell = (gpointer) get_cell (g_ptr_array_index (self->rows, i), column);

      g_hash_table_insert (counts, cell, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, cell)) + 1));
    }
  return counts;
}

typedef struct
{
  int column;
  int direction; /* 1 or -1 */
} Order;

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;

  return order->direction * strcmp (get_cell (*(Row *const *) a, order->column), get_cell (*(Row *const *) b, order->column));
}

static void
reverse (GPtrArray *rows)
{
  for (guint i = 0, j = rows->len; i + 1 < j; i++)
    {
      gpointer row = rows->pdata[i];

      rows->pdata[i] = rows->pdata[--j];
      rows->pdata[j] = row;
    }
}

/* The ids of the rows that are @preferred, or of those that are not, in their order. */
static void
append_ids (ChoshoRowTable *self, GPtrArray *ids, GPtrArray *rows, GPtrArray *preferred, gboolean wanted)
{
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      if (fits_all (self, row, preferred) == wanted)
        g_ptr_array_add (ids, g_strdup (row->id));
    }
}

GPtrArray *
chosho_row_table_query (ChoshoRowTable *self, ChoshoRowQuery *query, GHashTable *about)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GHashTable) counts = NULL;
  int repeated = query->repeated != NULL ? find_column (self, query->repeated) : -1;
  Order order = { .column = query->sort != NULL ? find_column (self, query->sort) : -1, .direction = query->descending ? -1 : 1 };
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  int about_column = about != NULL ? find_column (self, "about") : -1;

  if (repeated >= 0)
    counts = count_values (self, repeated);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (counts != NULL && (get_cell (row, repeated)[0] == '\0' || GPOINTER_TO_UINT (g_hash_table_lookup (counts, get_cell (row, repeated))) < 2))
        continue;
      if ((about == NULL || concerns (row, about_column, about)) && fits (self, row, query))
        g_ptr_array_add (found, row);
    }
  if (order.column >= 0)
    g_ptr_array_sort_with_data (found, compare_rows, &order); /* stable since GLib 2.32 */
  if (query->reversed)
    reverse (found);
  append_ids (self, ids, found, query->preferred, TRUE);
  if (query->preferred->len > 0)
    append_ids (self, ids, found, query->preferred, FALSE);
  return ids;
}
