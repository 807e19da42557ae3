/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo-pdf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * ChoshoReportSurface: a PDF surface of A4 pages that writes to a stream. Plain struct; calling sequence: init, drawing on
 * @surface, finish, clear. One thread.
 */
typedef struct
{
  cairo_surface_t *surface;     /* (owned) */
  GOutputStream   *out;         /* (borrowed) left open */
  GCancellable    *cancellable; /* (borrowed) (nullable) */
  GByteArray      *buffer;      /* (owned) cairo writes in pieces of a few bytes */
  guint64          size_bytes;  /* written so far */
  gboolean         closed;      /* nothing is wanted any more */
  GError          *error;       /* (owned) (nullable) the first of the stream */
} ChoshoReportSurface;

void     chosho_report_surface_init   (ChoshoReportSurface *self, GOutputStream *out, GCancellable *cancellable);
/* Ends the file: with what is left to write where @ok, else without. FALSE with @error (of which @ok FALSE sets none) where
 * drawing or the stream failed: CANCELLED, NO_SPACE, IO, FAILED. */
gboolean chosho_report_surface_finish (ChoshoReportSurface *self, gboolean ok, GError **error);
void     chosho_report_surface_clear  (ChoshoReportSurface *self);

/* Title, author, subject and day of the document; each may be NULL. Never the clock: without a day there is none in the file. */
void     chosho_report_surface_set_metadata (ChoshoReportSurface *self, const char *title, const char *author, const char *subject,
                                             const char *date);

G_END_DECLS
