/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-rollforward-private.h"
#include "chosho-team.h"

/*
 * The team: names, roles and keys. Independence, the inquiry about the nationality and the qualification are about the
 * engagement and its time, so each is to be confirmed or recorded again; only that somebody has to be asked about stays, since
 * that asks for something.
 */

/* A key of the member's that is not revoked, the one that stands first; NULL. Borrowed. */
static const char *
find_key (ChoshoView *view, const char *member, ChoshoValue *item)
{
  g_autoptr (GPtrArray) fingerprints = chosho_team_list_fingerprints (view, member);
  const char *own = chosho_value_get_string (item, "public_key");
  g_autofree char *fingerprint = chosho_team_fingerprint (own);

  if (fingerprints->len == 0 || g_ptr_array_find_with_equal_func (fingerprints, fingerprint, g_str_equal, NULL))
    return fingerprints->len > 0 ? own : NULL;
  return chosho_team_get_public_key (view, g_ptr_array_index (fingerprints, 0));
}

static void
add_person (ChoshoRollforward *self, ChoshoValue *items, const ChoshoMember *member, ChoshoValue *item, const char *key)
{
  ChoshoValue *person = chosho_value_new_object ();

  chosho_value_set_string (person, "name", member->name);
  chosho_value_set (person, "roles", chosho_value_ref (chosho_value_get (item, "roles")));
  chosho_value_set_string (person, "public_key", key);
  if (g_strcmp0 (chosho_value_get_string (item, "nationality"), "other") == 0)
    chosho_value_set_string (person, "nationality", "other");
  g_hash_table_insert (self->people, g_strdup (member->id), g_strdup_printf ("@0#%u", chosho_value_get_length (items)));
  chosho_value_append (items, person);
  chosho_value_append_string (self->to_confirm, member->name);
}

/* Who is no executive names the first one only; that one names the others. */
static gboolean
is_for_an_executive (ChoshoRollforward *self, const ChoshoMember *member, gboolean *has_executive)
{
  gboolean second = *has_executive && (chosho_roles_from_value (self->roles) & CHOSHO_ROLE_EXECUTIVE) == 0;

  if ((member->roles & CHOSHO_ROLE_EXECUTIVE) == 0)
    return FALSE;
  *has_executive = TRUE;
  return second;
}

void
chosho_rollforward_add_team (ChoshoRollforward *self)
{
  ChoshoValue *items = chosho_rollforward_add_batch (self, "member-add");
  g_autoptr (GPtrArray) members = chosho_team_list (self->view);
  g_autofree char *fingerprint = chosho_identity_dup_fingerprint (self->identity);
  const ChoshoMember *maker = chosho_team_resolve (self->view, fingerprint);
  gboolean has_executive = FALSE;

  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMember *member = g_ptr_array_index (members, i);
      ChoshoValue *item = chosho_view_get_item_printf (self->view, "member:%s", member->id);
      const char *key = find_key (self->view, member->id, item);

      if (maker != NULL && strcmp (maker->id, member->id) == 0)
        g_hash_table_insert (self->people, g_strdup (member->id), NULL);
      else if (member->left)
        chosho_rollforward_leave (self, "member", member->name, "left");
      else if (key == NULL)
        chosho_rollforward_leave (self, "member", member->name, "key-revoked");
      else if (is_for_an_executive (self, member, &has_executive))
        chosho_rollforward_leave (self, "member", member->name, "by-executive");
      else
        add_person (self, items, member, item, key);
    }
}

/* Sets @field of @item to the new member who was @member; nobody, where that one does not come along. */
static void
set_person (ChoshoRollforward *self, ChoshoValue *item, const char *field, const char *member, const char *creator)
{
  const char *name = NULL;

  if (member != NULL && g_hash_table_lookup_extended (self->people, member, NULL, (gpointer *) &name))
    chosho_value_set_string (item, field, name != NULL ? name : creator);
}

ChoshoValue *
chosho_rollforward_list_assignments (ChoshoRollforward *self, const char *creator)
{
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (self->assignments); i++)
    {
      ChoshoValue *last = chosho_value_get_item (self->assignments, i);
      g_autoptr (ChoshoValue) item = chosho_value_new_object ();

      chosho_value_set_string (item, "control", chosho_value_get_string (last, "control"));
      set_person (self, item, "member", chosho_value_get_string (last, "member"), creator);
      set_person (self, item, "reviewer", chosho_value_get_string (last, "reviewer"), creator);
      chosho_value_append (out, g_steal_pointer (&item));
    }
  return out;
}
