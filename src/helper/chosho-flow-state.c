/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-flow-state.h"

#include <string.h>

#include "chosho-helper-limits.h"

/* A picture to be told behind what it stands in. */
typedef struct
{
  char   *name;     /* (owned) (nullable) */
  guint32 member;
  guint8  kind;     /* PICTURE or OTHER */
} Picture;

/* What begins with an aside and is gone on with behind it. */
typedef struct
{
  guint8   zone;
  guint8   shape_zone;
  gboolean title;
  guint    tables;
  char    *label;      /* (owned) (nullable) */
  guint32  comment_on;
} Left;

/* A paragraph of an aside. */
typedef struct
{
  guint8   zone;
  char    *label;      /* (owned) (nullable) */
  guint32  comment_on;
  char    *text;       /* (owned) */
  GArray  *marks;      /* (owned) */
} Kept;

static void
paragraph_free (gpointer data)
{
  ChoshoFlowParagraph *self = data;

  g_string_free (self->text, TRUE);
  g_array_unref (self->marks);
  g_free (self);
}

static void
picture_free (gpointer data)
{
  Picture *self = data;

  g_free (self->name);
  g_free (self);
}

static void
left_clear (gpointer data)
{
  g_free (((Left *) data)->label);
}

static void
kept_free (gpointer data)
{
  Kept *self = data;

  g_free (self->label);
  g_free (self->text);
  g_array_unref (self->marks);
  g_free (self);
}

void
chosho_flow_state_init (ChoshoFlowState *self, ChoshoFlowWriter *writer)
{
  *self = (ChoshoFlowState){ .writer = writer };
  self->paragraphs = g_ptr_array_new_with_free_func (paragraph_free);
  self->pictures = g_ptr_array_new_with_free_func (picture_free);
  self->asides = g_array_new (FALSE, FALSE, sizeof (Left));
  g_array_set_clear_func (self->asides, left_clear);
  self->kept = g_ptr_array_new_with_free_func (kept_free);
  self->row = g_string_new (NULL);
  self->row_marks = g_array_new (FALSE, FALSE, sizeof (ChoshoFlowMark));
}

void
chosho_flow_state_clear (ChoshoFlowState *self)
{
  g_ptr_array_unref (self->paragraphs);
  g_ptr_array_unref (self->pictures);
  g_array_unref (self->asides);
  g_ptr_array_unref (self->kept);
  g_string_free (self->row, TRUE);
  g_array_unref (self->row_marks);
  g_free (self->label);
  g_free (self->name);
}

void
chosho_flow_state_begin_part (ChoshoFlowState *self, guint8 zone)
{
  self->zone = zone;
  self->title = FALSE;
  self->shape_zone = 0;
  self->tables = self->inserted = self->deleted = 0;
  self->comment_on = 0;
  g_clear_pointer (&self->label, g_free);
}

/* --- Paragraphs ----------------------------------------------------------------------------------------- */

ChoshoFlowParagraph *
chosho_flow_state_get_paragraph (ChoshoFlowState *self)
{
  return self->paragraphs->len > 0 ? g_ptr_array_index (self->paragraphs, self->paragraphs->len - 1) : NULL;
}

gboolean
chosho_flow_state_begin_paragraph (ChoshoFlowState *self, ChoshoFault *fault)
{
  ChoshoFlowParagraph *paragraph;

  if (self->paragraphs->len >= CHOSHO_HELPER_LIMIT_NESTING)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_NESTING, CHOSHO_HELPER_LIMIT_NESTING, NULL);
  paragraph = g_new0 (ChoshoFlowParagraph, 1);
  paragraph->text = g_string_new (NULL);
  paragraph->marks = g_array_new (FALSE, FALSE, sizeof (ChoshoFlowMark));
  g_ptr_array_add (self->paragraphs, paragraph);
  return TRUE;
}

gboolean
chosho_flow_state_append (ChoshoFlowState *self, const char *text, gsize size_bytes, ChoshoFault *fault)
{
  ChoshoFlowParagraph *paragraph = chosho_flow_state_get_paragraph (self);
  guint32 characters = (guint32) g_utf8_strlen (text, (gssize) size_bytes);

  if (paragraph == NULL)
    return TRUE;
  if (paragraph->text->len + size_bytes > CHOSHO_HELPER_LIMIT_BLOCK_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_BLOCK_BYTES, CHOSHO_HELPER_LIMIT_BLOCK_BYTES, NULL);
  if (self->deleted > 0)
    chosho_flow_mark_add (paragraph->marks, CHOSHO_HELPER_MARK_DELETED, paragraph->length, characters, self->author);
  else if (self->inserted > 0)
    chosho_flow_mark_add (paragraph->marks, CHOSHO_HELPER_MARK_INSERTED, paragraph->length, characters, self->author);
  if (self->run_hidden)
    chosho_flow_mark_add (paragraph->marks, CHOSHO_HELPER_MARK_HIDDEN, paragraph->length, characters, "");
  g_string_append_len (paragraph->text, text, (gssize) size_bytes);
  paragraph->length += characters;
  return TRUE;
}

static gboolean
write_pictures (ChoshoFlowState *self, ChoshoFault *fault)
{
  for (guint i = 0; i < self->pictures->len; i++)
    {
      const Picture *picture = g_ptr_array_index (self->pictures, i);
      ChoshoFlowBlock block = { .kind = picture->kind, .zone = self->zone, .member = picture->member, .label = picture->name };

      if (!chosho_flow_writer_add (self->writer, &block, fault))
        return FALSE;
    }
  g_ptr_array_set_size (self->pictures, 0);
  return TRUE;
}

/* Inside a table: the paragraph goes into the row's text. */
static gboolean
append_to_row (ChoshoFlowState *self, const ChoshoFlowParagraph *paragraph, ChoshoFault *fault)
{
  guint32 offset;

  self->drawing_shown = TRUE;
  if (self->row->len > 0 && self->row->str[self->row->len - 1] != CHOSHO_HELPER_CELL_END[0])
    g_string_append_c (self->row, '\n');
  offset = (guint32) g_utf8_strlen (self->row->str, (gssize) self->row->len);
  for (guint i = 0; i < paragraph->marks->len; i++)
    {
      ChoshoFlowMark mark = g_array_index (paragraph->marks, ChoshoFlowMark, i);

      mark.first += offset;
      g_array_append_val (self->row_marks, mark);
    }
  g_string_append (self->row, paragraph->text->str);
  return self->row->len <= CHOSHO_HELPER_LIMIT_BLOCK_BYTES
         || chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_BLOCK_BYTES, CHOSHO_HELPER_LIMIT_BLOCK_BYTES, NULL);
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static guint8
get_zone (ChoshoFlowState *self)
{
  if (self->shape_zone != 0)
    return self->shape_zone;
  return self->paragraphs->len > 1 && self->zone == CHOSHO_HELPER_ZONE_BODY ? CHOSHO_HELPER_ZONE_TEXT_BOX : self->zone;
}

static gboolean
keep_paragraph (ChoshoFlowState *self, const ChoshoFlowParagraph *paragraph, ChoshoFault *fault)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->zone = self->zone;
  kept->label = g_strdup (self->label);
  kept->comment_on = self->comment_on;
  kept->text = g_strdup (paragraph->text->str);
  kept->marks = g_array_ref (paragraph->marks);
  g_ptr_array_add (self->kept, kept);
  self->kept_bytes += paragraph->text->len;
  if (self->kept->len > CHOSHO_HELPER_LIMIT_BLOCKS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_BLOCKS, CHOSHO_HELPER_LIMIT_BLOCKS, NULL);
  return self->kept_bytes <= CHOSHO_HELPER_LIMIT_FLOW_BYTES
         || chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES, CHOSHO_HELPER_LIMIT_FLOW_BYTES, NULL);
}

static gboolean
write_paragraph (ChoshoFlowState *self, const ChoshoFlowParagraph *paragraph, ChoshoFault *fault)
{
  guint8 heading = self->title ? 1 : paragraph->heading;
  ChoshoFlowBlock block = {
    .kind = heading != 0 ? CHOSHO_HELPER_BLOCK_HEADING : paragraph->list ? CHOSHO_HELPER_BLOCK_LIST_ITEM : CHOSHO_HELPER_BLOCK_PARAGRAPH,
    .zone = get_zone (self), .level = heading != 0 ? heading : paragraph->level, .row = self->comment_on,
    .member = CHOSHO_HELPER_NO_MEMBER, .label = self->label, .text = paragraph->text->str, .marks = paragraph->marks,
  };

  self->drawing_shown = TRUE;
  return chosho_flow_writer_add (self->writer, &block, fault);
}

gboolean
chosho_flow_state_end_paragraph (ChoshoFlowState *self, ChoshoFault *fault)
{
  const ChoshoFlowParagraph *paragraph = chosho_flow_state_get_paragraph (self);
  gboolean done = TRUE;

  if (paragraph == NULL)
    return TRUE;
  /* the numbers and dates of pages of notes say nothing */
  if (self->zone == CHOSHO_HELPER_ZONE_NOTES && self->shape_zone == CHOSHO_HELPER_ZONE_FOOTER)
    g_string_truncate (paragraph->text, 0);
  if (self->tables > 0)
    done = is_blank (paragraph->text->str) || append_to_row (self, paragraph, fault);
  else if (!is_blank (paragraph->text->str))
    done = self->asides->len > 0 ? keep_paragraph (self, paragraph, fault) : write_paragraph (self, paragraph, fault);
  g_ptr_array_set_size (self->paragraphs, (int) self->paragraphs->len - 1);
  return done && (self->tables > 0 || self->paragraphs->len > 0 || write_pictures (self, fault));
}

/* --- Tables ------------------------------------------------------------------------------------------------ */

void
chosho_flow_state_begin_table (ChoshoFlowState *self)
{
  if (self->asides->len == 0 && self->tables++ == 0)
    chosho_flow_writer_begin_table (self->writer);
}

void
chosho_flow_state_end_table (ChoshoFlowState *self)
{
  if (self->asides->len == 0)
    self->tables -= self->tables > 0;
}

void
chosho_flow_state_begin_row (ChoshoFlowState *self)
{
  if (self->tables != 1)
    return;
  g_string_truncate (self->row, 0);
  g_array_set_size (self->row_marks, 0);
  self->cells = 0;
}

void
chosho_flow_state_begin_cell (ChoshoFlowState *self)
{
  if (self->tables == 1 && self->cells++ > 0)
    g_string_append (self->row, CHOSHO_HELPER_CELL_END);
}

gboolean
chosho_flow_state_end_row (ChoshoFlowState *self, ChoshoFault *fault)
{
  ChoshoFlowBlock block = {
    .kind = CHOSHO_HELPER_BLOCK_TABLE_ROW, .zone = self->zone, .member = CHOSHO_HELPER_NO_MEMBER,
    .text = self->row->str, .marks = self->row_marks,
  };

  if (self->tables != 1)
    return TRUE;
  self->drawing_shown = TRUE;
  return chosho_flow_writer_add (self->writer, &block, fault) && write_pictures (self, fault);
}

/* --- Pictures ----------------------------------------------------------------------------------------------- */

gboolean
chosho_flow_state_add_picture (ChoshoFlowState *self, guint8 kind, guint32 member, ChoshoFault *fault)
{
  Picture *picture = g_new0 (Picture, 1);

  picture->kind = kind;
  picture->name = g_strdup (self->name);
  picture->member = member;
  g_ptr_array_add (self->pictures, picture);
  self->drawing_shown = TRUE;
  if (self->pictures->len > CHOSHO_HELPER_LIMIT_OBJECTS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_OBJECTS, CHOSHO_HELPER_LIMIT_OBJECTS, NULL);
  /* on a slide pictures stand in no paragraph */
  return self->paragraphs->len > 0 || self->tables > 0 || write_pictures (self, fault);
}

void
chosho_flow_state_begin_drawing (ChoshoFlowState *self)
{
  g_clear_pointer (&self->name, g_free);
  self->drawing_shown = FALSE;
}

gboolean
chosho_flow_state_end_drawing (ChoshoFlowState *self, ChoshoFault *fault)
{
  return self->drawing_shown || chosho_flow_state_add_picture (self, CHOSHO_HELPER_BLOCK_OTHER, CHOSHO_HELPER_NO_MEMBER, fault);
}

/* --- Asides ------------------------------------------------------------------------------------------------- */

gboolean
chosho_flow_state_begin_aside (ChoshoFlowState *self, guint8 zone, guint32 comment_on, ChoshoFault *fault)
{
  Left left = { self->zone, self->shape_zone, self->title, self->tables, self->label, self->comment_on };

  if (self->asides->len >= CHOSHO_HELPER_LIMIT_NESTING)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_NESTING, CHOSHO_HELPER_LIMIT_NESTING, NULL);
  g_array_append_val (self->asides, left);
  self->zone = zone;
  self->shape_zone = 0;
  self->title = FALSE;
  self->tables = 0;
  self->label = NULL;
  self->comment_on = comment_on;
  return TRUE;
}

void
chosho_flow_state_end_aside (ChoshoFlowState *self)
{
  Left *left;

  if (self->asides->len == 0)
    return;
  left = &g_array_index (self->asides, Left, self->asides->len - 1);
  self->zone = left->zone;
  self->shape_zone = left->shape_zone;
  self->title = left->title;
  self->tables = left->tables;
  self->comment_on = left->comment_on;
  g_free (self->label);
  self->label = g_steal_pointer (&left->label);
  g_array_set_size (self->asides, self->asides->len - 1);
}

gboolean
chosho_flow_state_write_asides (ChoshoFlowState *self, ChoshoFault *fault)
{
  static const guint8 zones[] = { CHOSHO_HELPER_ZONE_FOOTNOTE, CHOSHO_HELPER_ZONE_ENDNOTE, CHOSHO_HELPER_ZONE_COMMENT };

  for (gsize zone = 0; zone < G_N_ELEMENTS (zones); zone++)
    for (guint i = 0; i < self->kept->len; i++)
      {
        const Kept *kept = g_ptr_array_index (self->kept, i);
        ChoshoFlowBlock block = {
          .kind = CHOSHO_HELPER_BLOCK_PARAGRAPH, .zone = kept->zone, .row = kept->comment_on, .member = CHOSHO_HELPER_NO_MEMBER,
          .label = kept->label, .text = kept->text, .marks = kept->marks,
        };

        if (kept->zone == zones[zone] && !chosho_flow_writer_add (self->writer, &block, fault))
          return FALSE;
      }
  g_ptr_array_set_size (self->kept, 0);
  return TRUE;
}
