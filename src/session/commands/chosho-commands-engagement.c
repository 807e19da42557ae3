/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-command-check.h"
#include "chosho-command-warning.h"
#include "chosho-commands-engagement-private.h"
#include "chosho-disk-encryption.h"
#include "chosho-error.h"
#include "chosho-transaction.h"

#define LANGUAGES "ja|en"
#define KINDS "initial|renewal|additional|reaudit"
#define SCHEMES "ismap|ismap-liu"
#define DEFAULT_TIME_ZONE "Asia/Tokyo" /* the scheme is Japan's */
/* The audit period (domain §5): at most a year, and three months if shorter. */
#define LONGEST_PERIOD_MONTHS 12
#define SHORTEST_PERIOD_MONTHS 3

/* --- Arguments that create and "engagement set" share ------------------------------------------ */

static gboolean
check_time_zone (ChoshoCommandContext *context, GError **error)
{
  const char *zone = chosho_command_get_text (context, "time-zone");
  g_autofree char *date = zone != NULL ? chosho_date_of_time (chosho_clock_now_us (), zone) : NULL;

  if (zone == NULL || date != NULL)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--time-zone “%s” is not known; write it as “Asia/Tokyo”"), zone);
  return FALSE;
}

static gboolean
check_facts (ChoshoCommandContext *context, GError **error)
{
  ChoshoValue *services = chosho_command_get_list (context, "service");

  for (guint i = 0; i < chosho_value_get_length (services); i++)
    if (*chosho_value_as_string (chosho_value_get_item (services, i)) == '\0')
      {
        g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s must not be empty"), "service");
        return FALSE;
      }
  return chosho_command_check_filled (context, "title", error) && chosho_command_check_filled (context, "firm", error)
         && chosho_command_check_filled (context, "client", error) && chosho_command_check_date (context, "period-start", error)
         && chosho_command_check_date (context, "period-end", error)
         && chosho_command_check_order (context, "period-start", "period-end", error)
         && chosho_command_check_choice (context, "language", LANGUAGES, error)
         && chosho_command_check_choice (context, "kind", KINDS, error)
         && chosho_command_check_choice (context, "scheme", SCHEMES, error) && check_time_zone (context, error);
}

/* Sets what was given; the rest of @item stays. */
static void
apply_facts (ChoshoCommandContext *context, ChoshoValue *item)
{
  ChoshoValue *services = chosho_command_get_list (context, "service");

  chosho_command_copy_text (context, "title", item, "title");
  chosho_command_copy_text (context, "firm", item, "firm");
  chosho_command_copy_text (context, "client", item, "client");
  chosho_command_copy_text (context, "language", item, "language");
  chosho_command_copy_text (context, "time-zone", item, "time_zone");
  chosho_command_copy_text (context, "kind", item, "kind");
  chosho_command_copy_text (context, "scheme", item, "scheme");
  chosho_command_copy_text (context, "period-start", item, "period_start");
  chosho_command_copy_text (context, "period-end", item, "period_end");
  if (chosho_value_get_length (services) > 0)
    chosho_value_set (item, "services", chosho_value_ref (services));
}

/* The engagement's id in the folder @path: an additional audit or a re-audit is linked by it. */
static char *
dup_parent (const char *path, GError **error)
{
  g_autoptr (ChoshoSession) session = chosho_session_open (path, error);
  const char *id = session != NULL ? chosho_session_get_engagement (session, error) : NULL;

  if (session != NULL && id == NULL && error != NULL && *error == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s holds no engagement"), path);
  return g_strdup (id);
}

static gboolean
apply_parent (ChoshoCommandContext *context, ChoshoValue *item, GError **error)
{
  const char *path = chosho_command_get_text (context, "parent");
  g_autofree char *parent = path != NULL ? dup_parent (path, error) : NULL;

  if (path != NULL && parent == NULL)
    return FALSE;
  chosho_value_set_string (item, "parent", parent);
  return TRUE;
}

/* --- Warnings ---------------------------------------------------------------------------------- */

void
chosho_command_add_period_warnings (ChoshoValue *facts, ChoshoValue *result)
{
  const char *start = chosho_value_get_string (facts, "period_start");
  const char *end = chosho_value_get_string (facts, "period_end");
  const char *kind = chosho_value_get_string (facts, "kind");
  g_autofree char *longest = chosho_date_add_months (start, LONGEST_PERIOD_MONTHS);
  g_autofree char *shortest = chosho_date_add_months (start, SHORTEST_PERIOD_MONTHS);
  g_autofree char *next = chosho_date_add_days (end, 1);

  if (strcmp (end, longest) >= 0)
    chosho_command_warn (result, "period-too-long", _("the audit period is longer than a year"));
  if (strcmp (next, shortest) < 0)
    chosho_command_warn (result, "period-too-short", _("the audit period is shorter than three months"));
  if ((strcmp (kind, "additional") == 0 || strcmp (kind, "reaudit") == 0) && chosho_value_get_string (facts, "parent") == NULL)
    chosho_command_warn (result, "parent-missing", _("an additional audit or a re-audit belongs to an earlier engagement: name it with --parent"));
}

/* --- create ------------------------------------------------------------------------------------ */

static void
set_default (ChoshoValue *item, const char *key, const char *value)
{
  if (chosho_value_get (item, key) == NULL)
    chosho_value_set_string (item, key, value);
}

/* The facts of the first event; nonce and creator are the session's to add. */
static ChoshoValue *
new_facts (ChoshoCommandContext *context, GError **error)
{
  g_autoptr (ChoshoValue) facts = chosho_value_new_object ();

  apply_facts (context, facts);
  if (!apply_parent (context, facts, error))
    return NULL;
  set_default (facts, "language", "ja");
  set_default (facts, "time_zone", DEFAULT_TIME_ZONE);
  set_default (facts, "kind", "initial");
  set_default (facts, "scheme", "ismap");
  return g_steal_pointer (&facts);
}

/* Prints {id, path, member, disk_encrypted}. */
static gboolean
run_create (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) roles = chosho_command_dup_roles (context, error);
  g_autoptr (ChoshoValue) facts = NULL;
  g_autoptr (ChoshoSession) session = NULL;
  g_autofree char *member = NULL;
  const char *id;

  if (roles == NULL || !check_facts (context, error) || (facts = new_facts (context, error)) == NULL)
    return FALSE;
  if (chosho_value_get_length (roles) == 0)
    chosho_value_append_string (roles, "leader");
  session = chosho_session_create (chosho_command_get_text (context, "dir"), context->identity, facts, roles, error);
  id = session != NULL ? chosho_session_get_engagement (session, error) : NULL;
  if (id == NULL)
    return FALSE;
  member = g_strdup_printf ("%s#1", id);
  *result = chosho_command_result_id (id);
  chosho_value_set_string (*result, "path", chosho_session_get_path (session));
  chosho_value_set_string (*result, "member", member);
  chosho_command_add_period_warnings (facts, *result);
  chosho_command_tell_disk (*result, chosho_session_get_path (session));
  return TRUE;
}

/* --- engagement -------------------------------------------------------------------------------- */

static gboolean
run_show (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (context->session, "engagement", NULL, error);

  if (rows == NULL)
    return FALSE;
  *result = chosho_value_copy (chosho_value_get_item (rows, 0));
  chosho_value_set_string (*result, "disk_encrypted", chosho_disk_encryption_get_code (chosho_disk_encryption_find (context->path)));
  return TRUE;
}

/* The facts as they stand, to be written again with changes: all but what only the genesis has. */
static ChoshoValue *
copy_facts (ChoshoView *view)
{
  static const char *const fields[] = { "title", "firm", "client", "services", "period_start", "period_end", "language",
                                        "time_zone", "kind", "scheme", "parent", "parent_title", "parent_root",
                                        "scope_reason", "base_date" };
  ChoshoValue *standing = chosho_view_get_item (view, "engagement");
  ChoshoValue *copy = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      ChoshoValue *value = chosho_value_get (standing, fields[i]);

      if (value != NULL)
        chosho_value_set (copy, fields[i], chosho_value_ref (value));
    }
  return copy;
}

static gboolean
write_facts (ChoshoCommandContext *context, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) facts = copy_facts (chosho_transaction_get_view (tx));

  apply_facts (context, facts);
  chosho_command_copy_text (context, "base-date", facts, "base_date");
  if (!apply_parent (context, facts, error))
    return FALSE;
  if (strcmp (chosho_value_get_string (facts, "period_start"), chosho_value_get_string (facts, "period_end")) > 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s is after --%s"), "period-start", "period-end");
      return FALSE;
    }
  chosho_transaction_add_item (tx, "engagement-facts", chosho_value_ref (facts));
  return chosho_transaction_commit (tx, result, error);
}

/* Prints the engagement as it stands afterwards. */
static gboolean
run_set (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;

  if (chosho_value_get_length (context->args) == 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("nothing to set was given"));
      return FALSE;
    }
  if (!check_facts (context, error) || !chosho_command_check_date (context, "base-date", error))
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL || (!chosho_transaction_is_done (tx) && !write_facts (context, tx, result, error)))
    return FALSE;
  g_clear_pointer (&tx, chosho_transaction_free);
  if (!run_show (context, result, error))
    return FALSE;
  chosho_command_add_period_warnings (*result, *result);
  return TRUE;
}

/* --- The table --------------------------------------------------------------------------------- */

static const ChoshoCommandArg identity_new_args[] = {
  { "name", CHOSHO_ARG_TEXT, TRUE, "NAME", N_("What the person is called") },
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE", N_("The identity file to make; an existing one is never replaced") },
  { "unprotected", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Without a passphrase: whoever has the file can sign with it") },
  { NULL },
};

static const ChoshoCommandArg identity_show_args[] = {
  { "public-key", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only the public key, as “member add” wants it") },
  { NULL },
};

static const ChoshoCommandArg create_args[] = {
  { "dir", CHOSHO_ARG_POSITIONAL, TRUE, "DIR", N_("The engagement's folder to make") },
  { "title", CHOSHO_ARG_TEXT, TRUE, "T", N_("Title of the engagement") },
  { "firm", CHOSHO_ARG_TEXT, TRUE, "F", N_("The audit firm") },
  { "client", CHOSHO_ARG_TEXT, TRUE, "C", N_("The cloud service provider") },
  { "service", CHOSHO_ARG_LIST, TRUE, "S", N_("A cloud service of the statement; may be repeated") },
  { "period-start", CHOSHO_ARG_TEXT, TRUE, "D", N_("First day of the audit period") },
  { "period-end", CHOSHO_ARG_TEXT, TRUE, "D", N_("Last day of the audit period") },
  { "language", CHOSHO_ARG_TEXT, FALSE, "ja|en", N_("The report's language (ja)") },
  { "time-zone", CHOSHO_ARG_TEXT, FALSE, "Z", N_("Time zone of its dates (Asia/Tokyo)") },
  { "role", CHOSHO_ARG_LIST, FALSE, "ROLE", N_("The creator's role (leader); may be repeated") },
  { "kind", CHOSHO_ARG_TEXT, FALSE, KINDS, N_("The kind of engagement (initial)") },
  { "scheme", CHOSHO_ARG_TEXT, FALSE, SCHEMES, N_("The scheme (ismap)") },
  { "parent", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The earlier engagement that this one belongs to") },
  { NULL },
};

static const ChoshoCommandArg no_args[] = { { NULL } };

static const ChoshoCommandArg set_args[] = {
  { "title", CHOSHO_ARG_TEXT, FALSE, "T", N_("Title of the engagement") },
  { "firm", CHOSHO_ARG_TEXT, FALSE, "F", N_("The audit firm") },
  { "client", CHOSHO_ARG_TEXT, FALSE, "C", N_("The cloud service provider") },
  { "service", CHOSHO_ARG_LIST, FALSE, "S", N_("A cloud service of the statement; may be repeated") },
  { "period-start", CHOSHO_ARG_TEXT, FALSE, "D", N_("First day of the audit period") },
  { "period-end", CHOSHO_ARG_TEXT, FALSE, "D", N_("Last day of the audit period") },
  { "base-date", CHOSHO_ARG_TEXT, FALSE, "D", N_("The date at which the design is assessed") },
  { "language", CHOSHO_ARG_TEXT, FALSE, "ja|en", N_("The report's language") },
  { "time-zone", CHOSHO_ARG_TEXT, FALSE, "Z", N_("Time zone of its dates") },
  { "kind", CHOSHO_ARG_TEXT, FALSE, KINDS, N_("The kind of engagement") },
  { "scheme", CHOSHO_ARG_TEXT, FALSE, SCHEMES, N_("The scheme") },
  { "parent", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The earlier engagement that this one belongs to") },
  { NULL },
};

static const ChoshoCommandArg import_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("JSON, XLSX or CSV with the firm's data") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would be done and change nothing") },
  { NULL },
};

static const ChoshoCommandArg show_args[] = {
  { "name", CHOSHO_ARG_POSITIONAL, FALSE, "NAME", N_("Only this setting") },
  { NULL },
};

static const ChoshoCommandArg member_add_args[] = {
  { "name", CHOSHO_ARG_TEXT, TRUE, "N", N_("The person's name") },
  { "role", CHOSHO_ARG_LIST, TRUE, "ROLE", N_("executive, leader, practitioner, quality or reviewer; may be repeated") },
  { "public-key", CHOSHO_ARG_TEXT, TRUE, "K", N_("The person's public key, 64 hexadecimal digits") },
  { "nationality", CHOSHO_ARG_TEXT, FALSE, "japanese|other", N_("Whether the operating body has to be asked about the nationality (other)") },
  { "nationality-inquiry", CHOSHO_ARG_TEXT, FALSE, "REF", N_("Reference of the inquiry to the operating body") },
  { "qualification", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Qualification and training") },
  { "qualification-until", CHOSHO_ARG_TEXT, FALSE, "D", N_("The last day of the qualification, where it ends") },
  { NULL },
};

static const ChoshoCommandArg member_change_args[] = {
  { "member", CHOSHO_ARG_POSITIONAL, TRUE, "MEMBER", N_("Who: id, name or the beginning of a key's fingerprint") },
  { "name", CHOSHO_ARG_TEXT, FALSE, "N", N_("The person's name") },
  { "role", CHOSHO_ARG_LIST, FALSE, "ROLE", N_("In place of the present roles; may be repeated") },
  { "nationality", CHOSHO_ARG_TEXT, FALSE, "japanese|other", N_("Whether the operating body has to be asked about the nationality (other)") },
  { "nationality-inquiry", CHOSHO_ARG_TEXT, FALSE, "REF", N_("Reference of the inquiry to the operating body") },
  { "qualification", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Qualification and training") },
  { "qualification-until", CHOSHO_ARG_TEXT, FALSE, "D", N_("The last day of the qualification, where it ends") },
  { NULL },
};

static const ChoshoCommandArg confirm_args[] = {
  { "text", CHOSHO_ARG_TEXT, FALSE, "T", N_("What was confirmed, in the person's own words") },
  { NULL },
};

static const ChoshoCommandArg leave_args[] = {
  { "member", CHOSHO_ARG_POSITIONAL, FALSE, "MEMBER", N_("Who leaves; the signer unless named") },
  { "reason", CHOSHO_ARG_TEXT, FALSE, "T", N_("Why") },
  { NULL },
};

static const ChoshoCommandArg member_role_args[] = {
  { "member", CHOSHO_ARG_POSITIONAL, TRUE, "MEMBER", N_("Who: id, name or the beginning of a key's fingerprint") },
  { "role", CHOSHO_ARG_LIST, TRUE, "ROLE", N_("In place of the present roles; may be repeated") },
  { NULL },
};

static const ChoshoCommandArg key_add_args[] = {
  { "member", CHOSHO_ARG_POSITIONAL, TRUE, "MEMBER", N_("Whose: id, name or the beginning of a key's fingerprint") },
  { "public-key", CHOSHO_ARG_TEXT, TRUE, "K", N_("The further public key, 64 hexadecimal digits") },
  { NULL },
};

static const ChoshoCommandArg key_revoke_args[] = {
  { "fingerprint", CHOSHO_ARG_POSITIONAL, TRUE, "FINGERPRINT", N_("The key: its fingerprint, or its beginning") },
  { "reason", CHOSHO_ARG_TEXT, TRUE, "T", N_("Why\nlost, stolen, replaced") },
  { "member", CHOSHO_ARG_TEXT, FALSE, "MEMBER", N_("Only where the key is this person's") },
  { "accepted", CHOSHO_ARG_LIST, FALSE, "EVENT", N_("The last event of the key that is accepted, one for each of its chains; all that is here unless given") },
  { "accept-none", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Nothing that was signed with the key is accepted") },
  { NULL },
};

static const ChoshoCommandArg admit_args[] = {
  { "heads", CHOSHO_ARG_POSITIONALS, FALSE, "HEAD", N_("Heads of a forked or ended chain, up to which it is to have effect") },
  { "void", CHOSHO_ARG_LIST, FALSE, "ID", N_("An event that shall have no effect for ever") },
  { "reason", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Why") },
  { NULL },
};

static const ChoshoCommandArg end_args[] = {
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why the engagement ends without a report") },
  { "on", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The day (default: today)") },
  { NULL }
};

static const ChoshoCommandArg resume_args[] = {
  { "reason", CHOSHO_ARG_TEXT, TRUE, "TEXT", N_("Why the engagement goes on") },
  { "on", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The day (default: today)") },
  { NULL }
};

#define WRITES CHOSHO_COMMAND_WRITES
#define READS CHOSHO_COMMAND_READS

const ChoshoCommand chosho_commands_engagement[] = {
  { "identity new", N_("Make a personal signing key"), identity_new_args,
    CHOSHO_COMMAND_NO_ENGAGEMENT | CHOSHO_COMMAND_NEW_PASSPHRASE, chosho_command_identity_new },
  { "identity show", N_("Show the name and public key of an identity"), identity_show_args,
    CHOSHO_COMMAND_NO_ENGAGEMENT | CHOSHO_COMMAND_PUBLIC_IDENTITY, chosho_command_identity_show },
  { "create", N_("Make a new engagement"), create_args, CHOSHO_COMMAND_NO_ENGAGEMENT | WRITES, run_create },
  { "engagement show", N_("Show the facts of the engagement"), no_args, READS, run_show },
  { "engagement set", N_("Change facts of the engagement"), set_args, WRITES, run_set },
  { "engagement end", N_("End the engagement without a report: none is issued, and what is added from then on has a reason"), end_args,
    WRITES, chosho_command_engagement_end },
  { "engagement resume", N_("Go on with an engagement that was ended without a report"), resume_args, WRITES, chosho_command_engagement_resume },
  { "settings import", N_("Load the firm's data"), import_args, WRITES, chosho_command_settings_import },
  { "settings show", N_("Show the firm's data"), show_args, READS, chosho_command_settings_show },
  { "member add", N_("Add a person to the team"), member_add_args, WRITES, chosho_command_member_add },
  { "member change", N_("Change a person's name, roles or qualification"), member_change_args, WRITES, chosho_command_member_change },
  { "member check", N_("Show what the team lacks before the report can be issued"), no_args, READS, chosho_command_member_check },
  { "member list", N_("List the team"), no_args, READS, chosho_command_member_list },
  { "member confirm-independence", N_("Confirm one's own independence"), confirm_args, WRITES, chosho_command_member_confirm },
  { "member role", N_("Give a person other roles"), member_role_args, WRITES, chosho_command_member_change },
  { "member key-add", N_("Add a further key of a person"), key_add_args, WRITES, chosho_command_member_key_add },
  { "member key-revoke", N_("Revoke a key that was lost, stolen or replaced"), key_revoke_args, WRITES, chosho_command_member_key_revoke },
  { "member leave", N_("Leave the team, or take a person off it"), leave_args, WRITES, chosho_command_member_leave },
  { "admit", N_("Let events of a forked or ended chain have effect, or void one"), admit_args, WRITES, chosho_command_admit },
  { NULL },
};
