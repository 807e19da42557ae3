/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-digest.h"
#include "chosho-signed-view.h"
#include "chosho-text.h"
#include "chosho-view-private.h"

static const char *const stage_codes[] = { "complete", "review", "approve", "issue" };

const char *
chosho_stage_get_code (ChoshoStage stage)
{
  return stage < CHOSHO_STAGE_INVALID ? stage_codes[stage] : NULL;
}

ChoshoStage
chosho_stage_from_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (stage_codes); i++)
    if (g_strcmp0 (stage_codes[i], code) == 0)
      return (ChoshoStage) i;
  return CHOSHO_STAGE_INVALID;
}

/* Papers are created things: EVENTID#INDEX. */
gboolean
chosho_target_is_paper (const char *target)
{
  return strlen (target) >= CHOSHO_DIGEST_HEX_SIZE && target[CHOSHO_DIGEST_HEX_SIZE - 1] == '#';
}

char *
chosho_target_dup_subject (const char *target)
{
  return g_strconcat (chosho_target_is_paper (target) ? "thing:" : "control:", target, NULL);
}

/* --- Keys ------------------------------------------------------------------------------------ */

typedef struct
{
  ChoshoView  *view;
  GHashTable  *seen;     /* subjects and keys already taken */
  GPtrArray   *keys;
  GQueue       subjects; /* (element-type utf8, borrowed from @seen) still to be looked at */
} Walk;

static void
push_subject (Walk *walk, const char *id)
{
  char *subject = g_strconcat ("thing:", id, NULL);

  /* Looked up first: adding what is there already would free the text that the queue points to. */
  if (g_hash_table_contains (walk->seen, subject))
    {
      g_free (subject);
      return;
    }
  g_hash_table_add (walk->seen, subject);
  g_queue_push_tail (&walk->subjects, subject);
}

/* What a write points to becomes part of the view: linked evidence, a sample's population … */
static void
follow (Walk *walk, ChoshoWrite *write)
{
  const char *field = write->action->follow;
  ChoshoValue *value;

  if (field == NULL)
    return;
  if (strcmp (field, "@") == 0)
    {
      g_autofree char *own = chosho_write_dup_id (write);

      push_subject (walk, own);
      return;
    }
  value = chosho_value_get (write->item, field);
  if (chosho_value_as_string (value) != NULL)
    push_subject (walk, chosho_value_as_string (value));
  for (guint i = 0; i < chosho_value_get_length (value); i++)
    push_subject (walk, chosho_value_as_string (chosho_value_get_item (value, i)));
}

/* Keys that some write which the view knows, standing or not, makes keys of @subject. What comes later must
 * not change what was signed. */
static void
walk_subject (Walk *walk, const char *subject)
{
  GPtrArray *about = chosho_state_get_writes_about (chosho_view_get_state (walk->view), subject);

  for (guint i = 0; about != NULL && i < about->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (about, i);
      ChoshoKey *key = write->key;

      if (!chosho_view_counts (walk->view, write->node) || g_hash_table_contains (walk->seen, key->name))
        continue;
      g_hash_table_add (walk->seen, g_strdup (key->name));
      g_ptr_array_add (walk->keys, key);
      for (guint j = 0; j < key->writes->len; j++)
        {
          ChoshoWrite *other = g_ptr_array_index (key->writes, j);

          if (chosho_view_counts (walk->view, other->node))
            follow (walk, other);
        }
    }
}

static GPtrArray *
list_keys (ChoshoView *view, const char *target)
{
  Walk walk = { .view = view, .subjects = G_QUEUE_INIT };
  gboolean paper = chosho_target_is_paper (target);
  char *first = chosho_target_dup_subject (target);

  walk.seen = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  walk.keys = g_ptr_array_new ();
  g_hash_table_add (walk.seen, first);
  g_queue_push_tail (&walk.subjects, first);
  if (paper) /* links and sign-offs name a paper in the same fields as a control */
    {
      char *second = g_strconcat ("control:", target, NULL);

      g_hash_table_add (walk.seen, second);
      g_queue_push_tail (&walk.subjects, second);
    }
  while (!g_queue_is_empty (&walk.subjects))
    walk_subject (&walk, g_queue_pop_head (&walk.subjects));
  g_hash_table_unref (walk.seen);
  return walk.keys;
}

GPtrArray *
chosho_signed_view_list_keys (ChoshoView *view, const char *target)
{
  ChoshoViewTarget *known = chosho_view_get_target (view, target);

  if (known->keys == NULL)
    known->keys = list_keys (view, target);
  return g_ptr_array_ref (known->keys);
}

/* --- Writes ---------------------------------------------------------------------------------- */

/* Sign-offs of stages below the one signed are part of what is signed. */
static gboolean
is_signed (const ChoshoWrite *write, const char *target, ChoshoStage stage)
{
  if (write->action->in_view)
    return TRUE;
  return g_str_has_prefix (write->key->name, "sign-off:")
         && g_strcmp0 (chosho_value_get_string (write->item, "target"), target) == 0
         && chosho_stage_from_code (chosho_value_get_string (write->item, "stage")) < stage;
}

GPtrArray *
chosho_signed_view_list (ChoshoView *view, const char *target, ChoshoStage stage)
{
  g_autoptr (GPtrArray) keys = chosho_signed_view_list_keys (view, target);
  GPtrArray *writes = g_ptr_array_new ();

  for (guint i = 0; i < keys->len; i++)
    {
      ChoshoKey *key = g_ptr_array_index (keys, i);

      for (guint j = 0; j < key->writes->len; j++)
        {
          ChoshoWrite *write = g_ptr_array_index (key->writes, j);

          if (is_signed (write, target, stage) && chosho_view_counts (view, write->node))
            g_ptr_array_add (writes, write);
        }
    }
  return writes;
}

/* By event id, then by place in the event: the same on every machine. */
static int
compare_writes (gconstpointer a, gconstpointer b)
{
  const ChoshoWrite *first = *(const ChoshoWrite *const *) a;
  const ChoshoWrite *second = *(const ChoshoWrite *const *) b;
  int order = strcmp (chosho_node_get_event (first->node)->id_hex, chosho_node_get_event (second->node)->id_hex);

  return order != 0 ? order : (int) first->index - (int) second->index;
}

char *
chosho_signed_view_digest (ChoshoView *view, const char *target, ChoshoStage stage)
{
  g_autoptr (GPtrArray) writes = chosho_signed_view_list (view, target, stage);
  g_autoptr (GString) text = g_string_sized_new (70 * writes->len + 64);

  g_ptr_array_sort (writes, compare_writes);
  g_string_append_printf (text, "chosho-view-%d\n%s\n%s\n", CHOSHO_SIGNED_VIEW_VERSION, target, chosho_stage_get_code (stage));
  for (guint i = 0; i < writes->len; i++)
    {
      char id[CHOSHO_WRITE_ID_SIZE];

      chosho_write_format_id (g_ptr_array_index (writes, i), id);
      g_string_append (text, id);
      g_string_append_c (text, '\n');
    }
  return chosho_digest_hex (text->str, text->len);
}
