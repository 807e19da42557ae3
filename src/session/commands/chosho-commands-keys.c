/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-engagement-private.h"
#include "chosho-error.h"
#include "chosho-team.h"
#include "chosho-transaction.h"

#define FINGERPRINT_PREFIX 8 /* shortest beginning of a fingerprint that people may type, as of ids */

/* --- member key-add, key-revoke ------------------------------------------------------------------ */

/* One's own key of another computer, or another person's as a leader or executive. Prints {id, member, fingerprint}. */
gboolean
chosho_command_member_key_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *key = chosho_command_get_text (context, "public-key");
  g_autofree char *fingerprint = chosho_command_dup_fingerprint (key, error);
  g_autoptr (ChoshoTransaction) tx = fingerprint != NULL ? chosho_transaction_begin (context->session, context->operation, error) : NULL;
  g_autofree char *member = NULL;
  g_autofree char *id = NULL;

  if (tx == NULL)
    return FALSE;
  member = chosho_command_resolve_member (chosho_transaction_get_view (tx), chosho_command_get_text (context, "member"), error);
  if (member == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoValue *item;

      if (!chosho_command_check_key_is_free (chosho_transaction_get_view (tx), fingerprint, error))
        return FALSE;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "member", member);
      chosho_value_set_string (item, "public_key", key);
      chosho_transaction_add_item (tx, "member-key", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "member-key", 0);
  *result = chosho_command_result_id (id);
  chosho_value_set_string (*result, "member", member);
  chosho_value_set_string (*result, "fingerprint", fingerprint);
  return TRUE;
}

/* The key of the team whose fingerprint is @text or begins with it. (transfer full) */
static char *
resolve_key (ChoshoView *view, const char *text, GError **error)
{
  g_autoptr (GPtrArray) members = chosho_team_list (view);
  g_autofree char *found = NULL;

  for (guint i = 0; i < members->len; i++)
    {
      g_autoptr (GPtrArray) keys = chosho_team_list_fingerprints (view, ((ChoshoMember *) g_ptr_array_index (members, i))->id);

      for (guint j = 0; j < keys->len; j++)
        {
          const char *key = g_ptr_array_index (keys, j);

          if (strlen (text) < FINGERPRINT_PREFIX || !g_str_has_prefix (key, text))
            continue;
          if (found != NULL)
            {
              g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("“%s” names several things; give the whole id"), text);
              return NULL;
            }
          found = g_strdup (key);
        }
    }
  if (found == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no key “%s” in the team that is not revoked already"), text);
  return g_steal_pointer (&found);
}

/* TRUE where no person was named, or the key is that person's: a mistyped fingerprint takes nobody's key away. */
static gboolean
check_owner (ChoshoCommandContext *context, ChoshoView *view, const char *fingerprint, GError **error)
{
  const char *named = chosho_command_get_text (context, "member");
  g_autofree char *member = named != NULL ? chosho_command_resolve_member (view, named, error) : NULL;

  if (named == NULL || (member != NULL && strcmp (chosho_team_resolve (view, fingerprint)->id, member) == 0))
    return TRUE;
  if (member != NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("the key %s is not that person's"), fingerprint);
  return FALSE;
}

/* The events named by the argument @name, by id or its beginning. (transfer full), NULL on error */
static ChoshoValue *
resolve_events (ChoshoCommandContext *context, ChoshoView *view, const char *name, GError **error)
{
  ChoshoValue *named = chosho_command_get_list (context, name);
  g_autoptr (ChoshoValue) ids = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (named); i++)
    {
      g_autofree char *id = chosho_session_resolve_event (view, chosho_value_as_string (chosho_value_get_item (named, i)), error);

      if (id == NULL)
        return NULL;
      chosho_value_append_string (ids, id);
    }
  return g_steal_pointer (&ids);
}

/* What of the key's work is accepted: what was named; nothing where that was said; else all that is here. */
static ChoshoValue *
list_accepted (ChoshoCommandContext *context, ChoshoView *view, const char *fingerprint, GError **error)
{
  g_autoptr (ChoshoValue) named = resolve_events (context, view, "accepted", error);
  g_autoptr (GPtrArray) keys = NULL;
  gboolean none = chosho_command_get_flag (context, "accept-none");

  if (named == NULL)
    return NULL;
  for (guint i = 0; i < chosho_value_get_length (named); i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get_item (named, i));

      if (none || strcmp (chosho_node_get_event (chosho_state_lookup (chosho_view_get_state (view), id))->author, fingerprint) == 0)
        continue;
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("event %s was not signed with that key"), id);
      return NULL;
    }
  if (none && chosho_value_get_length (named) > 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s and --%s exclude each other"), "accepted", "accept-none");
      return NULL;
    }
  if (none || chosho_value_get_length (named) > 0)
    return g_steal_pointer (&named);
  keys = g_ptr_array_new ();
  g_ptr_array_add (keys, (gpointer) fingerprint);
  return chosho_command_list_accepted (view, keys);
}

/* What the key signed afterwards, or unknown to who revokes it, waits for an executive (architecture §1.6). Prints
 * {id, fingerprint, accepted}. */
gboolean
chosho_command_member_key_revoke (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *fingerprint = NULL;
  g_autofree char *id = NULL;

  if (!chosho_command_check_filled (context, "reason", error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoView *view = chosho_transaction_get_view (tx);
      g_autoptr (ChoshoValue) accepted = NULL;
      ChoshoValue *item;

      fingerprint = resolve_key (view, chosho_command_get_text (context, "fingerprint"), error);
      if (fingerprint == NULL || !check_owner (context, view, fingerprint, error) || (accepted = list_accepted (context, view, fingerprint, error)) == NULL)
        return FALSE;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "fingerprint", fingerprint);
      chosho_value_set (item, "accepted", g_steal_pointer (&accepted));
      chosho_command_copy_text (context, "reason", item, "reason");
      chosho_transaction_add_item (tx, "member-key-revoke", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "member-key-revoke", 0);
  *result = chosho_command_result_id (id);
  chosho_value_set_string (*result, "fingerprint", fingerprint != NULL ? fingerprint : chosho_command_get_text (context, "fingerprint"));
  return TRUE;
}

/* --- admit ---------------------------------------------------------------------------------------- */

/* FALSE where @id needs nobody's word: it has effect, or was never allowed and only --void settles it. */
static gboolean
check_waits (ChoshoView *view, const char *id, GError **error)
{
  ChoshoNode *node = chosho_state_lookup (chosho_view_get_state (view), id);

  if (chosho_node_is_effective (node))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("event %s has effect already"), id);
  else if (!chosho_node_is_admissible (node))
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("event %s broke a rule when it was made (%s): it never has effect; --void says that it is known"),
                 id, chosho_node_get_code (node));
  else
    return TRUE;
  return FALSE;
}

static ChoshoValue *
new_admission (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  g_autoptr (ChoshoValue) heads = resolve_events (context, view, "heads", error);
  g_autoptr (ChoshoValue) voided = heads != NULL ? resolve_events (context, view, "void", error) : NULL;
  ChoshoValue *item;

  if (voided == NULL)
    return NULL;
  for (guint i = 0; i < chosho_value_get_length (heads); i++)
    if (!check_waits (view, chosho_value_as_string (chosho_value_get_item (heads, i)), error))
      return NULL;
  item = chosho_value_new_object ();
  chosho_value_set (item, "heads", g_steal_pointer (&heads));
  chosho_value_set (item, "void", g_steal_pointer (&voided));
  chosho_command_copy_text (context, "reason", item, "reason");
  return item;
}

/* An executive's word on what waits: each head with all before it in its chain takes effect; what is void never does.
 * Prints {id}. */
gboolean
chosho_command_admit (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *id = NULL;

  if (chosho_value_get_length (chosho_command_get_list (context, "heads")) == 0
      && chosho_value_get_length (chosho_command_get_list (context, "void")) == 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Name a head to admit, or an event with --void"));
      return FALSE;
    }
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      ChoshoValue *item = new_admission (context, chosho_transaction_get_view (tx), error);

      if (item == NULL)
        return FALSE;
      chosho_transaction_add_item (tx, "admit", item);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  id = chosho_transaction_dup_id (tx, "admit", 0);
  *result = chosho_command_result_id (id);
  return TRUE;
}
