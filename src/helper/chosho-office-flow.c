/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-office-flow.h"

#include <string.h>

#include "chosho-helper-limits.h"

/* A paragraph that is being read; text boxes put paragraphs into paragraphs. */
typedef struct
{
  GString *text;    /* (owned) */
  GArray  *marks;   /* (owned) (element-type ChoshoFlowMark) */
  guint32  length;  /* characters of text */
  guint8   heading; /* 0: none */
  gboolean list;
  guint8   level;
} Paragraph;

/* A picture to be told behind what it stands in. */
typedef struct
{
  char   *name;     /* (owned) (nullable) */
  guint32 member;
  guint8  kind;     /* PICTURE or OTHER */
} Picture;

struct _ChoshoOfficeFlow
{
  ChoshoZipParts   *parts;         /* (borrowed) */
  GHashTable       *styles;        /* (borrowed) (nullable) */
  ChoshoFlowWriter *writer;        /* (borrowed) */
  GPtrArray        *relations;     /* (owned) (nullable): of the part */
  GHashTable       *comments;      /* (owned): id of a comment → number of its paragraph */
  GHashTable       *authors;       /* (owned): id of an author of a presentation's comments → name */
  /* the part */
  guint8            zone;
  gboolean          title;         /* inside a shape that is the slide's title */
  guint8            shape_zone;    /* of the shape, over zone; 0: none */
  char             *label;         /* (owned) (nullable): of a comment: its author */
  guint32           comment_on;    /* its paragraph; 0: unknown */
  guint32           notes_seen[2]; /* references to footnotes, endnotes */
  /* where reading stands */
  GPtrArray        *paragraphs;    /* (owned) (element-type Paragraph): the innermost last */
  GPtrArray        *pictures;      /* (owned) (element-type Picture) */
  guint             tables;        /* open */
  guint             cells;         /* of the row */
  GString          *row;           /* (owned): of the outermost table */
  GArray           *row_marks;     /* (owned) */
  gboolean          in_run, in_text, in_properties, run_hidden;
  guint             inserted, deleted; /* open */
  const char       *author;        /* (borrowed): of the change */
  char             *name;          /* (owned) (nullable): of the drawing */
  gboolean          drawing_shown; /* something of it was told */
};

static void
paragraph_free (gpointer data)
{
  Paragraph *self = data;

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

ChoshoOfficeFlow *
chosho_office_flow_new (ChoshoZipParts *parts, GHashTable *styles, ChoshoFlowWriter *writer)
{
  ChoshoOfficeFlow *self = g_new0 (ChoshoOfficeFlow, 1);

  self->parts = parts;
  self->styles = styles;
  self->writer = writer;
  self->comments = g_hash_table_new (NULL, NULL);
  self->authors = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->paragraphs = g_ptr_array_new_with_free_func (paragraph_free);
  self->pictures = g_ptr_array_new_with_free_func (picture_free);
  self->row = g_string_new (NULL);
  self->row_marks = g_array_new (FALSE, FALSE, sizeof (ChoshoFlowMark));
  return self;
}

void
chosho_office_flow_free (ChoshoOfficeFlow *self)
{
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_hash_table_unref (self->comments);
  g_hash_table_unref (self->authors);
  g_ptr_array_unref (self->paragraphs);
  g_ptr_array_unref (self->pictures);
  g_string_free (self->row, TRUE);
  g_array_unref (self->row_marks);
  g_free (self->label);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
chosho_office_flow_get_relations (ChoshoOfficeFlow *self)
{
  return self->relations;
}

/* --- Paragraphs ----------------------------------------------------------------------------------------- */

static Paragraph *
get_paragraph (ChoshoOfficeFlow *self)
{
  return self->paragraphs->len > 0 ? g_ptr_array_index (self->paragraphs, self->paragraphs->len - 1) : NULL;
}

static gboolean
begin_paragraph (ChoshoOfficeFlow *self, ChoshoFault *fault)
{
  Paragraph *paragraph;

  if (self->paragraphs->len >= CHOSHO_HELPER_LIMIT_NESTING)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_NESTING, CHOSHO_HELPER_LIMIT_NESTING, NULL);
  paragraph = g_new0 (Paragraph, 1);
  paragraph->text = g_string_new (NULL);
  paragraph->marks = g_array_new (FALSE, FALSE, sizeof (ChoshoFlowMark));
  g_ptr_array_add (self->paragraphs, paragraph);
  return TRUE;
}

/* Appends to the innermost paragraph, with what is known of the run. */
static gboolean
append (ChoshoOfficeFlow *self, const char *text, gsize size_bytes, ChoshoFault *fault)
{
  Paragraph *paragraph = get_paragraph (self);
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
write_pictures (ChoshoOfficeFlow *self, ChoshoFault *fault)
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
append_to_row (ChoshoOfficeFlow *self, const Paragraph *paragraph, ChoshoFault *fault)
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
get_zone (ChoshoOfficeFlow *self)
{
  if (self->shape_zone != 0)
    return self->shape_zone;
  return self->paragraphs->len > 1 && self->zone == CHOSHO_HELPER_ZONE_BODY ? CHOSHO_HELPER_ZONE_TEXT_BOX : self->zone;
}

static gboolean
write_paragraph (ChoshoOfficeFlow *self, const Paragraph *paragraph, ChoshoFault *fault)
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

static gboolean
end_paragraph (ChoshoOfficeFlow *self, ChoshoFault *fault)
{
  const Paragraph *paragraph = get_paragraph (self);
  gboolean done = TRUE;

  if (paragraph == NULL)
    return TRUE;
  /* the numbers and dates of pages of notes say nothing */
  if (self->zone == CHOSHO_HELPER_ZONE_NOTES && self->shape_zone == CHOSHO_HELPER_ZONE_FOOTER)
    g_string_truncate (paragraph->text, 0);
  if (self->tables > 0)
    done = is_blank (paragraph->text->str) || append_to_row (self, paragraph, fault);
  else if (!is_blank (paragraph->text->str))
    done = write_paragraph (self, paragraph, fault);
  g_ptr_array_set_size (self->paragraphs, (int) self->paragraphs->len - 1);
  return done && (self->tables > 0 || self->paragraphs->len > 0 || write_pictures (self, fault));
}

/* --- Tables ------------------------------------------------------------------------------------------------ */

static void
begin_table (ChoshoOfficeFlow *self)
{
  if (self->tables++ == 0)
    chosho_flow_writer_begin_table (self->writer);
}

static void
begin_row (ChoshoOfficeFlow *self)
{
  if (self->tables != 1)
    return;
  g_string_truncate (self->row, 0);
  g_array_set_size (self->row_marks, 0);
  self->cells = 0;
}

/* Tables within cells become lines of the cell. */
static void
begin_cell (ChoshoOfficeFlow *self)
{
  if (self->tables == 1 && self->cells++ > 0)
    g_string_append (self->row, CHOSHO_HELPER_CELL_END);
}

static gboolean
end_row (ChoshoOfficeFlow *self, ChoshoFault *fault)
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

static gboolean
add_picture (ChoshoOfficeFlow *self, guint8 kind, const char *relation_id, ChoshoFault *fault)
{
  const ChoshoOfficeRelation *relation = relation_id != NULL ? chosho_office_relations_find_id (self->relations, relation_id) : NULL;
  Picture *picture = g_new0 (Picture, 1);

  picture->kind = kind;
  picture->name = g_strdup (self->name);
  picture->member = relation != NULL ? chosho_zip_parts_get_index (self->parts, relation->target) : CHOSHO_HELPER_NO_MEMBER;
  g_ptr_array_add (self->pictures, picture);
  self->drawing_shown = TRUE;
  if (self->pictures->len > CHOSHO_HELPER_LIMIT_OBJECTS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_OBJECTS, CHOSHO_HELPER_LIMIT_OBJECTS, NULL);
  /* on a slide pictures stand in no paragraph */
  return self->paragraphs->len > 0 || self->tables > 0 || write_pictures (self, fault);
}

static void
begin_drawing (ChoshoOfficeFlow *self)
{
  g_clear_pointer (&self->name, g_free);
  self->drawing_shown = FALSE;
}

/* A description says more than "図 3". */
static void
take_name (ChoshoOfficeFlow *self, ChoshoXmlPart *part)
{
  g_autofree char *title = chosho_xml_part_dup (part, "name"), *description = chosho_xml_part_dup (part, "descr");

  if (self->name == NULL)
    self->name = g_strdup (description != NULL && description[0] != '\0' ? description : title);
}

/* What is neither picture nor text – a chart – is named, so that nobody takes it for absent. */
static gboolean
end_drawing (ChoshoOfficeFlow *self, ChoshoFault *fault)
{
  return self->drawing_shown || add_picture (self, CHOSHO_HELPER_BLOCK_OTHER, NULL, fault);
}

/* --- Elements ------------------------------------------------------------------------------------------------ */

static gboolean
is (const char *name, const char *const *names)
{
  return g_strv_contains (names, name);
}

static const char *const insertions[] = { "ins", "moveTo", NULL };
static const char *const deletions[] = { "del", "moveFrom", NULL };
static const char *const drawings[] = { "drawing", "graphicFrame", NULL };

static void
begin_change (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name)
{
  g_autofree char *author = NULL;

  if (!is (name, insertions) && !is (name, deletions))
    return;
  author = chosho_xml_part_dup (part, "author");
  self->author = chosho_flow_writer_keep (self->writer, author);
  if (is (name, insertions))
    self->inserted++;
  else
    self->deleted++;
}

static void
start_properties (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name)
{
  Paragraph *paragraph = get_paragraph (self);

  if (paragraph == NULL)
    return;
  if (g_str_equal (name, "pStyle"))
    {
      g_autofree char *id = chosho_xml_part_dup (part, "val");

      paragraph->heading = chosho_office_styles_find (self->styles, id, &paragraph->list);
    }
  else if (g_str_equal (name, "outlineLvl"))
    {
      guint32 level = chosho_xml_part_get_number (part, "val", 9, 9);

      paragraph->heading = level < 9 ? (guint8) (level + 1) : 0;
    }
  else if (g_str_equal (name, "numId"))
    paragraph->list = chosho_xml_part_get_number (part, "val", 1, G_MAXINT32) > 0;
  else if (g_str_equal (name, "ilvl"))
    paragraph->level = (guint8) chosho_xml_part_get_number (part, "val", 0, 8);
  else if (g_str_equal (name, "pPr"))
    paragraph->level = (guint8) chosho_xml_part_get_number (part, "lvl", 0, 8);
}

/* Where a comment hangs, or a note is referred to. */
static gboolean
start_reference (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  Paragraph *paragraph = get_paragraph (self);
  g_autofree char *text = NULL;

  if (paragraph == NULL)
    return TRUE;
  if (g_str_equal (name, "commentReference"))
    {
      guint32 id = chosho_xml_part_get_number (part, "id", G_MAXINT32, G_MAXINT32);

      chosho_flow_mark_add (paragraph->marks, CHOSHO_HELPER_MARK_COMMENT, paragraph->length, 0, "");
      if (self->tables == 0)
        g_hash_table_insert (self->comments, GUINT_TO_POINTER (id),
                             GUINT_TO_POINTER (chosho_flow_writer_next_number (self->writer, self->zone)));
      return TRUE;
    }
  text = g_strdup_printf ("[%u]", ++self->notes_seen[name[0] == 'e']);
  return append (self, text, strlen (text), fault);
}

/* A placeholder of a slide: its title; the date, footer and number that every slide has. */
static void
start_placeholder (ChoshoOfficeFlow *self, ChoshoXmlPart *part)
{
  static const char *const titles[] = { "title", "ctrTitle", NULL };
  static const char *const frames[] = { "dt", "ftr", "hdr", "sldNum", NULL };
  char type[16] = "";

  chosho_xml_part_get (part, "type", type, sizeof type);
  self->title = is (type, titles);
  self->shape_zone = is (type, frames) ? CHOSHO_HELPER_ZONE_FOOTER : 0;
}

static void
start_comment (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name)
{
  guint32 id = chosho_xml_part_get_number (part, "id", G_MAXINT32, G_MAXINT32);

  g_free (self->label);
  if (g_str_equal (name, "cm"))
    self->label = g_strdup (g_hash_table_lookup (self->authors, GUINT_TO_POINTER (chosho_xml_part_get_number (part, "authorId", 0, G_MAXINT32))));
  else
    self->label = chosho_xml_part_dup (part, "author");
  self->comment_on = GPOINTER_TO_UINT (g_hash_table_lookup (self->comments, GUINT_TO_POINTER (id)));
}

/* Elements that frame what is said: slides, shapes, comments, notes. */
static gboolean
start_frame (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  static const char *const shapes[] = { "sp", "pic", "graphicFrame", "drawing", NULL };
  char show[8] = "";

  if (g_str_equal (name, "sld"))
    {
      chosho_xml_part_get (part, "show", show, sizeof show);
      return chosho_flow_writer_begin_slide (self->writer, g_str_equal (show, "0") || g_str_equal (show, "false"), fault);
    }
  if (is (name, shapes))
    {
      /* a Word drawing has a picture inside, which keeps its name */
      if (!(g_str_equal (name, "pic") && self->paragraphs->len > 0))
        begin_drawing (self);
      self->title = FALSE;
      self->shape_zone = 0;
    }
  else if (g_str_equal (name, "ph"))
    start_placeholder (self, part);
  else if (g_str_equal (name, "docPr") || g_str_equal (name, "cNvPr"))
    take_name (self, part);
  else if (g_str_equal (name, "comment") || g_str_equal (name, "cm"))
    start_comment (self, part, name);
  else if (g_str_equal (name, "cmAuthor") && g_hash_table_size (self->authors) < CHOSHO_HELPER_LIMIT_OBJECTS)
    g_hash_table_insert (self->authors, GUINT_TO_POINTER (chosho_xml_part_get_number (part, "id", 0, G_MAXINT32)),
                         chosho_xml_part_dup (part, "name"));
  return TRUE;
}

static gboolean
start_picture (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  g_autofree char *id = chosho_xml_part_dup_relation (part, g_str_equal (name, "blip") ? "embed" : "id");

  return add_picture (self, CHOSHO_HELPER_BLOCK_PICTURE, id, fault);
}

/* The parts of a run: FALSE with @fault set. */
static gboolean
start_run_part (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  if (g_str_equal (name, "t") || g_str_equal (name, "delText"))
    self->in_text = TRUE;
  else if (g_str_equal (name, "vanish") && self->in_run)
    {
      char value[8] = "1";

      chosho_xml_part_get (part, "val", value, sizeof value);
      self->run_hidden = !g_str_equal (value, "0") && !g_str_equal (value, "false");
    }
  else if (g_str_equal (name, "br") || g_str_equal (name, "cr"))
    return append (self, "\n", 1, fault);
  else if (g_str_equal (name, "tab") && !self->in_properties)
    return append (self, "\t", 1, fault);
  else if (g_str_equal (name, "noBreakHyphen"))
    return append (self, "-", 1, fault);
  else if (g_str_has_suffix (name, "Reference") && (g_str_has_prefix (name, "comment") || g_str_has_prefix (name, "footnote") || g_str_has_prefix (name, "endnote")))
    return start_reference (self, part, name, fault);
  return TRUE;
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  static const char *const properties[] = { "pStyle", "outlineLvl", "numId", "ilvl", "pPr", NULL };
  static const char *const pictures[] = { "blip", "imagedata", NULL };
  ChoshoOfficeFlow *self = user_data;

  begin_change (self, part, name);
  if (g_str_equal (name, "pPr"))
    self->in_properties = TRUE;
  else if (g_str_equal (name, "r"))
    {
      self->in_run = TRUE;
      self->run_hidden = FALSE;
    }
  if (g_str_equal (name, "p"))
    return begin_paragraph (self, fault);
  if (g_str_equal (name, "text") && self->zone == CHOSHO_HELPER_ZONE_COMMENT) /* of a presentation */
    {
      self->in_text = TRUE;
      return begin_paragraph (self, fault);
    }
  if (is (name, properties))
    start_properties (self, part, name);
  else if (g_str_equal (name, "tbl"))
    begin_table (self);
  else if (g_str_equal (name, "tr"))
    begin_row (self);
  else if (g_str_equal (name, "tc"))
    begin_cell (self);
  else if (is (name, pictures))
    return start_picture (self, part, name, fault);
  else if (!start_run_part (self, part, name, fault))
    return FALSE;
  return start_frame (self, part, name, fault);
}

static gboolean
on_text (ChoshoXmlPart *part, const char *text, gsize size_bytes, gpointer user_data, ChoshoFault *fault)
{
  ChoshoOfficeFlow *self = user_data;

  return !self->in_text || append (self, text, size_bytes, fault);
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  ChoshoOfficeFlow *self = user_data;

  if (is (name, insertions))
    self->inserted -= self->inserted > 0;
  else if (is (name, deletions))
    self->deleted -= self->deleted > 0;
  else if (g_str_equal (name, "pPr"))
    self->in_properties = FALSE;
  else if (g_str_equal (name, "r"))
    self->in_run = self->run_hidden = FALSE;
  else if (g_str_equal (name, "t") || g_str_equal (name, "delText"))
    self->in_text = FALSE;
  else if (g_str_equal (name, "p"))
    return end_paragraph (self, fault);
  else if (g_str_equal (name, "text") && self->zone == CHOSHO_HELPER_ZONE_COMMENT)
    {
      self->in_text = FALSE;
      return end_paragraph (self, fault);
    }
  else if (g_str_equal (name, "tr"))
    return end_row (self, fault);
  else if (g_str_equal (name, "tbl"))
    self->tables -= self->tables > 0;
  else if (is (name, drawings))
    return end_drawing (self, fault);
  return TRUE;
}

gboolean
chosho_office_flow_read_part (ChoshoOfficeFlow *self, const char *name, guint8 zone, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { on_start, on_end, on_text, TRUE };

  g_clear_pointer (&self->relations, g_ptr_array_unref);
  self->relations = chosho_office_relations_read (self->parts, name, fault);
  if (self->relations == NULL)
    return FALSE;
  self->zone = zone;
  self->title = FALSE;
  self->shape_zone = 0;
  self->tables = self->inserted = self->deleted = 0;
  self->comment_on = 0;
  g_clear_pointer (&self->label, g_free);
  return chosho_xml_part_read (self->parts, name, &handler, self, fault);
}
