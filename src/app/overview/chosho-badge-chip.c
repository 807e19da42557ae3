/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-accessible.h"
#include "chosho-badge-chip.h"
#include "chosho-overview-badges.h"
#include "chosho-overview-feed.h"

struct _ChoshoBadgeChip
{
  GtkToggleButton parent_instance;

  ChoshoOverviewFeed *feed;  /* (borrowed) (nullable) the context's, which outlives its pages */
  const char         *place; /* (nullable) static */
};

G_DEFINE_FINAL_TYPE (ChoshoBadgeChip, chosho_badge_chip, GTK_TYPE_TOGGLE_BUTTON)

static void
update (ChoshoBadgeChip *self)
{
  ChoshoValue *overview = self->feed != NULL ? chosho_overview_feed_get_overview (self->feed) : NULL;
  const char *label, *meaning;
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  guint count;

  if (overview == NULL || !chosho_overview_badges_get (overview, self->place, &count, &label, &meaning))
    return;
  text = g_strdup_printf ("%s %u", label, count);
  name = g_strdup_printf ("%u %s", count, meaning);
  gtk_button_set_label (GTK_BUTTON (self), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  chosho_accessible_set_name (self, text);
  gtk_widget_set_visible (GTK_WIDGET (self), count > 0 || gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)));
}

void
chosho_badge_chip_follow (ChoshoBadgeChip *self, ChoshoContext *context, const char *place)
{
  self->feed = chosho_overview_feed_of (context);
  self->place = place;
  g_signal_connect_object (self->feed, "updated", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
chosho_badge_chip_class_init (ChoshoBadgeChipClass *klass)
{
}

static void
chosho_badge_chip_init (ChoshoBadgeChip *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-chip");
  g_signal_connect (self, "notify::active", G_CALLBACK (update), NULL);
}
