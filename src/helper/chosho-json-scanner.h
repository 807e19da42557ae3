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

typedef enum
{
  CHOSHO_JSON_OBJECT,
  CHOSHO_JSON_ARRAY,
  CHOSHO_JSON_STRING,
  CHOSHO_JSON_NUMBER,
  CHOSHO_JSON_WORD, /* true, false, null */
} ChoshoJsonType;

/* One value, each before those inside it, which are one level deeper. @key: of a member of an object, else NULL. @text: the string,
 * or the number or word as it is written; NULL of objects and arrays. Both are borrowed. FALSE with @fault set ends the scan. */
typedef gboolean (*ChoshoJsonFunc) (ChoshoJsonType type, guint depth, const char *key, const char *text, gpointer user_data,
                                    ChoshoFault *fault);

/* The same check, which tells of the values as it meets them: what a file of any size says is known without a tree of it. What was
 * told before a fault counts for nothing. */
gboolean chosho_json_scan (const char *data, gsize size_bytes, guint depth_limit, guint64 values_limit, ChoshoJsonFunc func,
                           gpointer user_data, ChoshoFault *fault);

G_END_DECLS
