/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-action.h"
#include "chosho-clock.h"
#include "chosho-error.h"
#include "chosho-event-changes.h"
#include "chosho-event-subject.h"
#include "chosho-session-private.h"

typedef struct
{
  ChoshoSession *session;
  ChoshoIndex   *index;
  GHashTable    *events; /* (owned) id (borrowed from the event) -> ChoshoEvent (owned) */
  ChoshoValue   *names;  /* (owned) id -> what it is */
} Reading;

/* --- Events ------------------------------------------------------------------------------------------------- */

static ChoshoEvent *
parse (const ChoshoStoredEvent *stored, const char *id, GError **error)
{
  if (!stored->damaged && chosho_stored_event_is_intact (stored))
    return chosho_event_parse (stored->bytes, stored->signature, error);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("Event %s is damaged; verify the record"), id);
  return NULL;
}

/* (borrowed) NOT_FOUND, INTEGRITY. */
static ChoshoEvent *
read_event (Reading *self, const char *id, GError **error)
{
  ChoshoEvent *event = g_hash_table_lookup (self->events, id);
  guint8 raw[CHOSHO_DIGEST_SIZE];
  g_autoptr (ChoshoStoredEvent) stored = NULL;

  if (event != NULL)
    return event;
  if (!chosho_hex_decode (id, raw, sizeof raw))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("There is no event “%s”"), id);
      return NULL;
    }
  stored = chosho_event_log_get (self->session->log, raw, error);
  event = stored != NULL ? parse (stored, id, error) : NULL;
  if (event != NULL)
    g_hash_table_insert (self->events, event->id_hex, event);
  return event;
}

/* The item that a write's id names; NULL where it is no item of an event that can be read. (borrowed) */
static ChoshoValue *
find_item (Reading *self, const char *write_id)
{
  g_auto (GStrv) parts = write_id != NULL ? g_strsplit (write_id, "#", 2) : NULL;
  ChoshoEvent *event = parts != NULL && parts[0] != NULL && parts[1] != NULL ? read_event (self, parts[0], NULL) : NULL;

  /* the first member was written by the genesis event's own item */
  if (event != NULL && chosho_event_is_genesis (event) && strcmp (parts[1], "1") == 0)
    return chosho_value_get (chosho_value_get_item (event->items, 0), "creator");
  return event != NULL ? chosho_value_get_item (event->items, (guint) g_ascii_strtoull (parts[1], NULL, 10)) : NULL;
}

/* --- Names -------------------------------------------------------------------------------------------------- */

static void
add_row_name (Reading *self, const char *id, const char *kind, const ChoshoValue *row)
{
  static const char *const members[] = { "reference", "number", "name", "title", "text", "who", "where", "technique", "phase", "control" };
  ChoshoValue *name = chosho_value_new_object ();

  chosho_value_set_string (name, "kind", kind);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    chosho_value_set_string (name, members[i], chosho_value_get_string (row, members[i]));
  chosho_value_set (self->names, id, name);
}

/* Whatever the index has a row for. */
static void
add_name (Reading *self, const char *id)
{
  const char *kind;
  g_autoptr (ChoshoValue) row = chosho_value_get (self->names, id) == NULL ? chosho_event_subject_find_row (self->index, id, &kind) : NULL;

  if (row != NULL)
    add_row_name (self, id, kind, row);
}

static void
add_names (Reading *self, const ChoshoValue *value)
{
  if (chosho_value_as_string (value) != NULL)
    add_name (self, chosho_value_as_string (value));
  if (value != NULL && chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
    for (guint i = 0; i < chosho_value_get_length (value); i++)
      add_names (self, chosho_value_get_item (value, i));
}

/* --- Changes ------------------------------------------------------------------------------------------------- */

static void
append_field (Reading *self, ChoshoValue *fields, const char *name, ChoshoValue *old, ChoshoValue *new)
{
  ChoshoValue *field;

  if (old == NULL && new == NULL)
    return;
  field = chosho_value_new_object ();
  chosho_value_set_string (field, "name", name);
  chosho_value_set (field, "old", old != NULL ? chosho_value_ref (old) : NULL);
  chosho_value_set (field, "new", new != NULL ? chosho_value_ref (new) : NULL);
  add_names (self, old);
  add_names (self, new);
  chosho_value_append (fields, field);
}

/* In the order of the action's form, which is the order in which people read them. (transfer full) */
static ChoshoValue *
list_fields (Reading *self, const ChoshoAction *action, ChoshoValue *old, ChoshoValue *new)
{
  g_auto (GStrv) form = g_strsplit (action->fields, " ", -1);
  ChoshoValue *fields = chosho_value_new_array ();

  for (guint i = 0; form[i] != NULL; i++)
    {
      form[i][strcspn (form[i], ":")] = '\0';
      append_field (self, fields, form[i], chosho_value_get (old, form[i]), chosho_value_get (new, form[i]));
    }
  return fields;
}

static void
append_change (Reading *self, ChoshoValue *changes, const ChoshoAction *action, guint index, ChoshoValue *item, const char *before)
{
  ChoshoValue *old = find_item (self, before);
  gboolean removed = action->mode == CHOSHO_WRITE_REMOVE;
  ChoshoValue *change = chosho_value_new_object ();
  g_autofree char *made_by = before != NULL ? g_strndup (before, strcspn (before, "#")) : NULL;
  ChoshoEvent *earlier = old != NULL ? read_event (self, made_by, NULL) : NULL;
  const ChoshoAction *form = removed && earlier != NULL ? chosho_action_lookup (earlier->action) : action;

  chosho_value_set_integer (change, "index", index);
  chosho_value_set_string (change, "before", before);
  chosho_value_set_boolean (change, "removed", removed);
  chosho_value_set (change, "fields", list_fields (self, form, old, removed && old != NULL ? NULL : item));
  if (removed)
    chosho_value_set_string (change, "reason", chosho_value_get_string (item, "reason"));
  chosho_value_append (changes, change);
}

static void
append_item (Reading *self, ChoshoValue *changes, const ChoshoAction *action, guint index, ChoshoValue *item)
{
  ChoshoValue *replaces = chosho_value_get (item, "replaces");

  for (guint i = 0; i < chosho_value_get_length (replaces); i++)
    append_change (self, changes, action, index, item, chosho_value_as_string (chosho_value_get_item (replaces, i)));
  if (chosho_value_get_length (replaces) == 0)
    append_change (self, changes, action, index, item, NULL);
}

static void
set_author (Reading *self, ChoshoValue *result, const char *author)
{
  g_autoptr (ChoshoValue) members = chosho_session_list_rows (self->session, "member", NULL, NULL);

  chosho_value_set_string (result, "author", author);
  for (guint i = 0; i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);
      ChoshoValue *prints = chosho_value_get (member, "fingerprints");

      for (guint j = 0; j < chosho_value_get_length (prints); j++)
        if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (prints, j)), author) == 0)
          chosho_value_set_string (result, "by", chosho_value_get_string (member, "name"));
    }
}

static ChoshoValue *
describe (Reading *self, ChoshoEvent *event)
{
  const ChoshoAction *action = event->newer ? NULL : chosho_action_lookup (event->action);
  ChoshoValue *result = chosho_value_new_object ();
  ChoshoValue *changes = chosho_value_new_array ();
  g_autofree char *at = chosho_time_format (event->time_us);

  for (guint i = 0; action != NULL && i < chosho_value_get_length (event->items); i++)
    append_item (self, changes, action, i, chosho_value_get_item (event->items, i));
  chosho_value_set_string (result, "id", event->id_hex);
  chosho_value_set_string (result, "action", event->action);
  chosho_value_set_string (result, "at", at);
  set_author (self, result, event->author);
  chosho_value_set (result, "changes", changes);
  chosho_value_set (result, "names", chosho_value_ref (self->names));
  return result;
}

ChoshoValue *
chosho_event_changes_read (ChoshoSession *session, const char *id, GError **error)
{
  Reading self = { .session = session, .index = chosho_session_get_index (session, error) };
  ChoshoEvent *event;
  ChoshoValue *result;

  if (self.index == NULL)
    return NULL;
  self.events = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) chosho_event_unref);
  self.names = chosho_value_new_object ();
  event = read_event (&self, id, error);
  result = event != NULL ? describe (&self, event) : NULL;
  chosho_value_unref (self.names);
  g_hash_table_unref (self.events);
  return result;
}
