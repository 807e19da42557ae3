/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-cli-help.h"
#include "chosho-cli-manual.h"
#include "chosho-cli-output.h"

typedef struct
{
  const char *name; /* as it is written */
  const char *text; /* N_("…") */
} Entry;

/* Indexed by ChoshoExit. */
static const Entry exits[] = {
  [CHOSHO_EXIT_DONE] = { "0", N_("Done") },
  [CHOSHO_EXIT_FAILED] = { "1", N_("Failed; the record is unchanged. After work on many things at once the summary says what was kept") },
  [CHOSHO_EXIT_USAGE] = { "2", N_("Wrong usage") },
  [CHOSHO_EXIT_REFUSED] = { "3", N_("Refused by a rule; standard output lists what stands against it") },
  [CHOSHO_EXIT_INTEGRITY] = { "4", N_("Something in the record does not verify") },
};

static const Entry environment[] = {
  { "CHOSHO_ENGAGEMENT", N_("The engagement's folder, where -C names none") },
  { "CHOSHO_IDENTITY", N_("The signing identity, where --identity names none") },
  { "CHOSHO_PASSPHRASE_FILE", N_("The file with its passphrase, where --passphrase-file names none") },
  { "XDG_STATE_HOME", N_("Below it, in “chosho”, stands what this machine knows of its copies of engagements: a copied folder or a restored backup is noticed by it") },
};

static const Entry files[] = {
  { "NAME.chosho/engagement.db", N_("The record: signed events and nothing else, readable with sqlite3") },
  { "NAME.chosho/index.db", N_("What is listed and searched, computed from the record; “index rebuild” makes it anew") },
  { "NAME.chosho/text.db", N_("The words of the record and of the evidence, for “search”; “index text” reads what is missing, and the file can be thrown away") },
  { "NAME.chosho/objects/", N_("The evidence, each file under its SHA-256, never changed") },
  { "NAME.chosho/lock", N_("Keeps two programs from writing at the same moment") },
};

static const char *const examples[] = {
  "choshoctl identity new --name 山田 --output me.key",
  "export CHOSHO_IDENTITY=me.key CHOSHO_ENGAGEMENT=cloud.chosho",
  "choshoctl create cloud.chosho --title 令和7年度 --firm … --client … --service … --period-start 2025-04-01 --period-end 2026-03-31",
  "choshoctl member confirm-independence",
  "choshoctl catalog import criteria.xlsx",
  "choshoctl evidence add 規程.pdf --step STEP --as-of 2026-01-15",
  "choshoctl step record STEP --technique inspection --performed-on 2026-02-10 --outcome no-exception --result … --evidence E-K7QX-0001",
  "choshoctl check 9.2.3.1 && choshoctl complete 9.2.3.1",
  "choshoctl verify",
};

/* @text so that roff prints it as it is: no escapes, no request at a line's beginning, hyphens that can be copied. */
static void
append_text (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean first = p == text || p[-1] == '\n';

      if (first && (*p == '.' || *p == '\''))
        g_string_append (out, "\\&");
      if (*p == '\\')
        g_string_append (out, "\\e");
      else if (*p == '-')
        g_string_append (out, "\\-");
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\n');
}

static void
append_section (GString *out, const char *title)
{
  g_string_append_printf (out, ".SH %s\n", title);
}

static void
append_paragraph (GString *out, const char *text)
{
  g_string_append (out, ".PP\n");
  append_text (out, text);
}

static void
append_entry (GString *out, const char *name, const char *text)
{
  g_string_append (out, ".TP\n.B ");
  append_text (out, name);
  append_text (out, text);
}

static void
append_entries (GString *out, const char *title, const Entry *entries, gsize n_entries)
{
  append_section (out, title);
  for (gsize i = 0; i < n_entries; i++)
    append_entry (out, entries[i].name, _(entries[i].text));
}

static void
append_commands (GString *out)
{
  const ChoshoCommand *command;

  append_section (out, C_("section of the manual", "COMMANDS"));
  for (guint i = 0; (command = chosho_command_nth (i)) != NULL; i++)
    {
      g_autofree char *synopsis = chosho_cli_help_synopsis (command);

      g_string_append (out, ".SS ");
      append_text (out, command->name);
      append_text (out, _(command->summary));
      g_string_append (out, ".PP\n.B choshoctl ");
      append_text (out, synopsis);
      for (const ChoshoCommandArg *arg = command->args; arg != NULL && arg->name != NULL; arg++)
        {
          g_autofree char *form = chosho_cli_help_form (arg);
          g_autofree char *meaning = chosho_cli_help_meaning (arg);

          if (arg->help != NULL)
            append_entry (out, form, meaning);
        }
    }
}

static void
append_options (GString *out)
{
  const ChoshoCliOption *option;

  append_section (out, C_("section of the manual", "OPTIONS"));
  for (guint i = 0; (option = chosho_cli_help_option_nth (i)) != NULL; i++)
    append_entry (out, option->option, _(option->help));
}

static void
append_examples (GString *out)
{
  append_section (out, C_("section of the manual", "EXAMPLES"));
  g_string_append (out, ".nf\n");
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    append_text (out, examples[i]);
  g_string_append (out, ".fi\n");
}

char *
chosho_cli_manual (const char *macros)
{
  /* Ragged: lines of Japanese have no spaces to stretch, of which groff 1.23 warns. */
  GString *out = g_string_new (".ds AD l\n.TH CHOSHOCTL 1 \"\" \"Chosho " CHOSHO_VERSION "\" \"Chosho\"\n");

  if (macros != NULL)
    g_string_append_printf (out, ".mso %s\n", macros);
  /* Names of options and variables stay whole, and ragged lines are easier to read between them. */
  g_string_append (out, ".nh\n.ad l\n");
  append_section (out, C_("section of the manual", "NAME"));
  g_string_append (out, "choshoctl \\- ");
  append_text (out, _("ISMAP audit engagements on the command line"));
  append_section (out, C_("section of the manual", "SYNOPSIS"));
  g_string_append_printf (out, ".B choshoctl\n[%s…] %s …\n", _("OPTION"), _("COMMAND"));
  append_section (out, C_("section of the manual", "DESCRIPTION"));
  append_text (out, _("choshoctl does to an engagement what the window does: both run the same commands, judged by the same rules."
                      " An engagement is a folder; everything that happens in it is a signed event, and what is listed is computed from the events."));
  append_paragraph (out, _("Results are printed as text for people, or with --format json as one object or array in UTF-8 for programs."
                           " Errors are one line on standard error."));
  append_options (out);
  append_commands (out);
  append_entries (out, C_("section of the manual", "EXIT STATUS"), exits, G_N_ELEMENTS (exits));
  append_entries (out, C_("section of the manual", "ENVIRONMENT"), environment, G_N_ELEMENTS (environment));
  append_entries (out, C_("section of the manual", "FILES"), files, G_N_ELEMENTS (files));
  append_section (out, C_("section of the manual", "WHAT VERIFY CANNOT DETECT"));
  append_text (out, _("A false or omitted entry; evidence forged before it was taken in; a wrong clock that nothing contradicts;"
                      " the holder of all keys rewriting what nobody else has seen; the loss of everything after the last anchor that"
                      " somebody else holds; stolen keys; collusion. It says “unchanged since”, never “true”. Keep the output of"
                      " “choshoctl journal head” somewhere else: “choshoctl verify --anchor FILE” finds a tail that was cut off."));
  append_examples (out);
  append_section (out, C_("section of the manual", "SEE ALSO"));
  g_string_append (out, ".BR chosho (1),\n.BR chosho\\-helper (8)\n");
  return g_string_free (out, FALSE);
}
