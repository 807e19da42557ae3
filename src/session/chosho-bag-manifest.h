/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-checksum.h"

G_BEGIN_DECLS

/* The tag files of a bag as text (RFC 8493, 2): nothing here opens a file. What is wrong with one is told line by line. */

/* @line: from 1; @code: of `archive verify`; @warning: of a bag that is valid all the same; @path (nullable): of the file that the
 * line is about. */
typedef void (*ChoshoBagComplaint) (guint line, const char *code, gboolean warning, const char *path, const char *message, gpointer user_data);

/* bagit.txt. */
typedef struct
{
  guint major, minor;
  char *encoding; /* (owned) of the other tag files */
} ChoshoBagDeclaration;

void        chosho_bag_declaration_clear (ChoshoBagDeclaration *self);
/* FALSE where it says no version and encoding; both have usable values all the same. */
gboolean    chosho_bag_declaration_parse (ChoshoBagDeclaration *self, const char *data, gsize size_bytes, ChoshoBagComplaint complain,
                                          gpointer user_data);

/* The lines of a tag file in @encoding, without their ends. NULL with a complaint where it is not in that encoding. */
GStrv       chosho_bag_lines_new (const char *data, gsize size_bytes, const char *encoding, ChoshoBagComplaint complain, gpointer user_data);

/* One manifest: path → checksum in lower-case hex. */
typedef struct
{
  char              *name;   /* (owned) of its file */
  ChoshoChecksumKind kind;   /* 0: an algorithm that is not known here */
  gboolean           of_tags;
  gboolean           is_read; /* set by who read its lines: else it says nothing of any file */
  GHashTable        *sums;   /* (owned) */
} ChoshoBagManifest;

/* The name of a manifest says its algorithm; NULL where @name is none. (transfer full) */
ChoshoBagManifest *chosho_bag_manifest_new   (const char *name);
void               chosho_bag_manifest_free  (ChoshoBagManifest *self);
/* Reads @lines; what is wrong is complained of, and all else is kept. */
void               chosho_bag_manifest_parse (ChoshoBagManifest *self, GStrv lines, ChoshoBagComplaint complain, gpointer user_data);

/* fetch.txt: the paths that are to be got elsewhere. (transfer full) (element-type utf8) */
GPtrArray         *chosho_bag_fetch_parse    (GStrv lines, ChoshoBagComplaint complain, gpointer user_data);

/* The value of @label in the lines of bag-info.txt, the last one; NULL. Continued lines are joined. (transfer full) */
char              *chosho_bag_info_dup       (GStrv lines, const char *label);
/* Complains of lines that have no label. */
void               chosho_bag_info_check     (GStrv lines, ChoshoBagComplaint complain, gpointer user_data);

/* TRUE where @text is two numbers with a dot between: "1.0", "279164409198.1035". */
gboolean           chosho_bag_parse_pair     (const char *text, guint64 *first, guint64 *second);

/* TRUE where @path leads nowhere but below the bag. */
gboolean           chosho_bag_path_is_safe   (const char *path);

G_END_DECLS
