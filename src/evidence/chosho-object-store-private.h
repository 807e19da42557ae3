/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-object-store.h"

#include <errno.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/* Temporary files where the file system knows no nameless ones; in objects/ itself. */
#define CHOSHO_OBJECT_TEMP_PREFIX ".new-"

/* System calls that a signal may interrupt are begun again, but not for ever: a file system that
 * answers so every time is broken, and the failure is told. */
#define CHOSHO_RETRY_TIMES 100
#define CHOSHO_RETRY(expression)                                                          \
  (__extension__({                                                                        \
    long retry_result;                                                                    \
    guint retry_count = 0;                                                                \
    do                                                                                    \
      retry_result = (long) (expression);                                                 \
    while (retry_result == -1 && errno == EINTR && ++retry_count < CHOSHO_RETRY_TIMES);   \
    retry_result;                                                                         \
  }))

struct _ChoshoObjectStore
{
  int   ref_count;     /* atomic */
  char *path;          /* owned; the engagement's folder */
  int   engagement_fd; /* owned */
  int   objects_fd;    /* owned */
  int   named_drafts;  /* atomic boolean: nameless files or their linking do not work here */
};

/* A descriptor of the shard folder of @digest, made durably if it is missing and @make; -1. */
int      chosho_object_store_open_shard (ChoshoObjectStore *self, const char *digest, gboolean make, GError **error);
/* fsync of an open folder or file; @path is for the message. */
gboolean chosho_object_store_sync_fd (int fd, const char *path, GError **error);
/* "<engagement>/objects/xx/<digest>" for messages. (transfer full) */
char    *chosho_object_store_dup_path (ChoshoObjectStore *self, const char *digest);
/* Opens @name in @shard_fd; -1 with errno set. Fills @info. */
int      chosho_object_store_open_entry (int shard_fd, const char *name, struct stat *info);

G_END_DECLS
