/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-import-catalog.h"
#include "chosho-limits.h"

static void
add_problem (ChoshoImport *import, ChoshoImportSeverity severity, const char *value, const char *code,
             const char *reason)
{
  chosho_import_add_problem (import, severity, NULL, 0, NULL, NULL, value, code, reason);
}

static void
add_facts (ChoshoImport *import, const ChoshoCatalogData *data)
{
  chosho_value_set_string (import->facts, "title", data->title);
  chosho_value_set_string (import->facts, "edition", data->version);
  chosho_value_set_string (import->facts, "last_modified", data->last_modified);
  chosho_value_set_string (import->facts, "oscal_version", data->oscal_version);
  chosho_value_set_integer (import->facts, "withdrawn", data->withdrawn);
  chosho_value_set_integer (import->facts, "unknown_methods", data->unknown_methods);
  chosho_value_set_integer (import->facts, "rows_read", data->entries->len);
}

/* TRUE where the entry may come in under its number: not empty, not too long, not there yet. */
static gboolean
check_number (ChoshoImport *import, GHashTable *seen, const ChoshoCatalogEntry *entry)
{
  if (entry->number == NULL || *entry->number == '\0')
    add_problem (import, CHOSHO_IMPORT_PROBLEM, entry->title, "number-blank", _ ("the entry has no identifier"));
  else if (strlen (entry->number) > CHOSHO_LIMIT_NAME_BYTES)
    add_problem (import, CHOSHO_IMPORT_PROBLEM, entry->number, "too-long", _ ("the identifier is too long"));
  else if (!g_hash_table_add (seen, entry->number))
    add_problem (import, CHOSHO_IMPORT_PROBLEM, entry->number, "duplicate",
                 _ ("another entry above has the same identifier"));
  else
    return TRUE;
  return FALSE;
}

/* Sets @member where @text is not empty; FALSE, reported, where it is too long. */
static gboolean
set_text (ChoshoImport *import, const ChoshoCatalogEntry *entry, ChoshoValue *item, const char *member,
          const char *text, gsize limit_bytes)
{
  if (text == NULL || *text == '\0')
    return TRUE;
  if (strlen (text) > limit_bytes)
    {
      g_autofree char *reason = g_strdup_printf (_ ("its %s has %u bytes, more than the %u allowed here"), member,
                                                 (guint) strlen (text), (guint) limit_bytes);

      add_problem (import, CHOSHO_IMPORT_PROBLEM, entry->number, "too-long", reason);
      return FALSE;
    }
  chosho_value_set_string (item, member, text);
  return TRUE;
}

/* The overview of a group is background reading: where it is too long its beginning serves, with a
 * notice. A control's own text is never cut. */
static char *
cut_overview (ChoshoImport *import, const ChoshoCatalogEntry *entry, char *text)
{
  g_autofree char *owned = text;
  gsize size_bytes = text != NULL ? strlen (text) : 0, end = CHOSHO_LIMIT_TEXT_BYTES - strlen ("…");
  g_autofree char *reason = NULL;

  if (entry->level != CHOSHO_CATALOG_LEVEL_OBJECTIVE || size_bytes <= CHOSHO_LIMIT_TEXT_BYTES)
    return g_steal_pointer (&owned);
  while (((guint8) owned[end] & 0xc0) == 0x80)
    end--;
  reason = g_strdup_printf (_ ("the group's text of %u bytes was cut to the %u allowed here"), (guint) size_bytes,
                            CHOSHO_LIMIT_TEXT_BYTES);
  add_problem (import, CHOSHO_IMPORT_NOTICE, entry->number, "text-cut", reason);
  owned[end] = '\0';
  return g_strconcat (owned, "…", NULL);
}

static char *
join_guidance (const ChoshoCatalogEntry *entry)
{
  if (entry->guidance == NULL || *entry->guidance == '\0')
    return g_strdup (entry->text);
  return g_strconcat (entry->text != NULL ? entry->text : "", entry->text != NULL && *entry->text != '\0' ? "\n\n" : "",
                      "[guidance]\n", entry->guidance, NULL);
}

ChoshoImport *
chosho_import_catalog_data (const ChoshoCatalogData *data)
{
  ChoshoImport *import = chosho_import_new (data->file_name);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 position = 0;

  add_facts (import, data);
  chosho_value_set_string (import->facts, "scheme", "oscal");
  for (guint i = 0; i < data->entries->len; i++)
    {
      const ChoshoCatalogEntry *entry = g_ptr_array_index (data->entries, i);
      g_autoptr (ChoshoValue) item = chosho_value_new_object ();
      g_autofree char *text = cut_overview (import, entry, join_guidance (entry));

      if (!check_number (import, seen, entry)
          || !set_text (import, entry, item, "label", entry->label, CHOSHO_LIMIT_NAME_BYTES)
          || !set_text (import, entry, item, "tier", entry->tier, CHOSHO_LIMIT_NAME_BYTES)
          || !set_text (import, entry, item, "title", entry->title, CHOSHO_LIMIT_NAME_BYTES)
          || !set_text (import, entry, item, "text", text, CHOSHO_LIMIT_TEXT_BYTES)
          || !set_text (import, entry, item, "parent", entry->parent, CHOSHO_LIMIT_NAME_BYTES))
        continue;
      chosho_value_set_string (item, "number", entry->number);
      chosho_value_set_string (item, "level",
                               entry->level == CHOSHO_CATALOG_LEVEL_OBJECTIVE ? "objective" : "control");
      chosho_value_set_boolean (item, "mandatory", FALSE);
      chosho_value_set_integer (item, "position", ++position);
      if (!chosho_import_add_item (import, "criteria", g_steal_pointer (&item)))
        break;
    }
  if (data->entries->len == 0)
    add_problem (import, CHOSHO_IMPORT_PROBLEM, NULL, "empty", _ ("the catalogue holds no groups and no controls"));
  return import;
}

static gboolean
add_methods (ChoshoImport *import, const ChoshoCatalogEntry *entry)
{
  for (guint i = 0; i < entry->methods->len; i++)
    {
      const ChoshoCatalogMethod *method = g_ptr_array_index (entry->methods, i);
      g_autoptr (ChoshoValue) item = chosho_value_new_object ();

      if (!set_text (import, entry, item, "text", method->text, CHOSHO_LIMIT_TEXT_BYTES))
        continue;
      chosho_value_set_string (item, "control", entry->number);
      chosho_value_set_string (item, "procedure", "");
      chosho_value_set_string (item, "phase", "design");
      chosho_value_set_integer (item, "ordinal", i + 1);
      chosho_value_set_string (item, "technique", chosho_catalog_technique_to_string (method->technique));
      chosho_value_set_boolean (item, "disclosable", TRUE);
      if (!chosho_import_add_item (import, "steps", g_steal_pointer (&item)))
        return FALSE;
    }
  return TRUE;
}

ChoshoImport *
chosho_import_catalog_methods (const ChoshoCatalogData *data)
{
  ChoshoImport *import = chosho_import_new (data->file_name);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean has_methods = FALSE;

  add_facts (import, data);
  for (guint i = 0; i < data->entries->len; i++)
    {
      const ChoshoCatalogEntry *entry = g_ptr_array_index (data->entries, i);

      if (entry->level != CHOSHO_CATALOG_LEVEL_CONTROL || entry->methods == NULL || entry->methods->len == 0)
        continue;
      has_methods = TRUE;
      if (check_number (import, seen, entry) && !add_methods (import, entry))
        break;
    }
  if (!has_methods)
    add_problem (import, CHOSHO_IMPORT_PROBLEM, NULL, "empty", _ ("the catalogue holds no assessment methods"));
  return import;
}
