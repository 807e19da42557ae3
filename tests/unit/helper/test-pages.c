/* SPDX-License-Identifier: GPL-3.0-or-later */

/* PDFs and pictures, page by page, through the real helper. */

#include <math.h>
#include <string.h>

#include "chosho-helper-limits.h"
#include "document-fixture.h"

static void
assert_described (ChoshoHelperDocument *document, const char *expected)
{
  g_autofree char *text = document_fixture_describe (document);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_file (GBytes *bytes, const char *expected)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (bytes);

  assert_described (document, expected);
}

static ChoshoContentImage *
render (ChoshoHelperDocument *document, guint page, double scale, const ChoshoPixelClip *clip)
{
  g_autoptr (GError) error = NULL;
  ChoshoContentImage *image = chosho_helper_document_render (document, page, scale, clip, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (image->pixels), ==, 4 * (gsize) image->width * image->height);
  return image;
}

static void
assert_pixel (const ChoshoContentImage *image, guint x, guint y, const char *expected)
{
  g_autofree char *pixel = document_fixture_pixel (image, x, y);

  g_assert_cmpstr (pixel, ==, expected);
}

static void
assert_render_fails (ChoshoHelperDocument *document, guint page, double scale, const ChoshoPixelClip *clip,
                     ChoshoError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentImage) image = NULL;

  image = chosho_helper_document_render (document, page, scale, clip, NULL, &error);
  g_assert_null (image);
  g_assert_error (error, CHOSHO_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

/* --- PDF --------------------------------------------------------------------------------------------------- */

/* A black square from (20, 10) to (40, 30), counted from the bottom left. */
#define SQUARE "0 g 20 10 20 20 re f"

static void
test_pdf (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_pdf (3, "0 0 200.5 100", SQUARE));
  g_autoptr (ChoshoContentImage) image = NULL;

  assert_described (document, "pdf 3: 200.5x100 200.5x100 200.5x100");
  image = render (document, 2, 1, NULL);
  g_assert_cmpuint (image->width, ==, 201);
  g_assert_cmpuint (image->height, ==, 100);
  assert_pixel (image, 30, 80, "000000");
  assert_pixel (image, 10, 80, "FFFFFF");
  assert_pixel (image, 30, 60, "FFFFFF");
  g_clear_pointer (&image, chosho_content_image_unref);
  image = render (document, 0, 2, NULL);
  g_assert_cmpuint (image->width, ==, 401);
  assert_pixel (image, 60, 160, "000000");
}

static void
test_clip (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_pdf (1, "0 0 200 100", SQUARE));
  ChoshoPixelClip clip = { 38, 70, 10, 5 };
  g_autoptr (ChoshoContentImage) image = render (document, 0, 1, &clip);

  g_assert_cmpuint (image->width, ==, 10);
  g_assert_cmpuint (image->height, ==, 5);
  assert_pixel (image, 1, 0, "000000"); /* 39 */
  assert_pixel (image, 2, 0, "FFFFFF"); /* 40 */
  g_clear_pointer (&image, chosho_content_image_unref);
  /* cut to the page */
  clip = (ChoshoPixelClip){ 190, 90, 100, 100 };
  image = render (document, 0, 1, &clip);
  g_assert_cmpuint (image->width, ==, 10);
  g_assert_cmpuint (image->height, ==, 10);
}

static void
test_png (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_pdf (1, "0 0 200 100", SQUARE));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = chosho_helper_document_render_png (document, 0, 1, NULL, NULL, &error);

  g_assert_no_error (error);
  assert_file (g_steal_pointer (&png), "png 1: 200x100");
}

static char *
read_text (ChoshoHelperDocument *document, guint page, ChoshoPageText **out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPageText) text = chosho_helper_document_read_page_text (document, page, NULL, &error);
  char *copy;

  g_assert_no_error (error);
  g_assert_cmpint (g_utf8_strlen (text->text, -1), ==, text->rectangles->len);
  copy = g_strdup (text->text);
  if (out != NULL)
    *out = g_steal_pointer (&text);
  return copy;
}

static void
assert_rectangle (const ChoshoPageText *text, guint index, double left, double bottom, double right, double top)
{
  const ChoshoContentRect *rect = &g_array_index (text->rectangles, ChoshoContentRect, index);

  g_assert_cmpfloat_with_epsilon (rect->left, left, 0.6);
  g_assert_cmpfloat_with_epsilon (rect->bottom, bottom, 0.6);
  g_assert_cmpfloat_with_epsilon (rect->right, right, 0.6);
  g_assert_cmpfloat_with_epsilon (rect->top, top, 0.6);
}

static void
test_text (void)
{
  g_autoptr (ChoshoHelperDocument) document
    = document_fixture_open (document_fixture_pdf (1, "0 0 200 100", "BT /F1 10 Tf 20 50 Td (Hi all) Tj 0 -20 Td (end) Tj ET"));
  g_autoptr (ChoshoPageText) text = NULL;
  g_autofree char *content = read_text (document, 0, &text);
  g_autoptr (GArray) runs = NULL;

  g_assert_cmpstr (content, ==, "Hi all\nend");
  g_assert_false (chosho_page_text_is_blank (text));
  /* H of Helvetica is 0.722 wide */
  assert_rectangle (text, 0, 20, 47.9, 27.2, 57.2);
  runs = chosho_page_text_cover (text, 0, 10);
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (g_array_index (runs, ChoshoContentRect, 0).left, 20, 0.1);
  g_assert_cmpfloat_with_epsilon (g_array_index (runs, ChoshoContentRect, 1).bottom, 27.9, 0.6);
}

/* Right to left, top to bottom: characters of a column stand below each other. */
static void
test_vertical (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("vertical.pdf");
  g_autoptr (ChoshoPageText) text = NULL;
  g_autofree char *content = read_text (document, 0, &text);
  g_autofree char *drawn = read_text (document, 1, NULL);
  g_autoptr (GArray) runs = chosho_page_text_cover (text, 0, 9);

  assert_described (document, "pdf 3: 249.45x321.02 249.45x321.02 249.45x321.02");
  g_assert_cmpstr (content, ==, "あいうえお\n日本語");
  assert_rectangle (text, 0, 233.9, 299.0, 243.1, 308.2);
  assert_rectangle (text, 1, 233.9, 289.8, 243.1, 299.0);
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpstr (drawn, ==, ""); /* drawn as outlines: no text */
}

/* The same from a program that puts upright letters below each other: what poppler takes for rows is read down. */
static void
test_columns (void)
{
  static const char *const lines[] = { "特権管理の規程", "第五条の承認は", "監査人が2025年", NULL };
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_columns (lines));
  g_autoptr (ChoshoPageText) text = NULL;
  g_autofree char *content = read_text (document, 0, &text);
  g_autoptr (GArray) runs = chosho_page_text_cover (text, 5, 5);
  const ChoshoContentRect *first = &g_array_index (runs, ChoshoContentRect, 0), *second = &g_array_index (runs, ChoshoContentRect, 1);

  g_assert_cmpstr (content, ==, "特権管理の規程\n第五条の承認は\n監査人が2025年");
  /* 規程 at the end of the right column, 第五 at the beginning of the next */
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpfloat (first->left, >, second->right);
  g_assert_cmpfloat (first->top, <, second->bottom);
}

/* Lengths are those of the upright page. */
static void
test_rotated (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("rotation.pdf");
  g_autoptr (ChoshoPageText) text = NULL;
  g_autofree char *content = NULL;
  g_autoptr (ChoshoContentImage) image = NULL;

  assert_described (document, "pdf 2: 612x792 792x612");
  content = read_text (document, 1, &text);
  g_assert_true (g_str_has_prefix (content, "This is my second page."));
  assert_rectangle (text, 0, 72, 612 - 103.6, 79.3, 612 - 92.8);
  image = render (document, 1, 1, NULL);
  g_assert_cmpuint (image->width, ==, 792);
}

/* Without an embedded font: the system's, by poppler's character maps. */
static void
test_not_embedded (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("noembed-sjis.pdf");
  g_autofree char *content = read_text (document, 0, NULL);
  ChoshoPixelClip clip = { 72, 51, 96, 25 }; /* あいうえ */
  g_autoptr (ChoshoContentImage) image = render (document, 0, 1, &clip);
  const guint8 *pixels = g_bytes_get_data (image->pixels, NULL);
  guint inked[4] = { 0 };

  g_assert_cmpstr (content, ==, "あいうえお");
  for (guint y = 0; y < image->height; y++)
    for (guint x = 0; x < image->width; x++)
      inked[x / 24] += pixels[y * image->stride + 4 * x] < 128;
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (inked[i], >, 20);
}

static void
test_password (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("encrypted.pdf");
  g_autofree char *content = NULL;

  assert_described (document, "error passphrase: “client.file”: the PDF is under a password, which is missing or wrong");
  chosho_helper_document_set_password (document, "wrong");
  assert_described (document, "error passphrase: “client.file”: the PDF is under a password, which is missing or wrong");
  chosho_helper_document_set_password (document, "password");
  assert_described (document, "pdf 1: 200x100");
  content = read_text (document, 0, NULL);
  g_assert_cmpstr (content, ==, "secret");
}

static void
test_bad_pdf (void)
{
  g_autoptr (ChoshoHelperDocument) document = NULL;

  assert_file (g_bytes_new_static ("%PDF-1.7\nnothing", 16), "error invalid: “client.file”: the PDF is damaged");
  assert_file (g_bytes_new_static ("", 0), "error invalid: “client.file”: the file is empty");
  /* pages without end are listed no further */
  assert_file (document_fixture_pdf (CHOSHO_HELPER_LIMIT_PAGES + 1, "0 0 10 10", ""),
               "error limit: “client.file”: it has more than 50000 pages");
  /* a page wider than the moon is far from here: told, not drawn */
  document = document_fixture_open (document_fixture_pdf (1, "0 0 9000000 100", ""));
  assert_described (document, "pdf 1: 0x0");
  assert_render_fails (document, 0, 1, NULL, CHOSHO_ERROR_INVALID, "“client.file”, page 1: the page is damaged");
  /* as is one that is thinner than what can be told */
  assert_file (document_fixture_pdf (1, "0 0 0.0001 100", ""), "pdf 1: 0x0");
}

static void
test_many_pages (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_pdf (10000, "0 0 20 10", ""));
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentInfo) info = chosho_helper_document_read_info (document, NULL, &error);
  g_autoptr (ChoshoContentImage) image = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (info->pages->len, ==, 10000);
  g_assert_true (info->has_text);
  image = render (document, 9999, 1, NULL);
  g_assert_cmpuint (image->width, ==, 20);
}

static void
test_refused (void)
{
  static const char too_large[] = "“client.file”, page 1: at this size the picture would have more than 33554432 pixels, or a side too long to draw";
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_pdf (1, "0 0 14400 14400", ""));
  ChoshoPixelClip clip = { 5000, 5000, 1000, 1000 };
  g_autoptr (ChoshoContentImage) image = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTextLines) lines = NULL;

  assert_render_fails (document, 0, 1, NULL, CHOSHO_ERROR_LIMIT, too_large);
  assert_render_fails (document, 0, CHOSHO_HELPER_LIMIT_SCALE + 1, &clip, CHOSHO_ERROR_LIMIT, too_large);
  assert_render_fails (document, 0, 0, &clip, CHOSHO_ERROR_LIMIT, too_large);
  assert_render_fails (document, 1, 1, NULL, CHOSHO_ERROR_NOT_FOUND, "“client.file”, page 2: there is no such page");
  clip.x = 14400;
  assert_render_fails (document, 0, 1, &clip, CHOSHO_ERROR_LIMIT, too_large);
  clip = (ChoshoPixelClip){ 0, 0, CHOSHO_HELPER_LIMIT_SIDE + 1, 1 };
  assert_render_fails (document, 0, 64, &clip, CHOSHO_ERROR_LIMIT, too_large);
  /* and a part of the same page is drawn */
  clip = (ChoshoPixelClip){ 5000, 5000, 1000, 1000 };
  image = render (document, 0, CHOSHO_HELPER_LIMIT_SCALE, &clip);
  g_assert_cmpuint (image->width, ==, 1000);
  /* 5792 × 5793 is the last square below the limit */
  g_clear_pointer (&image, chosho_content_image_unref);
  clip = (ChoshoPixelClip){ 0, 0, 5792, 5792 };
  image = render (document, 0, 1, &clip);
  g_assert_cmpuint (image->height, ==, 5792);
  lines = chosho_helper_document_read_lines (document, 0, 1, NULL, NULL, &error);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "“client.file”: a file of this kind cannot be shown in this way");
}

/* --- Pictures ----------------------------------------------------------------------------------------------- */

static void
assert_colours (GBytes *bytes, const char *described, guint page, const char *const *expected)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (bytes);
  g_autoptr (ChoshoContentImage) image = NULL;

  assert_described (document, described);
  image = render (document, page, 1, NULL);
  for (guint i = 0; expected[i] != NULL; i++)
    assert_pixel (image, i % image->width, i / image->width, expected[i]);
}

#define UPRIGHT ((const char *const[]){ "FF0000", "00FF00", "0000FF", "FFFFFF", "000000", "808080", NULL })
#define TURNED ((const char *const[]){ "FFFFFF", "FF0000", "000000", "00FF00", "808080", "0000FF", NULL })
#define SECOND ((const char *const[]){ "FFFFFF", "000000", "808080", NULL })

static void
test_formats (void)
{
  g_autoptr (ChoshoHelperDocument) gif = NULL;
  static const char gif_bytes[] = "GIF89a\1\0\1\0\x80\0\0\x12\x34\x56\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
  g_autoptr (ChoshoContentImage) image = NULL;

  assert_file (document_fixture_png (300, 200), "png 1: 300x200");
  assert_colours (document_fixture_bmp (), "bmp 1: 3x2", 0, UPRIGHT);
  assert_colours (document_fixture_tiff (1, 1, FALSE), "tiff 1: 3x2", 0, UPRIGHT);
  assert_colours (document_fixture_tiff (1, 1, TRUE), "tiff 1: 3x2", 0, UPRIGHT);
  gif = document_fixture_open (g_bytes_new_static (gif_bytes, sizeof gif_bytes - 1));
  assert_described (gif, "gif 1: 1x1");
  image = render (gif, 0, 1, NULL);
  assert_pixel (image, 0, 0, "123456");
}

static void
test_pages_of_tiff (void)
{
  assert_colours (document_fixture_tiff (3, 1, FALSE), "tiff 3: 3x2 3x1 3x1", 0, UPRIGHT);
  assert_colours (document_fixture_tiff (3, 1, TRUE), "tiff 3: 3x2 3x1 3x1", 2, SECOND);
  assert_file (document_fixture_tiff (CHOSHO_HELPER_LIMIT_IMAGE_PAGES + 1, 1, FALSE),
               "error limit: “client.file”: it has more than 5000 pages");
}

/* A photograph stored as the sensor has it, shown as the camera was held. */
static void
test_orientation (void)
{
  /* where the black half is: left 0, right 1, top 2, bottom 3 */
  static const guint black_at[] = { 0, 0, 1, 1, 0, 2, 2, 3, 3 };

  assert_colours (document_fixture_tiff (1, 6, FALSE), "tiff 1: 2x3", 0, TURNED);
  for (guint orientation = 0; orientation <= 8; orientation++)
    {
      g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_jpeg (orientation));
      g_autoptr (ChoshoContentImage) image = NULL;
      guint at = black_at[orientation];

      assert_described (document, orientation >= 5 ? "jpeg 1: 8x16" : "jpeg 1: 16x8");
      image = render (document, 0, 1, NULL);
      assert_pixel (image, at == 1 ? image->width - 1 : 0, at == 3 ? image->height - 1 : 0, "000000");
      assert_pixel (image, at == 1 ? 0 : image->width - 1, at == 3 ? 0 : image->height - 1, "FFFFFF");
    }
}

static void
test_scaled (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_jpeg (1));
  g_autoptr (ChoshoContentImage) image = render (document, 0, 0.25, NULL);

  g_assert_cmpuint (image->width, ==, 4);
  g_assert_cmpuint (image->height, ==, 2);
  assert_pixel (image, 0, 1, "000000");
  assert_pixel (image, 3, 0, "FFFFFF");
}

static void
test_bad_images (void)
{
  g_autoptr (GBytes) png = document_fixture_png (300, 200);
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPageText) page_text = NULL;

  document = document_fixture_open (g_bytes_new_from_bytes (png, 0, 20));
  text = document_fixture_describe (document);
  g_assert_true (g_str_has_prefix (text, "error invalid: “client.file”, page 1: the picture is damaged"));
  assert_file (document_fixture_png (9000, 8001), "error limit: “client.file”, page 1: the picture has more than 72000000 pixels");
  g_clear_pointer (&document, chosho_helper_document_unref);
  document = document_fixture_open (g_steal_pointer (&png));
  page_text = chosho_helper_document_read_page_text (document, 0, NULL, &error);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

/* The largest picture that is read is drawn within the helper's memory. */
static void
test_large_image (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_png (9000, 8000));
  g_autoptr (ChoshoContentImage) image = NULL;

  assert_described (document, "png 1: 9000x8000");
  image = render (document, 0, 0.1, NULL);
  g_assert_cmpuint (image->width, ==, 900);
}

static void
test_opaque (void)
{
  assert_file (g_bytes_new_static ("\x7f" "ELF\1\1\1\0\0\0\0\0\0\0\0\0\2\0\3\0\1\0\0\0", 24), "");
}

/* --- The conversation -------------------------------------------------------------------------------------- */

/* A cancelled ask is over at once, and the next one works. */
static void
test_cancelled (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (document_fixture_pdf (1, "0 0 200 100", SQUARE));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ChoshoContentImage) image = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  image = chosho_helper_document_render (document, 0, 1, NULL, cancellable, &error);
  g_assert_null (image);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  image = render (document, 0, 1, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/pages/pdf", test_pdf);
  g_test_add_func ("/helper/pages/clip", test_clip);
  g_test_add_func ("/helper/pages/png", test_png);
  g_test_add_func ("/helper/pages/text", test_text);
  g_test_add_func ("/helper/pages/vertical", test_vertical);
  g_test_add_func ("/helper/pages/columns", test_columns);
  g_test_add_func ("/helper/pages/rotated", test_rotated);
  g_test_add_func ("/helper/pages/not-embedded", test_not_embedded);
  g_test_add_func ("/helper/pages/password", test_password);
  g_test_add_func ("/helper/pages/bad-pdf", test_bad_pdf);
  g_test_add_func ("/helper/pages/many-pages", test_many_pages);
  g_test_add_func ("/helper/pages/refused", test_refused);
  g_test_add_func ("/helper/pages/formats", test_formats);
  g_test_add_func ("/helper/pages/tiff", test_pages_of_tiff);
  g_test_add_func ("/helper/pages/orientation", test_orientation);
  g_test_add_func ("/helper/pages/scaled", test_scaled);
  g_test_add_func ("/helper/pages/bad-images", test_bad_images);
  g_test_add_func ("/helper/pages/large-image", test_large_image);
  g_test_add_func ("/helper/pages/opaque", test_opaque);
  g_test_add_func ("/helper/pages/cancelled", test_cancelled);
  return g_test_run ();
}
