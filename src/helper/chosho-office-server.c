/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-office-server.h"

#include <string.h>

#include "chosho-mail-reader.h"
#include "chosho-odf.h"
#include "chosho-office-flow.h"
#include "chosho-xlsx-book.h"

struct _ChoshoOfficeFile
{
  char             *data;  /* (owned) (nullable): of a container */
  ChoshoZipParts   *parts; /* (owned) (nullable) */
  ChoshoOfficeKind  kind;  /* NONE: a mail */
  ChoshoXlsxBook   *book;  /* (owned) (nullable): once it was asked about */
  ChoshoOdfBook    *open_book; /* (owned) (nullable): the same */
  ChoshoMail       *mail;  /* (owned) (nullable) */
};

ChoshoOfficeFile *
chosho_office_file_open_zip (char *data, gsize size_bytes)
{
  g_autoptr (ChoshoOfficeFile) self = g_new0 (ChoshoOfficeFile, 1);
  g_auto (ChoshoFault) fault = { 0 };

  chosho_fault_init (&fault);
  self->data = data;
  self->parts = chosho_zip_parts_new (data, size_bytes, &fault);
  if (self->parts != NULL)
    self->kind = chosho_office_find_kind (self->parts);
  if (self->parts != NULL && self->kind == CHOSHO_OFFICE_NONE)
    self->kind = chosho_odf_find_kind (self->parts);
  return self->kind != CHOSHO_OFFICE_NONE ? g_steal_pointer (&self) : NULL;
}

ChoshoOfficeFile *
chosho_office_file_open_mail (char *data, gsize size_bytes, ChoshoFault *fault)
{
  g_autoptr (ChoshoOfficeFile) self = g_new0 (ChoshoOfficeFile, 1);

  self->mail = chosho_mail_open (data, size_bytes, fault);
  return self->mail != NULL ? g_steal_pointer (&self) : NULL;
}

void
chosho_office_file_free (ChoshoOfficeFile *self)
{
  g_clear_pointer (&self->book, chosho_xlsx_book_free);
  g_clear_pointer (&self->open_book, chosho_odf_book_free);
  g_clear_pointer (&self->mail, chosho_mail_free);
  g_clear_pointer (&self->parts, chosho_zip_parts_free);
  g_free (self->data);
  g_free (self);
}

ChoshoHelperContent
chosho_office_file_get_content (ChoshoOfficeFile *self)
{
  return self->kind == CHOSHO_OFFICE_WORKBOOK || self->kind == CHOSHO_OFFICE_OPEN_WORKBOOK ? CHOSHO_HELPER_CONTENT_SHEETS
                                                                                           : CHOSHO_HELPER_CONTENT_FLOW;
}

const char *
chosho_office_file_get_format (ChoshoOfficeFile *self)
{
  static const char *const formats[] = { "eml", "xlsx", "docx", "pptx", "ods", "odt", "odp" };

  return formats[self->kind];
}

gboolean
chosho_office_file_is_mail (ChoshoOfficeFile *self)
{
  return self->mail != NULL;
}

gboolean
chosho_office_file_write_members (ChoshoOfficeFile *self, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  return chosho_mail_write_members (self->mail, writer, fault);
}

gboolean
chosho_office_file_write_member (ChoshoOfficeFile *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  return chosho_mail_write_member (self->mail, index, writer, fault);
}

static gboolean
need_book (ChoshoOfficeFile *self, ChoshoFault *fault)
{
  g_autoptr (ChoshoXlsxBook) book = NULL;

  if (self->book != NULL)
    return TRUE;
  if (self->kind != CHOSHO_OFFICE_WORKBOOK)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
  book = chosho_xlsx_book_open (self->parts, fault);
  if (book == NULL || !chosho_xlsx_book_read_common (book, fault))
    return FALSE;
  self->book = g_steal_pointer (&book);
  return TRUE;
}

/* The workbook of the other kind, which is parsed whole. */
static gboolean
need_open_book (ChoshoOfficeFile *self, ChoshoFault *fault)
{
  if (self->open_book == NULL)
    self->open_book = chosho_odf_book_open (self->parts, fault);
  return self->open_book != NULL;
}

gboolean
chosho_office_file_write_sheets (ChoshoOfficeFile *self, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  if (self->kind == CHOSHO_OFFICE_OPEN_WORKBOOK)
    return need_open_book (self, fault) && chosho_odf_book_write_sheets (self->open_book, writer, fault);
  if (!need_book (self, fault))
    return FALSE;
  if (self->book->sheets->len == 0)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_SHEET, NULL);
  chosho_xlsx_book_write_sheets (self->book, writer);
  return TRUE;
}

gboolean
chosho_office_file_write_layout (ChoshoOfficeFile *self, guint sheet, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  if (self->kind == CHOSHO_OFFICE_OPEN_WORKBOOK)
    return need_open_book (self, fault) && chosho_odf_book_write_layout (self->open_book, sheet, writer, fault);
  return need_book (self, fault) && chosho_xlsx_book_write_layout (self->book, sheet, writer, fault);
}

gboolean
chosho_office_file_write_rows (ChoshoOfficeFile *self, guint sheet, guint32 first, guint32 count, ChoshoRecordWriter *writer,
                               ChoshoFault *fault)
{
  if (self->kind == CHOSHO_OFFICE_OPEN_WORKBOOK)
    return need_open_book (self, fault) && chosho_odf_book_write_rows (self->open_book, sheet, first, count, writer, fault);
  return need_book (self, fault) && chosho_xlsx_book_write_rows (self->book, sheet, first, count, writer, fault);
}

gboolean
chosho_office_file_write_blocks (ChoshoOfficeFile *self, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  if (self->mail != NULL)
    return chosho_mail_write_blocks (self->mail, writer, fault);
  if (self->kind == CHOSHO_OFFICE_TEXT)
    return chosho_docx_write_blocks (self->parts, writer, fault);
  if (self->kind == CHOSHO_OFFICE_SLIDES)
    return chosho_pptx_write_blocks (self->parts, writer, fault);
  if (self->kind == CHOSHO_OFFICE_OPEN_TEXT || self->kind == CHOSHO_OFFICE_OPEN_SLIDES)
    return chosho_odf_write_blocks (self->parts, writer, fault);
  return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
}

gboolean
chosho_office_is_encrypted (const char *data, gsize size_bytes)
{
  /* The name of the one stream that such a container has, in UTF-16: nothing of it is interpreted. */
  static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

  return memmem (data, size_bytes, name, sizeof name) != NULL;
}
