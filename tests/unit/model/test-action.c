/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-action.h"
#include "chosho-limits.h"

/* The table of actions: that each line is well formed, and that each type of field accepts and refuses
 * what it should. */

typedef struct
{
  char    *name, *type; /* owned; the type without its final ? */
  gboolean optional;
} Field;

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->type);
  g_free (field);
}

static GPtrArray *
list_fields (const ChoshoAction *action)
{
  g_auto (GStrv) words = g_strsplit (action->fields, " ", -1);
  GPtrArray *fields = g_ptr_array_new_with_free_func (field_free);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *colon = strchr (words[i], ':');
      Field *field = g_new0 (Field, 1);

      if (colon == NULL || colon[1] == '\0')
        g_error ("%s: “%s” has no type", action->name, words[i]);
      field->name = g_strndup (words[i], colon - words[i]);
      field->optional = g_str_has_suffix (colon, "?");
      field->type = g_strndup (colon + 1, strlen (colon + 1) - field->optional);
      g_ptr_array_add (fields, field);
    }
  return fields;
}

static Field *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    if (strcmp (((Field *) g_ptr_array_index (fields, i))->name, name) == 0)
      return g_ptr_array_index (fields, i);
  return NULL;
}

static ChoshoValue *
list_of (const char *first, const char *second)
{
  ChoshoValue *list = chosho_value_new_array ();

  chosho_value_append_string (list, first);
  if (second != NULL)
    chosho_value_append_string (list, second);
  return list;
}

/* A value that @type accepts. (transfer full) */
static ChoshoValue *
make_good (const char *type)
{
  g_auto (GStrv) choices = NULL;

  switch (type[0])
    {
    case 'd': return chosho_value_new_string ("2025-04-01");
    case 'i': return chosho_value_new_integer (0);
    case 'b': return chosho_value_new_boolean (FALSE);
    case 'l': return list_of ("a", "b");
    case 'v': return chosho_value_new_null ();
    case '=':
      choices = g_strsplit (type + 1, "|", -1);
      return chosho_value_new_string (choices[g_strv_length (choices) - 1]);
    default:  return chosho_value_new_string ("x");
    }
}

/* Values that @type refuses. (element-type ChoshoValue) (transfer full) */
static GPtrArray *
make_bad (const char *type)
{
  GPtrArray *bad = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
  g_autofree char *text = g_strnfill (CHOSHO_LIMIT_TEXT_BYTES + 1, 'x');
  g_autofree char *name = g_strnfill (CHOSHO_LIMIT_NAME_BYTES + 1, 'x');
  g_autofree char *both = NULL;

  if (type[0] == 'v')
    return bad;
  g_ptr_array_add (bad, chosho_value_new_null ());
  g_ptr_array_add (bad, chosho_value_new_object ());
  if (strchr ("sSd=", type[0]) != NULL)
    {
      g_ptr_array_add (bad, chosho_value_new_integer (5));
      g_ptr_array_add (bad, list_of ("x", NULL));
      g_ptr_array_add (bad, chosho_value_new_string (text));
    }
  else
    g_ptr_array_add (bad, chosho_value_new_string ("1"));
  if (type[0] == 'S')
    g_ptr_array_add (bad, chosho_value_new_string (""));
  if (type[0] == 'd')
    for (guint i = 0; i < 4; i++)
      g_ptr_array_add (bad, chosho_value_new_string (((const char *const[]) { "", "2025-02-29", "2025/04/01", "2025-4-1" })[i]));
  if (type[0] == 'i')
    g_ptr_array_add (bad, chosho_value_new_integer (-1));
  if (type[0] == 'b')
    g_ptr_array_add (bad, chosho_value_new_integer (1));
  if (type[0] == 'l')
    {
      g_ptr_array_add (bad, list_of ("", NULL));
      g_ptr_array_add (bad, list_of ("a", name));
      g_ptr_array_add (bad, chosho_value_new_array ());
      chosho_value_append (g_ptr_array_index (bad, bad->len - 1), chosho_value_new_integer (1));
    }
  if (type[0] == '=')
    {
      both = g_strdup (type + 1); /* "a|b" itself, a part of a word, and nothing */
      g_ptr_array_add (bad, chosho_value_new_string (strchr (both, '|') != NULL ? both : "no such word"));
      both[strcspn (both, "|") - 1] = '\0';
      g_ptr_array_add (bad, chosho_value_new_string (both));
      g_ptr_array_add (bad, chosho_value_new_string (""));
    }
  return bad;
}

static ChoshoValue *
make_item (GPtrArray *fields, gboolean optional)
{
  ChoshoValue *item = chosho_value_new_object ();

  for (guint i = 0; i < fields->len; i++)
    {
      const Field *field = g_ptr_array_index (fields, i);

      if (optional || !field->optional)
        chosho_value_set (item, field->name, make_good (field->type));
    }
  return item;
}

static ChoshoValue *
without (ChoshoValue *item, const char *name)
{
  ChoshoValue *out = chosho_value_new_object ();

  for (guint i = 0; i < chosho_value_get_length (item); i++)
    if (strcmp (chosho_value_get_key (item, i), name) != 0)
      chosho_value_set (out, chosho_value_get_key (item, i), chosho_value_ref (chosho_value_get_member_at (item, i)));
  return out;
}

static gboolean
accepts (const ChoshoAction *action, ChoshoValue *item)
{
  g_autofree char *reason = NULL;
  gboolean valid = chosho_action_validate (action, item, &reason);

  g_assert_cmpint (valid, ==, reason == NULL);
  return valid;
}

/* Every line: known types, fields that key, subjects and follow speak of, one name each. */
static void
test_lines (void)
{
  guint n_actions = 0;

  for (const ChoshoAction *action; (action = chosho_action_nth (n_actions)) != NULL; n_actions++)
    {
      g_autoptr (GPtrArray) fields = list_fields (action);
      g_auto (GStrv) subjects = g_strsplit (action->subjects != NULL ? action->subjects : "", " ", -1);
      const char *p = action->key;

      g_test_message ("%s", action->name);
      g_assert_true (chosho_action_lookup (action->name) == action);
      g_assert_cmpint (action->roles & ~CHOSHO_ROLES_ALL, ==, 0);
      g_assert_cmpint (action->roles, !=, 0);
      for (guint i = 0; i < fields->len; i++)
        {
          const Field *field = g_ptr_array_index (fields, i);

          g_assert_nonnull (strchr ("sSdiblv=", field->type[0]));
          g_assert_true (field->type[0] == '=' || field->type[1] == '\0');
          g_assert_true (find_field (fields, field->name) == field);
          g_assert_cmpstr (field->name, !=, "replaces");
        }
      while ((p = strchr (p, '{')) != NULL)
        {
          g_autofree char *name = g_strndup (p + 1, strchr (p, '}') - p - 1);

          g_assert_true (strcmp (name, "@") == 0 || find_field (fields, name) != NULL);
          p++;
        }
      for (guint i = 0; subjects[i] != NULL && subjects[i][0] != '\0'; i++)
        g_assert_nonnull (find_field (fields, subjects[i]));
      g_assert_true (action->follow == NULL || strcmp (action->follow, "@") == 0 || find_field (fields, action->follow) != NULL);
    }
  g_assert_cmpuint (n_actions, >, 40);
  g_assert_null (chosho_action_lookup ("no-such-action"));
  g_assert_null (chosho_action_nth (n_actions + 1));
}

/* Each field of each action: there, missing, and of every wrong type. */
static void
test_fields (void)
{
  const ChoshoAction *action;

  for (guint n = 0; (action = chosho_action_nth (n)) != NULL; n++)
    {
      g_autoptr (GPtrArray) fields = list_fields (action);
      g_autoptr (ChoshoValue) full = make_item (fields, TRUE);
      g_autoptr (ChoshoValue) least = make_item (fields, FALSE);

      g_test_message ("%s", action->name);
      g_assert_true (accepts (action, full));
      g_assert_true (accepts (action, least));
      for (guint i = 0; i < fields->len; i++)
        {
          const Field *field = g_ptr_array_index (fields, i);
          g_autoptr (ChoshoValue) less = without (full, field->name);
          g_autoptr (GPtrArray) bad = make_bad (field->type);

          g_assert_cmpint (accepts (action, less), ==, field->optional);
          for (guint j = 0; j < bad->len; j++)
            {
              chosho_value_set (less, field->name, chosho_value_ref (g_ptr_array_index (bad, j)));
              g_assert_false (accepts (action, less));
            }
        }
      chosho_value_set_string (full, "no_such_field", "x");
      g_assert_false (accepts (action, full));
    }
}

static void
test_replaces (void)
{
  const ChoshoAction *action = chosho_action_lookup ("note");
  g_autoptr (GPtrArray) fields = list_fields (action);
  g_autoptr (ChoshoValue) item = make_item (fields, TRUE);

  chosho_value_set (item, "replaces", list_of ("a", NULL));
  g_assert_true (accepts (action, item));
  chosho_value_set (item, "replaces", chosho_value_new_array ());
  g_assert_false (accepts (action, item));
  chosho_value_set_string (item, "replaces", "a");
  g_assert_false (accepts (action, item));
}

static void
test_longest_text (void)
{
  const ChoshoAction *action = chosho_action_lookup ("note");
  g_autoptr (GPtrArray) fields = list_fields (action);
  g_autoptr (ChoshoValue) item = make_item (fields, TRUE);
  g_autofree char *text = g_strnfill (CHOSHO_LIMIT_TEXT_BYTES, 'x');

  chosho_value_set_string (item, "text", text);
  g_assert_true (accepts (action, item));
}

static void
test_keys (void)
{
  static const struct { const char *action, *json, *key; } cases[] = {
    { "performance", "{\"control\":\"8.1.2.1\",\"step\":\"ab\"}", "step:8.1.2.1:ab" },
    { "scope", "{\"control\":\"1.1.1.1\",\"individual\":\"\",\"phase\":\"design\"}", "scope:1.1.1.1::design" },
    { "evidence", "{}", "evidence:E#3" }, { "link", "{\"control\":\"c\",\"step\":\"s\"}", "link:c:s" },
    { "link", "{\"paper\":\"p\"}", "link:p:" }, { "engagement-facts", "{}", "engagement" },
    { "consent", "{\"control\":\"c\",\"step\":\"s\",\"for\":\"unable\"}", "consent:c:s:unable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ChoshoValue) item = chosho_value_parse (cases[i].json, strlen (cases[i].json), NULL);
      g_autofree char *key = chosho_action_key (chosho_action_lookup (cases[i].action), item, "E#3");

      g_assert_cmpstr (key, ==, cases[i].key);
    }
}

static void
test_roles (void)
{
  static const struct { const char *json; ChoshoRoles roles; } cases[] = {
    { "[\"leader\"]", CHOSHO_ROLE_LEADER }, { "[\"executive\",\"quality\"]", CHOSHO_ROLE_EXECUTIVE | CHOSHO_ROLE_QUALITY },
    { "[\"practitioner\",\"reviewer\"]", CHOSHO_ROLE_PRACTITIONER | CHOSHO_ROLE_REVIEWER },
    { "[\"leader\",\"Executive\"]", CHOSHO_ROLE_NONE }, { "[]", CHOSHO_ROLE_NONE }, { "[5]", CHOSHO_ROLE_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ChoshoValue) array = chosho_value_parse (cases[i].json, strlen (cases[i].json), NULL);

      g_assert_cmpint (chosho_roles_from_value (array), ==, cases[i].roles);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/action/lines", test_lines);
  g_test_add_func ("/action/fields", test_fields);
  g_test_add_func ("/action/replaces", test_replaces);
  g_test_add_func ("/action/longest-text", test_longest_text);
  g_test_add_func ("/action/keys", test_keys);
  g_test_add_func ("/action/roles", test_roles);
  return g_test_run ();
}
