/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-link-chips.h"
#include "chosho-sample-side.h"
#include "chosho-sample-table.h"
#include "chosho-viewer.h"
#include "chosho-zone.h"

#define CHIP_CHARS 30

struct _ChoshoSampleSide
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel     *title;
  GtkLabel     *recorded;
  GtkLabel     *lack;
  GtkWidget    *overtaken;
  GtkTextView  *note;
  GtkWidget    *add_button;
  GtkLabel     *no_evidence;
  GtkFlowBox   *chips;
  ChoshoViewer *viewer;

  ChoshoContext *context;  /* (owned) (nullable) */
  char          *item;     /* (owned) (nullable) shown */
  char          *evidence; /* (owned) ids shown, joined */
  gboolean       filling;  /* the remark is set, not typed */
  gboolean       editable;
};

G_DEFINE_FINAL_TYPE (ChoshoSampleSide, chosho_sample_side, GTK_TYPE_BOX)

enum
{
  SIGNAL_NOTE_EDITED,
  SIGNAL_UNLINK,
  SIGNAL_DROP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is recorded ------------------------------------------------------------------------------------- */

/* "Approval ○ No exception  Tanaka 2026-01-16 10:12", a line a result. (transfer full) */
static char *
dup_recorded (ChoshoSampleSheet *sheet, guint row)
{
  ChoshoValue *results = chosho_value_get (chosho_sample_sheet_get_row (sheet), "results");
  const char *item = chosho_sample_sheet_get_item (sheet, row);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    {
      ChoshoValue *result = chosho_value_get_item (results, i);
      const char *state = chosho_value_get_string (result, "state");
      g_autofree char *at = NULL;

      if (g_strcmp0 (chosho_value_get_string (result, "item"), item) != 0)
        continue;
      at = chosho_zone_dup_time (chosho_value_get_string (result, "at"));
      g_string_append_printf (text, "%s%s  %s %s  ·  %s  %s", text->len > 0 ? "\n" : "", chosho_value_get_string (result, "attribute"),
                              chosho_sample_state_get_sign (state), chosho_word_sample_state (state), chosho_value_get_string (result, "by"),
                              at != NULL ? at : "");
    }
  return g_string_free (text, FALSE);
}

static void
show_lack (ChoshoSampleSide *self, ChoshoSampleSheet *sheet, guint row)
{
  ChoshoSheetLack lack = chosho_sample_sheet_has_draft (sheet, row) ? chosho_sample_sheet_get_lack (sheet, row) : CHOSHO_SHEET_LACK_NOTHING;
  const char *text = lack == CHOSHO_SHEET_LACK_REASON ? _("A replaced item needs its reason as the remark.")
                     : lack == CHOSHO_SHEET_LACK_STATE ? _("Remark and evidence go into the record with the first result.")
                     : chosho_sample_sheet_has_draft (sheet, row) && lack == CHOSHO_SHEET_LACK_NOTHING ? _("Not in the record yet.")
                                                                                                       : NULL;

  gtk_label_set_text (self->lack, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->lack), text != NULL);
  gtk_widget_set_visible (self->overtaken, lack == CHOSHO_SHEET_LACK_OVERTAKEN);
}

/* --- Remark -------------------------------------------------------------------------------------------------- */

static char *
dup_note (ChoshoSampleSide *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_note (ChoshoSampleSide *self, const char *note)
{
  g_autofree char *shown = dup_note (self);

  if (strcmp (shown, note) == 0)
    return; /* the cursor stays where it is */
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), note, -1);
  self->filling = FALSE;
}

static void
on_note_changed_cb (ChoshoSampleSide *self)
{
  g_autofree char *note = dup_note (self);

  if (!self->filling && self->item != NULL)
    g_signal_emit (self, signals[SIGNAL_NOTE_EDITED], 0, note);
}

/* --- Evidence ------------------------------------------------------------------------------------------------- */

static void
on_chip_clicked_cb (GtkButton *button, ChoshoSampleSide *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->viewer), TRUE);
  chosho_viewer_show (self->viewer, gtk_widget_get_name (GTK_WIDGET (button)), "");
}

static void
on_unlink_clicked_cb (GtkButton *button, ChoshoSampleSide *self)
{
  g_autofree char *id = g_strdup (gtk_widget_get_name (GTK_WIDGET (button)));

  g_signal_emit (self, signals[SIGNAL_UNLINK], 0, id);
}

static GtkWidget *
new_chip (ChoshoSampleSide *self, const char *id)
{
  g_autoptr (ChoshoValue) row = chosho_workspace_read_row (chosho_context_get_workspace (self->context), "evidence", id);
  g_autofree char *name = chosho_link_dup_name ("evidence", row, id);
  g_autofree char *off = g_strdup_printf (_("Take %s off this item"), name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *open = gtk_button_new_with_label (name);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (open)));

  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (label, CHIP_CHARS);
  gtk_widget_set_name (open, id);
  gtk_widget_set_name (remove, id);
  gtk_widget_set_tooltip_text (open, name);
  gtk_widget_set_tooltip_text (remove, off);
  gtk_widget_add_css_class (open, "chosho-evidence");
  gtk_widget_add_css_class (remove, "chosho-evidence");
  gtk_widget_add_css_class (box, "linked");
  chosho_accessible_set_name (remove, off);
  gtk_widget_set_sensitive (remove, self->editable);
  g_signal_connect (open, "clicked", G_CALLBACK (on_chip_clicked_cb), self);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_unlink_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), open);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  return box;
}

/* The first piece is looked at as soon as the item is. */
static void
show_evidence (ChoshoSampleSide *self, ChoshoValue *ids)
{
  guint n = chosho_value_get_length (ids);
  g_auto (GStrv) series = g_new0 (char *, n + 1);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < n; i++)
    series[i] = g_strdup (chosho_value_as_string (chosho_value_get_item (ids, i)));
  joined = g_strjoinv ("\n", series);
  gtk_widget_set_visible (GTK_WIDGET (self->no_evidence), n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), n > 0);
  if (g_strcmp0 (joined, self->evidence) == 0)
    return;
  g_free (self->evidence);
  self->evidence = g_steal_pointer (&joined);
  chosho_clear_flow_box (self->chips);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *chip = new_chip (self, series[i]);

      gtk_flow_box_insert (self->chips, chip, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE); /* its buttons alone take the focus */
    }
  chosho_viewer_set_series (self->viewer, (const char *const *) series);
  gtk_widget_set_visible (GTK_WIDGET (self->viewer), n > 0);
  if (n > 0 && (chosho_viewer_get_id (self->viewer) == NULL || !g_strv_contains ((const char *const *) series, chosho_viewer_get_id (self->viewer))))
    chosho_viewer_show (self->viewer, series[0], "");
}

/* --- Showing ----------------------------------------------------------------------------------------------------- */

void
chosho_sample_side_show (ChoshoSampleSide *self, ChoshoSampleSheet *sheet, guint row)
{
  gboolean any = sheet != NULL && row < chosho_sample_sheet_get_n_items (sheet);
  const char *label = any ? chosho_sample_sheet_get_label (sheet, row) : NULL;
  g_autofree char *title = any ? g_strdup_printf ("%s  %s", chosho_sample_sheet_get_item (sheet, row), label != NULL ? label : "") : g_strdup ("");
  g_autofree char *recorded = any ? dup_recorded (sheet, row) : g_strdup ("");
  g_autofree char *note = any ? chosho_sample_sheet_dup_note (sheet, row) : g_strdup ("");
  g_autoptr (ChoshoValue) evidence = any ? chosho_sample_sheet_list_evidence (sheet, row) : chosho_value_new_array ();

  g_free (self->item);
  self->item = any ? g_strdup (chosho_sample_sheet_get_item (sheet, row)) : NULL;
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->recorded, recorded);
  gtk_widget_set_visible (GTK_WIDGET (self->recorded), recorded[0] != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self), any);
  if (any)
    show_lack (self, sheet, row);
  show_note (self, note);
  show_evidence (self, evidence);
}

void
chosho_sample_side_set_editable (ChoshoSampleSide *self, gboolean editable)
{
  self->editable = editable;
  gtk_text_view_set_editable (self->note, editable);
  gtk_widget_set_sensitive (self->add_button, editable);
  g_clear_pointer (&self->evidence, g_free); /* the chips are made again */
}

void
chosho_sample_side_focus_note (ChoshoSampleSide *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

void
chosho_sample_side_set_context (ChoshoSampleSide *self, ChoshoContext *context)
{
  self->context = g_object_ref (context);
  chosho_viewer_set_context (self->viewer, context);
}

/* --- Class --------------------------------------------------------------------------------------------------------- */

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ChoshoSampleSide *self)
{
  g_signal_emit (self, signals[SIGNAL_DROP], 0, g_value_get_boxed (value));
  return TRUE;
}

static void
on_viewer_closed_cb (ChoshoSampleSide *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->viewer), FALSE);
}

static void
chosho_sample_side_dispose (GObject *object)
{
  g_clear_object (&CHOSHO_SAMPLE_SIDE (object)->context);
  G_OBJECT_CLASS (chosho_sample_side_parent_class)->dispose (object);
}

static void
chosho_sample_side_finalize (GObject *object)
{
  g_free (CHOSHO_SAMPLE_SIDE (object)->item);
  g_free (CHOSHO_SAMPLE_SIDE (object)->evidence);
  G_OBJECT_CLASS (chosho_sample_side_parent_class)->finalize (object);
}

static void
chosho_sample_side_class_init (ChoshoSampleSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_sample_side_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_sample_side_finalize;
  signals[SIGNAL_NOTE_EDITED] = g_signal_new ("note-edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_UNLINK] = g_signal_new ("unlink", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DROP] = g_signal_new ("drop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GDK_TYPE_FILE_LIST);
  g_type_ensure (CHOSHO_TYPE_VIEWER);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-sample-side.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoSampleSide, name)
  CHILD (title);
  CHILD (recorded);
  CHILD (lack);
  CHILD (overtaken);
  CHILD (note);
  CHILD (add_button);
  CHILD (no_evidence);
  CHILD (chips);
  CHILD (viewer);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_viewer_closed_cb);
}

/* From the remark back to the grid, and the item into the record: before the text takes the keys. */
static void
add_keys (ChoshoSampleSide *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Escape"), gtk_named_action_new ("samples.grid")));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return"), gtk_named_action_new ("samples.record-item")));
  gtk_widget_add_controller (GTK_WIDGET (self->note), keys);
}

static void
chosho_sample_side_init (ChoshoSampleSide *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->note), "changed", G_CALLBACK (on_note_changed_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE); /* before the text, which takes names as words */
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
