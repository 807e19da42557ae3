/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-overview-feed.h"

#define KEY "chosho-overview-feed"

struct _ChoshoOverviewFeed
{
  GObject parent_instance;

  ChoshoContext *context;  /* (borrowed) it owns us */
  ChoshoValue   *overview; /* (owned) (nullable) */
  gboolean       reading;
  gboolean       again;    /* something changed while it was read */
};

G_DEFINE_FINAL_TYPE (ChoshoOverviewFeed, chosho_overview_feed, G_TYPE_OBJECT)

enum
{
  SIGNAL_UPDATED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_overview_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoOverviewFeed) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error);

  self->reading = FALSE;
  if (done)
    {
      g_clear_pointer (&self->overview, chosho_value_unref);
      self->overview = g_steal_pointer (&value);
      g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
    }
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  if (self->again && self->context != NULL)
    chosho_overview_feed_refresh (self);
}

void
chosho_overview_feed_refresh (ChoshoOverviewFeed *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "overview", chosho_value_new_object (), NULL, on_overview_cb,
                              g_object_ref (self));
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

/* The context goes: nothing more is read. */
static void
release (gpointer data)
{
  ChoshoOverviewFeed *self = data;

  self->context = NULL;
  g_object_unref (self);
}

ChoshoOverviewFeed *
chosho_overview_feed_of (ChoshoContext *context)
{
  ChoshoOverviewFeed *self = g_object_get_data (G_OBJECT (context), KEY);

  if (self != NULL)
    return self;
  self = g_object_new (CHOSHO_TYPE_OVERVIEW_FEED, NULL);
  self->context = context;
  g_object_set_data_full (G_OBJECT (context), KEY, self, release);
  g_signal_connect_object (context, "loaded", G_CALLBACK (chosho_overview_feed_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "identity-changed", G_CALLBACK (chosho_overview_feed_refresh), self, G_CONNECT_SWAPPED);
  if (chosho_context_get_engagement (context) != NULL)
    chosho_overview_feed_refresh (self);
  return self;
}
