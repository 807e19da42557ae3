/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoViewer: one piece of evidence beside the work: its pages or its text, what is known of it, and
 * the way to the piece before and after. What the file says is drawn from the confined helper's answers.
 * Signal "closed".
 */
#define CHOSHO_TYPE_VIEWER (chosho_viewer_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoViewer, chosho_viewer, CHOSHO, VIEWER, GtkBox)

void        chosho_viewer_set_context (ChoshoViewer *self, ChoshoContext *context);
/* Shows the evidence @id at @place: "page=N", "line=N", "slide=N" or "paragraph=N" from 1, "cell=表!C12", "time=00:12:34",
 * or "" for its beginning. */
void        chosho_viewer_show        (ChoshoViewer *self, const char *id, const char *place);
/* Finds @words in what is shown, from its place on, as soon as that is loaded. */
void        chosho_viewer_find        (ChoshoViewer *self, const char *words);
/* Brings the mark @id, which stands on what is shown, into view as soon as that is loaded. */
void        chosho_viewer_show_mark   (ChoshoViewer *self, const char *id);
/* The pieces that Previous and Next go through, in order; copied; (nullable). */
void        chosho_viewer_set_series  (ChoshoViewer *self, const char *const *ids);
const char *chosho_viewer_get_id      (ChoshoViewer *self); /* (nullable) borrowed */
/* What is looked at as a reference to write down: "E-K7QX-0412 p.3 「…」", "E-K7QX-0413 表!C12", with the name of a member
 * of a container, the place and the text selected where there are. NULL where nothing is shown. (transfer full) */
char       *chosho_viewer_dup_citation (ChoshoViewer *self);
/* Where members of an archive may be linked to when they are cited: [{label, args}], @args as of a command. (transfer full) */
typedef ChoshoValue *(*ChoshoViewerTargetsFunc) (gpointer user_data);
void        chosho_viewer_set_targets_func (ChoshoViewer *self, ChoshoViewerTargetsFunc func, gpointer user_data);
/* Makes the members that are chosen in the archive shown evidence of what @target, arguments of the command, names; asks for the password where
 * it is needed. Does nothing where no member is chosen. A row that is dragged gives the viewer itself: then it is called with where it fell. */
void        chosho_viewer_cite         (ChoshoViewer *self, ChoshoValue *target);
void        chosho_viewer_focus_search (ChoshoViewer *self);
/* Puts what is shown on paper; FALSE where nothing is. */
gboolean    chosho_viewer_print        (ChoshoViewer *self);

/* Marks what is selected where somebody reads in a viewer of @widget's window: the key means that there. FALSE: nobody does. */
gboolean       chosho_viewer_mark_where_read (GtkWidget *widget);
/* The least width in pixels at which all of it can be used, whatever it comes to show. */
int            chosho_viewer_get_least_width (ChoshoViewer *self);

G_END_DECLS
