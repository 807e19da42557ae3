/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-report-text.h"

/* Where the em box of a Japanese glyph stands on the baseline (OpenType "ideographic" metrics). */
#define EM_ASCENT 0.88

typedef struct
{
  guint32 glyph;
  float   x; /* from the left edge of the text */
  float   y; /* from the baseline */
} Glyph;

/* Characters that belong to glyphs, for extraction. */
typedef struct
{
  guint16 n_bytes;
  guint16 n_glyphs;
} Cluster;

/* Glyphs of one font that follow each other in a line. Pango ends a run at every change of script,
 * in Japanese every few characters; drawn together they make a smaller file in less time. */
typedef struct
{
  PangoFont      *font; /* owned */
  PangoGlyphItem *item; /* owned, only of a run from right to left, which Pango draws itself */
  float           x;    /* of such a run */
  guint32         offset; /* of its characters in the text */
  guint32         n_bytes;
  guint32         first_glyph;
  guint32         n_glyphs;
  guint32         first_cluster;
  guint32         n_clusters;
} Segment;

typedef struct
{
  guint32 first_segment;
  guint32 n_segments;
} Line;

struct _ChoshoReportText
{
  gatomicrefcount references;
  double          size_pt;
  double          leading_pt;
  double          width_pt;
  gboolean        red;
  char           *string;   /* owned */
  Glyph          *glyphs;   /* owned */
  Cluster        *clusters; /* owned */
  Segment        *segments; /* owned */
  Line           *lines;    /* owned */
  guint           n_segments;
  guint           n_lines;
};

/* A text being taken out of a layout. */
typedef struct
{
  GArray  *glyphs;
  GArray  *clusters;
  GArray  *segments;
  GArray  *lines;
  gunichar unknown;
} Builder;

/* The end of the cluster that begins at glyph @index; its bytes go to @n_bytes. */
static int
find_cluster_end (const PangoGlyphItem *item, int index, int *n_bytes)
{
  const PangoGlyphString *glyphs = item->glyphs;
  int end = index + 1;

  while (end < glyphs->num_glyphs && glyphs->log_clusters[end] == glyphs->log_clusters[index])
    end++;
  *n_bytes = (end < glyphs->num_glyphs ? glyphs->log_clusters[end] : item->item->length)
             - glyphs->log_clusters[index];
  return end;
}

/* The segment that a run goes on with, or a new one. */
static Segment *
get_segment (Builder *builder, const PangoItem *item)
{
  const Line *line = &g_array_index (builder->lines, Line, builder->lines->len - 1);
  Segment *segment;

  if (builder->segments->len > line->first_segment)
    {
      segment = &g_array_index (builder->segments, Segment, builder->segments->len - 1);
      if (segment->item == NULL && segment->font == item->analysis.font
          && segment->offset + segment->n_bytes == (guint32) item->offset)
        return segment;
    }
  g_array_set_size (builder->segments, builder->segments->len + 1);
  segment = &g_array_index (builder->segments, Segment, builder->segments->len - 1);
  *segment = (Segment) { .font = g_object_ref (item->analysis.font), .offset = (guint32) item->offset,
                         .first_glyph = builder->glyphs->len, .first_cluster = builder->clusters->len };
  return segment;
}

/* Adds the glyphs of a run from left to right, with @x at its start. */
static void
add_run (Builder *builder, Segment *segment, const PangoGlyphItem *item, double x)
{
  const PangoGlyphString *glyphs = item->glyphs;
  int pen = 0;

  for (int i = 0; i < glyphs->num_glyphs;)
    {
      int n_bytes;
      int end = find_cluster_end (item, i, &n_bytes);
      Cluster cluster = { (guint16) CLAMP (n_bytes, 0, G_MAXUINT16), 0 };

      for (; i < end; i++)
        {
          const PangoGlyphInfo *info = &glyphs->glyphs[i];
          const Glyph glyph = { info->glyph, (float) (x + (double) (pen + info->geometry.x_offset) / PANGO_SCALE),
                                (float) info->geometry.y_offset / PANGO_SCALE };

          pen += info->geometry.width;
          if (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG && builder->unknown == 0)
            builder->unknown = info->glyph & ~PANGO_GLYPH_UNKNOWN_FLAG;
          if (info->glyph == PANGO_GLYPH_EMPTY || info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            continue;
          g_array_append_val (builder->glyphs, glyph);
          cluster.n_glyphs++;
          segment->n_glyphs++;
        }
      segment->n_bytes += cluster.n_bytes;
      segment->n_clusters++;
      g_array_append_val (builder->clusters, cluster);
    }
}

static void
add_line (Builder *builder, PangoLayoutLine *layout_line, double x)
{
  const Line line = { builder->segments->len, 0 };

  g_array_append_val (builder->lines, line);
  for (GSList *l = layout_line->runs; l != NULL; l = l->next)
    {
      const PangoGlyphItem *item = l->data;
      Segment *segment = get_segment (builder, item->item);

      add_run (builder, segment, item, x);
      if (item->item->analysis.level % 2 != 0)
        {
          segment->item = pango_glyph_item_copy ((PangoGlyphItem *) item);
          segment->x = (float) x;
        }
      x += (double) pango_glyph_string_get_width (item->glyphs) / PANGO_SCALE;
    }
  g_array_index (builder->lines, Line, builder->lines->len - 1).n_segments = builder->segments->len - line.first_segment;
}

/* The array's data in a block of the very size. (transfer full) */
static gpointer
take (GArray *array, gsize element_bytes)
{
  gpointer data = g_memdup2 (array->data, array->len * element_bytes);

  g_array_unref (array);
  return data;
}

static void
draw_segment (const ChoshoReportText *self, const Segment *segment, cairo_t *cr, double x, double y)
{
  g_autofree cairo_glyph_t *glyphs = g_new (cairo_glyph_t, segment->n_glyphs);
  g_autofree cairo_text_cluster_t *clusters = g_new (cairo_text_cluster_t, segment->n_clusters);

  if (segment->item != NULL)
    {
      cairo_move_to (cr, x + segment->x, y);
      pango_cairo_show_glyph_item (cr, self->string, segment->item);
      return;
    }
  for (guint i = 0; i < segment->n_glyphs; i++)
    {
      const Glyph *glyph = &self->glyphs[segment->first_glyph + i];

      glyphs[i] = (cairo_glyph_t) { glyph->glyph, x + glyph->x, y + glyph->y };
    }
  for (guint i = 0; i < segment->n_clusters; i++)
    {
      const Cluster *cluster = &self->clusters[segment->first_cluster + i];

      clusters[i] = (cairo_text_cluster_t) { cluster->n_bytes, cluster->n_glyphs };
    }
  cairo_set_scaled_font (cr, pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (segment->font)));
  cairo_show_text_glyphs (cr, self->string + segment->offset, (int) segment->n_bytes, glyphs, (int) segment->n_glyphs,
                          clusters, (int) segment->n_clusters, 0);
}

/* The baseline of line @index counted from the first drawn one, from the top. */
static double
baseline (const ChoshoReportText *self, guint index)
{
  return index * self->leading_pt + (self->leading_pt - self->size_pt) / 2 + EM_ASCENT * self->size_pt;
}

ChoshoReportText *
chosho_report_text_new (PangoLayout *layout, double size_pt, double leading_pt, gboolean red, gunichar *unknown)
{
  ChoshoReportText *self = g_new0 (ChoshoReportText, 1);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  Builder builder = { g_array_sized_new (FALSE, FALSE, sizeof (Glyph), 128),
                      g_array_sized_new (FALSE, FALSE, sizeof (Cluster), 128),
                      g_array_sized_new (FALSE, FALSE, sizeof (Segment), 16),
                      g_array_sized_new (FALSE, FALSE, sizeof (Line), 16), 0 };

  g_atomic_ref_count_init (&self->references);
  self->size_pt = size_pt;
  self->leading_pt = leading_pt;
  self->red = red;
  self->string = g_strdup (pango_layout_get_text (layout));
  do
    {
      PangoRectangle extents;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      self->width_pt = MAX (self->width_pt, (double) extents.width / PANGO_SCALE);
      add_line (&builder, pango_layout_iter_get_line_readonly (iter), (double) extents.x / PANGO_SCALE);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  self->n_segments = builder.segments->len;
  self->n_lines = builder.lines->len;
  self->glyphs = take (builder.glyphs, sizeof (Glyph));
  self->clusters = take (builder.clusters, sizeof (Cluster));
  self->segments = take (builder.segments, sizeof (Segment));
  self->lines = take (builder.lines, sizeof (Line));
  if (builder.unknown != 0)
    *unknown = builder.unknown;
  return self;
}

ChoshoReportText *
chosho_report_text_ref (ChoshoReportText *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
chosho_report_text_unref (ChoshoReportText *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < self->n_segments; i++)
    {
      g_object_unref (self->segments[i].font);
      g_clear_pointer (&self->segments[i].item, pango_glyph_item_free);
    }
  g_free (self->string);
  g_free (self->glyphs);
  g_free (self->clusters);
  g_free (self->segments);
  g_free (self->lines);
  g_free (self);
}

const char *
chosho_report_text_get_string (const ChoshoReportText *self)
{
  return self->string;
}

gboolean
chosho_report_text_is_red (const ChoshoReportText *self)
{
  return self->red;
}

guint
chosho_report_text_get_n_lines (const ChoshoReportText *self)
{
  return self->n_lines;
}

double
chosho_report_text_get_leading (const ChoshoReportText *self)
{
  return self->leading_pt;
}

double
chosho_report_text_get_height (const ChoshoReportText *self)
{
  return self->n_lines * self->leading_pt;
}

double
chosho_report_text_get_width (const ChoshoReportText *self)
{
  return self->width_pt;
}

void
chosho_report_text_draw (const ChoshoReportText *self, cairo_t *cr, guint first, guint count, double x, double y)
{
  for (guint i = 0; i < count && first + i < self->n_lines; i++)
    {
      const Line *line = &self->lines[first + i];

      for (guint j = 0; j < line->n_segments; j++)
        draw_segment (self, &self->segments[line->first_segment + j], cr, x, y + baseline (self, i));
    }
}

void
chosho_report_text_path (const ChoshoReportText *self, cairo_t *cr, double x, double y)
{
  for (guint i = 0; i < self->n_lines; i++)
    for (guint j = 0; j < self->lines[i].n_segments; j++)
      {
        const Segment *segment = &self->segments[self->lines[i].first_segment + j];
        g_autofree cairo_glyph_t *glyphs = g_new (cairo_glyph_t, segment->n_glyphs);

        for (guint k = 0; k < segment->n_glyphs; k++)
          {
            const Glyph *glyph = &self->glyphs[segment->first_glyph + k];

            glyphs[k] = (cairo_glyph_t) { glyph->glyph, x + glyph->x, y + baseline (self, i) + glyph->y };
          }
        cairo_set_scaled_font (cr, pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (segment->font)));
        cairo_glyph_path (cr, glyphs, (int) segment->n_glyphs);
      }
}
