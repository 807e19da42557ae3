/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-evidence-hashes.h"
#include "chosho-helper-document.h"
#include "chosho-sha256-list.h"
#include "chosho-source-file.h"
#include "chosho-text.h"

/* Lines asked of the helper at once: an answer of some 100 KiB. */
#define LINES_AT_ONCE 1000

const ChoshoCommandArg chosho_evidence_hashes_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("The list: as sha256sum, certutil or Get-FileHash prints it, or a CSV with digests and names") },
  { "source", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Name as missing from the list only evidence handed over so (default: all of the client)") },
  { NULL }
};

typedef struct
{
  ChoshoValue *evidence;  /* (owned) rows */
  GHashTable  *by_digest; /* (owned) digest → GPtrArray of rows (borrowed) */
  GHashTable  *listed;    /* (owned) set of digests of the list (borrowed) */
  ChoshoValue *matched, *renamed, *missing, *extra; /* (owned) */
} Comparison;

static void
comparison_clear (Comparison *self)
{
  g_clear_pointer (&self->evidence, chosho_value_unref);
  g_clear_pointer (&self->by_digest, g_hash_table_unref);
  g_clear_pointer (&self->listed, g_hash_table_unref);
  g_clear_pointer (&self->matched, chosho_value_unref);
  g_clear_pointer (&self->renamed, chosho_value_unref);
  g_clear_pointer (&self->missing, chosho_value_unref);
  g_clear_pointer (&self->extra, chosho_value_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static void
index_evidence (Comparison *self)
{
  self->by_digest = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < chosho_value_get_length (self->evidence); i++)
    {
      ChoshoValue *row = chosho_value_get_item (self->evidence, i);
      const char *sha256 = chosho_value_get_string (row, "sha256");
      GPtrArray *rows = sha256 != NULL ? g_hash_table_lookup (self->by_digest, sha256) : NULL;

      if (sha256 == NULL || chosho_value_get_boolean (row, "withdrawn", FALSE))
        continue;
      if (rows == NULL)
        g_hash_table_insert (self->by_digest, (gpointer) sha256, rows = g_ptr_array_new ());
      g_ptr_array_add (rows, row);
    }
}

/* The last part of a path, whichever way its folders are parted; of a member, its own name. Compared as people read it. */
static char *
dup_plain_name (const char *name)
{
  const char *last = name;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (*p == '/' || *p == '\\' || g_str_has_prefix (p, "▸"))
      last = g_utf8_next_char (p);
  return chosho_text_normalise (last);
}

static gboolean
has_name (GPtrArray *rows, const char *name)
{
  g_autofree char *wanted = dup_plain_name (name);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *own = dup_plain_name (chosho_value_get_string (g_ptr_array_index (rows, i), "name"));

      if (strcmp (own, wanted) == 0)
        return TRUE;
    }
  return wanted[0] == '\0'; /* a list of bare digests says no name */
}

static ChoshoValue *
describe_row (ChoshoValue *row)
{
  static const char *const keys[] = { "id", "reference", "name", "folder", "sha256" };
  ChoshoValue *one = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    chosho_value_set_string (one, keys[i], chosho_value_get_string (row, keys[i]));
  return one;
}

static void
compare_line (Comparison *self, ChoshoValue *line)
{
  const char *sha256 = chosho_value_get_string (line, "sha256");
  const char *name = chosho_value_get_string (line, "name");
  GPtrArray *rows = g_hash_table_lookup (self->by_digest, sha256);
  ChoshoValue *evidence, *one;

  g_hash_table_add (self->listed, (gpointer) sha256);
  one = chosho_value_new_object ();
  chosho_value_set_string (one, "sha256", sha256);
  chosho_value_set_string (one, "name", name);
  chosho_value_set (one, "line", chosho_value_ref (chosho_value_get (line, "line")));
  if (rows == NULL)
    {
      chosho_value_append (self->missing, one);
      return;
    }
  evidence = chosho_value_new_array ();
  for (guint i = 0; i < rows->len; i++)
    chosho_value_append (evidence, describe_row (g_ptr_array_index (rows, i)));
  chosho_value_set (one, "evidence", evidence);
  chosho_value_append (has_name (rows, name) ? self->matched : self->renamed, one);
}

/* What the client handed over and did not list. An archive is listed where it is, or by its members. */
static void
list_extra (Comparison *self, const char *source)
{
  for (guint i = 0; i < chosho_value_get_length (self->evidence); i++)
    {
      ChoshoValue *row = chosho_value_get_item (self->evidence, i);
      const char *sha256 = chosho_value_get_string (row, "sha256");

      if (sha256 == NULL || chosho_value_get_boolean (row, "withdrawn", FALSE) || g_hash_table_contains (self->listed, sha256)
          || g_strcmp0 (chosho_value_get_string (row, "origin"), "client") != 0
          || (source != NULL && g_strcmp0 (chosho_value_get_string (row, "source"), source) != 0))
        continue;
      chosho_value_append (self->extra, describe_row (row));
    }
}

/* The lines of @file, one more than a list may have at the most. (transfer full) (nullable) */
static GPtrArray *
read_lines (ChoshoSourceFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoHelperDocument) document = chosho_helper_document_new (file->fd, file->name, CHOSHO_HELPER_FLAGS_NONE, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gboolean more = document != NULL;

  while (more && lines->len <= CHOSHO_SHA256_LIST_LINES)
    {
      g_autoptr (ChoshoTextLines) read = chosho_helper_document_read_lines (document, lines->len, LINES_AT_ONCE, NULL, cancellable, error);

      if (read == NULL)
        return NULL;
      for (guint i = 0; i < read->lines->len; i++)
        g_ptr_array_add (lines, g_strdup (((ChoshoTextLine *) g_ptr_array_index (read->lines, i))->text));
      more = read->lines->len > 0;
    }
  return document != NULL ? g_steal_pointer (&lines) : NULL;
}

/* What a client sends is decoded by the confined helper, a list of digests too. (transfer full) (nullable) */
static ChoshoValue *
read_list (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open_document (path, cancellable, error);
  g_autoptr (GPtrArray) lines = file != NULL ? read_lines (file, cancellable, error) : NULL;

  return lines != NULL ? chosho_sha256_list_parse (file->name, lines, error) : NULL;
}

gboolean
chosho_evidence_hashes (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Comparison) self = { NULL };
  g_autoptr (ChoshoValue) lines = read_list (chosho_command_get_text (context, "file"), context->cancellable, error);

  if (lines == NULL
      || (self.evidence = chosho_session_list_rows (context->session, "evidence", NULL, error)) == NULL)
    return FALSE;
  index_evidence (&self);
  self.listed = g_hash_table_new (g_str_hash, g_str_equal);
  self.matched = chosho_value_new_array ();
  self.renamed = chosho_value_new_array ();
  self.missing = chosho_value_new_array ();
  self.extra = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (lines); i++)
    compare_line (&self, chosho_value_get_item (lines, i));
  list_extra (&self, chosho_command_get_text (context, "source"));
  *result = chosho_value_new_object ();
  chosho_value_set_integer (*result, "listed", chosho_value_get_length (lines));
  chosho_value_set (*result, "matched", g_steal_pointer (&self.matched));
  chosho_value_set (*result, "renamed", g_steal_pointer (&self.renamed));
  chosho_value_set (*result, "missing", g_steal_pointer (&self.missing));
  chosho_value_set (*result, "extra", g_steal_pointer (&self.extra));
  return TRUE;
}
