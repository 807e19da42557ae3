/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-action-groups.h"

static const char *const team[] = { "engagement", "engagement-facts", "setting", "member-add", "member-change", "member-key", "member-key-revoke",
                                    "independence", "member-leave", "admit", "checkpoint", "pack", "pack-return", NULL };
static const char *const criteria[] = { "catalogue", "catalogue-entry", "procedure-source", "procedure-step", "procedure-template", "control-subjects",
                                        "statement-file", "statement-line", "individual-control", "scope", "assignment", "prior-file",
                                        "prior-result", "prior-scope", NULL };
static const char *const evidence[] = { "evidence", "evidence-judge", "evidence-withdraw", "evidence-version", "evidence-purge", "link", "unlink",
                                        "mark", "mark-change", "mark-withdraw",
                                        "interview", "observation", "request", "request-change", "request-state", "request-evidence", "request-evidence-remove", NULL };
static const char *const work[] = { "performance", "consent", "population", "sample", "sample-extension", "sample-result", NULL };
static const char *const papers[] = { "finding", "finding-change", "finding-state", "note", "note-answer", "note-clear", "paper", "paper-change", NULL };
static const char *const signs[] = { "sign-off", "sign-off-withdraw", "sign-off-return", "representation", "subsequent-events", "wording-accept", "draft", "comment",
                                    "comment-decision", "report-issue", "ending", "assembly", "addition", NULL };

static const ChoshoActionGroup groups[] = {
  { N_("Engagement and team"), team },
  { N_("Criteria, procedures and scope"), criteria },
  { N_("Evidence and interviews"), evidence },
  { N_("Steps and samples"), work },
  { N_("Findings, notes and papers"), papers },
  { N_("Sign-offs and report"), signs },
};

const ChoshoActionGroup *
chosho_action_group_nth (guint index)
{
  return index < G_N_ELEMENTS (groups) ? &groups[index] : NULL;
}
