/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-evidence-content.h"
#include "chosho-helper-document.h"
#include "chosho-intake.h"
#include "chosho-request-arrival.h"
#include "chosho-request-match.h"

#define SCORE_DIGEST 99
#define MEMBER_SEPARATOR " ▸ " /* in names of evidence: "pack.zip ▸ 設定/param.xlsx" */

/* What looking needs. */
typedef struct
{
  ChoshoCommandContext *context;
  ChoshoRequestArrival *arrival;  /* (borrowed) */
  ChoshoRequestMatch   *match;    /* (owned) */
  ChoshoValue          *evidence; /* (owned) rows */
  GHashTable           *sizes;    /* (owned) set of the sizes of held evidence, as text */
  GHashTable           *held;     /* (owned) digest, and digest and place → row of evidence (borrowed) */
} Look;

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->match, chosho_request_match_free);
  g_clear_pointer (&self->evidence, chosho_value_unref);
  g_clear_pointer (&self->sizes, g_hash_table_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static void
arrived_file_free (gpointer data)
{
  ChoshoArrivedFile *self = data;

  g_free (self->path);
  g_free (self->name);
  g_free (self->folder);
  g_free (self->held);
  g_free (self->problem);
  g_clear_pointer (&self->matches, chosho_value_unref);
  g_free (self);
}

void
chosho_request_arrival_free (ChoshoRequestArrival *self)
{
  g_free (self->source);
  g_free (self->held);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->requests, chosho_value_unref);
  g_free (self);
}

/* --- What is held ------------------------------------------------------------------------------------------------- */

static char *
dup_size (guint64 size_bytes)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, size_bytes);
}

/* The bytes @sha256 where they lay: the same ones in two folders are two pieces of evidence. (transfer full) */
static char *
dup_place (const char *sha256, const char *folder, const char *name)
{
  return g_strdup_printf ("%s %s/%s", sha256, folder != NULL ? folder : "", name);
}

static char *
dup_place_of_row (ChoshoValue *row)
{
  const char *name = chosho_value_get_string (row, "name"), *sha256 = chosho_value_get_string (row, "sha256");
  const char *member = strstr (name, MEMBER_SEPARATOR);
  g_autofree char *folder = NULL;

  if (member == NULL)
    return dup_place (sha256, chosho_value_get_string (row, "folder"), name);
  member += strlen (MEMBER_SEPARATOR);
  name = strrchr (member, '/') != NULL ? strrchr (member, '/') + 1 : member;
  folder = name > member ? g_strndup (member, name - member - 1) : NULL;
  return dup_place (sha256, folder, name);
}

/* Of several with the same bytes the one that answers a request tells more. Takes @key. */
static void
note_held (Look *self, char *key, ChoshoValue *row)
{
  if (!g_hash_table_contains (self->held, key) || chosho_value_get_length (chosho_value_get (row, "requests")) > 0)
    g_hash_table_insert (self->held, key, row);
  else
    g_free (key);
}

static void
note_evidence (Look *self, ChoshoValue *row)
{
  const char *sha256 = chosho_value_get_string (row, "sha256");
  ChoshoValue *requests = chosho_value_get (row, "requests");

  for (guint i = 0; i < chosho_value_get_length (requests); i++)
    chosho_request_match_add_name (self->match, chosho_value_as_string (chosho_value_get_item (requests, i)), chosho_value_get_string (row, "name"));
  if (sha256 == NULL || chosho_value_get_boolean (row, "withdrawn", FALSE) || chosho_value_get_boolean (row, "purged", FALSE))
    return;
  g_hash_table_add (self->sizes, dup_size ((guint64) chosho_value_get_integer (row, "size_bytes", 0)));
  note_held (self, g_strdup (sha256), row);
  note_held (self, dup_place_of_row (row), row);
}

static gboolean
load (Look *self, GError **error)
{
  ChoshoSession *session = self->context->session;

  self->arrival->requests = chosho_session_list_rows (session, "request", NULL, error);
  self->evidence = self->arrival->requests != NULL ? chosho_session_list_rows (session, "evidence", NULL, error) : NULL;
  if (self->evidence == NULL)
    return FALSE;
  self->match = chosho_request_match_new (self->arrival->requests);
  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < chosho_value_get_length (self->evidence); i++)
    note_evidence (self, chosho_value_get_item (self->evidence, i));
  return TRUE;
}

static gboolean
may_be_held (Look *self, guint64 size_bytes)
{
  g_autofree char *size = dup_size (size_bytes);

  return g_hash_table_contains (self->sizes, size);
}

/* What is held of these bytes, first of all from the same place; NULL. */
static ChoshoValue *
find_held (Look *self, const char *sha256, const char *folder, const char *name)
{
  g_autofree char *place = dup_place (sha256, folder, name);
  ChoshoValue *row = g_hash_table_lookup (self->held, place);

  return row != NULL ? row : g_hash_table_lookup (self->held, sha256);
}

/* --- Candidates --------------------------------------------------------------------------------------------------- */

static const char *
find_number (Look *self, const char *request)
{
  for (guint i = 0; i < chosho_value_get_length (self->arrival->requests); i++)
    {
      ChoshoValue *row = chosho_value_get_item (self->arrival->requests, i);

      if (g_strcmp0 (chosho_value_get_string (row, "id"), request) == 0)
        return chosho_value_get_string (row, "number");
    }
  return NULL;
}

static gboolean
names_request (ChoshoValue *matches, const char *request)
{
  for (guint i = 0; i < chosho_value_get_length (matches); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (matches, i), "request"), request) == 0)
      return TRUE;
  return FALSE;
}

/* The same bytes came for these requests before: that goes before all that only looks alike. */
static ChoshoValue *
add_by_digest (Look *self, ChoshoValue *matches, ChoshoValue *row)
{
  ChoshoValue *requests = chosho_value_get (row, "requests");
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (requests); i++)
    {
      const char *request = chosho_value_as_string (chosho_value_get_item (requests, i));
      ChoshoValue *one;

      if (find_number (self, request) == NULL)
        continue;
      one = chosho_value_new_object ();
      chosho_value_set_string (one, "request", request);
      chosho_value_set_string (one, "number", find_number (self, request));
      chosho_value_set_string (one, "reason", "digest");
      chosho_value_set_integer (one, "score", SCORE_DIGEST);
      chosho_value_set_boolean (one, "sure", TRUE);
      chosho_value_append (list, one);
    }
  for (guint i = 0; i < chosho_value_get_length (matches); i++)
    if (!names_request (list, chosho_value_get_string (chosho_value_get_item (matches, i), "request")))
      chosho_value_append (list, chosho_value_ref (chosho_value_get_item (matches, i)));
  chosho_value_unref (matches);
  return list;
}

/* Adds the file; @sha256 (nullable) where it was read. */
static ChoshoArrivedFile *
add_file (Look *self, const char *path, const char *name, const char *folder, guint64 size_bytes, const char *sha256)
{
  ChoshoArrivedFile *file = g_new0 (ChoshoArrivedFile, 1);
  ChoshoValue *row = sha256 != NULL ? find_held (self, sha256, folder, name) : NULL;

  file->path = g_strdup (path);
  file->name = g_strdup (name);
  file->folder = g_strdup (folder);
  file->size_bytes = size_bytes;
  file->held = g_strdup (chosho_value_get_string (row, "id"));
  file->matches = chosho_request_match_find (self->match, name, folder);
  if (chosho_value_get_integer (row, "size_bytes", 0) > 0) /* all empty files are the same */
    file->matches = add_by_digest (self, file->matches, row);
  g_ptr_array_add (self->arrival->files, file);
  return file;
}

gboolean
chosho_arrived_file_is_sure (const ChoshoArrivedFile *file)
{
  return chosho_value_get_boolean (chosho_value_get_item (file->matches, 0), "sure", FALSE);
}

/* --- Folder, file ------------------------------------------------------------------------------------------------- */

/* The path below the folder that was given. (transfer full) */
static char *
dup_path (const ChoshoIntakeFile *file)
{
  const char *below = strchr (file->folder, '/');

  return file->folder[0] == '\0' || below == NULL ? g_strdup (file->name) : g_strdup_printf ("%s/%s", below + 1, file->name);
}

static gboolean
look_at_file (Look *self, ChoshoIntakeFile *file, GError **error)
{
  GCancellable *cancellable = self->context->cancellable;
  g_autofree char *path = dup_path (file);
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) own = NULL;
  ChoshoArrivedFile *arrived;

  if (file->state == CHOSHO_INTAKE_PENDING && may_be_held (self, file->size_bytes))
    sha256 = chosho_intake_file_dup_digest (file, cancellable, &own);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  arrived = add_file (self, path, file->name, file->folder, file->size_bytes, sha256);
  if (file->error != NULL || own != NULL)
    arrived->problem = g_strdup (file->error != NULL ? file->error->message : own->message);
  if (self->context->progress != NULL)
    chosho_progress_add (self->context->progress, 1);
  return TRUE;
}

static gboolean
look_at_folder (Look *self, GError **error)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (chosho_session_get_objects (self->context->session));
  GPtrArray *files;

  chosho_intake_add_path (intake, self->arrival->source);
  if (!chosho_intake_scan (intake, self->context->cancellable, error))
    return FALSE;
  files = chosho_intake_get_files (intake);
  if (self->context->progress != NULL)
    chosho_progress_set_total (self->context->progress, files->len);
  for (guint i = 0; i < files->len; i++)
    if (!look_at_file (self, g_ptr_array_index (files, i), error))
      return FALSE;
  return TRUE;
}

/* --- Archive ------------------------------------------------------------------------------------------------------ */

/* The digest of a member; NULL where it cannot be read, which the intake will say. (transfer full) */
static char *
dup_member_digest (Look *self, ChoshoHelperDocument *document, guint index, const char *password)
{
  g_autofree char *sha256 = NULL;
  int fd = chosho_helper_document_open_member_fd (document, index, password, &sha256, self->context->cancellable, NULL);

  if (fd < 0)
    return NULL;
  (void) close (fd);
  return g_steal_pointer (&sha256);
}

static void
look_at_member (Look *self, ChoshoHelperDocument *document, const ChoshoMemberInfo *member, guint index, const char *password)
{
  const char *slash = strrchr (member->name, '/');
  const char *name = slash != NULL ? slash + 1 : member->name;
  g_autofree char *folder = slash != NULL ? g_strndup (member->name, slash - member->name) : g_strdup ("");
  g_autofree char *sha256 = NULL;
  ChoshoArrivedFile *file;

  if (member->kind != CHOSHO_MEMBER_FILE)
    return;
  self->arrival->encrypted = self->arrival->encrypted || member->encrypted;
  if (!member->unsafe_name && (!member->has_size || may_be_held (self, member->size_bytes)))
    sha256 = dup_member_digest (self, document, index, password);
  file = add_file (self, member->name, name, folder, member->has_size ? member->size_bytes : 0, sha256);
  file->member = index + 1;
  if (member->unsafe_name)
    file->problem = g_strdup (_("the name leads out of the archive and is cited nowhere"));
}

static gboolean
look_at_members (Look *self, ChoshoHelperDocument *document, const char *password, GError **error)
{
  const char *charset = NULL;
  g_autoptr (GPtrArray) members = NULL;

  charset = chosho_command_get_text (self->context, "charset");
  members = chosho_helper_document_read_members (document, charset, self->context->cancellable, error);
  if (members == NULL)
    return FALSE;
  if (self->context->progress != NULL)
    chosho_progress_set_total (self->context->progress, members->len);
  for (guint i = 0; i < members->len; i++)
    {
      look_at_member (self, document, g_ptr_array_index (members, i), i, password);
      if (self->context->progress != NULL)
        chosho_progress_add (self->context->progress, 1);
      if (g_cancellable_set_error_if_cancelled (self->context->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* The evidence that the archive is already. */
static void
find_whole (Look *self, GError **error)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (chosho_session_get_objects (self->context->session));
  g_autofree char *sha256 = NULL;
  ChoshoIntakeFile *file;

  chosho_intake_add_path (intake, self->arrival->source);
  if (!chosho_intake_scan (intake, self->context->cancellable, NULL) || chosho_intake_get_files (intake)->len != 1)
    return;
  file = g_ptr_array_index (chosho_intake_get_files (intake), 0);
  if (!may_be_held (self, file->size_bytes))
    return;
  sha256 = chosho_intake_file_dup_digest (file, self->context->cancellable, NULL);
  if (sha256 != NULL)
    self->arrival->held = g_strdup (chosho_value_get_string (g_hash_table_lookup (self->held, sha256), "id"));
}

/* A file may be an archive: its bytes say so, not its name. */
static gboolean
look_at_single (Look *self, int fd, GError **error)
{
  const char *password_file = chosho_command_get_text (self->context, "password-file");
  g_autofree char *name = g_path_get_basename (self->arrival->source);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *password = NULL;
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autoptr (ChoshoContentInfo) info = NULL;

  if (password_file != NULL && !chosho_evidence_read_password (password_file, &password, error))
    return FALSE;
  document = chosho_helper_document_new (fd, shown, CHOSHO_HELPER_FLAGS_NONE, error);
  info = document != NULL ? chosho_helper_document_read_info (document, self->context->cancellable, error) : NULL;
  if (info == NULL)
    return FALSE;
  if (info->kind != CHOSHO_CONTENT_ARCHIVE)
    return look_at_folder (self, error);
  self->arrival->kind = CHOSHO_ARRIVAL_ARCHIVE;
  find_whole (self, error);
  chosho_helper_document_set_password (document, password);
  return look_at_members (self, document, password, error);
}

static gboolean
look (Look *self, GError **error)
{
  int fd = open (self->arrival->source, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;
  gboolean done;

  if (fd < 0 || fstat (fd, &info) != 0)
    {
      chosho_error_set_errno (error, errno, _("“%s” could not be opened"), self->arrival->source);
      if (fd >= 0)
        (void) close (fd);
      return FALSE;
    }
  self->arrival->kind = S_ISDIR (info.st_mode) ? CHOSHO_ARRIVAL_FOLDER : CHOSHO_ARRIVAL_FILE;
  done = S_ISREG (info.st_mode) && info.st_size > 0 ? look_at_single (self, fd, error) : look_at_folder (self, error);
  (void) close (fd);
  if (!done || self->arrival->files->len > 0)
    return done;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s: there is no file in it"), self->arrival->source);
  return FALSE;
}

ChoshoRequestArrival *
chosho_request_arrival_new (ChoshoCommandContext *context, const char *source, GError **error)
{
  g_autoptr (ChoshoRequestArrival) self = g_new0 (ChoshoRequestArrival, 1);
  g_auto (Look) looking = { .context = context, .arrival = self };

  self->source = g_strdup (source);
  self->files = g_ptr_array_new_with_free_func (arrived_file_free);
  if (!load (&looking, error) || !look (&looking, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- Telling ------------------------------------------------------------------------------------------------------ */

static ChoshoValue *
list_proposed (const ChoshoArrivedFile *file)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (file->matches); i++)
    if (chosho_value_get_boolean (chosho_value_get_item (file->matches, i), "sure", FALSE))
      chosho_value_append_string (list, chosho_value_get_string (chosho_value_get_item (file->matches, i), "number"));
  return list;
}

ChoshoValue *
chosho_arrived_file_describe (const ChoshoArrivedFile *file)
{
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "path", file->path);
  chosho_value_set_string (value, "name", file->name);
  chosho_value_set_integer (value, "size_bytes", (gint64) file->size_bytes);
  chosho_value_set (value, "proposed", list_proposed (file));
  chosho_value_set (value, "matches", chosho_value_ref (file->matches));
  chosho_value_set_string (value, "held", file->held);
  chosho_value_set_string (value, "problem", file->problem);
  if (file->member > 0)
    chosho_value_set_integer (value, "member", file->member);
  return value;
}

/* What may be chosen. */
static ChoshoValue *
list_requests (ChoshoRequestArrival *self)
{
  static const char *const keys[] = { "id", "number", "text", "state" };
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (self->requests); i++)
    {
      ChoshoValue *row = chosho_value_get_item (self->requests, i);
      ChoshoValue *one = chosho_value_new_object ();

      for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
        chosho_value_set_string (one, keys[k], chosho_value_get_string (row, keys[k]));
      chosho_value_append (list, one);
    }
  return list;
}

/* 0: unmatched, 1: unsure, 2: sure. */
static guint
get_rank (const ChoshoArrivedFile *file)
{
  return chosho_value_get_length (file->matches) == 0 ? 0 : chosho_arrived_file_is_sure (file) ? 2 : 1;
}

ChoshoValue *
chosho_request_arrival_describe (ChoshoRequestArrival *self)
{
  static const char *const kinds[] = { "folder", "archive", "file" };
  static const char *const counts[] = { "unmatched", "unsure", "matched" };
  ChoshoValue *value = chosho_value_new_object ();
  ChoshoValue *files = chosho_value_new_array ();

  chosho_value_set_string (value, "source", self->source);
  chosho_value_set_string (value, "kind", kinds[self->kind]);
  chosho_value_set_string (value, "held", self->held);
  chosho_value_set_boolean (value, "encrypted", self->encrypted);
  for (guint rank = 0; rank < G_N_ELEMENTS (counts); rank++)
    {
      guint before = chosho_value_get_length (files);

      for (guint i = 0; i < self->files->len; i++)
        if (get_rank (g_ptr_array_index (self->files, i)) == rank)
          chosho_value_append (files, chosho_arrived_file_describe (g_ptr_array_index (self->files, i)));
      chosho_value_set_integer (value, counts[rank], chosho_value_get_length (files) - before);
    }
  chosho_value_set (value, "files", files);
  chosho_value_set (value, "requests", list_requests (self));
  return value;
}
