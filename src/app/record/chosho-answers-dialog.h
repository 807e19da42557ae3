/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * A sheet that went out and came back filled in: what it answers, line by line, none of it chosen. Who looks at it records what they
 * confirm; what cannot be recorded says why.
 *
 * Signal "recorded" (guint count), before it closes.
 */
#define CHOSHO_TYPE_ANSWERS_DIALOG (chosho_answers_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoAnswersDialog, chosho_answers_dialog, CHOSHO, ANSWERS_DIALOG, AdwWindow)

/* What differs between the sheets: the step sheet (手続記入シート), the confirmation of facts (事実確認依頼書), the comments on a draft of the report. */
typedef struct
{
  const char *command;     /* which reads and records it */
  const char *title;       /* N_("…") of the window */
  const char *description; /* N_("…") what it means to confirm */
  char     *(*dup_title) (ChoshoValue *answer);
  char     *(*dup_words) (ChoshoValue *answer); /* everything that would be recorded, and why not, where it cannot be */
} ChoshoAnswersSpec;

extern const ChoshoAnswersSpec chosho_answers_steps, chosho_answers_facts, chosho_answers_comments;

/* Begins to read @file as the sheet of @spec, which is static. */
ChoshoAnswersDialog *chosho_answers_dialog_new (GtkWindow *parent, ChoshoContext *context, const ChoshoAnswersSpec *spec, const char *file);

G_END_DECLS
