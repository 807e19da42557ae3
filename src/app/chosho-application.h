/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHOSHO_TYPE_APPLICATION (chosho_application_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoApplication, chosho_application, CHOSHO, APPLICATION, AdwApplication)

ChoshoApplication *chosho_application_new (void);

G_END_DECLS
