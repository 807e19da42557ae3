/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-blocker.h"
#include "chosho-command-check.h"
#include "chosho-command-warning.h"
#include "chosho-commands-pack-private.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-merge.h"
#include "chosho-pack-content.h"
#include "chosho-staging.h"
#include "chosho-sync.h"
#include "chosho-team.h"
#include "chosho-transaction.h"

/* What "journal head" prints of a record with a hundred copies. */
#define HEADS_FILE_BYTES (64 * 1024)

/* --- What goes --------------------------------------------------------------------------------- */

static gboolean
add_head (GPtrArray *heads, const char *text, GError **error)
{
  if (text != NULL && chosho_digest_is_hex (text))
    {
      g_ptr_array_add (heads, g_strdup (text));
      return TRUE;
    }
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--since: “%s” is neither an event's id nor a file that “journal head” wrote"),
               text != NULL ? text : "");
  return FALSE;
}

static gboolean
add_heads_of_file (GPtrArray *heads, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ChoshoValue) value = NULL;
  ChoshoValue *list;

  if (!chosho_file_read (path, HEADS_FILE_BYTES, &bytes, error))
    return FALSE;
  value = chosho_value_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (value == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  list = chosho_value_get (value, "heads");
  if (chosho_value_get_length (list) == 0)
    return add_head (heads, path, error);
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (!add_head (heads, chosho_value_get_string (chosho_value_get_item (list, i), "id"), error))
      return FALSE;
  return TRUE;
}

/* *@heads (transfer full) (element-type utf8): NULL where the argument is absent. */
static gboolean
read_since (ChoshoCommandContext *context, GPtrArray **heads, GError **error)
{
  ChoshoValue *list = chosho_command_get_list (context, "since");
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      const char *text = chosho_value_as_string (chosho_value_get_item (list, i));
      g_auto (GStrv) ids = g_strsplit_set (text, ", \n", -1);

      if (g_file_test (text, G_FILE_TEST_IS_REGULAR))
        {
          if (!add_heads_of_file (found, text, error))
            return FALSE;
          continue;
        }
      for (char **id = ids; *id != NULL; id++)
        if (**id != '\0' && !add_head (found, *id, error))
          return FALSE;
    }
  g_ptr_array_add (found, NULL);
  g_ptr_array_set_size (found, (int) found->len - 1); /* the NULL stays behind the end */
  *heads = list != NULL ? g_steal_pointer (&found) : NULL;
  return TRUE;
}

typedef char *(*ResolveFunc) (ChoshoCommandContext *context, ChoshoView *view, const char *text, GError **error);

static char *
resolve_member (ChoshoCommandContext *context, ChoshoView *view, const char *text, GError **error)
{
  return chosho_command_resolve_member (view, text, error);
}

/* *@ids (transfer full) (element-type utf8): NULL where the argument @name is absent. */
static gboolean
resolve_all (ChoshoCommandContext *context, ChoshoView *view, const char *name, ResolveFunc resolve, GPtrArray **ids, GError **error)
{
  ChoshoValue *list = chosho_command_get_list (context, name);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      char *id = resolve (context, view, chosho_value_as_string (chosho_value_get_item (list, i)), error);

      if (id == NULL)
        return FALSE;
      g_ptr_array_add (found, id);
    }
  *ids = list != NULL ? g_steal_pointer (&found) : NULL;
  return TRUE;
}

/* --- create ------------------------------------------------------------------------------------ */

static gboolean
check_choice (ChoshoCommandContext *context, GError **error)
{
  if (context->passphrase != NULL && chosho_command_get_list (context, "recipient") != NULL)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("A pack is closed with a passphrase or sealed to members' keys, not both"));
      return FALSE;
    }
  if (chosho_command_get_flag (context, "without-evidence") && chosho_command_get_list (context, "control") != NULL)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--control chooses evidence, --without-evidence leaves all of it: only one can be"));
      return FALSE;
    }
  return TRUE;
}

gboolean
chosho_command_pack_write (ChoshoCommandContext *context, const char *path, const ChoshoPackChoice *choice, GPtrArray *since,
                           GPtrArray *recipients, ChoshoPackSummary *summary, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (GByteArray) keys = view != NULL ? chosho_pack_list_keys (view, recipients) : NULL;
  ChoshoEnvelopeLock lock = { .passphrase = context->passphrase };
  ChoshoPackContent content = { .events = choice->events, .objects = choice->objects, .folder = chosho_session_get_path (context->session) };

  if (view == NULL)
    return FALSE;
  lock.recipients = keys->data;
  lock.n_recipients = keys->len / CHOSHO_KEY_PUBLIC_SIZE;
  content.engagement = chosho_session_get_engagement (context->session, error);
  content.since = since != NULL ? (const char *const *) since->pdata : NULL;
  return content.engagement != NULL
         && chosho_pack_write (path, &content, &lock, summary, context->progress, context->cancellable, error);
}

/* Who carries it: as the caller says, else its one recipient, else who makes it. */
static const char *
get_holder (ChoshoCommandContext *context, ChoshoTransaction *tx, GPtrArray *recipients)
{
  const char *given = chosho_command_get_text (context, "holder");
  const char *id = recipients != NULL && recipients->len == 1 ? g_ptr_array_index (recipients, 0) : chosho_transaction_get_member (tx);
  const ChoshoMember *member = id != NULL ? chosho_team_lookup (chosho_transaction_get_view (tx), id) : NULL;

  return given != NULL ? given : member != NULL ? member->name : chosho_identity_get_name (context->identity);
}

static ChoshoValue *
new_entry (ChoshoCommandContext *context, ChoshoTransaction *tx, const ChoshoPackChoice *choice, GPtrArray *recipients)
{
  ChoshoValue *item = chosho_value_new_object ();
  g_autoptr (GPtrArray) members = chosho_team_list (chosho_transaction_get_view (tx));
  ChoshoValue *to = chosho_value_new_array ();

  for (guint i = 0; context->passphrase == NULL && i < members->len; i++)
    {
      ChoshoMember *member = g_ptr_array_index (members, i);

      if (recipients != NULL ? g_ptr_array_find_with_equal_func (recipients, member->id, g_str_equal, NULL) : !member->left)
        chosho_value_append_string (to, member->id);
    }
  chosho_value_set_string (item, "holder", get_holder (context, tx, recipients));
  chosho_value_set (item, "to", to);
  chosho_value_set_integer (item, "events", choice->events->len);
  chosho_value_set_integer (item, "objects", choice->objects->len);
  chosho_command_copy_text (context, "note", item, "note");
  return item;
}

/* TRUE where the entry that @tx did before was taken back, since its file could not be made. */
static gboolean
was_taken_back (ChoshoTransaction *tx)
{
  g_autofree char *id = chosho_transaction_dup_id (tx, "pack", 0);

  return chosho_view_get_printf (chosho_transaction_get_view (tx), "pack-returned:%s", id) != NULL;
}

/* An operation that is repeated after its file could not be made goes on as "OPERATION/1", and so on: what was taken back
 * stays so. (transfer full) */
static ChoshoTransaction *
begin_entry (ChoshoCommandContext *context, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);

  for (guint i = 1; tx != NULL && chosho_transaction_is_done (tx) && was_taken_back (tx); i++)
    {
      g_autofree char *operation = g_strdup_printf ("%s/%u", context->operation, i);

      chosho_transaction_free (g_steal_pointer (&tx)); /* which holds the lock */
      tx = chosho_transaction_begin (context->session, operation, error);
    }
  return g_steal_pointer (&tx);
}

/* The entry that it went out, with a checkpoint of all that it holds: both go with it. *@id (transfer full). */
static gboolean
write_entry (ChoshoCommandContext *context, const ChoshoPackChoice *choice, GPtrArray *recipients, char **id, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = begin_entry (context, error);
  g_autoptr (GPtrArray) refused = NULL;

  if (tx == NULL)
    return FALSE;
  if (!chosho_transaction_is_done (tx))
    {
      if (!chosho_transaction_check_power (tx, "pack", result, error))
        return FALSE;
      refused = chosho_transaction_try (tx, "pack", new_entry (context, tx, choice, recipients));
      if (refused != NULL)
        {
          *result = chosho_blockers_to_value (refused);
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_REFUSED, _("Refused: the pack cannot be entered in the record"));
          return FALSE;
        }
      chosho_transaction_try_checkpoint (tx);
      if (!chosho_transaction_commit (tx, result, error))
        return FALSE;
    }
  *id = chosho_transaction_dup_id (tx, "pack", 0);
  return TRUE;
}

/* What the record says to have gone out and was not made is out nowhere. FALSE where that cannot be noted either. */
static gboolean
take_entry_back (ChoshoCommandContext *context, const char *id)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, NULL, NULL);
  ChoshoValue *item;

  if (tx == NULL)
    return FALSE;
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "pack", id);
  chosho_value_set_string (item, "text", "not made");
  chosho_transaction_add_item (tx, "pack-return", item);
  return chosho_transaction_commit (tx, NULL, NULL);
}

/* Always FALSE: the file of the entry @id could not be made, as @reason says, which is taken. */
static gboolean
fail_after_entry (ChoshoCommandContext *context, const char *id, GError *reason, GError **error)
{
  if (take_entry_back (context, id))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_UNCONFIRMED,
               _("%s. The record says that the pack is out, which could not be taken back: note that with “pack return %s”"), reason->message, id);
  g_error_free (reason);
  return FALSE;
}

/* A name that is taken is told before anything is entered. */
static gboolean
check_output (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (!chosho_staging_check_free (path, error))
    return FALSE;
  if (g_file_test (parent, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s: there is no folder “%s”"), path, parent);
  return FALSE;
}

typedef struct
{
  GPtrArray *since;      /* (owned) (nullable) */
  GPtrArray *controls;   /* (owned) (nullable) */
  GPtrArray *recipients; /* (owned) (nullable) */
} Wish;

static void
wish_clear (Wish *self)
{
  g_clear_pointer (&self->since, g_ptr_array_unref);
  g_clear_pointer (&self->controls, g_ptr_array_unref);
  g_clear_pointer (&self->recipients, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
read_wish (ChoshoCommandContext *context, Wish *wish, GError **error)
{
  g_autoptr (ChoshoView) view = NULL;

  if (!check_choice (context, error) || !read_since (context, &wish->since, error))
    return FALSE;
  view = chosho_session_get_view (context->session, FALSE, error);
  return view != NULL && resolve_all (context, view, "control", chosho_command_resolve_control, &wish->controls, error)
         && resolve_all (context, view, "recipient", resolve_member, &wish->recipients, error);
}

static gboolean
choose (ChoshoCommandContext *context, const Wish *wish, ChoshoPackChoice *choice, GError **error)
{
  return chosho_pack_choice_init (choice, context->session, wish->since, wish->controls, chosho_command_get_flag (context, "without-evidence"), error);
}

/* Prints {id, path, events, objects, bytes, not_carried}; no id where it is not entered as out. */
static gboolean
run_create (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "output");
  g_auto (Wish) wish = { NULL };
  g_auto (ChoshoPackChoice) before = { NULL }, choice = { NULL };
  g_autofree char *id = NULL;
  g_autoptr (GError) local_error = NULL;
  ChoshoPackSummary summary;

  if (!check_output (path, error) || !read_wish (context, &wish, error))
    return FALSE;
  if (!chosho_command_get_flag (context, "returning")
      && (!choose (context, &wish, &before, error) || !write_entry (context, &before, wish.recipients, &id, result, error)))
    return FALSE;
  if (!choose (context, &wish, &choice, id != NULL ? &local_error : error)
      || !chosho_command_pack_write (context, path, &choice, wish.since, wish.recipients, &summary, id != NULL ? &local_error : error))
    return id != NULL && fail_after_entry (context, id, g_steal_pointer (&local_error), error);
  *result = chosho_value_new_object ();
  chosho_value_set_string (*result, "id", id);
  chosho_value_set_string (*result, "path", path);
  chosho_value_set_integer (*result, "events", summary.events);
  chosho_value_set_integer (*result, "objects", summary.objects);
  chosho_value_set_integer (*result, "bytes", (gint64) summary.bytes);
  chosho_value_set_integer (*result, "not_carried", choice.not_carried);
  return TRUE;
}

/* --- list, return ------------------------------------------------------------------------------- */

/* Prints [{id, holder, to, to_names, events, objects, note, by, at, state: out|returned, returned_by, returned_at}]. */
static gboolean
run_list (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  *result = chosho_session_list_rows (context->session, "pack", NULL, error);
  return *result != NULL;
}

static gboolean
write_return (ChoshoCommandContext *context, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  g_autofree char *id = chosho_session_resolve_thing (context->session, chosho_transaction_get_view (tx), "pack",
                                                      chosho_command_get_text (context, "id"), error);
  ChoshoValue *item;

  if (id == NULL)
    return FALSE;
  if (chosho_view_get_printf (chosho_transaction_get_view (tx), "pack-returned:%s", id) != NULL)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_EXISTS, _("It is no longer out"));
      return FALSE;
    }
  item = chosho_value_new_object ();
  chosho_value_set_string (item, "pack", id);
  chosho_command_copy_text (context, "text", item, "text");
  chosho_transaction_add_item (tx, "pack-return", item);
  return chosho_transaction_commit (tx, result, error);
}

static gboolean
run_return (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) tx = chosho_transaction_begin (context->session, context->operation, error);
  g_autofree char *id = NULL;

  if (tx == NULL || (!chosho_transaction_is_done (tx) && !write_return (context, tx, result, error)))
    return FALSE;
  id = chosho_transaction_dup_id (tx, "pack-return", 0);
  *result = chosho_command_result_id (id);
  return TRUE;
}

/* --- open, merge ------------------------------------------------------------------------------- */

static void
fill_options (ChoshoCommandContext *context, ChoshoMergeOptions *options)
{
  options->opener.passphrase = context->passphrase;
  options->opener.key_pair = context->identity != NULL ? chosho_identity_get_key_pair (context->identity) : NULL;
  options->progress = context->progress;
  options->cancellable = context->cancellable;
}

static gboolean
run_open (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoMergeOptions options = { .plan = FALSE };

  fill_options (context, &options);
  if (!chosho_merge_open (chosho_command_get_text (context, "file"), chosho_command_get_text (context, "folder"), &options, result, error))
    return FALSE;
  chosho_command_tell_disk (*result, chosho_value_get_string (*result, "path"));
  return TRUE;
}

static gboolean
run_merge (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  ChoshoMergeOptions options = { .plan = chosho_command_get_flag (context, "plan") };

  fill_options (context, &options);
  return chosho_merge_run (context->session, chosho_command_get_text (context, "file"), &options, result, error);
}

static gboolean
run_sync (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  return chosho_sync_run (context, chosho_command_get_text (context, "folder"), result, error);
}

/* --- The table --------------------------------------------------------------------------------- */

#define PASSPHRASE { "pack-passphrase-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The pack's passphrase: the first line of FILE") }

static const ChoshoCommandArg create_args[] = {
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE", N_("The pack to write") },
  { "control", CHOSHO_ARG_LIST, FALSE, "N", N_("Only the evidence of this control; may be repeated. All entries go in any case") },
  { "without-evidence", CHOSHO_ARG_FLAG, FALSE, NULL, N_("No evidence, only the entries") },
  { "since", CHOSHO_ARG_LIST, FALSE, "HEADS", N_("Leave out what the receiver holds: ids of events, or a file that “journal head” wrote") },
  { "returning", CHOSHO_ARG_FLAG, FALSE, NULL, N_("It brings back what was done here: it is not entered as carried out") },
  { "holder", CHOSHO_ARG_TEXT, FALSE, "NAME", N_("Who carries it (its only recipient, else oneself)") },
  { "note", CHOSHO_ARG_TEXT, FALSE, "T", N_("What it is for") },
  { "recipient", CHOSHO_ARG_LIST, FALSE, "MEMBER", N_("Sealed to this member's keys (to those of the whole team); may be repeated") },
  PASSPHRASE,
  { NULL }
};

static const ChoshoCommandArg open_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("A pack with all entries") },
  { "folder", CHOSHO_ARG_POSITIONAL, TRUE, "DIR", N_("The working copy's new folder") },
  PASSPHRASE,
  { NULL }
};

static const ChoshoCommandArg merge_args[] = {
  { "file", CHOSHO_ARG_POSITIONAL, TRUE, "FILE", N_("A pack that came back") },
  { "plan", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Show what would come of it and change nothing") },
  PASSPHRASE,
  { NULL }
};

static const ChoshoCommandArg sync_args[] = {
  { "folder", CHOSHO_ARG_POSITIONAL, TRUE, "FOLDER", N_("A folder that the firm shares or synchronises, or a medium") },
  { "without-evidence", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Send no evidence, only the entries") },
  { "with-purges", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Also take what brings the destruction of evidence that is here") },
  PASSPHRASE,
  { NULL }
};

static const ChoshoCommandArg return_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "PACK", N_("The pack, by its id or the beginning of it") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "T", N_("What became of it") },
  { NULL }
};

static const ChoshoCommandArg no_args[] = { { NULL } };

static const ChoshoCommandArg conflict_list_args[] = {
  { "target", CHOSHO_ARG_POSITIONAL, FALSE, "CONTROL|PAPER", N_("Only what stands against its sign-off") },
  { NULL }
};

static const ChoshoCommandArg resolve_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The conflict") },
  { "value", CHOSHO_ARG_INTEGER, FALSE, "N", N_("The value that stands from now on, as “conflict list” counts them from 1") },
  { "text", CHOSHO_ARG_TEXT, FALSE, "T", N_("What stands from now on in words of one's own") },
  { NULL }
};

#define PACK CHOSHO_COMMAND_PACK_PASSPHRASE

const ChoshoCommand chosho_commands_pack[] = {
  { "pack create", N_("Make a file that carries the engagement elsewhere"), create_args, CHOSHO_COMMAND_WRITES | PACK, run_create },
  { "pack open", N_("Make a working copy from a pack"), open_args,
    CHOSHO_COMMAND_NO_ENGAGEMENT | CHOSHO_COMMAND_OPTIONAL_IDENTITY | PACK, run_open },
  { "pack merge", N_("Bring back what was done elsewhere"), merge_args, CHOSHO_COMMAND_WRITES | PACK, run_merge },
  { "pack sync", N_("Exchange what is new by way of a shared folder"), sync_args, CHOSHO_COMMAND_WRITES | PACK, run_sync },
  { "pack list", N_("List what was carried out, and what is out still"), no_args, CHOSHO_COMMAND_READS, run_list },
  { "pack return", N_("Note that a pack is no longer out"), return_args, CHOSHO_COMMAND_WRITES, run_return },
  { "conflict list", N_("List entries that people made without knowing of each other"), conflict_list_args, CHOSHO_COMMAND_READS, chosho_command_conflict_list },
  { "conflict resolve", N_("Decide what stands"), resolve_args, CHOSHO_COMMAND_WRITES, chosho_command_conflict_resolve },
  { NULL }
};
