/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "chosho-row-model.h"
#include "workspace-fixture.h"

/* A list view over the rows of a large engagement, on a display: how many rows it has made and read is counted, not timed. */

#define N_ROWS 50000
/* What a list view of GTK 4.8 keeps alive, however long the list is, and some that it makes at both ends. */
#define N_KEPT 220
#define WIDTH 400
#define HEIGHT 300
#define ROW_HEIGHT 30
#define QUIET 20 /* looks in a row at which the main loop had nothing to do */

typedef struct
{
  WorkspaceFixture open;
  ChoshoRowModel  *model;
  GtkWidget       *window;
  GtkAdjustment   *adjustment; /* (borrowed) */
} Fixture;

static GPtrArray *
make_ids (void)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_ROWS; i++)
    g_ptr_array_add (ids, g_strdup_printf ("id%u", i));
  return ids;
}

/* Lets the window lay itself out and paint until it rests. */
static void
settle (void)
{
  for (guint quiet = 0; quiet < QUIET;)
    if (g_main_context_iteration (NULL, FALSE))
      quiet = 0;
    else
      {
        quiet++;
        g_usleep (10000);
      }
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_size_request (label, -1, ROW_HEIGHT);
  gtk_list_item_set_child (item, label);
}

/* As the pages do: what is shown is read. */
static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  ChoshoRowItem *row = gtk_list_item_get_item (item);

  chosho_row_item_get_row (row);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), chosho_row_item_get_id (row));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new (), *view;
  GtkSingleSelection *selection;

  workspace_fixture_set_up (&self->open);
  self->model = chosho_row_model_new (self->open.workspace, "evidence", make_ids ());
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  view = gtk_list_view_new (NULL, factory); /* as the pages do: with the rows before the factory each would be made twice */
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_list_view_set_model (GTK_LIST_VIEW (view), GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (self->window), scroller);
  gtk_window_present (GTK_WINDOW (self->window));
  settle ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  settle ();
  g_object_unref (self->model);
  workspace_fixture_tear_down (&self->open);
}

/* Returns how many rows were made for it. */
static guint
scroll_to (Fixture *self, double value)
{
  guint before = chosho_row_model_get_n_made (self->model);

  gtk_adjustment_set_value (self->adjustment, value);
  settle ();
  return chosho_row_model_get_n_made (self->model) - before;
}

/* The first page reads what the view keeps, a page further what comes into it, and a leap as much as the first page. */
static void
test_counts (Fixture *self, gconstpointer data)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  guint in_sight = (guint) (page / ROW_HEIGHT) + 1;
  guint first = chosho_row_model_get_n_made (self->model);

  g_assert_cmpuint (in_sight, >, 5);
  g_assert_cmpuint (first, >=, in_sight);
  g_assert_cmpuint (first, <=, N_KEPT);
  g_assert_cmpuint (scroll_to (self, page), <=, 2 * in_sight);
  g_assert_cmpuint (scroll_to (self, 0), <=, 2 * in_sight);
  g_assert_cmpuint (scroll_to (self, gtk_adjustment_get_upper (self->adjustment) / 2), <=, N_KEPT);
  g_assert_cmpuint (scroll_to (self, gtk_adjustment_get_upper (self->adjustment) - page), <=, N_KEPT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 77;
    }
  g_test_add ("/app/row-view/counts", Fixture, NULL, set_up, test_counts, tear_down);
  return g_test_run ();
}
