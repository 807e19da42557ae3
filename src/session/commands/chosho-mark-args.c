/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-evidence-content.h"
#include "chosho-mark-args.h"

gboolean
chosho_mark_args_have_place (ChoshoCommandContext *context)
{
  static const char *const names[] = { "place", "quote", "rectangle" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (chosho_command_get_text (context, names[i]) != NULL)
      return TRUE;
  return chosho_command_get_integer (context, "page", G_MININT64) != G_MININT64;
}

static gpointer
usage (GError **error, const char *text)
{
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, text);
  return NULL;
}

/* "page=3" …; "" where only words are named. */
static char *
dup_place (ChoshoCommandContext *context, GError **error)
{
  static const char *const prefixes[] = { "page=", "line=", "cell=", "paragraph=", "slide=" };
  const char *place = chosho_command_get_text (context, "place");
  gint64 page = chosho_command_get_integer (context, "page", 0);

  if (place != NULL && page != 0)
    return usage (error, _("A mark has one place: give --page or --place"));
  if (page != 0)
    return page > 0 ? g_strdup_printf ("page=%" G_GINT64_FORMAT, page) : usage (error, _("Pages are counted from 1"));
  if (place == NULL || place[0] == '\0')
    return g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (place, prefixes[i]))
      return g_strdup (place);
  return usage (error, _("A place is line=12, cell=Sheet1!C12, paragraph=4, slide=2 or page=3"));
}

/* "72,500,300,520"; NULL with @error. (transfer full) */
static ChoshoValue *
read_rectangle (const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  g_autoptr (ChoshoValue) rectangle = chosho_value_new_array ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 edge;

      if (!g_ascii_string_to_unsigned (g_strstrip (words[i]), 10, 0, 1 << 24, &edge, NULL))
        return usage (error, _("A region is four whole numbers: left, bottom, right, top"));
      chosho_value_append (rectangle, chosho_value_new_integer ((gint64) edge));
    }
  if (g_strv_length (words) != 4)
    return usage (error, _("A region is four whole numbers: left, bottom, right, top"));
  return g_steal_pointer (&rectangle);
}

ChoshoValue *
chosho_mark_args_read_place (ChoshoCommandContext *context, ChoshoValue *row, GError **error)
{
  g_autofree char *place = dup_place (context, error);
  const char *region = chosho_command_get_text (context, "rectangle");
  const char *quote = chosho_command_get_text (context, "quote");
  g_autoptr (ChoshoValue) rectangle = NULL;
  g_autoptr (ChoshoMarkText) text = NULL;
  g_autofree char *password = NULL;
  int fd;

  if (place == NULL)
    return NULL;
  if (quote != NULL && quote[0] == '\0')
    return usage (error, _("The quote is empty"));
  if (region != NULL && !g_str_has_prefix (place, "page="))
    return usage (error, _("A region is one of a page: give --page"));
  if (place[0] == '\0' && quote == NULL)
    return usage (error, _("Say where the mark stands: --page, --place or --quote"));
  rectangle = region != NULL ? read_rectangle (region, error) : NULL;
  if (region != NULL && rectangle == NULL)
    return NULL;
  fd = chosho_evidence_content_open_row (context, row, &password, error);
  text = fd >= 0 ? chosho_mark_text_open (fd, chosho_value_get_string (row, "name"), password, context->cancellable, error) : NULL;
  return text != NULL ? chosho_mark_text_place (text, place, rectangle, quote, context->cancellable, error) : NULL;
}

void
chosho_mark_args_set_place (ChoshoValue *item, ChoshoValue *row, ChoshoValue *place)
{
  static const char *const fields[] = { "place", "rectangle", "quote" };

  chosho_value_set_string (item, "on", chosho_value_get_string (row, "id"));
  chosho_value_set_string (item, "sha256", chosho_value_get_string (row, "sha256"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      ChoshoValue *value = chosho_value_get (place, fields[i]);

      chosho_value_set (item, fields[i], value != NULL ? chosho_value_ref (value) : NULL);
    }
}
