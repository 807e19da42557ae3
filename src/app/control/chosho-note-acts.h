/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-note-list.h"
#include "chosho-page.h"

G_BEGIN_DECLS

/* What is typed into @list is recorded through its page: raised, answered, cleared. One list a page, which lives as long. */
void chosho_note_acts_connect (ChoshoNoteList *list, ChoshoPage *page);

G_END_DECLS
