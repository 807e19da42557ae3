/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "chosho-line-model.h"

#define PIECE 200        /* lines read at once: a screenful and what is scrolled into next */
#define KEPT_PIECES 40   /* 8,000 lines: a view realises some 200 rows */

struct _ChoshoLine
{
  GObject parent_instance;

  guint64 number;
  char   *text; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoLine, chosho_line, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
chosho_line_finalize (GObject *object)
{
  g_free (CHOSHO_LINE (object)->text);
  G_OBJECT_CLASS (chosho_line_parent_class)->finalize (object);
}

static void
chosho_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, CHOSHO_LINE (object)->text);
}

static void
chosho_line_class_init (ChoshoLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_line_finalize;
  G_OBJECT_CLASS (klass)->get_property = chosho_line_get_property;
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
chosho_line_init (ChoshoLine *self)
{
}

guint64
chosho_line_get_number (ChoshoLine *self)
{
  return self->number;
}

const char *
chosho_line_get_text (ChoshoLine *self)
{
  return self->text;
}

/* What was left out of a very long line is said in it. */
static void
take_text (ChoshoLine *self, const ChoshoTextLine *line)
{
  g_free (self->text);
  self->text = line->left_out_bytes > 0 ? g_strdup_printf (_("%s … (%" PRIu64 " more bytes)"), line->text, line->left_out_bytes)
                                        : g_strdup (line->text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/* --- Model ---------------------------------------------------------------------------------------------------- */

struct _ChoshoLineModel
{
  GObject parent_instance;

  ChoshoDocument *document;    /* (owned) */
  char           *charset;     /* (owned) (nullable) asked for */
  char           *read_as;     /* (owned) (nullable) */
  GCancellable   *cancellable; /* (owned) */
  guint           n_lines;     /* so far */
  double          counted;     /* 0 to 1: how much of the file n_lines is of */
  gboolean        counting;    /* an ask for more is under way */
  GHashTable     *pieces;      /* (owned) number of the piece -> GPtrArray of ChoshoLine */
  GQueue          order;       /* of the pieces' numbers, last asked for first */
  guint           n_replaced;
};

enum
{
  SIGNAL_LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChoshoLineModel, chosho_line_model, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* A helper that was started anew counts from the beginning: what is known stays. */
static void
take_count (ChoshoLineModel *self, const ChoshoTextLines *lines)
{
  guint old = self->n_lines;
  guint n_lines = (guint) MIN (lines->n_lines, G_MAXUINT - 1);

  if (self->read_as == NULL)
    self->read_as = g_strdup (lines->charset);
  self->counted = MAX (self->counted, lines->counted_bytes < lines->size_bytes ? (double) lines->counted_bytes / (double) lines->size_bytes : 1);
  if (n_lines <= old)
    return;
  self->n_lines = n_lines;
  g_list_model_items_changed (G_LIST_MODEL (self), old, 0, n_lines - old);
}

static void on_lines_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_piece (ChoshoLineModel *self, guint number)
{
  chosho_document_read_lines_async (self->document, (guint64) number * PIECE, PIECE, self->charset, self->cancellable, on_lines_cb, g_object_ref (self));
}

static void
take_lines (ChoshoLineModel *self, const ChoshoTextLines *lines)
{
  self->n_replaced += lines->replaced;
  for (guint i = 0; i < lines->lines->len; i++)
    {
      guint64 number = lines->first + i;
      GPtrArray *piece = g_hash_table_lookup (self->pieces, GUINT_TO_POINTER ((guint) (number / PIECE)));

      if (piece != NULL)
        take_text (g_ptr_array_index (piece, (guint) (number % PIECE)), g_ptr_array_index (lines->lines, i));
    }
  /* A helper that was started anew has not counted up to there. */
  if (lines->lines->len == 0 && lines->first < self->n_lines && lines->counted_bytes < lines->size_bytes)
    read_piece (self, (guint) (lines->first / PIECE));
}

static void count_on (ChoshoLineModel *self);

static void
on_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoLineModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTextLines) lines = chosho_document_read_lines_finish (CHOSHO_DOCUMENT (source), result, &error);

  self->counting = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (lines != NULL)
    {
      take_count (self, lines);
      count_on (self);
    }
  g_signal_emit (self, signals[SIGNAL_LOADED], 0, error);
}

/* Until all of the file is counted one ask is under way, behind those for lines. */
static void
count_on (ChoshoLineModel *self)
{
  if (self->counting || self->counted >= 1)
    return;
  self->counting = TRUE;
  chosho_document_read_lines_async (self->document, 0, 0, self->charset, self->cancellable, on_counted_cb, g_object_ref (self));
}

static void
on_lines_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoLineModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoTextLines) lines = chosho_document_read_lines_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (lines != NULL)
    {
      take_count (self, lines);
      take_lines (self, lines);
      count_on (self);
    }
  g_signal_emit (self, signals[SIGNAL_LOADED], 0, error);
}

static GPtrArray *
ensure_piece (ChoshoLineModel *self, guint number)
{
  GPtrArray *piece = g_hash_table_lookup (self->pieces, GUINT_TO_POINTER (number));

  if (piece != NULL)
    {
      g_queue_remove (&self->order, GUINT_TO_POINTER (number));
      g_queue_push_head (&self->order, GUINT_TO_POINTER (number));
      return piece;
    }
  piece = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < PIECE; i++)
    {
      ChoshoLine *line = g_object_new (CHOSHO_TYPE_LINE, NULL);

      line->number = (guint64) number * PIECE + i;
      g_ptr_array_add (piece, line);
    }
  g_hash_table_insert (self->pieces, GUINT_TO_POINTER (number), piece);
  g_queue_push_head (&self->order, GUINT_TO_POINTER (number));
  if (g_queue_get_length (&self->order) > KEPT_PIECES)
    g_hash_table_remove (self->pieces, g_queue_pop_tail (&self->order));
  read_piece (self, number);
  return piece;
}

static GType
chosho_line_model_get_item_type (GListModel *list)
{
  return CHOSHO_TYPE_LINE;
}

static guint
chosho_line_model_get_n_items (GListModel *list)
{
  return CHOSHO_LINE_MODEL (list)->n_lines;
}

static gpointer
chosho_line_model_get_item (GListModel *list, guint position)
{
  ChoshoLineModel *self = CHOSHO_LINE_MODEL (list);

  if (position >= self->n_lines)
    return NULL;
  return g_object_ref (g_ptr_array_index (ensure_piece (self, position / PIECE), position % PIECE));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = chosho_line_model_get_item_type;
  iface->get_n_items = chosho_line_model_get_n_items;
  iface->get_item = chosho_line_model_get_item;
}

static void
chosho_line_model_dispose (GObject *object)
{
  g_cancellable_cancel (CHOSHO_LINE_MODEL (object)->cancellable);
  G_OBJECT_CLASS (chosho_line_model_parent_class)->dispose (object);
}

static void
chosho_line_model_finalize (GObject *object)
{
  ChoshoLineModel *self = CHOSHO_LINE_MODEL (object);

  g_hash_table_unref (self->pieces);
  g_queue_clear (&self->order);
  g_object_unref (self->cancellable);
  g_free (self->charset);
  g_free (self->read_as);
  g_object_unref (self->document);
  G_OBJECT_CLASS (chosho_line_model_parent_class)->finalize (object);
}

static void
chosho_line_model_class_init (ChoshoLineModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_line_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_line_model_finalize;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
chosho_line_model_init (ChoshoLineModel *self)
{
  self->cancellable = g_cancellable_new ();
  self->pieces = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_queue_init (&self->order);
}

ChoshoLineModel *
chosho_line_model_new (ChoshoDocument *document, const char *charset)
{
  ChoshoLineModel *self = g_object_new (CHOSHO_TYPE_LINE_MODEL, NULL);

  self->document = g_object_ref (document);
  self->charset = g_strdup (charset);
  ensure_piece (self, 0);
  return self;
}

const char *
chosho_line_model_get_charset (ChoshoLineModel *self)
{
  return self->read_as;
}

double
chosho_line_model_get_counted (ChoshoLineModel *self)
{
  return self->counted;
}

guint
chosho_line_model_get_n_replaced (ChoshoLineModel *self)
{
  return self->n_replaced;
}
