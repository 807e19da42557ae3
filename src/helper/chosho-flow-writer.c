/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-flow-writer.h"

#include <string.h>

#include "chosho-helper-limits.h"

#define N_ZONES (CHOSHO_HELPER_ZONE_HTML + 1)

struct _ChoshoFlowWriter
{
  ChoshoRecordWriter *writer;              /* (borrowed) */
  GStringChunk       *kept;                /* (owned) */
  guint32             blocks;
  guint64             text_bytes;
  guint32             slide;               /* 0: no slides */
  guint32             paragraphs[N_ZONES];
  guint32             tables, pictures, attachments, rows;
};

ChoshoFlowWriter *
chosho_flow_writer_new (ChoshoRecordWriter *writer)
{
  ChoshoFlowWriter *self = g_new0 (ChoshoFlowWriter, 1);

  self->writer = writer;
  self->kept = g_string_chunk_new (1024);
  return self;
}

void
chosho_flow_writer_free (ChoshoFlowWriter *self)
{
  g_string_chunk_free (self->kept);
  g_free (self);
}

const char *
chosho_flow_writer_keep (ChoshoFlowWriter *self, const char *text)
{
  return g_string_chunk_insert_const (self->kept, text != NULL ? text : "");
}

void
chosho_flow_mark_add (GArray *marks, guint8 kind, guint32 first, guint32 characters, const char *author)
{
  ChoshoFlowMark *last = marks->len > 0 ? &g_array_index (marks, ChoshoFlowMark, marks->len - 1) : NULL;
  ChoshoFlowMark mark = { kind, first, characters, author };

  if (last != NULL && characters > 0 && last->kind == kind && last->first + last->characters == first && last->author == author)
    last->characters += characters;
  else
    g_array_append_val (marks, mark);
}

/* Text boxes belong to the text that they stand in. */
static guint32 *
get_paragraphs (ChoshoFlowWriter *self, guint8 zone)
{
  return &self->paragraphs[zone == CHOSHO_HELPER_ZONE_TEXT_BOX ? CHOSHO_HELPER_ZONE_BODY : zone];
}

guint32
chosho_flow_writer_next_number (ChoshoFlowWriter *self, guint8 zone)
{
  return *get_paragraphs (self, zone) + 1;
}

void
chosho_flow_writer_begin_table (ChoshoFlowWriter *self)
{
  self->tables++;
  self->rows = 0;
}

static guint32
take_number (ChoshoFlowWriter *self, const ChoshoFlowBlock *block)
{
  switch (block->kind)
    {
    case CHOSHO_HELPER_BLOCK_TABLE_ROW:
      return self->tables;
    case CHOSHO_HELPER_BLOCK_PICTURE: case CHOSHO_HELPER_BLOCK_OTHER:
      return ++self->pictures;
    case CHOSHO_HELPER_BLOCK_ATTACHMENT:
      return ++self->attachments;
    case CHOSHO_HELPER_BLOCK_SLIDE: case CHOSHO_HELPER_BLOCK_FIELD:
      return 0;
    default:
      return ++*get_paragraphs (self, block->zone);
    }
}

static gboolean
check_limits (ChoshoFlowWriter *self, const ChoshoFlowBlock *block, ChoshoFault *fault)
{
  gsize bytes = (block->text != NULL ? strlen (block->text) : 0) + (block->label != NULL ? strlen (block->label) : 0);

  self->text_bytes += bytes;
  if (++self->blocks > CHOSHO_HELPER_LIMIT_BLOCKS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_BLOCKS, CHOSHO_HELPER_LIMIT_BLOCKS, NULL);
  if (bytes > CHOSHO_HELPER_LIMIT_BLOCK_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_BLOCK_BYTES, CHOSHO_HELPER_LIMIT_BLOCK_BYTES, NULL);
  if (self->text_bytes > CHOSHO_HELPER_LIMIT_FLOW_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES, CHOSHO_HELPER_LIMIT_FLOW_BYTES, NULL);
  return TRUE;
}

static void
write_marks (ChoshoFlowWriter *self, GArray *marks)
{
  guint n_marks = marks != NULL ? marks->len : 0;

  chosho_record_writer_u32 (self->writer, n_marks);
  for (guint i = 0; i < n_marks; i++)
    {
      const ChoshoFlowMark *mark = &g_array_index (marks, ChoshoFlowMark, i);

      chosho_record_writer_u8 (self->writer, mark->kind);
      chosho_record_writer_u32 (self->writer, mark->first);
      chosho_record_writer_u32 (self->writer, mark->characters);
      chosho_record_writer_string (self->writer, mark->author);
    }
}

gboolean
chosho_flow_writer_add (ChoshoFlowWriter *self, const ChoshoFlowBlock *block, ChoshoFault *fault)
{
  guint32 row = block->kind == CHOSHO_HELPER_BLOCK_TABLE_ROW ? ++self->rows : block->row;

  if (!check_limits (self, block, fault))
    return FALSE;
  /* A mark too many would be a change that nobody sees. */
  if (block->marks != NULL && block->marks->len > CHOSHO_HELPER_LIMIT_BLOCK_MARKS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_BLOCK_MARKS, CHOSHO_HELPER_LIMIT_BLOCK_MARKS, NULL);
  chosho_record_writer_begin (self->writer, CHOSHO_HELPER_RECORD_BLOCK);
  chosho_record_writer_u8 (self->writer, block->kind);
  chosho_record_writer_u8 (self->writer, block->zone);
  chosho_record_writer_u8 (self->writer, block->level);
  chosho_record_writer_u8 (self->writer, block->flags);
  chosho_record_writer_u32 (self->writer, self->slide);
  chosho_record_writer_u32 (self->writer, take_number (self, block));
  chosho_record_writer_u32 (self->writer, row);
  chosho_record_writer_u32 (self->writer, block->member);
  chosho_record_writer_string (self->writer, block->label);
  chosho_record_writer_string (self->writer, block->text);
  write_marks (self, block->marks);
  chosho_record_writer_end (self->writer);
  return TRUE;
}

gboolean
chosho_flow_writer_begin_slide (ChoshoFlowWriter *self, gboolean hidden, ChoshoFault *fault)
{
  ChoshoFlowBlock block = {
    .kind = CHOSHO_HELPER_BLOCK_SLIDE, .flags = hidden ? CHOSHO_HELPER_BLOCK_HIDDEN : 0, .member = CHOSHO_HELPER_NO_MEMBER,
  };

  if (self->slide >= CHOSHO_HELPER_LIMIT_SLIDES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_SLIDES, CHOSHO_HELPER_LIMIT_SLIDES, NULL);
  self->slide++;
  memset (self->paragraphs, 0, sizeof self->paragraphs);
  return chosho_flow_writer_add (self, &block, fault);
}
