/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-code-words.h"
#include "chosho-link-chips.h"
#include "chosho-step-card.h"
#include "chosho-step-form.h"
#include "chosho-step-marks.h"
#include "chosho-undo.h"
#include "chosho-wrap-layout.h"
#include "chosho-zone.h"

#define PERFORMER_CHARS 24 /* a name of some six characters, and a date */
#define NOT_RECORDED "none"
#define N_CHOICE_KEYS 4 /* Alt+1 to 4 for techniques, Alt+5 to 8 for outcomes; Ctrl with digits goes to places */
#define CHIPS_PER_LINE 6

struct _ChoshoStepCard
{
  GtkBox parent_instance;

  /* Template */
  GtkWidget      *technique; /* icon and word */
  GtkImage       *technique_icon;
  GtkLabel       *technique_label;
  GtkWidget      *draft_label;
  GtkLabel       *subject_label;
  GtkLabel       *performer_label;
  GtkLabel       *recorded_label;
  GtkLabel       *alone_label;
  GtkLabel       *text_label;
  ChoshoStepForm *form;
  GtkBox         *marks;
  GtkLabel       *message;
  GtkWidget      *draft_bar;
  GtkLabel       *draft_note;

  GtkFlowBox     *chips;      /* (borrowed) */
  GtkMenuButton  *add_button; /* (borrowed) */

  /* Owned */
  ChoshoValue *row;      /* (nullable) */
  ChoshoValue *baseline; /* (nullable) what the form says when nothing was typed */
  char        *base;     /* (nullable) performance that was typed over; NULL: nothing loaded yet */

  gboolean     may_record;
  gboolean     may_consent;
};

G_DEFINE_FINAL_TYPE (ChoshoStepCard, chosho_step_card, GTK_TYPE_BOX)

enum
{
  SIGNAL_EDITED,
  SIGNAL_VERB,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- The form against the record -------------------------------------------------------------------------- */

static const char *
get_standing (ChoshoStepCard *self)
{
  const char *performance = chosho_value_get_string (self->row, "performance");

  return performance != NULL ? performance : NOT_RECORDED;
}

/* What the form says of a row: as recorded, or as prescribed and today. (transfer full) */
static ChoshoValue *
make_baseline (ChoshoValue *row)
{
  static const char *const fields[] = { "outcome", "performed_on", "result", "respondent", "place", "reason" };
  ChoshoValue *value = chosho_value_new_object ();
  const char *technique = chosho_value_get_string (row, "recorded_technique");

  chosho_value_set_string (value, "technique", technique != NULL ? technique : chosho_value_get_string (row, "technique"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = chosho_value_get_string (row, fields[i]);

      if (text != NULL && text[0] != '\0')
        chosho_value_set_string (value, fields[i], text);
    }
  if (chosho_value_get_string (row, "performance") == NULL)
    {
      g_autofree char *today = chosho_zone_dup_now ("%Y-%m-%d");

      chosho_value_set_string (value, "performed_on", today);
    }
  return value;
}

static gboolean
is_dirty (ChoshoStepCard *self)
{
  g_autoptr (ChoshoValue) value = chosho_step_form_dup_value (self->form);

  return self->baseline != NULL && !chosho_value_equal (value, self->baseline);
}

/* Somebody recorded the step after this text was begun. */
static gboolean
is_overtaken (ChoshoStepCard *self)
{
  return self->base != NULL && strcmp (self->base, get_standing (self)) != 0;
}

/* Why what is typed is not in the record. (transfer full) */
static char *
dup_draft_note (ChoshoStepCard *self, gboolean overtaken)
{
  g_autofree char *missing = chosho_step_form_dup_missing (self->form);

  if (overtaken)
    return g_strdup (_("Somebody recorded this step meanwhile. Your text is kept here; recording it replaces theirs."));
  return missing == NULL ? g_strdup (_("Not in the record yet.")) : g_strdup_printf (_("Not in the record yet. Still to be filled in: %s"), missing);
}

static void
show_draft_state (ChoshoStepCard *self)
{
  gboolean dirty = is_dirty (self);
  gboolean overtaken = dirty && is_overtaken (self);
  g_autofree char *note = dup_draft_note (self, overtaken);

  gtk_widget_set_visible (self->draft_label, dirty);
  gtk_widget_set_visible (self->draft_bar, dirty);
  gtk_label_set_text (self->draft_note, note);
  if (overtaken)
    gtk_widget_add_css_class (self->draft_bar, "chosho-message");
  else
    gtk_widget_remove_css_class (self->draft_bar, "chosho-message");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.record", dirty && self->may_record);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "step.discard", dirty);
}

/* The form says what the record says. */
static void
fill_form (ChoshoStepCard *self)
{
  g_free (self->base);
  self->base = g_strdup (get_standing (self));
  chosho_step_form_set_value (self->form, self->baseline);
}

static void
on_edited_cb (ChoshoStepCard *self)
{
  show_draft_state (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

gboolean
chosho_step_card_set_draft (ChoshoStepCard *self, ChoshoValue *draft)
{
  g_autoptr (ChoshoValue) value = chosho_value_new_object ();

  for (guint i = 0; i < chosho_value_get_length (draft); i++)
    if (strcmp (chosho_value_get_key (draft, i), "base") != 0)
      chosho_value_set (value, chosho_value_get_key (draft, i), chosho_value_ref (chosho_value_get_member_at (draft, i)));
  if (chosho_value_equal (value, self->baseline))
    return FALSE;
  g_free (self->base);
  self->base = g_strdup (chosho_value_get_string (draft, "base"));
  chosho_step_form_set_value (self->form, value);
  show_draft_state (self);
  return TRUE;
}

ChoshoValue *
chosho_step_card_dup_draft (ChoshoStepCard *self)
{
  ChoshoValue *draft;

  if (!is_dirty (self))
    return NULL;
  draft = chosho_step_form_dup_value (self->form);
  chosho_value_set_string (draft, "base", self->base);
  return draft;
}

void
chosho_step_card_discard (ChoshoStepCard *self)
{
  fill_form (self);
  show_draft_state (self);
}

gboolean
chosho_step_card_ask_for_missing (ChoshoStepCard *self)
{
  g_autofree char *missing = chosho_step_form_dup_missing (self->form);
  g_autofree char *text = missing != NULL ? g_strdup_printf (_("Still to be filled in: %s"), missing) : NULL;

  if (missing == NULL)
    return FALSE;
  chosho_step_card_set_message (self, text);
  chosho_step_form_focus_missing (self->form);
  return TRUE;
}

gboolean
chosho_step_card_can_record (ChoshoStepCard *self)
{
  g_autofree char *missing = chosho_step_form_dup_missing (self->form);

  return self->may_record && is_dirty (self) && !is_overtaken (self) && missing == NULL;
}

ChoshoValue *
chosho_step_card_dup_args (ChoshoStepCard *self)
{
  ChoshoValue *args = chosho_step_form_dup_value (self->form);

  /* An empty result is said, not left out: the command then says what it lacks. */
  if (chosho_value_get_string (args, "result") == NULL)
    chosho_value_set_string (args, "result", "");
  chosho_value_set_string (args, "step", chosho_step_card_get_step (self));
  /* What the person has before their eyes, also where they replace another's on purpose. */
  chosho_value_set_string (args, "replacing", get_standing (self));
  return args;
}

void
chosho_step_card_note_recorded (ChoshoStepCard *self, ChoshoValue *args, const char *performance)
{
  g_autoptr (ChoshoValue) value = chosho_value_new_object ();

  for (guint i = 0; i < chosho_value_get_length (args); i++)
    {
      const char *name = chosho_value_get_key (args, i);
      const char *text = chosho_value_get_string (args, name);

      if (strcmp (name, "step") != 0 && strcmp (name, "replacing") != 0 && text[0] != '\0')
        chosho_value_set_string (value, name, text);
    }
  g_free (self->base);
  self->base = g_strdup (performance);
  g_clear_pointer (&self->baseline, chosho_value_unref);
  self->baseline = g_steal_pointer (&value);
  show_draft_state (self);
}

void
chosho_step_card_insert_copy (ChoshoStepCard *self, const char *source, const char *text)
{
  g_autofree char *marked = g_strdup_printf (_("[Copied: %s] %s"), source, text);

  chosho_step_form_insert (self->form, marked);
}

void
chosho_step_card_insert (ChoshoStepCard *self, const char *text)
{
  chosho_step_form_insert (self->form, text);
}

/* --- What is shown -------------------------------------------------------------------------------------------- */

static void
show_technique (ChoshoStepCard *self)
{
  const char *technique = chosho_value_get_string (self->row, "technique");
  gboolean alone = chosho_value_get_boolean (self->row, "stands_alone", TRUE);

  gtk_image_set_from_icon_name (self->technique_icon, chosho_icon_technique (technique));
  gtk_label_set_text (self->technique_label, chosho_word_technique (technique));
  if (alone)
    gtk_widget_remove_css_class (self->technique, "inquiry");
  else
    gtk_widget_add_css_class (self->technique, "inquiry");
  gtk_widget_set_visible (GTK_WIDGET (self->alone_label), !alone);
}

static void
show_performer (ChoshoStepCard *self)
{
  const char *by = chosho_value_get_string (self->row, "performed_by");
  const char *recorded_at = chosho_value_get_string (self->row, "recorded_at");
  g_autofree char *performer = by != NULL ? g_strdup_printf ("%s  %s", by, chosho_value_get_string (self->row, "performed_on")) : NULL;
  g_autofree char *local = chosho_zone_dup_time (recorded_at);
  const char *decider = chosho_value_get_string (self->row, "decided_by");
  g_autofree char *recorded = local == NULL     ? NULL
                              : decider == NULL ? g_strdup_printf (_("Recorded %s"), local)
                                                : g_strdup_printf (_("Recorded %s · chosen by %s"), local, decider);
  g_autofree char *tip = performer != NULL ? g_strdup_printf (_("Performed by %s on %s, as stated"), by, chosho_value_get_string (self->row, "performed_on")) : NULL;

  /* who and when give way last: what stands before them is the same on every card */
  gtk_label_set_width_chars (self->performer_label, performer != NULL ? PERFORMER_CHARS : -1);
  gtk_label_set_text (self->performer_label, performer != NULL ? performer : _("Not recorded"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->performer_label), tip);
  gtk_label_set_text (self->recorded_label, recorded != NULL ? recorded : "");
  gtk_widget_set_visible (GTK_WIDGET (self->recorded_label), recorded != NULL);
}

static void
show_head (ChoshoStepCard *self)
{
  const char *text = chosho_step_card_get_text (self);
  g_autofree char *name = g_strdup_printf ("%s %s", chosho_word_technique (chosho_value_get_string (self->row, "technique")), chosho_step_card_get_step (self));

  show_technique (self);
  show_performer (self);
  gtk_label_set_text (self->subject_label, chosho_word_subject (chosho_value_get_string (self->row, "subject")));
  gtk_label_set_text (self->text_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text_label), text != NULL && text[0] != '\0');
  chosho_accessible_set_name (self, name);
}

static GMenuModel *
make_menu (ChoshoStepCard *self, GHashTable *things)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) files = g_menu_new ();
  g_autoptr (GMenu) records = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GMenu) unlink = chosho_link_menu_new (self->row, things, "step.unlink");
  const char *technique = chosho_step_card_get_technique (self);

  g_menu_append (files, _("Attach _Files…"), "step.attach");
  g_menu_append (files, _("Attach a F_older…"), "step.attach-folder");
  g_menu_append (files, _("_Paste Screenshot"), "step.paste");
  g_menu_append (files, _("_Link Existing Evidence…"), "step.link");
  g_menu_append (files, _("_Viewed, No Copy Obtained…"), "step.sighting");
  if (g_strcmp0 (technique, "observation") == 0)
    g_menu_append (records, _("Write O_bservation Record…"), "step.write-record::observation");
  else
    g_menu_append (records, _("Write _Interview Record…"), "step.write-record::interview");
  g_menu_append (records, _("Link a _Sample…"), "step.link-sample");
  g_menu_append (rest, _("_New Finding…"), "step.add-finding");
  g_menu_append (rest, _("_Review Note on This Step…"), "step.add-note");
  g_menu_append (rest, _("_Copy Text from Another Control…"), "step.copy-from");
  if (g_menu_model_get_n_items (G_MENU_MODEL (unlink)) > 0)
    g_menu_append_submenu (rest, _("_Take Off This Step"), G_MENU_MODEL (unlink));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (files));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (records));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));
  return G_MENU_MODEL (menu);
}

void
chosho_step_card_set_row (ChoshoStepCard *self, ChoshoValue *row, GHashTable *things, ChoshoValue *consents, ChoshoValue *blockers)
{
  gboolean first = self->base == NULL;
  gboolean dirty = !first && is_dirty (self);
  g_autoptr (GMenuModel) menu = NULL;

  chosho_value_ref (row);
  g_clear_pointer (&self->row, chosho_value_unref);
  self->row = row;
  g_clear_pointer (&self->baseline, chosho_value_unref);
  self->baseline = make_baseline (row);
  chosho_step_form_set_step (self->form, chosho_value_get_string (row, "technique"), chosho_value_get_string (row, "outcome"));
  show_head (self);
  chosho_link_chips_show (self->chips, row, things, NULL);
  menu = make_menu (self, things);
  gtk_menu_button_set_menu_model (self->add_button, menu);
  chosho_step_marks_show (self->marks, row, consents, blockers, self->may_consent);
  if (first || (!dirty && (is_overtaken (self) || is_dirty (self))))
    fill_form (self);
  show_draft_state (self);
}

void
chosho_step_card_set_wording (ChoshoStepCard *self, ChoshoWordingScope *wording)
{
  g_autofree char *where = g_strdup_printf ("step:%s:%s", chosho_value_get_string (self->row, "control"), chosho_step_card_get_step (self));

  chosho_step_form_set_wording (self->form, wording, where);
}

void
chosho_step_card_set_powers (ChoshoStepCard *self, gboolean may_record, gboolean may_consent)
{
  self->may_record = may_record;
  self->may_consent = may_consent;
  chosho_step_form_set_editable (self->form, may_record);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), may_record);
}

const char *
chosho_step_card_get_step (ChoshoStepCard *self)
{
  return chosho_value_get_string (self->row, "id");
}

const char *
chosho_step_card_get_text (ChoshoStepCard *self)
{
  return chosho_value_get_string (self->row, "text");
}

const char *
chosho_step_card_get_technique (ChoshoStepCard *self)
{
  const char *recorded = chosho_value_get_string (self->row, "recorded_technique");

  return recorded != NULL ? recorded : chosho_value_get_string (self->row, "technique");
}

gboolean
chosho_step_card_is_of (ChoshoStepCard *self, const char *phase, const char *procedure)
{
  return (phase == NULL || g_strcmp0 (phase, chosho_value_get_string (self->row, "phase")) == 0)
         && (procedure == NULL || g_strcmp0 (procedure, chosho_value_get_string (self->row, "procedure")) == 0);
}

char *
chosho_step_card_dup_title (ChoshoStepCard *self)
{
  const char *procedure = chosho_value_get_string (self->row, "procedure");

  return g_strjoin (" · ", chosho_word_technique (chosho_value_get_string (self->row, "technique")),
                    chosho_word_phase (chosho_value_get_string (self->row, "phase")), procedure, NULL);
}

void
chosho_step_card_set_message (ChoshoStepCard *self, const char *message)
{
  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

void
chosho_step_card_focus (ChoshoStepCard *self)
{
  chosho_step_form_focus_result (self->form);
}

void
chosho_step_card_focus_add (ChoshoStepCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->add_button));
}

/* --- Acts ---------------------------------------------------------------------------------------------------- */

static void
on_verb_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_VERB], 0, name + strlen ("step."), parameter);
}

/* A draft that was discarded, and the card that had it. */
typedef struct
{
  GWeakRef     card;
  char        *step;  /* (owned) */
  ChoshoValue *draft; /* (owned) */
} Discarded;

static void
discarded_free (gpointer data)
{
  Discarded *self = data;

  g_weak_ref_clear (&self->card);
  g_free (self->step);
  chosho_value_unref (self->draft);
  g_free (self);
}

/* Not where another step is shown by now, or something new was typed. */
static gboolean
restore_discarded (gpointer data)
{
  Discarded *self = data;
  g_autoptr (ChoshoStepCard) card = g_weak_ref_get (&self->card);

  if (card == NULL || !gtk_widget_get_mapped (GTK_WIDGET (card)) || g_strcmp0 (chosho_step_card_get_step (card), self->step) != 0 || is_dirty (card)
      || !chosho_step_card_set_draft (card, self->draft))
    return FALSE;
  g_signal_emit (card, signals[SIGNAL_EDITED], 0);
  return TRUE;
}

static void
on_discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ChoshoStepCard *self = CHOSHO_STEP_CARD (widget);
  Discarded *discarded = g_new0 (Discarded, 1);

  g_weak_ref_init (&discarded->card, self);
  discarded->step = g_strdup (chosho_step_card_get_step (self));
  discarded->draft = chosho_step_card_dup_draft (self);
  chosho_step_card_discard (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
  chosho_undo_offer (widget, _("The draft is discarded"), restore_discarded, discarded, discarded_free);
}

static void
on_technique_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_step_form_choose_technique (CHOSHO_STEP_CARD (widget)->form, (guint) g_variant_get_int32 (parameter) - 1);
}

static void
on_outcome_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  chosho_step_form_choose_outcome (CHOSHO_STEP_CARD (widget)->form, (guint) g_variant_get_int32 (parameter) - 1);
}

/* --- Class ------------------------------------------------------------------------------------------------ */

static void
chosho_step_card_finalize (GObject *object)
{
  ChoshoStepCard *self = CHOSHO_STEP_CARD (object);

  g_clear_pointer (&self->row, chosho_value_unref);
  g_clear_pointer (&self->baseline, chosho_value_unref);
  g_free (self->base);
  G_OBJECT_CLASS (chosho_step_card_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const plain[] = { "step.record", "step.attach", "step.attach-folder", "step.paste", "step.link", "step.sighting",
                                       "step.link-sample", "step.copy-from", "step.add-finding", "step.add-note" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    gtk_widget_class_install_action (widget_class, plain[i], NULL, on_verb_action);
  gtk_widget_class_install_action (widget_class, "step.write-record", "s", on_verb_action);
  gtk_widget_class_install_action (widget_class, "step.unlink", "(ss)", on_verb_action);
  gtk_widget_class_install_action (widget_class, "step.consent", "s", on_verb_action);
  gtk_widget_class_install_action (widget_class, "step.discard", NULL, on_discard_action);
  gtk_widget_class_install_action (widget_class, "step.technique", "i", on_technique_action);
  gtk_widget_class_install_action (widget_class, "step.outcome", "i", on_outcome_action);
  for (int i = 1; i <= N_CHOICE_KEYS; i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + (guint) i, GDK_ALT_MASK, "step.technique", "i", i);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + N_CHOICE_KEYS + (guint) i, GDK_ALT_MASK, "step.outcome", "i", i);
    }
}

static void
chosho_step_card_class_init (ChoshoStepCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_step_card_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_VERB] = g_signal_new ("verb", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_VARIANT);
  g_type_ensure (CHOSHO_TYPE_STEP_FORM);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-step-card.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoStepCard, name)
  CHILD (technique);
  CHILD (technique_icon);
  CHILD (technique_label);
  CHILD (draft_label);
  CHILD (subject_label);
  CHILD (performer_label);
  CHILD (recorded_label);
  CHILD (alone_label);
  CHILD (text_label);
  CHILD (form);
  CHILD (marks);
  CHILD (message);
  CHILD (draft_bar);
  CHILD (draft_note);
#undef CHILD
  install_actions (widget_class);
}

static void
add_links (ChoshoStepCard *self)
{
  self->chips = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->chips, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->chips, CHIPS_PER_LINE);
  gtk_flow_box_set_column_spacing (self->chips, 4);
  gtk_flow_box_set_row_spacing (self->chips, 4);
  chosho_accessible_set_name (self->chips, _("Evidence of this step"));
  self->add_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->add_button, "list-add-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->add_button), "chosho-add");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add_button), _("Add evidence or a record to this step"));
  chosho_accessible_set_name (self->add_button, _("Add evidence or a record to this step"));
  chosho_step_form_add (self->form, GTK_WIDGET (self->chips), GTK_WIDGET (self->add_button));
}

static void
chosho_step_card_init (ChoshoStepCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_links (self);
  g_signal_connect_swapped (self->form, "edited", G_CALLBACK (on_edited_cb), self);
}

ChoshoStepCard *
chosho_step_card_new (void)
{
  return g_object_new (CHOSHO_TYPE_STEP_CARD, NULL);
}
