/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * ChoshoPackageWriter: a ZIP file made in memory, for documents that are one (DOCX). The same parts in the same order
 * give the same bytes: no part bears a time or the machine's name. Up to 2 GB and 65,535 parts. An archive, which has any
 * size and is not compressed, is written by store/chosho-zip-writer.h instead. One thread.
 */
typedef struct _ChoshoPackageWriter ChoshoPackageWriter;

ChoshoPackageWriter *chosho_package_writer_new  (void);
void             chosho_package_writer_free (ChoshoPackageWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPackageWriter, chosho_package_writer_free)

/* Adds @size_bytes at @data, compressed, as the part @name (UTF-8, with slashes). Error: CHOSHO_ERROR_LIMIT;
 * CHOSHO_ERROR_FAILED where compressing failed. */
gboolean         chosho_package_writer_add  (ChoshoPackageWriter *self, const char *name, const void *data, gsize size_bytes, GError **error);
/* The file with all parts; @self takes no more. (transfer full) */
GBytes          *chosho_package_writer_finish (ChoshoPackageWriter *self);

G_END_DECLS
