/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>
#include <string.h>

#include "chosho-archive-seal.h"
#include "chosho-cli-arguments.h"
#include "chosho-cli-help.h"
#include "chosho-cli-output.h"
#include "chosho-cli-plain.h"
#include "chosho-cli-terminal.h"
#include "chosho-core-dump.h"
#include "chosho-digest.h"
#include "chosho-error.h"

/* An option, else the environment, where an empty variable counts as none. */
static const char *
get_setting (const char *option, const char *variable)
{
  const char *value = option != NULL ? option : g_getenv (variable);

  return value != NULL && *value != '\0' ? value : NULL;
}

static char *
load_passphrase (const ChoshoCliArguments *arguments, const char *prompt, gboolean twice, GError **error)
{
  const char *file = get_setting (arguments->passphrase_file, "CHOSHO_PASSPHRASE_FILE");

  return file != NULL ? chosho_cli_passphrase_read (file, error) : chosho_cli_passphrase_ask (prompt, twice, error);
}

/* With its key pair; the passphrase is asked for only where the file is protected. */
static ChoshoIdentity *
load_identity (const ChoshoCliArguments *arguments, const char *path, GError **error)
{
  g_autoptr (ChoshoIdentity) public_half = chosho_identity_load_public (path, error);
  g_autofree char *prompt = NULL;
  char *passphrase = NULL;
  ChoshoIdentity *identity;

  if (public_half == NULL)
    return NULL;
  if (chosho_identity_needs_passphrase (public_half))
    {
      prompt = g_strdup_printf (_("Passphrase of %s: "), chosho_identity_get_name (public_half));
      passphrase = load_passphrase (arguments, prompt, FALSE, error);
      if (passphrase == NULL)
        return NULL;
    }
  identity = chosho_identity_load (path, passphrase, error);
  chosho_cli_passphrase_free (passphrase);
  return identity;
}

/* TRUE for what only opens something, where that is not sealed to keys. */
static gboolean
needs_no_key (const ChoshoCliArguments *arguments)
{
  const char *path = chosho_value_get_string (arguments->args, "path");

  return strcmp (arguments->command->name, "archive verify") == 0
         && (!chosho_archive_is_sealed (path) || chosho_envelope_wants_passphrase (path));
}

static gboolean
prepare_identity (const ChoshoCliArguments *arguments, ChoshoIdentity **identity, GError **error)
{
  ChoshoCommandFlags flags = arguments->command->flags;
  const char *path = get_setting (arguments->identity, "CHOSHO_IDENTITY");

  if ((flags & (CHOSHO_COMMAND_WRITES | CHOSHO_COMMAND_OPTIONAL_IDENTITY | CHOSHO_COMMAND_PUBLIC_IDENTITY)) == 0 || path == NULL
      || needs_no_key (arguments))
    return TRUE;
  *identity = (flags & CHOSHO_COMMAND_PUBLIC_IDENTITY) != 0 ? chosho_identity_load_public (path, error)
                                                           : load_identity (arguments, path, error);
  return *identity != NULL;
}

static gboolean
prepare_session (const ChoshoCliArguments *arguments, const char *path, ChoshoSession **session, GError **error)
{
  if ((arguments->command->flags & (CHOSHO_COMMAND_NO_ENGAGEMENT | CHOSHO_COMMAND_FOLDER)) != 0)
    return TRUE;
  *session = chosho_session_open (path, error);
  return *session != NULL;
}

static gboolean
prepare_new_passphrase (const ChoshoCliArguments *arguments, char **passphrase, GError **error)
{
  g_autofree char *prompt = NULL;

  if ((arguments->command->flags & CHOSHO_COMMAND_NEW_PASSPHRASE) == 0
      || chosho_value_get_boolean (arguments->args, "unprotected", FALSE))
    return TRUE;
  prompt = g_strdup_printf (_("New passphrase, %d characters at least: "), CHOSHO_IDENTITY_PASSPHRASE_CHARACTERS);
  *passphrase = load_passphrase (arguments, prompt, TRUE, error);
  return *passphrase != NULL;
}

/* A pack's own passphrase file; for opening one also the file of all passphrases, which is looked at only where the pack wants
 * one; for making one that file too, where the identity has no use for it. */
static gboolean
prepare_pack_passphrase (const ChoshoCliArguments *arguments, ChoshoIdentity *identity, char **passphrase, GError **error)
{
  ChoshoCommandFlags flags = arguments->command->flags;
  const char *file = chosho_value_get_string (arguments->args, "pack_passphrase_file");
  gboolean opens = strcmp (arguments->command->name, "pack create") != 0 && strcmp (arguments->command->name, "pack sync") != 0;

  if ((flags & CHOSHO_COMMAND_PACK_PASSPHRASE) == 0 || (file == NULL && strcmp (arguments->command->name, "archive create") == 0))
    return TRUE; /* an archive is in the clear unless it is asked for */
  if (file == NULL && opens)
    file = get_setting (arguments->passphrase_file, "CHOSHO_PASSPHRASE_FILE");
  else if (file == NULL && identity != NULL && !chosho_identity_needs_passphrase (identity)
           && chosho_value_get (arguments->args, "recipient") == NULL)
    file = arguments->passphrase_file;
  if (file == NULL)
    return TRUE;
  *passphrase = chosho_cli_passphrase_read (file, error);
  return *passphrase != NULL;
}

/* Where it cannot be read, moments are those of the machine's clock, with its offset. */
static void
take_zone (ChoshoSession *session)
{
  g_autoptr (ChoshoValue) rows = chosho_session_list_rows (session, "engagement", NULL, NULL);

  chosho_cli_plain_set_zone (chosho_value_get_string (chosho_value_get_item (rows, 0), "time_zone"));
}

static gboolean
run (const ChoshoCliArguments *arguments, ChoshoValue **result, char **note, GError **error)
{
  g_autoptr (ChoshoIdentity) identity = NULL;
  static ChoshoSession *session; /* freed by the end of the process: piece by piece a large record takes longer than most commands */
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const char *path = get_setting (arguments->engagement, "CHOSHO_ENGAGEMENT");
  ChoshoCommandContext context = { .path = path != NULL ? path : ".", .args = arguments->args, .operation = arguments->operation, .addition = arguments->addition,
                                   .progress = progress, .cancellable = cancellable };
  ChoshoCliWatch *watch;
  char *passphrase = NULL;
  gboolean done;

  /* Wrong usage is told before anything is asked for or opened. */
  if (!chosho_command_check_arguments (arguments->command, arguments->args, error)
      || !prepare_identity (arguments, &identity, error) || !prepare_new_passphrase (arguments, &passphrase, error)
      || !prepare_pack_passphrase (arguments, identity, &passphrase, error))
    return FALSE;
  context.identity = identity;
  context.passphrase = passphrase;
  watch = chosho_cli_watch_start (progress, cancellable);
  done = prepare_session (arguments, context.path, &session, error);
  context.session = session;
  done = done && chosho_command_run (arguments->command, &context, result, error);
  *note = context.note;
  chosho_cli_watch_stop (watch);
  if (session != NULL && !arguments->json)
    take_zone (session);
  chosho_cli_passphrase_free (passphrase);
  if (session != NULL)
    chosho_session_set_identity (session, NULL); /* the key is wiped */
  return done;
}

static ChoshoExit
print_help (const ChoshoCliArguments *arguments)
{
  g_autofree char *text = arguments->command != NULL ? chosho_cli_help_command (arguments->command)
                                                     : chosho_cli_help_overview (arguments->words);

  return chosho_cli_print_text (text);
}

int
main (int argc, char **argv)
{
  g_auto (ChoshoCliArguments) arguments = { NULL };
  g_autoptr (ChoshoValue) result = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  ChoshoExit code;

  chosho_core_dump_forbid ();
  setlocale (LC_ALL, "");
  g_set_prgname ("choshoctl"); /* who waits for the engagement's lock is told who holds it */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("CHOSHO_LOCALE_DIR") != NULL ? g_getenv ("CHOSHO_LOCALE_DIR") : CHOSHO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  signal (SIGPIPE, SIG_IGN);
  chosho_digest_prepare ();

  if (!chosho_cli_arguments_parse (&arguments, argc - 1, argv + 1, &error))
    return chosho_cli_print (arguments.words, NULL, error, arguments.json, FALSE);
  if (arguments.version)
    return chosho_cli_print_text ("choshoctl " CHOSHO_VERSION "\n");
  if (arguments.help)
    return print_help (&arguments);
  if (arguments.allow_weaker)
    chosho_command_allow_weaker_confinement ();
  run (&arguments, &result, &note, &error);
  code = chosho_cli_print (arguments.command->name, result, error, arguments.json,
                           (arguments.command->flags & CHOSHO_COMMAND_WRITES) != 0);
  if (!arguments.json)
    chosho_cli_print_note (arguments.command->name, note);
  return code;
}
