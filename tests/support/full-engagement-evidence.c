/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "full-engagement.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SAMPLE_ITEMS 25

char *
full_make_object (Full *self, const char *text)
{
  char *digest = chosho_digest_hex (text, strlen (text));
  g_autofree char *shard = g_strndup (digest, 2);
  g_autofree char *path = g_build_filename (self->plan->objects, shard, digest, NULL);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);

  if (fd < 0 && errno == EEXIST)
    return digest;
  if (fd < 0 || write (fd, text, strlen (text)) != (gssize) strlen (text) || close (fd) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
  return digest;
}

/* --- Evidence --------------------------------------------------------------------------------- */

static ChoshoValue *
make_evidence (Full *self, guint nth)
{
  g_autofree char *text = g_strdup_printf ("証跡 %u（見本）\n", nth);
  g_autofree char *name = g_strdup_printf ("設定画面の写し-%05u（見本）.png", nth);
  g_autofree char *as_of = g_strdup_printf ("2024-%02u-%02u", 4 + nth % 9, 1 + nth % 28);
  g_autofree char *digest = full_make_object (self, text);
  ChoshoValue *item = scribe_item ("kind", "file", "name", name, "sha256", digest, "origin", "client", "source", "情報システム部（見本）",
                                   "as_of", as_of, NULL);

  chosho_value_set_integer (item, "size_bytes", (gint64) strlen (text));
  chosho_value_set_integer (item, "number", nth);
  return item;
}

static ChoshoValue *
make_link (const char *control, const char *step, const char *kind, const char *to)
{
  return scribe_item ("control", control, "paper", "", "step", step, "kind", kind, "to", to, NULL);
}

/* Evidence goes to the steps in turn that are not inquiries; now and then also to the next control of
 * the same worker, which nobody else touches in this round. */
static void
append_links (Full *self, ChoshoValue *links, FullControl *control, FullControl *other, guint nth, const char *to)
{
  guint place = nth % control->steps->len;

  while (strcmp (((FullStep *) g_ptr_array_index (control->steps, place))->technique, "inquiry") == 0)
    place = (place + 1) % control->steps->len;
  chosho_value_append (links, make_link (control->number, ((FullStep *) g_ptr_array_index (control->steps, place))->id, "evidence", to));
  if (other != NULL && nth % 10 == 0)
    chosho_value_append (links, make_link (other->number, "", "evidence", to));
}

static void
write_batch (Full *self, FullControl *control, FullControl *other, guint n)
{
  ChoshoValue *items = chosho_value_new_array ();
  ChoshoValue *links = chosho_value_new_array ();
  ChoshoNode *node;

  for (guint i = 0; i < n; i++)
    chosho_value_append (items, make_evidence (self, self->n_evidence + i + 1));
  node = scribe_write_part (self->scribe, control->worker, 1, 2, "evidence", items);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = scribe_dup_thing (node, i);

      append_links (self, links, control, other, self->n_evidence + i, id);
    }
  scribe_write_part (self->scribe, control->worker, 2, 2, "link", links);
  self->n_evidence += n;
  self->reserved -= MIN (self->reserved, 2);
}

void
full_write_evidence (Full *self, guint index)
{
  FullControl *control = g_ptr_array_index (self->controls, index);
  guint next = index + FULL_ROUNDS * self->workers->len;
  FullControl *other = next < self->controls->len ? g_ptr_array_index (self->controls, next) : NULL;
  guint64 share = (guint64) self->plan->evidence * (index + 1) / self->controls->len - (guint64) self->plan->evidence * index / self->controls->len;

  while (share > 0)
    {
      guint n = (guint) MIN (share, self->batch_items);

      write_batch (self, control, other, n);
      share -= n;
    }
}

/* --- Records ---------------------------------------------------------------------------------- */

/* The interview of all inquiries of the control. */
void
full_write_interview (Full *self, FullControl *control)
{
  ChoshoValue *links = chosho_value_new_array ();
  ChoshoNode *node = scribe_write_part (self->scribe, control->worker, 1, 2, "interview",
    scribe_item ("who", "山田（見本）", "post", "情報セキュリティ管理者（見本）", "at", "2025-04-10 10:00", "how", "面談",
                 "question", "この管理策の責任者と見直しの方法を尋ねた（見本）。", "answer", "責任者は部長であり，毎年四月に見直すとの回答（見本）。", NULL));
  g_autofree char *id = scribe_dup_thing (node, 0);

  for (guint i = 0; i < control->steps->len; i++)
    {
      const FullStep *step = g_ptr_array_index (control->steps, i);

      if (strcmp (step->technique, "inquiry") == 0)
        chosho_value_append (links, make_link (control->number, step->id, "interview", id));
    }
  scribe_write_part (self->scribe, control->worker, 2, 2, "link", links);
}

static char *
write_population (Full *self, FullControl *control)
{
  g_autofree char *text = g_strdup_printf ("番号,日付\n%s,2024-10-01\n", control->number);
  g_autofree char *digest = full_make_object (self, text);
  ChoshoValue *item = scribe_item ("name", "変更申請一覧（見本）", "from", "2024-04-01", "to", "2025-03-31", "source", "申請システム（見本）",
                                   "file_name", "population.csv", "sha256", digest, NULL);

  chosho_value_set_integer (item, "count", 412);
  chosho_value_set_integer (item, "size_bytes", (gint64) strlen (text));
  scribe_with_list (item, "units", NULL);
  return scribe_dup_thing (scribe_write (self->scribe, control->worker, "population", item), 0);
}

static char *
write_sample (Full *self, FullControl *control, const char *population)
{
  ChoshoValue *items = chosho_value_new_array ();
  ChoshoValue *item = scribe_item ("population", population, "method", "random", "seed", "20250401", NULL);

  for (guint i = 0; i < SAMPLE_ITEMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("CHG-%03u", i * 16 + 1);
      ChoshoValue *row = scribe_item ("item", name, NULL);

      chosho_value_set_integer (row, "row", i * 16 + 1);
      chosho_value_append (items, row);
    }
  chosho_value_set_integer (item, "size", SAMPLE_ITEMS);
  chosho_value_set (item, "items", items);
  scribe_with_list (item, "attributes", "承認（見本）", NULL);
  return scribe_dup_thing (scribe_write (self->scribe, control->worker, "sample", item), 0);
}

static void
write_results (Full *self, FullControl *control, const char *sample)
{
  for (guint i = 0; i < SAMPLE_ITEMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("CHG-%03u", i * 16 + 1);

      scribe_write (self->scribe, control->worker, "sample-result",
                    scribe_with_list (scribe_item ("sample", sample, "item", name, "attribute", "承認（見本）", "state", "no-exception", NULL),
                                      "evidence", NULL));
    }
}

/* A population and its sample for the steps that test records. */
void
full_write_samples (Full *self, FullControl *control)
{
  for (guint i = 0; i < control->steps->len; i++)
    {
      const FullStep *step = g_ptr_array_index (control->steps, i);
      g_autofree char *population = NULL;
      g_autofree char *sample = NULL;

      if (g_strcmp0 (step->subject, "records") != 0 || !full_has_room (self, SAMPLE_ITEMS + 3))
        continue;
      population = write_population (self, control);
      sample = write_sample (self, control, population);
      write_results (self, control, sample);
      scribe_write (self->scribe, control->worker, "link", make_link (control->number, step->id, "sample", sample));
    }
}
