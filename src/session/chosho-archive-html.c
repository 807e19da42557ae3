/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-archive-html.h"

#include <string.h>

#define STYLE \
  "body{font-family:'Noto Sans CJK JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif;line-height:1.6;color:#1c1c1c;" \
  "max-width:60rem;margin:2rem auto;padding:0 1.5rem}" \
  "h1{font-size:1.5rem;border-bottom:2px solid #2c4a6e;padding-bottom:.3rem}h2{font-size:1.15rem;margin-top:2.2rem}" \
  "h3{font-size:1rem;margin:1.6rem 0 .3rem}" \
  "table{border-collapse:collapse;width:100%;margin:.6rem 0}th,td{border:1px solid #b8bec6;padding:.3rem .5rem;text-align:left;" \
  "vertical-align:top;font-size:.88rem;overflow-wrap:anywhere;min-width:5.5em}th{background:#eef1f5;font-weight:600}" \
  /* A long text beside them must not squeeze numbers and dates to a column of letters. */ \
  "th,td:first-child{white-space:nowrap}" \
  "a{color:#1d5796}pre{background:#f4f4f2;border:1px solid #ccc;padding:.8rem;overflow-x:auto;font-size:.8rem;line-height:1.45}" \
  "code{font-family:monospace}@media print{body{max-width:none;margin:0}}"

void
chosho_html_text (GString *page, const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p++)
    switch (*p)
      {
      case '&': g_string_append (page, "&amp;"); break;
      case '<': g_string_append (page, "&lt;"); break;
      case '>': g_string_append (page, "&gt;"); break;
      case '"': g_string_append (page, "&quot;"); break;
      case '\n': g_string_append (page, "<br>"); break;
      default: g_string_append_c (page, (guchar) *p < 0x20 || *p == 0x7f ? ' ' : *p);
      }
}

GString *
chosho_html_new (const char *language, const char *title)
{
  GString *page = g_string_new ("<!DOCTYPE html>\n<html lang=\"");

  chosho_html_text (page, language);
  g_string_append (page, "\"><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                         "style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
  chosho_html_text (page, title);
  g_string_append (page, "</title>\n<style>" STYLE "</style></head>\n<body>\n");
  chosho_html_heading (page, 1, title);
  return page;
}

static void
element (GString *page, const char *name, const char *text)
{
  g_string_append_printf (page, "<%s>", name);
  chosho_html_text (page, text);
  g_string_append_printf (page, "</%s>\n", name);
}

void
chosho_html_heading (GString *page, guint level, const char *text)
{
  const char name[] = { 'h', (char) ('0' + level), '\0' };

  element (page, name, text);
}

void
chosho_html_paragraph (GString *page, const char *text)
{
  element (page, "p", text);
}

void
chosho_html_link (GString *page, const char *path, const char *text)
{
  g_autofree char *reference = g_uri_escape_string (path, "/", FALSE);

  g_string_append_printf (page, "<a href=\"%s\">", reference);
  chosho_html_text (page, text);
  g_string_append (page, "</a>");
}

void
chosho_html_table (GString *page, const char *const *titles)
{
  g_string_append (page, "<table><thead><tr>");
  for (; *titles != NULL; titles++)
    element (page, "th", *titles);
  g_string_append (page, "</tr></thead><tbody>\n");
}

void
chosho_html_row (GString *page, const char *const *cells, guint n_cells)
{
  g_string_append (page, "<tr>");
  for (guint i = 0; i < n_cells; i++)
    element (page, "td", cells[i]);
  g_string_append (page, "</tr>\n");
}

void
chosho_html_table_end (GString *page)
{
  g_string_append (page, "</tbody></table>\n");
}

void
chosho_html_end (GString *page)
{
  g_string_append (page, "</body></html>\n");
}
