/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-command-dialog.h"
#include "chosho-error-view.h"

#define LONG_TEXT_HEIGHT 90 /* pixels: some four lines */

/* Arguments that take one of few codes, by name. */
typedef struct
{
  const char *argument;
  const char *codes[8];                 /* ends with NULL */
  const char *(*word) (const char *code);
} Choice;

static const Choice choices[] = {
  { "role", { "practitioner", "leader", "executive", "quality", "reviewer", NULL }, chosho_word_role },
  { "state", { "inquired", "answered", "confirmed", "withdrawn", "candidate", NULL }, chosho_word_finding_state },
  { "origin", { "client", "auditor", "other-engagement", "other-report", "internal-audit", NULL }, chosho_word_origin },
  { "means", { "on-site", "screen", NULL }, chosho_word_means },
};

/* Arguments whose text has several lines. */
static const char *const long_texts[] = { "text", "question", "answer", "seen", "note", "completeness", "rationale", NULL };

typedef struct
{
  const ChoshoCommandArg *arg;
  const Choice           *choice; /* (nullable) */
  GtkWidget              *widget; /* AdwEntryRow, GtkTextView, AdwComboRow or GtkSwitch */
  GMenu                  *offers; /* (borrowed) (nullable) of an AdwEntryRow's button */
} Field;

struct _ChoshoCommandDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  GtkBox              *texts;   /* fields of several lines, below the others */
  GtkLabel            *message;
  GtkWidget           *act;

  ChoshoContext       *context; /* (owned) */
  const ChoshoCommand *command;
  ChoshoValue         *preset;  /* (owned) (nullable) */
  GArray              *fields;  /* (owned) (element-type Field) */
};

G_DEFINE_FINAL_TYPE (ChoshoCommandDialog, chosho_command_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What was typed ---------------------------------------------------------------------------------------------- */

static char *
dup_text (const Field *field)
{
  if (field->choice != NULL)
    return g_strdup (field->choice->codes[adw_combo_row_get_selected (ADW_COMBO_ROW (field->widget))]);
  if (GTK_IS_TEXT_VIEW (field->widget))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget)));
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

static void
take_field (const Field *field, ChoshoValue *args)
{
  g_autofree char *key = chosho_command_arg_dup_key (field->arg);
  g_autofree char *text = NULL;
  gint64 number;

  if (field->arg->kind == CHOSHO_ARG_FLAG)
    {
      if (gtk_switch_get_active (GTK_SWITCH (field->widget)))
        chosho_value_set_boolean (args, key, TRUE);
      return;
    }
  text = dup_text (field);
  if (text[0] == '\0')
    return;
  if (field->arg->kind == CHOSHO_ARG_LIST || field->arg->kind == CHOSHO_ARG_POSITIONALS)
    chosho_value_set (args, key, split_list (text));
  else if (field->arg->kind == CHOSHO_ARG_INTEGER && g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &number, NULL))
    chosho_value_set_integer (args, key, number);
  else
    chosho_value_set_string (args, key, text);
}

static void
on_changed_cb (ChoshoCommandDialog *self)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = &g_array_index (self->fields, Field, i);
      g_autofree char *text = field->arg->kind != CHOSHO_ARG_FLAG ? dup_text (field) : NULL;

      complete = complete && (!field->arg->required || field->arg->kind == CHOSHO_ARG_FLAG || text[0] != '\0');
    }
  gtk_widget_set_sensitive (self->act, complete);
}

/* --- Act ------------------------------------------------------------------------------------------------------------ */

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoCommandDialog) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      g_signal_emit (self, signals[SIGNAL_DONE], 0, value);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  {
    g_autofree char *blockers = chosho_error_view_dup_blockers (value);

    gtk_label_set_text (self->message, blockers != NULL ? blockers : error->message);
    gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
    gtk_widget_set_sensitive (self->act, TRUE);
  }
}

static void
on_act_clicked_cb (ChoshoCommandDialog *self)
{
  ChoshoValue *args = self->preset != NULL ? chosho_value_copy (self->preset) : chosho_value_new_object ();

  for (guint i = 0; i < self->fields->len; i++)
    take_field (&g_array_index (self->fields, Field, i), args);
  gtk_widget_set_sensitive (self->act, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), self->command->name, args, NULL, on_run_cb, g_object_ref (self));
}

/* --- Fields ---------------------------------------------------------------------------------------------------------- */

static const Choice *
find_choice (const char *argument)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (strcmp (choices[i].argument, argument) == 0)
      return &choices[i];
  return NULL;
}

static GtkWidget *
add_choice (ChoshoCommandDialog *self, const Choice *choice, const char *label)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; choice->codes[i] != NULL; i++)
    gtk_string_list_append (words, choice->word (choice->codes[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_preferences_group_add (self->group, row);
  return row;
}

static GtkWidget *
add_flag (ChoshoCommandDialog *self, const char *label)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->group, row);
  return button;
}

static GtkWidget *
add_long_text (ChoshoCommandDialog *self, const char *label)
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LONG_TEXT_HEIGHT);
  gtk_widget_add_css_class (scroller, "card");
  gtk_box_append (self->texts, head);
  gtk_box_append (self->texts, scroller);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (on_changed_cb), self);
  return view;
}

static GtkWidget *
add_entry (ChoshoCommandDialog *self, const char *label)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_preferences_group_add (self->group, row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_changed_cb), self);
  return row;
}

static void
add_field (ChoshoCommandDialog *self, const ChoshoCommandArg *arg)
{
  Field field = { .arg = arg, .choice = find_choice (arg->name) };
  const char *label = _(arg->help);

  if (field.choice != NULL)
    field.widget = add_choice (self, field.choice, label);
  else if (arg->kind == CHOSHO_ARG_FLAG)
    field.widget = add_flag (self, label);
  else if (g_strv_contains (long_texts, arg->name))
    field.widget = add_long_text (self, label);
  else
    field.widget = add_entry (self, label);
  g_array_append_val (self->fields, field);
}

void
chosho_command_dialog_fill (ChoshoCommandDialog *self, const char *argument, const char *text)
{
  for (guint i = 0; text != NULL && i < self->fields->len; i++)
    {
      const Field *field = &g_array_index (self->fields, Field, i);

      if (strcmp (field->arg->name, argument) != 0 || field->choice != NULL || field->arg->kind == CHOSHO_ARG_FLAG)
        continue;
      if (GTK_IS_TEXT_VIEW (field->widget))
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), text, -1);
      else
        gtk_editable_set_text (GTK_EDITABLE (field->widget), text);
    }
}

/* --- Offers ------------------------------------------------------------------------------------------------------------ */

/* A button at the end of the row with what may be chosen. */
static GMenu *
add_offers (const Field *field)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Choose"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Choose"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (field->widget), button);
  return menu; /* the button keeps it */
}

void
chosho_command_dialog_offer (ChoshoCommandDialog *self, const char *argument, const char *value, const char *words)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = &g_array_index (self->fields, Field, i);
      g_auto (GStrv) parts = g_strsplit (words, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts); /* a menu takes one underline for a mnemonic */
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (strcmp (field->arg->name, argument) != 0 || !ADW_IS_ENTRY_ROW (field->widget))
        continue;
      if (field->offers == NULL)
        field->offers = add_offers (field);
      g_menu_item_set_action_and_target (item, "form.choose", "(ss)", argument, value);
      g_menu_append_item (field->offers, item);
    }
}

static void
on_choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *argument, *value;

  g_variant_get (parameter, "(&s&s)", &argument, &value);
  chosho_command_dialog_fill (CHOSHO_COMMAND_DIALOG (widget), argument, value);
}

/* --- Class ------------------------------------------------------------------------------------------------------------- */

static void
chosho_command_dialog_finalize (GObject *object)
{
  ChoshoCommandDialog *self = CHOSHO_COMMAND_DIALOG (object);

  g_array_unref (self->fields);
  g_clear_pointer (&self->preset, chosho_value_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_command_dialog_parent_class)->finalize (object);
}

static void
chosho_command_dialog_class_init (ChoshoCommandDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_command_dialog_finalize;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-command-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, group);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, texts);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, message);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, act);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked_cb);
  gtk_widget_class_install_action (widget_class, "form.choose", "(ss)", on_choose_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_command_dialog_init (ChoshoCommandDialog *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChoshoCommandDialog *
chosho_command_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *command, ChoshoValue *preset)
{
  ChoshoCommandDialog *self = g_object_new (CHOSHO_TYPE_COMMAND_DIALOG, "transient-for", parent, NULL);

  self->context = g_object_ref (context);
  self->command = chosho_command_lookup (command);
  g_assert (self->command != NULL);
  self->preset = preset != NULL ? chosho_value_ref (preset) : NULL;
  gtk_window_set_title (GTK_WINDOW (self), _(self->command->summary));
  for (const ChoshoCommandArg *arg = self->command->args; arg->name != NULL; arg++)
    {
      g_autofree char *key = chosho_command_arg_dup_key (arg);

      if (chosho_value_get (self->preset, key) == NULL)
        add_field (self, arg);
    }
  on_changed_cb (self);
  if (self->fields->len > 0)
    gtk_widget_grab_focus (g_array_index (self->fields, Field, 0).widget);
  return self;
}
