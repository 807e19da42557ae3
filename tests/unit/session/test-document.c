/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Evidence as the window looks at it: asynchronous, newest first, members within members. */

#include <glib/gstdio.h>
#include <string.h>

#include "chosho-document.h"
#include "chosho-error.h"
#include "chosho-report-draft.h"
#include "workspace-fixture.h"

typedef WorkspaceFixture Fixture;

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static void
run (Fixture *self, const char *command, ChoshoValue *args, ChoshoValue **value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  chosho_workspace_run_async (self->workspace, command, args, NULL, on_ready, &result);
  chosho_workspace_run_finish (self->workspace, wait_for (&result), value, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  workspace_fixture_set_up (self);
  chosho_workspace_set_identity (self->workspace, self->identity);
  run (self, "member confirm-independence", chosho_value_new_object (), NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  workspace_fixture_tear_down (self);
}

/* Takes tests/unit/helper/data/@name in. (transfer full) */
static ChoshoDocument *
add (Fixture *self, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "helper", "data", name, NULL);
  g_autofree char *args = g_strdup_printf ("{'files':['%s']}", path);
  g_autoptr (ChoshoValue) value = NULL;

  run (self, "evidence add", chosho_test_parse (args), &value);
  return chosho_document_new (self->workspace, chosho_value_get_string (chosho_value_get_item (value, 0), "sha256"), name);
}

static gboolean
load (ChoshoDocument *document, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  chosho_document_load_async (document, NULL, on_ready, &result);
  return chosho_document_load_finish (document, wait_for (&result), error);
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoDocument) document = add (self, "rotation.pdf");
  g_autoptr (GAsyncResult) rendered = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentImage) image = NULL;
  g_autoptr (ChoshoPageText) text = NULL;

  g_assert_null (chosho_document_get_info (document));
  g_assert_true (load (document, &error));
  g_assert_cmpint (chosho_document_get_info (document)->kind, ==, CHOSHO_CONTENT_PAGES);
  g_assert_cmpuint (chosho_document_get_info (document)->pages->len, ==, 2);
  chosho_document_render_async (document, 1, 0.5, NULL, NULL, on_ready, &rendered);
  chosho_document_read_page_text_async (document, 0, NULL, on_ready, &read);
  image = chosho_document_render_finish (document, wait_for (&rendered), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (image->width, ==, 396);
  text = chosho_document_read_page_text_finish (document, wait_for (&read), &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text->text, "This is my first page"));
}

typedef struct
{
  GString *order; /* (owned) */
  guint    left;
} Arrivals;

typedef struct
{
  Arrivals *arrivals;
  char      name;
} Arrival;

static void
on_arrived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Arrival *arrival = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentImage) image = chosho_document_render_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (image != NULL)
    g_string_append_c (arrival->arrivals->order, arrival->name);
  else
    g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
  arrival->arrivals->left--;
}

/* While one page is drawn, more are asked for: the last comes first, the cancelled one never. */
static void
test_newest_first (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoDocument) document = add (self, "rotation.pdf");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Arrivals arrivals = { order, 5 };

  for (guint i = 0; i < 5; i++)
    {
      Arrival *arrival = g_new (Arrival, 1);

      *arrival = (Arrival){ &arrivals, (char) ('a' + i) };
      chosho_document_render_async (document, 0, i == 0 ? 8 : 0.1, NULL, i == 2 ? cancellable : NULL, on_arrived, arrival);
    }
  g_cancellable_cancel (cancellable);
  while (arrivals.left > 0)
    g_main_context_iteration (NULL, TRUE);
  /* The worker may have begun with any of them before the others were there. */
  g_assert_cmpuint (order->len, ==, 4);
  for (guint i = 2; i < order->len; i++)
    g_assert_cmpint (order->str[i], <, order->str[i - 1]);
}

static void
test_password (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoDocument) document = add (self, "encrypted.pdf");
  g_autoptr (GError) error = NULL;

  g_assert_false (load (document, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  g_clear_error (&error);
  chosho_document_set_password (document, "password");
  g_assert_true (load (document, &error));
  g_assert_no_error (error);
}

static void
test_member (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoDocument) pack = add (self, "zip_winzip_aes256.zip");
  g_autoptr (ChoshoDocument) member = NULL;
  g_autoptr (GAsyncResult) listed = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (ChoshoTextLines) lines = NULL;

  g_assert_true (load (pack, &error));
  g_assert_cmpint (chosho_document_get_info (pack)->kind, ==, CHOSHO_CONTENT_ARCHIVE);
  chosho_document_read_members_async (pack, NULL, NULL, on_ready, &listed);
  members = chosho_document_read_members_finish (pack, wait_for (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (members->len, ==, 1);
  member = chosho_document_new_member (pack, 0, "README");
  g_clear_object (&pack); /* the member keeps it */
  g_assert_null (chosho_document_get_sha256 (member));
  g_assert_false (load (member, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_PASSPHRASE);
  g_clear_error (&error);
  chosho_document_set_password (member, "password");
  g_assert_true (load (member, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (chosho_document_get_sha256 (member)), ==, 64);
  g_assert_cmpint (chosho_document_get_info (member)->kind, ==, CHOSHO_CONTENT_TEXT);
  chosho_document_read_lines_async (member, 0, 1, NULL, NULL, on_ready, &read);
  lines = chosho_document_read_lines_finish (member, wait_for (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->lines->len, ==, 1);
}

/* Nesting has an end, before anything is opened. */
static void
test_too_deep (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoDocument) document = add (self, "zip_winzip_aes256.zip");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      ChoshoDocument *member = chosho_document_new_member (document, 0, "inner");

      g_object_unref (document);
      document = member;
    }
  g_assert_false (load (document, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  g_assert_cmpstr (error->message, ==, "“inner” stands more than 4 archives deep");
}

static void
test_not_held (Fixture *self, gconstpointer data)
{
  g_autofree char *sha256 = g_strnfill (64, 'a');
  g_autoptr (ChoshoDocument) document = chosho_document_new (self->workspace, sha256, "gone.pdf");
  g_autoptr (GError) error = NULL;

  g_assert_false (load (document, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND);
}

/* Dropping a document while it is asked lets the asks end. */
static void
test_dropped (Fixture *self, gconstpointer data)
{
  ChoshoDocument *document = add (self, "rotation.pdf");
  g_autoptr (GAsyncResult) rendered = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentImage) image = NULL;

  chosho_document_render_async (document, 0, 1, NULL, NULL, on_ready, &rendered);
  g_object_unref (document);
  image = chosho_document_render_finish (document, wait_for (&rendered), &error);
  g_assert_no_error (error);
  g_assert_nonnull (image);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names of all that lies below @path, in order. */
static void
list_files (const char *path, GString *names)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (found, g_build_filename (path, name, NULL));
  g_ptr_array_sort (found, compare_names);
  for (guint i = 0; i < found->len; i++)
    {
      g_string_append_printf (names, "%s\n", (char *) g_ptr_array_index (found, i));
      list_files (g_ptr_array_index (found, i), names);
    }
}

/* The draft of the report is a PDF in memory: its mark is on it, and no file comes of it. */
static void
test_draft (Fixture *self, gconstpointer data)
{
  g_autoptr (ChoshoProgress) progress = chosho_progress_new ();
  g_autoptr (GString) before = g_string_new (NULL), after = g_string_new (NULL);
  g_autoptr (GAsyncResult) made = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoDocument) document = NULL;
  g_autoptr (ChoshoPageText) text = NULL;
  guint64 done, total;

  list_files (self->folder, before);
  chosho_report_draft_async (self->workspace, progress, NULL, on_ready, &made);
  document = chosho_report_draft_finish (wait_for (&made), &error);
  g_assert_no_error (error);
  g_assert_true (load (document, &error));
  g_assert_cmpstr (chosho_document_get_info (document)->format, ==, "pdf");
  g_assert_cmpuint (chosho_document_get_info (document)->pages->len, >=, 2);
  chosho_progress_get (progress, &done, &total);
  g_assert_cmpuint (done, ==, total);
  g_assert_cmpuint (total, >=, chosho_document_get_info (document)->pages->len);
  chosho_document_read_page_text_async (document, 0, NULL, on_ready, &read);
  text = chosho_document_read_page_text_finish (document, wait_for (&read), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text->text, "案"));
  list_files (self->folder, after);
  g_assert_cmpstr (before->str, ==, after->str);
}

/* Whoever leaves waits for nothing. */
static void
test_draft_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GError) error = NULL;

  chosho_report_draft_async (self->workspace, NULL, cancellable, on_ready, &made);
  g_cancellable_cancel (cancellable);
  g_assert_null (chosho_report_draft_finish (wait_for (&made), &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*function) (Fixture *, gconstpointer); } tests[] = {
    { "/session/document/pages", test_pages },
    { "/session/document/newest-first", test_newest_first },
    { "/session/document/password", test_password },
    { "/session/document/member", test_member },
    { "/session/document/too-deep", test_too_deep },
    { "/session/document/not-held", test_not_held },
    { "/session/document/dropped", test_dropped },
    { "/session/document/draft", test_draft },
    { "/session/document/draft-cancelled", test_draft_cancelled },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].function, tear_down);
  return g_test_run ();
}
