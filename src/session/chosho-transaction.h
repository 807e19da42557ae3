/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-session.h"

G_BEGIN_DECLS

/*
 * ChoshoTransaction: the one way to write. It takes the engagement's lock, catches up with the log,
 * collects writes, and on commit makes the events, signs them, has each judged by the same rules
 * that judge events from elsewhere, appends them durably in one step and brings the index up to
 * date. What the judge refuses is never written: no path gets round the gate.
 *
 *   g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
 *   if (tx == NULL) return FALSE;
 *   if (!chosho_transaction_is_done (tx))
 *     {
 *       chosho_transaction_add (tx, "evidence", items);          // batch 0
 *       chosho_transaction_add (tx, "link", links);              // may name "@0#3": item 3 of batch 0
 *       if (!chosho_transaction_commit (tx, result, error)) return FALSE;
 *     }
 *   id = chosho_transaction_dup_id (tx, "evidence", 0);
 *
 * All that one transaction writes is one operation: it takes effect whole or not at all.
 */
typedef struct _ChoshoTransaction ChoshoTransaction;

/* Waits for the lock (LOCKED after its time-out, CANCELLED with the command under way). Without an identity: USAGE.
 * @operation: an id given by the caller, or NULL for a fresh one. */
ChoshoTransaction *chosho_transaction_begin (ChoshoSession *session, const char *operation, GError **error);
/* Drops what was not committed and gives the lock back. */
void               chosho_transaction_free (ChoshoTransaction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoTransaction, chosho_transaction_free)

/* TRUE where this author has done this operation before: write nothing, read the ids and report them. */
gboolean     chosho_transaction_is_done (ChoshoTransaction *self);
/* What stands, as of begin. Borrowed; valid until commit. */
ChoshoView  *chosho_transaction_get_view (ChoshoTransaction *self);
/* The member who writes; NULL for a stranger. Borrowed. */
const char  *chosho_transaction_get_member (ChoshoTransaction *self);

/* Adds writes of one action: @items is an array of objects (transfer full). Items of register actions
 * get `replaces` filled in with what stands in the view, unless they carry it; an item equal to what
 * stands is left out. Long lists become several events. Returns the batch number. */
guint        chosho_transaction_add (ChoshoTransaction *self, const char *action, ChoshoValue *items);
/* The same for a single item (transfer full). */
guint        chosho_transaction_add_item (ChoshoTransaction *self, const char *action, ChoshoValue *item);
/* Takes away standing writes at a key by unlink and the like: @item as the action's fields, @writes
 * (element-type ChoshoWrite) what it removes. */
guint        chosho_transaction_remove (ChoshoTransaction *self, const char *action, ChoshoValue *item, GPtrArray *writes);
/* Whether the writer may write @action at all, before costly preparation. REFUSED with blockers. */
gboolean     chosho_transaction_check_power (ChoshoTransaction *self, const char *action, ChoshoValue **result, GError **error);
/* Number of items that will be written. */
guint        chosho_transaction_get_n_items (ChoshoTransaction *self);

/* Writes all or nothing. Nothing to write is success. REFUSED sets @result (nullable) to the blockers. */
gboolean     chosho_transaction_commit (ChoshoTransaction *self, ChoshoValue **result, GError **error);

/* After commit (or is_done): the id of the @index-th thing written by events of @action, in the order
 * of adding; NULL past the end. (transfer full) */
char        *chosho_transaction_dup_id (ChoshoTransaction *self, const char *action, guint index);

/* The write with @id, committed here or before; NULL where there is none. Borrowed. */
ChoshoWrite *chosho_transaction_lookup (ChoshoTransaction *self, const char *id);

/* Sign-offs: each stands for itself. Adds one event; refused ones are left out and their blockers
 * returned (element-type ChoshoBlocker) (transfer full); NULL when it will be written. Commit then
 * writes all accepted ones in one step. Not to be mixed with add. */
GPtrArray   *chosho_transaction_try (ChoshoTransaction *self, const char *action, ChoshoValue *item);

/* Adds a checkpoint over all that stands so far, after chosho_transaction_try(). */
void         chosho_transaction_try_checkpoint (ChoshoTransaction *self);

G_END_DECLS
