/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-error-view.h"
#include "chosho-form-drafts.h"
#include "chosho-paper-dialog.h"

#define DRAFTS "form:"      /* as the forms of other commands: chosho-command-dialog.c */
#define SUBJECT "paper add"

struct _ChoshoPaperDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel         *message;
  GtkEditable      *number;
  GtkEditable      *title;
  GtkSwitch        *required;
  GtkListBox       *templates;
  GtkLabel         *preview;
  GtkWidget        *add;

  ChoshoContext    *context; /* (owned) */
  ChoshoFormDrafts *drafts;  /* (owned) (nullable) nobody acts: nothing is kept */
  ChoshoValue      *draft;   /* (owned) (nullable) to be put into the fields once the templates are listed */
  ChoshoValue      *list;    /* (owned) (nullable) of the templates */
  gboolean          filling; /* the fields are filled, nobody types */
};

G_DEFINE_FINAL_TYPE (ChoshoPaperDialog, chosho_paper_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The template chosen; NULL for a blank paper. Borrowed. */
static ChoshoValue *
get_template (ChoshoPaperDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->templates);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  return index > 0 ? chosho_value_get_item (self->list, (guint) index - 1) : NULL;
}

/* --- Drafts ----------------------------------------------------------------------------------------------------------- */

static void
keep_draft (ChoshoPaperDialog *self)
{
  g_autoptr (ChoshoValue) draft = chosho_value_new_object ();
  const char *number = gtk_editable_get_text (self->number);
  const char *title = gtk_editable_get_text (self->title);

  if (self->drafts == NULL)
    return;
  chosho_value_set_string (draft, "number", number);
  chosho_value_set_string (draft, "title", title);
  chosho_value_set_string (draft, "template", chosho_value_get_string (get_template (self), "template"));
  chosho_value_set_boolean (draft, "required", gtk_switch_get_active (self->required));
  chosho_form_drafts_set (self->drafts, SUBJECT, number[0] != '\0' || title[0] != '\0' ? draft : NULL);
}

static void
choose_template (ChoshoPaperDialog *self, const char *name)
{
  guint count = chosho_value_get_length (self->list);

  for (guint i = 0; i < count; i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (self->list, i), "template"), name) == 0)
      gtk_list_box_select_row (self->templates, gtk_list_box_get_row_at_index (self->templates, (int) i + 1));
}

static void
fill_draft (ChoshoPaperDialog *self)
{
  const char *number = chosho_value_get_string (self->draft, "number");
  const char *title = chosho_value_get_string (self->draft, "title");

  if (self->draft == NULL || self->list == NULL || gtk_editable_get_text (self->number)[0] != '\0')
    return;
  self->filling = TRUE;
  choose_template (self, chosho_value_get_string (self->draft, "template"));
  gtk_editable_set_text (self->number, number != NULL ? number : "");
  gtk_editable_set_text (self->title, title != NULL ? title : "");
  gtk_switch_set_active (self->required, chosho_value_get_boolean (self->draft, "required", FALSE));
  self->filling = FALSE;
  g_clear_pointer (&self->draft, chosho_value_unref);
}

static void
on_drafts_cb (ChoshoPaperDialog *self, ChoshoValue *drafts)
{
  ChoshoValue *draft = chosho_value_get (drafts, SUBJECT);

  self->draft = draft != NULL ? chosho_value_ref (draft) : NULL;
  fill_draft (self);
}

/* FALSE while the template is being built or taken apart, where GTK from 4.10 on tells changes, too. */
static gboolean
is_whole (ChoshoPaperDialog *self)
{
  return self->context != NULL && self->templates != NULL;
}

static void
on_changed_cb (ChoshoPaperDialog *self)
{
  if (!is_whole (self))
    return;
  gtk_widget_set_sensitive (self->add, gtk_editable_get_text (self->number)[0] != '\0' && gtk_editable_get_text (self->title)[0] != '\0');
  if (!self->filling)
    keep_draft (self);
}

/* --- Templates -------------------------------------------------------------------------------------------------------- */

static void
add_row (ChoshoPaperDialog *self, const char *words)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "chosho-choice");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  chosho_accessible_set_name (row, words);
  gtk_list_box_append (self->templates, row);
}

static void
show_templates (ChoshoPaperDialog *self, ChoshoValue *list)
{
  self->list = list != NULL ? chosho_value_ref (list) : chosho_value_new_array ();
  add_row (self, _("Blank paper"));
  for (guint i = 0; i < chosho_value_get_length (self->list); i++)
    {
      ChoshoValue *template = chosho_value_get_item (self->list, i);
      g_autofree char *words = g_strjoin ("  ", chosho_value_get_string (template, "template"), chosho_value_get_string (template, "title"), NULL);

      add_row (self, words);
    }
  gtk_list_box_select_row (self->templates, gtk_list_box_get_row_at_index (self->templates, 0));
  fill_draft (self);
}

static void
on_settings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoPaperDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) settings = NULL;
  ChoshoValue *list = NULL;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &settings, &error))
    chosho_error_view_show (GTK_WIDGET (self), error, NULL);
  for (guint i = 0; i < chosho_value_get_length (settings); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (settings, i), "name"), "paper_templates") == 0)
      list = chosho_value_get (chosho_value_get_item (settings, i), "value");
  show_templates (self, list);
}

/* The title of a template stands until the person gives the paper one. */
static gboolean
has_own_title (ChoshoPaperDialog *self)
{
  const char *title = gtk_editable_get_text (self->title);
  gboolean own = title[0] != '\0';

  for (guint i = 0; i < chosho_value_get_length (self->list) && own; i++)
    own = g_strcmp0 (chosho_value_get_string (chosho_value_get_item (self->list, i), "title"), title) != 0;
  return own;
}

static void
on_selected_cb (ChoshoPaperDialog *self)
{
  ChoshoValue *template = is_whole (self) ? get_template (self) : NULL;
  const char *title = chosho_value_get_string (template, "title");
  const char *text = chosho_value_get_string (template, "text");

  if (!is_whole (self))
    return;
  gtk_label_set_text (self->preview, template == NULL ? _("A paper without a text.") : text != NULL ? text : _("This template has no text."));
  if (!has_own_title (self))
    gtk_editable_set_text (self->title, title != NULL ? title : "");
  if (template != NULL)
    gtk_switch_set_active (self->required, chosho_value_get_boolean (template, "required_for_issue", FALSE));
  on_changed_cb (self);
}

/* --- Act -------------------------------------------------------------------------------------------------------------- */

static void
on_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoPaperDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) value = NULL;

  if (chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      if (self->drafts != NULL)
        chosho_form_drafts_set (self->drafts, SUBJECT, NULL);
      g_signal_emit (self, signals[SIGNAL_DONE], 0, chosho_value_get_string (value, "id"));
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_text (self->message, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  gtk_widget_set_sensitive (self->add, TRUE);
}

static void
on_add_clicked_cb (ChoshoPaperDialog *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "number", gtk_editable_get_text (self->number));
  chosho_value_set_string (args, "title", gtk_editable_get_text (self->title));
  chosho_value_set_string (args, "template", chosho_value_get_string (get_template (self), "template"));
  chosho_value_set_boolean (args, "required_for_issue", gtk_switch_get_active (self->required));
  gtk_widget_set_sensitive (self->add, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "paper add", args, NULL, on_added_cb, g_object_ref (self));
}

/* --- Class ------------------------------------------------------------------------------------------------------------ */

static void
chosho_paper_dialog_dispose (GObject *object)
{
  g_clear_object (&CHOSHO_PAPER_DIALOG (object)->drafts);
  G_OBJECT_CLASS (chosho_paper_dialog_parent_class)->dispose (object);
}

static void
chosho_paper_dialog_finalize (GObject *object)
{
  ChoshoPaperDialog *self = CHOSHO_PAPER_DIALOG (object);

  g_clear_pointer (&self->draft, chosho_value_unref);
  g_clear_pointer (&self->list, chosho_value_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_paper_dialog_parent_class)->finalize (object);
}

static void
chosho_paper_dialog_class_init (ChoshoPaperDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_paper_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_paper_dialog_finalize;
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-paper-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoPaperDialog, name)
  CHILD (message);
  CHILD (number);
  CHILD (title);
  CHILD (required);
  CHILD (templates);
  CHILD (preview);
  CHILD (add);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_paper_dialog_init (ChoshoPaperDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChoshoPaperDialog *
chosho_paper_dialog_new (GtkWindow *parent, ChoshoContext *context)
{
  ChoshoPaperDialog *self = g_object_new (CHOSHO_TYPE_PAPER_DIALOG, "transient-for", parent, NULL);
  const char *person = chosho_context_get_my_id (context);

  self->context = g_object_ref (context);
  if (person != NULL)
    {
      self->drafts = chosho_form_drafts_new (chosho_workspace_get_drafts (chosho_context_get_workspace (context)), person, DRAFTS);
      g_signal_connect_object (self->drafts, "loaded", G_CALLBACK (on_drafts_cb), self, G_CONNECT_SWAPPED);
    }
  chosho_workspace_run_async (chosho_context_get_workspace (context), "settings show", chosho_value_new_object (), NULL, on_settings_cb, g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->number));
  return self;
}
