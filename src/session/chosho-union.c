/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-union.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-text.h"

static gboolean
refuse (GError **error, ChoshoError code, const char *id, const char *reason)
{
  g_set_error (error, CHOSHO_ERROR, (int) code, _("Nothing of the pack was taken: event %.16s: %s"), id, reason);
  return FALSE;
}

/* A newer version's events would make the record one that this program can only read: that is for a person to decide, by
 * bringing the program up to date first. */
static gboolean
check_version (const ChoshoEvent *event, GError **error)
{
  if (!event->newer && chosho_action_lookup (event->action) != NULL)
    return TRUE;
  return refuse (error, CHOSHO_ERROR_READ_ONLY, event->id_hex, _("it was written by a newer version of Chosho; bring this one up to date first"));
}

static gboolean
check_engagement (const ChoshoEvent *event, const char *engagement, GError **error)
{
  const char *own = chosho_event_is_genesis (event) ? event->id_hex : event->engagement;

  return g_strcmp0 (own, engagement) == 0 || refuse (error, CHOSHO_ERROR_INVALID, event->id_hex, _("it belongs to another engagement"));
}

/* (element-type ChoshoEvent) (transfer full): those of the pack that @state does not hold, checked one by one. */
static GPtrArray *
parse_fresh (ChoshoUnion *self, ChoshoState *state, ChoshoPackReader *reader, GError **error)
{
  GPtrArray *stored = chosho_pack_reader_get_events (reader);
  g_autoptr (GHashTable) ids = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_event_unref);

  for (guint i = 0; i < stored->len; i++)
    {
      ChoshoStoredEvent *one = g_ptr_array_index (stored, i);
      g_autoptr (GError) local_error = NULL;
      g_autofree char *id = chosho_hex_encode (one->id, CHOSHO_DIGEST_SIZE);
      ChoshoEvent *event;

      if (chosho_state_lookup (state, id) != NULL || g_hash_table_contains (ids, id)) /* also what is in it twice */
        {
          self->already_held++;
          continue;
        }
      event = chosho_event_parse (one->bytes, one->signature, &local_error);
      if (event == NULL)
        {
          refuse (error, CHOSHO_ERROR_INVALID, id, local_error->message);
          return NULL;
        }
      g_ptr_array_add (events, event);
      g_hash_table_add (ids, event->id_hex);
      g_ptr_array_add (self->fresh, one);
      if (!check_version (event, error) || !check_engagement (event, chosho_pack_reader_get_engagement (reader), error))
        return NULL;
    }
  return g_steal_pointer (&events);
}

static gboolean
is_there (ChoshoState *state, GHashTable *ids, const char *id)
{
  return id == NULL || g_hash_table_contains (ids, id) || chosho_state_lookup (state, id) != NULL;
}

static const char *
find_missing (ChoshoState *state, GHashTable *ids, const ChoshoEvent *event)
{
  if (!is_there (state, ids, event->prev))
    return event->prev;
  if (!is_there (state, ids, event->engagement))
    return event->engagement;
  for (guint i = 0; i < chosho_value_get_length (event->seen); i++)
    if (!is_there (state, ids, chosho_value_as_string (chosho_value_get_item (event->seen, i))))
      return chosho_value_as_string (chosho_value_get_item (event->seen, i));
  return NULL;
}

static gboolean
check_ancestors (ChoshoState *state, GPtrArray *events, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (chosho_text_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++)
    g_hash_table_add (ids, ((ChoshoEvent *) g_ptr_array_index (events, i))->id_hex);
  for (guint i = 0; i < events->len; i++)
    {
      const char *missing = find_missing (state, ids, g_ptr_array_index (events, i));
      g_autofree char *reason = NULL;

      if (missing == NULL)
        continue;
      reason = g_strdup_printf (_("what came before it is missing here (%.16s): merge the packs that were made before this one first"), missing);
      return refuse (error, CHOSHO_ERROR_INVALID, ((ChoshoEvent *) g_ptr_array_index (events, i))->id_hex, reason);
    }
  return TRUE;
}

/* What an author did, however far beyond their powers, is theirs; all else is nobody's. */
static gboolean
check_authentic (ChoshoUnion *self, ChoshoState *state, GError **error)
{
  for (guint i = self->first; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      const char *code = chosho_node_get_code (node);

      if (code != NULL && strcmp (code, "rule-broken") != 0)
        return refuse (error, CHOSHO_ERROR_INTEGRITY, chosho_node_get_event (node)->id_hex, chosho_node_get_reason (node));
    }
  return TRUE;
}

gboolean
chosho_union_add (ChoshoUnion *self, ChoshoState *state, ChoshoPackReader *reader, GError **error)
{
  const char *engagement = chosho_state_get_engagement (state);
  g_autoptr (GPtrArray) events = NULL;

  self->fresh = g_ptr_array_new ();
  self->already_held = 0;
  self->first = chosho_state_get_n_events (state);
  if (engagement != NULL && strcmp (engagement, chosho_pack_reader_get_engagement (reader)) != 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Nothing of the pack was taken: it belongs to another engagement"));
      return FALSE;
    }
  events = parse_fresh (self, state, reader, error);
  if (events == NULL || !check_ancestors (state, events, error))
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    chosho_state_add (state, g_ptr_array_index (events, i));
  chosho_state_settle (state);
  if (check_authentic (self, state, error))
    return TRUE;
  chosho_union_take_back (self, state);
  return FALSE;
}

void
chosho_union_take_back (ChoshoUnion *self, ChoshoState *state)
{
  while (chosho_state_get_n_events (state) > self->first)
    chosho_state_remove_last (state);
  chosho_state_settle (state);
}

void
chosho_union_clear (ChoshoUnion *self)
{
  g_clear_pointer (&self->fresh, g_ptr_array_unref);
}
