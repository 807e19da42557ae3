/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-row-item.h"
#include "chosho-row-model.h"
#include "workspace-fixture.h"

/* As many pieces of evidence as a large engagement has. */
#define N_ROWS 50000
/* What a list view of GTK 4.8 asks for when it is shown: it keeps so many rows alive, however long the list is. */
#define N_SHOWN 205

typedef struct
{
  WorkspaceFixture open;
  ChoshoRowModel  *model;
} Fixture;

static GPtrArray *
make_ids (guint first, guint n_ids)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (ids, g_strdup_printf ("id%u", first + i));
  return ids;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  workspace_fixture_set_up (&self->open);
  self->model = chosho_row_model_new (self->open.workspace, "evidence", make_ids (0, N_ROWS));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->model);
  workspace_fixture_tear_down (&self->open);
}

/* (transfer full): holds what a view shows from @first on. */
static GPtrArray *
show (Fixture *self, guint first)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_SHOWN; i++)
    g_ptr_array_add (shown, g_list_model_get_item (G_LIST_MODEL (self->model), first + i));
  return shown;
}

/* A row is made for who looks at it, once while it is looked at, and for nobody else. */
static void
test_shown_only (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) further = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_ROWS);
  g_assert_cmpuint (chosho_row_model_get_n_made (self->model), ==, 0);
  shown = show (self, 0);
  again = show (self, 0);
  g_assert_cmpuint (chosho_row_model_get_n_made (self->model), ==, N_SHOWN);
  g_assert_true (g_ptr_array_index (shown, 7) == g_ptr_array_index (again, 7));
  further = show (self, N_ROWS / 2);
  g_assert_cmpuint (chosho_row_model_get_n_made (self->model), ==, 2 * N_SHOWN);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *told = user_data;

  told[0] = position;
  told[1] = removed;
  told[2] = added;
}

/* Another row in the middle makes none anew, and only its place is told as changed. */
static void
test_insertion (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) shown = show (self, 0);
  g_autoptr (GPtrArray) again = NULL;
  GPtrArray *ids = make_ids (0, N_ROWS);
  guint told[3] = { 0 };

  g_ptr_array_insert (ids, 100, g_strdup ("new"));
  g_signal_connect (self->model, "items-changed", G_CALLBACK (on_items_changed), told);
  chosho_row_model_set_ids (self->model, ids);
  g_assert_cmpuint (told[0], ==, 100);
  g_assert_cmpuint (told[1], ==, 0);
  g_assert_cmpuint (told[2], ==, 1);
  g_assert_cmpuint (chosho_row_model_get_n_made (self->model), ==, N_SHOWN);
  again = show (self, 0);
  g_assert_cmpuint (chosho_row_model_get_n_made (self->model), ==, N_SHOWN + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/row-model/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("shown-only", test_shown_only);
  ADD ("insertion", test_insertion);
  return g_test_run ();
}
