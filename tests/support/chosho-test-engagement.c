/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

#include "chosho-instance.h"

/* The usual engagement of the tests: team, little catalogue, work; and what the gate says of it. */

ChoshoNode *
world_genesis (World *self, WorldPerson *person, WorldCopy *copy, const char *roles)
{
  ChoshoNode *node = world_do (self, person, copy, "engagement",
    "{'title':'見本','firm':'見本監査法人','client':'見本クラウド','services':['Sample Cloud'],"
    "'period_start':'2025-04-01','period_end':'2025-09-30','language':'ja','time_zone':'Asia/Tokyo','kind':'initial',"
    "'scheme':'ismap','nonce':'00112233445566778899aabbccddeeff',"
    "'creator':{'name':'%s','roles':[%s],'public_key':'%s'}}", person->name, roles, person->public_key);

  g_free (person->member);
  person->member = g_strdup (world_thing (self, node, 1));
  return node;
}

ChoshoNode *
world_add_member (World *self, WorldPerson *by, WorldPerson *person, WorldCopy *copy, const char *roles, gboolean confirm)
{
  ChoshoNode *node = world_do (self, by, copy, "member-add", "{'name':'%s','roles':[%s],'public_key':'%s'}",
                               person->name, roles, person->public_key);

  g_free (person->member);
  person->member = g_strdup (world_thing (self, node, 0));
  if (confirm)
    world_do (self, person, copy, "independence", "{'member':'%s'}", person->member);
  return node;
}

World *
world_new_with_team (void)
{
  World *self = world_new ();

  self->leader = world_add_person (self, "leader");
  self->executive = world_add_person (self, "executive");
  self->practitioner = world_add_person (self, "practitioner");
  self->quality = world_add_person (self, "quality");
  world_genesis (self, self->leader, self->home, "'leader'");
  world_do (self, self->leader, self->home, "independence", "{'member':'%s'}", self->leader->member);
  world_add_member (self, self->leader, self->executive, self->home, "'executive'", TRUE);
  world_add_member (self, self->leader, self->practitioner, self->home, "'practitioner'", TRUE);
  world_add_member (self, self->leader, self->quality, self->home, "'quality'", TRUE);
  world_do (self, self->leader, self->home, "catalogue-entry",
            "[{'number':'8.1','level':'objective','mandatory':false,'title':'見本 1','position':1,'edition':'x'},"
            "{'number':'8.1.2.1','level':'control','mandatory':false,'title':'見本 2','position':2,'edition':'x','parent':'8.1'},"
            "{'number':'8.1.2.2','level':'control','mandatory':false,'title':'見本 3','position':3,'edition':'x','parent':'8.1'},"
            "{'number':'9.2.3.11.PB','level':'control','mandatory':true,'title':'見本 4','position':4,'edition':'x'}]");
  return self;
}

const char *
world_step_id (World *self, const char *control, const char *procedure, const char *phase, guint ordinal)
{
  g_autofree char *definition = chosho_definition_dup_id (control, procedure, phase, ordinal);
  g_autofree char *step = chosho_step_dup_id (definition, "", "", "");

  return world_text (self, "%s", step);
}

const char *
world_add_step (World *self, const char *control, const char *procedure, const char *phase, guint ordinal,
                const char *technique, const char *subject)
{
  g_autofree char *definition = chosho_definition_dup_id (control, procedure, phase, ordinal);

  world_do (self, self->leader, self->home, "procedure-step",
            "{'control':'%s','definition':'%s','procedure':'%s','phase':'%s','ordinal':%u,'technique':'%s','text':'t',"
            "'disclosable':false%s%s%s}", control, definition, procedure, phase, ordinal, technique,
            subject != NULL ? ",'subject':'" : "", subject != NULL ? subject : "", subject != NULL ? "'" : "");
  return world_step_id (self, control, procedure, phase, ordinal);
}

const char *
world_evidence (World *self, WorldPerson *person, WorldCopy *copy, const char *name, const char *more)
{
  g_autofree char *digest = chosho_digest_hex (name, strlen (name));
  ChoshoNode *node = world_do (self, person, copy, "evidence", "{'kind':'file','name':'%s','sha256':'%s','size_bytes':%u%s%s}",
                               name, digest, (guint) strlen (name), strstr (more, "'origin'") == NULL ? ",'origin':'client'" : "", more);

  return world_thing (self, node, 0);
}

ChoshoNode *
world_link (World *self, WorldPerson *person, WorldCopy *copy, const char *control, const char *step, const char *kind, const char *to)
{
  return world_do (self, person, copy, "link", "{'control':'%s','paper':'','step':'%s','kind':'%s','to':'%s'}", control, step, kind, to);
}

ChoshoNode *
world_perform (World *self, WorldPerson *person, WorldCopy *copy, const char *control, const char *step,
               const char *technique, const char *outcome, const char *result)
{
  return world_do (self, person, copy, "performance",
                   "{'control':'%s','step':'%s','technique':'%s','performed_on':'2025-10-10','outcome':'%s','result':'%s'}",
                   control, step, technique, outcome, result);
}

const char *
world_to_open (World *self, WorldCopy *copy, const char *target)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  g_autoptr (GPtrArray) wanted = chosho_gate_list_to_open (view, target);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < wanted->len; i++)
    g_string_append_printf (list, "%s'%s'", i > 0 ? "," : "", ((ChoshoBlocker *) g_ptr_array_index (wanted, i))->id);
  return world_text (self, "%s", list->str);
}

ChoshoNode *
world_sign (World *self, WorldPerson *person, WorldCopy *copy, const char *target, const char *stage)
{
  return world_act (self, person, copy, "sign-off",
                    "{'target':'%s','stage':'%s','view':'auto','view_version':1,'opened':[%s]}", target, stage,
                    strcmp (stage, "approve") == 0 ? world_to_open (self, copy, target) : "");
}

void
world_do_work (World *self)
{
  const char *control = "8.1.2.1";
  const char *inquiry = world_add_step (self, control, "P1", "design", 1, "inquiry", NULL);
  const char *inspection = world_add_step (self, control, "P1", "design", 2, "inspection", "regulations");
  ChoshoNode *interview;
  const char *evidence;

  interview = world_do (self, self->practitioner, self->home, "interview",
                        "{'who':'w','post':'p','at':'2025-10-10','how':'h','question':'q','answer':'a'}");
  evidence = world_evidence (self, self->practitioner, self->home, "rules.pdf", ",'as_of':'2025-06-01'");
  world_link (self, self->practitioner, self->home, control, inquiry, "interview", world_thing (self, interview, 0));
  world_link (self, self->practitioner, self->home, control, inspection, "evidence", evidence);
  world_perform (self, self->practitioner, self->home, control, inquiry, "inquiry", "no-exception", "asked");
  world_perform (self, self->practitioner, self->home, control, inspection, "inspection", "no-exception", "read");
}

/* --- Reading --------------------------------------------------------------------------------- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static const char *
join_codes (World *self, GPtrArray *blockers)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < blockers->len; i++)
    {
      const ChoshoBlocker *blocker = g_ptr_array_index (blockers, i);
      g_autofree char *word = g_strconcat (blocker->code, blocker->warning ? "?" : "", NULL);

      g_assert_nonnull (chosho_blocker_describe (blocker->code));
      if (!g_ptr_array_find_with_equal_func (codes, word, g_str_equal, NULL))
        g_ptr_array_add (codes, g_steal_pointer (&word));
    }
  g_ptr_array_sort (codes, compare_texts);
  for (guint i = 0; i < codes->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (const char *) g_ptr_array_index (codes, i));
  return world_text (self, "%s", text->str);
}

const char *
world_blockers (World *self, WorldCopy *copy, const char *target, ChoshoStage stage, WorldPerson *person)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  g_autoptr (GPtrArray) blockers = chosho_gate_check (view, target, stage, person != NULL ? person->member : NULL, NULL);

  return join_codes (self, blockers);
}

const char *
world_issue_blockers (World *self, WorldCopy *copy, WorldPerson *person)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  g_autoptr (GPtrArray) blockers = chosho_gate_check_issue (view, person != NULL ? person->member : NULL, "2025-11-20");

  return join_codes (self, blockers);
}

const char *
world_sign_off (WorldCopy *copy, const char *target, const char *stage)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (copy->state);
  const char *code = chosho_sign_off_state_get_code (
    chosho_sign_off_get_state (view, target, chosho_stage_from_code (stage), NULL));

  return code != NULL ? code : "none";
}

gboolean
world_lists (const char *list, const char *code)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) words, code);
}
