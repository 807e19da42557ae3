/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-command-warning.h"
#include "chosho-date-text.h"
#include "chosho-engagement-facts.h"
#include "chosho-facts-page.h"

/* A choice: what the record says, and what people read. */
typedef struct
{
  const char *code;
  const char *word;
} Choice;

static const Choice kinds[] = { { "initial", N_("Initial") }, { "renewal", N_("Renewal") }, { "additional", N_("Additional audit") }, { "reaudit", N_("Re-audit") } };
static const Choice schemes[] = { { "ismap", "ISMAP" }, { "ismap-liu", "ISMAP-LIU" } };
static const Choice languages[] = { { "ja", "日本語" }, { "en", "English" } };
static const char *const roles[] = { "leader", "executive", "practitioner", "quality", "reviewer" };

struct _ChoshoFactsPage
{
  AdwBin parent_instance;

  /* Template */
  GtkEditable         *title;
  GtkEditable         *firm;
  GtkEditable         *client;
  AdwPreferencesGroup *services;
  GtkEditable         *period_start;
  GtkEditable         *period_end;
  AdwComboRow         *kind;
  AdwActionRow        *parent_row;
  AdwComboRow         *scheme;
  AdwComboRow         *language;
  GtkEditable         *time_zone;
  AdwComboRow         *role;
  AdwActionRow        *folder_row;
  GtkLabel            *disk;      /* shown where that of the folder is not encrypted */
  GtkLabel            *problem;

  GPtrArray *service_rows; /* (owned) (element-type AdwEntryRow, borrowed) */
  char      *parent;       /* (owned) (nullable) */
  char      *folder;       /* (owned) (nullable) as chosen */
  char      *disk_of;      /* (owned) (nullable) the folder whose disk was looked at last */
  gboolean   complete;
};

G_DEFINE_FINAL_TYPE (ChoshoFactsPage, chosho_facts_page, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
has_parent (ChoshoFactsPage *self)
{
  const char *kind = kinds[MIN (adw_combo_row_get_selected (self->kind), G_N_ELEMENTS (kinds) - 1)].code;

  return g_str_equal (kind, "additional") || g_str_equal (kind, "reaudit");
}

/* As chosen, or one after the title among this person's documents. (transfer full) */
static char *
dup_folder (ChoshoFactsPage *self)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *name = chosho_engagement_facts_dup_folder_name (gtk_editable_get_text (self->title));

  return self->folder != NULL ? g_strdup (self->folder) : g_build_filename (documents != NULL ? documents : g_get_home_dir (), name, NULL);
}

static void
set_date (ChoshoValue *args, const char *key, GtkEditable *entry)
{
  g_autofree char *folded = chosho_date_text_fold (gtk_editable_get_text (entry));

  chosho_value_set_string (args, key, folded);
}

static void
set_services (ChoshoFactsPage *self, ChoshoValue *args)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < self->service_rows->len; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (g_ptr_array_index (self->service_rows, i))));

      if (name[0] != '\0')
        chosho_value_append_string (list, name);
    }
  chosho_value_set (args, "service", list);
}

ChoshoValue *
chosho_facts_page_dup_args (ChoshoFactsPage *self)
{
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *own_roles = chosho_value_new_array ();
  g_autofree char *folder = dup_folder (self);

  chosho_value_set_string (args, "dir", folder);
  chosho_value_set_string (args, "title", gtk_editable_get_text (self->title));
  chosho_value_set_string (args, "firm", gtk_editable_get_text (self->firm));
  chosho_value_set_string (args, "client", gtk_editable_get_text (self->client));
  set_services (self, args);
  set_date (args, "period_start", self->period_start);
  set_date (args, "period_end", self->period_end);
  chosho_value_set_string (args, "kind", kinds[adw_combo_row_get_selected (self->kind)].code);
  chosho_value_set_string (args, "scheme", schemes[adw_combo_row_get_selected (self->scheme)].code);
  chosho_value_set_string (args, "language", languages[adw_combo_row_get_selected (self->language)].code);
  chosho_value_set_string (args, "time_zone", gtk_editable_get_text (self->time_zone));
  chosho_value_append_string (own_roles, roles[adw_combo_row_get_selected (self->role)]);
  chosho_value_set (args, "role", own_roles);
  if (has_parent (self))
    chosho_value_set_string (args, "parent", self->parent);
  return args;
}

gboolean
chosho_facts_page_is_complete (ChoshoFactsPage *self)
{
  return self->complete;
}

/* --- The disk ---------------------------------------------------------------------------------------------------- */

/* In a thread: a folder on a disk that does not answer keeps nobody from typing. */
static void
find_disk (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, chosho_command_is_on_plain_disk (data));
}

static void
on_disk_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ChoshoFactsPage *self = CHOSHO_FACTS_PAGE (source);
  const char *folder = g_task_get_task_data (G_TASK (result));

  if (g_strcmp0 (folder, self->disk_of) == 0)
    gtk_widget_set_visible (GTK_WIDGET (self->disk), g_task_propagate_boolean (G_TASK (result), NULL));
}

static void
look_at_disk (ChoshoFactsPage *self, const char *folder)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (GTask) task = NULL;

  if (g_strcmp0 (parent, self->disk_of) == 0)
    return;
  g_free (self->disk_of);
  self->disk_of = g_strdup (parent);
  task = g_task_new (self, NULL, on_disk_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&parent), g_free);
  g_task_run_in_thread (task, find_disk);
}

static void
on_changed_cb (ChoshoFactsPage *self)
{
  g_autoptr (ChoshoValue) args = NULL;
  g_autofree char *folder = NULL, *shown = NULL;
  const char *problem;

  if (self->service_rows == NULL || self->service_rows->len == 0)
    return; /* the form is still being made */
  args = chosho_facts_page_dup_args (self);
  folder = dup_folder (self);
  shown = g_filename_display_name (folder);
  adw_action_row_set_subtitle (self->folder_row, shown);
  look_at_disk (self, folder);
  gtk_widget_set_visible (GTK_WIDGET (self->parent_row), has_parent (self));
  problem = chosho_engagement_facts_get_problem (args);
  self->complete = problem == NULL;
  if (problem == NULL)
    problem = chosho_engagement_facts_get_warning (args);
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- Services ----------------------------------------------------------------------------------------------- */

static void
add_service (ChoshoFactsPage *self)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Service"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->services, row);
  g_ptr_array_add (self->service_rows, row);
}

static void
on_add_service_cb (ChoshoFactsPage *self)
{
  add_service (self);
  gtk_widget_grab_focus (g_ptr_array_index (self->service_rows, self->service_rows->len - 1));
}

/* --- Folders --------------------------------------------------------------------------------------------------- */

static void
on_parent_cb (GtkNativeDialog *dialog, int response, ChoshoFactsPage *self)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL)
    {
      g_autofree char *shown = g_filename_display_name (g_file_peek_path (folder));

      g_free (self->parent);
      self->parent = g_file_get_path (folder);
      adw_action_row_set_subtitle (self->parent_row, shown);
      on_changed_cb (self);
    }
  g_object_unref (dialog);
}

static void
on_choose_parent_cb (ChoshoFactsPage *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Earlier Engagement"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_parent_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_folder_cb (GtkNativeDialog *dialog, int response, ChoshoFactsPage *self)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && folder != NULL)
    {
      g_free (self->folder);
      self->folder = g_file_get_path (folder);
      on_changed_cb (self);
    }
  g_object_unref (dialog);
}

static void
on_choose_folder_cb (ChoshoFactsPage *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Keep the Engagement In"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *folder = dup_folder (self);
  g_autofree char *name = g_filename_display_basename (folder);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_folder_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
fill_combo (AdwComboRow *row, const Choice *choices, gsize n_choices)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_choices; i++)
    gtk_string_list_append (words, _(choices[i].word));
  adw_combo_row_set_model (row, G_LIST_MODEL (words));
}

static void
fill_roles (AdwComboRow *row)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (words, chosho_word_role (roles[i]));
  adw_combo_row_set_model (row, G_LIST_MODEL (words));
}

static void
chosho_facts_page_finalize (GObject *object)
{
  ChoshoFactsPage *self = CHOSHO_FACTS_PAGE (object);

  g_ptr_array_unref (self->service_rows);
  g_free (self->parent);
  g_free (self->folder);
  g_free (self->disk_of);
  G_OBJECT_CLASS (chosho_facts_page_parent_class)->finalize (object);
}

/* What is typed first. */
static gboolean
chosho_facts_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CHOSHO_FACTS_PAGE (widget)->title));
}

static void
chosho_facts_page_class_init (ChoshoFactsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_facts_page_finalize;
  widget_class->grab_focus = chosho_facts_page_grab_focus;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-facts-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ChoshoFactsPage, name)
  CHILD (title);
  CHILD (firm);
  CHILD (client);
  CHILD (services);
  CHILD (period_start);
  CHILD (period_end);
  CHILD (kind);
  CHILD (parent_row);
  CHILD (scheme);
  CHILD (language);
  CHILD (time_zone);
  CHILD (role);
  CHILD (folder_row);
  CHILD (disk);
  CHILD (problem);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_add_service_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_parent_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_folder_cb);
}

static void
chosho_facts_page_init (ChoshoFactsPage *self)
{
  self->service_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->folder_row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->parent_row), FALSE);
  fill_combo (self->kind, kinds, G_N_ELEMENTS (kinds));
  fill_combo (self->scheme, schemes, G_N_ELEMENTS (schemes));
  fill_combo (self->language, languages, G_N_ELEMENTS (languages));
  fill_roles (self->role);
  add_service (self);
  on_changed_cb (self);
}
