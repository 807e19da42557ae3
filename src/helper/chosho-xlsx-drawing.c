/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-sheet-layout.h"

#include <stdlib.h>
#include <string.h>

#include "chosho-helper-limits.h"

#define EMU_PER_PIXEL 9525       /* English Metric Units, at 96 pixels an inch */
#define LIMIT_PIXELS 1000000     /* further out is damage */

typedef struct
{
  ChoshoZipParts     *parts;     /* (borrowed) */
  GPtrArray          *relations; /* (owned) of the drawing */
  ChoshoRecordWriter *writer;    /* (borrowed) */
  guint              *objects;   /* (borrowed) */
  ChoshoSheetObject   object;    /* being read: its place is the anchor's */
  gboolean            in_object;
  gboolean            at_end;    /* inside <to> */
  gboolean            in_number; /* inside <col>, <row> … */
  gboolean            in_text;   /* inside <t> */
  GString            *number;    /* (owned) */
  GString            *text;      /* (owned): of a shape */
  char               *name;      /* (owned) (nullable) */
  char               *picture;   /* (owned) (nullable): a relation */
} State;

static guint32
to_pixels (const char *text)
{
  gint64 emu = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return (guint32) CLAMP (emu / EMU_PER_PIXEL, 0, LIMIT_PIXELS);
}

static guint32
get_pixels (ChoshoXmlPart *part, const char *name)
{
  char buffer[32];

  return to_pixels (chosho_xml_part_get (part, name, buffer, sizeof buffer));
}

static void
begin_anchor (State *state)
{
  state->object = (ChoshoSheetObject){ .row = 1, .member = CHOSHO_HELPER_NO_MEMBER };
  state->in_object = FALSE;
}

static void
begin_object (State *state, guint8 kind)
{
  state->in_object = TRUE;
  state->object.kind = kind;
  g_string_truncate (state->text, 0);
  g_clear_pointer (&state->name, g_free);
  g_clear_pointer (&state->picture, g_free);
}

static void
start_in_object (State *state, ChoshoXmlPart *part, const char *name)
{
  if (g_str_equal (name, "cNvPr") && state->name == NULL)
    {
      g_autofree char *title = chosho_xml_part_dup (part, "name"), *description = chosho_xml_part_dup (part, "descr");

      state->name = g_strdup (description != NULL && description[0] != '\0' ? description : title);
    }
  else if (g_str_equal (name, "blip") && state->picture == NULL)
    state->picture = chosho_xml_part_dup_relation (part, "embed");
  else if (g_str_equal (name, "t"))
    state->in_text = TRUE;
  else if ((g_str_equal (name, "p") || g_str_equal (name, "br")) && state->text->len > 0)
    g_string_append_c (state->text, '\n');
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (g_str_has_suffix (name, "Anchor"))
    begin_anchor (state);
  else if (g_str_equal (name, "from") || g_str_equal (name, "to"))
    state->at_end = name[0] == 't';
  else if (g_str_equal (name, "pos"))
    {
      state->object.x = get_pixels (part, "x");
      state->object.y = get_pixels (part, "y");
    }
  else if (g_str_equal (name, "pic"))
    begin_object (state, CHOSHO_HELPER_OBJECT_PICTURE);
  else if (g_str_equal (name, "sp"))
    begin_object (state, CHOSHO_HELPER_OBJECT_SHAPE);
  else if (g_str_equal (name, "graphicFrame"))
    begin_object (state, CHOSHO_HELPER_OBJECT_OTHER);
  else if (state->in_object)
    start_in_object (state, part, name);
  else if (g_str_equal (name, "ext"))
    {
      state->object.width = get_pixels (part, "cx");
      state->object.height = get_pixels (part, "cy");
    }
  else if (g_str_equal (name, "col") || g_str_equal (name, "row") || g_str_equal (name, "colOff") || g_str_equal (name, "rowOff"))
    {
      state->in_number = TRUE;
      g_string_truncate (state->number, 0);
    }
  return TRUE;
}

static gboolean
on_text (ChoshoXmlPart *part, const char *text, gsize size_bytes, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;
  GString *target = state->in_number ? state->number : state->text;

  /* One step above the limit, which is reported when the object is written. */
  if ((state->in_number || state->in_text) && target->len <= CHOSHO_HELPER_LIMIT_CELL_BYTES)
    g_string_append_len (target, text, (gssize) size_bytes);
  return TRUE;
}

static void
end_number (State *state, const char *name)
{
  ChoshoSheetObject *object = &state->object;
  guint32 index = (guint32) MIN (g_ascii_strtoull (state->number->str, NULL, 10), CHOSHO_HELPER_LIMIT_ROWS - 1);

  state->in_number = FALSE;
  if (g_str_equal (name, "col"))
    *(state->at_end ? &object->last_column : &object->column) = MIN (index, CHOSHO_HELPER_LIMIT_COLUMNS - 1);
  else if (g_str_equal (name, "row"))
    *(state->at_end ? &object->last_row : &object->row) = index + 1;
  else if (g_str_equal (name, "colOff"))
    *(state->at_end ? &object->last_x : &object->x) = to_pixels (state->number->str);
  else
    *(state->at_end ? &object->last_y : &object->y) = to_pixels (state->number->str);
}

/* A picture that stands outside the file is told by its name and never fetched. */
static gboolean
end_object (State *state, ChoshoFault *fault)
{
  const ChoshoOfficeRelation *relation
    = state->picture != NULL ? chosho_office_relations_find_id (state->relations, state->picture) : NULL;

  state->in_object = FALSE;
  state->object.name = state->name;
  state->object.text = state->text->str;
  state->object.member = relation != NULL ? chosho_zip_parts_get_index (state->parts, relation->target) : CHOSHO_HELPER_NO_MEMBER;
  return chosho_sheet_object_write (&state->object, state->objects, state->writer, fault);
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (state->in_number)
    end_number (state, name);
  else if (g_str_equal (name, "t"))
    state->in_text = FALSE;
  else if (state->in_object && (g_str_equal (name, "pic") || g_str_equal (name, "sp") || g_str_equal (name, "graphicFrame")))
    return end_object (state, fault);
  return TRUE;
}

gboolean
chosho_xlsx_drawing_write (ChoshoZipParts *parts, const char *name, guint *objects, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { on_start, on_end, on_text, TRUE };
  g_autoptr (GPtrArray) relations = chosho_office_relations_read (parts, name, fault);
  g_autoptr (GString) number = g_string_new (NULL), text = g_string_new (NULL);
  State state = { .parts = parts, .relations = relations, .writer = writer, .objects = objects, .number = number, .text = text };
  gboolean done;

  begin_anchor (&state);
  done = relations != NULL && chosho_xml_part_read (parts, name, &handler, &state, fault);
  g_free (state.name);
  g_free (state.picture);
  return done;
}

/* --- Notes on cells ----------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoRecordWriter *writer;    /* (borrowed) */
  guint              *objects;   /* (borrowed) */
  GPtrArray          *authors;   /* (owned) (element-type utf8) */
  GString            *text;      /* (owned) */
  ChoshoSheetObject   object;
  gboolean            in_text;   /* inside <t> or <author> */
  gboolean            placed;    /* its cell was understood */
} NoteState;

static gboolean
on_note_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  NoteState *state = user_data;
  char reference[32] = "";
  const char *end;
  guint32 author;

  if (g_str_equal (name, "author") || g_str_equal (name, "t"))
    state->in_text = TRUE;
  if (!g_str_equal (name, "comment"))
    return TRUE;
  state->object = (ChoshoSheetObject){ .kind = CHOSHO_HELPER_OBJECT_NOTE, .member = CHOSHO_HELPER_NO_MEMBER };
  chosho_xml_part_get (part, "ref", reference, sizeof reference);
  end = chosho_xlsx_parse_reference (reference, &state->object.row, &state->object.column);
  state->placed = end != NULL && *end == '\0';
  author = chosho_xml_part_get_number (part, "authorId", G_MAXUINT32, G_MAXUINT32);
  state->object.name = author < state->authors->len ? g_ptr_array_index (state->authors, author) : NULL;
  g_string_truncate (state->text, 0);
  return TRUE;
}

static gboolean
on_note_text (ChoshoXmlPart *part, const char *text, gsize size_bytes, gpointer user_data, ChoshoFault *fault)
{
  NoteState *state = user_data;

  if (state->in_text && state->text->len <= CHOSHO_HELPER_LIMIT_CELL_BYTES)
    g_string_append_len (state->text, text, (gssize) size_bytes);
  return TRUE;
}

static gboolean
on_note_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  NoteState *state = user_data;

  if (g_str_equal (name, "t"))
    state->in_text = FALSE;
  if (g_str_equal (name, "author"))
    {
      state->in_text = FALSE;
      if (state->authors->len < CHOSHO_HELPER_LIMIT_OBJECTS)
        g_ptr_array_add (state->authors, g_strdup (state->text->str));
      g_string_truncate (state->text, 0);
    }
  if (!g_str_equal (name, "comment") || !state->placed)
    return TRUE;
  chosho_xlsx_unescape (state->text);
  state->object.text = state->text->str;
  return chosho_sheet_object_write (&state->object, state->objects, state->writer, fault);
}

gboolean
chosho_xlsx_comments_write (ChoshoZipParts *parts, const char *name, guint *objects, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { on_note_start, on_note_end, on_note_text, FALSE };
  g_autoptr (GPtrArray) authors = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  NoteState state = { .writer = writer, .objects = objects, .authors = authors, .text = text };

  return chosho_xml_part_read (parts, name, &handler, &state, fault);
}
