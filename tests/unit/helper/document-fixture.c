/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-fixture.h"

#include <cairo-pdf.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <pango/pangocairo.h>
#include <string.h>
#include <unistd.h>

ChoshoHelperDocument *
document_fixture_open (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  int fd = helper_fixture_open (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  ChoshoHelperDocument *document = chosho_helper_document_new (fd, "client.file", CHOSHO_HELPER_FLAGS_NONE, &error);

  g_assert_no_error (error);
  close (fd);
  g_bytes_unref (bytes);
  return document;
}

ChoshoHelperDocument *
document_fixture_open_data (const char *name)
{
  return document_fixture_open (helper_fixture_data (name));
}

char *
document_fixture_describe (ChoshoHelperDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentInfo) info = chosho_helper_document_read_info (document, NULL, &error);
  GString *text;

  if (info == NULL)
    return g_strdup_printf ("error %s: %s", chosho_error_code (error), error->message);
  text = g_string_new (info->format);
  if (info->charset != NULL)
    g_string_append_printf (text, " %s", info->charset);
  if (info->pages->len > 0)
    g_string_append_printf (text, " %u:", info->pages->len);
  for (guint i = 0; i < MIN (info->pages->len, 4); i++)
    {
      const ChoshoPageSize *size = &g_array_index (info->pages, ChoshoPageSize, i);

      g_string_append_printf (text, " %gx%g", size->width, size->height);
    }
  return g_string_free (text, FALSE);
}

GBytes *
document_fixture_pdf (guint n_pages, const char *media_box, const char *content)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autoptr (GString) kids = g_string_new (NULL);
  gsize table;

  for (guint i = 0; i < n_pages; i++)
    g_string_append_printf (kids, "%u 0 R ", 5 + i);
  g_array_append_val (offsets, pdf->len);
  g_string_append (pdf, "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
  g_array_append_val (offsets, pdf->len);
  g_string_append_printf (pdf, "2 0 obj<</Type/Pages/Count %u/Kids[%s]/MediaBox[%s]/Resources<</Font<</F1 4 0 R>>>>>>endobj\n",
                          n_pages, kids->str, media_box);
  g_array_append_val (offsets, pdf->len);
  g_string_append_printf (pdf, "3 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", strlen (content), content);
  g_array_append_val (offsets, pdf->len);
  g_string_append (pdf, "4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n");
  for (guint i = 0; i < n_pages; i++)
    {
      g_array_append_val (offsets, pdf->len);
      g_string_append_printf (pdf, "%u 0 obj<</Type/Page/Parent 2 0 R/Contents 3 0 R>>endobj\n", 5 + i);
    }
  table = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (pdf, "%010zu 00000 n \n", g_array_index (offsets, gsize, i));
  g_string_append_printf (pdf, "trailer<</Size %u/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", offsets->len + 1, table);
  return g_string_free_to_bytes (pdf);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int size_bytes)
{
  g_byte_array_append (closure, data, size_bytes);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
document_fixture_columns (const char *const *lines)
{
  GByteArray *pdf = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, pdf, 400, 500);
  cairo_t *cr = cairo_create (surface);
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Noto Sans CJK JP 14");

  pango_font_description_set_gravity (font, PANGO_GRAVITY_EAST);
  pango_layout_set_font_description (layout, font);
  cairo_translate (cr, 360, 40);
  cairo_rotate (cr, G_PI / 2);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      cairo_move_to (cr, 0, 30 * i);
      pango_cairo_update_layout (cr, layout);
      pango_layout_set_text (layout, lines[i], -1);
      pango_cairo_show_layout (cr, layout);
    }
  pango_font_description_free (font);
  g_object_unref (layout);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (pdf);
}

/* --- Pictures -------------------------------------------------------------------------------------------- */

static const guint8 six_pixels[] = { 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128, 128, 128 };

static void
put (GByteArray *to, guint64 value, gsize size_bytes, gboolean big_endian)
{
  for (gsize i = 0; i < size_bytes; i++)
    g_byte_array_append (to, &(guint8){ (value >> (8 * (big_endian ? size_bytes - 1 - i : i))) & 0xff }, 1);
}

static void
put_entry (GByteArray *tiff, guint tag, guint value, gboolean big_endian)
{
  put (tiff, tag, 2, big_endian);
  put (tiff, 4, 2, big_endian); /* LONG */
  put (tiff, 1, 4, big_endian);
  put (tiff, value, 4, big_endian);
}

#define TIFF_ENTRIES 10

GBytes *
document_fixture_tiff (guint n_pages, guint orientation, gboolean big_endian)
{
  GByteArray *tiff = g_byte_array_new ();
  const guint page_bytes = 2 + 12 * TIFF_ENTRIES + 4;
  const guint pixels_at = 8, bits_at = pixels_at + sizeof six_pixels, first_at = bits_at + 6;

  g_byte_array_append (tiff, (const guint8 *) (big_endian ? "MM" : "II"), 2);
  put (tiff, 42, 2, big_endian);
  put (tiff, first_at, 4, big_endian);
  g_byte_array_append (tiff, six_pixels, sizeof six_pixels);
  for (guint i = 0; i < 3; i++)
    put (tiff, 8, 2, big_endian);
  for (guint i = 0; i < n_pages; i++)
    {
      put (tiff, TIFF_ENTRIES, 2, big_endian);
      put_entry (tiff, 256, 3, big_endian); /* width */
      /* the first page has both rows, every other the second row only */
      put_entry (tiff, 257, i == 0 ? 2 : 1, big_endian);
      put (tiff, 258, 2, big_endian); /* three samples of eight bits */
      put (tiff, 3, 2, big_endian);
      put (tiff, 3, 4, big_endian);
      put (tiff, bits_at, 4, big_endian);
      put_entry (tiff, 259, 1, big_endian); /* not compressed */
      put_entry (tiff, 262, 2, big_endian); /* RGB */
      put_entry (tiff, 273, pixels_at + (i == 0 ? 0 : 9), big_endian);
      put_entry (tiff, 274, orientation, big_endian);
      put_entry (tiff, 277, 3, big_endian);
      put_entry (tiff, 278, 2, big_endian);
      put_entry (tiff, 279, i == 0 ? 18 : 9, big_endian);
      put (tiff, i + 1 < n_pages ? first_at + (i + 1) * page_bytes : 0, 4, big_endian);
    }
  return g_byte_array_free_to_bytes (tiff);
}

GBytes *
document_fixture_bmp (void)
{
  GByteArray *bmp = g_byte_array_new ();

  g_byte_array_append (bmp, (const guint8 *) "BM", 2);
  put (bmp, 54 + 24, 4, FALSE);
  put (bmp, 0, 4, FALSE);
  put (bmp, 54, 4, FALSE);
  put (bmp, 40, 4, FALSE);
  put (bmp, 3, 4, FALSE);
  put (bmp, 2, 4, FALSE);
  put (bmp, 1, 2, FALSE);
  put (bmp, 24, 2, FALSE);
  for (guint i = 0; i < 6; i++)
    put (bmp, 0, 4, FALSE);
  /* from the bottom row up, blue first, rows filled to four bytes */
  for (guint row = 2; row-- > 0;)
    {
      for (guint x = 0; x < 3; x++)
        for (guint channel = 3; channel-- > 0;)
          g_byte_array_append (bmp, &six_pixels[9 * row + 3 * x + channel], 1);
      put (bmp, 0, 3, FALSE);
    }
  return g_byte_array_free_to_bytes (bmp);
}

GBytes *
document_fixture_png (guint width, guint height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A1, (int) width, (int) height);
  GByteArray *png = g_byte_array_new ();

  g_assert_cmpint (cairo_surface_write_to_png_stream (surface, append, png), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

/* An APP1 segment with nothing but the orientation. */
static void
insert_exif (GByteArray *to, guint orientation)
{
  g_byte_array_append (to, (const guint8 *) "\xff\xe1", 2);
  put (to, 2 + 6 + 8 + 2 + 12 + 4, 2, TRUE);
  g_byte_array_append (to, (const guint8 *) "Exif\0\0MM", 8);
  put (to, 42, 2, TRUE);
  put (to, 8, 4, TRUE);
  put (to, 1, 2, TRUE);
  put (to, 274, 2, TRUE);
  put (to, 3, 2, TRUE);
  put (to, 1, 4, TRUE);
  put (to, orientation, 2, TRUE);
  put (to, 0, 2, TRUE);
  put (to, 0, 4, TRUE);
}

GBytes *
document_fixture_jpeg (guint orientation)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 16, 8);
  GByteArray *jpeg = g_byte_array_new ();
  g_autofree char *data = NULL;
  gsize size_bytes;
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x000000ff);
  for (int y = 0; y < 8; y++)
    memset (gdk_pixbuf_get_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf) + 24, 255, 24);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size_bytes, "jpeg", &error, "quality", "100", NULL);
  g_assert_no_error (error);
  g_byte_array_append (jpeg, (const guint8 *) data, 2);
  if (orientation > 0)
    insert_exif (jpeg, orientation);
  g_byte_array_append (jpeg, (const guint8 *) data + 2, size_bytes - 2);
  return g_byte_array_free_to_bytes (jpeg);
}

char *
document_fixture_pixel (const ChoshoContentImage *image, guint x, guint y)
{
  const guint8 *pixel = (const guint8 *) g_bytes_get_data (image->pixels, NULL) + y * image->stride + 4 * x;

  g_assert_cmpuint (x, <, image->width);
  g_assert_cmpuint (y, <, image->height);
  g_assert_cmpuint (pixel[3], ==, 255);
  return g_strdup_printf ("%02X%02X%02X", pixel[2], pixel[1], pixel[0]);
}
