/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-bulk-item.h"

struct _ChoshoBulkItem
{
  GObject parent_instance;

  char        *number;  /* (owned) (nullable) */
  char        *title;   /* (owned) (nullable) */
  char        *words;   /* (owned) (nullable) */
  ChoshoValue *blocker; /* (owned) (nullable) */
  guint        count;   /* of a heading */
};

G_DEFINE_FINAL_TYPE (ChoshoBulkItem, chosho_bulk_item, G_TYPE_OBJECT)

const char *
chosho_bulk_item_get_number (ChoshoBulkItem *self)
{
  return self->number;
}

const char *
chosho_bulk_item_get_title (ChoshoBulkItem *self)
{
  return self->title;
}

const char *
chosho_bulk_item_get_words (ChoshoBulkItem *self)
{
  return self->words;
}

ChoshoValue *
chosho_bulk_item_get_blocker (ChoshoBulkItem *self)
{
  return self->blocker;
}

char *
chosho_bulk_item_dup_head (ChoshoBulkItem *self)
{
  if (self->number == NULL)
    return g_strdup_printf ("%s  %u", self->title, self->count);
  return g_strjoin ("  ", self->number, self->title, NULL);
}

static void
chosho_bulk_item_finalize (GObject *object)
{
  ChoshoBulkItem *self = CHOSHO_BULK_ITEM (object);

  g_free (self->number);
  g_free (self->title);
  g_free (self->words);
  g_clear_pointer (&self->blocker, chosho_value_unref);
  G_OBJECT_CLASS (chosho_bulk_item_parent_class)->finalize (object);
}

static void
chosho_bulk_item_class_init (ChoshoBulkItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_bulk_item_finalize;
}

static void
chosho_bulk_item_init (ChoshoBulkItem *self)
{
}

ChoshoBulkItem *
chosho_bulk_item_new (const char *number, const char *title, const char *words, ChoshoValue *blocker)
{
  ChoshoBulkItem *self = g_object_new (CHOSHO_TYPE_BULK_ITEM, NULL);

  self->number = g_strdup (number);
  self->title = g_strdup (title);
  self->words = g_strdup (words);
  if (blocker != NULL)
    self->blocker = chosho_value_ref (blocker);
  return self;
}

ChoshoBulkItem *
chosho_bulk_item_new_heading (const char *title, guint count)
{
  ChoshoBulkItem *self = g_object_new (CHOSHO_TYPE_BULK_ITEM, NULL);

  self->title = g_strdup (title);
  self->count = count;
  return self;
}
