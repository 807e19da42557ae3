/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-xml.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static void
test_elements (void)
{
  g_autoptr (ChoshoXml) xml = chosho_xml_new ();
  g_autoptr (ChoshoXml) part = chosho_xml_new ();
  gsize size;

  chosho_xml_leaf (part, "c", "ハ");
  chosho_xml_open (xml, "a");
  chosho_xml_attribute (xml, "x", "1");
  chosho_xml_number (xml, "y", -2);
  chosho_xml_empty (xml, "b", "p", "q", "r", "s", NULL);
  chosho_xml_join (xml, g_steal_pointer (&part));
  chosho_xml_open (xml, "d");
  chosho_xml_close (xml);
  chosho_xml_close (xml);
  g_assert_cmpstr (chosho_xml_get_string (xml, &size), ==, HEAD "<a x=\"1\" y=\"-2\"><b p=\"q\" r=\"s\"/><c>ハ</c><d/></a>");
  g_assert_cmpuint (size, ==, strlen (chosho_xml_get_string (xml, &size)));
}

/* Text is text, whatever stands in it; what XML has no sign for is said to be missing. */
static void
test_escapes (void)
{
  g_autoptr (ChoshoXml) xml = chosho_xml_new ();
  gsize size;

  chosho_xml_open (xml, "a");
  chosho_xml_attribute (xml, "b", "\"<&>\n\x01");
  chosho_xml_text (xml, "]]> <b>&amp;</b>\t\x07\uFFFE𠮷");
  chosho_xml_close (xml);
  g_assert_cmpstr (chosho_xml_get_string (xml, &size), ==,
                   HEAD "<a b=\"&quot;&lt;&amp;&gt;&#10;\uFFFD\">]]&gt; &lt;b&gt;&amp;amp;&lt;/b&gt;&#9;\uFFFD\uFFFD𠮷</a>");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/xml/elements", test_elements);
  g_test_add_func ("/base/xml/escapes", test_escapes);
  return g_test_run ();
}
