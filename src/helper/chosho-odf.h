/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-office-relations.h"
#include "chosho-record-writer.h"

G_BEGIN_DECLS

/* OpenDocument containers: one part holds what a text, a workbook or slides say. */
#define CHOSHO_ODF_CONTENT "content.xml"

/* chosho-odf-container.c: what @parts hold, by the element that the content begins with, else by what the
 * container says it is; NONE where it says nothing of the kind. */
ChoshoOfficeKind chosho_odf_find_kind (ChoshoZipParts *parts);
/* FALSE with @fault set where the container says that its parts are encrypted. */
gboolean         chosho_odf_check_open (ChoshoZipParts *parts, ChoshoFault *fault);
/* The number of the member that @href names: NO_MEMBER where it leads out of the container. */
guint32          chosho_odf_find_member (ChoshoZipParts *parts, const char *href);

/* chosho-odf-styles.c: what of styles changes what is shown. */
typedef struct
{
  guint32  width, height; /* pixels at 96 an inch; 0: not told */
  gboolean hidden;        /* text, sheet or slide */
} ChoshoOdfStyle;

typedef struct
{
  GHashTable     *styles; /* (owned) (element-type utf8 ChoshoOdfStyle): by family and name */
  ChoshoOdfStyle *style;  /* (borrowed) (nullable): being read */
} ChoshoOdfStyles;

void                  chosho_odf_styles_init  (ChoshoOdfStyles *self);
void                  chosho_odf_styles_clear (ChoshoOdfStyles *self);
/* For each element that begins: takes what it says of a style. FALSE with @fault set. */
gboolean              chosho_odf_styles_take  (ChoshoOdfStyles *self, ChoshoXmlPart *part, const char *name, ChoshoFault *fault);
/* For each element that ends. */
void                  chosho_odf_styles_end   (ChoshoOdfStyles *self, const char *name);
/* The style that attribute style-name of the element names in @family; one without anything if none. */
const ChoshoOdfStyle *chosho_odf_styles_find  (ChoshoOdfStyles *self, ChoshoXmlPart *part, const char *family);
/* The length that attribute @name of the element is, in pixels at 96 an inch, at most @limit; 0 where it is none. */
guint32               chosho_odf_get_pixels   (ChoshoXmlPart *part, const char *name, guint32 limit);

/* chosho-odf-flow.c: a whole text or presentation. */
gboolean chosho_odf_write_blocks (ChoshoZipParts *parts, ChoshoRecordWriter *writer, ChoshoFault *fault);

/* chosho-odf-book.c: a workbook, parsed whole: its sheets stand in one part. */
typedef struct _ChoshoOdfBook ChoshoOdfBook;

/* NULL with @fault set. @parts is borrowed. (transfer full) */
ChoshoOdfBook *chosho_odf_book_open (ChoshoZipParts *parts, ChoshoFault *fault);
void           chosho_odf_book_free (ChoshoOdfBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoOdfBook, chosho_odf_book_free)

/* Answers SHEETS, LAYOUT and ROWS of ../protocol. */
gboolean       chosho_odf_book_write_sheets (ChoshoOdfBook *self, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean       chosho_odf_book_write_layout (ChoshoOdfBook *self, guint index, ChoshoRecordWriter *writer, ChoshoFault *fault);
gboolean       chosho_odf_book_write_rows   (ChoshoOdfBook *self, guint index, guint32 first, guint32 count,
                                             ChoshoRecordWriter *writer, ChoshoFault *fault);

G_END_DECLS
