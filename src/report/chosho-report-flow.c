/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-flow.h"

/* A heading needs this much text after it on its page. */
#define LINES_AFTER_HEADING 3
#define SPACE_BEFORE_HEADING 16.0
#define SPACE_BEFORE_SUBHEADING 9.0
#define SPACE_AFTER_HEADING 4.0
#define SPACE_BETWEEN_PARAGRAPHS 3.0
#define CONTENTS_INDENT 14.0

/* How many of the @left lines go on a page with room for @fit: at least two lines stay together
 * before and after a break. */
static guint
lines_for_page (guint left, guint fit)
{
  if (fit >= left)
    return left;
  if (left - fit == 1)
    fit--;
  return fit >= 2 ? fit : 0;
}

/* Nothing stands below the headings at the end of the last page. */
static gboolean
ends_with_heads (const ChoshoReportFlow *self)
{
  return self->heads.n_items > 0 && self->heads.n_items == chosho_report_pages_count_items (self->pages);
}

/* What is added next is a heading, at the end of the headings before it or the first one. */
static void
begin_heads (ChoshoReportFlow *self)
{
  if (ends_with_heads (self))
    return;
  self->heads.first_item = chosho_report_pages_count_items (self->pages);
  self->heads.first_outline = chosho_report_pages_get_n_outlines (self->pages);
  self->heads.y = self->y;
}

static guint
add_heading (ChoshoReportFlow *self, ChoshoReportStyle style, guint level, double space_before, const char *title)
{
  g_autoptr (ChoshoReportText) text = chosho_report_type_set (self->type, style, CHOSHO_REPORT_ALIGN_LEFT,
                                                              CHOSHO_REPORT_TEXT_WIDTH, title);
  double height = chosho_report_text_get_height (text);
  guint outline;

  chosho_report_flow_space (self, space_before);
  chosho_report_flow_need (self, height + SPACE_AFTER_HEADING
                                     + LINES_AFTER_HEADING * chosho_report_type_get_leading (CHOSHO_REPORT_STYLE_BODY));
  begin_heads (self);
  outline = self->no_outline ? G_MAXUINT : chosho_report_pages_add_outline (self->pages, self->outline_level + level, title, self->y - 8);
  if (self->contents != NULL)
    g_array_append_val (self->contents, outline);
  chosho_report_pages_add_text (self->pages, text, 0, chosho_report_text_get_n_lines (text),
                                CHOSHO_REPORT_TEXT_LEFT, self->y, 0);
  self->heads.n_items = chosho_report_pages_count_items (self->pages);
  self->y += height + SPACE_AFTER_HEADING;
  return outline;
}

void
chosho_report_flow_init (ChoshoReportFlow *self, ChoshoReportPages *pages, ChoshoReportType *type,
                         const ChoshoReportTemplate *template)
{
  *self = (ChoshoReportFlow) { .pages = pages, .type = type, .template = template, .y = CHOSHO_REPORT_TEXT_TOP };
  chosho_report_pages_append (pages);
}

void
chosho_report_flow_new_page (ChoshoReportFlow *self)
{
  if (ends_with_heads (self) && self->heads.y > CHOSHO_REPORT_TEXT_TOP)
    {
      double up = self->heads.y - CHOSHO_REPORT_TEXT_TOP;

      chosho_report_pages_carry (self->pages, self->heads.first_item, self->heads.first_outline, up);
      self->y -= up;
      self->heads.n_items = chosho_report_pages_count_items (self->pages);
      self->heads.first_item = 0;
      self->heads.y = CHOSHO_REPORT_TEXT_TOP;
      return;
    }
  chosho_report_pages_append (self->pages);
  self->heads.n_items = 0;
  self->y = CHOSHO_REPORT_TEXT_TOP;
}

gboolean
chosho_report_flow_at_top (const ChoshoReportFlow *self)
{
  return self->y <= CHOSHO_REPORT_TEXT_TOP;
}

double
chosho_report_flow_get_room (const ChoshoReportFlow *self)
{
  return CHOSHO_REPORT_TEXT_BOTTOM - self->y;
}

void
chosho_report_flow_need (ChoshoReportFlow *self, double height)
{
  if (height > chosho_report_flow_get_room (self) && !chosho_report_flow_at_top (self))
    chosho_report_flow_new_page (self);
}

void
chosho_report_flow_space (ChoshoReportFlow *self, double height)
{
  if (!chosho_report_flow_at_top (self))
    self->y += height;
}

void
chosho_report_flow_text (ChoshoReportFlow *self, ChoshoReportStyle style, ChoshoReportAlign align, double indent,
                         double gray, const char *string)
{
  g_autoptr (ChoshoReportText) text = chosho_report_type_set (self->type, style, align,
                                                              CHOSHO_REPORT_TEXT_WIDTH - indent, string);
  double leading = chosho_report_type_get_leading (style);
  guint n_lines = chosho_report_text_get_n_lines (text);

  for (guint line = 0; line < n_lines;)
    {
      double room = MAX (0, chosho_report_flow_get_room (self));
      guint count = lines_for_page (n_lines - line, (guint) (room / leading));

      if (count > 0)
        {
          chosho_report_pages_add_text (self->pages, text, line, count, CHOSHO_REPORT_TEXT_LEFT + indent,
                                        self->y, gray);
          self->y += count * leading;
          line += count;
        }
      if (line < n_lines)
        chosho_report_flow_new_page (self);
    }
}

void
chosho_report_flow_body (ChoshoReportFlow *self, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  gboolean japanese = chosho_report_template_get_language (self->template) == CHOSHO_REPORT_LANGUAGE_JA;

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      /* "（1）…" and "(1) …" are items of a list: no indent of the first line. */
      gboolean item = g_str_has_prefix (paragraphs[i], "（") || g_str_has_prefix (paragraphs[i], "(");
      g_autofree char *indented = japanese && !item ? g_strconcat ("　", paragraphs[i], NULL) : g_strdup (paragraphs[i]);

      chosho_report_flow_text (self, CHOSHO_REPORT_STYLE_BODY, CHOSHO_REPORT_ALIGN_JUSTIFY, item ? 10 : 0, 0, indented);
      chosho_report_flow_space (self, SPACE_BETWEEN_PARAGRAPHS);
    }
}

guint
chosho_report_flow_heading (ChoshoReportFlow *self, const char *title)
{
  g_autofree char *number = g_strdup_printf ("%u", ++self->section);
  g_autofree char *numbered = chosho_report_template_join_number (self->template, number, title);

  return chosho_report_flow_plain_heading (self, 0, numbered);
}

guint
chosho_report_flow_plain_heading (ChoshoReportFlow *self, guint level, const char *title)
{
  return add_heading (self, level == 0 ? CHOSHO_REPORT_STYLE_HEADING : CHOSHO_REPORT_STYLE_SUBHEADING, level,
                      level == 0 ? SPACE_BEFORE_HEADING : SPACE_BEFORE_SUBHEADING, title);
}

void
chosho_report_flow_contents_line (ChoshoReportFlow *self, const ChoshoReportPages *body, guint outline, guint page_shift)
{
  double leading = chosho_report_type_get_leading (CHOSHO_REPORT_STYLE_NOTE);
  guint level;
  const char *title;
  guint page = chosho_report_pages_get_outline (body, outline, &level, &title) + page_shift;
  g_autofree char *number = g_strdup_printf ("%u", page);
  double left = CHOSHO_REPORT_TEXT_LEFT + level * CONTENTS_INDENT;
  g_autoptr (ChoshoReportText) text = chosho_report_type_set_line (
      self->type, CHOSHO_REPORT_STYLE_NOTE, CHOSHO_REPORT_TEXT_RIGHT - left - 40, title);
  g_autoptr (ChoshoReportText) digits = chosho_report_type_set_line (self->type, CHOSHO_REPORT_STYLE_NOTE, 40, number);
  double number_left = CHOSHO_REPORT_TEXT_RIGHT - chosho_report_text_get_width (digits);

  chosho_report_flow_need (self, leading);
  chosho_report_pages_add_text (self->pages, text, 0, 1, left, self->y, 0);
  chosho_report_pages_add_rule (self->pages, left + chosho_report_text_get_width (text) + 6, self->y + 9.5,
                                number_left - 6, self->y + 9.5, 0.6, 0.45, TRUE);
  chosho_report_pages_add_text (self->pages, digits, 0, 1, number_left, self->y, 0);
  chosho_report_pages_add_link (self->pages, left, self->y, CHOSHO_REPORT_TEXT_RIGHT - left, leading, outline);
  self->y += leading;
}
