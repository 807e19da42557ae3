/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-database-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "chosho-error.h"

/* What the system said, where SQLite kept it, else SQLite's own words. */
static const char *
get_reason (ChoshoDatabase *self, int code)
{
  int errnum = sqlite3_system_errno (self->handle);
  int primary = code & 0xff;

  if (errnum != 0 && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN))
    return g_strerror (errnum);
  return sqlite3_errstr (code);
}

static gboolean
is_out_of_space (ChoshoDatabase *self, int code)
{
  int errnum = sqlite3_system_errno (self->handle);

  if ((code & 0xff) == SQLITE_FULL)
    return TRUE;
  return (code & 0xff) == SQLITE_IOERR && (errnum == ENOSPC || errnum == EDQUOT);
}

/**
 * chosho_database_set_error:
 * @code: SQLite's extended result code
 *
 * Translates SQLite's results into the core's error codes; every message begins with the file.
 *
 * Returns: FALSE, so that it can be returned
 */
gboolean
chosho_database_set_error (ChoshoDatabase *self, int code, GError **error)
{
  const char *path = self->path;

  if (is_out_of_space (self, code))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE, _("%s: there is no space left on the disk"), path);
      return FALSE;
    }

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED, _("%s: another program is using the file"), path);
      break;
    case SQLITE_CORRUPT:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the file is damaged"), path);
      break;
    case SQLITE_NOTADB:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, _("%s: the file is not a database"), path);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_READ_ONLY, _("%s: the file cannot be written"), path);
      break;
    case SQLITE_INTERRUPT:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED, _("%s: the work was cancelled"), path);
      break;
    case SQLITE_IOERR:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("%s: reading or writing failed: %s"), path,
                   get_reason (self, code));
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("%s: the file cannot be opened: %s"), path,
                   get_reason (self, code));
      break;
    default:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _("%s: the database refused: %s"), path,
                   sqlite3_errmsg (self->handle));
      break;
    }
  return FALSE;
}
