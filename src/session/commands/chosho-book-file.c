/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-book-file.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-source-file.h"

gboolean
chosho_book_file_check_name (const char *path, GError **error)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (folded, ".xlsx"))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s: the name must end in .xlsx"), path);
  return FALSE;
}

gboolean
chosho_book_file_set_unlike (ChoshoTable *table, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s does not read back as it was written; it was not made"), table->file_name);
  return FALSE;
}

static gboolean
read_back (const char *staged, ChoshoBookFileCheck check, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open (staged, cancellable, error);
  g_autoptr (ChoshoTable) table = file != NULL ? chosho_source_file_read_table (file, cancellable, error) : NULL;

  return table != NULL && (check == NULL || check (table, user_data, error));
}

char *
chosho_book_file_stage (GBytes *bytes, const char *path, ChoshoBookFileCheck check, gpointer user_data, GCancellable *cancellable,
                        GError **error)
{
  gsize size_bytes;
  gconstpointer data = g_bytes_get_data (bytes, &size_bytes);
  g_autofree char *staged = chosho_file_stage (path, data, size_bytes, 0600, error);

  if (staged == NULL || read_back (staged, check, user_data, cancellable, error))
    return g_steal_pointer (&staged);
  (void) unlink (staged);
  return NULL;
}

gboolean
chosho_book_file_publish (GBytes *bytes, const char *path, ChoshoBookFileCheck check, gpointer user_data, GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *staged = chosho_book_file_stage (bytes, path, check, user_data, cancellable, error);

  return staged != NULL && chosho_file_publish (staged, path, error);
}
