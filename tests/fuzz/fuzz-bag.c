/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text files of a bag on anything: the declaration up to a line "--", what follows as manifest, fetch.txt and bag-info.txt
 * in the encoding that it declares. Whatever is complained of has a line and words, and what is kept can be used. */
#include <string.h>

#include "chosho-bag-manifest.h"
#include "fuzz.h"

#define END "\n--\n"

static void
on_complaint (guint line, const char *code, gboolean warning, const char *path, const char *message, gpointer user_data)
{
  g_assert_nonnull (code);
  g_assert_nonnull (message);
}

static void
read_manifest (GStrv lines, const char *name)
{
  ChoshoBagManifest *manifest = chosho_bag_manifest_new (name);
  GHashTableIter iter;
  gpointer path, sum;

  g_assert_nonnull (manifest);
  chosho_bag_manifest_parse (manifest, lines, on_complaint, NULL);
  g_hash_table_iter_init (&iter, manifest->sums);
  while (g_hash_table_iter_next (&iter, &path, &sum))
    {
      g_assert_cmpuint (strlen (path), >, 0);
      g_assert_nonnull (sum);
    }
  chosho_bag_manifest_free (manifest);
}

static void
read_tags (const ChoshoBagDeclaration *declaration, const char *data, gsize size_bytes)
{
  g_auto (GStrv) lines = chosho_bag_lines_new (data, size_bytes, declaration->encoding, on_complaint, NULL);
  g_autoptr (GPtrArray) fetched = NULL;
  g_autofree char *oxum = NULL;
  guint64 first, second;

  if (lines == NULL)
    return;
  read_manifest (lines, "manifest-sha256.txt");
  read_manifest (lines, "tagmanifest-md5.txt");
  fetched = chosho_bag_fetch_parse (lines, on_complaint, NULL);
  chosho_bag_info_check (lines, on_complaint, NULL);
  oxum = chosho_bag_info_dup (lines, "Payload-Oxum");
  if (oxum != NULL)
    (void) chosho_bag_parse_pair (oxum, &first, &second);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autofree char *copy = fuzz_copy (data, size_bytes);
  const char *end = g_strstr_len (copy, (gssize) size_bytes, END);
  gsize declared = end != NULL ? (gsize) (end - copy) + 1 : size_bytes;
  gsize begin = end != NULL ? declared + strlen (END) - 1 : size_bytes;
  ChoshoBagDeclaration declaration = { 0 };

  (void) chosho_bag_declaration_parse (&declaration, copy, declared, on_complaint, NULL);
  g_assert_nonnull (declaration.encoding);
  read_tags (&declaration, copy + begin, size_bytes - begin);
  chosho_bag_declaration_clear (&declaration);
  return 0;
}
