/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-dialog.h"
#include "chosho-command-field.h"
#include "chosho-error-view.h"
#include "chosho-fit-layout.h"
#include "chosho-form-drafts.h"
#include "chosho-wording-note.h"

#define DRAFTS "form:" /* under which the drafts stand: no control has such a number */

struct _ChoshoCommandDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  GtkBox              *texts;   /* fields of several lines, below the others */
  GtkLabel            *message;
  GtkWidget           *discard; /* shown while the form holds a draft */
  GtkWidget           *act;
  GtkLabel            *wanted;  /* what is still to be filled in */

  ChoshoContext       *context; /* (owned) */
  const ChoshoCommand *command;
  ChoshoValue         *preset;  /* (owned) (nullable) */
  GArray              *fields;  /* (owned) (element-type ChoshoCommandField) */
  ChoshoFormDrafts    *drafts;  /* (owned) (nullable) nobody acts: nothing is kept */
  char                *subject; /* (owned) command and what it is about, under which the draft stands */
  ChoshoValue         *initial; /* (owned) what the fields held before anybody typed */
  gboolean             quiet;   /* the fields are filled, nobody types */
};

G_DEFINE_FINAL_TYPE (ChoshoCommandDialog, chosho_command_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ChoshoCommandField *
get_field (ChoshoCommandDialog *self, guint index)
{
  return &g_array_index (self->fields, ChoshoCommandField, index);
}

/* What the fields hold, by the names of the arguments. (transfer full) */
static ChoshoValue *
collect_fields (ChoshoCommandDialog *self)
{
  ChoshoValue *values = chosho_value_new_object ();

  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *text = chosho_command_field_dup_text (get_field (self, i));

      chosho_value_set_string (values, get_field (self, i)->arg->name, text);
    }
  return values;
}

static void
fill_fields (ChoshoCommandDialog *self, ChoshoValue *values)
{
  self->quiet = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const char *text = chosho_value_get_string (values, get_field (self, i)->arg->name);

      if (text != NULL)
        chosho_command_field_set_text (get_field (self, i), text);
    }
  self->quiet = FALSE;
}

static void
take_initial (ChoshoCommandDialog *self)
{
  g_clear_pointer (&self->initial, chosho_value_unref);
  self->initial = collect_fields (self);
}

/* --- Drafts ---------------------------------------------------------------------------------------------------------- */

static void
keep_draft (ChoshoCommandDialog *self)
{
  g_autoptr (ChoshoValue) values = collect_fields (self);

  if (self->drafts != NULL && self->initial != NULL)
    chosho_form_drafts_set (self->drafts, self->subject, chosho_value_equal (values, self->initial) ? NULL : values);
}

static void
forget_draft (ChoshoCommandDialog *self)
{
  if (self->drafts != NULL)
    chosho_form_drafts_set (self->drafts, self->subject, NULL);
  g_clear_object (&self->drafts);
}

/* What was typed before into the same form; who types already goes on with that. */
static void
on_drafts_cb (ChoshoCommandDialog *self, ChoshoValue *drafts)
{
  ChoshoValue *draft = chosho_value_get (drafts, self->subject);
  g_autoptr (ChoshoValue) values = collect_fields (self);

  if (draft == NULL || !chosho_value_equal (values, self->initial))
    return;
  fill_fields (self, draft);
  gtk_widget_set_visible (self->discard, TRUE);
}

static void
on_discard_clicked_cb (ChoshoCommandDialog *self)
{
  fill_fields (self, self->initial);
  keep_draft (self);
  gtk_widget_set_visible (self->discard, FALSE);
}

static void
begin_drafts (ChoshoCommandDialog *self)
{
  const char *person = chosho_context_get_my_id (self->context);
  g_autofree char *about = self->preset != NULL ? chosho_value_to_canonical (self->preset, NULL) : NULL;

  if (person == NULL)
    return;
  self->subject = g_strjoin (" ", self->command->name, about, NULL);
  self->drafts = chosho_form_drafts_new (chosho_workspace_get_drafts (chosho_context_get_workspace (self->context)), person, DRAFTS);
  g_signal_connect_object (self->drafts, "loaded", G_CALLBACK (on_drafts_cb), self, G_CONNECT_SWAPPED);
}

/* Why it cannot be recorded yet. */
static void
show_wanted (ChoshoCommandDialog *self, GStrv names)
{
  g_autofree char *joined = g_strjoinv (_(", "), names);
  g_autofree char *text = g_strdup_printf (_("Still to be filled in: %s"), joined);

  gtk_label_set_text (self->wanted, text);
  gtk_widget_set_visible (GTK_WIDGET (self->wanted), names[0] != NULL);
}

static void
on_changed_cb (ChoshoCommandDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) wanted = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      const ChoshoCommandField *field = get_field (self, i);
      g_autofree char *text = chosho_command_field_dup_text (field);

      if (field->arg->required && field->arg->kind != CHOSHO_ARG_FLAG && text[0] == '\0')
        {
          g_autofree char *name = chosho_command_field_dup_name (field);

          g_strv_builder_add (builder, name);
        }
    }
  wanted = g_strv_builder_end (builder);
  show_wanted (self, wanted);
  gtk_widget_set_sensitive (self->act, wanted[0] == NULL);
  if (!self->quiet)
    keep_draft (self);
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
      forget_draft (self);
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
    chosho_command_field_take (get_field (self, i), args);
  gtk_widget_set_sensitive (self->act, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), self->command->name, args, NULL, on_run_cb, g_object_ref (self));
}

static void
on_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoCommandDialog *self = CHOSHO_COMMAND_DIALOG (widget);

  if (gtk_widget_get_sensitive (self->act))
    on_act_clicked_cb (self);
}

/* Before a text takes the key for a line break. */
static void
add_keys (ChoshoCommandDialog *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return"), gtk_named_action_new ("form.record")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Where one line is all that is asked, Enter ends it; among several fields it would record what is half filled in. */
static void
let_enter_record (ChoshoCommandDialog *self)
{
  if (self->fields->len != 1 || !ADW_IS_ENTRY_ROW (get_field (self, 0)->widget))
    return;
  gtk_window_set_default_widget (GTK_WINDOW (self), self->act);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (get_field (self, 0)->widget), TRUE);
}

/* --- Fields ---------------------------------------------------------------------------------------------------------- */

/* Borrowed, (nullable). */
static ChoshoCommandField *
find_field (ChoshoCommandDialog *self, const char *argument)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (strcmp (get_field (self, i)->arg->name, argument) == 0)
      return get_field (self, i);
  return NULL;
}

void
chosho_command_dialog_explain (ChoshoCommandDialog *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1); /* a description is markup */

  adw_preferences_group_set_description (self->group, escaped);
}

void
chosho_command_dialog_name_act (ChoshoCommandDialog *self, const char *label)
{
  gtk_button_set_label (GTK_BUTTON (self->act), label);
}

void
chosho_command_dialog_fill (ChoshoCommandDialog *self, const char *argument, const char *text)
{
  const ChoshoCommandField *field = find_field (self, argument);

  if (field == NULL || text == NULL)
    return;
  self->quiet = TRUE;
  chosho_command_field_set_text (field, text);
  self->quiet = FALSE;
  take_initial (self);
}

void
chosho_command_dialog_offer (ChoshoCommandDialog *self, const char *argument, const char *value, const char *words)
{
  ChoshoCommandField *field = find_field (self, argument);

  if (field != NULL)
    chosho_command_field_offer (field, "form.choose", value, words);
}

static void
on_choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *argument, *value;

  g_variant_get (parameter, "(&s&s)", &argument, &value);
  chosho_command_field_set_text (find_field (CHOSHO_COMMAND_DIALOG (widget), argument), value);
}

/* --- Class ------------------------------------------------------------------------------------------------------------- */

static void
chosho_command_dialog_dispose (GObject *object)
{
  g_clear_object (&CHOSHO_COMMAND_DIALOG (object)->drafts);
  G_OBJECT_CLASS (chosho_command_dialog_parent_class)->dispose (object);
}

static void
chosho_command_dialog_finalize (GObject *object)
{
  ChoshoCommandDialog *self = CHOSHO_COMMAND_DIALOG (object);

  g_array_unref (self->fields);
  g_clear_pointer (&self->preset, chosho_value_unref);
  g_clear_pointer (&self->initial, chosho_value_unref);
  g_free (self->subject);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_command_dialog_parent_class)->finalize (object);
}

static void
chosho_command_dialog_class_init (ChoshoCommandDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_command_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_command_dialog_finalize;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (CHOSHO_TYPE_FIT_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-command-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, group);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, texts);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, message);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, discard);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, act);
  gtk_widget_class_bind_template_child (widget_class, ChoshoCommandDialog, wanted);
  gtk_widget_class_bind_template_callback (widget_class, on_discard_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked_cb);
  gtk_widget_class_install_action (widget_class, "form.choose", "(ss)", on_choose_action);
  gtk_widget_class_install_action (widget_class, "form.record", NULL, on_record_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_command_dialog_init (ChoshoCommandDialog *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (ChoshoCommandField));
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
}

/* A finding's words go into the report: they are checked while they are written. */
static void
watch_wording (ChoshoCommandDialog *self, const ChoshoCommandField *field)
{
  static const char *const printed[] = { "finding add", "finding edit", NULL };
  g_autoptr (ChoshoWordingScope) scope = NULL;
  GtkWidget *note;

  if (!GTK_IS_TEXT_VIEW (field->widget) || !g_strv_contains (printed, self->command->name))
    return;
  note = g_object_new (CHOSHO_TYPE_WORDING_NOTE, "view", field->widget, NULL);
  scope = chosho_context_dup_wording (self->context, NULL);
  chosho_wording_note_set_scope (CHOSHO_WORDING_NOTE (note), scope, NULL);
  gtk_box_append (self->texts, note);
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
        {
          ChoshoCommandField field;

          chosho_command_field_init (&field, chosho_context_get_workspace (self->context), self->command, arg, self->group, self->texts,
                                     G_CALLBACK (on_changed_cb), self);
          g_array_append_val (self->fields, field);
          watch_wording (self, &field);
        }
    }
  on_changed_cb (self);
  let_enter_record (self);
  take_initial (self);
  begin_drafts (self);
  if (self->fields->len > 0)
    gtk_widget_grab_focus (get_field (self, 0)->widget);
  return self;
}
