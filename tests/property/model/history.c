/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history.h"

#include <string.h>

#include "chosho-instance.h"

static const char *const controls[] = { "8.1.2.1", "8.1.2.1", "8.1.2.2", "9.2.3.11.PB" };
static const char *const techniques[] = { "inquiry", "inspection", "observation", "reperformance" };
static const char *const outcomes[] = { "no-exception", "no-exception", "exception", "no-occurrence", "unable" };
static const char *const phases[] = { "design", "operation", "update" };
static const char *const stages[] = { "complete", "review", "approve" };

static guint
pick (History *self, guint n)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) n);
}

#define ONE_OF(array) ((array)[pick (self, G_N_ELEMENTS (array))])

typedef struct
{
  History     *history;
  WorldPerson *person;
  WorldCopy   *copy;
} Act;

/* --- What is there to speak of ---------------------------------------------------------------- */

/* The id of a thing that @action made, as the copy knows it; sometimes of one that is not. Borrowed. */
static const char *
any_thing (Act *act, const char *action)
{
  History *self = act->history;
  GPtrArray *writes = chosho_state_get_writes_of (act->copy->state, action);
  ChoshoWrite *write;

  if (writes->len == 0)
    return "nothing";
  write = g_ptr_array_index (writes, pick (self, writes->len));
  return world_thing (self->world, write->node, write->index);
}

static const char *
any_step (Act *act, const char *control)
{
  History *self = act->history;
  g_autoptr (ChoshoView) view = chosho_view_new_now (act->copy->state);
  g_autoptr (GPtrArray) instances = chosho_instance_list (view, control);
  ChoshoInstance *instance;

  if (instances->len == 0 || pick (self, 20) == 0)
    return "made-up";
  instance = g_ptr_array_index (instances, pick (self, instances->len));
  return world_text (self->world, "%s", ((ChoshoStep *) g_ptr_array_index (instance->steps, pick (self, instance->steps->len)))->id);
}

static const char *
any_event (Act *act)
{
  History *self = act->history;
  guint n = chosho_state_get_n_events (act->copy->state);

  return chosho_node_get_event (chosho_state_get_nth (act->copy->state, pick (self, n)))->id_hex;
}

static const char *
any_member (History *self)
{
  WorldPerson *person = g_ptr_array_index (self->people, pick (self, self->people->len));

  return person->member != NULL ? person->member : "nobody";
}

/* --- Acts ------------------------------------------------------------------------------------- */

static void
note_verdict (History *self, WorldCopy *copy, ChoshoEvent *event)
{
  ChoshoNode *node = chosho_state_lookup (copy->state, event->id_hex);

  g_assert_nonnull (node);
  g_hash_table_insert (self->verdicts, event->id_hex, g_strdup (world_verdict (self->world, node)));
  self->n_admissible += chosho_node_is_admissible (node);
  self->n_signed += chosho_node_is_admissible (node) && strcmp (event->action, "sign-off") == 0;
}

static void
write_how (Act *act, const WorldHow *how, const char *action, const char *items)
{
  g_autoptr (ChoshoEvent) event = world_act_how (act->history->world, act->person, act->copy, how, action, "%s", items);

  note_verdict (act->history, act->copy, event);
}

static void
write_items (Act *act, const char *action, const char *items)
{
  WorldHow how = { 0 };
  History *self = act->history;

  how.as_written = pick (self, 25) == 0;   /* names nothing that stood */
  how.bad_signature = pick (self, 40) == 0;
  write_how (act, &how, action, items);
}

/* A command of several parts, now and then cut off. */
static void
write_parts (Act *act)
{
  History *self = act->history;
  guint parts = 2 + pick (self, 3);
  guint made = pick (self, 4) == 0 ? 1 + pick (self, parts - 1) : parts;
  const char *operation = world_text (self->world, "bulk-%u", self->world->n_operations++);

  for (guint i = 0; i < made; i++)
    {
      WorldHow how = { .operation = operation, .part = i + 1, .parts = parts };

      write_how (act, &how, "statement-line",
                 world_text (self->world, "{'control':'%s','selected':true,'text':'part %u'}", controls[1 + i % 3], i));
    }
}

static void
act_on_criteria (Act *act, guint kind)
{
  History *self = act->history;
  World *world = self->world;
  const char *control = ONE_OF (controls);
  guint ordinal = 1 + pick (self, 3);
  const char *phase = phases[pick (self, 8) / 3];
  g_autofree char *definition = chosho_definition_dup_id (control, "P1", phase, ordinal);

  switch (kind)
    {
    case 0:
      write_items (act, "statement-line", world_text (world, "{'control':'%s','selected':%s,'text':'%u'}", control,
                                                      pick (self, 8) > 0 ? "true" : "false", pick (self, 3)));
      return;
    case 1:
      write_items (act, "scope", world_text (world, "{'control':'%s','individual':'','phase':'%s','state':'%s'%s}", control, phase,
                                             pick (self, 3) > 0 ? "in" : "inherited", pick (self, 2) > 0 ? ",'basis':'b'" : ""));
      return;
    case 2:
      write_items (act, "procedure-step", world_text (world, "{'control':'%s','definition':'%s','procedure':'P1','phase':'%s',"
        "'ordinal':%u,'technique':'%s','disclosable':false,'update_required':%s}", control, definition, phase, ordinal,
        ONE_OF (techniques), pick (self, 6) == 0 ? "true" : "false"));
      return;
    case 3:
      write_items (act, "individual-control", world_text (world, "{'individual':'i%u','version':'1','controls':['%s'],'units':[%s]}",
        pick (self, 2), control, pick (self, 2) > 0 ? "'u1'" : ""));
      return;
    case 4:
      write_items (act, "setting", world_text (world, "{'name':'s%u','value':%u}", pick (self, 3), pick (self, 5)));
      return;
    case 5:
      write_items (act, "assignment", world_text (world, "{'control':'%s','reviewer':'%s'%s}", control, any_member (self),
                                                  pick (self, 2) > 0 ? ",'visit':'v'" : ""));
      return;
    case 6:
      write_items (act, "statement-file", world_text (world, "{'name':'n','sha256':'%u','size_bytes':1,'final':true}", pick (self, 3)));
      return;
    default:
      write_items (act, "engagement-facts", world_text (world, "{'title':'t%u','firm':'f','client':'c','services':['s'],"
        "'period_start':'2025-0%u-01','period_end':'2025-09-30','language':'ja','time_zone':'Asia/Tokyo','kind':'initial',"
        "'scheme':'ismap'}", pick (self, 9), 4 + pick (self, 3)));
      return;
    }
}

/* Mostly on what is there, by its own digest; moved to anything, or taken away. */
static void
act_on_marks (Act *act, const char *control)
{
  World *world = act->history->world;
  const char *mark = any_thing (act, "mark"), *on = any_thing (act, "evidence");
  ChoshoWrite *evidence = chosho_state_lookup_write (act->copy->state, on), *made = chosho_state_lookup_write (act->copy->state, mark);
  const char *digest = evidence != NULL ? chosho_value_get_string (evidence->item, "sha256") : "c0";
  const char *own = made != NULL ? chosho_value_get_string (made->item, "control") : control;
  guint way = pick (act->history, 4);

  if (way < 2)
    write_items (act, "mark", world_text (world, "{'control':'%s','on':'%s','sha256':'%s','kind':'tick','tick':'v','place':'line=1','quote':'q'}",
                                          control, on, digest));
  else if (way == 2)
    write_items (act, "mark-change", world_text (world, "{'mark':'%s','control':'%s','on':'%s','sha256':'%s','kind':'tick','tick':'v',"
                                                 "'place':'line=2','stays':'%s'}", mark, own, on, digest, any_thing (act, "evidence")));
  else
    write_items (act, "mark-withdraw", world_text (world, "{'mark':'%s','control':'%s','reason':'r'}", mark, own));
}

static void
act_on_evidence (Act *act, guint kind)
{
  History *self = act->history;
  World *world = self->world;
  const char *control = ONE_OF (controls);

  switch (kind)
    {
    case 0: case 1:
      write_items (act, "evidence", world_text (world, "{'kind':'file','name':'n%u','sha256':'c%u','origin':'%s','as_of':'2025-0%u-01'}", pick (self, 9),
                                                pick (self, 5), pick (self, 4) > 0 ? "client" : "other-engagement", 4 + pick (self, 6)));
      return;
    case 2: case 3: case 4:
      write_items (act, "link", world_text (world, "{'control':'%s','paper':'','step':'%s','kind':'evidence','to':'%s'}", control,
                                            any_step (act, control), any_thing (act, "evidence")));
      return;
    case 5:
      write_items (act, "unlink", world_text (world, "{'control':'%s','paper':'','step':'%s'}", control, any_step (act, control)));
      return;
    case 6:
      write_items (act, "interview", "{'who':'w','post':'p','at':'a','how':'h','question':'q','answer':'a'}");
      write_items (act, "link", world_text (world, "{'control':'%s','paper':'','step':'%s','kind':'interview','to':'%s'}", control,
                                            any_step (act, control), any_thing (act, "interview")));
      return;
    case 7:
      write_items (act, "evidence-withdraw", world_text (world, "{'evidence':'%s','reason':'r'}", any_thing (act, "evidence")));
      return;
    case 8:
      /* Mostly right; a piece that comes to replace itself or a later one is refused. */
      if (pick (self, 2) == 0)
        write_items (act, "evidence-version", world_text (world, "{'evidence':'%s','older':'%s','reason':'r'}", any_thing (act, "evidence"),
                                                          any_thing (act, "evidence")));
      else
        write_items (act, "evidence-purge", world_text (world, "{'evidence':'%s','reason':'r'}", any_thing (act, "evidence")));
      return;
    case 9:
      write_items (act, "evidence-judge", world_text (world, "{'evidence':'%s','reason':'r','is_subject':false}", any_thing (act, "evidence")));
      return;
    case 10:
      write_items (act, "population", "{'name':'n','from':'2025-04-01','to':'2025-09-30','source':'s','count':1,'sha256':'00',"
                                      "'size_bytes':1,'file_name':'f','units':[]}");
      write_items (act, "sample", world_text (world, "{'population':'%s','method':'m','seed':'s','size':1,'attributes':['a'],"
                                              "'items':[{'item':'1','row':1}]}", any_thing (act, "population")));
      return;
    case 11:
      write_items (act, "link", world_text (world, "{'control':'%s','paper':'','step':'%s','kind':'sample','to':'%s'}", control,
                                            any_step (act, control), any_thing (act, "sample")));
      return;
    case 12: case 13:
      act_on_marks (act, control);
      return;
    default:
      write_items (act, "sample-result", world_text (world, "{'sample':'%s','item':'1','attribute':'a','state':'%s','evidence':['%s']}",
        any_thing (act, "sample"), pick (self, 3) > 0 ? "no-exception" : "exception", any_thing (act, "evidence")));
      return;
    }
}

/* Consent about what stands, as a leader would give it. */
static void
act_consent (Act *act, const char *control, const char *step)
{
  static const char *const purposes[] = { "departure", "unable", "reversal" };
  History *self = act->history;
  g_autoptr (ChoshoView) view = chosho_view_new_now (act->copy->state);
  ChoshoWrite *write = chosho_view_get_printf (view, "step:%s:%s", control, step);

  if (write != NULL)
    write_items (act, "consent", world_text (self->world, "{'control':'%s','step':'%s','for':'%s','about':'%s','reason':'r'}", control, step,
                                             ONE_OF (purposes), world_thing (self->world, write->node, write->index)));
}

static void
act_on_work (Act *act, guint kind)
{
  static const char *const finding_states[] = { "candidate", "inquired", "answered", "confirmed", "withdrawn" };
  History *self = act->history;
  World *world = self->world;
  const char *control = ONE_OF (controls);
  const char *step = any_step (act, control);
  const char *other = ONE_OF (controls);

  switch (kind)
    {
    case 0: case 1: case 2: case 3:
      write_items (act, "performance", world_text (world, "{'control':'%s','step':'%s','technique':'%s','performed_on':'2025-10-01',"
        "'outcome':'%s','result':'%s','reason':'r'}", control, step, ONE_OF (techniques), ONE_OF (outcomes), pick (self, 9) > 0 ? "r" : ""));
      return;
    case 4:
      act_consent (act, control, step);
      return;
    case 5:
      write_items (act, "finding", world_text (world, "{'controls':['%s','%s'],'text':'t','steps':['%s']}", control, other, step));
      return;
    case 6:
      write_items (act, "finding-change", world_text (world, "{'finding':'%s','controls':['%s'],'text':'t%u','steps':[]}",
                                                      any_thing (act, "finding"), control, pick (self, 3)));
      return;
    case 7:
      write_items (act, "finding-state", world_text (world, "{'finding':'%s','state':'%s'}", any_thing (act, "finding"), ONE_OF (finding_states)));
      return;
    case 8:
      write_items (act, "note", world_text (world, "{'control':'%s','paper':'','text':'t'}", control));
      return;
    case 9:
      write_items (act, "note-answer", world_text (world, "{'note':'%s'}", any_thing (act, "note")));
      return;
    case 10:
      write_items (act, "note-clear", world_text (world, "{'note':'%s'}", any_thing (act, "note")));
      return;
    case 11:
      write_items (act, "paper", "{'number':'1','title':'t','text':'x','required_for_issue':true}");
      return;
    default:
      write_items (act, "paper-change", world_text (world, "{'paper':'%s','number':'1','title':'t','text':'%u','required_for_issue':true}",
                                                    any_thing (act, "paper"), pick (self, 9)));
      return;
    }
}

static void
act_sign (Act *act)
{
  History *self = act->history;
  const char *target = pick (self, 5) > 0 ? ONE_OF (controls) : any_thing (act, "paper");

  if (pick (self, 10) == 0)
    write_items (act, pick (self, 2) == 0 ? "sign-off-withdraw" : "sign-off-return",
                 world_text (self->world, "{'target':'%s','stage':'%s','reason':'r'}", target, ONE_OF (stages)));
  else
    write_items (act, "sign-off", world_text (self->world, "{'target':'%s','stage':'%s','view':'auto','view_version':1,'opened':[%s]}",
                                              target, ONE_OF (stages), pick (self, 4) > 0 ? world_to_open (self->world, act->copy, target) : ""));
}

/* The next stage of a control by whom it takes: so that signed work comes about at all. */
static void
act_sign_next (Act *act)
{
  History *self = act->history;
  World *world = self->world;
  const char *control = ONE_OF (controls);
  WorldPerson *const signers[] = { world->practitioner, world->leader, world->executive };

  for (guint stage = 0; stage < G_N_ELEMENTS (stages); stage++)
    if (strcmp (world_sign_off (act->copy, control, stages[stage]), "current") != 0)
      {
        act->person = signers[stage];
        write_items (act, "sign-off", world_text (world, "{'target':'%s','stage':'%s','view':'auto','view_version':1,'opened':[%s]}",
                                                  control, stages[stage], world_to_open (world, act->copy, control)));
        return;
      }
}

static void
act_on_team (Act *act, guint kind)
{
  History *self = act->history;
  World *world = self->world;
  WorldPerson *whom = g_ptr_array_index (self->people, pick (self, self->people->len));
  g_autoptr (GString) heads = g_string_new (NULL);

  for (guint i = pick (self, 3); i > 0; i--)
    g_string_append_printf (heads, "%s'%s'", heads->len > 0 ? "," : "", any_event (act));
  switch (kind)
    {
    case 0: case 1: case 2:
      write_items (act, "admit", world_text (world, "{'heads':[%s],'void':[]}", heads->str));
      return;
    case 3:
      write_items (act, "admit", world_text (world, "{'heads':[],'void':['%s']}", any_event (act)));
      return;
    case 4:
      write_items (act, "member-key-revoke", world_text (world, "{'fingerprint':'%s','accepted':[%s],'reason':'r'}", whom->fingerprint, heads->str));
      return;
    case 5:
      write_items (act, "member-leave", world_text (world, "{'member':'%s','accepted':[%s]}", any_member (self), heads->str));
      return;
    case 6:
      write_items (act, "member-change", world_text (world, "{'member':'%s','name':'n','roles':['practitioner','leader'],'public_key':'%s'}",
        whom->member != NULL ? whom->member : "nobody", whom->public_key));
      return;
    default:
      if (self->copies->len < 6)
        g_ptr_array_add (self->copies, world_clone_copy (world, act->copy)); /* a copied folder: two go on as one */
      return;
    }
}

static void
act_once (History *self)
{
  Act act = { self, g_ptr_array_index (self->people, pick (self, self->people->len)),
              g_ptr_array_index (self->copies, pick (self, self->copies->len)) };
  guint dice = pick (self, 100);

  /* Leaders do what only leaders may, so that most acts are taken; a few are by whoever it is. */
  if (dice < 20)
    {
      if (pick (self, 5) > 0)
        act.person = pick (self, 2) > 0 ? self->world->leader : self->world->executive;
      act_on_criteria (&act, pick (self, 10));
    }
  else if (dice < 45)
    act_on_evidence (&act, pick (self, 15));
  else if (dice < 72)
    act_on_work (&act, pick (self, 13));
  else if (dice < 78)
    act_sign (&act);
  else if (dice < 90)
    act_sign_next (&act);
  else if (dice < 93)
    write_parts (&act);
  else if (dice < 96 && self->special)
    {
      if (pick (self, 5) > 0)
        act.person = self->world->executive;
      act_on_team (&act, pick (self, 9));
    }
  else if (dice < 98)
    self->world->now_us += (pick (self, 3) == 0 ? -1 : 1) * (gint64) pick (self, 7200) * G_USEC_PER_SEC;
  else
    write_items (&act, "no-such-action-yet", "{'x':1}");
}

/* --- The history ------------------------------------------------------------------------------ */

History *
history_new (guint64 seed, guint n_acts)
{
  History *self = g_new0 (History, 1);
  const guint32 words[] = { (guint32) seed, (guint32) (seed >> 32) };
  guint n_copies;
  WorldPerson *reviewer, *second;

  self->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  self->world = world_new_with_team ();
  self->copies = g_ptr_array_new ();
  self->people = g_ptr_array_new ();
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->special = pick (self, 3) == 0;
  n_copies = 2 + pick (self, 5);

  reviewer = world_add_person (self->world, "reviewer");
  second = world_add_person (self->world, "second executive");
  if (pick (self, 2) > 0)
    world_do_work (self->world);
  world_add_member (self->world, self->world->leader, reviewer, self->world->home, "'reviewer','practitioner'", TRUE);
  world_add_member (self->world, self->world->executive, second, self->world->home, "'executive'", TRUE);
  for (guint i = 0; i < self->world->people->len; i++)
    g_ptr_array_add (self->people, self->world->people->pdata[i]);
  g_ptr_array_add (self->people, world_add_person (self->world, "stranger"));

  g_ptr_array_add (self->copies, self->world->home);
  for (guint i = 0; i < self->world->home->events->len; i++)
    note_verdict (self, self->world->home, self->world->home->events->pdata[i]);
  while (self->copies->len < n_copies)
    {
      WorldCopy *copy = world_add_copy (self->world);

      world_send (self->world->home, copy);
      g_ptr_array_add (self->copies, copy);
    }
  for (guint i = 0; i < n_acts; i++)
    {
      act_once (self);
      if (pick (self, 4) == 0)
        world_send_some (self->copies->pdata[pick (self, self->copies->len)], self->copies->pdata[pick (self, self->copies->len)],
                         self->rand, pick (self, 3) == 0 ? 40 : 100);
    }
  return self;
}

void
history_free (History *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->verdicts);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->copies);
  world_free (self->world);
  g_rand_free (self->rand);
  g_free (self);
}

void
history_check_verdicts (History *self, WorldCopy *copy)
{
  for (guint i = 0; i < chosho_state_get_n_events (copy->state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (copy->state, i);
      const char *then = g_hash_table_lookup (self->verdicts, chosho_node_get_event (node)->id_hex);

      g_assert_nonnull (then);
      if (strcmp (world_verdict (self->world, node), then) != 0)
        g_error ("%s %s: %s when it was made, %s now", chosho_node_get_event (node)->action, chosho_node_get_event (node)->id_hex,
                 then, world_verdict (self->world, node));
    }
}

WorldCopy *
history_unite (History *self)
{
  WorldCopy *all = world_add_copy (self->world);

  for (guint i = 0; i < self->copies->len; i++)
    world_send (self->copies->pdata[i], all);
  return all;
}
