/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-command-dialog.h"
#include "chosho-error-view.h"
#include "chosho-evidence-picker.h"
#include "chosho-gate-bar.h"
#include "chosho-link-chips.h"
#include "chosho-note-acts.h"
#include "chosho-paper-desk.h"
#include "chosho-paper-recorder.h"
#include "chosho-sign-off-list.h"
#include "chosho-spinner.h"

struct _ChoshoPaperDesk
{
  GtkBox parent_instance;

  /* Template */
  GtkStack            *stack;       /* loading, paper, error */
  GtkLabel            *error;
  GtkLabel            *facts;
  ChoshoPaperEditor   *editor;
  GtkMenuButton       *attach;
  GMenu               *attach_menu; /* what it offers where nothing is attached */
  GtkFlowBox          *attached;
  GtkWidget           *nothing_attached;
  ChoshoNoteList      *notes;
  ChoshoSignOffList   *sign_offs;
  ChoshoGateBar       *gate_bar;

  ChoshoPage          *page;        /* (borrowed) */
  ChoshoPaperRecorder *recorder;    /* (owned) */
  char                *paper;       /* (owned) (nullable) wanted */
  ChoshoValue         *document;    /* (owned) (nullable) what `paper show` gave of it */
  GHashTable          *opened;      /* (owned) ids opened one by one since the paper is looked at */
};

G_DEFINE_FINAL_TYPE (ChoshoPaperDesk, chosho_paper_desk, GTK_TYPE_BOX)

static ChoshoWorkspace *
get_workspace (ChoshoPaperDesk *self)
{
  return chosho_context_get_workspace (chosho_page_get_context (self->page));
}

static GtkWindow *
get_window (ChoshoPaperDesk *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static gboolean
is_ready (ChoshoPaperDesk *self)
{
  return self->paper != NULL && self->document != NULL;
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
  const char *template = chosho_value_get_string (row, "template");
  const char *by = chosho_value_get_string (row, "by");
  gboolean stale = chosho_value_get_boolean (row, "stale", FALSE);
  g_autofree char *at = chosho_word_dup_time (chosho_value_get_string (row, "at"));
  g_autoptr (GString) text = g_string_new (stale ? _("Changed after sign-off") : chosho_word_state (chosho_value_get_string (row, "state")));

  if (chosho_value_get_boolean (row, "required_for_issue", FALSE))
    g_string_append_printf (text, " · %s", _("required for issue"));
  g_string_append_printf (text, "\n%s  %s", by != NULL ? by : "", at);
  if (template != NULL && template[0] != '\0')
    {
      g_autofree char *from = g_strdup_printf (_("from the template “%s”"), template);

      g_string_append_printf (text, " · %s", from);
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

/* What the gate says of a paper, with what must be opened before it is approved. (transfer full) */
static ChoshoValue *
make_gate_row (ChoshoPaperDesk *self, ChoshoValue *row)
{
  ChoshoValue *gate = chosho_value_copy (row);

  chosho_value_set (gate, "to_open", chosho_value_ref (chosho_value_get (self->document, "to_open")));
  return gate;
}

static void
show_gate (ChoshoPaperDesk *self)
{
  g_autoptr (ChoshoValue) gate = self->document != NULL ? make_gate_row (self, chosho_value_get (self->document, "paper")) : NULL;

  chosho_gate_bar_set_row (self->gate_bar, gate, self->opened);
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
  chosho_note_list_set_about (self->notes, chosho_workspace_get_drafts (get_workspace (self)), chosho_context_get_my_id (context), self->paper);
  chosho_note_list_set_rows (self->notes, chosho_value_get (document, "notes"));
  chosho_note_list_set_editable (self->notes, may);
  chosho_sign_off_list_set_row (self->sign_offs, row, may);
  show_gate (self);
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
  chosho_workspace_run_async (get_workspace (self), "paper show", args, NULL, on_document_cb, g_object_ref (self));
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
      show_gate (self);
      gtk_stack_set_visible_child_name (self->stack, "loading");
    }
  reload (self);
}

/* --- What is attached ------------------------------------------------------------------------------------------------- */

static ChoshoValue *
new_list (const char *text)
{
  ChoshoValue *list = chosho_value_new_array ();

  if (text != NULL)
    chosho_value_append_string (list, text);
  return list;
}

/* @files: GFile; those without a path are no evidence. */
static void
attach (ChoshoPaperDesk *self, GSList *files)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *paths = new_list (NULL);

  for (; files != NULL; files = files->next)
    if (g_file_peek_path (files->data) != NULL)
      chosho_value_append_string (paths, g_file_peek_path (files->data));
  chosho_value_set (args, "files", paths);
  chosho_value_set (args, "paper", new_list (self->paper));
  chosho_page_run_job (self->page, _("Taking evidence in"), "evidence add", args, NULL, NULL);
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ChoshoPaperDesk *self)
{
  if (!is_ready (self))
    return FALSE;
  attach (self, g_value_get_boxed (value));
  return TRUE;
}

static void
on_files_cb (GtkNativeDialog *dialog, int response, ChoshoPaperDesk *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  GSList *list = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    list = g_slist_append (list, g_list_model_get_item (files, i));
  if (list != NULL && is_ready (self))
    attach (self, list);
  g_slist_free_full (list, g_object_unref);
  g_object_unref (dialog);
}

void
chosho_paper_desk_attach_files (ChoshoPaperDesk *self)
{
  GtkFileChooserNative *dialog;

  if (!is_ready (self))
    return;
  dialog = gtk_file_chooser_native_new (_("Attach Evidence"), get_window (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE); /* what is chosen belongs to the paper that is shown */
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_files_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_picked_cb (ChoshoEvidencePicker *picker, char **ids, ChoshoPaperDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *evidence = new_list (NULL);

  for (; *ids != NULL; ids++)
    chosho_value_append_string (evidence, *ids);
  chosho_value_set_string (args, "id", self->paper);
  chosho_value_set (args, "evidence", evidence);
  chosho_page_run (self->page, "paper attach", args, NULL, NULL);
}

void
chosho_paper_desk_attach_known (ChoshoPaperDesk *self)
{
  ChoshoEvidencePicker *picker;

  if (!is_ready (self))
    return;
  picker = chosho_evidence_picker_new (get_window (self), get_workspace (self));
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked_cb), self, 0);
  gtk_window_present (GTK_WINDOW (picker));
}

void
chosho_paper_desk_take_off (ChoshoPaperDesk *self, const char *evidence)
{
  ChoshoValue *args;

  if (!is_ready (self))
    return;
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "id", evidence);
  chosho_value_set (args, "paper", new_list (self->paper));
  chosho_page_run (self->page, "evidence unlink", args, NULL, NULL);
}

void
chosho_paper_desk_open (ChoshoPaperDesk *self, const char *evidence)
{
  ChoshoValue *ids = chosho_value_get (chosho_value_get (self->document, "paper"), "evidence");
  g_autoptr (GVariantBuilder) builder = g_variant_builder_new (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < chosho_value_get_length (ids); i++)
    g_variant_builder_add (builder, "s", chosho_value_as_string (chosho_value_get_item (ids, i)));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.evidence-series", "as", builder);
  if (!gtk_widget_activate_action (GTK_WIDGET (self), "win.view-evidence", "(ss)", evidence, ""))
    chosho_page_go (GTK_WIDGET (self), "evidence", evidence);
  g_hash_table_add (self->opened, g_strdup (evidence));
  show_gate (self);
}

/* --- Notes ------------------------------------------------------------------------------------------------------------ */

void
chosho_paper_desk_write_note (ChoshoPaperDesk *self)
{
  if (is_ready (self))
    chosho_note_list_focus (self->notes, NULL);
}

/* --- Sign-offs -------------------------------------------------------------------------------------------------------- */

static void
on_withdraw_cb (ChoshoSignOffList *list, const char *stage, ChoshoPaperDesk *self)
{
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();

  chosho_value_set_string (args, "control", self->paper);
  chosho_value_set_string (args, "stage", stage);
  gtk_window_present (GTK_WINDOW (chosho_command_dialog_new (get_window (self), chosho_page_get_context (self->page), "withdraw", args)));
}

static void
on_changes_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoPaperDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) changes = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &changes, &error))
    chosho_sign_off_list_set_changes (self->sign_offs, changes);
  else
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
}

static void
on_changes_cb (ChoshoSignOffList *list, const char *stage, ChoshoPaperDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "id", self->paper);
  chosho_value_set_string (args, "stage", stage);
  chosho_workspace_run_async (get_workspace (self), "paper changes", args, NULL, on_changes_read_cb, g_object_ref (self));
}

/* --- The gate --------------------------------------------------------------------------------------------------------- */

static void
on_show_blocker_cb (ChoshoGateBar *bar, ChoshoValue *blocker, ChoshoPaperDesk *self)
{
  const char *code = chosho_value_get_string (blocker, "code");

  if (g_strcmp0 (code, "open-note") == 0)
    chosho_note_list_focus (self->notes, chosho_value_get_string (blocker, "detail"));
  else if (g_strcmp0 (code, "stage-missing") == 0 || g_strcmp0 (code, "stale-signoff") == 0)
    gtk_widget_child_focus (GTK_WIDGET (self->sign_offs), GTK_DIR_TAB_FORWARD);
  else if (g_str_has_prefix (code, "evidence-"))
    chosho_page_go (GTK_WIDGET (self), "evidence", NULL);
  else
    chosho_paper_editor_focus (self->editor);
}

static void
on_open_thing_cb (ChoshoGateBar *bar, const char *kind, const char *id, ChoshoPaperDesk *self)
{
  chosho_paper_desk_open (self, id);
}

/* Exactly what was opened and had to be. */
static ChoshoValue *
list_opened (ChoshoPaperDesk *self)
{
  ChoshoValue *wanted = chosho_value_get (self->document, "to_open");
  ChoshoValue *opened = new_list (NULL);

  for (guint i = 0; i < chosho_value_get_length (wanted); i++)
    {
      const char *id = chosho_value_get_string (chosho_value_get_item (wanted, i), "id");

      if (g_hash_table_contains (self->opened, id))
        chosho_value_append_string (opened, id);
    }
  return opened;
}

void
chosho_paper_desk_sign (ChoshoPaperDesk *self)
{
  const char *stage = is_ready (self) ? chosho_gate_bar_get_next (self->gate_bar) : NULL;
  g_autofree char *command = stage != NULL ? g_strdup_printf ("paper %s", stage) : NULL;
  ChoshoValue *args;

  if (stage == NULL)
    return;
  chosho_paper_recorder_leave (self->recorder); /* what is written goes into the record before it is signed */
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "id", self->paper);
  if (g_str_equal (stage, "approve"))
    chosho_value_set (args, "opened", list_opened (self));
  chosho_page_run (self->page, command, args, NULL, NULL);
}

static void
on_sign_cb (ChoshoGateBar *bar, const char *stage, ChoshoPaperDesk *self)
{
  chosho_paper_desk_sign (self);
}

void
chosho_paper_desk_show_next (ChoshoPaperDesk *self)
{
  if (is_ready (self) && !chosho_gate_bar_show_next (self->gate_bar))
    chosho_error_view_toast (GTK_WIDGET (self), _("Nothing stands against the next sign-off"));
}

void
chosho_paper_desk_enter (ChoshoPaperDesk *self)
{
  if (is_ready (self))
    chosho_paper_editor_focus (self->editor);
}

void
chosho_paper_desk_record (ChoshoPaperDesk *self)
{
  if (is_ready (self))
    chosho_paper_recorder_record (self->recorder);
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
  g_type_ensure (CHOSHO_TYPE_PAPER_EDITOR);
  g_type_ensure (CHOSHO_TYPE_NOTE_LIST);
  g_type_ensure (CHOSHO_TYPE_SIGN_OFF_LIST);
  g_type_ensure (CHOSHO_TYPE_GATE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-paper-desk.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoPaperDesk, name)
  CHILD (stack);
  CHILD (error);
  CHILD (facts);
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
connect_parts (ChoshoPaperDesk *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect (self->sign_offs, "withdraw", G_CALLBACK (on_withdraw_cb), self);
  g_signal_connect (self->sign_offs, "changes", G_CALLBACK (on_changes_cb), self);
  g_signal_connect (self->gate_bar, "show-blocker", G_CALLBACK (on_show_blocker_cb), self);
  g_signal_connect (self->gate_bar, "open-thing", G_CALLBACK (on_open_thing_cb), self);
  g_signal_connect (self->gate_bar, "sign", G_CALLBACK (on_sign_cb), self);
}

static void
chosho_paper_desk_init (ChoshoPaperDesk *self)
{
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "loading");
  connect_parts (self);
}

ChoshoPaperDesk *
chosho_paper_desk_new (ChoshoPage *page)
{
  ChoshoPaperDesk *self = g_object_new (CHOSHO_TYPE_PAPER_DESK, NULL);

  self->page = page;
  self->recorder = chosho_paper_recorder_new (self->editor, chosho_page_get_context (page));
  chosho_note_acts_connect (self->notes, page);
  return self;
}
