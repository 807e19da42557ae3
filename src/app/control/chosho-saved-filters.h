/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The filters of the list of controls that this person gave a name, kept in the settings of the window
 * on this machine. */
typedef struct
{
  char *name;
  char *filter; /* as chosho_control_filter_to_text() writes it */
} ChoshoSavedFilter;

/* (transfer full); NULL where the schema is not installed: then nothing is kept. */
GSettings *chosho_saved_filters_open   (void);
/* In the order of saving. (transfer full) (element-type ChoshoSavedFilter) */
GPtrArray *chosho_saved_filters_list   (GSettings *settings);
/* A name that is there already takes the new filter. */
void       chosho_saved_filters_add    (GSettings *settings, const char *name, const char *filter);
void       chosho_saved_filters_remove (GSettings *settings, const char *name);

G_END_DECLS
