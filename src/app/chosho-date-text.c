/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-date-text.h"
#include "chosho-text.h"

#define PARTS 3         /* year, month, day */
#define COMPACT_CHARS 8 /* 20250401 */

static gboolean
is_number (const char *text, gsize most)
{
  gsize length = strspn (text, "0123456789");

  return length > 0 && length <= most && text[length] == '\0';
}

/* With one kind of sign between the parts. (transfer full) */
static char *
join_parts (const char *text)
{
  GString *joined = g_string_new (text);

  g_string_replace (joined, "年", "-", 0);
  g_string_replace (joined, "月", "-", 0);
  g_string_replace (joined, "日", "", 0);
  g_strdelimit (joined->str, "/.", '-');
  if (is_number (joined->str, COMPACT_CHARS) && joined->len == COMPACT_CHARS)
    {
      g_string_insert_c (joined, 6, '-');
      g_string_insert_c (joined, 4, '-');
    }
  return g_string_free (joined, FALSE);
}

char *
chosho_date_text_fold (const char *typed)
{
  char *folded = g_strstrip (chosho_text_fold_width (typed));
  g_autofree char *joined = join_parts (folded);
  g_auto (GStrv) parts = g_strsplit (joined, "-", PARTS + 1);
  g_autofree char *date = NULL;

  if (g_strv_length (parts) != PARTS || strlen (parts[0]) != 4 || !is_number (parts[0], 4) || !is_number (parts[1], 2) || !is_number (parts[2], 2))
    return folded;
  date = g_strdup_printf ("%s-%s%s-%s%s", parts[0], strlen (parts[1]) == 1 ? "0" : "", parts[1], strlen (parts[2]) == 1 ? "0" : "", parts[2]);
  if (!chosho_date_is_valid (date))
    return folded;
  g_free (folded);
  return g_steal_pointer (&date);
}
