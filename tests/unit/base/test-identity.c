/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-identity.h"
#include "chosho-limits.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define PUBLIC_KEY "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define SECRET "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
#define PASSPHRASE "correct 馬 battery"

/* Files as released: they must stay readable. The sealed one was composed outside this program with
 * libsodium's own functions, at the smallest cost that it allows. */
#define SEALED_FILE \
  "{ \"format\": \"chosho-identity\", \"version\": 1, \"name\": \"田中（見本）\",\n" \
  "  \"public_key\": \"" PUBLIC_KEY "\", \"protection\": \"passphrase\",\n" \
  "  \"kdf\": { \"name\": \"argon2id\", \"operations\": 1, \"memory_bytes\": 8192,\n" \
  "    \"salt\": \"000102030405060708090a0b0c0d0e0f\" },\n" \
  "  \"box\": { \"name\": \"xsalsa20-poly1305\", \"nonce\": \"000102030405060708090a0b0c0d0e0f1011121314151617\",\n" \
  "    \"ciphertext\": \"4d7f927b2c1599671bbeffeb2c63c32cda42c156fe7af28793a9fe8f2a023d2c4529a5afb4a24ddc4a301e0d7a5a2d3c\" } }\n"
#define OPEN_FILE \
  "{ \"format\": \"chosho-identity\", \"version\": 1, \"name\": \"田中（見本）\",\n" \
  "  \"public_key\": \"" PUBLIC_KEY "\", \"protection\": \"none\", \"secret\": \"" SECRET "\" }\n"

typedef struct
{
  char *folder; /* owned: temporary */
  char *path;   /* owned: the identity file in it */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("chosho-identity-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "識別.json", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* nothing else was left there */
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
put (Fixture *fixture, const char *text)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static void
assert_signs (const ChoshoIdentity *identity)
{
  guint8 id[CHOSHO_KEY_ID_SIZE] = { 1 }, signature[CHOSHO_KEY_SIGNATURE_SIZE];

  chosho_key_pair_sign (chosho_identity_get_key_pair (identity), "chosho-event-1", id, signature);
  g_assert_true (chosho_key_verify (chosho_identity_get_public_key (identity), "chosho-event-1", id, signature));
}

static void
assert_is_example (const ChoshoIdentity *identity)
{
  g_autofree char *public_hex = chosho_hex_encode (chosho_identity_get_public_key (identity), CHOSHO_KEY_PUBLIC_SIZE);

  g_assert_cmpstr (chosho_identity_get_name (identity), ==, "田中（見本）");
  g_assert_cmpstr (public_hex, ==, PUBLIC_KEY);
}

/* Loading must fail with @code and a message that names the file and @place. */
static void
assert_refused (Fixture *fixture, ChoshoError code, const char *place)
{
  g_autoptr (GError) error = NULL;
  ChoshoIdentity *identity = chosho_identity_load (fixture->path, PASSPHRASE, &error);

  g_assert_null (identity);
  g_assert_error (error, CHOSHO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, place));
}

static void
test_golden (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoIdentity) sealed = NULL;
  g_autoptr (ChoshoIdentity) open = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint = NULL;

  put (fixture, SEALED_FILE);
  sealed = chosho_identity_load (fixture->path, PASSPHRASE, &error);
  g_assert_no_error (error);
  assert_is_example (sealed);
  assert_signs (sealed);
  g_assert_true (chosho_identity_needs_passphrase (sealed));
  fingerprint = chosho_identity_dup_fingerprint (sealed);
  g_assert_cmpstr (fingerprint, ==, "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9");

  put (fixture, OPEN_FILE);
  open = chosho_identity_load (fixture->path, NULL, &error);
  g_assert_no_error (error);
  assert_is_example (open);
  assert_signs (open);
  g_assert_false (chosho_identity_needs_passphrase (open));
}

/* The passphrase is asked for again before an act of weight, though the key is open and its file may be gone. */
static void
test_confirm (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoIdentity) sealed = NULL;
  g_autoptr (ChoshoIdentity) open = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture, OPEN_FILE);
  open = chosho_identity_load (fixture->path, NULL, NULL);
  g_assert_true (chosho_identity_confirm (open, "", NULL));

  put (fixture, SEALED_FILE);
  sealed = chosho_identity_load (fixture->path, PASSPHRASE, NULL);
  put (fixture, "");
  g_assert_true (chosho_identity_confirm (sealed, PASSPHRASE, &error));
  g_assert_no_error (error);
  g_assert_false (chosho_identity_confirm (sealed, "correct 馬 batterz", &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_false (chosho_identity_confirm (sealed, "", &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  assert_signs (sealed);
}

static void
test_load_public (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = { SEALED_FILE, OPEN_FILE };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (ChoshoIdentity) identity = NULL;
      g_autoptr (GError) error = NULL;

      put (fixture, files[i]);
      identity = chosho_identity_load_public (fixture->path, &error);
      g_assert_no_error (error);
      assert_is_example (identity);
      g_assert_cmpint (chosho_identity_needs_passphrase (identity), ==, i == 0);
      g_assert_null (chosho_identity_get_key_pair (identity));
    }
}

/* The one test at the real cost: about three seconds. */
static void
test_create_sealed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoIdentity) created = NULL;
  g_autoptr (ChoshoIdentity) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *seed = NULL;
  struct stat status;

  created = chosho_identity_create ("鈴木（見本）", PASSPHRASE, fixture->path, &error);
  g_assert_no_error (error);
  assert_signs (created);
  g_assert_true (chosho_identity_needs_passphrase (created));
  g_assert_true (chosho_identity_confirm (created, PASSPHRASE, NULL));
  g_assert_cmpint (stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  seed = chosho_hex_encode (chosho_key_pair_get_seed (chosho_identity_get_key_pair (created)), CHOSHO_KEY_SEED_SIZE);
  g_assert_null (strstr (text, seed));
  g_assert_nonnull (strstr (text, "\"operations\": 3"));
  g_assert_nonnull (strstr (text, "\"memory_bytes\": 268435456"));

  loaded = chosho_identity_load (fixture->path, PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chosho_identity_get_name (loaded), ==, "鈴木（見本）");
  g_assert_cmpmem (chosho_identity_get_public_key (loaded), CHOSHO_KEY_PUBLIC_SIZE,
                   chosho_identity_get_public_key (created), CHOSHO_KEY_PUBLIC_SIZE);
  assert_signs (loaded);
}

static void
test_create_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ChoshoIdentity) created = NULL;
  g_autoptr (ChoshoIdentity) loaded = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  created = chosho_identity_create ("田中（見本）", NULL, fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  loaded = chosho_identity_load (fixture->path, "ignored", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (chosho_identity_get_public_key (loaded), CHOSHO_KEY_PUBLIC_SIZE,
                   chosho_identity_get_public_key (created), CHOSHO_KEY_PUBLIC_SIZE);
  assert_signs (loaded);
}

static void
test_create_never_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  put (fixture, "precious");
  g_assert_null (chosho_identity_create ("田中（見本）", NULL, fixture->path, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");
}

static void
test_create_usage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *too_long = g_strnfill (CHOSHO_LIMIT_NAME_BYTES + 1, 'n');
  g_autofree char *longest = g_strnfill (CHOSHO_LIMIT_NAME_BYTES, 'n');
  static const char *const short_ones[] = { "", "seven77", "さくらさくら、" };
  const char *const names[] = { NULL, "", " ", "\u3000", "a\nb", "a\xff", "\x1b[1m", too_long };
  g_autoptr (ChoshoIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_null (chosho_identity_create (names[i], NULL, fixture->path, &refused));
      g_assert_error (refused, CHOSHO_ERROR, CHOSHO_ERROR_USAGE);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (short_ones); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_false (chosho_identity_check_passphrase (short_ones[i], &refused));
      g_assert_error (refused, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
    }
  g_assert_null (chosho_identity_create ("n", "", fixture->path, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_true (chosho_identity_check_passphrase ("さくら、さくらは", &error)); /* characters, not bytes */
  g_assert_no_error (error);

  identity = chosho_identity_create (longest, NULL, fixture->path, &error);
  g_assert_no_error (error);
  g_clear_pointer (&identity, chosho_identity_unref);
  identity = chosho_identity_load_public (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (chosho_identity_get_name (identity), ==, longest);
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { NULL, "", "correct 馬 batterz", "correct 馬 battery " };

  put (fixture, SEALED_FILE);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (chosho_identity_load (fixture->path, wrong[i], &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
      g_assert_nonnull (strstr (error->message, fixture->path));
    }
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *file, *from, *to, *place; } cases[] = {
    { SEALED_FILE, "chosho-identity", "chosho-other", "format" },
    { SEALED_FILE, "\"version\": 1", "\"version\": 2", "version" },
    { SEALED_FILE, "\"version\": 1,", "", "version" },
    { SEALED_FILE, "\"passphrase\"", "\"prayer\"", "protection" },
    { SEALED_FILE, "\"protection\": \"passphrase\",", "", "protection" },
    { SEALED_FILE, "田中（見本）", "", "name" },
    { SEALED_FILE, "田中（見本）", "a\\nb", "name" },
    { SEALED_FILE, "\"name\": \"田中（見本）\",", "", "name" },
    { SEALED_FILE, "d75a", "D75a", "public_key" },
    { SEALED_FILE, "d75a", "d75", "public_key" },
    { SEALED_FILE, "argon2id", "argon2i", "kdf.name" },
    { SEALED_FILE, "\"kdf\"", "\"kdt\"", "kdf.name" },
    { SEALED_FILE, "\"000102030405060708090a0b0c0d0e0f\"", "\"\"", "kdf.salt" },
    { SEALED_FILE, "\"operations\": 1", "\"operations\": 0", "kdf.operations" },
    { SEALED_FILE, "\"operations\": 1", "\"operations\": -1", "kdf.operations" },
    { SEALED_FILE, "\"operations\": 1", "\"operations\": 11", "kdf.operations" },
    { SEALED_FILE, "\"memory_bytes\": 8192", "\"memory_bytes\": 8191", "kdf.memory_bytes" },
    { SEALED_FILE, "\"memory_bytes\": 8192", "\"memory_bytes\": 1073741825", "kdf.memory_bytes" },
    { SEALED_FILE, "\"memory_bytes\": 8192", "\"memory_bytes\": 1099511627776", "kdf.memory_bytes" },
    { SEALED_FILE, "xsalsa20-poly1305", "xor", "box.name" },
    { SEALED_FILE, "1011121314151617\"", "10111213141516\"", "box.nonce" },
    { SEALED_FILE, "4d7f92", "4d7f", "box.ciphertext" },
    { OPEN_FILE, "9d61", "9d6", "secret" },
    { OPEN_FILE, "9d61", "9d62", "public_key" }, /* another key than the one shown */
    { OPEN_FILE, "d75a", "d75b", "public_key" },
    { OPEN_FILE, "{ \"format\"", "{ \"format\": \"chosho-identity\", \"format\"", "" }, /* twice */
    { OPEN_FILE, " }\n", "", "" },
    { OPEN_FILE, "{", "[", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (cases[i].file);

      g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
      put (fixture, text->str);
      assert_refused (fixture, CHOSHO_ERROR_INVALID, cases[i].place);
    }
}

/* A file whose box was changed is refused like a wrong passphrase: the two cannot be told apart. */
static void
test_changed_box (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *from, *to; } cases[] = {
    { "4d7f", "4d7e" },
    { "5a2d3c\"", "5a2d3d\"" },
    { "\"000102030405060708090a0b0c0d0e0f10", "\"100102030405060708090a0b0c0d0e0f10" },
    { "\"000102030405060708090a0b0c0d0e0f\"", "\"000102030405060708090a0b0c0d0e0e\"" },
    { "\"memory_bytes\": 8192", "\"memory_bytes\": 16384" },
    { "\"operations\": 1", "\"operations\": 10" }, /* the limit itself is allowed */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (SEALED_FILE);

      g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
      put (fixture, text->str);
      assert_refused (fixture, CHOSHO_ERROR_PASSPHRASE, "");
    }
}

static void
test_other_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) large = g_string_new (OPEN_FILE);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoIdentity) identity = NULL;

  assert_refused (fixture, CHOSHO_ERROR_NOT_FOUND, "");
  put (fixture, "");
  assert_refused (fixture, CHOSHO_ERROR_INVALID, "");
  put (fixture, "\"chosho-identity\"");
  assert_refused (fixture, CHOSHO_ERROR_INVALID, "format");
  put (fixture, "-----BEGIN OPENSSH PRIVATE KEY-----\n");
  assert_refused (fixture, CHOSHO_ERROR_INVALID, "");

  while (large->len < CHOSHO_IDENTITY_FILE_BYTES)
    g_string_append_c (large, ' ');
  put (fixture, large->str);
  identity = chosho_identity_load (fixture->path, NULL, &error);
  g_assert_no_error (error);
  g_string_append_c (large, ' ');
  put (fixture, large->str);
  assert_refused (fixture, CHOSHO_ERROR_LIMIT, "");
}

#define ADD(name, function) g_test_add ("/base/identity/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("golden", test_golden);
  ADD ("confirm", test_confirm);
  ADD ("load-public", test_load_public);
  ADD ("create-sealed", test_create_sealed);
  ADD ("create-open", test_create_open);
  ADD ("create-never-replaces", test_create_never_replaces);
  ADD ("create-usage", test_create_usage);
  ADD ("passphrase", test_passphrase);
  ADD ("damaged", test_damaged);
  ADD ("changed-box", test_changed_box);
  ADD ("other-files", test_other_files);
  return g_test_run ();
}
