/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-context.h"

G_BEGIN_DECLS

/*
 * ChoshoBulkDialog: an act on many controls. A plan first – to which of them it will be done, and of each other one why
 * not –, then the act, then what became of every one. A line leads to its control: while it is planned the dialog closes
 * for that, afterwards it stays beside the work until it is closed.
 *
 * Subclasses put their choices into the form and say what the act is.
 *
 * Signal "open" (const char *number, ChoshoValue *blocker (nullable)): go there.
 */
#define CHOSHO_TYPE_BULK_DIALOG (chosho_bulk_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (ChoshoBulkDialog, chosho_bulk_dialog, CHOSHO, BULK_DIALOG, AdwWindow)

struct _ChoshoBulkDialogClass
{
  AdwWindowClass parent_class;

  /* What people read of the act: while it runs, and the headings of what it will be done to, what it is done to, and
   * what it was not done to. N_("…") */
  const char *job, *planned, *acted, *not_acted;

  /* Whether the act would be done to the control of @row; @words (transfer full): what it does, or why not; @blocker
   * (nullable, borrowed): where that is mended. */
  gboolean    (*plan)     (ChoshoBulkDialog *self, ChoshoValue *row, char **words, ChoshoValue **blocker);
  /* The command, and its arguments beside "controls". It answers with an array of {control, done, reason, blockers}, or an
   * object that has it as "results". */
  const char *(*fill)     (ChoshoBulkDialog *self, ChoshoValue *args);
  /* What is read of a control to which it was done, where the plan's words are not right any more: NULL takes those. (optional) */
  const char *done;
  /* Whether the act, as it is chosen now, is an approval, for which a passphrase is asked again. (optional) */
  gboolean    (*approves) (ChoshoBulkDialog *self);
};

/* For subclasses, once, at the end of their construction. */
void           chosho_bulk_dialog_begin       (ChoshoBulkDialog *self, ChoshoContext *context, const char *const *controls, const char *button);
void           chosho_bulk_dialog_add_row     (ChoshoBulkDialog *self, GtkWidget *row);
/* What was chosen is another thing now: plans again. */
void           chosho_bulk_dialog_replan      (ChoshoBulkDialog *self);
ChoshoContext *chosho_bulk_dialog_get_context (ChoshoBulkDialog *self); /* borrowed */
/* The rows of the chosen controls as they are now. (transfer container) (element-type ChoshoValue) */
GPtrArray     *chosho_bulk_dialog_list_rows   (ChoshoBulkDialog *self);

G_END_DECLS
