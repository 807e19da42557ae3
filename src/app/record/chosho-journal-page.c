/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-change-list.h"
#include "chosho-code-words.h"
#include "chosho-journal-filters.h"
#include "chosho-journal-page.h"
#include "chosho-verify-panel.h"
#include "chosho-zone.h"

struct _ChoshoJournalPage
{
  ChoshoRecordPage parent_instance;

  ChoshoJournalFilters *filters; /* (borrowed) */
  ChoshoVerifyPanel    *verify;  /* (borrowed) */
  char                 *shown;   /* (owned) (nullable) the event whose changes are shown or on their way */
};

G_DEFINE_FINAL_TYPE (ChoshoJournalPage, chosho_journal_page, CHOSHO_TYPE_RECORD_PAGE)

/* (transfer full) (nullable) "3.1.2.1, R-005" */
static char *
dup_about (ChoshoValue *row)
{
  const char *about = chosho_value_get_string (row, "about");
  guint n_more = (guint) chosho_value_get_integer (row, "about_more", 0);

  return about != NULL && n_more > 0 ? g_strdup_printf (_("%s and %u more"), about, n_more) : g_strdup (about);
}

/* What was done, and to what. */
static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  const char *action = chosho_word_action (chosho_value_get_string (row, "action"));
  g_autofree char *about = dup_about (row);

  return about != NULL ? g_strjoin (" · ", action, about, NULL) : g_strdup (action);
}

/* Who and when; what has no effect says so first. */
static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  const char *author = chosho_value_get_string (row, "author");
  const char *name = chosho_context_get_member_name (context, author);
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (row, "at"));

  return g_strdup_printf ("%s%s · %s", chosho_value_get_boolean (row, "effective", TRUE) ? "" : _("Without effect · "), name != NULL ? name : author, at);
}

static const ChoshoRowField fields[] = {
  { "at", N_("Recorded at"), NULL },
  { "action", N_("Action"), chosho_word_action },
  { "effective", N_("Has effect"), NULL },
  { "code", N_("Reason"), NULL },
  { "seq", N_("Number in its chain"), NULL },
  { "chain", N_("Chain"), NULL },
  { "author", N_("Key"), NULL },
  { "id", N_("Event"), NULL },
  { NULL, NULL, NULL },
};

static const ChoshoRowField columns[] = {
  { "at", N_("Recorded at"), NULL },
  { CHOSHO_ROW_FIELD_PERSON, N_("Person"), NULL },
  { "action", N_("Action"), chosho_word_action },
  { "about", N_("Concerns"), NULL },
  { "effective", N_("Has effect"), NULL },
  { "code", N_("Reason"), NULL },
  { "id", N_("Event"), NULL },
  { NULL, NULL, NULL },
};

static const char *const waiting_codes[] = { "fork", "awaiting-admit", NULL };
static const char *const broken_codes[] = { "rule-broken", "signature-bad", "signer-unknown", NULL };

static const ChoshoRecordAct acts[] = {
  { "admit", N_("_Admit…"), "heads", waiting_codes, NULL, FALSE },
  { "admit", N_("Settle as _Void…"), "void", broken_codes, NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static const ChoshoRecordSpec spec = {
  .kind = "event", .icon_name = "document-open-recent-symbolic", .empty_title = N_("No Events"),
  .empty_text = N_("Every act is an event that nobody can change unnoticed."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .columns = columns, .acts = acts,
  .asks_control = TRUE, .state_member = "code",
};

/* --- What changed ------------------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoJournalPage *page; /* (owned) */
  char              *id;   /* (owned) of the event */
} Reading;

static void
on_changes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (ChoshoJournalPage) self = reading->page;
  g_autofree char *id = reading->id;
  g_autoptr (ChoshoValue) changes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &changes, &error);
  AdwBin *more = chosho_record_page_get_more (CHOSHO_RECORD_PAGE (self));

  g_free (reading);
  if (g_strcmp0 (id, self->shown) != 0)
    return; /* another one is shown by now */
  if (done)
    adw_bin_set_child (more, chosho_change_list_new (chosho_page_get_context (CHOSHO_PAGE (self)), changes));
  else
    adw_bin_set_child (more, gtk_label_new (error->message));
}

/* An event never changes: what is shown of it stays. */
static void
chosho_journal_page_show_row (ChoshoRecordPage *page, ChoshoValue *row)
{
  ChoshoJournalPage *self = CHOSHO_JOURNAL_PAGE (page);
  ChoshoValue *args;
  Reading *reading;

  if (g_strcmp0 (self->shown, chosho_value_get_string (row, "id")) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (chosho_value_get_string (row, "id"));
  adw_bin_set_child (chosho_record_page_get_more (page), NULL);
  args = chosho_value_new_object ();
  chosho_value_set_string (args, "id", self->shown);
  reading = g_new0 (Reading, 1);
  reading->page = g_object_ref (self);
  reading->id = g_strdup (self->shown);
  chosho_workspace_run_async (chosho_context_get_workspace (chosho_page_get_context (CHOSHO_PAGE (self))), "journal changes", args, NULL, on_changes_cb, reading);
}

/* --- Page --------------------------------------------------------------------------------------------------------- */

static gboolean
chosho_journal_page_narrow (ChoshoRecordPage *page, ChoshoRowQuery *query)
{
  return chosho_journal_filters_apply (CHOSHO_JOURNAL_PAGE (page)->filters, query);
}

static void
chosho_journal_page_load (ChoshoPage *page)
{
  chosho_journal_filters_set_members (CHOSHO_JOURNAL_PAGE (page)->filters, chosho_context_get_members (chosho_page_get_context (page)));
  CHOSHO_PAGE_CLASS (chosho_journal_page_parent_class)->load (page);
}

static void
verify (ChoshoJournalPage *self, gboolean members)
{
  chosho_verify_panel_start (self->verify, chosho_context_get_workspace (chosho_page_get_context (CHOSHO_PAGE (self))), members);
}

static void
on_verify_clicked_cb (ChoshoJournalPage *self)
{
  verify (self, FALSE);
}

static void
on_verify_members_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  verify (CHOSHO_JOURNAL_PAGE (widget), TRUE);
}

static void
chosho_journal_page_show_target (ChoshoPage *page, const char *target)
{
  ChoshoJournalPage *self = CHOSHO_JOURNAL_PAGE (page);
  gboolean by_action = target != NULL && g_str_has_prefix (target, "filter:state=");

  if (g_strcmp0 (target, "verify") == 0)
    {
      verify (self, FALSE);
      return;
    }
  chosho_journal_filters_reset (self->filters, by_action ? target + strlen ("filter:state=") : NULL);
  CHOSHO_PAGE_CLASS (chosho_journal_page_parent_class)->show_target (page, target);
}

static void
chosho_journal_page_finalize (GObject *object)
{
  g_free (CHOSHO_JOURNAL_PAGE (object)->shown);
  G_OBJECT_CLASS (chosho_journal_page_parent_class)->finalize (object);
}

static void
chosho_journal_page_class_init (ChoshoJournalPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_journal_page_finalize;
  CHOSHO_PAGE_CLASS (klass)->load = chosho_journal_page_load;
  CHOSHO_PAGE_CLASS (klass)->show_target = chosho_journal_page_show_target;
  CHOSHO_RECORD_PAGE_CLASS (klass)->narrow = chosho_journal_page_narrow;
  CHOSHO_RECORD_PAGE_CLASS (klass)->show_row = chosho_journal_page_show_row;
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "journal.verify-members", NULL, on_verify_members_action);
}

/* Reading everything again, beside it the menu by which archives are unpacked too. */
static GtkWidget *
new_verify_buttons (ChoshoJournalPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Verify"));
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  gtk_widget_set_tooltip_text (button, _("Read the whole record again and name every problem"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_verify_clicked_cb), self);
  g_menu_append (menu, _("With Members of _Archives"), "journal.verify-members");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (more), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (more, _("How much is verified"));
  chosho_accessible_set_name (more, _("How much is verified"));
  gtk_widget_add_css_class (box, "linked");
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), more);
  return box;
}

static void
chosho_journal_page_init (ChoshoJournalPage *self)
{
  ChoshoRecordPage *page = CHOSHO_RECORD_PAGE (self);

  self->filters = CHOSHO_JOURNAL_FILTERS (chosho_journal_filters_new ());
  chosho_record_page_set_narrowing (page, GTK_WIDGET (self->filters));
  g_signal_connect_swapped (self->filters, "changed", G_CALLBACK (chosho_record_page_ask), self);
  self->verify = CHOSHO_VERIFY_PANEL (chosho_verify_panel_new ());
  chosho_record_page_set_above (page, GTK_WIDGET (self->verify));
  chosho_record_page_add_act (page, new_verify_buttons (self));
}
