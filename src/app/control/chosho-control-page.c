/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-control-page.h"
#include "chosho-code-words.h"

struct _ChoshoControlPage
{
  GtkBox parent_instance;

  /* Template */
  GtkStack          *stack;
  GtkScrolledWindow *scroller;
  GtkLabel          *number;
  GtkBox            *badges;
  GtkLabel          *assignee;
  GtkLabel          *title;
  GtkExpander       *text_expander;
  GtkLabel          *text;
  GtkBox            *individuals;
  GtkBox            *steps;
  GtkBox            *records;

  /* Owned */
  char       *control; /* (nullable) the number shown */
  char       *layout;  /* (nullable) ids of the cards, in order */
  GHashTable *cards;   /* step id -> ChoshoStepCard (borrowed) */
};

G_DEFINE_FINAL_TYPE (ChoshoControlPage, chosho_control_page, GTK_TYPE_BOX)

enum
{
  SIGNAL_SAVE,
  SIGNAL_ATTACH,
  SIGNAL_RECORD,
  SIGNAL_DROP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Helpers ------------------------------------------------------------------------------------------ */

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static GtkWidget *
add_label (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
  return label;
}

static gboolean
names_text (ChoshoValue *list, const char *text)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (list, i)), text) == 0)
      return TRUE;
  return FALSE;
}

static ChoshoValue *
find_row (ChoshoValue *rows, const char *kind, const char *number)
{
  ChoshoValue *list = chosho_value_get (rows, kind);

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (list, i), "number"), number) == 0)
      return chosho_value_get_item (list, i);
  return NULL;
}

/* --- Head --------------------------------------------------------------------------------------------- */

static void
add_badge (ChoshoControlPage *self, const char *word)
{
  GtkWidget *label = gtk_label_new (word);

  gtk_widget_add_css_class (label, "chosho-badge");
  gtk_box_append (self->badges, label);
}

static void
show_badges (ChoshoControlPage *self, ChoshoValue *row)
{
  const char *number = chosho_value_get_string (row, "number");
  const char *state = chosho_value_get_string (row, "state");

  clear_box (self->badges);
  if (chosho_value_get_boolean (row, "mandatory", FALSE))
    add_badge (self, _("Mandatory"));
  if (g_str_has_suffix (number, ".P") || g_str_has_suffix (number, ".PB"))
    add_badge (self, _("Specific to cloud"));
  if (!chosho_value_get_boolean (row, "selected", TRUE))
    add_badge (self, _("Not selected"));
  add_badge (self, chosho_word_state (state));
  if (chosho_value_get_boolean (row, "stale", FALSE))
    add_badge (self, _("Changed after sign-off"));
  if (chosho_value_get_boolean (row, "suspended", FALSE))
    add_badge (self, _("Suspended"));
}

static void
show_head (ChoshoControlPage *self, ChoshoValue *rows, ChoshoValue *row)
{
  const char *number = chosho_value_get_string (row, "number");
  ChoshoValue *entry = find_row (rows, "catalog", number);
  const char *title = chosho_value_get_string (row, "title");
  const char *text = chosho_value_get_string (entry, "text");
  const char *assignee = chosho_value_get_string (row, "assignee");
  g_autofree char *assigned = assignee != NULL ? g_strdup_printf (_("Assigned to %s"), assignee) : NULL;

  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->title, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title), title != NULL && title[0] != '\0');
  gtk_label_set_text (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text_expander), text != NULL && text[0] != '\0');
  gtk_label_set_text (self->assignee, assigned != NULL ? assigned : _("Not assigned"));
  show_badges (self, row);
}

/* What is tested stays open at the top: every version with its dates. */
static void
show_individuals (ChoshoControlPage *self, ChoshoValue *rows)
{
  ChoshoValue *list = chosho_value_get (rows, "individual");

  clear_box (self->individuals);
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *row = chosho_value_get_item (list, i);
      const char *from = chosho_value_get_string (row, "valid_from");
      const char *to = chosho_value_get_string (row, "valid_to");
      const char *text = chosho_value_get_string (row, "text");
      const char *title = chosho_value_get_string (row, "title");
      g_autofree char *head = NULL;
      GtkWidget *box;

      if (!names_text (chosho_value_get (row, "controls"), self->control))
        continue;
      head = g_strdup_printf (_("Individual control %s, version %s (%s – %s)  %s"), chosho_value_get_string (row, "individual"),
                              chosho_value_get_string (row, "version"), from != NULL ? from : "", to != NULL ? to : "", title != NULL ? title : "");
      box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
      gtk_widget_add_css_class (box, "chosho-individual");
      add_label (GTK_BOX (box), head, NULL);
      if (text != NULL && text[0] != '\0')
        add_label (GTK_BOX (box), text, "dim-label");
      gtk_box_append (self->individuals, box);
    }
}

/* --- Steps --------------------------------------------------------------------------------------------- */

static void
on_save_cb (ChoshoStepCard *card, ChoshoValue *args, ChoshoControlPage *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, card, args);
}

static void
on_attach_cb (ChoshoStepCard *card, ChoshoControlPage *self)
{
  g_signal_emit (self, signals[SIGNAL_ATTACH], 0, card);
}

static void
on_record_cb (ChoshoStepCard *card, ChoshoControlPage *self)
{
  g_signal_emit (self, signals[SIGNAL_RECORD], 0, card);
}

static void
on_drop_cb (ChoshoStepCard *card, char **paths, ChoshoControlPage *self)
{
  g_signal_emit (self, signals[SIGNAL_DROP], 0, card, paths);
}

static void
collect_names (GHashTable *names, ChoshoValue *rows)
{
  static const char *const kinds[] = { "evidence", "interview", "observation", "sample" };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      ChoshoValue *list = chosho_value_get (rows, kinds[k]);

      for (guint i = 0; i < chosho_value_get_length (list); i++)
        {
          ChoshoValue *row = chosho_value_get_item (list, i);
          const char *reference = chosho_value_get_string (row, "reference");
          const char *name = chosho_value_get_string (row, "name");
          const char *who = name != NULL ? name : chosho_value_get_string (row, "who");

          g_hash_table_insert (names, g_strdup (chosho_value_get_string (row, "id")),
                               g_strjoin (" ", reference != NULL ? reference : "", who != NULL ? who : "", NULL));
        }
    }
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
build_cards (ChoshoControlPage *self, ChoshoValue *steps)
{
  g_autofree char *section = NULL;

  clear_box (self->steps);
  g_hash_table_remove_all (self->cards);
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *row = chosho_value_get_item (steps, i);
      g_autofree char *heading = dup_section (row);
      ChoshoStepCard *card = chosho_step_card_new ();

      if (g_strcmp0 (heading, section) != 0)
        {
          GtkWidget *label = add_label (self->steps, heading, "heading");

          gtk_widget_add_css_class (label, "chosho-section");
          g_free (section);
          section = g_steal_pointer (&heading);
        }
      g_signal_connect (card, "save", G_CALLBACK (on_save_cb), self);
      g_signal_connect (card, "attach", G_CALLBACK (on_attach_cb), self);
      g_signal_connect (card, "record", G_CALLBACK (on_record_cb), self);
      g_signal_connect (card, "drop", G_CALLBACK (on_drop_cb), self);
      gtk_box_append (self->steps, GTK_WIDGET (card));
      g_hash_table_insert (self->cards, g_strdup (chosho_value_get_string (row, "id")), card);
    }
  if (chosho_value_get_length (steps) == 0)
    add_label (self->steps, _("No procedure is known for this control. Import the firm's procedure first: choshoctl procedures import FILE"), "dim-label");
}

static void
show_steps (ChoshoControlPage *self, ChoshoValue *rows)
{
  ChoshoValue *steps = chosho_value_get (rows, "step");
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *layout = dup_layout (self, steps);

  collect_names (names, rows);
  if (g_strcmp0 (layout, self->layout) != 0)
    {
      build_cards (self, steps);
      g_free (self->layout);
      self->layout = g_steal_pointer (&layout);
    }
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *row = chosho_value_get_item (steps, i);

      chosho_step_card_set_row (g_hash_table_lookup (self->cards, chosho_value_get_string (row, "id")), row, names);
    }
}

/* --- Findings, notes, evidence of the control ------------------------------------------------------------ */

static void
show_records (ChoshoControlPage *self, ChoshoValue *rows)
{
  static const char *const kinds[] = { "finding", "note", "evidence" };
  const char *headings[] = { _("Findings"), _("Review notes"), _("Evidence") };

  clear_box (self->records);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      ChoshoValue *list = chosho_value_get (rows, kinds[k]);
      gboolean any = FALSE;

      for (guint i = 0; i < chosho_value_get_length (list); i++)
        {
          ChoshoValue *row = chosho_value_get_item (list, i);
          const char *text = chosho_value_get_string (row, "text");
          const char *reference = chosho_value_get_string (row, "reference");
          g_autofree char *line = NULL;

          if (!names_text (chosho_value_get (row, "controls"), self->control)
              && g_strcmp0 (chosho_value_get_string (row, "control"), self->control) != 0)
            continue;
          if (!any)
            gtk_widget_add_css_class (add_label (self->records, headings[k], "heading"), "chosho-section");
          any = TRUE;
          line = g_strjoin ("  ", reference != NULL ? reference : chosho_value_get_string (row, "by"),
                            text != NULL ? text : chosho_value_get_string (row, "name"), NULL);
          add_label (self->records, line, NULL);
        }
    }
}

void
chosho_control_page_set_rows (ChoshoControlPage *self, ChoshoValue *rows)
{
  ChoshoValue *row = rows != NULL ? chosho_value_get_item (chosho_value_get (rows, "control"), 0) : NULL;

  if (row == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  if (g_strcmp0 (self->control, chosho_value_get_string (row, "number")) != 0)
    {
      g_free (self->control);
      self->control = g_strdup (chosho_value_get_string (row, "number"));
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  show_head (self, rows, row);
  show_individuals (self, rows);
  show_steps (self, rows);
  show_records (self, rows);
  gtk_stack_set_visible_child_name (self->stack, "control");
}

ChoshoStepCard *
chosho_control_page_get_card (ChoshoControlPage *self, const char *step)
{
  return step != NULL ? g_hash_table_lookup (self->cards, step) : NULL;
}

void
chosho_control_page_show_step (ChoshoControlPage *self, const char *step)
{
  ChoshoStepCard *card = chosho_control_page_get_card (self, step);
  double x, y;

  if (card == NULL || !gtk_widget_translate_coordinates (GTK_WIDGET (card), GTK_WIDGET (self->steps), 0, 0, &x, &y))
    return;
  gtk_widget_translate_coordinates (GTK_WIDGET (self->steps), gtk_widget_get_parent (GTK_WIDGET (self->steps)), 0, y, &x, &y);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), y);
  gtk_widget_child_focus (GTK_WIDGET (card), GTK_DIR_TAB_FORWARD);
}

/* --- Class -------------------------------------------------------------------------------------------------- */

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

  G_OBJECT_CLASS (klass)->finalize = chosho_control_page_finalize;
  signals[SIGNAL_SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, CHOSHO_TYPE_STEP_CARD, G_TYPE_POINTER);
  signals[SIGNAL_ATTACH] = g_signal_new ("attach", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CHOSHO_TYPE_STEP_CARD);
  signals[SIGNAL_RECORD] = g_signal_new ("record", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CHOSHO_TYPE_STEP_CARD);
  signals[SIGNAL_DROP] = g_signal_new ("drop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, CHOSHO_TYPE_STEP_CARD, G_TYPE_STRV);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-control-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoControlPage, name)
  CHILD (stack);
  CHILD (scroller);
  CHILD (number);
  CHILD (badges);
  CHILD (assignee);
  CHILD (title);
  CHILD (text_expander);
  CHILD (text);
  CHILD (individuals);
  CHILD (steps);
  CHILD (records);
#undef CHILD
}

static void
chosho_control_page_init (ChoshoControlPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
