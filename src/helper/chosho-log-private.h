/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Between chosho-log-reader.c and chosho-log-lines.c. */

#include "chosho-log-reader.h"

G_BEGIN_DECLS

#define CHOSHO_LOG_BLOCK_BYTES (1024 * 1024)

struct _ChoshoLog
{
  int           fd;          /* (borrowed) */
  guint64       size_bytes;
  ChoshoCharset charset;
  GArray       *index;       /* (owned) (nullable) (element-type guint64): where every step-th line begins */
  guint64       step;        /* lines */
  guint64       n_lines;      /* so far */
  guint64       counted;      /* bytes whose lines are in the index */
  gboolean      line_open;    /* the last of them has not ended there */
  guint         indexed_unit; /* bytes of a code unit the index was made for */
};

/* Up to @size_bytes at @offset; fewer at the end of the file. -1 with @fault set. */
gssize chosho_log_read (ChoshoLog *self, guint64 offset, guint8 *to, gsize size_bytes, ChoshoFault *fault);
/* Bytes of a code unit: 1 or 2. */
guint  chosho_log_unit_bytes (ChoshoCharset charset);
/* The byte behind the next line feed of @data, which begins at a whole unit; -1 where there is none. */
gssize chosho_log_find_line_end (const guint8 *data, gsize size_bytes, gsize from, ChoshoCharset charset);

G_END_DECLS
