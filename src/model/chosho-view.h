/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-state.h"

G_BEGIN_DECLS

/*
 * ChoshoView: a standpoint in the state. From "now" one sees what is in effect; from an event one
 * sees exactly its causal past, which no merge can change. Everything that lists, judges or signs
 * asks a view. Short-lived: adding to the state invalidates it.
 */
typedef struct _ChoshoView ChoshoView;

ChoshoView  *chosho_view_new_now (ChoshoState *state);
ChoshoView  *chosho_view_new_at  (ChoshoNode *node);
void         chosho_view_free    (ChoshoView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoView, chosho_view_free)

ChoshoState *chosho_view_get_state (ChoshoView *self);
gboolean     chosho_view_is_now    (ChoshoView *self);
/* TRUE where @node lies in what the view sees, with or without effect. */
gboolean     chosho_view_sees      (ChoshoView *self, ChoshoNode *node);
/* TRUE where the view sees @node and it has effect there. */
gboolean     chosho_view_counts    (ChoshoView *self, ChoshoNode *node);
/* TRUE where @write counts and nothing that counts replaced it. */
gboolean     chosho_view_stands    (ChoshoView *self, const ChoshoWrite *write);

/* The value standing at @key: the first by event id where several stand; NULL where none. */
ChoshoWrite *chosho_view_get       (ChoshoView *self, const char *key);
/* As get, its item. Borrowed. */
ChoshoValue *chosho_view_get_item  (ChoshoView *self, const char *key);
ChoshoValue *chosho_view_get_item_printf (ChoshoView *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
ChoshoWrite *chosho_view_get_printf (ChoshoView *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* All values standing at @key, as the lists below in an order that extends the causal one and is the same on every copy.
 * (element-type ChoshoWrite) (transfer container), maybe empty. */
GPtrArray   *chosho_view_list      (ChoshoView *self, const char *key);
/* All standing writes of events of @action. (transfer container) */
GPtrArray   *chosho_view_list_action (ChoshoView *self, const char *action);
/* Standing writes of @action that concern @subject. (transfer container) */
GPtrArray   *chosho_view_list_about (ChoshoView *self, const char *subject, const char *action);
/* TRUE where more than one value stands at a register. */
gboolean     chosho_view_has_conflict (ChoshoView *self, ChoshoKey *key);
/* Every such register, by name. (element-type ChoshoKey) (transfer container) */
GPtrArray   *chosho_view_list_conflicts (ChoshoView *self);

G_END_DECLS
