/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-interviews-page.h"

struct _ChoshoInterviewsPage
{
  ChoshoRecordPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ChoshoInterviewsPage, chosho_interviews_page, CHOSHO_TYPE_RECORD_PAGE)

static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup_printf ("%s  %s", chosho_value_get_string (row, "reference"), chosho_value_get_string (row, "who"));
}

static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup (chosho_value_get_string (row, "question"));
}

static const ChoshoRowField fields[] = {
  { "who", N_("Person asked"), NULL },
  { "post", N_("Organisation and post"), NULL },
  { "held_at", N_("When"), NULL },
  { "place", N_("Place"), NULL },
  { "with", N_("Also present"), NULL },
  { "how", N_("How"), NULL },
  { "question", N_("Question"), NULL },
  { "answer", N_("Answer"), NULL },
  { "by", N_("Asked by"), NULL },
  { "at", N_("Recorded at"), NULL },
  { NULL, NULL, NULL },
};

static const ChoshoRowField columns[] = {
  { "reference", N_("Reference"), NULL },
  { "who", N_("Person asked"), NULL },
  { "post", N_("Organisation and post"), NULL },
  { "held_at", N_("When"), NULL },
  { "question", N_("Question"), NULL },
  { "answer", N_("Answer"), NULL },
  { "controls", N_("Controls"), NULL },
  { "by", N_("Asked by"), NULL },
  { "at", N_("Recorded at"), NULL },
  { NULL, NULL, NULL },
};

static const ChoshoRecordAct acts[] = {
  { "interview add", N_("_Add…"), NULL, NULL, NULL, FALSE },
  { "interview link", N_("_Link to Steps…"), "id", NULL, NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static const ChoshoRecordSpec spec = {
  .kind = "interview", .icon_name = "system-users-symbolic", .empty_title = N_("No Interview Records"),
  .empty_text = N_("Who was asked what, when and how, and what was answered. Inquiry alone does not complete a procedure."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .columns = columns, .acts = acts,
  .state_column = NULL, .states = NULL, .state_word = NULL,
};

static void
chosho_interviews_page_class_init (ChoshoInterviewsPageClass *klass)
{
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
}

static void
chosho_interviews_page_init (ChoshoInterviewsPage *self)
{
}
