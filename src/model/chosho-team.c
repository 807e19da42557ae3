/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-state-private.h"
#include "chosho-view-private.h"

#define PUBLIC_KEY_SIZE 32

static void
member_free (gpointer data)
{
  ChoshoMember *self = data;

  g_free (self->id);
  g_free (self);
}

char *
chosho_team_fingerprint (const char *public_key)
{
  guint8 raw[PUBLIC_KEY_SIZE];

  if (public_key == NULL || !chosho_hex_decode (public_key, raw, sizeof raw))
    return NULL;
  return chosho_digest_hex (raw, sizeof raw);
}

void
chosho_team_note_key (GHashTable *table, ChoshoWrite *write)
{
  g_autofree char *fingerprint = NULL;
  GPtrArray *bindings;

  if (!g_str_has_prefix (write->action->name, "member-") || write->action->mode == CHOSHO_WRITE_REMOVE)
    return;
  fingerprint = chosho_team_fingerprint (chosho_value_get_string (write->item, "public_key"));
  if (fingerprint == NULL)
    return;
  bindings = g_hash_table_lookup (table, fingerprint);
  if (bindings == NULL)
    {
      bindings = g_ptr_array_new ();
      g_hash_table_insert (table, g_steal_pointer (&fingerprint), bindings);
    }
  g_ptr_array_add (bindings, write);
}

void
chosho_team_forget_key (GHashTable *table, ChoshoWrite *write)
{
  g_autofree char *fingerprint = chosho_team_fingerprint (chosho_value_get_string (write->item, "public_key"));
  GPtrArray *bindings = fingerprint != NULL ? g_hash_table_lookup (table, fingerprint) : NULL;

  if (bindings != NULL)
    g_ptr_array_remove (bindings, write);
}

/* The member that a binding write speaks of: the item's `member`, or what the write created. */
static char *
binding_dup_member (ChoshoWrite *write)
{
  const char *member = chosho_value_get_string (write->item, "member");

  return member != NULL ? g_strdup (member) : chosho_write_dup_id (write);
}

/* The binding of @fingerprint that counts in the view; where several persons claim one key, the one
 * with the lowest event id, on every machine. */
static ChoshoWrite *
find_binding (ChoshoView *view, const char *fingerprint)
{
  GPtrArray *bindings = g_hash_table_lookup (chosho_view_get_state (view)->by_fingerprint, fingerprint);
  ChoshoWrite *best = NULL;

  for (guint i = 0; bindings != NULL && i < bindings->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (bindings, i);

      if (chosho_view_counts (view, write->node)
          && (best == NULL || strcmp (write->node->event->id_hex, best->node->event->id_hex) < 0))
        best = write;
    }
  return best;
}

const char *
chosho_team_get_public_key (ChoshoView *view, const char *fingerprint)
{
  ChoshoWrite *binding = find_binding (view, fingerprint);

  return binding != NULL ? chosho_value_get_string (binding->item, "public_key") : NULL;
}

static void
find_roles (ChoshoMember *self, ChoshoView *view)
{
  g_autofree char *key = g_strconcat ("member:", self->id, NULL);
  g_autoptr (GPtrArray) standing = chosho_view_list (view, key);

  self->roles = CHOSHO_ROLES_ALL;
  for (guint i = 0; i < standing->len; i++)
    {
      ChoshoRoles roles = chosho_roles_from_value (chosho_value_get (((ChoshoWrite *) g_ptr_array_index (standing, i))->item, "roles"));

      self->roles &= roles;
      self->named |= roles;
    }
}

static ChoshoMember *
member_new (ChoshoView *view, const char *id)
{
  ChoshoValue *item = chosho_view_get_item_printf (view, "member:%s", id);
  ChoshoMember *member;

  if (item == NULL)
    return NULL;
  member = g_new0 (ChoshoMember, 1);
  member->id = g_strdup (id);
  member->name = chosho_value_get_string (item, "name");
  find_roles (member, view);
  member->independent = chosho_view_get_item_printf (view, "independence:%s", id) != NULL;
  member->left = chosho_view_get_item_printf (view, "member-left:%s", id) != NULL;
  return member;
}

const ChoshoMember *
chosho_team_lookup (ChoshoView *view, const char *id)
{
  ChoshoMember *member = view->members != NULL ? g_hash_table_lookup (view->members, id) : NULL;

  if (member != NULL)
    return member;
  member = member_new (view, id);
  if (member == NULL)
    return NULL;
  if (view->members == NULL)
    view->members = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, member_free);
  g_hash_table_insert (view->members, member->id, member);
  return member;
}

const ChoshoMember *
chosho_team_resolve (ChoshoView *view, const char *fingerprint)
{
  ChoshoWrite *binding;

  if (g_strcmp0 (view->signer, fingerprint) == 0)
    return view->resolved;
  g_free (view->signer);
  view->signer = g_strdup (fingerprint);
  view->resolved = NULL;
  binding = find_binding (view, fingerprint);
  if (binding != NULL && chosho_view_get_item_printf (view, "key-revoked:%s", fingerprint) == NULL)
    {
      g_autofree char *id = binding_dup_member (binding);

      view->resolved = chosho_team_lookup (view, id);
    }
  return view->resolved;
}

GPtrArray *
chosho_team_list (ChoshoView *view)
{
  GPtrArray *added = chosho_state_get_writes_of (chosho_view_get_state (view), "member-add");
  GPtrArray *members = g_ptr_array_new ();

  for (guint i = 0; i < added->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (added, i);
      g_autofree char *id = chosho_write_dup_id (write);
      const ChoshoMember *member = chosho_view_counts (view, write->node) ? chosho_team_lookup (view, id) : NULL;

      if (member != NULL)
        g_ptr_array_add (members, (gpointer) member);
    }
  return members;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
chosho_team_list_fingerprints (ChoshoView *view, const char *id)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer fingerprint;

  g_hash_table_iter_init (&iter, chosho_view_get_state (view)->by_fingerprint);
  while (g_hash_table_iter_next (&iter, &fingerprint, NULL))
    {
      const ChoshoMember *member = chosho_team_resolve (view, fingerprint);

      if (member != NULL && strcmp (member->id, id) == 0)
        g_ptr_array_add (out, g_strdup (fingerprint));
    }
  g_ptr_array_sort (out, compare_texts);
  return out;
}

gboolean
chosho_team_has_role (ChoshoView *view, ChoshoRoles roles)
{
  g_autoptr (GPtrArray) members = chosho_team_list (view);

  for (guint i = 0; i < members->len; i++)
    {
      ChoshoMember *member = g_ptr_array_index (members, i);

      if (!member->left && (member->roles & roles) != 0)
        return TRUE;
    }
  return FALSE;
}

char *
chosho_team_find_powers (ChoshoView *view, const char *fingerprint, ChoshoWrite *powers[])
{
  const ChoshoMember *member = chosho_team_resolve (view, fingerprint);

  if (member == NULL)
    return NULL;
  powers[0] = find_binding (view, fingerprint);
  powers[1] = chosho_view_get_printf (view, "member:%s", member->id);
  powers[2] = chosho_view_get_printf (view, "independence:%s", member->id);
  return g_strdup (member->id);
}
