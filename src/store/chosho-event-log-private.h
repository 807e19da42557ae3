/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-database.h"
#include "chosho-event-log.h"

G_BEGIN_DECLS

/* For the tests of this layer. Borrowed. */
ChoshoDatabase *chosho_event_log_get_database (ChoshoEventLog *self);

G_END_DECLS
