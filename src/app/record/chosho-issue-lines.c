/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "chosho-blocker-words.h"
#include "chosho-issue-lines.h"
#include "chosho-report-mending.h"
#include "chosho-text.h"

/* More of one rule than these, and the rule is one line that holds them. */
#define MOST_OF_A_RULE 3

struct _ChoshoIssueLine
{
  GObject parent_instance;

  char        *text;     /* (owned) */
  ChoshoValue *blocker;  /* (owned) */
  gboolean     detailed; /* a stage is named */
  GListStore  *lines;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ChoshoIssueLine, chosho_issue_line, G_TYPE_OBJECT)

const char *
chosho_issue_line_get_text (ChoshoIssueLine *self)
{
  return self->text;
}

ChoshoValue *
chosho_issue_line_get_blocker (ChoshoIssueLine *self)
{
  return self->blocker;
}

GListModel *
chosho_issue_line_get_lines (ChoshoIssueLine *self)
{
  return self->lines != NULL ? G_LIST_MODEL (self->lines) : NULL;
}

/* Takes @text. (transfer full) */
static ChoshoIssueLine *
line_new (char *text, ChoshoValue *blocker)
{
  ChoshoIssueLine *self = g_object_new (CHOSHO_TYPE_ISSUE_LINE, NULL);

  self->text = text;
  self->blocker = chosho_value_ref (blocker);
  self->detailed = chosho_blocker_get_detail (blocker) != NULL;
  return self;
}

static void
chosho_issue_line_finalize (GObject *object)
{
  ChoshoIssueLine *self = CHOSHO_ISSUE_LINE (object);

  g_free (self->text);
  chosho_value_unref (self->blocker);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (chosho_issue_line_parent_class)->finalize (object);
}

static void
chosho_issue_line_class_init (ChoshoIssueLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chosho_issue_line_finalize;
}

static void
chosho_issue_line_init (ChoshoIssueLine *self)
{
}

/* --- From the blockers ------------------------------------------------------------------------------------------------ */

/* What is mended in one place, at the control, is one line: NULL for all else. (transfer full) */
static char *
dup_place (ChoshoContext *context, ChoshoValue *blocker)
{
  const char *control = chosho_value_get_string (blocker, "control");

  if (control == NULL || chosho_context_lookup_control (context, control) == NULL || !chosho_report_mending_is_stage (blocker))
    return NULL;
  return g_strjoin ("\n", chosho_value_get_string (blocker, "code"), control, NULL);
}

/* Another stage, (nullable), of what is missing. */
static void
add_detail (ChoshoIssueLine *self, const char *detail)
{
  g_autofree char *text = g_steal_pointer (&self->text);

  if (detail == NULL)
    self->text = g_steal_pointer (&text);
  else if (self->detailed)
    self->text = g_strdup_printf (_("%s, %s"), text, detail);
  else
    self->text = g_strdup_printf ("%s  ·  %s", text, detail);
  self->detailed |= detail != NULL;
}

static gboolean
blocks (ChoshoValue *blocker)
{
  return g_strcmp0 (chosho_value_get_string (blocker, "severity"), "block") == 0;
}

/* What its line says, with a word where the issue does not wait for it. (transfer full) */
static char *
dup_text (ChoshoContext *context, ChoshoValue *blocker)
{
  g_autofree char *text = chosho_report_mending_dup_line (context, blocker);

  return blocks (blocker) ? g_steal_pointer (&text) : g_strdup_printf (_("Warning: %s"), text);
}

/* (element-type ChoshoIssueLine) (transfer full) */
static GPtrArray *
list_lines (ChoshoContext *context, ChoshoValue *blockers)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) places = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < chosho_value_get_length (blockers); i++)
    {
      ChoshoValue *blocker = chosho_value_get_item (blockers, i);
      g_autofree char *place = dup_place (context, blocker);
      ChoshoIssueLine *known = place != NULL ? g_hash_table_lookup (places, place) : NULL;
      const char *detail = chosho_blocker_get_detail (blocker);

      if (known != NULL)
        {
          add_detail (known, detail);
          continue;
        }
      g_ptr_array_add (lines, line_new (dup_text (context, blocker), blocker));
      if (place != NULL)
        g_hash_table_insert (places, g_steal_pointer (&place), g_ptr_array_index (lines, lines->len - 1));
    }
  return lines;
}

static const char *
get_rule (ChoshoIssueLine *line)
{
  return chosho_value_get_string (line->blocker, "code");
}

/* How many lines each rule has: (element-type utf8 guint), whose keys live as long as @lines. (transfer full) */
static GHashTable *
count_rules (GPtrArray *lines)
{
  GHashTable *counts = g_hash_table_new (chosho_text_hash, g_str_equal);

  for (guint i = 0; i < lines->len; i++)
    {
      const char *rule = get_rule (g_ptr_array_index (lines, i));

      g_hash_table_insert (counts, (gpointer) rule, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, rule)) + 1));
    }
  return counts;
}

/* (transfer full) */
static ChoshoIssueLine *
heading_new (ChoshoIssueLine *first, guint count)
{
  g_autofree char *sentence = chosho_blocker_dup_sentence (first->blocker);
  ChoshoIssueLine *self = line_new (g_strdup_printf (_("%s  ·  %u"), sentence, count), first->blocker);

  self->lines = g_list_store_new (CHOSHO_TYPE_ISSUE_LINE);
  return self;
}

GListModel *
chosho_issue_lines_new (ChoshoContext *context, ChoshoValue *blockers)
{
  g_autoptr (GPtrArray) lines = list_lines (context, blockers);
  g_autoptr (GHashTable) counts = count_rules (lines);
  g_autoptr (GHashTable) headings = g_hash_table_new (chosho_text_hash, g_str_equal);
  GListStore *list = g_list_store_new (CHOSHO_TYPE_ISSUE_LINE);

  for (guint i = 0; i < lines->len; i++)
    {
      ChoshoIssueLine *line = g_ptr_array_index (lines, i);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, get_rule (line)));
      ChoshoIssueLine *heading = g_hash_table_lookup (headings, get_rule (line));

      if (count <= MOST_OF_A_RULE)
        {
          g_list_store_append (list, line);
          continue;
        }
      if (heading == NULL)
        {
          g_autoptr (ChoshoIssueLine) made = heading_new (line, count);

          heading = made;
          g_list_store_append (list, made);
          g_hash_table_insert (headings, (gpointer) get_rule (made), made);
        }
      g_list_store_append (heading->lines, line);
    }
  return G_LIST_MODEL (list);
}

guint
chosho_issue_lines_count (GListModel *lines)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr (ChoshoIssueLine) line = g_list_model_get_item (lines, i);

      if (line->lines != NULL)
        count += chosho_issue_lines_count (G_LIST_MODEL (line->lines));
      else
        count += blocks (line->blocker);
    }
  return count;
}
