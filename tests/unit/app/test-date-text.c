/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-date-text.h"

static void
test_fold (void)
{
  static const struct
  {
    const char *typed;
    const char *day;
  } days[] = {
    { "2025-04-01", "2025-04-01" }, { "2025/4/1", "2025-04-01" },       { " 2025.12.31 ", "2025-12-31" },
    { "20250401", "2025-04-01" },   { "2025年4月1日", "2025-04-01" },   { "２０２５／０４／０１", "2025-04-01" },
    { "2025/2/30", "2025/2/30" },   { "25/4/1", "25/4/1" },             { "4/1", "4/1" },
    { "none", "none" },             { "", "" },                         { "2025-04", "2025-04" },
    { "2025/4/1/2", "2025/4/1/2" }, { "令和7年4月1日", "令和7年4月1日" }, { "202504011", "202504011" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *folded = chosho_date_text_fold (days[i].typed);

      g_assert_cmpstr (folded, ==, days[i].day);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date-text/fold", test_fold);
  return g_test_run ();
}
