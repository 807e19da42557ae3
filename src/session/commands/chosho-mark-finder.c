/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-error.h"
#include "chosho-evidence-content.h"
#include "chosho-mark-finder.h"
#include "chosho-mark.h"
#include "chosho-text-extract.h"

void
chosho_mark_finder_init (ChoshoMarkFinder *self, ChoshoCommandContext *context, ChoshoView *view)
{
  *self = (ChoshoMarkFinder) { context, view, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_mark_text_free) };
}

void
chosho_mark_finder_clear (ChoshoMarkFinder *self)
{
  g_clear_pointer (&self->texts, g_hash_table_unref);
}

/* TRUE for what is wrong with the file, or with our holding it; FALSE with @error for anything else. */
static gboolean
is_of_file (GError *local_error, GError **error)
{
  g_autoptr (ChoshoTextExtract) failed = chosho_text_extract_new_failed (local_error);

  if (failed != NULL || g_error_matches (local_error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND))
    {
      g_error_free (local_error);
      return TRUE;
    }
  g_propagate_error (error, local_error);
  return FALSE;
}

/* The file of the evidence of @row, NULL where it cannot be read. FALSE with @error. */
static gboolean
open_text (ChoshoMarkFinder *self, ChoshoValue *row, ChoshoMarkText **text, GError **error)
{
  const char *id = chosho_value_get_string (row, "id");
  g_autofree char *password = NULL;
  GError *local_error = NULL;
  gpointer known;
  int fd;

  if (g_hash_table_lookup_extended (self->texts, id, NULL, &known))
    {
      *text = known;
      return TRUE;
    }
  fd = chosho_evidence_content_open_row (self->context, row, &password, &local_error);
  *text = fd >= 0 ? chosho_mark_text_open (fd, chosho_value_get_string (row, "name"), password, self->context->cancellable, &local_error) : NULL;
  if (*text == NULL && !is_of_file (local_error, error))
    return FALSE;
  g_hash_table_insert (self->texts, g_strdup (id), *text);
  return TRUE;
}

static void
set_lost (ChoshoValue *row, const char *code)
{
  chosho_value_set_string (row, "state", "lost");
  chosho_value_set_string (row, "lost_reason", code);
  chosho_value_set (row, "proposal", chosho_value_new_null ());
}

/* Looks for the mark in the evidence @successor. */
static gboolean
look_in (ChoshoMarkFinder *self, ChoshoValue *row, const char *successor, GError **error)
{
  g_autoptr (ChoshoValue) newer = chosho_session_get_row (self->context->session, "evidence", successor, error);
  ChoshoMarkText *text;
  ChoshoValue *proposal;
  GError *local_error = NULL;
  const char *code;

  if (newer == NULL || !open_text (self, newer, &text, error))
    return FALSE;
  chosho_value_set_string (row, "newer", successor);
  chosho_value_set_string (row, "newer_reference", chosho_value_get_string (newer, "reference"));
  set_lost (row, "unreadable");
  proposal = text != NULL ? chosho_mark_text_find (text, row, &code, self->context->cancellable, &local_error) : NULL;
  if (local_error != NULL)
    return is_of_file (local_error, error);
  if (proposal == NULL)
    {
      if (text != NULL)
        set_lost (row, code);
      return TRUE;
    }
  chosho_value_set_string (row, "state", "to-confirm");
  chosho_value_set (row, "lost_reason", chosho_value_new_null ());
  chosho_value_set (row, "proposal", proposal);
  return TRUE;
}

gboolean
chosho_mark_finder_propose (ChoshoMarkFinder *self, ChoshoValue *row, GError **error)
{
  const char *id = chosho_value_get_string (row, "evidence");
  g_autofree char *newer = NULL;
  g_autofree char *successor = NULL;

  if (g_strcmp0 (chosho_value_get_string (row, "state"), "outdated") != 0)
    return TRUE;
  newer = chosho_mark_dup_newer (self->view, id);
  successor = newer != NULL ? chosho_mark_dup_successor (self->view, id, newer) : NULL;
  if (successor != NULL)
    return look_in (self, row, successor, error);
  set_lost (row, "member-missing");
  return TRUE;
}
