/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-command.h"
#include "chosho-error.h"
#include "chosho-object-store.h"
#include "chosho-search.h"
#include "chosho-session-private.h"
#include "chosho-text-builder.h"

/* States of evidence in which nothing can be found. */
static const char *const without_text[] = { "none", "opaque", "failed", "unread" };

/* --- search ---------------------------------------------------------------------------------------- */

static const ChoshoCommandArg search_args[] = {
  { "text", CHOSHO_ARG_POSITIONAL, TRUE, "TEXT", N_("What to look for; width, case, blanks and line breaks do not count") },
  { "kind", CHOSHO_ARG_LIST, FALSE, "KIND", N_("Only control, result, evidence, note, finding or paper") },
  { "limit", CHOSHO_ARG_INTEGER, FALSE, "N", N_("At most so many of each kind (default: 100; 0: all)") },
  { NULL }
};

/* What was not found may stand in what could not be searched. (transfer full) (nullable) */
static char *
dup_note (ChoshoSearch *search, ChoshoValue *counts, gboolean more)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  const GError *trouble = chosho_search_get_trouble (search);
  int without = 0;

  for (guint i = 0; i < G_N_ELEMENTS (without_text); i++)
    without += (int) chosho_value_get_integer (counts, without_text[i], 0);
  if (without > 0)
    g_ptr_array_add (notes, g_strdup_printf (_("%d of %d pieces of evidence have no text or were not read yet"), without,
                                             (int) chosho_value_get_integer (counts, "evidence", 0)));
  if (chosho_value_get_integer (counts, "partial", 0) > 0)
    g_ptr_array_add (notes, g_strdup_printf (_("%d pieces of evidence have text in part"), (int) chosho_value_get_integer (counts, "partial", 0)));
  if (chosho_value_get_integer (counts, "unread", 0) > 0)
    g_ptr_array_add (notes, g_strdup (_("“choshoctl index text” reads what was not read")));
  if (more)
    g_ptr_array_add (notes, g_strdup (_("there is more than is shown (--limit)")));
  if (trouble != NULL)
    g_ptr_array_add (notes, g_strdup (trouble->message));
  g_ptr_array_add (notes, NULL);
  return notes->len > 1 ? g_strjoinv ("; ", (char **) notes->pdata) : NULL;
}

static gboolean
run_search (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoSearch) search = chosho_search_new (context->session);
  gint64 limit = chosho_command_get_integer (context, "limit", CHOSHO_SEARCH_RESULTS);
  g_autoptr (ChoshoValue) found = NULL;
  g_autoptr (ChoshoValue) counts = NULL;
  gboolean more;

  if (limit < 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--limit counts from 0"));
      return FALSE;
    }
  found = chosho_search_find (search, chosho_command_get_text (context, "text"), chosho_command_get_list (context, "kind"),
                              (guint) MIN (limit, G_MAXINT), &more, context->cancellable, error);
  counts = found != NULL ? chosho_search_count_evidence (search, error) : NULL;
  if (counts == NULL)
    return FALSE;
  context->note = dup_note (search, counts, more);
  *result = g_steal_pointer (&found);
  return TRUE;
}

/* --- index text ------------------------------------------------------------------------------------- */

static const ChoshoCommandArg text_args[] = {
  { "rebuild", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Read all of it again") },
  { "count", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Read nothing: only say how far it can be searched") },
  { NULL }
};

/* @counts has how far the evidence can be searched now. */
static gboolean
set_counts (ChoshoSearch *search, ChoshoValue *value, GError **error)
{
  g_autoptr (ChoshoValue) counts = chosho_search_count_evidence (search, error);

  if (counts == NULL)
    return FALSE;
  chosho_value_set (value, "searchable", chosho_value_ref (counts));
  return TRUE;
}

static gboolean
read_evidence (ChoshoCommandContext *context, ChoshoSearch *search, ChoshoValue **result, GError **error)
{
  const GError *read_only = chosho_engagement_folder_get_read_only (context->session->folder);
  g_autoptr (ChoshoValue) unread = NULL;

  if (read_only != NULL)
    {
      g_propagate_error (error, g_error_copy (read_only));
      return FALSE;
    }
  unread = chosho_search_list_unread (search, chosho_command_get_flag (context, "rebuild"), error);
  return unread != NULL
         && chosho_text_builder_run (chosho_session_get_path (context->session), chosho_session_get_objects (context->session), unread, FALSE,
                                     context->progress, context->cancellable, result, error);
}

static gboolean
run_text (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoSearch) search = chosho_search_new (context->session);

  if (!chosho_command_get_flag (context, "count"))
    return read_evidence (context, search, result, error) && set_counts (search, *result, error);
  *result = chosho_value_new_object ();
  return set_counts (search, *result, error);
}

const ChoshoCommand chosho_commands_search[] = {
  { "search", N_("Look for words in everything: criteria, results, evidence, notes, findings, papers"), search_args, CHOSHO_COMMAND_READS, run_search },
  { "index text", N_("Read the words of the evidence, so that they are found"), text_args, CHOSHO_COMMAND_READS, run_text },
  { NULL }
};
