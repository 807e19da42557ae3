/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-accessible.h"
#include "chosho-flow-row.h"

#include <glib/gi18n-lib.h>

#include "chosho-content-place.h"
#include "chosho-flow-picture.h"

#define PLACE_WIDTH 100
#define LIMIT_COLUMNS 64 /* cells of a row that are widgets; the rest stands in the last */

struct _ChoshoFlowItem
{
  GObject parent_instance;

  GPtrArray *blocks; /* (owned) */
  guint      index;
};

G_DEFINE_FINAL_TYPE (ChoshoFlowItem, chosho_flow_item, G_TYPE_OBJECT)

static void
chosho_flow_item_finalize (GObject *object)
{
  g_ptr_array_unref (CHOSHO_FLOW_ITEM (object)->blocks);
  G_OBJECT_CLASS (chosho_flow_item_parent_class)->finalize (object);
}

static void
chosho_flow_item_class_init (ChoshoFlowItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_flow_item_finalize;
}

static void
chosho_flow_item_init (ChoshoFlowItem *self)
{
}

ChoshoFlowItem *
chosho_flow_item_new (GPtrArray *blocks, guint index)
{
  ChoshoFlowItem *self = g_object_new (CHOSHO_TYPE_FLOW_ITEM, NULL);

  self->blocks = g_ptr_array_ref (blocks);
  self->index = index;
  return self;
}

const ChoshoBlock *
chosho_flow_item_get_block (ChoshoFlowItem *self)
{
  return g_ptr_array_index (self->blocks, self->index);
}

char *
chosho_flow_item_dup_words (ChoshoFlowItem *self)
{
  const ChoshoBlock *block = chosho_flow_item_get_block (self);
  gboolean both = block->label[0] != '\0' && block->text[0] != '\0';
  char *words = g_strconcat (block->label, both ? ": " : "", block->text, NULL);

  return g_strdelimit (words, CHOSHO_BLOCK_CELL_END, '\t');
}

/* --- Rows ------------------------------------------------------------------------------------------------------ */

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
new_caption (const char *text)
{
  GtkWidget *label = new_label (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

/* Tracked changes as their programs show them; in words too, below. */
static void
set_marks (GtkLabel *label, const ChoshoBlock *block)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; block->marks != NULL && i < block->marks->len; i++)
    {
      const ChoshoBlockMark *mark = g_ptr_array_index (block->marks, i);
      const char *from = g_utf8_offset_to_pointer (block->text, mark->first);
      const char *to = g_utf8_offset_to_pointer (from, mark->n_characters);
      PangoAttribute *attribute;

      if (mark->kind == CHOSHO_MARK_COMMENT)
        continue;
      attribute = mark->kind == CHOSHO_MARK_DELETED ? pango_attr_strikethrough_new (TRUE)
                  : mark->kind == CHOSHO_MARK_INSERTED ? pango_attr_underline_new (PANGO_UNDERLINE_DOUBLE)
                                                       : pango_attr_style_new (PANGO_STYLE_ITALIC);
      attribute->start_index = (guint) (from - block->text);
      attribute->end_index = (guint) (to - block->text);
      pango_attr_list_insert (attributes, attribute);
    }
  gtk_label_set_attributes (label, attributes);
}

/* "Inserted by 佐藤 · Deleted by 佐藤 · Hidden text"; NULL without marks. (transfer full) */
static char *
dup_mark_words (const ChoshoBlock *block)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; block->marks != NULL && i < block->marks->len; i++)
    {
      const ChoshoBlockMark *mark = g_ptr_array_index (block->marks, i);
      g_autofree char *text = NULL;

      if (mark->kind == CHOSHO_MARK_INSERTED)
        text = g_strdup_printf (_("inserted by %s"), mark->author[0] != '\0' ? mark->author : "?");
      else if (mark->kind == CHOSHO_MARK_DELETED)
        text = g_strdup_printf (_("deleted by %s"), mark->author[0] != '\0' ? mark->author : "?");
      else
        text = g_strdup (mark->kind == CHOSHO_MARK_HIDDEN ? _("hidden text") : _("commented"));
      if (!g_ptr_array_find_with_equal_func (words, text, g_str_equal, NULL))
        g_ptr_array_add (words, g_steal_pointer (&text));
    }
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static GtkWidget *
new_table_row (const ChoshoBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_auto (GStrv) cells = g_strsplit (block->text, CHOSHO_BLOCK_CELL_END, LIMIT_COLUMNS);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_add_css_class (box, "chosho-flow-table");
  gtk_widget_set_hexpand (box, TRUE);
  for (guint i = 0; cells[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), new_label (cells[i]));
  return box;
}

static GtkWidget *
new_text (const ChoshoBlock *block)
{
  g_autofree char *item = block->kind == CHOSHO_BLOCK_LIST_ITEM ? g_strconcat ("• ", block->text, NULL) : NULL;
  GtkWidget *label = new_label (item != NULL ? item : block->text);

  if (block->kind == CHOSHO_BLOCK_HEADING)
    gtk_widget_add_css_class (label, block->level == 1 ? "title-3" : "heading");
  if (item == NULL)
    set_marks (GTK_LABEL (label), block);
  gtk_widget_set_margin_start (label, block->kind == CHOSHO_BLOCK_HEADING ? 0 : 18 * block->level);
  return label;
}

static void
on_picture_cb (ChoshoFlowPicture *picture, ChoshoFlowItem *item)
{
  const ChoshoBlock *block = chosho_flow_item_get_block (item);

  gtk_widget_activate_action (GTK_WIDGET (picture), "flow-view.open", "(us)", (guint) block->member, block->label);
}

static GtkWidget *
new_picture (ChoshoFlowItem *item, ChoshoMemberPictures *pictures)
{
  const ChoshoBlock *block = chosho_flow_item_get_block (item);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *picture;

  if (block->member < 0)
    {
      gtk_box_append (GTK_BOX (box), new_caption (block->kind == CHOSHO_BLOCK_OTHER ? _("A chart or diagram: not drawn here")
                                                                                     : _("This picture stands outside the file and was not fetched")));
    }
  else
    {
      picture = chosho_flow_picture_new (pictures, (guint) block->member, block->label);
      g_signal_connect_object (picture, "clicked", G_CALLBACK (on_picture_cb), item, 0);
      gtk_box_append (GTK_BOX (box), picture);
    }
  gtk_box_append (GTK_BOX (box), new_caption (block->label));
  return box;
}

static GtkWidget *
new_attachment (const ChoshoBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *size = block->row > 0 ? g_format_size (block->row) : g_strdup ("");
  g_autofree char *words = g_strdup_printf ("%s  %s", block->text, size);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_with_label (_("Open"));
  g_autofree char *name = g_strdup_printf (_("Open “%s”"), block->label);

  gtk_box_append (GTK_BOX (names), new_label (block->label));
  gtk_box_append (GTK_BOX (names), new_caption (words));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  gtk_box_append (GTK_BOX (box), names);
  chosho_accessible_set_name (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "flow-view.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(us)", (guint) block->member, block->label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
new_field (const ChoshoBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = new_caption (block->label);

  gtk_label_set_width_chars (GTK_LABEL (name), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 12);
  gtk_widget_set_hexpand (name, FALSE);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), block->level > 0 ? new_caption (block->text) : new_label (block->text));
  return box;
}

static GtkWidget *
new_slide (const ChoshoBlock *block)
{
  g_autofree char *words = g_strdup_printf (block->hidden ? _("Slide %u (hidden)") : _("Slide %u"), block->slide);
  GtkWidget *label = new_label (words);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "chosho-flow-slide");
  return label;
}

static GtkWidget *
new_content (ChoshoFlowItem *item, ChoshoMemberPictures *pictures)
{
  const ChoshoBlock *block = chosho_flow_item_get_block (item);

  switch (block->kind)
    {
    case CHOSHO_BLOCK_TABLE_ROW:
      return new_table_row (block);
    case CHOSHO_BLOCK_PICTURE: case CHOSHO_BLOCK_OTHER:
      return new_picture (item, pictures);
    case CHOSHO_BLOCK_ATTACHMENT:
      return new_attachment (block);
    case CHOSHO_BLOCK_FIELD:
      return new_field (block);
    case CHOSHO_BLOCK_SLIDE:
      return new_slide (block);
    case CHOSHO_BLOCK_PARAGRAPH: case CHOSHO_BLOCK_HEADING: case CHOSHO_BLOCK_LIST_ITEM:
    default:
      return new_text (block);
    }
}

/* "鈴木 on paragraph 4", "Text box", "Deleted by 佐藤"; NULL. (transfer full) */
static char *
dup_remark (const ChoshoBlock *block)
{
  if (block->zone == CHOSHO_ZONE_COMMENT && block->row > 0)
    return g_strdup_printf (_("%s, on paragraph %u"), block->label, block->row);
  if (block->zone == CHOSHO_ZONE_COMMENT)
    return g_strdup (block->label);
  if (block->zone == CHOSHO_ZONE_TEXT_BOX)
    return g_strdup (_("text box"));
  return dup_mark_words (block);
}

GtkWidget *
chosho_flow_row_new (ChoshoFlowItem *item, ChoshoMemberPictures *pictures)
{
  const ChoshoBlock *block = chosho_flow_item_get_block (item);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *where = block->kind == CHOSHO_BLOCK_SLIDE ? g_strdup ("") : chosho_content_place_of_block (block);
  g_autofree char *remark = dup_remark (block);
  GtkWidget *place = new_caption (where);

  gtk_label_set_max_width_chars (GTK_LABEL (place), 8);
  gtk_widget_set_size_request (place, PLACE_WIDTH, -1); /* what follows stands in one column */
  gtk_widget_set_hexpand (place, FALSE);
  gtk_widget_set_valign (place, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), new_content (item, pictures));
  if (remark != NULL)
    gtk_box_append (GTK_BOX (words), new_caption (remark));
  if (block->zone != CHOSHO_ZONE_BODY)
    gtk_widget_add_css_class (words, "chosho-flow-aside");
  gtk_box_append (GTK_BOX (row), place);
  gtk_box_append (GTK_BOX (row), words);
  return row;
}
