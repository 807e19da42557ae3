/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"

G_BEGIN_DECLS

/* @row of a control or paper, with what stands against its next sign-off by who acts in the window: a role that does not
 * allow it, own work, independence not confirmed. The row itself says what stands against it whoever signs; the record asks
 * the whole gate again when it is signed.
 * "may_send_back": whether this person may send it back to who prepared it. While nobody acts, or a stranger, it stays as it is. (transfer full) */
ChoshoValue *chosho_personal_gate_dup_row (ChoshoContext *context, ChoshoValue *row);

G_END_DECLS
