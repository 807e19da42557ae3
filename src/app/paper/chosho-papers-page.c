/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-paper-desk.h"
#include "chosho-paper-dialog.h"
#include "chosho-papers-page.h"
#include "chosho-viewer.h"

struct _ChoshoPapersPage
{
  ChoshoRecordPage parent_instance;

  ChoshoPaperDesk *desk; /* (borrowed) (nullable) before the engagement is open */
};

G_DEFINE_FINAL_TYPE (ChoshoPapersPage, chosho_papers_page, CHOSHO_TYPE_RECORD_PAGE)

/* --- The list --------------------------------------------------------------------------------------------------------- */

static char *
dup_title (ChoshoContext *context, ChoshoValue *row)
{
  return g_strdup_printf ("%s  %s", chosho_value_get_string (row, "number"), chosho_value_get_string (row, "title"));
}

static char *
dup_subtitle (ChoshoContext *context, ChoshoValue *row)
{
  const char *state = chosho_value_get_boolean (row, "stale", FALSE) ? _("Changed after sign-off") : chosho_word_state (chosho_value_get_string (row, "state"));

  return chosho_value_get_boolean (row, "required_for_issue", FALSE) ? g_strdup_printf (_("%s · required for issue"), state) : g_strdup (state);
}

static const ChoshoRowField fields[] = { { NULL, NULL, NULL } };

static const ChoshoRowField columns[] = {
  { "number", N_("Number"), NULL },
  { "title", N_("Title"), NULL },
  { "state", N_("State"), chosho_word_state },
  { "text", N_("Text"), NULL },
  { "by", N_("Made by"), NULL },
  { "at", N_("Made at"), NULL },
  { NULL, NULL, NULL },
};

static const char *const states[] = { "not_started", "in_progress", "prepared", "reviewed", "approved", NULL };

static const ChoshoRecordAct acts[] = {
  { "paper add", N_("_Add…"), NULL, NULL, NULL, FALSE },
  { NULL, NULL, NULL, NULL, NULL, FALSE },
};

static const ChoshoRecordSpec spec = {
  .kind = "paper", .icon_name = "x-office-document-symbolic", .empty_title = N_("No General Papers"),
  .empty_text = N_("Acceptance, independence, planning, understanding, meetings, quality: half of every file stands here."),
  .dup_title = dup_title, .dup_subtitle = dup_subtitle, .text = NULL, .fields = fields, .columns = columns, .acts = acts,
  .state_column = "state", .states = states, .state_word = chosho_word_state,
};

static void
on_added_cb (ChoshoPaperDialog *dialog, const char *id, ChoshoPage *page)
{
  chosho_page_show_target (page, id);
}

static void
chosho_papers_page_add (ChoshoRecordPage *page)
{
  ChoshoPaperDialog *dialog = chosho_paper_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), chosho_page_get_context (CHOSHO_PAGE (page)));

  g_signal_connect_object (dialog, "done", G_CALLBACK (on_added_cb), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- The paper chosen ------------------------------------------------------------------------------------------------- */

static void
chosho_papers_page_show_row (ChoshoRecordPage *page, ChoshoValue *row)
{
  chosho_paper_desk_show (CHOSHO_PAPERS_PAGE (page)->desk, chosho_value_get_string (row, "id"));
}

static void
chosho_papers_page_enter (ChoshoRecordPage *page)
{
  chosho_paper_desk_enter (CHOSHO_PAPERS_PAGE (page)->desk);
}

static void
chosho_papers_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  ChoshoPapersPage *self = CHOSHO_PAPERS_PAGE (page);

  CHOSHO_PAGE_CLASS (chosho_papers_page_parent_class)->setup (page, context);
  self->desk = chosho_paper_desk_new (page);
  chosho_record_page_set_detail (CHOSHO_RECORD_PAGE (page), GTK_WIDGET (self->desk));
}

static void
on_verb_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *name;
    void      (*run) (ChoshoPaperDesk *self);
  } verbs[] = {
    { "papers.record", chosho_paper_desk_record },
    { "papers.sign", chosho_paper_desk_sign },
    { "papers.write-note", chosho_paper_desk_write_note },
    { "papers.next-blocker", chosho_paper_desk_show_next },
    { "papers.attach-files", chosho_paper_desk_attach_files },
    { "papers.attach-known", chosho_paper_desk_attach_known },
    { "papers.paste", chosho_paper_desk_paste },
  };

  if (g_str_equal (name, "papers.write-note") && chosho_viewer_mark_where_read (widget))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      verbs[i].run (CHOSHO_PAPERS_PAGE (widget)->desk);
}

static void
on_link_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoPapersPage *self = CHOSHO_PAPERS_PAGE (widget);
  const char *kind, *id;

  g_variant_get (parameter, "(&s&s)", &kind, &id); /* a paper has nothing but evidence */
  if (g_str_equal (name, "papers.take-off"))
    chosho_paper_desk_take_off (self->desk, id);
  else
    chosho_paper_desk_open (self->desk, id);
}

static ChoshoValue *
chosho_papers_page_list_targets (ChoshoPage *page)
{
  return chosho_paper_desk_list_targets (CHOSHO_PAPERS_PAGE (page)->desk);
}

static GtkWidget *
chosho_papers_page_get_foot (ChoshoPage *page)
{
  return chosho_paper_desk_get_gate (CHOSHO_PAPERS_PAGE (page)->desk);
}

static void
chosho_papers_page_class_init (ChoshoPapersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  CHOSHO_PAGE_CLASS (klass)->setup = chosho_papers_page_setup;
  CHOSHO_PAGE_CLASS (klass)->list_targets = chosho_papers_page_list_targets;
  CHOSHO_PAGE_CLASS (klass)->get_foot = chosho_papers_page_get_foot;
  CHOSHO_RECORD_PAGE_CLASS (klass)->spec = &spec;
  CHOSHO_RECORD_PAGE_CLASS (klass)->add = chosho_papers_page_add;
  CHOSHO_RECORD_PAGE_CLASS (klass)->show_own = chosho_papers_page_show_row;
  CHOSHO_RECORD_PAGE_CLASS (klass)->enter = chosho_papers_page_enter;
  gtk_widget_class_install_action (widget_class, "papers.record", NULL, on_verb_action);
  gtk_widget_class_install_action (widget_class, "papers.sign", NULL, on_verb_action);
  gtk_widget_class_install_action (widget_class, "papers.write-note", NULL, on_verb_action);
  gtk_widget_class_install_action (widget_class, "papers.next-blocker", NULL, on_verb_action);
  gtk_widget_class_install_action (widget_class, "papers.attach-files", NULL, on_verb_action);
  gtk_widget_class_install_action (widget_class, "papers.attach-known", NULL, on_verb_action);
  gtk_widget_class_install_action (widget_class, "papers.paste", NULL, on_verb_action);
  gtk_widget_class_install_action (widget_class, "papers.take-off", "(ss)", on_link_action);
  gtk_widget_class_install_action (widget_class, "link.open", "(ss)", on_link_action);
}

static void
chosho_papers_page_init (ChoshoPapersPage *self)
{
  ChoshoPage *page = CHOSHO_PAGE (self);

  chosho_page_add_shortcut (page, "<Control>o", "papers.attach-files");
  chosho_page_add_shortcut (page, "<Control>l", "papers.attach-known");
  chosho_page_add_shortcut (page, "<Control>s", "papers.record");
  chosho_page_add_shortcut (page, "<Control>Return", "papers.sign");
  chosho_page_add_shortcut (page, "<Control>m", "papers.write-note");
  chosho_page_add_shortcut (page, "F8", "papers.next-blocker");
}
