/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-magic.h"

#include <glib.h>

G_BEGIN_DECLS

/* What a picture says of itself. Whoever hands it over may have written anything there: a claim, never a fact. */
typedef struct
{
  char *time;   /* (owned) (nullable): "2026-04-01 09:12:34", with "+09:00" where it says so */
  char *device; /* (owned) (nullable): maker and model */
  char *place;  /* (owned) (nullable): "35.65860, 139.74540": degrees north and east */
} ChoshoExif;

/* Of a picture in memory: JPEG, TIFF, PNG, WebP. What is not there, or is not sound, is NULL. */
void chosho_exif_read  (const guint8 *data, gsize size_bytes, ChoshoMagic magic, ChoshoExif *self);
void chosho_exif_clear (ChoshoExif *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoExif, chosho_exif_clear)

G_END_DECLS
