/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-wording-scope.h"

struct _ChoshoWordingScope
{
  gatomicrefcount     references;
  ChoshoWordingRules *rules;    /* (owned) */
  char               *language; /* (owned) (nullable): all lists */
  GPtrArray          *exempt;   /* (owned) (element-type utf8), ends with NULL */
  GHashTable         *accepted; /* (owned) ids of occurrences */
};

static void
add_exempt (ChoshoWordingScope *self, ChoshoValue *row, const char *member)
{
  const char *text = chosho_value_get_string (row, member);

  if (text != NULL && text[0] != '\0')
    g_ptr_array_add (self->exempt, g_strdup (text));
}

/* The criteria's and the client's own words. */
static void
add_document (ChoshoWordingScope *self, ChoshoValue *document)
{
  static const char *const kinds[] = { "catalog", "statement", "individual" };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      ChoshoValue *rows = chosho_value_get (document, kinds[k]);

      for (guint i = 0; i < chosho_value_get_length (rows); i++)
        {
          add_exempt (self, chosho_value_get_item (rows, i), "text");
          add_exempt (self, chosho_value_get_item (rows, i), "title");
        }
    }
}

ChoshoWordingScope *
chosho_wording_scope_new (ChoshoWordingRules *rules, ChoshoValue *rows, ChoshoValue *document)
{
  ChoshoWordingScope *self = g_new0 (ChoshoWordingScope, 1);
  ChoshoValue *accepted = chosho_value_get (rows, "wording");

  g_atomic_ref_count_init (&self->references);
  self->rules = chosho_wording_rules_ref (rules);
  self->language = g_strdup (chosho_value_get_string (chosho_value_get_item (chosho_value_get (rows, "engagement"), 0), "language"));
  self->exempt = g_ptr_array_new_with_free_func (g_free);
  self->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (document != NULL)
    add_document (self, document);
  g_ptr_array_add (self->exempt, NULL);
  for (guint i = 0; i < chosho_value_get_length (accepted); i++)
    g_hash_table_add (self->accepted, g_strdup (chosho_value_get_string (chosho_value_get_item (accepted, i), "occurrence")));
  return self;
}

ChoshoWordingScope *
chosho_wording_scope_ref (ChoshoWordingScope *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
chosho_wording_scope_unref (ChoshoWordingScope *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  chosho_wording_rules_unref (self->rules);
  g_free (self->language);
  g_ptr_array_unref (self->exempt);
  g_hash_table_unref (self->accepted);
  g_free (self);
}

GPtrArray *
chosho_wording_scope_check (ChoshoWordingScope *self, const char *where, const char *text)
{
  GPtrArray *found = chosho_wording_check (self->rules, text, self->language, (const char *const *) self->exempt->pdata);

  for (guint i = found->len; where != NULL && i > 0; i--)
    {
      g_autofree char *id = chosho_wording_occurrence_dup_id (g_ptr_array_index (found, i - 1), where, text);

      if (g_hash_table_contains (self->accepted, id))
        g_ptr_array_remove_index (found, i - 1);
    }
  return found;
}
