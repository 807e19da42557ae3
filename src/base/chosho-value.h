/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoValue: a JSON value restricted to what an event may hold (architecture: canonical form).
 * Integers only (|n| < 2^53), valid UTF-8 without U+0000, strings never normalised, ASCII keys,
 * no duplicate keys, depth <= CHOSHO_LIMIT_JSON_DEPTH when parsed as canonical.
 *
 * Values are reference counted and immutable once shared: build them with the setters while the
 * builder holds the only reference, then only read. Reading is safe from any thread.
 */
typedef enum
{
  CHOSHO_VALUE_NULL,
  CHOSHO_VALUE_BOOLEAN,
  CHOSHO_VALUE_INTEGER,
  CHOSHO_VALUE_STRING,
  CHOSHO_VALUE_ARRAY,
  CHOSHO_VALUE_OBJECT,
} ChoshoValueType;

typedef struct _ChoshoValue ChoshoValue;

/* Memory of values that were parsed. @size_bytes: of all the texts that are to be parsed into it, from which what is
 * needed is estimated. One thread at a time may parse into it. Each value in it holds it. (transfer full) */
typedef struct _ChoshoValueArena ChoshoValueArena;

ChoshoValueArena *chosho_value_arena_new   (gsize size_bytes);
void              chosho_value_arena_ref   (ChoshoValueArena *self);
void              chosho_value_arena_unref (ChoshoValueArena *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoValueArena, chosho_value_arena_unref)

ChoshoValue    *chosho_value_ref (ChoshoValue *self);
void            chosho_value_unref (ChoshoValue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoValue, chosho_value_unref)

ChoshoValue    *chosho_value_new_null (void);
ChoshoValue    *chosho_value_new_boolean (gboolean value);
ChoshoValue    *chosho_value_new_integer (gint64 value);
ChoshoValue    *chosho_value_new_string (const char *value); /* must be valid UTF-8 */
ChoshoValue    *chosho_value_new_array (void);
ChoshoValue    *chosho_value_new_object (void);

ChoshoValueType chosho_value_get_value_type (const ChoshoValue *self);

/* Arrays. append takes its argument (transfer full). get borrows; out of range gives NULL. */
void            chosho_value_append (ChoshoValue *array, ChoshoValue *item);
void            chosho_value_append_string (ChoshoValue *array, const char *item);
guint           chosho_value_get_length (const ChoshoValue *self); /* items or members; 0 for scalars, NULL */
ChoshoValue    *chosho_value_get_item (const ChoshoValue *array, guint index);
/* TRUE where @array (nullable) holds the string @text (nullable: then never). */
gboolean        chosho_value_has_text (const ChoshoValue *array, const char *text);

/* Objects. set takes its value (transfer full) and replaces an existing member. Keys must be
 * ASCII. A NULL string or NULL value leaves the member out. Members keep canonical (sorted) order. */
void            chosho_value_set (ChoshoValue *object, const char *key, ChoshoValue *value);
void            chosho_value_set_string (ChoshoValue *object, const char *key, const char *value);
void            chosho_value_set_integer (ChoshoValue *object, const char *key, gint64 value);
void            chosho_value_set_boolean (ChoshoValue *object, const char *key, gboolean value);
const char     *chosho_value_get_key (const ChoshoValue *object, guint index);
ChoshoValue    *chosho_value_get_member_at (const ChoshoValue *object, guint index);

/* Readers that never fail: NULL @self, a missing member or another type give the fallback. Borrowed. */
ChoshoValue    *chosho_value_get (const ChoshoValue *object, const char *key);
const char     *chosho_value_get_string (const ChoshoValue *object, const char *key); /* NULL if none */
gint64          chosho_value_get_integer (const ChoshoValue *object, const char *key, gint64 fallback);
gboolean        chosho_value_get_boolean (const ChoshoValue *object, const char *key, gboolean fallback);
/* Of the value itself. */
const char     *chosho_value_as_string (const ChoshoValue *self); /* NULL if it is no string */
gint64          chosho_value_as_integer (const ChoshoValue *self, gint64 fallback);
gboolean        chosho_value_as_boolean (const ChoshoValue *self, gboolean fallback);

gboolean        chosho_value_equal (const ChoshoValue *a, const ChoshoValue *b);
/* A copy whose own array or object may be changed; members are shared. (transfer full) */
ChoshoValue    *chosho_value_copy (const ChoshoValue *self);

/* RFC 8785 form. (transfer full); @size_bytes may be NULL. */
char           *chosho_value_to_canonical (const ChoshoValue *self, gsize *size_bytes);
void            chosho_value_append_canonical (const ChoshoValue *self, GString *out);
/* Two-space indented form for people and scripts; not canonical. (transfer full) */
char           *chosho_value_to_pretty (const ChoshoValue *self);

/* Strict: the bytes must be exactly what chosho_value_to_canonical() would write. The values share one block of
 * memory, which lives as long as any of them, and cannot be changed: copy first. Errors: CHOSHO_ERROR_INVALID with
 * the byte offset, CHOSHO_ERROR_LIMIT. (transfer full) */
ChoshoValue    *chosho_value_parse_canonical (const char *data, gsize size_bytes, GError **error);
/* The same in memory that many texts share: one by one they would leave it in many small pieces. */
ChoshoValue    *chosho_value_parse_canonical_in (ChoshoValueArena *arena, const char *data, gsize size_bytes, GError **error);
/* Lenient about white space and member order (settings files written by people); the same
 * restrictions otherwise: duplicate keys, fractions and depth are refused. (transfer full) */
ChoshoValue    *chosho_value_parse (const char *data, gsize size_bytes, GError **error);
/* The same, with values that cannot be changed, as of chosho_value_parse_canonical(): for tens of thousands that
 * are only looked at. (transfer full) */
ChoshoValue    *chosho_value_parse_frozen (const char *data, gsize size_bytes, GError **error);

G_END_DECLS
