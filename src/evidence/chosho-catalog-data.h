/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * ChoshoCatalogData: an OSCAL catalogue as the confined helper handed it over: groups (objectives)
 * and controls in document order, prose flattened to text, parameters inserted. Plain data, never
 * changed once built; any thread may read it.
 */
typedef enum
{
  CHOSHO_CATALOG_LEVEL_OBJECTIVE, /* an OSCAL group */
  CHOSHO_CATALOG_LEVEL_CONTROL,   /* an OSCAL control or control enhancement */
} ChoshoCatalogLevel;

/* OSCAL's EXAMINE, INTERVIEW and TEST in the domain's words (formats: "In"). */
typedef enum
{
  CHOSHO_CATALOG_TECHNIQUE_INSPECTION,
  CHOSHO_CATALOG_TECHNIQUE_INQUIRY,
  CHOSHO_CATALOG_TECHNIQUE_REPERFORMANCE,
} ChoshoCatalogTechnique;

typedef struct
{
  ChoshoCatalogTechnique technique;
  char                  *text; /* (owned): the method's prose and its objects, may be "" */
} ChoshoCatalogMethod;

typedef struct
{
  char              *number;   /* (owned): the id; "group-3.1" for a group that has none */
  char              *label;    /* (owned) (nullable): as printed, "AC-2(1)" */
  ChoshoCatalogLevel level;
  char              *parent;   /* (owned) (nullable): number of the nearest enclosing entry */
  char              *tier;     /* (owned) (nullable): title of the outermost group */
  char              *title;    /* (owned): may be "" */
  char              *text;     /* (owned): statement with its items, or a group's overview; may be "" */
  char              *guidance; /* (owned) (nullable) */
  GPtrArray         *methods;  /* (owned) (element-type ChoshoCatalogMethod): in document order */
} ChoshoCatalogEntry;

typedef struct
{
  char      *file_name;       /* (owned): for messages only */
  char      *title;           /* (owned): of the catalogue's metadata, may be "" */
  char      *version;         /* (owned) (nullable): the edition */
  char      *last_modified;   /* (owned) (nullable): as it stands in the file */
  char      *oscal_version;   /* (owned) (nullable) */
  GPtrArray *entries;         /* (owned) (element-type ChoshoCatalogEntry): in document order */
  guint      withdrawn;       /* controls left out because their status is withdrawn */
  guint      unknown_methods; /* methods left out because they are none of the three */
} ChoshoCatalogData;

ChoshoCatalogData *chosho_catalog_data_new (const char *file_name);
void               chosho_catalog_data_free (ChoshoCatalogData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoCatalogData, chosho_catalog_data_free)

/* Appends an empty entry, which belongs to @self. */
ChoshoCatalogEntry *chosho_catalog_data_add_entry (ChoshoCatalogData *self);
/* Appends a method; takes @text (transfer full). */
void                chosho_catalog_entry_add_method (ChoshoCatalogEntry *self,
                                                     ChoshoCatalogTechnique technique, char *text);
/* "inspection", "inquiry" or "reperformance". */
const char         *chosho_catalog_technique_to_string (ChoshoCatalogTechnique technique);

G_END_DECLS
