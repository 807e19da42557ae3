/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-rollforward-words.h"

/* Lines of a long list that are shown: the command line has them all. */
#define SHOWN 12

typedef struct
{
  const char *code;
  const char *words; /* N_() */
} Word;

static const Word states[] = {
  { "issued", N_("The report of this engagement is issued.") }, { "assembled", N_("The file of this engagement is assembled.") },
  { "closed", N_("This engagement ended without a report.") },
};

static const Word carried[] = {
  { "criteria", N_("entries of the criteria: %u") }, { "procedures", N_("steps of procedures: %u") }, { "templates", N_("templates: %u") },
  { "statement", N_("lines of the statement: %u") }, { "individuals", N_("versions of individual controls: %u") }, { "scope", N_("scope: %u") },
  { "assignments", N_("assignments: %u") }, { "requests", N_("requests, to be sent anew: %u") }, { "settings", N_("settings: %u") },
};

static const Word reasons[] = {
  { "left", N_("%s: has left the team") }, { "key-revoked", N_("%s: the key is revoked") }, { "by-executive", N_("%s: is named by the first executive") },
  { "version-ended", N_("%s: this version ended before the new period") }, { "withdrawn", N_("%s: withdrawn") },
  { "conflict", N_("%s: entries stand against each other") }, { "not-confirmed", N_("%s: not a confirmed finding") },
};

static const char *
find (const Word *words, gsize n_words, const char *code)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].code, code) == 0)
      return _(words[i].words);
  return NULL;
}

static void
append (GString *out, const char *separator, const char *text)
{
  if (out->len > 0)
    g_string_append (out, separator);
  g_string_append (out, text);
}

/* How many of @n lines are left out. */
static void
append_more (GString *out, guint n)
{
  g_autofree char *more = n > SHOWN ? g_strdup_printf (_("and %u more"), n - SHOWN) : NULL;

  if (more != NULL)
    append (out, "\n", more);
}

/* @format with its one number or text; the tables above have no other. (transfer full) */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
format_count (const char *format, guint count)
{
  return g_strdup_printf (format, count);
}

static char *
format_name (const char *format, const char *name)
{
  return g_strdup_printf (format, name);
}
#pragma GCC diagnostic pop

char *
chosho_rollforward_words_dup_notes (ChoshoValue *plan)
{
  const char *state = find (states, G_N_ELEMENTS (states), chosho_value_get_string (chosho_value_get (plan, "earlier"), "state"));
  ChoshoValue *warnings = chosho_value_get (plan, "warnings");
  GString *out = g_string_new (state);

  for (guint i = 0; i < chosho_value_get_length (warnings); i++)
    append (out, "\n", chosho_value_get_string (chosho_value_get_item (warnings, i), "message"));
  return g_string_free (out, FALSE);
}

char *
chosho_rollforward_words_dup_carried (ChoshoValue *plan)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (carried); i++)
    {
      guint count = (guint) chosho_value_get_integer (chosho_value_get (plan, "carried"), carried[i].code, 0);
      g_autofree char *line = format_count (_(carried[i].words), count);

      if (count > 0)
        append (out, _(", "), line);
    }
  return g_string_free (out, FALSE);
}

char *
chosho_rollforward_words_dup_results (ChoshoValue *plan)
{
  guint count = (guint) chosho_value_get_integer (chosho_value_get (plan, "carried"), "results", 0);

  return count > 0 ? g_strdup_printf (_("results, no evidence for the new period: %u"), count) : g_strdup ("");
}

char *
chosho_rollforward_words_dup_people (ChoshoValue *plan)
{
  ChoshoValue *names = chosho_value_get (plan, "to_confirm");
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (names); i++)
    append (out, _(", "), chosho_value_as_string (chosho_value_get_item (names, i)));
  return g_string_free (out, FALSE);
}

char *
chosho_rollforward_words_dup_asks (ChoshoValue *plan)
{
  ChoshoValue *counts = chosho_value_get (chosho_value_get (plan, "edition"), "counts");

  if (counts == NULL)
    return g_strdup ("");
  return g_strdup_printf (_("controls changed: %u, new: %u, withdrawn: %u, unchanged: %u"), (guint) chosho_value_get_integer (counts, "changed", 0),
                          (guint) chosho_value_get_integer (counts, "new", 0), (guint) chosho_value_get_integer (counts, "withdrawn", 0),
                          (guint) chosho_value_get_integer (counts, "unchanged", 0));
}

char *
chosho_rollforward_words_dup_scope (ChoshoValue *plan, ChoshoContext *context)
{
  ChoshoValue *controls = chosho_value_get (plan, "controls");
  guint n = chosho_value_get_length (controls);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, SHOWN); i++)
    {
      const char *number = chosho_value_as_string (chosho_value_get_item (controls, i));
      ChoshoControlItem *item = chosho_context_lookup_control (context, number);
      g_autofree char *line = g_strjoin ("  ", number, item != NULL ? chosho_value_get_string (chosho_control_item_get_row (item), "title") : NULL, NULL);

      append (out, "\n", line);
    }
  append_more (out, n);
  return g_string_free (out, FALSE);
}

char *
chosho_rollforward_words_dup_left_out (ChoshoValue *plan)
{
  ChoshoValue *list = chosho_value_get (plan, "left_out");
  guint n = chosho_value_get_length (list);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, SHOWN); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);
      const char *format = find (reasons, G_N_ELEMENTS (reasons), chosho_value_get_string (entry, "reason"));
      g_autofree char *line = format_name (format != NULL ? format : "%s", chosho_value_get_string (entry, "name"));

      append (out, "\n", line);
    }
  append_more (out, n);
  return g_string_free (out, FALSE);
}
