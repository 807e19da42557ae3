/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-team-page.h"

struct _ChoshoTeamPage
{
  ChoshoRecordPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ChoshoTeamPage, chosho_team_page, CHOSHO_TYPE_RECORD_PAGE)

static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup (chosho_value_get_string (row, "name"));
}

/* Roles, and what is missing. */
static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  ChoshoValue *roles = chosho_value_get (row, "roles");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (roles); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "", chosho_word_role (chosho_value_as_string (chosho_value_get_item (roles, i))));
  if (g_strcmp0 (chosho_value_get_string (row, "state"), "left") == 0)
    g_string_append_printf (text, " · %s", _("Left the team"));
  else if (!chosho_value_get_boolean (row, "independence_confirmed", FALSE))
    g_string_append_printf (text, " · %s", _("Independence not confirmed"));
  return g_string_free (text, FALSE);
}

static const ChoshoRowField fields[] = {
  { "roles", N_("Roles"), chosho_word_role },
  { "independence_confirmed", N_("Independence confirmed"), NULL },
  { "qualification", N_("Qualification"), NULL },
  { "nationality_inquiry", N_("Nationality inquiry"), NULL },
  { "fingerprints", N_("Keys"), NULL },
  { NULL, NULL, NULL },
};

static const ChoshoRowField columns[] = {
  { "name", N_("Name"), NULL },
  { "roles", N_("Roles"), chosho_word_role },
  { "independence_confirmed", N_("Independence confirmed"), NULL },
  { "qualification", N_("Qualification"), NULL },
  { "nationality_inquiry", N_("Nationality inquiry"), NULL },
  { NULL, NULL, NULL },
};

static const char *const active_states[] = { "active", NULL };

static const ChoshoRecordAct acts[] = {
  { "member add", N_("_Add…"), NULL, NULL, NULL, FALSE },
  { "member leave", N_("Take off the _Team…"), "member", active_states, NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static const ChoshoRecordSpec spec = {
  .kind = "member", .icon_name = "system-users-symbolic", .empty_title = N_("No Members"),
  .empty_text = N_("At least three work on an engagement, the executive among them."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .columns = columns, .acts = acts,
  .state_column = NULL, .states = NULL, .state_word = NULL,
};

static void
chosho_team_page_class_init (ChoshoTeamPageClass *klass)
{
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
}

static void
chosho_team_page_init (ChoshoTeamPage *self)
{
}
