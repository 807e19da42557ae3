/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command-dialog.h"
#include "chosho-control-desk.h"
#include "chosho-control-page.h"
#include "chosho-gate-bar.h"
#include "chosho-step-recorder.h"

#define CHOSHO_CONTROL_DESK_KEY "chosho-control-desk" /* under which a page knows its desk */

struct _ChoshoControlDesk
{
  GtkBox parent_instance;

  /* Template */
  ChoshoControlPage  *control_page;
  ChoshoGateBar      *gate_bar;

  ChoshoPage         *page;     /* (borrowed) (nullable) */
  ChoshoStepRecorder *recorder; /* (owned) (nullable) */
  char               *control;  /* (owned) (nullable) wanted */
  char               *step;     /* (owned) (nullable) to be shown as soon as the control is */
  ChoshoValue        *blocker;  /* (owned) (nullable) to whose place to go as soon as the control is shown */
  ChoshoValue        *document; /* (owned) (nullable) of the control shown */
  GHashTable         *opened;   /* (owned) ids opened one by one since the control is looked at */
  gboolean            to_conflicts; /* as soon as they are there */
  gint64              shown_us; /* monotonic: when the key last asked to sign what it only showed, or was still held since */
  gboolean            walking;  /* the key goes from place to place: no form comes in its way */
};

/* The row "control" of what is shown; NULL. */
ChoshoValue    *chosho_control_desk_get_row    (ChoshoControlDesk *self);
ChoshoContext  *chosho_control_desk_get_context (ChoshoControlDesk *self);
GtkWindow      *chosho_control_desk_get_window (ChoshoControlDesk *self);
/* Whether a control is shown, and it is the one wanted. */
gboolean        chosho_control_desk_is_ready   (ChoshoControlDesk *self);
/* Whether the control can be seen; where not, it is asked for by "wanted". */
gboolean        chosho_control_desk_ensure_sight (ChoshoControlDesk *self);
/* Notes that @id was opened on its own, and shows it so. */
void            chosho_control_desk_note_opened (ChoshoControlDesk *self, const char *id);
/* The card with the cursor; NULL. */
ChoshoStepCard *chosho_control_desk_get_current (ChoshoControlDesk *self);
/* Arguments that name @step, or the control where it is NULL, as a list. (transfer full) */
ChoshoValue    *chosho_control_desk_make_target (ChoshoControlDesk *self, const char *step);
/* Shows the form of @command; @args, which are known already, is taken. (transfer none) */
ChoshoCommandDialog *chosho_control_desk_ask   (ChoshoControlDesk *self, const char *command, ChoshoValue *args);

/* The form of "scope set", "statement set" or "statement individual add" for the control shown. */
void            chosho_control_desk_change     (ChoshoControlDesk *self, const char *command);

/* The form of the record that @card needs, @kind "interview" or "observation", with what the step says already. */
void            chosho_control_desk_write_record (ChoshoControlDesk *self, ChoshoStepCard *card, const char *kind);

/* chosho-control-desk-evidence.c */
/* The verbs of a card that bring or take evidence. FALSE: not one of them. */
gboolean chosho_control_desk_evidence_verb (ChoshoControlDesk *self, ChoshoStepCard *card, const char *name, GVariant *parameter);
void chosho_control_desk_choose_files (ChoshoControlDesk *self, const char *step, gboolean folder);
void chosho_control_desk_open_link    (ChoshoControlDesk *self, const char *kind, const char *id);
/* Ctrl+V: evidence of the step with the cursor, else of the control. */
void chosho_control_desk_add_paste_key (ChoshoControlDesk *self);

/* chosho-control-desk-conflicts.c */
/* Shows the entries that stand against each other, where the gate says that there are any. */
void chosho_control_desk_read_conflicts    (ChoshoControlDesk *self);
/* Goes to them, or will once they are read. */
void chosho_control_desk_show_conflicts    (ChoshoControlDesk *self);
void chosho_control_desk_connect_conflicts (ChoshoControlDesk *self);

/* chosho-control-desk-gate.c */
void chosho_control_desk_show_blocker (ChoshoControlDesk *self, ChoshoValue *blocker);
void chosho_control_desk_open_thing   (ChoshoControlDesk *self, const char *kind, const char *id);
void chosho_control_desk_sign         (ChoshoControlDesk *self);
