/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-criteria-private.h"
#include "chosho-control-state.h"
#include "chosho-error.h"
#include "chosho-instance.h"
#include "chosho-text.h"

/* --- scope ------------------------------------------------------------------------------------- */

/* The number of the individual control that @text names: its number, or the id that was printed when
 * it was added. (transfer full) */
static char *
dup_individual (ChoshoView *view, const char *text)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, "individual-control");

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      g_autofree char *id = chosho_write_dup_id (write);

      if (strcmp (id, text) == 0 || strcmp (write->key->name, text) == 0)
        return g_strdup (chosho_value_get_string (write->item, "individual"));
    }
  return chosho_text_fold_width (text);
}

static gboolean
is_individual (ChoshoView *view, const char *individual, const char *control)
{
  g_autoptr (GPtrArray) writes = chosho_view_list_action (view, "individual-control");

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (writes, i))->item;
      ChoshoValue *controls = chosho_value_get (item, "controls");

      if (!chosho_item_is_withdrawn (item) && strcmp (chosho_value_get_string (item, "individual"), individual) == 0)
        for (guint j = 0; j < chosho_value_get_length (controls); j++)
          if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (controls, j)), control) == 0)
            return TRUE;
    }
  return FALSE;
}

static gboolean
write_scope (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *control, ChoshoValue **result, GError **error)
{
  const char *given = chosho_command_get_text (context, "individual");
  g_autofree char *individual = dup_individual (chosho_transaction_get_view (tx), given != NULL ? given : "");
  ChoshoValue *item;

  if (*individual != '\0' && !is_individual (chosho_transaction_get_view (tx), individual, control))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("the statement has no individual control %s of control %s"),
                   individual, control);
      return FALSE;
    }
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "control", control);
  chosho_value_set_string (item, "individual", individual);
  chosho_command_copy_text (context, "phase", item, "phase");
  chosho_command_copy_text (context, "state", item, "state");
  chosho_command_copy_text (context, "basis", item, "basis");
  chosho_transaction_add_item (tx, "scope", item);
  return chosho_transaction_commit (tx, result, error);
}

/* Inherited and out-of-cycle need their basis as an argument; whether it says anything is the gate's
 * matter (basis-missing). Prints {id, control, phase, state}. */
gboolean
chosho_command_scope_set (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *state = chosho_command_get_text (context, "state");
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autofree char *control = NULL;
  g_autofree char *id = NULL;

  if (!chosho_command_check_word (state, "STATE", "in|inherited|out-of-cycle", error)
      || !chosho_command_check_choice (context, "phase", "design|operation|update", error))
    return FALSE;
  if (strcmp (state, "in") != 0 && chosho_command_get_text (context, "basis") == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s is missing"), "--basis");
      return FALSE;
    }
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL)
    return FALSE;
  control = chosho_command_resolve_control (context, chosho_transaction_get_view (tx), chosho_command_get_text (context, "control"),
                                            error);
  if (control == NULL || (!chosho_transaction_is_done (tx) && !write_scope (context, tx, control, result, error)))
    return FALSE;
  id = chosho_transaction_dup_id (tx, "scope", 0);
  *result = chosho_command_result_id (id != NULL ? id : control);
  chosho_value_set_string (*result, "control", control);
  chosho_value_set_string (*result, "phase", chosho_command_get_text (context, "phase"));
  chosho_value_set_string (*result, "state", state);
  return TRUE;
}

gboolean
chosho_command_scope_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *text = chosho_command_get_text (context, "control");
  g_autofree char *control = NULL;

  if (text != NULL && (control = chosho_command_find_control (context, text, error)) == NULL)
    return FALSE;
  *result = chosho_session_list_rows (context->session, "scope", control, error);
  return *result != NULL;
}

/* --- assign ------------------------------------------------------------------------------------ */

#define NONE "none" /* takes away what stands */

/* What the arguments say, with members as ids: NULL for what stays as it is, NONE for what is taken away. */
typedef struct
{
  char       *member;   /* (owned) (nullable) */
  char       *reviewer; /* (owned) (nullable) */
  const char *due;      /* (nullable) */
  char       *visit;    /* (owned) (nullable) */
} Assignment;

static void
assignment_clear (Assignment *self)
{
  g_free (self->member);
  g_free (self->reviewer);
  g_free (self->visit);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Assignment, assignment_clear)

static gboolean
resolve_person (ChoshoCommandContext *context, ChoshoView *view, const char *name, char **id, GError **error)
{
  const char *text = chosho_command_get_text (context, name);

  if (text != NULL)
    *id = strcmp (text, NONE) == 0 ? g_strdup (NONE) : chosho_command_resolve_member (view, text, error);
  return text == NULL || *id != NULL;
}

/* Sets @key of @item to what is @wanted, or where nothing is to what stands. */
static void
set_field (ChoshoValue *item, const char *key, const char *wanted, ChoshoValue *standing)
{
  if (wanted == NULL)
    chosho_value_set_string (item, key, chosho_value_get_string (standing, key));
  else if (strcmp (wanted, NONE) != 0)
    chosho_value_set_string (item, key, wanted);
}

/* Adds the assignment of @control with what is wanted set anew, the rest as it stands. Where nothing stands and nothing is to, none. */
static void
append_assignment (ChoshoValue *items, const Assignment *self, ChoshoView *view, const char *control)
{
  ChoshoValue *standing = chosho_view_get_item_printf (view, "assignment:%s", control);
  g_autoptr (ChoshoValue) item = chosho_value_new_object ();

  chosho_value_set_string (item, "control", control);
  set_field (item, "member", self->member, standing);
  set_field (item, "reviewer", self->reviewer, standing);
  set_field (item, "due", self->due, standing);
  set_field (item, "visit", self->visit, standing);
  if (standing != NULL || chosho_value_get_length (item) > 1)
    chosho_value_append (items, chosho_value_ref (item));
}

/* The controls named, each once. (transfer full) */
static ChoshoValue *
resolve_controls (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "controls");
  g_autoptr (ChoshoValue) out = chosho_value_new_array ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (given, i));
      g_autofree char *control = chosho_command_resolve_control (context, view, text, error);

      if (control == NULL)
        return NULL;
      if (g_hash_table_add (seen, g_strdup (control)))
        chosho_value_append_string (out, control);
    }
  return g_steal_pointer (&out);
}

static gboolean
write_assignments (ChoshoCommandContext *context, ChoshoTransaction *tx, ChoshoValue *controls, ChoshoValue **result, GError **error)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  g_auto (Assignment) wanted = { .due = chosho_command_get_text (context, "due") };
  const char *visit = chosho_command_get_text (context, "visit");
  ChoshoValue *items;

  if (visit != NULL) /* controls are grouped by it: 第１回 and 第1回 are one */
    wanted.visit = chosho_text_fold_width (visit);
  if (!resolve_person (context, view, "member", &wanted.member, error) || !resolve_person (context, view, "reviewer", &wanted.reviewer, error))
    return FALSE;
  items = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    append_assignment (items, &wanted, view, chosho_value_as_string (chosho_value_get_item (controls, i)));
  chosho_transaction_add (tx, "assignment", items);
  return chosho_transaction_commit (tx, result, error);
}

/* The ids of what @tx wrote: of a control that is not among them nothing changed. */
static GHashTable *
list_written (ChoshoTransaction *tx)
{
  GHashTable *written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char *id;

  for (guint i = 0; (id = chosho_transaction_dup_id (tx, "assignment", i)) != NULL; i++)
    {
      ChoshoWrite *write = chosho_transaction_lookup (tx, id);

      g_hash_table_add (written, g_strdup (chosho_value_get_string (write->item, "control")));
      g_free (id);
    }
  return written;
}

static gboolean
check_assign (ChoshoCommandContext *context, GError **error)
{
  static const char *const wanted[] = { "member", "reviewer", "due", "visit" };
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    any = any || chosho_command_get_text (context, wanted[i]) != NULL;
  if (!any)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("%s is missing"), "--member");
      return FALSE;
    }
  return chosho_command_check_filled (context, "visit", error)
         && (g_strcmp0 (chosho_command_get_text (context, "due"), NONE) == 0 || chosho_command_check_date (context, "due", error));
}

/* Those of @controls that are out of scope. (element-type utf8, owned by @controls) (transfer full) */
static GHashTable *
list_out_of_scope (ChoshoView *view, ChoshoValue *controls)
{
  GHashTable *out = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      const char *control = chosho_value_as_string (chosho_value_get_item (controls, i));
      ChoshoControlState state;

      chosho_control_state_get (view, control, &state);
      if (state.state == CHOSHO_WORK_OUT_OF_SCOPE)
        g_hash_table_add (out, (gpointer) control);
    }
  return out;
}

/* Prints [{id, control, done, reason, warning}] in the order given: not done is what was so already. Work is often shared
 * out before the scope is final, so what is out of scope is assigned like the rest, with a warning. */
gboolean
chosho_command_assign (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) controls = NULL;
  g_autoptr (GHashTable) written = NULL;
  g_autoptr (GHashTable) out_of_scope = NULL;

  if (!check_assign (context, error)
      || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL
      || (controls = resolve_controls (context, chosho_transaction_get_view (tx), error)) == NULL
      || (out_of_scope = list_out_of_scope (chosho_transaction_get_view (tx), controls)) == NULL
      || (!chosho_transaction_is_done (tx) && !write_assignments (context, tx, controls, result, error)))
    return FALSE;
  written = list_written (tx);
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      const char *control = chosho_value_as_string (chosho_value_get_item (controls, i));
      g_autofree char *id = g_strconcat ("assignment:", control, NULL);
      ChoshoValue *entry = chosho_command_result_id (id);
      gboolean done = g_hash_table_contains (written, control);

      chosho_value_set_string (entry, "control", control);
      chosho_value_set_boolean (entry, "done", done);
      chosho_value_set_string (entry, "reason", done ? NULL : "unchanged");
      chosho_value_set_string (entry, "warning", g_hash_table_contains (out_of_scope, control) ? "out-of-scope" : NULL);
      chosho_value_append (*result, entry);
    }
  return TRUE;
}
