/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-context.h"
#include "chosho-history.h"
#include "chosho-job-bar.h"
#include "chosho-page.h"
#include "chosho-places.h"
#include "chosho-run-marker.h"
#include "chosho-undo.h"
#include "chosho-viewer.h"
#include "chosho-window.h"

struct _ChoshoWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  GtkOverlay      *overlay;      /* the content, and over it the toasts */
  AdwToastOverlay *toasts;
  GMenu           *undo_section; /* of the main menu */
  GtkStack        *stack;        /* loading, error, work */
  AdwStatusPage   *opening_page;
  AdwStatusPage   *error_page;
  GtkWidget       *adaptive;     /* ChoshoAdaptiveBin */
  ChoshoPlaces    *places;
  GtkStack        *pages;        /* a ChoshoPage a place, by the place's id */
  GtkPaned        *split;        /* pages | viewer */
  AdwWindowTitle  *title;
  GtkWidget       *notice;       /* shown while something holds for the whole window */
  GtkLabel        *notice_text;
  ChoshoJobBar    *job_bar;

  ChoshoViewer    *viewer;       /* (nullable) until evidence is first looked at; hidden while none is */

  /* Owned */
  char            *path;
  char            *identity_path; /* (nullable) */
  ChoshoWorkspace *workspace;     /* (nullable) while opening */
  ChoshoContext   *context;       /* (nullable) while opening */
  ChoshoContext   *opening;       /* (nullable) what is to be @context */
  ChoshoUndo      *undo;          /* (nullable) while opening */
  ChoshoHistory   *history;
  ChoshoRunMarker *run;           /* (nullable) */
  char            *details;       /* (nullable) why it could not be opened, for copying */

  /* State */
  ChoshoPage      *worked;        /* (borrowed) (nullable) the page last left where evidence can be linked to something */
  int              width;         /* of what is in it, as panes are chosen by; 0: not known yet */
  gboolean         moving;        /* Back or Forward: no new visit */
  gboolean         aside;         /* evidence gave way to a place where nothing is read beside: there again at the next where it is */
  gboolean         laid_out;      /* the panes were as the last window was left */
};

/* chosho-window-actions.c */
void        chosho_window_install_actions (GtkWidgetClass *widget_class);
/* chosho-window-identity.c */
void        chosho_window_install_identity_actions (GtkWidgetClass *widget_class);
void        chosho_window_load_identity  (ChoshoWindow *self, const char *path);
void        chosho_window_show_identity  (ChoshoWindow *self);
/* chosho-window-import.c */
void        chosho_window_install_import_actions (GtkWidgetClass *widget_class);
/* chosho-window-pack.c */
void        chosho_window_install_pack_actions (GtkWidgetClass *widget_class);
/* What a passphrase was given to a command by stays open as long as the window. @fd: taken; below 0: nothing. */
void        chosho_window_keep_passphrase (ChoshoWindow *self, int fd);
/* chosho-window-assembly.c: the end, the assembly, additions after it, the next year. */
void        chosho_window_install_assembly_actions (GtkWidgetClass *widget_class);
/* chosho-window-archive.c */
void        chosho_window_install_archive_actions (GtkWidgetClass *widget_class);
/* chosho-window-sheet.c */
void        chosho_window_install_sheet_actions (GtkWidgetClass *widget_class);
/* chosho-window-undo.c */
void        chosho_window_install_undo_actions (GtkWidgetClass *widget_class);
/* What the main menu says of it; before and after. */
void        chosho_window_show_undo      (ChoshoWindow *self);
/* Once the context is there: offers what can be undone. */
void        chosho_window_follow_undo (ChoshoWindow *self);
/* chosho-window-notice.c */
/* Once the workspace is there: shows why nothing can be recorded, or no draft written, as long as it is so. */
void        chosho_window_follow_notice  (ChoshoWindow *self);
/* Says what holds now. */
void        chosho_window_update_notice  (ChoshoWindow *self);
/* Asks before closing would lose what was typed. */
void        chosho_window_install_closing (ChoshoWindow *self);
/* chosho-window-work.c */
/* Once the workspace is there: shows its long work, and tells of its end. */
void        chosho_window_follow_work    (ChoshoWindow *self);
/* A ChoshoPageDone: which file a command wrote, its "path", and what of the record that does not hold, its "losses". */
void        chosho_window_tell_written   (ChoshoPage *page, ChoshoValue *result, gpointer user_data);
/* chosho-window.c */
ChoshoPage *chosho_window_get_page       (ChoshoWindow *self); /* the one looked at; (nullable) */
/* Goes there and notes it for Back. @target (nullable). */
void        chosho_window_go             (ChoshoWindow *self, const char *place, const char *target);
/* Takes the focus out of @part before it is hidden: GTK 4.8 gives it to the next label that can be selected. TRUE: it was there. */
gboolean    chosho_window_take_focus_out (ChoshoWindow *self, GtkWidget *part);
/* What one works with on the page has the focus: nobody who comes by a key begins in the sidebar. */
void        chosho_window_focus_page     (ChoshoWindow *self);
void        chosho_window_note_location  (ChoshoWindow *self);
/* chosho-window-layout.c */
/* The viewer beside the page, made when it is first needed: most of what the window would be made of. Borrowed. */
ChoshoViewer *chosho_window_ensure_viewer (ChoshoWindow *self);
/* Toasts cover nothing that is pressed next. */
void        chosho_window_place_toasts   (ChoshoWindow *self);
/* Shows evidence beside the page; see chosho_viewer_show(). */
void        chosho_window_view_evidence  (ChoshoWindow *self, const char *id, const char *place);
/* The page alone, as it has a viewer of its own, until somebody goes to one that has none. */
void        chosho_window_hide_evidence  (ChoshoWindow *self);
/* The person closes it: the next window begins without. */
void        chosho_window_close_evidence (ChoshoWindow *self);
/* The page that somebody goes to is seen, also where evidence took the room; evidence is beside it where it is read there. */
void        chosho_window_keep_page_in_sight (ChoshoWindow *self);
/* @left is no more the page that is looked at: what evidence can be linked to there goes on to be offered where there is nothing. */
void        chosho_window_note_work      (ChoshoWindow *self, ChoshoPage *left);
/* The window has another width, or its first. */
void        chosho_window_lay_out        (ChoshoWindow *self);
/* Gives the panes the look of the last window, and keeps their own; once. */
void        chosho_window_keep_layout    (ChoshoWindow *self);
