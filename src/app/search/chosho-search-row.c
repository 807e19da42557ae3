/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-search-row.h"

struct _ChoshoSearchRow
{
  GtkListBoxRow parent_instance;

  ChoshoValue *result; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ChoshoSearchRow, chosho_search_row, GTK_TYPE_LIST_BOX_ROW)

/* --- Words -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *code;
  const char *word; /* N_("…") */
} Word;

static const Word kinds[] = {
  { "control", N_("Criteria, statement and procedures") }, { "result", N_("Results and records") }, { "evidence", N_("Evidence") },
  { "note", N_("Review notes") }, { "finding", N_("Findings") }, { "paper", N_("General papers") },
};

/* What the words stand in, where the group does not say it. */
static const Word records[] = {
  { "criteria", N_("Criteria") }, { "statement", N_("Statement") }, { "individual", N_("Individual control") }, { "scope", N_("Scope") },
  { "procedure", N_("Procedure") }, { "step", N_("Result") }, { "interview", N_("Interview record") }, { "observation", N_("Observation record") },
  { "sample", N_("Sample") },
};

static const char *
find_word (const Word *words, guint n_words, const char *code)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].code, code) == 0)
      return _(words[i].word);
  return NULL;
}

const char *
chosho_search_row_word_kind (const char *kind)
{
  return find_word (kinds, G_N_ELEMENTS (kinds), kind);
}

/* "8.1.2.1 台帳", "E-K7QX-0412 規程.pdf". (transfer full) */
static char *
dup_title (ChoshoValue *result)
{
  const char *control = chosho_value_get_string (result, "control");
  const char *reference = chosho_value_get_string (result, "reference");
  const char *name = chosho_value_get_string (result, "name");
  const char *first = reference != NULL ? reference : control;

  if (first == NULL || name == NULL)
    return g_strdup (first != NULL ? first : name != NULL ? name : "");
  return g_strdup_printf ("%s %s", first, name);
}

/* "Procedure", "p.3", "Withdrawn". (transfer full) */
static char *
dup_where (ChoshoValue *result)
{
  const char *record = find_word (records, G_N_ELEMENTS (records), chosho_value_get_string (result, "record"));
  const char *place = chosho_value_get_string (result, "place");
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (record != NULL)
    g_ptr_array_add (words, (gpointer) record);
  if (place != NULL && place[0] != '\0')
    g_ptr_array_add (words, (gpointer) place);
  if (chosho_value_get_boolean (result, "withdrawn", FALSE))
    g_ptr_array_add (words, _("Withdrawn"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

/* The excerpt with its hit in bold letters, as markup. (transfer full) */
static char *
dup_marked (ChoshoValue *result)
{
  const char *excerpt = chosho_value_get_string (result, "excerpt");
  ChoshoValue *hit = chosho_value_get (result, "hit");
  glong length = g_utf8_strlen (excerpt, -1);
  glong first = CLAMP (chosho_value_get_integer (hit, "first", 0), 0, length);
  glong end = CLAMP (first + chosho_value_get_integer (hit, "length", 0), first, length);
  const char *start = g_utf8_offset_to_pointer (excerpt, first), *behind = g_utf8_offset_to_pointer (excerpt, end);
  g_autofree char *before = g_markup_escape_text (excerpt, start - excerpt);
  g_autofree char *marked = g_markup_escape_text (start, behind - start);
  g_autofree char *after = g_markup_escape_text (behind, -1);

  return g_strconcat (before, "<span weight=\"bold\" underline=\"single\">", marked, "</span>", after, NULL);
}

/* --- Widget -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_excerpt (ChoshoValue *result)
{
  g_autofree char *markup = dup_marked (result);
  GtkWidget *label = new_label (NULL, "chosho-excerpt");

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  return label;
}

static void
fill (ChoshoSearchRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *title = dup_title (self->result);
  g_autofree char *where = dup_where (self->result);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", title, where, chosho_value_get_string (self->result, "excerpt"));
  GtkWidget *title_label = new_label (title, "heading");
  GtkWidget *where_label = new_label (where, "dim-label");

  gtk_widget_set_hexpand (title_label, TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (where_label), 32);
  gtk_box_append (GTK_BOX (line), title_label);
  gtk_box_append (GTK_BOX (line), where_label);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), new_excerpt (self->result));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "chosho-search-row");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
chosho_search_row_finalize (GObject *object)
{
  chosho_value_unref (CHOSHO_SEARCH_ROW (object)->result);
  G_OBJECT_CLASS (chosho_search_row_parent_class)->finalize (object);
}

static void
chosho_search_row_class_init (ChoshoSearchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_search_row_finalize;
}

static void
chosho_search_row_init (ChoshoSearchRow *self)
{
}

GtkWidget *
chosho_search_row_new (ChoshoValue *result)
{
  ChoshoSearchRow *self = g_object_new (CHOSHO_TYPE_SEARCH_ROW, NULL);

  self->result = chosho_value_ref (result);
  fill (self);
  return GTK_WIDGET (self);
}

ChoshoValue *
chosho_search_row_get_result (ChoshoSearchRow *self)
{
  return self->result;
}
