/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-row-query-private.h"
#include "chosho-text.h"

G_DEFINE_BOXED_TYPE (ChoshoRowQuery, chosho_row_query, chosho_row_query_ref, chosho_row_query_unref)

static void
condition_free (gpointer data)
{
  ChoshoCondition *self = data;

  g_free (self->column);
  g_free (self->value);
  g_strfreev (self->values);
  for (guint i = 0; i < G_N_ELEMENTS (self->either); i++)
    g_clear_pointer (&self->either[i], chosho_row_query_unref);
  g_free (self);
}

ChoshoRowQuery *
chosho_row_query_new (const char *kind)
{
  ChoshoRowQuery *self = g_new0 (ChoshoRowQuery, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = g_strdup (kind);
  self->conditions = g_ptr_array_new_with_free_func (condition_free);
  self->preferred = g_ptr_array_new_with_free_func (condition_free);
  return self;
}

ChoshoRowQuery *
chosho_row_query_ref (ChoshoRowQuery *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
chosho_row_query_unref (ChoshoRowQuery *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->kind);
  g_strfreev (self->words);
  g_ptr_array_unref (self->conditions);
  g_ptr_array_unref (self->preferred);
  g_free (self->control);
  g_free (self->repeated);
  g_free (self->sort);
  g_free (self);
}

const char *
chosho_row_query_get_kind (ChoshoRowQuery *self)
{
  return self->kind;
}

void
chosho_row_query_set_needle (ChoshoRowQuery *self, const char *text)
{
  g_autofree char *normalised = text != NULL ? chosho_text_normalise (text) : NULL;

  g_clear_pointer (&self->words, g_strfreev);
  if (normalised != NULL && g_strstrip (normalised)[0] != '\0')
    self->words = g_strsplit_set (normalised, " \t", -1);
}

static void
append_condition (GPtrArray *conditions, ChoshoConditionKind kind, const char *column, const char *value)
{
  ChoshoCondition *condition = g_new0 (ChoshoCondition, 1);

  condition->kind = kind;
  condition->column = g_strdup (column);
  condition->value = g_strdup (value);
  g_ptr_array_add (conditions, condition);
}

static void
add_condition (ChoshoRowQuery *self, ChoshoConditionKind kind, const char *column, const char *value)
{
  append_condition (self->conditions, kind, column, value);
}

void
chosho_row_query_add_filter (ChoshoRowQuery *self, const char *column, const char *value)
{
  add_condition (self, CHOSHO_CONDITION_IS, column, value);
}

void
chosho_row_query_add_exclusion (ChoshoRowQuery *self, const char *column, const char *value)
{
  add_condition (self, CHOSHO_CONDITION_IS_NOT, column, value);
}

void
chosho_row_query_add_prefix (ChoshoRowQuery *self, const char *column, const char *value)
{
  add_condition (self, CHOSHO_CONDITION_BEGINS, column, value);
}

void
chosho_row_query_add_range (ChoshoRowQuery *self, const char *column, const char *from, const char *before)
{
  if (from != NULL)
    add_condition (self, CHOSHO_CONDITION_FROM, column, from);
  if (before != NULL)
    add_condition (self, CHOSHO_CONDITION_BEFORE, column, before);
}

void
chosho_row_query_add_any (ChoshoRowQuery *self, const char *column, const char *const *values)
{
  add_condition (self, CHOSHO_CONDITION_ANY, column, NULL);
  ((ChoshoCondition *) g_ptr_array_index (self->conditions, self->conditions->len - 1))->values = g_strdupv ((char **) values);
}

void
chosho_row_query_add_either (ChoshoRowQuery *self, ChoshoRowQuery *first, ChoshoRowQuery *second)
{
  ChoshoCondition *condition = g_new0 (ChoshoCondition, 1);

  condition->kind = CHOSHO_CONDITION_EITHER;
  condition->either[0] = chosho_row_query_ref (first);
  condition->either[1] = chosho_row_query_ref (second);
  g_ptr_array_add (self->conditions, condition);
}

void
chosho_row_query_prefer (ChoshoRowQuery *self, const char *column, const char *value)
{
  append_condition (self->preferred, CHOSHO_CONDITION_IS, column, value);
}

void
chosho_row_query_prefer_not (ChoshoRowQuery *self, const char *column, const char *value)
{
  append_condition (self->preferred, CHOSHO_CONDITION_IS_NOT, column, value);
}

void
chosho_row_query_set_control (ChoshoRowQuery *self, const char *number)
{
  g_free (self->control);
  self->control = g_strdup (number);
}

void
chosho_row_query_set_repeated (ChoshoRowQuery *self, const char *column)
{
  g_free (self->repeated);
  self->repeated = g_strdup (column);
}

void
chosho_row_query_set_sort (ChoshoRowQuery *self, const char *column, gboolean descending)
{
  g_free (self->sort);
  self->sort = g_strdup (column);
  self->descending = descending;
}

void
chosho_row_query_set_reversed (ChoshoRowQuery *self, gboolean reversed)
{
  self->reversed = reversed;
}
