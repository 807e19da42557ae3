/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-error-view.h"
#include "chosho-fit-layout.h"
#include "chosho-mark-dialog.h"
#include "chosho-mark-words.h"

struct _ChoshoMarkDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  GtkLabel       *message;
  GtkWidget      *act;
  GtkWidget      *what;      /* not where a mark is moved */
  AdwComboRow    *control;
  AdwComboRow    *sign;
  AdwEntryRow    *text;
  AdwComboRow    *step;
  AdwEntryRow    *element;
  AdwEntryRow    *target;
  AdwEntryRow    *target_place;
  AdwComboRow    *target_step;
  AdwEntryRow    *quote;
  AdwEntryRow    *rectangle;

  ChoshoContext  *context;   /* (owned) */
  ChoshoValue    *evidence;  /* (owned) */
  ChoshoValue    *place;     /* (owned) */
  ChoshoValue    *controls;  /* (owned) (nullable) */
  ChoshoValue    *mark;      /* (owned) (nullable) what is moved */
  ChoshoValue    *legend;    /* (owned) (nullable) until it is read */
  ChoshoValue    *steps;     /* (owned) (nullable) of the control chosen */
  char           *wanted;    /* (owned) (nullable) the step to be chosen */
  GCancellable   *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoMarkDialog, chosho_mark_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_MARK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_ticks (ChoshoMarkDialog *self)
{
  return chosho_value_get_length (self->legend);
}

/* Behind the signs of the legend: a note, then references, to evidence and to a step. */
static gboolean
is_reference (ChoshoMarkDialog *self)
{
  return adw_combo_row_get_selected (self->sign) == count_ticks (self) + 1;
}

static gboolean
is_step_reference (ChoshoMarkDialog *self)
{
  return adw_combo_row_get_selected (self->sign) == count_ticks (self) + 2;
}

/* Id of the step chosen in @row, which has none before the first. Borrowed. (nullable) */
static const char *
get_step (ChoshoMarkDialog *self, AdwComboRow *row)
{
  guint chosen = adw_combo_row_get_selected (row);

  return chosen > 0 && chosen <= chosho_value_get_length (self->steps) ? chosho_value_get_string (chosho_value_get_item (self->steps, chosen - 1), "id") : NULL;
}

static void
update (ChoshoMarkDialog *self)
{
  gboolean reference = is_reference (self), to_step = is_step_reference (self), note = adw_combo_row_get_selected (self->sign) == count_ticks (self);
  gboolean complete = self->mark != NULL
                      || (self->legend != NULL && (!reference || gtk_editable_get_text (GTK_EDITABLE (self->target))[0] != '\0')
                          && (!to_step || get_step (self, self->target_step) != NULL) && (!note || gtk_editable_get_text (GTK_EDITABLE (self->text))[0] != '\0'));

  gtk_widget_set_visible (GTK_WIDGET (self->target), reference);
  gtk_widget_set_visible (GTK_WIDGET (self->target_place), reference);
  gtk_widget_set_visible (GTK_WIDGET (self->target_step), to_step);
  gtk_widget_set_sensitive (self->act, complete);
}

/* --- What can be chosen --------------------------------------------------------------------------- */

static void
show_legend (ChoshoMarkDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < count_ticks (self); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (self->legend, i);
      gboolean sample = chosho_value_get_boolean (entry, "sample", FALSE);
      g_autofree char *line = g_strdup_printf ("%s  %s%s", chosho_value_get_string (entry, "mark"), chosho_word_own_label (entry), sample ? _(" (sample)") : "");

      gtk_string_list_append (words, line);
    }
  gtk_string_list_append (words, _("※  Note"));
  gtk_string_list_append (words, _("→  Reference to evidence"));
  gtk_string_list_append (words, _("→  Reference to a step"));
  adw_combo_row_set_model (self->sign, G_LIST_MODEL (words));
  update (self);
}

/* The first is none. */
static void
show_steps (ChoshoMarkDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new ((const char *[]){ _("None"), NULL });
  ChoshoValue *linked = chosho_value_get (self->evidence, "steps");
  guint chosen = 0;

  for (guint i = 0; i < chosho_value_get_length (self->steps); i++)
    {
      ChoshoValue *row = chosho_value_get_item (self->steps, i);
      const char *id = chosho_value_get_string (row, "id");
      const char *text = chosho_value_get_string (row, "text"), *procedure = chosho_value_get_string (row, "procedure");
      g_autofree char *line = g_strdup_printf ("%s %s  %s", procedure != NULL ? procedure : "", chosho_word_technique (chosho_value_get_string (row, "technique")),
                                               text != NULL ? text : "");

      gtk_string_list_append (words, g_strstrip (line));
      if (self->wanted != NULL ? g_strcmp0 (id, self->wanted) == 0 : chosen == 0 && chosho_value_has_text (linked, id))
        chosen = i + 1; /* the step at hand, else the first that the evidence is linked to */
    }
  adw_combo_row_set_model (self->step, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->step, chosen);
  adw_combo_row_set_model (self->target_step, G_LIST_MODEL (words));
  update (self);
}

/* FALSE where the form is gone or was told what went wrong. */
static gboolean
take_answer (ChoshoMarkDialog *self, GObject *source, GAsyncResult *result, ChoshoValue **value)
{
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, value, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (!done)
    chosho_mark_dialog_tell (self, error, NULL);
  return done;
}

static void
on_legend_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoMarkDialog) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;

  if (!take_answer (self, source, result, &value))
    return;
  self->legend = g_steal_pointer (&value);
  show_legend (self);
}

static void
on_steps_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoMarkDialog) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;

  if (!take_answer (self, source, result, &value))
    return;
  g_clear_pointer (&self->steps, chosho_value_unref);
  self->steps = g_steal_pointer (&value);
  show_steps (self);
}

static const char *
get_control (ChoshoMarkDialog *self)
{
  return chosho_value_as_string (chosho_value_get_item (self->controls, adw_combo_row_get_selected (self->control)));
}

static void
run (ChoshoMarkDialog *self, const char *command, ChoshoValue *args, GAsyncReadyCallback callback)
{
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), command, args, self->cancellable, callback, g_object_ref (self));
}

static void
on_control_cb (ChoshoMarkDialog *self)
{
  ChoshoValue *args;

  if (get_control (self) == NULL)
    return;
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "control", get_control (self));
  run (self, "step list", args, on_steps_cb);
}

/* --- Act ------------------------------------------------------------------------------------------ */

static void
set_entry (ChoshoValue *args, const char *name, AdwEntryRow *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (text[0] != '\0')
    chosho_value_set_string (args, name, text);
}

/* What was typed over has no line breaks any more: where nothing was, the words go as they stand. */
static void
set_place (ChoshoMarkDialog *self, ChoshoValue *args)
{
  const char *quote = chosho_value_get_string (self->place, "quote");
  g_autofree char *shown = quote != NULL ? g_strdelimit (g_strdup (quote), "\n\r", ' ') : NULL;

  chosho_value_set_string (args, "place", chosho_value_get_string (self->place, "place"));
  set_entry (args, "quote", self->quote);
  if (g_strcmp0 (shown, gtk_editable_get_text (GTK_EDITABLE (self->quote))) == 0)
    chosho_value_set_string (args, "quote", quote);
  set_entry (args, "rectangle", self->rectangle);
}

static ChoshoValue *
make_mark (ChoshoMarkDialog *self)
{
  guint sign = adw_combo_row_get_selected (self->sign);
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "control", get_control (self));
  chosho_value_set_string (args, "id", chosho_value_get_string (self->evidence, "id"));
  if (sign < count_ticks (self))
    chosho_value_set_string (args, "tick", chosho_value_get_string (chosho_value_get_item (self->legend, sign), "mark"));
  if (is_reference (self))
    {
      set_entry (args, "refers_to", self->target);
      set_entry (args, "refers_to_place", self->target_place);
    }
  if (is_step_reference (self))
    chosho_value_set_string (args, "refers_to_step", get_step (self, self->target_step));
  set_entry (args, "text", self->text);
  set_entry (args, "element", self->element);
  chosho_value_set_string (args, "step", get_step (self, self->step));
  return args;
}

static ChoshoValue *
make_move (ChoshoMarkDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *marks = chosho_value_new_array ();

  chosho_value_append_string (marks, chosho_value_get_string (self->mark, "id"));
  chosho_value_set (args, "marks", marks);
  chosho_value_set_string (args, "evidence", chosho_value_get_string (self->evidence, "id"));
  return args;
}

static void
on_act_clicked_cb (ChoshoMarkDialog *self)
{
  g_autoptr (ChoshoValue) args = self->mark != NULL ? make_move (self) : make_mark (self);

  set_place (self, args);
  gtk_widget_set_sensitive (self->act, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  g_signal_emit (self, signals[SIGNAL_MARK], 0, args);
}

void
chosho_mark_dialog_tell (ChoshoMarkDialog *self, const GError *error, ChoshoValue *result)
{
  g_autofree char *blockers = chosho_error_view_dup_blockers (result);

  gtk_label_set_text (self->message, blockers != NULL ? blockers : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  update (self);
}

/* --- Class ---------------------------------------------------------------------------------------- */

static void
chosho_mark_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (CHOSHO_MARK_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (chosho_mark_dialog_parent_class)->dispose (object);
}

static void
chosho_mark_dialog_finalize (GObject *object)
{
  ChoshoMarkDialog *self = CHOSHO_MARK_DIALOG (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->evidence, chosho_value_unref);
  g_clear_pointer (&self->place, chosho_value_unref);
  g_clear_pointer (&self->controls, chosho_value_unref);
  g_clear_pointer (&self->mark, chosho_value_unref);
  g_clear_pointer (&self->legend, chosho_value_unref);
  g_clear_pointer (&self->steps, chosho_value_unref);
  g_free (self->wanted);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (chosho_mark_dialog_parent_class)->finalize (object);
}

static void
chosho_mark_dialog_class_init (ChoshoMarkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_mark_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_mark_dialog_finalize;
  signals[SIGNAL_MARK] = g_signal_new ("mark", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (CHOSHO_TYPE_FIT_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-mark-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoMarkDialog, name)
  CHILD (title);
  CHILD (message);
  CHILD (act);
  CHILD (what);
  CHILD (control);
  CHILD (sign);
  CHILD (text);
  CHILD (step);
  CHILD (element);
  CHILD (target);
  CHILD (target_place);
  CHILD (target_step);
  CHILD (quote);
  CHILD (rectangle);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_control_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_mark_dialog_init (ChoshoMarkDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_rectangle (ChoshoValue *rectangle)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (rectangle); i++)
    g_string_append_printf (text, "%s%d", i > 0 ? "," : "", (int) chosho_value_as_integer (chosho_value_get_item (rectangle, i), 0));
  return g_string_free (text, FALSE);
}

/* The form with the place that is selected. */
static ChoshoMarkDialog *
new_form (GtkWindow *parent, ChoshoContext *context, ChoshoValue *evidence, ChoshoValue *place)
{
  ChoshoMarkDialog *self = g_object_new (CHOSHO_TYPE_MARK_DIALOG, "transient-for", parent, NULL);
  const char *position = chosho_value_get_string (place, "place");
  const char *quote = chosho_value_get_string (place, "quote");
  g_autofree char *words = g_strdelimit (g_strdup (quote != NULL ? quote : ""), "\n\r", ' ');
  g_autofree char *region = dup_rectangle (chosho_value_get (place, "rectangle"));
  g_autofree char *shown = chosho_mark_words_dup_place (position);
  g_autofree char *subtitle = g_strdup_printf ("%s %s", chosho_value_get_string (evidence, "reference"), shown);

  self->context = g_object_ref (context);
  self->evidence = chosho_value_ref (evidence);
  self->place = chosho_value_ref (place);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_editable_set_text (GTK_EDITABLE (self->quote), words);
  gtk_editable_set_text (GTK_EDITABLE (self->rectangle), region);
  gtk_widget_set_visible (GTK_WIDGET (self->rectangle), g_str_has_prefix (position, "page="));
  return self;
}

ChoshoMarkDialog *
chosho_mark_dialog_new (GtkWindow *parent, ChoshoContext *context, ChoshoValue *evidence, ChoshoValue *place, ChoshoValue *controls, const char *step)
{
  ChoshoMarkDialog *self = new_form (parent, context, evidence, place);
  g_autoptr (GtkStringList) numbers = gtk_string_list_new (NULL);

  self->controls = chosho_value_ref (controls);
  self->wanted = g_strdup (step);
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    gtk_string_list_append (numbers, chosho_value_as_string (chosho_value_get_item (controls, i)));
  run (self, "mark legend", chosho_value_new_object (), on_legend_cb);
  adw_combo_row_set_model (self->control, G_LIST_MODEL (numbers)); /* which chooses the first, and asks for its steps */
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->sign));
  return self;
}

ChoshoMarkDialog *
chosho_mark_dialog_new_move (GtkWindow *parent, ChoshoContext *context, ChoshoValue *evidence, ChoshoValue *place, ChoshoValue *mark)
{
  ChoshoMarkDialog *self = new_form (parent, context, evidence, place);
  g_autofree char *badge = chosho_mark_words_dup_badge (mark);
  g_autofree char *title = g_strdup_printf (_("Place %s Anew"), badge);

  self->mark = chosho_value_ref (mark);
  gtk_widget_set_visible (self->what, FALSE);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->title, title);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->quote));
  return self;
}
