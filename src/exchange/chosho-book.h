/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

/*
 * ChoshoBook: a workbook (XLSX) written in memory by libxlsxwriter; no byte of it gets a name before its owner gives
 * it one. Texts are written as texts, never as formulas, whatever they begin with. Calling sequence: begin, sheets
 * through @workbook and the functions below, then finish or clear. One thread.
 */
typedef struct
{
  int           fd;        /* (owned) unnamed file; -1 when closed */
  lxw_workbook *workbook;  /* (owned) (nullable) */
  char         *problem;   /* (owned) (nullable) the first text that did not fit */
} ChoshoBook;

gboolean chosho_book_begin  (ChoshoBook *self, GError **error);
/* The finished workbook. LIMIT where a text was too long for a cell, IO. (transfer full) */
GBytes  *chosho_book_finish (ChoshoBook *self, GError **error);
void     chosho_book_clear  (ChoshoBook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoBook, chosho_book_clear)

/* A format to build on, owned by the workbook: small text from the top, in a typeface for English or Japanese; @framed: of a cell of
 * a table, with a thin border, its text on as many lines as it takes. */
lxw_format *chosho_book_add_format (ChoshoBook *self, gboolean english, gboolean framed);
/* Says how high @row is for @lines lines of text, since not every program finds out by itself. */
void     chosho_book_set_lines (lxw_worksheet *sheet, guint row, guint lines);
/* Lines that @text takes in a column @width characters wide; those of Japanese are twice as wide. */
guint    chosho_book_count_lines (const char *text, double width);
/* @text above a table, across its @n_columns columns that hold @width characters in all, on as many lines as it takes: a long one
 * widens no page. @format wraps. */
void     chosho_book_put_note (ChoshoBook *self, lxw_worksheet *sheet, guint row, guint n_columns, double width, const char *text,
                               lxw_format *format);
/* A page of @sheet on paper: A4, its margins, its number. @across: landscape. */
void     chosho_book_set_page (lxw_worksheet *sheet, gboolean across);
/* @text (nullable: a blank cell) as it stands; line breaks as the format knows them. */
void     chosho_book_put_text (ChoshoBook *self, lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format);
/* The number by which a workbook knows the valid date @date. */
double   chosho_book_get_serial (const char *date);
/* @date (nullable: a blank cell), "YYYY-MM-DD". */
void     chosho_book_put_date (ChoshoBook *self, lxw_worksheet *sheet, guint row, guint column, const char *date, lxw_format *format);

G_END_DECLS
