/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-evidence-intake.h"
#include "chosho-evidence.h"
#include "chosho-file.h"
#include "chosho-intake.h"
#include "chosho-limits.h"
#include "chosho-links.h"
#include "chosho-media-type.h"
#include "chosho-purge.h"
#include "chosho-reference.h"

#define COPY_BYTES (512 * 1024)
/* "/99999" behind the operation's id: there are never more batches than CHOSHO_INTAKE_FILES. */
#define BATCH_SUFFIX_BYTES 7

typedef struct
{
  ChoshoCommandContext *context;
  ChoshoValue          *facts;
  ChoshoValue          *targets;
  const char           *older;   /* (nullable) the evidence that the one file is a new version of */
  const char           *reason;  /* why it came again; with @older */
  ChoshoValue          *taken;   /* array of what the command prints */
  guint                 batches; /* operations used so far: "OPERATION", "OPERATION/1", … */
  GHashTable           *members; /* (borrowed) set of digests: of members of archives that are evidence */
  ChoshoIntakeKeepFunc  keep;    /* (nullable) which of the files are wanted */
  gpointer              keep_data;
  GHashTable           *before;  /* (borrowed) file_key() → GQueue of ids: taken in by an earlier run of this operation */
} Run;

/* --- Intake -------------------------------------------------------------------------------------- */

static ChoshoValue *
make_item (Run *run, ChoshoIntakeFile *file)
{
  ChoshoValue *item = chosho_value_copy (run->facts);
  gsize length = strlen (file->raw_name);

  chosho_value_set_string (item, "name", file->name);
  chosho_value_set_string (item, "folder", file->folder[0] != '\0' ? file->folder : NULL);
  chosho_value_set_string (item, "sha256", file->sha256);
  chosho_value_set_integer (item, "size_bytes", (gint64) file->size_bytes);
  chosho_value_set_string (item, "media_type",
                           chosho_media_type_of_object (chosho_session_get_objects (run->context->session), file->sha256, file->name));
  if (strcmp (file->raw_name, file->name) != 0)
    {
      g_autofree char *raw = chosho_hex_encode ((const guint8 *) file->raw_name, length);

      chosho_value_set_string (item, "raw_name", raw);
    }
  return item;
}

static void
report_file (Run *run, ChoshoTransaction *tx, ChoshoIntakeFile *file, const char *id)
{
  ChoshoWrite *write = chosho_transaction_lookup (tx, id);
  g_autofree char *reference = write != NULL ? chosho_reference_dup (write) : NULL;
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "id", id);
  chosho_value_set_string (value, "reference", reference);
  chosho_value_set_string (value, "sha256", file->sha256);
  chosho_value_set_integer (value, "size_bytes", (gint64) file->size_bytes);
  chosho_value_set_string (value, "name", file->name);
  chosho_value_set_string (value, "folder", file->folder[0] != '\0' ? file->folder : NULL);
  chosho_value_set_string (value, "media_type", write != NULL ? chosho_value_get_string (write->item, "media_type") : NULL);
  chosho_value_set_boolean (value, "already_held", file->already_held || g_hash_table_contains (run->members, file->sha256));
  chosho_value_append (run->taken, value);
}

/* What makes a file the same one when a command is repeated. */
static char *
file_key (const char *sha256, const char *folder, const char *name)
{
  return g_strdup_printf ("%s/%s/%s", sha256, folder != NULL ? folder : "", name);
}

/* The same bytes may have come in an archive: the store, which has none of a member's, does not know them. */
static void
note_members (Run *run, ChoshoView *view)
{
  g_autoptr (GPtrArray) all = chosho_view_list_action (view, "evidence");

  for (guint i = 0; i < all->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (all, i))->item;

      if (chosho_evidence_is_member (item))
        g_hash_table_add (run->members, g_strdup (chosho_value_get_string (item, "sha256")));
    }
}

static void
free_ids (gpointer data)
{
  g_queue_free_full (data, g_free);
}

/* Notes what the finished operation of @tx took in: its batch may have held other files than one of now
 * would, where one could not be read then. */
static void
note_before (Run *run, ChoshoTransaction *tx)
{
  char *id;

  for (guint i = 0; (id = chosho_transaction_dup_id (tx, "evidence", i)) != NULL; i++)
    {
      ChoshoValue *item = chosho_transaction_lookup (tx, id)->item;
      g_autofree char *key = file_key (chosho_value_get_string (item, "sha256"), chosho_value_get_string (item, "folder"),
                                       chosho_value_get_string (item, "name"));
      GQueue *ids = g_hash_table_lookup (run->before, key);

      if (ids == NULL)
        {
          ids = g_queue_new ();
          g_hash_table_insert (run->before, g_steal_pointer (&key), ids);
        }
      g_queue_push_tail (ids, id);
    }
}

/* The next operation id that was not used before; what those before it took in is noted. */
static ChoshoTransaction *
begin_batch (Run *run, GError **error)
{
  const char *given = run->context->operation;

  for (;; run->batches++)
    {
      g_autofree char *operation = given == NULL || run->batches == 0 ? g_strdup (given)
                                                                      : g_strdup_printf ("%s/%u", given, run->batches);
      ChoshoTransaction *tx = chosho_transaction_begin (run->context->session, operation, error);

      if (tx == NULL || !chosho_transaction_is_done (tx))
        return tx;
      note_before (run, tx);
      chosho_transaction_free (tx);
    }
}

/* The ids of @files that were taken in before; NULL in the place of each that is new. */
static GPtrArray *
match_before (Run *run, GPtrArray *files)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < files->len; i++)
    {
      ChoshoIntakeFile *file = g_ptr_array_index (files, i);
      g_autofree char *key = file_key (file->sha256, file->folder, file->name);
      GQueue *known = g_hash_table_lookup (run->before, key);

      g_ptr_array_add (ids, known != NULL ? g_queue_pop_head (known) : NULL);
    }
  return ids;
}

/* Says of the new evidence @name which it takes the place of. */
static void
add_version (Run *run, ChoshoTransaction *tx, const char *name)
{
  ChoshoValue *item;

  if (run->older == NULL)
    return;
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "evidence", name);
  chosho_value_set_string (item, "older", run->older);
  chosho_value_set_string (item, "reason", run->reason);
  chosho_transaction_add_item (tx, "evidence-version", item);
}

/* Every byte of @files is durable: now their event. */
static gboolean
on_batch (GPtrArray *files, gpointer user_data, GError **error)
{
  Run *run = user_data;
  g_autoptr (ChoshoTransaction) tx = begin_batch (run, error);
  g_autoptr (GPtrArray) ids = NULL;
  ChoshoValue *items = chosho_value_new_array ();
  guint fresh = 0;

  if (tx == NULL)
    {
      chosho_value_unref (items);
      return FALSE;
    }
  ids = match_before (run, files);
  for (guint i = 0; i < files->len; i++)
    if (g_ptr_array_index (ids, i) == NULL)
      chosho_value_append (items, make_item (run, g_ptr_array_index (files, i)));
  fresh = chosho_value_get_length (items);
  chosho_transaction_add (tx, "evidence", items);
  for (guint i = 0; i < fresh; i++)
    {
      g_autofree char *name = g_strdup_printf ("@0#%u", i);

      chosho_links_add (tx, run->targets, "evidence", name, NULL);
      add_version (run, tx, name);
    }
  if (!chosho_transaction_commit (tx, NULL, error))
    return FALSE;
  run->batches += fresh > 0;
  fresh = 0;
  for (guint i = 0; i < files->len; i++)
    {
      if (g_ptr_array_index (ids, i) == NULL)
        ids->pdata[i] = chosho_transaction_dup_id (tx, "evidence", fresh++);
      report_file (run, tx, g_ptr_array_index (files, i), g_ptr_array_index (ids, i));
    }
  return TRUE;
}

/* Files that could not be taken: the first is the error, the number says how many. */
static gboolean
check_failures (ChoshoIntake *intake, GError **error)
{
  GPtrArray *files = chosho_intake_get_files (intake);
  const ChoshoIntakeFile *first = NULL;
  guint failed = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const ChoshoIntakeFile *file = g_ptr_array_index (files, i);

      if (file->state != CHOSHO_INTAKE_FAILED)
        continue;
      failed++;
      if (first == NULL)
        first = file;
    }
  if (first == NULL && files->len > 0)
    return TRUE;
  if (first == NULL)
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("There is no file to take in"));
  else if (failed == 1)
    g_propagate_error (error, g_error_copy (first->error));
  else
    {
      g_propagate_error (error, g_error_copy (first->error));
      g_prefix_error (error, _("%u of %u files were not taken in: "), failed, files->len);
    }
  return FALSE;
}

static gboolean
check_operation (ChoshoCommandContext *context, GError **error)
{
  if (context->operation == NULL || strlen (context->operation) + BATCH_SUFFIX_BYTES <= CHOSHO_LIMIT_OPERATION_BYTES)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("the operation's id must have 1 to %d bytes"),
               CHOSHO_LIMIT_OPERATION_BYTES - BATCH_SUFFIX_BYTES);
  return FALSE;
}

/* Whoever may not record evidence should not fill the store either. */
static gboolean
check_power (Run *run, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) probe = chosho_transaction_begin (run->context->session, NULL, error);

  if (probe == NULL || !chosho_transaction_check_power (probe, "evidence", result, error))
    return FALSE;
  note_members (run, chosho_transaction_get_view (probe));
  return TRUE;
}

/* @same (nullable): a digest that would be no new version. */
static gboolean
run_intake (Run *run, ChoshoValue *paths, const char *same, ChoshoValue **result, GError **error)
{
  ChoshoCommandContext *context = run->context;
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (chosho_session_get_objects (context->session));
  g_autoptr (GHashTable) before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_ids);
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (ChoshoValue) taken = chosho_value_new_array ();
  g_autoptr (GHashTable) refused = NULL;
  gboolean done;

  run->members = members;
  if (!check_operation (context, error) || !check_power (run, result, error))
    return FALSE;
  refused = chosho_purge_list_refused (context->session, error);
  if (refused == NULL)
    return FALSE;
  if (same != NULL)
    g_hash_table_replace (refused, g_strdup (same), g_strdup (_("it has the same content as what it is to replace")));
  chosho_intake_set_refused (intake, refused);
  run->before = before;
  run->taken = taken;
  for (guint i = 0; i < chosho_value_get_length (paths); i++)
    chosho_intake_add_path (intake, chosho_value_as_string (chosho_value_get_item (paths, i)));
  if (run->keep != NULL && !chosho_intake_scan (intake, context->cancellable, error))
    return FALSE;
  if (run->keep != NULL)
    chosho_intake_keep (intake, run->keep, run->keep_data);
  done = chosho_intake_run (intake, context->cancellable, context->progress, on_batch, run, error)
         && check_failures (intake, error);
  if (done || chosho_value_get_length (taken) > 0)
    *result = g_steal_pointer (&taken);
  return done;
}

gboolean
chosho_evidence_intake_run (ChoshoCommandContext *context, ChoshoValue *paths, ChoshoValue *facts, ChoshoValue *targets,
                            ChoshoValue **result, GError **error)
{
  Run run = { .context = context, .facts = facts, .targets = targets };

  return run_intake (&run, paths, NULL, result, error);
}

gboolean
chosho_evidence_intake_run_some (ChoshoCommandContext *context, ChoshoValue *paths, ChoshoIntakeKeepFunc keep, gpointer user_data,
                                 ChoshoValue *facts, ChoshoValue *targets, ChoshoValue **result, GError **error)
{
  Run run = { .context = context, .facts = facts, .targets = targets, .keep = keep, .keep_data = user_data };

  return run_intake (&run, paths, NULL, result, error);
}

gboolean
chosho_evidence_intake_replace (ChoshoCommandContext *context, const char *path, ChoshoValue *facts, ChoshoValue *targets,
                                ChoshoValue *older, const char *reason, ChoshoValue **result, GError **error)
{
  Run run = { .context = context, .facts = facts, .targets = targets, .older = chosho_value_get_string (older, "id"), .reason = reason };
  g_autoptr (ChoshoValue) paths = chosho_value_new_array ();

  chosho_value_append_string (paths, path);
  return run_intake (&run, paths, chosho_value_get_string (older, "sha256"), result, error);
}

/* --- Export -------------------------------------------------------------------------------------- */

typedef struct
{
  int           from;        /* (borrowed) */
  const char   *sha256;
  const char   *path;
  GCancellable *cancellable; /* (nullable) */
} Export;

static gboolean
copy_checked (int to, gpointer user_data, GError **error)
{
  Export *export = user_data;
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  g_autofree guint8 *buffer = g_malloc (COPY_BYTES);
  guint8 raw[CHOSHO_DIGEST_SIZE];
  g_autofree char *hex = NULL;
  gssize length;

  while ((length = TEMP_FAILURE_RETRY (read (export->from, buffer, COPY_BYTES))) > 0)
    {
      chosho_digest_update (digest, buffer, (gsize) length);
      if (!chosho_fd_write_all (to, export->path, buffer, (gsize) length, error)
          || g_cancellable_set_error_if_cancelled (export->cancellable, error))
        return FALSE;
    }
  if (length < 0)
    return chosho_error_set_errno (error, errno, _("The bytes of %s could not be read"), export->sha256);
  chosho_digest_finish (digest, raw);
  hex = chosho_hex_encode (raw, sizeof raw);
  if (strcmp (hex, export->sha256) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("The bytes of %s are damaged; nothing was exported"), export->sha256);
  return FALSE;
}

gboolean
chosho_evidence_export_bytes (int fd, const char *sha256, const char *path, GCancellable *cancellable, GError **error)
{
  Export export = { fd, sha256, path, cancellable };

  return chosho_file_create (path, 0600, copy_checked, &export, error);
}

gboolean
chosho_evidence_export (ChoshoSession *session, const char *sha256, const char *path, GCancellable *cancellable, GError **error)
{
  int fd = chosho_object_store_open_object (chosho_session_get_objects (session), sha256, error);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = chosho_evidence_export_bytes (fd, sha256, path, cancellable, error);
  (void) close (fd);
  return done;
}
