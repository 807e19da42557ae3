/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "full-engagement.h"

#include "chosho-checkpoint.h"
#include "chosho-gate.h"

#define BATCH_ITEMS 256     /* as an intake takes them in */
#define FIRST_TIME_US (G_GINT64_CONSTANT (1744243200) * G_USEC_PER_SEC) /* 2025-04-10T00:00:00Z */
#define STEP_US (97 * G_USEC_PER_SEC)

gboolean
full_has_room (Full *self, guint n)
{
  return self->scribe->events->len + self->reserved + n < self->plan->events; /* the last is a checkpoint */
}

/* --- Work on one control ------------------------------------------------------------------------ */

static ChoshoValue *
make_performance (FullControl *control, const FullStep *step, const char *outcome, const char *result)
{
  return scribe_item ("control", control->number, "step", step->id, "technique", step->technique, "performed_on", "2025-04-10",
                      "outcome", outcome, "result", result, NULL);
}

/* One control in forty has an exception, with its finding. */
static void
write_performances (Full *self, guint index, FullControl *control)
{
  for (guint i = 0; i < control->steps->len; i++)
    {
      const FullStep *step = g_ptr_array_index (control->steps, i);
      gboolean exception = index % 40 == 7 && i == control->steps->len - 1;

      if (!full_has_room (self, 2))
        return;
      scribe_write (self->scribe, control->worker, "performance",
                    make_performance (control, step, exception ? "exception" : "no-exception",
                                      "規程の該当箇所と記録の記載を突合し，日付，承認者及び対象が記載されていることを閲覧した（見本）。"));
      if (exception)
        scribe_write (self->scribe, control->worker, "finding",
                      scribe_with_list (scribe_with_list (scribe_item ("text", "承認の記録がない申請が一件あった（見本）。", NULL),
                                                          "controls", control->number, NULL), "steps", step->id, NULL));
    }
}

static gboolean
is_blocked (Full *self, ScribeChain *chain, FullControl *control, ChoshoStage stage, ChoshoValue *opened)
{
  g_autoptr (ChoshoView) view = chosho_view_new_now (self->scribe->state);
  g_autoptr (GPtrArray) blockers = chosho_gate_check (view, control->number, stage, chain->person->member, opened);

  return chosho_blockers_block (blockers);
}

static void
sign (Full *self, ScribeChain *chain, FullControl *control, ChoshoStage stage)
{
  ChoshoValue *item = scribe_item ("target", control->number, "stage", chosho_stage_get_code (stage), "view", "auto", NULL);

  scribe_with_list (item, "opened", control->number, NULL);
  chosho_value_set_integer (item, "view_version", CHOSHO_SIGNED_VIEW_VERSION);
  if (full_has_room (self, 1) && !is_blocked (self, chain, control, stage, chosho_value_get (item, "opened")))
    scribe_write (self->scribe, chain, "sign-off", item);
  else
    chosho_value_unref (item);
}

/* --- Rounds ------------------------------------------------------------------------------------- */

/* Three controls in ten stay unsigned: they are in work. */
static gboolean
is_signed (guint index)
{
  return (index / FULL_ROUNDS) % 10 < 7;
}

/* The leader raises a note on every third. */
static gboolean
is_noted (guint index)
{
  return (index / FULL_ROUNDS) % 3 == 0;
}

static void
work (Full *self, guint index, FullControl *control)
{
  full_write_evidence (self, index);
  if (full_has_room (self, 2))
    full_write_interview (self, control);
  full_write_samples (self, control);
  write_performances (self, index, control);
  if (is_signed (index))
    sign (self, control->worker, control, CHOSHO_STAGE_COMPLETE);
}

static void
look_at (Full *self, guint index, FullControl *control)
{
  if (is_noted (index) && full_has_room (self, 1))
    control->note = scribe_dup_thing (scribe_write (self->scribe, self->leader, "note",
      scribe_item ("control", control->number, "paper", "", "text", "閲覧した版の日付を結果に記載してください（見本）。", NULL)), 0);
  else if (is_signed (index))
    sign (self, self->leader, control, CHOSHO_STAGE_REVIEW);
}

static void
answer (Full *self, guint index, FullControl *control)
{
  if (control->note != NULL && full_has_room (self, 1))
    scribe_write (self->scribe, control->worker, "note-answer", scribe_item ("note", control->note, "text", "記載した（見本）。", NULL));
}

static void
look_again (Full *self, guint index, FullControl *control)
{
  if (control->note != NULL && full_has_room (self, 1))
    scribe_write (self->scribe, self->leader, "note-clear", scribe_item ("note", control->note, NULL));
  if (control->note != NULL && is_signed (index))
    sign (self, self->leader, control, CHOSHO_STAGE_REVIEW);
}

static void
approve (Full *self, guint index, FullControl *control)
{
  if (is_signed (index) && (index / FULL_ROUNDS) % 10 < 5)
    sign (self, self->executive, control, CHOSHO_STAGE_APPROVE);
}

/* In round R group R is worked on, and what was worked on before goes through the stages: in one round
 * no two chains touch the same control. */
static void
write_rounds (Full *self)
{
  void (*const stages[]) (Full *, guint, FullControl *) = { work, look_at, answer, look_again, approve };

  for (guint round = 0; round < FULL_ROUNDS + G_N_ELEMENTS (stages) - 1; round++)
    {
      scribe_begin_round (self->scribe);
      for (guint stage = 0; stage < G_N_ELEMENTS (stages) && stage <= round; stage++)
        for (guint i = round - stage; round - stage < FULL_ROUNDS && i < self->controls->len; i += FULL_ROUNDS)
          stages[stage] (self, i, g_ptr_array_index (self->controls, i));
    }
}

/* What is missing of the events asked for: results are written anew on controls in work. */
static void
fill_up (Full *self)
{
  guint n = 0;

  while (full_has_room (self, 1))
    {
      scribe_begin_round (self->scribe);
      for (guint i = 0; i < self->controls->len && full_has_room (self, 1); i++)
        {
          FullControl *control = g_ptr_array_index (self->controls, i);
          g_autofree char *result = g_strdup_printf ("版と日付を確かめ，記載を改めた（%u 回目の見本）。", n + 1);

          if (!is_signed (i) || self->controls->len < 2 * FULL_ROUNDS)
            scribe_write (self->scribe, control->worker, "performance",
                          make_performance (control, g_ptr_array_index (control->steps, n % control->steps->len), "no-exception", result));
        }
      n++;
    }
}

static void
write_checkpoint (Full *self)
{
  ChoshoCheckpoint checkpoint;

  scribe_begin_round (self->scribe);
  chosho_checkpoint_compute (self->scribe->state, NULL, &checkpoint);
  scribe_write (self->scribe, self->executive, "checkpoint", chosho_checkpoint_to_item (&checkpoint));
}

static void
control_free (gpointer data)
{
  FullControl *self = data;

  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self->number);
  g_free (self->note);
  g_free (self);
}

/* A fifth of the events takes evidence in, another fifth links it. */
static void
plan_evidence (Full *self)
{
  guint batches = CLAMP (self->plan->events / 5, 1, MAX (1, self->plan->evidence));
  guint per_control = self->plan->evidence / self->plan->controls + 1;

  self->batch_items = CLAMP ((self->plan->evidence + batches - 1) / batches, 1, BATCH_ITEMS);
  self->reserved = 2 * self->plan->controls * ((per_control + self->batch_items - 1) / self->batch_items);
}

GPtrArray *
full_engagement_write (const FullPlan *plan)
{
  Full self = { .plan = plan };
  GPtrArray *events;

  self.scribe = scribe_new (FIRST_TIME_US, STEP_US);
  self.controls = g_ptr_array_new_with_free_func (control_free);
  self.workers = g_ptr_array_new ();
  plan_evidence (&self);
  full_write_base (&self);
  write_rounds (&self);
  self.reserved = 0;
  fill_up (&self);
  write_checkpoint (&self);
  events = g_ptr_array_ref (self.scribe->events);
  g_ptr_array_unref (self.workers);
  g_ptr_array_unref (self.controls);
  scribe_free (self.scribe);
  return events;
}
