/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-command-field.h"
#include "chosho-date-text.h"
#include "chosho-step-field.h"

#define LONG_TEXT_HEIGHT 90 /* pixels: some four lines */

/* Arguments that take one of few codes, by name. */
typedef struct
{
  const char *command;                  /* (nullable) of this one alone; such stand before the others */
  const char *argument;
  const char *codes[8];                 /* ends with NULL */
  const char *(*word) (const char *code);
} Choice;

static const Choice choices[] = {
  { "scope set", "state", { "in", "inherited", "out-of-cycle", NULL }, chosho_word_scope },
  { "scope set", "phase", { "design", "operation", "update", NULL }, chosho_word_phase },
  { "statement set", "selection", { "selected", "not-selected", NULL }, chosho_word_selection },
  { "member add", "role", { "practitioner", "leader", "executive", "quality", "reviewer", NULL }, chosho_word_role },
  { NULL, "state", { "candidate", "inquired", "answered", "confirmed", "withdrawn", NULL }, chosho_word_finding_state },
  { NULL, "origin", { "client", "auditor", "other-engagement", "other-report", "internal-audit", NULL }, chosho_word_origin },
  { NULL, "nationality", { "", "japanese", "other", NULL }, chosho_word_nationality },
  { NULL, "means", { "on-site", "screen", NULL }, chosho_word_means },
};

/* Arguments whose text has several lines. */
static const char *const long_texts[] = { "text", "question", "answer", "seen", "note", "completeness", "rationale", NULL };

/* In two lines of the command's table the first is the name. (transfer full) */
static GStrv
split_help (const ChoshoCommandArg *arg)
{
  return g_strsplit (_(arg->help), "\n", 2);
}

char *
chosho_command_field_dup_name (const ChoshoCommandField *self)
{
  g_auto (GStrv) lines = split_help (self->arg);

  return g_strdup (lines[0]);
}

/* --- What it holds ------------------------------------------------------------------------------------------------ */

char *
chosho_command_field_dup_text (const ChoshoCommandField *self)
{
  const Choice *choice = self->choice;

  if (choice != NULL)
    return g_strdup (choice->codes[adw_combo_row_get_selected (ADW_COMBO_ROW (self->widget))]);
  if (self->arg->kind == CHOSHO_ARG_FLAG)
    return g_strdup (gtk_switch_get_active (GTK_SWITCH (self->widget)) ? "1" : "");
  if (GTK_IS_TEXT_VIEW (self->widget))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  if (CHOSHO_IS_STEP_FIELD (self->widget))
    return g_strdup (chosho_step_field_get_text (CHOSHO_STEP_FIELD (self->widget)));
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->widget)));
}

void
chosho_command_field_set_text (const ChoshoCommandField *self, const char *text)
{
  const Choice *choice = self->choice;

  if (choice != NULL)
    {
      for (guint i = 0; choice->codes[i] != NULL; i++)
        if (strcmp (choice->codes[i], text) == 0)
          adw_combo_row_set_selected (ADW_COMBO_ROW (self->widget), i);
    }
  else if (self->arg->kind == CHOSHO_ARG_FLAG)
    gtk_switch_set_active (GTK_SWITCH (self->widget), text[0] != '\0');
  else if (GTK_IS_TEXT_VIEW (self->widget))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget)), text, -1);
  else if (CHOSHO_IS_STEP_FIELD (self->widget))
    chosho_step_field_set_text (CHOSHO_STEP_FIELD (self->widget), text);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->widget), text);
}

/* Several values are typed with blanks or commas between them. */
static ChoshoValue *
split_list (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,、\n", -1);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      chosho_value_append_string (list, words[i]);
  return list;
}

/* Whether the table of the command says that it takes a day. */
static gboolean
is_day (const ChoshoCommandArg *arg)
{
  return g_strcmp0 (arg->value, "DATE") == 0 || g_strcmp0 (arg->value, "D") == 0;
}

void
chosho_command_field_take (const ChoshoCommandField *self, ChoshoValue *args)
{
  g_autofree char *key = chosho_command_arg_dup_key (self->arg);
  g_autofree char *typed = chosho_command_field_dup_text (self);
  g_autofree char *text = is_day (self->arg) ? chosho_date_text_fold (typed) : g_steal_pointer (&typed);
  gint64 number;

  if (text[0] == '\0')
    return;
  if (self->arg->kind == CHOSHO_ARG_FLAG)
    chosho_value_set_boolean (args, key, TRUE);
  else if (self->arg->kind == CHOSHO_ARG_LIST || self->arg->kind == CHOSHO_ARG_POSITIONALS)
    chosho_value_set (args, key, split_list (text));
  else if (self->arg->kind == CHOSHO_ARG_INTEGER && g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &number, NULL))
    chosho_value_set_integer (args, key, number);
  else
    chosho_value_set_string (args, key, text);
}

/* --- Fields ---------------------------------------------------------------------------------------------------------- */

static const Choice *
find_choice (const char *command, const char *argument)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (strcmp (choices[i].argument, argument) == 0 && (choices[i].command == NULL || strcmp (choices[i].command, command) == 0))
      return &choices[i];
  return NULL;
}

static GtkWidget *
add_choice (AdwPreferencesGroup *group, const Choice *choice, const char *label)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; choice->codes[i] != NULL; i++)
    gtk_string_list_append (words, choice->word (choice->codes[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_preferences_group_add (group, row);
  return row;
}

static GtkWidget *
add_flag (AdwPreferencesGroup *group, const char *label)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  return button;
}

static GtkWidget *
add_long_text (GtkBox *texts, const char *label)
{
  GtkWidget *head = gtk_label_new (label);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_add_css_class (head, "dim-label");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  chosho_accessible_set_name (view, label);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LONG_TEXT_HEIGHT);
  gtk_widget_add_css_class (scroller, "card");
  gtk_box_append (texts, head);
  gtk_box_append (texts, scroller);
  return view;
}

static GtkWidget *
add_entry (AdwPreferencesGroup *group, const char *label)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_tooltip_text (row, label); /* the title is one line, and may be cut */
  adw_preferences_group_add (group, row);
  return row;
}

static void
on_exemplified_cb (GtkEditable *row, GtkWidget *label)
{
  gboolean empty = gtk_editable_get_text (row)[0] == '\0';

  gtk_widget_set_visible (label, empty);
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (row), "chosho-exemplified");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "chosho-exemplified");
}

/* In the field while it is empty: in its name an example would read as what is missing. libadwaita draws a placeholder of its rows over
 * their name. */
static void
show_example (GtkWidget *row, const char *label, const char *example)
{
  g_autofree char *text = g_strdup_printf (_("Such as: %s"), example);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", label, text); /* either may be cut */
  GtkWidget *hint = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (hint), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_set_tooltip_text (row, tooltip);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), hint);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_exemplified_cb), hint, 0);
  on_exemplified_cb (GTK_EDITABLE (row), hint);
}

/* No page shows the ids by which the record knows steps. */
static GtkWidget *
add_steps (AdwPreferencesGroup *group, ChoshoWorkspace *workspace, const char *label, gboolean several)
{
  GtkWidget *row = chosho_step_field_new (workspace, label, several);

  adw_preferences_group_add (group, row);
  return row;
}

/* --- Files ------------------------------------------------------------------------------------------------------------ */

static void
on_file_cb (GtkNativeDialog *dialog, int response, GtkWidget *row)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), g_file_peek_path (file));
  g_object_unref (dialog);
}

static void
on_file_clicked_cb (GtkWidget *row)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), GTK_WINDOW (gtk_widget_get_root (row)),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_cb), row, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* A path may be typed too: without a file manager, or from one's clipboard. */
static GtkWidget *
add_file (AdwPreferencesGroup *group, const char *label)
{
  GtkWidget *row = add_entry (group, label);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("C_hoose File…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_file_clicked_cb), row);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  return row;
}

void
chosho_command_field_init (ChoshoCommandField *self, ChoshoWorkspace *workspace, const ChoshoCommand *command, const ChoshoCommandArg *arg,
                           AdwPreferencesGroup *group, GtkBox *texts, GCallback changed, gpointer user_data)
{
  g_auto (GStrv) lines = split_help (arg);
  const char *label = lines[0];

  self->arg = arg;
  self->choice = find_choice (command->name, arg->name);
  self->offers = NULL;
  if (self->choice != NULL)
    self->widget = add_choice (group, self->choice, label);
  else if (arg->kind == CHOSHO_ARG_FLAG)
    self->widget = add_flag (group, label);
  else if (g_strv_contains (long_texts, arg->name))
    self->widget = add_long_text (texts, label);
  else if (g_strcmp0 (arg->value, "FILE") == 0 && arg->kind == CHOSHO_ARG_POSITIONAL)
    self->widget = add_file (group, label);
  else if (g_strcmp0 (arg->value, "STEP") == 0)
    self->widget = add_steps (group, workspace, label, arg->kind == CHOSHO_ARG_LIST || arg->kind == CHOSHO_ARG_POSITIONALS);
  else
    self->widget = add_entry (group, label);
  if (lines[1] != NULL && ADW_IS_ENTRY_ROW (self->widget))
    show_example (self->widget, label, lines[1]);
  if (self->choice != NULL)
    g_signal_connect_swapped (self->widget, "notify::selected", changed, user_data);
  else if (arg->kind == CHOSHO_ARG_FLAG)
    g_signal_connect_swapped (self->widget, "notify::active", changed, user_data);
  else if (GTK_IS_TEXT_VIEW (self->widget))
    g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->widget)), "changed", changed, user_data);
  else
    g_signal_connect_swapped (self->widget, "changed", changed, user_data);
}

/* --- Offers ------------------------------------------------------------------------------------------------------------ */

/* A button at the end of the row with what may be chosen. */
static GMenu *
add_offers (const ChoshoCommandField *field)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Choose"));
  chosho_accessible_set_name (button, _("Choose"));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (field->widget), button);
  return menu; /* the button keeps it */
}

void
chosho_command_field_offer (ChoshoCommandField *self, const char *action, const char *value, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts); /* a menu takes one underline for a mnemonic */
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  if (!ADW_IS_ENTRY_ROW (self->widget))
    return;
  if (self->offers == NULL)
    self->offers = add_offers (self);
  g_menu_item_set_action_and_target (item, action, "(ss)", self->arg->name, value);
  g_menu_append_item (self->offers, item);
}
