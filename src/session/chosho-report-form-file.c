/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-form-file.h"

#include <glib/gi18n-lib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-file.h"
#include "chosho-helper-document.h"
#include "chosho-source-file.h"

/* What lies in @fd, which is closed. @left: bytes that may still come. (transfer full); NULL with @error. */
static GBytes *
read_part (int fd, const char *name, gsize *left, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 chunk[16384];
  gssize got = 1;

  while (got > 0 && bytes->len <= *left)
    {
      got = pread (fd, chunk, sizeof chunk, bytes->len);
      if (got > 0)
        g_byte_array_append (bytes, chunk, (guint) got);
    }
  if (got < 0)
    chosho_error_set_errno (error, errno, "%s", name);
  (void) close (fd);
  if (got < 0)
    return NULL;
  if (bytes->len > *left)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("The form has more than %d bytes unpacked"), CHOSHO_REPORT_FORM_BYTES);
      return NULL;
    }
  *left -= bytes->len;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
add_members (ChoshoReportForm *form, ChoshoHelperDocument *document, GPtrArray *members, GCancellable *cancellable, GError **error)
{
  gsize left = CHOSHO_REPORT_FORM_BYTES;

  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMemberInfo *member = g_ptr_array_index (members, i);
      g_autoptr (GBytes) content = NULL;
      int fd;

      if (member->kind != CHOSHO_MEMBER_FILE)
        continue;
      fd = chosho_helper_document_open_member_fd (document, i, NULL, NULL, cancellable, error);
      content = fd >= 0 ? read_part (fd, member->name, &left, error) : NULL;
      if (content == NULL || !chosho_report_form_add (form, member->name, content, error))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full) */
static ChoshoReportForm *
open_form (int fd, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoHelperDocument) document = chosho_helper_document_new (fd, name, CHOSHO_HELPER_FLAGS_NONE, error);
  g_autoptr (ChoshoContentInfo) info = document != NULL ? chosho_helper_document_read_info (document, cancellable, error) : NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (ChoshoReportForm) form = NULL;

  if (info == NULL)
    return NULL;
  if (g_strcmp0 (info->format, "docx") != 0)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("%s is no Word document (.docx)"), name);
      return NULL;
    }
  members = chosho_helper_document_read_members (document, NULL, cancellable, error);
  if (members == NULL)
    return NULL;
  if (members->len > CHOSHO_REPORT_FORM_PARTS)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("The form has more than %d parts"), CHOSHO_REPORT_FORM_PARTS);
      return NULL;
    }
  form = chosho_report_form_new ();
  return add_members (form, document, members, cancellable, error) ? g_steal_pointer (&form) : NULL;
}

ChoshoReportForm *
chosho_report_form_file_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoSourceFile) file = chosho_source_file_open (path, cancellable, error);

  return file != NULL ? open_form (file->fd, file->name, cancellable, error) : NULL;
}

/* The helper unpacks it again, and its parts are XML. */
static gboolean
read_back (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  const char *name = _("The Word document");
  int fd = memfd_create ("form", MFD_CLOEXEC);
  g_autoptr (ChoshoReportForm) form = NULL;
  g_autoptr (GPtrArray) places = NULL;

  if (fd < 0)
    return chosho_error_set_errno (error, errno, "%s", name);
  if (chosho_fd_write_all (fd, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    form = open_form (fd, name, cancellable, error);
  (void) close (fd);
  places = form != NULL ? chosho_report_form_list (form, error) : NULL;
  return places != NULL;
}

GBytes *
chosho_report_form_file_fill (const char *path, const ChoshoReportModel *model, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoReportForm) form = NULL;
  g_autoptr (ChoshoReportTemplate) template = NULL;
  g_autoptr (ChoshoReportValues) values = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!chosho_report_model_check (model, error) || (form = chosho_report_form_file_open (path, cancellable, error)) == NULL)
    return NULL;
  template = chosho_report_template_new_default (model->language);
  values = chosho_report_values_new (model, template);
  bytes = chosho_report_form_fill (form, values, model->draft, error);
  return bytes != NULL && read_back (bytes, cancellable, error) ? g_steal_pointer (&bytes) : NULL;
}
