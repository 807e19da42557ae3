/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-team.h"

G_BEGIN_DECLS

/*
 * Whether a person may make a write at @key, seen from a view. The judge asks it of every event at its
 * causal past; a command asks it at now before it signs: one function, so that no path gets round.
 *
 * Returns NULL where the write is allowed; else a stable blocker code ("not-a-member", "wrong-role",
 * "independence-missing", "conflict-open", "form", "replaced", or the gate's codes for a sign-off)
 * and @reason (transfer full) (nullable).
 */
const char *chosho_rules_check (ChoshoView *view, const char *fingerprint, const ChoshoAction *action,
                                ChoshoValue *item, const char *key, char **reason);

/* The part of it that looks at the person alone: member, role, independence. */
const char *chosho_rules_check_author (ChoshoView *view, const char *fingerprint, const ChoshoAction *action);

G_END_DECLS
