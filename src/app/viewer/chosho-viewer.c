/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-adaptive-bin.h"
#include "chosho-spinner.h"
#include "chosho-viewer-private.h"

G_DEFINE_FINAL_TYPE (ChoshoViewer, chosho_viewer, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_THUMBNAILS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_series (ChoshoViewer *self)
{
  gboolean previous = FALSE, next = FALSE;

  for (guint i = 0; self->series != NULL && self->series[i] != NULL; i++)
    if (g_strcmp0 (self->series[i], self->id) == 0)
      {
        previous = i > 0;
        next = self->series[i + 1] != NULL;
      }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous", previous);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next", next);
}

/* The same piece at another place: no new process. */
static gboolean
move_within (ChoshoViewer *self, const char *id, const char *place)
{
  if (self->document == NULL || self->containers->len > 0 || g_strcmp0 (self->id, id) != 0
      || chosho_document_get_info (self->document) == NULL)
    return FALSE;
  g_free (self->place);
  self->place = g_strdup (place);
  if (place[0] != '\0')
    {
      guint number;

      if (chosho_viewer_parse_place (place, "page=", &number))
        chosho_pages_view_show_page (self->page_view, number);
      else if (chosho_viewer_parse_place (place, "line=", &number))
        chosho_line_view_show_line (self->line_view, number);
      else
        chosho_viewer_show_office_place (self);
    }
  return TRUE;
}

void
chosho_viewer_show (ChoshoViewer *self, const char *id, const char *place)
{
  const char *sha256;

  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->wanted_mark, g_free);
  if (move_within (self, id, place))
    return;
  chosho_viewer_drop_document (self);
  g_ptr_array_set_size (self->containers, 0);
  g_clear_pointer (&self->row, chosho_value_unref);
  g_free (self->id);
  g_free (self->place);
  self->id = g_strdup (id);
  self->place = g_strdup (place);
  self->row = chosho_workspace_read_row (chosho_context_get_workspace (self->context), "evidence", id);
  update_series (self);
  if (self->row == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  gtk_label_set_text (self->reference, chosho_value_get_string (self->row, "reference"));
  chosho_viewer_show_name (self);
  chosho_viewer_show_footer (self);
  chosho_viewer_show_marks (self);
  chosho_version_bar_set_row (self->version_bar, self->context, self->row);
  sha256 = chosho_value_get_string (self->row, "sha256");
  if (chosho_value_get_boolean (self->row, "purged", FALSE))
    {
      chosho_viewer_show_facts (self, _("Destroyed"), _("Its bytes were destroyed; what it was, and why they were, stays in the record."));
      return;
    }
  if (sha256 == NULL)
    {
      chosho_viewer_show_facts (self, _("Seen, Not Taken"), _("It was looked at, and no copy was handed over."));
      return;
    }
  chosho_viewer_open_document (self, chosho_viewer_make_document (self));
}

int
chosho_viewer_get_least_width (ChoshoViewer *self)
{
  int least = 0, tools = 0;

  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  /* Which come with the pages, and are none while they are hidden. */
  if (!gtk_widget_get_visible (self->page_tools))
    gtk_layout_manager_measure (gtk_widget_get_layout_manager (self->page_tools), self->page_tools, GTK_ORIENTATION_HORIZONTAL, -1, &tools, NULL, NULL, NULL);
  return least + tools;
}

const char *
chosho_viewer_get_id (ChoshoViewer *self)
{
  return self->id;
}

void
chosho_viewer_set_series (ChoshoViewer *self, const char *const *ids)
{
  g_strfreev (self->series);
  self->series = g_strdupv ((GStrv) ids);
  update_series (self);
}

void
chosho_viewer_set_context (ChoshoViewer *self, ChoshoContext *context)
{
  g_set_object (&self->context, context);
  chosho_viewer_follow_members (self);
  g_signal_connect_object (chosho_context_get_workspace (context), "changed", G_CALLBACK (chosho_viewer_show_marks), self, G_CONNECT_SWAPPED);
}

/* --- Class ------------------------------------------------------------------------------------------------------------- */

static void
chosho_viewer_dispose (GObject *object)
{
  ChoshoViewer *self = CHOSHO_VIEWER (object);
  GtkWidget *child;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_ptr_array_set_size (self->containers, 0);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (chosho_viewer_parent_class)->dispose (object);
}

static void
chosho_viewer_finalize (GObject *object)
{
  ChoshoViewer *self = CHOSHO_VIEWER (object);

  g_free (self->id);
  g_free (self->place);
  g_free (self->words);
  g_free (self->wanted_mark);
  g_clear_pointer (&self->placing, chosho_value_unref);
  g_ptr_array_unref (self->containers);
  g_clear_pointer (&self->row, chosho_value_unref);
  g_strfreev (self->series);
  g_hash_table_unref (self->passwords);
  G_OBJECT_CLASS (chosho_viewer_parent_class)->finalize (object);
}

static void
chosho_viewer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, CHOSHO_VIEWER (object)->thumbnails);
}

/* Somebody says whether. */
static void
chosho_viewer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CHOSHO_VIEWER (object)->chose_thumbnails = TRUE;
  chosho_viewer_show_thumbnails (CHOSHO_VIEWER (object), g_value_get_boolean (value));
}

static void
chosho_viewer_class_init (ChoshoViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_viewer_finalize;
  G_OBJECT_CLASS (klass)->get_property = chosho_viewer_get_property;
  G_OBJECT_CLASS (klass)->set_property = chosho_viewer_set_property;
  properties[PROP_THUMBNAILS] = g_param_spec_boolean ("thumbnails", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CHOSHO_TYPE_ADAPTIVE_BIN);
  g_type_ensure (CHOSHO_TYPE_FIND_BAR);
  g_type_ensure (CHOSHO_TYPE_VERSION_BAR);
  g_type_ensure (CHOSHO_TYPE_PAGE_THUMBNAILS);
  g_type_ensure (CHOSHO_TYPE_PAGES_VIEW);
  g_type_ensure (CHOSHO_TYPE_LINE_VIEW);
  g_type_ensure (CHOSHO_TYPE_SHEET_VIEW);
  g_type_ensure (CHOSHO_TYPE_FLOW_VIEW);
  g_type_ensure (CHOSHO_TYPE_ARCHIVE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-viewer.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoViewer, name)
  CHILD (reference);
  CHILD (name);
  CHILD (back);
  CHILD (stack);
  CHILD (page_view);
  CHILD (thumbnail_view);
  CHILD (thumbnails_pane);
  CHILD (line_view);
  CHILD (sheet_view);
  CHILD (flow_view);
  CHILD (archive_view);
  CHILD (facts_page);
  CHILD (facts_text);
  CHILD (time_row);
  CHILD (time_code);
  CHILD (error_page);
  CHILD (error_copy);
  CHILD (password);
  CHILD (page_tools);
  CHILD (page_entry);
  CHILD (page_count);
  CHILD (find_bar);
  CHILD (version_bar);
  CHILD (claim);
  CHILD (mark_bar);
  CHILD (mark_words);
  CHILD (place_here);
  CHILD (place_cancel);
  CHILD (place_list);
  CHILD (marks_button);
  CHILD (footer);
#undef CHILD
  chosho_viewer_install_content (widget_class);
  chosho_viewer_install_pages (widget_class);
  chosho_viewer_install_find (widget_class);
  chosho_viewer_install_members (widget_class);
  chosho_viewer_install_marks (widget_class);
  chosho_viewer_install_actions (widget_class);
}

static void
chosho_viewer_init (ChoshoViewer *self)
{
  self->containers = g_ptr_array_new_with_free_func (g_object_unref);
  self->place = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_viewer_init_members (self);
  gtk_stack_add_named (self->stack, chosho_spinner_new (), "loading");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.back", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.as-table", FALSE);
  chosho_viewer_show_page_tools (self, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.mark", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.marks", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.leave-fullscreen", FALSE);
  update_series (self);
}
