/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-absent.h"
#include "chosho-engagement-folder.h"
#include "chosho-error.h"
#include "chosho-limits.h"
#include "chosho-pack-private.h"
#include "chosho-text.h"

#define EVENTS 12
#define OBJECTS 4
#define ENGAGEMENT "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define MUTANTS 2000

typedef struct
{
  Fixture        base;
  char          *engagement; /* owned */
  char          *path;       /* owned: the pack */
  ChoshoKeyPair *key_pair;   /* owned */
  GPtrArray     *events;     /* owned */
  GPtrArray     *objects;    /* owned */
} PackFixture;

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
put_object (PackFixture *fixture, guint8 fill, gsize size_bytes)
{
  g_autofree char *bytes = g_malloc (size_bytes + 1);
  char *hex;
  g_autofree char *path = NULL;

  memset (bytes, fill, size_bytes);
  hex = chosho_digest_hex (bytes, size_bytes);
  path = g_strdup_printf ("%s/objects/%.2s/%s", fixture->engagement, hex, hex);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size_bytes, NULL));
  g_ptr_array_add (fixture->objects, hex);
}

static void
set_up (PackFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture->base, NULL);
  fixture->engagement = g_build_filename (fixture->base.folder, "a.chosho", NULL);
  fixture->path = g_build_filename (fixture->base.folder, "a.pack", NULL);
  fixture->key_pair = chosho_key_pair_new ();
  fixture->events = make_events (1, 0, EVENTS);
  fixture->objects = g_ptr_array_new_with_free_func (g_free);
  chosho_engagement_folder_create (fixture->engagement, (ChoshoStoredEvent *const *) fixture->events->pdata, EVENTS, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < OBJECTS; i++)
    put_object (fixture, (guint8) i, i * 300); /* one is empty */
  g_ptr_array_sort (fixture->objects, compare_texts);
}

static void
tear_down (PackFixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->events);
  g_ptr_array_unref (fixture->objects);
  chosho_key_pair_unref (fixture->key_pair);
  g_free (fixture->engagement);
  g_free (fixture->path);
  fixture_tear_down (&fixture->base, NULL);
}

static ChoshoEnvelopeLock
get_lock (PackFixture *fixture)
{
  ChoshoEnvelopeLock lock = { .recipients = chosho_key_pair_get_public_key (fixture->key_pair), .n_recipients = 1 };

  return lock;
}

static gboolean
write_pack (PackFixture *fixture, ChoshoPackSummary *summary, GError **error)
{
  static const char *const since[] = { ENGAGEMENT, NULL };
  ChoshoEnvelopeLock lock = get_lock (fixture);
  ChoshoPackContent content = { .engagement = ENGAGEMENT, .since = since, .events = fixture->events, .objects = fixture->objects,
                                .folder = fixture->engagement };

  return chosho_pack_write (fixture->path, &content, &lock, summary, NULL, NULL, error);
}

static ChoshoPackReader *
open_pack (PackFixture *fixture, GError **error)
{
  ChoshoEnvelopeOpener opener = { .key_pair = fixture->key_pair };

  return chosho_pack_reader_open (fixture->path, &opener, NULL, NULL, error);
}

/* The bag as it lies in the envelope. */
static GByteArray *
read_bag (PackFixture *fixture)
{
  ChoshoEnvelopeOpener opener = { .key_pair = fixture->key_pair };
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEnvelopeReader) reader = chosho_envelope_reader_open (fixture->path, &opener, NULL, NULL, &error);
  GByteArray *bag = g_byte_array_new ();

  g_assert_no_error (error);
  g_byte_array_set_size (bag, (guint) chosho_envelope_reader_get_size (reader));
  g_assert_true (chosho_envelope_reader_read (reader, bag->data, bag->len, &error));
  return bag;
}

/* Seals what somebody made by hand. */
static void
seal_bag (PackFixture *fixture, gconstpointer bag, gsize size_bytes)
{
  ChoshoEnvelopeLock lock = get_lock (fixture);
  int fd = g_open (fixture->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEnvelopeWriter) writer = chosho_envelope_writer_new (fd, fixture->path, &lock, &error);

  g_assert_true (chosho_envelope_writer_write (writer, bag, size_bytes, &error));
  g_assert_true (chosho_envelope_writer_finish (writer, &error));
  close (fd);
}

/* Reads all of it; FALSE with @error as soon as something is refused. */
static gboolean
read_all (PackFixture *fixture, GError **error)
{
  g_autoptr (ChoshoPackReader) reader = open_pack (fixture, error);

  if (reader == NULL)
    return FALSE;
  for (guint i = 0; i < chosho_pack_reader_get_objects (reader)->len; i++)
    if (!chosho_pack_reader_take_object (reader, -1, NULL, NULL, error))
      return FALSE;
  return chosho_pack_reader_finish (reader, error);
}

static void
test_there_and_back (PackFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPackReader) reader = NULL;
  ChoshoPackSummary summary;
  GPtrArray *events;
  struct stat info;

  g_assert_true (write_pack (fixture, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.events, ==, EVENTS);
  g_assert_cmpuint (summary.objects, ==, OBJECTS);
  g_assert_cmpuint (summary.bytes, ==, 300 + 600 + 900);
  g_assert_cmpint (g_lstat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  reader = open_pack (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chosho_pack_reader_get_engagement (reader), ==, ENGAGEMENT);
  g_assert_cmpuint (chosho_pack_reader_get_since (reader)->len, ==, 1);
  events = chosho_pack_reader_get_events (reader);
  g_assert_cmpuint (events->len, ==, EVENTS);
  for (guint i = 0; i < EVENTS; i++)
    {
      ChoshoStoredEvent *sent = g_ptr_array_index (fixture->events, i), *came = g_ptr_array_index (events, i);

      g_assert_true (g_bytes_equal (sent->bytes, came->bytes));
      g_assert_cmpmem (sent->signature, CHOSHO_SIGNATURE_SIZE, came->signature, CHOSHO_SIGNATURE_SIZE);
      g_assert_cmpmem (sent->id, CHOSHO_DIGEST_SIZE, came->id, CHOSHO_DIGEST_SIZE);
    }
  for (guint i = 0; i < OBJECTS; i++)
    {
      g_autofree char *target = g_build_filename (fixture->base.folder, "object", NULL);
      g_autofree char *found = NULL;
      g_autofree char *hex = NULL;
      gsize found_size;
      guint64 size;
      int fd = g_open (target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

      g_assert_true (chosho_pack_reader_take_object (reader, fd, target, &size, &error));
      close (fd);
      g_assert_true (g_file_get_contents (target, &found, &found_size, NULL));
      hex = chosho_digest_hex (found, found_size);
      g_assert_cmpstr (hex, ==, g_ptr_array_index (fixture->objects, i));
      g_assert_cmpuint (size, ==, found_size);
      g_unlink (target);
    }
  g_assert_true (chosho_pack_reader_finish (reader, &error));
}

/* The form is that of a bag: names, manifest and digests as any tool for bags reads them. */
static void
test_bag (PackFixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bag = NULL;
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  g_assert_true (write_pack (fixture, NULL, NULL));
  bag = read_bag (fixture);
  g_assert_cmpstr ((const char *) bag->data, ==, "pack/bagit.txt");
  g_assert_cmpmem (bag->data + 512, strlen (CHOSHO_PACK_DECLARATION), CHOSHO_PACK_DECLARATION, strlen (CHOSHO_PACK_DECLARATION));
  text = g_strndup ((const char *) bag->data + 3 * 512, 64 * 1024);
  line = g_strdup_printf ("\n%s  data/objects/%.2s/%s\n", (char *) fixture->objects->pdata[0], (char *) fixture->objects->pdata[0],
                          (char *) fixture->objects->pdata[0]);
  g_assert_nonnull (strstr (text, line));
}

static void
test_failures (PackFixture *fixture, gconstpointer data)
{
  g_autofree char *object = g_strdup_printf ("%s/objects/%.2s/%s", fixture->engagement, (char *) fixture->objects->pdata[1],
                                             (char *) fixture->objects->pdata[1]);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (object, "something else", -1, NULL));
  g_assert_false (write_pack (fixture, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY);
  g_assert_nonnull (strstr (error->message, object));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_unlink (object);
  g_assert_false (write_pack (fixture, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_ptr_array_remove_index (fixture->objects, 1);
  g_assert_true (write_pack (fixture, NULL, &error));
  g_assert_false (write_pack (fixture, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS);
}

/* Whoever has the key can seal anything: every mutant of the bag is read to its end or refused with a reason. */
static void
test_mutants (PackFixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20251130);
  g_autoptr (GByteArray) bag = NULL;
  guint refused = 0;

  g_assert_true (write_pack (fixture, NULL, NULL));
  bag = read_bag (fixture);
  for (guint i = 0; i < MUTANTS; i++)
    {
      g_autofree guint8 *mutant = g_memdup2 (bag->data, bag->len);
      gsize size_bytes = i % 5 == 0 ? (gsize) g_rand_int_range (rand, 0, (gint32) bag->len) : bag->len;
      g_autoptr (GError) error = NULL;

      for (guint flips = i % 5 == 0 ? 0 : 1 + i % 3; flips > 0; flips--)
        mutant[g_rand_int_range (rand, 0, (gint32) bag->len)] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
      seal_bag (fixture, mutant, size_bytes);
      if (!read_all (fixture, &error))
        refused++;
      g_assert_true (error != NULL || memcmp (mutant, bag->data, bag->len) != 0 || size_bytes == bag->len);
    }
  /* What is taken differs in nothing but the time of its members and the like: the digests cover the rest. */
  g_assert_cmpuint (refused, >, MUTANTS * 9 / 10);
}

/* --- Limits ------------------------------------------------------------------------------------ */

static void
append_member (GByteArray *bag, const char *name, const char *text, guint64 size_bytes)
{
  ChoshoTarMember member = { .mode = CHOSHO_PACK_MODE, .size_bytes = size_bytes };
  guint8 block[CHOSHO_TAR_BLOCK], zeroes[CHOSHO_TAR_BLOCK] = { 0 };

  g_strlcpy (member.name, name, sizeof member.name);
  chosho_tar_write_header (&member, block);
  g_byte_array_append (bag, block, sizeof block);
  if (text == NULL)
    return;
  g_byte_array_append (bag, (const guint8 *) text, (guint) size_bytes);
  g_byte_array_append (bag, zeroes, (guint) chosho_tar_get_padding (size_bytes));
}

/* A bag up to the facts, which are @facts, with one line for events that have the digest of @events. */
static GByteArray *
make_bag (const char *facts, const char *events)
{
  g_autofree char *facts_digest = chosho_digest_hex (facts, strlen (facts));
  g_autofree char *events_digest = chosho_digest_hex (events, strlen (events));
  g_autoptr (GString) manifest = g_string_new (NULL);
  GByteArray *bag = g_byte_array_new ();

  chosho_pack_append_line (manifest, events_digest, CHOSHO_PACK_EVENTS_NAME);
  chosho_pack_append_line (manifest, facts_digest, CHOSHO_PACK_FACTS_NAME);
  append_member (bag, CHOSHO_PACK_DECLARATION_NAME, CHOSHO_PACK_DECLARATION, strlen (CHOSHO_PACK_DECLARATION));
  append_member (bag, CHOSHO_PACK_MANIFEST_NAME, manifest->str, manifest->len);
  append_member (bag, CHOSHO_PACK_FACTS_NAME, facts, strlen (facts));
  return bag;
}

static char *
make_facts (gint64 events)
{
  return g_strdup_printf ("{\"engagement\":\"" ENGAGEMENT "\",\"events\":%" G_GINT64_FORMAT ",\"format\":1,\"objects\":0,\"since\":[]}", events);
}

static void
assert_refused (PackFixture *fixture, GByteArray *bag, int code)
{
  g_autoptr (GError) error = NULL;

  seal_bag (fixture, bag->data, bag->len);
  g_assert_false (read_all (fixture, &error));
  g_assert_error (error, CHOSHO_ERROR, code);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

static void
test_limits (PackFixture *fixture, gconstpointer data)
{
  g_autofree char *none = make_facts (0), *one = make_facts (1), *many = make_facts ((gint64) CHOSHO_PACK_EVENTS + 1);
  g_autoptr (GByteArray) manifest = g_byte_array_new (), facts = NULL, bytes = NULL, counted = NULL, line = NULL, endless = NULL, whole = NULL;
  g_autofree char *signature = g_strnfill (CHOSHO_PACK_SIGNATURE_DIGITS, '0');
  g_autofree char *filling = g_strnfill (CHOSHO_LIMIT_EVENT_BYTES + 1, 'x');
  g_autofree char *long_event = g_strdup_printf ("%s %s\n", signature, filling);
  g_autofree char *no_end = g_strnfill (CHOSHO_LIMIT_EVENT_BYTES + CHOSHO_PACK_SIGNATURE_DIGITS + 2, '0');
  guint8 end[2 * CHOSHO_TAR_BLOCK] = { 0 };
  g_autoptr (GError) error = NULL;

  append_member (manifest, CHOSHO_PACK_DECLARATION_NAME, CHOSHO_PACK_DECLARATION, strlen (CHOSHO_PACK_DECLARATION));
  append_member (manifest, CHOSHO_PACK_MANIFEST_NAME, NULL, (CHOSHO_PACK_OBJECTS + 2) * (guint64) CHOSHO_PACK_OBJECT_LINE + 1);
  assert_refused (fixture, manifest, CHOSHO_ERROR_LIMIT);

  facts = make_bag (none, "");
  g_byte_array_set_size (facts, facts->len - 2 * CHOSHO_TAR_BLOCK);
  append_member (facts, CHOSHO_PACK_FACTS_NAME, NULL, CHOSHO_PACK_FACTS_BYTES + 1);
  assert_refused (fixture, facts, CHOSHO_ERROR_LIMIT);

  bytes = make_bag (one, "");
  append_member (bytes, CHOSHO_PACK_EVENTS_NAME, NULL, CHOSHO_PACK_EVENTS_BYTES + 1);
  assert_refused (fixture, bytes, CHOSHO_ERROR_LIMIT);

  counted = make_bag (many, "");
  assert_refused (fixture, counted, CHOSHO_ERROR_LIMIT);

  line = make_bag (one, long_event);
  append_member (line, CHOSHO_PACK_EVENTS_NAME, long_event, strlen (long_event));
  assert_refused (fixture, line, CHOSHO_ERROR_LIMIT);

  endless = make_bag (one, no_end);
  append_member (endless, CHOSHO_PACK_EVENTS_NAME, no_end, strlen (no_end));
  assert_refused (fixture, endless, CHOSHO_ERROR_LIMIT);

  /* The same by hand, within its limits, is read. */
  whole = make_bag (none, "");
  append_member (whole, CHOSHO_PACK_EVENTS_NAME, "", 0);
  g_byte_array_append (whole, end, sizeof end);
  seal_bag (fixture, whole->data, whole->len);
  g_assert_true (read_all (fixture, &error));
  g_assert_no_error (error);
  g_byte_array_append (whole, end, 1);
  assert_refused (fixture, whole, CHOSHO_ERROR_INVALID);
}

static void
test_absent (PackFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->engagement, CHOSHO_ABSENT_FILE, NULL);
  g_autoptr (GHashTable) digests = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_autoptr (GHashTable) none = NULL;
  g_autoptr (GHashTable) found = NULL;
  g_autoptr (GError) error = NULL;

  none = chosho_absent_read (fixture->engagement, &error);
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  for (guint i = 0; i < OBJECTS; i++)
    g_hash_table_add (digests, g_ptr_array_index (fixture->objects, i));
  g_assert_true (chosho_absent_write (fixture->engagement, digests, &error));
  found = chosho_absent_read (fixture->engagement, &error);
  g_assert_cmpuint (g_hash_table_size (found), ==, OBJECTS);
  for (guint i = 0; i < OBJECTS; i++)
    g_assert_true (g_hash_table_contains (found, g_ptr_array_index (fixture->objects, i)));
  g_hash_table_remove_all (digests);
  g_assert_true (chosho_absent_write (fixture->engagement, digests, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (path, "no digest\n", -1, NULL));
  g_assert_null (chosho_absent_read (fixture->engagement, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/store/pack/" path, PackFixture, NULL, set_up, function, tear_down)
  ADD ("there-and-back", test_there_and_back);
  ADD ("bag", test_bag);
  ADD ("failures", test_failures);
  ADD ("mutants", test_mutants);
  ADD ("limits", test_limits);
  ADD ("absent", test_absent);
  return g_test_run ();
}
