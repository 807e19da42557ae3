/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-office-flow.h"

#include <string.h>

#include "chosho-flow-state.h"
#include "chosho-helper-limits.h"

struct _ChoshoOfficeFlow
{
  ChoshoFlowState   state;
  ChoshoZipParts   *parts;         /* (borrowed) */
  GHashTable       *styles;        /* (borrowed) (nullable) */
  GPtrArray        *relations;     /* (owned) (nullable): of the part */
  GHashTable       *comments;      /* (owned): id of a comment → number of its paragraph */
  GHashTable       *authors;       /* (owned): id of an author of a presentation's comments → name */
  guint32           notes_seen[2]; /* references to footnotes, endnotes */
  gboolean          in_run, in_text, in_properties;
};

ChoshoOfficeFlow *
chosho_office_flow_new (ChoshoZipParts *parts, GHashTable *styles, ChoshoFlowWriter *writer)
{
  ChoshoOfficeFlow *self = g_new0 (ChoshoOfficeFlow, 1);

  self->parts = parts;
  self->styles = styles;
  self->comments = g_hash_table_new (NULL, NULL);
  self->authors = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  chosho_flow_state_init (&self->state, writer);
  return self;
}

void
chosho_office_flow_free (ChoshoOfficeFlow *self)
{
  g_clear_pointer (&self->relations, g_ptr_array_unref);
  g_hash_table_unref (self->comments);
  g_hash_table_unref (self->authors);
  chosho_flow_state_clear (&self->state);
  g_free (self);
}

GPtrArray *
chosho_office_flow_get_relations (ChoshoOfficeFlow *self)
{
  return self->relations;
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

/* A description says more than "図 3". */
static void
take_name (ChoshoOfficeFlow *self, ChoshoXmlPart *part)
{
  g_autofree char *title = chosho_xml_part_dup (part, "name"), *description = chosho_xml_part_dup (part, "descr");

  if (self->state.name == NULL)
    self->state.name = g_strdup (description != NULL && description[0] != '\0' ? description : title);
}

static void
begin_change (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name)
{
  g_autofree char *author = NULL;

  if (!is (name, insertions) && !is (name, deletions))
    return;
  author = chosho_xml_part_dup (part, "author");
  self->state.author = chosho_flow_writer_keep (self->state.writer, author);
  if (is (name, insertions))
    self->state.inserted++;
  else
    self->state.deleted++;
}

static void
start_properties (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name)
{
  ChoshoFlowParagraph *paragraph = chosho_flow_state_get_paragraph (&self->state);

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
  ChoshoFlowParagraph *paragraph = chosho_flow_state_get_paragraph (&self->state);
  g_autofree char *text = NULL;

  if (paragraph == NULL)
    return TRUE;
  if (g_str_equal (name, "commentReference"))
    {
      guint32 id = chosho_xml_part_get_number (part, "id", G_MAXINT32, G_MAXINT32);

      chosho_flow_mark_add (paragraph->marks, CHOSHO_HELPER_MARK_COMMENT, paragraph->length, 0, "");
      if (self->state.tables == 0)
        g_hash_table_insert (self->comments, GUINT_TO_POINTER (id),
                             GUINT_TO_POINTER (chosho_flow_writer_next_number (self->state.writer, self->state.zone)));
      return TRUE;
    }
  text = g_strdup_printf ("[%u]", ++self->notes_seen[name[0] == 'e']);
  return chosho_flow_state_append (&self->state, text, strlen (text), fault);
}

/* A placeholder of a slide: its title; the date, footer and number that every slide has. */
static void
start_placeholder (ChoshoOfficeFlow *self, ChoshoXmlPart *part)
{
  static const char *const titles[] = { "title", "ctrTitle", NULL };
  static const char *const frames[] = { "dt", "ftr", "hdr", "sldNum", NULL };
  char type[16] = "";

  chosho_xml_part_get (part, "type", type, sizeof type);
  self->state.title = is (type, titles);
  self->state.shape_zone = is (type, frames) ? CHOSHO_HELPER_ZONE_FOOTER : 0;
}

static void
start_comment (ChoshoOfficeFlow *self, ChoshoXmlPart *part, const char *name)
{
  guint32 id = chosho_xml_part_get_number (part, "id", G_MAXINT32, G_MAXINT32);

  g_free (self->state.label);
  if (g_str_equal (name, "cm"))
    self->state.label = g_strdup (g_hash_table_lookup (self->authors, GUINT_TO_POINTER (chosho_xml_part_get_number (part, "authorId", 0, G_MAXINT32))));
  else
    self->state.label = chosho_xml_part_dup (part, "author");
  self->state.comment_on = GPOINTER_TO_UINT (g_hash_table_lookup (self->comments, GUINT_TO_POINTER (id)));
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
      return chosho_flow_writer_begin_slide (self->state.writer, g_str_equal (show, "0") || g_str_equal (show, "false"), fault);
    }
  if (is (name, shapes))
    {
      /* a Word drawing has a picture inside, which keeps its name */
      if (!(g_str_equal (name, "pic") && self->state.paragraphs->len > 0))
        chosho_flow_state_begin_drawing (&self->state);
      self->state.title = FALSE;
      self->state.shape_zone = 0;
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
  const ChoshoOfficeRelation *relation = id != NULL ? chosho_office_relations_find_id (self->relations, id) : NULL;

  return chosho_flow_state_add_picture (&self->state, CHOSHO_HELPER_BLOCK_PICTURE,
                                        relation != NULL ? chosho_zip_parts_get_index (self->parts, relation->target) : CHOSHO_HELPER_NO_MEMBER, fault);
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
      self->state.run_hidden = !g_str_equal (value, "0") && !g_str_equal (value, "false");
    }
  else if (g_str_equal (name, "br") || g_str_equal (name, "cr"))
    return chosho_flow_state_append (&self->state, "\n", 1, fault);
  else if (g_str_equal (name, "tab") && !self->in_properties)
    return chosho_flow_state_append (&self->state, "\t", 1, fault);
  else if (g_str_equal (name, "noBreakHyphen"))
    return chosho_flow_state_append (&self->state, "-", 1, fault);
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
      self->state.run_hidden = FALSE;
    }
  if (g_str_equal (name, "p"))
    return chosho_flow_state_begin_paragraph (&self->state, fault);
  if (g_str_equal (name, "text") && self->state.zone == CHOSHO_HELPER_ZONE_COMMENT) /* of a presentation */
    {
      self->in_text = TRUE;
      return chosho_flow_state_begin_paragraph (&self->state, fault);
    }
  if (is (name, properties))
    start_properties (self, part, name);
  else if (g_str_equal (name, "tbl"))
    chosho_flow_state_begin_table (&self->state);
  else if (g_str_equal (name, "tr"))
    chosho_flow_state_begin_row (&self->state);
  else if (g_str_equal (name, "tc"))
    chosho_flow_state_begin_cell (&self->state);
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

  return !self->in_text || chosho_flow_state_append (&self->state, text, size_bytes, fault);
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  ChoshoOfficeFlow *self = user_data;

  if (is (name, insertions))
    self->state.inserted -= self->state.inserted > 0;
  else if (is (name, deletions))
    self->state.deleted -= self->state.deleted > 0;
  else if (g_str_equal (name, "pPr"))
    self->in_properties = FALSE;
  else if (g_str_equal (name, "r"))
    self->in_run = self->state.run_hidden = FALSE;
  else if (g_str_equal (name, "t") || g_str_equal (name, "delText"))
    self->in_text = FALSE;
  else if (g_str_equal (name, "p"))
    return chosho_flow_state_end_paragraph (&self->state, fault);
  else if (g_str_equal (name, "text") && self->state.zone == CHOSHO_HELPER_ZONE_COMMENT)
    {
      self->in_text = FALSE;
      return chosho_flow_state_end_paragraph (&self->state, fault);
    }
  else if (g_str_equal (name, "tr"))
    return chosho_flow_state_end_row (&self->state, fault);
  else if (g_str_equal (name, "tbl"))
    chosho_flow_state_end_table (&self->state);
  else if (is (name, drawings))
    return chosho_flow_state_end_drawing (&self->state, fault);
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
  chosho_flow_state_begin_part (&self->state, zone);
  return chosho_xml_part_read (self->parts, name, &handler, self, fault);
}
