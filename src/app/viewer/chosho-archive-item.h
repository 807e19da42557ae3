/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-content.h"

G_BEGIN_DECLS

/* ChoshoArchiveItem: a member of an archive in a list. Property "reference": of the evidence that it is, or NULL. */
#define CHOSHO_TYPE_ARCHIVE_ITEM (chosho_archive_item_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoArchiveItem, chosho_archive_item, CHOSHO, ARCHIVE_ITEM, GObject)

/* Member @index of @members, which is referenced. */
ChoshoArchiveItem      *chosho_archive_item_new           (GPtrArray *members, guint index);
const ChoshoMemberInfo *chosho_archive_item_get_member    (ChoshoArchiveItem *self);
guint                   chosho_archive_item_get_index     (ChoshoArchiveItem *self);
const char             *chosho_archive_item_get_reference (ChoshoArchiveItem *self); /* (nullable) */
void                    chosho_archive_item_set_reference (ChoshoArchiveItem *self, const char *reference);
/* Whether it can be made evidence of its own: a file whose name stays within the archive. */
gboolean                chosho_archive_item_is_citable    (ChoshoArchiveItem *self);
/* What is special about it: under a password, a link, evidence already … "" for nothing. (transfer full) */
char                   *chosho_archive_item_dup_marks     (ChoshoArchiveItem *self);

G_END_DECLS
