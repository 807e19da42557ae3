/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-oscal-export-private.h"

/*
 * Which members of which rows go out. What is neither here nor follows from what is here is a loss, and is named: so that what comes
 * into the record later is never left out in silence, and never goes out without somebody having said so where texts are restricted.
 */
typedef struct
{
  const char *kind;
  const char *own;     /* have a place of their own in OSCAL */
  const char *follows; /* follow from other rows, from the journal or from the criteria */
  const char *kept;    /* do not go out; where @only is given, all that it does not name */
  const char *only;    /* (nullable) go out as properties; NULL: all the rest */
} Kind;

#define AUTHOR "by by_id by_member at event"

static const Kind kinds[] = {
  { "engagement", "title", "creator nonce", "", NULL },
  { "member", "name", "", "nationality nationality_inquiry qualification qualification_until", NULL },
  { "catalogue", "", "entries", "", NULL },
  { "catalog", "number title", "edition", "text", "level label mandatory parent tier" },
  { "control", "number",
    "title parent tier mandatory blockers next_stage own_work open_notes steps steps_recorded evidence open_techniques to_open assignee assignee_id "
    "reviewer reviewer_id due visit",
    "returned", "state stale suspended selected sign_offs" },
  { "statement", "", AUTHOR " control", "text", "selected basis write" },
  { "scope", "", AUTHOR " control", "", NULL },
  { "consent", "", AUTHOR " control", "", NULL },
  { "individual", "title", AUTHOR, "text", "id individual version controls services units valid_from valid_to" },
  { "step", "id text disclosable result reason evidence interviews observations samples outcome recorded_technique performance performed_by "
            "performed_on recorded_at event conflict respondent place",
    "control state", "", "procedure individual version unit phase subject technique stands_alone required report_text" },
  { "performance", "result reason evidence interviews observations samples",
    "id text disclosable procedure individual version unit phase subject technique stands_alone required report_text request_text control event", "",
    "state outcome recorded_technique performance performed_by performed_on recorded_at conflict respondent place" },
  { "evidence", "name what sha256 media_type", "requests", "", NULL },
  { "interview", "", "", "", NULL },
  { "observation", "", "", "", NULL },
  { "population", "name sha256", "", "", NULL },
  { "sample", "", "", "", NULL },
  { "finding", "text", "", "", NULL }, /* confirmed ones */
  { "statement-file", "name sha256", "", "", NULL },
  { "representation", "name sha256", "", "", NULL },
  { "report", "file_name sha256", "", "", NULL },
  { "subsequent-events", "text", "", "", NULL },
};

/* Rows that say again what others say. */
static const char *const following[] = { "links", "marks", "summary", NULL };

static gboolean
names_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = words; p != NULL && (p = strstr (p, word)) != NULL; p += length)
    if ((p == words || p[-1] == ' ') && (p[length] == '\0' || p[length] == ' '))
      return TRUE;
  return FALSE;
}

static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, name) == 0)
      return &kinds[i];
  return NULL;
}

/* --- Values as properties ------------------------------------------------------------------------------------------------------ */

static void add_value (ChoshoValue *object, const char *name, ChoshoValue *value, const char *group);

static void
add_scalar (ChoshoValue *object, const char *name, ChoshoValue *value, const char *group)
{
  g_autofree char *text = chosho_value_as_string (value) == NULL ? chosho_value_to_canonical (value, NULL) : NULL;

  chosho_oscal_add_prop (object, name, text != NULL ? text : chosho_value_as_string (value), group);
}

/* What says one thing together has a group of its own, which tells of what it is part. */
static void
add_group (ChoshoValue *object, ChoshoValue *value, const char *group)
{
  for (guint i = 0; i < chosho_value_get_length (value); i++)
    add_value (object, chosho_value_get_key (value, i), chosho_value_get_member_at (value, i), group);
}

static char *
dup_group (const char *group, const char *name, guint number)
{
  g_autofree char *plain = g_strdelimit (g_strdup (name), "_", '-');

  return group != NULL ? g_strdup_printf ("%s.%s.%u", group, plain, number) : g_strdup_printf ("%s.%u", plain, number);
}

static void
add_value (ChoshoValue *object, const char *name, ChoshoValue *value, const char *group)
{
  ChoshoValueType type = chosho_value_get_value_type (value);

  if (type == CHOSHO_VALUE_OBJECT)
    {
      g_autofree char *own = dup_group (group, name, 1);

      add_group (object, value, own);
    }
  else if (type == CHOSHO_VALUE_ARRAY)
    for (guint i = 0; i < chosho_value_get_length (value); i++)
      {
        ChoshoValue *item = chosho_value_get_item (value, i);
        g_autofree char *own = dup_group (group, name, i + 1);

        if (chosho_value_get_value_type (item) == CHOSHO_VALUE_OBJECT)
          add_group (object, item, own);
        else
          add_value (object, name, item, group);
      }
  else if (type != CHOSHO_VALUE_NULL)
    add_scalar (object, name, value, group);
}

static gboolean
says_something (ChoshoValue *value)
{
  ChoshoValueType type = chosho_value_get_value_type (value);

  if (type == CHOSHO_VALUE_STRING)
    return chosho_value_as_string (value)[0] != '\0';
  return type != CHOSHO_VALUE_NULL && ((type != CHOSHO_VALUE_ARRAY && type != CHOSHO_VALUE_OBJECT) || chosho_value_get_length (value) > 0);
}

void
chosho_oscal_add_fields (ChoshoOscal *self, ChoshoValue *object, const char *name, ChoshoValue *row, const char *group)
{
  const Kind *kind = find_kind (name);

  for (guint i = 0; i < chosho_value_get_length (row); i++)
    {
      const char *member = chosho_value_get_key (row, i);
      ChoshoValue *value = chosho_value_get_member_at (row, i);

      if (names_word (kind->own, member) || names_word (kind->follows, member) || !says_something (value))
        continue;
      if (names_word (kind->kept, member) || (kind->only != NULL && !names_word (kind->only, member)))
        chosho_oscal_lose (self, name, member, 1);
      else
        add_value (object, member, value, group);
    }
}

/* --- Losses --------------------------------------------------------------------------------------------------------------------- */

void
chosho_oscal_lose (ChoshoOscal *self, const char *kind, const char *member, guint count)
{
  g_autofree char *key = g_strdup_printf ("%s\t%s", kind, member != NULL ? member : "");
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (self->losses, key));

  if (count > 0)
    g_hash_table_insert (self->losses, g_steal_pointer (&key), GUINT_TO_POINTER (before + count));
}

void
chosho_oscal_lose_kinds (ChoshoOscal *self)
{
  g_autoptr (GList) names = chosho_oscal_rows_list_kinds (self->rows);

  for (GList *link = names; link != NULL; link = link->next)
    if (find_kind (link->data) == NULL && !g_strv_contains (following, link->data))
      chosho_oscal_lose (self, link->data, NULL, chosho_oscal_rows_list (self->rows, link->data)->len);
}

ChoshoValue *
chosho_oscal_list_losses (ChoshoOscal *self)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->losses), (GCompareFunc) strcmp);
  ChoshoValue *list = chosho_value_new_array ();

  for (GList *link = keys; link != NULL; link = link->next)
    {
      ChoshoValue *loss = chosho_value_new_object ();
      g_auto (GStrv) parts = g_strsplit (link->data, "\t", 2);

      chosho_value_set_string (loss, "kind", parts[0]);
      chosho_value_set_string (loss, "member", parts[1][0] != '\0' ? parts[1] : NULL);
      chosho_value_set_integer (loss, "count", GPOINTER_TO_UINT (g_hash_table_lookup (self->losses, link->data)));
      chosho_value_append (list, loss);
    }
  return list;
}
