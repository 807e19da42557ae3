/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is printed, printed into a PDF as GTK does it without a printer, which is then read back page by page. */

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-lines-printout.h"
#include "chosho-pages-printout.h"

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

/* (transfer full) */
static ChoshoDocument *
load (GBytes *content, const char *name)
{
  ChoshoDocument *document = chosho_document_new_from_memory (content, name);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  chosho_document_load_async (document, NULL, on_ready, &result);
  chosho_document_load_finish (document, wait_for (&result), &error);
  g_assert_no_error (error);
  return document;
}

/* Prints into a file and opens that; takes @printout. (transfer full) */
static ChoshoDocument *
print (ChoshoPrintout *printout)
{
  g_autoptr (GtkPrintOperation) operation = chosho_printout_new_operation (printout, "E-0001 printed");
  g_autoptr (GtkPageSetup) paper = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autofree char *folder = g_dir_make_tmp ("chosho-XXXXXX", NULL), *path = g_build_filename (folder, "printed.pdf", NULL);
  char *data;
  gsize size_bytes;

  g_object_unref (printout);
  gtk_page_setup_set_paper_size_and_default_margins (paper, a4);
  gtk_print_operation_set_default_page_setup (operation, paper);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_file_get_contents (path, &data, &size_bytes, &error);
  g_assert_no_error (error);
  content = g_bytes_new_take (data, size_bytes);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return load (content, "printed.pdf");
}

static guint
count_pages (ChoshoDocument *document)
{
  return chosho_document_get_info (document)->pages->len;
}

/* Dark pixels of a page in a thousand. */
static guint
measure_ink (ChoshoDocument *document, guint page)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentImage) image = NULL;
  const guint8 *pixels;
  guint dark = 0, all;

  chosho_document_render_async (document, page, 1, NULL, NULL, on_ready, &result);
  image = chosho_document_render_finish (document, wait_for (&result), &error);
  g_assert_no_error (error);
  pixels = g_bytes_get_data (image->pixels, NULL);
  all = image->width * image->height;
  for (guint i = 0; i < all; i++)
    dark += pixels[4 * i] < 128;
  return dark * 1000 / all;
}

/* (transfer full) */
static char *
read_text (ChoshoDocument *document, guint page)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPageText) text = NULL;

  chosho_document_read_page_text_async (document, page, NULL, on_ready, &result);
  text = chosho_document_read_page_text_finish (document, wait_for (&result), &error);
  g_assert_no_error (error);
  return g_strdup (text->text);
}

/* Each page of a PDF in its place and as it lies. */
static void
test_pdf (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "helper", "data", "rotation.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (ChoshoDocument) document = NULL, printed = NULL;
  char *data;
  gsize size_bytes;

  g_file_get_contents (path, &data, &size_bytes, &error);
  g_assert_no_error (error);
  content = g_bytes_new_take (data, size_bytes);
  document = load (content, "rotation.pdf");
  printed = print (chosho_pages_printout_new (document));
  g_assert_cmpuint (count_pages (printed), ==, count_pages (document));
  for (guint i = 0; i < count_pages (printed); i++)
    {
      const ChoshoPageSize *from = &g_array_index (chosho_document_get_info (document)->pages, ChoshoPageSize, i);
      const ChoshoPageSize *to = &g_array_index (chosho_document_get_info (printed)->pages, ChoshoPageSize, i);

      g_assert_cmpint (to->width > to->height, ==, from->width > from->height);
      g_assert_cmpuint (measure_ink (printed, i), >, 0);
    }
}

static cairo_status_t
on_write (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A black picture, wider than the paper: it becomes smaller and is there whole, with white about it. */
static void
test_image (void)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 3000, 1000); /* black */
  g_autoptr (GBytes) content = NULL;
  g_autoptr (ChoshoDocument) document = NULL, printed = NULL;
  const ChoshoPageSize *paper;
  guint ink;

  cairo_surface_write_to_png_stream (surface, on_write, png);
  cairo_surface_destroy (surface);
  content = g_byte_array_free_to_bytes (g_steal_pointer (&png));
  document = load (content, "screen.png");
  printed = print (chosho_pages_printout_new (document));
  g_assert_cmpuint (count_pages (printed), ==, 1);
  paper = &g_array_index (chosho_document_get_info (printed)->pages, ChoshoPageSize, 0);
  g_assert_cmpfloat (paper->width, >, paper->height);
  ink = measure_ink (printed, 0);
  g_assert_cmpuint (ink, >, 400); /* a third of the width high: 1 / 3 × 1.41 */
  g_assert_cmpuint (ink, <, 500);
}

/* (transfer full) */
static ChoshoDocument *
make_text (guint n_lines, const char *last)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) content = NULL;

  for (guint i = 1; i <= n_lines; i++)
    g_string_append_printf (text, "entry-%u\n", i);
  g_string_append (text, last);
  content = g_bytes_new (text->str, text->len);
  return load (content, "access.log");
}

static ChoshoPrintout *
make_lines (ChoshoDocument *document, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  chosho_lines_printout_new_async (document, NULL, "E-0001 access.log", NULL, on_ready, &result);
  return chosho_lines_printout_new_finish (wait_for (&result), error);
}

/* Every line is on one page and in order, a long one on several; each page says whose it is. */
static void
test_lines (void)
{
  g_autofree char *long_line = g_strnfill (16000, 'x');
  g_autoptr (ChoshoDocument) document = make_text (150, long_line), printed = NULL;
  g_autoptr (GError) error = NULL;
  ChoshoPrintout *printout = make_lines (document, &error);
  g_autoptr (GString) all = g_string_new (NULL);
  guint n_pages, n_x = 0;
  const char *at;

  g_assert_no_error (error);
  printed = print (printout);
  n_pages = count_pages (printed);
  g_assert_cmpuint (n_pages, >=, 5);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *text = read_text (printed, i), *number = g_strdup_printf ("%u/%u", i + 1, n_pages);

      g_assert_nonnull (strstr (text, "E-0001 access.log"));
      g_assert_nonnull (strstr (text, number));
      g_string_append (all, text);
    }
  at = all->str;
  for (guint i = 1; i <= 150; i++)
    {
      g_autofree char *entry = g_strdup_printf ("entry-%u\n", i);

      at = strstr (at, entry);
      g_assert_nonnull (at);
    }
  for (; *at != '\0'; at++)
    n_x += *at == 'x';
  g_assert_cmpuint (n_x, ==, 16000);
}

/* One line too many is refused, not left out. */
static void
test_too_many_lines (void)
{
  g_autoptr (ChoshoDocument) document = make_text (CHOSHO_LINES_PRINTOUT_LIMIT, "one more\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (make_lines (document, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/printout/pdf", test_pdf);
  g_test_add_func ("/app/printout/image", test_image);
  g_test_add_func ("/app/printout/lines", test_lines);
  g_test_add_func ("/app/printout/too-many-lines", test_too_many_lines);
  return g_test_run ();
}
