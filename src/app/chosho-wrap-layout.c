/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-wrap-layout.h"

struct _ChoshoWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  int row_spacing;
  int max_rows; /* 0: any number */
};

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_ROW_SPACING,
  PROP_MAX_ROWS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ChoshoWrapLayout, chosho_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The children that stand side by side. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end;      /* (nullable) the first child of the next row */
  int        width;    /* that they want, with the spacing between */
  int        n_expand; /* of those that take what is left */
} Row;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* What @child wants of a row of @width: what expands is content with half of it. */
static int
get_wanted_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    natural = MIN (natural, MAX (minimum, width / 2));
  return MIN (natural, width);
}

/* The row that begins with @first: what has room in @width, and one child at least. */
static Row
find_row (ChoshoWrapLayout *self, GtkWidget *first, int width)
{
  Row row = { .first = first };

  for (GtkWidget *child = first; child != NULL; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int wanted = get_wanted_width (child, width) + (child != first ? self->spacing : 0);

      if (child != first && row.width + wanted > width)
        {
          row.end = child;
          break;
        }
      row.width += wanted;
      row.n_expand += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
    }
  return row;
}

/* What @child gets in a row of @width; *@left is what those that expand share, and *@n_expand how many still come. */
static int
share (GtkWidget *child, int width, int *left, int *n_expand)
{
  int extra = 0;

  if (*n_expand > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    {
      extra = *left / *n_expand;
      *left -= extra;
      (*n_expand)--;
    }
  return get_wanted_width (child, width) + extra;
}

/* The height of a row in @width. */
static int
get_height (const Row *row, int width)
{
  int left = MAX (0, width - row->width), n_expand = row->n_expand, height = 0;

  for (GtkWidget *child = row->first; child != row->end; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, share (child, width, &left, &n_expand), NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  return height;
}

/* Whether a row stands below @n rows. */
static gboolean
has_room (ChoshoWrapLayout *self, int n)
{
  return self->max_rows == 0 || n < self->max_rows;
}

static GtkSizeRequestMode
chosho_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (ChoshoWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget)); child != NULL; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static void
chosho_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  ChoshoWrapLayout *self = CHOSHO_WRAP_LAYOUT (manager);
  int width = for_size >= 0 ? for_size : G_MAXINT, n = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget)); child != NULL && has_room (self, n); n++)
    {
      Row row = find_row (self, child, width);

      *natural += get_height (&row, for_size >= 0 ? width : row.width) + (*natural > 0 ? self->row_spacing : 0);
      child = row.end;
    }
  *minimum = *natural;
}

static void
allocate_row (ChoshoWrapLayout *self, GtkWidget *widget, const Row *row, int width, int y, int height)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int left = MAX (0, width - row->width), n_expand = row->n_expand, x = 0;

  for (GtkWidget *child = row->first; child != row->end; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    {
      int wanted = share (child, width, &left, &n_expand);

      gtk_widget_set_child_visible (child, TRUE);
      gtk_widget_size_allocate (child, &(GtkAllocation) { mirrored ? width - x - wanted : x, y, wanted, height }, -1);
      x += wanted + self->spacing;
    }
}

static void
chosho_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  ChoshoWrapLayout *self = CHOSHO_WRAP_LAYOUT (manager);
  GtkWidget *child = skip_hidden (gtk_widget_get_first_child (widget));
  int y = 0;

  for (int n = 0; child != NULL && has_room (self, n); n++)
    {
      Row row = find_row (self, child, width);
      gboolean last = row.end == NULL || !has_room (self, n + 1);
      int row_height = last ? MAX (height - y, 0) : get_height (&row, width);

      allocate_row (self, widget, &row, width, y, row_height);
      y += row_height + self->row_spacing;
      child = row.end;
    }
  for (; child != NULL; child = skip_hidden (gtk_widget_get_next_sibling (child)))
    gtk_widget_set_child_visible (child, FALSE);
}

static int *
get_number (ChoshoWrapLayout *self, guint id)
{
  return id == PROP_SPACING ? &self->spacing : id == PROP_ROW_SPACING ? &self->row_spacing : &self->max_rows;
}

static void
chosho_wrap_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ChoshoWrapLayout *self = CHOSHO_WRAP_LAYOUT (object);

  g_value_set_int (value, *get_number (self, id));
}

static void
chosho_wrap_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ChoshoWrapLayout *self = CHOSHO_WRAP_LAYOUT (object);

  *get_number (self, id) = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
chosho_wrap_layout_class_init (ChoshoWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = chosho_wrap_layout_get_property;
  object_class->set_property = chosho_wrap_layout_set_property;
  manager_class->get_request_mode = chosho_wrap_layout_get_request_mode;
  manager_class->measure = chosho_wrap_layout_measure;
  manager_class->allocate = chosho_wrap_layout_allocate;
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROW_SPACING] = g_param_spec_int ("row-spacing", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAX_ROWS] = g_param_spec_int ("max-rows", NULL, NULL, 0, G_MAXINT16, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chosho_wrap_layout_init (ChoshoWrapLayout *self)
{
}

GtkLayoutManager *
chosho_wrap_layout_new (int spacing, int row_spacing)
{
  return g_object_new (CHOSHO_TYPE_WRAP_LAYOUT, "spacing", spacing, "row-spacing", row_spacing, NULL);
}
