/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-report-picture.h"
#include "chosho-report-type.h"

G_BEGIN_DECLS

/*
 * ChoshoReportPages: a set report, page by page, before it is drawn. Text is set once; since
 * drawing comes after all pages are known, "n / N" and the table of contents need no second pass.
 * Lengths are points from the top left corner of an A4 page. One thread.
 */
typedef struct _ChoshoReportPages ChoshoReportPages;

/* A4 and the text block on it. */
#define CHOSHO_REPORT_PAGE_WIDTH 595.276
#define CHOSHO_REPORT_PAGE_HEIGHT 841.890
#define CHOSHO_REPORT_TEXT_LEFT 62.0
#define CHOSHO_REPORT_TEXT_RIGHT 533.276
#define CHOSHO_REPORT_TEXT_TOP 76.0
#define CHOSHO_REPORT_TEXT_BOTTOM 780.0
#define CHOSHO_REPORT_TEXT_WIDTH (CHOSHO_REPORT_TEXT_RIGHT - CHOSHO_REPORT_TEXT_LEFT)

/* What stands on every page. Borrowed while drawing. */
typedef struct
{
  const char *head_left;
  const char *head_right;
  const char *draft;       /* NULL for none: the mark in the head */
  const char *draft_mark;  /* NULL for none: the large mark behind the text */
  char     *(*format_number) (gpointer user_data, guint page, guint pages); /* (transfer full) */
  gpointer    user_data;
} ChoshoReportFurniture;

ChoshoReportPages *chosho_report_pages_new (void);
void               chosho_report_pages_free (ChoshoReportPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoReportPages, chosho_report_pages_free)

void               chosho_report_pages_append (ChoshoReportPages *self);
guint              chosho_report_pages_get_count (const ChoshoReportPages *self);
/* What stands on the last page, counted: where something on it begins. */
guint              chosho_report_pages_count_items (const ChoshoReportPages *self);
/* Appends a page and takes along what stands on the last one from the item @first_item on, @up points higher there, with the outline
 * entries from @first_outline on. */
void               chosho_report_pages_carry (ChoshoReportPages *self, guint first_item, guint first_outline, double up);
/* Stands at the right of the head of @page (from 0) instead of the furniture's; copied, NULL for nothing of its own. */
void               chosho_report_pages_set_head (ChoshoReportPages *self, guint page, const char *head);

/* All add to the last page. Text keeps a reference. @gray is 0 (black) to 1. */
void               chosho_report_pages_add_text (ChoshoReportPages *self, ChoshoReportText *text, guint first,
                                                 guint count, double x, double y, double gray);
void               chosho_report_pages_add_rule (ChoshoReportPages *self, double x1, double y1, double x2,
                                                 double y2, double width, double gray, gboolean dotted);
void               chosho_report_pages_add_fill (ChoshoReportPages *self, double x, double y, double width,
                                                 double height, double gray);
/* Keeps a reference. */
void               chosho_report_pages_add_picture (ChoshoReportPages *self, ChoshoReportPicture *picture, double x, double y,
                                                    double width, double height);
/* The edges of a place, thin and gray or @red. */
void               chosho_report_pages_add_frame (ChoshoReportPages *self, double x, double y, double width, double height,
                                                  gboolean red);
/* A link to the outline entry @target. */
void               chosho_report_pages_add_link (ChoshoReportPages *self, double x, double y, double width,
                                                 double height, guint target);

/* An outline entry for the last page at @y; @level 0 is the uppermost. Returns its index. */
guint              chosho_report_pages_add_outline (ChoshoReportPages *self, guint level, const char *title,
                                                    double y);
/* An entry for the page that is appended next. */
guint              chosho_report_pages_add_outline_after (ChoshoReportPages *self, guint level, const char *title);
guint              chosho_report_pages_get_n_outlines (const ChoshoReportPages *self);
/* The entry's page, from 1; its level; its title, borrowed. */
guint              chosho_report_pages_get_outline (const ChoshoReportPages *self, guint index, guint *level,
                                                    const char **title);

/* Moves the pages of @front before those of @self. @front must have no outline entries; the
 * targets of its links are entries of @self. @front is empty afterwards. */
void               chosho_report_pages_prepend (ChoshoReportPages *self, ChoshoReportPages *front);

/* Adds the pages of @other, which stays as it is, and below the level @level its outline. */
void               chosho_report_pages_join (ChoshoReportPages *self, const ChoshoReportPages *other, guint level);

/* Draws everything on the PDF surface of @cr and adds the outline. Progress counts pages. Error:
 * CHOSHO_ERROR_CANCELLED. */
gboolean           chosho_report_pages_draw (ChoshoReportPages *self, cairo_t *cr, ChoshoReportType *type,
                                             const ChoshoReportFurniture *furniture, ChoshoProgress *progress,
                                             GCancellable *cancellable, GError **error);

G_END_DECLS
