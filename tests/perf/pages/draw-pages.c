/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * draw-pages FILE FIRST LAST DPI: draws pages (from 1) as the viewer does, each asked of the confined helper and taken
 * back as pixels, which are looked at as far as adding them up goes.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "chosho-helper-document.h"

static guint64
add_up (GBytes *pixels)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (pixels, &size_bytes);
  guint64 sum = 0;

  for (gsize i = 0; i < size_bytes; i += 4096)
    sum += data[i];
  return sum;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChoshoHelperDocument) document = NULL;
  guint64 sum = 0;
  int fd;

  if (argc != 5)
    return 64;
  fd = open (argv[1], O_RDONLY | O_CLOEXEC);
  document = fd >= 0 ? chosho_helper_document_new (fd, argv[1], CHOSHO_HELPER_FLAGS_NONE, &error) : NULL;
  for (guint page = (guint) atoi (argv[2]); document != NULL && page <= (guint) atoi (argv[3]); page++)
    {
      g_autoptr (ChoshoContentImage) image
        = chosho_helper_document_render (document, page - 1, atoi (argv[4]) / 72.0, NULL, NULL, &error);

      if (image == NULL)
        break;
      sum += add_up (image->pixels);
    }
  if (document == NULL || error != NULL)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "no such file");
      return 1;
    }
  printf ("%" G_GUINT64_FORMAT "\n", sum);
  return 0;
}
