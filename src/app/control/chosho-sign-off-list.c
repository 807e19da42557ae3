/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-diff-label.h"
#include "chosho-sign-off-list.h"
#include "chosho-text-label.h"
#include "chosho-zone.h"

struct _ChoshoSignOffList
{
  GtkBox parent_instance;

  GtkBox      *lines;    /* (borrowed) */
  GHashTable  *changes;  /* (owned) stage -> GtkBox (borrowed) below its line */
  ChoshoValue *shown;    /* (owned) (nullable) the sign-offs as shown */
  char        *number;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoSignOffList, chosho_sign_off_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_WITHDRAW,
  SIGNAL_CHANGES,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Changes ----------------------------------------------------------------------------------------------- */

static GtkWidget *
new_change (ChoshoValue *change)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *old = chosho_value_get_string (change, "old");
  const char *new = chosho_value_get_string (change, "new");
  const char *outcome = chosho_value_get_string (change, "outcome");
  const char *old_outcome = chosho_value_get_string (change, "old_outcome");
  const char *name = chosho_value_get_string (change, "name");
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (change, "at"));
  g_autoptr (GString) head = g_string_new (chosho_word_action (chosho_value_get_string (change, "action")));

  if (name != NULL)
    g_string_append_printf (head, " – %s", name);
  g_string_append_printf (head, "  ·  %s  %s", chosho_value_get_string (change, "by"), at);
  gtk_box_append (GTK_BOX (box), chosho_text_label_new (head->str, "chosho-who"));
  if (outcome != NULL && old_outcome != NULL && g_strcmp0 (outcome, old_outcome) != 0)
    {
      g_autofree char *text = g_strdup_printf (_("Outcome: %s, before: %s"), chosho_word_outcome (outcome), chosho_word_outcome (old_outcome));

      gtk_box_append (GTK_BOX (box), chosho_text_label_new (text, NULL));
    }
  if (new != NULL || old != NULL)
    gtk_box_append (GTK_BOX (box), chosho_diff_label_new (old, new));
  gtk_widget_add_css_class (box, "chosho-change");
  return box;
}

void
chosho_sign_off_list_set_changes (ChoshoSignOffList *self, ChoshoValue *changes)
{
  const char *stage = chosho_value_get_string (changes, "stage");
  GtkBox *box = stage != NULL ? g_hash_table_lookup (self->changes, stage) : NULL;
  ChoshoValue *list = chosho_value_get (changes, "changes");

  if (box == NULL || g_strcmp0 (chosho_value_get_string (changes, "number"), self->number) != 0)
    return; /* another control is shown by now */
  chosho_clear_box (box);
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    gtk_box_append (box, new_change (chosho_value_get_item (list, i)));
  if (chosho_value_get_length (list) == 0)
    gtk_box_append (box, chosho_text_label_new (_("Nothing that was signed has changed."), "dim-label"));
}

static void
on_expanded_cb (GtkExpander *expander, GParamSpec *pspec, ChoshoSignOffList *self)
{
  if (gtk_expander_get_expanded (expander))
    g_signal_emit (self, signals[SIGNAL_CHANGES], 0, gtk_widget_get_name (GTK_WIDGET (expander)));
}

static GtkWidget *
new_expander (ChoshoSignOffList *self, const char *stage, gboolean open)
{
  GtkWidget *expander = gtk_expander_new (_("What changed since"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  chosho_accessible_set_name (expander, _("What changed since"));
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_name (expander, stage);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  g_hash_table_insert (self->changes, g_strdup (stage), box);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (on_expanded_cb), self);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), open);
  return expander;
}

/* --- Lines --------------------------------------------------------------------------------------------------- */

static void
on_withdraw_cb (GtkWidget *button, ChoshoSignOffList *self)
{
  g_signal_emit (self, signals[SIGNAL_WITHDRAW], 0, gtk_widget_get_name (button));
}

static const char *
state_word (const char *state)
{
  if (g_strcmp0 (state, "stale") == 0)
    return _("Changed after sign-off");
  return g_strcmp0 (state, "suspended") == 0 ? _("Suspended: something stands against it now") : _("Current");
}

static void
add_line (ChoshoSignOffList *self, ChoshoValue *sign_off, gboolean may_withdraw, gboolean open)
{
  const char *stage = chosho_value_get_string (sign_off, "stage");
  const char *state = chosho_value_get_string (sign_off, "state");
  g_autofree char *at = chosho_zone_dup_time (chosho_value_get_string (sign_off, "at"));
  g_autofree char *text = g_strdup_printf ("%s  %s  %s  ·  %s", chosho_word_stage (stage), chosho_value_get_string (sign_off, "by"), at, state_word (state));
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = chosho_text_label_new (text, NULL);

  if (chosho_value_get_boolean (sign_off, "clock_reversed", FALSE))
    gtk_box_append (GTK_BOX (line), chosho_text_label_new (_("Clock ran backwards"), "chosho-badge"));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  if (may_withdraw)
    {
      GtkWidget *button = gtk_button_new_with_label (_("Withdraw…"));

      gtk_widget_set_name (button, stage);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "chosho-small");
      g_signal_connect (button, "clicked", G_CALLBACK (on_withdraw_cb), self);
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_box_append (self->lines, line);
  gtk_box_append (self->lines, new_expander (self, stage, open));
}

/* The last of @list that is @me's and stale; its length where none is. */
static guint
find_own_stale (ChoshoValue *list, const char *me)
{
  guint length = chosho_value_get_length (list);

  for (guint i = length; me != NULL && i-- > 0;)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (list, i), "by_id"), me) == 0
        && g_strcmp0 (chosho_value_get_string (chosho_value_get_item (list, i), "state"), "stale") == 0)
      return i;
  return length;
}

/* More may have changed since it was read. */
static void
read_opened (ChoshoSignOffList *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_EXPANDER (child))
      on_expanded_cb (GTK_EXPANDER (child), NULL, self);
}

gboolean
chosho_sign_off_list_set_row (ChoshoSignOffList *self, ChoshoValue *row, const char *me)
{
  ChoshoValue *list = chosho_value_get (row, "sign_offs");
  guint own = find_own_stale (list, me);
  g_autoptr (ChoshoValue) shown = chosho_value_new_array ();

  chosho_value_append_string (shown, chosho_value_get_string (row, "number"));
  chosho_value_append (shown, list != NULL ? chosho_value_ref (list) : chosho_value_new_array ());
  chosho_value_append (shown, chosho_value_new_boolean (me != NULL));
  chosho_value_append (shown, chosho_value_new_integer (own));
  if (self->shown != NULL && chosho_value_equal (self->shown, shown))
    {
      read_opened (self); /* what is open stays open while nothing of this changed */
      return own < chosho_value_get_length (list);
    }
  g_clear_pointer (&self->shown, chosho_value_unref);
  self->shown = g_steal_pointer (&shown);
  g_free (self->number);
  self->number = g_strdup (chosho_value_get_string (row, "number"));
  g_hash_table_remove_all (self->changes);
  chosho_clear_box (self->lines);
  if (own < chosho_value_get_length (list)) /* before the others: what changed since is to be seen */
    add_line (self, chosho_value_get_item (list, own), TRUE, TRUE);
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (i != own)
      add_line (self, chosho_value_get_item (list, i), me != NULL, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), chosho_value_get_length (list) > 0);
  return own < chosho_value_get_length (list);
}

static void
chosho_sign_off_list_finalize (GObject *object)
{
  ChoshoSignOffList *self = CHOSHO_SIGN_OFF_LIST (object);

  g_hash_table_unref (self->changes);
  g_clear_pointer (&self->shown, chosho_value_unref);
  g_free (self->number);
  G_OBJECT_CLASS (chosho_sign_off_list_parent_class)->finalize (object);
}

static void
chosho_sign_off_list_class_init (ChoshoSignOffListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_sign_off_list_finalize;
  signals[SIGNAL_WITHDRAW] = g_signal_new ("withdraw", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CHANGES] = g_signal_new ("changes", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chosho_sign_off_list_init (ChoshoSignOffList *self)
{
  GtkWidget *heading = chosho_text_label_new (_("Sign-offs"), "heading");

  self->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (heading, "chosho-section");
  gtk_box_append (GTK_BOX (self), heading);
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->lines));
}
