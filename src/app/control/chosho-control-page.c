/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-control-page.h"
#include "chosho-evidence-taking.h"
#include "chosho-individual-list.h"
#include "chosho-link-chips.h"
#include "chosho-prior-list.h"
#include "chosho-request-list.h"
#include "chosho-mark-list.h"

#define SETTLE_FRAMES 3 /* after which cards just made have their places; the text of drafts may still come in the first */

struct _ChoshoControlPage
{
  GtkBox parent_instance;

  /* Template */
  GtkStack             *stack;
  ChoshoIndividualList *individuals;
  GtkScrolledWindow    *scroller;
  GtkBox               *document;
  ChoshoControlHead    *head;
  ChoshoConflictList   *conflicts;
  ChoshoPriorList      *prior;
  GtkBox               *steps;
  GtkWidget            *linked_heading;
  GtkFlowBox           *linked;
  ChoshoRequestList    *requests;
  ChoshoMarkList       *marks;
  ChoshoFindingList    *findings;
  ChoshoNoteList       *notes;
  ChoshoSignOffList    *sign_offs;
  ChoshoControlHistory *history;

  /* Owned */
  char       *control; /* (nullable) the number shown */
  char       *layout;  /* (nullable) ids of the cards, in order */
  GHashTable *cards;   /* step id -> ChoshoStepCard */

  GtkWidget  *target;  /* (weak) (nullable) what is scrolled to until it has its place */
  guint       frames;  /* left until then */
  guint       tick;    /* 0: none */
};

G_DEFINE_FINAL_TYPE (ChoshoControlPage, chosho_control_page, GTK_TYPE_BOX)

enum
{
  SIGNAL_EDITED,
  SIGNAL_VERB,
  SIGNAL_DROP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Drops ------------------------------------------------------------------------------------------------ */

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ChoshoControlPage *self)
{
  ChoshoStepCard *card = chosho_control_page_find_card (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));

  g_signal_emit (self, signals[SIGNAL_DROP], 0, card != NULL ? chosho_step_card_get_step (card) : "", value);
  return TRUE;
}

/* It falls on the card under the pointer, else on the control. */
static void
add_drop_target (ChoshoControlPage *self, GtkWidget *widget, GtkPropagationPhase phase)
{
  GtkDropTarget *target = chosho_evidence_drop_target_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), phase);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/* --- Steps --------------------------------------------------------------------------------------------- */

static void
on_edited_cb (ChoshoStepCard *card, ChoshoControlPage *self)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, card);
}

static void
on_verb_cb (ChoshoStepCard *card, const char *name, GVariant *parameter, ChoshoControlPage *self)
{
  g_signal_emit (self, signals[SIGNAL_VERB], 0, card, name, parameter);
}

static GHashTable *
collect_things (ChoshoValue *document)
{
  static const char *const kinds[] = { "evidence", "interview", "observation", "sample" };
  GHashTable *things = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      ChoshoValue *list = chosho_value_get (document, kinds[k]);

      for (guint i = 0; i < chosho_value_get_length (list); i++)
        {
          ChoshoValue *row = chosho_value_get_item (list, i);

          g_hash_table_insert (things, (gpointer) chosho_value_get_string (row, "id"), row);
        }
    }
  return things;
}

static char *
dup_layout (ChoshoControlPage *self, ChoshoValue *steps)
{
  GString *layout = g_string_new (self->control);

  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    g_string_append_printf (layout, " %s", chosho_value_get_string (chosho_value_get_item (steps, i), "id"));
  return g_string_free (layout, FALSE);
}

static char *
dup_section (ChoshoValue *row)
{
  const char *procedure = chosho_value_get_string (row, "procedure");
  const char *individual = chosho_value_get_string (row, "individual");
  const char *version = chosho_value_get_string (row, "version");
  const char *unit = chosho_value_get_string (row, "unit");
  GString *text = g_string_new (chosho_word_phase (chosho_value_get_string (row, "phase")));

  if (procedure != NULL)
    g_string_append_printf (text, "  ·  %s", procedure);
  if (individual != NULL)
    g_string_append_printf (text, "  ·  %s (%s)", individual, version);
  if (unit != NULL && unit[0] != '\0')
    g_string_append_printf (text, "  ·  %s", unit);
  return g_string_free (text, FALSE);
}

static void
add_section (ChoshoControlPage *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "chosho-section");
  gtk_box_append (self->steps, label);
}

static GHashTable *
new_cards (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static ChoshoStepCard *
new_card (ChoshoControlPage *self)
{
  ChoshoStepCard *card = chosho_step_card_new ();

  g_signal_connect (card, "edited", G_CALLBACK (on_edited_cb), self);
  g_signal_connect (card, "verb", G_CALLBACK (on_verb_cb), self);
  add_drop_target (self, GTK_WIDGET (card), GTK_PHASE_CAPTURE); /* or its text would take a file's name as words */
  return g_object_ref_sink (card);
}

/* Takes the focus out of the cards before they go: GTK 4.8 would give it to the next label that can be selected, and
 * complains about its own giving. What had it, or NULL. (transfer full) */
static GtkWidget *
take_focus (ChoshoControlPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->steps)))
    return NULL;
  g_object_ref (focus);
  gtk_root_set_focus (root, NULL);
  return focus;
}

/* A step that stays keeps its card, with what is typed into it and the cursor. */
static void
build_cards (ChoshoControlPage *self, ChoshoValue *steps)
{
  g_autoptr (GHashTable) old = self->cards;
  g_autofree char *section = NULL;
  g_autoptr (GtkWidget) focus = take_focus (self);

  self->cards = new_cards ();
  chosho_clear_box (self->steps);
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *row = chosho_value_get_item (steps, i);
      const char *id = chosho_value_get_string (row, "id");
      g_autofree char *heading = dup_section (row);
      ChoshoStepCard *kept = g_hash_table_lookup (old, id);
      ChoshoStepCard *card = kept != NULL ? g_object_ref (kept) : new_card (self);

      if (g_strcmp0 (heading, section) != 0)
        {
          add_section (self, heading, "heading");
          g_free (section);
          section = g_steal_pointer (&heading);
        }
      gtk_box_append (self->steps, GTK_WIDGET (card));
      g_hash_table_insert (self->cards, g_strdup (id), card);
    }
  if (chosho_value_get_length (steps) == 0)
    add_section (self, _("No procedure is known for this control. Procedures are taken in by the main menu, Import; a control that is out of scope needs none."),
                 "dim-label");
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->steps)))
    gtk_widget_grab_focus (focus);
}

static void
show_steps (ChoshoControlPage *self, ChoshoValue *document, GHashTable *things, ChoshoWordingScope *wording, const ChoshoControlPowers *powers)
{
  ChoshoValue *steps = chosho_value_get (document, "step");
  ChoshoValue *row = chosho_value_get_item (chosho_value_get (document, "control"), 0);
  g_autofree char *layout = dup_layout (self, steps);

  if (g_strcmp0 (layout, self->layout) != 0)
    {
      build_cards (self, steps);
      g_free (self->layout);
      self->layout = g_steal_pointer (&layout);
    }
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *step = chosho_value_get_item (steps, i);
      ChoshoStepCard *card = g_hash_table_lookup (self->cards, chosho_value_get_string (step, "id"));

      chosho_step_card_set_powers (card, powers->record, powers->consent);
      chosho_step_card_set_row (card, step, things, chosho_value_get (document, "consent"), chosho_value_get (row, "blockers"));
      chosho_step_card_set_wording (card, wording);
    }
}

/* --- Linked to the control as a whole -------------------------------------------------------------------- */

static void
add_ids (GHashTable *ids, ChoshoValue *list)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    g_hash_table_add (ids, (gpointer) chosho_value_as_string (chosho_value_get_item (list, i)));
}

static void
show_linked (ChoshoControlPage *self, ChoshoValue *document, GHashTable *things)
{
  static const char *const members[] = { "evidence", "interviews", "observations", "samples" };
  static const char *const kinds[] = { "evidence", "interview", "observation", "sample" };
  ChoshoValue *links = chosho_value_get_item (chosho_value_get (document, "links"), 0);
  ChoshoValue *steps = chosho_value_get (document, "step");
  g_autoptr (ChoshoValue) owner = chosho_value_new_object ();
  g_autoptr (GHashTable) on_steps = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint k = 0; k < G_N_ELEMENTS (members); k++)
    {
      ChoshoValue *list = chosho_value_get (links, kinds[k]);

      chosho_value_set (owner, members[k], list != NULL ? chosho_value_ref (list) : chosho_value_new_array ());
      for (guint i = 0; i < chosho_value_get_length (steps); i++)
        add_ids (on_steps, chosho_value_get (chosho_value_get_item (steps, i), members[k]));
    }
  chosho_link_chips_show (self->linked, owner, things, on_steps);
  gtk_widget_set_visible (self->linked_heading, gtk_widget_get_visible (GTK_WIDGET (self->linked)));
}

/* --- Sign-offs --------------------------------------------------------------------------------------------- */

/* At the foot; whose own is stale reads first what changed since. */
static void
show_sign_offs (ChoshoControlPage *self, ChoshoValue *row, const char *me)
{
  gboolean stale = chosho_sign_off_list_set_row (self->sign_offs, row, me);
  GtkWidget *above = stale ? GTK_WIDGET (self->head) : GTK_WIDGET (self->notes);

  if (gtk_widget_get_prev_sibling (GTK_WIDGET (self->sign_offs)) != above)
    gtk_box_reorder_child_after (self->document, GTK_WIDGET (self->sign_offs), above);
}

/* --- The whole ------------------------------------------------------------------------------------------- */

void
chosho_control_page_set_document (ChoshoControlPage *self, ChoshoValue *document, ChoshoWordingScope *wording, const ChoshoControlPowers *powers)
{
  ChoshoValue *row = document != NULL ? chosho_value_get_item (chosho_value_get (document, "control"), 0) : NULL;
  g_autoptr (GHashTable) things = NULL;
  gboolean same;

  if (row == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  same = g_strcmp0 (self->control, chosho_value_get_string (row, "number")) == 0;
  if (!same)
    {
      g_free (self->control);
      self->control = g_strdup (chosho_value_get_string (row, "number"));
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  things = collect_things (document);
  chosho_control_head_set_document (self->head, document);
  chosho_individual_list_set_rows (self->individuals, chosho_value_get (document, "individual"));
  chosho_prior_list_set_rows (self->prior, chosho_value_get (document, "prior"));
  show_steps (self, document, things, wording, powers);
  show_linked (self, document, things);
  chosho_request_list_set_rows (self->requests, chosho_value_get (document, "request"));
  chosho_mark_list_set_rows (self->marks, chosho_value_get (document, "mark"));
  chosho_finding_list_set_rows (self->findings, chosho_value_get (document, "finding"));
  chosho_finding_list_set_editable (self->findings, powers->record);
  chosho_note_list_set_rows (self->notes, chosho_value_get (document, "note"));
  chosho_note_list_set_editable (self->notes, powers->note);
  show_sign_offs (self, row, powers->me);
  chosho_control_history_set_control (self->history, self->control);
  gtk_stack_set_visible_child_name (self->stack, "control");
}

GHashTable *
chosho_control_page_get_cards (ChoshoControlPage *self)
{
  return self->cards;
}

ChoshoStepCard *
chosho_control_page_get_card (ChoshoControlPage *self, const char *step)
{
  return step != NULL ? g_hash_table_lookup (self->cards, step) : NULL;
}

ChoshoStepCard *
chosho_control_page_find_card (ChoshoControlPage *self, GtkWidget *widget)
{
  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    if (CHOSHO_IS_STEP_CARD (widget))
      return CHOSHO_STEP_CARD (widget);
  return NULL;
}

ChoshoStepCard *
chosho_control_page_find_phase (ChoshoControlPage *self, const char *phase, const char *procedure)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->steps)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (CHOSHO_IS_STEP_CARD (child) && chosho_step_card_is_of (CHOSHO_STEP_CARD (child), phase, procedure))
      return CHOSHO_STEP_CARD (child);
  return NULL;
}

ChoshoNoteList *
chosho_control_page_get_notes (ChoshoControlPage *self)
{
  return self->notes;
}

ChoshoFindingList *
chosho_control_page_get_findings (ChoshoControlPage *self)
{
  return self->findings;
}

ChoshoSignOffList *
chosho_control_page_get_sign_offs (ChoshoControlPage *self)
{
  return self->sign_offs;
}

ChoshoControlHistory *
chosho_control_page_get_history (ChoshoControlPage *self)
{
  return self->history;
}

ChoshoConflictList *
chosho_control_page_get_conflicts (ChoshoControlPage *self)
{
  return self->conflicts;
}

ChoshoControlHead *
chosho_control_page_get_head (ChoshoControlPage *self)
{
  return self->head;
}

gboolean
chosho_control_page_show_individual (ChoshoControlPage *self, const char *individual)
{
  return chosho_individual_list_show (self->individuals, individual);
}

static void
scroll_to_target (ChoshoControlPage *self)
{
  double x, y;

  if (self->target != NULL && gtk_widget_translate_coordinates (self->target, GTK_WIDGET (self->document), 0, 0, &x, &y))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), y);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ChoshoControlPage *self = CHOSHO_CONTROL_PAGE (widget);

  scroll_to_target (self);
  if (self->target != NULL && --self->frames > 0)
    return G_SOURCE_CONTINUE;
  g_clear_weak_pointer (&self->target);
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

/* What was made in this frame has no place before the next one is laid out. */
void
chosho_control_page_scroll_to (ChoshoControlPage *self, GtkWidget *widget)
{
  g_set_weak_pointer (&self->target, widget);
  self->frames = SETTLE_FRAMES;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  scroll_to_target (self);
}

gboolean
chosho_control_page_show_step (ChoshoControlPage *self, const char *step)
{
  ChoshoStepCard *card = chosho_control_page_get_card (self, step);

  if (card == NULL)
    return FALSE;
  chosho_step_card_focus (card);
  chosho_control_page_scroll_to (self, GTK_WIDGET (card));
  return TRUE;
}

/* --- Class -------------------------------------------------------------------------------------------------- */

static void
chosho_control_page_dispose (GObject *object)
{
  ChoshoControlPage *self = CHOSHO_CONTROL_PAGE (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_weak_pointer (&self->target);
  G_OBJECT_CLASS (chosho_control_page_parent_class)->dispose (object);
}

static void
chosho_control_page_finalize (GObject *object)
{
  ChoshoControlPage *self = CHOSHO_CONTROL_PAGE (object);

  g_hash_table_unref (self->cards);
  g_free (self->control);
  g_free (self->layout);
  G_OBJECT_CLASS (chosho_control_page_parent_class)->finalize (object);
}

static void
chosho_control_page_class_init (ChoshoControlPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chosho_control_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_control_page_finalize;
  signals[SIGNAL_EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CHOSHO_TYPE_STEP_CARD);
  signals[SIGNAL_VERB] = g_signal_new ("verb", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, CHOSHO_TYPE_STEP_CARD,
                                       G_TYPE_STRING, G_TYPE_VARIANT);
  signals[SIGNAL_DROP] = g_signal_new ("drop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);
  g_type_ensure (CHOSHO_TYPE_CONTROL_HEAD);
  g_type_ensure (CHOSHO_TYPE_INDIVIDUAL_LIST);
  g_type_ensure (CHOSHO_TYPE_REQUEST_LIST);
  g_type_ensure (CHOSHO_TYPE_MARK_LIST);
  g_type_ensure (CHOSHO_TYPE_FINDING_LIST);
  g_type_ensure (CHOSHO_TYPE_CONFLICT_LIST);
  g_type_ensure (CHOSHO_TYPE_PRIOR_LIST);
  g_type_ensure (CHOSHO_TYPE_NOTE_LIST);
  g_type_ensure (CHOSHO_TYPE_SIGN_OFF_LIST);
  g_type_ensure (CHOSHO_TYPE_CONTROL_HISTORY);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-control-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoControlPage, name)
  CHILD (stack);
  CHILD (individuals);
  CHILD (scroller);
  CHILD (document);
  CHILD (head);
  CHILD (conflicts);
  CHILD (prior);
  CHILD (steps);
  CHILD (linked_heading);
  CHILD (linked);
  CHILD (requests);
  CHILD (marks);
  CHILD (findings);
  CHILD (notes);
  CHILD (sign_offs);
  CHILD (history);
#undef CHILD
}

static void
chosho_control_page_init (ChoshoControlPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cards = new_cards ();
  add_drop_target (self, GTK_WIDGET (self->scroller), GTK_PHASE_BUBBLE);
  add_drop_target (self, GTK_WIDGET (self->notes), GTK_PHASE_CAPTURE);
}
