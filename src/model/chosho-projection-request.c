/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-projection.h"

/* What moves on from state to state, findings and requests, and the rows of requests. */

/* Oldest first; at the same moment by id, so that the order is the same wherever the index is made. */
static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const ChoshoWrite *first = *(const ChoshoWrite *const *) a;
  const ChoshoWrite *second = *(const ChoshoWrite *const *) b;
  const ChoshoEvent *x = chosho_node_get_event (first->node), *y = chosho_node_get_event (second->node);
  int order = (x->time_us > y->time_us) - (x->time_us < y->time_us);

  if (order != 0)
    return order;
  order = strcmp (x->id_hex, y->id_hex);
  return order != 0 ? order : (int) first->index - (int) second->index;
}

/* What a state may say beside its words: the day, and of facts what was sent to whom, and who answered what. */
static void
copy_details (ChoshoValue *step, ChoshoValue *item)
{
  static const char *const names[] = { "day", "addressee", "due", "file", "text_sha256", "answer", "answered_by" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (chosho_value_get (item, names[i]) != NULL)
      chosho_value_set_string (step, names[i], chosho_value_get_string (item, names[i]));
}

ChoshoValue *
chosho_render_list_trail (ChoshoRender *self, ChoshoWrite *made, const char *action, const char *first)
{
  g_autofree char *id = chosho_write_dup_id (made);
  g_autofree char *name = g_strconcat (action, ":", id, NULL);
  ChoshoKey *key = chosho_state_lookup_key (chosho_view_get_state (self->view), name);
  g_autoptr (GPtrArray) writes = g_ptr_array_new ();
  ChoshoValue *trail = chosho_value_new_array ();

  for (guint i = 0; key != NULL && i < key->writes->len; i++)
    if (chosho_view_counts (self->view, ((ChoshoWrite *) g_ptr_array_index (key->writes, i))->node))
      g_ptr_array_add (writes, g_ptr_array_index (key->writes, i));
  g_ptr_array_sort (writes, compare_moments);
  g_ptr_array_insert (writes, 0, made);
  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      ChoshoValue *step = chosho_value_new_object ();

      chosho_value_set_string (step, "state", write == made ? first : chosho_value_get_string (write->item, "state"));
      chosho_value_set_string (step, "text", chosho_value_get_string (write->item, "text"));
      if (write != made)
        copy_details (step, write->item);
      chosho_render_set_author (self, step, "by", "at", write);
      chosho_value_append (trail, step);
    }
  return trail;
}

/* --- Requests ------------------------------------------------------------------------------------------------- */

/* The evidence that came for the request, each once. */
static ChoshoValue *
list_evidence (ChoshoRender *self, const char *id)
{
  g_autofree char *key = g_strconcat ("request-evidence:", id, NULL);
  g_autoptr (GPtrArray) answers = chosho_view_list (self->view, key);
  ChoshoValue *list = chosho_value_new_array ();

  g_ptr_array_sort (answers, compare_moments);
  for (guint i = 0; i < answers->len; i++)
    {
      const char *evidence = chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (answers, i))->item, "evidence");

      if (!chosho_value_has_text (list, evidence))
        chosho_value_append_string (list, evidence);
    }
  return list;
}

/* The day on which the trail says @state, the @last or the first such; NULL. Borrowed. */
static const char *
find_day (ChoshoValue *trail, const char *state, gboolean last)
{
  const char *day = NULL;

  for (guint i = 0; i < chosho_value_get_length (trail); i++)
    {
      ChoshoValue *step = chosho_value_get_item (trail, i);

      if (strcmp (chosho_value_get_string (step, "state"), state) == 0 && (last || day == NULL))
        day = chosho_value_get_string (step, "day");
    }
  return day;
}

void
chosho_render_request (ChoshoRender *self, ChoshoValue *json, ChoshoWrite *made)
{
  static const char *const optional[] = { "subject", "made_from", "period", "owner", "due", "files", "reply", "remarks",
                                          "state_text", "state_on", "requested", "received" };
  g_autofree char *id = chosho_write_dup_id (made);
  ChoshoWrite *state = chosho_view_get_printf (self->view, "request-state:%s", id);
  ChoshoValue *trail = chosho_render_list_trail (self, made, "request-state", "not-requested");

  chosho_value_set (json, "trail", trail);
  chosho_value_set_string (json, "state", state != NULL ? chosho_value_get_string (state->item, "state") : "not-requested");
  chosho_value_set_string (json, "state_text", state != NULL ? chosho_value_get_string (state->item, "text") : NULL);
  chosho_value_set_string (json, "state_on", state != NULL ? chosho_value_get_string (state->item, "day") : NULL);
  chosho_value_set_string (json, "requested", find_day (trail, "requested", FALSE));
  chosho_value_set_string (json, "received", find_day (trail, "received", TRUE));
  chosho_value_set (json, "evidence", list_evidence (self, id));
  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    if (chosho_value_get (json, optional[i]) == NULL)
      chosho_value_set (json, optional[i], chosho_value_new_null ());
}
