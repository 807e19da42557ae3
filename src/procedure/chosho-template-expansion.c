/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-template-expansion.h"

typedef struct
{
  const char *code;
  const char *japanese;
  const char *english;
} SubjectClass;

/* Domain §4, table of subject classes. */
static const SubjectClass subject_classes[] = {
  { "regulations", "規程・マニュアル", "regulations and manuals" },
  { "documents", "設計書・仕様書・手順書", "design documents, specifications and instructions" },
  { "records", "申請書・承認記録・ログ・台帳", "requests, approvals, logs and registers" },
  { "settings", "パラメータ・設定値・コマンド結果", "parameters, settings and command results" },
  { "facilities", "設備・建物", "equipment and buildings" },
};

static const char *const text_members[] = { "text", "request_text", "report_text" };

typedef struct
{
  GHashTable  *by_subject;  /* (owned) subject → GPtrArray of templates (borrowed) */
  GHashTable  *by_number;   /* (owned) control → criteria item (borrowed) */
  const ChoshoValue *criteria; /* (borrowed) (nullable) */
  gboolean     english;
  ChoshoValue *steps;       /* (owned) */
  ChoshoValue *problems;    /* (owned) */
} Expansion;

static void
add_problem (Expansion *self, const char *control, const char *template, const char *value, const char *code,
             const char *reason)
{
  ChoshoValue *problem = chosho_value_new_object ();

  chosho_value_set_string (problem, "control", control);
  chosho_value_set_string (problem, "template", template);
  chosho_value_set_string (problem, "value", value);
  chosho_value_set_string (problem, "code", code);
  chosho_value_set_string (problem, "reason", reason);
  chosho_value_append (self->problems, problem);
}

static const char *
get_subject_label (Expansion *self, const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (subject_classes); i++)
    if (g_str_equal (subject_classes[i].code, code))
      return self->english ? subject_classes[i].english : subject_classes[i].japanese;
  return code;
}

/* Length of a "{name}" at @p, or 0. */
static gsize
measure_placeholder (const char *p)
{
  gsize size = 1;

  if (*p != '{')
    return 0;
  while (g_ascii_islower (p[size]) || p[size] == '_')
    size++;
  return size > 1 && p[size] == '}' ? size + 1 : 0;
}

/* The first placeholder of @text that no step can fill, or NULL. (transfer full) */
static char *
find_unknown (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p++)
    {
      gsize size = measure_placeholder (p);
      g_autofree char *name = g_strndup (p, size);

      if (size > 0 && !g_str_equal (name, "{control}") && !g_str_equal (name, "{title}")
          && !g_str_equal (name, "{subject}"))
        return g_steal_pointer (&name);
    }
  return NULL;
}

/* One pass: what a title happens to contain is never replaced again. */
static char *
fill_in (const char *text, const char *control, const char *title, const char *subject)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize size = measure_placeholder (text);

      if (size == 0)
        {
          g_string_append_c (out, *text++);
          continue;
        }
      g_string_append (out, strncmp (text, "{control}", size) == 0 ? control
                            : strncmp (text, "{title}", size) == 0 ? title
                                                                   : subject);
      text += size;
    }
  return g_string_free (out, FALSE);
}

/* The procedure number that the template's steps get. */
static const char *
get_number (const ChoshoValue *template)
{
  const char *number = chosho_value_get_string (template, "procedure");

  return number != NULL ? number : chosho_value_get_string (template, "template");
}

static int
compare_templates (gconstpointer a, gconstpointer b)
{
  static const char *const phases[] = { "design", "operation", "update" };
  const ChoshoValue *x = *(const ChoshoValue *const *) a, *y = *(const ChoshoValue *const *) b;
  int order = g_strcmp0 (get_number (x), get_number (y));
  guint px = 0, py = 0;
  gint64 ox = chosho_value_get_integer (x, "ordinal", 0), oy = chosho_value_get_integer (y, "ordinal", 0);

  while (px < G_N_ELEMENTS (phases) && g_strcmp0 (phases[px], chosho_value_get_string (x, "phase")) != 0)
    px++;
  while (py < G_N_ELEMENTS (phases) && g_strcmp0 (phases[py], chosho_value_get_string (y, "phase")) != 0)
    py++;
  if (px != py)
    return px < py ? -1 : 1;
  return order != 0 ? order : (ox < oy ? -1 : ox > oy);
}

static gboolean
is_usable (Expansion *self, const ChoshoValue *template, GHashTable *subjects)
{
  const char *id = get_number (template);
  const char *subject = chosho_value_get_string (template, "subject");
  const char *first = g_hash_table_lookup (subjects, id);

  if (first != NULL && !g_str_equal (first, subject))
    {
      add_problem (self, NULL, id, subject, "template-subjects",
                   _ ("a template's number belongs to one subject class; give the other a number of its own"));
      return FALSE;
    }
  g_hash_table_insert (subjects, (gpointer) id, (gpointer) subject);
  for (guint i = 0; i < G_N_ELEMENTS (text_members); i++)
    {
      g_autofree char *unknown = find_unknown (chosho_value_get_string (template, text_members[i]));

      if (unknown != NULL)
        {
          add_problem (self, NULL, id, unknown, "placeholder-unknown",
                       _ ("only {control}, {title} and {subject} can be filled in"));
          return FALSE;
        }
    }
  return TRUE;
}

static void
sort_templates (Expansion *self, const ChoshoValue *templates)
{
  g_autoptr (GHashTable) subjects = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer list;

  for (guint i = 0; i < chosho_value_get_length (templates); i++)
    {
      ChoshoValue *template = chosho_value_get_item (templates, i);
      const char *subject = chosho_value_get_string (template, "subject");
      GPtrArray *group;

      if (subject == NULL || get_number (template) == NULL
          || !is_usable (self, template, subjects))
        continue;
      group = g_hash_table_lookup (self->by_subject, subject);
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (self->by_subject, (gpointer) subject, group);
        }
      g_ptr_array_add (group, template);
    }
  g_hash_table_iter_init (&iter, self->by_subject);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_sort (list, compare_templates);
}

static void
add_step (Expansion *self, const ChoshoValue *template, const char *control, const char *title)
{
  static const char *const copied[] = { "phase", "ordinal", "subject", "technique", "disclosable", "update_required", "sampling" };
  ChoshoValue *step = chosho_value_new_object ();
  const char *subject = get_subject_label (self, chosho_value_get_string (template, "subject"));

  chosho_value_set_string (step, "control", control);
  chosho_value_set_string (step, "procedure", get_number (template));
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      ChoshoValue *value = chosho_value_get (template, copied[i]);

      chosho_value_set (step, copied[i], value != NULL ? chosho_value_ref (value) : NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (text_members); i++)
    {
      const char *text = chosho_value_get_string (template, text_members[i]);
      g_autofree char *filled = text != NULL ? fill_in (text, control, title, subject) : NULL;

      chosho_value_set_string (step, text_members[i], filled);
    }
  chosho_value_append (self->steps, step);
}

static void
expand_control (Expansion *self, const ChoshoValue *entry)
{
  const char *control = chosho_value_get_string (entry, "control");
  const ChoshoValue *item = control != NULL ? g_hash_table_lookup (self->by_number, control) : NULL;
  const ChoshoValue *subjects = chosho_value_get (entry, "subjects");
  const char *title = chosho_value_get_string (item, "title");

  if (control == NULL)
    return;
  if (self->criteria != NULL && (item == NULL || g_strcmp0 (chosho_value_get_string (item, "level"), "objective") == 0))
    {
      add_problem (self, control, NULL, NULL, item == NULL ? "control-unknown" : "not-a-control",
                   item == NULL ? _ ("the criteria have no such control")
                                : _ ("this is an objective, not a detailed control"));
      return;
    }
  for (guint i = 0; i < chosho_value_get_length (subjects); i++)
    {
      const char *subject = chosho_value_as_string (chosho_value_get_item (subjects, i));
      const GPtrArray *group = g_hash_table_lookup (self->by_subject, subject);

      if (group == NULL)
        add_problem (self, control, NULL, subject, "template-missing",
                     _ ("no template stands for this subject class"));
      for (guint j = 0; group != NULL && j < group->len; j++)
        add_step (self, g_ptr_array_index (group, j), control, title != NULL ? title : control);
    }
}

static ChoshoValue *
list_unmapped (Expansion *self, const ChoshoValue *mapping)
{
  g_autoptr (GHashTable) mapped = g_hash_table_new (g_str_hash, g_str_equal);
  ChoshoValue *out = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (mapping); i++)
    {
      const char *control = chosho_value_get_string (chosho_value_get_item (mapping, i), "control");

      if (control != NULL)
        g_hash_table_add (mapped, (gpointer) control);
    }
  for (guint i = 0; i < chosho_value_get_length (self->criteria); i++)
    {
      const ChoshoValue *item = chosho_value_get_item (self->criteria, i);
      const char *number = chosho_value_get_string (item, "number");

      if (g_strcmp0 (chosho_value_get_string (item, "level"), "control") == 0
          && !g_hash_table_contains (mapped, number))
        chosho_value_append_string (out, number);
    }
  return out;
}

static void
free_group (gpointer data)
{
  g_ptr_array_unref (data);
}

ChoshoValue *
chosho_template_expand (const ChoshoValue *templates, const ChoshoValue *mapping, const ChoshoValue *criteria,
                        gboolean english)
{
  Expansion self = { .criteria = criteria, .english = english };
  ChoshoValue *result = chosho_value_new_object ();

  self.by_subject = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_group);
  self.by_number = g_hash_table_new (g_str_hash, g_str_equal);
  self.steps = chosho_value_new_array ();
  self.problems = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (criteria); i++)
    {
      ChoshoValue *item = chosho_value_get_item (criteria, i);

      if (chosho_value_get_string (item, "number") != NULL)
        g_hash_table_insert (self.by_number, (gpointer) chosho_value_get_string (item, "number"), item);
    }
  sort_templates (&self, templates);
  for (guint i = 0; i < chosho_value_get_length (mapping); i++)
    expand_control (&self, chosho_value_get_item (mapping, i));
  chosho_value_set (result, "steps", self.steps);
  chosho_value_set (result, "problems", self.problems);
  chosho_value_set (result, "unmapped", list_unmapped (&self, mapping));
  g_hash_table_unref (self.by_subject);
  g_hash_table_unref (self.by_number);
  return result;
}
