/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-unit.h"

static void
unit_free (gpointer data)
{
  ChoshoTextUnit *self = data;

  g_free (self->place);
  g_free (self->text);
  g_free (self);
}

GPtrArray *
chosho_text_units_new (void)
{
  return g_ptr_array_new_with_free_func (unit_free);
}

void
chosho_text_units_add (GPtrArray *units, const char *place, gint64 number, guint carried, const char *text)
{
  ChoshoTextUnit *unit = g_new (ChoshoTextUnit, 1);

  unit->place = g_strdup (place);
  unit->number = number;
  unit->carried = carried;
  unit->text = g_strdup (text);
  g_ptr_array_add (units, unit);
}
