/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-evidence-kind.h"
#include "chosho-evidence-row.h"
#include "chosho-row-text.h"
#include "chosho-viewer-words.h"
#include "chosho-zone.h"

struct _ChoshoEvidenceRow
{
  GtkBox parent_instance;

  GtkImage      *icon;
  GtkInscription *name;
  GtkLabel      *marks;     /* withdrawn, new version, seen only */
  /* In columns a GtkInscription, whose width the style tells; on a line below the name a GtkLabel, as wide as its text. */
  GtkWidget     *reference;
  GtkWidget     *used;
  GtkWidget     *size;
  GtkWidget     *day;

  ChoshoTextSearch *search; /* (owned) knows whether it can be searched */
  ChoshoRowItem *item;      /* (owned) (nullable) */
  gulong         handler;
};

G_DEFINE_FINAL_TYPE (ChoshoEvidenceRow, chosho_evidence_row, GTK_TYPE_BOX)

/* What it is and who has it from the client, for who does not see icon and tooltip. (transfer full) */
static char *
dup_description (ChoshoValue *row)
{
  const char *word = chosho_evidence_kind_get_word (row);
  const char *receiver = chosho_value_get_string (row, "received_by");

  if (word == NULL || receiver == NULL)
    return g_strdup (word != NULL ? word : "");
  return g_strdup_printf (_("%s, received by %s"), word, receiver);
}

/* What is special about it, in words. (transfer full) */
static char *
dup_marks (ChoshoValue *row, const char *text_state)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (chosho_value_get_boolean (row, "withdrawn", FALSE))
    g_ptr_array_add (words, _("Withdrawn"));
  if (g_strcmp0 (chosho_value_get_string (row, "kind"), "sighting") == 0)
    g_ptr_array_add (words, _("Seen, not taken"));
  if (chosho_value_get_boolean (row, "purged", FALSE))
    g_ptr_array_add (words, _("Destroyed"));
  if (chosho_value_get_length (chosho_value_get (row, "replaced_by")) > 0)
    g_ptr_array_add (words, _("Older version"));
  if (chosho_value_get_string (row, "version_of") != NULL)
    g_ptr_array_add (words, _("New version"));
  if (g_strcmp0 (text_state, "none") == 0)
    g_ptr_array_add (words, _("No text information"));
  if (g_strcmp0 (text_state, "failed") == 0)
    g_ptr_array_add (words, _("Text could not be read"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static char *
dup_used (ChoshoValue *row)
{
  ChoshoValue *controls = chosho_value_get (row, "controls");
  guint n_controls = chosho_value_get_length (controls);

  if (n_controls == 0)
    return g_strdup (chosho_value_get_length (chosho_value_get (row, "papers")) > 0 ? _("General paper") : _("Not linked"));
  if (n_controls == 1)
    return g_strdup (chosho_value_as_string (chosho_value_get_item (controls, 0)));
  return g_strdup_printf (_("%s and %u more"), chosho_value_as_string (chosho_value_get_item (controls, 0)), n_controls - 1);
}

/* Where it says so already nothing is done: a label that gets a text makes its whole list be laid out anew. */
static void
show_marks (ChoshoEvidenceRow *self, ChoshoValue *row)
{
  g_autofree char *marks = dup_marks (row, chosho_text_search_get_state (self->search, chosho_value_get_string (row, "sha256")));

  if (g_str_equal (gtk_label_get_text (self->marks), marks))
    return;
  gtk_label_set_text (self->marks, marks);
  gtk_widget_set_visible (GTK_WIDGET (self->marks), marks[0] != '\0');
}

static void
set_text (GtkWidget *fact, const char *text)
{
  g_object_set (fact, GTK_IS_LABEL (fact) ? "label" : "text", text, NULL);
}

static void
update (ChoshoEvidenceRow *self)
{
  ChoshoValue *row = self->item != NULL ? chosho_row_item_get_row (self->item) : NULL;
  gint64 size_bytes = chosho_value_get_integer (row, "size_bytes", -1);
  const char *received = chosho_value_get_string (row, "received_at");
  const char *name = chosho_value_get_string (row, "name");
  const char *reference = chosho_value_get_string (row, "reference");
  g_autofree char *used = dup_used (row);
  g_autofree char *size = size_bytes >= 0 ? g_format_size ((guint64) size_bytes) : g_strdup ("");
  g_autofree char *day = chosho_zone_dup_day (received);
  g_autofree char *description = dup_description (row);
  g_autofree char *label = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row == NULL)
    return;
  gtk_image_set_from_icon_name (self->icon, chosho_evidence_kind_get_icon (row));
  gtk_inscription_set_text (self->name, name);
  show_marks (self, row);
  set_text (self->reference, reference);
  set_text (self->used, used);
  set_text (self->size, size);
  set_text (self->day, day != NULL ? day : "");
  label = g_strdup_printf ("%s %s, %s", reference, name, used);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent != NULL ? parent : GTK_WIDGET (self)), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* Told several times a second while evidence is read. */
static void
on_text_changed_cb (ChoshoEvidenceRow *self)
{
  ChoshoValue *row = self->item != NULL ? chosho_row_item_get_row (self->item) : NULL;

  if (row != NULL)
    show_marks (self, row);
}

void
chosho_evidence_row_set_item (ChoshoEvidenceRow *self, ChoshoRowItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->handler = g_signal_connect_swapped (item, "notify::row", G_CALLBACK (update), self);
  if (item != NULL)
    update (self);
}

/* Put together when somebody asks, not for each row of the list. */
static gboolean
chosho_evidence_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  ChoshoRowItem *item = CHOSHO_EVIDENCE_ROW (widget)->item;
  ChoshoValue *row = item != NULL ? chosho_row_item_get_row (item) : NULL;
  g_autofree char *facts = NULL, *tip = NULL;

  if (row == NULL)
    return FALSE;
  facts = chosho_viewer_words_dup_facts (row);
  tip = g_strjoin ("\n", chosho_value_get_string (row, "name"), facts, NULL);
  gtk_tooltip_set_text (tooltip, tip);
  return TRUE;
}

static void
chosho_evidence_row_dispose (GObject *object)
{
  ChoshoEvidenceRow *self = CHOSHO_EVIDENCE_ROW (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->search);
  G_OBJECT_CLASS (chosho_evidence_row_parent_class)->dispose (object);
}

static void
chosho_evidence_row_class_init (ChoshoEvidenceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_evidence_row_dispose;
  GTK_WIDGET_CLASS (klass)->query_tooltip = chosho_evidence_row_query_tooltip;
}

/* Most pieces have none. */
static GtkLabel *
add_marks (GtkBox *line)
{
  GtkWidget *marks = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (marks), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (marks, "chosho-badge");
  gtk_widget_set_visible (marks, FALSE);
  gtk_box_append (line, marks);
  return GTK_LABEL (marks);
}

/* @column: the style of the column that it stands in; NULL: in none. */
static GtkWidget *
add_fact (GtkBox *line, const char *column, float xalign, const char *style)
{
  GtkWidget *fact = column != NULL ? GTK_WIDGET (chosho_row_text_new (column)) : gtk_label_new (NULL);

  if (column == NULL)
    gtk_label_set_ellipsize (GTK_LABEL (fact), PANGO_ELLIPSIZE_END);
  g_object_set (fact, "xalign", xalign, NULL);
  gtk_widget_add_css_class (fact, style);
  gtk_box_append (line, fact);
  return fact;
}

static void
add_name (ChoshoEvidenceRow *self, GtkBox *line)
{
  self->name = chosho_row_text_new (NULL);
  gtk_inscription_set_text_overflow (self->name, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_box_append (line, GTK_WIDGET (self->name));
}

/* What is not the name, in columns, or as wide as it is. */
static void
add_facts (ChoshoEvidenceRow *self, GtkBox *line, gboolean columns)
{
  self->marks = add_marks (line);
  self->used = add_fact (line, columns ? "chosho-used" : NULL, 0, "dim-label");
  self->size = add_fact (line, columns ? "chosho-size" : NULL, 1, "dim-label");
  gtk_widget_add_css_class (self->size, "numeric");
  self->day = add_fact (line, columns ? "chosho-day" : NULL, 1, "dim-label");
  gtk_widget_add_css_class (self->day, "numeric");
}

/* Without room for columns the name has a line of its own. */
static void
add_two_lines (ChoshoEvidenceRow *self)
{
  GtkBox *lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2)), *facts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10));

  gtk_box_append (GTK_BOX (self), GTK_WIDGET (lines));
  add_name (self, lines);
  gtk_box_append (lines, GTK_WIDGET (facts));
  self->reference = add_fact (facts, NULL, 0, "numeric");
  gtk_widget_add_css_class (self->reference, "dim-label");
  add_facts (self, facts, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (facts), "caption");
}

static void
chosho_evidence_row_init (ChoshoEvidenceRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->icon));
}

ChoshoEvidenceRow *
chosho_evidence_row_new (ChoshoPage *page, gboolean narrow)
{
  ChoshoEvidenceRow *self = g_object_new (CHOSHO_TYPE_EVIDENCE_ROW, NULL);

  self->search = g_object_ref (chosho_context_get_text_search (chosho_page_get_context (page)));
  g_signal_connect_object (self->search, "changed", G_CALLBACK (on_text_changed_cb), self, G_CONNECT_SWAPPED);
  if (narrow)
    {
      add_two_lines (self);
      return self;
    }
  self->reference = add_fact (GTK_BOX (self), "chosho-reference", 0, "numeric");
  add_name (self, GTK_BOX (self));
  add_facts (self, GTK_BOX (self), TRUE);
  return self;
}
