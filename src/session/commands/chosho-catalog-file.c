/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-catalog-file.h"
#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-import-catalog.h"
#include "chosho-import-criteria.h"
#include "chosho-import-plan.h"
#include "chosho-number.h"

void
chosho_catalog_file_free (ChoshoCatalogFile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, chosho_source_file_free);
  g_clear_pointer (&self->table, chosho_table_free);
  g_clear_pointer (&self->catalog, chosho_catalog_data_free);
  g_clear_pointer (&self->import, chosho_import_free);
  g_free (self->edition);
  g_free (self);
}

ChoshoCatalogFile *
chosho_catalog_file_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoCatalogFile) self = g_new0 (ChoshoCatalogFile, 1);

  self->file = chosho_source_file_open (path, cancellable, error);
  if (self->file == NULL)
    return NULL;
  if (self->file->kind == CHOSHO_FILE_KIND_OSCAL_CATALOG)
    self->catalog = chosho_source_file_read_catalog (self->file, cancellable, error);
  else
    self->table = chosho_source_file_read_table (self->file, cancellable, error);
  return self->catalog != NULL || self->table != NULL ? g_steal_pointer (&self) : NULL;
}

ChoshoValue *
chosho_catalog_file_new_item (ChoshoCatalogFile *self, guint n_entries)
{
  const char *title = self->catalog != NULL ? self->catalog->title : NULL;
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "edition", self->edition);
  if (title != NULL && *title != '\0')
    chosho_value_set_string (item, "title", title);
  chosho_value_set_string (item, "source", self->file->name);
  chosho_value_set_string (item, "sha256", self->file->sha256);
  chosho_value_set_integer (item, "entries", n_entries);
  return item;
}

/* --- Entries ----------------------------------------------------------------------------------- */

/* A position that follows from an ISMAP number alone, so that a later import of some more controls
 * puts them where they belong: two digits a part, the suffix last; nine digits. */
static gint64
get_ismap_position (const char *number)
{
  g_auto (GStrv) parts = g_strsplit (number, ".", -1);
  gint64 position = 0;
  guint n_numeric = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_isdigit (parts[i][0]))
      {
        position = position * 100 + g_ascii_strtoll (parts[i], NULL, 10);
        n_numeric++;
      }
  for (; n_numeric < 4; n_numeric++)
    position *= 100;
  position *= 10;
  if (g_str_has_suffix (number, ".B"))
    return position + 1;
  if (g_str_has_suffix (number, ".P"))
    return position + 2;
  return g_str_has_suffix (number, ".PB") ? position + 3 : position;
}

/* Number → position of the standing entries, and the last position. */
static GHashTable *
index_positions (ChoshoValue *standing, gint64 *last)
{
  GHashTable *positions = g_hash_table_new (g_str_hash, g_str_equal);

  *last = 0;
  for (guint i = 0; i < chosho_value_get_length (standing); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (standing, i);
      gint64 position = chosho_value_get_integer (entry, "position", 0);

      g_hash_table_insert (positions, (gpointer) chosho_value_get_string (entry, "number"), GINT_TO_POINTER ((gint) position));
      *last = MAX (*last, position);
    }
  return positions;
}

static gboolean
is_ismap (ChoshoValue *entries)
{
  for (guint i = 0; i < chosho_value_get_length (entries); i++)
    if (!chosho_number_is_valid (chosho_value_get_string (chosho_value_get_item (entries, i), "number")))
      return FALSE;
  return TRUE;
}

/* Gives each new entry its place: by number for ISMAP, else where it stood, else after the last. */
static void
set_positions (ChoshoValue *entries, ChoshoValue *standing)
{
  gint64 last;
  g_autoptr (GHashTable) positions = index_positions (standing, &last);
  gboolean by_number = is_ismap (entries) && is_ismap (standing);

  for (guint i = 0; i < chosho_value_get_length (entries); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (entries, i);
      const char *number = chosho_value_get_string (entry, "number");
      gint64 position = GPOINTER_TO_INT (g_hash_table_lookup (positions, number));

      if (by_number)
        position = get_ismap_position (number);
      else if (position == 0)
        position = ++last;
      chosho_value_set_integer (entry, "position", position);
    }
}

/* TRUE where some sheet of the file has the column. */
static gboolean
has_column (ChoshoImport *import, const char *field)
{
  ChoshoValue *sheets = chosho_value_get (import->facts, "sheets");

  for (guint i = 0; i < chosho_value_get_length (sheets); i++)
    if (chosho_value_get (chosho_value_get (chosho_value_get_item (sheets, i), "columns"), field) != NULL)
      return TRUE;
  return FALSE;
}

/* A file that says nothing of what is mandatory leaves what stands. */
static void
keep_mandatory (ChoshoImport *import, ChoshoValue *entries, ChoshoValue *standing)
{
  g_autoptr (GHashTable) mandatory = g_hash_table_new (g_str_hash, g_str_equal);

  if (has_column (import, "mandatory"))
    return;
  for (guint i = 0; i < chosho_value_get_length (standing); i++)
    if (chosho_value_get_boolean (chosho_value_get_item (standing, i), "mandatory", FALSE))
      g_hash_table_add (mandatory, (gpointer) chosho_value_get_string (chosho_value_get_item (standing, i), "number"));
  for (guint i = 0; i < chosho_value_get_length (entries); i++)
    if (g_hash_table_contains (mandatory, chosho_value_get_string (chosho_value_get_item (entries, i), "number")))
      chosho_value_set_boolean (chosho_value_get_item (entries, i), "mandatory", TRUE);
}

/* --- Edition ----------------------------------------------------------------------------------- */

/* The first date in @name ("…-2022-04-01.csv"), else its stem. (transfer full) */
static char *
dup_edition_of_name (const char *name)
{
  const char *dot = strrchr (name, '.');

  for (const char *p = name; strlen (p) >= 10; p++)
    {
      g_autofree char *date = g_strndup (p, 10);

      if (chosho_date_is_valid (date))
        return g_steal_pointer (&date);
    }
  return dot != NULL && dot > name ? g_strndup (name, dot - name) : g_strdup (name);
}

/* Said by the user; said by an OSCAL file; a table says nothing and belongs to what stands. */
static char *
dup_edition (ChoshoCatalogFile *self, const ChoshoCatalogFileOptions *options)
{
  const char *given = options->edition;
  const char *standing = options->standing_edition;

  if (given != NULL)
    return g_strdup (given);
  if (self->catalog != NULL && self->catalog->version != NULL && *self->catalog->version != '\0')
    return g_strdup (self->catalog->version);
  if (self->catalog != NULL && self->catalog->last_modified != NULL && *self->catalog->last_modified != '\0')
    return g_strdup (self->catalog->last_modified);
  return self->catalog == NULL && standing != NULL ? g_strdup (standing) : dup_edition_of_name (self->file->name);
}

/* --- Reading ----------------------------------------------------------------------------------- */

ChoshoValue *
chosho_catalog_file_read (ChoshoCatalogFile *self, const ChoshoCatalogFileOptions *options, ChoshoValue **result, GError **error)
{
  ChoshoImportOptions import_options = { .mapping = options->mapping, .criteria = options->standing };
  ChoshoValue *entries;

  self->import = self->catalog != NULL ? chosho_import_catalog_data (self->catalog) : chosho_import_criteria (self->table, &import_options);
  if (!chosho_import_check_problems (self->import, result, error))
    return NULL;
  entries = chosho_import_get_items (self->import, "criteria");
  if (chosho_value_get_length (entries) == 0)
    {
      *result = chosho_value_new_object ();
      chosho_import_set_notices (self->import, *result);
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s holds no controls"), self->file->name);
      return NULL;
    }
  self->edition = dup_edition (self, options);
  set_positions (entries, options->standing);
  keep_mandatory (self->import, entries, options->standing);
  return chosho_value_ref (entries);
}
