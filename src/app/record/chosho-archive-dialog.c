/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-archive-dialog.h"
#include "chosho-member-checks.h"
#include "chosho-passphrase.h"
#include "chosho-password-dialog.h"
#include "chosho-password-entry.h"

struct _ChoshoArchiveDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkCheckButton     *keys;   /* encrypted for members' keys */
  GtkCheckButton     *secret; /* encrypted with a passphrase */
  ChoshoMemberChecks *people;
  GtkWidget          *words;  /* the passphrase, twice */
  GtkEditable        *passphrase, *repeated;
  GtkLabel           *hint;   /* what is missing, or how good the passphrase is */
  GtkLabel           *needed; /* what whoever checks it will need */
  GtkWidget          *act;
};

G_DEFINE_FINAL_TYPE (ChoshoArchiveDialog, chosho_archive_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_for_keys (ChoshoArchiveDialog *self)
{
  return gtk_check_button_get_active (self->keys);
}

static gboolean
has_passphrase (ChoshoArchiveDialog *self)
{
  return gtk_check_button_get_active (self->secret);
}

/* Where to is asked of the window: one dialog at a time. */
static void
on_act_clicked_cb (ChoshoArchiveDialog *self)
{
  g_autoptr (ChoshoValue) args = chosho_value_new_object ();
  int passphrase_fd = chosho_password_pass_as (has_passphrase (self) ? gtk_editable_get_text (self->passphrase) : NULL, args, "pack_passphrase_file");

  if (is_for_keys (self))
    chosho_value_set (args, "recipient", chosho_member_checks_list_chosen (self->people));
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, args, passphrase_fd);
}

/* --- Choosing ---------------------------------------------------------------------------------- */

/* What is still missing, or how good it is. */
static const char *
get_hint (ChoshoArchiveDialog *self, gboolean *ready)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase), *repeated = gtk_editable_get_text (self->repeated);

  *ready = passphrase[0] != '\0' && g_str_equal (passphrase, repeated);
  if (passphrase[0] == '\0')
    return _("Choose a passphrase, and tell it to whoever is to check the archive by another way than the file.");
  return *ready || repeated[0] == '\0' ? chosho_passphrase_get_hint (passphrase) : _("The two passphrases are not the same.");
}

static const char *
get_needed (ChoshoArchiveDialog *self)
{
  if (is_for_keys (self))
    return _("Whoever checks the archive or looks into it needs Chosho and one of these keys. Without one of them nobody can open it, nor restore it.");
  return has_passphrase (self) ? _("Whoever checks the archive or looks into it needs Chosho and this passphrase. Without it nobody can open it, nor restore it.")
                               : _("It is read and checked without Chosho, by whoever has the file. What is kept for ten years had better stay so.");
}

static void
on_changed_cb (ChoshoArchiveDialog *self)
{
  gboolean ready;
  const char *hint = get_hint (self, &ready);

  if (!has_passphrase (self))
    ready = !is_for_keys (self) || chosho_member_checks_has_chosen (self->people);
  gtk_label_set_text (self->hint, hint);
  gtk_label_set_text (self->needed, get_needed (self));
  gtk_widget_set_visible (GTK_WIDGET (self->people), is_for_keys (self));
  gtk_widget_set_visible (self->words, has_passphrase (self));
  gtk_widget_set_sensitive (self->act, ready);
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
chosho_archive_dialog_class_init (ChoshoArchiveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                         G_TYPE_INT);
  g_type_ensure (CHOSHO_TYPE_MEMBER_CHECKS);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-archive-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, keys);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, secret);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, people);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, words);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, repeated);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, needed);
  gtk_widget_class_bind_template_child (widget_class, ChoshoArchiveDialog, act);
  gtk_widget_class_bind_template_callback (widget_class, on_act_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_archive_dialog_init (ChoshoArchiveDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_password_row_prepare (ADW_PASSWORD_ENTRY_ROW (self->passphrase));
  chosho_password_row_prepare (ADW_PASSWORD_ENTRY_ROW (self->repeated));
}

ChoshoArchiveDialog *
chosho_archive_dialog_new (GtkWindow *parent, ChoshoContext *context)
{
  ChoshoArchiveDialog *self = g_object_new (CHOSHO_TYPE_ARCHIVE_DIALOG, "transient-for", parent, NULL);

  chosho_member_checks_set_context (self->people, context);
  on_changed_cb (self);
  return self;
}
