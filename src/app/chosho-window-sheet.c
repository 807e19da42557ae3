/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-answers-dialog.h"
#include "chosho-command-dialog.h"
#include "chosho-comments-dialog.h"
#include "chosho-error-view.h"
#include "chosho-finding.h"
#include "chosho-window-private.h"

/* Sheets that go out and come back filled in: step sheets to somebody without the program, facts and drafts of the report to the client. */

static gboolean
is_ready (ChoshoWindow *self)
{
  if (self->workspace == NULL || self->context == NULL)
    return FALSE;
  if (chosho_workspace_get_identity (self->workspace) != NULL)
    return TRUE;
  chosho_error_view_toast (GTK_WIDGET (self), _("Choose your identity first: what comes back is confirmed and signed by you."));
  return FALSE;
}

/* The control that is shown, else those that are assigned to who acts. (transfer full) */
static char *
dup_controls (ChoshoWindow *self)
{
  ChoshoValue *rows = chosho_value_get (chosho_context_get_rows (self->context), "control");
  const char *me = chosho_context_get_my_id (self->context), *shown = chosho_page_get_target (chosho_window_get_page (self));
  GString *text = g_string_new (NULL);

  if (shown != NULL && chosho_context_lookup_control (self->context, shown) != NULL)
    return g_string_free (g_string_append (text, shown), FALSE);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (me != NULL && g_strcmp0 (chosho_value_get_string (row, "assignee_id"), me) == 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", chosho_value_get_string (row, "number"));
    }
  return g_string_free (text, FALSE);
}

static void
on_written_cb (ChoshoCommandDialog *dialog, ChoshoValue *result, ChoshoWindow *self)
{
  guint n_findings = chosho_value_get_length (chosho_value_get (result, "findings"));
  const char *file = chosho_value_get_string (result, "file");
  g_autofree char *name = g_path_get_basename (file);
  g_autofree char *text = n_findings == 0 ? g_strdup_printf (_("Written: %s"), file)
                                          : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u finding written: %s", "%u findings written: %s", n_findings),
                                                             n_findings, name);

  chosho_error_view_toast (GTK_WIDGET (self), text);
}

static ChoshoCommandDialog *
new_form (ChoshoWindow *self, const char *command, const char *title, GFile *file)
{
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();
  ChoshoCommandDialog *dialog;

  chosho_value_set_string (preset, "file", g_file_peek_path (file));
  dialog = chosho_command_dialog_new (GTK_WINDOW (self), self->context, command, preset);
  gtk_window_set_title (GTK_WINDOW (dialog), title);
  chosho_command_dialog_name_act (dialog, _("_Write"));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_written_cb), self, 0);
  return dialog;
}

static void
ask_steps (ChoshoWindow *self, GFile *file)
{
  ChoshoValue *members = chosho_context_get_members (self->context);
  const char *me = chosho_context_get_my_id (self->context);
  g_autofree char *controls = dup_controls (self);
  ChoshoCommandDialog *dialog = new_form (self, "step export", _("Write Step Sheet"), file);

  chosho_command_dialog_explain (dialog, _("The steps of these controls that are not recorded yet go out, with only those words that may be disclosed."));
  chosho_command_dialog_fill (dialog, "control", controls);
  chosho_command_dialog_fill (dialog, "member", me != NULL ? chosho_context_get_member_name (self->context, me) : NULL);
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      const char *name = chosho_value_get_string (chosho_value_get_item (members, i), "name");

      if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (members, i), "state"), "left") != 0)
        chosho_command_dialog_offer (dialog, "member", name, name);
    }
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Those that the client is still to be asked about. (transfer full) */
static char *
dup_findings (ChoshoWindow *self)
{
  ChoshoValue *rows = chosho_value_get (chosho_context_get_rows (self->context), "finding");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (chosho_finding_is_to_ask (row))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", chosho_value_get_string (row, "reference"));
    }
  return g_string_free (text, FALSE);
}

static void
ask_facts (ChoshoWindow *self, GFile *file)
{
  g_autofree char *findings = dup_findings (self);
  ChoshoCommandDialog *dialog = new_form (self, "finding send", _("Ask the Client to Confirm Facts"), file);

  chosho_command_dialog_fill (dialog, "ids", findings);
  chosho_command_dialog_explain (dialog, _("Those that nobody asked the client about yet, and those whose words changed since, are named: take away what shall not "
                                           "go out. The record says who asked whom, when, and about which words. Their state changes with it, so that sign-offs "
                                           "of their controls are stale."));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_comments (ChoshoWindow *self, GFile *file)
{
  ChoshoCommandDialog *dialog = new_form (self, "report comments send", _("Ask the Client for Comments on the Draft"), file);

  chosho_command_dialog_explain (dialog, _("Each line of the draft as it is now goes out, with room for a comment and for other words; fixed paragraphs do not. The "
                                           "record says when which draft went to whom."));
  gtk_window_present (GTK_WINDOW (dialog));
}

static char *
dup_steps_recorded (guint count)
{
  return g_strdup_printf (_("Recorded: %u steps"), count);
}

static char *
dup_facts_recorded (guint count)
{
  return g_strdup_printf (_("Recorded: %u answers"), count);
}

static char *
dup_comments_recorded (guint count)
{
  return g_strdup_printf (_("Recorded: %u comments"), count);
}

/* --- Both ways ------------------------------------------------------------------------------------- */

typedef struct
{
  const char *write_action, *read_action;
  const char *write_title, *file_name; /* N_("…") */
  void      (*ask) (ChoshoWindow *self, GFile *file);
  const ChoshoAnswersSpec *answers;
  char     *(*dup_recorded) (guint count); /* what is said then */
} Sheet;

static const Sheet sheets[] = {
  { "win.step-sheet-write", "win.step-sheet-read", N_("Write Step Sheet"), N_("Step sheet.xlsx"), ask_steps, &chosho_answers_steps, dup_steps_recorded },
  { "win.facts-write", "win.facts-read", N_("Ask the Client to Confirm Facts"), N_("Confirmation of facts.xlsx"), ask_facts, &chosho_answers_facts,
    dup_facts_recorded },
  { "win.comments-write", "win.comments-read", N_("Ask the Client for Comments on the Draft"), N_("Comments on the draft.xlsx"), ask_comments,
    &chosho_answers_comments, dup_comments_recorded },
};

static const Sheet *
find_sheet (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    if (g_str_equal (sheets[i].write_action, action) || g_str_equal (sheets[i].read_action, action))
      return &sheets[i];
  return NULL;
}

static const Sheet *
get_sheet (gpointer object)
{
  return g_object_get_data (G_OBJECT (object), "sheet");
}

static void
choose_file (ChoshoWindow *self, const Sheet *sheet, const char *title, GtkFileChooserAction action, GCallback chosen)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);

  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _(sheet->file_name));
  g_object_set_data (G_OBJECT (chooser), "sheet", (gpointer) sheet);
  g_signal_connect (chooser, "response", chosen, self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_named_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->context != NULL)
    get_sheet (chooser)->ask (self, file);
  g_object_unref (chooser);
}

static void
on_write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const Sheet *sheet = find_sheet (name);

  if (is_ready (CHOSHO_WINDOW (widget)))
    choose_file (CHOSHO_WINDOW (widget), sheet, _(sheet->write_title), GTK_FILE_CHOOSER_ACTION_SAVE, G_CALLBACK (on_named_cb));
}

static void
on_recorded_cb (ChoshoAnswersDialog *dialog, guint count, ChoshoWindow *self)
{
  g_autofree char *text = get_sheet (dialog)->dup_recorded (count);

  chosho_error_view_toast (GTK_WIDGET (self), text);
}

static void
on_sheet_cb (GtkNativeDialog *chooser, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  const Sheet *sheet = get_sheet (chooser);

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->context != NULL)
    {
      ChoshoAnswersDialog *dialog = chosho_answers_dialog_new (GTK_WINDOW (self), self->context, sheet->answers, g_file_peek_path (file));

      g_object_set_data (G_OBJECT (dialog), "sheet", (gpointer) sheet);
      g_signal_connect_object (dialog, "recorded", G_CALLBACK (on_recorded_cb), self, 0);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  g_object_unref (chooser);
}

static void
on_read_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const Sheet *sheet = find_sheet (name);

  if (is_ready (CHOSHO_WINDOW (widget)))
    choose_file (CHOSHO_WINDOW (widget), sheet, _(sheet->answers->title), GTK_FILE_CHOOSER_ACTION_OPEN, G_CALLBACK (on_sheet_cb));
}

/* --- What the client said of drafts ---------------------------------------------------------------- */

/* (id of the comment that is looked for, or ""). */
static void
on_comments_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  const char *comment = g_variant_get_string (parameter, NULL);

  if (self->context != NULL)
    gtk_window_present (GTK_WINDOW (chosho_comments_dialog_new (GTK_WINDOW (self), self->context, comment[0] != '\0' ? comment : NULL)));
}

void
chosho_window_install_sheet_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      gtk_widget_class_install_action (widget_class, sheets[i].write_action, NULL, on_write_action);
      gtk_widget_class_install_action (widget_class, sheets[i].read_action, NULL, on_read_action);
    }
  gtk_widget_class_install_action (widget_class, "win.comments", "s", on_comments_action);
}
