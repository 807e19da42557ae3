/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-clock.h"
#include "chosho-code-words.h"
#include "chosho-date-text.h"
#include "chosho-step-form.h"
#include "chosho-text-area.h"
#include "chosho-wording-note.h"
#include "chosho-wrap-layout.h"

struct _ChoshoStepForm
{
  GtkBox parent_instance;

  /* Template */
  GtkTextView *result;
  GtkWidget   *hint;
  ChoshoWordingNote *wording;
  GtkBox      *bar;
  GtkDropDown *technique;
  GtkDropDown *outcome;
  GtkEntry    *performed_on;
  GtkWidget   *respondent_row;
  GtkWidget   *place_row;
  GtkWidget   *reason_row;
  GtkEntry    *respondent;
  GtkEntry    *place;
  GtkEntry    *reason;
  GtkLabel    *reason_title;

  GPtrArray   *techniques;       /* (owned) (element-type utf8) codes of the choices */
  char        *prescribed;       /* (owned) (nullable) */
  char        *recorded_outcome; /* (owned) (nullable) */
  gboolean     filling;
};

G_DEFINE_FINAL_TYPE (ChoshoStepForm, chosho_step_form, GTK_TYPE_BOX)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Reading ------------------------------------------------------------------------------------------ */

static char *
dup_result (ChoshoStepForm *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->result);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static const char *
get_technique (ChoshoStepForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->technique);

  return selected < self->techniques->len ? g_ptr_array_index (self->techniques, selected) : NULL;
}

/* The first choice is "not decided". */
static const char *
get_outcome (ChoshoStepForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->outcome);

  return selected > 0 && selected != GTK_INVALID_LIST_POSITION ? chosho_codes_outcome ()[selected - 1] : NULL;
}

/* The day it was performed; what is typed where that is no day. (transfer full) */
static char *
dup_day (ChoshoStepForm *self)
{
  return chosho_date_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->performed_on)));
}

static void
set_filled (ChoshoValue *value, const char *name, const char *text)
{
  if (text != NULL && text[0] != '\0')
    chosho_value_set_string (value, name, text);
}

ChoshoValue *
chosho_step_form_dup_value (ChoshoStepForm *self)
{
  ChoshoValue *value = chosho_value_new_object ();
  g_autofree char *result = dup_result (self);
  g_autofree char *day = dup_day (self);

  set_filled (value, "technique", get_technique (self));
  set_filled (value, "outcome", get_outcome (self));
  set_filled (value, "performed_on", day);
  set_filled (value, "result", result);
  set_filled (value, "respondent", gtk_editable_get_text (GTK_EDITABLE (self->respondent)));
  set_filled (value, "place", gtk_editable_get_text (GTK_EDITABLE (self->place)));
  set_filled (value, "reason", gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  return value;
}

/* --- What is asked for --------------------------------------------------------------------------------- */

static gboolean
is_filled (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry))[0] != '\0';
}

/* Why a reason has to be given; NULL: it has not. */
static const char *
get_reason_wanted (ChoshoStepForm *self)
{
  const char *outcome = get_outcome (self);

  if (g_strcmp0 (outcome, "unable") == 0)
    return _("Why it could not be performed");
  if (g_strcmp0 (get_technique (self), self->prescribed) != 0)
    return _("Reason for the departure");
  if (g_strcmp0 (self->recorded_outcome, "exception") == 0 && outcome != NULL && g_strcmp0 (outcome, "exception") != 0)
    return _("Why it is no exception any more");
  return NULL;
}

/* What a record needs, in the order of the form: `step record` asks for it, a sign-off for the reason. */
typedef struct
{
  const char *name;
  GtkWidget  *widget;
  gboolean    filled;
} Wanted;

#define N_WANTED 5

static void
list_wanted (ChoshoStepForm *self, Wanted wanted[N_WANTED])
{
  g_autofree char *result = dup_result (self);
  g_autofree char *day = dup_day (self);

  wanted[0] = (Wanted) { _("Result"), GTK_WIDGET (self->result), g_strstrip (result)[0] != '\0' };
  wanted[1] = (Wanted) { get_reason_wanted (self), GTK_WIDGET (self->reason), get_reason_wanted (self) == NULL || is_filled (self->reason) };
  wanted[2] = (Wanted) { _("Technique"), GTK_WIDGET (self->technique), get_technique (self) != NULL };
  wanted[3] = (Wanted) { _("Performed on (YYYY-MM-DD)"), GTK_WIDGET (self->performed_on), chosho_date_is_valid (day) };
  wanted[4] = (Wanted) { _("Outcome"), GTK_WIDGET (self->outcome), get_outcome (self) != NULL };
}

char *
chosho_step_form_dup_missing (ChoshoStepForm *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  Wanted wanted[N_WANTED];

  list_wanted (self, wanted);
  for (guint i = 0; i < N_WANTED; i++)
    if (!wanted[i].filled)
      g_string_append_printf (names, "%s%s", names->len > 0 ? _(", ") : "", wanted[i].name);
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

void
chosho_step_form_focus_missing (ChoshoStepForm *self)
{
  Wanted wanted[N_WANTED];

  list_wanted (self, wanted);
  for (guint i = 0; i < N_WANTED; i++)
    if (!wanted[i].filled)
      {
        gtk_widget_grab_focus (wanted[i].widget);
        return;
      }
}

/* What the field of the reason is called; NULL: it is not shown. */
static const char *
get_reason_title (ChoshoStepForm *self)
{
  const char *wanted = get_reason_wanted (self);

  return wanted == NULL && is_filled (self->reason) ? _("Reason") : wanted;
}

static void
show_fields (ChoshoStepForm *self)
{
  const char *technique = get_technique (self);
  const char *title = get_reason_title (self);
  g_autofree char *day = dup_day (self);
  gboolean asked = g_strcmp0 (technique, "inquiry") == 0;
  gboolean seen = g_strcmp0 (technique, "observation") == 0;

  gtk_widget_set_visible (self->respondent_row, asked || is_filled (self->respondent));
  gtk_widget_set_visible (self->place_row, seen || is_filled (self->place));
  gtk_widget_set_visible (self->reason_row, title != NULL);
  if (title != NULL)
    {
      gtk_label_set_text (self->reason_title, title);
      chosho_accessible_set_name (self->reason, title);
    }
  if (day[0] != '\0' && !chosho_date_is_valid (day))
    gtk_widget_add_css_class (GTK_WIDGET (self->performed_on), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->performed_on), "warning");
  gtk_widget_set_visible (self->hint, gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->result)) == 0);
}

static void
on_edited_cb (ChoshoStepForm *self)
{
  if (self->filling)
    return;
  show_fields (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

/* --- Filling -------------------------------------------------------------------------------------------- */

/* The firm's own techniques are known where a step prescribes or records them. */
static guint
ensure_technique (ChoshoStepForm *self, const char *code)
{
  GtkStringList *words = GTK_STRING_LIST (gtk_drop_down_get_model (self->technique));

  for (guint i = 0; i < self->techniques->len; i++)
    if (g_str_equal (g_ptr_array_index (self->techniques, i), code))
      return i;
  g_ptr_array_add (self->techniques, g_strdup (code));
  gtk_string_list_append (words, chosho_word_technique (code));
  return self->techniques->len - 1;
}

static guint
find_outcome (const char *code)
{
  const char *const *codes = chosho_codes_outcome ();

  for (guint i = 0; codes[i] != NULL; i++)
    if (g_strcmp0 (codes[i], code) == 0)
      return i + 1;
  return 0;
}

static void
set_entry (GtkEntry *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

void
chosho_step_form_add (ChoshoStepForm *self, GtkWidget *links, GtkWidget *button)
{
  gtk_box_insert_child_after (GTK_BOX (self), links, self->reason_row);
  gtk_box_insert_child_after (self->bar, button, GTK_WIDGET (self->performed_on));
}

void
chosho_step_form_set_step (ChoshoStepForm *self, const char *prescribed, const char *recorded_outcome)
{
  g_free (self->prescribed);
  self->prescribed = g_strdup (prescribed);
  g_free (self->recorded_outcome);
  self->recorded_outcome = g_strdup (recorded_outcome);
  self->filling = TRUE;
  if (prescribed != NULL)
    ensure_technique (self, prescribed);
  self->filling = FALSE;
  show_fields (self);
}

void
chosho_step_form_set_value (ChoshoStepForm *self, ChoshoValue *value)
{
  const char *technique = chosho_value_get_string (value, "technique");
  const char *result = chosho_value_get_string (value, "result");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->result);

  self->filling = TRUE;
  /* Undo must not lead back into another person's words. */
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, result != NULL ? result : "", -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  if (technique != NULL)
    gtk_drop_down_set_selected (self->technique, ensure_technique (self, technique));
  gtk_drop_down_set_selected (self->outcome, find_outcome (chosho_value_get_string (value, "outcome")));
  set_entry (self->performed_on, chosho_value_get_string (value, "performed_on"));
  set_entry (self->respondent, chosho_value_get_string (value, "respondent"));
  set_entry (self->place, chosho_value_get_string (value, "place"));
  set_entry (self->reason, chosho_value_get_string (value, "reason"));
  self->filling = FALSE;
  show_fields (self);
}

void
chosho_step_form_set_wording (ChoshoStepForm *self, ChoshoWordingScope *wording, const char *where)
{
  chosho_wording_note_set_scope (self->wording, wording, where);
}

void
chosho_step_form_set_editable (ChoshoStepForm *self, gboolean editable)
{
  GtkWidget *widgets[] = { GTK_WIDGET (self->technique), GTK_WIDGET (self->outcome), GTK_WIDGET (self->performed_on),
                           GTK_WIDGET (self->respondent), GTK_WIDGET (self->place), GTK_WIDGET (self->reason) };

  gtk_text_view_set_editable (self->result, editable);
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    gtk_widget_set_sensitive (widgets[i], editable);
}

void
chosho_step_form_choose_technique (ChoshoStepForm *self, guint index)
{
  if (index < self->techniques->len && gtk_widget_get_sensitive (GTK_WIDGET (self->technique)))
    gtk_drop_down_set_selected (self->technique, index);
}

void
chosho_step_form_choose_outcome (ChoshoStepForm *self, guint index)
{
  if (index < g_strv_length ((char **) chosho_codes_outcome ()) && gtk_widget_get_sensitive (GTK_WIDGET (self->outcome)))
    gtk_drop_down_set_selected (self->outcome, index + 1);
}

void
chosho_step_form_insert (ChoshoStepForm *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->result);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
}

void
chosho_step_form_focus_result (ChoshoStepForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->result));
}

/* --- Class ------------------------------------------------------------------------------------------------ */

static void
chosho_step_form_finalize (GObject *object)
{
  ChoshoStepForm *self = CHOSHO_STEP_FORM (object);

  g_ptr_array_unref (self->techniques);
  g_free (self->prescribed);
  g_free (self->recorded_outcome);
  G_OBJECT_CLASS (chosho_step_form_parent_class)->finalize (object);
}

static void
chosho_step_form_class_init (ChoshoStepFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_step_form_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CHOSHO_TYPE_TEXT_AREA);
  g_type_ensure (CHOSHO_TYPE_WORDING_NOTE);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-step-form.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoStepForm, name)
  CHILD (result);
  CHILD (hint);
  CHILD (wording);
  CHILD (bar);
  CHILD (technique);
  CHILD (outcome);
  CHILD (performed_on);
  CHILD (respondent_row);
  CHILD (place_row);
  CHILD (reason_row);
  CHILD (respondent);
  CHILD (place);
  CHILD (reason);
  CHILD (reason_title);
#undef CHILD
}

static void
chosho_step_form_init (ChoshoStepForm *self)
{
  GtkStringList *techniques = gtk_string_list_new (NULL);
  GtkStringList *outcomes = gtk_string_list_new (NULL);
  GtkEntry **entries[] = { &self->performed_on, &self->respondent, &self->place, &self->reason };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->techniques = g_ptr_array_new_with_free_func (g_free);
  gtk_drop_down_set_model (self->technique, G_LIST_MODEL (techniques));
  for (const char *const *code = chosho_codes_technique (); *code != NULL; code++)
    ensure_technique (self, *code);
  gtk_string_list_append (outcomes, _("Not decided"));
  for (const char *const *code = chosho_codes_outcome (); *code != NULL; code++)
    gtk_string_list_append (outcomes, chosho_word_outcome (*code));
  gtk_drop_down_set_model (self->outcome, G_LIST_MODEL (outcomes));
  g_object_unref (techniques);
  g_object_unref (outcomes);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->result), "changed", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->technique, "notify::selected", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (self->outcome, "notify::selected", G_CALLBACK (on_edited_cb), self);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_signal_connect_swapped (*entries[i], "changed", G_CALLBACK (on_edited_cb), self);
}
