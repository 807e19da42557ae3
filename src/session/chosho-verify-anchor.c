/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-checkpoint.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-verify.h"

/* Largest "journal head" file: a head per chain, 300 bytes each, for 1,000 chains. */
#define ANCHOR_FILE_BYTES (512 * 1024)
/* A bare root is also looked for among the states between checkpoints, up to so many events: each
 * costs a tree over all of them. A file from "journal head" has no such bound. */
#define SEARCH_EVENTS 2000

/* --- A file of "journal head" ------------------------------------------------------------------ */

typedef struct
{
  ChoshoState *state;
  ChoshoValue *heads;
} Covered;

static gboolean
is_covered (ChoshoNode *node, gpointer user_data)
{
  Covered *covered = user_data;

  for (guint i = 0; i < chosho_value_get_length (covered->heads); i++)
    {
      ChoshoNode *head = chosho_state_lookup (covered->state, chosho_value_get_string (chosho_value_get_item (covered->heads, i), "id"));

      if (head != NULL && (head == node || chosho_node_is_before (node, head)))
        return TRUE;
    }
  return FALSE;
}

static void
check_file (ChoshoVerify *self, const char *path, ChoshoValue *value)
{
  ChoshoValue *heads = chosho_value_get (value, "heads");
  const char *root = chosho_value_get_string (value, "root");
  Covered covered = { self->state, heads };
  ChoshoCheckpoint checkpoint;
  gboolean complete = TRUE;

  for (guint i = 0; i < chosho_value_get_length (heads); i++)
    {
      const char *id = chosho_value_get_string (chosho_value_get_item (heads, i), "id");
      g_autofree char *where = g_strdup_printf ("event %s", id);

      if (chosho_state_lookup (self->state, id) != NULL)
        continue;
      complete = FALSE;
      chosho_verify_add (self, "event-missing", FALSE, where, _("The anchor names it as a head, and it is not in the record"));
    }
  if (!complete)
    return;
  chosho_checkpoint_compute_filtered (self->state, is_covered, &covered, &checkpoint);
  if (g_strcmp0 (checkpoint.root, root) != 0)
    chosho_verify_add (self, "checkpoint-bad", FALSE, path, _("What the anchor covers has another root in this record"));
}

/* --- A bare root ------------------------------------------------------------------------------- */

static gboolean
is_root_of_checkpoint (ChoshoVerify *self, const char *root)
{
  GPtrArray *writes = chosho_state_get_writes_of (self->state, "checkpoint");

  for (guint i = 0; i < writes->len; i++)
    if (g_strcmp0 (chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (writes, i))->item, "root"), root) == 0)
      return TRUE;
  return FALSE;
}

typedef struct
{
  GHashTable *arrivals;
  gsize       last;
} Prefix;

static gboolean
is_in_prefix (ChoshoNode *node, gpointer user_data)
{
  Prefix *prefix = user_data;

  return GPOINTER_TO_SIZE (g_hash_table_lookup (prefix->arrivals, chosho_node_get_event (node)->id_hex)) <= prefix->last;
}

static gboolean
is_root_of_some_state (ChoshoVerify *self, const char *root)
{
  ChoshoCheckpoint checkpoint;
  Prefix prefix = { self->arrivals, 0 };
  guint n_events = chosho_state_get_n_events (self->state);

  chosho_checkpoint_compute (self->state, NULL, &checkpoint);
  if (g_strcmp0 (checkpoint.root, root) == 0)
    return TRUE;
  for (guint i = self->events->len; n_events <= SEARCH_EVENTS && i > 0; i--)
    {
      ChoshoEvent *event = g_ptr_array_index (self->events, i - 1);

      prefix.last = GPOINTER_TO_SIZE (g_hash_table_lookup (self->arrivals, event->id_hex));
      chosho_checkpoint_compute_filtered (self->state, is_in_prefix, &prefix, &checkpoint);
      if (g_strcmp0 (checkpoint.root, root) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_root (ChoshoVerify *self, const char *root)
{
  if (!is_root_of_checkpoint (self, root) && !is_root_of_some_state (self, root))
    chosho_verify_add (self, "event-missing", FALSE, root,
                       _("No checkpoint and no earlier state of this record has this root: events are missing or were changed"));
}

/* --- What was given ------------------------------------------------------------------------------ */

/* The root in what "journal head" prints as text; NULL where there is none. (transfer full) */
static char *
dup_printed_root (const char *data, gsize size_bytes)
{
  g_autofree char *text = g_strndup (data, size_bytes); /* NULL for an empty file */
  g_autoptr (GRegex) line = g_regex_new ("^root: *([0-9a-f]{64})\\s*$", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return text != NULL && g_utf8_validate (text, -1, NULL) && g_regex_match (line, text, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* {root, heads}; a bare root has no heads. (transfer full) */
static ChoshoValue *
read_anchor (const char *given, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ChoshoValue) value = NULL;
  g_autofree char *root = chosho_digest_is_hex (given) ? g_strdup (given) : NULL;
  const char *data;
  gsize size_bytes;

  if (root == NULL)
    {
      if (!chosho_file_read (given, ANCHOR_FILE_BYTES, &bytes, error))
        return NULL;
      data = g_bytes_get_data (bytes, &size_bytes);
      value = chosho_value_parse (data, size_bytes, NULL);
      if (chosho_value_get_string (value, "root") != NULL)
        return g_steal_pointer (&value);
      root = value == NULL ? dup_printed_root (data, size_bytes) : NULL;
    }
  if (root == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is no anchor: neither a root nor what “journal head” wrote"), given);
      return NULL;
    }
  g_clear_pointer (&value, chosho_value_unref);
  value = chosho_value_new_object ();
  chosho_value_set_string (value, "root", root);
  return g_steal_pointer (&value);
}

gboolean
chosho_verify_read_anchors (ChoshoVerify *self, GError **error)
{
  self->anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
  for (guint i = 0; i < chosho_value_get_length (self->options->anchors); i++)
    {
      ChoshoValue *anchor = read_anchor (chosho_value_as_string (chosho_value_get_item (self->options->anchors, i)), error);

      if (anchor == NULL)
        return FALSE;
      g_ptr_array_add (self->anchors, anchor);
    }
  return TRUE;
}

void
chosho_verify_anchors (ChoshoVerify *self)
{
  for (guint i = 0; i < self->anchors->len; i++)
    {
      const char *given = chosho_value_as_string (chosho_value_get_item (self->options->anchors, i));
      ChoshoValue *anchor = g_ptr_array_index (self->anchors, i);

      if (chosho_value_get (anchor, "heads") != NULL)
        check_file (self, given, anchor);
      else
        check_root (self, chosho_value_get_string (anchor, "root"));
    }
}
