/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-overview-sections.h"
#include "chosho-text-label.h"

/* What an additional audit (追加監査) or a re-audit (再監査) belongs to, and why it is of these controls. */
GtkWidget *
chosho_overview_new_linked (ChoshoValue *overview)
{
  ChoshoValue *link = chosho_value_get (overview, "link");
  gboolean again = g_strcmp0 (chosho_value_get_string (link, "kind"), "reaudit") == 0;
  const char *title = chosho_value_get_string (link, "parent_title");
  const char *reason = chosho_value_get_string (link, "scope_reason");
  g_autofree char *what = NULL;
  g_autofree char *text = NULL;

  if (link == NULL)
    return NULL;
  if (title == NULL)
    title = chosho_value_get_string (link, "parent");
  if (title == NULL)
    title = _("an engagement that is not named");
  what = again ? g_strdup_printf (_("Re-audit of %s"), title) : g_strdup_printf (_("Additional audit to %s"), title);
  text = g_strjoin ("\n", what, reason, NULL);
  return chosho_text_label_new_selectable (text, NULL);
}
