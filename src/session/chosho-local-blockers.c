/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-error.h"
#include "chosho-evidence.h"
#include "chosho-local-blockers.h"
#include "chosho-object-check.h"
#include "chosho-object-store.h"
#include "chosho-signed-view.h"

static void
add (GPtrArray *blockers, const char *code, const char *target, const char *name)
{
  ChoshoBlocker *blocker = chosho_blocker_new (code, FALSE, target);

  blocker->detail = g_strdup (name);
  g_ptr_array_add (blockers, blocker);
}

/* Size and presence here; reading all bytes takes minutes: `verify` does, and the issue. */
static gboolean
check_object (ChoshoSession *session, const char *target, ChoshoValue *evidence, GPtrArray *blockers, GError **error)
{
  const char *digest = chosho_value_get_string (evidence, "sha256");
  const char *name = chosho_value_get_string (evidence, "name");
  g_autoptr (GError) local_error = NULL;
  guint64 size_bytes;

  /* a member is where its archive is, which is looked at beside it */
  if (digest == NULL || chosho_evidence_is_member (evidence))
    return TRUE;
  if (chosho_object_store_size (chosho_session_get_objects (session), digest, &size_bytes, &local_error))
    {
      if ((gint64) size_bytes != chosho_value_get_integer (evidence, "size_bytes", -1))
        add (blockers, "evidence-damaged", target, name);
    }
  else if (g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND))
    add (blockers, "evidence-missing", target, name);
  else if (g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY))
    add (blockers, "evidence-damaged", target, name);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

gboolean
chosho_local_blockers_add (ChoshoSession *session, ChoshoView *view, const char *target, GPtrArray *blockers, GError **error)
{
  g_autoptr (GPtrArray) keys = chosho_signed_view_list_keys (view, target);

  for (guint i = 0; i < keys->len; i++)
    {
      ChoshoKey *key = g_ptr_array_index (keys, i);
      ChoshoValue *evidence = g_str_has_prefix (key->name, "evidence:") || g_str_has_prefix (key->name, "population:")
                                ? chosho_view_get_item (view, key->name) : NULL;
      const char *id = strchr (key->name, ':');

      if (evidence != NULL && chosho_evidence_counts (view, id + 1)
          && !check_object (session, target, evidence, blockers, error))
        return FALSE;
    }
  return TRUE;
}

/* --- The bytes themselves --------------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *names; /* digest -> name of the evidence, borrowed from the view */
  GPtrArray  *blockers;
} Damage;

static void
on_problem (const ChoshoObjectProblem *problem, gpointer user_data)
{
  Damage *damage = user_data;
  const char *name = problem->digest != NULL ? g_hash_table_lookup (damage->names, problem->digest) : NULL;

  if (name == NULL)
    return; /* what no evidence names stands against nothing */
  if (problem->kind == CHOSHO_OBJECT_PROBLEM_MISSING)
    add (damage->blockers, "evidence-missing", NULL, name);
  else if (problem->kind == CHOSHO_OBJECT_PROBLEM_DAMAGED || problem->kind == CHOSHO_OBJECT_PROBLEM_UNREADABLE)
    add (damage->blockers, "evidence-damaged", NULL, name);
}

gboolean
chosho_local_blockers_add_damaged (ChoshoSession *session, ChoshoView *view, GPtrArray *blockers, GCancellable *cancellable,
                                   ChoshoProgress *progress, GError **error)
{
  static const char *const actions[] = { "evidence", "population" };
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (ChoshoObjectCheck) check = chosho_object_check_new (chosho_session_get_objects (session));
  Damage damage = { names, blockers };

  for (guint a = 0; a < G_N_ELEMENTS (actions); a++)
    {
      g_autoptr (GPtrArray) writes = chosho_view_list_action (view, actions[a]);

      for (guint i = 0; i < writes->len; i++)
        {
          ChoshoWrite *write = g_ptr_array_index (writes, i);
          const char *digest = chosho_value_get_string (write->item, "sha256");

          if (digest == NULL || chosho_evidence_is_member (write->item) || !chosho_evidence_counts (view, strchr (write->key->name, ':') + 1))
            continue;
          chosho_object_check_expect (check, digest, chosho_value_get_integer (write->item, "size_bytes", -1));
          g_hash_table_insert (names, (gpointer) digest, (gpointer) chosho_value_get_string (write->item, "name"));
        }
    }
  return chosho_object_check_run (check, cancellable, progress, on_problem, &damage, NULL, error);
}
