/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-archive.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-archive-private.h"
#include "chosho-archive-seal.h"
#include "chosho-backup.h"
#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-held.h"
#include "chosho-moment.h"
#include "chosho-papers.h"
#include "chosho-report-file.h"
#include "chosho-staging.h"
#include "chosho-team.h"
#include "chosho-text.h"
#include "chosho-verify.h"

const char *
chosho_archive_word (ChoshoArchive *self, const char *key)
{
  return chosho_report_template_get (self->words, "archive", key);
}

char *
chosho_archive_time (ChoshoArchive *self, const char *time)
{
  char *shown = chosho_moment_dup (time, self->zone, CHOSHO_MOMENT_MINUTE);

  return shown != NULL ? shown : g_strdup (time);
}

const char *
chosho_archive_get_language (ChoshoArchive *self)
{
  return chosho_report_template_get_language (self->words) == CHOSHO_REPORT_LANGUAGE_EN ? "en" : "ja";
}

const char *
chosho_archive_get_person (ChoshoArchive *self, const char *id)
{
  const ChoshoMember *member = id != NULL ? chosho_team_lookup (self->view, id) : NULL;

  return member != NULL ? member->name : NULL;
}

gboolean
chosho_archive_fail_written (GError **error)
{
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _("Somebody wrote to the record meanwhile; make the archive again"));
  return FALSE;
}

char *
chosho_archive_join (ChoshoValue *texts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (texts); i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", chosho_value_as_string (chosho_value_get_item (texts, i)));
  return g_string_free (out, FALSE);
}

/* --- Before anything is written ------------------------------------------------------------------------------------------- */

/* TRUE where some object is not here by somebody's choice: an archive must have all. */
static gboolean
is_incomplete (ChoshoValue *verified)
{
  ChoshoValue *problems = chosho_value_get (verified, "problems");

  for (guint i = 0; i < chosho_value_get_length (problems); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (problems, i), "code"), "object-absent") == 0)
      return TRUE;
  return FALSE;
}

/* The record verifies and is all here. Bytes of objects are hashed on their way into the archive. */
static gboolean
check_record (ChoshoArchive *self, ChoshoValue **result, GError **error)
{
  const ChoshoVerifyOptions options = { .quick = TRUE, .cancellable = self->cancellable };

  if (!chosho_verify_run (chosho_session_get_path (self->session), &options, &self->verified, error))
    return FALSE;
  if (chosho_value_get_boolean (self->verified, "ok", FALSE) && !is_incomplete (self->verified))
    return TRUE;
  *result = chosho_value_ref (self->verified);
  if (is_incomplete (self->verified))
    g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY,
                         _("Evidence of the record is not on this copy; make the archive where all of it is, or bring it here with a pack"));
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("The record of %s does not verify"), chosho_session_get_path (self->session));
  return FALSE;
}

static gboolean
prepare (ChoshoArchive *self, ChoshoValue **result, GError **error)
{
  ChoshoValue *facts;

  if (!check_record (self, result, error))
    return FALSE;
  self->record = chosho_paper_record_read (self->session, self->cancellable, error);
  self->view = self->record != NULL ? chosho_session_get_view (self->session, FALSE, error) : NULL;
  if (self->view == NULL)
    return FALSE;
  facts = chosho_paper_record_get_facts (self->record);
  self->words = chosho_report_template_new_papers (g_strcmp0 (chosho_value_get_string (facts, "language"), "en") == 0 ? CHOSHO_REPORT_LANGUAGE_EN
                                                                                                                     : CHOSHO_REPORT_LANGUAGE_JA);
  self->zone = g_time_zone_new_identifier (chosho_value_get_string (facts, "time_zone"));
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->files = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, g_free);
  self->names = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  self->originals = chosho_value_new_array ();
  return TRUE;
}

static void
archive_clear (ChoshoArchive *self)
{
  g_clear_pointer (&self->bag, chosho_bag_writer_free);
  g_clear_pointer (&self->record, chosho_paper_record_free);
  g_clear_pointer (&self->words, chosho_report_template_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->view, chosho_view_free);
  g_clear_pointer (&self->verified, chosho_value_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->originals, chosho_value_unref);
  g_clear_pointer (&self->root, g_free);
}

/* --- The content ---------------------------------------------------------------------------------------------------------- */

static void
add_size (ChoshoNode *node, const char *digest, gint64 size_bytes, gpointer total)
{
  *(guint64 *) total += size_bytes > 0 ? (guint64) size_bytes : 0;
}

/* Members of a ZIP are as old as the last thing that they tell of. */
static gint64
get_last_time (ChoshoState *state)
{
  gint64 last = 0;

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    last = MAX (last, chosho_node_get_event (chosho_state_get_nth (state, i))->time_us);
  return last / G_USEC_PER_SEC;
}

static gboolean
add_papers (ChoshoArchive *self, GError **error)
{
  g_autofree char *path = g_build_filename (chosho_bag_writer_get_work_path (self->bag), "papers", NULL);
  g_autoptr (ChoshoValue) made = NULL;

  return chosho_papers_export (self->session, path, NULL, FALSE, NULL, self->cancellable, &made, error)
         && chosho_bag_writer_take_folder (self->bag, "data/papers", path, error);
}

/* Of a record without a report issued it is the draft, as that of `report draft`. */
static gboolean
add_oscal (ChoshoArchive *self, GError **error)
{
  g_autoptr (GPtrArray) issued = chosho_view_list_action (self->view, "report-issue");
  g_auto (ChoshoReportFileInfo) info = { 0 };
  g_autoptr (GBytes) bytes = chosho_report_file_set_oscal (self->view, issued->len == 0, self->cancellable, &info, error);

  return bytes != NULL
         && chosho_bag_writer_add_bytes (self->bag, CHOSHO_ARCHIVE_OSCAL, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error)
         && chosho_archive_add_table (self, "oscal-losses", info.losses, error);
}

/* A value of bag-info.txt is one line. (transfer full) */
static char *
dup_line (const char *text)
{
  return g_strdelimit (g_strdup (text != NULL ? text : ""), "\r\n", ' ');
}

static char *
make_info (ChoshoArchive *self)
{
  ChoshoValue *facts = chosho_paper_record_get_facts (self->record);
  g_autofree char *firm = dup_line (chosho_value_get_string (facts, "firm"));
  g_autofree char *title = dup_line (chosho_value_get_string (facts, "title"));
  g_autofree char *client = dup_line (chosho_value_get_string (facts, "client"));
  g_autofree char *now = chosho_time_format (chosho_clock_now_us ());
  g_autofree char *today = g_strndup (now, strlen ("YYYY-MM-DD"));

  return g_strdup_printf ("Source-Organization: %s\nExternal-Description: %s\nExternal-Identifier: %s\nInternal-Sender-Description: %s\n"
                          "Bagging-Date: %s\nBag-Software-Agent: Chosho " CHOSHO_VERSION "\nChosho-Archive-Version: 1\n"
                          "Chosho-Checkpoint-Root: %s\n",
                          firm, title, chosho_value_get_string (facts, "id"), client, today, self->root);
}

/* What was written while the archive was made stands in some of it and not in the rest. */
static gboolean
check_same (ChoshoArchive *self, GError **error)
{
  g_autoptr (ChoshoView) now = chosho_session_get_view (self->session, FALSE, error);

  if (now == NULL || chosho_state_get_n_events (chosho_view_get_state (now)) == self->n_events)
    return now != NULL;
  return chosho_archive_fail_written (error);
}

static gboolean
fill (ChoshoArchive *self, GError **error)
{
  guint64 total = 0;

  chosho_held_foreach (chosho_view_get_state (self->view), add_size, &total);
  chosho_progress_set_total (self->progress, 2 * total);
  return chosho_archive_add_record (self, error) && chosho_archive_add_originals (self, error) && add_papers (self, error)
         && chosho_archive_add_tables (self, error) && add_oscal (self, error) && check_same (self, error)
         && chosho_archive_add_lines (self, error) && chosho_archive_add_review (self, error) && chosho_archive_add_pages (self, error);
}

static ChoshoValue *
describe (ChoshoArchive *self, const char *path, const ChoshoBagSummary *summary)
{
  ChoshoValue *value = chosho_value_new_object ();
  g_autoptr (GPtrArray) issued = chosho_view_list_action (self->view, "report-issue");

  chosho_value_set_string (value, "path", path);
  chosho_value_set_integer (value, "files", summary->files);
  chosho_value_set_integer (value, "bytes", (gint64) summary->bytes);
  chosho_value_set_integer (value, "events", self->n_events);
  chosho_value_set_integer (value, "originals", chosho_value_get_length (self->originals));
  chosho_value_set_boolean (value, "issued", issued->len > 0);
  chosho_value_set_string (value, "tagmanifest_sha256", summary->manifest_sha256);
  chosho_value_set_string (value, "root", self->root);
  return value;
}

static gboolean
make (ChoshoSession *session, const char *path, ChoshoProgress *progress, GCancellable *cancellable, ChoshoValue **result, GError **error)
{
  ChoshoArchive self = { .session = session, .progress = progress, .cancellable = cancellable };
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *info = NULL;
  ChoshoBagSummary summary = { 0 };
  gboolean done = prepare (&self, result, error);

  if (done)
    self.bag = chosho_bag_writer_new (path, g_str_has_suffix (lower, ".zip"), get_last_time (chosho_view_get_state (self.view)), progress,
                                      cancellable, error);
  done = self.bag != NULL && fill (&self, error);
  info = done ? make_info (&self) : NULL;
  if (done && (done = chosho_bag_writer_finish (self.bag, info, &summary, error)))
    *result = describe (&self, path, &summary);
  g_free (summary.manifest_sha256);
  archive_clear (&self);
  return done;
}

/* --- Encrypted ------------------------------------------------------------------------------------------------------------ */

/* The name of the ZIP inside: what stands before ".zip" in that of the file. (transfer full) */
static char *
dup_inner_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *ending = strstr (name, ".zip");
  g_autofree char *plain = g_strndup (name, ending != NULL && ending != name ? (gsize) (ending - name) : strlen (name));

  return g_strconcat (plain, ".zip", NULL);
}

static gboolean
make_sealed (ChoshoSession *session, const char *path, const ChoshoEnvelopeLock *lock, ChoshoProgress *progress, GCancellable *cancellable,
             ChoshoValue **result, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *name = dup_inner_name (absolute);
  g_autofree char *staging = NULL;
  g_autofree char *plain = NULL;
  gboolean done;

  if (!chosho_staging_check_free (absolute, error)
      || (staging = chosho_backup_begin_snapshot (chosho_session_get_path (session), absolute, error)) == NULL)
    return FALSE;
  plain = g_build_filename (staging, name, NULL);
  done = make (session, plain, progress, cancellable, result, error) && chosho_archive_seal (plain, absolute, lock, progress, cancellable, error);
  chosho_staging_discard (staging);
  if (done)
    chosho_value_set_string (*result, "path", path);
  return done;
}

gboolean
chosho_archive_create (ChoshoSession *session, const char *path, const ChoshoEnvelopeLock *lock, ChoshoProgress *progress,
                       GCancellable *cancellable, ChoshoValue **result, GError **error)
{
  gboolean done = lock != NULL ? make_sealed (session, path, lock, progress, cancellable, result, error)
                               : make (session, path, progress, cancellable, result, error);

  if (done)
    chosho_value_set_boolean (*result, "encrypted", lock != NULL);
  return done;
}
