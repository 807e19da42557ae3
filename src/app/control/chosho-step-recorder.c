/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-step-recorder.h"

/* A draft is written this long after the first key: with a slow disk nothing typed two seconds ago is lost. */
#define DRAFT_DELAY_MS 1000

struct _ChoshoStepRecorder
{
  GObject parent_instance;

  ChoshoControlPage *page;      /* (borrowed) */
  ChoshoWorkspace   *workspace; /* (owned) */
  GtkRoot           *root;      /* (borrowed) (nullable) whose focus is followed */
  gulong             focus_handler;

  char              *control;   /* (owned) (nullable) */
  char              *person;    /* (owned) (nullable) */
  GHashTable        *unsaved;   /* (owned) step ids typed into since the last draft */
  GHashTable        *recording; /* (owned) step ids on their way into the record */
  ChoshoStepCard    *current;   /* (owned) (nullable) the card with the cursor */
  guint              timer;
};

G_DEFINE_FINAL_TYPE (ChoshoStepRecorder, chosho_step_recorder, G_TYPE_OBJECT)

/* --- Drafts --------------------------------------------------------------------------------------------- */

static void
save_draft (ChoshoStepRecorder *self, const char *control, ChoshoStepCard *card)
{
  g_autoptr (ChoshoValue) draft = chosho_step_card_dup_draft (card);

  chosho_draft_keeper_save_async (chosho_workspace_get_drafts (self->workspace), self->person, control, chosho_step_card_get_step (card), draft,
                                  NULL, NULL); /* the window tells where it cannot be written */
}

static void
save_drafts (ChoshoStepRecorder *self)
{
  GHashTableIter iter;
  gpointer step;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (self->person != NULL && g_hash_table_iter_next (&iter, &step, NULL))
    {
      ChoshoStepCard *card = chosho_control_page_get_card (self->page, step);

      if (card != NULL)
        save_draft (self, self->control, card);
    }
  g_hash_table_remove_all (self->unsaved);
}

static gboolean
on_timer (gpointer user_data)
{
  ChoshoStepRecorder *self = user_data;

  self->timer = 0;
  save_drafts (self);
  return G_SOURCE_REMOVE;
}

static void
on_edited_cb (ChoshoControlPage *page, ChoshoStepCard *card, ChoshoStepRecorder *self)
{
  chosho_step_card_set_message (card, NULL);
  g_hash_table_add (self->unsaved, g_strdup (chosho_step_card_get_step (card)));
  if (self->timer == 0)
    self->timer = g_timeout_add (DRAFT_DELAY_MS, on_timer, self);
}

/* --- Recording -------------------------------------------------------------------------------------------- */

/* A card whose text is on its way; the page may show another control when it has arrived. */
typedef struct
{
  ChoshoStepRecorder *recorder; /* (owned) */
  ChoshoStepCard     *card;     /* (owned) */
  ChoshoValue        *args;     /* (owned) */
  char               *control;  /* (owned) */
} Save;

static void
save_free (Save *self)
{
  g_object_unref (self->recorder);
  g_object_unref (self->card);
  chosho_value_unref (self->args);
  g_free (self->control);
  g_free (self);
}

static void
on_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Save *save = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *blockers = NULL;

  g_hash_table_remove (save->recorder->recording, chosho_step_card_get_step (save->card));
  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      const char *performance = chosho_value_get_string (value, "performance");

      /* An equal performance writes nothing and has no id of its own. */
      chosho_step_card_note_recorded (save->card, save->args, performance != NULL ? performance : chosho_value_get_string (save->args, "replacing"));
      if (save->recorder->person != NULL)
        save_draft (save->recorder, save->control, save->card);
    }
  else
    {
      blockers = chosho_error_view_dup_blockers (value);
      chosho_step_card_set_message (save->card, blockers != NULL ? blockers : error->message);
    }
  save_free (save);
}

static void
push_record (ChoshoStepRecorder *self, ChoshoStepCard *card)
{
  Save *save;

  if (self->control == NULL || !g_hash_table_add (self->recording, g_strdup (chosho_step_card_get_step (card))))
    return;
  save = g_new0 (Save, 1);
  save->recorder = g_object_ref (self);
  save->card = g_object_ref (card);
  save->args = chosho_step_card_dup_args (card);
  save->control = g_strdup (self->control);
  chosho_step_card_set_message (card, NULL);
  chosho_workspace_run_async (self->workspace, "step record", chosho_value_ref (save->args), NULL, on_recorded_cb, save);
}

void
chosho_step_recorder_record (ChoshoStepRecorder *self, ChoshoStepCard *card)
{
  g_autoptr (ChoshoValue) draft = chosho_step_card_dup_draft (card);

  if (draft == NULL)
    return;
  save_drafts (self);
  if (!chosho_step_card_ask_for_missing (card))
    push_record (self, card);
}

gboolean
chosho_step_recorder_leave (ChoshoStepRecorder *self)
{
  GHashTableIter iter;
  gpointer card;
  gboolean typed = FALSE;

  save_drafts (self);
  g_hash_table_iter_init (&iter, chosho_control_page_get_cards (self->page));
  while (g_hash_table_iter_next (&iter, NULL, &card))
    if (chosho_step_card_can_record (card))
      {
        push_record (self, card);
        typed = TRUE;
      }
  g_clear_object (&self->current);
  return typed;
}

/* The cursor went from one card to elsewhere in the window. Another window coming to the front is no
 * leaving: people read there what they write here. */
static void
on_focus_cb (ChoshoStepRecorder *self)
{
  GtkWidget *focus = gtk_root_get_focus (self->root);
  ChoshoStepCard *card;

  if (focus == NULL)
    return;
  card = chosho_control_page_find_card (self->page, focus);
  if (card == self->current)
    return;
  if (self->current != NULL && chosho_step_card_can_record (self->current))
    {
      save_drafts (self);
      push_record (self, self->current);
    }
  g_set_object (&self->current, card);
}

static void
follow_root (ChoshoStepRecorder *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->page));

  if (root == self->root)
    return;
  if (self->root != NULL)
    g_clear_signal_handler (&self->focus_handler, self->root);
  self->root = root;
  if (root != NULL)
    self->focus_handler = g_signal_connect_swapped (root, "notify::focus-widget", G_CALLBACK (on_focus_cb), self);
}

/* --- Another control, another person ---------------------------------------------------------------------- */

/* Whose drafts are read: what comes too late is for nobody. */
typedef struct
{
  ChoshoStepRecorder *recorder; /* (owned) */
  char               *control;  /* (owned) */
  char               *person;   /* (owned) */
} Reading;

static void
on_drafts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (ChoshoStepRecorder) self = reading->recorder;
  g_autofree char *control = reading->control;
  g_autofree char *person = reading->person;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) drafts = chosho_draft_keeper_list_finish (CHOSHO_DRAFT_KEEPER (source), result, &error);

  g_free (reading);
  if (drafts == NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Drafts could not be read: %s"), error->message);

      chosho_error_view_toast (GTK_WIDGET (self->page), text);
      return;
    }
  if (g_strcmp0 (control, self->control) != 0 || g_strcmp0 (person, self->person) != 0)
    return;
  for (guint i = 0; i < chosho_value_get_length (drafts); i++)
    {
      ChoshoStepCard *card = chosho_control_page_get_card (self->page, chosho_value_get_key (drafts, i));
      g_autoptr (ChoshoValue) typed = card != NULL ? chosho_step_card_dup_draft (card) : NULL;

      if (card == NULL || typed != NULL)
        continue;
      if (!chosho_step_card_set_draft (card, chosho_value_get_member_at (drafts, i)))
        save_draft (self, self->control, card); /* it is in the record already: nothing to keep */
    }
}

/* One person's words never go into the record, or under the drafts, of another. */
static void
change_person (ChoshoStepRecorder *self)
{
  GHashTableIter iter;
  gpointer card;

  save_drafts (self);
  g_hash_table_iter_init (&iter, chosho_control_page_get_cards (self->page));
  while (g_hash_table_iter_next (&iter, NULL, &card))
    chosho_step_card_discard (card);
}

void
chosho_step_recorder_set_control (ChoshoStepRecorder *self, const char *control, const char *person)
{
  Reading *reading;

  follow_root (self);
  if (g_strcmp0 (self->control, control) == 0 && g_strcmp0 (self->person, person) == 0)
    return;
  if (g_strcmp0 (self->control, control) == 0)
    change_person (self);
  g_hash_table_remove_all (self->unsaved);
  g_free (self->control);
  self->control = g_strdup (control);
  g_free (self->person);
  self->person = g_strdup (person);
  if (control == NULL || person == NULL)
    return;
  reading = g_new0 (Reading, 1);
  reading->recorder = g_object_ref (self);
  reading->control = g_strdup (control);
  reading->person = g_strdup (person);
  chosho_draft_keeper_list_async (chosho_workspace_get_drafts (self->workspace), person, control, on_drafts_cb, reading);
}

/* --- Class ---------------------------------------------------------------------------------------------------- */

static void
chosho_step_recorder_dispose (GObject *object)
{
  ChoshoStepRecorder *self = CHOSHO_STEP_RECORDER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->root != NULL)
    g_clear_signal_handler (&self->focus_handler, self->root);
  self->root = NULL;
  g_clear_object (&self->current);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (chosho_step_recorder_parent_class)->dispose (object);
}

static void
chosho_step_recorder_finalize (GObject *object)
{
  ChoshoStepRecorder *self = CHOSHO_STEP_RECORDER (object);

  g_hash_table_unref (self->unsaved);
  g_hash_table_unref (self->recording);
  g_free (self->control);
  g_free (self->person);
  G_OBJECT_CLASS (chosho_step_recorder_parent_class)->finalize (object);
}

static void
chosho_step_recorder_class_init (ChoshoStepRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_step_recorder_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_step_recorder_finalize;
}

static void
chosho_step_recorder_init (ChoshoStepRecorder *self)
{
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->recording = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ChoshoStepRecorder *
chosho_step_recorder_new (ChoshoControlPage *page, ChoshoWorkspace *workspace)
{
  ChoshoStepRecorder *self = g_object_new (CHOSHO_TYPE_STEP_RECORDER, NULL);

  self->page = page;
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (page, "edited", G_CALLBACK (on_edited_cb), self, 0);
  return self;
}
