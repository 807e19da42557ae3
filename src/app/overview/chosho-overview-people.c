/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-overview-sections.h"
#include "chosho-tsv.h"

/* Who has how much open, by the week in which it is due and by the visit at which it is worked on. */

enum
{
  COLUMN_NAME,
  COLUMN_OPEN,
  COLUMN_LATE,
  COLUMN_WEEKS,                /* the first of them */
  COLUMN_VISITS = COLUMN_LATE, /* the first of them, in the table of visits */
};

static GtkWidget *
new_header (const char *text, const char *tooltip)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_tooltip_text (label, tooltip);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

/* "11/23": the Monday. (transfer full) */
static char *
dup_short_day (const char *date)
{
  return g_strdup_printf ("%d/%d", (int) g_ascii_strtoll (date + 5, NULL, 10), (int) g_ascii_strtoll (date + 8, NULL, 10));
}

/* The first week is told as this one. (transfer full) */
static char *
dup_week (ChoshoValue *weeks, guint i)
{
  g_autofree char *day = dup_short_day (chosho_value_get_string (chosho_value_get_item (weeks, i), "from"));

  return i == 0 ? g_strdup (_("This week")) : g_strdup_printf (_("%s –"), day);
}

static void
attach_headers (GtkGrid *grid, ChoshoValue *weeks)
{
  int column = COLUMN_WEEKS;

  gtk_grid_attach (grid, new_header (_("Still open"), _("In scope and not approved")), COLUMN_OPEN, 0, 1, 1);
  gtk_grid_attach (grid, new_header (_("Late"), _("Due before today")), COLUMN_LATE, 0, 1, 1);
  for (guint i = 0; i < chosho_value_get_length (weeks); i++)
    {
      ChoshoValue *week = chosho_value_get_item (weeks, i);
      g_autofree char *text = dup_week (weeks, i);
      g_autofree char *span = g_strdup_printf ("%s – %s", chosho_value_get_string (week, "from"), chosho_value_get_string (week, "to"));

      gtk_grid_attach (grid, new_header (text, span), column++, 0, 1, 1);
    }
  gtk_grid_attach (grid, new_header (_("Later"), NULL), column++, 0, 1, 1);
  gtk_grid_attach (grid, new_header (_("No date"), NULL), column, 0, 1, 1);
}

/* @condition: what narrows the person's open controls further; (nullable). */
static GtkWidget *
new_amount (ChoshoValue *person, const char *name, gint64 count, const char *meaning, const char *condition)
{
  const char *member = chosho_value_get_string (person, "member");
  g_autofree char *text = g_strdup_printf ("%u", (guint) count);
  g_autofree char *told = g_strdup_printf (_("%s: %s %u"), name, meaning, (guint) count);
  g_autofree char *escaped = g_uri_escape_string (member != NULL ? member : "none", NULL, TRUE);
  g_autofree char *target = g_strdup_printf ("filter:assignee=%s%s%s&open=1", escaped, condition != NULL ? "&" : "", condition != NULL ? condition : "");

  if (count == 0)
    {
      GtkWidget *none = gtk_label_new ("–");

      gtk_widget_add_css_class (none, "dim-label");
      return none;
    }
  return chosho_overview_new_link (text, told, "controls", target);
}

static const char *
get_name (ChoshoValue *person)
{
  const char *name = chosho_value_get_string (person, "name");

  return name != NULL ? name : _("Nobody");
}

/* The first two columns, which both tables have. Returns the person's name, borrowed. */
static const char *
attach_name (GtkGrid *grid, int row, ChoshoValue *person)
{
  const char *name = get_name (person);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_grid_attach (grid, label, COLUMN_NAME, row, 1, 1);
  gtk_grid_attach (grid, new_amount (person, name, chosho_value_get_integer (person, "open", 0), _("Still open"), NULL), COLUMN_OPEN, row, 1, 1);
  return name;
}

static void
attach_person (GtkGrid *grid, int row, ChoshoValue *person, ChoshoValue *overview)
{
  const char *name = attach_name (grid, row, person);
  ChoshoValue *counts = chosho_value_get (person, "weeks"), *weeks = chosho_value_get (overview, "weeks");
  g_autofree char *later = g_strdup_printf ("due-from=%s", chosho_value_get_string (overview, "later_from"));
  int column = COLUMN_WEEKS;

  gtk_grid_attach (grid, new_amount (person, name, chosho_value_get_integer (person, "late", 0), _("Late"), "late=1"), COLUMN_LATE, row, 1, 1);
  for (guint i = 0; i < chosho_value_get_length (counts); i++)
    {
      ChoshoValue *week = chosho_value_get_item (weeks, i);
      /* What is due earlier in this week is late, and counted there. */
      const char *from = i == 0 ? chosho_value_get_string (overview, "today") : chosho_value_get_string (week, "from");
      const char *to = chosho_value_get_string (week, "to");
      g_autofree char *condition = g_strdup_printf ("due-from=%s&due-to=%s", from, to);
      g_autofree char *span = g_strdup_printf ("%s – %s", from, to);

      gtk_grid_attach (grid, new_amount (person, name, chosho_value_as_integer (chosho_value_get_item (counts, i), 0), span, condition), column++, row, 1, 1);
    }
  gtk_grid_attach (grid, new_amount (person, name, chosho_value_get_integer (person, "later", 0), _("Later"), later), column++, row, 1, 1);
  gtk_grid_attach (grid, new_amount (person, name, chosho_value_get_integer (person, "undated", 0), _("No date"), "due=none"), column, row, 1, 1);
}

static void
append_number (GPtrArray *cells, gint64 number)
{
  g_ptr_array_add (cells, g_strdup_printf ("%u", (guint) number));
}

/* A line for each person: name, the numbers of @before, those of the list @each, the numbers of @after. */
static void
append_people (GString *text, ChoshoValue *people, const char *const *before, const char *each, const char *const *after)
{
  for (guint i = 0; i < chosho_value_get_length (people); i++)
    {
      ChoshoValue *person = chosho_value_get_item (people, i), *counts = chosho_value_get (person, each);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (get_name (person)));
      for (guint j = 0; before[j] != NULL; j++)
        append_number (cells, chosho_value_get_integer (person, before[j], 0));
      for (guint j = 0; j < chosho_value_get_length (counts); j++)
        append_number (cells, chosho_value_as_integer (chosho_value_get_item (counts, j), 0));
      for (guint j = 0; after[j] != NULL; j++)
        append_number (cells, chosho_value_get_integer (person, after[j], 0));
      chosho_tsv_append_line (text, (const char *const *) cells->pdata, cells->len);
    }
}

static char *
dup_weeks_table (GtkWidget *view, gboolean all, gpointer overview)
{
  static const char *const before[] = { "open", "late", NULL }, *const after[] = { "later", "undated", NULL };
  ChoshoValue *weeks = chosho_value_get (overview, "weeks");
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);

  g_ptr_array_add (heads, g_strdup (_("Person")));
  g_ptr_array_add (heads, g_strdup (_("Still open")));
  g_ptr_array_add (heads, g_strdup (_("Late")));
  for (guint i = 0; i < chosho_value_get_length (weeks); i++)
    g_ptr_array_add (heads, dup_week (weeks, i));
  g_ptr_array_add (heads, g_strdup (_("Later")));
  g_ptr_array_add (heads, g_strdup (_("No date")));
  chosho_tsv_append_line (text, (const char *const *) heads->pdata, heads->len);
  append_people (text, chosho_value_get (overview, "people"), before, "weeks", after);
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_table (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "chosho-overview-card");
  return grid;
}

/* Its columns may be wider than the page: as many as the firm names visits, and weeks with large text. */
static GtkWidget *
new_table_section (const char *title, GtkWidget *grid)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_add_css_class (scroller, "card");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  return chosho_overview_new_section (title, NULL, scroller);
}

GtkWidget *
chosho_overview_new_people (ChoshoValue *overview)
{
  ChoshoValue *people = chosho_value_get (overview, "people");
  GtkWidget *grid = new_table ();

  attach_headers (GTK_GRID (grid), chosho_value_get (overview, "weeks"));
  for (guint i = 0; i < chosho_value_get_length (people); i++)
    attach_person (GTK_GRID (grid), (int) i + 1, chosho_value_get_item (people, i), overview);
  chosho_overview_copy_table (grid, dup_weeks_table, overview);
  return new_table_section (_("Open Work by Due Week"), grid);
}

/* --- Visits ------------------------------------------------------------------------------------------------------ */

/* A visit's name is the firm's and may be long. */
static GtkWidget *
new_visit_header (ChoshoValue *visit)
{
  const char *name = chosho_value_get_string (visit, "name"), *due = chosho_value_get_string (visit, "due");
  g_autofree char *first = due != NULL ? g_strdup_printf (_("%s: first due on %s"), name, due) : NULL;
  GtkWidget *header = new_header (name, first != NULL ? first : name);

  gtk_label_set_ellipsize (GTK_LABEL (header), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (header), 10);
  gtk_label_set_max_width_chars (GTK_LABEL (header), 20);
  return header;
}

static void
attach_visits_of (GtkGrid *grid, int row, ChoshoValue *person, ChoshoValue *visits)
{
  const char *name = attach_name (grid, row, person);
  ChoshoValue *counts = chosho_value_get (person, "visits");
  int column = COLUMN_VISITS;

  for (guint i = 0; i < chosho_value_get_length (visits); i++)
    {
      const char *visit = chosho_value_get_string (chosho_value_get_item (visits, i), "name");
      g_autofree char *escaped = g_uri_escape_string (visit, NULL, TRUE);
      g_autofree char *condition = g_strconcat ("visit=", escaped, NULL);

      gtk_grid_attach (grid, new_amount (person, name, chosho_value_as_integer (chosho_value_get_item (counts, i), 0), visit, condition), column++, row, 1, 1);
    }
  gtk_grid_attach (grid, new_amount (person, name, chosho_value_get_integer (person, "no_visit", 0), _("No visit"), "visit=none"), column, row, 1, 1);
}

static char *
dup_visits_table (GtkWidget *view, gboolean all, gpointer overview)
{
  static const char *const before[] = { "open", NULL }, *const after[] = { "no_visit", NULL };
  ChoshoValue *visits = chosho_value_get (overview, "visits");
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  g_ptr_array_add (heads, (gpointer) _("Person"));
  g_ptr_array_add (heads, (gpointer) _("Still open"));
  for (guint i = 0; i < chosho_value_get_length (visits); i++)
    g_ptr_array_add (heads, (gpointer) chosho_value_get_string (chosho_value_get_item (visits, i), "name"));
  g_ptr_array_add (heads, (gpointer) _("No visit"));
  chosho_tsv_append_line (text, (const char *const *) heads->pdata, heads->len);
  append_people (text, chosho_value_get (overview, "people"), before, "visits", after);
  return g_string_free (text, FALSE);
}

GtkWidget *
chosho_overview_new_visits (ChoshoValue *overview)
{
  ChoshoValue *visits = chosho_value_get (overview, "visits"), *people = chosho_value_get (overview, "people");
  guint n_visits = chosho_value_get_length (visits);
  GtkWidget *grid;

  if (n_visits == 0)
    return NULL;
  grid = new_table ();
  gtk_grid_attach (GTK_GRID (grid), new_header (_("Still open"), _("In scope and not approved")), COLUMN_OPEN, 0, 1, 1);
  for (guint i = 0; i < n_visits; i++)
    gtk_grid_attach (GTK_GRID (grid), new_visit_header (chosho_value_get_item (visits, i)), COLUMN_VISITS + (int) i, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_header (_("No visit"), NULL), COLUMN_VISITS + (int) n_visits, 0, 1, 1);
  for (guint i = 0; i < chosho_value_get_length (people); i++)
    attach_visits_of (GTK_GRID (grid), (int) i + 1, chosho_value_get_item (people, i), visits);
  chosho_overview_copy_table (grid, dup_visits_table, overview);
  return new_table_section (_("Open Work by Visit"), grid);
}
