/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command-dialog.h"
#include "chosho-confirmation.h"
#include "chosho-error-view.h"
#include "chosho-shortcuts-window.h"
#include "chosho-viewer.h"
#include "chosho-window-private.h"

/* Every verb of the window is an action: menus, shortcuts and tests share them. Those of one page are
 * the page's own. */

/* --- Report, verification ---------------------------------------------------------------------------------------- */

static const char *
get_job_title (const char *command)
{
  return g_str_equal (command, "papers export") ? _("Writing the working papers") : _("Writing the report");
}

/* Why a report that was issued is corrected; @args: what is known already, taken. */
static void
ask_reason (ChoshoWindow *self, ChoshoValue *args)
{
  g_autoptr (ChoshoValue) preset = args;

  gtk_window_present (GTK_WINDOW (chosho_command_dialog_new (GTK_WINDOW (self), self->context, "report issue", preset)));
}

/* What is to be written, and where to. */
typedef struct
{
  ChoshoWindow *window;   /* (owned) */
  const char   *command;
  ChoshoValue  *args;     /* (owned) */
  gboolean      corrects; /* a report that was issued: why is asked next */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_object_unref (writing->window);
  chosho_value_unref (writing->args);
  g_free (writing);
}

static void
run_writing (gpointer data)
{
  Writing *writing = data;
  ChoshoValue *args = chosho_value_ref (writing->args);

  if (writing->corrects)
    ask_reason (writing->window, args);
  else
    chosho_page_run_job (chosho_window_get_page (writing->window), get_job_title (writing->command), writing->command, args, chosho_window_tell_written, NULL);
}

/* The issue, also of a corrected report, waits for the passphrase of who issues. */
static void
write_to (ChoshoWindow *self, GtkNativeDialog *dialog, const char *path)
{
  const char *form = g_object_get_data (G_OBJECT (dialog), "form");
  Writing *writing = g_new0 (Writing, 1);

  writing->window = g_object_ref (self);
  writing->command = g_object_get_data (G_OBJECT (dialog), "command");
  writing->corrects = g_object_get_data (G_OBJECT (dialog), "corrects") != NULL;
  writing->args = chosho_value_new_object ();
  chosho_value_set_string (writing->args, "output", path);
  if (form != NULL)
    chosho_value_set_string (writing->args, "form", form);
  if (writing->corrects || g_str_equal (writing->command, "report issue"))
    {
      chosho_confirmation_ask (GTK_WIDGET (self), self->context, CHOSHO_CONFIRM_ISSUE, run_writing, writing, writing_free);
      return;
    }
  run_writing (writing);
  writing_free (writing);
}

/* What is written goes to the file or folder that was named. */
static void
on_report_file_cb (GtkNativeDialog *dialog, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->workspace != NULL)
    write_to (self, dialog, g_file_peek_path (file));
  g_object_unref (dialog);
}

/* @form (nullable): the firm's form that is filled; copied. Returns the dialog, which frees itself. */
static GtkFileChooserNative *
choose_report_of_form (ChoshoWindow *self, const char *title, const char *command, const char *file_name, const char *form)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  g_object_set_data (G_OBJECT (dialog), "command", (gpointer) command);
  g_object_set_data_full (G_OBJECT (dialog), "form", g_strdup (form), g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_report_file_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  return dialog;
}

static GtkFileChooserNative *
choose_report (ChoshoWindow *self, const char *title, const char *command, const char *file_name)
{
  return choose_report_of_form (self, title, command, file_name, NULL);
}

/* What is written on demand: the draft, what was issued, and the working papers, which go into a new folder. */
static const struct
{
  const char *action, *title, *command, *file_name; /* N_("…") title and name; the ending says the format */
} writings[] = {
  { "win.report-draft", N_("Write Draft Report"), "report draft", N_("draft.pdf") },
  { "win.report-draft-word", N_("Write Draft Report"), "report draft", N_("draft.docx") },
  { "win.report-draft-oscal", N_("Write Draft Report"), "report draft", N_("draft.json") },
  { "win.report-export", N_("Write Issued Report"), "report export", N_("report.docx") },
  { "win.report-export-oscal", N_("Write Issued Report"), "report export", N_("report.json") },
  { "win.papers-export", N_("Export Working Papers"), "papers export", N_("working-papers") },
};

static void
on_write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (writings); i++)
    if (g_str_equal (writings[i].action, name))
      choose_report (CHOSHO_WINDOW (widget), _(writings[i].title), writings[i].command, _(writings[i].file_name));
}

/* First the form, then the file that it goes to. */
static void
on_form_chosen_cb (GtkNativeDialog *dialog, int response, ChoshoWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->workspace != NULL)
    choose_report_of_form (self, _("Write Draft Report"), "report draft", _("draft.docx"), g_file_peek_path (file));
  g_object_unref (dialog);
}

static void
on_report_draft_form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("The Firm’s Form"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Word documents"));
  gtk_file_filter_add_suffix (filter, "docx");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect (dialog, "response", G_CALLBACK (on_form_chosen_cb), widget);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* What stands against the issue is said before a file is asked for. */
static void
on_report_check_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoWindow) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  GtkFileChooserNative *dialog;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      dialog = choose_report (self, _("Issue Report"), "report issue", _("report.pdf"));
      if (chosho_value_get (value, "corrects") != NULL)
        g_object_set_data (G_OBJECT (dialog), "corrects", GINT_TO_POINTER (TRUE));
    }
  else
    chosho_error_view_show (GTK_WIDGET (self), error, value);
}

static void
on_report_issue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (self->workspace != NULL)
    chosho_workspace_run_async (self->workspace, "report check", chosho_value_new_object (), NULL, on_report_check_cb, g_object_ref (self));
}

/* Where the record is looked at, its verification is too. */
static void
on_verify_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (CHOSHO_WINDOW (widget)->workspace != NULL)
    chosho_window_go (CHOSHO_WINDOW (widget), "journal", "verify");
}

/* --- Moving ------------------------------------------------------------------------------------------------ */

static void
on_go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *place, *target;

  g_variant_get (parameter, "(&s&s)", &place, &target);
  chosho_window_go (CHOSHO_WINDOW (widget), place, target[0] != '\0' ? target : NULL);
  chosho_window_focus_page (CHOSHO_WINDOW (widget));
}

/* (evidence id, place in it or ""). */
static void
on_view_evidence_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *id, *place;

  g_variant_get (parameter, "(&s&s)", &id, &place);
  chosho_window_view_evidence (CHOSHO_WINDOW (widget), id, place);
}

/* (evidence id, place in it or "", words to be found there or ""). */
static void
on_find_in_evidence_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  const char *id, *place, *words;

  g_variant_get (parameter, "(&s&s&s)", &id, &place, &words);
  chosho_window_view_evidence (self, id, place);
  if (self->viewer != NULL && words[0] != '\0')
    chosho_viewer_find (self->viewer, words);
}

/* (mark id). */
static void
on_view_mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (ChoshoValue) row = self->context != NULL ? chosho_workspace_read_row (chosho_context_get_workspace (self->context), "mark", id) : NULL;

  if (row == NULL)
    return;
  chosho_window_view_evidence (self, chosho_value_get_string (row, "evidence"), chosho_value_get_string (row, "place"));
  chosho_viewer_show_mark (self->viewer, id);
}

/* The place of @mark, or what is beside the page where it is not that mark's evidence: Back leads there again. */
static void
note_evidence (ChoshoWindow *self, ChoshoValue *mark)
{
  const char *shown = self->viewer != NULL && gtk_widget_get_visible (GTK_WIDGET (self->viewer)) ? chosho_viewer_get_id (self->viewer) : NULL;

  if (shown != NULL)
    chosho_history_set_evidence (self->history, shown, g_strcmp0 (shown, chosho_value_get_string (mark, "evidence")) == 0 ? chosho_value_get_string (mark, "place") : "");
}

static void
follow_to_step (ChoshoWindow *self, const char *id)
{
  g_autoptr (ChoshoValue) step = chosho_workspace_read_row (chosho_context_get_workspace (self->context), "step", id);
  const char *control = chosho_value_get_string (step, "control");
  g_autofree char *target = control != NULL ? g_strdup_printf ("%s step:%s", control, id) : NULL;

  if (target != NULL)
    chosho_window_go (self, "controls", target);
  else
    chosho_error_view_toast (GTK_WIDGET (self), _("The step that it refers to is not in the procedures any more"));
}

/* (mark id): to what a reference refers to. */
static void
on_follow_mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (ChoshoValue) mark = self->context != NULL ? chosho_workspace_read_row (chosho_context_get_workspace (self->context), "mark", id) : NULL;
  const char *to = chosho_value_get_string (mark, "to"), *step = chosho_value_get_string (mark, "to_step"), *point = chosho_value_get_string (mark, "to_place");

  if (mark == NULL)
    return;
  note_evidence (self, mark);
  if (step != NULL)
    follow_to_step (self, step);
  else if (to != NULL)
    {
      chosho_window_view_evidence (self, to, point != NULL ? point : "");
      chosho_history_visit_evidence (self->history, to, point);
      chosho_window_note_location (self);
    }
}

static void
on_hide_evidence_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_window_hide_evidence (CHOSHO_WINDOW (widget));
}

/* What Previous and Next of the viewer go through. */
static void
on_evidence_series_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);

  chosho_viewer_set_series (chosho_window_ensure_viewer (CHOSHO_WINDOW (widget)), ids);
}

static void
on_note_location_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_window_note_location (CHOSHO_WINDOW (widget));
}

static void
on_history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  const ChoshoLocation *location = chosho_history_go (self->history, g_str_equal (name, "win.back") ? -1 : 1);

  if (location == NULL)
    return;
  self->moving = TRUE;
  chosho_window_go (self, location->place, location->target);
  chosho_window_focus_page (self);
  if (location->evidence != NULL)
    chosho_window_view_evidence (self, location->evidence, location->point != NULL ? location->point : "");
  self->moving = FALSE;
}

/* The viewer of the evidence in which somebody works; NULL: elsewhere. */
static GtkWidget *
get_focused_viewer (GtkWidget *window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL ? gtk_widget_get_ancestor (focus, CHOSHO_TYPE_VIEWER) : NULL;
}

/* Where one works first: the evidence, else the page, else the evidence beside it. */
static void
on_print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);
  ChoshoPage *page = chosho_window_get_page (self);
  GtkWidget *focused = get_focused_viewer (widget);

  if (focused != NULL && chosho_viewer_print (CHOSHO_VIEWER (focused)))
    return;
  if (page != NULL && chosho_page_print (page))
    return;
  if (self->viewer == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->viewer)) || !chosho_viewer_print (self->viewer))
    chosho_error_view_toast (widget, _("The report and the evidence shown can be printed; here is neither"));
}

static void
on_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoPage *page = chosho_window_get_page (CHOSHO_WINDOW (widget));
  GtkWidget *viewer = get_focused_viewer (widget);

  /* who reads searches in what is read */
  if (viewer != NULL)
    chosho_viewer_focus_search (CHOSHO_VIEWER (viewer));
  else if (page != NULL)
    chosho_page_focus_search (page);
}

static void
on_search_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoPage *page;

  chosho_window_go (CHOSHO_WINDOW (widget), "search", NULL);
  page = chosho_window_get_page (CHOSHO_WINDOW (widget));
  if (page != NULL)
    chosho_page_focus_search (page);
}

static void
on_toast_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (g_variant_get_string (parameter, NULL), -1); /* a toast's title is markup */

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (CHOSHO_WINDOW (widget)->toasts, toast);
}

static void
on_copy_details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoWindow *self = CHOSHO_WINDOW (widget);

  if (self->details != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->details);
}

static void
on_shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (chosho_shortcuts_window_new (GTK_WINDOW (widget))));
}

void
chosho_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.go", "(ss)", on_go_action);
  gtk_widget_class_install_action (widget_class, "win.view-evidence", "(ss)", on_view_evidence_action);
  gtk_widget_class_install_action (widget_class, "win.hide-evidence", NULL, on_hide_evidence_action);
  gtk_widget_class_install_action (widget_class, "win.view-mark", "s", on_view_mark_action);
  gtk_widget_class_install_action (widget_class, "win.follow-mark", "s", on_follow_mark_action);
  gtk_widget_class_install_action (widget_class, "win.evidence-series", "as", on_evidence_series_action);
  gtk_widget_class_install_action (widget_class, "win.note-location", NULL, on_note_location_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_history_action);
  gtk_widget_class_install_action (widget_class, "win.forward", NULL, on_history_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, on_search_action);
  gtk_widget_class_install_action (widget_class, "win.search-all", NULL, on_search_all_action);
  gtk_widget_class_install_action (widget_class, "win.find-in-evidence", "(sss)", on_find_in_evidence_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, on_shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", on_toast_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, on_print_action);
  for (gsize i = 0; i < G_N_ELEMENTS (writings); i++)
    gtk_widget_class_install_action (widget_class, writings[i].action, NULL, on_write_action);
  gtk_widget_class_install_action (widget_class, "win.report-draft-form", NULL, on_report_draft_form_action);
  gtk_widget_class_install_action (widget_class, "win.report-issue", NULL, on_report_issue_action);
  gtk_widget_class_install_action (widget_class, "win.verify", NULL, on_verify_action);
  gtk_widget_class_install_action (widget_class, "win.copy-details", NULL, on_copy_details_action);
}
