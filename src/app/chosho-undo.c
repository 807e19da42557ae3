/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-command-dialog.h"
#include "chosho-error-view.h"
#include "chosho-link-chips.h"
#include "chosho-undo.h"

#define WINDOW_KEY "chosho-undo" /* under which a window knows it */

/* One act: by its operation in the record, by the sign-off to be withdrawn, or by what brings it back. */
typedef struct
{
  char          *text;      /* (owned) what was done */
  char          *operation; /* (owned) (nullable) */
  ChoshoValue   *sign_off;  /* (owned) (nullable) arguments of "withdraw" but for the reason */
  ChoshoUndoFunc func;      /* (nullable) */
  gpointer       user_data;
  GDestroyNotify destroy;   /* (nullable) */
} Act;

struct _ChoshoUndo
{
  GObject parent_instance;

  GtkWindow       *window;  /* (borrowed) */
  AdwToastOverlay *toasts;  /* (borrowed) */
  ChoshoContext   *context; /* (owned) */
  AdwToast        *toast;   /* (weak) (nullable) the last that offers something: its button means the last act */
  GPtrArray       *done;    /* (owned) (element-type Act) */
  GPtrArray       *undone;  /* (owned) (element-type Act) */
  GPtrArray       *target;  /* (borrowed) (nullable) of both, where the counter-act under way is kept … */
  char            *text;    /* (owned) (nullable) … and what it is about */
  gboolean         typed;   /* the sign-off under way is of what was recorded for it */
};

G_DEFINE_FINAL_TYPE (ChoshoUndo, chosho_undo, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_POSSIBLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What the window's commands did that the record has a counter-act of. What is taken in is undone in so far as it is linked. */
static const struct
{
  const char *command;
  const char *text; /* N_("…") */
} acts[] = {
  { "assign", N_("The assignment is recorded") },
  { "evidence add", N_("Taken in and linked") },
  { "evidence member-add", N_("Cited and linked") },
  { "evidence link", N_("It is linked") },
  { "evidence unlink", N_("The link is taken off") },
  { "interview unlink", N_("The link is taken off") },
  { "observation unlink", N_("The link is taken off") },
  { "paper attach", N_("It is linked") },
  { "sample link", N_("It is linked") },
  { "sample unlink", N_("The link is taken off") },
};

static void
act_free (gpointer data)
{
  Act *self = data;

  g_free (self->text);
  g_free (self->operation);
  g_clear_pointer (&self->sign_off, chosho_value_unref);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

/* --- Offering ------------------------------------------------------------------------------------------------- */

static void
show_toast (ChoshoUndo *self, const char *text, const char *label, const char *action)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1); /* a toast's title is markup */
  AdwToast *toast = adw_toast_new (escaped);

  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  if (label != NULL)
    {
      adw_toast_set_button_label (toast, label);
      adw_toast_set_action_name (toast, action);
    }
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
push (ChoshoUndo *self, GPtrArray *stack, Act *act)
{
  g_ptr_array_add (stack, act);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);
}

/* A new act: what was undone before cannot be done again over it. */
static void
offer (ChoshoUndo *self, Act *act, const char *text, const char *label)
{
  g_ptr_array_set_size (self->undone, 0);
  act->text = g_strdup (text);
  push (self, self->done, act);
  show_toast (self, text, label, "win.undo");
}

void
chosho_undo_offer (GtkWidget *widget, const char *text, ChoshoUndoFunc func, gpointer user_data, GDestroyNotify destroy)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  ChoshoUndo *self = root != NULL ? g_object_get_data (G_OBJECT (root), WINDOW_KEY) : NULL;
  Act *act = g_new0 (Act, 1);

  act->func = func;
  act->user_data = user_data;
  act->destroy = destroy;
  if (self != NULL)
    offer (self, act, text, _("_Undo"));
  else
    act_free (act);
}

void
chosho_undo_note_typed (GtkWidget *widget, gboolean typed)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  ChoshoUndo *self = root != NULL ? g_object_get_data (G_OBJECT (root), WINDOW_KEY) : NULL;

  if (self != NULL)
    self->typed = typed;
}

static gboolean
is_linked (ChoshoValue *args)
{
  return chosho_value_get_length (chosho_value_get (args, "control")) + chosho_value_get_length (chosho_value_get (args, "step"))
         + chosho_value_get_length (chosho_value_get (args, "paper")) > 0;
}

/* The stage of "complete", "paper complete" …; NULL for what is no sign-off. */
static const char *
find_stage (const char *command)
{
  static const char *const stages[] = { "complete", "review", "approve" };
  const char *verb = g_str_has_prefix (command, "paper ") ? command + strlen ("paper ") : command;

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_str_equal (stages[i], verb))
      return stages[i];
  return NULL;
}

/* What was signed of what should be: some may have been refused. (transfer full) */
static ChoshoValue *
list_signed (ChoshoValue *result)
{
  ChoshoValue *results = chosho_value_get (result, "results");
  ChoshoValue *signed_off = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (results); i++)
    {
      ChoshoValue *outcome = chosho_value_get_item (results, i);

      if (chosho_value_get_boolean (outcome, "done", FALSE))
        chosho_value_append_string (signed_off, chosho_value_get_string (outcome, "control"));
    }
  return signed_off;
}

/* What was signed as what; of several how many. (transfer full) */
static char *
dup_signed (ChoshoUndo *self, const char *command, const char *stage, ChoshoValue *signed_off)
{
  const char *state = chosho_word_state (g_str_equal (stage, "complete") ? "prepared" : g_str_equal (stage, "review") ? "reviewed" : "approved");
  const char *id = chosho_value_as_string (chosho_value_get_item (signed_off, 0));
  guint n = chosho_value_get_length (signed_off);
  g_autoptr (ChoshoValue) paper = g_str_has_prefix (command, "paper ") && id != NULL
                                      ? chosho_workspace_read_row (chosho_context_get_workspace (self->context), "paper", id)
                                      : NULL;
  g_autofree char *what = n == 1 ? g_strdup (paper != NULL ? chosho_value_get_string (paper, "number") : id)
                                 : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u signed", "%u signed", n), n);

  if (n == 1)
    return g_strdup_printf (self->typed ? _("Recorded and signed %s: %s") : _("Signed %s: %s"), what, state);
  return g_strdup_printf (_("%s: %s"), what, state);
}

/* What was signed at once is withdrawn at once, for one reason. */
static gboolean
offer_withdrawal (ChoshoUndo *self, const char *command, ChoshoValue *result)
{
  const char *stage = find_stage (command);
  ChoshoValue *signed_off;
  g_autofree char *text = NULL;
  Act *act;

  if (stage == NULL)
    return FALSE;
  signed_off = list_signed (result);
  text = dup_signed (self, command, stage, signed_off);
  self->typed = FALSE;
  act = g_new0 (Act, 1);
  act->sign_off = chosho_value_new_object ();
  chosho_value_set (act->sign_off, "controls", signed_off);
  chosho_value_set_string (act->sign_off, "stage", stage);
  offer (self, act, text, _("Withdraw _Sign-off…"));
  return TRUE;
}

/* What makes evidence, which stays. */
static gboolean
takes_in (const char *command)
{
  return g_str_equal (command, "evidence add") || g_str_equal (command, "evidence member-add");
}

/* The number of the control or paper that something was linked to. (transfer full) (nullable) */
static char *
dup_where (ChoshoUndo *self, const char *command, ChoshoValue *args)
{
  static const char *const kinds[] = { "control", "step", "paper" };
  ChoshoWorkspace *workspace = chosho_context_get_workspace (self->context);

  if (g_str_equal (command, "paper attach"))
    {
      g_autoptr (ChoshoValue) paper = chosho_workspace_read_row (workspace, "paper", chosho_value_get_string (args, "id"));

      return g_strdup (chosho_value_get_string (paper, "number"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get_item (chosho_value_get (args, kinds[i]), 0));
      g_autoptr (ChoshoValue) row = id != NULL && i > 0 ? chosho_workspace_read_row (workspace, kinds[i], id) : NULL;

      if (id != NULL)
        return g_strdup (row == NULL ? id : chosho_value_get_string (row, i == 1 ? "control" : "number"));
    }
  return NULL;
}

/* What was linked: its name or, of several, how many. (transfer full) (nullable) */
static char *
dup_what (ChoshoUndo *self, const char *command, ChoshoValue *args)
{
  const char *id = g_str_equal (command, "evidence link") ? chosho_value_get_string (args, "id") : NULL;
  guint n = 1 + chosho_value_get_length (chosho_value_get (args, "also"));
  g_autoptr (ChoshoValue) row = id != NULL && n == 1 ? chosho_workspace_read_row (chosho_context_get_workspace (self->context), "evidence", id) : NULL;

  if (id != NULL && n > 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u piece of evidence", "%u pieces of evidence", n), n);
  return row != NULL ? chosho_link_dup_name ("evidence", row, id) : NULL;
}

/* What was done, with what was linked, and where it went. (transfer full) */
static char *
dup_done (ChoshoUndo *self, const char *text, const char *command, ChoshoValue *args)
{
  g_autofree char *where = g_str_has_suffix (command, "unlink") ? NULL : dup_where (self, command, args);
  g_autofree char *name = dup_what (self, command, args);

  if (name != NULL && where != NULL)
    return g_strdup_printf (_("Linked to %s: %s"), where, name);
  return where != NULL ? g_strdup_printf (_("%s: %s"), text, where) : g_strdup (text);
}

static void
on_recorded_cb (ChoshoWorkspace *workspace, const char *command, const char *operation, ChoshoValue *args, ChoshoValue *result, ChoshoUndo *self)
{
  Act *act;

  if (g_str_equal (command, "undo"))
    {
      act = g_new0 (Act, 1);
      act->text = g_steal_pointer (&self->text);
      act->operation = g_strdup (operation);
      push (self, self->target, act);
      return;
    }
  if (offer_withdrawal (self, command, result))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].command, command) && (!takes_in (command) || is_linked (args)))
      {
        g_autofree char *text = dup_done (self, _(acts[i].text), command, args);

        act = g_new0 (Act, 1);
        act->operation = g_strdup (operation);
        offer (self, act, text, _("_Undo"));
      }
}

static void
on_identity_cb (ChoshoUndo *self)
{
  g_ptr_array_set_size (self->done, 0);
  g_ptr_array_set_size (self->undone, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);
}

/* --- Undoing ---------------------------------------------------------------------------------------------------- */

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoUndo) self = user_data;
  g_autoptr (ChoshoValue) value = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = chosho_workspace_run_finish (CHOSHO_WORKSPACE (source), result, &value, &error);
  gboolean redo = self->target == self->undone;

  self->target = NULL;
  if (self->window == NULL)
    return;
  if (done)
    show_toast (self, _("Undone by a new entry. The record keeps both."), redo ? _("_Redo") : _("_Undo"), redo ? "win.redo" : "win.undo");
  else
    chosho_error_view_show (GTK_WIDGET (self->window), error, value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);
}

static void
undo_recorded (ChoshoUndo *self, Act *act, GPtrArray *target)
{
  ChoshoValue *args = chosho_value_new_object ();

  chosho_value_set_string (args, "event", act->operation);
  self->target = target;
  g_free (self->text);
  self->text = g_steal_pointer (&act->text);
  chosho_workspace_run_async (chosho_context_get_workspace (self->context), "undo", args, NULL, on_undone_cb, g_object_ref (self));
}

/* What was signed is said in the form; of several at once, which. */
static void
ask_withdrawal (ChoshoUndo *self, Act *act)
{
  ChoshoCommandDialog *dialog = chosho_command_dialog_new (self->window, self->context, "withdraw", act->sign_off);
  ChoshoValue *signed_off = chosho_value_get (act->sign_off, "controls");
  g_autoptr (GString) text = g_string_new (act->text);

  for (guint i = 0; chosho_value_get_length (signed_off) > 1 && i < chosho_value_get_length (signed_off); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "\n", chosho_value_as_string (chosho_value_get_item (signed_off, i)));
  chosho_command_dialog_explain (dialog, text->str);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
undo_last (ChoshoUndo *self, GPtrArray *stack, GPtrArray *target)
{
  Act *act;

  if (stack->len == 0 || self->target != NULL) /* one after the other */
    return;
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  act = g_ptr_array_steal_index (stack, stack->len - 1);
  if (act->operation != NULL)
    undo_recorded (self, act, target);
  else if (act->sign_off != NULL)
    ask_withdrawal (self, act);
  else if (!act->func (act->user_data))
    show_toast (self, _("It is too late to undo that"), NULL, NULL);
  act_free (act);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSSIBLE]);
}

void
chosho_undo_undo (ChoshoUndo *self)
{
  undo_last (self, self->done, self->undone);
}

void
chosho_undo_redo (ChoshoUndo *self)
{
  undo_last (self, self->undone, self->done);
}

gboolean
chosho_undo_can_undo (ChoshoUndo *self)
{
  return self->done->len > 0 && self->target == NULL;
}

gboolean
chosho_undo_can_redo (ChoshoUndo *self)
{
  return self->undone->len > 0 && self->target == NULL;
}

static const char *
get_text (GPtrArray *stack)
{
  return stack->len > 0 ? ((Act *) g_ptr_array_index (stack, stack->len - 1))->text : NULL;
}

const char *
chosho_undo_get_undo_text (ChoshoUndo *self)
{
  return get_text (self->done);
}

const char *
chosho_undo_get_redo_text (ChoshoUndo *self)
{
  return get_text (self->undone);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
chosho_undo_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ChoshoUndo *self = CHOSHO_UNDO (object);

  g_value_set_boolean (value, chosho_undo_can_undo (self) || chosho_undo_can_redo (self));
}

static void
chosho_undo_finalize (GObject *object)
{
  ChoshoUndo *self = CHOSHO_UNDO (object);

  g_clear_weak_pointer (&self->toast);
  g_clear_weak_pointer (&self->window);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self->text);
  g_object_unref (self->context);
  G_OBJECT_CLASS (chosho_undo_parent_class)->finalize (object);
}

static void
chosho_undo_class_init (ChoshoUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chosho_undo_finalize;
  object_class->get_property = chosho_undo_get_property;
  properties[PROP_POSSIBLE] = g_param_spec_boolean ("possible", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chosho_undo_init (ChoshoUndo *self)
{
  self->done = g_ptr_array_new_with_free_func (act_free);
  self->undone = g_ptr_array_new_with_free_func (act_free);
}

ChoshoUndo *
chosho_undo_new (GtkWindow *window, AdwToastOverlay *toasts, ChoshoContext *context)
{
  ChoshoUndo *self = g_object_new (CHOSHO_TYPE_UNDO, NULL);

  g_set_weak_pointer (&self->window, window);
  self->toasts = toasts;
  self->context = g_object_ref (context);
  g_object_set_data (G_OBJECT (window), WINDOW_KEY, self);
  g_signal_connect_object (chosho_context_get_workspace (context), "recorded", G_CALLBACK (on_recorded_cb), self, 0);
  g_signal_connect_object (context, "identity-changed", G_CALLBACK (on_identity_cb), self, G_CONNECT_SWAPPED);
  return self;
}
