/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-catalog-file.h"
#include "chosho-edition-side.h"
#include "chosho-error.h"
#include "chosho-import-plan.h"
#include "chosho-import-renumbering.h"

void
chosho_edition_side_clear (ChoshoEditionSide *self)
{
  g_clear_pointer (&self->entries, chosho_value_unref);
  g_clear_pointer (&self->edition, g_free);
  g_clear_pointer (&self->source, g_free);
}

static gboolean
load_engagement (ChoshoEditionSide *self, const char *path, GError **error)
{
  g_autoptr (ChoshoSession) session = chosho_session_open (path, error);
  g_autoptr (ChoshoView) view = session != NULL ? chosho_session_get_view (session, FALSE, error) : NULL;
  ChoshoValue *first;

  if (view == NULL)
    return FALSE;
  self->entries = chosho_import_list_standing (view, "catalogue-entry");
  first = chosho_value_get_item (self->entries, 0);
  if (first == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s holds no controls"), path);
      return FALSE;
    }
  self->edition = g_strdup (chosho_value_get_string (first, "edition"));
  self->source = g_strdup (chosho_value_get_string (chosho_view_get_item (view, "engagement"), "title"));
  return TRUE;
}

gboolean
chosho_edition_side_load (ChoshoEditionSide *self, const char *path, ChoshoValue *mapping, GCancellable *cancellable, ChoshoValue **result,
                          GError **error)
{
  ChoshoCatalogFileOptions options = { .mapping = mapping };
  g_autoptr (ChoshoCatalogFile) file = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return load_engagement (self, path, error);
  file = chosho_catalog_file_open (path, cancellable, error);
  if (file == NULL || (self->entries = chosho_catalog_file_read (file, &options, result, error)) == NULL)
    return FALSE;
  self->edition = g_strdup (file->edition);
  self->source = g_strdup (file->file->name);
  return TRUE;
}

ChoshoValue *
chosho_edition_side_read_renumbering (const char *file, const ChoshoValue *older, const ChoshoValue *newer, GCancellable *cancellable,
                                      ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoSourceFile) source = file != NULL ? chosho_source_file_open (file, cancellable, error) : NULL;
  g_autoptr (ChoshoTable) table = source != NULL ? chosho_source_file_read_table (source, cancellable, error) : NULL;
  g_autoptr (ChoshoImport) import = table != NULL ? chosho_import_renumbering (table, older, newer, NULL) : NULL;

  if (import == NULL || !chosho_import_check_problems (import, result, error))
    return NULL;
  return chosho_value_ref (chosho_import_get_items (import, "renumbering"));
}
