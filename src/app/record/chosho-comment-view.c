/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-comment-view.h"
#include "chosho-diff-label.h"
#include "chosho-text-label.h"
#include "chosho-zone.h"

struct _ChoshoCommentView
{
  AdwBin parent_instance;

  GtkBox      *box;
  GtkWidget   *accept;  /* the first button */
  ChoshoValue *comment; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoCommentView, chosho_comment_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_DECIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_text (ChoshoCommentView *self, const char *member)
{
  return chosho_value_get_string (self->comment, member);
}

/* --- What it says ------------------------------------------------------------------------------------ */

static void
add_part (ChoshoCommentView *self, const char *label, GtkWidget *words)
{
  gtk_box_append (self->box, chosho_text_label_new (label, "chosho-who"));
  gtk_box_append (self->box, words);
}

static void
add_text (ChoshoCommentView *self, const char *label, const char *text)
{
  if (text != NULL && text[0] != '\0')
    add_part (self, label, chosho_text_label_new_selectable (text, NULL));
}

/* What was proposed, with the words that differ from the draft's marked. */
static void
add_proposed (ChoshoCommentView *self)
{
  const char *proposed = get_text (self, "proposed");

  if (proposed != NULL && proposed[0] != '\0')
    add_part (self, _("Proposed words"), chosho_diff_label_new (get_text (self, "draft_text"), proposed));
}

/* The report is mended where its words come from: whether it was is seen here. */
static void
add_now (ChoshoCommentView *self)
{
  const char *now = get_text (self, "now_text");

  if (!chosho_value_get_boolean (self->comment, "now_changed", FALSE))
    add_text (self, _("The report says now"), _("The same"));
  else if (now == NULL)
    add_text (self, _("The report says now"), _("This line is not in it any more"));
  else
    add_part (self, _("The report says now"), chosho_diff_label_new (get_text (self, "draft_text"), now));
}

/* "Declined · leader · 2026-01-20 10:12", then why; until then that it is not decided. */
static void
add_decision (ChoshoCommentView *self)
{
  g_autofree char *time = chosho_zone_dup_time (get_text (self, "decided_at"));
  const char *by = get_text (self, "decided_by"), *reason = get_text (self, "reason");
  g_autofree char *line = g_strjoin (" · ", chosho_word_comment_state (get_text (self, "state")), by, by != NULL ? time : NULL, NULL);
  g_autofree char *text = reason != NULL ? g_strdup_printf ("%s\n%s", line, reason) : g_strdup (line);

  add_text (self, _("Decision"), text);
}

/* --- Deciding ---------------------------------------------------------------------------------------- */

static void
on_decide_clicked_cb (GtkWidget *button, ChoshoCommentView *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0, gtk_widget_get_name (button));
}

/* @name: what it does, with the comment's reference, since all say the same. */
static GtkWidget *
new_button (ChoshoCommentView *self, const char *label, const char *state, const char *name, gboolean known)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *full = g_strdup_printf ("%s: %s", name, get_text (self, "reference"));

  gtk_widget_set_name (button, state);
  chosho_accessible_set_name (button, full);
  gtk_widget_set_sensitive (button, known);
  g_signal_connect (button, "clicked", G_CALLBACK (on_decide_clicked_cb), self);
  return button;
}

/* Who decided otherwise before decides again: both decisions stay in the record. */
static void
add_buttons (ChoshoCommentView *self, ChoshoContext *context)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean known = chosho_context_get_my_id (context) != NULL;

  self->accept = new_button (self, _("Take Up…"), "accepted", _("Take up"), known);
  gtk_box_append (GTK_BOX (row), self->accept);
  gtk_box_append (GTK_BOX (row), new_button (self, _("Decline…"), "declined", _("Decline"), known));
  gtk_widget_set_margin_top (row, 6);
  gtk_box_append (self->box, row);
}

static void
build (ChoshoCommentView *self, ChoshoContext *context)
{
  g_autofree char *title = g_strjoin ("  ", get_text (self, "reference"), get_text (self, "label"), NULL);
  g_autofree char *who = g_strjoin (" · ", get_text (self, "answered_by"), get_text (self, "day"), NULL);

  self->box = GTK_BOX (chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 3, title));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "chosho-choice");
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "card");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_box_append (self->box, chosho_text_label_new (title, "heading"));
  gtk_box_append (self->box, chosho_text_label_new (who, "dim-label"));
  add_text (self, _("The draft said"), get_text (self, "draft_text"));
  add_text (self, _("Comment"), get_text (self, "text"));
  add_proposed (self);
  add_now (self);
  add_decision (self);
  add_buttons (self, context);
}

/* --- Class ------------------------------------------------------------------------------------------- */

static void
chosho_comment_view_finalize (GObject *object)
{
  g_clear_pointer (&CHOSHO_COMMENT_VIEW (object)->comment, chosho_value_unref);
  G_OBJECT_CLASS (chosho_comment_view_parent_class)->finalize (object);
}

static void
chosho_comment_view_class_init (ChoshoCommentViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_comment_view_finalize;
  signals[SIGNAL_DECIDE] = g_signal_new ("decide", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chosho_comment_view_init (ChoshoCommentView *self)
{
}

ChoshoValue *
chosho_comment_view_get_comment (ChoshoCommentView *self)
{
  return self->comment;
}

void
chosho_comment_view_focus (ChoshoCommentView *self)
{
  gtk_widget_grab_focus (self->accept);
}

GtkWidget *
chosho_comment_view_new (ChoshoContext *context, ChoshoValue *comment)
{
  ChoshoCommentView *self = g_object_new (CHOSHO_TYPE_COMMENT_VIEW, NULL);

  self->comment = chosho_value_ref (comment);
  build (self, context);
  return GTK_WIDGET (self);
}
