/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-sitting.h"

/* A draft is written this long after the first key: with a slow disk nothing typed two seconds ago is lost. */
#define DRAFT_DELAY_MS 1000
#define OWNER "interview:" /* under which the drafts stand: no control has such a number */
#define FORM "form"        /* no step has such an id */

struct _ChoshoSitting
{
  GObject parent_instance;

  ChoshoWorkspace *workspace; /* (owned) */
  char            *person;    /* (owned) */
  ChoshoValue     *form;      /* (owned) (nullable) */
  GHashTable      *answers;   /* (owned) step -> answer */
  GPtrArray       *overtaken; /* (owned) (element-type ChoshoValue) rows of steps answered and recorded meanwhile */
  GHashTable      *unsaved;   /* (owned) subjects typed into since the last writing */
  guint            timer;
  gboolean         warned;
};

G_DEFINE_FINAL_TYPE (ChoshoSitting, chosho_sitting, G_TYPE_OBJECT)

enum
{
  SIGNAL_LOADED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Drafts ------------------------------------------------------------------------------------------------ */

static void
warn (ChoshoSitting *self, const char *what, const GError *error)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", what, error->message);

  if (!self->warned)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, text);
  self->warned = TRUE;
}

void
chosho_sitting_flush (ChoshoSitting *self)
{
  GHashTableIter iter;
  gpointer subject;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &subject, NULL))
    {
      ChoshoValue *draft = strcmp (subject, FORM) == 0 ? self->form : g_hash_table_lookup (self->answers, subject);

      chosho_draft_keeper_save_async (chosho_workspace_get_drafts (self->workspace), self->person, OWNER, subject, draft, NULL, NULL);
    }
  g_hash_table_remove_all (self->unsaved);
}

static gboolean
on_timer (gpointer user_data)
{
  ChoshoSitting *self = user_data;

  self->timer = 0;
  chosho_sitting_flush (self);
  return G_SOURCE_REMOVE;
}

static void
note_unsaved (ChoshoSitting *self, const char *subject)
{
  g_hash_table_add (self->unsaved, g_strdup (subject));
  if (self->timer == 0)
    self->timer = g_timeout_add (DRAFT_DELAY_MS, on_timer, self);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoSitting) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) drafts = chosho_draft_keeper_list_finish (CHOSHO_DRAFT_KEEPER (source), result, &error);

  if (drafts == NULL)
    warn (self, _("Drafts could not be read"), error);
  for (guint i = 0; i < chosho_value_get_length (drafts); i++)
    {
      const char *subject = chosho_value_get_key (drafts, i);
      ChoshoValue *draft = chosho_value_get_member_at (drafts, i);

      if (g_hash_table_contains (self->unsaved, subject))
        continue; /* what was typed meanwhile is newer */
      if (strcmp (subject, FORM) != 0)
        g_hash_table_insert (self->answers, g_strdup (subject), chosho_value_ref (draft));
      else if (self->form == NULL)
        self->form = chosho_value_ref (draft);
    }
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

/* --- What is typed --------------------------------------------------------------------------------------------- */

ChoshoValue *
chosho_sitting_get_form (ChoshoSitting *self)
{
  return self->form;
}

void
chosho_sitting_set_form (ChoshoSitting *self, ChoshoValue *form)
{
  chosho_value_ref (form);
  g_clear_pointer (&self->form, chosho_value_unref);
  self->form = form;
  note_unsaved (self, FORM);
}

ChoshoValue *
chosho_sitting_get_answer (ChoshoSitting *self, const char *step)
{
  return g_hash_table_lookup (self->answers, step);
}

void
chosho_sitting_set_answer (ChoshoSitting *self, const char *step, ChoshoValue *answer)
{
  if (answer != NULL)
    g_hash_table_insert (self->answers, g_strdup (step), chosho_value_ref (answer));
  else
    g_hash_table_remove (self->answers, step);
  note_unsaved (self, step);
}

/* By a look-up each, so it is not done with every key. */
void
chosho_sitting_check_overtaken (ChoshoSitting *self)
{
  GHashTableIter iter;
  gpointer step, answer;

  g_ptr_array_set_size (self->overtaken, 0);
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &step, &answer))
    {
      g_autoptr (ChoshoValue) row = chosho_workspace_read_row (self->workspace, "step", step);
      const char *recorded = chosho_value_get_string (row, "performance");

      if (recorded != NULL && g_strcmp0 (recorded, chosho_value_get_string (answer, "replacing")) != 0)
        g_ptr_array_add (self->overtaken, g_steal_pointer (&row));
    }
}

GPtrArray *
chosho_sitting_get_overtaken (ChoshoSitting *self)
{
  return self->overtaken;
}

static gboolean
is_overtaken (ChoshoSitting *self, const char *step)
{
  for (guint i = 0; i < self->overtaken->len; i++)
    if (g_strcmp0 (chosho_value_get_string (g_ptr_array_index (self->overtaken, i), "id"), step) == 0)
      return TRUE;
  return FALSE;
}

/* An answer without a reason why it was impossible would stop the sign-off later on. */
static gboolean
is_ready (ChoshoSitting *self, ChoshoValue *answer)
{
  const char *text = chosho_value_get_string (answer, "answer");
  const char *outcome = chosho_value_get_string (answer, "outcome");

  return text != NULL && text[0] != '\0' && outcome != NULL && (strcmp (outcome, "unable") != 0 || chosho_value_get_string (answer, "reason") != NULL)
         && !is_overtaken (self, chosho_value_get_string (answer, "step"));
}

void
chosho_sitting_count (ChoshoSitting *self, guint *answered, guint *ready)
{
  GHashTableIter iter;
  gpointer answer;

  *answered = g_hash_table_size (self->answers);
  *ready = 0;
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &answer))
    *ready += is_ready (self, answer);
}

/* --- Into the record ------------------------------------------------------------------------------------------- */

/* In the order of the questions as they were read. */
static int
compare_answers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ChoshoValue *first = g_hash_table_lookup (user_data, a), *second = g_hash_table_lookup (user_data, b);

  return g_strcmp0 (chosho_value_get_string (first, "sort"), chosho_value_get_string (second, "sort"));
}

ChoshoValue *
chosho_sitting_make_args (ChoshoSitting *self)
{
  g_autoptr (GList) steps = g_hash_table_get_keys (self->answers);
  g_autoptr (ChoshoValue) words = chosho_value_new_array ();
  ChoshoValue *args;

  steps = g_list_sort_with_data (g_steal_pointer (&steps), compare_answers, self->answers);
  for (GList *l = steps; l != NULL; l = l->next)
    {
      ChoshoValue *answer = g_hash_table_lookup (self->answers, l->data);
      g_autofree char *word = is_ready (self, answer) ? chosho_value_to_canonical (answer, NULL) : NULL;

      if (word != NULL)
        chosho_value_append_string (words, word);
    }
  if (chosho_value_get_length (words) == 0)
    return NULL;
  args = self->form != NULL ? chosho_value_copy (self->form) : chosho_value_new_object ();
  chosho_value_set (args, "answers", g_steal_pointer (&words));
  return args;
}

void
chosho_sitting_note_recorded (ChoshoSitting *self, ChoshoValue *args)
{
  ChoshoValue *words = chosho_value_get (args, "answers");

  for (guint i = 0; i < chosho_value_get_length (words); i++)
    {
      const char *word = chosho_value_as_string (chosho_value_get_item (words, i));
      g_autoptr (ChoshoValue) recorded = chosho_value_parse (word, strlen (word), NULL);
      const char *step = chosho_value_get_string (recorded, "step");
      ChoshoValue *typed = step != NULL ? g_hash_table_lookup (self->answers, step) : NULL;

      if (typed != NULL && chosho_value_equal (typed, recorded))
        chosho_sitting_set_answer (self, step, NULL);
    }
  chosho_sitting_flush (self);
}

/* --- Class ---------------------------------------------------------------------------------------------------------- */

static void
chosho_sitting_dispose (GObject *object)
{
  ChoshoSitting *self = CHOSHO_SITTING (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (chosho_sitting_parent_class)->dispose (object);
}

static void
chosho_sitting_finalize (GObject *object)
{
  ChoshoSitting *self = CHOSHO_SITTING (object);

  g_free (self->person);
  g_clear_pointer (&self->form, chosho_value_unref);
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->overtaken);
  g_hash_table_unref (self->unsaved);
  G_OBJECT_CLASS (chosho_sitting_parent_class)->finalize (object);
}

static void
chosho_sitting_class_init (ChoshoSittingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chosho_sitting_dispose;
  object_class->finalize = chosho_sitting_finalize;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chosho_sitting_init (ChoshoSitting *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_value_unref);
  self->overtaken = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ChoshoSitting *
chosho_sitting_new (ChoshoWorkspace *workspace, const char *person)
{
  ChoshoSitting *self = g_object_new (CHOSHO_TYPE_SITTING, NULL);

  self->workspace = g_object_ref (workspace);
  self->person = g_strdup (person);
  chosho_draft_keeper_list_async (chosho_workspace_get_drafts (workspace), person, OWNER, on_listed_cb, g_object_ref (self));
  return self;
}
