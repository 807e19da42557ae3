/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Damaged and hostile documents through the real helper process, as a viewer asks about them.
 * Whatever happens there, the client gets a result or a sentence. A reader that is a library of
 * others may crash on a mutant: that costs one preview, and is counted and told, never a failure of
 * this process. 60 of each kind, 200 in a round of the long form
 * (--long); CHOSHO_TEST_SEED changes which.
 */
#include <string.h>

#include "document-fixture.h"
#include "mutate.h"

#define SHORT_MUTANTS 60
#define LONG_MUTANTS 200
/* Of a thousand mutants, crashes of other people's readers that are no news. */
#define UNSAFE_PER_THOUSAND 5

static guint mutants_wanted = SHORT_MUTANTS;
static guint32 seed = 20260401;

typedef struct
{
  guint results, sentences, unsafe;
} Tally;

static void
judge (Tally *tally, gboolean result, const GError *error)
{
  g_assert_true (result == (error == NULL));
  if (result)
    {
      tally->results++;
      return;
    }
  g_assert_true (error->domain == CHOSHO_ERROR);
  g_assert_true (g_str_has_prefix (error->message, "“client.file”"));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (error->code != CHOSHO_ERROR_HELPER)
    {
      tally->sentences++;
      return;
    }
  g_test_message ("%s", error->message);
  tally->unsafe++;
}

static void
look_at_pages (ChoshoHelperDocument *document, const ChoshoContentInfo *info, Tally *tally)
{
  for (guint page = 0; page < MIN (info->pages->len, 2); page++)
    {
      g_autoptr (GError) error = NULL, text_error = NULL;
      ChoshoPixelClip clip = { 0, 0, 400, 400 };
      g_autoptr (ChoshoContentImage) image = chosho_helper_document_render (document, page, 1, &clip, NULL, &error);
      g_autoptr (ChoshoPageText) text = NULL;

      judge (tally, image != NULL, error);
      if (!info->has_text)
        continue;
      text = chosho_helper_document_read_page_text (document, page, NULL, &text_error);
      judge (tally, text != NULL, text_error);
    }
}

static void
look_at_text (ChoshoHelperDocument *document, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTextLines) lines = chosho_helper_document_read_lines (document, 0, 100, NULL, NULL, &error);

  judge (tally, lines != NULL, error);
}

static void
look_at_members (ChoshoHelperDocument *document, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = chosho_helper_document_read_members (document, NULL, NULL, &error);

  judge (tally, members != NULL, error);
  for (guint i = 0; members != NULL && i < MIN (members->len, 2); i++)
    {
      g_autoptr (GError) own_error = NULL;
      g_autoptr (ChoshoHelperDocument) member
        = chosho_helper_document_open_member (document, i, "member", "password", NULL, NULL, &own_error);

      judge (tally, member != NULL, own_error);
    }
}

/* Sheets one by one: a damaged one leaves the others. */
static void
look_at_sheets (ChoshoHelperDocument *document, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheets = chosho_helper_document_read_sheets (document, NULL, &error);

  judge (tally, sheets != NULL, error);
  for (guint i = 0; sheets != NULL && i < MIN (sheets->len, 2); i++)
    {
      g_autoptr (GError) layout_error = NULL, rows_error = NULL;
      g_autoptr (ChoshoSheetLayout) layout = chosho_helper_document_read_layout (document, i, NULL, NULL, &layout_error);
      g_autoptr (ChoshoTable) rows = chosho_helper_document_read_rows (document, i, 1, 100, NULL, NULL, &rows_error);

      judge (tally, layout != NULL, layout_error);
      judge (tally, rows != NULL, rows_error);
    }
}

static void
look_at_blocks (ChoshoHelperDocument *document, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = chosho_helper_document_read_blocks (document, NULL, &error);

  judge (tally, blocks != NULL, error);
}

static void
look_at (GByteArray *bytes, Tally *tally)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (g_bytes_new (bytes->data, bytes->len));
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoContentInfo) info = chosho_helper_document_read_info (document, NULL, &error);

  judge (tally, info != NULL, error);
  if (info == NULL)
    return;
  if (info->kind == CHOSHO_CONTENT_PAGES)
    look_at_pages (document, info, tally);
  else if (info->kind == CHOSHO_CONTENT_TEXT)
    look_at_text (document, tally);
  else if (info->kind == CHOSHO_CONTENT_ARCHIVE)
    look_at_members (document, tally);
  else if (info->kind == CHOSHO_CONTENT_SHEETS)
    look_at_sheets (document, tally);
  else if (info->kind == CHOSHO_CONTENT_FLOW)
    look_at_blocks (document, tally);
}

/* Makes the file that mutant @number is made from. (transfer full) */
typedef GBytes *(*OriginalFunc) (guint number);

static void
run_mutants (const char *kind, OriginalFunc make)
{
  Tally tally = { 0 };

  for (guint i = 0; i < mutants_wanted; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + i);
      g_autoptr (GBytes) original = make (i);
      g_autoptr (GByteArray) bytes = mutated_copy (g_bytes_get_data (original, NULL), g_bytes_get_size (original), random);

      if (bytes->len > 0)
        look_at (bytes, &tally);
    }
  g_test_message ("%s, seed %u: %u results, %u sentences, %u unsafe", kind, seed, tally.results, tally.sentences, tally.unsafe);
  g_assert_cmpuint (tally.unsafe * 1000, <=, mutants_wanted * UNSAFE_PER_THOUSAND);
  /* Mutants that are all refused, or none, would test half of it. */
  g_assert_cmpuint (tally.results, >, 0);
  g_assert_cmpuint (tally.sentences, >, 0);
}

static GBytes *
make_pdf (guint number)
{
  static const char *const names[] = { "vertical.pdf", "rotation.pdf", "noembed-sjis.pdf", "encrypted.pdf" };

  if (number % 5 == 4)
    return document_fixture_pdf (2, "0 0 200 100", "BT /F1 10 Tf 20 50 Td (Hi) Tj ET 0 g 20 10 20 20 re f");
  return helper_fixture_data (names[number % 5]);
}

static GBytes *
make_picture (guint number)
{
  switch (number % 5)
    {
    case 0: return document_fixture_png (40, 30);
    case 1: return document_fixture_jpeg (6);
    case 2: return document_fixture_bmp ();
    case 3: return document_fixture_tiff (2, 6, FALSE);
    default: return document_fixture_tiff (1, 1, TRUE);
    }
}

static GBytes *
make_archive (guint number)
{
  HelperZip *zip = number % 2 == 0 ? helper_zip_new () : helper_zip_new_encrypted ();

  helper_zip_add (zip, "設定/param.txt", "値=1\n値=2\n値=3\n", -1);
  helper_zip_add_stored (zip, "../b", "12345678", 8);
  return helper_zip_end (zip);
}

/* Compressed and stored: mutants of the latter reach the XML. */
static GBytes *
make_office (guint number)
{
  static const char *const names[] = { "sample.xlsx", "sample.docx", "sample.pptx", "stored.xlsx", "stored.docx", "stored.pptx",
                                       "sample.ods", "sample.odt", "sample.odp", "stored.ods", "stored.odt", "stored.odp" };

  return helper_fixture_data (names[number % G_N_ELEMENTS (names)]);
}

static GBytes *
make_mail (guint number)
{
  return helper_fixture_data ("sample.eml");
}

static void
test_office (void)
{
  run_mutants ("office", make_office);
}

static void
test_mail (void)
{
  Tally tally = { 0 };

  /* nearly every mutant of a mail is one, so that there may be no sentence */
  for (guint i = 0; i < mutants_wanted; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + i);
      g_autoptr (GBytes) original = make_mail (i);
      g_autoptr (GByteArray) bytes = mutated_copy (g_bytes_get_data (original, NULL), g_bytes_get_size (original), random);

      if (bytes->len > 0)
        look_at (bytes, &tally);
    }
  g_assert_cmpuint (tally.unsafe, ==, 0);
  g_assert_cmpuint (tally.results, >, 0);
}

static void
test_pdf (void)
{
  run_mutants ("PDF", make_pdf);
}

static void
test_picture (void)
{
  run_mutants ("pictures", make_picture);
}

static void
test_archive (void)
{
  run_mutants ("archives", make_archive);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("CHOSHO_TEST_SEED") != NULL)
    seed = (guint32) g_ascii_strtoull (g_getenv ("CHOSHO_TEST_SEED"), NULL, 10);
  if (argc > 1 && g_str_equal (argv[1], "--long"))
    mutants_wanted = LONG_MUTANTS;
  g_test_add_func ("/helper/document-mutants/office", test_office);
  g_test_add_func ("/helper/document-mutants/mail", test_mail);
  g_test_add_func ("/helper/document-mutants/pdf", test_pdf);
  g_test_add_func ("/helper/document-mutants/picture", test_picture);
  g_test_add_func ("/helper/document-mutants/archive", test_archive);
  return g_test_run ();
}
