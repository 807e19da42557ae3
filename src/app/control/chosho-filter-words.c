/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-filter-words.h"

const ChoshoFilterMark chosho_filter_marks[CHOSHO_N_FILTER_MARKS] = {
  { "mandatory", N_("Mandatory") },
  { "notes", N_("Open review notes") },
  { "late", N_("Past its due date") },
  { "ready", N_("Ready for my sign-off") },
  { "returned", N_("Sent back") },
  { "edited", N_("Changed after review") },
  { "mine-changed", N_("Changed since my sign-off") },
  { "suspended", N_("Suspended") },
};

/* What stands in a filter with a value, in the order in which it is told. */
static const char *const valued[] = { "state", "waiting", "chapter", "parent", "person", "assignee", "visit", "due", "due-from", "due-to", "technique" };

static const char *
get_person (ChoshoContext *context, const char *id)
{
  const char *name = strcmp (id, "none") != 0 ? chosho_context_get_member_name (context, id) : _("Nobody");

  return name != NULL ? name : id;
}

static char *
dup_condition (ChoshoContext *context, const char *key, const char *value)
{
  if (strcmp (key, "state") == 0)
    return g_strdup (chosho_word_state (value));
  if (strcmp (key, "waiting") == 0)
    return g_strdup (strcmp (value, "review") == 0 ? _("to review") : _("to approve"));
  if (strcmp (key, "chapter") == 0)
    return g_strdup_printf (_("Chapter %s"), value);
  if (strcmp (key, "person") == 0 || strcmp (key, "assignee") == 0)
    return g_strdup (get_person (context, value));
  if (strcmp (key, "visit") == 0)
    return g_strdup (strcmp (value, "none") != 0 ? value : _("No visit"));
  if (strcmp (key, "due") == 0)
    return g_strdup (_("No date"));
  if (strcmp (key, "due-from") == 0)
    return g_strdup_printf (_("due from %s"), value);
  if (strcmp (key, "due-to") == 0)
    return g_strdup_printf (_("due up to %s"), value);
  return g_strdup (strcmp (key, "technique") == 0 ? chosho_word_technique (value) : value);
}

char *
chosho_filter_words_dup (ChoshoControlFilter *filter, ChoshoContext *context)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (valued); i++)
    {
      const char *value = chosho_control_filter_get (filter, valued[i]);
      g_autofree char *word = value != NULL && strcmp (value, "me") != 0 ? dup_condition (context, valued[i], value) : NULL;

      if (word != NULL)
        g_strv_builder_add (builder, word);
    }
  for (gsize i = 0; i < CHOSHO_N_FILTER_MARKS; i++)
    if (chosho_control_filter_get (filter, chosho_filter_marks[i].key) != NULL)
      g_strv_builder_add (builder, _(chosho_filter_marks[i].label));
  words = g_strv_builder_end (builder);
  return words[0] != NULL ? g_strjoinv (" · ", words) : NULL;
}
