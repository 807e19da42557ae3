/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-search-words.h"

#include <string.h>

#include "chosho-content.h"
#include "chosho-text-unit.h"

/* In the order in which what was found is listed. */
static const ChoshoSearchWords words[] = {
  { "catalog", "control", "criteria", "title text" },
  { "statement", "control", "statement", "text basis" },
  { "individual", "control", "individual", "individual title text" },
  { "scope", "control", "scope", "basis" },
  { "step", "control", "procedure", "text" },
  { "step", "result", "step", "result reason respondent place" },
  { "interview", "result", "interview", "who post how place others question answer" },
  { "observation", "result", "observation", "where with seen" },
  { "sample", "result", "sample", "results.note" },
  { "evidence", "evidence", "evidence", "reference name source note what where with reason pages judged withdrawn_reason version_reason purged_reason" },
  { CHOSHO_TEXT_OBJECT, "evidence", "content", NULL },
  { "note", "note", "note", "text answer" },
  { "finding", "finding", "finding", "reference text trail.text" },
  { "paper", "paper", "paper", "number title text" },
};

const ChoshoSearchWords *
chosho_search_words_nth (guint band)
{
  return band < G_N_ELEMENTS (words) ? &words[band] : NULL;
}

gboolean
chosho_search_words_has_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].kind, kind) == 0)
      return TRUE;
  return FALSE;
}

static void
append (GString *text, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, CHOSHO_BLOCK_CELL_END); /* no word goes over from one field to the next */
  g_string_append (text, value);
}

static void
append_field (GString *text, ChoshoValue *row, const char *field)
{
  const char *dot = strchr (field, '.');
  g_autofree char *list = dot != NULL ? g_strndup (field, (gsize) (dot - field)) : NULL;
  ChoshoValue *items = list != NULL ? chosho_value_get (row, list) : NULL;

  if (list == NULL)
    append (text, chosho_value_get_string (row, field));
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    append (text, chosho_value_get_string (chosho_value_get_item (items, i), dot + 1));
}

GPtrArray *
chosho_search_words_list (const ChoshoSearchWords *self, ChoshoValue *row)
{
  g_auto (GStrv) fields = g_strsplit (self->fields, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *units = chosho_text_units_new ();

  for (guint i = 0; fields[i] != NULL; i++)
    append_field (text, row, fields[i]);
  if (text->len > 0)
    chosho_text_units_add (units, "", 0, 0, text->str);
  return units;
}
