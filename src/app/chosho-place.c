/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-controls-page.h"
#include "chosho-evidence-page.h"
#include "chosho-overview-page.h"
#include "chosho-place.h"

static const ChoshoPlace places[] = {
  { "overview", N_("Overview"), "view-grid-symbolic", chosho_overview_page_get_type },
  { "controls", N_("Controls"), "view-list-symbolic", chosho_controls_page_get_type },
  { "evidence", N_("Evidence"), "mail-attachment-symbolic", chosho_evidence_page_get_type },
};

const ChoshoPlace *
chosho_place_nth (guint index)
{
  return index < G_N_ELEMENTS (places) ? &places[index] : NULL;
}

const ChoshoPlace *
chosho_place_lookup (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].id, id) == 0)
      return &places[i];
  return NULL;
}
