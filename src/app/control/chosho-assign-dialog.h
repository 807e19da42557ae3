/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-bulk-dialog.h"

G_BEGIN_DECLS

/* Who prepares and who reviews the chosen controls, and until when. What is not chosen stays as it is at each of them. */
#define CHOSHO_TYPE_ASSIGN_DIALOG (chosho_assign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoAssignDialog, chosho_assign_dialog, CHOSHO, ASSIGN_DIALOG, ChoshoBulkDialog)

ChoshoBulkDialog *chosho_assign_dialog_new (GtkWindow *parent, ChoshoContext *context, const char *const *controls);

G_END_DECLS
