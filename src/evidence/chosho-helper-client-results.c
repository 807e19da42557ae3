/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-helper-limits.h"

/* Beyond this a number has no whole value in JSON. */
#define INTEGER_MAX (G_GINT64_CONSTANT (1) << 53)

/* The value that a record tells; NULL where it makes no sense. (transfer full) */
static ChoshoValue *
make_value (guint8 type, const char *text)
{
  char *end = NULL;
  gint64 number;

  switch (type)
    {
    case CHOSHO_HELPER_VALUE_OBJECT:
      return text[0] == '\0' ? chosho_value_new_object () : NULL;
    case CHOSHO_HELPER_VALUE_ARRAY:
      return text[0] == '\0' ? chosho_value_new_array () : NULL;
    case CHOSHO_HELPER_VALUE_STRING:
      return chosho_value_new_string (text);
    case CHOSHO_HELPER_VALUE_NUMBER:
      number = g_ascii_strtoll (text, &end, 10);
      return end != text && *end == '\0' && number > -INTEGER_MAX && number < INTEGER_MAX ? chosho_value_new_integer (number) : chosho_value_new_string (text);
    case CHOSHO_HELPER_VALUE_WORD:
      if (strcmp (text, "null") == 0)
        return chosho_value_new_null ();
      return strcmp (text, "true") == 0 || strcmp (text, "false") == 0 ? chosho_value_new_boolean (text[0] == 't') : NULL;
    default:
      return NULL;
    }
}

/* Puts @value (transfer full) where it belongs: into what is open one level above. */
static gboolean
place (ChoshoHelperResultsState *state, ChoshoValue *value, guint32 depth, const char *key)
{
  ChoshoValue *parent = depth > 0 && depth <= state->open->len ? g_ptr_array_index (state->open, depth - 1) : NULL;
  gboolean in_object = parent != NULL && chosho_value_get_value_type (parent) == CHOSHO_VALUE_OBJECT;

  if (depth == 0 ? state->root != NULL
                 : parent == NULL || (in_object && (chosho_value_get (parent, key) != NULL
                                                    || chosho_value_get_length (parent) >= CHOSHO_HELPER_LIMIT_RESULTS_MEMBERS)))
    {
      chosho_value_unref (value);
      return FALSE;
    }
  g_ptr_array_set_size (state->open, (int) depth);
  if (depth == 0)
    state->root = value;
  else if (in_object)
    chosho_value_set (parent, key, value);
  else
    chosho_value_append (parent, value);
  if (chosho_value_get_value_type (value) == CHOSHO_VALUE_OBJECT || chosho_value_get_value_type (value) == CHOSHO_VALUE_ARRAY)
    g_ptr_array_add (state->open, value);
  return TRUE;
}

gboolean
chosho_helper_take_results_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload, gpointer user_data)
{
  ChoshoHelperResultsState *state = user_data;
  guint8 kind = chosho_helper_payload_u8 (payload);
  guint32 depth = chosho_helper_payload_u32 (payload);
  g_autofree char *key = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_RESULTS_KEY_BYTES);
  g_autofree char *text = chosho_helper_payload_string (payload, CHOSHO_HELPER_LIMIT_RESULTS_TEXT_BYTES);
  ChoshoValue *value;

  if (type != CHOSHO_HELPER_RECORD_VALUE || payload->broken || !g_str_is_ascii (key) || depth > CHOSHO_HELPER_LIMIT_RESULTS_DEPTH
      || ++state->n_values > CHOSHO_HELPER_LIMIT_RESULTS_VALUES)
    return FALSE;
  state->text_bytes += strlen (text);
  value = state->text_bytes <= CHOSHO_HELPER_LIMIT_TEXT_BYTES ? make_value (kind, text) : NULL;
  return value != NULL && place (state, value, depth, key);
}

ChoshoValue *
chosho_helper_read_results (int fd, const char *file_name, ChoshoHelperFlags flags, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  ChoshoHelperResultsState state = { .open = open };

  gboolean done = chosho_helper_run (fd, file_name, CHOSHO_HELPER_REQUEST_RESULTS, flags, chosho_helper_take_results_record, &state,
                                     cancellable, error);

  if (done && state.root != NULL)
    return state.root;
  if (done)
    chosho_helper_unsafe_error (error, file_name, _("the helper's answer makes no sense"));
  g_clear_pointer (&state.root, chosho_value_unref);
  return NULL;
}
