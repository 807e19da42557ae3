/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command.h"
#include "chosho-error.h"
#include "chosho-overview.h"

static ChoshoValue *
read_rows (ChoshoSession *session, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_value_new_object ();

  for (const char *const *kind = chosho_overview_get_kinds (); *kind != NULL; kind++)
    {
      ChoshoValue *list = chosho_session_list_rows (session, *kind, NULL, error);

      if (list == NULL)
        return NULL;
      chosho_value_set (rows, *kind, list);
    }
  return g_steal_pointer (&rows);
}

/* The member with the key that acts; NULL for nobody. Borrowed from @members. */
static const char *
get_member_of_key (ChoshoValue *members, ChoshoIdentity *identity)
{
  g_autofree char *fingerprint = identity != NULL ? chosho_identity_dup_fingerprint (identity) : NULL;

  for (guint i = 0; fingerprint != NULL && i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);
      ChoshoValue *prints = chosho_value_get (member, "fingerprints");

      for (guint j = 0; j < chosho_value_get_length (prints); j++)
        if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (prints, j)), fingerprint) == 0)
          return chosho_value_get_string (member, "id");
    }
  return NULL;
}

/* @text: an id or a name. Borrowed from @members. */
static const char *
find_member (ChoshoValue *members, const char *text, GError **error)
{
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);

      if (g_strcmp0 (chosho_value_get_string (member, "id"), text) == 0 || g_strcmp0 (chosho_value_get_string (member, "name"), text) == 0)
        return chosho_value_get_string (member, "id");
    }
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no member “%s”"), text);
  return NULL;
}

static gboolean
run_overview (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) rows = read_rows (context->session, error);
  ChoshoValue *members = chosho_value_get (rows, "member");
  const char *named = chosho_command_get_text (context, "member");
  const char *member;

  if (rows == NULL)
    return FALSE;
  member = named != NULL ? find_member (members, named, error) : get_member_of_key (members, context->identity);
  if (named != NULL && member == NULL)
    return FALSE;
  *result = chosho_overview_make_now (rows, member, error);
  return *result != NULL;
}

static const ChoshoCommandArg overview_args[] = {
  { "member", CHOSHO_ARG_TEXT, FALSE, "MEMBER", N_("For whom; the signer unless named") },
  { NULL }
};

const ChoshoCommand chosho_commands_overview[] = {
  { "overview", N_("Show the work at a glance: states, what waits, what is late, dates"), overview_args,
    CHOSHO_COMMAND_OPTIONAL_IDENTITY, run_overview },
  { NULL }
};
