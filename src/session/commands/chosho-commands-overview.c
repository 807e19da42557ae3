/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command.h"
#include "chosho-error.h"
#include "chosho-overview.h"
#include "chosho-review-queue.h"

static ChoshoValue *
read_rows (ChoshoSession *session, const char *const *kind, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_value_new_object ();

  for (; *kind != NULL; kind++)
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

/* Whose queue or overview it is: who was named, else who signs; NULL without @error where nobody is known. */
static const char *
choose_member (ChoshoCommandContext *context, ChoshoValue *members, GError **error)
{
  const char *named = chosho_command_get_text (context, "member");

  return named != NULL ? find_member (members, named, error) : get_member_of_key (members, context->identity);
}

static gboolean
run_overview (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) rows = read_rows (context->session, chosho_overview_get_kinds (), error);
  ChoshoValue *members = chosho_value_get (rows, "member");
  g_autoptr (GError) local_error = NULL;
  const char *member;

  if (rows == NULL)
    return FALSE;
  member = choose_member (context, members, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *result = chosho_overview_make_now (rows, member, error);
  return *result != NULL;
}

static ChoshoValue *
find_row (ChoshoValue *rows, const char *id)
{
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (rows, i), "id"), id) == 0)
      return chosho_value_get_item (rows, i);
  return NULL;
}

static gboolean
run_queue (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) rows = read_rows (context->session, chosho_review_queue_get_kinds (), error);
  g_autoptr (GError) local_error = NULL;
  const char *member = rows != NULL ? choose_member (context, chosho_value_get (rows, "member"), &local_error) : NULL;
  const char *zone = chosho_value_get_string (chosho_value_get_item (chosho_value_get (rows, "engagement"), 0), "time_zone");
  g_autofree char *today = NULL;

  if (rows == NULL)
    return FALSE;
  if (member == NULL)
    {
      if (local_error == NULL)
        g_set_error (&local_error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("whose queue? Name a member with --member, or give your key"));
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  today = chosho_overview_dup_today (zone, error);
  if (today == NULL)
    return FALSE;
  *result = chosho_review_queue_make (rows, find_row (chosho_value_get (rows, "member"), member), today, zone);
  if (chosho_value_get_length (*result) == 0)
    context->note = g_strdup (_("nothing waits"));
  return TRUE;
}

static const ChoshoCommandArg overview_args[] = {
  { "member", CHOSHO_ARG_TEXT, FALSE, "MEMBER", N_("For whom; the signer unless named") },
  { NULL }
};

const ChoshoCommand chosho_commands_overview[] = {
  { "overview", N_("Show the work at a glance: states, what waits, what is late, dates"), overview_args,
    CHOSHO_COMMAND_OPTIONAL_IDENTITY, run_overview },
  { "queue", N_("List what waits for one person: returned, changed, ready to sign, answered notes; the longest first"), overview_args,
    CHOSHO_COMMAND_OPTIONAL_IDENTITY, run_queue },
  { NULL }
};
