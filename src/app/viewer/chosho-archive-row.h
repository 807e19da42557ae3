/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-archive-item.h"

G_BEGIN_DECLS

/* One line of an archive: what kind of member, its name, what is special about it, its size. */
#define CHOSHO_TYPE_ARCHIVE_ROW (chosho_archive_row_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoArchiveRow, chosho_archive_row, CHOSHO, ARCHIVE_ROW, GtkBox)

GtkWidget *chosho_archive_row_new      (void);
/* NULL takes it away. The line in which the row stands gets its name for who does not see it. */
void       chosho_archive_row_set_item (ChoshoArchiveRow *self, ChoshoArchiveItem *item);

G_END_DECLS
