/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* The archive (保存ファイル): who can read it: everybody, which is what is proposed, the owners of keys, or who knows a passphrase. Signal
 * "chosen" (ChoshoValue* args, int passphrase_fd): arguments of `archive create`, all but the file; borrowed. What one of them names is open
 * under the descriptor, which is the receiver's to close after the command; -1: none. */
#define CHOSHO_TYPE_ARCHIVE_DIALOG (chosho_archive_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoArchiveDialog, chosho_archive_dialog, CHOSHO, ARCHIVE_DIALOG, AdwWindow)

ChoshoArchiveDialog *chosho_archive_dialog_new (GtkWindow *parent, ChoshoContext *context);

G_END_DECLS
