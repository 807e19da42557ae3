/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-history.h"

#define MAX_LOCATIONS 200 /* an evening's way through the controls; older steps are no way back */

struct _ChoshoHistory
{
  GPtrArray *locations; /* (owned) (element-type ChoshoLocation) */
  guint      current;   /* index; meaningless while empty */
};

static void
location_free (gpointer data)
{
  ChoshoLocation *self = data;

  g_free (self->place);
  g_free (self->target);
  g_free (self->evidence);
  g_free (self->point);
  g_free (self);
}

ChoshoHistory *
chosho_history_new (void)
{
  ChoshoHistory *self = g_new0 (ChoshoHistory, 1);

  self->locations = g_ptr_array_new_with_free_func (location_free);
  return self;
}

void
chosho_history_free (ChoshoHistory *self)
{
  g_ptr_array_unref (self->locations);
  g_free (self);
}

static ChoshoLocation *
get_current (ChoshoHistory *self)
{
  return self->locations->len > 0 ? g_ptr_array_index (self->locations, self->current) : NULL;
}

static ChoshoLocation *
add (ChoshoHistory *self, const char *place, const char *target)
{
  ChoshoLocation *location = g_new0 (ChoshoLocation, 1);

  location->place = g_strdup (place);
  location->target = g_strdup (target);
  if (self->locations->len > 0)
    g_ptr_array_set_size (self->locations, (int) self->current + 1);
  g_ptr_array_add (self->locations, location);
  if (self->locations->len > MAX_LOCATIONS)
    g_ptr_array_remove_index (self->locations, 0);
  self->current = self->locations->len - 1;
  return location;
}

gboolean
chosho_history_visit (ChoshoHistory *self, const char *place, const char *target)
{
  const ChoshoLocation *current = get_current (self);

  if (current != NULL && g_str_equal (current->place, place) && g_strcmp0 (current->target, target) == 0)
    return FALSE;
  add (self, place, target);
  return TRUE;
}

void
chosho_history_set_evidence (ChoshoHistory *self, const char *evidence, const char *point)
{
  ChoshoLocation *current = get_current (self);

  if (current == NULL)
    return;
  g_free (current->evidence);
  g_free (current->point);
  current->evidence = g_strdup (evidence);
  current->point = g_strdup (point);
}

void
chosho_history_visit_evidence (ChoshoHistory *self, const char *evidence, const char *point)
{
  const ChoshoLocation *current = get_current (self);
  g_autofree char *place = current != NULL ? g_strdup (current->place) : NULL; /* adding may let the oldest fall out */
  g_autofree char *target = current != NULL ? g_strdup (current->target) : NULL;

  if (place == NULL)
    return;
  add (self, place, target);
  chosho_history_set_evidence (self, evidence, point);
}

gboolean
chosho_history_can_go (ChoshoHistory *self, int steps)
{
  gint64 wanted = (gint64) self->current + steps;

  return wanted >= 0 && wanted < self->locations->len;
}

const ChoshoLocation *
chosho_history_go (ChoshoHistory *self, int steps)
{
  if (!chosho_history_can_go (self, steps))
    return NULL;
  self->current = (guint) ((gint64) self->current + steps);
  return g_ptr_array_index (self->locations, self->current);
}
