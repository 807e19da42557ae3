/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-office-flow.h"

#include <string.h>

#include "chosho-helper-limits.h"

/* Every part that @relations name by @type, in @zone; each once. */
static gboolean
read_parts (ChoshoOfficeFlow *flow, GPtrArray *relations, const char *type, guint8 zone, ChoshoFault *fault)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < relations->len; i++)
    {
      const ChoshoOfficeRelation *relation = g_ptr_array_index (relations, i);

      if (g_str_equal (relation->type, type) && g_hash_table_add (seen, relation->target)
          && !chosho_office_flow_read_part (flow, relation->target, zone, fault))
        return FALSE;
    }
  return TRUE;
}

/* Files inside the file: workbooks, objects of other programs. */
static gboolean
add_embedded (ChoshoZipParts *parts, GPtrArray *relations, ChoshoFlowWriter *writer, ChoshoFault *fault)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const ChoshoOfficeRelation *relation = g_ptr_array_index (relations, i);
      const char *slash = strrchr (relation->target, '/');
      ChoshoFlowBlock block = {
        .kind = CHOSHO_HELPER_BLOCK_ATTACHMENT, .member = chosho_zip_parts_get_index (parts, relation->target),
        .label = slash != NULL ? slash + 1 : relation->target,
      };

      if ((g_str_equal (relation->type, "package") || g_str_equal (relation->type, "oleObject"))
          && block.member != CHOSHO_HELPER_NO_MEMBER && !chosho_flow_writer_add (writer, &block, fault))
        return FALSE;
    }
  return TRUE;
}

/* --- Texts ------------------------------------------------------------------------------------------------- */

gboolean
chosho_docx_write_blocks (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autoptr (ChoshoFlowWriter) flow_writer = chosho_flow_writer_new (writer);
  g_autofree char *name = chosho_office_find_main (parts, fault);
  g_autoptr (GPtrArray) relations = name != NULL ? chosho_office_relations_read (parts, name, fault) : NULL;
  const ChoshoOfficeRelation *style_part;
  g_autoptr (GHashTable) styles = NULL;
  g_autoptr (ChoshoOfficeFlow) flow = NULL;

  if (relations == NULL)
    return FALSE;
  style_part = chosho_office_relations_find_type (relations, "styles");
  if (style_part != NULL)
    styles = chosho_office_styles_read (parts, style_part->target, fault);
  if (fault->reason != 0)
    return FALSE;
  flow = chosho_office_flow_new (parts, styles, flow_writer);
  return read_parts (flow, relations, "header", CHOSHO_HELPER_ZONE_HEADER, fault)
         && chosho_office_flow_read_part (flow, name, CHOSHO_HELPER_ZONE_BODY, fault)
         && read_parts (flow, relations, "diagramData", CHOSHO_HELPER_ZONE_TEXT_BOX, fault)
         && read_parts (flow, relations, "footer", CHOSHO_HELPER_ZONE_FOOTER, fault)
         && read_parts (flow, relations, "footnotes", CHOSHO_HELPER_ZONE_FOOTNOTE, fault)
         && read_parts (flow, relations, "endnotes", CHOSHO_HELPER_ZONE_ENDNOTE, fault)
         && read_parts (flow, relations, "comments", CHOSHO_HELPER_ZONE_COMMENT, fault)
         && add_embedded (parts, relations, flow_writer, fault);
}

/* --- Slides ------------------------------------------------------------------------------------------------ */

static gboolean
on_slide_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  GPtrArray *ids = user_data;
  char *id;

  if (!g_str_equal (name, "sldId"))
    return TRUE;
  if (ids->len >= CHOSHO_HELPER_LIMIT_SLIDES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_SLIDES, CHOSHO_HELPER_LIMIT_SLIDES, NULL);
  id = chosho_xml_part_dup_relation (part, "id");
  if (id != NULL)
    g_ptr_array_add (ids, id);
  return TRUE;
}

static gboolean
read_slide (ChoshoZipParts *parts, ChoshoOfficeFlow *flow, const char *name, ChoshoFlowWriter *writer, ChoshoFault *fault)
{
  g_autoptr (GPtrArray) relations = NULL;

  if (!chosho_office_flow_read_part (flow, name, CHOSHO_HELPER_ZONE_BODY, fault))
    return FALSE;
  relations = g_ptr_array_ref (chosho_office_flow_get_relations (flow));
  return read_parts (flow, relations, "diagramData", CHOSHO_HELPER_ZONE_TEXT_BOX, fault)
         && read_parts (flow, relations, "notesSlide", CHOSHO_HELPER_ZONE_NOTES, fault)
         && read_parts (flow, relations, "comments", CHOSHO_HELPER_ZONE_COMMENT, fault)
         && add_embedded (parts, relations, writer, fault);
}

gboolean
chosho_pptx_write_blocks (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { .start = on_slide_start, .all_office = TRUE };
  g_autoptr (ChoshoFlowWriter) flow_writer = chosho_flow_writer_new (writer);
  g_autoptr (ChoshoOfficeFlow) flow = chosho_office_flow_new (parts, NULL, flow_writer);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = chosho_office_find_main (parts, fault);
  g_autoptr (GPtrArray) relations = name != NULL ? chosho_office_relations_read (parts, name, fault) : NULL;

  if (relations == NULL || !chosho_xml_part_read (parts, name, &handler, ids, fault)
      || !read_parts (flow, relations, "commentAuthors", CHOSHO_HELPER_ZONE_BODY, fault))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const ChoshoOfficeRelation *slide = chosho_office_relations_find_id (relations, g_ptr_array_index (ids, i));

      if (slide == NULL)
        return chosho_fault_set (fault, CHOSHO_HELPER_REASON_PART_MISSING, g_ptr_array_index (ids, i));
      if (!read_slide (parts, flow, slide->target, flow_writer, fault))
        return FALSE;
    }
  return TRUE;
}
