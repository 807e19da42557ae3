/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-control-list.h"
#include "chosho-control-page.h"
#include "chosho-gate-bar.h"
#include "chosho-window.h"
#include "chosho-workspace.h"

struct _ChoshoWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay   *toasts;
  GtkStack          *stack;
  AdwStatusPage     *error_page;
  AdwLeaflet        *leaflet;
  GtkWidget         *sidebar;
  GtkWidget         *content;
  AdwWindowTitle    *sidebar_title;
  AdwWindowTitle    *content_title;
  ChoshoControlList *control_list;
  GtkLabel          *identity_label;
  GtkLabel          *summary_label;
  ChoshoControlPage *control_page;
  ChoshoGateBar     *gate_bar;

  /* Owned */
  char              *path;
  char              *identity_path; /* (nullable) */
  ChoshoWorkspace   *workspace;     /* (nullable) while opening */
  char              *details;       /* (nullable) of the last error, for copying */
  ChoshoValue       *row;           /* (nullable) of the selected control */
};

/* chosho-window-actions.c */
void chosho_window_install_actions (GtkWidgetClass *widget_class);
/* Attaches files to @control, or to @step where it is not NULL. */
void chosho_window_attach (ChoshoWindow *self, const char *const *paths, const char *step);
void chosho_window_choose_files (ChoshoWindow *self, const char *step);
void chosho_window_load_identity (ChoshoWindow *self, const char *path);
/* Runs a command that changes the record and shows what came of it; @card (nullable) gets the words
 * of a refusal. Takes @args. */
void chosho_window_run (ChoshoWindow *self, const char *command, ChoshoValue *args, ChoshoStepCard *card);
/* A short note; errors with a button for the details. */
void chosho_window_show_error (ChoshoWindow *self, const GError *error, ChoshoValue *result);
void chosho_window_toast (ChoshoWindow *self, const char *text);
void chosho_window_reload (ChoshoWindow *self);
void chosho_window_show_identity (ChoshoWindow *self);
