/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chosho-error.h"
#include "chosho-xml-tree.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

static ChoshoXmlNode *
parse (const char *text, GError **error)
{
  return chosho_xml_tree_parse (text, strlen (text), "part.xml", error);
}

/* (transfer full) */
static char *
write_tree (const ChoshoXmlNode *tree)
{
  g_autoptr (ChoshoXml) xml = chosho_xml_new ();
  gsize size;

  chosho_xml_node_write (tree, xml);
  return g_strdup (chosho_xml_get_string (xml, &size) + strlen (HEAD));
}

static void
test_round_trip (void)
{
  const char *text = "<w:a x=\"1\" w:y=\"&lt;二&gt;\"> <b/>文&amp;字<c>d</c> </w:a>";
  g_autofree char *source = g_strconcat ("\xef\xbb\xbf", HEAD, "<!-- left out -->", text, "\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoXmlNode) tree = parse (source, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = write_tree (tree);
  g_assert_cmpstr (written, ==, text);
}

static void
test_changes (void)
{
  g_autoptr (ChoshoXmlNode) tree = parse ("<a><b n=\"1\">x</b><c/></a>", NULL);
  ChoshoXmlNode *b = chosho_xml_node_find (tree, "b");
  g_autofree char *text = NULL;
  g_autofree char *written = NULL;

  g_assert_cmpuint (chosho_xml_node_get_position (chosho_xml_node_find (tree, "c")), ==, 1);
  chosho_xml_node_insert (tree, 1, chosho_xml_node_copy (b));
  chosho_xml_node_set_text (b, "y");
  chosho_xml_node_set_attribute (b, "n", "2");
  chosho_xml_node_set_attribute (b, "m", "3");
  chosho_xml_node_remove_attribute (chosho_xml_node_get (tree, 1), "n");
  chosho_xml_node_remove (chosho_xml_node_find (tree, "c"));
  text = chosho_xml_node_dup_text (tree);
  g_assert_cmpstr (text, ==, "yx");
  written = write_tree (tree);
  g_assert_cmpstr (written, ==, "<a><b n=\"2\" m=\"3\">y</b><b>x</b></a>");
}

static void
test_refuses (void)
{
  static const char *const broken[] = { "", "<a>", "<a></b>", "<a>&b;</a>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "<a>\xff</a>", "a" };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) local = NULL;

      g_assert_null (parse (broken[i], &local));
      g_assert_error (local, CHOSHO_ERROR, CHOSHO_ERROR_INVALID);
      g_assert_nonnull (strstr (local->message, "part.xml"));
    }
  for (guint i = 0; i <= CHOSHO_XML_TREE_DEPTH; i++)
    g_string_append (deep, "<a>");
  for (guint i = 0; i <= CHOSHO_XML_TREE_DEPTH; i++)
    g_string_append (deep, "</a>");
  g_assert_null (parse (deep->str, &error));
  g_assert_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/xml-tree/round-trip", test_round_trip);
  g_test_add_func ("/base/xml-tree/changes", test_changes);
  g_test_add_func ("/base/xml-tree/refuses", test_refuses);
  return g_test_run ();
}
