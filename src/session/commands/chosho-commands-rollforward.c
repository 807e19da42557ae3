/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-book-file.h"
#include "chosho-catalog-file.h"
#include "chosho-command-check.h"
#include "chosho-commands-criteria-private.h"
#include "chosho-commands-engagement-private.h"
#include "chosho-cycle-book.h"
#include "chosho-cycle.h"
#include "chosho-edition-side.h"
#include "chosho-import-plan.h"
#include "chosho-rollforward.h"
#include "chosho-staging.h"

/* Next year's engagement (前年度引継ぎ). */

static const ChoshoCommandArg rollforward_args[] = {
  { "dir", CHOSHO_ARG_POSITIONAL, TRUE, "DIR", N_("The folder of the new engagement") },
  { "title", CHOSHO_ARG_TEXT, FALSE, "T", N_("Title of the new engagement (the same, its years moved on)") },
  { "period-start", CHOSHO_ARG_TEXT, FALSE, "D", N_("First day of the audit period (the day after the earlier one)") },
  { "period-end", CHOSHO_ARG_TEXT, FALSE, "D", N_("Last day of the audit period (a year from its first)") },
  { "role", CHOSHO_ARG_LIST, FALSE, "ROLE", N_("The role of who makes it (the earlier one, else leader); may be repeated") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "T", N_("What who makes it confirms by that of their own independence, in their own words") },
  { "catalog", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("Another edition of the criteria, in place of the earlier one") },
  { "edition", CHOSHO_ARG_TEXT, FALSE, "E", N_("The criteria's edition, where the file does not say it") },
  { "map", CHOSHO_ARG_TEXT, FALSE, "MAP", N_("JSON object of fields and the columns that hold them") },
  { "renumbering", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("CSV or XLSX with the numbers before and after of what was renumbered") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would be done and change nothing") },
  { NULL }
};

/* Checks the folder's name for the preview, which writes nothing. */
static gboolean
check_free (const char *dir, GError **error)
{
  g_autofree char *path = g_canonicalize_filename (dir, NULL);

  return chosho_staging_check_free (path, error);
}

static gboolean
write_engagement (ChoshoCommandContext *context, ChoshoRollforward *plan, ChoshoValue *out, GError **error)
{
  const char *dir = chosho_command_get_text (context, "dir");
  g_autofree char *path = g_canonicalize_filename (dir, NULL);
  g_autofree char *id = NULL;
  g_autofree char *member = NULL;

  if (!chosho_rollforward_write (plan, dir, context->cancellable, &id, error))
    return FALSE;
  member = g_strdup_printf ("%s#1", id);
  chosho_value_set_string (out, "id", id);
  chosho_value_set_string (out, "path", path);
  chosho_value_set_string (out, "member", member);
  return TRUE;
}

/* Another edition of the criteria, and how it is numbered. */
typedef struct
{
  ChoshoValue *mapping, *catalogue, *entries, *renumbering; /* (owned) (nullable) */
} Edition;

static void
edition_clear (Edition *self)
{
  g_clear_pointer (&self->mapping, chosho_value_unref);
  g_clear_pointer (&self->catalogue, chosho_value_unref);
  g_clear_pointer (&self->entries, chosho_value_unref);
  g_clear_pointer (&self->renumbering, chosho_value_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edition, edition_clear)

static gboolean
load_entries (ChoshoCommandContext *context, Edition *self, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoCatalogFile) file = chosho_catalog_file_open (chosho_command_get_text (context, "catalog"), context->cancellable, error);
  ChoshoCatalogFileOptions options = { .mapping = self->mapping, .edition = chosho_command_get_text (context, "edition") };

  if (file == NULL || (self->entries = chosho_catalog_file_read (file, &options, result, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (self->entries); i++)
    chosho_value_set_string (chosho_value_get_item (self->entries, i), "edition", file->edition);
  self->catalogue = chosho_catalog_file_new_item (file, chosho_value_get_length (self->entries));
  return TRUE;
}

static gboolean
load_edition (ChoshoCommandContext *context, Edition *self, ChoshoValue **result, GError **error)
{
  const char *renumbering = chosho_command_get_text (context, "renumbering");
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (ChoshoValue) before = NULL;

  if (chosho_command_get_text (context, "catalog") == NULL)
    return TRUE;
  view = chosho_session_get_view (context->session, FALSE, error);
  if (view == NULL || !chosho_command_check_filled (context, "edition", error) || !chosho_command_load_mapping (context, &self->mapping, error))
    return FALSE;
  if (!load_entries (context, self, result, error))
    return FALSE;
  before = chosho_import_list_standing (view, "catalogue-entry");
  self->renumbering = chosho_edition_side_read_renumbering (renumbering, before, self->entries, context->cancellable, result, error);
  return renumbering == NULL || self->renumbering != NULL;
}

/* With what both kinds of a new engagement are told alike: @options says what else is known of it. */
static gboolean
plan_and_write (ChoshoCommandContext *context, ChoshoRollforwardOptions *options, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoRollforward) plan = NULL;
  g_autoptr (ChoshoValue) out = NULL;

  options->title = chosho_command_get_text (context, "title");
  options->period_start = chosho_command_get_text (context, "period-start");
  options->period_end = chosho_command_get_text (context, "period-end");
  options->text = chosho_command_get_text (context, "text");
  plan = chosho_rollforward_plan (context->session, context->identity, options, error);
  if (plan == NULL)
    return FALSE;
  out = chosho_rollforward_describe (plan);
  if (options->kind != NULL)
    chosho_value_set_string (out, "kind", options->kind);
  if (options->controls != NULL)
    chosho_value_set (out, "controls", chosho_value_ref (options->controls));
  chosho_command_add_period_warnings (chosho_rollforward_get_facts (plan), out);
  if (chosho_command_get_flag (context, "dry-run"))
    chosho_value_set_boolean (out, "dry_run", TRUE);
  else if (!write_engagement (context, plan, out, error))
    return FALSE;
  *result = g_steal_pointer (&out);
  return TRUE;
}

/* Prints what chosho_rollforward_describe() tells, with {id, path, member} of the engagement that was made. */
static gboolean
run_rollforward (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) roles = chosho_command_dup_roles (context, error);
  g_auto (Edition) edition = { NULL };
  ChoshoRollforwardOptions options = { .roles = roles };

  if (roles == NULL || !chosho_command_check_filled (context, "title", error) || !chosho_command_check_date (context, "period-start", error)
      || !chosho_command_check_date (context, "period-end", error) || !check_free (chosho_command_get_text (context, "dir"), error)
      || !load_edition (context, &edition, result, error))
    return FALSE;
  options.catalogue = edition.catalogue;
  options.entries = edition.entries;
  options.renumbering = edition.renumbering;
  return plan_and_write (context, &options, result, error);
}

/* --- The cycle ------------------------------------------------------------------------------------ */

static const ChoshoCommandArg cycle_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, FALSE, "CONTROL", N_("Only this control") },
  { "output", CHOSHO_ARG_TEXT, FALSE, "FILE.xlsx", N_("Write the table as a workbook too, to be printed on A4") },
  { NULL }
};

/* Prints what chosho_cycle_list() tells. */
static gboolean
run_cycle (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *text = chosho_command_get_text (context, "control"), *path = chosho_command_get_text (context, "output");
  g_autofree char *control = text != NULL ? chosho_command_find_control (context, text, error) : NULL;
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (ChoshoValue) rows = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if ((text != NULL && control == NULL) || (path != NULL && !chosho_book_file_check_name (path, error))
      || (view = chosho_session_get_view (context->session, FALSE, error)) == NULL)
    return FALSE;
  rows = chosho_cycle_list (view, control);
  if (path != NULL
      && ((bytes = chosho_cycle_book_make (rows, chosho_view_get_item (view, "engagement"), error)) == NULL
          || !chosho_book_file_publish (bytes, path, NULL, NULL, context->cancellable, error)))
    return FALSE;
  *result = g_steal_pointer (&rows);
  return TRUE;
}

/* --- What belongs to this engagement --------------------------------------------------------------- */

static const ChoshoCommandArg followup_args[] = {
  { "dir", CHOSHO_ARG_POSITIONAL, TRUE, "DIR", N_("The folder of the new engagement") },
  { "kind", CHOSHO_ARG_TEXT, TRUE, "additional|reaudit", N_("An additional audit, or a re-audit") },
  { "control", CHOSHO_ARG_LIST, TRUE, "CONTROL", N_("A control in its scope; may be repeated") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why it is made, and of these controls") },
  { "title", CHOSHO_ARG_TEXT, FALSE, "T", N_("Title of the new engagement (the same, with its kind)") },
  { "period-start", CHOSHO_ARG_TEXT, FALSE, "D", N_("First day of the audit period (the same)") },
  { "period-end", CHOSHO_ARG_TEXT, FALSE, "D", N_("Last day of the audit period (the same)") },
  { "role", CHOSHO_ARG_LIST, FALSE, "ROLE", N_("The role of who makes it (the earlier one, else leader); may be repeated") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "T", N_("What who makes it confirms by that of their own independence, in their own words") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would be done and change nothing") },
  { NULL }
};

/* The numbers of the controls that were named. (transfer full) */
static ChoshoValue *
resolve_controls (ChoshoCommandContext *context, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  ChoshoValue *given = chosho_command_get_list (context, "control");
  g_autoptr (ChoshoValue) controls = chosho_value_new_array ();

  for (guint i = 0; view != NULL && i < chosho_value_get_length (given); i++)
    {
      g_autofree char *number = chosho_command_resolve_control (context, view, chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (number == NULL)
        return NULL;
      if (!chosho_value_has_text (controls, number))
        chosho_value_append_string (controls, number);
    }
  return view != NULL ? g_steal_pointer (&controls) : NULL;
}

/* As of a next year's, with its kind, its controls and why. */
static gboolean
run_followup (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) roles = chosho_command_dup_roles (context, error);
  g_autoptr (ChoshoValue) controls = NULL;
  ChoshoRollforwardOptions options = { .roles = roles };

  if (roles == NULL || !chosho_command_check_choice (context, "kind", "additional|reaudit", error)
      || !chosho_command_check_filled (context, "title", error) || !chosho_command_check_filled (context, "reason", error)
      || !chosho_command_check_date (context, "period-start", error) || !chosho_command_check_date (context, "period-end", error)
      || !check_free (chosho_command_get_text (context, "dir"), error) || (controls = resolve_controls (context, error)) == NULL)
    return FALSE;
  options.kind = chosho_command_get_text (context, "kind");
  options.controls = controls;
  options.reason = chosho_command_get_text (context, "reason");
  return plan_and_write (context, &options, result, error);
}

const ChoshoCommand chosho_commands_rollforward[] = {
  { "followup", N_("Make an additional audit or a re-audit that belongs to this engagement, of chosen controls; this one stays as it is"), followup_args,
    CHOSHO_COMMAND_WRITES, run_followup },
  { "rollforward", N_("Make the next period's engagement of this one, which stays as it is; who makes it confirms their independence by that"),
    rollforward_args, CHOSHO_COMMAND_WRITES, run_rollforward },
  { "cycle list", N_("Show in which years each control was in scope, why, and when it is to be tested again"), cycle_args,
    CHOSHO_COMMAND_READS, run_cycle },
  { NULL }
};
