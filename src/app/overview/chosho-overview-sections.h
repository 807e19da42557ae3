/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-list-copy.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/* The sections of the overview, each made anew from what `overview` said (session/chosho-overview.h). */
GtkWidget *chosho_overview_new_linked   (ChoshoValue *overview); /* NULL where the engagement stands for itself */
GtkWidget *chosho_overview_new_dates    (ChoshoValue *overview);
GtkWidget *chosho_overview_new_controls (ChoshoValue *overview);
GtkWidget *chosho_overview_new_counts   (ChoshoValue *overview);
GtkWidget *chosho_overview_new_lists    (ChoshoValue *overview);
GtkWidget *chosho_overview_new_people   (ChoshoValue *overview);
GtkWidget *chosho_overview_new_visits   (ChoshoValue *overview); /* NULL where no open work has one */
GtkWidget *chosho_overview_new_out      (ChoshoValue *overview); /* NULL where nothing is out */

/* A part of the lists: what waits for the person, with why and for how long. @title: its name. */
GtkWidget *chosho_overview_new_queue    (ChoshoValue *overview, const char *title);
/* Goes from @widget to what waits longest. FALSE: nothing waits. */
gboolean   chosho_overview_go_to_first  (GtkWidget *widget, ChoshoValue *overview);

/* What they share. A heading over @child, with @end (nullable) at its right. */
GtkWidget *chosho_overview_new_section  (const char *title, GtkWidget *end, GtkWidget *child);
/* A button with @text that leads to @target of @place; @name: what the screen reader says and the
 * tooltip. Cannot be pressed where the window has no such place. */
GtkWidget *chosho_overview_new_link     (const char *text, const char *name, const char *place, const char *target);
/* The same around a widget; @child is taken. */
GtkWidget *chosho_overview_new_link_with_child (GtkWidget *child, const char *name, const char *place, const char *target);
/* Makes any widget such a link; whoever makes it sees to it that it follows. */
void       chosho_overview_set_way      (GtkWidget *link, const char *place, const char *target);
void       chosho_overview_follow       (GtkWidget *link);
/* The link in @top that leads where @like does and has its widget name; NULL: there is none, or @like is no link. (borrowed) */
GtkWidget *chosho_overview_find_link    (GtkWidget *top, GtkWidget *like);

/* @table, in which no line can be chosen, is copied as what @function makes of @rows. */
void       chosho_overview_copy_table   (GtkWidget *table, ChoshoListCopyFunc function, ChoshoValue *rows);

G_END_DECLS
