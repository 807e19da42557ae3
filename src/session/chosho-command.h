/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-progress.h"
#include "chosho-session.h"
#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * A command: one verb of the product, the same for the window and the command line. It takes its
 * arguments as one JSON object and gives its result as one JSON object or array, whose shape is the
 * contract of the command line. Commands block; the window runs them on the session's worker.
 */
typedef enum
{
  CHOSHO_ARG_TEXT,        /* --name VALUE, a string */
  CHOSHO_ARG_LIST,        /* --name VALUE, repeatable, an array of strings */
  CHOSHO_ARG_FLAG,        /* --name, a boolean */
  CHOSHO_ARG_INTEGER,     /* --name N, an integer */
  CHOSHO_ARG_POSITIONAL,  /* one word, a string */
  CHOSHO_ARG_POSITIONALS, /* the remaining words, an array of strings */
} ChoshoArgKind;

typedef struct
{
  const char   *name;     /* as on the command line ("as-of"); in the JSON "-" becomes "_" */
  ChoshoArgKind kind;
  gboolean      required;
  const char   *value;    /* what the help calls its value ("FILE"); NULL for flags */
  const char   *help;     /* N_("…"): what it is; an example, which is no part of that, stands in a second line */
} ChoshoCommandArg;

typedef struct
{
  ChoshoSession  *session;     /* (nullable) where the command needs no engagement, or its folder alone */
  const char     *path;        /* (nullable) the engagement's folder; chosho_command_run() takes @session's */
  ChoshoIdentity *identity;    /* (nullable) */
  ChoshoValue    *args;        /* checked against the table: types are right, required ones there */
  const char     *operation;   /* (nullable) makes a retried command happen once */
  const char     *addition;    /* (nullable) why something is added to an assembled file */
  ChoshoProgress *progress;    /* (nullable) */
  GCancellable   *cancellable; /* (nullable) */
  const char     *passphrase;  /* (nullable) of the identity that a command makes, or of a pack */
  char           *note;        /* (out) (nullable) (transfer full) what people are told beside a result that has a fixed shape */
} ChoshoCommandContext;

/*
 * On FALSE @error is set; @result may still be set: CHOSHO_ERROR_REFUSED comes with
 * {"blockers": […]}, INTEGRITY with what was found, bulk commands with what was kept.
 * (transfer full) result.
 */
typedef gboolean (*ChoshoCommandFunc) (ChoshoCommandContext *context, ChoshoValue **result, GError **error);

typedef enum
{
  CHOSHO_COMMAND_READS = 0,                  /* needs an engagement, changes nothing */
  CHOSHO_COMMAND_WRITES = 1 << 0,            /* needs an identity */
  CHOSHO_COMMAND_NO_ENGAGEMENT = 1 << 1,     /* runs without one (create, identity, restore) */
  CHOSHO_COMMAND_OPTIONAL_IDENTITY = 1 << 2, /* uses the identity where one is given */
  CHOSHO_COMMAND_PUBLIC_IDENTITY = 1 << 3,   /* needs name and public key only, no passphrase */
  CHOSHO_COMMAND_NEW_PASSPHRASE = 1 << 4,    /* makes an identity: wants context->passphrase unless "unprotected" */
  CHOSHO_COMMAND_PACK_PASSPHRASE = 1 << 6,   /* takes context->passphrase, of a pack, where its argument "pack-passphrase-file" gives one */
  CHOSHO_COMMAND_FOLDER = 1 << 5,            /* needs the engagement's folder alone, in whatever state it is */
} ChoshoCommandFlags;

typedef struct
{
  const char             *name;    /* "evidence add" */
  const char             *summary; /* N_("…"), one line */
  const ChoshoCommandArg *args;    /* ends with a NULL name */
  ChoshoCommandFlags      flags;
  ChoshoCommandFunc       run;
} ChoshoCommand;

/* Any thread. NULL at the end; in the order of the help. */
const ChoshoCommand *chosho_command_nth    (guint index);
const ChoshoCommand *chosho_command_lookup (const char *name);

/* The user's explicit consent, for this process from now on, to reading files of others although the
 * kernel lacks Landlock or system-call filters. Without it such files are refused: CONFINEMENT. */
void                 chosho_command_allow_weaker_confinement (void);

/* Only whether @args (nullable) fit the command's table: USAGE. */
gboolean             chosho_command_check_arguments (const ChoshoCommand *self, ChoshoValue *args, GError **error);
/* Checks @context->args against the command's table (USAGE), the engagement and the identity
 * (USAGE), then runs it. The window and the command line call only this. */
gboolean             chosho_command_run    (const ChoshoCommand *self, ChoshoCommandContext *context,
                                            ChoshoValue **result, GError **error);

/* The JSON name of an argument: "as-of" becomes "as_of". (transfer full) */
char                *chosho_command_arg_dup_key (const ChoshoCommandArg *arg);

/* For commands: arguments by name ("as-of" or "as_of"); NULL, 0, FALSE where absent. Borrowed. */
const char  *chosho_command_get_text (ChoshoCommandContext *context, const char *name);
ChoshoValue *chosho_command_get_list (ChoshoCommandContext *context, const char *name);
gint64       chosho_command_get_integer (ChoshoCommandContext *context, const char *name, gint64 fallback);
gboolean     chosho_command_get_flag (ChoshoCommandContext *context, const char *name);

/* Groups, one array per file in commands/, each ending with a NULL name; chosho-command.c lists them. */
extern const ChoshoCommand chosho_commands_engagement[]; /* create, engagement, settings, member, admit, identity */
extern const ChoshoCommand chosho_commands_criteria[];   /* catalog, procedures, statement, scope, assign */
extern const ChoshoCommand chosho_commands_evidence[];   /* evidence */
extern const ChoshoCommand chosho_commands_versions[];   /* evidence replace, purge */
extern const ChoshoCommand chosho_commands_marks[];      /* mark */
extern const ChoshoCommand chosho_commands_content[];    /* evidence members, text, render */
extern const ChoshoCommand chosho_commands_request[];    /* request */
extern const ChoshoCommand chosho_commands_inquiry[];    /* interview, observation */
extern const ChoshoCommand chosho_commands_work[];       /* step, consent, population, sample, finding */
extern const ChoshoCommand chosho_commands_paper[];    /* note, paper, representation, subsequent-events */
extern const ChoshoCommand chosho_commands_review[];   /* check, complete, review, approve, withdraw, status */
extern const ChoshoCommand chosho_commands_overview[]; /* overview */
extern const ChoshoCommand chosho_commands_control[];  /* control */
extern const ChoshoCommand chosho_commands_comments[]; /* report comments */
extern const ChoshoCommand chosho_commands_report[];     /* report, representation, subsequent-events */
extern const ChoshoCommand chosho_commands_papers[];     /* papers */
extern const ChoshoCommand chosho_commands_archive[];    /* archive */
extern const ChoshoCommand chosho_commands_oscal[];      /* oscal */
extern const ChoshoCommand chosho_commands_assembly[];   /* assembly */
extern const ChoshoCommand chosho_commands_journal[];    /* journal */
extern const ChoshoCommand chosho_commands_record[];     /* verify, index, backup, restore */
extern const ChoshoCommand chosho_commands_pack[];       /* pack, conflict */
extern const ChoshoCommand chosho_commands_search[];     /* search, index text */
extern const ChoshoCommand chosho_commands_rollforward[]; /* rollforward, cycle */
extern const ChoshoCommand chosho_commands_undo[];       /* undo */
extern const ChoshoCommand chosho_commands_demo[];       /* demo */

G_END_DECLS
