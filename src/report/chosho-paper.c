/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paper.h"

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
piece_clear (gpointer data)
{
  g_free (((ChoshoPaperPiece *) data)->text);
}

static void
table_free (ChoshoPaperTable *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_free (self->titles[i]);
  g_array_unref (self->pieces);
  g_free (self);
}

static void
excerpt_free (ChoshoPaperExcerpt *self)
{
  chosho_report_picture_unref (self->picture);
  g_free (self);
}

static void
block_free (gpointer data)
{
  ChoshoPaperBlock *self = data;

  g_free (self->text);
  g_clear_pointer (&self->table, table_free);
  g_clear_pointer (&self->excerpt, excerpt_free);
  g_free (self);
}

static ChoshoPaperBlock *
add_block (ChoshoPaper *self, ChoshoPaperBlockKind kind, ChoshoPaperLook look, const char *text)
{
  ChoshoPaperBlock *block = g_new0 (ChoshoPaperBlock, 1);

  block->kind = kind;
  block->look = look;
  block->text = g_strdup (text);
  g_ptr_array_add (self->blocks, block);
  return block;
}

ChoshoPaper *
chosho_paper_new (const char *number, const char *title, const char *group)
{
  ChoshoPaper *self = g_new0 (ChoshoPaper, 1);

  self->number = g_strdup (number);
  self->title = g_strdup (title);
  self->group = g_strdup (group);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

void
chosho_paper_free (ChoshoPaper *self)
{
  if (self == NULL)
    return;
  g_free (self->number);
  g_free (self->title);
  g_free (self->group);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

void
chosho_paper_add_heading (ChoshoPaper *self, const char *title)
{
  add_block (self, CHOSHO_PAPER_HEADING, CHOSHO_PAPER_STRONG, title);
}

void
chosho_paper_add_subheading (ChoshoPaper *self, const char *title)
{
  add_block (self, CHOSHO_PAPER_SUBHEADING, CHOSHO_PAPER_STRONG, title);
}

void
chosho_paper_add_text (ChoshoPaper *self, ChoshoPaperLook look, const char *text)
{
  if (!is_blank (text))
    add_block (self, CHOSHO_PAPER_TEXT, look, text);
}

void
chosho_paper_add_excerpt (ChoshoPaper *self, const ChoshoPaperExcerpt *excerpt)
{
  ChoshoPaperBlock *block = add_block (self, CHOSHO_PAPER_EXCERPT, CHOSHO_PAPER_PLAIN, NULL);

  block->excerpt = g_memdup2 (excerpt, sizeof *excerpt);
  chosho_report_picture_ref (block->excerpt->picture);
}

ChoshoPaperTable *
chosho_paper_add_table (ChoshoPaper *self, guint n_columns, const double *widths, const char *const *titles)
{
  ChoshoPaperBlock *block = add_block (self, CHOSHO_PAPER_TABLE, CHOSHO_PAPER_PLAIN, NULL);
  ChoshoPaperTable *table = g_new0 (ChoshoPaperTable, 1);

  g_assert (n_columns <= CHOSHO_PAPER_COLUMNS);
  table->n_columns = n_columns;
  table->pieces = g_array_new (FALSE, FALSE, sizeof (ChoshoPaperPiece));
  g_array_set_clear_func (table->pieces, piece_clear);
  for (guint i = 0; i < n_columns; i++)
    {
      table->widths[i] = widths[i];
      table->titles[i] = titles != NULL ? g_strdup (titles[i]) : NULL;
    }
  block->table = table;
  return table;
}

void
chosho_paper_table_add (ChoshoPaperTable *self, guint column, ChoshoPaperLook look, const char *text)
{
  ChoshoPaperPiece piece = { self->n_rows, column, look, NULL };

  if (is_blank (text))
    return;
  piece.text = g_strdup (text);
  g_array_append_val (self->pieces, piece);
}

void
chosho_paper_table_end_row (ChoshoPaperTable *self)
{
  if (self->pieces->len > 0 && g_array_index (self->pieces, ChoshoPaperPiece, self->pieces->len - 1).row == self->n_rows)
    self->n_rows++;
}

void
chosho_paper_table_band (ChoshoPaperTable *self, const char *text)
{
  chosho_paper_table_end_row (self);
  chosho_paper_table_add (self, CHOSHO_PAPER_BAND, CHOSHO_PAPER_STRONG, text);
  chosho_paper_table_end_row (self);
}

void
chosho_paper_table_field (ChoshoPaperTable *self, const char *label, const char *value)
{
  if (is_blank (value))
    return;
  chosho_paper_table_add (self, 0, CHOSHO_PAPER_LABEL, label);
  chosho_paper_table_add (self, 1, CHOSHO_PAPER_PLAIN, value);
  chosho_paper_table_end_row (self);
}

static void
append_table (GString *out, const ChoshoPaperTable *table)
{
  for (guint i = 0; i < table->n_columns && table->titles[0] != NULL; i++)
    g_string_append_printf (out, "%s%s", table->titles[i], i + 1 < table->n_columns ? " | " : "\n");
  for (guint i = 0; i < table->pieces->len; i++)
    {
      const ChoshoPaperPiece *piece = &g_array_index (table->pieces, ChoshoPaperPiece, i);
      const ChoshoPaperPiece *next = i + 1 < table->pieces->len ? piece + 1 : NULL;

      g_string_append (out, piece->text);
      if (next == NULL || next->row != piece->row)
        g_string_append_c (out, '\n');
      else
        g_string_append (out, next->column == piece->column ? " / " : " | ");
    }
}

char *
chosho_paper_dup_text (const ChoshoPaper *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const ChoshoPaperBlock *block = g_ptr_array_index (self->blocks, i);

      if (block->kind == CHOSHO_PAPER_HEADING)
        g_string_append (out, "\n# ");
      else if (block->kind == CHOSHO_PAPER_SUBHEADING)
        g_string_append (out, "## ");
      if (block->text != NULL)
        g_string_append_printf (out, "%s\n", block->text);
      else if (block->table != NULL)
        append_table (out, block->table);
      else
        g_string_append_printf (out, "[%u x %u]\n", chosho_report_picture_get_width (block->excerpt->picture),
                                chosho_report_picture_get_height (block->excerpt->picture));
    }
  return g_string_free (out, FALSE);
}
