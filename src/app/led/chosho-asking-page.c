/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-asking-page.h"
#include "chosho-code-words.h"
#include "chosho-error-view.h"
#include "chosho-list-copy.h"
#include "chosho-question-row.h"
#include "chosho-sitting.h"
#include "chosho-tsv.h"
#include "chosho-wrap-layout.h"
#include "chosho-zone.h"

#define MAX_QUESTIONS 100 /* each is a form of its own; nobody is asked more in one sitting */
#define FIRST_OUTCOME_KEY 5

/* The fields of the form, as `interview conduct` names them. */
static const char *const field_names[] = { "who", "post", "on", "time", "how", "place", "with" };

struct _ChoshoAskingPage
{
  ChoshoPage parent_instance;

  /* Template */
  GtkEditable    *fields[G_N_ELEMENTS (field_names)];
  GtkSearchEntry *search;
  GtkEntry       *chapter;
  GtkDropDown    *assignee;
  GtkLabel       *open;
  GtkLabel       *count;
  GtkLabel       *lacking;
  GtkBox         *questions;
  GtkLabel       *more;
  GtkLabel       *none;

  ChoshoSitting  *sitting;  /* (owned) (nullable): nobody who may write */
  char           *person;   /* (owned) (nullable) whose sitting it is */
  GPtrArray      *members;  /* (owned) ids in the order of @assignee, after "anyone" */
  ChoshoValue    *recording; /* (owned) (nullable) arguments on their way into the record */
  GCancellable   *asking;   /* (owned) (nullable) */
  guint           n_open;   /* questions that fit the choice */
  gboolean        filling;  /* fields are set, not typed */
  gboolean        renew;    /* other answers than those shown: every question is made again */
};

G_DEFINE_FINAL_TYPE (ChoshoAskingPage, chosho_asking_page, CHOSHO_TYPE_PAGE)

static ChoshoWorkspace *
get_workspace (ChoshoAskingPage *self)
{
  return chosho_context_get_workspace (chosho_page_get_context (CHOSHO_PAGE (self)));
}

/* --- What can be recorded ------------------------------------------------------------------------------------------ */

static gboolean
is_form_complete (ChoshoAskingPage *self)
{
  static const guint needed[] = { 0, 1, 2, 4 }; /* who, post, on, how */

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (gtk_editable_get_text (self->fields[needed[i]])[0] == '\0')
      return FALSE;
  return TRUE;
}

static void
show_counts (ChoshoAskingPage *self)
{
  guint answered = 0, ready = 0;
  g_autofree char *text = NULL;
  g_autofree char *open = g_strdup_printf (_("Open questions: %u"), self->n_open);
  gboolean complete = is_form_complete (self);

  if (self->sitting != NULL)
    chosho_sitting_count (self->sitting, &answered, &ready);
  text = g_strdup_printf (_("Answered: %u · with their outcome: %u"), answered, ready);
  gtk_label_set_text (self->open, open);
  gtk_label_set_text (self->count, answered > 0 ? text : "");
  gtk_label_set_text (self->lacking, ready > 0 && !complete ? _("Recording needs who was asked, organisation and post, the day, and how.") : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "asking.record", ready > 0 && complete && self->recording == NULL);
}

static void
on_field_changed_cb (ChoshoAskingPage *self)
{
  g_autoptr (ChoshoValue) form = NULL;

  if (self->filling || self->sitting == NULL)
    return;
  form = chosho_value_new_object ();
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    if (gtk_editable_get_text (self->fields[i])[0] != '\0')
      chosho_value_set_string (form, field_names[i], gtk_editable_get_text (self->fields[i]));
  chosho_sitting_set_form (self->sitting, form);
  show_counts (self);
}

static void
fill_form (ChoshoAskingPage *self)
{
  ChoshoValue *form = self->sitting != NULL ? chosho_sitting_get_form (self->sitting) : NULL;
  g_autofree char *today = chosho_zone_dup_now ("%Y-%m-%d");

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    {
      const char *text = chosho_value_get_string (form, field_names[i]);

      gtk_editable_set_text (self->fields[i], text != NULL ? text : form == NULL && strcmp (field_names[i], "on") == 0 ? today : "");
    }
  self->filling = FALSE;
  if (form == NULL)
    on_field_changed_cb (self); /* today's date is part of what is recorded */
}

/* --- Questions -------------------------------------------------------------------------------------------------------- */

static void
on_row_edited_cb (ChoshoQuestionRow *row, ChoshoAskingPage *self)
{
  g_autoptr (ChoshoValue) answer = chosho_question_row_dup_answer (row);

  if (self->sitting == NULL)
    return;
  if (answer != NULL) /* they are recorded in the order of the criteria */
    chosho_value_set_string (answer, "sort", g_object_get_data (G_OBJECT (row), "sort"));
  chosho_sitting_set_answer (self->sitting, chosho_question_row_get_step (row), answer);
  show_counts (self);
}

static ChoshoQuestionRow *
new_question (ChoshoAskingPage *self, ChoshoValue *step, const char *json)
{
  const char *id = chosho_value_get_string (step, "id");
  ChoshoQuestionRow *row = chosho_question_row_new (step, self->sitting != NULL ? chosho_sitting_get_answer (self->sitting, id) : NULL, self->sitting != NULL);

  g_object_set_data_full (G_OBJECT (row), "json", g_strdup (json), g_free);
  g_signal_connect (row, "edited", G_CALLBACK (on_row_edited_cb), self);
  gtk_box_append (self->questions, GTK_WIDGET (row));
  return row;
}

/* The question with the cursor; NULL. */
static GtkWidget *
get_current (ChoshoAskingPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL ? gtk_widget_get_ancestor (focus, CHOSHO_TYPE_QUESTION_ROW) : NULL;
}

/* The cursor goes on before its question goes: GTK 4.8 complains of a focus that was taken away. */
static void
remove_question (ChoshoAskingPage *self, GtkWidget *row)
{
  GtkWidget *next = gtk_widget_get_next_sibling (row);

  if (row == get_current (self) && next != NULL)
    chosho_question_row_focus (CHOSHO_QUESTION_ROW (next));
  else if (row == get_current (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_box_remove (self->questions, row);
}

/* id -> row of the questions shown. */
static GHashTable *
index_rows (ChoshoAskingPage *self)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->questions)); child != NULL; child = gtk_widget_get_next_sibling (child))
    g_hash_table_insert (rows, (gpointer) chosho_question_row_get_step (CHOSHO_QUESTION_ROW (child)), child);
  return rows;
}

/* The row of @step, as it is where it says the same or somebody types into it; what was overtaken takes no more. */
static GtkWidget *
take_row (ChoshoAskingPage *self, GHashTable *rows, ChoshoValue *step)
{
  GtkWidget *row = g_hash_table_lookup (rows, chosho_value_get_string (step, "id"));
  g_autofree char *json = chosho_value_to_canonical (step, NULL);

  gboolean typing = row != NULL && row == get_current (self) && chosho_value_get_string (step, "performance") == NULL;

  if (row != NULL && !self->renew && (typing || g_strcmp0 (json, g_object_get_data (G_OBJECT (row), "json")) == 0))
    {
      g_hash_table_remove (rows, chosho_value_get_string (step, "id"));
      return row;
    }
  return GTK_WIDGET (new_question (self, step, json));
}

/* First the answers that were overtaken: they want a decision, whatever the choice is. (transfer full) (element-type ChoshoValue) */
static GPtrArray *
list_shown (ChoshoAskingPage *self, ChoshoValue *steps)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);

  if (self->sitting != NULL && self->recording == NULL) /* what is being recorded is about to be no answer any more */
    {
      chosho_sitting_check_overtaken (self->sitting);
      for (guint i = 0; i < chosho_sitting_get_overtaken (self->sitting)->len; i++)
        g_ptr_array_add (shown, chosho_value_ref (g_ptr_array_index (chosho_sitting_get_overtaken (self->sitting), i)));
    }
  for (guint i = 0; i < MIN (chosho_value_get_length (steps), MAX_QUESTIONS); i++)
    g_ptr_array_add (shown, chosho_value_ref (chosho_value_get_item (steps, i)));
  return shown;
}

static void
show_questions (ChoshoAskingPage *self, ChoshoValue *steps)
{
  guint n = chosho_value_get_length (steps);
  g_autoptr (GPtrArray) shown = list_shown (self, steps);
  g_autofree char *more = n > MAX_QUESTIONS ? g_strdup_printf (_("%u more: narrow the choice to see them."), n - MAX_QUESTIONS) : g_strdup ("");
  g_autoptr (GHashTable) rows = index_rows (self);
  GtkWidget *previous = NULL;
  GHashTableIter iter;
  gpointer row;

  for (guint i = 0; i < shown->len; i++)
    {
      GtkWidget *own = take_row (self, rows, g_ptr_array_index (shown, i));

      g_object_set_data_full (G_OBJECT (own), "sort", g_strdup_printf ("%08u", i), g_free);
      gtk_box_reorder_child_after (self->questions, own, previous);
      previous = own;
    }
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    remove_question (self, row);
  self->renew = FALSE;
  self->n_open = n;
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->none), n == 0);
}

/* All that are listed, with what is answered so far: nothing can be chosen here. */
static char *
dup_table (GtkWidget *questions, gboolean all, gpointer user_data)
{
  const char *const heads[] = { _("Control"), _("Title"), _("Phase"), _("Question"), _("Answer"), _("Outcome"), _("Why it could not be performed") };
  GString *text = g_string_new (NULL);

  chosho_tsv_append_line (text, heads, G_N_ELEMENTS (heads));
  for (GtkWidget *row = gtk_widget_get_first_child (questions); row != NULL; row = gtk_widget_get_next_sibling (row))
    chosho_question_row_append_line (CHOSHO_QUESTION_ROW (row), text);
  return g_string_free (text, FALSE);
}

static gboolean
is_narrowed (ChoshoAskingPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0' || gtk_editable_get_text (GTK_EDITABLE (self->chapter))[0] != '\0'
         || gtk_drop_down_get_selected (self->assignee) > 0;
}

static void
on_steps_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoAskingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) rows = NULL;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &rows, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  show_questions (self, rows);
  show_counts (self);
  if (self->n_open > 0 || is_narrowed (self) || gtk_widget_get_first_child (GTK_WIDGET (self->questions)) != NULL)
    chosho_page_show_content (CHOSHO_PAGE (self));
  else
    chosho_page_show_empty (CHOSHO_PAGE (self), "dialog-question-symbolic", _("No Inquiry Is Open"),
                            _("Questions come from the steps of the procedures for which inquiry is prescribed; what was answered stands among the interview records."),
                            _("_Interview Records"), "win.go(('interviews',''))");
}

static void
set_text_arg (ChoshoValue *args, const char *name, const char *text)
{
  if (text[0] != '\0')
    chosho_value_set_string (args, name, text);
}

static void
ask (ChoshoAskingPage *self)
{
  ChoshoValue *args, *techniques;
  guint assignee = gtk_drop_down_get_selected (self->assignee);

  if (chosho_page_get_context (CHOSHO_PAGE (self)) == NULL)
    return;
  args = chosho_value_new_object ();
  techniques = chosho_value_new_array ();
  chosho_value_append_string (techniques, "inquiry");
  chosho_value_set (args, "technique", techniques);
  set_text_arg (args, "search", gtk_editable_get_text (GTK_EDITABLE (self->search)));
  set_text_arg (args, "chapter", gtk_editable_get_text (GTK_EDITABLE (self->chapter)));
  if (assignee > 0 && assignee <= self->members->len)
    chosho_value_set_string (args, "assignee", g_ptr_array_index (self->members, assignee - 1));
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  chosho_workspace_run_async (get_workspace (self), "step waiting", args, self->asking, on_steps_cb, g_object_ref (self));
}

static void
on_narrowed_cb (ChoshoAskingPage *self)
{
  if (!self->filling)
    ask (self);
}

/* --- Recording ----------------------------------------------------------------------------------------------------------- */

static void
on_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoAskingPage) self = user_data;
  g_autoptr (ChoshoValue) args = g_steal_pointer (&self->recording);
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    {
      chosho_error_view_show (GTK_WIDGET (self), error, value);
      show_counts (self);
      return;
    }
  if (self->sitting != NULL)
    chosho_sitting_note_recorded (self->sitting, args);
  text = g_strdup_printf (_("%s: answers recorded: %d"), chosho_value_get_string (value, "reference"), (int) chosho_value_get_integer (value, "recorded", 0));
  chosho_error_view_toast (GTK_WIDGET (self), text);
  ask (self);
}

static void
on_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoAskingPage *self = CHOSHO_ASKING_PAGE (widget);
  ChoshoValue *args = self->sitting != NULL ? chosho_sitting_make_args (self->sitting) : NULL;

  if (args == NULL)
    return;
  self->recording = args;
  show_counts (self);
  chosho_workspace_run_async (get_workspace (self), "interview conduct", chosho_value_ref (args), NULL, on_recorded_cb, g_object_ref (self));
}

static void
on_discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoAskingPage *self = CHOSHO_ASKING_PAGE (widget);

  if (self->sitting == NULL)
    return;
  chosho_sitting_set_answer (self->sitting, g_variant_get_string (parameter, NULL), NULL);
  ask (self);
}

/* --- Keys ------------------------------------------------------------------------------------------------------------------ */

static void
on_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoAskingPage *self = CHOSHO_ASKING_PAGE (widget);
  GtkWidget *current = get_current (self);
  GtkWidget *next;

  if (g_variant_get_int32 (parameter) > 0)
    next = current != NULL ? gtk_widget_get_next_sibling (current) : gtk_widget_get_first_child (GTK_WIDGET (self->questions));
  else
    next = current != NULL ? gtk_widget_get_prev_sibling (current) : gtk_widget_get_last_child (GTK_WIDGET (self->questions));
  if (next != NULL)
    chosho_question_row_focus (CHOSHO_QUESTION_ROW (next));
}

static void
on_outcome_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *current = get_current (CHOSHO_ASKING_PAGE (widget));

  if (current != NULL)
    chosho_question_row_choose (CHOSHO_QUESTION_ROW (current), (guint) g_variant_get_int32 (parameter));
}

/* --- Page ------------------------------------------------------------------------------------------------------------------- */

static void
on_sitting_loaded_cb (ChoshoAskingPage *self)
{
  self->renew = TRUE;
  fill_form (self);
  ask (self);
}

static void
on_sitting_failed_cb (ChoshoSitting *sitting, const char *text, ChoshoAskingPage *self)
{
  chosho_error_view_toast (GTK_WIDGET (self), text);
}

/* One person's answers are never shown to another, nor recorded by them. */
static void
take_person (ChoshoAskingPage *self)
{
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));
  gboolean may = chosho_context_has_role (context, "practitioner") || chosho_context_has_role (context, "leader") || chosho_context_has_role (context, "executive");
  const char *person = may ? chosho_context_get_my_id (context) : NULL;

  if (g_strcmp0 (self->person, person) == 0)
    return;
  if (self->sitting != NULL)
    {
      chosho_sitting_flush (self->sitting);
      g_signal_handlers_disconnect_by_data (self->sitting, self);
    }
  g_clear_object (&self->sitting);
  self->renew = TRUE;
  g_free (self->person);
  self->person = g_strdup (person);
  if (person == NULL)
    return;
  self->sitting = chosho_sitting_new (chosho_context_get_workspace (context), person);
  g_signal_connect_swapped (self->sitting, "loaded", G_CALLBACK (on_sitting_loaded_cb), self);
  g_signal_connect (self->sitting, "failed", G_CALLBACK (on_sitting_failed_cb), self);
}

static void
take_members (ChoshoAskingPage *self)
{
  ChoshoValue *members = chosho_context_get_members (chosho_page_get_context (CHOSHO_PAGE (self)));
  g_autoptr (GtkStringList) names = NULL;

  if (self->members->len == chosho_value_get_length (members))
    return;
  names = gtk_string_list_new (NULL);
  g_ptr_array_set_size (self->members, 0);
  gtk_string_list_append (names, _("Assigned to anyone"));
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);

      g_ptr_array_add (self->members, g_strdup (chosho_value_get_string (member, "id")));
      gtk_string_list_append (names, chosho_value_get_string (member, "name"));
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->assignee, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
chosho_asking_page_load (ChoshoPage *page)
{
  ChoshoAskingPage *self = CHOSHO_ASKING_PAGE (page);

  take_members (self);
  take_person (self);
  ask (self);
}

static void
chosho_asking_page_focus_search (ChoshoPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (CHOSHO_ASKING_PAGE (page)->search));
}

static void
chosho_asking_page_dispose (GObject *object)
{
  ChoshoAskingPage *self = CHOSHO_ASKING_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->sitting != NULL)
    {
      chosho_sitting_flush (self->sitting);
      g_signal_handlers_disconnect_by_data (self->sitting, self);
    }
  g_clear_object (&self->sitting);
  G_OBJECT_CLASS (chosho_asking_page_parent_class)->dispose (object);
}

static void
chosho_asking_page_finalize (GObject *object)
{
  ChoshoAskingPage *self = CHOSHO_ASKING_PAGE (object);

  g_ptr_array_unref (self->members);
  g_free (self->person);
  g_clear_pointer (&self->recording, chosho_value_unref);
  G_OBJECT_CLASS (chosho_asking_page_parent_class)->finalize (object);
}

static void
chosho_asking_page_class_init (ChoshoAskingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChoshoPageClass *page_class = CHOSHO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_asking_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_asking_page_finalize;
  page_class->load = chosho_asking_page_load;
  page_class->focus_search = chosho_asking_page_focus_search;
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-asking-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoAskingPage, name)
  CHILD (search);
  CHILD (chapter);
  CHILD (assignee);
  CHILD (open);
  CHILD (count);
  CHILD (lacking);
  CHILD (questions);
  CHILD (more);
  CHILD (none);
#undef CHILD
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    gtk_widget_class_bind_template_child_full (widget_class, field_names[i], FALSE,
                                               (gssize) (G_STRUCT_OFFSET (ChoshoAskingPage, fields) + i * sizeof (GtkEditable *)));
  gtk_widget_class_bind_template_callback (widget_class, on_field_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_narrowed_cb);
  gtk_widget_class_install_action (widget_class, "asking.record", NULL, on_record_action);
  gtk_widget_class_install_action (widget_class, "asking.discard", "s", on_discard_action);
  gtk_widget_class_install_action (widget_class, "asking.go", "i", on_next_action);
  gtk_widget_class_install_action (widget_class, "asking.outcome", "i", on_outcome_action);
}

static void
chosho_asking_page_init (ChoshoAskingPage *self)
{
  self->members = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_copy_install (GTK_WIDGET (self->questions), dup_table, self);
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Control>s", "asking.record");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "F9", "asking.go(1)");
  chosho_page_add_shortcut (CHOSHO_PAGE (self), "<Shift>F9", "asking.go(-1)");
  for (guint i = 0; chosho_codes_outcome ()[i] != NULL; i++) /* the keys of a step's card */
    {
      g_autofree char *key = g_strdup_printf ("<Alt>%u", FIRST_OUTCOME_KEY + i);
      g_autofree char *action = g_strdup_printf ("asking.outcome(%u)", i);

      chosho_page_add_shortcut (CHOSHO_PAGE (self), key, action);
    }
}
