/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * ChoshoSampleSheet: the grid of one sample, items × attributes: what is recorded, and over it what a person
 * typed and has not recorded. It knows no widget and writes nothing. One thread.
 *
 * What was typed about an item is its draft: states of attributes, each with the result it was typed over,
 * the item's remark, and evidence added or taken off. A result carries a remark and evidence of its own;
 * people write both once an item, so that a changed remark or piece of evidence concerns all its results, and
 * a new result takes over what the item has. What nobody touched keeps what it says.
 */
typedef struct _ChoshoSampleSheet ChoshoSampleSheet;

typedef struct
{
  const char *state;     /* code as typed, else as recorded; NULL: open. Borrowed until the next change */
  gboolean    draft;     /* typed and not recorded */
  gboolean    overtaken; /* a draft over a result that somebody changed meanwhile */
} ChoshoSheetCell;

/* What keeps an item's draft out of the record. */
typedef enum
{
  CHOSHO_SHEET_LACK_NOTHING,
  CHOSHO_SHEET_LACK_REASON,    /* replaced without a reason */
  CHOSHO_SHEET_LACK_STATE,     /* a remark or evidence without any result yet */
  CHOSHO_SHEET_LACK_OVERTAKEN, /* somebody recorded it meanwhile: the person looks at theirs first */
} ChoshoSheetLack;

/* @sample: a row of kind "sample". A reference is taken. */
ChoshoSampleSheet *chosho_sample_sheet_new     (ChoshoValue *sample);
void               chosho_sample_sheet_free    (ChoshoSampleSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoSampleSheet, chosho_sample_sheet_free)
/* The record changed. Drafts stay; parts of them that are recorded now are none any more. */
void               chosho_sample_sheet_set_row (ChoshoSampleSheet *self, ChoshoValue *sample);
ChoshoValue       *chosho_sample_sheet_get_row (ChoshoSampleSheet *self); /* borrowed */

guint       chosho_sample_sheet_get_n_items      (ChoshoSampleSheet *self);
guint       chosho_sample_sheet_get_n_attributes (ChoshoSampleSheet *self);
const char *chosho_sample_sheet_get_attribute    (ChoshoSampleSheet *self, guint column);
/* Adds a column where the draw named no attributes; FALSE where it named them, or there is one of that name. */
gboolean    chosho_sample_sheet_add_attribute    (ChoshoSampleSheet *self, const char *name);
const char *chosho_sample_sheet_get_item         (ChoshoSampleSheet *self, guint row); /* as the draw numbers it */
const char *chosho_sample_sheet_get_label        (ChoshoSampleSheet *self, guint row);
/* Where @item stands; FALSE where it does not. */
gboolean    chosho_sample_sheet_find_item        (ChoshoSampleSheet *self, const char *item, guint *row);

void        chosho_sample_sheet_get_cell  (ChoshoSampleSheet *self, guint row, guint column, ChoshoSheetCell *cell);
/* Types @state; NULL takes back what was typed. Returns whether anything changed. */
gboolean    chosho_sample_sheet_set_state (ChoshoSampleSheet *self, guint row, guint column, const char *state);
/* Types @state into the open cells of a whole row or column: what has a result keeps it. Returns how many;
 * @changed (nullable) is called for each row concerned. */
typedef void (*ChoshoSheetFunc) (guint row, gpointer user_data);
guint       chosho_sample_sheet_fill_row    (ChoshoSampleSheet *self, guint row, const char *state);
guint       chosho_sample_sheet_fill_column (ChoshoSampleSheet *self, guint column, const char *state, ChoshoSheetFunc changed, gpointer user_data);

/* The item's remark: as typed, else the recorded ones, each once, a line each. (transfer full) */
char        *chosho_sample_sheet_dup_note        (ChoshoSampleSheet *self, guint row);
void         chosho_sample_sheet_set_note        (ChoshoSampleSheet *self, guint row, const char *note);
/* Ids of all evidence of the item. (transfer full) */
ChoshoValue *chosho_sample_sheet_list_evidence   (ChoshoSampleSheet *self, guint row);
void         chosho_sample_sheet_add_evidence    (ChoshoSampleSheet *self, guint row, const char *id);
void         chosho_sample_sheet_remove_evidence (ChoshoSampleSheet *self, guint row, const char *id);

/* Whether every attribute has a result, typed or recorded, or the item is replaced. */
gboolean        chosho_sample_sheet_is_answered (ChoshoSampleSheet *self, guint row);
/* Whether any attribute says @state. */
gboolean        chosho_sample_sheet_has_state   (ChoshoSampleSheet *self, guint row, const char *state);
gboolean        chosho_sample_sheet_has_draft   (ChoshoSampleSheet *self, guint row);
ChoshoSheetLack chosho_sample_sheet_get_lack    (ChoshoSampleSheet *self, guint row);
/* Items answered, those typed included. */
guint           chosho_sample_sheet_count_answered (ChoshoSampleSheet *self);
guint           chosho_sample_sheet_count_drafts   (ChoshoSampleSheet *self);

/* The draft of an item to be kept, NULL where nothing was typed. (transfer full) */
ChoshoValue *chosho_sample_sheet_dup_draft (ChoshoSampleSheet *self, guint row);
/* Takes a draft found at the opening. Returns whether anything of it is not recorded. */
gboolean     chosho_sample_sheet_set_draft (ChoshoSampleSheet *self, guint row, ChoshoValue *draft);
void         chosho_sample_sheet_discard   (ChoshoSampleSheet *self, guint row);
/* The person saw what others recorded, and means their own all the same. */
void         chosho_sample_sheet_rebase    (ChoshoSampleSheet *self, guint row);
/* Appends the entries of `sample record` for the draft of @row to @entries; nothing where it lacks something. */
void         chosho_sample_sheet_append_entries (ChoshoSampleSheet *self, guint row, ChoshoValue *entries);

G_END_DECLS
