/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-assembly.h"
#include "chosho-checkpoint.h"
#include "chosho-clock.h"
#include "chosho-cycle.h"
#include "chosho-error.h"
#include "chosho-rollforward-private.h"
#include "chosho-team.h"

/* The audit period is at most a year (domain §5). */
#define PERIOD_MONTHS 12
/* 令和1 is 2019. */
#define REIWA_OFFSET 2018

static void
batch_free (gpointer data)
{
  ChoshoRollforwardBatch *self = data;

  chosho_value_unref (self->items);
  g_free (self);
}

ChoshoValue *
chosho_rollforward_add_batch (ChoshoRollforward *self, const char *action)
{
  ChoshoRollforwardBatch *batch = g_new0 (ChoshoRollforwardBatch, 1);

  batch->action = action;
  batch->items = chosho_value_new_array ();
  g_ptr_array_add (self->batches, batch);
  return batch->items;
}

void
chosho_rollforward_leave (ChoshoRollforward *self, const char *kind, const char *name, const char *reason)
{
  ChoshoValue *entry = chosho_value_new_object ();

  chosho_value_set_string (entry, "kind", kind);
  chosho_value_set_string (entry, "name", name);
  chosho_value_set_string (entry, "reason", reason);
  chosho_value_append (self->left_out, entry);
}

static void
warn (ChoshoRollforward *self, const char *code, const char *message)
{
  ChoshoValue *warning = chosho_value_new_object ();

  chosho_value_set_string (warning, "code", code);
  chosho_value_set_string (warning, "message", message);
  chosho_value_append (self->warnings, warning);
}

/* --- Facts --------------------------------------------------------------------------------------- */

/* Every whole number @from in @text becomes @to; a number that merely holds its digits stays. (transfer full) */
static char *
replace_number (const char *text, int from, int to)
{
  g_autofree char *digits = g_strdup_printf ("%d", from);
  gsize length = strlen (digits);
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; )
    {
      gboolean whole = strncmp (p, digits, length) == 0 && !g_ascii_isdigit (p[length]) && (p == text || !g_ascii_isdigit (p[-1]));

      if (whole)
        g_string_append_printf (out, "%d", to);
      else
        g_string_append_c (out, *p);
      p += whole ? length : 1;
    }
  return g_string_free (out, FALSE);
}

/* "2025年度", "令和7年度": years of the earlier period's first day become those of the new one's. (transfer full) */
static char *
dup_next_title (const char *title, const char *before, const char *after)
{
  int from = (int) g_ascii_strtoll (before, NULL, 10), to = (int) g_ascii_strtoll (after, NULL, 10);
  g_autofree char *moved = replace_number (title, from, to);
  g_autofree char *era = g_strdup_printf ("令和%d年", from - REIWA_OFFSET);
  g_autofree char *next = g_strdup_printf ("令和%d年", to - REIWA_OFFSET);
  g_auto (GStrv) parts = g_strsplit (moved, era, -1);

  return g_strjoinv (next, parts);
}

static ChoshoValue *
get_last_facts (ChoshoRollforward *self)
{
  return chosho_view_get_item (self->view, "engagement");
}

/* The next year's, which begins where this one ended. */
static void
set_next_period (ChoshoRollforward *self, const ChoshoRollforwardOptions *options)
{
  ChoshoValue *last = get_last_facts (self);
  g_autofree char *next = chosho_date_add_days (chosho_value_get_string (last, "period_end"), 1);
  const char *start = options->period_start != NULL ? options->period_start : next;
  g_autofree char *after = chosho_date_add_months (start, PERIOD_MONTHS);
  g_autofree char *end = options->period_end != NULL ? g_strdup (options->period_end) : chosho_date_add_days (after, -1);
  g_autofree char *title = options->title != NULL ? g_strdup (options->title)
                                                  : dup_next_title (chosho_value_get_string (last, "title"), chosho_value_get_string (last, "period_start"),
                                                                    start);

  chosho_value_set_string (self->facts, "title", title);
  chosho_value_set_string (self->facts, "period_start", start);
  chosho_value_set_string (self->facts, "period_end", end);
  chosho_value_set_string (self->facts, "kind", "renewal");
  if (strcmp (start, next) > 0)
    warn (self, "period-gap", _("days between the earlier period and this one belong to neither: the next period starts the day after the last ended"));
  if (strcmp (start, next) < 0)
    warn (self, "period-overlap", _("days of the earlier period belong to this one too: the next period starts the day after the last ended"));
}

/* Of the same period, and linked with what the earlier one said when this was made. */
static void
set_same_period (ChoshoRollforward *self, const ChoshoRollforwardOptions *options)
{
  ChoshoValue *last = get_last_facts (self);
  const char *last_title = chosho_value_get_string (last, "title");
  g_autofree char *title = options->title != NULL ? g_strdup (options->title)
                                                  : g_strdup_printf ("%s %s", last_title, strcmp (options->kind, "reaudit") == 0 ? _("re-audit") : _("additional audit"));
  g_autoptr (ChoshoValue) checkpoint = chosho_checkpoint_describe (chosho_view_get_state (self->view));

  chosho_value_set_string (self->facts, "title", title);
  chosho_value_set_string (self->facts, "period_start",
                           options->period_start != NULL ? options->period_start : chosho_value_get_string (last, "period_start"));
  chosho_value_set_string (self->facts, "period_end", options->period_end != NULL ? options->period_end : chosho_value_get_string (last, "period_end"));
  chosho_value_set_string (self->facts, "kind", options->kind);
  chosho_value_set_string (self->facts, "parent_title", last_title);
  chosho_value_set_string (self->facts, "parent_root", chosho_value_get_string (checkpoint, "root"));
  chosho_value_set_string (self->facts, "scope_reason", options->reason);
}

static gboolean
make_facts (ChoshoRollforward *self, const ChoshoRollforwardOptions *options, GError **error)
{
  static const char *const same[] = { "firm", "client", "services", "language", "time_zone", "scheme" };
  ChoshoValue *last = get_last_facts (self);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    chosho_value_set (self->facts, same[i], chosho_value_ref (chosho_value_get (last, same[i])));
  chosho_value_set_string (self->facts, "parent", chosho_state_get_engagement (chosho_view_get_state (self->view)));
  if (options->kind != NULL)
    set_same_period (self, options);
  else
    set_next_period (self, options);
  if (strcmp (chosho_value_get_string (self->facts, "period_start"), chosho_value_get_string (self->facts, "period_end")) <= 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("--%s is after --%s"), "period-start", "period-end");
  return FALSE;
}

/* --- Who makes it -------------------------------------------------------------------------------- */

/* As the caller says; else what the person was before, where that can lead; else leader, as for a first engagement. */
static gboolean
make_roles (ChoshoRollforward *self, const ChoshoRollforwardOptions *options, GError **error)
{
  g_autofree char *fingerprint = chosho_identity_dup_fingerprint (self->identity);
  const ChoshoMember *member = chosho_team_resolve (self->view, fingerprint);

  if (chosho_value_get_length (options->roles) > 0)
    self->roles = chosho_value_ref (options->roles);
  else if (member != NULL && !member->left && (member->roles & CHOSHO_ROLES_LEADING) != 0)
    self->roles = chosho_value_ref (chosho_value_get (chosho_view_get_item_printf (self->view, "member:%s", member->id), "roles"));
  else
    {
      self->roles = chosho_value_new_array ();
      chosho_value_append_string (self->roles, "leader");
    }
  if ((chosho_roles_from_value (self->roles) & CHOSHO_ROLES_LEADING) != 0)
    return TRUE;
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_USAGE, _("who makes the engagement has to be its leader or executive: give --role"));
  return FALSE;
}

/* --- The plan ------------------------------------------------------------------------------------ */

/* What is still open can still change; what was carried would not follow. */
static const char *
find_state (ChoshoRollforward *self)
{
  g_autoptr (GPtrArray) reports = chosho_view_list_action (self->view, "report-issue");

  if (chosho_assembly_get (self->view) != NULL)
    return reports->len > 0 ? "assembled" : "closed";
  if (reports->len == 0 && chosho_assembly_get_ending (self->view) != NULL)
    return "closed";
  return reports->len > 0 ? "issued" : "open";
}

static gboolean
fill (ChoshoRollforward *self, const ChoshoRollforwardOptions *options, GError **error)
{
  self->period = chosho_cycle_dup_period (get_last_facts (self));
  if (!make_facts (self, options, error) || !make_roles (self, options, error))
    return FALSE;
  if (strcmp (find_state (self), "open") == 0)
    warn (self, "earlier-open", _("the earlier engagement has no report yet: what changes in it from now on is not carried"));
  chosho_rollforward_read_edition (self, options);
  chosho_rollforward_read_selection (self, options);
  chosho_rollforward_add_team (self);
  chosho_rollforward_add_carried (self);
  chosho_rollforward_add_results (self);
  chosho_rollforward_add_requests (self);
  chosho_rollforward_add_cycle (self);
  chosho_rollforward_add_notes (self);
  return TRUE;
}

ChoshoRollforward *
chosho_rollforward_plan (ChoshoSession *session, ChoshoIdentity *identity, const ChoshoRollforwardOptions *options, GError **error)
{
  g_autoptr (ChoshoView) view = chosho_session_get_view (session, FALSE, error);
  g_autoptr (ChoshoRollforward) self = NULL;

  if (view == NULL)
    return NULL;
  if (chosho_view_get_item (view, "engagement") == NULL)
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_NOT_FOUND, _("%s holds no engagement"), chosho_session_get_path (session));
      return NULL;
    }
  self = g_new0 (ChoshoRollforward, 1);
  self->identity = chosho_identity_ref (identity);
  self->view = g_steal_pointer (&view);
  self->facts = chosho_value_new_object ();
  self->text = g_strdup (options->text);
  self->batches = g_ptr_array_new_with_free_func (batch_free);
  self->assignments = chosho_value_new_array ();
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->to_confirm = chosho_value_new_array ();
  self->left_out = chosho_value_new_array ();
  self->warnings = chosho_value_new_array ();
  return fill (self, options, error) ? g_steal_pointer (&self) : NULL;
}

void
chosho_rollforward_free (ChoshoRollforward *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->roles, chosho_value_unref);
  chosho_value_unref (self->facts);
  chosho_value_unref (self->assignments);
  chosho_value_unref (self->to_confirm);
  chosho_value_unref (self->left_out);
  chosho_value_unref (self->warnings);
  g_ptr_array_unref (self->batches);
  g_hash_table_unref (self->people);
  g_hash_table_unref (self->steps);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->comparison, chosho_value_unref);
  g_clear_pointer (&self->catalogue, chosho_value_unref);
  g_clear_pointer (&self->entries, chosho_value_unref);
  chosho_view_free (self->view);
  chosho_identity_unref (self->identity);
  g_free (self->text);
  g_free (self->period);
  g_free (self);
}

ChoshoValue *
chosho_rollforward_get_facts (ChoshoRollforward *self)
{
  return self->facts;
}

static ChoshoValue *
count_carried (ChoshoRollforward *self)
{
  static const struct { const char *action, *name; } names[] = {
    { "member-add", "members" }, { "setting", "settings" }, { "catalogue-entry", "criteria" }, { "procedure-step", "procedures" },
    { "procedure-template", "templates" }, { "control-subjects", "subjects" }, { "statement-line", "statement" },
    { "individual-control", "individuals" }, { "scope", "scope" }, { "prior-scope", "cycle" }, { "prior-result", "results" }, { "request", "requests" },
  };
  ChoshoValue *out = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < self->batches->len; j++)
      {
        ChoshoRollforwardBatch *batch = g_ptr_array_index (self->batches, j);

        if (strcmp (batch->action, names[i].action) == 0)
          chosho_value_set_integer (out, names[i].name, chosho_value_get_length (batch->items));
      }
  chosho_value_set_integer (out, "assignments", chosho_value_get_length (self->assignments));
  return out;
}

static ChoshoValue *
describe_earlier (ChoshoRollforward *self)
{
  static const char *const fields[] = { "title", "period_start", "period_end" };
  ChoshoValue *out = chosho_value_new_object ();

  chosho_value_set_string (out, "id", chosho_state_get_engagement (chosho_view_get_state (self->view)));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    chosho_value_set_string (out, fields[i], chosho_value_get_string (get_last_facts (self), fields[i]));
  chosho_value_set_string (out, "state", find_state (self));
  return out;
}

ChoshoValue *
chosho_rollforward_describe (ChoshoRollforward *self)
{
  static const char *const fields[] = { "title", "period_start", "period_end" };
  ChoshoValue *out = chosho_value_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    chosho_value_set_string (out, fields[i], chosho_value_get_string (self->facts, fields[i]));
  chosho_value_set (out, "roles", chosho_value_ref (self->roles));
  chosho_value_set (out, "earlier", describe_earlier (self));
  chosho_value_set (out, "carried", count_carried (self));
  chosho_rollforward_describe_edition (self, out);
  chosho_value_set (out, "to_confirm", chosho_value_ref (self->to_confirm));
  chosho_value_set (out, "left_out", chosho_value_ref (self->left_out));
  chosho_value_set (out, "warnings", chosho_value_ref (self->warnings));
  return out;
}
