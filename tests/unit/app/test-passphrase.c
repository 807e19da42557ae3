/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-passphrase.h"

static void
test_estimate (void)
{
  g_assert_cmpint (chosho_passphrase_estimate (""), ==, CHOSHO_PASSPHRASE_WEAK);
  g_assert_cmpint (chosho_passphrase_estimate ("short-one"), ==, CHOSHO_PASSPHRASE_WEAK);
  g_assert_cmpint (chosho_passphrase_estimate ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), ==, CHOSHO_PASSPHRASE_WEAK);
  g_assert_cmpint (chosho_passphrase_estimate ("twelve chars"), ==, CHOSHO_PASSPHRASE_FAIR);
  g_assert_cmpint (chosho_passphrase_estimate ("fifteen letters"), ==, CHOSHO_PASSPHRASE_GOOD);
  g_assert_cmpint (chosho_passphrase_estimate ("correct horse battery staple"), ==, CHOSHO_PASSPHRASE_STRONG);
  /* Counted in characters, not in bytes. */
  g_assert_cmpint (chosho_passphrase_estimate ("さくらさく"), ==, CHOSHO_PASSPHRASE_WEAK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/passphrase/estimate", test_estimate);
  return g_test_run ();
}
