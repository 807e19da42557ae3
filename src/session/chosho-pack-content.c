/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-pack-content.h"

#include <string.h>

#include "chosho-evidence.h"
#include "chosho-held.h"
#include "chosho-session-private.h"
#include "chosho-signed-view.h"
#include "chosho-team.h"
#include "chosho-text.h"

/* --- Events ------------------------------------------------------------------------------------ */

static gboolean
is_known (ChoshoState *state, GPtrArray *since, ChoshoNode *node)
{
  for (guint i = 0; i < since->len; i++)
    {
      ChoshoNode *head = chosho_state_lookup (state, g_ptr_array_index (since, i));

      if (head != NULL && (head == node || chosho_node_is_before (node, head)))
        return TRUE;
    }
  return FALSE;
}

/* In the order of the log; what came into it meanwhile is not in the state and waits for the next pack. */
static gboolean
choose_events (ChoshoPackChoice *self, ChoshoSession *session, GPtrArray *since, GError **error)
{
  gint64 arrival = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) page = chosho_event_log_read (session->log, arrival + 1, CHOSHO_EVENT_LOG_PAGE, error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        {
          ChoshoStoredEvent *event = g_ptr_array_index (page, i);
          g_autofree char *id = chosho_hex_encode (event->id, CHOSHO_DIGEST_SIZE);
          ChoshoNode *node = chosho_state_lookup (session->state, id);

          arrival = event->arrival;
          if (node == NULL || (since != NULL && is_known (session->state, since, node)))
            continue;
          g_ptr_array_add (self->events, event);
          page->pdata[i] = NULL;
        }
      if (page->len < CHOSHO_EVENT_LOG_PAGE)
        return TRUE;
    }
}

/* --- Objects ----------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoSession *session;
  GHashTable    *purged;
  GHashTable    *events;  /* (element-type utf8) ids of the events that go; NULL: all */
  GHashTable    *chosen;  /* (nullable) (element-type utf8) digests that may go; NULL: all */
  GHashTable    *found;   /* (element-type utf8) digests that go */
  GHashTable    *left;    /* (element-type utf8) digests that are here and stay */
  GError        *error;
} Sorting;

static void
sort_object (ChoshoNode *node, const char *digest, gint64 size_bytes, gpointer user_data)
{
  Sorting *self = user_data;
  gboolean present = FALSE;

  if (self->error != NULL || g_hash_table_contains (self->purged, digest) || g_hash_table_contains (self->found, digest)
      || !g_hash_table_contains (self->events, chosho_node_get_event (node)->id_hex)
      || !chosho_object_store_has (self->session->objects, digest, &present, &self->error) || !present)
    return;
  g_hash_table_add (self->chosen == NULL || g_hash_table_contains (self->chosen, digest) ? self->found : self->left, (gpointer) digest);
}

/* (element-type utf8) digests of all that belongs to the signed views of @controls. */
static GHashTable *
list_chosen (ChoshoView *view, GPtrArray *controls)
{
  GHashTable *chosen = g_hash_table_new (chosho_text_hash, g_str_equal);

  for (guint i = 0; i < controls->len; i++)
    {
      g_autoptr (GPtrArray) writes = chosho_signed_view_list (view, g_ptr_array_index (controls, i), CHOSHO_STAGE_COMPLETE);

      for (guint j = 0; j < writes->len; j++)
        {
          ChoshoWrite *write = g_ptr_array_index (writes, j);

          if (chosho_held_is_object (write->action->name, write->item))
            g_hash_table_add (chosen, (gpointer) chosho_value_get_string (write->item, "sha256"));
        }
    }
  return chosen;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The evidence of a pack with all events is all that is here; of one with the newer ones, what these name. */
static gboolean
choose_objects (ChoshoPackChoice *self, ChoshoSession *session, ChoshoView *view, GPtrArray *controls, gboolean none, GError **error)
{
  g_autoptr (GHashTable) purged = chosho_evidence_list_purged (view);
  g_autoptr (GHashTable) events = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) chosen = none ? g_hash_table_new (chosho_text_hash, g_str_equal) : controls != NULL ? list_chosen (view, controls) : NULL;
  g_autoptr (GHashTable) found = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_autoptr (GHashTable) left = g_hash_table_new (chosho_text_hash, g_str_equal);
  Sorting sorting = { session, purged, events, chosen, found, left, NULL };
  GHashTableIter iter;
  gpointer digest;

  for (guint i = 0; i < self->events->len; i++)
    g_hash_table_add (events, chosho_hex_encode (((ChoshoStoredEvent *) g_ptr_array_index (self->events, i))->id, CHOSHO_DIGEST_SIZE));
  chosho_held_foreach (session->state, sort_object, &sorting);
  if (sorting.error != NULL)
    {
      g_propagate_error (error, sorting.error);
      return FALSE;
    }
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &digest, NULL))
    g_ptr_array_add (self->objects, g_strdup (digest));
  g_ptr_array_sort (self->objects, compare_texts);
  self->not_carried = g_hash_table_size (left);
  return TRUE;
}

gboolean
chosho_pack_choice_init (ChoshoPackChoice *self, ChoshoSession *session, GPtrArray *since, GPtrArray *controls, gboolean without_evidence,
                         GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (session, FALSE, error);

  memset (self, 0, sizeof *self);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);
  self->objects = g_ptr_array_new_with_free_func (g_free);
  return view != NULL && choose_events (self, session, since, error)
         && choose_objects (self, session, view, controls, without_evidence, error);
}

void
chosho_pack_choice_clear (ChoshoPackChoice *self)
{
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
}

/* --- Keys -------------------------------------------------------------------------------------- */

static void
add_keys (GByteArray *keys, ChoshoView *view, const char *member)
{
  g_autoptr (GPtrArray) fingerprints = chosho_team_list_fingerprints (view, member);

  for (guint i = 0; i < fingerprints->len; i++)
    {
      guint8 raw[CHOSHO_KEY_PUBLIC_SIZE];

      if (chosho_hex_decode (chosho_team_get_public_key (view, g_ptr_array_index (fingerprints, i)), raw, sizeof raw))
        g_byte_array_append (keys, raw, sizeof raw);
    }
}

GByteArray *
chosho_pack_list_keys (ChoshoView *view, GPtrArray *ids)
{
  g_autoptr (GPtrArray) members = chosho_team_list (view);
  GByteArray *keys = g_byte_array_new ();

  for (guint i = 0; i < members->len; i++)
    {
      ChoshoMember *member = g_ptr_array_index (members, i);

      if (ids != NULL ? g_ptr_array_find_with_equal_func (ids, member->id, g_str_equal, NULL) : !member->left)
        add_keys (keys, view, member->id);
    }
  return keys;
}
