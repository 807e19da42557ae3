/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-links.h"

static void
append_target (ChoshoValue *targets, const char *control, const char *paper, const char *step)
{
  ChoshoValue *target = chosho_value_new_object ();

  chosho_value_set_string (target, "control", control);
  chosho_value_set_string (target, "paper", paper);
  chosho_value_set_string (target, "step", step);
  chosho_value_append (targets, target);
}

ChoshoValue *
chosho_links_resolve (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *controls = chosho_command_get_list (context, "control");
  ChoshoValue *steps = chosho_command_get_list (context, "step");
  ChoshoValue *papers = chosho_command_get_list (context, "paper");
  g_autoptr (ChoshoValue) targets = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (controls, i));
      g_autofree char *control = chosho_session_resolve_control (context->session, view, text, error);

      if (control == NULL)
        return NULL;
      append_target (targets, control, "", "");
    }
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (steps, i));
      g_autofree char *control = NULL;
      g_autofree char *step = NULL;

      if (!chosho_session_resolve_step (context->session, view, text, &control, &step, error))
        return NULL;
      append_target (targets, control, "", step);
    }
  for (guint i = 0; i < chosho_value_get_length (papers); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (papers, i));
      g_autofree char *paper = chosho_commands_resolve_paper (context->session, view, text, error);

      if (paper == NULL)
        return NULL;
      append_target (targets, "", paper, "");
    }
  return g_steal_pointer (&targets);
}

/* The standing link writes of @to at @target. (transfer container) */
static GPtrArray *
list_standing (ChoshoView *view, ChoshoValue *target, const char *to)
{
  g_autofree char *key = chosho_action_key (chosho_action_lookup ("link"), target, "");
  g_autoptr (GPtrArray) all = chosho_view_list (view, key);
  GPtrArray *standing = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (all, i))->item, "to"), to) == 0)
      g_ptr_array_add (standing, g_ptr_array_index (all, i));
  return standing;
}

static gboolean
all_say (GPtrArray *links, ChoshoValue *attributes)
{
  for (guint i = 0; i < links->len; i++)
    if (!chosho_value_equal (chosho_value_get (((ChoshoWrite *) g_ptr_array_index (links, i))->item, "attributes"), attributes))
      return FALSE;
  return TRUE;
}

static void
append_links (ChoshoTransaction *tx, ChoshoValue *items, ChoshoValue *targets, const char *kind, const char *to, ChoshoValue *attributes)
{
  for (guint i = 0; i < chosho_value_get_length (targets); i++)
    {
      ChoshoValue *target = chosho_value_get_item (targets, i);
      g_autoptr (GPtrArray) standing = list_standing (chosho_transaction_get_view (tx), target, to);
      ChoshoValue *item;

      if (standing->len > 0 && (attributes == NULL || all_say (standing, attributes)))
        continue;
      if (standing->len > 0)
        chosho_transaction_remove (tx, "unlink", chosho_value_copy (target), standing);
      item = chosho_value_copy (target);
      chosho_value_set (item, "attributes", attributes != NULL ? chosho_value_ref (attributes) : NULL);
      chosho_value_set_string (item, "kind", kind);
      chosho_value_set_string (item, "to", to);
      chosho_value_append (items, item);
    }
}

void
chosho_links_add (ChoshoTransaction *tx, ChoshoValue *targets, const char *kind, const char *to, ChoshoValue *attributes)
{
  ChoshoValue *items = chosho_value_new_array ();

  append_links (tx, items, targets, kind, to, attributes);
  chosho_transaction_add (tx, "link", items);
}

void
chosho_links_add_all (ChoshoTransaction *tx, ChoshoValue *targets, const char *kind, GPtrArray *to)
{
  ChoshoValue *items = chosho_value_new_array ();

  for (guint i = 0; i < to->len; i++)
    append_links (tx, items, targets, kind, g_ptr_array_index (to, i), NULL);
  chosho_transaction_add (tx, "link", items);
}

gboolean
chosho_links_create (ChoshoCommandContext *context, const char *action, ChoshoValue *item, ChoshoValue **result, GError **error)
{
  return chosho_links_create_with (context, action, item, NULL, result, error);
}

gboolean
chosho_links_create_with (ChoshoCommandContext *context, const char *action, ChoshoValue *item, GPtrArray *also, ChoshoValue **result,
                          GError **error)
{
  g_autoptr (ChoshoValue) owned = item;
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autoptr (ChoshoValue) targets = NULL;

  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      targets = chosho_links_resolve (context, chosho_transaction_get_view (tx), error);
      if (targets == NULL)
        return FALSE;
      chosho_transaction_add_item (tx, action, g_steal_pointer (&owned));
      chosho_links_add (tx, targets, action, "@0#0", NULL);
      for (guint i = 0; also != NULL && i < also->len; i++)
        chosho_links_add (tx, targets, action, g_ptr_array_index (also, i), NULL);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_commands_describe_created (tx, action);
  return TRUE;
}

static gboolean
remove_links (ChoshoTransaction *tx, ChoshoValue *targets, const char *to, GError **error)
{
  guint removed = 0;

  for (guint i = 0; i < chosho_value_get_length (targets); i++)
    {
      ChoshoValue *target = chosho_value_get_item (targets, i);
      g_autoptr (GPtrArray) standing = list_standing (chosho_transaction_get_view (tx), target, to);

      if (standing->len == 0)
        continue;
      chosho_transaction_remove (tx, "unlink", chosho_value_copy (target), standing);
      removed += standing->len;
    }
  if (removed > 0)
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no such link"));
  return FALSE;
}

/* What argument @name names and, where several are linked at once, "also", each once. (transfer full) (element-type utf8) */
static GPtrArray *
resolve_things (ChoshoCommandContext *context, ChoshoView *view, const char *action, const char *name, GError **error)
{
  ChoshoValue *also = chosho_command_get_list (context, "also");
  g_autoptr (GPtrArray) things = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i <= chosho_value_get_length (also); i++)
    {
      const char *text = i == 0 ? chosho_command_get_text (context, name) : chosho_value_as_string (chosho_value_get_item (also, i - 1));
      g_autofree char *id = chosho_session_resolve_thing (context->session, view, action, text, error);

      if (id == NULL)
        return NULL;
      if (!g_ptr_array_find_with_equal_func (things, id, g_str_equal, NULL))
        g_ptr_array_add (things, g_steal_pointer (&id));
    }
  return g_steal_pointer (&things);
}

gboolean
chosho_links_change (ChoshoCommandContext *context, const char *action, const char *name, gboolean link,
                     ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autoptr (ChoshoValue) targets = NULL;
  g_autoptr (GPtrArray) things = NULL;
  const char *id;

  if (tx == NULL)
    return FALSE;
  things = resolve_things (context, chosho_transaction_get_view (tx), action, name, error);
  targets = things != NULL ? chosho_links_resolve (context, chosho_transaction_get_view (tx), error) : NULL;
  if (targets == NULL)
    return FALSE;
  if (chosho_value_get_length (targets) == 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Name a control or a step"));
      return FALSE;
    }
  id = g_ptr_array_index (things, 0);
  if (!chosho_transaction_is_done (tx))
    {
      if (link && things->len > 1)
        chosho_links_add_all (tx, targets, action, things);
      else if (link)
        chosho_links_add (tx, targets, action, id, chosho_command_get_list (context, "attribute"));
      else if (!remove_links (tx, targets, id, error))
        return FALSE;
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", id);
  chosho_value_set (*result, "targets", chosho_value_ref (targets));
  return TRUE;
}

gboolean
chosho_links_show (ChoshoCommandContext *context, const char *action, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autofree char *id = view != NULL ? chosho_session_resolve_thing (context->session, view, action, chosho_command_get_text (context, "id"), error) : NULL;

  if (id == NULL)
    return FALSE;
  *result = chosho_session_get_row (context->session, action, id, error);
  return *result != NULL;
}
