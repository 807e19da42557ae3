/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-form-drafts.h"

/* A draft is written this long after the first key: with a slow disk nothing typed two seconds ago is lost. */
#define DRAFT_DELAY_MS 1000

struct _ChoshoFormDrafts
{
  GObject parent_instance;

  ChoshoDraftKeeper *keeper;  /* (owned) */
  char              *person;  /* (owned) */
  char              *owner;   /* (owned) */
  GHashTable        *unsaved; /* (owned) subject -> (owned) (nullable) ChoshoValue */
  guint              timer;
};

G_DEFINE_FINAL_TYPE (ChoshoFormDrafts, chosho_form_drafts, G_TYPE_OBJECT)

enum
{
  SIGNAL_LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_value (gpointer value)
{
  if (value != NULL)
    chosho_value_unref (value);
}

static void
flush (ChoshoFormDrafts *self)
{
  GHashTableIter iter;
  gpointer subject, draft;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &subject, &draft))
    chosho_draft_keeper_save_async (self->keeper, self->person, self->owner, subject, draft, NULL, NULL);
  g_hash_table_remove_all (self->unsaved);
}

static gboolean
on_timer (gpointer user_data)
{
  ChoshoFormDrafts *self = user_data;

  self->timer = 0;
  flush (self);
  return G_SOURCE_REMOVE;
}

void
chosho_form_drafts_set (ChoshoFormDrafts *self, const char *subject, ChoshoValue *draft)
{
  g_hash_table_insert (self->unsaved, g_strdup (subject), draft != NULL ? chosho_value_ref (draft) : NULL);
  if (self->timer == 0)
    self->timer = g_timeout_add (DRAFT_DELAY_MS, on_timer, self);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoFormDrafts) self = user_data;
  g_autoptr (ChoshoValue) drafts = chosho_draft_keeper_list_finish (CHOSHO_DRAFT_KEEPER (source), result, NULL);

  if (drafts != NULL) /* that none can be read is the window's to tell: chosho-window-notice.c */
    g_signal_emit (self, signals[SIGNAL_LOADED], 0, drafts);
}

static void
chosho_form_drafts_dispose (GObject *object)
{
  flush (CHOSHO_FORM_DRAFTS (object));
  G_OBJECT_CLASS (chosho_form_drafts_parent_class)->dispose (object);
}

static void
chosho_form_drafts_finalize (GObject *object)
{
  ChoshoFormDrafts *self = CHOSHO_FORM_DRAFTS (object);

  g_object_unref (self->keeper);
  g_free (self->person);
  g_free (self->owner);
  g_hash_table_unref (self->unsaved);
  G_OBJECT_CLASS (chosho_form_drafts_parent_class)->finalize (object);
}

static void
chosho_form_drafts_class_init (ChoshoFormDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_form_drafts_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_form_drafts_finalize;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
chosho_form_drafts_init (ChoshoFormDrafts *self)
{
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clear_value);
}

ChoshoFormDrafts *
chosho_form_drafts_new (ChoshoDraftKeeper *keeper, const char *person, const char *owner)
{
  ChoshoFormDrafts *self = g_object_new (CHOSHO_TYPE_FORM_DRAFTS, NULL);

  self->keeper = g_object_ref (keeper);
  self->person = g_strdup (person);
  self->owner = g_strdup (owner);
  chosho_draft_keeper_list_async (keeper, person, owner, on_listed_cb, g_object_ref (self));
  return self;
}
