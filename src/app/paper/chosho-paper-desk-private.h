/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-conflict-list.h"
#include "chosho-gate-bar.h"
#include "chosho-note-list.h"
#include "chosho-paper-desk.h"
#include "chosho-paper-editor.h"
#include "chosho-paper-recorder.h"
#include "chosho-sign-off-list.h"

struct _ChoshoPaperDesk
{
  GtkBox parent_instance;

  /* Template */
  GtkStack            *stack;       /* loading, paper, error */
  GtkLabel            *error;
  GtkLabel            *facts;
  ChoshoConflictList  *conflicts;
  ChoshoPaperEditor   *editor;
  GtkMenuButton       *attach;
  GMenu               *attach_menu; /* what it offers where nothing is attached */
  GtkFlowBox          *attached;
  GtkWidget           *nothing_attached;
  ChoshoNoteList      *notes;
  ChoshoSignOffList   *sign_offs;
  ChoshoGateBar       *gate_bar;

  ChoshoPage          *page;        /* (borrowed) */
  ChoshoPaperRecorder *recorder;    /* (owned) */
  char                *paper;       /* (owned) (nullable) wanted */
  ChoshoValue         *document;    /* (owned) (nullable) what `paper show` gave of it */
  GHashTable          *opened;      /* (owned) ids opened one by one since the paper is looked at */
};

/* chosho-paper-desk.c */
ChoshoWorkspace *chosho_paper_desk_get_workspace (ChoshoPaperDesk *self);
GtkWindow       *chosho_paper_desk_get_window    (ChoshoPaperDesk *self);
gboolean         chosho_paper_desk_is_ready      (ChoshoPaperDesk *self); /* a paper is shown */
/* chosho-paper-desk-evidence.c */
/* What is dropped on it or pasted on its page is attached. */
void             chosho_paper_desk_accept_evidence (ChoshoPaperDesk *self);
/* chosho-paper-desk-gate.c */
void             chosho_paper_desk_show_gate     (ChoshoPaperDesk *self);
void             chosho_paper_desk_connect_gate  (ChoshoPaperDesk *self);
