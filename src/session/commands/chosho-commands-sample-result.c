/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-sample-view.h"

/* Results of samples: one, or as many as a sitting with the items brought, in one transaction. */

#define STATES "no-exception|exception|replaced|not-obtained"
#define FILE_BYTES (8 * 1024 * 1024) /* some 40,000 results: more than any sample of the firms' tables has */

gboolean
chosho_sample_check_attribute (ChoshoView *view, const char *sample, const char *name, GError **error)
{
  ChoshoValue *attributes = chosho_value_get (chosho_view_get_item_printf (view, "sample:%s", sample), "attributes");

  if (chosho_value_get_length (attributes) == 0 || chosho_value_has_text (attributes, name))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The sample tests no attribute “%s”"), name);
  return FALSE;
}

/* --- One result ------------------------------------------------------------------------------------- */

/* What all results of one command are checked against. */
typedef struct
{
  ChoshoCommandContext *context;
  ChoshoView           *view;
  const char           *sample;
  GHashTable           *items; /* (owned) names of the items drawn */
  GHashTable           *seen;  /* (owned) keys of the results made so far */
} Maker;

static void
maker_init (Maker *self, ChoshoCommandContext *context, ChoshoView *view, const char *sample)
{
  g_autoptr (ChoshoValue) items = chosho_sample_view_list_items (view, sample);

  *self = (Maker) { .context = context, .view = view, .sample = sample };
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    g_hash_table_add (self->items, g_strdup (chosho_value_get_string (chosho_value_get_item (items, i), "item")));
}

static void
maker_clear (Maker *self)
{
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->seen);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

static ChoshoValue *
resolve_evidence (Maker *self, ChoshoValue *given, GError **error)
{
  g_autoptr (ChoshoValue) ids = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (given, i));
      g_autofree char *id = text != NULL ? chosho_session_resolve_thing (self->context->session, self->view, "evidence", text, error) : NULL;

      if (text == NULL)
        g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Evidence is named by ids or references"));
      if (id == NULL)
        return NULL;
      if (!chosho_value_has_text (ids, id))
        chosho_value_append_string (ids, id);
    }
  return g_steal_pointer (&ids);
}

/* Who filled in a grid saw the result @replacing (nullable) there; what stands now must be that. */
static gboolean
check_replacing (Maker *self, const char *item, const char *attribute, const char *replacing, GError **error)
{
  ChoshoWrite *standing = chosho_view_get_printf (self->view, "result:%s:%s:%s", self->sample, item, attribute);
  g_autofree char *id = standing != NULL ? chosho_write_dup_id (standing) : g_strdup ("none");

  if (replacing == NULL || strcmp (replacing, id) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("Somebody recorded item %s, %s meanwhile; nothing was recorded in its place"), item, attribute);
  return FALSE;
}

static gboolean
check_result (Maker *self, const char *item, const char *attribute, const char *state, const char *note, GError **error)
{
  if (item == NULL || attribute == NULL || attribute[0] == '\0' || state == NULL)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("A result names its item, attribute and state"));
      return FALSE;
    }
  if (!g_hash_table_contains (self->items, item))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("The sample has no item “%s”"), item);
      return FALSE;
    }
  if (!chosho_sample_check_attribute (self->view, self->sample, attribute, error) || !chosho_command_check_word (state, "state", STATES, error))
    return FALSE;
  if (strcmp (state, "replaced") == 0 && (note == NULL || note[0] == '\0'))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("A replaced item needs its reason: --note"));
      return FALSE;
    }
  if (!g_hash_table_add (self->seen, g_strconcat (item, "\n", attribute, NULL)))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Item %s, %s is named twice"), item, attribute);
      return FALSE;
    }
  return TRUE;
}

/* The item of an event for @entry {item, attribute, state, note?, evidence?, replacing?}. (transfer full) */
static ChoshoValue *
make_result (Maker *self, ChoshoValue *entry, GError **error)
{
  const char *item = chosho_value_get_string (entry, "item");
  const char *attribute = chosho_value_get_string (entry, "attribute");
  const char *state = chosho_value_get_string (entry, "state");
  const char *note = chosho_value_get_string (entry, "note");
  ChoshoValue *evidence, *result;

  if (!check_result (self, item, attribute, state, note, error)
      || !check_replacing (self, item, attribute, chosho_value_get_string (entry, "replacing"), error))
    return NULL;
  evidence = resolve_evidence (self, chosho_value_get (entry, "evidence"), error);
  if (evidence == NULL)
    return NULL;
  result = chosho_value_new_object ();
  chosho_value_set_string (result, "sample", self->sample);
  chosho_value_set_string (result, "item", item);
  chosho_value_set_string (result, "attribute", attribute);
  chosho_value_set_string (result, "state", state);
  if (note != NULL && note[0] != '\0')
    chosho_value_set_string (result, "note", note);
  chosho_value_set (result, "evidence", evidence);
  return result;
}

/* Records @entries, an array; @numbered: errors name the place in it. */
static gboolean
record (ChoshoCommandContext *context, ChoshoValue *entries, gboolean numbered, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autofree char *id = tx != NULL ? chosho_session_resolve_thing (context->session, chosho_transaction_get_view (tx), "sample",
                                                                   chosho_command_get_text (context, "id"), error) : NULL;
  guint written = 0;

  if (id == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      g_auto (Maker) maker = { NULL };
      g_autoptr (ChoshoValue) items = chosho_value_new_array ();

      maker_init (&maker, context, chosho_transaction_get_view (tx), id);
      for (guint i = 0; i < chosho_value_get_length (entries); i++)
        {
          ChoshoValue *item = make_result (&maker, chosho_value_get_item (entries, i), error);

          if (item == NULL && numbered)
            g_prefix_error (error, _("Result %u: "), i + 1);
          if (item == NULL)
            return FALSE;
          chosho_value_append (items, item);
        }
      chosho_transaction_add (tx, "sample-result", g_steal_pointer (&items));
      written = chosho_transaction_get_n_items (tx);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", id);
  chosho_value_set_integer (*result, "recorded", written);
  return TRUE;
}

/* --- sample result ------------------------------------------------------------------------------------ */

const ChoshoCommandArg chosho_sample_result_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "SAMPLE", N_("The sample: id or reference") },
  { "item", CHOSHO_ARG_POSITIONAL, TRUE, "ITEM", N_("The item, as the draw numbers it") },
  { "attribute", CHOSHO_ARG_POSITIONAL, TRUE, "ATTRIBUTE", N_("The attribute") },
  { "state", CHOSHO_ARG_POSITIONAL, TRUE, "STATE", N_("no-exception, exception, replaced or not-obtained") },
  { "note", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("A remark; for replaced items the reason") },
  { "evidence", CHOSHO_ARG_LIST, FALSE, "ID", N_("The evidence looked at") },
  { NULL }
};

gboolean
chosho_command_sample_result (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  static const char *const names[] = { "item", "attribute", "state", "note" };
  g_autoptr (ChoshoValue) entries = chosho_value_new_array ();
  ChoshoValue *entry = chosho_value_new_object ();
  ChoshoValue *evidence = chosho_command_get_list (context, "evidence");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    chosho_command_copy_text (context, names[i], entry, names[i]);
  if (evidence != NULL)
    chosho_value_set (entry, "evidence", chosho_value_ref (evidence));
  chosho_value_append (entries, entry);
  return record (context, entries, FALSE, result, error);
}

/* --- sample record ------------------------------------------------------------------------------------ */

const ChoshoCommandArg chosho_sample_record_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "SAMPLE", N_("The sample: id or reference") },
  { "entries", CHOSHO_ARG_POSITIONALS, FALSE, "RESULT", N_("A result as JSON: item, attribute, state and, where there are, note, evidence, replacing") },
  { "file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("A file with a JSON array of such results") },
  { NULL }
};

/* (transfer full) */
static ChoshoValue *
read_file (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ChoshoValue) entries = NULL;
  gsize size_bytes;
  const char *data;

  if (!chosho_file_read (path, FILE_BYTES, &bytes, error))
    return NULL;
  data = g_bytes_get_data (bytes, &size_bytes);
  entries = chosho_value_parse (data, size_bytes, error);
  if (entries == NULL)
    g_prefix_error (error, "%s: ", path);
  else if (chosho_value_get_value_type (entries) != CHOSHO_VALUE_ARRAY)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s: results are a JSON array"), path);
  else
    return g_steal_pointer (&entries);
  return NULL;
}

gboolean
chosho_command_sample_record (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoValue *words = chosho_command_get_list (context, "entries");
  const char *path = chosho_command_get_text (context, "file");
  g_autoptr (ChoshoValue) entries = NULL;

  if ((chosho_value_get_length (words) > 0) == (path != NULL))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Give either results or --file"));
      return FALSE;
    }
  entries = path != NULL ? read_file (path, error) : chosho_commands_parse_objects (words, _("Result"), error);
  return entries != NULL && record (context, entries, TRUE, result, error);
}
