/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-wording-note.h"

#define PAUSE_MS 400 /* after the last key: nobody is corrected within a word */
#define SAID 3       /* occurrences told with their suggestion; of more, how many */

struct _ChoshoWordingNote
{
  AdwBin parent_instance;

  GtkLabel           *label;
  GtkTextView        *view;  /* (owned) (nullable) */
  GtkTextTag         *tag;   /* (borrowed from the buffer) */
  ChoshoWordingScope *scope; /* (owned) (nullable) */
  char               *where; /* (owned) (nullable) */
  guint               pause;
};

G_DEFINE_FINAL_TYPE (ChoshoWordingNote, chosho_wording_note, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_VIEW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
underline (ChoshoWordingNote *self, const char *text, const ChoshoWordingOccurrence *occurrence)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  const char *start = text + occurrence->start_byte;
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) g_utf8_pointer_to_offset (text, start));
  gtk_text_buffer_get_iter_at_offset (buffer, &to, (int) g_utf8_pointer_to_offset (text, start + occurrence->length_bytes));
  gtk_text_buffer_apply_tag (buffer, self->tag, &from, &to);
}

/* (transfer full) */
static char *
dup_words (GPtrArray *found)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < MIN (found->len, SAID); i++)
    {
      const ChoshoWordingOccurrence *occurrence = g_ptr_array_index (found, i);

      if (i > 0)
        g_string_append_c (words, '\n');
      /* Translators: the words, the rule's name, what to write instead. */
      g_string_append_printf (words, _("“%s” reads as an opinion (%s). %s"), occurrence->text, occurrence->rule, occurrence->suggestion);
    }
  if (found->len > SAID)
    {
      g_string_append_c (words, '\n');
      g_string_append_printf (words, ngettext ("%u further place", "%u further places", found->len - SAID), found->len - SAID);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
check (ChoshoWordingNote *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->tag, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  found = self->scope != NULL ? chosho_wording_scope_check (self->scope, self->where, text) : NULL;
  for (guint i = 0; found != NULL && i < found->len; i++)
    underline (self, text, g_ptr_array_index (found, i));
  words = found != NULL && found->len > 0 ? dup_words (found) : NULL;
  gtk_label_set_text (self->label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}

static void
on_pause_cb (gpointer user_data)
{
  ChoshoWordingNote *self = user_data;

  self->pause = 0;
  check (self);
}

static void
on_changed_cb (ChoshoWordingNote *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add_once (PAUSE_MS, on_pause_cb, self);
}

void
chosho_wording_note_set_scope (ChoshoWordingNote *self, ChoshoWordingScope *scope, const char *where)
{
  if (scope != NULL)
    chosho_wording_scope_ref (scope);
  g_clear_pointer (&self->scope, chosho_wording_scope_unref);
  self->scope = scope;
  if (g_strcmp0 (self->where, where) != 0)
    {
      g_free (self->where);
      self->where = g_strdup (where);
    }
  g_clear_handle_id (&self->pause, g_source_remove);
  check (self);
}

/* --- Class ------------------------------------------------------------------------------------------------ */

static void
set_view (ChoshoWordingNote *self, GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  self->view = g_object_ref (view);
  self->tag = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->label, NULL, -1);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
chosho_wording_note_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_view (CHOSHO_WORDING_NOTE (object), g_value_get_object (value));
}

static void
chosho_wording_note_dispose (GObject *object)
{
  ChoshoWordingNote *self = CHOSHO_WORDING_NOTE (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->view);
  g_clear_pointer (&self->scope, chosho_wording_scope_unref);
  g_clear_pointer (&self->where, g_free);
  G_OBJECT_CLASS (chosho_wording_note_parent_class)->dispose (object);
}

static void
chosho_wording_note_class_init (ChoshoWordingNoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = chosho_wording_note_set_property;
  object_class->dispose = chosho_wording_note_dispose;
  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, GTK_TYPE_TEXT_VIEW, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chosho_wording_note_init (ChoshoWordingNote *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-message");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
}
