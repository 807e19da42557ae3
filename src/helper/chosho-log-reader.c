/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-log-private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-helper-limits.h"

#define SAMPLE_BYTES (256 * 1024)
/* How far the first byte that is not ASCII is looked for: most of a log is ASCII. */
#define SEARCHED_BYTES (256 * 1024 * 1024)
/* How far back the beginning of a line is looked for. */
#define LOOK_BACK_BYTES (64 * 1024)

gssize
chosho_log_read (ChoshoLog *self, guint64 offset, guint8 *to, gsize size_bytes, ChoshoFault *fault)
{
  gsize done = 0;

  while (done < size_bytes)
    {
      gssize got = pread (self->fd, to + done, size_bytes - done, (off_t) (offset + done));

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_READ, errno, NULL);
          return -1;
        }
      if (got == 0)
        break;
      done += got;
    }
  return done;
}

static gsize
count_ascii (const guint8 *data, gsize size_bytes)
{
  gsize i = 0;

  while (i < size_bytes && data[i] < 0x80 && data[i] != '\033' && data[i] != '\0')
    i++;
  return i;
}

/* From where the text stops being ASCII, or the beginning. A sample inside a text begins at a line. */
static gboolean
find_charset (ChoshoLog *self, ChoshoFault *fault)
{
  g_autofree guint8 *block = g_malloc (CHOSHO_LOG_BLOCK_BYTES);
  guint64 at = 0, start = 0;
  gssize got;

  while (at < MIN (self->size_bytes, SEARCHED_BYTES))
    {
      gsize ascii;

      got = chosho_log_read (self, at, block, CHOSHO_LOG_BLOCK_BYTES, fault);
      if (got < 0)
        return FALSE;
      ascii = count_ascii (block, got);
      if (ascii < (gsize) got)
        {
          const guint8 *line = memrchr (block, '\n', ascii);

          start = at == 0 && ascii < SAMPLE_BYTES / 2 ? 0 : at + (line != NULL ? (gsize) (line + 1 - block) : ascii);
          break;
        }
      if (got == 0)
        break;
      at += got;
    }
  got = chosho_log_read (self, start, block, SAMPLE_BYTES, fault);
  if (got < 0)
    return FALSE;
  self->charset = chosho_charset_detect (block, got);
  return TRUE;
}

ChoshoLog *
chosho_log_open (int fd, ChoshoFault *fault)
{
  g_autoptr (ChoshoLog) self = g_new0 (ChoshoLog, 1);
  struct stat info;

  self->fd = fd;
  if (fstat (fd, &info) < 0)
    {
      chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_READ, errno, NULL);
      return NULL;
    }
  self->size_bytes = info.st_size;
  return find_charset (self, fault) ? g_steal_pointer (&self) : NULL;
}

void
chosho_log_free (ChoshoLog *self)
{
  g_clear_pointer (&self->index, g_array_unref);
  g_free (self);
}

guint64
chosho_log_get_size_bytes (ChoshoLog *self)
{
  return self->size_bytes;
}

ChoshoCharset
chosho_log_get_charset (ChoshoLog *self)
{
  return self->charset;
}

guint
chosho_log_unit_bytes (ChoshoCharset charset)
{
  return charset == CHOSHO_CHARSET_UTF16LE || charset == CHOSHO_CHARSET_UTF16BE ? 2 : 1;
}

gssize
chosho_log_find_line_end (const guint8 *data, gsize size_bytes, gsize from, ChoshoCharset charset)
{
  gsize low = charset == CHOSHO_CHARSET_UTF16BE ? 1 : 0;

  for (;;)
    {
      const guint8 *found = from < size_bytes ? memchr (data + from, '\n', size_bytes - from) : NULL;
      gsize at;

      if (found == NULL)
        return -1;
      at = found - data;
      if (chosho_log_unit_bytes (charset) == 1)
        return at + 1;
      if (at % 2 == low && at - low + 2 <= size_bytes && data[at ^ 1] == 0)
        return at - low + 2;
      from = at + 1;
    }
}

/* --- Windows ------------------------------------------------------------------------------------------- */

/* Where the line of @offset begins, or @offset itself where that is too far. */
static gboolean
find_line_start (ChoshoLog *self, ChoshoCharset charset, guint64 *offset, ChoshoFault *fault)
{
  g_autofree guint8 *block = g_malloc (LOOK_BACK_BYTES);
  guint64 at = *offset - *offset % chosho_log_unit_bytes (charset);
  guint64 from = at > LOOK_BACK_BYTES ? at - LOOK_BACK_BYTES : 0;
  gssize got = chosho_log_read (self, from, block, at - from, fault), end;
  gsize start = 0;

  if (got < 0)
    return FALSE;
  while ((end = chosho_log_find_line_end (block, got, start, charset)) >= 0)
    start = end;
  *offset = start > 0 || from == 0 ? from + start : at;
  /* the middle of a long line: at least at a character of UTF-8 */
  for (gsize i = 0; *offset == at && charset == CHOSHO_CHARSET_UTF8 && i < 3 && *offset > 0; i++)
    {
      guint8 byte;

      got = chosho_log_read (self, *offset, &byte, 1, fault);
      if (got < 0)
        return FALSE;
      if (got == 0 || (byte & 0xc0) != 0x80)
        break;
      (*offset)--;
    }
  return TRUE;
}

gboolean
chosho_log_write_window (ChoshoLog *self, guint64 offset, gboolean exact, guint32 size_bytes, ChoshoCharset charset,
                         ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  gsize wanted = CLAMP (size_bytes, CHOSHO_HELPER_WINDOW_BYTES_MIN, CHOSHO_HELPER_LIMIT_WINDOW_BYTES);
  g_autofree guint8 *block = g_malloc (wanted);
  g_autoptr (GString) text = g_string_sized_new (wanted + wanted / 2);
  guint64 start = MIN (offset, self->size_bytes);
  gsize used = 0, mark = 0, next;
  gboolean last;
  guint replaced = 0;
  gssize got;

  charset = charset != CHOSHO_CHARSET_UNKNOWN ? charset : self->charset;
  if (!exact && !find_line_start (self, charset, &start, fault))
    return FALSE;
  got = chosho_log_read (self, start, block, wanted, fault);
  if (got < 0)
    return FALSE;
  last = start + got >= self->size_bytes;
  mark = start == 0 ? chosho_charset_mark_bytes (charset, block, got) : 0;
  /* whole lines where there are any */
  for (gssize end = 0; !last && (end = chosho_log_find_line_end (block, got, used, charset)) >= 0; used = end)
    ;
  next = used > 0 || last ? (used > 0 ? used : (gsize) got) : 0;
  if (next > 0)
    chosho_charset_decode (charset, block + mark, next - mark, FALSE, text, &replaced);
  else
    next = mark + chosho_charset_decode (charset, block + mark, got - mark, TRUE, text, &replaced);
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_WINDOW);
  chosho_record_writer_string (writer, chosho_charset_get_name (charset));
  chosho_record_writer_u64 (writer, start);
  chosho_record_writer_u64 (writer, start + next);
  chosho_record_writer_u64 (writer, self->size_bytes);
  chosho_record_writer_u32 (writer, replaced);
  chosho_record_writer_string (writer, text->str);
  chosho_record_writer_end (writer);
  return TRUE;
}
