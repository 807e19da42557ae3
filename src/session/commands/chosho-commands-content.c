/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "chosho-commands-content-private.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-evidence-content.h"
#include "chosho-file.h"

/* What "evidence text" gives at once: a result is held in memory. More by pages or lines. */
#define TEXT_LIMIT_BYTES (64 * 1024 * 1024)
#define LINES_AT_ONCE 10000
/* Points an inch; a picture counts as one of a screen, pixel for pixel at its resolution. */
#define POINTS_PER_INCH 72
#define SCREEN_DPI 96
#define DEFAULT_DPI 150

/* {id, format}. (transfer full) */
static ChoshoValue *
describe (const ChoshoEvidenceContent *self, const ChoshoContentInfo *info)
{
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "id", chosho_value_get_string (self->row, "id"));
  chosho_value_set_string (value, "format", info->format);
  return value;
}

static gboolean
refuse_kind (const ChoshoEvidenceContent *self, const char *sentence, GError **error)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, "%s: %s", chosho_value_get_string (self->row, "name"), sentence);
  return FALSE;
}

/* --- members ---------------------------------------------------------------------------------------- */

#define CONTENT_ARGS \
  { "id", CHOSHO_ARG_POSITIONAL, TRUE, "ID", N_("The evidence: id or reference") }, \
  { "member", CHOSHO_ARG_LIST, FALSE, "NAME", N_("A member of the archive, by name or as #number; again for an archive within") }, \
  { "password-file", CHOSHO_ARG_TEXT, FALSE, "FILE", N_("The file's password, on the first line of FILE") }

static const ChoshoCommandArg members_args[] = {
  CONTENT_ARGS,
  { "charset", CHOSHO_ARG_TEXT, FALSE, "NAME", N_("The encoding of names: CP932, EUC-JP, UTF-8 … (default: as each one fits)") },
  { NULL }
};

static ChoshoValue *
describe_member (const ChoshoMemberInfo *member, guint number)
{
  static const char *const kinds[] = { "file", "folder", "link", "other" };
  static const char *const codings[] = { "utf-8", "cp932", "escaped", "chosen" };
  ChoshoValue *value = chosho_value_new_object ();
  g_autoptr (GDateTime) time = member->time >= 0 ? g_date_time_new_from_unix_utc (member->time) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  chosho_value_set_integer (value, "number", number);
  chosho_value_set_string (value, "name", member->name);
  chosho_value_set_string (value, "kind", kinds[member->kind]);
  chosho_value_set_string (value, "name_coding", codings[member->coding]);
  chosho_value_set_string (value, "raw_name", member->raw_name);
  chosho_value_set_boolean (value, "encrypted", member->encrypted);
  chosho_value_set_boolean (value, "unsafe_name", member->unsafe_name);
  if (member->has_size && member->size_bytes < G_GUINT64_CONSTANT (1) << 53)
    chosho_value_set_integer (value, "size_bytes", (gint64) member->size_bytes);
  chosho_value_set_string (value, "time", text);
  return value;
}

static gboolean
run_members (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (ChoshoEvidenceContent) content = { 0 };
  g_autoptr (GPtrArray) members = NULL;

  if (!chosho_evidence_content_open (&content, context, "member", NULL, error))
    return FALSE;
  members = chosho_evidence_content_list_members (&content, chosho_command_get_text (context, "charset"), context->cancellable, error);
  if (members == NULL)
    return FALSE;
  *result = chosho_value_new_array ();
  for (guint i = 0; i < members->len; i++)
    chosho_value_append (*result, describe_member (g_ptr_array_index (members, i), i + 1));
  return TRUE;
}

/* --- text ------------------------------------------------------------------------------------------- */

static const ChoshoCommandArg text_args[] = {
  CONTENT_ARGS,
  { "page", CHOSHO_ARG_INTEGER, FALSE, "N", N_("Only this page, from 1") },
  { "sheet", CHOSHO_ARG_INTEGER, FALSE, "N", N_("Only this sheet of a workbook, from 1") },
  { "from", CHOSHO_ARG_INTEGER, FALSE, "N", N_("From this line of a text file, or row of a workbook, on, from 1") },
  { "lines", CHOSHO_ARG_INTEGER, FALSE, "N", N_("So many lines or rows") },
  { "charset", CHOSHO_ARG_TEXT, FALSE, "NAME", N_("The encoding of a text file: CP932, EUC-JP, ISO-2022-JP, UTF-8 … (default: as found)") },
  { NULL }
};

gboolean
chosho_content_count_text (gsize *total_bytes, const char *text, GError **error)
{
  *total_bytes += strlen (text);
  if (*total_bytes <= TEXT_LIMIT_BYTES)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("There is more than %d MiB of text: ask for pages, sheets or lines of it"),
               TEXT_LIMIT_BYTES / (1024 * 1024));
  return FALSE;
}

/* The value of @name, which is counted from 1, or @fallback. FALSE with USAGE where it is below 1. */
static gboolean
get_ordinal (ChoshoCommandContext *context, const char *name, gint64 fallback, gint64 *value, GError **error)
{
  *value = chosho_command_get_integer (context, name, fallback);
  if (*value >= 1 || *value == fallback)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s counts from 1"), name);
  return FALSE;
}

static gboolean
add_page_text (ChoshoHelperDocument *document, guint page, ChoshoValue *pages, gsize *total_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoPageText) text = chosho_helper_document_read_page_text (document, page, cancellable, error);
  ChoshoValue *value;

  if (text == NULL || !chosho_content_count_text (total_bytes, text->text, error))
    return FALSE;
  value = chosho_value_new_object ();
  chosho_value_set_integer (value, "page", page + 1);
  chosho_value_set_boolean (value, "has_text", !chosho_page_text_is_blank (text));
  chosho_value_set_string (value, "text", text->text);
  chosho_value_append (pages, value);
  return TRUE;
}

static gboolean
read_pages (ChoshoEvidenceContent *content, ChoshoCommandContext *context, const ChoshoContentInfo *info, ChoshoValue *value, GError **error)
{
  g_autoptr (ChoshoValue) pages = chosho_value_new_array ();
  gsize total_bytes = 0;
  gint64 page;

  if (!info->has_text)
    return refuse_kind (content, _("a picture has no text"), error);
  if (!get_ordinal (context, "page", -1, &page, error))
    return FALSE;
  for (guint i = page > 0 ? (guint) MIN (page - 1, G_MAXUINT32) : 0; page > 0 || i < info->pages->len; i++)
    {
      if (!add_page_text (content->document, i, pages, &total_bytes, context->cancellable, error))
        return FALSE;
      if (page > 0)
        break;
    }
  chosho_value_set (value, "pages", g_steal_pointer (&pages));
  return TRUE;
}

/* Appends up to @wanted lines from @first on; *@lines becomes the last piece read. */
static gboolean
collect_lines (ChoshoEvidenceContent *content, ChoshoCommandContext *context, gint64 first, gint64 wanted, GString *text, guint64 *replaced,
               ChoshoTextLines **lines, GError **error)
{
  gsize total_bytes = 0;

  for (;;)
    {
      g_clear_pointer (lines, chosho_text_lines_free);
      *lines = chosho_helper_document_read_lines (content->document, (guint64) first, (guint) MIN (wanted, LINES_AT_ONCE),
                                                  chosho_command_get_text (context, "charset"), context->cancellable, error);
      if (*lines == NULL)
        return FALSE;
      for (guint i = 0; i < (*lines)->lines->len; i++)
        {
          const ChoshoTextLine *line = g_ptr_array_index ((*lines)->lines, i);

          if (!chosho_content_count_text (&total_bytes, line->text, error))
            return FALSE;
          g_string_append_printf (text, "%s\n", line->text);
        }
      *replaced += (*lines)->replaced;
      first += (*lines)->lines->len;
      wanted -= (*lines)->lines->len;
      if (wanted <= 0 || (*lines)->lines->len == 0)
        return TRUE;
    }
}

static gboolean
read_lines (ChoshoEvidenceContent *content, ChoshoCommandContext *context, ChoshoValue *value, GError **error)
{
  g_autoptr (ChoshoTextLines) lines = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 replaced = 0;
  gint64 from, wanted;

  if (!get_ordinal (context, "from", 1, &from, error) || !get_ordinal (context, "lines", G_MAXINT64, &wanted, error)
      || !collect_lines (content, context, from - 1, wanted, text, &replaced, &lines, error))
    return FALSE;
  chosho_value_set_string (value, "charset", lines->charset);
  chosho_value_set_integer (value, "from", from);
  chosho_value_set_integer (value, "lines", (gint64) lines->n_lines);
  chosho_value_set_integer (value, "replaced", (gint64) replaced);
  chosho_value_set_string (value, "text", text->str);
  return TRUE;
}

static gboolean
read_cells (ChoshoEvidenceContent *content, ChoshoCommandContext *context, ChoshoValue *value, GError **error)
{
  gint64 sheet, from, wanted;

  return get_ordinal (context, "sheet", -1, &sheet, error) && get_ordinal (context, "from", 1, &from, error)
         && get_ordinal (context, "lines", G_MAXINT64, &wanted, error)
         && chosho_content_read_sheets (content->document, sheet, from, wanted, value, context->cancellable, error);
}

static gboolean
run_text (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (ChoshoEvidenceContent) content = { 0 };
  g_autoptr (ChoshoContentInfo) info = NULL;
  g_autoptr (ChoshoValue) value = NULL;
  gboolean done;

  if (!chosho_evidence_content_open (&content, context, "member", NULL, error))
    return FALSE;
  info = chosho_helper_document_read_info (content.document, context->cancellable, error);
  if (info == NULL)
    return FALSE;
  value = describe (&content, info);
  if (info->kind == CHOSHO_CONTENT_PAGES)
    done = read_pages (&content, context, info, value, error);
  else if (info->kind == CHOSHO_CONTENT_TEXT)
    done = read_lines (&content, context, value, error);
  else if (info->kind == CHOSHO_CONTENT_SHEETS)
    done = read_cells (&content, context, value, error);
  else if (info->kind == CHOSHO_CONTENT_FLOW)
    done = chosho_content_read_blocks (content.document, value, context->cancellable, error);
  else
    done = refuse_kind (&content, chosho_evidence_content_explain (info->format), error);
  if (done)
    *result = g_steal_pointer (&value);
  return done;
}

/* --- render ------------------------------------------------------------------------------------------ */

static const ChoshoCommandArg render_args[] = {
  CONTENT_ARGS,
  { "page", CHOSHO_ARG_INTEGER, TRUE, "N", N_("The page, from 1") },
  { "dpi", CHOSHO_ARG_INTEGER, FALSE, "N", N_("Dots an inch (default: 150; of a picture 96, pixel for pixel)") },
  { "output", CHOSHO_ARG_TEXT, TRUE, "FILE", N_("The new PNG file") },
  { NULL }
};

static gboolean
run_render (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *output = chosho_command_get_text (context, "output");
  g_auto (ChoshoEvidenceContent) content = { 0 };
  g_autoptr (ChoshoContentInfo) info = NULL;
  g_autoptr (GBytes) png = NULL;
  gint64 page, dpi;
  gboolean is_picture;

  if (!get_ordinal (context, "page", 1, &page, error) || !get_ordinal (context, "dpi", -1, &dpi, error)
      || !chosho_evidence_content_open (&content, context, "member", NULL, error))
    return FALSE;
  info = chosho_helper_document_read_info (content.document, context->cancellable, error);
  if (info == NULL)
    return FALSE;
  if (info->kind != CHOSHO_CONTENT_PAGES)
    return refuse_kind (&content, _("it has no pages that could be drawn"), error);
  is_picture = !info->has_text;
  if (dpi < 0)
    dpi = is_picture ? SCREEN_DPI : DEFAULT_DPI;
  png = chosho_helper_document_render_png (content.document, (guint) MIN (page - 1, G_MAXUINT32),
                                           (double) MIN (dpi, G_MAXINT32) / (is_picture ? SCREEN_DPI : POINTS_PER_INCH), NULL,
                                           context->cancellable, error);
  if (png == NULL || !chosho_file_write (output, g_bytes_get_data (png, NULL), g_bytes_get_size (png), 0644, FALSE, error))
    return FALSE;
  *result = describe (&content, info);
  chosho_value_set_integer (*result, "page", page);
  chosho_value_set_integer (*result, "dpi", dpi);
  chosho_value_set_integer (*result, "size_bytes", (gint64) g_bytes_get_size (png));
  chosho_value_set_string (*result, "path", output);
  return TRUE;
}

const ChoshoCommand chosho_commands_content[] = {
  { "evidence members", N_("List what is in an archive"), members_args, CHOSHO_COMMAND_READS, run_members },
  { "evidence text", N_("Read the text of a file"), text_args, CHOSHO_COMMAND_READS, run_text },
  { "evidence render", N_("Draw a page of a PDF or picture as PNG"), render_args, CHOSHO_COMMAND_READS, run_render },
  { NULL }
};
