/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cli-help.h"
#include "chosho-cli-width.h"

#define COLUMN 30

static const ChoshoCliOption globals[] = {
  { "-C ENGAGEMENT", N_("The engagement's folder ($CHOSHO_ENGAGEMENT, else the current folder)") },
  { "--identity FILE", N_("The signing identity ($CHOSHO_IDENTITY)") },
  { "--passphrase-file FILE", N_("Its passphrase ($CHOSHO_PASSPHRASE_FILE, else asked for on the terminal)") },
  { "--format text|json", N_("How results are printed (text)") },
  { "--operation ID", N_("Makes a repeated command happen once") },
  { "--addition REASON", N_("After the assembly: why something is added to the file") },
  { "--allow-weaker-confinement", N_("Reads files although this kernel cannot confine the program that reads them") },
  { "--help", N_("Explains a command") },
  { "--version", N_("Prints the version") },
};

const ChoshoCliOption *
chosho_cli_help_option_nth (guint index)
{
  return index < G_N_ELEMENTS (globals) ? &globals[index] : NULL;
}

static void
append_row (GString *out, const char *left, const char *right)
{
  gsize width = chosho_cli_width (left);

  g_string_append_printf (out, "  %s", left);
  if (width >= COLUMN)
    {
      g_string_append (out, "\n  ");
      width = 0;
    }
  for (; width < COLUMN; width++)
    g_string_append_c (out, ' ');
  g_string_append_printf (out, "%s\n", right);
}

static void
append_globals (GString *out)
{
  g_string_append_printf (out, "\n%s\n", _("Options for every command:"));
  for (guint i = 0; i < G_N_ELEMENTS (globals); i++)
    append_row (out, globals[i].option, _(globals[i].help));
}

char *
chosho_cli_help_overview (const char *words)
{
  GString *out = g_string_new (NULL);
  gsize length = strlen (words);
  const ChoshoCommand *command;

  g_string_append_printf (out, _("Usage: %s [OPTION…] COMMAND …"), "choshoctl");
  g_string_append_printf (out, "\n\n%s\n", _("Commands:"));
  for (guint i = 0; (command = chosho_command_nth (i)) != NULL; i++)
    if (length == 0 || (strncmp (command->name, words, length) == 0 && (command->name[length] == '\0' || command->name[length] == ' ')))
      append_row (out, command->name, _(command->summary));
  append_globals (out);
  return g_string_free (out, FALSE);
}

char *
chosho_cli_help_form (const ChoshoCommandArg *arg)
{
  switch (arg->kind)
    {
    case CHOSHO_ARG_POSITIONAL:
      return g_strdup (arg->value);
    case CHOSHO_ARG_POSITIONALS:
      return g_strdup_printf ("%s…", arg->value);
    case CHOSHO_ARG_FLAG:
      return g_strdup_printf ("--%s", arg->name);
    case CHOSHO_ARG_LIST:
    case CHOSHO_ARG_TEXT:
    case CHOSHO_ARG_INTEGER:
    default:
      return g_strdup_printf ("--%s %s", arg->name, arg->value);
    }
}

char *
chosho_cli_help_synopsis (const ChoshoCommand *command)
{
  GString *out = g_string_new (command->name);

  for (const ChoshoCommandArg *arg = command->args; arg != NULL && arg->name != NULL; arg++)
    {
      g_autofree char *form = chosho_cli_help_form (arg);
      const char *more = arg->kind == CHOSHO_ARG_LIST ? "…" : "";

      g_string_append_printf (out, arg->required ? " %s%s" : " [%s]%s", form, more);
    }
  return g_string_free (out, FALSE);
}

char *
chosho_cli_help_meaning (const ChoshoCommandArg *arg)
{
  g_auto (GStrv) lines = g_strsplit (arg->help != NULL ? _(arg->help) : "", "\n", 2);

  if (lines[0] == NULL || lines[1] == NULL)
    return g_strdup (lines[0] != NULL ? lines[0] : "");
  return g_strdup_printf (_("%s (such as: %s)"), lines[0], lines[1]);
}

char *
chosho_cli_help_command (const ChoshoCommand *command)
{
  g_autofree char *synopsis = chosho_cli_help_synopsis (command);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _("Usage: %s"), "choshoctl");
  g_string_append_printf (out, " %s\n\n%s\n", synopsis, _(command->summary));
  if (command->args != NULL && command->args->name != NULL)
    g_string_append_c (out, '\n');
  for (const ChoshoCommandArg *arg = command->args; arg != NULL && arg->name != NULL; arg++)
    {
      g_autofree char *form = chosho_cli_help_form (arg);
      g_autofree char *meaning = chosho_cli_help_meaning (arg);

      append_row (out, form, meaning);
    }
  append_globals (out);
  return g_string_free (out, FALSE);
}
