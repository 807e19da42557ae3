/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-link-chips.h"
#include "chosho-note-acts.h"
#include "chosho-paper-desk-private.h"
#include "chosho-spinner.h"
#include "chosho-zone.h"

G_DEFINE_FINAL_TYPE (ChoshoPaperDesk, chosho_paper_desk, GTK_TYPE_BOX)

ChoshoWorkspace *
chosho_paper_desk_get_workspace (ChoshoPaperDesk *self)
{
  return chosho_context_get_workspace (chosho_page_get_context (self->page));
}

GtkWindow *
chosho_paper_desk_get_window (ChoshoPaperDesk *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

gboolean
chosho_paper_desk_is_ready (ChoshoPaperDesk *self)
{
  return self->paper != NULL && self->document != NULL;
}

GtkWidget *
chosho_paper_desk_get_gate (ChoshoPaperDesk *self)
{
  return GTK_WIDGET (self->gate_bar);
}

const char *
chosho_paper_desk_get_paper (ChoshoPaperDesk *self)
{
  return self->paper;
}

/* --- What is shown ---------------------------------------------------------------------------------------------------- */

static void
show_facts (ChoshoPaperDesk *self, ChoshoValue *row)
{
  ChoshoValue *edit = chosho_value_get (self->document, "edited");
  const char *template = chosho_value_get_string (row, "template");
  const char *by = chosho_value_get_string (row, "by");
  gboolean stale = chosho_value_get_boolean (row, "stale", FALSE);
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (row, "at"));
  g_autoptr (GString) text = g_string_new (stale ? _("Changed after sign-off") : chosho_word_state (chosho_value_get_string (row, "state")));

  if (chosho_value_get_boolean (row, "required_for_issue", FALSE))
    g_string_append_printf (text, " · %s", _("required for issue"));
  g_string_append_printf (text, "\n%s  %s", by != NULL ? by : "", at);
  if (template != NULL && template[0] != '\0')
    {
      g_autofree char *from = g_strdup_printf (_("from the template “%s”"), template);

      g_string_append_printf (text, " · %s", from);
    }
  if (edit != NULL)
    {
      g_autofree char *edited_at = chosho_zone_dup_time (chosho_value_get_string (edit, "at"));

      g_string_append (text, " · ");
      g_string_append_printf (text, _("last edited by %s, %s"), chosho_value_get_string (edit, "by"), edited_at);
    }
  gtk_label_set_text (self->facts, text->str);
}

static void
show_attached (ChoshoPaperDesk *self, ChoshoValue *row)
{
  ChoshoValue *attached = chosho_value_get (self->document, "attached");
  g_autoptr (GHashTable) things = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < chosho_value_get_length (attached); i++)
    {
      ChoshoValue *evidence = chosho_value_get_item (attached, i);

      g_hash_table_insert (things, (gpointer) chosho_value_get_string (evidence, "id"), evidence);
    }
  chosho_link_chips_show (self->attached, row, things, NULL);
  gtk_widget_set_visible (self->nothing_attached, g_hash_table_size (things) == 0);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (self->attach_menu));
  if (g_hash_table_size (things) > 0)
    {
      g_autoptr (GMenu) section = g_menu_new ();
      g_autoptr (GMenu) links = chosho_link_menu_new (row, things, "papers.take-off");

      g_menu_append_submenu (section, _("_Take Off"), G_MENU_MODEL (links));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  gtk_menu_button_set_menu_model (self->attach, G_MENU_MODEL (menu));
}

/* At the foot; whose own is stale reads first what changed since. */
static void
show_sign_offs (ChoshoPaperDesk *self, ChoshoValue *row)
{
  gboolean stale = chosho_sign_off_list_set_row (self->sign_offs, row, chosho_context_get_my_id (chosho_page_get_context (self->page)));
  GtkWidget *above = stale ? GTK_WIDGET (self->conflicts) : GTK_WIDGET (self->notes);

  if (gtk_widget_get_prev_sibling (GTK_WIDGET (self->sign_offs)) != above)
    gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (above)), GTK_WIDGET (self->sign_offs), above);
}

static void
show_document (ChoshoPaperDesk *self, ChoshoValue *document)
{
  ChoshoValue *row = chosho_value_get (document, "paper");
  ChoshoContext *context = chosho_page_get_context (self->page);
  gboolean may = chosho_context_get_me (context) != NULL;
  gboolean attached = self->document == NULL || !chosho_value_equal (chosho_value_get (self->document, "attached"), chosho_value_get (document, "attached"));

  if (attached)
    g_hash_table_remove_all (self->opened); /* what was opened is another thing once it changed */
  chosho_value_ref (document);
  g_clear_pointer (&self->document, chosho_value_unref);
  self->document = document;
  show_facts (self, row);
  chosho_paper_editor_set_row (self->editor, row);
  chosho_paper_editor_set_editable (self->editor, may);
  chosho_paper_recorder_restore (self->recorder);
  if (attached)
    show_attached (self, row);
  gtk_widget_set_sensitive (GTK_WIDGET (self->attach), may);
  chosho_note_list_set_about (self->notes, chosho_workspace_get_drafts (chosho_paper_desk_get_workspace (self)), chosho_context_get_my_id (context), self->paper);
  chosho_note_list_set_rows (self->notes, chosho_value_get (document, "notes"));
  chosho_note_list_set_editable (self->notes, may);
  show_sign_offs (self, row);
  chosho_paper_desk_show_gate (self);
  chosho_conflict_list_show (self->conflicts, self->page, self->paper, row);
  gtk_stack_set_visible_child_name (self->stack, "paper");
}

static void
on_document_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoPaperDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) document = NULL;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &document, &error))
    {
      gtk_label_set_text (self->error, error->message);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  if (g_strcmp0 (chosho_value_get_string (chosho_value_get (document, "paper"), "id"), self->paper) == 0)
    show_document (self, document);
}

static void
reload (ChoshoPaperDesk *self)
{
  ChoshoValue *args;

  if (self->paper == NULL)
    return;
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "id", self->paper);
  chosho_workspace_run_async (chosho_paper_desk_get_workspace (self), "paper show", args, NULL, on_document_cb, g_object_ref (self));
}

static void
on_again_clicked_cb (ChoshoPaperDesk *self)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  reload (self);
}

void
chosho_paper_desk_show (ChoshoPaperDesk *self, const char *id)
{
  chosho_paper_recorder_follow_person (self->recorder);
  if (g_strcmp0 (self->paper, id) != 0)
    {
      chosho_paper_recorder_set_paper (self->recorder, id);
      g_hash_table_remove_all (self->opened);
      g_clear_pointer (&self->document, chosho_value_unref);
      g_free (self->paper);
      self->paper = g_strdup (id);
      chosho_paper_desk_show_gate (self);
      gtk_stack_set_visible_child_name (self->stack, "loading");
    }
  reload (self);
}

/* --- Its verbs -------------------------------------------------------------------------------------------------------- */

void
chosho_paper_desk_enter (ChoshoPaperDesk *self)
{
  if (chosho_paper_desk_is_ready (self))
    chosho_paper_editor_focus (self->editor);
}

void
chosho_paper_desk_record (ChoshoPaperDesk *self)
{
  if (chosho_paper_desk_is_ready (self))
    chosho_paper_recorder_record (self->recorder);
}

void
chosho_paper_desk_write_note (ChoshoPaperDesk *self)
{
  if (chosho_paper_desk_is_ready (self))
    chosho_note_list_focus (self->notes, NULL);
}

/* --- Class ------------------------------------------------------------------------------------------------------------ */

static void
chosho_paper_desk_unmap (GtkWidget *widget)
{
  chosho_paper_recorder_leave (CHOSHO_PAPER_DESK (widget)->recorder);
  GTK_WIDGET_CLASS (chosho_paper_desk_parent_class)->unmap (widget);
}

static void
chosho_paper_desk_dispose (GObject *object)
{
  g_clear_object (&CHOSHO_PAPER_DESK (object)->recorder);
  G_OBJECT_CLASS (chosho_paper_desk_parent_class)->dispose (object);
}

static void
chosho_paper_desk_finalize (GObject *object)
{
  ChoshoPaperDesk *self = CHOSHO_PAPER_DESK (object);

  g_hash_table_unref (self->opened);
  g_clear_pointer (&self->document, chosho_value_unref);
  g_free (self->paper);
  G_OBJECT_CLASS (chosho_paper_desk_parent_class)->finalize (object);
}

static void
chosho_paper_desk_class_init (ChoshoPaperDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_paper_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_paper_desk_finalize;
  widget_class->unmap = chosho_paper_desk_unmap;
  g_type_ensure (CHOSHO_TYPE_CONFLICT_LIST);
  g_type_ensure (CHOSHO_TYPE_PAPER_EDITOR);
  g_type_ensure (CHOSHO_TYPE_NOTE_LIST);
  g_type_ensure (CHOSHO_TYPE_SIGN_OFF_LIST);
  g_type_ensure (CHOSHO_TYPE_GATE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-paper-desk.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoPaperDesk, name)
  CHILD (stack);
  CHILD (error);
  CHILD (facts);
  CHILD (conflicts);
  CHILD (editor);
  CHILD (attach);
  CHILD (attach_menu);
  CHILD (attached);
  CHILD (nothing_attached);
  CHILD (notes);
  CHILD (sign_offs);
  CHILD (gate_bar);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked_cb);
}

static void
chosho_paper_desk_init (ChoshoPaperDesk *self)
{
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "loading");
  chosho_paper_desk_connect_gate (self);
}

ChoshoPaperDesk *
chosho_paper_desk_new (ChoshoPage *page)
{
  ChoshoPaperDesk *self = g_object_new (CHOSHO_TYPE_PAPER_DESK, NULL);

  self->page = page;
  chosho_paper_desk_accept_evidence (self);
  self->recorder = chosho_paper_recorder_new (self->editor, chosho_page_get_context (page));
  chosho_note_acts_connect (self->notes, page);
  return self;
}
