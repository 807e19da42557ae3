/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-docx-package.h"

#include "chosho-report-docx-parts.h"
#include "chosho-package-writer.h"

/* Takes @xml. */
static gboolean
add_part (ChoshoPackageWriter *zip, const char *name, ChoshoXml *xml, GError **error)
{
  gsize size_bytes;
  const char *data = chosho_xml_get_string (xml, &size_bytes);
  gboolean added = chosho_package_writer_add (zip, name, data, size_bytes, error);

  chosho_xml_free (xml);
  return added;
}

/* Takes @body. (transfer full) */
static ChoshoXml *
make_document (ChoshoXml *body)
{
  ChoshoXml *xml = chosho_xml_new ();

  chosho_xml_open (xml, "w:document");
  chosho_xml_attribute (xml, "xmlns:w", CHOSHO_DOCX_MAIN);
  chosho_xml_attribute (xml, "xmlns:r", CHOSHO_DOCX_RELATIONS);
  chosho_xml_open (xml, "w:body");
  chosho_xml_join (xml, body);
  chosho_docx_add_section (xml);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  return xml;
}

GBytes *
chosho_report_docx_package_make (ChoshoXml *body, const ChoshoReportTemplate *template, const ChoshoReportModel *model, GError **error)
{
  g_autoptr (ChoshoPackageWriter) zip = chosho_package_writer_new ();
  const struct
  {
    const char *name;
    ChoshoXml  *xml;
  } parts[] = {
    { "[Content_Types].xml", chosho_docx_make_content_types () },
    { "_rels/.rels", chosho_docx_make_package_relations () },
    { "word/document.xml", make_document (body) },
    { "word/_rels/document.xml.rels", chosho_docx_make_document_relations () },
    { "word/styles.xml", chosho_docx_make_styles (model->language) },
    { "word/settings.xml", chosho_docx_make_settings (model->language) },
    { "word/fontTable.xml", chosho_docx_make_fonts () },
    { "word/header1.xml", chosho_docx_make_header (template, model) },
    { "word/footer1.xml", chosho_docx_make_footer (template) },
    { "docProps/core.xml", chosho_docx_make_core (template, model) },
    { "docProps/app.xml", chosho_docx_make_app () },
  };
  gboolean ok = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (ok)
        ok = add_part (zip, parts[i].name, parts[i].xml, error);
      else
        chosho_xml_free (parts[i].xml);
    }
  return ok ? chosho_package_writer_finish (zip) : NULL;
}
