/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-odf.h"

#include <string.h>

#define MANIFEST "META-INF/manifest.xml"
#define TYPE_BYTES 64 /* the longest is a template's */

static gboolean
take_type (const char *data, gsize size_bytes, gpointer user_data, ChoshoFault *fault)
{
  GString *type = user_data;

  g_string_append_len (type, data, (gssize) MIN (size_bytes, TYPE_BYTES - type->len));
  return type->len < TYPE_BYTES;
}

static ChoshoOfficeKind
kind_of_word (const char *word)
{
  if (g_str_has_prefix (word, "text"))
    return CHOSHO_OFFICE_OPEN_TEXT;
  if (g_str_has_prefix (word, "spreadsheet"))
    return CHOSHO_OFFICE_OPEN_WORKBOOK;
  return g_str_has_prefix (word, "presentation") ? CHOSHO_OFFICE_OPEN_SLIDES : CHOSHO_OFFICE_NONE;
}

typedef struct
{
  gboolean         in_body;
  ChoshoOfficeKind kind;
} Body;

/* Ends reading with the element inside the body, which is all that is wanted. */
static gboolean
on_body_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  Body *body = user_data;

  if (body->in_body)
    {
      body->kind = kind_of_word (name);
      return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
    }
  body->in_body = g_str_equal (name, "body");
  return TRUE;
}

ChoshoOfficeKind
chosho_odf_find_kind (ChoshoZipParts *parts)
{
  static const char family[] = "application/vnd.oasis.opendocument.";
  static const ChoshoXmlHandler handler = { .start = on_body_start, .open_document = TRUE };
  g_autoptr (GString) type = g_string_new (NULL);
  g_auto (ChoshoFault) fault = { 0 }, end = { 0 };
  Body body = { 0 };

  chosho_fault_init (&fault);
  chosho_fault_init (&end);
  if (chosho_zip_parts_has (parts, "mimetype"))
    chosho_zip_parts_read (parts, "mimetype", take_type, type, &fault);
  if (!g_str_has_prefix (type->str, family))
    return CHOSHO_OFFICE_NONE;
  chosho_xml_part_read (parts, CHOSHO_ODF_CONTENT, &handler, &body, &end);
  return body.kind != CHOSHO_OFFICE_NONE ? body.kind : kind_of_word (type->str + strlen (family));
}

static gboolean
on_manifest_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  return !g_str_equal (name, "encryption-data") || chosho_fault_set (fault, CHOSHO_HELPER_REASON_ZIP_ENCRYPTED, CHOSHO_ODF_CONTENT);
}

gboolean
chosho_odf_check_open (ChoshoZipParts *parts, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { .start = on_manifest_start, .open_document = TRUE };

  return !chosho_zip_parts_has (parts, MANIFEST) || chosho_xml_part_read (parts, MANIFEST, &handler, NULL, fault);
}

guint32
chosho_odf_find_member (ChoshoZipParts *parts, const char *href)
{
  return chosho_zip_parts_get_index (parts, g_str_has_prefix (href, "./") ? href + 2 : href);
}
