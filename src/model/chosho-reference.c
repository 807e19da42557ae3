/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-reference.h"

static const struct
{
  const char *action;
  const char *letter;
} letters[] = {
  { "evidence", "E" }, { "interview", "Q" }, { "observation", "O" },
  { "population", "P" }, { "sample", "S" }, { "finding", "F" },
  { "mark", "M" }, { "comment", "C" },
};

const char *
chosho_reference_letter (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (strcmp (letters[i].action, action) == 0)
      return letters[i].letter;
  return NULL;
}

/* Base32 without the characters that are misread (I, L, O, U). */
static void
append_copy (GString *out, const char *copy)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  guint32 bits = 0;

  for (guint i = 0; i < 5; i++)
    bits = bits << 4 | (guint32) g_ascii_xdigit_value (copy[i]);
  for (int shift = 15; shift >= 0; shift -= 5)
    g_string_append_c (out, alphabet[bits >> shift & 31]);
}

char *
chosho_reference_dup (const ChoshoWrite *write)
{
  const char *letter = chosho_reference_letter (write->action->name);
  gint64 number = chosho_value_get_integer (write->item, "number", 0);
  GString *out;

  if (letter == NULL || number == 0)
    return NULL;
  out = g_string_new (letter);
  g_string_append_c (out, '-');
  append_copy (out, chosho_node_get_event (write->node)->copy);
  g_string_append_printf (out, "-%04" G_GINT64_FORMAT, number);
  return g_string_free (out, FALSE);
}
