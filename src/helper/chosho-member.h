/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-charset.h"
#include "chosho-record-writer.h"

G_BEGIN_DECLS

/* One thing inside a file: a member of an archive. */
typedef struct
{
  guint8      kind;         /* CHOSHO_HELPER_MEMBER_… */
  gboolean    encrypted;
  guint64     size_bytes;   /* as the archive claims; CHOSHO_HELPER_NO_OFFSET: unknown */
  gint64      time;         /* Unix seconds as claimed; -1: unknown */
  const char *raw_name;     /* (borrowed): bytes as stored, or as UTF-8 where the format has them so */
} ChoshoMember;

/* Writes MEMBER, its name made readable: valid UTF-8 as it is, else CP932 where all of it fits, else
 * with the offending bytes escaped; or by @charset unless that is UNKNOWN. @number from 0, for
 * faults. FALSE with @fault set. */
gboolean chosho_member_write (const ChoshoMember *self, guint number, ChoshoCharset charset,
                              ChoshoRecordWriter *writer, ChoshoFault *fault);

/* The name as that would show it, and how (CHOSHO_HELPER_NAME_…). (transfer full) */
char    *chosho_member_show_name (const char *raw_name, ChoshoCharset charset, guint8 *coding);
/* Absolute, with a drive, or with a step upwards. */
gboolean chosho_member_name_is_unsafe (const char *name);

G_END_DECLS
