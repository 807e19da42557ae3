/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A number format's code, a line break, a number. */
#include <string.h>

#include "chosho-number-display.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autofree char *code = fuzz_copy (data, size_bytes);
  char *number = strchr (code, '\n');
  char out[CHOSHO_NUMBER_TEXT_SIZE];

  /* What XML hands over is always valid text. */
  if (number == NULL || !g_utf8_validate (code, -1, NULL))
    return 0;
  *number++ = '\0';
  for (int from_1904 = 0; from_1904 < 2; from_1904++)
    if (chosho_number_format (number, chosho_number_format_kind_of_code (code), from_1904, out))
      {
        g_autoptr (GString) shown = g_string_new (number);

        g_assert_true (out[0] != '\0' && strlen (out) < sizeof out);
        chosho_number_display (shown, code, from_1904, out);
        g_assert_true (shown->len > 0 && g_utf8_validate (shown->str, -1, NULL));
      }
  return 0;
}
