/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-demo.h"

/* The request list of the sample: made from the procedures, sent, and some of it in every later state. */

#define CONTROLS 16 /* that requests are made for: a list that can be looked through */
#define SENT 12     /* of the requests; the rest waits */

enum { ACCEPTED, CHECKING, RECEIVED, RETURNED, WITHDRAWN, N_MOVED };

static ChoshoValue *
with_id (ChoshoValue *args, ChoshoValue *request)
{
  return chosho_demo_with_list (args, "ids", chosho_value_get_string (request, "id"));
}

/* Any of the evidence there is: what a sample says it is matters to nobody. */
static const char *
pick_evidence (ChoshoDemo *self)
{
  GHashTableIter iter;
  gpointer control, ids;
  const char *first = NULL, *picked = NULL;

  g_hash_table_iter_init (&iter, self->evidence);
  while (g_hash_table_iter_next (&iter, &control, &ids))
    if (((GPtrArray *) ids)->len > 0 && (first == NULL || g_strcmp0 (control, first) < 0))
      {
        first = control;
        picked = g_ptr_array_index ((GPtrArray *) ids, 0);
      }
  return picked;
}

static gboolean
send_some (ChoshoDemo *self, ChoshoValue *requests, GError **error)
{
  ChoshoValue *args = chosho_demo_args ("on", "2026-01-19", "due", "2026-02-13", NULL);
  ChoshoValue *ids = chosho_value_new_array ();

  for (guint i = 0; i < MIN (SENT, chosho_value_get_length (requests)); i++)
    chosho_value_append_string (ids, chosho_value_get_string (chosho_value_get_item (requests, i), "id"));
  chosho_value_set (args, "ids", ids);
  return chosho_demo_run (self, CHOSHO_DEMO_PRACTITIONER, "request send", args, NULL, error);
}

static gboolean
move_on (ChoshoDemo *self, ChoshoValue *requests, const char *evidence, GError **error)
{
  static const ChoshoDemoPerson who = CHOSHO_DEMO_PRACTITIONER;

  for (guint i = ACCEPTED; i <= RETURNED; i++)
    {
      ChoshoValue *args = chosho_demo_args ("id", chosho_value_get_string (chosho_value_get_item (requests, i), "id"), "on", "2026-02-05", NULL);

      if (!chosho_demo_run (self, who, "request link", chosho_demo_with_list (args, "evidence", evidence), NULL, error))
        return FALSE;
    }
  return chosho_demo_run (self, who, "request accept", with_id (chosho_demo_args ("on", "2026-02-09", NULL), chosho_value_get_item (requests, ACCEPTED)), NULL, error)
         && chosho_demo_run (self, who, "request check", with_id (chosho_demo_args ("on", "2026-02-09", NULL), chosho_value_get_item (requests, CHECKING)), NULL, error)
         && chosho_demo_run (self, who, "request return", with_id (chosho_demo_args ("on", "2026-02-09", "due", "2026-02-27",
                             "reason", "対象期間より前の版であったため（見本）", NULL), chosho_value_get_item (requests, RETURNED)), NULL, error)
         && chosho_demo_run (self, who, "request withdraw", with_id (chosho_demo_args ("on", "2026-02-09",
                             "reason", "他の資料で確かめられたため（見本）", NULL), chosho_value_get_item (requests, WITHDRAWN)), NULL, error);
}

/* The first controls that are worked on: these have steps without evidence. */
static ChoshoValue *
choose_controls (ChoshoDemo *self, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (self->session, "control", NULL, error);
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (rows) && chosho_value_get_length (controls) < CONTROLS; i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      if (g_strcmp0 (chosho_value_get_string (row, "state"), "in_progress") == 0 || g_strcmp0 (chosho_value_get_string (row, "state"), "not_started") == 0)
        chosho_value_append_string (controls, chosho_value_get_string (row, "number"));
    }
  chosho_value_set (args, "control", controls);
  return args;
}

gboolean
chosho_demo_requests (ChoshoDemo *self, GError **error)
{
  g_autoptr (ChoshoValue) requests = NULL;
  const char *evidence = pick_evidence (self);

  if (!chosho_demo_run (self, CHOSHO_DEMO_PRACTITIONER, "request make", choose_controls (self, error), &requests, error))
    return FALSE;
  if (chosho_value_get_length (requests) < N_MOVED || evidence == NULL)
    return TRUE;
  return send_some (self, requests, error) && move_on (self, requests, evidence, error);
}
