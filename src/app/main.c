/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "chosho-application.h"
#include "chosho-core-dump.h"
#include "chosho-digest.h"

int
main (int argc, char **argv)
{
  g_autoptr (ChoshoApplication) application = NULL;

  chosho_core_dump_forbid ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("CHOSHO_LOCALE_DIR") != NULL ? g_getenv ("CHOSHO_LOCALE_DIR") : CHOSHO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  chosho_digest_prepare ();
  application = chosho_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
