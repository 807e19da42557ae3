/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-row-model.h"

G_BEGIN_DECLS

/* What one reads in a picker; none is translated yet. */
typedef struct
{
  const char *title;
  const char *choose;      /* the button's, with its mnemonic */
  const char *search;      /* what the search does, for assistive technologies */
  const char *search_hint; /* what it looks at */
  const char *found;       /* what the list holds, for assistive technologies */
  const char *none;        /* where nothing was found */
  const char *none_hint;
} ChoshoRowPickerWords;

/*
 * A window to search rows of one kind and choose some: a search, what it found, a button; Enter and a double click choose,
 * Escape leaves. What is looked for and how a row is shown is the subclass's. Signal "picked" (GStrv ids, at least one).
 */
#define CHOSHO_TYPE_ROW_PICKER (chosho_row_picker_get_type ())
G_DECLARE_DERIVABLE_TYPE (ChoshoRowPicker, chosho_row_picker, CHOSHO, ROW_PICKER, AdwWindow)

struct _ChoshoRowPickerClass
{
  AdwWindowClass              parent_class;

  const ChoshoRowPickerWords *words;
  const char                 *kind; /* of the rows */
  /* Looks for @needle and gives what it found to chosho_row_picker_show(). */
  void (*query)  (ChoshoRowPicker *self, const char *needle, GCancellable *cancellable);
  /* Makes the child of a line, and fills it. */
  void (*setup)  (ChoshoRowPicker *self, GtkListItem *list_item);
  void (*bind)   (ChoshoRowPicker *self, GtkListItem *list_item);
};

/* Queries for the first time. Of several rows, or one. */
void             chosho_row_picker_start         (ChoshoRowPicker *self, ChoshoWorkspace *workspace, gboolean several);
/* Queries again; what is under way is dropped. */
void             chosho_row_picker_query         (ChoshoRowPicker *self);
/* Ends a query of the workspace: the ids, or NULL where it was dropped or failed, which is shown. (transfer full) */
GPtrArray       *chosho_row_picker_finish        (ChoshoRowPicker *self, GObject *source, GAsyncResult *result);
/* @ids is taken. (element-type utf8) */
void             chosho_row_picker_show          (ChoshoRowPicker *self, GPtrArray *ids);
/* From the next query on only one is to be chosen, in a window of another title and with another button (translated). */
void             chosho_row_picker_choose_one    (ChoshoRowPicker *self, const char *title, const char *choose);
ChoshoWorkspace *chosho_row_picker_get_workspace (ChoshoRowPicker *self);
GtkListView     *chosho_row_picker_get_view      (ChoshoRowPicker *self);

G_END_DECLS
