/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-sample-drafts.h"

/* A draft is written this long after the first key: with a slow disk nothing typed two seconds ago is lost. */
#define DRAFT_DELAY_MS 1000

struct _ChoshoSampleDrafts
{
  GObject parent_instance;

  ChoshoWorkspace   *workspace; /* (owned) */
  ChoshoSampleSheet *sheet;     /* (borrowed) (nullable) stopped */
  char              *person;    /* (owned) */
  char              *owner;     /* (owned) under which the drafts stand: no control has such a number */
  GHashTable        *unsaved;   /* (owned) items typed into since the last writing */
  GHashTable        *kept;      /* (owned) items with a draft on the disk */
  guint              timer;
  gboolean           warned;
};

G_DEFINE_FINAL_TYPE (ChoshoSampleDrafts, chosho_sample_drafts, G_TYPE_OBJECT)

enum
{
  SIGNAL_LOADED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
warn (ChoshoSampleDrafts *self, const char *format, const GError *error)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", format, error->message);

  if (!self->warned)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, text);
  self->warned = TRUE;
}

/* --- Writing ------------------------------------------------------------------------------------------- */

static void
save (ChoshoSampleDrafts *self, const char *item)
{
  g_autoptr (ChoshoValue) draft = NULL;
  guint row;

  if (!chosho_sample_sheet_find_item (self->sheet, item, &row))
    return;
  draft = chosho_sample_sheet_dup_draft (self->sheet, row);
  if (draft != NULL && !g_hash_table_contains (self->kept, item)) /* @item may be the very key: it is not to be replaced */
    g_hash_table_add (self->kept, g_strdup (item));
  chosho_draft_keeper_save_async (chosho_workspace_get_drafts (self->workspace), self->person, self->owner, item, draft, NULL, NULL);
}

static void
flush (ChoshoSampleDrafts *self)
{
  GHashTableIter iter;
  gpointer item;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (self->sheet != NULL && g_hash_table_iter_next (&iter, &item, NULL))
    save (self, item);
  g_hash_table_remove_all (self->unsaved);
}

static gboolean
on_timer (gpointer user_data)
{
  ChoshoSampleDrafts *self = user_data;

  self->timer = 0;
  flush (self);
  return G_SOURCE_REMOVE;
}

void
chosho_sample_drafts_note (ChoshoSampleDrafts *self, guint row)
{
  g_hash_table_add (self->unsaved, g_strdup (chosho_sample_sheet_get_item (self->sheet, row)));
  if (self->timer == 0)
    self->timer = g_timeout_add (DRAFT_DELAY_MS, on_timer, self);
}

void
chosho_sample_drafts_sync (ChoshoSampleDrafts *self)
{
  GHashTableIter iter;
  gpointer item;
  guint row;

  flush (self);
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (!chosho_sample_sheet_find_item (self->sheet, item, &row) || !chosho_sample_sheet_has_draft (self->sheet, row))
      {
        chosho_draft_keeper_save_async (chosho_workspace_get_drafts (self->workspace), self->person, self->owner, item, NULL, NULL, NULL);
        g_hash_table_iter_remove (&iter);
      }
    else
      save (self, item); /* a part of it may be recorded */
}

void
chosho_sample_drafts_stop (ChoshoSampleDrafts *self)
{
  flush (self);
  self->sheet = NULL;
}

/* --- Reading ------------------------------------------------------------------------------------------- */

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoSampleDrafts) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) drafts = chosho_draft_keeper_list_finish (CHOSHO_DRAFT_KEEPER (source), result, &error);

  if (drafts == NULL)
    warn (self, _("Drafts could not be read"), error);
  for (guint i = 0; self->sheet != NULL && i < chosho_value_get_length (drafts); i++)
    {
      const char *item = chosho_value_get_key (drafts, i);
      guint row;

      g_hash_table_add (self->kept, g_strdup (item));
      if (!chosho_sample_sheet_find_item (self->sheet, item, &row) || chosho_sample_sheet_has_draft (self->sheet, row))
        continue; /* what was typed meanwhile is newer */
      if (chosho_sample_sheet_set_draft (self->sheet, row, chosho_value_get_member_at (drafts, i)))
        g_signal_emit (self, signals[SIGNAL_LOADED], 0, row);
      else
        chosho_sample_drafts_note (self, row); /* it is recorded already: nothing to keep */
    }
}

/* --- Class ----------------------------------------------------------------------------------------------- */

static void
chosho_sample_drafts_dispose (GObject *object)
{
  ChoshoSampleDrafts *self = CHOSHO_SAMPLE_DRAFTS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (chosho_sample_drafts_parent_class)->dispose (object);
}

static void
chosho_sample_drafts_finalize (GObject *object)
{
  ChoshoSampleDrafts *self = CHOSHO_SAMPLE_DRAFTS (object);

  g_hash_table_unref (self->unsaved);
  g_hash_table_unref (self->kept);
  g_free (self->person);
  g_free (self->owner);
  G_OBJECT_CLASS (chosho_sample_drafts_parent_class)->finalize (object);
}

static void
chosho_sample_drafts_class_init (ChoshoSampleDraftsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chosho_sample_drafts_dispose;
  object_class->finalize = chosho_sample_drafts_finalize;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chosho_sample_drafts_init (ChoshoSampleDrafts *self)
{
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ChoshoSampleDrafts *
chosho_sample_drafts_new (ChoshoWorkspace *workspace, const char *person, const char *sample, ChoshoSampleSheet *sheet)
{
  ChoshoSampleDrafts *self = g_object_new (CHOSHO_TYPE_SAMPLE_DRAFTS, NULL);

  self->workspace = g_object_ref (workspace);
  self->person = g_strdup (person);
  self->owner = g_strconcat ("sample:", sample, NULL);
  self->sheet = sheet;
  chosho_draft_keeper_list_async (chosho_workspace_get_drafts (workspace), person, self->owner, on_listed_cb, g_object_ref (self));
  return self;
}
