/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-book.h"
#include "chosho-clock.h"
#include "chosho-error.h"

#define FONT_POINTS 10
#define SERIAL_OF_1970 25569 /* days are counted from the end of 1899 in a workbook */

gboolean
chosho_book_begin (ChoshoBook *self, GError **error)
{
  g_autofree char *path = NULL;

  self->workbook = NULL;
  self->problem = NULL;
  self->fd = memfd_create ("chosho-book", MFD_CLOEXEC);
  if (self->fd < 0)
    return chosho_error_set_errno (error, errno, _("A workbook could not be written"));
  path = g_strdup_printf ("/proc/self/fd/%d", self->fd);
  self->workbook = workbook_new (path);
  if (self->workbook != NULL)
    return TRUE;
  g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("A workbook could not be written"));
  return FALSE;
}

lxw_format *
chosho_book_add_format (ChoshoBook *self, gboolean english, gboolean framed)
{
  lxw_format *format = workbook_add_format (self->workbook);

  format_set_font_name (format, english ? "Arial" : "Yu Gothic");
  format_set_font_size (format, FONT_POINTS);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (framed)
    {
      format_set_text_wrap (format);
      format_set_border (format, LXW_BORDER_HAIR);
    }
  return format;
}

static GBytes *
read_all (int fd, GError **error)
{
  struct stat info;
  g_autofree char *data = NULL;
  gsize done = 0;

  if (fstat (fd, &info) != 0)
    {
      chosho_error_set_errno (error, errno, _("A workbook could not be written"));
      return NULL;
    }
  data = g_malloc ((gsize) info.st_size + 1);
  while (done < (gsize) info.st_size)
    {
      gssize length = TEMP_FAILURE_RETRY (pread (fd, data + done, (gsize) info.st_size - done, (off_t) done));

      if (length <= 0)
        {
          chosho_error_set_errno (error, length < 0 ? errno : EIO, _("A workbook could not be written"));
          return NULL;
        }
      done += (gsize) length;
    }
  return g_bytes_new_take (g_steal_pointer (&data), done);
}

GBytes *
chosho_book_finish (ChoshoBook *self, GError **error)
{
  lxw_error failed = workbook_close (self->workbook);

  self->workbook = NULL;
  if (self->problem != NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("A cell of a workbook holds 32,767 characters: “%s…” has more"), self->problem);
      return NULL;
    }
  if (failed == LXW_NO_ERROR)
    return read_all (self->fd, error);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, "%s: %s", _("A workbook could not be written"), lxw_strerror (failed));
  return NULL;
}

void
chosho_book_clear (ChoshoBook *self)
{
  if (self->workbook != NULL)
    workbook_close (self->workbook);
  self->workbook = NULL;
  if (self->fd >= 0)
    (void) close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->problem, g_free);
}

void
chosho_book_put_text (ChoshoBook *self, lxw_worksheet *sheet, guint row, guint column, const char *text, lxw_format *format)
{
  g_autoptr (GString) clean = g_string_new (text);

  if (text == NULL || text[0] == '\0')
    {
      worksheet_write_blank (sheet, row, (lxw_col_t) column, format);
      return;
    }
  g_string_replace (clean, "\r\n", "\n", 0);
  g_string_replace (clean, "\r", "\n", 0);
  if (worksheet_write_string (sheet, row, (lxw_col_t) column, clean->str, format) != LXW_NO_ERROR && self->problem == NULL)
    self->problem = g_utf8_substring (clean->str, 0, MIN (20, g_utf8_strlen (clean->str, -1)));
}

double
chosho_book_get_serial (const char *date)
{
  return (double) (chosho_date_to_days (date) + SERIAL_OF_1970);
}

void
chosho_book_put_date (ChoshoBook *self, lxw_worksheet *sheet, guint row, guint column, const char *date, lxw_format *format)
{
  if (date != NULL && chosho_date_is_valid (date))
    worksheet_write_number (sheet, row, (lxw_col_t) column, chosho_book_get_serial (date), format);
  else
    worksheet_write_blank (sheet, row, (lxw_col_t) column, format);
}
