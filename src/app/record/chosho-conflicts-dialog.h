/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* Entries that people made without knowing of each other, side by side with what stood before, and for each the choice of
 * what stands: the entry that decides names all of them, and all stay in the record. */
#define CHOSHO_TYPE_CONFLICTS_DIALOG (chosho_conflicts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoConflictsDialog, chosho_conflicts_dialog, CHOSHO, CONFLICTS_DIALOG, AdwWindow)

ChoshoConflictsDialog *chosho_conflicts_dialog_new (GtkWindow *parent, ChoshoContext *context);

G_END_DECLS
