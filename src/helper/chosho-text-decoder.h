/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-fault.h"

G_BEGIN_DECLS

/*
 * ChoshoDecodedText: a text file as UTF-8, with the encoding that was found: UTF-8 with or without
 * a byte order mark, UTF-16 with one, else CP932 (as Windows has it, not SHIFT_JIS).
 */
typedef struct
{
  char              *memory;     /* (owned) */
  char              *text;       /* (borrowed): inside memory, NUL-terminated, changeable */
  gsize              size_bytes; /* of text */
  const char        *encoding;   /* (static): "UTF-8", "UTF-16LE", "UTF-16BE", "CP932" */
  ChoshoHelperReason reason;     /* 0, UNDECODABLE or NUL: then text holds what stands before it */
  guint64            offset;     /* of the byte that could not be read, in the file */
} ChoshoDecodedText;

void     chosho_decoded_text_clear (ChoshoDecodedText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoDecodedText, chosho_decoded_text_clear)

/* Loads the conversion tables, for which files are opened: call it before confinement. */
void     chosho_text_decoder_prepare (void);

/* Takes @data (transfer full), which must be followed by a NUL. FALSE only for a limit: a byte
 * that cannot be decoded is told in @out, since only the caller knows its row. */
gboolean chosho_text_decode (char *data, gsize size_bytes, ChoshoDecodedText *out, ChoshoFault *fault);

G_END_DECLS
