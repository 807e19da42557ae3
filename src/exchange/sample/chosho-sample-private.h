/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-sample-data.h"

G_BEGIN_DECLS

/* One criteria entry of the sample. */
typedef struct
{
  char       *number;      /* (owned) */
  char       *tier;        /* (owned) code */
  gboolean    is_control;
  gboolean    is_mandatory;
  char       *title;       /* (owned) */
  char       *text;        /* (owned) */
  char       *topic;       /* (owned) title of the objective, without a mark */
  char       *objective;   /* (owned) number of the objective; its own for one */
  gboolean    is_selected; /* by the statement */
} ChoshoSampleEntry;

/* Everything being written, handed from section to section. */
typedef struct
{
  char           *folder;       /* (owned) */
  char           *period_start; /* (owned) */
  char           *period_end;   /* (owned) */
  gint64          first_day;    /* days since 1970 */
  guint           n_days;
  guint32         seed;
  GPtrArray      *entries;      /* (owned) of ChoshoSampleEntry, criteria order */
  ChoshoValue    *manifest;     /* (owned) */
  GCancellable   *cancellable;  /* (borrowed) (nullable) */
  ChoshoProgress *progress;     /* (borrowed) (nullable) */
  guint           n_files;
  guint64         n_bytes;
} ChoshoSample;

/* Random numbers of one section, so that a change in one does not change all others. */
GRand   *chosho_sample_new_random (const ChoshoSample *self, guint32 section);
/* Chapter of a number, its first part. */
guint    chosho_sample_get_chapter (const ChoshoSampleEntry *entry);
/* The date @day days into the period (clipped to its end). (transfer full) */
char    *chosho_sample_dup_date (const ChoshoSample *self, guint day);

/* Writes a file below the folder, making folders on the way; counts it. */
gboolean chosho_sample_write_file (ChoshoSample *self, const char *path, gconstpointer data, gsize size_bytes,
                                   GError **error);
/* One line of CSV: cells quoted where needed. NULL ends the list. */
void     chosho_sample_append_row (GString *out, const char *first, ...) G_GNUC_NULL_TERMINATED;

/* The sections; each writes its files and its part of the manifest. */
gboolean chosho_sample_write_criteria (ChoshoSample *self, GError **error);
gboolean chosho_sample_write_statement (ChoshoSample *self, GError **error);
gboolean chosho_sample_write_prior (ChoshoSample *self, GError **error);
gboolean chosho_sample_write_populations (ChoshoSample *self, GError **error);
gboolean chosho_sample_write_evidence (ChoshoSample *self, GError **error);

/* A document of two A4 pages with a title, a table of versions and paragraphs; fonts embedded. */
GBytes  *chosho_sample_make_pdf (const char *title, const char *const *versions, const char *const *paragraphs,
                                 const char *created_on, GError **error);
/* A picture like a screen: a title bar and lines of output. */
GBytes  *chosho_sample_make_png (const char *title, const char *const *lines, GError **error);

/* A workbook of one sheet as clients keep them: @title, @about, a table of @n_rows assets that were counted on @date, and below it
 * @picture (PNG), as people paste what they saw. */
GBytes  *chosho_sample_make_book (const char *title, const char *about, guint n_rows, GRand *random, const char *date, GBytes *picture,
                                  GError **error);

/* A ZIP archive whose entries are stored, not deflated, with names in CP932 and no UTF-8 flag, as
 * Japanese Windows writes them. @names (UTF-8) and @contents go in pairs. NULL with an error where a
 * name has no CP932 form. */
GBytes  *chosho_sample_make_zip (const char *const *names, GBytes *const *contents, guint n, GError **error);

G_END_DECLS
