/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-number.h"
#include "chosho-paper-builder-private.h"
#include "chosho-text.h"

/* Heads, criteria, statement and scope; the other sections stand in files of their own. */

static const char *const phases[] = { "design", "operation", "update" };

/* Steps are counted through a paper, as it prints them. */
static void
name_steps (ChoshoPaperBuilder *self, const char *control)
{
  GPtrArray *steps = chosho_paper_record_list_of (self->record, "step", control);
  guint count = 0;

  for (guint p = 0; p < G_N_ELEMENTS (phases); p++)
    for (guint i = 0; i < steps->len; i++)
      {
        ChoshoValue *step = g_ptr_array_index (steps, i);
        g_autofree char *number = NULL;

        if (g_strcmp0 (chosho_value_get_string (step, "phase"), phases[p]) != 0)
          continue;
        number = g_strdup_printf ("%u", ++count);
        g_hash_table_insert (self->steps, g_strconcat (control, " ", chosho_value_get_string (step, "id"), NULL),
                             chosho_report_template_format (self->words, "paper", "step-number", "number", number, NULL));
      }
}

ChoshoPaperBuilder *
chosho_paper_builder_new (ChoshoPaperRecord *record, ChoshoPaperExcerpts *excerpts)
{
  ChoshoPaperBuilder *self = g_new0 (ChoshoPaperBuilder, 1);
  const char *zone = chosho_value_get_string (chosho_paper_record_get_facts (record), "time_zone");
  GPtrArray *entries = chosho_paper_record_list (record, "catalog");

  self->record = record;
  self->excerpts = excerpts;
  self->words = chosho_report_template_new_papers (chosho_paper_builder_get_language (self));
  self->zone = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->steps = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < entries->len; i++)
    name_steps (self, chosho_value_get_string (g_ptr_array_index (entries, i), "number"));
  return self;
}

void
chosho_paper_builder_free (ChoshoPaperBuilder *self)
{
  if (self == NULL)
    return;
  chosho_report_template_free (self->words);
  g_time_zone_unref (self->zone);
  g_hash_table_unref (self->steps);
  g_free (self);
}

ChoshoReportLanguage
chosho_paper_builder_get_language (ChoshoPaperBuilder *self)
{
  const char *language = chosho_value_get_string (chosho_paper_record_get_facts (self->record), "language");

  return g_strcmp0 (language, "en") == 0 ? CHOSHO_REPORT_LANGUAGE_EN : CHOSHO_REPORT_LANGUAGE_JA;
}

char *
chosho_paper_builder_dup_head (ChoshoPaperBuilder *self)
{
  ChoshoValue *facts = chosho_paper_record_get_facts (self->record);

  return g_strjoin ("　", chosho_paper_word (self, "title"), chosho_value_get_string (facts, "client"), chosho_value_get_string (facts, "title"), NULL);
}

/* --- Heads ------------------------------------------------------------------------------------------------------------- */

/* Two fields in a row of four columns. */
static void
add_pair (ChoshoPaperBuilder *self, ChoshoPaperTable *table, const char *key, const char *value, const char *second_key,
          const char *second)
{
  chosho_paper_table_add (table, 0, CHOSHO_PAPER_LABEL, chosho_paper_word (self, key));
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, value);
  if (second != NULL && second[0] != '\0')
    {
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_LABEL, chosho_paper_word (self, second_key));
      chosho_paper_table_add (table, 3, CHOSHO_PAPER_PLAIN, second);
    }
  chosho_paper_table_end_row (table);
}

static char *
dup_criteria (ChoshoPaperBuilder *self)
{
  GPtrArray *catalogues = chosho_paper_record_list (self->record, "catalogue");
  ChoshoValue *last = catalogues->len > 0 ? g_ptr_array_index (catalogues, catalogues->len - 1) : NULL;
  const char *title = chosho_value_get_string (last, "title");
  const char *edition = chosho_value_get_string (last, "edition");

  return title != NULL && edition != NULL ? g_strconcat (title, " ", edition, NULL) : g_strdup (title != NULL ? title : edition);
}

/* The engagement as every paper names it. */
static void
add_engagement (ChoshoPaperBuilder *self, ChoshoPaperTable *table)
{
  ChoshoValue *facts = chosho_paper_record_get_facts (self->record);
  g_autofree char *period = chosho_paper_span (self, chosho_value_get_string (facts, "period_start"), chosho_value_get_string (facts, "period_end"));
  g_autofree char *services = chosho_paper_join (self, chosho_value_get (facts, "services"));
  g_autofree char *criteria = dup_criteria (self);
  g_autofree char *base = chosho_paper_date (self, chosho_value_get_string (facts, "base_date"));

  add_pair (self, table, "engagement", chosho_value_get_string (facts, "title"), "client", chosho_value_get_string (facts, "client"));
  add_pair (self, table, "period", period, "firm", chosho_value_get_string (facts, "firm"));
  add_pair (self, table, "services", services, "criteria", criteria);
  if (base != NULL)
    add_pair (self, table, "base-date", base, "base-date", NULL);
}

static void
add_warnings (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *row)
{
  if (chosho_value_get_boolean (row, "stale", FALSE))
    chosho_paper_add_text (paper, CHOSHO_PAPER_STRONG, chosho_paper_word (self, "warning-stale"));
  if (chosho_value_get_boolean (row, "suspended", FALSE))
    chosho_paper_add_text (paper, CHOSHO_PAPER_STRONG, chosho_paper_word (self, "warning-suspended"));
}

static const double pair_widths[] = { 0.14, 0.36, 0.14, 0.36 };

/* What a paper of a control is for; a general paper says that in its text. */
static void
add_purpose (ChoshoPaperBuilder *self, ChoshoPaperTable *table, const char *control)
{
  g_autofree char *purpose = chosho_report_template_format (self->words, "paper", "purpose-control", "number", control, NULL);

  add_pair (self, table, "purpose", purpose, "purpose", NULL);
}

static void
add_head (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *row, gboolean of_control)
{
  ChoshoPaperTable *table = chosho_paper_add_table (paper, G_N_ELEMENTS (pair_widths), pair_widths, NULL);
  g_autofree char *due = chosho_paper_date (self, chosho_value_get_string (row, "due"));

  add_pair (self, table, "number", paper->number, "work-state", chosho_paper_name (self, "paper-state", chosho_value_get_string (row, "state")));
  add_engagement (self, table);
  if (chosho_value_get_string (row, "assignee") != NULL || chosho_value_get_string (row, "reviewer") != NULL)
    add_pair (self, table, "assignee", chosho_value_get_string (row, "assignee"), "reviewer", chosho_value_get_string (row, "reviewer"));
  if (due != NULL || chosho_value_get_string (row, "visit") != NULL)
    add_pair (self, table, "due", due, "visit", chosho_value_get_string (row, "visit"));
  if (of_control)
    add_purpose (self, table, paper->number);
  chosho_paper_add_stages (self, paper, row);
  add_warnings (self, paper, row);
  chosho_paper_add_text (paper, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "nature"));
}

/* --- Criteria, statement, scope ------------------------------------------------------------------------------------------- */

static const double field_widths[] = { 0.18, 0.82 };

/* "9.2.3　title" and its text. */
static void
add_entry (ChoshoPaperBuilder *self, ChoshoPaperTable *table, const char *key, ChoshoValue *entry)
{
  const char *title = chosho_value_get_string (entry, "title");

  if (entry == NULL)
    return;
  chosho_paper_table_add (table, 0, CHOSHO_PAPER_LABEL, chosho_paper_word (self, key));
  chosho_paper_table_add (table, 0, CHOSHO_PAPER_STRONG, chosho_value_get_string (entry, "number"));
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_STRONG, title);
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_value_get_string (entry, "text"));
  if (chosho_value_get_boolean (entry, "mandatory", FALSE))
    chosho_paper_table_add (table, 1, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "mandatory"));
  chosho_paper_table_end_row (table);
}

static void
add_criteria (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *entry)
{
  ChoshoValue *parent = chosho_paper_record_get (self->record, "catalog", chosho_value_get_string (entry, "parent"));
  ChoshoPaperTable *table;

  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-criteria"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (field_widths), field_widths, NULL);
  add_entry (self, table, "objective", parent);
  add_entry (self, table, "control", entry);
}

static void
add_statement (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control, gboolean selected)
{
  ChoshoValue *line = chosho_paper_record_get (self->record, "statement", control);
  ChoshoPaperTable *table = chosho_paper_add_table (paper, G_N_ELEMENTS (field_widths), field_widths, NULL);

  chosho_paper_table_add (table, 0, CHOSHO_PAPER_LABEL, chosho_paper_word (self, "statement"));
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_paper_word (self, selected ? "selected" : "not-selected"));
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_value_get_string (line, "text"));
  chosho_paper_add_labelled (self, table, 1, "statement-basis", chosho_value_get_string (line, "basis"));
  chosho_paper_table_end_row (table);
}

static void
add_individual (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *row)
{
  const char *from = chosho_value_get_string (row, "valid_from"), *to = chosho_value_get_string (row, "valid_to");
  g_autofree char *days = chosho_paper_span (self, from, to);
  g_autofree char *units = chosho_paper_join (self, chosho_value_get (row, "units"));
  g_autofree char *services = chosho_paper_join (self, chosho_value_get (row, "services"));
  g_autofree char *controls = chosho_paper_join (self, chosho_value_get (row, "controls"));

  chosho_paper_table_add (table, 0, CHOSHO_PAPER_STRONG, chosho_value_get_string (row, "individual"));
  chosho_paper_add_labelled (self, table, 0, "version", chosho_value_get_string (row, "version"));
  if (chosho_value_get_boolean (row, "withdrawn", FALSE))
    chosho_paper_table_add (table, 0, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "withdrawn"));
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_STRONG, chosho_value_get_string (row, "title"));
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "text"));
  chosho_paper_add_labelled (self, table, 1, "services", services);
  chosho_paper_add_labelled (self, table, 1, "units", units);
  chosho_paper_table_add (table, 2, CHOSHO_PAPER_SMALL, days);
  chosho_paper_table_add (table, 3, CHOSHO_PAPER_SMALL, controls);
  chosho_paper_table_end_row (table);
}

static void
add_individuals (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  static const double widths[] = { 0.17, 0.48, 0.18, 0.17 };
  const char *const titles[] = { chosho_paper_word (self, "individual"), chosho_paper_word (self, "content"), chosho_paper_word (self, "valid"),
                                 chosho_paper_word (self, "controls") };
  GPtrArray *rows = chosho_paper_record_list_of (self->record, "individual", control);
  ChoshoPaperTable *table;

  if (rows->len == 0)
    return;
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < rows->len; i++)
    add_individual (self, table, g_ptr_array_index (rows, i));
}

static void
add_scope (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  static const double widths[] = { 0.18, 0.17, 0.15, 0.5 };
  const char *const titles[] = { chosho_paper_word (self, "phase"), chosho_paper_word (self, "individual"), chosho_paper_word (self, "scope"),
                                 chosho_paper_word (self, "basis") };
  GPtrArray *rows = chosho_paper_record_list_of (self->record, "scope", control);
  ChoshoPaperTable *table;

  if (rows->len == 0)
    return;
  chosho_paper_add_subheading (paper, chosho_paper_word (self, "section-scope"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < rows->len; i++)
    {
      ChoshoValue *row = g_ptr_array_index (rows, i);
      g_autofree char *author = chosho_paper_author (self, row, "by", "at");

      chosho_paper_table_add (table, 0, CHOSHO_PAPER_PLAIN, chosho_paper_name (self, "phase", chosho_value_get_string (row, "phase")));
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "individual"));
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, chosho_paper_name (self, "paper-scope", chosho_value_get_string (row, "state")));
      chosho_paper_table_add (table, 3, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "basis"));
      chosho_paper_table_add (table, 3, CHOSHO_PAPER_SMALL, author);
      chosho_paper_table_end_row (table);
    }
}

/* --- Papers ------------------------------------------------------------------------------------------------------------------ */

/* The chapter of the criteria: "9　アクセス制御". (transfer full) */
static char *
dup_group (ChoshoPaperBuilder *self, ChoshoValue *entry, const char *number)
{
  g_autofree char *chapter = chosho_number_is_valid (number) ? g_strndup (number, strcspn (number, ".")) : NULL;
  ChoshoValue *row = chosho_paper_record_get (self->record, "catalog", chapter != NULL ? chapter : chosho_value_get_string (entry, "parent"));
  const char *title = chosho_value_get_string (row, "title");

  if (title != NULL && title[0] != '\0')
    return g_strconcat (chosho_value_get_string (row, "number"), "　", title, NULL);
  if (chapter != NULL)
    return chosho_report_template_format (self->words, "format", "chapter", "number", chapter, NULL);
  return g_strdup (chosho_paper_word (self, "group-controls"));
}

ChoshoPaper *
chosho_paper_builder_make_control (ChoshoPaperBuilder *self, const char *number)
{
  ChoshoValue *entry = chosho_paper_record_get (self->record, "catalog", number);
  ChoshoValue *row = chosho_paper_record_get (self->record, "control", number);
  g_autofree char *group = dup_group (self, entry, number);
  g_autoptr (ChoshoValue) evidence = chosho_paper_list_evidence (self, number);
  ChoshoPaper *paper = chosho_paper_new (number, chosho_value_get_string (entry, "title"), group);

  add_head (self, paper, row, TRUE);
  add_criteria (self, paper, entry);
  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-statement"));
  add_statement (self, paper, number, chosho_value_get_boolean (row, "selected", TRUE));
  add_individuals (self, paper, number);
  add_scope (self, paper, number);
  chosho_paper_add_work (self, paper, number);
  chosho_paper_add_samples (self, paper, number);
  chosho_paper_add_inquiries (self, paper, number);
  chosho_paper_add_evidence (self, paper, number, evidence);
  chosho_paper_add_marks (self, paper, number);
  chosho_paper_add_findings (self, paper, number);
  chosho_paper_add_notes (self, paper, number);
  chosho_paper_add_prior (self, paper, number);
  chosho_paper_add_history (self, paper, number, row);
  return paper;
}

ChoshoPaper *
chosho_paper_builder_make_general (ChoshoPaperBuilder *self, const char *id)
{
  ChoshoValue *row = chosho_paper_record_get (self->record, "paper", id);
  ChoshoPaper *paper = chosho_paper_new (chosho_value_get_string (row, "number"), chosho_value_get_string (row, "title"),
                                         chosho_paper_word (self, "group-general"));

  add_head (self, paper, row, FALSE);
  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-content"));
  chosho_paper_add_text (paper, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "text"));
  chosho_paper_add_evidence (self, paper, id, chosho_value_get (row, "evidence"));
  chosho_paper_add_notes (self, paper, id);
  chosho_paper_add_history (self, paper, id, row);
  return paper;
}

static void
add_count (ChoshoPaperBuilder *self, ChoshoPaperTable *table, const char *key, guint count)
{
  g_autofree char *number = chosho_report_template_format_number (count);

  chosho_paper_table_field (table, chosho_paper_word (self, key), number);
}

ChoshoPaper *
chosho_paper_builder_make_cover (ChoshoPaperBuilder *self, gint64 made_at)
{
  ChoshoPaper *paper = chosho_paper_new ("", chosho_paper_word (self, "binder"), NULL);
  ChoshoPaperTable *table = chosho_paper_add_table (paper, G_N_ELEMENTS (pair_widths), pair_widths, NULL);
  g_autofree char *utc = chosho_time_format (made_at);
  g_autofree char *time = chosho_paper_time (self, utc);

  add_engagement (self, table);
  chosho_paper_add_text (paper, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "nature"));
  chosho_paper_add_text (paper, CHOSHO_PAPER_SMALL, chosho_paper_word (self, "binder-note"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (field_widths), field_widths, NULL);
  chosho_paper_table_field (table, chosho_paper_word (self, "made-at"), time);
  add_count (self, table, "count-events", chosho_paper_record_get_n_events (self->record));
  add_count (self, table, "count-controls", chosho_paper_record_list (self->record, "control")->len);
  add_count (self, table, "count-general", chosho_paper_record_list (self->record, "paper")->len);
  add_count (self, table, "count-evidence", chosho_paper_record_list (self->record, "evidence")->len);
  add_count (self, table, "count-marks", chosho_paper_record_list (self->record, "mark")->len);
  add_count (self, table, "count-findings", chosho_paper_record_list (self->record, "finding")->len);
  return paper;
}
