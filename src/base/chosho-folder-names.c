/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-folder-names.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"

#define OPEN_TRIES 100 /* far more signals than come between two tries */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Signals may come again and again: a bounded number of tries, so that it never hangs. */
static int
open_own (int fd)
{
  int own = -1;

  for (guint i = 0; i < OPEN_TRIES && own < 0; i++)
    if ((own = openat (fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0 && errno != EINTR)
      break;
  return own;
}

/* A stream of its own, so that neither position nor lifetime of @fd is touched. */
static DIR *
open_stream (int fd)
{
  DIR *stream;
  int own = open_own (fd);
  int saved;

  if (own < 0)
    return NULL;
  stream = fdopendir (own);
  saved = errno;
  if (stream == NULL)
    close (own);
  errno = saved;
  return stream;
}

GPtrArray *
chosho_folder_names_read (int fd, const char *path, guint max_names, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  DIR *stream = open_stream (fd);
  struct dirent *entry;
  gboolean ok = stream != NULL;

  while (ok && (errno = 0, entry = readdir (stream)) != NULL)
    {
      if (strcmp (entry->d_name, ".") == 0 || strcmp (entry->d_name, "..") == 0)
        continue;
      if (names->len >= max_names)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("The folder “%s” has more than %u entries"),
                       path, max_names);
          closedir (stream);
          return NULL;
        }
      g_ptr_array_add (names, g_strdup (entry->d_name));
    }
  if (stream == NULL || errno != 0)
    {
      ok = chosho_error_set_errno (error, errno, _("The folder “%s” could not be read"), path);
      names = (g_ptr_array_unref (names), NULL);
    }
  if (stream != NULL)
    closedir (stream);
  if (ok)
    g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}
