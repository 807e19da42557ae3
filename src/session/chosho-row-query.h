/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * ChoshoRowQuery: which rows of one kind are wanted, and in which order. Built by one thread, then
 * only read; reference counted. Columns are named as in the rows' JSON (chosho-row-table.c says which
 * of a kind can be asked for; "event" is the journal).
 */
#define CHOSHO_TYPE_ROW_QUERY (chosho_row_query_get_type ())
typedef struct _ChoshoRowQuery ChoshoRowQuery;

GType           chosho_row_query_get_type (void);
ChoshoRowQuery *chosho_row_query_new   (const char *kind);
ChoshoRowQuery *chosho_row_query_ref   (ChoshoRowQuery *self);
void            chosho_row_query_unref (ChoshoRowQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoRowQuery, chosho_row_query_unref)

const char     *chosho_row_query_get_kind (ChoshoRowQuery *self);

/* Words as typed: each must stand somewhere in the row's searched columns, compared normalised
 * (NFKC, case). NULL or blank: no such condition. */
void            chosho_row_query_set_needle (ChoshoRowQuery *self, const char *text);
/* The column is @value; a list contains it; "" asks for an empty one. Several conditions all hold. */
void            chosho_row_query_add_filter (ChoshoRowQuery *self, const char *column, const char *value);
/* The opposite. */
void            chosho_row_query_add_exclusion (ChoshoRowQuery *self, const char *column, const char *value);
/* The column begins with @value: a day of a time. */
void            chosho_row_query_add_prefix (ChoshoRowQuery *self, const char *column, const char *value);
/* The column's text is not before @from and before @before, both nullable: times. */
void            chosho_row_query_add_range (ChoshoRowQuery *self, const char *column, const char *from, const char *before);
/* The column is one of @values: keys of one person. */
void            chosho_row_query_add_any (ChoshoRowQuery *self, const char *column, const char *const *values);
/* All conditions of @first hold, or all of @second; words, order and the rest of them are not looked at. Both are referenced. */
void            chosho_row_query_add_either (ChoshoRowQuery *self, ChoshoRowQuery *first, ChoshoRowQuery *second);
/* Of the journal: events that concern the control @number, or things that are linked to it now. NULL: all. */
void            chosho_row_query_set_control (ChoshoRowQuery *self, const char *number);
/* Only rows that share their value of @column with another one: contents that came twice. */
void            chosho_row_query_set_repeated (ChoshoRowQuery *self, const char *column);
/* Rows whose column is @value come before the others, whatever the order; with several, those that meet all of them. */
void            chosho_row_query_prefer (ChoshoRowQuery *self, const char *column, const char *value);
/* The same with a column that is not @value. */
void            chosho_row_query_prefer_not (ChoshoRowQuery *self, const char *column, const char *value);
/* NULL: the rows' own order. Ties keep the rows' own order. */
void            chosho_row_query_set_sort (ChoshoRowQuery *self, const char *column, gboolean descending);
/* The last comes first: of the journal the newest. */
void            chosho_row_query_set_reversed (ChoshoRowQuery *self, gboolean reversed);

G_END_DECLS
