/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/*
 * The wording check (domain §7): finds predicates in the auditor's voice that judge, conclude,
 * grade or assure. Titles, names, quoted text, words of the provider and given texts (criteria,
 * statement, fixed paragraphs) are not caught. The rules are data: the built-in lists are
 * data/wording/ja.json and en.json, and a firm may give its own.
 *
 * A list is an object:
 *   format   1
 *   language "ja", "en", …
 *   ignore-case  boolean, FALSE if absent
 *   join     boolean: white space between two characters beyond ASCII is no boundary (Japanese
 *            text copied from a PDF has line ends within words); FALSE if absent
 *   quotes   strings of two characters, opening and closing: text between them on one line is exempt
 *   names    strings that are exempt wherever they stand
 *   exempt   regular expressions whose matches are exempt
 *   parts    object: {{name}} in a pattern stands for the part's text
 *   rules    objects of id, pattern and suggestion
 *   name     for people
 * Members of another name, or of another type, make a list unreadable: a typing mistake must not
 * weaken the check. Members that begin with "_" are remarks.
 *
 * Pure: no I/O, no clock. Rules are immutable, so any thread may use them.
 */
typedef struct _ChoshoWordingRules ChoshoWordingRules;

#define CHOSHO_WORDING_RULES 500          /* in all lists; the built-in ones have some fifty */
#define CHOSHO_WORDING_PATTERN_BYTES 8192 /* a pattern with its parts put in */

/* A place in a text. */
typedef struct
{
  gsize       start_byte;
  gsize       length_bytes;
  const char *rule;       /* borrowed from the rules */
  const char *suggestion; /* borrowed from the rules; "" for none */
  char       *text;       /* owned: what was matched */
} ChoshoWordingOccurrence;

/* Reads @lists: one list or an array of lists. Error: CHOSHO_ERROR_INVALID naming language and
 * rule, CHOSHO_ERROR_LIMIT. (transfer full) */
ChoshoWordingRules *chosho_wording_rules_new (const ChoshoValue *lists, GError **error);
/* The built-in Japanese and English lists. (transfer full) */
ChoshoWordingRules *chosho_wording_rules_new_default (void);
/* @own (transfer full, nullable), the firm's, where they have a rule for @language, else the built-in ones: a list in
 * another language must not switch the check off. (transfer full) */
ChoshoWordingRules *chosho_wording_rules_or_default (ChoshoWordingRules *own, const char *language);
/* The built-in lists as an array of lists. (transfer full) */
ChoshoValue        *chosho_wording_dup_default_lists (void);
ChoshoWordingRules *chosho_wording_rules_ref (ChoshoWordingRules *self);
void                chosho_wording_rules_unref (ChoshoWordingRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoWordingRules, chosho_wording_rules_unref)
/* How many rules there are for @language (NULL: for all). */
guint               chosho_wording_rules_count (const ChoshoWordingRules *self, const char *language);

/* Finds what @text (valid UTF-8) should not say, in the order of the text and without overlaps. A
 * pattern that the search gives up on counts as found in the whole text.
 * @language chooses the lists, NULL takes all of them. @exempt (nullable, NULL-terminated) are
 * texts that are exempt wherever they stand. The occurrences borrow from @self. (transfer full):
 * array of ChoshoWordingOccurrence with its free function set. */
GPtrArray          *chosho_wording_check (const ChoshoWordingRules *self, const char *text, const char *language,
                                          const char *const *exempt);

/* A name for @occurrence in @text at @where (any stable name of the place, such as a key of the
 * record): 32 hex digits. It stays the same while rule, match and the sentence around them do,
 * whatever else of the text changes: so that one occurrence can be accepted. (transfer full) */
char               *chosho_wording_occurrence_dup_id (const ChoshoWordingOccurrence *occurrence,
                                                      const char *where, const char *text);

G_END_DECLS
