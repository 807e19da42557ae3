/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "chosho-command.h"
#include "chosho-error.h"
#include "chosho-test-parse.h"
#include "chosho-transaction.h"

/*
 * work-offline work ENGAGEMENT IDENTITY EVENTS: one person's entries on a working copy, as many as wanted: results of steps
 * and notes.
 *
 * work-offline merge ENGAGEMENT IDENTITY PACK: how long a preview and then the merge take in a session that is open, as a
 * window's is: {"load", "plan", "merge", "added"} in seconds, and what the processors worked for it: "load_cpu", …
 */
#define BATCH 100
#define STRIDE 7 /* the next step is another control's */

static ChoshoValue *
run (ChoshoSession *session, ChoshoIdentity *identity, const char *command, ChoshoValue *args)
{
  ChoshoCommandContext context = { .session = session, .identity = identity, .args = args };
  ChoshoValue *result = NULL;
  GError *error = NULL;

  if (!chosho_command_run (chosho_command_lookup (command), &context, &result, &error))
    g_error ("%s: %s", command, error->message);
  chosho_value_unref (args);
  return result;
}

/* --- Working ------------------------------------------------------------------------------------- */

static void
commit (ChoshoTransaction *tx, guint *written, guint n_events)
{
  g_autoptr (GError) error = NULL;

  if (chosho_transaction_commit (tx, NULL, &error))
    *written += n_events;
  else /* what the rules do not allow this person */
    g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED);
}

/* A step's result, as it is recorded one by one. */
static void
record (ChoshoSession *session, ChoshoValue *step, guint number, guint *written)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (session, NULL, &error);

  g_assert_no_error (error);
  chosho_transaction_add_item (tx, "performance", chosho_test_parse_printf ("{'control':'%s','step':'%s','technique':'%s','performed_on':'2025-10-01',"
                                                         "'outcome':'no-exception','result':'出張先で確かめた（%u）。'}",
                                                         chosho_value_get_string (step, "control"), chosho_value_get_string (step, "id"),
                                                         chosho_value_get_string (step, "technique"), number));
  commit (tx, written, 1);
}

static void
write_notes (ChoshoSession *session, ChoshoValue *steps, guint n_events, guint *written)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (session, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_events; i++)
    {
      ChoshoValue *step = chosho_value_get_item (steps, (*written + i) * STRIDE % chosho_value_get_length (steps));
      g_autoptr (GPtrArray) refused = chosho_transaction_try (tx, "note", chosho_test_parse_printf ("{'control':'%s','paper':'','text':'出張先での注記（%u）。'}",
                                                                                 chosho_value_get_string (step, "control"), i));

      g_assert_null (refused);
    }
  commit (tx, written, n_events);
}

/* Half of it results of steps, half notes, over all controls. */
static void
work (ChoshoSession *session, ChoshoIdentity *identity, guint n_events)
{
  g_autoptr (ChoshoValue) steps = run (session, identity, "step list", chosho_test_parse ("{}"));
  guint n_steps = chosho_value_get_length (steps), written = 0;

  for (guint next = 0; written < n_events / 2 && next < n_steps; next++)
    record (session, chosho_value_get_item (steps, next * STRIDE % n_steps), next, &written);
  while (written < n_events)
    write_notes (session, steps, MIN (BATCH, n_events - written), &written);
}

/* --- Merging ------------------------------------------------------------------------------------- */

static double
get_cpu (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

/* Runs @command and notes how long it took under @name of @times. */
static ChoshoValue *
measure (ChoshoSession *session, ChoshoIdentity *identity, const char *command, ChoshoValue *args, const char *name, GString *times)
{
  gint64 start = g_get_monotonic_time ();
  double cpu = get_cpu ();
  ChoshoValue *result = run (session, identity, command, args);

  g_string_append_printf (times, "\"%s\":%.3f,\"%s_cpu\":%.3f,", name, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC,
                          name, get_cpu () - cpu);
  return result;
}

static void
merge (ChoshoSession *session, ChoshoIdentity *identity, const char *pack)
{
  g_autoptr (GString) times = g_string_new ("{");
  g_autoptr (ChoshoValue) preview = NULL, result = NULL;

  chosho_value_unref (measure (session, identity, "journal head", chosho_test_parse ("{}"), "load", times));
  preview = measure (session, identity, "pack merge", chosho_test_parse_printf ("{'file':'%s','plan':true}", pack), "plan", times);
  result = measure (session, identity, "pack merge", chosho_test_parse_printf ("{'file':'%s'}", pack), "merge", times);

  g_assert_true (chosho_value_equal (preview, result));
  printf ("%s\"added\":%d}\n", times->str, (int) chosho_value_get_integer (result, "added", -1));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoSession) session = NULL;
  g_autoptr (ChoshoIdentity) identity = NULL;

  if (argc != 5)
    return 2;
  session = chosho_session_open (argv[2], &error);
  identity = session != NULL ? chosho_identity_load (argv[3], NULL, &error) : NULL;
  if (identity == NULL)
    g_error ("%s", error->message);
  chosho_session_set_identity (session, identity);
  if (strcmp (argv[1], "work") == 0)
    work (session, identity, (guint) atoi (argv[4]));
  else
    merge (session, identity, argv[4]);
  return 0;
}
