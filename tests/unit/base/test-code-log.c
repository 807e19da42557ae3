/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-clock.h"
#include "chosho-code-log.h"
#include "chosho-error.h"
#include "chosho-limits.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLIENT_TEXT "株式会社見本クラウド"

static gint64
fixed_now (gpointer user_data)
{
  return G_GINT64_CONSTANT (1764362400000000); /* 2025-11-28T20:40:00Z */
}

static const ChoshoClockSource fixed_clock = { fixed_now, NULL, NULL, NULL };

static char *
read_log (const char *suffix)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = chosho_code_log_dup_path ();
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  char *text = NULL;

  g_file_get_contents (name, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The whole line is known, so nothing else can be in it: not the message, not the folders of the source. */
static void
test_lines (void)
{
  g_autoptr (GError) ours = g_error_new (CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, "%s", CLIENT_TEXT);
  g_autoptr (GError) theirs = g_error_new (G_IO_ERROR, G_IO_ERROR_EXISTS, "%s", CLIENT_TEXT);
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;

  chosho_clock_set_source (&fixed_clock);
  chosho_code_log_write (CHOSHO_CODE_LOG_OPEN, NULL, "../src/app/chosho-window.c", 140);
  chosho_code_log_write (CHOSHO_CODE_LOG_ERROR, ours, "../src/app/chosho-window.c", 150);
  chosho_code_log_write (CHOSHO_CODE_LOG_ERROR, theirs, "chosho-window.c", 160);
  chosho_clock_set_source (NULL);
  text = read_log ("");
  expected = g_strdup_printf ("2025-11-28T20:40:00Z %s %d chosho-window.c:140 open\n"
                              "2025-11-28T20:40:00Z %s %d chosho-window.c:150 error chosho-error-quark %d not-found\n"
                              "2025-11-28T20:40:00Z %s %d chosho-window.c:160 error g-io-error-quark %d\n",
                              CHOSHO_VERSION, (int) getpid (), CHOSHO_VERSION, (int) getpid (), CHOSHO_ERROR_NOT_FOUND,
                              CHOSHO_VERSION, (int) getpid (), G_IO_ERROR_EXISTS);
  g_assert_cmpstr (text, ==, expected);
}

/* A domain is a name by agreement only: what is not one is not written. */
static void
test_domain (void)
{
  g_autoptr (GError) error = g_error_new (g_quark_from_string ("a " CLIENT_TEXT "\nb"), 7, "x");
  g_autofree char *text = NULL;

  chosho_code_log_error (error);
  text = read_log ("");
  g_assert_true (g_str_is_ascii (text));
  g_assert_true (g_str_has_suffix (text, "?b 7\n"));
  g_assert_nonnull (strstr (text, " test-code-log.c:"));
}

static void
test_every_event (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  for (int event = CHOSHO_CODE_LOG_START; event <= CHOSHO_CODE_LOG_ERROR; event++)
    chosho_code_log_event (event);
  text = read_log ("");
  g_assert_null (strstr (text, "(null)"));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, CHOSHO_CODE_LOG_ERROR + 2);
}

/* The file and its folder are the user's alone, also where an older one was not. */
static void
test_private (void)
{
  g_autofree char *path = chosho_code_log_dup_path ();
  struct stat info;

  chosho_code_log_event (CHOSHO_CODE_LOG_START);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  chosho_code_log_event (CHOSHO_CODE_LOG_STOP);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* Full: one older file stays, the two together never hold more than twice the limit, no line is cut. */
static void
test_rotation (void)
{
  g_autofree char *path = chosho_code_log_dup_path ();
  g_autofree char *filler = g_strnfill (CHOSHO_LIMIT_LOG_BYTES - 1, 'x');
  g_autofree char *old = NULL;
  g_autofree char *text = NULL;

  chosho_code_log_event (CHOSHO_CODE_LOG_START);
  filler[CHOSHO_LIMIT_LOG_BYTES - 2] = '\n';
  g_assert_true (g_file_set_contents (path, filler, -1, NULL));
  chosho_code_log_event (CHOSHO_CODE_LOG_STOP);
  old = read_log (".1");
  g_assert_cmpstr (old, ==, filler);
  text = read_log ("");
  g_assert_true (g_str_has_suffix (text, " stop\n"));
  g_assert_cmpuint (strlen (text), <, 200);

  g_assert_true (g_file_set_contents (path, filler, -1, NULL));
  chosho_code_log_event (CHOSHO_CODE_LOG_OPEN);
  g_clear_pointer (&old, g_free);
  old = read_log (".1");
  g_assert_cmpstr (old, ==, filler);
}

/* Many processes at once over the limit: every file that is left has whole lines, and the limit holds. */
static void
test_processes (void)
{
  enum { PROCESSES = 4, LINES = 1500 };
  static const char *const suffixes[] = { "", ".1" };

  for (int i = 0; i < PROCESSES; i++)
    if (fork () == 0)
      {
        for (int line = 0; line < LINES; line++)
          chosho_code_log_write (CHOSHO_CODE_LOG_ERROR, NULL, "a-file-with-a-name-of-some-length.c", line);
        _exit (0);
      }
  for (int i = 0; i < PROCESSES; i++)
    {
      int status;

      g_assert_cmpint (wait (&status), >, 0);
      g_assert_cmpint (status, ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *text = read_log (suffixes[i]);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      guint n_lines = g_strv_length (lines);

      /* Whoever found room while another wrote: one line each more, at most. */
      g_assert_cmpuint (strlen (text), <=, CHOSHO_LIMIT_LOG_BYTES + PROCESSES * 200);
      g_assert_cmpstr (lines[n_lines - 1], ==, "");
      for (guint line = 0; line + 1 < n_lines; line++)
        g_assert_true (g_str_has_suffix (lines[line], " error"));
    }
}

/* Where nothing can be written nothing happens. */
static void
test_unwritable (void)
{
  g_autofree char *path = chosho_code_log_dup_path ();

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  chosho_code_log_event (CHOSHO_CODE_LOG_START);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/code-log/lines", test_lines);
  g_test_add_func ("/code-log/domain", test_domain);
  g_test_add_func ("/code-log/every-event", test_every_event);
  g_test_add_func ("/code-log/private", test_private);
  g_test_add_func ("/code-log/rotation", test_rotation);
  g_test_add_func ("/code-log/processes", test_processes);
  g_test_add_func ("/code-log/unwritable", test_unwritable);
  return g_test_run ();
}
