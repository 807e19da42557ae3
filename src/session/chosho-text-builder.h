/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-progress.h"
#include "chosho-session.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * Reads the words of evidence into text.db: two files at a time, each by a confined helper of its own, each kept as soon as
 * it is read. What a file does to its helper costs that file alone, and is noted with it.
 *
 * @unread: what chosho_search_list_unread() gives. @progress counts files. @quietly: with less of the processor than whatever
 * else wants it. Blocks; any thread. FALSE with @error where it could not go on: CANCELLED, CONFINEMENT, NO_SPACE, READ_ONLY, …;
 * what was read until then is kept.
 * @result (transfer full) in both cases: {read, text, partial, none, opaque, failed, absent, problems: [{sha256, name, code}]}.
 */
gboolean chosho_text_builder_run (const char *folder, ChoshoObjectStore *objects, ChoshoValue *unread, gboolean quietly,
                                  ChoshoProgress *progress, GCancellable *cancellable, ChoshoValue **result, GError **error);

G_END_DECLS
