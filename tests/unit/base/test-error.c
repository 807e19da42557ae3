/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-error.h"

#include <errno.h>
#include <gio/gio.h>

static void
test_codes (void)
{
  /* The released names: a change here breaks scripts. */
  static const struct { ChoshoError code; const char *name; } cases[] = {
    { CHOSHO_ERROR_FAILED, "failed" },
    { CHOSHO_ERROR_USAGE, "usage" },
    { CHOSHO_ERROR_INVALID, "invalid" },
    { CHOSHO_ERROR_NOT_FOUND, "not-found" },
    { CHOSHO_ERROR_EXISTS, "exists" },
    { CHOSHO_ERROR_IO, "io" },
    { CHOSHO_ERROR_NO_SPACE, "no-space" },
    { CHOSHO_ERROR_LOCKED, "locked" },
    { CHOSHO_ERROR_LIMIT, "limit" },
    { CHOSHO_ERROR_CANCELLED, "cancelled" },
    { CHOSHO_ERROR_PASSPHRASE, "passphrase" },
    { CHOSHO_ERROR_NOT_MEMBER, "not-member" },
    { CHOSHO_ERROR_REFUSED, "refused" },
    { CHOSHO_ERROR_INTEGRITY, "integrity" },
    { CHOSHO_ERROR_READ_ONLY, "read-only" },
    { CHOSHO_ERROR_CONFINEMENT, "confinement" },
    { CHOSHO_ERROR_HELPER, "helper" },
    { CHOSHO_ERROR_UNCONFIRMED, "unconfirmed" },
  };

  g_assert_cmpint (CHOSHO_ERROR_UNCONFIRMED + 1, ==, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (CHOSHO_ERROR, (int) cases[i].code, "x");

      g_assert_cmpstr (chosho_error_code (error), ==, cases[i].name);
    }
}

static void
test_foreign_codes (void)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "x");
  g_autoptr (GError) unknown = g_error_new_literal (CHOSHO_ERROR, 1000, "x");
  g_autoptr (GError) negative = g_error_new_literal (CHOSHO_ERROR, -1, "x");

  g_assert_cmpstr (chosho_error_code (cancelled), ==, "cancelled");
  g_assert_cmpstr (chosho_error_code (other), ==, "failed");
  g_assert_cmpstr (chosho_error_code (unknown), ==, "failed");
  g_assert_cmpstr (chosho_error_code (negative), ==, "failed");
  g_assert_cmpstr (chosho_error_code (NULL), ==, "failed");
}

static void
test_errno (void)
{
  static const struct { int errnum; ChoshoError code; } cases[] = {
    { ENOSPC, CHOSHO_ERROR_NO_SPACE },
    { EDQUOT, CHOSHO_ERROR_NO_SPACE },
    { EIO, CHOSHO_ERROR_IO },
    { EACCES, CHOSHO_ERROR_IO },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = g_strdup_printf ("Cannot write “a 7”: %s%s", g_strerror (cases[i].errnum),
                                                   cases[i].code == CHOSHO_ERROR_NO_SPACE ? "; make room there and try again" : "");

      g_assert_false (chosho_error_set_errno (&error, cases[i].errnum, "Cannot write “%s %d”", "a", 7));
      g_assert_error (error, CHOSHO_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, expected);
    }
  g_assert_false (chosho_error_set_errno (NULL, EIO, "x"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/error/codes", test_codes);
  g_test_add_func ("/base/error/foreign-codes", test_foreign_codes);
  g_test_add_func ("/base/error/errno", test_errno);
  return g_test_run ();
}
