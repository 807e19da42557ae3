/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* One edition of the criteria, of a file or of an engagement. Zero-initialise; g_auto clears. */
typedef struct
{
  ChoshoValue *entries; /* (owned) (nullable) */
  char        *edition; /* (owned) (nullable) */
  char        *source;  /* (owned) (nullable) the name of the file, the title of the engagement */
} ChoshoEditionSide;

void     chosho_edition_side_clear (ChoshoEditionSide *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoEditionSide, chosho_edition_side_clear)

/* Reads the criteria that @path holds: an engagement's folder, else a file, with @mapping (nullable) of its columns. On FALSE
 * @result may tell what was wrong. */
gboolean chosho_edition_side_load  (ChoshoEditionSide *self, const char *path, ChoshoValue *mapping, GCancellable *cancellable,
                                    ChoshoValue **result, GError **error);
/* What @file says of how @newer is numbered, see chosho_import_renumbering(); NULL without @error where @file is NULL. (transfer full) */
ChoshoValue *chosho_edition_side_read_renumbering (const char *file, const ChoshoValue *older, const ChoshoValue *newer,
                                                   GCancellable *cancellable, ChoshoValue **result, GError **error);

G_END_DECLS
