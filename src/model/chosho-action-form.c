/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-action.h"
#include "chosho-clock.h"
#include "chosho-limits.h"

/* What the texts of the table mean, read once: every item of every event is held against it. */

typedef struct
{
  char       *name;      /* (owned) */
  const char *type;      /* (borrowed from the table) */
  gsize       length;    /* of the type, without "?" */
  gboolean    optional;
} Field;

/* A piece of a key: @text, then the value of @field. */
typedef struct
{
  char *text;            /* (owned) */
  char *field;           /* (owned) (nullable) "@" for the write's own id */
} KeyPart;

typedef struct
{
  GArray  *fields;       /* (element-type Field) */
  GArray  *key;          /* (element-type KeyPart) */
  GArray  *subjects;     /* (element-type ChoshoActionSubject), zero-terminated */
  gboolean creates;
} Form;

/* --- Reading the table ----------------------------------------------------------------------- */

static GArray *
read_fields (const char *text)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (Field));

  for (const char *p = text; *p != '\0'; )
    {
      gsize length = strcspn (p, " ");
      const char *colon = memchr (p, ':', length);
      gsize type_length = p + length - colon - 1;
      gboolean optional = colon[type_length] == '?';
      Field field = { g_strndup (p, colon - p), colon + 1, optional ? type_length - 1 : type_length, optional };

      g_array_append_val (fields, field);
      p += length + (p[length] == ' ');
    }
  return fields;
}

static GArray *
read_key (const char *text)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (KeyPart));

  while (*text != '\0')
    {
      const char *open = strchrnul (text, '{');
      const char *close = strchrnul (open, '}');
      KeyPart part = { g_strndup (text, open - text), *open == '{' ? g_strndup (open + 1, close - open - 1) : NULL };

      g_array_append_val (parts, part);
      text = *close == '}' ? close + 1 : close;
    }
  return parts;
}

/* "control:N": about a control (or, for sign-offs, a paper). "thing:ID": about a thing itself.
 * "linked:ID": merely points to it: two controls that share evidence must not become one view. */
static const char *
subject_prefix (const char *field)
{
  static const char *const controls[] = { "control", "controls", "number", "target", NULL };
  static const char *const linked[] = { "to", "population", "sha256", NULL };

  return g_strv_contains (controls, field) ? "control:" : g_strv_contains (linked, field) ? "linked:" : "thing:";
}

static GArray *
read_subjects (const ChoshoAction *action)
{
  g_auto (GStrv) fields = g_strsplit (action->subjects != NULL ? action->subjects : "", " ", -1);
  GArray *subjects = g_array_new (TRUE, FALSE, sizeof (ChoshoActionSubject));

  for (guint i = 0; fields[i] != NULL; i++)
    {
      ChoshoActionSubject subject = { g_intern_string (fields[i]), subject_prefix (fields[i]) };

      if (fields[i][0] != '\0')
        g_array_append_val (subjects, subject);
    }
  /* What it takes into the view of a control points to it as well. */
  if (action->follow != NULL && strcmp (action->follow, "@") != 0 && !g_strv_contains ((const char *const *) fields, action->follow))
    {
      ChoshoActionSubject subject = { action->follow, "linked:" };

      g_array_append_val (subjects, subject);
    }
  return subjects;
}

static Form *
read_table (void)
{
  guint n_actions = 0;
  Form *forms;

  while (chosho_action_nth (n_actions) != NULL)
    n_actions++;
  forms = g_new0 (Form, n_actions);
  for (guint i = 0; i < n_actions; i++)
    {
      const ChoshoAction *action = chosho_action_nth (i);

      forms[i].fields = read_fields (action->fields);
      forms[i].key = read_key (action->key);
      forms[i].subjects = read_subjects (action);
      forms[i].creates = strstr (action->key, "{@}") != NULL;
    }
  return forms;
}

static const Form *
get_form (const ChoshoAction *action)
{
  static Form *forms;

  if (g_once_init_enter (&forms))
    g_once_init_leave (&forms, read_table ());
  return &forms[action - chosho_action_nth (0)];
}

const ChoshoActionSubject *
chosho_action_get_subjects (const ChoshoAction *action)
{
  return &g_array_index (get_form (action)->subjects, ChoshoActionSubject, 0);
}

gboolean
chosho_action_creates (const ChoshoAction *action)
{
  return get_form (action)->creates;
}

/* --- Items ----------------------------------------------------------------------------------- */

static gboolean
is_one_of (const char *text, const char *choices, gsize length)
{
  gsize text_length = text != NULL ? strlen (text) : 0;

  for (const char *p = choices; text_length > 0 && p < choices + length; )
    {
      const char *end = memchr (p, '|', choices + length - p);
      gsize word = (end != NULL ? end : choices + length) - p;

      if (word == text_length && strncmp (p, text, word) == 0)
        return TRUE;
      p += word + 1;
    }
  return FALSE;
}

static gboolean
is_text_list (ChoshoValue *value)
{
  if (chosho_value_get_value_type (value) != CHOSHO_VALUE_ARRAY)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (value); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (value, i));

      if (text == NULL || text[0] == '\0' || strlen (text) > CHOSHO_LIMIT_NAME_BYTES)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_type (ChoshoValue *value, const char *type, gsize length)
{
  const char *text = chosho_value_as_string (value);

  switch (type[0])
    {
    case 's': return text != NULL && strlen (text) <= CHOSHO_LIMIT_TEXT_BYTES;
    case 'S': return text != NULL && text[0] != '\0' && strlen (text) <= CHOSHO_LIMIT_TEXT_BYTES;
    case 'd': return text != NULL && chosho_date_is_valid (text);
    case 'i': return chosho_value_get_value_type (value) == CHOSHO_VALUE_INTEGER && chosho_value_as_integer (value, -1) >= 0;
    case 'b': return chosho_value_get_value_type (value) == CHOSHO_VALUE_BOOLEAN;
    case 'l': return is_text_list (value);
    case 'v': return TRUE;
    case '=': return is_one_of (text, type + 1, length - 1);
    default:  g_assert_not_reached ();
    }
}

/* Checks one field; counts the member where it is there. */
static gboolean
validate_field (ChoshoValue *item, const Field *field, guint *present, char **reason)
{
  ChoshoValue *value = chosho_value_get (item, field->name);

  if (value == NULL)
    {
      if (!field->optional)
        *reason = g_strdup_printf (_("“%s” is missing"), field->name);
      return field->optional;
    }
  (*present)++;
  if (has_type (value, field->type, field->length))
    return TRUE;
  *reason = g_strdup_printf (_("“%s” has a value that is not allowed"), field->name);
  return FALSE;
}

static gboolean
validate_replaces (ChoshoValue *item, guint *present, char **reason)
{
  ChoshoValue *replaces = chosho_value_get (item, "replaces");

  if (replaces == NULL)
    return TRUE;
  (*present)++;
  if (is_text_list (replaces) && chosho_value_get_length (replaces) > 0)
    return TRUE;
  *reason = g_strdup_printf (_("“%s” has a value that is not allowed"), "replaces");
  return FALSE;
}

gboolean
chosho_action_validate (const ChoshoAction *action, ChoshoValue *item, char **reason)
{
  GArray *fields = get_form (action)->fields;
  guint present = 0;

  for (guint i = 0; i < fields->len; i++)
    if (!validate_field (item, &g_array_index (fields, Field, i), &present, reason))
      return FALSE;
  if (!validate_replaces (item, &present, reason))
    return FALSE;
  if (present != chosho_value_get_length (item))
    {
      *reason = g_strdup (_("it has a member that is not known"));
      return FALSE;
    }
  return TRUE;
}

char *
chosho_action_key (const ChoshoAction *action, ChoshoValue *item, const char *own_id)
{
  GArray *parts = get_form (action)->key;
  GString *key = g_string_sized_new (96);

  for (guint i = 0; i < parts->len; i++)
    {
      const KeyPart *part = &g_array_index (parts, KeyPart, i);
      const char *text = part->field == NULL ? NULL
                         : strcmp (part->field, "@") == 0 ? own_id : chosho_value_get_string (item, part->field);

      g_string_append (key, part->text);
      g_string_append (key, text != NULL ? text : "");
    }
  return g_string_free (key, FALSE);
}
