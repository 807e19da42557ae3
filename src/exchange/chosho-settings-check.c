/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-action.h"
#include "chosho-limits.h"
#include "chosho-settings-check.h"
#include "chosho-words.h"

typedef struct
{
  const char     *name;
  ChoshoValueType type;
  gboolean        is_required;
} Member;

typedef struct
{
  const char   *name;
  const char   *key;
  const Member *members; /* ends with a NULL name */
} List;

static const Member frequency_members[] = { { "frequency", CHOSHO_VALUE_STRING, TRUE },
                                            { "size", CHOSHO_VALUE_INTEGER, TRUE },
                                            { "label_ja", CHOSHO_VALUE_STRING, FALSE },
                                            { "label_en", CHOSHO_VALUE_STRING, FALSE },
                                            { NULL } };
static const Member technique_members[] = { { "id", CHOSHO_VALUE_STRING, TRUE },
                                            { "stands_alone", CHOSHO_VALUE_BOOLEAN, TRUE },
                                            { "label_ja", CHOSHO_VALUE_STRING, FALSE },
                                            { "label_en", CHOSHO_VALUE_STRING, FALSE },
                                            { NULL } };
static const Member tick_members[] = { { "mark", CHOSHO_VALUE_STRING, TRUE },
                                       { "label_ja", CHOSHO_VALUE_STRING, FALSE },
                                       { "label_en", CHOSHO_VALUE_STRING, FALSE },
                                       { NULL } };
static const Member paper_members[] = { { "template", CHOSHO_VALUE_STRING, TRUE },
                                        { "title", CHOSHO_VALUE_STRING, TRUE },
                                        { "text", CHOSHO_VALUE_STRING, FALSE },
                                        { "required_for_issue", CHOSHO_VALUE_BOOLEAN, FALSE },
                                        { NULL } };

static const Member requirement_members[] = { { "role", CHOSHO_VALUE_STRING, TRUE },
                                              { "qualification", CHOSHO_VALUE_BOOLEAN, TRUE },
                                              { NULL } };

static const List lists[] = { { "frequency_table", "frequency", frequency_members },
                              { "techniques", "id", technique_members },
                              { "ticks", "mark", tick_members },
                              { "paper_templates", "template", paper_members },
                              { "role_requirements", "role", requirement_members } };

static const List *
find_list (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].name, name))
      return &lists[i];
  return NULL;
}

static void
add_fault (GArray *faults, const char *member, const char *code, gboolean is_fatal, char *reason)
{
  ChoshoSettingsFault fault = { member, code, reason, is_fatal };

  g_array_append_val (faults, fault);
}

void
chosho_settings_fault_clear (gpointer fault)
{
  g_free (((ChoshoSettingsFault *) fault)->reason);
}

gboolean
chosho_settings_is_list (const char *name)
{
  return find_list (name) != NULL;
}

gboolean
chosho_settings_is_deadline (const char *name)
{
  return g_str_equal (name, "report_months") || g_str_equal (name, "assembly_days")
         || g_str_equal (name, "retention_years") || g_str_equal (name, "cycle_years") || g_str_equal (name, "late_record_days");
}

const char *
chosho_settings_get_key (const char *name, const ChoshoValue *entry)
{
  const List *list = find_list (name);

  return list != NULL ? chosho_value_get_string (entry, list->key) : NULL;
}

/* FALSE, with a fault, where @member of @entry is missing, of another type, empty or too long. */
static gboolean
copy_member (const Member *member, const ChoshoValue *entry, ChoshoValue *out, GArray *faults)
{
  ChoshoValue *value = chosho_value_get (entry, member->name);
  const char *text = chosho_value_as_string (value);

  if (value == NULL && !member->is_required)
    return TRUE;
  if (value == NULL)
    add_fault (faults, member->name, "member-missing", TRUE, g_strdup_printf (_ ("“%s” is missing"), member->name));
  else if (chosho_value_get_value_type (value) != member->type)
    add_fault (faults, member->name, "member-type", TRUE,
               g_strdup_printf (_ ("“%s” must be %s"), member->name,
                                member->type == CHOSHO_VALUE_STRING    ? _ ("a text")
                                : member->type == CHOSHO_VALUE_INTEGER ? _ ("a whole number")
                                                                       : _ ("true or false")));
  else if (text != NULL && (*text == '\0' || strlen (text) > CHOSHO_LIMIT_TEXT_BYTES))
    add_fault (faults, member->name, "member-length", TRUE,
               g_strdup_printf (_ ("“%s” must have 1 to %d bytes"), member->name, CHOSHO_LIMIT_TEXT_BYTES));
  else
    {
      chosho_value_set (out, member->name, chosho_value_ref (value));
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_inquiry (const ChoshoValue *entry)
{
  static const char *const members[] = { "id", "label_ja", "label_en" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = chosho_value_get_string (entry, members[i]);

      if (text != NULL && g_strcmp0 (chosho_words_find ("technique", text), "inquiry") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_unknown_members (const List *list, const ChoshoValue *entry, GArray *faults)
{
  for (guint i = 0; i < chosho_value_get_length (entry); i++)
    {
      const char *name = chosho_value_get_key (entry, i);
      const Member *member = list->members;

      while (member->name != NULL && !g_str_equal (member->name, name))
        member++;
      if (member->name == NULL && !g_str_equal (name, "_comment"))
        add_fault (faults, NULL, "member-unknown", FALSE, g_strdup_printf (_ ("“%s” means nothing here"), name));
    }
}

ChoshoValue *
chosho_settings_check_entry (const char *name, const ChoshoValue *entry, GArray *faults)
{
  const List *list = find_list (name);
  g_autoptr (ChoshoValue) out = chosho_value_new_object ();
  gboolean is_good = TRUE;
  gint64 size;

  if (entry == NULL || chosho_value_get_value_type (entry) != CHOSHO_VALUE_OBJECT)
    {
      add_fault (faults, NULL, "member-type", TRUE, g_strdup (_ ("the entry must be an object")));
      return NULL;
    }
  check_unknown_members (list, entry, faults);
  for (const Member *member = list->members; member->name != NULL; member++)
    is_good = copy_member (member, entry, out, faults) && is_good;
  size = chosho_value_get_integer (out, "size", 1);
  if (size < 1 || size > CHOSHO_SETTINGS_SAMPLE_LIMIT)
    {
      add_fault (faults, "size", "size-bad", TRUE,
                 g_strdup_printf (_ ("a sample size lies between 1 and %d"), CHOSHO_SETTINGS_SAMPLE_LIMIT));
      is_good = FALSE;
    }
  if (is_good && g_str_equal (name, "role_requirements") && chosho_role_from_code (chosho_value_get_string (out, "role")) == CHOSHO_ROLE_NONE)
    {
      add_fault (faults, "role", "role-unknown", TRUE, g_strdup (_ ("the role must be executive, leader, practitioner, quality or reviewer")));
      is_good = FALSE;
    }
  if (!is_good)
    return NULL;
  if (g_str_equal (name, "techniques") && is_inquiry (out) && chosho_value_get_boolean (out, "stands_alone", FALSE))
    {
      add_fault (faults, "stands_alone", "inquiry-alone", FALSE,
                 g_strdup (_ ("inquiry never stands alone; the entry was taken with “no”")));
      chosho_value_set_boolean (out, "stands_alone", FALSE);
    }
  if (g_str_equal (name, "paper_templates") && chosho_value_get (out, "required_for_issue") == NULL)
    chosho_value_set_boolean (out, "required_for_issue", FALSE);
  return g_steal_pointer (&out);
}
