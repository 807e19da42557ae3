/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page.h"

G_BEGIN_DECLS

/*
 * ChoshoSampleDesk: one sample at full width: what it serves and how far it is, its grid, and the item of the
 * cursor with its evidence beside it. What is typed is a draft on this machine until it is recorded; recording
 * is one command and one transaction for all finished items, or for one.
 *
 * Its verbs are the actions samples.* of the page it stands on (chosho_sample_desk_install_actions()).
 */
#define CHOSHO_TYPE_SAMPLE_DESK (chosho_sample_desk_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoSampleDesk, chosho_sample_desk, CHOSHO, SAMPLE_DESK, GtkBox)

/* The page whose context it uses; once, before all else. */
void        chosho_sample_desk_set_page   (ChoshoSampleDesk *self, ChoshoPage *page);
/* Shows the sample @id (nullable: none). FALSE where there is none of that id. */
gboolean    chosho_sample_desk_show       (ChoshoSampleDesk *self, const char *id);
const char *chosho_sample_desk_get_id     (ChoshoSampleDesk *self); /* (nullable) borrowed */
/* The record or the person changed. */
void        chosho_sample_desk_reload     (ChoshoSampleDesk *self);

/* Installs the verbs on a page's class; @get_desk gives the desk of such a page. */
typedef ChoshoSampleDesk *(*ChoshoGetSampleDesk) (GtkWidget *page);
void        chosho_sample_desk_install_actions (GtkWidgetClass *page_class, ChoshoGetSampleDesk get_desk);
void        chosho_sample_desk_add_shortcuts   (ChoshoPage *page);

G_END_DECLS
