/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a model holds, setting it ends: with a report that reads back, or with an error that says
 * why. Models are random, texts hostile. */
#include <string.h>

#include "chosho-error.h"
#include "chosho-report-pdf.h"

#define DEFAULT_SEED 20260401
#define MODELS 60

static guint32 seed;

/* Texts that go wrong in layouts: markup, format letters, other directions, things without width,
 * characters no font has, long words. */
static const char *const odd[] = {
  "", " ", "\n", "\n\n\n", "\t", "<b>", "&amp;", "%s%n", "{firm}", "{page}", "עברית", "العربية", "e\u0301\u0302\u0303",
  "\u200b\u200d\u2028\u2029", "\u202e逆", "\u3000", "\ufeff", "が", "か\u3099", "𠮷野家",
  "。。。。。。", "（（（（", "ｶﾅ", "W", "長い文を続ける、", "\x01", "\x7f", "\U0010FFFD",
};
#define UNPRINTABLE 3 /* at the end: no font has them */

/* How odd the texts of the model at hand are: not, printable, anything. */
static guint oddness;

static char *
random_text (GRand *random, guint longest)
{
  GString *text = g_string_new (NULL);
  guint length = (guint) g_rand_int_range (random, 0, (gint32) longest + 1);
  guint n_odd = G_N_ELEMENTS (odd) - (oddness < 2 ? UNPRINTABLE : 0);

  while (text->len < length)
    {
      const char *piece = oddness == 0 ? "承認の記録を閲覧した。" : odd[g_rand_int_range (random, 0, (gint32) n_odd)];
      guint repeat = g_rand_int_range (random, 0, 40) == 0 ? 300 : 1;

      for (guint i = 0; i < repeat && text->len < length; i++)
        g_string_append (text, *piece != '\0' ? piece : "a");
    }
  return g_string_free (text, FALSE);
}

static char *
maybe_text (GRand *random, guint longest)
{
  return g_rand_boolean (random) ? random_text (random, longest) : NULL;
}

static void
fill_procedure (GRand *random, ChoshoReportControl *control)
{
  g_autofree char *number = random_text (random, 60);
  ChoshoReportProcedure *procedure = chosho_report_control_append_procedure (
      control, (ChoshoReportPhase) g_rand_int_range (random, 0, 3), number);

  procedure->individual_control = maybe_text (random, 60);
  procedure->unit = maybe_text (random, 60);
  procedure->subject = maybe_text (random, 20);
  procedure->wording = maybe_text (random, 3000);
  procedure->extent_text = maybe_text (random, 300);
  procedure->result = maybe_text (random, g_rand_int_range (random, 0, 8) == 0 ? 20000 : 500);
  procedure->outcome = (ChoshoReportOutcome) g_rand_int_range (random, 0, 4);
  procedure->reason = g_strconcat ("r", procedure->outcome == CHOSHO_REPORT_OUTCOME_NOT_PERFORMED ? "x" : NULL, NULL);
  for (int i = g_rand_int_range (random, 0, 4); i > 0; i--)
    chosho_report_procedure_append_technique (procedure, "inspection");
  for (int i = g_rand_int_range (random, 0, 4); i > 0; i--)
    {
      g_autofree char *population = maybe_text (random, 100);

      chosho_report_procedure_append_extent (procedure, population, g_rand_int_range (random, -1, 3),
                                             g_rand_int_range (random, -1, 3), g_rand_int_range (random, -1, 3));
    }
}

static ChoshoReportModel *
random_model (GRand *random)
{
  ChoshoReportModel *model = chosho_report_model_new ();

  model->language = g_rand_boolean (random) ? CHOSHO_REPORT_LANGUAGE_JA : CHOSHO_REPORT_LANGUAGE_EN;
  model->title = maybe_text (random, 200);
  model->engagement_id = maybe_text (random, 300);
  model->addressee = maybe_text (random, 300);
  model->firm = maybe_text (random, 300);
  model->scheme = maybe_text (random, 100);
  model->criteria = maybe_text (random, 100);
  for (int i = g_rand_int_range (random, 0, 12); i > 0; i--)
    {
      g_autofree char *number = random_text (random, 40);
      g_autofree char *title = random_text (random, CHOSHO_REPORT_TITLE_BYTES);
      ChoshoReportControl *control = chosho_report_model_append_control (model, number, title);

      control->chapter = maybe_text (random, 10);
      control->chapter_title = maybe_text (random, 500);
      control->objective = maybe_text (random, 10);
      control->objective_title = maybe_text (random, 500);
      for (int j = g_rand_int_range (random, 0, 6); j > 0; j--)
        fill_procedure (random, control);
      chosho_report_model_append_untested (model, number, title, (ChoshoReportBasis) g_rand_int_range (random, 0, 3), title);
      chosho_report_model_append_finding (model, number, title);
    }
  return model;
}

static void
test_any_model (void)
{
  guint written = 0, refused = 0;

  for (guint i = 0; i < MODELS; i++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed + i);
      g_autoptr (ChoshoReportModel) model = NULL;
      g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;
      ChoshoReportPdfInfo info;

      oddness = i % 3;
      model = random_model (random);
      if (chosho_report_pdf_write (model, NULL, out, NULL, NULL, &info, &error))
        {
          const char *data = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out));

          g_assert_true (chosho_report_pdf_check (data, info.size_bytes, &info, &error));
          g_assert_no_error (error);
          written++;
        }
      else
        {
          g_assert_cmpuint (oddness, >, 0); /* ordinary texts are never refused */
          if (oddness < 2)
            g_test_message ("model %u: %s", i, error->message);
          g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          refused++;
        }
    }
  g_test_message ("%u models written, %u refused", written, refused);
  g_assert_cmpuint (written, >, 0);
  g_assert_cmpuint (refused, >, 0);
}

int
main (int argc, char **argv)
{
  const char *given = g_getenv ("CHOSHO_TEST_SEED");

  seed = given != NULL ? (guint32) g_ascii_strtoull (given, NULL, 10) : DEFAULT_SEED;
  g_test_init (&argc, &argv, NULL);
  g_test_message ("CHOSHO_TEST_SEED=%u", seed);
  g_test_add_func ("/report/any-model", test_any_model);
  return g_test_run ();
}
