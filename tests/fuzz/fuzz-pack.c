/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a pack's reader is given by somebody who means no good. The first byte says how far in the damage lies:
 *
 *   e  the file itself
 *   b  the bag: sealed as any sender could, so that what the envelope keeps out comes through
 *   m  what is in the bag: facts, events and objects, each up to a line of its own that is just "--"; the manifest and all
 *      headers are made for them, so that what digests keep out comes through too
 *
 * Whatever is read: sizes and counts are those that it said to hold, what is refused says why, and a state that takes the
 * events is the same after they were taken out again.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-pack-private.h"
#include "chosho-union.h"
#include "fuzz.h"

#define SEPARATOR "--\n"

static ChoshoKeyPair *
get_key (void)
{
  static const guint8 seed[CHOSHO_KEY_SEED_SIZE] = "the corpus is sealed to this";
  static ChoshoKeyPair *key;

  if (key == NULL)
    key = chosho_key_pair_new_from_seed (seed);
  return key;
}

/* --- Making what is read ----------------------------------------------------------------------- */

static void
seal (int fd, const guint8 *bag, gsize size_bytes)
{
  ChoshoEnvelopeLock lock = { .recipients = chosho_key_pair_get_public_key (get_key ()), .n_recipients = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEnvelopeWriter) writer = chosho_envelope_writer_new (fd, "pack", &lock, &error);

  g_assert_no_error (error);
  g_assert_true (chosho_envelope_writer_write (writer, bag, size_bytes, &error) && chosho_envelope_writer_finish (writer, &error));
}

static void
append_member (GByteArray *bag, const char *name, const char *data, gsize size_bytes)
{
  static const guint8 zeroes[CHOSHO_TAR_BLOCK];
  ChoshoTarMember member = { .mode = CHOSHO_PACK_MODE, .size_bytes = size_bytes };
  guint8 block[CHOSHO_TAR_BLOCK];

  g_strlcpy (member.name, name, sizeof member.name);
  chosho_tar_write_header (&member, block);
  g_byte_array_append (bag, block, sizeof block);
  g_byte_array_append (bag, (const guint8 *) data, (guint) size_bytes);
  g_byte_array_append (bag, zeroes, (guint) chosho_tar_get_padding (size_bytes));
}

static int
compare_objects (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, *(GBytes *const *) a);
  g_autofree char *second = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, *(GBytes *const *) b);

  return strcmp (first, second);
}

/* (element-type GBytes) (transfer full): the parts of @data, the objects in the order in which a pack has them. */
static GPtrArray *
split (const guint8 *data, gsize size_bytes)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const guint8 *end;

  while ((end = memmem (data, size_bytes, SEPARATOR, strlen (SEPARATOR))) != NULL)
    {
      g_ptr_array_add (parts, g_bytes_new (data, (gsize) (end - data)));
      size_bytes -= (gsize) (end - data) + strlen (SEPARATOR);
      data = end + strlen (SEPARATOR);
    }
  g_ptr_array_add (parts, g_bytes_new (data, size_bytes));
  while (parts->len < 2)
    g_ptr_array_add (parts, g_bytes_new (NULL, 0));
  qsort (parts->pdata + 2, parts->len - 2, sizeof (gpointer), compare_objects);
  return parts;
}

static void
append_listed (GByteArray *members, GString *manifest, const char *name, GBytes *part)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, part);
  g_autofree char *own = name == NULL ? chosho_pack_dup_object_name (digest) : NULL;

  chosho_pack_append_line (manifest, digest, name != NULL ? name : own);
  append_member (members, name != NULL ? name : own, g_bytes_get_data (part, NULL), g_bytes_get_size (part));
}

/* A bag of the fixed layout around @data. (transfer full) */
static GByteArray *
make_bag (const guint8 *data, gsize size_bytes)
{
  static const guint8 end[2 * CHOSHO_TAR_BLOCK];
  g_autoptr (GPtrArray) parts = split (data, size_bytes);
  g_autoptr (GString) manifest = g_string_new (NULL);
  g_autoptr (GByteArray) events = g_byte_array_new (), objects = g_byte_array_new (), facts = g_byte_array_new ();
  GByteArray *bag = g_byte_array_new ();

  append_listed (events, manifest, CHOSHO_PACK_EVENTS_NAME, g_ptr_array_index (parts, 1));
  for (guint i = 2; i < parts->len; i++)
    append_listed (objects, manifest, NULL, g_ptr_array_index (parts, i));
  append_listed (facts, manifest, CHOSHO_PACK_FACTS_NAME, g_ptr_array_index (parts, 0));
  append_member (bag, CHOSHO_PACK_DECLARATION_NAME, CHOSHO_PACK_DECLARATION, strlen (CHOSHO_PACK_DECLARATION));
  append_member (bag, CHOSHO_PACK_MANIFEST_NAME, manifest->str, manifest->len);
  g_byte_array_append (bag, facts->data, facts->len);
  g_byte_array_append (bag, events->data, events->len);
  g_byte_array_append (bag, objects->data, objects->len);
  g_byte_array_append (bag, end, sizeof end);
  return bag;
}

/* --- Reading it -------------------------------------------------------------------------------- */

static void
check_refusal (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == CHOSHO_ERROR && g_utf8_validate (error->message, -1, NULL));
}

static gboolean
on_signature (const ChoshoEvent *event, const char *public_key, gpointer user_data)
{
  return TRUE;
}

/* As if everything were signed: what keeps the others out stands behind that. */
static void
check_union (ChoshoPackReader *reader)
{
  g_autoptr (ChoshoState) state = chosho_state_new ();
  g_auto (ChoshoUnion) merged = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean added;

  chosho_state_set_signature_func (state, on_signature, NULL);
  added = chosho_union_add (&merged, state, reader, &error);
  if (!added)
    check_refusal (error);
  else
    chosho_union_take_back (&merged, state);
  g_assert_cmpuint (chosho_state_get_n_events (state), ==, 0);
  g_assert_null (chosho_state_get_engagement (state));
}

static void
read_pack (const char *path)
{
  ChoshoEnvelopeOpener opener = { .key_pair = get_key () };
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoPackReader) reader = chosho_pack_reader_open (path, &opener, NULL, NULL, &error);
  GPtrArray *objects = reader != NULL ? chosho_pack_reader_get_objects (reader) : NULL;
  gboolean sound = reader != NULL;

  for (guint i = 0; sound && i < objects->len; i++)
    {
      g_assert_true (chosho_digest_is_hex (g_ptr_array_index (objects, i)));
      sound = chosho_pack_reader_take_object (reader, -1, NULL, NULL, &error);
    }
  sound = sound && chosho_pack_reader_finish (reader, &error);
  if (!sound)
    check_refusal (error);
  if (reader != NULL)
    check_union (reader);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size_bytes)
{
  g_autofree char *path = NULL;
  g_autoptr (GByteArray) bag = NULL;
  int fd;

  if (size_bytes == 0)
    return 0;
  fd = memfd_create ("pack", MFD_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  path = g_strdup_printf ("/proc/self/fd/%d", fd);
  if (data[0] == 'e')
    g_assert_cmpint (write (fd, data + 1, size_bytes - 1), ==, (gssize) size_bytes - 1);
  else if (data[0] == 'b')
    seal (fd, data + 1, size_bytes - 1);
  else
    {
      bag = make_bag (data + 1, size_bytes - 1);
      seal (fd, bag->data, bag->len);
    }
  read_pack (path);
  close (fd);
  return 0;
}
