/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a picture says of itself, read as each format: texts that may be shown, or nothing. */
#include "fuzz.h"

#include <string.h>

#include "chosho-exif.h"
#include "chosho-helper-limits.h"

static void
check (const char *text)
{
  if (text != NULL && (text[0] == '\0' || strlen (text) > CHOSHO_HELPER_LIMIT_CLAIM_BYTES || !g_utf8_validate (text, -1, NULL)))
    g_error ("a claim that no client takes");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  static const ChoshoMagic formats[] = { CHOSHO_MAGIC_JPEG, CHOSHO_MAGIC_TIFF, CHOSHO_MAGIC_PNG, CHOSHO_MAGIC_WEBP };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_auto (ChoshoExif) exif = { 0 };

      chosho_exif_read (data, size_bytes, formats[i], &exif);
      check (exif.time);
      check (exif.device);
      check (exif.place);
    }
  return 0;
}
