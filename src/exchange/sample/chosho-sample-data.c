/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-sample-private.h"
#include "chosho-sample-resources.h"

#define SHORTEST_PERIOD_DAYS 30

typedef struct
{
  const char *member;   /* of the manifest */
  const char *resource; /* below /chosho */
  const char *file;
} Copied;

/* Files that come with the program and go into the sample as they are. */
static const Copied copied[] = {
  { "templates", "templates/procedure-templates-sample.csv", "手続テンプレート(見本).csv" },
  { "settings", "settings/settings-sample.json", "法人設定(見本).json" },
  { "papers", "templates/general-papers-sample.json", "一般調書(見本).json" },
};

GRand *
chosho_sample_new_random (const ChoshoSample *self, guint32 section)
{
  const guint32 seeds[] = { self->seed, section };

  return g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
}

guint
chosho_sample_get_chapter (const ChoshoSampleEntry *entry)
{
  return (guint) g_ascii_strtoull (entry->number, NULL, 10);
}

char *
chosho_sample_dup_date (const ChoshoSample *self, guint day)
{
  return chosho_date_add_days (self->period_start, (int) MIN (day, self->n_days - 1));
}

gboolean
chosho_sample_write_file (ChoshoSample *self, const char *path, gconstpointer data, gsize size_bytes, GError **error)
{
  g_autofree char *full = g_build_filename (self->folder, path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _ ("Writing the sample was cancelled"));
      return FALSE;
    }
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR) && !chosho_folder_make (folder, error))
    return FALSE;
  if (!chosho_file_write (full, data, size_bytes, 0600, FALSE, error))
    return FALSE;
  self->n_files++;
  self->n_bytes += size_bytes;
  chosho_progress_add (self->progress, 1);
  return TRUE;
}

static void
append_cell (GString *out, const char *text)
{
  if (strpbrk (text, ",\"\n\r") == NULL)
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

void
chosho_sample_append_row (GString *out, const char *first, ...)
{
  va_list cells;
  const char *cell;

  append_cell (out, first);
  va_start (cells, first);
  while ((cell = va_arg (cells, const char *)) != NULL)
    {
      g_string_append_c (out, ',');
      append_cell (out, cell);
    }
  va_end (cells);
  g_string_append (out, "\r\n");
}

static gboolean
copy_resources (ChoshoSample *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      g_autofree char *path = g_strconcat ("/chosho/", copied[i].resource, NULL);
      g_autoptr (GBytes) bytes
          = g_resource_lookup_data (chosho_sample_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

      if (bytes == NULL
          || !chosho_sample_write_file (self, copied[i].file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                        error))
        return FALSE;
      chosho_value_set_string (self->manifest, copied[i].member, copied[i].file);
    }
  return TRUE;
}

static void
free_entry (gpointer data)
{
  ChoshoSampleEntry *entry = data;

  g_free (entry->number);
  g_free (entry->tier);
  g_free (entry->title);
  g_free (entry->text);
  g_free (entry->topic);
  g_free (entry->objective);
  g_free (entry);
}

static gboolean
set_period (ChoshoSample *self, const char *start, const char *end, GError **error)
{
  gint64 last;

  if (!chosho_date_is_valid (start) || !chosho_date_is_valid (end))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _ ("The period %s to %s is made of no dates"), start, end);
      return FALSE;
    }
  self->first_day = chosho_date_to_days (start);
  last = chosho_date_to_days (end);
  if (last - self->first_day < SHORTEST_PERIOD_DAYS)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _ ("The period %s to %s is shorter than %d days"), start,
                   end, SHORTEST_PERIOD_DAYS);
      return FALSE;
    }
  self->n_days = (guint) (last - self->first_day) + 1;
  self->period_start = g_strdup (start);
  self->period_end = g_strdup (end);
  return TRUE;
}

ChoshoValue *
chosho_sample_data_write (const char *folder, guint32 seed, const char *period_start, const char *period_end,
                          GCancellable *cancellable, ChoshoProgress *progress, GError **error)
{
  ChoshoSample self = { .seed = seed, .cancellable = cancellable, .progress = progress };
  gboolean is_good;

  self.folder = g_strdup (folder);
  self.entries = g_ptr_array_new_with_free_func (free_entry);
  self.manifest = chosho_value_new_object ();
  is_good = set_period (&self, period_start, period_end, error) && copy_resources (&self, error)
            && chosho_sample_write_criteria (&self, error) && chosho_sample_write_statement (&self, error)
            && chosho_sample_write_prior (&self, error) && chosho_sample_write_populations (&self, error) && chosho_sample_write_evidence (&self, error);
  chosho_value_set_integer (self.manifest, "files", self.n_files);
  chosho_value_set_integer (self.manifest, "bytes", (gint64) self.n_bytes);
  g_free (self.folder);
  g_free (self.period_start);
  g_free (self.period_end);
  g_ptr_array_unref (self.entries);
  if (!is_good)
    g_clear_pointer (&self.manifest, chosho_value_unref);
  return self.manifest;
}
