/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where this person's sample is. It is made once, in a folder among the person's data; the facts in it
 * (what `demo` printed) stand there only once it is complete, so an interrupted one is never taken for it
 * and never overwritten: the next one gets another name.
 */

/* The sample that there is: its engagement and the first of its keys. FALSE where there is none. (transfer full) */
gboolean chosho_sample_find       (char **engagement, char **identity);
/* A folder for a new one, which is not there yet; its parent is. (transfer full) (nullable) */
char    *chosho_sample_dup_folder (void);
/* Notes that the sample in @folder is complete. */
gboolean chosho_sample_note       (const char *folder, const char *facts_json, GError **error);

G_END_DECLS
