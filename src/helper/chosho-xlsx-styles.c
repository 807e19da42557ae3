/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-private.h"

#include <stdlib.h>

#include "chosho-helper-limits.h"
#include "chosho-number-display.h"

typedef struct
{
  ChoshoXlsxStyles *styles; /* (borrowed) */
  GHashTable *codes;      /* (owned): format number → code, of the file's own formats */
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
                             g_string_chunk_insert (state->styles->chunk, code));
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

ChoshoXlsxStyles *
chosho_xlsx_styles_new (void)
{
  ChoshoXlsxStyles *self = g_new0 (ChoshoXlsxStyles, 1);

  self->kinds = g_byte_array_new ();
  self->codes = g_ptr_array_new ();
  self->chunk = g_string_chunk_new (4096);
  return self;
}

void
chosho_xlsx_styles_free (ChoshoXlsxStyles *self)
{
  g_byte_array_unref (self->kinds);
  g_ptr_array_unref (self->codes);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

ChoshoXlsxStyles *
chosho_xlsx_styles_read (ChoshoZipParts *parts, const char *name, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { .start = on_start, .end = on_end };
  g_autoptr (ChoshoXlsxStyles) self = chosho_xlsx_styles_new ();
  g_autoptr (GHashTable) codes = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) format_ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  State state = { .styles = self, .codes = codes, .format_ids = format_ids };

  if (!chosho_xml_part_read (parts, name, &handler, &state, fault))
    return NULL;
  for (guint i = 0; i < format_ids->len; i++)
    {
      guint32 id = g_array_index (format_ids, guint32, i);
      /* The file's own definition of a number overrides the built-in one. */
      const char *own = g_hash_table_lookup (codes, GUINT_TO_POINTER (id));
      guint8 kind = own != NULL ? chosho_number_format_kind_of_code (own) : chosho_number_format_kind_of_id (id);

      g_byte_array_append (self->kinds, &kind, 1);
      g_ptr_array_add (self->codes, (gpointer) (own != NULL ? own : chosho_number_display_code_of_id (id)));
    }
  return g_steal_pointer (&self);
}
