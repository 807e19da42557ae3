/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-control-head.h"
#include "chosho-wrap-layout.h"
#include "chosho-zone.h"

struct _ChoshoControlHead
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel    *number;
  GtkBox      *badges;
  GtkLabel    *assignee;
  GtkLabel    *returned;
  GtkLabel    *title;
  GtkExpander *text_expander;
  GtkLabel    *text;
  GtkLabel    *facts;
  GtkWidget   *scope_button;
};

G_DEFINE_FINAL_TYPE (ChoshoControlHead, chosho_control_head, GTK_TYPE_BOX)

static gboolean
is_filled (const char *text)
{
  return text != NULL && text[0] != '\0';
}

/* --- Number, marks, people ------------------------------------------------------------------------------ */

static void
add_badge (ChoshoControlHead *self, const char *icon, const char *word, const char *style)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (word));
  gtk_widget_add_css_class (box, "chosho-badge");
  if (style != NULL)
    gtk_widget_add_css_class (box, style);
  gtk_box_append (self->badges, box);
}

static void
show_badges (ChoshoControlHead *self, ChoshoValue *row)
{
  const char *number = chosho_value_get_string (row, "number");
  const char *state = chosho_value_get_string (row, "state");
  gboolean stale = chosho_value_get_boolean (row, "stale", FALSE);
  gboolean suspended = chosho_value_get_boolean (row, "suspended", FALSE);

  chosho_clear_box (self->badges);
  if (chosho_value_get_boolean (row, "mandatory", FALSE))
    add_badge (self, NULL, _("Mandatory"), NULL);
  if (g_str_has_suffix (number, ".P") || g_str_has_suffix (number, ".PB"))
    add_badge (self, NULL, _("Specific to cloud"), NULL);
  add_badge (self, chosho_icon_state (state, FALSE, FALSE), chosho_word_state (state), NULL);
  if (stale)
    add_badge (self, chosho_icon_state (NULL, TRUE, FALSE), _("Changed after sign-off"), "attention");
  if (suspended)
    add_badge (self, chosho_icon_state (NULL, FALSE, TRUE), _("Suspended"), "attention");
}

static void
show_people (ChoshoControlHead *self, ChoshoValue *row)
{
  const char *assignee = chosho_value_get_string (row, "assignee");
  const char *reviewer = chosho_value_get_string (row, "reviewer");
  const char *due = chosho_value_get_string (row, "due");
  g_autofree char *assigned = assignee != NULL ? g_strdup_printf (_("Assigned to %s"), assignee) : g_strdup (_("Not assigned"));
  g_autofree char *until = due != NULL ? g_strdup_printf (_("due %s"), due) : NULL;
  const char *visit = chosho_value_get_string (row, "visit");
  g_autofree char *shown = g_strjoin (" · ", assigned, until != NULL ? until : visit, until != NULL ? visit : NULL, NULL);
  g_autofree char *tip = reviewer != NULL ? g_strdup_printf (_("Reviewed by %s"), reviewer) : NULL;

  gtk_label_set_text (self->assignee, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->assignee), tip);
}

/* Until it is completed again, who prepared it reads here what is to be mended. */
static void
show_returned (ChoshoControlHead *self, ChoshoValue *returned)
{
  g_autofree char *at = returned != NULL ? chosho_zone_dup_time (chosho_value_get_string (returned, "at")) : NULL;
  g_autofree char *text = returned != NULL ? g_strdup_printf (_("Sent back by %s, %s: %s"), chosho_value_get_string (returned, "by"), at,
                                                              chosho_value_get_string (returned, "reason"))
                                           : NULL;

  gtk_label_set_text (self->returned, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->returned), text != NULL);
}

/* --- Scope ----------------------------------------------------------------------------------------------- */

static void
append_line (GString *text, const char *what, const char *basis)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", what);
  if (is_filled (basis))
    g_string_append_printf (text, _(" – basis: %s"), basis);
}

/* The client's and the auditor's scope are two things and stand apart. */
static void
show_facts (ChoshoControlHead *self, ChoshoValue *document, ChoshoValue *row)
{
  ChoshoValue *line = chosho_value_get_item (chosho_value_get (document, "statement"), 0);
  ChoshoValue *scopes = chosho_value_get (document, "scope");
  g_autoptr (GString) text = g_string_new (NULL);

  append_line (text, chosho_value_get_boolean (row, "selected", TRUE) ? _("Statement: selected") : _("Statement: not selected"),
               chosho_value_get_string (line, "basis"));
  for (guint i = 0; i < chosho_value_get_length (scopes); i++)
    {
      ChoshoValue *scope = chosho_value_get_item (scopes, i);
      const char *individual = chosho_value_get_string (scope, "individual");
      const char *phase = chosho_word_phase (chosho_value_get_string (scope, "phase"));
      g_autofree char *part = is_filled (individual) ? g_strjoin (" ", individual, phase, NULL) : g_strdup (phase);
      g_autofree char *what = g_strdup_printf (_("Auditor's scope: %s %s"), part, chosho_word_scope (chosho_value_get_string (scope, "state")));

      append_line (text, what, chosho_value_get_string (scope, "basis"));
    }
  gtk_label_set_text (self->facts, text->str);
}

void
chosho_control_head_focus_scope (ChoshoControlHead *self)
{
  gtk_widget_grab_focus (self->scope_button);
}

void
chosho_control_head_set_document (ChoshoControlHead *self, ChoshoValue *document)
{
  ChoshoValue *row = chosho_value_get_item (chosho_value_get (document, "control"), 0);
  ChoshoValue *entry = chosho_value_get_item (chosho_value_get (document, "catalog"), 0);
  const char *title = chosho_value_get_string (row, "title");
  const char *text = chosho_value_get_string (entry, "text");

  gtk_label_set_text (self->number, chosho_value_get_string (row, "number"));
  gtk_label_set_text (self->title, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), is_filled (title));
  gtk_label_set_text (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text_expander), is_filled (text));
  show_badges (self, row);
  show_people (self, row);
  show_returned (self, chosho_value_get (row, "returned"));
  show_facts (self, document, row);
}

static void
chosho_control_head_class_init (ChoshoControlHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-control-head.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoControlHead, name)
  CHILD (number);
  CHILD (badges);
  CHILD (assignee);
  CHILD (returned);
  CHILD (title);
  CHILD (text_expander);
  CHILD (text);
  CHILD (facts);
  CHILD (scope_button);
#undef CHILD
}

static void
chosho_control_head_init (ChoshoControlHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
