/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-evidence-intake.h"
#include "chosho-file.h"
#include "chosho-intake.h"
#include "chosho-links.h"
#include "chosho-reference.h"

#define COPY_BYTES (512 * 1024)

typedef struct
{
  ChoshoCommandContext *context;
  ChoshoValue          *facts;
  ChoshoValue          *targets;
  ChoshoValue          *taken;   /* array of what the command prints */
  guint                 batches;
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
  if (strcmp (file->raw_name, file->name) != 0)
    {
      g_autofree char *raw = chosho_hex_encode ((const guint8 *) file->raw_name, length);

      chosho_value_set_string (item, "raw_name", raw);
    }
  return item;
}

static void
report_file (Run *run, ChoshoTransaction *tx, ChoshoIntakeFile *file, guint index)
{
  g_autofree char *id = chosho_transaction_dup_id (tx, "evidence", index);
  ChoshoWrite *write = chosho_transaction_lookup (tx, id);
  g_autofree char *reference = write != NULL ? chosho_reference_dup (write) : NULL;
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "id", id);
  chosho_value_set_string (value, "reference", reference);
  chosho_value_set_string (value, "sha256", file->sha256);
  chosho_value_set_integer (value, "size_bytes", (gint64) file->size_bytes);
  chosho_value_set_string (value, "name", file->name);
  chosho_value_set_boolean (value, "already_held", file->already_held);
  chosho_value_append (run->taken, value);
}

/* Every byte of @files is durable: now their event. */
static gboolean
on_batch (GPtrArray *files, gpointer user_data, GError **error)
{
  Run *run = user_data;
  g_autofree char *operation = run->context->operation == NULL ? NULL
                               : run->batches == 0 ? g_strdup (run->context->operation)
                                                   : g_strdup_printf ("%s/%u", run->context->operation, run->batches);
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (run->context->session, operation, error);
  ChoshoValue *items;

  run->batches++;
  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      items = chosho_value_new_array ();
      for (guint i = 0; i < files->len; i++)
        chosho_value_append (items, make_item (run, g_ptr_array_index (files, i)));
      chosho_transaction_add (tx, "evidence", items);
      for (guint i = 0; i < files->len; i++)
        {
          g_autofree char *name = g_strdup_printf ("@0#%u", i);

          chosho_links_add (tx, run->targets, "evidence", name, NULL);
        }
      if (!chosho_transaction_commit (tx, NULL, error))
        return FALSE;
    }
  for (guint i = 0; i < files->len; i++)
    report_file (run, tx, g_ptr_array_index (files, i), i);
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

gboolean
chosho_evidence_intake_run (ChoshoCommandContext *context, ChoshoValue *paths, ChoshoValue *facts, ChoshoValue *targets,
                            ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoIntake) intake = chosho_intake_new (chosho_session_get_objects (context->session));
  Run run = { context, facts, targets, chosho_value_new_array (), 0 };
  gboolean done;

  /* Whoever may not record evidence should not fill the store either. */
  {
    g_autoptr (ChoshoTransaction) probe = chosho_transaction_begin (context->session, NULL, error);

    if (probe == NULL || !chosho_transaction_check_power (probe, "evidence", result, error))
      {
        chosho_value_unref (run.taken);
        return FALSE;
      }
  }
  for (guint i = 0; i < chosho_value_get_length (paths); i++)
    chosho_intake_add_path (intake, chosho_value_as_string (chosho_value_get_item (paths, i)));
  done = chosho_intake_run (intake, context->cancellable, context->progress, on_batch, &run, error)
         && check_failures (intake, error);
  if (done || chosho_value_get_length (run.taken) > 0)
    *result = run.taken;
  else
    chosho_value_unref (run.taken);
  return done;
}

/* --- Export -------------------------------------------------------------------------------------- */

static gboolean
copy_checked (int from, int to, const char *sha256, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  g_autofree guint8 *buffer = g_malloc (COPY_BYTES);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (from, FALSE);
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (to, FALSE);
  guint8 raw[CHOSHO_DIGEST_SIZE];
  g_autofree char *hex = NULL;
  gssize length;

  while ((length = g_input_stream_read (input, buffer, COPY_BYTES, cancellable, error)) > 0)
    {
      chosho_digest_update (digest, buffer, (gsize) length);
      if (!g_output_stream_write_all (output, buffer, (gsize) length, NULL, cancellable, error))
        return FALSE;
    }
  if (length < 0)
    return FALSE;
  if (fsync (to) < 0)
    return chosho_error_set_errno (error, errno, _("%s could not be written"), path);
  chosho_digest_finish (digest, raw);
  hex = chosho_hex_encode (raw, sizeof raw);
  if (strcmp (hex, sha256) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("The bytes of %s are damaged; nothing was exported"), sha256);
  return FALSE;
}

gboolean
chosho_evidence_export (ChoshoSession *session, const char *sha256, const char *path, GCancellable *cancellable, GError **error)
{
  int from = chosho_object_store_open_object (chosho_session_get_objects (session), sha256, error);
  int to;
  gboolean done;

  if (from < 0)
    return FALSE;
  to = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (to < 0)
    {
      int saved = errno;

      (void) close (from);
      if (saved == EEXIST)
        g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("%s is there already"), path);
      else
        chosho_error_set_errno (error, saved, _("%s could not be made"), path);
      return FALSE;
    }
  done = copy_checked (from, to, sha256, path, cancellable, error);
  (void) close (from);
  (void) close (to);
  if (!done)
    (void) g_unlink (path);
  return done;
}
