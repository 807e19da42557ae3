/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-document.h"

G_BEGIN_DECLS

/* One line of a text; its words come when they were read. Property "text" is notified then. */
#define CHOSHO_TYPE_LINE (chosho_line_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoLine, chosho_line, CHOSHO, LINE, GObject)

guint64     chosho_line_get_number (ChoshoLine *self); /* from 0 */
const char *chosho_line_get_text   (ChoshoLine *self); /* NULL: not read yet */

/*
 * ChoshoLineModel: the lines of a text of any length as a list; pieces are read when a view asks for
 * their lines, and few are kept. The lines of a large file are counted in the background: the list
 * grows at its end until all are in it. Signal "loaded" (GError* or NULL): a piece was read, or more
 * lines counted.
 */
#define CHOSHO_TYPE_LINE_MODEL (chosho_line_model_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoLineModel, chosho_line_model, CHOSHO, LINE_MODEL, GObject)

/* @charset: one of chosho_text_charsets(), or NULL for the detected one. */
ChoshoLineModel *chosho_line_model_new           (ChoshoDocument *document, const char *charset);
const char      *chosho_line_model_get_charset   (ChoshoLineModel *self); /* as read; (nullable) before the first piece */
/* From 0 to 1: how much of the file the list holds. */
double           chosho_line_model_get_counted   (ChoshoLineModel *self);
/* Characters that were none of the charset in what was read so far. */
guint            chosho_line_model_get_n_replaced (ChoshoLineModel *self);

G_END_DECLS
