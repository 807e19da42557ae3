/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-papers.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-paper-builder.h"
#include "chosho-paper-press.h"
#include "chosho-paper-tables.h"
#include "chosho-papers-book.h"
#include "chosho-staging.h"

#define NAME_BYTES 120 /* of a paper's file, before its ending */
#define FOLDER_MODE 0700
#define FILE_MODE 0600

typedef struct
{
  ChoshoObjectStore   *objects;
  ChoshoProgress      *progress;    /* (nullable) */
  GCancellable        *cancellable; /* (nullable) */
  ChoshoPaperRecord   *record;      /* (borrowed) */
  ChoshoPaperExcerpts *excerpts;    /* (owned) */
  ChoshoPaperBuilder  *builder;     /* (owned) */
  ChoshoPaperPress    *press;       /* (owned) */
  char                *staged;      /* (owned) (nullable) the folder that is being filled */
  gboolean             binder_only;
  GHashTable          *names;       /* (owned) of files that are there */
  guint                n_regions;
  guint                n_files;
  guint                n_pages;
  guint64              size_bytes;
} Job;

static void
job_clear (Job *self)
{
  g_clear_pointer (&self->press, chosho_paper_press_free);
  g_clear_pointer (&self->builder, chosho_paper_builder_free);
  g_clear_pointer (&self->excerpts, chosho_paper_excerpts_free);
  g_clear_pointer (&self->names, g_hash_table_unref);
  if (self->staged != NULL)
    chosho_staging_discard (self->staged);
  g_clear_pointer (&self->staged, g_free);
}

static gboolean
check_cancelled (Job *self, GError **error)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Making the working papers was cancelled"));
  return FALSE;
}

/* --- What the papers are made of ------------------------------------------------------------------------------------------ */

static gboolean
make_press (Job *self, GError **error)
{
  ChoshoValue *facts = chosho_paper_record_get_facts (self->record);
  g_autofree char *head = chosho_paper_builder_dup_head (self->builder);
  g_autofree char *date = chosho_date_of_time (chosho_clock_now_us (), chosho_value_get_string (facts, "time_zone"));
  const ChoshoPaperFacts paper_facts = { .language = chosho_paper_builder_get_language (self->builder), .head = head,
                                         .author = chosho_value_get_string (facts, "firm"), .subject = chosho_value_get_string (facts, "id"),
                                         .date = date };

  self->press = chosho_paper_press_new (&paper_facts, error);
  return self->press != NULL;
}

/* @control (nullable): of which alone marks are drawn. @n_papers: what the progress counts beside them. */
static gboolean
job_begin (Job *self, const char *control, guint n_papers, GError **error)
{
  self->n_regions = chosho_paper_excerpts_count (self->record, control);
  if (n_papers == 0)
    n_papers = chosho_paper_record_list (self->record, "control")->len + chosho_paper_record_list (self->record, "paper")->len;
  chosho_progress_set_total (self->progress, (guint64) self->n_regions + n_papers);
  self->excerpts = chosho_paper_excerpts_read (self->record, self->objects, control, self->progress, self->cancellable, error);
  if (self->excerpts == NULL)
    return FALSE;
  self->builder = chosho_paper_builder_new (self->record, self->excerpts);
  return make_press (self, error);
}

/* --- Files ----------------------------------------------------------------------------------------------------------------- */

/* A file's name of a paper's number: what no file system takes becomes "_". Each name is given once. (transfer full) */
static char *
dup_file_name (Job *self, const char *folder, const char *number)
{
  g_autofree char *base = g_strndup (number, NAME_BYTES);
  char *end;

  if (!g_utf8_validate (base, -1, (const char **) &end))
    *end = '\0';
  for (char *p = base; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) || strchr ("/\\:*?\"<>|", *p) != NULL || (p == base && *p == '.'))
      *p = '_';
  for (guint copy = 1;; copy++)
    {
      g_autofree char *name = copy == 1 ? g_strdup_printf ("%s/%s.pdf", folder, base) : g_strdup_printf ("%s/%s-%u.pdf", folder, base, copy);
      g_autofree char *key = g_utf8_casefold (name, -1);

      if (g_hash_table_add (self->names, g_steal_pointer (&key)))
        return g_steal_pointer (&name);
    }
}

/* Reads back what was written to @path. */
static gboolean
check_file (Job *self, const char *path, const ChoshoReportPdfInfo *info, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &local);

  if (file == NULL)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, local->message);
      return FALSE;
    }
  self->n_files++;
  self->size_bytes += info->size_bytes;
  return chosho_report_pdf_check (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), info, error);
}

/* A new file of the folder that is being filled, to be written; NULL with @error. (transfer full) */
static GOutputStream *
create_file (Job *self, const char *name, char **path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) local = NULL;
  GFileOutputStream *stream;

  *path = g_build_filename (self->staged, name, NULL);
  file = g_file_new_for_path (*path);
  stream = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, &local);
  if (stream == NULL)
    g_set_error_literal (error, CHOSHO_ERROR, g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? CHOSHO_ERROR_NO_SPACE : CHOSHO_ERROR_IO,
                         local->message);
  return (GOutputStream *) stream;
}

/* Sets @paper, for the binder too, and writes its own file. */
static gboolean
write_paper (Job *self, const ChoshoPaper *paper, const char *folder, GError **error)
{
  guint index = chosho_paper_press_add (self->press, paper);
  ChoshoReportPdfInfo info = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GOutputStream) out = NULL;

  if (self->binder_only)
    return TRUE;
  name = dup_file_name (self, folder, paper->number);
  out = create_file (self, name, &path, error);
  return out != NULL && chosho_paper_press_write (self->press, index, out, self->cancellable, &info, error)
         && g_output_stream_close (out, NULL, error) && check_file (self, path, &info, error);
}

/* --- Papers ------------------------------------------------------------------------------------------------------------------ */

static gboolean
write_controls (Job *self, ChoshoValue *wanted, guint *count, GError **error)
{
  GPtrArray *rows = chosho_paper_record_list (self->record, "control");

  for (guint i = 0; i < rows->len; i++)
    {
      const char *number = chosho_value_get_string (g_ptr_array_index (rows, i), "number");
      g_autoptr (ChoshoPaper) paper = NULL;

      if (wanted != NULL && !chosho_value_has_text (wanted, number))
        continue;
      paper = chosho_paper_builder_make_control (self->builder, number);
      if (!check_cancelled (self, error) || !write_paper (self, paper, "controls", error))
        return FALSE;
      chosho_progress_add (self->progress, 1);
      (*count)++;
    }
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (chosho_value_get_string (*(ChoshoValue *const *) a, "number"), chosho_value_get_string (*(ChoshoValue *const *) b, "number"));
}

static gboolean
write_general (Job *self, guint *count, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_copy (chosho_paper_record_list (self->record, "paper"), (GCopyFunc) (GCallback) chosho_value_ref, NULL);

  g_ptr_array_set_free_func (rows, (GDestroyNotify) chosho_value_unref);
  g_ptr_array_sort (rows, compare_numbers);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (ChoshoPaper) paper = chosho_paper_builder_make_general (self->builder, chosho_value_get_string (g_ptr_array_index (rows, i), "id"));

      if (!check_cancelled (self, error) || !write_paper (self, paper, "general", error))
        return FALSE;
      chosho_progress_add (self->progress, 1);
      (*count)++;
    }
  return TRUE;
}

static gboolean
write_binder (Job *self, gboolean whole, guint n_papers, GError **error)
{
  g_autoptr (ChoshoPaper) cover = chosho_paper_builder_make_cover (self->builder, chosho_clock_now_us ());
  ChoshoReportPdfInfo info = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GOutputStream) out = NULL;

  if (whole)
    {
      g_autoptr (ChoshoPaper) index = chosho_paper_builder_make_evidence (self->builder);

      chosho_paper_press_add (self->press, index);
    }
  chosho_progress_set_total (self->progress, (guint64) self->n_regions + n_papers + chosho_paper_press_count_pages (self->press));
  out = create_file (self, "binder.pdf", &path, error);
  if (out == NULL || !chosho_paper_press_bind (self->press, cover, out, self->progress, self->cancellable, &info, error)
      || !g_output_stream_close (out, NULL, error) || !check_file (self, path, &info, error))
    return FALSE;
  self->n_pages = info.page_count;
  return TRUE;
}

static gboolean
write_tables (Job *self, ChoshoValue *controls, GError **error)
{
  g_autoptr (ChoshoValue) tables = chosho_paper_tables_make (self->builder, controls);
  const char *author = chosho_value_get_string (chosho_paper_record_get_facts (self->record), "firm");
  g_autofree char *path = g_build_filename (self->staged, "tables.xlsx", NULL);
  guint64 size_bytes = 0;

  if (!chosho_papers_book_write (tables, author, chosho_paper_builder_get_language (self->builder) == CHOSHO_REPORT_LANGUAGE_EN, path,
                                 self->cancellable, &size_bytes, error))
    return FALSE;
  self->n_files++;
  self->size_bytes += size_bytes;
  return TRUE;
}

/* --- The folder -------------------------------------------------------------------------------------------------------------- */

static gboolean
make_folder (Job *self, const char *path, GError **error)
{
  static const char *const folders[] = { "controls", "general" };
  g_autofree char *parent = g_path_get_dirname (path);

  self->staged = chosho_staging_begin (parent, path, error);
  for (guint i = 0; self->staged != NULL && i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (self->staged, folders[i], NULL);

      if (g_mkdir (folder, FOLDER_MODE) != 0)
        return chosho_error_set_errno (error, errno, "%s", folder);
    }
  return self->staged != NULL;
}

static gboolean
publish (Job *self, const char *path, GError **error)
{
  static const char *const folders[] = { "controls", "general" };

  if (!chosho_staging_sync_folder (self->staged, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (self->staged, folders[i], NULL);

      (void) g_rmdir (folder); /* where it has no paper */
    }
  (void) g_rmdir (path);    /* an empty folder; what is in it keeps it */
  if (!chosho_staging_publish (self->staged, path, error))
    return FALSE;
  g_clear_pointer (&self->staged, g_free);
  return TRUE;
}

static ChoshoValue *
describe (Job *self, const char *path, guint n_controls, guint n_general)
{
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "path", path);
  chosho_value_set_integer (value, "controls", n_controls);
  chosho_value_set_integer (value, "general", n_general);
  chosho_value_set_integer (value, "files", self->n_files);
  chosho_value_set_integer (value, "pages", self->n_pages);
  chosho_value_set_integer (value, "size_bytes", (gint64) self->size_bytes);
  chosho_value_set_integer (value, "excerpts", chosho_paper_excerpts_count_drawn (self->excerpts));
  chosho_value_set_integer (value, "excerpts_missing", self->n_regions - chosho_paper_excerpts_count_drawn (self->excerpts));
  return value;
}

gboolean
chosho_papers_export (ChoshoSession *session, const char *path, ChoshoValue *controls, gboolean binder_only, ChoshoProgress *progress,
                      GCancellable *cancellable, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoPaperRecord) record = chosho_staging_check_folder (path, error) ? chosho_paper_record_read (session, cancellable, error) : NULL;
  Job job = { .objects = chosho_session_get_objects (session), .progress = progress, .cancellable = cancellable, .record = record,
              .binder_only = binder_only };
  guint n_controls = 0, n_general = 0;
  gboolean ok;

  if (record == NULL)
    return FALSE;
  job.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ok = make_folder (&job, path, error) && job_begin (&job, NULL, chosho_value_get_length (controls), error) && write_controls (&job, controls, &n_controls, error)
       && (controls != NULL || write_general (&job, &n_general, error))
       && write_binder (&job, controls == NULL, n_controls + n_general, error) && write_tables (&job, controls, error)
       && publish (&job, path, error);
  if (ok)
    *result = describe (&job, path, n_controls, n_general);
  job_clear (&job);
  return ok;
}

GBytes *
chosho_papers_make (ChoshoPaperRecord *record, ChoshoObjectStore *objects, const char *control, GCancellable *cancellable, GError **error)
{
  Job job = { .objects = objects, .cancellable = cancellable, .record = record };
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;
  ChoshoReportPdfInfo info = { 0 };

  if (job_begin (&job, control, 1, error))
    {
      g_autoptr (ChoshoPaper) paper = chosho_paper_builder_make_control (job.builder, control);
      guint index = chosho_paper_press_add (job.press, paper);

      if (chosho_paper_press_write (job.press, index, memory, cancellable, &info, error) && g_output_stream_close (memory, NULL, error))
        bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
    }
  job_clear (&job);
  if (bytes == NULL || !chosho_report_pdf_check (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &info, error))
    return NULL;
  return g_steal_pointer (&bytes);
}
