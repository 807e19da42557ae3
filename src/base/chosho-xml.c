/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-xml.h"

#include <stdarg.h>

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define REPLACEMENT "\xef\xbf\xbd"

struct _ChoshoXml
{
  GString   *out;   /* owned */
  GPtrArray *names; /* owned: of what is open, borrowed */
  gboolean   head;  /* the start tag still takes attributes */
};

ChoshoXml *
chosho_xml_new (void)
{
  ChoshoXml *self = g_new0 (ChoshoXml, 1);

  self->out = g_string_new (DECLARATION);
  self->names = g_ptr_array_new ();
  return self;
}

void
chosho_xml_free (ChoshoXml *self)
{
  if (self == NULL)
    return;
  g_string_free (self->out, TRUE);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static void
end_head (ChoshoXml *self)
{
  if (self->head)
    g_string_append_c (self->out, '>');
  self->head = FALSE;
}

/* What XML 1.0 calls a character. */
static gboolean
is_character (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xfffe && c != 0xffff);
}

static void
add_character (GString *out, gunichar c)
{
  switch (c)
    {
    case '&':
      g_string_append (out, "&amp;");
      break;
    case '<':
      g_string_append (out, "&lt;");
      break;
    case '>':
      g_string_append (out, "&gt;");
      break;
    case '"':
      g_string_append (out, "&quot;");
      break;
    case '\t':
    case '\n':
    case '\r': /* as they are they would be read as blanks in an attribute */
      g_string_append_printf (out, "&#%u;", (guint) c);
      break;
    default:
      g_string_append_unichar (out, c);
    }
}

static void
add_escaped (GString *out, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_character (c))
        add_character (out, c);
      else
        g_string_append (out, REPLACEMENT);
    }
}

void
chosho_xml_open (ChoshoXml *self, const char *name)
{
  end_head (self);
  g_string_append_printf (self->out, "<%s", name);
  g_ptr_array_add (self->names, (gpointer) name);
  self->head = TRUE;
}

void
chosho_xml_close (ChoshoXml *self)
{
  const char *name = g_ptr_array_steal_index (self->names, self->names->len - 1);

  if (self->head)
    g_string_append (self->out, "/>");
  else
    g_string_append_printf (self->out, "</%s>", name);
  self->head = FALSE;
}

void
chosho_xml_attribute (ChoshoXml *self, const char *name, const char *value)
{
  g_assert (self->head);
  g_string_append_printf (self->out, " %s=\"", name);
  add_escaped (self->out, value);
  g_string_append_c (self->out, '"');
}

void
chosho_xml_number (ChoshoXml *self, const char *name, int value)
{
  g_assert (self->head);
  g_string_append_printf (self->out, " %s=\"%d\"", name, value);
}

void
chosho_xml_text (ChoshoXml *self, const char *text)
{
  end_head (self);
  add_escaped (self->out, text);
}

void
chosho_xml_empty (ChoshoXml *self, const char *name, ...)
{
  const char *attribute;
  va_list args;

  chosho_xml_open (self, name);
  va_start (args, name);
  while ((attribute = va_arg (args, const char *)) != NULL)
    chosho_xml_attribute (self, attribute, va_arg (args, const char *));
  va_end (args);
  chosho_xml_close (self);
}

void
chosho_xml_leaf (ChoshoXml *self, const char *name, const char *text)
{
  chosho_xml_open (self, name);
  chosho_xml_text (self, text);
  chosho_xml_close (self);
}

void
chosho_xml_join (ChoshoXml *self, ChoshoXml *part)
{
  g_assert (part->names->len == 0);
  end_head (self);
  g_string_append (self->out, part->out->str + sizeof DECLARATION - 1);
  chosho_xml_free (part);
}

const char *
chosho_xml_get_string (ChoshoXml *self, gsize *size_bytes)
{
  g_assert (self->names->len == 0);
  *size_bytes = self->out->len;
  return self->out->str;
}
