/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-record-dialog.h"

#define MAX_FIELDS 14
#define TEXT_HEIGHT 84 /* pixels: four lines before it scrolls */
#define TEXT_MAX_HEIGHT 200

typedef enum
{
  FIELD_LINE,   /* one line */
  FIELD_TEXT,   /* several */
  FIELD_CHOICE, /* one of a few words */
} FieldKind;

typedef struct
{
  const char *code;
  const char *word; /* N_("…") */
} Choice;

typedef struct
{
  const char   *name;     /* of the command's argument */
  const char   *title;    /* N_("…") */
  FieldKind     kind;
  gboolean      required;
  const Choice *choices;  /* for CHOICE; ends with a NULL code */
} Field;

typedef struct
{
  const char *kind;
  const char *command;
  const char *title;              /* N_("…") */
  const char *note;               /* N_("…") (nullable) above the fields */
  Field       fields[MAX_FIELDS]; /* ends with a NULL name */
} Form;

static const Choice means[] = { { "on-site", N_("On site") }, { "screen", N_("On a shared screen") }, { NULL, NULL } };
static const Choice origins[] = { { "client", N_("The client") },
                                  { "auditor", N_("The auditor") },
                                  { "other-engagement", N_("Another engagement") },
                                  { "other-report", N_("Another audit's report") },
                                  { "internal-audit", N_("Internal audit") },
                                  { NULL, NULL } };

/* The arguments of the commands, in the words of the papers (domain §4). */
static const Form forms[] = {
  { "interview", "interview add", N_("Interview Record"), N_("Who was asked what, and what the answer was. It never stands for inspection."),
    { { "who", N_("Who was asked"), FIELD_LINE, TRUE, NULL },
      { "post", N_("Organisation and post"), FIELD_LINE, TRUE, NULL },
      { "at", N_("When"), FIELD_LINE, TRUE, NULL },
      { "how", N_("How: in person, by telephone, in writing"), FIELD_LINE, TRUE, NULL },
      { "question", N_("Question"), FIELD_TEXT, TRUE, NULL },
      { "answer", N_("Answer"), FIELD_TEXT, TRUE, NULL } } },
  { "observation", "observation add", N_("Observation Record"), NULL,
    { { "where", N_("Place"), FIELD_LINE, TRUE, NULL },
      { "at", N_("When"), FIELD_LINE, TRUE, NULL },
      { "with", N_("Who was present"), FIELD_LINE, TRUE, NULL },
      { "seen", N_("What was seen"), FIELD_TEXT, TRUE, NULL } } },
  { "sighting", "evidence sighting", N_("Viewed, No Copy Obtained"), N_("For a document that was read and could not be taken along."),
    { { "means", N_("How it was viewed"), FIELD_CHOICE, FALSE, means },
      { "what", N_("What: document, version, date"), FIELD_LINE, TRUE, NULL },
      { "pages", N_("Which pages"), FIELD_LINE, FALSE, NULL },
      { "where", N_("Where, or on which screen"), FIELD_LINE, TRUE, NULL },
      { "with", N_("Who was present"), FIELD_LINE, TRUE, NULL },
      { "source", N_("Who showed it"), FIELD_LINE, FALSE, NULL },
      { "origin", N_("Whose it is"), FIELD_CHOICE, FALSE, origins },
      { "received", N_("Viewed on (YYYY-MM-DD)"), FIELD_LINE, FALSE, NULL },
      { "as_of", N_("The date it speaks about (YYYY-MM-DD)"), FIELD_LINE, FALSE, NULL },
      { "covers_from", N_("Or a span: first day"), FIELD_LINE, FALSE, NULL },
      { "covers_to", N_("Last day of the span"), FIELD_LINE, FALSE, NULL },
      { "note", N_("What was read"), FIELD_TEXT, FALSE, NULL },
      { "reason", N_("Why no copy was obtained"), FIELD_TEXT, TRUE, NULL } } },
  { "finding", "finding add", N_("New Finding"), N_("The fact alone, without judgement. It begins as a candidate."),
    { { "text", N_("The fact"), FIELD_TEXT, TRUE, NULL } } },
  { "consent", "consent", N_("Consent of the Leader"), N_("It holds for the result as it is recorded now; another result needs another consent."),
    { { "reason", N_("Why"), FIELD_TEXT, TRUE, NULL } } },
  { "withdraw", "withdraw", N_("Withdraw Sign-off"), N_("The sign-off stays in the record together with its withdrawal."),
    { { "reason", N_("Why"), FIELD_TEXT, TRUE, NULL } } },
};

struct _ChoshoRecordDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkWidget *save_button;
  GtkLabel  *note;
  GtkBox    *box;

  const Form  *form;                /* static */
  ChoshoValue *args;                /* (owned) */
  GtkWidget   *inputs[MAX_FIELDS];  /* (borrowed) */
};

G_DEFINE_FINAL_TYPE (ChoshoRecordDialog, chosho_record_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Fields ----------------------------------------------------------------------------------------------- */

/* (transfer full) */
static char *
dup_text (ChoshoRecordDialog *self, guint index)
{
  const Field *field = &self->form->fields[index];
  GtkTextIter start, end;
  char *text;

  if (field->kind == FIELD_CHOICE)
    return g_strdup (field->choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->inputs[index]))].code);
  if (field->kind == FIELD_LINE)
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->inputs[index]))));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->inputs[index])), &start, &end);
  text = gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->inputs[index])), &start, &end, FALSE);
  return g_strstrip (text);
}

/* A record that leaves a needed field out is no record. */
static void
on_changed_cb (ChoshoRecordDialog *self)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < MAX_FIELDS && self->form->fields[i].name != NULL; i++)
    {
      g_autofree char *text = self->inputs[i] != NULL ? dup_text (self, i) : NULL;

      complete = complete && (!self->form->fields[i].required || (text != NULL && text[0] != '\0'));
    }
  gtk_widget_set_sensitive (self->save_button, complete);
}

static GtkWidget *
new_line (ChoshoRecordDialog *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed_cb), self);
  return entry;
}

/* The view goes into a frame that scrolls; what is remembered is the view. */
static GtkWidget *
new_text (ChoshoRecordDialog *self, GtkWidget **view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  *view = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (*view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (*view), FALSE);
  gtk_widget_add_css_class (*view, "chosho-field");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), *view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), TEXT_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), TEXT_MAX_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_widget_add_css_class (scroller, "chosho-field-frame");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (*view)), "changed", G_CALLBACK (on_changed_cb), self);
  return scroller;
}

static GtkWidget *
new_choice (const Choice *choices)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (; choices->code != NULL; choices++)
    gtk_string_list_append (words, _(choices->word));
  return gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL);
}

static void
add_field (ChoshoRecordDialog *self, guint index)
{
  const Field *field = &self->form->fields[index];
  GtkWidget *label = gtk_label_new (_(field->title));
  GtkWidget *shown;

  shown = field->kind == FIELD_TEXT ? new_text (self, &self->inputs[index])
          : field->kind == FIELD_CHOICE ? new_choice (field->choices) : new_line (self);
  if (field->kind != FIELD_TEXT)
    self->inputs[index] = shown;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->inputs[index]);
  gtk_widget_add_css_class (label, "chosho-field-title");
  if (!field->required)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->inputs[index]), GTK_ACCESSIBLE_PROPERTY_LABEL, _(field->title), -1);
  gtk_box_append (self->box, label);
  gtk_box_append (self->box, shown);
}

static void
on_save_clicked_cb (ChoshoRecordDialog *self)
{
  for (guint i = 0; i < MAX_FIELDS && self->form->fields[i].name != NULL; i++)
    {
      g_autofree char *text = dup_text (self, i);

      if (text[0] != '\0')
        chosho_value_set_string (self->args, self->form->fields[i].name, text);
    }
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, self->args);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Class -------------------------------------------------------------------------------------------------- */

static void
chosho_record_dialog_finalize (GObject *object)
{
  g_clear_pointer (&CHOSHO_RECORD_DIALOG (object)->args, chosho_value_unref);
  G_OBJECT_CLASS (chosho_record_dialog_parent_class)->finalize (object);
}

static void
chosho_record_dialog_class_init (ChoshoRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_record_dialog_finalize;
  signals[SIGNAL_SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoRecordDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, ChoshoRecordDialog, note);
  gtk_widget_class_bind_template_child (widget_class, ChoshoRecordDialog, box);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_record_dialog_init (ChoshoRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChoshoRecordDialog *
chosho_record_dialog_new (GtkWindow *parent, const char *kind, ChoshoValue *args)
{
  ChoshoRecordDialog *self = g_object_new (CHOSHO_TYPE_RECORD_DIALOG, "transient-for", parent, NULL);

  self->args = args;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].kind, kind))
      self->form = &forms[i];
  g_assert (self->form != NULL);
  gtk_window_set_title (GTK_WINDOW (self), _(self->form->title));
  gtk_widget_set_visible (GTK_WIDGET (self->note), self->form->note != NULL);
  if (self->form->note != NULL)
    gtk_label_set_text (self->note, _(self->form->note));
  for (guint i = 0; i < MAX_FIELDS && self->form->fields[i].name != NULL; i++)
    add_field (self, i);
  gtk_widget_grab_focus (self->inputs[0]);
  return self;
}

const char *
chosho_record_dialog_get_command (ChoshoRecordDialog *self)
{
  return self->form->command;
}

void
chosho_record_dialog_preset (ChoshoRecordDialog *self, const char *name, const char *text)
{
  for (guint i = 0; i < MAX_FIELDS && self->form->fields[i].name != NULL && text != NULL; i++)
    {
      if (!g_str_equal (self->form->fields[i].name, name))
        continue;
      if (self->form->fields[i].kind == FIELD_LINE)
        gtk_editable_set_text (GTK_EDITABLE (self->inputs[i]), text);
      else if (self->form->fields[i].kind == FIELD_TEXT)
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->inputs[i])), text, -1);
    }
}
