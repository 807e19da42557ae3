/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The object store without an engagement, for fault tests and benchmarks.
 *
 *   object-driver make FOLDER
 *   object-driver intake FOLDER [--batch-files N] SOURCE…   one line a file, after its batch is durable:
 *                                                           "<sha256> <size> <held|new|repaired> <path>"
 *   object-driver check FOLDER [--quick] < LINES            reads "<sha256> <size> …"; one line a problem
 *                                                           "<kind> <path>", then "checked <objects> <bytes>"
 *   object-driver clean FOLDER
 *   object-driver remove FOLDER DIGEST…                     one line a digest, when it is durable
 *
 * Exit: 0 done, 1 failed (message on stderr), 2 usage, 4 the check found missing or damaged objects.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-intake.h"
#include "chosho-object-check.h"

/* One write, so that an acknowledgement is there whole or not at all. */
static gboolean
acknowledge (const GString *lines, GError **error)
{
  gsize done = 0;

  while (done < lines->len)
    {
      ssize_t n = write (STDOUT_FILENO, lines->str + done, lines->len - done);

      if (n < 0)
        return chosho_error_set_errno (error, errno, "stdout");
      done += (gsize) n;
    }
  return TRUE;
}

static gboolean
on_batch (GPtrArray *files, gpointer user_data, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      ChoshoIntakeFile *file = g_ptr_array_index (files, i);

      g_string_append_printf (lines, "%s %" G_GUINT64_FORMAT " %s %s\n", file->sha256, file->size_bytes,
                              file->repaired ? "repaired" : file->already_held ? "held" : "new", file->path);
    }
  return acknowledge (lines, error);
}

static gboolean
intake (ChoshoObjectStore *store, int argc, char **argv, GError **error)
{
  g_autoptr (ChoshoIntake) self = chosho_intake_new (store);
  ChoshoIntakeLimits limits = { CHOSHO_INTAKE_BATCH_FILES, CHOSHO_INTAKE_BATCH_BYTES, CHOSHO_INTAKE_FILES,
                                CHOSHO_INTAKE_DEPTH };
  gboolean ok;

  for (int i = 0; i < argc; i++)
    if (strcmp (argv[i], "--batch-files") == 0 && i + 1 < argc)
      limits.batch_files = (guint) atoi (argv[++i]);
    else
      chosho_intake_add_path (self, argv[i]);
  chosho_intake_set_limits (self, &limits);
  ok = chosho_intake_run (self, NULL, NULL, on_batch, NULL, error);
  for (guint i = 0; ok && i < chosho_intake_get_files (self)->len; i++)
    {
      ChoshoIntakeFile *file = g_ptr_array_index (chosho_intake_get_files (self), i);

      if (file->error != NULL)
        fprintf (stderr, "object-driver: %s\n", file->error->message);
    }
  return ok;
}

static void
on_problem (const ChoshoObjectProblem *problem, gpointer user_data)
{
  static const char *const kinds[] = { "missing", "damaged", "unreadable", "extra", "foreign", "leftover", "mode" };

  printf ("%s %s\n", kinds[problem->kind], problem->path);
}

static int
check (ChoshoObjectStore *store, gboolean quick, GError **error)
{
  g_autoptr (ChoshoObjectCheck) self = chosho_object_check_new (store);
  ChoshoObjectCheckCounts counts;
  char line[4096];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      char digest[65];
      long long size_bytes;

      if (sscanf (line, "%64s %lld", digest, &size_bytes) == 2 && chosho_digest_is_hex (digest))
        chosho_object_check_expect (self, digest, size_bytes);
    }
  chosho_object_check_set_quick (self, quick);
  if (!chosho_object_check_run (self, NULL, NULL, on_problem, NULL, &counts, error))
    return 1;
  printf ("checked %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n", counts.objects, counts.bytes);
  if (fflush (stdout) != 0)
    {
      chosho_error_set_errno (error, errno, "stdout");
      return 1;
    }
  return counts.errors > 0 ? 4 : 0;
}

static gboolean
remove_objects (ChoshoObjectStore *store, int argc, char **argv, GError **error)
{
  for (int i = 0; i < argc; i++)
    {
      g_autoptr (GString) line = g_string_new (argv[i]);

      g_string_append_c (line, '\n');
      if (!chosho_object_store_remove (store, argv[i], error) || !acknowledge (line, error))
        return FALSE;
    }
  return TRUE;
}

static int
run (int argc, char **argv, GError **error)
{
  g_autoptr (ChoshoObjectStore) store = NULL;

  if (strcmp (argv[1], "make") == 0)
    return chosho_object_store_make (argv[2], error) ? 0 : 1;
  store = chosho_object_store_open (argv[2], error);
  if (store == NULL)
    return 1;
  if (strcmp (argv[1], "intake") == 0)
    return intake (store, argc - 3, argv + 3, error) ? 0 : 1;
  if (strcmp (argv[1], "check") == 0)
    return check (store, argc > 3 && strcmp (argv[3], "--quick") == 0, error);
  if (strcmp (argv[1], "clean") == 0)
    return chosho_object_store_clean (store, error) ? 0 : 1;
  if (strcmp (argv[1], "remove") == 0)
    return remove_objects (store, argc - 3, argv + 3, error) ? 0 : 1;
  return 2;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status = argc < 3 ? 2 : run (argc, argv, &error);

  if (error != NULL)
    fprintf (stderr, "object-driver: %s: %s\n", chosho_error_code (error), error->message);
  else if (status == 2)
    fprintf (stderr, "usage: object-driver make|intake|check|clean|remove FOLDER …\n");
  return status;
}
