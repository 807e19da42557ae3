/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * chosho-helper VERSION REQUEST [--allow-weaker-confinement]
 *
 * Reads one file made by a client or a third party, inside a cage, and answers with records; asked
 * for "document", it stays and answers what it is asked about that file. The only program of Chosho
 * that parses such bytes. See README.md.
 */
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "chosho-confinement.h"
#include "chosho-document-server.h"
#include "chosho-helper-limits.h"
#include "chosho-input.h"
#include "chosho-request.h"
#include "chosho-sanitizer.h"

#if CHOSHO_SANITIZED
const char *__asan_default_options (void);

/* The leak checker needs ptrace and threads, which the filter forbids. */
const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}
#endif

typedef struct
{
  ChoshoHelperRequest request;
  gboolean            allow_weaker;
} Arguments;

static gboolean
parse_arguments (int argc, char **argv, Arguments *arguments)
{
  static const char *const names[] = { "", "sniff", "table", "catalog", "document", "results" };

  if (argc < 3 || argc > 4 || strcmp (argv[1], G_STRINGIFY (CHOSHO_HELPER_VERSION)) != 0)
    return FALSE;
  for (gsize i = 1; i < G_N_ELEMENTS (names); i++)
    if (strcmp (argv[2], names[i]) == 0)
      arguments->request = i;
  arguments->allow_weaker = argc == 4 && strcmp (argv[3], "--allow-weaker-confinement") == 0;
  return arguments->request != 0 && arguments->allow_weaker == (argc == 4);
}

/* Everything that opens files comes before confinement: locale, character tables. */
static void
prepare (const Arguments *arguments)
{
  clearenv ();
  setenv ("LC_ALL", "C.UTF-8", 1);
  setlocale (LC_ALL, "");
  /* Nobody is left to read the answer: nothing is left to do. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  chosho_request_prepare ();
  if (arguments->request == CHOSHO_HELPER_REQUEST_DOCUMENT)
    chosho_document_server_prepare (CHOSHO_HELPER_FILE_FD);
}

static void
write_hello (ChoshoRecordWriter *writer, const Arguments *arguments,
             const ChoshoConfinement *confinement)
{
  guint8 confined = 0;

  if (confinement->landlock)
    confined |= CHOSHO_HELPER_CONFINED_LANDLOCK;
  if (confinement->seccomp)
    confined |= CHOSHO_HELPER_CONFINED_SECCOMP;
  chosho_record_writer_begin (writer, CHOSHO_HELPER_RECORD_HELLO);
  chosho_record_writer_u32 (writer, CHOSHO_HELPER_MAGIC);
  chosho_record_writer_u16 (writer, CHOSHO_HELPER_VERSION);
  chosho_record_writer_u8 (writer, arguments->request);
  chosho_record_writer_u8 (writer, confined);
  chosho_record_writer_u32 (writer, confinement->landlock_abi);
  chosho_record_writer_end (writer);
}

/* One request, one answer. */
static void
answer_once (const Arguments *arguments, ChoshoRecordWriter *writer, ChoshoFault *fault)
{
  char *data = NULL;
  gsize size_bytes = 0;

  if (chosho_input_read (CHOSHO_HELPER_FILE_FD, &data, &size_bytes, fault))
    chosho_request_answer (arguments->request, data, size_bytes, writer, fault);
  chosho_record_writer_finish (writer, fault);
}

/* Answers asks until there are no more; each answer begins and ends like an only one. */
static void
answer_asks (const Arguments *arguments, const ChoshoConfinement *confinement, ChoshoRecordWriter *writer)
{
  g_autoptr (ChoshoDocumentServer) server = chosho_document_server_new (CHOSHO_HELPER_FILE_FD);
  g_autofree guint8 *buffer = g_malloc (CHOSHO_HELPER_LIMIT_ASK_BYTES);
  ChoshoAsk ask;

  while (chosho_ask_read (&ask, CHOSHO_HELPER_ASK_FD, buffer))
    {
      g_auto (ChoshoFault) fault = { 0 };

      chosho_fault_init (&fault);
      write_hello (writer, arguments, confinement);
      chosho_document_server_answer (server, &ask, writer, &fault);
      chosho_record_writer_finish (writer, &fault);
    }
}

int
main (int argc, char **argv)
{
  Arguments arguments = { 0 };
  ChoshoConfinement confinement = { 0 };
  g_auto (ChoshoFault) fault = { 0 };
  g_autoptr (ChoshoRecordWriter) writer = NULL;
  gboolean confined;

  if (!parse_arguments (argc, argv, &arguments))
    return CHOSHO_HELPER_EXIT_USAGE;
  prepare (&arguments);
  chosho_fault_init (&fault);
  writer = chosho_record_writer_new (CHOSHO_HELPER_ANSWER_FD);
  confined = chosho_confinement_apply (CHOSHO_HELPER_ANSWER_FD, CHOSHO_HELPER_ANSWER_FD + 1,
                                       arguments.allow_weaker, &confinement, &fault);
  if (confined && arguments.request == CHOSHO_HELPER_REQUEST_DOCUMENT)
    {
      answer_asks (&arguments, &confinement, writer);
      return CHOSHO_HELPER_EXIT_OK;
    }
  write_hello (writer, &arguments, &confinement);
  if (confined)
    answer_once (&arguments, writer, &fault);
  else
    chosho_record_writer_finish (writer, &fault);
  return confined ? CHOSHO_HELPER_EXIT_OK : CHOSHO_HELPER_EXIT_CONFINEMENT;
}
