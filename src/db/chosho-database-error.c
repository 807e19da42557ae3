/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-database-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "chosho-error.h"

/* The errno behind the last failure, 0 where none is known. SQLite's own sqlite3_system_errno() is taken after
 * its clean-up and tells the truth only about opening; files remember what happened to them. */
static int
find_errno (ChoshoDatabase *self, int code)
{
  sqlite3_file *journal = NULL;
  int errnum = 0;

  if ((code & 0xff) == SQLITE_CANTOPEN)
    return sqlite3_system_errno (self->handle);
  if ((code & 0xff) != SQLITE_IOERR && (code & 0xff) != SQLITE_CORRUPT)
    return 0;
  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_LAST_ERRNO, &errnum);
  if (errnum != 0)
    return errnum;
  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal);
  if (journal != NULL && journal->pMethods != NULL)
    journal->pMethods->xFileControl (journal, SQLITE_FCNTL_LAST_ERRNO, &errnum);
  return errnum;
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
  int errnum = find_errno (self, code);
  const char *reason = errnum != 0 ? g_strerror (errnum) : sqlite3_errstr (code);

  if ((code & 0xff) == SQLITE_FULL || errnum == ENOSPC || errnum == EDQUOT)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NO_SPACE, _("%s: there is no space left on the disk; make room there and try again"), path);
      return FALSE;
    }

  /* SQLite also calls a file damaged that the disk did not give. */
  if ((code & 0xff) == SQLITE_CORRUPT && (errnum == EIO || errnum == ENXIO))
    code = SQLITE_IOERR;
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LOCKED, _("%s: another program is using the file; try again when it is done"), path);
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
                   reason);
      break;
    case SQLITE_CANTOPEN:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO, _("%s: the file cannot be opened: %s"), path,
                   reason);
      break;
    default:
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _("%s: the database refused: %s"), path,
                   sqlite3_errmsg (self->handle));
      break;
    }
  return FALSE;
}
