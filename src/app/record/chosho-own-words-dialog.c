/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-conflict-words.h"
#include "chosho-own-words-dialog.h"
#include "chosho-text-label.h"

#define TEXT_WIDTH 420
#define TEXT_HEIGHT 160

struct _ChoshoOwnWordsDialog
{
  AdwMessageDialog parent_instance;

  GtkTextView *text;
  GtkDropDown *whose; /* (nullable) where more than words differs: of whom all else is */
};

G_DEFINE_FINAL_TYPE (ChoshoOwnWordsDialog, chosho_own_words_dialog, ADW_TYPE_MESSAGE_DIALOG)

enum
{
  SIGNAL_WRITTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_text (ChoshoOwnWordsDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* From 1; 0: nobody's. */
static guint
get_number (ChoshoOwnWordsDialog *self)
{
  guint selected = self->whose != NULL ? gtk_drop_down_get_selected (self->whose) : GTK_INVALID_LIST_POSITION;

  return selected != GTK_INVALID_LIST_POSITION ? selected + 1 : 0;
}

static void
on_changed_cb (ChoshoOwnWordsDialog *self)
{
  g_autofree char *text = dup_text (self);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "act", text[0] != '\0' && (self->whose == NULL || get_number (self) > 0));
}

static void
on_response_cb (ChoshoOwnWordsDialog *self, const char *response)
{
  g_autofree char *text = dup_text (self);

  if (g_str_equal (response, "act") && text[0] != '\0')
    g_signal_emit (self, signals[SIGNAL_WRITTEN], 0, get_number (self), text);
}

/* --- Its parts ----------------------------------------------------------------------------------------- */

/* Each text once, a line each. (transfer full) */
static char *
join_texts (ChoshoValue *conflict)
{
  ChoshoValue *values = chosho_value_get (conflict, "values");
  const char *field = chosho_value_get_string (conflict, "text_field");
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < chosho_value_get_length (values); i++)
    {
      const char *text = chosho_value_get_string (chosho_value_get (chosho_value_get_item (values, i), "value"), field);

      if (text != NULL && !g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
        g_ptr_array_add (texts, (gpointer) text);
    }
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("\n", (char **) texts->pdata);
}

static GtkWidget *
make_text (ChoshoOwnWordsDialog *self, ChoshoValue *conflict)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autofree char *text = join_texts (conflict);

  self->text = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->text, FALSE);
  gtk_text_view_set_left_margin (self->text, 8);
  gtk_text_view_set_right_margin (self->text, 8);
  gtk_text_view_set_top_margin (self->text, 6);
  gtk_text_view_set_bottom_margin (self->text, 6);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  chosho_accessible_set_name (self->text, _("What stands instead"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->text));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), TEXT_HEIGHT);
  gtk_widget_set_size_request (scroller, TEXT_WIDTH, -1);
  gtk_widget_add_css_class (scroller, "card");
  return scroller;
}

/* TRUE where the values differ in something that words do not say. */
static gboolean
differs_otherwise (ChoshoValue *conflict)
{
  ChoshoValue *differences = chosho_value_get (conflict, "differences");

  return chosho_value_get_length (differences) > (chosho_value_has_text (differences, chosho_value_get_string (conflict, "text_field")) ? 1 : 0);
}

static GtkWidget *
make_whose (ChoshoOwnWordsDialog *self, ChoshoValue *conflict)
{
  ChoshoValue *values = chosho_value_get (conflict, "values");
  g_autoptr (GtkStringList) authors = gtk_string_list_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (values); i++)
    gtk_string_list_take (authors, chosho_conflict_words_dup_author (chosho_value_get_item (values, i)));
  self->whose = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&authors)), NULL));
  gtk_drop_down_set_selected (self->whose, GTK_INVALID_LIST_POSITION);
  chosho_accessible_set_name (self->whose, _("All else as entered by"));
  g_signal_connect_swapped (self->whose, "notify::selected", G_CALLBACK (on_changed_cb), self);
  return GTK_WIDGET (self->whose);
}

/* --- Class --------------------------------------------------------------------------------------------- */

static void
chosho_own_words_dialog_class_init (ChoshoOwnWordsDialogClass *klass)
{
  signals[SIGNAL_WRITTEN] = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                          G_TYPE_STRING);
}

static void
chosho_own_words_dialog_init (ChoshoOwnWordsDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "act", _("Let These _Words Stand"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "act", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (self, "response", G_CALLBACK (on_response_cb), NULL);
}

ChoshoOwnWordsDialog *
chosho_own_words_dialog_new (GtkWindow *parent, ChoshoValue *conflict)
{
  ChoshoOwnWordsDialog *self = g_object_new (CHOSHO_TYPE_OWN_WORDS_DIALOG, "transient-for", parent, "modal", TRUE, "heading", _("Write Other Words"),
                                             "body", _("They stand under your name. What was entered before stays in the record."), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), make_text (self, conflict));
  if (differs_otherwise (conflict))
    {
      gtk_box_append (GTK_BOX (box), chosho_text_label_new (_("All else as entered by"), "dim-label"));
      gtk_box_append (GTK_BOX (box), make_whose (self, conflict));
    }
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self), box);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_changed_cb), self);
  on_changed_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->text));
  return self;
}
