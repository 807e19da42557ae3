/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-office-relations.h"

#include <string.h>

typedef struct
{
  GPtrArray  *relations; /* (owned) */
  const char *folder;    /* (borrowed): what targets are relative to */
} State;

static void
relation_free (gpointer data)
{
  ChoshoOfficeRelation *self = data;

  g_free (self->id);
  g_free (self->type);
  g_free (self->target);
  g_free (self);
}

/* Targets are relative to the part's folder or begin with a slash; they never leave the container,
 * where nothing but names of parts is looked up. */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *joined = target[0] == '/' ? g_strdup (target) : g_strconcat (folder, "/", target, NULL);
  g_auto (GStrv) segments = g_strsplit (joined, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gsize i = 0; segments[i] != NULL; i++)
    if (g_str_equal (segments[i], ".."))
      g_ptr_array_set_size (kept, MAX (kept->len, 1) - 1);
    else if (segments[i][0] != '\0' && !g_str_equal (segments[i], "."))
      g_ptr_array_add (kept, segments[i]);
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("/", (char **) kept->pdata);
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;
  g_autofree char *id = NULL, *type = NULL, *target = NULL, *mode = NULL;
  ChoshoOfficeRelation *relation;

  if (!g_str_equal (name, "Relationship"))
    return TRUE;
  id = chosho_xml_part_dup (part, "Id");
  type = chosho_xml_part_dup (part, "Type");
  target = chosho_xml_part_dup (part, "Target");
  mode = chosho_xml_part_dup (part, "TargetMode");
  if (id == NULL || type == NULL || target == NULL || g_strcmp0 (mode, "External") == 0)
    return TRUE;
  relation = g_new0 (ChoshoOfficeRelation, 1);
  relation->id = g_steal_pointer (&id);
  /* Transitional and strict types differ in everything but this. */
  relation->type = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  relation->target = resolve (state->folder, target);
  g_ptr_array_add (state->relations, relation);
  return TRUE;
}

GPtrArray *
chosho_office_relations_read (ChoshoZipParts *parts, const char *part, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { .start = on_start };
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (relation_free);
  g_autofree char *folder = NULL, *name = NULL;
  State state = { .relations = relations };
  const char *slash = strrchr (part, '/');

  folder = slash != NULL ? g_strndup (part, slash - part) : g_strdup ("");
  name = g_strdup_printf ("%s%s_rels/%s.rels", folder, slash != NULL ? "/" : "",
                          slash != NULL ? slash + 1 : part);
  state.folder = folder;
  if (chosho_zip_parts_has (parts, name) && !chosho_xml_part_read (parts, name, &handler, &state, fault))
    return NULL;
  return g_steal_pointer (&relations);
}

const ChoshoOfficeRelation *
chosho_office_relations_find_type (GPtrArray *relations, const char *type)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const ChoshoOfficeRelation *relation = g_ptr_array_index (relations, i);

      if (g_str_equal (relation->type, type))
        return relation;
    }
  return NULL;
}

const ChoshoOfficeRelation *
chosho_office_relations_find_id (GPtrArray *relations, const char *id)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const ChoshoOfficeRelation *relation = g_ptr_array_index (relations, i);

      if (g_strcmp0 (relation->id, id) == 0)
        return relation;
    }
  return NULL;
}

char *
chosho_office_find_main (ChoshoZipParts *parts, ChoshoFault *fault)
{
  g_autoptr (GPtrArray) relations = chosho_office_relations_read (parts, "", fault);
  const ChoshoOfficeRelation *relation;

  if (relations == NULL)
    return NULL;
  relation = chosho_office_relations_find_type (relations, "officeDocument");
  if (relation == NULL || !chosho_zip_parts_has (parts, relation->target))
    {
      chosho_fault_set (fault, CHOSHO_HELPER_REASON_PART_MISSING,
                        relation != NULL ? relation->target : "officeDocument");
      return NULL;
    }
  return g_strdup (relation->target);
}

/* Ends reading behind the first element, which is all that is wanted. */
static gboolean
on_first_element (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  ChoshoOfficeKind *kind = user_data;

  if (g_str_equal (name, "workbook"))
    *kind = CHOSHO_OFFICE_WORKBOOK;
  else if (g_str_equal (name, "document"))
    *kind = CHOSHO_OFFICE_TEXT;
  else if (g_str_equal (name, "presentation"))
    *kind = CHOSHO_OFFICE_SLIDES;
  return chosho_fault_set (fault, CHOSHO_HELPER_REASON_NOT_ASKABLE, NULL);
}

ChoshoOfficeKind
chosho_office_find_kind (ChoshoZipParts *parts)
{
  static const ChoshoXmlHandler handler = { .start = on_first_element, .all_office = TRUE };
  g_auto (ChoshoFault) fault = { 0 }, end = { 0 };
  g_autofree char *name = NULL;
  ChoshoOfficeKind kind = CHOSHO_OFFICE_NONE;

  chosho_fault_init (&fault);
  chosho_fault_init (&end);
  if (chosho_zip_parts_has (parts, "[Content_Types].xml"))
    name = chosho_office_find_main (parts, &fault);
  if (name != NULL)
    chosho_xml_part_read (parts, name, &handler, &kind, &end);
  return kind;
}
