/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-line-diff.h"

#include <string.h>

/*
 * The greedy algorithm of Myers (1986): V[k] is how far on the diagonal k (old minus new) one comes with so many
 * lines removed or added. Each step keeps its V, from which the way back is read.
 */
typedef struct
{
  const char *const *old;
  const char *const *new;
  gint        n, m;     /* lines of each, without equal beginnings and ends */
  GPtrArray  *steps;    /* (owned) (element-type gint array): V of each step, of the diagonals -step … step */
} Diff;

static gboolean
equal (const Diff *self, gint i, gint j)
{
  return strcmp (self->old[i], self->new[j]) == 0;
}

static gint
value_at (const gint *v, gint step, gint k)
{
  return k < -step || k > step ? -1 : v[k + step];
}

/* Where diagonal @k is entered in @step, coming from the @before step's V. */
static gint
enter (const gint *before, gint step, gint k)
{
  gint down, right;

  if (step == 0)
    return 0;
  down = value_at (before, step - 1, k - 1); /* one line of the old removed */
  right = value_at (before, step - 1, k + 1); /* one line of the new added */
  return k == -step || (k != step && down < right) ? right : down + 1;
}

/* FALSE where more would be removed and added than is looked for. */
static gboolean
find_way (Diff *self)
{
  for (gint step = 0; step <= CHOSHO_LINE_DIFF_MAX; step++)
    {
      const gint *before = step > 0 ? g_ptr_array_index (self->steps, step - 1) : NULL;
      gint *v = g_new (gint, 2 * step + 1);

      g_ptr_array_add (self->steps, v);
      for (gint k = -step; k <= step; k += 2)
        {
          gint x = enter (before, step, k);

          while (x < self->n && x - k < self->m && x - k >= 0 && equal (self, x, x - k))
            x++;
          v[k + step] = x;
          if (k + step < 2 * step)
            v[k + step + 1] = -1; /* the diagonals between are of other steps */
          if (x >= self->n && x - k >= self->m)
            return TRUE;
        }
    }
  return FALSE;
}

static void
add_change (GArray *changes, guint first_old, guint n_old, guint first_new, guint n_new)
{
  ChoshoLineChange *last = changes->len > 0 ? &g_array_index (changes, ChoshoLineChange, changes->len - 1) : NULL;
  ChoshoLineChange change = { first_old, n_old, first_new, n_new };

  /* They come from behind. */
  if (last != NULL && first_old + n_old == last->first_old && first_new + n_new == last->first_new)
    {
      last->first_old = first_old;
      last->first_new = first_new;
      last->n_old += n_old;
      last->n_new += n_new;
    }
  else
    g_array_append_val (changes, change);
}

/* Back from the end, one removed or added line a step. */
static void
read_way (Diff *self, guint offset, GArray *changes)
{
  gint x = self->n, y = self->m;

  for (gint step = (gint) self->steps->len - 1; step > 0; step--)
    {
      const gint *before = g_ptr_array_index (self->steps, step - 1);
      gint k = x - y;
      gint entered = enter (before, step, k);
      gboolean added = k == -step || (k != step && value_at (before, step - 1, k - 1) < value_at (before, step - 1, k + 1));

      x = added ? entered : entered - 1;
      y = added ? entered - k - 1 : entered - k;
      add_change (changes, offset + (guint) x, !added, offset + (guint) y, added);
    }
}

static void
reverse (GArray *changes)
{
  for (guint i = 0; i < changes->len / 2; i++)
    {
      ChoshoLineChange *a = &g_array_index (changes, ChoshoLineChange, i);
      ChoshoLineChange *b = &g_array_index (changes, ChoshoLineChange, changes->len - 1 - i);
      ChoshoLineChange kept = *a;

      *a = *b;
      *b = kept;
    }
}

GArray *
chosho_line_diff (const char *const *old, guint n_old, const char *const *new, guint n_new)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (ChoshoLineChange));
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  Diff self = { .steps = steps };
  guint first = 0;

  while (first < n_old && first < n_new && strcmp (old[first], new[first]) == 0)
    first++;
  while (n_old > first && n_new > first && strcmp (old[n_old - 1], new[n_new - 1]) == 0)
    n_old--, n_new--;
  if (n_old == first && n_new == first)
    return changes;
  self.n = (gint) (n_old - first);
  self.m = (gint) (n_new - first);
  if (self.n > 0 && self.m > 0) /* a list without lines may be NULL */
    {
      self.old = old + first;
      self.new = new + first;
    }
  if (self.old != NULL && find_way (&self))
    read_way (&self, first, changes);
  else
    add_change (changes, first, n_old - first, first, n_new - first);
  reverse (changes);
  return changes;
}
