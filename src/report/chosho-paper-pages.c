/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paper-pages.h"

#include "chosho-report-table.h"

#define EXCERPT_HEIGHT 300.0 /* at most: some lines of what is said of it stand beside it on its page */
#define SPACE_AFTER_BLOCK 8.0
#define QUOTE_INDENT 8.0
#define SPACE_BEFORE_MARK 4.0
#define SPACE_BEFORE_EXCERPT 3.0
#define OUTLINE_CHARACTERS 120

static const ChoshoReportStyle cell_styles[] = {
  [CHOSHO_PAPER_PLAIN] = CHOSHO_REPORT_STYLE_TABLE,
  [CHOSHO_PAPER_STRONG] = CHOSHO_REPORT_STYLE_TABLE_STRONG,
  [CHOSHO_PAPER_SMALL] = CHOSHO_REPORT_STYLE_TABLE_SMALL,
  [CHOSHO_PAPER_LABEL] = CHOSHO_REPORT_STYLE_TABLE_HEAD,
  [CHOSHO_PAPER_REFERENCE] = CHOSHO_REPORT_STYLE_REFERENCE,
};

static const ChoshoReportStyle text_styles[] = {
  [CHOSHO_PAPER_PLAIN] = CHOSHO_REPORT_STYLE_TABLE,
  [CHOSHO_PAPER_STRONG] = CHOSHO_REPORT_STYLE_TABLE_STRONG,
  [CHOSHO_PAPER_SMALL] = CHOSHO_REPORT_STYLE_TABLE_SMALL,
  [CHOSHO_PAPER_LABEL] = CHOSHO_REPORT_STYLE_TABLE_HEAD,
  [CHOSHO_PAPER_REFERENCE] = CHOSHO_REPORT_STYLE_REFERENCE,
};

/* A line that an outline can hold. (transfer full) */
static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');

  if (g_utf8_strlen (line, -1) <= OUTLINE_CHARACTERS)
    return g_steal_pointer (&line);
  *g_utf8_offset_to_pointer (line, OUTLINE_CHARACTERS - 1) = '\0';
  return g_strconcat (line, "…", NULL);
}

static void
set_row (ChoshoReportTable *table, const ChoshoPaperTable *model, guint from, guint to)
{
  const ChoshoPaperPiece *first = &g_array_index (model->pieces, ChoshoPaperPiece, from);

  if (first->column == CHOSHO_PAPER_BAND)
    {
      chosho_report_table_band (table, first->text, first->text, TRUE, CHOSHO_REPORT_TABLE_NO_OUTLINE);
      return;
    }
  for (guint i = from; i < to; i++)
    {
      const ChoshoPaperPiece *piece = &g_array_index (model->pieces, ChoshoPaperPiece, i);

      chosho_report_table_add (table, piece->column, cell_styles[piece->look], piece->text);
    }
  chosho_report_table_end_row (table);
}

static void
set_table (ChoshoReportFlow *flow, const ChoshoPaperTable *model)
{
  ChoshoReportTable *table = chosho_report_table_new (flow, model->n_columns, model->widths);

  if (model->titles[0] != NULL)
    chosho_report_table_set_head (table, (const char *const *) model->titles);
  for (guint from = 0, to; from < model->pieces->len; from = to)
    {
      guint row = g_array_index (model->pieces, ChoshoPaperPiece, from).row;

      for (to = from + 1; to < model->pieces->len && g_array_index (model->pieces, ChoshoPaperPiece, to).row == row; to++)
        ;
      set_row (table, model, from, to);
    }
  chosho_report_table_end (table);
  chosho_report_flow_space (flow, SPACE_AFTER_BLOCK);
}

static double
get_excerpt_height (const ChoshoPaperExcerpt *excerpt, double *width)
{
  double ratio = (double) chosho_report_picture_get_height (excerpt->picture) / chosho_report_picture_get_width (excerpt->picture);

  *width = MIN (excerpt->width, CHOSHO_REPORT_TEXT_WIDTH);
  if (*width * ratio > EXCERPT_HEIGHT)
    *width = EXCERPT_HEIGHT / ratio;
  return *width * ratio;
}

static void
set_excerpt (ChoshoReportFlow *flow, const ChoshoPaperExcerpt *excerpt)
{
  double width;
  double height = get_excerpt_height (excerpt, &width);
  double x = CHOSHO_REPORT_TEXT_LEFT + 4;

  chosho_report_flow_need (flow, height + SPACE_BEFORE_EXCERPT + SPACE_AFTER_BLOCK);
  chosho_report_flow_space (flow, SPACE_BEFORE_EXCERPT);
  chosho_report_pages_add_picture (flow->pages, excerpt->picture, x, flow->y, width, height);
  chosho_report_pages_add_frame (flow->pages, x, flow->y, width, height, FALSE);
  chosho_report_pages_add_frame (flow->pages, x + excerpt->left * width, flow->y + excerpt->top * height,
                                 (excerpt->right - excerpt->left) * width, (excerpt->bottom - excerpt->top) * height, TRUE);
  flow->y += height + SPACE_AFTER_BLOCK;
}

/* Height of the mark that begins at @index: what is said of it, up to the next one, and its excerpt. */
static double
get_mark_height (ChoshoReportFlow *flow, const ChoshoPaper *paper, guint index)
{
  double height = 0;

  for (guint i = index; i < paper->blocks->len; i++)
    {
      const ChoshoPaperBlock *block = g_ptr_array_index (paper->blocks, i);
      double width;

      if (block->kind == CHOSHO_PAPER_EXCERPT)
        return height + get_excerpt_height (block->excerpt, &width) + SPACE_BEFORE_EXCERPT + SPACE_AFTER_BLOCK;
      if (block->kind != CHOSHO_PAPER_TEXT || (i > index && block->look == CHOSHO_PAPER_STRONG))
        break;
      {
        g_autoptr (ChoshoReportText) text = chosho_report_type_set (flow->type, text_styles[block->look], CHOSHO_REPORT_ALIGN_LEFT,
                                                                    CHOSHO_REPORT_TEXT_WIDTH - QUOTE_INDENT, block->text);

        height += chosho_report_text_get_height (text) + 2;
      }
    }
  return height;
}

/* A mark stands on one page, unless it is more than one holds. */
static void
keep_mark (ChoshoReportFlow *flow, const ChoshoPaper *paper, guint index)
{
  double height = get_mark_height (flow, paper, index);

  chosho_report_flow_space (flow, SPACE_BEFORE_MARK);
  if (height <= CHOSHO_REPORT_TEXT_BOTTOM - CHOSHO_REPORT_TEXT_TOP)
    chosho_report_flow_need (flow, height);
}

static void
set_block (ChoshoReportFlow *flow, const ChoshoPaper *paper, guint index)
{
  const ChoshoPaperBlock *block = g_ptr_array_index (paper->blocks, index);

  switch (block->kind)
    {
    case CHOSHO_PAPER_HEADING:
      chosho_report_flow_heading (flow, block->text);
      break;
    case CHOSHO_PAPER_SUBHEADING:
      chosho_report_flow_plain_heading (flow, 1, block->text);
      break;
    case CHOSHO_PAPER_TEXT:
      if (block->look == CHOSHO_PAPER_STRONG)
        keep_mark (flow, paper, index);
      chosho_report_flow_text (flow, text_styles[block->look], CHOSHO_REPORT_ALIGN_LEFT,
                               block->look == CHOSHO_PAPER_STRONG ? 0 : QUOTE_INDENT, 0, block->text);
      chosho_report_flow_space (flow, 2);
      break;
    case CHOSHO_PAPER_TABLE:
      set_table (flow, block->table);
      break;
    case CHOSHO_PAPER_EXCERPT:
      set_excerpt (flow, block->excerpt);
      break;
    }
}

void
chosho_paper_pages_set_blocks (ChoshoReportFlow *flow, const ChoshoPaper *paper)
{
  chosho_report_type_set_place (flow->type, paper->number);
  for (guint i = 0; i < paper->blocks->len; i++)
    set_block (flow, paper, i);
  chosho_report_type_set_place (flow->type, NULL);
}

void
chosho_paper_pages_set (ChoshoReportPages *pages, ChoshoReportType *type, const ChoshoReportTemplate *template,
                        const ChoshoPaper *paper)
{
  g_autofree char *title = paper->title != NULL && paper->title[0] != '\0' ? g_strconcat (paper->number, "　", paper->title, NULL)
                                                                         : g_strdup (paper->number);
  g_autofree char *entry = shorten (title);
  ChoshoReportFlow flow;

  chosho_report_flow_init (&flow, pages, type, template);
  flow.outline_level = 1;
  chosho_report_pages_add_outline (pages, 0, entry, flow.y - 8);
  chosho_report_flow_text (&flow, CHOSHO_REPORT_STYLE_TABLE, CHOSHO_REPORT_ALIGN_LEFT, 0, 0,
                           chosho_report_template_get (template, "paper", "title"));
  chosho_report_flow_text (&flow, CHOSHO_REPORT_STYLE_PAPER, CHOSHO_REPORT_ALIGN_LEFT, 0, 0, title);
  chosho_report_flow_space (&flow, SPACE_AFTER_BLOCK);
  chosho_paper_pages_set_blocks (&flow, paper);
}
