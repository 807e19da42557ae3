/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-helper-document.h"

G_BEGIN_DECLS

/* What "evidence text" gives at once: a result is held in memory. More by pages, sheets or lines. */
gboolean chosho_content_count_text  (gsize *total_bytes, const char *text, GError **error);

/* chosho-commands-content-office.c */

/* Adds "sheets" to @value: all, or number @only (from 1; below 1: all), and of each the rows from
 * @from (from 1) on, @wanted of them at most. */
gboolean chosho_content_read_sheets (ChoshoHelperDocument *document, gint64 only, gint64 from, gint64 wanted,
                                     ChoshoValue *value, GCancellable *cancellable, GError **error);
/* Adds "blocks" to @value. */
gboolean chosho_content_read_blocks (ChoshoHelperDocument *document, ChoshoValue *value, GCancellable *cancellable, GError **error);

G_END_DECLS
