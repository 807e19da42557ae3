/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-envelope.h"
#include "chosho-error.h"

#define PREAMBLE(recipients) (18 + 1 + 2 + 80 * (gsize) (recipients) + 24)
#define PIECE (CHOSHO_ENVELOPE_PIECE_BYTES + 17)

typedef struct
{
  char          *folder; /* owned */
  char          *path;   /* owned: the envelope */
  ChoshoKeyPair *own;    /* owned */
  ChoshoKeyPair *other;  /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("chosho-envelope-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "envelope", NULL);
  fixture->own = chosho_key_pair_new ();
  fixture->other = chosho_key_pair_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  chosho_key_pair_unref (fixture->own);
  chosho_key_pair_unref (fixture->other);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Content in which every byte depends on its place. */
static guint8 *
make_content (gsize size_bytes)
{
  guint8 *content = g_malloc (size_bytes + 1);

  for (gsize i = 0; i < size_bytes; i++)
    content[i] = (guint8) (i * 31 + i / 251);
  return content;
}

/* Writes it in pieces of odd sizes. */
static gboolean
write_envelope (const char *path, const guint8 *content, gsize size_bytes, const ChoshoEnvelopeLock *lock, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_autoptr (ChoshoEnvelopeWriter) writer = chosho_envelope_writer_new (fd, path, lock, error);
  gboolean done = writer != NULL;

  for (gsize at = 0; done && at < size_bytes;)
    {
      gsize count = MIN (size_bytes - at, 40000);

      done = chosho_envelope_writer_write (writer, content + at, count, error);
      at += count;
    }
  done = done && chosho_envelope_writer_finish (writer, error);
  close (fd);
  return done;
}

static void
seal (Fixture *fixture, const guint8 *content, gsize size_bytes)
{
  g_autoptr (GError) error = NULL;
  ChoshoEnvelopeLock lock = { .recipients = chosho_key_pair_get_public_key (fixture->own), .n_recipients = 1 };

  g_assert_true (write_envelope (fixture->path, content, size_bytes, &lock, &error));
  g_assert_no_error (error);
}

static ChoshoEnvelopeReader *
open_own (Fixture *fixture, GError **error)
{
  ChoshoEnvelopeOpener opener = { .key_pair = fixture->own };

  return chosho_envelope_reader_open (fixture->path, &opener, NULL, NULL, error);
}

static void
assert_refused (Fixture *fixture, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_own (fixture, &error));
  g_assert_error (error, CHOSHO_ERROR, code);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 65535, 65536, 65537, 131072, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *content = make_content (sizes[i]);
      g_autofree guint8 *found = g_malloc (sizes[i] + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoEnvelopeReader) reader = NULL;

      seal (fixture, content, sizes[i]);
      reader = open_own (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (chosho_envelope_reader_get_size (reader), ==, sizes[i]);
      g_assert_true (chosho_envelope_reader_read (reader, found, sizes[i] / 3, &error));
      g_assert_true (chosho_envelope_reader_read (reader, found + sizes[i] / 3, sizes[i] - sizes[i] / 3, &error));
      g_assert_cmpmem (found, sizes[i], content, sizes[i]);
      g_assert_true (sizes[i] == 0 || chosho_envelope_reader_is_at_end (reader));
      g_assert_false (chosho_envelope_reader_read (reader, found, 1, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
    }
}

/* Whatever of the file is not there, or is another: nothing is given out. */
static void
test_cut (Fixture *fixture, gconstpointer data)
{
  const gsize size_bytes = 2 * CHOSHO_ENVELOPE_PIECE_BYTES + 1000;
  g_autofree guint8 *content = make_content (size_bytes);
  g_autofree char *whole = NULL;
  gsize whole_size;

  seal (fixture, content, size_bytes);
  g_assert_true (g_file_get_contents (fixture->path, &whole, &whole_size, NULL));
  g_assert_cmpuint (whole_size, ==, PREAMBLE (1) + 2 * PIECE + 1000 + 17);
  for (gsize cut = 0; cut < whole_size; cut = cut < PREAMBLE (1) + 20 ? cut + 1 : cut + 3571)
    {
      g_assert_true (g_file_set_contents (fixture->path, whole, (gssize) cut, NULL));
      assert_refused (fixture, CHOSHO_ERROR_INTEGRITY);
    }
  for (guint pieces = 0; pieces < 3; pieces++)
    {
      g_assert_true (g_file_set_contents (fixture->path, whole, (gssize) (PREAMBLE (1) + pieces * PIECE), NULL));
      assert_refused (fixture, CHOSHO_ERROR_INTEGRITY);
    }
}

static void
test_flips (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *content = make_content (300);
  g_autofree char *whole = NULL;
  gsize whole_size;

  seal (fixture, content, 300);
  g_assert_true (g_file_get_contents (fixture->path, &whole, &whole_size, NULL));
  for (gsize i = 0; i < whole_size * 8; i += 3) /* some bit of every byte */
    {
      g_autofree char *turned = g_memdup2 (whole, whole_size);
      g_autoptr (GError) error = NULL;

      turned[i / 8] ^= (char) (1 << i % 8);
      g_assert_true (g_file_set_contents_full (fixture->path, turned, (gssize) whole_size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      g_assert_null (open_own (fixture, &error));
      g_assert_nonnull (error);
    }
}

static void
test_moved (Fixture *fixture, gconstpointer data)
{
  const gsize size_bytes = 3 * CHOSHO_ENVELOPE_PIECE_BYTES;
  g_autofree guint8 *content = make_content (size_bytes);
  g_autofree char *whole = NULL;
  g_autofree char *changed = NULL;
  gsize whole_size;

  seal (fixture, content, size_bytes);
  g_assert_true (g_file_get_contents (fixture->path, &whole, &whole_size, NULL));
  changed = g_malloc (whole_size + 1);
  memcpy (changed, whole, whole_size);
  memcpy (changed + PREAMBLE (1), whole + PREAMBLE (1) + PIECE, PIECE);
  memcpy (changed + PREAMBLE (1) + PIECE, whole + PREAMBLE (1), PIECE);
  g_assert_true (g_file_set_contents (fixture->path, changed, (gssize) whole_size, NULL));
  assert_refused (fixture, CHOSHO_ERROR_INTEGRITY);

  memcpy (changed, whole, whole_size);
  memmove (changed + PREAMBLE (1) + PIECE, whole + PREAMBLE (1) + 2 * PIECE, whole_size - PREAMBLE (1) - 2 * PIECE);
  g_assert_true (g_file_set_contents (fixture->path, changed, (gssize) (whole_size - PIECE), NULL));
  assert_refused (fixture, CHOSHO_ERROR_INTEGRITY);

  memcpy (changed, whole, whole_size);
  changed[whole_size] = 0;
  g_assert_true (g_file_set_contents (fixture->path, changed, (gssize) whole_size + 1, NULL));
  assert_refused (fixture, CHOSHO_ERROR_INTEGRITY);
}

/* A file that is changed after it was looked at gives nothing of what it became. */
static void
test_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  const gsize size_bytes = 3 * CHOSHO_ENVELOPE_PIECE_BYTES;
  g_autofree guint8 *content = make_content (size_bytes);
  g_autofree guint8 *found = g_malloc (size_bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEnvelopeReader) reader = NULL;
  int fd;

  seal (fixture, content, size_bytes);
  reader = open_own (fixture, &error);
  fd = g_open (fixture->path, O_WRONLY | O_CLOEXEC, 0);
  g_assert_cmpint (pwrite (fd, "x", 1, (off_t) (PREAMBLE (1) + 2 * PIECE)), ==, 1);
  close (fd);
  g_assert_false (chosho_envelope_reader_read (reader, found, size_bytes, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  guint8 keys[2 * CHOSHO_KEY_PUBLIC_SIZE];
  ChoshoEnvelopeLock lock = { .recipients = keys, .n_recipients = 2 };
  ChoshoEnvelopeOpener nobody = { NULL, NULL };
  g_autoptr (ChoshoKeyPair) third = chosho_key_pair_new ();
  ChoshoEnvelopeOpener stranger = { .key_pair = third };
  g_autoptr (GError) error = NULL;

  memcpy (keys, chosho_key_pair_get_public_key (fixture->other), CHOSHO_KEY_PUBLIC_SIZE);
  memcpy (keys + CHOSHO_KEY_PUBLIC_SIZE, chosho_key_pair_get_public_key (fixture->own), CHOSHO_KEY_PUBLIC_SIZE);
  g_assert_true (write_envelope (fixture->path, (const guint8 *) "text", 4, &lock, &error));
  for (guint i = 0; i < 2; i++)
    {
      ChoshoEnvelopeOpener opener = { .key_pair = i == 0 ? fixture->own : fixture->other };
      g_autoptr (ChoshoEnvelopeReader) reader = chosho_envelope_reader_open (fixture->path, &opener, NULL, NULL, &error);

      g_assert_no_error (error);
    }
  g_assert_null (chosho_envelope_reader_open (fixture->path, &nobody, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (chosho_envelope_reader_open (fixture->path, &stranger, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  g_clear_error (&error);

  /* All zeroes are no point of the curve to which anything may be sealed. */
  memset (keys, 0, sizeof keys);
  g_assert_false (write_envelope (fixture->path, (const guint8 *) "text", 4, &lock, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  ChoshoEnvelopeLock lock = { .passphrase = "合言葉" };
  ChoshoEnvelopeOpener right = { .passphrase = "合言葉" }, wrong = { .passphrase = "合い言葉" }, none = { .key_pair = fixture->own };
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEnvelopeReader) reader = NULL;
  char found[4];

  g_assert_true (write_envelope (fixture->path, (const guint8 *) "text", 4, &lock, &error));
  reader = chosho_envelope_reader_open (fixture->path, &right, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (chosho_envelope_reader_read (reader, found, 4, &error));
  g_assert_cmpmem (found, 4, "text", 4);
  g_assert_null (chosho_envelope_reader_open (fixture->path, &wrong, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (chosho_envelope_reader_open (fixture->path, &none, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  g_clear_error (&error);
  lock.passphrase = "";
  g_assert_false (write_envelope (fixture->path, (const guint8 *) "text", 4, &lock, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
}

/* A file that asks for more than any of ours: neither memory nor minutes are spent on it. */
static void
test_limits (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint32 operations;
    guint64 memory_bytes;
  } costs[] = { { CHOSHO_ENVELOPE_KDF_OPERATIONS + 1, 1 << 20 }, { 1, (guint64) CHOSHO_ENVELOPE_KDF_MEMORY_BYTES + 1 }, { 0, 1 << 20 }, { 1, 0 } };
  g_autofree guint8 *keys = g_malloc0 ((CHOSHO_ENVELOPE_RECIPIENTS + 1) * CHOSHO_KEY_PUBLIC_SIZE);
  ChoshoEnvelopeLock lock = { .recipients = keys, .n_recipients = CHOSHO_ENVELOPE_RECIPIENTS + 1 };
  g_autoptr (GString) file = g_string_new ("chosho-envelope-1\nK\1\1");
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      char header[256] = "chosho-envelope-1\nP";
      guint32 operations = GUINT32_TO_BE (costs[i].operations);
      guint64 memory_bytes = GUINT64_TO_BE (costs[i].memory_bytes);

      memcpy (header + 19, &operations, 4);
      memcpy (header + 23, &memory_bytes, 8);
      g_assert_true (g_file_set_contents (fixture->path, header, sizeof header, NULL));
      assert_refused (fixture, CHOSHO_ERROR_LIMIT);
    }
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 5 * G_USEC_PER_SEC);
  g_string_set_size (file, 30000);
  g_assert_true (g_file_set_contents (fixture->path, file->str, (gssize) file->len, NULL));
  assert_refused (fixture, CHOSHO_ERROR_LIMIT);
  for (guint i = 0; i <= CHOSHO_ENVELOPE_RECIPIENTS; i++)
    memcpy (keys + i * CHOSHO_KEY_PUBLIC_SIZE, chosho_key_pair_get_public_key (fixture->own), CHOSHO_KEY_PUBLIC_SIZE);
  g_assert_false (write_envelope (fixture->path, (const guint8 *) "text", 4, &lock, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  g_clear_error (&error);
  lock.n_recipients--;
  g_assert_true (write_envelope (fixture->path, (const guint8 *) "text", 4, &lock, &error));
  chosho_envelope_reader_free (open_own (fixture, &error));
  g_assert_no_error (error);
}

static void
test_no_envelope (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ChoshoEnvelopeOpener opener = { .key_pair = fixture->own };

  assert_refused (fixture, CHOSHO_ERROR_NOT_FOUND);
  g_assert_true (g_file_set_contents (fixture->path, "PK\3\4 something else altogether", -1, NULL));
  assert_refused (fixture, CHOSHO_ERROR_INVALID);
  g_assert_true (g_file_set_contents (fixture->path, "chosho-envelope-1\nX and something else altogether", -1, NULL));
  assert_refused (fixture, CHOSHO_ERROR_INTEGRITY);
  g_assert_null (chosho_envelope_reader_open (fixture->folder, &opener, NULL, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ChoshoEnvelopeOpener opener = { .key_pair = fixture->own };

  seal (fixture, (const guint8 *) "text", 4);
  g_cancellable_cancel (cancellable);
  g_assert_null (chosho_envelope_reader_open (fixture->path, &opener, NULL, cancellable, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/base/envelope/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("sizes", test_sizes);
  ADD ("cut", test_cut);
  ADD ("flips", test_flips);
  ADD ("moved", test_moved);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("keys", test_keys);
  ADD ("passphrase", test_passphrase);
  ADD ("limits", test_limits);
  ADD ("no-envelope", test_no_envelope);
  ADD ("cancelled", test_cancelled);
  return g_test_run ();
}
