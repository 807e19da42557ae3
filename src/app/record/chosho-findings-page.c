/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-findings-page.h"

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
  return g_strdup_printf ("%s · %s", chosho_value_get_string (row, "reference"), chosho_word_finding_state (chosho_value_get_string (row, "state")));
}

static const ChoshoRecordField fields[] = {
  { "state", N_("State"), chosho_word_finding_state },
  { "state_text", N_("Last word"), NULL },
  { "by", N_("Raised by"), NULL },
  { "at", N_("Raised at"), NULL },
  { NULL, NULL, NULL },
};

static const char *const states[] = { "candidate", "inquired", "answered", "confirmed", "withdrawn", NULL };
static const char *const open_states[] = { "candidate", "inquired", "answered", NULL };

static const ChoshoRecordAct acts[] = {
  { "finding add", N_("_Add…"), NULL, NULL, NULL, FALSE },
  { "finding state", N_("_Move On…"), "id", NULL, NULL, FALSE },
  { "finding edit", N_("_Change Words…"), "id", open_states, "text", FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static const ChoshoRecordSpec spec = {
  .kind = "finding", .icon_name = "chosho-finding-symbolic", .empty_title = N_("No Findings"),
  .empty_text = N_("What was found to differ stands here, from the candidate to the fact that was confirmed."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .acts = acts,
  .state_column = "state", .states = states, .state_word = chosho_word_finding_state,
};

static void
chosho_findings_page_class_init (ChoshoFindingsPageClass *klass)
{
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
}

static void
chosho_findings_page_init (ChoshoFindingsPage *self)
{
}
