/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-control-row.h"
#include "chosho-code-words.h"

#define INDENT 10 /* pixels a level; controls stand in one line, whatever the depth of their heading */

struct _ChoshoControlRow
{
  GtkBox parent_instance;

  GtkImage          *arrow;   /* of headings: folded or not */
  GtkImage          *state;
  GtkLabel          *number;
  GtkLabel          *title;
  GtkWidget         *mandatory;
  GtkBox            *counts;
  GtkWidget         *note_icon;
  GtkLabel          *notes;
  GtkWidget         *evidence_icon;
  GtkLabel          *evidence;
  GtkLabel          *progress; /* of headings: approved of those in scope */
  ChoshoControlItem *item;    /* (owned) (nullable) */
  gulong             handler;
};

G_DEFINE_FINAL_TYPE (ChoshoControlRow, chosho_control_row, GTK_TYPE_BOX)

/* GTK 4.8 names list rows by their type; the row's own widget gets a name that says what it is. */
static void
name_row (ChoshoControlRow *self, const char *name, const char *description)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row != NULL ? row : GTK_WIDGET (self)), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static guint
get_count (ChoshoValue *row, const char *key)
{
  return (guint) chosho_value_get_integer (row, key, 0);
}

/* (transfer full) (nullable) nothing where there is none */
static char *
dup_notes (guint notes)
{
  return notes > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open review note", "%u open review notes", notes), notes) : NULL;
}

/* (transfer full) (nullable) as dup_notes() */
static char *
dup_evidence (guint evidence)
{
  return evidence > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u piece of evidence", "%u pieces of evidence", evidence), evidence) : NULL;
}

/* An icon and its number, which is told as @words (nullable); nothing where there is none. */
static void
show_count (GtkWidget *icon, GtkLabel *label, guint count, const char *words)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  gtk_label_set_text (label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words != NULL ? words : text, -1);
  gtk_widget_set_visible (icon, count > 0);
  gtk_widget_set_visible (GTK_WIDGET (label), count > 0);
}

/* Appends @text, which is taken, where there is one. */
static void
add_part (GPtrArray *parts, char *text)
{
  if (text != NULL)
    g_ptr_array_add (parts, text);
}

/* All that the row shows besides number, title and state, for who does not see it. (transfer full) */
static char *
dup_description (ChoshoValue *row)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *assignee = chosho_value_get_string (row, "assignee");
  const char *due = chosho_value_get_string (row, "due");

  add_part (parts, chosho_value_get_boolean (row, "mandatory", FALSE) ? g_strdup (_("Mandatory")) : NULL);
  add_part (parts, g_strdup (assignee != NULL ? assignee : _("Not assigned")));
  add_part (parts, due != NULL ? g_strdup_printf (_("due %s"), due) : NULL);
  add_part (parts, dup_notes (get_count (row, "open_notes")));
  add_part (parts, dup_evidence (get_count (row, "evidence")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (_(", "), (char **) parts->pdata);
}

static void
show_control (ChoshoControlRow *self, ChoshoValue *row)
{
  const char *state = chosho_value_get_string (row, "state");
  const char *number = chosho_value_get_string (row, "number");
  const char *title = chosho_value_get_string (row, "title");
  gboolean stale = chosho_value_get_boolean (row, "stale", FALSE);
  gboolean suspended = chosho_value_get_boolean (row, "suspended", FALSE);
  const char *word = stale ? _("Changed after sign-off") : suspended ? _("Suspended") : chosho_word_state (state);
  g_autofree char *name = g_strdup_printf ("%s %s, %s", number, title != NULL ? title : "", word);
  g_autofree char *description = dup_description (row);
  g_autofree char *notes = dup_notes (get_count (row, "open_notes"));
  g_autofree char *evidence = dup_evidence (get_count (row, "evidence"));
  g_autofree char *tip = g_strjoin ("\n", name, description, NULL);

  gtk_image_set_from_icon_name (self->state, chosho_icon_state (state, stale, suspended));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->title, title != NULL ? title : "");
  gtk_widget_set_visible (self->mandatory, chosho_value_get_boolean (row, "mandatory", FALSE));
  show_count (self->note_icon, self->notes, get_count (row, "open_notes"), notes);
  show_count (self->evidence_icon, self->evidence, get_count (row, "evidence"), evidence);
  name_row (self, name, description);
}

/* A chapter has no title in the criteria: its number says what it is. */
static char *
dup_heading (ChoshoValue *row)
{
  const char *number = chosho_value_get_string (row, "number");
  const char *title = chosho_value_get_string (row, "title");

  if (g_strcmp0 (chosho_value_get_string (row, "level"), "chapter") == 0)
    return g_strdup_printf (_("Chapter %s"), number);
  return g_strjoin ("  ", number, title != NULL ? title : "", NULL);
}

static void
show_heading (ChoshoControlRow *self, ChoshoControlItem *item)
{
  guint approved, in_scope;
  g_autofree char *text = dup_heading (chosho_control_item_get_row (item));
  g_autofree char *progress = NULL;

  chosho_control_item_get_counts (item, &approved, &in_scope);
  progress = g_strdup_printf ("%u / %u", approved, in_scope);
  gtk_label_set_text (self->title, text);
  gtk_label_set_text (self->progress, progress);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), in_scope > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  name_row (self, text, "");
}

static void
update (ChoshoControlRow *self)
{
  gboolean heading = self->item != NULL && chosho_control_item_is_heading (self->item);

  gtk_widget_set_visible (GTK_WIDGET (self->arrow), heading);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), heading);
  gtk_widget_set_visible (GTK_WIDGET (self->state), !heading);
  gtk_widget_set_visible (self->mandatory, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->number), !heading);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), !heading);
  if (heading)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
  if (self->item == NULL)
    return;
  gtk_widget_set_margin_start (GTK_WIDGET (self), heading ? (int) chosho_control_item_get_depth (self->item) * INDENT : INDENT);
  if (heading)
    show_heading (self, self->item);
  else
    show_control (self, chosho_control_item_get_row (self->item));
}

void
chosho_control_row_set_folded (ChoshoControlRow *self, gboolean folded)
{
  gtk_image_set_from_icon_name (self->arrow, folded ? "pan-end-symbolic" : "pan-down-symbolic");
}

static void
on_row_cb (ChoshoControlItem *item, GParamSpec *pspec, ChoshoControlRow *self)
{
  update (self);
}

void
chosho_control_row_set_item (ChoshoControlRow *self, ChoshoControlItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->handler = g_signal_connect (item, "notify::row", G_CALLBACK (on_row_cb), self);
  update (self);
}

static void
chosho_control_row_dispose (GObject *object)
{
  ChoshoControlRow *self = CHOSHO_CONTROL_ROW (object);

  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (chosho_control_row_parent_class)->dispose (object);
}

static void
chosho_control_row_class_init (ChoshoControlRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_control_row_dispose;
}

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

/* In one line: rows of unlike heights make GTK 4.8 lose its place while it scrolls. */
static void
add_words (ChoshoControlRow *self)
{
  self->mandatory = GTK_WIDGET (add_label (GTK_WIDGET (self), "dim-label"));
  /* Translators: a mark of one or two letters beside a control that is mandatory */
  gtk_label_set_text (GTK_LABEL (self->mandatory), C_("mandatory control", "M"));
  gtk_widget_add_css_class (self->mandatory, "caption");
  self->title = add_label (GTK_WIDGET (self), NULL);
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
}

static void
add_count (ChoshoControlRow *self, const char *icon_name, GtkWidget **icon, GtkLabel **label)
{
  *icon = gtk_image_new_from_icon_name (icon_name);
  *label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (*label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (*label), "numeric");
  gtk_box_append (self->counts, *icon);
  gtk_box_append (self->counts, GTK_WIDGET (*label));
}

static void
chosho_control_row_init (ChoshoControlRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->arrow = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->arrow));
  chosho_control_row_set_folded (self, FALSE);
  self->state = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->state));
  self->number = add_label (GTK_WIDGET (self), "numeric");
  gtk_label_set_xalign (self->number, 0);
  gtk_label_set_width_chars (self->number, 10);
  add_words (self);
  self->counts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3));
  gtk_widget_add_css_class (GTK_WIDGET (self->counts), "dim-label");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->counts));
  /* told by the row's description: bare numbers say nothing */
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->counts), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  self->progress = add_label (GTK_WIDGET (self), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->progress), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->progress), "caption");
  add_count (self, "document-edit-symbolic", &self->note_icon, &self->notes);
  add_count (self, "mail-attachment-symbolic", &self->evidence_icon, &self->evidence);
}

ChoshoControlRow *
chosho_control_row_new (void)
{
  return g_object_new (CHOSHO_TYPE_CONTROL_ROW, NULL);
}
