/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-disk-warning.h"
#include "chosho-error-view.h"
#include "chosho-overview-feed.h"
#include "chosho-overview-page.h"
#include "chosho-overview-sections.h"

#define LAYOUT_FRAMES 2 /* until what was made anew has its place, to which the page scrolls for the focus */

/* A section is made anew only where what it shows changed. */
typedef struct
{
  GtkWidget *(*make) (ChoshoValue *overview); /* NULL where there is nothing to show */
  const char *keys[8]; /* what it shows; NULL-terminated */
} Section;

static const Section sections[] = {
  { chosho_overview_new_dates, { "dates", NULL } },
  { chosho_overview_new_controls, { "controls", "chapters", NULL } },
  { chosho_overview_new_lists, { "member", "mine", "late", "waiting", "queue", NULL } },
  { chosho_overview_new_counts, { "stale", "suspended", "notes", "findings", NULL } },
  { chosho_overview_new_people, { "today", "weeks", "people", NULL } },
  { chosho_overview_new_visits, { "visits", "people", NULL } },
  { chosho_overview_new_out, { "out", NULL } },
  { chosho_overview_new_linked, { "link", NULL } },
};

struct _ChoshoOverviewPage
{
  ChoshoPage parent_instance;

  /* Template */
  ChoshoDiskWarning *disk;
  GtkBox *columns;
  AdwBin *bins[G_N_ELEMENTS (sections)]; /* in the order of the sections */

  ChoshoValue *shown; /* (owned) (nullable) */
  GtkWidget   *lost;  /* (owned) (nullable) had the focus in what was made anew … */
  AdwBin      *place; /* … here */
  guint        frames;
};

G_DEFINE_FINAL_TYPE (ChoshoOverviewPage, chosho_overview_page, CHOSHO_TYPE_PAGE)

static gboolean
is_same (const Section *section, ChoshoValue *before, ChoshoValue *now)
{
  for (const char *const *key = section->keys; *key != NULL; key++)
    {
      ChoshoValue *old_value = chosho_value_get (before, *key), *new_value = chosho_value_get (now, *key);

      if ((old_value == NULL) != (new_value == NULL) || (old_value != NULL && !chosho_value_equal (old_value, new_value)))
        return FALSE;
    }
  return TRUE;
}

/* To the same link, else to what comes first there, else on the page: from the top of the window nobody finds back who works by keys. */
static gboolean
on_lost_focus_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ChoshoOverviewPage *self = CHOSHO_OVERVIEW_PAGE (widget);
  g_autoptr (GtkWidget) lost = NULL;
  GtkWidget *link;

  if (self->frames++ < LAYOUT_FRAMES)
    return G_SOURCE_CONTINUE;
  lost = g_steal_pointer (&self->lost);
  link = chosho_overview_find_link (GTK_WIDGET (self->place), lost);
  if ((link == NULL || !gtk_widget_grab_focus (link)) && !gtk_widget_child_focus (GTK_WIDGET (self->place), GTK_DIR_TAB_FORWARD))
    chosho_page_take_focus (CHOSHO_PAGE (self));
  return G_SOURCE_REMOVE;
}

static void
replace_section (ChoshoOverviewPage *self, AdwBin *bin, GtkWidget *section)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && self->lost == NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (bin)))
    {
      self->lost = g_object_ref (focus);
      self->place = bin;
      self->frames = 0;
      gtk_widget_add_tick_callback (GTK_WIDGET (self), on_lost_focus_tick_cb, NULL, NULL);
    }
  adw_bin_set_child (bin, section);
  gtk_widget_set_visible (GTK_WIDGET (bin), section != NULL);
}

static void
show_overview (ChoshoOverviewPage *self, ChoshoValue *overview)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (self->shown == NULL || !is_same (&sections[i], self->shown, overview))
      replace_section (self, self->bins[i], sections[i].make (overview));
  g_clear_pointer (&self->shown, chosho_value_unref);
  self->shown = chosho_value_ref (overview);
}

static void
chosho_overview_page_load (ChoshoPage *page)
{
  ChoshoOverviewFeed *feed = chosho_overview_feed_of (chosho_page_get_context (page));
  ChoshoValue *overview = chosho_overview_feed_get_overview (feed);

  if (overview == NULL)
    {
      chosho_page_show_loading (page);
      return;
    }
  if (chosho_value_get_integer (chosho_value_get (overview, "controls"), "total", 0) == 0)
    {
      chosho_page_show_empty (page, "view-list-symbolic", _("No criteria yet"),
                              _("The work on the controls, what waits for you and the dates are seen here at a glance, once the criteria are imported."),
                              _("_Import Criteria…"), "win.import('criteria')");
      return;
    }
  show_overview (CHOSHO_OVERVIEW_PAGE (page), overview);
  chosho_page_show_content (page);
}

static void
on_updated_cb (ChoshoOverviewFeed *feed, ChoshoPage *page)
{
  chosho_page_reload (page);
}

static void
on_failed_cb (ChoshoOverviewFeed *feed, GError *error, ChoshoPage *page)
{
  chosho_page_show_error (page, error);
}

static void
on_width_cb (ChoshoContext *context, GParamSpec *pspec, ChoshoOverviewPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), chosho_context_get_width (context) == CHOSHO_WIDTH_SINGLE ? GTK_ORIENTATION_VERTICAL
                                                                                                                              : GTK_ORIENTATION_HORIZONTAL);
}

static void
chosho_overview_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  ChoshoOverviewFeed *feed = chosho_overview_feed_of (context);

  g_signal_connect_object (feed, "updated", G_CALLBACK (on_updated_cb), page, 0);
  g_signal_connect_object (feed, "failed", G_CALLBACK (on_failed_cb), page, 0);
  g_signal_connect_object (context, "notify::width", G_CALLBACK (on_width_cb), page, 0);
  on_width_cb (context, NULL, CHOSHO_OVERVIEW_PAGE (page));
  chosho_disk_warning_set_context (CHOSHO_OVERVIEW_PAGE (page)->disk, context);
}

/* As on the page of controls; from there the key leads on. */
static void
on_next_waiting_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoValue *shown = CHOSHO_OVERVIEW_PAGE (widget)->shown;

  if (shown != NULL && !chosho_overview_go_to_first (widget, shown))
    chosho_error_view_toast (widget, _("Nothing waits for your review or approval."));
}

static void
chosho_overview_page_finalize (GObject *object)
{
  g_clear_object (&CHOSHO_OVERVIEW_PAGE (object)->lost);
  g_clear_pointer (&CHOSHO_OVERVIEW_PAGE (object)->shown, chosho_value_unref);
  G_OBJECT_CLASS (chosho_overview_page_parent_class)->finalize (object);
}

static void
chosho_overview_page_class_init (ChoshoOverviewPageClass *klass)
{
  static const char *const names[] = { "dates", "controls", "lists", "counts", "people", "visits", "out", "linked" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_overview_page_finalize;
  CHOSHO_PAGE_CLASS (klass)->setup = chosho_overview_page_setup;
  CHOSHO_PAGE_CLASS (klass)->load = chosho_overview_page_load;
  gtk_widget_class_install_action (widget_class, "overview.next-waiting", NULL, on_next_waiting_action);
  g_type_ensure (CHOSHO_TYPE_DISK_WARNING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoOverviewPage, disk);
  gtk_widget_class_bind_template_child (widget_class, ChoshoOverviewPage, columns);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE, (gssize) (G_STRUCT_OFFSET (ChoshoOverviewPage, bins) + i * sizeof (AdwBin *)));
}

static void
chosho_overview_page_init (ChoshoOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "F7", "overview.next-waiting");
}
