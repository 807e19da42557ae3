/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-request-private.h"
#include "chosho-error.h"
#include "chosho-evidence-facts.h"
#include "chosho-evidence-intake.h"
#include "chosho-evidence-members.h"
#include "chosho-request-arrival.h"

/*
 * What came back is proposed, and taken in as a person confirms it: "--take FILE=NUMBER" says of one file what it
 * answers, "--apply" takes what is sure. Bytes first, as all evidence; then one operation says which requests they
 * answer. Where something stopped in between, the same call finds the bytes held and goes on.
 */

#define NO_REQUEST "-"
#define LINK_SUFFIX "/requests" /* behind the operation's id: of the operation that links */

#define READING_ARGS \
  { "charset", CHOSHO_ARG_TEXT, FALSE, "NAME", N_("The encoding of names in an archive: CP932, EUC-JP, UTF-8 … (default: as each one fits)") }, \
  { "password-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The archive's password, on the first line of FILE") }

const ChoshoCommandArg chosho_request_match_args[] = {
  { "source", CHOSHO_ARG_POSITIONAL, TRUE, "DIR|ZIP", N_("The folder, archive or file that came back") },
  READING_ARGS,
  { NULL }
};

const ChoshoCommandArg chosho_request_receive_args[] = {
  { "source", CHOSHO_ARG_POSITIONAL, TRUE, "DIR|ZIP", N_("The folder, archive or file that came back") },
  { "take", CHOSHO_ARG_LIST, FALSE, "FILE=NUMBER", N_("Take this file for this request; several numbers with commas between, “-” for none") },
  { "apply", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Take all that is matched for sure: by number, by digest, or named in the client's list") },
  { "rest", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Take in all other files, too, for no request") },
  { "on", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The day it came (default: today)") },
  { "from", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Who handed it over, and how") },
  READING_ARGS,
  { NULL }
};

/* What is to become of one file. */
typedef struct
{
  ChoshoArrivedFile *file;     /* (borrowed) */
  gboolean           taken;
  GPtrArray         *requests; /* (owned) (element-type utf8) ids; empty: for none */
  const char        *matched;  /* (borrowed) by what: "number", "person" … */
  char              *id;       /* (owned) (nullable) the evidence that it is */
} Taking;

typedef struct
{
  ChoshoCommandContext *context;
  ChoshoRequestArrival *arrival; /* (owned) */
  GPtrArray            *takings; /* (owned) (element-type Taking) one a file */
  GHashTable           *by_name; /* (owned) "folder/name" → GQueue of Taking (borrowed) */
} Receiving;

static void
taking_free (gpointer data)
{
  Taking *self = data;

  g_ptr_array_unref (self->requests);
  g_free (self->id);
  g_free (self);
}

static void
receiving_clear (Receiving *self)
{
  g_clear_pointer (&self->arrival, chosho_request_arrival_free);
  g_clear_pointer (&self->takings, g_ptr_array_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Receiving, receiving_clear)

/* --- match -------------------------------------------------------------------------------------------------------- */

gboolean
chosho_command_request_match (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoRequestArrival) arrival = chosho_request_arrival_new (context, chosho_command_get_text (context, "source"), error);

  if (arrival == NULL)
    return FALSE;
  *result = chosho_request_arrival_describe (arrival);
  return TRUE;
}

/* --- What is taken ------------------------------------------------------------------------------------------------ */

static Taking *
find_taking (Receiving *self, const char *path)
{
  Taking *found = NULL;

  for (guint i = 0; i < self->takings->len; i++)
    {
      Taking *taking = g_ptr_array_index (self->takings, i);
      g_autofree char *place = g_strdup_printf ("#%u", taking->file->member);

      if (strcmp (taking->file->path, path) == 0 || (taking->file->member > 0 && strcmp (place, path) == 0))
        found = taking;
    }
  return found;
}

/* Reads "FILE=R-001,R-002": numbers have no "=", names may. */
static gboolean
read_take (Receiving *self, ChoshoView *view, const char *text, GError **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *path = equals != NULL ? g_strndup (text, equals - text) : NULL;
  g_auto (GStrv) numbers = equals != NULL ? g_strsplit (equals + 1, ",", -1) : NULL;
  Taking *taking = path != NULL ? find_taking (self, path) : NULL;

  if (taking == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, path == NULL ? CHOSHO_ERROR_USAGE : CHOSHO_ERROR_NOT_FOUND,
                   path == NULL ? _("What is taken is named as FILE=NUMBER, not “%s”") : _("There is no file “%s” in what came"), path == NULL ? text : path);
      return FALSE;
    }
  taking->taken = TRUE;
  taking->matched = "person";
  g_ptr_array_set_size (taking->requests, 0);
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      char *id = strcmp (g_strstrip (numbers[i]), NO_REQUEST) != 0 ? chosho_request_resolve (self->context, view, numbers[i], error) : NULL;

      if (id != NULL)
        g_ptr_array_add (taking->requests, id);
      else if (strcmp (numbers[i], NO_REQUEST) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
take_sure (Taking *taking)
{
  ChoshoValue *matches = taking->file->matches;

  for (guint i = 0; i < chosho_value_get_length (matches); i++)
    {
      ChoshoValue *match = chosho_value_get_item (matches, i);

      if (!chosho_value_get_boolean (match, "sure", FALSE))
        continue;
      taking->taken = TRUE;
      if (taking->matched == NULL)
        taking->matched = chosho_value_get_string (match, "reason");
      g_ptr_array_add (taking->requests, g_strdup (chosho_value_get_string (match, "request")));
    }
}

/* What the person said goes before what is proposed; what cannot be taken in stays out, whoever names it. */
static gboolean
decide (Receiving *self, ChoshoView *view, GError **error)
{
  ChoshoValue *takes = chosho_command_get_list (self->context, "take");

  self->takings = g_ptr_array_new_with_free_func (taking_free);
  for (guint i = 0; i < self->arrival->files->len; i++)
    {
      Taking *taking = g_new0 (Taking, 1);

      taking->file = g_ptr_array_index (self->arrival->files, i);
      taking->requests = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->takings, taking);
    }
  for (guint i = 0; i < chosho_value_get_length (takes); i++)
    if (!read_take (self, view, chosho_value_as_string (chosho_value_get_item (takes, i)), error))
      return FALSE;
  for (guint i = 0; i < self->takings->len; i++)
    {
      Taking *taking = g_ptr_array_index (self->takings, i);

      if (!taking->taken && taking->file->problem == NULL && chosho_command_get_flag (self->context, "apply"))
        take_sure (taking);
      taking->taken = taking->taken || (taking->file->problem == NULL && chosho_command_get_flag (self->context, "rest"));
    }
  return TRUE;
}

/* --- Bytes: a folder or a file ------------------------------------------------------------------------------------- */

static char *
dup_name_key (const char *folder, const char *name)
{
  return g_strdup_printf ("%s/%s", folder != NULL ? folder : "", name);
}

static gboolean
is_wanted (const ChoshoIntakeFile *file, gpointer user_data)
{
  Receiving *self = user_data;
  g_autofree char *key = dup_name_key (file->folder, file->name);

  return g_hash_table_contains (self->by_name, key);
}

static void
free_queue (gpointer data)
{
  g_queue_free (data);
}

/* What has to be taken in; names that are shown alike are taken in the order in which they came. */
static guint
index_wanted (Receiving *self)
{
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_queue);
  for (guint i = 0; i < self->takings->len; i++)
    {
      Taking *taking = g_ptr_array_index (self->takings, i);
      char *key;
      GQueue *queue;

      if (!taking->taken || taking->file->held != NULL)
        continue;
      key = dup_name_key (taking->file->folder, taking->file->name);
      queue = g_hash_table_lookup (self->by_name, key);
      if (queue == NULL)
        g_hash_table_insert (self->by_name, g_strdup (key), queue = g_queue_new ());
      g_queue_push_tail (queue, taking);
      g_free (key);
    }
  return g_hash_table_size (self->by_name);
}

static ChoshoValue *
make_facts (ChoshoCommandContext *context)
{
  ChoshoValue *facts = chosho_evidence_facts_new (context, "file", "client");

  chosho_value_set_string (facts, "source", chosho_command_get_text (context, "from"));
  if (chosho_command_get_text (context, "on") != NULL)
    chosho_value_set_string (facts, "received_at", chosho_command_get_text (context, "on"));
  return facts;
}

static gboolean
take_files (Receiving *self, GError **error)
{
  g_autoptr (ChoshoValue) paths = chosho_value_new_array ();
  g_autoptr (ChoshoValue) facts = make_facts (self->context);
  g_autoptr (ChoshoValue) targets = chosho_value_new_array ();
  g_autoptr (ChoshoValue) taken = NULL;
  gboolean done;

  if (index_wanted (self) == 0)
    return TRUE;
  chosho_value_append_string (paths, self->arrival->source);
  done = chosho_evidence_intake_run_some (self->context, paths, is_wanted, self, facts, targets, &taken, error);
  for (guint i = 0; i < chosho_value_get_length (taken); i++)
    {
      ChoshoValue *one = chosho_value_get_item (taken, i);
      g_autofree char *key = dup_name_key (chosho_value_get_string (one, "folder"), chosho_value_get_string (one, "name"));
      GQueue *queue = g_hash_table_lookup (self->by_name, key);
      Taking *taking = queue != NULL ? g_queue_pop_head (queue) : NULL;

      if (taking != NULL)
        taking->id = g_strdup (chosho_value_get_string (one, "id"));
    }
  return done;
}

/* --- Bytes: an archive --------------------------------------------------------------------------------------------- */

/* The archive as a whole: as evidence that there is, or taken in now. (transfer full) */
static char *
take_whole (Receiving *self, GError **error)
{
  g_autoptr (ChoshoValue) paths = chosho_value_new_array ();
  g_autoptr (ChoshoValue) facts = make_facts (self->context);
  g_autoptr (ChoshoValue) targets = chosho_value_new_array ();
  g_autoptr (ChoshoValue) taken = NULL;

  if (self->arrival->held != NULL)
    return g_strdup (self->arrival->held);
  chosho_value_append_string (paths, self->arrival->source);
  if (!chosho_evidence_intake_run (self->context, paths, facts, targets, &taken, error))
    return NULL;
  return g_strdup (chosho_value_get_string (chosho_value_get_item (taken, 0), "id"));
}

/* The arguments of "evidence member-add" for the members that are taken. (transfer full) */
static ChoshoValue *
make_member_args (Receiving *self, const char *archive)
{
  static const char *const passed[] = { "charset", "password-file" };
  ChoshoValue *args = chosho_value_new_object ();
  ChoshoValue *members = chosho_value_new_array ();

  chosho_value_set_string (args, "id", archive);
  for (guint i = 0; i < G_N_ELEMENTS (passed); i++)
    {
      g_autofree char *key = g_strdelimit (g_strdup (passed[i]), "-", '_');

      chosho_value_set_string (args, key, chosho_command_get_text (self->context, passed[i]));
    }
  for (guint i = 0; i < self->takings->len; i++)
    {
      Taking *taking = g_ptr_array_index (self->takings, i);
      g_autofree char *place = g_strdup_printf ("#%u", taking->file->member);

      if (taking->taken && taking->file->held == NULL)
        chosho_value_append_string (members, place);
    }
  chosho_value_set (args, "member", members);
  return args;
}

static gboolean
take_members (Receiving *self, GError **error)
{
  ChoshoCommandContext own = *self->context;
  g_autofree char *operation = own.operation != NULL ? g_strconcat (own.operation, "/members", NULL) : NULL;
  g_autofree char *archive = NULL;
  g_autoptr (ChoshoValue) args = NULL;
  g_autoptr (ChoshoValue) taken = NULL;
  gboolean done;

  archive = take_whole (self, error);
  if (archive == NULL)
    return FALSE;
  args = make_member_args (self, archive);
  if (chosho_value_get_length (chosho_value_get (args, "member")) == 0)
    return TRUE;
  own.args = args;
  own.operation = operation;
  done = chosho_evidence_member_add (&own, &taken, error);
  for (guint i = 0; i < chosho_value_get_length (taken); i++)
    {
      ChoshoValue *one = chosho_value_get_item (taken, i);

      for (guint j = 0; j < self->takings->len; j++)
        {
          Taking *taking = g_ptr_array_index (self->takings, j);

          if (taking->taken && taking->id == NULL && taking->file->member == chosho_value_get_integer (one, "member", 0))
            taking->id = g_strdup (chosho_value_get_string (one, "id"));
        }
    }
  return done;
}

/* --- Requests ----------------------------------------------------------------------------------------------------- */

static gboolean
is_linked (ChoshoView *view, const char *request, const char *evidence)
{
  g_autofree char *key = g_strconcat ("request-evidence:", request, NULL);
  g_autoptr (GPtrArray) answers = chosho_view_list (view, key);

  for (guint i = 0; i < answers->len; i++)
    if (g_strcmp0 (chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (answers, i))->item, "evidence"), evidence) == 0)
      return TRUE;
  return FALSE;
}

/* A request that waited has come; one that is looked at or was accepted stays where it is. */
static gboolean
awaits (ChoshoView *view, const char *request)
{
  static const char *const waiting[] = { "requested", "returned", "not-requested", "withdrawn", NULL };
  ChoshoValue *state = chosho_view_get_item_printf (view, "request-state:%s", request);

  return state == NULL || g_strv_contains (waiting, chosho_value_get_string (state, "state"));
}

static void
add_links (Taking *taking, ChoshoView *view, ChoshoValue *links, GHashTable *arrived)
{
  const char *evidence = taking->id != NULL ? taking->id : taking->file->held;

  for (guint i = 0; evidence != NULL && i < taking->requests->len; i++)
    {
      const char *request = g_ptr_array_index (taking->requests, i);
      ChoshoValue *item;

      g_hash_table_add (arrived, (gpointer) request);
      if (is_linked (view, request, evidence))
        continue;
      item = chosho_value_new_object ();
      chosho_value_set_string (item, "request", request);
      chosho_value_set_string (item, "evidence", evidence);
      chosho_value_set_string (item, "matched", taking->matched);
      chosho_value_append (links, item);
    }
}

static gboolean
link_requests (Receiving *self, ChoshoValue **result, GError **error)
{
  g_autofree char *operation = self->context->operation != NULL ? g_strconcat (self->context->operation, LINK_SUFFIX, NULL) : NULL;
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (self->context->session, operation, error);
  g_autoptr (GHashTable) arrived = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *on = NULL;
  ChoshoValue *links, *states;
  GHashTableIter iter;
  gpointer request;

  if (tx == NULL)
    return FALSE;
  if (chosho_transaction_is_done (tx))
    return TRUE;
  on = chosho_request_dup_day (self->context, chosho_transaction_get_view (tx));
  links = chosho_value_new_array ();
  states = chosho_value_new_array ();
  for (guint i = 0; i < self->takings->len; i++)
    {
      Taking *taking = g_ptr_array_index (self->takings, i);

      if (taking->taken)
        add_links (taking, chosho_transaction_get_view (tx), links, arrived);
    }
  g_hash_table_iter_init (&iter, arrived);
  while (g_hash_table_iter_next (&iter, &request, NULL))
    if (awaits (chosho_transaction_get_view (tx), request))
      chosho_value_append (states, chosho_request_new_state (request, "received", on, NULL));
  chosho_transaction_add (tx, "request-evidence", links);
  chosho_transaction_add (tx, "request-state", states);
  return chosho_transaction_commit (tx, result, error);
}

/* --- receive ------------------------------------------------------------------------------------------------------ */

static gboolean
takes_any (Receiving *self)
{
  for (guint i = 0; i < self->takings->len; i++)
    if (((Taking *) g_ptr_array_index (self->takings, i))->taken)
      return TRUE;
  return FALSE;
}

static ChoshoValue *
list_numbers (Receiving *self, const Taking *taking)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < taking->requests->len; i++)
    for (guint j = 0; j < chosho_value_get_length (self->arrival->requests); j++)
      {
        ChoshoValue *row = chosho_value_get_item (self->arrival->requests, j);

        if (g_strcmp0 (chosho_value_get_string (row, "id"), g_ptr_array_index (taking->requests, i)) == 0)
          chosho_value_append_string (list, chosho_value_get_string (row, "number"));
      }
  return list;
}

/* The proposal with what became of it: "taken" [{path, id, requests}], and the files that are left. */
static ChoshoValue *
describe (Receiving *self)
{
  ChoshoValue *value = chosho_request_arrival_describe (self->arrival);
  ChoshoValue *files = chosho_value_get (value, "files");
  ChoshoValue *taken = chosho_value_new_array ();
  ChoshoValue *left = chosho_value_new_array ();
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->takings->len; i++)
    {
      Taking *taking = g_ptr_array_index (self->takings, i);
      const char *id = taking->id != NULL ? taking->id : taking->taken ? taking->file->held : NULL;
      ChoshoValue *one;

      if (id == NULL)
        continue;
      one = chosho_value_new_object ();
      chosho_value_set_string (one, "path", taking->file->path);
      chosho_value_set_string (one, "id", id);
      chosho_value_set (one, "requests", list_numbers (self, taking));
      chosho_value_set_boolean (one, "already_held", taking->file->held != NULL);
      chosho_value_append (taken, one);
      g_hash_table_add (done, taking->file->path);
    }
  for (guint i = 0; i < chosho_value_get_length (files); i++)
    if (!g_hash_table_contains (done, chosho_value_get_string (chosho_value_get_item (files, i), "path")))
      chosho_value_append (left, chosho_value_ref (chosho_value_get_item (files, i)));
  chosho_value_set (value, "taken", taken);
  chosho_value_set (value, "files", left);
  return value;
}

static gboolean
check_arguments (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  return chosho_command_check_date (context, "on", error) && chosho_command_check_past (context, view, "on", error);
}

gboolean
chosho_command_request_receive (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Receiving) self = { .context = context };
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GError) failed = NULL;

  if (view == NULL || !check_arguments (context, view, error)
      || (self.arrival = chosho_request_arrival_new (context, chosho_command_get_text (context, "source"), error)) == NULL
      || !decide (&self, view, error))
    return FALSE;
  if (takes_any (&self))
    {
      gboolean done = self.arrival->kind == CHOSHO_ARRIVAL_ARCHIVE ? take_members (&self, &failed) : take_files (&self, &failed);

      if (!link_requests (&self, result, error))
        return FALSE;
      if (!done)
        {
          *result = describe (&self);
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
    }
  *result = describe (&self);
  return TRUE;
}
