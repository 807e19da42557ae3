/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-gate.h"
#include "chosho-test-parse.h"
#include "chosho-transaction.h"

/* An engagement on disk with one person, who leads it. */
typedef struct
{
  char           *folder;
  char           *path;
  ChoshoIdentity *identity;
  ChoshoSession  *session;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  g_autoptr (ChoshoValue) roles = chosho_test_parse ("['leader']");
  g_autoptr (ChoshoValue) facts = chosho_test_parse ("{'title':'見本','firm':'F','client':'C','services':['S'],'period_start':'2025-04-01',"
    "'period_end':'2026-03-31','language':'ja','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}");

  self->folder = g_dir_make_tmp ("chosho-XXXXXX", &error);
  g_assert_no_error (error);
  key = g_build_filename (self->folder, "key", NULL);
  self->path = g_build_filename (self->folder, "e.chosho", NULL);
  self->identity = chosho_identity_create ("田中（見本）", NULL, key, &error);
  g_assert_no_error (error);
  self->session = chosho_session_create (self->path, self->identity, facts, roles, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);
  g_autoptr (GError) error = NULL;

  g_object_unref (self->session);
  chosho_identity_unref (self->identity);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (self->folder);
  g_free (self->path);
}

/* Writes one item; returns the id of what it wrote, or NULL where it was refused. */
static char *
write_item (Fixture *self, const char *action, const char *item, const char **refused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (self->session, NULL, &error);
  g_autoptr (ChoshoValue) result = NULL;
  ChoshoValue *first;

  g_assert_no_error (error);
  chosho_transaction_add_item (tx, action, chosho_test_parse (item));
  if (chosho_transaction_commit (tx, &result, &error))
    return chosho_transaction_dup_id (tx, action, 0);
  first = chosho_value_get_item (chosho_value_get (result, "blockers"), 0);
  if (refused != NULL)
    *refused = g_intern_string (first != NULL ? chosho_value_get_string (first, "code") : "invalid");
  return NULL;
}

static void
confirm (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (self->session, NULL, &error);
  ChoshoValue *item = chosho_value_new_object ();

  g_assert_no_error (error);
  chosho_value_set_string (item, "member", chosho_transaction_get_member (tx));
  chosho_transaction_add_item (tx, "independence", item);
  g_assert_true (chosho_transaction_commit (tx, NULL, &error));
  g_assert_no_error (error);
}

static void
test_powers_begin_with_confirmation (Fixture *self, gconstpointer data)
{
  const char *refused = NULL;
  g_autofree char *first = write_item (self, "setting", "{'name':'x','value':1}", &refused);
  g_autofree char *second = NULL;

  g_assert_null (first);
  g_assert_cmpstr (refused, ==, "independence-missing");
  confirm (self);
  second = write_item (self, "setting", "{'name':'x','value':1}", &refused);
  g_assert_nonnull (second);
}

static void
test_rows_follow (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (ChoshoValue) row = NULL;
  g_autoptr (ChoshoValue) again = NULL;
  g_autoptr (ChoshoSession) other = NULL;

  confirm (self);
  entry = write_item (self, "catalogue-entry", "{'number':'8.1.2.1','level':'control','tier':'controls','mandatory':false,"
                      "'title':'資産','text':'本文','parent':'8.1.2','position':3,'edition':'x'}", NULL);
  g_assert_nonnull (entry);
  row = chosho_session_get_row (self->session, "control", "8.1.2.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chosho_value_get_string (row, "state"), ==, "not_started");

  other = chosho_session_open (self->path, &error);
  g_assert_no_error (error);
  again = chosho_session_get_row (other, "control", "8.1.2.1", &error);
  g_assert_no_error (error);
  g_assert_true (chosho_value_equal (row, again));
}

/* Two sessions on one engagement: each sees what the other wrote, and the index stays one. */
static void
test_two_sessions (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoSession) other = NULL;
  g_autoptr (ChoshoValue) mine = NULL;
  g_autoptr (ChoshoValue) theirs = NULL;
  Fixture second = *self;

  confirm (self);
  other = chosho_session_open (self->path, &error);
  g_assert_no_error (error);
  chosho_session_set_identity (other, self->identity);
  second.session = other;
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *item = g_strdup_printf ("{'name':'s%u','value':%u}", i, i);
      g_autofree char *id = write_item (i % 2 ? self : &second, "setting", item, NULL);

      g_assert_nonnull (id);
    }
  mine = chosho_session_list_rows (self->session, "setting", NULL, &error);
  g_assert_no_error (error);
  theirs = chosho_session_list_rows (other, "setting", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chosho_value_get_length (mine), ==, 5);
  g_assert_true (chosho_value_equal (mine, theirs));
}

static void
test_names_within_one_operation (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *evidence = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (ChoshoValue) row = NULL;

  confirm (self);
  entry = write_item (self, "catalogue-entry", "{'number':'8.1.2.1','level':'control','mandatory':false,'position':3,'edition':'x'}", NULL);
  tx = chosho_transaction_begin (self->session, "op-1", &error);
  g_assert_no_error (error);
  g_assert_false (chosho_transaction_is_done (tx));
  chosho_transaction_add_item (tx, "evidence", chosho_test_parse ("{'kind':'sighting','name':'規程','origin':'client','what':'a','where':'b','with':'c','reason':'d'}"));
  chosho_transaction_add_item (tx, "link", chosho_test_parse ("{'control':'8.1.2.1','paper':'','step':'','to':'@0#0','kind':'evidence'}"));
  g_assert_true (chosho_transaction_commit (tx, NULL, &error));
  g_assert_no_error (error);
  evidence = chosho_transaction_dup_id (tx, "evidence", 0);
  g_clear_pointer (&tx, chosho_transaction_free);

  row = chosho_session_get_row (self->session, "evidence", evidence, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chosho_value_as_string (chosho_value_get_item (chosho_value_get (row, "controls"), 0)), ==, "8.1.2.1");
  g_assert_true (g_str_has_prefix (chosho_value_get_string (row, "reference"), "E-"));

  tx = chosho_transaction_begin (self->session, "op-1", &error);
  g_assert_no_error (error);
  g_assert_true (chosho_transaction_is_done (tx));
}

static void
test_refused_leaves_no_trace (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoView) view = NULL;
  g_autoptr (GPtrArray) blockers = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  guint before;

  confirm (self);
  g_free (write_item (self, "catalogue-entry", "{'number':'8.1.2.1','level':'control','mandatory':false,'position':3,'edition':'x'}", NULL));
  view = chosho_session_get_view (self->session, TRUE, &error);
  before = chosho_state_get_n_events (chosho_view_get_state (view));
  tx = chosho_transaction_begin (self->session, NULL, &error);
  g_assert_no_error (error);
  blockers = chosho_transaction_try (tx, "sign-off", chosho_test_parse ("{'target':'8.1.2.1','stage':'complete','opened':[]}"));
  g_assert_true (chosho_blockers_block (blockers));
  g_assert_true (chosho_transaction_commit (tx, NULL, &error));
  g_clear_pointer (&tx, chosho_transaction_free);
  g_free (write_item (self, "evidence-withdraw", "{'evidence':'none','reason':'x'}", NULL));
  g_clear_pointer (&view, chosho_view_free);
  view = chosho_session_get_view (self->session, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chosho_state_get_n_events (chosho_view_get_state (view)), ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/session/transaction/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("powers-begin-with-confirmation", test_powers_begin_with_confirmation);
  ADD ("rows-follow", test_rows_follow);
  ADD ("two-sessions", test_two_sessions);
  ADD ("names-within-one-operation", test_names_within_one_operation);
  ADD ("refused-leaves-no-trace", test_refused_leaves_no_trace);
  return g_test_run ();
}
