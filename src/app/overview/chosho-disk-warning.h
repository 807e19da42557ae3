/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoDiskWarning: on top of the overview, where the engagement lies on a disk that is not encrypted, what that means and what to do;
 * nothing where it does, or where this computer does not tell. Who has read it can have it gone for this folder on this machine.
 */
#define CHOSHO_TYPE_DISK_WARNING (chosho_disk_warning_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoDiskWarning, chosho_disk_warning, CHOSHO, DISK_WARNING, AdwBin)

/* Asks how the disk of the engagement is; once. */
void chosho_disk_warning_set_context (ChoshoDiskWarning *self, ChoshoContext *context);

G_END_DECLS
