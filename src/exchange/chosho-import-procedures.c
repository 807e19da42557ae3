/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cell.h"
#include "chosho-control-index.h"
#include "chosho-import-align.h"
#include "chosho-import-private.h"
#include "chosho-import-procedures.h"
#include "chosho-limits.h"
#include "chosho-sheet-reader.h"
#include "chosho-text.h"
#include "chosho-words.h"

/* Steps of one control, procedure and phase; also the largest ordinal that a file may give. */
#define ORDINAL_LIMIT 9999

typedef struct
{
  ChoshoImport              *import;   /* (owned by the caller) */
  const ChoshoImportOptions *options;  /* (borrowed) */
  ChoshoControlIndex        *controls; /* (owned) */
  GHashTable                *ordinals; /* (owned) "key\nordinal" and key → last ordinal */
  GHashTable                *seen;     /* (owned) a step without a number of its own, whole → its row */
  GHashTable                *subjects; /* (owned) template number → its subject class (borrowed, interned) */
  GHashTable                *mapped;   /* (owned) control → mapping item (borrowed) */
  gboolean                   has_explicit_ordinals;
} Procedures;

static const char *const required_steps[] = { "control", "text", NULL };
static const char *const required_templates[] = { "template", "text", NULL };
static const char *const required_list[] = { "control", "subjects", NULL };
static const char *const required_ticks[] = { "control", NULL };
static const char *const subject_classes[] = { "regulations", "documents", "records", "settings", "facilities", NULL };
static const char *const sets[] = { "steps", "templates", "mapping", NULL };

/* How many known techniques the cell names when cut at the usual conjunctions. */
static guint
count_techniques (const char *cell)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GString) text = g_string_new (cell);
  static const char *const joints[] = { "・", "、", "，", "及び", "および", "並びに", "／", "/", "+", "＋", "&", "＆", " and ", "\n" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    g_string_replace (text, joints[i], ",", 0);
  parts = g_strsplit (text->str, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    n += *parts[i] != '\0' && chosho_words_find ("technique", parts[i]) != NULL ? 1 : 0;
  return n;
}

static gboolean
set_technique (Procedures *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  const char *cell = chosho_sheet_reader_get (reader, "technique");
  const char *code;

  if (cell == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "technique", "technique-blank", "%s",
                                  _ ("the technique is missing"));
      return FALSE;
    }
  code = chosho_import_find_technique (self->options, cell);
  if (code == NULL && count_techniques (cell) > 1)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "technique", "technique-several", "%s",
                                  _ ("a step has one technique; write a row for each"));
      return FALSE;
    }
  if (code == NULL)
    {
      g_autofree char *known = chosho_words_dup_known ("technique");

      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_NOTICE, "technique", "technique-unknown",
                                  _ ("the technique is not known here; it was kept as the firm's own and does not "
                                     "stand alone until the settings say so; known are %s"), known);
      return chosho_sheet_reader_copy (reader, "technique", CHOSHO_LIMIT_NAME_BYTES, item, "technique");
    }
  chosho_value_set_string (item, "technique", code);
  return TRUE;
}

/* The column, or where there is none the sheet's name ("整備状況評価"). */
static gboolean
set_phase (ChoshoSheetReader *reader, ChoshoValue *item)
{
  const char *by_sheet;

  if (chosho_sheet_reader_has (reader, "phase"))
    {
      if (!chosho_sheet_reader_copy_word (reader, "phase", "phase", item, "phase"))
        return FALSE;
    }
  else
    {
      by_sheet = chosho_words_find ("phase", chosho_sheet_reader_get_sheet (reader));
      chosho_value_set_string (item, "phase", by_sheet);
    }
  if (chosho_value_get (item, "phase") != NULL)
    return TRUE;
  chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "phase", "phase-blank", "%s",
                              _ ("the phase (design, operation or update test) is missing"));
  return FALSE;
}

static gboolean
is_mapped_disclosable (Procedures *self)
{
  const ChoshoValue *columns
      = self->options != NULL ? chosho_value_get (self->options->mapping, "disclosable_columns") : NULL;

  for (guint i = 0; i < chosho_value_get_length (columns); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (columns, i)), "text") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
set_disclosable (Procedures *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  const char *mark = chosho_sheet_reader_get_mark (reader, "text");
  gboolean by_column = is_mapped_disclosable (self) || g_strcmp0 (mark, "disclosable") == 0;

  if (!chosho_sheet_reader_copy_boolean (reader, "disclosable", "boolean", item, "disclosable"))
    return FALSE;
  if (chosho_value_get (item, "disclosable") == NULL)
    chosho_value_set_boolean (item, "disclosable", by_column);
  return TRUE;
}

/* What steps and templates share. */
static gboolean
set_common (Procedures *self, ChoshoSheetReader *reader, ChoshoValue *item)
{
  if (chosho_sheet_reader_get (reader, "text") == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "text", "text-blank", "%s",
                                  _ ("the procedure's text is missing"));
      return FALSE;
    }
  return set_phase (reader, item) && set_technique (self, reader, item)
         && chosho_sheet_reader_copy_word (reader, "subject", "subject", item, "subject")
         && chosho_sheet_reader_copy (reader, "text", CHOSHO_LIMIT_TEXT_BYTES, item, "text")
         && chosho_sheet_reader_copy (reader, "request_text", CHOSHO_LIMIT_TEXT_BYTES, item, "request_text")
         && chosho_sheet_reader_copy (reader, "report_text", CHOSHO_LIMIT_TEXT_BYTES, item, "report_text")
         && set_disclosable (self, reader, item);
}

/* The ordinal that the file gives (0 where it gives none); FALSE, reported, where it is bad. */
static gboolean
read_ordinal (Procedures *self, ChoshoSheetReader *reader, gint64 *out)
{
  const char *cell = chosho_sheet_reader_get (reader, "ordinal");

  *out = 0;
  if (!chosho_sheet_reader_has (reader, "ordinal"))
    return TRUE;
  if (cell == NULL || !chosho_cell_get_integer (cell, ORDINAL_LIMIT, out) || *out < 1)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "ordinal", "ordinal-bad",
                                  _ ("the step's number must be a whole number from 1 to %d"), ORDINAL_LIMIT);
      return FALSE;
    }
  self->has_explicit_ordinals = TRUE;
  return TRUE;
}

/* Sets the ordinal within the group @key; FALSE, reported, where another row has it. */
static gboolean
set_ordinal (Procedures *self, ChoshoSheetReader *reader, ChoshoValue *item, const char *key, gint64 given)
{
  gint64 ordinal = given;
  char *used;
  gpointer row;

  if (given == 0)
    {
      ordinal = GPOINTER_TO_INT (g_hash_table_lookup (self->ordinals, key)) + 1;
      g_hash_table_insert (self->ordinals, g_strdup (key), GINT_TO_POINTER ((int) ordinal));
    }
  used = g_strdup_printf ("%s\n#%d", key, (int) ordinal);
  row = g_hash_table_lookup (self->ordinals, used);
  if (row != NULL)
    {
      g_free (used);
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "ordinal", "duplicate",
                                  _ ("row %d holds the step of this number already"), GPOINTER_TO_INT (row));
      return FALSE;
    }
  g_hash_table_insert (self->ordinals, used, GINT_TO_POINTER ((int) chosho_sheet_reader_get_row (reader)));
  chosho_value_set_integer (item, "ordinal", ordinal);
  return TRUE;
}

/* A step that an earlier row holds word for word comes in too, for a file may mean it; whoever copied a row is told. */
static void
tell_repeated (Procedures *self, ChoshoSheetReader *reader, const char *key, const ChoshoValue *item)
{
  char *whole = g_strdup_printf ("%s\n%s\n%s\n%s", key, chosho_value_get_string (item, "subject"),
                                 chosho_value_get_string (item, "technique"), chosho_value_get_string (item, "text"));
  gpointer row = g_hash_table_lookup (self->seen, whole);

  if (row != NULL)
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_NOTICE, NULL, "step-repeated",
                                _ ("row %d holds the same step; both came in"), GPOINTER_TO_INT (row));
  g_hash_table_insert (self->seen, whole, GINT_TO_POINTER ((int) chosho_sheet_reader_get_row (reader)));
}

static gboolean
add_step (Procedures *self, ChoshoSheetReader *reader, const ChoshoValue *common, const char *control, gint64 ordinal)
{
  g_autoptr (ChoshoValue) item = chosho_value_copy (common);
  g_autofree char *key = NULL;

  chosho_value_set_string (item, "control", control);
  key = g_strdup_printf ("%s\n%s\n%s", control, chosho_value_get_string (item, "procedure"),
                         chosho_value_get_string (item, "phase"));
  if (!set_ordinal (self, reader, item, key, ordinal))
    return TRUE;
  if (ordinal == 0)
    tell_repeated (self, reader, key, item);
  return chosho_import_add_item (self->import, "steps", g_steal_pointer (&item));
}

/* What else the procedure prescribes; a blank cell leaves it open. */
static gboolean
copy_demands (ChoshoSheetReader *reader, ChoshoValue *item)
{
  return chosho_sheet_reader_copy_boolean (reader, "update_required", "boolean", item, "update_required")
         && chosho_sheet_reader_copy_boolean (reader, "sampling", "boolean", item, "sampling");
}

static gboolean
read_step (Procedures *self, ChoshoSheetReader *reader)
{
  g_autoptr (GPtrArray) controls = chosho_control_index_read (self->controls, reader, "control", TRUE);
  g_autoptr (ChoshoValue) common = chosho_value_new_object ();
  gint64 ordinal;

  if (controls == NULL || !set_common (self, reader, common)
      || !chosho_sheet_reader_copy_identifier (reader, "procedure", common, "procedure")
      || !copy_demands (reader, common)
      || !read_ordinal (self, reader, &ordinal))
    return TRUE;
  if (chosho_value_get (common, "procedure") == NULL)
    chosho_value_set_string (common, "procedure", "");
  for (guint i = 0; i < controls->len; i++)
    if (!add_step (self, reader, common, g_ptr_array_index (controls, i), ordinal))
      return FALSE;
  return TRUE;
}

/* FALSE, reported, where the template number stands for another subject class already: its steps
 * would become one procedure over two kinds of audit subjects. */
static gboolean
check_template_subject (Procedures *self, ChoshoSheetReader *reader, const ChoshoValue *item)
{
  const char *number = chosho_value_get_string (item, "procedure");
  const char *subject = chosho_value_get_string (item, "subject");
  const char *first = g_hash_table_lookup (self->subjects, number);

  if (first == NULL)
    g_hash_table_insert (self->subjects, g_strdup (number), (gpointer) g_intern_string (subject));
  else if (!g_str_equal (first, subject))
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "subject", "template-subjects", "%s",
                                  _ ("the rows above use this template number for another subject class"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_template (Procedures *self, ChoshoSheetReader *reader)
{
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();
  g_autofree char *key = NULL, *id = NULL;
  gint64 ordinal;

  if (chosho_sheet_reader_get (reader, "template") == NULL || chosho_sheet_reader_get (reader, "subject") == NULL)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM,
                                  chosho_sheet_reader_get (reader, "template") == NULL ? "template" : "subject",
                                  "template-blank", "%s", _ ("a template needs a number and a subject class"));
      return TRUE;
    }
  if (!chosho_sheet_reader_copy_identifier (reader, "template", item, "procedure")
      || !set_common (self, reader, item)
      || !copy_demands (reader, item)
      || !check_template_subject (self, reader, item) || !read_ordinal (self, reader, &ordinal))
    return TRUE;
  key = g_strdup_printf ("template\n%s\n%s", chosho_value_get_string (item, "procedure"),
                         chosho_value_get_string (item, "phase"));
  if (!set_ordinal (self, reader, item, key, ordinal))
    return TRUE;
  id = chosho_import_dup_template_id (item);
  chosho_value_set_string (item, "template", id);
  return chosho_import_add_item (self->import, "templates", g_steal_pointer (&item));
}

static void
add_subject (ChoshoValue *subjects, const char *subject)
{
  for (guint i = 0; i < chosho_value_get_length (subjects); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (subjects, i)), subject) == 0)
      return;
  chosho_value_append_string (subjects, subject);
}

/* Subject classes of the row from either form; FALSE, reported, for an unknown word. */
static gboolean
read_subjects (ChoshoSheetReader *reader, ChoshoValue *out)
{
  const char *cell = chosho_sheet_reader_get (reader, "subjects");
  g_autoptr (GPtrArray) entries = chosho_cell_split (cell);
  const char *whole = cell != NULL ? chosho_words_find ("subject", cell) : NULL;

  if (whole != NULL)
    add_subject (out, whole);
  for (guint i = 0; whole == NULL && i < entries->len; i++)
    {
      const char *subject = chosho_words_find ("subject", g_ptr_array_index (entries, i));

      if (subject == NULL)
        {
          g_autofree char *known = chosho_words_dup_known ("subject");

          chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "subjects", "word-unknown",
                                      _ ("“%s” is no subject class; known are %s"),
                                      (const char *) g_ptr_array_index (entries, i), known);
          return FALSE;
        }
      add_subject (out, subject);
    }
  for (guint i = 0; subject_classes[i] != NULL; i++)
    {
      g_autoptr (ChoshoValue) tick = chosho_value_new_object ();

      if (!chosho_sheet_reader_copy_boolean (reader, subject_classes[i], "boolean", tick, "on"))
        return FALSE;
      if (chosho_value_get_boolean (tick, "on", FALSE))
        add_subject (out, subject_classes[i]);
    }
  return TRUE;
}

static gboolean
read_mapping (Procedures *self, ChoshoSheetReader *reader)
{
  g_autoptr (GPtrArray) controls = chosho_control_index_read (self->controls, reader, "control", TRUE);
  g_autoptr (ChoshoValue) subjects = chosho_value_new_array ();

  if (controls == NULL || !read_subjects (reader, subjects))
    return TRUE;
  if (chosho_value_get_length (subjects) == 0)
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "subjects", "subject-blank", "%s",
                                  _ ("the row names no subject class"));
      return TRUE;
    }
  for (guint i = 0; i < controls->len; i++)
    {
      const char *control = g_ptr_array_index (controls, i);
      ChoshoValue *item = g_hash_table_lookup (self->mapped, control);

      if (item == NULL)
        {
          item = chosho_value_new_object ();
          chosho_value_set_string (item, "control", control);
          chosho_value_set (item, "subjects", chosho_value_new_array ());
          if (!chosho_import_add_item (self->import, "mapping", item))
            return FALSE;
          g_hash_table_insert (self->mapped, g_strdup (control), item);
        }
      for (guint j = 0; j < chosho_value_get_length (subjects); j++)
        add_subject (chosho_value_get (item, "subjects"), chosho_value_as_string (chosho_value_get_item (subjects, j)));
    }
  return TRUE;
}

static void
read_rows (Procedures *self, ChoshoSheetReader *reader, gboolean (*read) (Procedures *, ChoshoSheetReader *))
{
  while (chosho_sheet_reader_next (reader) && read (self, reader))
    ;
}

static gboolean
has_tick_column (ChoshoSheetReader *reader)
{
  for (guint i = 0; subject_classes[i] != NULL; i++)
    if (chosho_sheet_reader_has (reader, subject_classes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Procedures *self = user_data;
  g_autoptr (ChoshoSheetReader) templates = NULL, steps = NULL, list = NULL, ticks = NULL;

  templates = chosho_sheet_reader_new (sheet, "templates", required_templates, self->options, self->import);
  if (templates != NULL)
    {
      if (chosho_sheet_reader_require (templates, "technique") && chosho_sheet_reader_require (templates, "subject"))
        read_rows (self, templates, read_template);
      return TRUE;
    }
  steps = chosho_sheet_reader_new (sheet, "steps", required_steps, self->options, self->import);
  if (steps != NULL)
    {
      if (chosho_sheet_reader_require (steps, "technique"))
        read_rows (self, steps, read_step);
      return TRUE;
    }
  list = chosho_sheet_reader_new (sheet, "mapping", required_list, self->options, self->import);
  if (list != NULL)
    {
      read_rows (self, list, read_mapping);
      return TRUE;
    }
  ticks = chosho_sheet_reader_new (sheet, "mapping", required_ticks, self->options, self->import);
  if (ticks == NULL)
    return FALSE;
  if (has_tick_column (ticks))
    read_rows (self, ticks, read_mapping);
  else
    chosho_sheet_reader_require (ticks, "subjects");
  return TRUE;
}

ChoshoImport *
chosho_import_procedures (const ChoshoTable *table, const ChoshoImportOptions *options)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Procedures self = { .import = import, .options = options };

  self.controls = chosho_control_index_new (options != NULL ? options->criteria : NULL);
  self.ordinals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.subjects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.mapped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  chosho_import_run_sheets (import, table, options, sets,
                            _ ("control, phase, technique and text of the procedure"), read_sheet, &self);
  chosho_value_set_boolean (import->facts, "explicit_ordinals", self.has_explicit_ordinals);
  chosho_control_index_free (self.controls);
  g_hash_table_unref (self.ordinals);
  g_hash_table_unref (self.seen);
  g_hash_table_unref (self.subjects);
  g_hash_table_unref (self.mapped);
  return import;
}
