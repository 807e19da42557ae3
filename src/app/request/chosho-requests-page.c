/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "chosho-accessible.h"
#include "chosho-clock.h"
#include "chosho-code-words.h"
#include "chosho-error-view.h"
#include "chosho-receive-dialog.h"
#include "chosho-requests-page.h"
#include "chosho-trail.h"
#include "chosho-wrap-layout.h"

#define KIND "request" /* of the rows */

struct _ChoshoRequestsPage
{
  ChoshoRecordPage parent_instance;

  GtkToggleButton *overdue; /* (borrowed) only what the client is late with */
  GArray          *password_fds; /* (owned) (element-type int) of archives taken in: a command may wait long before it reads its own */
};

G_DEFINE_FINAL_TYPE (ChoshoRequestsPage, chosho_requests_page, CHOSHO_TYPE_RECORD_PAGE)

/* --- Words -------------------------------------------------------------------------------------------------------- */

static const char *const waiting[] = { "requested", "returned", NULL };

/* Today in the engagement's time zone. (transfer full) (nullable) */
static char *
dup_today (ChoshoContext *context)
{
  const char *zone = chosho_value_get_string (chosho_context_get_engagement (context), "time_zone");

  return zone != NULL ? chosho_date_of_time (chosho_clock_now_us (), zone) : NULL;
}

/* How many days the client is late; 0 where it is not the client's turn. */
static guint
count_days_late (ChoshoContext *context, ChoshoValue *row)
{
  const char *due = chosho_value_get_string (row, "due");
  const char *state = chosho_value_get_string (row, "state");
  g_autofree char *today = dup_today (context);

  if (due == NULL || today == NULL || !g_strv_contains (waiting, state) || g_strcmp0 (due, today) >= 0)
    return 0;
  return (guint) (chosho_date_to_days (today) - chosho_date_to_days (due));
}

static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup (chosho_value_get_string (row, "text"));
}

static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  const char *number = chosho_value_get_string (row, "number");
  const char *state = chosho_word_request_state (chosho_value_get_string (row, "state"));
  const char *due = chosho_value_get_string (row, "due");
  guint late = count_days_late (context, row);
  g_autofree char *days = late > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day late", "%u days late", late), late) : NULL;
  g_autofree char *until = due != NULL && days == NULL ? g_strdup_printf (_("due %s"), due) : NULL;

  if (days != NULL)
    return g_strjoin (" · ", number, state, days, NULL);
  return g_strjoin (" · ", number, state, until, NULL);
}

static const ChoshoRowField fields[] = {
  { "number", N_("Number"), NULL },
  { "state", N_("State"), chosho_word_request_state },
  { "state_text", N_("Last word"), NULL },
  { "period", N_("Period"), NULL },
  { "owner", N_("Person at the client"), NULL },
  { "requested", N_("Requested on"), NULL },
  { "due", N_("Due"), NULL },
  { "received", N_("Received on"), NULL },
  { "files", N_("Files named by the client"), NULL },
  { "reply", N_("Client's reply"), NULL },
  { "remarks", N_("Remarks"), NULL },
  { NULL, NULL, NULL },
};

static const ChoshoRowField columns[] = {
  { "number", N_("Number"), NULL },
  { "controls", N_("Controls"), NULL },
  { "text", N_("Text"), NULL },
  { "period", N_("Period"), NULL },
  { "owner", N_("Person at the client"), NULL },
  { "requested", N_("Requested on"), NULL },
  { "due", N_("Due"), NULL },
  { "received", N_("Received on"), NULL },
  { "state", N_("State"), chosho_word_request_state },
  { "remarks", N_("Remarks"), NULL },
  { NULL, NULL, NULL },
};

static const char *const states[] = { "not-requested", "requested", "received", "checking", "accepted", "returned", "withdrawn", NULL };
static const char *const unasked[] = { "not-requested", "withdrawn", NULL };
static const char *const asked_again[] = { "requested", "returned", NULL };
static const char *const came[] = { "received", "checking", NULL };
static const char *const received[] = { "received", NULL };
static const char *const returnable[] = { "received", "checking", "accepted", NULL };
static const char *const wanted[] = { "not-requested", "requested", "received", "checking", "returned", NULL };

static const ChoshoRecordAct acts[] = {
  { "request send", N_("_Sent…"), "ids", unasked, NULL, FALSE },
  { "request send", N_("_Asked Again…"), "ids", asked_again, NULL, FALSE },
  { "request check", N_("_Look at It"), "ids", received, NULL, TRUE },
  { "request accept", N_("A_ccept…"), "ids", came, NULL, FALSE },
  { "request return", N_("_Return…"), "ids", returnable, NULL, FALSE },
  { "request link", N_("Came As _Evidence…"), "id", wanted, NULL, FALSE },
  { "request set", N_("C_hange…"), "id", NULL, "text", FALSE },
  { "request withdraw", N_("_Withdraw…"), "ids", wanted, NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static void
narrow_to_late (ChoshoRecordPage *page, ChoshoRowQuery *query)
{
  g_autofree char *today = dup_today (chosho_page_get_context (CHOSHO_PAGE (page)));

  chosho_row_query_add_any (query, "state", waiting);
  chosho_row_query_add_range (query, "due", "0", today != NULL ? today : "0");
}

static void
narrow_to_badge (ChoshoRecordPage *page, ChoshoRowQuery *query)
{
  g_autoptr (ChoshoRowQuery) late = chosho_row_query_new (KIND);
  g_autoptr (ChoshoRowQuery) returned = chosho_row_query_new (KIND);

  narrow_to_late (page, late);
  chosho_row_query_add_filter (returned, "state", "returned");
  chosho_row_query_add_either (query, late, returned);
}

static const ChoshoRecordSpec spec = {
  .kind = KIND, .icon_name = "mail-send-receive-symbolic", .empty_title = N_("No Requests"),
  .empty_text = N_("What the client is asked for stands here. Requests are made from the procedures' own words or from the class of audit subject, or added one by one."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .columns = columns, .acts = acts,
  .state_column = "state", .states = states, .state_word = chosho_word_request_state,
  .badge = "requests", .narrow_to_badge = narrow_to_badge,
};

/* --- The list ------------------------------------------------------------------------------------------------------ */

static gboolean
chosho_requests_page_narrow (ChoshoRecordPage *page, ChoshoRowQuery *query)
{
  gboolean overdue = gtk_toggle_button_get_active (CHOSHO_REQUESTS_PAGE (page)->overdue);

  if (overdue)
    narrow_to_late (page, query);
  return overdue;
}

static void
chosho_requests_page_show_target (ChoshoPage *page, const char *target)
{
  gboolean overdue = g_strcmp0 (target, "filter:overdue=1") == 0;

  gtk_toggle_button_set_active (CHOSHO_REQUESTS_PAGE (page)->overdue, overdue);
  CHOSHO_PAGE_CLASS (chosho_requests_page_parent_class)->show_target (page, overdue ? "" : target);
}

/* --- The one chosen ------------------------------------------------------------------------------------------------- */

/* Beside the request: what was asked for and what came are compared. */
static void
on_evidence_cb (GtkButton *button, ChoshoRequestsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view-evidence", "(ss)", gtk_widget_get_name (GTK_WIDGET (button)), "");
}

static GtkWidget *
new_evidence (ChoshoRequestsPage *self, const char *id)
{
  ChoshoWorkspace *workspace = chosho_context_get_workspace (chosho_page_get_context (CHOSHO_PAGE (self)));
  g_autoptr (ChoshoValue) row = chosho_workspace_read_row (workspace, "evidence", id);
  const char *reference = chosho_value_get_string (row, "reference");
  const char *name = chosho_value_get_string (row, "name");
  g_autofree char *words = g_strjoin ("  ", reference != NULL ? reference : id, name, NULL);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_name (button, id);
  gtk_widget_add_css_class (button, "chosho-finding");
  gtk_widget_set_tooltip_text (button, words);
  chosho_accessible_set_name (button, words);
  g_signal_connect (button, "clicked", G_CALLBACK (on_evidence_cb), self);
  return button;
}

static GtkWidget *
new_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static void
chosho_requests_page_show_row (ChoshoRecordPage *page, ChoshoValue *row)
{
  ChoshoValue *evidence = chosho_value_get (row, "evidence");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  if (chosho_value_get_length (evidence) > 0)
    gtk_box_append (GTK_BOX (box), new_heading (_("Evidence received")));
  for (guint i = 0; i < chosho_value_get_length (evidence); i++)
    gtk_box_append (GTK_BOX (box), new_evidence (CHOSHO_REQUESTS_PAGE (page), chosho_value_as_string (chosho_value_get_item (evidence, i))));
  gtk_box_append (GTK_BOX (box), new_heading (_("How it went")));
  gtk_box_append (GTK_BOX (box), chosho_trail_new (chosho_value_get (row, "trail"), chosho_word_request_state));
  adw_bin_set_child (chosho_record_page_get_more (page), box);
}

/* What stands now, to be changed. */
static void
chosho_requests_page_prepare (ChoshoRecordPage *page, const char *command, ChoshoCommandDialog *dialog)
{
  static const char *const names[] = { "number", "period", "owner", "due", "remarks" };
  ChoshoValue *row = chosho_record_page_get_row (page);

  for (guint i = 0; i < G_N_ELEMENTS (names) && g_str_equal (command, "request set"); i++)
    if (chosho_value_get_string (row, names[i]) != NULL)
      chosho_command_dialog_fill (dialog, names[i], chosho_value_get_string (row, names[i]));
}

/* --- Acts of the list ------------------------------------------------------------------------------------------------ */

static void
on_form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();
  gboolean make = g_str_equal (name, "requests.make");
  ChoshoCommandDialog *dialog;

  if (make)
    chosho_value_set_boolean (preset, "dry_run", FALSE);
  dialog = chosho_command_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), chosho_page_get_context (CHOSHO_PAGE (widget)),
                                      make ? "request make" : "request add", preset);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_written (ChoshoPage *page, ChoshoValue *result, gpointer user_data)
{
  g_autofree char *text = g_strdup_printf (_("Written: %s"), chosho_value_get_string (result, "file"));

  chosho_error_view_toast (GTK_WIDGET (page), text);
}

static void
on_read (ChoshoPage *page, ChoshoValue *result, gpointer user_data)
{
  guint added = chosho_value_get_length (chosho_value_get (result, "added"));
  guint changed = chosho_value_get_length (chosho_value_get (result, "changed"));
  guint told = chosho_value_get_length (chosho_value_get (result, "notices"));
  g_autofree char *text = g_strdup_printf (_("%u added, %u changed, %u left as they are"), added, changed, told);

  chosho_error_view_toast (GTK_WIDGET (page), text);
}

/* One argument of a command that takes a file. */
static ChoshoValue *
new_args (const char *argument, GFile *file)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, argument, g_file_peek_path (file));
  return args;
}

static void
on_receive_cb (ChoshoReceiveDialog *dialog, ChoshoValue *args, int password_fd, ChoshoRequestsPage *self)
{
  if (password_fd >= 0)
    g_array_append_val (self->password_fds, password_fd);
  chosho_page_run_job (CHOSHO_PAGE (self), _("Taking in what came back"), "request receive", chosho_value_ref (args), NULL, NULL);
}

static void
receive (ChoshoRequestsPage *self, GFile *file)
{
  ChoshoReceiveDialog *dialog = chosho_receive_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                           chosho_page_get_context (CHOSHO_PAGE (self)), g_file_peek_path (file));

  g_signal_connect_object (dialog, "take", G_CALLBACK (on_receive_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_file_cb (GtkNativeDialog *chooser, int response, ChoshoRequestsPage *self)
{
  const char *act = g_object_get_data (G_OBJECT (chooser), "act");
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      if (g_str_has_prefix (act, "requests.receive"))
        receive (self, file);
      else if (g_str_equal (act, "requests.write"))
        chosho_page_run_job (CHOSHO_PAGE (self), _("Writing the request list"), "request export", new_args ("file", file), on_written, NULL);
      else if (g_str_equal (act, "requests.status"))
        chosho_page_run_job (CHOSHO_PAGE (self), _("Writing the day's status"), "request status", new_args ("output", file), on_written, NULL);
      else
        chosho_page_run_job (CHOSHO_PAGE (self), _("Reading the request list"), "request import", new_args ("file", file), on_read, NULL);
    }
  g_object_unref (chooser);
}

/* What each act that needs a file asks for. */
static const struct
{
  const char          *act;
  const char          *title;
  GtkFileChooserAction action;
  const char          *name; /* (nullable) that a new file begins with */
} choosers[] = {
  { "requests.write", N_("Write the List for the Client"), GTK_FILE_CHOOSER_ACTION_SAVE, N_("Request list.xlsx") },
  { "requests.status", N_("Write Today's Status"), GTK_FILE_CHOOSER_ACTION_SAVE, N_("Status of requests.xlsx") },
  { "requests.read", N_("Read the List Back"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL },
  { "requests.receive-folder", N_("Folder That Came Back"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL },
  { "requests.receive-file", N_("Archive or File That Came Back"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL },
};

static void
on_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (choosers); i++)
    {
      GtkFileChooserNative *chooser;

      if (!g_str_equal (choosers[i].act, name))
        continue;
      chooser = gtk_file_chooser_native_new (_(choosers[i].title), GTK_WINDOW (gtk_widget_get_root (widget)), choosers[i].action, NULL, NULL);
      if (choosers[i].name != NULL)
        gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _(choosers[i].name));
      g_object_set_data (G_OBJECT (chooser), "act", (gpointer) choosers[i].act);
      g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_cb), widget, 0);
      gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
    }
}

/* --- The bar -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
new_menu (const char *label, const char *const *acts_of_menu)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  for (; *acts_of_menu != NULL; acts_of_menu++)
    for (guint i = 0; i < G_N_ELEMENTS (choosers); i++)
      if (g_str_equal (choosers[i].act, *acts_of_menu))
        {
          g_autofree char *words = g_strconcat (_(choosers[i].title), "…", NULL);

          g_menu_append (menu, words, choosers[i].act);
        }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  chosho_accessible_set_name (button, label);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  return button;
}

static GtkWidget *
new_bar (ChoshoRequestsPage *self)
{
  static const char *const list_acts[] = { "requests.write", "requests.read", "requests.status", NULL };
  static const char *const receive_acts[] = { "requests.receive-folder", "requests.receive-file", NULL };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_layout_manager (bar, chosho_wrap_layout_new (6, 6));
  gtk_widget_add_css_class (bar, "chosho-toolbar");
  self->overdue = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_("_Overdue Only")));
  g_signal_connect_swapped (self->overdue, "toggled", G_CALLBACK (chosho_record_page_ask), self);
  gtk_box_append (GTK_BOX (bar), new_button (_("_Make from Procedures…"), "requests.make"));
  gtk_box_append (GTK_BOX (bar), new_button (_("_Add…"), "requests.add"));
  gtk_box_append (GTK_BOX (bar), new_menu (_("Request List"), list_acts));
  gtk_box_append (GTK_BOX (bar), new_menu (_("Receive"), receive_acts));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->overdue));
  return bar;
}

static void
chosho_requests_page_finalize (GObject *object)
{
  ChoshoRequestsPage *self = CHOSHO_REQUESTS_PAGE (object);

  for (guint i = 0; i < self->password_fds->len; i++)
    close (g_array_index (self->password_fds, int, i));
  g_array_unref (self->password_fds);
  G_OBJECT_CLASS (chosho_requests_page_parent_class)->finalize (object);
}

static void
chosho_requests_page_class_init (ChoshoRequestsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_requests_page_finalize;
  CHOSHO_PAGE_CLASS (klass)->show_target = chosho_requests_page_show_target;
  CHOSHO_RECORD_PAGE_CLASS (klass)->narrow = chosho_requests_page_narrow;
  CHOSHO_RECORD_PAGE_CLASS (klass)->show_row = chosho_requests_page_show_row;
  CHOSHO_RECORD_PAGE_CLASS (klass)->prepare = chosho_requests_page_prepare;
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
  gtk_widget_class_install_action (widget_class, "requests.make", NULL, on_form_action);
  gtk_widget_class_install_action (widget_class, "requests.add", NULL, on_form_action);
  for (guint i = 0; i < G_N_ELEMENTS (choosers); i++)
    gtk_widget_class_install_action (widget_class, choosers[i].act, NULL, on_file_action);
}

static void
chosho_requests_page_init (ChoshoRequestsPage *self)
{
  self->password_fds = g_array_new (FALSE, FALSE, sizeof (int));
  chosho_record_page_set_above (CHOSHO_RECORD_PAGE (self), new_bar (self));
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control>n", "requests.add");
}
