/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-oscal-reader.h"

#include <string.h>

#include "chosho-helper-limits.h"
#include "chosho-json-scanner.h"
#include "chosho-oscal-private.h"

typedef struct
{
  ChoshoRecordWriter    *writer;     /* (borrowed) */
  ChoshoOscalParameters *parameters; /* (owned) */
  GHashTable            *ids;        /* (owned) (element-type utf8 utf8): set, of the whole file */
  const char            *tier;       /* (borrowed): the top group's title */
  const char            *parent;     /* (borrowed): the id of what encloses */
  GString               *position;   /* (owned): "3.1" while inside group 1 of group 3 */
  guint                  entries;
  gsize                  text_bytes;
  guint                  withdrawn;
  guint                  unknown_methods;
} Reader;

/* One group or control on its way into a record. */
typedef struct
{
  guint8      level;
  char       *number;    /* (owned) */
  const char *label;     /* (borrowed) (nullable) */
  GString    *title;     /* (owned) */
  GString    *text;      /* (owned) */
  GString    *guidance;  /* (owned) */
  GArray     *techniques; /* (owned) (element-type guint8) */
  GPtrArray  *methods;   /* (owned) (element-type utf8): texts, as many as techniques */
  Reader     *reader;    /* (borrowed) */
} Entry;

static void
entry_init (Entry *self, Reader *reader, guint8 level)
{
  *self = (Entry){
    .level = level,
    .title = g_string_new (NULL),
    .text = g_string_new (NULL),
    .guidance = g_string_new (NULL),
    .techniques = g_array_new (FALSE, FALSE, 1),
    .methods = g_ptr_array_new_with_free_func (g_free),
    .reader = reader,
  };
}

static void
entry_clear (Entry *self)
{
  g_free (self->number);
  g_string_free (self->title, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->guidance, TRUE);
  g_array_unref (self->techniques);
  g_ptr_array_unref (self->methods);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

static gboolean
check_name (const char *text, const char *number, ChoshoFault *fault)
{
  if (text == NULL || strlen (text) <= CHOSHO_HELPER_LIMIT_CATALOG_NAME_BYTES)
    return TRUE;
  return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CATALOG_NAME,
                                 CHOSHO_HELPER_LIMIT_CATALOG_NAME_BYTES, number);
}

static gboolean
check_text (const GString *text, const char *number, ChoshoFault *fault)
{
  if (text->len <= CHOSHO_HELPER_LIMIT_CATALOG_TEXT_BYTES)
    return TRUE;
  return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CATALOG_TEXT,
                                 CHOSHO_HELPER_LIMIT_CATALOG_TEXT_BYTES, number);
}

/* Everything about the entry that has a limit. */
static gboolean
check_entry (const Entry *self, ChoshoFault *fault)
{
  Reader *reader = self->reader;

  if (++reader->entries > CHOSHO_HELPER_LIMIT_CATALOG_ENTRIES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CATALOG_ENTRIES,
                                   CHOSHO_HELPER_LIMIT_CATALOG_ENTRIES, NULL);
  if (!check_name (self->number, self->number, fault) || !check_name (self->label, self->number, fault)
      || !check_name (self->title->str, self->number, fault)
      || !check_text (self->text, self->number, fault)
      || !check_text (self->guidance, self->number, fault))
    return FALSE;
  reader->text_bytes += self->text->len + self->guidance->len;
  for (guint i = 0; i < self->methods->len; i++)
    reader->text_bytes += strlen (g_ptr_array_index (self->methods, i));
  if (reader->text_bytes > CHOSHO_HELPER_LIMIT_TEXT_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES,
                                   CHOSHO_HELPER_LIMIT_TEXT_BYTES, NULL);
  return TRUE;
}

static gboolean
write_entry (const Entry *self, ChoshoFault *fault)
{
  ChoshoRecordWriter *writer = self->reader->writer;

  if (!check_entry (self, fault))
    return FALSE;
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_ENTRY);
  chosho_record_writer_u8 (writer, self->level);
  chosho_record_writer_string (writer, self->number);
  chosho_record_writer_string (writer, self->label);
  chosho_record_writer_string (writer, self->reader->parent);
  chosho_record_writer_string (writer, self->reader->tier);
  chosho_record_writer_string (writer, self->title->str);
  chosho_record_writer_string (writer, self->text->str);
  chosho_record_writer_string (writer, self->guidance->str);
  chosho_record_writer_u32 (writer, self->methods->len);
  for (guint i = 0; i < self->methods->len; i++)
    {
      chosho_record_writer_u8 (writer, g_array_index (self->techniques, guint8, i));
      chosho_record_writer_string (writer, g_ptr_array_index (self->methods, i));
    }
  chosho_record_writer_end (writer);
  return TRUE;
}

/* A property "method" of an assessment part. The text of its method was put last. */
static gboolean
on_method_property (JsonObject *property, const ChoshoOscalPath *path, gpointer user_data,
                    ChoshoFault *fault)
{
  static const char *const names[] = { "EXAMINE", "INTERVIEW", "TEST" };
  static const guint8 techniques[] = {
    CHOSHO_HELPER_TECHNIQUE_INSPECTION,
    CHOSHO_HELPER_TECHNIQUE_INQUIRY,
    CHOSHO_HELPER_TECHNIQUE_REPERFORMANCE,
  };
  Entry *self = user_data;
  const char *name, *value;

  if (!chosho_oscal_get_string (property, "name", path, &name, fault)
      || !chosho_oscal_get_string (property, "value", path, &value, fault))
    return FALSE;
  if (g_strcmp0 (name, "method") != 0 || value == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (value, names[i]) == 0)
      {
        g_array_append_vals (self->techniques, &techniques[i], 1);
        return TRUE;
      }
  self->reader->unknown_methods++;
  return TRUE;
}

/* One method for each technique the part names; they share its text. */
static gboolean
add_methods (Entry *self, JsonObject *part, const ChoshoOscalPath *path, ChoshoFault *fault)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!chosho_oscal_foreach (part, "props", path, on_method_property, self, fault))
    return FALSE;
  if (self->techniques->len > CHOSHO_HELPER_LIMIT_CATALOG_METHODS)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_CATALOG_METHODS,
                                   CHOSHO_HELPER_LIMIT_CATALOG_METHODS, self->number);
  if (self->techniques->len == self->methods->len)
    return TRUE;
  if (!chosho_oscal_append_part (text, part, path, self->reader->parameters, fault)
      || !check_text (text, self->number, fault))
    return FALSE;
  while (self->methods->len < self->techniques->len)
    g_ptr_array_add (self->methods, g_strdup (text->str));
  return TRUE;
}

/* A part of a group or control. Names as of OSCAL 1.0 and of NIST's own namespace. */
static gboolean
on_part (JsonObject *part, const ChoshoOscalPath *path, gpointer user_data, ChoshoFault *fault)
{
  Entry *self = user_data;
  GString *target = self->text;
  const char *name;

  if (!chosho_oscal_get_string (part, "name", path, &name, fault))
    return FALSE;
  if (name == NULL)
    return chosho_oscal_fail_member (path, "name", fault);
  if (g_str_equal (name, "assessment-method") || g_str_equal (name, "assessment"))
    return add_methods (self, part, path, fault);
  /* What an assessor shall determine repeats the statement, clause by clause. */
  if (g_str_equal (name, "assessment-objective") || g_str_equal (name, "objective"))
    return TRUE;
  if (g_str_equal (name, "guidance"))
    target = self->guidance;
  if (target->len > 0)
    g_string_append_c (target, '\n');
  return chosho_oscal_append_part (target, part, path, self->reader->parameters, fault)
         && check_text (target, self->number, fault);
}

static gboolean
fill_entry (Entry *self, JsonObject *object, const ChoshoOscalPath *path, ChoshoFault *fault)
{
  const char *title;

  if (chosho_oscal_get_string (object, "title", path, &title, fault)
      && chosho_oscal_get_property (object, "label", path, &self->label, fault)
      && chosho_oscal_append_prose (self->title, title != NULL ? title : "",
                                    self->reader->parameters, fault)
      && chosho_oscal_foreach (object, "parts", path, on_part, self, fault))
    return TRUE;
  chosho_fault_add_detail (fault, self->number); /* prose does not know whose it is */
  return FALSE;
}

static gboolean
is_withdrawn (JsonObject *control, const ChoshoOscalPath *path, gboolean *withdrawn,
              ChoshoFault *fault)
{
  const char *status;

  if (!chosho_oscal_get_property (control, "status", path, &status, fault))
    return FALSE;
  *withdrawn = status != NULL && g_ascii_strcasecmp (status, "withdrawn") == 0;
  return TRUE;
}

static gboolean
on_control (JsonObject *control, const ChoshoOscalPath *path, gpointer user_data,
            ChoshoFault *fault)
{
  Reader *reader = user_data;
  const char *parent = reader->parent, *id;
  gboolean withdrawn, done;
  g_auto (Entry) entry = { 0 };

  entry_init (&entry, reader, CHOSHO_HELPER_LEVEL_CONTROL);
  if (!chosho_oscal_get_string (control, "id", path, &id, fault)
      || !is_withdrawn (control, path, &withdrawn, fault))
    return FALSE;
  entry.number = g_strdup (id);
  reader->withdrawn += withdrawn;
  if (!withdrawn && (!fill_entry (&entry, control, path, fault) || !write_entry (&entry, fault)))
    return FALSE;
  /* An enhancement that outlived its control stands under what is left above it. */
  reader->parent = withdrawn ? parent : entry.number;
  done = chosho_oscal_foreach (control, "controls", path, on_control, reader, fault);
  reader->parent = parent;
  return done;
}

/* The group's id, or one made of its position that no id of the file equals. (transfer full) */
static char *
make_group_number (Reader *reader, const char *id)
{
  g_autoptr (GString) number = NULL;

  if (id != NULL)
    return g_strdup (id);
  number = g_string_new ("group-");
  g_string_append (number, reader->position->str);
  while (g_hash_table_contains (reader->ids, number->str))
    g_string_append_c (number, '_');
  return g_string_free (g_steal_pointer (&number), FALSE);
}

static gboolean
on_group (JsonObject *group, const ChoshoOscalPath *path, gpointer user_data, ChoshoFault *fault)
{
  Reader *reader = user_data;
  const char *parent = reader->parent, *tier = reader->tier, *id;
  gsize position = reader->position->len;
  gboolean done;
  g_auto (Entry) entry = { 0 };

  entry_init (&entry, reader, CHOSHO_HELPER_LEVEL_OBJECTIVE);
  if (!chosho_oscal_get_string (group, "id", path, &id, fault))
    return FALSE;
  g_string_append_printf (reader->position, "%s%d", position > 0 ? "." : "", path->index + 1);
  entry.number = make_group_number (reader, id);
  if (!fill_entry (&entry, group, path, fault))
    return FALSE;
  if (tier == NULL)
    reader->tier = entry.title->str;
  if (!write_entry (&entry, fault))
    return FALSE;
  reader->parent = entry.number;
  done = chosho_oscal_foreach (group, "groups", path, on_group, reader, fault)
         && chosho_oscal_foreach (group, "controls", path, on_control, reader, fault);
  reader->parent = parent;
  reader->tier = tier;
  g_string_truncate (reader->position, position);
  return done;
}

/* First pass: every id and every parameter, since prose may point forward. */
static gboolean
collect (JsonObject *object, const ChoshoOscalPath *path, gpointer user_data, ChoshoFault *fault)
{
  Reader *reader = user_data;
  const char *id;

  if (!chosho_oscal_get_string (object, "id", path, &id, fault))
    return FALSE;
  if ((id == NULL && g_str_equal (path->member, "controls")) || (id != NULL && *id == '\0'))
    return chosho_oscal_fail_member (path, "id", fault);
  if (id != NULL && !g_hash_table_add (reader->ids, (gpointer) id))
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_CATALOG_TWICE, id);
  return chosho_oscal_parameters_add (reader->parameters, object, path, fault)
         && chosho_oscal_foreach (object, "groups", path, collect, reader, fault)
         && chosho_oscal_foreach (object, "controls", path, collect, reader, fault);
}

static gboolean
write_metadata (Reader *reader, JsonObject *catalog, const ChoshoOscalPath *path,
                ChoshoFault *fault)
{
  static const char *const members[] = { "title", "version", "last-modified", "oscal-version" };
  ChoshoOscalPath metadata_path = { path, "metadata", -1 };
  JsonObject *metadata;

  if (!chosho_oscal_get_object (catalog, "metadata", path, &metadata, fault))
    return FALSE;
  if (metadata == NULL)
    return chosho_oscal_fail_member (&metadata_path, NULL, fault);
  chosho_record_writer_begin (reader->writer, CHOSHO_HELPER_RECORD_CATALOG);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *value;

      if (!chosho_oscal_get_string (metadata, members[i], &metadata_path, &value, fault)
          || !check_name (value, members[i], fault))
        value = NULL;
      chosho_record_writer_string (reader->writer, value);
    }
  chosho_record_writer_end (reader->writer);
  return fault->reason == 0;
}

static gboolean
read_catalog (JsonObject *catalog, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autoptr (GHashTable) parameters = chosho_oscal_parameters_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) position = g_string_new (NULL);
  Reader reader = { .writer = writer, .parameters = parameters, .ids = ids, .position = position };
  ChoshoOscalPath path = { NULL, "catalog", -1 };

  if (!chosho_oscal_parameters_add (parameters, catalog, &path, fault)
      || !chosho_oscal_foreach (catalog, "groups", &path, collect, &reader, fault)
      || !chosho_oscal_foreach (catalog, "controls", &path, collect, &reader, fault)
      || !write_metadata (&reader, catalog, &path, fault)
      || !chosho_oscal_foreach (catalog, "groups", &path, on_group, &reader, fault)
      || !chosho_oscal_foreach (catalog, "controls", &path, on_control, &reader, fault))
    return FALSE;
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_SUMMARY);
  chosho_record_writer_u32 (writer, reader.withdrawn);
  chosho_record_writer_u32 (writer, reader.unknown_methods);
  chosho_record_writer_end (writer);
  return TRUE;
}

gboolean
chosho_oscal_read (const char *data, gsize size_bytes, ChoshoRecordWriter *writer,
                   ChoshoFault *fault)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize mark_bytes = size_bytes >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  JsonNode *root;
  JsonObject *catalog = NULL;
  g_autoptr (GError) error = NULL;

  if (size_bytes > CHOSHO_HELPER_LIMIT_JSON_BYTES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_FILE_BYTES,
                                   CHOSHO_HELPER_LIMIT_JSON_BYTES, NULL);
  if (!chosho_json_check (data + mark_bytes, size_bytes - mark_bytes,
                          CHOSHO_HELPER_LIMIT_JSON_DEPTH, CHOSHO_HELPER_LIMIT_JSON_VALUES, NULL,
                          NULL, fault))
    return FALSE;
  if (!json_parser_load_from_data (parser, data + mark_bytes, size_bytes - mark_bytes, &error))
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_JSON, error->message);
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root)
      || !chosho_oscal_get_object (json_node_get_object (root), "catalog", NULL, &catalog, fault)
      || catalog == NULL)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_NOT_A_CATALOG,
                                   CHOSHO_HELPER_KIND_JSON, NULL);
  return read_catalog (catalog, writer, fault);
}
