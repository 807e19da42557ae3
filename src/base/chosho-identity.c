/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-identity.h"
#include "chosho-digest.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-limits.h"
#include "chosho-text.h"
#include "chosho-value.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define FORMAT_NAME "chosho-identity"
#define FORMAT_VERSION 1
#define PROTECTION_NONE "none"
#define PROTECTION_PASSPHRASE "passphrase"
#define KDF_NAME "argon2id"
#define BOX_NAME "xsalsa20-poly1305"

#define CIPHERTEXT_SIZE (CHOSHO_KEY_SEED_SIZE + crypto_secretbox_MACBYTES)

/* What the file says of the sealing. */
typedef struct
{
  guint64 operations;
  gsize   memory_bytes;
  guint8  salt[crypto_pwhash_SALTBYTES];
  guint8  nonce[crypto_secretbox_NONCEBYTES];
  guint8  ciphertext[CIPHERTEXT_SIZE];
} Seal;

struct _ChoshoIdentity
{
  gatomicrefcount references;
  char           *name;      /* owned */
  guint8          public_key[CHOSHO_KEY_PUBLIC_SIZE];
  gboolean        protected;
  ChoshoKeyPair  *key_pair;  /* owned (nullable): only public facts were loaded */
  Seal            seal;      /* of what is protected, once its key pair is there: no secret without the passphrase */
};

static ChoshoIdentity *
identity_alloc (const char *name, gboolean protected, const guint8 *public_key, ChoshoKeyPair *key_pair)
{
  ChoshoIdentity *self = g_new0 (ChoshoIdentity, 1);

  g_atomic_ref_count_init (&self->references);
  self->name = g_strdup (name);
  self->protected = protected;
  memcpy (self->public_key, public_key, sizeof self->public_key);
  self->key_pair = key_pair != NULL ? chosho_key_pair_ref (key_pair) : NULL;
  return self;
}

/* A name is one line of text that people can read. */
static gboolean
name_is_valid (const char *name)
{
  gboolean visible = FALSE;

  if (name == NULL || strlen (name) > CHOSHO_LIMIT_NAME_BYTES || !chosho_text_is_valid (name, strlen (name)))
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c))
        return FALSE;
      visible |= g_unichar_isgraph (c);
    }
  return visible;
}

/* Makes the box's key in locked memory; free with sodium_free(). */
static guint8 *
derive_key (const char *passphrase, const Seal *seal, GError **error)
{
  guint8 *key = sodium_malloc (crypto_secretbox_KEYBYTES);

  if (key != NULL
      && crypto_pwhash (key, crypto_secretbox_KEYBYTES, passphrase, strlen (passphrase), seal->salt,
                        seal->operations, seal->memory_bytes, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return key;

  sodium_free (key);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED,
               _("There is not enough memory to use the passphrase: %zu bytes are needed"),
               seal->memory_bytes);
  return NULL;
}

static gboolean
seal_key_pair (ChoshoKeyPair *key_pair, const char *passphrase, Seal *seal, GError **error)
{
  guint8 *key;

  seal->operations = crypto_pwhash_OPSLIMIT_MODERATE;
  seal->memory_bytes = crypto_pwhash_MEMLIMIT_MODERATE;
  randombytes_buf (seal->salt, sizeof seal->salt);
  randombytes_buf (seal->nonce, sizeof seal->nonce);
  key = derive_key (passphrase, seal, error);
  if (key == NULL)
    return FALSE;
  crypto_secretbox_easy (seal->ciphertext, chosho_key_pair_get_seed (key_pair), CHOSHO_KEY_SEED_SIZE,
                         seal->nonce, key);
  sodium_free (key);
  return TRUE;
}

static void
set_hex (ChoshoValue *object, const char *key, const guint8 *bytes, gsize size_bytes)
{
  g_autofree char *hex = chosho_hex_encode (bytes, size_bytes);

  chosho_value_set_string (object, key, hex);
  sodium_memzero (hex, 2 * size_bytes);
}

static void
describe_seal (ChoshoValue *object, const Seal *seal)
{
  ChoshoValue *kdf = chosho_value_new_object ();
  ChoshoValue *box = chosho_value_new_object ();

  chosho_value_set_string (kdf, "name", KDF_NAME);
  chosho_value_set_integer (kdf, "operations", (gint64) seal->operations);
  chosho_value_set_integer (kdf, "memory_bytes", (gint64) seal->memory_bytes);
  set_hex (kdf, "salt", seal->salt, sizeof seal->salt);
  chosho_value_set (object, "kdf", kdf);

  chosho_value_set_string (box, "name", BOX_NAME);
  set_hex (box, "nonce", seal->nonce, sizeof seal->nonce);
  set_hex (box, "ciphertext", seal->ciphertext, sizeof seal->ciphertext);
  chosho_value_set (object, "box", box);
}

static gboolean
write_file (const char *name, ChoshoKeyPair *key_pair, const Seal *seal, const char *path, GError **error)
{
  g_autoptr (ChoshoValue) object = chosho_value_new_object ();
  g_autofree char *text = NULL;
  gboolean written;

  chosho_value_set_string (object, "format", FORMAT_NAME);
  chosho_value_set_integer (object, "version", FORMAT_VERSION);
  chosho_value_set_string (object, "name", name);
  set_hex (object, "public_key", chosho_key_pair_get_public_key (key_pair), CHOSHO_KEY_PUBLIC_SIZE);
  chosho_value_set_string (object, "protection", seal != NULL ? PROTECTION_PASSPHRASE : PROTECTION_NONE);
  if (seal != NULL)
    describe_seal (object, seal);
  else
    set_hex (object, "secret", chosho_key_pair_get_seed (key_pair), CHOSHO_KEY_SEED_SIZE);

  text = chosho_value_to_pretty (object);
  written = chosho_file_write (path, text, strlen (text), 0600, FALSE, error);
  sodium_memzero (text, strlen (text));
  return written;
}

static gboolean
check_not_empty (const char *passphrase, GError **error)
{
  if (*passphrase != '\0')
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE, _("The passphrase is empty"));
  return FALSE;
}

gboolean
chosho_identity_check_passphrase (const char *passphrase, GError **error)
{
  if (!check_not_empty (passphrase, error))
    return FALSE;
  if (g_utf8_strlen (passphrase, -1) >= CHOSHO_IDENTITY_PASSPHRASE_CHARACTERS)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE,
               _("The passphrase is shorter than %d characters: who finds the key's file could try them all"),
               CHOSHO_IDENTITY_PASSPHRASE_CHARACTERS);
  return FALSE;
}

ChoshoIdentity *
chosho_identity_create (const char *name, const char *passphrase, const char *path, GError **error)
{
  g_autoptr (ChoshoKeyPair) key_pair = NULL;
  ChoshoIdentity *self;
  Seal seal;

  if (!name_is_valid (name))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE,
                   _("The name of a person is one line of text of at most %d bytes"), CHOSHO_LIMIT_NAME_BYTES);
      return NULL;
    }
  if (passphrase != NULL && !check_not_empty (passphrase, error))
    return NULL;

  key_pair = chosho_key_pair_new ();
  if (passphrase != NULL && !seal_key_pair (key_pair, passphrase, &seal, error))
    return NULL;
  if (!write_file (name, key_pair, passphrase != NULL ? &seal : NULL, path, error))
    return NULL;
  self = identity_alloc (name, passphrase != NULL, chosho_key_pair_get_public_key (key_pair), key_pair);
  if (passphrase != NULL)
    self->seal = seal;
  return self;
}

static gboolean
set_invalid (GError **error, const char *path, const char *place, const char *reason)
{
  /* Translators: file, member in it, what is wrong with the member */
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The identity file “%s” is damaged: %s: %s"),
               path, place, reason);
  return FALSE;
}

static ChoshoValue *
read_file (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ChoshoValue) object = NULL;
  const char *data;
  gsize size_bytes;

  if (!chosho_file_read (path, CHOSHO_IDENTITY_FILE_BYTES, &bytes, error))
    return NULL;
  data = g_bytes_get_data (bytes, &size_bytes);
  object = chosho_value_parse (data != NULL ? data : "", size_bytes, error);
  if (object == NULL)
    {
      g_prefix_error (error, _("The identity file “%s” is damaged: "), path);
      return NULL;
    }
  return g_steal_pointer (&object);
}

static gboolean
read_hex (ChoshoValue *object, const char *key, const char *path, const char *place, guint8 *out,
          gsize size_bytes, GError **error)
{
  if (chosho_hex_decode (chosho_value_get_string (object, key), out, size_bytes))
    return TRUE;
  return set_invalid (error, path, place, _("not lower-case hexadecimal digits of the right number"));
}

static gboolean
check_word (ChoshoValue *object, const char *key, const char *path, const char *place, const char *expected,
            GError **error)
{
  if (g_strcmp0 (chosho_value_get_string (object, key), expected) == 0)
    return TRUE;
  return set_invalid (error, path, place, _("not a value that this version of Chosho knows"));
}

static ChoshoIdentity *
parse_public (ChoshoValue *object, const char *path, GError **error)
{
  const char *name = chosho_value_get_string (object, "name");
  guint8 public_key[CHOSHO_KEY_PUBLIC_SIZE];
  gboolean protected = g_strcmp0 (chosho_value_get_string (object, "protection"), PROTECTION_NONE) != 0;

  if (!check_word (object, "format", path, "format", FORMAT_NAME, error))
    return NULL;
  if (chosho_value_get_integer (object, "version", 0) != FORMAT_VERSION)
    {
      set_invalid (error, path, "version", _("not a value that this version of Chosho knows"));
      return NULL;
    }
  if (protected && !check_word (object, "protection", path, "protection", PROTECTION_PASSPHRASE, error))
    return NULL;
  if (!name_is_valid (name))
    {
      set_invalid (error, path, "name", _("not one line of text of a fitting length"));
      return NULL;
    }
  if (!read_hex (object, "public_key", path, "public_key", public_key, sizeof public_key, error))
    return NULL;
  return identity_alloc (name, protected, public_key, NULL);
}

static gboolean
parse_seal (ChoshoValue *object, const char *path, Seal *seal, GError **error)
{
  ChoshoValue *kdf = chosho_value_get (object, "kdf");
  ChoshoValue *box = chosho_value_get (object, "box");
  gint64 operations = chosho_value_get_integer (kdf, "operations", 0);
  gint64 memory_bytes = chosho_value_get_integer (kdf, "memory_bytes", 0);

  if (!check_word (kdf, "name", path, "kdf.name", KDF_NAME, error)
      || !check_word (box, "name", path, "box.name", BOX_NAME, error)
      || !read_hex (kdf, "salt", path, "kdf.salt", seal->salt, sizeof seal->salt, error)
      || !read_hex (box, "nonce", path, "box.nonce", seal->nonce, sizeof seal->nonce, error)
      || !read_hex (box, "ciphertext", path, "box.ciphertext", seal->ciphertext, sizeof seal->ciphertext, error))
    return FALSE;
  if (operations < (gint64) crypto_pwhash_OPSLIMIT_MIN || operations > CHOSHO_IDENTITY_KDF_OPERATIONS)
    return set_invalid (error, path, "kdf.operations", _("outside the range that is allowed"));
  if (memory_bytes < (gint64) crypto_pwhash_MEMLIMIT_MIN || memory_bytes > CHOSHO_IDENTITY_KDF_MEMORY_BYTES)
    return set_invalid (error, path, "kdf.memory_bytes", _("outside the range that is allowed"));

  seal->operations = (guint64) operations;
  seal->memory_bytes = (gsize) memory_bytes;
  return TRUE;
}

/* Opens the box into @seed (locked memory). */
static gboolean
open_seal (const Seal *seal, const char *path, const char *passphrase, guint8 *seed, GError **error)
{
  guint8 *key = derive_key (passphrase, seal, error);
  gboolean opened;

  if (key == NULL)
    return FALSE;
  opened = crypto_secretbox_open_easy (seed, seal->ciphertext, sizeof seal->ciphertext, seal->nonce, key) == 0;
  sodium_free (key);
  if (!opened)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE,
                 _("The passphrase does not open the identity file “%s”"), path);
  return opened;
}

static gboolean
read_seed (ChoshoValue *object, ChoshoIdentity *identity, const char *path, const char *passphrase,
           guint8 *seed, GError **error)
{
  if (!identity->protected)
    return read_hex (object, "secret", path, "secret", seed, CHOSHO_KEY_SEED_SIZE, error);
  if (!parse_seal (object, path, &identity->seal, error))
    return FALSE;
  if (passphrase == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE,
                   _("The identity file “%s” needs its passphrase"), path);
      return FALSE;
    }
  return open_seal (&identity->seal, path, passphrase, seed, error);
}

/* The seed must be the one of the public key that the file shows: else events would be signed by
 * somebody other than the identity says. */
static gboolean
add_key_pair (ChoshoIdentity *self, const char *path, const guint8 *seed, GError **error)
{
  self->key_pair = chosho_key_pair_new_from_seed (seed);
  if (memcmp (chosho_key_pair_get_public_key (self->key_pair), self->public_key, CHOSHO_KEY_PUBLIC_SIZE) == 0)
    return TRUE;
  return set_invalid (error, path, "public_key", _("does not belong to the secret key"));
}

ChoshoIdentity *
chosho_identity_load_public (const char *path, GError **error)
{
  g_autoptr (ChoshoValue) object = read_file (path, error);

  return object != NULL ? parse_public (object, path, error) : NULL;
}

ChoshoIdentity *
chosho_identity_load (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (ChoshoValue) object = read_file (path, error);
  g_autoptr (ChoshoIdentity) self = NULL;
  guint8 *seed;
  gboolean loaded;

  if (object == NULL)
    return NULL;
  self = parse_public (object, path, error);
  if (self == NULL)
    return NULL;

  chosho_key_initialise ();
  seed = sodium_malloc (CHOSHO_KEY_SEED_SIZE);
  if (seed == NULL)
    g_error ("no memory for a secret key");
  loaded = read_seed (object, self, path, passphrase, seed, error) && add_key_pair (self, path, seed, error);
  sodium_free (seed);
  return loaded ? g_steal_pointer (&self) : NULL;
}

gboolean
chosho_identity_confirm (const ChoshoIdentity *self, const char *passphrase, GError **error)
{
  guint8 *seed;
  gboolean opened;

  g_return_val_if_fail (self->key_pair != NULL, FALSE);
  if (!self->protected)
    return TRUE;
  seed = sodium_malloc (CHOSHO_KEY_SEED_SIZE);
  if (seed == NULL)
    g_error ("no memory for a secret key");
  opened = open_seal (&self->seal, self->name, passphrase, seed, error);
  sodium_free (seed);
  return opened;
}

ChoshoIdentity *
chosho_identity_ref (ChoshoIdentity *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/* (nullable) */
void
chosho_identity_unref (ChoshoIdentity *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  chosho_key_pair_unref (self->key_pair);
  g_free (self->name);
  g_free (self);
}

const char *
chosho_identity_get_name (const ChoshoIdentity *self)
{
  return self->name;
}

const guint8 *
chosho_identity_get_public_key (const ChoshoIdentity *self)
{
  return self->public_key;
}

char *
chosho_identity_dup_fingerprint (const ChoshoIdentity *self)
{
  return chosho_key_dup_fingerprint (self->public_key);
}

gboolean
chosho_identity_needs_passphrase (const ChoshoIdentity *self)
{
  return self->protected;
}

ChoshoKeyPair *
chosho_identity_get_key_pair (const ChoshoIdentity *self)
{
  return self->key_pair;
}
