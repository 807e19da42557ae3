/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command.h"
#include "chosho-error.h"
#include "commands/chosho-evidence-content.h"
#include "chosho-helper-client.h"
#include "chosho-limits.h"
#include "chosho-session-private.h"
#include "chosho-text.h"

void
chosho_command_allow_weaker_confinement (void)
{
  chosho_helper_client_allow_weaker_confinement ();
}

/* In the order of the help. */
static const ChoshoCommand *const groups[] = {
  chosho_commands_engagement,
  chosho_commands_criteria,
  chosho_commands_evidence,
  chosho_commands_versions,
  chosho_commands_content,
  chosho_commands_marks,
  chosho_commands_request,
  chosho_commands_inquiry,
  chosho_commands_work,
  chosho_commands_paper,
  chosho_commands_review,
  chosho_commands_overview,
  chosho_commands_control,
  chosho_commands_report,
  chosho_commands_comments,
  chosho_commands_papers,
  chosho_commands_archive,
  chosho_commands_oscal,
  chosho_commands_assembly,
  chosho_commands_journal,
  chosho_commands_search,
  chosho_commands_record,
  chosho_commands_pack,
  chosho_commands_rollforward,
  chosho_commands_undo,
  chosho_commands_demo,
};

const ChoshoCommand *
chosho_command_nth (guint index)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const ChoshoCommand *command = groups[i]; command->name != NULL; command++)
      if (index-- == 0)
        return command;
  return NULL;
}

const ChoshoCommand *
chosho_command_lookup (const char *name)
{
  const ChoshoCommand *command;

  for (guint i = 0; (command = chosho_command_nth (i)) != NULL; i++)
    if (strcmp (command->name, name) == 0)
      return command;
  return NULL;
}

static char *
dup_key (const char *name)
{
  return g_strdelimit (g_strdup (name), "-", '_');
}

char *
chosho_command_arg_dup_key (const ChoshoCommandArg *arg)
{
  return dup_key (arg->name);
}

static gboolean
is_text_list (ChoshoValue *value)
{
  if (chosho_value_get_value_type (value) != CHOSHO_VALUE_ARRAY)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (value); i++)
    if (chosho_value_as_string (chosho_value_get_item (value, i)) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
has_type (ChoshoValue *value, ChoshoArgKind kind)
{
  switch (kind)
    {
    case CHOSHO_ARG_LIST:
    case CHOSHO_ARG_POSITIONALS:
      return is_text_list (value);
    case CHOSHO_ARG_FLAG:
      return chosho_value_get_value_type (value) == CHOSHO_VALUE_BOOLEAN;
    case CHOSHO_ARG_INTEGER:
      return chosho_value_get_value_type (value) == CHOSHO_VALUE_INTEGER;
    case CHOSHO_ARG_TEXT:
    case CHOSHO_ARG_POSITIONAL:
    default:
      return chosho_value_as_string (value) != NULL;
    }
}

/* Longest text of an argument; an array's longest. */
static gsize
longest_text (ChoshoValue *value)
{
  const char *text = chosho_value_as_string (value);
  gsize longest = text != NULL ? strlen (text) : 0;

  if (chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
    for (guint i = 0; i < chosho_value_get_length (value); i++)
      longest = MAX (longest, strlen (chosho_value_as_string (chosho_value_get_item (value, i))));
  return longest;
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *folded = chosho_text_fold_width (text);

  return *folded == '\0';
}

/* TRUE where @value is a text without a word in it, or a list with such a text. */
static gboolean
has_blank (ChoshoValue *value)
{
  const char *text = chosho_value_as_string (value);

  if (text != NULL)
    return is_blank (text);
  if (chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
    for (guint i = 0; i < chosho_value_get_length (value); i++)
      if (is_blank (chosho_value_as_string (chosho_value_get_item (value, i))))
        return TRUE;
  return FALSE;
}

/* The argument as the command line calls it. (transfer full) */
static char *
dup_shown (const ChoshoCommandArg *arg)
{
  gboolean word = arg->kind == CHOSHO_ARG_POSITIONAL || arg->kind == CHOSHO_ARG_POSITIONALS;

  return word ? g_strdup (arg->value) : g_strdup_printf ("--%s", arg->name);
}

static gboolean
check_arg (const ChoshoCommandArg *arg, ChoshoValue *value, GError **error)
{
  g_autofree char *shown = dup_shown (arg);
  gboolean many = arg->kind == CHOSHO_ARG_LIST || arg->kind == CHOSHO_ARG_POSITIONALS;

  if (value != NULL && !has_type (value, arg->kind))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE,
                   arg->kind == CHOSHO_ARG_INTEGER ? _("%s needs a whole number") : _("%s has a value of the wrong type"), shown);
      return FALSE;
    }
  if (arg->required && (value == NULL || (many && chosho_value_get_length (value) == 0)))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s is missing"), shown);
      return FALSE;
    }
  if (arg->required && has_blank (value))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s must not be empty"), shown);
      return FALSE;
    }
  if (value != NULL && longest_text (value) > CHOSHO_LIMIT_TEXT_BYTES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s is longer than %d bytes"), shown, CHOSHO_LIMIT_TEXT_BYTES);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_known (const ChoshoCommand *self, ChoshoValue *args, GError **error)
{
  for (guint i = 0; i < chosho_value_get_length (args); i++)
    {
      const char *key = chosho_value_get_key (args, i);
      gboolean known = FALSE;

      for (const ChoshoCommandArg *arg = self->args; arg != NULL && arg->name != NULL && !known; arg++)
        {
          g_autofree char *own = dup_key (arg->name);

          known = strcmp (own, key) == 0;
        }
      if (!known)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s has no argument “%s”"), self->name, key);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
chosho_command_check_arguments (const ChoshoCommand *self, ChoshoValue *args, GError **error)
{
  if (args != NULL && chosho_value_get_value_type (args) != CHOSHO_VALUE_OBJECT)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("the arguments of %s must be one object"), self->name);
      return FALSE;
    }
  for (const ChoshoCommandArg *arg = self->args; arg != NULL && arg->name != NULL; arg++)
    {
      g_autofree char *key = dup_key (arg->name);

      if (!check_arg (arg, chosho_value_get (args, key), error))
        return FALSE;
    }
  return check_known (self, args, error);
}

static gboolean
check_context (const ChoshoCommand *self, ChoshoCommandContext *context, GError **error)
{
  gsize operation = context->operation != NULL ? strlen (context->operation) : 0;

  gboolean folder = (self->flags & CHOSHO_COMMAND_FOLDER) != 0;

  if ((self->flags & CHOSHO_COMMAND_NO_ENGAGEMENT) == 0 && (folder ? context->path == NULL : context->session == NULL))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s needs an engagement"), self->name);
      return FALSE;
    }
  if ((self->flags & (CHOSHO_COMMAND_WRITES | CHOSHO_COMMAND_PUBLIC_IDENTITY)) != 0 && context->identity == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s needs an identity: give --identity FILE"), self->name);
      return FALSE;
    }
  if (context->operation != NULL && (operation == 0 || operation > CHOSHO_LIMIT_OPERATION_BYTES))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("the operation's id must have 1 to %d bytes"),
                   CHOSHO_LIMIT_OPERATION_BYTES);
      return FALSE;
    }
  return TRUE;
}

/* For a caller that did not read the passphrase of a pack itself. *@passphrase (transfer full) (nullable). */
static gboolean
read_pack_passphrase (const ChoshoCommand *self, ChoshoCommandContext *context, char **passphrase, GError **error)
{
  const char *file = (self->flags & CHOSHO_COMMAND_PACK_PASSPHRASE) != 0 ? chosho_command_get_text (context, "pack-passphrase-file") : NULL;

  if (file == NULL || context->passphrase != NULL)
    return TRUE;
  if (!chosho_evidence_read_password (file, passphrase, error))
    return FALSE;
  context->passphrase = *passphrase;
  return TRUE;
}

static void
wipe (char *passphrase)
{
  if (passphrase != NULL)
    explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}

gboolean
chosho_command_run (const ChoshoCommand *self, ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoCommandContext own = *context;
  g_autoptr (ChoshoValue) nothing = NULL;
  char *passphrase = NULL;
  gboolean done;

  *result = NULL;
  if (own.session != NULL)
    own.path = chosho_session_get_path (own.session);
  if (own.args == NULL)
    own.args = nothing = chosho_value_new_object ();
  if (!chosho_command_check_arguments (self, own.args, error) || !check_context (self, &own, error)
      || !read_pack_passphrase (self, &own, &passphrase, error))
    return FALSE;
  if (own.session != NULL && own.identity != NULL)
    chosho_session_set_identity (own.session, own.identity);
  if (own.session != NULL)
    {
      own.session->cancellable = own.cancellable;
      chosho_session_set_addition (own.session, own.addition);
    }
  done = self->run (&own, result, error);
  if (own.session != NULL)
    own.session->cancellable = NULL;
  context->note = own.note;
  wipe (passphrase);
  return done;
}

static ChoshoValue *
get_arg (ChoshoCommandContext *context, const char *name)
{
  g_autofree char *key = dup_key (name);

  return chosho_value_get (context->args, key);
}

const char *
chosho_command_get_text (ChoshoCommandContext *context, const char *name)
{
  return chosho_value_as_string (get_arg (context, name));
}

ChoshoValue *
chosho_command_get_list (ChoshoCommandContext *context, const char *name)
{
  return get_arg (context, name);
}

gint64
chosho_command_get_integer (ChoshoCommandContext *context, const char *name, gint64 fallback)
{
  return chosho_value_as_integer (get_arg (context, name), fallback);
}

gboolean
chosho_command_get_flag (ChoshoCommandContext *context, const char *name)
{
  return chosho_value_as_boolean (get_arg (context, name), FALSE);
}
