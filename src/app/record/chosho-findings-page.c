/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-evidence-taking.h"
#include "chosho-findings-page.h"
#include "chosho-trail.h"

struct _ChoshoFindingsPage
{
  ChoshoRecordPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ChoshoFindingsPage, chosho_findings_page, CHOSHO_TYPE_RECORD_PAGE)

static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup (chosho_value_get_string (row, "text"));
}

static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  const char *answer = chosho_value_get_string (row, "answer");
  const char *changed = chosho_value_get_boolean (row, "text_changed", FALSE) ? _("changed since it was sent") : NULL;

  return answer != NULL ? g_strjoin (" · ", chosho_value_get_string (row, "reference"), chosho_word_finding_state (chosho_value_get_string (row, "state")),
                                     chosho_word_fact_answer (answer), changed, NULL)
                        : g_strjoin (" · ", chosho_value_get_string (row, "reference"), chosho_word_finding_state (chosho_value_get_string (row, "state")),
                                     changed, NULL);
}

static const ChoshoRowField fields[] = {
  { "state", N_("State"), chosho_word_finding_state },
  { NULL, NULL, NULL },
};

static const ChoshoRowField columns[] = {
  { "reference", N_("Reference"), NULL },
  { "text", N_("Text"), NULL },
  { "state", N_("State"), chosho_word_finding_state },
  { "state_text", N_("Last word"), NULL },
  { "controls", N_("Controls"), NULL },
  { "by", N_("Raised by"), NULL },
  { "at", N_("Raised at"), NULL },
  { NULL, NULL, NULL },
};

static const char *const states[] = { "candidate", "inquired", "answered", "confirmed", "withdrawn", NULL };
static const char *const open_states[] = { "candidate", "inquired", "answered", NULL };

static void
narrow_to_badge (ChoshoRecordPage *page, ChoshoRowQuery *query)
{
  chosho_row_query_add_any (query, "state", open_states);
}

static const ChoshoRecordAct acts[] = {
  { "finding add", N_("_Add…"), NULL, NULL, NULL, FALSE },
  { "finding state", N_("_Move On…"), "id", NULL, NULL, FALSE },
  { "finding edit", N_("_Change Words…"), "id", open_states, "text", FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static const ChoshoRecordSpec spec = {
  .kind = "finding", .icon_name = "chosho-finding-symbolic", .empty_title = N_("No Findings"),
  .empty_text = N_("What was found to differ stands here, from the candidate to the fact that was confirmed."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .columns = columns, .acts = acts,
  .state_column = "state", .states = states, .state_word = chosho_word_finding_state,
  .badge = "findings", .narrow_to_badge = narrow_to_badge,
};

/* --- How it came to stand where it stands ------------------------------------------------------------------------ */

static void
chosho_findings_page_show_row (ChoshoRecordPage *page, ChoshoValue *row)
{
  adw_bin_set_child (chosho_record_page_get_more (page), chosho_trail_new (chosho_value_get (row, "trail"), chosho_word_finding_state));
}

/* The form begins at the state that comes next; what is decided stays as it is until somebody chooses otherwise. */
static void
chosho_findings_page_prepare (ChoshoRecordPage *page, const char *command, ChoshoCommandDialog *dialog)
{
  const char *state = chosho_value_get_string (chosho_record_page_get_row (page), "state");
  guint place = 0;

  if (!g_str_equal (command, "finding state"))
    return;
  while (states[place] != NULL && g_strcmp0 (states[place], state) != 0)
    place++;
  chosho_command_dialog_fill (dialog, "state", place < G_N_ELEMENTS (open_states) - 1 ? states[place + 1] : state);
}

/* --- Evidence ---------------------------------------------------------------------------------------------------- */

/* Evidence of a finding is that of the steps where it was found, of its controls where it names no step. */
static ChoshoValue *
make_target (gpointer user_data)
{
  ChoshoValue *row = chosho_record_page_get_row (user_data);
  ChoshoValue *steps = chosho_value_get (row, "steps");
  gboolean at_steps = chosho_value_get_length (steps) > 0;
  ChoshoValue *found = at_steps ? steps : chosho_value_get (row, "controls");
  ChoshoValue *args;

  if (chosho_value_get_length (found) == 0)
    return NULL;
  args = chosho_value_new_object ();
  chosho_value_set (args, at_steps ? "step" : "control", chosho_value_copy (found));
  return args;
}

/* --- The client ---------------------------------------------------------------------------------------------------- */

/* 事実確認: the sheet out, and its answers back. */
static GtkWidget *
new_menu (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("Ask the Client to Confirm Facts…"), "win.facts-write");
  g_menu_append (menu, _("Read the Client's Answers…"), "win.facts-read");
  gtk_widget_set_margin_start (button, 12);
  gtk_widget_set_margin_bottom (button, 6);
  gtk_widget_set_halign (button, GTK_ALIGN_START); /* a line of its own: the list may be narrow */
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Confirm Facts"));
  chosho_accessible_set_name (button, _("Confirm Facts"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  return button;
}

static void
chosho_findings_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (chosho_findings_page_parent_class)->constructed (object);
  chosho_record_page_set_narrowing (CHOSHO_RECORD_PAGE (object), new_menu ());
}

static void
chosho_findings_page_class_init (ChoshoFindingsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = chosho_findings_page_constructed;
  CHOSHO_RECORD_PAGE_CLASS (klass)->show_row = chosho_findings_page_show_row;
  CHOSHO_RECORD_PAGE_CLASS (klass)->prepare = chosho_findings_page_prepare;
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
}

static void
chosho_findings_page_init (ChoshoFindingsPage *self)
{
  chosho_evidence_accept_drops (GTK_WIDGET (self), make_target, self);
  chosho_evidence_accept_pastes (GTK_WIDGET (self), make_target, self);
}
