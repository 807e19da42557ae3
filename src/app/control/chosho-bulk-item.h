/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* A line of what an act on many controls does, or did, to each: a control with words of it, or the heading of a group. */
#define CHOSHO_TYPE_BULK_ITEM (chosho_bulk_item_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoBulkItem, chosho_bulk_item, CHOSHO, BULK_ITEM, GObject)

/* @title: the control's (nullable). @words: one or more lines. @blocker (nullable): what stands against the act first, with the place where it
 * is mended; a reference is taken. */
ChoshoBulkItem *chosho_bulk_item_new         (const char *number, const char *title, const char *words, ChoshoValue *blocker);
/* The heading of a group of @count controls. */
ChoshoBulkItem *chosho_bulk_item_new_heading (const char *title, guint count);

const char     *chosho_bulk_item_get_number  (ChoshoBulkItem *self); /* borrowed; NULL for a heading */
const char     *chosho_bulk_item_get_title   (ChoshoBulkItem *self); /* borrowed, (nullable) */
const char     *chosho_bulk_item_get_words   (ChoshoBulkItem *self); /* borrowed; NULL for a heading */
ChoshoValue    *chosho_bulk_item_get_blocker (ChoshoBulkItem *self); /* borrowed, (nullable) */
/* Number and title; title and count of a heading. (transfer full) */
char           *chosho_bulk_item_dup_head    (ChoshoBulkItem *self);

G_END_DECLS
