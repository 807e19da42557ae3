/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-clear.h"
#include "chosho-link-chips.h"

#define CHIP_CHARS 34

static const struct
{
  const char *member;
  const char *kind;
} lists[] = { { "evidence", "evidence" }, { "interviews", "interview" }, { "observations", "observation" }, { "samples", "sample" } };

char *
chosho_link_dup_name (const char *kind, ChoshoValue *row, const char *id)
{
  static const char *const fields[] = { "name", "who", "where" };
  const char *reference = chosho_value_get_string (row, "reference");
  const char *name = NULL;

  if (row == NULL)
    return g_strdup (id);
  if (g_str_equal (kind, "sample"))
    return g_strdup_printf (_("%s  %d of %d answered"), reference, (int) chosho_value_get_integer (row, "answered", 0),
                            (int) chosho_value_get_integer (row, "total", 0));
  for (guint i = 0; i < G_N_ELEMENTS (fields) && name == NULL; i++)
    name = chosho_value_get_string (row, fields[i]);
  return g_strjoin (" ", reference != NULL ? reference : "", name != NULL ? name : "", NULL);
}

static GtkWidget *
new_chip (const char *kind, ChoshoValue *row, const char *id)
{
  g_autofree char *name = chosho_link_dup_name (kind, row, id);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *label = gtk_label_new (name);

  if (g_strcmp0 (chosho_value_get_string (row, "kind"), "sighting") == 0)
    {
      GtkWidget *mark = gtk_label_new (_("no copy"));

      gtk_widget_add_css_class (mark, "chosho-no-copy");
      gtk_box_append (GTK_BOX (box), mark);
    }
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CHIP_CHARS);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chosho-evidence");
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "link.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", kind, id);
  chosho_accessible_set_name (button, name);
  return button;
}

void
chosho_link_chips_show (GtkFlowBox *box, ChoshoValue *owner, GHashTable *things, GHashTable *except)
{
  gboolean any = FALSE;

  chosho_clear_flow_box (box);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      ChoshoValue *ids = chosho_value_get (owner, lists[i].member);

      for (guint j = 0; j < chosho_value_get_length (ids); j++)
        {
          const char *id = chosho_value_as_string (chosho_value_get_item (ids, j));
          GtkWidget *chip;

          if (except != NULL && g_hash_table_contains (except, id))
            continue;
          chip = new_chip (lists[i].kind, g_hash_table_lookup (things, id), id);
          gtk_flow_box_insert (box, chip, -1);
          gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE); /* the button alone takes the focus */
          any = TRUE;
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (box), any);
}

void
chosho_link_set_evidence (ChoshoValue *args, const char *const *ids)
{
  ChoshoValue *also = chosho_value_new_array ();

  chosho_value_set_string (args, "id", ids[0]);
  for (guint i = 1; ids[i] != NULL; i++)
    chosho_value_append_string (also, ids[i]);
  chosho_value_set (args, "also", also);
}

GMenu *
chosho_link_menu_new (ChoshoValue *owner, GHashTable *things, const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      ChoshoValue *ids = chosho_value_get (owner, lists[i].member);

      for (guint j = 0; j < chosho_value_get_length (ids); j++)
        {
          const char *id = chosho_value_as_string (chosho_value_get_item (ids, j));
          g_autofree char *name = chosho_link_dup_name (lists[i].kind, g_hash_table_lookup (things, id), id);
          g_auto (GStrv) parts = g_strsplit (name, "_", -1);
          g_autofree char *label = g_strjoinv ("__", parts); /* a menu takes one underline for a mnemonic */
          g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

          g_menu_item_set_action_and_target (item, action, "(ss)", lists[i].kind, id);
          g_menu_append_item (menu, item);
        }
    }
  return menu;
}
