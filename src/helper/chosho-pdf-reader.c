/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-pdf-reader.h"

#include <poppler.h>
#include <unistd.h>

#include "chosho-helper-limits.h"
#include "chosho-input.h"
#include "chosho-reading-order.h"

struct _ChoshoPdf
{
  PopplerDocument *document; /* (owned) */
  guint            n_pages;
};

static gboolean
check_document (PopplerDocument *document, const GError *error, ChoshoFault *fault)
{
  if (document == NULL && g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_PDF_ENCRYPTED, NULL);
  if (document == NULL || poppler_document_get_n_pages (document) <= 0)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_PDF_DAMAGED, NULL);
  if (poppler_document_get_n_pages (document) > CHOSHO_HELPER_LIMIT_PAGES)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_PAGES, CHOSHO_HELPER_LIMIT_PAGES, NULL);
  return TRUE;
}

/* With a password poppler opens a file twice, as old and as new documents spell it. It cannot do
 * that with a descriptor, and 22.12 crashes with bytes: so as a stream in memory. Takes @fd.
 * (transfer full) (nullable) */
static PopplerDocument *
open_with_password (int fd, const char *password, GError **error, ChoshoFault *fault)
{
  g_autoptr (GInputStream) stream = NULL;
  char *data = NULL;
  gsize size_bytes = 0;
  gboolean done = chosho_input_read (fd, &data, &size_bytes, fault);

  close (fd);
  if (!done)
    return NULL;
  stream = g_memory_input_stream_new_from_data (data, (gssize) size_bytes, g_free);
  return poppler_document_new_from_stream (stream, (goffset) size_bytes, password, NULL, error);
}

ChoshoPdf *
chosho_pdf_open (int fd, const char *password, ChoshoFault *fault)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = password[0] == '\0' ? poppler_document_new_from_fd (fd, NULL, &error)
                                                  : open_with_password (fd, password, &error, fault);
  ChoshoPdf *self;

  if (!check_document (document, error, fault))
    {
      g_clear_object (&document);
      return NULL;
    }
  self = g_new0 (ChoshoPdf, 1);
  self->document = document;
  self->n_pages = poppler_document_get_n_pages (document);
  return self;
}

void
chosho_pdf_free (ChoshoPdf *self)
{
  g_object_unref (self->document);
  g_free (self);
}

guint
chosho_pdf_get_n_pages (ChoshoPdf *self)
{
  return self->n_pages;
}

/* As it is told: what is thinner than that is no page either. */
static gboolean
is_length (double length)
{
  return length <= CHOSHO_HELPER_LIMIT_PAGE_LENGTH && chosho_page_length (length) > 0;
}

void
chosho_pdf_get_page_size (ChoshoPdf *self, guint page, double *width, double *height)
{
  PopplerPage *found = page < self->n_pages ? poppler_document_get_page (self->document, (int) page) : NULL;

  *width = *height = 0;
  if (found != NULL)
    poppler_page_get_size (found, width, height);
  if (!is_length (*width) || !is_length (*height))
    *width = *height = 0;
  g_clear_object (&found);
}

/* (transfer full); NULL with @fault set. */
static PopplerPage *
get_page (ChoshoPdf *self, guint page, ChoshoFault *fault)
{
  PopplerPage *found = poppler_document_get_page (self->document, (int) page);

  if (found == NULL)
    chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_PAGE_DAMAGED, page, 0);
  return found;
}

cairo_t *
chosho_pdf_draw (ChoshoPdf *self, const ChoshoPageView *view, ChoshoFault *fault)
{
  PopplerPage *page = get_page (self, view->page, fault);
  cairo_t *cr;

  if (page == NULL)
    return NULL;
  cr = chosho_page_view_begin (view);
  if (cr == NULL)
    chosho_fault_set (fault, CHOSHO_HELPER_REASON_NO_MEMORY, NULL);
  else
    poppler_page_render (page, cr);
  g_object_unref (page);
  return cr;
}

static void
write_rectangle (ChoshoRecordWriter *writer, const ChoshoPlacedCharacter *place, double height)
{
  /* poppler counts from the top */
  chosho_record_writer_u32 (writer, chosho_page_length (place->left));
  chosho_record_writer_u32 (writer, chosho_page_length (height - place->bottom));
  chosho_record_writer_u32 (writer, chosho_page_length (place->right));
  chosho_record_writer_u32 (writer, chosho_page_length (height - place->top));
}

/* As poppler has them. (transfer full) (element-type ChoshoPlacedCharacter) */
static GArray *
place_characters (PopplerPage *page, const char *text, glong length)
{
  GArray *characters = g_array_sized_new (FALSE, FALSE, sizeof (ChoshoPlacedCharacter), (guint) length);
  g_autofree PopplerRectangle *rectangles = NULL;
  guint n_rectangles = 0;

  poppler_page_get_text_layout (page, &rectangles, &n_rectangles);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      ChoshoPlacedCharacter placed = { .character = g_utf8_get_char (p) };

      if (characters->len < n_rectangles)
        {
          const PopplerRectangle *rect = &rectangles[characters->len];

          placed = (ChoshoPlacedCharacter){ placed.character, MIN (rect->x1, rect->x2), MIN (rect->y1, rect->y2), MAX (rect->x1, rect->x2), MAX (rect->y1, rect->y2) };
        }
      g_array_append_val (characters, placed);
    }
  return characters;
}

static gboolean
write_page_text (PopplerPage *page, guint number, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  g_autofree char *raw = poppler_page_get_text (page);
  g_autofree char *text = g_utf8_make_valid (raw != NULL ? raw : "", -1);
  g_autoptr (GArray) placed = NULL, ordered = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  glong length = g_utf8_strlen (text, -1);
  double width, height;

  if (length > CHOSHO_HELPER_LIMIT_PAGE_CHARACTERS)
    return chosho_fault_set_page (fault, CHOSHO_HELPER_REASON_LIMIT_PAGE_CHARACTERS, number,
                                  CHOSHO_HELPER_LIMIT_PAGE_CHARACTERS);
  poppler_page_get_size (page, &width, &height);
  placed = place_characters (page, text, length);
  ordered = chosho_reading_order (placed);
  for (guint i = 0; i < ordered->len; i++)
    g_string_append_unichar (words, g_array_index (ordered, ChoshoPlacedCharacter, i).character);
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_TEXT);
  chosho_record_writer_string (writer, words->str);
  chosho_record_writer_u32 (writer, ordered->len);
  for (guint i = 0; i < ordered->len; i++)
    write_rectangle (writer, &g_array_index (ordered, ChoshoPlacedCharacter, i), height);
  chosho_record_writer_end (writer);
  return TRUE;
}

gboolean
chosho_pdf_write_text (ChoshoPdf *self, guint page, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  PopplerPage *found = get_page (self, page, fault);
  gboolean done;

  if (found == NULL)
    return FALSE;
  done = write_page_text (found, page, writer, fault);
  g_object_unref (found);
  return done;
}
