/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-evidence.h"
#include "chosho-mark.h"
#include "chosho-projection.h"
#include "chosho-reference.h"
#include "chosho-team.h"

/* Members that are there in every row, so that scripts need not ask whether. */
static const char *const nullable[] = { "tick", "text", "step", "element", "quote", "to", "to_place", "to_step", "stays" };

/* Words of the evidence that lists show beside the mark: they never change. */
static void
set_evidence (ChoshoRender *self, ChoshoValue *json, const char *on)
{
  ChoshoWrite *made = chosho_state_lookup_write (chosho_view_get_state (self->view), on);
  g_autofree char *reference = made != NULL ? chosho_reference_dup (made) : NULL;

  chosho_value_set_string (json, "evidence", on);
  chosho_value_set_string (json, "evidence_reference", reference);
  chosho_value_set_string (json, "evidence_name", made != NULL ? chosho_value_get_string (made->item, "name") : NULL);
}

/* [left, bottom, right, top], and the page from 1, of a place on a page. */
static void
set_place (ChoshoValue *json, const ChoshoWrite *standing)
{
  const char *place = chosho_value_get_string (standing->item, "place");
  ChoshoValue *rectangle = chosho_value_get (standing->item, "rectangle");

  chosho_value_set_string (json, "place", place);
  chosho_value_set (json, "page", g_str_has_prefix (place, "page=") ? chosho_value_new_integer (g_ascii_strtoll (place + strlen ("page="), NULL, 10))
                                                                    : chosho_value_new_null ());
  chosho_value_set (json, "rectangle", rectangle != NULL ? chosho_value_ref (rectangle) : chosho_value_new_null ());
}

static void
set_change (ChoshoRender *self, ChoshoValue *json, ChoshoWrite *made, ChoshoWrite *standing)
{
  const char *person = chosho_write_get_author_member (standing);
  const ChoshoMember *member = person != NULL ? chosho_team_lookup (self->view, person) : NULL;
  g_autofree char *at = chosho_time_format (chosho_node_get_event (standing->node)->time_us);

  chosho_value_set_string (json, "moved_by", standing != made && member != NULL ? member->name : NULL);
  chosho_value_set_string (json, "moved_at", standing != made ? at : NULL);
  if (chosho_view_has_conflict (self->view, standing->key))
    chosho_value_set_boolean (json, "conflict", TRUE);
}

ChoshoValue *
chosho_render_mark (ChoshoRender *self, ChoshoWrite *made, ChoshoWrite *standing, const char *id)
{
  static const char *const fields[] = { "control", "sha256", "kind" };
  ChoshoValue *item = standing->item;
  ChoshoValue *withdrawal = chosho_view_get_item_printf (self->view, "mark-withdrawn:%s", id);
  ChoshoMarkState state = chosho_mark_get_state (self->view, id, item);
  ChoshoValue *json = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    chosho_value_set_string (json, fields[i], chosho_value_get_string (item, fields[i]));
  for (guint i = 0; i < G_N_ELEMENTS (nullable); i++)
    chosho_value_set (json, nullable[i], chosho_value_get (item, nullable[i]) != NULL ? chosho_value_ref (chosho_value_get (item, nullable[i]))
                                                                                      : chosho_value_new_null ());
  set_evidence (self, json, chosho_value_get_string (item, "on"));
  set_place (json, standing);
  set_change (self, json, made, standing);
  chosho_value_set_string (json, "state", chosho_mark_state_get_code (state));
  if (state == CHOSHO_MARK_LOST)
    chosho_value_set_string (json, "lost_reason", chosho_evidence_get_purge (self->view, chosho_value_get_string (item, "on")) != NULL ? "destroyed" : "withdrawn");
  chosho_value_set_string (json, "withdrawn_reason", chosho_value_get_string (withdrawal, "reason"));
  return json;
}

void
chosho_render_content (ChoshoRender *self, const char *sha256)
{
  g_autoptr (GPtrArray) ids = chosho_mark_list_on (self->view, sha256);
  ChoshoValue *json;
  ChoshoValue *marks;

  if (ids->len == 0)
    return;
  json = chosho_value_new_object ();
  marks = chosho_value_new_array ();
  for (guint i = 0; i < ids->len; i++)
    chosho_value_append_string (marks, g_ptr_array_index (ids, i));
  chosho_value_set_string (json, "sha256", sha256);
  chosho_value_set (json, "marks", marks);
  chosho_render_emit (self, "marks", sha256, sha256, NULL, json);
}
