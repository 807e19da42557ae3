/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-bag-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-archive-seal.h"
#include "chosho-bag-manifest.h"
#include "chosho-error.h"

#define PAYLOAD "data/"
#define TAG_BYTES (256 * 1024 * 1024) /* a manifest of a million files */
#define DECLARATION "bagit.txt"
#define OURS "Chosho-Archive-Version"
#define KINDS_WEAK (CHOSHO_CHECKSUM_MD5 | CHOSHO_CHECKSUM_SHA1)

void
chosho_bag_check_add (ChoshoBagCheck *self, const char *code, gboolean warning, const char *path, const char *message)
{
  ChoshoValue *problem = chosho_value_new_object ();

  chosho_value_set_string (problem, "code", code);
  chosho_value_set_string (problem, "severity", warning ? "warn" : "error");
  chosho_value_set_string (problem, "path", path != NULL ? path : "");
  chosho_value_set_string (problem, "message", message);
  chosho_value_append (self->problems, problem);
  self->failed = self->failed || !warning;
}

/* What is wrong in the tag file that is read. The path is that of the file that a line is about, else the tag file's own. */
static void
complain (guint line, const char *code, gboolean warning, const char *path, const char *message, gpointer user_data)
{
  ChoshoBagCheck *self = user_data;
  g_autofree char *text = line > 0 ? g_strdup_printf (_("%s, line %u: %s"), self->at, line, message) : g_strdup_printf ("%s: %s", self->at, message);

  chosho_bag_check_add (self, code, warning, path != NULL ? path : self->at, text);
}

static gboolean
is_cancelled (ChoshoBagCheck *self, const GError *error)
{
  return g_cancellable_is_cancelled (self->cancellable) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

/* The file @path of the bag; NULL. */
static ChoshoBagEntry *
find (ChoshoBagCheck *self, const char *path)
{
  return g_hash_table_lookup (self->entries, path);
}

/* The bytes of the tag file @path; NULL where it is not there or cannot be read, which is a problem. (transfer full) */
static GBytes *
read_tag (ChoshoBagCheck *self, const char *path)
{
  const ChoshoBagEntry *entry = find (self, path);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = entry != NULL ? chosho_bag_source_read (self->source, entry, TAG_BYTES, self->cancellable, &error) : NULL;

  self->at = path;
  if (error != NULL)
    chosho_bag_check_add (self, "file-damaged", FALSE, path, error->message);
  return bytes;
}

/* Its lines; NULL likewise. (transfer full) */
static GStrv
read_lines (ChoshoBagCheck *self, const char *path)
{
  g_autoptr (GBytes) bytes = read_tag (self, path);
  gsize size_bytes;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size_bytes) : NULL;

  return bytes != NULL ? chosho_bag_lines_new (data != NULL ? data : "", size_bytes, self->encoding, complain, self) : NULL;
}

/* --- What there is -------------------------------------------------------------------------------------------------------- */

static void
take_entry (ChoshoBagCheck *self, ChoshoBagEntry *entry)
{
  if (entry->unsafe || !chosho_bag_path_is_safe (entry->path))
    chosho_bag_check_add (self, "unsafe-path", FALSE, entry->path, _("The path leads out of the bag"));
  else if (entry->kind == CHOSHO_BAG_LINK || entry->kind == CHOSHO_BAG_OTHER)
    chosho_bag_check_add (self, "unsafe-path", FALSE, entry->path, _("A link or device is no file of a bag; it was not followed"));
  else if (entry->kind == CHOSHO_BAG_FILE && !g_hash_table_insert (self->entries, entry->path, entry))
    chosho_bag_check_add (self, "bag-invalid", FALSE, entry->path, _("The archive has the file twice"));
}

static void
list_entries (ChoshoBagCheck *self)
{
  GPtrArray *list = chosho_bag_source_list (self->source);
  gboolean payload = FALSE;

  for (guint i = 0; i < list->len; i++)
    {
      ChoshoBagEntry *entry = g_ptr_array_index (list, i);

      payload = payload || g_str_has_prefix (entry->path, PAYLOAD) || (entry->kind == CHOSHO_BAG_FOLDER && strcmp (entry->path, "data") == 0);
      take_entry (self, entry);
    }
  if (!payload)
    chosho_bag_check_add (self, "bag-invalid", FALSE, "data", _("There is no folder “data”"));
}

static void
read_declaration (ChoshoBagCheck *self)
{
  g_autoptr (GBytes) bytes = read_tag (self, DECLARATION);
  ChoshoBagDeclaration declaration = { .major = 1 };
  gsize size_bytes = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size_bytes) : NULL;

  if (find (self, DECLARATION) == NULL)
    chosho_bag_check_add (self, "bag-invalid", FALSE, DECLARATION, _("There is no bagit.txt: it is no bag, or one that lost its declaration"));
  chosho_bag_declaration_parse (&declaration, data != NULL ? data : "BagIt-Version: 1.0\n" "Tag-File-Character-Encoding: UTF-8\n",
                                data != NULL ? size_bytes : strlen ("BagIt-Version: 1.0\n" "Tag-File-Character-Encoding: UTF-8\n"), complain, self);
  self->major = declaration.major;
  self->minor = declaration.minor;
  self->encoding = g_steal_pointer (&declaration.encoding);
  if (self->major != 1 && (self->major != 0 || self->minor < 93))
    chosho_bag_check_add (self, "bag-invalid", FALSE, DECLARATION, _("The version of BagIt is not known; it is checked as 1.0"));
}

/* --- Manifests ------------------------------------------------------------------------------------------------------------ */

static void
read_manifest (ChoshoBagCheck *self, ChoshoBagManifest *manifest)
{
  g_auto (GStrv) lines = NULL;

  if (manifest->kind == 0)
    {
      chosho_bag_check_add (self, "manifest-bad", TRUE, manifest->name, _("The algorithm is not known here; its checksums were not compared"));
      return;
    }
  if ((manifest->kind & KINDS_WEAK) != 0)
    chosho_bag_check_add (self, "manifest-bad", TRUE, manifest->name, _("Checksums of this algorithm can be forged; they tell accidents alone"));
  lines = read_lines (self, manifest->name);
  if (lines == NULL)
    return;
  chosho_bag_manifest_parse (manifest, lines, complain, self);
  manifest->is_read = TRUE;
}

static int
compare_manifests (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(ChoshoBagManifest *const *) a)->name, (*(ChoshoBagManifest *const *) b)->name);
}

static void
read_manifests (ChoshoBagCheck *self)
{
  GHashTableIter iter;
  gpointer path;
  guint n_known = 0;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      ChoshoBagManifest *manifest = chosho_bag_manifest_new (path);

      if (manifest != NULL)
        g_ptr_array_add (self->manifests, manifest);
    }
  g_ptr_array_sort (self->manifests, compare_manifests);
  for (guint i = 0; i < self->manifests->len; i++)
    {
      ChoshoBagManifest *manifest = g_ptr_array_index (self->manifests, i);

      read_manifest (self, manifest);
      n_known += !manifest->of_tags && manifest->is_read;
    }
  if (n_known == 0)
    chosho_bag_check_add (self, "bag-invalid", FALSE, NULL, _("There is no manifest of the payload that can be read here"));
}

static void
read_fetch (ChoshoBagCheck *self)
{
  g_auto (GStrv) lines = read_lines (self, "fetch.txt");
  g_autoptr (GPtrArray) paths = lines != NULL ? chosho_bag_fetch_parse (lines, complain, self) : NULL;

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    g_hash_table_add (self->fetched, g_strdup (paths->pdata[i]));
}

/* --- Files against manifests ---------------------------------------------------------------------------------------------- */

/* Other systems write a name with its accents apart, or put together: the same to people, not to a file system. (transfer full) */
static char *
dup_normal (const char *path)
{
  return g_utf8_normalize (path, -1, G_NORMALIZE_NFC);
}

/* The file that a manifest calls @path by another form of the same letters; NULL. */
static ChoshoBagEntry *
find_alike (ChoshoBagCheck *self, const char *path)
{
  g_autofree char *wanted = dup_normal (path);
  GHashTableIter iter;
  gpointer name, entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &name, &entry))
    {
      g_autofree char *normal = dup_normal (name);

      if (g_strcmp0 (normal, wanted) == 0)
        return entry;
    }
  return NULL;
}

/* A path of a manifest that no file has. A bag of an old version may have the percent sign as it is. */
static void
miss (ChoshoBagCheck *self, ChoshoBagManifest *manifest, const char *path)
{
  ChoshoBagEntry *alike = find_alike (self, path);
  g_autofree char *message = NULL;

  if (alike != NULL)
    {
      const char *sum = g_hash_table_lookup (manifest->sums, path);

      message = g_strdup_printf (_("%s writes its name with other code points for the same letters"), manifest->name);
      chosho_bag_check_add (self, "manifest-bad", TRUE, alike->path, message);
      g_hash_table_insert (manifest->sums, g_strdup (alike->path), g_strdup (sum));
      return;
    }
  message = g_strdup_printf (g_hash_table_contains (self->fetched, path) ? _("%s lists it, and it is still to be fetched") : _("%s lists it, and it is not there"),
                             manifest->name);
  chosho_bag_check_add (self, "file-missing", FALSE, path, message);
}

static void
check_missing (ChoshoBagCheck *self)
{
  for (guint i = 0; i < self->manifests->len; i++)
    {
      ChoshoBagManifest *manifest = g_ptr_array_index (self->manifests, i);
      g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (manifest->sums), (GCompareFunc) strcmp);

      for (GList *link = paths; link != NULL; link = link->next)
        if (find (self, link->data) == NULL)
          miss (self, manifest, link->data);
    }
}

/* Whether the file is listed as it must be: payload in every manifest (before 1.0: in one), tag files where somebody listed
 * them. */
static void
check_listed (ChoshoBagCheck *self, const ChoshoBagEntry *entry, guint n_lists, guint n_manifests)
{
  if (n_manifests == 0)
    return;
  if (n_lists == 0)
    chosho_bag_check_add (self, "file-extra", FALSE, entry->path, _("No manifest lists the file"));
  else if (n_lists < n_manifests && self->major >= 1)
    chosho_bag_check_add (self, "manifest-bad", FALSE, entry->path, _("Not every manifest lists the file"));
}

static void
compare_sums (ChoshoBagCheck *self, const ChoshoBagEntry *entry, ChoshoChecksum *checksum)
{
  for (guint i = 0; i < self->manifests->len; i++)
    {
      ChoshoBagManifest *manifest = g_ptr_array_index (self->manifests, i);
      const char *said = g_hash_table_lookup (manifest->sums, entry->path);
      g_autofree char *is = said != NULL ? chosho_checksum_dup_hex (checksum, manifest->kind) : NULL;
      g_autofree char *message = NULL;

      if (said == NULL || strcmp (said, is) == 0)
        continue;
      message = g_strdup_printf (_("The bytes are not those of which %s has the checksum"), manifest->name);
      chosho_bag_check_add (self, "file-damaged", FALSE, entry->path, message);
    }
}

static gboolean
check_file (ChoshoBagCheck *self, const ChoshoBagEntry *entry, guint n_manifests, GError **error)
{
  gboolean payload = g_str_has_prefix (entry->path, PAYLOAD);
  guint kinds = payload ? CHOSHO_CHECKSUM_SHA256 : 0, n_lists = 0;
  g_autoptr (ChoshoChecksum) checksum = NULL;
  g_autoptr (GError) local = NULL;
  guint64 size_bytes = 0;

  for (guint i = 0; i < self->manifests->len; i++)
    {
      ChoshoBagManifest *manifest = g_ptr_array_index (self->manifests, i);

      if (!g_hash_table_contains (manifest->sums, entry->path))
        continue;
      kinds |= manifest->kind;
      n_lists += !manifest->of_tags;
    }
  if (payload)
    check_listed (self, entry, n_lists, n_manifests);
  if (kinds == 0)
    return TRUE;
  checksum = chosho_checksum_new (kinds);
  if (chosho_bag_source_sum (self->source, entry, checksum, &size_bytes, self->progress, self->cancellable, &local))
    compare_sums (self, entry, checksum);
  else if (is_cancelled (self, local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  else
    chosho_bag_check_add (self, "file-damaged", FALSE, entry->path, local->message);
  if (payload)
    {
      self->files++;
      self->bytes += size_bytes;
      if (local == NULL)
        g_hash_table_add (self->digests, chosho_checksum_dup_hex (checksum, CHOSHO_CHECKSUM_SHA256));
    }
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint x = (*(ChoshoBagEntry *const *) a)->index, y = (*(ChoshoBagEntry *const *) b)->index;

  return (x > y) - (x < y);
}

/* In the order in which an archive has them, so that it is read once. */
static gboolean
check_files (ChoshoBagCheck *self, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  guint n_manifests = 0;
  GHashTableIter iter;
  gpointer entry;
  guint64 total = 0;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      total += ((ChoshoBagEntry *) entry)->size_bytes;
      g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort (entries, compare_places);
  chosho_progress_set_total (self->progress, total);
  for (guint i = 0; i < self->manifests->len; i++)
    {
      const ChoshoBagManifest *manifest = g_ptr_array_index (self->manifests, i);

      n_manifests += !manifest->of_tags && manifest->is_read;
    }
  for (guint i = 0; i < entries->len; i++)
    if (!check_file (self, entries->pdata[i], n_manifests, error))
      return FALSE;
  return TRUE;
}

/* Names that some systems take for one: unpacked there, one of the files is lost. */
static void
check_alike (ChoshoBagCheck *self)
{
  g_autoptr (GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->manifests->len; i++)
    {
      GHashTable *sums = ((ChoshoBagManifest *) self->manifests->pdata[i])->sums;
      g_autoptr (GList) paths = g_list_sort (g_hash_table_get_keys (sums), (GCompareFunc) strcmp);

      g_hash_table_remove_all (folded);
      for (GList *link = paths; link != NULL; link = link->next)
        if (!g_hash_table_add (folded, g_utf8_casefold (link->data, -1)))
          chosho_bag_check_add (self, "manifest-bad", TRUE, link->data, _("Another file's name differs from this one by case alone"));
    }
}

/* What fetch.txt lists must be in a manifest; a tag manifest lists every manifest of the payload and no tag manifest. */
static void
check_lists (ChoshoBagCheck *self)
{
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, self->fetched);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    {
      gboolean listed = FALSE;

      for (guint i = 0; i < self->manifests->len; i++)
        listed = listed || g_hash_table_contains (((ChoshoBagManifest *) self->manifests->pdata[i])->sums, path);
      if (!listed)
        chosho_bag_check_add (self, "manifest-bad", FALSE, path, _("fetch.txt lists it and no manifest does"));
    }
  for (guint i = 0; i < self->manifests->len; i++)
    for (guint j = 0; j < self->manifests->len; j++)
      {
        ChoshoBagManifest *manifest = self->manifests->pdata[i], *other = self->manifests->pdata[j];
        gboolean listed = g_hash_table_contains (manifest->sums, other->name);
        g_autofree char *message = NULL;

        if (!manifest->of_tags || !manifest->is_read || listed != other->of_tags)
          continue;
        message = g_strdup_printf (listed ? _("%s lists a tag manifest, which no tag manifest may") : _("%s does not list this manifest"), manifest->name);
        chosho_bag_check_add (self, "manifest-bad", !listed && self->major < 1, other->name, message);
      }
}

/* --- bag-info.txt --------------------------------------------------------------------------------------------------------- */

static void
check_oxum (ChoshoBagCheck *self, const char *oxum)
{
  guint64 bytes = 0, files = 0;
  g_autofree char *message = NULL;

  if (oxum == NULL)
    return;
  if (!chosho_bag_parse_pair (oxum, &bytes, &files))
    chosho_bag_check_add (self, "bag-invalid", FALSE, "bag-info.txt", _("Payload-Oxum is no number of bytes and of files"));
  else if (bytes != self->bytes || files != self->files)
    {
      g_autofree char *n_bytes = g_strdup_printf ("%" G_GUINT64_FORMAT, self->bytes);
      g_autofree char *n_files = g_strdup_printf ("%" G_GUINT64_FORMAT, self->files);

      message = g_strdup_printf (_("Payload-Oxum says %s, and there are %s bytes in %s files"), oxum, n_bytes, n_files);
      chosho_bag_check_add (self, "bag-invalid", FALSE, "bag-info.txt", message);
    }
}

static void
check_info (ChoshoBagCheck *self)
{
  const char *name = find (self, "bag-info.txt") == NULL && self->major == 0 ? "package-info.txt" : "bag-info.txt";
  g_auto (GStrv) lines = read_lines (self, name);
  g_autofree char *oxum = NULL;
  g_autofree char *ours = NULL;

  if (lines == NULL)
    return;
  chosho_bag_info_check (lines, complain, self);
  oxum = chosho_bag_info_dup (lines, "Payload-Oxum");
  check_oxum (self, oxum);
  ours = chosho_bag_info_dup (lines, OURS);
  self->ours = ours != NULL;
  self->root = chosho_bag_info_dup (lines, "Chosho-Checkpoint-Root");
}

/* --- The whole ------------------------------------------------------------------------------------------------------------ */

static ChoshoValue *
to_result (ChoshoBagCheck *self)
{
  ChoshoValue *result = chosho_value_new_object ();
  g_autofree char *version = g_strdup_printf ("%u.%u", self->major, self->minor);

  chosho_value_set_boolean (result, "ok", !self->failed);
  chosho_value_set (result, "problems", chosho_value_ref (self->problems));
  chosho_value_set_integer (result, "files", (gint64) self->files);
  chosho_value_set_integer (result, "bytes", (gint64) self->bytes);
  chosho_value_set_string (result, "version", version);
  chosho_value_set_boolean (result, "archive", self->ours);
  chosho_value_set (result, "checked", self->checked != NULL ? chosho_value_ref (self->checked) : NULL);
  return result;
}

static void
check_clear (ChoshoBagCheck *self)
{
  g_clear_pointer (&self->source, chosho_bag_source_free);
  g_hash_table_unref (self->entries);
  g_ptr_array_unref (self->manifests);
  g_hash_table_unref (self->fetched);
  g_hash_table_unref (self->digests);
  chosho_value_unref (self->problems);
  g_clear_pointer (&self->checked, chosho_value_unref);
  g_free (self->encoding);
  g_free (self->root);
}

static ChoshoBagSource *
open_source (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress, GCancellable *cancellable, GError **error)
{
  int fd;

  if (!chosho_archive_is_sealed (path))
    return chosho_bag_source_open (path, cancellable, error);
  fd = chosho_archive_unseal (path, opener, progress, cancellable, error);
  return fd >= 0 ? chosho_bag_source_open_fd (fd, path, cancellable, error) : NULL;
}

gboolean
chosho_bag_check_run (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress, GCancellable *cancellable,
                      ChoshoValue **result, GError **error)
{
  ChoshoBagCheck self = { .progress = progress, .cancellable = cancellable };
  gboolean done;

  self.source = open_source (path, opener, progress, cancellable, error);
  if (self.source == NULL)
    return FALSE;
  self.entries = g_hash_table_new (g_str_hash, g_str_equal);
  self.manifests = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_bag_manifest_free);
  self.fetched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.problems = chosho_value_new_array ();
  list_entries (&self);
  read_declaration (&self);
  read_manifests (&self);
  read_fetch (&self);
  check_missing (&self);
  check_lists (&self);
  check_alike (&self);
  done = check_files (&self, error);
  if (done)
    {
      check_info (&self);
      done = !self.ours || chosho_bag_check_record (&self, error);
    }
  if (done)
    *result = to_result (&self);
  check_clear (&self);
  return done;
}
