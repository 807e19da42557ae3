/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs while the project is built and is not installed: prints choshoctl's manual page.
 *   choshoctl-manual [FOLDER-OF-TRANSLATIONS [ROFF-MACROS]] */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "chosho-cli-manual.h"
#include "chosho-cli-output.h"

int
main (int argc, char **argv)
{
  g_autofree char *text = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, argc > 1 ? argv[1] : CHOSHO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  text = chosho_cli_manual (argc > 2 ? argv[2] : NULL);
  return chosho_cli_print_text (text);
}
