/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-xlsx-reader.h"

#include <string.h>

#include "chosho-helper-limits.h"
#include "chosho-xlsx-private.h"

typedef struct
{
  char    *name;     /* (owned) */
  char    *relation; /* (owned) */
  gboolean hidden;
} Sheet;

typedef struct
{
  GPtrArray *sheets;    /* (owned) (element-type Sheet) */
  gboolean   from_1904;
} Workbook;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_free (self->name);
  g_free (self->relation);
  g_free (self);
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  Workbook *workbook = user_data;
  g_autofree char *sheet_name = NULL, *relation = NULL;
  char state[16] = "";
  Sheet *sheet;

  if (g_str_equal (name, "workbookPr"))
    workbook->from_1904 = chosho_xml_part_get_boolean (part, "date1904");
  if (!g_str_equal (name, "sheet"))
    return TRUE;
  relation = chosho_xml_part_dup_relation (part);
  sheet_name = chosho_xml_part_dup (part, "name");
  if (relation == NULL || sheet_name == NULL)
    return TRUE;
  if (workbook->sheets->len >= CHOSHO_HELPER_LIMIT_SHEETS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_SHEETS,
                                   CHOSHO_HELPER_LIMIT_SHEETS, NULL);
  if (strlen (sheet_name) > CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CELL_BYTES,
                                   CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES, sheet_name);
  chosho_xml_part_get (part, "state", state, sizeof state);
  sheet = g_new0 (Sheet, 1);
  sheet->name = g_steal_pointer (&sheet_name);
  sheet->relation = g_steal_pointer (&relation);
  sheet->hidden = g_str_equal (state, "hidden") || g_str_equal (state, "veryHidden");
  g_ptr_array_add (workbook->sheets, sheet);
  return TRUE;
}

/* The workbook part's name. (transfer full); NULL with @fault set. */
static char *
find_workbook (ChoshoZipParts *parts, ChoshoFault *fault)
{
  g_autoptr (GPtrArray) relations = chosho_xlsx_relations_read (parts, "", fault);
  const ChoshoXlsxRelation *relation;

  if (relations == NULL)
    return NULL;
  relation = chosho_xlsx_relations_find_type (relations, "officeDocument");
  if (relation == NULL || !chosho_zip_parts_has (parts, relation->target))
    {
      chosho_fault_set (fault, CHOSHO_HELPER_REASON_PART_MISSING,
                        relation != NULL ? relation->target : "officeDocument");
      return NULL;
    }
  return g_strdup (relation->target);
}

gboolean
chosho_xlsx_is_workbook (ChoshoZipParts *parts)
{
  static const ChoshoXmlHandler handler = { .start = on_start };
  g_auto (ChoshoFault) fault = { 0 };
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (sheet_free);
  g_autofree char *name = NULL;
  Workbook workbook = { .sheets = sheets };

  if (!chosho_zip_parts_has (parts, "[Content_Types].xml"))
    return FALSE;
  name = find_workbook (parts, &fault);
  /* A text document has the same frame: only a workbook's main part has sheets. */
  return name != NULL && chosho_xml_part_read (parts, name, &handler, &workbook, &fault)
         && sheets->len > 0;
}

/* Parts that a workbook may lack: no strings, no styles. */
static gboolean
read_common_parts (ChoshoZipParts *parts, GPtrArray *relations, ChoshoXlsxSheetSource *source,
                   ChoshoFault *fault)
{
  const ChoshoXlsxRelation *strings = chosho_xlsx_relations_find_type (relations, "sharedStrings");
  const ChoshoXlsxRelation *styles = chosho_xlsx_relations_find_type (relations, "styles");

  if (strings != NULL
      && !chosho_xlsx_strings_read (source->strings, parts, strings->target, fault))
    return FALSE;
  if (styles != NULL)
    source->styles = chosho_xlsx_styles_read (parts, styles->target, fault);
  return styles == NULL || source->styles != NULL;
}

static gboolean
read_sheets (ChoshoZipParts *parts, const Workbook *workbook, GPtrArray *relations,
             ChoshoXlsxSheetSource *source, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autoptr (ChoshoTableWriter) table = chosho_table_writer_new (writer, "");
  guint worksheets = 0;

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      const Sheet *sheet = g_ptr_array_index (workbook->sheets, i);
      const ChoshoXlsxRelation *relation = chosho_xlsx_relations_find_id (relations, sheet->relation);

      if (relation == NULL)
        {
          chosho_fault_set (fault, CHOSHO_HELPER_REASON_PART_MISSING, sheet->relation);
          chosho_fault_add_sheet (fault, sheet->name);
          return FALSE;
        }
      if (!g_str_equal (relation->type, "worksheet")) /* a chart or dialogue has no cells */
        continue;
      worksheets++;
      source->name = relation->target;
      if (!chosho_table_writer_begin_sheet (table, sheet->name, sheet->hidden, fault)
          || !chosho_xlsx_sheet_read (parts, source, table, fault))
        {
          chosho_fault_add_sheet (fault, sheet->name);
          return FALSE;
        }
    }
  return worksheets > 0 || chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_SHEET, NULL);
}

gboolean
chosho_xlsx_read (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { .start = on_start };
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (sheet_free);
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (ChoshoXlsxStrings) strings = chosho_xlsx_strings_new ();
  g_autofree char *name = find_workbook (parts, fault);
  Workbook workbook = { .sheets = sheets };
  ChoshoXlsxSheetSource source = { .strings = strings };
  gboolean done;

  if (name == NULL || !chosho_xml_part_read (parts, name, &handler, &workbook, fault))
    return FALSE;
  relations = chosho_xlsx_relations_read (parts, name, fault);
  if (relations == NULL)
    return FALSE;
  source.from_1904 = workbook.from_1904;
  done = read_common_parts (parts, relations, &source, fault)
         && read_sheets (parts, &workbook, relations, &source, writer, fault);
  g_clear_pointer (&source.styles, g_byte_array_unref);
  return done;
}
