/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-engagement-private.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-import-plan.h"
#include "chosho-import-settings.h"
#include "chosho-source-file.h"

/* The firm's own JSON is read here, as its settings; a table goes through the helper. */
static gboolean
is_json (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL && g_ascii_strcasecmp (dot, ".json") == 0;
}

static ChoshoImport *
read_json (const char *path, char **sha256, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = g_filename_display_basename (path);
  gsize size_bytes;
  const char *data;

  if (!chosho_file_read (path, CHOSHO_SETTINGS_BYTES, &bytes, error))
    return NULL;
  data = g_bytes_get_data (bytes, &size_bytes);
  *sha256 = chosho_digest_hex (data, size_bytes);
  return chosho_import_settings_json (name, data, size_bytes);
}

static ChoshoImport *
read_table (ChoshoCommandContext *context, const char *path, char **sha256, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open (path, context->cancellable, error);
  g_autoptr (ChoshoTable) table = file != NULL ? chosho_source_file_read_table (file, context->cancellable, error) : NULL;
  ChoshoImportOptions options = { NULL };

  if (table == NULL)
    return NULL;
  *sha256 = g_strdup (file->sha256);
  return chosho_import_settings (table, &options);
}

static gboolean
write_settings (ChoshoTransaction *tx, ChoshoImportPlan *plan, ChoshoValue **result, GError **error)
{
  chosho_transaction_add (tx, "setting", chosho_import_plan_list_writes (plan, "settings", FALSE));
  return chosho_transaction_commit (tx, result, error);
}

static ChoshoValue *
list_names (ChoshoValue *items)
{
  ChoshoValue *names = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (items); i++)
    chosho_value_append_string (names, chosho_value_get_string (chosho_value_get_item (items, i), "name"));
  return names;
}

/* Settings of the file take the place of those of the same name; others stay. Prints {added,
 * changed, unchanged, missing, names, sha256}. */
gboolean
chosho_command_settings_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "file");
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");
  g_autofree char *sha256 = NULL;
  g_autoptr (ChoshoImport) import
      = is_json (path) ? read_json (path, &sha256, error) : read_table (context, path, &sha256, error);
  g_autoptr (ChoshoImportPlan) plan = chosho_import_plan_new ();
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) standing = NULL;
  ChoshoValue *items;

  if (import == NULL || !chosho_import_check_problems (import, result, error))
    return FALSE;
  items = chosho_import_get_items (import, "settings");
  if (chosho_value_get_length (items) == 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s holds no settings"), path);
      return FALSE;
    }
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  standing = chosho_import_list_standing (chosho_transaction_get_view (tx), "setting");
  chosho_import_plan_add (plan, "settings", CHOSHO_COMPARE_SETTINGS, standing, items, FALSE);
  if (!dry_run && !chosho_transaction_is_done (tx) && !write_settings (tx, plan, result, error))
    return FALSE;
  *result = chosho_import_plan_describe (plan, dry_run);
  chosho_value_set (*result, "names", list_names (items));
  chosho_value_set_string (*result, "sha256", sha256);
  if (dry_run)
    chosho_value_set_boolean (*result, "dry_run", TRUE);
  chosho_import_set_notices (import, *result);
  return TRUE;
}

/* Prints [{name, value, by, at}], or the one that is named. */
gboolean
chosho_command_settings_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *name = chosho_command_get_text (context, "name");
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (context->session, "setting", NULL, error);

  if (rows == NULL)
    return FALSE;
  if (name == NULL)
    {
      *result = g_steal_pointer (&rows);
      return TRUE;
    }
  for (guint i = 0; i < chosho_value_get_length (rows) && *result == NULL; i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (rows, i), "name"), name) == 0)
      *result = chosho_value_ref (chosho_value_get_item (rows, i));
  if (*result == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no setting “%s”"), name);
  return *result != NULL;
}
