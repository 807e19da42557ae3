/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-job.h"

G_BEGIN_DECLS

/*
 * Who waits for long work turns to another window meanwhile: its end is told by a notification of the desktop. It says
 * the work's title and how it ended, and nothing of the client's; what leads back to the place stays in this process.
 */

/* Tells when @job ends, if it took long, nobody looks at @window or what belongs to it, and notifications are wanted.
 * @window: one of the application's, or a dialog over one. Whoever looks at it again takes the notification away. */
void chosho_work_notice_follow (GtkWindow *window, ChoshoJob *job);

/* Adds "app.show-work", which a notification does when it is clicked: raises the window, at the place of the work. */
void chosho_work_notice_install (GtkApplication *application);

G_END_DECLS
