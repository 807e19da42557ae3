/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "chosho-clock.h"
#include "chosho-command.h"
#include "chosho-conflict.h"
#include "chosho-control-state.h"
#include "chosho-error.h"
#include "chosho-sanitizer.h"
#include "chosho-session-private.h"
#include "chosho-staging.h"
#include "chosho-test-parse.h"
#include "chosho-text.h"
#include "chosho-transaction.h"
#include "chosho-verify.h"

/*
 * Random histories of two to six copies on disk: people work on all of them, packs go out and come back – whole, since some
 * state, with and without evidence, old ones again, cut off and altered ones, cancelled – while clocks jump. In the end,
 * when all have brought all back, in any order and twice: one state and one root everywhere, nothing lost that was acknowledged, every
 * concurrent entry shown, the record verifies, and what counts as signed off is what the gate lets through.
 */
#define DEFAULT_SEED 20251130u
/* A thousand take two and a half minutes of a processor where folders lie in memory: two programs have half of them each (--second).
 * The sanitizers look for other faults than rare orders of events, and take several times as long for each. */
#if CHOSHO_SANITIZED
#define HISTORIES 30
#else
#define HISTORIES 500
#endif
#define LONG_HISTORIES 100000
#define MOST_COPIES 6
#define LEAST_ACTS 6
#define MOST_ACTS 24
/* Packs that are brought back once more in the end. */
#define REPEATED 3
#define CONTENTS 5
#define PEOPLE 3

typedef struct
{
  char          *path;    /* owned */
  ChoshoSession *session; /* owned */
} Copy;

typedef struct
{
  char           *folder; /* owned */
  GRand          *rand;   /* owned */
  ChoshoIdentity *people[PEOPLE]; /* owned: leader, executive, practitioner */
  Copy            copies[MOST_COPIES];
  guint           n_copies;
  GPtrArray      *packs;  /* owned (element-type utf8, owned) */
  GPtrArray      *steps;  /* owned (element-type utf8, owned) */
  GHashTable     *acknowledged; /* owned (element-type utf8): ids of events */
  guint           conflicts, stale, refused, merged, current; /* what happened, for the counts */
} World;

static const char *const controls[] = { "8.1.2.1", "8.1.2.2" };

static gint64 now_us;

static gint64
get_time (gpointer user_data)
{
  return now_us += 1000000;
}

static gint64
get_monotonic (gpointer user_data)
{
  return now_us;
}

static const char *
get_boot (gpointer user_data)
{
  return "11111111-2222-3333-4444-555555555555";
}

static guint
draw (World *self, guint below)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) below);
}

/* --- Commands and entries ---------------------------------------------------------------------- */

/* Takes @args. NULL with @error where it fails. (transfer full) */
static ChoshoValue *
run_with (World *self, Copy *copy, ChoshoIdentity *identity, const char *command, ChoshoValue *args, GCancellable *cancellable, GError **error)
{
  ChoshoCommandContext context = { .session = copy != NULL ? copy->session : NULL, .identity = identity, .args = args, .cancellable = cancellable };
  ChoshoValue *result = NULL;
  gboolean done = chosho_command_run (chosho_command_lookup (command), &context, &result, error);

  chosho_value_unref (args);
  if (!done)
    g_clear_pointer (&result, chosho_value_unref);
  return result;
}

static ChoshoValue *
run (World *self, Copy *copy, ChoshoIdentity *identity, const char *command, ChoshoValue *args)
{
  g_autoptr (GError) error = NULL;
  ChoshoValue *result = run_with (self, copy, identity, command, args, NULL, &error);

  g_assert_no_error (error);
  return result;
}

/* Takes @item. FALSE where a rule refuses it. */
static gboolean
enter (World *self, Copy *copy, ChoshoIdentity *identity, const char *action, ChoshoValue *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  gboolean done;

  chosho_session_set_identity (copy->session, identity);
  tx = chosho_transaction_begin (copy->session, NULL, &error);
  g_assert_no_error (error);
  chosho_transaction_add_item (tx, action, item);
  done = chosho_transaction_commit (tx, NULL, &error);
  g_assert_true (done || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID));
  return done;
}

static void
sign (World *self, Copy *copy, ChoshoIdentity *identity, const char *control, const char *stage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (GPtrArray) refused = NULL;

  chosho_session_set_identity (copy->session, identity);
  tx = chosho_transaction_begin (copy->session, NULL, &error);
  g_assert_no_error (error);
  refused = chosho_transaction_try (tx, "sign-off", chosho_test_parse_printf ("{'target':'%s','stage':'%s','opened':[]}", control, stage));
  g_assert_true (chosho_transaction_commit (tx, NULL, &error));
}

static guint
count_events (Copy *copy)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (chosho_session_load (copy->session, FALSE, &error));
  return chosho_state_get_n_events (copy->session->state);
}

static void
acknowledge (World *self, Copy *copy)
{
  guint n_events = count_events (copy);

  for (guint i = 0; i < n_events; i++)
    {
      const char *id = chosho_node_get_event (chosho_state_get_nth (copy->session->state, i))->id_hex;

      if (!g_hash_table_contains (self->acknowledged, id))
        g_hash_table_add (self->acknowledged, g_strdup (id));
    }
}

static void
perform (World *self, Copy *copy, ChoshoIdentity *identity, guint control)
{
  enter (self, copy, identity, "performance", chosho_test_parse_printf ("{'control':'%s','step':'%s','technique':'inspection','performed_on':'2025-10-01',"
                                                     "'outcome':'no-exception','result':'r%u'}", controls[control],
                                                     (const char *) g_ptr_array_index (self->steps, control), draw (self, 1000)));
}

static void
add_evidence (World *self, Copy *copy, ChoshoIdentity *identity, guint control)
{
  ChoshoValue *result = run_with (self, copy, identity, "evidence add",
                                  chosho_test_parse_printf ("{'files':['%s/%u.txt'],'control':['%s'],'step':['%s']}", self->folder, draw (self, CONTENTS), controls[control],
                                         (const char *) g_ptr_array_index (self->steps, control)), NULL, NULL);

  g_clear_pointer (&result, chosho_value_unref); /* what was destroyed does not come in again */
}

/* --- Beginning --------------------------------------------------------------------------------- */

static void
set_up_record (World *self)
{
  static const char *const roles[] = { "leader", "executive", "practitioner" };
  Copy *copy = &self->copies[0];
  g_autoptr (ChoshoValue) steps = NULL;

  for (guint i = 0; i < PEOPLE; i++)
    {
      g_autofree char *key = chosho_hex_encode (chosho_identity_get_public_key (self->people[i]), CHOSHO_KEY_PUBLIC_SIZE);

      if (i > 0)
        chosho_value_unref (run (self, copy, self->people[0], "member add", chosho_test_parse_printf ("{'name':'%s','role':['%s'],'public_key':'%s'}", roles[i], roles[i], key)));
      chosho_value_unref (run (self, copy, self->people[i], "member confirm-independence", chosho_test_parse ("{}")));
    }
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      g_assert_true (enter (self, copy, self->people[0], "catalogue-entry", chosho_test_parse_printf ("{'number':'%s','level':'control','mandatory':false,'text':'t',"
                                                                                   "'position':%u,'edition':'e'}", controls[i], i)));
      g_assert_true (enter (self, copy, self->people[0], "procedure-step", chosho_test_parse_printf ("{'control':'%s','definition':'d%u','procedure':'P','phase':'design',"
                                                                                  "'ordinal':1,'technique':'inspection','disclosable':true}", controls[i], i)));
    }
  steps = run (self, copy, NULL, "step list", chosho_test_parse ("{}"));
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    g_ptr_array_add (self->steps, g_strdup (chosho_value_get_string (chosho_value_get_item (steps, i), "id")));
  g_assert_cmpuint (self->steps->len, ==, G_N_ELEMENTS (controls));
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      perform (self, copy, self->people[2], i);
      add_evidence (self, copy, self->people[2], i);
    }
}

static World *
world_new (guint32 seed)
{
  World *self = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) roles = chosho_test_parse ("['leader']");
  g_autoptr (ChoshoValue) facts = chosho_test_parse_printf ("{'title':'t','firm':'F','client':'C','services':['S'],'period_start':'2025-04-01',"
                                         "'period_end':'2026-03-31','language':'ja','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}");

  self->folder = g_dir_make_tmp ("chosho-packs-XXXXXX", &error);
  g_assert_no_error (error);
  self->rand = g_rand_new_with_seed (seed);
  self->packs = g_ptr_array_new_with_free_func (g_free);
  self->steps = g_ptr_array_new_with_free_func (g_free);
  self->acknowledged = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  now_us = G_GINT64_CONSTANT (1764000000000000);
  for (guint i = 0; i < PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.json", i);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      self->people[i] = chosho_identity_create (name, NULL, path, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < CONTENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_true (g_file_set_contents (path, name, -1, NULL));
    }
  self->copies[0].path = g_build_filename (self->folder, "0.chosho", NULL);
  self->copies[0].session = chosho_session_create (self->copies[0].path, self->people[0], facts, roles, &error);
  g_assert_no_error (error);
  self->n_copies = 1;
  set_up_record (self);
  return self;
}

static void
world_free (World *self)
{
  for (guint i = 0; i < self->n_copies; i++)
    {
      g_object_unref (self->copies[i].session);
      g_free (self->copies[i].path);
    }
  for (guint i = 0; i < PEOPLE; i++)
    chosho_identity_unref (self->people[i]);
  chosho_staging_discard (self->folder);
  g_ptr_array_unref (self->packs);
  g_ptr_array_unref (self->steps);
  g_hash_table_unref (self->acknowledged);
  g_rand_free (self->rand);
  g_free (self->folder);
  g_free (self);
}

/* --- The gate ----------------------------------------------------------------------------------- */

/* What counts as signed off is what the gate lets through now. */
static guint
check_gate (ChoshoView *view)
{
  guint current = 0;

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      ChoshoControlState state;

      chosho_control_state_get (view, controls[i], &state);
      for (guint stage = 0; stage < CHOSHO_N_SIGN_OFFS; stage++)
        {
          g_autoptr (GPtrArray) blockers = NULL;
          g_autofree char *digest = NULL;

          if (state.sign_offs[stage] != CHOSHO_SIGN_OFF_CURRENT)
            continue;
          current++;
          digest = chosho_signed_view_digest (view, controls[i], stage);
          blockers = chosho_gate_check (view, controls[i], stage, chosho_write_get_author_member (state.writes[stage]),
                                        chosho_value_get (state.writes[stage]->item, "opened"));
          g_assert_false (chosho_blockers_block (blockers));
          g_assert_cmpstr (chosho_value_get_string (state.writes[stage]->item, "view"), ==, digest);
        }
    }
  return current;
}

static void
check_copy_gate (World *self, Copy *copy)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (copy->session, FALSE, NULL);

  self->current += check_gate (view);
}

/* --- Packs ------------------------------------------------------------------------------------- */

/* @whole: with everything. Borrowed: its path. */
static const char *
make_pack (World *self, Copy *copy, gboolean whole)
{
  g_autofree char *name = g_strdup_printf ("%u.pack", self->packs->len);
  char *path = g_build_filename (self->folder, name, NULL);
  ChoshoValue *args = chosho_test_parse_printf ("{'output':'%s'}", path);

  if (!whole && draw (self, 3) == 0)
    chosho_value_set_boolean (args, "without_evidence", TRUE);
  if (!whole && draw (self, 2) == 0)
    {
      ChoshoValue *since = chosho_value_new_array ();
      ChoshoNode *node = chosho_state_get_nth (copy->session->state, draw (self, count_events (copy)));

      chosho_value_append_string (since, chosho_node_get_event (node)->id_hex);
      chosho_value_set (args, "since", since);
    }
  chosho_value_unref (run (self, copy, self->people[draw (self, PEOPLE)], "pack create", args));
  g_ptr_array_add (self->packs, path);
  return path;
}

static void
open_copy (World *self)
{
  Copy *copy = &self->copies[self->n_copies];
  const char *pack = make_pack (self, &self->copies[draw (self, self->n_copies)], TRUE);
  g_autofree char *name = g_strdup_printf ("%u.chosho", self->n_copies);
  g_autoptr (GError) error = NULL;

  copy->path = g_build_filename (self->folder, name, NULL);
  chosho_value_unref (run (self, NULL, self->people[draw (self, PEOPLE)], "pack open", chosho_test_parse_printf ("{'file':'%s','folder':'%s'}", pack, copy->path)));
  copy->session = chosho_session_open (copy->path, &error);
  g_assert_no_error (error);
  self->n_copies++;
}

/* Merging either takes all of it or leaves everything as it was; a preview changes nothing and tells the same. */
static gboolean
merge (World *self, Copy *copy, const char *pack, GCancellable *cancellable)
{
  ChoshoIdentity *identity = self->people[draw (self, PEOPLE)];
  guint before = count_events (copy);
  g_autoptr (ChoshoValue) plan = NULL;
  g_autoptr (ChoshoValue) result = NULL;
  g_autoptr (GError) error = NULL;

  if (draw (self, 3) == 0)
    {
      plan = run_with (self, copy, identity, "pack merge", chosho_test_parse_printf ("{'file':'%s','plan':true}", pack), NULL, NULL);
      g_assert_cmpuint (count_events (copy), ==, before);
    }
  result = run_with (self, copy, identity, "pack merge", chosho_test_parse_printf ("{'file':'%s'}", pack), cancellable, &error);
  g_assert_true (plan == NULL || cancellable != NULL || (result != NULL && chosho_value_equal (plan, result)));
  if (result == NULL)
    {
      g_assert_cmpuint (count_events (copy), ==, before);
      self->refused++;
      return FALSE;
    }
  g_assert_cmpint (chosho_value_get_integer (result, "added", -1), ==, count_events (copy) - before);
  self->conflicts += chosho_value_get_length (chosho_value_get (result, "conflicts"));
  self->stale += chosho_value_get_length (chosho_value_get (result, "stale"));
  self->merged++;
  check_copy_gate (self, copy);
  return TRUE;
}

/* A file that is cut off or altered, or somebody who stops it, changes nothing. */
static void
merge_badly (World *self, Copy *copy, const char *pack)
{
  g_autofree char *path = g_build_filename (self->folder, "bad.pack", NULL);
  g_autofree char *data = NULL;
  gsize size_bytes;

  g_assert_true (g_file_get_contents (pack, &data, &size_bytes, NULL));
  if (draw (self, 3) == 0)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();

      g_cancellable_cancel (cancellable);
      g_assert_false (merge (self, copy, pack, cancellable));
      return;
    }
  if (draw (self, 2) == 0)
    size_bytes = draw (self, (guint) size_bytes);
  else
    data[draw (self, (guint) size_bytes)] ^= (char) (1 << draw (self, 8));
  g_assert_true (g_file_set_contents (path, data, (gssize) size_bytes, NULL));
  g_assert_false (merge (self, copy, path, NULL));
}

/* --- Acts -------------------------------------------------------------------------------------- */

/* Some standing thing of @action on @copy; NULL where there is none. (transfer full) */
static char *
pick (World *self, Copy *copy, const char *action)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (copy->session, FALSE, NULL);
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, action);

  return writes->len > 0 ? chosho_write_dup_id (g_ptr_array_index (writes, draw (self, writes->len))) : NULL;
}

static void
decide (World *self, Copy *copy, ChoshoIdentity *identity)
{
  g_autoptr (ChoshoValue) list = run (self, copy, NULL, "conflict list", chosho_test_parse ("{}"));
  guint length = chosho_value_get_length (list);
  ChoshoValue *conflict = length > 0 ? chosho_value_get_item (list, draw (self, length)) : NULL;
  ChoshoValue *result;

  if (conflict == NULL)
    return;
  result = run_with (self, copy, identity, "conflict resolve",
                     chosho_test_parse_printf ("{'id':'%s','value':%u}", chosho_value_get_string (conflict, "id"),
                            1 + draw (self, chosho_value_get_length (chosho_value_get (conflict, "values")))), NULL, NULL);
  g_clear_pointer (&result, chosho_value_unref);
}

static void
work (World *self, Copy *copy)
{
  ChoshoIdentity *identity = self->people[draw (self, PEOPLE)];
  guint control = draw (self, G_N_ELEMENTS (controls));
  g_autofree char *finding = pick (self, copy, "finding");
  g_autofree char *evidence = pick (self, copy, "evidence");

  now_us += (gint64) draw (self, 7200) * G_USEC_PER_SEC - 3600 * (gint64) G_USEC_PER_SEC;
  switch (draw (self, 16))
    {
    case 0: case 1: case 2: case 3:
      perform (self, copy, draw (self, 4) == 0 ? identity : self->people[2], control);
      break;
    case 4: case 5:
      add_evidence (self, copy, identity, control);
      break;
    case 6:
      enter (self, copy, identity, "finding", chosho_test_parse_printf ("{'controls':['%s'],'text':'f','steps':[]}", controls[control]));
      break;
    case 7:
      if (finding != NULL)
        enter (self, copy, identity, "finding-change", chosho_test_parse_printf ("{'finding':'%s','controls':['%s'],'text':'f%u','steps':[]}", finding, controls[control], draw (self, 1000)));
      break;
    case 8:
      enter (self, copy, self->people[0], "statement-line", chosho_test_parse_printf ("{'control':'%s','selected':true,'text':'t%u'}", controls[control], draw (self, 1000)));
      break;
    case 9:
      if (evidence != NULL && draw (self, 4) == 0)
        enter (self, copy, self->people[1], "evidence-purge", chosho_test_parse_printf ("{'evidence':'%s','reason':'r'}", evidence));
      break;
    case 10: case 11:
      sign (self, copy, self->people[2], controls[control], "complete");
      break;
    case 12:
      sign (self, copy, self->people[0], controls[control], "review");
      break;
    case 13:
      sign (self, copy, self->people[1], controls[control], "approve");
      break;
    case 14:
      decide (self, copy, self->people[draw (self, 2)]);
      break;
    default:
      enter (self, copy, identity, "note", chosho_test_parse_printf ("{'control':'%s','paper':'','text':'n%u'}", controls[control], draw (self, 1000)));
      break;
    }
  acknowledge (self, copy);
}

static void
act (World *self)
{
  Copy *copy = &self->copies[draw (self, self->n_copies)];
  const char *pack = self->packs->len > 0 ? g_ptr_array_index (self->packs, draw (self, self->packs->len)) : NULL;

  switch (draw (self, 10))
    {
    case 0:
      make_pack (self, copy, FALSE);
      acknowledge (self, copy);
      break;
    case 1: case 2:
      if (pack != NULL)
        merge (self, copy, pack, NULL);
      break;
    case 3:
      if (pack != NULL && draw (self, 3) == 0)
        merge_badly (self, copy, pack);
      break;
    default:
      work (self, copy);
      break;
    }
}

/* --- In the end -------------------------------------------------------------------------------- */

/* Everybody brings everything back, in any order; some of it twice. */
static void
unite (World *self)
{
  const char *packs[MOST_COPIES];
  guint first = draw (self, self->n_copies);

  for (guint i = 0; i < self->n_copies; i++)
    packs[i] = make_pack (self, &self->copies[i], TRUE);
  for (guint i = 0; i < self->n_copies * self->n_copies; i++)
    {
      guint from = (i / self->n_copies + first) % self->n_copies, to = i % self->n_copies;

      g_assert_true (from == to || merge (self, &self->copies[to], packs[from], NULL));
    }
  for (guint i = 0; i < REPEATED; i++)
    g_assert_true (merge (self, &self->copies[draw (self, self->n_copies)], packs[draw (self, self->n_copies)], NULL));
}

/* Everything that lists and pages show, and the root. (transfer full) */
static char *
export (World *self, Copy *copy)
{
  static const char *const kinds[] = { "engagement", "member", "catalog", "control", "step", "statement", "scope", "evidence", "finding", "note", "pack", "summary" };
  g_autoptr (ChoshoValue) head = run (self, copy, NULL, "journal head", chosho_test_parse ("{}"));
  g_autoptr (ChoshoValue) conflicts = run (self, copy, NULL, "conflict list", chosho_test_parse ("{}"));
  GString *text = g_string_new (chosho_value_get_string (head, "root"));

  chosho_value_append_canonical (conflicts, text);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoValue) rows = chosho_session_list_rows (copy->session, kinds[i], NULL, &error);

      g_assert_no_error (error);
      g_string_append (text, kinds[i]);
      chosho_value_append_canonical (rows, text);
    }
  return g_string_free (text, FALSE);
}

/* Counted from the events alone: what stands more than once is in conflict, and nothing else. */
static void
check_conflicts (ChoshoState *state, ChoshoView *view)
{
  g_autoptr (GHashTable) replaced = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_autoptr (GHashTable) standing = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_autoptr (GPtrArray) conflicts = chosho_conflict_list (view);
  guint expected = 0;
  GHashTableIter iter;
  gpointer count;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < chosho_state_get_n_events (state); i++)
      {
        ChoshoNode *node = chosho_state_get_nth (state, i);
        GPtrArray *writes = chosho_node_get_writes (node);

        for (guint j = 0; chosho_node_is_effective (node) && j < writes->len; j++)
          {
            ChoshoWrite *write = g_ptr_array_index (writes, j);
            ChoshoValue *names = chosho_value_get (write->item, "replaces");
            g_autofree char *id = chosho_write_dup_id (write);

            for (guint k = 0; pass == 0 && k < chosho_value_get_length (names); k++)
              g_hash_table_add (replaced, (gpointer) chosho_value_as_string (chosho_value_get_item (names, k)));
            if (pass == 1 && write->action->mode == CHOSHO_WRITE_REGISTER && !g_hash_table_contains (replaced, id)
                && !g_str_has_prefix (write->key->name, "sign-off:"))
              g_hash_table_insert (standing, write->key->name, GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (g_hash_table_lookup (standing, write->key->name))));
          }
      }
  g_hash_table_iter_init (&iter, standing);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    expected += GPOINTER_TO_UINT (count) > 1;
  g_assert_cmpuint (conflicts->len, ==, expected);
}

static void
check_verified (Copy *copy)
{
  ChoshoVerifyOptions options = { .quick = FALSE };
  g_autoptr (ChoshoValue) result = NULL;
  g_autoptr (GError) error = NULL;
  ChoshoValue *problems;

  g_assert_true (chosho_verify_run (copy->path, &options, &result, &error));
  problems = chosho_value_get (result, "problems");
  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (problems, i), "severity"), "error") == 0)
      g_error ("%s", chosho_value_to_pretty (chosho_value_get_item (problems, i)));
}

/* Both are long: what is shown begins a little before they part. */
static void
assert_same (const char *found, const char *expected)
{
  gsize at = 0;

  while (found[at] != '\0' && found[at] == expected[at])
    at++;
  if (found[at] != expected[at])
    g_error ("after %zu bytes: …%.300s\n   …%.300s", at, found + MAX (at, 200) - 200, expected + MAX (at, 200) - 200);
}

static void
check (World *self)
{
  g_autofree char *expected = export (self, &self->copies[0]);

  for (guint i = 0; i < self->n_copies; i++)
    {
      Copy *copy = &self->copies[i];
      g_autofree char *found = export (self, copy);
      g_autoptr (ChoshoView) view = chosho_session_get_view (copy->session, FALSE, NULL);
      GHashTableIter iter;
      gpointer id;

      assert_same (found, expected);
      g_hash_table_iter_init (&iter, self->acknowledged);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_assert_nonnull (chosho_state_lookup (copy->session->state, id));
      check_conflicts (copy->session->state, view);
    }
  check_verified (&self->copies[draw (self, self->n_copies)]);
}

typedef struct
{
  guint histories, merged, refused, conflicts, stale, current;
} Counts;

static void
run_history (guint32 seed, Counts *counts)
{
  World *world = world_new (seed);
  guint n_copies = 2 + MIN (draw (world, MOST_COPIES - 1), draw (world, MOST_COPIES - 1)); /* few more often than many */
  guint n_acts = LEAST_ACTS + draw (world, MOST_ACTS);

  while (world->n_copies < n_copies)
    open_copy (world);
  for (guint i = 0; i < n_copies; i++)
    acknowledge (world, &world->copies[i]);
  for (guint i = 0; i < n_acts; i++)
    act (world);
  unite (world);
  check (world);
  counts->current += world->current;
  counts->histories++;
  counts->merged += world->merged;
  counts->refused += world->refused;
  counts->conflicts += world->conflicts;
  counts->stale += world->stale;
  world_free (world);
}

static guint histories = HISTORIES;
static guint first; /* history */

static void
test_histories (void)
{
  const char *given = g_getenv ("CHOSHO_SEED");
  guint32 seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : DEFAULT_SEED + first;
  Counts counts = { 0 };

  for (guint i = 0; i < histories; i++)
    {
      if (given != NULL || histories != HISTORIES)
        g_test_message ("CHOSHO_SEED=%u", seed + i);
      run_history (seed + i, &counts);
    }
  g_test_message ("%u histories: %u merges, %u refused, %u conflicts, %u sign-offs gone stale, %u found current", counts.histories,
                  counts.merged, counts.refused, counts.conflicts, counts.stale, counts.current);
  /* Else nothing of it was tested. */
  if (histories >= HISTORIES)
    {
      g_assert_cmpuint (counts.refused, >, 0);
      g_assert_cmpuint (counts.conflicts, >, 0);
      g_assert_cmpuint (counts.stale, >, 0);
      g_assert_cmpuint (counts.current, >, 0);
    }
}

int
main (int argc, char **argv)
{
  ChoshoClockSource source = { get_time, get_monotonic, get_boot, NULL };
  g_autofree char *state = g_dir_make_tmp ("chosho-packs-state-XXXXXX", NULL);
  int code;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], "--long") == 0)
        histories = LONG_HISTORIES;
      else if (strcmp (argv[i], "--second") == 0)
        first = HISTORIES;
      else if (g_str_has_prefix (argv[i], "--histories="))
        histories = (guint) g_ascii_strtoull (argv[i] + strlen ("--histories="), NULL, 10);
    }
  g_test_init (&argc, &argv, NULL);
  chosho_clock_set_source (&source);
  g_test_add_func ("/property/packs", test_histories);
  code = g_test_run ();
  chosho_staging_discard (state);
  return code;
}
