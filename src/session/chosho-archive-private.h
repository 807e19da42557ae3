/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-archive.h"
#include "chosho-bag-writer.h"
#include "chosho-paper-record.h"
#include "chosho-report-template.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/* Where the results stand as OSCAL. */
#define CHOSHO_ARCHIVE_OSCAL "data/oscal/assessment-results.json"

/* Shared by the files of the archive. */
typedef struct
{
  ChoshoSession        *session;  /* (borrowed) */
  ChoshoBagWriter      *bag;      /* (owned) */
  ChoshoPaperRecord    *record;   /* (owned) */
  ChoshoReportTemplate *words;    /* (owned) of the engagement's language */
  GTimeZone            *zone;     /* (owned) */
  ChoshoView           *view;     /* (owned) */
  ChoshoValue          *verified; /* (owned) what the verification said */
  GHashTable           *files;    /* (owned) digest of an original → its file in the bag */
  GHashTable           *names;    /* (owned) (element-type utf8) folded names that are given */
  ChoshoValue          *originals; /* (owned) rows of the table of originals */
  char                 *root;     /* (owned) (nullable) the checkpoint root over all events */
  gint64                n_events;
  ChoshoProgress       *progress;    /* (borrowed) (nullable) */
  GCancellable         *cancellable; /* (borrowed) (nullable) */
} ChoshoArchive;

/* A word of the group [archive]. */
const char *chosho_archive_word (ChoshoArchive *self, const char *key);
/* A moment of the record in the engagement's time zone, "2026-11-30 12:00"; NULL of NULL. (transfer full) */
char       *chosho_archive_time (ChoshoArchive *self, const char *time);

/* "ja" or "en". */
const char *chosho_archive_get_language (ChoshoArchive *self);
/* The name of the member @id (nullable); NULL. Borrowed. */
const char *chosho_archive_get_person (ChoshoArchive *self, const char *id);
/* Texts of an array, with commas. (transfer full) */
char       *chosho_archive_join (ChoshoValue *texts);

/* Sets FAILED: somebody wrote to the record while it was read. FALSE. */
gboolean    chosho_archive_fail_written (GError **error);

/* chosho-archive-originals.c: adds every original that the record names, and the table of them. */
gboolean    chosho_archive_add_originals (ChoshoArchive *self, GError **error);
/* The file in the bag of the evidence @row, of a member that of its container; NULL where it has none. Borrowed. */
const char *chosho_archive_get_file (ChoshoArchive *self, ChoshoValue *row);

/* chosho-archive-record.c: the log, its events as lines, signatures, keys, checkpoints, the format's page. */
gboolean    chosho_archive_add_record (ChoshoArchive *self, GError **error);

/* chosho-archive-tables.c */
/* Adds data/tables/@name .json and .csv of the array @rows. */
gboolean    chosho_archive_add_table (ChoshoArchive *self, const char *name, ChoshoValue *rows, GError **error);
/* Those of every kind of row in the index, and the journal. */
gboolean    chosho_archive_add_tables (ChoshoArchive *self, GError **error);

/* chosho-archive-lines.c: from each line of the report to its evidence, as a table and as a page. */
gboolean    chosho_archive_add_lines (ChoshoArchive *self, GError **error);
/* chosho-archive-review.c: reversals, departures, bulk approvals, late records, clock warnings. */
gboolean    chosho_archive_add_review (ChoshoArchive *self, GError **error);
/* chosho-archive-pages.c: index.html and how to check the archive. */
gboolean    chosho_archive_add_pages (ChoshoArchive *self, GError **error);

G_END_DECLS
