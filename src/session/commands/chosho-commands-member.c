/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-engagement-private.h"
#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-gate.h"
#include "chosho-report-file.h"
#include "chosho-team.h"
#include "chosho-transaction.h"

#define ROLES "executive|leader|practitioner|quality|reviewer"

ChoshoValue *
chosho_command_dup_roles (ChoshoCommandContext *context, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "role");
  g_autoptr (ChoshoValue) roles = chosho_value_new_array ();
  ChoshoRoles seen = CHOSHO_ROLE_NONE;

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      const char *code = chosho_value_as_string (chosho_value_get_item (given, i));
      ChoshoRoles role = chosho_role_from_code (code);

      if (role == CHOSHO_ROLE_NONE)
        {
          chosho_command_check_word (code, "--role", ROLES, error);
          return NULL;
        }
      if ((seen & role) != 0)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("the role %s is named twice"), code);
          return NULL;
        }
      seen |= role;
      chosho_value_append_string (roles, code);
    }
  return g_steal_pointer (&roles);
}

ChoshoValue *
chosho_command_new_person (const char *name, ChoshoValue *roles, const char *public_key)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "name", name);
  chosho_value_set (item, "roles", chosho_value_ref (roles));
  chosho_value_set_string (item, "public_key", public_key);
  return item;
}

char *
chosho_command_dup_fingerprint (const char *public_key, GError **error)
{
  char *fingerprint = chosho_team_fingerprint (public_key);

  if (fingerprint == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE,
                 _("--public-key must be 64 hexadecimal digits, as “identity show --public-key” prints them"));
  return fingerprint;
}

gboolean
chosho_command_check_key_is_free (ChoshoView *view, const char *fingerprint, GError **error)
{
  const ChoshoMember *holder = chosho_team_resolve (view, fingerprint);

  if (holder == NULL)
    return TRUE;
  if (holder->left)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS,
                 _("the public key belongs to %s, who has left the team: a person who comes back makes a new key"), holder->name);
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("the public key belongs to %s already"), holder->name);
  return FALSE;
}

/* What the rules ask of a person beyond independence (domain §6). */
static void
copy_requirements (ChoshoCommandContext *context, ChoshoValue *item)
{
  chosho_command_copy_text (context, "nationality", item, "nationality");
  chosho_command_copy_text (context, "nationality-inquiry", item, "nationality_inquiry");
  chosho_command_copy_text (context, "qualification", item, "qualification");
  chosho_command_copy_text (context, "qualification-until", item, "qualification_until");
}

static gboolean
check_requirements (ChoshoCommandContext *context, GError **error)
{
  return chosho_command_check_choice (context, "nationality", "japanese|other", error)
         && chosho_command_check_date (context, "qualification-until", error);
}

/* Prints {id, name, roles, fingerprint}. */
gboolean
chosho_command_member_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) roles = chosho_command_dup_roles (context, error);
  const char *name = chosho_command_get_text (context, "name");
  const char *key = chosho_command_get_text (context, "public-key");
  g_autofree char *fingerprint = NULL;
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;

  if (roles == NULL || !chosho_command_check_filled (context, "name", error) || !check_requirements (context, error)
      || (fingerprint = chosho_command_dup_fingerprint (key, error)) == NULL)
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoValue *item;

      if (!chosho_command_check_key_is_free (chosho_transaction_get_view (tx), fingerprint, error))
        return FALSE;
      item = chosho_command_new_person (name, roles, key);
      copy_requirements (context, item);
      chosho_transaction_add_item (tx, "member-add", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "member-add", 0);
  *result = chosho_command_result_id (id);
  chosho_value_set_string (*result, "name", name);
  chosho_value_set (*result, "roles", chosho_value_ref (roles));
  chosho_value_set_string (*result, "fingerprint", fingerprint);
  return TRUE;
}

gboolean
chosho_command_member_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_session_list_rows (context->session, "member", NULL, error);
  return *result != NULL;
}

/* Prints {blockers}: what stands against the issue of the report because of the team. */
gboolean
chosho_command_member_check (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *today = view != NULL ? chosho_report_file_dup_today (view) : NULL;
  g_autoptr (GPtrArray) blockers = view != NULL ? chosho_gate_list_team (view, today) : NULL;

  if (blockers == NULL)
    return FALSE;
  *result = chosho_blockers_to_value (blockers);
  return TRUE;
}

/* Roles that are given replace those that the person has. Prints {id, member}. */
gboolean
chosho_command_member_change (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) roles = chosho_command_dup_roles (context, error);
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *member = NULL;
  g_autofree char *id = NULL;

  if (roles == NULL || !chosho_command_check_filled (context, "name", error) || !check_requirements (context, error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  member = chosho_command_resolve_member (chosho_transaction_get_view (tx), chosho_command_get_text (context, "member"), error);
  if (member == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoValue *item = chosho_command_copy_item (chosho_view_get_item_printf (chosho_transaction_get_view (tx), "member:%s", member));

      chosho_value_set_string (item, "member", member);
      chosho_command_copy_text (context, "name", item, "name");
      copy_requirements (context, item);
      if (chosho_value_get_length (roles) > 0)
        chosho_value_set (item, "roles", chosho_value_ref (roles));
      chosho_transaction_add_item (tx, "member-change", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "member-change", 0);
  *result = chosho_command_result_id (id != NULL ? id : member);
  chosho_value_set_string (*result, "member", member);
  return TRUE;
}

/* The member who writes; NOT_MEMBER for a stranger and for who has left. (transfer full) */
static char *
dup_self (ChoshoTransaction *tx, GError **error)
{
  const char *id = chosho_transaction_get_member (tx);
  const ChoshoMember *member = id != NULL ? chosho_team_lookup (chosho_transaction_get_view (tx), id) : NULL;

  if (member != NULL && !member->left)
    return g_strdup (id);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_MEMBER, _("the identity belongs to no member of this engagement"));
  return NULL;
}

/* A person's own confirmation, for nobody else (domain §6). Prints {id, member}. */
gboolean
chosho_command_member_confirm (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autofree char *member = NULL;
  g_autofree char *id = NULL;

  if (tx == NULL || (member = dup_self (tx, error)) == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoValue *item = chosho_value_new_object ();

      chosho_value_set_string (item, "member", member);
      chosho_command_copy_text (context, "text", item, "text");
      chosho_transaction_add_item (tx, "independence", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "independence", 0);
  *result = chosho_command_result_id (id != NULL ? id : member);
  chosho_value_set_string (*result, "member", member);
  return TRUE;
}

ChoshoValue *
chosho_command_list_accepted (ChoshoView *view, GPtrArray *fingerprints)
{
  g_autoptr (GPtrArray) heads = chosho_state_list_heads (chosho_view_get_state (view));
  ChoshoValue *accepted = chosho_value_new_array ();

  for (guint i = 0; i < heads->len; i++)
    {
      ChoshoEvent *event = chosho_node_get_event (g_ptr_array_index (heads, i));

      if (g_ptr_array_find_with_equal_func (fingerprints, event->author, g_str_equal, NULL))
        chosho_value_append_string (accepted, event->id_hex);
    }
  return accepted;
}

/* Without MEMBER the signer leaves. What the person did up to now stays accepted; what comes later
 * waits for an executive (architecture §1.6). Prints {id, member}. */
gboolean
chosho_command_member_leave (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  const char *named = chosho_command_get_text (context, "member");
  g_autofree char *member = NULL;
  g_autofree char *id = NULL;

  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoView *view = chosho_transaction_get_view (tx);
      g_autoptr (ChoshoValue) item = chosho_value_new_object ();
      g_autoptr (GPtrArray) keys = NULL;

      member = named != NULL ? chosho_command_resolve_member (view, named, error) : dup_self (tx, error);
      if (member == NULL)
        return FALSE;
      chosho_value_set_string (item, "member", member);
      keys = chosho_team_list_fingerprints (view, member);
      chosho_value_set (item, "accepted", chosho_command_list_accepted (view, keys));
      chosho_command_copy_text (context, "reason", item, "reason");
      chosho_transaction_add_item (tx, "member-leave", g_steal_pointer (&item));
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "member-leave", 0);
  *result = chosho_command_result_id (id != NULL ? id : member);
  chosho_value_set_string (*result, "member", member);
  return TRUE;
}
