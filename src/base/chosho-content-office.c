/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-content.h"

static void
sheet_free (gpointer data)
{
  ChoshoSheetInfo *self = data;

  g_free (self->name);
  g_free (self);
}

GPtrArray *
chosho_sheet_list_new (void)
{
  return g_ptr_array_new_with_free_func (sheet_free);
}

void
chosho_sheet_list_add (GPtrArray *sheets, const char *name, gboolean hidden)
{
  ChoshoSheetInfo *sheet = g_new0 (ChoshoSheetInfo, 1);

  sheet->name = g_strdup (name);
  sheet->hidden = hidden;
  g_ptr_array_add (sheets, sheet);
}

static void
object_free (gpointer data)
{
  ChoshoSheetObject *self = data;

  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

ChoshoSheetLayout *
chosho_sheet_layout_new (void)
{
  ChoshoSheetLayout *self = g_new0 (ChoshoSheetLayout, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (ChoshoSheetColumns));
  self->rows = g_array_new (FALSE, FALSE, sizeof (ChoshoSheetRowSize));
  self->merges = g_array_new (FALSE, FALSE, sizeof (ChoshoSheetMerge));
  self->objects = g_ptr_array_new_with_free_func (object_free);
  return self;
}

void
chosho_sheet_layout_free (ChoshoSheetLayout *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_array_unref (self->rows);
  g_array_unref (self->merges);
  g_ptr_array_unref (self->objects);
  g_free (self);
}

ChoshoSheetObject *
chosho_sheet_layout_add_object (ChoshoSheetLayout *self)
{
  ChoshoSheetObject *object = g_new0 (ChoshoSheetObject, 1);

  g_ptr_array_add (self->objects, object);
  return object;
}

static void
mark_free (gpointer data)
{
  ChoshoBlockMark *self = data;

  g_free (self->author);
  g_free (self);
}

static void
block_free (gpointer data)
{
  ChoshoBlock *self = data;

  g_free (self->label);
  g_free (self->text);
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
chosho_block_list_new (void)
{
  return g_ptr_array_new_with_free_func (block_free);
}

ChoshoBlock *
chosho_block_list_add (GPtrArray *blocks)
{
  ChoshoBlock *block = g_new0 (ChoshoBlock, 1);

  block->member = -1;
  g_ptr_array_add (blocks, block);
  return block;
}

void
chosho_block_add_mark (ChoshoBlock *self, ChoshoMarkKind kind, guint32 first, guint32 n_characters, char *author)
{
  ChoshoBlockMark *mark = g_new0 (ChoshoBlockMark, 1);

  if (self->marks == NULL)
    self->marks = g_ptr_array_new_with_free_func (mark_free);
  mark->kind = kind;
  mark->first = first;
  mark->n_characters = n_characters;
  mark->author = author;
  g_ptr_array_add (self->marks, mark);
}
