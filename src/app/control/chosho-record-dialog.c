/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-record-dialog.h"

#define MAX_FIELDS 6

struct _ChoshoRecordDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget           *save_button;
  AdwPreferencesGroup *group;

  const char *kind;              /* static */
  char       *step;              /* (owned) */
  GtkWidget  *rows[MAX_FIELDS];  /* (borrowed) */
  const char *names[MAX_FIELDS]; /* static */
  guint       n_fields;
};

G_DEFINE_FINAL_TYPE (ChoshoRecordDialog, chosho_record_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Every field is needed: a record that leaves one out is no record. */
static void
on_changed_cb (GtkEditable *editable, ChoshoRecordDialog *self)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < self->n_fields; i++)
    complete = complete && gtk_editable_get_text (GTK_EDITABLE (self->rows[i]))[0] != '\0';
  gtk_widget_set_sensitive (self->save_button, complete);
}

static void
on_save_clicked_cb (ChoshoRecordDialog *self)
{
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();
  ChoshoValue *steps = chosho_value_new_array ();

  for (guint i = 0; i < self->n_fields; i++)
    chosho_value_set_string (args, self->names[i], gtk_editable_get_text (GTK_EDITABLE (self->rows[i])));
  chosho_value_append_string (steps, self->step);
  chosho_value_set (args, "step", steps);
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, args);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_field (ChoshoRecordDialog *self, const char *name, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_signal_connect (row, "changed", G_CALLBACK (on_changed_cb), self);
  adw_preferences_group_add (self->group, row);
  self->names[self->n_fields] = name;
  self->rows[self->n_fields++] = row;
}

static void
chosho_record_dialog_finalize (GObject *object)
{
  g_free (CHOSHO_RECORD_DIALOG (object)->step);
  G_OBJECT_CLASS (chosho_record_dialog_parent_class)->finalize (object);
}

static void
chosho_record_dialog_class_init (ChoshoRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_record_dialog_finalize;
  signals[SIGNAL_SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoRecordDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, ChoshoRecordDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
}

static void
chosho_record_dialog_init (ChoshoRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChoshoRecordDialog *
chosho_record_dialog_new (GtkWindow *parent, const char *kind, const char *step)
{
  ChoshoRecordDialog *self = g_object_new (CHOSHO_TYPE_RECORD_DIALOG, "transient-for", parent, NULL);

  self->kind = g_intern_string (kind);
  self->step = g_strdup (step);
  if (g_str_equal (kind, "interview"))
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Interview Record"));
      add_field (self, "who", _("Who was asked"));
      add_field (self, "post", _("Organisation and post"));
      add_field (self, "at", _("When"));
      add_field (self, "how", _("How: in person, by telephone, in writing"));
      add_field (self, "question", _("Question"));
      add_field (self, "answer", _("Answer"));
    }
  else
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Observation Record"));
      add_field (self, "where", _("Place"));
      add_field (self, "at", _("When"));
      add_field (self, "with", _("Who was present"));
      add_field (self, "seen", _("What was seen"));
    }
  return self;
}

const char *
chosho_record_dialog_get_kind (ChoshoRecordDialog *self)
{
  return self->kind;
}
