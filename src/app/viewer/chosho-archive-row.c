/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-archive-row.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"

struct _ChoshoArchiveRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *marks;
  GtkLabel *size;

  ChoshoArchiveItem *item;    /* (owned) (nullable) */
  gulong             handler;
};

G_DEFINE_FINAL_TYPE (ChoshoArchiveRow, chosho_archive_row, GTK_TYPE_BOX)

static const char *
get_icon (const ChoshoMemberInfo *member)
{
  switch (member->kind)
    {
    case CHOSHO_MEMBER_FOLDER:
      return "folder-symbolic";
    case CHOSHO_MEMBER_LINK:
      return "insert-link-symbolic";
    case CHOSHO_MEMBER_OTHER:
      return "dialog-warning-symbolic";
    case CHOSHO_MEMBER_FILE:
    default:
      return member->encrypted ? "changes-prevent-symbolic" : "text-x-generic-symbolic";
    }
}

static const char *
get_word (const ChoshoMemberInfo *member)
{
  switch (member->kind)
    {
    case CHOSHO_MEMBER_FOLDER:
      return _("Folder");
    case CHOSHO_MEMBER_LINK:
      return _("Link");
    case CHOSHO_MEMBER_OTHER:
      return _("Device");
    case CHOSHO_MEMBER_FILE:
    default:
      return _("File");
    }
}

static void
update (ChoshoArchiveRow *self)
{
  const ChoshoMemberInfo *member = chosho_archive_item_get_member (self->item);
  gboolean sized = member->kind == CHOSHO_MEMBER_FILE && member->has_size;
  g_autofree char *marks = chosho_archive_item_dup_marks (self->item);
  g_autofree char *size = sized ? g_format_size (member->size_bytes) : g_strdup ("");
  g_autofree char *name = g_strdup_printf ("%s %s%s%s%s%s", get_word (member), member->name, size[0] != '\0' ? ", " : "", size,
                                           marks[0] != '\0' ? ", " : "", marks);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_image_set_from_icon_name (self->icon, get_icon (member));
  gtk_label_set_text (self->name, member->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), member->name);
  gtk_label_set_text (self->marks, marks);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->marks), marks);
  gtk_widget_set_visible (GTK_WIDGET (self->marks), marks[0] != '\0');
  gtk_label_set_text (self->size, size);
  chosho_accessible_set_name (parent != NULL ? parent : GTK_WIDGET (self), name);
}

void
chosho_archive_row_set_item (ChoshoArchiveRow *self, ChoshoArchiveItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->handler, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->handler = g_signal_connect_swapped (item, "notify::reference", G_CALLBACK (update), self);
  update (self);
}

static void
chosho_archive_row_dispose (GObject *object)
{
  chosho_archive_row_set_item (CHOSHO_ARCHIVE_ROW (object), NULL);
  G_OBJECT_CLASS (chosho_archive_row_parent_class)->dispose (object);
}

static void
chosho_archive_row_class_init (ChoshoArchiveRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_archive_row_dispose;
}

static GtkLabel *
add_label (ChoshoArchiveRow *self, PangoEllipsizeMode ellipsize, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
chosho_archive_row_init (ChoshoArchiveRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 10);
  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->icon));
  self->name = add_label (self, PANGO_ELLIPSIZE_MIDDLE, NULL);
  gtk_label_set_xalign (self->name, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  self->marks = add_label (self, PANGO_ELLIPSIZE_END, "chosho-badge");
  self->size = add_label (self, PANGO_ELLIPSIZE_NONE, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->size), "numeric");
}

GtkWidget *
chosho_archive_row_new (void)
{
  return g_object_new (CHOSHO_TYPE_ARCHIVE_ROW, NULL);
}
