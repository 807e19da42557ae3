/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-cell.h"
#include "chosho-request-match.h"
#include "chosho-text.h"

#define SCORE_NAME 100     /* the number stands in the file's own name */
#define SCORE_FOLDER 95    /* or in a folder's */
#define SCORE_NAMED 98
#define SIMILAR_FLOOR 70   /* percent of characters that stay: less is another name */
#define WORDS_FLOOR 45     /* percent of the name's pairs that stand in the request */
#define SEPARATED '-'      /* in a number's prefix: here stands some separator */
#define NAME_CHARACTERS 96 /* what a longer name says further on tells no more */

typedef struct
{
  ChoshoValue *row;       /* (borrowed) */
  char        *prefix;    /* (owned) of the number "R-012": "r" */
  char        *digits;    /* (owned) "12"; "" where the number has none: then @prefix is all of it */
  char        *words;     /* (owned) what is asked for, without anything but letters and digits */
  GPtrArray   *named;     /* (owned) (element-type utf8) stems that the client's list names */
  GPtrArray   *before;    /* (owned) (element-type utf8) stems of what came before */
  gboolean     withdrawn;
} Request;

struct _ChoshoRequestMatch
{
  GPtrArray *requests; /* (owned) (element-type Request) */
};

typedef struct
{
  const Request *request;
  const char    *reason; /* static */
  guint          score;
  gboolean       sure;
} Candidate;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_free (self->prefix);
  g_free (self->digits);
  g_free (self->words);
  g_ptr_array_unref (self->named);
  g_ptr_array_unref (self->before);
  g_free (self);
}

/* --- Names ------------------------------------------------------------------------------------------------------ */

/* Hyphens of all kinds, which normalising leaves apart; the long vowel mark is typed for one, too. */
static gboolean
is_separator (gunichar c)
{
  return c == '-' || c == '_' || c == '.' || c == '#' || c == 0x30FC || c == 0x2212 || (c >= 0x2010 && c <= 0x2015) || g_unichar_isspace (c);
}

/* The letters and digits of @text, normalised. (transfer full) */
static char *
dup_bare (const char *text)
{
  g_autofree char *normalised = chosho_text_normalise (text);
  GString *out = g_string_new (NULL);

  for (const char *p = normalised; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)) || g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

/* @name without what says of which kind the file is. (transfer full) */
static char *
dup_stem (const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = dot != NULL && dot != name && strlen (dot) <= 6 ? g_strndup (name, dot - name) : g_strdup (name);

  return dup_bare (stem);
}

/* --- Numbers ---------------------------------------------------------------------------------------------------- */

/* Parts "r-012" into "r" and "12": zeros and separators are typed as everybody likes. */
static void
read_number (Request *self, const char *number)
{
  g_autofree char *normalised = chosho_text_normalise (number);
  g_autoptr (GString) prefix = g_string_new (NULL);
  const char *digits = normalised + strlen (normalised);

  while (digits > normalised && g_ascii_isdigit (digits[-1]))
    digits--;
  for (const char *p = normalised; p < digits; p = g_utf8_next_char (p))
    if (!is_separator (g_utf8_get_char (p)))
      g_string_append_unichar (prefix, g_utf8_get_char (p));
    else if (prefix->len > 0 && g_ascii_isdigit (prefix->str[prefix->len - 1])) /* "R-1.2" is not "R-12" */
      g_string_append_c (prefix, SEPARATED);
  while (*digits == '0' && digits[1] != '\0')
    digits++;
  self->prefix = g_string_free (g_steal_pointer (&prefix), FALSE);
  self->digits = g_strdup (digits);
}

static const char *
skip_separators (const char *text)
{
  while (*text != '\0' && is_separator (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* Where @text goes on after @wanted, separators within aside; NULL where it does not begin so. */
static const char *
skip_prefix (const char *text, const char *wanted)
{
  while (*wanted != '\0')
    {
      if (*wanted == SEPARATED)
        {
          if (skip_separators (text) == text)
            return NULL;
          text = skip_separators (text);
          wanted++;
          continue;
        }
      if (g_utf8_get_char (text) == g_utf8_get_char (wanted) && *text != '\0')
        wanted = g_utf8_next_char (wanted);
      else if (*text == '\0' || !is_separator (g_utf8_get_char (text)))
        return NULL;
      text = g_utf8_next_char (text);
    }
  return text;
}

/* Whether the number stands at @text, whole. */
static gboolean
is_number_at (const Request *self, const char *text)
{
  const char *p = skip_prefix (text, self->prefix);

  if (p == NULL)
    return FALSE;
  if (self->digits[0] == '\0')
    return !g_ascii_isalnum (*p);
  p = skip_separators (p);
  while (*p == '0' && g_ascii_isdigit (p[1]))
    p++;
  return g_str_has_prefix (p, self->digits) && !g_ascii_isdigit (p[strlen (self->digits)]);
}

/* A bare "12" is a number only where a name begins or says so: elsewhere it is a day, a version, a count. */
static gboolean
may_begin (const Request *self, const char *text, const char *at)
{
  static const char *const words[] = { "no", "no.", "番号", "依頼" };

  if (at == text)
    return TRUE;
  if (self->prefix[0] != '\0')
    return !g_ascii_isalnum (at[-1]);
  if (at[-1] == '#')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (at - text) >= length && strncmp (at - length, words[i], length) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_number (const Request *self, const char *text)
{
  if (self->prefix[0] == '\0' && self->digits[0] == '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (may_begin (self, text, p) && is_number_at (self, p))
      return TRUE;
  return FALSE;
}

static gboolean
has_number_in_folder (const Request *self, const char *folder)
{
  g_auto (GStrv) parts = g_strsplit (folder, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *normalised = chosho_text_normalise (parts[i]);

      if (has_number (self, normalised))
        return TRUE;
    }
  return FALSE;
}

/* --- Likeness --------------------------------------------------------------------------------------------------- */

/* Percent of the longer text that an edit keeps (Levenshtein). */
static guint
compare_names (const char *a, const char *b)
{
  glong n = 0, m = 0;
  g_autofree gunichar *x = g_utf8_to_ucs4_fast (a, -1, &n);
  g_autofree gunichar *y = g_utf8_to_ucs4_fast (b, -1, &m);
  guint row[NAME_CHARACTERS + 1];
  glong longer;

  n = MIN (n, NAME_CHARACTERS);
  m = MIN (m, NAME_CHARACTERS);
  longer = MAX (n, m);
  if (n == 0 || m == 0)
    return 0;
  for (glong j = 0; j <= m; j++)
    row[j] = (guint) j;
  for (glong i = 1; i <= n; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i;
      for (glong j = 1; j <= m; j++)
        {
          guint above = row[j];

          row[j] = MIN (MIN (above, row[j - 1]) + 1, diagonal + (x[i - 1] != y[j - 1]));
          diagonal = above;
        }
    }
  return (guint) (100 * (longer - row[m]) / longer);
}

static guint
find_most_alike (GPtrArray *names, const char *stem)
{
  guint best = 0;

  for (guint i = 0; i < names->len; i++)
    best = MAX (best, compare_names (g_ptr_array_index (names, i), stem));
  return best;
}

/* Percent of the pairs of characters of @stem that stand in @words; digits tell of days and versions, not of what it is. */
static guint
count_words (const char *words, const char *stem)
{
  guint pairs = 0, found = 0;

  for (const char *p = stem; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *next = g_utf8_next_char (p);
      g_autofree char *pair = NULL;

      if (*next == '\0' || g_ascii_isdigit (*p) || g_ascii_isdigit (*next))
        continue;
      pair = g_strndup (p, g_utf8_next_char (next) - p);
      pairs++;
      found += strstr (words, pair) != NULL;
    }
  return pairs >= 2 ? 100 * found / pairs : 0;
}

/* --- Candidates ------------------------------------------------------------------------------------------------- */

static gboolean
judge (const Request *request, const char *name, const char *folder, const char *stem, Candidate *out)
{
  guint alike, words;

  *out = (Candidate) { .request = request, .sure = TRUE };
  if (has_number (request, name) || has_number_in_folder (request, folder))
    {
      out->reason = "number";
      out->score = has_number (request, name) ? SCORE_NAME : SCORE_FOLDER;
      return TRUE;
    }
  if (request->withdrawn)
    return FALSE;
  alike = find_most_alike (request->named, stem);
  if (alike == 100)
    {
      out->reason = "named";
      out->score = SCORE_NAMED;
      return TRUE;
    }
  alike = MAX (alike, find_most_alike (request->before, stem));
  words = count_words (request->words, stem);
  out->sure = FALSE;
  out->reason = alike >= SIMILAR_FLOOR && alike >= words ? "similar" : "words";
  out->score = MIN (MAX (alike >= SIMILAR_FLOOR ? alike : 0, words), SCORE_FOLDER - 1);
  return out->score >= WORDS_FLOOR;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *one = a, *other = b;

  return one->score != other->score ? (one->score < other->score ? 1 : -1)
                                    : strcmp (chosho_value_get_string (one->request->row, "number"), chosho_value_get_string (other->request->row, "number"));
}

static ChoshoValue *
describe (GArray *candidates)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < MIN (candidates->len, CHOSHO_REQUEST_MATCH_CANDIDATES); i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      ChoshoValue *one = chosho_value_new_object ();

      chosho_value_set_string (one, "request", chosho_value_get_string (candidate->request->row, "id"));
      chosho_value_set_string (one, "number", chosho_value_get_string (candidate->request->row, "number"));
      chosho_value_set_string (one, "reason", candidate->reason);
      chosho_value_set_integer (one, "score", candidate->score);
      chosho_value_set_boolean (one, "sure", candidate->sure);
      chosho_value_append (list, one);
    }
  return list;
}

/* What macOS, Windows and Office put beside the files that people mean; its name often repeats the name of one. */
static gboolean
is_left_behind (const char *name, const char *folder)
{
  static const char *const names[] = { ".DS_Store", "Thumbs.db", "desktop.ini", NULL };
  g_auto (GStrv) parts = g_strsplit (folder, "/", -1);

  return g_strv_contains ((const char *const *) parts, "__MACOSX") || g_strv_contains (names, name) || g_str_has_prefix (name, "._")
         || g_str_has_prefix (name, "~$");
}

ChoshoValue *
chosho_request_match_find (ChoshoRequestMatch *self, const char *name, const char *folder)
{
  g_autofree char *normalised = chosho_text_normalise (name);
  g_autofree char *stem = dup_stem (name);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  Candidate candidate;

  for (guint i = 0; i < self->requests->len && !is_left_behind (name, folder); i++)
    if (judge (g_ptr_array_index (self->requests, i), normalised, folder, stem, &candidate))
      g_array_append_val (candidates, candidate);
  g_array_sort (candidates, compare_candidates);
  return describe (candidates);
}

/* --- Making ----------------------------------------------------------------------------------------------------- */

static void
add_stems (GPtrArray *stems, const char *files)
{
  g_autoptr (GPtrArray) names = chosho_cell_split (files);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      char *stem = dup_stem (g_ptr_array_index (names, i));

      if (stem[0] != '\0')
        g_ptr_array_add (stems, stem);
      else
        g_free (stem);
    }
}

static Request *
request_new (ChoshoValue *row)
{
  Request *self = g_new0 (Request, 1);

  self->row = row;
  read_number (self, chosho_value_get_string (row, "number"));
  self->words = dup_bare (chosho_value_get_string (row, "text"));
  self->withdrawn = g_strcmp0 (chosho_value_get_string (row, "state"), "withdrawn") == 0;
  self->named = g_ptr_array_new_with_free_func (g_free);
  self->before = g_ptr_array_new_with_free_func (g_free);
  if (chosho_value_get_string (row, "files") != NULL)
    add_stems (self->named, chosho_value_get_string (row, "files"));
  return self;
}

ChoshoRequestMatch *
chosho_request_match_new (ChoshoValue *requests)
{
  ChoshoRequestMatch *self = g_new0 (ChoshoRequestMatch, 1);

  self->requests = g_ptr_array_new_with_free_func (request_free);
  for (guint i = 0; i < chosho_value_get_length (requests); i++)
    g_ptr_array_add (self->requests, request_new (chosho_value_get_item (requests, i)));
  return self;
}

void
chosho_request_match_free (ChoshoRequestMatch *self)
{
  g_ptr_array_unref (self->requests);
  g_free (self);
}

void
chosho_request_match_add_name (ChoshoRequestMatch *self, const char *request, const char *name)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      Request *one = g_ptr_array_index (self->requests, i);

      if (g_strcmp0 (chosho_value_get_string (one->row, "id"), request) == 0)
        g_ptr_array_add (one->before, dup_stem (name));
    }
}
