/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"
#include "chosho-row-field.h"

G_BEGIN_DECLS

/* Copying from any list as a table for a spreadsheet: Ctrl+C in the list takes the lines chosen, or all where none is;
 * Ctrl+Shift+C takes all that are listed. */

/* The table of @view's lines, its heads first; @all: whether or not lines are chosen. (transfer full) (nullable) */
typedef char *(*ChoshoListCopyFunc) (GtkWidget *view, gboolean all, gpointer user_data);

/* @user_data must live as long as @view. */
void       chosho_list_copy_install      (GtkWidget *view, ChoshoListCopyFunc function, gpointer user_data);
/* For lists of a ChoshoRowModel: its rows of @kind with @columns (static, ending with a NULL key), read by the reading worker. */
void       chosho_list_copy_install_rows (GtkListView *view, ChoshoPage *page, const char *kind, const ChoshoRowField *columns);
/* What Ctrl+C and Ctrl+Shift+C do, for menus and pages that have these keys themselves. */
void       chosho_list_copy_now          (GtkWidget *view);
void       chosho_list_copy_all          (GtkWidget *view);

/* What is chosen in @model as text, an item a line as @dup_words says it (NULL leaves it out), into the clipboard of @widget: for lists of
 * words that are no table. */
void       chosho_list_copy_words         (GtkWidget *widget, GtkSelectionModel *model, char *(*dup_words) (gpointer item));

/* For functions: the positions to copy. (transfer full) */
GtkBitset *chosho_list_copy_get_positions (GtkSelectionModel *model, gboolean all);
/* For functions: the line of heads, and that of a row. */
void       chosho_list_copy_append_heads  (GString *text, const ChoshoRowField *columns);
void       chosho_list_copy_append_row    (GString *text, const ChoshoRowField *columns, ChoshoContext *context, ChoshoValue *row);
/* For functions: the table of all of @rows. (transfer full) */
char      *chosho_list_copy_dup_values    (const ChoshoRowField *columns, ChoshoValue *rows);
/* For functions, of lists whose lines are more than a row says: the line at @position of the model, as many cells as there are heads
 * (transfer full)
 * (nullable). FALSE: it is no line of the table. */
typedef gboolean (*ChoshoListCopyLine) (guint position, char **cells, gpointer user_data);
/* @heads: N_("…"), ending with NULL. (transfer full) */
char      *chosho_list_copy_dup_lines     (GtkWidget *view, gboolean all, const char *const *heads, ChoshoListCopyLine line, gpointer user_data);

G_END_DECLS
