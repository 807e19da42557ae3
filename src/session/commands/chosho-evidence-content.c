/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "chosho-commands-work-private.h"
#include "chosho-error.h"
#include "chosho-evidence-content.h"
#include "chosho-evidence.h"
#include "chosho-file.h"

#define PASSWORD_FILE_BYTES 4096

gboolean
chosho_evidence_read_password (const char *path, char **password, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *line = NULL;
  const char *text;
  gsize size_bytes;

  if (!chosho_file_read (path, PASSWORD_FILE_BYTES, &bytes, error))
    return FALSE;
  text = g_bytes_get_data (bytes, &size_bytes);
  line = g_strndup (text != NULL ? text : "", size_bytes);
  line[strcspn (line, "\r\n")] = '\0';
  if (!g_utf8_validate (line, -1, NULL))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The password in %s is not UTF-8"), path);
      return FALSE;
    }
  *password = g_steal_pointer (&line);
  return TRUE;
}

void
chosho_evidence_content_clear (ChoshoEvidenceContent *self)
{
  g_clear_pointer (&self->reader, chosho_member_reader_free);
  g_clear_pointer (&self->path, chosho_value_unref);
  g_clear_pointer (&self->archive, chosho_value_unref);
  g_clear_pointer (&self->row, chosho_value_unref);
  g_free (self->password);
  if (self->shown != NULL)
    g_string_free (self->shown, TRUE);
}

/* The row of what @row stands in, or @row. (transfer full) */
static ChoshoValue *
get_archive (ChoshoCommandContext *context, ChoshoValue *row, GError **error)
{
  if (!chosho_evidence_is_member (row))
    return chosho_value_ref (row);
  return chosho_session_get_row (context->session, "evidence", chosho_value_get_string (row, "of"), error);
}

/* All but the row, which is there. */
static gboolean
init_rest (ChoshoEvidenceContent *self, ChoshoCommandContext *context, GError **error)
{
  const char *file = chosho_command_get_text (context, "password-file");

  if (!chosho_commands_check_copy (self->row, error))
    return FALSE;
  self->archive = get_archive (context, self->row, error);
  self->shown = g_string_new (chosho_value_get_string (self->row, "name"));
  self->path = chosho_evidence_is_member (self->row) ? chosho_value_copy (chosho_value_get (self->row, "path")) : chosho_value_new_array ();
  return self->archive != NULL && (file == NULL || chosho_evidence_read_password (file, &self->password, error));
}

gboolean
chosho_evidence_content_init (ChoshoEvidenceContent *self, ChoshoCommandContext *context, GError **error)
{
  self->row = chosho_commands_get_evidence (context, error);
  return self->row != NULL && init_rest (self, context, error);
}

static gboolean
open_archive (ChoshoEvidenceContent *self, ChoshoCommandContext *context, GError **error)
{
  self->reader = chosho_member_reader_new (chosho_session_get_objects (context->session), chosho_value_get_string (self->archive, "sha256"),
                                           chosho_value_get_string (self->archive, "name"), self->password, error);
  return self->reader != NULL;
}

gboolean
chosho_evidence_content_check_digest (ChoshoValue *row, const char *sha256, GError **error)
{
  if (strcmp (sha256, chosho_value_get_string (row, "sha256")) == 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s is not what the record says: the archive has other bytes in its place"),
               chosho_value_get_string (row, "name"));
  return FALSE;
}

/* The evidence itself is at the end of the way. */
static gboolean
enter_evidence (ChoshoEvidenceContent *self, ChoshoCommandContext *context, GError **error)
{
  g_autofree char *sha256 = NULL;

  self->document = chosho_member_reader_enter (self->reader, self->path, &sha256, context->cancellable, error);
  return self->document != NULL && (sha256 == NULL || chosho_evidence_content_check_digest (self->row, sha256, error));
}

gboolean
chosho_evidence_content_open (ChoshoEvidenceContent *self, ChoshoCommandContext *context, const char *within, const char *charset, GError **error)
{
  ChoshoValue *wanted = chosho_command_get_list (context, within);

  if (!chosho_evidence_content_init (self, context, error) || !open_archive (self, context, error) || !enter_evidence (self, context, error))
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (wanted); i++)
    if (!chosho_member_reader_find (self->reader, self->path, chosho_value_as_string (chosho_value_get_item (wanted, i)), charset,
                                    self->shown, context->cancellable, error))
      return FALSE;
  self->document = chosho_member_reader_enter (self->reader, self->path, NULL, context->cancellable, error);
  return self->document != NULL;
}

GPtrArray *
chosho_evidence_content_list_members (ChoshoEvidenceContent *self, const char *charset, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoContentInfo) info = chosho_helper_document_read_info (self->document, cancellable, error);

  if (info == NULL)
    return NULL;
  if (info->kind != CHOSHO_CONTENT_OPAQUE)
    return chosho_helper_document_read_members (self->document, charset, cancellable, error);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, "%s: %s", self->shown->str, chosho_evidence_content_explain (info->format));
  return NULL;
}

const char *
chosho_evidence_content_explain (const char *format)
{
  static const char *const opaque[] = { "rar", "lzh", "cab", NULL };
  static const char *const timed[] = { "mp4", "mov", "mkv", "avi", "asf", NULL };

  if (g_str_equal (format, "ole-encrypted"))
    return _("it is an Office file under a password; ask for it without a password");
  if (g_str_equal (format, "ole"))
    return _("it is an Office file of before 2007; ask for it as XLSX, DOCX, PPTX or PDF");
  if (g_strv_contains (opaque, format))
    return _("RAR, LZH and CAB archives are kept whole and not opened, since their readers are not safe; ask for it as ZIP, 7z or tar");
  if (g_strv_contains (timed, format))
    return _("videos and sound are kept whole and not played; export it, and cite the place by its time code, as 00:12:34");
  if (g_str_equal (format, "heic"))
    return _("HEIC pictures are kept whole and not opened; ask for it as JPEG");
  return _("no text can be read out of a file of this kind");
}

/* The bytes of what is there now. */
static int
open_own_bytes (ChoshoEvidenceContent *self, ChoshoCommandContext *context, GError **error)
{
  g_autofree char *sha256 = NULL;
  int fd;

  if (!chosho_evidence_is_member (self->row))
    return chosho_object_store_open_object (chosho_session_get_objects (context->session), chosho_value_get_string (self->row, "sha256"), error);
  fd = open_archive (self, context, error) ? chosho_member_reader_open (self->reader, self->path, &sha256, context->cancellable, error) : -1;
  if (fd >= 0 && !chosho_evidence_content_check_digest (self->row, sha256, error))
    {
      (void) close (fd);
      return -1;
    }
  return fd;
}

int
chosho_evidence_content_open_bytes (ChoshoEvidenceContent *self, ChoshoCommandContext *context, GError **error)
{
  return chosho_evidence_content_init (self, context, error) ? open_own_bytes (self, context, error) : -1;
}

int
chosho_evidence_content_open_row (ChoshoCommandContext *context, ChoshoValue *row, char **password, GError **error)
{
  g_auto (ChoshoEvidenceContent) content = { .row = chosho_value_ref (row) };
  int fd = init_rest (&content, context, error) ? open_own_bytes (&content, context, error) : -1;

  if (password != NULL)
    *password = g_steal_pointer (&content.password);
  return fd;
}
