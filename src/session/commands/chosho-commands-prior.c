/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-check.h"
#include "chosho-commands-criteria-private.h"
#include "chosho-error.h"
#include "chosho-import-prior.h"
#include "chosho-table-import.h"

/* What was found before (前年度の結果), beside this year's work as a reference. It is evidence of nothing: no step can
 * name it, no gate asks for it, and no sign-off covers it. */

/* --- import ------------------------------------------------------------------------------------ */

static const char *
get_period (ChoshoCommandContext *context)
{
  const char *period = chosho_command_get_text (context, "period");

  return period != NULL ? period : "";
}

static gboolean
read_items (ChoshoCommandContext *context, ChoshoTableImport *self, ChoshoView *view, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) criteria = chosho_table_import_list_criteria (view, _("import the criteria first: results are about controls"), error);
  ChoshoImportOptions options = { .mapping = self->mapping, .criteria = criteria };

  if (criteria == NULL)
    return FALSE;
  self->import = chosho_import_prior (self->table, get_period (context), &options);
  if (!chosho_import_check_problems (self->import, result, error))
    return FALSE;
  if (chosho_value_get_length (chosho_import_get_items (self->import, "results")) > 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s holds no result"), self->file->name);
  return FALSE;
}

/* Of the periods that the file speaks about: what stands of another one is not missing in it. (transfer full) */
static ChoshoValue *
list_of_periods (ChoshoValue *standing, ChoshoValue *results)
{
  g_autoptr (GHashTable) periods = g_hash_table_new (g_str_hash, g_str_equal);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    g_hash_table_add (periods, (gpointer) chosho_value_get_string (chosho_value_get_item (results, i), "period"));
  for (guint i = 0; i < chosho_value_get_length (standing); i++)
    {
      ChoshoValue *item = chosho_value_get_item (standing, i);

      if (g_hash_table_contains (periods, chosho_value_get_string (item, "period")))
        chosho_value_append (out, chosho_value_ref (item));
    }
  return out;
}

static void
make_plan (ChoshoTableImport *self, ChoshoView *view)
{
  ChoshoValue *results = chosho_import_get_items (self->import, "results");
  g_autoptr (ChoshoValue) all = chosho_import_list_standing (view, "prior-result");
  g_autoptr (ChoshoValue) standing = list_of_periods (all, results);

  self->plan = chosho_import_plan_new ();
  chosho_import_plan_add (self->plan, "results", CHOSHO_COMPARE_PRIOR, standing, results, FALSE);
}

static ChoshoValue *
new_file_item (ChoshoCommandContext *context, const ChoshoSourceFile *file)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "name", file->name);
  chosho_value_set_string (item, "sha256", file->sha256);
  chosho_value_set_integer (item, "size_bytes", (gint64) file->size_bytes);
  chosho_value_set_string (item, "period", get_period (context));
  return item;
}

/* The file stays with the record, so that what was typed off can be looked up where it came from. */
static gboolean
write_import (ChoshoCommandContext *context, ChoshoTableImport *self, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  ChoshoValue *writes = chosho_import_plan_list_writes (self->plan, "results", chosho_command_get_flag (context, "withdraw-missing"));
  gboolean any = chosho_value_get_length (writes) > 0;

  if (any)
    chosho_transaction_add_item (tx, "prior-file", new_file_item (context, self->file));
  chosho_transaction_add (tx, "prior-result", writes);
  return (!any || chosho_source_file_store (self->file, context->session, NULL, context->cancellable, error))
         && chosho_transaction_commit (tx, result, error);
}

/* Prints {added, changed, unchanged, missing, source, sha256}. */
gboolean
chosho_command_prior_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (ChoshoTableImport) self = { NULL };
  g_autoptr (ChoshoTransaction) tx = NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");

  if (!chosho_table_import_open (&self, context, error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || !read_items (context, &self, chosho_transaction_get_view (tx), result, error))
    return FALSE;
  make_plan (&self, chosho_transaction_get_view (tx));
  if (!dry_run && !chosho_transaction_is_done (tx) && !write_import (context, &self, tx, result, error))
    return FALSE;
  *result = chosho_table_import_describe (&self, dry_run);
  return TRUE;
}

/* --- list -------------------------------------------------------------------------------------- */

/* Prints [{id, control, period, individual?, procedure?, phase?, technique?, performed_on?, outcome?, result?,
 * finding_text?, remarks?, source, by, at}]. */
gboolean
chosho_command_prior_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *text = chosho_command_get_text (context, "control");
  g_autofree char *control = text != NULL ? chosho_command_find_control (context, text, error) : NULL;

  if (text != NULL && control == NULL)
    return FALSE;
  *result = chosho_session_list_rows (context->session, "prior", control, error);
  return *result != NULL;
}
