/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-cli-output.h"
#include "chosho-cli-terminal.h"
#include "chosho-cli-text.h"
#include "chosho-cli-width.h"
#include "chosho-error.h"

ChoshoExit
chosho_cli_exit_code (const GError *error)
{
  if (error == NULL)
    return CHOSHO_EXIT_DONE;
  if (error->domain != CHOSHO_ERROR)
    return CHOSHO_EXIT_FAILED;
  switch ((ChoshoError) error->code)
    {
    case CHOSHO_ERROR_USAGE:
      return CHOSHO_EXIT_USAGE;
    case CHOSHO_ERROR_NOT_MEMBER:
    case CHOSHO_ERROR_REFUSED:
      return CHOSHO_EXIT_REFUSED;
    case CHOSHO_ERROR_INTEGRITY:
      return CHOSHO_EXIT_INTEGRITY;
    case CHOSHO_ERROR_FAILED:
    case CHOSHO_ERROR_INVALID:
    case CHOSHO_ERROR_NOT_FOUND:
    case CHOSHO_ERROR_EXISTS:
    case CHOSHO_ERROR_IO:
    case CHOSHO_ERROR_NO_SPACE:
    case CHOSHO_ERROR_LOCKED:
    case CHOSHO_ERROR_LIMIT:
    case CHOSHO_ERROR_CANCELLED:
    case CHOSHO_ERROR_PASSPHRASE:
    case CHOSHO_ERROR_READ_ONLY:
    case CHOSHO_ERROR_CONFINEMENT:
    case CHOSHO_ERROR_HELPER:
    case CHOSHO_ERROR_UNCONFIRMED:
    default:
      return CHOSHO_EXIT_FAILED;
    }
}

static void
print_error (const char *what, const char *why)
{
  g_autofree char *clean = chosho_cli_clean (why, FALSE);

  if (what != NULL && *what != '\0')
    fprintf (stderr, "choshoctl: %s: %s\n", what, clean);
  else
    fprintf (stderr, "choshoctl: %s\n", clean);
}

static ChoshoExit
write_text (const char *text, gboolean recorded)
{
  gsize size = strlen (text);
  g_autofree char *why = NULL;

  if (fwrite (text, 1, size, stdout) == size && fflush (stdout) == 0)
    return CHOSHO_EXIT_DONE;
  /* A reader that has seen enough ("| head") is no failure. */
  if (errno == EPIPE)
    return CHOSHO_EXIT_DONE;
  why = recorded ? g_strdup_printf (_("%s; the command was carried out and is in the record, only its answer is missing"),
                                    g_strerror (errno))
                 : g_strdup (g_strerror (errno));
  print_error (_("standard output"), why);
  return CHOSHO_EXIT_FAILED;
}

ChoshoExit
chosho_cli_print_text (const char *text)
{
  return write_text (text, FALSE);
}

/* Exit code 3 always comes with blockers: a refusal without any (a stranger's identity) is one. */
static ChoshoValue *
new_refusal (const GError *error)
{
  ChoshoValue *result = chosho_value_new_object ();
  ChoshoValue *blockers = chosho_value_new_array ();
  ChoshoValue *blocker = chosho_value_new_object ();

  chosho_value_set_string (blocker, "code", error->code == CHOSHO_ERROR_NOT_MEMBER ? "not-a-member" : chosho_error_code (error));
  chosho_value_set_string (blocker, "severity", "block");
  chosho_value_set_string (blocker, "message", error->message);
  chosho_value_append (blockers, blocker);
  chosho_value_set (result, "blockers", blockers);
  return result;
}

/* The one object or array of JSON output. (transfer full) */
static ChoshoValue *
new_document (ChoshoValue *result, const GError *error)
{
  ChoshoValue *document;
  ChoshoValue *failure;

  if (error == NULL || (result != NULL && chosho_value_get_value_type (result) == CHOSHO_VALUE_ARRAY))
    return chosho_value_ref (result);
  document = result != NULL ? chosho_value_copy (result) : chosho_value_new_object ();
  failure = chosho_value_new_object ();
  chosho_value_set_string (failure, "code", chosho_error_code (error));
  chosho_value_set_string (failure, "message", error->message);
  chosho_value_set (document, "error", failure);
  return document;
}

static ChoshoExit
print_json (ChoshoValue *result, const GError *error, gboolean recorded)
{
  g_autoptr (ChoshoValue) nothing = chosho_value_new_object ();
  g_autoptr (ChoshoValue) document = new_document (result != NULL || error != NULL ? result : nothing, error);
  g_autofree char *text
      = isatty (STDOUT_FILENO) ? chosho_value_to_pretty (document) : chosho_value_to_canonical (document, NULL);
  g_autofree char *line = g_str_has_suffix (text, "\n") ? g_strdup (text) : g_strconcat (text, "\n", NULL);

  return write_text (line, recorded);
}

ChoshoExit
chosho_cli_print (const char *what, ChoshoValue *result, const GError *error, gboolean json, gboolean recorded)
{
  ChoshoExit code = chosho_cli_exit_code (error);
  g_autoptr (ChoshoValue) shown = result != NULL ? chosho_value_ref (result) : NULL;
  ChoshoExit printed = CHOSHO_EXIT_DONE;

  if (code == CHOSHO_EXIT_REFUSED && shown == NULL)
    shown = new_refusal (error);
  recorded = recorded && error == NULL;
  if (json)
    printed = print_json (shown, error, recorded);
  else if (shown != NULL)
    {
      g_autofree char *text = chosho_cli_text (shown, chosho_cli_get_columns ());

      printed = write_text (text, recorded);
    }
  if (error != NULL)
    print_error (what, error->message);
  return code != CHOSHO_EXIT_DONE ? code : printed;
}

void
chosho_cli_print_note (const char *what, const char *note)
{
  if (note != NULL)
    print_error (what, note);
}
