/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-note-acts.h"

#define LIST_KEY "chosho-note-acts" /* under which the page knows its list */

/* @user_data: the id of the note whose line is done with, or what the new one is about. */
static void
on_noted (ChoshoPage *page, ChoshoValue *result, gpointer user_data)
{
  g_autofree char *id = user_data;

  chosho_note_list_forget (g_object_get_data (G_OBJECT (page), LIST_KEY), id);
}

static void
run_note (ChoshoPage *page, const char *command, const char *member, const char *target, const char *text)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, member, target);
  if (text[0] != '\0')
    chosho_value_set_string (args, "text", text);
  chosho_page_run (page, command, args, on_noted, g_strdup (target));
}

static void
on_add_cb (ChoshoNoteList *list, const char *text, ChoshoPage *page)
{
  run_note (page, "note add", "target", chosho_note_list_get_about (list), text);
}

static void
on_answer_cb (ChoshoNoteList *list, const char *id, const char *text, ChoshoPage *page)
{
  run_note (page, "note answer", "id", id, text);
}

static void
on_clear_cb (ChoshoNoteList *list, const char *id, const char *text, ChoshoPage *page)
{
  run_note (page, "note clear", "id", id, text);
}

void
chosho_note_acts_connect (ChoshoNoteList *list, ChoshoPage *page)
{
  g_object_set_data (G_OBJECT (page), LIST_KEY, list);
  g_signal_connect_object (list, "add", G_CALLBACK (on_add_cb), page, 0);
  g_signal_connect_object (list, "answer", G_CALLBACK (on_answer_cb), page, 0);
  g_signal_connect_object (list, "clear", G_CALLBACK (on_clear_cb), page, 0);
}
