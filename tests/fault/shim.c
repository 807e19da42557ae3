/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * For programs under tests/fault only: linked into one, this file takes the place of some system calls for the
 * program itself and for the libraries it loads.
 *
 * CHOSHO_TEST_SKIP_SYNC=ENDING: fsync and fdatasync on files whose name ends so do nothing and report success.
 * With it a test shows that the power-cut simulation notices a missing fsync.
 *
 * CHOSHO_TEST_SHORT_WRITES=1: writing more than one byte to a regular file writes only a part, as the kernel may.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int
is_skipped (int fd)
{
  const char *ending = getenv ("CHOSHO_TEST_SKIP_SYNC");
  char link[64];
  char path[4096];
  ssize_t size;

  if (ending == NULL || *ending == '\0')
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  size = readlink (link, path, sizeof path - 1);
  if (size < (ssize_t) strlen (ending))
    return 0;
  return memcmp (path + size - (ssize_t) strlen (ending), ending, strlen (ending)) == 0;
}

/* What of @size is written this time: all, or where short writes are asked for, some two thirds. */
static size_t
shorten (int fd, size_t size)
{
  struct stat info;

  if (size < 2 || getenv ("CHOSHO_TEST_SHORT_WRITES") == NULL || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return size;
  return size - (size + 2) / 3;
}

int
fsync (int fd)
{
  return is_skipped (fd) ? 0 : (int) syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  return is_skipped (fd) ? 0 : (int) syscall (SYS_fdatasync, fd);
}

ssize_t
write (int fd, const void *data, size_t size)
{
  return syscall (SYS_write, fd, data, shorten (fd, size));
}

/* With 64-bit offsets, as everything here is built, this is the symbol pwrite64. */
ssize_t
pwrite (int fd, const void *data, size_t size, off_t offset)
{
  return syscall (SYS_pwrite64, fd, data, shorten (fd, size), offset);
}
