/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-archive-html.h"
#include "chosho-archive-private.h"
#include "chosho-clock.h"

/* The two pages with which people begin: what is in the archive, and how it is checked. */

extern const char chosho_archive_check_ja[];
extern const char chosho_archive_check_en[];
extern const char chosho_archive_check_script[];

#define RECIPE "@RECIPE@"

static void
add_fact (ChoshoArchive *self, GString *page, const char *key, const char *value)
{
  const char *const cells[] = { chosho_archive_word (self, key), value };

  chosho_html_row (page, cells, G_N_ELEMENTS (cells));
}

/* What an additional audit or a re-audit belongs to, as its facts say. */
static void
add_link (ChoshoArchive *self, GString *page, ChoshoValue *facts)
{
  const char *parent = chosho_value_get_string (facts, "parent"), *title = chosho_value_get_string (facts, "parent_title");
  g_autofree char *link = g_strdup_printf ("%s%s%s", title != NULL ? title : "", title != NULL ? " " : "", parent != NULL ? parent : "");
  const char *kind = chosho_value_get_string (facts, "kind");

  if (g_strcmp0 (kind, "additional") != 0 && g_strcmp0 (kind, "reaudit") != 0)
    return;
  add_fact (self, page, "kind", chosho_report_template_get_label (self->words, "kind", strcmp (kind, "reaudit") == 0 ? "re-audit" : kind));
  add_fact (self, page, "linked", link);
  add_fact (self, page, "linked-root", chosho_value_get_string (facts, "parent_root"));
  add_fact (self, page, "scope-reason", chosho_value_get_string (facts, "scope_reason"));
}

static void
add_facts (ChoshoArchive *self, GString *page)
{
  ChoshoValue *facts = chosho_paper_record_get_facts (self->record);
  g_autofree char *period = g_strdup_printf ("%s – %s", chosho_value_get_string (facts, "period_start"), chosho_value_get_string (facts, "period_end"));
  g_autofree char *now = chosho_time_format (chosho_clock_now_us ());
  g_autofree char *made = chosho_archive_time (self, now);
  g_autofree char *events = g_strdup_printf ("%" G_GINT64_FORMAT, self->n_events);

  g_string_append (page, "<table><tbody>\n");
  add_fact (self, page, "engagement", chosho_value_get_string (facts, "title"));
  add_fact (self, page, "client", chosho_value_get_string (facts, "client"));
  add_fact (self, page, "firm", chosho_value_get_string (facts, "firm"));
  add_fact (self, page, "period", period);
  add_link (self, page, facts);
  add_fact (self, page, "made", made);
  add_fact (self, page, "events", events);
  add_fact (self, page, "root", self->root);
  chosho_html_table_end (page);
}

/* Whether the file was assembled, until when it is kept, and what happens then: nothing by itself. */
static void
add_retention (ChoshoArchive *self, GString *page)
{
  g_autoptr (ChoshoValue) assemblies = chosho_session_list_rows (self->session, "assembly", NULL, NULL);
  ChoshoValue *row = chosho_value_get_item (assemblies, 0);
  g_autofree char *at = chosho_archive_time (self, chosho_value_get_string (row, "at"));
  g_autofree char *by = g_strdup_printf ("%s %s", at, chosho_value_get_string (row, "by"));

  chosho_html_heading (page, 2, chosho_archive_word (self, "retention"));
  if (row == NULL)
    {
      chosho_html_paragraph (page, chosho_archive_word (self, "not-assembled"));
      return;
    }
  g_string_append (page, "<table><tbody>\n");
  add_fact (self, page, "assembled", by);
  add_fact (self, page, "retain-until", chosho_value_get_string (row, "retain_until"));
  chosho_html_table_end (page);
  chosho_html_paragraph (page, chosho_archive_word (self, "retain-note"));
}

static void
add_item (GString *page, const char *path, const char *text)
{
  g_string_append (page, "<li>");
  chosho_html_link (page, path, text);
  g_string_append (page, "</li>\n");
}

/* Why there is no report: as the ending says, else as the assembly does. (transfer full) (nullable) */
static char *
dup_ending (ChoshoArchive *self)
{
  g_autoptr (ChoshoValue) endings = chosho_session_list_rows (self->session, "ending", NULL, NULL);
  g_autoptr (ChoshoValue) assemblies = chosho_session_list_rows (self->session, "assembly", NULL, NULL);
  ChoshoValue *ending = chosho_value_get_item (endings, 0);
  const char *reason = chosho_value_get_string (chosho_value_get_item (assemblies, 0), "reason");

  if (ending != NULL && !chosho_value_get_boolean (ending, "resumed", FALSE))
    return chosho_report_template_format (self->words, "archive", "ended", "date", chosho_value_get_string (ending, "day"), "reason",
                                          chosho_value_get_string (ending, "reason"), "by", chosho_value_get_string (ending, "by"), NULL);
  return reason != NULL ? g_strdup (reason) : NULL;
}

static void
add_reports (ChoshoArchive *self, GString *page)
{
  guint n_reports = 0;

  chosho_html_heading (page, 2, chosho_archive_word (self, "report"));
  g_string_append (page, "<ul>\n");
  for (guint i = 0; i < chosho_value_get_length (self->originals); i++)
    {
      ChoshoValue *row = chosho_value_get_item (self->originals, i);

      if (g_strcmp0 (chosho_value_get_string (row, "kind"), "report") == 0 && chosho_value_get_string (row, "file") != NULL && ++n_reports > 0)
        add_item (page, chosho_value_get_string (row, "file"), chosho_value_get_string (row, "name"));
    }
  g_string_append (page, "</ul>\n");
  if (n_reports == 0)
    {
      g_autofree char *ending = dup_ending (self);

      chosho_html_paragraph (page, chosho_archive_word (self, "no-report"));
      if (ending != NULL)
        chosho_html_paragraph (page, ending);
    }
}

static void
add_original (ChoshoArchive *self, GString *page, ChoshoValue *row)
{
  const char *file = chosho_value_get_string (row, "file"), *name = chosho_value_get_string (row, "name");
  g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT, chosho_value_get_integer (row, "size_bytes", 0));

  g_string_append (page, "<tr><td>");
  chosho_html_text (page, chosho_value_get_string (row, "reference"));
  g_string_append (page, "</td><td>");
  if (file != NULL)
    chosho_html_link (page, file, name);
  else
    {
      chosho_html_text (page, name);
      g_string_append (page, " – ");
      chosho_html_text (page, chosho_archive_word (self, "destroyed"));
    }
  g_string_append_printf (page, "</td><td>%s</td><td><code>%s</code></td></tr>\n", size, chosho_value_get_string (row, "sha256"));
}

static void
add_originals (ChoshoArchive *self, GString *page)
{
  const char *const titles[] = { chosho_archive_word (self, "reference"), chosho_archive_word (self, "original"), chosho_archive_word (self, "size"),
                                 chosho_archive_word (self, "digest"), NULL };

  chosho_html_heading (page, 2, chosho_archive_word (self, "originals"));
  chosho_html_table (page, titles);
  for (guint i = 0; i < chosho_value_get_length (self->originals); i++)
    add_original (self, page, chosho_value_get_item (self->originals, i));
  chosho_html_table_end (page);
}

static void
add_list (ChoshoArchive *self, GString *page, const char *heading, const char *const items[][2], guint n_items)
{
  chosho_html_heading (page, 2, chosho_archive_word (self, heading));
  g_string_append (page, "<ul>\n");
  for (guint i = 0; i < n_items; i++)
    add_item (page, items[i][0], chosho_archive_word (self, items[i][1]));
  g_string_append (page, "</ul>\n");
}

static GString *
make_index (ChoshoArchive *self)
{
  static const char *const begin[][2] = { { "lines.html", "lines" }, { "review.html", "review" }, { "how-to-check.html", "check" } };
  static const char *const papers[][2] = { { "data/papers/binder.pdf", "binder" }, { "data/papers/tables.xlsx", "workbook" },
                                            { CHOSHO_ARCHIVE_OSCAL, "oscal" } };
  static const char *const folders[][2] = { { "tables", "data/tables/" }, { "record", "data/record/" } };
  GString *page = chosho_html_new (chosho_archive_get_language (self), chosho_archive_word (self, "title"));

  add_facts (self, page);
  add_retention (self, page);
  add_list (self, page, "contents", begin, G_N_ELEMENTS (begin));
  add_reports (self, page);
  add_list (self, page, "papers", papers, G_N_ELEMENTS (papers));
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      chosho_html_heading (page, 2, chosho_archive_word (self, folders[i][0]));
      g_string_append (page, "<p>");
      chosho_html_link (page, folders[i][1], folders[i][1]);
      g_string_append (page, "</p>\n");
    }
  add_originals (self, page);
  chosho_html_end (page);
  return page;
}

static GString *
make_check (ChoshoArchive *self)
{
  gboolean english = chosho_report_template_get_language (self->words) == CHOSHO_REPORT_LANGUAGE_EN;
  const char *text = english ? chosho_archive_check_en : chosho_archive_check_ja, *place = strstr (text, RECIPE);
  GString *page = chosho_html_new (chosho_archive_get_language (self), chosho_archive_word (self, "check"));
  g_auto (GStrv) lines = g_strsplit (chosho_archive_check_script, "\n", -1);

  g_string_append_len (page, text, place - text);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      chosho_html_text (page, lines[i]);
      g_string_append_c (page, '\n');
    }
  g_string_append (page, place + strlen (RECIPE));
  chosho_html_end (page);
  return page;
}

static gboolean
add_page (ChoshoArchive *self, const char *name, GString *page, GError **error)
{
  gboolean done = chosho_bag_writer_add_bytes (self->bag, name, page->str, page->len, error);

  g_string_free (page, TRUE);
  return done;
}

gboolean
chosho_archive_add_pages (ChoshoArchive *self, GError **error)
{
  return add_page (self, "index.html", make_index (self), error) && add_page (self, "how-to-check.html", make_check (self), error)
         && chosho_bag_writer_add_bytes (self->bag, "check.sh", chosho_archive_check_script, strlen (chosho_archive_check_script), error);
}
