/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-checkpoint.h"
#include "chosho-clock.h"
#include "chosho-oscal-export-private.h"
#include "chosho-projection.h"
#include "chosho-team.h"
#include "chosho-text.h"

/* --- Who ------------------------------------------------------------------------------------------------------------------------ */

static ChoshoValue *
make_organization (ChoshoOscal *self, const char *role, const char *name)
{
  ChoshoValue *party = chosho_value_new_object ();

  chosho_oscal_set_uuid (self, party, "uuid", "party", role);
  chosho_value_set_string (party, "type", "organization");
  chosho_oscal_add_prop (party, "type", role, NULL);
  chosho_value_set_string (party, "name", name);
  return party;
}

static ChoshoValue *
make_person (ChoshoOscal *self, ChoshoValue *member)
{
  ChoshoValue *party = chosho_value_new_object ();

  chosho_oscal_set_uuid (self, party, "uuid", "member", chosho_value_get_string (member, "id"));
  chosho_value_set_string (party, "type", "person");
  chosho_value_set_string (party, "name", chosho_value_get_string (member, "name"));
  chosho_oscal_add_fields (self, party, "member", member, NULL);
  return party;
}

static void
add_role (ChoshoOscal *self, ChoshoValue *metadata, const char *role)
{
  GPtrArray *members = chosho_oscal_rows_list (self->rows, "member");
  ChoshoValue *made = chosho_value_new_object (), *parties = chosho_value_new_array (), *responsible;

  chosho_value_set_string (made, "id", role);
  chosho_oscal_set_markup (made, "title", chosho_report_template_get_label (self->words, "role", role));
  chosho_value_append (chosho_oscal_get_array (metadata, "roles"), made);
  for (guint i = 0; i < members->len; i++)
    {
      ChoshoValue *member = g_ptr_array_index (members, i);
      g_autofree char *uuid = NULL;

      if (!chosho_value_has_text (chosho_value_get (member, "roles"), role))
        continue;
      uuid = chosho_oscal_dup_uuid (self, "member", chosho_value_get_string (member, "id"));
      chosho_value_append_string (parties, uuid);
    }
  if (chosho_value_get_length (parties) == 0)
    {
      chosho_value_unref (parties);
      return;
    }
  responsible = chosho_value_new_object ();
  chosho_value_set_string (responsible, "role-id", role);
  chosho_value_set (responsible, "party-uuids", parties);
  chosho_value_append (chosho_oscal_get_array (metadata, "responsible-parties"), responsible);
}

static void
add_people (ChoshoOscal *self, ChoshoValue *metadata, ChoshoValue *facts)
{
  static const char *const organizations[] = { "firm", "client" };
  static const char *const roles[] = { "executive", "leader", "practitioner", "quality", "reviewer" };
  GPtrArray *members = chosho_oscal_rows_list (self->rows, "member");
  ChoshoValue *parties = chosho_oscal_get_array (metadata, "parties");

  for (guint i = 0; i < G_N_ELEMENTS (organizations); i++)
    if (chosho_value_get_string (facts, organizations[i]) != NULL)
      chosho_value_append (parties, make_organization (self, organizations[i], chosho_value_get_string (facts, organizations[i])));
  for (guint i = 0; i < members->len; i++)
    chosho_value_append (parties, make_person (self, g_ptr_array_index (members, i)));
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    add_role (self, metadata, roles[i]);
}

/* --- The journal ---------------------------------------------------------------------------------------------------------------- */

/* Its order is the same on every copy. */
static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  ChoshoEvent *first = chosho_node_get_event (*(ChoshoNode *const *) a), *second = chosho_node_get_event (*(ChoshoNode *const *) b);

  if (first->time_us != second->time_us)
    return first->time_us < second->time_us ? -1 : 1;
  return strcmp (first->id_hex, second->id_hex);
}

/* (element-type ChoshoNode) (transfer container), never empty. */
static GPtrArray *
list_nodes (ChoshoOscal *self)
{
  ChoshoState *state = chosho_view_get_state (self->view);
  GPtrArray *nodes = g_ptr_array_new ();

  for (guint i = 0; i < chosho_state_get_n_events (state); i++)
    if (chosho_view_sees (self->view, chosho_state_get_nth (state, i)))
      g_ptr_array_add (nodes, chosho_state_get_nth (state, i));
  g_ptr_array_sort (nodes, compare_nodes);
  return nodes;
}

static void
add_about (ChoshoValue *entry, ChoshoNode *node)
{
  g_autofree char *about = chosho_projection_dup_about (node);
  g_auto (GStrv) lines = about != NULL ? g_strsplit (about, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    chosho_oscal_add_prop (entry, "about", lines[i], NULL);
}

static ChoshoValue *
make_entry (ChoshoOscal *self, ChoshoNode *node)
{
  ChoshoEvent *event = chosho_node_get_event (node);
  const ChoshoMember *member = chosho_team_resolve (self->view, event->author);
  ChoshoValue *entry = chosho_value_new_object (), *logged;
  g_autofree char *at = chosho_time_format (event->time_us);
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT, event->seq);

  chosho_oscal_set_uuid (self, entry, "uuid", "event", event->id_hex);
  chosho_oscal_set_markup (entry, "title", event->action);
  chosho_value_set_string (entry, "start", at);
  chosho_oscal_add_prop (entry, "event", event->id_hex, NULL);
  chosho_oscal_add_prop (entry, "copy", event->copy, NULL);
  chosho_oscal_add_prop (entry, "seq", seq, NULL);
  chosho_oscal_add_prop (entry, "author", event->author, NULL);
  add_about (entry, node);
  if (!chosho_view_counts (self->view, node))
    chosho_oscal_add_prop (entry, "effective", "false", NULL);
  if (member == NULL)
    return entry;
  logged = chosho_value_new_object ();
  chosho_oscal_set_uuid (self, logged, "party-uuid", "member", member->id);
  chosho_value_append (chosho_oscal_get_array (entry, "logged-by"), logged);
  return entry;
}

static ChoshoValue *
make_log (ChoshoOscal *self, GPtrArray *nodes)
{
  ChoshoValue *log = chosho_value_new_object ();

  for (guint i = 0; i < nodes->len; i++)
    chosho_value_append (chosho_oscal_get_array (log, "entries"), make_entry (self, g_ptr_array_index (nodes, i)));
  chosho_oscal_lose (self, "event", "content", nodes->len);
  chosho_oscal_lose (self, "event", "signature", nodes->len);
  return log;
}

/* --- The document --------------------------------------------------------------------------------------------------------------- */

static gboolean
is_seen (ChoshoNode *node, gpointer view)
{
  return chosho_view_sees (view, node);
}

/* What the report says of its nature holds for what is made of the same record. (transfer full) */
static char *
dup_remarks (ChoshoOscal *self, ChoshoValue *facts)
{
  const char *scheme = chosho_value_get_string (facts, "scheme");
  g_autofree char *nature = chosho_report_template_format (self->words, "fixed", "nature", "scheme",
                                                           chosho_report_template_get_label (self->words, "scheme", scheme != NULL ? scheme : ""), NULL);

  return g_strjoin ("\n", nature, chosho_report_template_get (self->words, "fixed", "restriction"),
                    chosho_report_template_get (self->words, "fixed", "results-note"), NULL);
}

static char *
dup_time (GPtrArray *nodes, guint index)
{
  return chosho_time_format (chosho_node_get_event (g_ptr_array_index (nodes, index))->time_us);
}

static ChoshoValue *
make_metadata (ChoshoOscal *self, ChoshoValue *facts, const char *root, GPtrArray *nodes, gboolean draft)
{
  ChoshoValue *metadata = chosho_value_new_object (), *id = chosho_value_new_object ();
  g_autofree char *last = dup_time (nodes, nodes->len - 1);
  g_autofree char *remarks = dup_remarks (self, facts);

  chosho_oscal_set_markup (metadata, "title", chosho_value_get_string (facts, "title"));
  chosho_value_set_string (metadata, "last-modified", last);
  chosho_value_set_string (metadata, "version", root);
  chosho_value_set_string (metadata, "oscal-version", CHOSHO_OSCAL_VERSION);
  chosho_value_set_string (id, "scheme", CHOSHO_OSCAL_NAMESPACE);
  chosho_value_set_string (id, "identifier", self->engagement);
  chosho_value_append (chosho_oscal_get_array (metadata, "document-ids"), id);
  chosho_oscal_add_fields (self, metadata, "engagement", facts, NULL);
  if (draft)
    chosho_oscal_add_prop (metadata, "draft", "true", NULL);
  add_people (self, metadata, facts);
  chosho_oscal_set_markup (metadata, "remarks", remarks);
  return metadata;
}

static ChoshoValue *
make_result (ChoshoOscal *self, ChoshoValue *facts, GPtrArray *nodes)
{
  ChoshoValue *result = chosho_value_new_object (), *observations = chosho_oscal_make_observations (self);
  g_autofree char *start = dup_time (nodes, 0);
  g_autofree char *end = dup_time (nodes, nodes->len - 1);

  chosho_oscal_set_uuid (self, result, "uuid", "result", "");
  chosho_oscal_set_markup (result, "title", chosho_report_template_get (self->words, "title", "results"));
  chosho_oscal_set_markup (result, "description", chosho_value_get_string (facts, "title"));
  chosho_value_set_string (result, "start", start);
  chosho_value_set_string (result, "end", end);
  chosho_value_set (result, "reviewed-controls", chosho_oscal_make_reviewed (self));
  chosho_value_set (result, "assessment-log", make_log (self, nodes));
  if (chosho_value_get_length (observations) > 0)
    chosho_value_set (result, "observations", observations);
  else
    chosho_value_unref (observations); /* OSCAL has no empty lists */
  return result;
}

static ChoshoValue *
make_document (ChoshoOscal *self, gboolean draft)
{
  GPtrArray *engagements = chosho_oscal_rows_list (self->rows, "engagement");
  ChoshoValue *facts = engagements->len > 0 ? g_ptr_array_index (engagements, 0) : NULL;
  g_autoptr (GPtrArray) nodes = list_nodes (self);
  ChoshoValue *document = chosho_value_new_object (), *top = chosho_value_new_object (), *import = chosho_value_new_object ();
  ChoshoValue *back = chosho_value_new_object (), *definitions = chosho_oscal_make_definitions (self);
  g_autofree char *plan = chosho_oscal_dup_href (self, CHOSHO_OSCAL_PLAN, "");
  ChoshoCheckpoint checkpoint;

  chosho_checkpoint_compute_filtered (chosho_view_get_state (self->view), is_seen, self->view, &checkpoint);
  chosho_oscal_set_uuid (self, top, "uuid", "document", checkpoint.root);
  chosho_value_set (top, "metadata", make_metadata (self, facts, checkpoint.root, nodes, draft));
  chosho_value_set_string (import, "href", plan);
  chosho_value_set (top, "import-ap", import);
  if (chosho_value_get_length (definitions) > 0)
    chosho_value_set (top, "local-definitions", definitions);
  else
    chosho_value_unref (definitions);
  chosho_value_append (chosho_oscal_get_array (top, "results"), make_result (self, facts, nodes));
  chosho_value_set (back, "resources", chosho_oscal_make_resources (self));
  chosho_value_set (top, "back-matter", back);
  chosho_value_set (document, CHOSHO_OSCAL_TOP, top);
  return document;
}

ChoshoValue *
chosho_oscal_results_build (ChoshoView *view, gboolean draft, ChoshoValue **losses)
{
  ChoshoValue *engagement = chosho_view_get_item (view, "engagement"), *document;
  gboolean english = g_strcmp0 (chosho_value_get_string (engagement, "language"), "en") == 0;
  const char *zone = chosho_value_get_string (engagement, "time_zone");
  ChoshoOscal self = { .view = view, .engagement = chosho_state_get_engagement (chosho_view_get_state (view)) };

  self.rows = chosho_oscal_rows_new (view);
  self.words = chosho_report_template_new_default (english ? CHOSHO_REPORT_LANGUAGE_EN : CHOSHO_REPORT_LANGUAGE_JA);
  self.zone = zone != NULL ? g_time_zone_new_identifier (zone) : NULL;
  if (self.zone == NULL)
    self.zone = g_time_zone_new_utc ();
  self.tokens = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, g_free);
  self.taken = g_hash_table_new (chosho_text_hash, g_str_equal);
  self.losses = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  document = make_document (&self, draft);
  chosho_oscal_lose_kinds (&self);
  if (losses != NULL)
    *losses = chosho_oscal_list_losses (&self);
  chosho_oscal_rows_free (self.rows);
  chosho_report_template_free (self.words);
  g_time_zone_unref (self.zone);
  g_hash_table_unref (self.taken);
  g_hash_table_unref (self.tokens);
  g_hash_table_unref (self.losses);
  return document;
}

GBytes *
chosho_oscal_results_to_bytes (ChoshoValue *document)
{
  g_autofree char *text = chosho_value_to_pretty (document);
  char *line = g_strconcat (text, "\n", NULL);

  return g_bytes_new_take (line, strlen (line));
}
