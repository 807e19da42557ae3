/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-grid-geometry.h"
#include "chosho-grid-view.h"
#include "chosho-member-pictures.h"

G_BEGIN_DECLS

#define CHOSHO_GRID_HEAD_HEIGHT 22.0

/* A cell. */
typedef struct
{
  guint32 row, column;
} ChoshoGridPlace;

struct _ChoshoGridView
{
  GtkWidget parent_instance;

  GtkAdjustment        *adjustments[2]; /* (owned) (nullable) by GtkOrientation */
  GtkScrollablePolicy   policies[2];

  ChoshoDocument       *document;    /* (owned) (nullable) */
  guint                 sheet;
  char                 *name;        /* (owned) */
  char                 *charset;     /* (owned) (nullable) */
  GCancellable         *cancellable; /* (owned) (nullable) of all that is read of this sheet */
  ChoshoSheetLayout    *layout;      /* (owned) (nullable) */
  ChoshoGridGeometry   *geometry;    /* (owned) (nullable) */
  ChoshoMemberPictures *pictures;    /* (owned) (nullable) */
  GHashTable           *pieces;      /* (owned): number → ChoshoTable (NULL: asked for) */
  GQueue                order;       /* of the pieces' numbers, last asked for first */
  GHashTable           *merged;      /* (owned): place → merge, of every cell of small merges */
  gboolean              measured;    /* widths of a sheet that says none */
  double                zoom;
  ChoshoGridPlace       cursor, anchor; /* the chosen cell; where choosing began */
  ChoshoValue          *marks;       /* (owned) (nullable) rows of the marks on the document */
  GArray               *marked;      /* (owned) those on this sheet, with their cells; chosho-grid-marks.c */
  gboolean              wanted;      /* the cursor is to be brought into view once it is known where */

  /* Search */
  char                 *needle;      /* (owned) (nullable) */
  int                   direction;
  ChoshoGridPlace       search_from; /* cells behind (before) this one */
  guint32               search_row;  /* the window under way */
};

/* chosho-grid-view.c */

/* The text of a cell that was read; NULL where it is blank or was not. Borrowed. Asks for it where @ask. */
const char             *chosho_grid_view_peek_text (ChoshoGridView *self, guint32 row, guint32 column, gboolean ask);
/* Whether all rows from @first to @last are there; what is not is asked for, and "read" follows. */
gboolean                chosho_grid_view_need_rows (ChoshoGridView *self, guint32 first, guint32 last);
/* The merged range that covers a cell; NULL where none does. */
const ChoshoSheetMerge *chosho_grid_view_find_merge (ChoshoGridView *self, guint32 row, guint32 column);
double                  chosho_grid_view_get_head_width (ChoshoGridView *self);
/* For texts of the usual size, whatever that of the window's is: cells have sizes of their own, and the zoom follows it. (transfer full) */
PangoLayout            *chosho_grid_view_create_layout  (ChoshoGridView *self);
/* The corners of what is chosen. */
void                    chosho_grid_view_get_selection (ChoshoGridView *self, ChoshoGridPlace *first, ChoshoGridPlace *last);

/* Tells what is chosen, by name and signal. */
void                    chosho_grid_view_tell_selection (ChoshoGridView *self);

/* chosho-grid-marks.c */

/* Finds the cells of the marks anew: another sheet is shown. */
void                    chosho_grid_view_place_marks (ChoshoGridView *self);
void                    chosho_grid_view_draw_marks  (ChoshoGridView *self, GtkSnapshot *snapshot, PangoLayout *layout, const ChoshoGridPlace *first,
                                                      const ChoshoGridPlace *last);
/* The row of the mark whose sign is at a point of the sheet; NULL. Borrowed. */
ChoshoValue            *chosho_grid_view_find_mark   (ChoshoGridView *self, double x, double y);
/* Rows of the marks on the chosen cell. (transfer full) */
ChoshoValue            *chosho_grid_view_list_chosen_marks (ChoshoGridView *self);

/* chosho-grid-draw.c */
void                    chosho_grid_view_draw (ChoshoGridView *self, GtkSnapshot *snapshot);
/* The cells from @first to @last with their heads, black on white, of a view that need not be in a window; FALSE where
 * something of them is not there yet: it was asked for, and "read" follows. */
gboolean                chosho_grid_view_draw_part (ChoshoGridView *self, GtkSnapshot *snapshot, const ChoshoGridPlace *first,
                                                    const ChoshoGridPlace *last);

/* chosho-grid-search.c: to the clipboard, cells divided by tabs */
void                    chosho_grid_view_copy (ChoshoGridView *self);

G_END_DECLS
