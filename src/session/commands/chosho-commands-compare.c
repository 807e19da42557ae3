/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-book-file.h"
#include "chosho-commands-criteria-private.h"
#include "chosho-edition-book.h"
#include "chosho-edition-compare.h"
#include "chosho-edition-side.h"

/* Two editions of the criteria side by side: nothing is changed in either. */

typedef struct
{
  ChoshoEditionSide older, newer;
  ChoshoValue *mapping;     /* (owned) (nullable) */
  ChoshoValue *renumbering; /* (owned) (nullable) */
} Comparison;

static void
comparison_clear (Comparison *self)
{
  chosho_edition_side_clear (&self->older);
  chosho_edition_side_clear (&self->newer);
  g_clear_pointer (&self->mapping, chosho_value_unref);
  g_clear_pointer (&self->renumbering, chosho_value_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Comparison, comparison_clear)

static gboolean
load (ChoshoCommandContext *context, Comparison *self, ChoshoValue **result, GError **error)
{
  const char *file = chosho_command_get_text (context, "renumbering");

  if (!chosho_command_load_mapping (context, &self->mapping, error)
      || !chosho_edition_side_load (&self->older, chosho_command_get_text (context, "older"), self->mapping, context->cancellable, result, error)
      || !chosho_edition_side_load (&self->newer, chosho_command_get_text (context, "newer"), self->mapping, context->cancellable, result, error))
    return FALSE;
  self->renumbering = chosho_edition_side_read_renumbering (file, self->older.entries, self->newer.entries, context->cancellable, result, error);
  return file == NULL || self->renumbering != NULL;
}

static ChoshoValue *
describe_side (const ChoshoEditionSide *side)
{
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set_string (out, "edition", side->edition);
  chosho_value_set_string (out, "source", side->source);
  return out;
}

static gboolean
write_book (ChoshoCommandContext *context, const Comparison *self, ChoshoValue *comparison, const char *path, GError **error)
{
  g_autofree char *about = g_strdup_printf ("%s (%s) → %s (%s)", self->older.source, self->older.edition, self->newer.source, self->newer.edition);
  g_autoptr (GBytes) bytes = chosho_edition_book_make (comparison, about, error);

  return bytes != NULL && chosho_book_file_publish (bytes, path, NULL, NULL, context->cancellable, error);
}

/* Prints what chosho_edition_compare() tells, with {older: {edition, source}, newer}; what is unchanged only with --all. */
gboolean
chosho_command_catalog_compare (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  const char *path = chosho_command_get_text (context, "output");
  g_auto (Comparison) self = { .mapping = NULL };
  g_autoptr (ChoshoValue) comparison = NULL;
  ChoshoValue *out;

  if ((path != NULL && !chosho_book_file_check_name (path, error)) || !load (context, &self, result, error))
    return FALSE;
  comparison = chosho_edition_compare (self.older.entries, self.newer.entries, self.renumbering);
  if (path != NULL && !write_book (context, &self, comparison, path, error))
    return FALSE;
  out = chosho_value_new_object ();
  chosho_value_set (out, "older", describe_side (&self.older));
  chosho_value_set (out, "newer", describe_side (&self.newer));
  for (guint i = 0; i < chosho_value_get_length (comparison); i++)
    if (chosho_command_get_flag (context, "all") || !g_str_equal (chosho_value_get_key (comparison, i), "unchanged"))
      chosho_value_set (out, chosho_value_get_key (comparison, i), chosho_value_ref (chosho_value_get_member_at (comparison, i)));
  *result = out;
  return TRUE;
}
