/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-private.h"

#include <string.h>

#include "chosho-helper-limits.h"

ChoshoXlsxStrings *
chosho_xlsx_strings_new (void)
{
  ChoshoXlsxStrings *self = g_new0 (ChoshoXlsxStrings, 1);

  self->chunk = g_string_chunk_new (64 * 1024);
  self->strings = g_ptr_array_new ();
  return self;
}

void
chosho_xlsx_strings_free (ChoshoXlsxStrings *self)
{
  g_string_chunk_free (self->chunk);
  g_ptr_array_unref (self->strings);
  g_free (self);
}

const char *
chosho_xlsx_strings_keep (ChoshoXlsxStrings *self, const char *text, ChoshoFault *fault)
{
  self->size_bytes += strlen (text);
  if (self->size_bytes > CHOSHO_HELPER_LIMIT_TEXT_BYTES)
    {
      chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES,
                              CHOSHO_HELPER_LIMIT_TEXT_BYTES, NULL);
      return NULL;
    }
  return g_string_chunk_insert (self->chunk, text);
}

/* The code of "_xHHHH_" at @p, or 0 where there is none. */
static gunichar
escaped_character (const char *p)
{
  gunichar character = 0;

  if (p[0] != '_' || p[1] != 'x')
    return 0;
  for (gsize i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return 0;
      character = character << 4 | g_ascii_xdigit_value (p[i]);
    }
  /* Halves of a surrogate pair have no UTF-8; they stay as they are written. */
  return p[6] == '_' && g_unichar_validate (character) ? character : 0;
}

void
chosho_xlsx_unescape (GString *text)
{
  char *to = text->str;

  if (strstr (text->str, "_x") == NULL)
    return;
  for (const char *p = text->str; *p != '\0';)
    {
      gunichar character = escaped_character (p);

      if (character != 0)
        {
          to += g_unichar_to_utf8 (character, to);
          p += 7;
        }
      else
        *to++ = *p++;
    }
  g_string_truncate (text, to - text->str);
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  ChoshoXlsxStringsState *state = user_data;

  if (g_str_equal (name, "si"))
    g_string_truncate (state->text, 0);
  else if (g_str_equal (name, "rPh"))
    state->phonetic++;
  else if (g_str_equal (name, "t"))
    state->in_text = TRUE;
  return TRUE;
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  ChoshoXlsxStringsState *state = user_data;
  const char *kept;

  if (g_str_equal (name, "t"))
    state->in_text = FALSE;
  else if (g_str_equal (name, "rPh"))
    state->phonetic--;
  if (!g_str_equal (name, "si"))
    return TRUE;
  if (state->strings->strings->len >= CHOSHO_HELPER_LIMIT_STRINGS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_STRINGS,
                                   CHOSHO_HELPER_LIMIT_STRINGS, NULL);
  chosho_xlsx_unescape (state->text);
  kept = chosho_xlsx_strings_keep (state->strings, state->text->str, fault);
  if (kept == NULL)
    return FALSE;
  g_ptr_array_add (state->strings->strings, (gpointer) kept);
  return TRUE;
}

static gboolean
on_text (ChoshoXmlPart *part, const char *text, gsize size_bytes, gpointer user_data,
         ChoshoFault *fault)
{
  ChoshoXlsxStringsState *state = user_data;

  if (!state->in_text || state->phonetic > 0)
    return TRUE;
  if (state->text->len + size_bytes > CHOSHO_HELPER_LIMIT_TEXT_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES,
                                   CHOSHO_HELPER_LIMIT_TEXT_BYTES, NULL);
  g_string_append_len (state->text, text, size_bytes);
  return TRUE;
}

const ChoshoXmlHandler chosho_xlsx_strings_handler = { on_start, on_end, on_text };

gboolean
chosho_xlsx_strings_read (ChoshoXlsxStrings *self, ChoshoZipParts *parts, const char *name,
                          ChoshoFault *fault)
{
  g_autoptr (GString) text = g_string_new (NULL);
  ChoshoXlsxStringsState state = { .strings = self, .text = text };

  return chosho_xml_part_read (parts, name, &chosho_xlsx_strings_handler, &state, fault);
}
