/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What a file shows when it is looked at: plain data, handed up from the confined helper to whoever
 * draws it. All of it comes from a client's file: text is valid UTF-8 without U+0000 and nothing
 * more; it never reaches Pango markup unescaped.
 *
 * Pages are counted from 0 here, from 1 wherever a person reads them. Lengths on a page are in its
 * own unit – points of a PDF, pixels of an image – from the bottom left of the page as it is
 * displayed upright: cropped, with the page's own rotation.
 */
typedef enum
{
  CHOSHO_CONTENT_OPAQUE, /* known or unknown, but nothing that can be shown here */
  CHOSHO_CONTENT_PAGES,  /* PDF, image: rendered page by page */
  CHOSHO_CONTENT_TEXT,   /* plain text of any size: lines, windows */
  CHOSHO_CONTENT_ARCHIVE, /* ZIP, 7z, tar, or one compressed file: members */
  CHOSHO_CONTENT_SHEETS,  /* workbook: cells by windows of rows; pictures are members */
  CHOSHO_CONTENT_FLOW,    /* text document, slides, mail: blocks; pictures and attachments are members */
} ChoshoContentKind;

typedef struct
{
  double width;
  double height; /* both 0 where the page is damaged: it cannot be rendered */
} ChoshoPageSize;

/* What a document is, as its bytes say; names lie. */
typedef struct
{
  ChoshoContentKind kind;
  char             *format;   /* (owned) stable code: "pdf", "png", "jpeg", "text" …; "" where unknown */
  guint64           size_bytes;
  gboolean          has_text; /* CHOSHO_CONTENT_PAGES: page text can be asked for (PDF, not images) */
  char             *charset;  /* (owned) (nullable) CHOSHO_CONTENT_TEXT: as detected, "CP932" … */
  gboolean          has_cells; /* SHEETS, and TEXT that reads as a table (CSV): its cells can be asked for */
  GArray           *pages;    /* (owned) (element-type ChoshoPageSize) */
  /* What a picture says of itself (EXIF): a claim of whoever made the file, shown as one. Each (owned) (nullable) */
  char             *claimed_time, *claimed_device, *claimed_place;
} ChoshoContentInfo;

ChoshoContentInfo *chosho_content_info_new  (void);
void               chosho_content_info_free (ChoshoContentInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoContentInfo, chosho_content_info_free)

/* Part of a rendered page, in its pixels from the top left. */
typedef struct
{
  guint x, y, width, height;
} ChoshoPixelClip;

/* Pixels: premultiplied BGRA (GDK_MEMORY_B8G8R8A8_PREMULTIPLIED), opaque in practice, rows from the
 * top without gaps (stride = 4 × width). Reference counted, immutable, for any thread. */
typedef struct
{
  guint   width;
  guint   height;
  gsize   stride; /* bytes */
  GBytes *pixels; /* (owned) */
} ChoshoContentImage;

/* Takes @pixels, which must hold height × 4 × width bytes. (transfer full) */
ChoshoContentImage *chosho_content_image_new   (guint width, guint height, GBytes *pixels);
ChoshoContentImage *chosho_content_image_ref   (ChoshoContentImage *self);
void                chosho_content_image_unref (ChoshoContentImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoContentImage, chosho_content_image_unref)

typedef struct
{
  double left, bottom, right, top; /* left <= right, bottom <= top */
} ChoshoContentRect;

/*
 * The text of one page in reading order, with lines ended by "\n", and where each character stands.
 * A search joins line breaks itself; selections and marks take the rectangles of a range of
 * characters. Without any character but blanks the page has no text (a scan): 文字情報なし.
 */
typedef struct
{
  char   *text;       /* (owned) */
  GArray *rectangles; /* (owned) (element-type ChoshoContentRect): one for each character of text, by
                         g_utf8 offset; line breaks and blanks may have an empty one */
} ChoshoPageText;

ChoshoPageText *chosho_page_text_new  (void);
void            chosho_page_text_free (ChoshoPageText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoPageText, chosho_page_text_free)
/* TRUE where nothing but blanks stands on the page. */
gboolean        chosho_page_text_is_blank (const ChoshoPageText *self);
/* The rectangles that cover the @n_characters from @first on, one for each run on one line (or
 * column of vertical text): for drawing a selection or a mark. (transfer full) (element-type ChoshoContentRect) */
GArray         *chosho_page_text_cover (const ChoshoPageText *self, guint first, guint n_characters);
/* From the first to the last character whose centre lies in @area, in reading order; FALSE where
 * there is none: the text of a region. */
gboolean        chosho_page_text_find_area (const ChoshoPageText *self, const ChoshoContentRect *area,
                                            guint *first, guint *n_characters);
/* The character nearest to a point, for selecting with the pointer; -1 on a page without text. */
int             chosho_page_text_find_point (const ChoshoPageText *self, double x, double y);
/* @n_characters from @first on. (transfer full) */
char           *chosho_page_text_dup_range (const ChoshoPageText *self, guint first, guint n_characters);

/* --- Text files ------------------------------------------------------------------------------------ */

/* The encodings that a text can be read in; NULL-terminated. The first that fits is detected. */
const char *const *chosho_text_charsets (void);

/* A piece of a text file, by bytes. The next piece begins at @end. */
typedef struct
{
  char   *charset;    /* (owned) it was read in */
  guint64 start;      /* bytes */
  guint64 end;        /* bytes */
  guint64 size_bytes; /* of the whole file */
  guint   replaced;   /* what was no character of the charset and stands as U+FFFD: above 0, say so */
  char   *text;       /* (owned) */
} ChoshoTextWindow;

ChoshoTextWindow *chosho_text_window_new  (void);
void              chosho_text_window_free (ChoshoTextWindow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoTextWindow, chosho_text_window_free)

/* One line, without its end. */
typedef struct
{
  guint64 offset;         /* bytes: where it begins in the file */
  guint64 left_out_bytes; /* of a very long line, behind @text; 0 nearly always */
  char   *text;           /* (owned) */
} ChoshoTextLine;

/* Some lines of a text file. */
typedef struct
{
  char      *charset;  /* (owned) */
  guint64    first;    /* of the lines here, from 0 */
  guint64    n_lines;  /* of what was counted: of the whole file where counted_bytes == size_bytes */
  guint64    counted_bytes, size_bytes; /* of the file */
  guint      replaced; /* as in ChoshoTextWindow, in these lines */
  GPtrArray *lines;    /* (owned) (element-type ChoshoTextLine) */
} ChoshoTextLines;

ChoshoTextLines  *chosho_text_lines_new  (void);
void              chosho_text_lines_free (ChoshoTextLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoTextLines, chosho_text_lines_free)
/* Appends a line; takes @text. */
void              chosho_text_lines_add  (ChoshoTextLines *self, guint64 offset, guint64 left_out_bytes, char *text);

/* --- Members: what stands inside a file ------------------------------------------------------------- */

typedef enum
{
  CHOSHO_MEMBER_FILE,   /* can be opened */
  CHOSHO_MEMBER_FOLDER,
  CHOSHO_MEMBER_LINK,   /* never followed */
  CHOSHO_MEMBER_OTHER,  /* device, pipe */
} ChoshoMemberKind;

/* How a name became UTF-8. */
typedef enum
{
  CHOSHO_NAME_UTF8,    /* it was */
  CHOSHO_NAME_CP932,   /* of Japanese Windows */
  CHOSHO_NAME_ESCAPED, /* neither: what is no character stands as \xNN */
  CHOSHO_NAME_CHOSEN,  /* in the charset that was asked for */
} ChoshoNameCoding;

/* A member of an archive. Its place in the list (from 0) is what it is opened by; names may be there
 * twice. Names are shown and compared, never opened, made or followed. */
typedef struct
{
  ChoshoMemberKind kind;
  ChoshoNameCoding coding;
  gboolean         encrypted;   /* needs a password */
  gboolean         unsafe_name; /* absolute, with a drive, or with ".." */
  gboolean         has_size;
  guint64          size_bytes;  /* as the archive claims, where @has_size */
  gint64           time;        /* Unix seconds as claimed; -1: none */
  char            *name;        /* (owned) with "/" between folders, as a rule */
  char            *raw_name;    /* (owned) the bytes as stored, in hexadecimal digits */
} ChoshoMemberInfo;

/* (transfer full) (element-type ChoshoMemberInfo) */
GPtrArray        *chosho_member_list_new (void);
/* Appends an empty one; it belongs to @members. */
ChoshoMemberInfo *chosho_member_list_add (GPtrArray *members);

/* --- Sheets ------------------------------------------------------------------------------------------ */

/* Rows count from 1 here, as people read them; columns from 0. Lengths are pixels at 96 an inch. */

typedef struct
{
  char    *name;   /* (owned) "" of a CSV */
  gboolean hidden; /* the file hides it: shown, and told */
} ChoshoSheetInfo;

/* (transfer full) (element-type ChoshoSheetInfo) */
GPtrArray       *chosho_sheet_list_new (void);
void             chosho_sheet_list_add (GPtrArray *sheets, const char *name, gboolean hidden);

typedef struct
{
  guint32  first, last;
  guint32  width;
  gboolean hidden;
} ChoshoSheetColumns;

typedef struct
{
  guint32  number;
  guint32  height;
  gboolean hidden;
} ChoshoSheetRowSize;

/* Merged cells: the first one's text stands for all. */
typedef struct
{
  guint32 first_row, last_row, first_column, last_column;
} ChoshoSheetMerge;

typedef enum
{
  CHOSHO_OBJECT_PICTURE,
  CHOSHO_OBJECT_SHAPE, /* a box, an arrow, with its text */
  CHOSHO_OBJECT_OTHER, /* a chart, a diagram: named, not drawn */
  CHOSHO_OBJECT_NOTE,  /* on its cell */
} ChoshoSheetObjectKind;

/* What lies over the cells: from a point in one cell to a point in another, or of a size. */
typedef struct
{
  ChoshoSheetObjectKind kind;
  guint32 row, column, x, y;
  guint32 last_row; /* 0: of a size */
  guint32 last_column, last_x, last_y;
  guint32 width, height;
  gint64  member;   /* of the file, from 0; -1: none, or it stands outside the file, which is never followed */
  char   *name;     /* (owned) of a note: who wrote it */
  char   *text;     /* (owned) */
} ChoshoSheetObject;

typedef struct
{
  guint32    n_rows, n_columns; /* as far as anything reaches */
  guint32    row_height;        /* of all rows and columns that are not listed; 0: as you like */
  guint32    column_width;
  GArray    *columns;           /* (owned) (element-type ChoshoSheetColumns) ascending */
  GArray    *rows;              /* (owned) (element-type ChoshoSheetRowSize) ascending */
  GArray    *merges;            /* (owned) (element-type ChoshoSheetMerge) */
  GPtrArray *objects;           /* (owned) (element-type ChoshoSheetObject) in the order of the file */
} ChoshoSheetLayout;

ChoshoSheetLayout *chosho_sheet_layout_new        (void);
void               chosho_sheet_layout_free       (ChoshoSheetLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoSheetLayout, chosho_sheet_layout_free)
/* Appends an empty one, which belongs to @self. */
ChoshoSheetObject *chosho_sheet_layout_add_object (ChoshoSheetLayout *self);

/* The rows themselves come as a ChoshoTable of one sheet: chosho-table.h. */

/* --- Flows: texts, slides, mails ---------------------------------------------------------------------- */

typedef enum
{
  CHOSHO_BLOCK_PARAGRAPH,
  CHOSHO_BLOCK_HEADING,    /* level from 1 */
  CHOSHO_BLOCK_LIST_ITEM,  /* level from 0 */
  CHOSHO_BLOCK_TABLE_ROW,  /* row of table number; text: cells divided by CHOSHO_BLOCK_CELL_END */
  CHOSHO_BLOCK_PICTURE,    /* label: its name */
  CHOSHO_BLOCK_OTHER,      /* a chart, a diagram: named, not drawn */
  CHOSHO_BLOCK_SLIDE,      /* where a slide begins */
  CHOSHO_BLOCK_FIELD,      /* of a mail's head: label, text; level 1: of the way it took */
  CHOSHO_BLOCK_ATTACHMENT, /* label: its name; text: its type; row: bytes, 0: unknown */
} ChoshoBlockKind;

typedef enum
{
  CHOSHO_ZONE_BODY,
  CHOSHO_ZONE_HEADER,
  CHOSHO_ZONE_FOOTER,
  CHOSHO_ZONE_FOOTNOTE,
  CHOSHO_ZONE_ENDNOTE,
  CHOSHO_ZONE_COMMENT,  /* label: who wrote it; row: the paragraph it is on, 0: none */
  CHOSHO_ZONE_NOTES,    /* a speaker's */
  CHOSHO_ZONE_TEXT_BOX,
  CHOSHO_ZONE_HTML,     /* a mail's second form, as its text */
} ChoshoBlockZone;

typedef enum
{
  CHOSHO_MARK_INSERTED, /* a tracked change */
  CHOSHO_MARK_DELETED,  /* a tracked change */
  CHOSHO_MARK_HIDDEN,   /* the file hides it */
  CHOSHO_MARK_COMMENT,  /* here a comment hangs: no characters */
} ChoshoMarkKind;

typedef struct
{
  ChoshoMarkKind kind;
  guint32        first, n_characters;
  char          *author; /* (owned) "" where unknown */
} ChoshoBlockMark;

#define CHOSHO_BLOCK_CELL_END "\x1f"

typedef struct
{
  ChoshoBlockKind kind;
  ChoshoBlockZone zone;
  guint8     level;
  gboolean   hidden; /* a slide that is not shown */
  guint32    slide;  /* from 1; 0: no slides */
  guint32    number; /* from 1, within its zone (and slide): what it is cited by */
  guint32    row;
  gint64     member; /* from 0; -1: none, or it stands outside the file, which is never followed */
  char      *label;  /* (owned) */
  char      *text;   /* (owned) */
  GPtrArray *marks;  /* (owned) (nullable) (element-type ChoshoBlockMark) */
} ChoshoBlock;

/* (transfer full) (element-type ChoshoBlock) */
GPtrArray   *chosho_block_list_new (void);
/* Appends an empty one; it belongs to @blocks. */
ChoshoBlock *chosho_block_list_add (GPtrArray *blocks);
void         chosho_block_add_mark (ChoshoBlock *self, ChoshoMarkKind kind, guint32 first, guint32 n_characters, char *author);

G_END_DECLS
