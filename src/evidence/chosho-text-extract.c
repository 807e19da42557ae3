/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-text-extract.h"

#include <string.h>

#include "chosho-error.h"
#include "chosho-helper-document.h"

#define LINES_AT_ONCE 10000
#define ROWS_AT_ONCE 10000
/* Lines are searched together up to so many bytes: enough for an excerpt, little enough to look through for the line. */
#define LINES_TOGETHER_BYTES 4096
/* What is carried over from the lines before, so that a sentence that goes on is found: longer than what people look for. */
#define CARRIED_CHARACTERS 200

typedef struct
{
  ChoshoHelperDocument *document;    /* borrowed */
  ChoshoTextExtract    *extract;     /* borrowed */
  GCancellable         *cancellable; /* (nullable) borrowed */
  gsize                 total_bytes;
} Reader;

void
chosho_text_extract_free (ChoshoTextExtract *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_free (self->charset);
  g_ptr_array_unref (self->units);
  g_free (self);
}

/* What says something about the file and not about this machine or its user. */
static gboolean
is_of_file (const GError *error)
{
  return error->domain == CHOSHO_ERROR
         && (error->code == CHOSHO_ERROR_HELPER || error->code == CHOSHO_ERROR_INVALID || error->code == CHOSHO_ERROR_LIMIT
             || error->code == CHOSHO_ERROR_PASSPHRASE || error->code == CHOSHO_ERROR_NOT_FOUND);
}

ChoshoTextExtract *
chosho_text_extract_new_failed (const GError *error)
{
  ChoshoTextExtract *self = NULL;

  if (is_of_file (error) && error->code != CHOSHO_ERROR_NOT_FOUND)
    {
      self = g_new0 (ChoshoTextExtract, 1);
      self->units = chosho_text_units_new ();
      self->state = "failed";
      self->code = chosho_error_code (error);
    }
  return self;
}

static void
note_limit (Reader *self)
{
  self->extract->code = "limit";
}

/* FALSE where a limit is reached: nothing more is kept. */
static gboolean
add_unit (Reader *self, const char *place, gint64 number, guint carried, const char *text)
{
  self->total_bytes += strlen (text);
  if (self->extract->units->len >= CHOSHO_TEXT_LIMIT_UNITS || self->total_bytes > CHOSHO_TEXT_LIMIT_BYTES)
    {
      note_limit (self);
      return FALSE;
    }
  chosho_text_units_add (self->extract->units, place, number, carried, text);
  return TRUE;
}

/* --- Pages --------------------------------------------------------------------------------------------------- */

static gboolean
read_pages (Reader *self, const ChoshoContentInfo *info, GError **error)
{
  guint faults = 0;

  for (guint i = 0; i < info->pages->len; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (ChoshoPageText) text = chosho_helper_document_read_page_text (self->document, i, self->cancellable, &local_error);

      if (text == NULL)
        {
          self->extract->code = chosho_error_code (local_error);
          if (is_of_file (local_error) && ++faults < CHOSHO_TEXT_LIMIT_FAULTS)
            continue; /* the other pages may do */
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (chosho_page_text_is_blank (text))
        self->extract->blank++;
      else if (!add_unit (self, "page", i + 1, 0, text->text))
        return TRUE;
    }
  return TRUE;
}

/* --- Lines --------------------------------------------------------------------------------------------------- */

/* Lines on their way to be a unit. */
typedef struct
{
  GString *text;
  gint64   number; /* of the line with which it begins */
  guint    carried;
  gsize    carried_bytes;
} Lines;

/* Leaves the end of the text for the next unit. */
static void
carry (Lines *self)
{
  const char *end = self->text->str + self->text->len;
  const char *start = end;
  gint64 lines = 0;

  self->carried = 0;
  while (start > self->text->str && self->carried < CARRIED_CHARACTERS)
    {
      start = g_utf8_prev_char (start);
      self->carried++;
    }
  for (const char *p = self->text->str; p < start; p++)
    lines += *p == '\n';
  self->number += lines;
  g_string_erase (self->text, 0, start - self->text->str);
  self->carried_bytes = self->text->len;
}

static gboolean
end_lines (Reader *self, Lines *lines)
{
  gboolean done = lines->text->len == lines->carried_bytes || add_unit (self, "line", lines->number, lines->carried, lines->text->str);

  carry (lines);
  return done;
}

static gboolean
add_lines (Reader *self, Lines *lines, const ChoshoTextLines *read)
{
  for (guint i = 0; i < read->lines->len; i++)
    {
      const ChoshoTextLine *line = g_ptr_array_index (read->lines, i);

      if (line->left_out_bytes > 0)
        note_limit (self);
      if (line->text[0] != '\0')
        g_string_append (lines->text, line->text);
      g_string_append_c (lines->text, '\n');
      if (lines->text->len >= LINES_TOGETHER_BYTES && !end_lines (self, lines))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_lines (Reader *self, GError **error)
{
  Lines lines = { g_string_new (NULL), 1, 0, 0 };
  guint64 first = 0;
  gboolean more = TRUE, failed = FALSE;

  while (more)
    {
      g_autoptr (ChoshoTextLines) read = chosho_helper_document_read_lines (self->document, first, LINES_AT_ONCE, NULL, self->cancellable, error);

      failed = read == NULL;
      more = !failed && read->lines->len > 0 && add_lines (self, &lines, read);
      first += failed ? 0 : read->lines->len;
      if (!failed && self->extract->charset == NULL)
        self->extract->charset = g_strdup (read->charset);
    }
  if (!failed)
    end_lines (self, &lines);
  g_string_free (lines.text, TRUE);
  return !failed;
}

/* --- Sheets -------------------------------------------------------------------------------------------------- */

static gboolean
add_row (Reader *self, const char *place, const ChoshoTableRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint column = 0; column < row->cells->len; column++)
    {
      const char *cell = chosho_table_row_get (row, column);

      if (column > 0)
        g_string_append (text, CHOSHO_BLOCK_CELL_END);
      g_string_append (text, cell != NULL ? cell : "");
    }
  return add_unit (self, place, row->number, 0, text->str);
}

static gboolean
add_objects (Reader *self, const char *sheet, const ChoshoSheetLayout *layout)
{
  for (guint i = 0; i < layout->objects->len; i++)
    {
      const ChoshoSheetObject *object = g_ptr_array_index (layout->objects, i);
      g_autofree char *place = g_strdup_printf ("cell:%u:%s", object->column, sheet);

      if (object->text[0] != '\0' && !add_unit (self, place, object->row, 0, object->text))
        return FALSE;
    }
  return TRUE;
}

/* *@more becomes FALSE where a limit is reached. */
static gboolean
read_sheet (Reader *self, guint index, const char *name, gboolean *more, GError **error)
{
  g_autoptr (ChoshoSheetLayout) layout = chosho_helper_document_read_layout (self->document, index, NULL, self->cancellable, error);
  g_autofree char *place = g_strconcat ("row:", name, NULL);

  if (layout == NULL)
    return FALSE;
  for (guint64 first = 1; *more && first <= layout->n_rows; first += ROWS_AT_ONCE)
    {
      g_autoptr (ChoshoTable) table
        = chosho_helper_document_read_rows (self->document, index, (guint32) first, ROWS_AT_ONCE, NULL, self->cancellable, error);
      const ChoshoTableSheet *rows;

      if (table == NULL)
        return FALSE;
      rows = g_ptr_array_index (table->sheets, 0);
      for (guint i = 0; *more && i < rows->rows->len; i++)
        *more = add_row (self, place, g_ptr_array_index (rows->rows, i));
    }
  if (*more)
    *more = add_objects (self, name, layout);
  return TRUE;
}

/* A text that is a table is one sheet without a name. */
static gboolean
read_table (Reader *self, GError **error)
{
  gboolean more = TRUE;

  return read_sheet (self, 0, "", &more, error);
}

static gboolean
read_sheets (Reader *self, GError **error)
{
  g_autoptr (GPtrArray) sheets = chosho_helper_document_read_sheets (self->document, self->cancellable, error);
  gboolean more = sheets != NULL;

  for (guint i = 0; more && i < sheets->len; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (read_sheet (self, i, ((ChoshoSheetInfo *) g_ptr_array_index (sheets, i))->name, &more, &local_error))
        continue;
      self->extract->code = chosho_error_code (local_error);
      if (is_of_file (local_error))
        continue; /* a damaged sheet leaves the others */
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return sheets != NULL;
}

/* --- Flows --------------------------------------------------------------------------------------------------- */

static gboolean
add_block (Reader *self, const ChoshoBlock *block)
{
  gboolean labelled = block->kind == CHOSHO_BLOCK_FIELD || block->kind == CHOSHO_BLOCK_ATTACHMENT || block->kind == CHOSHO_BLOCK_PICTURE
                      || block->kind == CHOSHO_BLOCK_OTHER;
  g_autofree char *place = g_strdup_printf ("block:%d:%d:%u:%u", block->kind, block->zone, block->slide, block->row);
  g_autofree char *text = block->kind == CHOSHO_BLOCK_ATTACHMENT || !labelled || block->label[0] == '\0'
                            ? g_strdup (labelled ? block->label : block->text)
                            : g_strconcat (block->label, CHOSHO_BLOCK_CELL_END, block->text, NULL);

  return text[0] == '\0' || add_unit (self, place, block->number, 0, text);
}

static gboolean
is_picture (const ChoshoBlock *block)
{
  return block->kind == CHOSHO_BLOCK_PICTURE || block->kind == CHOSHO_BLOCK_OTHER || block->kind == CHOSHO_BLOCK_SLIDE;
}

/* The names of pictures alone are no words of the text. */
static gboolean
read_blocks (Reader *self, GError **error)
{
  g_autoptr (GPtrArray) blocks = chosho_helper_document_read_blocks (self->document, self->cancellable, error);
  gboolean worded = FALSE;

  for (guint i = 0; blocks != NULL && i < blocks->len && !worded; i++)
    worded = !is_picture (g_ptr_array_index (blocks, i));
  for (guint i = 0; worded && i < blocks->len; i++)
    if (!add_block (self, g_ptr_array_index (blocks, i)))
      break;
  return blocks != NULL;
}

/* --- Any ----------------------------------------------------------------------------------------------------- */

/* As the viewer shows it: a table where its name says so. */
static gboolean
is_table (const ChoshoContentInfo *info, const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return info->has_cells && (g_str_has_suffix (folded, ".csv") || g_str_has_suffix (folded, ".tsv"));
}

static gboolean
read_content (Reader *self, const ChoshoContentInfo *info, const char *name, GError **error)
{
  switch (info->kind)
    {
    case CHOSHO_CONTENT_PAGES:
      return !info->has_text || read_pages (self, info, error);
    case CHOSHO_CONTENT_TEXT:
      return is_table (info, name) ? read_table (self, error) : read_lines (self, error);
    case CHOSHO_CONTENT_SHEETS:
      return read_sheets (self, error);
    case CHOSHO_CONTENT_FLOW:
      return read_blocks (self, error);
    case CHOSHO_CONTENT_OPAQUE:
    case CHOSHO_CONTENT_ARCHIVE:
    default:
      self->extract->state = "opaque";
      return TRUE;
    }
}

static void
judge (ChoshoTextExtract *self)
{
  if (self->state != NULL)
    return;
  if (self->units->len == 0)
    self->state = self->code != NULL ? "failed" : "none";
  else
    self->state = self->code != NULL || self->blank > 0 ? "partial" : "text";
}

ChoshoTextExtract *
chosho_text_extract_read (int fd, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoHelperDocument) document = chosho_helper_document_new (fd, name, CHOSHO_HELPER_FLAGS_NONE, error);
  g_autoptr (ChoshoTextExtract) extract = g_new0 (ChoshoTextExtract, 1);
  g_autoptr (ChoshoContentInfo) info = NULL;
  g_autoptr (GError) local_error = NULL;
  Reader reader = { document, extract, cancellable, 0 };

  extract->units = chosho_text_units_new ();
  if (document == NULL)
    return NULL;
  info = chosho_helper_document_read_info (document, cancellable, &local_error);
  if (info != NULL)
    {
      extract->format = g_strdup (info->format);
      extract->charset = g_strdup (info->charset);
      read_content (&reader, info, name, &local_error);
    }
  if (local_error != NULL && !is_of_file (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (local_error != NULL)
    extract->code = chosho_error_code (local_error);
  judge (extract);
  return g_steal_pointer (&extract);
}
