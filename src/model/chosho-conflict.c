/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-conflict.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-digest.h"
#include "chosho-projection.h"
#include "chosho-team.h"

#define ID_DIGITS 16 /* of conflicts that stand at one time none has another's, and a stale one is no longer found */

void
chosho_conflict_free (ChoshoConflict *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->of);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static int
compare_writes (gconstpointer a, gconstpointer b)
{
  char one[CHOSHO_WRITE_ID_SIZE], other[CHOSHO_WRITE_ID_SIZE];

  chosho_write_format_id (*(ChoshoWrite *const *) a, one);
  chosho_write_format_id (*(ChoshoWrite *const *) b, other);
  return strcmp (one, other);
}

static char *
make_id (ChoshoKey *key, GPtrArray *values)
{
  g_autoptr (GString) text = g_string_new (key->name);
  g_autofree char *digest = NULL;

  for (guint i = 0; i < values->len; i++)
    {
      char id[CHOSHO_WRITE_ID_SIZE];

      chosho_write_format_id (g_ptr_array_index (values, i), id);
      g_string_append_printf (text, "\n%s", id);
    }
  digest = chosho_digest_hex (text->str, text->len);
  return g_strndup (digest, ID_DIGITS);
}

/* TRUE where all @values were written with @write before their authors. */
static gboolean
is_common (ChoshoWrite *write, GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    if (!chosho_node_is_before (write->node, ((ChoshoWrite *) g_ptr_array_index (values, i))->node))
      return FALSE;
  return TRUE;
}

static gboolean
is_replaced_by_common (ChoshoView *view, ChoshoWrite *write, GPtrArray *values)
{
  for (guint i = 0; write->replacers != NULL && i < write->replacers->len; i++)
    {
      ChoshoWrite *by = g_ptr_array_index (write->replacers, i);

      if (chosho_view_counts (view, by->node) && is_common (by, values))
        return TRUE;
    }
  return FALSE;
}

/* Of what all had before them the last: what nothing that all knew took the place of. */
static ChoshoWrite *
find_base (ChoshoView *view, ChoshoKey *key, GPtrArray *values)
{
  for (guint i = key->writes->len; i > 0; i--)
    {
      ChoshoWrite *write = g_ptr_array_index (key->writes, i - 1);

      if (write->action->mode == CHOSHO_WRITE_REGISTER && chosho_view_counts (view, write->node) && is_common (write, values)
          && !is_replaced_by_common (view, write, values))
        return write;
    }
  return NULL;
}

static ChoshoConflict *
new_conflict (ChoshoView *view, ChoshoKey *key)
{
  ChoshoConflict *self = g_new0 (ChoshoConflict, 1);
  const char *rest = strchr (key->name, ':');
  const char *step;

  self->key = key;
  self->values = chosho_view_list (view, key->name);
  g_ptr_array_sort (self->values, compare_writes);
  self->id = make_id (key, self->values);
  self->kind = rest != NULL ? g_strndup (key->name, (gsize) (rest - key->name)) : g_strdup (key->name);
  step = chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (self->values, 0))->item, "step");
  self->of = strcmp (self->kind, "step") == 0 ? g_strdup (step) : g_strdup (rest != NULL ? rest + 1 : "");
  self->base = find_base (view, key, self->values);
  return self;
}

GPtrArray *
chosho_conflict_list (ChoshoView *view)
{
  g_autoptr (GPtrArray) keys = chosho_view_list_conflicts (view);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_conflict_free);

  for (guint i = 0; i < keys->len; i++)
    if (!g_str_has_prefix (((ChoshoKey *) g_ptr_array_index (keys, i))->name, "sign-off:"))
      g_ptr_array_add (list, new_conflict (view, g_ptr_array_index (keys, i)));
  return list;
}

/* Adds the fields in which @item has another value than @other, or which that has not. */
static void
add_differences (GPtrArray *fields, ChoshoValue *item, ChoshoValue *other)
{
  for (guint i = 0; i < chosho_value_get_length (item); i++)
    {
      const char *field = chosho_value_get_key (item, i);
      ChoshoValue *counterpart = chosho_value_get (other, field);

      if (strcmp (field, "replaces") != 0 && (counterpart == NULL || !chosho_value_equal (chosho_value_get_member_at (item, i), counterpart))
          && !g_ptr_array_find_with_equal_func (fields, field, g_str_equal, NULL))
        g_ptr_array_add (fields, (gpointer) field);
    }
}

GPtrArray *
chosho_conflict_list_differences (ChoshoConflict *self)
{
  GPtrArray *fields = g_ptr_array_new ();
  ChoshoValue *first = ((ChoshoWrite *) g_ptr_array_index (self->values, 0))->item;

  for (guint i = 1; i < self->values->len; i++)
    {
      ChoshoValue *other = ((ChoshoWrite *) g_ptr_array_index (self->values, i))->item;

      add_differences (fields, first, other);
      add_differences (fields, other, first);
    }
  return fields;
}

static gboolean
says_the_same (ChoshoWrite *one, ChoshoWrite *other)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  add_differences (fields, one->item, other->item);
  add_differences (fields, other->item, one->item);
  return one->action == other->action && fields->len == 0;
}

ChoshoWrite *
chosho_conflict_find_origin (ChoshoView *view, ChoshoWrite *write)
{
  ChoshoValue *replaces = chosho_value_get (write->item, "replaces");

  if (chosho_value_get_length (replaces) < 2)
    return write; /* decided nothing: who writes what stood once more has done it once more */
  for (guint i = 0; i < chosho_value_get_length (replaces); i++)
    {
      ChoshoWrite *old = chosho_state_lookup_write (chosho_view_get_state (view), chosho_value_as_string (chosho_value_get_item (replaces, i)));

      if (old != NULL && says_the_same (write, old))
        return chosho_conflict_find_origin (view, old);
    }
  return write;
}

static ChoshoValue *
write_to_value (ChoshoWrite *write, ChoshoView *view)
{
  ChoshoEvent *event = chosho_node_get_event (write->node);
  const char *id = chosho_write_get_author_member (write);
  const ChoshoMember *member = id != NULL ? chosho_team_lookup (view, id) : NULL;
  g_autofree char *at = chosho_time_format (event->time_us);
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set (value, "value", chosho_render_copy_item (write));
  chosho_value_set_string (value, "by", member != NULL ? member->name : event->author);
  chosho_value_set_string (value, "by_member", id);
  chosho_value_set_string (value, "action", write->action->name);
  chosho_value_set_string (value, "at", at);
  chosho_value_set_string (value, "event", event->id_hex);
  return value;
}

static ChoshoValue *
list_to_value (GPtrArray *texts)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < texts->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (texts, i));
  return list;
}

ChoshoValue *
chosho_conflict_to_value (ChoshoConflict *self, ChoshoView *view)
{
  ChoshoValue *out = chosho_value_new_object ();
  ChoshoValue *values = chosho_value_new_array ();
  g_autoptr (GPtrArray) differences = chosho_conflict_list_differences (self);
  ChoshoValue *first = ((ChoshoWrite *) g_ptr_array_index (self->values, 0))->item;

  for (guint i = 0; i < self->values->len; i++)
    chosho_value_append (values, write_to_value (g_ptr_array_index (self->values, i), view));
  chosho_value_set_string (out, "id", self->id);
  chosho_value_set_string (out, "kind", self->kind);
  chosho_value_set_string (out, "of", self->of);
  chosho_value_set_string (out, "control", chosho_value_get_string (first, "control"));
  if (chosho_value_get (first, "controls") != NULL)
    chosho_value_set (out, "controls", chosho_value_ref (chosho_value_get (first, "controls")));
  chosho_value_set (out, "base", self->base != NULL ? write_to_value (self->base, view) : chosho_value_new_null ());
  chosho_value_set (out, "values", values);
  chosho_value_set (out, "differences", list_to_value (differences));
  chosho_value_set_string (out, "text_field", chosho_conflict_get_text_field (g_ptr_array_index (self->values, 0)));
  return out;
}

/* --- Deciding ---------------------------------------------------------------------------------- */

ChoshoValue *
chosho_conflict_decide (ChoshoConflict *self, ChoshoWrite *write, const char *text)
{
  ChoshoValue *item = chosho_render_copy_item (write);
  ChoshoValue *replaces = chosho_value_new_array ();

  for (guint i = 0; i < self->values->len; i++)
    {
      g_autofree char *id = chosho_write_dup_id (g_ptr_array_index (self->values, i));

      chosho_value_append_string (replaces, id);
    }
  chosho_value_set (item, "replaces", replaces);
  if (text != NULL)
    chosho_value_set_string (item, chosho_conflict_get_text_field (write), text);
  return item;
}

const char *
chosho_conflict_get_text_field (ChoshoWrite *write)
{
  static const char *const fields[] = { "result", "text", "reason", "note" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (chosho_value_get_string (write->item, fields[i]) != NULL)
      return fields[i];
  return NULL;
}
