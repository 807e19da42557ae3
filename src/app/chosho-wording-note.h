/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-wording-scope.h"

G_BEGIN_DECLS

/*
 * ChoshoWordingNote: watches a text while it is written, draws a line under what reads as an opinion (domain §7), and
 * says below the text which words, by which rule, and what to write instead. It only warns: before the issue the gate decides.
 * It hides while there is nothing to say. Property "view": the GtkTextView.
 */
#define CHOSHO_TYPE_WORDING_NOTE (chosho_wording_note_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoWordingNote, chosho_wording_note, CHOSHO, WORDING_NOTE, AdwBin)

/* @scope (nullable): nothing is checked. @where: the record's key of what the text belongs to, NULL where it has none yet. */
void chosho_wording_note_set_scope (ChoshoWordingNote *self, ChoshoWordingScope *scope, const char *where);

G_END_DECLS
