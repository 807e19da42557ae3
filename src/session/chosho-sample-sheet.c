/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-sample-sheet.h"

#define NOT_RECORDED "none" /* what a result replaces where there was none: `sample record` */

/* What was typed into one cell. */
typedef struct
{
  char *state; /* (owned) */
  char *base;  /* (owned) the result it was typed over */
} Typed;

/* What was typed about one item. */
typedef struct
{
  GHashTable *states;  /* (owned) attribute -> Typed */
  char       *note;    /* (owned) (nullable): not touched */
  GPtrArray  *added;   /* (owned) ids of evidence */
  GPtrArray  *removed; /* (owned) */
} Draft;

struct _ChoshoSampleSheet
{
  ChoshoValue *row;        /* (owned) */
  GPtrArray   *attributes; /* (owned) names */
  GHashTable  *results;    /* (owned) "item\nattribute" -> result (borrowed from @row) */
  GHashTable  *rows;       /* (owned) item -> position */
  GHashTable  *drafts;     /* (owned) item -> Draft */
};

static void
typed_free (gpointer data)
{
  Typed *self = data;

  g_free (self->state);
  g_free (self->base);
  g_free (self);
}

static Draft *
draft_new (void)
{
  Draft *self = g_new0 (Draft, 1);

  self->states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, typed_free);
  self->added = g_ptr_array_new_with_free_func (g_free);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
draft_free (gpointer data)
{
  Draft *self = data;

  g_hash_table_unref (self->states);
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->removed);
  g_free (self->note);
  g_free (self);
}

static gboolean
draft_is_empty (Draft *self)
{
  return g_hash_table_size (self->states) == 0 && self->note == NULL && self->added->len == 0 && self->removed->len == 0;
}

/* --- What is recorded ------------------------------------------------------------------------------- */

static ChoshoValue *
get_result (ChoshoSampleSheet *self, const char *item, const char *attribute)
{
  g_autofree char *key = g_strconcat (item, "\n", attribute, NULL);

  return g_hash_table_lookup (self->results, key);
}

/* The result that something typed now would replace. */
static const char *
get_base (ChoshoValue *result)
{
  const char *id = chosho_value_get_string (result, "result");

  return id != NULL ? id : NOT_RECORDED;
}

static gboolean
has_attribute (ChoshoSampleSheet *self, const char *name)
{
  return g_ptr_array_find_with_equal_func (self->attributes, name, g_str_equal, NULL);
}

static Draft *
get_draft (ChoshoSampleSheet *self, guint row)
{
  return g_hash_table_lookup (self->drafts, chosho_sample_sheet_get_item (self, row));
}

static Draft *
make_draft (ChoshoSampleSheet *self, guint row)
{
  const char *item = chosho_sample_sheet_get_item (self, row);
  Draft *draft = g_hash_table_lookup (self->drafts, item);

  if (draft == NULL)
    {
      draft = draft_new ();
      g_hash_table_insert (self->drafts, g_strdup (item), draft);
    }
  return draft;
}

/* Whether a result of the item says otherwise about @id than @wanted. */
static gboolean
differs_in_evidence (ChoshoSampleSheet *self, const char *item, const char *id, gboolean wanted)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      ChoshoValue *result = get_result (self, item, g_ptr_array_index (self->attributes, i));

      if (result != NULL && chosho_value_has_text (chosho_value_get (result, "evidence"), id) != wanted)
        return TRUE;
      any = any || result != NULL;
    }
  return !any && wanted; /* evidence of an item without results waits for the first */
}

static void
drop_recorded_evidence (ChoshoSampleSheet *self, const char *item, GPtrArray *ids, gboolean wanted)
{
  for (guint i = ids->len; i-- > 0;)
    if (!differs_in_evidence (self, item, g_ptr_array_index (ids, i), wanted))
      g_ptr_array_remove_index (ids, i);
}

/* Whether every result of the item says @note, and there is one. */
static gboolean
is_note_recorded (ChoshoSampleSheet *self, const char *item, const char *note)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      ChoshoValue *result = get_result (self, item, g_ptr_array_index (self->attributes, i));
      const char *said = chosho_value_get_string (result, "note");

      if (result != NULL && strcmp (said != NULL ? said : "", note) != 0)
        return FALSE;
      any = any || result != NULL;
    }
  return any || note[0] == '\0';
}

/* Takes out of a draft what the record says by now. A remark and evidence stay while the item is not fully
 * answered: the attributes still open take them over. */
static void
drop_recorded (ChoshoSampleSheet *self, const char *item, Draft *draft)
{
  GHashTableIter iter;
  gpointer attribute, value;
  gboolean open = FALSE;

  g_hash_table_iter_init (&iter, draft->states);
  while (g_hash_table_iter_next (&iter, &attribute, &value))
    if (g_strcmp0 (chosho_value_get_string (get_result (self, item, attribute), "state"), ((Typed *) value)->state) == 0)
      g_hash_table_iter_remove (&iter);
  for (guint i = 0; i < self->attributes->len && !open; i++)
    open = g_hash_table_contains (draft->states, g_ptr_array_index (self->attributes, i));
  if (open)
    return;
  if (draft->note != NULL && is_note_recorded (self, item, draft->note))
    g_clear_pointer (&draft->note, g_free);
  drop_recorded_evidence (self, item, draft->added, TRUE);
  drop_recorded_evidence (self, item, draft->removed, FALSE);
}

/* --- Reading the row ---------------------------------------------------------------------------------- */

static void
take_attributes (ChoshoSampleSheet *self)
{
  ChoshoValue *names = chosho_value_get (self->row, "attributes");
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->attributes);

  self->attributes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < chosho_value_get_length (names); i++)
    g_ptr_array_add (self->attributes, g_strdup (chosho_value_as_string (chosho_value_get_item (names, i))));
  for (guint i = 0; before != NULL && i < before->len; i++) /* columns that nothing is recorded in yet */
    if (!has_attribute (self, g_ptr_array_index (before, i)))
      g_ptr_array_add (self->attributes, g_strdup (g_ptr_array_index (before, i)));
}

void
chosho_sample_sheet_set_row (ChoshoSampleSheet *self, ChoshoValue *sample)
{
  ChoshoValue *results, *items;
  GHashTableIter iter;
  gpointer item, draft;

  chosho_value_ref (sample);
  g_clear_pointer (&self->row, chosho_value_unref);
  self->row = sample;
  take_attributes (self);
  g_hash_table_remove_all (self->results);
  results = chosho_value_get (sample, "results");
  for (guint i = 0; i < chosho_value_get_length (results); i++)
    {
      ChoshoValue *result = chosho_value_get_item (results, i);

      g_hash_table_insert (self->results,
                           g_strconcat (chosho_value_get_string (result, "item"), "\n", chosho_value_get_string (result, "attribute"), NULL), result);
    }
  g_hash_table_remove_all (self->rows);
  items = chosho_value_get (sample, "items");
  for (guint i = 0; i < chosho_value_get_length (items); i++)
    g_hash_table_insert (self->rows, (gpointer) chosho_value_get_string (chosho_value_get_item (items, i), "item"), GUINT_TO_POINTER (i));
  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &item, &draft))
    {
      drop_recorded (self, item, draft);
      if (draft_is_empty (draft))
        g_hash_table_iter_remove (&iter);
    }
}

ChoshoSampleSheet *
chosho_sample_sheet_new (ChoshoValue *sample)
{
  ChoshoSampleSheet *self = g_new0 (ChoshoSampleSheet, 1);

  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, draft_free);
  chosho_sample_sheet_set_row (self, sample);
  return self;
}

void
chosho_sample_sheet_free (ChoshoSampleSheet *self)
{
  chosho_value_unref (self->row);
  g_ptr_array_unref (self->attributes);
  g_hash_table_unref (self->results);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->drafts);
  g_free (self);
}

ChoshoValue *
chosho_sample_sheet_get_row (ChoshoSampleSheet *self)
{
  return self->row;
}

guint
chosho_sample_sheet_get_n_items (ChoshoSampleSheet *self)
{
  return chosho_value_get_length (chosho_value_get (self->row, "items"));
}

guint
chosho_sample_sheet_get_n_attributes (ChoshoSampleSheet *self)
{
  return self->attributes->len;
}

const char *
chosho_sample_sheet_get_attribute (ChoshoSampleSheet *self, guint column)
{
  return g_ptr_array_index (self->attributes, column);
}

gboolean
chosho_sample_sheet_add_attribute (ChoshoSampleSheet *self, const char *name)
{
  if (chosho_value_get_boolean (self->row, "attributes_stated", FALSE) || name[0] == '\0' || has_attribute (self, name))
    return FALSE;
  g_ptr_array_add (self->attributes, g_strdup (name));
  return TRUE;
}

const char *
chosho_sample_sheet_get_item (ChoshoSampleSheet *self, guint row)
{
  return chosho_value_get_string (chosho_value_get_item (chosho_value_get (self->row, "items"), row), "item");
}

const char *
chosho_sample_sheet_get_label (ChoshoSampleSheet *self, guint row)
{
  return chosho_value_get_string (chosho_value_get_item (chosho_value_get (self->row, "items"), row), "label");
}

gboolean
chosho_sample_sheet_find_item (ChoshoSampleSheet *self, const char *item, guint *row)
{
  gpointer position;

  if (!g_hash_table_lookup_extended (self->rows, item, NULL, &position))
    return FALSE;
  *row = GPOINTER_TO_UINT (position);
  return TRUE;
}

/* --- Cells ------------------------------------------------------------------------------------------------ */

void
chosho_sample_sheet_get_cell (ChoshoSampleSheet *self, guint row, guint column, ChoshoSheetCell *cell)
{
  const char *attribute = chosho_sample_sheet_get_attribute (self, column);
  ChoshoValue *result = get_result (self, chosho_sample_sheet_get_item (self, row), attribute);
  Draft *draft = get_draft (self, row);
  Typed *typed = draft != NULL ? g_hash_table_lookup (draft->states, attribute) : NULL;

  cell->draft = typed != NULL;
  cell->state = typed != NULL ? typed->state : chosho_value_get_string (result, "state");
  cell->overtaken = typed != NULL && strcmp (typed->base, get_base (result)) != 0;
}

static void
forget_empty (ChoshoSampleSheet *self, guint row)
{
  Draft *draft = get_draft (self, row);

  if (draft != NULL && draft_is_empty (draft))
    g_hash_table_remove (self->drafts, chosho_sample_sheet_get_item (self, row));
}

gboolean
chosho_sample_sheet_set_state (ChoshoSampleSheet *self, guint row, guint column, const char *state)
{
  const char *attribute = chosho_sample_sheet_get_attribute (self, column);
  ChoshoValue *result = get_result (self, chosho_sample_sheet_get_item (self, row), attribute);
  Draft *draft;
  Typed *typed;
  ChoshoSheetCell before, after;

  chosho_sample_sheet_get_cell (self, row, column, &before);
  if (before.draft ? g_strcmp0 (before.state, state) == 0 : state == NULL)
    return FALSE;
  draft = make_draft (self, row);
  if (state == NULL || g_strcmp0 (state, chosho_value_get_string (result, "state")) == 0)
    g_hash_table_remove (draft->states, attribute);
  else
    {
      typed = g_new0 (Typed, 1);
      typed->state = g_strdup (state);
      typed->base = g_strdup (get_base (result));
      g_hash_table_insert (draft->states, g_strdup (attribute), typed);
    }
  forget_empty (self, row);
  chosho_sample_sheet_get_cell (self, row, column, &after);
  return before.draft || after.draft;
}

guint
chosho_sample_sheet_fill_row (ChoshoSampleSheet *self, guint row, const char *state)
{
  guint filled = 0;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      ChoshoSheetCell cell;

      chosho_sample_sheet_get_cell (self, row, i, &cell);
      filled += cell.state == NULL && chosho_sample_sheet_set_state (self, row, i, state);
    }
  return filled;
}

guint
chosho_sample_sheet_fill_column (ChoshoSampleSheet *self, guint column, const char *state, ChoshoSheetFunc changed, gpointer user_data)
{
  guint filled = 0;

  for (guint i = 0; i < chosho_sample_sheet_get_n_items (self); i++)
    {
      ChoshoSheetCell cell;

      chosho_sample_sheet_get_cell (self, i, column, &cell);
      /* What is replaced is not tested: its other attributes stay open for good. */
      if (cell.state != NULL || chosho_sample_sheet_has_state (self, i, "replaced") || !chosho_sample_sheet_set_state (self, i, column, state))
        continue;
      filled++;
      if (changed != NULL)
        changed (i, user_data);
    }
  return filled;
}

/* --- Remark and evidence ------------------------------------------------------------------------------------ */

/* The remarks that are recorded, each once. (transfer full) */
static char *
join_notes (ChoshoSampleSheet *self, const char *item)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < self->attributes->len; i++)
    {
      const char *note = chosho_value_get_string (get_result (self, item, g_ptr_array_index (self->attributes, i)), "note");

      if (note != NULL && note[0] != '\0' && g_hash_table_add (seen, (gpointer) note))
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? "\n" : "", note);
    }
  return g_string_free (joined, FALSE);
}

char *
chosho_sample_sheet_dup_note (ChoshoSampleSheet *self, guint row)
{
  Draft *draft = get_draft (self, row);

  return draft != NULL && draft->note != NULL ? g_strdup (draft->note) : join_notes (self, chosho_sample_sheet_get_item (self, row));
}

void
chosho_sample_sheet_set_note (ChoshoSampleSheet *self, guint row, const char *note)
{
  g_autofree char *recorded = join_notes (self, chosho_sample_sheet_get_item (self, row));
  Draft *draft = make_draft (self, row);

  g_free (draft->note);
  draft->note = strcmp (recorded, note) != 0 ? g_strdup (note) : NULL;
  forget_empty (self, row);
}

static void
append_once (ChoshoValue *list, const char *id)
{
  if (!chosho_value_has_text (list, id))
    chosho_value_append_string (list, id);
}

static gboolean
contains (GPtrArray *ids, const char *id, guint *position)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, position);
}

ChoshoValue *
chosho_sample_sheet_list_evidence (ChoshoSampleSheet *self, guint row)
{
  const char *item = chosho_sample_sheet_get_item (self, row);
  Draft *draft = get_draft (self, row);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < self->attributes->len; i++)
    {
      ChoshoValue *ids = chosho_value_get (get_result (self, item, g_ptr_array_index (self->attributes, i)), "evidence");

      for (guint j = 0; j < chosho_value_get_length (ids); j++)
        {
          const char *id = chosho_value_as_string (chosho_value_get_item (ids, j));

          if (draft == NULL || !contains (draft->removed, id, NULL))
            append_once (list, id);
        }
    }
  for (guint i = 0; draft != NULL && i < draft->added->len; i++)
    append_once (list, g_ptr_array_index (draft->added, i));
  return list;
}

/* Moves @id into @to, out of @from; where the record says so already, it is typed nowhere. */
static void
move_evidence (ChoshoSampleSheet *self, guint row, GPtrArray *from, GPtrArray *to, const char *id, gboolean wanted)
{
  guint position;

  if (contains (from, id, &position))
    g_ptr_array_remove_index (from, position);
  if (!contains (to, id, NULL) && differs_in_evidence (self, chosho_sample_sheet_get_item (self, row), id, wanted))
    g_ptr_array_add (to, g_strdup (id));
  forget_empty (self, row);
}

void
chosho_sample_sheet_add_evidence (ChoshoSampleSheet *self, guint row, const char *id)
{
  Draft *draft = make_draft (self, row);

  move_evidence (self, row, draft->removed, draft->added, id, TRUE);
}

void
chosho_sample_sheet_remove_evidence (ChoshoSampleSheet *self, guint row, const char *id)
{
  Draft *draft = make_draft (self, row);

  move_evidence (self, row, draft->added, draft->removed, id, FALSE);
}

/* --- How far it is ------------------------------------------------------------------------------------------- */

gboolean
chosho_sample_sheet_has_state (ChoshoSampleSheet *self, guint row, const char *state)
{
  for (guint i = 0; i < self->attributes->len; i++)
    {
      ChoshoSheetCell cell;

      chosho_sample_sheet_get_cell (self, row, i, &cell);
      if (g_strcmp0 (cell.state, state) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
chosho_sample_sheet_is_answered (ChoshoSampleSheet *self, guint row)
{
  guint answered = 0;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      ChoshoSheetCell cell;

      chosho_sample_sheet_get_cell (self, row, i, &cell);
      answered += cell.state != NULL;
    }
  if (self->attributes->len > 0 && answered == self->attributes->len)
    return TRUE;
  return chosho_sample_sheet_has_state (self, row, "replaced") && !chosho_sample_sheet_has_state (self, row, "exception");
}

gboolean
chosho_sample_sheet_has_draft (ChoshoSampleSheet *self, guint row)
{
  return get_draft (self, row) != NULL;
}

ChoshoSheetLack
chosho_sample_sheet_get_lack (ChoshoSampleSheet *self, guint row)
{
  g_autofree char *note = chosho_sample_sheet_dup_note (self, row);
  gboolean any = FALSE;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      ChoshoSheetCell cell;

      chosho_sample_sheet_get_cell (self, row, i, &cell);
      if (cell.overtaken)
        return CHOSHO_SHEET_LACK_OVERTAKEN;
      if (g_strcmp0 (cell.state, "replaced") == 0 && note[0] == '\0')
        return CHOSHO_SHEET_LACK_REASON;
      any = any || cell.state != NULL;
    }
  return any ? CHOSHO_SHEET_LACK_NOTHING : CHOSHO_SHEET_LACK_STATE;
}

guint
chosho_sample_sheet_count_answered (ChoshoSampleSheet *self)
{
  guint count = 0;

  for (guint i = 0; i < chosho_sample_sheet_get_n_items (self); i++)
    count += chosho_sample_sheet_is_answered (self, i);
  return count;
}

guint
chosho_sample_sheet_count_drafts (ChoshoSampleSheet *self)
{
  return g_hash_table_size (self->drafts);
}

/* --- Drafts ----------------------------------------------------------------------------------------------------- */

static ChoshoValue *
list_ids (GPtrArray *ids)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < ids->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (ids, i));
  return list;
}

/* Names of attributes are no keys: those are ASCII. */
static ChoshoValue *
list_states (Draft *draft)
{
  ChoshoValue *list = chosho_value_new_array ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (draft->states), (GCompareFunc) strcmp);

  for (GList *l = names; l != NULL; l = l->next)
    {
      Typed *typed = g_hash_table_lookup (draft->states, l->data);
      ChoshoValue *one = chosho_value_new_object ();

      chosho_value_set_string (one, "attribute", l->data);
      chosho_value_set_string (one, "state", typed->state);
      chosho_value_set_string (one, "base", typed->base);
      chosho_value_append (list, one);
    }
  return list;
}

ChoshoValue *
chosho_sample_sheet_dup_draft (ChoshoSampleSheet *self, guint row)
{
  Draft *draft = get_draft (self, row);
  ChoshoValue *value;

  if (draft == NULL)
    return NULL;
  value = chosho_value_new_object ();
  chosho_value_set (value, "states", list_states (draft));
  if (draft->note != NULL)
    chosho_value_set_string (value, "note", draft->note);
  chosho_value_set (value, "added", list_ids (draft->added));
  chosho_value_set (value, "removed", list_ids (draft->removed));
  return value;
}

static void
take_ids (GPtrArray *ids, ChoshoValue *list)
{
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    if (chosho_value_as_string (chosho_value_get_item (list, i)) != NULL)
      g_ptr_array_add (ids, g_strdup (chosho_value_as_string (chosho_value_get_item (list, i))));
}

gboolean
chosho_sample_sheet_set_draft (ChoshoSampleSheet *self, guint row, ChoshoValue *draft)
{
  const char *item = chosho_sample_sheet_get_item (self, row);
  ChoshoValue *states = chosho_value_get (draft, "states");
  Draft *made = draft_new ();

  for (guint i = 0; i < chosho_value_get_length (states); i++)
    {
      ChoshoValue *one = chosho_value_get_item (states, i);
      const char *attribute = chosho_value_get_string (one, "attribute");
      Typed *typed;

      if (attribute == NULL || chosho_value_get_string (one, "state") == NULL || chosho_value_get_string (one, "base") == NULL)
        continue;
      typed = g_new0 (Typed, 1);
      typed->state = g_strdup (chosho_value_get_string (one, "state"));
      typed->base = g_strdup (chosho_value_get_string (one, "base"));
      g_hash_table_insert (made->states, g_strdup (attribute), typed);
      (void) chosho_sample_sheet_add_attribute (self, attribute);
    }
  made->note = g_strdup (chosho_value_get_string (draft, "note"));
  take_ids (made->added, chosho_value_get (draft, "added"));
  take_ids (made->removed, chosho_value_get (draft, "removed"));
  drop_recorded (self, item, made);
  g_hash_table_insert (self->drafts, g_strdup (item), made);
  forget_empty (self, row);
  return get_draft (self, row) != NULL;
}

void
chosho_sample_sheet_discard (ChoshoSampleSheet *self, guint row)
{
  g_hash_table_remove (self->drafts, chosho_sample_sheet_get_item (self, row));
}

void
chosho_sample_sheet_rebase (ChoshoSampleSheet *self, guint row)
{
  const char *item = chosho_sample_sheet_get_item (self, row);
  Draft *draft = get_draft (self, row);
  GHashTableIter iter;
  gpointer attribute, value;

  if (draft == NULL)
    return;
  g_hash_table_iter_init (&iter, draft->states);
  while (g_hash_table_iter_next (&iter, &attribute, &value))
    {
      g_free (((Typed *) value)->base);
      ((Typed *) value)->base = g_strdup (get_base (get_result (self, item, attribute)));
    }
}

/* --- Into the record ------------------------------------------------------------------------------------------- */

/* What a result of the item rests on after the draft: its own evidence, or for a new one all of the item's. */
static ChoshoValue *
make_evidence (ChoshoSampleSheet *self, guint row, ChoshoValue *result, Draft *draft)
{
  ChoshoValue *own = chosho_value_get (result, "evidence");
  ChoshoValue *list;

  if (result == NULL)
    return chosho_sample_sheet_list_evidence (self, row);
  list = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (own); i++)
    if (!contains (draft->removed, chosho_value_as_string (chosho_value_get_item (own, i)), NULL))
      chosho_value_append (list, chosho_value_ref (chosho_value_get_item (own, i)));
  for (guint i = 0; i < draft->added->len; i++)
    append_once (list, g_ptr_array_index (draft->added, i));
  return list;
}

static void
append_entry (ChoshoSampleSheet *self, guint row, guint column, Draft *draft, ChoshoValue *entries)
{
  const char *item = chosho_sample_sheet_get_item (self, row);
  const char *attribute = chosho_sample_sheet_get_attribute (self, column);
  ChoshoValue *result = get_result (self, item, attribute);
  g_autofree char *note = result == NULL || draft->note != NULL ? chosho_sample_sheet_dup_note (self, row)
                                                                : g_strdup (chosho_value_get_string (result, "note"));
  ChoshoValue *entry;
  ChoshoSheetCell cell;

  chosho_sample_sheet_get_cell (self, row, column, &cell);
  if (cell.state == NULL)
    return;
  entry = chosho_value_new_object ();
  chosho_value_set_string (entry, "item", item);
  chosho_value_set_string (entry, "attribute", attribute);
  chosho_value_set_string (entry, "state", cell.state);
  if (note != NULL && note[0] != '\0')
    chosho_value_set_string (entry, "note", note);
  chosho_value_set (entry, "evidence", make_evidence (self, row, result, draft));
  chosho_value_set_string (entry, "replacing", get_base (result));
  chosho_value_append (entries, entry);
}

void
chosho_sample_sheet_append_entries (ChoshoSampleSheet *self, guint row, ChoshoValue *entries)
{
  Draft *draft = get_draft (self, row);

  if (draft == NULL || chosho_sample_sheet_get_lack (self, row) != CHOSHO_SHEET_LACK_NOTHING)
    return;
  for (guint i = 0; i < self->attributes->len; i++)
    append_entry (self, row, i, draft, entries);
}
