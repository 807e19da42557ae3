/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "chosho-accessible.h"
#include "chosho-desk.h"
#include "chosho-digest.h"
#include "chosho-error-view.h"
#include "chosho-identity-dialog.h"
#include "chosho-passphrase.h"
#include "chosho-preferences.h"
#include "chosho-unlock.h"

struct _ChoshoIdentityDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkStack     *stack;          /* choose, make */
  GtkWidget    *make_button;
  AdwActionRow *last_row;
  GtkWidget    *choose_row;
  GtkEditable  *name_row;
  GtkEditable  *passphrase_row;
  GtkEditable  *repeat_row;
  AdwActionRow *file_row;
  GtkLabel     *hint;
  GtkSpinner   *spinner;

  char         *last;           /* (owned) (nullable) file of the key used last */
  char         *file;           /* (owned) (nullable) where the new one is kept, where the person chose */
  gboolean      making;
};

G_DEFINE_FINAL_TYPE (ChoshoIdentityDialog, chosho_identity_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
choose (ChoshoIdentityDialog *self, const char *path)
{
  chosho_preferences_set_identity (path);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, path);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- A key that there is -------------------------------------------------------------------------------- */

static void
on_unlocked (ChoshoIdentity *identity, const char *path, gpointer user_data)
{
  ChoshoIdentityDialog *self = user_data;

  if (identity != NULL && gtk_widget_get_visible (GTK_WIDGET (self)))
    choose (self, path);
}

static void
unlock (ChoshoIdentityDialog *self, const char *path)
{
  chosho_unlock_key (GTK_WINDOW (self), path, on_unlocked, g_object_ref (self), g_object_unref);
}

static void
on_last_activated_cb (ChoshoIdentityDialog *self)
{
  unlock (self, self->last);
}

static void
on_file_cb (GtkNativeDialog *dialog, int response, ChoshoIdentityDialog *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    unlock (self, g_file_peek_path (file));
  g_object_unref (dialog);
}

static void
on_choose_activated_cb (ChoshoIdentityDialog *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Choose Your Key"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- A new key -------------------------------------------------------------------------------------------- */

/* What of a name a file's name may hold. (transfer full) */
static char *
dup_file_name (const char *name)
{
  GString *text = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (text, g_utf8_get_char (p));
    else if (text->len > 0 && text->str[text->len - 1] != '-')
      g_string_append_c (text, '-');
  if (text->len == 0)
    g_string_append (text, "identity");
  g_string_append (text, ".json");
  return g_string_free (text, FALSE);
}

/* The file that is made: chosen, or one after the name among this person's data. (transfer full) */
static char *
dup_file (ChoshoIdentityDialog *self)
{
  g_autofree char *name = dup_file_name (gtk_editable_get_text (self->name_row));

  return self->file != NULL ? g_strdup (self->file) : g_build_filename (g_get_user_data_dir (), "chosho", "identities", name, NULL);
}

/* What is still missing, or how good it is. */
static const char *
get_hint (ChoshoIdentityDialog *self, gboolean *ready)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase_row);
  const char *repeated = gtk_editable_get_text (self->repeat_row);

  *ready = FALSE;
  if (gtk_editable_get_text (self->name_row)[0] == '\0')
    return _("Write your name as it is to stand in the working papers.");
  if (passphrase[0] == '\0')
    return _("Choose a passphrase; it is asked for once each time you start Chosho.");
  if (g_utf8_strlen (passphrase, -1) < CHOSHO_IDENTITY_PASSPHRASE_CHARACTERS)
    return _("This passphrase is too short: it needs eight characters at least.");
  if (!g_str_equal (passphrase, repeated))
    return repeated[0] == '\0' ? chosho_passphrase_get_hint (passphrase) : _("The two passphrases are not the same.");
  *ready = TRUE;
  return chosho_passphrase_get_hint (passphrase);
}

static void
on_changed_cb (ChoshoIdentityDialog *self)
{
  gboolean ready;
  g_autofree char *file = dup_file (self);
  g_autofree char *shown = g_filename_display_name (file);

  gtk_label_set_text (self->hint, get_hint (self, &ready));
  gtk_widget_set_sensitive (self->make_button, ready && !self->making);
  adw_action_row_set_subtitle (self->file_row, shown);
}

static void
set_making (ChoshoIdentityDialog *self, gboolean making)
{
  self->making = making;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), making);
  gtk_spinner_set_spinning (self->spinner, making);
  on_changed_cb (self);
}

static void
on_new_unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoIdentityDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIdentity) identity = chosho_desk_unlock_finish (CHOSHO_DESK (source), result, &error);

  set_making (self, FALSE);
  if (identity == NULL)
    chosho_error_view_show_text (GTK_WIDGET (self), _("The key could not be read"), error->message);
  else if (gtk_widget_get_visible (GTK_WIDGET (self)))
    choose (self, self->file);
}

/* Reading it back is the proof that file and passphrase belong together. */
static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoIdentityDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!chosho_desk_run_finish (CHOSHO_DESK (source), result, NULL, &error))
    {
      set_making (self, FALSE);
      chosho_error_view_show_text (GTK_WIDGET (self), _("The key could not be made"), error->message);
      return;
    }
  chosho_desk_unlock_async (CHOSHO_DESK (source), self->file, gtk_editable_get_text (self->passphrase_row), on_new_unlocked_cb, g_object_ref (self));
}

static void
on_make_clicked_cb (ChoshoIdentityDialog *self)
{
  g_autofree char *file = dup_file (self);
  g_autofree char *folder = g_path_get_dirname (file);
  ChoshoValue *args = chosho_value_new_object ();

  g_mkdir_with_parents (folder, 0700); /* where that fails, making the file says why */
  g_free (self->file);
  self->file = g_strdup (file);
  chosho_value_set_string (args, "name", gtk_editable_get_text (self->name_row));
  chosho_value_set_string (args, "output", file);
  set_making (self, TRUE);
  chosho_desk_run_async (chosho_desk_get_default (), "identity new", args, NULL, NULL, gtk_editable_get_text (self->passphrase_row), NULL, on_made_cb,
                         g_object_ref (self));
}

static void
on_save_cb (GtkNativeDialog *dialog, int response, ChoshoIdentityDialog *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      g_free (self->file);
      self->file = g_file_get_path (file);
      on_changed_cb (self);
    }
  g_object_unref (dialog);
}

static void
on_change_clicked_cb (ChoshoIdentityDialog *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Keep the Key In"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *name = dup_file_name (gtk_editable_get_text (self->name_row));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_save_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_new_activated_cb (ChoshoIdentityDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, "make");
  gtk_widget_set_visible (self->make_button, TRUE);
  gtk_editable_set_text (self->name_row, g_get_real_name () != NULL && !g_str_equal (g_get_real_name (), "Unknown") ? g_get_real_name () : "");
  on_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
on_cancel_clicked_cb (ChoshoIdentityDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- Class -------------------------------------------------------------------------------------------------- */

static void
chosho_identity_dialog_finalize (GObject *object)
{
  ChoshoIdentityDialog *self = CHOSHO_IDENTITY_DIALOG (object);

  g_free (self->last);
  g_free (self->file);
  G_OBJECT_CLASS (chosho_identity_dialog_parent_class)->finalize (object);
}

static void
chosho_identity_dialog_class_init (ChoshoIdentityDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_identity_dialog_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-identity-dialog.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoIdentityDialog, name)
  CHILD (stack);
  CHILD (make_button);
  CHILD (last_row);
  CHILD (choose_row);
  CHILD (name_row);
  CHILD (passphrase_row);
  CHILD (repeat_row);
  CHILD (file_row);
  CHILD (hint);
  CHILD (spinner);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_make_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_last_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_new_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_change_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chosho_identity_dialog_init (ChoshoIdentityDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->last_row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->file_row), FALSE);
  self->last = chosho_preferences_dup_identity ();
  gtk_widget_set_visible (GTK_WIDGET (self->last_row), self->last != NULL);
  if (self->last != NULL)
    {
      g_autofree char *shown = g_filename_display_name (self->last);

      adw_action_row_set_subtitle (self->last_row, shown);
    }
  gtk_widget_grab_focus (self->last != NULL ? GTK_WIDGET (self->last_row) : self->choose_row);
}

ChoshoIdentityDialog *
chosho_identity_dialog_new (GtkWindow *parent)
{
  return g_object_new (CHOSHO_TYPE_IDENTITY_DIALOG, "transient-for", parent, NULL);
}

/* --- Showing a key ------------------------------------------------------------------------------------------- */

static void
on_copy_clicked_cb (GtkWidget *button, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
}

static void
free_text (gpointer text, GClosure *closure)
{
  g_free (text);
}

static GtkWidget *
new_key_row (const char *title, const char *text, const char *copy)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_tooltip_text (button, copy);
  chosho_accessible_set_name (button, copy);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_copy_clicked_cb), g_strdup (text), free_text, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

void
chosho_identity_dialog_show_key (GtkWindow *parent, ChoshoIdentity *identity, const char *path)
{
  GtkWidget *window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, "search-enabled", FALSE, "title", _("Your Key"),
                                    "default-width", 560, "default-height", 480, NULL);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  g_autofree char *key = chosho_hex_encode (chosho_identity_get_public_key (identity), CHOSHO_KEY_PUBLIC_SIZE);
  g_autofree char *fingerprint = chosho_identity_dup_fingerprint (identity);
  g_autofree char *shown = g_filename_display_name (path);

  adw_preferences_group_set_title (group, _("Your Key"));
  adw_preferences_group_set_description (group, _("Give the public key to the engagement's leader, who adds you to the team. "
                                                  "The fingerprint stands in the closing paper beside your name. Both may be seen by anybody."));
  adw_preferences_group_add (group, new_key_row (_("Name"), chosho_identity_get_name (identity), _("Copy Name")));
  adw_preferences_group_add (group, new_key_row (_("Public key"), key, _("Copy Public Key")));
  adw_preferences_group_add (group, new_key_row (_("Fingerprint"), fingerprint, _("Copy Fingerprint")));
  adw_preferences_group_add (group, new_key_row (_("File, to be kept safe"), shown, _("Copy Path")));
  adw_preferences_page_add (page, group);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
}
