/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-intake.h"

#include <sys/stat.h>

G_BEGIN_DECLS

/* A folder on the way to a source file, so that no descriptor is held between scan and copy and no
 * symbolic link is followed below the folder that was given. Reference counted, one thread. */
typedef struct _ChoshoIntakeFolder ChoshoIntakeFolder;
struct _ChoshoIntakeFolder
{
  int                 ref_count;
  ChoshoIntakeFolder *parent;     /* (nullable) owned reference; NULL for the base */
  char               *base_path;  /* (nullable) owned: absolute path of a base */
  int                 base_fd;    /* owned, -1 unless the base was given open */
  char               *raw_name;   /* (nullable) owned: name in the parent */
  char               *raw_folder; /* owned: see ChoshoIntakeFile */
  char               *folder;     /* owned: see ChoshoIntakeFile */
  char               *path;       /* owned, displayable; "" for a base that has no name of its own */
  dev_t               device;     /* of a folder below the base, as scanned */
  ino_t               inode;
};

ChoshoIntakeFolder *chosho_intake_folder_new_path (const char *absolute_path, const char *display);
/* Takes @fd. */
ChoshoIntakeFolder *chosho_intake_folder_new_fd (int fd);
ChoshoIntakeFolder *chosho_intake_folder_new_child (ChoshoIntakeFolder *parent, const char *raw_name,
                                                    const struct stat *info);
ChoshoIntakeFolder *chosho_intake_folder_ref (ChoshoIntakeFolder *self);
void                chosho_intake_folder_unref (ChoshoIntakeFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoIntakeFolder, chosho_intake_folder_unref)
/* A descriptor (O_PATH) owned by the caller; -1 with errno, ESTALE where another folder stands there now. */
int                 chosho_intake_folder_open (ChoshoIntakeFolder *self);

struct _ChoshoIntakeSource
{
  ChoshoIntakeFolder *folder; /* (nullable) owned reference; NULL where fd is given */
  int                 fd;     /* owned, -1 unless the file was given open */
  dev_t               device; /* as scanned */
  ino_t               inode;
};

ChoshoIntakeFile   *chosho_intake_file_new (ChoshoIntakeFolder *folder, const char *raw_name);
void                chosho_intake_file_free (ChoshoIntakeFile *self);
/* FAILED with @error (taken). */
void                chosho_intake_file_fail (ChoshoIntakeFile *self, GError *error);
/* Notes size, time and identity from @info. */
void                chosho_intake_file_set_info (ChoshoIntakeFile *self, const struct stat *info);

/* Opens a scanned file for reading and fills @info; *@folder_fd (borrowed from @cache, or -1) is
 * where its name stands. -1 with @error and *@errnum. */
typedef struct
{
  ChoshoIntakeFolder *folder; /* (nullable) owned reference */
  int                 fd;     /* owned; of folder */
} ChoshoIntakeFolderCache;
#define CHOSHO_INTAKE_FOLDER_CACHE_INIT { NULL, -1 }

int                 chosho_intake_file_open (ChoshoIntakeFile *self, ChoshoIntakeFolderCache *cache,
                                             struct stat *info, int *errnum, GError **error);
/* A hint that @self is read next, so that the disk works while another file is copied; only for files of the
 * folder that @cache holds. Failures show when the file is opened. */
void                chosho_intake_file_read_ahead (ChoshoIntakeFile *self, ChoshoIntakeFolderCache *cache);
void                chosho_intake_folder_cache_clear (ChoshoIntakeFolderCache *cache);
/* TRUE where the source still is what @before says, by descriptor and by name. */
gboolean            chosho_intake_file_is_unchanged (ChoshoIntakeFile *self, ChoshoIntakeFolderCache *cache, int fd,
                                                     const struct stat *before);

/* The scan; see chosho_intake_scan(). */
typedef struct
{
  ChoshoObjectStore        *store;       /* borrowed */
  const ChoshoIntakeLimits *limits;      /* borrowed */
  GPtrArray                *files;       /* borrowed; gets the entries */
  GCancellable             *cancellable; /* (nullable) borrowed */
  struct stat               engagement;  /* of the engagement's own folder */
  GArray                   *own_files;   /* owned (element-type struct stat): regular files in it */
} ChoshoIntakeScan;

gboolean            chosho_intake_scan_begin (ChoshoIntakeScan *self, GError **error);
gboolean            chosho_intake_scan_at (ChoshoIntakeScan *self, ChoshoIntakeFolder *base, const char *raw_name,
                                           GError **error);
/* Takes @fd. */
gboolean            chosho_intake_scan_fd (ChoshoIntakeScan *self, int fd, const char *raw_name, GError **error);
void                chosho_intake_scan_end (ChoshoIntakeScan *self);

G_END_DECLS
