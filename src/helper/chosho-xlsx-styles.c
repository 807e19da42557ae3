/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-private.h"

#include <stdlib.h>

#include "chosho-helper-limits.h"

typedef struct
{
  GHashTable *codes;      /* (owned): format number → ChoshoNumberKind, of the file's own formats */
  GArray     *format_ids; /* (owned) (element-type guint32): per cell format */
  gboolean    in_cell_formats;
} State;

static guint32
get_format_id (ChoshoXmlPart *part)
{
  char buffer[16];
  const char *text = chosho_xml_part_get (part, "numFmtId", buffer, sizeof buffer);

  return text != NULL ? (guint32) strtoul (text, NULL, 10) : 0;
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (g_str_equal (name, "cellXfs"))
    state->in_cell_formats = TRUE;
  else if (g_str_equal (name, "xf") && state->in_cell_formats)
    {
      guint32 id = get_format_id (part);

      if (state->format_ids->len >= CHOSHO_HELPER_LIMIT_STYLES)
        return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_STYLES,
                                       CHOSHO_HELPER_LIMIT_STYLES, NULL);
      g_array_append_val (state->format_ids, id);
    }
  else if (g_str_equal (name, "numFmt"))
    {
      g_autofree char *code = chosho_xml_part_dup (part, "formatCode");

      if (code != NULL && g_hash_table_size (state->codes) < CHOSHO_HELPER_LIMIT_STYLES)
        g_hash_table_insert (state->codes, GUINT_TO_POINTER (get_format_id (part)),
                             GUINT_TO_POINTER (chosho_number_format_kind_of_code (code)));
    }
  return TRUE;
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (g_str_equal (name, "cellXfs"))
    state->in_cell_formats = FALSE;
  return TRUE;
}

GByteArray *
chosho_xlsx_styles_read (ChoshoZipParts *parts, const char *name, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { .start = on_start, .end = on_end };
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) format_ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  State state = { .codes = codes, .format_ids = format_ids };
  GByteArray *kinds;

  if (!chosho_xml_part_read (parts, name, &handler, &state, fault))
    return NULL;
  kinds = g_byte_array_sized_new (format_ids->len);
  for (guint i = 0; i < format_ids->len; i++)
    {
      guint32 id = g_array_index (format_ids, guint32, i);
      gpointer own = NULL;
      guint8 kind = chosho_number_format_kind_of_id (id);

      /* The file's own definition of a number overrides the built-in one. */
      if (g_hash_table_lookup_extended (codes, GUINT_TO_POINTER (id), NULL, &own))
        kind = GPOINTER_TO_UINT (own);
      g_byte_array_append (kinds, &kind, 1);
    }
  return kinds;
}
