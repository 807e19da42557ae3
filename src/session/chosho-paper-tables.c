/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paper-tables.h"

#include <string.h>

#include "chosho-paper-builder-private.h"
#include "chosho-tables-book.h"

/* Of a text that no cell holds, what stands in the table; the paper has all of it. */
#define CELL_CHARACTERS (CHOSHO_TABLES_BOOK_CELL - 200)

typedef struct
{
  const char *word; /* of [paper] */
  const char *kind;
  int         width;
} Column;

/* --- Cells ------------------------------------------------------------------------------------------------------------------- */

static void
put_null (ChoshoValue *row)
{
  chosho_value_append (row, chosho_value_new_null ());
}

static void
put_text (ChoshoPaperBuilder *self, ChoshoValue *row, const char *text)
{
  g_autofree char *part = NULL;
  g_autofree char *cut = NULL;

  if (text == NULL)
    put_null (row);
  else if (strlen (text) <= CELL_CHARACTERS || g_utf8_strlen (text, -1) <= CELL_CHARACTERS)
    chosho_value_append_string (row, text);
  else
    {
      part = g_utf8_substring (text, 0, CELL_CHARACTERS);
      cut = g_strconcat (part, chosho_paper_word (self, "table-cut"), NULL);
      chosho_value_append_string (row, cut);
    }
}

/* Takes @text. */
static void
take_text (ChoshoPaperBuilder *self, ChoshoValue *row, char *text)
{
  g_autofree char *owned = text;

  put_text (self, row, owned);
}

/* Member @key as it stands. */
static void
put (ChoshoPaperBuilder *self, ChoshoValue *row, ChoshoValue *from, const char *key)
{
  put_text (self, row, chosho_value_get_string (from, key));
}

static void
put_time (ChoshoPaperBuilder *self, ChoshoValue *row, ChoshoValue *from, const char *key)
{
  take_text (self, row, chosho_paper_time (self, chosho_value_get_string (from, key)));
}

/* "YYYY-MM-DD" of a date or a moment. */
static void
put_day (ChoshoPaperBuilder *self, ChoshoValue *row, ChoshoValue *from, const char *key)
{
  g_autofree char *time = chosho_paper_time (self, chosho_value_get_string (from, key));

  if (time != NULL && strlen (time) > 10)
    time[10] = '\0';
  put_text (self, row, time);
}

/* --- Tables ------------------------------------------------------------------------------------------------------------------ */

/* A table without rows; @rows (out) borrowed. */
static ChoshoValue *
new_table (ChoshoPaperBuilder *self, const char *name, const Column *columns, guint n_columns, ChoshoValue **rows)
{
  ChoshoValue *table = chosho_value_new_object ();
  ChoshoValue *list = chosho_value_new_array ();
  g_autofree char *about = chosho_paper_builder_dup_head (self);

  for (guint i = 0; i < n_columns; i++)
    {
      ChoshoValue *column = chosho_value_new_object ();

      chosho_value_set_string (column, "title", chosho_paper_word (self, columns[i].word));
      chosho_value_set_string (column, "kind", columns[i].kind);
      chosho_value_set_integer (column, "width", columns[i].width);
      chosho_value_append (list, column);
    }
  *rows = chosho_value_new_array ();
  chosho_value_set_string (table, "name", chosho_paper_word (self, name));
  chosho_value_set_string (table, "title", chosho_paper_word (self, name));
  chosho_value_set_string (table, "about", about);
  chosho_value_set (table, "columns", list);
  chosho_value_set (table, "rows", *rows);
  return table;
}

static gboolean
is_about (ChoshoValue *wanted, ChoshoValue *controls)
{
  gboolean about = wanted == NULL;

  for (guint i = 0; !about && i < chosho_value_get_length (controls); i++)
    about = chosho_value_has_text (wanted, chosho_value_as_string (chosho_value_get_item (controls, i)));
  return about;
}

/* "K-1（版：2）　東京" of a step. (transfer full) */
static char *
dup_subject (ChoshoPaperBuilder *self, ChoshoValue *step)
{
  const char *individual = chosho_value_get_string (step, "individual"), *version = chosho_value_get_string (step, "version");
  const char *unit = chosho_value_get_string (step, "unit");
  g_autofree char *name = individual != NULL
                              ? chosho_report_template_format (self->words, "format", version != NULL ? "individual-version" : "individual",
                                                               "individual", individual, "version", version, NULL) : NULL;

  return name != NULL && unit != NULL ? g_strjoin ("　", name, unit, NULL) : g_strdup (name != NULL ? name : unit);
}

/* All that a step cites. (transfer full) */
static char *
dup_citations (ChoshoPaperBuilder *self, ChoshoValue *step)
{
  static const char *const names[] = { "evidence", "interviews", "observations", "samples" };
  static const char *const kinds[] = { "evidence", "interview", "observation", "sample" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *references = chosho_paper_references (self, kinds[i], chosho_value_get (step, names[i]));

      if (references[0] != '\0')
        g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", references);
    }
  return g_string_free (out, FALSE);
}

static void
add_result (ChoshoPaperBuilder *self, ChoshoValue *rows, ChoshoValue *step)
{
  const char *control = chosho_value_get_string (step, "control");
  const char *recorded = chosho_value_get_string (step, "recorded_technique");
  ChoshoValue *row = chosho_value_new_array ();
  ChoshoValue *state = chosho_paper_record_get (self->record, "control", control);

  put_text (self, row, control);
  put_text (self, row, chosho_paper_name (self, "phase", chosho_value_get_string (step, "phase")));
  put (self, row, step, "procedure");
  take_text (self, row, dup_subject (self, step));
  put_text (self, row, chosho_paper_step (self, control, chosho_value_get_string (step, "id")));
  put (self, row, step, "text");
  put_text (self, row, chosho_paper_technique (self, chosho_value_get_string (step, "technique")));
  put_text (self, row, recorded != NULL ? chosho_paper_technique (self, recorded) : NULL);
  put_day (self, row, step, "performed_on");
  put_text (self, row, chosho_paper_name (self, "paper-outcome", chosho_value_get_string (step, "outcome")));
  put (self, row, step, "result");
  put (self, row, step, "reason");
  take_text (self, row, dup_citations (self, step));
  put (self, row, step, "performed_by");
  put_time (self, row, step, "recorded_at");
  put_text (self, row, chosho_paper_name (self, "paper-state", chosho_value_get_string (state, "state")));
  chosho_value_append (rows, row);
}

static ChoshoValue *
make_results (ChoshoPaperBuilder *self, ChoshoValue *wanted)
{
  static const Column columns[] = {
    { "control", "text", 11 }, { "phase", "text", 12 }, { "procedure", "text", 12 }, { "individual", "text", 13 }, { "step", "text", 8 },
    { "step-text", "text", 36 }, { "prescribed", "text", 9 }, { "technique", "text", 8 }, { "performed-on", "date", 11 },
    { "outcome", "text", 9 }, { "result", "text", 38 }, { "reason", "text", 18 }, { "cited", "text", 15 }, { "recorded-by", "text", 11 },
    { "recorded-at", "time", 15 }, { "work-state", "text", 9 },
  };
  GPtrArray *steps = chosho_paper_record_list (self->record, "step");
  ChoshoValue *rows;
  ChoshoValue *table = new_table (self, "table-results", columns, G_N_ELEMENTS (columns), &rows);

  for (guint i = 0; i < steps->len; i++)
    if (wanted == NULL || chosho_value_has_text (wanted, chosho_value_get_string (g_ptr_array_index (steps, i), "control")))
      add_result (self, rows, g_ptr_array_index (steps, i));
  return table;
}

/* A line for each state that a finding or request went through. (transfer full) */
static char *
dup_trail (ChoshoPaperBuilder *self, ChoshoValue *trail, const char *group)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (trail); i++)
    {
      g_autofree char *line = chosho_paper_trail_line (self, trail, i, group);

      g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "", line);
    }
  return g_string_free (out, FALSE);
}

static ChoshoValue *
make_findings (ChoshoPaperBuilder *self, ChoshoValue *wanted)
{
  static const Column columns[] = {
    { "reference", "text", 15 }, { "state", "text", 11 }, { "controls", "text", 20 }, { "facts", "text", 60 }, { "trail", "text", 60 },
    { "recorded-by", "text", 13 }, { "recorded-at", "time", 15 },
  };
  GPtrArray *findings = chosho_paper_record_list (self->record, "finding");
  ChoshoValue *rows;
  ChoshoValue *table = new_table (self, "table-findings", columns, G_N_ELEMENTS (columns), &rows);

  for (guint i = 0; i < findings->len; i++)
    {
      ChoshoValue *finding = g_ptr_array_index (findings, i);
      ChoshoValue *row;

      if (!is_about (wanted, chosho_value_get (finding, "controls")))
        continue;
      row = chosho_value_new_array ();
      put (self, row, finding, "reference");
      put_text (self, row, chosho_paper_name (self, "paper-finding", chosho_value_get_string (finding, "state")));
      take_text (self, row, chosho_paper_join (self, chosho_value_get (finding, "controls")));
      put (self, row, finding, "text");
      take_text (self, row, dup_trail (self, chosho_value_get (finding, "trail"), "paper-finding"));
      put (self, row, finding, "by");
      put_time (self, row, finding, "at");
      chosho_value_append (rows, row);
    }
  return table;
}

static ChoshoValue *
make_requests (ChoshoPaperBuilder *self, ChoshoValue *wanted)
{
  static const Column columns[] = {
    { "request-number", "text", 10 }, { "state", "text", 9 }, { "controls", "text", 18 }, { "request-text", "text", 50 }, { "period", "text", 15 },
    { "request-owner", "text", 13 }, { "requested", "date", 11 }, { "due", "date", 11 }, { "request-received", "date", 11 }, { "evidence", "text", 16 },
    { "reply", "text", 20 }, { "remarks-plain", "text", 20 },
  };
  GPtrArray *requests = chosho_paper_record_list (self->record, "request");
  ChoshoValue *rows;
  ChoshoValue *table = new_table (self, "table-requests", columns, G_N_ELEMENTS (columns), &rows);

  for (guint i = 0; i < requests->len; i++)
    {
      ChoshoValue *request = g_ptr_array_index (requests, i);
      ChoshoValue *row;

      if (!is_about (wanted, chosho_value_get (request, "controls")))
        continue;
      row = chosho_value_new_array ();
      put (self, row, request, "number");
      put_text (self, row, chosho_paper_name (self, "paper-request", chosho_value_get_string (request, "state")));
      take_text (self, row, chosho_paper_join (self, chosho_value_get (request, "controls")));
      put (self, row, request, "text");
      put (self, row, request, "period");
      put (self, row, request, "owner");
      put_day (self, row, request, "requested");
      put_day (self, row, request, "due");
      put_day (self, row, request, "received");
      take_text (self, row, chosho_paper_references (self, "evidence", chosho_value_get (request, "evidence")));
      put (self, row, request, "reply");
      put (self, row, request, "remarks");
      chosho_value_append (rows, row);
    }
  return table;
}

/* Whether it was withdrawn, destroyed, replaced, or only seen. (transfer full) */
static char *
dup_state (ChoshoPaperBuilder *self, ChoshoValue *evidence)
{
  g_autofree char *newer = chosho_paper_references (self, "evidence", chosho_value_get (evidence, "replaced_by"));

  if (chosho_value_get_boolean (evidence, "purged", FALSE))
    return chosho_paper_labelled (self, "purged", chosho_value_get_string (evidence, "purged_reason"));
  if (chosho_value_get_boolean (evidence, "withdrawn", FALSE))
    return chosho_paper_labelled (self, "withdrawn", chosho_value_get_string (evidence, "withdrawn_reason"));
  return chosho_paper_labelled (self, "replaced-by", newer);
}

static const char *
get_kind (ChoshoPaperBuilder *self, ChoshoValue *evidence)
{
  const char *kind = chosho_value_get_string (evidence, "kind");

  if (g_strcmp0 (kind, "sighting") == 0)
    return chosho_report_template_get (self->words, "label", g_strcmp0 (chosho_value_get_string (evidence, "means"), "screen") == 0
                                                               ? "sighting-screen" : "sighting-on-site");
  return chosho_paper_word (self, g_strcmp0 (kind, "member") == 0 ? "kind-member" : "kind-file");
}

static void
add_evidence (ChoshoPaperBuilder *self, ChoshoValue *rows, ChoshoValue *evidence)
{
  ChoshoValue *size = chosho_value_get (evidence, "size_bytes");
  ChoshoValue *row = chosho_value_new_array ();

  put (self, row, evidence, "reference");
  put (self, row, evidence, "name");
  put_text (self, row, get_kind (self, evidence));
  put_text (self, row, chosho_paper_name (self, "paper-origin", chosho_value_get_string (evidence, "origin")));
  put (self, row, evidence, "source");
  put_day (self, row, evidence, "as_of");
  put_day (self, row, evidence, "covers_from");
  put_day (self, row, evidence, "covers_to");
  put_day (self, row, evidence, "received_at");
  chosho_value_append (row, size != NULL ? chosho_value_ref (size) : chosho_value_new_null ());
  put (self, row, evidence, "sha256");
  take_text (self, row, chosho_paper_papers (self, evidence, NULL));
  take_text (self, row, dup_state (self, evidence));
  put (self, row, evidence, "by");
  put_time (self, row, evidence, "at");
  chosho_value_append (rows, row);
}

static ChoshoValue *
make_evidence (ChoshoPaperBuilder *self, ChoshoValue *wanted)
{
  static const Column columns[] = {
    { "reference", "text", 15 }, { "name-of", "text", 32 }, { "kind", "text", 12 }, { "origin", "text", 12 }, { "source", "text", 14 },
    { "as-of", "date", 11 }, { "covers-from", "date", 11 }, { "covers-to", "date", 11 }, { "received", "date", 11 }, { "size", "number", 12 },
    { "digest", "text", 34 }, { "papers", "text", 22 }, { "state", "text", 16 }, { "recorded-by", "text", 11 }, { "recorded-at", "time", 15 },
  };
  GPtrArray *evidence = chosho_paper_record_list (self->record, "evidence");
  ChoshoValue *rows;
  ChoshoValue *table = new_table (self, "table-evidence", columns, G_N_ELEMENTS (columns), &rows);

  for (guint i = 0; i < evidence->len; i++)
    if (is_about (wanted, chosho_value_get (g_ptr_array_index (evidence, i), "controls")))
      add_evidence (self, rows, g_ptr_array_index (evidence, i));
  return table;
}

ChoshoValue *
chosho_paper_tables_make (ChoshoPaperBuilder *self, ChoshoValue *controls)
{
  ChoshoValue *tables = chosho_value_new_array ();

  chosho_value_append (tables, make_results (self, controls));
  chosho_value_append (tables, make_findings (self, controls));
  chosho_value_append (tables, make_requests (self, controls));
  chosho_value_append (tables, make_evidence (self, controls));
  return tables;
}
