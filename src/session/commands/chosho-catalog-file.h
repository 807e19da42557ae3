/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-import.h"
#include "chosho-source-file.h"

G_BEGIN_DECLS

/* ChoshoCatalogFile: criteria in a file of either kind, a table or an OSCAL catalogue, as entries. One thread. */
typedef struct
{
  ChoshoSourceFile  *file;     /* (owned) */
  ChoshoTable       *table;    /* (owned) (nullable) */
  ChoshoCatalogData *catalog;  /* (owned) (nullable) */
  ChoshoImport      *import;   /* (owned) (nullable) once its entries were read */
  char              *edition;  /* (owned) (nullable) once its entries were read */
} ChoshoCatalogFile;

/* What is known beforehand; every member may be NULL. */
typedef struct
{
  ChoshoValue *mapping;          /* fields and columns */
  ChoshoValue *standing;         /* entries that the file adds to: positions go on, what it does not say of them stays */
  const char  *edition;          /* said by the user */
  const char  *standing_edition; /* of @standing: a table that says nothing belongs to it */
} ChoshoCatalogFileOptions;

/* Errors: those of chosho_source_file_open() and of reading it by the helper. (transfer full) */
ChoshoCatalogFile *chosho_catalog_file_open  (const char *path, GCancellable *cancellable, GError **error);
void               chosho_catalog_file_free  (ChoshoCatalogFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoCatalogFile, chosho_catalog_file_free)

/* The entries, each with its position; INVALID with what was wrong in @result where a row was, or where there are none.
 * (transfer full) */
ChoshoValue       *chosho_catalog_file_read  (ChoshoCatalogFile *self, const ChoshoCatalogFileOptions *options, ChoshoValue **result,
                                              GError **error);
/* The item of action "catalogue" for @n_entries of it, after the entries were read. (transfer full) */
ChoshoValue       *chosho_catalog_file_new_item (ChoshoCatalogFile *self, guint n_entries);

G_END_DECLS
