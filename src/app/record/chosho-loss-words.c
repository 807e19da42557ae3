/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-field-words.h"
#include "chosho-loss-words.h"

typedef struct
{
  const char *code;
  const char *word; /* N_("…") */
} Word;

/* Rows of the record that are left out, or of which something is. */
static const Word kinds[] = {
  { "addition", N_("Additions to the assembled file") }, { "assembly", N_("Assembly of the file") }, { "assignment", N_("Assignments") },
  { "catalog", N_("Criteria") }, { "comment", N_("The client's comments on drafts") }, { "consent", N_("The leader's consents") },
  { "control", N_("Controls") }, { "ending", N_("End without a report") }, { "event", N_("Events of the record") }, { "finding", N_("Findings") },
  { "mark", N_("Marks") }, { "member", N_("Members of the team") }, { "note", N_("Review notes") }, { "older", N_("Earlier versions of evidence") },
  { "pack", N_("Packs carried out") }, { "paper", N_("General papers") }, { "performance", N_("Recorded steps") }, { "prior", N_("Earlier results") },
  { "prior-file", N_("Files of earlier results") }, { "prior-scope", N_("Earlier scope") }, { "procedure", N_("Procedures") },
  { "procedure-source", N_("Files of procedures") }, { "request", N_("Requests") }, { "setting", N_("Firm's data") }, { "statement", N_("Statement") },
  { "step", N_("Steps") }, { "subjects", N_("Audit subjects") }, { "template", N_("Templates of procedures") },
  { "wording", N_("Accepted wordings") },
};

/* Members of them that have no name as a field. */
static const Word members[] = {
  { "content", N_("Content") }, { "objective", N_("Objectives") }, { "returned", N_("Sent back") }, { "signature", N_("Signatures") },
  { "unconfirmed", N_("Not confirmed") },
};

/* NULL where there is none. */
static const char *
find (const Word *words, gsize count, const char *code)
{
  for (gsize i = 0; i < count; i++)
    if (g_str_equal (words[i].code, code))
      return _(words[i].word);
  return NULL;
}

static const char *
get_member_word (const char *member)
{
  const char *word = find (members, G_N_ELEMENTS (members), member);

  return word != NULL ? word : chosho_field_word_label (member);
}

char *
chosho_loss_words_dup (ChoshoValue *losses)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chosho_value_get_length (losses); i++)
    {
      ChoshoValue *loss = chosho_value_get_item (losses, i);
      const char *kind = chosho_value_get_string (loss, "kind"), *member = chosho_value_get_string (loss, "member");
      const char *word = find (kinds, G_N_ELEMENTS (kinds), kind), *part = member != NULL ? get_member_word (member) : NULL;

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", word != NULL ? word : kind);
      if (member != NULL)
        g_string_append_printf (text, " · %s", part != NULL ? part : member);
      g_string_append_printf (text, ": %" G_GINT64_FORMAT, chosho_value_get_integer (loss, "count", 0));
    }
  return g_string_free (text, FALSE);
}
