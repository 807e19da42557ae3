/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-digest.h"
#include "chosho-evidence.h"

gboolean
chosho_evidence_is_member (ChoshoValue *item)
{
  return g_strcmp0 (chosho_value_get_string (item, "kind"), "member") == 0;
}

/* --- Form ------------------------------------------------------------------------------------------------------- */

static gboolean
is_hex_bytes (const char *text)
{
  return text != NULL && strlen (text) % 2 == 0 && text[strspn (text, "0123456789abcdef")] == '\0';
}

static gboolean
is_step (ChoshoValue *step)
{
  ChoshoValue *charset = chosho_value_get (step, "charset");
  const char *name = chosho_value_as_string (charset);

  return chosho_value_get_value_type (step) == CHOSHO_VALUE_OBJECT
         && chosho_value_get_integer (step, "position", -1) >= 0 && is_hex_bytes (chosho_value_get_string (step, "raw_name"))
         && (charset == NULL || (name != NULL && name[0] != '\0'))
         && chosho_value_get_length (step) == (charset != NULL ? 3 : 2);
}

static gboolean
is_path (ChoshoValue *path)
{
  guint depth = chosho_value_get_length (path);

  if (path == NULL || chosho_value_get_value_type (path) != CHOSHO_VALUE_ARRAY || depth == 0 || depth > CHOSHO_EVIDENCE_PATH_DEPTH)
    return FALSE;
  for (guint i = 0; i < depth; i++)
    if (!is_step (chosho_value_get_item (path, i)))
      return FALSE;
  return TRUE;
}

static gboolean
refuse (char **reason, const char *text)
{
  *reason = g_strdup (text);
  return FALSE;
}

gboolean
chosho_evidence_check (ChoshoView *view, ChoshoValue *item, char **reason)
{
  ChoshoValue *path = chosho_value_get (item, "path");
  const char *of = chosho_value_get_string (item, "of");
  const char *digest = chosho_value_get_string (item, "sha256");
  const char *shown = chosho_value_get_string (item, "shown_sha256");
  ChoshoValue *archive;

  if (g_strcmp0 (chosho_value_get_string (item, "kind"), "sighting") != 0 && (shown != NULL || chosho_value_get (item, "photographs") != NULL))
    return refuse (reason, _("only what was seen and not taken has a digest of the client's and photographs"));
  if (shown != NULL && !chosho_digest_is_hex (shown))
    return refuse (reason, _("the client's digest is no SHA-256"));
  if (!chosho_evidence_is_member (item))
    return (of == NULL && path == NULL) || refuse (reason, _("only a member stands in other evidence"));
  if (of == NULL || !is_path (path))
    return refuse (reason, _("it does not say which member of what it is"));
  if (digest == NULL || !chosho_digest_is_hex (digest) || chosho_value_get (item, "size_bytes") == NULL)
    return refuse (reason, _("it does not say what the member's bytes are"));
  archive = chosho_view_get_item_printf (view, "evidence:%s", of);
  if (g_strcmp0 (chosho_value_get_string (archive, "kind"), "file") != 0 || chosho_value_get_string (archive, "sha256") == NULL)
    return refuse (reason, _("what it stands in is no file that was taken in"));
  return TRUE;
}

/* --- What it shares with its archive ---------------------------------------------------------------------------- */

ChoshoValue *
chosho_evidence_get_holder (ChoshoView *view, ChoshoValue *item)
{
  return chosho_evidence_is_member (item) ? chosho_view_get_item_printf (view, "evidence:%s", chosho_value_get_string (item, "of")) : item;
}

/* What stands at "@key:ID" of the evidence @id, else of its archive. */
static ChoshoValue *
get_shared (ChoshoView *view, const char *key, const char *id)
{
  ChoshoValue *own = chosho_view_get_item_printf (view, "%s:%s", key, id);
  const char *of = own == NULL ? chosho_value_get_string (chosho_view_get_item_printf (view, "evidence:%s", id), "of") : NULL;

  return of != NULL ? chosho_view_get_item_printf (view, "%s:%s", key, of) : own;
}

ChoshoValue *
chosho_evidence_get_withdrawal (ChoshoView *view, const char *id)
{
  return get_shared (view, "evidence-withdrawn", id);
}

ChoshoValue *
chosho_evidence_get_judgement (ChoshoView *view, const char *id)
{
  return get_shared (view, "evidence-judged", id);
}

ChoshoValue *
chosho_evidence_get_purge (ChoshoView *view, const char *id)
{
  ChoshoValue *purge = get_shared (view, "evidence-purged", id);

  return chosho_value_get_boolean (purge, "lifted", FALSE) ? NULL : purge;
}

gboolean
chosho_evidence_counts (ChoshoView *view, const char *id)
{
  return chosho_evidence_get_withdrawal (view, id) == NULL && chosho_evidence_get_purge (view, id) == NULL;
}

/* --- Versions ------------------------------------------------------------------------------------ */

ChoshoValue *
chosho_evidence_get_version (ChoshoView *view, const char *id)
{
  return chosho_view_get_item_printf (view, "evidence-version:%s", id);
}

GPtrArray *
chosho_evidence_list_successors (ChoshoView *view, const char *id)
{
  g_autofree char *subject = g_strconcat ("thing:", id, NULL);
  g_autoptr (GPtrArray) versions = chosho_view_list_about (view, subject, "evidence-version");
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < versions->len; i++)
    {
      ChoshoValue *version = ((ChoshoWrite *) g_ptr_array_index (versions, i))->item;

      if (g_strcmp0 (chosho_value_get_string (version, "older"), id) == 0)
        g_ptr_array_add (ids, g_strdup (chosho_value_get_string (version, "evidence")));
    }
  return ids;
}

gboolean
chosho_evidence_descends_from (ChoshoView *view, const char *id, const char *older)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  /* Two people may have made a circle at the same time, each by a write that was right when it was made. */
  while (id != NULL && g_hash_table_add (seen, (gpointer) id))
    {
      if (g_strcmp0 (id, older) == 0)
        return TRUE;
      id = chosho_value_get_string (chosho_evidence_get_version (view, id), "older");
    }
  return FALSE;
}

/* --- Destruction --------------------------------------------------------------------------------- */

GHashTable *
chosho_evidence_list_purged (ChoshoView *view)
{
  GHashTable *purged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) purges = chosho_view_list_action (view, "evidence-purge");

  for (guint i = 0; i < purges->len; i++)
    {
      ChoshoValue *purge = ((ChoshoWrite *) g_ptr_array_index (purges, i))->item;
      ChoshoValue *evidence = chosho_view_get_item_printf (view, "evidence:%s", chosho_value_get_string (purge, "evidence"));
      const char *digest = chosho_value_get_string (evidence, "sha256");

      if (digest != NULL && !chosho_evidence_is_member (evidence) && !chosho_value_get_boolean (purge, "lifted", FALSE))
        g_hash_table_replace (purged, g_strdup (digest), g_strdup (chosho_value_get_string (purge, "reason")));
    }
  return purged;
}
