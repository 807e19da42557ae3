/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/* What many commands ask of their arguments. Errors are USAGE unless said otherwise. */

/* TRUE where the argument is absent or a real date YYYY-MM-DD. Full-width digits, as Japanese input
 * leaves them, are folded in the argument itself: what was got of it before is then freed. */
gboolean  chosho_command_check_date   (ChoshoCommandContext *context, const char *name, GError **error);
/* TRUE where the date, checked before, is absent or no later than today in the engagement's time zone: nothing was done tomorrow. */
gboolean  chosho_command_check_past   (ChoshoCommandContext *context, ChoshoView *view, const char *name, GError **error);
/* TRUE where the argument, whose name is one word, is absent, a date, or a date and a time of day or a span of it. Folded as dates are. */
gboolean  chosho_command_check_moment (ChoshoCommandContext *context, const char *name, GError **error);
/* TRUE where the argument is absent or one of @choices ("a|b|c"). */
gboolean  chosho_command_check_choice (ChoshoCommandContext *context, const char *name, const char *choices, GError **error);
/* TRUE where @text (nullable) is one of @choices; @shown names it in the message. */
gboolean  chosho_command_check_word   (const char *text, const char *shown, const char *choices, GError **error);
/* TRUE where the argument is absent or has more than white space. */
gboolean  chosho_command_check_filled (ChoshoCommandContext *context, const char *name, GError **error);
/* TRUE where no two of these dates are in the wrong order; absent ones are in any. */
gboolean  chosho_command_check_order  (ChoshoCommandContext *context, const char *from, const char *to, GError **error);

/* Sets @key of @object to the argument where it was given. */
void      chosho_command_copy_text    (ChoshoCommandContext *context, const char *name, ChoshoValue *object, const char *key);

/* The member whom @text names: id, exact name or the beginning of a key's fingerprint (at least four
 * digits). Errors: NOT_FOUND; USAGE where several fit, naming them. (transfer full) */
char     *chosho_command_resolve_member (ChoshoView *view, const char *text, GError **error);
/* As chosho_session_resolve_control(), and the entry must be a control, no objective (INVALID).
 * (transfer full) */
char     *chosho_command_resolve_control (ChoshoCommandContext *context, ChoshoView *view, const char *text, GError **error);
/* The number of the control or objective that @text names, by the index alone: for commands that
 * only read. NOT_FOUND. (transfer full) */
char     *chosho_command_find_control (ChoshoCommandContext *context, const char *text, GError **error);

/* {"id": …}. (transfer full) */
ChoshoValue *chosho_command_result_id (const char *id);
/* A copy of an event's item without "replaces", to be written again with changes. (transfer full) */
ChoshoValue *chosho_command_copy_item (ChoshoValue *item);

G_END_DECLS
