/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-docx-parts.h"

/* Every Windows and every Word for the Mac has these; fontTable.xml names what stands in for them elsewhere. */
#define SERIF_JA "Yu Mincho"
#define SANS_JA "Yu Gothic"
#define SERIF_EN "Times New Roman"
#define SANS_EN "Arial"

typedef enum
{
  FACE_SERIF,
  FACE_SANS,
} Face;

/* A paragraph style. Sizes are half points, lengths twentieths of a point: the PDF's. */
typedef struct
{
  const char *id;
  const char *name; /* of the format's own where it has one */
  const char *next; /* (nullable) style of the paragraph after it */
  Face        face;
  int         size;
  int         line;
  int         before;
  int         after;
  gboolean    bold;
  gboolean    keep_next;
  int         outline; /* -1 for body text */
} Style;

static const Style styles[CHOSHO_REPORT_N_STYLES] = {
  [CHOSHO_REPORT_STYLE_TITLE] = { "Title", "Title", "Subtitle", FACE_SERIF, 40, 600, 0, 0, TRUE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_SUBTITLE] = { "Subtitle", "Subtitle", NULL, FACE_SERIF, 21, 340, 0, 0, FALSE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_PAPER] = { "PaperTitle", "Paper Title", NULL, FACE_SANS, 26, 400, 0, 0, TRUE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_HEADING] = { "Heading1", "heading 1", "BodyText", FACE_SANS, 23, 360, 320, 80, TRUE, TRUE, 0 },
  [CHOSHO_REPORT_STYLE_SUBHEADING] = { "Heading2", "heading 2", "BodyText", FACE_SANS, 20, 320, 180, 80, TRUE, TRUE, 1 },
  [CHOSHO_REPORT_STYLE_BODY] = { "BodyText", "Body Text", NULL, FACE_SERIF, 20, 340, 0, 60, FALSE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_BODY_STRONG] = { "BodyStrong", "Body Strong", NULL, FACE_SERIF, 20, 340, 0, 0, TRUE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_NOTE] = { "ReportNote", "Report Note", NULL, FACE_SERIF, 17, 270, 0, 0, FALSE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_TABLE] = { "TableText", "Table Text", NULL, FACE_SERIF, 17, 255, 0, 0, FALSE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_TABLE_STRONG] = { "TableStrong", "Table Strong", NULL, FACE_SANS, 16, 255, 0, 0, TRUE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_TABLE_HEAD] = { "TableHead", "Table Head", NULL, FACE_SANS, 15, 240, 0, 0, FALSE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_TABLE_SMALL] = { "TableSmall", "Table Small", NULL, FACE_SANS, 14, 220, 30, 0, FALSE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_REFERENCE] = { "ReportReference", "Report Reference", NULL, FACE_SANS, 15, 230, 0, 0, FALSE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_BAND] = { "TableBand", "Table Band", NULL, FACE_SANS, 17, 260, 0, 0, TRUE, TRUE, -1 },
  [CHOSHO_REPORT_STYLE_RUNNING] = { "Header", "header", NULL, FACE_SANS, 15, 220, 0, 0, FALSE, FALSE, -1 },
  [CHOSHO_REPORT_STYLE_MARK] = { "DraftMark", "Draft Mark", NULL, FACE_SANS, 18, 220, 0, 0, TRUE, FALSE, -1 },
};

/* Those that the PDF has no names for. */
static const Style others[] = {
  { CHOSHO_DOCX_STYLE_CONTENTS_HEAD, "TOC Heading", NULL, FACE_SANS, 20, 320, 440, 60, TRUE, TRUE, -1 },
  { CHOSHO_DOCX_STYLE_CONTENTS_1, "toc 1", NULL, FACE_SERIF, 17, 270, 0, 0, FALSE, FALSE, -1 },
  { CHOSHO_DOCX_STYLE_CONTENTS_2, "toc 2", NULL, FACE_SERIF, 17, 270, 0, 0, FALSE, FALSE, -1 },
  { CHOSHO_DOCX_STYLE_GAP, "Table Gap", NULL, FACE_SERIF, 8, 80, 0, 0, FALSE, FALSE, -1 },
};

int
chosho_docx_length (double points)
{
  return (int) (points * 20 + 0.5);
}

const char *
chosho_docx_get_style (ChoshoReportStyle style)
{
  return styles[style].id;
}

static void
add_value (ChoshoXml *xml, const char *element, int value)
{
  chosho_xml_open (xml, element);
  chosho_xml_number (xml, "w:val", value);
  chosho_xml_close (xml);
}

static void
add_fonts (ChoshoXml *xml, ChoshoReportLanguage language, Face face)
{
  const char *japanese = face == FACE_SERIF ? SERIF_JA : SANS_JA;
  const char *latin = language == CHOSHO_REPORT_LANGUAGE_JA ? japanese : face == FACE_SERIF ? SERIF_EN : SANS_EN;

  chosho_xml_empty (xml, "w:rFonts", "w:ascii", latin, "w:eastAsia", japanese, "w:hAnsi", latin, "w:cs", latin, NULL);
}

/* The line of a table of contents: dots up to the page number. */
static void
add_contents_tabs (ChoshoXml *xml)
{
  chosho_xml_open (xml, "w:tabs");
  chosho_xml_open (xml, "w:tab");
  chosho_xml_attribute (xml, "w:val", "right");
  chosho_xml_attribute (xml, "w:leader", "dot");
  chosho_xml_number (xml, "w:pos", CHOSHO_DOCX_TEXT_WIDTH);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
}

static void
add_paragraph_properties (ChoshoXml *xml, const Style *style)
{
  chosho_xml_open (xml, "w:pPr");
  if (style->keep_next)
    {
      chosho_xml_empty (xml, "w:keepNext", NULL);
      chosho_xml_empty (xml, "w:keepLines", NULL);
    }
  if (g_str_has_prefix (style->id, "TOC") && style->size == 17)
    add_contents_tabs (xml);
  chosho_xml_open (xml, "w:spacing");
  chosho_xml_number (xml, "w:before", style->before);
  chosho_xml_number (xml, "w:after", style->after);
  chosho_xml_number (xml, "w:line", style->line);
  chosho_xml_attribute (xml, "w:lineRule", "exact"); /* whatever the font says of itself: the pages stay those of the PDF */
  chosho_xml_close (xml);
  if (g_str_equal (style->id, CHOSHO_DOCX_STYLE_CONTENTS_2))
    chosho_xml_empty (xml, "w:ind", "w:left", "280", NULL);
  if (style->outline >= 0)
    add_value (xml, "w:outlineLvl", style->outline);
  chosho_xml_close (xml);
}

static void
add_style (ChoshoXml *xml, const Style *style, ChoshoReportLanguage language)
{
  chosho_xml_empty (xml, "w:name", "w:val", style->name, NULL);
  chosho_xml_empty (xml, "w:basedOn", "w:val", "Normal", NULL);
  if (style->next != NULL)
    chosho_xml_empty (xml, "w:next", "w:val", style->next, NULL);
  chosho_xml_empty (xml, "w:qFormat", NULL);
  add_paragraph_properties (xml, style);
  chosho_xml_open (xml, "w:rPr");
  add_fonts (xml, language, style->face);
  if (style->bold)
    {
      chosho_xml_empty (xml, "w:b", NULL);
      chosho_xml_empty (xml, "w:bCs", NULL);
    }
  add_value (xml, "w:sz", style->size);
  add_value (xml, "w:szCs", style->size);
  chosho_xml_close (xml);
}

static void
open_style (ChoshoXml *xml, const char *type, const char *id, gboolean is_default)
{
  chosho_xml_open (xml, "w:style");
  chosho_xml_attribute (xml, "w:type", type);
  if (is_default)
    chosho_xml_attribute (xml, "w:default", "1");
  chosho_xml_attribute (xml, "w:styleId", id);
}

static void
add_defaults (ChoshoXml *xml, ChoshoReportLanguage language)
{
  chosho_xml_open (xml, "w:docDefaults");
  chosho_xml_open (xml, "w:rPrDefault");
  chosho_xml_open (xml, "w:rPr");
  add_fonts (xml, language, FACE_SERIF);
  add_value (xml, "w:sz", 20);
  add_value (xml, "w:szCs", 20);
  chosho_xml_empty (xml, "w:lang", "w:val", language == CHOSHO_REPORT_LANGUAGE_JA ? "ja-JP" : "en-US", "w:eastAsia", "ja-JP", "w:bidi", "ar-SA", NULL);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  chosho_xml_open (xml, "w:pPrDefault");
  chosho_xml_open (xml, "w:pPr");
  chosho_xml_empty (xml, "w:widowControl", NULL);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
}

static void
add_border (ChoshoXml *xml, const char *side, const char *size, const char *color)
{
  chosho_xml_empty (xml, side, "w:val", "single", "w:sz", size, "w:space", "0", "w:color", color, NULL);
}

static void
add_margin (ChoshoXml *xml, const char *side, const char *width)
{
  chosho_xml_empty (xml, side, "w:w", width, "w:type", "dxa", NULL);
}

/* Rules above and below, thin ones between rows, and one below the header row. */
static void
add_table_style (ChoshoXml *xml)
{
  open_style (xml, "table", "TableNormal", TRUE);
  chosho_xml_empty (xml, "w:name", "w:val", "Normal Table", NULL);
  chosho_xml_open (xml, "w:tblPr");
  chosho_xml_empty (xml, "w:tblInd", "w:w", "0", "w:type", "dxa", NULL);
  chosho_xml_close (xml);
  chosho_xml_close (xml);

  open_style (xml, "table", CHOSHO_DOCX_STYLE_TABLE_GRID, FALSE);
  chosho_xml_empty (xml, "w:name", "w:val", "Report Table", NULL);
  chosho_xml_empty (xml, "w:basedOn", "w:val", "TableNormal", NULL);
  chosho_xml_open (xml, "w:tblPr");
  chosho_xml_open (xml, "w:tblBorders");
  add_border (xml, "w:top", "6", "000000");
  add_border (xml, "w:bottom", "6", "000000");
  add_border (xml, "w:insideH", "4", "B8B8B8");
  chosho_xml_close (xml);
  chosho_xml_open (xml, "w:tblCellMar");
  add_margin (xml, "w:top", "60");
  add_margin (xml, "w:left", "80");
  add_margin (xml, "w:bottom", "70");
  add_margin (xml, "w:right", "100");
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  chosho_xml_open (xml, "w:tblStylePr");
  chosho_xml_attribute (xml, "w:type", "firstRow");
  chosho_xml_open (xml, "w:tcPr");
  chosho_xml_open (xml, "w:tcBorders");
  add_border (xml, "w:bottom", "4", "000000");
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
}

ChoshoXml *
chosho_docx_make_styles (ChoshoReportLanguage language)
{
  ChoshoXml *xml = chosho_xml_new ();

  chosho_xml_open (xml, "w:styles");
  chosho_xml_attribute (xml, "xmlns:w", CHOSHO_DOCX_MAIN);
  add_defaults (xml, language);
  open_style (xml, "paragraph", "Normal", TRUE);
  chosho_xml_empty (xml, "w:name", "w:val", "Normal", NULL);
  chosho_xml_empty (xml, "w:qFormat", NULL);
  chosho_xml_close (xml);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      open_style (xml, "paragraph", styles[i].id, FALSE);
      add_style (xml, &styles[i], language);
      chosho_xml_close (xml);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      open_style (xml, "paragraph", others[i].id, FALSE);
      add_style (xml, &others[i], language);
      chosho_xml_close (xml);
    }
  add_table_style (xml);
  chosho_xml_close (xml);
  return xml;
}

static void
add_font (ChoshoXml *xml, const char *name, const char *stand_in, const char *family)
{
  chosho_xml_open (xml, "w:font");
  chosho_xml_attribute (xml, "w:name", name);
  if (stand_in != NULL)
    chosho_xml_empty (xml, "w:altName", "w:val", stand_in, NULL);
  chosho_xml_empty (xml, "w:charset", "w:val", stand_in != NULL ? "80" : "00", NULL);
  chosho_xml_empty (xml, "w:family", "w:val", family, NULL);
  chosho_xml_empty (xml, "w:pitch", "w:val", "variable", NULL);
  chosho_xml_close (xml);
}

ChoshoXml *
chosho_docx_make_fonts (void)
{
  ChoshoXml *xml = chosho_xml_new ();

  chosho_xml_open (xml, "w:fonts");
  chosho_xml_attribute (xml, "xmlns:w", CHOSHO_DOCX_MAIN);
  add_font (xml, SERIF_JA, "Noto Serif CJK JP", "roman");
  add_font (xml, SANS_JA, "Noto Sans CJK JP", "swiss");
  add_font (xml, SERIF_EN, NULL, "roman");
  add_font (xml, SANS_EN, NULL, "swiss");
  chosho_xml_close (xml);
  return xml;
}
