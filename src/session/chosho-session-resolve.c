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

static void
several (GError **error, const char *text)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("“%s” names several things; give the whole id"), text);
}

/* TRUE where @text is a beginning of @id, or @id as the text tables shorten it: "99f5e69e67b9…", "99f5e69e67b9…#0". */
static gboolean
is_short_for (const char *text, const char *id)
{
  const char *cut = strstr (text, "…");
  gsize length = cut != NULL ? (gsize) (cut - text) : strlen (text);

  return length >= PREFIX_LENGTH && strncmp (text, id, length) == 0 && (cut == NULL || g_str_has_suffix (id, cut + strlen ("…")));
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
      if (g_strcmp0 (reference, text) != 0 && !is_short_for (text, id))
        continue;
      if (found != NULL)
        {
          several (error, text);
          return NULL;
        }
      found = g_steal_pointer (&id);
    }
  if (found == NULL)
    return not_found (error, action, text);
  return g_steal_pointer (&found);
}

char *
chosho_session_resolve_event (ChoshoView *view, const char *text, GError **error)
{
  ChoshoState *state = chosho_view_get_state (view);
  const char *found = NULL;

  if (chosho_state_lookup (state, text) != NULL)
    return g_strdup (text);
  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      const char *id = chosho_node_get_event (chosho_state_get_nth (state, i))->id_hex;

      if (!is_short_for (text, id))
        continue;
      if (found != NULL)
        {
          several (error, text);
          return NULL;
        }
      found = id;
    }
  if (found == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no event “%s”"), text);
  return g_strdup (found);
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

/* A control with the one step whose id is @text or begins with it. */
typedef struct
{
  const char *text;
  char       *control; /* (owned) (nullable) */
  char       *step;    /* (owned) (nullable) */
  gboolean    several;
} Search;

static void
look_for_step (Search *self, ChoshoView *view, const char *control)
{
  g_autoptr (GPtrArray) instances = chosho_instance_list (view, control);

  for (guint i = 0; i < instances->len; i++)
    {
      ChoshoInstance *instance = g_ptr_array_index (instances, i);

      for (guint j = 0; j < instance->steps->len; j++)
        {
          const char *id = ((ChoshoStep *) g_ptr_array_index (instance->steps, j))->id;

          if (strcmp (id, self->text) != 0 && !is_short_for (self->text, id))
            continue;
          if (self->step == NULL)
            {
              self->control = g_strdup (control);
              self->step = g_strdup (id);
            }
          else if (strcmp (self->step, id) != 0)
            self->several = TRUE;
        }
    }
}

gboolean
chosho_session_resolve_step (ChoshoSession *self, ChoshoView *view, const char *text, char **control, char **step, GError **error)
{
  g_autofree char *known = find_step_in_index (self, text);
  g_autoptr (GPtrArray) entries = NULL;
  Search search = { .text = text };

  *control = *step = NULL;
  if (known != NULL)
    look_for_step (&search, view, known);
  entries = search.step == NULL ? chosho_view_list_action (view, "catalogue-entry") : NULL;
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    look_for_step (&search, view, chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (entries, i))->item, "number"));
  if (search.step == NULL || search.several)
    {
      if (search.several)
        several (error, text);
      else
        not_found (error, _("step"), text);
      g_free (search.control);
      g_free (search.step);
      return FALSE;
    }
  *control = search.control;
  *step = search.step;
  return TRUE;
}
