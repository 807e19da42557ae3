/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-member-pictures.h"

#include <math.h>

#define KEPT 24          /* pictures: what a few screens show */
#define AT_ONCE 2        /* processes; the newest wishes first */
#define MAX_PIXELS 4.0e6 /* of one beside the text; opened alone it is sharp */

/* One picture, from the first wish on. */
typedef struct
{
  guint       member;
  GdkTexture *texture; /* (owned) (nullable) */
  gboolean    begun, failed;
} Picture;

struct _ChoshoMemberPictures
{
  GObject parent_instance;

  ChoshoDocument *container;   /* (owned) */
  GHashTable     *pictures;    /* (owned): member → Picture */
  GQueue          order;       /* (element-type Picture): last asked for first */
  guint           running;
  GCancellable   *cancellable; /* (owned) */
};

enum
{
  SIGNAL_LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChoshoMemberPictures, chosho_member_pictures, G_TYPE_OBJECT)

/* A rendering under way. */
typedef struct
{
  ChoshoMemberPictures *pictures; /* (owned) */
  guint                 member;
} Work;

static void begin_next (ChoshoMemberPictures *self);

static void
picture_free (gpointer data)
{
  Picture *self = data;

  g_clear_object (&self->texture);
  g_free (self);
}

static void
end_work (Work *work, GdkTexture *texture)
{
  g_autoptr (ChoshoMemberPictures) self = work->pictures;
  Picture *picture = g_hash_table_lookup (self->pictures, GUINT_TO_POINTER (work->member));

  self->running--;
  if (picture != NULL)
    {
      g_set_object (&picture->texture, texture);
      picture->failed = texture == NULL;
    }
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_signal_emit (self, signals[SIGNAL_LOADED], 0, work->member);
      begin_next (self);
    }
  g_free (work);
}

static void
on_rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoDocument) document = CHOSHO_DOCUMENT (source); /* with it its process ends */
  g_autoptr (ChoshoContentImage) image = chosho_document_render_finish (document, result, NULL);
  g_autoptr (GdkTexture) texture = NULL;

  if (image != NULL)
    texture = gdk_memory_texture_new ((int) image->width, (int) image->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, image->pixels, image->stride);
  end_work (user_data, texture);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ChoshoDocument) document = CHOSHO_DOCUMENT (source);
  Work *work = user_data;
  const ChoshoContentInfo *info = chosho_document_load_finish (document, result, NULL) ? chosho_document_get_info (document) : NULL;
  const ChoshoPageSize *size;

  if (info == NULL || info->kind != CHOSHO_CONTENT_PAGES || g_array_index (info->pages, ChoshoPageSize, 0).width <= 0)
    {
      end_work (work, NULL);
      return;
    }
  size = &g_array_index (info->pages, ChoshoPageSize, 0);
  chosho_document_render_async (document, 0, MIN (1, sqrt (MAX_PIXELS / (size->width * size->height))), NULL, work->pictures->cancellable,
                                on_rendered_cb, work);
  g_object_ref (document); /* the rendering's */
}

static void
begin_next (ChoshoMemberPictures *self)
{
  for (GList *l = self->order.head; l != NULL && self->running < AT_ONCE; l = l->next)
    {
      Picture *picture = l->data;
      Work *work;
      ChoshoDocument *document;

      if (picture->begun)
        continue;
      picture->begun = TRUE;
      self->running++;
      work = g_new0 (Work, 1);
      work->pictures = g_object_ref (self);
      work->member = picture->member;
      document = chosho_document_new_member (self->container, picture->member, chosho_document_get_name (self->container));
      chosho_document_load_async (document, self->cancellable, on_opened_cb, work);
    }
}

static void
forget_old (ChoshoMemberPictures *self)
{
  while (g_queue_get_length (&self->order) > KEPT)
    {
      Picture *picture = g_queue_pop_tail (&self->order);

      g_hash_table_remove (self->pictures, GUINT_TO_POINTER (picture->member));
    }
}

GdkTexture *
chosho_member_pictures_get (ChoshoMemberPictures *self, guint member, gboolean *failed)
{
  Picture *picture = g_hash_table_lookup (self->pictures, GUINT_TO_POINTER (member));

  *failed = FALSE;
  if (picture != NULL)
    g_queue_remove (&self->order, picture);
  else
    {
      picture = g_new0 (Picture, 1);
      picture->member = member;
      g_hash_table_insert (self->pictures, GUINT_TO_POINTER (member), picture);
    }
  g_queue_push_head (&self->order, picture);
  *failed = picture->failed;
  if (!picture->begun)
    {
      forget_old (self);
      begin_next (self);
    }
  return picture->texture;
}

ChoshoMemberPictures *
chosho_member_pictures_new (ChoshoDocument *container)
{
  ChoshoMemberPictures *self = g_object_new (CHOSHO_TYPE_MEMBER_PICTURES, NULL);

  self->container = g_object_ref (container);
  return self;
}

static void
chosho_member_pictures_dispose (GObject *object)
{
  g_cancellable_cancel (CHOSHO_MEMBER_PICTURES (object)->cancellable);
  G_OBJECT_CLASS (chosho_member_pictures_parent_class)->dispose (object);
}

static void
chosho_member_pictures_finalize (GObject *object)
{
  ChoshoMemberPictures *self = CHOSHO_MEMBER_PICTURES (object);

  g_queue_clear (&self->order);
  g_hash_table_unref (self->pictures);
  g_object_unref (self->cancellable);
  g_clear_object (&self->container);
  G_OBJECT_CLASS (chosho_member_pictures_parent_class)->finalize (object);
}

static void
chosho_member_pictures_class_init (ChoshoMemberPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chosho_member_pictures_dispose;
  G_OBJECT_CLASS (klass)->finalize = chosho_member_pictures_finalize;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
chosho_member_pictures_init (ChoshoMemberPictures *self)
{
  self->cancellable = g_cancellable_new ();
  self->pictures = g_hash_table_new_full (NULL, NULL, NULL, picture_free);
  g_queue_init (&self->order);
}
