/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-catalog-data.h"

static void
method_free (gpointer data)
{
  ChoshoCatalogMethod *self = data;

  g_free (self->text);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  ChoshoCatalogEntry *self = data;

  g_free (self->number);
  g_free (self->label);
  g_free (self->parent);
  g_free (self->tier);
  g_free (self->title);
  g_free (self->text);
  g_free (self->guidance);
  g_ptr_array_unref (self->methods);
  g_free (self);
}

ChoshoCatalogData *
chosho_catalog_data_new (const char *file_name)
{
  ChoshoCatalogData *self = g_new0 (ChoshoCatalogData, 1);

  self->file_name = g_strdup (file_name);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
chosho_catalog_data_free (ChoshoCatalogData *self)
{
  g_free (self->file_name);
  g_free (self->title);
  g_free (self->version);
  g_free (self->last_modified);
  g_free (self->oscal_version);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

ChoshoCatalogEntry *
chosho_catalog_data_add_entry (ChoshoCatalogData *self)
{
  ChoshoCatalogEntry *entry = g_new0 (ChoshoCatalogEntry, 1);

  entry->methods = g_ptr_array_new_with_free_func (method_free);
  g_ptr_array_add (self->entries, entry);
  return entry;
}

void
chosho_catalog_entry_add_method (ChoshoCatalogEntry *self, ChoshoCatalogTechnique technique,
                                 char *text)
{
  ChoshoCatalogMethod *method = g_new0 (ChoshoCatalogMethod, 1);

  method->technique = technique;
  method->text = text;
  g_ptr_array_add (self->methods, method);
}

const char *
chosho_catalog_technique_to_string (ChoshoCatalogTechnique technique)
{
  switch (technique)
    {
    case CHOSHO_CATALOG_TECHNIQUE_INSPECTION:
      return "inspection";
    case CHOSHO_CATALOG_TECHNIQUE_INQUIRY:
      return "inquiry";
    case CHOSHO_CATALOG_TECHNIQUE_REPERFORMANCE:
      return "reperformance";
    default:
      g_assert_not_reached ();
    }
}
