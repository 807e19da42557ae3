/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-session.h"

G_BEGIN_DECLS

/* The legend of tick marks: [{mark, label_ja, label_en, sample}], the firm's own list (`settings import`, "ticks"), or where
 * it has loaded none a short sample, of which "sample" is TRUE. NULL with @error. (transfer full) */
ChoshoValue *chosho_mark_legend_list (ChoshoSession *session, GError **error);
/* The same of what the setting "ticks" holds, or NULL. (transfer full) */
ChoshoValue *chosho_mark_legend_make (ChoshoValue *ticks);
/* Whether @sign is in @legend. */
gboolean     chosho_mark_legend_has  (ChoshoValue *legend, const char *sign);

G_END_DECLS
