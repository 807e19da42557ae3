/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-paper-editor.h"

static const char *const members[] = { "number", "title", "text" };

struct _ChoshoPaperEditor
{
  GtkBox parent_instance;

  /* Template */
  GtkEntry    *number;
  GtkEntry    *title;
  GtkTextView *text;
  GtkWidget   *hint;
  GtkWidget   *draft_bar;
  GtkLabel    *draft_note;
  GtkLabel    *message;

  ChoshoValue *standing; /* (owned) what the record says */
  ChoshoValue *base;     /* (owned) what it said when the person began */
  gboolean     editable;
  gboolean     filling;  /* the fields are filled, nobody types */
};

G_DEFINE_FINAL_TYPE (ChoshoPaperEditor, chosho_paper_editor, GTK_TYPE_BOX)

enum
{
  SIGNAL_EDITED,
  SIGNAL_RECORD,
  SIGNAL_DISCARDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Values --------------------------------------------------------------------------------------------------------- */

/* Number, title and text of @object; what it lacks is empty. (transfer full) */
static ChoshoValue *
pick (ChoshoValue *object)
{
  ChoshoValue *value = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = chosho_value_get_string (object, members[i]);

      chosho_value_set_string (value, members[i], text != NULL ? text : "");
    }
  return value;
}

/* What the fields hold. (transfer full) */
static ChoshoValue *
collect (ChoshoPaperEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  ChoshoValue *value = chosho_value_new_object ();
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  chosho_value_set_string (value, "number", gtk_editable_get_text (GTK_EDITABLE (self->number)));
  chosho_value_set_string (value, "title", gtk_editable_get_text (GTK_EDITABLE (self->title)));
  chosho_value_set_string (value, "text", text);
  return value;
}

static void
fill (ChoshoPaperEditor *self, ChoshoValue *value)
{
  g_autoptr (ChoshoValue) held = collect (self);

  if (chosho_value_equal (held, value))
    return; /* the cursor stays where it is */
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->number), chosho_value_get_string (value, "number"));
  gtk_editable_set_text (GTK_EDITABLE (self->title), chosho_value_get_string (value, "title"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), chosho_value_get_string (value, "text"), -1);
  self->filling = FALSE;
}

static void
set_value (ChoshoValue **place, ChoshoValue *value)
{
  chosho_value_ref (value);
  g_clear_pointer (place, chosho_value_unref);
  *place = value;
}

static gboolean
is_dirty (ChoshoPaperEditor *self)
{
  g_autoptr (ChoshoValue) held = collect (self);

  return !chosho_value_equal (held, self->standing);
}

static gboolean
is_overtaken (ChoshoPaperEditor *self)
{
  return !chosho_value_equal (self->base, self->standing);
}

static gboolean
is_complete (ChoshoPaperEditor *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->number))[0] != '\0' && gtk_editable_get_text (GTK_EDITABLE (self->title))[0] != '\0';
}

/* --- State ---------------------------------------------------------------------------------------------------------- */

static void
show_state (ChoshoPaperEditor *self)
{
  gboolean dirty = is_dirty (self);
  gboolean overtaken = dirty && is_overtaken (self);

  gtk_widget_set_visible (self->hint, gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text)) == 0);
  gtk_widget_set_visible (self->draft_bar, dirty);
  gtk_label_set_text (self->draft_note, overtaken ? _("Somebody changed this paper meanwhile. Your text is kept here; recording it replaces theirs.")
                                        : is_complete (self) ? _("Not in the record yet.") : _("Not in the record yet: it needs a number and a title."));
  if (overtaken)
    gtk_widget_add_css_class (self->draft_bar, "chosho-message");
  else
    gtk_widget_remove_css_class (self->draft_bar, "chosho-message");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.record", dirty && self->editable && is_complete (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.discard", dirty);
}

static void
on_changed_cb (ChoshoPaperEditor *self)
{
  if (self->filling)
    return;
  chosho_paper_editor_set_message (self, NULL);
  show_state (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

void
chosho_paper_editor_set_row (ChoshoPaperEditor *self, ChoshoValue *row)
{
  gboolean typed = is_dirty (self);
  g_autoptr (ChoshoValue) value = pick (row);

  set_value (&self->standing, value);
  if (!typed)
    fill (self, value);
  if (!is_dirty (self))
    set_value (&self->base, value);
  show_state (self);
}

void
chosho_paper_editor_set_editable (ChoshoPaperEditor *self, gboolean editable)
{
  self->editable = editable;
  gtk_editable_set_editable (GTK_EDITABLE (self->number), editable);
  gtk_editable_set_editable (GTK_EDITABLE (self->title), editable);
  gtk_text_view_set_editable (self->text, editable);
  show_state (self);
}

void
chosho_paper_editor_discard (ChoshoPaperEditor *self)
{
  fill (self, self->standing);
  set_value (&self->base, self->standing);
  chosho_paper_editor_set_message (self, NULL);
  show_state (self);
}

ChoshoValue *
chosho_paper_editor_dup_draft (ChoshoPaperEditor *self)
{
  g_autoptr (ChoshoValue) held = collect (self);

  if (chosho_value_equal (held, self->standing))
    return NULL;
  chosho_value_set (held, "base", chosho_value_ref (self->base));
  return g_steal_pointer (&held);
}

gboolean
chosho_paper_editor_set_draft (ChoshoPaperEditor *self, ChoshoValue *draft)
{
  g_autoptr (ChoshoValue) value = pick (draft);
  g_autoptr (ChoshoValue) base = pick (chosho_value_get (draft, "base"));

  if (chosho_value_equal (value, self->standing))
    return FALSE;
  set_value (&self->base, base);
  fill (self, value);
  show_state (self);
  return TRUE;
}

gboolean
chosho_paper_editor_can_record (ChoshoPaperEditor *self)
{
  return self->editable && is_complete (self) && is_dirty (self) && !is_overtaken (self);
}

void
chosho_paper_editor_note_recorded (ChoshoPaperEditor *self, ChoshoValue *draft)
{
  g_autoptr (ChoshoValue) value = pick (draft);

  set_value (&self->standing, value);
  set_value (&self->base, value);
  show_state (self);
}

void
chosho_paper_editor_focus (ChoshoPaperEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

void
chosho_paper_editor_set_message (ChoshoPaperEditor *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

/* --- Class ---------------------------------------------------------------------------------------------------------- */

static void
on_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_RECORD], 0);
}

static void
on_discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (ChoshoValue) draft = chosho_paper_editor_dup_draft (CHOSHO_PAPER_EDITOR (widget));

  chosho_paper_editor_discard (CHOSHO_PAPER_EDITOR (widget));
  g_signal_emit (widget, signals[SIGNAL_DISCARDED], 0, draft);
}

static void
chosho_paper_editor_finalize (GObject *object)
{
  chosho_value_unref (CHOSHO_PAPER_EDITOR (object)->standing);
  chosho_value_unref (CHOSHO_PAPER_EDITOR (object)->base);
  G_OBJECT_CLASS (chosho_paper_editor_parent_class)->finalize (object);
}

static void
chosho_paper_editor_class_init (ChoshoPaperEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_paper_editor_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RECORD] = g_signal_new ("record", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DISCARDED] = g_signal_new ("discarded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-paper-editor.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoPaperEditor, name)
  CHILD (number);
  CHILD (title);
  CHILD (text);
  CHILD (hint);
  CHILD (draft_bar);
  CHILD (draft_note);
  CHILD (message);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_install_action (widget_class, "paper.record", NULL, on_record_action);
  gtk_widget_class_install_action (widget_class, "paper.discard", NULL, on_discard_action);
}

static void
chosho_paper_editor_init (ChoshoPaperEditor *self)
{
  self->standing = pick (NULL);
  self->base = pick (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  show_state (self);
}
