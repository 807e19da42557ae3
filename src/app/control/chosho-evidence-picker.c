/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-accessible.h"
#include "chosho-evidence-picker.h"
#include "chosho-link-chips.h"
#include "chosho-list-copy.h"

struct _ChoshoEvidencePicker
{
  ChoshoRowPicker parent_instance;

  /* Whom it is for; NULL: for nobody in particular. */
  char           *control;     /* (owned) (nullable) */
  char           *step;        /* (owned) (nullable) */
  GPtrArray      *others;      /* (owned) (nullable) (element-type utf8) the other controls of its objective */

  /* The query under way */
  char           *needle;      /* (owned) (nullable) */
  GCancellable   *cancellable; /* (owned) (nullable) */
  guint           nearness;    /* which of its queries it is, the nearest first */
  GPtrArray      *ids;         /* (owned) (nullable) what the queries before it found */
};

G_DEFINE_FINAL_TYPE (ChoshoEvidencePicker, chosho_evidence_picker, CHOSHO_TYPE_ROW_PICKER)

static const ChoshoRowPickerWords words = {
  .title = N_("Link Existing Evidence"),
  .choose = N_("_Link"),
  .search = N_("Search the evidence"),
  .search_hint = N_("Reference, name, source, control"),
  .found = N_("Evidence found"),
  .none = N_("No evidence found"),
  .none_hint = N_("Attach files to the step to take them in."),
};

/* --- What is found ------------------------------------------------------------------------------------------- */

enum
{
  NEAR_CONTROL,
  NEAR_OBJECTIVE,
  ANYWHERE,
};

/* What is linked to one of @controls. (transfer full) */
static ChoshoRowQuery *
new_query_of (GPtrArray *controls)
{
  ChoshoRowQuery *query = NULL;

  for (guint i = 0; i < controls->len; i++)
    {
      g_autoptr (ChoshoRowQuery) before = query;
      g_autoptr (ChoshoRowQuery) one = chosho_row_query_new ("evidence");

      chosho_row_query_add_filter (one, "controls", g_ptr_array_index (controls, i));
      query = before != NULL ? chosho_row_query_new ("evidence") : chosho_row_query_ref (one);
      if (before != NULL)
        chosho_row_query_add_either (query, before, one);
    }
  return query != NULL ? query : chosho_row_query_new ("evidence");
}

static void on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
query_next (ChoshoEvidencePicker *self)
{
  g_autoptr (ChoshoRowQuery) wanted = NULL;

  if (self->nearness == NEAR_OBJECTIVE && self->others->len == 0)
    self->nearness = ANYWHERE;
  wanted = self->nearness == NEAR_OBJECTIVE ? new_query_of (self->others) : chosho_row_query_new ("evidence");
  if (self->nearness == NEAR_CONTROL)
    chosho_row_query_add_filter (wanted, "controls", self->control);
  chosho_row_query_set_needle (wanted, self->needle);
  chosho_row_query_add_exclusion (wanted, "withdrawn", "1");
  chosho_workspace_query_async (chosho_row_picker_get_workspace (CHOSHO_ROW_PICKER (self)), wanted, self->cancellable, on_found_cb, g_object_ref (self));
}

/* Each once, where it is nearest. @more is taken. */
static void
append_found (ChoshoEvidencePicker *self, GPtrArray *more)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->ids->len; i++)
    g_hash_table_add (seen, g_ptr_array_index (self->ids, i));
  for (guint i = 0; i < more->len; i++)
    if (!g_hash_table_contains (seen, g_ptr_array_index (more, i)))
      g_ptr_array_add (self->ids, g_strdup (g_ptr_array_index (more, i)));
  g_ptr_array_unref (more);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoEvidencePicker) self = user_data;
  GPtrArray *ids = chosho_row_picker_finish (CHOSHO_ROW_PICKER (self), source, result);

  if (ids == NULL)
    return;
  append_found (self, ids);
  if (self->nearness == ANYWHERE)
    {
      chosho_row_picker_show (CHOSHO_ROW_PICKER (self), g_steal_pointer (&self->ids));
      return;
    }
  self->nearness++;
  query_next (self);
}

static void
drop_query (ChoshoEvidencePicker *self)
{
  g_clear_pointer (&self->needle, g_free);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
}

static void
chosho_evidence_picker_query (ChoshoRowPicker *picker, const char *needle, GCancellable *cancellable)
{
  ChoshoEvidencePicker *self = CHOSHO_EVIDENCE_PICKER (picker);

  drop_query (self);
  self->needle = g_strdup (needle);
  self->cancellable = g_object_ref (cancellable);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->nearness = self->control != NULL ? NEAR_CONTROL : ANYWHERE;
  query_next (self);
}

/* --- Rows ------------------------------------------------------------------------------------------------------ */

static void
chosho_evidence_picker_setup (ChoshoRowPicker *self, GtkListItem *list_item)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *note = gtk_label_new (NULL);
  GtkWidget *where = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), note);
  gtk_label_set_xalign (GTK_LABEL (where), 0);
  gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (where, "dim-label");
  gtk_widget_add_css_class (where, "caption");
  gtk_box_append (GTK_BOX (lines), box);
  gtk_box_append (GTK_BOX (lines), where);
  gtk_list_item_set_child (list_item, lines);
}

/* What it is used for besides the control that it is for. */
static void
append_uses (ChoshoEvidencePicker *self, GString *text, ChoshoValue *row)
{
  static const char *const members[] = { "controls", "papers" };
  ChoshoWorkspace *workspace = chosho_row_picker_get_workspace (CHOSHO_ROW_PICKER (self));

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      ChoshoValue *list = chosho_value_get (row, members[i]);

      for (guint j = 0; j < chosho_value_get_length (list); j++)
        {
          const char *id = chosho_value_as_string (chosho_value_get_item (list, j));
          g_autoptr (ChoshoValue) paper = i == 1 ? chosho_workspace_read_row (workspace, "paper", id) : NULL;

          if (i == 0 && g_strcmp0 (id, self->control) == 0)
            continue;
          g_string_append (text, text->len > 0 ? _(", ") : "");
          g_string_append (text, paper != NULL ? chosho_value_get_string (paper, "number") : id);
        }
    }
}

/* Where it is used already, the control that it is for first. (transfer full) */
static char *
dup_uses (ChoshoEvidencePicker *self, ChoshoValue *row)
{
  GString *text = g_string_new (NULL);

  if (self->step != NULL && chosho_value_has_text (chosho_value_get (row, "steps"), self->step))
    g_string_append (text, _("Linked to this step already"));
  else if (self->control != NULL && chosho_value_has_text (chosho_value_get (row, "controls"), self->control))
    g_string_append (text, _("Linked to this control already"));
  append_uses (self, text, row);
  return g_string_free (text, FALSE);
}

static char *
dup_where (ChoshoEvidencePicker *self, ChoshoValue *row)
{
  g_autofree char *uses = dup_uses (self, row);

  return uses[0] != '\0' ? g_strdup_printf (_("Used for: %s"), uses) : g_strdup (_("Not linked"));
}

static void
chosho_evidence_picker_bind (ChoshoRowPicker *picker, GtkListItem *list_item)
{
  ChoshoEvidencePicker *self = CHOSHO_EVIDENCE_PICKER (picker);
  ChoshoValue *row = chosho_row_item_get_row (gtk_list_item_get_item (list_item));
  GtkWidget *lines = gtk_list_item_get_child (list_item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_widget_get_first_child (lines));
  const char *source = chosho_value_get_string (row, "source");
  g_autofree char *text = chosho_link_dup_name ("evidence", row, "");
  g_autofree char *where = dup_where (self, row);
  g_autofree char *whole = g_strjoin (", ", text, where, NULL);

  gtk_label_set_text (GTK_LABEL (name), text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), source != NULL ? source : "");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (lines)), where);
  gtk_widget_set_tooltip_text (lines, where);
  /* GTK 4.8 names list rows by their type. */
  chosho_accessible_set_name (gtk_widget_get_parent (lines), whole);
}

static gboolean
fill_line (guint position, char **cells, gpointer user_data)
{
  static const ChoshoRowField fields[] = { { "reference", NULL, NULL }, { "name", NULL, NULL }, { "source", NULL, NULL } };
  ChoshoEvidencePicker *self = user_data;
  g_autoptr (ChoshoRowItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (chosho_row_picker_get_view (CHOSHO_ROW_PICKER (self)))), position);
  ChoshoValue *row = chosho_row_item_get_row (item);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    cells[i] = chosho_row_field_dup (&fields[i], NULL, row);
  cells[G_N_ELEMENTS (fields)] = dup_uses (self, row);
  return TRUE;
}

static char *
dup_table (GtkWidget *view, gboolean all, gpointer user_data)
{
  static const char *const heads[] = { N_("Reference"), N_("Name"), N_("Source"), N_("Used for"), NULL };

  return chosho_list_copy_dup_lines (view, all, heads, fill_line, user_data);
}

/* --- Class ----------------------------------------------------------------------------------------------------- */

static void
chosho_evidence_picker_finalize (GObject *object)
{
  ChoshoEvidencePicker *self = CHOSHO_EVIDENCE_PICKER (object);

  drop_query (self);
  g_free (self->control);
  g_free (self->step);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  G_OBJECT_CLASS (chosho_evidence_picker_parent_class)->finalize (object);
}

static void
chosho_evidence_picker_class_init (ChoshoEvidencePickerClass *klass)
{
  ChoshoRowPickerClass *picker_class = CHOSHO_ROW_PICKER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_evidence_picker_finalize;
  picker_class->words = &words;
  picker_class->kind = "evidence";
  picker_class->query = chosho_evidence_picker_query;
  picker_class->setup = chosho_evidence_picker_setup;
  picker_class->bind = chosho_evidence_picker_bind;
}

static void
chosho_evidence_picker_init (ChoshoEvidencePicker *self)
{
  chosho_list_copy_install (GTK_WIDGET (chosho_row_picker_get_view (CHOSHO_ROW_PICKER (self))), dup_table, self);
}

/* The controls below the heading under which @control stands. (transfer full) (element-type utf8) */
static GPtrArray *
list_others (GListModel *controls, const char *control)
{
  GPtrArray *others = g_ptr_array_new_with_free_func (g_free);
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controls); i++)
    {
      g_autoptr (ChoshoControlItem) item = g_list_model_get_item (controls, i);
      const char *number = chosho_control_item_get_number (item);

      if (chosho_control_item_is_heading (item))
        {
          if (found)
            break;
          g_ptr_array_set_size (others, 0);
        }
      else if (g_strcmp0 (number, control) == 0)
        found = TRUE;
      else
        g_ptr_array_add (others, g_strdup (number));
    }
  return others;
}

void
chosho_evidence_picker_choose_for (ChoshoEvidencePicker *self, ChoshoContext *context, const char *control, const char *step)
{
  self->control = g_strdup (control);
  self->step = g_strdup (step);
  self->others = list_others (chosho_context_get_controls (context), control);
  chosho_row_picker_query (CHOSHO_ROW_PICKER (self));
}

void
chosho_evidence_picker_choose_one (ChoshoEvidencePicker *self)
{
  chosho_row_picker_choose_one (CHOSHO_ROW_PICKER (self), _("Choose a Document"), _("_Open"));
}

ChoshoEvidencePicker *
chosho_evidence_picker_new (GtkWindow *parent, ChoshoWorkspace *workspace)
{
  ChoshoEvidencePicker *self = g_object_new (CHOSHO_TYPE_EVIDENCE_PICKER, "transient-for", parent, NULL);

  chosho_row_picker_start (CHOSHO_ROW_PICKER (self), workspace, TRUE);
  return self;
}
