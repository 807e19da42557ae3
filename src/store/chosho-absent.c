/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-absent.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-pack.h"
#include "chosho-text.h"

/* A line for every object that a pack may leave out, and some. */
#define FILE_BYTES (2 * (gsize) CHOSHO_PACK_OBJECTS * CHOSHO_DIGEST_HEX_SIZE)

static gboolean
parse (const char *path, GBytes *bytes, GHashTable *digests, GError **error)
{
  gsize size_bytes;
  const char *line = g_bytes_get_data (bytes, &size_bytes);

  for (; size_bytes >= CHOSHO_DIGEST_HEX_SIZE; line += CHOSHO_DIGEST_HEX_SIZE, size_bytes -= CHOSHO_DIGEST_HEX_SIZE)
    {
      g_autofree char *digest = g_strndup (line, CHOSHO_DIGEST_HEX_SIZE - 1);

      if (!chosho_digest_is_hex (digest) || line[CHOSHO_DIGEST_HEX_SIZE - 1] != '\n')
        break;
      g_hash_table_add (digests, g_steal_pointer (&digest));
    }
  if (size_bytes == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is no list of digests"), path);
  return FALSE;
}

GHashTable *
chosho_absent_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, CHOSHO_ABSENT_FILE, NULL);
  g_autoptr (GHashTable) digests = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&digests);
  if (!chosho_file_read (path, FILE_BYTES, &bytes, error) || !parse (path, bytes, digests, error))
    return NULL;
  return g_steal_pointer (&digests);
}

gboolean
chosho_absent_write (const char *folder, GHashTable *digests, GError **error)
{
  g_autofree char *path = g_build_filename (folder, CHOSHO_ABSENT_FILE, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (digests), (GCompareFunc) strcmp);

  if (sorted == NULL)
    return g_unlink (path) == 0 || errno == ENOENT || chosho_error_set_errno (error, errno, "%s", path);
  for (GList *item = sorted; item != NULL; item = item->next)
    g_string_append_printf (text, "%s\n", (const char *) item->data);
  return chosho_file_write (path, text->str, text->len, 0600, TRUE, error);
}
