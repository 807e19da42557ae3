/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-identity.h"
#include "chosho-progress.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/* Of lower layers, which front ends do not see; who uses them includes their headers. */
typedef struct _ChoshoIndex ChoshoIndex;
typedef struct _ChoshoObjectStore ChoshoObjectStore;

/*
 * ChoshoSession: one engagement, open. Holds the event log, the object store, the reader of the
 * index and, once something needs it, the state in memory (every event replayed and judged).
 *
 * Blocking; one thread at a time (the window gives it a worker of its own). Window and command line
 * may work on one engagement at the same time: every writer takes the engagement's lock, every
 * reader catches up first.
 */
#define CHOSHO_TYPE_SESSION (chosho_session_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSession, chosho_session, CHOSHO, SESSION, GObject)

/* Raised whenever the rows of the index change shape or content for the same events. */
#define CHOSHO_PROJECTION_VERSION 21

/* Opens the engagement in folder @path. Errors: NOT_FOUND, READ_ONLY (network file system), INTEGRITY. */
ChoshoSession     *chosho_session_open (const char *path, GError **error);
/* Makes the engagement folder @path with its first event, signed by @identity, and opens it. @facts:
 * the item of action "engagement" without nonce and creator, which are added; @roles: array of role
 * codes of the creator. Errors: EXISTS, INVALID (facts), READ_ONLY (file system), IO. */
ChoshoSession     *chosho_session_create (const char *path, ChoshoIdentity *identity, ChoshoValue *facts,
                                          ChoshoValue *roles, GError **error);

const char        *chosho_session_get_path (ChoshoSession *self);
/* The engagement's id; NULL before the genesis event. Loads the state. */
const char        *chosho_session_get_engagement (ChoshoSession *self, GError **error);
ChoshoObjectStore *chosho_session_get_objects (ChoshoSession *self); /* borrowed */
void               chosho_session_set_identity (ChoshoSession *self, ChoshoIdentity *identity); /* (nullable) */
/* Why what is written from now on is added to a file that is assembled; nothing is said of it in others. NULL: nothing may be. */
void               chosho_session_set_addition (ChoshoSession *self, const char *reason);
ChoshoIdentity    *chosho_session_get_identity (ChoshoSession *self); /* borrowed, (nullable) */

/* The index, caught up with the log (taking the lock where it lags). Borrowed. */
ChoshoIndex       *chosho_session_get_index (ChoshoSession *self, GError **error);
/* Rows of the index as JSON. One row: NULL without @error where there is none. (transfer full) */
ChoshoValue       *chosho_session_get_row (ChoshoSession *self, const char *kind, const char *id, GError **error);
/* All rows of @kind, or those of @control (nullable), in order, as an array. (transfer full) */
ChoshoValue       *chosho_session_list_rows (ChoshoSession *self, const char *kind, const char *control, GError **error);

/* What stands now, from the state in memory, caught up with the log. (transfer full); invalid after
 * the next write. @verified: TRUE also checks every signature again (approval, issue, verify);
 * otherwise signatures that the index knows as good are trusted. */
ChoshoView        *chosho_session_get_view (ChoshoSession *self, gboolean verified, GError **error);

/* Resolves what people type to a control number: itself, a label, full-width digits. NOT_FOUND names
 * it. (transfer full) */
char              *chosho_session_resolve_control (ChoshoSession *self, ChoshoView *view, const char *text, GError **error);
/* Resolves an id or a printed reference (E-K7QX-0412) or a unique id prefix of at least 8 characters
 * to the id of a thing whose events are of @action ("evidence", "finding", "paper", …). NOT_FOUND.
 * (transfer full) */
char              *chosho_session_resolve_thing (ChoshoSession *self, ChoshoView *view, const char *action, const char *text, GError **error);
/* Resolves an event's id, or a beginning of eight or more digits that no other has. NOT_FOUND; USAGE where several begin
 * so. (transfer full) */
char              *chosho_session_resolve_event (ChoshoView *view, const char *text, GError **error);
/* Resolves a step's id, or a beginning of eight or more digits that no other has, to (control, step). NOT_FOUND; USAGE
 * where several begin so. (transfer full) */
gboolean           chosho_session_resolve_step (ChoshoSession *self, ChoshoView *view, const char *text, char **control, char **step, GError **error);

G_END_DECLS
