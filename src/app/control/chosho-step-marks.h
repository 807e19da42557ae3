/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* What of a recorded step needs a reason and the leader's consent – a departure from the procedure
 * (手続からの逸脱), a step that could not be performed (実施不能), an exception changed to none – one line
 * each in @box, with who consented or the button to do so ("step.consent"). @consents: the control's
 * rows; @blockers: of its state. The box hides while empty. */
void chosho_step_marks_show (GtkBox *box, ChoshoValue *row, ChoshoValue *consents, ChoshoValue *blockers, gboolean may_consent);

G_END_DECLS
