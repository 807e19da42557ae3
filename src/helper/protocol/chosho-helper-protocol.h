/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * What chosho-helper and its client say to each other; ../README.md describes it in words.
 * Shared by both programs and by nothing else: plain constants, no code.
 *
 * The file is descriptor 3, the answer goes to descriptor 4 (a pipe). The answer is a sequence of
 * records: u32 payload size, u8 type, payload. All integers are little-endian; a string is a u32
 * size and that many bytes of valid UTF-8 without U+0000.
 */
#define CHOSHO_HELPER_VERSION 1
#define CHOSHO_HELPER_MAGIC 0x4f534843u /* "CHSO" */
#define CHOSHO_HELPER_FILE_FD 3
#define CHOSHO_HELPER_ANSWER_FD 4
#define CHOSHO_HELPER_HEADER_SIZE 5
/* Only with the request "document": asks come in here, one at a time, each a record. */
#define CHOSHO_HELPER_ASK_FD 0

/* Exit codes of the helper. An input error is a record and exit 0. */
#define CHOSHO_HELPER_EXIT_OK 0
#define CHOSHO_HELPER_EXIT_USAGE 64
#define CHOSHO_HELPER_EXIT_CONFINEMENT 65

/* The second argument after the version; the order is part of the protocol. */
typedef enum
{
  CHOSHO_HELPER_REQUEST_SNIFF = 1,
  CHOSHO_HELPER_REQUEST_TABLE = 2,
  CHOSHO_HELPER_REQUEST_CATALOG = 3,
  CHOSHO_HELPER_REQUEST_DOCUMENT = 4, /* stays and answers asks about its one file until they end */
  CHOSHO_HELPER_REQUEST_RESULTS = 5,  /* OSCAL assessment results */
} ChoshoHelperRequest;

/*
 * What is asked about a document: the types of the records on CHOSHO_HELPER_ASK_FD. Each is
 * answered by a whole answer, from HELLO to FAULT or END. OPEN comes first and once.
 */
typedef enum
{
  CHOSHO_HELPER_ASK_OPEN = 'o',   /* string password: INFO, CLAIM where it makes any, PAGEs */
  CHOSHO_HELPER_ASK_RENDER = 'r', /* u32 page, u32 scale, u32 × 4 clip (x, y, width, height), u8 as
                                     PNG: IMAGE, BYTES… */
  CHOSHO_HELPER_ASK_TEXT = 't',   /* u32 page: TEXT */
  CHOSHO_HELPER_ASK_WINDOW = 'w', /* u64 offset, u8 exact, u32 bytes, string charset or "": WINDOW */
  CHOSHO_HELPER_ASK_LINES = 'l',  /* u64 first (from 0), u32 count, string charset or "": LINES */
  CHOSHO_HELPER_ASK_MEMBERS = 'm', /* string charset of names or "": MEMBERs */
  CHOSHO_HELPER_ASK_MEMBER = 'b',  /* u32 index, string password: BYTES… */
  CHOSHO_HELPER_ASK_PIECE = 'p',   /* u32 index, u64 offset: BYTES… of a member of any size from there on, at most as many as a
                                      member has that is looked at; fewer are its end */
  CHOSHO_HELPER_ASK_SHEETS = 's',  /* SHEETs */
  CHOSHO_HELPER_ASK_LAYOUT = 'y',  /* u32 sheet (from 0), string charset or "": LAYOUT, COLUMNS…,
                                      ROW_SIZEs, MERGEs, OBJECTs */
  CHOSHO_HELPER_ASK_ROWS = 'g',    /* u32 sheet, u32 first (from 1), u32 count, string charset or "":
                                      TABLE, SHEET, ROWs */
  CHOSHO_HELPER_ASK_BLOCKS = 'k',  /* BLOCKs */
} ChoshoHelperAsk;

/* A scale of 1: one pixel a unit (a point of a PDF, a pixel of an image). */
#define CHOSHO_HELPER_SCALE_ONE 1000
/* Lengths on a page: units in thousandths, from the bottom left of the upright page. */
#define CHOSHO_HELPER_LENGTH_ONE 1000

typedef enum
{
  CHOSHO_HELPER_RECORD_HELLO = 'H',   /* u32 magic, u16 version, u8 request, u8 confinement, u32 Landlock ABI */
  CHOSHO_HELPER_RECORD_KIND = 'K',    /* u8 kind */
  CHOSHO_HELPER_RECORD_TABLE = 'T',   /* string encoding ("" for XLSX) */
  CHOSHO_HELPER_RECORD_SHEET = 'S',   /* u8 hidden, string name */
  CHOSHO_HELPER_RECORD_ROW = 'R',     /* u32 number, u8 hidden, u32 cells, cells × (u32 column, string) */
  CHOSHO_HELPER_RECORD_CATALOG = 'C', /* strings title, version, last-modified, oscal-version */
  CHOSHO_HELPER_RECORD_ENTRY = 'E',   /* u8 level, strings number, label, parent, tier, title, text,
                                         guidance, u32 methods, methods × (u8 technique, string text) */
  CHOSHO_HELPER_RECORD_SUMMARY = 'M', /* u32 withdrawn controls, u32 methods of no known technique */
  CHOSHO_HELPER_RECORD_VALUE = 'v',   /* u8 type, u32 depth, strings key ("" but in objects), text ("" of objects and arrays): a value of
                                         the JSON, each before those inside it, which are one level deeper */
  CHOSHO_HELPER_RECORD_INFO = 'I',    /* u8 content, string format, u8 has text, u32 pages, u64 size of the
                                         file, string charset ("" unless TEXT), u8 has cells */
  CHOSHO_HELPER_RECORD_CLAIM = 'q',   /* strings time, device, place ("": none): what a picture says of itself */
  CHOSHO_HELPER_RECORD_PAGE = 'P',    /* u32 width, u32 height (lengths; 0 where the page is damaged) */
  CHOSHO_HELPER_RECORD_IMAGE = 'G',   /* u32 width, u32 height, u64 bytes that follow in BYTES: rows of
                                         premultiplied BGRA without gaps, or a PNG file */
  CHOSHO_HELPER_RECORD_BYTES = 'B',   /* bytes up to the end of the record */
  CHOSHO_HELPER_RECORD_TEXT = 'X',    /* string text, u32 characters, characters × i32 × 4 (left,
                                         bottom, right, top; lengths) */
  CHOSHO_HELPER_RECORD_WINDOW = 'W',  /* string charset, u64 start, u64 end, u64 size of the file,
                                         u32 replaced, string text */
  CHOSHO_HELPER_RECORD_LINES = 'L',   /* string charset, u64 first, u64 lines so far, u64 bytes counted so far,
                                         u64 bytes of the file, u32 replaced,
                                         u32 lines, lines × (u64 offset, u64 bytes left out, string) */
  CHOSHO_HELPER_RECORD_MEMBER = 'm',  /* u8 kind, u8 flags, u8 name coding, u64 size or NO_OFFSET,
                                         i64 time (Unix seconds) or NO_OFFSET, strings name, raw name
                                         in hexadecimal digits */
  CHOSHO_HELPER_RECORD_LAYOUT = 'y',  /* u32 rows, u32 columns used by cells, u32 row height, u32 column
                                         width of all others (pixels at 96 an inch; 0: as you like) */
  CHOSHO_HELPER_RECORD_COLUMNS = 'c', /* u32 first, u32 last (from 0), u32 width, u8 hidden; ascending */
  CHOSHO_HELPER_RECORD_ROW_SIZE = 'h', /* u32 number (from 1), u32 height, u8 hidden; ascending */
  CHOSHO_HELPER_RECORD_MERGE = 'e',   /* u32 first row, last row (from 1), first column, last column (from 0) */
  CHOSHO_HELPER_RECORD_OBJECT = 'o',  /* u8 kind, u32 × 11: row, column, x, y, last row (0: none), last
                                         column, last x, last y, width, height (pixels), member or
                                         NO_MEMBER; strings name, text */
  CHOSHO_HELPER_RECORD_BLOCK = 'k',   /* u8 kind, u8 zone, u8 level, u8 flags, u32 slide, u32 number, u32
                                         row, u32 member or NO_MEMBER, strings label, text, u32 marks,
                                         marks × (u8 kind, u32 first, u32 characters, string author) */
  CHOSHO_HELPER_RECORD_FAULT = 'F',   /* u16 reason, u32 row, u32 column, u64 offset, u64 limit,
                                         strings sheet, detail; the last record */
  CHOSHO_HELPER_RECORD_END = 'Z',     /* u64 records before this one; the last record */
} ChoshoHelperRecord;

/* Bits of HELLO's confinement byte. */
#define CHOSHO_HELPER_CONFINED_LANDLOCK 1
#define CHOSHO_HELPER_CONFINED_SECCOMP 2

typedef enum
{
  CHOSHO_HELPER_KIND_UNKNOWN = 0, /* nothing the helper reads */
  CHOSHO_HELPER_KIND_CSV = 1,     /* any plain text: a CSV has no mark of its own */
  CHOSHO_HELPER_KIND_XLSX = 2,
  CHOSHO_HELPER_KIND_OSCAL_CATALOG = 3,
  CHOSHO_HELPER_KIND_JSON = 4,    /* JSON, but no OSCAL catalogue */
  CHOSHO_HELPER_KIND_ZIP = 5,     /* a ZIP, but no workbook */
  CHOSHO_HELPER_KIND_OLE = 6,     /* Excel 97–2003, or a workbook under a password */
} ChoshoHelperKind;

/* CHOSHO_HELPER_RECORD_INFO's content: how a document is read. */
typedef enum
{
  CHOSHO_HELPER_CONTENT_OPAQUE = 0, /* nothing that can be shown */
  CHOSHO_HELPER_CONTENT_PAGES = 1,  /* RENDER, and TEXT where it has text */
  CHOSHO_HELPER_CONTENT_TEXT = 2,   /* WINDOW, LINES */
  CHOSHO_HELPER_CONTENT_ARCHIVE = 3, /* MEMBERS, MEMBER */
  CHOSHO_HELPER_CONTENT_SHEETS = 4,  /* SHEETS, LAYOUT, ROWS; MEMBERS, MEMBER for its pictures */
  CHOSHO_HELPER_CONTENT_FLOW = 5,    /* BLOCKS; MEMBERS, MEMBER for its pictures and attachments */
} ChoshoHelperContent;

/* CHOSHO_HELPER_RECORD_OBJECT's kind. */
#define CHOSHO_HELPER_OBJECT_PICTURE 0
#define CHOSHO_HELPER_OBJECT_SHAPE 1 /* a box, an arrow; its text */
#define CHOSHO_HELPER_OBJECT_OTHER 2 /* a chart, a diagram: not drawn */
#define CHOSHO_HELPER_OBJECT_NOTE 3  /* on its cell; name: who wrote it */

/* CHOSHO_HELPER_RECORD_BLOCK's kind. */
#define CHOSHO_HELPER_BLOCK_PARAGRAPH 0
#define CHOSHO_HELPER_BLOCK_HEADING 1    /* level: from 1 */
#define CHOSHO_HELPER_BLOCK_LIST_ITEM 2  /* level: from 0 */
#define CHOSHO_HELPER_BLOCK_TABLE_ROW 3  /* number: of the table; row: in it; text: cells divided by U+001F */
#define CHOSHO_HELPER_BLOCK_PICTURE 4    /* label: its name; member, unless it stands outside the file */
#define CHOSHO_HELPER_BLOCK_OTHER 5      /* a chart, a diagram: label: its name */
#define CHOSHO_HELPER_BLOCK_SLIDE 6      /* where slide begins */
#define CHOSHO_HELPER_BLOCK_FIELD 7      /* of a mail's head: label: the field's name */
#define CHOSHO_HELPER_BLOCK_ATTACHMENT 8 /* label: its name; text: its type; member */

/* CHOSHO_HELPER_RECORD_BLOCK's zone: where it stands. */
#define CHOSHO_HELPER_ZONE_BODY 0
#define CHOSHO_HELPER_ZONE_HEADER 1
#define CHOSHO_HELPER_ZONE_FOOTER 2
#define CHOSHO_HELPER_ZONE_FOOTNOTE 3
#define CHOSHO_HELPER_ZONE_ENDNOTE 4
#define CHOSHO_HELPER_ZONE_COMMENT 5 /* label: who wrote it; row: the paragraph it is on */
#define CHOSHO_HELPER_ZONE_NOTES 6   /* a speaker's */
#define CHOSHO_HELPER_ZONE_TEXT_BOX 7
#define CHOSHO_HELPER_ZONE_HTML 8    /* a mail's second form, as its text */

/* Bits of CHOSHO_HELPER_RECORD_BLOCK's flags. */
#define CHOSHO_HELPER_BLOCK_HIDDEN 1

/* A mark's kind. */
#define CHOSHO_HELPER_MARK_INSERTED 0
#define CHOSHO_HELPER_MARK_DELETED 1
#define CHOSHO_HELPER_MARK_HIDDEN 2
#define CHOSHO_HELPER_MARK_COMMENT 3 /* characters: 0; here a comment hangs */

/* Divides the cells of a table's row. */
#define CHOSHO_HELPER_CELL_END "\x1f"
/* "No member" of OBJECT and BLOCK. */
#define CHOSHO_HELPER_NO_MEMBER G_MAXUINT32

/* CHOSHO_HELPER_RECORD_MEMBER's kind. */
#define CHOSHO_HELPER_MEMBER_FILE 0
#define CHOSHO_HELPER_MEMBER_FOLDER 1
#define CHOSHO_HELPER_MEMBER_LINK 2  /* symbolic or hard: never followed */
#define CHOSHO_HELPER_MEMBER_OTHER 3 /* device, pipe, socket */

/* Bits of CHOSHO_HELPER_RECORD_MEMBER's flags. */
#define CHOSHO_HELPER_MEMBER_ENCRYPTED 1
#define CHOSHO_HELPER_MEMBER_UNSAFE_NAME 2 /* absolute, with a drive, or with ".." */

/* CHOSHO_HELPER_RECORD_MEMBER's name coding: how the name became UTF-8. */
#define CHOSHO_HELPER_NAME_UTF8 0
#define CHOSHO_HELPER_NAME_CP932 1
#define CHOSHO_HELPER_NAME_ESCAPED 2 /* bytes that are no character stand as \xNN */
#define CHOSHO_HELPER_NAME_CHOSEN 3  /* in the charset that was asked for */

/* CHOSHO_HELPER_RECORD_ENTRY's level. */
#define CHOSHO_HELPER_LEVEL_OBJECTIVE 0
#define CHOSHO_HELPER_LEVEL_CONTROL 1

/* CHOSHO_HELPER_RECORD_ENTRY's technique. */
#define CHOSHO_HELPER_TECHNIQUE_INSPECTION 0    /* EXAMINE */
#define CHOSHO_HELPER_TECHNIQUE_INQUIRY 1       /* INTERVIEW */
#define CHOSHO_HELPER_TECHNIQUE_REPERFORMANCE 2 /* TEST */

/* CHOSHO_HELPER_RECORD_VALUE's type. */
#define CHOSHO_HELPER_VALUE_OBJECT 0
#define CHOSHO_HELPER_VALUE_ARRAY 1
#define CHOSHO_HELPER_VALUE_STRING 2
#define CHOSHO_HELPER_VALUE_NUMBER 3
#define CHOSHO_HELPER_VALUE_WORD 4 /* true, false, null */

/* "No row", "no column" are 0 (both count from 1); "no offset" is this. */
#define CHOSHO_HELPER_NO_OFFSET G_MAXUINT64

/* Why a file was not read. The client has the sentence for each; detail is data, never a sentence. */
typedef enum
{
  /* the file is not what it should be: CHOSHO_ERROR_INVALID */
  CHOSHO_HELPER_REASON_EMPTY = 1,
  CHOSHO_HELPER_REASON_NOT_A_TABLE,    /* limit: a ChoshoHelperKind */
  CHOSHO_HELPER_REASON_NOT_A_CATALOG,  /* limit: a ChoshoHelperKind */
  CHOSHO_HELPER_REASON_UNDECODABLE,    /* offset, row, column; detail: encoding */
  CHOSHO_HELPER_REASON_NUL,            /* offset, row, column */
  CHOSHO_HELPER_REASON_QUOTE_OPEN,     /* row and column where the quote begins */
  CHOSHO_HELPER_REASON_ZIP_DAMAGED,    /* detail: part or "" */
  CHOSHO_HELPER_REASON_ZIP_ENCRYPTED,  /* detail: part */
  CHOSHO_HELPER_REASON_PART_TWICE,     /* detail: part */
  CHOSHO_HELPER_REASON_PART_MISSING,   /* detail: part */
  CHOSHO_HELPER_REASON_XML,            /* detail: part and the parser's word; row: line */
  CHOSHO_HELPER_REASON_XML_DTD,        /* detail: part */
  CHOSHO_HELPER_REASON_NO_SHEET,
  CHOSHO_HELPER_REASON_CELL_REFERENCE, /* sheet, row; detail: the reference */
  CHOSHO_HELPER_REASON_CELL_TWICE,     /* sheet, row, column */
  CHOSHO_HELPER_REASON_CELL_VALUE,     /* sheet, row, column; detail: the value */
  CHOSHO_HELPER_REASON_MERGE,          /* sheet; detail: the range */
  CHOSHO_HELPER_REASON_JSON,           /* offset, row: line; detail: what was expected */
  CHOSHO_HELPER_REASON_JSON_TWICE,     /* offset, row: line; detail: key */
  CHOSHO_HELPER_REASON_CATALOG_MEMBER, /* detail: path of the member that is missing or of a wrong type */
  CHOSHO_HELPER_REASON_CATALOG_TWICE,  /* detail: id */
  CHOSHO_HELPER_REASON_PDF_DAMAGED,
  CHOSHO_HELPER_REASON_PDF_ENCRYPTED,  /* a password is needed, or another one than was given */
  CHOSHO_HELPER_REASON_IMAGE_DAMAGED,  /* row: the page, from 1; detail: the decoder's word */
  CHOSHO_HELPER_REASON_NO_IMAGE_READER, /* detail: the format */
  CHOSHO_HELPER_REASON_NO_PAGE,        /* row: the page, from 1 */
  CHOSHO_HELPER_REASON_PAGE_DAMAGED,   /* row: the page, from 1 */
  CHOSHO_HELPER_REASON_NOT_ASKABLE,    /* this kind of document has no answer to such an ask */
  CHOSHO_HELPER_REASON_NO_CHARSET,     /* detail: the name */
  CHOSHO_HELPER_REASON_ARCHIVE_DAMAGED, /* detail: the library's word */
  CHOSHO_HELPER_REASON_ARCHIVE_ENCRYPTED, /* in a way that cannot be read here (7z) */
  CHOSHO_HELPER_REASON_NO_MEMBER,      /* row: the member, from 1 */
  CHOSHO_HELPER_REASON_NOT_A_FILE,     /* row: the member, from 1: a folder, link or device */
  CHOSHO_HELPER_REASON_MEMBER_ENCRYPTED, /* row: the member, from 1; password missing or wrong */
  CHOSHO_HELPER_REASON_NO_SUCH_SHEET,  /* limit: the sheet, from 1 */
  CHOSHO_HELPER_REASON_NOT_RESULTS,    /* limit: a ChoshoHelperKind */
  /* a limit: CHOSHO_ERROR_LIMIT; the member limit says how much is allowed */
  CHOSHO_HELPER_REASON_LIMIT_FILE_BYTES = 100,
  CHOSHO_HELPER_REASON_LIMIT_SHEETS,
  CHOSHO_HELPER_REASON_LIMIT_ROWS,
  CHOSHO_HELPER_REASON_LIMIT_COLUMNS,
  CHOSHO_HELPER_REASON_LIMIT_CELLS,
  CHOSHO_HELPER_REASON_LIMIT_CELL_BYTES,
  CHOSHO_HELPER_REASON_LIMIT_ROW_BYTES,
  CHOSHO_HELPER_REASON_LIMIT_TEXT_BYTES,
  CHOSHO_HELPER_REASON_LIMIT_ZIP_ENTRIES,
  CHOSHO_HELPER_REASON_LIMIT_UNCOMPRESSED_BYTES,
  CHOSHO_HELPER_REASON_LIMIT_RATIO,
  CHOSHO_HELPER_REASON_LIMIT_STRINGS,
  CHOSHO_HELPER_REASON_LIMIT_MERGES,
  CHOSHO_HELPER_REASON_LIMIT_STYLES,
  CHOSHO_HELPER_REASON_LIMIT_JSON_DEPTH,
  CHOSHO_HELPER_REASON_LIMIT_JSON_VALUES,
  CHOSHO_HELPER_REASON_LIMIT_CATALOG_ENTRIES,
  CHOSHO_HELPER_REASON_LIMIT_CATALOG_METHODS,
  CHOSHO_HELPER_REASON_LIMIT_CATALOG_NAME,
  CHOSHO_HELPER_REASON_LIMIT_CATALOG_TEXT,
  CHOSHO_HELPER_REASON_LIMIT_PAGES,
  CHOSHO_HELPER_REASON_LIMIT_PIXELS,          /* row: the page, from 1 */
  CHOSHO_HELPER_REASON_LIMIT_IMAGE_PIXELS,    /* row: the page, from 1 */
  CHOSHO_HELPER_REASON_LIMIT_PAGE_CHARACTERS, /* row: the page, from 1 */
  CHOSHO_HELPER_REASON_LIMIT_MEMBERS,
  CHOSHO_HELPER_REASON_LIMIT_MEMBER_NAME,     /* row: the member, from 1 */
  CHOSHO_HELPER_REASON_LIMIT_MEMBER_BYTES,    /* row: the member, from 1 */
  CHOSHO_HELPER_REASON_LIMIT_FILTERS,
  CHOSHO_HELPER_REASON_LIMIT_SKIPPED_BYTES,
  CHOSHO_HELPER_REASON_NO_MEMORY,             /* no limit says how much */
  CHOSHO_HELPER_REASON_LIMIT_OBJECTS,
  CHOSHO_HELPER_REASON_LIMIT_BLOCKS,
  CHOSHO_HELPER_REASON_LIMIT_BLOCK_BYTES,
  CHOSHO_HELPER_REASON_LIMIT_BLOCK_MARKS,
  CHOSHO_HELPER_REASON_LIMIT_NESTING,
  CHOSHO_HELPER_REASON_LIMIT_SLIDES,
  CHOSHO_HELPER_REASON_LIMIT_MAIL_DEPTH,
  CHOSHO_HELPER_REASON_LIMIT_MAIL_PARTS,
  CHOSHO_HELPER_REASON_LIMIT_MAIL_HEADER,
  /* reading the descriptor failed: CHOSHO_ERROR_IO; limit: errno */
  CHOSHO_HELPER_REASON_READ = 200,
  /* the helper will not work unconfined: CHOSHO_ERROR_CONFINEMENT; detail: the step */
  CHOSHO_HELPER_REASON_NO_LANDLOCK = 300,
  CHOSHO_HELPER_REASON_NO_SECCOMP,
  CHOSHO_HELPER_REASON_NO_RLIMIT,
} ChoshoHelperReason;
