/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-merge-report.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-conflict.h"
#include "chosho-control-state.h"
#include "chosho-evidence.h"
#include "chosho-projection.h"
#include "chosho-reference.h"
#include "chosho-team.h"
#include "chosho-text.h"

/* --- Effect ------------------------------------------------------------------------------------ */

GByteArray *
chosho_merge_report_note_effects (ChoshoState *state)
{
  guint n_events = chosho_state_get_n_events (state);
  GByteArray *effects = g_byte_array_sized_new (n_events);

  for (guint i = 0; i < n_events; i++)
    {
      guint8 effective = chosho_node_is_effective (chosho_state_get_nth (state, i));

      g_byte_array_append (effects, &effective, 1);
    }
  return effects;
}

ChoshoValue *
chosho_merge_report_without_effect (ChoshoState *state, const ChoshoUnion *merged, GByteArray *before)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      const char *code = chosho_node_get_code (node);
      const char *rule = chosho_node_get_rule (node);
      ChoshoValue *entry;

      if (chosho_node_is_effective (node) || (i < merged->first && !before->data[i]))
        continue;
      entry = chosho_value_new_object ();
      chosho_value_set_string (entry, "id", chosho_node_get_event (node)->id_hex);
      chosho_value_set_string (entry, "code", code != NULL ? code : chosho_node_get_waiting_code (node));
      chosho_value_set_string (entry, "rule", rule);
      chosho_value_set_string (entry, "action", chosho_node_get_event (node)->action);
      chosho_value_set_string (entry, "reason", chosho_node_get_reason (node));
      chosho_value_append (list, entry);
    }
  return list;
}

ChoshoValue *
chosho_merge_report_conflicts (ChoshoView *view, const ChoshoUnion *merged)
{
  g_autoptr (GPtrArray) conflicts = chosho_conflict_list (view);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < conflicts->len; i++)
    {
      ChoshoConflict *conflict = g_ptr_array_index (conflicts, i);
      gboolean fresh = FALSE;

      for (guint j = 0; j < conflict->values->len; j++)
        fresh = fresh || chosho_node_get_index (((ChoshoWrite *) g_ptr_array_index (conflict->values, j))->node) >= merged->first;
      if (fresh)
        chosho_value_append (list, chosho_conflict_to_value (conflict, view));
    }
  return list;
}

/* --- People ------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoEvent *any;      /* (borrowed) for its copy and author */
  char        *member;   /* (owned) (nullable) */
  guint        events;
  gint64       from_us;
  gint64       to_us;
  GHashTable  *actions;  /* (owned) action (borrowed) → how many items */
} Person;

static void
person_free (gpointer data)
{
  Person *self = data;

  g_hash_table_unref (self->actions);
  g_free (self->member);
  g_free (self);
}

static void
note_event (Person *self, ChoshoEvent *event)
{
  guint items = GPOINTER_TO_UINT (g_hash_table_lookup (self->actions, event->action));

  self->events++;
  self->from_us = MIN (self->from_us, event->time_us);
  self->to_us = MAX (self->to_us, event->time_us);
  g_hash_table_insert (self->actions, (gpointer) event->action, GUINT_TO_POINTER (items + chosho_value_get_length (event->items)));
}

static ChoshoValue *
list_actions (Person *self)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (self->actions), (GCompareFunc) strcmp);
  ChoshoValue *list = chosho_value_new_array ();

  for (GList *name = names; name != NULL; name = name->next)
    {
      ChoshoValue *entry = chosho_value_new_object ();

      chosho_value_set_string (entry, "action", name->data);
      chosho_value_set_integer (entry, "items", GPOINTER_TO_UINT (g_hash_table_lookup (self->actions, name->data)));
      chosho_value_append (list, entry);
    }
  return list;
}

static ChoshoValue *
person_to_value (Person *self, ChoshoView *view)
{
  const ChoshoMember *member = self->member != NULL ? chosho_team_lookup (view, self->member) : NULL;
  g_autofree char *from = chosho_time_format (self->from_us);
  g_autofree char *to = chosho_time_format (self->to_us);
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "member", self->member);
  chosho_value_set_string (value, "name", member != NULL ? member->name : self->any->author);
  chosho_value_set_string (value, "copy", self->any->copy);
  chosho_value_set_integer (value, "events", self->events);
  chosho_value_set_string (value, "from", from);
  chosho_value_set_string (value, "to", to);
  chosho_value_set (value, "actions", list_actions (self));
  return value;
}

static Person *
find_person (GPtrArray *people, ChoshoEvent *event, const char *member)
{
  Person *person;

  for (guint i = 0; i < people->len; i++)
    {
      person = g_ptr_array_index (people, i);
      if (strcmp (person->any->copy, event->copy) == 0 && strcmp (person->any->author, event->author) == 0)
        return person;
    }
  person = g_new0 (Person, 1);
  person->any = event;
  person->member = g_strdup (member);
  person->from_us = G_MAXINT64;
  person->to_us = G_MININT64;
  person->actions = g_hash_table_new (g_str_hash, g_str_equal);
  g_ptr_array_add (people, person);
  return person;
}

ChoshoValue *
chosho_merge_report_people (ChoshoView *view, const ChoshoUnion *merged)
{
  ChoshoState *state = chosho_view_get_state (view);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = merged->first; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      ChoshoEvent *event = chosho_node_get_event (node);

      note_event (find_person (people, event, chosho_node_get_member (node)), event);
    }
  for (guint i = 0; i < people->len; i++)
    chosho_value_append (list, person_to_value (g_ptr_array_index (people, i), view));
  return list;
}

/* --- Sign-offs --------------------------------------------------------------------------------- */

/* (element-type utf8) targets of sign-offs that the union may have changed; NULL where it may be any. */
static GHashTable *
list_affected (ChoshoState *state)
{
  g_autoptr (GPtrArray) subjects = chosho_projection_list_affected (state);
  GHashTable *targets;

  if (subjects == NULL)
    return NULL;
  targets = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < subjects->len; i++)
    {
      const char *name = strchr (g_ptr_array_index (subjects, i), ':');

      if (name != NULL)
        g_hash_table_add (targets, g_strdup (name + 1));
    }
  return targets;
}

/* The state that the row of @target gave the sign-off of @stage; NULL where it had none. */
static char *
dup_state_before (ChoshoIndex *index, const char *target, const char *stage)
{
  g_autofree char *json = NULL;
  g_autoptr (ChoshoValue) row = NULL;
  ChoshoValue *sign_offs;

  if (index == NULL || !chosho_index_get_row (index, chosho_target_is_paper (target) ? "paper" : "control", target, &json, NULL) || json == NULL)
    return NULL;
  row = chosho_value_parse (json, strlen (json), NULL);
  sign_offs = chosho_value_get (row, "sign_offs");
  for (guint i = 0; i < chosho_value_get_length (sign_offs); i++)
    {
      ChoshoValue *one = chosho_value_get_item (sign_offs, i);

      if (g_strcmp0 (chosho_value_get_string (one, "stage"), stage) == 0)
        return g_strdup (chosho_value_get_string (one, "state"));
    }
  return NULL;
}

static gboolean
went_stale (ChoshoView *view, ChoshoIndex *index, const char *target)
{
  ChoshoControlState state;

  chosho_control_state_get (view, target, &state);
  for (guint stage = 0; stage < CHOSHO_N_SIGN_OFFS; stage++)
    {
      g_autofree char *before = NULL;

      if (state.sign_offs[stage] != CHOSHO_SIGN_OFF_STALE && state.sign_offs[stage] != CHOSHO_SIGN_OFF_SUSPENDED)
        continue;
      before = dup_state_before (index, target, chosho_stage_get_code (stage));
      if (g_strcmp0 (before, chosho_sign_off_state_get_code (state.sign_offs[stage])) != 0)
        return TRUE;
    }
  return FALSE;
}

ChoshoValue *
chosho_merge_report_stale (ChoshoView *view, ChoshoIndex *index)
{
  g_autoptr (GPtrArray) sign_offs = chosho_view_list_action (view, "sign-off");
  g_autoptr (GHashTable) affected = list_affected (chosho_view_get_state (view));
  g_autoptr (GHashTable) seen = g_hash_table_new (chosho_text_hash, g_str_equal);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < sign_offs->len; i++)
    {
      const char *target = chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (sign_offs, i))->item, "target");

      if (g_hash_table_add (seen, (gpointer) target) && (affected == NULL || g_hash_table_contains (affected, target))
          && went_stale (view, index, target))
        chosho_value_append_string (list, target);
    }
  return list;
}

/* --- What is out ------------------------------------------------------------------------------- */

/* Whether something new was done elsewhere with @pack at hand. */
static gboolean
came_back (ChoshoState *state, const ChoshoUnion *merged, ChoshoNode *pack)
{
  for (guint i = merged->first; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);

      if (chosho_node_is_before (pack, node) && strcmp (chosho_node_get_event (node)->copy, chosho_node_get_event (pack)->copy) != 0)
        return TRUE;
    }
  return FALSE;
}

ChoshoValue *
chosho_merge_report_out (ChoshoView *view, const ChoshoUnion *merged)
{
  g_autoptr (GPtrArray) packs = chosho_view_list_action (view, "pack");
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < packs->len; i++)
    {
      ChoshoWrite *pack = g_ptr_array_index (packs, i);
      g_autofree char *id = chosho_write_dup_id (pack);
      ChoshoValue *entry;

      if (chosho_view_get_printf (view, "pack-returned:%s", id) != NULL || !came_back (chosho_view_get_state (view), merged, pack->node))
        continue;
      entry = chosho_value_new_object ();
      chosho_value_set_string (entry, "id", id);
      chosho_value_set_string (entry, "holder", chosho_value_get_string (pack->item, "holder"));
      chosho_value_append (list, entry);
    }
  return list;
}

/* --- What is destroyed, heads ------------------------------------------------------------------ */

ChoshoValue *
chosho_merge_report_purged (ChoshoView *view, ChoshoObjectStore *store, GError **error)
{
  g_autoptr (GHashTable) purged = chosho_evidence_list_purged (view);
  g_autoptr (GPtrArray) evidence = chosho_view_list_action (view, "evidence");
  g_autoptr (ChoshoValue) list = chosho_value_new_array ();

  for (guint i = 0; i < evidence->len && g_hash_table_size (purged) > 0; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (evidence, i);
      const char *digest = chosho_value_get_string (write->item, "sha256");
      const char *reason = digest != NULL && !chosho_evidence_is_member (write->item) ? g_hash_table_lookup (purged, digest) : NULL;
      g_autofree char *id = chosho_write_dup_id (write);
      g_autofree char *reference = chosho_reference_dup (write);
      gboolean present = FALSE;
      ChoshoValue *entry;

      if (reason == NULL)
        continue;
      if (!chosho_object_store_has (store, digest, &present, error))
        return NULL;
      if (!present)
        continue;
      entry = chosho_value_new_object ();
      chosho_value_set_string (entry, "id", id);
      chosho_value_set_string (entry, "reference", reference);
      chosho_value_set_string (entry, "name", chosho_value_get_string (write->item, "name"));
      chosho_value_set_string (entry, "reason", reason);
      chosho_value_append (list, entry);
    }
  return g_steal_pointer (&list);
}

ChoshoValue *
chosho_merge_report_heads (ChoshoState *state, ChoshoPackReader *reader)
{
  GPtrArray *events = chosho_pack_reader_get_events (reader);
  g_autoptr (GHashTable) continued = g_hash_table_new (chosho_text_hash, g_str_equal);
  ChoshoValue *heads = chosho_value_new_array ();

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < events->len; i++)
      {
        g_autofree char *id = chosho_hex_encode (((ChoshoStoredEvent *) g_ptr_array_index (events, i))->id, CHOSHO_DIGEST_SIZE);
        ChoshoEvent *event = chosho_node_get_event (chosho_state_lookup (state, id));

        if (pass == 0 && event->prev != NULL)
          g_hash_table_add (continued, (gpointer) event->prev);
        else if (pass == 1 && !g_hash_table_contains (continued, id))
          chosho_value_append_string (heads, id);
      }
  return heads;
}

ChoshoValue *
chosho_merge_report_since (ChoshoPackReader *reader)
{
  GPtrArray *since = chosho_pack_reader_get_since (reader);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < since->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (since, i));
  return list;
}
