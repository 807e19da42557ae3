/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-row-field.h"
#include "chosho-zone.h"

static char *
dup_text (const ChoshoRowField *self, const char *text)
{
  if (g_str_equal (self->key, "at") || g_str_equal (self->key, "received_at"))
    return chosho_zone_dup_time (text);
  return g_strdup (self->word != NULL ? self->word (text) : text);
}

static char *
dup_list (const ChoshoRowField *self, ChoshoValue *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      const char *item = chosho_value_as_string (chosho_value_get_item (list, i));

      if (item != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", self->word != NULL ? self->word (item) : item);
    }
  return g_string_free (text, FALSE);
}

char *
chosho_row_field_dup (const ChoshoRowField *self, ChoshoContext *context, ChoshoValue *row)
{
  ChoshoValue *value = chosho_value_get (row, self->key);

  if (g_str_equal (self->key, CHOSHO_ROW_FIELD_PERSON))
    return g_strdup (chosho_context_get_member_name (context, chosho_value_get_string (row, "author")));
  switch (value != NULL ? chosho_value_get_value_type (value) : CHOSHO_VALUE_NULL)
    {
    case CHOSHO_VALUE_STRING:
      return dup_text (self, chosho_value_as_string (value));
    case CHOSHO_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, chosho_value_as_integer (value, 0));
    case CHOSHO_VALUE_BOOLEAN:
      return g_strdup (chosho_value_as_boolean (value, FALSE) ? _("yes") : _("no"));
    case CHOSHO_VALUE_ARRAY:
      return dup_list (self, value);
    case CHOSHO_VALUE_NULL:
    case CHOSHO_VALUE_OBJECT:
    default:
      return NULL;
    }
}
