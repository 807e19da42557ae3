/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-results-reader.h"

#include <string.h>

#include "chosho-helper-limits.h"
#include "chosho-json-scanner.h"

#define TOP_KEY "assessment-results"

typedef struct
{
  ChoshoRecordWriter *writer; /* (borrowed) */
  guint64             text_bytes;
  guint               n_members[CHOSHO_HELPER_LIMIT_RESULTS_DEPTH + 2]; /* so far, of what is open on each level */
} Reader;

/* Names are ASCII in OSCAL, short and few. */
static gboolean
check_key (Reader *self, guint depth, const char *key, ChoshoFault *fault)
{
  self->n_members[depth + 1] = 0;
  if (key == NULL || (g_str_is_ascii (key) && strlen (key) <= CHOSHO_HELPER_LIMIT_RESULTS_KEY_BYTES
                      && ++self->n_members[depth] <= CHOSHO_HELPER_LIMIT_RESULTS_MEMBERS))
    return TRUE;
  return chosho_fault_set (fault, CHOSHO_HELPER_REASON_CATALOG_MEMBER, key);
}

static gboolean
check_text (Reader *self, const char *key, const char *text, ChoshoFault *fault)
{
  gsize size_bytes = text != NULL ? strlen (text) : 0;

  if (size_bytes > CHOSHO_HELPER_LIMIT_RESULTS_TEXT_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CATALOG_TEXT, CHOSHO_HELPER_LIMIT_RESULTS_TEXT_BYTES, key);
  self->text_bytes += size_bytes;
  if (self->text_bytes > CHOSHO_HELPER_LIMIT_TEXT_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES, CHOSHO_HELPER_LIMIT_TEXT_BYTES, NULL);
  return TRUE;
}

static gboolean
on_value (ChoshoJsonType type, guint depth, const char *key, const char *text, gpointer user_data, ChoshoFault *fault)
{
  static const guint8 types[] = { CHOSHO_HELPER_VALUE_OBJECT, CHOSHO_HELPER_VALUE_ARRAY, CHOSHO_HELPER_VALUE_STRING,
                                  CHOSHO_HELPER_VALUE_NUMBER, CHOSHO_HELPER_VALUE_WORD };
  Reader *self = user_data;

  if (!check_key (self, depth, key, fault) || !check_text (self, key, text, fault))
    return FALSE;
  chosho_record_writer_begin (self->writer, CHOSHO_HELPER_RECORD_VALUE);
  chosho_record_writer_u8 (self->writer, types[type]);
  chosho_record_writer_u32 (self->writer, depth);
  chosho_record_writer_string (self->writer, key);
  chosho_record_writer_string (self->writer, text);
  chosho_record_writer_end (self->writer);
  return TRUE;
}

gboolean
chosho_results_read (const char *data, gsize size_bytes, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  gsize mark_bytes = size_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  Reader self = { .writer = writer };
  gboolean is_results = FALSE;

  data += mark_bytes;
  size_bytes -= mark_bytes;
  if (!chosho_json_check (data, size_bytes, CHOSHO_HELPER_LIMIT_RESULTS_DEPTH, CHOSHO_HELPER_LIMIT_RESULTS_VALUES, TOP_KEY, &is_results,
                          fault))
    return FALSE;
  if (!is_results)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_NOT_RESULTS, CHOSHO_HELPER_KIND_JSON, NULL);
  return chosho_json_scan (data, size_bytes, CHOSHO_HELPER_LIMIT_RESULTS_DEPTH, CHOSHO_HELPER_LIMIT_RESULTS_VALUES, on_value, &self, fault);
}
