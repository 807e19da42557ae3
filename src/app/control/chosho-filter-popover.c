/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-drop-down.h"
#include "chosho-filter-popover.h"
#include "chosho-filter-words.h"
#include "chosho-saved-filters.h"
#include "chosho-undo.h"

/* The choices of the lists, in order; the first asks for nothing. */
static const char *const states[] = { "", "not_started", "in_progress", "prepared", "reviewed", "approved", "out_of_scope" };
static const char *const techniques[] = { "", "inspection", "observation", "reperformance", "inquiry" };

struct _ChoshoFilterPopover
{
  GtkPopover parent_instance;

  /* Template */
  GtkDropDown    *state;
  GtkDropDown    *person;
  GtkDropDown    *technique;
  GtkDropDown    *visit;
  GtkBox         *mark_box;
  GtkListBox     *saved;
  GtkEntry       *name;
  GtkWidget      *save;

  GtkCheckButton *checks[CHOSHO_N_FILTER_MARKS];
  ChoshoControlFilter *filter;  /* (borrowed) (nullable) */
  GPtrArray      *people;       /* (owned) (element-type utf8) ids of the persons to choose, "" first */
  GPtrArray      *visits;       /* (owned) (element-type utf8) names of the visits to choose, "" first, "none" second */
  GSettings      *settings;     /* (owned) (nullable) where the schema is not installed */
  gboolean        quiet;        /* shows what the filter is: nobody chose */
};

G_DEFINE_FINAL_TYPE (ChoshoFilterPopover, chosho_filter_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Conditions -------------------------------------------------------------------------------------------- */

static void
set_condition (ChoshoFilterPopover *self, const char *key, const char *value)
{
  if (self->quiet || self->filter == NULL)
    return;
  chosho_control_filter_set (self->filter, key, value);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_state_cb (ChoshoFilterPopover *self)
{
  guint position = gtk_drop_down_get_selected (self->state);

  set_condition (self, "state", position < G_N_ELEMENTS (states) ? states[position] : NULL);
}

static void
on_technique_cb (ChoshoFilterPopover *self)
{
  guint position = gtk_drop_down_get_selected (self->technique);

  set_condition (self, "technique", position < G_N_ELEMENTS (techniques) ? techniques[position] : NULL);
}

static void
on_person_cb (ChoshoFilterPopover *self)
{
  guint position = gtk_drop_down_get_selected (self->person);

  set_condition (self, "person", position < self->people->len ? g_ptr_array_index (self->people, position) : NULL);
}

static void
on_visit_cb (ChoshoFilterPopover *self)
{
  guint position = gtk_drop_down_get_selected (self->visit);

  set_condition (self, "visit", position < self->visits->len ? g_ptr_array_index (self->visits, position) : NULL);
}

static void
on_check_cb (GtkCheckButton *check, GParamSpec *pspec, ChoshoFilterPopover *self)
{
  set_condition (self, gtk_widget_get_name (GTK_WIDGET (check)), gtk_check_button_get_active (check) ? "1" : NULL);
}

static guint
find_code (const char *const *codes, guint n_codes, const char *code)
{
  for (guint i = 0; i < n_codes; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      return i;
  return 0;
}

void
chosho_filter_popover_update (ChoshoFilterPopover *self)
{
  self->quiet = TRUE;
  gtk_drop_down_set_selected (self->state, find_code (states, G_N_ELEMENTS (states), chosho_control_filter_get (self->filter, "state")));
  gtk_drop_down_set_selected (self->technique,
                              find_code (techniques, G_N_ELEMENTS (techniques), chosho_control_filter_get (self->filter, "technique")));
  gtk_drop_down_set_selected (self->person, find_code ((const char *const *) self->people->pdata, self->people->len,
                                                       chosho_control_filter_get (self->filter, "person")));
  gtk_drop_down_set_selected (self->visit, find_code ((const char *const *) self->visits->pdata, self->visits->len,
                                                      chosho_control_filter_get (self->filter, "visit")));
  for (guint i = 0; i < CHOSHO_N_FILTER_MARKS; i++)
    gtk_check_button_set_active (self->checks[i], chosho_control_filter_get (self->filter, chosho_filter_marks[i].key) != NULL);
  gtk_widget_set_sensitive (self->save, !chosho_control_filter_is_empty (self->filter));
  self->quiet = FALSE;
}

void
chosho_filter_popover_set_filter (ChoshoFilterPopover *self, ChoshoControlFilter *filter)
{
  self->filter = filter;
  chosho_filter_popover_update (self);
}

static void
add_choice (GtkStringList *words, GPtrArray *values, const char *word, const char *value)
{
  gtk_string_list_append (words, word);
  g_ptr_array_add (values, g_strdup (value));
}

/* Where no control has a visit there is nothing to ask for. */
static void
set_visits (ChoshoFilterPopover *self, ChoshoContext *context)
{
  g_autoptr (ChoshoValue) visits = chosho_context_list_visits (context);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->visits, 0);
  add_choice (names, self->visits, _("Any visit"), "");
  add_choice (names, self->visits, _("No visit"), "none");
  for (guint i = 0; i < chosho_value_get_length (visits); i++)
    {
      const char *name = chosho_value_get_string (chosho_value_get_item (visits, i), "name");

      add_choice (names, self->visits, name, name);
    }
  chosho_drop_down_set_words (self->visit, names);
  gtk_widget_set_visible (GTK_WIDGET (self->visit), chosho_value_get_length (visits) > 0);
}

static void
set_people (ChoshoFilterPopover *self, ChoshoContext *context)
{
  ChoshoValue *members = chosho_context_get_members (context);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->people, 0);
  add_choice (names, self->people, _("Anybody"), "");
  add_choice (names, self->people, _("Me"), "me");
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);

      add_choice (names, self->people, chosho_value_get_string (member, "name"), chosho_value_get_string (member, "id"));
    }
  chosho_drop_down_set_words (self->person, names);
}

void
chosho_filter_popover_set_choices (ChoshoFilterPopover *self, ChoshoContext *context)
{
  self->quiet = TRUE;
  set_people (self, context);
  set_visits (self, context);
  self->quiet = FALSE;
  chosho_filter_popover_update (self);
}

/* --- Saved filters ------------------------------------------------------------------------------------------- */

static void
on_saved_activated_cb (ChoshoFilterPopover *self, GtkListBoxRow *row)
{
  chosho_control_filter_parse (self->filter, g_object_get_data (G_OBJECT (row), "filter"));
  chosho_filter_popover_update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
show_saved (ChoshoFilterPopover *self);

/* A filter that was forgotten, as it is added again. */
typedef struct
{
  GWeakRef popover;
  char    *name;   /* (owned) */
  char    *filter; /* (owned) */
} Forgotten;

static void
forgotten_free (gpointer data)
{
  Forgotten *self = data;

  g_weak_ref_clear (&self->popover);
  g_free (self->name);
  g_free (self->filter);
  g_free (self);
}

static gboolean
restore_forgotten (gpointer data)
{
  Forgotten *self = data;
  g_autoptr (ChoshoFilterPopover) popover = g_weak_ref_get (&self->popover);

  if (popover == NULL)
    return FALSE;
  chosho_saved_filters_add (popover->settings, self->name, self->filter);
  show_saved (popover);
  return TRUE;
}

static void
on_forget_cb (GtkButton *button, ChoshoFilterPopover *self)
{
  Forgotten *forgotten = g_new0 (Forgotten, 1);
  g_autofree char *text = NULL;

  g_weak_ref_init (&forgotten->popover, self);
  forgotten->name = g_strdup (g_object_get_data (G_OBJECT (button), "name"));
  forgotten->filter = g_strdup (g_object_get_data (G_OBJECT (button), "filter"));
  text = g_strdup_printf (_("The filter “%s” is forgotten"), forgotten->name);
  chosho_saved_filters_remove (self->settings, forgotten->name);
  show_saved (self);
  chosho_undo_offer (GTK_WIDGET (self), text, restore_forgotten, forgotten, forgotten_free);
}

static void
add_saved (ChoshoFilterPopover *self, const ChoshoSavedFilter *saved)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (saved->name);
  GtkWidget *forget = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  g_autofree char *words = g_strdup_printf (_("Forget “%s”"), saved->name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_tooltip_text (forget, words);
  chosho_accessible_set_name (forget, words);
  chosho_accessible_set_name (row, saved->name);
  g_object_set_data_full (G_OBJECT (forget), "name", g_strdup (saved->name), g_free);
  g_object_set_data_full (G_OBJECT (forget), "filter", g_strdup (saved->filter), g_free);
  g_object_set_data_full (G_OBJECT (row), "filter", g_strdup (saved->filter), g_free);
  g_signal_connect (forget, "clicked", G_CALLBACK (on_forget_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), forget);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->saved, row);
}

static void
show_saved (ChoshoFilterPopover *self)
{
  g_autoptr (GPtrArray) list = chosho_saved_filters_list (self->settings);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->saved))) != NULL)
    gtk_list_box_remove (self->saved, child);
  for (guint i = 0; i < list->len; i++)
    add_saved (self, g_ptr_array_index (list, i));
  gtk_widget_set_visible (GTK_WIDGET (self->saved), list->len > 0);
}

static void
on_save_cb (ChoshoFilterPopover *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autofree char *text = chosho_control_filter_to_text (self->filter);

  if (name[0] == '\0' || text == NULL)
    return;
  chosho_saved_filters_add (self->settings, name, text);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  show_saved (self);
}

/* --- Class --------------------------------------------------------------------------------------------------- */

static void
chosho_filter_popover_finalize (GObject *object)
{
  ChoshoFilterPopover *self = CHOSHO_FILTER_POPOVER (object);

  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->visits);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (chosho_filter_popover_parent_class)->finalize (object);
}

static void
chosho_filter_popover_class_init (ChoshoFilterPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_filter_popover_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-filter-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoFilterPopover, state);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFilterPopover, person);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFilterPopover, technique);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFilterPopover, visit);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFilterPopover, mark_box);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFilterPopover, saved);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFilterPopover, name);
  gtk_widget_class_bind_template_child (widget_class, ChoshoFilterPopover, save);
  gtk_widget_class_bind_template_callback (widget_class, on_state_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_technique_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_visit_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_saved_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
}

static void
fill_choices (GtkDropDown *down, const char *const *codes, guint n_codes, const char *any, const char *(*word) (const char *))
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, any);
  for (guint i = 1; i < n_codes; i++)
    gtk_string_list_append (list, word (codes[i]));
  gtk_drop_down_set_model (down, G_LIST_MODEL (list));
}

static void
add_checks (ChoshoFilterPopover *self)
{
  for (guint i = 0; i < CHOSHO_N_FILTER_MARKS; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (_(chosho_filter_marks[i].label));

      gtk_widget_set_name (check, chosho_filter_marks[i].key);
      g_signal_connect (check, "notify::active", G_CALLBACK (on_check_cb), self);
      gtk_box_append (self->mark_box, check);
      self->checks[i] = GTK_CHECK_BUTTON (check);
    }
}

static void
chosho_filter_popover_init (ChoshoFilterPopover *self)
{
  self->quiet = TRUE;
  self->people = g_ptr_array_new_with_free_func (g_free);
  self->visits = g_ptr_array_new_with_free_func (g_free);
  self->settings = chosho_saved_filters_open ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_choices (self->state, states, G_N_ELEMENTS (states), _("Any state"), chosho_word_state);
  fill_choices (self->technique, techniques, G_N_ELEMENTS (techniques), _("Any technique still open"), chosho_word_technique);
  add_checks (self);
  show_saved (self);
  self->quiet = FALSE;
}
