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
#define LINE_HEIGHT 13.5 /* of 10 points */
#define LARGEST_ROW 409.0
#define PAPER_A4 9
#define MARGIN_SIDE 0.45 /* inches: wide tables are printed as large as the page lets them */
#define MARGIN_TOP 0.55
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

guint
chosho_book_count_lines (const char *text, double width)
{
  guint lines = 1, used = 0, room = (guint) MAX (2, width - 1);

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      guint one = g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

      if (*p == '\n' || used + one > room)
        {
          lines++;
          used = 0;
        }
      used += *p == '\n' ? 0 : one;
    }
  return lines;
}

void
chosho_book_set_lines (lxw_worksheet *sheet, guint row, guint lines)
{
  if (lines > 1)
    worksheet_set_row (sheet, row, MIN (LARGEST_ROW, lines * LINE_HEIGHT + 2), NULL);
}

void
chosho_book_put_note (ChoshoBook *self, lxw_worksheet *sheet, guint row, guint n_columns, double width, const char *text, lxw_format *format)
{
  if (n_columns > 1)
    (void) worksheet_merge_range (sheet, row, 0, row, (lxw_col_t) (n_columns - 1), "", format);
  chosho_book_put_text (self, sheet, row, 0, text, format);
  chosho_book_set_lines (sheet, row, chosho_book_count_lines (text, width));
}

void
chosho_book_set_page (lxw_worksheet *sheet, gboolean across)
{
  if (across)
    worksheet_set_landscape (sheet);
  worksheet_set_paper (sheet, PAPER_A4);
  worksheet_set_margins (sheet, MARGIN_SIDE, MARGIN_SIDE, MARGIN_TOP, MARGIN_TOP);
  worksheet_set_footer (sheet, "&C&P / &N");
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
