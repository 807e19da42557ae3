/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-catalog-file.h"
#include "chosho-command-check.h"
#include "chosho-commands-criteria-private.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-import-plan.h"

/* A mapping has one line a column. */
#define MAPPING_BYTES (64 * 1024)

/* What one import needs, gathered. */
typedef struct
{
  ChoshoCatalogFile *source;   /* (owned) (nullable) */
  ChoshoValue       *mapping;  /* (owned) (nullable) */
  ChoshoImportPlan  *plan;     /* (owned) (nullable) */
  ChoshoValue       *standing; /* (owned) (nullable) entries of the engagement */
  char              *standing_edition; /* (owned) (nullable) of the engagement */
} CatalogImport;

static void
catalog_import_clear (CatalogImport *self)
{
  g_clear_pointer (&self->source, chosho_catalog_file_free);
  g_clear_pointer (&self->mapping, chosho_value_unref);
  g_clear_pointer (&self->plan, chosho_import_plan_free);
  g_clear_pointer (&self->standing, chosho_value_unref);
  g_free (self->standing_edition);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CatalogImport, catalog_import_clear)

gboolean
chosho_command_load_mapping (ChoshoCommandContext *context, ChoshoValue **mapping, GError **error)
{
  const char *path = chosho_command_get_text (context, "map");
  g_autoptr (GBytes) bytes = NULL;
  gsize size_bytes;
  const char *data;

  if (path == NULL)
    return TRUE;
  if (!chosho_file_read (path, MAPPING_BYTES, &bytes, error))
    return FALSE;
  data = g_bytes_get_data (bytes, &size_bytes);
  *mapping = chosho_value_parse (data, size_bytes, error);
  if (*mapping == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  if (chosho_value_get_value_type (*mapping) == CHOSHO_VALUE_OBJECT)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s must be one JSON object of fields and columns"), path);
  return FALSE;
}

/* The edition that came in last; NULL before the first. (transfer full) */
static char *
dup_standing_edition (ChoshoView *view)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, "catalogue");
  ChoshoWrite *last = writes->len > 0 ? g_ptr_array_index (writes, writes->len - 1) : NULL;

  return last != NULL ? g_strdup (chosho_value_get_string (last->item, "edition")) : NULL;
}

/* --- import ------------------------------------------------------------------------------------ */

/* FALSE where the file is another edition and lacks entries of the one that stands: nothing is ever taken away, so two
 * editions would stand side by side. */
static gboolean
check_edition (CatalogImport *self, gboolean replace, GError **error)
{
  guint missing = chosho_import_plan_count (self->plan, "entries", "missing");

  if (g_strcmp0 (self->standing_edition, self->source->edition) == 0 || self->standing_edition == NULL || (missing == 0 && replace))
    return TRUE;
  if (missing == 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS,
                 _("the engagement holds edition %s and %s is edition %s: --replace puts it in its place"), self->standing_edition,
                 self->source->file->name, self->source->edition);
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS,
                 g_dngettext (GETTEXT_PACKAGE,
                              "the engagement holds edition %s, of which %s (edition %s) lacks %u entry; criteria are never taken away: "
                              "make a new engagement for another edition",
                              "the engagement holds edition %s, of which %s (edition %s) lacks %u entries; criteria are never taken away: "
                              "make a new engagement for another edition", missing),
                 self->standing_edition, self->source->file->name, self->source->edition, missing);
  return FALSE;
}

/* What a refusal tells beside its sentence: whether the user may have it replaced, and what would be. (transfer full) */
static ChoshoValue *
describe_refusal (CatalogImport *self, ChoshoValue *replacing)
{
  gboolean other = g_strcmp0 (self->standing_edition, self->source->edition) != 0;
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set (out, "changed", chosho_value_ref (replacing));
  chosho_value_set_string (out, "edition", self->source->edition);
  chosho_value_set_string (out, "standing_edition", self->standing_edition);
  chosho_value_set_boolean (out, "replaceable", !other || chosho_import_plan_count (self->plan, "entries", "missing") == 0);
  return out;
}

/* Another edition, or another value for what stands, comes in only when the user says so. */
static gboolean
check_replacing (ChoshoCommandContext *context, CatalogImport *self, ChoshoValue **result, GError **error)
{
  gboolean replace = chosho_command_get_flag (context, "replace");
  g_autoptr (ChoshoValue) replacing = chosho_import_plan_list_replacing (self->plan, "entries");
  gboolean fits = check_edition (self, replace, error);

  if (fits && (replace || chosho_value_get_length (replacing) == 0))
    return TRUE;
  if (fits)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS,
                 g_dngettext (GETTEXT_PACKAGE, "%s has another value for %u entry of the edition: --replace puts it in its place",
                              "%s has other values for %u entries of the edition: --replace puts them in their place",
                              chosho_value_get_length (replacing)),
                 self->source->file->name, chosho_value_get_length (replacing));
  *result = describe_refusal (self, replacing);
  return FALSE;
}

/* Entries to write: with their edition; where the edition is another, all that the file names. */
static ChoshoValue *
list_entry_writes (CatalogImport *self, ChoshoValue *entries)
{
  const char *standing = self->standing_edition;
  gboolean all = standing != NULL && strcmp (standing, self->source->edition) != 0;
  ChoshoValue *writes = all ? chosho_value_new_array () : chosho_import_plan_list_writes (self->plan, "entries", FALSE);

  for (guint i = 0; all && i < chosho_value_get_length (entries); i++)
    chosho_value_append (writes, chosho_command_copy_item (chosho_value_get_item (entries, i)));
  for (guint i = 0; i < chosho_value_get_length (writes); i++)
    chosho_value_set_string (chosho_value_get_item (writes, i), "edition", self->source->edition);
  return writes;
}

static ChoshoValue *
new_catalogue (CatalogImport *self)
{
  return chosho_catalog_file_new_item (self->source, chosho_value_get_length (self->standing) + chosho_import_plan_count (self->plan, NULL, "added"));
}

static ChoshoValue *
describe (CatalogImport *self, gboolean dry_run)
{
  ChoshoValue *out = chosho_import_plan_describe (self->plan, dry_run);

  chosho_value_set_string (out, "edition", self->source->edition);
  chosho_value_set_string (out, "source", self->source->file->name);
  chosho_value_set_string (out, "sha256", self->source->file->sha256);
  if (dry_run)
    chosho_value_set_boolean (out, "dry_run", TRUE);
  chosho_import_set_notices (self->source->import, out);
  if (self->source->catalog != NULL)
    chosho_value_set_integer (out, "withdrawn", self->source->catalog->withdrawn);
  return out;
}

/* What stands without the edition, which a file does not hold entry by entry. */
static ChoshoValue *
list_comparable (ChoshoValue *standing)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (standing); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (standing, i);
      ChoshoValue *copy = chosho_value_new_object ();

      for (guint j = 0; j < chosho_value_get_length (entry); j++)
        if (strcmp (chosho_value_get_key (entry, j), "edition") != 0)
          chosho_value_set (copy, chosho_value_get_key (entry, j), chosho_value_ref (chosho_value_get_member_at (entry, j)));
      chosho_value_append (out, copy);
    }
  return out;
}

static gboolean
write_catalog (ChoshoCommandContext *context, CatalogImport *self, ChoshoTransaction *tx, ChoshoValue *entries,
               ChoshoValue **result, GError **error)
{
  gboolean again = chosho_transaction_is_done (tx);

  if (!again && !check_replacing (context, self, result, error))
    return FALSE;
  if (!again && !chosho_command_get_flag (context, "dry-run"))
    {
      chosho_transaction_add_item (tx, "catalogue", new_catalogue (self));
      chosho_transaction_add (tx, "catalogue-entry", list_entry_writes (self, entries));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = describe (self, chosho_command_get_flag (context, "dry-run"));
  return TRUE;
}

/* Prints {added, changed, unchanged, missing, edition, source, sha256}. */
gboolean
chosho_command_catalog_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (CatalogImport) self = { NULL };
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) comparable = NULL;
  ChoshoCatalogFileOptions options;
  g_autoptr (ChoshoValue) entries = NULL;

  if (!chosho_command_check_filled (context, "edition", error) || !chosho_command_load_mapping (context, &self.mapping, error)
      || (self.source = chosho_catalog_file_open (chosho_command_get_text (context, "file"), context->cancellable, error)) == NULL)
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  self.standing = chosho_import_list_standing (chosho_transaction_get_view (tx), "catalogue-entry");
  self.standing_edition = dup_standing_edition (chosho_transaction_get_view (tx));
  options = (ChoshoCatalogFileOptions) { self.mapping, self.standing, chosho_command_get_text (context, "edition"), self.standing_edition };
  entries = chosho_catalog_file_read (self.source, &options, result, error);
  if (entries == NULL)
    return FALSE;
  comparable = list_comparable (self.standing);
  self.plan = chosho_import_plan_new ();
  chosho_import_plan_add (self.plan, "entries", CHOSHO_COMPARE_CRITERIA, comparable, entries, FALSE);
  return write_catalog (context, &self, tx, entries, result, error);
}

/* --- list, show -------------------------------------------------------------------------------- */

static gboolean
matches (ChoshoValue *row, const char *key, const char *wanted)
{
  return wanted == NULL || g_strcmp0 (chosho_value_get_string (row, key), wanted) == 0;
}

gboolean
chosho_command_catalog_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *level = chosho_command_get_text (context, "level");
  const char *tier = chosho_command_get_text (context, "tier");
  g_autoptr (ChoshoValue) rows = NULL;

  if (!chosho_command_check_choice (context, "level", "objective|control", error))
    return FALSE;
  rows = chosho_session_list_rows (context->session, "catalog", NULL, error);
  if (rows == NULL)
    return FALSE;
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (matches (row, "level", level) && matches (row, "tier", tier))
        chosho_value_append (*result, chosho_value_ref (row));
    }
  return TRUE;
}

gboolean
chosho_command_catalog_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autofree char *number = chosho_command_find_control (context, chosho_command_get_text (context, "number"), error);

  if (number == NULL)
    return FALSE;
  *result = chosho_session_get_row (context->session, "catalog", number, error);
  return *result != NULL;
}
