/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-saved-filters.h"

#define SCHEMA "jp.chosho.Chosho"
#define KEY "saved-filters"
#define PAGE "controls"

static void
saved_filter_free (gpointer data)
{
  ChoshoSavedFilter *self = data;

  g_free (self->name);
  g_free (self->filter);
  g_free (self);
}

GSettings *
chosho_saved_filters_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;

  return schema != NULL ? g_settings_new (SCHEMA) : NULL;
}

static gboolean
is_ours (GVariant *entry, const char **name, const char **filter)
{
  const char *page;

  return g_variant_lookup (entry, "page", "&s", &page) && g_str_equal (page, PAGE)
         && g_variant_lookup (entry, "name", "&s", name) && g_variant_lookup (entry, "filter", "&s", filter);
}

GPtrArray *
chosho_saved_filters_list (GSettings *settings)
{
  g_autoptr (GVariant) list = settings != NULL ? g_settings_get_value (settings, KEY) : NULL;
  GPtrArray *out = g_ptr_array_new_with_free_func (saved_filter_free);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);
      const char *name, *filter;

      if (is_ours (entry, &name, &filter))
        {
          ChoshoSavedFilter *saved = g_new0 (ChoshoSavedFilter, 1);

          saved->name = g_strdup (name);
          saved->filter = g_strdup (filter);
          g_ptr_array_add (out, saved);
        }
    }
  return out;
}

/* The list without ours of @name; entries of other pages and of later versions stay as they are. */
static GVariantBuilder *
begin_without (GSettings *settings, const char *name)
{
  g_autoptr (GVariant) list = g_settings_get_value (settings, KEY);
  GVariantBuilder *builder = g_variant_builder_new (G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (list, i);
      const char *its_name, *filter;

      if (!is_ours (entry, &its_name, &filter) || !g_str_equal (its_name, name))
        g_variant_builder_add_value (builder, entry);
    }
  return builder;
}

void
chosho_saved_filters_add (GSettings *settings, const char *name, const char *filter)
{
  g_autoptr (GVariantBuilder) builder = NULL;
  GVariantDict entry;

  if (settings == NULL)
    return;
  builder = begin_without (settings, name);
  g_variant_dict_init (&entry, NULL);
  g_variant_dict_insert (&entry, "name", "s", name);
  g_variant_dict_insert (&entry, "page", "s", PAGE);
  g_variant_dict_insert (&entry, "filter", "s", filter);
  g_variant_builder_add_value (builder, g_variant_dict_end (&entry));
  g_settings_set_value (settings, KEY, g_variant_builder_end (builder));
}

void
chosho_saved_filters_remove (GSettings *settings, const char *name)
{
  g_autoptr (GVariantBuilder) builder = NULL;

  if (settings == NULL)
    return;
  builder = begin_without (settings, name);
  g_settings_set_value (settings, KEY, g_variant_builder_end (builder));
}
