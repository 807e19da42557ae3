/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Archives: what is in them, and one member at a time, through the real helper. */

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-digest.h"
#include "chosho-helper-limits.h"
#include "document-fixture.h"

/* --- Making archives ----------------------------------------------------------------------------------------- */

typedef struct
{
  struct archive *archive;
  char           *memory;
  size_t          size_bytes;
} Making;

#define ROOM_BYTES (64 * 1024 * 1024)

static Making *
make (int (*format) (struct archive *), int (*filter) (struct archive *))
{
  Making *self = g_new0 (Making, 1);

  self->archive = archive_write_new ();
  self->memory = g_malloc (ROOM_BYTES);
  g_assert_cmpint (format (self->archive), ==, ARCHIVE_OK);
  if (filter != NULL)
    g_assert_cmpint (filter (self->archive), ==, ARCHIVE_OK);
  archive_write_set_bytes_per_block (self->archive, 512);
  g_assert_cmpint (archive_write_open_memory (self->archive, self->memory, ROOM_BYTES, &self->size_bytes), ==, ARCHIVE_OK);
  return self;
}

static void
add (Making *self, const char *name, int type, const char *content, gsize size_bytes)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, type);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, 1743465600, 0);
  if (type == AE_IFLNK)
    archive_entry_set_symlink (entry, content);
  else
    archive_entry_set_size (entry, (la_int64_t) size_bytes);
  g_assert_cmpint (archive_write_header (self->archive, entry), >=, ARCHIVE_WARN);
  if (type == AE_IFREG)
    g_assert_cmpint (archive_write_data (self->archive, content, size_bytes), ==, (gssize) size_bytes);
  archive_entry_free (entry);
}

static void
add_file (Making *self, const char *name, const char *content)
{
  add (self, name, AE_IFREG, content, strlen (content));
}

/* Frees @self. */
static GBytes *
end (Making *self)
{
  GBytes *bytes;

  g_assert_cmpint (archive_write_close (self->archive), ==, ARCHIVE_OK);
  bytes = g_bytes_new (self->memory, self->size_bytes);
  archive_write_free (self->archive);
  g_free (self->memory);
  g_free (self);
  return bytes;
}

/* A ZIP of stored members whose names are bytes, as old programs write them. */
static GBytes *
zip_of_names (const char *const *names, guint flags)
{
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  GByteArray *zip = g_byte_array_new ();
  guint count = 0;

  for (; names[count] != NULL; count++)
    {
      guint16 name_bytes = strlen (names[count]);
      guint8 local[30] = "PK\3\4\x14", central[46] = "PK\1\2\x14\0\x14";
      guint32 offset = zip->len;

      local[7] = central[9] = flags; /* the flags' high byte: 8 for UTF-8 */
      local[26] = central[28] = name_bytes & 0xff;
      local[27] = central[29] = name_bytes >> 8;
      for (guint i = 0; i < 4; i++)
        central[42 + i] = (offset >> (8 * i)) & 0xff;
      g_byte_array_append (zip, local, sizeof local);
      g_byte_array_append (zip, (const guint8 *) names[count], name_bytes);
      g_byte_array_append (directory, central, sizeof central);
      g_byte_array_append (directory, (const guint8 *) names[count], name_bytes);
    }
  {
    guint8 last[22] = "PK\5\6";
    guint32 numbers[2] = { directory->len, zip->len };

    last[8] = last[10] = count & 0xff;
    last[9] = last[11] = count >> 8;
    for (guint i = 0; i < 8; i++)
      last[12 + i] = (numbers[i / 4] >> (8 * (i % 4))) & 0xff;
    g_byte_array_append (zip, directory->data, directory->len);
    g_byte_array_append (zip, last, sizeof last);
  }
  return g_byte_array_free_to_bytes (zip);
}

/* --- Reading them ---------------------------------------------------------------------------------------------- */

static GPtrArray *
read_members (ChoshoHelperDocument *document, const char *charset)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *members = chosho_helper_document_read_members (document, charset, NULL, &error);

  g_assert_no_error (error);
  return members;
}

/* "name kind size flags\n…": flags e encrypted, u unsafe; coding behind a slash where it is not UTF-8. */
static char *
list (ChoshoHelperDocument *document, const char *charset)
{
  g_autoptr (GPtrArray) members = read_members (document, charset);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMemberInfo *member = g_ptr_array_index (members, i);

      g_string_append_printf (text, "%s %c", member->name, "fdlo"[member->kind]);
      if (member->has_size)
        g_string_append_printf (text, " %" G_GUINT64_FORMAT, member->size_bytes);
      g_string_append_printf (text, "%s%s", member->encrypted ? " e" : "", member->unsafe_name ? " u" : "");
      if (member->coding != CHOSHO_NAME_UTF8)
        g_string_append_printf (text, " /%d", member->coding);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
assert_listed (ChoshoHelperDocument *document, const char *format, const char *expected)
{
  g_autofree char *described = document_fixture_describe (document);
  g_autofree char *listed = list (document, NULL);

  g_assert_cmpstr (described, ==, format);
  g_assert_cmpstr (listed, ==, expected);
}

static char *
read_content (ChoshoHelperDocument *document, guint index, const char *password, GError **error)
{
  g_autofree char *sha256 = NULL, *expected = NULL;
  int fd = chosho_helper_document_open_member_fd (document, index, password, &sha256, NULL, error);
  struct stat info;
  char *content;

  if (fd < 0)
    return NULL;
  g_assert_cmpint (fstat (fd, &info), ==, 0);
  content = g_malloc0 (info.st_size + 1);
  g_assert_cmpint (pread (fd, content, info.st_size, 0), ==, info.st_size);
  close (fd);
  expected = chosho_digest_hex (content, info.st_size);
  g_assert_cmpstr (sha256, ==, expected);
  return content;
}

static void
assert_content (ChoshoHelperDocument *document, guint index, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = read_content (document, index, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (content, ==, expected);
}

static void
assert_member_fails (ChoshoHelperDocument *document, guint index, const char *password, ChoshoError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = read_content (document, index, password, &error);

  g_assert_null (content);
  g_assert_error (error, CHOSHO_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_list_fails (GBytes *bytes, ChoshoError code, const char *message)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = chosho_helper_document_read_members (document, NULL, NULL, &error);

  g_assert_null (members);
  g_assert_error (error, CHOSHO_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

/* --- Formats ----------------------------------------------------------------------------------------------------- */

static void
assert_format (int (*format) (struct archive *), int (*filter) (struct archive *), const char *name)
{
  Making *making = make (format, filter);
  g_autoptr (ChoshoHelperDocument) document = NULL;

  add (making, "設定", AE_IFDIR, NULL, 0);
  add_file (making, "設定/param.txt", "値=1\n");
  add_file (making, "b.txt", "second");
  document = document_fixture_open (end (making));
  if (format == archive_write_set_format_7zip) /* it puts folders last */
    {
      assert_listed (document, name, "設定/param.txt f 6\nb.txt f 6\n設定/ d 0\n");
      assert_content (document, 0, "値=1\n");
      return;
    }
  assert_listed (document, name, "設定/ d 0\n設定/param.txt f 6\nb.txt f 6\n");
  assert_content (document, 2, "second");
  assert_content (document, 1, "値=1\n");
  assert_member_fails (document, 0, NULL, CHOSHO_ERROR_INVALID, "“client.file”: member 1 is no file but a folder, link or device");
  assert_member_fails (document, 3, NULL, CHOSHO_ERROR_NOT_FOUND, "“client.file”: it has no member 4");
}

static void
test_formats (void)
{
  assert_format (archive_write_set_format_zip, NULL, "zip");
  assert_format (archive_write_set_format_7zip, NULL, "7z");
  assert_format (archive_write_set_format_pax_restricted, NULL, "tar");
  assert_format (archive_write_set_format_gnutar, archive_write_add_filter_gzip, "gzip");
  assert_format (archive_write_set_format_ustar, archive_write_add_filter_bzip2, "bzip2");
  assert_format (archive_write_set_format_pax, archive_write_add_filter_xz, "xz");
  assert_format (archive_write_set_format_pax, archive_write_add_filter_zstd, "zstd");
}

/* A log that was compressed alone. */
static void
test_single_file (void)
{
  Making *making = make (archive_write_set_format_raw, archive_write_add_filter_gzip);
  g_autoptr (ChoshoHelperDocument) document = NULL;

  add_file (making, "access.log", "GET /\n");
  document = document_fixture_open (end (making));
  assert_listed (document, "gzip", "data f\n");
  assert_content (document, 0, "GET /\n");
}

/* Kept whole: their readers are not safe. */
static void
test_opaque (void)
{
  static const struct { const char *bytes; gsize size_bytes; const char *format; } files[] = {
    { "Rar!\x1a\x07\x01\0", 8, "rar" }, { "\x20\0-lh5-\0\0\0\0", 11, "lzh" }, { "MSCF\0\0\0\0", 8, "cab" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (ChoshoHelperDocument) document = document_fixture_open (g_bytes_new_static (files[i].bytes, files[i].size_bytes));
      g_autofree char *described = document_fixture_describe (document);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) members = NULL;

      g_assert_cmpstr (described, ==, files[i].format);
      members = chosho_helper_document_read_members (document, NULL, NULL, &error);
      g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
    }
}

/* --- Names --------------------------------------------------------------------------------------------------------- */

static void
test_names (void)
{
  /* 表.txt in CP932 (its second byte is a backslash), 証跡 in UTF-8, neither */
  static const char *const names[] = { "\x95\x5c.txt", "\xe8\xa8\xbc\xe8\xb7\xa1", "\xff\xfe\x81", "a.txt", NULL };
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (zip_of_names (names, 0));
  g_autofree char *listed = list (document, NULL);
  g_autofree char *as_euc = NULL;
  g_autoptr (GPtrArray) members = read_members (document, NULL);

  g_assert_cmpstr (listed, ==, "表.txt f 0 /1\n証跡 f 0\n\\xFF\\xFE\\x81 f 0 /2\na.txt f 0\n");
  g_assert_cmpstr (((ChoshoMemberInfo *) g_ptr_array_index (members, 0))->raw_name, ==, "955c2e747874");
  /* the user knows better, where it fits */
  as_euc = list (document, "CP932");
  g_assert_cmpstr (as_euc, ==, "表.txt f 0 /3\n險ｼ霍｡ f 0 /3\n\\xFF\\xFE\\x81 f 0 /2\na.txt f 0 /3\n");
}

static void
test_flagged_names (void)
{
  static const char *const names[] = { "ﾃｽﾄ/①髙.txt", NULL };
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (zip_of_names (names, 8));

  assert_listed (document, "zip", "ﾃｽﾄ/①髙.txt f 0\n");
}

/* All two-byte characters of CP932 as names of members, in one ZIP each hundred. */
static void
test_all_of_cp932 (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autoptr (GPtrArray) members = NULL;

  for (guint high = 0x81; high <= 0xfc; high++)
    for (guint low = 0x40; low <= 0xfc; low++)
      {
        char bytes[] = { (char) high, (char) low, '.', 't', '\0' };
        char *name = g_convert (bytes, 4, "UTF-8", "CP932", NULL, NULL, NULL);

        /* a single half-width katakana and an ASCII letter are two characters */
        if (name == NULL || g_utf8_strlen (name, -1) != 3)
          {
            g_free (name);
            continue;
          }
        g_ptr_array_add (names, g_strdup (bytes));
        g_ptr_array_add (expected, name);
      }
  g_assert_cmpuint (names->len, ==, 9604);
  g_ptr_array_add (names, NULL);
  document = document_fixture_open (zip_of_names ((const char *const *) names->pdata, 0));
  members = read_members (document, NULL);
  g_assert_cmpuint (members->len, ==, 9604);
  for (guint i = 0; i < members->len; i++)
    {
      const ChoshoMemberInfo *member = g_ptr_array_index (members, i);
      const char *wanted = g_ptr_array_index (expected, i);

      /* few pairs of bytes are a character of UTF-8 too, which has precedence */
      if (member->coding == CHOSHO_NAME_CP932)
        g_assert_cmpstr (member->name, ==, wanted);
      else
        g_assert_true (g_utf8_validate (g_ptr_array_index (names, i), -1, NULL));
    }
}

static void
test_unsafe (void)
{
  static const char *const names[] = { "../a", "/etc/passwd", "C:\\a", "a/../../b", "a..b", "\\\\host\\a", "..", "x\\..\\y", NULL };
  Making *making = make (archive_write_set_format_gnutar, NULL);
  g_autoptr (ChoshoHelperDocument) zip = document_fixture_open (zip_of_names (names, 0));
  g_autoptr (ChoshoHelperDocument) tar = NULL;
  g_autofree char *listed = list (zip, NULL);

  g_assert_cmpstr (listed, ==, "../a f 0 u\n/etc/passwd f 0 u\nC:/a f 0 u\na/../../b f 0 u\na..b f 0\n//host/a f 0 u\n.. f 0 u\nx/../y f 0 u\n");
  add (making, "link", AE_IFLNK, "/etc/passwd", 0);
  add (making, "pipe", AE_IFIFO, NULL, 0);
  tar = document_fixture_open (end (making));
  assert_listed (tar, "tar", "link l 0\npipe o 0\n");
  assert_member_fails (tar, 0, NULL, CHOSHO_ERROR_INVALID, "“client.file”: member 1 is no file but a folder, link or device");
}

/* --- Passwords ----------------------------------------------------------------------------------------------------- */

static void
test_password (void)
{
  static const char message[] = "“client.file”: member 1 is under a password, which is missing or wrong";
  HelperZip *zip = helper_zip_new_encrypted ();
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;

  helper_zip_add (zip, "秘.txt", "secret", -1);
  document = document_fixture_open (helper_zip_end (zip));
  assert_listed (document, "zip", "秘.txt f 6 e\n");
  assert_member_fails (document, 0, NULL, CHOSHO_ERROR_PASSPHRASE, message);
  assert_member_fails (document, 0, "wrong", CHOSHO_ERROR_PASSPHRASE, message);
  content = read_content (document, 0, "password", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (content, ==, "secret");
}

static void
test_aes (void)
{
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open_data ("zip_winzip_aes256.zip");
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL, *listed = list (document, NULL);

  g_assert_cmpstr (listed, ==, "README f 6818 e\n");
  content = read_content (document, 0, "password", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (content), ==, 6818);
}

/* --- Damage and bombs ---------------------------------------------------------------------------------------------- */

static void
test_damaged (void)
{
  Making *making = make (archive_write_set_format_zip, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *copy = NULL;
  gsize size_bytes;
  const char *data;
  g_autoptr (ChoshoHelperDocument) document = NULL;

  archive_write_zip_set_compression_store (making->archive);
  add_file (making, "a", "0123456789");
  bytes = end (making);
  data = g_bytes_get_data (bytes, &size_bytes);
  /* a wrong checksum */
  copy = g_memdup2 (data, size_bytes);
  ((char *) memmem (copy, size_bytes, "0123456789", 10))[0] = 'x';
  document = document_fixture_open (g_bytes_new (copy, size_bytes));
  assert_listed (document, "zip", "a f 10\n");
  assert_member_fails (document, 0, NULL, CHOSHO_ERROR_INVALID, "“client.file”: the archive is damaged: ZIP bad CRC: 0x2be98092 should be 0xa684c7c6");
  /* cut short: without its directory it is none */
  assert_list_fails (g_bytes_new (data, size_bytes - 30), CHOSHO_ERROR_INVALID,
                     "“client.file”: the archive is damaged: Unrecognized archive format");
}

static GBytes *
compress (GBytes *bytes, gsize times)
{
  Making *making = make (archive_write_set_format_raw, archive_write_add_filter_gzip);
  struct archive_entry *entry = archive_entry_new ();
  gsize size_bytes = g_bytes_get_size (bytes);

  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_pathname (entry, "x");
  g_assert_cmpint (archive_write_header (making->archive, entry), ==, ARCHIVE_OK);
  for (gsize i = 0; i < times; i++)
    g_assert_cmpint (archive_write_data (making->archive, g_bytes_get_data (bytes, NULL), size_bytes), ==, (gssize) size_bytes);
  archive_entry_free (entry);
  g_bytes_unref (bytes);
  return end (making);
}

static GBytes *
blanks (gsize size_bytes)
{
  return g_bytes_new_take (g_strnfill (size_bytes, ' '), size_bytes);
}

static void
test_bombs (void)
{
  const gsize megabyte = 1024 * 1024;
  g_autoptr (ChoshoHelperDocument) document = NULL;

  /* a ratio of 1,030 is gzip's own limit */
  document = document_fixture_open (compress (blanks (megabyte), 64));
  assert_member_fails (document, 0, NULL, CHOSHO_ERROR_LIMIT, "“client.file”: uncompressed, it is more than 1000 times as large");
  assert_list_fails (compress (compress (blanks (megabyte), 4), 1), CHOSHO_ERROR_LIMIT, "“client.file”: it is compressed more than once");
}

static GBytes *
many_members (guint count)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Making *making = make (archive_write_set_format_ustar, NULL);

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      add_file (making, name, "");
    }
  return end (making);
}

static void
test_limits (void)
{
  g_autofree char *long_name = g_strnfill (CHOSHO_HELPER_LIMIT_MEMBER_NAME_BYTES + 1, 'x');
  g_autofree char *allowed_name = g_strnfill (CHOSHO_HELPER_LIMIT_MEMBER_NAME_BYTES, 'x');
  const char *names[] = { "a", long_name, NULL };
  g_autoptr (ChoshoHelperDocument) document = document_fixture_open (many_members (CHOSHO_HELPER_LIMIT_MEMBERS));
  g_autoptr (GPtrArray) members = read_members (document, NULL);

  g_assert_cmpuint (members->len, ==, CHOSHO_HELPER_LIMIT_MEMBERS);
  assert_list_fails (many_members (CHOSHO_HELPER_LIMIT_MEMBERS + 1), CHOSHO_ERROR_LIMIT, "“client.file”: it has more than 100000 members");
  assert_list_fails (zip_of_names (names, 0), CHOSHO_ERROR_LIMIT, "“client.file”: the name of member 2 has more than 4096 bytes");
  names[1] = allowed_name;
  g_clear_pointer (&members, g_ptr_array_unref);
  g_clear_pointer (&document, chosho_helper_document_unref);
  document = document_fixture_open (zip_of_names (names, 0));
  members = read_members (document, NULL);
  g_assert_cmpuint (members->len, ==, 2);
}

/* A member as large as is looked at, and one byte more. */
static void
test_large_member (void)
{
  const gsize megabyte = 1024 * 1024;
  g_autoptr (GString) noise = g_string_sized_new (megabyte);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (ChoshoHelperDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;

  /* half noise: no ratio is exceeded */
  while (noise->len < megabyte)
    g_string_append_c (noise, noise->len % 64 == 0 ? (char) g_rand_int (random) : 'x');
  document = document_fixture_open (compress (g_bytes_new (noise->str, noise->len), CHOSHO_HELPER_LIMIT_MEMBER_BYTES / megabyte));
  content = read_content (document, 0, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&document, chosho_helper_document_unref);
  document = document_fixture_open (compress (g_bytes_new (noise->str, noise->len), CHOSHO_HELPER_LIMIT_MEMBER_BYTES / megabyte + 1));
  assert_member_fails (document, 0, NULL, CHOSHO_ERROR_LIMIT, "“client.file”: member 1 is larger than 256.0\u00a0MiB");
}

/* --- Nested -------------------------------------------------------------------------------------------------------- */

/* pack.zip ▸ inner.tar.gz ▸ page.pdf, each looked at by a process of its own. */
static void
test_nested (void)
{
  Making *inner = make (archive_write_set_format_ustar, archive_write_add_filter_gzip);
  Making *outer = make (archive_write_set_format_zip, NULL);
  g_autoptr (GBytes) pdf = document_fixture_pdf (2, "0 0 100 50", "");
  g_autoptr (GBytes) tar = NULL;
  g_autoptr (ChoshoHelperDocument) pack = NULL, member = NULL, page = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL, *expected = chosho_digest_hex (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf)), *described = NULL;

  add (inner, "page.pdf", AE_IFREG, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  tar = end (inner);
  add (outer, "inner.tar.gz", AE_IFREG, g_bytes_get_data (tar, NULL), g_bytes_get_size (tar));
  pack = document_fixture_open (end (outer));
  member = chosho_helper_document_open_member (pack, 0, "inner.tar.gz", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  page = chosho_helper_document_open_member (member, 0, "page.pdf", NULL, &sha256, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sha256, ==, expected);
  described = document_fixture_describe (page);
  g_assert_cmpstr (described, ==, "pdf 2: 100x50 100x50");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* for the names that libarchive writes */
  g_test_init (&argc, &argv, NULL);
  if (argc > 1 && g_str_equal (argv[1], "--long"))
    {
      g_test_add_func ("/helper/archive/large-member", test_large_member);
      return g_test_run ();
    }
  g_test_add_func ("/helper/archive/formats", test_formats);
  g_test_add_func ("/helper/archive/single-file", test_single_file);
  g_test_add_func ("/helper/archive/opaque", test_opaque);
  g_test_add_func ("/helper/archive/names", test_names);
  g_test_add_func ("/helper/archive/flagged-names", test_flagged_names);
  g_test_add_func ("/helper/archive/all-of-cp932", test_all_of_cp932);
  g_test_add_func ("/helper/archive/unsafe", test_unsafe);
  g_test_add_func ("/helper/archive/password", test_password);
  g_test_add_func ("/helper/archive/aes", test_aes);
  g_test_add_func ("/helper/archive/damaged", test_damaged);
  g_test_add_func ("/helper/archive/bombs", test_bombs);
  g_test_add_func ("/helper/archive/limits", test_limits);
  g_test_add_func ("/helper/archive/nested", test_nested);
  return g_test_run ();
}
