/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-fault.h"

G_BEGIN_DECLS

/*
 * Checks that @data is one JSON text (RFC 8259, UTF-8 without a byte order mark), before json-glib
 * sees it: json-glib recurses without bound, takes the last of two equal keys and accepts what is
 * no JSON. Refuses more than @depth_limit levels, more than @values_limit values, two equal keys
 * in one object (after unescaping), U+0000, halves of surrogate pairs. @data ends with a NUL that
 * is not counted. Where @top_key is given, @has_top_key tells whether the outermost value is an
 * object with that member.
 */
gboolean chosho_json_check (const char *data, gsize size_bytes, guint depth_limit,
                            guint64 values_limit, const char *top_key, gboolean *has_top_key,
                            ChoshoFault *fault);

G_END_DECLS
