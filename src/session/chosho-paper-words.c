/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-moment.h"
#include "chosho-paper-builder-private.h"

/* How what the record says is written in a paper. */

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[0] == '\0';
}

const char *
chosho_paper_word (ChoshoPaperBuilder *self, const char *key)
{
  return chosho_report_template_get (self->words, "paper", key);
}

const char *
chosho_paper_name (ChoshoPaperBuilder *self, const char *group, const char *code)
{
  return code != NULL ? chosho_report_template_get_label (self->words, group, code) : NULL;
}

const char *
chosho_paper_own_name (ChoshoPaperBuilder *self, const char *setting, const char *key, const char *code)
{
  return chosho_paper_record_get_own_name (self->record, setting, key, code, chosho_paper_builder_get_language (self) == CHOSHO_REPORT_LANGUAGE_EN);
}

const char *
chosho_paper_technique (ChoshoPaperBuilder *self, const char *technique)
{
  const char *own = chosho_paper_own_name (self, "techniques", "id", technique);

  return own != NULL ? own : chosho_paper_name (self, "technique", technique);
}

char *
chosho_paper_date (ChoshoPaperBuilder *self, const char *date)
{
  return is_blank (date) ? NULL : chosho_report_template_format_date (self->words, date);
}

char *
chosho_paper_time (ChoshoPaperBuilder *self, const char *time)
{
  char *shown = chosho_moment_dup (time, self->zone, CHOSHO_MOMENT_MINUTE);

  return shown != NULL ? shown : g_strdup (time);
}

char *
chosho_paper_span (ChoshoPaperBuilder *self, const char *from, const char *to)
{
  g_autofree char *first = chosho_paper_date (self, from);
  g_autofree char *last = chosho_paper_date (self, to);

  if (first == NULL && last == NULL)
    return NULL;
  return chosho_report_template_format (self->words, "format", first == NULL ? "period-to" : last == NULL ? "period-from" : "period",
                                        "from", first, "to", last, NULL);
}

char *
chosho_paper_author (ChoshoPaperBuilder *self, ChoshoValue *row, const char *by, const char *at)
{
  g_autofree char *time = chosho_paper_time (self, chosho_value_get_string (row, at));
  gboolean reversed = chosho_value_get_boolean (row, "clock_reversed", FALSE);

  return g_strjoin ("", chosho_value_get_string (row, by), "　", time != NULL ? time : "", reversed ? "　" : "",
                    reversed ? chosho_paper_word (self, "clock-reversed") : "", NULL);
}

char *
chosho_paper_trail_line (ChoshoPaperBuilder *self, ChoshoValue *trail, guint index, const char *group)
{
  ChoshoValue *step = chosho_value_get_item (trail, index);
  const char *text = index > 0 ? chosho_value_get_string (step, "text") : NULL; /* the first is the thing itself */
  g_autofree char *author = chosho_paper_author (self, step, "by", "at");
  g_autofree char *addressee = chosho_paper_labelled (self, "addressee", chosho_value_get_string (step, "addressee"));
  g_autofree char *by = chosho_paper_labelled (self, "answered-by", chosho_value_get_string (step, "answered_by"));
  const char *said[] = { addressee, chosho_paper_name (self, "paper-answer", chosho_value_get_string (step, "answer")), by, text };
  GString *out = g_string_new (chosho_paper_name (self, group, chosho_value_get_string (step, "state")));

  g_string_append_printf (out, "　%s", author);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (said[i] != NULL)
      g_string_append_printf (out, "　%s", said[i]);
  return g_string_free (out, FALSE);
}

char *
chosho_paper_labelled (ChoshoPaperBuilder *self, const char *key, const char *value)
{
  return is_blank (value) ? NULL
                          : chosho_report_template_format (self->words, "format", "labelled", "label", chosho_paper_word (self, key), "value", value, NULL);
}

void
chosho_paper_add_labelled (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, const char *key, const char *value)
{
  g_autofree char *line = chosho_paper_labelled (self, key, value);

  chosho_paper_table_add (table, column, CHOSHO_PAPER_SMALL, line);
}

/* Adds @text after the separator of lists. */
static void
append (ChoshoPaperBuilder *self, GString *out, const char *text)
{
  if (is_blank (text))
    return;
  if (out->len > 0)
    g_string_append (out, chosho_report_template_get (self->words, "format", "list-separator"));
  g_string_append (out, text);
}

char *
chosho_paper_join (ChoshoPaperBuilder *self, ChoshoValue *list)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    append (self, out, chosho_value_as_string (chosho_value_get_item (list, i)));
  return g_string_free (out, FALSE);
}

char *
chosho_paper_reference (ChoshoPaperBuilder *self, const char *kind, const char *id)
{
  const char *reference = chosho_value_get_string (chosho_paper_record_get (self->record, kind, id), "reference");

  return g_strdup (is_blank (reference) ? id : reference);
}

char *
chosho_paper_references (ChoshoPaperBuilder *self, const char *kind, ChoshoValue *ids)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      g_autofree char *reference = chosho_paper_reference (self, kind, chosho_value_as_string (chosho_value_get_item (ids, i)));

      append (self, out, reference);
    }
  return g_string_free (out, FALSE);
}

const char *
chosho_paper_step (ChoshoPaperBuilder *self, const char *control, const char *step)
{
  g_autofree char *key = control != NULL && step != NULL ? g_strconcat (control, " ", step, NULL) : NULL;

  return key != NULL ? g_hash_table_lookup (self->steps, key) : NULL;
}

char *
chosho_paper_step_of (ChoshoPaperBuilder *self, const char *here, const char *step)
{
  const char *control = chosho_value_get_string (chosho_paper_record_get (self->record, "step", step), "control");
  const char *own = here != NULL ? chosho_paper_step (self, here, step) : NULL;
  const char *name = own != NULL ? own : chosho_paper_step (self, control, step);

  if (own != NULL || name == NULL)
    return g_strdup (name != NULL ? name : step);
  return g_strconcat (control, " ", name, NULL);
}

char *
chosho_paper_size (ChoshoPaperBuilder *self, gint64 size_bytes)
{
  g_autofree char *number = chosho_report_template_format_number (size_bytes);

  return chosho_report_template_format (self->words, "paper", "bytes", "count", number, NULL);
}

void
chosho_paper_end_table (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoPaperTable *table)
{
  chosho_paper_table_end_row (table);
  if (table->n_rows > 0)
    return;
  chosho_paper_table_add (table, 0, CHOSHO_PAPER_PLAIN, chosho_report_template_get (self->words, "label", "none"));
  chosho_paper_table_end_row (table);
}

void
chosho_paper_add_ids (ChoshoValue *list, ChoshoValue *ids)
{
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    if (!chosho_value_has_text (list, chosho_value_as_string (chosho_value_get_item (ids, i))))
      chosho_value_append_string (list, chosho_value_as_string (chosho_value_get_item (ids, i)));
}
