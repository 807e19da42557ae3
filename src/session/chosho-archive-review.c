/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-archive-html.h"
#include "chosho-archive-private.h"
#include "chosho-clock.h"
#include "chosho-gate.h"
#include "chosho-text.h"

/* What a monitor asks for first: where work departed from the procedure, an exception became none, many controls were approved
 * by one act, something was recorded long after it was done, a clock went backwards, or something came to the file after its
 * assembly. Facts of the record, none of them a fault by itself. */

/* Days between what somebody did and its record beyond which it is listed, where the firm's deadlines say nothing of
 * late_record_days: two weeks pass on the provider's premises before anybody is back at a desk. */
#define LATE_RECORD_DAYS 14

typedef struct
{
  ChoshoArchive *archive;
  GString       *page;    /* (owned) */
  gint64         late_days; /* LATE_RECORD_DAYS or the firm's */
  ChoshoValue   *to_open; /* (owned) what each control has that is opened one by one: [{control, kind, id, text}] */
} Review;

/* (transfer full): the list's title, with the days after which a record is late in it. */
static char *
dup_title (Review *self, const char *name)
{
  g_autofree char *days = g_strdup_printf ("%" G_GINT64_FORMAT, self->late_days);
  GString *title = g_string_new (chosho_archive_word (self->archive, name));

  g_string_replace (title, "{days}", days, 0);
  return g_string_free (title, FALSE);
}

/* One of the lists: titles are words, @rows have a member for each of @keys. */
static gboolean
add_list (Review *self, const char *name, const char *const *keys, ChoshoValue *rows, GError **error)
{
  g_autofree char *title = dup_title (self, name);
  const char *cells[8];
  guint n_cells = 0;

  g_string_append_printf (self->page, "<h2 id=\"%s\">", name);
  chosho_html_text (self->page, title);
  g_string_append (self->page, "</h2>\n");
  if (chosho_value_get_length (rows) == 0)
    chosho_html_paragraph (self->page, chosho_archive_word (self->archive, "none"));
  else
    {
      for (; keys[n_cells] != NULL; n_cells++)
        cells[n_cells] = chosho_archive_word (self->archive, keys[n_cells]);
      cells[n_cells] = NULL;
      chosho_html_table (self->page, cells);
      for (guint i = 0; i < chosho_value_get_length (rows); i++)
        {
          for (guint j = 0; j < n_cells; j++)
            cells[j] = chosho_value_get_string (chosho_value_get_item (rows, i), keys[j]);
          chosho_html_row (self->page, cells, n_cells);
        }
      chosho_html_table_end (self->page);
    }
  return chosho_archive_add_table (self->archive, name, rows, error);
}

static void
set_moment (Review *self, ChoshoValue *out, const char *key, const char *time)
{
  g_autofree char *local = chosho_archive_time (self->archive, time);

  chosho_value_set_string (out, key, local);
}

/* --- Departures, reversals, what could not be done -------------------------------------------------------------------------- */

static ChoshoValue *
list_to_open (ChoshoArchive *archive)
{
  GPtrArray *controls = chosho_paper_record_list (archive->record, "control");
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < controls->len; i++)
    {
      const char *number = chosho_value_get_string (g_ptr_array_index (controls, i), "number");
      g_autoptr (ChoshoValue) rows = chosho_gate_describe_to_open (archive->view, number);

      for (guint j = 0; j < chosho_value_get_length (rows); j++)
        {
          chosho_value_set_string (chosho_value_get_item (rows, j), "control", number);
          chosho_value_append (list, chosho_value_ref (chosho_value_get_item (rows, j)));
        }
    }
  return list;
}

static ChoshoValue *
describe_consent (Review *self, ChoshoValue *consent)
{
  ChoshoValue *row = chosho_value_new_object ();
  ChoshoValue *step = chosho_paper_record_get (self->archive->record, "step", chosho_value_get_string (consent, "step"));

  chosho_value_set_string (row, "control", chosho_value_get_string (consent, "control"));
  chosho_value_set_string (row, "step", chosho_value_get_string (step, "text"));
  chosho_value_set_string (row, "reason", chosho_value_get_string (consent, "reason"));
  chosho_value_set_string (row, "by", chosho_value_get_string (consent, "by"));
  chosho_value_set_string (row, "event", chosho_value_get_string (consent, "event"));
  set_moment (self, row, "at", chosho_value_get_string (consent, "at"));
  return row;
}

/* What nobody consented to, as in an engagement that ended before: named all the same. */
static void
append_open (Review *self, ChoshoValue *rows, const char *purpose, GHashTable *consented)
{
  for (guint i = 0; i < chosho_value_get_length (self->to_open); i++)
    {
      ChoshoValue *open = chosho_value_get_item (self->to_open, i), *row;

      if (g_strcmp0 (chosho_value_get_string (open, "kind"), purpose) != 0 || g_hash_table_contains (consented, chosho_value_get_string (open, "id")))
        continue;
      row = chosho_value_new_object ();
      chosho_value_set_string (row, "control", chosho_value_get_string (open, "control"));
      chosho_value_set_string (row, "step", chosho_value_get_string (open, "text"));
      chosho_value_set_string (row, "reason", chosho_archive_word (self->archive, "no-consent"));
      chosho_value_append (rows, row);
    }
}

/* Consents for @purpose: departures from the technique prescribed, exceptions that became none, steps that could not be done; and
 * such as have none. */
static gboolean
add_consents (Review *self, const char *name, const char *purpose, GError **error)
{
  static const char *const keys[] = { "control", "step", "reason", "by", "at", NULL };
  GPtrArray *consents = chosho_paper_record_list (self->archive->record, "consent");
  g_autoptr (GHashTable) consented = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_autoptr (ChoshoValue) rows = chosho_value_new_array ();

  for (guint i = 0; i < consents->len; i++)
    {
      ChoshoValue *consent = g_ptr_array_index (consents, i);
      const char *step = chosho_value_get_string (consent, "step");

      if (step == NULL || g_strcmp0 (chosho_value_get_string (consent, "for"), purpose) != 0)
        continue;
      g_hash_table_add (consented, (gpointer) step);
      chosho_value_append (rows, describe_consent (self, consent));
    }
  append_open (self, rows, purpose, consented);
  return add_list (self, name, keys, rows, error);
}

/* --- Bulk approvals ------------------------------------------------------------------------------------------------------- */

static const char *
get_operation (Review *self, ChoshoValue *act)
{
  const char *id = chosho_value_get_string (act, "event");
  ChoshoNode *node = id != NULL ? chosho_state_lookup (chosho_view_get_state (self->archive->view), id) : NULL;

  return node != NULL ? chosho_node_get_event (node)->operation : NULL;
}

static ChoshoValue *
describe_bulk (Review *self, GPtrArray *acts)
{
  ChoshoValue *row = chosho_value_new_object (), *targets = chosho_value_new_array ();
  ChoshoValue *first = g_ptr_array_index (acts, 0);
  g_autofree char *count = g_strdup_printf ("%u", acts->len);
  g_autofree char *opened = NULL;
  g_autofree char *text = NULL;
  guint n_opened = 0;

  for (guint i = 0; i < acts->len; i++)
    {
      chosho_value_append_string (targets, chosho_value_get_string (g_ptr_array_index (acts, i), "target"));
      n_opened += chosho_value_get_length (chosho_value_get (g_ptr_array_index (acts, i), "opened"));
    }
  opened = g_strdup_printf ("%u", n_opened);
  text = chosho_archive_join (targets);
  chosho_value_unref (targets);
  set_moment (self, row, "at", chosho_value_get_string (first, "at"));
  chosho_value_set_string (row, "by", chosho_value_get_string (first, "by"));
  chosho_value_set_string (row, "count", count);
  chosho_value_set_string (row, "opened", opened);
  chosho_value_set_string (row, "controls", text);
  chosho_value_set_string (row, "event", chosho_value_get_string (first, "event"));
  return row;
}

static gboolean
add_bulk (Review *self, GError **error)
{
  static const char *const keys[] = { "at", "by", "count", "opened", "controls", NULL };
  GPtrArray *acts = chosho_paper_record_list (self->archive->record, "sign-off");
  g_autoptr (GHashTable) groups = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (ChoshoValue) rows = chosho_value_new_array ();

  for (guint i = 0; i < acts->len; i++)
    {
      ChoshoValue *act = g_ptr_array_index (acts, i);
      const char *operation = g_strcmp0 (chosho_value_get_string (act, "act"), "sign-off") == 0
                                  && g_strcmp0 (chosho_value_get_string (act, "stage"), "approve") == 0
                                ? get_operation (self, act) : NULL;
      GPtrArray *group = operation != NULL ? g_hash_table_lookup (groups, operation) : NULL;

      if (operation == NULL)
        continue;
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_ptr_array_add (order, group);
          g_hash_table_insert (groups, (gpointer) operation, group);
        }
      g_ptr_array_add (group, act);
    }
  for (guint i = 0; i < order->len; i++)
    if (((GPtrArray *) order->pdata[i])->len > 1)
      chosho_value_append (rows, describe_bulk (self, order->pdata[i]));
  return add_list (self, "bulk-approvals", keys, rows, error);
}

/* --- Late records, clocks ------------------------------------------------------------------------------------------------- */

/* Days from the day @stated to that of the record @at; 0 where one of them is not known. */
static gint64
count_days (Review *self, const char *stated, const char *at)
{
  g_autofree char *day = stated != NULL ? g_strndup (stated, strlen ("YYYY-MM-DD")) : NULL;
  g_autofree char *recorded = chosho_archive_time (self->archive, at);

  if (recorded == NULL || strlen (recorded) < strlen ("YYYY-MM-DD") || day == NULL || !chosho_date_is_valid (day))
    return 0;
  recorded[strlen ("YYYY-MM-DD")] = '\0';
  return chosho_date_is_valid (recorded) ? chosho_date_to_days (recorded) - chosho_date_to_days (day) : 0;
}

/* Adds to @rows what @record says was done at @stated, where it was written down at @at, long after. */
static void
append_late (Review *self, ChoshoValue *rows, ChoshoValue *record, const char *what, const char *stated, const char *at, const char *by)
{
  gint64 days = count_days (self, stated, at);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, days);
  g_autofree char *controls = chosho_archive_join (chosho_value_get (record, "controls"));
  const char *control = chosho_value_get_string (record, "control");
  ChoshoValue *row;

  if (days <= self->late_days)
    return;
  row = chosho_value_new_object ();
  chosho_value_set_string (row, "control", control != NULL ? control : controls);
  chosho_value_set_string (row, "step", what);
  chosho_value_set_string (row, "performed-on", stated);
  set_moment (self, row, "recorded-at", at);
  chosho_value_set_string (row, "days", text);
  chosho_value_set_string (row, "by", by);
  chosho_value_set_string (row, "event", chosho_value_get_string (record, "event"));
  chosho_value_append (rows, row);
}

/* Records of inquiry and observation. */
static void
append_late_records (Review *self, ChoshoValue *rows, const char *kind, const char *heading)
{
  GPtrArray *records = chosho_paper_record_list (self->archive->record, kind);

  for (guint i = 0; i < records->len; i++)
    {
      ChoshoValue *record = g_ptr_array_index (records, i);
      g_autofree char *what = g_strjoin (" ", heading, chosho_value_get_string (record, "reference"), NULL);

      append_late (self, rows, record, what, chosho_value_get_string (record, "held_at"), chosho_value_get_string (record, "at"),
                   chosho_value_get_string (record, "by"));
    }
}

static gboolean
add_late (Review *self, GError **error)
{
  static const char *const keys[] = { "control", "step", "performed-on", "recorded-at", "days", "by", NULL };
  GPtrArray *steps = chosho_paper_record_list (self->archive->record, "step");
  g_autoptr (ChoshoValue) rows = chosho_value_new_array ();

  for (guint i = 0; i < steps->len; i++)
    {
      ChoshoValue *step = g_ptr_array_index (steps, i);

      append_late (self, rows, step, chosho_value_get_string (step, "text"), chosho_value_get_string (step, "performed_on"),
                   chosho_value_get_string (step, "recorded_at"), chosho_value_get_string (step, "performed_by"));
    }
  append_late_records (self, rows, "interview", chosho_report_template_get (self->archive->words, "paper", "interviews"));
  append_late_records (self, rows, "observation", chosho_report_template_get (self->archive->words, "paper", "observations"));
  return add_list (self, "late-records", keys, rows, error);
}

static gboolean
add_clocks (Review *self, GError **error)
{
  static const char *const keys[] = { "at", "by", "action", "event", NULL };
  ChoshoState *state = chosho_view_get_state (self->archive->view);
  g_autoptr (ChoshoValue) rows = chosho_value_new_array ();

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    {
      ChoshoNode *node = chosho_state_get_nth (state, i);
      ChoshoEvent *event = chosho_node_get_event (node);
      g_autofree char *at = NULL;
      ChoshoValue *row;

      if (!chosho_node_is_clock_reversed (node))
        continue;
      row = chosho_value_new_object ();
      at = chosho_time_format (event->time_us);
      set_moment (self, row, "at", at);
      chosho_value_set_string (row, "by", chosho_archive_get_person (self->archive, chosho_node_get_member (node)));
      chosho_value_set_string (row, "action", chosho_report_template_get_label (self->archive->words, "archive-action", event->action));
      chosho_value_set_string (row, "code", event->action);
      chosho_value_set_string (row, "event", event->id_hex);
      chosho_value_append (rows, row);
    }
  return add_list (self, "clock-warnings", keys, rows, error);
}

/* What was added to the file after its assembly. */
static gboolean
add_additions (Review *self, GError **error)
{
  static const char *const keys[] = { "at", "by", "reason", "event", NULL };
  g_autoptr (ChoshoValue) additions = chosho_session_list_rows (self->archive->session, "addition", NULL, error);
  g_autoptr (ChoshoValue) rows = chosho_value_new_array ();

  if (additions == NULL)
    return FALSE;
  for (guint i = 0; i < chosho_value_get_length (additions); i++)
    {
      ChoshoValue *addition = chosho_value_get_item (additions, i), *row = chosho_value_new_object ();

      set_moment (self, row, "at", chosho_value_get_string (addition, "at"));
      chosho_value_set_string (row, "by", chosho_value_get_string (addition, "by"));
      chosho_value_set_string (row, "reason", chosho_value_get_string (addition, "reason"));
      chosho_value_set_string (row, "event", chosho_value_get_string (addition, "event"));
      chosho_value_append (rows, row);
    }
  return add_list (self, "additions", keys, rows, error);
}

gboolean
chosho_archive_add_review (ChoshoArchive *self, GError **error)
{
  ChoshoValue *deadlines = chosho_value_get (chosho_view_get_item (self->view, "setting:deadlines"), "value");
  Review review = { .archive = self, .to_open = list_to_open (self),
                    .late_days = chosho_value_get_integer (deadlines, "late_record_days", LATE_RECORD_DAYS) };
  gboolean done;

  review.page = chosho_html_new (chosho_archive_get_language (self), chosho_archive_word (self, "review"));
  chosho_html_paragraph (review.page, chosho_archive_word (self, "review-note"));
  done = add_consents (&review, "reversals", "reversal", error) && add_consents (&review, "departures", "departure", error)
         && add_consents (&review, "unables", "unable", error) && add_bulk (&review, error) && add_late (&review, error)
         && add_clocks (&review, error) && add_additions (&review, error);
  chosho_html_end (review.page);
  done = done && chosho_bag_writer_add_bytes (self->bag, "review.html", review.page->str, review.page->len, error);
  g_string_free (review.page, TRUE);
  chosho_value_unref (review.to_open);
  return done;
}
