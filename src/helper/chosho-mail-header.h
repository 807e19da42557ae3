/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-charset.h"

G_BEGIN_DECLS

/* The head of a mail or of a part of one (RFC 5322, 2045–2047, 2231), as Japanese mail programs write
 * them: also with bytes that are no ASCII and with words encoded where they must not be. */
typedef struct
{
  char *name;  /* (owned): as written */
  char *value; /* (owned): unfolded, raw bytes */
} ChoshoMailField;

/* Reads fields from @data on, up to a blank line or @end; *@body becomes what stands behind it, and
 * *@others (nullable) how many lines were left out since they are no fields. (transfer full)
 * (element-type ChoshoMailField) */
GPtrArray    *chosho_mail_header_read (const char *data, const char *end, const char **body, guint *others);
/* The value of the first field @name; NULL where there is none. Borrowed. */
const char   *chosho_mail_header_find (GPtrArray *fields, const char *name);

/* @value as it is meant: encoded words decoded, valid UTF-8. (transfer full) */
char         *chosho_mail_decode_words (const char *value);
/* Parameter @name of a structured value ("text/plain; charset=…"), decoded, in one piece; NULL where
 * there is none. (transfer full) */
char         *chosho_mail_get_parameter (const char *value, const char *name);
/* The charset that is known by @name in mails; UNKNOWN where none is. */
ChoshoCharset chosho_mail_charset_from_name (const char *name);
/* Appends @data (may be NULL where @size_bytes is 0) as UTF-8; by @charset, or where that is UNKNOWN by
 * what fits. */
void          chosho_mail_append_text (GString *out, const char *data, gsize size_bytes, ChoshoCharset charset);

/* Of a transfer encoding. (transfer full) */
GByteArray   *chosho_mail_decode_base64 (const char *data, gsize size_bytes);
/* @underscores: in encoded words, where _ is a blank. (transfer full) */
GByteArray   *chosho_mail_decode_quoted (const char *data, gsize size_bytes, gboolean underscores);

G_END_DECLS
