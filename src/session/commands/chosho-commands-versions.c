/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-evidence-content.h"
#include "chosho-evidence-facts.h"
#include "chosho-evidence-intake.h"
#include "chosho-evidence.h"
#include "chosho-purge.h"
#include "chosho-text-extract.h"
#include "chosho-text.h"
#include "chosho-version-changes.h"

/* --- What relied on it --------------------------------------------------------------------------- */

static void
add_texts (GHashTable *set, ChoshoValue *list)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    g_hash_table_add (set, g_strdup (chosho_value_as_string (chosho_value_get_item (list, i))));
}

static gboolean
cites (ChoshoValue *sample, const char *id)
{
  ChoshoValue *results = chosho_value_get (sample, "results");

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    if (chosho_value_has_text (chosho_value_get (chosho_value_get_item (results, i), "evidence"), id))
      return TRUE;
  return FALSE;
}

/* The controls and papers that the evidence of @row is linked to, or whose samples cite it. */
static void
add_users (ChoshoValue *row, ChoshoValue *samples, GHashTable *users)
{
  const char *id = chosho_value_get_string (row, "id");

  add_texts (users, chosho_value_get (row, "controls"));
  add_texts (users, chosho_value_get (row, "papers"));
  for (guint i = 0; i < chosho_value_get_length (samples); i++)
    if (cites (chosho_value_get_item (samples, i), id))
      add_texts (users, chosho_value_get (chosho_value_get_item (samples, i), "controls"));
}

/* TRUE where @row is one of the evidence @ids, or a member of it. */
static gboolean
is_among (ChoshoValue *row, GPtrArray *ids)
{
  const char *of = chosho_value_get_string (row, "of");

  return g_ptr_array_find_with_equal_func (ids, chosho_value_get_string (row, "id"), g_str_equal, NULL)
         || (of != NULL && g_ptr_array_find_with_equal_func (ids, of, g_str_equal, NULL));
}

/* Puts into @result as @member the rows of @kind among @users whose sign-offs are stale, by the name that people use. */
static gboolean
set_stale (ChoshoSession *session, ChoshoValue *result, const char *member, const char *kind, GHashTable *users, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (session, kind, NULL, error);
  ChoshoValue *stale;

  if (rows == NULL)
    return FALSE;
  stale = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      const char *number = chosho_value_get_string (row, "number");
      const char *id = chosho_value_get_string (row, "id");

      if (chosho_value_get_boolean (row, "stale", FALSE) && g_hash_table_contains (users, id != NULL ? id : number))
        chosho_value_append_string (stale, number);
    }
  chosho_value_set (result, member, stale);
  return TRUE;
}

/* What of the work relied on the evidence @ids and has to be signed again. */
static gboolean
tell_stale (ChoshoSession *session, GPtrArray *ids, ChoshoValue *result, GError **error)
{
  g_autoptr (GHashTable) users = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (session, "evidence", NULL, error);
  g_autoptr (ChoshoValue) samples = rows != NULL ? chosho_session_list_rows (session, "sample", NULL, error) : NULL;

  if (samples == NULL)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    if (is_among (chosho_value_get_item (rows, i), ids))
      add_users (chosho_value_get_item (rows, i), samples, users);
  return set_stale (session, result, "stale", "control", users, error)
         && set_stale (session, result, "stale_papers", "paper", users, error);
}

/* --- replace ------------------------------------------------------------------------------------- */

static const ChoshoCommandArg replace_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence that came before: id or reference") },
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The file that takes its place") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why it came again\nwhat was returned, and for what") },
  CHOSHO_EVIDENCE_FACTS_ARGS,
  { NULL }
};

/* Where the older evidence is linked now, for chosho_links_add(). (transfer full) */
static ChoshoValue *
list_targets (ChoshoView *view, const char *id)
{
  static const char *const fields[] = { "control", "paper", "step" };
  g_autofree char *subject = g_strconcat ("linked:", id, NULL);
  g_autoptr (GPtrArray) links = chosho_view_list_about (view, subject, "link");
  ChoshoValue *targets = chosho_value_new_array ();

  for (guint i = 0; i < links->len; i++)
    {
      ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (links, i))->item;
      ChoshoValue *target;

      if (g_strcmp0 (chosho_value_get_string (link, "to"), id) != 0)
        continue;
      target = chosho_value_new_object ();
      for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
        chosho_value_set_string (target, fields[f], chosho_value_get_string (link, fields[f]));
      chosho_value_append (targets, target);
    }
  return targets;
}

/* One line of versions, not a tree: what was replaced already has a newer one, which is what a further one replaces. */
static gboolean
check_latest (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *older, GError **error)
{
  g_autoptr (GPtrArray) successors = chosho_evidence_list_successors (view, chosho_value_get_string (older, "id"));
  g_autoptr (ChoshoValue) newer = NULL;

  if (successors->len == 0)
    return TRUE;
  newer = chosho_session_get_row (context->session, "evidence", g_ptr_array_index (successors, 0), error);
  if (newer != NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("%s was replaced by %s already: name that as what came before"),
                 chosho_value_get_string (older, "reference"), chosho_value_get_string (newer, "reference"));
  return FALSE;
}

/* The facts of the new piece and where it is linked; FALSE with @error. */
static gboolean
prepare (ChoshoCommandContext *context, ChoshoValue *older, ChoshoValue **facts, ChoshoValue **targets, GError **error)
{
  g_autoptr (ChoshoTransaction) probe = chosho_transaction_begin (context->session, context->operation, error);
  const char *origin = chosho_evidence_facts_get_origin (context, error);
  ChoshoView *view;

  if (probe == NULL || origin == NULL || !chosho_evidence_facts_check_dates (context, error))
    return FALSE;
  view = chosho_transaction_get_view (probe);
  if (!chosho_transaction_is_done (probe) && !check_latest (context, view, older, error))
    return FALSE;
  if (chosho_command_get_text (context, "origin") == NULL)
    origin = chosho_value_get_string (older, "origin");
  *facts = chosho_evidence_facts_new (context, "file", origin);
  *targets = list_targets (view, chosho_value_get_string (older, "id"));
  return chosho_evidence_facts_set_receiver (context, view, *facts, error);
}

static gboolean
check_file (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is a folder; one file takes the place of one"), path);
  return FALSE;
}

/* Of what was only seen before: whether the copy is what the client's own digest said then. */
static void
tell_copy (ChoshoValue *older, ChoshoValue *result)
{
  const char *shown = chosho_value_get_string (older, "shown_sha256");

  if (shown != NULL)
    chosho_value_set_boolean (result, "copy_matches", g_strcmp0 (shown, chosho_value_get_string (result, "sha256")) == 0);
}

static gboolean
run_replace (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "file");
  g_autoptr (ChoshoValue) older = chosho_commands_get_evidence (context, error);
  g_autoptr (ChoshoValue) facts = NULL;
  g_autoptr (ChoshoValue) targets = NULL;
  g_autoptr (ChoshoValue) taken = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (older == NULL || !check_file (path, error) || !prepare (context, older, &facts, &targets, error))
    return FALSE;
  if (!chosho_evidence_intake_replace (context, path, facts, targets, older, chosho_command_get_text (context, "reason"), &taken, error))
    {
      *result = g_steal_pointer (&taken); /* blockers, where a rule refused */
      return FALSE;
    }
  *result = chosho_value_ref (chosho_value_get_item (taken, 0));
  chosho_value_set_string (*result, "version_of", chosho_value_get_string (older, "id"));
  tell_copy (older, *result);
  g_ptr_array_add (ids, (gpointer) chosho_value_get_string (older, "id"));
  return tell_stale (context->session, ids, *result, error);
}

/* --- compare ------------------------------------------------------------------------------------- */

static const ChoshoCommandArg compare_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The newer evidence: id or reference") },
  { "with", CHOSHO_ARG_TEXT, FALSE, "ID", N_("The older evidence (default: what it is a new version of)") },
  { NULL }
};

/* The row of what the newer one is compared with; NULL with @error. (transfer full) */
static ChoshoValue *
get_older (ChoshoCommandContext *context, ChoshoValue *newer, GError **error)
{
  const char *with = chosho_command_get_text (context, "with");
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *id = NULL;

  if (view == NULL)
    return NULL;
  id = with != NULL ? chosho_session_resolve_thing (context->session, view, "evidence", with, error)
                    : g_strdup (chosho_value_get_string (newer, "version_of"));
  if (id == NULL && with == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s is no new version of other evidence: say what to compare it with (--with ID)"),
                 chosho_value_get_string (newer, "reference"));
  return id != NULL ? chosho_session_get_row (context->session, "evidence", id, error) : NULL;
}

/* The words of the evidence of @row; NULL with @error. (transfer full) */
static ChoshoTextExtract *
read_words (ChoshoCommandContext *context, ChoshoValue *row, GError **error)
{
  int fd = chosho_evidence_content_open_row (context, row, NULL, error);
  ChoshoTextExtract *extract;

  if (fd < 0)
    return NULL;
  extract = chosho_text_extract_read (fd, chosho_value_get_string (row, "name"), context->cancellable, error);
  (void) close (fd);
  return extract;
}

static gboolean
run_compare (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) newer = chosho_commands_get_evidence (context, error);
  g_autoptr (ChoshoValue) older = newer != NULL ? get_older (context, newer, error) : NULL;
  g_autoptr (ChoshoTextExtract) before = older != NULL ? read_words (context, older, error) : NULL;
  g_autoptr (ChoshoTextExtract) after = before != NULL ? read_words (context, newer, error) : NULL;
  gboolean more;

  if (after == NULL)
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", chosho_value_get_string (newer, "id"));
  chosho_value_set_string (*result, "older", chosho_value_get_string (older, "id"));
  chosho_value_set_string (*result, "text", after->state);
  chosho_value_set_string (*result, "older_text", before->state);
  chosho_value_set (*result, "changes", chosho_version_changes_list (before, after, &more));
  chosho_value_set_boolean (*result, "more", more);
  return TRUE;
}

/* --- purge --------------------------------------------------------------------------------------- */

static const ChoshoCommandArg purge_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence whose bytes are destroyed: id or reference") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why\nreceived by mistake, given back, time of keeping over") },
  { "lift", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Lift an earlier destruction: the content may be taken in again") },
  { NULL }
};

/* All evidence of the content @digest: files, whose bytes are one object, or members of archives, whose bytes are in
 * those. (transfer full) (element-type utf8) */
static GPtrArray *
list_same (ChoshoView *view, const char *digest, gboolean members)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) evidence = chosho_view_list_action (view, "evidence");

  for (guint i = 0; i < evidence->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (evidence, i);

      if (g_strcmp0 (chosho_value_get_string (write->item, "sha256"), digest) == 0 && chosho_evidence_is_member (write->item) == members)
        g_ptr_array_add (ids, chosho_write_dup_id (write));
    }
  return ids;
}

static void
add_purges (ChoshoTransaction *tx, GPtrArray *ids, const char *reason, gboolean lift)
{
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0; i < ids->len; i++)
    {
      ChoshoValue *item = chosho_value_new_object ();

      chosho_value_set_string (item, "evidence", g_ptr_array_index (ids, i));
      chosho_value_set_string (item, "reason", reason);
      if (lift)
        chosho_value_set_boolean (item, "lifted", TRUE);
      chosho_value_append (items, item);
    }
  chosho_transaction_add (tx, "evidence-purge", items);
}

/* A lifting needs something to lift, a destruction bytes that are there. */
static gboolean
check_purge (ChoshoValue *row, gboolean lift, GError **error)
{
  if (chosho_evidence_is_member (row))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The bytes of %s are in an archive: destroy that"), chosho_value_get_string (row, "reference"));
      return FALSE;
    }
  if (!lift)
    return chosho_commands_check_copy (row, error);
  if (chosho_value_get_boolean (row, "purged", FALSE))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s was not destroyed: there is nothing to lift"),
               chosho_value_get_string (row, "reference"));
  return FALSE;
}

/* Writes it, and destroys what is destroyed by it. Answers whose bytes they are in @ids. */
static gboolean
write_purge (ChoshoCommandContext *context, ChoshoValue *row, gboolean lift, GPtrArray **ids, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autoptr (ChoshoView) view = NULL;

  if (tx == NULL)
    return FALSE;
  *ids = list_same (chosho_transaction_get_view (tx), chosho_value_get_string (row, "sha256"), FALSE);
  if (!chosho_transaction_is_done (tx))
    {
      if (!chosho_transaction_check_power (tx, "evidence-purge", result, error) || !check_purge (row, lift, error))
        return FALSE;
      add_purges (tx, *ids, chosho_command_get_text (context, "reason"), lift);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  view = chosho_session_get_view (context->session, FALSE, error);
  if (view == NULL || !chosho_purge_destroy (context->session, view, error))
    {
      g_prefix_error (error, "%s", _("The destruction is recorded; the bytes are still there and will go with the next entry: "));
      return FALSE;
    }
  return TRUE;
}

static void
set_ids (ChoshoValue *result, const char *member, GPtrArray *ids)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < ids->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (ids, i));
  chosho_value_set (result, member, list);
}

/* What the same content is left in: members of archives, which stay whole. */
static gboolean
tell_left (ChoshoSession *session, const char *digest, ChoshoValue *result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (session, FALSE, error);
  g_autoptr (GPtrArray) members = view != NULL ? list_same (view, digest, TRUE) : NULL;

  if (members == NULL)
    return FALSE;
  for (guint i = members->len; i > 0; i--)
    if (chosho_evidence_get_purge (view, g_ptr_array_index (members, i - 1)) != NULL)
      g_ptr_array_remove_index (members, i - 1);
  set_ids (result, "left_in_archives", members);
  return TRUE;
}

/* Marks that quote what was destroyed: their words are in the record, where they stay. */
static gboolean
tell_quotes (ChoshoSession *session, GPtrArray *evidence, ChoshoValue *result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (session, FALSE, error);
  g_autoptr (ChoshoValue) rows = view != NULL ? chosho_session_list_rows (session, "mark", NULL, error) : NULL;
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      ChoshoValue *purge = chosho_evidence_get_purge (view, chosho_value_get_string (row, "evidence"));
      const char *destroyed = chosho_value_get_string (purge, "evidence");

      if (destroyed != NULL && g_ptr_array_find_with_equal_func (evidence, destroyed, g_str_equal, NULL) && chosho_value_get_string (row, "quote") != NULL)
        g_ptr_array_add (marks, (gpointer) chosho_value_get_string (row, "id"));
    }
  set_ids (result, "quoted_in_marks", marks);
  return TRUE;
}

static gboolean
run_purge (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  gboolean lift = chosho_command_get_flag (context, "lift");
  g_autoptr (ChoshoValue) row = chosho_commands_get_evidence (context, error);
  g_autoptr (GPtrArray) ids = NULL;

  if (row == NULL || !write_purge (context, row, lift, &ids, result, error))
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", chosho_value_get_string (row, "id"));
  chosho_value_set_string (*result, "sha256", chosho_value_get_string (row, "sha256"));
  chosho_value_set_boolean (*result, "destroyed", !lift);
  set_ids (*result, "evidence", ids);
  return tell_left (context->session, chosho_value_get_string (row, "sha256"), *result, error)
         && tell_quotes (context->session, ids, *result, error) && tell_stale (context->session, ids, *result, error);
}

const ChoshoCommand chosho_commands_versions[] = {
  { "evidence replace", N_("Take a file in as a new version of evidence"), replace_args, CHOSHO_COMMAND_WRITES, run_replace },
  { "evidence compare", N_("Show what changed in the words from an older version to a newer"), compare_args, CHOSHO_COMMAND_READS, run_compare },
  { "evidence purge", N_("Destroy the bytes of evidence"), purge_args, CHOSHO_COMMAND_WRITES, run_purge },
  { NULL }
};
