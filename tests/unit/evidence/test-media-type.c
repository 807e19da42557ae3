/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "chosho-media-type.h"
#include "evidence-fixture.h"

#define OOXML "application/vnd.openxmlformats-officedocument."

static const struct
{
  const char *head, *name, *type;
} guesses[] = {
  { "%PDF-1.7", "規程.pdf", "application/pdf" },
  { "%PDF-1.7", "規程.txt", "application/pdf" }, /* what it is, not what it is called */
  { "\x89PNG\r\n\x1a\n", "画面", "image/png" },
  { "\xff\xd8\xff\xe0", "a.JPG", "image/jpeg" },
  { "PK\3\4", "台帳.xlsx", OOXML "spreadsheetml.sheet" },
  { "PK\3\4", "台帳.XLSX", OOXML "spreadsheetml.sheet" },
  { "PK\3\4", "手順書.docx", OOXML "wordprocessingml.document" },
  { "PK\3\4", "一式.zip", "application/zip" },
  { "PK\3\4", "一式", "application/zip" },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "台帳.xls", "application/vnd.ms-excel" },
  { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "台帳.xlsx", "application/x-ole-storage" }, /* under a password */
  { "a,b\n", "一覧.csv", "text/csv" },
  { "2026-01-01 start\n", "server.log", "text/plain" },
  { "From: a", "依頼.eml", "message/rfc822" },
  { "....ftypisom", "画面の録画.mp4", "video/mp4" },
  { "....ftypqt  ", "録画.mov", "video/quicktime" },
  { "....ftypheic", "写真.HEIC", "image/heic" },
  { "\x1a\x45\xdf\xa3", "録画.webm", "video/webm" },
  { "\x1a\x45\xdf\xa3", "録画.mkv", "video/x-matroska" },
  { "RIFF....AVI LIST", "録画.avi", "video/x-msvideo" },
  { "\x30\x26\xb2\x75\x8e\x66\xcf\x11", "録画.wmv", "video/x-ms-wmv" },
  { "MZ", "台帳.xlsx", "application/octet-stream" }, /* no workbook, whatever its name */
  { "MZ", "tool.exe", "application/octet-stream" },
  { "", "empty.txt", "text/plain" },
  { "", "", "application/octet-stream" },
};

static void
test_guess (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    g_assert_cmpstr (chosho_media_type_guess ((const guint8 *) guesses[i].head, strlen (guesses[i].head), guesses[i].name), ==, guesses[i].type);
}

/* Nothing behind the limit counts. */
static void
test_limit (void)
{
  g_autofree guint8 *data = g_malloc0 (CHOSHO_MEDIA_TYPE_BYTES + 5);

  memcpy (data + CHOSHO_MEDIA_TYPE_BYTES - 5, "%PDF-", 5);
  g_assert_cmpstr (chosho_media_type_guess (data, CHOSHO_MEDIA_TYPE_BYTES + 5, "a"), ==, "application/pdf");
  memset (data, 0, CHOSHO_MEDIA_TYPE_BYTES);
  memcpy (data + CHOSHO_MEDIA_TYPE_BYTES, "%PDF-", 5);
  g_assert_cmpstr (chosho_media_type_guess (data, CHOSHO_MEDIA_TYPE_BYTES + 5, "a"), ==, "application/octet-stream");
}

static void
test_object (EvidenceFixture *fixture, gconstpointer data)
{
  g_autofree char *digest = evidence_fixture_put (fixture, "%PDF-1.7");
  g_autofree char *path = evidence_fixture_object_path (fixture, digest);

  g_assert_cmpstr (chosho_media_type_of_object (fixture->store, digest, "a.txt"), ==, "application/pdf");
  g_assert_no_errno (g_unlink (path));
  g_assert_cmpstr (chosho_media_type_of_object (fixture->store, digest, "a.txt"), ==, "text/plain");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media-type/guess", test_guess);
  g_test_add_func ("/media-type/limit", test_limit);
  g_test_add ("/media-type/object", EvidenceFixture, NULL, evidence_fixture_set_up, test_object, evidence_fixture_tear_down);
  return g_test_run ();
}
