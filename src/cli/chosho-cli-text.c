/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cli-plain.h"
#include "chosho-cli-table.h"
#include "chosho-cli-text.h"
#include "chosho-cli-width.h"

#define VALUE_FLOOR 6        /* cells that a value has beside its name, however narrow the terminal */
#define VALUE_CELLS 100      /* where a long text is wrapped without a terminal */
#define INDENT 2

typedef struct
{
  GString *out;
  gsize    columns; /* 0: no terminal */
} Writer;

static void write_value (Writer *self, const ChoshoValue *value, gsize indent);

/* --- Sentences --------------------------------------------------------------------------------- */

/* A blocker, problem or warning: where, then the sentence and its code. */
static void
write_message (Writer *self, const ChoshoValue *item, gsize indent)
{
  static const char *const places[] = { "control", "phase", "procedure", "step" };
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *clean = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *paper = i == 0 ? chosho_value_get_string (item, "paper") : NULL;
      const char *place = paper != NULL ? paper : chosho_value_get_string (item, places[i]);

      if (place != NULL && *place != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", place);
    }
  if (line->len > 0)
    g_string_append (line, ": ");
  g_string_append (line, chosho_value_get_string (item, "message"));
  if (chosho_value_get_string (item, "code") != NULL)
    g_string_append_printf (line, " [%s]", chosho_value_get_string (item, "code"));
  clean = chosho_cli_clean (line->str, FALSE);
  g_string_append_printf (self->out, "%*s%s\n", (int) indent, "", clean);
}

static gboolean
is_message_list (const ChoshoValue *array)
{
  for (guint i = 0; i < chosho_value_get_length (array); i++)
    if (chosho_value_get_string (chosho_value_get_item (array, i), "message") == NULL)
      return FALSE;
  return chosho_value_get_length (array) > 0;
}

/* --- Values ------------------------------------------------------------------------------------ */

static void
write_list (Writer *self, const ChoshoValue *array, gsize indent)
{
  if (is_message_list (array))
    for (guint i = 0; i < chosho_value_get_length (array); i++)
      write_message (self, chosho_value_get_item (array, i), indent);
  else if (chosho_cli_is_plain_list (array))
    for (guint i = 0; i < chosho_value_get_length (array); i++)
      write_value (self, chosho_value_get_item (array, i), indent);
  else if (chosho_value_get_length (array) > 0)
    chosho_cli_table_write (self->out, array, self->columns, indent);
}

static void
write_member (Writer *self, const char *key, const ChoshoValue *value, gsize indent)
{
  gsize head = indent + strlen (key) + 2;
  gsize cells = self->columns > head + VALUE_FLOOR ? self->columns - head : VALUE_CELLS;
  g_autofree char *plain = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *wrapped = NULL;

  if (chosho_cli_is_container (value) && !chosho_cli_is_plain_list (value))
    {
      g_string_append_printf (self->out, "%*s%s:\n", (int) indent, "", key);
      write_value (self, value, indent + INDENT);
      return;
    }
  plain = chosho_cli_plain (value);
  clean = chosho_cli_clean (plain, TRUE);
  wrapped = chosho_cli_wrap (clean, cells, head);
  g_string_append_printf (self->out, "%*s%s:%s%s\n", (int) indent, "", key, *wrapped != '\0' ? " " : "", wrapped);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return chosho_cli_compare_keys (*(const char *const *) a, *(const char *const *) b);
}

/* A list or an object without anything in it says nothing to people; a program reads that it is empty. */
static gboolean
is_empty (const ChoshoValue *value)
{
  return chosho_cli_is_container (value) && chosho_value_get_length (value) == 0;
}

static void
write_object (Writer *self, const ChoshoValue *object, gsize indent)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < chosho_value_get_length (object); i++)
    if (!is_empty (chosho_value_get_member_at (object, i)))
      g_ptr_array_add (keys, (gpointer) chosho_value_get_key (object, i));
  g_ptr_array_sort (keys, compare_keys);
  for (guint k = 0; k < keys->len; k++)
    write_member (self, g_ptr_array_index (keys, k), chosho_value_get (object, g_ptr_array_index (keys, k)), indent);
}

static void
write_value (Writer *self, const ChoshoValue *value, gsize indent)
{
  g_autofree char *plain = NULL;
  g_autofree char *clean = NULL;

  if (chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
    write_list (self, value, indent);
  else if (chosho_value_get_value_type (value) == CHOSHO_VALUE_OBJECT)
    write_object (self, value, indent);
  else
    {
      plain = chosho_cli_plain (value);
      clean = chosho_cli_clean (plain, TRUE);
      g_string_append_printf (self->out, "%*s%s\n", (int) indent, "", clean);
    }
}

char *
chosho_cli_text (const ChoshoValue *value, gsize columns)
{
  Writer writer = { g_string_new (NULL), columns };
  gboolean single = chosho_value_get_value_type (value) == CHOSHO_VALUE_OBJECT && chosho_value_get_length (value) == 1;
  const ChoshoValue *shown = single ? chosho_value_get_member_at (value, 0) : value;

  /* Who asks what stands against a sign-off would take silence for no answer. */
  if (single && chosho_value_get_length (shown) == 0 && strcmp (chosho_value_get_key (value, 0), "blockers") == 0)
    g_string_append_printf (writer.out, "%s\n", _("Nothing stands against it."));
  else
    write_value (&writer, shown, 0);
  return g_string_free (writer.out, FALSE);
}
