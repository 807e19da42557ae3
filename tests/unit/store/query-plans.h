/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "chosho-database-private.h"

/* Explains every statement that was prepared on @database so far and prints those that walk through a
 * whole table or sort by themselves. The number of statements goes to @seen, lest nothing be checked, all
 * plans to @plans (nullable). */
G_GNUC_UNUSED static guint
count_scans_seen (ChoshoDatabase *database, guint *seen, GString *plans)
{
  guint scans = 0;

  *seen = 0;
  for (sqlite3_stmt *statement = sqlite3_next_stmt (database->handle, NULL); statement != NULL;
       statement = sqlite3_next_stmt (database->handle, statement))
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", sqlite3_sql (statement), NULL);
      sqlite3_stmt *explain = NULL;

      if (g_str_has_prefix (sqlite3_sql (statement), "EXPLAIN") || g_str_has_prefix (sqlite3_sql (statement), "PRAGMA"))
        continue;
      (*seen)++;
      g_assert_cmpint (sqlite3_prepare_v2 (database->handle, sql, -1, &explain, NULL), ==, SQLITE_OK);
      while (sqlite3_step (explain) == SQLITE_ROW)
        {
          const char *detail = (const char *) sqlite3_column_text (explain, 3);

          if (plans != NULL)
            g_string_append_printf (plans, "%s\n", detail);
          if (g_str_has_prefix (detail, "SCAN") || strstr (detail, "TEMP B-TREE") != NULL
              || strstr (detail, "AUTOMATIC") != NULL)
            {
              g_test_message ("%s: %s", detail, sqlite3_sql (statement));
              scans++;
            }
        }
      sqlite3_finalize (explain);
    }
  return scans;
}
