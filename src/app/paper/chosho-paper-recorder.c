/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-error-view.h"
#include "chosho-form-drafts.h"
#include "chosho-page.h"
#include "chosho-paper-recorder.h"
#include "chosho-undo.h"

#define DRAFTS "paper:" /* under which the drafts stand: no control has such a number */

struct _ChoshoPaperRecorder
{
  GObject parent_instance;

  ChoshoPaperEditor *editor;  /* (borrowed) */
  ChoshoContext     *context; /* (owned) */
  ChoshoFormDrafts  *drafts;  /* (owned) (nullable) nobody acts: nothing is kept */
  GHashTable        *kept;    /* (owned) id -> (owned) ChoshoValue: what is typed and not recorded */
  char              *person;  /* (owned) (nullable) whose drafts they are */
  char              *paper;   /* (owned) (nullable) shown */
  gboolean           ready;   /* the editor says what the record says of it */
};

G_DEFINE_FINAL_TYPE (ChoshoPaperRecorder, chosho_paper_recorder, G_TYPE_OBJECT)

/* --- Drafts --------------------------------------------------------------------------------------------------------- */

/* @draft (nullable) stands for @paper from now on. */
static void
keep (ChoshoPaperRecorder *self, const char *paper, ChoshoValue *draft)
{
  if (self->drafts == NULL)
    return;
  if (draft != NULL)
    g_hash_table_insert (self->kept, g_strdup (paper), chosho_value_ref (draft));
  else if (!g_hash_table_remove (self->kept, paper))
    return;
  chosho_form_drafts_set (self->drafts, paper, draft);
}

static void
keep_shown (ChoshoPaperRecorder *self)
{
  g_autoptr (ChoshoValue) draft = chosho_paper_editor_dup_draft (self->editor);

  if (self->ready)
    keep (self, self->paper, draft);
}

void
chosho_paper_recorder_restore (ChoshoPaperRecorder *self)
{
  ChoshoValue *draft;

  self->ready = self->paper != NULL;
  draft = self->ready ? g_hash_table_lookup (self->kept, self->paper) : NULL;
  if (draft != NULL && !chosho_paper_editor_set_draft (self->editor, draft))
    keep (self, self->paper, NULL); /* it is in the record already */
}

/* What was typed since goes before what is read. */
static void
on_loaded_cb (ChoshoPaperRecorder *self, ChoshoValue *drafts)
{
  for (guint i = 0; i < chosho_value_get_length (drafts); i++)
    if (!g_hash_table_contains (self->kept, chosho_value_get_key (drafts, i)))
      g_hash_table_insert (self->kept, g_strdup (chosho_value_get_key (drafts, i)), chosho_value_ref (chosho_value_get_member_at (drafts, i)));
  if (self->ready)
    chosho_paper_recorder_restore (self);
}

void
chosho_paper_recorder_follow_person (ChoshoPaperRecorder *self)
{
  const char *person = chosho_context_get_my_id (self->context);

  if (g_strcmp0 (person, self->person) == 0)
    return;
  chosho_paper_editor_discard (self->editor);
  g_hash_table_remove_all (self->kept);
  g_clear_object (&self->drafts);
  g_free (self->person);
  self->person = g_strdup (person);
  if (person == NULL)
    return;
  self->drafts = chosho_form_drafts_new (chosho_workspace_get_drafts (chosho_context_get_workspace (self->context)), person, DRAFTS);
  g_signal_connect_object (self->drafts, "loaded", G_CALLBACK (on_loaded_cb), self, G_CONNECT_SWAPPED);
}

/* --- Discarding --------------------------------------------------------------------------------------------------- */

/* A draft that the person discarded, and of which paper. */
typedef struct
{
  GWeakRef     recorder;
  ChoshoValue *draft; /* (owned) */
  char        *paper; /* (owned) */
} Discarded;

static void
discarded_free (gpointer data)
{
  Discarded *self = data;

  g_weak_ref_clear (&self->recorder);
  chosho_value_unref (self->draft);
  g_free (self->paper);
  g_free (self);
}

/* It is kept again, and its paper is gone to; not where something else was typed by now. */
static gboolean
restore_discarded (gpointer data)
{
  Discarded *self = data;
  g_autoptr (ChoshoPaperRecorder) recorder = g_weak_ref_get (&self->recorder);

  if (recorder == NULL || recorder->drafts == NULL || g_hash_table_contains (recorder->kept, self->paper))
    return FALSE;
  keep (recorder, self->paper, self->draft);
  if (recorder->ready && g_strcmp0 (recorder->paper, self->paper) == 0)
    chosho_paper_recorder_restore (recorder);
  chosho_page_go (GTK_WIDGET (recorder->editor), "papers", self->paper);
  return TRUE;
}

static void
on_discarded_cb (ChoshoPaperRecorder *self, ChoshoValue *draft)
{
  Discarded *discarded;

  keep_shown (self);
  if (draft == NULL || !self->ready)
    return;
  discarded = g_new0 (Discarded, 1);
  g_weak_ref_init (&discarded->recorder, self);
  discarded->draft = chosho_value_ref (draft);
  discarded->paper = g_strdup (self->paper);
  chosho_undo_offer (GTK_WIDGET (self->editor), _("The draft is discarded"), restore_discarded, discarded, discarded_free);
}

/* --- Recording ------------------------------------------------------------------------------------------------------ */

/* A text on its way; the editor may show another paper when it has arrived. */
typedef struct
{
  ChoshoPaperRecorder *recorder; /* (owned) */
  ChoshoFormDrafts    *drafts;   /* (owned) whose drafts it is among */
  ChoshoValue         *draft;    /* (owned) */
  char                *paper;    /* (owned) */
} Save;

static void
save_free (Save *self)
{
  g_object_unref (self->recorder);
  g_object_unref (self->drafts);
  chosho_value_unref (self->draft);
  g_free (self->paper);
  g_free (self);
}

/* It is in the record: what was typed since rests on it. */
static void
take_recorded (Save *save)
{
  ChoshoPaperRecorder *self = save->recorder;
  gboolean shown = self->ready && g_strcmp0 (self->paper, save->paper) == 0;

  if (self->drafts != save->drafts) /* somebody else acts by now */
    chosho_form_drafts_set (save->drafts, save->paper, NULL);
  else if (shown)
    {
      chosho_paper_editor_note_recorded (self->editor, save->draft);
      keep_shown (self);
    }
  else if (chosho_value_equal (g_hash_table_lookup (self->kept, save->paper), save->draft))
    keep (self, save->paper, NULL);
}

static void
on_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Save *save = user_data;
  ChoshoPaperRecorder *self = save->recorder;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    take_recorded (save);
  else if (g_strcmp0 (self->paper, save->paper) == 0 && self->drafts == save->drafts)
    {
      g_autofree char *blockers = chosho_error_view_dup_blockers (value);

      chosho_paper_editor_set_message (self->editor, blockers != NULL ? blockers : error->message);
    }
  save_free (save);
}

void
chosho_paper_recorder_record (ChoshoPaperRecorder *self)
{
  static const char *const members[] = { "number", "title", "text" };
  ChoshoValue *draft = self->ready && self->drafts != NULL ? chosho_paper_editor_dup_draft (self->editor) : NULL;
  ChoshoValue *args;
  Save *save;

  if (draft == NULL)
    return;
  keep (self, self->paper, draft);
  chosho_paper_editor_set_message (self->editor, NULL);
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "id", self->paper);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    chosho_value_set_string (args, members[i], chosho_value_get_string (draft, members[i]));
  save = g_new0 (Save, 1);
  save->recorder = g_object_ref (self);
  save->drafts = g_object_ref (self->drafts);
  save->draft = draft;
  save->paper = g_strdup (self->paper);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "paper edit", args, NULL, on_recorded_cb, save);
}

gboolean
chosho_paper_recorder_leave (ChoshoPaperRecorder *self)
{
  gboolean typed = self->ready && chosho_paper_editor_can_record (self->editor);

  if (typed)
    chosho_paper_recorder_record (self);
  return typed;
}

void
chosho_paper_recorder_set_paper (ChoshoPaperRecorder *self, const char *id)
{
  if (g_strcmp0 (self->paper, id) == 0)
    return;
  chosho_paper_recorder_leave (self);
  self->ready = FALSE;
  chosho_paper_editor_discard (self->editor);
  g_free (self->paper);
  self->paper = g_strdup (id);
}

/* --- Class ---------------------------------------------------------------------------------------------------------- */

static void
chosho_paper_recorder_dispose (GObject *object)
{
  g_clear_object (&CHOSHO_PAPER_RECORDER (object)->drafts);
  g_clear_object (&CHOSHO_PAPER_RECORDER (object)->context);
  G_OBJECT_CLASS (chosho_paper_recorder_parent_class)->dispose (object);
}

static void
chosho_paper_recorder_finalize (GObject *object)
{
  g_hash_table_unref (CHOSHO_PAPER_RECORDER (object)->kept);
  g_free (CHOSHO_PAPER_RECORDER (object)->person);
  g_free (CHOSHO_PAPER_RECORDER (object)->paper);
  G_OBJECT_CLASS (chosho_paper_recorder_parent_class)->finalize (object);
}

static void
chosho_paper_recorder_class_init (ChoshoPaperRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_paper_recorder_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_paper_recorder_finalize;
}

static void
chosho_paper_recorder_init (ChoshoPaperRecorder *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_value_unref);
}

ChoshoPaperRecorder *
chosho_paper_recorder_new (ChoshoPaperEditor *editor, ChoshoContext *context)
{
  ChoshoPaperRecorder *self = g_object_new (CHOSHO_TYPE_PAPER_RECORDER, NULL);

  self->editor = editor;
  self->context = g_object_ref (context);
  g_signal_connect_object (editor, "edited", G_CALLBACK (keep_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "discarded", G_CALLBACK (on_discarded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "record", G_CALLBACK (chosho_paper_recorder_record), self, G_CONNECT_SWAPPED);
  chosho_paper_recorder_follow_person (self);
  return self;
}
