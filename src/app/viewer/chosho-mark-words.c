/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-mark-words.h"

#define QUOTE_CHARACTERS 120 /* of a quote in a list: more is read at its place */

gboolean
chosho_mark_words_is_reference (ChoshoValue *row)
{
  return g_strcmp0 (chosho_value_get_string (row, "kind"), "reference") == 0;
}

const char *
chosho_mark_words_get_sign (ChoshoValue *row)
{
  const char *tick = chosho_value_get_string (row, "tick");

  if (tick != NULL && tick[0] != '\0')
    return tick;
  return chosho_mark_words_is_reference (row) ? "→" : "※";
}

char *
chosho_mark_words_dup_badge (ChoshoValue *row)
{
  return g_strdup_printf ("%s%u", chosho_mark_words_get_sign (row), (guint) chosho_value_get_integer (row, "number", 0));
}

/* Dark enough for white signs on them, on white paper in either scheme; far enough apart for most eyes. */
const GdkRGBA *
chosho_mark_words_get_colour (ChoshoValue *row)
{
  static const GdkRGBA colours[] = {
    { 0.75f, 0.11f, 0.16f, 1 }, { 0.10f, 0.37f, 0.71f, 1 }, { 0.15f, 0.45f, 0.15f, 1 }, { 0.45f, 0.20f, 0.60f, 1 },
    { 0.60f, 0.32f, 0.00f, 1 }, { 0.00f, 0.42f, 0.45f, 1 }, { 0.55f, 0.10f, 0.42f, 1 }, { 0.33f, 0.33f, 0.36f, 1 },
  };
  const char *step = chosho_value_get_string (row, "step");
  const char *by = step != NULL ? step : chosho_value_get_string (row, "element");

  return &colours[by != NULL ? 1 + g_str_hash (by) % (G_N_ELEMENTS (colours) - 1) : 0];
}

char *
chosho_mark_words_dup_place (const char *place)
{
  static const struct
  {
    const char *prefix, *words;
  } counted[] = { { "line=", N_("Line %u") }, { "paragraph=", N_("Paragraph %u") }, { "slide=", N_("Slide %u") } };

  if (g_str_has_prefix (place, "page="))
    return g_strconcat ("p.", place + strlen ("page="), NULL);
  if (g_str_has_prefix (place, "cell="))
    return g_strdup (place + strlen ("cell="));
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    if (g_str_has_prefix (place, counted[i].prefix))
      {
        g_auto (GStrv) parts = g_strsplit (_(counted[i].words), "%u", 2);

        return g_strjoinv (place + strlen (counted[i].prefix), parts);
      }
  return g_strdup ("");
}

char *
chosho_mark_words_dup_head (ChoshoValue *row)
{
  g_autofree char *badge = chosho_mark_words_dup_badge (row);
  g_autofree char *place = chosho_mark_words_dup_place (chosho_value_get_string (row, "place"));

  return g_strdup_printf ("%s  %s %s", badge, chosho_value_get_string (row, "evidence_reference"), place);
}

static char *
dup_quote (const char *quote)
{
  g_autofree char *line = g_strdelimit (g_strdup (quote), "\n\r\t", ' ');
  gboolean cut = g_utf8_strlen (line, -1) > QUOTE_CHARACTERS;
  g_autofree char *shown = g_utf8_substring (line, 0, cut ? QUOTE_CHARACTERS : g_utf8_strlen (line, -1));

  return g_strdup_printf (_("“%s%s”"), shown, cut ? "…" : "");
}

char *
chosho_mark_words_dup_body (ChoshoValue *row)
{
  const char *quote = chosho_value_get_string (row, "quote");
  const char *texts[] = { chosho_value_get_string (row, "text"), chosho_value_get_string (row, "element") };
  GString *body = g_string_new (NULL);

  if (quote != NULL)
    {
      g_autofree char *shown = dup_quote (quote);

      g_string_append (body, shown);
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && texts[i][0] != '\0')
      g_string_append_printf (body, "%s%s", body->len > 0 ? "\n" : "", texts[i]);
  return g_string_free (body, FALSE);
}

static const char *
word_lost (const char *code)
{
  static const struct
  {
    const char *code, *words;
  } reasons[] = {
    { "no-quote", N_("it quotes no words by which it could be found") },
    { "not-found", N_("its words do not stand there") },
    { "no-text", N_("the newer version has no text information") },
    { "unreadable", N_("the newer version could not be read") },
    { "member-missing", N_("nobody took that member out of the newer archive") },
    { "withdrawn", N_("its evidence was withdrawn") },
    { "destroyed", N_("its evidence was destroyed") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].code, code) == 0)
      return _(reasons[i].words);
  return code;
}

char *
chosho_mark_words_dup_state (ChoshoValue *row)
{
  const char *state = chosho_value_get_string (row, "state");
  ChoshoValue *proposal = chosho_value_get (row, "proposal");

  if (g_strcmp0 (state, "outdated") == 0)
    return g_strdup (_("A newer version came: its place there is not confirmed"));
  if (g_strcmp0 (state, "lost") == 0)
    return g_strdup_printf (_("Lost: %s"), word_lost (chosho_value_get_string (row, "lost_reason")));
  if (g_strcmp0 (state, "withdrawn") == 0)
    return g_strdup_printf (_("Withdrawn: %s"), chosho_value_get_string (row, "withdrawn_reason"));
  if (g_strcmp0 (state, "to-confirm") == 0)
    return g_strdup_printf (chosho_value_get_integer (proposal, "count", 1) > 1 ? _("Found in %s at %s, and elsewhere there") : _("Found in %s at %s"),
                            chosho_value_get_string (row, "newer_reference"), chosho_value_get_string (proposal, "shown"));
  return NULL;
}
