/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-clock.h"
#include "chosho-control-state.h"
#include "chosho-error.h"
#include "chosho-number.h"
#include "chosho-overview-private.h"
#include "chosho-request-book.h"
#include "chosho-review-queue.h"
#include "chosho-schedule.h"

/* Criteria nest a few levels; a file whose groups name each other must not hang us. */
#define MAX_DEPTH 16

static const char *const kinds[] = { "engagement", "catalog", "control", "member", "note", "finding", "request", "setting", "report", "ending", "assembly", "pack", NULL };

const char *const *
chosho_overview_get_kinds (void)
{
  return kinds;
}

/* --- Rows ----------------------------------------------------------------------------------------------- */

gboolean
chosho_overview_is_state (ChoshoValue *row, const char *state)
{
  return g_strcmp0 (chosho_value_get_string (row, "state"), state) == 0;
}

gboolean
chosho_overview_is_open (ChoshoValue *row)
{
  return !chosho_overview_is_state (row, chosho_work_state_get_code (CHOSHO_WORK_APPROVED))
         && !chosho_overview_is_state (row, chosho_work_state_get_code (CHOSHO_WORK_OUT_OF_SCOPE));
}

static gboolean
is_late (ChoshoValue *row, const char *today)
{
  const char *due = chosho_value_get_string (row, "due");

  return due != NULL && strcmp (due, today) < 0 && chosho_overview_is_open (row);
}

gboolean
chosho_overview_is_of (ChoshoValue *row, const char *key, const char *member)
{
  return member != NULL && g_strcmp0 (chosho_value_get_string (row, key), member) == 0;
}

static ChoshoValue *
find_row (ChoshoValue *rows, const char *key, const char *value)
{
  for (guint i = 0; value != NULL && i < chosho_value_get_length (rows); i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (rows, i), key), value) == 0)
      return chosho_value_get_item (rows, i);
  return NULL;
}

static void
add (ChoshoValue *object, const char *key, gint64 amount)
{
  chosho_value_set_integer (object, key, chosho_value_get_integer (object, key, 0) + amount);
}

/* --- Chapters ------------------------------------------------------------------------------------------- */

static GHashTable *
index_catalog (ChoshoValue *catalog)
{
  GHashTable *entries = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (catalog); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (catalog, i);

      g_hash_table_insert (entries, (gpointer) chosho_value_get_string (entry, "number"), entry);
    }
  return entries;
}

/* (transfer full) */
static char *
dup_chapter (GHashTable *entries, const char *number)
{
  const char *dot = strchr (number, '.');

  if (chosho_number_is_valid (number))
    return g_strndup (number, (gsize) (dot - number));
  for (guint depth = 0; depth < MAX_DEPTH; depth++)
    {
      const char *parent = chosho_value_get_string (g_hash_table_lookup (entries, number), "parent");

      if (parent == NULL)
        break;
      number = parent;
    }
  return g_strdup (number);
}

static ChoshoValue *
new_states (void)
{
  ChoshoValue *object = chosho_value_new_object ();

  chosho_value_set_integer (object, "total", 0);
  for (guint i = 0; i < CHOSHO_N_WORK_STATES; i++)
    chosho_value_set_integer (object, chosho_work_state_get_code (i), 0);
  return object;
}

static void
count_state (ChoshoValue *object, ChoshoValue *row)
{
  add (object, "total", 1);
  add (object, chosho_value_get_string (row, "state"), 1);
}

static ChoshoValue *
ensure_chapter (GHashTable *chapters, ChoshoValue *list, GHashTable *entries, ChoshoValue *row)
{
  g_autofree char *name = dup_chapter (entries, chosho_value_get_string (row, "number"));
  ChoshoValue *chapter = g_hash_table_lookup (chapters, name);

  if (chapter != NULL)
    return chapter;
  chapter = new_states ();
  chosho_value_set_string (chapter, "chapter", name);
  chosho_value_set_string (chapter, "title", chosho_value_get_string (g_hash_table_lookup (entries, name), "title"));
  chosho_value_set_string (chapter, "tier", chosho_value_get_string (row, "tier"));
  chosho_value_set_integer (chapter, "stale", 0);
  chosho_value_set_integer (chapter, "suspended", 0);
  chosho_value_append (list, chapter);
  g_hash_table_insert (chapters, g_steal_pointer (&name), chapter);
  return chapter;
}

static void
count_controls (ChoshoValue *out, ChoshoValue *rows, ChoshoValue *catalog)
{
  g_autoptr (GHashTable) entries = index_catalog (catalog);
  g_autoptr (GHashTable) chapters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ChoshoValue *list = chosho_value_new_array ();
  ChoshoValue *all = new_states ();

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);
      ChoshoValue *chapter = ensure_chapter (chapters, list, entries, row);
      gboolean stale = chosho_value_get_boolean (row, "stale", FALSE), suspended = chosho_value_get_boolean (row, "suspended", FALSE);

      count_state (all, row);
      count_state (chapter, row);
      add (chapter, "stale", stale);
      add (chapter, "suspended", suspended);
      add (out, "stale", stale);
      add (out, "suspended", suspended);
    }
  chosho_value_set (out, "controls", all);
  chosho_value_set (out, "chapters", list);
}

/* --- The three lists ------------------------------------------------------------------------------------ */

/* The earliest due first, what has no date last; equal ones in the order of the criteria. */
static int
compare_urgency (gconstpointer a, gconstpointer b)
{
  const char *due_a = chosho_value_get_string (*(ChoshoValue *const *) a, "due");
  const char *due_b = chosho_value_get_string (*(ChoshoValue *const *) b, "due");
  gint64 order_a = chosho_value_get_integer (*(ChoshoValue *const *) a, "order", 0);
  gint64 order_b = chosho_value_get_integer (*(ChoshoValue *const *) b, "order", 0);
  int order = (due_a == NULL) - (due_b == NULL);

  if (order == 0 && due_a != NULL)
    order = strcmp (due_a, due_b);
  return order != 0 ? order : (order_a > order_b) - (order_a < order_b);
}

static ChoshoValue *
new_item (ChoshoValue *row, guint order, const char *stage, const char *today)
{
  static const char *const fields[] = { "number", "title", "state", "due", "assignee", "assignee_id", "reviewer", "reviewer_id" };
  ChoshoValue *item = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    chosho_value_set_string (item, fields[i], chosho_value_get_string (row, fields[i]));
  chosho_value_set_boolean (item, "stale", chosho_value_get_boolean (row, "stale", FALSE));
  chosho_value_set_boolean (item, "suspended", chosho_value_get_boolean (row, "suspended", FALSE));
  chosho_value_set_integer (item, "open_notes", chosho_value_get_integer (row, "open_notes", 0));
  chosho_value_set_boolean (item, "late", is_late (row, today));
  chosho_value_set_string (item, "stage", stage);
  chosho_value_set_integer (item, "order", order);
  return item;
}

/* {count, items}; takes what @items holds. */
static ChoshoValue *
new_list (GPtrArray *items)
{
  ChoshoValue *list = chosho_value_new_object ();
  ChoshoValue *shown = chosho_value_new_array ();

  g_ptr_array_sort (items, compare_urgency);
  for (guint i = 0; i < MIN (items->len, CHOSHO_OVERVIEW_LIST_ROWS); i++)
    chosho_value_append (shown, chosho_value_ref (g_ptr_array_index (items, i)));
  chosho_value_set_integer (list, "count", items->len);
  chosho_value_set (list, "items", shown);
  return list;
}

/* Who looks, and when. */
typedef struct
{
  ChoshoValue *member;  /* (nullable) row */
  ChoshoValue *members; /* rows of all */
  const char  *id;      /* (nullable) of @member */
  const char  *today;
} Viewer;

/* All is borrowed. */
static Viewer
viewer_of (ChoshoValue *member, ChoshoValue *members, const char *today)
{
  return (Viewer) { .member = member, .members = members, .id = chosho_value_get_string (member, "id"), .today = today };
}

/* Whether it is the person's, and was sent back or has notes that are not cleared. */
static gboolean
is_returned (ChoshoValue *row, const Viewer *viewer)
{
  return chosho_overview_is_open (row) && chosho_overview_is_of (row, "assignee_id", viewer->id)
         && (chosho_value_get_integer (row, "open_notes", 0) > 0 || chosho_value_get (row, "returned") != NULL);
}

static gboolean
asks (ChoshoValue *row, const Viewer *viewer)
{
  return viewer->id != NULL
         && (chosho_review_queue_get_why (row, viewer->member, viewer->members) != NULL || is_returned (row, viewer)
             || (is_late (row, viewer->today) && chosho_overview_is_of (row, "assignee_id", viewer->id)));
}

gboolean
chosho_overview_asks (ChoshoValue *row, ChoshoValue *member, ChoshoValue *members, const char *today)
{
  const Viewer viewer = viewer_of (member, members, today);

  return asks (row, &viewer);
}

typedef struct
{
  Viewer      viewer;
  GPtrArray  *mine;    /* (owned) (element-type ChoshoValue) */
  GPtrArray  *late;    /* (owned) */
  GPtrArray  *waiting; /* (owned) */
  gint64      review, approve, returned, mine_late, asking;
} Lists;

static void
take_waiting (Lists *self, ChoshoValue *row, guint order)
{
  const char *stage = chosho_overview_get_stage_for (row, self->viewer.member, self->viewer.members);

  self->review += g_strcmp0 (stage, "review") == 0;
  self->approve += g_strcmp0 (stage, "approve") == 0;
  if (stage != NULL)
    g_ptr_array_add (self->waiting, new_item (row, order, stage, self->viewer.today));
}

static void
take_row (Lists *self, ChoshoValue *row, guint order)
{
  const Viewer *viewer = &self->viewer;
  gboolean late = is_late (row, viewer->today);

  take_waiting (self, row, order);
  if (late)
    g_ptr_array_add (self->late, new_item (row, order, NULL, viewer->today));
  if (chosho_overview_is_open (row)
      && (chosho_overview_is_of (row, "assignee_id", viewer->id) || chosho_overview_is_of (row, "reviewer_id", viewer->id)))
    {
      g_ptr_array_add (self->mine, new_item (row, order, NULL, viewer->today));
      self->mine_late += late;
    }
  self->returned += is_returned (row, viewer);
  self->asking += asks (row, viewer);
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) chosho_value_unref);
}

static void
make_lists (ChoshoValue *out, ChoshoValue *rows, ChoshoValue *members, const char *member, const char *today)
{
  g_autoptr (GPtrArray) mine = new_items (), late = new_items (), waiting = new_items ();
  Lists self = { .viewer = viewer_of (find_row (members, "id", member), members, today), .mine = mine, .late = late, .waiting = waiting };
  ChoshoValue *list;

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    take_row (&self, chosho_value_get_item (rows, i), i);
  list = new_list (waiting);
  chosho_value_set_integer (list, "review", self.review);
  chosho_value_set_integer (list, "approve", self.approve);
  chosho_value_set (out, "waiting", list);
  chosho_value_set (out, "mine", new_list (mine));
  chosho_value_set (out, "late", new_list (late));
  chosho_value_set_boolean (out, "leads", chosho_value_has_text (chosho_value_get (self.viewer.member, "roles"), "leader"));
  chosho_value_set_integer (out, "returned", self.returned);
  chosho_value_set_integer (out, "mine_late", self.mine_late);
  chosho_value_set_integer (out, "asking", self.asking);
}

/* --- Notes, findings, dates ------------------------------------------------------------------------------- */

static ChoshoValue *
count_by_state (ChoshoValue *rows, const char *const *states)
{
  ChoshoValue *counts = chosho_value_new_object ();

  for (; *states != NULL; states++)
    {
      chosho_value_set_integer (counts, *states, 0);
      for (guint i = 0; i < chosho_value_get_length (rows); i++)
        add (counts, *states, chosho_overview_is_state (chosho_value_get_item (rows, i), *states));
    }
  return counts;
}

/* By state, with what the client is late with, and what asks for them: late, returned or both. (transfer full) */
static ChoshoValue *
count_requests (ChoshoValue *rows, const char *today)
{
  static const char *const states[] = { "not-requested", "requested", "received", "checking", "returned", NULL };
  ChoshoValue *counts = count_by_state (rows, states);

  chosho_value_set_integer (counts, "overdue", 0);
  chosho_value_set_integer (counts, "asking", 0);
  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    {
      ChoshoValue *row = chosho_value_get_item (rows, i);

      gboolean late = chosho_request_days_late (chosho_value_get_string (row, "state"), chosho_value_get_string (row, "due"), today) > 0;

      add (counts, "overdue", late);
      add (counts, "asking", late || chosho_overview_is_state (row, "returned"));
    }
  return counts;
}

/* Packs that are out. (transfer full) */
static ChoshoValue *
list_out (ChoshoValue *rows)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    if (chosho_overview_is_state (chosho_value_get_item (rows, i), "out"))
      chosho_value_append (list, chosho_value_ref (chosho_value_get_item (rows, i)));
  return list;
}

/* Of the report issued last; NULL before. Borrowed. */
static const char *
get_report_date (ChoshoValue *reports)
{
  guint n_reports = chosho_value_get_length (reports);

  return n_reports > 0 ? chosho_value_get_string (chosho_value_get_item (reports, n_reports - 1), "report_date") : NULL;
}

/* What an additional audit or a re-audit belongs to. */
static void
set_link (ChoshoValue *out, ChoshoValue *facts)
{
  static const char *const names[] = { "kind", "parent", "parent_title", "parent_root", "scope_reason" };
  const char *kind = chosho_value_get_string (facts, "kind");
  ChoshoValue *link;

  if (g_strcmp0 (kind, "additional") != 0 && g_strcmp0 (kind, "reaudit") != 0)
    return;
  link = chosho_value_new_object ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    chosho_value_set_string (link, names[i], chosho_value_get_string (facts, names[i]));
  chosho_value_set (out, "link", link);
}

/* Counted from the report, or from the end without one. (transfer full) */
static ChoshoValue *
list_dates (ChoshoValue *rows, const char *today)
{
  ChoshoValue *deadlines = chosho_value_get (find_row (chosho_value_get (rows, "setting"), "name", "deadlines"), "value");
  ChoshoValue *facts = chosho_value_get_item (chosho_value_get (rows, "engagement"), 0);
  ChoshoValue *ending = chosho_value_get_item (chosho_value_get (rows, "ending"), 0);

  if (ending != NULL && !chosho_value_get_boolean (ending, "resumed", FALSE))
    return chosho_schedule_list_ended (facts, deadlines, ending, today);
  return chosho_schedule_list (facts, deadlines, get_report_date (chosho_value_get (rows, "report")), today);
}

ChoshoValue *
chosho_overview_make (ChoshoValue *rows, const char *member, const char *today)
{
  static const char *const note_states[] = { "open", "answered", NULL };
  static const char *const finding_states[] = { "candidate", "inquired", "answered", "confirmed", "withdrawn", NULL };
  ChoshoValue *out = chosho_value_new_object ();
  ChoshoValue *controls = chosho_value_get (rows, "control");
  ChoshoValue *members = chosho_value_get (rows, "member");

  set_link (out, chosho_value_get_item (chosho_value_get (rows, "engagement"), 0));
  chosho_value_set_string (out, "today", today);
  chosho_value_set_string (out, "member", member);
  chosho_value_set_integer (out, "stale", 0);
  chosho_value_set_integer (out, "suspended", 0);
  chosho_value_set (out, "dates", list_dates (rows, today));
  if (chosho_value_get_length (chosho_value_get (rows, "assembly")) > 0)
    chosho_schedule_assemble (chosho_value_get (out, "dates"), chosho_value_get_item (chosho_value_get (rows, "assembly"), 0), today);
  count_controls (out, controls, chosho_value_get (rows, "catalog"));
  make_lists (out, controls, members, member, today);
  chosho_overview_add_people (out, controls, members, today);
  chosho_value_set (out, "notes", count_by_state (chosho_value_get (rows, "note"), note_states));
  chosho_value_set (out, "findings", count_by_state (chosho_value_get (rows, "finding"), finding_states));
  chosho_value_set (out, "requests", count_requests (chosho_value_get (rows, "request"), today));
  chosho_value_set (out, "out", list_out (chosho_value_get (rows, "pack")));
  return out;
}

char *
chosho_overview_dup_today (const char *zone, GError **error)
{
  char *today = chosho_date_of_time (chosho_clock_now_us (), zone);

  if (today == NULL)
    g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("the engagement's time zone “%s” is not known here"), zone);
  return today;
}

ChoshoValue *
chosho_overview_make_now (ChoshoValue *rows, const char *member, GError **error)
{
  const char *zone = chosho_value_get_string (chosho_value_get_item (chosho_value_get (rows, "engagement"), 0), "time_zone");
  g_autofree char *today = chosho_overview_dup_today (zone, error);

  return today != NULL ? chosho_overview_make (rows, member, today) : NULL;
}
