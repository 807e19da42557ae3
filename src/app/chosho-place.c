/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-asking-page.h"
#include "chosho-controls-page.h"
#include "chosho-evidence-page.h"
#include "chosho-findings-page.h"
#include "chosho-interviews-page.h"
#include "chosho-journal-page.h"
#include "chosho-notes-page.h"
#include "chosho-overview-page.h"
#include "chosho-papers-page.h"
#include "chosho-place.h"
#include "chosho-reading-page.h"
#include "chosho-report-page.h"
#include "chosho-requests-page.h"
#include "chosho-samples-page.h"
#include "chosho-search-page.h"
#include "chosho-team-page.h"

static const ChoshoPlace places[] = {
  { "overview", N_("Overview"), "view-grid-symbolic", chosho_overview_page_get_type, FALSE },
  { "controls", N_("Controls"), "view-list-symbolic", chosho_controls_page_get_type, TRUE },
  { "evidence", N_("Evidence"), "mail-attachment-symbolic", chosho_evidence_page_get_type, TRUE },
  { "requests", N_("Requests"), "mail-send-receive-symbolic", chosho_requests_page_get_type, TRUE },
  { "reading", N_("By document"), "accessories-dictionary-symbolic", chosho_reading_page_get_type, FALSE },
  { "interviews", N_("Interviews"), "user-available-symbolic", chosho_interviews_page_get_type, FALSE },
  { "asking", N_("By interview"), "dialog-question-symbolic", chosho_asking_page_get_type, TRUE },
  { "samples", N_("Samples"), "chosho-sample-symbolic", chosho_samples_page_get_type, FALSE },
  { "findings", N_("Findings"), "chosho-finding-symbolic", chosho_findings_page_get_type, TRUE },
  { "review", N_("Review notes"), "document-edit-symbolic", chosho_notes_page_get_type, TRUE },
  { "papers", N_("General papers"), "x-office-document-symbolic", chosho_papers_page_get_type, TRUE },
  { "report", N_("Report"), "document-send-symbolic", chosho_report_page_get_type, FALSE },
  { "team", N_("Team"), "system-users-symbolic", chosho_team_page_get_type, FALSE },
  { "journal", N_("Journal"), "document-open-recent-symbolic", chosho_journal_page_get_type, FALSE },
  { "search", N_("Search"), "system-search-symbolic", chosho_search_page_get_type, TRUE },
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
