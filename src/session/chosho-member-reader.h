/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-helper-document.h"
#include "chosho-object-store.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoMemberReader: the members of one archive that the store holds, archives within it included. A way to a
 * member is an array of steps, as the record has it: {position, raw_name, charset?}; see model/chosho-evidence.h.
 * The archives on the way stay open, each with a confined process of its own, so that members are best asked for
 * in their order. Nothing is ever written under a member's name. Blocking; one thread at a time.
 *
 * Errors: those of chosho-helper-document.h, and LIMIT where a way is too deep.
 */
typedef struct _ChoshoMemberReader ChoshoMemberReader;

/* Archives within archives: a handover has one within one; each level is a process and up to 256 MiB. */
#define CHOSHO_MEMBER_DEPTH_LIMIT 4

/* Of the object @sha256; @name is what messages call it. @password (nullable): of what is encrypted; held in memory only.
 * (transfer full) */
ChoshoMemberReader   *chosho_member_reader_new  (ChoshoObjectStore *objects, const char *sha256, const char *name, const char *password,
                                                 GError **error);
void                  chosho_member_reader_free (ChoshoMemberReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoMemberReader, chosho_member_reader_free)

/* What stands at the end of @path (nullable or empty: the archive itself), open to be looked at. @sha256 (out) (optional)
 * (transfer full): of a member. Borrowed, until the next call. */
ChoshoHelperDocument *chosho_member_reader_enter (ChoshoMemberReader *self, ChoshoValue *path, char **sha256, GCancellable *cancellable,
                                                  GError **error);
/* Appends to @path the step to the member that @wanted names in the archive at its end: by its name in @charset (nullable),
 * which must be there once, or as "#3", the third; and " ▸ NAME" to @shown (nullable). NOT_FOUND, INVALID. */
gboolean              chosho_member_reader_find  (ChoshoMemberReader *self, ChoshoValue *path, const char *wanted, const char *charset,
                                                  GString *shown, GCancellable *cancellable, GError **error);
/* The bytes of the member at @path: an unnamed file, at its beginning, owned by the caller; -1 with @error. */
int                   chosho_member_reader_open  (ChoshoMemberReader *self, ChoshoValue *path, char **sha256, GCancellable *cancellable,
                                                  GError **error);

/* The member of @members that @wanted names, as above; -1 with @error. */
int                   chosho_member_list_find    (GPtrArray *members, const char *wanted, GError **error);
/* The step to member @index, shown by @charset (nullable). (transfer full) */
ChoshoValue          *chosho_member_step_new     (const ChoshoMemberInfo *member, guint index, const char *charset);

G_END_DECLS
