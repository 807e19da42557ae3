/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "chosho-find-text.h"
#include "chosho-text-store.h"
#include "chosho-text-unit.h"

/*
 * Random questions of 1 to 10 characters equal a search through every folded text: of texts as they are, after some were
 * replaced and some taken away.
 */

#define SEED 20260408
#define TEXTS 600
#define QUESTIONS 10000
#define BAND 2

static int n_questions = QUESTIONS;

/* Few enough that questions hit; with what is special to SQL, to FTS5 and to folding. */
static const char *const alphabet[] = {
  "権", "限", "監", "査", "の", "を", "が", "か\343\202\231", "ｶﾞ", "ガ", "ｱ", "ア", "ー", "、", "。", " ", "　", "\n", "a", "A", "Ａ", "b", "-", "1", "１",
  "\"", "'", "*", "(", ")", "^", "AND", "㈱", "é", "e\314\201", "𠮷", "髙", "\x1f", "ß", "ﬁ", "ſ", "한", "\341\204\222\341\205\241\341\206\253", "%", "_", ":",
};

typedef struct
{
  ChoshoTextStore *store;
  GRand           *random;
  GPtrArray       *texts; /* (element-type utf8) folded; NULL where it was taken away */
} World;

static char *
make_text (GRand *random, guint length)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < length; i++)
    g_string_append (text, alphabet[g_rand_int_range (random, 0, G_N_ELEMENTS (alphabet))]);
  return g_string_free (text, FALSE);
}

static void
put (World *self, guint number, const char *text)
{
  g_autofree char *name = g_strdup_printf ("%u", number);
  g_autoptr (GPtrArray) units = chosho_text_units_new ();
  g_autoptr (GError) error = NULL;
  ChoshoTextOwner owner = { .kind = CHOSHO_TEXT_OBJECT, .name = name, .state = "text" };

  chosho_text_units_add (units, "page", number, 0, text);
  chosho_text_store_put (self->store, &owner, BAND, units, &error);
  g_assert_no_error (error);
  g_free (self->texts->pdata[number]);
  self->texts->pdata[number] = chosho_find_text_fold (text);
}

static void
take_away (World *self, guint number)
{
  g_autofree char *name = g_strdup_printf ("%u", number);

  g_assert_true (chosho_text_store_remove (self->store, CHOSHO_TEXT_OBJECT, name, NULL));
  g_clear_pointer (&self->texts->pdata[number], g_free);
}

static void
fill (World *self)
{
  g_assert_true (chosho_text_store_begin (self->store, NULL));
  for (guint i = 0; i < TEXTS; i++)
    {
      g_autofree char *text = make_text (self->random, g_rand_int_range (self->random, 0, 60));

      put (self, i, text);
    }
  for (guint i = 0; i < TEXTS; i += 5)
    {
      g_autofree char *text = make_text (self->random, 30);

      if (g_rand_boolean (self->random))
        put (self, i, text);
      else
        take_away (self, i);
    }
  g_assert_true (chosho_text_store_commit (self->store, NULL));
}

/* A piece of a text, sometimes with another character in it, or characters at random; folded. */
static char *
make_question (World *self)
{
  const char *text = self->texts->pdata[g_rand_int_range (self->random, 0, TEXTS)];
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0, wanted = g_rand_int_range (self->random, 1, 11);
  g_autofree char *raw = NULL, *piece = NULL;

  if (length == 0 || g_rand_int_range (self->random, 0, 4) == 0)
    raw = make_text (self->random, (guint) wanted);
  else
    {
      glong first = g_rand_int_range (self->random, 0, (gint32) length);

      piece = g_utf8_substring (text, first, MIN (first + wanted, length));
      raw = g_rand_int_range (self->random, 0, 4) > 0 ? g_strdup (piece)
                                                      : g_strconcat (piece, alphabet[g_rand_int_range (self->random, 0, G_N_ELEMENTS (alphabet))], NULL);
    }
  return chosho_find_text_fold (raw);
}

static gboolean
on_found (const ChoshoTextFound *found, gpointer user_data)
{
  g_assert_false (g_hash_table_contains (user_data, GINT_TO_POINTER ((int) found->number + 1))); /* once each */
  g_hash_table_add (user_data, GINT_TO_POINTER ((int) found->number + 1));
  return TRUE;
}

/* Returns whether anything was found. */
static gboolean
ask (World *self, const char *question)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  chosho_text_store_find (self->store, BAND, question, on_found, found, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < TEXTS; i++)
    {
      const char *text = self->texts->pdata[i];
      gboolean expected = text != NULL && strstr (text, question) != NULL;

      if (expected != g_hash_table_contains (found, GINT_TO_POINTER ((int) i + 1)))
        g_error ("“%s” %s text %u: “%s”", question, expected ? "is missed in" : "is told of", i, text != NULL ? text : "(gone)");
    }
  return g_hash_table_size (found) > 0;
}

static void
test_questions (void)
{
  World world = { chosho_text_store_new_in_memory (NULL), g_rand_new_with_seed (SEED), g_ptr_array_new_full (TEXTS, g_free) };
  int hits = 0;

  g_assert_nonnull (world.store);
  g_ptr_array_set_size (world.texts, TEXTS);
  fill (&world);
  for (int i = 0; i < n_questions; i++)
    {
      g_autofree char *question = make_question (&world);

      if (question[0] != '\0')
        hits += ask (&world, question);
    }
  g_test_message ("%d questions, %d with hits", n_questions, hits);
  g_assert_cmpint (hits, >, n_questions / 2);
  g_ptr_array_unref (world.texts);
  g_rand_free (world.random);
  chosho_text_store_free (world.store);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc == 3 && strcmp (argv[1], "--questions") == 0)
    n_questions = atoi (argv[2]);
  g_test_add_func ("/property/search/questions", test_questions);
  return g_test_run ();
}
