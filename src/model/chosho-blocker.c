/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-blocker.h"

/* The whole list of codes (architecture §2), each with its sentence. */
static const struct
{
  const char *code;
  const char *text;
} sentences[] = {
  { "question-only", N_("Inquiry alone does not complete a procedure") },
  { "step-open", N_("A step has not been performed") },
  { "no-evidence", N_("A performed step has no evidence, sighting or evidenced sample") },
  { "inquiry-record-missing", N_("An inquiry has no interview record") },
  { "observation-record-missing", N_("An observation has no observation record") },
  { "procedure-departure", N_("The technique recorded is not the one prescribed; a reason and the leader's consent are needed") },
  { "other-report-only", N_("Another audit's report alone supports the result") },
  { "reuse-not-judged", N_("Evidence collected for another purpose has not been judged appropriate") },
  { "result-empty", N_("The result is empty") },
  { "exception-without-finding", N_("An exception has no finding") },
  { "exception-reversed", N_("An exception was changed to none; a reason, new evidence and the leader's consent are needed") },
  { "unable-without-reason", N_("A step could not be performed; a reason and the leader's consent are needed") },
  { "sample-incomplete", N_("Sample items are not all answered") },
  { "outcome-contradicts-sample", N_("An item of the sample deviates, but the step is not recorded as an exception") },
  { "population-undefined", N_("The population is not defined") },
  { "population-gap", N_("The population does not cover the period") },
  { "same-population-unstated", N_("Several units share a population without a rationale") },
  { "outside-period", N_("Evidence speaks about a time outside the period") },
  { "update-missing", N_("The update test has not been performed") },
  { "individual-control-uncovered", N_("A version of an individual control has not been tested") },
  { "individual-control-period", N_("The versions of an individual control overlap, or leave days between them without one") },
  { "performer-not-in-team", N_("Someone who performed a step is not in the team") },
  { "independence-missing", N_("Independence has not been confirmed") },
  { "conflict-open", N_("Concurrent entries have not been decided") },
  { "basis-missing", N_("The scope has no basis") },
  { "evidence-missing", N_("The bytes of evidence are missing") },
  { "evidence-damaged", N_("The bytes of evidence are damaged") },
  { "open-note", N_("A review note is open") },
  { "stage-missing", N_("An earlier sign-off is missing") },
  { "wrong-role", N_("The role does not allow this") },
  { "not-a-member", N_("Not a member of the team") },
  { "own-review", N_("Nobody reviews their own work") },
  { "stale-signoff", N_("An earlier sign-off is stale: what it signed has changed") },
  { "not-opened", N_("This must be opened on its own before approval") },
  { "team-too-small", N_("The team has fewer than three members") },
  { "role-unfilled", N_("A role is not filled") },
  { "qualification-missing", N_("No qualification is recorded") },
  { "qualification-expired", N_("The qualification has expired") },
  { "nationality-inquiry-missing", N_("The inquiry to the operating body about the nationality is not recorded") },
  { "quality-controller-missing", N_("No quality controller is assigned") },
  { "representation-missing", N_("The management representation is missing, names another statement or is dated after the report") },
  { "statement-not-final", N_("The final statement is not recorded") },
  { "subsequent-events-missing", N_("Subsequent events have not been considered up to the report date") },
  { "finding-unconfirmed", N_("A finding is neither confirmed nor withdrawn") },
  { "finding-changed", N_("A finding says something else than what the client was asked to confirm") },
  { "comment-open", N_("A comment of the client on the draft of the report is not decided") },
  { "paper-missing", N_("A general paper required for issue is not approved") },
  { "report-missing", N_("No report is issued; an engagement that ends without one says why") },
  { "report-issued", N_("A report is issued: the engagement does not end without one") },
  { "engagement-ended", N_("The engagement was ended without a report: none is issued, and what is added needs a reason") },
  { "file-assembled", N_("The file is assembled: what is added to it needs a reason") },
  { "opinion-wording", N_("The wording reads as an opinion") },
  { "clock-reversed", N_("A clock ran backwards") },
  { "mandatory-not-selected", N_("A basic requirement is not selected in the statement") },
  { "not-in-catalogue", N_("The criteria have no such control") },
};

ChoshoBlocker *
chosho_blocker_new (const char *code, gboolean warning, const char *control)
{
  ChoshoBlocker *self = g_new0 (ChoshoBlocker, 1);

  self->code = code;
  self->warning = warning;
  self->control = g_strdup (control);
  return self;
}

void
chosho_blocker_free (ChoshoBlocker *self)
{
  if (self == NULL)
    return;
  g_free (self->control);
  g_free (self->phase);
  g_free (self->procedure);
  g_free (self->step);
  g_free (self->id);
  g_free (self->detail);
  g_free (self);
}

const char *
chosho_blocker_describe (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (strcmp (sentences[i].code, code) == 0)
      return _(sentences[i].text);
  return NULL;
}

ChoshoValue *
chosho_blocker_to_value (const ChoshoBlocker *self)
{
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "code", self->code);
  chosho_value_set_string (value, "severity", self->warning ? "warn" : "block");
  chosho_value_set_string (value, "control", self->control);
  chosho_value_set_string (value, "phase", self->phase);
  chosho_value_set_string (value, "procedure", self->procedure);
  chosho_value_set_string (value, "step", self->step);
  chosho_value_set_string (value, "kind", self->kind);
  chosho_value_set_string (value, "id", self->id);
  chosho_value_set_string (value, "detail", self->detail);
  return value;
}

/* What is opened one by one (domain §6), in people's words. */
static const struct
{
  const char *kind;
  const char *word;
} kinds[] = {
  { "finding", N_("Finding") },
  { "unable", N_("Could not be performed") },
  { "departure", N_("Departure from the procedure") },
  { "reversal", N_("Exception changed to none") },
  { "sighting", N_("Viewed, no copy obtained") },
  { "reused", N_("Evidence collected for another purpose") },
  { "individual-control", N_("Individual control that changed") },
};

const char *
chosho_blocker_describe_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return _(kinds[i].word);
  return NULL;
}

static char *
dup_message (const char *code, const char *kind, const char *detail)
{
  const char *sentence = chosho_blocker_describe (code);
  const char *word = chosho_blocker_describe_kind (kind);

  if (sentence == NULL)
    sentence = code;
  if (detail == NULL)
    return g_strdup (sentence);
  return word != NULL ? g_strdup_printf (_("%s: %s: %s"), sentence, word, detail) : g_strdup_printf (_("%s: %s"), sentence, detail);
}

void
chosho_blocker_value_add_message (ChoshoValue *value)
{
  g_autofree char *message = dup_message (chosho_value_get_string (value, "code"), chosho_value_get_string (value, "kind"),
                                          chosho_value_get_string (value, "detail"));

  chosho_value_set_string (value, "message", message);
}

ChoshoValue *
chosho_blockers_to_value (GPtrArray *blockers)
{
  ChoshoValue *object = chosho_value_new_object ();
  ChoshoValue *array = chosho_value_new_array ();

  for (guint i = 0; i < blockers->len; i++)
    {
      ChoshoValue *value = chosho_blocker_to_value (g_ptr_array_index (blockers, i));

      chosho_blocker_value_add_message (value);
      chosho_value_append (array, value);
    }
  chosho_value_set (object, "blockers", array);
  return object;
}

gboolean
chosho_blockers_block (GPtrArray *blockers)
{
  for (guint i = 0; i < blockers->len; i++)
    if (!((ChoshoBlocker *) g_ptr_array_index (blockers, i))->warning)
      return TRUE;
  return FALSE;
}

char *
chosho_blocker_dup_message (const ChoshoBlocker *self)
{
  return dup_message (self->code, self->kind, self->detail);
}
