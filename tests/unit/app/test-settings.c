/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schema of the window's preferences, as the build tree has it: what a new user finds, and that
 * nothing outside of a key's meaning can be put into it. */
#include <gio/gio.h>

#define SCHEMA_ID "jp.chosho.Chosho"

static GSettingsSchema *
lookup (void)
{
  GSettingsSchema *schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (), SCHEMA_ID, FALSE);

  g_assert_nonnull (schema);
  return schema;
}

static void
test_first_start (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA_ID);
  g_auto (GStrv) recent = g_settings_get_strv (settings, "recent-engagements");
  g_autofree char *identity = g_settings_get_string (settings, "identity");
  g_autoptr (GVariant) filters = g_settings_get_value (settings, "saved-filters");

  g_assert_cmpuint (g_strv_length (recent), ==, 0);
  g_assert_cmpstr (identity, ==, "");
  g_assert_cmpuint (g_variant_n_children (filters), ==, 0);
  g_assert_true (g_settings_get_boolean (settings, "sidebar-visible"));
  g_assert_false (g_settings_get_boolean (settings, "viewer-visible"));
  g_assert_true (g_settings_get_boolean (settings, "report-preview-visible"));
  g_assert_false (g_settings_get_boolean (settings, "window-maximized"));
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), >=, 1024);
}

/* A size that no window can have is not stored, whoever writes it. */
static void
test_ranges (void)
{
  static const char *const sizes[] = { "window-width", "window-height", "list-width", "viewer-width" };
  g_autoptr (GSettingsSchema) schema = lookup ();

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (schema, sizes[i]);
      g_autoptr (GVariant) nothing = g_variant_ref_sink (g_variant_new_int32 (0));
      g_autoptr (GVariant) usual = g_variant_ref_sink (g_variant_new_int32 (640));

      g_assert_false (g_settings_schema_key_range_check (key, nothing));
      g_assert_true (g_settings_schema_key_range_check (key, usual));
    }
}

static void
test_filters (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA_ID);
  g_autoptr (GVariant) written = g_variant_ref_sink (g_variant_new_parsed (
      "[{'name': <'自分の差戻し'>, 'page': <'controls'>, 'member': <'me'>, 'states': <['returned']>, 'later': <1>}]"));
  g_autoptr (GVariant) read = NULL;

  g_assert_true (g_settings_set_value (settings, "saved-filters", written));
  read = g_settings_get_value (settings, "saved-filters");
  g_assert_true (g_variant_equal (written, read));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/first-start", test_first_start);
  g_test_add_func ("/settings/ranges", test_ranges);
  g_test_add_func ("/settings/filters", test_filters);
  return g_test_run ();
}
