/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-blocker-words.h"
#include "chosho-code-words.h"
#include "chosho-desk.h"
#include "chosho-error-view.h"
#include "chosho-facts-page.h"
#include "chosho-identity-dialog.h"
#include "chosho-import-dialog.h"
#include "chosho-new-engagement.h"
#include "chosho-preferences.h"
#include "chosho-unlock.h"

/* In their order; from the files on the engagement is there. */
static const char *const pages[] = { "facts", "key", "files", "team" };
enum
{
  PAGE_FACTS,
  PAGE_KEY,
  PAGE_FILES,
  PAGE_TEAM,
  N_PAGES,
};

static const char *const member_roles[] = { "practitioner", "executive", "leader", "quality", "reviewer" };

struct _ChoshoNewEngagement
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle      *heading;
  GtkWidget           *cancel_button;
  GtkWidget           *back_button;
  GtkButton           *next_button;
  GtkSpinner          *spinner;
  GtkStack            *stack;
  ChoshoFactsPage     *facts;
  AdwActionRow        *key_row;
  GtkCheckButton      *independent;
  AdwPreferencesGroup *files;
  AdwPreferencesGroup *missing;       /* what is still to be done, at the end */
  AdwPreferencesGroup *team;
  GtkEditable         *member_name;
  AdwComboRow         *member_role;
  GtkEditable         *member_key;
  GtkWidget           *member_button;

  AdwActionRow   *import_rows[CHOSHO_N_IMPORTS]; /* (borrowed) */
  AdwActionRow   *expand_row;                    /* (borrowed) */
  char           *key_path;  /* (owned) (nullable) */
  ChoshoIdentity *identity;  /* (owned) (nullable) unlocked */
  char           *path;      /* (owned) (nullable) of the engagement, once it is made */
  guint           page;
  gboolean        busy;
};

G_DEFINE_FINAL_TYPE (ChoshoNewEngagement, chosho_new_engagement, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Where we are ----------------------------------------------------------------------------------------------- */

static gboolean
can_go_on (ChoshoNewEngagement *self)
{
  switch (self->page)
    {
    case PAGE_FACTS:
      return chosho_facts_page_is_complete (self->facts);
    case PAGE_KEY:
      return self->identity != NULL && gtk_check_button_get_active (self->independent);
    default:
      return TRUE;
    }
}

static void
update (ChoshoNewEngagement *self)
{
  static const char *const labels[N_PAGES] = { N_("_Next"), N_("Crea_te"), N_("_Next"), N_("_Open Engagement") };
  g_autofree char *position = g_strdup_printf (_("Step %u of %u"), self->page + 1, (guint) N_PAGES);

  adw_window_title_set_subtitle (self->heading, position);
  gtk_button_set_label (self->next_button, _(labels[self->page]));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), can_go_on (self) && !self->busy);
  gtk_widget_set_visible (self->cancel_button, self->path == NULL && self->page == PAGE_FACTS);
  gtk_widget_set_visible (self->back_button, self->page == PAGE_KEY || self->page == PAGE_TEAM);
  gtk_widget_set_sensitive (self->back_button, !self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
set_busy (ChoshoNewEngagement *self, gboolean busy)
{
  self->busy = busy;
  update (self);
}

static void
on_facts_changed_cb (ChoshoNewEngagement *self)
{
  if (self->next_button != NULL)
    update (self);
}

/* --- What is missing ---------------------------------------------------------------------------------------------- */

/* Files without which there is no work; an import says in its row what it took in. */
static void
add_missing_files (ChoshoNewEngagement *self, GString *lines)
{
  static const ChoshoImportKind wanted[] = { CHOSHO_IMPORT_CRITERIA, CHOSHO_IMPORT_PROCEDURES, CHOSHO_IMPORT_STATEMENT };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const char *told = adw_action_row_get_subtitle (self->import_rows[wanted[i]]);

      if (told == NULL || told[0] == '\0')
        {
          g_string_append_printf (lines, _("Not taken in: %s"), chosho_import_kind_get_title (wanted[i]));
          g_string_append_c (lines, '\n');
        }
    }
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoNewEngagement) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *escaped = NULL;
  ChoshoValue *blockers;

  set_busy (self, FALSE);
  add_missing_files (self, lines);
  if (!chosho_desk_run_finish (CHOSHO_DESK (source), result, &value, &error))
    g_string_append (lines, error->message);
  blockers = chosho_value_get (value, "blockers");
  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      g_autofree char *line = chosho_blocker_dup_of_team (chosho_value_get_item (blockers, i));

      g_string_append_printf (lines, "%s\n", line);
    }
  escaped = g_markup_escape_text (g_strchomp (lines->str), -1); /* a description is markup */
  adw_preferences_group_set_description (self->missing, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), escaped[0] != '\0');
}

static void
show_missing (ChoshoNewEngagement *self)
{
  set_busy (self, TRUE); /* the engagement is not opened while it is read here */
  chosho_desk_run_async (chosho_desk_get_default (), "member check", chosho_value_new_object (), self->path, self->identity, NULL, NULL, on_checked_cb,
                         g_object_ref (self));
}

static void
go_to (ChoshoNewEngagement *self, guint page)
{
  self->page = page;
  gtk_stack_set_visible_child_name (self->stack, pages[page]);
  if (page == PAGE_TEAM)
    show_missing (self);
  update (self);
}

/* --- Key ---------------------------------------------------------------------------------------------------------- */

static void
on_unlocked (ChoshoIdentity *identity, const char *path, gpointer user_data)
{
  ChoshoNewEngagement *self = user_data;
  g_autofree char *fingerprint = NULL, *shown = NULL;

  if (identity == NULL)
    return;
  g_clear_pointer (&self->identity, chosho_identity_unref);
  self->identity = chosho_identity_ref (identity);
  g_free (self->key_path);
  self->key_path = g_strdup (path);
  fingerprint = chosho_identity_dup_fingerprint (identity);
  shown = g_strdup_printf (_("Fingerprint %.16s…"), fingerprint);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), chosho_identity_get_name (identity));
  adw_action_row_set_subtitle (self->key_row, shown);
  update (self);
}

static void
on_chosen_cb (ChoshoIdentityDialog *dialog, const char *path, ChoshoNewEngagement *self)
{
  chosho_unlock_key (GTK_WINDOW (self), path, on_unlocked, g_object_ref (self), g_object_unref);
}

static void
on_key_clicked_cb (ChoshoNewEngagement *self)
{
  ChoshoIdentityDialog *dialog = chosho_identity_dialog_new (GTK_WINDOW (self));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Making it ------------------------------------------------------------------------------------------------------ */

static void
on_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoNewEngagement) self = user_data;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (!chosho_desk_run_finish (CHOSHO_DESK (source), result, NULL, &error))
    chosho_error_view_show_text (GTK_WIDGET (self), _("The engagement is there, but your independence could not be confirmed"), error->message);
  else
    go_to (self, PAGE_FILES);
}

static void
confirm (ChoshoNewEngagement *self)
{
  chosho_desk_run_async (chosho_desk_get_default (), "member confirm-independence", chosho_value_new_object (), self->path, self->identity, NULL, NULL,
                         on_confirmed_cb, g_object_ref (self));
}

static void
on_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoNewEngagement) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (!chosho_desk_run_finish (CHOSHO_DESK (source), result, &value, &error))
    {
      set_busy (self, FALSE);
      chosho_error_view_show_text (GTK_WIDGET (self), _("The engagement could not be made; nothing was written"), error->message);
      return;
    }
  self->path = g_strdup (chosho_value_get_string (value, "path"));
  chosho_preferences_note_recent (self->path);
  confirm (self);
}

static void
create (ChoshoNewEngagement *self)
{
  set_busy (self, TRUE);
  if (self->path != NULL)
    confirm (self); /* made before; its confirmation failed */
  else
    chosho_desk_run_async (chosho_desk_get_default (), "create", chosho_facts_page_dup_args (self->facts), NULL, self->identity, NULL, NULL, on_created_cb,
                           g_object_ref (self));
}

static void
on_next_clicked_cb (ChoshoNewEngagement *self)
{
  if (self->page == PAGE_KEY)
    create (self);
  else if (self->page == PAGE_TEAM)
    {
      g_signal_emit (self, signals[SIGNAL_CREATED], 0, self->path, self->key_path);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else
    go_to (self, self->page + 1);
}

static void
on_back_clicked_cb (ChoshoNewEngagement *self)
{
  go_to (self, self->page - 1);
}

static void
on_cancel_clicked_cb (ChoshoNewEngagement *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* --- Files ------------------------------------------------------------------------------------------------------------ */

static void
on_imported_cb (ChoshoImportDialog *dialog, const char *summary, AdwActionRow *row)
{
  adw_action_row_set_subtitle (row, summary);
}

static void
on_import_clicked_cb (GtkWidget *button, ChoshoNewEngagement *self)
{
  ChoshoImportKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind"));
  ChoshoImportDialog *dialog = chosho_import_dialog_new (GTK_WINDOW (self), kind, self->path, self->identity);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (on_imported_cb), self->import_rows[kind], 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A row with a button at its end. */
static AdwActionRow *
new_file_row (ChoshoNewEngagement *self, const char *title, const char *label, GCallback callback, guint kind)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", title, label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (row, 3);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  chosho_accessible_set_name (button, name);
  g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (kind));
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (row, button);
  adw_preferences_group_add (self->files, GTK_WIDGET (row));
  return row;
}

static void
on_expanded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoNewEngagement) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  set_busy (self, FALSE);
  if (!chosho_desk_run_finish (CHOSHO_DESK (source), result, &value, &error))
    {
      adw_action_row_set_subtitle (self->expand_row, error->message);
      return;
    }
  text = g_strdup_printf (_("%u steps made"), (guint) chosho_value_get_integer (value, "added", 0));
  adw_action_row_set_subtitle (self->expand_row, text);
}

static void
on_expand_clicked_cb (GtkWidget *button, ChoshoNewEngagement *self)
{
  set_busy (self, TRUE);
  chosho_desk_run_async (chosho_desk_get_default (), "procedures expand", chosho_value_new_object (), self->path, self->identity, NULL, NULL, on_expanded_cb,
                         g_object_ref (self));
}

static void
add_file_rows (ChoshoNewEngagement *self)
{
  for (guint kind = 0; kind < CHOSHO_N_IMPORTS; kind++)
    self->import_rows[kind] = new_file_row (self, chosho_import_kind_get_title (kind), _("Import…"), G_CALLBACK (on_import_clicked_cb), kind);
  self->expand_row = new_file_row (self, _("Steps from templates"), _("Expand"), G_CALLBACK (on_expand_clicked_cb), 0);
  adw_action_row_set_subtitle (self->expand_row, _("Where the firm's procedure is made of templates by subject"));
}

/* --- Team ------------------------------------------------------------------------------------------------------------- */

static void
on_member_changed_cb (ChoshoNewEngagement *self)
{
  gtk_widget_set_sensitive (self->member_button, !self->busy && gtk_editable_get_text (self->member_name)[0] != '\0'
                                                   && gtk_editable_get_text (self->member_key)[0] != '\0');
}

static void
show_member (ChoshoNewEngagement *self, ChoshoValue *member)
{
  GtkWidget *row = adw_action_row_new ();
  const char *role = chosho_value_as_string (chosho_value_get_item (chosho_value_get (member, "roles"), 0));
  const char *fingerprint = chosho_value_get_string (member, "fingerprint");
  g_autofree char *subtitle = g_strdup_printf (_("%s · fingerprint %.16s…"), chosho_word_role (role), fingerprint);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), chosho_value_get_string (member, "name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->team, row);
}

static void
on_member_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoNewEngagement) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (chosho_desk_run_finish (CHOSHO_DESK (source), result, &value, &error))
    {
      show_member (self, value);
      show_missing (self);
      gtk_editable_set_text (self->member_name, "");
      gtk_editable_set_text (self->member_key, "");
    }
  else
    chosho_error_view_show_text (GTK_WIDGET (self), _("Nobody was added"), error->message);
  on_member_changed_cb (self);
}

static void
on_add_member_cb (ChoshoNewEngagement *self)
{
  ChoshoValue *args = chosho_value_new_object (), *roles = chosho_value_new_array ();
  g_autofree char *key = g_strstrip (g_strdup (gtk_editable_get_text (self->member_key)));

  chosho_value_append_string (roles, member_roles[adw_combo_row_get_selected (self->member_role)]);
  chosho_value_set_string (args, "name", gtk_editable_get_text (self->member_name));
  chosho_value_set_string (args, "public_key", key);
  chosho_value_set (args, "role", roles);
  set_busy (self, TRUE);
  on_member_changed_cb (self);
  chosho_desk_run_async (chosho_desk_get_default (), "member add", args, self->path, self->identity, NULL, NULL, on_member_added_cb, g_object_ref (self));
}

/* --- Class ---------------------------------------------------------------------------------------------------------- */

/* Escape and the window manager: once the engagement is made it is opened, and not only left. */
static gboolean
on_close_request_cb (ChoshoNewEngagement *self)
{
  if (self->busy)
    return GDK_EVENT_STOP;
  if (self->path != NULL)
    g_signal_emit (self, signals[SIGNAL_CREATED], 0, self->path, self->key_path);
  return GDK_EVENT_PROPAGATE;
}

static void
chosho_new_engagement_finalize (GObject *object)
{
  ChoshoNewEngagement *self = CHOSHO_NEW_ENGAGEMENT (object);

  g_free (self->key_path);
  g_free (self->path);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  G_OBJECT_CLASS (chosho_new_engagement_parent_class)->finalize (object);
}

static void
chosho_new_engagement_class_init (ChoshoNewEngagementClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_new_engagement_finalize;
  g_type_ensure (CHOSHO_TYPE_FACTS_PAGE);
  signals[SIGNAL_CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-new-engagement.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoNewEngagement, name)
  CHILD (heading);
  CHILD (cancel_button);
  CHILD (back_button);
  CHILD (next_button);
  CHILD (spinner);
  CHILD (stack);
  CHILD (facts);
  CHILD (key_row);
  CHILD (independent);
  CHILD (files);
  CHILD (missing);
  CHILD (team);
  CHILD (member_name);
  CHILD (member_role);
  CHILD (member_key);
  CHILD (member_button);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_facts_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_member_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_add_member_cb);
}

static void
chosho_new_engagement_init (ChoshoNewEngagement *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  g_autofree char *last = chosho_preferences_dup_identity ();
  ChoshoIdentity *known = chosho_desk_get_unlocked (chosho_desk_get_default (), last);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->key_row), FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (member_roles); i++)
    gtk_string_list_append (words, chosho_word_role (member_roles[i]));
  adw_combo_row_set_model (self->member_role, G_LIST_MODEL (words));
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_request_cb), NULL);
  add_file_rows (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->facts));
  if (known != NULL)
    on_unlocked (known, last, self);
  update (self);
}

ChoshoNewEngagement *
chosho_new_engagement_new (GtkWindow *parent)
{
  return g_object_new (CHOSHO_TYPE_NEW_ENGAGEMENT, "transient-for", parent, NULL);
}
