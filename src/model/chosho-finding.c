/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-finding.h"

#include <string.h>

#include "chosho-digest.h"
#include "chosho-state-private.h"

char *
chosho_finding_dup_digest (const char *text)
{
  return chosho_digest_hex (text, strlen (text));
}

static gboolean
has_digest (ChoshoValue *item, const char *digest)
{
  const char *text = chosho_value_get_string (item, "text");
  g_autofree char *own = text != NULL ? chosho_finding_dup_digest (text) : NULL;

  return g_strcmp0 (own, digest) == 0;
}

static ChoshoKey *
lookup_key (ChoshoView *view, const char *kind, const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s:%s", kind, id);

  return chosho_state_lookup_key (chosho_view_get_state (view), name);
}

ChoshoValue *
chosho_finding_find_version (ChoshoView *view, const char *id, const char *digest)
{
  ChoshoKey *key = lookup_key (view, "finding", id);

  for (guint i = 0; key != NULL && i < key->writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (key->writes, i);

      if (chosho_view_counts (view, write->node) && has_digest (write->item, digest))
        return write->item;
    }
  return NULL;
}

static int
compare_writes (gconstpointer a, gconstpointer b)
{
  return chosho_write_compare (*(const ChoshoWrite *const *) a, *(const ChoshoWrite *const *) b);
}

GPtrArray *
chosho_finding_list_asked (ChoshoView *view, const char *id)
{
  ChoshoKey *key = lookup_key (view, "finding-state", id);
  g_autoptr (GPtrArray) writes = g_ptr_array_new ();
  GPtrArray *digests = g_ptr_array_new ();

  for (guint i = 0; key != NULL && i < key->writes->len; i++)
    if (chosho_view_counts (view, ((ChoshoWrite *) g_ptr_array_index (key->writes, i))->node))
      g_ptr_array_add (writes, g_ptr_array_index (key->writes, i));
  g_ptr_array_sort (writes, compare_writes);
  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (writes, i))->item;
      const char *digest = chosho_value_get_string (item, "text_sha256");
      guint before;

      if (digest == NULL || strcmp (chosho_value_get_string (item, "state"), "inquired") != 0)
        continue;
      if (g_ptr_array_find_with_equal_func (digests, digest, g_str_equal, &before)) /* asked about again, it is the latest one */
        g_ptr_array_remove_index (digests, before);
      g_ptr_array_add (digests, (gpointer) digest);
    }
  return digests;
}

gboolean
chosho_finding_is_changed (ChoshoView *view, const char *id)
{
  g_autoptr (GPtrArray) asked = chosho_finding_list_asked (view, id);
  ChoshoValue *standing = chosho_view_get_item_printf (view, "finding:%s", id);

  return asked->len > 0 && standing != NULL && !has_digest (standing, g_ptr_array_index (asked, asked->len - 1));
}

gboolean
chosho_finding_is_open (ChoshoValue *row)
{
  const char *state = chosho_value_get_string (row, "state");

  return g_strcmp0 (state, "confirmed") != 0 && g_strcmp0 (state, "withdrawn") != 0;
}

gboolean
chosho_finding_is_to_ask (ChoshoValue *row)
{
  gboolean changed = chosho_value_get_boolean (row, "text_changed", FALSE);

  return g_strcmp0 (chosho_value_get_string (row, "state"), "candidate") == 0 || (changed && chosho_finding_is_open (row));
}
