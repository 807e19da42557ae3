/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-member.h"

#include <string.h>

#include "chosho-helper-limits.h"

/* In @charset, where every byte of it fits. (transfer full) (nullable) */
static char *
decode_whole (ChoshoCharset charset, const char *raw)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint replaced = 0;

  chosho_charset_decode (charset, (const guint8 *) raw, strlen (raw), FALSE, text, &replaced);
  return replaced == 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
escape (const char *raw)
{
  GString *text = g_string_new (NULL);
  const char *bad;

  for (const char *p = raw; *p != '\0';)
    {
      g_utf8_validate (p, -1, &bad);
      g_string_append_len (text, p, bad - p);
      p = bad;
      if (*p != '\0')
        g_string_append_printf (text, "\\x%02X", (guint8) *p++);
    }
  return g_string_free (text, FALSE);
}

char *
chosho_member_show_name (const char *raw_name, ChoshoCharset charset, guint8 *coding)
{
  char *name;

  if (charset != CHOSHO_CHARSET_UNKNOWN && (name = decode_whole (charset, raw_name)) != NULL)
    {
      *coding = CHOSHO_HELPER_NAME_CHOSEN;
      return name;
    }
  if (g_utf8_validate (raw_name, -1, NULL))
    {
      *coding = CHOSHO_HELPER_NAME_UTF8;
      return g_strdup (raw_name);
    }
  name = decode_whole (CHOSHO_CHARSET_CP932, raw_name);
  *coding = name != NULL ? CHOSHO_HELPER_NAME_CP932 : CHOSHO_HELPER_NAME_ESCAPED;
  return name != NULL ? name : escape (raw_name);
}

gboolean
chosho_member_name_is_unsafe (const char *name)
{
  g_autofree char *slashed = g_strdelimit (g_strdup (name), "\\", '/');
  g_auto (GStrv) segments = g_strsplit (slashed, "/", -1);

  if (slashed[0] == '/' || (g_ascii_isalpha (slashed[0]) && slashed[1] == ':'))
    return TRUE;
  return g_strv_contains ((const char *const *) segments, "..");
}

gboolean
chosho_member_write (const ChoshoMember *self, guint number, ChoshoCharset charset, ChoshoRecordWriter *writer,
                     ChoshoFault *fault)
{
  g_autoptr (GString) raw = g_string_new (NULL);
  g_autofree char *name = NULL;
  guint8 coding = 0, flags = self->encrypted ? CHOSHO_HELPER_MEMBER_ENCRYPTED : 0;

  if (strlen (self->raw_name) > CHOSHO_HELPER_LIMIT_MEMBER_NAME_BYTES)
    return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_LIMIT_MEMBER_NAME, number, CHOSHO_HELPER_LIMIT_MEMBER_NAME_BYTES);
  name = chosho_member_show_name (self->raw_name, charset, &coding);
  for (const char *p = self->raw_name; *p != '\0'; p++)
    g_string_append_printf (raw, "%02x", (guint8) *p);
  /* An escape's backslash is none of the name's; the second byte of a character may be one. */
  if (chosho_member_name_is_unsafe (coding == CHOSHO_HELPER_NAME_ESCAPED ? self->raw_name : name))
    flags |= CHOSHO_HELPER_MEMBER_UNSAFE_NAME;
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_MEMBER);
  chosho_record_writer_u8 (writer, self->kind);
  chosho_record_writer_u8 (writer, flags);
  chosho_record_writer_u8 (writer, coding);
  chosho_record_writer_u64 (writer, self->size_bytes);
  chosho_record_writer_u64 (writer, self->time < 0 ? CHOSHO_HELPER_NO_OFFSET : (guint64) self->time);
  chosho_record_writer_string (writer, name);
  chosho_record_writer_string (writer, raw->str);
  chosho_record_writer_end (writer);
  return TRUE;
}
