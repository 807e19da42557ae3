/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-form-drafts.h"
#include "chosho-note-list.h"
#include "chosho-text-label.h"
#include "chosho-zone.h"

#define DRAFTS "note:" /* under which the drafts stand: no control has such a number */

struct _ChoshoNoteList
{
  GtkBox parent_instance;

  /* Template */
  GtkBox     *notes;
  GtkEntry   *entry;
  GtkWidget  *add_button;

  GHashTable  *lines;   /* (owned) id -> GtkEntry (borrowed) */
  ChoshoValue *rows;    /* (owned) (nullable) as shown */
  gboolean     editable;

  ChoshoFormDrafts *drafts; /* (owned) (nullable) nobody may write: nothing is kept */
  char             *person; /* (owned) (nullable) whose drafts they are */
  char             *about;  /* (owned) (nullable) what a new note is about */
  GHashTable       *typed;  /* (owned) id of a note, or what a new one is about -> text that is not taken */
  gboolean          filling;
};

G_DEFINE_FINAL_TYPE (ChoshoNoteList, chosho_note_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_ADD,
  SIGNAL_ANSWER,
  SIGNAL_CLEAR,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is typed ------------------------------------------------------------------------------------------ */

static void
keep (ChoshoNoteList *self, const char *id, const char *text)
{
  g_autoptr (ChoshoValue) draft = text[0] != '\0' ? chosho_value_new_object () : NULL;

  if (draft != NULL)
    {
      g_hash_table_insert (self->typed, g_strdup (id), g_strdup (text));
      chosho_value_set_string (draft, "text", text);
    }
  else
    g_hash_table_remove (self->typed, id);
  if (self->drafts != NULL)
    chosho_form_drafts_set (self->drafts, id, draft);
}

static void
on_line_changed_cb (GtkEditable *entry, ChoshoNoteList *self)
{
  if (!self->filling)
    keep (self, g_object_get_data (G_OBJECT (entry), "note"), gtk_editable_get_text (entry));
}

static void
on_new_changed_cb (GtkEditable *entry, ChoshoNoteList *self)
{
  if (!self->filling && self->about != NULL)
    keep (self, self->about, gtk_editable_get_text (entry));
}

/* The lines say what was typed and not taken. */
static void
fill_lines (ChoshoNoteList *self)
{
  const char *text = self->about != NULL ? g_hash_table_lookup (self->typed, self->about) : NULL;
  GHashTableIter iter;
  gpointer id, entry;

  self->filling = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &id, &entry))
    {
      text = g_hash_table_lookup (self->typed, id);
      if (g_strcmp0 (gtk_editable_get_text (entry), text != NULL ? text : "") != 0)
        gtk_editable_set_text (entry, text != NULL ? text : "");
    }
  self->filling = FALSE;
}

/* What was typed since goes before what is read. */
static void
on_drafts_cb (ChoshoNoteList *self, ChoshoValue *drafts)
{
  for (guint i = 0; i < chosho_value_get_length (drafts); i++)
    {
      const char *id = chosho_value_get_key (drafts, i);
      const char *text = chosho_value_get_string (chosho_value_get_member_at (drafts, i), "text");

      if (text != NULL && !g_hash_table_contains (self->typed, id))
        g_hash_table_insert (self->typed, g_strdup (id), g_strdup (text));
    }
  fill_lines (self);
}

/* One person's words never stand under another's name. */
static void
change_person (ChoshoNoteList *self, ChoshoDraftKeeper *keeper, const char *person)
{
  g_hash_table_remove_all (self->typed);
  g_clear_object (&self->drafts);
  g_free (self->person);
  self->person = g_strdup (person);
  if (person == NULL)
    return;
  self->drafts = chosho_form_drafts_new (keeper, person, DRAFTS);
  g_signal_connect_object (self->drafts, "loaded", G_CALLBACK (on_drafts_cb), self, G_CONNECT_SWAPPED);
}

const char *
chosho_note_list_get_about (ChoshoNoteList *self)
{
  return self->about;
}

void
chosho_note_list_set_about (ChoshoNoteList *self, ChoshoDraftKeeper *keeper, const char *person, const char *about)
{
  if (g_strcmp0 (self->person, person) == 0 && g_strcmp0 (self->about, about) == 0)
    return;
  if (g_strcmp0 (self->person, person) != 0)
    change_person (self, keeper, person);
  g_free (self->about);
  self->about = g_strdup (about);
  fill_lines (self);
}

/* --- One note --------------------------------------------------------------------------------------------- */

static GtkWidget *
add_label (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = chosho_text_label_new_selectable (text, style);

  gtk_box_append (box, label);
  return label;
}

static void
emit_line (GtkWidget *widget, ChoshoNoteList *self, guint signal)
{
  const char *id = g_object_get_data (G_OBJECT (widget), "note");
  GtkEntry *entry = g_hash_table_lookup (self->lines, id);

  g_signal_emit (self, signal, 0, id, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
on_answer_cb (GtkWidget *widget, ChoshoNoteList *self)
{
  const char *id = g_object_get_data (G_OBJECT (widget), "note");

  /* Answering with nothing is a slip of the finger. */
  if (gtk_editable_get_text (GTK_EDITABLE (g_hash_table_lookup (self->lines, id)))[0] != '\0')
    emit_line (widget, self, signals[SIGNAL_ANSWER]);
}

static void
on_clear_cb (GtkWidget *widget, ChoshoNoteList *self)
{
  emit_line (widget, self, signals[SIGNAL_CLEAR]);
}

static GtkWidget *
new_button (ChoshoNoteList *self, const char *label, const char *id, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "note", g_strdup (id), g_free);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

/* The line in which an open note is answered or cleared. */
static void
add_line (ChoshoNoteList *self, GtkBox *box, const char *id)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Answer, or a remark at clearing"));
  chosho_accessible_set_name (entry, _("Answer to the note"));
  gtk_widget_set_hexpand (entry, TRUE);
  g_object_set_data_full (G_OBJECT (entry), "note", g_strdup (id), g_free);
  g_signal_connect (entry, "activate", G_CALLBACK (on_answer_cb), self);
  g_signal_connect (entry, "changed", G_CALLBACK (on_line_changed_cb), self);
  g_hash_table_insert (self->lines, g_strdup (id), entry);
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), new_button (self, _("Answer"), id, G_CALLBACK (on_answer_cb)));
  gtk_box_append (GTK_BOX (line), new_button (self, _("Clear Note"), id, G_CALLBACK (on_clear_cb)));
  gtk_widget_set_sensitive (line, self->editable);
  gtk_box_append (box, line);
}

/* What of the control the note is about, where it says so, as a way there. */
static void
add_place (GtkBox *box, ChoshoValue *row)
{
  static const struct
  {
    const char *kind;
    const char *word;
  } places[] = { { "step", N_("About a step") }, { "evidence", N_("About a piece of evidence") }, { "mark", N_("About a mark") } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *id = chosho_value_get_string (row, places[i].kind);
      GtkWidget *button;

      if (id == NULL || id[0] == '\0')
        continue;
      button = gtk_button_new_with_label (_(places[i].word));
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "chosho-small");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "link.open");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", places[i].kind, id);
      gtk_box_append (box, button);
    }
}

static void
add_note (ChoshoNoteList *self, ChoshoValue *row)
{
  const char *state = chosho_value_get_string (row, "state");
  const char *answer = chosho_value_get_string (row, "answer");
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (row, "at"));
  g_autofree char *head = g_strjoin ("  ·  ", chosho_value_get_string (row, "by"), at, chosho_word_note_state (state), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (box, "chosho-note");
  gtk_widget_add_css_class (box, state);
  add_label (GTK_BOX (box), head, "chosho-who");
  add_place (GTK_BOX (box), row);
  add_label (GTK_BOX (box), chosho_value_get_string (row, "text"), NULL);
  if (answer != NULL && answer[0] != '\0')
    {
      g_autofree char *shown = g_strdup_printf (_("Answer: %s"), answer);

      add_label (GTK_BOX (box), shown, "chosho-quoted");
    }
  if (g_strcmp0 (state, "cleared") != 0)
    add_line (self, GTK_BOX (box), chosho_value_get_string (row, "id"));
  gtk_box_append (self->notes, box);
}

/* --- All ---------------------------------------------------------------------------------------------------- */

void
chosho_note_list_set_rows (ChoshoNoteList *self, ChoshoValue *notes)
{
  if (self->rows != NULL && chosho_value_equal (self->rows, notes))
    return;
  chosho_value_ref (notes);
  g_clear_pointer (&self->rows, chosho_value_unref);
  self->rows = notes;
  g_hash_table_remove_all (self->lines);
  chosho_clear_box (self->notes);
  for (guint i = 0; i < chosho_value_get_length (notes); i++)
    add_note (self, chosho_value_get_item (notes, i));
  fill_lines (self);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), chosho_value_get_length (notes) > 0);
}

void
chosho_note_list_set_editable (ChoshoNoteList *self, gboolean editable)
{
  GHashTableIter iter;
  gpointer entry;

  self->editable = editable;
  gtk_widget_set_sensitive (gtk_widget_get_parent (GTK_WIDGET (self->entry)), editable);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    gtk_widget_set_sensitive (gtk_widget_get_parent (entry), editable);
}

gboolean
chosho_note_list_focus (ChoshoNoteList *self, const char *id)
{
  GtkWidget *entry = id != NULL ? g_hash_table_lookup (self->lines, id) : GTK_WIDGET (self->entry);

  if (entry != NULL)
    gtk_widget_grab_focus (entry);
  return entry != NULL;
}

void
chosho_note_list_forget (ChoshoNoteList *self, const char *id)
{
  keep (self, id, "");
  fill_lines (self);
}

static void
on_add_cb (ChoshoNoteList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (text[0] != '\0')
    g_signal_emit (self, signals[SIGNAL_ADD], 0, text);
}

static void
chosho_note_list_dispose (GObject *object)
{
  g_clear_object (&CHOSHO_NOTE_LIST (object)->drafts);
  G_OBJECT_CLASS (chosho_note_list_parent_class)->dispose (object);
}

static void
chosho_note_list_finalize (GObject *object)
{
  ChoshoNoteList *self = CHOSHO_NOTE_LIST (object);

  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->typed);
  g_free (self->person);
  g_free (self->about);
  g_clear_pointer (&self->rows, chosho_value_unref);
  G_OBJECT_CLASS (chosho_note_list_parent_class)->finalize (object);
}

static void
chosho_note_list_class_init (ChoshoNoteListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_note_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_note_list_finalize;
  signals[SIGNAL_ADD] = g_signal_new ("add", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ANSWER] = g_signal_new ("answer", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_CLEAR] = g_signal_new ("clear", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-note-list.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoNoteList, notes);
  gtk_widget_class_bind_template_child (widget_class, ChoshoNoteList, entry);
  gtk_widget_class_bind_template_child (widget_class, ChoshoNoteList, add_button);
  gtk_widget_class_bind_template_callback (widget_class, on_add_cb);
}

static void
chosho_note_list_init (ChoshoNoteList *self)
{
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_new_changed_cb), self);
}
