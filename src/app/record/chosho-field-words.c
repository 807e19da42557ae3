/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-code-words.h"
#include "chosho-field-words.h"
#include "chosho-zone.h"

typedef struct
{
  const char *code;
  const char *word; /* N_("…") */
} Word;

/* Left out: what the program alone reads (nonce, creator's key, versions of forms, places in an archive, whose names are shown). */
static const Word labels[] = {
  { "text", N_("Text") }, { "reason", N_("Reason") }, { "corrects", N_("Corrects") }, { "control", N_("Control") }, { "number", N_("Number") }, { "title", N_("Title") },
  { "name", N_("Name") }, { "size_bytes", N_("Size in bytes") }, { "member", N_("Member") }, { "kind", N_("Kind") }, { "step", N_("Step") },
  { "source", N_("Source") }, { "paper", N_("General paper") }, { "note", N_("Note") }, { "with", N_("Others present") },
  { "version", N_("Version") }, { "template", N_("Template") }, { "technique", N_("Technique") }, { "state", N_("State") },
  { "services", N_("Services") }, { "public_key", N_("Public key") }, { "parent", N_("Belongs to") }, { "evidence", N_("Evidence") },
  { "controls", N_("Controls") }, { "withdrawn", N_("Withdrawn") }, { "where", N_("Place") }, { "update_required", N_("Update test wanted") },
  { "units", N_("Units") }, { "to", N_("What was linked") }, { "time_zone", N_("Time zone") }, { "target", N_("Signed") },
  { "steps", N_("Steps") }, { "stage", N_("Stage") }, { "scheme", N_("Scheme") }, { "sampling", N_("By sample") }, { "sample", N_("Sample") },
  { "roles", N_("Roles") }, { "required_for_issue", N_("Needed for the issue") }, { "request_text", N_("Words of the request") },
  { "report_text", N_("Words of the report") }, { "qualification", N_("Qualification") }, { "qualification_until", N_("Qualification until") },
  { "nationality", N_("Nationality") }, { "procedure", N_("Number of the procedure") },
  { "place", N_("Place") }, { "period_start", N_("Period from") }, { "period_end", N_("Period to") }, { "pages", N_("Pages") },
  { "ordinal", N_("Order") }, { "nationality_inquiry", N_("Nationality inquiry") }, { "language", N_("Language") }, { "items", N_("Items") },
  { "individual", N_("Individual control") }, { "firm", N_("Firm") }, { "finding", N_("Finding") }, { "file_name", N_("File") }, { "retain_until", N_("Kept until") },
  { "edition", N_("Edition") }, { "disclosable", N_("May be shown to the client") }, { "dated", N_("Dated") }, { "client", N_("Client") },
  { "basis", N_("Basis") }, { "attributes", N_("Attributes") }, { "at", N_("Held at") }, { "accepted", N_("Accepted up to") },
  { "who", N_("Person asked") }, { "what", N_("Document viewed") }, { "void", N_("Events without effect") },
  { "view", N_("Digest of what was signed") }, { "valid_to", N_("Valid to") }, { "valid_from", N_("Valid from") }, { "up_to", N_("Up to") },
  { "tier", N_("Tier") }, { "subjects", N_("Audit subjects") }, { "subject", N_("Audit subject") }, { "statement", N_("Statement") },
  { "size", N_("Size of the sample") }, { "selected", N_("Selected") }, { "seen", N_("What was observed") }, { "seed", N_("Seed") },
  { "root", N_("Root") }, { "reviewer", N_("To be reviewed by") }, { "result", N_("Result") }, { "respondent", N_("Respondent") },
  { "report_date", N_("Date of the report") }, { "received_at", N_("Received at") }, { "received_by", N_("Received by") }, { "of", N_("In the archive") },
  { "raw_name", N_("Name as received") },
  { "rationale", N_("Rationale") }, { "question", N_("Question") }, { "query", N_("Query") }, { "post", N_("Post") },
  { "position", N_("Position") }, { "population", N_("Population") }, { "performed_on", N_("Performed on") }, { "outcome", N_("Outcome") },
  { "origin", N_("Origin") }, { "opened", N_("Opened one by one") }, { "occurrence", N_("Place in the report") }, { "method", N_("Method") },
  { "media_type", N_("Type of file") }, { "means", N_("Seen how") }, { "mandatory", N_("Mandatory") }, { "level", N_("Level") },
  { "label_column", N_("Column of labels") }, { "label", N_("Label") }, { "item", N_("Item") },
  { "is_subject", N_("Subject of the audit itself") }, { "how", N_("How") }, { "heads", N_("Heads admitted") }, { "from", N_("From") },
  { "frequency", N_("Frequency") }, { "phase", N_("Phase") }, { "for", N_("Consent to") }, { "folder", N_("Folder") },
  { "fingerprint", N_("Key") }, { "final", N_("Final") }, { "extracted_on", N_("Extracted on") }, { "entries", N_("Entries") },
  { "due", N_("Due") }, { "visit", N_("Visit") }, { "definition", N_("Definition") }, { "covers_to", N_("Covers to") }, { "covers_from", N_("Covers from") },
  { "count", N_("Number of items") }, { "completeness", N_("How it is complete") }, { "by", N_("Enlarged by") }, { "base_date", N_("Base date") },
  { "attribute", N_("Attribute") }, { "as_of", N_("As of") }, { "answer", N_("Answer") }, { "about", N_("About") }, { "sha256", N_("SHA-256") },
  { "period", N_("Period") }, { "finding_text", N_("Finding") }, { "remarks", N_("Remarks") }, { "tested_on", N_("Tested on") },
  { "shown_sha256", N_("SHA-256 by the client") }, { "photographs", N_("Photographs") },
  { "older", N_("Takes the place of") }, { "on", N_("Evidence") }, { "mark", N_("Mark") }, { "tick", N_("Sign") }, { "element", N_("Element") },
  { "rectangle", N_("Region") }, { "quote", N_("Quote") }, { "to_place", N_("Place referred to") }, { "to_step", N_("Step referred to") },
  { "stays", N_("Stays although this came") }, { "lifted", N_("Destruction lifted") },
  { "request", N_("Request") }, { "period", N_("Period") }, { "owner", N_("Person at the client") }, { "files", N_("Files named by the client") },
  { "reply", N_("Client's reply") }, { "remarks", N_("Remarks") }, { "day", N_("Day") }, { "matched", N_("Found by") },
  { "events", N_("Events") }, { "objects", N_("Pieces of evidence") }, { "events_root", N_("Root of the events") },
  { "draft", N_("Draft of the report") }, { "comment", N_("Comment") }, { "proposed", N_("Proposed words") }, { "lines", N_("Lines") },
  { "resumed", N_("Resumed") }, { "parent_title", N_("Belongs to") }, { "parent_root", N_("Its checkpoint root then") },
  { "scope_reason", N_("Why, and of these controls") }, { "addressee", N_("Sent to") }, { "text_sha256", N_("SHA-256 of the words") },
  { "answered_by", N_("Answered by") }, { "file", N_("File") },
  { "holder", N_("Holder") }, { "pack", N_("Pack") },
  { "objects_root", N_("Root of the evidence") }, { "value", N_("Data") },
};

static const Word kinds[] = {
  { "file", N_("File") }, { "member", N_("Member of an archive") }, { "sighting", N_("Seen, not taken") }, { "evidence", N_("Evidence") }, { "interview", N_("Interview record") },
  { "observation", N_("Observation record") }, { "sample", N_("Sample") }, { "initial", N_("First registration") }, { "renewal", N_("Renewal") },
  { "additional", N_("Additional") }, { "reaudit", N_("Audit again") }, { "steps", N_("Steps") }, { "templates", N_("Templates") },
  { "subjects", N_("Audit subjects") }, { "expanded", N_("Expanded from templates") }, { NULL, NULL },
};
static const Word levels[] = { { "objective", N_("Objective") }, { "control", N_("Control") }, { NULL, NULL } };
static const Word schemes[] = { { "ismap", N_("ISMAP") }, { "ismap-liu", N_("ISMAP-LIU") }, { NULL, NULL } };
static const Word languages[] = { { "ja", N_("Japanese") }, { "en", N_("English") }, { NULL, NULL } };
static const Word consents[] = { { "departure", N_("Another technique") }, { "unable", N_("What could not be performed") },
                                 { "reversal", N_("A reversal") }, { NULL, NULL } };

static const char *
find (const Word *words, const char *code)
{
  for (; words->code != NULL; words++)
    if (strcmp (words->code, code) == 0)
      return _(words->word);
  return code;
}

const char *
chosho_field_word_label (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (labels[i].code, field) == 0)
      return _(labels[i].word);
  return NULL;
}

gboolean
chosho_field_word_is_text (const char *field)
{
  static const char *const texts[] = { "text", "reason", "title", "result", "question", "answer", "note", "seen", "what", "basis", "rationale",
                                       "completeness", "request_text", "report_text", "query", "reply", "remarks", NULL };

  return g_strv_contains (texts, field);
}

/* --- Values --------------------------------------------------------------------------------------------------- */

static const char *
word_state (const char *action, const char *code)
{
  if (strcmp (action, "finding-state") == 0)
    return chosho_word_finding_state (code);
  if (strcmp (action, "comment-decision") == 0)
    return chosho_word_comment_state (code);
  if (strcmp (action, "request-state") == 0)
    return chosho_word_request_state (code);
  return strcmp (action, "scope") == 0 ? chosho_word_scope (code) : chosho_word_sample_state (code);
}

static const char *
word_code (const char *action, const char *field, const char *code)
{
  static const struct
  {
    const char *field;
    const char *(*word) (const char *code);
  } coded[] = {
    { "outcome", chosho_word_outcome }, { "technique", chosho_word_technique }, { "phase", chosho_word_phase }, { "stage", chosho_word_stage },
    { "subject", chosho_word_subject }, { "subjects", chosho_word_subject }, { "roles", chosho_word_role }, { "origin", chosho_word_origin },
    { "means", chosho_word_means }, { "nationality", chosho_word_nationality },
  };

  for (guint i = 0; i < G_N_ELEMENTS (coded); i++)
    if (strcmp (coded[i].field, field) == 0)
      return coded[i].word (code);
  if (strcmp (action, "setting") == 0 && strcmp (field, "name") == 0)
    return chosho_word_setting (code);
  if (strcmp (field, "state") == 0)
    return word_state (action, code);
  if (strcmp (action, "finding-state") == 0 && strcmp (field, "answer") == 0)
    return chosho_word_fact_answer (code);
  if (strcmp (field, "kind") == 0)
    return find (kinds, code);
  if (strcmp (field, "level") == 0)
    return find (levels, code);
  if (strcmp (field, "language") == 0)
    return find (languages, code);
  if (strcmp (field, "scheme") == 0)
    return find (schemes, code);
  return strcmp (field, "for") == 0 ? find (consents, code) : code;
}

/* "E-K7QX-0412  ledger.xlsx", or a step by its technique and words. (transfer full) */
static char *
dup_name (ChoshoValue *name)
{
  static const char *const members[] = { "reference", "number", "name", "title", "who", "where" };
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_strcmp0 (chosho_value_get_string (name, "kind"), "step") == 0)
    return g_strdup_printf ("%s · %s · %s", chosho_word_phase (chosho_value_get_string (name, "phase")),
                            chosho_word_technique (chosho_value_get_string (name, "technique")), chosho_value_get_string (name, "text"));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (chosho_value_get_string (name, members[i]) != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "  " : "", chosho_value_get_string (name, members[i]));
  /* what has neither: a note is known by its words */
  return g_strdup (text->len > 0 ? text->str : chosho_value_get_string (name, "text"));
}

static char *
dup_text (ChoshoContext *context, const char *action, const char *field, const char *text, ChoshoValue *names)
{
  ChoshoValue *name = chosho_value_get (names, text);
  const char *person = strcmp (field, "fingerprint") == 0 ? chosho_context_get_member_name (context, text) : NULL;

  if (name != NULL)
    return dup_name (name);
  if (person != NULL)
    return g_strdup (person);
  if (strcmp (field, "received_at") == 0)
    {
      char *time = chosho_zone_dup_time (text);

      return time != NULL ? time : g_strdup (text);
    }
  return text[0] != '\0' ? g_strdup (word_code (action, field, text)) : NULL;
}

/* Texts one after another; of anything else how many there are. */
static char *
dup_list (ChoshoContext *context, const char *action, const char *field, ChoshoValue *list, ChoshoValue *names)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint length = chosho_value_get_length (list);

  for (guint i = 0; i < length; i++)
    {
      const char *item = chosho_value_as_string (chosho_value_get_item (list, i));
      g_autofree char *word = item != NULL ? dup_text (context, action, field, item, names) : NULL;

      if (word != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", word);
    }
  if (text->len == 0 && length > 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u entry", "%u entries", length), length);
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

char *
chosho_field_word_dup_value (ChoshoContext *context, const char *action, const char *field, ChoshoValue *value, ChoshoValue *names)
{
  switch (value != NULL ? chosho_value_get_value_type (value) : CHOSHO_VALUE_NULL)
    {
    case CHOSHO_VALUE_STRING:
      return dup_text (context, action, field, chosho_value_as_string (value), names);
    case CHOSHO_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, chosho_value_as_integer (value, 0));
    case CHOSHO_VALUE_BOOLEAN:
      return g_strdup (chosho_value_as_boolean (value, FALSE) ? _("yes") : _("no"));
    case CHOSHO_VALUE_ARRAY:
    case CHOSHO_VALUE_OBJECT:
      return dup_list (context, action, field, value, names);
    case CHOSHO_VALUE_NULL:
    default:
      return NULL;
    }
}
