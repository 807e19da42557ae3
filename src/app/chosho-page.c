/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error-view.h"
#include "chosho-list-scroll.h"
#include "chosho-page.h"
#include "chosho-spinner.h"

#define LOADING "loading" /* the state while rows are read */
#define LAYOUT_FRAMES 1   /* after which what has just come into sight was laid out: a list has its lines */

typedef struct
{
  GtkStack      *stack;       /* loading, content, empty, error */
  AdwStatusPage *empty;
  GtkButton     *empty_button;
  AdwStatusPage *error_page;

  ChoshoContext      *context;   /* (owned) (nullable) */
  GtkEventController *shortcuts; /* (owned) on the page while it is active */
  char          *target;      /* (owned) (nullable) where the page is */
  char          *details;     /* (owned) (nullable) of the error shown */
  gboolean       active;
  gboolean       outdated;    /* the record changed since the last load */
  guint          focusing;    /* 0: none; gives the focus once there is anything … */
  guint          frames;      /* … and it was laid out */
} ChoshoPagePrivate;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_TYPE_WITH_CODE (ChoshoPage, chosho_page, ADW_TYPE_BIN,
                         G_ADD_PRIVATE (ChoshoPage) G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GtkBuildableIface *parent_buildable;

#define PRIVATE(self) ((ChoshoPagePrivate *) chosho_page_get_instance_private (self))

/* --- Loading ------------------------------------------------------------------------------------------------ */

void
chosho_page_reload (ChoshoPage *self)
{
  ChoshoPagePrivate *priv = PRIVATE (self);

  priv->outdated = TRUE;
  if (!priv->active || priv->context == NULL || chosho_context_get_engagement (priv->context) == NULL)
    return;
  priv->outdated = FALSE;
  CHOSHO_PAGE_GET_CLASS (self)->load (self);
}

void
chosho_page_set_context (ChoshoPage *self, ChoshoContext *context)
{
  ChoshoPagePrivate *priv = PRIVATE (self);

  g_return_if_fail (priv->context == NULL);
  priv->context = g_object_ref (context);
  priv->outdated = TRUE;
  g_signal_connect_object (context, "loaded", G_CALLBACK (chosho_page_reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "identity-changed", G_CALLBACK (chosho_page_reload), self, G_CONNECT_SWAPPED);
  if (CHOSHO_PAGE_GET_CLASS (self)->setup != NULL)
    CHOSHO_PAGE_GET_CLASS (self)->setup (self, context);
}

ChoshoContext *
chosho_page_get_context (ChoshoPage *self)
{
  return PRIVATE (self)->context;
}

static void
stop_focusing (ChoshoPage *self)
{
  if (PRIVATE (self)->focusing != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), PRIVATE (self)->focusing);
  PRIVATE (self)->focusing = 0;
}

void
chosho_page_set_active (ChoshoPage *self, gboolean active)
{
  ChoshoPagePrivate *priv = PRIVATE (self);

  if (priv->active != active)
    {
      if (active)
        gtk_widget_add_controller (GTK_WIDGET (self), g_object_ref (priv->shortcuts));
      else
        gtk_widget_remove_controller (GTK_WIDGET (self), priv->shortcuts);
    }
  priv->active = active;
  if (!active)
    stop_focusing (self);
  if (active && priv->outdated)
    chosho_page_reload (self);
}

void
chosho_page_add_shortcut (ChoshoPage *self, const char *accelerator, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkShortcut *shortcut;

  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    g_return_if_reached ();
  shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accelerator), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, target);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (PRIVATE (self)->shortcuts), shortcut);
}

/* --- Targets -------------------------------------------------------------------------------------------------- */

void
chosho_page_show_target (ChoshoPage *self, const char *target)
{
  if (CHOSHO_PAGE_GET_CLASS (self)->show_target != NULL)
    CHOSHO_PAGE_GET_CLASS (self)->show_target (self, target);
}

void
chosho_page_note_target (ChoshoPage *self, const char *target)
{
  ChoshoPagePrivate *priv = PRIVATE (self);

  if (g_strcmp0 (priv->target, target) == 0)
    return;
  g_free (priv->target);
  priv->target = g_strdup (target);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.note-location", NULL);
}

const char *
chosho_page_get_target (ChoshoPage *self)
{
  return PRIVATE (self)->target;
}

void
chosho_page_focus_search (ChoshoPage *self)
{
  if (CHOSHO_PAGE_GET_CLASS (self)->focus_search != NULL)
    CHOSHO_PAGE_GET_CLASS (self)->focus_search (self);
}

static gboolean
has_focus (ChoshoPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) && gtk_widget_get_mapped (focus);
}

/* Where one begins to work, else whatever comes first; not while rows are read. */
static gboolean
on_focus_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ChoshoPage *self = CHOSHO_PAGE (widget);
  ChoshoPagePrivate *priv = PRIVATE (self);
  ChoshoPageClass *page_class = CHOSHO_PAGE_GET_CLASS (self);
  GtkWidget *first = page_class->get_first != NULL ? page_class->get_first (self) : NULL;

  if (strcmp (gtk_stack_get_visible_child_name (priv->stack), LOADING) == 0 || priv->frames++ < LAYOUT_FRAMES)
    return G_SOURCE_CONTINUE;
  priv->focusing = 0;
  if (!has_focus (self) && (first == NULL || !gtk_widget_get_mapped (first) || !chosho_list_focus_chosen (first)))
    gtk_widget_child_focus (gtk_stack_get_visible_child (priv->stack), GTK_DIR_TAB_FORWARD);
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (widget)), TRUE); /* who sees nothing focused presses Tab, and is past it */
  return G_SOURCE_REMOVE;
}

void
chosho_page_take_focus (ChoshoPage *self)
{
  PRIVATE (self)->frames = 0;
  if (PRIVATE (self)->focusing == 0)
    PRIVATE (self)->focusing = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_focus_tick_cb, NULL, NULL);
}

GtkWidget *
chosho_page_get_foot (ChoshoPage *self)
{
  ChoshoPageClass *page_class = CHOSHO_PAGE_GET_CLASS (self);

  return page_class->get_foot != NULL ? page_class->get_foot (self) : NULL;
}

ChoshoValue *
chosho_page_list_targets (ChoshoPage *self)
{
  ChoshoPageClass *page_class = CHOSHO_PAGE_GET_CLASS (self);

  return page_class->list_targets != NULL ? page_class->list_targets (self) : NULL;
}

gboolean
chosho_page_print (ChoshoPage *self)
{
  if (CHOSHO_PAGE_GET_CLASS (self)->print == NULL)
    return FALSE;
  CHOSHO_PAGE_GET_CLASS (self)->print (self);
  return TRUE;
}

void
chosho_page_go (GtkWidget *widget, const char *place, const char *target)
{
  gtk_widget_activate_action (widget, "win.go", "(ss)", place, target != NULL ? target : "");
}

/* --- States --------------------------------------------------------------------------------------------------- */

void
chosho_page_show_content (ChoshoPage *self)
{
  gtk_stack_set_visible_child_name (PRIVATE (self)->stack, "content");
}

void
chosho_page_show_loading (ChoshoPage *self)
{
  gtk_stack_set_visible_child_name (PRIVATE (self)->stack, LOADING);
}

/* The target before the name: a button that has a name alone warns of an action that wants a target. */
static void
set_detailed_action (GtkActionable *button, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (action, &name, &target, NULL))
    g_return_if_reached ();
  gtk_actionable_set_action_name (button, NULL);
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, name);
}

void
chosho_page_show_empty (ChoshoPage *self, const char *icon_name, const char *title, const char *description,
                        const char *button_label, const char *action)
{
  ChoshoPagePrivate *priv = PRIVATE (self);

  adw_status_page_set_icon_name (priv->empty, icon_name);
  adw_status_page_set_title (priv->empty, title);
  adw_status_page_set_description (priv->empty, description);
  gtk_widget_set_visible (GTK_WIDGET (priv->empty_button), button_label != NULL);
  if (button_label != NULL)
    {
      gtk_button_set_label (priv->empty_button, button_label);
      set_detailed_action (GTK_ACTIONABLE (priv->empty_button), action);
    }
  gtk_stack_set_visible_child_name (priv->stack, "empty");
}

void
chosho_page_show_error (ChoshoPage *self, const GError *error)
{
  ChoshoPagePrivate *priv = PRIVATE (self);
  g_autofree char *escaped = g_markup_escape_text (error->message, -1); /* a description is markup */

  g_free (priv->details);
  priv->details = g_strdup (error->message);
  adw_status_page_set_description (priv->error_page, escaped);
  gtk_stack_set_visible_child_name (priv->stack, "error");
}

static void
on_copy_clicked_cb (ChoshoPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), PRIVATE (self)->details);
}

/* --- Room ------------------------------------------------------------------------------------------------------ */

static void
on_width_cb (ChoshoContext *context, GParamSpec *pspec, GtkWidget *widget)
{
  gtk_widget_set_visible (widget, chosho_context_get_width (context) != CHOSHO_WIDTH_SINGLE);
}

void
chosho_page_hide_if_narrow (ChoshoPage *self, GtkWidget *widget)
{
  ChoshoContext *context = PRIVATE (self)->context;

  g_signal_connect_object (context, "notify::width", G_CALLBACK (on_width_cb), widget, 0);
  on_width_cb (context, NULL, widget);
}

/* --- Commands -------------------------------------------------------------------------------------------------- */

typedef struct
{
  ChoshoPage    *page; /* (owned) */
  ChoshoPageDone done; /* (nullable) */
  gpointer       user_data;
} Run;

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Run *run = user_data;
  g_autoptr (ChoshoPage) self = run->page;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (!chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error))
    chosho_error_view_show (GTK_WIDGET (self), error, value);
  else if (run->done != NULL)
    run->done (self, value, run->user_data);
}

static void
push_run (ChoshoPage *self, const char *title, const char *command, ChoshoValue *args, ChoshoPageDone done, gpointer user_data)
{
  ChoshoWorkspace *workspace = chosho_context_get_workspace (PRIVATE (self)->context);
  Run *run = g_new0 (Run, 1);

  run->page = g_object_ref (self);
  run->done = done;
  run->user_data = user_data;
  if (title != NULL)
    {
      g_autoptr (ChoshoJob) job = chosho_job_new (title);

      chosho_workspace_run_job_async (workspace, command, args, job, on_run_cb, run);
    }
  else
    chosho_workspace_run_async (workspace, command, args, NULL, on_run_cb, run);
}

void
chosho_page_run (ChoshoPage *self, const char *command, ChoshoValue *args, ChoshoPageDone done, gpointer user_data)
{
  push_run (self, NULL, command, args, done, user_data);
}

void
chosho_page_run_job (ChoshoPage *self, const char *title, const char *command, ChoshoValue *args, ChoshoPageDone done, gpointer user_data)
{
  push_run (self, title, command, args, done, user_data);
}

/* --- Class ------------------------------------------------------------------------------------------------------ */

static void
chosho_page_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_stack_add_named (PRIVATE (CHOSHO_PAGE (buildable))->stack, GTK_WIDGET (child), "content");
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = chosho_page_add_child;
}

static void
chosho_page_dispose (GObject *object)
{
  ChoshoPagePrivate *priv = PRIVATE (CHOSHO_PAGE (object));

  stop_focusing (CHOSHO_PAGE (object));
  g_clear_object (&priv->context);
  g_clear_object (&priv->shortcuts);
  G_OBJECT_CLASS (chosho_page_parent_class)->dispose (object);
}

static void
chosho_page_finalize (GObject *object)
{
  ChoshoPagePrivate *priv = PRIVATE (CHOSHO_PAGE (object));

  g_free (priv->target);
  g_free (priv->details);
  G_OBJECT_CLASS (chosho_page_parent_class)->finalize (object);
}

static void
chosho_page_class_init (ChoshoPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_page_finalize;
}

static GtkWidget *
new_status_button (const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  return button;
}

static void
add_empty (ChoshoPagePrivate *priv)
{
  priv->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  priv->empty_button = GTK_BUTTON (new_status_button (""));
  gtk_button_set_use_underline (priv->empty_button, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (priv->empty_button), "suggested-action");
  adw_status_page_set_child (priv->empty, GTK_WIDGET (priv->empty_button));
  gtk_stack_add_named (priv->stack, GTK_WIDGET (priv->empty), "empty");
}

static void
add_error (ChoshoPage *self, ChoshoPagePrivate *priv)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *again = new_status_button (_("_Try Again"));
  GtkWidget *copy = new_status_button (_("Copy _Details"));

  priv->error_page = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (priv->error_page, "dialog-warning-symbolic");
  adw_status_page_set_title (priv->error_page, _("This could not be read"));
  gtk_box_append (GTK_BOX (box), again);
  gtk_box_append (GTK_BOX (box), copy);
  adw_status_page_set_child (priv->error_page, box);
  g_signal_connect_swapped (again, "clicked", G_CALLBACK (chosho_page_reload), self);
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (on_copy_clicked_cb), self);
  gtk_stack_add_named (priv->stack, GTK_WIDGET (priv->error_page), "error");
}

static void
chosho_page_init (ChoshoPage *self)
{
  ChoshoPagePrivate *priv = PRIVATE (self);

  priv->shortcuts = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (priv->shortcuts), GTK_SHORTCUT_SCOPE_GLOBAL);
  /* Before the widgets: a paned keeps F6 and F8 to itself. */
  gtk_event_controller_set_propagation_phase (priv->shortcuts, GTK_PHASE_CAPTURE);
  priv->stack = GTK_STACK (gtk_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->stack));
  gtk_stack_add_named (priv->stack, chosho_spinner_new (), LOADING);
  add_empty (priv);
  add_error (self, priv);
}
