/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-error-view.h"
#include "chosho-sample-desk-private.h"
#include "chosho-wrap-layout.h"


G_DEFINE_FINAL_TYPE (ChoshoSampleDesk, chosho_sample_desk, GTK_TYPE_BOX)

ChoshoContext *
chosho_sample_desk_get_context (ChoshoSampleDesk *self)
{
  return chosho_page_get_context (self->page);
}

const char *
chosho_sample_desk_get_id (ChoshoSampleDesk *self)
{
  return self->id;
}

gboolean
chosho_sample_desk_get_row (ChoshoSampleDesk *self, guint *row)
{
  guint column;

  return self->sheet != NULL && (chosho_sample_grid_get_cursor (self->grid, row, &column) || *row < chosho_sample_sheet_get_n_items (self->sheet));
}

/* --- How far it is ------------------------------------------------------------------------------------------ */

static void
show_progress (ChoshoSampleDesk *self, ChoshoValue *row)
{
  guint answered = chosho_sample_sheet_count_answered (self->sheet);
  guint total = chosho_sample_sheet_get_n_items (self->sheet);
  int exceptions = (int) chosho_value_get_integer (row, "exceptions", 0);
  g_autofree char *progress = g_strdup_printf (_("%u of %u items"), answered, total);
  g_autofree char *deviations = g_strdup_printf (_("× Exceptions recorded: %d of %u"), exceptions, total);

  gtk_label_set_text (self->progress, progress);
  gtk_progress_bar_set_fraction (self->bar, total > 0 ? (double) answered / total : 0);
  gtk_label_set_text (self->deviations, deviations);
  gtk_widget_set_visible (GTK_WIDGET (self->deviations), exceptions > 0);
  gtk_widget_set_visible (self->finding_button, exceptions > 0);
}

void
chosho_sample_desk_show_counts (ChoshoSampleDesk *self)
{
  ChoshoValue *row = chosho_sample_sheet_get_row (self->sheet);
  gint64 unreplaced = chosho_value_get_integer (row, "unreplaced", 0);
  guint drafts = chosho_sample_sheet_count_drafts (self->sheet);
  guint ready = 0;
  g_autofree char *note = NULL;
  g_autofree char *missing = NULL;

  show_progress (self, row);
  for (guint i = 0; i < chosho_sample_sheet_get_n_items (self->sheet); i++)
    ready += chosho_sample_sheet_has_draft (self->sheet, i) && chosho_sample_sheet_is_answered (self->sheet, i)
             && chosho_sample_sheet_get_lack (self->sheet, i) == CHOSHO_SHEET_LACK_NOTHING;
  missing = g_strdup_printf (ngettext ("%d replaced item has no replacement drawn.", "%d replaced items have no replacement drawn.", (gulong) unreplaced), (int) unreplaced);
  gtk_label_set_text (self->unreplaced_text, missing);
  gtk_widget_set_visible (self->unreplaced, unreplaced > 0);
  note = drafts == 0 ? g_strdup ("") : g_strdup_printf (_("Drafts: %u · finished: %u"), drafts, ready);
  gtk_label_set_text (self->draft_note, note);
  gtk_widget_action_set_enabled (GTK_WIDGET (self->page), "samples.record", self->may_record && ready > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self->page), "samples.record-item", self->may_record && drafts > 0);
}

/* --- The steps it serves -------------------------------------------------------------------------------------- */

static GtkWidget *
new_step_chip (ChoshoSampleDesk *self, const char *step)
{
  g_autoptr (ChoshoValue) row = chosho_workspace_read_row (chosho_context_get_workspace (chosho_sample_desk_get_context (self)), "step", step);
  const char *control = chosho_value_get_string (row, "control");
  g_autofree char *name = row != NULL ? g_strdup_printf ("%s  %s", control, chosho_word_technique (chosho_value_get_string (row, "technique"))) : g_strdup (step);
  g_autofree char *target = g_strdup_printf ("%s step:%s", control != NULL ? control : "", step);
  GtkWidget *button = gtk_button_new_with_label (name);

  gtk_widget_add_css_class (button, "chosho-evidence");
  gtk_widget_set_tooltip_text (button, chosho_value_get_string (row, "text"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "controls", target);
  return button;
}

static void
show_steps (ChoshoSampleDesk *self)
{
  ChoshoValue *steps = chosho_value_get (chosho_sample_sheet_get_row (self->sheet), "steps");

  chosho_clear_flow_box (self->steps);
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      GtkWidget *chip = new_step_chip (self, chosho_value_as_string (chosho_value_get_item (steps, i)));

      gtk_flow_box_insert (self->steps, chip, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->steps), chosho_value_get_length (steps) > 0);
}

/* What the firm calls it in its table; the code where it has no name. (borrowed) */
static const char *
get_frequency_word (ChoshoSampleDesk *self, const char *code)
{
  ChoshoValue *table = chosho_context_get_setting (chosho_sample_desk_get_context (self), "frequency_table");
  const char *word = "";

  for (guint i = 0; i < chosho_value_get_length (table); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (table, i), "frequency"), code) == 0)
      word = chosho_word_own_label (chosho_value_get_item (table, i));
  return word[0] != '\0' ? word : code;
}

static void
show_head (ChoshoSampleDesk *self)
{
  ChoshoValue *row = chosho_sample_sheet_get_row (self->sheet);
  g_autoptr (ChoshoValue) population = chosho_workspace_read_row (chosho_context_get_workspace (chosho_sample_desk_get_context (self)), "population",
                                                                  chosho_value_get_string (row, "population"));
  const char *frequency = chosho_value_get_string (row, "frequency");
  g_autofree char *title = g_strdup_printf ("%s  %s", chosho_value_get_string (row, "reference"), population != NULL ? chosho_value_get_string (population, "name") : "");
  g_autofree char *facts = g_strdup_printf (_("%d drawn from %d · %s – %s · seed %s"), (int) chosho_value_get_integer (row, "size", 0),
                                            (int) chosho_value_get_integer (population, "count", 0), chosho_value_get_string (population, "from"),
                                            chosho_value_get_string (population, "to"), chosho_value_get_string (row, "seed"));
  g_autofree char *whole = frequency != NULL ? g_strdup_printf (_("%s · frequency %s"), facts, get_frequency_word (self, frequency)) : g_strdup (facts);

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, whole);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->subtitle), whole);
}

/* --- Typing ------------------------------------------------------------------------------------------------------- */

void
chosho_sample_desk_note_edited (ChoshoSampleDesk *self, guint row)
{
  guint current;

  if (self->drafts != NULL)
    chosho_sample_drafts_note (self->drafts, row);
  chosho_sample_grid_refresh (self->grid, row);
  if (chosho_sample_desk_get_row (self, &current) && current == row)
    chosho_sample_side_show (self->side, self->sheet, row);
  chosho_sample_desk_show_counts (self);
}

static void
on_edited_cb (ChoshoSampleGrid *grid, guint row, ChoshoSampleDesk *self)
{
  chosho_sample_desk_note_edited (self, row);
}

static void
on_cursor_moved_cb (ChoshoSampleDesk *self)
{
  guint row = 0;
  gboolean any = chosho_sample_desk_get_row (self, &row);

  chosho_sample_side_show (self->side, any ? self->sheet : NULL, row);
}

static void
on_remark_cb (ChoshoSampleDesk *self)
{
  chosho_sample_side_focus_note (self->side);
}

static void
on_note_edited_cb (ChoshoSampleSide *side, const char *note, ChoshoSampleDesk *self)
{
  guint row;

  if (!self->may_record || !chosho_sample_desk_get_row (self, &row))
    return;
  chosho_sample_sheet_set_note (self->sheet, row, note);
  chosho_sample_desk_note_edited (self, row);
}

static void
on_unlink_cb (ChoshoSampleSide *side, const char *id, ChoshoSampleDesk *self)
{
  guint row;

  if (!chosho_sample_desk_get_row (self, &row))
    return;
  chosho_sample_sheet_remove_evidence (self->sheet, row, id);
  chosho_sample_desk_note_edited (self, row);
}

static void
on_grid_drop_cb (ChoshoSampleGrid *grid, guint row, GdkFileList *files, ChoshoSampleDesk *self)
{
  chosho_sample_desk_drop (self, files, row);
}

static void
on_side_drop_cb (ChoshoSampleSide *side, GdkFileList *files, ChoshoSampleDesk *self)
{
  guint row;

  if (chosho_sample_desk_get_row (self, &row))
    chosho_sample_desk_drop (self, files, row);
}

/* --- The sheet ---------------------------------------------------------------------------------------------------- */

static void
on_draft_loaded_cb (ChoshoSampleDrafts *drafts, guint row, ChoshoSampleDesk *self)
{
  guint current;

  chosho_sample_grid_refresh (self->grid, row);
  if (chosho_sample_desk_get_row (self, &current) && current == row)
    chosho_sample_side_show (self->side, self->sheet, row);
  chosho_sample_desk_show_counts (self);
}

static void
on_draft_failed_cb (ChoshoSampleDrafts *drafts, const char *text, ChoshoSampleDesk *self)
{
  chosho_error_view_toast (GTK_WIDGET (self), text);
}

static void
stop_drafts (ChoshoSampleDesk *self)
{
  if (self->drafts == NULL)
    return;
  chosho_sample_drafts_stop (self->drafts);
  g_signal_handlers_disconnect_by_data (self->drafts, self);
  g_clear_object (&self->drafts);
}

/* One person's drafts are never shown to another, nor recorded by them. */
static void
start_drafts (ChoshoSampleDesk *self)
{
  self->drafts = chosho_sample_drafts_new (chosho_context_get_workspace (chosho_sample_desk_get_context (self)), self->person, self->id, self->sheet);
  g_signal_connect (self->drafts, "loaded", G_CALLBACK (on_draft_loaded_cb), self);
  g_signal_connect (self->drafts, "failed", G_CALLBACK (on_draft_failed_cb), self);
}

static gboolean
may_record (ChoshoContext *context)
{
  return chosho_context_has_role (context, "practitioner") || chosho_context_has_role (context, "leader") || chosho_context_has_role (context, "executive");
}

static void
take_person (ChoshoSampleDesk *self)
{
  ChoshoContext *context = chosho_sample_desk_get_context (self);

  g_free (self->person);
  self->person = g_strdup (chosho_context_get_my_id (context));
  self->may_record = self->person != NULL && may_record (context);
  chosho_sample_grid_set_editable (self->grid, self->may_record);
  chosho_sample_side_set_editable (self->side, self->may_record);
}

static void
show_all (ChoshoSampleDesk *self)
{
  show_head (self);
  show_steps (self);
  gtk_widget_set_visible (self->no_attribute, chosho_sample_sheet_get_n_attributes (self->sheet) == 0);
  chosho_sample_desk_show_counts (self);
}

static void
open_sheet (ChoshoSampleDesk *self, ChoshoValue *row)
{
  stop_drafts (self);
  chosho_sample_grid_set_sheet (self->grid, NULL);
  g_clear_pointer (&self->sheet, chosho_sample_sheet_free);
  self->sheet = chosho_sample_sheet_new (row);
  take_person (self);
  if (self->may_record)
    start_drafts (self);
  show_all (self);
  chosho_sample_grid_set_sheet (self->grid, self->sheet);
}

static ChoshoValue *
read_sample (ChoshoSampleDesk *self)
{
  return chosho_workspace_read_row (chosho_context_get_workspace (chosho_sample_desk_get_context (self)), "sample", self->id);
}

gboolean
chosho_sample_desk_show (ChoshoSampleDesk *self, const char *id)
{
  g_autoptr (ChoshoValue) row = NULL;
  guint at, column;

  if (self->sheet != NULL && g_strcmp0 (self->id, id) == 0)
    return TRUE;
  stop_drafts (self);
  chosho_sample_grid_set_sheet (self->grid, NULL);
  g_clear_pointer (&self->sheet, chosho_sample_sheet_free);
  g_free (self->id);
  self->id = g_strdup (id);
  row = id != NULL ? read_sample (self) : NULL;
  if (row == NULL)
    {
      g_clear_pointer (&self->id, g_free);
      return FALSE;
    }
  open_sheet (self, row);
  if (chosho_sample_grid_get_cursor (self->grid, &at, &column))
    chosho_sample_grid_move (self->grid, at, column);
  return TRUE;
}

void
chosho_sample_desk_reload (ChoshoSampleDesk *self)
{
  g_autoptr (ChoshoValue) row = self->sheet != NULL ? read_sample (self) : NULL;
  guint n_items, n_attributes;

  if (row == NULL)
    return;
  if (g_strcmp0 (self->person, chosho_context_get_my_id (chosho_sample_desk_get_context (self))) != 0)
    {
      open_sheet (self, row);
      return;
    }
  n_items = chosho_sample_sheet_get_n_items (self->sheet);
  n_attributes = chosho_sample_sheet_get_n_attributes (self->sheet);
  chosho_sample_sheet_set_row (self->sheet, row);
  if (self->drafts != NULL)
    chosho_sample_drafts_sync (self->drafts);
  show_all (self);
  if (n_items != chosho_sample_sheet_get_n_items (self->sheet) || n_attributes != chosho_sample_sheet_get_n_attributes (self->sheet))
    chosho_sample_grid_rebuild (self->grid);
  else
    chosho_sample_grid_refresh_all (self->grid);
  on_cursor_moved_cb (self);
}

/* --- Class ------------------------------------------------------------------------------------------------------------ */

static void
on_width_cb (ChoshoContext *context, GParamSpec *pspec, ChoshoSampleDesk *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->split),
                                  chosho_context_get_width (context) == CHOSHO_WIDTH_SINGLE ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

void
chosho_sample_desk_set_page (ChoshoSampleDesk *self, ChoshoPage *page)
{
  ChoshoContext *context = chosho_page_get_context (page);

  self->page = page;
  chosho_sample_side_set_context (self->side, context);
  g_signal_connect_object (context, "notify::width", G_CALLBACK (on_width_cb), self, 0);
  on_width_cb (context, NULL, self);
}

static void
chosho_sample_desk_dispose (GObject *object)
{
  ChoshoSampleDesk *self = CHOSHO_SAMPLE_DESK (object);

  stop_drafts (self);
  if (self->grid != NULL && self->sheet != NULL)
    chosho_sample_grid_set_sheet (self->grid, NULL);
  g_clear_pointer (&self->sheet, chosho_sample_sheet_free);
  G_OBJECT_CLASS (chosho_sample_desk_parent_class)->dispose (object);
}

static void
chosho_sample_desk_finalize (GObject *object)
{
  g_free (CHOSHO_SAMPLE_DESK (object)->id);
  g_free (CHOSHO_SAMPLE_DESK (object)->person);
  G_OBJECT_CLASS (chosho_sample_desk_parent_class)->finalize (object);
}

static void
chosho_sample_desk_class_init (ChoshoSampleDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_sample_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_sample_desk_finalize;
  g_type_ensure (CHOSHO_TYPE_SAMPLE_GRID);
  g_type_ensure (CHOSHO_TYPE_SAMPLE_SIDE);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-sample-desk.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoSampleDesk, name)
  CHILD (title);
  CHILD (subtitle);
  CHILD (progress);
  CHILD (bar);
  CHILD (deviations);
  CHILD (finding_button);
  CHILD (steps);
  CHILD (unreplaced);
  CHILD (unreplaced_text);
  CHILD (no_attribute);
  CHILD (split);
  CHILD (grid);
  CHILD (side);
  CHILD (draft_note);
#undef CHILD
}

static void
chosho_sample_desk_init (ChoshoSampleDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->grid, "edited", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->grid, "cursor-moved", G_CALLBACK (on_cursor_moved_cb), self);
  g_signal_connect_swapped (self->grid, "remark", G_CALLBACK (on_remark_cb), self);
  g_signal_connect_swapped (self->grid, "evidence", G_CALLBACK (chosho_sample_desk_link), self);
  g_signal_connect (self->grid, "drop", G_CALLBACK (on_grid_drop_cb), self);
  g_signal_connect (self->side, "note-edited", G_CALLBACK (on_note_edited_cb), self);
  g_signal_connect (self->side, "unlink", G_CALLBACK (on_unlink_cb), self);
  g_signal_connect (self->side, "drop", G_CALLBACK (on_side_drop_cb), self);
}
