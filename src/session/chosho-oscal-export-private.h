/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-oscal-results.h"
#include "chosho-oscal-rows.h"
#include "chosho-report-template.h"

G_BEGIN_DECLS

/* The names of properties that OSCAL does not define are ours (OSCAL: a URI that nobody need resolve). */
#define CHOSHO_OSCAL_NAMESPACE "https://chosho.jp/ns/oscal"

/* Shared by the files of the export. */
typedef struct
{
  ChoshoView           *view;       /* (borrowed) */
  ChoshoOscalRows      *rows;       /* (owned) */
  ChoshoReportTemplate *words;      /* (owned) of the engagement's language */
  GTimeZone            *zone;       /* (owned) */
  const char           *engagement; /* (borrowed) its id */
  GHashTable           *tokens;     /* (owned) number of a control → its token */
  GHashTable           *taken;      /* (owned) (element-type utf8) tokens that were given */
  GHashTable           *losses;     /* (owned) "KIND\tMEMBER" → how often, as a pointer */
} ChoshoOscal;

/* chosho-oscal-values.c: what OSCAL's types take. */

/* The same for the same record wherever it is written: a name-based UUID (RFC 4122, version 5) of engagement, @kind and @id.
 * (transfer full) */
char       *chosho_oscal_dup_uuid    (ChoshoOscal *self, const char *kind, const char *id);
void        chosho_oscal_set_uuid    (ChoshoOscal *self, ChoshoValue *object, const char *key, const char *kind, const char *id);
/* "#UUID". (transfer full) */
char       *chosho_oscal_dup_href    (ChoshoOscal *self, const char *kind, const char *id);
/* The token by which OSCAL names the control @number: "ismap-9.2.3.11.pb", or @number itself where that is one. Borrowed. */
const char *chosho_oscal_get_token   (ChoshoOscal *self, const char *number);
/* @text as Markdown that shows it as it is. (transfer full) */
char       *chosho_oscal_dup_markup  (const char *text);
/* Leaves @key out where @text is NULL or blank. */
void        chosho_oscal_set_markup  (ChoshoValue *object, const char *key, const char *text);
/* The beginning of the day @date in the engagement's time zone; @date itself where it is a moment already. (transfer full) */
char       *chosho_oscal_dup_moment  (ChoshoOscal *self, const char *date);
/* A property in our namespace. What is more than a line, or has blanks around it, stands whole in its remarks. @group (nullable)
 * ties those together that say one thing. */
void        chosho_oscal_add_prop    (ChoshoValue *object, const char *name, const char *text, const char *group);
/* The member @key of @object, an array, made where there is none. Borrowed. */
ChoshoValue *chosho_oscal_get_array  (ChoshoValue *object, const char *key);

/* chosho-oscal-fields.c: which members of which rows go out, and as what. */

/* What of @row, of @kind, has no place of its own in OSCAL, as properties of @object, under @group (nullable); what does not go out
 * is counted among the losses. */
void        chosho_oscal_add_fields  (ChoshoOscal *self, ChoshoValue *object, const char *kind, ChoshoValue *row, const char *group);
/* Counts @member (nullable: the whole row) of @kind among the losses. */
void        chosho_oscal_lose        (ChoshoOscal *self, const char *kind, const char *member, guint count);
/* Counts what is of kinds that do not go out. */
void        chosho_oscal_lose_kinds  (ChoshoOscal *self);
/* [{kind, member?, count}], sorted. (transfer full) */
ChoshoValue *chosho_oscal_list_losses (ChoshoOscal *self);

/* chosho-oscal-work.c: controls with their steps, and what was performed, for local-definitions and observations. */
ChoshoValue *chosho_oscal_make_definitions  (ChoshoOscal *self); /* (transfer full) */
ChoshoValue *chosho_oscal_make_reviewed     (ChoshoOscal *self); /* (transfer full) */
ChoshoValue *chosho_oscal_make_observations (ChoshoOscal *self); /* (transfer full) */
/* chosho-oscal-resources.c: what it rests on, for back-matter. (transfer full) */
ChoshoValue *chosho_oscal_make_resources    (ChoshoOscal *self);
/* The UUID's kind and id of the resource that stands for the assessment plan. */
#define CHOSHO_OSCAL_PLAN "plan"

G_END_DECLS
