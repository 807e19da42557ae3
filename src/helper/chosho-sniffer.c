/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-sniffer.h"

#include <string.h>

#include "chosho-charset.h"
#include "chosho-helper-limits.h"
#include "chosho-json-scanner.h"
#include "chosho-xlsx-reader.h"

/* One control character in so many is a slip that the reader names; binary data has one in nine. */
#define TEXT_CONTROL_SHARE 50

static gboolean
has_prefix (const char *data, gsize size_bytes, const char *prefix, gsize prefix_bytes)
{
  return size_bytes >= prefix_bytes && memcmp (data, prefix, prefix_bytes) == 0;
}

gboolean
chosho_sniff_is_zip (const char *data, gsize size_bytes)
{
  return has_prefix (data, size_bytes, "PK\3\4", 4) || has_prefix (data, size_bytes, "PK\5\6", 4);
}

static ChoshoHelperKind
sniff_zip (const char *data, gsize size_bytes)
{
  g_auto (ChoshoFault) fault = { 0 };
  g_autoptr (ChoshoZipParts) parts = NULL;

  chosho_fault_init (&fault);
  parts = chosho_zip_parts_new (data, size_bytes, &fault);
  return parts != NULL && chosho_xlsx_is_workbook (parts) ? CHOSHO_HELPER_KIND_XLSX
                                                          : CHOSHO_HELPER_KIND_ZIP;
}

/* An object begins with { and a quote or }: a CSV that begins so is not worth its ambiguity. */
static gboolean
looks_like_json (const char *p)
{
  p += strspn (p, " \t\r\n");
  if (*p == '[')
    {
      p++;
      p += strspn (p, " \t\r\n[");
      return *p == '{' || *p == ']';
    }
  if (*p != '{')
    return FALSE;
  p++;
  p += strspn (p, " \t\r\n");
  return *p == '"' || *p == '}';
}

static ChoshoHelperKind
sniff_json (const char *data, gsize size_bytes)
{
  g_auto (ChoshoFault) fault = { 0 };
  gboolean has_catalog = FALSE;

  chosho_fault_init (&fault);
  /* Damaged JSON is told from what it begins with, so that its reader can say what is wrong. */
  if (!chosho_json_check (data, size_bytes, CHOSHO_HELPER_LIMIT_JSON_DEPTH,
                          CHOSHO_HELPER_LIMIT_JSON_VALUES, "catalog", &has_catalog, &fault))
    has_catalog = g_strstr_len (data, MIN (size_bytes, 4096), "\"catalog\"") != NULL;
  return has_catalog ? CHOSHO_HELPER_KIND_OSCAL_CATALOG : CHOSHO_HELPER_KIND_JSON;
}

static gboolean
looks_like_text (const char *data, gsize size_bytes)
{
  gsize sample = MIN (size_bytes, CHOSHO_SNIFFED_TEXT_BYTES), controls = 0;

  if (has_prefix (data, size_bytes, "\xff\xfe", 2) || has_prefix (data, size_bytes, "\xfe\xff", 2))
    return TRUE;
  if (has_prefix (data, size_bytes, "%PDF-", 5))
    return FALSE;
  for (gsize i = 0; i < sample; i++)
    controls += (guint8) data[i] < 0x20 && (data[i] == '\0' || strchr ("\t\n\r\f\033", data[i]) == NULL);
  return controls * TEXT_CONTROL_SHARE <= sample;
}

/* UTF-16 without a mark: every other byte is often zero, and text has no other zeros. */
static gboolean
looks_like_utf16 (const char *data, gsize size_bytes)
{
  ChoshoCharset charset = chosho_charset_detect ((const guint8 *) data, MIN (size_bytes, CHOSHO_SNIFFED_TEXT_BYTES));
  g_autoptr (GString) text = g_string_new (NULL);
  guint replaced = 0;

  if (charset != CHOSHO_CHARSET_UTF16LE && charset != CHOSHO_CHARSET_UTF16BE)
    return FALSE;
  chosho_charset_decode (charset, (const guint8 *) data, MIN (size_bytes, CHOSHO_SNIFFED_TEXT_BYTES), TRUE, text, &replaced);
  return looks_like_text (text->str, text->len) && replaced * TEXT_CONTROL_SHARE <= text->len;
}

gboolean
chosho_sniff_is_text (const char *data, gsize size_bytes)
{
  return looks_like_text (data, size_bytes) || looks_like_utf16 (data, size_bytes);
}

ChoshoHelperKind
chosho_sniff (const char *data, gsize size_bytes)
{
  gsize mark_bytes = has_prefix (data, size_bytes, "\xef\xbb\xbf", 3) ? 3 : 0;

  if (chosho_sniff_is_zip (data, size_bytes))
    return sniff_zip (data, size_bytes);
  if (has_prefix (data, size_bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
    return CHOSHO_HELPER_KIND_OLE;
  if (looks_like_json (data + mark_bytes))
    return sniff_json (data + mark_bytes, size_bytes - mark_bytes);
  return looks_like_text (data, size_bytes) ? CHOSHO_HELPER_KIND_CSV : CHOSHO_HELPER_KIND_UNKNOWN;
}
