/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-archive-view.h"
#include "chosho-context.h"
#include "chosho-document.h"
#include "chosho-find-bar.h"
#include "chosho-flow-view.h"
#include "chosho-line-view.h"
#include "chosho-page-thumbnails.h"
#include "chosho-pages-view.h"
#include "chosho-sheet-view.h"
#include "chosho-version-bar.h"
#include "chosho-viewer.h"

struct _ChoshoViewer
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel         *reference;
  GtkLabel         *name;
  GtkWidget        *back;
  GtkStack         *stack;     /* none, loading, pages, text, sheets, flow, archive, facts, password, error */
  ChoshoPagesView  *page_view;
  ChoshoPageThumbnails *thumbnail_view;
  GtkWidget        *thumbnails_pane;
  ChoshoLineView   *line_view;
  ChoshoSheetView  *sheet_view;
  ChoshoFlowView   *flow_view;
  ChoshoArchiveView *archive_view;
  AdwStatusPage    *facts_page;
  GtkLabel         *facts_text;
  GtkWidget        *time_row;
  GtkEntry         *time_code;   /* of a video: nothing here plays it */
  AdwStatusPage    *error_page;
  GtkWidget        *error_copy;  /* not where there is nothing to copy */
  GtkPasswordEntry *password;
  GtkWidget        *page_tools;
  GtkEntry         *page_entry;
  GtkLabel         *page_count;
  ChoshoFindBar    *find_bar;
  ChoshoVersionBar *version_bar;
  GtkLabel         *claim;       /* what the file says of itself */
  GtkWidget        *mark_bar;
  GtkLabel         *mark_words;
  GtkWidget        *place_here;
  GtkWidget        *place_cancel;
  GtkWidget        *place_list;
  GtkButton        *marks_button;
  GtkLabel         *footer;

  ChoshoContext    *context;     /* (owned) (nullable) */
  char             *id;          /* (owned) (nullable) */
  char             *place;       /* (owned) where to go once it is loaded */
  char             *words;       /* (owned) (nullable) to be found once it is loaded */
  char             *wanted_mark; /* (owned) (nullable) to be shown once it is loaded */
  ChoshoValue      *placing;     /* (owned) (nullable) row of a mark that is being placed anew */
  ChoshoValue      *row;         /* (owned) (nullable) of the evidence */
  ChoshoDocument   *document;    /* (owned) (nullable) what is shown: the evidence, or a member of it */
  GPtrArray        *containers;  /* (owned) (element-type ChoshoDocument) what that member stands in, the outermost first */
  gboolean          as_table;    /* a text that reads as one is shown as one */
  gboolean          thumbnails;  /* small pictures of the pages are shown */
  gboolean          chose_thumbnails; /* somebody said whether */
  gboolean          own_window;  /* it is all of a window on the full screen */
  GCancellable     *cancellable; /* (owned) (nullable) of the loading */
  GStrv             series;      /* (owned) (nullable) */
  GHashTable       *passwords;   /* (owned) of archives, by the evidence: in memory, while this window is open */
  ChoshoViewerTargetsFunc targets_func; /* (nullable) */
  gpointer          targets_data; /* (borrowed) */
};

/* chosho-viewer-content.c */
void     chosho_viewer_install_content    (GtkWidgetClass *widget_class);
/* What is known of the evidence, in place of what cannot be shown. */
void     chosho_viewer_show_facts         (ChoshoViewer *self, const char *title, const char *description);
void     chosho_viewer_show_footer        (ChoshoViewer *self);
/* Of the record, and what the file claims of itself. (transfer full) */
char    *chosho_viewer_dup_facts          (ChoshoViewer *self);
/* "帳票.xlsx ▸ 図 1": what is shown, and what it stands in. */
void     chosho_viewer_show_name          (ChoshoViewer *self);
/* Begins to load @document, which is taken. */
void     chosho_viewer_open_document      (ChoshoViewer *self, ChoshoDocument *document);
void     chosho_viewer_drop_document      (ChoshoViewer *self);
/* Goes to the place that is wanted, in a sheet or a text of an office document. */
void     chosho_viewer_show_office_place  (ChoshoViewer *self);
/* Whether that child of the stack is seen: "sheets", "flow" … */
gboolean chosho_viewer_is_shown           (ChoshoViewer *self, const char *child);
/* chosho-viewer-pages.c */
void     chosho_viewer_install_pages      (GtkWidgetClass *widget_class);
void     chosho_viewer_show_pages         (ChoshoViewer *self, const ChoshoContentInfo *info);
/* What only pages need. */
void     chosho_viewer_show_page_tools    (ChoshoViewer *self, gboolean shown);
void     chosho_viewer_show_thumbnails    (ChoshoViewer *self, gboolean shown);
/* "page=3", "line=120": what stands behind @key, from 0; FALSE where it is another place. */
gboolean chosho_viewer_parse_place        (const char *place, const char *key, guint *number);
/* chosho-viewer-members.c */
void     chosho_viewer_install_members    (GtkWidgetClass *widget_class);
void     chosho_viewer_init_members       (ChoshoViewer *self);
/* Once the context is there: what becomes evidence meanwhile is seen. */
void     chosho_viewer_follow_members     (ChoshoViewer *self);
void     chosho_viewer_show_archive       (ChoshoViewer *self);
/* Of what is shown: the evidence, or the member of an archive that it is. (transfer full) */
ChoshoDocument *chosho_viewer_make_document (ChoshoViewer *self);
/* Of the archive that is shown; NULL: nobody said it yet, or takes it away. */
const char *chosho_viewer_get_password    (ChoshoViewer *self);
void     chosho_viewer_remember_password  (ChoshoViewer *self, const char *password);
/* Gives a command the password, if there is one, by an unnamed file in memory: a descriptor to be closed once the command is done,
 * or -1. */
int      chosho_viewer_pass_password      (ChoshoViewer *self, ChoshoValue *args);
/* chosho-viewer-find.c */
void     chosho_viewer_install_find       (GtkWidgetClass *widget_class);
/* What is wanted is loaded: finds the words that are to be found there, where there are any. */
void     chosho_viewer_find_wanted        (ChoshoViewer *self);
/* chosho-viewer-marks.c */
void     chosho_viewer_install_marks      (GtkWidgetClass *widget_class);
/* As the record has them now. */
void     chosho_viewer_show_marks         (ChoshoViewer *self);
/* What is shown is loaded: goes to the mark that is wanted, where one is. */
void     chosho_viewer_show_wanted_mark   (ChoshoViewer *self);
/* chosho-viewer-actions.c */
void     chosho_viewer_install_actions    (GtkWidgetClass *widget_class);
