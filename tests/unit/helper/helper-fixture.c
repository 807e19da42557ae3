/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "helper-fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "chosho-error.h"

int
helper_fixture_open (gconstpointer data, gsize size_bytes)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("chosho-helper-XXXXXX", &path, NULL);
  const char *p = data;

  g_assert_cmpint (fd, >=, 0);
  g_unlink (path);
  while (size_bytes > 0)
    {
      gssize written = write (fd, p, size_bytes);

      g_assert_cmpint (written, >, 0);
      p += written;
      size_bytes -= written;
    }
  return fd;
}

GBytes *
helper_fixture_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "helper", "data", name, NULL);
  char *content;
  gsize size_bytes;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &content, &size_bytes, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, size_bytes);
}

ChoshoTable *
helper_fixture_read_table (gconstpointer data, gsize size_bytes, GError **error)
{
  int fd = helper_fixture_open (data, size_bytes);
  ChoshoTable *table = chosho_helper_read_table (fd, "client.file", CHOSHO_HELPER_FLAGS_NONE, NULL, error);

  close (fd);
  return table;
}

ChoshoTable *
helper_fixture_read_table_text (const char *text, GError **error)
{
  return helper_fixture_read_table (text, strlen (text), error);
}

ChoshoCatalogData *
helper_fixture_read_catalog (const char *text, gssize size_bytes, GError **error)
{
  int fd = helper_fixture_open (text, size_bytes < 0 ? strlen (text) : (gsize) size_bytes);
  ChoshoCatalogData *catalog = chosho_helper_read_catalog (fd, "client.file", CHOSHO_HELPER_FLAGS_NONE, NULL, error);

  close (fd);
  return catalog;
}

static void
dump_row (GString *out, const ChoshoTableRow *row)
{
  g_string_append_printf (out, "%u%s: ", row->number, row->hidden ? "!" : "");
  for (guint i = 0; i < row->cells->len; i++)
    {
      const char *text = g_ptr_array_index (row->cells, i);

      g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", text != NULL ? text : "-");
    }
  g_string_append_c (out, '\n');
}

char *
helper_fixture_dump_table (const ChoshoTable *table)
{
  GString *out = g_string_new (table->encoding);

  if (out->len > 0)
    g_string_append_c (out, '\n');
  for (guint i = 0; i < table->sheets->len; i++)
    {
      const ChoshoTableSheet *sheet = g_ptr_array_index (table->sheets, i);

      if (sheet->name[0] != '\0')
        g_string_append_printf (out, "[%s]%s\n", sheet->name, sheet->hidden ? "!" : "");
      for (guint j = 0; j < sheet->rows->len; j++)
        dump_row (out, g_ptr_array_index (sheet->rows, j));
    }
  return g_string_free (out, FALSE);
}

char *
helper_fixture_table_to_text (gconstpointer data, gsize size_bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTable) table = helper_fixture_read_table (data, size_bytes, &error);

  g_assert_true ((table == NULL) == (error != NULL));
  return table != NULL ? helper_fixture_dump_table (table)
                       : g_strdup_printf ("error %s: %s", chosho_error_code (error), error->message);
}

static void
dump_text (GString *out, const char *name, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "  %s: %s\n", name, lines[i]);
}

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "-";
}

char *
helper_fixture_dump_catalog (const ChoshoCatalogData *catalog)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "catalog: %s / %s / %s / %s\nwithdrawn %u, unknown methods %u\n",
                          catalog->title, or_dash (catalog->version), or_dash (catalog->last_modified),
                          or_dash (catalog->oscal_version), catalog->withdrawn, catalog->unknown_methods);
  for (guint i = 0; i < catalog->entries->len; i++)
    {
      const ChoshoCatalogEntry *entry = g_ptr_array_index (catalog->entries, i);

      g_string_append_printf (out, "%s %s label %s parent %s tier %s\n",
                              entry->level == CHOSHO_CATALOG_LEVEL_CONTROL ? "control" : "objective",
                              entry->number, or_dash (entry->label), or_dash (entry->parent), or_dash (entry->tier));
      dump_text (out, "title", entry->title);
      dump_text (out, "text", entry->text[0] != '\0' ? entry->text : NULL);
      dump_text (out, "guidance", entry->guidance);
      for (guint j = 0; j < entry->methods->len; j++)
        {
          const ChoshoCatalogMethod *method = g_ptr_array_index (entry->methods, j);

          dump_text (out, chosho_catalog_technique_to_string (method->technique), method->text);
        }
    }
  return g_string_free (out, FALSE);
}

struct _HelperZip
{
  struct archive *archive;  /* (owned) */
  char           *memory;   /* (owned) */
  size_t          size_bytes;
};

#define ZIP_ROOM_BYTES (64 * 1024 * 1024)

static HelperZip *
zip_new (gboolean encrypted)
{
  HelperZip *self = g_new0 (HelperZip, 1);

  self->memory = g_malloc (ZIP_ROOM_BYTES);
  self->archive = archive_write_new ();
  g_assert_cmpint (archive_write_set_format_zip (self->archive), ==, ARCHIVE_OK);
  if (encrypted)
    {
      g_assert_cmpint (archive_write_set_passphrase (self->archive, "password"), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_set_options (self->archive, "zip:encryption=zipcrypt"), ==, ARCHIVE_OK);
    }
  g_assert_cmpint (archive_write_open_memory (self->archive, self->memory, ZIP_ROOM_BYTES, &self->size_bytes), ==, ARCHIVE_OK);
  return self;
}

HelperZip *
helper_zip_new (void)
{
  return zip_new (FALSE);
}

HelperZip *
helper_zip_new_encrypted (void)
{
  return zip_new (TRUE);
}

void
helper_zip_add (HelperZip *self, const char *name, gconstpointer data, gssize size_bytes)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size = size_bytes < 0 ? strlen (data) : (gsize) size_bytes;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, size);
  g_assert_cmpint (archive_write_header (self->archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (self->archive, data, size), ==, (gssize) size);
  archive_entry_free (entry);
}

void
helper_zip_add_stored (HelperZip *self, const char *name, gconstpointer data, gsize size_bytes)
{
  g_assert_cmpint (archive_write_zip_set_compression_store (self->archive), ==, ARCHIVE_OK);
  helper_zip_add (self, name, data, size_bytes);
  g_assert_cmpint (archive_write_zip_set_compression_deflate (self->archive), ==, ARCHIVE_OK);
}

GBytes *
helper_zip_end (HelperZip *self)
{
  GBytes *bytes;

  g_assert_cmpint (archive_write_close (self->archive), ==, ARCHIVE_OK);
  bytes = g_bytes_new (self->memory, self->size_bytes);
  archive_write_free (self->archive);
  g_free (self->memory);
  g_free (self);
  return bytes;
}

void
helper_zip_add_frame (HelperZip *self)
{
  helper_zip_add (self, "[Content_Types].xml",
                  "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>", -1);
  helper_zip_add (self, "_rels/.rels",
                  "<Relationships " HELPER_RELATIONS "><Relationship Id=\"rId1\" Type=\"" HELPER_TYPE
                  "officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>", -1);
}

static void
add_part (HelperZip *zip, const char *name, const char *element, const char *content, const char *after)
{
  g_autofree char *text = g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><%s " HELPER_MAIN ">%s%s</%s>",
                                           element, content, after != NULL ? after : "", element);

  helper_zip_add (zip, name, text, -1);
}

GBytes *
helper_workbook (const char *sheet_data, const char *after, const char *strings, const char *styles)
{
  HelperZip *zip = helper_zip_new ();
  g_autofree char *data = g_strdup_printf ("<sheetData>%s</sheetData>", sheet_data);

  helper_zip_add_frame (zip);
  add_part (zip, "xl/workbook.xml", "workbook",
            "<workbookPr/><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets>", NULL);
  helper_zip_add (zip, "xl/_rels/workbook.xml.rels",
                  "<Relationships " HELPER_RELATIONS ">"
                  "<Relationship Id=\"rId1\" Type=\"" HELPER_TYPE "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                  "<Relationship Id=\"rId2\" Type=\"" HELPER_TYPE "sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
                  "<Relationship Id=\"rId3\" Type=\"" HELPER_TYPE "styles\" Target=\"./x/../styles.xml\"/>"
                  "</Relationships>", -1);
  add_part (zip, "xl/worksheets/sheet1.xml", "worksheet", data, after);
  add_part (zip, "xl/sharedStrings.xml", "sst", strings != NULL ? strings : "", NULL);
  add_part (zip, "xl/styles.xml", "styleSheet", styles != NULL ? styles : "", NULL);
  return helper_zip_end (zip);
}
