/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "chosho-error-view.h"
#include "chosho-evidence-taking.h"
#include "chosho-viewer.h"
#include "chosho-zone.h"

/* --- Files -------------------------------------------------------------------------------------------------------- */

void
chosho_evidence_take_files (ChoshoPage *page, ChoshoValue *target, GSList *files)
{
  ChoshoValue *paths = chosho_value_new_array ();

  for (; files != NULL; files = files->next)
    if (g_file_peek_path (files->data) != NULL)
      chosho_value_append_string (paths, g_file_peek_path (files->data));
  if (chosho_value_get_length (paths) == 0)
    {
      chosho_value_unref (paths);
      chosho_value_unref (target);
      return;
    }
  chosho_value_set (target, "files", paths);
  chosho_page_run_job (page, _("Taking evidence in"), "evidence add", target, NULL, NULL);
}

/* --- What is dropped ---------------------------------------------------------------------------------------------- */

GtkDropTarget *
chosho_evidence_drop_target_new (void)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, CHOSHO_TYPE_VIEWER };

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  return target;
}

void
chosho_evidence_take_dropped (ChoshoPage *page, ChoshoValue *target, const GValue *value)
{
  if (!G_VALUE_HOLDS (value, CHOSHO_TYPE_VIEWER))
    {
      chosho_evidence_take_files (page, target, g_value_get_boxed (value));
      return;
    }
  chosho_viewer_cite (g_value_get_object (value), target);
  chosho_value_unref (target);
}

/* --- A picture ---------------------------------------------------------------------------------------------------- */

/* A picture on its way from the clipboard to the evidence: where it waits, and what it belongs to. */
typedef struct
{
  ChoshoPage  *page;    /* (owned) */
  ChoshoValue *target;  /* (owned) arguments that name what it belongs to */
  char        *folder;  /* (owned) (nullable) for this picture alone */
  char        *path;    /* (owned) (nullable) */
} Paste;

static void
paste_free (Paste *self)
{
  if (self->path != NULL)
    g_remove (self->path);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_object_unref (self->page);
  chosho_value_unref (self->target);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

static void
on_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    chosho_error_view_show (GTK_WIDGET (paste->page), error, value);
  paste_free (paste);
}

/* Packing a screen's pixels takes longer than a frame. */
static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = g_object_get_data (G_OBJECT (task), "path");

  g_task_return_boolean (task, gdk_texture_save_to_png (source, path));
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  ChoshoValue *args, *files;
  g_autoptr (ChoshoJob) job = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    {
      chosho_error_view_toast (GTK_WIDGET (paste->page), _("The picture could not be written; nothing was taken in"));
      paste_free (paste);
      return;
    }
  args = chosho_value_copy (paste->target);
  files = chosho_value_new_array ();
  chosho_value_append_string (files, paste->path);
  chosho_value_set (args, "files", files);
  chosho_value_set_string (args, "origin", "auditor");
  chosho_value_set_string (args, "source", _("Screenshot from the clipboard"));
  job = chosho_job_new (_("Taking evidence in"));
  chosho_workspace_run_job_async (chosho_context_get_workspace (chosho_page_get_context (paste->page)), "evidence add", args, job, on_pasted_cb, paste);
}

/* A folder of the session's own, in memory: the picture is the client's. */
static gboolean
make_path (Paste *paste, GError **error)
{
  g_autofree char *at = chosho_zone_dup_now ("%Y-%m-%d %H.%M.%S");
  g_autofree char *name = g_strdup_printf (_("Screenshot %s.png"), at);
  g_autofree char *template = g_build_filename (g_get_user_runtime_dir (), "chosho-XXXXXX", NULL);

  if (g_mkdtemp (template) != NULL)
    paste->folder = g_steal_pointer (&template);
  else
    paste->folder = g_dir_make_tmp ("chosho-XXXXXX", error);
  if (paste->folder == NULL)
    return FALSE;
  paste->path = g_build_filename (paste->folder, name, NULL);
  return TRUE;
}

static void
on_texture_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (texture == NULL)
    {
      chosho_error_view_toast (GTK_WIDGET (paste->page), _("There is no picture on the clipboard"));
      paste_free (paste);
      return;
    }
  if (!make_path (paste, &error))
    {
      chosho_error_view_show (GTK_WIDGET (paste->page), error, NULL);
      paste_free (paste);
      return;
    }
  task = g_task_new (texture, NULL, on_saved_cb, paste);
  g_object_set_data (G_OBJECT (task), "path", paste->path);
  g_task_run_in_thread (task, save_thread);
}

/* --- The clipboard ------------------------------------------------------------------------------------------------ */

/* Files copied in the file manager. */
static void
on_file_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL)
    chosho_evidence_take_files (paste->page, chosho_value_copy (paste->target), g_value_get_boxed (value));
  paste_free (paste);
}

/* Whether what is on the clipboard can be had as a @type. */
static gboolean
offers (GdkContentFormats *formats, GType type)
{
  g_autoptr (GdkContentFormats) wanted = gdk_content_formats_union_deserialize_mime_types (gdk_content_formats_new_for_gtype (type));

  return gdk_content_formats_match (formats, wanted);
}

void
chosho_evidence_take_pasted (ChoshoPage *page, ChoshoValue *target)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (page));
  Paste *paste = g_new0 (Paste, 1);

  paste->page = g_object_ref (page);
  paste->target = target;
  if (offers (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_file_list_cb, paste);
  else
    gdk_clipboard_read_texture_async (clipboard, NULL, on_texture_cb, paste);
}

/* --- What is accepted --------------------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoEvidenceTarget func;
  gpointer             user_data; /* (borrowed) lives as long as the widget */
} Taker;

static Taker *
taker_new (ChoshoEvidenceTarget func, gpointer user_data)
{
  Taker *self = g_new0 (Taker, 1);

  self->func = func;
  self->user_data = user_data;
  return self;
}

static void
taker_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static ChoshoPage *
get_page (GtkWidget *widget)
{
  return CHOSHO_PAGE (gtk_widget_get_ancestor (widget, CHOSHO_TYPE_PAGE));
}

static gboolean
on_drop_cb (GtkDropTarget *drop, const GValue *value, double x, double y, gpointer user_data)
{
  Taker *taker = user_data;
  ChoshoValue *target = taker->func (taker->user_data);

  if (target == NULL)
    return FALSE;
  chosho_evidence_take_dropped (get_page (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (drop))), target, value);
  return TRUE;
}

void
chosho_evidence_accept_drops (GtkWidget *widget, ChoshoEvidenceTarget func, gpointer user_data)
{
  GtkDropTarget *drop = chosho_evidence_drop_target_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drop), GTK_PHASE_CAPTURE); /* before a text, which takes names as words */
  g_signal_connect_data (drop, "drop", G_CALLBACK (on_drop_cb), taker_new (func, user_data), taker_free, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drop));
}

static gboolean
on_paste_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  Taker *taker = user_data;
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (widget));
  gboolean taken = offers (formats, GDK_TYPE_FILE_LIST) || (offers (formats, GDK_TYPE_TEXTURE) && !offers (formats, G_TYPE_STRING));
  ChoshoValue *target = taken ? taker->func (taker->user_data) : NULL;

  if (target == NULL)
    return GDK_EVENT_PROPAGATE;
  chosho_evidence_take_pasted (get_page (widget), target);
  return GDK_EVENT_STOP;
}

void
chosho_evidence_accept_pastes (GtkWidget *widget, ChoshoEvidenceTarget func, gpointer user_data)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE); /* a text keeps the key even where there is no text to paste */
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_v, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_paste_key_cb, taker_new (func, user_data), g_free)));
  gtk_widget_add_controller (widget, controller);
}
