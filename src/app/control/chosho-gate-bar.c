/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-blocker-words.h"
#include "chosho-blocker.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-error-view.h"
#include "chosho-gate-bar.h"
#include "chosho-wrap-layout.h"
#include "chosho-zone.h"

#define LINE_CHARS 80
#define CHIP_CHARS 44 /* of a chip at most; the tooltip and the list have the whole */
/* Shapes first: filled blocks, hollow warns or waits, ticked is done. */
#define SIGN_BLOCKS "■"
#define SIGN_WARNS "△"
#define SIGN_TO_OPEN "□"
#define SIGN_OPENED "☑"

struct _ChoshoGateBar
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel          *headline;
  GtkBox            *blockers;
  GtkMenuButton     *all;
  GtkBox            *lines;
  GtkBox            *sign_offs;
  GtkWidget         *send_back;
  GtkButton         *next;

  ChoshoValue *row;      /* (owned) (nullable) */
  const char  *stage;    /* (nullable) static: the next stage */
  gboolean     possible;
  guint        position; /* of the line that F8 went to last, from 1 */
};

G_DEFINE_FINAL_TYPE (ChoshoGateBar, chosho_gate_bar, GTK_TYPE_BOX)

enum
{
  SIGNAL_SHOW,
  SIGNAL_OPEN,
  SIGNAL_SIGN,
  SIGNAL_SEND_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Lines -------------------------------------------------------------------------------------------- */

static void
on_line_cb (GtkWidget *button, ChoshoGateBar *self)
{
  ChoshoValue *blocker = g_object_get_data (G_OBJECT (button), "line");

  gtk_menu_button_popdown (self->all);
  if (chosho_value_get_string (blocker, "code") != NULL)
    g_signal_emit (self, signals[SIGNAL_SHOW], 0, blocker);
  else
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, chosho_value_get_string (blocker, "kind"), chosho_value_get_string (blocker, "id"));
}

/* One line as a button: its sign is shape alone, its words are its name. */
static void
add_line (ChoshoGateBar *self, GtkBox *box, const char *sign, const char *text, const char *tip, ChoshoValue *line)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *mark = gtk_label_new (sign);

  gtk_box_append (GTK_BOX (inner), mark);
  gtk_box_append (GTK_BOX (inner), label);
  gtk_label_set_max_width_chars (GTK_LABEL (label), box == self->lines ? LINE_CHARS : CHIP_CHARS);
  gtk_label_set_wrap (GTK_LABEL (label), box == self->lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), box == self->lines ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), inner);
  gtk_widget_add_css_class (button, box == self->lines ? "flat" : "chosho-blocker");
  if (g_str_equal (sign, SIGN_WARNS) || g_str_equal (sign, SIGN_OPENED))
    gtk_widget_add_css_class (button, "mild");
  gtk_widget_set_tooltip_text (button, tip != NULL ? tip : text);
  chosho_accessible_set_name (button, text);
  g_object_set_data_full (G_OBJECT (button), "line", chosho_value_ref (line), (GDestroyNotify) chosho_value_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_line_cb), self);
  gtk_box_append (box, button);
}

static void
add_blocker (ChoshoGateBar *self, ChoshoValue *blocker, GHashTable *seen)
{
  gboolean warns = g_strcmp0 (chosho_value_get_string (blocker, "severity"), "block") != 0;
  const char *detail = chosho_blocker_get_detail (blocker);
  const char *procedure = chosho_value_get_string (blocker, "procedure");
  g_autofree char *sentence = chosho_blocker_dup_sentence (blocker);
  const char *words[] = { sentence, procedure, detail, chosho_value_get_string (blocker, "where") };
  g_autofree char *whole = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL)
      g_strv_builder_add (builder, words[i]);
  parts = g_strv_builder_end (builder);
  whole = g_strjoinv ("  ·  ", parts);

  /* Several steps that lack the same thing are one chip, and each a line of its own in the list. */
  if (g_hash_table_add (seen, g_strdup (sentence)))
    add_line (self, self->blockers, warns ? SIGN_WARNS : SIGN_BLOCKS, sentence, whole, blocker);
  add_line (self, self->lines, warns ? SIGN_WARNS : SIGN_BLOCKS, whole, NULL, blocker);
}

/* What else stands against the sign-off depends on which of two entries is to stand. */
static gboolean
comes_first (ChoshoValue *blocker)
{
  return g_strcmp0 (chosho_value_get_string (blocker, "code"), "conflict-open") == 0;
}

/* Not for this person to sign: it is somebody else's turn, which is nothing that anybody has to mend. */
static gboolean
is_for_another (ChoshoValue *blocker)
{
  const char *code = chosho_value_get_string (blocker, "code");

  return g_strcmp0 (code, "wrong-role") == 0 || g_strcmp0 (code, "own-review") == 0;
}

static gboolean
has_code (ChoshoValue *blockers, const char *code)
{
  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (blockers, i), "code"), code) == 0)
      return TRUE;
  return FALSE;
}

/* Whose turn it is; NULL: it may be this person's. (transfer full) (nullable) */
static char *
dup_turn (ChoshoGateBar *self)
{
  ChoshoValue *blockers = chosho_value_get (self->row, "blockers");
  const char *reviewer = chosho_value_get_string (self->row, "reviewer");
  gboolean own = has_code (blockers, "own-review") && !has_code (blockers, "wrong-role");

  if (self->stage == NULL || (!own && !has_code (blockers, "wrong-role")))
    return NULL;
  if (strcmp (self->stage, "approve") == 0)
    return g_strdup (own ? _("Next: approval by another engagement executive; nobody approves their own work") : _("Next: approval by the engagement executive"));
  if (strcmp (self->stage, "complete") == 0)
    return g_strdup (_("Next: sign-off as prepared, by who did the work"));
  if (own)
    return g_strdup (_("Next: review by somebody else; nobody reviews their own work"));
  return reviewer != NULL && reviewer[0] != '\0' ? g_strdup_printf (_("Next: review by %s"), reviewer) : g_strdup (_("Next: review by the engagement leader"));
}

static guint
show_blockers (ChoshoGateBar *self)
{
  ChoshoValue *list = chosho_value_get (self->row, "blockers");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint blocking = 0;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < chosho_value_get_length (list); i++)
      {
        ChoshoValue *blocker = chosho_value_get_item (list, i);

        if (comes_first (blocker) != (pass == 0) || is_for_another (blocker))
          continue;
        add_blocker (self, blocker, seen);
        blocking += g_strcmp0 (chosho_value_get_string (blocker, "severity"), "block") == 0;
      }
  return blocking;
}

ChoshoValue *
chosho_gate_bar_list_opened (ChoshoValue *row, GHashTable *opened)
{
  ChoshoValue *wanted = chosho_value_get (row, "to_open");
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (wanted); i++)
    {
      const char *id = chosho_value_get_string (chosho_value_get_item (wanted, i), "id");

      if (g_hash_table_contains (opened, id))
        chosho_value_append_string (list, id);
    }
  return list;
}

/* What an approval rests on (domain §6): each is opened, and the record says which. */
static guint
show_to_open (ChoshoGateBar *self, GHashTable *opened)
{
  ChoshoValue *list = chosho_value_get (self->row, "to_open");
  guint waiting = 0;

  if (g_strcmp0 (self->stage, "approve") != 0)
    return 0;
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *thing = chosho_value_get_item (list, i);
      gboolean done = opened != NULL && g_hash_table_contains (opened, chosho_value_get_string (thing, "id"));
      g_autofree char *text = g_strdup_printf (done ? _("Opened: %s: %s") : _("Open: %s: %s"),
                                               chosho_blocker_describe_kind (chosho_value_get_string (thing, "kind")),
                                               chosho_value_get_string (thing, "text"));

      add_line (self, self->blockers, done ? SIGN_OPENED : SIGN_TO_OPEN, text, NULL, thing);
      add_line (self, self->lines, done ? SIGN_OPENED : SIGN_TO_OPEN, text, NULL, thing);
      waiting += !done;
    }
  return waiting;
}

gboolean
chosho_gate_bar_show_next (ChoshoGateBar *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines));

  for (guint i = 0; i < self->position && child != NULL; i++)
    child = gtk_widget_get_next_sibling (child);
  if (child == NULL)
    {
      self->position = 0;
      child = gtk_widget_get_first_child (GTK_WIDGET (self->lines));
    }
  if (child == NULL)
    return FALSE;
  self->position++;
  on_line_cb (child, self);
  return TRUE;
}

/* --- Sign-offs ----------------------------------------------------------------------------------------- */

static ChoshoValue *
find_sign_off (ChoshoValue *given, const char *stage)
{
  for (guint i = 0; i < chosho_value_get_length (given); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (given, i), "stage"), stage) == 0)
      return chosho_value_get_item (given, i);
  return NULL;
}

static GtkWidget *
new_line_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_sign_off (ChoshoGateBar *self, const char *stage)
{
  ChoshoValue *sign_off = find_sign_off (chosho_value_get (self->row, "sign_offs"), stage);
  const char *state = chosho_value_get_string (sign_off, "state");
  gboolean current = g_strcmp0 (state, "current") == 0;
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (sign_off, "at"));
  g_autofree char *who = sign_off != NULL ? g_strconcat (current ? "" : "⚠ ", chosho_value_get_string (sign_off, "by"), NULL) : g_strdup ("—");
  g_autofree char *tip = sign_off != NULL ? g_strjoin ("\n", chosho_value_get_string (sign_off, "by"), at, NULL) : NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), new_line_label (chosho_word_stage (stage), "chosho-stage"));
  gtk_box_append (GTK_BOX (box), new_line_label (who, "chosho-signer"));
  gtk_box_append (GTK_BOX (box), new_line_label (at != NULL ? at + 5 : "", "chosho-when")); /* month, day, time: the year is in the tooltip */
  gtk_widget_set_tooltip_text (box, tip);
  gtk_box_append (self->sign_offs, box);
}

static const char *
next_label (const char *stage)
{
  if (g_strcmp0 (stage, "review") == 0)
    return _("Sign _Reviewed");
  return g_strcmp0 (stage, "approve") == 0 ? _("Sign _Approved") : _("Sign _Prepared");
}

/* --- The whole ------------------------------------------------------------------------------------------- */

static void
show_headline (ChoshoGateBar *self, guint blocking, guint waiting)
{
  g_autofree char *turn = dup_turn (self);
  g_autofree char *text = NULL;

  if (g_strcmp0 (chosho_value_get_string (self->row, "state"), "out_of_scope") == 0)
    text = g_strdup (_("Out of scope: nothing to sign"));
  else if (self->stage == NULL)
    text = g_strdup (_("All three sign-offs stand"));
  else if (blocking > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing stands against the next sign-off", "%u things stand against the next sign-off", blocking), blocking);
  else if (turn != NULL)
    text = g_steal_pointer (&turn);
  else if (waiting > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing must be opened on its own before approval",
                                         "%u things must be opened one by one before approval", waiting), waiting);
  else
    text = g_strdup (_("Nothing stands against the next sign-off"));
  gtk_label_set_text (self->headline, text);
}

static void
show_next (ChoshoGateBar *self)
{
  g_autofree char *tip = g_strdup_printf (_("%s (Ctrl+Enter)"), gtk_label_get_text (self->headline));

  gtk_widget_set_visible (GTK_WIDGET (self->next), self->stage != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), self->possible);
  gtk_button_set_label (self->next, next_label (self->stage));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->next), tip);
  gtk_widget_set_visible (self->send_back, chosho_value_get_boolean (self->row, "may_send_back", FALSE));
}

void
chosho_gate_bar_set_row (ChoshoGateBar *self, ChoshoValue *row, GHashTable *opened)
{
  static const char *const stages[] = { "complete", "review", "approve" };
  g_autofree char *turn = NULL;
  guint blocking, waiting;
  gboolean any;

  if (row == NULL || g_strcmp0 (chosho_value_get_string (row, "number"), chosho_value_get_string (self->row, "number")) != 0)
    self->position = 0;
  if (row != NULL)
    chosho_value_ref (row);
  g_clear_pointer (&self->row, chosho_value_unref);
  self->row = row;
  gtk_widget_set_visible (GTK_WIDGET (self), row != NULL);
  chosho_clear_box (self->blockers);
  chosho_clear_box (self->lines);
  chosho_clear_box (self->sign_offs);
  self->stage = NULL;
  self->possible = FALSE;
  if (row == NULL)
    return;
  if (chosho_value_get_string (row, "next_stage") != NULL && g_strcmp0 (chosho_value_get_string (row, "state"), "out_of_scope") != 0)
    self->stage = g_intern_string (chosho_value_get_string (row, "next_stage"));
  blocking = show_blockers (self);
  turn = dup_turn (self);
  waiting = turn == NULL ? show_to_open (self, opened) : 0;
  any = gtk_widget_get_first_child (GTK_WIDGET (self->lines)) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->blockers), any);
  gtk_widget_set_visible (GTK_WIDGET (self->all), any);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    add_sign_off (self, stages[i]);
  self->possible = self->stage != NULL && blocking == 0 && waiting == 0 && turn == NULL;
  show_headline (self, blocking, waiting);
  show_next (self);
}

void
chosho_gate_bar_tell (ChoshoGateBar *self)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (self->lines)) != NULL)
    gtk_menu_button_popup (self->all);
  else
    chosho_error_view_toast (GTK_WIDGET (self), gtk_label_get_text (self->headline));
}

const char *
chosho_gate_bar_get_next (ChoshoGateBar *self)
{
  return self->possible ? self->stage : NULL;
}

static void
on_next_clicked_cb (ChoshoGateBar *self)
{
  if (self->possible)
    g_signal_emit (self, signals[SIGNAL_SIGN], 0, self->stage);
}

static void
on_send_back_clicked_cb (ChoshoGateBar *self)
{
  g_signal_emit (self, signals[SIGNAL_SEND_BACK], 0);
}

/* --- Class -------------------------------------------------------------------------------------------------- */

static void
chosho_gate_bar_finalize (GObject *object)
{
  g_clear_pointer (&CHOSHO_GATE_BAR (object)->row, chosho_value_unref);
  G_OBJECT_CLASS (chosho_gate_bar_parent_class)->finalize (object);
}

static void
chosho_gate_bar_class_init (ChoshoGateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_gate_bar_finalize;
  signals[SIGNAL_SEND_BACK] = g_signal_new ("send-back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SHOW] = g_signal_new ("show-blocker", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_OPEN] = g_signal_new ("open-thing", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_SIGN] = g_signal_new ("sign", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-gate-bar.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoGateBar, name)
  CHILD (headline);
  CHILD (blockers);
  CHILD (all);
  CHILD (lines);
  CHILD (sign_offs);
  CHILD (send_back);
  CHILD (next);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_send_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked_cb);
}

static void
chosho_gate_bar_init (ChoshoGateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_gate_bar_set_row (self, NULL, NULL);
}
