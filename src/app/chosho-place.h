/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The places of the window, in the order of the sidebar: one line each in chosho-place.c. */
typedef struct
{
  const char *id;        /* what win.go takes, and the page's name in the stack */
  const char *title;     /* N_("…") */
  const char *icon_name;
  GType     (*get_type) (void); /* of its ChoshoPage */
  gboolean    reads;     /* evidence is read beside what one writes there: elsewhere it gives way until one returns */
} ChoshoPlace;

/* NULL past the last. */
const ChoshoPlace *chosho_place_nth    (guint index);
const ChoshoPlace *chosho_place_lookup (const char *id); /* (nullable) */

G_END_DECLS
