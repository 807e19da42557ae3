/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * A command's JSON result for people: arrays of objects as aligned columns, objects as "key: value",
 * an object with one plain member as its bare value (so that scripts can take an id), what carries a
 * "message" as a list of sentences, moments in the time zone of the machine. @columns: width of the terminal, 0 where there is none: then
 * nothing is cut to fit. (transfer full), with a line end unless empty.
 */
char *chosho_cli_text (const ChoshoValue *value, gsize columns);

G_END_DECLS
