/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-archive-html.h"
#include "chosho-archive-private.h"

/* From each line of the report to what it rests on: a result of a step, with its evidence, records of inquiry and observation,
 * samples; a finding; a control that was not tested, with its basis. */

typedef struct
{
  ChoshoArchive *archive;
  ChoshoValue   *rows; /* (owned) of the table */
  GString       *page; /* (owned) */
} Lines;

static const char *
label (Lines *self, const char *group, const char *code)
{
  return code != NULL ? chosho_report_template_get_label (self->archive->words, group, code) : "";
}

/* A technique of the firm's own by the firm's name for it. */
static const char *
get_technique (Lines *self, const char *technique)
{
  gboolean english = chosho_report_template_get_language (self->archive->words) == CHOSHO_REPORT_LANGUAGE_EN;
  const char *own = technique != NULL ? chosho_paper_record_get_own_name (self->archive->record, "techniques", "id", technique, english) : NULL;

  return own != NULL ? own : label (self, "technique", technique);
}

/* What a row names of one kind: links to the files of evidence, references of all else. */
static void
append_things (Lines *self, const char *kind, ChoshoValue *ids, ChoshoValue *references, ChoshoValue *files)
{
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      ChoshoValue *row = chosho_paper_record_get (self->archive->record, kind, chosho_value_as_string (chosho_value_get_item (ids, i)));
      const char *reference = chosho_value_get_string (row, "reference"), *name = chosho_value_get_string (row, "name");
      const char *file = strcmp (kind, "evidence") == 0 && row != NULL ? chosho_archive_get_file (self->archive, row) : NULL;
      g_autofree char *shown = g_strjoin (" ", reference != NULL ? reference : "?", strcmp (kind, "evidence") == 0 ? name : NULL, NULL);

      if (row == NULL)
        continue;
      chosho_value_append_string (references, reference);
      if (file != NULL)
        {
          chosho_value_append_string (files, file);
          chosho_html_link (self->page, file, shown);
        }
      else
        chosho_html_text (self->page, shown);
      g_string_append (self->page, "<br>");
    }
}

/* The last cell of a line: all that it rests on. */
static void
append_basis (Lines *self, ChoshoValue *from, const char *const kinds[][2], guint n_kinds, ChoshoValue *line)
{
  ChoshoValue *references = chosho_value_new_array (), *files = chosho_value_new_array ();

  g_string_append (self->page, "<td>");
  for (guint i = 0; i < n_kinds; i++)
    append_things (self, kinds[i][1], chosho_value_get (from, kinds[i][0]), references, files);
  g_string_append (self->page, "</td></tr>\n");
  chosho_value_set (line, "rests_on", references);
  chosho_value_set (line, "files", files);
}

static void
append_cell (Lines *self, const char *text)
{
  g_string_append (self->page, "<td>");
  chosho_html_text (self->page, text);
  g_string_append (self->page, "</td>");
}

static void
copy (ChoshoValue *line, ChoshoValue *row, const char *key)
{
  chosho_value_set_string (line, key, chosho_value_get_string (row, key));
}

/* --- Results of steps ----------------------------------------------------------------------------------------------------- */

static void
add_step (Lines *self, ChoshoValue *step)
{
  static const char *const kinds[][2] = { { "evidence", "evidence" }, { "interviews", "interview" }, { "observations", "observation" },
                                          { "samples", "sample" } };
  static const char *const fields[] = { "control", "procedure", "individual", "version", "unit", "phase", "text", "recorded_technique", "performed_on",
                                        "performed_by", "recorded_at", "outcome", "result", "event" };
  const char *technique = chosho_value_get_string (step, "recorded_technique");
  ChoshoValue *line = chosho_value_new_object ();

  chosho_value_set_string (line, "line", "result");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    copy (line, step, fields[i]);
  g_string_append (self->page, "<tr>");
  append_cell (self, label (self, "phase", chosho_value_get_string (step, "phase")));
  append_cell (self, get_technique (self, technique));
  append_cell (self, chosho_value_get_string (step, "performed_on"));
  append_cell (self, label (self, "paper-outcome", chosho_value_get_string (step, "outcome")));
  append_cell (self, chosho_value_get_string (step, "result"));
  append_basis (self, step, kinds, G_N_ELEMENTS (kinds), line);
  chosho_value_append (self->rows, line);
}

static const char *const *
get_titles (ChoshoArchive *archive, const char *const *keys, const char **titles)
{
  guint i = 0;

  for (; keys[i] != NULL; i++)
    titles[i] = chosho_archive_word (archive, keys[i]);
  titles[i] = NULL;
  return titles;
}

static void
add_steps (Lines *self, GPtrArray *steps)
{
  static const char *const keys[] = { "phase", "technique", "performed-on", "outcome", "result", "rests-on", NULL };
  const char *titles[G_N_ELEMENTS (keys)];
  gboolean begun = FALSE;

  for (guint i = 0; i < steps->len; i++)
    {
      ChoshoValue *step = g_ptr_array_index (steps, i);

      if (chosho_value_get_string (step, "outcome") == NULL)
        continue;
      if (!begun)
        chosho_html_table (self->page, get_titles (self->archive, keys, titles));
      begun = TRUE;
      add_step (self, step);
    }
  if (begun)
    chosho_html_table_end (self->page);
  else
    chosho_html_paragraph (self->page, chosho_archive_word (self->archive, "no-result"));
}

/* Why a control is not among the tested ones, as its rows say. */
static void
add_scope (Lines *self, const char *number)
{
  GPtrArray *statement = chosho_paper_record_list_of (self->archive->record, "statement", number);
  GPtrArray *scope = chosho_paper_record_list_of (self->archive->record, "scope", number);

  for (guint i = 0; i < statement->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (statement, i);

      if (!chosho_value_get_boolean (row, "selected", TRUE))
        chosho_html_paragraph (self->page, chosho_archive_word (self->archive, "not-selected"));
    }
  for (guint i = 0; i < scope->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (scope, i);
      const char *basis = chosho_value_get_string (row, "basis");
      g_autofree char *text = g_strjoin (" ", label (self, "phase", chosho_value_get_string (row, "phase")),
                                         label (self, "paper-scope", chosho_value_get_string (row, "state")), basis, NULL);

      if (g_strcmp0 (chosho_value_get_string (row, "state"), "in") != 0)
        chosho_html_paragraph (self->page, text);
    }
}

static void
add_control (Lines *self, ChoshoValue *control)
{
  const char *number = chosho_value_get_string (control, "number");
  g_autofree char *paper = g_strdup_printf ("data/papers/controls/%s.pdf", number);
  g_autofree char *title = g_strjoin (" ", number, chosho_value_get_string (control, "title"), NULL);

  chosho_html_heading (self->page, 3, title);
  g_string_append (self->page, "<p>");
  chosho_html_text (self->page, label (self, "paper-state", chosho_value_get_string (control, "state")));
  g_string_append (self->page, " · ");
  chosho_html_link (self->page, paper, chosho_archive_word (self->archive, "paper"));
  g_string_append (self->page, "</p>\n");
  add_scope (self, number);
  add_steps (self, chosho_paper_record_list_of (self->archive->record, "step", number));
}

/* --- Findings ------------------------------------------------------------------------------------------------------------- */

/* All evidence that is linked to @controls: what a finding rests on that names no step. */
static void
add_linked (Lines *self, ChoshoValue *controls, ChoshoValue *evidence)
{
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      ChoshoValue *links = chosho_paper_record_get (self->archive->record, "links", chosho_value_as_string (chosho_value_get_item (controls, i)));
      ChoshoValue *ids = chosho_value_get (links, "evidence");

      for (guint j = 0; j < chosho_value_get_length (ids); j++)
        if (!chosho_value_has_text (evidence, chosho_value_as_string (chosho_value_get_item (ids, j))))
          chosho_value_append (evidence, chosho_value_ref (chosho_value_get_item (ids, j)));
    }
}

static void
add_finding (Lines *self, ChoshoValue *row)
{
  static const char *const fields[] = { "reference", "text", "state", "state_text", "event" };
  static const char *const kinds[][2] = { { "evidence", "evidence" } };
  g_autoptr (ChoshoValue) basis = chosho_value_new_object ();
  ChoshoValue *evidence = chosho_value_new_array (), *steps = chosho_value_get (row, "steps");
  ChoshoValue *line = chosho_value_new_object ();
  g_autofree char *controls = chosho_archive_join (chosho_value_get (row, "controls"));

  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *step = chosho_paper_record_get (self->archive->record, "step", chosho_value_as_string (chosho_value_get_item (steps, i)));
      ChoshoValue *ids = chosho_value_get (step, "evidence");

      for (guint j = 0; j < chosho_value_get_length (ids); j++)
        chosho_value_append (evidence, chosho_value_ref (chosho_value_get_item (ids, j)));
    }
  if (chosho_value_get_length (steps) == 0)
    add_linked (self, chosho_value_get (row, "controls"), evidence);
  chosho_value_set (basis, "evidence", evidence);
  chosho_value_set_string (line, "line", "finding");
  chosho_value_set_string (line, "control", controls);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    copy (line, row, fields[i]);
  g_string_append (self->page, "<tr>");
  append_cell (self, chosho_value_get_string (row, "reference"));
  append_cell (self, controls);
  append_cell (self, label (self, "paper-finding", chosho_value_get_string (row, "state")));
  append_cell (self, chosho_value_get_string (row, "text"));
  append_basis (self, basis, kinds, G_N_ELEMENTS (kinds), line);
  chosho_value_append (self->rows, line);
}

static void
add_findings (Lines *self)
{
  static const char *const keys[] = { "reference", "control", "state", "finding", "rests-on", NULL };
  GPtrArray *rows = chosho_paper_record_list (self->archive->record, "finding");
  const char *titles[G_N_ELEMENTS (keys)];

  chosho_html_heading (self->page, 2, chosho_archive_word (self->archive, "findings"));
  chosho_html_table (self->page, get_titles (self->archive, keys, titles));
  for (guint i = 0; i < rows->len; i++)
    add_finding (self, g_ptr_array_index (rows, i));
  chosho_html_table_end (self->page);
}

/* --- The page ------------------------------------------------------------------------------------------------------------- */

gboolean
chosho_archive_add_lines (ChoshoArchive *self, GError **error)
{
  GPtrArray *controls = chosho_paper_record_list (self->record, "control");
  Lines lines = { .archive = self, .rows = chosho_value_new_array () };
  gboolean done;

  lines.page = chosho_html_new (chosho_archive_get_language (self), chosho_archive_word (self, "lines"));
  chosho_html_paragraph (lines.page, chosho_archive_word (self, "lines-note"));
  add_findings (&lines);
  chosho_html_heading (lines.page, 2, chosho_archive_word (self, "results"));
  for (guint i = 0; i < controls->len; i++)
    add_control (&lines, g_ptr_array_index (controls, i));
  chosho_html_end (lines.page);
  done = chosho_bag_writer_add_bytes (self->bag, "lines.html", lines.page->str, lines.page->len, error)
         && chosho_archive_add_table (self, "report-lines", lines.rows, error);
  g_string_free (lines.page, TRUE);
  chosho_value_unref (lines.rows);
  return done;
}
