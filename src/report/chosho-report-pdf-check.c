/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-pdf.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"

/* This reads only what this program wrote a moment ago, to find a file that a full disk or a
 * broken one cut or changed. It is no reader of other people's PDF files. */

#define HEAD "%PDF-1."
#define END "%%EOF"
#define TAIL_BYTES 1024 /* the end mark and the offset before it */

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("The report was not written whole: %s"), reason);
  return FALSE;
}

/* The last @needle in @data from @from on, or NULL. */
static const char *
find_last (const char *data, gsize size_bytes, gsize from, const char *needle)
{
  gsize length = strlen (needle);
  const char *found = NULL;

  for (const char *p = data + from;
       (p = memmem (p, size_bytes - (gsize) (p - data), needle, length)) != NULL; p++)
    found = p;
  return found;
}

/* The number of pages in the page tree, -1 where there is none. */
static gint64
read_page_count (const char *data, gsize size_bytes)
{
  const char *tree = find_last (data, size_bytes, 0, "/Type /Pages");
  const char *count;

  if (tree == NULL)
    return -1;
  count = memmem (tree, size_bytes - (gsize) (tree - data), "/Count ", 7);
  /* The end mark is known to follow, so the number ends within the data. */
  return count != NULL ? g_ascii_strtoll (count + 7, NULL, 10) : -1;
}

static gboolean
check_cross_reference (const char *data, gsize size_bytes, gsize tail, GError **error)
{
  const char *start = find_last (data, size_bytes, tail, "startxref");
  guint64 offset;

  if (start == NULL)
    return fail (error, _("it has no cross-reference offset"));
  offset = g_ascii_strtoull (start + strlen ("startxref"), NULL, 10);
  if (offset == 0 || offset + 4 > size_bytes || memcmp (data + offset, "xref", 4) != 0)
    return fail (error, _("its cross-reference table is not where it should be"));
  return TRUE;
}

gboolean
chosho_report_pdf_check (const char *data, gsize size_bytes, const ChoshoReportPdfInfo *info, GError **error)
{
  gsize tail = size_bytes > TAIL_BYTES ? size_bytes - TAIL_BYTES : 0;
  gint64 pages;

  if (size_bytes != info->size_bytes)
    {
      g_autofree char *reason = g_strdup_printf (
          _("it has %zu bytes instead of %" PRIu64), size_bytes, info->size_bytes);

      return fail (error, reason);
    }
  if (size_bytes < strlen (HEAD) || memcmp (data, HEAD, strlen (HEAD)) != 0)
    return fail (error, _("it does not begin as a PDF file"));
  if (find_last (data, size_bytes, tail, END) == NULL)
    return fail (error, _("it does not end as a PDF file"));
  if (!check_cross_reference (data, size_bytes, tail, error))
    return FALSE;
  pages = read_page_count (data, size_bytes);
  if (pages <= 0 || pages != info->page_count)
    {
      g_autofree char *reason
          = g_strdup_printf (_("it has %" PRId64 " pages instead of %u"), pages, info->page_count);

      return fail (error, reason);
    }
  return TRUE;
}
