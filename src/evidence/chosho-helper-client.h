/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-catalog-data.h"
#include "chosho-table.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * The client side of chosho-helper: the only way in which bytes made by a client or a third party
 * are parsed. Each call starts one helper process for one file, believes nothing it says without
 * checking, and kills it when it takes too long.
 *
 * All block, may be called in any thread, and take an open descriptor of a regular file, which
 * stays the caller's; its file position does not matter. @file_name is for messages only.
 *
 * Errors: CHOSHO_ERROR_INVALID and CHOSHO_ERROR_LIMIT name the file and sheet, row and column, line
 * or byte; CHOSHO_ERROR_IO; CHOSHO_ERROR_CANCELLED; CHOSHO_ERROR_CONFINEMENT where the kernel
 * cannot confine the helper; CHOSHO_ERROR_HELPER where the helper crashed, took too long or made no
 * sense: "could not be read safely".
 */
typedef enum
{
  CHOSHO_HELPER_FLAGS_NONE = 0,
  /* The user explicitly accepts reading without Landlock or system-call filter. */
  CHOSHO_HELPER_FLAGS_ALLOW_WEAKER_CONFINEMENT = 1 << 0,
} ChoshoHelperFlags;

/* The same consent for all that this process reads from now on. Any thread. */
void               chosho_helper_client_allow_weaker_confinement (void);

/* What a file is by its content. */
typedef enum
{
  CHOSHO_FILE_KIND_UNKNOWN,
  CHOSHO_FILE_KIND_CSV, /* any plain text: a CSV has no mark of its own */
  CHOSHO_FILE_KIND_XLSX,
  CHOSHO_FILE_KIND_OSCAL_CATALOG,
} ChoshoFileKind;

gboolean           chosho_helper_sniff (int fd, const char *file_name, ChoshoHelperFlags flags,
                                        ChoshoFileKind *kind, GCancellable *cancellable,
                                        GError **error);

/* CSV (comma, semicolon or tab; UTF-8, UTF-16 with a mark, CP932) or XLSX. (transfer full) */
ChoshoTable       *chosho_helper_read_table (int fd, const char *file_name, ChoshoHelperFlags flags,
                                             GCancellable *cancellable, GError **error);

/* OSCAL catalogue JSON. (transfer full) */
ChoshoCatalogData *chosho_helper_read_catalog (int fd, const char *file_name,
                                               ChoshoHelperFlags flags, GCancellable *cancellable,
                                               GError **error);

/* OSCAL assessment results JSON, all that it says, as values of which numbers with fractions are texts. Nothing is known of
 * them but that they are JSON with the member “assessment-results”. (transfer full) */
ChoshoValue       *chosho_helper_read_results (int fd, const char *file_name, ChoshoHelperFlags flags, GCancellable *cancellable,
                                               GError **error);

G_END_DECLS
