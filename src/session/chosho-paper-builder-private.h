/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-paper-builder.h"

G_BEGIN_DECLS

/* Shared by the files of the builder. */
struct _ChoshoPaperBuilder
{
  ChoshoPaperRecord    *record;   /* (borrowed) */
  ChoshoPaperExcerpts  *excerpts; /* (borrowed) (nullable) */
  ChoshoReportTemplate *words;    /* (owned) */
  GTimeZone            *zone;     /* (owned) */
  GHashTable           *steps;    /* (owned) "control step" → how a step is called: "手順 3" */
};

/* chosho-paper-words.c */

/* The word @key of [paper]. */
const char *chosho_paper_word        (ChoshoPaperBuilder *self, const char *key);
/* What @code of the template's @group is called; @code where it has no name, NULL of NULL. */
const char *chosho_paper_name        (ChoshoPaperBuilder *self, const char *group, const char *code);
/* What the firm's list in @setting calls the entry whose @key is @code; NULL. */
const char *chosho_paper_own_name    (ChoshoPaperBuilder *self, const char *setting, const char *key, const char *code);
/* A technique, the firm's own by its setting. */
const char *chosho_paper_technique   (ChoshoPaperBuilder *self, const char *technique);
/* "2026年11月30日"; NULL of NULL. (transfer full) */
char       *chosho_paper_date        (ChoshoPaperBuilder *self, const char *date);
/* A moment of the record in the engagement's time zone, "2026-11-30 12:00"; NULL of NULL. (transfer full) */
char       *chosho_paper_time        (ChoshoPaperBuilder *self, const char *time);
/* "from A to B", or what there is of it. (transfer full) (nullable) */
char       *chosho_paper_span        (ChoshoPaperBuilder *self, const char *from, const char *to);
/* "田中　2026-11-30 12:00" of a row, with the clock's warning. (transfer full) */
char       *chosho_paper_author      (ChoshoPaperBuilder *self, ChoshoValue *row, const char *by, const char *at);
/* "label：value"; NULL without a value. (transfer full) */
char       *chosho_paper_labelled    (ChoshoPaperBuilder *self, const char *key, const char *value);
/* A state on the @trail of a thing: what it is called in @group, who moved it there and when, and what was said. (transfer full) */
char       *chosho_paper_trail_line  (ChoshoPaperBuilder *self, ChoshoValue *trail, guint index, const char *group);
/* Adds "label：value" in small type to a cell, where there is a value. */
void        chosho_paper_add_labelled (ChoshoPaperBuilder *self, ChoshoPaperTable *table, guint column, const char *key, const char *value);
/* Texts of an array in a row. (transfer full) */
char       *chosho_paper_join        (ChoshoPaperBuilder *self, ChoshoValue *list);
/* References of the things of @kind that @ids names: "E-K7QX-0001、E-K7QX-0002". (transfer full) */
char       *chosho_paper_references  (ChoshoPaperBuilder *self, const char *kind, ChoshoValue *ids);
/* The reference of one thing, its id where it has none. (transfer full) */
char       *chosho_paper_reference   (ChoshoPaperBuilder *self, const char *kind, const char *id);
/* How the step @step of @control is called in its paper; NULL where it is none of its steps. Borrowed. */
const char *chosho_paper_step        (ChoshoPaperBuilder *self, const char *control, const char *step);
/* A step by its paper: "8.1.2.1 手順 3", within @here (nullable) only "手順 3". (transfer full) */
char       *chosho_paper_step_of     (ChoshoPaperBuilder *self, const char *here, const char *step);
/* "1,204 バイト" (transfer full) */
char       *chosho_paper_size        (ChoshoPaperBuilder *self, gint64 size_bytes);
/* A cell of "none" where nothing was added to @table. */
void        chosho_paper_end_table   (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoPaperTable *table);

/* Adds those of @ids (nullable) to @list that it lacks. */
void        chosho_paper_add_ids     (ChoshoValue *list, ChoshoValue *ids);

/* chosho-paper-builder-work.c: procedures and samples. */
void        chosho_paper_add_work      (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control);
void        chosho_paper_add_samples   (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control);
/* chosho-paper-builder-evidence.c: evidence, marks on it, interviews, observations, of a control. */
void        chosho_paper_add_evidence  (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *target, ChoshoValue *ids);
void        chosho_paper_add_inquiries (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control);
void        chosho_paper_add_marks     (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control);
/* Numbers of the papers that cite the evidence of @row, beside @here (nullable). (transfer full) */
char       *chosho_paper_papers        (ChoshoPaperBuilder *self, ChoshoValue *row, const char *here);
/* chosho-paper-builder-review.c: findings, notes, sign-offs. */
void        chosho_paper_add_findings  (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control);
void        chosho_paper_add_notes     (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *target);
void        chosho_paper_add_prior     (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *control);
/* The three stages at the head of a paper; @row: that of the control or paper. */
void        chosho_paper_add_stages    (ChoshoPaperBuilder *self, ChoshoPaper *paper, ChoshoValue *row);
void        chosho_paper_add_history   (ChoshoPaperBuilder *self, ChoshoPaper *paper, const char *target, ChoshoValue *row);

/* Evidence that the paper of @control cites: linked, named by results of its samples, or marked. (transfer full) */
ChoshoValue *chosho_paper_list_evidence (ChoshoPaperBuilder *self, const char *control);
/* The samples linked to @control or its steps, each once. (transfer full) */
ChoshoValue *chosho_paper_list_samples  (ChoshoPaperBuilder *self, const char *control);

G_END_DECLS
