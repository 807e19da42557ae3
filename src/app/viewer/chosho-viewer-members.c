/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error-view.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-password-dialog.h"
#include "chosho-viewer-private.h"

/* Members of the archive that is shown: which are evidence, making them so, and the passwords of this window's archives. */

/* --- Passwords ------------------------------------------------------------------------------------------------- */

/* The evidence whose object is looked at: what all passwords belong to. */
static const char *
get_archive_id (ChoshoViewer *self)
{
  const char *of = chosho_value_get_string (self->row, "of");

  return of != NULL ? of : self->id;
}

const char *
chosho_viewer_get_password (ChoshoViewer *self)
{
  return g_hash_table_lookup (self->passwords, get_archive_id (self));
}

void
chosho_viewer_remember_password (ChoshoViewer *self, const char *password)
{
  if (password != NULL)
    g_hash_table_insert (self->passwords, g_strdup (get_archive_id (self)), g_strdup (password));
  else
    g_hash_table_remove (self->passwords, get_archive_id (self));
}

int
chosho_viewer_pass_password (ChoshoViewer *self, ChoshoValue *args)
{
  return chosho_password_pass (chosho_viewer_get_password (self), args);
}

/* --- Opening --------------------------------------------------------------------------------------------------- */

ChoshoDocument *
chosho_viewer_make_document (ChoshoViewer *self)
{
  ChoshoWorkspace *workspace = chosho_context_get_workspace (self->context);
  const char *sha256 = chosho_value_get_string (self->row, "sha256");
  const char *name = chosho_value_get_string (self->row, "name");
  const char *of = chosho_value_get_string (self->row, "of");
  g_autoptr (ChoshoValue) archive = of != NULL ? chosho_workspace_read_row (workspace, "evidence", of) : NULL;
  ChoshoValue *path = chosho_value_get (self->row, "path");
  ChoshoDocument *document;

  if (archive == NULL)
    return chosho_document_new (workspace, sha256, name);
  document = chosho_document_new (workspace, chosho_value_get_string (archive, "sha256"), chosho_value_get_string (archive, "name"));
  for (guint i = 0; i < chosho_value_get_length (path); i++)
    {
      g_autoptr (ChoshoDocument) container = document;

      document = chosho_document_new_member (container, (guint) chosho_value_get_integer (chosho_value_get_item (path, i), "position", 0), name);
    }
  chosho_document_expect (document, sha256);
  return document;
}

/* --- Which are evidence ---------------------------------------------------------------------------------------- */

/* "/3/0": the places from the object down to what is shown. (transfer full) */
static char *
dup_way (ChoshoViewer *self)
{
  GString *way = g_string_new (NULL);
  ChoshoValue *path = chosho_value_get (self->row, "path");

  for (guint i = 0; chosho_value_get_string (self->row, "of") != NULL && i < chosho_value_get_length (path); i++)
    g_string_append_printf (way, "/%" G_GINT64_FORMAT, chosho_value_get_integer (chosho_value_get_item (path, i), "position", 0));
  for (guint i = 1; i < self->containers->len; i++)
    g_string_append_printf (way, "/%u", chosho_document_get_index (g_ptr_array_index (self->containers, i)));
  if (self->containers->len > 0)
    g_string_append_printf (way, "/%u", chosho_document_get_index (self->document));
  return g_string_free (way, FALSE);
}

/* Notes @row in @references where it stands directly in the archive at @way. */
static void
note_reference (GHashTable *references, ChoshoValue *row, const char *way)
{
  ChoshoValue *path = chosho_value_get (row, "path");
  guint depth = chosho_value_get_length (path);
  g_autoptr (GString) above = g_string_new (NULL);

  for (guint i = 0; i + 1 < depth; i++)
    g_string_append_printf (above, "/%" G_GINT64_FORMAT, chosho_value_get_integer (chosho_value_get_item (path, i), "position", 0));
  if (depth > 0 && strcmp (above->str, way) == 0)
    g_hash_table_insert (references,
                         g_strdup_printf ("%" G_GINT64_FORMAT, chosho_value_get_integer (chosho_value_get_item (path, depth - 1), "position", 0)),
                         g_strdup (chosho_value_get_string (row, "reference")));
}

static void
on_cited_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoViewer) self = user_data;
  g_autoptr (ChoshoValue) rows = chosho_workspace_read_rows_finish (CHOSHO_WORKSPACE (source), result, NULL);
  g_autoptr (GHashTable) references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *way = NULL;

  if (rows == NULL || self->document == NULL || !chosho_viewer_is_shown (self, "archive"))
    return;
  way = dup_way (self);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    note_reference (references, chosho_value_get_item (rows, i), way);
  chosho_archive_view_set_cited (self->archive_view, references);
}

static void
on_cited_ids_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoViewer) self = user_data;
  g_autoptr (GPtrArray) ids = chosho_workspace_query_finish (CHOSHO_WORKSPACE (source), result, NULL);

  if (ids == NULL)
    return;
  g_ptr_array_add (ids, NULL);
  chosho_workspace_read_rows_async (CHOSHO_WORKSPACE (source), "evidence", (const char *const *) ids->pdata, on_cited_rows_cb, g_object_ref (self));
}

static void
look_for_cited (ChoshoViewer *self)
{
  g_autoptr (ChoshoRowQuery) query = chosho_row_query_new ("evidence");

  if (self->row == NULL || !chosho_viewer_is_shown (self, "archive"))
    return;
  chosho_row_query_add_filter (query, "of", get_archive_id (self));
  chosho_row_query_add_exclusion (query, "withdrawn", "1");
  chosho_workspace_query_async (chosho_context_get_workspace (self->context), query, self->cancellable, on_cited_ids_cb, g_object_ref (self));
}

void
chosho_viewer_follow_members (ChoshoViewer *self)
{
  g_signal_connect_object (chosho_context_get_workspace (self->context), "changed", G_CALLBACK (look_for_cited), self, G_CONNECT_SWAPPED);
}

void
chosho_viewer_show_archive (ChoshoViewer *self)
{
  chosho_archive_view_set_document (self->archive_view, self->document);
  gtk_stack_set_visible_child_name (self->stack, "archive");
  look_for_cited (self);
}

/* --- Citing ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoViewer *viewer;      /* (owned) */
  ChoshoValue  *args;        /* (owned) without the password */
  int           password_fd; /* (owned) -1: none */
} Citing;

static void
citing_free (Citing *self)
{
  if (self->password_fd >= 0)
    close (self->password_fd);
  chosho_value_unref (self->args);
  g_object_unref (self->viewer);
  g_free (self);
}

static void run_citing (Citing *citing);

static void
on_password_cb (const char *password, gpointer user_data)
{
  Citing *citing = user_data;

  if (password == NULL)
    {
      citing_free (citing);
      return;
    }
  chosho_viewer_remember_password (citing->viewer, password);
  run_citing (citing);
}

static void
ask_password (Citing *citing)
{
  chosho_password_dialog_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (citing->viewer))), chosho_value_get_string (citing->viewer->row, "name"),
                              on_password_cb, citing);
}

static gboolean
is_linked (ChoshoValue *args)
{
  static const char *const targets[] = { "control", "step", "paper" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    if (chosho_value_get (args, targets[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
on_cited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Citing *citing = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error);
  guint n_cited = chosho_value_get_length (value);

  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE) && gtk_widget_get_root (GTK_WIDGET (citing->viewer)) != NULL)
    {
      chosho_viewer_remember_password (citing->viewer, NULL);
      ask_password (citing);
      return;
    }
  if (done && !is_linked (citing->args)) /* else what can be undone is told */
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u member is evidence of its own", "%u members are evidence of their own", n_cited), n_cited);

      chosho_error_view_toast (GTK_WIDGET (citing->viewer), text);
    }
  else if (!done)
    chosho_error_view_show (GTK_WIDGET (citing->viewer), error, NULL);
  citing_free (citing);
}

static void
run_citing (Citing *citing)
{
  ChoshoValue *args = chosho_value_copy (citing->args);
  g_autoptr (ChoshoJob) job = chosho_job_new (_("Reading members of the archive"));

  if (citing->password_fd >= 0)
    close (citing->password_fd);
  citing->password_fd = chosho_viewer_pass_password (citing->viewer, args);
  chosho_workspace_run_job_async (chosho_context_get_workspace (citing->viewer->context), "evidence member-add", args, job, on_cited_cb, citing);
}

static void
append_place (ChoshoValue *list, guint place)
{
  g_autofree char *text = g_strdup_printf ("#%u", place + 1);

  chosho_value_append_string (list, text);
}

/* Of the command: what is chosen, and the archives on the way to it. @target: what else is said. (transfer full) */
static ChoshoValue *
make_args (ChoshoViewer *self, GArray *chosen, ChoshoValue *target)
{
  ChoshoValue *args = chosho_value_copy (target);
  ChoshoValue *within = chosho_value_new_array (), *members = chosho_value_new_array ();

  for (guint i = 1; i < self->containers->len; i++)
    append_place (within, chosho_document_get_index (g_ptr_array_index (self->containers, i)));
  if (self->containers->len > 0)
    append_place (within, chosho_document_get_index (self->document));
  for (guint i = 0; i < chosen->len; i++)
    append_place (members, g_array_index (chosen, guint, i));
  chosho_value_set_string (args, "id", self->id);
  chosho_value_set (args, "in", within);
  chosho_value_set (args, "member", members);
  chosho_value_set_string (args, "charset", chosho_archive_view_get_charset (self->archive_view));
  return args;
}

void
chosho_viewer_cite (ChoshoViewer *self, ChoshoValue *target)
{
  gboolean encrypted;
  g_autoptr (GArray) chosen = NULL;
  Citing *citing;

  if (self->document == NULL || !chosho_viewer_is_shown (self, "archive"))
    return;
  chosen = chosho_archive_view_dup_chosen (self->archive_view, &encrypted);
  if (chosen->len == 0)
    return;
  citing = g_new0 (Citing, 1);
  citing->viewer = g_object_ref (self);
  citing->args = make_args (self, chosen, target);
  citing->password_fd = -1;
  if (encrypted && chosho_viewer_get_password (self) == NULL)
    ask_password (citing);
  else
    run_citing (citing);
}

static void
on_cite_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *json = g_variant_get_string (parameter, NULL);
  g_autoptr (ChoshoValue) target = chosho_value_parse (json, strlen (json), NULL);

  chosho_viewer_cite (CHOSHO_VIEWER (widget), target);
}

/* --- Where it belongs ------------------------------------------------------------------------------------------ */

static void
append_target (GMenu *menu, const char *label, ChoshoValue *args)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts); /* a menu takes one underline for a mnemonic */
  g_autofree char *json = chosho_value_to_canonical (args, NULL);
  g_autoptr (GMenuItem) item = g_menu_item_new (escaped, NULL);

  g_menu_item_set_action_and_target (item, "viewer.cite", "s", json);
  g_menu_append_item (menu, item);
}

/* What the page beside offers, and nothing. */
static GMenuModel *
make_menu (gpointer user_data)
{
  ChoshoViewer *self = user_data;
  g_autoptr (ChoshoValue) targets = self->targets_func != NULL ? self->targets_func (self->targets_data) : NULL;
  g_autoptr (ChoshoValue) none = chosho_value_new_object ();
  g_autoptr (GMenu) linked = g_menu_new ();
  g_autoptr (GMenu) plain = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < chosho_value_get_length (targets); i++)
    {
      ChoshoValue *target = chosho_value_get_item (targets, i);

      append_target (linked, chosho_value_get_string (target, "label"), chosho_value_get (target, "args"));
    }
  append_target (plain, _("Without a Link"), none);
  if (chosho_value_get_length (targets) > 0)
    g_menu_append_section (menu, _("Link to"), G_MENU_MODEL (linked));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (plain));
  return G_MENU_MODEL (menu);
}

void
chosho_viewer_set_targets_func (ChoshoViewer *self, ChoshoViewerTargetsFunc func, gpointer user_data)
{
  self->targets_func = func;
  self->targets_data = user_data;
}

void
chosho_viewer_install_members (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "viewer.cite", "s", on_cite_action);
  gtk_widget_class_bind_template_callback (widget_class, look_for_cited);
}

void
chosho_viewer_init_members (ChoshoViewer *self)
{
  self->passwords = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  chosho_archive_view_set_menu_func (self->archive_view, make_menu, self);
}
