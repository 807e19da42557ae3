/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"

G_BEGIN_DECLS

/*
 * The sample engagement of full size: made-up people, texts and files, all marked 見本, taken in and
 * worked on by the product's own commands and no other way. @folder must not exist; it gets
 * engagement.chosho, identities/ (unprotected keys) and files/ (what was taken in).
 *
 * @result: {engagement, identities: [path], …}. (transfer full)
 */
gboolean chosho_demo_make (const char *folder, ChoshoProgress *progress, GCancellable *cancellable,
                           ChoshoValue **result, GError **error);

/* Shared by the files of the sample. */
typedef enum
{
  CHOSHO_DEMO_EXECUTIVE,
  CHOSHO_DEMO_LEADER,
  CHOSHO_DEMO_PRACTITIONER,
  CHOSHO_DEMO_N_PEOPLE,
} ChoshoDemoPerson;

typedef struct
{
  const char     *folder;
  char           *engagement;                        /* (owned) path */
  char           *files;                             /* (owned) path */
  ChoshoSession  *session;                           /* (owned) */
  ChoshoIdentity *identities[CHOSHO_DEMO_N_PEOPLE];  /* (owned) */
  ChoshoValue    *data;                              /* (owned) what chosho_sample_data_write() told */
  GHashTable     *evidence;                          /* (owned) control -> array of evidence ids (GPtrArray) */
  GHashTable     *samples;                           /* (owned) control -> sample id */
  ChoshoProgress *progress;
  GCancellable   *cancellable;
} ChoshoDemo;

/* Runs @command as @who. @args (transfer full). @result may be NULL. A refusal is an error. */
gboolean     chosho_demo_run (ChoshoDemo *self, ChoshoDemoPerson who, const char *command, ChoshoValue *args,
                              ChoshoValue **result, GError **error);
/* An object of text members: name, value, …, NULL. (transfer full) */
ChoshoValue *chosho_demo_args (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* Sets the member @name to an array with one text; returns @args. */
ChoshoValue *chosho_demo_with_list (ChoshoValue *args, const char *name, const char *item);
/* chosho-demo-work.c: records, findings, notes and sign-offs on part of the controls. */
gboolean     chosho_demo_work (ChoshoDemo *self, GError **error);
/* chosho-demo-requests.c: the request list, some of it in every state. */
gboolean     chosho_demo_requests (ChoshoDemo *self, GError **error);

G_END_DECLS
