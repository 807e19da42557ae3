/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-odf.h"

#include "chosho-helper-limits.h"

#define LIMIT_LENGTH 10000 /* pixels; beyond any cell */

void
chosho_odf_styles_init (ChoshoOdfStyles *self)
{
  self->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->style = NULL;
}

void
chosho_odf_styles_clear (ChoshoOdfStyles *self)
{
  g_hash_table_unref (self->styles);
}

static char *
make_key (ChoshoXmlPart *part, const char *family, const char *attribute)
{
  g_autofree char *name = chosho_xml_part_dup (part, attribute);

  return name != NULL ? g_strconcat (family, "/", name, NULL) : NULL;
}

static gboolean
begin_style (ChoshoOdfStyles *self, ChoshoXmlPart *part, ChoshoFault *fault)
{
  g_autofree char *family = chosho_xml_part_dup (part, "family");
  char *key = family != NULL ? make_key (part, family, "name") : NULL;

  self->style = NULL;
  if (key == NULL)
    return TRUE;
  self->style = g_new0 (ChoshoOdfStyle, 1);
  g_hash_table_replace (self->styles, key, self->style);
  return g_hash_table_size (self->styles) <= CHOSHO_HELPER_LIMIT_STYLES
         || chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_STYLES, CHOSHO_HELPER_LIMIT_STYLES, NULL);
}

static gboolean
has_value (ChoshoXmlPart *part, const char *name, const char *value)
{
  char buffer[16] = "";

  chosho_xml_part_get (part, name, buffer, sizeof buffer);
  return g_str_equal (buffer, value);
}

gboolean
chosho_odf_styles_take (ChoshoOdfStyles *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault)
{
  if (g_str_equal (name, "style"))
    return begin_style (self, part, fault);
  if (self->style == NULL)
    return TRUE;
  if (g_str_equal (name, "table-column-properties"))
    self->style->width = chosho_odf_get_pixels (part, "column-width", LIMIT_LENGTH);
  else if (g_str_equal (name, "table-row-properties"))
    self->style->height = chosho_odf_get_pixels (part, "row-height", LIMIT_LENGTH);
  else if (g_str_equal (name, "table-properties"))
    self->style->hidden = has_value (part, "display", "false");
  else if (g_str_equal (name, "text-properties"))
    self->style->hidden = has_value (part, "display", "none");
  else if (g_str_equal (name, "drawing-page-properties"))
    self->style->hidden = has_value (part, "visibility", "hidden");
  return TRUE;
}

/* Formats of numbers and lists have properties too, which are none of a style before them. */
void
chosho_odf_styles_end (ChoshoOdfStyles *self, const char *name)
{
  if (g_str_equal (name, "style"))
    self->style = NULL;
}

const ChoshoOdfStyle *
chosho_odf_styles_find (ChoshoOdfStyles *self, ChoshoXmlPart *part, const char *family)
{
  static const ChoshoOdfStyle none = { 0 };
  g_autofree char *key = make_key (part, family, "style-name");
  const ChoshoOdfStyle *style = key != NULL ? g_hash_table_lookup (self->styles, key) : NULL;

  return style != NULL ? style : &none;
}

guint32
chosho_odf_get_pixels (ChoshoXmlPart *part, const char *name, guint32 limit)
{
  static const struct
  {
    const char *unit;
    double      pixels;
  } units[] = { { "cm", 96 / 2.54 }, { "mm", 96 / 25.4 }, { "in", 96 }, { "pt", 96.0 / 72 }, { "pc", 16 }, { "px", 1 } };
  char buffer[32] = "", *unit;
  double value;

  chosho_xml_part_get (part, name, buffer, sizeof buffer);
  value = g_ascii_strtod (buffer, &unit);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (unit, units[i].unit) && value > 0 && value < 1e6) /* not a number is none either */
      return (guint32) MIN (value * units[i].pixels + 0.5, limit);
  return 0;
}
