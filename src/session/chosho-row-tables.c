/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-row-query-private.h"
#include "chosho-row-tables.h"
#include "chosho-text.h"
#include "chosho-value.h"

struct _ChoshoRowTables
{
  GHashTable *tables; /* (owned) kind (owned) -> ChoshoRowTable (owned) */
};

/* Kinds of things that concern a control, and the column that names it. */
static const struct
{
  const char *kind;
  const char *column;
} linked[] = {
  { "evidence", "controls" }, { "interview", "controls" }, { "observation", "controls" },
  { "sample", "controls" }, { "finding", "controls" }, { "note", "control" }, { "request", "controls" },
};

ChoshoRowTables *
chosho_row_tables_new (void)
{
  ChoshoRowTables *self = g_new0 (ChoshoRowTables, 1);

  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_row_table_free);
  return self;
}

void
chosho_row_tables_free (ChoshoRowTables *self)
{
  g_hash_table_unref (self->tables);
  g_free (self);
}

/* The data's version alone begins anew with each connection, the last event alone misses a rebuild. */
static gboolean
get_version (ChoshoIndex *index, gint64 *version, GError **error)
{
  g_autofree char *arrival = NULL;

  if (!chosho_index_get_data_version (index, version, error) || !chosho_index_get_meta (index, "arrival", &arrival, error))
    return FALSE;
  *version += (gint64) g_str_hash (arrival != NULL ? arrival : "") * 1000003;
  return TRUE;
}

/* The table of @kind, up to date. (borrowed) */
static ChoshoRowTable *
get_table (ChoshoRowTables *self, ChoshoIndex *index, const char *kind, GError **error)
{
  ChoshoRowTable *table = g_hash_table_lookup (self->tables, kind);
  gint64 version;

  if (table == NULL)
    {
      table = chosho_row_table_new (kind);
      g_hash_table_insert (self->tables, g_strdup (kind), table);
    }
  return get_version (index, &version, error) && chosho_row_table_update (table, index, version, error) ? table : NULL;
}

/* --- What concerns a control ------------------------------------------------------------------------------- */

/* @id and the event that made it, whose items are the things that it made. */
static void
add_thing (GHashTable *about, const char *id)
{
  const char *mark = strchr (id, '#');

  g_hash_table_add (about, g_strdup (id));
  if (mark != NULL)
    g_hash_table_add (about, g_strndup (id, mark - id));
}

/* A population is named by its samples alone. */
static gboolean
add_population (GHashTable *about, ChoshoIndex *index, const char *sample, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (ChoshoValue) row = NULL;
  const char *population;

  if (!chosho_index_get_row (index, "sample", sample, &json, error))
    return FALSE;
  row = json != NULL ? chosho_value_parse (json, strlen (json), NULL) : NULL;
  population = chosho_value_get_string (row, "population");
  if (population != NULL)
    add_thing (about, population);
  return TRUE;
}

static gboolean
add_linked (ChoshoRowTables *self, GHashTable *about, ChoshoIndex *index, guint kind, const char *number, GError **error)
{
  g_autoptr (ChoshoRowQuery) query = chosho_row_query_new (linked[kind].kind);
  ChoshoRowTable *table = get_table (self, index, linked[kind].kind, error);
  g_autoptr (GPtrArray) ids = NULL;

  if (table == NULL)
    return FALSE;
  chosho_row_query_add_filter (query, linked[kind].column, number);
  ids = chosho_row_table_query (table, query, NULL);
  for (guint i = 0; i < ids->len; i++)
    {
      add_thing (about, g_ptr_array_index (ids, i));
      if (strcmp (linked[kind].kind, "sample") == 0 && !add_population (about, index, g_ptr_array_index (ids, i), error))
        return FALSE;
    }
  return TRUE;
}

/* The control's number, the things linked to it and the events that made these. (transfer full) a set; NULL: @error */
static GHashTable *
collect_about (ChoshoRowTables *self, ChoshoIndex *index, const char *number, GError **error)
{
  g_autoptr (GHashTable) about = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (about, g_strdup (number));
  for (guint i = 0; i < G_N_ELEMENTS (linked); i++)
    if (!add_linked (self, about, index, i, number, error))
      return NULL;
  return g_steal_pointer (&about);
}

GPtrArray *
chosho_row_tables_query (ChoshoRowTables *self, ChoshoIndex *index, ChoshoRowQuery *query, GError **error)
{
  g_autoptr (GHashTable) about = query->control != NULL ? collect_about (self, index, query->control, error) : NULL;
  ChoshoRowTable *table;

  if (query->control != NULL && about == NULL)
    return NULL;
  table = get_table (self, index, query->kind, error);
  return table != NULL ? chosho_row_table_query (table, query, about) : NULL;
}
