/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-book-file.h"
#include "chosho-command-check.h"
#include "chosho-commands-request-private.h"
#include "chosho-error.h"
#include "chosho-import-plan.h"
#include "chosho-import-requests.h"
#include "chosho-report-file.h"
#include "chosho-source-file.h"

/* The request list on its way to the client and back. */

/* --- Out ---------------------------------------------------------------------------------------------------------- */

const ChoshoCommandArg chosho_request_export_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE.xlsx", N_("The new workbook") },
  { "state", CHOSHO_ARG_LIST, FALSE, "STATE", N_("Only those in this state (default: all that were not withdrawn)") },
  { NULL }
};

const ChoshoCommandArg chosho_request_status_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE.xlsx", N_("The new workbook") },
  { NULL }
};

/* What goes to the client: withdrawn requests only where they are asked for. (transfer full) */
static ChoshoValue *
select_rows (ChoshoValue *rows, ChoshoValue *states)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      const char *state = chosho_value_get_string (row, "state");

      if (states != NULL ? chosho_value_has_text (states, state) : strcmp (state, "withdrawn") != 0)
        chosho_value_append (out, chosho_value_ref (row));
    }
  return out;
}

static gboolean
is_same_text (ChoshoValue *written, ChoshoValue *read, const char *key)
{
  const char *one = chosho_value_get_string (written, key), *other = chosho_value_get_string (read, key);
  g_autofree char *a = g_strstrip (g_strdup (one != NULL ? one : "")), *b = g_strstrip (g_strdup (other != NULL ? other : ""));

  return strcmp (a, b) == 0;
}

typedef struct
{
  ChoshoValue *rows;      /* (borrowed) */
  ChoshoValue *criteria;  /* (borrowed) */
} Expected;

/* Every request must stand in the file as it stands here: an export that lost something must not look like one. */
static gboolean
check_list (ChoshoTable *table, gpointer user_data, GError **error)
{
  static const char *const keys[] = { "number", "text", "due", "owner", "period" };
  const Expected *expected = user_data;
  ChoshoImportOptions options = { .criteria = expected->criteria };
  g_autoptr (ChoshoImport) import = chosho_import_requests (table, &options);
  ChoshoValue *items = chosho_import_get_items (import, "requests");
  guint n = chosho_value_get_length (expected->rows);
  gboolean same = import->n_errors == 0 && chosho_value_get_length (items) == n;

  for (guint i = 0; same && i < n; i++)
    for (guint k = 0; same && k < G_N_ELEMENTS (keys); k++)
      same = is_same_text (chosho_value_get_item (expected->rows, i), chosho_value_get_item (items, i), keys[k]);
  return same || chosho_book_file_set_unlike (table, error);
}

typedef GBytes *(*WriteFunc) (const ChoshoRequestBookFacts *facts, ChoshoValue *requests, GError **error);

static gboolean
run_write (ChoshoCommandContext *context, const char *path, WriteFunc write, gboolean is_list, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = NULL;
  g_autofree char *today = NULL;
  g_autoptr (ChoshoValue) rows = NULL, chosen = NULL, criteria = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Expected expected;
  ChoshoRequestBookFacts facts;

  if (!chosho_book_file_check_name (path, error) || (view = chosho_session_get_view (context->session, FALSE, error)) == NULL
      || (rows = chosho_request_list_rows (context->session, view, error)) == NULL)
    return FALSE;
  today = chosho_report_file_dup_today (view);
  chosho_request_get_facts (view, today, &facts);
  criteria = chosho_import_list_standing (view, "catalogue-entry");
  chosen = select_rows (rows, is_list ? chosho_command_get_list (context, "state") : NULL);
  if (is_list && chosho_value_get_length (chosen) == 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no request to write"));
      return FALSE;
    }
  bytes = write (&facts, chosen, error);
  expected = (Expected) { chosen, criteria };
  if (bytes == NULL
      || !chosho_book_file_publish (bytes, path, is_list ? check_list : NULL, &expected, context->cancellable, error))
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "file", path);
  chosho_value_set_integer (*result, "requests", chosho_value_get_length (chosen));
  chosho_value_set_integer (*result, "size_bytes", (gint64) g_bytes_get_size (bytes));
  return TRUE;
}

gboolean
chosho_command_request_export (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return run_write (context, chosho_command_get_text (context, "file"), chosho_request_book_list, TRUE, result, error);
}

gboolean
chosho_command_request_status (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return run_write (context, chosho_command_get_text (context, "output"), chosho_request_book_status, FALSE, result, error);
}

/* --- In ----------------------------------------------------------------------------------------------------------- */

const ChoshoCommandArg chosho_request_import_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("A CSV or XLSX file") },
  { "ours", CHOSHO_ARG_FLAG, FALSE, NULL, N_("The firm edited the list: what it says of requests there are is taken, too") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only show what would be changed") },
  { NULL }
};

/* Of a request that there is, the client fills in these; the others are ours. */
static const char *const fill_in[] = { "owner", "files", "reply", NULL };
static const char *const our_own[] = { "text", "period", "due", "remarks", NULL };

typedef struct
{
  ChoshoCommandContext *context;
  ChoshoImport *import;   /* (owned) */
  char         *file;     /* (owned) */
  gboolean      ours;
  ChoshoValue  *added;    /* (owned) items of "request" */
  ChoshoValue  *moves;    /* (owned) per added request: {state, on, text} or null */
  ChoshoValue  *changes;  /* (owned) items of "request-change" */
  ChoshoValue  *told;     /* (owned) [{id, number, fields}] */
  guint         unchanged;
} Import;

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->import, chosho_import_free);
  g_free (self->file);
  g_clear_pointer (&self->added, chosho_value_unref);
  g_clear_pointer (&self->moves, chosho_value_unref);
  g_clear_pointer (&self->changes, chosho_value_unref);
  g_clear_pointer (&self->told, chosho_value_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

static gboolean
read_list (Import *self, ChoshoView *view, ChoshoTable *table, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) criteria = chosho_import_list_standing (view, "catalogue-entry");
  ChoshoImportOptions options = { .criteria = criteria };

  self->import = chosho_import_requests (table, &options);
  return chosho_import_check_problems (self->import, result, error);
}

static void
note (Import *self, ChoshoValue *row, const char *field, const char *value, const char *code, const char *reason)
{
  chosho_import_add_problem (self->import, CHOSHO_IMPORT_NOTICE, chosho_value_get_string (row, "sheet"),
                             (guint) chosho_value_get_integer (row, "row", 0), NULL, field, value, code, reason);
}

/* Takes @field of @row into @item where it says something else; blank cells take nothing away. */
static void
take_field (Import *self, ChoshoValue *item, ChoshoValue *row, const char *field, gboolean taken, ChoshoValue *fields)
{
  const char *value = chosho_value_get_string (row, field);
  ChoshoValue *change;

  if (value == NULL || is_same_text (item, row, field))
    return;
  if (!taken)
    {
      note (self, row, field, value, "left-as-it-is", _("the list says something else of a request there is; it was left as it is (--ours takes it)"));
      return;
    }
  change = chosho_value_new_object ();
  chosho_value_set_string (change, "field", field);
  chosho_value_set_string (change, "old", chosho_value_get_string (item, field));
  chosho_value_set_string (change, "new", value);
  chosho_value_append (fields, change);
  chosho_value_set_string (item, field, value);
}

static void
take_controls (Import *self, ChoshoValue *item, ChoshoValue *row, ChoshoValue *fields)
{
  ChoshoValue *controls = chosho_value_get (row, "controls");
  ChoshoValue *change;

  if (chosho_value_get_length (controls) == 0 || chosho_value_equal (controls, chosho_value_get (item, "controls")))
    return;
  if (!self->ours)
    {
      note (self, row, "controls", NULL, "left-as-it-is", _("the list says something else of a request there is; it was left as it is (--ours takes it)"));
      return;
    }
  change = chosho_value_new_object ();
  chosho_value_set_string (change, "field", "controls");
  chosho_value_set (change, "old", chosho_value_ref (chosho_value_get (item, "controls")));
  chosho_value_set (change, "new", chosho_value_ref (controls));
  chosho_value_append (fields, change);
  chosho_value_set (item, "controls", chosho_value_ref (controls));
}

/* A state is moved by an act with a person, a day and a reason, never by a cell. */
static void
compare_state (Import *self, ChoshoView *view, const char *id, ChoshoValue *row)
{
  const char *wanted = chosho_value_get_string (row, "state");
  ChoshoValue *item = chosho_view_get_item_printf (view, "request-state:%s", id);
  const char *state = item != NULL ? chosho_value_get_string (item, "state") : "not-requested";

  if (wanted != NULL && strcmp (wanted, state) != 0)
    note (self, row, "state", wanted, "state-differs", _("the list says another state; a request is moved on by its commands"));
}

static void
compare (Import *self, ChoshoView *view, const char *id, ChoshoValue *row)
{
  g_autoptr (ChoshoValue) item = chosho_request_dup_item (view, id);
  g_autoptr (ChoshoValue) fields = chosho_value_new_array ();
  ChoshoValue *told;

  for (guint i = 0; fill_in[i] != NULL; i++)
    take_field (self, item, row, fill_in[i], TRUE, fields);
  for (guint i = 0; our_own[i] != NULL; i++)
    take_field (self, item, row, our_own[i], self->ours, fields);
  take_controls (self, item, row, fields);
  compare_state (self, view, id, row);
  if (chosho_value_get_length (fields) == 0)
    {
      self->unchanged++;
      return;
    }
  told = chosho_command_result_id (id);
  chosho_value_set_string (told, "number", chosho_value_get_string (item, "number"));
  chosho_value_set (told, "fields", g_steal_pointer (&fields));
  chosho_value_append (self->told, told);
  chosho_value_append (self->changes, g_steal_pointer (&item));
}

/* The state that a list of the firm's own says of a new request, with the day that goes with it. */
static ChoshoValue *
read_move (ChoshoValue *row, const char *today)
{
  const char *state = chosho_value_get_string (row, "state");
  const char *requested = chosho_value_get_string (row, "requested"), *received = chosho_value_get_string (row, "received");
  gboolean came = state != NULL && strcmp (state, "requested") != 0 && received != NULL;
  ChoshoValue *move;

  if (state == NULL || strcmp (state, "not-requested") == 0)
    return chosho_value_new_null ();
  move = chosho_value_new_object ();
  chosho_value_set_string (move, "state", state);
  chosho_value_set_string (move, "on", came ? received : requested != NULL ? requested : today);
  if (strcmp (state, "returned") == 0 || strcmp (state, "withdrawn") == 0)
    chosho_value_set_string (move, "text", chosho_value_get_string (row, "remarks") != NULL ? chosho_value_get_string (row, "remarks") : _("as in the list that was imported"));
  return move;
}

static void
add_new (Import *self, ChoshoValue *row, const char *number, const char *today)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "number", number);
  for (guint i = 0; fill_in[i] != NULL; i++)
    chosho_value_set_string (item, fill_in[i], chosho_value_get_string (row, fill_in[i]));
  for (guint i = 0; our_own[i] != NULL; i++)
    chosho_value_set_string (item, our_own[i], chosho_value_get_string (row, our_own[i]));
  chosho_value_set (item, "controls", chosho_value_get (row, "controls") != NULL ? chosho_value_ref (chosho_value_get (row, "controls"))
                                                                              : chosho_value_new_array ());
  chosho_value_set (item, "steps", chosho_value_new_array ());
  chosho_value_append (self->added, item);
  chosho_value_append (self->moves, read_move (row, today));
}

static void
make_plan (Import *self, ChoshoView *view)
{
  ChoshoValue *rows = chosho_import_get_items (self->import, "requests");
  g_autofree char *today = chosho_report_file_dup_today (view);
  guint next = chosho_request_next_number (view);

  self->added = chosho_value_new_array ();
  self->moves = chosho_value_new_array ();
  self->changes = chosho_value_new_array ();
  self->told = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      const char *number = chosho_value_get_string (row, "number");
      g_autofree char *id = number != NULL ? chosho_request_resolve (self->context, view, number, NULL) : NULL;
      g_autofree char *fresh = number == NULL ? chosho_request_dup_number (next++) : NULL;

      if (id != NULL)
        compare (self, view, id, row);
      else
        add_new (self, row, number != NULL ? number : fresh, today);
    }
}

static gboolean
write_plan (Import *self, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  ChoshoValue *states = chosho_value_new_array ();
  guint batch = chosho_transaction_add (tx, "request", chosho_value_ref (self->added));

  chosho_transaction_add (tx, "request-change", chosho_value_ref (self->changes));
  for (guint i = 0; i < chosho_value_get_length (self->moves); i++)
    {
      ChoshoValue *move = chosho_value_get_item (self->moves, i);
      g_autofree char *name = g_strdup_printf ("@%u#%u", batch, i);

      if (chosho_value_get_string (move, "state") != NULL)
        chosho_value_append (states, chosho_request_new_state (name, chosho_value_get_string (move, "state"), chosho_value_get_string (move, "on"),
                                                               chosho_value_get_string (move, "text")));
    }
  chosho_transaction_add (tx, "request-state", states);
  return chosho_transaction_commit (tx, result, error);
}

static ChoshoValue *
describe (Import *self, ChoshoTransaction *tx, gboolean dry_run)
{
  ChoshoValue *out = chosho_value_new_object ();
  ChoshoValue *added = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (self->added); i++)
    {
      ChoshoValue *item = chosho_value_get_item (self->added, i);
      g_autofree char *id = dry_run ? NULL : chosho_transaction_dup_id (tx, "request", i);
      ChoshoValue *one = chosho_value_new_object ();

      if (id != NULL)
        chosho_value_set_string (one, "id", id);
      chosho_value_set_string (one, "number", chosho_value_get_string (item, "number"));
      chosho_value_set_string (one, "text", chosho_value_get_string (item, "text"));
      chosho_value_append (added, one);
    }
  chosho_value_set_string (out, "source", self->file);
  chosho_value_set (out, "added", added);
  chosho_value_set (out, "changed", chosho_value_ref (self->told));
  chosho_value_set_integer (out, "unchanged", self->unchanged);
  if (dry_run)
    chosho_value_set_boolean (out, "dry_run", TRUE);
  chosho_import_set_notices (self->import, out);
  return out;
}

gboolean
chosho_command_request_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Import) self = { .context = context, .ours = chosho_command_get_flag (context, "ours") };
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open (chosho_command_get_text (context, "file"), context->cancellable, error);
  g_autoptr (ChoshoTable) table = file != NULL ? chosho_source_file_read_table (file, context->cancellable, error) : NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");

  if (table == NULL || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  self.file = g_strdup (file->name);
  if (!read_list (&self, chosho_transaction_get_view (tx), table, result, error))
    return FALSE;
  make_plan (&self, chosho_transaction_get_view (tx));
  if (!dry_run && !chosho_transaction_is_done (tx) && !write_plan (&self, tx, result, error))
    return FALSE;
  *result = describe (&self, tx, dry_run);
  return TRUE;
}
