/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoPage: one place of the window. It is in one of four states – loading, content, empty, error –
 * and its template's child is the content. A page reads its rows only while it is looked at: "load" is
 * called when it comes into view after the record changed, and on each change while it is in view.
 *
 * Every page says where it is by chosho_page_note_target(), so that Back leads there again.
 */
#define CHOSHO_TYPE_PAGE (chosho_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ChoshoPage, chosho_page, CHOSHO, PAGE, AdwBin)

struct _ChoshoPageClass
{
  AdwBinClass parent_class;

  /* The context is there; called once, before the first load. (optional) */
  void (*setup)        (ChoshoPage *self, ChoshoContext *context);
  /* Read the rows again and end in content, empty or error. */
  void (*load)         (ChoshoPage *self);
  /* Somebody comes here for @target: an id, or "filter:…" in the page's own words; NULL: just here. */
  void (*show_target)  (ChoshoPage *self, const char *target);
  /* The list in which one begins to work: it has the focus when somebody comes here by a key; passed over where it is not seen or
   * has no line. (borrowed) (optional) */
  GtkWidget *(*get_first) (ChoshoPage *self);
  /* Ctrl+F. (optional) */
  void (*focus_search) (ChoshoPage *self);
  /* What evidence can be linked to here: [{label, args}], @args as of a command. (transfer full) (optional) */
  ChoshoValue *(*list_targets) (ChoshoPage *self);
  /* What stands at the page's foot and has to be reached at any time: toasts stay above it. (borrowed) (optional) */
  GtkWidget *(*get_foot) (ChoshoPage *self);
  /* Ctrl+P: puts what the page is about on paper. (optional) */
  void (*print)        (ChoshoPage *self);
};

void           chosho_page_set_context  (ChoshoPage *self, ChoshoContext *context);
ChoshoContext *chosho_page_get_context  (ChoshoPage *self); /* borrowed; NULL before the opening */
/* Whether it is the page that is looked at. */
void           chosho_page_set_active   (ChoshoPage *self, gboolean active);
/* A key of the whole window while the page is looked at: "<Control>Return", "page.action" or "page.action::target". */
void           chosho_page_add_shortcut (ChoshoPage *self, const char *accelerator, const char *action);
void           chosho_page_reload       (ChoshoPage *self);
void           chosho_page_show_target  (ChoshoPage *self, const char *target);
void           chosho_page_focus_search (ChoshoPage *self);
/* The focus goes into the page, as soon as there is anything; where it is there already it stays. */
void           chosho_page_take_focus   (ChoshoPage *self);
/* FALSE where the page has nothing to print. */
gboolean       chosho_page_print        (ChoshoPage *self);
/* What evidence can be linked to here: [{label, args}]; NULL: nothing. (transfer full) */
ChoshoValue   *chosho_page_list_targets (ChoshoPage *self);
/* What toasts have to stay above; NULL: nothing. (borrowed) */
GtkWidget     *chosho_page_get_foot     (ChoshoPage *self);
/* Where the page is now, for Back and Forward. */
void           chosho_page_note_target  (ChoshoPage *self, const char *target);
const char    *chosho_page_get_target   (ChoshoPage *self); /* (nullable) borrowed */

/* States. */
void           chosho_page_show_content (ChoshoPage *self);
void           chosho_page_show_loading (ChoshoPage *self);
/* What belongs here, and the act that brings it: @action (nullable) is a detailed action name. */
void           chosho_page_show_empty   (ChoshoPage *self, const char *icon_name, const char *title, const char *description,
                                         const char *button_label, const char *action);
/* What happened, with "Copy Details" and "Try Again". */
void           chosho_page_show_error   (ChoshoPage *self, const GError *error);

/* What came of a command that was done; @result is borrowed, (nullable). */
typedef void (*ChoshoPageDone) (ChoshoPage *self, ChoshoValue *result, gpointer user_data);
/* Runs a command that writes; refusals and errors are shown by the window. @args is taken. @done
 * (nullable) is called where it succeeded, with @user_data that must outlive the command. */
void           chosho_page_run          (ChoshoPage *self, const char *command, ChoshoValue *args, ChoshoPageDone done, gpointer user_data);
/* The same as a job with progress and Cancel. */
void           chosho_page_run_job      (ChoshoPage *self, const char *title, const char *command, ChoshoValue *args,
                                         ChoshoPageDone done, gpointer user_data);

/* Goes to @target (nullable) of @place, from any widget of the window. */
void           chosho_page_go           (GtkWidget *widget, const char *place, const char *target);

/* Has @widget seen only where the window has room for more than one pane: what the lines of a narrow list leave out. */
void           chosho_page_hide_if_narrow (ChoshoPage *self, GtkWidget *widget);

G_END_DECLS
