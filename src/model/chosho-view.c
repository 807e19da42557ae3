/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-state-private.h"
#include "chosho-view-private.h"

#define KEY_BYTES 256 /* of the longest key with natural names; longer ones take longer */

ChoshoView *
chosho_view_new_now (ChoshoState *state)
{
  ChoshoView *self = g_new0 (ChoshoView, 1);

  g_assert (state->n_settled == state->nodes->len);
  self->state = state;
  return self;
}

ChoshoView *
chosho_view_new_at (ChoshoNode *node)
{
  ChoshoView *self = g_new0 (ChoshoView, 1);

  self->state = node->state;
  self->at = node;
  self->acts = chosho_acts_get (node->state, node);
  return self;
}

static void
clear_target (ChoshoViewTarget *self)
{
  g_clear_pointer (&self->instances, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self->name);
  memset (self, 0, sizeof *self);
}

void
chosho_view_free (ChoshoView *self)
{
  clear_target (&self->target);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_free (self->signer);
  g_free (self);
}

ChoshoViewTarget *
chosho_view_get_target (ChoshoView *self, const char *name)
{
  if (g_strcmp0 (self->target.name, name) != 0)
    {
      clear_target (&self->target);
      self->target.name = g_strdup (name);
    }
  return &self->target;
}

ChoshoState *
chosho_view_get_state (ChoshoView *self)
{
  return self->state;
}

gboolean
chosho_view_is_now (ChoshoView *self)
{
  return self->at == NULL;
}

gboolean
chosho_view_sees (ChoshoView *self, ChoshoNode *node)
{
  return self->at == NULL || chosho_node_is_before (node, self->at);
}

/* A bulk command counts only when all its parts are there; its own earlier parts count for a part. */
gboolean
chosho_view_counts (ChoshoView *self, ChoshoNode *node)
{
  if (self->at == NULL)
    return node->effective;
  return node->admissible && chosho_node_is_before (node, self->at) && chosho_node_is_complete_at (node, self->at)
         && (self->acts == NULL || chosho_acts_get_code (self->acts, node) == NULL);
}

gboolean
chosho_view_stands (ChoshoView *self, const ChoshoWrite *write)
{
  if (write->action->mode == CHOSHO_WRITE_REMOVE || !chosho_view_counts (self, write->node))
    return FALSE;
  for (guint i = 0; write->replacers != NULL && i < write->replacers->len; i++)
    {
      ChoshoWrite *by = g_ptr_array_index (write->replacers, i);

      if (chosho_view_counts (self, by->node))
        return FALSE;
    }
  return TRUE;
}

ChoshoWrite *
chosho_view_get (ChoshoView *self, const char *key)
{
  ChoshoKey *found = chosho_state_lookup_key (self->state, key);
  ChoshoWrite *best = NULL;

  /* From the end: the newest value usually stands. All are looked at, for the tie-break. */
  for (guint i = found != NULL ? found->writes->len : 0; i > 0; i--)
    {
      ChoshoWrite *write = g_ptr_array_index (found->writes, i - 1);

      if (chosho_view_stands (self, write)
          && (best == NULL || strcmp (write->node->event->id_hex, best->node->event->id_hex) < 0))
        best = write;
    }
  return best;
}

ChoshoValue *
chosho_view_get_item (ChoshoView *self, const char *key)
{
  ChoshoWrite *write = chosho_view_get (self, key);

  return write != NULL ? write->item : NULL;
}

/* What printf does with "%s" and plain text, at a fraction of its cost. FALSE where @out is too short. */
static gboolean
expand (char *out, gsize size_bytes, const char *format, va_list args)
{
  gsize used = 0;

  while (*format != '\0')
    {
      gboolean plain = *format != '%';
      const char *text = plain ? format : va_arg (args, const char *);
      gsize length = plain ? strcspn (text, "%") : strlen (text != NULL ? text : "");

      g_assert (plain || format[1] == 's');
      if (length >= size_bytes - used)
        return FALSE;
      if (length > 0)
        memcpy (out + used, text, length);
      used += length;
      format += plain ? length : strlen ("%s");
    }
  out[used] = '\0';
  return TRUE;
}

/* Asked for hundreds of thousands of times: no memory is taken for a key of ordinary length. */
static G_GNUC_PRINTF (2, 0) ChoshoWrite *
get_vprintf (ChoshoView *self, const char *format, va_list args)
{
  char buffer[KEY_BYTES];
  g_autofree char *longer = NULL;
  va_list again;

  va_copy (again, args);
  if (!expand (buffer, sizeof buffer, format, args))
    longer = g_strdup_vprintf (format, again);
  va_end (again);
  return chosho_view_get (self, longer != NULL ? longer : buffer);
}

ChoshoWrite *
chosho_view_get_printf (ChoshoView *self, const char *format, ...)
{
  ChoshoWrite *write;
  va_list args;

  va_start (args, format);
  write = get_vprintf (self, format, args);
  va_end (args);
  return write;
}

ChoshoValue *
chosho_view_get_item_printf (ChoshoView *self, const char *format, ...)
{
  ChoshoWrite *write;
  va_list args;

  va_start (args, format);
  write = get_vprintf (self, format, args);
  va_end (args);
  return write != NULL ? write->item : NULL;
}

static int
compare_writes (gconstpointer a, gconstpointer b)
{
  return chosho_write_compare (*(ChoshoWrite *const *) a, *(ChoshoWrite *const *) b);
}

/* The state keeps writes in the order in which they came here; what is listed has one order on every copy. Mostly it is
 * the same. (transfer full) */
static GPtrArray *
put_in_order (GPtrArray *writes)
{
  for (guint i = 1; i < writes->len; i++)
    if (chosho_write_compare (g_ptr_array_index (writes, i - 1), g_ptr_array_index (writes, i)) > 0)
      {
        g_ptr_array_sort (writes, compare_writes);
        break;
      }
  return writes;
}

GPtrArray *
chosho_view_list (ChoshoView *self, const char *key)
{
  ChoshoKey *found = chosho_state_lookup_key (self->state, key);
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; found != NULL && i < found->writes->len; i++)
    if (chosho_view_stands (self, g_ptr_array_index (found->writes, i)))
      g_ptr_array_add (out, g_ptr_array_index (found->writes, i));
  return put_in_order (out);
}

GPtrArray *
chosho_view_list_action (ChoshoView *self, const char *action)
{
  GPtrArray *all = chosho_state_get_writes_of (self->state, action);
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (chosho_view_stands (self, g_ptr_array_index (all, i)))
      g_ptr_array_add (out, g_ptr_array_index (all, i));
  return put_in_order (out);
}

GPtrArray *
chosho_view_list_about (ChoshoView *self, const char *subject, const char *action)
{
  GPtrArray *about = chosho_state_get_writes_about (self->state, subject);
  const ChoshoAction *wanted = chosho_action_lookup (action);
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; about != NULL && i < about->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (about, i);

      if (write->action == wanted && chosho_view_stands (self, write))
        g_ptr_array_add (out, write);
    }
  return put_in_order (out);
}

gboolean
chosho_view_has_conflict (ChoshoView *self, ChoshoKey *key)
{
  guint standing = 0;

  for (guint i = 0; i < key->writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (key->writes, i);

      if (write->action->mode == CHOSHO_WRITE_REGISTER && chosho_view_stands (self, write))
        standing++;
    }
  return standing > 1;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(ChoshoKey *const *) a)->name, (*(ChoshoKey *const *) b)->name);
}

GPtrArray *
chosho_view_list_conflicts (ChoshoView *self)
{
  GPtrArray *out = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->state->keys);
  while (g_hash_table_iter_next (&iter, NULL, &key))
    if (((ChoshoKey *) key)->writes->len > 1 && chosho_view_has_conflict (self, key))
      g_ptr_array_add (out, key);
  g_ptr_array_sort (out, compare_keys);
  return out;
}
