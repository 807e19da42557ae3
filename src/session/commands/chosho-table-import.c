/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-commands-criteria-private.h"
#include "chosho-error.h"
#include "chosho-table-import.h"

void
chosho_table_import_clear (ChoshoTableImport *self)
{
  g_clear_pointer (&self->file, chosho_source_file_free);
  g_clear_pointer (&self->table, chosho_table_free);
  g_clear_pointer (&self->mapping, chosho_value_unref);
  g_clear_pointer (&self->import, chosho_import_free);
  g_clear_pointer (&self->plan, chosho_import_plan_free);
}

gboolean
chosho_table_import_open (ChoshoTableImport *self, ChoshoCommandContext *context, GError **error)
{
  if (!chosho_command_load_mapping (context, &self->mapping, error))
    return FALSE;
  self->file = chosho_source_file_open (chosho_command_get_text (context, "file"), context->cancellable, error);
  if (self->file == NULL)
    return FALSE;
  self->table = chosho_source_file_read_table (self->file, context->cancellable, error);
  return self->table != NULL;
}

ChoshoValue *
chosho_table_import_list_criteria (ChoshoView *view, const char *missing, GError **error)
{
  g_autoptr (ChoshoValue) criteria = chosho_import_list_standing (view, "catalogue-entry");

  if (chosho_value_get_length (criteria) > 0)
    return g_steal_pointer (&criteria);
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, missing);
  return NULL;
}

ChoshoValue *
chosho_table_import_describe (ChoshoTableImport *self, gboolean dry_run)
{
  ChoshoValue *result = chosho_import_plan_describe (self->plan, dry_run);

  chosho_value_set_string (result, "source", self->file->name);
  chosho_value_set_string (result, "sha256", self->file->sha256);
  if (dry_run)
    chosho_value_set_boolean (result, "dry_run", TRUE);
  chosho_import_set_notices (self->import, result);
  return result;
}
