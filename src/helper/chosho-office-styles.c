/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-office-flow.h"

#include <string.h>

#include "chosho-helper-limits.h"

#define LIMIT_BASES 16 /* styles upon styles; Word allows 10 */

static void
style_free (gpointer data)
{
  ChoshoOfficeStyle *self = data;

  g_free (self->id);
  g_free (self->based_on);
  g_free (self);
}

typedef struct
{
  GHashTable        *styles;  /* (borrowed) */
  ChoshoOfficeStyle *style;   /* (borrowed) (nullable): being read */
} State;

/* "heading 1" is the name in every language of the program. */
static void
take_name (ChoshoOfficeStyle *style, ChoshoXmlPart *part)
{
  g_autofree char *name = chosho_xml_part_dup (part, "val");

  if (name != NULL && g_ascii_strncasecmp (name, "heading ", 8) == 0 && name[8] >= '1' && name[8] <= '9' && name[9] == '\0')
    style->heading = (guint8) (name[8] - '0');
  else if (name != NULL && g_ascii_strcasecmp (name, "title") == 0)
    style->heading = 1;
}

static gboolean
on_start (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (g_str_equal (name, "style"))
    {
      g_autofree char *id = chosho_xml_part_dup (part, "styleId");

      if (g_hash_table_size (state->styles) >= CHOSHO_HELPER_LIMIT_STYLES)
        return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_STYLES, CHOSHO_HELPER_LIMIT_STYLES, NULL);
      if (id == NULL)
        return TRUE;
      state->style = g_new0 (ChoshoOfficeStyle, 1);
      state->style->id = g_steal_pointer (&id);
      g_hash_table_replace (state->styles, state->style->id, state->style);
    }
  else if (state->style == NULL)
    return TRUE;
  else if (g_str_equal (name, "name"))
    take_name (state->style, part);
  else if (g_str_equal (name, "basedOn") && state->style->based_on == NULL)
    state->style->based_on = chosho_xml_part_dup (part, "val");
  else if (g_str_equal (name, "outlineLvl") && state->style->heading == 0)
    {
      guint32 level = chosho_xml_part_get_number (part, "val", 9, 9);

      state->style->heading = level < 9 ? (guint8) (level + 1) : CHOSHO_OFFICE_NO_HEADING;
    }
  else if (g_str_equal (name, "numPr"))
    state->style->list = TRUE;
  return TRUE;
}

static gboolean
on_end (ChoshoXmlPart *part, const char *name, gpointer user_data, ChoshoFault *fault)
{
  State *state = user_data;

  if (g_str_equal (name, "style"))
    state->style = NULL;
  return TRUE;
}

GHashTable *
chosho_office_styles_read (ChoshoZipParts *parts, const char *name, ChoshoFault *fault)
{
  static const ChoshoXmlHandler handler = { .start = on_start, .end = on_end, .all_office = TRUE };
  g_autoptr (GHashTable) styles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, style_free);
  State state = { .styles = styles };

  return chosho_xml_part_read (parts, name, &handler, &state, fault) ? g_steal_pointer (&styles) : NULL;
}

guint8
chosho_office_styles_find (GHashTable *styles, const char *id, gboolean *list)
{
  for (guint i = 0; styles != NULL && id != NULL && i < LIMIT_BASES; i++)
    {
      const ChoshoOfficeStyle *style = g_hash_table_lookup (styles, id);

      if (style == NULL)
        break;
      *list |= style->list;
      if (style->heading != 0)
        return style->heading == CHOSHO_OFFICE_NO_HEADING ? 0 : style->heading;
      id = style->based_on;
    }
  return 0;
}
