/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/* JSON in which ' stands for ", as it is read best between quotes. What cannot be parsed ends the test. (transfer full) */
ChoshoValue *chosho_test_parse        (const char *text);
ChoshoValue *chosho_test_parse_printf (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
