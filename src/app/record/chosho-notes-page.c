/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-notes-page.h"

struct _ChoshoNotesPage
{
  ChoshoRecordPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ChoshoNotesPage, chosho_notes_page, CHOSHO_TYPE_RECORD_PAGE)

static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup (chosho_value_get_string (row, "text"));
}

static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  const char *control = chosho_value_get_string (row, "control");

  return g_strdup_printf ("%s · %s · %s", chosho_word_note_state (chosho_value_get_string (row, "state")), control != NULL ? control : "",
                          chosho_value_get_string (row, "by"));
}

static const ChoshoRowField fields[] = {
  { "state", N_("State"), chosho_word_note_state },
  { "answer", N_("Answer"), NULL },
  { "by", N_("Raised by"), NULL },
  { "at", N_("Raised at"), NULL },
  { NULL, NULL, NULL },
};

static const ChoshoRowField columns[] = {
  { "control", N_("Control"), NULL },
  { "text", N_("Text"), NULL },
  { "state", N_("State"), chosho_word_note_state },
  { "answer", N_("Answer"), NULL },
  { "by", N_("Raised by"), NULL },
  { "at", N_("Raised at"), NULL },
  { NULL, NULL, NULL },
};

static const char *const states[] = { "open", "answered", "cleared", NULL };
static const char *const open_states[] = { "open", NULL };
static const char *const uncleared_states[] = { "open", "answered", NULL };

static void
narrow_to_badge (ChoshoRecordPage *page, ChoshoRowQuery *query)
{
  chosho_row_query_add_filter (query, "state", "open");
}

static const ChoshoRecordAct acts[] = {
  { "note add", N_("_Add…"), NULL, NULL, NULL, FALSE },
  { "note answer", N_("A_nswer…"), "id", open_states, NULL, FALSE },
  { "note clear", N_("_Clear…"), "id", uncleared_states, NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static const ChoshoRecordSpec spec = {
  .kind = "note", .icon_name = "document-edit-symbolic", .empty_title = N_("No Review Notes"),
  .empty_text = N_("What a reviewer asks stands here until it is answered and cleared."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .columns = columns, .acts = acts,
  .state_column = "state", .states = states, .state_word = chosho_word_note_state,
  .badge = "review", .narrow_to_badge = narrow_to_badge,
};

static void
chosho_notes_page_class_init (ChoshoNotesPageClass *klass)
{
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
}

static void
chosho_notes_page_init (ChoshoNotesPage *self)
{
}
