/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-control-filter.h"
#include "chosho-overview.h"
#include "chosho-review-queue.h"
#include "chosho-text.h"

#define PREFIX "filter:"

struct _ChoshoControlFilter
{
  GTree *conditions; /* (owned) key -> value, sorted */
  GStrv  words;      /* (owned) (nullable) of "text", normalised */
  GStrv  numbers;    /* (owned) (nullable) of "text" where it has several: any of them, no longer among @words */
  ChoshoValue *me;   /* (owned) (nullable) who looks: the member's row */
  ChoshoValue *members; /* (owned) (nullable) rows of all members */
  char  *today;      /* (owned) (nullable) */
};

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (a, b);
}

static GTree *
new_conditions (void)
{
  return g_tree_new_full (compare_keys, NULL, g_free, g_free);
}

ChoshoControlFilter *
chosho_control_filter_new (void)
{
  ChoshoControlFilter *self = g_new0 (ChoshoControlFilter, 1);

  self->conditions = new_conditions ();
  return self;
}

void
chosho_control_filter_free (ChoshoControlFilter *self)
{
  g_tree_unref (self->conditions);
  g_strfreev (self->words);
  g_strfreev (self->numbers);
  g_clear_pointer (&self->me, chosho_value_unref);
  g_clear_pointer (&self->members, chosho_value_unref);
  g_free (self->today);
  g_free (self);
}

/* --- Conditions --------------------------------------------------------------------------------------------- */

/* "9.2.3", "9.2.3.11.pb" */
static gboolean
is_number (const char *word)
{
  return g_ascii_isdigit (word[0]) && strchr (word, '.') != NULL && strspn (word, "0123456789.pb") == strlen (word);
}

/* What begins with a number may be a column of them, or a list with commas. (transfer full) */
static GStrv
split (const char *normalised)
{
  g_auto (GStrv) parts = g_strsplit (normalised, g_ascii_isdigit (normalised[0]) ? "、" : "\n", -1);
  g_autofree char *line = g_strjoinv (" ", parts);

  return g_strsplit (g_ascii_isdigit (line[0]) ? g_strdelimit (line, ",;", ' ') : line, " ", -1);
}

/* Several numbers, as they come out of a sheet or a letter, are a list of controls: no control has them all. */
static void
take_words (ChoshoControlFilter *self, const char *text)
{
  g_autofree char *normalised = text != NULL ? chosho_text_normalise (text) : NULL;
  g_auto (GStrv) all = normalised != NULL && normalised[0] != '\0' ? split (normalised) : g_new0 (char *, 1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new (), numbers = g_strv_builder_new ();
  guint n_numbers = 0;

  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->numbers, g_strfreev);
  for (guint i = 0; all[i] != NULL; i++)
    n_numbers += is_number (all[i]);
  for (guint i = 0; all[i] != NULL; i++)
    g_strv_builder_add (n_numbers > 1 && is_number (all[i]) ? numbers : words, all[i]);
  self->words = g_strv_builder_end (words);
  self->numbers = n_numbers > 1 ? g_strv_builder_end (numbers) : NULL;
}

void
chosho_control_filter_set (ChoshoControlFilter *self, const char *key, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_tree_insert (self->conditions, g_strdup (key), g_strdup (value));
  else
    g_tree_remove (self->conditions, key);
  if (strcmp (key, "text") == 0)
    take_words (self, value);
}

const char *
chosho_control_filter_get (ChoshoControlFilter *self, const char *key)
{
  return g_tree_lookup (self->conditions, key);
}

gboolean
chosho_control_filter_is_empty (ChoshoControlFilter *self)
{
  return g_tree_nnodes (self->conditions) == 0;
}

void
chosho_control_filter_parse (ChoshoControlFilter *self, const char *text)
{
  const char *list = g_str_has_prefix (text, PREFIX) ? text + strlen (PREFIX) : text;
  g_auto (GStrv) pairs = g_strsplit (list, "&", -1);

  g_tree_unref (self->conditions);
  self->conditions = new_conditions ();
  take_words (self, NULL);
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *equals = strchr (pairs[i], '=');
      g_autofree char *key = equals != NULL ? g_strndup (pairs[i], (gsize) (equals - pairs[i])) : NULL;
      g_autofree char *value = equals != NULL ? g_uri_unescape_string (equals + 1, NULL) : NULL;

      if (key != NULL && value != NULL)
        chosho_control_filter_set (self, key, value);
    }
}

static gboolean
append_condition (gpointer key, gpointer value, gpointer user_data)
{
  GString *text = user_data;
  g_autofree char *escaped = g_uri_escape_string (value, NULL, TRUE);

  g_string_append_printf (text, "%s%s=%s", text->len > strlen (PREFIX) ? "&" : "", (const char *) key, escaped);
  return FALSE;
}

char *
chosho_control_filter_to_text (ChoshoControlFilter *self)
{
  GString *text;

  if (chosho_control_filter_is_empty (self))
    return NULL;
  text = g_string_new (PREFIX);
  g_tree_foreach (self->conditions, append_condition, text);
  return g_string_free (text, FALSE);
}

void
chosho_control_filter_set_viewer (ChoshoControlFilter *self, ChoshoValue *me, ChoshoValue *members, const char *today)
{
  if (me != NULL)
    chosho_value_ref (me);
  if (members != NULL)
    chosho_value_ref (members);
  g_clear_pointer (&self->me, chosho_value_unref);
  g_clear_pointer (&self->members, chosho_value_unref);
  g_free (self->today);
  self->me = me;
  self->members = members;
  self->today = g_strdup (today);
}

/* --- Matching ----------------------------------------------------------------------------------------------- */

static gboolean
is_open (ChoshoValue *row)
{
  const char *state = chosho_value_get_string (row, "state");

  return g_strcmp0 (state, "approved") != 0 && g_strcmp0 (state, "out_of_scope") != 0;
}

/* A sign-off of @stage (NULL: any), by the member @id (NULL: anybody), that no longer stands as it was given. */
static gboolean
has_changed_sign_off (ChoshoValue *row, const char *stage, const char *id)
{
  ChoshoValue *list = chosho_value_get (row, "sign_offs");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *sign_off = chosho_value_get_item (list, i);

      if ((stage == NULL || g_strcmp0 (chosho_value_get_string (sign_off, "stage"), stage) == 0)
          && (id == NULL || g_strcmp0 (chosho_value_get_string (sign_off, "by_id"), id) == 0)
          && g_strcmp0 (chosho_value_get_string (sign_off, "state"), "current") != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_blockers (ChoshoValue *row)
{
  ChoshoValue *list = chosho_value_get (row, "blockers");

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (list, i), "severity"), "block") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
lists_code (ChoshoValue *list, const char *code)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (list, i)), code) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_in_chapter (ChoshoValue *row, const char *chapter)
{
  const char *number = chosho_value_get_string (row, "number");
  gsize length = strlen (chapter);

  return strncmp (number, chapter, length) == 0 && (number[length] == '.' || number[length] == '\0');
}

static gboolean
is_persons (ChoshoControlFilter *self, ChoshoValue *row, const char *person)
{
  const char *id = strcmp (person, "me") == 0 ? chosho_value_get_string (self->me, "id") : person;

  return id != NULL && (g_strcmp0 (chosho_value_get_string (row, "assignee_id"), id) == 0
                        || g_strcmp0 (chosho_value_get_string (row, "reviewer_id"), id) == 0);
}

static gboolean
is_late (ChoshoControlFilter *self, ChoshoValue *row)
{
  const char *due = chosho_value_get_string (row, "due");

  return due != NULL && self->today != NULL && strcmp (due, self->today) < 0 && is_open (row);
}

/* Whether @key of @row is @value; "none": nothing. */
static gboolean
is_value (ChoshoValue *row, const char *key, const char *value)
{
  return g_strcmp0 (chosho_value_get_string (row, key), strcmp (value, "none") == 0 ? NULL : value) == 0;
}

/* @order: below zero for dates up to @date, above for those from it on. */
static gboolean
is_due (ChoshoValue *row, const char *date, int order)
{
  const char *due = chosho_value_get_string (row, "due");

  return due != NULL && (order < 0 ? strcmp (due, date) <= 0 : strcmp (due, date) >= 0);
}

typedef struct
{
  ChoshoControlFilter *filter;
  ChoshoControlItem   *item;
  gboolean             fits;
} Match;

static gboolean
fits_condition (ChoshoControlFilter *self, ChoshoControlItem *item, const char *key, const char *value)
{
  ChoshoValue *row = chosho_control_item_get_row (item);

  if (strcmp (key, "state") == 0 || strcmp (key, "parent") == 0 || strcmp (key, "tier") == 0)
    return g_strcmp0 (chosho_value_get_string (row, key), value) == 0;
  if (strcmp (key, "stale") == 0 || strcmp (key, "suspended") == 0 || strcmp (key, "mandatory") == 0)
    return chosho_value_get_boolean (row, key, FALSE);
  if (strcmp (key, "chapter") == 0)
    return is_in_chapter (row, value);
  if (strcmp (key, "open") == 0)
    return is_open (row);
  if (strcmp (key, "person") == 0)
    return is_persons (self, row, value);
  if (strcmp (key, "assignee") == 0)
    return is_value (row, "assignee_id", value);
  if (strcmp (key, "visit") == 0)
    return is_value (row, "visit", value);
  if (strcmp (key, "due") == 0)
    return chosho_value_get_string (row, "due") == NULL;
  if (strcmp (key, "due-from") == 0 || strcmp (key, "due-to") == 0)
    return is_due (row, value, strcmp (key, "due-from") == 0 ? 1 : -1);
  if (strcmp (key, "notes") == 0)
    return chosho_value_get_integer (row, "open_notes", 0) > 0;
  if (strcmp (key, "late") == 0)
    return is_late (self, row);
  if (strcmp (key, "technique") == 0)
    return lists_code (chosho_value_get (row, "open_techniques"), value);
  if (strcmp (key, "waiting") == 0)
    return g_strcmp0 (chosho_value_get_string (row, "next_stage"), value) == 0 && is_open (row) && !has_blockers (row);
  if (strcmp (key, "edited") == 0)
    return has_changed_sign_off (row, "review", NULL);
  if (strcmp (key, "mine-changed") == 0)
    return self->me != NULL && has_changed_sign_off (row, NULL, chosho_value_get_string (self->me, "id"));
  if (strcmp (key, "asking") == 0)
    return self->me != NULL && self->today != NULL && chosho_overview_asks (row, self->me, self->members, self->today);
  if (strcmp (key, "ready") == 0)
    return self->me != NULL && g_strcmp0 (chosho_review_queue_get_why (row, self->me, self->members), "ready") == 0;
  if (strcmp (key, "returned") == 0)
    return chosho_value_get (row, "returned") != NULL;
  return TRUE;
}

static gboolean
on_condition (gpointer key, gpointer value, gpointer user_data)
{
  Match *match = user_data;

  match->fits = fits_condition (match->filter, match->item, key, value);
  return !match->fits;
}

/* Whether @item, or an objective above it, is one of @numbers. */
static gboolean
is_listed (ChoshoControlItem *item, char **numbers)
{
  g_autofree char *number = g_ascii_strdown (chosho_control_item_get_number (item), -1);

  for (guint i = 0; numbers[i] != NULL; i++)
    if (g_str_has_prefix (number, numbers[i]) && !g_ascii_isdigit (number[strlen (numbers[i])]))
      return TRUE;
  return FALSE;
}

gboolean
chosho_control_filter_matches (ChoshoControlFilter *self, ChoshoControlItem *item)
{
  Match match = { .filter = self, .item = item, .fits = TRUE };

  if (self->numbers != NULL && !is_listed (item, self->numbers))
    return FALSE;
  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (!chosho_control_item_matches (item, self->words[i]))
      return FALSE;
  g_tree_foreach (self->conditions, on_condition, &match);
  return match.fits;
}
