/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-sheet-printout.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"
#include "chosho-grid-view-private.h"

#define LIMIT CHOSHO_SHEET_PRINTOUT_LIMIT
#define POINTS_A_PIXEL 0.75  /* of the screen's 96 an inch */
#define LEAST_SCALE 0.6      /* to which columns are made smaller to fit the paper: 11 pixels of text are 5 points */
#define PORTRAIT_WIDTH 540.0 /* points of A4 between the margins, beyond which the paper lies */
#define FIRST_ROWS 50        /* that are read before pages are counted: a CSV has its widths from them */
#define PATIENCE 200         /* things that come while one page waits; more pictures than are kept never come all */

struct _ChoshoSheetPrintout
{
  ChoshoPrintout   parent_instance;

  ChoshoGridView  *grid;    /* (owned) of this printout alone, in no window */
  char            *name;    /* (owned) */
  GTask           *task;    /* (owned) (nullable) of the reading of the frame */
  /* Of the paper */
  double           scale;   /* points a pixel of the sheet */
  GArray          *rows;    /* (owned) (element-type guint32) first ones of the pages, and the one behind the last */
  GArray          *columns; /* (owned) (element-type guint32) the same */
  /* The page that waits for something */
  GtkPrintContext *context; /* (owned) (nullable) */
  guint            page;
  guint            came;    /* things since it waits */
  gboolean         failed;  /* something cannot be read: what is there is drawn */
};

G_DEFINE_FINAL_TYPE (ChoshoSheetPrintout, chosho_sheet_printout, CHOSHO_TYPE_PRINTOUT)

/* --- Pages ------------------------------------------------------------------------------------------------------- */

typedef double (*GetEdge) (const ChoshoGridGeometry *geometry, guint32 number);

/* Divides the rows or columns from @first to before @end by the @room, in pixels; one too large for it has a page alone. */
static void
divide (GArray *starts, const ChoshoGridGeometry *geometry, GetEdge get_edge, guint32 first, guint32 end, double room)
{
  guint32 start = first;

  g_array_set_size (starts, 0);
  g_array_append_val (starts, start);
  for (guint32 number = first; number < end && starts->len <= LIMIT + 1; number++)
    if (number > start && get_edge (geometry, number + 1) - get_edge (geometry, start) > room)
      {
        start = number;
        g_array_append_val (starts, start);
      }
  g_array_append_val (starts, end);
}

static guint
count_pages (ChoshoSheetPrintout *self)
{
  return (self->rows->len - 1) * (self->columns->len - 1);
}

static double
get_whole_width (ChoshoSheetPrintout *self)
{
  return chosho_grid_geometry_get_x (self->grid->geometry, MAX (self->grid->layout->n_columns, 1)) + chosho_grid_view_get_head_width (self->grid);
}

static gboolean
lies (ChoshoSheetPrintout *self)
{
  return get_whole_width (self) * POINTS_A_PIXEL > PORTRAIT_WIDTH;
}

/* On paper of that size between its margins, in points. */
static void
lay_out (ChoshoSheetPrintout *self, double width, double height)
{
  const ChoshoGridGeometry *geometry = self->grid->geometry;
  double across = lies (self) ? MAX (width, height) : width, down = lies (self) ? MIN (width, height) : height;

  self->scale = POINTS_A_PIXEL * CLAMP (across / (get_whole_width (self) * POINTS_A_PIXEL), LEAST_SCALE, 1.0);
  divide (self->columns, geometry, chosho_grid_geometry_get_x, 0, MAX (self->grid->layout->n_columns, 1),
          across / self->scale - chosho_grid_view_get_head_width (self->grid));
  divide (self->rows, geometry, chosho_grid_geometry_get_y, 1, MAX (self->grid->layout->n_rows, 1) + 1,
          (down - CHOSHO_PRINTOUT_FOOT) / self->scale - CHOSHO_GRID_HEAD_HEIGHT);
}

static gboolean
chosho_sheet_printout_paginate (ChoshoPrintout *printout, GtkPrintContext *context, guint *n_pages)
{
  ChoshoSheetPrintout *self = CHOSHO_SHEET_PRINTOUT (printout);

  lay_out (self, gtk_print_context_get_width (context), gtk_print_context_get_height (context));
  *n_pages = count_pages (self);
  return TRUE;
}

static gboolean
chosho_sheet_printout_is_landscape (ChoshoPrintout *printout, guint page)
{
  return lies (CHOSHO_SHEET_PRINTOUT (printout));
}

/* --- Drawing ----------------------------------------------------------------------------------------------------- */

/* TRUE where all was there, or as much as there will be. */
static gboolean
draw_now (ChoshoSheetPrintout *self, GtkPrintContext *context, guint page)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  guint down = page % (self->rows->len - 1), across = page / (self->rows->len - 1);
  ChoshoGridPlace first = { g_array_index (self->rows, guint32, down), g_array_index (self->columns, guint32, across) };
  ChoshoGridPlace last = { g_array_index (self->rows, guint32, down + 1) - 1, g_array_index (self->columns, guint32, across + 1) - 1 };
  gboolean there = chosho_grid_view_draw_part (self->grid, snapshot, &first, &last);
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);

  if (there || self->failed || self->came > PATIENCE)
    {
      cairo_t *cr = gtk_print_context_get_cairo_context (context);

      cairo_save (cr);
      cairo_scale (cr, self->scale, self->scale);
      gsk_render_node_draw (node, cr);
      cairo_restore (cr);
      chosho_printout_draw_foot (context, self->name, page, count_pages (self));
      there = TRUE;
    }
  gsk_render_node_unref (node);
  return there;
}

static gboolean
chosho_sheet_printout_draw (ChoshoPrintout *printout, GtkPrintContext *context, guint page)
{
  ChoshoSheetPrintout *self = CHOSHO_SHEET_PRINTOUT (printout);

  self->came = 0;
  if (draw_now (self, context, page))
    return TRUE;
  g_set_object (&self->context, context);
  self->page = page;
  return FALSE;
}

/* --- What comes of the sheet ------------------------------------------------------------------------------------- */

/* The frame and its first rows are there: whether it is too much is known before anybody is asked for paper. */
static void
end_reading (ChoshoSheetPrintout *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  lay_out (self, PORTRAIT_WIDTH, PORTRAIT_WIDTH * G_SQRT2);
  if (count_pages (self) > LIMIT)
    g_task_return_new_error (task, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("“%s” would take more than %d sheets of paper: too many to be printed here"),
                             self->name, LIMIT);
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
on_read_cb (ChoshoSheetPrintout *self)
{
  self->came++;
  if (self->task != NULL)
    {
      if (chosho_grid_view_need_rows (self->grid, 1, MIN (MAX (self->grid->layout->n_rows, 1), FIRST_ROWS)))
        end_reading (self);
    }
  else if (self->context != NULL && draw_now (self, self->context, self->page))
    {
      g_clear_object (&self->context);
      chosho_printout_end_page (CHOSHO_PRINTOUT (self));
    }
}

static void
on_failed_cb (ChoshoSheetPrintout *self, const GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  self->failed = TRUE;
  if (task != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    on_read_cb (self);
}

void
chosho_sheet_printout_new_async (ChoshoDocument *document, guint sheet, const char *sheet_name, const char *name, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  ChoshoSheetPrintout *self = g_object_new (CHOSHO_TYPE_SHEET_PRINTOUT, NULL);

  self->name = sheet_name[0] != '\0' ? g_strdup_printf ("%s ▸ %s", name, sheet_name) : g_strdup (name);
  self->task = g_task_new (document, NULL, callback, user_data);
  g_task_set_task_data (self->task, self, g_object_unref);
  chosho_grid_view_set_sheet (self->grid, document, sheet, sheet_name, NULL);
}

ChoshoPrintout *
chosho_sheet_printout_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
chosho_sheet_printout_finalize (GObject *object)
{
  ChoshoSheetPrintout *self = CHOSHO_SHEET_PRINTOUT (object);

  g_signal_handlers_disconnect_by_data (self->grid, self);
  chosho_grid_view_set_sheet (self->grid, NULL, 0, NULL, NULL);
  g_object_unref (self->grid);
  g_free (self->name);
  g_array_unref (self->rows);
  g_array_unref (self->columns);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_sheet_printout_parent_class)->finalize (object);
}

static void
chosho_sheet_printout_class_init (ChoshoSheetPrintoutClass *klass)
{
  ChoshoPrintoutClass *printout_class = CHOSHO_PRINTOUT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_sheet_printout_finalize;
  printout_class->paginate = chosho_sheet_printout_paginate;
  printout_class->is_landscape = chosho_sheet_printout_is_landscape;
  printout_class->draw = chosho_sheet_printout_draw;
}

static void
chosho_sheet_printout_init (ChoshoSheetPrintout *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->grid = g_object_ref_sink (g_object_new (CHOSHO_TYPE_GRID_VIEW, NULL));
  g_signal_connect_swapped (self->grid, "read", G_CALLBACK (on_read_cb), self);
  g_signal_connect_swapped (self->grid, "failed", G_CALLBACK (on_failed_cb), self);
}
