/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-request.h"

#include <string.h>

#include "chosho-charset.h"
#include "chosho-csv-reader.h"
#include "chosho-oscal-reader.h"
#include "chosho-results-reader.h"
#include "chosho-sniffer.h"
#include "chosho-text-decoder.h"
#include "chosho-xlsx-reader.h"
#include "chosho-xml-part.h"

void
chosho_request_prepare (void)
{
  chosho_charset_prepare ();
  chosho_text_decoder_prepare ();
  chosho_xml_part_prepare ();
}

static gboolean
answer_kind (const char *data, gsize size_bytes, ChoshoRecordWriter *writer)
{
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_KIND);
  chosho_record_writer_u8 (writer, chosho_sniff (data, size_bytes));
  chosho_record_writer_end (writer);
  return TRUE;
}

/* A ZIP is read as what it should be, so that its reader can say what is wrong with it. */
static gboolean
answer_zip_table (const char *data, gsize size_bytes, ChoshoRecordWriter *writer,
                  ChoshoFault *fault)
{
  g_autoptr (ChoshoZipParts) parts = chosho_zip_parts_new (data, size_bytes, fault);

  if (parts == NULL)
    return FALSE;
  if (!chosho_zip_parts_has (parts, "[Content_Types].xml"))
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_NOT_A_TABLE, CHOSHO_HELPER_KIND_ZIP,
                                   NULL);
  return chosho_xlsx_read (parts, writer, fault);
}

static gboolean
answer_table (char *data, gsize size_bytes, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autofree char *owned = data;
  ChoshoHelperKind kind;

  if (chosho_sniff_is_zip (data, size_bytes))
    return answer_zip_table (data, size_bytes, writer, fault);
  kind = chosho_sniff (data, size_bytes);
  /* Anything that is text may be a CSV; what is neither is refused by the CSV's reader, which can
   * name the byte, unless it is known to be something else. */
  if (kind == CHOSHO_HELPER_KIND_CSV)
    return chosho_csv_read (g_steal_pointer (&owned), size_bytes, writer, fault);
  return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_NOT_A_TABLE, kind, NULL);
}

static gboolean
answer_catalog (const char *data, gsize size_bytes, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  ChoshoHelperKind kind = chosho_sniff (data, size_bytes);

  if (kind != CHOSHO_HELPER_KIND_OSCAL_CATALOG && kind != CHOSHO_HELPER_KIND_JSON)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_NOT_A_CATALOG, kind, NULL);
  return chosho_oscal_read (data, size_bytes, writer, fault);
}

static gboolean
answer_results (const char *data, gsize size_bytes, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  gsize mark_bytes = g_str_has_prefix (data, "\xef\xbb\xbf") ? 3 : 0;

  /* What looks like it is read as it, within limits of its own. */
  if (data[mark_bytes + strspn (data + mark_bytes, " \t\r\n")] != '{')
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_NOT_RESULTS, chosho_sniff (data, size_bytes), NULL);
  return chosho_results_read (data, size_bytes, writer, fault);
}

gboolean
chosho_request_answer (ChoshoHelperRequest request, char *data, gsize size_bytes,
                       ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autofree char *owned = data;

  switch (request)
    {
    case CHOSHO_HELPER_REQUEST_SNIFF:
      return answer_kind (data, size_bytes, writer);
    case CHOSHO_HELPER_REQUEST_TABLE:
      return answer_table (g_steal_pointer (&owned), size_bytes, writer, fault);
    case CHOSHO_HELPER_REQUEST_CATALOG:
      return answer_catalog (data, size_bytes, writer, fault);
    case CHOSHO_HELPER_REQUEST_RESULTS:
      return answer_results (data, size_bytes, writer, fault);
    default:
      g_assert_not_reached ();
    }
}
