/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-helper-document.h"
#include "helper-fixture.h"

G_BEGIN_DECLS

/* What the tests of documents share: files made in memory, opened through the real helper. */

/* Takes @bytes. The file is called "client.file". (transfer full) */
ChoshoHelperDocument *document_fixture_open (GBytes *bytes);
/* tests/unit/helper/data/@name. (transfer full) */
ChoshoHelperDocument *document_fixture_open_data (const char *name);
/* Loads; "format pages: w×h, w×h, …", or "error CODE: MESSAGE". (transfer full) */
char                 *document_fixture_describe (ChoshoHelperDocument *document);

/* Files, whole. (transfer full) */
GBytes *document_fixture_pdf (guint n_pages, const char *media_box, const char *content);
/* One page of 400 × 500 points: lines of Japanese set down the page by pango, columns from the right. */
GBytes *document_fixture_columns (const char *const *lines);
/* Two rows and three columns, red green blue / white black grey, stored as EXIF @orientation says. */
GBytes *document_fixture_tiff (guint n_pages, guint orientation, gboolean big_endian);
GBytes *document_fixture_bmp (void);
GBytes *document_fixture_png (guint width, guint height);
/* 16 × 8 pixels: the left half black, the right one white, with an EXIF orientation (0: none). */
GBytes *document_fixture_jpeg (guint orientation);

/* "rgb" of one pixel of an opaque image, as RRGGBB. (transfer full) */
char   *document_fixture_pixel (const ChoshoContentImage *image, guint x, guint y);

G_END_DECLS
