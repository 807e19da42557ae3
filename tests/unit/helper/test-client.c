/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The client against helpers that misbehave, and the real helper's confinement as it sees it. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chosho-error.h"
#include "helper-fixture.h"

#define UNSAFE "“client.file” could not be read safely: "
#define NO_SENSE UNSAFE "the helper's answer makes no sense"

static guint
count_descriptors (void)
{
  guint count = 0;

  for (int fd = 0; fd < 1024; fd++)
    count += fcntl (fd, F_GETFD) >= 0;
  return count;
}

/* No descriptor leaks, no child is left. */
static void
assert_clean (guint descriptors)
{
  g_assert_cmpuint (count_descriptors (), ==, descriptors);
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
  g_assert_cmpint (errno, ==, ECHILD);
}

static void
use_broken_helper (guint wall_seconds)
{
  chosho_helper_client_set_for_tests (CHOSHO_BROKEN_HELPER, wall_seconds);
}

static char *
misbehave (const char *mode, ChoshoError code)
{
  guint descriptors = count_descriptors ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTable) table = helper_fixture_read_table_text (mode, &error);

  g_assert_null (table);
  g_assert_error (error, CHOSHO_ERROR, (int) code);
  assert_clean (descriptors);
  return g_strdup (error->message);
}

static void
assert_unsafe (const char *mode, const char *expected)
{
  g_autofree char *message = misbehave (mode, CHOSHO_ERROR_HELPER);

  g_test_message ("%s", mode);
  g_assert_cmpstr (message, ==, expected);
}

static void
test_ends (void)
{
  use_broken_helper (60);
  assert_unsafe ("crash", UNSAFE "it is damaged in a way no reader foresaw");
  assert_unsafe ("crash-after-end", UNSAFE "it is damaged in a way no reader foresaw");
  assert_unsafe ("abort", UNSAFE "it needs more memory than is allowed, or is damaged in a way no reader foresaw");
  assert_unsafe ("cpu", UNSAFE "it takes more computing time than is allowed");
  assert_unsafe ("forbidden", UNSAFE "while it was read, the helper attempted something forbidden");
  assert_unsafe ("version", UNSAFE "the helper is of another version than this program");
  assert_unsafe ("nothing", NO_SENSE);
  assert_unsafe ("no-end", NO_SENSE);
  assert_unsafe ("exit-1", NO_SENSE);
  chosho_helper_client_set_for_tests (NULL, 0);
}

static void
test_records (void)
{
  static const char *const modes[] = {
    "bad-magic", "bad-version", "other-request", "no-hello", "no-table", "no-sheet", "twice",
    "unknown-record", "rows-back", "far-row", "far-column", "blank-cell", "bad-utf8",
    "short-record", "long-record", "huge-record", "after-end", "half-record-after-end",
    "unknown-fault", "flood", "flood-rows",
  };

  use_broken_helper (60);
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    assert_unsafe (modes[i], NO_SENSE);
  chosho_helper_client_set_for_tests (NULL, 0);
}

static void
test_watchdog (void)
{
  static const char *const modes[] = { "hang", "close-and-hang", "hang-after-end" };

  use_broken_helper (1);
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      gint64 start_us = g_get_monotonic_time ();

      assert_unsafe (modes[i], UNSAFE "it takes longer than 1 seconds");
      g_assert_cmpint (g_get_monotonic_time () - start_us, >=, G_TIME_SPAN_SECOND);
    }
  chosho_helper_client_set_for_tests (NULL, 0);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (G_TIME_SPAN_SECOND / 5);
  g_cancellable_cancel (data);
  return NULL;
}

static void
assert_cancelled (GCancellable *cancellable)
{
  guint descriptors = count_descriptors ();
  g_autoptr (GError) error = NULL;
  int fd = helper_fixture_open ("hang", 4);

  g_assert_null (chosho_helper_read_table (fd, "client.file", CHOSHO_HELPER_FLAGS_NONE, cancellable, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  close (fd);
  g_assert_cmpuint (count_descriptors (), <=, descriptors + 1); /* the cancellable's own */
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 start_us = g_get_monotonic_time ();

  use_broken_helper (60);
  assert_cancelled (cancellable);
  g_thread_join (thread);
  assert_cancelled (cancellable); /* already cancelled */
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 30 * G_TIME_SPAN_SECOND);
  chosho_helper_client_set_for_tests (NULL, 0);
}

/* What a helper is given: five descriptors, the file read-only although ours is not, nothing of
 * the environment, a group of its own. */
static void
test_given (void)
{
  g_autofree char *message = NULL;
  int extra = dup (1);

  use_broken_helper (60);
  g_assert_cmpint (dup2 (extra, 7), ==, 7); /* not close-on-exec, as careless libraries leave them */
  message = misbehave ("report", CHOSHO_ERROR_INVALID);
  close (extra);
  close (7);
  g_assert_cmpstr (message, ==, "“client.file”: the workbook's ZIP container is damaged: "
                   "fds 0 1 2 3 4, file mode 0, group 1, LC_ALL=C.UTF-8, stdin /dev/null");
  chosho_helper_client_set_for_tests (NULL, 0);
}

static void
test_shown (void)
{
  g_autofree char *message = NULL;

  use_broken_helper (60);
  message = misbehave ("ugly-fault", CHOSHO_ERROR_INVALID);
  g_assert_cmpstr (message, ==, "“client.file”, sheet “s\xef\xbf\xbd”: the part “a\xef\xbf\xbd[31m\xef\xbf\xbd" "b\xef\xbf\xbd" "c” is missing");
  chosho_helper_client_set_for_tests (NULL, 0);
}

static void
test_missing_program (void)
{
  g_autofree char *message = NULL;

  chosho_helper_client_set_for_tests ("/nowhere/chosho-helper", 0);
  message = misbehave ("x", CHOSHO_ERROR_HELPER);
  g_assert_cmpstr (message, ==, "The program “/nowhere/chosho-helper” cannot be started: No such file or directory");
  chosho_helper_client_set_for_tests (NULL, 0);
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_null (chosho_helper_read_table (1000, "client.file", CHOSHO_HELPER_FLAGS_NONE, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_IO);
  g_clear_error (&error);
  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_null (chosho_helper_read_table (ends[0], "client.file", CHOSHO_HELPER_FLAGS_NONE, NULL, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "“client.file” is no regular file");
  close (ends[0]);
  close (ends[1]);
}

/* Without Landlock or without the filter nothing is read, unless the user said so. */
static void
assert_confinement (const char *program, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTable) table = NULL;
  int fd = helper_fixture_open ("a,b\n", 4);

  chosho_helper_client_set_for_tests (program, 0);
  table = chosho_helper_read_table (fd, "client.file", CHOSHO_HELPER_FLAGS_NONE, NULL, &error);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CONFINEMENT);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (table);
  g_clear_error (&error);
  table = chosho_helper_read_table (fd, "client.file", CHOSHO_HELPER_FLAGS_ALLOW_WEAKER_CONFINEMENT, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->sheets->len, ==, 1);
  close (fd);
  chosho_helper_client_set_for_tests (NULL, 0);
}

static void
test_weaker_confinement (void)
{
  assert_confinement (CHOSHO_WITHOUT_LANDLOCK_HELPER, "Landlock");
  assert_confinement (CHOSHO_WITHOUT_SECCOMP_HELPER, "seccomp");
}

static void
assert_kind (const char *data, gsize size_bytes, ChoshoFileKind expected)
{
  g_autoptr (GError) error = NULL;
  ChoshoFileKind kind = 99;
  int fd = helper_fixture_open (data, size_bytes);

  g_assert_true (chosho_helper_sniff (fd, "client.file", CHOSHO_HELPER_FLAGS_NONE, &kind, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (kind, ==, expected);
  close (fd);
}

#define assert_kind_of(literal, expected) assert_kind (literal, sizeof literal - 1, expected)

static void
test_sniff (void)
{
  g_autoptr (GBytes) workbook = helper_workbook ("", NULL, NULL, NULL), zip = NULL;
  HelperZip *other = helper_zip_new ();

  helper_zip_add (other, "a.csv", "a,b\n", -1);
  zip = helper_zip_end (other);
  assert_kind (g_bytes_get_data (workbook, NULL), g_bytes_get_size (workbook), CHOSHO_FILE_KIND_XLSX);
  assert_kind (g_bytes_get_data (zip, NULL), g_bytes_get_size (zip), CHOSHO_FILE_KIND_UNKNOWN);
  assert_kind_of ("a,b\n", CHOSHO_FILE_KIND_CSV);
  assert_kind_of ("\xff\xfe" "a\0", CHOSHO_FILE_KIND_CSV);
  assert_kind_of ("\x94\xd4\x8d\x86", CHOSHO_FILE_KIND_CSV);
  assert_kind_of ("{\"catalog\": {\"metadata\": {}}}", CHOSHO_FILE_KIND_OSCAL_CATALOG);
  assert_kind_of ("\xef\xbb\xbf {\"$schema\": \"x\", \"catalog\": {}}", CHOSHO_FILE_KIND_OSCAL_CATALOG);
  assert_kind_of ("{\"catalog\": {\"broken\"", CHOSHO_FILE_KIND_OSCAL_CATALOG);
  assert_kind_of ("{\"profile\": {\"catalog\": {}}}", CHOSHO_FILE_KIND_UNKNOWN);
  assert_kind_of ("[{\"catalog\": {}}]", CHOSHO_FILE_KIND_UNKNOWN);
  assert_kind_of ("{番号},b\n", CHOSHO_FILE_KIND_CSV);
  assert_kind_of ("%PDF-1.4\n", CHOSHO_FILE_KIND_UNKNOWN);
  assert_kind_of ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", CHOSHO_FILE_KIND_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/client/ends", test_ends);
  g_test_add_func ("/helper/client/records", test_records);
  g_test_add_func ("/helper/client/watchdog", test_watchdog);
  g_test_add_func ("/helper/client/cancel", test_cancel);
  g_test_add_func ("/helper/client/given", test_given);
  g_test_add_func ("/helper/client/shown", test_shown);
  g_test_add_func ("/helper/client/missing-program", test_missing_program);
  g_test_add_func ("/helper/client/no-file", test_no_file);
  g_test_add_func ("/helper/client/weaker-confinement", test_weaker_confinement);
  g_test_add_func ("/helper/client/sniff", test_sniff);
  return g_test_run ();
}
