/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cell.h"
#include "chosho-error.h"
#include "chosho-import-private.h"
#include "chosho-import-settings.h"
#include "chosho-limits.h"
#include "chosho-settings-check.h"
#include "chosho-settings-wording.h"
#include "chosho-sheet-reader.h"
#include "chosho-wording.h"
#include "chosho-words.h"

typedef struct
{
  ChoshoImport              *import;  /* (owned by the caller) */
  const ChoshoImportOptions *options; /* (borrowed) */
  GHashTable                *values;  /* (owned) name → value that grows (owned) */
} Settings;

/* What a file may hold … */
static const char *const names[]
    = { "frequency_table", "techniques", "ticks", "words", "wording", "deadlines", "paper_templates", "role_requirements", NULL };
/* … and what comes of it: phrases become part of the wording. */
static const char *const written_names[]
    = { "frequency_table", "techniques", "ticks", "wording", "deadlines", "paper_templates", "role_requirements", NULL };

/* The value of @name being built; an array for lists, else an object. Borrowed. */
static ChoshoValue *
get_value (Settings *self, const char *name)
{
  ChoshoValue *value = g_hash_table_lookup (self->values, name);

  if (value == NULL)
    {
      value = chosho_settings_is_list (name) ? chosho_value_new_array () : chosho_value_new_object ();
      g_hash_table_insert (self->values, g_strdup (name), value);
    }
  return value;
}

static gboolean
has_key (const ChoshoValue *list, const char *name, const char *key)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_settings_get_key (name, chosho_value_get_item (list, i)), key) == 0)
      return TRUE;
  return FALSE;
}

static void
add_word (Settings *self, const char *language, const char *word)
{
  ChoshoValue *words = get_value (self, "words");

  if (chosho_value_get (words, language) == NULL)
    chosho_value_set (words, language, chosho_value_new_array ());
  if (!chosho_value_has_text (chosho_value_get (words, language), word))
    chosho_value_append_string (chosho_value_get (words, language), word);
}

static void
settings_init (Settings *self, ChoshoImport *import, const ChoshoImportOptions *options)
{
  self->import = import;
  self->options = options;
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) chosho_value_unref);
}

/* The firm's lists as read so far, else the built-in ones, with the phrases added; reported and left
 * as it was where that is too much. */
static void
add_phrases (Settings *self, const ChoshoValue *words)
{
  ChoshoValue *given = g_hash_table_lookup (self->values, "wording");
  ChoshoValue *lists = chosho_settings_add_phrases (given, words);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new (lists, &error);

  if (rules != NULL)
    {
      g_hash_table_insert (self->values, g_strdup ("wording"), lists);
      return;
    }
  chosho_value_unref (lists);
  chosho_import_add_problem (self->import, CHOSHO_IMPORT_PROBLEM, "words", 0, NULL, NULL, NULL, "wording-bad",
                             error->message);
}

static void
settings_finish (Settings *self)
{
  ChoshoValue *words = g_hash_table_lookup (self->values, "words");

  if (chosho_value_get_length (words) > 0)
    add_phrases (self, words);
  for (guint i = 0; written_names[i] != NULL; i++)
    {
      ChoshoValue *value = g_hash_table_lookup (self->values, written_names[i]);
      ChoshoValue *item;

      if (chosho_value_get_length (value) == 0)
        continue;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "name", written_names[i]);
      chosho_value_set (item, "value", chosho_value_ref (value));
      chosho_import_add_item (self->import, "settings", item);
    }
  g_hash_table_unref (self->values);
}

/* --- JSON --- */

static char *
dup_json_text (const ChoshoValue *value)
{
  return value != NULL ? chosho_value_to_canonical (value, NULL) : NULL;
}

static void
report_json (Settings *self, ChoshoImportSeverity severity, const char *name, guint place, const char *member,
             const ChoshoValue *value, const char *code, const char *reason)
{
  g_autofree char *text = dup_json_text (value);

  chosho_import_add_problem (self->import, severity, name, place, member, NULL, text, code, reason);
}

static GArray *
new_faults (void)
{
  GArray *faults = g_array_new (FALSE, FALSE, sizeof (ChoshoSettingsFault));

  g_array_set_clear_func (faults, chosho_settings_fault_clear);
  return faults;
}

static void
read_json_list (Settings *self, const char *name, const ChoshoValue *list)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      const ChoshoValue *entry = chosho_value_get_item (list, i);
      g_autoptr (GArray) faults = new_faults ();
      ChoshoValue *clean = chosho_settings_check_entry (name, entry, faults);

      for (guint j = 0; j < faults->len; j++)
        {
          const ChoshoSettingsFault *fault = &g_array_index (faults, ChoshoSettingsFault, j);

          report_json (self, fault->is_fatal ? CHOSHO_IMPORT_PROBLEM : CHOSHO_IMPORT_NOTICE, name, i + 1, fault->member,
                       fault->member != NULL ? chosho_value_get (entry, fault->member) : entry, fault->code, fault->reason);
        }
      if (clean == NULL)
        continue;
      if (has_key (get_value (self, name), name, chosho_settings_get_key (name, clean)))
        {
          report_json (self, CHOSHO_IMPORT_PROBLEM, name, i + 1, NULL, entry, "duplicate",
                       _ ("an entry above has the same name"));
          chosho_value_unref (clean);
        }
      else
        chosho_value_append (get_value (self, name), clean);
    }
}

static void
read_json_words (Settings *self, const ChoshoValue *words)
{
  for (guint i = 0; i < chosho_value_get_length (words); i++)
    {
      const char *language = chosho_value_get_key (words, i);
      const ChoshoValue *list = chosho_value_get_member_at (words, i);

      if (g_str_equal (language, "_comment"))
        continue;
      if (!g_str_equal (language, "ja") && !g_str_equal (language, "en"))
        {
          report_json (self, CHOSHO_IMPORT_PROBLEM, "words", 0, language, NULL, "language-unknown",
                       _ ("the language must be ja or en"));
          continue;
        }
      for (guint j = 0; j < chosho_value_get_length (list); j++)
        {
          const char *word = chosho_value_as_string (chosho_value_get_item (list, j));

          if (word == NULL || *word == '\0' || strlen (word) > CHOSHO_LIMIT_NAME_BYTES)
            report_json (self, CHOSHO_IMPORT_PROBLEM, "words", j + 1, language, chosho_value_get_item (list, j),
                         "member-type", _ ("a word must be a short text"));
          else
            add_word (self, language, word);
        }
    }
}

static void
report_unknown_deadline (Settings *self, const char *name, const ChoshoValue *value)
{
  g_autofree char *known = chosho_words_dup_known ("deadline");
  g_autofree char *reason = g_strdup_printf (_ ("this deadline is not known; known are %s"), known);

  report_json (self, CHOSHO_IMPORT_PROBLEM, "deadlines", 0, name, value, "name-unknown", reason);
}

static void
read_json_deadlines (Settings *self, const ChoshoValue *deadlines)
{
  for (guint i = 0; i < chosho_value_get_length (deadlines); i++)
    {
      const char *name = chosho_value_get_key (deadlines, i);
      ChoshoValue *value = chosho_value_get_member_at (deadlines, i);
      gint64 amount = chosho_value_as_integer (value, 0);

      if (g_str_equal (name, "_comment"))
        continue;
      if (!chosho_settings_is_deadline (name))
        report_unknown_deadline (self, name, value);
      else if (amount < 1 || amount > CHOSHO_SETTINGS_DEADLINE_LIMIT)
        report_json (self, CHOSHO_IMPORT_PROBLEM, "deadlines", 0, name, value, "deadline-bad",
                     _ ("a deadline must be a whole number above zero"));
      else
        chosho_value_set_integer (get_value (self, "deadlines"), name, amount);
    }
}

/* FALSE, reported, where list number @place (from 1) cannot be used. */
static gboolean
check_json_list (Settings *self, const ChoshoValue *list, guint place)
{
  ChoshoValue *language = chosho_value_get (list, "language");
  const char *code = chosho_value_as_string (language);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoWordingRules) rules = chosho_wording_rules_new (list, &error);

  if (rules != NULL && (g_str_equal (code, "ja") || g_str_equal (code, "en")))
    return TRUE;
  if (rules != NULL)
    report_json (self, CHOSHO_IMPORT_PROBLEM, "wording", place, "language", language, "language-unknown", _ ("the language must be ja or en"));
  else
    report_json (self, CHOSHO_IMPORT_PROBLEM, "wording", place, NULL, NULL, "wording-bad", error->message);
  return FALSE;
}

/* Complete lists come in as they are, or not at all. */
static void
read_json_wording (Settings *self, const ChoshoValue *lists)
{
  gboolean good = chosho_value_get_length (lists) > 0;

  if (!good)
    report_json (self, CHOSHO_IMPORT_PROBLEM, "wording", 0, NULL, NULL, "wording-bad", _ ("there is no list"));
  for (guint i = 0; i < chosho_value_get_length (lists); i++)
    good = check_json_list (self, chosho_value_get_item (lists, i), i + 1) && good;
  if (good)
    g_hash_table_insert (self->values, g_strdup ("wording"), chosho_settings_complete_lists (lists));
}

static void
read_json_member (Settings *self, const char *name, const ChoshoValue *value)
{
  ChoshoValueType wanted = chosho_settings_is_list (name) || g_str_equal (name, "wording") ? CHOSHO_VALUE_ARRAY
                                                                                          : CHOSHO_VALUE_OBJECT;

  if (g_str_equal (name, "_comment"))
    return;
  if (!g_strv_contains (names, name))
    {
      g_autofree char *known = g_strjoinv (_ (", "), (char **) names);
      g_autofree char *reason = g_strdup_printf (_ ("there is no setting of this name; known are %s"), known);

      report_json (self, CHOSHO_IMPORT_PROBLEM, name, 0, NULL, value, "name-unknown", reason);
    }
  else if (chosho_value_get_value_type (value) != wanted)
    report_json (self, CHOSHO_IMPORT_PROBLEM, name, 0, NULL, value, "member-type",
                 wanted == CHOSHO_VALUE_ARRAY ? _ ("this setting must be a list") : _ ("this setting must be an object"));
  else if (g_str_equal (name, "words"))
    read_json_words (self, value);
  else if (g_str_equal (name, "wording"))
    read_json_wording (self, value);
  else if (g_str_equal (name, "deadlines"))
    read_json_deadlines (self, value);
  else
    read_json_list (self, name, value);
}

ChoshoImport *
chosho_import_settings_json (const char *file_name, const char *data, gsize size_bytes)
{
  ChoshoImport *import = chosho_import_new (file_name);
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  Settings self;

  settings_init (&self, import, NULL);
  if (size_bytes > CHOSHO_SETTINGS_BYTES)
    g_set_error (&error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _ ("a settings file has at most %d bytes"),
                 CHOSHO_SETTINGS_BYTES);
  else
    value = chosho_value_parse (data, size_bytes, &error);
  if (error != NULL)
    chosho_import_add_problem (import, CHOSHO_IMPORT_PROBLEM, NULL, 0, NULL, NULL, NULL, "json", error->message);
  else if (chosho_value_get_value_type (value) != CHOSHO_VALUE_OBJECT)
    chosho_import_add_problem (import, CHOSHO_IMPORT_PROBLEM, NULL, 0, NULL, NULL, NULL, "json",
                               _ ("the file must hold one object"));
  else
    for (guint i = 0; i < chosho_value_get_length (value); i++)
      read_json_member (&self, chosho_value_get_key (value, i), chosho_value_get_member_at (value, i));
  settings_finish (&self);
  return import;
}

/* --- tables --- */

typedef struct
{
  const char        *name;
  const char *const *required;
} Kind;

static const char *const required_frequency[] = { "frequency", "size", NULL };
static const char *const required_techniques[] = { "technique", "stands_alone", NULL };
static const char *const required_ticks[] = { "mark", "label_ja", NULL };
static const char *const required_words[] = { "word", NULL };
static const char *const required_deadlines[] = { "deadline", "amount", NULL };
static const char *const required_papers[] = { "template", "title", NULL };

static const char *const required_requirements[] = { "role", "qualification", NULL };

static const Kind kinds[] = { { "frequency_table", required_frequency }, { "techniques", required_techniques },
                              { "ticks", required_ticks },               { "words", required_words },
                              { "deadlines", required_deadlines },       { "paper_templates", required_papers },
                              { "role_requirements", required_requirements } };

static gboolean
set_integer (ChoshoSheetReader *reader, const char *field, ChoshoValue *entry, const char *member)
{
  const char *cell = chosho_sheet_reader_get (reader, field);
  gint64 value;

  if (cell == NULL)
    return TRUE;
  if (!chosho_cell_get_integer (cell, CHOSHO_LIMIT_INTEGER, &value))
    {
      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, field, "integer-bad", "%s",
                                  _ ("this is no whole number"));
      return FALSE;
    }
  chosho_value_set_integer (entry, member, value);
  return TRUE;
}

/* The row as the same object that JSON would hold. NULL where a cell was reported. */
static ChoshoValue *
make_entry (ChoshoSheetReader *reader, const char *name)
{
  static const char *const texts[] = { "frequency", "mark", "template", "title", "text", "label_ja", "label_en" };
  g_autoptr (ChoshoValue) entry = chosho_value_new_object ();
  gboolean is_good = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    is_good = chosho_sheet_reader_copy (reader, texts[i], CHOSHO_LIMIT_TEXT_BYTES, entry, texts[i]) && is_good;
  is_good = set_integer (reader, "size", entry, "size") && is_good;
  is_good = chosho_sheet_reader_copy_boolean (reader, "stands_alone", "boolean", entry, "stands_alone") && is_good;
  is_good
      = chosho_sheet_reader_copy_boolean (reader, "required_for_issue", "boolean", entry, "required_for_issue") && is_good;
  is_good = chosho_sheet_reader_copy_boolean (reader, "qualification", "boolean", entry, "qualification") && is_good;
  if (g_str_equal (name, "role_requirements"))
    {
      const char *cell = chosho_sheet_reader_get (reader, "role");
      const char *code = cell != NULL ? chosho_words_find ("role", cell) : NULL;

      chosho_value_set_string (entry, "role", code != NULL ? code : cell);
    }
  if (g_str_equal (name, "techniques"))
    {
      const char *cell = chosho_sheet_reader_get (reader, "technique");
      const char *code = cell != NULL ? chosho_words_find ("technique", cell) : NULL;

      chosho_value_set_string (entry, "id", code != NULL ? code : cell);
      if (chosho_value_get (entry, "label_ja") == NULL && code != NULL)
        chosho_value_set_string (entry, "label_ja", cell);
    }
  return is_good ? g_steal_pointer (&entry) : NULL;
}

static const char *
get_field (const char *member)
{
  return g_strcmp0 (member, "id") == 0 ? "technique" : member;
}

static void
read_list_row (Settings *self, ChoshoSheetReader *reader, const char *name)
{
  g_autoptr (ChoshoValue) entry = make_entry (reader, name);
  g_autoptr (GArray) faults = new_faults ();
  g_autoptr (ChoshoValue) clean = NULL;

  if (entry == NULL)
    return;
  clean = chosho_settings_check_entry (name, entry, faults);
  for (guint i = 0; i < faults->len; i++)
    {
      const ChoshoSettingsFault *fault = &g_array_index (faults, ChoshoSettingsFault, i);

      chosho_sheet_reader_report (reader, fault->is_fatal ? CHOSHO_IMPORT_PROBLEM : CHOSHO_IMPORT_NOTICE,
                                  get_field (fault->member), fault->code, "%s", fault->reason);
    }
  if (clean == NULL)
    return;
  if (has_key (get_value (self, name), name, chosho_settings_get_key (name, clean)))
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, NULL, "duplicate", "%s",
                                _ ("an entry above has the same name"));
  else
    chosho_value_append (get_value (self, name), g_steal_pointer (&clean));
}

static void
read_word_row (Settings *self, ChoshoSheetReader *reader)
{
  const char *word = chosho_sheet_reader_get (reader, "word");
  const char *cell = chosho_sheet_reader_get (reader, "language");
  const char *language = cell != NULL ? chosho_words_find ("language", cell) : NULL;

  if (word == NULL || strlen (word) > CHOSHO_LIMIT_NAME_BYTES)
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "word", "member-type", "%s",
                                _ ("a word must be a short text"));
  else if (cell != NULL && language == NULL)
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "language", "language-unknown", "%s",
                                _ ("the language must be ja or en"));
  else
    add_word (self, language != NULL ? language : g_str_is_ascii (word) ? "en" : "ja", word);
}

static void
read_deadline_row (Settings *self, ChoshoSheetReader *reader)
{
  const char *cell = chosho_sheet_reader_get (reader, "deadline");
  const char *code = cell != NULL ? chosho_words_find ("deadline", cell) : NULL;
  const char *amount_cell = chosho_sheet_reader_get (reader, "amount");
  gint64 amount;

  if (code == NULL)
    {
      g_autofree char *known = chosho_words_dup_known ("deadline");

      chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "deadline", "name-unknown",
                                  _ ("this deadline is not known; known are %s"), known);
    }
  else if (amount_cell == NULL || !chosho_cell_get_integer (amount_cell, CHOSHO_SETTINGS_DEADLINE_LIMIT, &amount)
           || amount < 1)
    chosho_sheet_reader_report (reader, CHOSHO_IMPORT_PROBLEM, "amount", "deadline-bad", "%s",
                                _ ("a deadline must be a whole number above zero"));
  else
    chosho_value_set_integer (get_value (self, "deadlines"), code, amount);
}

static gboolean
read_sheet (const ChoshoTableSheet *sheet, gpointer user_data)
{
  Settings *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (ChoshoSheetReader) reader
          = chosho_sheet_reader_new (sheet, kinds[i].name, kinds[i].required, self->options, self->import);

      if (reader == NULL)
        continue;
      while (chosho_sheet_reader_next (reader))
        if (g_str_equal (kinds[i].name, "words"))
          read_word_row (self, reader);
        else if (g_str_equal (kinds[i].name, "deadlines"))
          read_deadline_row (self, reader);
        else
          read_list_row (self, reader, kinds[i].name);
      return TRUE;
    }
  return FALSE;
}

ChoshoImport *
chosho_import_settings (const ChoshoTable *table, const ChoshoImportOptions *options)
{
  ChoshoImport *import = chosho_import_new (table->file_name);
  Settings self;

  settings_init (&self, import, options);
  chosho_import_run_sheets (import, table, options, names,
                            _ ("frequency and size, technique, mark, word, deadline or paper"), read_sheet, &self);
  settings_finish (&self);
  return import;
}
