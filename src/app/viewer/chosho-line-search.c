/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-line-search.h"

#include <string.h>

#include "chosho-find-text.h"

#define PIECE 500 /* lines asked for at once: a few milliseconds to look through */
#define PROGRESS_US (150 * G_TIME_SPAN_MILLISECOND) /* between two words on it: what an eye can read */

struct _ChoshoLineSearch
{
  GObject parent_instance;

  ChoshoDocument *document;  /* (owned) */
  char           *charset;   /* (owned) (nullable) */
  char           *needle;    /* (owned) */
  GCancellable   *searching; /* (owned) (nullable) under way */
  int             direction;
  gint64          from;      /* the line begun behind; -1: none */
  gint64          at;        /* the next line to look at; -1 backwards: the last one, once all are counted */
  gboolean        wrapped;   /* round the end, or the beginning */
  guint64         line;      /* found */
  guint64         looked_bytes;
  gint64          told_us;   /* when progress was told */
};

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoLineSearch, chosho_line_search, G_TYPE_OBJECT)

static void
end (ChoshoLineSearch *self, gboolean found)
{
  g_clear_object (&self->searching);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, found);
}

/* TRUE where the search is over: found, or back at the line begun behind. */
static gboolean
look_at_line (ChoshoLineSearch *self, gint64 number, const char *text)
{
  g_autoptr (GArray) hits = NULL;

  if (self->wrapped && (self->direction > 0 ? number > self->from : number < self->from))
    {
      end (self, FALSE);
      return TRUE;
    }
  hits = chosho_find_text (text, self->needle);
  if (hits->len == 0)
    return FALSE;
  self->line = (guint64) number;
  end (self, TRUE);
  return TRUE;
}

/* TRUE where the search is over. */
static gboolean
look_at_piece (ChoshoLineSearch *self, const ChoshoTextLines *lines)
{
  guint n = lines->lines->len;

  for (guint i = 0; i < n; i++)
    {
      guint index = self->direction > 0 ? i : n - 1 - i;
      const ChoshoTextLine *line = g_ptr_array_index (lines->lines, index);

      if (look_at_line (self, (gint64) (lines->first + index), line->text))
        return TRUE;
    }
  return FALSE;
}

/* TRUE where the search is over. */
static gboolean
wrap (ChoshoLineSearch *self)
{
  if (self->wrapped || self->from < 0)
    {
      end (self, FALSE);
      return TRUE;
    }
  self->wrapped = TRUE;
  self->at = self->direction > 0 ? 0 : -1;
  return FALSE;
}

/* Where to look next; TRUE where the search is over. */
static gboolean
move_on (ChoshoLineSearch *self, const ChoshoTextLines *lines)
{
  gboolean all_counted = lines->counted_bytes >= lines->size_bytes;

  if (self->at < 0)
    {
      if (all_counted && lines->n_lines == 0)
        return wrap (self);
      if (all_counted)
        self->at = (gint64) lines->n_lines - 1;
      return FALSE;
    }
  if (lines->lines->len == 0 && !all_counted)
    return FALSE; /* a helper that was started anew has not counted up to there */
  if (self->direction < 0)
    {
      self->at = (gint64) lines->first - 1;
      return self->at < 0 && wrap (self);
    }
  self->at += lines->lines->len;
  return all_counted && self->at >= (gint64) lines->n_lines && wrap (self);
}

static void
tell_progress (ChoshoLineSearch *self, const ChoshoTextLines *lines)
{
  gint64 now_us = g_get_monotonic_time ();

  if (lines->lines->len > 0)
    {
      const ChoshoTextLine *first = g_ptr_array_index (lines->lines, 0), *last = g_ptr_array_index (lines->lines, lines->lines->len - 1);

      self->looked_bytes += last->offset + strlen (last->text) + last->left_out_bytes - first->offset;
    }
  if (now_us - self->told_us < PROGRESS_US || lines->size_bytes == 0)
    return;
  self->told_us = now_us;
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, (guint) MIN (99, 100 * self->looked_bytes / lines->size_bytes));
}

static void ask_piece (ChoshoLineSearch *self);

static void
on_lines_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoLineSearch) self = user_data;
  g_autoptr (ChoshoTextLines) lines = chosho_document_read_lines_finish (CHOSHO_DOCUMENT (source), result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->searching)
    return; /* stopped, or another search began */
  if (lines == NULL)
    {
      end (self, FALSE);
      return;
    }
  if (look_at_piece (self, lines) || move_on (self, lines))
    return;
  tell_progress (self, lines);
  if (self->searching != NULL)
    ask_piece (self);
}

static void
ask_piece (ChoshoLineSearch *self)
{
  guint64 first = self->direction > 0 ? (guint64) self->at : (guint64) MAX (self->at - PIECE + 1, 0);
  guint count = self->direction > 0 ? PIECE : (guint) ((guint64) self->at - first + 1);

  if (self->at < 0)
    first = count = 0; /* only counting goes on */
  chosho_document_read_lines_async (self->document, first, count, self->charset, self->searching, on_lines_cb, g_object_ref (self));
}

void
chosho_line_search_go (ChoshoLineSearch *self, int direction, gint64 from)
{
  if (self->searching != NULL && self->direction == direction)
    return;
  chosho_line_search_stop (self);
  self->direction = direction;
  self->from = from;
  self->at = direction > 0 ? from + 1 : from - 1;
  self->wrapped = FALSE;
  self->looked_bytes = 0;
  self->searching = g_cancellable_new ();
  self->told_us = g_get_monotonic_time ();
  if (direction < 0 && from == 0)
    wrap (self); /* nothing stands before the first line */
  ask_piece (self);
}

void
chosho_line_search_stop (ChoshoLineSearch *self)
{
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

guint64
chosho_line_search_get_line (ChoshoLineSearch *self)
{
  return self->line;
}

const char *
chosho_line_search_get_needle (ChoshoLineSearch *self)
{
  return self->needle;
}

static void
chosho_line_search_finalize (GObject *object)
{
  ChoshoLineSearch *self = CHOSHO_LINE_SEARCH (object);

  g_clear_object (&self->searching);
  g_object_unref (self->document);
  g_free (self->charset);
  g_free (self->needle);
  G_OBJECT_CLASS (chosho_line_search_parent_class)->finalize (object);
}

static void
chosho_line_search_class_init (ChoshoLineSearchClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_line_search_finalize;
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
chosho_line_search_init (ChoshoLineSearch *self)
{
}

ChoshoLineSearch *
chosho_line_search_new (ChoshoDocument *document, const char *charset, const char *needle)
{
  ChoshoLineSearch *self = g_object_new (CHOSHO_TYPE_LINE_SEARCH, NULL);

  self->document = g_object_ref (document);
  self->charset = g_strdup (charset);
  self->needle = g_strdup (needle);
  return self;
}
