/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-text-unit.h"

G_BEGIN_DECLS

/* What is kept of one file to be searched, each with its reason; a test hits each. What is beyond is told as "partial". */
#define CHOSHO_TEXT_LIMIT_BYTES (32 * 1024 * 1024) /* of text; ten thousand dense pages, or 300,000 lines of a log, and some seconds to index */
#define CHOSHO_TEXT_LIMIT_UNITS 200000             /* pages, rows, paragraphs: the helper's own limit of blocks; more rows are data, not reading */
#define CHOSHO_TEXT_LIMIT_FAULTS 3                 /* pages on which the helper fails before the file is given up: each may cost its whole time */

/* Raised whenever the same file would give another text: then all is read again. */
#define CHOSHO_TEXT_VERSION 2

/* The words of one file. */
typedef struct
{
  const char *state;   /* "text": all of it; "partial": what a limit or a damaged page left; "none": nothing but pictures;
                          "opaque": of a kind that is not read; "failed": it could not be read (static) */
  const char *code;    /* (nullable) why not all: chosho_error_code() of what went wrong (static) */
  char       *format;  /* (owned) (nullable) as ChoshoContentInfo says */
  char       *charset; /* (owned) (nullable) of a text */
  guint       blank;   /* pages without text */
  GPtrArray  *units;   /* (owned) (element-type ChoshoTextUnit) */
} ChoshoTextExtract;

/*
 * Reads the words of the file @fd (which stays the caller's) by a confined helper; @name is for messages and tells a CSV.
 * Whatever is wrong with the file is told by the state. Blocks; any thread. NULL with @error only for what says nothing
 * about the file: CANCELLED, CONFINEMENT, IO, FAILED. (transfer full)
 */
ChoshoTextExtract *chosho_text_extract_read (int fd, const char *name, GCancellable *cancellable, GError **error);
/* "failed" for what went wrong with the file before it could be read; NULL where @error says nothing about it. (transfer full) */
ChoshoTextExtract *chosho_text_extract_new_failed (const GError *error);
void               chosho_text_extract_free (ChoshoTextExtract *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoTextExtract, chosho_text_extract_free)

G_END_DECLS
