/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into a program, makes it meet a poorer file system. CHOSHO_SHIM names what is missing:
 * "tmpfile" (O_TMPFILE), "link" (hard links, naming of nameless files), "noreplace"
 * (RENAME_NOREPLACE), "whole" (reads give a third of what was asked), in any combination. "hiccup": making a
 * file is interrupted some times, "interrupted": every time, "taken": its name is always there already, and is
 * written to the standard error.
 * Short writes are in tests/fault/shim.c.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HICCUPS 7 /* of so many calls one comes through */

static int
is_missing (const char *what)
{
  const char *list = getenv ("CHOSHO_SHIM");

  return list != NULL && strstr (list, what) != NULL;
}

static int
refuse (int errnum)
{
  errno = errnum;
  return -1;
}

/* Whether making @path fails this time, with errno. */
static int
fails_to_make (const char *path, int flags)
{
  static int hiccups;

  if (is_missing ("interrupted") || (is_missing ("hiccup") && __atomic_fetch_add (&hiccups, 1, __ATOMIC_SEQ_CST) % HICCUPS != 0))
    {
      errno = EINTR;
      return 1;
    }
  if (!is_missing ("taken") || (flags & O_EXCL) == 0)
    return 0;
  fprintf (stderr, "%s\n", path);
  errno = EEXIST;
  return 1;
}

int
openat (int folder, const char *path, int flags, ...)
{
  int (*real) (int, const char *, int, ...) = (int (*) (int, const char *, int, ...)) dlsym (RTLD_NEXT, "openat");
  mode_t mode = 0;

  if ((flags & O_TMPFILE) == O_TMPFILE && is_missing ("tmpfile"))
    return refuse (EOPNOTSUPP);
  if (((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) && fails_to_make (path, flags))
    return -1;
  if (flags & (O_CREAT | O_TMPFILE))
    {
      va_list arguments;

      va_start (arguments, flags);
      mode = va_arg (arguments, mode_t);
      va_end (arguments);
    }
  return real (folder, path, flags, mode);
}

int
linkat (int from_folder, const char *from, int to_folder, const char *to, int flags)
{
  int (*real) (int, const char *, int, const char *, int)
    = (int (*) (int, const char *, int, const char *, int)) dlsym (RTLD_NEXT, "linkat");

  return is_missing ("link") ? refuse (EPERM) : real (from_folder, from, to_folder, to, flags);
}

int
renameat2 (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
  int (*real) (int, const char *, int, const char *, unsigned int)
    = (int (*) (int, const char *, int, const char *, unsigned int)) dlsym (RTLD_NEXT, "renameat2");

  return is_missing ("noreplace") && flags != 0 ? refuse (EINVAL) : real (from_folder, from, to_folder, to, flags);
}

static size_t
shorten (size_t size_bytes)
{
  return is_missing ("whole") && size_bytes > 1 ? 1 + size_bytes / 3 : size_bytes;
}

ssize_t
pread (int fd, void *bytes, size_t size_bytes, off_t offset)
{
  ssize_t (*real) (int, void *, size_t, off_t)
    = (ssize_t (*) (int, void *, size_t, off_t)) dlsym (RTLD_NEXT, "pread");

  return real (fd, bytes, shorten (size_bytes), offset);
}
