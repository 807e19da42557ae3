/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-view.h"

G_BEGIN_DECLS

/*
 * What the index holds: one row per thing, as the JSON that the command line prints. A pure function
 * of a view, so that an index built anew equals one kept up to date.
 *
 * Rows are rendered by subject: "control:N" gives all rows of a control (catalogue entry, state,
 * steps, statement, scope …), "thing:ID" those of a created thing, "content:SHA256" which marks stand on
 * that content (one row of kind "marks"), "general" the engagement, team,
 * settings and other single facts, "summary" the counts.
 */
typedef struct
{
  const char  *kind;
  const char  *id;
  const char  *sort;
  const char  *control; /* (nullable) */
  ChoshoValue *json;
} ChoshoRow;

typedef void (*ChoshoRowFunc) (const ChoshoRow *row, gpointer user_data);

/* All subjects, "summary" left out. (element-type utf8) (transfer full) */
GPtrArray *chosho_projection_list_subjects (ChoshoState *state);
/* Subjects that may have other rows since the state's last mark (chosho_state_mark()); NULL where all may:
 * then render all. (element-type utf8) (transfer full) (nullable) */
GPtrArray *chosho_projection_list_affected (ChoshoState *state);
/* Rows of one subject. */
void       chosho_projection_render (ChoshoView *view, const char *subject, ChoshoRowFunc function, gpointer user_data);
/* The kind of the row that subject "thing:ID" has while @id stands; NULL where it has none. Borrowed. */
const char *chosho_projection_get_thing_kind (ChoshoView *view, const char *id);
/* What the event concerns by its items: numbers of controls, ids of things, one a line; what it merely points to is not
 * among them. NULL for none. (transfer full) */
char       *chosho_projection_dup_about (ChoshoNode *node);
/* Kinds whose rows come from "general". NULL-terminated. */
const char *const *chosho_projection_get_general_kinds (void);
/* Kinds whose rows belong to a control: those that were not rendered again are gone. NULL-terminated. */
const char *const *chosho_projection_get_control_kinds (void);

/* The summary row counts rows of some kinds: callers feed each row's JSON, once added (@count 1) and,
 * when it changes or goes, the old one taken away (-1). */
typedef struct
{
  int states[8];
  int total, stale, suspended;
  int open_notes, findings, evidence;
} ChoshoSummary;

gboolean     chosho_summary_counts (const char *kind);
void         chosho_summary_add (ChoshoSummary *self, const char *kind, ChoshoValue *row, int count);
/* Reads back what chosho_summary_to_value() wrote. */
void         chosho_summary_from_value (ChoshoSummary *self, ChoshoValue *value);
ChoshoValue *chosho_summary_to_value (const ChoshoSummary *self, ChoshoState *state);

/* Shared by the files of the projection. */
typedef struct
{
  ChoshoView   *view;
  ChoshoRowFunc function;
  gpointer      user_data;
} ChoshoRender;

/* Takes @json. */
void         chosho_render_emit (ChoshoRender *self, const char *kind, const char *id, const char *sort, const char *control, ChoshoValue *json);
/* Sets "by" (member name), "by_member", "at" and "event" of the write on @json. */
void         chosho_render_set_author (ChoshoRender *self, ChoshoValue *json, const char *by, const char *at, const ChoshoWrite *write);
/* The item's members without `replaces`, for rows that show what was written. (transfer full) */
ChoshoValue *chosho_render_copy_item (const ChoshoWrite *write);
/* A sortable text for the write's place in time. (transfer full) */
char        *chosho_render_dup_order (const ChoshoWrite *write);
/* Position of a control in the criteria as sort text. (transfer full) */
char        *chosho_render_dup_position (ChoshoRender *self, const char *number);
/* Ids of the standing things of @kind that @links name, of @step or of any (NULL). (transfer full) */
ChoshoValue *chosho_render_list_linked (ChoshoRender *self, GPtrArray *links, const char *step, const char *kind);
/* State of the work on a control or paper: state, sign_offs, blockers … (transfer full) */
ChoshoValue *chosho_render_state (ChoshoRender *self, const char *target);
/* The states through which @made went, also those that others took the place of: [{state, text, on?, by, at}]. @action
 * moves it on, @first is where it begins. (transfer full) */
ChoshoValue *chosho_render_list_trail (ChoshoRender *self, ChoshoWrite *made, const char *action, const char *first);
/* What a request's row says beside its words: state, days, evidence. */
void         chosho_render_request (ChoshoRender *self, ChoshoValue *json, ChoshoWrite *made);
void         chosho_render_control (ChoshoRender *self, const char *number);
void         chosho_render_thing   (ChoshoRender *self, const char *id);
void         chosho_render_general (ChoshoRender *self);
/* chosho-projection-marks.c. What the row of the mark @id says of its own; @standing is what stands of it. (transfer full) */
ChoshoValue *chosho_render_mark    (ChoshoRender *self, ChoshoWrite *made, ChoshoWrite *standing, const char *id);
/* Which marks stand on the content @sha256: no row where none does. */
void         chosho_render_content (ChoshoRender *self, const char *sha256);

G_END_DECLS
