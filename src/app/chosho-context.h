/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-control-item.h"
#include "chosho-text-search.h"
#include "chosho-wording-scope.h"
#include "chosho-workspace.h"

G_BEGIN_DECLS

/* How much room the window has; pages lay themselves out by it. */
typedef enum
{
  CHOSHO_WIDTH_SINGLE, /* one pane at a time */
  CHOSHO_WIDTH_NARROW, /* 1024: two panes, places as icons */
  CHOSHO_WIDTH_WIDE,   /* three panes, places with their names */
} ChoshoWidth;

/*
 * ChoshoContext: what all pages of one window share: the engagement open, who acts, and the rows that
 * every page needs (facts, counts, members, the controls with their states), read once for all. Main
 * thread.
 *
 * Signal "loaded": the shared rows were read again, at the opening and after each change of the record
 * by anybody; pages then read their own. Signal "identity-changed": somebody else acts now.
 * Property "width": ChoshoWidth.
 */
#define CHOSHO_TYPE_CONTEXT (chosho_context_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoContext, chosho_context, CHOSHO, CONTEXT, GObject)

ChoshoContext     *chosho_context_new           (ChoshoWorkspace *workspace);
/* Begins to open the engagement at @path, and to read what every page shows, on the worker of a new workspace. (transfer full) */
ChoshoContext     *chosho_context_open          (const char *path);
ChoshoWorkspace   *chosho_context_get_workspace (ChoshoContext *self); /* borrowed */
/* Search in everything; made by the first who asks, once the workspace is open. Borrowed. */
ChoshoTextSearch  *chosho_context_get_text_search (ChoshoContext *self);
/* Reads the shared rows; "loaded" follows, or "failed" with the error. */
void               chosho_context_reload        (ChoshoContext *self);
/* Tells everybody that the workspace's identity is another one. */
void               chosho_context_note_identity (ChoshoContext *self);

/* All borrowed, and NULL before the first "loaded". */
ChoshoValue       *chosho_context_get_rows       (ChoshoContext *self); /* kind -> array, of what chosho_overview_get_kinds() names, "summary" and "wording" */
ChoshoValue       *chosho_context_get_engagement (ChoshoContext *self); /* the row of its facts */
ChoshoValue       *chosho_context_get_summary    (ChoshoContext *self); /* counts as `status` prints them */
ChoshoValue       *chosho_context_get_members    (ChoshoContext *self); /* array of rows */
/* What the firm set under this name; NULL where it set nothing. (borrowed) */
ChoshoValue       *chosho_context_get_setting    (ChoshoContext *self, const char *name);
/* Name of a member's id, or of the member with a key of this fingerprint; NULL for strangers. */
const char        *chosho_context_get_member_name (ChoshoContext *self, const char *id_or_fingerprint);
/* The visits to the client in use, as chosho_overview_list_visits() gives them. (transfer full) */
ChoshoValue       *chosho_context_list_visits    (ChoshoContext *self);
/* What the wording check goes by for the texts of the control that @document (nullable) shows. NULL before the first "loaded".
 * (transfer full) (nullable) */
ChoshoWordingScope *chosho_context_dup_wording (ChoshoContext *self, ChoshoValue *document);
/* The member whose key is unlocked; NULL for nobody or a stranger. */
ChoshoValue       *chosho_context_get_me        (ChoshoContext *self);
const char        *chosho_context_get_my_id     (ChoshoContext *self);
gboolean           chosho_context_has_role      (ChoshoContext *self, const char *role);

/* Every objective (heading) and control in the order of the criteria: a list of ChoshoControlItem that
 * keep their identity while states change. Borrowed; there from the beginning, empty. */
GListModel        *chosho_context_get_controls  (ChoshoContext *self);
ChoshoControlItem *chosho_context_lookup_control (ChoshoContext *self, const char *number); /* borrowed, (nullable) */

ChoshoWidth        chosho_context_get_width     (ChoshoContext *self);
void               chosho_context_set_width     (ChoshoContext *self, ChoshoWidth width);

G_END_DECLS
