/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-question-row.h"
#include "chosho-text-area.h"
#include "chosho-text-label.h"
#include "chosho-tsv.h"

#define NOT_RECORDED "none" /* what an answer replaces: `interview conduct` */

struct _ChoshoQuestionRow
{
  GtkBox parent_instance;

  GtkTextView *answer;  /* (borrowed) */
  GtkDropDown *outcome; /* (borrowed) */
  GtkEntry    *reason;  /* (borrowed) why it was impossible */

  ChoshoValue *step;    /* (owned) */
  char        *base;    /* (owned) what the answer was typed over */
};

G_DEFINE_FINAL_TYPE (ChoshoQuestionRow, chosho_question_row, GTK_TYPE_BOX)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const char *
chosho_question_row_get_step (ChoshoQuestionRow *self)
{
  return chosho_value_get_string (self->step, "id");
}

/* What the client is asked: the request's words, which are theirs to see, else the procedure's. */
static const char *
get_question (ChoshoQuestionRow *self)
{
  const char *request = chosho_value_get_string (self->step, "request_text");
  const char *text = chosho_value_get_string (self->step, "text");

  return request != NULL && request[0] != '\0' ? request : text != NULL && text[0] != '\0' ? text : chosho_value_get_string (self->step, "title");
}

static char *
dup_answer_text (ChoshoQuestionRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->answer);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

ChoshoValue *
chosho_question_row_dup_answer (ChoshoQuestionRow *self)
{
  g_autofree char *text = dup_answer_text (self);
  guint outcome = gtk_drop_down_get_selected (self->outcome);
  ChoshoValue *answer;

  if (text[0] == '\0' && outcome == 0)
    return NULL;
  answer = chosho_value_new_object ();
  chosho_value_set_string (answer, "step", chosho_question_row_get_step (self));
  chosho_value_set_string (answer, "question", get_question (self));
  chosho_value_set_string (answer, "answer", text);
  chosho_value_set_string (answer, "replacing", self->base);
  if (outcome > 0)
    chosho_value_set_string (answer, "outcome", chosho_codes_outcome ()[outcome - 1]);
  if (gtk_widget_get_visible (GTK_WIDGET (self->reason)) && gtk_editable_get_text (GTK_EDITABLE (self->reason))[0] != '\0')
    chosho_value_set_string (answer, "reason", gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  return answer;
}

void
chosho_question_row_append_line (ChoshoQuestionRow *self, GString *text)
{
  g_autoptr (ChoshoValue) answer = chosho_question_row_dup_answer (self);
  const char *outcome = chosho_value_get_string (answer, "outcome");
  const char *const cells[] = { chosho_value_get_string (self->step, "control"), chosho_value_get_string (self->step, "title"),
                                chosho_word_phase (chosho_value_get_string (self->step, "phase")), get_question (self),
                                chosho_value_get_string (answer, "answer"), outcome != NULL ? chosho_word_outcome (outcome) : NULL,
                                chosho_value_get_string (answer, "reason") };

  chosho_tsv_append_line (text, cells, G_N_ELEMENTS (cells));
}

void
chosho_question_row_focus (ChoshoQuestionRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->answer));
}

void
chosho_question_row_choose (ChoshoQuestionRow *self, guint index)
{
  gtk_drop_down_set_selected (self->outcome, index + 1);
}

static gboolean
is_unable (ChoshoQuestionRow *self)
{
  guint outcome = gtk_drop_down_get_selected (self->outcome);

  return outcome > 0 && g_strcmp0 (chosho_codes_outcome ()[outcome - 1], "unable") == 0;
}

static void
on_edited_cb (ChoshoQuestionRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->reason), is_unable (self));
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

/* --- Parts ---------------------------------------------------------------------------------------------------- */

/* "Still wanted besides: Inspection (open)": the rule that inquiry alone does not complete, for this procedure. */
static char *
dup_besides (ChoshoValue *step)
{
  ChoshoValue *companions = chosho_value_get (step, "companions");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (companions); i++)
    {
      ChoshoValue *one = chosho_value_get_item (companions, i);
      const char *state = chosho_value_get_string (one, "state");

      g_string_append_printf (text, "%s%s (%s)", i > 0 ? ", " : "", chosho_word_technique (chosho_value_get_string (one, "technique")),
                              g_strcmp0 (state, "open") == 0 ? _("open") : g_strcmp0 (state, "unable") == 0 ? chosho_word_outcome ("unable") : _("recorded"));
    }
  if (text->len == 0)
    return g_strdup (_("Inquiry alone does not complete a procedure, and this one prescribes nothing else."));
  return g_strdup_printf (_("Inquiry alone does not complete it. Besides: %s"), text->str);
}

static void
add_answer (ChoshoQuestionRow *self, const char *text)
{
  GtkWidget *view = chosho_text_area_new ();

  self->answer = GTK_TEXT_VIEW (view);
  gtk_text_view_set_wrap_mode (self->answer, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->answer, FALSE);
  gtk_text_view_set_left_margin (self->answer, 8);
  gtk_text_view_set_right_margin (self->answer, 8);
  gtk_text_view_set_top_margin (self->answer, 4);
  gtk_text_view_set_bottom_margin (self->answer, 4);
  gtk_widget_set_size_request (view, -1, 46);
  gtk_widget_add_css_class (view, "chosho-result");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->answer), text != NULL ? text : "", -1);
  chosho_accessible_set_name (view, _("Answer"));
  gtk_box_append (GTK_BOX (self), view);
}

static void
add_outcome (ChoshoQuestionRow *self, const char *code)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *besides = dup_besides (self->step);
  GtkWidget *note = chosho_text_label_new (besides, "chosho-alone");
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (words, _("Outcome…"));
  for (guint i = 0; chosho_codes_outcome ()[i] != NULL; i++)
    {
      gtk_string_list_append (words, chosho_word_outcome (chosho_codes_outcome ()[i]));
      if (g_strcmp0 (code, chosho_codes_outcome ()[i]) == 0)
        selected = i + 1;
    }
  self->outcome = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL));
  gtk_drop_down_set_selected (self->outcome, selected);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->outcome), _("Outcome (Alt+5 to Alt+8)"));
  chosho_accessible_set_name (self->outcome, _("Outcome"));
  gtk_widget_set_hexpand (note, TRUE);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->outcome));
  gtk_box_append (GTK_BOX (self), box);
}

/* Asked for where it could not be performed: the gate wants it. */
static void
add_reason (ChoshoQuestionRow *self, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  self->reason = GTK_ENTRY (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_entry_set_placeholder_text (self->reason, _("Why it could not be performed"));
  chosho_accessible_set_name (entry, _("Why it could not be performed"));
  gtk_widget_set_visible (entry, is_unable (self));
  gtk_box_append (GTK_BOX (self), entry);
}

static void
add_overtaken (ChoshoQuestionRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *button = gtk_button_new_with_label (_("Discard Answer"));
  GtkWidget *note = chosho_text_label_new (_("The step was recorded meanwhile. This answer is kept here and does not go into the record."), NULL);

  gtk_widget_set_hexpand (note, TRUE);
  gtk_box_append (GTK_BOX (box), note);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), "asking.discard");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", chosho_question_row_get_step (self));
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (self), box);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
chosho_question_row_finalize (GObject *object)
{
  ChoshoQuestionRow *self = CHOSHO_QUESTION_ROW (object);

  chosho_value_unref (self->step);
  g_free (self->base);
  G_OBJECT_CLASS (chosho_question_row_parent_class)->finalize (object);
}

static void
chosho_question_row_class_init (ChoshoQuestionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_question_row_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
chosho_question_row_init (ChoshoQuestionRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-step");
}

ChoshoQuestionRow *
chosho_question_row_new (ChoshoValue *step, ChoshoValue *answer, gboolean editable)
{
  ChoshoQuestionRow *self = g_object_new (CHOSHO_TYPE_QUESTION_ROW, NULL);
  const char *title = chosho_value_get_string (step, "title");
  const char *base = chosho_value_get_string (answer, "replacing");
  g_autofree char *head = g_strdup_printf ("%s  %s · %s", chosho_value_get_string (step, "control"), title != NULL ? title : "",
                                           chosho_word_phase (chosho_value_get_string (step, "phase")));
  gboolean overtaken = chosho_value_get_string (step, "performance") != NULL;
  g_autofree char *name = g_strdup_printf (_("Question %s"), chosho_value_get_string (step, "id"));
  GtkWidget *question;

  self->step = chosho_value_ref (step);
  self->base = g_strdup (base != NULL ? base : NOT_RECORDED);
  gtk_box_append (GTK_BOX (self), chosho_text_label_new (head, "heading"));
  question = chosho_text_label_new (get_question (self), NULL);
  gtk_label_set_selectable (GTK_LABEL (question), TRUE);
  gtk_box_append (GTK_BOX (self), question);
  add_answer (self, chosho_value_get_string (answer, "answer"));
  add_outcome (self, chosho_value_get_string (answer, "outcome"));
  add_reason (self, chosho_value_get_string (answer, "reason"));
  if (overtaken)
    add_overtaken (self);
  gtk_text_view_set_editable (self->answer, editable && !overtaken);
  gtk_widget_set_sensitive (GTK_WIDGET (self->outcome), editable && !overtaken);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reason), editable && !overtaken);
  chosho_accessible_set_name (self, name);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->answer), "changed", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->outcome, "notify::selected", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (on_edited_cb), self);
  return self;
}
