/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An archive in the helper's own code, without its process: its members listed with names in one encoding after another,
 * and read in an order that goes back and forth, with a password and without. Every answer must be one that the client
 * accepts, or a fault with a sentence; what a cursor delivers must not depend on where it was before.
 */
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chosho-archive-reader.h"

/* Larger ones are for the mutants: a fuzzer's time is better spent on many small files. */
#define SIZE_LIMIT_BYTES (64 * 1024)
#define MEMBERS_READ 4

typedef struct
{
  int         fd;
  guint64     size_bytes;
  ChoshoMagic magic;
} Archive;

static GPtrArray *
list_members (const Archive *self, ChoshoCharset charset)
{
  GPtrArray *members = chosho_member_list_new ();
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_DOCUMENT);
  ChoshoFault fault;
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_archive_write_members (self->fd, self->size_bytes, self->magic, charset, writer, &fault);
  fuzz_answer_check_with (writer, answer, CHOSHO_HELPER_REQUEST_DOCUMENT, &fault, done, chosho_helper_take_member_record, members);
  return members;
}

/* The digest of what was delivered; NULL for a fault. (transfer full) */
static char *
read_member (ChoshoArchiveCursor *cursor, guint index, const char *password)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  ChoshoRecordWriter *writer = fuzz_answer_begin (answer, CHOSHO_HELPER_REQUEST_DOCUMENT);
  ChoshoHelperContentState content = { .fd = -1, .digest = chosho_digest_new () };
  ChoshoFault fault;
  guint8 raw[CHOSHO_DIGEST_SIZE];
  gboolean done;

  chosho_fault_init (&fault);
  done = chosho_archive_cursor_write (cursor, index, password, writer, &fault);
  fuzz_answer_check_with (writer, answer, CHOSHO_HELPER_REQUEST_DOCUMENT, &fault, done, chosho_helper_take_content_record, &content);
  chosho_digest_finish (content.digest, raw);
  chosho_digest_free (content.digest);
  return done ? chosho_hex_encode (raw, sizeof raw) : NULL;
}

static void
check_order (const Archive *self, guint n_members)
{
  static const guint order[] = { 0, 1, 1, 3, 2, 0 };
  ChoshoArchiveCursor *cursor = chosho_archive_cursor_new (self->fd, self->size_bytes, self->magic);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      ChoshoArchiveCursor *alone = chosho_archive_cursor_new (self->fd, self->size_bytes, self->magic);
      g_autofree char *moved = NULL, *fresh = NULL;

      if (order[i] < MIN (n_members, MEMBERS_READ))
        {
          moved = read_member (cursor, order[i], "");
          fresh = read_member (alone, order[i], "");
          if (g_strcmp0 (moved, fresh) != 0)
            g_error ("member %u has other bytes after others were read", order[i]);
        }
      chosho_archive_cursor_free (alone);
    }
  g_free (read_member (cursor, 0, "password"));
  g_free (read_member (cursor, n_members, "password"));
  chosho_archive_cursor_free (cursor);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  static const ChoshoCharset charsets[] = { CHOSHO_CHARSET_UNKNOWN, CHOSHO_CHARSET_CP932, CHOSHO_CHARSET_EUC_JP };
  Archive archive = { memfd_create ("fuzz", MFD_CLOEXEC), size_bytes, chosho_magic_find (data, MIN (size_bytes, CHOSHO_MAGIC_BYTES)) };

  if (archive.fd >= 0 && size_bytes <= SIZE_LIMIT_BYTES && chosho_archive_can_read (archive.magic)
      && write (archive.fd, data, size_bytes) == (gssize) size_bytes)
    {
      guint n_members = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
        {
          g_autoptr (GPtrArray) members = list_members (&archive, charsets[i]);

          if (i > 0 && members->len != n_members)
            g_error ("%u members in one encoding, %u in another", n_members, members->len);
          n_members = members->len;
        }
      check_order (&archive, n_members);
    }
  if (archive.fd >= 0)
    close (archive.fd);
  return 0;
}
