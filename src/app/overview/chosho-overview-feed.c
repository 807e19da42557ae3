/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-overview-feed.h"
#include "chosho-overview.h"
#include "chosho-review-queue.h"

#define KEY "chosho-overview-feed"

struct _ChoshoOverviewFeed
{
  GObject parent_instance;

  ChoshoContext *context;  /* (borrowed) it owns us */
  ChoshoValue   *overview; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoOverviewFeed, chosho_overview_feed, G_TYPE_OBJECT)

enum
{
  SIGNAL_UPDATED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What waits for who acts, with its ages. */
static void
add_queue (ChoshoOverviewFeed *self, ChoshoValue *overview, ChoshoValue *rows)
{
  ChoshoValue *me = chosho_context_get_me (self->context);
  const char *zone = chosho_value_get_string (chosho_context_get_engagement (self->context), "time_zone");

  if (me != NULL)
    chosho_value_set (overview, "queue", chosho_review_queue_make (rows, me, chosho_value_get_string (overview, "today"), zone));
}

/* From the rows that the context has: a few milliseconds for a full engagement, and nothing is read. */
static void
refresh (ChoshoOverviewFeed *self)
{
  g_autoptr (GError) error = NULL;
  ChoshoValue *rows = chosho_context_get_rows (self->context);
  ChoshoValue *overview = rows != NULL ? chosho_overview_make_now (rows, chosho_context_get_my_id (self->context), &error) : NULL;

  if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  if (overview == NULL)
    return;
  add_queue (self, overview, rows);
  g_clear_pointer (&self->overview, chosho_value_unref);
  self->overview = overview;
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

ChoshoValue *
chosho_overview_feed_get_overview (ChoshoOverviewFeed *self)
{
  return self->overview;
}

static void
chosho_overview_feed_finalize (GObject *object)
{
  g_clear_pointer (&CHOSHO_OVERVIEW_FEED (object)->overview, chosho_value_unref);
  G_OBJECT_CLASS (chosho_overview_feed_parent_class)->finalize (object);
}

static void
chosho_overview_feed_class_init (ChoshoOverviewFeedClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_overview_feed_finalize;
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
chosho_overview_feed_init (ChoshoOverviewFeed *self)
{
}

ChoshoOverviewFeed *
chosho_overview_feed_of (ChoshoContext *context)
{
  ChoshoOverviewFeed *self = g_object_get_data (G_OBJECT (context), KEY);

  if (self != NULL)
    return self;
  self = g_object_new (CHOSHO_TYPE_OVERVIEW_FEED, NULL);
  self->context = context;
  g_object_set_data_full (G_OBJECT (context), KEY, self, g_object_unref);
  g_signal_connect_object (context, "loaded", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "identity-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}
