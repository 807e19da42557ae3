/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-control-item.h"
#include "chosho-text.h"

struct _ChoshoControlItem
{
  GObject parent_instance;

  ChoshoValue *row;       /* (owned) */
  /* What it is found by is made when somebody first looks for something: no part of the opening. */
  char        *text;      /* (owned) (nullable) further words */
  gboolean     text_normalised;
  char        *search;    /* (owned) (nullable) number, title and people, normalised */
  gboolean     heading;
  gboolean     folded;    /* headings: what is below is not shown */
  guint        depth;
  guint        approved, in_scope;         /* headings: as shown */
  guint        new_approved, new_in_scope; /* while counting */
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
  g_clear_pointer (&self->text, g_free);
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
  chosho_value_ref (row);
  g_clear_pointer (&self->row, chosho_value_unref);
  self->row = row;
  g_clear_pointer (&self->search, g_free);
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

static void
normalise (ChoshoControlItem *self)
{
  static const char *const fields[] = { "number", "title", "assignee", "reviewer", "visit" };
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (chosho_value_get_string (self->row, fields[i]) != NULL)
      g_string_append_printf (words, "%s ", chosho_value_get_string (self->row, fields[i]));
  self->search = chosho_text_normalise (words->str);
  if (self->text != NULL && !self->text_normalised)
    {
      g_autofree char *text = self->text;

      self->text = chosho_text_normalise (text);
      self->text_normalised = TRUE;
    }
}

static gboolean
is_of_number (char c)
{
  return g_ascii_isdigit (c) || c == '.';
}

/* A number is meant from its beginning: 3.1.2 is found in 3.1.2.4 and not in 6.3.1.2. */
static gboolean
has_word (const char *text, const char *word, gboolean number)
{
  for (const char *found = text; found != NULL && (found = strstr (found, word)) != NULL; found++)
    if (!number || found == text || !is_of_number (found[-1]))
      return TRUE;
  return FALSE;
}

gboolean
chosho_control_item_matches (ChoshoControlItem *self, const char *normalised)
{
  gboolean number = g_ascii_isdigit (normalised[0]);

  for (const char *c = normalised; number && *c != '\0'; c++)
    number = is_of_number (*c);
  if (self->search == NULL)
    normalise (self);
  return has_word (self->search, normalised, number) || has_word (self->text, normalised, number);
}

void
chosho_control_item_set_text (ChoshoControlItem *self, const char *text)
{
  g_free (self->text);
  self->text = g_strdup (text);
  self->text_normalised = FALSE;
  g_clear_pointer (&self->search, g_free);
}

guint
chosho_control_item_get_depth (ChoshoControlItem *self)
{
  return self->depth;
}

void
chosho_control_item_set_depth (ChoshoControlItem *self, guint depth)
{
  self->depth = depth;
}

/* --- Headings ------------------------------------------------------------------------------------------------ */

gboolean
chosho_control_item_is_folded (ChoshoControlItem *self)
{
  return self->folded;
}

void
chosho_control_item_set_folded (ChoshoControlItem *self, gboolean folded)
{
  if (self->folded == folded)
    return;
  self->folded = folded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}

void
chosho_control_item_begin_counts (ChoshoControlItem *self)
{
  self->new_approved = self->new_in_scope = 0;
}

void
chosho_control_item_count (ChoshoControlItem *self, ChoshoControlItem *control)
{
  const char *state = chosho_value_get_string (control->row, "state");

  self->new_in_scope += g_strcmp0 (state, "out_of_scope") != 0;
  self->new_approved += g_strcmp0 (state, "approved") == 0;
}

void
chosho_control_item_end_counts (ChoshoControlItem *self)
{
  if (self->approved == self->new_approved && self->in_scope == self->new_in_scope)
    return;
  self->approved = self->new_approved;
  self->in_scope = self->new_in_scope;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}

void
chosho_control_item_get_counts (ChoshoControlItem *self, guint *approved, guint *in_scope)
{
  *approved = self->approved;
  *in_scope = self->in_scope;
}
