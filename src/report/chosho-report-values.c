/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-values.h"

#include <string.h>

#include "chosho-report-annex.h"
#include "chosho-report-body.h"
#include "chosho-report-medium.h"

/* Single values; after them the repeated ones. fixed.… are the template's fixed paragraphs. */
static const char *const names[] = {
  "draft", "title", "engagement", "report_date", "addressee", "firm", "signers", "scheme", "kind", "linked_report", "reissue", "services", "statement",
  "statement_version", "statement_date", "statement_sha256", "criteria", "period", "period_from", "period_to", "design_dates", "count_controls",
  "count_procedures", "count_untested", "count_findings", "fixed.opening", "fixed.nature", "fixed.client", "fixed.practitioner", "fixed.restriction",
  "fixed.results-note", "fixed.findings-note", "fixed.untested-note",
  "member.role", "member.name",
  "finding.number", "finding.controls", "finding.text", "finding.further",
  "control.number", "control.title", "control.procedure", "control.outcome", "control.result",
  "procedure.control", "procedure.control_title", "procedure.number", "procedure.procedure", "procedure.outcome", "procedure.result",
  "untested.number", "untested.title", "untested.basis", "untested.detail",
};

static const char *const groups[] = { "member", "finding", "control", "procedure", "untested" };

struct _ChoshoReportValues
{
  const ChoshoReportModel    *model;    /* borrowed, while it is filled */
  const ChoshoReportTemplate *template; /* borrowed, while it is filled */
  GHashTable                 *values;   /* owned: "name" or "name row" to its text */
  guint                       counts[G_N_ELEMENTS (groups)];
};

gboolean
chosho_report_values_is_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}

const char *
chosho_report_values_get_group (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_has_prefix (name, groups[i]) && name[strlen (groups[i])] == '.')
      return groups[i];
  return NULL;
}

const char **
chosho_report_values_list_names (void)
{
  const char **list = g_new0 (const char *, G_N_ELEMENTS (names) + 1);

  memcpy (list, names, sizeof names);
  return list;
}

/* @group: one of those above. */
static guint *
find_count (ChoshoReportValues *self, const char *group)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (groups) && strcmp (groups[i], group) != 0)
    i++;
  return &self->counts[i];
}

static char *
dup_key (const char *name, guint row)
{
  return chosho_report_values_get_group (name) != NULL ? g_strdup_printf ("%s %u", name, row) : g_strdup (name);
}

guint
chosho_report_values_count (ChoshoReportValues *self, const char *group)
{
  return *find_count (self, group);
}

const char *
chosho_report_values_get (ChoshoReportValues *self, const char *name, guint row)
{
  g_autofree char *key = dup_key (name, row);
  const char *value = g_hash_table_lookup (self->values, key);

  return value != NULL ? value : "";
}

/* Takes @value (nullable). */
static void
take (ChoshoReportValues *self, const char *name, guint row, char *value)
{
  g_hash_table_insert (self->values, dup_key (name, row), value != NULL ? value : g_strdup (""));
}

static void
set (ChoshoReportValues *self, const char *name, const char *value)
{
  take (self, name, 0, g_strdup (value));
}

static void
set_in (ChoshoReportValues *self, const char *name, guint row, const char *value)
{
  take (self, name, row, g_strdup (value));
}

/* Lines of a list of strings. (transfer full) */
static char *
join_lines (const GPtrArray *strings)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < strings->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (strings, i));
  return g_string_free (out, FALSE);
}

/* (transfer full) (nullable) */
static char *
dup_date (ChoshoReportValues *self, const char *date)
{
  return date != NULL ? chosho_report_template_format_date (self->template, date) : NULL;
}

/* --- From the annexes --------------------------------------------------------------------------------------- */

#define COLUMNS 4

/* A medium that keeps the cells of each row. */
typedef struct
{
  ChoshoReportMedium  parent;
  ChoshoReportValues *values;
  const char         *group;
  const char *const  *columns;       /* names of the values of a row's cells */
  GString            *cells[COLUMNS]; /* owned */
  char               *place;         /* owned, nullable: the control */
  char               *band;          /* owned, nullable: its title */
} Collector;

static void
on_nothing (ChoshoReportMedium *medium)
{
}

static void
on_space (ChoshoReportMedium *medium, double height)
{
}

static void
on_text (ChoshoReportMedium *medium, ChoshoReportStyle style, ChoshoReportAlign align, double indent, double gray, const char *text)
{
}

static void
on_body (ChoshoReportMedium *medium, const char *text)
{
}

static void
on_heading (ChoshoReportMedium *medium, ChoshoReportHeading level, const char *title)
{
}

static void
on_begin_table (ChoshoReportMedium *medium, guint n_columns, const double *widths, const char *const *titles)
{
}

static void
on_set_place (ChoshoReportMedium *medium, const char *place)
{
  Collector *self = (Collector *) medium;

  g_free (self->place);
  self->place = g_strdup (place);
}

static void
on_add_band (ChoshoReportMedium *medium, const char *text, const char *continued, gboolean filled, guint outline_level)
{
  Collector *self = (Collector *) medium;

  if (!filled)
    return;
  g_free (self->band);
  self->band = g_strdup (text);
}

static void
on_add_cell (ChoshoReportMedium *medium, guint column, ChoshoReportStyle style, const char *text)
{
  GString *cell = ((Collector *) medium)->cells[column];

  if (cell->len > 0)
    g_string_append_c (cell, '\n');
  g_string_append (cell, text);
}

static void
on_end_row (ChoshoReportMedium *medium)
{
  Collector *self = (Collector *) medium;
  guint row = (*find_count (self->values, self->group))++;

  for (guint i = 0; i < COLUMNS; i++)
    {
      set_in (self->values, self->columns[i], row, self->cells[i]->str);
      g_string_truncate (self->cells[i], 0);
    }
  if (strcmp (self->group, "procedure") != 0)
    return;
  set_in (self->values, "procedure.control", row, self->place);
  set_in (self->values, "procedure.control_title", row, self->band);
}

static const ChoshoReportMediumClass collector_class = {
  .set_place = on_set_place,
  .new_page = on_nothing,
  .space = on_space,
  .text = on_text,
  .body = on_body,
  .heading = on_heading,
  .begin_table = on_begin_table,
  .add_band = on_add_band,
  .add_cell = on_add_cell,
  .end_row = on_end_row,
  .end_table = on_nothing,
};

typedef gboolean (*Annex) (ChoshoReportMedium *medium, const ChoshoReportModel *model, ChoshoProgress *progress, GCancellable *cancellable, GError **error);

static void
collect (ChoshoReportValues *self, const char *group, const char *const *columns, Annex annex)
{
  Collector collector = { .values = self, .group = group, .columns = columns };

  chosho_report_medium_init (&collector.parent, &collector_class, self->template);
  for (guint i = 0; i < COLUMNS; i++)
    collector.cells[i] = g_string_new (NULL);
  (void) annex (&collector.parent, self->model, NULL, NULL, NULL); /* nothing cancels it */
  for (guint i = 0; i < COLUMNS; i++)
    g_string_free (collector.cells[i], TRUE);
  g_free (collector.place);
  g_free (collector.band);
}

static void
append (ChoshoReportValues *self, const char *name, guint row, const char *more)
{
  const char *before = chosho_report_values_get (self, name, row);

  take (self, name, row, *before != '\0' ? g_strconcat (before, "\n", more, NULL) : g_strdup (more));
}

/* A row a control, of all its procedures. */
static void
add_controls (ChoshoReportValues *self)
{
  guint *count = find_count (self, "control");

  for (guint i = 0; i < chosho_report_values_count (self, "procedure"); i++)
    {
      const char *number = chosho_report_values_get (self, "procedure.control", i);

      if (*count == 0 || strcmp (chosho_report_values_get (self, "control.number", *count - 1), number) != 0)
        {
          set_in (self, "control.number", *count, number);
          set_in (self, "control.title", *count, chosho_report_values_get (self, "procedure.control_title", i));
          (*count)++;
        }
      append (self, "control.procedure", *count - 1, chosho_report_values_get (self, "procedure.procedure", i));
      append (self, "control.outcome", *count - 1, chosho_report_values_get (self, "procedure.outcome", i));
      append (self, "control.result", *count - 1, chosho_report_values_get (self, "procedure.result", i));
    }
}

/* --- From the model ----------------------------------------------------------------------------------------- */

static void
add_persons (ChoshoReportValues *self)
{
  g_autoptr (GPtrArray) signers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->model->signers->len; i++)
    {
      const ChoshoReportPerson *person = g_ptr_array_index (self->model->signers, i);

      g_ptr_array_add (signers, chosho_report_template_format (self->template, "format", "signer", "role",
                                                               chosho_report_template_get_label (self->template, "role", person->role), "name",
                                                               person->name, NULL));
    }
  take (self, "signers", 0, join_lines (signers));
  for (guint i = 0; i < self->model->team->len; i++)
    {
      const ChoshoReportPerson *person = g_ptr_array_index (self->model->team, i);

      set_in (self, "member.role", i, chosho_report_template_get_label (self->template, "role", person->role));
      set_in (self, "member.name", i, person->name);
    }
  *find_count (self, "member") = self->model->team->len;
}

static void
add_findings (ChoshoReportValues *self)
{
  for (guint i = 0; i < self->model->findings->len; i++)
    {
      const ChoshoReportFinding *finding = g_ptr_array_index (self->model->findings, i);

      set_in (self, "finding.number", i, finding->number);
      take (self, "finding.controls", i, join_lines (finding->controls));
      set_in (self, "finding.text", i, finding->text);
      set_in (self, "finding.further", i, finding->further);
    }
  *find_count (self, "finding") = self->model->findings->len;
}

static void
add_dates (ChoshoReportValues *self)
{
  const ChoshoReportModel *model = self->model;
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *from = dup_date (self, model->period_from);
  g_autofree char *to = dup_date (self, model->period_to);

  for (guint i = 0; i < model->design_dates->len; i++)
    g_ptr_array_add (dates, dup_date (self, g_ptr_array_index (model->design_dates, i)));
  take (self, "design_dates", 0, join_lines (dates));
  take (self, "report_date", 0, dup_date (self, model->report_date));
  take (self, "statement_date", 0, dup_date (self, model->statement_date));
  take (self, "period", 0, chosho_report_template_format (self->template, "format", "period", "from", from, "to", to, NULL));
  set (self, "period_from", from);
  set (self, "period_to", to);
}

static void
add_fixed (ChoshoReportValues *self, const char *scheme)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (names[i], "fixed."))
      take (self, names[i], 0, chosho_report_template_format (self->template, "fixed", names[i] + strlen ("fixed."), "scheme", scheme, "firm",
                                                              self->model->firm, "addressee", self->model->addressee, NULL));
}

static void
add_engagement (ChoshoReportValues *self)
{
  const ChoshoReportModel *model = self->model;
  const char *scheme = model->scheme != NULL ? chosho_report_template_get_label (self->template, "scheme", model->scheme) : NULL;

  set (self, "draft", model->draft ? chosho_report_template_get (self->template, "label", "draft") : NULL);
  set (self, "title", chosho_report_body_get_title (self->template, model));
  set (self, "engagement", model->engagement_id);
  set (self, "addressee", model->addressee);
  set (self, "firm", model->firm);
  set (self, "scheme", scheme);
  set (self, "kind", chosho_report_body_get_kind (self->template, model));
  set (self, "linked_report", model->linked_report);
  set (self, "reissue", model->reissue);
  take (self, "services", 0, join_lines (model->services));
  set (self, "statement", model->statement_name);
  set (self, "statement_version", model->statement_version);
  set (self, "statement_sha256", model->statement_sha256);
  set (self, "criteria", model->criteria);
  add_fixed (self, scheme);
}

static void
add_counts (ChoshoReportValues *self)
{
  take (self, "count_controls", 0, chosho_report_template_format_number (chosho_report_values_count (self, "control")));
  take (self, "count_procedures", 0, chosho_report_template_format_number (chosho_report_values_count (self, "procedure")));
  take (self, "count_untested", 0, chosho_report_template_format_number (chosho_report_body_count_untested (self->model)));
  take (self, "count_findings", 0, chosho_report_template_format_number (chosho_report_values_count (self, "finding")));
}

ChoshoReportValues *
chosho_report_values_new (const ChoshoReportModel *model, const ChoshoReportTemplate *template)
{
  static const char *const results[COLUMNS] = { "procedure.number", "procedure.procedure", "procedure.outcome", "procedure.result" };
  static const char *const untested[COLUMNS] = { "untested.number", "untested.title", "untested.basis", "untested.detail" };
  ChoshoReportValues *self = g_new0 (ChoshoReportValues, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->model = model;
  self->template = template;
  collect (self, "procedure", results, chosho_report_annex_set_results);
  collect (self, "untested", untested, chosho_report_annex_set_untested);
  add_controls (self);
  add_persons (self);
  add_findings (self);
  add_dates (self);
  add_engagement (self);
  add_counts (self);
  self->model = NULL;
  self->template = NULL;
  return self;
}

void
chosho_report_values_free (ChoshoReportValues *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}
