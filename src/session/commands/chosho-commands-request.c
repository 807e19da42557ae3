/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-command-check.h"
#include "chosho-commands-request-private.h"
#include "chosho-error.h"
#include "chosho-report-file.h"
#include "chosho-request-words.h"
#include "chosho-text.h"

#define NUMBER_PREFIX "R-"

/* --- Shared ------------------------------------------------------------------------------------------------------- */

char *
chosho_request_resolve (ChoshoCommandContext *context, ChoshoView *view, const char *text, GError **error)
{
  GPtrArray *made = chosho_state_get_writes_of (chosho_view_get_state (view), "request");
  g_autofree char *wanted = chosho_text_normalise (text);
  g_autofree char *found = NULL;

  for (guint i = 0; i < made->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      const char *number = chosho_value_get_string (chosho_view_get_item (view, write->key->name), "number");
      g_autofree char *normalised = number != NULL ? chosho_text_normalise (number) : NULL;

      if (g_strcmp0 (normalised, wanted) != 0)
        continue;
      if (found != NULL)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Several requests bear the number “%s”; give the id"), text);
          return NULL;
        }
      found = chosho_write_dup_id (write);
    }
  if (found != NULL)
    return g_steal_pointer (&found);
  found = chosho_session_resolve_thing (context->session, view, "request", text, NULL);
  if (found == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no request “%s”"), text);
  return g_steal_pointer (&found);
}

ChoshoValue *
chosho_request_dup_item (ChoshoView *view, const char *id)
{
  ChoshoValue *item = chosho_command_copy_item (chosho_view_get_item_printf (view, "request:%s", id));

  chosho_value_set_string (item, "request", id);
  return item;
}

guint
chosho_request_next_number (ChoshoView *view)
{
  GPtrArray *made = chosho_state_get_writes_of (chosho_view_get_state (view), "request");
  guint64 next = 1;

  for (guint i = 0; i < made->len; i++)
    {
      const char *number = chosho_value_get_string (chosho_view_get_item (view, ((ChoshoWrite *) g_ptr_array_index (made, i))->key->name), "number");
      guint64 own;

      if (number != NULL && g_str_has_prefix (number, NUMBER_PREFIX)
          && g_ascii_string_to_unsigned (number + strlen (NUMBER_PREFIX), 10, 1, G_MAXUINT32 - 1, &own, NULL))
        next = MAX (next, own + 1);
    }
  return (guint) next;
}

char *
chosho_request_dup_number (guint number)
{
  return g_strdup_printf (NUMBER_PREFIX "%03u", number);
}

ChoshoValue *
chosho_request_new_state (const char *id, const char *state, const char *on, const char *text)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "request", id);
  chosho_value_set_string (item, "state", state);
  chosho_value_set_string (item, "day", on);
  chosho_value_set_string (item, "text", text);
  return item;
}

char *
chosho_request_dup_day (ChoshoCommandContext *context, ChoshoView *view)
{
  const char *on = chosho_command_get_text (context, "on");

  return on != NULL ? g_strdup (on) : chosho_report_file_dup_today (view);
}

void
chosho_request_get_facts (ChoshoView *view, const char *today, ChoshoRequestBookFacts *facts)
{
  ChoshoValue *engagement = chosho_view_get_item (view, "engagement");

  facts->language = chosho_value_get_string (engagement, "language");
  facts->client = chosho_value_get_string (engagement, "client");
  facts->engagement = chosho_value_get_string (engagement, "title");
  facts->firm = chosho_value_get_string (engagement, "firm");
  facts->today = today;
}

/* --- list --------------------------------------------------------------------------------------------------------- */

static const ChoshoCommandArg list_args[] = {
  { "state", CHOSHO_ARG_LIST, FALSE, "STATE", N_("Only those in this state: not-requested, requested, received, checking, accepted, returned or withdrawn") },
  { "overdue", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only those that the client is late with") },
  { "control", CHOSHO_ARG_TEXT, FALSE, "CONTROL", N_("Only those for this control") },
  { NULL }
};

/* Since when the client was asked, as long as it is the client's turn; how late they are. */
static ChoshoValue *
add_ages (ChoshoValue *row, const char *today)
{
  ChoshoValue *out = chosho_value_copy (row);
  const char *state = chosho_value_get_string (row, "state");
  const char *requested = chosho_value_get_string (row, "requested");
  guint late = chosho_request_days_late (state, chosho_value_get_string (row, "due"), today);
  gboolean waits = strcmp (state, "requested") == 0 || strcmp (state, "returned") == 0;

  if (waits && requested != NULL)
    chosho_value_set_integer (out, "age_days", chosho_date_to_days (today) - chosho_date_to_days (requested));
  else
    chosho_value_set (out, "age_days", chosho_value_new_null ());
  chosho_value_set_integer (out, "days_late", late);
  chosho_value_set_boolean (out, "overdue", late > 0);
  return out;
}

ChoshoValue *
chosho_request_list_rows (ChoshoSession *session, ChoshoView *view, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (session, "request", NULL, error);
  g_autofree char *today = chosho_report_file_dup_today (view);
  ChoshoValue *out;

  if (rows == NULL)
    return NULL;
  out = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    chosho_value_append (out, add_ages (chosho_value_get_item (rows, i), today));
  return out;
}

static gboolean
check_states (ChoshoValue *states, GError **error)
{
  g_autofree char *choices = g_strjoinv ("|", (char **) chosho_request_states ());

  for (guint i = 0; i < chosho_value_get_length (states); i++)
    if (!chosho_command_check_word (chosho_value_as_string (chosho_value_get_item (states, i)), "--state", choices, error))
      return FALSE;
  return TRUE;
}

static gboolean
run_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoValue *states = chosho_command_get_list (context, "state");
  const char *wanted = chosho_command_get_text (context, "control");
  gboolean overdue = chosho_command_get_flag (context, "overdue");
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (ChoshoValue) rows = NULL;
  g_autofree char *control = NULL;

  if (!check_states (states, error) || (view = chosho_session_get_view (context->session, FALSE, error)) == NULL
      || (wanted != NULL && (control = chosho_command_find_control (context, wanted, error)) == NULL))
    return FALSE;
  rows = chosho_request_list_rows (context->session, view, error);
  if (rows == NULL)
    return FALSE;
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if ((states != NULL && !chosho_value_has_text (states, chosho_value_get_string (row, "state")))
          || (overdue && !chosho_value_get_boolean (row, "overdue", FALSE))
          || (control != NULL && !chosho_value_has_text (chosho_value_get (row, "controls"), control)))
        continue;
      chosho_value_append (*result, chosho_value_ref (row));
    }
  return TRUE;
}

static const ChoshoCommandArg show_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The request: number or id") },
  { NULL }
};

static gboolean
run_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *id = view != NULL ? chosho_request_resolve (context, view, chosho_command_get_text (context, "id"), error) : NULL;
  g_autofree char *today = id != NULL ? chosho_report_file_dup_today (view) : NULL;
  g_autoptr (ChoshoValue) row = id != NULL ? chosho_session_get_row (context->session, "request", id, error) : NULL;

  if (row == NULL)
    return FALSE;
  *result = add_ages (row, today);
  return TRUE;
}

/* --- add, set ----------------------------------------------------------------------------------------------------- */

#define WORDS_ARGS \
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("A control it is for; all of them are named") }, \
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("A step it is for; all of them are named") }, \
  { "number", CHOSHO_ARG_TEXT, FALSE, "NUMBER", N_("The number that the client reads (default: the next one)") }, \
  { "period", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("The period that it is to cover") }, \
  { "owner", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Who hands it over at the client") }, \
  { "due", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("Until when it is wanted") }, \
  { "remarks", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("A remark, which the client reads") }

static const ChoshoCommandArg add_args[] = {
  { "text", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What is wanted, in words that the client understands") },
  WORDS_ARGS,
  { NULL }
};

static const ChoshoCommandArg set_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The request: number or id") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("What is wanted, in words that the client understands") },
  WORDS_ARGS,
  { NULL }
};

/* The controls and steps that were named take the place of those there were. */
static gboolean
fill_targets (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *item, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "control");
  ChoshoValue *list;

  if (given != NULL || chosho_value_get (item, "controls") == NULL)
    chosho_value_set (item, "controls", chosho_value_new_array ());
  list = chosho_value_get (item, "controls");
  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      g_autofree char *control = chosho_command_resolve_control (context, view, chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (control == NULL)
        return FALSE;
      if (!chosho_value_has_text (list, control))
        chosho_value_append_string (list, control);
    }
  given = chosho_command_get_list (context, "step");
  if (given != NULL || chosho_value_get (item, "steps") == NULL)
    chosho_value_set (item, "steps", chosho_value_new_array ());
  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      g_autofree char *control = NULL, *step = NULL;

      if (!chosho_session_resolve_step (context->session, view, chosho_value_as_string (chosho_value_get_item (given, i)), &control, &step, error))
        return FALSE;
      if (!chosho_value_has_text (list, control))
        chosho_value_append_string (list, control);
      chosho_value_append_string (chosho_value_get (item, "steps"), step);
    }
  return TRUE;
}

static gboolean
fill_words (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *item, GError **error)
{
  static const char *const names[] = { "text", "number", "period", "owner", "due", "remarks" };
  const char *number = chosho_command_get_text (context, "number");
  g_autofree char *holder = number != NULL ? chosho_request_resolve (context, view, number, NULL) : NULL;

  if (holder != NULL && g_strcmp0 (holder, chosho_value_get_string (item, "request")) != 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("There is a request “%s” already"), number);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    chosho_command_copy_text (context, names[i], item, names[i]);
  return fill_targets (context, view, item, error);
}

static gboolean
check_words (ChoshoCommandContext *context, GError **error)
{
  return chosho_command_check_date (context, "due", error) && chosho_command_check_filled (context, "text", error)
         && chosho_command_check_filled (context, "number", error);
}

static gboolean
run_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;
  ChoshoWrite *write;

  if (!check_words (context, error) || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoView *view = chosho_transaction_get_view (tx);
      g_autoptr (ChoshoValue) item = chosho_value_new_object ();
      g_autofree char *number = chosho_request_dup_number (chosho_request_next_number (view));

      chosho_value_set_string (item, "number", number);
      if (!fill_words (context, view, item, error))
        return FALSE;
      chosho_transaction_add_item (tx, "request", g_steal_pointer (&item));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "request", 0);
  write = chosho_transaction_lookup (tx, id);
  *result = chosho_command_result_id (id);
  chosho_value_set_string (*result, "number", write != NULL ? chosho_value_get_string (write->item, "number") : NULL);
  return TRUE;
}

static gboolean
run_set (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;

  if (!check_words (context, error) || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  id = chosho_request_resolve (context, chosho_transaction_get_view (tx), chosho_command_get_text (context, "id"), error);
  if (id == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      g_autoptr (ChoshoValue) item = chosho_request_dup_item (chosho_transaction_get_view (tx), id);

      if (!fill_words (context, chosho_transaction_get_view (tx), item, error))
        return FALSE;
      chosho_transaction_add_item (tx, "request-change", g_steal_pointer (&item));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_command_result_id (id);
  return TRUE;
}

const ChoshoCommand chosho_commands_request[] = {
  { "request make", N_("Make requests from the procedures: their own words, or the class of audit subject"), chosho_request_make_args,
    CHOSHO_COMMAND_WRITES, chosho_command_request_make },
  { "request add", N_("Add one request"), add_args, CHOSHO_COMMAND_WRITES, run_add },
  { "request set", N_("Change what a request says"), set_args, CHOSHO_COMMAND_WRITES, run_set },
  { "request list", N_("List the requests"), list_args, CHOSHO_COMMAND_READS, run_list },
  { "request show", N_("Show one request with its history"), show_args, CHOSHO_COMMAND_READS, run_show },
  { "request export", N_("Write the request list as a workbook that the client fills in"), chosho_request_export_args,
    CHOSHO_COMMAND_READS, chosho_command_request_export },
  { "request import", N_("Read a request list: as the client filled it in, or the firm's own"), chosho_request_import_args, CHOSHO_COMMAND_WRITES,
    chosho_command_request_import },
  { "request status", N_("Write the day's page for the client: what is late, returned and coming"), chosho_request_status_args, CHOSHO_COMMAND_READS,
    chosho_command_request_status },
  { "request send", N_("Note that the client was asked"), chosho_request_send_args, CHOSHO_COMMAND_WRITES, chosho_command_request_send },
  { "request match", N_("Propose which requests the files of a folder or archive answer"), chosho_request_match_args, CHOSHO_COMMAND_READS,
    chosho_command_request_match },
  { "request receive", N_("Take in what came back for requests; without --apply or --take only propose"), chosho_request_receive_args, CHOSHO_COMMAND_WRITES,
    chosho_command_request_receive },
  { "request link", N_("Note that evidence came for a request"), chosho_request_link_args, CHOSHO_COMMAND_WRITES, chosho_command_request_link },
  { "request unlink", N_("Take evidence off a request"), chosho_request_unlink_args, CHOSHO_COMMAND_WRITES, chosho_command_request_unlink },
  { "request check", N_("Note that what came is being looked at"), chosho_request_check_args, CHOSHO_COMMAND_WRITES, chosho_command_request_check },
  { "request accept", N_("Accept what came, as evidence of the request's controls"), chosho_request_accept_args, CHOSHO_COMMAND_WRITES,
    chosho_command_request_accept },
  { "request return", N_("Return what came, with the reason"), chosho_request_return_args, CHOSHO_COMMAND_WRITES, chosho_command_request_return },
  { "request withdraw", N_("Withdraw requests, with the reason"), chosho_request_withdraw_args, CHOSHO_COMMAND_WRITES, chosho_command_request_withdraw },
  { NULL }
};
