/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-gate.h"
#include "chosho-limits.h"
#include "chosho-links.h"

/* Steps, consents and findings; populations and samples are in chosho-commands-sample.c. */

/* --- step ----------------------------------------------------------------------------------------- */

static const ChoshoCommandArg step_list_args[] = {
  { "control", CHOSHO_ARG_POSITIONAL, FALSE, "CONTROL", N_("Only the steps of this control") },
  { NULL }
};

static gboolean
run_step_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *wanted = chosho_command_get_text (context, "control");
  g_autoptr (ChoshoView) view = NULL;
  g_autofree char *control = NULL;

  if (wanted != NULL)
    {
      view = chosho_session_get_view (context->session, FALSE, error);
      control = view != NULL ? chosho_session_resolve_control (context->session, view, wanted, error) : NULL;
      if (control == NULL)
        return FALSE;
    }
  *result = chosho_session_list_rows (context->session, "step", control, error);
  return *result != NULL;
}

static const ChoshoCommandArg step_record_args[] = {
  { "step", CHOSHO_ARG_POSITIONAL, TRUE, "STEP", N_("The step") },
  { "technique", CHOSHO_ARG_TEXT, TRUE, "TECHNIQUE", N_("What was done: inspection, observation, reperformance, inquiry …") },
  { "performed-on", CHOSHO_ARG_TEXT, TRUE, "DATE", N_("The day it was done, as stated") },
  { "outcome", CHOSHO_ARG_TEXT, TRUE, "OUTCOME", N_("no-exception, exception, no-occurrence or unable") },
  { "result", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("The result") },
  { "result-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("A text file with the result") },
  { "respondent", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Who was asked") },
  { "place", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Where") },
  { "reason", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Why: for a departure, or where it could not be done") },
  { "evidence", CHOSHO_ARG_LIST, FALSE, "ID", N_("Link this evidence to the step") },
  { "replacing", CHOSHO_ARG_TEXT, FALSE, "ID", N_("Only in place of this performance, “none” for a step not recorded yet") },
  { NULL }
};

/* The result as given or read from a file. (transfer full) */
static char *
get_result_text (ChoshoCommandContext *context, GError **error)
{
  const char *text = chosho_command_get_text (context, "result");
  const char *path = chosho_command_get_text (context, "result-file");
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size_bytes;

  if ((text != NULL) == (path != NULL))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Give either --result or --result-file"));
      return NULL;
    }
  if (text != NULL)
    return g_strdup (text);
  if (!chosho_file_read (path, CHOSHO_LIMIT_TEXT_BYTES, &bytes, error))
    return NULL;
  data = g_bytes_get_data (bytes, &size_bytes);
  if (g_utf8_validate_len (data, size_bytes, NULL) && memchr (data, '\0', size_bytes) == NULL)
    return g_strndup (data, size_bytes);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is no UTF-8 text"), path);
  return NULL;
}

/* The firm's own techniques are those its setting names; others would be typing mistakes. */
static gboolean
check_technique (ChoshoView *view, const char *technique, GError **error)
{
  ChoshoValue *list = chosho_value_get (chosho_view_get_item (view, "setting:techniques"), "value");

  if (strcmp (technique, "inquiry") == 0 || chosho_technique_stands_alone (view, technique))
    return TRUE;
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (list, i), "id"), technique) == 0)
      return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE,
               _("“%s” is no technique: inspection, observation, reperformance, inquiry, or one of the firm's setting"), technique);
  return FALSE;
}

static gboolean
link_evidence (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *control, const char *step, GError **error)
{
  ChoshoValue *ids = chosho_command_get_list (context, "evidence");
  g_autoptr (ChoshoValue) targets = chosho_value_new_array ();
  ChoshoValue *target = chosho_value_new_object ();

  chosho_value_set_string (target, "control", control);
  chosho_value_set_string (target, "paper", "");
  chosho_value_set_string (target, "step", step);
  chosho_value_append (targets, target);
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (ids, i));
      static const char *const kinds[] = { "evidence", "interview", "observation", "sample" };
      g_autofree char *id = NULL;
      guint kind;

      for (kind = 0; kind < G_N_ELEMENTS (kinds) && id == NULL; kind++)
        id = chosho_session_resolve_thing (context->session, chosho_transaction_get_view (tx), kinds[kind], text, NULL);
      if (id == NULL)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no evidence “%s”"), text);
          return FALSE;
        }
      chosho_links_add (tx, targets, kinds[kind - 1], id, NULL);
    }
  return TRUE;
}

static ChoshoValue *
make_performance (ChoshoCommandContext *context, const char *control, const char *step, const char *text)
{
  static const char *const names[] = { "respondent", "place", "reason", "technique", "outcome" };
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "control", control);
  chosho_value_set_string (item, "step", step);
  chosho_value_set_string (item, "result", text);
  chosho_value_set_string (item, "performed_on", chosho_command_get_text (context, "performed-on"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    chosho_value_set_string (item, names[i], chosho_command_get_text (context, names[i]));
  return item;
}

static gboolean
run_step_record (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *control = NULL;
  g_autofree char *step = NULL;
  g_autofree char *id = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;

  if (!chosho_command_check_choice (context, "outcome", "no-exception|exception|no-occurrence|unable", error)
      || !chosho_command_check_date (context, "performed-on", error) || (text = get_result_text (context, error)) == NULL)
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL || !chosho_command_check_past (context, chosho_transaction_get_view (tx), "performed-on", error)
      || !check_technique (chosho_transaction_get_view (tx), chosho_command_get_text (context, "technique"), error)
      || !chosho_session_resolve_step (context->session, chosho_transaction_get_view (tx),
                                       chosho_command_get_text (context, "step"), &control, &step, error))
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      if (!chosho_commands_check_replacing (chosho_transaction_get_view (tx), control, step, chosho_command_get_text (context, "replacing"), error))
        return FALSE;
      chosho_transaction_add_item (tx, "performance", make_performance (context, control, step, text));
      if (!link_evidence (context, tx, control, step, error) || !chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "performance", 0);
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", step);
  chosho_value_set_string (*result, "control", control);
  chosho_value_set_string (*result, "performance", id);
  return TRUE;
}

/* --- consent ---------------------------------------------------------------------------------------- */

static const ChoshoCommandArg consent_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "STEP", N_("The step") },
  { "for", CHOSHO_ARG_TEXT, TRUE, "WHAT", N_("departure, unable or reversal") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why") },
  { NULL }
};

static gboolean
run_consent (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autofree char *control = NULL;
  g_autofree char *step = NULL;
  g_autofree char *about = NULL;
  g_autofree char *id = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  ChoshoWrite *performance;

  if (!chosho_command_check_choice (context, "for", "departure|unable|reversal", error))
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL || !chosho_session_resolve_step (context->session, chosho_transaction_get_view (tx),
                                                  chosho_command_get_text (context, "id"), &control, &step, error))
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoValue *item;

      performance = chosho_view_get_printf (chosho_transaction_get_view (tx), "step:%s:%s", control, step);
      if (performance == NULL)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The step has not been recorded yet"));
          return FALSE;
        }
      about = chosho_write_dup_id (performance);
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "control", control);
      chosho_value_set_string (item, "step", step);
      chosho_value_set_string (item, "for", chosho_command_get_text (context, "for"));
      chosho_value_set_string (item, "about", about);
      chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
      chosho_transaction_add_item (tx, "consent", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "consent", 0);
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", id != NULL ? id : step);
  return TRUE;
}

/* --- finding ----------------------------------------------------------------------------------------- */

static const ChoshoCommandArg finding_add_args[] = {
  { "control", CHOSHO_ARG_LIST, TRUE, "CONTROL", N_("A control it is about") },
  { "text", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("The fact") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("A step it came from") },
  { NULL }
};

/* The detailed controls and the steps that are named; FALSE where one is none. */
static gboolean
fill_finding (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *item, GError **error)
{
  ChoshoValue *controls = chosho_value_new_array ();
  ChoshoValue *steps = chosho_value_new_array ();
  ChoshoValue *given = chosho_command_get_list (context, "control");

  chosho_value_set (item, "controls", controls);
  chosho_value_set (item, "steps", steps);
  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      g_autofree char *control = chosho_command_resolve_control (context, view, chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (control == NULL)
        return FALSE;
      chosho_value_append_string (controls, control);
    }
  given = chosho_command_get_list (context, "step");
  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      g_autofree char *control = NULL, *step = NULL;

      if (!chosho_session_resolve_step (context->session, view, chosho_value_as_string (chosho_value_get_item (given, i)), &control, &step, error))
        return FALSE;
      chosho_value_append_string (steps, step);
    }
  return TRUE;
}

static gboolean
run_finding_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);

  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      g_autoptr (ChoshoValue) item = chosho_value_new_object ();

      if (!fill_finding (context, chosho_transaction_get_view (tx), item, error))
        return FALSE;
      chosho_value_set_string (item, "text", chosho_command_get_text (context, "text"));
      chosho_transaction_add_item (tx, "finding", g_steal_pointer (&item));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, "finding");
  return TRUE;
}

static const ChoshoCommandArg no_args[] = { { NULL } };

static gboolean
run_finding_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_session_list_rows (context->session, "finding", NULL, error);
  return *result != NULL;
}

static const ChoshoCommandArg finding_state_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The finding: id or reference") },
  { "state", CHOSHO_ARG_POSITIONAL, TRUE, "candidate|inquired|answered|confirmed|withdrawn", N_("State that it moves on to") },
  { "text", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What was asked or answered, or why") },
  { NULL }
};

static gboolean
run_finding_state (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoValue *item;

  if (!chosho_command_check_choice (context, "state", "candidate|inquired|answered|confirmed|withdrawn", error))
    return FALSE;
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "state", chosho_command_get_text (context, "state"));
  chosho_value_set_string (item, "text", chosho_command_get_text (context, "text"));
  return chosho_commands_write_about (context, "finding", "finding-state", item, result, error);
}

static const ChoshoCommandArg finding_edit_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The finding: id or reference") },
  { "text", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("The fact, in new words") },
  { NULL }
};

static gboolean
run_finding_edit (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *id = view != NULL ? chosho_session_resolve_thing (context->session, view, "finding", chosho_command_get_text (context, "id"), error) : NULL;
  ChoshoValue *standing = id != NULL ? chosho_view_get_item_printf (view, "finding:%s", id) : NULL;
  ChoshoValue *item;

  if (standing == NULL)
    return FALSE;
  item = chosho_value_new_object ();
  chosho_value_set (item, "controls", chosho_value_ref (chosho_value_get (standing, "controls")));
  chosho_value_set (item, "steps", chosho_value_ref (chosho_value_get (standing, "steps")));
  chosho_value_set_string (item, "text", chosho_command_get_text (context, "text"));
  return chosho_commands_write_about (context, "finding", "finding-change", item, result, error);
}

const ChoshoCommand chosho_commands_work[] = {
  { "step list", N_("List the steps of the procedures"), step_list_args, CHOSHO_COMMAND_READS, run_step_list },
  { "step waiting", N_("List the steps across controls that wait for a document or an inquiry"), chosho_step_waiting_args, CHOSHO_COMMAND_READS,
    chosho_command_step_waiting },
  { "step record", N_("Record a step as performed"), step_record_args, CHOSHO_COMMAND_WRITES, run_step_record },
  { "step export", N_("Write steps into a workbook for somebody without the program"), chosho_step_export_args, CHOSHO_COMMAND_READS,
    chosho_command_step_export },
  { "step import", N_("Record what such a workbook answers, line by line"), chosho_step_import_args, CHOSHO_COMMAND_WRITES,
    chosho_command_step_import },
  { "consent", N_("Give the leader's consent"), consent_args, CHOSHO_COMMAND_WRITES, run_consent },
  { "population add", N_("Take in a population"), chosho_population_add_args, CHOSHO_COMMAND_WRITES, chosho_command_population_add },
  { "population list", N_("List the populations"), no_args, CHOSHO_COMMAND_READS, chosho_command_population_list },
  { "population show", N_("Show one population"), chosho_population_show_args, CHOSHO_COMMAND_READS, chosho_command_population_show },
  { "sample draw", N_("Draw a sample"), chosho_sample_draw_args, CHOSHO_COMMAND_WRITES, chosho_command_sample_draw },
  { "sample extend", N_("Enlarge a sample in the recorded order"), chosho_sample_extend_args, CHOSHO_COMMAND_WRITES, chosho_command_sample_extend },
  { "sample link", N_("Link a sample to a step"), chosho_sample_link_args, CHOSHO_COMMAND_WRITES, chosho_command_sample_link },
  { "sample unlink", N_("Take a sample off a step"), chosho_sample_unlink_args, CHOSHO_COMMAND_WRITES, chosho_command_sample_unlink },
  { "sample result", N_("Record the result of one item and attribute"), chosho_sample_result_args, CHOSHO_COMMAND_WRITES, chosho_command_sample_result },
  { "sample record", N_("Record many results of a sample at once"), chosho_sample_record_args, CHOSHO_COMMAND_WRITES, chosho_command_sample_record },
  { "sample list", N_("List the samples"), no_args, CHOSHO_COMMAND_READS, chosho_command_sample_list },
  { "sample show", N_("Show one sample with its items and results"), chosho_sample_show_args, CHOSHO_COMMAND_READS, chosho_command_sample_show },
  { "finding add", N_("Record a finding as a candidate"), finding_add_args, CHOSHO_COMMAND_WRITES, run_finding_add },
  { "finding list", N_("List the findings"), no_args, CHOSHO_COMMAND_READS, run_finding_list },
  { "finding edit", N_("Change the words of a finding"), finding_edit_args, CHOSHO_COMMAND_WRITES, run_finding_edit },
  { "finding state", N_("Move a finding on: inquired, answered, confirmed, withdrawn"), finding_state_args, CHOSHO_COMMAND_WRITES, run_finding_state },
  { "finding send", N_("Write findings into a workbook for the client, and record that they were asked to confirm the facts"), chosho_finding_send_args,
    CHOSHO_COMMAND_WRITES, chosho_command_finding_send },
  { "finding receive", N_("Record what the client answered in such a workbook, line by line"), chosho_finding_receive_args, CHOSHO_COMMAND_WRITES,
    chosho_command_finding_receive },
  { NULL }
};
