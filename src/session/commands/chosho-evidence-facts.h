/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/* What is said of a file when it is taken in: shared by the commands that do. */

#define CHOSHO_EVIDENCE_FACTS_ARGS \
  { "origin", CHOSHO_ARG_TEXT, FALSE, "ORIGIN", N_("client (default), auditor, other-engagement, other-report or internal-audit") }, \
  { "source", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Who handed it over, and how") }, \
  { "as-of", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The date it speaks about") }, \
  { "covers-from", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The span it speaks about: first day") }, \
  { "covers-to", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The span it speaks about: last day") }, \
  { "received", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("When it was received (default: now)") }, \
  { "received-by", CHOSHO_ARG_TEXT, FALSE, "MEMBER", N_("Who received it (default: who takes it in)") }, \
  { "note", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("A remark") }

/* FALSE with USAGE where a date is none, or a span and a day are both given. */
gboolean     chosho_evidence_facts_check_dates  (ChoshoCommandContext *context, GError **error);
/* The code given, "client" where none is; NULL with USAGE. */
const char  *chosho_evidence_facts_get_origin   (ChoshoCommandContext *context, GError **error);
/* What all items of one command share. (transfer full) */
ChoshoValue *chosho_evidence_facts_new          (ChoshoCommandContext *context, const char *kind, const char *origin);
/* Whose hands it came into, where that is another than who takes it in. FALSE with @error. */
gboolean     chosho_evidence_facts_set_receiver (ChoshoCommandContext *context, ChoshoView *view, ChoshoValue *facts, GError **error);

G_END_DECLS
