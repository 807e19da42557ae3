/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-report-model.h"
#include "chosho-report-picture.h"

G_BEGIN_DECLS

/*
 * ChoshoPaper: a working paper (監査調書) as it is printed, without any layout: headings, texts, tables and excerpts, one below
 * the other. The session fills it from the record, in the words of the engagement's language; it says what was done and
 * recorded, and no opinion. Texts are UTF-8 and copied; NULL and "" add nothing. One thread until it is filled.
 */
typedef struct _ChoshoPaper ChoshoPaper;
typedef struct _ChoshoPaperTable ChoshoPaperTable;

/* Wide tables: items of a sample by their attributes. */
#define CHOSHO_PAPER_COLUMNS 9

/* How a piece of text is set. */
typedef enum
{
  CHOSHO_PAPER_PLAIN,
  CHOSHO_PAPER_STRONG,
  CHOSHO_PAPER_SMALL,
  CHOSHO_PAPER_LABEL,     /* what a value is called */
  CHOSHO_PAPER_REFERENCE, /* in red, as auditors write them */
} ChoshoPaperLook;

typedef enum
{
  CHOSHO_PAPER_HEADING,
  CHOSHO_PAPER_SUBHEADING,
  CHOSHO_PAPER_TEXT,
  CHOSHO_PAPER_TABLE,
  CHOSHO_PAPER_EXCERPT,
} ChoshoPaperBlockKind;

/* A piece of a table's cell; pieces of one column stand below each other. */
typedef struct
{
  guint           row;
  guint           column; /* CHOSHO_PAPER_BAND: across all */
  ChoshoPaperLook look;
  char           *text;   /* (owned) */
} ChoshoPaperPiece;

#define CHOSHO_PAPER_BAND G_MAXUINT

struct _ChoshoPaperTable
{
  guint  n_columns;
  guint  n_rows; /* ended */
  double widths[CHOSHO_PAPER_COLUMNS]; /* of the text's width */
  char  *titles[CHOSHO_PAPER_COLUMNS]; /* (owned) (nullable) all or none */
  GArray *pieces; /* (owned) (element-type ChoshoPaperPiece) row by row */
};

/* Part of a page that is marked, with some of what stands around it. */
typedef struct
{
  ChoshoReportPicture *picture; /* (owned) */
  double               width;   /* points on paper, before it is fitted */
  double               left, top, right, bottom; /* of the marked region, as parts of the picture, from its top left */
} ChoshoPaperExcerpt;

typedef struct
{
  ChoshoPaperBlockKind kind;
  ChoshoPaperLook      look;
  char                *text;    /* (owned) (nullable) of headings and texts */
  ChoshoPaperTable    *table;   /* (owned) (nullable) */
  ChoshoPaperExcerpt  *excerpt; /* (owned) (nullable) */
} ChoshoPaperBlock;

struct _ChoshoPaper
{
  char      *number; /* (owned) of the control or general paper */
  char      *title;  /* (owned) (nullable) */
  char      *group;  /* (owned) (nullable) the chapter under which a binder has it */
  GPtrArray *blocks; /* (owned) (element-type ChoshoPaperBlock) */
};

ChoshoPaper      *chosho_paper_new  (const char *number, const char *title, const char *group);
void              chosho_paper_free (ChoshoPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPaper, chosho_paper_free)

void              chosho_paper_add_heading    (ChoshoPaper *self, const char *title);
void              chosho_paper_add_subheading (ChoshoPaper *self, const char *title);
void              chosho_paper_add_text       (ChoshoPaper *self, ChoshoPaperLook look, const char *text);
/* A reference of @picture is kept. @width and the region as of ChoshoPaperExcerpt. */
void              chosho_paper_add_excerpt    (ChoshoPaper *self, const ChoshoPaperExcerpt *excerpt);
/* @widths: parts of the text's width, one a column; @titles (nullable): as many. Borrowed, to be filled. */
ChoshoPaperTable *chosho_paper_add_table      (ChoshoPaper *self, guint n_columns, const double *widths, const char *const *titles);

void              chosho_paper_table_add      (ChoshoPaperTable *self, guint column, ChoshoPaperLook look, const char *text);
/* A row across all columns. Ends the row before it. */
void              chosho_paper_table_band     (ChoshoPaperTable *self, const char *text);
/* Ends the row; one without any text is none. */
void              chosho_paper_table_end_row  (ChoshoPaperTable *self);
/* A row of a label and its value, where there is one. */
void              chosho_paper_table_field    (ChoshoPaperTable *self, const char *label, const char *value);

/* What stands in it in reading order, a line each: for tests and for who compares. (transfer full) */
char             *chosho_paper_dup_text       (const ChoshoPaper *self);

G_END_DECLS
