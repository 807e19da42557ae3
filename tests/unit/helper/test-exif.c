/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What pictures say of themselves, in each format that says it, from either end, and against whoever writes nonsense. */
#include <string.h>

#include "chosho-exif.h"

typedef struct
{
  GByteArray *bytes;
  gboolean    big_endian;
} Writer;

static void
put (Writer *self, guint64 value, gsize size_bytes)
{
  for (gsize i = 0; i < size_bytes; i++)
    g_byte_array_append (self->bytes, &(guint8){ (value >> (8 * (self->big_endian ? size_bytes - 1 - i : i))) & 0xff }, 1);
}

static void
put_entry (Writer *self, guint tag, guint type, guint count, guint value)
{
  put (self, tag, 2);
  put (self, type, 2);
  put (self, count, 4);
  put (self, value, 4);
}

static void
put_text (Writer *self, const char *text, gsize size_bytes)
{
  g_autofree char *padded = g_malloc0 (size_bytes);

  memcpy (padded, text, MIN (strlen (text), size_bytes));
  g_byte_array_append (self->bytes, (const guint8 *) padded, (guint) size_bytes);
}

#define TEXT_AT 200

/* A block with everything: directories at 8, 58 and 88, what they point to from 200 on. */
static GByteArray *
make_block (gboolean big_endian, const char *time, const char *make, const char *model)
{
  Writer self = { g_byte_array_new (), big_endian };
  static const guint32 degrees[] = { 35, 1, 39, 1, 3096, 100, 139, 1, 44, 1, 4344, 100 };

  g_byte_array_append (self.bytes, (const guint8 *) (big_endian ? "MM" : "II"), 2);
  put (&self, 42, 2);
  put (&self, 8, 4);
  put (&self, 4, 2);
  put_entry (&self, 271, 2, 20, TEXT_AT);
  put_entry (&self, 272, 2, 20, TEXT_AT + 20);
  put_entry (&self, 34665, 4, 1, 62);
  put_entry (&self, 34853, 4, 1, 92);
  put (&self, 0, 4);
  put (&self, 2, 2);
  put_entry (&self, 36867, 2, 20, TEXT_AT + 40);
  put_entry (&self, 36881, 2, 7, TEXT_AT + 60);
  put (&self, 0, 4);
  put (&self, 4, 2);
  put (&self, 1, 2); put (&self, 2, 2); put (&self, 2, 4); put_text (&self, "N", 4);
  put_entry (&self, 2, 5, 3, TEXT_AT + 80);
  put (&self, 3, 2); put (&self, 2, 2); put (&self, 2, 4); put_text (&self, "W", 4);
  put_entry (&self, 4, 5, 3, TEXT_AT + 104);
  put (&self, 0, 4);
  g_assert_cmpuint (self.bytes->len, <=, TEXT_AT);
  put_text (&self, "", TEXT_AT - self.bytes->len);
  put_text (&self, make, 20);
  put_text (&self, model, 20);
  put_text (&self, time, 20);
  put_text (&self, "+09:00", 20);
  for (gsize i = 0; i < G_N_ELEMENTS (degrees); i++)
    put (&self, degrees[i], 4);
  return self.bytes;
}

/* "time|device|place" (transfer full) */
static char *
read_claims (const guint8 *data, gsize size_bytes, ChoshoMagic magic)
{
  g_autofree guint8 *exact = g_memdup2 (data, size_bytes); /* so that a sanitizer sees a byte too far */
  g_auto (ChoshoExif) exif = { 0 };

  chosho_exif_read (exact, size_bytes, magic, &exif);
  return g_strdup_printf ("%s|%s|%s", exif.time != NULL ? exif.time : "", exif.device != NULL ? exif.device : "", exif.place != NULL ? exif.place : "");
}

/* Takes @bytes. */
static void
assert_claims (GByteArray *bytes, ChoshoMagic magic, const char *expected)
{
  g_autofree char *claims = read_claims (bytes->data, bytes->len, magic);

  g_assert_cmpstr (claims, ==, expected);
  g_byte_array_unref (bytes);
}

#define ALL "2026-04-01 09:12:34 +09:00|見本 Camera 1|35.65860, -139.74540"

static GByteArray *
wrap (const char *before, gsize before_bytes, const char *type, gsize type_bytes, gboolean big_size, gsize size_more, GByteArray *block, gsize after_bytes)
{
  Writer self = { g_byte_array_new (), TRUE };

  g_byte_array_append (self.bytes, (const guint8 *) before, (guint) before_bytes);
  if (big_size)
    put (&self, block->len, 4);
  g_byte_array_append (self.bytes, (const guint8 *) type, (guint) type_bytes);
  if (!big_size)
    {
      self.big_endian = size_more > 0;
      put (&self, block->len + size_more, size_more > 0 ? 2 : 4);
    }
  if (size_more > 0)
    g_byte_array_append (self.bytes, (const guint8 *) "Exif\0", 6);
  g_byte_array_append (self.bytes, block->data, block->len);
  put (&self, 0, after_bytes);
  g_byte_array_unref (block);
  return self.bytes;
}

static void
test_formats (void)
{
  for (gboolean big_endian = FALSE; big_endian <= TRUE; big_endian++)
    {
#define BLOCK make_block (big_endian, "2026:04:01 09:12:34", "見本", "Camera 1")
      assert_claims (BLOCK, CHOSHO_MAGIC_TIFF, ALL);
      assert_claims (wrap ("\xff\xd8\xff\xe0\0\4ab", 8, "\xff\xe1", 2, FALSE, 8, BLOCK, 0), CHOSHO_MAGIC_JPEG, ALL);
      assert_claims (wrap ("\x89PNG\r\n\x1a\n\0\0\0\0abcd\0\0\0\0", 20, "eXIf", 4, TRUE, 0, BLOCK, 4), CHOSHO_MAGIC_PNG, ALL);
      assert_claims (wrap ("RIFF\0\0\0\0WEBPVP8 \1\0\0\0x\0", 22, "EXIF", 4, FALSE, 0, BLOCK, 0), CHOSHO_MAGIC_WEBP, ALL);
      /* another format's wrapping is none */
      assert_claims (BLOCK, CHOSHO_MAGIC_JPEG, "||");
      assert_claims (BLOCK, CHOSHO_MAGIC_BMP, "||");
    }
}

static void
test_values (void)
{
  /* clocks that were never set, other forms, makers that repeat themselves, what cannot be shown */
  assert_claims (make_block (FALSE, "0000:00:00 00:00:00", "", ""), CHOSHO_MAGIC_TIFF, "||35.65860, -139.74540");
  assert_claims (make_block (FALSE, "yesterday, at noon", "A\nB", ""), CHOSHO_MAGIC_TIFF, "|AB|35.65860, -139.74540");
  assert_claims (make_block (FALSE, "2026:04:01 09:12:34", "ACME", "ACME X\x80"), CHOSHO_MAGIC_TIFF, "2026-04-01 09:12:34 +09:00|ACME X\ufffd|35.65860, -139.74540");
}

static void
change (GByteArray *block, gsize at, const char *bytes, gsize size_bytes)
{
  memcpy (block->data + at, bytes, size_bytes);
}

static void
test_hostile (void)
{
  GByteArray *long_name = make_block (FALSE, "", "", ""), *loop = make_block (FALSE, "", "", ""), *outside = make_block (FALSE, "", "", ""),
             *nowhere = make_block (FALSE, "", "", "");

  /* more text than a name has is cut */
  for (guint i = 0; i < 400; i++)
    g_byte_array_append (long_name, (const guint8 *) "x", 1);
  change (long_name, 14, "\xff\0\0\0", 4);
  change (long_name, 18, "\x48\1\0\0", 4); /* from 328 on */
  {
    g_autofree char *claims = read_claims (long_name->data, long_name->len, CHOSHO_MAGIC_TIFF);
    g_auto (GStrv) parts = g_strsplit (claims, "|", -1);

    g_assert_cmpuint (strlen (parts[1]), ==, 128);
  }
  g_byte_array_unref (long_name);
  /* directories that are each other, values that stand outside, places that are none */
  change (loop, 42, "\x08\0\0\0", 4);
  change (loop, 54, "\x08\0\0\0", 4);
  assert_claims (loop, CHOSHO_MAGIC_TIFF, "||");
  change (outside, 18, "\xff\xff\xff\xff", 4);
  change (outside, 14, "\xff\xff\xff\xff", 4);
  assert_claims (outside, CHOSHO_MAGIC_TIFF, "||35.65860, -139.74540");
  change (nowhere, TEXT_AT + 84, "\0\0\0\0", 4);
  assert_claims (nowhere, CHOSHO_MAGIC_TIFF, "||");
}

/* Whatever is cut off, nothing beyond is read. */
static void
test_cut (void)
{
  g_autoptr (GByteArray) jpeg = wrap ("\xff\xd8\xff\xe0\0\4ab", 8, "\xff\xe1", 2, FALSE, 8, make_block (TRUE, "2026:04:01 09:12:34", "見本", "Camera 1"), 0);
  g_autoptr (GByteArray) tiff = make_block (FALSE, "2026:04:01 09:12:34", "見本", "Camera 1");

  for (gsize size = 0; size < jpeg->len; size++)
    {
      g_autofree char *claims = read_claims (jpeg->data, size, CHOSHO_MAGIC_JPEG);

      g_assert_cmpstr (claims, ==, "||"); /* the segment is longer than what is there */
    }
  for (gsize size = 0; size < tiff->len; size++)
    g_free (read_claims (tiff->data, size, CHOSHO_MAGIC_TIFF));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/exif/formats", test_formats);
  g_test_add_func ("/helper/exif/values", test_values);
  g_test_add_func ("/helper/exif/hostile", test_hostile);
  g_test_add_func ("/helper/exif/cut", test_cut);
  return g_test_run ();
}
