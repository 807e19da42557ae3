/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Canonical JSON: what is accepted as canonical is written back byte for byte; what is accepted
 * otherwise becomes canonical by writing it once. */
#include <string.h>

#include "chosho-value.h"
#include "fuzz.h"

static void
check_canonical (const char *data, gsize size_bytes)
{
  g_autoptr (ChoshoValue) value = chosho_value_parse_canonical (data, size_bytes, NULL);
  g_autofree char *written = NULL;
  gsize written_bytes;

  if (value == NULL)
    return;
  written = chosho_value_to_canonical (value, &written_bytes);
  g_assert_cmpmem (written, written_bytes, data, size_bytes);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autofree char *copy = fuzz_copy (data, size_bytes), *written = NULL, *pretty = NULL;
  g_autoptr (ChoshoValue) value = NULL, again = NULL, from_pretty = NULL;
  gsize written_bytes;

  check_canonical (copy, size_bytes);
  value = chosho_value_parse (copy, size_bytes, NULL);
  if (value == NULL)
    return 0;
  written = chosho_value_to_canonical (value, &written_bytes);
  again = chosho_value_parse_canonical (written, written_bytes, NULL);
  g_assert_nonnull (again);
  g_assert_true (chosho_value_equal (value, again));
  pretty = chosho_value_to_pretty (value);
  from_pretty = chosho_value_parse (pretty, strlen (pretty), NULL);
  g_assert_nonnull (from_pretty);
  g_assert_true (chosho_value_equal (value, from_pretty));
  return 0;
}
