/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-helper-protocol.h"

G_BEGIN_DECLS

/*
 * ChoshoAsk: one ask of the client about the document (protocol: ../README.md). The client is
 * trusted, but a mistake of its must not become one of the helper: fields read past the end are 0
 * or "" and mark the ask broken.
 */
typedef struct
{
  ChoshoHelperAsk type;
  const guint8   *next; /* (borrowed) */
  gsize           left_bytes;
  gboolean        broken;
} ChoshoAsk;

/* Waits for the next ask on @fd; its payload goes to @buffer, which holds
 * CHOSHO_HELPER_LIMIT_ASK_BYTES. FALSE at the end of asks, or where what came is none. */
gboolean chosho_ask_read (ChoshoAsk *self, int fd, guint8 *buffer);

guint8   chosho_ask_take_u8 (ChoshoAsk *self);
guint32  chosho_ask_take_u32 (ChoshoAsk *self);
guint64  chosho_ask_take_u64 (ChoshoAsk *self);
/* UTF-8 without U+0000. (transfer full) */
char    *chosho_ask_take_string (ChoshoAsk *self);
/* TRUE where nothing is missing and nothing left over. */
gboolean chosho_ask_is_sound (const ChoshoAsk *self);

G_END_DECLS
