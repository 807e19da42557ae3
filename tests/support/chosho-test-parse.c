/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-test-parse.h"

ChoshoValue *
chosho_test_parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  ChoshoValue *value = chosho_value_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  return value;
}

ChoshoValue *
chosho_test_parse_printf (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return chosho_test_parse (text);
}
