/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/* The files of the group "engagement": each holds the functions of its verbs, the table is in
 * chosho-commands-engagement.c. */

/* chosho-commands-identity.c */
gboolean chosho_command_identity_new  (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_identity_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-engagement.c: adds to "warnings" of @result what looks wrong for the scheme in the period and kind of @facts,
 * but is the auditor's to decide. */
void     chosho_command_add_period_warnings (ChoshoValue *facts, ChoshoValue *result);

/* chosho-commands-member.c */
gboolean chosho_command_member_add     (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_member_list    (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_member_check   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_member_change  (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_member_confirm (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_member_leave   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
/* The role codes of the argument "role" as an array; NULL with USAGE where one is unknown or named
 * twice. (transfer full) */
ChoshoValue *chosho_command_dup_roles  (ChoshoCommandContext *context, GError **error);
/* {name, roles, public_key}: what an event says of a person. (transfer full) */
ChoshoValue *chosho_command_new_person (const char *name, ChoshoValue *roles, const char *public_key);
/* The fingerprint of the argument "public-key"; NULL with USAGE where it is not a key. (transfer full) */
char        *chosho_command_dup_fingerprint   (const char *public_key, GError **error);
/* FALSE where the key is somebody's already: told before the rule refuses it, since here the person is known. */
gboolean     chosho_command_check_key_is_free (ChoshoView *view, const char *fingerprint, GError **error);
/* The heads of the chains of the keys @fingerprints: all that was signed with them up to now is accepted. (transfer full) */
ChoshoValue *chosho_command_list_accepted     (ChoshoView *view, GPtrArray *fingerprints);

/* chosho-commands-keys.c */
gboolean chosho_command_member_key_add    (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_member_key_revoke (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_admit             (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-ending.c */
gboolean chosho_command_engagement_end    (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_engagement_resume (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

/* chosho-commands-settings.c */
gboolean chosho_command_settings_import (ChoshoCommandContext *context, ChoshoValue **result, GError **error);
gboolean chosho_command_settings_show   (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

G_END_DECLS
