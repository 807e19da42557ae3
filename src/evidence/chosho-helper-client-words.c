/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-client-private.h"

#include <glib/gi18n-lib.h>

#include "chosho-error.h"

/* Marks that turn the direction of what stands around them. */
static gboolean
is_direction_mark (gunichar character)
{
  return character == 0x061c || (character >= 0x200e && character <= 0x200f)
         || (character >= 0x202a && character <= 0x202e)
         || (character >= 0x2066 && character <= 0x2069);
}

char *
chosho_helper_show_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *shown = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_iscntrl (character) || is_direction_mark (character))
        character = 0xfffd;
      g_string_append_unichar (shown, character);
    }
  return g_string_free (shown, FALSE);
}

static const char *
describe_kind (guint64 kind)
{
  switch (kind)
    {
    case CHOSHO_HELPER_KIND_CSV:
      return _("it is plain text");
    case CHOSHO_HELPER_KIND_XLSX:
      return _("it is an XLSX workbook");
    case CHOSHO_HELPER_KIND_OSCAL_CATALOG:
      return _("it is an OSCAL catalogue");
    case CHOSHO_HELPER_KIND_JSON:
      return _("it is JSON of another kind");
    case CHOSHO_HELPER_KIND_ZIP:
      return _("it is a ZIP file of another kind");
    case CHOSHO_HELPER_KIND_OLE:
      return _("it is an Excel file of before 2007, or a workbook under a password; save it as "
               "XLSX without a password");
    default:
      return _("it is no kind of file that is known here");
    }
}

/* What is wrong with the content. @detail is shown text, never NULL. (transfer full) */
static char *
describe_content (const ChoshoHelperFault *fault, const char *detail)
{
  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_EMPTY:
      return g_strdup (_("the file is empty"));
    case CHOSHO_HELPER_REASON_NOT_A_TABLE:
      return g_strdup_printf (_("a CSV or XLSX file is expected, but %s"), describe_kind (fault->limit));
    case CHOSHO_HELPER_REASON_NOT_A_CATALOG:
      return g_strdup_printf (_("an OSCAL catalogue in JSON is expected, but %s"),
                              describe_kind (fault->limit));
    case CHOSHO_HELPER_REASON_NOT_RESULTS:
      return g_strdup_printf (_("OSCAL assessment results in JSON are expected, but %s"), describe_kind (fault->limit));
    case CHOSHO_HELPER_REASON_UNDECODABLE:
      return g_strdup_printf (_("this byte is no character of %s; save the file as UTF-8"), detail);
    case CHOSHO_HELPER_REASON_NUL:
      return g_strdup (_("there is a NUL byte, which no text has"));
    case CHOSHO_HELPER_REASON_QUOTE_OPEN:
      return g_strdup (_("the quotation mark that begins here is never closed"));
    case CHOSHO_HELPER_REASON_NO_SHEET:
      return g_strdup (_("there is no worksheet in it"));
    case CHOSHO_HELPER_REASON_CELL_REFERENCE:
      return g_strdup_printf (_("“%s” is no valid place of a row or cell"), detail);
    case CHOSHO_HELPER_REASON_CELL_TWICE:
      return g_strdup (_("this cell stands in the file twice"));
    case CHOSHO_HELPER_REASON_CELL_VALUE:
      return g_strdup_printf (_("“%s” is no valid value of its type"), detail);
    case CHOSHO_HELPER_REASON_MERGE:
      return g_strdup_printf (_("“%s” is no valid range of merged cells"), detail);
    default:
      return NULL;
    }
}

/* What is wrong with the format around the content. (transfer full) (nullable) */
static char *
describe_format (const ChoshoHelperFault *fault, const char *detail)
{
  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_ZIP_DAMAGED:
      return detail[0] == '\0' ? g_strdup (_("the workbook's ZIP container is damaged"))
                               : g_strdup_printf (_("the workbook's ZIP container is damaged: %s"), detail);
    case CHOSHO_HELPER_REASON_ZIP_ENCRYPTED:
      return g_strdup_printf (_("the part “%s” is encrypted"), detail);
    case CHOSHO_HELPER_REASON_PART_TWICE:
      return g_strdup_printf (_("the part “%s” stands in the file twice"), detail);
    case CHOSHO_HELPER_REASON_PART_MISSING:
      return g_strdup_printf (_("the part “%s” is missing"), detail);
    case CHOSHO_HELPER_REASON_XML:
      return g_strdup_printf (_("the XML is not well-formed: %s"), detail);
    case CHOSHO_HELPER_REASON_XML_DTD:
      return g_strdup_printf (_("the part “%s” has a document type declaration, which is not allowed"),
                              detail);
    case CHOSHO_HELPER_REASON_JSON:
      return detail[0] == '\0' ? g_strdup (_("the JSON should end here"))
                               : g_strdup_printf (_("the JSON is not well-formed, expected is: %s"), detail);
    case CHOSHO_HELPER_REASON_JSON_TWICE:
      return g_strdup_printf (_("the key “%s” stands in the same object twice"), detail);
    case CHOSHO_HELPER_REASON_CATALOG_MEMBER:
      return g_strdup_printf (_("“%s” is missing or of a wrong type"), detail);
    case CHOSHO_HELPER_REASON_CATALOG_TWICE:
      return g_strdup_printf (_("the id “%s” is used twice"), detail);
    default:
      return NULL;
    }
}

/* (transfer full) (nullable) */
static char *
describe_size (const ChoshoHelperFault *fault, const char *detail)
{
  g_autofree char *size = g_format_size_full (fault->limit, G_FORMAT_SIZE_IEC_UNITS);

  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_LIMIT_FILE_BYTES:
      return g_strdup_printf (_("the file is larger than %s"), size);
    case CHOSHO_HELPER_REASON_LIMIT_CELL_BYTES:
      return g_strdup_printf (_("a cell or sheet name has more than %s of text"), size);
    case CHOSHO_HELPER_REASON_LIMIT_ROW_BYTES:
      return g_strdup_printf (_("a row has more than %s of text"), size);
    case CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES:
      return g_strdup_printf (_("it has more than %s of text"), size);
    case CHOSHO_HELPER_REASON_LIMIT_UNCOMPRESSED_BYTES:
      return g_strdup_printf (_("uncompressed, it is larger than %s"), size);
    case CHOSHO_HELPER_REASON_LIMIT_CATALOG_NAME:
      return g_strdup_printf (_("an id, label or title of “%s” is longer than %s"), detail, size);
    case CHOSHO_HELPER_REASON_LIMIT_CATALOG_TEXT:
      return g_strdup_printf (_("a text of “%s” is longer than %s"), detail, size);
    default:
      return NULL;
    }
}

/* (transfer full) (nullable) */
static char *
describe_count (const ChoshoHelperFault *fault, const char *detail)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, fault->limit);

  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_LIMIT_SHEETS:
      return g_strdup_printf (_("it has more than %s sheets"), count);
    case CHOSHO_HELPER_REASON_LIMIT_ROWS:
      return g_strdup_printf (_("it has more than %s rows"), count);
    case CHOSHO_HELPER_REASON_LIMIT_COLUMNS:
      return g_strdup_printf (_("it has more than %s columns"), count);
    case CHOSHO_HELPER_REASON_LIMIT_CELLS:
      return g_strdup_printf (_("it has more than %s cells"), count);
    case CHOSHO_HELPER_REASON_LIMIT_ZIP_ENTRIES:
      return g_strdup_printf (_("its ZIP container has more than %s entries"), count);
    case CHOSHO_HELPER_REASON_LIMIT_RATIO:
      return g_strdup_printf (_("uncompressed, it is more than %s times as large"), count);
    case CHOSHO_HELPER_REASON_LIMIT_STRINGS:
      return g_strdup_printf (_("it has more than %s shared strings"), count);
    case CHOSHO_HELPER_REASON_LIMIT_MERGES:
      return g_strdup_printf (_("a sheet has more than %s merged ranges"), count);
    case CHOSHO_HELPER_REASON_LIMIT_STYLES:
      return g_strdup_printf (_("it has more than %s cell formats"), count);
    case CHOSHO_HELPER_REASON_LIMIT_JSON_DEPTH:
      return g_strdup_printf (_("the JSON is nested more than %s levels deep"), count);
    case CHOSHO_HELPER_REASON_LIMIT_JSON_VALUES:
      return g_strdup_printf (_("the JSON has more than %s values"), count);
    case CHOSHO_HELPER_REASON_LIMIT_CATALOG_ENTRIES:
      return g_strdup_printf (_("it has more than %s groups and controls"), count);
    case CHOSHO_HELPER_REASON_LIMIT_CATALOG_METHODS:
      return g_strdup_printf (_("“%s” has more than %s assessment methods"), detail, count);
    default:
      return NULL;
    }
}

/* "sheet “A”, row 3, column B", or NULL. A line is told as row by the parsers of text formats. */
static char *
describe_place (const ChoshoHelperFault *fault)
{
  gboolean in_text = fault->reason == CHOSHO_HELPER_REASON_XML
                     || fault->reason == CHOSHO_HELPER_REASON_JSON
                     || fault->reason == CHOSHO_HELPER_REASON_JSON_TWICE
                     || fault->reason == CHOSHO_HELPER_REASON_LIMIT_JSON_DEPTH
                     || fault->reason == CHOSHO_HELPER_REASON_LIMIT_JSON_VALUES;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (fault->sheet != NULL)
    {
      g_autofree char *shown = chosho_helper_show_text (fault->sheet);

      g_ptr_array_add (parts, g_strdup_printf (_("sheet “%s”"), shown));
    }
  if (fault->row > 0 && chosho_helper_fault_is_of_page (fault))
    g_ptr_array_add (parts, g_strdup_printf (_("page %u"), fault->row));
  else if (fault->row > 0 && !chosho_helper_fault_is_of_member (fault))
    g_ptr_array_add (parts, g_strdup_printf (in_text ? _("line %u") : _("row %u"), fault->row));
  if (fault->column > 0)
    {
      g_autofree char *name = chosho_table_column_name (fault->column - 1);

      g_ptr_array_add (parts, g_strdup_printf (_("column %s"), name));
    }
  if (fault->offset != CHOSHO_HELPER_NO_OFFSET)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, fault->offset);

      g_ptr_array_add (parts, g_strdup_printf (_("byte %s"), number));
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

/* Faults of the machine, not of the file. TRUE where @fault is one. */
static gboolean
set_machine_error (const ChoshoHelperFault *fault, const char *file_name, const char *detail,
                   GError **error)
{
  switch (fault->reason)
    {
    case CHOSHO_HELPER_REASON_READ:
      chosho_error_set_errno (error, (int) fault->limit, "%s", file_name);
      return TRUE;
    case CHOSHO_HELPER_REASON_NO_LANDLOCK:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CONFINEMENT,
                   _("“%s” was not read: this kernel cannot shut the reading program off from the "
                     "file system (Landlock: %s). Reading it with weaker confinement needs your "
                     "explicit consent (choshoctl --allow-weaker-confinement)."), file_name, detail);
      return TRUE;
    case CHOSHO_HELPER_REASON_NO_SECCOMP:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CONFINEMENT,
                   _("“%s” was not read: this kernel cannot restrict the reading program's system "
                     "calls (seccomp: %s). Reading it with weaker confinement needs your explicit "
                     "consent (choshoctl --allow-weaker-confinement)."), file_name, detail);
      return TRUE;
    case CHOSHO_HELPER_REASON_NO_RLIMIT:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CONFINEMENT,
                   _("“%s” was not read: the reading program's use of the machine cannot be limited "
                     "(%s)"), file_name, detail);
      return TRUE;
    default:
      return FALSE;
    }
}

void
chosho_helper_fault_to_error (const ChoshoHelperFault *fault, const char *file_name, GError **error)
{
  g_autofree char *name = chosho_helper_show_text (file_name);
  g_autofree char *detail = chosho_helper_show_text (fault->detail != NULL ? fault->detail : "");
  g_autofree char *place = NULL, *reason = NULL;
  ChoshoError code = CHOSHO_ERROR_INVALID;

  if (set_machine_error (fault, name, detail, error))
    return;
  reason = chosho_helper_describe_document (fault, detail, &code);
  if (reason == NULL)
    {
      code = CHOSHO_ERROR_INVALID;
      reason = describe_content (fault, detail);
    }
  if (reason == NULL)
    reason = describe_format (fault, detail);
  if (reason == NULL)
    {
      code = CHOSHO_ERROR_LIMIT;
      reason = describe_size (fault, detail);
    }
  if (reason == NULL)
    reason = describe_count (fault, detail);
  if (reason == NULL) /* no reason of this version's list */
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER, _("“%s” could not be read safely: %s"),
                   name, _("the helper's answer makes no sense"));
      return;
    }
  place = describe_place (fault);
  if (place != NULL)
    g_set_error (error, CHOSHO_ERROR, code, _("“%s”, %s: %s"), name, place, reason);
  else
    g_set_error (error, CHOSHO_ERROR, code, _("“%s”: %s"), name, reason);
}
