/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-zip-parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include "chosho-helper-limits.h"

struct _ChoshoZipParts
{
  const char *data;            /* (borrowed) */
  gsize       size_bytes;
  GHashTable *names;           /* (owned): folded name → place among the members, from 1 */
  guint64     delivered_bytes; /* over all parts read */
};

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

static char *
fold_name (const char *name)
{
  char *folded = g_ascii_strdown (name[0] == '/' ? name + 1 : name, -1);

  return g_strdelimit (folded, "\\", '/');
}

/* Only the seeking ZIP reader: what the central directory lists is what other programs show. */
static Archive *
open_archive (ChoshoZipParts *self, ChoshoFault *fault)
{
  g_autoptr (Archive) archive = archive_read_new ();

  if (archive == NULL || archive_read_support_format_zip_seekable (archive) != ARCHIVE_OK
      || archive_read_open_memory (archive, self->data, self->size_bytes) != ARCHIVE_OK)
    {
      chosho_fault_set (fault, CHOSHO_HELPER_REASON_ZIP_DAMAGED, "");
      return NULL;
    }
  return g_steal_pointer (&archive);
}

/* The next entry that is a file with a readable name: 1, 0 at the end, -1 with @fault set. Adds to
 * @members how many members were gone through, this one included. */
static int
next_entry (Archive *archive, struct archive_entry **entry, char **name, guint *members, ChoshoFault *fault)
{
  for (;;)
    {
      const char *path;
      int result = archive_read_next_header (archive, entry);

      if (result == ARCHIVE_EOF)
        return 0;
      /* A warning is about a name; everything else is damage. */
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
        {
          chosho_fault_set (fault, CHOSHO_HELPER_REASON_ZIP_DAMAGED, archive_error_string (archive));
          return -1;
        }
      ++*members;
      path = archive_entry_pathname_utf8 (*entry);
      if (path == NULL || !g_utf8_validate (path, -1, NULL) || archive_entry_filetype (*entry) != AE_IFREG)
        continue;
      *name = fold_name (path);
      return 1;
    }
}

static gboolean
list_entries (ChoshoZipParts *self, ChoshoFault *fault)
{
  g_autoptr (Archive) archive = open_archive (self, fault);
  struct archive_entry *entry;
  guint entries = 0, members = 0;
  int result;

  if (archive == NULL)
    return FALSE;
  for (;;)
    {
      g_autofree char *name = NULL;

      result = next_entry (archive, &entry, &name, &members, fault);
      if (result <= 0)
        return result == 0;
      if (++entries > CHOSHO_HELPER_LIMIT_ZIP_ENTRIES)
        return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_ZIP_ENTRIES,
                                       CHOSHO_HELPER_LIMIT_ZIP_ENTRIES, NULL);
      if (archive_entry_is_encrypted (entry))
        return chosho_fault_set (fault, CHOSHO_HELPER_REASON_ZIP_ENCRYPTED, name);
      /* Two parts of one name: which one another program shows nobody knows. */
      if (g_hash_table_contains (self->names, name))
        return chosho_fault_set (fault, CHOSHO_HELPER_REASON_PART_TWICE, name);
      g_hash_table_insert (self->names, g_steal_pointer (&name), GUINT_TO_POINTER (members));
    }
}

ChoshoZipParts *
chosho_zip_parts_new (const char *data, gsize size_bytes, ChoshoFault *fault)
{
  g_autoptr (ChoshoZipParts) self = g_new0 (ChoshoZipParts, 1);

  self->data = data;
  self->size_bytes = size_bytes;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return list_entries (self, fault) ? g_steal_pointer (&self) : NULL;
}

void
chosho_zip_parts_free (ChoshoZipParts *self)
{
  g_hash_table_unref (self->names);
  g_free (self);
}

gboolean
chosho_zip_parts_has (ChoshoZipParts *self, const char *name)
{
  g_autofree char *folded = fold_name (name);

  return g_hash_table_contains (self->names, folded);
}

guint32
chosho_zip_parts_get_index (ChoshoZipParts *self, const char *name)
{
  g_autofree char *folded = fold_name (name);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->names, folded));

  return place > 0 ? place - 1 : CHOSHO_HELPER_NO_MEMBER;
}

static gboolean
count_delivered (ChoshoZipParts *self, gsize size_bytes, const char *name, ChoshoFault *fault)
{
  self->delivered_bytes += size_bytes;
  if (self->delivered_bytes > CHOSHO_HELPER_LIMIT_UNCOMPRESSED_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_UNCOMPRESSED_BYTES,
                                   CHOSHO_HELPER_LIMIT_UNCOMPRESSED_BYTES, name);
  if (self->delivered_bytes > CHOSHO_HELPER_RATIO_FREE_BYTES
      && self->delivered_bytes / CHOSHO_HELPER_LIMIT_RATIO > self->size_bytes)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_RATIO,
                                   CHOSHO_HELPER_LIMIT_RATIO, name);
  return TRUE;
}

static gboolean
deliver (ChoshoZipParts *self, Archive *archive, const char *name, ChoshoZipPartFunc func,
         gpointer user_data, ChoshoFault *fault)
{
  for (;;)
    {
      const void *block;
      size_t block_bytes;
      la_int64_t offset;
      int result = archive_read_data_block (archive, &block, &block_bytes, &offset);

      if (result == ARCHIVE_EOF)
        return TRUE;
      if (result != ARCHIVE_OK) /* a wrong checksum is only a warning there */
        return chosho_fault_set (fault, CHOSHO_HELPER_REASON_ZIP_DAMAGED, name);
      if (!count_delivered (self, block_bytes, name, fault)
          || !func (block, block_bytes, user_data, fault))
        return FALSE;
    }
}

gboolean
chosho_zip_parts_read (ChoshoZipParts *self, const char *name, ChoshoZipPartFunc func,
                       gpointer user_data, ChoshoFault *fault)
{
  g_autofree char *folded = fold_name (name);
  g_autoptr (Archive) archive = NULL;
  struct archive_entry *entry;
  guint members = 0;
  int result;

  if (!g_hash_table_contains (self->names, folded))
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_PART_MISSING, name);
  archive = open_archive (self, fault);
  if (archive == NULL)
    return FALSE;
  for (;;)
    {
      g_autofree char *found = NULL;

      result = next_entry (archive, &entry, &found, &members, fault);
      if (result <= 0)
        break;
      if (g_str_equal (found, folded))
        return deliver (self, archive, name, func, user_data, fault);
    }
  return chosho_fault_set (fault, CHOSHO_HELPER_REASON_ZIP_DAMAGED, name);
}
