/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Damaged and hostile files through the real helper process: whatever happens there, the client
 * gets a result or a sentence, and no reader crashes. 60 of each kind; CHOSHO_TEST_SEED changes which.
 */
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"
#include "helper-fixture.h"
#include "mutate.h"

#define MUTANTS 60

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
  if (error->code == CHOSHO_ERROR_INVALID || error->code == CHOSHO_ERROR_LIMIT)
    tally->sentences++;
  else
    {
      g_test_message ("%s", error->message);
      tally->unsafe++;
    }
}

static void
read_as_table (GByteArray *bytes, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTable) table = helper_fixture_read_table (bytes->data, bytes->len, &error);

  judge (tally, table != NULL, error);
}

static void
read_as_catalog (GByteArray *bytes, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoCatalogData) catalog = helper_fixture_read_catalog ((const char *) bytes->data, bytes->len, &error);

  judge (tally, catalog != NULL, error);
}

/* Makes the mutant with this number; the same one in every run with the same seed. */
typedef GByteArray *(*MutantFunc) (guint number, GRand *random);

static void
run_mutants (const char *kind, MutantFunc make, void (*read) (GByteArray *, Tally *))
{
  Tally tally = { 0 };

  for (guint i = 0; i < MUTANTS; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + i);
      g_autoptr (GByteArray) bytes = make (i, random);

      if (bytes->len > 0)
        read (bytes, &tally);
    }
  g_test_message ("%s, seed %u: %u results, %u sentences, %u unsafe", kind, seed, tally.results,
                  tally.sentences, tally.unsafe);
  g_assert_cmpuint (tally.unsafe, ==, 0);
  /* Mutants that are all refused, or none, would test half of it. */
  g_assert_cmpuint (tally.results, >, 0);
  g_assert_cmpuint (tally.sentences, >, 0);
}

static GByteArray *
make_csv (guint number, GRand *random)
{
  static const char *const names[] = { "cp932.csv", "utf8-bom.csv", "utf16le.csv", "utf16be.csv" };
  g_autoptr (GBytes) file = helper_fixture_data (names[number % G_N_ELEMENTS (names)]);

  return mutated_copy (g_bytes_get_data (file, NULL), g_bytes_get_size (file), random);
}

static GByteArray *
make_json (guint number, GRand *random)
{
  g_autoptr (GBytes) file = helper_fixture_data ("catalog.json");

  return mutated_copy (g_bytes_get_data (file, NULL), g_bytes_get_size (file), random);
}

#define SHEET_DATA \
  "<row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>内</t></is></c><c r=\"C1\" s=\"1\"><v>46113.5</v></c></row>" \
  "<row r=\"3\"><c r=\"A3\" t=\"b\"><v>1</v></c><c r=\"C3\" t=\"str\"><f>A1</f><v>式_x000D_</v></c><c r=\"D3\"><v>1.5E-3</v></c></row>" \
  "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#REF!</v></c></row>"
#define AFTER "<mergeCells><mergeCell ref=\"A3:B4\"/></mergeCells>"
#define STRINGS "<si><t>番号</t><rPh sb=\"0\" eb=\"2\"><t>バンゴウ</t></rPh></si>"
#define STYLES "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>"

static char *
mutate_text (const char *text, GRand *random)
{
  g_autoptr (GByteArray) bytes = mutated_copy (text, strlen (text), random);

  return g_strndup ((const char *) bytes->data, bytes->len);
}

/* By turns the container's bytes and one part inside a sound container. */
static GByteArray *
make_workbook (guint number, GRand *random)
{
  g_autofree char *rows = number % 4 == 1 ? mutate_text (SHEET_DATA, random) : g_strdup (SHEET_DATA);
  g_autofree char *after = number % 4 == 1 ? mutate_text (AFTER, random) : g_strdup (AFTER);
  g_autofree char *strings = number % 4 == 2 ? mutate_text (STRINGS, random) : g_strdup (STRINGS);
  g_autofree char *styles = number % 4 == 3 ? mutate_text (STYLES, random) : g_strdup (STYLES);
  g_autoptr (GBytes) file = helper_workbook (rows, after, strings, styles);

  if (number % 4 == 0)
    return mutated_copy (g_bytes_get_data (file, NULL), g_bytes_get_size (file), random);
  return g_bytes_unref_to_array (g_steal_pointer (&file));
}

static void
test_csv (void)
{
  run_mutants ("CSV", make_csv, read_as_table);
}

static void
test_workbook (void)
{
  run_mutants ("XLSX", make_workbook, read_as_table);
}

static void
test_json (void)
{
  run_mutants ("JSON", make_json, read_as_catalog);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("CHOSHO_TEST_SEED") != NULL)
    seed = (guint32) g_ascii_strtoull (g_getenv ("CHOSHO_TEST_SEED"), NULL, 10);
  g_test_add_func ("/helper/mutants/csv", test_csv);
  g_test_add_func ("/helper/mutants/workbook", test_workbook);
  g_test_add_func ("/helper/mutants/json", test_json);
  return g_test_run ();
}
