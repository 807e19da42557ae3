/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-database-private.h"
#include "chosho-error.h"

/*
 * A tokenizer of SQLite's full-text index whose words are every character with its successors: in Japanese no blank
 * parts words, and SQLite's own trigrams find none of one and two characters. "ngram 2" gives characters 1-2, 2-3, …
 * and the last alone, "ngram 1" each character.
 *
 * A query of several characters is a phrase of such words, so that it finds just the texts of which it is a part. Its
 * last character alone is left out, since in most texts another follows.
 */

typedef struct
{
  guint size; /* characters a word */
} Tokenizer;

static int
create (void *unused, const char **arguments, int n_arguments, Fts5Tokenizer **tokenizer)
{
  Tokenizer *self = g_new0 (Tokenizer, 1);

  self->size = n_arguments > 0 && g_str_equal (arguments[0], "1") ? 1 : 2;
  *tokenizer = (Fts5Tokenizer *) self;
  return SQLITE_OK;
}

static void
destroy (Fts5Tokenizer *tokenizer)
{
  g_free (tokenizer);
}

/* Bytes of the character that begins with @lead; texts come from here and are valid, a damaged file may not. */
static int
character_bytes (guchar lead, int left)
{
  int bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

  return MIN (bytes, left);
}

typedef int (*TokenFunc) (void *context, int flags, const char *token, int size, int start, int end);

static int
tokenize (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int size, TokenFunc emit)
{
  const Tokenizer *self = (const Tokenizer *) tokenizer;
  gboolean query = (flags & FTS5_TOKENIZE_QUERY) != 0;

  for (int at = 0; at < size;)
    {
      int first = character_bytes ((guchar) text[at], size - at);
      int end = at + first;
      int result;

      if (self->size > 1 && end < size)
        end += character_bytes ((guchar) text[end], size - end);
      else if (self->size > 1 && query && at > 0)
        return SQLITE_OK;
      result = emit (context, 0, text + at, end - at, at, end);
      if (result != SQLITE_OK)
        return result;
      at += first;
    }
  return SQLITE_OK;
}

static fts5_api *
get_api (sqlite3 *handle)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, (void *) &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);
  return api;
}

gboolean
chosho_database_add_ngrams (ChoshoDatabase *self, GError **error)
{
  fts5_tokenizer functions = { create, destroy, tokenize };
  fts5_api *api = get_api (self->handle);

  if (api != NULL && api->xCreateTokenizer (api, "ngram", NULL, &functions, NULL) == SQLITE_OK)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_FAILED, _("%s: the installed SQLite lacks full-text search (FTS5)"), self->path);
  return FALSE;
}
