/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The client of documents against helpers that misbehave: an ask may fail, the next one is another
 * process's; nothing leaks. */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "document-fixture.h"

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

static ChoshoHelperDocument *
open_mode (const char *mode, guint wall_seconds)
{
  chosho_helper_client_set_for_tests (CHOSHO_BROKEN_HELPER, wall_seconds);
  return document_fixture_open (g_bytes_new (mode, strlen (mode)));
}

/* The window's text, or NULL with @error. */
static char *
ask (ChoshoHelperDocument *document, GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoTextWindow) window = chosho_helper_document_read_window (document, 0, FALSE, 100, NULL, cancellable, error);

  return window != NULL ? g_strdup (window->text) : NULL;
}

static void
assert_fails (ChoshoHelperDocument *document, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = ask (document, NULL, &error);

  g_assert_null (text);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER);
  g_assert_cmpstr (error->message, ==, expected);
}

static char *
assert_works (ChoshoHelperDocument *document)
{
  g_autoptr (GError) error = NULL;
  char *text = ask (document, NULL, &error);

  g_assert_no_error (error);
  return text;
}

static void
assert_mode (const char *mode, const char *expected)
{
  guint descriptors = count_descriptors ();
  ChoshoHelperDocument *document = open_mode (mode, 60);

  g_test_message ("%s", mode);
  assert_fails (document, expected);
  assert_fails (document, expected); /* and again, by another process */
  chosho_helper_document_unref (document);
  g_assert_cmpuint (count_descriptors (), ==, descriptors);
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
  g_assert_cmpint (errno, ==, ECHILD);
}

static void
test_asks (void)
{
  assert_mode ("crash", UNSAFE "it is damaged in a way no reader foresaw");
  assert_mode ("cpu", UNSAFE "it takes more computing time than is allowed");
  assert_mode ("no-window", NO_SENSE);
  assert_mode ("two-windows", NO_SENSE);
  assert_mode ("never", NO_SENSE);
}

static void
assert_info_fails (const char *mode)
{
  g_autoptr (ChoshoHelperDocument) document = open_mode (mode, 60);
  g_autofree char *described = document_fixture_describe (document);

  g_assert_cmpstr (described, ==, "error helper: " NO_SENSE);
}

static void
test_info (void)
{
  assert_info_fails ("no-info");
  assert_info_fails ("missing-page");
  assert_info_fails ("ugly-format");
}

/* One process for many asks; another one where it is gone or crashed. */
static void
test_processes (void)
{
  g_autoptr (ChoshoHelperDocument) steady = open_mode ("good", 60);
  g_autoptr (ChoshoHelperDocument) going = open_mode ("gone", 60);
  g_autoptr (ChoshoHelperDocument) crashing = open_mode ("crash-once", 60);
  g_autofree char *first = assert_works (steady), *second = assert_works (steady);
  g_autofree char *before = assert_works (going), *after = NULL, *third = NULL, *fourth = NULL;

  g_assert_cmpstr (first, ==, second);
  g_usleep (G_TIME_SPAN_SECOND / 5); /* its end is seen, or the ask is put again */
  after = assert_works (going);
  g_assert_cmpstr (before, !=, after);
  /* an old process that dies says nothing about the ask: a new one gets it */
  third = assert_works (crashing);
  fourth = assert_works (crashing);
  g_assert_cmpstr (third, !=, fourth);
}

/* What was not asked for is not taken for the answer to the next ask. */
static void
test_unasked (void)
{
  g_autoptr (ChoshoHelperDocument) document = open_mode ("twice", 60);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = ask (document, NULL, &error), *second = NULL;

  if (first == NULL) /* the whole came in one piece */
    {
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER);
      return;
    }
  second = ask (document, NULL, &error);
  g_assert_null (second);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER);
}

static void
test_watchdog (void)
{
  g_autoptr (ChoshoHelperDocument) document = open_mode ("hang", 1);
  gint64 start_us = g_get_monotonic_time ();

  assert_fails (document, UNSAFE "it takes longer than 1 seconds");
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, G_TIME_SPAN_SECOND);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (G_TIME_SPAN_SECOND / 5);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (ChoshoHelperDocument) document = open_mode ("hang", 60);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 start_us = g_get_monotonic_time ();
  g_autofree char *text = ask (document, cancellable, &error);

  g_thread_join (thread);
  g_assert_null (text);
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 30 * G_TIME_SPAN_SECOND);
}

/* Asked from several threads at once, each gets its own answer. */
static gpointer
ask_often (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    g_free (assert_works (data));
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (ChoshoHelperDocument) document = open_mode ("good", 60);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_often, document);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_weaker_confinement (void)
{
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autofree char *described = NULL;

  chosho_helper_client_set_for_tests (CHOSHO_WITHOUT_LANDLOCK_HELPER, 0);
  document = document_fixture_open (g_bytes_new_static ("text\n", 5));
  described = document_fixture_describe (document);
  g_assert_true (g_str_has_prefix (described, "error confinement: "));
}

static void
read_everything (void)
{
  static const struct
  {
    const char *name, *described;
  } files[] = {
    { "vertical.pdf", "pdf 3: " }, { "sample.xlsx", "xlsx" }, { "sample.ods", "ods" }, { "sample.docx", "docx" },
    { "sample.odt", "odt" }, { "sample.eml", "eml" }, { "zip_winzip_aes256.zip", "zip" }, { "cp932.csv", "text" },
  };
  g_autoptr (ChoshoHelperDocument) photograph = document_fixture_open (document_fixture_jpeg (1));
  g_autofree char *size = document_fixture_describe (photograph);

  g_assert_cmpstr (size, ==, "jpeg 1: 16x8");
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data (files[i].name);
      g_autofree char *described = document_fixture_describe (document);

      g_assert_true (g_str_has_prefix (described, files[i].described));
    }
}

/* Where nobody may make a user namespace, and under what Flatpak denies, the helper confines itself and reads as anywhere. */
static void
test_places (void)
{
  static const char *const helpers[] = { CHOSHO_NO_NAMESPACES_HELPER, CHOSHO_FLATPAK_HELPER };

  for (gsize i = 0; i < G_N_ELEMENTS (helpers); i++)
    {
      chosho_helper_client_set_for_tests (helpers[i], 0);
      read_everything ();
    }
  chosho_helper_client_set_for_tests (NULL, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/helper/document-client/asks", test_asks);
  g_test_add_func ("/helper/document-client/info", test_info);
  g_test_add_func ("/helper/document-client/processes", test_processes);
  g_test_add_func ("/helper/document-client/unasked", test_unasked);
  g_test_add_func ("/helper/document-client/watchdog", test_watchdog);
  g_test_add_func ("/helper/document-client/cancel", test_cancel);
  g_test_add_func ("/helper/document-client/threads", test_threads);
  g_test_add_func ("/helper/document-client/places", test_places);
  g_test_add_func ("/helper/document-client/weaker-confinement", test_weaker_confinement);
  return g_test_run ();
}
