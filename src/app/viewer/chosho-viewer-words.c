/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-code-words.h"
#include "chosho-error.h"
#include "chosho-evidence-kind.h"
#include "chosho-viewer-words.h"
#include "chosho-zone.h"

static void
append_fact (GString *text, const char *label, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", label, value);
}

/* Whether a copy that came later is what the client's digest said; NULL where that is not known. */
static const char *
get_match (ChoshoValue *row)
{
  gboolean matches = chosho_value_get_boolean (row, "copy_matches", FALSE);

  if (matches != chosho_value_get_boolean (row, "copy_matches", TRUE))
    return NULL;
  return matches ? _("has the digest that the client gave") : _("has another digest than the client gave");
}

char *
chosho_viewer_words_dup_facts (ChoshoValue *row)
{
  GString *text = g_string_new (NULL);
  gint64 size = chosho_value_get_integer (row, "size_bytes", -1);
  g_autofree char *bytes = size >= 0 ? g_format_size_full ((guint64) size, G_FORMAT_SIZE_LONG_FORMAT) : NULL;
  const char *from = chosho_value_get_string (row, "covers_from"), *means = chosho_value_get_string (row, "means");
  const char *received_at = chosho_value_get_string (row, "received_at");
  g_autofree char *time = chosho_zone_dup_time (received_at);
  gboolean seen = g_strcmp0 (chosho_value_get_string (row, "kind"), "sighting") == 0;
  guint n_photographs = chosho_value_get_length (chosho_value_get (row, "photographs"));
  g_autofree char *photographs = n_photographs > 0 ? g_strdup_printf ("%u", n_photographs) : NULL;
  g_autofree char *span = from != NULL ? g_strdup_printf ("%s – %s", from, chosho_value_get_string (row, "covers_to")) : NULL;

  append_fact (text, _("Document viewed"), chosho_value_get_string (row, "what"));
  append_fact (text, _("Viewed how"), means != NULL ? chosho_word_means (means) : NULL);
  append_fact (text, _("Version"), chosho_value_get_string (row, "version"));
  append_fact (text, _("Where"), chosho_value_get_string (row, "where"));
  append_fact (text, _("With whom"), chosho_value_get_string (row, "with"));
  append_fact (text, _("Pages"), chosho_value_get_string (row, "pages"));
  append_fact (text, _("Why no copy"), chosho_value_get_string (row, "reason"));
  append_fact (text, _("SHA-256 by the client"), chosho_value_get_string (row, "shown_sha256"));
  append_fact (text, _("Copy that came later"), get_match (row));
  append_fact (text, _("Source"), chosho_value_get_string (row, "source"));
  append_fact (text, _("Speaks about"), chosho_value_get_string (row, "as_of"));
  append_fact (text, _("Covers"), span);
  append_fact (text, seen ? _("Viewed") : _("Received"), time != NULL ? time : received_at);
  append_fact (text, _("Received by"), chosho_value_get_string (row, "received_by"));
  append_fact (text, _("Taken in by"), chosho_value_get_string (row, "by"));
  append_fact (text, _("Type"), chosho_evidence_kind_get_word (row));
  append_fact (text, _("Size"), bytes);
  append_fact (text, "SHA-256", chosho_value_get_string (row, "sha256"));
  append_fact (text, _("Photographs"), photographs);
  append_fact (text, seen ? _("Words written off") : _("Note"), chosho_value_get_string (row, "note"));
  append_fact (text, _("Why it came again"), chosho_value_get_string (row, "version_reason"));
  append_fact (text, _("Destroyed"), chosho_value_get_string (row, "purged_reason"));
  append_fact (text, _("Withdrawn"), chosho_value_get_string (row, "withdrawn_reason"));
  return g_string_free (text, FALSE);
}

char *
chosho_viewer_words_dup_claim (const ChoshoContentInfo *info)
{
  const char *const claims[] = { info->claimed_time, info->claimed_device, info->claimed_place };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (claims); i++)
    if (claims[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", claims[i]);
  /* nobody checked it, and whoever made the file could write anything */
  return text->len > 0 ? g_strdup_printf (_("Taken, as the file itself claims: %s"), text->str) : NULL;
}

const char *
chosho_viewer_words_get_advice (const GError *error)
{
  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID))
    return _("If the record verifies (Verify Record in the menu), it was received like this: ask for it again, or save a copy and try another program.");
  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT) || g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER))
    return _("A copy can be saved and opened with another program.");
  if (g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY))
    return _("Verify Record in the menu tells what is damaged; put it back from a backup.");
  return NULL;
}

gboolean
chosho_viewer_words_is_timed (const char *format)
{
  static const char *const timed[] = { "mp4", "mov", "mkv", "avi", "asf", NULL };

  return g_strv_contains (timed, format);
}

const char *
chosho_viewer_words_explain (const char *format)
{
  if (chosho_viewer_words_is_timed (format))
    return _("Videos and sound are kept whole and not played here. Save a copy, play it with another program, and cite the place by its time code.");
  if (g_str_equal (format, "heic"))
    return _("HEIC pictures are kept whole and not opened here. Ask for it as JPEG, or save a copy and open it with another program.");
  if (g_str_equal (format, "ole-encrypted"))
    return _("This Office file is under a password, under which it is not opened here. Ask for it without a password, or save a copy and open it with its own program.");
  if (g_str_equal (format, "ole"))
    return _("This is an Office file of before 2007. Ask for it as XLSX, DOCX, PPTX or PDF, or save a copy and open it with its own program.");
  return _("This kind of file is kept whole and not opened here. A copy can be saved and opened with another program.");
}
