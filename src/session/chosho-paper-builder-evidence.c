/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "commands/chosho-mark-legend.h"
#include "chosho-paper-builder-private.h"

/* Evidence with the papers that cite it, marks with what is marked, records of inquiry and observation. */

/* --- Evidence ----------------------------------------------------------------------------------------------------------------- */

ChoshoValue *
chosho_paper_list_evidence (ChoshoPaperBuilder *self, const char *control)
{
  ChoshoValue *list = chosho_value_new_array ();
  g_autoptr (ChoshoValue) samples = chosho_paper_list_samples (self, control);
  GPtrArray *marks = chosho_paper_record_list_of (self->record, "mark", control);
  GPtrArray *steps = chosho_paper_record_list_of (self->record, "step", control);

  for (guint i = 0; i < steps->len; i++)
    chosho_paper_add_ids (list, chosho_value_get (g_ptr_array_index (steps, i), "evidence"));
  chosho_paper_add_ids (list, chosho_value_get (chosho_paper_record_get (self->record, "links", control), "evidence"));
  for (guint i = 0; i < chosho_value_get_length (samples); i++)
    {
      ChoshoValue *sample = chosho_paper_record_get (self->record, "sample", chosho_value_as_string (chosho_value_get_item (samples, i)));
      ChoshoValue *results = chosho_value_get (sample, "results");

      for (guint j = 0; j < chosho_value_get_length (results); j++)
        chosho_paper_add_ids (list, chosho_value_get (chosho_value_get_item (results, j), "evidence"));
    }
  for (guint i = 0; i < marks->len; i++)
    {
      const char *on = chosho_value_get_string (g_ptr_array_index (marks, i), "evidence");

      if (on != NULL && !chosho_value_has_text (list, on))
        chosho_value_append_string (list, on);
    }
  return list;
}

static void
add_dates (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, ChoshoValue *row, gboolean with_author)
{
  g_autofree char *as_of = chosho_paper_date (self, chosho_value_get_string (row, "as_of"));
  g_autofree char *covers = chosho_paper_span (self, chosho_value_get_string (row, "covers_from"), chosho_value_get_string (row, "covers_to"));
  const char *received = chosho_value_get_string (row, "received_at");
  g_autofree char *time = received != NULL && strchr (received, 'T') != NULL ? chosho_paper_time (self, received) : chosho_paper_date (self, received);
  g_autofree char *author = chosho_paper_author (self, row, "by", "at");

  chosho_paper_add_labelled (self, table, column, "as-of", as_of);
  chosho_paper_add_labelled (self, table, column, "covers", covers);
  chosho_paper_add_labelled (self, table, column, "received", time);
  if (with_author)
    chosho_paper_add_labelled (self, table, column, "recorded-by", author);
}

/* What was seen and not taken is said as what it is. */
static void
add_sighting (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, ChoshoValue *row)
{
  static const struct
  {
    const char *key, *field;
  } facts[] = { { "sighting-what", "what" }, { "version", "version" }, { "sighting-pages", "pages" }, { "place", "where" },
                { "sighting-with", "with" }, { "sighting-reason", "reason" } };

  if (g_strcmp0 (chosho_value_get_string (row, "kind"), "sighting") != 0)
    return;
  chosho_paper_table_add (table, column, CHOSHO_PAPER_STRONG,
                          chosho_report_template_get (self->words, "label", g_strcmp0 (chosho_value_get_string (row, "means"), "screen") == 0
                                                                                ? "sighting-screen" : "sighting-on-site"));
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    chosho_paper_add_labelled (self, table, column, facts[i].key, chosho_value_get_string (row, facts[i].field));
}

static void
add_versions (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, ChoshoValue *row)
{
  const char *older = chosho_value_get_string (row, "version_of");
  g_autofree char *of = older != NULL ? chosho_paper_reference (self, "evidence", older) : NULL;
  g_autofree char *newer = chosho_paper_references (self, "evidence", chosho_value_get (row, "replaced_by"));

  chosho_paper_add_labelled (self, table, column, "version-of", of);
  chosho_paper_add_labelled (self, table, column, "version-reason", chosho_value_get_string (row, "version_reason"));
  chosho_paper_add_labelled (self, table, column, "replaced-by", newer);
  chosho_paper_add_labelled (self, table, column, "judged", chosho_value_get_string (row, "judged"));
  if (chosho_value_get_boolean (row, "withdrawn", FALSE))
    chosho_paper_add_labelled (self, table, column, "withdrawn", chosho_value_get_string (row, "withdrawn_reason"));
  if (chosho_value_get_boolean (row, "purged", FALSE))
    chosho_paper_add_labelled (self, table, column, "purged", chosho_value_get_string (row, "purged_reason"));
}

/* "業務依頼者　情報システム部" */
static void
add_origin (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, ChoshoValue *row)
{
  const char *source = chosho_value_get_string (row, "source");
  const char *origin = chosho_paper_name (self, "paper-origin", chosho_value_get_string (row, "origin"));
  g_autofree char *line = source != NULL && origin != NULL ? g_strjoin ("　", origin, source, NULL) : g_strdup (origin != NULL ? origin : source);

  chosho_paper_table_add (table, column, CHOSHO_PAPER_SMALL, line);
}

static void
add_content (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, ChoshoValue *row)
{
  const char *sha256 = chosho_value_get_string (row, "sha256");
  g_autofree char *size = chosho_value_get (row, "size_bytes") != NULL ? chosho_paper_size (self, chosho_value_get_integer (row, "size_bytes", 0)) : NULL;
  g_autofree char *digest = sha256 != NULL ? g_strjoin ("　", sha256, size, NULL) : NULL;
  const char *holder = chosho_value_get_string (row, "of");
  g_autofree char *archive = holder != NULL ? chosho_paper_reference (self, "evidence", holder) : NULL;

  chosho_paper_table_add (table, column, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "name"));
  add_sighting (self, table, column, row);
  chosho_paper_add_labelled (self, table, column, "archive", archive);
  add_origin (self, table, column, row);
  chosho_paper_add_labelled (self, table, column, "note", chosho_value_get_string (row, "note"));
  chosho_paper_table_add (table, column, CHOSHO_PAPER_SMALL, digest); /* as the column's title says */
  add_versions (self, table, column, row);
}

char *
chosho_paper_papers (ChoshoPaperBuilder *self, ChoshoValue *row, const char *here)
{
  ChoshoValue *controls = chosho_value_get (row, "controls");
  ChoshoValue *papers = chosho_value_get (row, "papers");
  g_autoptr (ChoshoValue) names = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (controls, i)), here) != 0)
      chosho_value_append (names, chosho_value_ref (chosho_value_get_item (controls, i)));
  for (guint i = 0; i < chosho_value_get_length (papers); i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get_item (papers, i));

      if (g_strcmp0 (id, here) != 0)
        chosho_value_append_string (names, chosho_value_get_string (chosho_paper_record_get (self->record, "paper", id), "number"));
    }
  return chosho_paper_join (self, names);
}

/* Where this paper cites the evidence: its steps, and the marks on it. */
static void
add_citations (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, ChoshoValue *row, const char *target)
{
  const char *id = chosho_value_get_string (row, "id");
  GPtrArray *steps = chosho_paper_record_list_of (self->record, "step", target);
  GPtrArray *marks = chosho_paper_record_list_of (self->record, "mark", target);
  g_autoptr (ChoshoValue) names = chosho_value_new_array ();
  g_autofree char *line = NULL;
  g_autofree char *others = chosho_paper_papers (self, row, target);

  for (guint i = 0; i < steps->len; i++)
    if (chosho_value_has_text (chosho_value_get (g_ptr_array_index (steps, i), "evidence"), id))
      chosho_value_append_string (names, chosho_paper_step (self, target, chosho_value_get_string (g_ptr_array_index (steps, i), "id")));
  for (guint i = 0; i < marks->len; i++)
    if (g_strcmp0 (chosho_value_get_string (g_ptr_array_index (marks, i), "evidence"), id) == 0)
      chosho_value_append_string (names, chosho_value_get_string (g_ptr_array_index (marks, i), "reference"));
  line = chosho_paper_join (self, names);
  chosho_paper_table_add (table, column, CHOSHO_PAPER_REFERENCE, line);
  chosho_paper_add_labelled (self, table, column, "other-papers", others);
}

void
chosho_paper_add_evidence (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *target, ChoshoValue *ids)
{
  static const double widths[] = { 0.165, 0.4, 0.235, 0.2 };
  const char *const titles[] = { chosho_paper_word (self, "reference"), chosho_paper_word (self, "evidence-digest"), chosho_paper_word (self, "dates"),
                                 chosho_paper_word (self, "cited") };
  ChoshoPaperTable *table;

  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-evidence"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      ChoshoValue *row = chosho_paper_record_get (self->record, "evidence", chosho_value_as_string (chosho_value_get_item (ids, i)));

      chosho_paper_table_add (table, 0, CHOSHO_PAPER_REFERENCE, chosho_value_get_string (row, "reference"));
      add_content (self, table, 1, row);
      add_dates (self, table, 2, row, TRUE);
      add_citations (self, table, 3, row, target);
      chosho_paper_table_end_row (table);
    }
  chosho_paper_end_table (self, paper, table);
}

/* One of tens of thousands: what a paper that cites it says at length is short here. */
static void
add_index_row (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *row)
{
  g_autofree char *papers = chosho_paper_papers (self, row, NULL);
  g_autofree char *size = chosho_value_get (row, "size_bytes") != NULL ? chosho_paper_size (self, chosho_value_get_integer (row, "size_bytes", 0)) : NULL;

  chosho_paper_table_add (table, 0, CHOSHO_PAPER_REFERENCE, chosho_value_get_string (row, "reference"));
  chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "name"));
  if (g_strcmp0 (chosho_value_get_string (row, "kind"), "sighting") == 0)
    add_sighting (self, table, 1, row);
  add_origin (self, table, 1, row);
  add_versions (self, table, 1, row);
  add_dates (self, table, 2, row, FALSE);
  chosho_paper_table_add (table, 3, CHOSHO_PAPER_SMALL, chosho_value_get_string (row, "sha256"));
  chosho_paper_table_add (table, 3, CHOSHO_PAPER_SMALL, size);
  chosho_paper_table_add (table, 4, CHOSHO_PAPER_SMALL, papers);
  chosho_paper_table_end_row (table);
}

ChoshoPaper *
chosho_paper_builder_make_evidence (ChoshoPaperBuilder *self)
{
  static const double widths[] = { 0.15, 0.28, 0.18, 0.24, 0.15 };
  const char *const titles[] = { chosho_paper_word (self, "reference"), chosho_paper_word (self, "evidence"), chosho_paper_word (self, "dates"),
                                 chosho_paper_word (self, "digest"), chosho_paper_word (self, "papers") };
  GPtrArray *rows = chosho_paper_record_list (self->record, "evidence");
  ChoshoPaper *paper = chosho_paper_new (chosho_paper_word (self, "index-evidence"), NULL, chosho_paper_word (self, "group-index"));
  ChoshoPaperTable *table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);

  for (guint i = 0; i < rows->len; i++)
    add_index_row (self, table, g_ptr_array_index (rows, i));
  chosho_paper_end_table (self, paper, table);
  return paper;
}

/* --- Marks ------------------------------------------------------------------------------------------------------------------------- */

/* What the sign of a tick mark means; NULL. */
static char *
dup_meaning (ChoshoPaperBuilder *self, const char *sign)
{
  g_autoptr (ChoshoValue) legend = chosho_mark_legend_make (chosho_paper_record_get_setting (self->record, "ticks"));
  const char *language = chosho_paper_builder_get_language (self) == CHOSHO_REPORT_LANGUAGE_JA ? "label_ja" : "label_en";

  for (guint i = 0; i < chosho_value_get_length (legend); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (legend, i), "mark"), sign) == 0)
      return g_strdup (chosho_value_get_string (chosho_value_get_item (legend, i), language));
  return NULL;
}

/* "page=3" as people cite it. (transfer full) */
static char *
dup_place (ChoshoPaperBuilder *self, const char *place)
{
  const char *value = place != NULL ? strchr (place, '=') : NULL;
  g_autofree char *kind = value != NULL ? g_strndup (place, (gsize) (value - place)) : NULL;
  g_autofree char *key = kind != NULL ? g_strconcat ("place-", kind, NULL) : NULL;

  return key == NULL ? g_strdup (place) : chosho_report_template_format (self->words, "paper", key, "place", value + 1, NULL);
}

static void
add_line (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *key, const char *value)
{
  g_autofree char *line = chosho_paper_labelled (self, key, value);

  chosho_paper_add_text (paper, CHOSHO_PAPER_SMALL, line);
}

/* To what a reference leads. (transfer full) (nullable) */
static char *
dup_target (ChoshoPaperBuilder *self, ChoshoValue *mark)
{
  const char *to = chosho_value_get_string (mark, "to"), *step = chosho_value_get_string (mark, "to_step");
  g_autofree char *place = dup_place (self, chosho_value_get_string (mark, "to_place"));
  g_autofree char *reference = NULL;

  if (step != NULL)
    return chosho_paper_step_of (self, chosho_value_get_string (mark, "control"), step);
  reference = to != NULL ? chosho_paper_reference (self, "evidence", to) : NULL;
  return reference != NULL && place != NULL ? g_strjoin ("　", reference, place, NULL) : g_steal_pointer (&reference);
}

static void
add_excerpt (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *mark)
{
  const char *code = NULL;
  const ChoshoPaperExcerpt *excerpt = self->excerpts != NULL
                                          ? chosho_paper_excerpts_get (self->excerpts, chosho_value_get_string (mark, "id"), &code) : NULL;

  if (excerpt != NULL)
    chosho_paper_add_excerpt (paper, excerpt);
  else if (code != NULL)
    chosho_paper_add_text (paper, CHOSHO_PAPER_SMALL, chosho_report_template_get (self->words, "paper-excerpt", code));
}

static void
add_state (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *mark)
{
  const char *state = chosho_value_get_string (mark, "state");
  g_autofree char *moved = chosho_value_get_string (mark, "moved_by") != NULL ? chosho_paper_author (self, mark, "moved_by", "moved_at") : NULL;

  if (g_strcmp0 (state, "standing") != 0)
    add_line (self, paper, "mark-state", chosho_paper_name (self, "paper-mark", state));
  add_line (self, paper, "withdrawn", chosho_value_get_string (mark, "withdrawn_reason"));
  add_line (self, paper, "mark-stays", chosho_value_get_string (mark, "stays"));
  add_line (self, paper, "mark-moved", moved);
}

static void
add_mark (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *mark)
{
  const char *tick = chosho_value_get_string (mark, "tick");
  const char *quote = chosho_value_get_string (mark, "quote");
  const char *step = chosho_value_get_string (mark, "step");
  g_autofree char *meaning = tick != NULL ? dup_meaning (self, tick) : NULL;
  g_autofree char *kind = tick != NULL ? g_strjoin ("　", tick, meaning, NULL)
                                       : g_strdup (chosho_paper_name (self, "paper-mark-kind", chosho_value_get_string (mark, "kind")));
  g_autofree char *title = g_strjoin ("　", chosho_value_get_string (mark, "reference"), kind, NULL);
  g_autofree char *place = dup_place (self, chosho_value_get_string (mark, "place"));
  g_autofree char *where = g_strjoin ("　", chosho_value_get_string (mark, "evidence_reference"), chosho_value_get_string (mark, "evidence_name"), place, NULL);
  g_autofree char *of_step = step != NULL ? chosho_paper_step_of (self, chosho_value_get_string (mark, "control"), step) : NULL;
  g_autofree char *to = dup_target (self, mark);
  g_autofree char *author = chosho_paper_author (self, mark, "by", "at");
  g_autofree char *quoted = quote != NULL ? chosho_report_template_format (self->words, "paper", "quote", "text", quote, NULL) : NULL;

  chosho_paper_add_text (paper, CHOSHO_PAPER_STRONG, title);
  chosho_paper_add_text (paper, CHOSHO_PAPER_REFERENCE, where);
  add_line (self, paper, "element", chosho_value_get_string (mark, "element"));
  add_line (self, paper, "step", of_step);
  add_line (self, paper, "refers-to", to);
  add_line (self, paper, "mark-text", chosho_value_get_string (mark, "text"));
  add_line (self, paper, "recorded-by", author);
  add_state (self, paper, mark);
  chosho_paper_add_text (paper, CHOSHO_PAPER_PLAIN, quoted);
  if (g_strcmp0 (chosho_value_get_string (mark, "state"), "withdrawn") != 0)
    add_excerpt (self, paper, mark);
}

/* Marks of other papers that refer to a step here. */
static void
add_incoming (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  GPtrArray *marks = chosho_paper_record_list (self->record, "mark");

  for (guint i = 0; i < marks->len; i++)
    {
      ChoshoValue *mark = g_ptr_array_index (marks, i);
      const char *step = chosho_paper_step (self, control, chosho_value_get_string (mark, "to_step"));
      g_autofree char *line = NULL;

      if (step == NULL || g_strcmp0 (chosho_value_get_string (mark, "control"), control) == 0
          || g_strcmp0 (chosho_value_get_string (mark, "state"), "withdrawn") == 0)
        continue;
      line = g_strjoin ("　", step, "←", chosho_value_get_string (mark, "control"), chosho_value_get_string (mark, "reference"), NULL);
      chosho_paper_add_text (paper, CHOSHO_PAPER_REFERENCE, line);
    }
}

void
chosho_paper_add_marks (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  GPtrArray *marks = chosho_paper_record_list_of (self->record, "mark", control);
  guint before = paper->blocks->len;

  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-marks"));
  for (guint i = 0; i < marks->len; i++)
    add_mark (self, paper, g_ptr_array_index (marks, i));
  add_incoming (self, paper, control);
  if (paper->blocks->len == before + 1)
    g_ptr_array_set_size (paper->blocks, (gint) before);
}

/* --- Inquiry and observation -------------------------------------------------------------------------------------------------------- */

/* The things of @kind that the steps of @control or itself are linked to, each once. (transfer full) */
static ChoshoValue *
list_records (ChoshoPaperBuilder *self, const char *control, const char *kind, const char *name)
{
  GPtrArray *steps = chosho_paper_record_list_of (self->record, "step", control);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < steps->len; i++)
    chosho_paper_add_ids (list, chosho_value_get (g_ptr_array_index (steps, i), name));
  chosho_paper_add_ids (list, chosho_value_get (chosho_paper_record_get (self->record, "links", control), kind));
  return list;
}

/* The steps of @control among those of @row. (transfer full) */
static char *
dup_steps (ChoshoPaperBuilder *self, ChoshoValue *row, const char *control)
{
  ChoshoValue *steps = chosho_value_get (row, "steps");
  g_autoptr (ChoshoValue) names = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      const char *step = chosho_value_as_string (chosho_value_get_item (steps, i));
      const char *name = chosho_paper_step (self, control, step);

      if (name != NULL)
        chosho_value_append_string (names, name);
    }
  return chosho_paper_join (self, names);
}

static void
add_record_head (ChoshoPaperBuilder *self, ChoshoPaperTable *table, ChoshoValue *row, const char *control)
{
  g_autofree char *steps = dup_steps (self, row, control);
  g_autofree char *author = chosho_paper_author (self, row, "by", "at");

  chosho_paper_table_add (table, 0, CHOSHO_PAPER_REFERENCE, chosho_value_get_string (row, "reference"));
  chosho_paper_table_add (table, 0, CHOSHO_PAPER_SMALL, steps);
  chosho_paper_add_labelled (self, table, 1, "held-at", chosho_value_get_string (row, "held_at"));
  chosho_paper_add_labelled (self, table, 1, "recorded-by", author);
}

static void
add_interviews (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control, ChoshoValue *ids)
{
  static const double widths[] = { 0.165, 0.255, 0.27, 0.31 };
  const char *const titles[] = { chosho_paper_word (self, "reference"), chosho_paper_word (self, "inquiry"), chosho_paper_word (self, "question"),
                                 chosho_paper_word (self, "answer") };
  ChoshoPaperTable *table;

  if (chosho_value_get_length (ids) == 0)
    return;
  chosho_paper_add_subheading (paper, chosho_paper_word (self, "interviews"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      ChoshoValue *row = chosho_paper_record_get (self->record, "interview", chosho_value_as_string (chosho_value_get_item (ids, i)));

      chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "who"));
      chosho_paper_table_add (table, 1, CHOSHO_PAPER_SMALL, chosho_value_get_string (row, "post"));
      add_record_head (self, table, row, control);
      chosho_paper_add_labelled (self, table, 1, "how", chosho_value_get_string (row, "how"));
      chosho_paper_add_labelled (self, table, 1, "place", chosho_value_get_string (row, "place"));
      chosho_paper_add_labelled (self, table, 1, "with", chosho_value_get_string (row, "with"));
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "question"));
      chosho_paper_table_add (table, 3, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "answer"));
      chosho_paper_table_end_row (table);
    }
}

static void
add_observations (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control, ChoshoValue *ids)
{
  static const double widths[] = { 0.165, 0.305, 0.53 };
  const char *const titles[] = { chosho_paper_word (self, "reference"), chosho_paper_word (self, "observation"), chosho_paper_word (self, "seen") };
  ChoshoPaperTable *table;

  if (chosho_value_get_length (ids) == 0)
    return;
  chosho_paper_add_subheading (paper, chosho_paper_word (self, "observations"));
  table = chosho_paper_add_table (paper, G_N_ELEMENTS (widths), widths, titles);
  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    {
      ChoshoValue *row = chosho_paper_record_get (self->record, "observation", chosho_value_as_string (chosho_value_get_item (ids, i)));

      chosho_paper_table_add (table, 1, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "where"));
      add_record_head (self, table, row, control);
      chosho_paper_add_labelled (self, table, 1, "with", chosho_value_get_string (row, "with"));
      chosho_paper_table_add (table, 2, CHOSHO_PAPER_PLAIN, chosho_value_get_string (row, "seen"));
      chosho_paper_table_end_row (table);
    }
}

void
chosho_paper_add_inquiries (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control)
{
  g_autoptr (ChoshoValue) interviews = list_records (self, control, "interview", "interviews");
  g_autoptr (ChoshoValue) observations = list_records (self, control, "observation", "observations");

  if (chosho_value_get_length (interviews) + chosho_value_get_length (observations) == 0)
    return;
  chosho_paper_add_heading (paper, chosho_paper_word (self, "section-inquiries"));
  add_interviews (self, paper, control, interviews);
  add_observations (self, paper, control, observations);
}
