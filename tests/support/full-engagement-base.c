/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "full-engagement.h"

#include "chosho-instance.h"

#define PERSONS_WORKING 12  /* practitioners at most; more chains are more copies of theirs */
#define EVENT_BYTES (128 * 1024) /* below the limit of one event */
#define CONTROLS_PER_OBJECTIVE 8
#define CHAPTERS 16
#define FIRST_CHAPTER 3

/* --- Team ------------------------------------------------------------------------------------- */

static ScribePerson *
add_person (Full *self, const char *name, const char *file)
{
  g_autofree char *path = g_build_filename (self->plan->identities, file, NULL);

  return scribe_add_person (self->scribe, name, path);
}

static void
write_genesis (Full *self, ScribePerson *leader)
{
  ChoshoValue *creator = scribe_with_list (scribe_item ("name", "鈴木（見本）", "public_key", leader->public_key, NULL), "roles", "leader", NULL);
  ChoshoValue *item = scribe_item ("title", "大きな見本", "firm", "見本監査法人", "client", "株式会社みほん（見本）", "period_start", "2024-04-01",
                                   "period_end", "2025-03-31", "language", "ja", "time_zone", "Asia/Tokyo", "kind", "initial",
                                   "scheme", "ismap", "nonce", "00112233445566778899aabbccddeeff", NULL);

  if (self->plan->chains == 1)
    scribe_with_list (creator, "roles", "leader", "practitioner", NULL);
  chosho_value_set (scribe_with_list (item, "services", "みほんクラウド（見本）", NULL), "creator", creator);
  leader->member = scribe_dup_thing (scribe_write (self->scribe, self->leader, "engagement", item), 1);
}

static void
add_member (Full *self, ScribePerson *person, const char *name, const char *role)
{
  ChoshoValue *item = scribe_with_list (scribe_item ("name", name, "public_key", person->public_key, NULL), "roles", role, NULL);

  person->member = scribe_dup_thing (scribe_write (self->scribe, self->leader, "member-add", item), 0);
}

static void
confirm (Full *self, ScribeChain *chain)
{
  scribe_begin_round (self->scribe);
  scribe_write (self->scribe, chain, "independence", scribe_item ("member", chain->person->member, NULL));
}

static void
add_workers (Full *self)
{
  guint n_chains = self->plan->chains - (FULL_TEAM_CHAINS - 1);
  guint n_people = MIN (n_chains, PERSONS_WORKING);
  ScribePerson *people[PERSONS_WORKING];

  for (guint i = 0; i < n_people; i++)
    {
      g_autofree char *file = g_strdup_printf ("practitioner-%02u.json", i + 1);
      g_autofree char *name = g_strdup_printf ("業務実施者%02u（見本）", i + 1);

      people[i] = add_person (self, name, file);
      add_member (self, people[i], name, "practitioner");
    }
  for (guint i = 0; i < n_chains; i++)
    {
      ScribeChain *chain = scribe_add_chain (self->scribe, people[i % n_people], i / n_people);

      g_ptr_array_add (self->workers, chain);
      if (i < n_people)
        confirm (self, chain);
    }
}

/* With one chain all work is the creator's; the others are named and have not confirmed. */
static void
write_team (Full *self)
{
  ScribePerson *leader = add_person (self, "鈴木（見本）", "leader.json");
  ScribePerson *executive = add_person (self, "佐藤（見本）", "executive.json");
  ScribePerson *quality = add_person (self, "高橋（見本）", "quality.json");

  self->leader = scribe_add_chain (self->scribe, leader, 0);
  write_genesis (self, leader);
  scribe_write (self->scribe, self->leader, "independence", scribe_item ("member", leader->member, NULL));
  add_member (self, executive, "佐藤（見本）", "executive");
  add_member (self, quality, "高橋（見本）", "quality");
  if (self->plan->chains == 1)
    {
      self->executive = self->leader;
      g_ptr_array_add (self->workers, self->leader);
      return;
    }
  self->executive = scribe_add_chain (self->scribe, executive, 0);
  confirm (self, self->executive);
  confirm (self, scribe_add_chain (self->scribe, quality, 0));
  add_workers (self);
}

/* --- Criteria --------------------------------------------------------------------------------- */

void
full_write_many (Full *self, ScribeChain *chain, const char *action, ChoshoValue *items)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();
  ChoshoValue *list = NULL;
  gsize size_bytes = 0;

  for (guint i = 0; i < chosho_value_get_length (items); i++)
    {
      ChoshoValue *item = chosho_value_get_item (items, i);
      gsize item_bytes;
      g_autofree char *text = chosho_value_to_canonical (item, &item_bytes);

      if (list == NULL || size_bytes + item_bytes > EVENT_BYTES)
        {
          list = chosho_value_new_array ();
          g_ptr_array_add (lists, list);
          size_bytes = 0;
        }
      chosho_value_append (list, chosho_value_ref (item));
      size_bytes += item_bytes;
    }
  for (guint i = 0; i < lists->len; i++)
    scribe_write_part (self->scribe, chain, i + 1, lists->len, action, g_ptr_array_index (lists, i));
  chosho_value_unref (items);
}

static ChoshoValue *
make_entry (const char *number, const char *parent, const char *level, guint position)
{
  g_autofree char *title = g_strdup_printf ("管理策 %s（見本）", number);
  ChoshoValue *item = scribe_item ("number", number, "parent", parent, "level", level, "tier", "controls", "title", title,
                                   "edition", "full-sample-1", NULL);

  chosho_value_set_string (item, "text", "組織は，この管理策について方針を定め，責任者を置き，実施の記録を保持し，年に一度見直す（見本）。");
  chosho_value_set_boolean (item, "mandatory", position % 37 == 0);
  chosho_value_set_integer (item, "position", position);
  return item;
}

static void
write_catalogue (Full *self)
{
  ChoshoValue *entries = chosho_value_new_array ();
  guint per_chapter = MAX (1, (self->plan->controls + CHAPTERS - 1) / CHAPTERS);
  guint position = 0;

  for (guint i = 0; i < self->plan->controls; i++)
    {
      FullControl *control = g_new0 (FullControl, 1);
      guint chapter = FIRST_CHAPTER + i / per_chapter, place = i % per_chapter;
      guint objective = place / CONTROLS_PER_OBJECTIVE, nth = place % CONTROLS_PER_OBJECTIVE;
      g_autofree char *parent = g_strdup_printf ("%u.%u.%u", chapter, 1 + objective / 4, 1 + objective % 4);

      control->number = g_strdup_printf ("%s.%u", parent, nth + 1);
      g_ptr_array_add (self->controls, control);
      if (nth == 0)
        chosho_value_append (entries, make_entry (parent, NULL, "objective", ++position));
      chosho_value_append (entries, make_entry (control->number, parent, "control", ++position));
    }
  full_write_many (self, self->leader, "catalogue-entry", entries);
}

/* One step of the standard procedure of @control. */
static ChoshoValue *
make_procedure_step (const char *control, const char *phase, guint ordinal, const char *subject, const char *technique)
{
  g_autofree char *definition = chosho_definition_dup_id (control, "P1", phase, ordinal);
  ChoshoValue *item = scribe_item ("control", control, "definition", definition, "procedure", "P1", "phase", phase, "technique", technique,
                                   "subject", subject, NULL);

  chosho_value_set_string (item, "text", "関連する規程，記録及び設定を入手し，管理策の趣旨に沿って定められ，運用されていることを示す記載を突合する（見本）。");
  chosho_value_set_string (item, "report_text", "規程及び記録を閲覧した（見本）。");
  chosho_value_set_integer (item, "ordinal", ordinal);
  chosho_value_set_boolean (item, "disclosable", TRUE);
  return item;
}

/* Every twentieth control is tested by sample over the period. */
static void
write_procedures (Full *self)
{
  ChoshoValue *steps = chosho_value_new_array ();

  for (guint i = 0; i < self->controls->len; i++)
    {
      const char *number = ((FullControl *) g_ptr_array_index (self->controls, i))->number;

      chosho_value_append (steps, make_procedure_step (number, "design", 1, NULL, "inquiry"));
      chosho_value_append (steps, make_procedure_step (number, "design", 2, "regulations", "inspection"));
      chosho_value_append (steps, make_procedure_step (number, "design", 3, "documents", "inspection"));
      chosho_value_append (steps, make_procedure_step (number, "operation", 4, "settings", "inspection"));
      chosho_value_append (steps, make_procedure_step (number, "operation", 5, i % 20 == 0 ? "records" : "settings", "reperformance"));
    }
  full_write_many (self, self->leader, "procedure-step", steps);
}

static ChoshoValue *
make_individual (guint index, guint n, const char *control, const char *other)
{
  g_autofree char *name = g_strdup_printf ("個別-%04u-%u（見本）", index, n);
  ChoshoValue *item = scribe_item ("individual", name, "version", "1", "title", "個別管理策（見本）", "text", "言明書に記した方法（見本）", NULL);

  scribe_with_list (item, "controls", control, other, NULL);
  if (index % 40 == 0)
    return scribe_with_list (item, "units", "東京（見本）", "大阪（見本）", NULL);
  return scribe_with_list (item, "units", NULL);
}

/* A line for every control, individual controls for some: two controls may share one. */
static void
write_statement (Full *self)
{
  ChoshoValue *lines = chosho_value_new_array ();
  ChoshoValue *individuals = chosho_value_new_array ();

  for (guint i = 0; i < self->controls->len; i++)
    {
      const char *number = ((FullControl *) g_ptr_array_index (self->controls, i))->number;
      const char *other = i + 1 < self->controls->len ? ((FullControl *) g_ptr_array_index (self->controls, i + 1))->number : NULL;
      ChoshoValue *line = scribe_item ("control", number, "text", "言明（見本）", NULL);

      chosho_value_set_boolean (line, "selected", TRUE);
      chosho_value_append (lines, line);
      if (i % 5 == 0)
        chosho_value_append (individuals, make_individual (i, 1, number, other));
      if (i % 50 == 0)
        chosho_value_append (individuals, make_individual (i, 2, number, NULL));
    }
  full_write_many (self, self->leader, "statement-line", lines);
  full_write_many (self, self->leader, "individual-control", individuals);
}

static void
step_free (gpointer data)
{
  FullStep *self = data;

  g_free (self->id);
  g_free (self);
}

/* The steps that follow from procedures and statement, and who works on them. */
static void
list_steps (Full *self)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (self->scribe->state);

  for (guint i = 0; i < self->controls->len; i++)
    {
      FullControl *control = g_ptr_array_index (self->controls, i);
      g_autoptr (GPtrArray) instances = chosho_instance_list (view, control->number);

      control->worker = g_ptr_array_index (self->workers, i % self->workers->len);
      control->steps = g_ptr_array_new_with_free_func (step_free);
      for (guint j = 0; j < instances->len; j++)
        {
          ChoshoInstance *instance = g_ptr_array_index (instances, j);

          for (guint k = 0; k < instance->steps->len; k++)
            {
              const ChoshoStep *known = g_ptr_array_index (instance->steps, k);
              FullStep *step = g_new0 (FullStep, 1);

              step->id = g_strdup (known->id);
              step->technique = known->technique;
              step->subject = known->subject;
              g_ptr_array_add (control->steps, step);
            }
        }
    }
}

void
full_write_base (Full *self)
{
  write_team (self);
  scribe_begin_round (self->scribe);
  write_catalogue (self);
  write_procedures (self);
  write_statement (self);
  list_steps (self);
}
