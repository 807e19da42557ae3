/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-pack.h"

/*
 * chosho-repack: opens a pack, changes what is in it as somebody could who may open it, and closes it again, so that its
 * envelope is whole. Built with the tests and never installed; see README.md.
 */

typedef struct
{
  char    *passphrase, *folder, *old_text, *new_text;
  gboolean strip, swap;
} Options;

/* The same event with another text in its bytes; its signature stays, and its id is that of the new bytes. */
static ChoshoStoredEvent *
alter (const ChoshoStoredEvent *event, const Options *options)
{
  gsize size_bytes;
  const char *data = g_bytes_get_data (event->bytes, &size_bytes);
  g_autofree char *text = g_strndup (data, size_bytes);
  g_auto (GStrv) parts = g_strsplit (text, options->old_text, -1);
  g_autofree char *changed = g_strjoinv (options->new_text, parts);
  g_autoptr (GBytes) bytes = g_bytes_new (changed, strlen (changed));
  guint8 id[CHOSHO_DIGEST_SIZE];

  chosho_stored_event_compute_id (bytes, id);
  return chosho_stored_event_new (id, bytes, event->signature);
}

/* (transfer full) (element-type ChoshoStoredEvent) */
static GPtrArray *
change (GPtrArray *events, const Options *options)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_stored_event_free);

  for (guint i = 0; i < events->len; i++)
    {
      ChoshoStoredEvent *event = g_ptr_array_index (events, i);

      g_ptr_array_add (changed, options->old_text != NULL ? alter (event, options) : chosho_stored_event_new (event->id, event->bytes, event->signature));
    }
  if (changed->len > 1)
    {
      ChoshoStoredEvent *last = g_ptr_array_index (changed, changed->len - 1);
      ChoshoStoredEvent *before = g_ptr_array_index (changed, changed->len - 2);

      if (options->strip)
        memset (last->signature, 0, sizeof last->signature);
      if (options->swap)
        memcpy (last->signature, before->signature, sizeof last->signature);
    }
  return changed;
}

static gboolean
repack (const char *from, const char *to, const Options *options, GError **error)
{
  ChoshoEnvelopeOpener opener = { .passphrase = options->passphrase };
  ChoshoEnvelopeLock lock = { .passphrase = options->passphrase };
  g_autoptr (ChoshoPackReader) reader = chosho_pack_reader_open (from, &opener, NULL, NULL, error);
  g_autoptr (GPtrArray) events = NULL;
  ChoshoPackContent content = { .folder = options->folder };

  if (reader == NULL)
    return FALSE;
  events = change (chosho_pack_reader_get_events (reader), options);
  content.engagement = chosho_pack_reader_get_engagement (reader);
  content.events = events;
  content.objects = chosho_pack_reader_get_objects (reader);
  return chosho_pack_write (to, &content, &lock, NULL, NULL, NULL, error);
}

int
main (int argc, char *argv[])
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "passphrase", 0, 0, G_OPTION_ARG_STRING, &options.passphrase, "Of the pack", "TEXT" },
    { "engagement", 0, 0, G_OPTION_ARG_FILENAME, &options.folder, "Where its objects lie", "DIR" },
    { "replace", 0, 0, G_OPTION_ARG_STRING, &options.old_text, "A text in the bytes of events", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.new_text, "What stands there instead", "TEXT" },
    { "strip-signature", 0, 0, G_OPTION_ARG_NONE, &options.strip, "Zeroes for the last event's signature", NULL },
    { "swap-signature", 0, 0, G_OPTION_ARG_NONE, &options.swap, "The signature of the event before it for the last one's", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FROM TO");
  g_autoptr (GError) error = NULL;
  gboolean done;

  g_option_context_add_main_entries (context, entries, NULL);
  done = g_option_context_parse (context, &argc, &argv, &error)
         && (argc == 3 || (g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "two files are needed"), FALSE))
         && repack (argv[1], argv[2], &options, &error);
  if (!done)
    g_printerr ("chosho-repack: %s\n", error->message);
  g_free (options.passphrase);
  g_free (options.folder);
  g_free (options.old_text);
  g_free (options.new_text);
  return done ? 0 : 1;
}
