/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-object-store.h"
#include "chosho-progress.h"

G_BEGIN_DECLS

/*
 * ChoshoIntake: takes client files into the object store. Files are stored in batches; a batch is
 * handed to the caller, who appends its event, only after every byte, name and folder of it is
 * durable. Originals are only read. One thread at a time.
 *
 * What happens to one file: a nameless file in the store, reflink or copy, SHA-256 of what was
 * stored, the source must not have changed meanwhile (size, times, inode), fsync, name, fsync of
 * its folder.
 */
typedef struct _ChoshoIntake ChoshoIntake;
typedef struct _ChoshoIntakeSource ChoshoIntakeSource;

/* Named limits, with their reasons. */
#define CHOSHO_INTAKE_BATCH_FILES 256  /* one event stays far below its 256 KiB; as many descriptors are open */
#define CHOSHO_INTAKE_BATCH_BYTES (G_GUINT64_CONSTANT (1) << 30) /* what is lost at most when stopped */
#define CHOSHO_INTAKE_FILES 100000     /* in one call: a mistaken "/" is refused before it fills the disk */
#define CHOSHO_INTAKE_DEPTH 64         /* of folders: as many descriptors are open while walking */

typedef struct
{
  guint   batch_files;
  guint64 batch_bytes; /* a single larger file is a batch of its own */
  guint   files;       /* regular files and refused entries in one call */
  guint   depth;
} ChoshoIntakeLimits;

typedef enum
{
  CHOSHO_INTAKE_PENDING, /* not stored (yet) */
  CHOSHO_INTAKE_TAKEN,   /* durable in the store */
  CHOSHO_INTAKE_FAILED,  /* error says why; it is not in the store by this intake */
} ChoshoIntakeState;

typedef struct
{
  ChoshoIntakeState state;
  char       *path;        /* displayable, for messages: as given, or below the folder given */
  char       *raw_name;    /* the bytes of the name, at most 255, NUL-terminated */
  char       *name;        /* the same as people read it, UTF-8 */
  const char *charset;     /* (nullable) static: "UTF-8", "CP932"; NULL where bytes had to be escaped */
  char       *raw_folder;  /* bytes of the folder below (and including) the folder given; "" for a single file */
  char       *folder;      /* the same as people read it */
  guint64     size_bytes;
  gint64      modified_us; /* of the source */
  char        sha256[65];  /* lower-case hex once TAKEN, else "" */
  gboolean    already_held; /* the store (or an earlier file of this call) had these bytes */
  gboolean    repaired;    /* the store's object was damaged and stands aside; this file replaced it */
  GError     *error;       /* (nullable) owned */
  ChoshoIntakeSource *source; /* the intake's own */
} ChoshoIntakeFile;

/* Called after each durable batch with the TAKEN files of it, in order, in the running thread.
 * FALSE with @error ends the run. */
typedef gboolean (*ChoshoIntakeBatchFunc) (GPtrArray *files, gpointer user_data, GError **error);

ChoshoIntake *chosho_intake_new (ChoshoObjectStore *store);
void          chosho_intake_free (ChoshoIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoIntake, chosho_intake_free)

/* Adds a source: a file or a folder by path (bytes as the file system has them); by a name in an
 * open folder; or an open regular file under the name it shall have. Descriptors are duplicated;
 * the position of @fd is neither used nor moved. Whether the source is good is found by the scan. */
void          chosho_intake_add_path (ChoshoIntake *self, const char *path);
gboolean      chosho_intake_add_at (ChoshoIntake *self, int folder_fd, const char *raw_name, GError **error);
gboolean      chosho_intake_add_fd (ChoshoIntake *self, int fd, const char *raw_name, GError **error);

/* Whether an object that is already held is compared byte by byte and repaired where it is damaged
 * (default TRUE); else by size only. */
void          chosho_intake_set_compare_content (ChoshoIntake *self, gboolean compare_content);
/* Bytes that must not come in (digest → a whole translated sentence that says why): a file of such is FAILED and its
 * bytes are never given a name. Takes a reference. */
void          chosho_intake_set_refused (ChoshoIntake *self, GHashTable *refused);
/* Tighter limits than the named ones. */
void          chosho_intake_set_limits (ChoshoIntake *self, const ChoshoIntakeLimits *limits);

/* Walks the sources: folders recursively, sorted bytewise, following no symbolic link. What is no
 * regular file, cannot be examined or belongs to this engagement becomes a FAILED entry. LIMIT, IO
 * or CANCELLED fail the whole scan; nothing has been copied then. */
gboolean      chosho_intake_scan (ChoshoIntake *self, GCancellable *cancellable, GError **error);
/* All files of the scan in order. Borrowed. (element-type ChoshoIntakeFile) */
GPtrArray    *chosho_intake_get_files (ChoshoIntake *self);

/* After the scan: only the files for which @keep says TRUE stay; the others are neither taken in nor told of. */
typedef gboolean (*ChoshoIntakeKeepFunc) (const ChoshoIntakeFile *file, gpointer user_data);
void          chosho_intake_keep (ChoshoIntake *self, ChoshoIntakeKeepFunc keep, gpointer user_data);
/* The SHA-256 of a scanned file that is only looked at, in lower-case hex. (transfer full) */
char         *chosho_intake_file_dup_digest (ChoshoIntakeFile *self, GCancellable *cancellable, GError **error);

/* Takes in every PENDING file, scanning first where that was not done. A file that cannot be read
 * or that changes while it is copied becomes FAILED and the others go on; a failure of the store
 * (disk full, input/output) or of @func, or a cancellation before the batch's names are made, ends
 * the run: batches handed over stay, the current one leaves at most objects that nobody names, and
 * a further run goes on with what is PENDING. @progress (nullable) counts bytes. */
gboolean      chosho_intake_run (ChoshoIntake *self, GCancellable *cancellable, ChoshoProgress *progress,
                                 ChoshoIntakeBatchFunc func, gpointer user_data, GError **error);

G_END_DECLS
