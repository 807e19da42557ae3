/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-log-private.h"

#include "chosho-helper-limits.h"

/* The index remembers where every so many lines begin; the step doubles when it has this many. */
#define INDEX_ENTRIES 65536
#define INDEX_FIRST_STEP 64

static void
note_line (ChoshoLog *self, guint64 offset)
{
  if (self->n_lines++ % self->step != 0)
    return;
  g_array_append_val (self->index, offset);
  if (self->index->len < INDEX_ENTRIES)
    return;
  for (guint i = 0; 2 * i < self->index->len; i++)
    g_array_index (self->index, guint64, i) = g_array_index (self->index, guint64, 2 * i);
  g_array_set_size (self->index, (self->index->len + 1) / 2);
  self->step *= 2;
}

/* Big and little endian differ in where a line ends, all others do not. */
static guint
get_unit (ChoshoCharset charset)
{
  return charset == CHOSHO_CHARSET_UTF16BE ? 3 : chosho_log_unit_bytes (charset);
}

static void
begin_index (ChoshoLog *self, ChoshoCharset charset)
{
  if (self->index != NULL && self->indexed_unit == get_unit (charset))
    return;
  g_clear_pointer (&self->index, g_array_unref);
  self->index = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->indexed_unit = get_unit (charset);
  self->step = INDEX_FIRST_STEP;
  self->n_lines = self->counted = 0;
  self->line_open = FALSE;
}

static void
note_lines (ChoshoLog *self, const guint8 *block, gsize size_bytes, ChoshoCharset charset)
{
  gsize from = 0;

  while (from < size_bytes)
    {
      gssize end;

      if (!self->line_open)
        note_line (self, self->counted + from);
      end = chosho_log_find_line_end (block, size_bytes, from, charset);
      self->line_open = end < 0;
      from = end < 0 ? size_bytes : (gsize) end;
    }
  self->counted += size_bytes;
}

/* Counts on where it stopped, for one answer. */
static gboolean
count_on (ChoshoLog *self, ChoshoCharset charset, ChoshoFault *fault)
{
  g_autofree guint8 *block = NULL;
  guint64 end;

  begin_index (self, charset);
  end = MIN (self->counted + CHOSHO_HELPER_COUNTED_BYTES, self->size_bytes);
  if (self->counted < end)
    block = g_malloc (CHOSHO_LOG_BLOCK_BYTES);
  while (self->counted < end)
    {
      gssize got = chosho_log_read (self, self->counted, block, (gsize) MIN (CHOSHO_LOG_BLOCK_BYTES, end - self->counted), fault);

      if (got < 0)
        return FALSE;
      if (got == 0)
        {
          self->size_bytes = self->counted; /* it became shorter */
          break;
        }
      note_lines (self, block, (gsize) got, charset);
    }
  return TRUE;
}

/* What is read for one LINES record. */
typedef struct
{
  ChoshoLog    *log;
  ChoshoCharset charset;
  guint8       *block;    /* (owned) */
  guint64       at;       /* where block begins */
  gsize         got;
  gsize         next;     /* in block */
  gboolean      ended;    /* block reaches the end of the file */
} Lines;

static gboolean
refill (Lines *self, ChoshoFault *fault)
{
  gssize got;

  self->at += self->next;
  self->next = 0;
  got = chosho_log_read (self->log, self->at, self->block, CHOSHO_LOG_BLOCK_BYTES, fault);
  if (got < 0)
    return FALSE;
  self->got = got;
  self->ended = got < CHOSHO_LOG_BLOCK_BYTES;
  return TRUE;
}

/* One line: its kept bytes as *@start, *@kept (without its end), and all of its bytes. A line longer
 * than a block is passed over in pieces. FALSE at the end, or with @fault set. */
static gboolean
next_line (Lines *self, gsize *start, gsize *kept, guint64 *offset, guint64 *all, ChoshoFault *fault)
{
  gssize end = chosho_log_find_line_end (self->block, self->got, self->next, self->charset);

  if (end < 0 && !self->ended)
    {
      if (!refill (self, fault))
        return FALSE;
      end = chosho_log_find_line_end (self->block, self->got, 0, self->charset);
    }
  if (self->next >= self->got)
    return FALSE;
  *offset = self->at + self->next;
  *start = self->next;
  *all = (end < 0 ? self->got : (gsize) end) - self->next;
  *kept = *all;
  self->next += *all;
  return TRUE;
}

static gsize
without_end (const guint8 *line, gsize size_bytes, ChoshoCharset charset)
{
  gsize unit = chosho_log_unit_bytes (charset), low = charset == CHOSHO_CHARSET_UTF16BE ? 1 : 0;

  if (size_bytes >= unit && line[size_bytes - unit + low] == '\n' && (unit == 1 || line[size_bytes - 1 - low] == 0))
    size_bytes -= unit;
  else
    return size_bytes;
  if (size_bytes >= unit && line[size_bytes - unit + low] == '\r' && (unit == 1 || line[size_bytes - 1 - low] == 0))
    size_bytes -= unit;
  return size_bytes;
}

/* Passes over what is left of a line that is longer than a block; its bytes, without the line's end,
 * are added to *@left_out. What was kept is overwritten. */
static gboolean
skip_rest (Lines *self, guint64 *left_out, ChoshoFault *fault)
{
  gssize end = -1;

  while (end < 0 && !self->ended)
    {
      if (!refill (self, fault))
        return FALSE;
      end = chosho_log_find_line_end (self->block, self->got, 0, self->charset);
      self->next = end < 0 ? self->got : (gsize) end;
      *left_out += without_end (self->block, self->next, self->charset);
    }
  return TRUE;
}

/* Appends a line to the record's lines. */
static void
append_line (GByteArray *lines, guint64 offset, guint64 left_out, const GString *text)
{
  guint64 numbers[] = { GUINT64_TO_LE (offset), GUINT64_TO_LE (left_out) };
  guint32 size_bytes = GUINT32_TO_LE ((guint32) text->len);

  g_byte_array_append (lines, (const guint8 *) numbers, sizeof numbers);
  g_byte_array_append (lines, (const guint8 *) &size_bytes, sizeof size_bytes);
  g_byte_array_append (lines, (const guint8 *) text->str, text->len);
}

static gboolean
take_line (Lines *self, GByteArray *lines, guint *replaced, gboolean *done, ChoshoFault *fault)
{
  g_autoptr (GString) text = NULL;
  gsize start, kept, used, mark;
  guint64 offset, all, left_out;

  if (!next_line (self, &start, &kept, &offset, &all, fault))
    {
      *done = TRUE;
      return fault->reason == 0;
    }
  kept = without_end (self->block + start, kept, self->charset);
  mark = offset == 0 ? chosho_charset_mark_bytes (self->charset, self->block, kept) : 0;
  used = MIN (kept, CHOSHO_HELPER_LIMIT_LINE_BYTES);
  text = g_string_sized_new (used + used / 2);
  used = mark + chosho_charset_decode (self->charset, self->block + start + mark, used - mark, used < kept, text, replaced);
  left_out = kept - used;
  /* the block ended inside the line */
  if (chosho_log_find_line_end (self->block + start, all, 0, self->charset) < 0 && !skip_rest (self, &left_out, fault))
    return FALSE;
  append_line (lines, offset, left_out, text);
  return TRUE;
}

gboolean
chosho_log_write_lines (ChoshoLog *self, guint64 first, guint32 count, ChoshoCharset charset, ChoshoRecordWriter *writer,
                        ChoshoFault *fault)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (CHOSHO_LOG_BLOCK_BYTES);
  Lines lines = { .log = self, .block = block };
  guint replaced = 0, taken = 0;
  gboolean done = FALSE;

  lines.charset = charset = charset != CHOSHO_CHARSET_UNKNOWN ? charset : self->charset;
  if (!count_on (self, charset, fault))
    return FALSE;
  if (first < self->n_lines)
    {
      lines.at = g_array_index (self->index, guint64, first / self->step);
      if (!refill (&lines, fault))
        return FALSE;
    }
  for (guint64 i = 0; i < first % self->step && first < self->n_lines; i++)
    {
      gsize start, kept;
      guint64 offset, all;

      if (!next_line (&lines, &start, &kept, &offset, &all, fault)
          || (chosho_log_find_line_end (block + start, all, 0, charset) < 0 && !skip_rest (&lines, &all, fault)))
        return FALSE;
    }
  while (!done && taken < count && first + taken < self->n_lines && bytes->len < CHOSHO_HELPER_LIMIT_WINDOW_BYTES)
    {
      if (!take_line (&lines, bytes, &replaced, &done, fault))
        return FALSE;
      taken += !done;
    }
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_LINES);
  chosho_record_writer_string (writer, chosho_charset_get_name (charset));
  chosho_record_writer_u64 (writer, first);
  chosho_record_writer_u64 (writer, self->n_lines);
  chosho_record_writer_u64 (writer, self->counted);
  chosho_record_writer_u64 (writer, self->size_bytes);
  chosho_record_writer_u32 (writer, replaced);
  chosho_record_writer_u32 (writer, taken);
  chosho_record_writer_bytes (writer, bytes->data, bytes->len);
  chosho_record_writer_end (writer);
  return TRUE;
}
