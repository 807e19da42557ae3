/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-accessible.h"
#include "chosho-adaptive-bin.h"
#include "chosho-badge-chip.h"
#include "chosho-clear.h"
#include "chosho-code-words.h"
#include "chosho-command-dialog.h"
#include "chosho-list-copy.h"
#include "chosho-list-scroll.h"
#include "chosho-list-search.h"
#include "chosho-preferences.h"
#include "chosho-record-page.h"
#include "chosho-row-model.h"
#include "chosho-row-text.h"
#include "chosho-text-label.h"
#include "chosho-wrap-layout.h"

#define STATE_TARGET "filter:state="
/* As the schema says. */
#define LIST_WIDTH "list-width"
#define MIN_LIST_WIDTH 200
#define MIN_LIST_HEIGHT 160
/* A list in which a name can be told from another, and a line of some thirty letters, in pixels. */
#define BESIDE_WIDTH 620

typedef struct
{
  /* Template */
  AdwBin             *above;      /* the page's own */
  GtkPaned           *split;
  GtkSearchEntry     *search;
  GtkDropDown        *state;
  GtkBox             *new_acts;   /* acts that need no row */
  GtkToggleButton    *badge;      /* ChoshoBadgeChip; hidden where the page has none */
  AdwBin             *narrowing;  /* the page's own conditions */
  GtkStack           *stack;      /* list, none */
  GtkListView        *view;
  GtkStack           *detail;     /* none, thing */
  GtkLabel           *title;
  GtkLabel           *subtitle;
  GtkLabel           *text;
  AdwBin             *more;       /* what the page's own says of it */
  GtkBox             *facts;
  GtkFlowBox         *links;      /* controls it is about */
  GtkFlowBox         *acts;

  ChoshoRowModel     *model;      /* (owned) (nullable) */
  GtkSingleSelection *selection;  /* (owned) (nullable) */
  GCancellable       *asking;     /* (owned) (nullable) */
  char               *wanted;     /* (owned) (nullable) id to be chosen once it is listed */
  char               *shown;      /* (owned) (nullable) id shown */
  ChoshoValue        *row;        /* (owned) (nullable) shown */
  gboolean            narrowed;   /* not everything was asked for */
  gboolean            quiet;      /* the widgets show what is asked for: nobody chose */
} ChoshoRecordPagePrivate;

G_DEFINE_TYPE_WITH_PRIVATE (ChoshoRecordPage, chosho_record_page, CHOSHO_TYPE_PAGE)

#define PRIVATE(self) ((ChoshoRecordPagePrivate *) chosho_record_page_get_instance_private (CHOSHO_RECORD_PAGE (self)))
#define SPEC(self) (CHOSHO_RECORD_PAGE_GET_CLASS (self)->spec)

/* --- The thing chosen -------------------------------------------------------------------------------------------- */

static void
add_fact (ChoshoRecordPagePrivate *priv, GtkSizeGroup *heads, const char *label, const char *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *head = gtk_label_new (label);
  GtkWidget *text = chosho_text_label_new_selectable (value, NULL);

  gtk_label_set_width_chars (GTK_LABEL (head), 14);
  gtk_size_group_add_widget (heads, head);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_widget_set_valign (head, GTK_ALIGN_START);
  gtk_widget_add_css_class (head, "dim-label");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (priv->facts, box);
}

static void
show_facts (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  g_autoptr (GtkSizeGroup) heads = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL); /* its labels keep it */

  chosho_clear_box (priv->facts);
  for (const ChoshoRowField *field = SPEC (self)->fields; field->key != NULL; field++)
    {
      g_autofree char *value = chosho_row_field_dup (field, chosho_page_get_context (CHOSHO_PAGE (self)), priv->row);

      if (value != NULL && value[0] != '\0')
        add_fact (priv, heads, _(field->label), value);
    }
}

static void
on_link_clicked_cb (GtkButton *button, ChoshoRecordPage *self)
{
  chosho_page_go (GTK_WIDGET (self), "controls", gtk_button_get_label (button));
}

static void
add_link (ChoshoRecordPage *self, const char *number)
{
  GtkWidget *button = gtk_button_new_with_label (number);

  gtk_widget_add_css_class (button, "chosho-chip");
  g_signal_connect (button, "clicked", G_CALLBACK (on_link_clicked_cb), self);
  gtk_flow_box_insert (PRIVATE (self)->links, button, -1);
}

static void
show_links (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  ChoshoValue *controls = chosho_value_get (priv->row, "controls");
  const char *control = chosho_value_get_string (priv->row, "control");

  chosho_clear_flow_box (priv->links);
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    add_link (self, chosho_value_as_string (chosho_value_get_item (controls, i)));
  if (control != NULL && control[0] != '\0')
    add_link (self, control);
  gtk_widget_set_visible (GTK_WIDGET (priv->links), gtk_widget_get_first_child (GTK_WIDGET (priv->links)) != NULL);
}

/* --- Acts --------------------------------------------------------------------------------------------------------- */

/* The argument that takes the row: one id, or a list of which it is the only one. */
static void
set_argument (ChoshoValue *args, const ChoshoRecordAct *wanted, const char *id)
{
  const ChoshoCommandArg *arg = chosho_command_lookup (wanted->command)->args;
  ChoshoValue *list;

  while (arg->name != NULL && strcmp (arg->name, wanted->argument) != 0)
    arg++;
  if (arg->name == NULL || (arg->kind != CHOSHO_ARG_LIST && arg->kind != CHOSHO_ARG_POSITIONALS))
    {
      chosho_value_set_string (args, wanted->argument, id);
      return;
    }
  list = chosho_value_new_array ();
  chosho_value_append_string (list, id);
  chosho_value_set (args, wanted->argument, list);
}

/* A button's label as a title: without its mnemonic, which some languages put behind in brackets, and without saying that more is asked.
 * (transfer full) */
static char *
dup_form_title (const char *label)
{
  g_autoptr (GRegex) marks = g_regex_new ("\\(_.\\)|_|…$", 0, 0, NULL);

  return g_regex_replace_literal (marks, label, -1, 0, "", 0, NULL);
}

/* What is asked, as the button said it, and of which thing: the page may be behind the form. */
static void
say_subject (ChoshoRecordPage *self, const ChoshoRecordAct *wanted, ChoshoCommandDialog *dialog)
{
  g_autofree char *title = dup_form_title (_(wanted->label));
  g_autofree char *subject = SPEC (self)->dup_title (chosho_page_get_context (CHOSHO_PAGE (self)), PRIVATE (self)->row);

  gtk_window_set_title (GTK_WINDOW (dialog), title);
  if (wanted->fill == NULL) /* else the field that is changed says it */
    chosho_command_dialog_explain (dialog, subject);
}

static void
act (ChoshoRecordPage *self, const ChoshoRecordAct *wanted)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  g_autoptr (ChoshoValue) preset = chosho_value_new_object ();
  ChoshoCommandDialog *dialog;

  if (wanted->argument == NULL && CHOSHO_RECORD_PAGE_GET_CLASS (self)->add != NULL)
    {
      CHOSHO_RECORD_PAGE_GET_CLASS (self)->add (self);
      return;
    }
  if (wanted->argument != NULL)
    set_argument (preset, wanted, chosho_value_get_string (priv->row, "id"));
  if (wanted->at_once)
    {
      chosho_page_run (CHOSHO_PAGE (self), wanted->command, chosho_value_ref (preset), NULL, NULL);
      return;
    }
  dialog = chosho_command_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), chosho_page_get_context (CHOSHO_PAGE (self)),
                                      wanted->command, preset);
  if (wanted->fill != NULL)
    chosho_command_dialog_fill (dialog, wanted->fill, chosho_value_get_string (priv->row, wanted->fill));
  if (wanted->argument != NULL)
    say_subject (self, wanted, dialog);
  if (wanted->argument != NULL && CHOSHO_RECORD_PAGE_GET_CLASS (self)->prepare != NULL)
    CHOSHO_RECORD_PAGE_GET_CLASS (self)->prepare (self, wanted->command, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_act_clicked_cb (GtkButton *button, ChoshoRecordPage *self)
{
  act (self, g_object_get_data (G_OBJECT (button), "act"));
}

/* The first act that needs no row; NULL: there is none. */
static const ChoshoRecordAct *
find_adding (ChoshoRecordPage *self)
{
  const ChoshoRecordAct *one = SPEC (self)->acts;

  while (one->command != NULL && one->argument != NULL)
    one++;
  return one->command != NULL ? one : NULL;
}

/* Ctrl+N. */
static void
on_add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  act (CHOSHO_RECORD_PAGE (widget), find_adding (CHOSHO_RECORD_PAGE (widget)));
}

static GtkWidget *
new_act (ChoshoRecordPage *self, const ChoshoRecordAct *wanted)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_(wanted->label));

  g_object_set_data (G_OBJECT (button), "act", (gpointer) wanted);
  g_signal_connect (button, "clicked", G_CALLBACK (on_act_clicked_cb), self);
  return button;
}

static gboolean
fits_state (ChoshoRecordPage *self, const ChoshoRecordAct *wanted)
{
  const char *member = SPEC (self)->state_member;
  const char *state = chosho_value_get_string (PRIVATE (self)->row, member != NULL ? member : "state");

  return wanted->states == NULL || (state != NULL && g_strv_contains (wanted->states, state));
}

static void
show_acts (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);

  chosho_clear_flow_box (priv->acts);
  for (const ChoshoRecordAct *one = SPEC (self)->acts; one->command != NULL; one++)
    if (one->argument != NULL && fits_state (self, one))
      gtk_flow_box_insert (priv->acts, new_act (self, one), -1);
}

static void
show_thing (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  const ChoshoRecordSpec *spec = SPEC (self);
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));
  const char *text = spec->text != NULL && priv->row != NULL ? chosho_value_get_string (priv->row, spec->text) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (CHOSHO_RECORD_PAGE_GET_CLASS (self)->show_own != NULL)
    {
      gtk_stack_set_visible_child_name (priv->detail, priv->row != NULL ? "own" : "none");
      CHOSHO_RECORD_PAGE_GET_CLASS (self)->show_own (self, priv->row);
      return;
    }
  gtk_stack_set_visible_child_name (priv->detail, priv->row != NULL ? "thing" : "none");
  if (priv->row == NULL)
    return;
  title = spec->dup_title (context, priv->row);
  subtitle = spec->dup_subtitle (context, priv->row);
  gtk_label_set_text (priv->title, title);
  gtk_label_set_text (priv->subtitle, subtitle);
  gtk_label_set_text (priv->text, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->text), text != NULL && text[0] != '\0');
  show_facts (self);
  show_links (self);
  show_acts (self);
  if (CHOSHO_RECORD_PAGE_GET_CLASS (self)->show_row != NULL)
    CHOSHO_RECORD_PAGE_GET_CLASS (self)->show_row (self, priv->row);
}

static void
take_shown (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  ChoshoRowItem *item = priv->selection != NULL ? gtk_single_selection_get_selected_item (priv->selection) : NULL;
  ChoshoValue *row = item != NULL ? chosho_row_item_get_row (item) : NULL;

  g_clear_pointer (&priv->row, chosho_value_unref);
  priv->row = row != NULL ? chosho_value_ref (row) : NULL;
  g_free (priv->shown);
  priv->shown = item != NULL ? g_strdup (chosho_row_item_get_id (item)) : NULL;
  show_thing (self);
}

static void
on_selection_cb (ChoshoRecordPage *self)
{
  take_shown (self);
  if (PRIVATE (self)->shown != NULL)
    chosho_page_note_target (CHOSHO_PAGE (self), PRIVATE (self)->shown);
}

void
chosho_record_page_set_above (ChoshoRecordPage *self, GtkWidget *widget)
{
  adw_bin_set_child (PRIVATE (self)->above, widget);
}

void
chosho_record_page_set_narrowing (ChoshoRecordPage *self, GtkWidget *widget)
{
  adw_bin_set_child (PRIVATE (self)->narrowing, widget);
}

void
chosho_record_page_add_act (ChoshoRecordPage *self, GtkWidget *widget)
{
  gtk_box_append (PRIVATE (self)->new_acts, widget);
}

AdwBin *
chosho_record_page_get_more (ChoshoRecordPage *self)
{
  return PRIVATE (self)->more;
}

void
chosho_record_page_set_detail (ChoshoRecordPage *self, GtkWidget *detail)
{
  gtk_stack_add_named (PRIVATE (self)->detail, detail, "own");
}

ChoshoValue *
chosho_record_page_get_row (ChoshoRecordPage *self)
{
  return PRIVATE (self)->row;
}

/* --- The list --------------------------------------------------------------------------------------------------------- */

static void
select_id (ChoshoRecordPage *self, const char *id)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  guint position;

  if (id == NULL || !chosho_row_model_find (priv->model, id, &position))
    return;
  gtk_single_selection_set_selected (priv->selection, position);
  chosho_list_scroll_to (GTK_WIDGET (priv->view), position);
}

/* Who reads from the top sees what comes above. */
static void
replace_ids (ChoshoRecordPage *self, GPtrArray *ids)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (priv->view));
  gboolean at_top = place == NULL || gtk_adjustment_get_value (place) <= gtk_adjustment_get_lower (place);

  chosho_row_model_set_ids (priv->model, ids);
  if (at_top && ids->len > 0)
    chosho_list_scroll_to (GTK_WIDGET (priv->view), 0);
}

static void
take_ids (ChoshoRecordPage *self, GPtrArray *ids)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);

  if (priv->model != NULL)
    {
      replace_ids (self, ids);
      return;
    }
  priv->model = chosho_row_model_new (chosho_context_get_workspace (chosho_page_get_context (CHOSHO_PAGE (self))), SPEC (self)->kind, ids);
  priv->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (priv->model)));
  gtk_single_selection_set_autoselect (priv->selection, FALSE);
  gtk_single_selection_set_can_unselect (priv->selection, TRUE);
  g_signal_connect_object (priv->selection, "notify::selected-item", G_CALLBACK (on_selection_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (priv->view, GTK_SELECTION_MODEL (priv->selection));
}

/* What one does with the thing comes first; what may be read alone takes the cursor where there is nothing to do. */
static void
on_activate_cb (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  GtkFlowBoxChild *first = gtk_flow_box_get_child_at_index (priv->acts, 0);

  if (CHOSHO_RECORD_PAGE_GET_CLASS (self)->enter != NULL)
    CHOSHO_RECORD_PAGE_GET_CLASS (self)->enter (self);
  else if (first == NULL || !gtk_widget_grab_focus (gtk_flow_box_child_get_child (first)))
    gtk_widget_child_focus (GTK_WIDGET (priv->detail), GTK_DIR_TAB_FORWARD);
}

static const char *
get_state (ChoshoRecordPage *self)
{
  guint position = gtk_drop_down_get_selected (PRIVATE (self)->state);

  return SPEC (self)->states != NULL && position > 0 && position != GTK_INVALID_LIST_POSITION ? SPEC (self)->states[position - 1] : NULL;
}

static void
on_ids_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoRecordPage) self = user_data;
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  g_autoptr (GError) error = NULL;
  GPtrArray *ids = chosho_workspace_query_finish (CHOSHO_WORKSPACE (source), result, &error);
  gboolean any;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (ids == NULL)
    {
      chosho_page_show_error (CHOSHO_PAGE (self), error);
      return;
    }
  any = ids->len > 0;
  take_ids (self, ids);
  gtk_stack_set_visible_child_name (priv->stack, any ? "list" : priv->narrowed ? "none" : "empty");
  if (priv->wanted != NULL)
    select_id (self, priv->wanted);
  g_clear_pointer (&priv->wanted, g_free);
  take_shown (self);
  chosho_page_show_content (CHOSHO_PAGE (self));
}

/* A control's number as the record has it: typed in full width or in small letters it is the same. (transfer full) */
static char *
dup_number (const char *text)
{
  g_autofree char *narrow = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_strstrip (g_ascii_strup (narrow != NULL ? narrow : "", -1));
}

/* Which rows are wanted. (transfer full) */
static ChoshoRowQuery *
new_query (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  ChoshoRecordPageClass *klass = CHOSHO_RECORD_PAGE_GET_CLASS (self);
  ChoshoRowQuery *query = chosho_row_query_new (klass->spec->kind);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (priv->search));
  g_autofree char *number = klass->spec->asks_control ? dup_number (text) : NULL;

  priv->narrowed = text[0] != '\0' || get_state (self) != NULL;
  if (!klass->spec->asks_control)
    chosho_row_query_set_needle (query, text);
  else if (number[0] != '\0')
    chosho_row_query_set_control (query, number);
  if (get_state (self) != NULL)
    chosho_row_query_add_filter (query, klass->spec->state_column, get_state (self));
  if (gtk_toggle_button_get_active (priv->badge))
    {
      klass->spec->narrow_to_badge (self, query);
      priv->narrowed = TRUE;
    }
  if (klass->narrow != NULL && klass->narrow (self, query))
    priv->narrowed = TRUE;
  return query;
}

void
chosho_record_page_ask (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));
  g_autoptr (ChoshoRowQuery) query = NULL;

  if (context == NULL)
    return;
  query = new_query (self);
  if (priv->asking != NULL)
    g_cancellable_cancel (priv->asking);
  g_clear_object (&priv->asking);
  priv->asking = g_cancellable_new ();
  chosho_workspace_query_async (chosho_context_get_workspace (context), query, priv->asking, on_ids_cb, g_object_ref (self));
}

/* One question at a time: which state, or what asks for somebody. */
static void
set_narrowing (ChoshoRecordPage *self, guint state, gboolean badge)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);

  priv->quiet = TRUE;
  gtk_drop_down_set_selected (priv->state, state);
  gtk_toggle_button_set_active (priv->badge, badge);
  priv->quiet = FALSE;
  chosho_record_page_ask (self);
}

static void
on_badge_cb (ChoshoRecordPage *self)
{
  if (!PRIVATE (self)->quiet)
    set_narrowing (self, 0, gtk_toggle_button_get_active (PRIVATE (self)->badge));
}

static void
on_state_cb (ChoshoRecordPage *self)
{
  if (!PRIVATE (self)->quiet)
    set_narrowing (self, gtk_drop_down_get_selected (PRIVATE (self)->state), FALSE);
}

/* --- Rows --------------------------------------------------------------------------------------------------------------- */

static void
show_row (ChoshoRecordPage *self, GtkListItem *list_item)
{
  ChoshoValue *row = chosho_row_item_get_row (gtk_list_item_get_item (list_item));
  GtkWidget *box = gtk_list_item_get_child (list_item);
  ChoshoContext *context = chosho_page_get_context (CHOSHO_PAGE (self));
  g_autofree char *title = row != NULL ? SPEC (self)->dup_title (context, row) : g_strdup ("");
  g_autofree char *subtitle = row != NULL ? SPEC (self)->dup_subtitle (context, row) : g_strdup ("");
  g_autofree char *name = g_strjoin (", ", title, subtitle, NULL);
  GtkWidget *parent = gtk_widget_get_parent (box);

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_first_child (box)), title);
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_last_child (box)), subtitle);
  if (parent != NULL)
    chosho_accessible_set_name (parent, name);
}

static void
on_row_cb (ChoshoRowItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  show_row (g_object_get_data (G_OBJECT (list_item), "page"), list_item);
}

/* The title may be cut. Asked for where the pointer rests: set for each row, it asks the display where the pointer is, and waits. */
static gboolean
on_query_tooltip_cb (GtkWidget *box, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_inscription_get_text (GTK_INSCRIPTION (gtk_widget_get_first_child (box))));
  return TRUE;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoRecordPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  GtkWidget *title = GTK_WIDGET (chosho_row_text_new (NULL)), *subtitle = GTK_WIDGET (chosho_row_text_new ("caption"));

  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_widget_set_has_tooltip (box, TRUE);
  g_signal_connect (box, "query-tooltip", G_CALLBACK (on_query_tooltip_cb), NULL);
  g_object_set_data (G_OBJECT (list_item), "page", self);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoRecordPage *self)
{
  g_signal_connect (gtk_list_item_get_item (list_item), "notify::row", G_CALLBACK (on_row_cb), list_item);
  show_row (self, list_item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, ChoshoRecordPage *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), on_row_cb, list_item);
}

/* --- Page ---------------------------------------------------------------------------------------------------------------- */

static void
chosho_record_page_load (ChoshoPage *page)
{
  chosho_record_page_ask (CHOSHO_RECORD_PAGE (page));
}

/* The line of @code in the choice of states; 0, which is any, where it is none of them. */
static guint
find_state (ChoshoRecordPage *self, const char *code)
{
  for (guint i = 0; SPEC (self)->states != NULL && SPEC (self)->states[i] != NULL; i++)
    if (g_str_equal (SPEC (self)->states[i], code))
      return i + 1;
  return 0;
}

static void
chosho_record_page_show_target (ChoshoPage *page, const char *target)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (page);
  guint state = 0;

  gtk_editable_set_text (GTK_EDITABLE (priv->search), "");
  if (g_str_has_prefix (target, STATE_TARGET))
    state = find_state (CHOSHO_RECORD_PAGE (page), target + strlen (STATE_TARGET));
  else
    {
      g_free (priv->wanted);
      priv->wanted = g_strdup (target);
    }
  set_narrowing (CHOSHO_RECORD_PAGE (page), state, FALSE);
}

static void
chosho_record_page_setup (ChoshoPage *page, ChoshoContext *context)
{
  if (SPEC (page)->badge != NULL)
    chosho_badge_chip_follow (CHOSHO_BADGE_CHIP (PRIVATE (page)->badge), context, SPEC (page)->badge);
}

static GtkWidget *
chosho_record_page_get_first (ChoshoPage *page)
{
  return GTK_WIDGET (PRIVATE (page)->view);
}

static void
chosho_record_page_focus_search (ChoshoPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (PRIVATE (page)->search));
}

/* Beside the list only: below it the position is a height. */
static gboolean
is_beside (ChoshoRecordPage *self)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (PRIVATE (self)->split)) == GTK_ORIENTATION_HORIZONTAL;
}

/* As wide as the list was left, here or on another page of this kind. */
static void
take_list_width (ChoshoRecordPage *self)
{
  GSettings *settings = chosho_preferences_get_settings ();

  if (settings != NULL && is_beside (self))
    gtk_paned_set_position (PRIVATE (self)->split, g_settings_get_int (settings, LIST_WIDTH));
}

static void
keep_list_width (ChoshoRecordPage *self)
{
  GSettings *settings = chosho_preferences_get_settings ();

  if (settings != NULL && is_beside (self) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_settings_set_int (settings, LIST_WIDTH, MAX (gtk_paned_get_position (PRIVATE (self)->split), MIN_LIST_WIDTH));
}

/* List and detail one over the other where the page has no room for both, be it that the window is narrow or that evidence
 * stands beside. */
static void
on_resized_cb (ChoshoRecordPage *self, int width)
{
  GtkOrientation wanted = width < BESIDE_WIDTH ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (gtk_orientable_get_orientation (GTK_ORIENTABLE (PRIVATE (self)->split)) == wanted)
    return;
  keep_list_width (self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (PRIVATE (self)->split), wanted);
  if (wanted == GTK_ORIENTATION_VERTICAL)
    gtk_paned_set_position (PRIVATE (self)->split, MAX (gtk_widget_get_height (GTK_WIDGET (PRIVATE (self)->split)) * 2 / 5, MIN_LIST_HEIGHT));
  else
    take_list_width (self);
}

static void
chosho_record_page_map (GtkWidget *widget)
{
  take_list_width (CHOSHO_RECORD_PAGE (widget));
  GTK_WIDGET_CLASS (chosho_record_page_parent_class)->map (widget);
}

static void
chosho_record_page_unmap (GtkWidget *widget)
{
  keep_list_width (CHOSHO_RECORD_PAGE (widget));
  GTK_WIDGET_CLASS (chosho_record_page_parent_class)->unmap (widget);
}

static void
chosho_record_page_dispose (GObject *object)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (object);

  if (priv->asking != NULL)
    g_cancellable_cancel (priv->asking);
  g_clear_object (&priv->asking);
  g_clear_object (&priv->selection);
  g_clear_object (&priv->model);
  G_OBJECT_CLASS (chosho_record_page_parent_class)->dispose (object);
}

static void
chosho_record_page_finalize (GObject *object)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (object);

  g_clear_pointer (&priv->row, chosho_value_unref);
  g_free (priv->wanted);
  g_free (priv->shown);
  G_OBJECT_CLASS (chosho_record_page_parent_class)->finalize (object);
}

static void
fill_from_spec (ChoshoRecordPage *self)
{
  ChoshoRecordPagePrivate *priv = PRIVATE (self);
  const ChoshoRecordSpec *spec = SPEC (self);
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);
  GtkWidget *empty = adw_status_page_new ();

  gtk_string_list_append (states, _("Any state"));
  for (guint i = 0; spec->states != NULL && spec->states[i] != NULL; i++)
    gtk_string_list_append (states, spec->state_word (spec->states[i]));
  gtk_drop_down_set_model (priv->state, G_LIST_MODEL (states));
  gtk_widget_set_visible (GTK_WIDGET (priv->state), spec->states != NULL);
  chosho_list_copy_install_rows (priv->view, CHOSHO_PAGE (self), spec->kind, spec->columns);
  for (const ChoshoRecordAct *one = spec->acts; one->command != NULL; one++)
    if (one->argument == NULL)
      gtk_box_append (priv->new_acts, new_act (self, one));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), spec->icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _(spec->empty_title));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _(spec->empty_text));
  gtk_widget_add_css_class (empty, "compact");
  gtk_stack_add_named (priv->stack, empty, "empty");
  if (spec->asks_control)
    {
      g_object_set (priv->search, "placeholder-text", _("Number of a control"), NULL);
      chosho_accessible_set_name (priv->search, _("Number of a control"));
    }
}

static void
chosho_record_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (chosho_record_page_parent_class)->constructed (object);
  fill_from_spec (CHOSHO_RECORD_PAGE (object));
  if (find_adding (CHOSHO_RECORD_PAGE (object)) != NULL)
    chosho_page_add_shortcut (CHOSHO_PAGE (object), "<Control>n", "record.add");
}

static void
chosho_record_page_class_init (ChoshoRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChoshoPageClass *page_class = CHOSHO_PAGE_CLASS (klass);

  object_class->constructed = chosho_record_page_constructed;
  object_class->dispose = chosho_record_page_dispose;
  object_class->finalize = chosho_record_page_finalize;
  widget_class->map = chosho_record_page_map;
  widget_class->unmap = chosho_record_page_unmap;
  page_class->setup = chosho_record_page_setup;
  page_class->load = chosho_record_page_load;
  page_class->show_target = chosho_record_page_show_target;
  page_class->get_first = chosho_record_page_get_first;
  page_class->focus_search = chosho_record_page_focus_search;
  g_type_ensure (CHOSHO_TYPE_ADAPTIVE_BIN);
  g_type_ensure (CHOSHO_TYPE_BADGE_CHIP);
  g_type_ensure (CHOSHO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/jp/chosho/Chosho/chosho-record-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child_private (widget_class, ChoshoRecordPage, name)
  CHILD (above);
  CHILD (split);
  CHILD (search);
  CHILD (state);
  CHILD (new_acts);
  CHILD (badge);
  CHILD (narrowing);
  CHILD (stack);
  CHILD (view);
  CHILD (detail);
  CHILD (title);
  CHILD (subtitle);
  CHILD (text);
  CHILD (more);
  CHILD (facts);
  CHILD (links);
  CHILD (acts);
#undef CHILD
  gtk_widget_class_install_action (widget_class, "record.add", NULL, on_add_action);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_narrowed_cb", G_CALLBACK (chosho_record_page_ask));
  gtk_widget_class_bind_template_callback (widget_class, on_badge_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_state_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_resized_cb);
}

static void
chosho_record_page_init (ChoshoRecordPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  chosho_list_search_join (PRIVATE (self)->search, GTK_WIDGET (PRIVATE (self)->view));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (PRIVATE (self)->view, factory);
}
