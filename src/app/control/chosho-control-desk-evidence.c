/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-control-desk-private.h"
#include "chosho-error-view.h"
#include "chosho-evidence-picker.h"
#include "chosho-link-chips.h"
#include "chosho-evidence-taking.h"

/* How evidence comes to a step or control: files and folders, what is there already. */

#define TARGET_CHARACTERS 40 /* of a step, in a menu */

/* --- Files and folders ---------------------------------------------------------------------------------------- */

static void
on_files_cb (GtkNativeDialog *dialog, int response, ChoshoControlDesk *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  GSList *list = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    list = g_slist_append (list, g_list_model_get_item (files, i));
  if (list != NULL && self->control != NULL)
    chosho_evidence_take_files (self->page, chosho_control_desk_make_target (self, g_object_get_data (G_OBJECT (dialog), "step")), list);
  g_slist_free_full (list, g_object_unref);
  g_object_unref (dialog);
}

void
chosho_control_desk_choose_files (ChoshoControlDesk *self, const char *step, gboolean folder)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (folder ? _("Attach a Folder") : _("Attach Evidence"), chosho_control_desk_get_window (self),
                                                              folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE); /* what is chosen belongs to the control that is shown */
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "step", g_strdup (step), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_files_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- The clipboard -------------------------------------------------------------------------------------------- */

static ChoshoValue *
make_paste_target (gpointer user_data)
{
  ChoshoControlDesk *self = user_data;
  ChoshoStepCard *card = chosho_control_desk_get_current (self);

  return chosho_control_desk_is_ready (self) ? chosho_control_desk_make_target (self, card != NULL ? chosho_step_card_get_step (card) : NULL) : NULL;
}

void
chosho_control_desk_add_paste_key (ChoshoControlDesk *self)
{
  chosho_evidence_accept_pastes (GTK_WIDGET (self), make_paste_target, self);
}

/* --- What is cited elsewhere ------------------------------------------------------------------------------------------ */

static void
append_target (ChoshoControlDesk *self, ChoshoValue *targets, const char *label, const char *step)
{
  ChoshoValue *target = chosho_value_new_object ();

  chosho_value_set_string (target, "label", label);
  chosho_value_set (target, "args", chosho_control_desk_make_target (self, step));
  chosho_value_append (targets, target);
}

/* "閲覧: 規程を…": enough to know it by. (transfer full) */
static char *
dup_step_label (ChoshoValue *step)
{
  const char *text = chosho_value_get_string (step, "text");
  g_autofree char *line = g_strdelimit (g_strdup (text != NULL ? text : ""), "\n\r\t", ' ');
  g_autofree char *start = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), TARGET_CHARACTERS));

  return g_strdup_printf ("%s: %s%s", chosho_word_technique (chosho_value_get_string (step, "technique")), start, strlen (start) < strlen (line) ? "…" : "");
}

ChoshoValue *
chosho_control_desk_list_targets (ChoshoControlDesk *self)
{
  ChoshoValue *steps = chosho_value_get (self->document, "step");
  ChoshoValue *targets;
  g_autofree char *whole = NULL;

  if (!chosho_control_desk_is_ready (self))
    return NULL;
  targets = chosho_value_new_array ();
  whole = g_strdup_printf (_("%s as a whole"), self->control);
  append_target (self, targets, whole, NULL);
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *step = chosho_value_get_item (steps, i);
      g_autofree char *label = dup_step_label (step);

      append_target (self, targets, label, chosho_value_get_string (step, "id"));
    }
  return targets;
}

/* --- Links --------------------------------------------------------------------------------------------------------- */

static void
on_picked_cb (ChoshoEvidencePicker *picker, char **ids, ChoshoControlDesk *self)
{
  const char *step = g_object_get_data (G_OBJECT (picker), "step");
  ChoshoValue *args = chosho_control_desk_make_target (self, step);

  chosho_link_set_evidence (args, (const char *const *) ids);
  chosho_page_run (self->page, "evidence link", args, NULL, NULL);
}

static void
link_evidence (ChoshoControlDesk *self, const char *step)
{
  ChoshoEvidencePicker *picker = chosho_evidence_picker_new (chosho_control_desk_get_window (self), chosho_context_get_workspace (chosho_control_desk_get_context (self)));

  chosho_evidence_picker_choose_for (picker, chosho_control_desk_get_context (self), self->control, step);
  g_object_set_data_full (G_OBJECT (picker), "step", g_strdup (step), g_free);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked_cb), self, 0);
  gtk_window_present (GTK_WINDOW (picker));
}

/* For which step samples are on their way. */
typedef struct
{
  ChoshoControlDesk *desk; /* (owned) */
  char              *step; /* (owned) */
} Sampling;

static void
offer_samples (ChoshoControlDesk *self, ChoshoCommandDialog *dialog, ChoshoValue *samples)
{
  ChoshoWorkspace *workspace = chosho_context_get_workspace (chosho_control_desk_get_context (self));

  for (guint i = chosho_value_get_length (samples); i-- > 0;) /* the newest first */
    {
      ChoshoValue *row = chosho_value_get_item (samples, i);
      const char *reference = chosho_value_get_string (row, "reference");
      g_autoptr (ChoshoValue) population = chosho_workspace_read_row (workspace, "population", chosho_value_get_string (row, "population"));
      g_autofree char *progress = g_strdup_printf (_("%d of %d items"), (int) chosho_value_get_integer (row, "answered", 0), (int) chosho_value_get_integer (row, "total", 0));
      g_autofree char *words = g_strjoin ("  ", reference, population != NULL ? chosho_value_get_string (population, "name") : "", progress, NULL);

      chosho_command_dialog_offer (dialog, "id", reference, words);
    }
}

/* Where none is drawn yet there is none to link: the page of samples draws it. */
static void
on_samples_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sampling *sampling = user_data;
  g_autoptr (ChoshoControlDesk) self = sampling->desk;
  g_autofree char *step = sampling->step;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) samples = NULL;

  g_free (sampling);
  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &samples, &error))
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
  else if (chosho_value_get_length (samples) == 0)
    chosho_page_go (GTK_WIDGET (self), "samples", NULL);
  else if (chosho_control_desk_is_ready (self))
    offer_samples (self, chosho_control_desk_ask (self, "sample link", chosho_control_desk_make_target (self, step)), samples);
}

static void
link_sample (ChoshoControlDesk *self, const char *step)
{
  Sampling *sampling = g_new0 (Sampling, 1);

  sampling->desk = g_object_ref (self);
  sampling->step = g_strdup (step);
  chosho_workspace_run_async (chosho_context_get_workspace (chosho_control_desk_get_context (self)), "sample list", chosho_value_new_object (), NULL,
                              on_samples_cb, sampling);
}

static void
record_sighting (ChoshoControlDesk *self, const char *step)
{
  ChoshoValue *args = chosho_control_desk_make_target (self, step);

  chosho_value_set (args, "control", chosho_value_new_array ()); /* known and none: the step is enough */
  chosho_control_desk_ask (self, "evidence sighting", args);
}

static void
unlink_thing (ChoshoControlDesk *self, const char *step, GVariant *parameter)
{
  const char *kind, *id;
  g_autofree char *command = NULL;
  ChoshoValue *args = chosho_control_desk_make_target (self, step);

  g_variant_get (parameter, "(&s&s)", &kind, &id);
  command = g_strdup_printf ("%s unlink", kind);
  chosho_value_set_string (args, "id", id);
  chosho_page_run (self->page, command, args, NULL, NULL);
}

/* Whether @ids, which may be NULL, has @id among them. */
static gboolean
has_id (ChoshoValue *ids, const char *id)
{
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (ids, i)), id) == 0)
      return TRUE;
  return FALSE;
}

/* The evidence among which the person looks at @id: that of the step with the cursor, else of the first step that has
 * it, else of the control as a whole. Borrowed, (nullable). */
static ChoshoValue *
find_series (ChoshoControlDesk *self, const char *id)
{
  ChoshoStepCard *card = chosho_control_desk_get_current (self);
  ChoshoValue *steps = chosho_value_get (self->document, "step");
  ChoshoValue *whole = chosho_value_get (chosho_value_get_item (chosho_value_get (self->document, "links"), 0), "evidence");
  ChoshoValue *found = NULL;

  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *step = chosho_value_get_item (steps, i);
      ChoshoValue *ids = chosho_value_get (step, "evidence");
      gboolean current = card != NULL && g_strcmp0 (chosho_step_card_get_step (card), chosho_value_get_string (step, "id")) == 0;

      if (has_id (ids, id) && (found == NULL || current))
        found = ids;
    }
  return found != NULL ? found : has_id (whole, id) ? whole : NULL;
}

/* What Previous and Next of the viewer go through. */
static void
tell_series (ChoshoControlDesk *self, const char *id)
{
  ChoshoValue *ids = find_series (self, id);
  g_autoptr (GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    g_variant_builder_add (builder, "s", chosho_value_as_string (chosho_value_get_item (ids, i)));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.evidence-series", "as", builder);
}

void
chosho_control_desk_open_link (ChoshoControlDesk *self, const char *kind, const char *id)
{
  if (g_str_equal (kind, "sample"))
    chosho_page_go (GTK_WIDGET (self), "samples", id);
  else if (g_str_equal (kind, "interview") || g_str_equal (kind, "observation"))
    chosho_page_go (GTK_WIDGET (self), "interviews", id);
  else if (g_str_equal (kind, "step"))
    chosho_control_page_show_step (self->control_page, id);
  else if (g_str_equal (kind, "mark"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view-mark", "s", id);
  else
    {
      tell_series (self, id);
      if (!gtk_widget_activate_action (GTK_WIDGET (self), "win.view-evidence", "(ss)", id, ""))
        chosho_page_go (GTK_WIDGET (self), "evidence", id);
    }
}

gboolean
chosho_control_desk_evidence_verb (ChoshoControlDesk *self, ChoshoStepCard *card, const char *name, GVariant *parameter)
{
  const char *step = chosho_step_card_get_step (card);

  if (g_str_equal (name, "attach"))
    chosho_control_desk_choose_files (self, step, FALSE);
  else if (g_str_equal (name, "attach-folder"))
    chosho_control_desk_choose_files (self, step, TRUE);
  else if (g_str_equal (name, "paste"))
    chosho_evidence_take_pasted (self->page, chosho_control_desk_make_target (self, step));
  else if (g_str_equal (name, "link"))
    link_evidence (self, step);
  else if (g_str_equal (name, "link-sample"))
    link_sample (self, step);
  else if (g_str_equal (name, "sighting"))
    record_sighting (self, step);
  else if (g_str_equal (name, "unlink"))
    unlink_thing (self, step, parameter);
  else
    return FALSE;
  return TRUE;
}
