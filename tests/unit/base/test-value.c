/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-error.h"
#include "chosho-limits.h"
#include "chosho-value.h"

#include <string.h>

static void
assert_round_trip (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) value = chosho_value_parse_canonical (text, strlen (text), &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = chosho_value_to_canonical (value, NULL);
  g_assert_cmpstr (again, ==, text);
}

static void
test_round_trip (void)
{
  assert_round_trip ("{}");
  assert_round_trip ("[]");
  assert_round_trip ("{\"a\":[1,-2,true,false,null,\"\"],\"b\":{\"c\":\"神福①髙～\"}}");
  assert_round_trip ("\"\\u0001\\b\\t\\n\\f\\r\\\"\\\\/\"");
  assert_round_trip ("9007199254740991");
  assert_round_trip ("[[[[[[[[1]]]]]]]]");
}

static void
test_refused (void)
{
  static const char *const bad[] = {
    "", " {}", "{} ", "{\"b\":1,\"a\":2}", "{\"a\":1,\"a\":2}", "[1,]", "[1 ,2]", "01", "-0", "-",
    "1.0", "1e3", "9007199254740992", "-9007199254740992", "\"\\u0000\"", "\"\\u0041\"", "\"\\/\"",
    "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\x01\"", "\"\xff\"", "\"\xed\xa0\x80\"", "\"a", "nul",
    "{\"\xe3\x81\x82\":1}", "{\"a\"}", "[[[[[[[[[1]]]]]]]]]", "[1]x", "{\"a\":1}{", "\"\x7f\\u007f\"", "\"\\u000a\"",
    "\"\\u001F\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoValue) value = chosho_value_parse_canonical (bad[i], strlen (bad[i]), &error);

      if (value != NULL)
        g_test_message ("accepted: %s", bad[i]);
      g_assert_null (value);
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
    }
}

static void
test_nul_byte (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (chosho_value_parse_canonical ("\"a\0b\"", 5, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

/* Parts of a parsed text stay when the whole is dropped, in whatever order. */
static void
test_parts_outlive_the_whole (void)
{
  const char *text = "{\"a\":[\"x\\ny\",{\"b\":1}],\"c\":\"z\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) whole = chosho_value_parse_canonical (text, strlen (text), &error);
  g_autoptr (ChoshoValue) part = NULL;
  g_autoptr (ChoshoValue) copy = NULL;

  g_assert_no_error (error);
  part = chosho_value_ref (chosho_value_get_item (chosho_value_get (whole, "a"), 0));
  copy = chosho_value_copy (chosho_value_get_item (chosho_value_get (whole, "a"), 1));
  chosho_value_unref (g_steal_pointer (&whole));
  g_assert_cmpstr (chosho_value_as_string (part), ==, "x\ny");
  chosho_value_set_string (copy, "a", "new"); /* a copy may be changed */
  g_assert_cmpint (chosho_value_get_integer (copy, "b", 0), ==, 1);
  chosho_value_unref (g_steal_pointer (&part));
  g_assert_cmpstr (chosho_value_get_string (copy, "a"), ==, "new");
}

static void
test_lenient (void)
{
  const char *text = " { \"b\" : 1 ,\n \"a\" : [ \"\\u3042\" , {} ] } ";
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) value = chosho_value_parse (text, strlen (text), &error);
  g_autoptr (ChoshoValue) frozen = NULL;
  g_autofree char *canonical = NULL;

  g_assert_no_error (error);
  canonical = chosho_value_to_canonical (value, NULL);
  g_assert_cmpstr (canonical, ==, "{\"a\":[\"あ\",{}],\"b\":1}");
  g_assert_null (chosho_value_parse ("{\"a\":1,\"a\":1}", 13, NULL));
  g_assert_null (chosho_value_parse_frozen ("{\"a\":1,\"a\":1}", 13, NULL));
  frozen = chosho_value_parse_frozen (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_true (chosho_value_equal (frozen, value));
}

static void
test_build_and_read (void)
{
  g_autoptr (ChoshoValue) object = chosho_value_new_object ();
  g_autoptr (ChoshoValue) copy = NULL;
  ChoshoValue *list = chosho_value_new_array ();

  chosho_value_append_string (list, "x");
  chosho_value_set (object, "list", list);
  chosho_value_set_string (object, "name", "監査");
  chosho_value_set_string (object, "none", NULL);
  chosho_value_set_integer (object, "n", 7);
  chosho_value_set_integer (object, "n", 8);
  chosho_value_set_boolean (object, "yes", TRUE);

  g_assert_cmpuint (chosho_value_get_length (object), ==, 4);
  g_assert_cmpstr (chosho_value_get_key (object, 0), ==, "list");
  g_assert_cmpint (chosho_value_get_integer (object, "n", 0), ==, 8);
  g_assert_cmpint (chosho_value_get_integer (object, "name", -1), ==, -1);
  g_assert_true (chosho_value_get_boolean (object, "yes", FALSE));
  g_assert_null (chosho_value_get (object, "none"));
  g_assert_null (chosho_value_get (NULL, "none"));
  g_assert_cmpstr (chosho_value_as_string (chosho_value_get_item (list, 0)), ==, "x");
  g_assert_null (chosho_value_get_item (list, 1));
  g_assert_true (chosho_value_has_text (list, "x"));
  g_assert_false (chosho_value_has_text (list, "y"));
  g_assert_false (chosho_value_has_text (list, NULL));
  g_assert_false (chosho_value_has_text (NULL, "x"));

  copy = chosho_value_copy (object);
  g_assert_true (chosho_value_equal (copy, object));
  chosho_value_set_integer (copy, "n", 9);
  g_assert_false (chosho_value_equal (copy, object));
  g_assert_cmpint (chosho_value_get_integer (object, "n", 0), ==, 8);
}

/* Whoever writes a file chooses its keys: none of them may stay in memory when the value is gone. */
static void
test_keys_go (void)
{
  static const char text[] = "{\"a key that no program knows\":{\"another one of a stranger\":1}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoValue) changeable = chosho_value_parse (text, strlen (text), &error);
  g_autoptr (ChoshoValue) canonical = chosho_value_parse_canonical (text, strlen (text), &error);
  g_autoptr (ChoshoValue) copy = chosho_value_copy (canonical);

  g_assert_no_error (error);
  chosho_value_set_integer (copy, "a third, set by hand", 3);
  g_assert_cmpstr (chosho_value_get_key (copy, 0), ==, "a key that no program knows");
  g_assert_cmpstr (chosho_value_get_key (copy, 1), ==, "a third, set by hand");
  g_clear_pointer (&canonical, chosho_value_unref);
  g_assert_cmpstr (chosho_value_get_key (copy, 0), ==, "a key that no program knows");
  g_assert_cmpuint (g_quark_try_string ("a key that no program knows"), ==, 0);
  g_assert_cmpuint (g_quark_try_string ("another one of a stranger"), ==, 0);
  g_assert_cmpuint (g_quark_try_string ("a third, set by hand"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/value/round-trip", test_round_trip);
  g_test_add_func ("/base/value/refused", test_refused);
  g_test_add_func ("/base/value/nul-byte", test_nul_byte);
  g_test_add_func ("/base/value/parts-outlive-the-whole", test_parts_outlive_the_whole);
  g_test_add_func ("/base/value/lenient", test_lenient);
  g_test_add_func ("/base/value/build-and-read", test_build_and_read);
  g_test_add_func ("/base/value/keys-go", test_keys_go);
  return g_test_run ();
}
