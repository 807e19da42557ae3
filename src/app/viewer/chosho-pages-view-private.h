/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-page-layout.h"
#include "chosho-page-search.h"
#include "chosho-pages-view.h"

/* What is known of one page that was looked at. */
typedef struct
{
  GdkTexture     *texture;     /* (owned) (nullable) upright */
  double          scale;       /* that @texture was rendered at */
  GCancellable   *rendering;   /* (owned) (nullable) under way */
  ChoshoPageText *text;        /* (owned) (nullable) */
  gboolean        text_asked;
  gboolean        failed;      /* it cannot be rendered */
} ChoshoShownPage;

struct _ChoshoPagesView
{
  GtkWidget parent_instance;

  GtkAdjustment       *adjustments[2]; /* (owned) (nullable) by GtkOrientation */
  GtkScrollablePolicy  policies[2];

  ChoshoDocument      *document;  /* (owned) (nullable) */
  ChoshoPageLayout    *layout;    /* (owned) of its pages as they are turned */
  GHashTable          *pages;     /* (owned) index -> ChoshoShownPage; those near the view */
  double               zoom;      /* 0: fit the width */
  guint                page;      /* the one that was gone to, or that is in the middle of the view */

  /* What stays at the top of the view when sizes change. */
  guint                top_page;
  double               top_offset; /* below its top, in its units */
  gboolean             placing;    /* that is being restored: nobody scrolls */

  /* Selection: characters of one page. */
  int                  selected_page; /* -1: none */
  guint                selected_first, selected_count;
  guint                anchor;

  /* A region of one page, drawn with the pointer. */
  int                  region_page; /* -1: none */
  ChoshoContentRect    region;
  double               region_x, region_y; /* where it began */

  ChoshoValue         *marks;        /* (owned) (nullable) rows */
  GArray              *badges;       /* (owned) where their signs were drawn last; chosho-pages-view-marks.c */
  char                *current_mark; /* (owned) (nullable) id of the one that was gone to */

  ChoshoPageSearch    *search;    /* (owned) (nullable) of the words that are marked */
};

/* chosho-pages-view-layout.c */
double   chosho_pages_view_get_scale   (ChoshoPagesView *self); /* pixels a unit now */
double   chosho_pages_view_get_room    (ChoshoPagesView *self); /* pixels from the left end of what can be scrolled to its right end */
/* Calls back for the pages that overlap the view, with their place in it. */
typedef void (*ChoshoVisibleFunc) (ChoshoPagesView *self, guint index, const graphene_rect_t *area, gpointer user_data);
void     chosho_pages_view_foreach_visible (ChoshoPagesView *self, ChoshoVisibleFunc function, gpointer user_data);
/* What stood at the top of the view stands there again, whatever its size and that of all above is now. */
void     chosho_pages_view_configure_adjustments (ChoshoPagesView *self);
void     chosho_pages_view_set_page    (ChoshoPagesView *self, guint page);
/* Somebody scrolled: the page in the middle is the one that is read. */
void     chosho_pages_view_follow_view (ChoshoPagesView *self);
void     chosho_pages_view_note_scrolled (ChoshoPagesView *self);
/* Places @offset units below the top of @page at the top of the view, or as near as the end allows. */
void     chosho_pages_view_place       (ChoshoPagesView *self, guint page, double offset);
void     chosho_pages_view_lay_out     (ChoshoPagesView *self, guint quarters);
/* chosho-pages-view-render.c */
void     chosho_pages_view_page_free   (gpointer page); /* a ChoshoShownPage */
/* Whether it has no size: nothing can be rendered. */
gboolean chosho_pages_view_is_damaged  (ChoshoPagesView *self, guint index);
/* Has what is seen rendered and its text read; forgets what is far. */
void     chosho_pages_view_ask_for_visible (ChoshoPagesView *self);
/* chosho-pages-view-draw.c */
void     chosho_pages_view_snapshot    (GtkWidget *widget, GtkSnapshot *snapshot);
/* chosho-pages-view-select.c */
void     chosho_pages_view_install_selecting (GtkWidgetClass *widget_class);
void     chosho_pages_view_add_selecting (ChoshoPagesView *self);
/* chosho-pages-view-marks.c */
void     chosho_pages_view_draw_marks  (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *area);
/* Before the first page is drawn. */
void     chosho_pages_view_forget_badges (ChoshoPagesView *self);
/* Where the reference whose sign is at a point of the view leads; FALSE where there is none. */
gboolean chosho_pages_view_follow_mark (ChoshoPagesView *self, double x, double y);
void     chosho_pages_view_draw_region (ChoshoPagesView *self, GtkSnapshot *snapshot, guint index, const graphene_rect_t *area);
/* chosho-pages-view-search.c */
void     chosho_pages_view_drop_search (ChoshoPagesView *self);
