/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "chosho-error.h"
#include "chosho-sample-private.h"

/* A4 in points. */
#define PAGE_WIDTH 595.0
#define PAGE_HEIGHT 842.0
#define MARGIN 62.0
/* A screen in pixels. */
#define SCREEN_WIDTH 720
#define SCREEN_HEIGHT 400

static cairo_status_t
on_write_cb (void *closure, const unsigned char *data, unsigned int size_bytes)
{
  g_byte_array_append (closure, data, size_bytes);
  return CAIRO_STATUS_SUCCESS;
}

/* Shows @text at @y in the page's width; the place below it. */
static double
show_text (cairo_t *cr, const char *font, const char *text, double x, double y, double width)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *description = pango_font_description_from_string (font);
  int height;

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_layout_get_size (layout, NULL, &height);
  return y + (double) height / PANGO_SCALE;
}

static void
draw_page (cairo_t *cr, const char *title, const char *const *versions, const char *const *paragraphs)
{
  double width = PAGE_WIDTH - 2 * MARGIN;
  double y = show_text (cr, "Noto Sans CJK JP 8", "見本：この文書は架空のものです", MARGIN, 30, width);

  y = show_text (cr, "Noto Sans CJK JP 16", title, MARGIN, y + 24, width) + 16;
  for (guint i = 0; versions != NULL && versions[i] != NULL; i++)
    {
      cairo_set_line_width (cr, 0.5);
      cairo_rectangle (cr, MARGIN, y, width, 20);
      cairo_stroke (cr);
      show_text (cr, "Noto Sans CJK JP 9", versions[i], MARGIN + 6, y + 3, width - 12);
      y += 20;
    }
  y += 16;
  for (guint i = 0; paragraphs[i] != NULL; i++)
    y = show_text (cr, "Noto Sans CJK JP 10", paragraphs[i], MARGIN, y, width) + 8;
  cairo_show_page (cr);
}

static GBytes *
finish (cairo_surface_t *surface, cairo_status_t status, GByteArray *bytes, GError **error)
{
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (bytes);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _ ("The sample document could not be drawn: %s"),
               cairo_status_to_string (status));
  g_byte_array_unref (bytes);
  return NULL;
}

GBytes *
chosho_sample_make_pdf (const char *title, const char *const *versions, const char *const *paragraphs,
                        const char *created_on, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (on_write_cb, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  g_autofree char *created = g_strconcat (created_on, "T00:00:00Z", NULL);
  cairo_status_t status;
  cairo_t *cr;

  /* Without these the file would carry the moment it was made. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, created);
  cr = cairo_create (surface);
  draw_page (cr, title, versions, paragraphs);
  draw_page (cr, title, NULL, paragraphs);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  return finish (surface, status, bytes, error);
}

GBytes *
chosho_sample_make_png (const char *title, const char *const *lines, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SCREEN_WIDTH, SCREEN_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  double y = 52;

  cairo_set_source_rgb (cr, 0.10, 0.11, 0.13);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.20, 0.30, 0.45);
  cairo_rectangle (cr, 0, 0, SCREEN_WIDTH, 36);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.95, 0.95, 0.95);
  show_text (cr, "Noto Sans CJK JP 12", title, 14, 6, SCREEN_WIDTH - 28);
  for (guint i = 0; lines[i] != NULL; i++)
    y = show_text (cr, "Noto Sans Mono CJK JP 11", lines[i], 14, y, SCREEN_WIDTH - 28) + 4;
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, on_write_cb, bytes);
  return finish (surface, status, bytes, error);
}
