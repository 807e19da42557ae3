/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-control-item.h"
#include "chosho-text.h"

struct _ChoshoControlItem
{
  GObject parent_instance;

  ChoshoValue *row;       /* (owned) */
  char        *search;    /* (owned) number and title, normalised */
  gboolean     heading;
};

G_DEFINE_FINAL_TYPE (ChoshoControlItem, chosho_control_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
chosho_control_item_finalize (GObject *object)
{
  ChoshoControlItem *self = CHOSHO_CONTROL_ITEM (object);

  g_clear_pointer (&self->row, chosho_value_unref);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (chosho_control_item_parent_class)->finalize (object);
}

static void
chosho_control_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_pointer (value, CHOSHO_CONTROL_ITEM (object)->row);
}

static void
chosho_control_item_class_init (ChoshoControlItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_control_item_finalize;
  G_OBJECT_CLASS (klass)->get_property = chosho_control_item_get_property;
  properties[PROP_ROW] = g_param_spec_pointer ("row", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
chosho_control_item_init (ChoshoControlItem *self)
{
}

static void
take_row (ChoshoControlItem *self, ChoshoValue *row)
{
  const char *title = chosho_value_get_string (row, "title");
  g_autofree char *text = g_strjoin (" ", chosho_value_get_string (row, "number"), title != NULL ? title : "", NULL);

  chosho_value_ref (row);
  g_clear_pointer (&self->row, chosho_value_unref);
  self->row = row;
  g_free (self->search);
  self->search = chosho_text_normalise (text);
}

ChoshoControlItem *
chosho_control_item_new (ChoshoValue *row, gboolean heading)
{
  ChoshoControlItem *self = g_object_new (CHOSHO_TYPE_CONTROL_ITEM, NULL);

  self->heading = heading;
  take_row (self, row);
  return self;
}

const char *
chosho_control_item_get_number (ChoshoControlItem *self)
{
  return chosho_value_get_string (self->row, "number");
}

ChoshoValue *
chosho_control_item_get_row (ChoshoControlItem *self)
{
  return self->row;
}

gboolean
chosho_control_item_is_heading (ChoshoControlItem *self)
{
  return self->heading;
}

gboolean
chosho_control_item_set_row (ChoshoControlItem *self, ChoshoValue *row)
{
  if (chosho_value_equal (self->row, row))
    return FALSE;
  take_row (self, row);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
  return TRUE;
}

gboolean
chosho_control_item_matches (ChoshoControlItem *self, const char *normalised)
{
  return strstr (self->search, normalised) != NULL;
}
