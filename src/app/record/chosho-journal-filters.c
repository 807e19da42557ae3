/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-action-groups.h"
#include "chosho-clock.h"
#include "chosho-code-words.h"
#include "chosho-date-text.h"
#include "chosho-drop-down.h"
#include "chosho-journal-filters.h"
#include "chosho-zone.h"

#define INDENT 16 /* pixels by which an action stands below its group */

struct _ChoshoJournalFilters
{
  GtkBox parent_instance;

  /* Template */
  GtkDropDown     *person;
  GtkDropDown     *action;
  GtkEntry        *from;
  GtkEntry        *to;
  GtkToggleButton *oldest; /* comes first; else the newest */

  ChoshoValue *members; /* (owned) (nullable) as listed in @person, after "anybody" */
  GPtrArray   *choices; /* (owned) (element-type Choice) as listed in @action, after "any" */
  gboolean     quiet;   /* shows what is asked for: nobody chose */
};

/* A line of the actions: a group, or one action of it. */
typedef struct
{
  const ChoshoActionGroup *group;
  const char              *action; /* (nullable) the whole group */
} Choice;

G_DEFINE_FINAL_TYPE (ChoshoJournalFilters, chosho_journal_filters, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Conditions ---------------------------------------------------------------------------------------------- */

static void
on_changed_cb (ChoshoJournalFilters *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The moment at which the day begins where the engagement is, as the record writes time; @days later; NULL where nothing or no day is typed.
 * (transfer full) */
static char *
dup_begin (GtkEntry *entry, int days)
{
  g_autofree char *text = chosho_date_text_fold (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr (GDateTime) day = chosho_date_is_valid (text) ? g_date_time_new_from_iso8601 (midnight, chosho_zone_get ()) : NULL;
  g_autoptr (GDateTime) later = day != NULL ? g_date_time_add_days (day, days) : NULL;

  return later != NULL ? chosho_time_format (g_date_time_to_unix (later) * G_USEC_PER_SEC) : NULL;
}

static void
mark_day (GtkEntry *entry)
{
  g_autofree char *text = chosho_date_text_fold (gtk_editable_get_text (GTK_EDITABLE (entry)));

  if (text[0] != '\0' && !chosho_date_is_valid (text))
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
on_day_cb (ChoshoJournalFilters *self)
{
  mark_day (self->from);
  mark_day (self->to);
  on_changed_cb (self);
}

/* Keys, since events are signed by keys: all of the person's. */
static gboolean
add_person (ChoshoJournalFilters *self, ChoshoRowQuery *query)
{
  guint position = gtk_drop_down_get_selected (self->person);
  ChoshoValue *member = position > 0 && position != GTK_INVALID_LIST_POSITION ? chosho_value_get_item (self->members, position - 1) : NULL;
  ChoshoValue *prints = chosho_value_get (member, "fingerprints");
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  if (member == NULL)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (prints); i++)
    g_ptr_array_add (keys, (gpointer) chosho_value_as_string (chosho_value_get_item (prints, i)));
  g_ptr_array_add (keys, NULL);
  chosho_row_query_add_any (query, "author", (const char *const *) keys->pdata);
  return TRUE;
}

static gboolean
add_action (ChoshoJournalFilters *self, ChoshoRowQuery *query)
{
  guint position = gtk_drop_down_get_selected (self->action);
  const Choice *choice = position > 0 && position <= self->choices->len ? g_ptr_array_index (self->choices, position - 1) : NULL;

  if (choice == NULL)
    return FALSE;
  if (choice->action != NULL)
    chosho_row_query_add_filter (query, "action", choice->action);
  else
    chosho_row_query_add_any (query, "action", choice->group->actions);
  return TRUE;
}

gboolean
chosho_journal_filters_apply (ChoshoJournalFilters *self, ChoshoRowQuery *query)
{
  g_autofree char *from = dup_begin (self->from, 0);
  g_autofree char *before = dup_begin (self->to, 1);
  gboolean person = add_person (self, query);
  gboolean action = add_action (self, query);

  chosho_row_query_add_range (query, "at", from, before);
  chosho_row_query_set_reversed (query, !gtk_toggle_button_get_active (self->oldest));
  return person || action || from != NULL || before != NULL;
}

/* --- Choices -------------------------------------------------------------------------------------------------- */

void
chosho_journal_filters_set_members (ChoshoJournalFilters *self, ChoshoValue *members)
{
  g_autoptr (GtkStringList) names = NULL;

  if (self->members == members)
    return;
  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _("Anybody"));
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    gtk_string_list_append (names, chosho_value_get_string (chosho_value_get_item (members, i), "name"));
  g_clear_pointer (&self->members, chosho_value_unref);
  self->members = members != NULL ? chosho_value_ref (members) : NULL;
  self->quiet = TRUE;
  chosho_drop_down_set_words (self->person, names);
  self->quiet = FALSE;
}

void
chosho_journal_filters_reset (ChoshoJournalFilters *self, const char *action)
{
  guint position = 0;

  for (guint i = 0; action != NULL && i < self->choices->len; i++)
    if (g_strcmp0 (((Choice *) g_ptr_array_index (self->choices, i))->action, action) == 0)
      position = i + 1;
  self->quiet = TRUE;
  gtk_drop_down_set_selected (self->person, 0);
  gtk_drop_down_set_selected (self->action, position);
  gtk_editable_set_text (GTK_EDITABLE (self->from), "");
  gtk_editable_set_text (GTK_EDITABLE (self->to), "");
  self->quiet = FALSE;
}

static void
add_choice (ChoshoJournalFilters *self, GtkStringList *words, const ChoshoActionGroup *group, const char *action)
{
  Choice *choice = g_new (Choice, 1);

  choice->group = group;
  choice->action = action;
  g_ptr_array_add (self->choices, choice);
  gtk_string_list_append (words, action != NULL ? chosho_word_action (action) : _(group->title));
}

static void
fill_actions (ChoshoJournalFilters *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  const ChoshoActionGroup *group;

  gtk_string_list_append (words, _("Any act"));
  for (guint i = 0; (group = chosho_action_group_nth (i)) != NULL; i++)
    {
      add_choice (self, words, group, NULL);
      for (guint j = 0; group->actions[j] != NULL; j++)
        add_choice (self, words, group, group->actions[j]);
    }
  gtk_drop_down_set_model (self->action, G_LIST_MODEL (words));
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

/* The groups stand out; what belongs to one stands below it. */
static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, ChoshoJournalFilters *self)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  guint position = gtk_list_item_get_position (item);
  const Choice *choice = position > 0 ? g_ptr_array_index (self->choices, position - 1) : NULL;
  gboolean heading = choice != NULL && choice->action == NULL;

  gtk_label_set_text (GTK_LABEL (label), gtk_string_object_get_string (gtk_list_item_get_item (item)));
  gtk_widget_set_margin_start (label, choice != NULL && !heading ? INDENT : 0);
  if (heading)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
}

/* --- Class ---------------------------------------------------------------------------------------------------- */

static void
chosho_journal_filters_finalize (GObject *object)
{
  ChoshoJournalFilters *self = CHOSHO_JOURNAL_FILTERS (object);

  g_clear_pointer (&self->members, chosho_value_unref);
  g_ptr_array_unref (self->choices);
  G_OBJECT_CLASS (chosho_journal_filters_parent_class)->finalize (object);
}

static void
chosho_journal_filters_class_init (ChoshoJournalFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_journal_filters_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-journal-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoJournalFilters, person);
  gtk_widget_class_bind_template_child (widget_class, ChoshoJournalFilters, action);
  gtk_widget_class_bind_template_child (widget_class, ChoshoJournalFilters, from);
  gtk_widget_class_bind_template_child (widget_class, ChoshoJournalFilters, to);
  gtk_widget_class_bind_template_child (widget_class, ChoshoJournalFilters, oldest);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_day_cb);
}

static void
chosho_journal_filters_init (ChoshoJournalFilters *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->quiet = TRUE;
  self->choices = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_drop_down_set_list_factory (self->action, factory);
  fill_actions (self);
  self->quiet = FALSE;
}

GtkWidget *
chosho_journal_filters_new (void)
{
  return g_object_new (CHOSHO_TYPE_JOURNAL_FILTERS, NULL);
}
