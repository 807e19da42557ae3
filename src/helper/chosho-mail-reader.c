/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-mail-reader.h"

#include <string.h>

#include "chosho-flow-writer.h"
#include "chosho-helper-limits.h"
#include "chosho-html-text.h"
#include "chosho-mail-header.h"
#include "chosho-member.h"

#define KNOWN_FIELDS 2          /* of these a mail has at least so many */
#define PIECE_BYTES (60 * 1024) /* one BYTES record */

static const char *const known_fields[] = {
  "From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject", "Message-ID", "Received", "Return-Path", "Delivered-To", "MIME-Version",
  "Content-Type", "Sender", "DKIM-Signature", NULL
};
/* What a reader looks for first; the others stand at the end. */
static const char *const main_fields[] = { "From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject", NULL };

typedef enum
{
  TRANSFER_PLAIN,
  TRANSFER_BASE64,
  TRANSFER_QUOTED,
} Transfer;

/* A text or an attachment. */
typedef struct
{
  char         *type;     /* (owned): "text/plain" */
  char         *name;     /* (owned) (nullable) */
  ChoshoCharset charset;
  Transfer      transfer;
  gboolean      attached; /* not shown as text */
  const char   *start, *end; /* (borrowed): as transferred */
} Part;

struct _ChoshoMail
{
  char      *data;       /* (owned) */
  gsize      size_bytes;
  GPtrArray *fields;     /* (owned) (element-type ChoshoMailField) */
  GPtrArray *parts;      /* (owned) (element-type Part): in the order of the mail */
};

static void
part_free (gpointer data)
{
  Part *self = data;

  g_free (self->type);
  g_free (self->name);
  g_free (self);
}

static gboolean
is_known (const char *name, const char *const *list)
{
  for (; *list != NULL; list++)
    if (g_ascii_strcasecmp (name, *list) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_field_name (const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return name[0] != '\0';
}

gboolean
chosho_mail_is_mail (const char *data, gsize size_bytes)
{
  const char *body;
  guint known = 0, others = 0;
  g_autoptr (GPtrArray) fields = chosho_mail_header_read (data, data + size_bytes, &body, &others);

  for (guint i = 0; i < fields->len; i++)
    {
      const ChoshoMailField *field = g_ptr_array_index (fields, i);

      if (!is_field_name (field->name))
        return FALSE;
      known += is_known (field->name, known_fields);
    }
  /* a mailbox puts a line without a colon before each mail */
  return known >= KNOWN_FIELDS && others <= (g_str_has_prefix (data, "From ") ? 1 : 0);
}

/* --- Parts -------------------------------------------------------------------------------------------------- */

static char *
dup_type (const char *value)
{
  gsize size_bytes = value != NULL ? strcspn (value, "; \t") : 0;

  return size_bytes > 0 ? g_ascii_strdown (value, (gssize) size_bytes) : g_strdup ("text/plain");
}

static Transfer
get_transfer (GPtrArray *fields)
{
  const char *value = chosho_mail_header_find (fields, "Content-Transfer-Encoding");

  if (value != NULL && g_ascii_strncasecmp (value, "base64", 6) == 0)
    return TRANSFER_BASE64;
  return value != NULL && g_ascii_strncasecmp (value, "quoted-printable", 16) == 0 ? TRANSFER_QUOTED : TRANSFER_PLAIN;
}

static gboolean read_entity (ChoshoMail *self, const char *start, const char *end, guint depth, ChoshoFault *fault);

/* A line that is a boundary: 1; the last one: 2; else 0. *@next becomes the line behind it. */
static int
match_boundary (const char *line, const char *end, const char *boundary, const char **next)
{
  const char *newline = memchr (line, '\n', (gsize) (end - line));
  gsize boundary_bytes = strlen (boundary), line_bytes;
  const char *rest;

  *next = newline != NULL ? newline + 1 : end;
  line_bytes = (gsize) (*next - line);
  if (line_bytes < 2 + boundary_bytes || memcmp (line, "--", 2) != 0 || memcmp (line + 2, boundary, boundary_bytes) != 0)
    return 0;
  rest = line + 2 + boundary_bytes;
  if ((gsize) (*next - rest) >= 2 && memcmp (rest, "--", 2) == 0)
    return 2;
  while (rest < *next && strchr (" \t\r\n", *rest) != NULL)
    rest++;
  return rest == *next ? 1 : 0;
}

/* The break before a boundary belongs to the boundary. */
static const char *
trim_break (const char *start, const char *end)
{
  if (end > start && end[-1] == '\n')
    end--;
  return end > start && end[-1] == '\r' ? end - 1 : end;
}

static gboolean
read_multipart (ChoshoMail *self, const char *start, const char *end, const char *boundary, guint depth, ChoshoFault *fault)
{
  const char *part = NULL, *next;

  for (const char *line = start; line < end; line = next)
    {
      int match = match_boundary (line, end, boundary, &next);

      if (match == 0)
        continue;
      if (part != NULL && !read_entity (self, part, trim_break (part, line), depth + 1, fault))
        return FALSE;
      part = match == 1 ? next : NULL;
      if (match == 2)
        return TRUE;
    }
  /* cut short: as far as it goes */
  return part == NULL || read_entity (self, part, end, depth + 1, fault);
}

static gboolean
add_part (ChoshoMail *self, GPtrArray *fields, char *type, const char *start, const char *end, ChoshoFault *fault)
{
  const char *content_type = chosho_mail_header_find (fields, "Content-Type");
  const char *disposition = chosho_mail_header_find (fields, "Content-Disposition");
  g_autofree char *charset = chosho_mail_get_parameter (content_type, "charset");
  Part *part = g_new0 (Part, 1);

  g_ptr_array_add (self->parts, part);
  part->type = type;
  part->name = chosho_mail_get_parameter (disposition, "filename");
  if (part->name == NULL)
    part->name = chosho_mail_get_parameter (content_type, "name");
  part->charset = chosho_mail_charset_from_name (charset);
  part->transfer = get_transfer (fields);
  part->attached = (disposition != NULL && g_ascii_strncasecmp (disposition, "attachment", 10) == 0)
                   || (strcmp (type, "text/plain") != 0 && strcmp (type, "text/html") != 0);
  part->start = start;
  part->end = end;
  if (self->parts->len > CHOSHO_HELPER_LIMIT_MAIL_PARTS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_MAIL_PARTS, CHOSHO_HELPER_LIMIT_MAIL_PARTS, NULL);
  return TRUE;
}

/* A mail, or a part of one; a mail within is an attachment. */
static gboolean
read_entity (ChoshoMail *self, const char *start, const char *end, guint depth, ChoshoFault *fault)
{
  const char *body;
  g_autoptr (GPtrArray) fields = chosho_mail_header_read (start, end, &body, NULL);
  const char *content_type = chosho_mail_header_find (fields, "Content-Type");
  g_autofree char *type = dup_type (content_type), *boundary = NULL;

  if (body - start > CHOSHO_HELPER_LIMIT_MAIL_HEADER_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_MAIL_HEADER, CHOSHO_HELPER_LIMIT_MAIL_HEADER_BYTES, NULL);
  if (depth > CHOSHO_HELPER_LIMIT_MAIL_DEPTH)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_MAIL_DEPTH, CHOSHO_HELPER_LIMIT_MAIL_DEPTH, NULL);
  if (depth == 0)
    self->fields = g_ptr_array_ref (fields);
  if (g_str_has_prefix (type, "multipart/"))
    boundary = chosho_mail_get_parameter (content_type, "boundary");
  if (boundary != NULL && boundary[0] != '\0')
    return read_multipart (self, body, end, boundary, depth, fault);
  return add_part (self, fields, g_steal_pointer (&type), body, end, fault);
}

ChoshoMail *
chosho_mail_open (char *data, gsize size_bytes, ChoshoFault *fault)
{
  g_autoptr (ChoshoMail) self = g_new0 (ChoshoMail, 1);

  self->data = data;
  self->size_bytes = size_bytes;
  self->parts = g_ptr_array_new_with_free_func (part_free);
  return read_entity (self, data, data + size_bytes, 0, fault) ? g_steal_pointer (&self) : NULL;
}

void
chosho_mail_free (ChoshoMail *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_ptr_array_unref (self->parts);
  g_free (self->data);
  g_free (self);
}

/* --- Answers ------------------------------------------------------------------------------------------------ */

/* (transfer full) */
static GByteArray *
decode_part (const Part *part)
{
  gsize size_bytes = (gsize) (part->end - part->start);
  GByteArray *bytes;

  if (part->transfer == TRANSFER_BASE64)
    return chosho_mail_decode_base64 (part->start, size_bytes);
  if (part->transfer == TRANSFER_QUOTED)
    return chosho_mail_decode_quoted (part->start, size_bytes, FALSE);
  bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) part->start, (guint) size_bytes);
  return bytes;
}

static gboolean
write_fields (ChoshoMail *self, gboolean main, ChoshoFlowWriter *writer, ChoshoFault *fault)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const ChoshoMailField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *name = g_utf8_make_valid (field->name, -1), *value = chosho_mail_decode_words (field->value);
      ChoshoFlowBlock block = {
        .kind = CHOSHO_HELPER_BLOCK_FIELD, .zone = CHOSHO_HELPER_ZONE_HEADER, .level = main ? 0 : 1,
        .member = CHOSHO_HELPER_NO_MEMBER, .label = name, .text = value,
      };

      if (is_known (field->name, main_fields) == main && !chosho_flow_writer_add (writer, &block, fault))
        return FALSE;
    }
  return TRUE;
}

/* Paragraphs are what blank lines divide. */
static gboolean
write_text (const char *text, guint8 zone, ChoshoFlowWriter *writer, ChoshoFault *fault)
{
  g_autoptr (GString) paragraph = g_string_new (NULL);
  const char *next;

  for (const char *line = text; line != NULL; line = next)
    {
      const char *newline = strchr (line, '\n');
      g_autofree char *words = g_strndup (line, newline != NULL ? (gsize) (newline - line) : strlen (line));
      gboolean blank;

      g_strdelimit (words, "\r", ' ');
      g_strchomp (words);
      blank = words[0] == '\0';
      if (!blank)
        g_string_append_printf (paragraph, "%s%s", paragraph->len > 0 ? "\n" : "", words);
      next = newline != NULL ? newline + 1 : NULL;
      if (paragraph->len > 0 && (blank || next == NULL))
        {
          ChoshoFlowBlock block = { .zone = zone, .member = CHOSHO_HELPER_NO_MEMBER, .text = paragraph->str };

          if (!chosho_flow_writer_add (writer, &block, fault))
            return FALSE;
          g_string_truncate (paragraph, 0);
        }
    }
  return TRUE;
}

static gboolean
write_text_part (const Part *part, ChoshoFlowWriter *writer, ChoshoFault *fault)
{
  g_autoptr (GByteArray) bytes = decode_part (part);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *plain = NULL;

  chosho_mail_append_text (text, (const char *) bytes->data, bytes->len, part->charset);
  if (strcmp (part->type, "text/html") != 0)
    return write_text (text->str, CHOSHO_HELPER_ZONE_BODY, writer, fault);
  plain = chosho_html_to_text (text->str, text->len);
  return write_text (plain, CHOSHO_HELPER_ZONE_HTML, writer, fault);
}

/* Nothing is silently left out: a part without a name has the one of its type. */
static const char *
get_name (const Part *part)
{
  return part->name != NULL && part->name[0] != '\0' ? part->name : part->type;
}

static gboolean
write_attachment (const Part *part, guint index, ChoshoFlowWriter *writer, ChoshoFault *fault)
{
  g_autoptr (GByteArray) bytes = decode_part (part);
  g_autofree char *name = g_utf8_make_valid (get_name (part), -1), *type = g_utf8_make_valid (part->type, -1);
  ChoshoFlowBlock block = {
    .kind = CHOSHO_HELPER_BLOCK_ATTACHMENT, .row = bytes->len, .member = index, .label = name, .text = type,
  };

  return chosho_flow_writer_add (writer, &block, fault);
}

gboolean
chosho_mail_write_blocks (ChoshoMail *self, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autoptr (ChoshoFlowWriter) flow_writer = chosho_flow_writer_new (writer);
  guint attachments = 0;

  if (!write_fields (self, TRUE, flow_writer, fault))
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);

      if (!part->attached && !write_text_part (part, flow_writer, fault))
        return FALSE;
    }
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);

      if (part->attached && !write_attachment (part, attachments++, flow_writer, fault))
        return FALSE;
    }
  return write_fields (self, FALSE, flow_writer, fault);
}

gboolean
chosho_mail_write_members (ChoshoMail *self, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint number = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      g_autoptr (GByteArray) bytes = part->attached ? decode_part (part) : NULL;

      if (bytes != NULL)
        {
          ChoshoMember member = { .kind = CHOSHO_HELPER_MEMBER_FILE, .size_bytes = bytes->len, .time = -1, .raw_name = get_name (part) };

          if (!chosho_member_write (&member, number++, CHOSHO_CHARSET_UNKNOWN, writer, fault))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
chosho_mail_write_member (ChoshoMail *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  guint number = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      g_autoptr (GByteArray) bytes = NULL;

      if (!part->attached || number++ != index)
        continue;
      bytes = decode_part (part);
      for (gsize done = 0; done < bytes->len; done += PIECE_BYTES)
        {
          chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_BYTES);
          chosho_record_writer_bytes (writer, bytes->data + done, MIN (PIECE_BYTES, bytes->len - done));
          chosho_record_writer_end (writer);
        }
      return TRUE;
    }
  return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_NO_MEMBER, index, 0);
}
