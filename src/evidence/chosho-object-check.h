/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-object-store.h"
#include "chosho-progress.h"

G_BEGIN_DECLS

/*
 * ChoshoObjectCheck: reads every object again and compares it with its name and with what the
 * record says. It never stops at the first problem and names each by path.
 */
typedef struct _ChoshoObjectCheck ChoshoObjectCheck;

typedef enum
{
  CHOSHO_OBJECT_PROBLEM_MISSING,    /* expected and not there */
  CHOSHO_OBJECT_PROBLEM_DAMAGED,    /* expected; size or bytes are others */
  CHOSHO_OBJECT_PROBLEM_UNREADABLE, /* expected; could not be opened or read to its end */
  CHOSHO_OBJECT_PROBLEM_EXTRA,      /* an object that nobody expects */
  CHOSHO_OBJECT_PROBLEM_FOREIGN,    /* an entry that is no object at all */
  CHOSHO_OBJECT_PROBLEM_LEFTOVER,   /* a temporary file of an interrupted intake */
  CHOSHO_OBJECT_PROBLEM_MODE,       /* an object or shard whose permissions are not 0400 / 0700 */
} ChoshoObjectProblemKind;

typedef struct
{
  ChoshoObjectProblemKind kind;
  const char *path;    /* displayable, relative to the engagement */
  const char *digest;  /* (nullable) of the object */
  const char *message; /* complete and translated */
} ChoshoObjectProblem;

/* Called in the running thread, sorted by path; valid during the call only. */
typedef void (*ChoshoObjectCheckFunc) (const ChoshoObjectProblem *problem, gpointer user_data);

typedef struct
{
  guint64 objects;  /* read to the end (with quick: found with their size) */
  guint64 bytes;    /* hashed (with quick: 0) */
  guint64 problems; /* of every kind */
  guint64 errors;   /* MISSING, DAMAGED, UNREADABLE */
} ChoshoObjectCheckCounts;

ChoshoObjectCheck *chosho_object_check_new (ChoshoObjectStore *store);
void               chosho_object_check_free (ChoshoObjectCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoObjectCheck, chosho_object_check_free)

/* The record names @digest (64 hex digits), of @size_bytes, or -1 where the size is not known.
 * Repeated calls for one digest are one expectation; two different sizes make it DAMAGED. */
void               chosho_object_check_expect (ChoshoObjectCheck *self, const char *digest, gint64 size_bytes);
/* Presence, kind and size only; nothing is read. */
void               chosho_object_check_set_quick (ChoshoObjectCheck *self, gboolean quick);
/* What the caller reads after it, for the same progress: 0. */
void               chosho_object_check_set_ahead (ChoshoObjectCheck *self, guint64 bytes);

/* Checks everything; @progress counts bytes. TRUE where the check could be done, whatever it found:
 * look at @counts (nullable). Objects that nobody expects are read too, and a wrong content is told
 * in their message. FALSE only where the store itself could not be listed, or CANCELLED; problems
 * found until then have been reported. */
gboolean           chosho_object_check_run (ChoshoObjectCheck *self, GCancellable *cancellable,
                                            ChoshoProgress *progress, ChoshoObjectCheckFunc func, gpointer user_data,
                                            ChoshoObjectCheckCounts *counts, GError **error);

G_END_DECLS
