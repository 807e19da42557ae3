/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-document.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-helper-document.h"
#include "chosho-member-reader.h"
#include "chosho-object-store.h"
#include "chosho-worker.h"

/* Texts serve search and selection and wait for the pictures that a person is waiting for; small ones beside them
 * wait for those. */
#define PRIORITY_SHOWN G_PRIORITY_DEFAULT
#define PRIORITY_SMALL (G_MAXINT / 4)
#define PRIORITY_TEXT (G_MAXINT / 2)

struct _ChoshoDocument
{
  GObject               parent_instance;

  char                 *name;      /* (owned) */
  ChoshoObjectStore    *objects;   /* (owned) (nullable) of an object */
  GBytes               *content;   /* (owned) (nullable) of what is in memory only */
  ChoshoDocument       *container; /* (owned) (nullable) of a member */
  guint                 index;     /* of a member */
  guint                 depth;     /* 0: no member */
  ChoshoWorker         *worker;    /* (owned) */
  GMutex                lock;      /* over the two below: members come with threads of their own */
  char                 *expected;  /* (owned) (nullable) of a member: the content it must have */
  char                 *sha256;    /* (owned) (nullable) of a member: set when it is opened */
  ChoshoHelperDocument *helper;    /* (owned) (nullable) made by the first ask */
  char                 *password;  /* (owned) (nullable) main thread */
  ChoshoContentInfo    *info;      /* (owned) (nullable) main thread */
  int                   asked;     /* main thread: asks so far */
};

G_DEFINE_FINAL_TYPE (ChoshoDocument, chosho_document, G_TYPE_OBJECT)

/* What one ask needs; which members mean something its function knows. */
typedef struct
{
  char           *password; /* (owned) (nullable) */
  guint           page;     /* or sheet */
  double          scale;
  ChoshoPixelClip clip;
  gboolean        has_clip;
  guint64         start;    /* offset, or first line or row */
  gsize           amount;   /* bytes, lines or rows */
  gboolean        exact;
  char           *charset;  /* (owned) (nullable) */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *self = data;

  g_free (self->password);
  g_free (self->charset);
  g_free (self);
}

static void
chosho_document_dispose (GObject *object)
{
  ChoshoDocument *self = CHOSHO_DOCUMENT (object);

  /* Every ask holds a reference: none is running or waiting now. */
  if (self->worker != NULL)
    chosho_worker_stop (self->worker);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->helper, chosho_helper_document_unref);
  g_clear_pointer (&self->objects, chosho_object_store_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_object (&self->container);
  G_OBJECT_CLASS (chosho_document_parent_class)->dispose (object);
}

static void
chosho_document_finalize (GObject *object)
{
  ChoshoDocument *self = CHOSHO_DOCUMENT (object);

  g_clear_pointer (&self->info, chosho_content_info_free);
  g_free (self->password);
  g_free (self->expected);
  g_free (self->sha256);
  g_free (self->name);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (chosho_document_parent_class)->finalize (object);
}

static void
chosho_document_class_init (ChoshoDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_document_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_document_finalize;
}

static void
chosho_document_init (ChoshoDocument *self)
{
  g_mutex_init (&self->lock);
  self->worker = chosho_worker_new ("document");
}

ChoshoDocument *
chosho_document_new (ChoshoWorkspace *workspace, const char *sha256, const char *name)
{
  ChoshoDocument *self = g_object_new (CHOSHO_TYPE_DOCUMENT, NULL);

  self->objects = chosho_object_store_ref (chosho_workspace_get_objects (workspace));
  self->sha256 = g_strdup (sha256);
  self->name = g_strdup (name);
  return self;
}

ChoshoDocument *
chosho_document_new_member (ChoshoDocument *container, guint index, const char *name)
{
  ChoshoDocument *self = g_object_new (CHOSHO_TYPE_DOCUMENT, NULL);

  self->container = g_object_ref (container);
  self->index = index;
  self->depth = container->depth + 1;
  self->name = g_strdup (name);
  return self;
}

ChoshoDocument *
chosho_document_new_from_memory (GBytes *content, const char *name)
{
  ChoshoDocument *self = g_object_new (CHOSHO_TYPE_DOCUMENT, NULL);

  self->content = g_bytes_ref (content);
  self->name = g_strdup (name);
  return self;
}

const char *
chosho_document_get_name (ChoshoDocument *self)
{
  return self->name;
}

guint
chosho_document_get_index (ChoshoDocument *self)
{
  return self->index;
}

void
chosho_document_expect (ChoshoDocument *self, const char *sha256)
{
  g_free (self->expected);
  self->expected = g_strdup (sha256);
}

const char *
chosho_document_get_sha256 (ChoshoDocument *self)
{
  return self->sha256;
}

const ChoshoContentInfo *
chosho_document_get_info (ChoshoDocument *self)
{
  return self->info;
}

void
chosho_document_set_password (ChoshoDocument *self, const char *password)
{
  g_free (self->password);
  self->password = g_strdup (password);
}

/* --- On the worker ------------------------------------------------------------------------------------- */

static gboolean
check_cancelled (ChoshoDocument *self, GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Reading “%s” was cancelled"), self->name);
  return TRUE;
}

static ChoshoHelperDocument *need_helper (ChoshoDocument *self, const char *password, GCancellable *cancellable, GError **error);

/* The lock is held. (transfer full) */
static ChoshoHelperDocument *
open_member (ChoshoDocument *self, const char *password, GCancellable *cancellable, GError **error)
{
  ChoshoHelperDocument *container, *member;

  if (self->depth > CHOSHO_MEMBER_DEPTH_LIMIT)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("“%s” stands more than %d archives deep"), self->name, CHOSHO_MEMBER_DEPTH_LIMIT);
      return NULL;
    }
  /* what it stands in may be under the same password */
  container = need_helper (self->container, password, cancellable, error);
  g_clear_pointer (&self->sha256, g_free);
  member = container != NULL
             ? chosho_helper_document_open_member (container, self->index, self->name, password, &self->sha256, cancellable, error)
             : NULL;
  if (member == NULL || self->expected == NULL || strcmp (self->expected, self->sha256) == 0)
    return member;
  chosho_helper_document_unref (member);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s is not what the record says: the archive has other bytes in its place"), self->name);
  return NULL;
}

/* The lock is held. (transfer full) */
static ChoshoHelperDocument *
open_object (ChoshoDocument *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int fd = chosho_object_store_open_object (self->objects, self->sha256, &local_error);
  ChoshoHelperDocument *helper = NULL;

  if (g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND,
                 _("“%s” is in the record, but its content is missing: there is no file “objects/%.2s/%s” in “%s”. "
                   "Put it back from a backup, or take the same file in again"),
                 self->name, self->sha256, self->sha256, chosho_object_store_get_path (self->objects));
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  if (fd >= 0)
    {
      helper = chosho_helper_document_new (fd, self->name, CHOSHO_HELPER_FLAGS_NONE, error);
      (void) close (fd);
    }
  return helper;
}

/* A file without a name, for the helper. The lock is held. (transfer full) */
static ChoshoHelperDocument *
open_memory (ChoshoDocument *self, GError **error)
{
  ChoshoHelperDocument *helper = NULL;
  int fd = memfd_create ("document", MFD_CLOEXEC);

  if (fd < 0)
    {
      chosho_error_set_errno (error, errno, "%s", self->name);
      return NULL;
    }
  if (chosho_fd_write_all (fd, self->name, g_bytes_get_data (self->content, NULL), g_bytes_get_size (self->content), error))
    helper = chosho_helper_document_new (fd, self->name, CHOSHO_HELPER_FLAGS_NONE, error);
  (void) close (fd);
  return helper;
}

/* The lock is held. (transfer full) */
static ChoshoHelperDocument *
open_helper (ChoshoDocument *self, const char *password, GCancellable *cancellable, GError **error)
{
  if (self->container != NULL)
    return open_member (self, password, cancellable, error);
  return self->content != NULL ? open_memory (self, error) : open_object (self, error);
}

/* The helper's client, made where there is none; NULL with @error, also for what was cancelled
 * before its turn. Borrowed: it lives as long as the document. */
static ChoshoHelperDocument *
need_helper (ChoshoDocument *self, const char *password, GCancellable *cancellable, GError **error)
{
  ChoshoHelperDocument *helper;

  if (check_cancelled (self, cancellable, error))
    return NULL;
  g_mutex_lock (&self->lock);
  if (self->helper == NULL)
    self->helper = open_helper (self, password, cancellable, error);
  helper = self->helper;
  g_mutex_unlock (&self->lock);
  return helper;
}

/* The same for an ask of this document's own. */
static ChoshoHelperDocument *
need_own_helper (ChoshoDocument *self, const Ask *ask, GCancellable *cancellable, GError **error)
{
  ChoshoHelperDocument *helper = need_helper (self, ask->password, cancellable, error);

  if (helper != NULL)
    chosho_helper_document_set_password (helper, ask->password);
  return helper;
}

static void
return_pointer (GTask *task, gpointer found, GDestroyNotify free_func, GError *error)
{
  if (found != NULL)
    g_task_return_pointer (task, found, free_func);
  else
    g_task_return_error (task, error);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, data, cancellable, &error);
  ChoshoContentInfo *info = helper != NULL ? chosho_helper_document_read_info (helper, cancellable, &error) : NULL;

  return_pointer (task, info, (GDestroyNotify) chosho_content_info_free, error);
}

static void
render_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Ask *ask = data;
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, ask, cancellable, &error);
  ChoshoContentImage *image = NULL;

  if (helper != NULL)
    image = chosho_helper_document_render (helper, ask->page, ask->scale, ask->has_clip ? &ask->clip : NULL, cancellable, &error);
  return_pointer (task, image, (GDestroyNotify) chosho_content_image_unref, error);
}

static void
page_text_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Ask *ask = data;
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, ask, cancellable, &error);
  ChoshoPageText *text = helper != NULL ? chosho_helper_document_read_page_text (helper, ask->page, cancellable, &error) : NULL;

  return_pointer (task, text, (GDestroyNotify) chosho_page_text_free, error);
}

static void
lines_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Ask *ask = data;
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, ask, cancellable, &error);
  ChoshoTextLines *lines = NULL;

  if (helper != NULL)
    lines = chosho_helper_document_read_lines_so_far (helper, ask->start, (guint) ask->amount, ask->charset, cancellable, &error);
  return_pointer (task, lines, (GDestroyNotify) chosho_text_lines_free, error);
}

static void
window_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Ask *ask = data;
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, ask, cancellable, &error);
  ChoshoTextWindow *window = NULL;

  if (helper != NULL)
    window = chosho_helper_document_read_window (helper, ask->start, ask->exact, ask->amount, ask->charset, cancellable, &error);
  return_pointer (task, window, (GDestroyNotify) chosho_text_window_free, error);
}

static void
sheets_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, data, cancellable, &error);
  GPtrArray *sheets = helper != NULL ? chosho_helper_document_read_sheets (helper, cancellable, &error) : NULL;

  return_pointer (task, sheets, (GDestroyNotify) g_ptr_array_unref, error);
}

static void
layout_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Ask *ask = data;
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, ask, cancellable, &error);
  ChoshoSheetLayout *layout = NULL;

  if (helper != NULL)
    layout = chosho_helper_document_read_layout (helper, ask->page, ask->charset, cancellable, &error);
  return_pointer (task, layout, (GDestroyNotify) chosho_sheet_layout_free, error);
}

static void
rows_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Ask *ask = data;
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, ask, cancellable, &error);
  ChoshoTable *table = NULL;

  if (helper != NULL)
    table = chosho_helper_document_read_rows (helper, ask->page, (guint32) ask->start, (guint32) ask->amount, ask->charset, cancellable, &error);
  return_pointer (task, table, (GDestroyNotify) chosho_table_free, error);
}

static void
blocks_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, data, cancellable, &error);
  GPtrArray *blocks = helper != NULL ? chosho_helper_document_read_blocks (helper, cancellable, &error) : NULL;

  return_pointer (task, blocks, (GDestroyNotify) g_ptr_array_unref, error);
}

static void
members_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Ask *ask = data;
  GError *error = NULL;
  ChoshoHelperDocument *helper = need_own_helper (source, ask, cancellable, &error);
  GPtrArray *members = helper != NULL ? chosho_helper_document_read_members (helper, ask->charset, cancellable, &error) : NULL;

  return_pointer (task, members, (GDestroyNotify) g_ptr_array_unref, error);
}

/* --- On the main thread --------------------------------------------------------------------------------- */

/* Takes @ask. */
static void
push (ChoshoDocument *self, Ask *ask, GTaskThreadFunc function, int priority, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  ask->password = g_strdup (self->password);
  g_task_set_check_cancellable (task, FALSE); /* our own error says the same */
  g_task_set_task_data (task, ask, ask_free);
  /* lower runs first: the newest of its kind */
  chosho_worker_push (self->worker, task, function, priority - ++self->asked);
}

void
chosho_document_load_async (ChoshoDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, g_new0 (Ask, 1), load_thread, PRIORITY_SHOWN, cancellable, callback, user_data);
}

gboolean
chosho_document_load_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  ChoshoContentInfo *info = g_task_propagate_pointer (G_TASK (result), error);

  if (info == NULL)
    return FALSE;
  g_clear_pointer (&self->info, chosho_content_info_free);
  self->info = info;
  return TRUE;
}

void
chosho_document_render_async (ChoshoDocument *self, guint page, double scale, const ChoshoPixelClip *clip,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->page = page;
  ask->scale = scale;
  ask->has_clip = clip != NULL;
  if (clip != NULL)
    ask->clip = *clip;
  push (self, ask, render_thread, PRIORITY_SHOWN, cancellable, callback, user_data);
}

void
chosho_document_render_small_async (ChoshoDocument *self, guint page, double scale, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->page = page;
  ask->scale = scale;
  push (self, ask, render_thread, PRIORITY_SMALL, cancellable, callback, user_data);
}

ChoshoContentImage *
chosho_document_render_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_document_read_page_text_async (ChoshoDocument *self, guint page, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->page = page;
  push (self, ask, page_text_thread, PRIORITY_TEXT, cancellable, callback, user_data);
}

ChoshoPageText *
chosho_document_read_page_text_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_document_read_lines_async (ChoshoDocument *self, guint64 first, guint count, const char *charset,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->start = first;
  ask->amount = count;
  ask->charset = g_strdup (charset);
  push (self, ask, lines_thread, count > 0 ? PRIORITY_SHOWN : PRIORITY_TEXT, cancellable, callback, user_data);
}

ChoshoTextLines *
chosho_document_read_lines_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_document_read_window_async (ChoshoDocument *self, guint64 offset, gboolean exact, gsize size_bytes, const char *charset,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->start = offset;
  ask->exact = exact;
  ask->amount = size_bytes;
  ask->charset = g_strdup (charset);
  push (self, ask, window_thread, PRIORITY_SHOWN, cancellable, callback, user_data);
}

ChoshoTextWindow *
chosho_document_read_window_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_document_read_sheets_async (ChoshoDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, g_new0 (Ask, 1), sheets_thread, PRIORITY_SHOWN, cancellable, callback, user_data);
}

GPtrArray *
chosho_document_read_sheets_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_document_read_layout_async (ChoshoDocument *self, guint sheet, const char *charset, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->page = sheet;
  ask->charset = g_strdup (charset);
  push (self, ask, layout_thread, PRIORITY_SHOWN, cancellable, callback, user_data);
}

ChoshoSheetLayout *
chosho_document_read_layout_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_document_read_rows_async (ChoshoDocument *self, guint sheet, guint32 first, guint32 count, const char *charset,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->page = sheet;
  ask->start = first;
  ask->amount = count;
  ask->charset = g_strdup (charset);
  push (self, ask, rows_thread, PRIORITY_SHOWN, cancellable, callback, user_data);
}

ChoshoTable *
chosho_document_read_rows_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_document_read_blocks_async (ChoshoDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, g_new0 (Ask, 1), blocks_thread, PRIORITY_SHOWN, cancellable, callback, user_data);
}

GPtrArray *
chosho_document_read_blocks_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
chosho_document_read_members_async (ChoshoDocument *self, const char *charset, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->charset = g_strdup (charset);
  push (self, ask, members_thread, PRIORITY_SHOWN, cancellable, callback, user_data);
}

GPtrArray *
chosho_document_read_members_finish (ChoshoDocument *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
