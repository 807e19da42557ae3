/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A helper as a crafted file might leave it: the "client's file" is the name of the misbehaviour.
 * Everything here goes through the client, which must survive it with a clear word.
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "chosho-record-writer.h"

extern char **environ;

static ChoshoRecordWriter *writer;

/* The address sanitizer would turn some signals into an exit. */
static void
die (int number)
{
  signal (number, SIG_DFL);
  raise (number);
}

static void
hello (guint32 magic, guint16 version, guint8 request)
{
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_HELLO);
  chosho_record_writer_u32 (writer, magic);
  chosho_record_writer_u16 (writer, version);
  chosho_record_writer_u8 (writer, request);
  chosho_record_writer_u8 (writer, 3);
  chosho_record_writer_u32 (writer, 1);
  chosho_record_writer_end (writer);
}

static void
table (void)
{
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_TABLE);
  chosho_record_writer_string (writer, "UTF-8");
  chosho_record_writer_end (writer);
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_SHEET);
  chosho_record_writer_u8 (writer, 0);
  chosho_record_writer_string (writer, "s");
  chosho_record_writer_end (writer);
}

static void
row (guint32 number, guint32 column, const char *text)
{
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_ROW);
  chosho_record_writer_u32 (writer, number);
  chosho_record_writer_u8 (writer, 0);
  chosho_record_writer_u32 (writer, 1);
  chosho_record_writer_u32 (writer, column);
  chosho_record_writer_string (writer, text);
  chosho_record_writer_end (writer);
}

static void
raw (const void *data, gsize size_bytes)
{
  if (write (CHOSHO_HELPER_ANSWER_FD, data, size_bytes) != (gssize) size_bytes)
    _exit (1);
}

/* What this process was given, as a fault's detail. */
static void
report (ChoshoFault *fault)
{
  g_autoptr (GString) text = g_string_new ("fds");
  char target[64] = "";
  int group = getpgrp () == getpid ();

  for (int fd = 0; fd < 1024; fd++)
    if (fcntl (fd, F_GETFD) >= 0)
      g_string_append_printf (text, " %d", fd);
  g_string_append_printf (text, ", file mode %d, group %d", fcntl (3, F_GETFL) & O_ACCMODE, group);
  for (char **variable = environ; *variable != NULL; variable++)
    g_string_append_printf (text, ", %s", *variable);
  if (readlink ("/proc/self/fd/0", target, sizeof target - 1) > 0)
    g_string_append_printf (text, ", stdin %s", target);
  chosho_fault_set (fault, CHOSHO_HELPER_REASON_ZIP_DAMAGED, text->str);
}

static void
hang (void)
{
  for (;;)
    pause ();
}

/* Signs of life for ever. */
static void
flood (void)
{
  static const guint8 zeros[65536];

  for (;;)
    raw (zeros, sizeof zeros);
}

static void
flood_rows (void)
{
  table ();
  for (guint32 number = 1;; number++)
    row (number, 16383, "x");
}

static gboolean
misbehave_in_process (const char *mode)
{
  if (strcmp (mode, "crash") == 0)
    die (SIGSEGV);
  else if (strcmp (mode, "abort") == 0)
    die (SIGABRT);
  else if (strcmp (mode, "cpu") == 0)
    die (SIGXCPU);
  else if (strcmp (mode, "forbidden") == 0)
    die (SIGSYS);
  else if (strcmp (mode, "hang") == 0)
    hang ();
  else if (strcmp (mode, "close-and-hang") == 0)
    {
      close (CHOSHO_HELPER_ANSWER_FD);
      hang ();
    }
  else if (strcmp (mode, "version") == 0)
    _exit (CHOSHO_HELPER_EXIT_USAGE);
  else if (strcmp (mode, "nothing") == 0)
    _exit (0);
  else if (strcmp (mode, "flood") == 0)
    flood ();
  else
    return FALSE;
  return TRUE;
}

static gboolean
misbehave_in_hello (const char *mode, ChoshoFault *fault)
{
  if (strcmp (mode, "bad-magic") == 0)
    hello (1, CHOSHO_HELPER_VERSION, CHOSHO_HELPER_REQUEST_TABLE);
  else if (strcmp (mode, "bad-version") == 0)
    hello (CHOSHO_HELPER_MAGIC, 9, CHOSHO_HELPER_REQUEST_TABLE);
  else if (strcmp (mode, "other-request") == 0)
    hello (CHOSHO_HELPER_MAGIC, CHOSHO_HELPER_VERSION, CHOSHO_HELPER_REQUEST_CATALOG);
  else if (strcmp (mode, "no-hello") == 0)
    table ();
  else
    return FALSE;
  chosho_record_writer_finish (writer, fault);
  return TRUE;
}

/* After a good beginning. */
static void
misbehave_in_records (const char *mode, ChoshoFault *fault)
{
  if (strcmp (mode, "no-table") == 0)
    row (1, 0, "x");
  else if (strcmp (mode, "twice") == 0)
    table (), table ();
  else if (strcmp (mode, "unknown-record") == 0)
    chosho_record_writer_begin (writer, 'x'), chosho_record_writer_end (writer);
  else if (strcmp (mode, "rows-back") == 0)
    table (), row (2, 0, "x"), row (2, 0, "x");
  else if (strcmp (mode, "far-row") == 0)
    table (), row (1048577, 0, "x");
  else if (strcmp (mode, "far-column") == 0)
    table (), row (1, 16384, "x");
  else if (strcmp (mode, "blank-cell") == 0)
    table (), row (1, 0, "");
  else if (strcmp (mode, "bad-utf8") == 0)
    table (), row (1, 0, "\xff");
  else if (strcmp (mode, "short-record") == 0)
    table (), chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_ROW), chosho_record_writer_end (writer);
  else if (strcmp (mode, "long-record") == 0)
    chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_TABLE), chosho_record_writer_u64 (writer, 0), chosho_record_writer_end (writer);
  else if (strcmp (mode, "flood-rows") == 0)
    flood_rows ();
  else if (strcmp (mode, "report") == 0)
    report (fault);
  else if (strcmp (mode, "unknown-fault") == 0)
    chosho_fault_set (fault, 9999, "x");
  else if (strcmp (mode, "ugly-fault") == 0)
    {
      chosho_fault_set (fault, CHOSHO_HELPER_REASON_PART_MISSING, "a\033[31m\nb\xe2\x80\xae" "c");
      chosho_fault_add_sheet (fault, "s\a");
    }
  else if (strcmp (mode, "no-sheet") != 0)
    table ();
}

int
main (int argc, char **argv)
{
  char mode[64] = "";
  ChoshoFault fault;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  chosho_fault_init (&fault);
  if (pread (CHOSHO_HELPER_FILE_FD, mode, sizeof mode - 1, 0) <= 0)
    return 1;
  if (strcmp (mode, "huge-record") == 0)
    raw ("\xff\xff\xff\x7fT", 5);
  if (misbehave_in_process (mode))
    return 1;
  writer = chosho_record_writer_new (CHOSHO_HELPER_ANSWER_FD);
  if (misbehave_in_hello (mode, &fault))
    return 0;
  hello (CHOSHO_HELPER_MAGIC, CHOSHO_HELPER_VERSION, CHOSHO_HELPER_REQUEST_TABLE);
  misbehave_in_records (mode, &fault);
  if (strcmp (mode, "no-end") == 0)
    return 0;
  chosho_record_writer_finish (writer, &fault);
  if (strcmp (mode, "after-end") == 0)
    chosho_record_writer_finish (writer, &fault);
  if (strcmp (mode, "half-record-after-end") == 0)
    raw ("\1", 1);
  if (strcmp (mode, "crash-after-end") == 0)
    die (SIGSEGV);
  if (strcmp (mode, "hang-after-end") == 0)
    hang ();
  return strcmp (mode, "exit-1") == 0;
}
