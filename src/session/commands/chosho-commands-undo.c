/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command.h"
#include "chosho-command-check.h"
#include "chosho-error.h"
#include "chosho-session.h"
#include "chosho-transaction.h"

/*
 * The counter-act of an act of one's own: a new entry beside the old one. There is one for what sets a value that another can
 * take the place of, and for links. A sign-off is withdrawn with its reason, and what was done at the client's stays done.
 */

static gboolean
fail_changed (GError **error)
{
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("it was changed since; nothing was undone"));
  return FALSE;
}

/* The write that the item of @write takes the place of; NULL. */
static ChoshoWrite *
find_replaced (ChoshoView *view, const ChoshoWrite *write, guint index)
{
  const char *id = chosho_value_as_string (chosho_value_get_item (chosho_value_get (write->item, "replaces"), index));

  return id != NULL ? chosho_state_lookup_write (chosho_view_get_state (view), id) : NULL;
}

/* --- The counter-acts ---------------------------------------------------------------------------------------- */

/* What stood before stands again; nobody and no day where nothing stood. */
static gboolean
restore_assignments (ChoshoTransaction *tx, GPtrArray *writes, GError **error)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  g_autoptr (ChoshoValue) items = chosho_value_new_array ();

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      ChoshoWrite *before = find_replaced (view, write, 0);
      ChoshoValue *item = chosho_command_copy_item (before != NULL ? before->item : NULL);

      chosho_value_set_string (item, "control", chosho_value_get_string (write->item, "control"));
      chosho_value_append (items, item);
      if (!chosho_view_stands (view, write))
        return fail_changed (error);
    }
  chosho_transaction_add (tx, "assignment", g_steal_pointer (&items));
  return TRUE;
}

static gboolean
take_links_away (ChoshoTransaction *tx, GPtrArray *writes, GError **error)
{
  static const char *const fields[] = { "control", "paper", "step" };

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      ChoshoValue *item = chosho_value_new_object ();

      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        chosho_value_set_string (item, fields[j], chosho_value_get_string (write->item, fields[j]));
      g_ptr_array_add (one, write);
      chosho_transaction_remove (tx, "unlink", item, one);
      if (!chosho_view_stands (chosho_transaction_get_view (tx), write))
        return fail_changed (error);
    }
  return TRUE;
}

/* Whether @link's thing is linked at its place by another write. */
static gboolean
is_linked (ChoshoView *view, const ChoshoWrite *link)
{
  g_autoptr (GPtrArray) standing = chosho_view_list (view, link->key->name);

  for (guint i = 0; i < standing->len; i++)
    if (g_strcmp0 (chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (standing, i))->item, "to"),
                   chosho_value_get_string (link->item, "to")) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
link_again (ChoshoTransaction *tx, GPtrArray *writes, GError **error)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  g_autoptr (ChoshoValue) items = chosho_value_new_array ();

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *link;

      for (guint j = 0; (link = find_replaced (view, g_ptr_array_index (writes, i), j)) != NULL; j++)
        {
          if (is_linked (view, link))
            return fail_changed (error);
          chosho_value_append (items, chosho_command_copy_item (link->item));
        }
    }
  chosho_transaction_add (tx, "link", g_steal_pointer (&items));
  return TRUE;
}

/* What was taken in stays in the record: that it is linked there is what is taken back. */
static gboolean
keep (ChoshoTransaction *tx, GPtrArray *writes, GError **error)
{
  return TRUE;
}

static const struct
{
  const char *action;
  gboolean (*undo) (ChoshoTransaction *tx, GPtrArray *writes, GError **error);
} counter_acts[] = {
  { "assignment", restore_assignments }, { "link", take_links_away }, { "unlink", link_again }, { "evidence", keep },
};

static gboolean
undo_event (ChoshoTransaction *tx, ChoshoNode *node, GError **error)
{
  const char *action = chosho_node_get_event (node)->action;

  for (guint i = 0; i < G_N_ELEMENTS (counter_acts); i++)
    if (strcmp (counter_acts[i].action, action) == 0)
      return counter_acts[i].undo (tx, chosho_node_get_writes (node), error);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("the record knows no counter-act of “%s”"), action);
  return FALSE;
}

/* --- The act ---------------------------------------------------------------------------------------------------- */

/* All events of the act that @text names: by one of them, or by its operation's id. (element-type ChoshoNode) Borrowed. */
static GPtrArray *
find_act (ChoshoCommandContext *context, ChoshoTransaction *tx, const char *text, GError **error)
{
  ChoshoView *view = chosho_transaction_get_view (tx);
  ChoshoState *state = chosho_view_get_state (view);
  g_autofree char *own = chosho_identity_dup_fingerprint (context->identity);
  GPtrArray *nodes = chosho_state_find_operation (state, own, text);

  if (nodes == NULL)
    {
      g_autofree char *id = chosho_session_resolve_event (view, text, error);
      ChoshoEvent *event = id != NULL ? chosho_node_get_event (chosho_state_lookup (state, id)) : NULL;

      if (event == NULL)
        return NULL;
      nodes = chosho_state_find_operation (state, event->author, event->operation);
    }
  if (g_strcmp0 (chosho_node_get_member (g_ptr_array_index (nodes, 0)), chosho_transaction_get_member (tx)) != 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("it was done by somebody else, who may undo it"));
      return NULL;
    }
  return nodes;
}

static gboolean
undo_act (ChoshoCommandContext *context, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  GPtrArray *nodes = find_act (context, tx, chosho_command_get_text (context, "event"), error);

  if (nodes == NULL)
    return FALSE;
  for (guint i = 0; i < nodes->len; i++)
    if (!undo_event (tx, g_ptr_array_index (nodes, i), error))
      return FALSE;
  if (chosho_transaction_get_n_items (tx) == 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("there is nothing to undo"));
      return FALSE;
    }
  return chosho_transaction_commit (tx, result, error);
}

/* Answers {undone}: the name that was given. */
static gboolean
run_undo (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);

  if (tx == NULL || (!chosho_transaction_is_done (tx) && !undo_act (context, tx, result, error)))
    return FALSE;
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "undone", chosho_command_get_text (context, "event"));
  return TRUE;
}

static const ChoshoCommandArg undo_args[] = {
  { "event", CHOSHO_ARG_POSITIONAL, TRUE, "EVENT", N_("An event of the act, or its operation's id") },
  { NULL }
};

const ChoshoCommand chosho_commands_undo[] = {
  { "undo", N_("Undo an assignment, links or their removal by a new entry; the record keeps both"), undo_args, CHOSHO_COMMAND_WRITES, run_undo },
  { NULL }
};
