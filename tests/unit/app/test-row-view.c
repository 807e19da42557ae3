/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "chosho-row-model.h"

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
  char            *folder;
  ChoshoIdentity  *identity;
  ChoshoWorkspace *workspace;
  ChoshoRowModel  *model;
  GtkWidget       *window;
  GtkAdjustment   *adjustment; /* (borrowed) */
} Fixture;

static void
on_opened (ChoshoWorkspace *workspace, GError *error, gboolean *open)
{
  g_assert_no_error (error);
  *open = TRUE;
}

static ChoshoValue *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  ChoshoValue *value = chosho_value_parse (json, strlen (json), NULL);

  g_assert_nonnull (value);
  return value;
}

static void
make_workspace (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) roles = parse ("['leader']");
  g_autoptr (ChoshoValue) facts = parse ("{'title':'見本','firm':'F','client':'C','services':['S'],'period_start':'2025-04-01',"
    "'period_end':'2026-03-31','language':'ja','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}");
  g_autofree char *key = NULL, *path = NULL;
  ChoshoSession *session;
  gboolean open = FALSE;

  self->folder = g_dir_make_tmp ("chosho-XXXXXX", &error);
  g_assert_no_error (error);
  key = g_build_filename (self->folder, "key", NULL);
  path = g_build_filename (self->folder, "e.chosho", NULL);
  self->identity = chosho_identity_create ("田中（見本）", NULL, key, &error);
  g_assert_no_error (error);
  session = chosho_session_create (path, self->identity, facts, roles, &error);
  g_assert_no_error (error);
  g_object_unref (session);
  self->workspace = chosho_workspace_open (path);
  g_signal_connect (self->workspace, "opened", G_CALLBACK (on_opened), &open);
  while (!open)
    g_main_context_iteration (NULL, TRUE);
}

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

  make_workspace (self);
  self->model = chosho_row_model_new (self->workspace, "evidence", make_ids ());
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
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);

  gtk_window_destroy (GTK_WINDOW (self->window));
  settle ();
  g_object_unref (self->model);
  chosho_workspace_close (self->workspace);
  g_object_unref (self->workspace);
  chosho_identity_unref (self->identity);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (self->folder);
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
