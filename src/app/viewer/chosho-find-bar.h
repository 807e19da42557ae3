/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * ChoshoFindBar: where words are typed that are looked for in what is shown; how far that is, what became of
 * it, and a button that ends it. Escape ends what is under way, then closes the bar.
 *
 * Signals: "find" (char *needle, int direction: 1 on, -1 back), to be answered by one of the two below;
 * "stop": what is under way is to end; "closed".
 */
#define CHOSHO_TYPE_FIND_BAR (chosho_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoFindBar, chosho_find_bar, CHOSHO, FIND_BAR, GtkBox)

void chosho_find_bar_open          (ChoshoFindBar *self);
/* As if Enter were pressed; with nothing typed the bar opens. */
void chosho_find_bar_find          (ChoshoFindBar *self, int direction);
/* As if @needle were typed and Enter pressed; who works elsewhere goes on there. */
void chosho_find_bar_find_words    (ChoshoFindBar *self, const char *needle);
/* It goes on: how far it is. */
void chosho_find_bar_tell_progress (ChoshoFindBar *self, const char *words);
/* It is over: what became of it, "" where that is seen. */
void chosho_find_bar_tell_result   (ChoshoFindBar *self, const char *words);
/* Something else is shown: nothing is under way, nothing was found. */
void chosho_find_bar_reset         (ChoshoFindBar *self);

G_END_DECLS
