/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "chosho-commands-content-private.h"
#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-helper-document.h"
#include "chosho-object-store.h"

#define PASSWORD_FILE_BYTES 4096
/* What "evidence text" gives at once: a result is held in memory. More by pages or lines. */
#define TEXT_LIMIT_BYTES (64 * 1024 * 1024)
#define LINES_AT_ONCE 10000
/* Points an inch; a picture counts as one of a screen, pixel for pixel at its resolution. */
#define POINTS_PER_INCH 72
#define SCREEN_DPI 96
#define DEFAULT_DPI 150

/* --- What is looked at ---------------------------------------------------------------------------- */

/* A piece of evidence, or a member of it, open. */
typedef struct
{
  ChoshoValue          *row;      /* (owned) */
  ChoshoHelperDocument *document; /* (owned) (nullable) */
  char                 *password; /* (owned) (nullable) */
} Content;

static void
content_clear (Content *self)
{
  g_clear_pointer (&self->document, chosho_helper_document_unref);
  g_clear_pointer (&self->row, chosho_value_unref);
  g_free (self->password);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Content, content_clear)

/* The first line of the file. */
static gboolean
read_password (Content *self, ChoshoCommandContext *context, GError **error)
{
  const char *path = chosho_command_get_text (context, "password-file");
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize size_bytes;

  if (path == NULL)
    return TRUE;
  if (!chosho_file_read (path, PASSWORD_FILE_BYTES, &bytes, error))
    return FALSE;
  text = g_bytes_get_data (bytes, &size_bytes);
  self->password = g_strndup (text != NULL ? text : "", size_bytes);
  self->password[strcspn (self->password, "\r\n")] = '\0';
  if (g_utf8_validate (self->password, -1, NULL))
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The password in %s is not UTF-8"), path);
  return FALSE;
}

static gboolean
open_object (Content *self, ChoshoCommandContext *context, GError **error)
{
  int fd = chosho_object_store_open_object (chosho_session_get_objects (context->session), chosho_value_get_string (self->row, "sha256"), error);

  if (fd < 0)
    return FALSE;
  self->document = chosho_helper_document_new (fd, chosho_value_get_string (self->row, "name"), CHOSHO_HELPER_FLAGS_NONE, error);
  (void) close (fd);
  if (self->document != NULL)
    chosho_helper_document_set_password (self->document, self->password);
  return self->document != NULL;
}

/* "#3" is the third member; everything else is a name, which must be there once. -1 with @error. */
static int
find_member (GPtrArray *members, const char *wanted, GError **error)
{
  guint64 number;
  int found = -1;

  if (wanted[0] == '#' && g_ascii_string_to_unsigned (wanted + 1, 10, 1, G_MAXUINT, &number, NULL))
    {
      if (number <= members->len)
        return (int) number - 1;
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no member %s"), wanted);
      return -1;
    }
  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMemberInfo *member = g_ptr_array_index (members, i);

      if (strcmp (member->name, wanted) != 0)
        continue;
      if (found >= 0)
        {
          g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("several members are called “%s”: name one by its number, as in #%u"),
                       wanted, i + 1);
          return -1;
        }
      found = (int) i;
    }
  if (found < 0)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("there is no member “%s”"), wanted);
  return found;
}

/* Goes one archive deeper. */
static gboolean
enter_member (Content *self, const char *wanted, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) members = chosho_helper_document_read_members (self->document, NULL, cancellable, error);
  int index = members != NULL ? find_member (members, wanted, error) : -1;
  const ChoshoMemberInfo *member;
  ChoshoHelperDocument *inner;

  if (index < 0)
    return FALSE;
  member = g_ptr_array_index (members, index);
  inner = chosho_helper_document_open_member (self->document, (guint) index, member->name, self->password, NULL, cancellable, error);
  if (inner == NULL)
    return FALSE;
  chosho_helper_document_set_password (inner, self->password);
  chosho_helper_document_unref (self->document);
  self->document = inner;
  return TRUE;
}

static gboolean
open_content (Content *self, ChoshoCommandContext *context, GError **error)
{
  ChoshoValue *path = chosho_command_get_list (context, "member");

  self->row = chosho_commands_get_evidence (context, error);
  if (self->row == NULL || !chosho_commands_check_copy (self->row, error) || !read_password (self, context, error)
      || !open_object (self, context, error))
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (path); i++)
    if (!enter_member (self, chosho_value_as_string (chosho_value_get_item (path, i)), context->cancellable, error))
      return FALSE;
  return TRUE;
}

/* {id, format}. (transfer full) */
static ChoshoValue *
describe (const Content *self, const ChoshoContentInfo *info)
{
  ChoshoValue *value = chosho_value_new_object ();

  chosho_value_set_string (value, "id", chosho_value_get_string (self->row, "id"));
  chosho_value_set_string (value, "format", info->format);
  return value;
}

static gboolean
refuse_kind (const Content *self, const char *sentence, GError **error)
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
  g_auto (Content) content = { 0 };
  g_autoptr (GPtrArray) members = NULL;

  if (!open_content (&content, context, error))
    return FALSE;
  members = chosho_helper_document_read_members (content.document, chosho_command_get_text (context, "charset"), context->cancellable, error);
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
read_pages (Content *content, ChoshoCommandContext *context, const ChoshoContentInfo *info, ChoshoValue *value, GError **error)
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
collect_lines (Content *content, ChoshoCommandContext *context, gint64 first, gint64 wanted, GString *text, guint64 *replaced,
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
read_lines (Content *content, ChoshoCommandContext *context, ChoshoValue *value, GError **error)
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
read_cells (Content *content, ChoshoCommandContext *context, ChoshoValue *value, GError **error)
{
  gint64 sheet, from, wanted;

  return get_ordinal (context, "sheet", -1, &sheet, error) && get_ordinal (context, "from", 1, &from, error)
         && get_ordinal (context, "lines", G_MAXINT64, &wanted, error)
         && chosho_content_read_sheets (content->document, sheet, from, wanted, value, context->cancellable, error);
}

/* Why nothing of a file of @format can be read. */
static const char *
explain_kind (const char *format)
{
  if (g_str_equal (format, "ole-encrypted"))
    return _("it is an Office file under a password; ask for it without a password");
  if (g_str_equal (format, "ole"))
    return _("it is an Office file of before 2007; ask for it as XLSX, DOCX, PPTX or PDF");
  return _("no text can be read out of a file of this kind");
}

static gboolean
run_text (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Content) content = { 0 };
  g_autoptr (ChoshoContentInfo) info = NULL;
  g_autoptr (ChoshoValue) value = NULL;
  gboolean done;

  if (!open_content (&content, context, error))
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
    done = refuse_kind (&content, explain_kind (info->format), error);
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
  g_auto (Content) content = { 0 };
  g_autoptr (ChoshoContentInfo) info = NULL;
  g_autoptr (GBytes) png = NULL;
  gint64 page, dpi;
  gboolean is_picture;

  if (!get_ordinal (context, "page", 1, &page, error) || !get_ordinal (context, "dpi", -1, &dpi, error)
      || !open_content (&content, context, error))
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
