/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-lines.h"

#include <string.h>

#include "chosho-digest.h"
#include "chosho-report-values.h"

static const ChoshoReportLineKind kinds[] = {
  { "title", { NULL }, "label", "title-changed" }, { "addressee", { NULL }, "label", "addressee" }, { "firm", { NULL }, "label", "firm" },
  { "signers", { NULL }, "label", "signers" }, { "scheme", { NULL }, "label", "scheme" }, { "kind", { NULL }, "label", "kind" },
  { "linked_report", { NULL }, "label", "linked-report" }, { "services", { NULL }, "label", "services" },
  { "statement", { NULL }, "label", "statement" }, { "statement_version", { NULL }, "label", "statement-version" },
  { "statement_date", { NULL }, "label", "statement-date" }, { "statement_sha256", { NULL }, "label", "statement" },
  { "criteria", { NULL }, "label", "criteria" }, { "period", { NULL }, "label", "period" }, { "design_dates", { NULL }, "label", "design-date" },
  { "member.name", { "member.role", NULL }, "title", "team" },
  { "finding.number", { "finding.controls", "finding.text", "finding.further", NULL }, "title", "findings" },
  { "control.number", { "control.procedure", "control.outcome", "control.result", NULL }, "label", "controls" },
  { "untested.number", { "untested.title", "untested.basis", "untested.detail", NULL }, "title", "annex-untested" },
};

const ChoshoReportLineKind *
chosho_report_lines_get_kind (guint index)
{
  return index < G_N_ELEMENTS (kinds) ? &kinds[index] : NULL;
}

static void
line_free (gpointer data)
{
  ChoshoReportLine *self = data;

  g_free (self->place);
  g_free (self->label);
  g_free (self->text);
  g_free (self);
}

typedef struct
{
  ChoshoReportValues         *values;   /* (borrowed) */
  const ChoshoReportTemplate *template; /* (borrowed) */
  GPtrArray                  *lines;    /* (borrowed) */
} Listing;

static void
add_line (Listing *self, const ChoshoReportLineKind *kind, const char *number, guint ordinal, const char *text)
{
  ChoshoReportLine *line;

  if (text[0] == '\0')
    return;
  line = g_new0 (ChoshoReportLine, 1);
  line->place = number != NULL ? g_strdup_printf ("%s %s %u", kind->name, number, ordinal) : g_strdup (kind->name);
  line->label = chosho_report_template_join_number (self->template, chosho_report_template_get (self->template, kind->group, kind->key), number);
  line->text = g_strdup (text);
  g_ptr_array_add (self->lines, line);
}

static char *
join_columns (Listing *self, const ChoshoReportLineKind *kind, guint row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; kind->columns[i] != NULL; i++)
    {
      const char *value = chosho_report_values_get (self->values, kind->columns[i], row);

      if (value[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", value);
    }
  return g_string_free (text, FALSE);
}

/* A control has a row for each procedure: they are told apart by their order among its own. */
static void
add_rows (Listing *self, const ChoshoReportLineKind *kind)
{
  const char *last = NULL;
  guint ordinal = 0;

  for (guint row = 0; row < chosho_report_values_count (self->values, chosho_report_values_get_group (kind->name)); row++)
    {
      const char *number = chosho_report_values_get (self->values, kind->name, row);
      g_autofree char *text = join_columns (self, kind, row);

      ordinal = g_strcmp0 (number, last) == 0 ? ordinal + 1 : 0;
      last = number;
      add_line (self, kind, number, ordinal, text);
    }
}

GPtrArray *
chosho_report_lines_list (const ChoshoReportModel *model, const ChoshoReportTemplate *template)
{
  g_autoptr (ChoshoReportValues) values = chosho_report_values_new (model, template);
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  Listing listing = { values, template, lines };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].columns[0] == NULL)
      add_line (&listing, &kinds[i], NULL, 0, chosho_report_values_get (values, kinds[i].name, 0));
    else
      add_rows (&listing, &kinds[i]);
  return lines;
}

char *
chosho_report_lines_digest (GPtrArray *lines)
{
  GString *all = g_string_new (NULL);
  char *digest;

  for (guint i = 0; i < lines->len; i++)
    {
      ChoshoReportLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (all, "%s\x1f%s\x1e", line->place, line->text);
    }
  digest = chosho_digest_hex (all->str, all->len);
  g_string_free (all, TRUE);
  return digest;
}
