/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-input.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-helper-limits.h"

static gboolean
fail_limit (ChoshoFault *fault)
{
  return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_LIMIT_FILE_BYTES,
                                 CHOSHO_HELPER_LIMIT_FILE_BYTES, NULL);
}

gboolean
chosho_input_read (int fd, char **data, gsize *size_bytes, ChoshoFault *fault)
{
  g_autofree char *buffer = NULL;
  struct stat info;
  gsize size = 0, room;

  if (fstat (fd, &info) < 0)
    return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_READ, errno, NULL);
  if (info.st_size > CHOSHO_HELPER_LIMIT_FILE_BYTES)
    return fail_limit (fault);
  /* One byte more than the size says, to notice a file that grows. */
  room = info.st_size + 1;
  buffer = g_malloc (room + 1);
  for (;;)
    {
      gssize got = pread (fd, buffer + size, room - size, size);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return chosho_fault_set_limit (fault, CHOSHO_HELPER_REASON_READ, errno, NULL);
      if (got == 0)
        break;
      size += got;
      if (size > CHOSHO_HELPER_LIMIT_FILE_BYTES)
        return fail_limit (fault);
      if (size == room)
        {
          room += room / 2 + 4096;
          buffer = g_realloc (buffer, room + 1);
        }
    }
  if (size == 0)
    return chosho_fault_set (fault, CHOSHO_HELPER_REASON_EMPTY, NULL);
  buffer[size] = '\0';
  *data = g_steal_pointer (&buffer);
  *size_bytes = size;
  return TRUE;
}
