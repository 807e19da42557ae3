/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-journal-page.h"

struct _ChoshoJournalPage
{
  ChoshoRecordPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ChoshoJournalPage, chosho_journal_page, CHOSHO_TYPE_RECORD_PAGE)

static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup (chosho_word_action (chosho_value_get_string (row, "action")));
}

/* Who and when; what has no effect says so first. */
static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  const char *author = chosho_value_get_string (row, "author");
  const char *name = chosho_context_get_member_name (context, author);
  g_autofree char *at = chosho_word_dup_time (chosho_value_get_string (row, "at"));

  return g_strdup_printf ("%s%s · %s", chosho_value_get_boolean (row, "effective", TRUE) ? "" : _("Without effect · "), name != NULL ? name : author, at);
}

static const ChoshoRecordField fields[] = {
  { "at", N_("Recorded at"), NULL },
  { "action", N_("Action"), chosho_word_action },
  { "effective", N_("Has effect"), NULL },
  { "code", N_("Reason"), NULL },
  { "seq", N_("Number in its chain"), NULL },
  { "chain", N_("Chain"), NULL },
  { "author", N_("Key"), NULL },
  { "id", N_("Event"), NULL },
  { NULL, NULL, NULL },
};

static const char *const actions[] = { "performance", "sign-off", "sign-off-withdraw", "evidence", "link", "finding", "finding-state",
                                       "note", "assignment", "statement-line", "member-add", "checkpoint", "report-issue", NULL };

static const ChoshoRecordAct acts[] = { { NULL, NULL, NULL, NULL, NULL, FALSE } };

static const ChoshoRecordSpec spec = {
  .kind = "event", .icon_name = "document-open-recent-symbolic", .empty_title = N_("No Events"),
  .empty_text = N_("Every act is an event that nobody can change unnoticed."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .acts = acts,
  .state_column = "action", .states = actions, .state_word = chosho_word_action,
};

static void
chosho_journal_page_class_init (ChoshoJournalPageClass *klass)
{
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
}

static void
chosho_journal_page_init (ChoshoJournalPage *self)
{
}
