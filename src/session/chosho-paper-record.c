/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paper-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-projection.h"
#include "chosho-text.h"

#define READ_ATTEMPTS 3 /* somebody may write while rows are read */

/* Kinds of rows that papers need, and the member that says what they are about, one or many; NULL: nothing. */
static const struct
{
  const char *kind;
  const char *about;
} kinds[] = {
  { "engagement", NULL }, { "setting", NULL }, { "catalogue", NULL }, { "catalog", NULL }, { "control", NULL },
  { "statement", "control" }, { "individual", "controls" }, { "scope", "control" }, { "step", "control" }, { "consent", "control" },
  { "links", NULL }, { "evidence", NULL }, { "mark", "control" }, { "interview", NULL }, { "observation", NULL },
  { "population", NULL }, { "sample", NULL }, { "finding", "controls" }, { "note", "control" }, { "paper", NULL }, { "request", NULL },
  { "prior", "control" }, { "member", NULL },
};

#define HISTORY "sign-off" /* rows made here */

struct _ChoshoPaperRecord
{
  GHashTable *lists; /* (owned) kind → GPtrArray of ChoshoValue; also "kind about" */
  GHashTable *rows;  /* (owned) "kind id" → ChoshoValue */
  GPtrArray  *none;  /* (owned) */
  ChoshoValue *facts; /* (owned) */
  guint       n_events;
};

static GPtrArray *
get_list (ChoshoPaperRecord *self, const char *kind, const char *about)
{
  g_autofree char *key = about != NULL ? g_strconcat (kind, " ", about, NULL) : g_strdup (kind);
  GPtrArray *list = g_hash_table_lookup (self->lists, key);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
      g_hash_table_insert (self->lists, g_steal_pointer (&key), list);
    }
  return list;
}

static void
add_about (ChoshoPaperRecord *self, const char *kind, const char *about, ChoshoValue *row)
{
  if (about != NULL && about[0] != '\0')
    g_ptr_array_add (get_list (self, kind, about), chosho_value_ref (row));
}

static void
add_row (ChoshoPaperRecord *self, const char *kind, const char *id, ChoshoValue *row)
{
  g_ptr_array_add (get_list (self, kind, NULL), chosho_value_ref (row));
  if (id != NULL)
    g_hash_table_insert (self->rows, g_strconcat (kind, " ", id, NULL), chosho_value_ref (row));
}

/* Files @row under what its member @name says. */
static void
add_abouts (ChoshoPaperRecord *self, const char *kind, const char *name, ChoshoValue *row)
{
  ChoshoValue *about = name != NULL ? chosho_value_get (row, name) : NULL;
  const char *text = about != NULL ? chosho_value_as_string (about) : NULL;

  if (text == NULL)
    for (guint i = 0; i < chosho_value_get_length (about); i++)
      add_about (self, kind, chosho_value_as_string (chosho_value_get_item (about, i)), row);
  else
    add_about (self, kind, text[0] != '\0' ? text : chosho_value_get_string (row, "paper"), row);
}

/* By what a row of @kind is found. */
static const char *
get_id (const char *kind, ChoshoValue *row)
{
  if (strcmp (kind, "catalog") == 0 || strcmp (kind, "control") == 0)
    return chosho_value_get_string (row, "number");
  if (strcmp (kind, "links") == 0 || strcmp (kind, "statement") == 0)
    return chosho_value_get_string (row, "control");
  if (strcmp (kind, "setting") == 0)
    return chosho_value_get_string (row, "name");
  return chosho_value_get_string (row, "id");
}

/* --- The history of sign-offs --------------------------------------------------------------------------------------- */

/* What became of a sign-off that stands no longer; NULL of one that does. Static. */
static const char *
get_fate (ChoshoView *view, const ChoshoWrite *write)
{
  if (!chosho_view_counts (view, write->node))
    return "without-effect";
  if (chosho_view_stands (view, write))
    return NULL;
  for (guint i = 0; write->replacers != NULL && i < write->replacers->len; i++)
    {
      const ChoshoWrite *later = g_ptr_array_index (write->replacers, i);

      if (later->action->mode == CHOSHO_WRITE_REMOVE && chosho_view_counts (view, later->node))
        return "withdrawn";
    }
  return "replaced";
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const ChoshoWrite *first = *(const ChoshoWrite *const *) a;
  const ChoshoWrite *second = *(const ChoshoWrite *const *) b;
  guint x = chosho_node_get_index (first->node), y = chosho_node_get_index (second->node);

  return x != y ? (x > y) - (x < y) : (first->index > second->index) - (first->index < second->index);
}

/* Every sign-off ever made and every withdrawal of one, in causal order: {target, stage, act, state?, by, at, event,
 * reason?, opened?, clock_reversed?}; what stands has no state: the target's own row says it. */
static void
add_history (ChoshoPaperRecord *self, ChoshoView *view)
{
  static const char *const acts[] = { "sign-off", "sign-off-withdraw" };
  g_autoptr (GPtrArray) writes = g_ptr_array_new ();
  ChoshoRender render = { .view = view };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      GPtrArray *of = chosho_state_get_writes_of (chosho_view_get_state (view), acts[i]);

      for (guint j = 0; j < of->len; j++)
        g_ptr_array_add (writes, g_ptr_array_index (of, j));
    }
  g_ptr_array_sort (writes, compare_moments);
  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (writes, i);
      g_autoptr (ChoshoValue) row = chosho_value_new_object ();
      ChoshoValue *opened = chosho_value_get (write->item, "opened");

      chosho_value_set_string (row, "target", chosho_value_get_string (write->item, "target"));
      chosho_value_set_string (row, "stage", chosho_value_get_string (write->item, "stage"));
      chosho_value_set_string (row, "act", write->action->name);
      chosho_value_set_string (row, "reason", chosho_value_get_string (write->item, "reason"));
      chosho_value_set (row, "opened", opened != NULL ? chosho_value_ref (opened) : NULL);
      if (strcmp (write->action->name, "sign-off") == 0)
        chosho_value_set_string (row, "state", get_fate (view, write));
      else
        chosho_value_set_string (row, "state", chosho_view_counts (view, write->node) ? NULL : "without-effect");
      chosho_render_set_author (&render, row, "by", "at", write);
      add_row (self, HISTORY, NULL, row);
      add_abouts (self, HISTORY, "target", row);
    }
}

/* --- Reading ------------------------------------------------------------------------------------------------------------ */

static gboolean
read_rows (ChoshoPaperRecord *self, ChoshoSession *session, GCancellable *cancellable, GError **error)
{
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (ChoshoValue) rows = chosho_session_list_rows (session, kinds[k].kind, NULL, error);

      if (rows == NULL)
        return FALSE;
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("Making the working papers was cancelled"));
          return FALSE;
        }
      for (guint i = 0; i < chosho_value_get_length (rows); i++)
        {
          ChoshoValue *row = chosho_value_get_item (rows, i);

          add_row (self, kinds[k].kind, get_id (kinds[k].kind, row), row);
          add_abouts (self, kinds[k].kind, kinds[k].about, row);
        }
    }
  return TRUE;
}

static ChoshoPaperRecord *
record_new (void)
{
  ChoshoPaperRecord *self = g_new0 (ChoshoPaperRecord, 1);

  self->lists = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->rows = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, (GDestroyNotify) chosho_value_unref);
  self->none = g_ptr_array_new ();
  return self;
}

/* Events of the record and the history of sign-offs. */
static gboolean
read_state (ChoshoPaperRecord *self, ChoshoSession *session, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (session, FALSE, error);

  if (view == NULL)
    return FALSE;
  self->n_events = chosho_state_get_n_events (chosho_view_get_state (view));
  add_history (self, view);
  return TRUE;
}

/* Whether nothing was added to the record since it was read. */
static gboolean
is_same (ChoshoPaperRecord *self, ChoshoSession *session, gboolean *same, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (session, FALSE, error);

  if (view == NULL)
    return FALSE;
  *same = chosho_state_get_n_events (chosho_view_get_state (view)) == self->n_events;
  return TRUE;
}

ChoshoPaperRecord *
chosho_paper_record_read (ChoshoSession *session, GCancellable *cancellable, GError **error)
{
  for (guint attempt = 0; attempt < READ_ATTEMPTS; attempt++)
    {
      g_autoptr (ChoshoPaperRecord) self = record_new ();
      GPtrArray *engagement;
      gboolean same = FALSE;

      if (!read_state (self, session, error) || !read_rows (self, session, cancellable, error) || !is_same (self, session, &same, error))
        return NULL;
      if (!same)
        continue;
      engagement = chosho_paper_record_list (self, "engagement");
      self->facts = engagement->len > 0 ? chosho_value_ref (g_ptr_array_index (engagement, 0)) : chosho_value_new_object ();
      return g_steal_pointer (&self);
    }
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _("The record is being written all the time; try again"));
  return NULL;
}

void
chosho_paper_record_free (ChoshoPaperRecord *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->none);
  g_clear_pointer (&self->facts, chosho_value_unref);
  g_free (self);
}

ChoshoValue *
chosho_paper_record_get (ChoshoPaperRecord *self, const char *kind, const char *id)
{
  g_autofree char *key = id != NULL ? g_strconcat (kind, " ", id, NULL) : NULL;

  return key != NULL ? g_hash_table_lookup (self->rows, key) : NULL;
}

GPtrArray *
chosho_paper_record_list (ChoshoPaperRecord *self, const char *kind)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, kind);

  return list != NULL ? list : self->none;
}

GPtrArray *
chosho_paper_record_list_of (ChoshoPaperRecord *self, const char *kind, const char *target)
{
  g_autofree char *key = g_strconcat (kind, " ", target, NULL);
  GPtrArray *list = g_hash_table_lookup (self->lists, key);

  return list != NULL ? list : self->none;
}

ChoshoValue *
chosho_paper_record_get_facts (ChoshoPaperRecord *self)
{
  return self->facts;
}

guint
chosho_paper_record_get_n_events (ChoshoPaperRecord *self)
{
  return self->n_events;
}

ChoshoValue *
chosho_paper_record_get_setting (ChoshoPaperRecord *self, const char *name)
{
  return chosho_value_get (chosho_paper_record_get (self, "setting", name), "value");
}

const char *
chosho_paper_record_get_own_name (ChoshoPaperRecord *self, const char *setting, const char *key, const char *code, gboolean english)
{
  ChoshoValue *list = chosho_paper_record_get_setting (self, setting);

  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);
      const char *label = chosho_value_get_string (entry, english ? "label_en" : "label_ja");

      if (g_strcmp0 (chosho_value_get_string (entry, key), code) == 0 && label != NULL && label[0] != '\0')
        return label;
    }
  return NULL;
}
