/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-criteria-private.h"
#include "chosho-error.h"
#include "chosho-import-statement.h"
#include "chosho-instance.h"
#include "chosho-table-import.h"
#include "chosho-text.h"

/* --- The file ---------------------------------------------------------------------------------- */

/* "dated" and "version" of the document, as both verbs that take it in have them. */
static ChoshoValue *
new_statement_file (ChoshoCommandContext *context, const ChoshoSourceFile *file, gboolean final)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "name", file->name);
  chosho_value_set_string (item, "sha256", file->sha256);
  chosho_value_set_integer (item, "size_bytes", (gint64) file->size_bytes);
  chosho_command_copy_text (context, "version", item, "version");
  chosho_command_copy_text (context, "dated", item, "dated");
  chosho_value_set_boolean (item, "final", final);
  return item;
}

/* --- import ------------------------------------------------------------------------------------ */

static gboolean
read_items (ChoshoTableImport *self, ChoshoView *view, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) criteria = chosho_table_import_list_criteria (view, _("import the criteria first: the statement is about controls"), error);
  ChoshoImportOptions options = { .mapping = self->mapping, .criteria = criteria };

  if (criteria == NULL)
    return FALSE;
  self->import = chosho_import_statement (self->table, &options);
  if (!chosho_import_check_problems (self->import, result, error))
    return FALSE;
  if (chosho_value_get_length (self->import->items) > 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s holds no statement"), self->file->name);
  return FALSE;
}

/* An event has the lists even where they are empty; a file may leave them out. */
static void
complete_individuals (ChoshoValue *individuals)
{
  static const char *const lists[] = { "controls", "units", "services" };

  for (guint i = 0; i < chosho_value_get_length (individuals); i++)
    for (guint j = 0; j < G_N_ELEMENTS (lists); j++)
      if (chosho_value_get (chosho_value_get_item (individuals, i), lists[j]) == NULL)
        chosho_value_set (chosho_value_get_item (individuals, i), lists[j], chosho_value_new_array ());
}

static void
make_plan (ChoshoTableImport *self, ChoshoView *view)
{
  ChoshoValue *lines = chosho_import_get_items (self->import, "lines");
  ChoshoValue *individuals = chosho_import_get_items (self->import, "individuals");
  g_autoptr (ChoshoValue) old_lines = chosho_import_list_standing (view, "statement-line");
  g_autoptr (ChoshoValue) old_individuals = chosho_import_list_standing (view, "individual-control");

  complete_individuals (individuals);
  self->plan = chosho_import_plan_new ();
  if (chosho_value_get_length (lines) > 0)
    chosho_import_plan_add (self->plan, "lines", CHOSHO_COMPARE_LINES, old_lines, lines, FALSE);
  if (chosho_value_get_length (individuals) > 0)
    chosho_import_plan_add (self->plan, "individuals", CHOSHO_COMPARE_INDIVIDUALS, old_individuals, individuals, FALSE);
}

/* The document stays with the record, as evidence does. */
static gboolean
write_import (ChoshoCommandContext *context, ChoshoTableImport *self, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  ChoshoValue *lines = chosho_import_plan_list_writes (self->plan, "lines", FALSE);
  ChoshoValue *individuals
      = chosho_import_plan_list_writes (self->plan, "individuals", chosho_command_get_flag (context, "withdraw-missing"));
  gboolean any = chosho_value_get_length (lines) + chosho_value_get_length (individuals) > 0;

  if (any)
    chosho_transaction_add_item (tx, "statement-file", new_statement_file (context, self->file, FALSE));
  chosho_transaction_add (tx, "statement-line", lines);
  chosho_transaction_add (tx, "individual-control", individuals);
  return (!any || chosho_source_file_store (self->file, context->session, NULL, context->cancellable, error))
         && chosho_transaction_commit (tx, result, error);
}

/* What a statement is about: how many of the file's lines select their control. */
static void
set_selection (ChoshoImport *import, ChoshoValue *result)
{
  ChoshoValue *lines = chosho_import_get_items (import, "lines");
  guint n = chosho_value_get_length (lines), selected = 0;

  for (guint i = 0; i < n; i++)
    selected += chosho_value_get_boolean (chosho_value_get_item (lines, i), "selected", TRUE) ? 1 : 0;
  if (n == 0)
    return;
  chosho_value_set_integer (result, "selected", selected);
  chosho_value_set_integer (result, "not_selected", n - selected);
}

/* Prints {added, changed, unchanged, missing, selected, not_selected, source, sha256}; the selection where
 * the file has lines for controls. */
gboolean
chosho_command_statement_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (ChoshoTableImport) self = { NULL };
  g_autoptr (ChoshoTransaction) tx = NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");

  if (!chosho_command_check_date (context, "dated", error) || !chosho_table_import_open (&self, context, error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || !read_items (&self, chosho_transaction_get_view (tx), result, error))
    return FALSE;
  make_plan (&self, chosho_transaction_get_view (tx));
  if (!dry_run && !chosho_transaction_is_done (tx) && !write_import (context, &self, tx, result, error))
    return FALSE;
  *result = chosho_table_import_describe (&self, dry_run);
  set_selection (self.import, *result);
  return TRUE;
}

/* --- show -------------------------------------------------------------------------------------- */

static gboolean
names_control (ChoshoValue *individual, const char *control)
{
  ChoshoValue *controls = chosho_value_get (individual, "controls");

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (controls, i)), control) == 0)
      return TRUE;
  return FALSE;
}

static ChoshoValue *
list_individuals (ChoshoSession *session, const char *control, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (session, "individual", NULL, error);
  ChoshoValue *out;

  if (rows == NULL)
    return NULL;
  out = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    if (control == NULL || names_control (chosho_value_get_item (rows, i), control))
      chosho_value_append (out, chosho_value_ref (chosho_value_get_item (rows, i)));
  return out;
}

/* One control: its line and the individual controls that name it. No line = selected. */
static ChoshoValue *
show_control (ChoshoValue *lines, const char *control)
{
  ChoshoValue *line = chosho_value_get_item (lines, 0);
  ChoshoValue *out = line != NULL ? chosho_value_copy (line) : chosho_value_new_object ();

  chosho_value_set_string (out, "control", control);
  chosho_value_set_boolean (out, "stated", line != NULL);
  if (line == NULL)
    chosho_value_set_boolean (out, "selected", TRUE);
  return out;
}

/* Prints {lines, individuals, files}, or for a control its line with "individuals". */
gboolean
chosho_command_statement_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *text = chosho_command_get_text (context, "control");
  g_autofree char *control = text != NULL ? chosho_command_find_control (context, text, error) : NULL;
  g_autoptr (ChoshoValue) lines = NULL, individuals = NULL, files = NULL;

  if ((text != NULL && control == NULL)
      || (lines = chosho_session_list_rows (context->session, "statement", control, error)) == NULL
      || (individuals = list_individuals (context->session, control, error)) == NULL
      || (files = chosho_session_list_rows (context->session, "statement-file", NULL, error)) == NULL)
    return FALSE;
  if (control != NULL)
    *result = show_control (lines, control);
  else
    {
      *result = chosho_value_new_object ();
      chosho_value_set (*result, "lines", g_steal_pointer (&lines));
      chosho_value_set (*result, "files", g_steal_pointer (&files));
    }
  chosho_value_set (*result, "individuals", g_steal_pointer (&individuals));
  return TRUE;
}

/* --- set --------------------------------------------------------------------------------------- */

/* Prints {id, control, selected}. */
gboolean
chosho_command_statement_set (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *selection = chosho_command_get_text (context, "selection");
  gboolean selected = strcmp (selection, "selected") == 0;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *control = NULL;
  g_autofree char *id = NULL;

  if (!chosho_command_check_word (selection, "SELECTION", "selected|not-selected", error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  control = chosho_session_resolve_control (context->session, chosho_transaction_get_view (tx),
                                            chosho_command_get_text (context, "control"), error);
  if (control == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoValue *standing = chosho_view_get_item_printf (chosho_transaction_get_view (tx), "statement:%s", control);
      ChoshoValue *item = chosho_command_copy_item (standing);

      chosho_value_set_string (item, "control", control);
      chosho_value_set_boolean (item, "selected", selected);
      chosho_command_copy_text (context, "basis", item, "basis");
      chosho_command_copy_text (context, "text", item, "text");
      chosho_transaction_add_item (tx, "statement-line", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "statement-line", 0);
  *result = chosho_command_result_id (id != NULL ? id : control);
  chosho_value_set_string (*result, "control", control);
  chosho_value_set_boolean (*result, "selected", selected);
  return TRUE;
}

/* --- individual add ---------------------------------------------------------------------------- */

static ChoshoValue *
resolve_controls (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "control");
  g_autoptr (ChoshoValue) out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (given, i));
      g_autofree char *control = chosho_command_resolve_control (context, view, text, error);

      if (control == NULL)
        return NULL;
      chosho_value_append_string (out, control);
    }
  return g_steal_pointer (&out);
}

static ChoshoValue *
get_list_or_empty (ChoshoCommandContext *context, const char *name)
{
  ChoshoValue *list = chosho_command_get_list (context, name);

  return list != NULL ? chosho_value_ref (list) : chosho_value_new_array ();
}

static ChoshoValue *
new_individual (ChoshoCommandContext *context, ChoshoValue *controls, const char *individual, const char *version)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "individual", individual);
  chosho_value_set_string (item, "version", version);
  chosho_command_copy_text (context, "title", item, "title");
  chosho_command_copy_text (context, "text", item, "text");
  chosho_command_copy_text (context, "valid-from", item, "valid_from");
  chosho_command_copy_text (context, "valid-to", item, "valid_to");
  chosho_value_set (item, "controls", chosho_value_ref (controls));
  chosho_value_set (item, "units", get_list_or_empty (context, "unit"));
  chosho_value_set (item, "services", get_list_or_empty (context, "service"));
  return item;
}

/* A version that stands is replaced only when the user says so; a new version stands beside it.
 * Prints {id, individual, version}. */
gboolean
chosho_command_statement_individual (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *given = chosho_command_get_text (context, "version");
  g_autofree char *individual = chosho_text_fold_width (chosho_command_get_text (context, "individual"));
  g_autofree char *version = chosho_text_fold_width (given != NULL ? given : "1");
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) controls = NULL;
  g_autofree char *id = NULL;
  ChoshoView *view;
  ChoshoValue *standing;

  if (!chosho_command_check_date (context, "valid-from", error) || !chosho_command_check_date (context, "valid-to", error)
      || !chosho_command_check_order (context, "valid-from", "valid-to", error)
      || !chosho_command_check_filled (context, "version", error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  view = chosho_transaction_get_view (tx);
  if (!chosho_transaction_is_done (tx))
    {
      if ((controls = resolve_controls (context, view, error)) == NULL)
        return FALSE;
      standing = chosho_view_get_item_printf (view, "individual:%s:%s", individual, version);
      if (standing != NULL && !chosho_item_is_withdrawn (standing) && !chosho_command_get_flag (context, "replace"))
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS,
                       _("individual control %s has a version %s already: give another --version, or --replace"), individual, version);
          return FALSE;
        }
      chosho_transaction_add_item (tx, "individual-control", new_individual (context, controls, individual, version));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "individual-control", 0);
  *result = chosho_command_result_id (id != NULL ? id : individual);
  chosho_value_set_string (*result, "individual", individual);
  chosho_value_set_string (*result, "version", version);
  return TRUE;
}

/* --- final ------------------------------------------------------------------------------------- */

/* The final statement: what the representation names and the report identifies. Prints {id, name,
 * sha256, size_bytes, already_held}. */
gboolean
chosho_command_statement_final (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;
  gboolean already_held = FALSE;

  if (!chosho_command_check_date (context, "dated", error)
      || (file = chosho_source_file_open_document (chosho_command_get_text (context, "file"), context->cancellable, error)) == NULL
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      chosho_transaction_add_item (tx, "statement-file", new_statement_file (context, file, TRUE));
      if (!chosho_source_file_store (file, context->session, &already_held, context->cancellable, error)
          || !chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "statement-file", 0);
  *result = chosho_command_result_id (id);
  chosho_value_set_string (*result, "name", file->name);
  chosho_value_set_string (*result, "sha256", file->sha256);
  chosho_value_set_integer (*result, "size_bytes", (gint64) file->size_bytes);
  chosho_value_set_boolean (*result, "already_held", already_held);
  return TRUE;
}
