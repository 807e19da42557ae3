/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "chosho-clock.h"
#include "chosho-review-session.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)

static gint64 now_us;

static gint64
tell_now (gpointer user_data)
{
  return now_us;
}

static const char *
tell_boot (gpointer user_data)
{
  return "boot";
}

static ChoshoIdentity *
make_identity (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("chosho-review-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "key.json", NULL);
  ChoshoIdentity *identity = chosho_identity_create (name, NULL, path, NULL);

  g_assert_nonnull (identity);
  g_unlink (path);
  g_rmdir (folder);
  return identity;
}

/* Closed at first; open for a quarter of an hour from the last approval, for one person only. */
static void
test_time (void)
{
  g_autoptr (ChoshoIdentity) executive = make_identity ("executive");
  g_autoptr (ChoshoIdentity) other = make_identity ("other");
  g_autoptr (ChoshoReviewSession) session = chosho_review_session_new ();

  now_us = MINUTE_US;
  g_assert_false (chosho_review_session_is_open (session, NULL));
  g_assert_false (chosho_review_session_is_open (session, executive));
  chosho_review_session_extend (session, executive);
  g_assert_true (chosho_review_session_is_open (session, executive));
  g_assert_false (chosho_review_session_is_open (session, other));
  now_us += 14 * MINUTE_US;
  g_assert_true (chosho_review_session_is_open (session, executive));
  chosho_review_session_extend (session, executive);
  now_us += 14 * MINUTE_US;
  g_assert_true (chosho_review_session_is_open (session, executive));
  now_us += MINUTE_US;
  g_assert_false (chosho_review_session_is_open (session, executive));
}

/* Somebody else's session ends it, and it does not come back with the person. */
static void
test_person (void)
{
  g_autoptr (ChoshoIdentity) executive = make_identity ("executive");
  g_autoptr (ChoshoIdentity) other = make_identity ("other");
  g_autoptr (ChoshoReviewSession) session = chosho_review_session_new ();

  now_us = MINUTE_US;
  chosho_review_session_extend (session, executive);
  chosho_review_session_end (session);
  g_assert_false (chosho_review_session_is_open (session, executive));
  chosho_review_session_extend (session, executive);
  chosho_review_session_extend (session, other);
  g_assert_false (chosho_review_session_is_open (session, executive));
  g_assert_true (chosho_review_session_is_open (session, other));
}

int
main (int argc, char **argv)
{
  static const ChoshoClockSource source = { .now_us = tell_now, .monotonic_us = tell_now, .boot_id = tell_boot };

  g_test_init (&argc, &argv, NULL);
  chosho_clock_set_source (&source);
  g_test_add_func ("/review-session/time", test_time);
  g_test_add_func ("/review-session/person", test_person);
  return g_test_run ();
}
