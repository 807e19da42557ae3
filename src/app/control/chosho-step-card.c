/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-step-card.h"
#include "chosho-code-words.h"

struct _ChoshoStepCard
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel    *technique_label;
  GtkLabel    *subject_label;
  GtkLabel    *performer_label;
  GtkLabel    *text_label;
  GtkTextView *result;
  GtkFlowBox  *chips;
  GtkDropDown *technique;
  GtkDropDown *outcome;
  GtkEntry    *performed_on;
  GtkEntry    *reason;
  GtkEntry    *place;
  GtkEntry    *respondent;
  GtkWidget   *record_button;
  GtkWidget   *attach_button;
  GtkWidget   *save_button;
  GtkLabel    *message;

  /* Owned */
  ChoshoValue *row;    /* (nullable) */
  char        *loaded; /* (nullable) the performance that the form was filled from; "" for none */
};

G_DEFINE_FINAL_TYPE (ChoshoStepCard, chosho_step_card, GTK_TYPE_BOX)

enum
{
  SIGNAL_SAVE,
  SIGNAL_ATTACH,
  SIGNAL_RECORD,
  SIGNAL_DROP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- The form ----------------------------------------------------------------------------------------- */

static char *
dup_result (ChoshoStepCard *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->result);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
select_code (GtkDropDown *down, const char *const *codes, const char *code)
{
  for (guint i = 0; codes[i] != NULL; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      gtk_drop_down_set_selected (down, i);
}

static void
set_entry (GtkEntry *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static void
fill_form (ChoshoStepCard *self)
{
  const char *recorded = chosho_value_get_string (self->row, "recorded_technique");
  const char *result = chosho_value_get_string (self->row, "result");
  const char *day = chosho_value_get_string (self->row, "performed_on");
  g_autofree char *today = chosho_date_of_time (chosho_clock_now_us (), "Asia/Tokyo");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->result), result != NULL ? result : "", -1);
  select_code (self->technique, chosho_codes_technique (), recorded != NULL ? recorded : chosho_value_get_string (self->row, "technique"));
  select_code (self->outcome, chosho_codes_outcome (), chosho_value_get_string (self->row, "outcome"));
  set_entry (self->performed_on, day != NULL ? day : today);
  set_entry (self->reason, chosho_value_get_string (self->row, "reason"));
  set_entry (self->place, chosho_value_get_string (self->row, "place"));
  set_entry (self->respondent, chosho_value_get_string (self->row, "respondent"));
}

gboolean
chosho_step_card_is_dirty (ChoshoStepCard *self)
{
  const char *recorded = self->row != NULL ? chosho_value_get_string (self->row, "result") : NULL;
  g_autofree char *typed = dup_result (self);

  return strcmp (typed, recorded != NULL ? recorded : "") != 0;
}

static void
set_optional (ChoshoValue *args, const char *name, GtkEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (text[0] != '\0')
    chosho_value_set_string (args, name, text);
}

static void
on_save_clicked_cb (ChoshoStepCard *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  g_autofree char *result = dup_result (self);

  chosho_value_set_string (args, "step", chosho_step_card_get_step (self));
  chosho_value_set_string (args, "technique", chosho_codes_technique ()[gtk_drop_down_get_selected (self->technique)]);
  chosho_value_set_string (args, "outcome", chosho_codes_outcome ()[gtk_drop_down_get_selected (self->outcome)]);
  chosho_value_set_string (args, "performed_on", gtk_editable_get_text (GTK_EDITABLE (self->performed_on)));
  chosho_value_set_string (args, "result", result);
  set_optional (args, "reason", self->reason);
  set_optional (args, "place", self->place);
  set_optional (args, "respondent", self->respondent);
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, args);
  chosho_value_unref (args);
}

static void
on_attach_clicked_cb (ChoshoStepCard *self)
{
  g_signal_emit (self, signals[SIGNAL_ATTACH], 0);
}

static void
on_record_clicked_cb (ChoshoStepCard *self)
{
  g_signal_emit (self, signals[SIGNAL_RECORD], 0);
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ChoshoStepCard *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (GSList *files = g_value_get_boxed (value); files != NULL; files = files->next)
    {
      g_autofree char *path = g_file_get_path (files->data);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  g_signal_emit (self, signals[SIGNAL_DROP], 0, paths);
  return paths[0] != NULL;
}

/* --- What is shown -------------------------------------------------------------------------------------- */

static void
show_head (ChoshoStepCard *self)
{
  const char *technique = chosho_value_get_string (self->row, "technique");
  const char *by = chosho_value_get_string (self->row, "performed_by");
  const char *text = chosho_value_get_string (self->row, "text");
  gboolean inquiry = g_strcmp0 (technique, "inquiry") == 0;
  g_autofree char *performer = by != NULL ? g_strdup_printf ("%s  %s", by, chosho_value_get_string (self->row, "performed_on")) : NULL;
  g_autofree char *subject = NULL;
  g_autofree char *name = NULL;

  gtk_label_set_text (self->technique_label, chosho_word_technique (technique));
  if (inquiry)
    gtk_widget_add_css_class (GTK_WIDGET (self->technique_label), "inquiry");
  subject = g_strjoin ("  ", chosho_word_subject (chosho_value_get_string (self->row, "subject")),
                       inquiry ? _("Inquiry alone does not complete a procedure") : "", NULL);
  gtk_label_set_text (self->subject_label, g_strstrip (subject));
  gtk_label_set_text (self->performer_label, performer != NULL ? performer : _("Not recorded"));
  gtk_label_set_text (self->text_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), text != NULL && text[0] != '\0');
  gtk_widget_set_visible (self->record_button, inquiry || g_strcmp0 (technique, "observation") == 0);
  name = g_strdup_printf ("%s %s", chosho_word_technique (technique), chosho_step_card_get_step (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_chips (ChoshoStepCard *self, const char *member, GHashTable *names)
{
  ChoshoValue *ids = chosho_value_get (self->row, member);

  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get_item (ids, i));
      const char *name = g_hash_table_lookup (names, id);
      GtkWidget *label = gtk_label_new (name != NULL ? name : id);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
      gtk_widget_add_css_class (label, "chosho-evidence");
      gtk_widget_set_tooltip_text (label, name);
      gtk_flow_box_insert (self->chips, label, -1);
    }
}

static void
show_chips (ChoshoStepCard *self, GHashTable *names)
{
  static const char *const members[] = { "evidence", "interviews", "observations", "samples" };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_flow_box_remove (self->chips, child);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    add_chips (self, members[i], names);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), gtk_widget_get_first_child (GTK_WIDGET (self->chips)) != NULL);
}

void
chosho_step_card_set_row (ChoshoStepCard *self, ChoshoValue *row, GHashTable *names)
{
  const char *performance = chosho_value_get_string (row, "performance");
  gboolean moved = self->loaded == NULL || g_strcmp0 (self->loaded, performance != NULL ? performance : "") != 0;
  gboolean dirty = self->row != NULL && chosho_step_card_is_dirty (self);

  chosho_value_ref (row);
  g_clear_pointer (&self->row, chosho_value_unref);
  self->row = row;
  show_head (self);
  show_chips (self, names);
  if (!moved)
    return;
  if (dirty && performance != NULL && chosho_step_card_is_dirty (self))
    {
      chosho_step_card_set_message (self, _("Somebody recorded this step meanwhile. Your text is kept here; recording it replaces theirs."));
      g_free (self->loaded);
      self->loaded = g_strdup (performance);
      return;
    }
  g_free (self->loaded);
  self->loaded = g_strdup (performance != NULL ? performance : "");
  fill_form (self);
}

const char *
chosho_step_card_get_step (ChoshoStepCard *self)
{
  return chosho_value_get_string (self->row, "id");
}

const char *
chosho_step_card_get_technique (ChoshoStepCard *self)
{
  return chosho_value_get_string (self->row, "technique");
}

void
chosho_step_card_set_message (ChoshoStepCard *self, const char *message)
{
  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

/* --- Class ------------------------------------------------------------------------------------------------ */

static void
chosho_step_card_finalize (GObject *object)
{
  ChoshoStepCard *self = CHOSHO_STEP_CARD (object);

  g_clear_pointer (&self->row, chosho_value_unref);
  g_free (self->loaded);
  G_OBJECT_CLASS (chosho_step_card_parent_class)->finalize (object);
}

static void
chosho_step_card_class_init (ChoshoStepCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_step_card_finalize;
  signals[SIGNAL_SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_ATTACH] = g_signal_new ("attach", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RECORD] = g_signal_new ("record", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DROP] = g_signal_new ("drop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-step-card.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoStepCard, name)
  CHILD (technique_label);
  CHILD (subject_label);
  CHILD (performer_label);
  CHILD (text_label);
  CHILD (result);
  CHILD (chips);
  CHILD (technique);
  CHILD (outcome);
  CHILD (performed_on);
  CHILD (reason);
  CHILD (place);
  CHILD (respondent);
  CHILD (record_button);
  CHILD (attach_button);
  CHILD (save_button);
  CHILD (message);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_attach_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_record_clicked_cb);
}

static void
fill_choices (GtkDropDown *down, const char *const *codes, const char *(*word) (const char *))
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (; *codes != NULL; codes++)
    gtk_string_list_append (list, word (*codes));
  gtk_drop_down_set_model (down, G_LIST_MODEL (list));
}

static void
chosho_step_card_init (ChoshoStepCard *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self->technique, chosho_codes_technique (), chosho_word_technique);
  fill_choices (self->outcome, chosho_codes_outcome (), chosho_word_outcome);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

ChoshoStepCard *
chosho_step_card_new (void)
{
  return g_object_new (CHOSHO_TYPE_STEP_CARD, NULL);
}
