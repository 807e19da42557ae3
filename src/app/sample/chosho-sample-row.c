/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-sample-row.h"
#include "chosho-sample-table.h"
#include "chosho-text-scale.h"

struct _ChoshoSampleRow
{
  GtkBox parent_instance;

  GtkLabel  *number;   /* (borrowed) */
  GtkLabel  *label;    /* (borrowed) */
  GPtrArray *cells;    /* (owned) (element-type ChoshoSampleCell, borrowed) */
  GtkLabel  *evidence; /* (borrowed) */
  GtkLabel  *note;     /* (borrowed) */
};

G_DEFINE_FINAL_TYPE (ChoshoSampleRow, chosho_sample_row, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_DROP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* GTK 4.8 names list rows by their type; the row's own widget gets a name that says what it is. */
static void
name_row (ChoshoSampleRow *self, ChoshoSampleSheet *sheet, guint row, guint n_evidence, const char *note)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *label = chosho_sample_sheet_get_label (sheet, row);
  g_autoptr (GString) name = g_string_new (NULL);

  g_string_append_printf (name, "%s %s", chosho_sample_sheet_get_item (sheet, row), label != NULL ? label : "");
  for (guint i = 0; i < self->cells->len; i++)
    {
      ChoshoSheetCell cell;

      chosho_sample_sheet_get_cell (sheet, row, i, &cell);
      g_string_append_printf (name, ", %s: %s%s", chosho_sample_sheet_get_attribute (sheet, i),
                              cell.state != NULL ? chosho_word_sample_state (cell.state) : _("open"), cell.draft ? _(", draft") : "");
    }
  g_string_append_printf (name, ngettext (", %u piece of evidence", ", %u pieces of evidence", n_evidence), n_evidence);
  if (note[0] != '\0')
    g_string_append_printf (name, ", %s", note);
  if (parent != NULL)
    chosho_accessible_set_name (parent, name->str);
}

void
chosho_sample_row_show (ChoshoSampleRow *self, ChoshoSampleSheet *sheet, guint row)
{
  const char *label = chosho_sample_sheet_get_label (sheet, row);
  g_autoptr (ChoshoValue) evidence = chosho_sample_sheet_list_evidence (sheet, row);
  g_autofree char *note = chosho_sample_sheet_dup_note (sheet, row);
  g_autofree char *count = g_strdup_printf ("%u", chosho_value_get_length (evidence));
  g_auto (GStrv) lines = g_strsplit (note, "\n", 2);

  gtk_label_set_text (self->number, chosho_sample_sheet_get_item (sheet, row));
  gtk_label_set_text (self->label, label != NULL ? label : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), label);
  for (guint i = 0; i < self->cells->len; i++)
    {
      ChoshoSheetCell cell;

      chosho_sample_sheet_get_cell (sheet, row, i, &cell);
      chosho_sample_cell_show (g_ptr_array_index (self->cells, i), chosho_sample_sheet_get_attribute (sheet, i), &cell);
    }
  gtk_label_set_text (self->evidence, chosho_value_get_length (evidence) > 0 ? count : "");
  gtk_label_set_text (self->note, lines[0] != NULL ? lines[0] : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), note[0] != '\0' ? note : NULL);
  if (chosho_sample_sheet_has_draft (sheet, row))
    gtk_widget_add_css_class (GTK_WIDGET (self), "draft");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "draft");
  name_row (self, sheet, row, chosho_value_get_length (evidence), note);
}

void
chosho_sample_row_set_current (ChoshoSampleRow *self, gboolean current)
{
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self), "current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "current");
}

void
chosho_sample_row_focus_cell (ChoshoSampleRow *self, guint column)
{
  if (column < self->cells->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->cells, column));
}

static void
on_cell_chosen_cb (ChoshoSampleCell *cell, ChoshoSampleRow *self)
{
  guint column;

  if (g_ptr_array_find (self->cells, cell, &column))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, column);
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ChoshoSampleRow *self)
{
  g_signal_emit (self, signals[SIGNAL_DROP], 0, g_value_get_boxed (value));
  return TRUE;
}

/* --- Class --------------------------------------------------------------------------------------------- */

static void
chosho_sample_row_finalize (GObject *object)
{
  g_ptr_array_unref (CHOSHO_SAMPLE_ROW (object)->cells);
  G_OBJECT_CLASS (chosho_sample_row_parent_class)->finalize (object);
}

static void
chosho_sample_row_class_init (ChoshoSampleRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_sample_row_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_DROP] = g_signal_new ("drop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GDK_TYPE_FILE_LIST);
}

static void
chosho_sample_row_init (ChoshoSampleRow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cells = g_ptr_array_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-sample-row");
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static GtkLabel *
add_label (ChoshoSampleRow *self, int width, float align, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_size_request (label, (int) (width * chosho_text_scale_get (label)), -1);
  gtk_label_set_xalign (GTK_LABEL (label), align);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1); /* the width asked for, whatever stands in it */
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

ChoshoSampleRow *
chosho_sample_row_new (guint n_attributes)
{
  ChoshoSampleRow *self = g_object_new (CHOSHO_TYPE_SAMPLE_ROW, NULL);

  self->number = add_label (self, CHOSHO_SAMPLE_NUMBER_WIDTH, 1, "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "number");
  self->label = add_label (self, CHOSHO_SAMPLE_LABEL_WIDTH, 0, "item");
  for (guint i = 0; i < n_attributes; i++)
    {
      ChoshoSampleCell *cell = chosho_sample_cell_new ();

      gtk_widget_set_size_request (GTK_WIDGET (cell), (int) (CHOSHO_SAMPLE_CELL_WIDTH * chosho_text_scale_get (GTK_WIDGET (cell))), -1);
      g_signal_connect (cell, "chosen", G_CALLBACK (on_cell_chosen_cb), self);
      g_ptr_array_add (self->cells, cell);
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (cell));
    }
  self->evidence = add_label (self, CHOSHO_SAMPLE_EVIDENCE_WIDTH, 0.5, "numeric");
  self->note = add_label (self, CHOSHO_SAMPLE_NOTE_WIDTH, 0, "remark");
  gtk_widget_set_hexpand (GTK_WIDGET (self->note), TRUE);
  return self;
}
