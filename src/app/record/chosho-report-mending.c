/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-blocker-words.h"
#include "chosho-report-mending.h"

/* Where a thing that is no step of a control is mended: a place, and the member of the blocker that names what to
 * choose there. */
typedef struct
{
  const char *code;
  const char *place;
  const char *target; /* (nullable) member */
} Place;

static const Place places[] = {
  { "paper-missing", "papers", "control" },
  { "finding-unconfirmed", "findings", "detail" },
  { "clock-reversed", "journal", "detail" },
};

static const Place *
find_place (ChoshoValue *blocker)
{
  const char *code = chosho_value_get_string (blocker, "code");

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].code, code) == 0)
      return &places[i];
  return NULL;
}

char *
chosho_report_mending_dup_line (ChoshoContext *context, ChoshoValue *blocker)
{
  const Place *place = find_place (blocker);
  const char *control = chosho_value_get_string (blocker, "control");
  const char *detail = chosho_blocker_get_detail (blocker);
  g_autofree char *sentence = chosho_blocker_dup_sentence (blocker);
  GString *line = g_string_new (NULL);

  /* what stands elsewhere may name its thing by an id, which says nothing to people */
  if (control != NULL && chosho_context_lookup_control (context, control) != NULL)
    g_string_append_printf (line, "%s  ", control);
  g_string_append (line, sentence);
  if (detail != NULL && (place == NULL || g_strcmp0 (place->target, "detail") != 0))
    g_string_append_printf (line, "  ·  %s", detail);
  return g_string_free (line, FALSE);
}

/* The member of that name, which is all that a blocker of the team tells. Borrowed, (nullable). */
static const char *
find_member (ChoshoContext *context, const char *name)
{
  ChoshoValue *members = chosho_context_get_members (context);

  for (guint i = 0; name != NULL && i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);

      if (g_strcmp0 (chosho_value_get_string (member, "name"), name) == 0)
        return chosho_value_get_string (member, "id");
    }
  return NULL;
}

void
chosho_report_mending_go (ChoshoPage *page, ChoshoValue *blocker)
{
  const Place *place = find_place (blocker);
  const char *control = chosho_value_get_string (blocker, "control");
  const char *step = chosho_value_get_string (blocker, "step");
  g_autofree char *target = control != NULL && step != NULL ? g_strdup_printf ("%s step:%s", control, step) : g_strdup (control);

  if (place != NULL)
    chosho_page_go (GTK_WIDGET (page), place->place, chosho_value_get_string (blocker, place->target));
  else if (control != NULL)
    chosho_page_go (GTK_WIDGET (page), "controls", target);
  else
    chosho_page_go (GTK_WIDGET (page), "team", find_member (chosho_page_get_context (page), chosho_value_get_string (blocker, "detail")));
}
