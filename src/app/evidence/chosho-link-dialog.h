/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* Controls to link evidence to: numbers typed, each checked as it is typed. Signal "link" (GStrv). */
#define CHOSHO_TYPE_LINK_DIALOG (chosho_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoLinkDialog, chosho_link_dialog, CHOSHO, LINK_DIALOG, AdwMessageDialog)

ChoshoLinkDialog *chosho_link_dialog_new (GtkWindow *parent, ChoshoContext *context);

G_END_DECLS
