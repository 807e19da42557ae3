/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-limits.h"
#include "chosho-pack-private.h"
#include "chosho-text.h"
#include "chosho-value.h"

/* The envelope tells that nobody changed the file, not that whoever made it meant well: names must be those of the fixed
 * layout in their one order, headers what we would have written, sizes below their limits, padding zero. */
struct _ChoshoPackReader
{
  ChoshoEnvelopeReader *envelope; /* owned */
  GPtrArray   *events;            /* owned (element-type ChoshoStoredEvent) */
  GPtrArray   *objects;           /* owned (element-type utf8, owned) */
  GPtrArray   *since;             /* owned (element-type utf8, owned) */
  char        *engagement;        /* owned */
  char        *events_digest;     /* owned: as the manifest lists it */
  char        *facts_digest;      /* owned */
  guint8      *buffer;            /* owned */
  gint64       n_events;          /* that it says to hold */
  guint        taken;             /* objects */
};

static gboolean
set_invalid (ChoshoPackReader *self, GError **error, const char *reason)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s: what is in it is no pack of this version: %s"),
               chosho_envelope_reader_get_path (self->envelope), reason);
  return FALSE;
}

static gboolean
set_limit (ChoshoPackReader *self, GError **error, const char *what)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s holds more than a pack may: %s"),
               chosho_envelope_reader_get_path (self->envelope), what);
  return FALSE;
}

static gboolean
read_header (ChoshoPackReader *self, const char *name, guint64 *size_bytes, GError **error)
{
  guint8 block[CHOSHO_TAR_BLOCK];
  ChoshoTarMember member;

  if (!chosho_envelope_reader_read (self->envelope, block, sizeof block, error))
    return FALSE;
  if (!chosho_tar_read_header (block, &member) || member.mode != CHOSHO_PACK_MODE || strcmp (member.name, name) != 0)
    {
      g_autofree char *reason = g_strdup_printf (_("“%s” is not where it should be"), name);

      return set_invalid (self, error, reason);
    }
  *size_bytes = member.size_bytes;
  return TRUE;
}

static gboolean
read_padding (ChoshoPackReader *self, guint64 size_bytes, GError **error)
{
  static const guint8 zeroes[CHOSHO_TAR_BLOCK];
  guint8 padding[CHOSHO_TAR_BLOCK];
  gsize padding_bytes = chosho_tar_get_padding (size_bytes);

  if (!chosho_envelope_reader_read (self->envelope, padding, padding_bytes, error))
    return FALSE;
  return memcmp (padding, zeroes, padding_bytes) == 0 || set_invalid (self, error, _("something lies between its members"));
}

/* A member that is held in memory; its size is checked before any is taken. (transfer full), with a final NUL. */
static char *
read_text (ChoshoPackReader *self, const char *name, guint64 limit_bytes, gsize *size_bytes, GError **error)
{
  g_autofree char *text = NULL;
  guint64 size;

  if (!read_header (self, name, &size, error))
    return NULL;
  if (size > limit_bytes)
    {
      set_limit (self, error, name);
      return NULL;
    }
  if (size > chosho_envelope_reader_get_size (self->envelope))
    {
      set_invalid (self, error, _("it says to hold more than there is"));
      return NULL;
    }
  text = g_malloc ((gsize) size + 1);
  text[size] = '\0';
  if (!chosho_envelope_reader_read (self->envelope, text, (gsize) size, error) || !read_padding (self, size, error))
    return NULL;
  *size_bytes = (gsize) size;
  return g_steal_pointer (&text);
}

/* --- The manifest ------------------------------------------------------------------------------ */

static gboolean
read_declaration (ChoshoPackReader *self, GError **error)
{
  gsize size_bytes;
  g_autofree char *text = read_text (self, CHOSHO_PACK_DECLARATION_NAME, strlen (CHOSHO_PACK_DECLARATION), &size_bytes, error);

  if (text == NULL)
    return FALSE;
  return strcmp (text, CHOSHO_PACK_DECLARATION) == 0 || set_invalid (self, error, _("it is no bag of this version"));
}

/* Takes the digest at the beginning of @line, of the member @name; what follows the line, or NULL. */
static const char *
take_line (const char *line, const char *name, char **digest)
{
  gsize length = strlen (name);

  *digest = g_strndup (line, 64);
  if (!chosho_digest_is_hex (*digest) || strncmp (line + 64, "  ", 2) != 0 || strncmp (line + 66, name, length) != 0
      || line[66 + length] != '\n')
    {
      g_clear_pointer (digest, g_free);
      return NULL;
    }
  return line + 66 + length + 1;
}

static const char *
take_object_line (ChoshoPackReader *self, const char *line)
{
  g_autofree char *expected = g_strndup (line, 64);
  g_autofree char *name = chosho_pack_dup_object_name (expected);
  const char *last = self->objects->len > 0 ? g_ptr_array_index (self->objects, self->objects->len - 1) : "";
  char *digest;
  const char *rest = take_line (line, name + strlen (CHOSHO_PACK_BAG_PREFIX), &digest);

  if (rest == NULL || strcmp (last, digest) >= 0)
    {
      g_free (rest != NULL ? digest : NULL);
      return NULL;
    }
  g_ptr_array_add (self->objects, digest);
  return rest;
}

static gboolean
read_manifest (ChoshoPackReader *self, GError **error)
{
  gsize size_bytes;
  g_autofree char *text = read_text (self, CHOSHO_PACK_MANIFEST_NAME, (CHOSHO_PACK_OBJECTS + 2) * (guint64) CHOSHO_PACK_OBJECT_LINE,
                                     &size_bytes, error);
  const char *rest = text;

  if (text == NULL)
    return FALSE;
  if (strlen (text) == size_bytes)
    rest = take_line (text, &CHOSHO_PACK_EVENTS_NAME[strlen (CHOSHO_PACK_BAG_PREFIX)], &self->events_digest);
  else
    rest = NULL;
  while (rest != NULL && strlen (rest) > 66 && g_str_has_prefix (rest + 66, "data/objects/"))
    rest = take_object_line (self, rest);
  if (rest != NULL && *rest != '\0')
    rest = take_line (rest, &CHOSHO_PACK_FACTS_NAME[strlen (CHOSHO_PACK_BAG_PREFIX)], &self->facts_digest);
  if (rest == NULL || *rest != '\0' || self->facts_digest == NULL)
    return set_invalid (self, error, _("its manifest lists something else than a pack holds"));
  return self->objects->len <= CHOSHO_PACK_OBJECTS || set_limit (self, error, CHOSHO_PACK_OBJECT_PREFIX);
}

/* --- Facts ------------------------------------------------------------------------------------- */

static gboolean
take_facts (ChoshoPackReader *self, ChoshoValue *facts, GError **error)
{
  const char *engagement = chosho_value_get_string (facts, "engagement");
  ChoshoValue *since = chosho_value_get (facts, "since");

  if (chosho_value_get_integer (facts, "format", 0) != CHOSHO_PACK_FORMAT)
    return set_invalid (self, error, _("its format is another"));
  self->n_events = chosho_value_get_integer (facts, "events", -1);
  if (engagement == NULL || !chosho_digest_is_hex (engagement)
      || chosho_value_get_integer (facts, "objects", -1) != (gint64) self->objects->len)
    return set_invalid (self, error, _("it does not hold what it says to hold"));
  for (guint i = 0; i < chosho_value_get_length (since); i++)
    {
      const char *head = chosho_value_as_string (chosho_value_get_item (since, i));

      if (head == NULL || !chosho_digest_is_hex (head))
        return set_invalid (self, error, _("it does not hold what it says to hold"));
      g_ptr_array_add (self->since, g_strdup (head));
    }
  self->engagement = g_strdup (engagement);
  return self->n_events <= CHOSHO_PACK_EVENTS || set_limit (self, error, CHOSHO_PACK_EVENTS_NAME);
}

static gboolean
read_facts (ChoshoPackReader *self, GError **error)
{
  gsize size_bytes;
  g_autofree char *text = read_text (self, CHOSHO_PACK_FACTS_NAME, CHOSHO_PACK_FACTS_BYTES, &size_bytes, error);
  g_autofree char *digest = text != NULL ? chosho_digest_hex (text, size_bytes) : NULL;
  g_autoptr (ChoshoValue) facts = NULL;
  g_autoptr (GError) local_error = NULL;

  if (text == NULL)
    return FALSE;
  facts = chosho_value_parse_canonical (text, size_bytes, &local_error);
  if (strcmp (digest, self->facts_digest) != 0 || facts == NULL)
    return set_invalid (self, error, local_error != NULL ? local_error->message : _("its facts are not what its manifest lists"));
  return take_facts (self, facts, error);
}

/* --- Events ------------------------------------------------------------------------------------ */

static gboolean
take_event (ChoshoPackReader *self, const char *line, gsize size_bytes, GError **error)
{
  guint8 id[CHOSHO_DIGEST_SIZE], signature[CHOSHO_SIGNATURE_SIZE];
  char digits[CHOSHO_PACK_SIGNATURE_DIGITS + 1];
  g_autoptr (GBytes) bytes = NULL;

  if (size_bytes < CHOSHO_PACK_SIGNATURE_DIGITS + 2 || line[CHOSHO_PACK_SIGNATURE_DIGITS] != ' ')
    return set_invalid (self, error, _("a line of its events has another form"));
  if (size_bytes - CHOSHO_PACK_SIGNATURE_DIGITS - 1 > CHOSHO_LIMIT_EVENT_BYTES)
    return set_limit (self, error, CHOSHO_PACK_EVENTS_NAME);
  if (self->events->len == self->n_events)
    return set_invalid (self, error, _("it does not hold what it says to hold"));
  /* Copied by its length: whatever asks where @line ends would read the whole buffer for every event. */
  memcpy (digits, line, CHOSHO_PACK_SIGNATURE_DIGITS);
  digits[CHOSHO_PACK_SIGNATURE_DIGITS] = '\0';
  if (!chosho_hex_decode (digits, signature, sizeof signature))
    return set_invalid (self, error, _("a signature is not in hexadecimal digits"));
  bytes = g_bytes_new (line + CHOSHO_PACK_SIGNATURE_DIGITS + 1, size_bytes - CHOSHO_PACK_SIGNATURE_DIGITS - 1);
  chosho_stored_event_compute_id (bytes, id);
  g_ptr_array_add (self->events, chosho_stored_event_new (id, bytes, signature));
  return TRUE;
}

/* Takes the whole lines of @text and leaves the beginning of the next one. */
static gboolean
take_lines (ChoshoPackReader *self, GString *text, GError **error)
{
  const char *line = text->str;
  const char *end;

  while ((end = memchr (line, '\n', (gsize) (text->str + text->len - line))) != NULL)
    {
      if (!take_event (self, line, (gsize) (end - line), error))
        return FALSE;
      line = end + 1;
    }
  g_string_erase (text, 0, line - text->str);
  return text->len <= CHOSHO_LIMIT_EVENT_BYTES + CHOSHO_PACK_SIGNATURE_DIGITS + 1 || set_limit (self, error, CHOSHO_PACK_EVENTS_NAME);
}

static gboolean
check_digest (ChoshoPackReader *self, ChoshoDigest *digest, const char *expected, const char *name, GError **error)
{
  guint8 found[CHOSHO_DIGEST_SIZE];
  char hex[CHOSHO_DIGEST_HEX_SIZE];
  g_autofree char *reason = NULL;

  chosho_digest_finish (digest, found);
  chosho_hex_encode_to (found, sizeof found, hex);
  if (strcmp (hex, expected) == 0)
    return TRUE;
  reason = g_strdup_printf (_("“%s” is not what its manifest lists"), name);
  return set_invalid (self, error, reason);
}

static gboolean
read_events (ChoshoPackReader *self, GError **error)
{
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 size, left;

  if (!read_header (self, CHOSHO_PACK_EVENTS_NAME, &size, error))
    return FALSE;
  if (size > CHOSHO_PACK_EVENTS_BYTES)
    return set_limit (self, error, CHOSHO_PACK_EVENTS_NAME);
  for (left = size; left > 0;)
    {
      gsize count = (gsize) MIN (left, CHOSHO_PACK_BUFFER_BYTES);

      if (!chosho_envelope_reader_read (self->envelope, self->buffer, count, error))
        return FALSE;
      chosho_digest_update (digest, self->buffer, count);
      g_string_append_len (text, (const char *) self->buffer, (gssize) count);
      left -= count;
      if (!take_lines (self, text, error))
        return FALSE;
    }
  if (text->len > 0)
    return set_invalid (self, error, _("a line of its events has another form"));
  if (self->events->len != self->n_events)
    return set_invalid (self, error, _("it does not hold what it says to hold"));
  return check_digest (self, digest, self->events_digest, CHOSHO_PACK_EVENTS_NAME, error) && read_padding (self, size, error);
}

/* --- Objects ------------------------------------------------------------------------------------ */

gboolean
chosho_pack_reader_take_object (ChoshoPackReader *self, int fd, const char *target, guint64 *size_bytes, GError **error)
{
  const char *expected = g_ptr_array_index (self->objects, self->taken);
  g_autofree char *name = chosho_pack_dup_object_name (expected);
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  guint64 size;

  if (!read_header (self, name, &size, error))
    return FALSE;
  for (guint64 left = size; left > 0;)
    {
      gsize count = (gsize) MIN (left, CHOSHO_PACK_BUFFER_BYTES);

      if (!chosho_envelope_reader_read (self->envelope, self->buffer, count, error))
        return FALSE;
      chosho_digest_update (digest, self->buffer, count);
      if (fd >= 0 && !chosho_fd_write_all (fd, target, self->buffer, count, error))
        return FALSE;
      left -= count;
    }
  if (size_bytes != NULL)
    *size_bytes = size;
  self->taken++;
  return check_digest (self, digest, expected, name, error) && read_padding (self, size, error);
}

gboolean
chosho_pack_reader_finish (ChoshoPackReader *self, GError **error)
{
  static const guint8 zeroes[2 * CHOSHO_TAR_BLOCK];
  guint8 end[2 * CHOSHO_TAR_BLOCK];

  if (!chosho_envelope_reader_read (self->envelope, end, sizeof end, error))
    return FALSE;
  return (memcmp (end, zeroes, sizeof end) == 0 && chosho_envelope_reader_is_at_end (self->envelope))
         || set_invalid (self, error, _("something follows its end"));
}

ChoshoPackReader *
chosho_pack_reader_open (const char *path, const ChoshoEnvelopeOpener *opener, ChoshoProgress *progress, GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (ChoshoPackReader) self = g_new0 (ChoshoPackReader, 1);

  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);
  self->objects = g_ptr_array_new_with_free_func (g_free);
  self->since = g_ptr_array_new_with_free_func (g_free);
  self->buffer = g_malloc (CHOSHO_PACK_BUFFER_BYTES);
  self->envelope = chosho_envelope_reader_open (path, opener, progress, cancellable, error);
  if (self->envelope == NULL || !read_declaration (self, error) || !read_manifest (self, error) || !read_facts (self, error)
      || !read_events (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
chosho_pack_reader_free (ChoshoPackReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->envelope, chosho_envelope_reader_free);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->objects);
  g_ptr_array_unref (self->since);
  g_free (self->engagement);
  g_free (self->events_digest);
  g_free (self->facts_digest);
  g_free (self->buffer);
  g_free (self);
}

const char *
chosho_pack_reader_get_engagement (ChoshoPackReader *self)
{
  return self->engagement;
}

GPtrArray *
chosho_pack_reader_get_since (ChoshoPackReader *self)
{
  return self->since;
}

GPtrArray *
chosho_pack_reader_get_events (ChoshoPackReader *self)
{
  return self->events;
}

GPtrArray *
chosho_pack_reader_get_objects (ChoshoPackReader *self)
{
  return self->objects;
}
