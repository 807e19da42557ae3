/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-criteria-private.h"
#include "chosho-error.h"
#include "chosho-import-catalog.h"
#include "chosho-import-plan.h"
#include "chosho-import-procedures.h"
#include "chosho-instance.h"
#include "chosho-template-expansion.h"

/* What one import needs, gathered. */
typedef struct
{
  ChoshoSourceFile  *file;    /* (owned) (nullable) */
  ChoshoTable       *table;   /* (owned) (nullable) */
  ChoshoCatalogData *catalog; /* (owned) (nullable) */
  ChoshoValue       *mapping; /* (owned) (nullable) */
  ChoshoImport      *import;  /* (owned) (nullable) */
  ChoshoImportPlan  *plan;    /* (owned) (nullable) */
} ProceduresImport;

static void
procedures_import_clear (ProceduresImport *self)
{
  g_clear_pointer (&self->file, chosho_source_file_free);
  g_clear_pointer (&self->table, chosho_table_free);
  g_clear_pointer (&self->catalog, chosho_catalog_data_free);
  g_clear_pointer (&self->mapping, chosho_value_unref);
  g_clear_pointer (&self->import, chosho_import_free);
  g_clear_pointer (&self->plan, chosho_import_plan_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProceduresImport, procedures_import_clear)

/* --- Events and plain items -------------------------------------------------------------------- */

/* @item without the members that @left_out (NULL-terminated) names. (transfer full) */
static ChoshoValue *
copy_without (ChoshoValue *item, const char *const *left_out)
{
  ChoshoValue *copy = chosho_value_new_object ();

  for (guint i = 0; i < chosho_value_get_length (item); i++)
    if (!g_strv_contains (left_out, chosho_value_get_key (item, i)))
      chosho_value_set (copy, chosho_value_get_key (item, i), chosho_value_ref (chosho_value_get_member_at (item, i)));
  return copy;
}

/* The numbers of the templates: procedures of these are the expansion's own. */
static GHashTable *
collect_procedures (ChoshoValue *templates)
{
  GHashTable *procedures = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (templates); i++)
    g_hash_table_add (procedures, (gpointer) chosho_value_get_string (chosho_value_get_item (templates, i), "procedure"));
  return procedures;
}

/* The standing steps as an import holds them: those that @templates made, or those that a file brought. */
static ChoshoValue *
list_steps (ChoshoView *view, ChoshoValue *templates, gboolean made)
{
  static const char *const left_out[] = { "definition", NULL };
  g_autoptr (ChoshoValue) standing = chosho_import_list_standing (view, "procedure-step");
  g_autoptr (GHashTable) procedures = collect_procedures (templates);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (standing); i++)
    {
      ChoshoValue *item = chosho_value_get_item (standing, i);

      if (g_hash_table_contains (procedures, chosho_value_get_string (item, "procedure")) == made)
        chosho_value_append (out, copy_without (item, left_out));
    }
  return out;
}

static void
set_definitions (ChoshoValue *steps)
{
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *step = chosho_value_get_item (steps, i);
      g_autofree char *definition = chosho_definition_dup_id (
          chosho_value_get_string (step, "control"), chosho_value_get_string (step, "procedure"),
          chosho_value_get_string (step, "phase"), chosho_value_get_integer (step, "ordinal", 0));

      chosho_value_set_string (step, "definition", definition);
    }
}

static ChoshoValue *
new_source (const char *source, const char *sha256, const char *kind)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "source", source);
  chosho_value_set_string (item, "sha256", sha256);
  chosho_value_set_string (item, "kind", kind);
  return item;
}

/* --- From an OSCAL catalogue ------------------------------------------------------------------- */

/* The methods of an OSCAL catalogue, which knows nothing of the engagement's criteria. */
static ChoshoImport *
import_methods (ChoshoCatalogData *catalog, ChoshoView *view)
{
  ChoshoImport *import = chosho_import_catalog_methods (catalog);
  ChoshoValue *steps = chosho_import_get_items (import, "steps");
  const char *last = NULL;

  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      const char *control = chosho_value_get_string (chosho_value_get_item (steps, i), "control");

      if (g_strcmp0 (last, control) != 0 && chosho_view_get_item_printf (view, "entry:%s", control) == NULL)
        chosho_import_add_problem (import, CHOSHO_IMPORT_PROBLEM, NULL, 0, NULL, NULL, control, "control-unknown",
                                   _("the engagement's criteria have no such control"));
      last = control;
    }
  /* Ordinals are the catalogue's own order of methods. */
  chosho_value_set_boolean (import->facts, "explicit_ordinals", TRUE);
  return import;
}

/* --- import ------------------------------------------------------------------------------------ */

static gboolean
read_source (ChoshoCommandContext *context, ProceduresImport *self, GError **error)
{
  self->file = chosho_source_file_open (chosho_command_get_text (context, "file"), context->cancellable, error);
  if (self->file == NULL || !chosho_command_load_mapping (context, &self->mapping, error))
    return FALSE;
  if (self->file->kind == CHOSHO_FILE_KIND_OSCAL_CATALOG)
    {
      self->catalog = chosho_source_file_read_catalog (self->file, context->cancellable, error);
      return self->catalog != NULL;
    }
  self->table = chosho_source_file_read_table (self->file, context->cancellable, error);
  return self->table != NULL;
}

static gboolean
read_items (ProceduresImport *self, ChoshoView *view, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) criteria = chosho_import_list_standing (view, "catalogue-entry");
  ChoshoImportOptions options = {
    .mapping = self->mapping,
    .criteria = criteria,
    .techniques = chosho_value_get (chosho_view_get_item (view, "setting:techniques"), "value"),
  };

  if (chosho_value_get_length (criteria) == 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("import the criteria first: procedures belong to controls"));
      return FALSE;
    }
  self->import = self->catalog != NULL ? import_methods (self->catalog, view) : chosho_import_procedures (self->table, &options);
  if (!chosho_import_check_problems (self->import, result, error))
    return FALSE;
  if (chosho_value_get_length (self->import->items) > 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s holds no procedures"), self->file->name);
  return FALSE;
}

static void
make_plan (ProceduresImport *self, ChoshoView *view)
{
  gboolean realign = !chosho_value_get_boolean (self->import->facts, "explicit_ordinals", FALSE);
  ChoshoValue *steps = chosho_import_get_items (self->import, "steps");
  ChoshoValue *templates = chosho_import_get_items (self->import, "templates");
  ChoshoValue *mapping = chosho_import_get_items (self->import, "mapping");
  g_autoptr (ChoshoValue) old_templates = chosho_import_list_standing (view, "procedure-template");
  g_autoptr (ChoshoValue) old_steps = list_steps (view, old_templates, FALSE);
  g_autoptr (ChoshoValue) old_mapping = chosho_import_list_standing (view, "control-subjects");

  self->plan = chosho_import_plan_new ();
  if (chosho_value_get_length (steps) > 0)
    chosho_import_plan_add (self->plan, "steps", CHOSHO_COMPARE_STEPS, old_steps, steps, realign);
  if (chosho_value_get_length (templates) > 0)
    chosho_import_plan_add (self->plan, "templates", CHOSHO_COMPARE_TEMPLATES, old_templates, templates, realign);
  if (chosho_value_get_length (mapping) > 0)
    chosho_import_plan_add (self->plan, "mapping", CHOSHO_COMPARE_MAPPING, old_mapping, mapping, FALSE);
}

/* Adds the part's writes and the file they came from. */
static void
add_part (ProceduresImport *self, ChoshoTransaction *tx, const char *part, const char *action, const char *kind, gboolean withdraw)
{
  ChoshoValue *writes = chosho_import_plan_list_writes (self->plan, part, withdraw);

  if (chosho_value_get_length (writes) == 0)
    {
      chosho_value_unref (writes);
      return;
    }
  if (strcmp (part, "steps") == 0)
    set_definitions (writes);
  chosho_transaction_add_item (tx, "procedure-source", new_source (self->file->name, self->file->sha256, kind));
  chosho_transaction_add (tx, action, writes);
}

/* Steps whose work stays although the file changed around them. */
static guint
count_kept (ChoshoView *view)
{
  g_autoptr (GPtrArray) performances = chosho_view_list_action (view, "performance");

  return performances->len;
}

static ChoshoValue *
describe (ProceduresImport *self, guint kept, gboolean dry_run)
{
  ChoshoValue *out = chosho_import_plan_describe (self->plan, dry_run);

  chosho_value_set_integer (out, "kept", kept);
  chosho_value_set_string (out, "source", self->file->name);
  chosho_value_set_string (out, "sha256", self->file->sha256);
  if (dry_run)
    chosho_value_set_boolean (out, "dry_run", TRUE);
  if (self->catalog != NULL)
    chosho_value_set_integer (out, "unknown_methods", self->catalog->unknown_methods);
  chosho_import_set_notices (self->import, out);
  return out;
}

/* Prints {added, changed, unchanged, missing, kept, source, sha256}; "kept" counts recorded steps,
 * none of which an import touches. */
gboolean
chosho_command_procedures_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (ProceduresImport) self = { NULL };
  g_autoptr (ChoshoTransaction) tx = NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");
  ChoshoView *view;
  guint kept;

  if (!read_source (context, &self, error))
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  view = chosho_transaction_get_view (tx);
  if (!read_items (&self, view, result, error))
    return FALSE;
  make_plan (&self, view);
  kept = count_kept (view);
  if (!dry_run && !chosho_transaction_is_done (tx))
    {
      add_part (&self, tx, "steps", "procedure-step", self.catalog != NULL ? "oscal" : "steps",
                chosho_command_get_flag (context, "withdraw-missing"));
      add_part (&self, tx, "templates", "procedure-template", "templates", FALSE);
      add_part (&self, tx, "mapping", "control-subjects", "subjects", FALSE);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = describe (&self, kept, dry_run);
  return TRUE;
}

/* --- expand ------------------------------------------------------------------------------------ */

static gboolean
check_expansion (ChoshoValue *expansion, ChoshoValue **result, GError **error)
{
  ChoshoValue *problems = chosho_value_get (expansion, "problems");
  guint n_problems = chosho_value_get_length (problems);

  if (n_problems == 0)
    return TRUE;
  *result = chosho_value_new_object ();
  chosho_value_set (*result, "problems", chosho_value_ref (problems));
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
               g_dngettext (GETTEXT_PACKAGE, "the templates have %u problem; no step was made",
                            "the templates have %u problems; no step was made", n_problems),
               n_problems);
  return FALSE;
}

/* What the steps were made from, as a digest, since there is no file. */
static char *
dup_expansion_digest (ChoshoValue *templates, ChoshoValue *mapping)
{
  g_autoptr (ChoshoValue) both = chosho_value_new_array ();
  g_autofree char *text = NULL;
  gsize size_bytes;

  chosho_value_append (both, chosho_value_ref (templates));
  chosho_value_append (both, chosho_value_ref (mapping));
  text = chosho_value_to_canonical (both, &size_bytes);
  return chosho_digest_hex (text, size_bytes);
}

static gboolean
write_expansion (ChoshoCommandContext *context, ChoshoTransaction *tx, ChoshoImportPlan *plan, const char *digest, ChoshoValue **result,
                 GError **error)
{
  ChoshoValue *writes = chosho_import_plan_list_writes (plan, "steps", chosho_command_get_flag (context, "withdraw-missing"));

  if (chosho_value_get_length (writes) > 0)
    chosho_transaction_add_item (tx, "procedure-source", new_source ("templates", digest, "expanded"));
  set_definitions (writes);
  chosho_transaction_add (tx, "procedure-step", writes);
  return chosho_transaction_commit (tx, result, error);
}

/* Prints {added, changed, unchanged, missing, sha256, unmapped}. */
gboolean
chosho_command_procedures_expand (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autoptr (ChoshoValue) templates = NULL, mapping = NULL, criteria = NULL, expansion = NULL, old_steps = NULL;
  g_autoptr (ChoshoImportPlan) plan = NULL;
  g_autofree char *digest = NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");
  ChoshoView *view;
  const char *language;

  if (tx == NULL)
    return FALSE;
  view = chosho_transaction_get_view (tx);
  templates = chosho_import_list_standing (view, "procedure-template");
  mapping = chosho_import_list_standing (view, "control-subjects");
  criteria = chosho_import_list_standing (view, "catalogue-entry");
  if (chosho_value_get_length (templates) == 0 || chosho_value_get_length (mapping) == 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                   _("import procedure templates and the subject classes of the controls first"));
      return FALSE;
    }
  language = chosho_value_get_string (chosho_view_get_item (view, "engagement"), "language");
  expansion = chosho_template_expand (templates, mapping, criteria, g_strcmp0 (language, "en") == 0);
  if (!check_expansion (expansion, result, error))
    return FALSE;
  old_steps = list_steps (view, templates, TRUE);
  digest = dup_expansion_digest (templates, mapping);
  plan = chosho_import_plan_new ();
  chosho_import_plan_add (plan, "steps", CHOSHO_COMPARE_STEPS, old_steps, chosho_value_get (expansion, "steps"), FALSE);
  if (!dry_run && !chosho_transaction_is_done (tx) && !write_expansion (context, tx, plan, digest, result, error))
    return FALSE;
  *result = chosho_import_plan_describe (plan, dry_run);
  chosho_value_set_string (*result, "sha256", digest);
  chosho_value_set (*result, "unmapped", chosho_value_ref (chosho_value_get (expansion, "unmapped")));
  if (dry_run)
    chosho_value_set_boolean (*result, "dry_run", TRUE);
  return TRUE;
}

/* --- list -------------------------------------------------------------------------------------- */

gboolean
chosho_command_procedures_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *text = chosho_command_get_text (context, "control");
  g_autofree char *control = NULL;

  if (text != NULL && (control = chosho_command_find_control (context, text, error)) == NULL)
    return FALSE;
  *result = chosho_session_list_rows (context->session, "step", control, error);
  return *result != NULL;
}
