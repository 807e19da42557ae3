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
  GtkLabel      *reference;
  GtkInscription *name;
  GtkLabel      *marks;     /* withdrawn, new version, seen only */
  GtkLabel      *used;
  GtkLabel      *size;
  GtkLabel      *day;

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

static void
update (ChoshoEvidenceRow *self)
{
  ChoshoValue *row = self->item != NULL ? chosho_row_item_get_row (self->item) : NULL;
  gint64 size_bytes = chosho_value_get_integer (row, "size_bytes", -1);
  const char *received = chosho_value_get_string (row, "received_at");
  const char *name = chosho_value_get_string (row, "name");
  const char *reference = chosho_value_get_string (row, "reference");
  g_autofree char *marks = dup_marks (row, chosho_text_search_get_state (self->search, chosho_value_get_string (row, "sha256")));
  g_autofree char *used = dup_used (row);
  g_autofree char *size = size_bytes >= 0 ? g_format_size ((guint64) size_bytes) : g_strdup ("");
  g_autofree char *day = chosho_zone_dup_day (received);
  g_autofree char *description = dup_description (row);
  g_autofree char *label = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row == NULL)
    return;
  gtk_image_set_from_icon_name (self->icon, chosho_evidence_kind_get_icon (row));
  gtk_label_set_text (self->reference, reference);
  gtk_inscription_set_text (self->name, name);
  gtk_label_set_text (self->marks, marks);
  gtk_widget_set_visible (GTK_WIDGET (self->marks), marks[0] != '\0');
  gtk_label_set_text (self->used, used);
  gtk_label_set_text (self->size, size);
  gtk_label_set_text (self->day, day != NULL ? day : "");
  label = g_strdup_printf ("%s %s, %s", reference, name, used);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent != NULL ? parent : GTK_WIDGET (self)), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* Told often while evidence is read; a picture stays one. */
static void
on_text_changed_cb (ChoshoEvidenceRow *self)
{
  if (self->item != NULL)
    update (self);
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

/* A label of @width characters in @line; @style (nullable). */
static GtkLabel *
add_label (GtkBox *line, int width, float xalign, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), width);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (line, label);
  return GTK_LABEL (label);
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
  self->marks = add_label (line, -1, 0, "chosho-badge");
  self->used = add_label (line, columns ? 10 : -1, 0, "dim-label");
  self->size = add_label (line, columns ? 8 : -1, 1, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->size), "numeric");
  self->day = add_label (line, columns ? 10 : -1, 1, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->day), "numeric");
}

/* Without room for columns the name has a line of its own. */
static void
add_two_lines (ChoshoEvidenceRow *self)
{
  GtkBox *lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2)), *facts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10));

  gtk_box_append (GTK_BOX (self), GTK_WIDGET (lines));
  add_name (self, lines);
  gtk_box_append (lines, GTK_WIDGET (facts));
  self->reference = add_label (facts, -1, 0, "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->reference), "dim-label");
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
  self->reference = add_label (GTK_BOX (self), 13, 0, "numeric");
  add_name (self, GTK_BOX (self));
  add_facts (self, GTK_BOX (self), TRUE);
  return self;
}
