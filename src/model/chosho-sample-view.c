/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-sample-view.h"
#include "chosho-text.h"

static void
append_items (ChoshoValue *out, ChoshoValue *items)
{
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    chosho_value_append (out, chosho_value_ref (chosho_value_get_item (items, i)));
}

ChoshoValue *
chosho_sample_view_list_items (ChoshoView *view, const char *sample)
{
  ChoshoValue *out = chosho_value_new_array ();
  g_autofree char *key = g_strconcat ("sample-extension:", sample, NULL);
  g_autoptr (GPtrArray) extensions = chosho_view_list (view, key);

  append_items (out, chosho_value_get (chosho_view_get_item_printf (view, "sample:%s", sample), "items"));
  for (guint i = 0; i < extensions->len; i++)
    append_items (out, chosho_value_get (((ChoshoWrite *) g_ptr_array_index (extensions, i))->item, "items"));
  return out;
}

ChoshoValue *
chosho_sample_view_list_attributes (ChoshoView *view, const char *sample)
{
  ChoshoValue *stated = chosho_value_get (chosho_view_get_item_printf (view, "sample:%s", sample), "attributes");
  g_autofree char *subject = g_strconcat ("thing:", sample, NULL);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GHashTable) seen = NULL;
  ChoshoValue *out;

  if (chosho_value_get_length (stated) > 0)
    return chosho_value_ref (stated);

  out = chosho_value_new_array ();
  seen = g_hash_table_new (chosho_text_hash, g_str_equal);
  results = chosho_view_list_about (view, subject, "sample-result");
  for (guint i = 0; i < results->len; i++)
    {
      const char *attribute = chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (results, i))->item, "attribute");

      if (g_hash_table_add (seen, (gpointer) attribute))
        chosho_value_append_string (out, attribute);
    }
  return out;
}

/* Adds one item's standing results to @out. */
static void
count_item (ChoshoView *view, const char *sample, const char *item, ChoshoValue *attributes, ChoshoSampleProgress *out)
{
  guint n_attributes = chosho_value_get_length (attributes);
  guint answered = 0;
  gboolean exception = FALSE, replaced = FALSE, not_obtained = FALSE;

  for (guint i = 0; i < n_attributes; i++)
    {
      const char *attribute = chosho_value_as_string (chosho_value_get_item (attributes, i));
      ChoshoValue *result = chosho_view_get_item_printf (view, "result:%s:%s:%s", sample, item, attribute);
      const char *state = chosho_value_get_string (result, "state");

      answered += state != NULL;
      exception = exception || g_strcmp0 (state, "exception") == 0;
      replaced = replaced || g_strcmp0 (state, "replaced") == 0;
      not_obtained = not_obtained || g_strcmp0 (state, "not-obtained") == 0;
    }
  replaced = replaced && !exception; /* what deviates stays in the count, whatever else is said of it */
  if (replaced)
    out->replaced++;
  else if (answered < n_attributes || n_attributes == 0)
    out->open++;
  if (replaced || (n_attributes > 0 && answered == n_attributes))
    out->answered++;
  out->exceptions += exception;
  out->not_obtained += not_obtained && !replaced;
}

void
chosho_sample_view_get_progress (ChoshoView *view, const char *sample, ChoshoValue *tested, ChoshoSampleProgress *out)
{
  g_autoptr (ChoshoValue) items = chosho_sample_view_list_items (view, sample);
  g_autoptr (ChoshoValue) attributes = tested != NULL ? chosho_value_ref (tested) : chosho_sample_view_list_attributes (view, sample);
  guint drawn = chosho_value_get_length (chosho_value_get (chosho_view_get_item_printf (view, "sample:%s", sample), "items"));

  memset (out, 0, sizeof *out);
  out->items = chosho_value_get_length (items);
  for (guint i = 0; i < out->items; i++)
    count_item (view, sample, chosho_value_get_string (chosho_value_get_item (items, i), "item"), attributes, out);
  if (out->replaced > out->items - drawn)
    out->unreplaced = out->replaced - (out->items - drawn);
}
