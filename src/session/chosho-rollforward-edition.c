/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-edition-compare.h"
#include "commands/chosho-import-plan.h"
#include "chosho-rollforward-private.h"

/* Another edition of the criteria: only what changed asks for new work. */

static void
note_numbers (ChoshoRollforward *self, ChoshoValue *list, GHashTable *changed)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);
      const char *number = chosho_value_get_string (entry, "number");

      g_hash_table_insert (self->numbers, (gpointer) chosho_value_get_string (entry, "from"), (gpointer) number);
      if (changed != NULL)
        g_hash_table_add (changed, (gpointer) number);
    }
}

void
chosho_rollforward_read_edition (ChoshoRollforward *self, const ChoshoRollforwardOptions *options)
{
  g_autoptr (ChoshoValue) before = NULL;
  ChoshoValue *withdrawn;

  if (options->entries == NULL)
    return;
  self->catalogue = chosho_value_ref (options->catalogue);
  self->entries = chosho_value_ref (options->entries);
  before = chosho_import_list_standing (self->view, "catalogue-entry");
  self->comparison = chosho_edition_compare (before, self->entries, options->renumbering);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->changed = g_hash_table_new (g_str_hash, g_str_equal);
  note_numbers (self, chosho_value_get (self->comparison, "unchanged"), NULL);
  note_numbers (self, chosho_value_get (self->comparison, "changed"), self->changed);
  withdrawn = chosho_value_get (self->comparison, "withdrawn");
  for (guint i = 0; i < chosho_value_get_length (withdrawn); i++)
    chosho_rollforward_leave (self, "catalogue-entry", chosho_value_get_string (chosho_value_get_item (withdrawn, i), "number"), "withdrawn");
}

/* @number and what it stands under, up to the outermost group. */
static void
choose (ChoshoRollforward *self, GHashTable *entries, const char *number)
{
  ChoshoValue *entry = g_hash_table_lookup (entries, number);

  while (entry != NULL && g_hash_table_insert (self->numbers, (gpointer) chosho_value_get_string (entry, "number"),
                                               (gpointer) chosho_value_get_string (entry, "number")))
    {
      const char *parent = chosho_value_get_string (entry, "parent");

      entry = parent != NULL ? g_hash_table_lookup (entries, parent) : NULL;
    }
}

void
chosho_rollforward_read_selection (ChoshoRollforward *self, const ChoshoRollforwardOptions *options)
{
  g_autoptr (ChoshoValue) all = NULL;
  g_autoptr (GHashTable) entries = NULL;

  if (options->kind == NULL)
    return;
  all = chosho_import_list_standing (self->view, "catalogue-entry");
  entries = g_hash_table_new (g_str_hash, g_str_equal);
  self->entries = chosho_value_new_array ();
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->changed = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < chosho_value_get_length (all); i++)
    g_hash_table_insert (entries, (gpointer) chosho_value_get_string (chosho_value_get_item (all, i), "number"), chosho_value_get_item (all, i));
  for (guint i = 0; i < chosho_value_get_length (options->controls); i++)
    choose (self, entries, chosho_value_as_string (chosho_value_get_item (options->controls, i)));
  for (guint i = 0; i < chosho_value_get_length (all); i++)
    {
      const char *number = chosho_value_get_string (chosho_value_get_item (all, i), "number");

      if (!g_hash_table_contains (self->numbers, number))
        continue;
      chosho_value_append (self->entries, chosho_value_ref (chosho_value_get_item (all, i)));
      g_hash_table_add (self->changed, (gpointer) number);
    }
}

const char *
chosho_rollforward_map_number (ChoshoRollforward *self, const char *number)
{
  return self->numbers != NULL ? g_hash_table_lookup (self->numbers, number) : number;
}

ChoshoValue *
chosho_rollforward_map_numbers (ChoshoRollforward *self, ChoshoValue *numbers)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (numbers); i++)
    {
      const char *number = chosho_rollforward_map_number (self, chosho_value_as_string (chosho_value_get_item (numbers, i)));

      if (number != NULL)
        chosho_value_append_string (out, number);
    }
  return out;
}

gboolean
chosho_rollforward_has_changed (ChoshoRollforward *self, const char *number)
{
  return self->changed != NULL && g_hash_table_contains (self->changed, number);
}

static gboolean
is_control (ChoshoValue *entry)
{
  return g_strcmp0 (chosho_value_get_string (entry, "level"), "control") == 0;
}

/* Both texts stand in the note: whoever answers it need not look for last year's file. */
static ChoshoValue *
new_note (ChoshoRollforward *self, ChoshoValue *changed)
{
  const char *edition = chosho_value_get_string (self->catalogue, "edition");
  const char *before = chosho_value_get_string (changed, "before");
  g_autofree char *text = g_strdup_printf (_("The criteria have another text since edition %s. Before (%s): %s"), edition,
                                           chosho_value_get_string (changed, "from"), before);
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "control", chosho_value_get_string (changed, "number"));
  chosho_value_set_string (item, "paper", "");
  chosho_value_set_string (item, "text", text);
  return item;
}

void
chosho_rollforward_add_notes (ChoshoRollforward *self)
{
  ChoshoValue *changed = chosho_value_get (self->comparison, "changed");
  ChoshoValue *batch = chosho_rollforward_add_batch (self, "note");

  for (guint i = 0; i < chosho_value_get_length (changed); i++)
    if (is_control (chosho_value_get_item (changed, i)))
      chosho_value_append (batch, new_note (self, chosho_value_get_item (changed, i)));
}

static void
list_asking (ChoshoValue *out, ChoshoValue *list, const char *why)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *entry;

      if (!is_control (chosho_value_get_item (list, i)))
        continue;
      entry = chosho_value_new_object ();
      chosho_value_set_string (entry, "control", chosho_value_get_string (chosho_value_get_item (list, i), "number"));
      chosho_value_set_string (entry, "why", why);
      chosho_value_append (out, entry);
    }
}

void
chosho_rollforward_describe_edition (ChoshoRollforward *self, ChoshoValue *out)
{
  g_autoptr (GPtrArray) catalogues = chosho_view_list_action (self->view, "catalogue");
  ChoshoValue *edition, *asks;

  if (self->comparison == NULL)
    return;
  edition = chosho_value_new_object ();
  asks = chosho_value_new_array ();
  if (catalogues->len > 0)
    chosho_value_set_string (edition, "from",
                             chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (catalogues, catalogues->len - 1))->item, "edition"));
  chosho_value_set_string (edition, "to", chosho_value_get_string (self->catalogue, "edition"));
  chosho_value_set (edition, "counts", chosho_value_ref (chosho_value_get (self->comparison, "counts")));
  list_asking (asks, chosho_value_get (self->comparison, "changed"), "changed");
  list_asking (asks, chosho_value_get (self->comparison, "new"), "new");
  chosho_value_set (out, "edition", edition);
  chosho_value_set (out, "asks", asks);
}
