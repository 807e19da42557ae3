/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-content.h"

G_BEGIN_DECLS

/*
 * ChoshoGridGeometry: where the rows and columns of a sheet stand, in pixels from its top left corner.
 * Rows count from 1, columns from 0. What the file hides has its room here: evidence is shown whole.
 */
typedef struct _ChoshoGridGeometry ChoshoGridGeometry;

/* Of @layout, which is not kept; with a little room behind what is used. */
ChoshoGridGeometry *chosho_grid_geometry_new  (const ChoshoSheetLayout *layout);
void                chosho_grid_geometry_free (ChoshoGridGeometry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoGridGeometry, chosho_grid_geometry_free)

guint32  chosho_grid_geometry_get_n_rows    (const ChoshoGridGeometry *self);
guint32  chosho_grid_geometry_get_n_columns (const ChoshoGridGeometry *self);
/* Of the row's top; of the row behind the last one: the height of all. */
double   chosho_grid_geometry_get_y         (const ChoshoGridGeometry *self, guint32 row);
double   chosho_grid_geometry_get_x         (const ChoshoGridGeometry *self, guint32 column);
/* The row or column at a point, the nearest where it is outside. */
guint32  chosho_grid_geometry_find_row      (const ChoshoGridGeometry *self, double y);
guint32  chosho_grid_geometry_find_column   (const ChoshoGridGeometry *self, double x);
gboolean chosho_grid_geometry_row_is_hidden    (const ChoshoGridGeometry *self, guint32 row);
gboolean chosho_grid_geometry_column_is_hidden (const ChoshoGridGeometry *self, guint32 column);
/* For a sheet that says no widths. */
void     chosho_grid_geometry_set_width     (ChoshoGridGeometry *self, guint32 column, double width);
/* Where an object lies. */
void     chosho_grid_geometry_place_object  (const ChoshoGridGeometry *self, const ChoshoSheetObject *object, double *x, double *y,
                                             double *width, double *height);

G_END_DECLS
