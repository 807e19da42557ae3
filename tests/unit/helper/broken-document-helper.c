/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A helper that is asked about a document, as a crafted file might leave it: the file's content is
 * the name of the misbehaviour. It opens every file as a text of three bytes and shows its process id
 * in every window.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "chosho-ask.h"
#include "chosho-helper-limits.h"
#include "chosho-record-writer.h"

static ChoshoRecordWriter *writer;
static const char *mode;

static void
die (int number)
{
  signal (number, SIG_DFL);
  raise (number);
}

static void
hello (void)
{
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_HELLO);
  chosho_record_writer_u32 (writer, CHOSHO_HELPER_MAGIC);
  chosho_record_writer_u16 (writer, CHOSHO_HELPER_VERSION);
  chosho_record_writer_u8 (writer, CHOSHO_HELPER_REQUEST_DOCUMENT);
  chosho_record_writer_u8 (writer, 3);
  chosho_record_writer_u32 (writer, 1);
  chosho_record_writer_end (writer);
}

/* Of "pages-N": how many pages, from the first on, kill who reads them; 5 are there. -1: another misbehaviour. */
static int
count_deadly_pages (void)
{
  return strncmp (mode, "pages-", 6) == 0 ? atoi (mode + 6) : -1;
}

static void
info (guint32 pages)
{
  gboolean has_pages = pages > 0;

  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_INFO);
  chosho_record_writer_u8 (writer, has_pages ? CHOSHO_HELPER_CONTENT_PAGES : CHOSHO_HELPER_CONTENT_TEXT);
  chosho_record_writer_string (writer, strcmp (mode, "ugly-format") == 0 ? "p<b>" : "text");
  chosho_record_writer_u8 (writer, count_deadly_pages () >= 0);
  chosho_record_writer_u32 (writer, pages);
  chosho_record_writer_u64 (writer, 3);
  chosho_record_writer_string (writer, has_pages ? "" : "UTF-8");
  chosho_record_writer_u8 (writer, 0);
  chosho_record_writer_end (writer);
}

static void
page_sizes (guint32 pages)
{
  for (guint32 i = 0; i < pages; i++)
    {
      chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_PAGE);
      chosho_record_writer_u32 (writer, 1000);
      chosho_record_writer_u32 (writer, 1000);
      chosho_record_writer_end (writer);
    }
}

static void
answer_page_text (ChoshoAsk *ask)
{
  if ((int) chosho_ask_take_u32 (ask) < count_deadly_pages ())
    die (SIGSEGV);
  hello ();
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_TEXT);
  chosho_record_writer_string (writer, "x");
  chosho_record_writer_u32 (writer, 1);
  for (guint i = 0; i < 4; i++)
    chosho_record_writer_u32 (writer, 0);
  chosho_record_writer_end (writer);
  chosho_record_writer_finish (writer, NULL);
}

static void
window (void)
{
  g_autofree char *text = g_strdup_printf ("%d", (int) getpid ());

  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_WINDOW);
  chosho_record_writer_string (writer, "UTF-8");
  chosho_record_writer_u64 (writer, 0);
  chosho_record_writer_u64 (writer, 3);
  chosho_record_writer_u64 (writer, 3);
  chosho_record_writer_u32 (writer, 0);
  chosho_record_writer_string (writer, text);
  chosho_record_writer_end (writer);
}

static void
answer_open (void)
{
  hello ();
  if (strcmp (mode, "no-info") == 0)
    ;
  else if (strcmp (mode, "missing-page") == 0)
    info (2);
  else if (count_deadly_pages () >= 0)
    {
      info (5);
      page_sizes (5);
    }
  else
    info (0);
  chosho_record_writer_finish (writer, NULL);
}

static void
answer_window (guint number)
{
  if (strcmp (mode, "crash") == 0)
    die (SIGSEGV);
  if (strcmp (mode, "cpu") == 0)
    die (SIGXCPU);
  if (strcmp (mode, "crash-once") == 0 && number == 2)
    die (SIGSEGV);
  while (strcmp (mode, "hang") == 0)
    pause ();
  hello ();
  if (strcmp (mode, "no-window") != 0)
    window ();
  if (strcmp (mode, "two-windows") == 0)
    window ();
  chosho_record_writer_finish (writer, NULL);
  if (strcmp (mode, "twice") == 0)
    {
      hello ();
      chosho_record_writer_finish (writer, NULL);
    }
  if (strcmp (mode, "gone") == 0)
    _exit (0);
}

int
main (int argc, char **argv)
{
  static char content[64];
  static guint8 buffer[CHOSHO_HELPER_LIMIT_ASK_BYTES];
  ChoshoAsk ask;
  guint number = 0;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (argc < 3 || strcmp (argv[2], "document") != 0 || pread (CHOSHO_HELPER_FILE_FD, content, sizeof content - 1, 0) <= 0)
    return 1;
  mode = content;
  writer = chosho_record_writer_new (CHOSHO_HELPER_ANSWER_FD);
  if (strcmp (mode, "never") == 0)
    return 0;
  while (chosho_ask_read (&ask, CHOSHO_HELPER_ASK_FD, buffer))
    if (ask.type == CHOSHO_HELPER_ASK_OPEN)
      answer_open ();
    else if (ask.type == CHOSHO_HELPER_ASK_TEXT)
      answer_page_text (&ask);
    else
      answer_window (++number);
  return 0;
}
