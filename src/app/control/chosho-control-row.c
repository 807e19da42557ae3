/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-control-row.h"
#include "chosho-code-words.h"
#include "chosho-row-text.h"

#define INDENT 10 /* pixels a level; controls stand in one line, whatever the depth of their heading */
#define SPACING 6
#define COUNT_SPACING 3 /* an icon and its number stand nearer to each other */

/* An icon with its number. */
typedef struct
{
  GtkWidget *box;   /* (nullable) of both */
  GtkLabel  *label; /* (nullable) */
} Count;

struct _ChoshoControlRow
{
  GtkBox parent_instance;

  /* A list binds some two hundred rows, and most need few of these: each is made when its row first shows it. */
  GtkInscription    *title;
  GtkImage          *arrow;     /* (nullable) of headings: folded or not */
  GtkLabel          *progress;  /* (nullable) of headings: approved of those in scope */
  GtkImage          *state;     /* (nullable) and of controls, what follows */
  GtkLabel          *number;    /* (nullable) */
  GtkLabel          *mandatory; /* (nullable) */
  GtkInscription    *who;       /* (nullable) both only where the list is wide */
  GtkInscription    *due;       /* (nullable) */
  Count              notes;
  Count              evidence;
  ChoshoControlItem *item;      /* (owned) (nullable) */
  gulong             handler;
  gboolean           wide;
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

/* --- Parts ----------------------------------------------------------------------------------------------------- */

static GtkLabel *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE); /* another script, or the sign that a title is cut, has a font of other height */
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static GtkLabel *
new_caption (void)
{
  GtkLabel *label = new_label ("caption");

  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
  return label;
}

static void
show_part (gpointer part, gboolean shown)
{
  if (part != NULL)
    gtk_widget_set_visible (part, shown);
}

static GtkImage *
ensure_arrow (ChoshoControlRow *self)
{
  if (self->arrow == NULL)
    {
      self->arrow = GTK_IMAGE (gtk_image_new ());
      gtk_box_prepend (GTK_BOX (self), GTK_WIDGET (self->arrow));
    }
  return self->arrow;
}

static GtkLabel *
ensure_progress (ChoshoControlRow *self)
{
  if (self->progress == NULL)
    {
      self->progress = new_caption ();
      gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->progress));
    }
  return self->progress;
}

/* Before the title: state, number, and the mark of what is mandatory. */
static void
ensure_number (ChoshoControlRow *self)
{
  if (self->number != NULL)
    return;
  self->state = GTK_IMAGE (gtk_image_new ());
  self->number = new_label ("numeric");
  gtk_label_set_xalign (self->number, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "chosho-number"); /* its width: counted in characters GTK asks the font for each row */
  gtk_widget_insert_before (GTK_WIDGET (self->number), GTK_WIDGET (self), self->mandatory != NULL ? GTK_WIDGET (self->mandatory) : GTK_WIDGET (self->title));
  gtk_widget_insert_before (GTK_WIDGET (self->state), GTK_WIDGET (self), GTK_WIDGET (self->number));
}

static void
show_mandatory (ChoshoControlRow *self, gboolean mandatory)
{
  if (mandatory && self->mandatory == NULL)
    {
      self->mandatory = new_label ("caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->mandatory), "dim-label");
      /* Translators: a mark of one or two letters beside a control that is mandatory */
      gtk_label_set_text (self->mandatory, C_("mandatory control", "M"));
      gtk_widget_insert_before (GTK_WIDGET (self->mandatory), GTK_WIDGET (self), GTK_WIDGET (self->title));
    }
  show_part (self->mandatory, mandatory);
}

/* Its width is the style's. */
static GtkInscription *
new_column (const char *style, GtkWidget *row, GtkWidget *after)
{
  GtkInscription *column = chosho_row_text_new (style);

  gtk_widget_add_css_class (GTK_WIDGET (column), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (column), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (column), "dim-label");
  gtk_widget_insert_after (GTK_WIDGET (column), row, after);
  return column;
}

/* Who works on it until when, each in a column of its own: right of the title, left of the counts. */
static void
show_who (ChoshoControlRow *self, ChoshoValue *row)
{
  const char *who = chosho_value_get_string (row, "assignee"), *due = chosho_value_get_string (row, "due");

  if (self->wide && self->who == NULL)
    {
      self->who = new_column ("chosho-assignee", GTK_WIDGET (self), GTK_WIDGET (self->title));
      self->due = new_column ("chosho-due", GTK_WIDGET (self), GTK_WIDGET (self->who));
    }
  show_part (self->who, self->wide);
  show_part (self->due, self->wide);
  if (!self->wide)
    return;
  gtk_inscription_set_text (self->who, who);
  gtk_inscription_set_text (self->due, due);
}

static GtkWidget *
new_count (Count *part, const char *icon_name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  part->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, COUNT_SPACING);
  part->label = new_caption ();
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (part->label), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (part->box), icon);
  gtk_box_append (GTK_BOX (part->box), GTK_WIDGET (part->label));
  return part->box;
}

/* Nothing where there is none. The row's description tells it: a bare number says nothing. */
static void
show_count (ChoshoControlRow *self, Count *part, const char *icon_name, GtkWidget *after, guint count)
{
  g_autofree char *text = g_strdup_printf ("%u", count);

  if (count > 0 && part->box == NULL)
    gtk_widget_insert_after (new_count (part, icon_name), GTK_WIDGET (self), after);
  if (count > 0)
    gtk_label_set_text (part->label, text);
  show_part (part->box, count > 0);
}

/* --- What is shown --------------------------------------------------------------------------------------------- */

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
  add_part (parts, g_strdup (chosho_value_get_string (row, "visit")));
  add_part (parts, dup_notes (get_count (row, "open_notes")));
  add_part (parts, dup_evidence (get_count (row, "evidence")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (_(", "), (char **) parts->pdata);
}

static const char *
get_title (ChoshoValue *row)
{
  const char *title = chosho_value_get_string (row, "title");

  return title != NULL ? title : "";
}

/* "8.1.2.1 管理責任者, In progress" (transfer full) */
static char *
dup_name (ChoshoValue *row)
{
  gboolean stale = chosho_value_get_boolean (row, "stale", FALSE), suspended = chosho_value_get_boolean (row, "suspended", FALSE);
  const char *word = stale ? _("Changed after sign-off") : suspended ? _("Suspended") : chosho_word_state (chosho_value_get_string (row, "state"));

  return g_strdup_printf ("%s %s, %s", chosho_value_get_string (row, "number"), get_title (row), word);
}

static void
show_control (ChoshoControlRow *self, ChoshoValue *row)
{
  gboolean stale = chosho_value_get_boolean (row, "stale", FALSE), suspended = chosho_value_get_boolean (row, "suspended", FALSE);
  g_autofree char *name = dup_name (row);
  g_autofree char *description = dup_description (row);

  ensure_number (self);
  gtk_image_set_from_icon_name (self->state, chosho_icon_state (chosho_value_get_string (row, "state"), stale, suspended));
  gtk_label_set_text (self->number, chosho_value_get_string (row, "number"));
  gtk_inscription_set_text (self->title, get_title (row));
  show_mandatory (self, chosho_value_get_boolean (row, "mandatory", FALSE));
  show_who (self, row);
  show_count (self, &self->notes, "document-edit-symbolic", GTK_WIDGET (self->due != NULL ? self->due : self->title), get_count (row, "open_notes"));
  show_count (self, &self->evidence, "mail-attachment-symbolic", self->notes.box != NULL ? self->notes.box : GTK_WIDGET (self->due != NULL ? self->due : self->title),
              get_count (row, "evidence"));
  name_row (self, name, description);
}

/* A chapter has no title in the criteria: its number says what it is. */
static char *
dup_heading (ChoshoValue *row)
{
  const char *number = chosho_value_get_string (row, "number");

  if (g_strcmp0 (chosho_value_get_string (row, "level"), "chapter") == 0)
    return g_strdup_printf (_("Chapter %s"), number);
  return g_strjoin ("  ", number, get_title (row), NULL);
}

static void
show_heading (ChoshoControlRow *self, ChoshoControlItem *item)
{
  guint approved, in_scope;
  g_autofree char *text = dup_heading (chosho_control_item_get_row (item));
  g_autofree char *progress = NULL;

  chosho_control_item_get_counts (item, &approved, &in_scope);
  progress = g_strdup_printf ("%u / %u", approved, in_scope);
  gtk_image_set_from_icon_name (ensure_arrow (self), chosho_control_item_is_folded (item) ? "pan-end-symbolic" : "pan-down-symbolic");
  gtk_inscription_set_text (self->title, text);
  gtk_label_set_text (ensure_progress (self), progress);
  show_part (self->progress, in_scope > 0);
  name_row (self, text, "");
}

/* The row may have shown one of the other kind before. */
static void
update (ChoshoControlRow *self)
{
  gboolean heading = chosho_control_item_is_heading (self->item);
  gpointer of_headings[] = { self->arrow, self->progress };
  gpointer of_controls[] = { self->state, self->number, self->mandatory, self->who, self->due, self->notes.box, self->evidence.box };

  for (guint i = 0; i < G_N_ELEMENTS (of_headings); i++)
    show_part (of_headings[i], heading);
  for (guint i = 0; heading && i < G_N_ELEMENTS (of_controls); i++)
    show_part (of_controls[i], FALSE);
  if (!heading && self->number != NULL)
    {
      show_part (self->state, TRUE);
      show_part (self->number, TRUE);
    }
  if (heading)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_set_margin_start (GTK_WIDGET (self), heading ? (int) chosho_control_item_get_depth (self->item) * INDENT : INDENT);
  if (heading)
    show_heading (self, self->item);
  else
    show_control (self, chosho_control_item_get_row (self->item));
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
    {
      self->handler = g_signal_connect (item, "notify::row", G_CALLBACK (on_row_cb), self);
      update (self);
    }
}

void
chosho_control_row_set_wide (ChoshoControlRow *self, gboolean wide)
{
  if (self->wide == wide)
    return;
  self->wide = wide;
  if (self->item != NULL && !chosho_control_item_is_heading (self->item))
    show_who (self, chosho_control_item_get_row (self->item));
}

ChoshoControlItem *
chosho_control_row_get_item (ChoshoControlRow *self)
{
  return self->item;
}

/* Put together when somebody asks, not for each row of the list. (transfer full) */
static char *
dup_tip (ChoshoValue *row)
{
  g_autofree char *name = dup_name (row), *description = dup_description (row);

  return g_strjoin ("\n", name, description, NULL);
}

static gboolean
chosho_control_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  ChoshoControlItem *item = CHOSHO_CONTROL_ROW (widget)->item;
  g_autofree char *text = NULL;

  if (item == NULL)
    return FALSE;
  text = chosho_control_item_is_heading (item) ? dup_heading (chosho_control_item_get_row (item)) : dup_tip (chosho_control_item_get_row (item));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
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
  GTK_WIDGET_CLASS (klass)->query_tooltip = chosho_control_row_query_tooltip;
}

/* In one line: rows of unlike heights make GTK 4.8 lose its place while it scrolls. */
static void
chosho_control_row_init (ChoshoControlRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), SPACING);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  self->title = chosho_row_text_new (NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->title));
}

ChoshoControlRow *
chosho_control_row_new (void)
{
  return g_object_new (CHOSHO_TYPE_CONTROL_ROW, NULL);
}
