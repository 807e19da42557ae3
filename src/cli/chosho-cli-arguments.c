/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cli-arguments.h"
#include "chosho-error.h"
#include "chosho-limits.h"

/* Where the reading stands. */
typedef struct
{
  ChoshoCliArguments *out;      /* (borrowed) */
  char              **argv;     /* (borrowed) */
  int                 argc;
  int                 next;
  gboolean            only_words; /* after "--" */
  GPtrArray          *positionals; /* (owned) (element-type utf8, borrowed) */
} Reader;

void
chosho_cli_arguments_clear (ChoshoCliArguments *self)
{
  g_clear_pointer (&self->args, chosho_value_unref);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->engagement, g_free);
  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->passphrase_file, g_free);
  g_clear_pointer (&self->operation, g_free);
  g_clear_pointer (&self->addition, g_free);
}

gboolean
chosho_cli_is_prefix (const char *words)
{
  gsize length = strlen (words);
  const ChoshoCommand *command;

  for (guint i = 0; (command = chosho_command_nth (i)) != NULL; i++)
    if (strncmp (command->name, words, length) == 0 && (command->name[length] == '\0' || command->name[length] == ' '))
      return TRUE;
  return FALSE;
}

static gboolean usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
usage (GError **error, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_propagate_error (error, g_error_new_valist (CHOSHO_ERROR, CHOSHO_ERROR_USAGE, format, list));
  va_end (list);
  return FALSE;
}

/* --- Options ----------------------------------------------------------------------------------- */

static const ChoshoCommandArg *
find_own_option (const ChoshoCommand *command, const char *name)
{
  for (const ChoshoCommandArg *arg = command != NULL ? command->args : NULL; arg != NULL && arg->name != NULL; arg++)
    if (arg->kind != CHOSHO_ARG_POSITIONAL && arg->kind != CHOSHO_ARG_POSITIONALS && strcmp (arg->name, name) == 0)
      return arg;
  return NULL;
}

/* The option's value: behind "=" or the next word, whatever that looks like. */
static const char *
take_value (Reader *self, const char *option, const char *inline_value, GError **error)
{
  if (inline_value != NULL)
    return inline_value;
  if (self->next < self->argc)
    return self->argv[self->next++];
  usage (error, _("%s needs a value"), option);
  return NULL;
}

static gboolean
set_own_value (Reader *self, const ChoshoCommandArg *arg, const char *option, const char *value, GError **error)
{
  g_autofree char *key = chosho_command_arg_dup_key (arg);
  ChoshoValue *list = chosho_value_get (self->out->args, key);
  gint64 number;

  if (!g_utf8_validate (value, -1, NULL))
    return usage (error, _("the value of %s is not valid UTF-8"), option);
  if (arg->kind == CHOSHO_ARG_LIST)
    {
      if (list == NULL)
        chosho_value_set (self->out->args, key, list = chosho_value_new_array ());
      chosho_value_append_string (list, value);
      return TRUE;
    }
  if (list != NULL)
    return usage (error, _("%s is given twice"), option);
  if (arg->kind == CHOSHO_ARG_INTEGER)
    {
      if (!g_ascii_string_to_signed (value, 10, -CHOSHO_LIMIT_INTEGER, CHOSHO_LIMIT_INTEGER, &number, NULL))
        return usage (error, _("%s needs a whole number"), option);
      chosho_value_set_integer (self->out->args, key, number);
      return TRUE;
    }
  chosho_value_set_string (self->out->args, key, value);
  return TRUE;
}

static gboolean
read_own_option (Reader *self, const ChoshoCommandArg *arg, const char *option, const char *inline_value, GError **error)
{
  g_autofree char *key = chosho_command_arg_dup_key (arg);
  const char *value;

  if (arg->kind == CHOSHO_ARG_FLAG)
    {
      if (inline_value != NULL)
        return usage (error, _("%s takes no value"), option);
      chosho_value_set_boolean (self->out->args, key, TRUE);
      return TRUE;
    }
  value = take_value (self, option, inline_value, error);
  return value != NULL && set_own_value (self, arg, option, value, error);
}

static gboolean
set_global (char **target, const char *option, const char *value, GError **error)
{
  if (*target != NULL)
    return usage (error, _("%s is given twice"), option);
  if (*value == '\0')
    return usage (error, _("the value of %s is empty"), option);
  *target = g_strdup (value);
  return TRUE;
}

static gboolean
read_global_option (Reader *self, const char *name, const char *option, const char *inline_value, GError **error)
{
  ChoshoCliArguments *out = self->out;
  const struct
  {
    const char *name;
    char      **target;
  } globals[] = {
    { "engagement", &out->engagement },
    { "identity", &out->identity },
    { "passphrase-file", &out->passphrase_file },
    { "operation", &out->operation },
    { "addition", &out->addition },
  };
  const char *value;

  if (strcmp (name, "help") == 0 || strcmp (name, "version") == 0)
    {
      out->help = out->help || *name == 'h';
      out->version = out->version || *name == 'v';
      return TRUE;
    }
  if (strcmp (name, "allow-weaker-confinement") == 0)
    {
      out->allow_weaker = TRUE;
      return inline_value == NULL || usage (error, _("%s takes no value"), option);
    }
  if (strcmp (name, "format") == 0)
    {
      value = take_value (self, option, inline_value, error);
      if (value == NULL)
        return FALSE;
      out->json = strcmp (value, "json") == 0;
      return out->json || strcmp (value, "text") == 0 || usage (error, _("--format is “text” or “json”, not “%s”"), value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (globals); i++)
    if (strcmp (globals[i].name, name) == 0)
      {
        value = take_value (self, option, inline_value, error);
        return value != NULL && set_global (globals[i].target, option, value, error);
      }
  return usage (error, _("there is no option %s"), option);
}

static gboolean
read_option (Reader *self, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *option = word[1] == '-' && equals != NULL ? g_strndup (word, equals - word) : g_strdup (word);
  const char *inline_value = word[1] == '-' && equals != NULL ? equals + 1 : NULL;
  const char *name = option + 2;
  const ChoshoCommandArg *arg;

  if (strcmp (option, "-C") == 0)
    name = "engagement";
  else if (strcmp (option, "-h") == 0)
    name = "help";
  else if (strcmp (option, "-o") == 0)
    name = "output";
  else if (option[1] != '-')
    return usage (error, _("there is no option %s"), option);
  arg = find_own_option (self->out->command, name);
  if (arg != NULL)
    return read_own_option (self, arg, option, inline_value, error);
  return read_global_option (self, name, option, inline_value, error);
}

/* --- Words ------------------------------------------------------------------------------------- */

/* The longest command name that the words make; global options may stand between them. */
static void
read_word (Reader *self, const char *word)
{
  ChoshoCliArguments *out = self->out;
  g_autofree char *longer = *out->words != '\0' ? g_strdup_printf ("%s %s", out->words, word) : g_strdup (word);

  if (self->positionals->len == 0 && !self->only_words && chosho_value_get_length (out->args) == 0 && chosho_cli_is_prefix (longer))
    {
      g_free (out->words);
      out->words = g_steal_pointer (&longer);
      out->command = chosho_command_lookup (out->words);
      return;
    }
  g_ptr_array_add (self->positionals, (gpointer) word);
}

static gboolean
set_positional (ChoshoCliArguments *out, const ChoshoCommandArg *arg, const char *word, GError **error)
{
  g_autofree char *key = chosho_command_arg_dup_key (arg);
  ChoshoValue *list = chosho_value_get (out->args, key);

  if (!g_utf8_validate (word, -1, NULL))
    return usage (error, _("a word is not valid UTF-8 (for a file with such a name give its folder): %s"), arg->value);
  if (arg->kind == CHOSHO_ARG_POSITIONAL)
    {
      chosho_value_set_string (out->args, key, word);
      return TRUE;
    }
  if (list == NULL)
    chosho_value_set (out->args, key, list = chosho_value_new_array ());
  chosho_value_append_string (list, word);
  return TRUE;
}

static gboolean
assign_positionals (Reader *self, GError **error)
{
  const ChoshoCommandArg *arg = self->out->command->args;
  guint used = 0;

  for (; arg != NULL && arg->name != NULL; arg++)
    {
      guint wanted = arg->kind == CHOSHO_ARG_POSITIONAL ? 1 : arg->kind == CHOSHO_ARG_POSITIONALS ? G_MAXUINT : 0;

      for (guint taken = 0; taken < wanted && used < self->positionals->len; taken++)
        if (!set_positional (self->out, arg, g_ptr_array_index (self->positionals, used++), error))
          return FALSE;
    }
  if (used < self->positionals->len)
    return usage (error, _("there is one word too many: “%s”"), (const char *) g_ptr_array_index (self->positionals, used));
  return TRUE;
}

static gboolean
finish (Reader *self, GError **error)
{
  ChoshoCliArguments *out = self->out;
  const char *first = self->positionals->len > 0 ? g_ptr_array_index (self->positionals, 0) : NULL;

  if (out->command != NULL && !out->help)
    return assign_positionals (self, error);
  if (out->command == NULL && *out->words == '\0' && first != NULL)
    return usage (error, _("there is no command “%s”"), first);
  if (out->help || out->version)
    return TRUE;
  if (*out->words == '\0')
    return usage (error, _("there is no command: see “%s help”"), "choshoctl");
  if (first == NULL)
    return usage (error, _("“%s” needs a further word: see its --help"), out->words);
  return usage (error, _("there is no command “%s %s”"), out->words, first);
}

/* Whether JSON is wanted must be known even where the rest makes no sense. */
static gboolean
wants_json (int argc, char **argv)
{
  gboolean json = FALSE;

  for (int i = 0; i < argc; i++)
    json = json || strcmp (argv[i], "--format=json") == 0
           || (strcmp (argv[i], "--format") == 0 && i + 1 < argc && strcmp (argv[i + 1], "json") == 0);
  return json;
}

gboolean
chosho_cli_arguments_parse (ChoshoCliArguments *self, int argc, char **argv, GError **error)
{
  g_autoptr (GPtrArray) positionals = g_ptr_array_new ();
  Reader reader = { .out = self, .argv = argv, .argc = argc, .positionals = positionals };
  gboolean json = wants_json (argc, argv);

  self->args = chosho_value_new_object ();
  self->words = g_strdup ("");
  while (reader.next < argc)
    {
      const char *word = argv[reader.next++];

      if (!reader.only_words && strcmp (word, "--") == 0)
        reader.only_words = TRUE;
      else if (!reader.only_words && *self->words == '\0' && positionals->len == 0 && strcmp (word, "help") == 0)
        self->help = TRUE;
      else if (reader.only_words || word[0] != '-' || word[1] == '\0')
        read_word (&reader, word);
      else if (!read_option (&reader, word, error))
        {
          self->json = json;
          return FALSE;
        }
    }
  return finish (&reader, error);
}
