/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-command.h"
#include "chosho-member-reader.h"

G_BEGIN_DECLS

/* Evidence, or what stands in it, open for a command. */
typedef struct
{
  ChoshoValue          *row;      /* (owned) the evidence that the argument "id" names */
  ChoshoValue          *archive;  /* (owned) the evidence whose object it is in: the row of a member's archive, else @row */
  char                 *password; /* (owned) (nullable) */
  ChoshoMemberReader   *reader;   /* (owned) (nullable) */
  ChoshoValue          *path;     /* (owned) the way from the object: of the evidence, then of the argument "member" or "in" */
  GString              *shown;    /* (owned) the same for people: "pack.zip ▸ inner.tar" */
  ChoshoHelperDocument *document; /* (borrowed) (nullable) what stands at its end */
} ChoshoEvidenceContent;

/* Finds the evidence and reads the password of the argument "password-file" (never a word of the command line, which others
 * see); nothing of the file is opened. NOT_FOUND, also for what was only seen. */
gboolean chosho_evidence_content_init  (ChoshoEvidenceContent *self, ChoshoCommandContext *context, GError **error);
/* The same, and opens what the list argument @within leads to, by names in @charset (nullable). A member must still have the digest with which it was taken
 * in: INTEGRITY. */
gboolean chosho_evidence_content_open  (ChoshoEvidenceContent *self, ChoshoCommandContext *context, const char *within, const char *charset, GError **error);
/* The members of what stands at the way's end; INVALID with what to do where it is not opened. (transfer full)
 * (element-type ChoshoMemberInfo) */
GPtrArray *chosho_evidence_content_list_members (ChoshoEvidenceContent *self, const char *charset, GCancellable *cancellable, GError **error);
/* A descriptor of the evidence's bytes, at their beginning, owned by the caller; of a member checked as above. -1: @error */
int      chosho_evidence_content_open_bytes (ChoshoEvidenceContent *self, ChoshoCommandContext *context, GError **error);
/* The same of the evidence of @row. @password (out) (optional) (nullable) (transfer full): what was read of the argument. */
int      chosho_evidence_content_open_row (ChoshoCommandContext *context, ChoshoValue *row, char **password, GError **error);
/* FALSE with INTEGRITY where the bytes of the member of @row have another digest than the record says. */
gboolean chosho_evidence_content_check_digest (ChoshoValue *row, const char *sha256, GError **error);
void     chosho_evidence_content_clear (ChoshoEvidenceContent *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoEvidenceContent, chosho_evidence_content_clear)

/* What to do about a file of @format that is kept whole and not opened. Static. */
const char *chosho_evidence_content_explain (const char *format);

/* Of a file: the first line, which must be UTF-8. */
gboolean chosho_evidence_read_password (const char *path, char **password, GError **error);

G_END_DECLS
