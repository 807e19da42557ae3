/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-blocker-words.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-team-page.h"

/* Of the roles, as the record names them. */
static const char *const codes[] = { "executive", "leader", "practitioner", "quality", "reviewer" };

struct _ChoshoTeamPage
{
  ChoshoRecordPage parent_instance;

  GtkBox *lines; /* (borrowed) what the team lacks, one a line */
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

/* --- Forms ------------------------------------------------------------------------------------------------------------ */

static ChoshoCommandDialog *
new_form (ChoshoPage *page, const char *command, const char *member)
{
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();

  if (member != NULL)
    chosho_value_set_string (preset, "member", member);
  return chosho_command_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), chosho_page_get_context (page), command, preset);
}

/* The form of a change begins with what stands. */
static void
fill_change (ChoshoCommandDialog *dialog, ChoshoValue *row)
{
  ChoshoValue *held = chosho_value_get (row, "roles");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (held); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "", chosho_value_as_string (chosho_value_get_item (held, i)));
  chosho_command_dialog_fill (dialog, "name", chosho_value_get_string (row, "name"));
  chosho_command_dialog_fill (dialog, "role", words->str);
  chosho_command_dialog_fill (dialog, "nationality-inquiry", chosho_value_get_string (row, "nationality_inquiry"));
  chosho_command_dialog_fill (dialog, "qualification", chosho_value_get_string (row, "qualification"));
  chosho_command_dialog_fill (dialog, "qualification-until", chosho_value_get_string (row, "qualification_until"));
  chosho_command_dialog_fill (dialog, "nationality", chosho_value_get_string (row, "nationality"));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    chosho_command_dialog_offer (dialog, "role", codes[i], chosho_word_role (codes[i]));
}

/* Whoever has one key needs not choose. */
static void
offer_keys (ChoshoCommandDialog *dialog, ChoshoValue *fingerprints)
{
  if (chosho_value_get_length (fingerprints) == 1)
    chosho_command_dialog_fill (dialog, "fingerprint", chosho_value_as_string (chosho_value_get_item (fingerprints, 0)));
  for (guint i = 0; i < chosho_value_get_length (fingerprints); i++)
    {
      const char *fingerprint = chosho_value_as_string (chosho_value_get_item (fingerprints, i));

      chosho_command_dialog_offer (dialog, "fingerprint", fingerprint, fingerprint);
    }
}

static void
chosho_team_page_prepare (ChoshoRecordPage *page, const char *command, ChoshoCommandDialog *dialog)
{
  if (g_str_equal (command, "member change"))
    fill_change (dialog, chosho_record_page_get_row (page));
  else if (g_str_equal (command, "member key-revoke"))
    offer_keys (dialog, chosho_value_get (chosho_record_page_get_row (page), "fingerprints"));
}

/* --- What the team lacks ---------------------------------------------------------------------------------------------- */

/* The member of that name, which is all that a blocker of the team tells. Borrowed, (nullable). */
static ChoshoValue *
find_member (ChoshoPage *page, const char *name)
{
  ChoshoValue *members = chosho_context_get_members (chosho_page_get_context (page));

  for (guint i = 0; name != NULL && i < chosho_value_get_length (members); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (members, i), "name"), name) == 0)
      return chosho_value_get_item (members, i);
  return NULL;
}

/* A confirmation is the person's own: others are led to who it is. */
static void
mend_independence (ChoshoPage *page, const char *name)
{
  const char *member = chosho_value_get_string (find_member (page, name), "id");

  if (member != NULL && g_strcmp0 (member, chosho_context_get_my_id (chosho_page_get_context (page))) == 0)
    gtk_window_present (GTK_WINDOW (new_form (page, "member confirm-independence", NULL)));
  else
    chosho_page_show_target (page, member);
}

/* Somebody is to be added, in the role that is lacking. */
static void
mend_role (ChoshoPage *page, const char *role)
{
  ChoshoCommandDialog *dialog = new_form (page, "member add", NULL);

  if (role != NULL)
    chosho_command_dialog_fill (dialog, "role", role);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
mend_person (ChoshoPage *page, const char *name)
{
  ChoshoValue *row = find_member (page, name);
  ChoshoCommandDialog *dialog = new_form (page, "member change", chosho_value_get_string (row, "id"));

  fill_change (dialog, row);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_line_clicked_cb (GtkButton *button, ChoshoPage *page)
{
  ChoshoValue *blocker = g_object_get_data (G_OBJECT (button), "line");
  const char *code = chosho_value_get_string (blocker, "code");
  const char *detail = chosho_value_get_string (blocker, "detail");

  if (g_strcmp0 (code, "independence-missing") == 0)
    mend_independence (page, detail);
  else if (g_strv_contains ((const char *const[]){ "qualification-missing", "qualification-expired", "nationality-inquiry-missing", NULL }, code))
    mend_person (page, detail);
  else
    mend_role (page, g_str_equal (code, "quality-controller-missing") ? "quality" : detail);
}

static void
add_line (ChoshoTeamPage *self, ChoshoValue *blocker, const char *tip)
{
  g_autofree char *text = chosho_blocker_dup_of_team (blocker);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tip);
  chosho_accessible_set_name (button, text);
  g_object_set_data_full (G_OBJECT (button), "line", chosho_value_ref (blocker), (GDestroyNotify) chosho_value_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_line_clicked_cb), self);
  gtk_box_append (self->lines, button);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoTeamPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) value = NULL;
  ChoshoValue *blockers;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  blockers = chosho_value_get (value, "blockers");
  chosho_clear_box (self->lines);
  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (blockers, i);
      gboolean warning = g_strcmp0 (chosho_value_get_string (blocker, "severity"), "warn") == 0;

      add_line (self, blocker, warning ? _("Record it") : _("Mend it: the report cannot be issued before"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->lines), gtk_widget_get_first_child (GTK_WIDGET (self->lines)) != NULL);
}

static void
chosho_team_page_load (ChoshoPage *page)
{
  CHOSHO_PAGE_CLASS (chosho_team_page_parent_class)->load (page);
  chosho_workspace_run_async (chosho_context_get_workspace (chosho_page_get_context (page)), "member check", chosho_value_new_object (), NULL,
                              on_checked_cb, g_object_ref (page));
}

/* --- Class ------------------------------------------------------------------------------------------------------------ */

static const ChoshoRowField fields[] = {
  { "roles", N_("Roles"), chosho_word_role },
  { "independence_confirmed", N_("Independence confirmed"), NULL },
  { "qualification", N_("Qualification"), NULL },
  { "qualification_until", N_("Qualification until"), NULL },
  { "nationality", N_("Nationality"), chosho_word_nationality },
  { "nationality_inquiry", N_("Nationality inquiry"), NULL },
  { "fingerprints", N_("Keys"), NULL },
  { NULL, NULL, NULL },
};

static const ChoshoRowField columns[] = {
  { "name", N_("Name"), NULL },
  { "roles", N_("Roles"), chosho_word_role },
  { "independence_confirmed", N_("Independence confirmed"), NULL },
  { "qualification", N_("Qualification"), NULL },
  { "qualification_until", N_("Qualification until"), NULL },
  { "nationality_inquiry", N_("Nationality inquiry"), NULL },
  { NULL, NULL, NULL },
};

static const char *const active_states[] = { "active", NULL };

static const ChoshoRecordAct acts[] = {
  { "member add", N_("_Add…"), NULL, NULL, NULL, FALSE },
  { "member change", N_("_Change…"), "member", active_states, NULL, FALSE },
  { "member key-add", N_("Add a _Key…"), "member", active_states, NULL, FALSE },
  { "member key-revoke", N_("Re_voke a Key…"), "member", NULL, NULL, FALSE },
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
  CHOSHO_PAGE_CLASS (klass)->load = chosho_team_page_load;
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
  CHOSHO_RECORD_PAGE_CLASS (klass)->prepare = chosho_team_page_prepare;
}

static void
chosho_team_page_init (ChoshoTeamPage *self)
{
  self->lines = GTK_BOX (chosho_accessible_new_group (GTK_ORIENTATION_VERTICAL, 0, _("What the team lacks")));
  gtk_widget_set_visible (GTK_WIDGET (self->lines), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->lines), "chosho-notice");
  chosho_record_page_set_above (CHOSHO_RECORD_PAGE (self), GTK_WIDGET (self->lines));
}
