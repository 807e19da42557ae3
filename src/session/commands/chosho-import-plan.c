/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-error.h"
#include "chosho-import-plan.h"
#include "chosho-instance.h"

typedef struct
{
  const char  *name;       /* static */
  ChoshoValue *comparison; /* (owned) {added, changed, unchanged, missing} */
} Part;

struct _ChoshoImportPlan
{
  GArray *parts; /* (owned) (element-type Part) */
};

static const char *const outcomes[] = { "added", "changed", "unchanged", "missing" };

static void
part_clear (gpointer data)
{
  chosho_value_unref (((Part *) data)->comparison);
}

ChoshoImportPlan *
chosho_import_plan_new (void)
{
  ChoshoImportPlan *self = g_new0 (ChoshoImportPlan, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);
  return self;
}

void
chosho_import_plan_free (ChoshoImportPlan *self)
{
  g_array_unref (self->parts);
  g_free (self);
}

void
chosho_import_plan_add (ChoshoImportPlan *self, const char *part, ChoshoCompareKind kind, const ChoshoValue *old_items,
                        const ChoshoValue *new_items, gboolean realign)
{
  Part entry = { part, chosho_import_compare (kind, old_items, new_items, realign) };

  g_array_append_val (self->parts, entry);
}

static ChoshoValue *
find (ChoshoImportPlan *self, const char *part, const char *what)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *entry = &g_array_index (self->parts, Part, i);

      if (strcmp (entry->name, part) == 0)
        return chosho_value_get (entry->comparison, what);
    }
  return NULL;
}

ChoshoValue *
chosho_import_plan_list_writes (ChoshoImportPlan *self, const char *part, gboolean withdraw)
{
  ChoshoValue *added = find (self, part, "added");
  ChoshoValue *changed = find (self, part, "changed");
  ChoshoValue *missing = withdraw ? find (self, part, "missing") : NULL;
  ChoshoValue *writes = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (added); i++)
    chosho_value_append (writes, chosho_command_copy_item (chosho_value_get_item (added, i)));
  for (guint i = 0; i < chosho_value_get_length (changed); i++)
    chosho_value_append (writes, chosho_command_copy_item (chosho_value_get (chosho_value_get_item (changed, i), "item")));
  for (guint i = 0; i < chosho_value_get_length (missing); i++)
    {
      ChoshoValue *item = chosho_command_copy_item (chosho_value_get_item (missing, i));

      chosho_value_set_boolean (item, "withdrawn", TRUE);
      chosho_value_append (writes, item);
    }
  return writes;
}

/* TRUE where a value that stands would not stand any more. */
static gboolean
is_replacing (ChoshoValue *fields)
{
  for (guint i = 0; i < chosho_value_get_length (fields); i++)
    {
      ChoshoValue *old = chosho_value_get (chosho_value_get_item (fields, i), "old");
      const char *text = chosho_value_as_string (old);

      if (old != NULL && (text == NULL || *text != '\0'))
        return TRUE;
    }
  return FALSE;
}

ChoshoValue *
chosho_import_plan_list_replacing (ChoshoImportPlan *self, const char *part)
{
  ChoshoValue *changed = find (self, part, "changed");
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (changed); i++)
    {
      ChoshoValue *change = chosho_value_get_item (changed, i);

      if (is_replacing (chosho_value_get (change, "fields")))
        chosho_value_append (out, chosho_value_ref (change));
    }
  return out;
}

guint
chosho_import_plan_count (ChoshoImportPlan *self, const char *part, const char *what)
{
  guint count = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *entry = &g_array_index (self->parts, Part, i);

      if (part == NULL || strcmp (entry->name, part) == 0)
        count += chosho_value_get_length (chosho_value_get (entry->comparison, what));
    }
  return count;
}

static void
set_counts (ChoshoImportPlan *self, const char *part, ChoshoValue *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    chosho_value_set_integer (out, outcomes[i], chosho_import_plan_count (self, part, outcomes[i]));
}

static ChoshoValue *
describe_parts (ChoshoImportPlan *self, gboolean details)
{
  ChoshoValue *out = chosho_value_new_object ();

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *entry = &g_array_index (self->parts, Part, i);
      ChoshoValue *part = details ? chosho_value_ref (entry->comparison) : chosho_value_new_object ();

      if (!details)
        set_counts (self, entry->name, part);
      chosho_value_set (out, entry->name, part);
    }
  return out;
}

ChoshoValue *
chosho_import_plan_describe (ChoshoImportPlan *self, gboolean details)
{
  ChoshoValue *out = chosho_value_new_object ();

  set_counts (self, NULL, out);
  if (self->parts->len > 1)
    chosho_value_set (out, "parts", describe_parts (self, FALSE));
  if (details)
    chosho_value_set (out, "plan", describe_parts (self, TRUE));
  return out;
}

/* Problems of @severity with their sentence for people. (transfer full) */
static ChoshoValue *
list_problems (ChoshoImport *import, const char *severity)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (import->problems); i++)
    {
      ChoshoValue *problem = chosho_value_get_item (import->problems, i);
      g_autofree char *message = chosho_import_format_problem (problem);
      ChoshoValue *copy;

      if (severity != NULL && g_strcmp0 (chosho_value_get_string (problem, "severity"), severity) != 0)
        continue;
      copy = chosho_value_copy (problem);
      chosho_value_set_string (copy, "message", message);
      chosho_value_append (out, copy);
    }
  return out;
}

gboolean
chosho_import_check_problems (ChoshoImport *import, ChoshoValue **result, GError **error)
{
  const char *file = chosho_value_get_string (import->facts, "file");

  if (import->n_errors == 0)
    return TRUE;
  *result = chosho_value_new_object ();
  chosho_value_set (*result, "problems", list_problems (import, NULL));
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
               g_dngettext (GETTEXT_PACKAGE, "%s has %u problem; nothing was imported", "%s has %u problems; nothing was imported",
                            import->n_errors),
               file, import->n_errors);
  return FALSE;
}

ChoshoValue *
chosho_import_list_problems (ChoshoImport *import)
{
  return list_problems (import, NULL);
}

void
chosho_import_set_notices (ChoshoImport *import, ChoshoValue *result)
{
  if (chosho_value_get_length (import->problems) > import->n_errors)
    chosho_value_set (result, "notices", list_problems (import, "notice"));
}

ChoshoValue *
chosho_import_list_standing (ChoshoView *view, const char *action)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, action);
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (writes, i))->item;

      if (!chosho_item_is_withdrawn (item))
        chosho_value_append (items, chosho_command_copy_item (item));
    }
  return items;
}
