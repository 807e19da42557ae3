/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-overview-sections.h"
#include "chosho-state-band.h"
#include "chosho-state-pattern.h"
#include "chosho-tsv.h"

/* The states of the work on the controls, drawn: all of them, then one band a chapter. */

#define BAND_HEIGHT 24
#define CHAPTER_BAND_HEIGHT 16
/* The six states in two or three rows, as their words in the language leave room. */
#define LEGEND_LEAST_COLUMNS 2
#define LEGEND_MOST_COLUMNS 3

static GtkWidget *
new_legend_entry (const char *state, guint count)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *word = gtk_label_new (chosho_word_state (state));
  g_autofree char *number = g_strdup_printf ("%u", count);
  g_autofree char *name = g_strdup_printf ("%s: %u", chosho_word_state (state), count);
  g_autofree char *target = g_strdup_printf ("filter:state=%s", state);
  GtkWidget *amount = gtk_label_new (number);

  gtk_label_set_xalign (GTK_LABEL (word), 0);
  gtk_label_set_ellipsize (GTK_LABEL (word), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (word, TRUE);
  gtk_widget_add_css_class (amount, "numeric");
  gtk_widget_add_css_class (amount, "heading");
  gtk_box_append (GTK_BOX (box), chosho_state_swatch_new (state));
  gtk_box_append (GTK_BOX (box), word);
  gtk_box_append (GTK_BOX (box), amount);
  return chosho_overview_new_link_with_child (box, name, "controls", target);
}

static GtkWidget *
new_legend (ChoshoValue *counts)
{
  GtkWidget *legend = gtk_flow_box_new ();
  const char *const *codes = chosho_state_pattern_codes ();

  gtk_widget_add_css_class (legend, "chosho-states");
  chosho_accessible_set_name (legend, _("Controls by state"));
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (legend), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (legend), TRUE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (legend), 6);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (legend), LEGEND_LEAST_COLUMNS);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (legend), LEGEND_MOST_COLUMNS);
  for (int i = 0; codes[i] != NULL; i++)
    {
      GtkWidget *entry = new_legend_entry (codes[i], (guint) chosho_value_get_integer (counts, codes[i], 0));

      gtk_flow_box_insert (GTK_FLOW_BOX (legend), entry, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (entry), FALSE); /* the link alone takes the focus */
    }
  return legend;
}

/* "9  Access control". ISMAP's chapters have no titles in its criteria; the two first are tiers. (transfer full) */
static char *
dup_chapter_name (ChoshoValue *chapter)
{
  const char *number = chosho_value_get_string (chapter, "chapter");
  const char *title = chosho_value_get_string (chapter, "title");
  const char *tier = chosho_value_get_string (chapter, "tier");

  if (title == NULL && g_strcmp0 (tier, "governance") == 0)
    title = _("Governance");
  if (title == NULL && g_strcmp0 (tier, "management") == 0)
    title = _("Management");
  return title != NULL ? g_strdup_printf ("%s  %s", number, title) : g_strdup_printf (_("Chapter %s"), number);
}

static GtkWidget *
new_chapter_label (const char *name, const char *condition)
{
  GtkWidget *label = gtk_label_new (name);
  g_autofree char *target = g_strconcat ("filter:", condition, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 11);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  return chosho_overview_new_link_with_child (label, name, "controls", target);
}

/* Their number where sign-offs of the chapter no longer stand as they were given. */
static GtkWidget *
new_stale_link (ChoshoValue *chapter, const char *name, const char *condition)
{
  guint stale = (guint) chosho_value_get_integer (chapter, "stale", 0);
  g_autofree char *text = g_strdup_printf ("%u", stale);
  g_autofree char *told = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u to be signed again", "%s: %u to be signed again", stale), name, stale);
  g_autofree char *target = g_strdup_printf ("filter:%s&stale=1", condition);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *amount = gtk_label_new (text);
  GtkWidget *link = chosho_overview_new_link_with_child (box, told, "controls", target);

  gtk_widget_add_css_class (amount, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (chosho_icon_state (NULL, TRUE, FALSE)));
  gtk_box_append (GTK_BOX (box), amount);
  gtk_widget_set_visible (link, stale > 0);
  return link;
}

static void
attach_chapter (GtkGrid *grid, int row, ChoshoValue *chapter)
{
  const char *number = chosho_value_get_string (chapter, "chapter");
  guint total = (guint) chosho_value_get_integer (chapter, "total", 0);
  g_autofree char *name = dup_chapter_name (chapter);
  g_autofree char *escaped = g_uri_escape_string (number, NULL, TRUE);
  g_autofree char *condition = g_strconcat ("chapter=", escaped, NULL);
  g_autofree char *target = g_strconcat ("filter:", condition, NULL);
  g_autofree char *text = g_strdup_printf ("%u", total);
  g_autofree char *told = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u control", "%s: %u controls", total), name, total);
  GtkWidget *band = chosho_state_band_new (chapter, name, condition);
  GtkWidget *amount = chosho_overview_new_link (text, told, "controls", target);

  gtk_widget_set_hexpand (band, TRUE);
  gtk_widget_set_valign (band, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (band, -1, CHAPTER_BAND_HEIGHT);
  gtk_widget_set_halign (amount, GTK_ALIGN_END);
  gtk_grid_attach (grid, new_chapter_label (name, condition), 0, row, 1, 1);
  gtk_grid_attach (grid, band, 1, row, 1, 1);
  gtk_grid_attach (grid, amount, 2, row, 1, 1);
  gtk_grid_attach (grid, new_stale_link (chapter, name, condition), 3, row, 1, 1);
}

static void
append_chapter (GString *text, const char *name, ChoshoValue *counts)
{
  const char *const *codes = chosho_state_pattern_codes ();
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (name));
  for (int i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (cells, g_strdup_printf ("%u", (guint) chosho_value_get_integer (counts, codes[i], 0)));
  g_ptr_array_add (cells, g_strdup_printf ("%u", (guint) chosho_value_get_integer (counts, "total", 0)));
  g_ptr_array_add (cells, g_strdup_printf ("%u", (guint) chosho_value_get_integer (counts, "stale", 0)));
  chosho_tsv_append_line (text, (const char *const *) cells->pdata, cells->len);
}

/* A line for each chapter: what the bands draw, as numbers. */
static char *
dup_table (GtkWidget *view, gboolean all, gpointer chapters)
{
  const char *const *codes = chosho_state_pattern_codes ();
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  g_ptr_array_add (heads, (gpointer) _("Chapter"));
  for (int i = 0; codes[i] != NULL; i++)
    g_ptr_array_add (heads, (gpointer) chosho_word_state (codes[i]));
  g_ptr_array_add (heads, (gpointer) _("Controls"));
  g_ptr_array_add (heads, (gpointer) _("To be signed again"));
  chosho_tsv_append_line (text, (const char *const *) heads->pdata, heads->len);
  for (guint i = 0; i < chosho_value_get_length (chapters); i++)
    {
      g_autofree char *name = dup_chapter_name (chosho_value_get_item (chapters, i));

      append_chapter (text, name, chosho_value_get_item (chapters, i));
    }
  return g_string_free (text, FALSE);
}

GtkWidget *
chosho_overview_new_controls (ChoshoValue *overview)
{
  ChoshoValue *chapters = chosho_value_get (overview, "chapters");
  ChoshoValue *counts = chosho_value_get (overview, "controls");
  guint total = (guint) chosho_value_get_integer (counts, "total", 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *band = chosho_state_band_new (counts, _("Controls"), NULL);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u control", "%u controls", total), total);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  for (guint i = 0; i < chosho_value_get_length (chapters); i++)
    attach_chapter (GTK_GRID (grid), (int) i, chosho_value_get_item (chapters, i));
  if (chapters != NULL)
    chosho_overview_copy_table (box, dup_table, chapters);
  gtk_widget_set_size_request (band, -1, BAND_HEIGHT);
  gtk_box_append (GTK_BOX (box), band);
  gtk_box_append (GTK_BOX (box), new_legend (counts));
  gtk_box_append (GTK_BOX (box), grid);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "chosho-overview-card");
  return chosho_overview_new_section (_("State of the Work"), chosho_overview_new_link (text, text, "controls", NULL), box);
}
