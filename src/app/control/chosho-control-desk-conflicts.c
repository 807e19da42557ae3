/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-control-desk-private.h"
#include "chosho-error-view.h"

/* Entries about the control that stand against each other, and the decision between them. */

/* Which control's conflicts are on their way. */
typedef struct
{
  ChoshoControlDesk *desk;    /* (owned) */
  char              *control; /* (owned) */
} Reading;

static gboolean
has_conflict (ChoshoValue *row)
{
  ChoshoValue *blockers = chosho_value_get (row, "blockers");

  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (blockers, i), "code"), CHOSHO_CONFLICT_OPEN) == 0)
      return TRUE;
  return FALSE;
}

static void
show (ChoshoControlDesk *self, ChoshoValue *conflicts)
{
  chosho_conflict_list_set_conflicts (chosho_control_page_get_conflicts (self->control_page), chosho_control_desk_get_context (self), conflicts,
                                      self->control);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (ChoshoControlDesk) self = reading->desk;
  g_autofree char *control = reading->control;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) conflicts = NULL;

  g_free (reading);
  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &conflicts, &error))
    {
      chosho_error_view_show (GTK_WIDGET (self), error, NULL);
      return;
    }
  if (!chosho_control_desk_is_ready (self) || g_strcmp0 (control, self->control) != 0)
    return; /* another control is shown by now */
  show (self, conflicts);
  if (self->to_conflicts)
    chosho_control_desk_show_conflicts (self);
}

void
chosho_control_desk_read_conflicts (ChoshoControlDesk *self)
{
  Reading *reading;

  if (!has_conflict (chosho_control_desk_get_row (self)))
    {
      show (self, NULL);
      return;
    }
  reading = g_new0 (Reading, 1);
  reading->desk = g_object_ref (self);
  reading->control = g_strdup (self->control);
  chosho_workspace_run_async (chosho_context_get_workspace (chosho_control_desk_get_context (self)), "conflict list", chosho_value_new_object (), NULL,
                              on_listed_cb, reading);
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
on_decide_cb (ChoshoConflictList *list, const char *conflict, guint number, ChoshoControlDesk *self)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "id", conflict);
  chosho_value_set_integer (args, "value", number);
  chosho_page_run (self->page, "conflict resolve", args, NULL, NULL);
}

void
chosho_control_desk_connect_conflicts (ChoshoControlDesk *self)
{
  g_signal_connect (chosho_control_page_get_conflicts (self->control_page), "decide", G_CALLBACK (on_decide_cb), self);
}
