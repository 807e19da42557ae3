/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-pages-printout.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define POINTS 72.0       /* an inch has */
#define PRINT_DPI 300.0   /* what office printers print text at */
#define PRINT_PIXELS 31e6 /* of one page: the helper draws 32 million; an A4 page at 300 dpi has 9 */
#define IMAGE_DPI 96.0    /* what a picture of a screen is taken for */
#define NOTICE_FONT "Sans 10"

struct _ChoshoPagesPrintout
{
  ChoshoPrintout  parent_instance;

  ChoshoDocument *document; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoPagesPrintout, chosho_pages_printout, CHOSHO_TYPE_PRINTOUT)

/* A page on its way to the paper. */
typedef struct
{
  ChoshoPagesPrintout *printout; /* (owned) */
  GtkPrintContext     *context;  /* (owned) */
  guint                page;
  double               size;     /* points a unit of the page, on paper */
  double               scale;    /* pixels a unit of the page */
} Ask;

static const ChoshoPageSize *
get_size (ChoshoPagesPrintout *self, guint page)
{
  return &g_array_index (chosho_document_get_info (self->document)->pages, ChoshoPageSize, page);
}

static gboolean
chosho_pages_printout_paginate (ChoshoPrintout *printout, GtkPrintContext *context, guint *n_pages)
{
  *n_pages = chosho_document_get_info (CHOSHO_PAGES_PRINTOUT (printout)->document)->pages->len;
  return TRUE;
}

static gboolean
chosho_pages_printout_is_landscape (ChoshoPrintout *printout, guint page)
{
  const ChoshoPageSize *size = get_size (CHOSHO_PAGES_PRINTOUT (printout), page);

  return size->width > size->height;
}

/* A page that cannot be drawn is told on its paper, so that none is missing from the pile. */
static void
draw_notice (GtkPrintContext *context, guint page)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (NOTICE_FONT);
  g_autofree char *text = g_strdup_printf (_("Page %u could not be drawn"), page + 1);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, POINTS, POINTS);
  pango_cairo_show_layout (cr, layout);
}

/* A copy: the paper may be drawn after @image is gone. */
static cairo_surface_t *
copy_surface (const ChoshoContentImage *image)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) image->width, (int) image->height);
  const guint8 *pixels = g_bytes_get_data (image->pixels, NULL);
  guint8 *rows = cairo_image_surface_get_data (surface);

  for (guint row = 0; rows != NULL && row < image->height; row++)
    memcpy (rows + row * (gsize) cairo_image_surface_get_stride (surface), pixels + row * image->stride, 4 * (gsize) image->width);
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_image (const Ask *ask, const ChoshoContentImage *image)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (ask->context);
  cairo_surface_t *surface = copy_surface (image);
  double shrink = ask->size / ask->scale;

  cairo_save (cr);
  cairo_translate (cr, (gtk_print_context_get_width (ask->context) - image->width * shrink) / 2,
                   (gtk_print_context_get_height (ask->context) - image->height * shrink) / 2);
  cairo_scale (cr, shrink, shrink);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
on_rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (ChoshoPagesPrintout) self = ask->printout;
  g_autoptr (GtkPrintContext) context = ask->context;
  g_autoptr (ChoshoContentImage) image = chosho_document_render_finish (CHOSHO_DOCUMENT (source), result, NULL);

  if (g_cancellable_is_cancelled (chosho_printout_get_cancellable (CHOSHO_PRINTOUT (self))))
    return; /* the paper is gone */
  if (image != NULL)
    draw_image (ask, image);
  else
    draw_notice (context, ask->page);
  chosho_printout_end_page (CHOSHO_PRINTOUT (self));
}

static gboolean
chosho_pages_printout_draw (ChoshoPrintout *printout, GtkPrintContext *context, guint page)
{
  ChoshoPagesPrintout *self = CHOSHO_PAGES_PRINTOUT (printout);
  const ChoshoPageSize *size = get_size (self, page);
  gboolean is_pdf = g_str_equal (chosho_document_get_info (self->document)->format, "pdf");
  Ask *ask;

  if (size->width <= 0 || size->height <= 0)
    {
      draw_notice (context, page);
      return TRUE;
    }
  ask = g_new0 (Ask, 1);
  ask->printout = g_object_ref (self);
  ask->context = g_object_ref (context);
  ask->page = page;
  ask->size = MIN (is_pdf ? 1.0 : POINTS / IMAGE_DPI,
                   MIN (gtk_print_context_get_width (context) / size->width, gtk_print_context_get_height (context) / size->height));
  ask->scale = MIN (ask->size * PRINT_DPI / POINTS, sqrt (PRINT_PIXELS / (size->width * size->height)));
  if (!is_pdf)
    ask->scale = MIN (ask->scale, 1.0); /* there is no more to an image than its pixels */
  chosho_document_render_async (self->document, page, ask->scale, NULL, chosho_printout_get_cancellable (printout), on_rendered_cb, ask);
  return FALSE;
}

static void
chosho_pages_printout_finalize (GObject *object)
{
  g_clear_object (&CHOSHO_PAGES_PRINTOUT (object)->document);
  G_OBJECT_CLASS (chosho_pages_printout_parent_class)->finalize (object);
}

static void
chosho_pages_printout_class_init (ChoshoPagesPrintoutClass *klass)
{
  ChoshoPrintoutClass *printout_class = CHOSHO_PRINTOUT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_pages_printout_finalize;
  printout_class->full_page = TRUE;
  printout_class->paginate = chosho_pages_printout_paginate;
  printout_class->is_landscape = chosho_pages_printout_is_landscape;
  printout_class->draw = chosho_pages_printout_draw;
}

static void
chosho_pages_printout_init (ChoshoPagesPrintout *self)
{
}

ChoshoPrintout *
chosho_pages_printout_new (ChoshoDocument *document)
{
  ChoshoPagesPrintout *self = g_object_new (CHOSHO_TYPE_PAGES_PRINTOUT, NULL);

  self->document = g_object_ref (document);
  return CHOSHO_PRINTOUT (self);
}
