/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-control-desk-private.h"

/* Entries that stand against each other and against the control's sign-off. */

void
chosho_control_desk_read_conflicts (ChoshoControlDesk *self)
{
  chosho_conflict_list_show (chosho_control_page_get_conflicts (self->control_page), self->page, self->control, chosho_control_desk_get_row (self));
}

void
chosho_control_desk_show_conflicts (ChoshoControlDesk *self)
{
  ChoshoConflictList *list = chosho_control_page_get_conflicts (self->control_page);

  self->to_conflicts = !chosho_conflict_list_focus (list);
  if (!self->to_conflicts)
    chosho_control_page_scroll_to (self->control_page, GTK_WIDGET (list));
}

static void
on_read_cb (ChoshoConflictList *list, ChoshoControlDesk *self)
{
  if (self->to_conflicts)
    chosho_control_desk_show_conflicts (self);
}

void
chosho_control_desk_connect_conflicts (ChoshoControlDesk *self)
{
  g_signal_connect (chosho_control_page_get_conflicts (self->control_page), "read", G_CALLBACK (on_read_cb), self);
}
