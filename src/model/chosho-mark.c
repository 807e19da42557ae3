/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-evidence.h"
#include "chosho-mark.h"

static const char *const state_codes[] = { "standing", "outdated", "lost", "withdrawn" };

const char *
chosho_mark_state_get_code (ChoshoMarkState state)
{
  return state_codes[state];
}

/* --- Form ---------------------------------------------------------------------------------------- */

static gboolean
refuse (char **reason, const char *text)
{
  *reason = g_strdup (text);
  return FALSE;
}

static gboolean
is_filled (ChoshoValue *item, const char *field)
{
  const char *text = chosho_value_get_string (item, field);

  return text != NULL && text[0] != '\0';
}

/* As the viewer is told where to go: "page=3", "cell=台帳!C12"; "" is the whole, where the quote alone finds the place. */
static gboolean
is_place (const char *place)
{
  static const char *const counted[] = { "page=", "line=", "paragraph=", "slide=" };

  if (place[0] == '\0')
    return TRUE;
  if (g_str_has_prefix (place, "cell="))
    return place[strlen ("cell=")] != '\0';
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      const char *number = place + strlen (counted[i]);

      if (g_str_has_prefix (place, counted[i]))
        return number[0] >= '1' && number[0] <= '9' && number[strspn (number, "0123456789")] == '\0';
    }
  return FALSE;
}

/* Whole points (of an image: pixels) from the bottom left: left, bottom, right, top. */
static gboolean
is_rectangle (ChoshoValue *rectangle)
{
  gint64 edges[4];

  if (chosho_value_get_length (rectangle) != G_N_ELEMENTS (edges))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    edges[i] = chosho_value_as_integer (chosho_value_get_item (rectangle, i), -1);
  return edges[0] >= 0 && edges[1] >= 0 && edges[0] < edges[2] && edges[1] < edges[3];
}

static gboolean
check_place (ChoshoValue *item, char **reason)
{
  const char *place = chosho_value_get_string (item, "place");
  const char *quote = chosho_value_get_string (item, "quote");
  ChoshoValue *rectangle = chosho_value_get (item, "rectangle");

  if (!is_place (place))
    return refuse (reason, _("its place is none"));
  if (rectangle != NULL && (!g_str_has_prefix (place, "page=") || !is_rectangle (rectangle)))
    return refuse (reason, _("its region is none of a page"));
  if (quote != NULL && (quote[0] == '\0' || strlen (quote) > CHOSHO_MARK_QUOTE_BYTES))
    return refuse (reason, _("its quote is empty or too long"));
  if (place[0] == '\0' && quote == NULL)
    return refuse (reason, _("it says neither a place nor words"));
  return TRUE;
}

static gboolean
check_content (ChoshoView *view, ChoshoValue *item, char **reason)
{
  const char *kind = chosho_value_get_string (item, "kind");
  const char *to = chosho_value_get_string (item, "to");

  if (strcmp (kind, "tick") == 0 && !is_filled (item, "tick"))
    return refuse (reason, _("it has no sign of the legend"));
  if (strcmp (kind, "note") == 0 && !is_filled (item, "text"))
    return refuse (reason, _("a note has a text"));
  if (strcmp (kind, "reference") == 0 && is_filled (item, "to") == is_filled (item, "to_step"))
    return refuse (reason, _("a reference leads to other evidence or to a step"));
  if (to != NULL && chosho_view_get_item_printf (view, "evidence:%s", to) == NULL)
    return refuse (reason, _("there is no such evidence to refer to"));
  return TRUE;
}

/* TRUE where @item says which of several places stands: that has to be possible whatever became of the mark meanwhile, since what is
 * not decided stands against every sign-off of its control. */
static gboolean
is_decision (ChoshoValue *item)
{
  return chosho_value_get_length (chosho_value_get (item, "replaces")) > 1;
}

static gboolean
check_evidence (ChoshoView *view, ChoshoValue *item, char **reason)
{
  const char *on = chosho_value_get_string (item, "on");
  ChoshoValue *evidence = chosho_view_get_item_printf (view, "evidence:%s", on);

  if (evidence == NULL)
    return refuse (reason, _("there is no such evidence"));
  if (g_strcmp0 (chosho_value_get_string (evidence, "sha256"), chosho_value_get_string (item, "sha256")) != 0)
    return refuse (reason, _("the evidence has other content than the mark says"));
  if (!is_decision (item) && !chosho_evidence_counts (view, on))
    return refuse (reason, _("the evidence was withdrawn or destroyed"));
  return TRUE;
}

/* A change is one of the same control: another's signed view must not lose a mark without a word. */
static gboolean
check_same_control (ChoshoView *view, ChoshoValue *item, char **reason)
{
  ChoshoValue *before = chosho_view_get_item_printf (view, "mark:%s", chosho_value_get_string (item, "mark"));

  if (g_strcmp0 (chosho_value_get_string (before, "control"), chosho_value_get_string (item, "control")) == 0)
    return TRUE;
  return refuse (reason, _("the mark is another control's"));
}

gboolean
chosho_mark_check (ChoshoView *view, ChoshoValue *item, char **reason)
{
  const char *mark = chosho_value_get_string (item, "mark");

  if (mark != NULL && !check_same_control (view, item, reason))
    return FALSE;
  if (mark != NULL && !is_decision (item) && chosho_view_get_printf (view, "mark-withdrawn:%s", mark) != NULL)
    return refuse (reason, _("the mark was withdrawn"));
  return check_evidence (view, item, reason) && check_place (item, reason) && check_content (view, item, reason);
}

gboolean
chosho_mark_check_withdraw (ChoshoView *view, ChoshoValue *item, char **reason)
{
  return check_same_control (view, item, reason);
}

/* --- Versions ------------------------------------------------------------------------------------ */

/* What took the place of @id and counts; of several the one with the lowest id, the same everywhere. */
static char *
dup_next (ChoshoView *view, const char *id)
{
  g_autoptr (GPtrArray) successors = chosho_evidence_list_successors (view, id);
  const char *next = NULL;

  for (guint i = 0; i < successors->len; i++)
    {
      const char *other = g_ptr_array_index (successors, i);

      if (chosho_evidence_counts (view, other) && (next == NULL || strcmp (other, next) < 0))
        next = other;
    }
  return g_strdup (next);
}

/* Two people may have made a circle at the same time: its way is gone once. */
static char *
dup_last (ChoshoView *view, const char *id)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char *last = NULL;
  char *next;

  g_hash_table_add (seen, g_strdup (id));
  while ((next = dup_next (view, last != NULL ? last : id)) != NULL)
    {
      if (!g_hash_table_add (seen, g_strdup (next)))
        {
          g_free (next);
          break;
        }
      g_free (last);
      last = next;
    }
  return last;
}

char *
chosho_mark_dup_newer (ChoshoView *view, const char *id)
{
  ChoshoValue *evidence = chosho_view_get_item_printf (view, "evidence:%s", id);
  char *newer = dup_last (view, id);

  if (newer == NULL && chosho_evidence_is_member (evidence))
    newer = dup_last (view, chosho_value_get_string (evidence, "of"));
  return newer;
}

/* The same names at every archive on the way; where they stand in it may be another place. */
static gboolean
is_same_way (ChoshoValue *a, ChoshoValue *b)
{
  guint depth = chosho_value_get_length (a);

  if (depth != chosho_value_get_length (b))
    return FALSE;
  for (guint i = 0; i < depth; i++)
    if (g_strcmp0 (chosho_value_get_string (chosho_value_get_item (a, i), "raw_name"),
                   chosho_value_get_string (chosho_value_get_item (b, i), "raw_name")) != 0)
      return FALSE;
  return TRUE;
}

char *
chosho_mark_dup_successor (ChoshoView *view, const char *id, const char *newer)
{
  ChoshoValue *evidence = chosho_view_get_item_printf (view, "evidence:%s", id);
  g_autofree char *subject = g_strconcat ("linked:", newer, NULL);
  g_autoptr (GPtrArray) members = NULL;

  if (chosho_evidence_descends_from (view, newer, id) || !chosho_evidence_is_member (evidence))
    return g_strdup (newer);
  members = chosho_view_list_about (view, subject, "evidence");
  for (guint i = 0; i < members->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (members, i);
      g_autofree char *own = chosho_write_dup_id (write);

      if (g_strcmp0 (chosho_value_get_string (write->item, "of"), newer) == 0 && chosho_evidence_counts (view, own)
          && is_same_way (chosho_value_get (evidence, "path"), chosho_value_get (write->item, "path")))
        return g_steal_pointer (&own);
    }
  return NULL;
}

/* --- State --------------------------------------------------------------------------------------- */

ChoshoMarkState
chosho_mark_get_state (ChoshoView *view, const char *id, ChoshoValue *standing)
{
  const char *on = chosho_value_get_string (standing, "on");
  g_autofree char *newer = NULL;

  if (chosho_view_get_printf (view, "mark-withdrawn:%s", id) != NULL)
    return CHOSHO_MARK_WITHDRAWN;
  newer = chosho_mark_dup_newer (view, on);
  if (newer != NULL && g_strcmp0 (newer, chosho_value_get_string (standing, "stays")) != 0)
    return CHOSHO_MARK_OUTDATED;
  return chosho_evidence_counts (view, on) ? CHOSHO_MARK_STANDING : CHOSHO_MARK_LOST;
}

static gboolean
cites (ChoshoView *view, const char *sample, const char *id)
{
  g_autofree char *subject = g_strconcat ("thing:", sample, NULL);
  g_autoptr (GPtrArray) results = chosho_view_list_about (view, subject, "sample-result");

  for (guint i = 0; i < results->len; i++)
    if (chosho_value_has_text (chosho_value_get (((ChoshoWrite *) g_ptr_array_index (results, i))->item, "evidence"), id))
      return TRUE;
  return FALSE;
}

gboolean
chosho_mark_is_about (ChoshoView *view, const char *control, const char *id)
{
  g_autofree char *subject = g_strconcat ("control:", control, NULL);
  g_autoptr (GPtrArray) links = chosho_view_list_about (view, subject, "link");

  for (guint i = 0; i < links->len; i++)
    {
      ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (links, i))->item;
      const char *to = chosho_value_get_string (link, "to");

      if (g_strcmp0 (to, id) == 0
          || (g_strcmp0 (chosho_value_get_string (link, "kind"), "sample") == 0 && cites (view, to, id)))
        return TRUE;
    }
  return FALSE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
chosho_mark_list_on (ChoshoView *view, const char *sha256)
{
  static const char *const actions[] = { "mark", "mark-change" };
  g_autofree char *subject = g_strconcat ("linked:", sha256, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GPtrArray) writes = chosho_view_list_about (view, subject, actions[i]);

      for (guint j = 0; j < writes->len; j++)
        {
          /* "mark:ID": where two people moved it at the same time, several stand at it. */
          const char *id = strchr (((ChoshoWrite *) g_ptr_array_index (writes, j))->key->name, ':') + 1;

          if (chosho_view_get_printf (view, "mark-withdrawn:%s", id) == NULL && g_hash_table_add (seen, (gpointer) id))
            g_ptr_array_add (ids, g_strdup (id));
        }
    }
  g_ptr_array_sort (ids, compare_texts);
  return ids;
}
