/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-fault.h"

G_BEGIN_DECLS

/*
 * ChoshoZipParts: the named parts of an Office container, out of a ZIP in memory. Nothing else
 * than ZIP is ever tried. Names compare without case, as the packaging standard says. Delivered
 * bytes are what counts: sizes in headers are not believed.
 */
typedef struct _ChoshoZipParts ChoshoZipParts;

/* Reads the directory; refuses encrypted parts, parts that stand there twice, too many entries.
 * @data is borrowed as long as the object lives. NULL with @fault set. */
ChoshoZipParts *chosho_zip_parts_new (const char *data, gsize size_bytes, ChoshoFault *fault);
void            chosho_zip_parts_free (ChoshoZipParts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoZipParts, chosho_zip_parts_free)

gboolean        chosho_zip_parts_has (ChoshoZipParts *self, const char *name);
/* Where @name stands among all members of the ZIP, from 0, as an archive lists them;
 * CHOSHO_HELPER_NO_MEMBER where there is no such part. */
guint32         chosho_zip_parts_get_index (ChoshoZipParts *self, const char *name);

/* Gets a piece of a part; FALSE with the fault set ends reading. */
typedef gboolean (*ChoshoZipPartFunc) (const char *data, gsize size_bytes, gpointer user_data,
                                       ChoshoFault *fault);
/* Delivers part @name to @func, piece by piece, after checking every limit. */
gboolean        chosho_zip_parts_read (ChoshoZipParts *self, const char *name,
                                       ChoshoZipPartFunc func, gpointer user_data,
                                       ChoshoFault *fault);

G_END_DECLS
