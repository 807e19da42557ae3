/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "chosho-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (chosho-error-quark, chosho_error)

/* Released names: scripts compare them, so they never change. Indexed by ChoshoError. */
static const char *const code_names[] = {
  [CHOSHO_ERROR_FAILED] = "failed",
  [CHOSHO_ERROR_USAGE] = "usage",
  [CHOSHO_ERROR_INVALID] = "invalid",
  [CHOSHO_ERROR_NOT_FOUND] = "not-found",
  [CHOSHO_ERROR_EXISTS] = "exists",
  [CHOSHO_ERROR_IO] = "io",
  [CHOSHO_ERROR_NO_SPACE] = "no-space",
  [CHOSHO_ERROR_LOCKED] = "locked",
  [CHOSHO_ERROR_LIMIT] = "limit",
  [CHOSHO_ERROR_CANCELLED] = "cancelled",
  [CHOSHO_ERROR_PASSPHRASE] = "passphrase",
  [CHOSHO_ERROR_NOT_MEMBER] = "not-member",
  [CHOSHO_ERROR_REFUSED] = "refused",
  [CHOSHO_ERROR_INTEGRITY] = "integrity",
  [CHOSHO_ERROR_READ_ONLY] = "read-only",
  [CHOSHO_ERROR_CONFINEMENT] = "confinement",
  [CHOSHO_ERROR_HELPER] = "helper",
  [CHOSHO_ERROR_UNCONFIRMED] = "unconfirmed",
};

/* GIO's cancellation is the same event to a front end as ours; every other foreign error is "failed". */
const char *
chosho_error_code (const GError *error)
{
  if (error == NULL)
    return code_names[CHOSHO_ERROR_FAILED];
  if (error->domain == CHOSHO_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (code_names))
    return code_names[error->code];
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return code_names[CHOSHO_ERROR_CANCELLED];
  return code_names[CHOSHO_ERROR_FAILED];
}

gboolean
chosho_error_set_errno (GError **error, int errnum, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (errnum == ENOSPC || errnum == EDQUOT)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE, _("%s: %s; make room there and try again"), text, g_strerror (errnum));
  else
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, "%s: %s", text, g_strerror (errnum));
  return FALSE;
}
