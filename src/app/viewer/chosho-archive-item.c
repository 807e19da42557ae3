/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-archive-item.h"

#include <glib/gi18n-lib.h>

struct _ChoshoArchiveItem
{
  GObject parent_instance;

  GPtrArray *members;   /* (owned) (element-type ChoshoMemberInfo) */
  guint      index;
  char      *reference; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_REFERENCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ChoshoArchiveItem, chosho_archive_item, G_TYPE_OBJECT)

static void
chosho_archive_item_finalize (GObject *object)
{
  ChoshoArchiveItem *self = CHOSHO_ARCHIVE_ITEM (object);

  g_ptr_array_unref (self->members);
  g_free (self->reference);
  G_OBJECT_CLASS (chosho_archive_item_parent_class)->finalize (object);
}

static void
chosho_archive_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, CHOSHO_ARCHIVE_ITEM (object)->reference);
}

static void
chosho_archive_item_class_init (ChoshoArchiveItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chosho_archive_item_finalize;
  object_class->get_property = chosho_archive_item_get_property;
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chosho_archive_item_init (ChoshoArchiveItem *self)
{
}

ChoshoArchiveItem *
chosho_archive_item_new (GPtrArray *members, guint index)
{
  ChoshoArchiveItem *self = g_object_new (CHOSHO_TYPE_ARCHIVE_ITEM, NULL);

  self->members = g_ptr_array_ref (members);
  self->index = index;
  return self;
}

const ChoshoMemberInfo *
chosho_archive_item_get_member (ChoshoArchiveItem *self)
{
  return g_ptr_array_index (self->members, self->index);
}

guint
chosho_archive_item_get_index (ChoshoArchiveItem *self)
{
  return self->index;
}

const char *
chosho_archive_item_get_reference (ChoshoArchiveItem *self)
{
  return self->reference;
}

void
chosho_archive_item_set_reference (ChoshoArchiveItem *self, const char *reference)
{
  if (g_strcmp0 (self->reference, reference) == 0)
    return;
  g_free (self->reference);
  self->reference = g_strdup (reference);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFERENCE]);
}

gboolean
chosho_archive_item_is_citable (ChoshoArchiveItem *self)
{
  const ChoshoMemberInfo *member = chosho_archive_item_get_member (self);

  return member->kind == CHOSHO_MEMBER_FILE && !member->unsafe_name;
}

char *
chosho_archive_item_dup_marks (ChoshoArchiveItem *self)
{
  const ChoshoMemberInfo *member = chosho_archive_item_get_member (self);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (self->reference != NULL)
    g_ptr_array_add (words, self->reference);
  if (member->kind == CHOSHO_MEMBER_LINK)
    g_ptr_array_add (words, _("link, not followed"));
  if (member->kind == CHOSHO_MEMBER_OTHER)
    g_ptr_array_add (words, _("device or pipe"));
  if (member->encrypted)
    g_ptr_array_add (words, _("under a password"));
  if (member->unsafe_name)
    g_ptr_array_add (words, _("name leads out of the archive"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}
