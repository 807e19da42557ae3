/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-preview.h"

#include <glib/gi18n-lib.h>

#include "chosho-drop-down.h"
#include "chosho-error.h"
#include "chosho-pages-view.h"
#include "chosho-report-draft.h"
#include "chosho-spinner.h"

/* After a change of the record: whoever records step after step causes one draft, not one a step. */
#define SETTLE_MS 800
#define POLL_MS 100 /* of the progress */

struct _ChoshoReportPreview
{
  GtkBox parent_instance;

  /* Template */
  GtkWidget       *heading;
  GtkDropDown     *choice;    /* the draft, then the reports issued; only where there are any */
  GtkLabel        *place;
  GtkProgressBar  *progress;
  GtkStack        *stack;     /* loading, pages, empty, error */
  ChoshoPagesView *pages;
  AdwStatusPage   *error_page;

  ChoshoContext  *context;    /* (owned) (nullable) */
  ChoshoValue    *issued;     /* (owned) (nullable) rows of the reports issued */
  ChoshoDocument *shown;      /* (owned) (nullable) */
  ChoshoDocument *coming;     /* (owned) (nullable) made, and being loaded */
  ChoshoProgress *made;       /* (owned) (nullable) how far the draft is that is being made */
  GCancellable   *making;     /* (owned) (nullable) of what is under way */
  gboolean        outdated;   /* the record changed since what is shown or under way was begun */
  gboolean        quiet;      /* the choice is filled by us */
  guint           settle_source;
  guint           poll_source;
};

G_DEFINE_FINAL_TYPE (ChoshoReportPreview, chosho_report_preview, GTK_TYPE_BOX)

static void make_now (ChoshoReportPreview *self);

/* --- What is shown ----------------------------------------------------------------------------------------------- */

static void
show_place (ChoshoReportPreview *self)
{
  guint n_pages = chosho_pages_view_get_n_pages (self->pages);
  g_autofree char *text = n_pages > 0 ? g_strdup_printf (_("Page %u of %u"), chosho_pages_view_get_page (self->pages) + 1, n_pages) : NULL;

  gtk_label_set_text (self->place, text != NULL ? text : "");
}

static void
show_state (ChoshoReportPreview *self, const char *state)
{
  gboolean has_pages = g_str_equal (state, "pages");

  gtk_stack_set_visible_child_name (self->stack, state);
  gtk_widget_set_visible (GTK_WIDGET (self->place), has_pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report-preview.zoom-in", has_pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report-preview.zoom-out", has_pages);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report-preview.zoom-fit", has_pages);
}

/* Nothing is shown any more, and the process that drew it ends. */
static void
drop_shown (ChoshoReportPreview *self)
{
  chosho_pages_view_set_document (self->pages, NULL);
  g_clear_object (&self->shown);
}

static void
show_error (ChoshoReportPreview *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1); /* a description is markup */

  drop_shown (self);
  adw_status_page_set_description (self->error_page, escaped);
  show_state (self, "error");
}

/* --- Progress ---------------------------------------------------------------------------------------------------- */

static void
show_progress (ChoshoReportPreview *self)
{
  guint64 done = 0, total = 0;

  if (self->made != NULL)
    chosho_progress_get (self->made, &done, &total);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, (double) done / (double) total);
  else
    gtk_progress_bar_pulse (self->progress);
}

static gboolean
on_poll (gpointer user_data)
{
  show_progress (user_data);
  return G_SOURCE_CONTINUE;
}

static void
begin_progress (ChoshoReportPreview *self)
{
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  if (self->poll_source == 0)
    self->poll_source = g_timeout_add (POLL_MS, on_poll, self);
}

static void
end_progress (ChoshoReportPreview *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
}

/* --- Making ------------------------------------------------------------------------------------------------------ */

/* What is under way ends and is waited for no longer. */
static void
cancel (ChoshoReportPreview *self)
{
  if (self->making != NULL)
    g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  g_clear_object (&self->coming);
  g_clear_pointer (&self->made, chosho_progress_unref);
  end_progress (self);
}

/* One at a time: what changed meanwhile is in the next. */
static void
end_making (ChoshoReportPreview *self)
{
  cancel (self);
  if (self->outdated)
    chosho_report_preview_invalidate (self);
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoReportPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean loaded = chosho_document_load_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (G_OBJECT (self->coming) != source)
    return; /* left, or another one was chosen meanwhile */
  if (!loaded)
    show_error (self, error);
  else
    {
      chosho_pages_view_replace_document (self->pages, self->coming);
      g_set_object (&self->shown, self->coming);
      show_state (self, "pages");
    }
  end_making (self);
}

/* Takes @document. */
static void
load (ChoshoReportPreview *self, ChoshoDocument *document)
{
  self->coming = document;
  chosho_document_load_async (document, self->making, on_loaded_cb, g_object_ref (self));
}

typedef struct
{
  ChoshoReportPreview *view;   /* (owned) */
  GCancellable        *making; /* (owned) of this draft */
} Ask;

static void
on_drafted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (ChoshoReportPreview) self = ask->view;
  g_autoptr (GCancellable) making = ask->making;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDocument) document = chosho_report_draft_finish (result, &error);

  if (self->making != making)
    return; /* left, or another one was chosen meanwhile */
  if (document != NULL)
    {
      load (self, g_steal_pointer (&document));
      return;
    }
  show_error (self, error);
  end_making (self);
}

/* The row of the report issued that is chosen; NULL: the draft is. Borrowed. */
static ChoshoValue *
get_chosen (ChoshoReportPreview *self)
{
  guint position = gtk_drop_down_get_selected (self->choice);

  return position != GTK_INVALID_LIST_POSITION && position > 0 ? chosho_value_get_item (self->issued, position - 1) : NULL;
}

static void
make_draft (ChoshoReportPreview *self)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->view = g_object_ref (self);
  ask->making = g_object_ref (self->making);
  self->made = chosho_progress_new ();
  chosho_report_draft_async (chosho_context_get_workspace (self->context), self->made, self->making, on_drafted_cb, ask);
}

/* A Word document has no pages of its own. */
static void
show_no_pages (ChoshoReportPreview *self)
{
  g_autoptr (GError) error = g_error_new_literal (CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
    _("This report was issued as a Word document. Its pages are those of the program that opens it."));

  show_error (self, error);
}

static void
make_now (ChoshoReportPreview *self)
{
  ChoshoValue *chosen = get_chosen (self);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  cancel (self);
  self->outdated = FALSE;
  if (chosen == NULL && g_list_model_get_n_items (chosho_context_get_controls (self->context)) == 0)
    {
      drop_shown (self);
      show_state (self, "empty");
      return;
    }
  if (chosen != NULL && g_strcmp0 (chosho_value_get_string (chosen, "format"), "pdf") != 0)
    {
      show_no_pages (self);
      return;
    }
  if (self->shown == NULL)
    show_state (self, "loading");
  self->making = g_cancellable_new ();
  begin_progress (self);
  if (chosen != NULL)
    load (self, chosho_document_new (chosho_context_get_workspace (self->context), chosho_value_get_string (chosen, "sha256"),
                                     chosho_value_get_string (chosen, "file_name")));
  else
    make_draft (self);
}

static gboolean
on_settled (gpointer user_data)
{
  ChoshoReportPreview *self = user_data;

  self->settle_source = 0;
  make_now (self);
  return G_SOURCE_REMOVE;
}

/* The first of some changes counts: somebody who records all the time does not put the draft off for ever. */
void
chosho_report_preview_invalidate (ChoshoReportPreview *self)
{
  self->outdated = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->making != NULL || self->settle_source != 0 || self->context == NULL)
    return;
  if (self->shown == NULL)
    make_now (self);
  else if (get_chosen (self) == NULL)
    self->settle_source = g_timeout_add (SETTLE_MS, on_settled, self);
}

ChoshoDocument *
chosho_report_preview_get_document (ChoshoReportPreview *self)
{
  return self->shown;
}

/* --- Reports issued ---------------------------------------------------------------------------------------------- */

static void
fill_choice (ChoshoReportPreview *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Draft report"));
  for (guint i = 0; i < chosho_value_get_length (self->issued); i++)
    {
      g_autofree char *name = g_strdup_printf (_("Issued %s"), chosho_value_get_string (chosho_value_get_item (self->issued, i), "report_date"));

      gtk_string_list_append (names, name);
    }
  self->quiet = TRUE;
  chosho_drop_down_set_words (self->choice, names);
  self->quiet = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->choice), chosho_value_get_length (self->issued) > 0);
  gtk_widget_set_visible (self->heading, chosho_value_get_length (self->issued) == 0);
}

static void
on_issued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoReportPreview) self = user_data;
  g_autoptr (ChoshoValue) rows = chosho_workspace_list_finish (CHOSHO_WORKSPACE (source), result, NULL);
  ChoshoValue *issued = chosho_value_get (rows, "report");

  if (issued == NULL || chosho_value_get_length (issued) == chosho_value_get_length (self->issued))
    return; /* they are never changed or taken back */
  g_clear_pointer (&self->issued, chosho_value_unref);
  self->issued = chosho_value_ref (issued);
  fill_choice (self);
}

static void
read_issued (ChoshoReportPreview *self)
{
  static const char *const kinds[] = { "report", NULL };

  chosho_workspace_list_async (chosho_context_get_workspace (self->context), NULL, kinds, NULL, on_issued_cb, g_object_ref (self));
}

/* Another document: it begins at its beginning. */
static void
on_chosen_cb (ChoshoReportPreview *self)
{
  if (self->quiet || self->context == NULL)
    return;
  drop_shown (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    make_now (self);
}

void
chosho_report_preview_set_context (ChoshoReportPreview *self, ChoshoContext *context)
{
  g_set_object (&self->context, context);
  g_signal_connect_object (context, "loaded", G_CALLBACK (read_issued), self, G_CONNECT_SWAPPED);
  read_issued (self);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
on_zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoReportPreview *self = CHOSHO_REPORT_PREVIEW (widget);

  if (g_str_equal (name, "report-preview.zoom-fit"))
    chosho_pages_view_set_zoom (self->pages, 0);
  else
    chosho_pages_view_step_zoom (self->pages, g_str_equal (name, "report-preview.zoom-in") ? 1 : -1);
}

static void
on_reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  make_now (CHOSHO_REPORT_PREVIEW (widget));
}

static void
chosho_report_preview_map (GtkWidget *widget)
{
  ChoshoReportPreview *self = CHOSHO_REPORT_PREVIEW (widget);

  GTK_WIDGET_CLASS (chosho_report_preview_parent_class)->map (widget);
  if (self->context != NULL && (self->outdated || self->shown == NULL))
    make_now (self);
}

/* Nobody looks: what is under way ends. What was shown stays where it was while another page is looked at. */
static void
chosho_report_preview_unmap (GtkWidget *widget)
{
  ChoshoReportPreview *self = CHOSHO_REPORT_PREVIEW (widget);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (self->making != NULL)
    self->outdated = TRUE;
  cancel (self);
  if (!gtk_widget_get_visible (widget))
    drop_shown (self);
  GTK_WIDGET_CLASS (chosho_report_preview_parent_class)->unmap (widget);
}

static void
chosho_report_preview_dispose (GObject *object)
{
  ChoshoReportPreview *self = CHOSHO_REPORT_PREVIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (self->progress != NULL)
    cancel (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->shown);
  g_clear_object (&self->context);
  g_clear_pointer (&self->issued, chosho_value_unref);
  G_OBJECT_CLASS (chosho_report_preview_parent_class)->dispose (object);
}

static void
chosho_report_preview_class_init (ChoshoReportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_report_preview_dispose;
  widget_class->map = chosho_report_preview_map;
  widget_class->unmap = chosho_report_preview_unmap;
  g_type_ensure (CHOSHO_TYPE_PAGES_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-report-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPreview, heading);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPreview, choice);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPreview, place);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPreview, progress);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPreview, pages);
  gtk_widget_class_bind_template_child (widget_class, ChoshoReportPreview, error_page);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_page_changed_cb", G_CALLBACK (show_place));
  gtk_widget_class_install_action (widget_class, "report-preview.zoom-in", NULL, on_zoom_action);
  gtk_widget_class_install_action (widget_class, "report-preview.zoom-out", NULL, on_zoom_action);
  gtk_widget_class_install_action (widget_class, "report-preview.zoom-fit", NULL, on_zoom_action);
  gtk_widget_class_install_action (widget_class, "report-preview.reload", NULL, on_reload_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "report-preview.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "report-preview.zoom-out", NULL);
}

static void
chosho_report_preview_init (ChoshoReportPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "loading");
  end_progress (self);
  show_state (self, "loading");
}
