/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-intake.h"

G_BEGIN_DECLS

/*
 * Takes files and folders in: object store first, durable, then the event (one operation a batch),
 * then only are they "taken in". @facts: what all items share; @targets: links for each, as
 * chosho_links_resolve() gives them.
 *
 * @result: [{id, reference, sha256, size_bytes, name, already_held}]. Where files could not be read
 * the others are kept, @result tells them, and @error names the first that failed.
 */
gboolean chosho_evidence_intake_run (ChoshoCommandContext *context, ChoshoValue *paths, ChoshoValue *facts,
                                     ChoshoValue *targets, ChoshoValue **result, GError **error);

/* The same of those files below @paths for which @keep says TRUE; whatever else is there is not told of. */
gboolean chosho_evidence_intake_run_some (ChoshoCommandContext *context, ChoshoValue *paths, ChoshoIntakeKeepFunc keep, gpointer user_data,
                                          ChoshoValue *facts, ChoshoValue *targets, ChoshoValue **result, GError **error);

/* The same for one file, @path, that takes the place of the evidence whose row is @older: what it is a new version of
 * and @reason are written with it. INVALID where it has the same content. */
gboolean chosho_evidence_intake_replace (ChoshoCommandContext *context, const char *path, ChoshoValue *facts, ChoshoValue *targets,
                                         ChoshoValue *older, const char *reason, ChoshoValue **result, GError **error);

/* Writes the object @sha256 to the new file @path, durably, and reads it back. EXISTS, INTEGRITY. */
gboolean chosho_evidence_export (ChoshoSession *session, const char *sha256, const char *path, GCancellable *cancellable, GError **error);
/* The same of the bytes that @fd, which stays the caller's, has from its position on. */
gboolean chosho_evidence_export_bytes (int fd, const char *sha256, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
