/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Limits on what the helper reads and delivers, each with its reason. The helper enforces them to
 * give a clear word; the client enforces those on delivered data again, since a helper that was
 * taken over keeps no promise. tests/unit/helper hits each.
 */

/* The file itself. */
#define CHOSHO_HELPER_LIMIT_FILE_BYTES (256 * 1024 * 1024)   /* held in memory, a fifth of the helper's address space */
#define CHOSHO_HELPER_LIMIT_JSON_BYTES (64 * 1024 * 1024)    /* 25 times the Australian ISM; json-glib needs some 10 times the text */

/* Tables. */
#define CHOSHO_HELPER_LIMIT_SHEETS 1024                      /* a workbook nobody could page through */
#define CHOSHO_HELPER_LIMIT_ROWS 1048576                     /* Excel's own, a sheet */
#define CHOSHO_HELPER_LIMIT_COLUMNS 16384                    /* Excel's own */
#define CHOSHO_HELPER_LIMIT_CELLS 8000000                    /* a file; counted up to each row's last cell, since that is what tables hold in memory: 64 MB of pointers */
#define CHOSHO_HELPER_LIMIT_CELL_BYTES (128 * 1024)          /* Excel's 32,767 characters in UTF-8 */
#define CHOSHO_HELPER_LIMIT_ROW_BYTES (4 * 1024 * 1024)      /* one record; 32 full cells */
#define CHOSHO_HELPER_LIMIT_TEXT_BYTES (192 * 1024 * 1024)   /* a file, all cells together, merged ranges repeated */
#define CHOSHO_HELPER_LIMIT_SHEET_NAME_BYTES 256             /* Excel's 31 characters, with room for other programs */

/* XLSX containers. */
#define CHOSHO_HELPER_LIMIT_ZIP_ENTRIES 16384                /* a thousand sheets with drawings, comments and relations */
#define CHOSHO_HELPER_LIMIT_UNCOMPRESSED_BYTES (512 * 1024 * 1024) /* parts that are read; the XML of eight million cells */
#define CHOSHO_HELPER_LIMIT_RATIO 200                        /* delivered to file size; sheets reach 60, bombs 1,000 */
#define CHOSHO_HELPER_RATIO_FREE_BYTES (16 * 1024 * 1024)    /* below this the ratio means nothing: small files of blank cells exceed it */
#define CHOSHO_HELPER_LIMIT_STRINGS 4000000                  /* shared strings: not more than could be used by half the cells */
#define CHOSHO_HELPER_LIMIT_MERGES 65536                     /* merged ranges a sheet, Excel's files stay far below */
#define CHOSHO_HELPER_LIMIT_STYLES 65490                     /* Excel's own limit of cell formats */

/* OSCAL catalogues. */
#define CHOSHO_HELPER_LIMIT_JSON_DEPTH 64                    /* real catalogues reach 15; json-glib recurses */
#define CHOSHO_HELPER_LIMIT_JSON_VALUES 1000000              /* 15 times the ISM; json-glib takes up to 400 bytes a value */
#define CHOSHO_HELPER_LIMIT_CATALOG_ENTRIES 50000            /* groups and controls; the largest public catalogue has under 2,000 */
#define CHOSHO_HELPER_LIMIT_CATALOG_METHODS 32               /* assessment methods of one control; real ones have three */
#define CHOSHO_HELPER_LIMIT_CATALOG_NAME_BYTES 1024          /* ids, labels, titles */
#define CHOSHO_HELPER_LIMIT_CATALOG_TEXT_BYTES (128 * 1024)  /* one text: must fit an event; the glossary of the ISM has 115 KB */
#define CHOSHO_HELPER_INSERT_DEPTH 8                         /* parameters inside parameters' choices; real ones have one */
#define CHOSHO_HELPER_LIMIT_INSERTIONS 4096                  /* parameters inserted into one text; real ones have under 20 */

/* OSCAL assessment results: scanned, with no tree of them in the helper. */
#define CHOSHO_HELPER_LIMIT_RESULTS_DEPTH 32                 /* ours reach 10 */
#define CHOSHO_HELPER_LIMIT_RESULTS_VALUES 8000000           /* 1,156 controls, all performed, with 20,000 events have two million */
#define CHOSHO_HELPER_LIMIT_RESULTS_MEMBERS 256              /* of one object; OSCAL knows none with 30 */
#define CHOSHO_HELPER_LIMIT_RESULTS_KEY_BYTES 256            /* OSCAL's longest name has 32 */
#define CHOSHO_HELPER_LIMIT_RESULTS_TEXT_BYTES (512 * 1024)  /* one text: the longest of an event, with each sign escaped */

/* Pages, pictures. */
#define CHOSHO_HELPER_LIMIT_PAGES 50000                      /* a PDF; five shelves of binders, and still a second to list */
#define CHOSHO_HELPER_LIMIT_PAGE_LENGTH 1000000              /* points; 350 m: beyond it a page's size is damage */
#define CHOSHO_HELPER_LIMIT_PIXELS (32 * 1024 * 1024)        /* one rendering, 128 MB: A3 at 400 dpi; more by clips */
#define CHOSHO_HELPER_LIMIT_IMAGE_PIXELS 72000000            /* a picture as stored: A3 scanned at 600 dpi has 70 million; twice four bytes each while it is read */
#define CHOSHO_HELPER_LIMIT_IMAGE_PAGES 5000                 /* a TIFF; faxes and scans have hundreds */
#define CHOSHO_HELPER_LIMIT_SIDE 32767                       /* pixels a side of one rendering: cairo's own */
#define CHOSHO_HELPER_LIMIT_SCALE 64                         /* pixels a point: 4,600 dpi */
#define CHOSHO_HELPER_LIMIT_PAGE_CHARACTERS 200000           /* a page; A0 in footnote size has 150,000: 3.2 MB of rectangles */
#define CHOSHO_HELPER_LIMIT_CLAIM_BYTES 1024                 /* what a picture says of its device; real names have 40 */
#define CHOSHO_HELPER_LIMIT_PASSWORD_BYTES 512               /* PDF 2.0 allows 127 bytes, ZIP programs a few hundred */

/* Text files; of any size, since only windows of them are read. */
#define CHOSHO_HELPER_LIMIT_WINDOW_BYTES (1024 * 1024)       /* one window: 10,000 lines of a log, three times that as UTF-8 fits a record */
#define CHOSHO_HELPER_WINDOW_BYTES_MIN 64                    /* less could hold no character */
#define CHOSHO_HELPER_LIMIT_LINE_BYTES (16 * 1024)           /* kept of one line; what is longer is data, read by windows */
#define CHOSHO_HELPER_LIMIT_LINES 10000                      /* one answer */
#define CHOSHO_HELPER_COUNTED_BYTES (128 * 1024 * 1024)      /* whose lines are counted for one answer: a tenth of a second, two from a slow disk */

/* Sheets, texts, slides and mails that are looked at. */
#define CHOSHO_HELPER_LIMIT_ROWS_AT_ONCE 10000               /* one answer; a screen shows a hundred */
#define CHOSHO_HELPER_LIMIT_TABLE_BYTES (64 * 1024 * 1024)   /* a CSV as cells: a million rows; larger ones are read as text */
#define CHOSHO_HELPER_LIMIT_OBJECTS 10000                    /* pictures, boxes, notes over one sheet; books of screenshots have hundreds */
#define CHOSHO_HELPER_LIMIT_BLOCKS 200000                    /* paragraphs, rows of tables; a thousand pages have 40,000 */
#define CHOSHO_HELPER_LIMIT_BLOCK_BYTES (1024 * 1024)        /* one paragraph or row */
#define CHOSHO_HELPER_LIMIT_BLOCK_MARKS 4096                 /* changes and comments in one paragraph */
#define CHOSHO_HELPER_LIMIT_FLOW_BYTES (64 * 1024 * 1024)    /* all of a text; War and Peace has 3 */
#define CHOSHO_HELPER_LIMIT_NESTING 16                       /* text boxes in paragraphs in boxes; tables in tables */
#define CHOSHO_HELPER_LIMIT_SLIDES 5000                      /* a presentation nobody sat through */
#define CHOSHO_HELPER_LIMIT_MAIL_DEPTH 16                    /* parts within parts; mail programs make four */
#define CHOSHO_HELPER_LIMIT_MAIL_PARTS 2000                  /* attachments and forms of one mail */
#define CHOSHO_HELPER_LIMIT_MAIL_HEADER_BYTES (1024 * 1024)  /* one head; a thousand recipients have 60 KB */

/* Archives; of any size, since they are read in place. All bytes are delivered ones: headers lie. */
#define CHOSHO_HELPER_LIMIT_MEMBERS 100000                   /* twenty times the largest handover so far; 65,000 empty members are a known bomb, and harmless */
#define CHOSHO_HELPER_LIMIT_MEMBER_NAME_BYTES 4096           /* raw; PATH_MAX of most systems */
#define CHOSHO_HELPER_LIMIT_MEMBER_BYTES (256 * 1024 * 1024) /* one member that is looked at: held in memory */
#define CHOSHO_HELPER_LIMIT_MEMBER_RATIO 1000                /* of one member to the whole archive; logs of one line reach 500, bombs more */
#define CHOSHO_HELPER_LIMIT_FILTERS 1                        /* compressions of an archive: .tar.gz has one, gzip within gzip is a bomb */
#define CHOSHO_HELPER_LIMIT_SKIPPED_BYTES (G_GUINT64_CONSTANT (64) * 1024 * 1024 * 1024) /* unpacked to list a compressed tar; computing time ends before */

/* What the client believes. */
#define CHOSHO_HELPER_LIMIT_RECORD_BYTES (6 * 1024 * 1024)   /* above the largest row; or a catalogue entry with all its methods */
#define CHOSHO_HELPER_LIMIT_ANSWER_BYTES (512 * 1024 * 1024) /* text, and column numbers and sizes of eight million cells */
#define CHOSHO_HELPER_LIMIT_DETAIL_BYTES 512                 /* a fault's detail: shown in a message */
#define CHOSHO_HELPER_LIMIT_ASK_BYTES 4096                   /* what the helper believes of an ask: room for a password and a name */

/* What the process may use. */
#define CHOSHO_HELPER_LIMIT_ADDRESS_BYTES (1200L * 1024 * 1024) /* three times what the largest accepted table needs */
#define CHOSHO_HELPER_LIMIT_CPU_SECONDS 30                   /* the largest accepted table takes under 10 */
#define CHOSHO_HELPER_LIMIT_WALL_SECONDS 90                  /* three times that: a busy machine */
#define CHOSHO_HELPER_RECYCLE_SECONDS 15                     /* computed by one process; then another takes its place, so that an ask has half of the computing time */
#define CHOSHO_HELPER_LIMIT_PAGE_SECONDS 45                  /* wall clock for one page, three times what it can compute for: a busy machine */
#define CHOSHO_HELPER_LIMIT_OPEN_FILES 64                    /* fonts: at most a few are open at a time; tables need none */
