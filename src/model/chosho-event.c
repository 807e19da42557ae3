/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-event.h"
#include "chosho-limits.h"
#include "chosho-merkle.h"

#define GENESIS_ACTION "engagement"
#define HEADER_MEMBERS 16 /* with the payload; the genesis event has no "engagement" */

void
chosho_event_id (GBytes *bytes, guint8 out[CHOSHO_DIGEST_SIZE])
{
  gsize size_bytes;
  gconstpointer data = g_bytes_get_data (bytes, &size_bytes);

  chosho_merkle_hash_leaf (data, size_bytes, out);
}

ChoshoEvent *
chosho_event_ref (ChoshoEvent *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
chosho_event_unref (ChoshoEvent *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  chosho_value_unref (self->value);
  g_free (self);
}

gboolean
chosho_event_is_genesis (const ChoshoEvent *self)
{
  return self->engagement == NULL;
}

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Not an event: %s"), reason);
  return FALSE;
}

static gboolean
is_hex (const char *text, gsize length)
{
  return text != NULL && strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

/* Integers of the header that must be there and lie in [@low, 2^53). */
static gboolean
read_integer (ChoshoEvent *self, const char *name, gint64 low, gint64 *out, GError **error)
{
  ChoshoValue *member = chosho_value_get (self->value, name);

  if (member == NULL || chosho_value_get_value_type (member) != CHOSHO_VALUE_INTEGER
      || chosho_value_as_integer (member, 0) < low)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Not an event: “%s” is missing or wrong"), name);
      return FALSE;
    }
  *out = chosho_value_as_integer (member, 0);
  return TRUE;
}

static gboolean
read_seen (ChoshoEvent *self, GError **error)
{
  const char *before = "";

  self->seen = chosho_value_get (self->value, "seen");
  if (self->seen == NULL || chosho_value_get_value_type (self->seen) != CHOSHO_VALUE_ARRAY)
    return fail (error, _("“seen” is missing"));
  for (guint i = 0; i < chosho_value_get_length (self->seen); i++)
    {
      const char *id = chosho_value_as_string (chosho_value_get_item (self->seen, i));

      if (!is_hex (id, 64) || strcmp (before, id) >= 0)
        return fail (error, _("“seen” is no sorted list of event ids"));
      before = id;
    }
  return TRUE;
}

static gboolean
read_items (ChoshoEvent *self, GError **error)
{
  ChoshoValue *payload = chosho_value_get (self->value, "payload");

  self->items = chosho_value_get (payload, "items");
  if (chosho_value_get_length (payload) != 1 || self->items == NULL
      || chosho_value_get_value_type (self->items) != CHOSHO_VALUE_ARRAY
      || chosho_value_get_length (self->items) == 0)
    return fail (error, _("the payload holds no items"));
  for (guint i = 0; i < chosho_value_get_length (self->items); i++)
    if (chosho_value_get_value_type (chosho_value_get_item (self->items, i)) != CHOSHO_VALUE_OBJECT)
      return fail (error, _("an item is no object"));
  return TRUE;
}

static gboolean
read_header (ChoshoEvent *self, GError **error)
{
  ChoshoValue *prev = chosho_value_get (self->value, "prev");
  guint members = HEADER_MEMBERS;

  self->copy = chosho_value_get_string (self->value, "copy");
  self->author = chosho_value_get_string (self->value, "author");
  self->engagement = chosho_value_get_string (self->value, "engagement");
  self->operation = chosho_value_get_string (self->value, "operation");
  self->action = chosho_value_get_string (self->value, "action");
  self->boot = chosho_value_get_string (self->value, "boot");
  self->prev = chosho_value_as_string (prev);

  if (!is_hex (self->copy, CHOSHO_COPY_ID_LENGTH) || !is_hex (self->author, 64))
    return fail (error, _("“copy” or “author” is wrong"));
  if (prev == NULL || (self->prev == NULL && chosho_value_get_value_type (prev) != CHOSHO_VALUE_NULL)
      || (self->prev != NULL && !is_hex (self->prev, 64)))
    return fail (error, _("“prev” is wrong"));
  if (self->operation == NULL || self->operation[0] == '\0'
      || strlen (self->operation) > CHOSHO_LIMIT_OPERATION_BYTES + 16)
    return fail (error, _("“operation” is wrong"));
  if (self->action == NULL || self->boot == NULL)
    return fail (error, _("“action” or “boot” is missing"));
  if (!read_integer (self, "seq", 0, &self->seq, error)
      || !read_integer (self, "part", 1, &self->part, error)
      || !read_integer (self, "parts", 1, &self->parts, error)
      || !read_integer (self, "time_us", 0, &self->time_us, error)
      || !read_integer (self, "mono_us", 0, &self->monotonic_us, error)
      || !read_seen (self, error))
    return FALSE;
  if (self->part > self->parts)
    return fail (error, _("“part” is beyond “parts”"));
  if ((self->seq == 0) != (self->prev == NULL))
    return fail (error, _("“seq” and “prev” do not agree"));

  if (self->engagement == NULL)
    {
      members--;
      if (self->seq != 0 || strcmp (self->action, GENESIS_ACTION) != 0
          || chosho_value_get_length (self->seen) != 0 || self->parts != 1)
        return fail (error, _("it names no engagement"));
    }
  else if (!is_hex (self->engagement, 64) || strcmp (self->action, GENESIS_ACTION) == 0)
    return fail (error, _("“engagement” is wrong"));
  /* What a later version writes beside these members is kept, not understood. */
  if (self->newer)
    return TRUE;
  if (chosho_value_get_length (self->value) != members)
    return fail (error, _("it has missing or unknown members"));
  return read_items (self, error);
}

ChoshoEvent *
chosho_event_parse (GBytes *bytes, const guint8 signature[CHOSHO_EVENT_SIGNATURE_SIZE], GError **error)
{
  return chosho_event_parse_in (NULL, bytes, signature, error);
}

ChoshoEvent *
chosho_event_parse_in (ChoshoValueArena *arena, GBytes *bytes, const guint8 signature[CHOSHO_EVENT_SIGNATURE_SIZE], GError **error)
{
  g_autoptr (ChoshoEvent) self = NULL;
  gsize size_bytes;
  const char *data = g_bytes_get_data (bytes, &size_bytes);
  ChoshoValue *value;

  if (size_bytes > CHOSHO_LIMIT_EVENT_BYTES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("An event of %zu bytes is too long"), size_bytes);
      return NULL;
    }
  value = arena != NULL ? chosho_value_parse_canonical_in (arena, data, size_bytes, error)
                        : chosho_value_parse_canonical (data, size_bytes, error);
  if (value == NULL)
    return NULL;

  self = g_new0 (ChoshoEvent, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->value = value;
  memcpy (self->signature, signature, CHOSHO_EVENT_SIGNATURE_SIZE);
  chosho_event_id (bytes, self->id);
  chosho_hex_encode_to (self->id, CHOSHO_DIGEST_SIZE, self->id_hex);

  if (!read_integer (self, "format", 1, &self->format, error)
      || !read_integer (self, "rules", 1, &self->rules, error))
    return NULL;
  self->newer = self->format > CHOSHO_EVENT_FORMAT || self->rules > CHOSHO_EVENT_RULES;
  if (!read_header (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static ChoshoValue *
encode_seen (const char *const *seen)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  ChoshoValue *array = chosho_value_new_array ();

  for (guint i = 0; seen != NULL && seen[i] != NULL; i++)
    g_ptr_array_add (sorted, (gpointer) seen[i]);
  g_ptr_array_sort (sorted, compare_strings);
  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || strcmp (sorted->pdata[i - 1], sorted->pdata[i]) != 0)
      chosho_value_append_string (array, sorted->pdata[i]);
  return array;
}

GBytes *
chosho_event_encode (const ChoshoEventDraft *draft, GError **error)
{
  g_autoptr (ChoshoValue) value = chosho_value_new_object ();
  ChoshoValue *payload = chosho_value_new_object ();
  g_autofree char *text = NULL;
  gsize size_bytes;

  chosho_value_set_integer (value, "format", CHOSHO_EVENT_FORMAT);
  chosho_value_set_integer (value, "rules", CHOSHO_EVENT_RULES);
  chosho_value_set_string (value, "engagement", draft->engagement);
  chosho_value_set_string (value, "copy", draft->copy);
  chosho_value_set_string (value, "author", draft->author);
  chosho_value_set_integer (value, "seq", draft->seq);
  chosho_value_set (value, "prev", draft->prev != NULL ? chosho_value_new_string (draft->prev) : chosho_value_new_null ());
  chosho_value_set (value, "seen", encode_seen (draft->seen));
  chosho_value_set_integer (value, "time_us", draft->time_us);
  chosho_value_set_string (value, "boot", draft->boot);
  chosho_value_set_integer (value, "mono_us", draft->monotonic_us);
  chosho_value_set_string (value, "operation", draft->operation);
  chosho_value_set_integer (value, "part", draft->part);
  chosho_value_set_integer (value, "parts", draft->parts);
  chosho_value_set_string (value, "action", draft->action);
  chosho_value_set (payload, "items", chosho_value_ref (draft->items));
  chosho_value_set (value, "payload", payload);

  text = chosho_value_to_canonical (value, &size_bytes);
  if (size_bytes > CHOSHO_LIMIT_EVENT_BYTES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("An event of %zu bytes is too long"), size_bytes);
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&text), size_bytes);
}
