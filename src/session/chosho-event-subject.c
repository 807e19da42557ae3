/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-digest.h"
#include "chosho-event-subject.h"

#define MAX_NAMED 3       /* as many as a line of a list has room for */
#define STEP_ID_LENGTH 32 /* hex digits */

gboolean
chosho_event_subject_is_thing (const char *id, gsize length)
{
  return length > CHOSHO_DIGEST_HEX_SIZE && id[CHOSHO_DIGEST_HEX_SIZE - 1] == '#';
}

static gboolean
is_step (const char *id, gsize length)
{
  return length == STEP_ID_LENGTH && strspn (id, "0123456789abcdef") >= length;
}

ChoshoValue *
chosho_event_subject_find_row (ChoshoIndex *index, const char *id, const char **kind)
{
  static const char *const kinds[] = { "evidence", "interview", "observation", "population", "sample", "finding", "note", "paper", "member",
                                       "mark", "request", "comment", "step", NULL };
  g_autofree char *json = NULL;
  gsize length = strlen (id);

  if (!chosho_event_subject_is_thing (id, length) && !is_step (id, length))
    return NULL;
  if (!chosho_index_find_row (index, kinds, id, kind, &json, NULL) || json == NULL)
    return NULL;
  return chosho_value_parse (json, strlen (json), NULL);
}

/* (transfer full) (nullable) */
static char *
dup_thing (ChoshoIndex *index, const char *id)
{
  static const char *const members[] = { "reference", "number", "name", "title", "who" };
  const char *kind;
  g_autoptr (ChoshoValue) row = chosho_event_subject_find_row (index, id, &kind);

  for (guint i = 0; row != NULL && i < G_N_ELEMENTS (members); i++)
    if (chosho_value_get_string (row, members[i]) != NULL)
      return g_strdup (chosho_value_get_string (row, members[i]));
  return NULL;
}

/* (transfer full) (nullable) */
static char *
dup_name (ChoshoIndex *index, const char *id)
{
  return chosho_event_subject_is_thing (id, strlen (id)) ? dup_thing (index, id) : g_strdup (id);
}

static void
add_words (GString *words, const char *name)
{
  if (words->len > 0)
    g_string_append (words, _(", "));
  g_string_append (words, name);
}

/* An event that names nothing made something, as evidence is: its first item. */
static char *
dup_made (ChoshoIndex *index, const ChoshoEventFacts *facts)
{
  g_autofree char *id = g_strdup_printf ("%s#0", facts->id);

  return dup_thing (index, id);
}

char *
chosho_event_subject_dup_words (ChoshoIndex *index, const ChoshoEventFacts *facts, guint *n_more)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_named = 0;

  *n_more = 0;
  for (const char *line = facts->about; line != NULL && line[0] != '\0';)
    {
      gsize length = strcspn (line, "\n");

      if (n_named >= MAX_NAMED && !is_step (line, length))
        (*n_more)++;
      else if (!is_step (line, length)) /* its control is named too */
        {
          g_autofree char *id = g_strndup (line, length);
          g_autofree char *name = dup_name (index, id);

          if (name != NULL)
            add_words (words, name);
          n_named += name != NULL;
        }
      line += length + (line[length] == '\n');
    }
  if (words->len == 0)
    return *n_more > 0 ? NULL : dup_made (index, facts);
  return g_string_free (g_steal_pointer (&words), FALSE);
}
