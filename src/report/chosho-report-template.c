/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-error.h"

struct _ChoshoReportTemplate
{
  ChoshoReportLanguage language;
  GHashTable          *texts; /* owned: "group/key" to text, both owned */
};

/* Generated from data/report by the build. */
extern const char chosho_report_template_ja[];
extern const char chosho_report_template_en[];
extern const char chosho_report_papers_ja[];
extern const char chosho_report_papers_en[];

static void
set_invalid (GError **error, const char *group, const char *key, const char *reason)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Report template, [%s] %s: %s"), group, key, reason);
}

static gboolean
load_group (ChoshoReportTemplate *self, GKeyFile *file, const char *group, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      char *value = g_key_file_get_string (file, group, keys[i], &local);

      if (local != NULL) /* set with a value too, where an escape is wrong */
        {
          g_free (value);
          set_invalid (error, group, keys[i], local->message);
          return FALSE;
        }
      g_hash_table_insert (self->texts, g_strconcat (group, "/", keys[i], NULL), value);
    }
  return TRUE;
}

/* Adds the texts of @data. */
static gboolean
load_texts (ChoshoReportTemplate *self, const char *data, gsize size_bytes, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_data (file, data, size_bytes, G_KEY_FILE_NONE, &local))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The report template cannot be read: %s"),
                   local->message);
      return FALSE;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!load_group (self, file, groups[i], error))
      return FALSE;
  return TRUE;
}

static ChoshoReportTemplate *
load (ChoshoReportLanguage language, const char *data, gsize size_bytes, GError **error)
{
  g_autoptr (ChoshoReportTemplate) self = g_new0 (ChoshoReportTemplate, 1);

  self->language = language;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return load_texts (self, data, size_bytes, error) ? g_steal_pointer (&self) : NULL;
}

/* The end of the place that starts at @open ("{name}"), or NULL where this brace opens none. */
static const char *
place_end (const char *open)
{
  const char *p = open + 1;

  while (g_ascii_islower (*p) || *p == '_')
    p++;
  return *p == '}' && p > open + 1 ? p : NULL;
}

/* The first place in @text that @reference does not have, or NULL. (transfer full) */
static char *
find_unknown_place (const char *text, const char *reference)
{
  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      const char *end = place_end (p);

      if (end != NULL)
        {
          g_autofree char *place = g_strndup (p, (gsize) (end - p) + 1);

          if (strstr (reference, place) == NULL)
            return g_steal_pointer (&place);
        }
    }
  return NULL;
}

static gboolean
check_text (const char *path, const char *text, const char *reference, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", 2);
  g_autofree char *place = NULL;
  g_autofree char *reason = NULL;

  if (text == NULL || reference == NULL)
    {
      set_invalid (error, parts[0], parts[1], text == NULL ? _("the key is missing") : _("there is no such key"));
      return FALSE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      set_invalid (error, parts[0], parts[1], _("the text is not UTF-8"));
      return FALSE;
    }
  place = find_unknown_place (text, reference);
  if (place == NULL)
    return TRUE;
  reason = g_strdup_printf (_("nothing can stand for %s here"), place);
  set_invalid (error, parts[0], parts[1], reason);
  return FALSE;
}

/* Compares with the built-in template in a fixed order, so that the same file gives the same message. */
static gboolean
check_against (ChoshoReportTemplate *self, ChoshoReportTemplate *reference, GError **error)
{
  g_autoptr (GList) paths = g_list_concat (g_hash_table_get_keys (reference->texts),
                                           g_hash_table_get_keys (self->texts));

  paths = g_list_sort (paths, (GCompareFunc) strcmp);
  for (GList *l = paths; l != NULL; l = l->next)
    if (!check_text (l->data, g_hash_table_lookup (self->texts, l->data),
                     g_hash_table_lookup (reference->texts, l->data), error))
      return FALSE;
  return TRUE;
}

/* The value for the place of @size characters at @name among the pairs in @arguments. */
static const char *
find_value (const char *name, gsize size, GPtrArray *pairs)
{
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    {
      const char *candidate = g_ptr_array_index (pairs, i);

      if (strlen (candidate) == size && memcmp (candidate, name, size) == 0)
        return g_ptr_array_index (pairs, i + 1);
    }
  return NULL;
}

ChoshoReportTemplate *
chosho_report_template_new_default (ChoshoReportLanguage language)
{
  const char *data = language == CHOSHO_REPORT_LANGUAGE_EN ? chosho_report_template_en : chosho_report_template_ja;
  g_autoptr (GError) error = NULL;
  ChoshoReportTemplate *self = load (language, data, strlen (data), &error);

  if (self == NULL)
    g_error ("Built-in report template: %s", error->message);
  return self;
}

ChoshoReportTemplate *
chosho_report_template_new_papers (ChoshoReportLanguage language)
{
  const char *data = language == CHOSHO_REPORT_LANGUAGE_EN ? chosho_report_papers_en : chosho_report_papers_ja;
  ChoshoReportTemplate *self = chosho_report_template_new_default (language);
  g_autoptr (GError) error = NULL;

  if (!load_texts (self, data, strlen (data), &error))
    g_error ("Words of working papers: %s", error->message);
  return self;
}

ChoshoReportTemplate *
chosho_report_template_new (ChoshoReportLanguage language, const char *data, gsize size_bytes, GError **error)
{
  g_autoptr (ChoshoReportTemplate) reference = NULL;
  g_autoptr (ChoshoReportTemplate) self = NULL;

  if (size_bytes > CHOSHO_REPORT_TEMPLATE_BYTES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("The report template is larger than %d bytes"),
                   CHOSHO_REPORT_TEMPLATE_BYTES);
      return NULL;
    }
  self = load (language, data, size_bytes, error);
  if (self == NULL)
    return NULL;
  reference = chosho_report_template_new_default (language);
  if (!check_against (self, reference, error))
    return NULL;
  if (strcmp (chosho_report_template_get (self, "template", "language"),
              chosho_report_template_get (reference, "template", "language")) != 0)
    {
      set_invalid (error, "template", "language", _("the template is for another language"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
chosho_report_template_free (ChoshoReportTemplate *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->texts);
  g_free (self);
}

ChoshoReportLanguage
chosho_report_template_get_language (const ChoshoReportTemplate *self)
{
  return self->language;
}

gboolean
chosho_report_template_is_sample (const ChoshoReportTemplate *self)
{
  return strcmp (chosho_report_template_get (self, "template", "sample"), "true") == 0;
}

const char *
chosho_report_template_get (const ChoshoReportTemplate *self, const char *group, const char *key)
{
  g_autofree char *path = g_strconcat (group, "/", key, NULL);
  const char *text = g_hash_table_lookup (self->texts, path);

  if (text == NULL)
    g_critical ("The report template has no text at [%s] %s", group, key);
  return text != NULL ? text : "";
}

const char *
chosho_report_template_get_label (const ChoshoReportTemplate *self, const char *group, const char *code)
{
  g_autofree char *path = g_strconcat (group, "/", code, NULL);
  const char *text = g_hash_table_lookup (self->texts, path);

  return text != NULL ? text : code;
}

char *
chosho_report_template_format (const ChoshoReportTemplate *self, const char *group, const char *key, ...)
{
  const char *text = chosho_report_template_get (self, group, key);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new ();
  GString *out = g_string_new (NULL);
  const char *name;
  va_list arguments;

  va_start (arguments, key);
  while ((name = va_arg (arguments, const char *)) != NULL)
    {
      const char *value = va_arg (arguments, const char *);

      g_ptr_array_add (pairs, (gpointer) name);
      g_ptr_array_add (pairs, (gpointer) (value != NULL ? value : ""));
    }
  va_end (arguments);

  for (const char *p = text; *p != '\0';)
    {
      const char *end = *p == '{' ? place_end (p) : NULL;
      const char *value = end != NULL ? find_value (p + 1, (gsize) (end - p - 1), pairs) : NULL;

      if (value != NULL)
        {
          g_string_append (out, value);
          p = end + 1;
        }
      else
        g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}

char *
chosho_report_template_format_date (const ChoshoReportTemplate *self, const char *date)
{
  int year, month, day;
  g_autofree char *year_text = NULL;
  g_autofree char *month_text = NULL;
  g_autofree char *day_text = NULL;

  if (!chosho_date_is_valid (date))
    return g_strdup (date);
  year = (int) g_ascii_strtoll (date, NULL, 10);
  month = (int) g_ascii_strtoll (date + 5, NULL, 10);
  day = (int) g_ascii_strtoll (date + 8, NULL, 10);
  year_text = g_strdup_printf ("%d", year);
  month_text = g_strdup_printf ("%d", month);
  day_text = g_strdup_printf ("%d", day);
  return chosho_report_template_format (self, "format", "date", "year", year_text, "day", day_text, "month_name",
                                        chosho_report_template_get (self, "month", month_text), NULL);
}

char *
chosho_report_template_join_number (const ChoshoReportTemplate *self, const char *number, const char *title)
{
  const char *gap = self->language == CHOSHO_REPORT_LANGUAGE_JA ? "　" : "  ";

  return title == NULL || *title == '\0' ? g_strdup (number) : g_strconcat (number, gap, title, NULL);
}

char *
chosho_report_template_format_number (gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  gsize size = strlen (digits);
  GString *out = g_string_sized_new (size + size / 3);

  for (gsize i = 0; i < size; i++)
    {
      if (i > 0 && (size - i) % 3 == 0 && digits[i - 1] != '-')
        g_string_append_c (out, ',');
      g_string_append_c (out, digits[i]);
    }
  return g_string_free (out, FALSE);
}

/* Adds the pieces of @text between its places, paragraph by paragraph. */
static void
add_pieces (GPtrArray *out, const char *text)
{
  const char *start = text;

  for (const char *p = text;; p++)
    {
      const char *end = *p == '{' ? place_end (p) : NULL;

      if (*p != '\0' && *p != '\n' && end == NULL)
        continue;
      if (p > start)
        g_ptr_array_add (out, g_strndup (start, (gsize) (p - start)));
      if (*p == '\0')
        return;
      if (end != NULL)
        p = end;
      start = p + 1;
    }
}

char **
chosho_report_template_dup_fixed (const ChoshoReportTemplate *self)
{
  static const char *const groups[] = { "fixed/", "generic/", "outcome-meaning/", "technique-meaning/" };
  g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (self->texts), (GCompareFunc) strcmp);
  GPtrArray *out = g_ptr_array_new ();

  for (GList *l = paths; l != NULL; l = l->next)
    for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
      if (g_str_has_prefix (l->data, groups[i]))
        add_pieces (out, g_hash_table_lookup (self->texts, l->data));
  g_ptr_array_add (out, NULL);
  return (char **) g_ptr_array_free (out, FALSE);
}
