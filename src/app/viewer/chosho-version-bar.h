/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/* A bar above evidence of which there is an older or a newer version: says so, and leads there. Hidden otherwise. */
#define CHOSHO_TYPE_VERSION_BAR (chosho_version_bar_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoVersionBar, chosho_version_bar, CHOSHO, VERSION_BAR, GtkBox)

/* @row (nullable): of the evidence that is shown. */
void chosho_version_bar_set_row (ChoshoVersionBar *self, ChoshoContext *context, ChoshoValue *row);

G_END_DECLS
