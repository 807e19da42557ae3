/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-clock.h"
#include "chosho-event-log.h"
#include "chosho-identity.h"
#include "chosho-lock.h"
#include "chosho-test-fill.h"

/*
 * chosho-forge: writes into an engagement's log, past every command and gate, the event that it is
 * told to. Built with the tests and never installed; see README.md.
 */

#define OUTSIDER_COPY "chosho-forge-copy-1\n"

typedef struct
{
  char    *engagement, *identity, *passphrase_file, *sign_with, *sign_with_passphrase_file;
  char    *action, *items, *operation, *copy, *prev;
  char   **seen;
  gint64   seq, time_us, part, parts;
  gboolean bad_signature, as_written, dry_run;
} Options;

typedef struct
{
  Options         options;
  ChoshoLock     *lock;
  ChoshoEventLog *log;
  ChoshoState    *state;
  ChoshoIdentity *identity, *signer;
  char           *author;
} Forge;

static gboolean
fail (GError **error, const char *text)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

/* --- Options ---------------------------------------------------------------------------------- */

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "engagement", 0, 0, G_OPTION_ARG_FILENAME, &options->engagement, "The engagement's folder", "DIR" },
    { "identity", 0, 0, G_OPTION_ARG_FILENAME, &options->identity, "Identity of the author", "FILE" },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &options->passphrase_file, "Its passphrase, first line", "FILE" },
    { "action", 0, 0, G_OPTION_ARG_STRING, &options->action, "Action of the event", "NAME" },
    { "items", 0, 0, G_OPTION_ARG_STRING, &options->items, "One item or an array of items", "JSON|@FILE" },
    { "operation", 0, 0, G_OPTION_ARG_STRING, &options->operation, "Operation id (default: fresh)", "ID" },
    { "copy", 0, 0, G_OPTION_ARG_STRING, &options->copy, "Copy id (default: the author's last)", "HEX" },
    { "prev", 0, 0, G_OPTION_ARG_STRING, &options->prev, "Event before (default: the author's last on that copy)", "ID|none" },
    { "seq", 0, 0, G_OPTION_ARG_INT64, &options->seq, "Number in the chain (default: the next)", "N" },
    { "seen", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->seen, "Head seen (repeat; default: all that are new)", "ID|none" },
    { "time-us", 0, 0, G_OPTION_ARG_INT64, &options->time_us, "Wall clock (default: now)", "N" },
    { "part", 0, 0, G_OPTION_ARG_INT64, &options->part, "Part of an operation of several", "N" },
    { "parts", 0, 0, G_OPTION_ARG_INT64, &options->parts, "How many parts it has", "N" },
    { "sign-with", 0, 0, G_OPTION_ARG_FILENAME, &options->sign_with, "Sign with another identity's key", "FILE" },
    { "sign-with-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &options->sign_with_passphrase_file, "Its passphrase", "FILE" },
    { "bad-signature", 0, 0, G_OPTION_ARG_NONE, &options->bad_signature, "Spoil the signature", NULL },
    { "as-written", 0, 0, G_OPTION_ARG_NONE, &options->as_written, "Fill in neither replaces nor view", NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options->dry_run, "Judge only; write nothing", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  options->seq = options->time_us = -1;
  options->part = options->parts = 1;
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, "Forges one event into an engagement's log, for tests.");
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->engagement == NULL || options->identity == NULL || options->action == NULL || options->items == NULL)
    return fail (error, "--engagement, --identity, --action and --items are needed");
  return TRUE;
}

static ChoshoIdentity *
load_identity (const char *path, const char *passphrase_file, GError **error)
{
  g_autofree char *passphrase = NULL;

  if (passphrase_file != NULL)
    {
      if (!g_file_get_contents (passphrase_file, &passphrase, NULL, error))
        return NULL;
      passphrase[strcspn (passphrase, "\r\n")] = '\0';
    }
  return chosho_identity_load (path, passphrase, error);
}

/* An array of items. (transfer full) */
static ChoshoValue *
load_items (const char *text, GError **error)
{
  g_autofree char *contents = NULL;
  g_autoptr (ChoshoValue) value = NULL;
  ChoshoValue *array;

  if (text[0] == '@' && !g_file_get_contents (text + 1, &contents, NULL, error))
    return NULL;
  if (contents != NULL)
    text = contents;
  value = chosho_value_parse (text, strlen (text), error);
  if (value == NULL || chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
    return g_steal_pointer (&value);
  array = chosho_value_new_array ();
  chosho_value_append (array, g_steal_pointer (&value));
  return array;
}

/* --- The record ------------------------------------------------------------------------------- */

static gboolean
load_state (Forge *self, GError **error)
{
  gint64 next = 1;

  self->state = chosho_state_new ();
  chosho_state_set_signature_func (self->state, chosho_test_signature_is_good, NULL);
  for (;;)
    {
      g_autoptr (GPtrArray) page = chosho_event_log_read (self->log, next, CHOSHO_EVENT_LOG_PAGE, error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        {
          ChoshoStoredEvent *stored = g_ptr_array_index (page, i);
          g_autoptr (ChoshoEvent) event = chosho_event_parse (stored->bytes, stored->signature, NULL);

          next = stored->arrival + 1;
          if (event != NULL)
            chosho_state_add (self->state, event);
        }
      if (page->len < CHOSHO_EVENT_LOG_PAGE)
        break;
    }
  chosho_state_settle (self->state);
  return chosho_state_get_engagement (self->state) != NULL || fail (error, "the log holds no engagement");
}

/* The author's last event that was signed by the author, on @copy where that is given. */
static ChoshoNode *
find_last (Forge *self, const char *copy)
{
  for (guint i = chosho_state_get_n_events (self->state); i > 0; i--)
    {
      ChoshoNode *node = chosho_state_get_nth (self->state, i - 1);
      ChoshoEvent *event = chosho_node_get_event (node);

      if (strcmp (event->author, self->author) == 0 && (copy == NULL || strcmp (event->copy, copy) == 0)
          && g_strcmp0 (chosho_node_get_code (node), "signature-bad") != 0)
        return node;
    }
  return NULL;
}

/* The copy id of the forge itself, for an author who never wrote here. (transfer full) */
static char *
make_copy_id (Forge *self)
{
  g_autofree char *text = g_strconcat (OUTSIDER_COPY, self->author, NULL);
  char *hex = chosho_digest_hex (text, strlen (text));

  hex[CHOSHO_COPY_ID_LENGTH] = '\0';
  return hex;
}

/* --- Forging ---------------------------------------------------------------------------------- */

static ChoshoEvent *
sign (Forge *self, const ChoshoEventDraft *draft, GError **error)
{
  g_autoptr (GBytes) bytes = chosho_event_encode (draft, error);
  guint8 id[CHOSHO_DIGEST_SIZE], signature[CHOSHO_EVENT_SIGNATURE_SIZE];

  if (bytes == NULL)
    return NULL;
  chosho_event_id (bytes, id);
  chosho_key_pair_sign (chosho_identity_get_key_pair (self->signer), CHOSHO_EVENT_SIGNATURE_PREFIX, id, signature);
  if (self->options.bad_signature)
    signature[0] ^= 1;
  return chosho_event_parse (bytes, signature, error);
}

/* The items as the event itself would see the record: it is put in, asked, and taken out again. */
static ChoshoValue *
fill_items (Forge *self, const ChoshoEventDraft *draft, GError **error)
{
  g_autoptr (ChoshoEvent) trial = sign (self, draft, error);
  g_autoptr (ChoshoView) view = NULL;
  ChoshoValue *items;

  if (trial == NULL)
    return NULL;
  if (self->options.as_written || chosho_state_add (self->state, trial) != CHOSHO_STATE_ADDED)
    return chosho_value_ref (draft->items);
  view = chosho_view_new_at (chosho_state_lookup (self->state, trial->id_hex));
  items = chosho_test_fill_items (view, draft->action, draft->items);
  chosho_state_remove_last (self->state);
  chosho_state_settle (self->state);
  return items;
}

static void
choose_place (Forge *self, ChoshoEventDraft *draft, ChoshoNode *last)
{
  const Options *options = &self->options;
  const char *prev = options->prev;
  ChoshoNode *before;

  if (prev == NULL)
    prev = last != NULL ? chosho_node_get_event (last)->id_hex : "none";
  before = chosho_state_lookup (self->state, prev);
  draft->prev = strcmp (prev, "none") != 0 ? prev : NULL;
  draft->seq = options->seq >= 0 ? options->seq : before != NULL ? chosho_node_get_event (before)->seq + 1 : draft->prev != NULL;
}

static ChoshoEvent *
forge (Forge *self, ChoshoValue *items, GError **error)
{
  const Options *options = &self->options;
  ChoshoNode *last = find_last (self, options->copy);
  g_autofree char *copy = options->copy != NULL ? g_strdup (options->copy)
                          : last != NULL ? g_strdup (chosho_node_get_event (last)->copy) : make_copy_id (self);
  g_autofree char *fresh = g_strdup_printf ("forge-%" G_GINT64_FORMAT, g_get_real_time ());
  static const char *const nothing[] = { NULL };
  g_autoptr (GPtrArray) heads = NULL;
  g_autoptr (ChoshoValue) filled = NULL;
  ChoshoEventDraft draft = {
    .engagement = chosho_state_get_engagement (self->state), .copy = copy, .author = self->author,
    .operation = options->operation != NULL ? options->operation : fresh, .part = options->part, .parts = options->parts,
    .action = options->action, .items = items, .time_us = options->time_us >= 0 ? options->time_us : chosho_clock_now_us (),
    .monotonic_us = chosho_clock_monotonic_us (), .boot = chosho_clock_boot_id (),
  };

  choose_place (self, &draft, last);
  heads = chosho_test_list_new_heads (self->state, chosho_state_lookup (self->state, draft.prev));
  draft.seen = options->seen == NULL ? (const char *const *) heads->pdata
               : strcmp (options->seen[0], "none") == 0 ? nothing : (const char *const *) options->seen;
  filled = fill_items (self, &draft, error);
  if (filled == NULL)
    return NULL;
  draft.items = filled;
  return sign (self, &draft, error);
}

static gboolean
append (Forge *self, ChoshoEvent *event, GError **error)
{
  g_autoptr (GBytes) bytes = chosho_test_dup_event_bytes (event);
  g_autoptr (ChoshoStoredEvent) stored = chosho_stored_event_new (event->id, bytes, event->signature);
  ChoshoAppendResult result;

  return chosho_event_log_append (self->log, &stored, 1, &result, NULL, error);
}

/* What became of it, as one JSON object. */
static void
report (Forge *self, ChoshoEvent *event)
{
  g_autoptr (ChoshoValue) value = chosho_value_new_object ();
  g_autofree char *text = NULL;
  ChoshoNode *node;

  chosho_state_add (self->state, event);
  chosho_state_settle (self->state);
  node = chosho_state_lookup (self->state, event->id_hex);
  chosho_value_set_string (value, "id", event->id_hex);
  chosho_value_set_string (value, "author", event->author);
  chosho_value_set_string (value, "copy", event->copy);
  chosho_value_set_integer (value, "seq", event->seq);
  chosho_value_set_string (value, "prev", event->prev);
  chosho_value_set (value, "seen", chosho_value_ref (event->seen));
  chosho_value_set (value, "items", chosho_value_ref (event->items));
  chosho_value_set_boolean (value, "admissible", node != NULL && chosho_node_is_admissible (node));
  chosho_value_set_boolean (value, "effective", node != NULL && chosho_node_is_effective (node));
  chosho_value_set_string (value, "code", node == NULL ? "waiting" : chosho_node_get_code (node));
  chosho_value_set_string (value, "reason", node != NULL ? chosho_node_get_reason (node) : NULL);
  text = chosho_value_to_pretty (value);
  g_print ("%s\n", text);
}

static gboolean
run (Forge *self, GError **error)
{
  const Options *options = &self->options;
  g_autofree char *path = g_build_filename (options->engagement, "engagement.db", NULL);
  g_autoptr (ChoshoValue) items = load_items (options->items, error);
  g_autoptr (ChoshoEvent) event = NULL;

  if (items == NULL)
    return FALSE;
  self->identity = load_identity (options->identity, options->passphrase_file, error);
  if (self->identity == NULL)
    return FALSE;
  self->signer = options->sign_with != NULL ? load_identity (options->sign_with, options->sign_with_passphrase_file, error)
                                            : chosho_identity_ref (self->identity);
  if (self->signer == NULL)
    return FALSE;
  self->author = chosho_identity_dup_fingerprint (self->identity);
  self->lock = chosho_lock_acquire (options->engagement, CHOSHO_LOCK_TIMEOUT_MS, NULL, error);
  if (self->lock == NULL)
    return FALSE;
  self->log = chosho_event_log_open (path, TRUE, error);
  if (self->log == NULL || !load_state (self, error))
    return FALSE;
  event = forge (self, items, error);
  if (event == NULL || (!options->dry_run && !append (self, event, error)))
    return FALSE;
  report (self, event);
  return TRUE;
}

static void
clear (Forge *self)
{
  Options *options = &self->options;

  chosho_state_free (self->state);
  chosho_event_log_free (self->log);
  chosho_lock_release (self->lock);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  g_clear_pointer (&self->signer, chosho_identity_unref);
  g_free (self->author);
  g_free (options->engagement);
  g_free (options->identity);
  g_free (options->passphrase_file);
  g_free (options->sign_with);
  g_free (options->sign_with_passphrase_file);
  g_free (options->action);
  g_free (options->items);
  g_free (options->operation);
  g_free (options->copy);
  g_free (options->prev);
  g_strfreev (options->seen);
}

int
main (int argc, char *argv[])
{
  Forge self = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done = parse_options (&self.options, &argc, &argv, &error) && run (&self, &error);

  if (!done)
    g_printerr ("chosho-forge: %s\n", error->message);
  clear (&self);
  return done ? 0 : 1;
}
