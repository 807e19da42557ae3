/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-client-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-helper-limits.h"

#define NAME_BYTES CHOSHO_HELPER_LIMIT_CATALOG_NAME_BYTES
#define TEXT_BYTES CHOSHO_HELPER_LIMIT_CATALOG_TEXT_BYTES

static gboolean
take_metadata (ChoshoHelperCatalogState *state, ChoshoHelperPayload *payload)
{
  ChoshoCatalogData *catalog = state->catalog;

  catalog->title = chosho_helper_payload_string (payload, NAME_BYTES);
  catalog->version = chosho_helper_payload_optional (payload, NAME_BYTES);
  catalog->last_modified = chosho_helper_payload_optional (payload, NAME_BYTES);
  catalog->oscal_version = chosho_helper_payload_optional (payload, NAME_BYTES);
  state->begun = TRUE;
  return TRUE;
}

static gboolean
take_methods (ChoshoHelperCatalogState *state, ChoshoCatalogEntry *entry,
              ChoshoHelperPayload *payload)
{
  guint32 methods = chosho_helper_payload_u32 (payload);

  if (methods > CHOSHO_HELPER_LIMIT_CATALOG_METHODS)
    return FALSE;
  for (guint32 i = 0; i < methods; i++)
    {
      guint8 technique = chosho_helper_payload_u8 (payload);
      char *text = chosho_helper_payload_string (payload, TEXT_BYTES);

      if (text == NULL || technique > CHOSHO_HELPER_TECHNIQUE_REPERFORMANCE)
        {
          g_free (text);
          return FALSE;
        }
      state->text_bytes += strlen (text);
      /* Both enumerations list the techniques in the order of the protocol. */
      chosho_catalog_entry_add_method (entry, (ChoshoCatalogTechnique) technique, text);
    }
  return TRUE;
}

static gboolean
take_entry (ChoshoHelperCatalogState *state, ChoshoHelperPayload *payload)
{
  ChoshoCatalogEntry *entry;

  if (state->catalog->entries->len >= CHOSHO_HELPER_LIMIT_CATALOG_ENTRIES)
    return FALSE;
  entry = chosho_catalog_data_add_entry (state->catalog);
  entry->level = chosho_helper_payload_boolean (payload) ? CHOSHO_CATALOG_LEVEL_CONTROL
                                                         : CHOSHO_CATALOG_LEVEL_OBJECTIVE;
  entry->number = chosho_helper_payload_optional (payload, NAME_BYTES);
  entry->label = chosho_helper_payload_optional (payload, NAME_BYTES);
  entry->parent = chosho_helper_payload_optional (payload, NAME_BYTES);
  entry->tier = chosho_helper_payload_optional (payload, NAME_BYTES);
  entry->title = chosho_helper_payload_string (payload, NAME_BYTES);
  entry->text = chosho_helper_payload_string (payload, TEXT_BYTES);
  entry->guidance = chosho_helper_payload_optional (payload, TEXT_BYTES);
  if (payload->broken || entry->number == NULL)
    return FALSE;
  state->text_bytes += strlen (entry->text)
                       + (entry->guidance != NULL ? strlen (entry->guidance) : 0);
  return take_methods (state, entry, payload)
         && state->text_bytes <= CHOSHO_HELPER_LIMIT_TEXT_BYTES;
}

gboolean
chosho_helper_take_catalog_record (ChoshoHelperRecord type, ChoshoHelperPayload *payload,
                                   gpointer user_data)
{
  ChoshoHelperCatalogState *state = user_data;

  if (state->ended)
    return FALSE;
  if (!state->begun)
    return type == CHOSHO_HELPER_RECORD_CATALOG && take_metadata (state, payload);
  if (type == CHOSHO_HELPER_RECORD_ENTRY)
    return take_entry (state, payload);
  if (type != CHOSHO_HELPER_RECORD_SUMMARY)
    return FALSE;
  state->catalog->withdrawn = chosho_helper_payload_u32 (payload);
  state->catalog->unknown_methods = chosho_helper_payload_u32 (payload);
  state->ended = TRUE;
  return TRUE;
}

ChoshoCatalogData *
chosho_helper_read_catalog (int fd, const char *file_name, ChoshoHelperFlags flags,
                            GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoCatalogData) catalog = chosho_catalog_data_new (file_name);
  ChoshoHelperCatalogState state = { .catalog = catalog };

  if (!chosho_helper_run (fd, file_name, CHOSHO_HELPER_REQUEST_CATALOG, flags,
                          chosho_helper_take_catalog_record, &state, cancellable, error))
    return NULL;
  if (!state.ended)
    {
      g_autofree char *shown = chosho_helper_show_text (file_name);

      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER, _("“%s” could not be read safely: %s"),
                   shown, _("the helper's answer makes no sense"));
      return NULL;
    }
  return g_steal_pointer (&catalog);
}
