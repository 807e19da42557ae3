/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-paper-excerpts.h"

#include <math.h>
#include <string.h>

#include "chosho-error.h"
#include "chosho-evidence.h"
#include "chosho-member-reader.h"
#include "chosho-text.h"

#define PDF_SCALE 2.0     /* pixels a point: 144 dpi, as much as small type needs in print */
#define IMAGE_POINTS 0.5  /* points a pixel on paper */
/* What stands around is shown too, so that one sees where it is: at least the margin, and for a small region more. Points on
 * paper. */
#define MARGIN 14.0
#define LEAST_WIDTH 300.0
#define LEAST_HEIGHT 60.0
#define LARGEST_SIDE 1600.0 /* pixels of an excerpt */
#define THREADS 2           /* each with a helper of its own: drawing a page keeps one processor busy */

/* A region to be drawn. All borrowed from the record. */
typedef struct
{
  const char  *id;
  const char  *sha256; /* of the file that holds it */
  const char  *digest; /* of what is marked */
  const char  *name;
  ChoshoValue *path;   /* (nullable) */
  char        *way;    /* (owned) the path, to be compared */
  ChoshoValue *rectangle;
  guint        page;
} Region;

/* What is left open from one region to the next. */
typedef struct
{
  ChoshoObjectStore    *objects;
  const Region         *last;
  ChoshoMemberReader   *reader;   /* (owned) (nullable) */
  ChoshoHelperDocument *document; /* (borrowed) (nullable) */
  ChoshoContentInfo    *info;     /* (owned) (nullable) */
  const char           *code;     /* why there is none */
} Desk;

struct _ChoshoPaperExcerpts
{
  GMutex      lock;     /* while they are drawn */
  GHashTable *excerpts; /* (owned) mark → ChoshoPaperExcerpt */
  GHashTable *codes;    /* (owned) mark → why not */
};

/* The work of the threads; the regions of one file are one thread's. */
typedef struct
{
  ChoshoPaperExcerpts *excerpts;    /* (borrowed) */
  GArray              *regions;     /* (borrowed) (element-type Region) sorted */
  ChoshoObjectStore   *objects;     /* (borrowed) */
  ChoshoProgress      *progress;    /* (borrowed) (nullable) */
  GCancellable        *cancellable; /* (borrowed) (nullable) */
  guint                next;        /* region nobody has taken, under the lock, as is the rest */
  GError              *error;       /* (owned) (nullable) why the whole job cannot go on */
} Drawing;

static void
excerpt_free (gpointer data)
{
  chosho_report_picture_unref (((ChoshoPaperExcerpt *) data)->picture);
  g_free (data);
}

static void
region_clear (gpointer data)
{
  g_free (((Region *) data)->way);
}

static gboolean
has_region (ChoshoValue *mark)
{
  return chosho_value_get_length (chosho_value_get (mark, "rectangle")) == 4 && chosho_value_get_integer (mark, "page", 0) > 0
         && g_strcmp0 (chosho_value_get_string (mark, "state"), "withdrawn") != 0;
}

static GPtrArray *
list_marks (ChoshoPaperRecord *record, const char *control)
{
  return control != NULL ? chosho_paper_record_list_of (record, "mark", control) : chosho_paper_record_list (record, "mark");
}

guint
chosho_paper_excerpts_count (ChoshoPaperRecord *record, const char *control)
{
  GPtrArray *marks = list_marks (record, control);
  guint count = 0;

  for (guint i = 0; i < marks->len; i++)
    count += has_region (g_ptr_array_index (marks, i));
  return count;
}

static void
add_region (ChoshoPaperExcerpts *self, GArray *regions, ChoshoPaperRecord *record, ChoshoValue *mark)
{
  ChoshoValue *evidence = chosho_paper_record_get (record, "evidence", chosho_value_get_string (mark, "evidence"));
  ChoshoValue *holder = chosho_evidence_is_member (evidence) ? chosho_paper_record_get (record, "evidence", chosho_value_get_string (evidence, "of"))
                                                             : evidence;
  Region region = { .id = chosho_value_get_string (mark, "id"), .sha256 = chosho_value_get_string (holder, "sha256"),
                    .digest = chosho_value_get_string (mark, "sha256"), .name = chosho_value_get_string (evidence, "name"),
                    .rectangle = chosho_value_get (mark, "rectangle"),
                    .page = (guint) chosho_value_get_integer (mark, "page", 1) - 1 };

  if (region.sha256 == NULL || chosho_value_get_boolean (holder, "purged", FALSE))
    {
      g_hash_table_insert (self->codes, (gpointer) region.id, (gpointer) (holder != NULL && region.sha256 != NULL ? "destroyed" : "not-here"));
      return;
    }
  if (holder != evidence)
    {
      region.path = chosho_value_get (evidence, "path");
      region.way = region.path != NULL ? chosho_value_to_canonical (region.path, NULL) : NULL;
    }
  g_array_append_val (regions, region);
}

/* Regions of one file follow each other, and of one page there. */
static int
compare_regions (gconstpointer a, gconstpointer b)
{
  const Region *x = a;
  const Region *y = b;
  int order = strcmp (x->sha256, y->sha256);

  if (order == 0)
    order = g_strcmp0 (x->way, y->way);
  if (order == 0)
    order = x->page != y->page ? (x->page > y->page) - (x->page < y->page) : strcmp (x->id, y->id);
  return order;
}

/* Why a file could not be read; NULL where @error is one of the whole job. */
static const char *
explain (const GError *error)
{
  switch (error->code)
    {
    case CHOSHO_ERROR_CANCELLED:
    case CHOSHO_ERROR_CONFINEMENT:
      return NULL;
    case CHOSHO_ERROR_NOT_FOUND:
      return "not-here";
    case CHOSHO_ERROR_INTEGRITY:
      return "damaged";
    case CHOSHO_ERROR_PASSPHRASE:
      return "password";
    default:
      return "unreadable";
    }
}

static void
desk_clear (Desk *desk)
{
  g_clear_pointer (&desk->info, chosho_content_info_free);
  desk->document = NULL;
  g_clear_pointer (&desk->reader, chosho_member_reader_free);
}

/* Opens the file of @region, which is another than the last one's. */
static gboolean
open_file (Desk *desk, const Region *region, GCancellable *cancellable, GError **error)
{
  g_autofree char *sha256 = NULL;

  g_clear_pointer (&desk->info, chosho_content_info_free);
  desk->document = NULL;
  if (desk->last == NULL || strcmp (desk->last->sha256, region->sha256) != 0)
    g_clear_pointer (&desk->reader, chosho_member_reader_free);
  desk->last = region;
  if (desk->reader == NULL)
    desk->reader = chosho_member_reader_new (desk->objects, region->sha256, region->name, NULL, error);
  desk->document = desk->reader != NULL ? chosho_member_reader_enter (desk->reader, region->path, &sha256, cancellable, error) : NULL;
  if (desk->document != NULL && sha256 != NULL && g_strcmp0 (sha256, region->digest) != 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INTEGRITY, region->name);
      return FALSE;
    }
  desk->info = desk->document != NULL ? chosho_helper_document_read_info (desk->document, cancellable, error) : NULL;
  return desk->info != NULL;
}

static gboolean
is_same_file (const Region *x, const Region *y)
{
  return x != NULL && strcmp (x->sha256, y->sha256) == 0 && g_strcmp0 (x->way, y->way) == 0;
}

static double
get_edge (const Region *region, guint index)
{
  return (double) chosho_value_as_integer (chosho_value_get_item (region->rectangle, index), 0);
}

/* The region with what stands around it, in pixels at *@scale; FALSE where it is not on the page. */
static gboolean
place_region (const Region *region, const ChoshoContentInfo *info, double *scale, ChoshoPixelClip *clip, ChoshoPaperExcerpt *excerpt)
{
  const ChoshoPageSize *page = region->page < info->pages->len ? &g_array_index (info->pages, ChoshoPageSize, region->page) : NULL;
  double points = info->has_text ? 1.0 : IMAGE_POINTS;
  double wide = MAX (MARGIN / points, (LEAST_WIDTH / points - get_edge (region, 2) + get_edge (region, 0)) / 2);
  double high = MAX (MARGIN / points, (LEAST_HEIGHT / points - get_edge (region, 3) + get_edge (region, 1)) / 2);
  double left, top, right, bottom, side;

  if (page == NULL || page->width <= 0 || page->height <= 0)
    return FALSE;
  left = CLAMP (get_edge (region, 0) - wide, 0, page->width);
  right = CLAMP (get_edge (region, 2) + wide, 0, page->width);
  top = CLAMP (page->height - get_edge (region, 3) - high, 0, page->height);
  bottom = CLAMP (page->height - get_edge (region, 1) + high, 0, page->height);
  side = MAX (right - left, bottom - top);
  if (right - left < 1 || bottom - top < 1)
    return FALSE;
  *scale = MIN (info->has_text ? PDF_SCALE : 1.0, LARGEST_SIDE / side);
  *clip = (ChoshoPixelClip) { .x = (guint) floor (left * *scale), .y = (guint) floor (top * *scale),
                              .width = (guint) MAX (1, floor ((right - left) * *scale)), .height = (guint) MAX (1, floor ((bottom - top) * *scale)) };
  excerpt->width = (right - left) * points;
  excerpt->left = CLAMP ((get_edge (region, 0) - left) / (right - left), 0, 1);
  excerpt->right = CLAMP ((get_edge (region, 2) - left) / (right - left), 0, 1);
  excerpt->top = CLAMP ((page->height - get_edge (region, 3) - top) / (bottom - top), 0, 1);
  excerpt->bottom = CLAMP ((page->height - get_edge (region, 1) - top) / (bottom - top), 0, 1);
  return TRUE;
}

static ChoshoPaperExcerpt *
draw (Desk *desk, const Region *region, GCancellable *cancellable, GError **error)
{
  ChoshoPaperExcerpt excerpt = { 0 };
  ChoshoPixelClip clip;
  double scale;
  g_autoptr (ChoshoContentImage) image = NULL;

  if (!place_region (region, desk->info, &scale, &clip, &excerpt))
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, region->name);
      return NULL;
    }
  image = chosho_helper_document_render (desk->document, region->page, scale, &clip, cancellable, error);
  excerpt.picture = image != NULL ? chosho_report_picture_new (image->width, image->height, image->pixels) : NULL;
  return excerpt.picture != NULL ? g_memdup2 (&excerpt, sizeof excerpt) : NULL;
}

/* FALSE with @error where the whole job cannot go on. */
static gboolean
draw_region (ChoshoPaperExcerpts *self, Desk *desk, const Region *region, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  ChoshoPaperExcerpt *excerpt = NULL;

  if (!is_same_file (desk->last, region))
    {
      desk->code = NULL;
      if (!open_file (desk, region, cancellable, &local) && (desk->code = explain (local)) == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  if (desk->code == NULL)
    excerpt = draw (desk, region, cancellable, &local);
  if (excerpt == NULL && desk->code == NULL && local != NULL && explain (local) == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_mutex_lock (&self->lock);
  if (excerpt != NULL)
    g_hash_table_insert (self->excerpts, (gpointer) region->id, excerpt);
  else
    g_hash_table_insert (self->codes, (gpointer) region->id, (gpointer) (desk->code != NULL ? desk->code : "unreadable"));
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* The regions of a file that nobody draws yet, @from up to but not @to; FALSE where there is none, or the job has failed. */
static gboolean
take_file (Drawing *self, guint *from, guint *to)
{
  g_mutex_lock (&self->excerpts->lock);
  *from = *to = self->error == NULL ? self->next : self->regions->len;
  while (*to < self->regions->len
         && strcmp (g_array_index (self->regions, Region, *from).sha256, g_array_index (self->regions, Region, *to).sha256) == 0)
    (*to)++;
  self->next = *to;
  g_mutex_unlock (&self->excerpts->lock);
  return *from < *to;
}

static gpointer
draw_thread (gpointer data)
{
  Drawing *self = data;
  Desk desk = { .objects = self->objects };
  GError *error = NULL;
  guint from, to;

  while (error == NULL && take_file (self, &from, &to))
    for (guint i = from; i < to && error == NULL; i++)
      {
        draw_region (self->excerpts, &desk, &g_array_index (self->regions, Region, i), self->cancellable, &error);
        chosho_progress_add (self->progress, 1);
      }
  desk_clear (&desk);
  g_mutex_lock (&self->excerpts->lock);
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_mutex_unlock (&self->excerpts->lock);
  g_clear_error (&error);
  return NULL;
}

static gboolean
draw_all (Drawing *self, GError **error)
{
  GThread *threads[THREADS];

  for (guint i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("excerpts", draw_thread, self);
  for (guint i = 0; i < THREADS; i++)
    g_thread_join (threads[i]);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, self->error);
  return FALSE;
}

ChoshoPaperExcerpts *
chosho_paper_excerpts_read (ChoshoPaperRecord *record, ChoshoObjectStore *objects, const char *control, ChoshoProgress *progress,
                            GCancellable *cancellable, GError **error)
{
  g_autoptr (ChoshoPaperExcerpts) self = g_new0 (ChoshoPaperExcerpts, 1);
  g_autoptr (GArray) regions = g_array_new (FALSE, FALSE, sizeof (Region));
  GPtrArray *marks = list_marks (record, control);
  Drawing drawing = { self, regions, objects, progress, cancellable };

  g_mutex_init (&self->lock);
  self->excerpts = g_hash_table_new_full (chosho_text_hash, g_str_equal, NULL, excerpt_free);
  self->codes = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_array_set_clear_func (regions, region_clear);
  for (guint i = 0; i < marks->len; i++)
    if (has_region (g_ptr_array_index (marks, i)))
      add_region (self, regions, record, g_ptr_array_index (marks, i));
  g_array_sort (regions, compare_regions);
  return regions->len == 0 || draw_all (&drawing, error) ? g_steal_pointer (&self) : NULL;
}

void
chosho_paper_excerpts_free (ChoshoPaperExcerpts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->excerpts, g_hash_table_unref);
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
chosho_paper_excerpts_count_drawn (ChoshoPaperExcerpts *self)
{
  return g_hash_table_size (self->excerpts);
}

const ChoshoPaperExcerpt *
chosho_paper_excerpts_get (ChoshoPaperExcerpts *self, const char *id, const char **code)
{
  *code = g_hash_table_lookup (self->codes, id);
  return g_hash_table_lookup (self->excerpts, id);
}
