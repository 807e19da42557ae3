/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command-dialog.h"
#include "chosho-page.h"
#include "chosho-row-field.h"

G_BEGIN_DECLS

/*
 * ChoshoRecordPage: the things of one kind – findings, papers, notes, interview records, members – as a
 * list with the chosen one beside it, and the acts on it. What differs between them is data: each place
 * is a subclass with a ChoshoRecordSpec.
 */
#define CHOSHO_TYPE_RECORD_PAGE (chosho_record_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ChoshoRecordPage, chosho_record_page, CHOSHO, RECORD_PAGE, ChoshoPage)

/* A command as a button. Its form asks for what the row does not give. */
typedef struct
{
  const char *command;
  const char *label;         /* N_("…"), with a mnemonic */
  const char *argument;      /* JSON name of the argument that takes the row's id; NULL: needs no row */
  const char *const *states; /* (nullable) only while the row's state is one of these; NULL-terminated */
  const char *fill;          /* (nullable) the argument that begins as the row's member of that name */
  gboolean    at_once;       /* nothing to ask: no form */
} ChoshoRecordAct;

typedef struct
{
  const char *kind;            /* of the rows; see chosho-row-table.c */
  gboolean    asks_control;    /* the field above the list takes a control's number, not words */
  const char *icon_name;
  const char *empty_title;     /* N_("…") */
  const char *empty_text;      /* N_("…") */
  char     *(*dup_title)    (ChoshoContext *context, ChoshoValue *row); /* first line in the list */
  char     *(*dup_subtitle) (ChoshoContext *context, ChoshoValue *row); /* second line */
  const char *text;            /* (nullable) member shown as the document's text */
  const ChoshoRowField    *fields;  /* ends with a NULL key */
  const ChoshoRowField    *columns; /* what is copied of it as a line of a table; ends with a NULL key */
  const ChoshoRecordAct   *acts;   /* ends with a NULL command */
  const char *state_member;    /* (nullable) of the row, for the acts' states; NULL: "state" */
  const char *state_column;    /* (nullable) what the list is narrowed by … */
  const char *const *states;   /* … to one of these codes; NULL-terminated */
  const char *(*state_word) (const char *code);
  const char *badge;           /* (nullable) the place whose number in the sidebar counts what asks for somebody here … */
  void      (*narrow_to_badge) (ChoshoRecordPage *self, ChoshoRowQuery *query); /* … and which rows those are */
} ChoshoRecordSpec;

struct _ChoshoRecordPageClass
{
  ChoshoPageClass parent_class;

  const ChoshoRecordSpec *spec; /* static */

  /* Conditions of the page's own on what is listed; returns whether there are any. (optional) */
  gboolean (*narrow)   (ChoshoRecordPage *self, ChoshoRowQuery *query);
  /* What the page shows of the thing beyond its fields; it sets it as the child of chosho_record_page_get_more(). (optional) */
  void     (*show_row) (ChoshoRecordPage *self, ChoshoValue *row);
  /* The page's own form in place of that of the act that needs no row. (optional) */
  void     (*add)      (ChoshoRecordPage *self);
  /* The row chosen is to be shown in what chosho_record_page_set_detail() put beside the list. (optional) */
  void     (*show_own) (ChoshoRecordPage *self, ChoshoValue *row);
  /* The form of the act @command on the row chosen is about to be shown: fills what it can know. (optional) */
  void     (*prepare)  (ChoshoRecordPage *self, const char *command, ChoshoCommandDialog *dialog);
  /* Enter on the row chosen: what is beside the list takes the cursor; else the first act on it does. (optional) */
  void     (*enter)    (ChoshoRecordPage *self);
};

/* What stands beside the list in place of the generic document; once. */
void         chosho_record_page_set_detail    (ChoshoRecordPage *self, GtkWidget *detail);
/* Puts @widget below the field above the list. */
void         chosho_record_page_set_narrowing (ChoshoRecordPage *self, GtkWidget *widget);
/* Puts @widget above list and thing. */
void         chosho_record_page_set_above     (ChoshoRecordPage *self, GtkWidget *widget);
/* Adds @widget to the acts beside that field. */
void         chosho_record_page_add_act       (ChoshoRecordPage *self, GtkWidget *widget);
/* Reads the list again: the page's own conditions are others. */
void         chosho_record_page_ask           (ChoshoRecordPage *self);
/* Below the text of the thing chosen. (borrowed) */
AdwBin      *chosho_record_page_get_more      (ChoshoRecordPage *self);
/* The row chosen. (nullable) borrowed */
ChoshoValue *chosho_record_page_get_row (ChoshoRecordPage *self);

G_END_DECLS
