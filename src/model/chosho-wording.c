/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-wording.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-digest.h"
#include "chosho-error.h"

#define FORMAT 1
#define PART_DEPTH 4 /* parts within parts; the built-in lists have two */
#define QUOTE_DEPTH 16
#define ID_DIGITS 32

typedef struct
{
  char   *id;
  char   *suggestion;
  GRegex *regex;
} Rule;

typedef struct
{
  gunichar open;
  gunichar close;
} Quote;

typedef struct
{
  char      *language;
  gboolean   join;
  GArray    *quotes; /* of Quote */
  GPtrArray *names;  /* of char * */
  GPtrArray *exempt; /* of GRegex */
  GPtrArray *rules;  /* of Rule */
  GRegex    *any;    /* all rules as alternatives: most texts match none */
} List;

struct _ChoshoWordingRules
{
  gatomicrefcount references;
  GPtrArray      *lists; /* of List */
};

/* Generated from data/wording by the build. */
extern const char chosho_wording_ja[];
extern const char chosho_wording_en[];

/* A stretch of text, end exclusive. */
typedef struct
{
  gsize start;
  gsize end;
} Span;

/* Text to be searched; @origin, where there is one, gives the byte of the true text for each byte. */
typedef struct
{
  const char *text;
  const gsize *origin; /* nullable: the text is the true one; has an entry for the final NUL */
} Source;

static void
rule_free (Rule *self)
{
  g_free (self->id);
  g_free (self->suggestion);
  g_clear_pointer (&self->regex, g_regex_unref);
  g_free (self);
}

static void
list_free (List *self)
{
  g_free (self->language);
  g_array_unref (self->quotes);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->exempt);
  g_ptr_array_unref (self->rules);
  g_clear_pointer (&self->any, g_regex_unref);
  g_free (self);
}

static void
occurrence_free (ChoshoWordingOccurrence *self)
{
  g_free (self->text);
  g_free (self);
}

static gboolean
fail (GError **error, const List *list, const char *what, const char *reason)
{
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("Wording list “%s”, %s: %s"),
               list->language != NULL ? list->language : "?", what, reason);
  return FALSE;
}

/* --- Form ------------------------------------------------------------------------------------- */

typedef struct
{
  const char     *name;
  ChoshoValueType type;
} Member;

static const Member list_members[] = {
  { "format", CHOSHO_VALUE_INTEGER }, { "language", CHOSHO_VALUE_STRING }, { "name", CHOSHO_VALUE_STRING },
  { "ignore-case", CHOSHO_VALUE_BOOLEAN }, { "join", CHOSHO_VALUE_BOOLEAN }, { "quotes", CHOSHO_VALUE_ARRAY },
  { "names", CHOSHO_VALUE_ARRAY }, { "exempt", CHOSHO_VALUE_ARRAY }, { "parts", CHOSHO_VALUE_OBJECT },
  { "rules", CHOSHO_VALUE_ARRAY }, { NULL }
};
static const Member rule_members[] = {
  { "id", CHOSHO_VALUE_STRING }, { "pattern", CHOSHO_VALUE_STRING }, { "suggestion", CHOSHO_VALUE_STRING }, { NULL }
};

/* A misspelt member, or one of the wrong type, would be left out in silence. */
static gboolean
check_members (const List *list, const ChoshoValue *value, const Member *members, GError **error)
{
  for (guint i = 0; i < chosho_value_get_length (value); i++)
    {
      const char *key = chosho_value_get_key (value, i);
      const Member *member = members;

      if (key == NULL || key[0] == '_')
        continue;
      while (member->name != NULL && strcmp (member->name, key) != 0)
        member++;
      if (member->name == NULL)
        return fail (error, list, key, _("it means nothing here"));
      if (chosho_value_get_value_type (chosho_value_get_member_at (value, i)) != member->type)
        return fail (error, list, key, _("it has a value of the wrong type"));
    }
  return TRUE;
}

/* @pattern with each {{name}} replaced from @parts, NULL with @error set. (transfer full) */
static char *
expand (const List *list, const char *what, const char *pattern, const ChoshoValue *parts, guint depth, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0';)
    {
      const char *end = g_str_has_prefix (p, "{{") ? strstr (p, "}}") : NULL;
      g_autofree char *name = end != NULL ? g_strndup (p + 2, (gsize) (end - p - 2)) : NULL;
      const char *part = name != NULL ? chosho_value_get_string (parts, name) : NULL;
      g_autofree char *expanded = NULL;

      if (name == NULL)
        {
          g_string_append_c (out, *p++);
          continue;
        }
      if (part == NULL || depth == PART_DEPTH)
        {
          fail (error, list, what, part == NULL ? _("an unknown part is named") : _("parts are nested too deeply"));
          return NULL;
        }
      expanded = expand (list, what, part, parts, depth + 1, error);
      if (expanded == NULL)
        return NULL;
      g_string_append (out, expanded);
      p = end + 2;
      if (out->len > CHOSHO_WORDING_PATTERN_BYTES)
        break;
    }
  if (out->len > CHOSHO_WORDING_PATTERN_BYTES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("Wording list “%s”, %s: longer than %d bytes"),
                   list->language, what, CHOSHO_WORDING_PATTERN_BYTES);
      return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static GRegex *
compile (const List *list, const char *what, const char *pattern, gboolean ignore_case, GError **error)
{
  g_autoptr (GError) local = NULL;
  GRegex *regex = g_regex_new (pattern,
                               G_REGEX_OPTIMIZE | G_REGEX_MULTILINE | (ignore_case ? G_REGEX_CASELESS : 0), 0,
                               &local);

  if (regex == NULL)
    fail (error, list, what, local->message);
  return regex;
}

static gboolean
read_quotes (List *list, const ChoshoValue *quotes, GError **error)
{
  for (guint i = 0; i < chosho_value_get_length (quotes); i++)
    {
      const char *pair = chosho_value_as_string (chosho_value_get_item (quotes, i));
      Quote quote;

      if (pair == NULL || g_utf8_strlen (pair, -1) != 2)
        return fail (error, list, "quotes", _("each must be two characters, opening and closing"));
      quote.open = g_utf8_get_char (pair);
      quote.close = g_utf8_get_char (g_utf8_next_char (pair));
      g_array_append_val (list->quotes, quote);
    }
  return TRUE;
}

static gboolean
read_names (List *list, const ChoshoValue *names, GError **error)
{
  for (guint i = 0; i < chosho_value_get_length (names); i++)
    {
      const char *name = chosho_value_as_string (chosho_value_get_item (names, i));

      if (name == NULL || *name == '\0')
        return fail (error, list, "names", _("each must be a text that is not empty"));
      g_ptr_array_add (list->names, g_strdup (name));
    }
  return TRUE;
}

static gboolean
read_exempt (List *list, const ChoshoValue *value, gboolean ignore_case, GError **error)
{
  const ChoshoValue *exempt = chosho_value_get (value, "exempt");

  for (guint i = 0; i < chosho_value_get_length (exempt); i++)
    {
      const char *pattern = chosho_value_as_string (chosho_value_get_item (exempt, i));
      g_autofree char *what = g_strdup_printf ("exempt %u", i + 1);
      g_autofree char *expanded = NULL;
      GRegex *regex;

      if (pattern == NULL)
        return fail (error, list, what, _("it must be a text"));
      expanded = expand (list, what, pattern, chosho_value_get (value, "parts"), 0, error);
      regex = expanded != NULL ? compile (list, what, expanded, ignore_case, error) : NULL;
      if (regex == NULL)
        return FALSE;
      g_ptr_array_add (list->exempt, regex);
    }
  return TRUE;
}

static gboolean
read_rule (List *list, const ChoshoValue *value, const ChoshoValue *parts, gboolean ignore_case, GString *any,
           GError **error)
{
  const char *id = chosho_value_get_string (value, "id");
  const char *pattern = chosho_value_get_string (value, "pattern");
  const char *suggestion = chosho_value_get_string (value, "suggestion");
  g_autofree char *expanded = NULL;
  Rule *rule;

  if (!check_members (list, value, rule_members, error))
    return FALSE;
  if (id == NULL || *id == '\0' || pattern == NULL || *pattern == '\0')
    return fail (error, list, id != NULL ? id : "rules", _("a rule needs an id and a pattern"));
  for (guint i = 0; i < list->rules->len; i++)
    if (strcmp (((Rule *) g_ptr_array_index (list->rules, i))->id, id) == 0)
      return fail (error, list, id, _("this id stands twice"));
  expanded = expand (list, id, pattern, parts, 0, error);
  if (expanded == NULL)
    return FALSE;
  rule = g_new0 (Rule, 1);
  g_ptr_array_add (list->rules, rule);
  rule->id = g_strdup (id);
  rule->suggestion = g_strdup (suggestion != NULL ? suggestion : "");
  rule->regex = compile (list, id, expanded, ignore_case, error);
  g_string_append_printf (any, "%s(?:%s)", any->len > 0 ? "|" : "", expanded);
  return rule->regex != NULL && (!g_regex_match (rule->regex, "", 0, NULL)
                                 || fail (error, list, id, _("the pattern matches nothing at all")));
}

static gboolean
read_rules (List *list, const ChoshoValue *value, gboolean ignore_case, GError **error)
{
  const ChoshoValue *rules = chosho_value_get (value, "rules");
  g_autoptr (GString) any = g_string_new (NULL);

  if (chosho_value_get_length (rules) == 0)
    return fail (error, list, "rules", _("there are none"));
  if (chosho_value_get_length (rules) > CHOSHO_WORDING_RULES)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_LIMIT, _("Wording list “%s”: more than %d rules"),
                   list->language, CHOSHO_WORDING_RULES);
      return FALSE;
    }
  for (guint i = 0; i < chosho_value_get_length (rules); i++)
    if (!read_rule (list, chosho_value_get_item (rules, i), chosho_value_get (value, "parts"), ignore_case, any, error))
      return FALSE;
  /* A back reference would count groups of other rules here, so the whole is only tried: where it
   * cannot be compiled every rule is searched for. */
  list->any = strchr (any->str, '\\') == NULL || !g_regex_match_simple ("\\\\[1-9gk]", any->str, 0, 0)
                  ? g_regex_new (any->str, G_REGEX_OPTIMIZE | G_REGEX_MULTILINE | (ignore_case ? G_REGEX_CASELESS : 0),
                                 0, NULL)
                  : NULL;
  return TRUE;
}

static List *
read_list (const ChoshoValue *value, GError **error)
{
  List *list = g_new0 (List, 1);
  gboolean ignore_case = chosho_value_get_boolean (value, "ignore-case", FALSE);

  list->language = g_strdup (chosho_value_get_string (value, "language"));
  list->join = chosho_value_get_boolean (value, "join", FALSE);
  list->quotes = g_array_new (FALSE, FALSE, sizeof (Quote));
  list->names = g_ptr_array_new_with_free_func (g_free);
  list->exempt = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  list->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  if (!check_members (list, value, list_members, error)
      || (list->language == NULL && !fail (error, list, "language", _("it is missing")))
      || (chosho_value_get_integer (value, "format", 0) != FORMAT && !fail (error, list, "format", _("it must be 1")))
      || !read_quotes (list, chosho_value_get (value, "quotes"), error)
      || !read_names (list, chosho_value_get (value, "names"), error)
      || !read_exempt (list, value, ignore_case, error)
      || !read_rules (list, value, ignore_case, error))
    g_clear_pointer (&list, list_free);
  return list;
}

static void
add_span (GArray *spans, const Source *source, gsize start, gsize end)
{
  const Span span = { source->origin != NULL ? source->origin[start] : start,
                      source->origin != NULL ? source->origin[end] : end };

  g_array_append_val (spans, span);
}

static void
add_literal (GArray *spans, const Source *source, const char *literal)
{
  gsize length = strlen (literal);

  if (length == 0)
    return;
  for (const char *p = source->text; (p = strstr (p, literal)) != NULL; p++)
    add_span (spans, source, (gsize) (p - source->text), (gsize) (p - source->text) + length);
}

static const Quote *
find_open (const List *list, gunichar character)
{
  for (guint i = 0; i < list->quotes->len; i++)
    if (g_array_index (list->quotes, Quote, i).open == character)
      return &g_array_index (list->quotes, Quote, i);
  return NULL;
}

/* Quotations within a line; an opening mark that is never closed exempts nothing. */
static void
add_quotations (GArray *spans, const List *list, const Source *source)
{
  struct
  {
    gunichar close;
    gsize    start;
  } open[QUOTE_DEPTH];
  guint depth = 0;

  for (const char *p = source->text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      const Quote *quote;

      if (character == '\n')
        depth = 0;
      else if (depth > 0 && open[depth - 1].close == character)
        {
          depth--;
          add_span (spans, source, open[depth].start, (gsize) (g_utf8_next_char (p) - source->text));
        }
      else if (depth < QUOTE_DEPTH && (quote = find_open (list, character)) != NULL)
        {
          open[depth].close = quote->close;
          open[depth].start = (gsize) (p - source->text);
          depth++;
        }
    }
}

/* FALSE where the search gave up: the pattern would take for ever. */
static gboolean
add_matches (GArray *spans, GRegex *regex, const Source *source)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;

  for (g_regex_match_full (regex, source->text, -1, 0, 0, &match, &error); g_match_info_matches (match); g_match_info_next (match, &error))
    {
      int start, end;

      if (g_match_info_fetch_pos (match, 0, &start, &end) && end > start)
        add_span (spans, source, (gsize) start, (gsize) end);
    }
  return error == NULL;
}

static gboolean
is_within (const GArray *spans, const Span *span)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *other = &g_array_index (spans, Span, i);

      if (other->start <= span->start && span->end <= other->end)
        return TRUE;
    }
  return FALSE;
}

/* Adds the occurrences of one list in @source. @text is the true text. */
static void
search (const List *list, const Source *source, const char *text, const char *const *exempt, GPtrArray *out)
{
  g_autoptr (GArray) spans = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;

  if (list->any != NULL && !g_regex_match_full (list->any, source->text, -1, 0, 0, NULL, &error) && error == NULL)
    return;
  spans = g_array_new (FALSE, FALSE, sizeof (Span));
  found = g_array_new (FALSE, FALSE, sizeof (Span));
  add_quotations (spans, list, source);
  for (guint i = 0; i < list->names->len; i++)
    add_literal (spans, source, g_ptr_array_index (list->names, i));
  for (guint i = 0; exempt != NULL && exempt[i] != NULL; i++)
    add_literal (spans, source, exempt[i]);
  for (guint i = 0; i < list->exempt->len; i++)
    add_matches (spans, g_ptr_array_index (list->exempt, i), source);
  for (guint i = 0; i < list->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (list->rules, i);

      g_array_set_size (found, 0);
      if (!add_matches (found, rule->regex, source))
        add_span (found, source, 0, strlen (source->text));
      for (guint j = 0; j < found->len; j++)
        {
          const Span *span = &g_array_index (found, Span, j);
          ChoshoWordingOccurrence *occurrence;

          if (is_within (spans, span))
            continue;
          occurrence = g_new0 (ChoshoWordingOccurrence, 1);
          occurrence->start_byte = span->start;
          occurrence->length_bytes = span->end - span->start;
          occurrence->rule = rule->id;
          occurrence->suggestion = rule->suggestion;
          occurrence->text = g_strndup (text + span->start, occurrence->length_bytes);
          g_ptr_array_add (out, occurrence);
        }
    }
}

/* Leaves out white space between two characters beyond ASCII; NULL where there is none. @origin
 * gets the byte of @text for every byte left and for the end. (transfer full) */
static char *
join_text (const char *text, gsize **origin)
{
  gsize size = strlen (text);
  char *out = g_malloc (size + 1);
  gsize *map = g_new (gsize, size + 1);
  gsize length = 0;
  gboolean wide_before = FALSE;
  gboolean changed = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      const char *q = p;

      while (*q != '\0' && g_unichar_isspace (g_utf8_get_char (q)))
        q = g_utf8_next_char (q);
      if (q > p && wide_before && (guchar) *q >= 0x80)
        {
          changed = TRUE;
          p = q;
          continue;
        }
      q = q > p ? q : g_utf8_next_char (p);
      wide_before = (guchar) *p >= 0x80;
      for (; p < q; p++)
        {
          map[length] = (gsize) (p - text);
          out[length++] = *p;
        }
    }
  out[length] = '\0';
  map[length] = size;
  if (!changed)
    {
      g_clear_pointer (&out, g_free);
      g_clear_pointer (&map, g_free);
    }
  *origin = map;
  return out;
}

static int
compare_occurrences (gconstpointer a, gconstpointer b)
{
  const ChoshoWordingOccurrence *x = *(ChoshoWordingOccurrence *const *) a;
  const ChoshoWordingOccurrence *y = *(ChoshoWordingOccurrence *const *) b;

  if (x->start_byte != y->start_byte)
    return x->start_byte < y->start_byte ? -1 : 1;
  if (x->length_bytes != y->length_bytes)
    return x->length_bytes > y->length_bytes ? -1 : 1;
  return strcmp (x->rule, y->rule);
}

/* Of overlapping occurrences the first and longest stays. */
static void
remove_overlaps (GPtrArray *occurrences)
{
  gsize end = 0;

  g_ptr_array_sort (occurrences, compare_occurrences);
  for (guint i = 0; i < occurrences->len;)
    {
      const ChoshoWordingOccurrence *occurrence = g_ptr_array_index (occurrences, i);

      if (occurrence->start_byte < end)
        g_ptr_array_remove_index (occurrences, i);
      else
        {
          end = occurrence->start_byte + occurrence->length_bytes;
          i++;
        }
    }
}

static gboolean
ends_sentence (const char *p)
{
  static const char *const marks[] = { "\n", "。", "．", "！", "？", ". ", "! ", "? ", ".\n" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (p, marks[i]))
      return TRUE;
  return FALSE;
}

ChoshoWordingRules *
chosho_wording_rules_new (const ChoshoValue *lists, GError **error)
{
  g_autoptr (ChoshoWordingRules) self = g_new0 (ChoshoWordingRules, 1);
  gboolean many = lists != NULL && chosho_value_get_value_type (lists) == CHOSHO_VALUE_ARRAY;
  guint count = many ? chosho_value_get_length (lists) : 1;

  g_atomic_ref_count_init (&self->references);
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) list_free);
  if (count == 0)
    {
      g_set_error_literal (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("The wording lists are empty"));
      return NULL;
    }
  for (guint i = 0; i < count; i++)
    {
      List *list = read_list (many ? chosho_value_get_item (lists, i) : lists, error);

      if (list == NULL)
        return NULL;
      g_ptr_array_add (self->lists, list);
    }
  return g_steal_pointer (&self);
}

ChoshoValue *
chosho_wording_dup_default_lists (void)
{
  ChoshoValue *lists = chosho_value_new_array ();
  g_autoptr (GError) error = NULL;
  const char *const sources[] = { chosho_wording_ja, chosho_wording_en };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      ChoshoValue *list = chosho_value_parse (sources[i], strlen (sources[i]), &error);

      if (list == NULL)
        g_error ("Built-in wording list: %s", error->message);
      chosho_value_append (lists, list);
    }
  return lists;
}

ChoshoWordingRules *
chosho_wording_rules_new_default (void)
{
  g_autoptr (ChoshoValue) lists = chosho_wording_dup_default_lists ();
  g_autoptr (GError) error = NULL;
  ChoshoWordingRules *self = chosho_wording_rules_new (lists, &error);

  if (self == NULL)
    g_error ("Built-in wording list: %s", error->message);
  return self;
}

ChoshoWordingRules *
chosho_wording_rules_or_default (ChoshoWordingRules *own, const char *language)
{
  if (own != NULL && chosho_wording_rules_count (own, language) > 0)
    return own;
  chosho_wording_rules_unref (own);
  return chosho_wording_rules_new_default ();
}

ChoshoWordingRules *
chosho_wording_rules_ref (ChoshoWordingRules *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
chosho_wording_rules_unref (ChoshoWordingRules *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->lists);
  g_free (self);
}

guint
chosho_wording_rules_count (const ChoshoWordingRules *self, const char *language)
{
  guint count = 0;

  for (guint i = 0; i < self->lists->len; i++)
    {
      const List *list = g_ptr_array_index (self->lists, i);

      if (language == NULL || strcmp (list->language, language) == 0)
        count += list->rules->len;
    }
  return count;
}

GPtrArray *
chosho_wording_check (const ChoshoWordingRules *self, const char *text, const char *language,
                      const char *const *exempt)
{
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) occurrence_free);
  g_autofree gsize *origin = NULL;
  g_autofree char *joined = NULL;
  const Source plain = { text, NULL };

  for (guint i = 0; i < self->lists->len; i++)
    {
      const List *list = g_ptr_array_index (self->lists, i);

      if (language != NULL && strcmp (list->language, language) != 0)
        continue;
      search (list, &plain, text, exempt, out);
      if (list->join && joined == NULL)
        joined = join_text (text, &origin);
      if (list->join && joined != NULL)
        {
          const Source source = { joined, origin };

          search (list, &source, text, exempt, out);
        }
    }
  remove_overlaps (out);
  return out;
}

char *
chosho_wording_occurrence_dup_id (const ChoshoWordingOccurrence *occurrence, const char *where, const char *text)
{
  g_autoptr (ChoshoDigest) digest = chosho_digest_new ();
  guint8 bytes[CHOSHO_DIGEST_SIZE];
  gsize start = 0;
  gsize end = occurrence->start_byte + occurrence->length_bytes;
  g_autofree char *offset = NULL;
  char *hex;

  for (gsize i = 0; i < occurrence->start_byte; i++)
    if (ends_sentence (text + i))
      start = (gsize) (g_utf8_next_char (text + i) - text);
  while (start < occurrence->start_byte && g_ascii_isspace (text[start]))
    start++;
  while (text[end] != '\0' && !ends_sentence (text + end))
    end++;
  offset = g_strdup_printf ("%" G_GSIZE_FORMAT, occurrence->start_byte - start);
  chosho_digest_update (digest, "chosho-wording-1", sizeof "chosho-wording-1");
  chosho_digest_update (digest, where, strlen (where) + 1);
  chosho_digest_update (digest, occurrence->rule, strlen (occurrence->rule) + 1);
  chosho_digest_update (digest, occurrence->text, strlen (occurrence->text) + 1);
  chosho_digest_update (digest, offset, strlen (offset) + 1);
  chosho_digest_update (digest, text + start, end - start);
  chosho_digest_finish (digest, bytes);
  hex = chosho_hex_encode (bytes, ID_DIGITS / 2);
  return hex;
}
