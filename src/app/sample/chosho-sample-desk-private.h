/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-sample-desk.h"
#include "chosho-sample-drafts.h"
#include "chosho-sample-grid.h"
#include "chosho-sample-side.h"

struct _ChoshoSampleDesk
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel         *title;
  GtkLabel         *subtitle;
  GtkLabel         *progress;
  GtkProgressBar   *bar;
  GtkLabel         *deviations;
  GtkWidget        *finding_button;
  GtkFlowBox       *steps;
  GtkWidget        *unreplaced;
  GtkLabel         *unreplaced_text;
  GtkWidget        *no_attribute;
  GtkPaned         *split;
  ChoshoSampleGrid *grid;
  ChoshoSampleSide *side;
  GtkLabel         *draft_note;

  ChoshoPage         *page;   /* (borrowed) (nullable) */
  ChoshoSampleSheet  *sheet;  /* (owned) (nullable) */
  ChoshoSampleDrafts *drafts; /* (owned) (nullable) */
  char               *id;     /* (owned) (nullable) */
  char               *person; /* (owned) (nullable) member whose drafts are shown */
  gboolean            may_record;
};

ChoshoContext *chosho_sample_desk_get_context (ChoshoSampleDesk *self);
/* What was typed about the item @row changed: the grid, the side, the counts, and its draft. */
void           chosho_sample_desk_note_edited (ChoshoSampleDesk *self, guint row);
/* The counts and what stands below them. */
void           chosho_sample_desk_show_counts (ChoshoSampleDesk *self);
/* The line of the cursor; FALSE where there is none. */
gboolean       chosho_sample_desk_get_row     (ChoshoSampleDesk *self, guint *row);

/* chosho-sample-desk-actions.c */
/* Takes files in and links them to the item @row. */
void chosho_sample_desk_attach (ChoshoSampleDesk *self, const char *const *paths, guint row);
void chosho_sample_desk_drop   (ChoshoSampleDesk *self, GdkFileList *files, guint row);
void chosho_sample_desk_link   (ChoshoSampleDesk *self);
