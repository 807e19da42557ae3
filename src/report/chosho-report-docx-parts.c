/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-docx-parts.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-report-body.h"

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "application/vnd.openxmlformats-officedocument."
#define WORD_TYPE OFFICE "wordprocessingml."
#define COMPATIBILITY "http://schemas.microsoft.com/office/word" /* w:compatSetting's own name for Word */
#define WORD_2013 "15" /* the layout of all later ones */

/* Where a watermark of that size stands: across the page, behind all else. */
#define MARK_PLACE(width, height) \
  "position:absolute;margin-left:0;margin-top:0;width:" width ";height:" height ";rotation:315;z-index:-251658752;" \
  "mso-position-horizontal:center;mso-position-horizontal-relative:margin;" \
  "mso-position-vertical:center;mso-position-vertical-relative:margin"

/* Stand for the fields until the words around them are known. */
#define PAGE_MARK "\x01"
#define PAGES_MARK "\x02"

/* --- Text --------------------------------------------------------------------------------------------------- */

void
chosho_docx_add_run (ChoshoXml *xml, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\t", -1);

  chosho_xml_open (xml, "w:r");
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        chosho_xml_empty (xml, "w:tab", NULL);
      if (*parts[i] == '\0')
        continue;
      chosho_xml_open (xml, "w:t");
      chosho_xml_attribute (xml, "xml:space", "preserve");
      chosho_xml_text (xml, parts[i]);
      chosho_xml_close (xml);
    }
  chosho_xml_close (xml);
}

static void
add_numbers (ChoshoXml *xml, const char *element, const char *const *names, const int *values, guint count)
{
  chosho_xml_open (xml, element);
  for (guint i = 0; i < count; i++)
    chosho_xml_number (xml, names[i], values[i]);
  chosho_xml_close (xml);
}

void
chosho_docx_add_section (ChoshoXml *xml)
{
  static const char *const sides[] = { "w:top", "w:right", "w:bottom", "w:left", "w:header", "w:footer", "w:gutter" };
  static const int margins[] = { 1520, 1240, 1240, 1240, 760, 620, 0 };
  static const char *const size_names[] = { "w:w", "w:h" };
  static const int a4[] = { 11906, 16838 };

  chosho_xml_open (xml, "w:sectPr");
  chosho_xml_empty (xml, "w:headerReference", "w:type", "default", "r:id", "rId4", NULL);
  chosho_xml_empty (xml, "w:footerReference", "w:type", "default", "r:id", "rId5", NULL);
  add_numbers (xml, "w:pgSz", size_names, a4, G_N_ELEMENTS (a4));
  add_numbers (xml, "w:pgMar", sides, margins, G_N_ELEMENTS (margins));
  chosho_xml_close (xml);
}

ChoshoXml *
chosho_docx_make_settings (ChoshoReportLanguage language)
{
  ChoshoXml *xml = chosho_xml_new ();

  chosho_xml_open (xml, "w:settings");
  chosho_xml_attribute (xml, "xmlns:w", CHOSHO_DOCX_MAIN);
  chosho_xml_empty (xml, "w:zoom", "w:percent", "100", NULL);
  chosho_xml_empty (xml, "w:defaultTabStop", "w:val", "840", NULL);
  chosho_xml_empty (xml, "w:characterSpacingControl", "w:val", "compressPunctuation", NULL);
  chosho_xml_open (xml, "w:compat");
  chosho_xml_empty (xml, "w:compatSetting", "w:name", "compatibilityMode", "w:uri", COMPATIBILITY, "w:val", WORD_2013, NULL);
  chosho_xml_close (xml);
  chosho_xml_empty (xml, "w:themeFontLang", "w:val", language == CHOSHO_REPORT_LANGUAGE_JA ? "ja-JP" : "en-US", "w:eastAsia", "ja-JP", NULL);
  chosho_xml_close (xml);
  return xml;
}

/* --- Head and foot ------------------------------------------------------------------------------------------- */

static void
open_paragraph (ChoshoXml *xml, const char *style, const char *alignment)
{
  chosho_xml_open (xml, "w:p");
  chosho_xml_open (xml, "w:pPr");
  chosho_xml_empty (xml, "w:pStyle", "w:val", style, NULL);
  if (alignment != NULL)
    chosho_xml_empty (xml, "w:jc", "w:val", alignment, NULL);
  chosho_xml_close (xml);
}

/* Large and light behind the text, as Word's own watermarks are made, so that its command for them takes it away. */
static void
add_watermark (ChoshoXml *xml, const char *text)
{
  chosho_xml_open (xml, "w:r");
  chosho_xml_open (xml, "w:pict");
  chosho_xml_open (xml, "v:shapetype");
  chosho_xml_attribute (xml, "id", "_x0000_t136");
  chosho_xml_attribute (xml, "coordsize", "21600,21600");
  chosho_xml_attribute (xml, "o:spt", "136");
  chosho_xml_attribute (xml, "adj", "10800");
  chosho_xml_attribute (xml, "path", "m@7,l@8,m@5,21600l@6,21600e");
  chosho_xml_open (xml, "v:formulas");
  for (guint i = 0; i < 12; i++)
    {
      static const char *const formulas[] = { "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
                                              "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8" };

      chosho_xml_empty (xml, "v:f", "eqn", formulas[i], NULL);
    }
  chosho_xml_close (xml);
  chosho_xml_empty (xml, "v:path", "textpathok", "t", "o:connecttype", "rect", NULL);
  chosho_xml_empty (xml, "v:textpath", "on", "t", "fitshape", "t", NULL);
  chosho_xml_close (xml);
  chosho_xml_open (xml, "v:shape");
  chosho_xml_attribute (xml, "id", "PowerPlusWaterMarkObject1");
  chosho_xml_attribute (xml, "o:spid", "_x0000_s2049");
  chosho_xml_attribute (xml, "type", "#_x0000_t136");
  chosho_xml_attribute (xml, "style", g_utf8_strlen (text, -1) > 2 ? MARK_PLACE ("400pt", "100pt") : MARK_PLACE ("200pt", "200pt"));
  chosho_xml_attribute (xml, "o:allowincell", "f");
  chosho_xml_attribute (xml, "fillcolor", "#eeeeee");
  chosho_xml_attribute (xml, "stroked", "f");
  chosho_xml_empty (xml, "v:textpath", "style", "font-family:\"Yu Gothic\";font-size:1pt", "string", text, NULL);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
}

ChoshoXml *
chosho_docx_make_header (const ChoshoReportTemplate *template, const ChoshoReportModel *model)
{
  ChoshoXml *xml = chosho_xml_new ();
  const char *draft = chosho_report_template_get (template, "label", "draft");
  const char *left = chosho_report_body_get_title (template, model);
  const char *right = model->engagement_id != NULL ? model->engagement_id : "";
  g_autofree char *line = model->draft ? g_strconcat (left, "\t", right, "　", draft, NULL) : g_strconcat (left, "\t", right, NULL);

  chosho_xml_open (xml, "w:hdr");
  chosho_xml_attribute (xml, "xmlns:w", CHOSHO_DOCX_MAIN);
  chosho_xml_attribute (xml, "xmlns:v", "urn:schemas-microsoft-com:vml");
  chosho_xml_attribute (xml, "xmlns:o", "urn:schemas-microsoft-com:office:office");
  chosho_xml_open (xml, "w:p");
  chosho_xml_open (xml, "w:pPr");
  chosho_xml_empty (xml, "w:pStyle", "w:val", chosho_docx_get_style (CHOSHO_REPORT_STYLE_RUNNING), NULL);
  chosho_xml_open (xml, "w:tabs");
  chosho_xml_open (xml, "w:tab");
  chosho_xml_attribute (xml, "w:val", "right");
  chosho_xml_number (xml, "w:pos", CHOSHO_DOCX_TEXT_WIDTH);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  if (model->draft)
    add_watermark (xml, chosho_report_template_get (template, "label", "draft-mark"));
  chosho_docx_add_run (xml, line);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  return xml;
}

static void
add_field (ChoshoXml *xml, const char *instruction)
{
  chosho_xml_open (xml, "w:fldSimple");
  chosho_xml_attribute (xml, "w:instr", instruction);
  chosho_docx_add_run (xml, "1");
  chosho_xml_close (xml);
}

/* "3 / 12": the words of the template, the numbers those of the program that sets the pages. */
ChoshoXml *
chosho_docx_make_footer (const ChoshoReportTemplate *template)
{
  ChoshoXml *xml = chosho_xml_new ();
  g_autofree char *line = chosho_report_template_format (template, "format", "page", "page", PAGE_MARK, "pages", PAGES_MARK, NULL);

  chosho_xml_open (xml, "w:ftr");
  chosho_xml_attribute (xml, "xmlns:w", CHOSHO_DOCX_MAIN);
  open_paragraph (xml, chosho_docx_get_style (CHOSHO_REPORT_STYLE_RUNNING), "center");
  for (const char *p = line; *p != '\0';)
    {
      gsize plain = strcspn (p, PAGE_MARK PAGES_MARK);
      g_autofree char *words = g_strndup (p, plain);

      if (plain > 0)
        chosho_docx_add_run (xml, words);
      p += plain;
      if (*p != '\0')
        add_field (xml, *p++ == PAGE_MARK[0] ? " PAGE " : " NUMPAGES ");
    }
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  return xml;
}

/* --- The package --------------------------------------------------------------------------------------------- */

static void
add_day (ChoshoXml *xml, const char *element, const char *date)
{
  g_autofree char *moment = g_strconcat (date, "T00:00:00Z", NULL);

  chosho_xml_open (xml, element);
  chosho_xml_attribute (xml, "xsi:type", "dcterms:W3CDTF");
  chosho_xml_text (xml, moment);
  chosho_xml_close (xml);
}

ChoshoXml *
chosho_docx_make_core (const ChoshoReportTemplate *template, const ChoshoReportModel *model)
{
  ChoshoXml *xml = chosho_xml_new ();
  g_autofree char *title = g_strjoin (" ", chosho_report_body_get_title (template, model), model->addressee, NULL);

  chosho_xml_open (xml, "cp:coreProperties");
  chosho_xml_attribute (xml, "xmlns:cp", PACKAGE "metadata/core-properties");
  chosho_xml_attribute (xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  chosho_xml_attribute (xml, "xmlns:dcterms", "http://purl.org/dc/terms/");
  chosho_xml_attribute (xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  chosho_xml_leaf (xml, "dc:title", title);
  if (model->engagement_id != NULL)
    chosho_xml_leaf (xml, "dc:subject", model->engagement_id);
  if (model->firm != NULL)
    chosho_xml_leaf (xml, "dc:creator", model->firm);
  if (model->report_date != NULL && chosho_date_is_valid (model->report_date))
    {
      add_day (xml, "dcterms:created", model->report_date);
      add_day (xml, "dcterms:modified", model->report_date);
    }
  chosho_xml_leaf (xml, "dc:language", model->language == CHOSHO_REPORT_LANGUAGE_JA ? "ja-JP" : "en-US");
  chosho_xml_close (xml);
  return xml;
}

ChoshoXml *
chosho_docx_make_app (void)
{
  ChoshoXml *xml = chosho_xml_new ();

  chosho_xml_open (xml, "Properties");
  chosho_xml_attribute (xml, "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties");
  chosho_xml_leaf (xml, "Application", "Chosho");
  chosho_xml_close (xml);
  return xml;
}

ChoshoXml *
chosho_docx_make_content_types (void)
{
  static const char *const types[][2] = {
    { "/word/document.xml", WORD_TYPE "document.main+xml" },
    { "/word/styles.xml", WORD_TYPE "styles+xml" },
    { "/word/settings.xml", WORD_TYPE "settings+xml" },
    { "/word/fontTable.xml", WORD_TYPE "fontTable+xml" },
    { "/word/header1.xml", WORD_TYPE "header+xml" },
    { "/word/footer1.xml", WORD_TYPE "footer+xml" },
    { "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml" },
    { "/docProps/app.xml", OFFICE "extended-properties+xml" },
  };
  ChoshoXml *xml = chosho_xml_new ();

  chosho_xml_open (xml, "Types");
  chosho_xml_attribute (xml, "xmlns", PACKAGE "content-types");
  chosho_xml_empty (xml, "Default", "Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml", NULL);
  chosho_xml_empty (xml, "Default", "Extension", "xml", "ContentType", "application/xml", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    chosho_xml_empty (xml, "Override", "PartName", types[i][0], "ContentType", types[i][1], NULL);
  chosho_xml_close (xml);
  return xml;
}

typedef struct
{
  const char *type;
  const char *target;
} Relation;

/* (transfer full) */
static ChoshoXml *
make_relations (const Relation *relations, guint count)
{
  ChoshoXml *xml = chosho_xml_new ();

  chosho_xml_open (xml, "Relationships");
  chosho_xml_attribute (xml, "xmlns", PACKAGE "relationships");
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *id = g_strdup_printf ("rId%u", i + 1);

      chosho_xml_empty (xml, "Relationship", "Id", id, "Type", relations[i].type, "Target", relations[i].target, NULL);
    }
  chosho_xml_close (xml);
  return xml;
}

ChoshoXml *
chosho_docx_make_package_relations (void)
{
  static const Relation relations[] = {
    { CHOSHO_DOCX_RELATIONS "/officeDocument", "word/document.xml" },
    { PACKAGE "relationships/metadata/core-properties", "docProps/core.xml" },
    { CHOSHO_DOCX_RELATIONS "/extended-properties", "docProps/app.xml" },
  };

  return make_relations (relations, G_N_ELEMENTS (relations));
}

/* In the order of the ids that the section names. */
ChoshoXml *
chosho_docx_make_document_relations (void)
{
  static const Relation relations[] = {
    { CHOSHO_DOCX_RELATIONS "/styles", "styles.xml" },     { CHOSHO_DOCX_RELATIONS "/settings", "settings.xml" },
    { CHOSHO_DOCX_RELATIONS "/fontTable", "fontTable.xml" }, { CHOSHO_DOCX_RELATIONS "/header", "header1.xml" },
    { CHOSHO_DOCX_RELATIONS "/footer", "footer1.xml" },
  };

  return make_relations (relations, G_N_ELEMENTS (relations));
}
