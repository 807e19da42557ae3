/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-xml-part.h"

G_BEGIN_DECLS

/* Which part of an Office container is which. Relations that lead out of the container are left out:
 * nothing is ever fetched. */
typedef struct
{
  char *id;     /* (owned) */
  char *type;   /* (owned): the last segment of the relationship's type: "worksheet" */
  char *target; /* (owned): the part's name, resolved */
} ChoshoOfficeRelation;

/* The relations of @part ("" for the container); none where it has no such part. NULL with @fault
 * set. (transfer full) (element-type ChoshoOfficeRelation) */
GPtrArray *chosho_office_relations_read (ChoshoZipParts *parts, const char *part, ChoshoFault *fault);
/* Borrowed; NULL if there is none. */
const ChoshoOfficeRelation *chosho_office_relations_find_type (GPtrArray *relations, const char *type);
const ChoshoOfficeRelation *chosho_office_relations_find_id (GPtrArray *relations, const char *id);

/* The kinds of Office documents. */
typedef enum
{
  CHOSHO_OFFICE_NONE,
  CHOSHO_OFFICE_WORKBOOK,
  CHOSHO_OFFICE_TEXT,
  CHOSHO_OFFICE_SLIDES,
  CHOSHO_OFFICE_OPEN_WORKBOOK, /* OpenDocument */
  CHOSHO_OFFICE_OPEN_TEXT,
  CHOSHO_OFFICE_OPEN_SLIDES,
} ChoshoOfficeKind;

/* The main part: what the container's relations say it is. (transfer full) NULL with @fault set. */
char            *chosho_office_find_main (ChoshoZipParts *parts, ChoshoFault *fault);
/* By the main part's first element: names and content types lie. NONE for OpenDocument. */
ChoshoOfficeKind chosho_office_find_kind (ChoshoZipParts *parts);

G_END_DECLS
