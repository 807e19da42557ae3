/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-gate.h"
#include "chosho-instance.h"

typedef struct
{
  ChoshoView         *view;
  ChoshoWordingRules *rules;
  const char         *language;
  gboolean            warning;
  GPtrArray          *blockers;
} Check;

/* The criteria's and the statement's own words are not the auditor's. (transfer container) */
static GPtrArray *
list_exempt (ChoshoView *view, const char *control)
{
  GPtrArray *texts = g_ptr_array_new ();
  g_autofree char *subject = g_strconcat ("control:", control, NULL);
  g_autoptr (GPtrArray) individuals = chosho_view_list_about (view, subject, "individual-control");
  const char *fixed[] = {
    chosho_value_get_string (chosho_view_get_item_printf (view, "entry:%s", control), "text"),
    chosho_value_get_string (chosho_view_get_item_printf (view, "entry:%s", control), "title"),
    chosho_value_get_string (chosho_view_get_item_printf (view, "statement:%s", control), "text"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (fixed[i] != NULL && fixed[i][0] != '\0')
      g_ptr_array_add (texts, (gpointer) fixed[i]);
  for (guint i = 0; i < individuals->len; i++)
    {
      const char *text = chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (individuals, i))->item, "text");

      if (text != NULL && text[0] != '\0')
        g_ptr_array_add (texts, (gpointer) text);
    }
  g_ptr_array_add (texts, NULL);
  return texts;
}

static void
check_text (Check *self, const char *control, const char *step, const char *where, const char *text)
{
  g_autoptr (GPtrArray) exempt = NULL;
  g_autoptr (GPtrArray) occurrences = NULL;

  if (text == NULL || text[0] == '\0')
    return;
  exempt = list_exempt (self->view, control);
  occurrences = chosho_wording_check (self->rules, text, self->language, (const char *const *) exempt->pdata);
  for (guint i = 0; i < occurrences->len; i++)
    {
      ChoshoWordingOccurrence *occurrence = g_ptr_array_index (occurrences, i);
      g_autofree char *id = chosho_wording_occurrence_dup_id (occurrence, where, text);
      ChoshoBlocker *blocker;

      if (chosho_view_get_item_printf (self->view, "wording:%s", id) != NULL)
        continue; /* this one occurrence was accepted, with a reason */
      blocker = chosho_blocker_new ("opinion-wording", self->warning, control);
      blocker->step = g_strdup (step);
      blocker->detail = g_strdup_printf ("%s (%s)", occurrence->text, id);
      g_ptr_array_add (self->blockers, blocker);
    }
}

static void
check_performances (Check *self, const char *control)
{
  g_autofree char *subject = g_strconcat ("control:", control, NULL);
  g_autoptr (GPtrArray) performances = chosho_view_list_about (self->view, subject, "performance");

  for (guint i = 0; i < performances->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (performances, i);
      const char *step = chosho_value_get_string (write->item, "step");

      check_text (self, control, step, write->key->name, chosho_value_get_string (write->item, "result"));
      check_text (self, control, step, write->key->name, chosho_value_get_string (write->item, "reason"));
    }
}

/* What the report prints of the firm's own: the disclosable wording of a procedure, why nothing was tested. */
static void
check_printed (Check *self, const char *control)
{
  g_autofree char *subject = g_strconcat ("control:", control, NULL);
  g_autoptr (GPtrArray) steps = chosho_view_list_about (self->view, subject, "procedure-step");
  g_autoptr (GPtrArray) scopes = chosho_view_list_about (self->view, subject, "scope");

  for (guint i = 0; i < steps->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (steps, i);
      const char *text = chosho_value_get_string (write->item, "report_text");

      if (text == NULL && chosho_value_get_boolean (write->item, "disclosable", FALSE))
        text = chosho_value_get_string (write->item, "text");
      if (!chosho_item_is_withdrawn (write->item))
        check_text (self, control, NULL, write->key->name, text);
    }
  for (guint i = 0; i < scopes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (scopes, i);

      check_text (self, control, NULL, write->key->name, chosho_value_get_string (write->item, "basis"));
    }
}

static void
check_control (Check *self, const char *control)
{
  check_performances (self, control);
  check_printed (self, control);
}

static gboolean
is_withdrawn (Check *self, ChoshoWrite *finding)
{
  ChoshoValue *state = chosho_view_get_item_printf (self->view, "finding-state:%s", strchr (finding->key->name, ':') + 1);

  return g_strcmp0 (chosho_value_get_string (state, "state"), "withdrawn") == 0;
}

static void
check_finding (Check *self, ChoshoWrite *finding)
{
  const char *first = chosho_value_as_string (chosho_value_get_item (chosho_value_get (finding->item, "controls"), 0));

  if (first != NULL)
    check_text (self, first, NULL, finding->key->name, chosho_value_get_string (finding->item, "text"));
}

/* A withdrawn finding is not printed. */
static void
check_findings (Check *self, const char *control)
{
  g_autoptr (GPtrArray) made = chosho_view_list_action (self->view, "finding");
  g_autoptr (GPtrArray) changed = chosho_view_list_action (self->view, "finding-change");

  g_ptr_array_extend (made, changed, NULL, NULL);
  for (guint i = 0; i < made->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      const char *first = chosho_value_as_string (chosho_value_get_item (chosho_value_get (write->item, "controls"), 0));

      if ((control == NULL || g_strcmp0 (control, first) == 0) && !is_withdrawn (self, write))
        check_finding (self, write);
    }
}

void
chosho_gate_add_wording (ChoshoView *view, ChoshoWordingRules *rules, const char *control, gboolean warning, GPtrArray *blockers)
{
  ChoshoValue *facts = chosho_view_get_item (view, "engagement");
  Check self = { view, rules, chosho_value_get_string (facts, "language"), warning, blockers };
  g_autoptr (GPtrArray) entries = NULL;

  if (control != NULL)
    check_control (&self, control);
  entries = control == NULL ? chosho_view_list_action (view, "catalogue-entry") : NULL;
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    check_control (&self, chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (entries, i))->item, "number"));
  check_findings (&self, control);
}

void
chosho_gate_add_finding_wording (ChoshoView *view, ChoshoWordingRules *rules, const char *finding, GPtrArray *blockers)
{
  ChoshoValue *facts = chosho_view_get_item (view, "engagement");
  Check self = { view, rules, chosho_value_get_string (facts, "language"), FALSE, blockers };
  ChoshoWrite *standing = chosho_view_get_printf (view, "finding:%s", finding);

  if (standing != NULL)
    check_finding (&self, standing);
}

ChoshoWordingRules *
chosho_gate_dup_wording_rules (ChoshoView *view)
{
  ChoshoValue *lists = chosho_value_get (chosho_view_get_item (view, "setting:wording"), "value");

  return lists != NULL ? chosho_wording_rules_new (lists, NULL) : NULL;
}
