/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One error domain for the whole core. Front ends choose an exit code, a page or a toast by the
 * code alone; the message is complete and translated, and names file, place and reason.
 * CHOSHO_ERROR_REFUSED never carries the blockers themselves: the command's result does.
 */
#define CHOSHO_ERROR (chosho_error_quark ())

typedef enum
{
  CHOSHO_ERROR_FAILED,         /* nothing more precise fits */
  CHOSHO_ERROR_USAGE,          /* the caller's arguments make no sense: exit 2 */
  CHOSHO_ERROR_INVALID,        /* input is not what it should be (file, row, value named) */
  CHOSHO_ERROR_NOT_FOUND,      /* a named thing does not exist */
  CHOSHO_ERROR_EXISTS,         /* the target is there already */
  CHOSHO_ERROR_IO,             /* reading or writing failed */
  CHOSHO_ERROR_NO_SPACE,       /* disk full or quota */
  CHOSHO_ERROR_LOCKED,         /* another process holds the lock too long */
  CHOSHO_ERROR_LIMIT,          /* a named limit was exceeded */
  CHOSHO_ERROR_CANCELLED,      /* stopped by the user before the commit */
  CHOSHO_ERROR_PASSPHRASE,     /* missing or wrong passphrase */
  CHOSHO_ERROR_NOT_MEMBER,     /* the identity has no power to do this */
  CHOSHO_ERROR_REFUSED,        /* the gate refuses: exit 3 */
  CHOSHO_ERROR_INTEGRITY,      /* the record does not verify: exit 4 */
  CHOSHO_ERROR_READ_ONLY,      /* newer format, network file system, read-only folder */
  CHOSHO_ERROR_CONFINEMENT,    /* the helper could not be confined */
  CHOSHO_ERROR_HELPER,         /* the helper crashed, timed out or broke its protocol */
  CHOSHO_ERROR_UNCONFIRMED,    /* no plain failure: what was to be recorded is, or may be, in the record */
} ChoshoError;

GQuark      chosho_error_quark (void);

/* The stable snake-case name of @error's code ("not-found"), for JSON output. Never NULL. */
const char *chosho_error_code (const GError *error);

/* Sets @error from errno value @errnum: ENOSPC and EDQUOT become NO_SPACE, the rest IO.
 * The message is "<formatted text>: <strerror>", with what to do where there is no space.
 * Returns FALSE, so that it can be returned. */
gboolean    chosho_error_set_errno (GError **error, int errnum, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
