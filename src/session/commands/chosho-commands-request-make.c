/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-request-private.h"
#include "chosho-digest.h"
#include "chosho-request-words.h"
#include "chosho-text.h"

/*
 * Requests are made of two things only: the column 依頼文 of the firm's procedures, which is there to be read by the
 * client, or the class of audit subject in plain words with the criteria's own title. What the procedure says is the
 * firm's and never looked at here.
 */

#define TITLE_CHARACTERS 60 /* of the criteria's text, where they give no title */
#define ORIGIN_DIGITS 32 /* of the digest by which a request knows what it was made from */

const ChoshoCommandArg chosho_request_make_args[] = {
  { "control", CHOSHO_ARG_LIST, FALSE, "CONTROL", N_("Only for this control") },
  { "due", CHOSHO_ARG_TEXT, FALSE, "DATE", N_("Until when they are wanted") },
  { "period", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("The period that they are to cover (default: the engagement's)") },
  { "dry-run", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Only show what would be made") },
  { NULL }
};

/* One document that is wanted, with all that it is wanted for. */
typedef struct
{
  char        *text;     /* (owned) */
  char        *origin;   /* (owned) digest of what it was made from */
  const char  *subject;  /* (borrowed) (nullable) */
  ChoshoValue *controls; /* (owned) */
  ChoshoValue *steps;    /* (owned) */
  char        *request;  /* (owned) (nullable) the request there is, which it joins */
  char        *number;   /* (owned) (nullable) */
} Proposal;

typedef struct
{
  ChoshoCommandContext     *context;
  const ChoshoRequestWords *words;
  char        *period;     /* (owned) */
  GHashTable  *controls;   /* (owned) number → row of kind "control" (borrowed from @rows) */
  GHashTable  *entries;    /* (owned) number → row of kind "catalog" (borrowed from @catalog) */
  ChoshoValue *rows, *catalog, *steps; /* (owned) */
  GHashTable  *covered;    /* (owned) set of steps that some request names already (borrowed from the view) */
  GHashTable  *standing;   /* (owned) origin → write that made a request that goes on (borrowed from the view) */
  GHashTable  *by_origin;  /* (owned) origin → Proposal (borrowed) */
  GPtrArray   *proposals;  /* (owned) (element-type Proposal) */
  guint        left_out;   /* steps that have neither words nor a subject */
} Making;

static void
proposal_free (gpointer data)
{
  Proposal *self = data;

  g_free (self->text);
  g_free (self->origin);
  g_free (self->request);
  g_free (self->number);
  chosho_value_unref (self->controls);
  chosho_value_unref (self->steps);
  g_free (self);
}

static void
making_clear (Making *self)
{
  g_free (self->period);
  g_clear_pointer (&self->controls, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->covered, g_hash_table_unref);
  g_clear_pointer (&self->standing, g_hash_table_unref);
  g_clear_pointer (&self->by_origin, g_hash_table_unref);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_clear_pointer (&self->rows, chosho_value_unref);
  g_clear_pointer (&self->catalog, chosho_value_unref);
  g_clear_pointer (&self->steps, chosho_value_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

/* --- What there is ------------------------------------------------------------------------------------------------ */

static GHashTable *
index_by_number (ChoshoValue *rows)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    g_hash_table_insert (table, (gpointer) chosho_value_get_string (chosho_value_get_item (rows, i), "number"), chosho_value_get_item (rows, i));
  return table;
}

/* Of the state in memory, which the transaction holds still: nobody makes the same requests meanwhile. */
static void
index_requests (Making *self, ChoshoView *view)
{
  GPtrArray *made = chosho_state_get_writes_of (chosho_view_get_state (view), "request");

  self->covered = g_hash_table_new (g_str_hash, g_str_equal);
  self->standing = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < made->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (made, i);
      ChoshoValue *item = chosho_view_get_item (view, write->key->name);
      ChoshoValue *steps = chosho_value_get (item, "steps");
      ChoshoValue *state = chosho_view_get_item_printf (view, "request-state:%s", strchr (write->key->name, ':') + 1);
      const char *origin = chosho_value_get_string (item, "made_from");

      for (guint j = 0; j < chosho_value_get_length (steps); j++)
        g_hash_table_add (self->covered, (gpointer) chosho_value_as_string (chosho_value_get_item (steps, j)));
      if (origin != NULL && g_strcmp0 (chosho_value_get_string (state, "state"), "withdrawn") != 0)
        g_hash_table_insert (self->standing, (gpointer) origin, write);
    }
}

/* "2025-04〜2026-03": months are what people ask for. (transfer full) */
static char *
dup_period (ChoshoView *view, gboolean english)
{
  ChoshoValue *engagement = chosho_view_get_item (view, "engagement");

  return g_strdup_printf ("%.7s%s%.7s", chosho_value_get_string (engagement, "period_start"), english ? " to " : "〜",
                          chosho_value_get_string (engagement, "period_end"));
}

/* Rows are read before the lock is taken, which reading may need itself. */
static gboolean
load_rows (Making *self, GError **error)
{
  ChoshoSession *session = self->context->session;

  if ((self->rows = chosho_session_list_rows (session, "control", NULL, error)) == NULL
      || (self->catalog = chosho_session_list_rows (session, "catalog", NULL, error)) == NULL
      || (self->steps = chosho_session_list_rows (session, "step", NULL, error)) == NULL)
    return FALSE;
  self->controls = index_by_number (self->rows);
  self->entries = index_by_number (self->catalog);
  return TRUE;
}

static void
prepare (Making *self, ChoshoView *view)
{
  const char *period = chosho_command_get_text (self->context, "period");

  self->words = chosho_request_words_get (chosho_value_get_string (chosho_view_get_item (view, "engagement"), "language"));
  self->period = period != NULL ? g_strdup (period) : dup_period (view, chosho_request_words_is_english (self->words));
  index_requests (self, view);
  self->by_origin = g_hash_table_new (g_str_hash, g_str_equal);
  self->proposals = g_ptr_array_new_with_free_func (proposal_free);
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

/* What people call the entry: its title, else the beginning of what the criteria say. (transfer full) (nullable) */
static char *
dup_title (Making *self, ChoshoValue *entry)
{
  const char *title = chosho_value_get_string (entry, "title");
  const char *text = chosho_value_get_string (entry, "text");
  gboolean english = chosho_request_words_is_english (self->words);
  g_autofree char *cut = NULL;
  glong length;

  if (title != NULL && title[0] != '\0')
    return g_strdup (title);
  if (text == NULL || text[0] == '\0')
    return NULL;
  length = g_utf8_strlen (text, -1);
  cut = g_utf8_substring (text, 0, MIN (length, TITLE_CHARACTERS));
  return g_strdup_printf (english ? "“%s%s”" : "「%s%s」", cut, length > TITLE_CHARACTERS ? "…" : "");
}

/* The objective that @control belongs to, which several controls share, else the control itself. */
static ChoshoValue *
find_heading (Making *self, const char *control, char **title)
{
  ChoshoValue *entry = g_hash_table_lookup (self->entries, control);
  const char *parent = chosho_value_get_string (entry, "parent");
  ChoshoValue *above = parent != NULL ? g_hash_table_lookup (self->entries, parent) : NULL;

  *title = above != NULL ? dup_title (self, above) : NULL;
  if (*title != NULL)
    return above;
  *title = dup_title (self, entry);
  return entry;
}

/* The words made of the subject class; NULL where the criteria say nothing of the control. (transfer full) */
static char *
dup_subject_words (Making *self, ChoshoValue *step, char **origin)
{
  const char *subject = chosho_value_get_string (step, "subject");
  g_autofree char *title = NULL;
  ChoshoValue *heading = find_heading (self, chosho_value_get_string (step, "control"), &title);

  if (subject == NULL || title == NULL)
    return NULL;
  *origin = g_strdup_printf ("subject\n%s\n%s", chosho_value_get_string (heading, "number"), subject);
  return chosho_request_words_format (self->words, "subjects", subject, "number", chosho_value_get_string (heading, "number"), "title", title,
                                      "period", self->period, NULL);
}

/* The words of the procedure's own column for it. (transfer full) */
static char *
dup_own_words (ChoshoValue *step, char **origin)
{
  const char *text = chosho_value_get_string (step, "request_text");
  g_autofree char *normalised = text != NULL ? chosho_text_normalise (text) : NULL;

  if (normalised == NULL || normalised[0] == '\0')
    return NULL;
  *origin = g_strdup_printf ("words\n%s", normalised);
  return g_strstrip (g_strdup (text));
}

/* --- Proposals ---------------------------------------------------------------------------------------------------- */

/* Only what has to be done, is not done, and has nothing to look at yet. Who is asked or watched hands over nothing,
 * unless the firm wrote what to ask for. */
static gboolean
wants_document (Making *self, ChoshoValue *step)
{
  ChoshoValue *only = chosho_command_get_list (self->context, "control");
  ChoshoValue *control = g_hash_table_lookup (self->controls, chosho_value_get_string (step, "control"));

  return chosho_value_get_boolean (step, "required", FALSE) && chosho_value_get_string (step, "performance") == NULL
         && chosho_value_get_length (chosho_value_get (step, "evidence")) == 0
         && !g_hash_table_contains (self->covered, chosho_value_get_string (step, "id"))
         && control != NULL && g_strcmp0 (chosho_value_get_string (control, "state"), "out_of_scope") != 0
         && (only == NULL || chosho_value_has_text (only, chosho_value_get_string (step, "control")));
}

static gboolean
is_talk (ChoshoValue *step)
{
  const char *technique = chosho_value_get_string (step, "technique");

  return g_strcmp0 (technique, "inquiry") == 0 || g_strcmp0 (technique, "observation") == 0;
}

static Proposal *
get_proposal (Making *self, const char *origin_text, char *text, const char *subject)
{
  g_autofree char *digest = chosho_digest_hex (origin_text, strlen (origin_text));
  Proposal *proposal;
  ChoshoWrite *standing;

  digest[ORIGIN_DIGITS] = '\0';
  proposal = g_hash_table_lookup (self->by_origin, digest);
  if (proposal != NULL)
    {
      g_free (text);
      return proposal;
    }
  standing = g_hash_table_lookup (self->standing, digest);
  proposal = g_new0 (Proposal, 1);
  proposal->text = text;
  proposal->origin = g_steal_pointer (&digest);
  proposal->subject = subject;
  proposal->controls = chosho_value_new_array ();
  proposal->steps = chosho_value_new_array ();
  proposal->request = standing != NULL ? chosho_write_dup_id (standing) : NULL;
  g_hash_table_insert (self->by_origin, proposal->origin, proposal);
  g_ptr_array_add (self->proposals, proposal);
  return proposal;
}

static void
propose (Making *self, ChoshoValue *step)
{
  g_autofree char *origin = NULL;
  char *text = dup_own_words (step, &origin);
  gboolean own = text != NULL;
  const char *control = chosho_value_get_string (step, "control");
  Proposal *proposal;

  if (!own && is_talk (step))
    return;
  if (!own)
    text = dup_subject_words (self, step, &origin);
  if (text == NULL)
    {
      self->left_out++;
      return;
    }
  proposal = get_proposal (self, origin, text, chosho_value_get_string (step, "subject"));
  if (!chosho_value_has_text (proposal->controls, control))
    chosho_value_append_string (proposal->controls, control);
  chosho_value_append_string (proposal->steps, chosho_value_get_string (step, "id"));
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

static ChoshoValue *
new_item (Making *self, const Proposal *proposal)
{
  ChoshoValue *item = chosho_value_new_object ();

  chosho_value_set_string (item, "number", proposal->number);
  chosho_value_set_string (item, "text", proposal->text);
  chosho_value_set (item, "controls", chosho_value_ref (proposal->controls));
  chosho_value_set (item, "steps", chosho_value_ref (proposal->steps));
  chosho_value_set_string (item, "made_from", proposal->origin);
  chosho_value_set_string (item, "subject", proposal->subject);
  chosho_value_set_string (item, "period", self->period);
  chosho_value_set_string (item, "due", chosho_command_get_text (self->context, "due"));
  return item;
}

static void
append_missing (ChoshoValue *item, const char *key, ChoshoValue *list)
{
  ChoshoValue *joined = chosho_value_copy (chosho_value_get (item, key));

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (!chosho_value_has_text (joined, chosho_value_as_string (chosho_value_get_item (list, i))))
      chosho_value_append (joined, chosho_value_ref (chosho_value_get_item (list, i)));
  chosho_value_set (item, key, joined);
}

static gboolean
write_all (Making *self, ChoshoTransaction *tx, ChoshoValue **result, GError **error)
{
  ChoshoValue *made = chosho_value_new_array ();
  ChoshoValue *changed = chosho_value_new_array ();

  for (guint i = 0; i < self->proposals->len; i++)
    {
      const Proposal *proposal = g_ptr_array_index (self->proposals, i);
      ChoshoValue *item;

      if (proposal->request == NULL)
        {
          chosho_value_append (made, new_item (self, proposal));
          continue;
        }
      item = chosho_request_dup_item (chosho_transaction_get_view (tx), proposal->request);
      append_missing (item, "controls", proposal->controls);
      append_missing (item, "steps", proposal->steps);
      chosho_value_append (changed, item);
    }
  chosho_transaction_add (tx, "request", made);
  chosho_transaction_add (tx, "request-change", changed);
  return chosho_transaction_commit (tx, result, error);
}

static void
give_numbers (Making *self, ChoshoView *view)
{
  guint next = chosho_request_next_number (view);

  for (guint i = 0; i < self->proposals->len; i++)
    {
      Proposal *proposal = g_ptr_array_index (self->proposals, i);

      if (proposal->request != NULL)
        proposal->number = g_strdup (chosho_value_get_string (chosho_view_get_item_printf (view, "request:%s", proposal->request), "number"));
      else
        proposal->number = chosho_request_dup_number (next++);
    }
}

static ChoshoValue *
describe (Making *self, ChoshoTransaction *tx, gboolean written)
{
  ChoshoValue *list = chosho_value_new_array ();
  guint made = 0;

  for (guint i = 0; i < self->proposals->len; i++)
    {
      const Proposal *proposal = g_ptr_array_index (self->proposals, i);
      g_autofree char *id = proposal->request == NULL && written ? chosho_transaction_dup_id (tx, "request", made++) : g_strdup (proposal->request);
      ChoshoValue *one = chosho_value_new_object ();

      if (id != NULL)
        chosho_value_set_string (one, "id", id);
      else
        chosho_value_set (one, "id", chosho_value_new_null ());
      chosho_value_set_string (one, "number", proposal->number);
      chosho_value_set_string (one, "text", proposal->text);
      chosho_value_set (one, "controls", chosho_value_ref (proposal->controls));
      chosho_value_set (one, "steps", chosho_value_ref (proposal->steps));
      chosho_value_set_boolean (one, "joined", proposal->request != NULL);
      chosho_value_append (list, one);
    }
  return list;
}

static ChoshoValue *
describe_done (ChoshoTransaction *tx)
{
  ChoshoValue *list = chosho_value_new_array ();
  char *id;

  for (guint i = 0; (id = chosho_transaction_dup_id (tx, "request", i)) != NULL; i++)
    {
      ChoshoValue *item = chosho_transaction_lookup (tx, id)->item;
      ChoshoValue *one = chosho_command_copy_item (item);

      chosho_value_set_string (one, "id", id);
      chosho_value_set_boolean (one, "joined", FALSE);
      chosho_value_append (list, one);
      g_free (id);
    }
  return list;
}

/* The numbers of the controls that were named, in the place of what was typed. */
static gboolean
resolve_controls (ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  ChoshoValue *given = chosho_command_get_list (context, "control");
  g_autoptr (ChoshoValue) numbers = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (given); i++)
    {
      g_autofree char *control = chosho_command_resolve_control (context, view, chosho_value_as_string (chosho_value_get_item (given, i)), error);

      if (control == NULL)
        return FALSE;
      chosho_value_append_string (numbers, control);
    }
  if (given != NULL)
    chosho_value_set (context->args, "control", g_steal_pointer (&numbers));
  return TRUE;
}

gboolean
chosho_command_request_make (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Making) self = { .context = context };
  g_autoptr (ChoshoTransaction) tx = NULL;
  gboolean dry_run = chosho_command_get_flag (context, "dry-run");

  if (!chosho_command_check_date (context, "due", error) || !chosho_command_check_filled (context, "period", error)
      || !load_rows (&self, error) || (tx = chosho_transaction_begin (context->session, context->operation, error)) == NULL)
    return FALSE;
  if (chosho_transaction_is_done (tx))
    {
      *result = describe_done (tx);
      return TRUE;
    }
  if (!resolve_controls (context, chosho_transaction_get_view (tx), error))
    return FALSE;
  prepare (&self, chosho_transaction_get_view (tx));
  for (guint i = 0; i < chosho_value_get_length (self.steps); i++)
    if (wants_document (&self, chosho_value_get_item (self.steps, i)))
      propose (&self, chosho_value_get_item (self.steps, i));
  give_numbers (&self, chosho_transaction_get_view (tx));
  if (!dry_run && !write_all (&self, tx, result, error))
    return FALSE;
  *result = describe (&self, tx, !dry_run);
  if (self.left_out > 0)
    context->note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step has neither words for a request nor an audit subject: add a request for it by hand",
                                                  "%u steps have neither words for a request nor an audit subject: add requests for them by hand", self.left_out),
                                     self.left_out);
  return TRUE;
}
