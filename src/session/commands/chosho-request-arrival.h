/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/*
 * ChoshoRequestArrival: what came back from the client, a folder, an archive or one file, looked at before anything of
 * it is taken in: which requests each file seems to answer, and whether its bytes are held already. Files whose size is
 * that of held evidence are read for their digest; members of an archive are read by the confined helper. One thread.
 */
typedef enum
{
  CHOSHO_ARRIVAL_FOLDER,
  CHOSHO_ARRIVAL_ARCHIVE,
  CHOSHO_ARRIVAL_FILE,
} ChoshoArrivalKind;

typedef struct
{
  char        *path;       /* (owned) below what was given, as shown: what a person names it by */
  char        *name;       /* (owned) */
  char        *folder;     /* (owned) of a folder's file: with the folder given, as evidence has it; "" */
  guint        member;     /* of an archive: from 1 */
  guint64      size_bytes; /* of a member as the archive claims */
  char        *held;       /* (owned) (nullable) id of evidence with the same bytes */
  char        *problem;    /* (owned) (nullable) why it cannot be taken in */
  ChoshoValue *matches;    /* (owned) candidates, as chosho_request_match_find(), and reason "digest" */
} ChoshoArrivedFile;

typedef struct
{
  char             *source;   /* (owned) as given */
  ChoshoArrivalKind kind;
  char             *held;     /* (owned) (nullable) of an archive: id of evidence that it is already */
  gboolean          encrypted; /* some member of it needs a password */
  GPtrArray        *files;    /* (owned) (element-type ChoshoArrivedFile) as found */
  ChoshoValue      *requests; /* (owned) rows of kind "request" */
} ChoshoRequestArrival;

/* Looks at @source. Arguments of @context: charset, password-file (both nullable). (transfer full) */
ChoshoRequestArrival *chosho_request_arrival_new      (ChoshoCommandContext *context, const char *source, GError **error);
void                  chosho_request_arrival_free     (ChoshoRequestArrival *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoRequestArrival, chosho_request_arrival_free)

/* TRUE where a candidate of @file is sure. */
gboolean              chosho_arrived_file_is_sure     (const ChoshoArrivedFile *file);
/* {source, kind, encrypted, files: [{path, name, size_bytes, matches, proposed, held, problem}], matched, unsure, unmatched, requests}: the
 * unmatched first, then the unsure. (transfer full) */
ChoshoValue          *chosho_request_arrival_describe (ChoshoRequestArrival *self);
/* The same for one file. (transfer full) */
ChoshoValue          *chosho_arrived_file_describe    (const ChoshoArrivedFile *file);

G_END_DECLS
