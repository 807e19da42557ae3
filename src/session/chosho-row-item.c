/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-row-item.h"

struct _ChoshoRowItem
{
  GObject parent_instance;

  GWeakRef     workspace; /* ChoshoWorkspace: rows must not keep a closed engagement open */
  const char  *kind;      /* interned: kinds are few */
  char        *id;        /* (owned) */
  ChoshoValue *row;       /* (owned) (nullable) */
  gboolean     looked;    /* @row is what the index holds */
};

G_DEFINE_FINAL_TYPE (ChoshoRowItem, chosho_row_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
chosho_row_item_finalize (GObject *object)
{
  ChoshoRowItem *self = CHOSHO_ROW_ITEM (object);

  g_weak_ref_clear (&self->workspace);
  g_clear_pointer (&self->row, chosho_value_unref);
  g_free (self->id);
  G_OBJECT_CLASS (chosho_row_item_parent_class)->finalize (object);
}

static void
chosho_row_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_pointer (value, chosho_row_item_get_row (CHOSHO_ROW_ITEM (object)));
}

static void
chosho_row_item_class_init (ChoshoRowItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_row_item_finalize;
  G_OBJECT_CLASS (klass)->get_property = chosho_row_item_get_property;
  properties[PROP_ROW] = g_param_spec_pointer ("row", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
chosho_row_item_init (ChoshoRowItem *self)
{
}

ChoshoRowItem *
chosho_row_item_new (ChoshoWorkspace *workspace, const char *kind, const char *id)
{
  ChoshoRowItem *self = g_object_new (CHOSHO_TYPE_ROW_ITEM, NULL);

  g_weak_ref_init (&self->workspace, workspace);
  self->kind = g_intern_string (kind);
  self->id = g_strdup (id);
  return self;
}

const char *
chosho_row_item_get_id (ChoshoRowItem *self)
{
  return self->id;
}

ChoshoValue *
chosho_row_item_get_row (ChoshoRowItem *self)
{
  if (!self->looked)
    {
      g_autoptr (ChoshoWorkspace) workspace = g_weak_ref_get (&self->workspace);

      self->row = workspace != NULL ? chosho_workspace_read_row (workspace, self->kind, self->id) : NULL;
      self->looked = TRUE;
    }
  return self->row;
}

void
chosho_row_item_invalidate (ChoshoRowItem *self)
{
  if (!self->looked)
    return;
  g_clear_pointer (&self->row, chosho_value_unref);
  self->looked = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}
