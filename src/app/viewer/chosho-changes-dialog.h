/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* What changed in the words from the older version of evidence to a newer one, change by change, each leading to its
 * place: what a person looks through before signing again. */
#define CHOSHO_TYPE_CHANGES_DIALOG (chosho_changes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoChangesDialog, chosho_changes_dialog, CHOSHO, CHANGES_DIALOG, AdwWindow)

/* @id: the newer evidence, a new version of other evidence. Begins to compare. */
ChoshoChangesDialog *chosho_changes_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *id);

G_END_DECLS
