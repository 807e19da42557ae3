/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* What people read for the record's codes. Translated, borrowed; unknown codes come back as they are. */
const char *chosho_word_technique (const char *code);
const char *chosho_word_outcome   (const char *code);
const char *chosho_word_subject   (const char *code);
const char *chosho_word_phase     (const char *code);
/* A part of the firm's data. */
const char *chosho_word_setting   (const char *code);
const char *chosho_word_state     (const char *code);
const char *chosho_word_stage     (const char *code);
const char *chosho_word_scope     (const char *code); /* the auditor's, of a control and phase */
const char *chosho_word_selection (const char *code); /* of the statement */
const char *chosho_word_role      (const char *code);
const char *chosho_word_nationality (const char *code); /* "": not recorded */
const char *chosho_word_origin    (const char *code); /* of evidence */
const char *chosho_word_means     (const char *code); /* of a sighting */
const char *chosho_word_sample_state (const char *code); /* of an item and attribute */
const char *chosho_word_action    (const char *code); /* of the record's events */
const char *chosho_word_finding_state (const char *code);
const char *chosho_word_comment_state (const char *code); /* what became of what the client says of a draft */
const char *chosho_word_fact_answer (const char *code); /* what the client says of a fact */
const char *chosho_word_request_state (const char *code);
const char *chosho_word_note_state (const char *code);
/* What the firm calls the entry of one of its own lists, in the language of the window where it has that; "": nothing. (borrowed) */
const char *chosho_word_own_label (ChoshoValue *entry);
/* The icon of the state of the work, told by shape: what changed after a sign-off comes before what is suspended. */
const char *chosho_icon_state     (const char *code, gboolean stale, gboolean suspended);
const char *chosho_icon_technique (const char *code);

/* Codes of techniques and outcomes in the order of the choices; NULL-terminated. */
const char *const *chosho_codes_technique (void);
const char *const *chosho_codes_outcome   (void);

G_END_DECLS
