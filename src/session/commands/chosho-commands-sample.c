/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-links.h"
#include "chosho-object-store.h"
#include "chosho-population-table.h"
#include "chosho-sample-order.h"
#include "chosho-sample-view.h"
#include "chosho-source-file.h"

/* Populations and samples: objects of their own, linked to many steps; their results are in
 * chosho-commands-sample-result.c. */

#define METHOD "sha256-order-1" /* how the rows were ordered: chosho-sample-order.h */

/* --- population ------------------------------------------------------------------------------------- */

const ChoshoCommandArg chosho_population_add_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The list as the client extracted it: CSV or XLSX") },
  { "name", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What it is a list of") },
  { "from", CHOSHO_ARG_TEXT, TRUE, "DATE", N_("First day covered") },
  { "to", CHOSHO_ARG_TEXT, TRUE, "DATE", N_("Last day covered") },
  { "source", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("The system it came from") },
  { "extracted-on", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("When it was extracted") },
  { "query", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("The query or conditions") },
  { "completeness", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("How completeness was checked") },
  { "unit", CHOSHO_ARG_LIST, FALSE, "UNIT", N_("A unit that it covers") },
  { "rationale", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Why several units are one population") },
  { "label-column", CHOSHO_ARG_TEXT, FALSE, "COLUMN", N_("The column that tells items apart") },
  { NULL }
};

static ChoshoValue *
make_population (ChoshoCommandContext *context, ChoshoSourceFile *file, ChoshoPopulationTable *table)
{
  static const char *const names[] = { "name", "from", "to", "source", "extracted-on", "query", "completeness", "rationale", "label-column" };
  ChoshoValue *item = chosho_value_new_object ();
  ChoshoValue *units = chosho_command_get_list (context, "unit");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = g_strdelimit (g_strdup (names[i]), "-", '_');

      chosho_command_copy_text (context, names[i], item, key);
    }
  chosho_value_set_integer (item, "count", chosho_population_table_get_count (table));
  chosho_value_set_string (item, "sha256", file->sha256);
  chosho_value_set_integer (item, "size_bytes", (gint64) file->size_bytes);
  chosho_value_set_string (item, "file_name", file->name);
  chosho_value_set (item, "units", units != NULL ? chosho_value_ref (units) : chosho_value_new_array ());
  return item;
}

gboolean
chosho_command_population_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = NULL;
  g_autoptr (ChoshoTable) table = NULL;
  g_autoptr (ChoshoPopulationTable) population = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;

  if (!chosho_command_check_date (context, "from", error) || !chosho_command_check_date (context, "to", error)
      || !chosho_command_check_date (context, "extracted-on", error) || !chosho_command_check_order (context, "from", "to", error))
    return FALSE;
  file = chosho_source_file_open (chosho_command_get_text (context, "file"), context->cancellable, error);
  table = file != NULL ? chosho_source_file_read_table (file, context->cancellable, error) : NULL;
  population = table != NULL ? chosho_population_table_new (table, chosho_command_get_text (context, "label-column"), error) : NULL;
  tx = population != NULL ? chosho_transaction_begin (context->session, context->operation, error) : NULL;
  if (tx == NULL || !chosho_transaction_check_power (tx, "population", result, error))
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      if (!chosho_source_file_store (file, context->session, NULL, context->cancellable, error))
        return FALSE;
      chosho_transaction_add_item (tx, "population", make_population (context, file, population));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, "population");
  chosho_value_set_integer (*result, "count", chosho_population_table_get_count (population));
  chosho_value_set_string (*result, "sha256", file->sha256);
  chosho_value_set (*result, "facts", chosho_population_table_describe (population));
  return TRUE;
}

gboolean
chosho_command_population_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_session_list_rows (context->session, "population", NULL, error);
  return *result != NULL;
}

gboolean
chosho_command_population_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_show (context, "population", result, error);
}

/* --- Items of a sample -------------------------------------------------------------------------------- */

/* The population's rows, read again from the stored bytes in the helper. */
static ChoshoPopulationTable *
read_population (ChoshoCommandContext *context, ChoshoValue *population, ChoshoTable **table, GError **error)
{
  int fd = chosho_object_store_open_object (chosho_session_get_objects (context->session),
                                            chosho_value_get_string (population, "sha256"), error);

  if (fd < 0)
    return NULL;
  *table = chosho_helper_read_table (fd, chosho_value_get_string (population, "file_name"), CHOSHO_HELPER_FLAGS_NONE,
                                     context->cancellable, error);
  (void) close (fd);
  return *table != NULL ? chosho_population_table_new (*table, chosho_value_get_string (population, "label_column"), error) : NULL;
}

/* Items @first up to @size of the order of @seed: [{item, row, label}]. "item" is the place in the
 * population, as drawn. (transfer full) */
static ChoshoValue *
draw_items (ChoshoCommandContext *context, ChoshoValue *population, const char *seed, guint first, guint size, GError **error)
{
  g_autoptr (ChoshoTable) table = NULL;
  g_autoptr (ChoshoPopulationTable) rows = read_population (context, population, &table, error);
  g_autoptr (GArray) order = NULL;
  ChoshoValue *items;

  if (rows == NULL)
    return NULL;
  order = chosho_sample_order (seed, chosho_population_table_get_count (rows), size, context->cancellable, error);
  if (order == NULL)
    return NULL;
  items = chosho_value_new_array ();
  for (guint i = first; i < order->len; i++)
    {
      guint number = g_array_index (order, guint32, i);
      g_autofree char *name = g_strdup_printf ("%u", number);
      ChoshoValue *item = chosho_value_new_object ();

      chosho_value_set_string (item, "item", name);
      chosho_value_set_integer (item, "row", chosho_population_table_get_row (rows, number));
      chosho_value_set_string (item, "label", chosho_population_table_get_label (rows, number));
      chosho_value_append (items, item);
    }
  return items;
}

/* --- draw ---------------------------------------------------------------------------------------------- */

const ChoshoCommandArg chosho_sample_draw_args[] = {
  { "population", CHOSHO_ARG_POSITIONAL, TRUE, "POPULATION", N_("The population: id or reference") },
  { "size", CHOSHO_ARG_INTEGER, FALSE, "N", N_("How many items") },
  { "frequency", CHOSHO_ARG_TEXT, FALSE, "F", N_("How often it happens: the size comes from the firm's table") },
  { "seed", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("The seed (default: random)") },
  { "attribute", CHOSHO_ARG_LIST, FALSE, "NAME", N_("An attribute that is tested of each item") },
  { NULL }
};

static gboolean
get_size (ChoshoCommandContext *context, ChoshoView *view, guint *size, ChoshoValue **result, GError **error)
{
  gint64 given = chosho_command_get_integer (context, "size", 0);
  const char *frequency = chosho_command_get_text (context, "frequency");

  if ((given > 0) == (frequency != NULL) || given < 0 || given > CHOSHO_SAMPLE_POPULATION_LIMIT)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Give either --size with a number above 0 or --frequency"));
      return FALSE;
    }
  *size = (guint) given;
  return frequency == NULL
         || chosho_sample_size_for_frequency (chosho_value_get (chosho_view_get_item (view, "setting:frequency_table"), "value"),
                                              frequency, size, error);
}

static char *
get_seed (ChoshoCommandContext *context, GError **error)
{
  const char *given = chosho_command_get_text (context, "seed");

  if (given == NULL)
    return chosho_sample_dup_random_seed (error);
  if (chosho_sample_seed_is_valid (given))
    return g_strdup (given);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("A seed is 1 to %d bytes of text without line breaks"), CHOSHO_SAMPLE_SEED_BYTES);
  return NULL;
}

static ChoshoValue *
make_sample (ChoshoCommandContext *context, const char *population, const char *seed, guint size, ChoshoValue *items)
{
  ChoshoValue *item = chosho_value_new_object ();
  ChoshoValue *attributes = chosho_command_get_list (context, "attribute");

  chosho_value_set_string (item, "population", population);
  chosho_value_set_string (item, "method", METHOD);
  chosho_value_set_string (item, "seed", seed);
  chosho_value_set_integer (item, "size", size);
  chosho_command_copy_text (context, "frequency", item, "frequency");
  chosho_value_set (item, "attributes", attributes != NULL ? chosho_value_ref (attributes) : chosho_value_new_array ());
  chosho_value_set (item, "items", items);
  return item;
}

static ChoshoValue *
describe_sample (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *action)
{
  ChoshoValue *value = chosho_commands_describe_created (tx, action);
  ChoshoWrite *write = chosho_transaction_lookup (tx, chosho_value_get_string (value, "id"));

  if (write != NULL)
    {
      chosho_value_set_string (value, "seed", chosho_value_get_string (write->item, "seed"));
      chosho_value_set (value, "items", chosho_value_ref (chosho_value_get (write->item, "items")));
    }
  return value;
}

gboolean
chosho_command_sample_draw (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *seed = get_seed (context, error);
  g_autofree char *population = NULL;
  ChoshoValue *facts, *items;
  guint size;

  tx = seed != NULL ? chosho_transaction_begin (context->session, context->operation, error) : NULL;
  if (tx == NULL)
    return FALSE;
  population = chosho_session_resolve_thing (context->session, chosho_transaction_get_view (tx), "population",
                                             chosho_command_get_text (context, "population"), error);
  if (population == NULL || !get_size (context, chosho_transaction_get_view (tx), &size, result, error))
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      facts = chosho_view_get_item_printf (chosho_transaction_get_view (tx), "population:%s", population);
      /* A small population is tested whole. */
      size = (guint) MIN ((gint64) size, chosho_value_get_integer (facts, "count", 0));
      items = draw_items (context, facts, seed, 0, size, error);
      if (items == NULL)
        return FALSE;
      chosho_transaction_add_item (tx, "sample", make_sample (context, population, seed, size, items));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = describe_sample (context, tx, "sample");
  return TRUE;
}

/* --- extend, link --------------------------------------------------------------------------------- */

const ChoshoCommandArg chosho_sample_extend_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "SAMPLE", N_("The sample: id or reference") },
  { "by", CHOSHO_ARG_INTEGER, TRUE, "N", N_("How many items more") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why") },
  { NULL }
};

gboolean
chosho_command_sample_extend (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  gint64 by = chosho_command_get_integer (context, "by", 0);
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) drawn = NULL;
  g_autofree char *id = NULL;
  ChoshoValue *sample, *population, *items, *item;
  guint first;

  if (by <= 0 || by > CHOSHO_SAMPLE_POPULATION_LIMIT)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--by must be a number above 0"));
      return FALSE;
    }
  tx = chosho_transaction_begin (context->session, context->operation, error);
  id = tx != NULL ? chosho_session_resolve_thing (context->session, chosho_transaction_get_view (tx), "sample",
                                                  chosho_command_get_text (context, "id"), error) : NULL;
  if (id == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      sample = chosho_view_get_item_printf (chosho_transaction_get_view (tx), "sample:%s", id);
      population = chosho_view_get_item_printf (chosho_transaction_get_view (tx), "population:%s", chosho_value_get_string (sample, "population"));
      drawn = chosho_sample_view_list_items (chosho_transaction_get_view (tx), id);
      first = chosho_value_get_length (drawn);
      items = draw_items (context, population, chosho_value_get_string (sample, "seed"), first, first + (guint) by, error);
      if (items == NULL)
        return FALSE;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "sample", id);
      chosho_value_set_integer (item, "by", by);
      chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
      chosho_value_set (item, "items", items);
      chosho_transaction_add_item (tx, "sample-extension", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = describe_sample (context, tx, "sample-extension");
  return TRUE;
}

const ChoshoCommandArg chosho_sample_link_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "SAMPLE", N_("The sample: id or reference") },
  { "step", CHOSHO_ARG_POSITIONALS, TRUE, "STEP", N_("The steps it serves") },
  { "attribute", CHOSHO_ARG_LIST, FALSE, "NAME", N_("What these steps test of each item (default: every attribute)") },
  { NULL }
};

gboolean
chosho_command_sample_link (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoValue *attributes = chosho_command_get_list (context, "attribute");
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *id = view != NULL ? chosho_session_resolve_thing (context->session, view, "sample", chosho_command_get_text (context, "id"), error) : NULL;

  if (id == NULL)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (attributes); i++)
    if (!chosho_sample_check_attribute (view, id, chosho_value_as_string (chosho_value_get_item (attributes, i)), error))
      return FALSE;
  return chosho_links_change (context, "sample", "id", TRUE, result, error);
}

const ChoshoCommandArg chosho_sample_unlink_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "SAMPLE", N_("The sample: id or reference") },
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("A control that it was linked to") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("A step that it was linked to") },
  { NULL }
};

gboolean
chosho_command_sample_unlink (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_change (context, "sample", "id", FALSE, result, error);
}

/* --- list, show -------------------------------------------------------------------------------------------- */

const ChoshoCommandArg chosho_sample_show_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "SAMPLE", N_("The sample: id or reference") },
  { NULL }
};

const ChoshoCommandArg chosho_population_show_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "POPULATION", N_("The population: id or reference") },
  { NULL }
};

gboolean
chosho_command_sample_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_session_list_rows (context->session, "sample", NULL, error);
  return *result != NULL;
}

gboolean
chosho_command_sample_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_show (context, "sample", result, error);
}
