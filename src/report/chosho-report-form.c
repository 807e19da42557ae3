/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-report-docx-parts.h"
#include "chosho-report-form-private.h"
#include "chosho-package-writer.h"

#define DOCUMENT "word/document.xml"
#define STRICT_MAIN "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define TOLD 20 /* places that an error names; more help nobody */

typedef struct
{
  char          *name;    /* owned */
  GBytes        *content; /* owned */
  ChoshoXmlNode *tree;    /* (owned) (nullable) of a part that is filled */
} Part;

struct _ChoshoReportForm
{
  GPtrArray *parts; /* (owned) (element-type Part) */
};

/* Where a walk through a part is. A table in a cell is told by the cell that it is in. */
typedef struct
{
  const Part *part;
  GPtrArray  *found;
  guint       depth; /* of tables in each other */
  guint       paragraph, table, row, cell;
  const char *group; /* (nullable) of the row */
} Walk;

static void
part_free (Part *part)
{
  g_free (part->name);
  g_bytes_unref (part->content);
  g_clear_pointer (&part->tree, chosho_xml_node_free);
  g_free (part);
}

static void
place_free (ChoshoReportFormPlace *place)
{
  g_free (place->name);
  g_free (place->place);
  g_free (place);
}

ChoshoReportForm *
chosho_report_form_new (void)
{
  ChoshoReportForm *self = g_new0 (ChoshoReportForm, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  return self;
}

void
chosho_report_form_free (ChoshoReportForm *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self);
}

static Part *
find_part (ChoshoReportForm *self, const char *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (g_ascii_strcasecmp (((Part *) g_ptr_array_index (self->parts, i))->name, name) == 0)
      return g_ptr_array_index (self->parts, i);
  return NULL;
}

static gboolean
is_running (const char *name)
{
  return (g_str_has_prefix (name, "word/header") || g_str_has_prefix (name, "word/footer")) && g_str_has_suffix (name, ".xml");
}

gboolean
chosho_report_form_add (ChoshoReportForm *self, const char *name, GBytes *content, GError **error)
{
  Part *part;

  if (find_part (self, name) != NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The form has the part %s twice"), name);
      return FALSE;
    }
  if (g_str_has_suffix (name, "vbaProject.bin"))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The form has macros; save it as a Word document without them"));
      return FALSE;
    }
  part = g_new0 (Part, 1);
  part->name = g_strdup (name);
  part->content = g_bytes_ref (content);
  g_ptr_array_add (self->parts, part);
  if (strcmp (name, DOCUMENT) != 0 && !is_running (name))
    return TRUE;
  part->tree = chosho_xml_tree_parse (g_bytes_get_data (content, NULL), g_bytes_get_size (content), name, error);
  return part->tree != NULL;
}

/* --- Places -------------------------------------------------------------------------------------------------- */

/* (transfer full) */
static char *
dup_place (const Walk *walk)
{
  g_autofree char *where = walk->depth > 0 ? g_strdup_printf (_("table %u, row %u, cell %u"), walk->table, walk->row, walk->cell)
                                           : g_strdup_printf (_("paragraph %u"), walk->paragraph);

  return is_running (walk->part->name) ? g_strdup_printf ("%s: %s", walk->part->name + strlen ("word/"), where) : g_steal_pointer (&where);
}

/* What belongs to a group stands in a row of that group: a row cannot be repeated for two. */
static void
add_place (Walk *walk, const char *name)
{
  ChoshoReportFormPlace *place = g_new0 (ChoshoReportFormPlace, 1);
  const char *group = chosho_report_values_get_group (name);

  place->name = g_strdup (name);
  place->place = dup_place (walk);
  place->known = chosho_report_values_is_name (name) && (group == NULL || g_strcmp0 (group, walk->group) == 0);
  g_ptr_array_add (walk->found, place);
}

static void
add_paragraph (Walk *walk, const ChoshoXmlNode *paragraph)
{
  g_autoptr (GPtrArray) texts = chosho_form_list_texts (paragraph);
  g_autoptr (GPtrArray) pieces = chosho_form_list_pieces (texts);

  if (walk->depth == 0)
    walk->paragraph++;
  for (guint i = 0; i < pieces->len; i++)
    add_place (walk, ((ChoshoFormPiece *) g_ptr_array_index (pieces, i))->name);
}

/* Counts what @node begins. */
static void
enter (Walk *walk, const ChoshoXmlNode *node)
{
  const char *tag = chosho_xml_node_is (node, "w:sdt") ? chosho_form_get_tag (node) : NULL;

  if (chosho_xml_node_is (node, "w:tbl") && walk->depth++ == 0)
    {
      walk->table++;
      walk->row = 0;
    }
  else if (chosho_xml_node_is (node, "w:tr") && walk->depth == 1)
    {
      walk->row++;
      walk->cell = 0;
    }
  else if (chosho_xml_node_is (node, "w:tc") && walk->depth == 1)
    walk->cell++;
  else if (chosho_xml_node_is (node, "w:p"))
    add_paragraph (walk, node);
  else if (tag != NULL)
    add_place (walk, tag);
}

static void
walk_node (Walk *walk, const ChoshoXmlNode *node)
{
  const char *outer = walk->group;

  enter (walk, node);
  if (chosho_xml_node_is (node, "w:tr"))
    walk->group = chosho_form_get_row_group (node);
  for (guint i = 0; i < chosho_xml_node_count (node); i++)
    walk_node (walk, chosho_xml_node_get (node, i));
  walk->group = outer;
  if (chosho_xml_node_is (node, "w:tbl"))
    walk->depth--;
}

/* The document says by its prefix what its elements are: every word processor calls the format's own "w". */
static gboolean
check_document (ChoshoReportForm *self, GError **error)
{
  const Part *part = find_part (self, DOCUMENT);
  const char *space = part != NULL && part->tree != NULL ? chosho_xml_node_get_attribute (part->tree, "xmlns:w") : NULL;

  if (space != NULL && chosho_xml_node_is (part->tree, "w:document")
      && (strcmp (space, CHOSHO_DOCX_MAIN) == 0 || strcmp (space, STRICT_MAIN) == 0))
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The form is no Word document (.docx)"));
  return FALSE;
}

GPtrArray *
chosho_report_form_list (ChoshoReportForm *self, GError **error)
{
  GPtrArray *found;

  if (!check_document (self, error))
    return NULL;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      Walk walk = { .part = part, .found = found };

      if (part->tree != NULL)
        walk_node (&walk, part->tree);
    }
  return found;
}

/* --- Filling ------------------------------------------------------------------------------------------------- */

static gboolean
check_places (GPtrArray *places, GError **error)
{
  g_autoptr (GString) told = g_string_new (NULL);
  guint unknown = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const ChoshoReportFormPlace *place = g_ptr_array_index (places, i);

      if (!place->known && unknown++ < TOLD)
        g_string_append_printf (told, "%s%s (%s)", told->len > 0 ? ", " : "", place->name, place->place);
    }
  if (unknown == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
               _("The form asks for what there is not, or outside of a row of its kind: %s%s"), told->str, unknown > TOLD ? ", …" : "");
  return FALSE;
}

static gboolean
check_mark (GPtrArray *places, GError **error)
{
  for (guint i = 0; i < places->len; i++)
    {
      const ChoshoReportFormPlace *place = g_ptr_array_index (places, i);

      if (strcmp (place->name, "draft") == 0 && (g_str_has_prefix (place->place, "header") || g_str_has_prefix (place->place, "footer")))
        return TRUE;
    }
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                       _("A draft is marked on every page, and the form has no place for that: write {{draft}} into its header or footer"));
  return FALSE;
}

static gboolean
write_part (ChoshoPackageWriter *zip, const Part *part, GError **error)
{
  g_autoptr (ChoshoXml) xml = NULL;
  gsize size_bytes;
  const char *data;

  if (part->tree == NULL)
    return chosho_package_writer_add (zip, part->name, g_bytes_get_data (part->content, NULL), g_bytes_get_size (part->content), error);
  xml = chosho_xml_new ();
  chosho_xml_node_write (part->tree, xml);
  data = chosho_xml_get_string (xml, &size_bytes);
  return chosho_package_writer_add (zip, part->name, data, size_bytes, error);
}

GBytes *
chosho_report_form_fill (ChoshoReportForm *self, ChoshoReportValues *values, gboolean draft, GError **error)
{
  g_autoptr (GPtrArray) places = chosho_report_form_list (self, error);
  g_autoptr (ChoshoPackageWriter) zip = NULL;

  if (places == NULL || !check_places (places, error) || (draft && !check_mark (places, error)))
    return NULL;
  zip = chosho_package_writer_new ();
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);

      if (part->tree != NULL)
        chosho_form_fill (part->tree, values);
      if (!write_part (zip, part, error))
        return NULL;
    }
  return chosho_package_writer_finish (zip);
}
