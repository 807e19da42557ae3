/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-context.h"
#include "chosho-overview.h"
#include "chosho-zone.h"

struct _ChoshoContext
{
  GObject parent_instance;

  ChoshoWorkspace *workspace; /* (owned) */
  ChoshoTextSearch *text_search; /* (owned) (nullable) */
  ChoshoValue     *rows;      /* (owned) (nullable) kind -> array, as last read */
  ChoshoValue     *me;        /* (owned) (nullable) row of the member who acts */
  GListStore      *controls;  /* (owned) (element-type ChoshoControlItem) */
  GHashTable      *by_number; /* (owned) number (borrowed) -> ChoshoControlItem (borrowed) */
  ChoshoWordingRules *wording; /* (owned) (nullable) made of: */
  ChoshoValue     *word_lists; /* (owned) (nullable): the built-in ones */
  ChoshoWidth      width;
  gboolean         loading;
  gboolean         again;     /* the record changed while it was read */
};

G_DEFINE_FINAL_TYPE (ChoshoContext, chosho_context, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_WIDTH,
  N_PROPS
};

enum
{
  SIGNAL_LOADED,
  SIGNAL_FAILED,
  SIGNAL_IDENTITY_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- Rows ----------------------------------------------------------------------------------------------- */

/* The same numbers in the same order: only states changed. */
static gboolean
update_in_place (ChoshoContext *self, ChoshoValue *controls, guint n_wanted)
{
  if (n_wanted != g_list_model_get_n_items (G_LIST_MODEL (self->controls)))
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    if (!g_hash_table_contains (self->by_number, chosho_value_get_string (chosho_value_get_item (controls, i), "number")))
      return FALSE;
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      ChoshoValue *row = chosho_value_get_item (controls, i);
      const char *number = chosho_value_get_string (row, "number");
      ChoshoControlItem *item = g_hash_table_lookup (self->by_number, number);

      /* The key is the row's own text: the new row takes over before the old one goes. */
      g_object_ref (item);
      g_hash_table_remove (self->by_number, number);
      chosho_control_item_set_row (item, row);
      g_hash_table_insert (self->by_number, (gpointer) chosho_control_item_get_number (item), item);
      g_object_unref (item);
    }
  return TRUE;
}

static void
take_controls (ChoshoContext *self, ChoshoValue *catalog, ChoshoValue *controls)
{
  g_autoptr (GHashTable) states = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_wanted = chosho_value_get_length (catalog);

  if (update_in_place (self, controls, n_wanted))
    return;
  for (guint i = 0; i < chosho_value_get_length (controls); i++)
    {
      ChoshoValue *row = chosho_value_get_item (controls, i);

      g_hash_table_insert (states, (gpointer) chosho_value_get_string (row, "number"), row);
    }
  g_hash_table_remove_all (self->by_number);
  for (guint i = 0; i < n_wanted; i++)
    {
      ChoshoValue *entry = chosho_value_get_item (catalog, i);
      ChoshoValue *state = g_hash_table_lookup (states, chosho_value_get_string (entry, "number"));
      ChoshoControlItem *item = chosho_control_item_new (state != NULL ? state : entry, state == NULL);

      chosho_control_item_set_text (item, chosho_value_get_string (entry, "text"));
      g_ptr_array_add (items, item);
      if (state != NULL)
        g_hash_table_insert (self->by_number, (gpointer) chosho_control_item_get_number (item), item);
    }
  g_list_store_splice (self->controls, 0, g_list_model_get_n_items (G_LIST_MODEL (self->controls)), items->pdata, items->len);
}

ChoshoValue *
chosho_context_get_setting (ChoshoContext *self, const char *name)
{
  ChoshoValue *settings = chosho_value_get (self->rows, "setting");

  for (guint i = 0; i < chosho_value_get_length (settings); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (settings, i), "name"), name) == 0)
      return chosho_value_get (chosho_value_get_item (settings, i), "value");
  return NULL;
}

/* Rules are made once for the same lists: to compile them takes longer than to check a text. */
static ChoshoWordingRules *
ensure_wording (ChoshoContext *self)
{
  ChoshoValue *lists = chosho_context_get_setting (self, "wording");
  gboolean same = lists == NULL ? self->word_lists == NULL : self->word_lists != NULL && chosho_value_equal (lists, self->word_lists);

  if (self->wording != NULL && same)
    return self->wording;
  g_clear_pointer (&self->wording, chosho_wording_rules_unref);
  g_clear_pointer (&self->word_lists, chosho_value_unref);
  self->word_lists = lists != NULL ? chosho_value_ref (lists) : NULL;
  self->wording = chosho_wording_rules_or_default (lists != NULL ? chosho_wording_rules_new (lists, NULL) : NULL,
                                                   chosho_value_get_string (chosho_context_get_engagement (self), "language"));
  return self->wording;
}

/* The row of the member with a key of @fingerprint. */
static ChoshoValue *
find_member (ChoshoContext *self, const char *fingerprint)
{
  ChoshoValue *members = chosho_value_get (self->rows, "member");

  for (guint i = 0; fingerprint != NULL && i < chosho_value_get_length (members); i++)
    {
      ChoshoValue *member = chosho_value_get_item (members, i);
      ChoshoValue *prints = chosho_value_get (member, "fingerprints");

      for (guint j = 0; j < chosho_value_get_length (prints); j++)
        if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (prints, j)), fingerprint) == 0)
          return member;
    }
  return NULL;
}

static void
find_me (ChoshoContext *self)
{
  ChoshoIdentity *identity = chosho_workspace_get_identity (self->workspace);
  g_autofree char *fingerprint = identity != NULL ? chosho_identity_dup_fingerprint (identity) : NULL;
  ChoshoValue *member = find_member (self, fingerprint);

  g_clear_pointer (&self->me, chosho_value_unref);
  if (member != NULL)
    self->me = chosho_value_ref (member);
}

static void
on_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoContext) self = user_data;
  g_autoptr (GError) error = NULL;
  ChoshoValue *rows = chosho_workspace_list_finish (CHOSHO_WORKSPACE (source), result, &error);

  self->loading = FALSE;
  if (rows == NULL)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  g_clear_pointer (&self->rows, chosho_value_unref);
  self->rows = rows;
  chosho_zone_set (chosho_value_get_string (chosho_context_get_engagement (self), "time_zone"));
  find_me (self);
  take_controls (self, chosho_value_get (rows, "catalog"), chosho_value_get (rows, "control"));
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  if (self->again)
    chosho_context_reload (self);
}

/* What the overview and the review queue are made of, so that they take no reading of their own, the summary, and which wordings were
 * accepted. (transfer full) */
static GStrv
dup_kinds (void)
{
  g_autoptr (GStrvBuilder) kinds = g_strv_builder_new ();

  g_strv_builder_addv (kinds, (const char **) chosho_overview_get_kinds ());
  g_strv_builder_add (kinds, "paper");
  g_strv_builder_add (kinds, "summary");
  g_strv_builder_add (kinds, "wording");
  return g_strv_builder_end (kinds);
}

void
chosho_context_reload (ChoshoContext *self)
{
  g_auto (GStrv) kinds = NULL;

  self->again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  kinds = dup_kinds ();
  chosho_workspace_list_async (self->workspace, NULL, (const char *const *) kinds, NULL, on_rows_cb, g_object_ref (self));
}

/* --- What is shared -------------------------------------------------------------------------------------- */

ChoshoWorkspace *
chosho_context_get_workspace (ChoshoContext *self)
{
  return self->workspace;
}

ChoshoTextSearch *
chosho_context_get_text_search (ChoshoContext *self)
{
  if (self->text_search == NULL)
    self->text_search = chosho_text_search_new (self->workspace);
  return self->text_search;
}

void
chosho_context_note_identity (ChoshoContext *self)
{
  find_me (self);
  g_signal_emit (self, signals[SIGNAL_IDENTITY_CHANGED], 0);
}

ChoshoValue *
chosho_context_get_rows (ChoshoContext *self)
{
  return self->rows;
}

ChoshoValue *
chosho_context_get_engagement (ChoshoContext *self)
{
  return chosho_value_get_item (chosho_value_get (self->rows, "engagement"), 0);
}

ChoshoWordingScope *
chosho_context_dup_wording (ChoshoContext *self, ChoshoValue *document)
{
  return self->rows != NULL ? chosho_wording_scope_new (ensure_wording (self), self->rows, document) : NULL;
}

ChoshoValue *
chosho_context_get_summary (ChoshoContext *self)
{
  return chosho_value_get_item (chosho_value_get (self->rows, "summary"), 0);
}

ChoshoValue *
chosho_context_get_members (ChoshoContext *self)
{
  return chosho_value_get (self->rows, "member");
}

const char *
chosho_context_get_member_name (ChoshoContext *self, const char *id_or_fingerprint)
{
  ChoshoValue *members = chosho_value_get (self->rows, "member");
  ChoshoValue *member = find_member (self, id_or_fingerprint);

  for (guint i = 0; member == NULL && i < chosho_value_get_length (members); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (members, i), "id"), id_or_fingerprint) == 0)
      member = chosho_value_get_item (members, i);
  return chosho_value_get_string (member, "name");
}

ChoshoValue *
chosho_context_list_visits (ChoshoContext *self)
{
  return chosho_overview_list_visits (chosho_value_get (self->rows, "control"));
}

ChoshoValue *
chosho_context_get_me (ChoshoContext *self)
{
  return self->me;
}

const char *
chosho_context_get_my_id (ChoshoContext *self)
{
  return chosho_value_get_string (self->me, "id");
}

gboolean
chosho_context_has_role (ChoshoContext *self, const char *role)
{
  ChoshoValue *roles = chosho_value_get (self->me, "roles");

  for (guint i = 0; i < chosho_value_get_length (roles); i++)
    if (g_strcmp0 (chosho_value_as_string (chosho_value_get_item (roles, i)), role) == 0)
      return TRUE;
  return FALSE;
}

GListModel *
chosho_context_get_controls (ChoshoContext *self)
{
  return G_LIST_MODEL (self->controls);
}

ChoshoControlItem *
chosho_context_lookup_control (ChoshoContext *self, const char *number)
{
  return number != NULL ? g_hash_table_lookup (self->by_number, number) : NULL;
}

ChoshoWidth
chosho_context_get_width (ChoshoContext *self)
{
  return self->width;
}

void
chosho_context_set_width (ChoshoContext *self, ChoshoWidth width)
{
  if (self->width == width)
    return;
  self->width = width;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
}

/* --- Class ------------------------------------------------------------------------------------------------- */

static void
chosho_context_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, CHOSHO_CONTEXT (object)->width);
}

static void
chosho_context_finalize (GObject *object)
{
  ChoshoContext *self = CHOSHO_CONTEXT (object);

  g_hash_table_unref (self->by_number);
  g_object_unref (self->controls);
  g_clear_pointer (&self->me, chosho_value_unref);
  g_clear_pointer (&self->rows, chosho_value_unref);
  g_clear_pointer (&self->wording, chosho_wording_rules_unref);
  g_clear_pointer (&self->word_lists, chosho_value_unref);
  g_clear_object (&self->text_search);
  g_object_unref (self->workspace);
  G_OBJECT_CLASS (chosho_context_parent_class)->finalize (object);
}

static void
chosho_context_class_init (ChoshoContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->finalize = chosho_context_finalize;
  object_class->get_property = chosho_context_get_property;
  properties[PROP_WIDTH] = g_param_spec_uint ("width", NULL, NULL, CHOSHO_WIDTH_SINGLE, CHOSHO_WIDTH_WIDE, CHOSHO_WIDTH_WIDE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_IDENTITY_CHANGED] = g_signal_new ("identity-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chosho_context_init (ChoshoContext *self)
{
  self->width = CHOSHO_WIDTH_WIDE;
  self->controls = g_list_store_new (CHOSHO_TYPE_CONTROL_ITEM);
  self->by_number = g_hash_table_new (g_str_hash, g_str_equal);
}

ChoshoContext *
chosho_context_new (ChoshoWorkspace *workspace)
{
  ChoshoContext *self = g_object_new (CHOSHO_TYPE_CONTEXT, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (chosho_context_reload), self, G_CONNECT_SWAPPED);
  return self;
}

ChoshoContext *
chosho_context_open (const char *path)
{
  g_autoptr (ChoshoWorkspace) workspace = chosho_workspace_open (path);
  ChoshoContext *self = chosho_context_new (workspace);

  chosho_context_reload (self);
  return self;
}
