/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-limits.h"
#include "chosho-sample-table.h"
#include "chosho-text.h"
#include "chosho-tsv.h"

/* --- States as text --------------------------------------------------------------------------------- */

static const struct
{
  const char *code;
  const char *sign;
  const char *words[8]; /* folded in width and case */
} states[] = {
  { "no-exception", "○", { "○", "◯", "〇", "o", "ok", "例外なし", "✓", NULL } },
  { "exception", "×", { "×", "✕", "✗", "x", "ng", "例外あり", "例外", NULL } },
  { "replaced", "⇄", { "⇄", "差", "差替え", "差替", "r", NULL } },
  { "not-obtained", "□", { "□", "未", "証跡未入手", "未入手", "n", NULL } },
};

const char *
chosho_sample_state_get_sign (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].code, state) == 0)
      return states[i].sign;
  return "";
}

const char *
chosho_sample_state_from_text (const char *text)
{
  g_autofree char *folded = chosho_text_fold_width (text);
  g_autofree char *lower = g_utf8_strdown (g_strstrip (folded), -1);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (strcmp (lower, states[i].code) == 0 || g_strv_contains (states[i].words, lower))
      return states[i].code;
  return NULL;
}

/* --- Writing ------------------------------------------------------------------------------------------ */

char *
chosho_sample_table_to_text (ChoshoSampleSheet *sheet)
{
  guint n_columns = chosho_sample_sheet_get_n_attributes (sheet);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s\t%s", _("No."), _("Item"));
  for (guint i = 0; i < n_columns; i++)
    {
      g_string_append_c (out, '\t');
      chosho_tsv_append (out, chosho_sample_sheet_get_attribute (sheet, i));
    }
  g_string_append_printf (out, "\t%s\n", _("Remark"));
  for (guint row = 0; row < chosho_sample_sheet_get_n_items (sheet); row++)
    {
      const char *label = chosho_sample_sheet_get_label (sheet, row);
      g_autofree char *note = chosho_sample_sheet_dup_note (sheet, row);

      chosho_tsv_append (out, chosho_sample_sheet_get_item (sheet, row));
      g_string_append_c (out, '\t');
      chosho_tsv_append (out, label != NULL ? label : "");
      for (guint i = 0; i < n_columns; i++)
        {
          ChoshoSheetCell cell;

          chosho_sample_sheet_get_cell (sheet, row, i, &cell);
          g_string_append_printf (out, "\t%s", chosho_sample_state_get_sign (cell.state));
        }
      g_string_append_c (out, '\t');
      chosho_tsv_append (out, note);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* --- Reading -------------------------------------------------------------------------------------------- */

/* One field from @text on; leaves *@text at what stands after it. (transfer full) */
static char *
read_field (const char **text)
{
  GString *field = g_string_new (NULL);
  const char *c = *text;

  if (*c == '"')
    {
      for (c++; *c != '\0' && !(c[0] == '"' && c[1] != '"'); c++)
        {
          c += c[0] == '"'; /* two of them are one */
          g_string_append_c (field, *c);
        }
      c += *c == '"';
    }
  for (; *c != '\0' && *c != '\t' && *c != '\n' && *c != '\r'; c++)
    g_string_append_c (field, *c);
  *text = c;
  return g_string_free (field, FALSE);
}

/* Lines of fields. (transfer full) (element-type GPtrArray of char*) */
static GPtrArray *
split (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  while (*text != '\0')
    {
      GPtrArray *line = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (lines, line);
      for (;;)
        {
          g_ptr_array_add (line, read_field (&text));
          if (*text != '\t')
            break;
          text++;
        }
      text += text[0] == '\r' && text[1] == '\n' ? 2 : text[0] != '\0';
    }
  return lines;
}

/* --- Pasting -------------------------------------------------------------------------------------------- */

#define REMARK G_MAXUINT       /* instead of a column */
#define NOTHING (G_MAXUINT - 1) /* a column that is only read by people */

/* A change that was understood; they are made when all were. */
typedef struct
{
  guint       row;
  guint       column;
  const char *state; /* for cells */
  const char *note;  /* for remarks */
} Change;

static gboolean
find_column (ChoshoSampleSheet *sheet, const char *heading, guint *column)
{
  for (*column = 0; *column < chosho_sample_sheet_get_n_attributes (sheet); (*column)++)
    if (strcmp (chosho_sample_sheet_get_attribute (sheet, *column), heading) == 0)
      return TRUE;
  *column = strcmp (heading, _("Remark")) == 0 ? REMARK : NOTHING;
  return *column == REMARK;
}

static gboolean
has_headings (GPtrArray *lines)
{
  GPtrArray *first = lines->len > 0 ? g_ptr_array_index (lines, 0) : NULL;

  return first != NULL && first->len > 2 && strcmp (g_ptr_array_index (first, 0), _("No.")) == 0
         && strcmp (g_ptr_array_index (first, 1), _("Item")) == 0;
}

static gboolean
take_field (ChoshoSampleSheet *sheet, const char *text, guint row, guint column, GArray *changes, GError **error)
{
  Change change = { .row = row, .column = column, .note = text };

  if (text[strspn (text, " \t\r\n")] == '\0' || column == NOTHING)
    return TRUE;
  if (row >= chosho_sample_sheet_get_n_items (sheet) || (column != REMARK && column > chosho_sample_sheet_get_n_attributes (sheet)))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("This lies outside the grid"));
      return FALSE;
    }
  if (column == REMARK || column == chosho_sample_sheet_get_n_attributes (sheet))
    {
      change.column = REMARK;
      if (strlen (text) > CHOSHO_LIMIT_TEXT_BYTES)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("A remark has at most %d bytes"), CHOSHO_LIMIT_TEXT_BYTES);
          return FALSE;
        }
    }
  else if ((change.state = chosho_sample_state_from_text (text)) == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%.40s” is no result: ○, ×, 差替え or 証跡未入手"), text);
      return FALSE;
    }
  g_array_append_val (changes, change);
  return TRUE;
}

/* The changes of one line; @headings (nullable) is the first line, else the block begins at @row, @column. */
static gboolean
take_line (ChoshoSampleSheet *sheet, GPtrArray *line, GPtrArray *headings, guint row, guint column, guint number, GArray *changes, GError **error)
{
  if (headings != NULL && strlen (g_ptr_array_index (line, 0)) == 0)
    return TRUE;
  if (headings != NULL && !chosho_sample_sheet_find_item (sheet, g_ptr_array_index (line, 0), &row))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Line %u: the sample has no item “%.40s”"), number, (char *) g_ptr_array_index (line, 0));
      return FALSE;
    }
  for (guint i = headings != NULL ? 2 : 0; i < line->len; i++)
    {
      guint target = column + i;

      if (headings != NULL && (i >= headings->len || !find_column (sheet, g_ptr_array_index (headings, i), &target)))
        continue;
      if (!take_field (sheet, g_ptr_array_index (line, i), row, target, changes, error))
        {
          g_prefix_error (error, _("Line %u, field %u: "), number, i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
apply (ChoshoSampleSheet *sheet, const Change *change)
{
  g_autofree char *note = NULL;

  if (change->column != REMARK)
    return chosho_sample_sheet_set_state (sheet, change->row, change->column, change->state);
  note = chosho_sample_sheet_dup_note (sheet, change->row);
  if (strcmp (note, change->note) == 0)
    return FALSE;
  chosho_sample_sheet_set_note (sheet, change->row, change->note);
  return TRUE;
}

int
chosho_sample_table_paste (ChoshoSampleSheet *sheet, const char *text, guint row, guint column, ChoshoSheetFunc changed, gpointer user_data,
                           GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  gboolean headed;
  int count = 0;

  if (strlen (text) > CHOSHO_SAMPLE_TABLE_BYTES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("What is pasted has at most %d MiB"), CHOSHO_SAMPLE_TABLE_BYTES / (1024 * 1024));
      return -1;
    }
  lines = split (text);
  headed = has_headings (lines);
  for (guint i = headed; i < lines->len; i++)
    if (!take_line (sheet, g_ptr_array_index (lines, i), headed ? g_ptr_array_index (lines, 0) : NULL, row + i, column, i + 1, changes, error))
      return -1;
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);

      if (!apply (sheet, change))
        continue;
      count++;
      if (changed != NULL)
        changed (change->row, user_data);
    }
  return count;
}
