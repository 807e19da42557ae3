/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-blocker-words.h"
#include "chosho-code-words.h"
#include "chosho-command-dialog.h"
#include "chosho-report-mending.h"

/* Where a thing that is no step of a control is mended: a place, and the member of the blocker that names what to
 * choose there; an action of the window, which takes that; or the form of a command. */
typedef struct
{
  const char *code;
  const char *place;   /* (nullable) */
  const char *target;  /* (nullable) member */
  const char *command; /* (nullable) */
  const char *action;  /* (nullable) */
} Place;

static const Place places[] = {
  { "paper-missing", "papers", "control", NULL, NULL },
  { "finding-unconfirmed", "findings", "detail", NULL, NULL },
  { "finding-changed", "findings", "detail", NULL, NULL },
  { "clock-reversed", "journal", "detail", NULL, NULL },
  { "statement-not-final", NULL, NULL, "statement final", NULL },
  { "representation-missing", NULL, NULL, "representation record", NULL },
  { "subsequent-events-missing", NULL, NULL, "subsequent-events record", NULL },
  { "comment-open", NULL, "detail", NULL, "win.comments" },
};

/* Borrowed, (nullable). */
static const Place *
find_place (ChoshoValue *blocker)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].code, chosho_value_get_string (blocker, "code")) == 0)
      return &places[i];
  return NULL;
}

static gboolean
is_conflict (ChoshoValue *blocker)
{
  return g_strcmp0 (chosho_value_get_string (blocker, "code"), "conflict-open") == 0;
}

gboolean
chosho_report_mending_is_stage (ChoshoValue *blocker)
{
  const char *code = chosho_value_get_string (blocker, "code");

  return g_strcmp0 (code, "stage-missing") == 0 || g_strcmp0 (code, "stale-signoff") == 0;
}

char *
chosho_report_mending_dup_line (ChoshoContext *context, ChoshoValue *blocker)
{
  const Place *place = find_place (blocker);
  const char *control = chosho_value_get_string (blocker, "control");
  const char *kind = chosho_value_get_string (blocker, "kind");
  /* what several persons wrote is called as the journal calls it */
  const char *detail = is_conflict (blocker) && kind != NULL ? chosho_word_action (kind) : chosho_blocker_get_detail (blocker);
  g_autofree char *sentence = chosho_blocker_dup_sentence (blocker);
  GString *line = g_string_new (NULL);

  /* what stands elsewhere may name its thing by an id, which says nothing to people */
  if (control != NULL && chosho_context_lookup_control (context, control) != NULL)
    g_string_append_printf (line, "%s  ", control);
  g_string_append (line, sentence);
  if (detail != NULL && (place == NULL || g_strcmp0 (place->target, "detail") != 0))
    g_string_append_printf (line, "  ·  %s", detail);
  return g_string_free (line, FALSE);
}

/* The member of that name, which is all that a blocker of the team tells. Borrowed, (nullable). */
static const char *
find_member (ChoshoContext *context, const char *name)
{
  ChoshoValue *members = chosho_context_get_members (context);

  for (guint i = 0; name != NULL && i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);

      if (g_strcmp0 (chosho_value_get_string (member, "name"), name) == 0)
        return chosho_value_get_string (member, "id");
    }
  return NULL;
}

/* --- Forms -------------------------------------------------------------------------------------------------------- */

static ChoshoCommandDialog *
show_form (ChoshoPage *page, const char *command, ChoshoValue *preset)
{
  ChoshoCommandDialog *dialog = chosho_command_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), chosho_page_get_context (page),
                                                           command, preset);

  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

/* The final statement is what a representation names; a digest is nothing to be typed. */
static void
on_statement_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoCommandDialog) dialog = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  ChoshoValue *files;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, NULL))
    return; /* it can be typed */
  files = chosho_value_get (value, "files");
  for (guint i = 0; i < chosho_value_get_length (files); i++)
    {
      ChoshoValue *file = chosho_value_get_item (files, i);
      const char *sha256 = chosho_value_get_string (file, "sha256");
      const char *dated = chosho_value_get_string (file, "dated");
      g_autofree char *words = g_strjoin (" · ", chosho_value_get_string (file, "name"), dated, NULL);

      if (!chosho_value_get_boolean (file, "final", FALSE))
        continue;
      chosho_command_dialog_offer (dialog, "statement", sha256, words);
      chosho_command_dialog_fill (dialog, "statement", sha256); /* the last one recorded */
    }
}

void
chosho_report_mending_ask (ChoshoPage *page, const char *command)
{
  ChoshoCommandDialog *dialog = show_form (page, command, NULL);

  if (g_str_equal (command, "representation record"))
    chosho_workspace_run_async (chosho_context_get_workspace (chosho_page_get_context (page)), "statement show", chosho_value_new_object (), NULL,
                                on_statement_cb, g_object_ref (dialog));
}

char *
chosho_report_mending_dup_occurrence (ChoshoValue *blocker)
{
  const char *detail = chosho_value_get_string (blocker, "detail");
  const char *begin = detail != NULL ? strrchr (detail, '(') : NULL;

  if (g_strcmp0 (chosho_value_get_string (blocker, "code"), "opinion-wording") != 0 || begin == NULL || !g_str_has_suffix (detail, ")"))
    return NULL;
  return g_strndup (begin + 1, strlen (begin) - 2);
}

void
chosho_report_mending_accept (ChoshoPage *page, const char *occurrence)
{
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();

  chosho_value_set_string (preset, "id", occurrence);
  show_form (page, "report accept-wording", preset);
}

/* What stands twice and is about no control is seen in the journal, at the entry that no other page shows. */
static void
go_to_entry (ChoshoPage *page, ChoshoValue *blocker)
{
  const char *write = chosho_value_get_string (blocker, "id");
  const char *end = write != NULL ? strchr (write, '#') : NULL;
  g_autofree char *event = end != NULL ? g_strndup (write, end - write) : NULL;

  chosho_page_go (GTK_WIDGET (page), "journal", event);
}

void
chosho_report_mending_go (ChoshoPage *page, ChoshoValue *blocker)
{
  const Place *place = find_place (blocker);
  const char *control = chosho_value_get_string (blocker, "control");
  const char *step = chosho_value_get_string (blocker, "step");
  const char *note = g_strcmp0 (chosho_value_get_string (blocker, "code"), "open-note") == 0 ? chosho_value_get_string (blocker, "detail") : NULL;
  const char *id = step != NULL ? step : note;
  g_autofree char *target = control != NULL && id != NULL ? g_strdup_printf ("%s %s:%s", control, id == step ? "step" : "note", id) : g_strdup (control);

  if (place != NULL && place->command != NULL)
    chosho_report_mending_ask (page, place->command);
  else if (place != NULL && place->action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (page), place->action, "s", chosho_value_get_string (blocker, place->target));
  else if (place != NULL)
    chosho_page_go (GTK_WIDGET (page), place->place, chosho_value_get_string (blocker, place->target));
  else if (control != NULL)
    chosho_page_go (GTK_WIDGET (page), "controls", target);
  else if (is_conflict (blocker))
    go_to_entry (page, blocker);
  else
    chosho_page_go (GTK_WIDGET (page), "team", find_member (chosho_page_get_context (page), chosho_value_get_string (blocker, "detail")));
}
