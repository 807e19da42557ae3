/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-tsv.h"

/* With what a spreadsheet's formula begins, beside white space before it. */
#define FORMULA_SIGNS "=+-@"

void
chosho_tsv_append (GString *out, const char *text)
{
  if (text[strcspn (text, "\t\n\r\"")] == '\0')
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    g_string_append_len (out, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
  g_string_append_c (out, '"');
}

void
chosho_tsv_append_guarded (GString *out, const char *text)
{
  char first = text[strspn (text, " \t\r\n")];
  g_autofree char *guarded = NULL;

  if (first == '\0' || strchr (FORMULA_SIGNS, first) == NULL)
    {
      chosho_tsv_append (out, text);
      return;
    }
  guarded = g_strconcat ("'", text, NULL);
  chosho_tsv_append (out, guarded);
}

void
chosho_tsv_append_line (GString *out, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\t');
      if (cells[i] != NULL)
        chosho_tsv_append_guarded (out, cells[i]);
    }
  g_string_append_c (out, '\n');
}
