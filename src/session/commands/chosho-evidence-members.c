/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-evidence-content.h"
#include "chosho-evidence-facts.h"
#include "chosho-evidence-members.h"
#include "chosho-evidence.h"
#include "chosho-links.h"
#include "chosho-media-type.h"
#include "chosho-purge.h"
#include "chosho-reference.h"

/* All members together may be so many times as large as the archive: more is a bomb of many small ones, where each for
 * itself is within what one member may be. Logs of one line reach 500. */
#define TOTAL_RATIO 1000
#define TOTAL_FREE_BYTES (G_GUINT64_CONSTANT (256) * 1024 * 1024)

const ChoshoCommandArg chosho_evidence_member_add_args[] = {
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The archive: id or reference") },
  { "in", CHOSHO_ARG_LIST, FALSE, "NAME", N_("An archive within it, by name or as #number; again for one within that") },
  { "member", CHOSHO_ARG_LIST, FALSE, "NAME", N_("A member, by name or as #number") },
  { "all", CHOSHO_ARG_FLAG, FALSE, NULL, N_("All files of the archive") },
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("Link to this control") },
  { "step", CHOSHO_ARG_LIST, FALSE, "STEP", N_("Link to this step") },
  { "paper", CHOSHO_ARG_LIST, FALSE, "PAPER", N_("Attach to this paper") },
  { "charset", CHOSHO_ARG_TEXT, FALSE, "NAME", N_("The encoding of names: CP932, EUC-JP, UTF-8 … (default: as each one fits)") },
  { "as-of", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The date it speaks about") },
  { "covers-from", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The span it speaks about: first day") },
  { "covers-to", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("The span it speaks about: last day") },
  { "note", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("A remark") },
  { "password-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The file's password, on the first line of FILE") },
  { NULL }
};

/* One member that is wanted, and what becomes of it. */
typedef struct
{
  guint        index;    /* in its archive */
  const char  *name;     /* (borrowed) as shown */
  ChoshoValue *item;     /* (owned) (nullable) to be written */
  char        *id;       /* (owned) (nullable) of the evidence that it is */
  gboolean     held;     /* its bytes were evidence before */
  GError      *error;    /* (owned) (nullable) why it was not taken */
} Wanted;

typedef struct
{
  ChoshoCommandContext *context;
  ChoshoEvidenceContent content;
  GPtrArray  *members;      /* (owned) (element-type ChoshoMemberInfo) of the archive at the way's end */
  GPtrArray  *wanted;       /* (owned) (element-type Wanted) ascending: the helper goes through an archive once */
  GHashTable *digests;      /* (owned) set: of what is evidence */
  GHashTable *refused;      /* (owned) digest → why it must not come in */
  GHashTable *cited;        /* (owned) way → id of the members of this archive that are evidence */
  guint64     total_bytes;
} Run;

static void
wanted_free (gpointer data)
{
  Wanted *self = data;

  g_clear_pointer (&self->item, chosho_value_unref);
  g_clear_error (&self->error);
  g_free (self->id);
  g_free (self);
}

static void
run_clear (Run *self)
{
  chosho_evidence_content_clear (&self->content);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_pointer (&self->digests, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->cited, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* --- Which members ------------------------------------------------------------------------------------------------ */

static void
want (Run *self, guint index)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->index = index;
  wanted->name = ((ChoshoMemberInfo *) g_ptr_array_index (self->members, index))->name;
  g_ptr_array_add (self->wanted, wanted);
}

static int
compare_wanted (gconstpointer a, gconstpointer b)
{
  const Wanted *one = *(const Wanted *const *) a, *other = *(const Wanted *const *) b;

  return one->index < other->index ? -1 : one->index > other->index;
}

static void
want_all (Run *self)
{
  for (guint i = 0; i < self->members->len; i++)
    if (((ChoshoMemberInfo *) g_ptr_array_index (self->members, i))->kind == CHOSHO_MEMBER_FILE)
      want (self, i);
}

static gboolean
list_wanted (Run *self, GError **error)
{
  ChoshoValue *names = chosho_command_get_list (self->context, "member");

  self->wanted = g_ptr_array_new_with_free_func (wanted_free);
  if (chosho_command_get_flag (self->context, "all"))
    want_all (self);
  for (guint i = 0; i < chosho_value_get_length (names); i++)
    {
      int index = chosho_member_list_find (self->members, chosho_value_as_string (chosho_value_get_item (names, i)), error);

      if (index < 0)
        return FALSE;
      want (self, (guint) index);
    }
  g_ptr_array_sort (self->wanted, compare_wanted);
  for (guint i = self->wanted->len; i > 1; i--) /* one may have been named twice */
    if (compare_wanted (&self->wanted->pdata[i - 2], &self->wanted->pdata[i - 1]) == 0)
      g_ptr_array_remove_index (self->wanted, i - 1);
  if (self->wanted->len > 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s: there is no file in it"), chosho_value_get_string (self->content.row, "name"));
  return FALSE;
}

static gboolean
check_arguments (ChoshoCommandContext *context, GError **error)
{
  gboolean all = chosho_command_get_flag (context, "all");

  if (all != (chosho_value_get_length (chosho_command_get_list (context, "member")) > 0))
    return chosho_evidence_facts_check_dates (context, error);
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("Give either --member or --all"));
  return FALSE;
}

static gboolean
open_archive (Run *self, GError **error)
{
  const char *charset = chosho_command_get_text (self->context, "charset");

  if (!chosho_evidence_content_open (&self->content, self->context, "in", charset, error))
    return FALSE;
  if (chosho_value_get_boolean (self->content.row, "withdrawn", FALSE))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is withdrawn"), chosho_value_get_string (self->content.row, "name"));
      return FALSE;
    }
  self->refused = chosho_purge_list_refused (self->context->session, error);
  if (self->refused == NULL)
    return FALSE;
  self->members = chosho_evidence_content_list_members (&self->content, charset, self->context->cancellable, error);
  return self->members != NULL && list_wanted (self, error);
}

/* --- What is evidence already ------------------------------------------------------------------------------------- */

/* "3/0": the places of @path. (transfer full) */
static char *
dup_way (ChoshoValue *path)
{
  GString *way = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (path); i++)
    g_string_append_printf (way, "/%" G_GINT64_FORMAT, chosho_value_get_integer (chosho_value_get_item (path, i), "position", -1));
  return g_string_free (way, FALSE);
}

static void
look_at_evidence (Run *self, ChoshoView *view)
{
  g_autoptr (GPtrArray) all = chosho_view_list_action (view, "evidence");
  const char *archive = chosho_value_get_string (self->content.archive, "id");

  self->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < all->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (all, i);
      const char *digest = chosho_value_get_string (write->item, "sha256");
      g_autofree char *id = chosho_write_dup_id (write);

      if (digest != NULL)
        g_hash_table_add (self->digests, g_strdup (digest));
      if (g_strcmp0 (chosho_value_get_string (write->item, "of"), archive) == 0 && chosho_evidence_get_withdrawal (view, id) == NULL)
        g_hash_table_insert (self->cited, dup_way (chosho_value_get (write->item, "path")), g_steal_pointer (&id));
    }
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

/* What all members have from their archive, with what is said of them. (transfer full) */
static ChoshoValue *
make_facts (Run *self, ChoshoTransaction *probe)
{
  static const char *const shared[] = { "origin", "source", "received_at" };
  static const char *const spans[] = { "as_of", "covers_from", "covers_to" };
  ChoshoValue *facts = chosho_value_new_object ();
  ChoshoWrite *archive = chosho_transaction_lookup (probe, chosho_value_get_string (self->content.archive, "id"));
  const char *receiver = chosho_value_get_string (archive->item, "received_by");
  gboolean said = FALSE;

  chosho_value_set_string (facts, "kind", "member");
  chosho_value_set_string (facts, "of", chosho_value_get_string (self->content.archive, "id"));
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    chosho_value_set_string (facts, shared[i], chosho_value_get_string (archive->item, shared[i]));
  chosho_value_set_string (facts, "received_by", receiver != NULL ? receiver : chosho_write_get_author_member (archive));
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    said = said || chosho_command_get_text (self->context, spans[i]) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    chosho_value_set_string (facts, spans[i], said ? chosho_command_get_text (self->context, spans[i]) : chosho_value_get_string (archive->item, spans[i]));
  chosho_value_set_string (facts, "note", chosho_command_get_text (self->context, "note"));
  return facts;
}

static gboolean
check_member (const ChoshoMemberInfo *member, GError **error)
{
  if (member->kind != CHOSHO_MEMBER_FILE)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is no file but a folder, link or device"), member->name);
  else if (member->unsafe_name)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID,
                 _("“%s”: the name leads out of the archive and is cited nowhere; cite the archive as a whole, or ask for it packed anew"),
                 member->name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_budget (Run *self, guint64 size_bytes, GError **error)
{
  guint64 archive_bytes = (guint64) MAX (chosho_value_get_integer (self->content.archive, "size_bytes", 0), 1);

  self->total_bytes += size_bytes;
  if (self->total_bytes <= TOTAL_FREE_BYTES || self->total_bytes / TOTAL_RATIO <= archive_bytes)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("%s: its members together are more than %d times as large as it is"),
               chosho_value_get_string (self->content.archive, "name"), TOTAL_RATIO);
  return FALSE;
}

/* Makes the item of @wanted out of the bytes that the helper delivers. */
static gboolean
read_member (Run *self, ChoshoValue *facts, Wanted *wanted, ChoshoValue *path, GError **error)
{
  guint8 head[CHOSHO_MEDIA_TYPE_BYTES];
  g_autofree char *sha256 = NULL;
  g_autofree char *name = g_strdup_printf ("%s ▸ %s", self->content.shown->str, wanted->name);
  int fd = chosho_member_reader_open (self->content.reader, path, &sha256, self->context->cancellable, error);
  struct stat info = { 0 };
  gssize length;

  if (fd < 0)
    return FALSE;
  (void) fstat (fd, &info);
  length = TEMP_FAILURE_RETRY (pread (fd, head, sizeof head, 0));
  (void) close (fd);
  if (g_hash_table_contains (self->refused, sha256))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” was not taken in: %s"), wanted->name,
                   (const char *) g_hash_table_lookup (self->refused, sha256));
      return FALSE;
    }
  wanted->item = chosho_value_copy (facts);
  chosho_value_set (wanted->item, "path", chosho_value_ref (path));
  chosho_value_set_string (wanted->item, "name", name);
  chosho_value_set_string (wanted->item, "sha256", sha256);
  chosho_value_set_integer (wanted->item, "size_bytes", info.st_size);
  chosho_value_set_string (wanted->item, "media_type", chosho_media_type_guess (head, (gsize) MAX (length, 0), wanted->name));
  wanted->held = !g_hash_table_add (self->digests, g_strdup (sha256));
  return check_budget (self, (guint64) info.st_size, error);
}

static gboolean
look_at_member (Run *self, ChoshoValue *facts, Wanted *wanted, GError **error)
{
  const ChoshoMemberInfo *member = g_ptr_array_index (self->members, wanted->index);
  g_autoptr (ChoshoValue) path = chosho_value_copy (self->content.path);
  g_autofree char *way = NULL;
  const char *id;

  if (!check_member (member, error))
    return FALSE;
  chosho_value_append (path, chosho_member_step_new (member, wanted->index, chosho_command_get_text (self->context, "charset")));
  way = dup_way (path);
  id = g_hash_table_lookup (self->cited, way);
  wanted->held = id != NULL;
  wanted->id = g_strdup (id);
  return id != NULL || read_member (self, facts, wanted, path, error);
}

/* What says nothing of one member alone ends it all. */
static gboolean
ends_all (const GError *error)
{
  return g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_CONFINEMENT)
         || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE)
         || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
}

static gboolean
read_members (Run *self, ChoshoValue *facts, GError **error)
{
  if (self->context->progress != NULL)
    chosho_progress_set_total (self->context->progress, self->wanted->len);
  for (guint i = 0; i < self->wanted->len; i++)
    {
      Wanted *wanted = g_ptr_array_index (self->wanted, i);
      GError *own = NULL;

      if (!look_at_member (self, facts, wanted, &own))
        {
          if (ends_all (own) || wanted->item != NULL) /* an item: all of them together are too much */
            {
              g_propagate_error (error, own);
              return FALSE;
            }
          wanted->error = own;
        }
      if (self->context->progress != NULL)
        chosho_progress_add (self->context->progress, 1);
    }
  return TRUE;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

static gboolean
write_members (Run *self, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoValue) targets = chosho_links_resolve (self->context, chosho_transaction_get_view (tx), error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  ChoshoValue *items;
  guint n_items = 0;

  if (targets == NULL)
    return FALSE;
  items = chosho_value_new_array ();
  for (guint i = 0; i < self->wanted->len; i++)
    {
      Wanted *wanted = g_ptr_array_index (self->wanted, i);

      if (wanted->item != NULL)
        chosho_value_append (items, chosho_value_ref (wanted->item));
      if (wanted->error == NULL)
        g_ptr_array_add (ids, wanted->item != NULL ? g_strdup_printf ("@0#%u", n_items++) : g_strdup (wanted->id));
    }
  chosho_transaction_add (tx, "evidence", items);
  chosho_links_add_all (tx, targets, "evidence", ids);
  if (!chosho_transaction_commit (tx, result, error))
    return FALSE;
  n_items = 0;
  for (guint i = 0; i < self->wanted->len; i++)
    {
      Wanted *wanted = g_ptr_array_index (self->wanted, i);

      if (wanted->item != NULL)
        wanted->id = chosho_transaction_dup_id (tx, "evidence", n_items++);
    }
  return TRUE;
}

/* What the evidence @id is, as "evidence add" tells it. (transfer full) */
static ChoshoValue *
describe_evidence (ChoshoTransaction *tx, const char *id, gboolean held)
{
  ChoshoWrite *write = chosho_transaction_lookup (tx, id);
  ChoshoValue *path = chosho_value_get (write->item, "path");
  ChoshoValue *last = chosho_value_get_item (path, chosho_value_get_length (path) - 1);
  g_autofree char *reference = chosho_reference_dup (write);
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "id", id);
  chosho_value_set_string (value, "reference", reference);
  chosho_value_set_string (value, "sha256", chosho_value_get_string (write->item, "sha256"));
  chosho_value_set_integer (value, "size_bytes", chosho_value_get_integer (write->item, "size_bytes", 0));
  chosho_value_set_string (value, "name", chosho_value_get_string (write->item, "name"));
  chosho_value_set_string (value, "media_type", chosho_value_get_string (write->item, "media_type"));
  chosho_value_set_boolean (value, "already_held", held);
  chosho_value_set_integer (value, "member", chosho_value_get_integer (last, "position", 0) + 1);
  return value;
}

static ChoshoValue *
describe_failure (const Wanted *wanted)
{
  ChoshoValue *value = chosho_value_new_object ();
  ChoshoValue *why = chosho_value_new_object ();

  chosho_value_set_integer (value, "member", wanted->index + 1);
  chosho_value_set_string (value, "name", wanted->name);
  chosho_value_set_string (why, "code", chosho_error_code (wanted->error));
  chosho_value_set_string (why, "message", wanted->error->message);
  chosho_value_set (value, "error", why);
  return value;
}

/* All that was wanted, in the archive's order; FALSE where some of it was not taken. */
static gboolean
report (Run *self, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  const GError *first = NULL;
  guint failed = 0;

  *result = chosho_value_new_array ();
  for (guint i = 0; i < self->wanted->len; i++)
    {
      const Wanted *wanted = g_ptr_array_index (self->wanted, i);

      chosho_value_append (*result, wanted->error != NULL ? describe_failure (wanted) : describe_evidence (tx, wanted->id, wanted->held));
      failed += wanted->error != NULL;
      if (first == NULL)
        first = wanted->error;
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (first));
  if (self->wanted->len > 1)
    g_prefix_error (error, _("%u of %u members were not taken: "), failed, self->wanted->len);
  if (failed == self->wanted->len)
    g_clear_pointer (result, chosho_value_unref);
  return FALSE;
}

/* What an earlier run of this operation wrote. */
static ChoshoValue *
report_done (ChoshoTransaction *tx)
{
  ChoshoValue *list = chosho_value_new_array ();
  char *id;

  for (guint i = 0; (id = chosho_transaction_dup_id (tx, "evidence", i)) != NULL; i++)
    {
      chosho_value_append (list, describe_evidence (tx, id, FALSE));
      g_free (id);
    }
  return list;
}

static gboolean
some_are_taken (Run *self)
{
  for (guint i = 0; i < self->wanted->len; i++)
    if (((Wanted *) g_ptr_array_index (self->wanted, i))->error == NULL)
      return TRUE;
  return FALSE;
}

/* Before minutes of reading: whether it was done before, and whether this person may. *@facts stays NULL where nothing is left
 * to be done. */
static gboolean
prepare (Run *self, ChoshoValue **facts, ChoshoValue **result, GError **error)
{
  g_autoptr (ChoshoTransaction) probe = chosho_transaction_begin (self->context->session, self->context->operation, error);
  g_autoptr (ChoshoValue) targets = NULL;

  if (probe == NULL)
    return FALSE;
  if (chosho_transaction_is_done (probe))
    {
      *result = report_done (probe);
      return TRUE;
    }
  targets = chosho_links_resolve (self->context, chosho_transaction_get_view (probe), error);
  if (targets == NULL || !chosho_transaction_check_power (probe, "evidence", result, error))
    return FALSE;
  look_at_evidence (self, chosho_transaction_get_view (probe));
  *facts = make_facts (self, probe);
  return TRUE;
}

gboolean
chosho_evidence_member_add (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Run) self = { .context = context };
  g_autoptr (ChoshoTransaction) tx = NULL;
  g_autoptr (ChoshoValue) facts = NULL;

  if (!check_arguments (context, error) || !open_archive (&self, error) || !prepare (&self, &facts, result, error))
    return FALSE;
  if (facts == NULL)
    return TRUE;
  if (!read_members (&self, facts, error))
    return FALSE;
  tx = chosho_transaction_begin (context->session, context->operation, error);
  if (tx == NULL || (some_are_taken (&self) && !write_members (&self, tx, result, error)))
    return FALSE;
  return report (&self, tx, result, error);
}
