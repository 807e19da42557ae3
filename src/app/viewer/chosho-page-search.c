/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-page-search.h"

#define PROGRESS_US (150 * G_TIME_SPAN_MILLISECOND) /* between two words on it: what an eye can read */

struct _ChoshoPageSearch
{
  GObject parent_instance;

  ChoshoDocument *document;  /* (owned) */
  char           *needle;    /* (owned) */
  GCancellable   *searching; /* (owned) (nullable) under way */
  int             direction;
  guint           page, left; /* looked at now; and still to look at */
  gint64          told_us;   /* when progress was told */
  gboolean        has_hit;
  guint           hit_page;
  ChoshoHit       hit;
  ChoshoPageText *text;      /* (owned) (nullable) of that page */
};

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoPageSearch, chosho_page_search, G_TYPE_OBJECT)

static guint
get_n_pages (ChoshoPageSearch *self)
{
  return chosho_document_get_info (self->document)->pages->len;
}

/* The next place on this page in the direction, behind the current one where that is on this page. */
static gboolean
take_hit (ChoshoPageSearch *self, const ChoshoPageText *text)
{
  g_autoptr (GArray) hits = chosho_find_text (text->text, self->needle);
  gboolean from_hit = self->has_hit && self->hit_page == self->page;

  for (guint n = 0; n < hits->len; n++)
    {
      ChoshoHit *hit = &g_array_index (hits, ChoshoHit, self->direction > 0 ? n : hits->len - 1 - n);

      if (from_hit && (self->direction > 0 ? hit->first <= self->hit.first : hit->first >= self->hit.first))
        continue;
      self->has_hit = TRUE;
      self->hit_page = self->page;
      self->hit = *hit;
      return TRUE;
    }
  return FALSE;
}

static void
end (ChoshoPageSearch *self, gboolean found)
{
  g_clear_object (&self->searching);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, found);
}

static void
tell_progress (ChoshoPageSearch *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->told_us < PROGRESS_US)
    return;
  self->told_us = now_us;
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, get_n_pages (self) - self->left, get_n_pages (self));
}

static void search_page (ChoshoPageSearch *self);

static void
on_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoPageSearch) self = user_data;
  g_autoptr (ChoshoPageText) text = chosho_document_read_page_text_finish (CHOSHO_DOCUMENT (source), result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->searching)
    return; /* stopped, or another search began */
  if (text != NULL && take_hit (self, text))
    {
      g_clear_pointer (&self->text, chosho_page_text_free);
      self->text = g_steal_pointer (&text);
      end (self, TRUE);
      return;
    }
  if (self->left-- == 0)
    {
      end (self, FALSE);
      return;
    }
  self->page = (self->page + get_n_pages (self) + (guint) self->direction) % get_n_pages (self);
  if (self->left == 0)
    self->has_hit = FALSE; /* round the end: the page begun on is looked at whole */
  tell_progress (self);
  if (self->searching != NULL)
    search_page (self);
}

static void
search_page (ChoshoPageSearch *self)
{
  chosho_document_read_page_text_async (self->document, self->page, self->searching, on_text_cb, g_object_ref (self));
}

void
chosho_page_search_go (ChoshoPageSearch *self, int direction, guint from)
{
  if (self->searching != NULL && self->direction == direction)
    return;
  chosho_page_search_stop (self);
  self->direction = direction;
  self->page = self->has_hit ? self->hit_page : from;
  self->left = get_n_pages (self);
  self->searching = g_cancellable_new ();
  self->told_us = g_get_monotonic_time ();
  search_page (self);
}

void
chosho_page_search_stop (ChoshoPageSearch *self)
{
  if (self->searching != NULL)
    g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
}

gboolean
chosho_page_search_get_hit (ChoshoPageSearch *self, guint *page, ChoshoHit *hit, const ChoshoPageText **text)
{
  if (!self->has_hit)
    return FALSE;
  *page = self->hit_page;
  *hit = self->hit;
  *text = self->text;
  return TRUE;
}

const char *
chosho_page_search_get_needle (ChoshoPageSearch *self)
{
  return self->needle;
}

static void
chosho_page_search_finalize (GObject *object)
{
  ChoshoPageSearch *self = CHOSHO_PAGE_SEARCH (object);

  g_clear_object (&self->searching);
  g_clear_pointer (&self->text, chosho_page_text_free);
  g_object_unref (self->document);
  g_free (self->needle);
  G_OBJECT_CLASS (chosho_page_search_parent_class)->finalize (object);
}

static void
chosho_page_search_class_init (ChoshoPageSearchClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_page_search_finalize;
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
chosho_page_search_init (ChoshoPageSearch *self)
{
}

ChoshoPageSearch *
chosho_page_search_new (ChoshoDocument *document, const char *needle)
{
  ChoshoPageSearch *self = g_object_new (CHOSHO_TYPE_PAGE_SEARCH, NULL);

  self->document = g_object_ref (document);
  self->needle = g_strdup (needle);
  return self;
}
