/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-instance.h"
#include "chosho-reference.h"
#include "chosho-session-private.h"
#include "chosho-text.h"

#define PREFIX_LENGTH 8 /* shortest beginning of an id that people may type */

static gpointer
not_found (GError **error, const char *what, const char *text)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no %s “%s”"), what, text);
  return NULL;
}

char *
chosho_session_resolve_control (ChoshoSession *self, ChoshoView *view, const char *text, GError **error)
{
  g_autofree char *folded = chosho_text_fold_width (text);
  g_autoptr (GPtrArray) entries = NULL;

  if (chosho_view_get_item_printf (view, "entry:%s", text) != NULL)
    return g_strdup (text);
  if (chosho_view_get_item_printf (view, "entry:%s", folded) != NULL)
    return g_steal_pointer (&folded);
  entries = chosho_view_list_action (view, "catalogue-entry");
  for (guint i = 0; i < entries->len; i++)
    {
      ChoshoValue *entry = ((ChoshoWrite *) g_ptr_array_index (entries, i))->item;
      const char *label = chosho_value_get_string (entry, "label");

      if (label != NULL && (strcmp (label, text) == 0 || strcmp (label, folded) == 0))
        return g_strdup (chosho_value_get_string (entry, "number"));
    }
  return not_found (error, _("control"), text);
}

char *
chosho_session_resolve_thing (ChoshoSession *self, ChoshoView *view, const char *action, const char *text, GError **error)
{
  GPtrArray *made = chosho_state_get_writes_of (chosho_view_get_state (view), action);
  gboolean prefix = strlen (text) >= PREFIX_LENGTH;
  g_autofree char *found = NULL;

  for (guint i = 0; i < made->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      g_autofree char *id = NULL;
      g_autofree char *reference = NULL;

      if (!chosho_view_counts (view, write->node))
        continue;
      id = chosho_write_dup_id (write);
      if (strcmp (id, text) == 0)
        return g_steal_pointer (&id);
      reference = chosho_reference_dup (write);
      if (g_strcmp0 (reference, text) != 0 && !(prefix && g_str_has_prefix (id, text)))
        continue;
      if (found != NULL)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("“%s” names several things; give the whole id"), text);
          return NULL;
        }
      found = g_steal_pointer (&id);
    }
  if (found == NULL)
    return not_found (error, action, text);
  return g_steal_pointer (&found);
}

/* Steps are not stored but follow from procedures and statement; the index has them by id. Inside a
 * transaction the index may lag behind: then the controls are walked. */
static char *
find_step_in_index (ChoshoSession *self, const char *step)
{
  g_autofree char *json = NULL;
  g_autoptr (ChoshoValue) row = NULL;

  if (self->reader == NULL || !chosho_index_get_row (self->reader, "step", step, &json, NULL) || json == NULL)
    return NULL;
  row = chosho_value_parse (json, strlen (json), NULL);
  return g_strdup (chosho_value_get_string (row, "control"));
}

static gboolean
has_step (ChoshoView *view, const char *control, const char *step)
{
  g_autoptr (GPtrArray) instances = chosho_instance_list (view, control);

  for (guint i = 0; i < instances->len; i++)
    {
      ChoshoInstance *instance = g_ptr_array_index (instances, i);

      for (guint j = 0; j < instance->steps->len; j++)
        if (strcmp (((ChoshoStep *) g_ptr_array_index (instance->steps, j))->id, step) == 0)
          return TRUE;
    }
  return FALSE;
}

gboolean
chosho_session_resolve_step (ChoshoSession *self, ChoshoView *view, const char *text, char **control, char **step, GError **error)
{
  g_autofree char *known = find_step_in_index (self, text);
  g_autoptr (GPtrArray) entries = NULL;

  *control = *step = NULL;
  if (known != NULL && has_step (view, known, text))
    *control = g_steal_pointer (&known);
  entries = *control == NULL ? chosho_view_list_action (view, "catalogue-entry") : NULL;
  for (guint i = 0; entries != NULL && i < entries->len && *control == NULL; i++)
    {
      const char *number = chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (entries, i))->item, "number");

      if (has_step (view, number, text))
        *control = g_strdup (number);
    }
  if (*control == NULL)
    {
      not_found (error, _("step"), text);
      return FALSE;
    }
  *step = g_strdup (text);
  return TRUE;
}
