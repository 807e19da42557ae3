/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-report-form-private.h"

static void fill_node (ChoshoXmlNode *node, ChoshoReportValues *values, guint row);
static guint repeat_row (ChoshoXmlNode *row, const char *group, ChoshoReportValues *values);

static void
piece_free (ChoshoFormPiece *piece)
{
  g_free (piece->name);
  g_free (piece);
}

const char *
chosho_form_get_tag (const ChoshoXmlNode *control)
{
  ChoshoXmlNode *properties = chosho_xml_node_find (control, "w:sdtPr");
  ChoshoXmlNode *tag = properties != NULL ? chosho_xml_node_find (properties, "w:tag") : NULL;
  const char *value = tag != NULL ? chosho_xml_node_get_attribute (tag, "w:val") : NULL;

  return value != NULL && g_str_has_prefix (value, CHOSHO_FORM_TAG) ? value + strlen (CHOSHO_FORM_TAG) : NULL;
}

/* --- Text over runs ------------------------------------------------------------------------------------------ */

static void
add_texts (const ChoshoXmlNode *node, GPtrArray *texts)
{
  for (guint i = 0; i < chosho_xml_node_count (node); i++)
    {
      ChoshoXmlNode *child = chosho_xml_node_get (node, i);

      if (chosho_xml_node_is (child, "w:t"))
        g_ptr_array_add (texts, child);
      else if (child->name != NULL && !chosho_xml_node_is (child, "w:p"))
        add_texts (child, texts);
    }
}

GPtrArray *
chosho_form_list_texts (const ChoshoXmlNode *paragraph)
{
  GPtrArray *texts = g_ptr_array_new ();

  add_texts (paragraph, texts);
  return texts;
}

/* (transfer full) */
static char *
join_texts (GPtrArray *texts)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *text = chosho_xml_node_dup_text (g_ptr_array_index (texts, i));

      g_string_append (joined, text);
    }
  return g_string_free (joined, FALSE);
}

GPtrArray *
chosho_form_list_pieces (GPtrArray *texts)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  g_autofree char *joined = join_texts (texts);
  const char *from = joined;

  while ((from = strstr (from, "{{")) != NULL)
    {
      const char *to = strstr (from, "}}");
      ChoshoFormPiece *piece;

      if (to == NULL)
        break;
      piece = g_new0 (ChoshoFormPiece, 1);
      piece->name = g_strstrip (g_strndup (from + 2, (gsize) (to - from) - 2));
      piece->from = (gsize) (from - joined);
      piece->to = (gsize) (to - joined) + 2;
      g_ptr_array_add (pieces, piece);
      from = to + 2;
    }
  return pieces;
}

/* --- Values -------------------------------------------------------------------------------------------------- */

/* @text in @node (w:t), its further lines behind it. */
static void
set_lines (ChoshoXmlNode *node, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  int at = (int) chosho_xml_node_get_position (node);

  chosho_xml_node_set_text (node, lines[0] != NULL ? lines[0] : "");
  chosho_xml_node_set_attribute (node, "xml:space", "preserve");
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      ChoshoXmlNode *line;

      chosho_xml_node_insert (node->parent, ++at, chosho_xml_node_new ("w:br"));
      line = chosho_xml_node_insert (node->parent, ++at, chosho_xml_node_new ("w:t"));
      chosho_xml_node_set_text (line, lines[i]);
      chosho_xml_node_set_attribute (line, "xml:space", "preserve");
    }
}

/* Puts @value where @piece stands: into the text in which it begins; what the others have of it goes. */
static void
replace_piece (GPtrArray *texts, const ChoshoFormPiece *piece, const char *value)
{
  gsize offset = 0;
  ChoshoXmlNode *first = NULL;
  g_autofree char *whole = NULL;

  for (guint i = 0; i < texts->len; i++)
    {
      ChoshoXmlNode *node = g_ptr_array_index (texts, i);
      g_autofree char *text = chosho_xml_node_dup_text (node);
      gsize size = strlen (text);
      gsize from = CLAMP (piece->from, offset, offset + size) - offset;
      gsize to = CLAMP (piece->to, offset, offset + size) - offset;

      offset += size;
      if (from == to)
        continue;
      text[from] = '\0';
      if (first == NULL)
        {
          first = node;
          whole = g_strconcat (text, value, text + to, NULL);
        }
      else
        {
          g_autofree char *rest = g_strconcat (text, text + to, NULL);

          chosho_xml_node_set_text (node, rest);
        }
    }
  if (first != NULL)
    set_lines (first, whole);
}

/* From the last one on, so that those before keep their places. */
static void
fill_paragraph (ChoshoXmlNode *paragraph, ChoshoReportValues *values, guint row)
{
  g_autoptr (GPtrArray) texts = chosho_form_list_texts (paragraph);
  g_autoptr (GPtrArray) pieces = chosho_form_list_pieces (texts);

  for (guint i = pieces->len; i > 0; i--)
    {
      const ChoshoFormPiece *piece = g_ptr_array_index (pieces, i - 1);

      replace_piece (texts, piece, chosho_report_values_get (values, piece->name, row));
    }
}

/* The first element of that name in @node. (nullable) */
static ChoshoXmlNode *
find_below (ChoshoXmlNode *node, const char *name)
{
  ChoshoXmlNode *found = NULL;

  for (guint i = 0; found == NULL && i < chosho_xml_node_count (node); i++)
    {
      ChoshoXmlNode *child = chosho_xml_node_get (node, i);

      found = chosho_xml_node_is (child, name) ? child : find_below (child, name);
    }
  return found;
}

/* Where the text of a control goes: its first text; else one is made in what there is. (nullable) */
static ChoshoXmlNode *
get_text_place (ChoshoXmlNode *content)
{
  ChoshoXmlNode *text = find_below (content, "w:t");
  ChoshoXmlNode *run = text == NULL ? find_below (content, "w:r") : NULL;

  if (text != NULL)
    return text;
  if (run == NULL)
    {
      ChoshoXmlNode *paragraph = find_below (content, "w:p");

      run = chosho_xml_node_insert (paragraph != NULL ? paragraph : content, -1, chosho_xml_node_new ("w:r"));
    }
  return chosho_xml_node_insert (run, -1, chosho_xml_node_new ("w:t"));
}

/* What showed that nothing stood there yet: its mark, and the gray of its words. */
static void
drop_prompt (ChoshoXmlNode *control, ChoshoXmlNode *content)
{
  ChoshoXmlNode *mark = chosho_xml_node_find (chosho_xml_node_find (control, "w:sdtPr"), "w:showingPlcHdr");
  ChoshoXmlNode *style = mark != NULL ? find_below (content, "w:rStyle") : NULL;

  if (style != NULL)
    chosho_xml_node_remove (style);
  if (mark != NULL)
    chosho_xml_node_remove (mark);
}

static void
fill_control (ChoshoXmlNode *control, const char *value)
{
  ChoshoXmlNode *content = chosho_xml_node_find (control, "w:sdtContent");
  ChoshoXmlNode *place;
  g_autoptr (GPtrArray) texts = NULL;

  if (content == NULL)
    return;
  drop_prompt (control, content);
  place = get_text_place (content);
  texts = chosho_form_list_texts (content);
  for (guint i = 0; i < texts->len; i++)
    if (g_ptr_array_index (texts, i) != place)
      chosho_xml_node_set_text (g_ptr_array_index (texts, i), "");
  set_lines (place, value);
}

/* --- Rows ---------------------------------------------------------------------------------------------------- */

/* The first group that @node asks for, but for rows within it. */
static const char *
find_group (const ChoshoXmlNode *node)
{
  const char *tag = chosho_xml_node_is (node, "w:sdt") ? chosho_form_get_tag (node) : NULL;
  const char *group = tag != NULL ? chosho_report_values_get_group (tag) : NULL;

  if (chosho_xml_node_is (node, "w:p"))
    {
      g_autoptr (GPtrArray) texts = chosho_form_list_texts (node);
      g_autoptr (GPtrArray) pieces = chosho_form_list_pieces (texts);

      for (guint i = 0; group == NULL && i < pieces->len; i++)
        group = chosho_report_values_get_group (((ChoshoFormPiece *) g_ptr_array_index (pieces, i))->name);
    }
  for (guint i = 0; group == NULL && i < chosho_xml_node_count (node); i++)
    if (!chosho_xml_node_is (chosho_xml_node_get (node, i), "w:tr"))
      group = find_group (chosho_xml_node_get (node, i));
  return group;
}

const char *
chosho_form_get_row_group (const ChoshoXmlNode *row)
{
  return find_group (row);
}

/* What may stand in a document once only. */
static void
drop_identity (ChoshoXmlNode *node)
{
  chosho_xml_node_remove_attribute (node, "w14:paraId");
  chosho_xml_node_remove_attribute (node, "w14:textId");
  for (guint i = chosho_xml_node_count (node); i > 0; i--)
    {
      ChoshoXmlNode *child = chosho_xml_node_get (node, i - 1);

      if (chosho_xml_node_is (child, "w:bookmarkStart") || chosho_xml_node_is (child, "w:bookmarkEnd")
          || (chosho_xml_node_is (node, "w:sdtPr") && chosho_xml_node_is (child, "w:id")))
        chosho_xml_node_remove (child);
      else
        drop_identity (child);
    }
}

static void
fill_children (ChoshoXmlNode *node, ChoshoReportValues *values, guint row)
{
  for (guint i = 0; i < chosho_xml_node_count (node);)
    {
      ChoshoXmlNode *child = chosho_xml_node_get (node, i);
      const char *group = chosho_xml_node_is (child, "w:tr") ? find_group (child) : NULL;

      if (group != NULL)
        i += repeat_row (child, group, values);
      else
        {
          fill_node (child, values, row);
          i++;
        }
    }
}

/* Each place once: a value that looks like one is a value. So a paragraph goes before the controls in it, and a control
 * after the paragraphs in it, all of which it replaces. */
static void
fill_node (ChoshoXmlNode *node, ChoshoReportValues *values, guint row)
{
  const char *tag = chosho_xml_node_is (node, "w:sdt") ? chosho_form_get_tag (node) : NULL;

  if (chosho_xml_node_is (node, "w:p"))
    fill_paragraph (node, values, row);
  fill_children (node, values, row);
  if (tag != NULL)
    fill_control (node, chosho_report_values_get (values, tag, row));
}

/* Returns how many rows there are now. */
static guint
repeat_row (ChoshoXmlNode *row, const char *group, ChoshoReportValues *values)
{
  guint at = chosho_xml_node_get_position (row);
  guint count = MAX (1, chosho_report_values_count (values, group)); /* without any, a row that is blank */

  for (guint i = 1; i < count; i++)
    drop_identity (chosho_xml_node_insert (row->parent, (int) (at + i), chosho_xml_node_copy (row)));
  for (guint i = 0; i < count; i++)
    fill_children (chosho_xml_node_get (row->parent, at + i), values, i);
  return count;
}

void
chosho_form_fill (ChoshoXmlNode *root, ChoshoReportValues *values)
{
  fill_node (root, values, 0);
}
