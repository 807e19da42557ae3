/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-evidence-content.h"
#include "chosho-evidence-facts.h"
#include "chosho-evidence-intake.h"
#include "chosho-evidence-hashes.h"
#include "chosho-evidence-members.h"
#include "chosho-file.h"
#include "chosho-links.h"
#include "chosho-reference.h"
#include "chosho-search.h"
#include "chosho-transaction.h"

/* --- add ---------------------------------------------------------------------------------------- */

static const ChoshoCommandArg add_args[] = {
  { "files", CHOSHO_ARG_POSITIONALS, TRUE, "FILE", N_("Files and folders") },
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("Link to this control") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("Link to this step") },
  { "paper", CHOSHO_ARG_LIST, FALSE, "PAPER", N_("Attach to this paper") },
  CHOSHO_EVIDENCE_FACTS_ARGS,
  { NULL }
};

static gboolean
run_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) facts = NULL;
  g_autoptr (ChoshoValue) targets = NULL;
  g_autoptr (ChoshoView) view = NULL;
  const char *origin = chosho_evidence_facts_get_origin (context, error);

  if (origin == NULL || !chosho_evidence_facts_check_dates (context, error))
    return FALSE;
  view = chosho_session_get_view (context->session, FALSE, error);
  if (view == NULL)
    return FALSE;
  targets = chosho_links_resolve (context, view, error);
  facts = chosho_evidence_facts_new (context, "file", origin);
  if (targets == NULL || !chosho_evidence_facts_set_receiver (context, view, facts, error))
    return FALSE;
  g_clear_pointer (&view, chosho_view_free);
  return chosho_evidence_intake_run (context, chosho_command_get_list (context, "files"), facts, targets, result, error);
}

/* --- sighting ----------------------------------------------------------------------------------- */

static const ChoshoCommandArg sighting_args[] = {
  { "what", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("What was looked at\ndocument, version, date") },
  { "where", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Where, or on which screen") },
  { "with", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Who was present") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why no copy was obtained") },
  { "means", CHOSHO_ARG_TEXT, FALSE, "MEANS", N_("on-site (default) or screen") },
  { "document-version", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Which version of it\nnumber, day of issue") },
  { "pages", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Which pages were read") },
  { "digest", CHOSHO_ARG_TEXT, FALSE, "SHA256", N_("The SHA-256 that the client computed of it") },
  { "photograph", CHOSHO_ARG_LIST, FALSE, "EVIDENCE", N_("A photograph of it, where that was allowed: evidence that was taken in") },
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("Link to this control") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("Link to this step") },
  { "paper", CHOSHO_ARG_LIST, FALSE, "PAPER", N_("Attach to this paper") },
  { "origin", CHOSHO_ARG_TEXT, FALSE, "ORIGIN", N_("client (default), auditor, other-engagement, other-report or internal-audit") },
  { "source", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Who showed it") },
  { "as-of", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The date it speaks about") },
  { "covers-from", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The span it speaks about: first day") },
  { "covers-to", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The span it speaks about: last day") },
  { "received", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("When it was seen (default: now)") },
  { "note", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("What was read: the words written off") },
  { NULL }
};

/* The digest as the record has digests; FALSE with USAGE where it is none. */
static gboolean
set_digest (ChoshoCommandContext *context, ChoshoValue *item, GError **error)
{
  const char *text = chosho_command_get_text (context, "digest");
  g_autofree char *digest = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  if (digest != NULL && !chosho_digest_is_hex (digest))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("“%s” is no SHA-256: 64 hexadecimal digits"), text);
      return FALSE;
    }
  chosho_value_set_string (item, "shown_sha256", digest);
  return TRUE;
}

/* The ids of the photographs; NULL with @error. (transfer full) (element-type utf8) */
static GPtrArray *
resolve_photographs (ChoshoCommandContext *context, GError **error)
{
  ChoshoValue *named = chosho_command_get_list (context, "photograph");
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (view == NULL)
    return NULL;
  for (guint i = 0; i < chosho_value_get_length (named); i++)
    {
      char *id = chosho_session_resolve_thing (context->session, view, "evidence", chosho_value_as_string (chosho_value_get_item (named, i)), error);

      if (id == NULL)
        return NULL;
      g_ptr_array_add (ids, id);
    }
  return g_steal_pointer (&ids);
}

static void
set_photographs (ChoshoValue *item, GPtrArray *ids)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < ids->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (ids, i));
  chosho_value_set (item, "photographs", list);
}

static gboolean
run_sighting (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  static const char *const names[] = { "what", "where", "with", "reason", "pages" };
  const char *means = chosho_command_get_text (context, "means");
  const char *origin = chosho_evidence_facts_get_origin (context, error);
  g_autoptr (ChoshoValue) item = NULL;
  g_autoptr (GPtrArray) photographs = NULL;

  if (origin == NULL || !chosho_evidence_facts_check_dates (context, error))
    return FALSE;
  if (!chosho_command_check_choice (context, "means", "on-site|screen", error))
    return FALSE;
  photographs = resolve_photographs (context, error);
  if (photographs == NULL)
    return FALSE;
  item = chosho_evidence_facts_new (context, "sighting", origin);
  chosho_value_set_string (item, "name", chosho_command_get_text (context, "what"));
  chosho_value_set_string (item, "means", means != NULL ? means : "on-site");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    chosho_value_set_string (item, names[i], chosho_command_get_text (context, names[i]));
  chosho_value_set_string (item, "version", chosho_command_get_text (context, "document-version"));
  if (photographs->len > 0)
    set_photographs (item, photographs);
  return set_digest (context, item, error)
         && chosho_links_create_with (context, "evidence", g_steal_pointer (&item), photographs, result, error);
}

/* --- list, show --------------------------------------------------------------------------------- */

static const ChoshoCommandArg list_args[] = {
  { "control", CHOSHO_ARG_TEXT, FALSE, "CONTROL", N_("Only what is linked to this control") },
  { "unlinked", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only what is linked to nothing") },
  { NULL }
};

static gboolean
names_text (ChoshoValue *list, const char *text)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (list, i)), text) == 0)
      return TRUE;
  return FALSE;
}

/* Whether words of @row's content can be found: what was read of it, or that nobody read it yet. */
static void
set_text_state (ChoshoValue *row, ChoshoValue *contents)
{
  const char *sha256 = chosho_value_get_string (row, "sha256");
  const char *state = sha256 != NULL ? chosho_value_get_string (chosho_value_get (contents, sha256), "state") : NULL;

  if (sha256 != NULL)
    chosho_value_set_string (row, "text_state", state != NULL ? state : "unread");
}

static gboolean
run_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *control = chosho_command_get_text (context, "control");
  gboolean unlinked = chosho_command_get_flag (context, "unlinked");
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (context->session, "evidence", NULL, error);
  g_autoptr (ChoshoValue) contents = NULL;

  if (rows == NULL)
    return FALSE;
  contents = chosho_search_peek_contents (chosho_session_get_path (context->session));
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      guint links = chosho_value_get_length (chosho_value_get (row, "controls")) + chosho_value_get_length (chosho_value_get (row, "papers"));

      if ((control == NULL || names_text (chosho_value_get (row, "controls"), control)) && (!unlinked || links == 0))
        {
          set_text_state (row, contents);
          chosho_value_append (*result, chosho_value_ref (row));
        }
    }
  return TRUE;
}

static const ChoshoCommandArg id_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence: id or reference") },
  { NULL }
};

static void
set_claim (ChoshoValue *row, const char *name, const char *claim)
{
  chosho_value_set (row, name, chosho_value_new_null ());
  if (claim != NULL)
    chosho_value_set_string (row, name, claim);
}

/* What a picture says of itself. Where it cannot be read, nothing is known, and the record is shown all the same. */
static void
set_claims (ChoshoCommandContext *context, ChoshoValue *row)
{
  const char *type = chosho_value_get_string (row, "media_type");
  g_auto (ChoshoEvidenceContent) content = { 0 };
  g_autoptr (ChoshoContentInfo) info = NULL;

  if (type != NULL && g_str_has_prefix (type, "image/") && chosho_evidence_content_open (&content, context, "member", NULL, NULL))
    info = chosho_helper_document_read_info (content.document, context->cancellable, NULL);
  set_claim (row, "claimed_taken_at", info != NULL ? info->claimed_time : NULL);
  set_claim (row, "claimed_device", info != NULL ? info->claimed_device : NULL);
  set_claim (row, "claimed_place", info != NULL ? info->claimed_place : NULL);
}

static gboolean
run_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) contents = NULL;

  *result = chosho_commands_get_evidence (context, error);
  if (*result == NULL)
    return FALSE;
  contents = chosho_search_peek_contents (chosho_session_get_path (context->session));
  set_text_state (*result, contents);
  set_claims (context, *result);
  return TRUE;
}

/* --- link, unlink -------------------------------------------------------------------------------- */

static const ChoshoCommandArg link_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence: id or reference") },
  { "also", CHOSHO_ARG_LIST, FALSE, "ID", N_("More evidence that is linked with it, in one act") },
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("A control that it serves") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("A step that it serves") },
  { "paper", CHOSHO_ARG_LIST, FALSE, "PAPER", N_("A paper that it belongs to") },
  { NULL }
};

static const ChoshoCommandArg unlink_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence: id or reference") },
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("A control that it was linked to") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("A step that it was linked to") },
  { "paper", CHOSHO_ARG_LIST, FALSE, "PAPER", N_("A paper that it was attached to") },
  { NULL }
};

static gboolean
run_link (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_change (context, "evidence", "id", TRUE, result, error);
}

static gboolean
run_unlink (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_links_change (context, "evidence", "id", FALSE, result, error);
}

/* --- export -------------------------------------------------------------------------------------- */

static const ChoshoCommandArg export_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence: id or reference") },
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE", N_("The new file") },
  { "password-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The file's password, on the first line of FILE") },
  { NULL }
};

static gboolean
run_export (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (ChoshoEvidenceContent) content = { 0 };
  const char *output = chosho_command_get_text (context, "output");
  int fd = chosho_evidence_content_open_bytes (&content, context, error);
  const char *sha256;
  gboolean done;

  if (fd < 0)
    return FALSE;
  sha256 = chosho_value_get_string (content.row, "sha256");
  done = chosho_evidence_export_bytes (fd, sha256, output, context->cancellable, error);
  (void) close (fd);
  if (!done)
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", chosho_value_get_string (content.row, "id"));
  chosho_value_set_string (*result, "path", output);
  chosho_value_set_string (*result, "sha256", sha256);
  return TRUE;
}

/* --- judge, withdraw ------------------------------------------------------------------------------ */

static const ChoshoCommandArg judge_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence: id or reference") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why it is appropriate here") },
  { "is-subject", CHOSHO_ARG_FLAG, FALSE, NULL, N_("The report is itself what is audited") },
  { NULL }
};

static const ChoshoCommandArg withdraw_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence: id or reference") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why") },
  { NULL }
};

static gboolean
run_judge (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_boolean (item, "is_subject", chosho_command_get_flag (context, "is-subject"));
  chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
  return chosho_commands_write_about (context, "evidence", "evidence-judge", item, result, error);
}

static gboolean
run_withdraw (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "reason", chosho_command_get_text (context, "reason"));
  return chosho_commands_write_about (context, "evidence", "evidence-withdraw", item, result, error);
}

const ChoshoCommand chosho_commands_evidence[] = {
  { "evidence add", N_("Take files and folders in as evidence"), add_args, CHOSHO_COMMAND_WRITES, run_add },
  { "evidence member-add", N_("Make members of an archive evidence of their own"), chosho_evidence_member_add_args, CHOSHO_COMMAND_WRITES,
    chosho_evidence_member_add },
  { "evidence sighting", N_("Record what was seen and not taken"), sighting_args, CHOSHO_COMMAND_WRITES, run_sighting },
  { "evidence list", N_("List the evidence"), list_args, CHOSHO_COMMAND_READS, run_list },
  { "evidence show", N_("Show one piece of evidence"), id_args, CHOSHO_COMMAND_READS, run_show },
  { "evidence link", N_("Link evidence to controls, steps and papers"), link_args, CHOSHO_COMMAND_WRITES, run_link },
  { "evidence unlink", N_("Take evidence off controls, steps and papers"), unlink_args, CHOSHO_COMMAND_WRITES, run_unlink },
  { "evidence export", N_("Write a copy of the bytes to a new file"), export_args, CHOSHO_COMMAND_READS, run_export },
  { "evidence hashes", N_("Compare a list of SHA-256 digests that the client made with what was received"), chosho_evidence_hashes_args,
    CHOSHO_COMMAND_READS, chosho_evidence_hashes },
  { "evidence judge", N_("Record why evidence collected elsewhere is appropriate"), judge_args, CHOSHO_COMMAND_WRITES, run_judge },
  { "evidence withdraw", N_("Withdraw evidence"), withdraw_args, CHOSHO_COMMAND_WRITES, run_withdraw },
  { NULL }
};
