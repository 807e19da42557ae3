/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

/* What is in effect: forks, admissions, revocations, leavers. Each scene is judged in several orders of
 * arrival, and seen from an event that knows everything: both must agree with now. */

#define NOTE "{'control':'8.1.2.1','paper':'','text':'%s'}"

static const char *
id_of (ChoshoNode *node)
{
  return chosho_node_get_event (node)->id_hex;
}

/* "effective", the code of what waits, or why it is inadmissible; as @copy sees it. */
static const char *
fate (World *world, WorldCopy *copy, const char *id)
{
  ChoshoNode *node = chosho_state_lookup (copy->state, id);

  g_assert_nonnull (node);
  if (!chosho_node_is_admissible (node))
    return world_verdict (world, node);
  g_assert_cmpint (chosho_node_is_effective (node), ==, chosho_node_get_waiting_code (node) == NULL);
  return chosho_node_is_effective (node) ? "effective" : chosho_node_get_waiting_code (node);
}

/* In every order of arrival each event has the fate it has in @copy; and an event that has seen all
 * sees as effective what is so now. */
static void
check_orders (World *world, WorldCopy *copy)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20251124);
  WorldCopy *other = world_add_copy (world);
  g_autoptr (ChoshoView) now = NULL;
  g_autoptr (ChoshoView) at = NULL;
  g_autoptr (ChoshoEvent) last = NULL;

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (ChoshoState) state = world_replay (copy, round > 1 ? rand : NULL, round == 1);

      for (guint i = 0; i < copy->events->len; i++)
        {
          const char *id = ((ChoshoEvent *) copy->events->pdata[i])->id_hex;
          ChoshoNode *here = chosho_state_lookup (copy->state, id);
          ChoshoNode *there = chosho_state_lookup (state, id);

          g_assert_cmpstr (chosho_node_get_code (there), ==, chosho_node_get_code (here));
          g_assert_cmpstr (chosho_node_get_reason (there), ==, chosho_node_get_reason (here));
          g_assert_cmpstr (chosho_node_get_waiting_code (there), ==, chosho_node_get_waiting_code (here));
          g_assert_cmpint (chosho_node_is_effective (there), ==, chosho_node_is_effective (here));
          g_assert_cmpint (chosho_node_is_void (there), ==, chosho_node_is_void (here));
        }
    }

  world_send (copy, other);
  last = world_act_how (world, world->people->pdata[0], other, &(WorldHow) { 0 }, "note", NOTE, "last");
  at = chosho_view_new_at (chosho_state_lookup (other->state, last->id_hex));
  now = chosho_view_new_now (copy->state);
  for (guint i = 0; i < copy->events->len; i++)
    {
      const char *id = ((ChoshoEvent *) copy->events->pdata[i])->id_hex;

      g_assert_cmpint (chosho_view_counts (at, chosho_state_lookup (other->state, id)), ==,
                       chosho_view_counts (now, chosho_state_lookup (copy->state, id)));
    }
}

/* Two copies with one id: the practitioner writes on both. */
typedef struct
{
  World     *world;
  WorldCopy *copy, *twin;
  const char *before, *one, *one_more, *two;
} Fork;

static Fork
make_fork (void)
{
  Fork fork = { world_new_with_team (), NULL };
  World *world = fork.world;

  fork.copy = world->home;
  fork.before = id_of (world_do (world, world->practitioner, fork.copy, "note", NOTE, "before"));
  fork.twin = world_clone_copy (world, fork.copy);
  fork.one = id_of (world_do (world, world->practitioner, fork.copy, "note", NOTE, "one"));
  fork.one_more = id_of (world_do (world, world->practitioner, fork.copy, "note", NOTE, "one more"));
  fork.two = id_of (world_do (world, world->practitioner, fork.twin, "note", NOTE, "two"));
  return fork;
}

static void
test_fork (void)
{
  Fork fork = make_fork ();
  g_autoptr (World) world = fork.world;
  g_autoptr (GPtrArray) branches = NULL;

  g_assert_cmpstr (fate (world, fork.copy, fork.one), ==, "effective");
  world_exchange (fork.copy, fork.twin);
  g_assert_cmpstr (fate (world, fork.copy, fork.before), ==, "effective");
  g_assert_cmpstr (fate (world, fork.copy, fork.one), ==, "fork");
  g_assert_cmpstr (fate (world, fork.copy, fork.one_more), ==, "fork");
  g_assert_cmpstr (fate (world, fork.copy, fork.two), ==, "fork");
  branches = chosho_state_list_branches (fork.copy->state);
  g_assert_cmpuint (branches->len, ==, 2);
  check_orders (world, fork.copy);
}

static void
test_admit (void)
{
  Fork fork = make_fork ();
  g_autoptr (World) world = fork.world;

  world_exchange (fork.copy, fork.twin);
  /* Only an executive admits; one branch up to the head named. */
  world_refused (world, world->leader, fork.copy, "rule-broken: wrong-role", "admit", "{'heads':['%s'],'void':[]}", fork.two);
  world_do (world, world->executive, fork.copy, "admit", "{'heads':['%s'],'void':[]}", fork.one);
  g_assert_cmpstr (fate (world, fork.copy, fork.one), ==, "effective");
  g_assert_cmpstr (fate (world, fork.copy, fork.one_more), ==, "fork");
  g_assert_cmpstr (fate (world, fork.copy, fork.two), ==, "fork");
  check_orders (world, fork.copy);
  world_do (world, world->executive, fork.copy, "admit", "{'heads':['%s','%s'],'void':[]}", fork.one_more, fork.two);
  g_assert_cmpstr (fate (world, fork.copy, fork.one_more), ==, "effective");
  g_assert_cmpstr (fate (world, fork.copy, fork.two), ==, "effective");
  check_orders (world, fork.copy);
}

/* A branch that had seen the other is still only a branch of its own. */
static void
test_admit_one_branch (void)
{
  Fork fork = make_fork ();
  g_autoptr (World) world = fork.world;
  const char *const seen[] = { fork.one_more, NULL };
  WorldHow how = { .prev = fork.two, .seq = 0, .seen = seen };
  g_autoptr (ChoshoEvent) late = NULL;

  world_exchange (fork.copy, fork.twin);
  how.seq = chosho_node_get_event (chosho_state_lookup (fork.copy->state, fork.two))->seq + 1;
  late = world_act_how (world, world->practitioner, fork.twin, &how, "note", NOTE, "saw the other");
  world_exchange (fork.copy, fork.twin);
  world_do (world, world->executive, fork.copy, "admit", "{'heads':['%s'],'void':[]}", late->id_hex);
  g_assert_cmpstr (fate (world, fork.copy, fork.two), ==, "effective");
  g_assert_cmpstr (fate (world, fork.copy, late->id_hex), ==, "effective");
  g_assert_cmpstr (fate (world, fork.copy, fork.one), ==, "fork");
  check_orders (world, fork.copy);
}

/* A fork of a fork, and one at the very beginning of a chain. */
static void
test_nested_forks (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *a = world_add_copy (world), *b, *c;
  const char *a1, *a2, *b1, *c1, *from_b;

  world_send (world->home, a);
  b = world_clone_copy (world, a);
  a1 = id_of (world_do (world, world->practitioner, a, "note", NOTE, "a1")); /* first of its chain, and … */
  c = world_clone_copy (world, a);
  a2 = id_of (world_do (world, world->practitioner, a, "note", NOTE, "a2"));
  b1 = id_of (world_do (world, world->practitioner, b, "note", NOTE, "b1")); /* … so is this */
  c1 = id_of (world_do (world, world->practitioner, c, "note", NOTE, "c1"));
  world_send (a, world->home);
  world_send (c, world->home);
  g_assert_cmpstr (fate (world, world->home, a1), ==, "effective");
  g_assert_cmpstr (fate (world, world->home, a2), ==, "fork");
  /* Who knew of the inner fork only saw the common event count. */
  from_b = id_of (world_do (world, world->quality, world->home, "note-answer", "{'note':'%s#0'}", a1));
  world_refused (world, world->quality, world->home, "rule-broken: form", "note-answer", "{'note':'%s#0'}", a2);
  world_send (b, world->home);
  g_assert_cmpstr (fate (world, world->home, a1), ==, "fork");
  g_assert_cmpstr (fate (world, world->home, b1), ==, "fork");
  g_assert_cmpstr (fate (world, world->home, c1), ==, "fork");
  g_assert_cmpstr (fate (world, world->home, from_b), ==, "effective");
  check_orders (world, world->home);
  world_do (world, world->executive, world->home, "admit", "{'heads':['%s'],'void':[]}", c1);
  g_assert_cmpstr (fate (world, world->home, a1), ==, "effective");
  g_assert_cmpstr (fate (world, world->home, c1), ==, "effective");
  g_assert_cmpstr (fate (world, world->home, a2), ==, "fork");
  g_assert_cmpstr (fate (world, world->home, b1), ==, "fork");
  check_orders (world, world->home);
}

/* Nobody forks another person's chain without that person's key. */
static void
test_forged_fork (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *first = id_of (world_do (world, world->practitioner, world->home, "note", NOTE, "first"));
  ChoshoEvent *event = chosho_node_get_event (chosho_state_lookup (world->home->state, first));
  WorldHow how = { .prev = event->prev, .seq = event->seq, .sign_with = world->quality };
  WorldHow beginning = { .prev = "none", .seq = 0, .bad_signature = TRUE };
  g_autoptr (ChoshoEvent) forged = world_act_how (world, world->practitioner, world->home, &how, "note", NOTE, "forged");
  g_autoptr (ChoshoEvent) second = world_act_how (world, world->practitioner, world->home, &beginning, "note", NOTE, "forged");
  g_autoptr (GPtrArray) branches = chosho_state_list_branches (world->home->state);

  g_assert_cmpstr (fate (world, world->home, forged->id_hex), ==, "signature-bad");
  g_assert_cmpstr (fate (world, world->home, second->id_hex), ==, "signature-bad");
  g_assert_cmpstr (fate (world, world->home, first), ==, "effective");
  g_assert_cmpuint (branches->len, ==, 0);
  {
    g_autoptr (GPtrArray) heads = chosho_state_list_heads (world->home->state);

    for (guint i = 0; i < heads->len; i++)
      g_assert_true (chosho_node_is_admissible (heads->pdata[i]));
  }
  check_orders (world, world->home);
}

/* A stray event of a person's own key that names another chain as its own begins no fork either. */
static void
test_stray (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  const char *const none[] = { NULL };
  WorldHow how = { .seq = 1, .seen = none };
  const char *first;

  world_send (world->home, away);
  how.prev = ((ChoshoEvent *) world->home->events->pdata[0])->id_hex;
  chosho_event_unref (world_act_how (world, world->quality, away, &how, "note", NOTE, "stray"));
  first = id_of (world_do (world, world->practitioner, away, "note", NOTE, "x"));
  {
    WorldHow plain = { .prev = "none", .seq = 0 };
    g_autoptr (ChoshoEvent) event = world_act_how (world, world->quality, away, &plain, "note", NOTE, "first of the chain");

    g_assert_cmpstr (fate (world, away, event->id_hex), ==, "effective");
  }
  g_assert_cmpstr (fate (world, away, first), ==, "effective");
  check_orders (world, away);
}

static void
test_void (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *rogue = id_of (world_refused (world, world->quality, world->home, "rule-broken: wrong-role", "setting", "{'name':'a','value':1}"));
  const char *plain = id_of (world_do (world, world->leader, world->home, "setting", "{'name':'b','value':1}"));

  g_assert_false (chosho_node_is_void (chosho_state_lookup (world->home->state, rogue)));
  world_do (world, world->executive, world->home, "admit", "{'heads':[],'void':['%s','%s']}", rogue, plain);
  g_assert_true (chosho_node_is_void (chosho_state_lookup (world->home->state, rogue)));
  g_assert_cmpstr (fate (world, world->home, rogue), ==, "rule-broken: wrong-role");
  g_assert_cmpstr (fate (world, world->home, plain), ==, "void");
  check_orders (world, world->home);
}

/* --- Revocation ------------------------------------------------------------------------------ */

/* The practitioner's key is revoked; what came before stands, later and concurrent events wait. */
static void
test_revoke (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  const char *before = id_of (world_do (world, world->practitioner, world->home, "note", NOTE, "before"));
  const char *unseen, *later, *elsewhere;

  world_send (world->home, away);
  unseen = id_of (world_do (world, world->practitioner, world->home, "note", NOTE, "unseen"));
  elsewhere = id_of (world_do (world, world->practitioner, away, "note", NOTE, "elsewhere"));
  world_refused (world, world->leader, away, "rule-broken: wrong-role", "member-key-revoke",
                 "{'fingerprint':'%s','accepted':['%s'],'reason':'lost'}", world->practitioner->fingerprint, before);
  world_do (world, world->executive, away, "member-key-revoke", "{'fingerprint':'%s','accepted':['%s'],'reason':'lost'}",
            world->practitioner->fingerprint, before);
  g_assert_cmpstr (fate (world, away, before), ==, "effective");
  g_assert_cmpstr (fate (world, away, elsewhere), ==, "awaiting-admit"); /* seen, but its chain is not accepted */
  world_exchange (world->home, away);
  g_assert_cmpstr (fate (world, world->home, before), ==, "effective");
  g_assert_cmpstr (fate (world, world->home, unseen), ==, "awaiting-admit");
  later = id_of (world_refused (world, world->practitioner, world->home, "rule-broken: not-a-member", "note", NOTE, "later"));
  check_orders (world, world->home);
  world_do (world, world->executive, world->home, "admit", "{'heads':['%s','%s'],'void':[]}", unseen, later);
  g_assert_cmpstr (fate (world, world->home, unseen), ==, "effective");
  g_assert_cmpstr (fate (world, world->home, elsewhere), ==, "awaiting-admit");
  g_assert_cmpstr (fate (world, world->home, later), ==, "rule-broken: not-a-member");
  check_orders (world, world->home);
}

/* Whoever stole a key cannot admit their own events, nor undo the revocation. */
static void
test_thief (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldPerson *second = world_add_person (world, "second executive");
  WorldPerson *planted = world_add_person (world, "planted");
  WorldCopy *away;
  const char *work, *admit, *revoke, *member, *planted_note, *annul, *accepted;

  world_add_member (world, world->executive, second, world->home, "'executive'", TRUE);
  away = world_add_copy (world);
  accepted = id_of (world_do (world, second, world->home, "note", NOTE, "the last honest one"));
  world_send (world->home, away);
  revoke = id_of (world_do (world, world->executive, away, "member-key-revoke",
                            "{'fingerprint':'%s','accepted':['%s'],'reason':'stolen'}", second->fingerprint, accepted));
  work = id_of (world_do (world, second, world->home, "note", NOTE, "stolen"));
  member = id_of (world_add_member (world, second, planted, world->home, "'practitioner'", TRUE));
  planted_note = id_of (world_do (world, planted, world->home, "note", NOTE, "planted"));
  admit = id_of (world_do (world, second, world->home, "admit", "{'heads':['%s'],'void':[]}", work));
  annul = id_of (world_refused (world, second, world->home, "rule-broken: form", "admit", "{'heads':[],'void':['%s']}", revoke));
  world_exchange (world->home, away);
  g_assert_cmpstr (fate (world, away, accepted), ==, "effective");
  g_assert_cmpstr (fate (world, away, revoke), ==, "effective");
  g_assert_cmpstr (fate (world, away, work), ==, "awaiting-admit");
  g_assert_cmpstr (fate (world, away, admit), ==, "awaiting-admit");
  g_assert_cmpstr (fate (world, away, annul), ==, "rule-broken: form");
  g_assert_cmpstr (fate (world, away, member), ==, "awaiting-admit");
  g_assert_cmpstr (fate (world, away, planted_note), ==, "awaiting-admit");
  check_orders (world, away);
  /* The other executive may let the new member in after all. */
  world_do (world, world->executive, away, "admit", "{'heads':['%s'],'void':[]}", member);
  g_assert_cmpstr (fate (world, away, member), ==, "effective");
  g_assert_cmpstr (fate (world, away, work), ==, "effective"); /* up to the head that was named */
  g_assert_cmpstr (fate (world, away, planted_note), ==, "effective");
  g_assert_cmpstr (fate (world, away, admit), ==, "awaiting-admit");
  check_orders (world, away);
}

/* Two executives who revoke each other, each not knowing: both apply. */
static void
test_mutual (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldPerson *second = world_add_person (world, "second executive");
  WorldCopy *away;
  const char *one, *two, *heads[2];

  world_add_member (world, world->executive, second, world->home, "'executive'", TRUE);
  heads[0] = id_of (world_do (world, world->executive, world->home, "note", NOTE, "1"));
  heads[1] = id_of (world_do (world, second, world->home, "note", NOTE, "2"));
  away = world_add_copy (world);
  world_send (world->home, away);
  one = id_of (world_do (world, world->executive, world->home, "member-key-revoke",
                         "{'fingerprint':'%s','accepted':['%s'],'reason':'r'}", second->fingerprint, heads[1]));
  two = id_of (world_do (world, second, away, "member-key-revoke",
                         "{'fingerprint':'%s','accepted':['%s'],'reason':'r'}", world->executive->fingerprint, heads[0]));
  world_exchange (world->home, away);
  world_refused (world, world->executive, world->home, "rule-broken: not-a-member", "note", NOTE, "x");
  world_refused (world, second, world->home, "rule-broken: not-a-member", "note", NOTE, "x");
  g_assert_cmpstr (fate (world, world->home, heads[0]), ==, "effective");
  g_assert_cmpstr (fate (world, world->home, one), ==, "effective");
  g_assert_cmpstr (fate (world, world->home, two), ==, "effective");
  check_orders (world, world->home);
  /* No executive is left who could act: the creator names one again. */
  world_add_member (world, world->leader, world_add_person (world, "third"), world->home, "'executive'", TRUE);
}

/* Who leaves by their own word: what they did before stands, on every copy that they had seen. */
static void
test_leave (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  const char *before = id_of (world_do (world, world->practitioner, world->home, "note", NOTE, "before"));
  const char *unseen;

  world_send (world->home, away);
  unseen = id_of (world_do (world, world->practitioner, away, "note", NOTE, "unseen"));
  world_refused (world, world->quality, world->home, "rule-broken: wrong-role", "member-leave", "{'member':'%s','accepted':[]}",
                 world->practitioner->member);
  world_do (world, world->practitioner, world->home, "member-leave", "{'member':'%s','accepted':[]}", world->practitioner->member);
  g_assert_cmpstr (fate (world, world->home, before), ==, "effective");
  world_refused (world, world->practitioner, world->home, "rule-broken: not-a-member", "note", NOTE, "later");
  world_exchange (world->home, away);
  g_assert_cmpstr (fate (world, away, before), ==, "effective");
  g_assert_cmpstr (fate (world, away, unseen), ==, "awaiting-admit");
  check_orders (world, away);
}

/* What one of two entries that stand against each other took away gives no power, whichever of them comes first, and is taken away for good by
 * those alone who may. */
static void
test_contested_roles (void)
{
  gboolean seen[2] = { FALSE, FALSE };

  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (World) world = world_new_with_team ();
      WorldPerson *second = world_add_person (world, "second executive"), *other = world_add_person (world, "other executive");
      WorldCopy *away = world_add_copy (world);
      const char *demoted, *changed;

      world_add_member (world, world->executive, second, world->home, "'executive'", TRUE);
      world_add_member (world, world->executive, other, world->home, "'executive'", TRUE);
      world_send (world->home, away);
      demoted = id_of (world_do (world, world->executive, world->home, "member-change", "{'member':'%s','name':'%u','roles':['leader'],'public_key':'%s'}",
                                 second->member, round, second->public_key));
      changed = id_of (world_do (world, other, away, "member-change",
                                 "{'member':'%s','name':'second','roles':['executive'],'public_key':'%s','qualification':'q'}", second->member,
                                 second->public_key));
      world_exchange (world->home, away);
      seen[strcmp (demoted, changed) < 0 ? 0 : 1] = TRUE;
      world_refused (world, second, world->home, "rule-broken: wrong-role", "member-key-revoke", "{'fingerprint':'00','accepted':[],'reason':'r'}");
      world_refused (world, second, away, "rule-broken: wrong-role", "setting", "{'name':'x','value':1}");
      world_refused (world, world->leader, world->home, "rule-broken: wrong-role", "member-change",
                     "{'member':'%s','name':'n','roles':['practitioner'],'public_key':'%s'}", second->member, second->public_key);
      world_refused (world, world->leader, away, "rule-broken: wrong-role", "member-leave", "{'member':'%s','accepted':[]}", second->member);
      world_do (world, other, away, "member-change", "{'member':'%s','name':'n','roles':['leader'],'public_key':'%s'}", second->member, second->public_key);
      world_do (world, second, away, "setting", "{'name':'x','value':1}");
      check_orders (world, away);
    }
  g_assert_true (seen[0] && seen[1]); /* both orders of ids were met */
}

/* The leader ends a practitioner's membership up to the heads named. */
static void
test_removed (void)
{
  g_autoptr (World) world = world_new_with_team ();
  const char *accepted = id_of (world_do (world, world->practitioner, world->home, "note", NOTE, "accepted"));
  const char *rest = id_of (world_do (world, world->practitioner, world->home, "note", NOTE, "rest"));

  world_do (world, world->leader, world->home, "member-leave", "{'member':'%s','accepted':['%s']}", world->practitioner->member, accepted);
  g_assert_cmpstr (fate (world, world->home, accepted), ==, "effective");
  g_assert_cmpstr (fate (world, world->home, rest), ==, "awaiting-admit");
  check_orders (world, world->home);
}

/* An operation across a fork: each branch completes its own. */
static void
test_forked_operation (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldHow first = { .operation = "b", .part = 1, .parts = 2 }, second = { .operation = "b", .part = 2, .parts = 2 };
  g_autoptr (ChoshoEvent) common = world_act_how (world, world->practitioner, world->home, &first, "note", NOTE, "1");
  WorldCopy *twin = world_clone_copy (world, world->home);
  g_autoptr (ChoshoEvent) here = world_act_how (world, world->practitioner, world->home, &second, "note", NOTE, "2");
  g_autoptr (ChoshoEvent) there = world_act_how (world, world->practitioner, twin, &second, "note", NOTE, "3");

  world_exchange (world->home, twin);
  g_assert_cmpstr (fate (world, twin, common->id_hex), ==, "effective");
  g_assert_cmpstr (fate (world, twin, here->id_hex), ==, "fork");
  world_do (world, world->executive, twin, "admit", "{'heads':['%s'],'void':[]}", there->id_hex);
  g_assert_cmpstr (fate (world, twin, there->id_hex), ==, "effective");
  check_orders (world, twin);
}

/* An act cannot speak of events that its author had not seen. */
static void
test_unseen_heads (void)
{
  g_autoptr (World) world = world_new_with_team ();
  WorldCopy *away = world_add_copy (world);
  const char *unseen;

  world_send (world->home, away);
  unseen = id_of (world_do (world, world->practitioner, away, "note", NOTE, "unseen"));
  world_refused (world, world->executive, world->home, "rule-broken: form", "admit", "{'heads':['%s'],'void':[]}", unseen);
  world_refused (world, world->executive, world->home, "rule-broken: form", "admit", "{'heads':[],'void':['%s']}", unseen);
  world_refused (world, world->executive, world->home, "rule-broken: form", "member-key-revoke",
                 "{'fingerprint':'%s','accepted':['%s'],'reason':'r'}", world->practitioner->fingerprint, unseen);
  world_exchange (world->home, away);
  check_orders (world, away);
}

/* What was taken back leaves no trace: neither an act, nor a branch, nor a part. */
static void
test_remove_last (void)
{
  Fork fork = make_fork ();
  g_autoptr (World) world = fork.world;
  WorldHow part = { .operation = "b", .part = 1, .parts = 2 }, rest = { .operation = "b", .part = 2, .parts = 2 };
  WorldHow keep = { .keep_back = TRUE }, branch = { .keep_back = TRUE };
  g_autoptr (ChoshoEvent) first = world_act_how (world, world->leader, fork.copy, &part, "note", NOTE, "1");
  g_autoptr (ChoshoEvent) revoke = NULL, last = NULL, two = NULL;
  ChoshoEvent *given = chosho_node_get_event (chosho_state_lookup (fork.twin->state, fork.two));

  branch.prev = given->prev;
  branch.seq = given->seq;
  two = world_act_how (world, world->practitioner, fork.copy, &branch, "note", NOTE, "two");
  keep.operation = "r";
  revoke = world_act_how (world, world->executive, fork.copy, &keep, "member-key-revoke",
                          "{'fingerprint':'%s','accepted':[],'reason':'r'}", world->practitioner->fingerprint);
  rest.keep_back = TRUE;
  last = world_act_how (world, world->leader, fork.copy, &rest, "note", NOTE, "2");
  for (guint round = 0; round < 2; round++)
    {
      ChoshoEvent *const events[] = { revoke, last, two };

      for (guint i = 0; i < G_N_ELEMENTS (events); i++)
        {
          guint n = chosho_state_get_n_events (fork.copy->state);

          g_assert_cmpint (chosho_state_add (fork.copy->state, events[i]), ==, CHOSHO_STATE_ADDED);
          chosho_state_settle (fork.copy->state);
          g_assert_cmpstr (fate (world, fork.copy, fork.one), ==, i == 0 ? "awaiting-admit" : i == 1 ? "effective" : "fork");
          g_assert_cmpstr (fate (world, fork.copy, first->id_hex), ==, i == 1 ? "effective" : "incomplete");
          chosho_state_remove_last (fork.copy->state);
          chosho_state_settle (fork.copy->state);
          g_assert_cmpuint (chosho_state_get_n_events (fork.copy->state), ==, n);
          g_assert_null (chosho_state_lookup (fork.copy->state, events[i]->id_hex));
          g_assert_cmpstr (fate (world, fork.copy, fork.one), ==, "effective");
          g_assert_cmpstr (fate (world, fork.copy, first->id_hex), ==, "incomplete");
        }
    }
  check_orders (world, fork.copy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effect/fork", test_fork);
  g_test_add_func ("/effect/admit", test_admit);
  g_test_add_func ("/effect/admit-one-branch", test_admit_one_branch);
  g_test_add_func ("/effect/nested-forks", test_nested_forks);
  g_test_add_func ("/effect/forged-fork", test_forged_fork);
  g_test_add_func ("/effect/stray", test_stray);
  g_test_add_func ("/effect/void", test_void);
  g_test_add_func ("/effect/revoke", test_revoke);
  g_test_add_func ("/effect/thief", test_thief);
  g_test_add_func ("/effect/mutual", test_mutual);
  g_test_add_func ("/effect/leave", test_leave);
  g_test_add_func ("/effect/contested-roles", test_contested_roles);
  g_test_add_func ("/effect/removed", test_removed);
  g_test_add_func ("/effect/forked-operation", test_forked_operation);
  g_test_add_func ("/effect/unseen-heads", test_unseen_heads);
  g_test_add_func ("/effect/remove-last", test_remove_last);
  return g_test_run ();
}
