/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-papers-page.h"

struct _ChoshoPapersPage
{
  ChoshoRecordPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ChoshoPapersPage, chosho_papers_page, CHOSHO_TYPE_RECORD_PAGE)

static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup_printf ("%s  %s", chosho_value_get_string (row, "number"), chosho_value_get_string (row, "title"));
}

static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  const char *state = chosho_value_get_boolean (row, "stale", FALSE) ? _("Changed after sign-off") : chosho_word_state (chosho_value_get_string (row, "state"));

  return chosho_value_get_boolean (row, "required_for_issue", FALSE) ? g_strdup_printf (_("%s · required for issue"), state) : g_strdup (state);
}

static const ChoshoRowField fields[] = {
  { "by", N_("Made by"), NULL },
  { "at", N_("Made at"), NULL },
  { "open_notes", N_("Open review notes"), NULL },
  { "next_stage", N_("Next sign-off"), chosho_word_stage },
  { NULL, NULL, NULL },
};

static const ChoshoRowField columns[] = {
  { "number", N_("Number"), NULL },
  { "title", N_("Title"), NULL },
  { "state", N_("State"), chosho_word_state },
  { "text", N_("Text"), NULL },
  { "by", N_("Made by"), NULL },
  { "at", N_("Made at"), NULL },
  { NULL, NULL, NULL },
};

static const char *const states[] = { "not_started", "in_progress", "prepared", "reviewed", "approved", NULL };

static const ChoshoRecordAct acts[] = {
  { "paper add", N_("_Add…"), NULL, NULL, NULL, FALSE },
  { "paper edit", N_("_Edit…"), "id", NULL, "text", FALSE },
  { "paper attach", N_("A_ttach…"), "id", NULL, NULL, FALSE },
  { "paper complete", N_("Sign _Prepared"), "id", NULL, NULL, TRUE },
  { "paper review", N_("Sign _Reviewed"), "id", NULL, NULL, TRUE },
  { "paper approve", N_("Sign _Approved"), "id", NULL, NULL, TRUE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static const ChoshoRecordSpec spec = {
  .kind = "paper", .icon_name = "x-office-document-symbolic", .empty_title = N_("No General Papers"),
  .empty_text = N_("Acceptance, independence, planning, understanding, meetings, quality: half of every file stands here."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = "text", .fields = fields, .columns = columns, .acts = acts,
  .state_column = "state", .states = states, .state_word = chosho_word_state,
};

static void
chosho_papers_page_class_init (ChoshoPapersPageClass *klass)
{
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
}

static void
chosho_papers_page_init (ChoshoPapersPage *self)
{
}
