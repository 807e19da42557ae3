/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-docx-medium.h"

#include <string.h>

#include "chosho-report-docx-parts.h"

#define ITEM_INDENT 10.0      /* of a numbered item in body text */
#define BAND_FILL "ECECEC"
#define KEEP_HEIGHT 92.0      /* a row up to this height is kept together, as in the PDF */
#define CELL_FACE 8.5         /* size of a character in a cell */
#define CELL_PADDING 9.0      /* in a cell, left and right together */
#define CELL_LEADING 12.75
#define GAP_HEIGHT 4.0        /* between two tables */
#define MAX_HEADING 8         /* deepest outline level of the format */

/* A text of a cell. */
typedef struct
{
  ChoshoReportStyle style;
  char             *text; /* owned */
} Part;

/* What a paragraph has beside its style. */
typedef struct
{
  const char       *style;
  ChoshoReportAlign align;
  double            indent;      /* points */
  double            first_line;  /* points */
  double            gray;
  gboolean          keep_next;
  int               outline_level; /* -1: the style's */
} Look;

static ChoshoReportDocxMedium *
cast (ChoshoReportMedium *medium)
{
  return (ChoshoReportDocxMedium *) medium;
}

static void
entry_free (ChoshoReportDocxEntry *entry)
{
  g_free (entry->title);
  g_free (entry->bookmark);
  g_free (entry);
}

static void
part_free (Part *part)
{
  g_free (part->text);
  g_free (part);
}

/* --- Paragraphs -------------------------------------------------------------------------------------------- */

static void
add_indent (ChoshoXml *xml, const Look *look)
{
  if (look->indent <= 0 && look->first_line <= 0)
    return;
  chosho_xml_open (xml, "w:ind");
  if (look->indent > 0)
    chosho_xml_number (xml, "w:left", chosho_docx_length (look->indent));
  if (look->first_line > 0)
    {
      chosho_xml_number (xml, "w:firstLine", chosho_docx_length (look->first_line));
      chosho_xml_number (xml, "w:firstLineChars", 100);
    }
  chosho_xml_close (xml);
}

static void
add_alignment (ChoshoReportDocxMedium *self, ChoshoReportAlign align)
{
  gboolean japanese = chosho_report_template_get_language (self->parent.template) == CHOSHO_REPORT_LANGUAGE_JA;

  if (align == CHOSHO_REPORT_ALIGN_CENTER)
    chosho_xml_empty (self->xml, "w:jc", "w:val", "center", NULL);
  else if (align == CHOSHO_REPORT_ALIGN_RIGHT)
    chosho_xml_empty (self->xml, "w:jc", "w:val", "right", NULL);
  else if (align == CHOSHO_REPORT_ALIGN_JUSTIFY && japanese)
    chosho_xml_empty (self->xml, "w:jc", "w:val", "both", NULL);
}

/* In the order that the format's schema asks for. */
static void
add_properties (ChoshoReportDocxMedium *self, const Look *look)
{
  ChoshoXml *xml = self->xml;

  chosho_xml_open (xml, "w:pPr");
  chosho_xml_empty (xml, "w:pStyle", "w:val", look->style, NULL);
  if (look->keep_next)
    chosho_xml_empty (xml, "w:keepNext", NULL);
  if (self->new_page)
    chosho_xml_empty (xml, "w:pageBreakBefore", NULL);
  if (self->space > 0 && !self->new_page)
    {
      chosho_xml_open (xml, "w:spacing");
      chosho_xml_number (xml, "w:before", chosho_docx_length (self->space));
      chosho_xml_close (xml);
    }
  add_indent (xml, look);
  add_alignment (self, look->align);
  if (look->outline_level >= 0)
    {
      chosho_xml_open (xml, "w:outlineLvl");
      chosho_xml_number (xml, "w:val", MIN (look->outline_level, MAX_HEADING));
      chosho_xml_close (xml);
    }
  chosho_xml_close (xml);
  self->new_page = FALSE;
  self->space = 0;
  self->after_table = FALSE;
}

static void
add_gray_run (ChoshoXml *xml, double gray, const char *text)
{
  guint level = (guint) (gray * 255 + 0.5);
  g_autofree char *color = g_strdup_printf ("%02X%02X%02X", level, level, level);

  chosho_xml_open (xml, "w:r");
  chosho_xml_open (xml, "w:rPr");
  chosho_xml_empty (xml, "w:color", "w:val", color, NULL);
  chosho_xml_close (xml);
  chosho_xml_open (xml, "w:t");
  chosho_xml_attribute (xml, "xml:space", "preserve");
  chosho_xml_text (xml, text);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
}

static void
add_paragraph (ChoshoReportDocxMedium *self, const Look *look, const char *text)
{
  chosho_xml_open (self->xml, "w:p");
  add_properties (self, look);
  if (look->gray > 0)
    add_gray_run (self->xml, look->gray, text);
  else if (*text != '\0')
    chosho_docx_add_run (self->xml, text);
  chosho_xml_close (self->xml);
}

/* Each line of @text is a paragraph. */
static void
add_paragraphs (ChoshoReportDocxMedium *self, const Look *look, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    add_paragraph (self, look, lines[i]);
}

static void
on_text (ChoshoReportMedium *medium, ChoshoReportStyle style, ChoshoReportAlign align, double indent, double gray, const char *text)
{
  const Look look = { chosho_docx_get_style (style), align, indent, 0, gray, FALSE, -1 };

  add_paragraphs (cast (medium), &look, text);
}

static void
on_body (ChoshoReportMedium *medium, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  gboolean japanese = chosho_report_template_get_language (medium->template) == CHOSHO_REPORT_LANGUAGE_JA;

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      /* "（1）…" and "(1) …" are items of a list: no indent of the first line. */
      gboolean item = g_str_has_prefix (paragraphs[i], "（") || g_str_has_prefix (paragraphs[i], "(");
      const Look look = { chosho_docx_get_style (CHOSHO_REPORT_STYLE_BODY), CHOSHO_REPORT_ALIGN_JUSTIFY, item ? ITEM_INDENT : 0,
                          japanese && !item ? 10 : 0, 0, FALSE, -1 };

      add_paragraph (cast (medium), &look, paragraphs[i]);
    }
}

static void
on_space (ChoshoReportMedium *medium, double height)
{
  cast (medium)->space += height;
}

static void
on_new_page (ChoshoReportMedium *medium)
{
  cast (medium)->new_page = TRUE;
}

/* --- Headings ---------------------------------------------------------------------------------------------- */

static void
add_bookmark (ChoshoXml *xml, const char *element, guint id, const char *name)
{
  chosho_xml_open (xml, element);
  chosho_xml_number (xml, "w:id", (int) id);
  if (name != NULL)
    chosho_xml_attribute (xml, "w:name", name);
  chosho_xml_close (xml);
}

static void
on_heading (ChoshoReportMedium *medium, ChoshoReportHeading level, const char *title)
{
  ChoshoReportDocxMedium *self = cast (medium);
  ChoshoReportStyle style = level == CHOSHO_REPORT_HEADING_SECTION ? CHOSHO_REPORT_STYLE_HEADING : CHOSHO_REPORT_STYLE_SUBHEADING;
  const Look look = { chosho_docx_get_style (style), CHOSHO_REPORT_ALIGN_LEFT, 0, 0, 0, FALSE, -1 };
  ChoshoReportDocxEntry *entry = g_new0 (ChoshoReportDocxEntry, 1);
  guint id = ++self->next_id;

  entry->title = g_strdelimit (g_strdup (title), "\r\n", ' ');
  entry->bookmark = g_strdup_printf ("_Toc%08u", id);
  entry->level = level;
  g_ptr_array_add (self->entries, entry);
  chosho_xml_open (self->xml, "w:p");
  add_properties (self, &look);
  add_bookmark (self->xml, "w:bookmarkStart", id, entry->bookmark);
  chosho_docx_add_run (self->xml, entry->title);
  add_bookmark (self->xml, "w:bookmarkEnd", id, NULL);
  chosho_xml_close (self->xml);
}

/* "3　責任 ……… 4", all of it a link. Which page it is, only a program that sets pages knows: the field asks for it. */
static void
add_contents_line (ChoshoXml *xml, const ChoshoReportDocxEntry *entry)
{
  g_autofree char *field = g_strdup_printf (" PAGEREF %s \\h ", entry->bookmark);

  chosho_xml_open (xml, "w:p");
  chosho_xml_open (xml, "w:pPr");
  chosho_xml_empty (xml, "w:pStyle", "w:val",
                    entry->level == CHOSHO_REPORT_HEADING_SECTION ? CHOSHO_DOCX_STYLE_CONTENTS_1 : CHOSHO_DOCX_STYLE_CONTENTS_2, NULL);
  chosho_xml_close (xml);
  chosho_xml_open (xml, "w:hyperlink");
  chosho_xml_attribute (xml, "w:anchor", entry->bookmark);
  chosho_xml_attribute (xml, "w:history", "1");
  chosho_docx_add_run (xml, entry->title);
  chosho_docx_add_run (xml, "\t");
  chosho_xml_open (xml, "w:fldSimple");
  chosho_xml_attribute (xml, "w:instr", field);
  chosho_xml_attribute (xml, "w:dirty", "true");
  chosho_docx_add_run (xml, "–");
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  chosho_xml_close (xml);
}

void
chosho_report_docx_medium_add_contents (ChoshoReportDocxMedium *self, ChoshoXml *xml)
{
  chosho_xml_open (xml, "w:p");
  chosho_xml_open (xml, "w:pPr");
  chosho_xml_empty (xml, "w:pStyle", "w:val", CHOSHO_DOCX_STYLE_CONTENTS_HEAD, NULL);
  chosho_xml_close (xml);
  chosho_docx_add_run (xml, chosho_report_template_get (self->parent.template, "title", "contents"));
  chosho_xml_close (xml);
  for (guint i = 0; i < self->entries->len; i++)
    add_contents_line (xml, g_ptr_array_index (self->entries, i));
}

/* --- Fixed paragraphs -------------------------------------------------------------------------------------- */

static void
on_set_locked (ChoshoReportMedium *medium, gboolean locked)
{
  ChoshoReportDocxMedium *self = cast (medium);

  if (!locked)
    {
      chosho_xml_close (self->xml);
      chosho_xml_close (self->xml);
      return;
    }
  chosho_xml_open (self->xml, "w:sdt");
  chosho_xml_open (self->xml, "w:sdtPr");
  chosho_xml_empty (self->xml, "w:alias", "w:val", chosho_report_template_get (medium->template, "label", "fixed"), NULL);
  chosho_xml_empty (self->xml, "w:tag", "w:val", "chosho-fixed", NULL);
  chosho_xml_open (self->xml, "w:id");
  chosho_xml_number (self->xml, "w:val", (int) ++self->next_id);
  chosho_xml_close (self->xml);
  chosho_xml_empty (self->xml, "w:lock", "w:val", "sdtContentLocked", NULL);
  chosho_xml_close (self->xml);
  chosho_xml_open (self->xml, "w:sdtContent");
}

/* --- Tables ------------------------------------------------------------------------------------------------ */

static int
column_width (const ChoshoReportDocxMedium *self, guint column)
{
  return (int) (self->widths[column] * CHOSHO_DOCX_TEXT_WIDTH + 0.5);
}

/* A paragraph of @height between two tables, which would else be one. */
static void
add_gap (ChoshoReportDocxMedium *self, double height)
{
  const Look look = { CHOSHO_DOCX_STYLE_GAP, CHOSHO_REPORT_ALIGN_LEFT, 0, 0, 0, FALSE, -1 };

  self->space = MAX (0, height - GAP_HEIGHT);
  add_paragraph (self, &look, "");
}

static void
add_cell_properties (ChoshoXml *xml, int width, guint span, const char *fill)
{
  chosho_xml_open (xml, "w:tcPr");
  chosho_xml_open (xml, "w:tcW");
  chosho_xml_number (xml, "w:w", width);
  chosho_xml_attribute (xml, "w:type", "dxa");
  chosho_xml_close (xml);
  if (span > 1)
    {
      chosho_xml_open (xml, "w:gridSpan");
      chosho_xml_number (xml, "w:val", (int) span);
      chosho_xml_close (xml);
    }
  if (fill != NULL)
    chosho_xml_empty (xml, "w:shd", "w:val", "clear", "w:color", "auto", "w:fill", fill, NULL);
  chosho_xml_close (xml);
}

static void
begin_row (ChoshoXml *xml, gboolean keep, gboolean header)
{
  chosho_xml_open (xml, "w:tr");
  if (!keep && !header)
    return;
  chosho_xml_open (xml, "w:trPr");
  if (keep)
    chosho_xml_empty (xml, "w:cantSplit", NULL);
  if (header)
    chosho_xml_empty (xml, "w:tblHeader", NULL);
  chosho_xml_close (xml);
}

static void
add_table_properties (ChoshoXml *xml, gboolean header)
{
  chosho_xml_open (xml, "w:tblPr");
  chosho_xml_empty (xml, "w:tblStyle", "w:val", CHOSHO_DOCX_STYLE_TABLE_GRID, NULL);
  chosho_xml_open (xml, "w:tblW");
  chosho_xml_number (xml, "w:w", CHOSHO_DOCX_TEXT_WIDTH);
  chosho_xml_attribute (xml, "w:type", "dxa");
  chosho_xml_close (xml);
  chosho_xml_empty (xml, "w:tblLayout", "w:type", "fixed", NULL);
  chosho_xml_empty (xml, "w:tblLook", "w:val", header ? "0620" : "0600", "w:firstRow", header ? "1" : "0", "w:lastRow", "0", "w:firstColumn", "0",
                    "w:lastColumn", "0", "w:noHBand", "1", "w:noVBand", "1", NULL);
  chosho_xml_close (xml);
}

static void
add_grid (ChoshoReportDocxMedium *self)
{
  chosho_xml_open (self->xml, "w:tblGrid");
  for (guint i = 0; i < self->n_columns; i++)
    {
      chosho_xml_open (self->xml, "w:gridCol");
      chosho_xml_number (self->xml, "w:w", column_width (self, i));
      chosho_xml_close (self->xml);
    }
  chosho_xml_close (self->xml);
}

static void
add_head (ChoshoReportDocxMedium *self, const char *const *titles)
{
  const Look look = { chosho_docx_get_style (CHOSHO_REPORT_STYLE_TABLE_HEAD), CHOSHO_REPORT_ALIGN_LEFT, 0, 0, 0, TRUE, -1 };

  begin_row (self->xml, TRUE, TRUE);
  for (guint i = 0; i < self->n_columns; i++)
    {
      chosho_xml_open (self->xml, "w:tc");
      add_cell_properties (self->xml, column_width (self, i), 1, NULL);
      add_paragraph (self, &look, titles[i]);
      chosho_xml_close (self->xml);
    }
  chosho_xml_close (self->xml);
}

static void
on_begin_table (ChoshoReportMedium *medium, guint n_columns, const double *widths, const char *const *titles)
{
  ChoshoReportDocxMedium *self = cast (medium);

  g_assert (n_columns <= CHOSHO_REPORT_DOCX_COLUMNS);
  if (self->after_table)
    add_gap (self, self->space);
  self->space = 0; /* the paragraph before has its own */
  self->n_columns = n_columns;
  memcpy (self->widths, widths, n_columns * sizeof *widths);
  chosho_xml_open (self->xml, "w:tbl");
  add_table_properties (self->xml, titles != NULL);
  add_grid (self);
  if (titles != NULL)
    add_head (self, titles);
}

/* A row across all columns, that stays with the next one; nothing can be repeated after a page break but header rows. */
static void
on_add_band (ChoshoReportMedium *medium, const char *text, const char *continued, gboolean filled, guint outline_level)
{
  ChoshoReportDocxMedium *self = cast (medium);
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n", ' ');
  const Look look = { chosho_docx_get_style (filled ? CHOSHO_REPORT_STYLE_BAND : CHOSHO_REPORT_STYLE_TABLE_HEAD), CHOSHO_REPORT_ALIGN_LEFT,
                      0, 0, 0, TRUE, (int) MIN (outline_level, MAX_HEADING) };

  begin_row (self->xml, TRUE, FALSE);
  chosho_xml_open (self->xml, "w:tc");
  add_cell_properties (self->xml, CHOSHO_DOCX_TEXT_WIDTH, self->n_columns, filled ? BAND_FILL : NULL);
  add_paragraph (self, &look, line);
  chosho_xml_close (self->xml);
  chosho_xml_close (self->xml);
}

static void
on_add_cell (ChoshoReportMedium *medium, guint column, ChoshoReportStyle style, const char *text)
{
  Part *part = g_new0 (Part, 1);

  part->style = style;
  part->text = g_strdup (text);
  g_ptr_array_add (cast (medium)->cells[column], part);
}

/* About how high the row is: full-width characters in lines. */
static double
estimate_height (const ChoshoReportDocxMedium *self)
{
  double height = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      double width = self->widths[i] * CHOSHO_DOCX_TEXT_WIDTH / chosho_docx_length (1) - CELL_PADDING;
      double characters = MAX (1, width / CELL_FACE);
      guint lines = 0;

      for (guint j = 0; j < self->cells[i]->len; j++)
        {
          const Part *part = g_ptr_array_index (self->cells[i], j);

          lines += 1 + (guint) (g_utf8_strlen (part->text, -1) / characters);
          for (const char *p = strchr (part->text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
            lines++;
        }
      height = MAX (height, lines * CELL_LEADING);
    }
  return height;
}

static void
add_row_cell (ChoshoReportDocxMedium *self, guint column)
{
  GPtrArray *parts = self->cells[column];

  chosho_xml_open (self->xml, "w:tc");
  add_cell_properties (self->xml, column_width (self, column), 1, NULL);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = g_ptr_array_index (parts, i);
      const Look look = { chosho_docx_get_style (part->style), CHOSHO_REPORT_ALIGN_LEFT, 0, 0, 0, FALSE, -1 };

      add_paragraphs (self, &look, part->text);
    }
  if (parts->len == 0)
    {
      const Look look = { chosho_docx_get_style (CHOSHO_REPORT_STYLE_TABLE), CHOSHO_REPORT_ALIGN_LEFT, 0, 0, 0, FALSE, -1 };

      add_paragraph (self, &look, ""); /* no cell is without one */
    }
  chosho_xml_close (self->xml);
  g_ptr_array_set_size (parts, 0);
}

static void
on_end_row (ChoshoReportMedium *medium)
{
  ChoshoReportDocxMedium *self = cast (medium);

  begin_row (self->xml, estimate_height (self) <= KEEP_HEIGHT, FALSE);
  for (guint i = 0; i < self->n_columns; i++)
    add_row_cell (self, i);
  chosho_xml_close (self->xml);
}

static void
on_end_table (ChoshoReportMedium *medium)
{
  chosho_xml_close (cast (medium)->xml);
  cast (medium)->after_table = TRUE;
}

/* --- Class ------------------------------------------------------------------------------------------------- */

static const ChoshoReportMediumClass docx_class = {
  .set_locked = on_set_locked,
  .new_page = on_new_page,
  .space = on_space,
  .text = on_text,
  .body = on_body,
  .heading = on_heading,
  .begin_table = on_begin_table,
  .add_band = on_add_band,
  .add_cell = on_add_cell,
  .end_row = on_end_row,
  .end_table = on_end_table,
};

void
chosho_report_docx_medium_init (ChoshoReportDocxMedium *self, const ChoshoReportTemplate *template)
{
  memset (self, 0, sizeof *self);
  chosho_report_medium_init (&self->parent, &docx_class, template);
  self->xml = chosho_xml_new ();
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  for (guint i = 0; i < CHOSHO_REPORT_DOCX_COLUMNS; i++)
    self->cells[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
}

void
chosho_report_docx_medium_clear (ChoshoReportDocxMedium *self)
{
  g_clear_pointer (&self->xml, chosho_xml_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  for (guint i = 0; i < CHOSHO_REPORT_DOCX_COLUMNS; i++)
    g_clear_pointer (&self->cells[i], g_ptr_array_unref);
}

ChoshoXml *
chosho_report_docx_medium_take (ChoshoReportDocxMedium *self)
{
  ChoshoXml *xml = self->xml;

  self->xml = chosho_xml_new ();
  return xml;
}

void
chosho_report_docx_medium_finish (ChoshoReportDocxMedium *self)
{
  if (self->after_table)
    add_gap (self, GAP_HEIGHT);
}
