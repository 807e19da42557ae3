/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-lines-printout.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "chosho-error.h"

#define LIMIT CHOSHO_LINES_PRINTOUT_LIMIT
#define READ_LINES 5000    /* at once */
#define COUNTED_AT_ONCE 500 /* lines that are broken before the window is served again */
#define FONT "Monospace 9"
#define GUTTER 44.0        /* points for the numbers */
#define GUTTER_GAP 8.0

/* Where a page begins. */
typedef struct
{
  guint line; /* from 0 */
  int   part; /* of that line, where it is broken */
} Start;

struct _ChoshoLinesPrintout
{
  ChoshoPrintout  parent_instance;

  char           *charset;  /* (owned) (nullable) */
  char           *name;     /* (owned) */
  GPtrArray      *lines;    /* (owned) (element-type utf8) */
  /* Of the paper */
  GArray         *starts;   /* (owned) (element-type Start) */
  guint           counted;  /* lines that have a place on a page */
  double          used;     /* points of the last page */
};

G_DEFINE_FINAL_TYPE (ChoshoLinesPrintout, chosho_lines_printout, CHOSHO_TYPE_PRINTOUT)

/* --- On paper ---------------------------------------------------------------------------------------------------- */

static PangoLayout *
new_layout (GtkPrintContext *context, const char *font)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void
set_line (ChoshoLinesPrintout *self, PangoLayout *layout, GtkPrintContext *context, guint line)
{
  pango_layout_set_width (layout, (int) ((gtk_print_context_get_width (context) - GUTTER) * PANGO_SCALE));
  pango_layout_set_text (layout, g_ptr_array_index (self->lines, line), -1);
}

static double
get_part_height (PangoLayout *layout, int part)
{
  PangoRectangle area;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, part), NULL, &area);
  return (double) area.height / PANGO_SCALE;
}

/* Gives the parts of @line places, on the last page or new ones. */
static void
count_line (ChoshoLinesPrintout *self, PangoLayout *layout, GtkPrintContext *context, guint line)
{
  double room = gtk_print_context_get_height (context) - CHOSHO_PRINTOUT_FOOT;

  set_line (self, layout, context, line);
  for (int part = 0; part < pango_layout_get_line_count (layout); part++)
    {
      double height = get_part_height (layout, part);

      if (self->starts->len == 0 || (self->used + height > room && self->used > 0))
        {
          Start start = { line, part };

          g_array_append_val (self->starts, start);
          self->used = 0;
        }
      self->used += height;
    }
}

static void
chosho_lines_printout_begin (ChoshoPrintout *printout)
{
  ChoshoLinesPrintout *self = CHOSHO_LINES_PRINTOUT (printout);

  g_array_set_size (self->starts, 0);
  self->counted = 0;
  self->used = 0;
}

static gboolean
chosho_lines_printout_paginate (ChoshoPrintout *printout, GtkPrintContext *context, guint *n_pages)
{
  ChoshoLinesPrintout *self = CHOSHO_LINES_PRINTOUT (printout);
  g_autoptr (PangoLayout) layout = new_layout (context, FONT);
  guint end = MIN (self->counted + COUNTED_AT_ONCE, self->lines->len);

  for (; self->counted < end; self->counted++)
    count_line (self, layout, context, self->counted);
  *n_pages = self->starts->len;
  return self->counted == self->lines->len;
}

/* The parts of one line that stand on the page before @end; returns how far down they reach. */
static double
draw_line (ChoshoLinesPrintout *self, GtkPrintContext *context, PangoLayout *layout, guint line, int first, const Start *end, double y)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  set_line (self, layout, context, line);
  for (int part = first; part < pango_layout_get_line_count (layout) && (line < end->line || part < end->part); part++)
    {
      PangoLayoutLine *words = pango_layout_get_line_readonly (layout, part);
      PangoRectangle area;

      pango_layout_line_get_extents (words, NULL, &area);
      cairo_move_to (cr, GUTTER, y - (double) area.y / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, words);
      y += (double) area.height / PANGO_SCALE;
    }
  return y;
}

static gboolean
chosho_lines_printout_draw (ChoshoPrintout *printout, GtkPrintContext *context, guint page)
{
  ChoshoLinesPrintout *self = CHOSHO_LINES_PRINTOUT (printout);
  g_autoptr (PangoLayout) layout = new_layout (context, FONT), number = new_layout (context, FONT);
  Start start = { 0, 0 }, end = { self->lines->len, 0 };
  double y = 0;

  if (page < self->starts->len)
    start = g_array_index (self->starts, Start, page);
  if (page + 1 < self->starts->len)
    end = g_array_index (self->starts, Start, page + 1);
  for (guint line = start.line; line < end.line || (line == end.line && end.part > 0); line++)
    {
      g_autofree char *digits = g_strdup_printf ("%u", line + 1);

      if (line > start.line || start.part == 0)
        chosho_printout_show_text (context, number, 0, y, GUTTER - GUTTER_GAP, PANGO_ALIGN_RIGHT, digits);
      y = draw_line (self, context, layout, line, line == start.line ? start.part : 0, &end, y);
    }
  chosho_printout_draw_foot (context, self->name, page, self->starts->len);
  return TRUE;
}

/* --- Reading ----------------------------------------------------------------------------------------------------- */

static void read_on (GTask *task);

static void
on_lines_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ChoshoLinesPrintout *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ChoshoTextLines) read = chosho_document_read_lines_finish (CHOSHO_DOCUMENT (source), result, &error);

  if (read == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < read->lines->len; i++)
    {
      const ChoshoTextLine *line = g_ptr_array_index (read->lines, i);

      g_ptr_array_add (self->lines, line->left_out_bytes > 0 ? g_strdup_printf (_("%s … (%" PRIu64 " more bytes)"), line->text, line->left_out_bytes)
                                                             : g_strdup (line->text));
    }
  if (read->n_lines > LIMIT || self->lines->len > LIMIT)
    g_task_return_new_error (task, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("“%s” has more than %d lines: too many to be printed here"),
                             chosho_document_get_name (CHOSHO_DOCUMENT (source)), LIMIT);
  else if (read->counted_bytes >= read->size_bytes && self->lines->len >= read->n_lines)
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    read_on (g_steal_pointer (&task));
}

/* Takes @task. */
static void
read_on (GTask *task)
{
  ChoshoLinesPrintout *self = g_task_get_task_data (task);

  chosho_document_read_lines_async (g_task_get_source_object (task), self->lines->len, READ_LINES, self->charset, g_task_get_cancellable (task),
                                    on_lines_cb, task);
}

void
chosho_lines_printout_new_async (ChoshoDocument *document, const char *charset, const char *name, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (document, cancellable, callback, user_data);
  ChoshoLinesPrintout *self = g_object_new (CHOSHO_TYPE_LINES_PRINTOUT, NULL);

  self->charset = g_strdup (charset);
  self->name = g_strdup (name);
  g_task_set_check_cancellable (task, FALSE); /* our own error says the same */
  g_task_set_task_data (task, self, g_object_unref);
  read_on (task);
}

ChoshoPrintout *
chosho_lines_printout_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Class ------------------------------------------------------------------------------------------------------- */

static void
chosho_lines_printout_finalize (GObject *object)
{
  ChoshoLinesPrintout *self = CHOSHO_LINES_PRINTOUT (object);

  g_free (self->charset);
  g_free (self->name);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->starts);
  G_OBJECT_CLASS (chosho_lines_printout_parent_class)->finalize (object);
}

static void
chosho_lines_printout_class_init (ChoshoLinesPrintoutClass *klass)
{
  ChoshoPrintoutClass *printout_class = CHOSHO_PRINTOUT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chosho_lines_printout_finalize;
  printout_class->begin = chosho_lines_printout_begin;
  printout_class->paginate = chosho_lines_printout_paginate;
  printout_class->draw = chosho_lines_printout_draw;
}

static void
chosho_lines_printout_init (ChoshoLinesPrintout *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->starts = g_array_new (FALSE, FALSE, sizeof (Start));
}
