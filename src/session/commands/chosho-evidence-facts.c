/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-command-check.h"
#include "chosho-error.h"
#include "chosho-evidence-facts.h"

gboolean
chosho_evidence_facts_check_dates (ChoshoCommandContext *context, GError **error)
{
  static const char *const names[] = { "as-of", "covers-from", "covers-to", "received" };
  const char *from, *to;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!chosho_command_check_date (context, names[i], error))
      return FALSE;
  from = chosho_command_get_text (context, "covers-from");
  to = chosho_command_get_text (context, "covers-to");
  if (chosho_command_get_text (context, "as-of") != NULL && (from != NULL || to != NULL))
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Give either --as-of or --covers-from and --covers-to"));
  else if ((from == NULL) != (to == NULL) || (from != NULL && strcmp (from, to) > 0))
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--covers-from and --covers-to go together, first day first"));
  else
    return TRUE;
  return FALSE;
}

const char *
chosho_evidence_facts_get_origin (ChoshoCommandContext *context, GError **error)
{
  const char *origin = chosho_command_get_text (context, "origin");

  if (!chosho_command_check_choice (context, "origin", "client|auditor|other-engagement|other-report|internal-audit", error))
    return NULL;
  return origin != NULL ? origin : "client";
}

ChoshoValue *
chosho_evidence_facts_new (ChoshoCommandContext *context, const char *kind, const char *origin)
{
  static const char *const names[] = { "source", "as-of", "covers-from", "covers-to", "note" };
  ChoshoValue *facts = chosho_value_new_object ();
  const char *received = chosho_command_get_text (context, "received");
  g_autofree char *now = chosho_time_format (chosho_clock_now_us ());

  chosho_value_set_string (facts, "kind", kind);
  chosho_value_set_string (facts, "origin", origin);
  chosho_value_set_string (facts, "received_at", received != NULL ? received : now);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = g_strdelimit (g_strdup (names[i]), "-", '_');

      chosho_value_set_string (facts, key, chosho_command_get_text (context, names[i]));
    }
  return facts;
}

gboolean
chosho_evidence_facts_set_receiver (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *facts, GError **error)
{
  const char *named = chosho_command_get_text (context, "received-by");
  g_autofree char *member = named != NULL ? chosho_command_resolve_member (view, named, error) : NULL;

  chosho_value_set_string (facts, "received_by", member);
  return member != NULL || named == NULL;
}
