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
  ChoshoValue *archive;

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
