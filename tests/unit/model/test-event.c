/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-test-world.h"

#include <string.h>

#include "chosho-error.h"
#include "chosho-event.h"
#include "chosho-limits.h"
#include "chosho-test-parse.h"

/* The form of events: what is refused, what comes back, and vectors computed with other tools. */

#define HEX64 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define HEX64B "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define COPY "c0000000000000000000000000000000"

static const guint8 no_signature[CHOSHO_EVENT_SIGNATURE_SIZE];

static const char genesis_text[] =
  "{'action':'engagement','author':'" HEX64 "','boot':'b','copy':'" COPY "','format':1,'mono_us':5,'operation':'o',"
  "'part':1,'parts':1,'payload':{'items':[{'a':'x'}]},'prev':null,'rules':1,'seen':[],'seq':0,'time_us':7}";
static const char plain_text[] =
  "{'action':'note','author':'" HEX64 "','boot':'b','copy':'" COPY "','engagement':'" HEX64 "','format':1,'mono_us':5,"
  "'operation':'o','part':2,'parts':3,'payload':{'items':[{'a':'x'},{}]},'prev':'" HEX64B "','rules':1,"
  "'seen':['" HEX64 "','" HEX64B "'],'seq':4,'time_us':7}";

/* @text with @member (nullable) set to @json, or left out where that is NULL. */
static ChoshoEvent *
parse_changed (const char *text, const char *member, const char *json, GError **error)
{
  g_autoptr (ChoshoValue) whole = chosho_test_parse (text);
  g_autoptr (ChoshoValue) out = chosho_value_new_object ();
  g_autofree char *canonical = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size_bytes;

  for (guint i = 0; i < chosho_value_get_length (whole); i++)
    if (g_strcmp0 (chosho_value_get_key (whole, i), member) != 0)
      chosho_value_set (out, chosho_value_get_key (whole, i), chosho_value_ref (chosho_value_get_member_at (whole, i)));
  if (member != NULL && json != NULL)
    chosho_value_set (out, member, chosho_test_parse (json));
  canonical = chosho_value_to_canonical (out, &size_bytes);
  bytes = g_bytes_new (canonical, size_bytes);
  return chosho_event_parse (bytes, no_signature, error);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoEvent) genesis = parse_changed (genesis_text, NULL, NULL, &error);
  g_autoptr (ChoshoEvent) plain = NULL;

  g_assert_no_error (error);
  g_assert_true (chosho_event_is_genesis (genesis));
  g_assert_null (genesis->engagement);
  g_assert_null (genesis->prev);

  plain = parse_changed (plain_text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (chosho_event_is_genesis (plain));
  g_assert_cmpstr (plain->action, ==, "note");
  g_assert_cmpstr (plain->author, ==, HEX64);
  g_assert_cmpstr (plain->copy, ==, COPY);
  g_assert_cmpstr (plain->engagement, ==, HEX64);
  g_assert_cmpstr (plain->prev, ==, HEX64B);
  g_assert_cmpstr (plain->operation, ==, "o");
  g_assert_cmpstr (plain->boot, ==, "b");
  g_assert_cmpint (plain->part, ==, 2);
  g_assert_cmpint (plain->parts, ==, 3);
  g_assert_cmpint (plain->seq, ==, 4);
  g_assert_cmpint (plain->time_us, ==, 7);
  g_assert_cmpint (plain->monotonic_us, ==, 5);
  g_assert_cmpint (plain->rules, ==, 1);
  g_assert_cmpint (plain->format, ==, 1);
  g_assert_cmpuint (chosho_value_get_length (plain->seen), ==, 2);
  g_assert_cmpuint (chosho_value_get_length (plain->items), ==, 2);
  g_assert_false (plain->newer);
}

/* Every member of the header, missing and wrong. @json NULL: left out. @reason: part of the message. */
static const struct
{
  const char *text, *member, *json, *reason;
} malformed[] = {
  { plain_text, "format", NULL, "“format”" }, { plain_text, "format", "0", "“format”" }, { plain_text, "format", "'1'", "“format”" },
  { plain_text, "rules", NULL, "“rules”" }, { plain_text, "rules", "0", "“rules”" },
  { plain_text, "copy", NULL, "“copy”" }, { plain_text, "copy", "'" HEX64 "'", "“copy”" },
  { plain_text, "copy", "'C0000000000000000000000000000000'", "“copy”" }, { plain_text, "copy", "'c000000000000000000000000000000'", "“copy”" },
  { plain_text, "author", NULL, "“author”" }, { plain_text, "author", "'" COPY "'", "“author”" },
  { plain_text, "author", "'g0112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'", "“author”" },
  { plain_text, "prev", NULL, "“prev”" }, { plain_text, "prev", "'x'", "“prev”" }, { plain_text, "prev", "4", "“prev”" },
  { plain_text, "prev", "null", "“seq” and “prev”" }, { plain_text, "seq", "0", "“seq” and “prev”" },
  { plain_text, "seq", NULL, "“seq”" }, { plain_text, "seq", "-1", "“seq”" }, { plain_text, "seq", "'4'", "“seq”" },
  { plain_text, "operation", NULL, "“operation”" }, { plain_text, "operation", "''", "“operation”" },
  { plain_text, "action", NULL, "“action”" }, { plain_text, "action", "5", "“action”" }, { plain_text, "boot", NULL, "“boot”" },
  { plain_text, "part", NULL, "“part”" }, { plain_text, "part", "0", "“part”" }, { plain_text, "part", "4", "beyond “parts”" },
  { plain_text, "parts", NULL, "“parts”" }, { plain_text, "parts", "0", "“parts”" }, { plain_text, "parts", "1", "beyond “parts”" },
  { plain_text, "time_us", NULL, "“time_us”" }, { plain_text, "time_us", "-1", "“time_us”" },
  { plain_text, "mono_us", NULL, "“mono_us”" }, { plain_text, "mono_us", "-1", "“mono_us”" },
  { plain_text, "seen", NULL, "“seen”" }, { plain_text, "seen", "{}", "“seen”" }, { plain_text, "seen", "['x']", "“seen”" },
  { plain_text, "seen", "['" HEX64B "','" HEX64 "']", "sorted" }, { plain_text, "seen", "['" HEX64 "','" HEX64 "']", "sorted" },
  { plain_text, "engagement", NULL, "names no engagement" }, { plain_text, "engagement", "'x'", "“engagement”" },
  { plain_text, "action", "'engagement'", "“engagement”" },
  { plain_text, "payload", NULL, "missing or unknown" }, { plain_text, "payload", "{'items':[]}", "no items" },
  { plain_text, "payload", "{'items':{}}", "no items" }, { plain_text, "payload", "{'items':[{}],'more':1}", "no items" },
  { plain_text, "payload", "{'items':['x']}", "no object" }, { plain_text, "payload", "{'items':[{},[]]}", "no object" },
  { plain_text, "extra", "1", "unknown members" }, { genesis_text, "extra", "1", "unknown members" },
  { genesis_text, "action", "'note'", "names no engagement" }, { genesis_text, "seen", "['" HEX64 "']", "names no engagement" },
  { genesis_text, "parts", "2", "names no engagement" }, { genesis_text, "engagement", "'" HEX64 "'", "“engagement”" },
};

static void
test_malformed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoEvent) event = parse_changed (malformed[i].text, malformed[i].member, malformed[i].json, &error);

      if (event != NULL || !g_error_matches (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID)
          || strstr (error->message, malformed[i].reason) == NULL)
        g_error ("%s = %s: %s", malformed[i].member, malformed[i].json, error != NULL ? error->message : "accepted");
    }
}

/* The bytes must be the canonical ones, so that one event has one id. */
static void
test_not_canonical (void)
{
  g_autofree char *good = g_strdelimit (g_strdup (plain_text), "'", '"');
  g_autofree char *spaced = g_strconcat (good, " ", NULL);
  g_autofree char *swapped = g_strdelimit (g_strdup (
    "{'boot':'b','action':'note','author':'" HEX64 "'}"), "'", '"');
  const char *const bad[] = { spaced, swapped, "", "[]", "null", "{", "\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (bad[i], strlen (bad[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (chosho_event_parse (bytes, no_signature, &error));
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
    }
}

static void
test_operation_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *longest = g_strnfill (CHOSHO_LIMIT_OPERATION_BYTES + 16, 'o');
  g_autofree char *fits = g_strdup_printf ("'%s'", longest);
  g_autofree char *longer = g_strdup_printf ("'%so'", longest);
  g_autoptr (ChoshoEvent) event = parse_changed (plain_text, "operation", fits, &error);

  g_assert_no_error (error);
  g_assert_null (parse_changed (plain_text, "operation", longer, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
}

static ChoshoEventDraft
example_draft (ChoshoValue *items)
{
  static const char *const seen[] = { HEX64B, HEX64, HEX64B, NULL };
  ChoshoEventDraft draft = { .engagement = HEX64, .copy = COPY, .author = HEX64, .prev = HEX64B, .seq = 4, .seen = seen,
                             .operation = "o", .part = 2, .parts = 3, .action = "note", .items = items, .time_us = 7,
                             .monotonic_us = 5, .boot = "b" };

  return draft;
}

/* What is written is read back; `seen` is sorted and each id named once. */
static void
test_round_trip (void)
{
  g_autoptr (ChoshoValue) items = chosho_test_parse ("[{'a':'x'},{}]");
  ChoshoEventDraft draft = example_draft (items);
  g_autofree char *expected = g_strdelimit (g_strdup (plain_text), "'", '"');
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = chosho_event_encode (&draft, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
test_size_limit (void)
{
  g_autoptr (ChoshoValue) items = chosho_test_parse ("[{'a':''}]");
  ChoshoEventDraft draft = example_draft (items);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) empty = chosho_event_encode (&draft, &error);
  g_autofree char *room = g_strnfill (CHOSHO_LIMIT_EVENT_BYTES - g_bytes_get_size (empty), 'x');
  g_autofree char *more = g_strconcat (room, "x", NULL);
  g_autoptr (GBytes) full = NULL, bigger = NULL;

  chosho_value_set_string (chosho_value_get_item (items, 0), "a", room);
  full = chosho_event_encode (&draft, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (full), ==, CHOSHO_LIMIT_EVENT_BYTES);
  chosho_event_unref (chosho_event_parse (full, no_signature, &error));
  g_assert_no_error (error);

  chosho_value_set_string (chosho_value_get_item (items, 0), "a", more);
  g_assert_null (chosho_event_encode (&draft, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
  g_clear_error (&error);

  bigger = g_bytes_new_take (g_strnfill (CHOSHO_LIMIT_EVENT_BYTES + 1, ' '), CHOSHO_LIMIT_EVENT_BYTES + 1);
  g_assert_null (chosho_event_parse (bigger, no_signature, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
}

/* What a later version may write is kept and carried on, whatever members it has beside ours. */
static void
test_newer (void)
{
  static const struct { const char *member, *json; } newer[] = {
    { "format", "2" }, { "rules", "2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (newer); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ChoshoEvent) event = parse_changed (plain_text, newer[i].member, newer[i].json, &error);

      g_assert_no_error (error);
      g_assert_true (event->newer);
    }
}

static void
test_newer_members (void)
{
  g_autofree char *text = g_strdelimit (g_strdup (plain_text), "'", '"');
  g_autoptr (ChoshoValue) value = chosho_value_parse (text, strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ChoshoEvent) event = NULL;
  gsize size_bytes;
  char *canonical;

  chosho_value_set_integer (value, "format", 2);
  chosho_value_set_string (value, "weather", "fine");
  chosho_value_set (value, "payload", chosho_test_parse ("{'cells':[1]}"));
  canonical = chosho_value_to_canonical (value, &size_bytes);
  bytes = g_bytes_new_take (canonical, size_bytes);
  event = chosho_event_parse (bytes, no_signature, &error);
  g_assert_no_error (error);
  g_assert_true (event->newer);
  g_assert_cmpuint (chosho_value_get_length (event->seen), ==, 2);
}

/* Computed with Python's hashlib: SHA-256 of a zero byte and the bytes. */
static void
test_vectors (void)
{
  g_autoptr (ChoshoEvent) genesis = parse_changed (genesis_text, NULL, NULL, NULL);
  g_autoptr (ChoshoEvent) plain = parse_changed (plain_text, NULL, NULL, NULL);

  g_assert_cmpstr (genesis->id_hex, ==, "3eb6ff3d197a998e336f6f5b0dc03b75aab7e8b8fc059f8b46866b61ab9adf05");
  g_assert_cmpstr (plain->id_hex, ==, "840252a6662def1b4278fff216fd42651a2f74696c5bf19523dbfca4bf818f9f");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/read", test_read);
  g_test_add_func ("/event/malformed", test_malformed);
  g_test_add_func ("/event/not-canonical", test_not_canonical);
  g_test_add_func ("/event/operation-length", test_operation_length);
  g_test_add_func ("/event/round-trip", test_round_trip);
  g_test_add_func ("/event/size-limit", test_size_limit);
  g_test_add_func ("/event/newer", test_newer);
  g_test_add_func ("/event/newer-members", test_newer_members);
  g_test_add_func ("/event/vectors", test_vectors);
  return g_test_run ();
}
