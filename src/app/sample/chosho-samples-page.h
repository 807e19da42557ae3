/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/*
 * The place "samples" (サンプル): the samples drawn with how far each is, and one of them at full width.
 * Targets: a sample's id; none: the list.
 */
#define CHOSHO_TYPE_SAMPLES_PAGE (chosho_samples_page_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSamplesPage, chosho_samples_page, CHOSHO, SAMPLES_PAGE, ChoshoPage)

G_END_DECLS
