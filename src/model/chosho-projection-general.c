/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-projection.h"
#include "chosho-team.h"

/* One row per standing item of @action, by its key. */
static void
render_items (ChoshoRender *self, const char *action, const char *kind)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (self->view, action);

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      g_autofree char *id = chosho_write_dup_id (write);
      g_autofree char *order = chosho_render_dup_order (write);
      ChoshoValue *json = chosho_render_copy_item (write);

      chosho_value_set_string (json, "id", id);
      chosho_render_set_author (self, json, "by", "at", write);
      chosho_render_emit (self, kind, id, order, NULL, json);
    }
}

static void
render_member (ChoshoRender *self, const ChoshoMember *member, guint order)
{
  ChoshoValue *item = chosho_view_get_item_printf (self->view, "member:%s", member->id);
  g_autoptr (GPtrArray) fingerprints = chosho_team_list_fingerprints (self->view, member->id);
  g_autofree char *sort = g_strdup_printf ("%05u", order);
  ChoshoValue *json = chosho_value_new_object ();
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < fingerprints->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (fingerprints, i));
  chosho_value_set_string (json, "id", member->id);
  chosho_value_set_string (json, "name", member->name);
  chosho_value_set (json, "roles", chosho_value_ref (chosho_value_get (item, "roles")));
  chosho_value_set (json, "fingerprints", list);
  chosho_value_set_string (json, "public_key", chosho_value_get_string (item, "public_key"));
  chosho_value_set_boolean (json, "independence_confirmed", member->independent);
  chosho_value_set_string (json, "state", member->left ? "left" : "active");
  chosho_value_set_string (json, "nationality_inquiry", chosho_value_get_string (item, "nationality_inquiry"));
  chosho_value_set_string (json, "qualification", chosho_value_get_string (item, "qualification"));
  chosho_value_set_string (json, "qualification_until", chosho_value_get_string (item, "qualification_until"));
  chosho_value_set_string (json, "nationality", chosho_value_get_string (item, "nationality"));
  chosho_render_emit (self, "member", member->id, sort, NULL, json);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(ChoshoMember *const *) a)->id, (*(ChoshoMember *const *) b)->id);
}

/* Individual controls belong to several controls: rows of their own, by name and version. */
static void
render_individuals (ChoshoRender *self)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (self->view, "individual-control");

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      g_autofree char *write_id = chosho_write_dup_id (write);
      g_autofree char *id = chosho_view_has_conflict (self->view, write->key) ? g_strconcat (write->key->name, " ", write_id, NULL)
                                                                             : g_strdup (write->key->name);
      ChoshoValue *json = chosho_render_copy_item (write);

      chosho_value_set_string (json, "id", id);
      chosho_render_set_author (self, json, "by", "at", write);
      chosho_render_emit (self, "individual", id, write->key->name, NULL, json);
    }
}

void
chosho_render_general (ChoshoRender *self)
{
  g_autoptr (GPtrArray) members = chosho_team_list (self->view);
  ChoshoWrite *facts = chosho_view_get (self->view, "engagement");

  if (facts != NULL)
    {
      ChoshoValue *json = chosho_render_copy_item (facts);
      const char *id = chosho_state_get_engagement (chosho_view_get_state (self->view));

      chosho_value_set_string (json, "id", id);
      chosho_render_emit (self, "engagement", id, "", NULL, json);
    }
  /* In the order they joined; concurrent additions by id, so that every copy lists them alike. */
  g_ptr_array_sort (members, compare_members);
  for (guint i = 0; i < members->len; i++)
    {
      ChoshoMember *member = g_ptr_array_index (members, i);
      ChoshoWrite *made = chosho_state_lookup_write (chosho_view_get_state (self->view), member->id);

      render_member (self, member, made != NULL && chosho_event_is_genesis (chosho_node_get_event (made->node)) ? 0 : i + 1);
    }
  render_items (self, "setting", "setting");
  render_items (self, "catalogue", "catalogue");
  render_items (self, "procedure-source", "procedure-source");
  render_items (self, "procedure-template", "template");
  render_items (self, "statement-file", "statement-file");
  render_items (self, "prior-file", "prior-file");
  render_items (self, "representation", "representation");
  render_items (self, "subsequent-events", "subsequent-events");
  render_items (self, "report-issue", "report");
  render_items (self, "ending", "ending");
  render_items (self, "assembly", "assembly");
  render_items (self, "addition", "addition");
  render_items (self, "wording-accept", "wording");
  render_individuals (self);
}
