/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-control-state.h"
#include "chosho-evidence.h"
#include "chosho-finding.h"
#include "chosho-projection.h"
#include "chosho-reference.h"
#include "chosho-sample-view.h"
#include "chosho-team.h"
#include "chosho-text.h"

static void
append_unique (ChoshoValue *list, GHashTable *seen, const char *text)
{
  if (text != NULL && text[0] != '\0' && g_hash_table_add (seen, g_strdup (text)))
    chosho_value_append_string (list, text);
}

/* The controls, steps and papers to which @id is linked. */
static void
set_links (ChoshoRender *self, ChoshoValue *json, const char *id)
{
  static const char *const fields[] = { "control", "step", "paper" };
  static const char *const names[] = { "controls", "steps", "papers" };
  g_autofree char *subject = g_strconcat ("linked:", id, NULL);
  g_autoptr (GPtrArray) links = chosho_view_list_about (self->view, subject, "link");

  for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
      ChoshoValue *list = chosho_value_new_array ();

      for (guint i = 0; i < links->len; i++)
        {
          ChoshoValue *link = ((ChoshoWrite *) g_ptr_array_index (links, i))->item;

          if (g_strcmp0 (chosho_value_get_string (link, "to"), id) == 0)
            append_unique (list, seen, chosho_value_get_string (link, fields[f]));
        }
      chosho_value_set (json, names[f], list);
    }
}

/* Whose hands a file came into, by name: who took it in, where nobody else is named. What was only seen came into nobody's. */
static void
set_receiver (ChoshoRender *self, ChoshoValue *json)
{
  const char *named = chosho_value_get_string (json, "received_by");
  const ChoshoMember *member = named != NULL ? chosho_team_lookup (self->view, named) : NULL;
  g_autofree char *name = g_strdup (member != NULL ? member->name : named != NULL ? named : chosho_value_get_string (json, "by"));

  if (g_strcmp0 (chosho_value_get_string (json, "kind"), "sighting") != 0)
    chosho_value_set_string (json, "received_by", name);
  else
    chosho_value_set (json, "received_by", chosho_value_new_null ());
}

static ChoshoValue *
list_successors (ChoshoRender *self, const char *id)
{
  g_autoptr (GPtrArray) successors = chosho_evidence_list_successors (self->view, id);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < successors->len; i++)
    chosho_value_append_string (list, g_ptr_array_index (successors, i));
  return list;
}

/* The requests that it answers. */
static ChoshoValue *
list_requests (ChoshoRender *self, const char *id)
{
  g_autofree char *subject = g_strconcat ("thing:", id, NULL);
  g_autoptr (GPtrArray) answers = chosho_view_list_about (self->view, subject, "request-evidence");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (chosho_text_hash, g_str_equal, g_free, NULL);
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < answers->len; i++)
    append_unique (list, seen, chosho_value_get_string (((ChoshoWrite *) g_ptr_array_index (answers, i))->item, "request"));
  return list;
}

/* Of what was only seen: whether a copy that came later is what the client's own digest said; null where either is not known. */
static void
set_copy_matches (ChoshoRender *self, ChoshoValue *json, const char *id)
{
  const char *shown = chosho_value_get_string (json, "shown_sha256");
  g_autoptr (GPtrArray) successors = chosho_evidence_list_successors (self->view, id);

  chosho_value_set (json, "copy_matches", chosho_value_new_null ());
  for (guint i = 0; shown != NULL && i < successors->len; i++)
    {
      ChoshoWrite *copy = chosho_state_lookup_write (chosho_view_get_state (self->view), g_ptr_array_index (successors, i));
      const char *sha256 = copy != NULL ? chosho_value_get_string (copy->item, "sha256") : NULL;

      if (sha256 != NULL)
        chosho_value_set_boolean (json, "copy_matches", strcmp (sha256, shown) == 0);
    }
}

static void
set_evidence (ChoshoRender *self, ChoshoValue *json, const char *id)
{
  static const char *const nullable[] = { "source", "received_at", "as_of", "covers_from", "covers_to", "version_of", "sha256", "media_type", "of", "path", "shown_sha256" };
  ChoshoValue *judged = chosho_evidence_get_judgement (self->view, id);
  ChoshoValue *withdrawn = chosho_evidence_get_withdrawal (self->view, id);
  ChoshoValue *purge = chosho_evidence_get_purge (self->view, id);
  ChoshoValue *version = chosho_evidence_get_version (self->view, id);

  for (guint i = 0; i < G_N_ELEMENTS (nullable); i++)
    if (chosho_value_get (json, nullable[i]) == NULL)
      chosho_value_set (json, nullable[i], chosho_value_new_null ());
  set_receiver (self, json);
  set_copy_matches (self, json, id);
  if (version != NULL)
    chosho_value_set_string (json, "version_of", chosho_value_get_string (version, "older"));
  chosho_value_set_string (json, "version_reason", chosho_value_get_string (version, "reason"));
  chosho_value_set (json, "replaced_by", list_successors (self, id));
  chosho_value_set (json, "requests", list_requests (self, id));
  chosho_value_set_boolean (json, "purged", purge != NULL);
  chosho_value_set_string (json, "purged_reason", chosho_value_get_string (purge, "reason"));
  chosho_value_set_string (json, "judged", chosho_value_get_string (judged, "reason"));
  chosho_value_set_boolean (json, "withdrawn", withdrawn != NULL);
  chosho_value_set_string (json, "withdrawn_reason", chosho_value_get_string (withdrawn, "reason"));
}

/* One result with who recorded it; its "result" is what a later one replaces. */
static ChoshoValue *
make_result (ChoshoRender *self, const ChoshoWrite *write)
{
  ChoshoValue *json = chosho_render_copy_item (write);
  g_autofree char *id = chosho_write_dup_id (write);

  chosho_value_set_string (json, "result", id);
  chosho_render_set_author (self, json, "by", "at", write);
  return json;
}

static void
set_sample (ChoshoRender *self, ChoshoValue *json, const char *id)
{
  g_autofree char *subject = g_strconcat ("thing:", id, NULL);
  g_autoptr (GPtrArray) results = chosho_view_list_about (self->view, subject, "sample-result");
  ChoshoValue *list = chosho_value_new_array ();
  ChoshoSampleProgress progress;

  chosho_sample_view_get_progress (self->view, id, NULL, &progress);
  chosho_value_set (json, "items", chosho_sample_view_list_items (self->view, id));
  /* Whether the draw named them: then there are no others. */
  chosho_value_set_boolean (json, "attributes_stated", chosho_value_get_length (chosho_value_get (json, "attributes")) > 0);
  chosho_value_set (json, "attributes", chosho_sample_view_list_attributes (self->view, id));
  chosho_value_set_integer (json, "total", progress.items);
  chosho_value_set_integer (json, "answered", progress.answered);
  chosho_value_set_integer (json, "exceptions", progress.exceptions);
  chosho_value_set_integer (json, "replaced", progress.replaced);
  chosho_value_set_integer (json, "not_obtained", progress.not_obtained);
  chosho_value_set_integer (json, "unreplaced", progress.unreplaced);
  for (guint i = 0; i < results->len; i++)
    chosho_value_append (list, make_result (self, g_ptr_array_index (results, i)));
  chosho_value_set (json, "results", list);
}

static void
set_note (ChoshoRender *self, ChoshoValue *json, const ChoshoWrite *made, const char *id)
{
  ChoshoWrite *answer = chosho_view_get_printf (self->view, "note-answer:%s", id);
  ChoshoWrite *clear = chosho_view_get_printf (self->view, "note-clear:%s", id);

  chosho_value_set_string (json, "by_id", chosho_write_get_author_member (made)); /* who may clear it; names may be shared */
  chosho_value_set_string (json, "state", clear != NULL ? "cleared" : answer != NULL ? "answered" : "open");
  if (answer != NULL)
    chosho_value_set_string (json, "answer", chosho_value_get_string (answer->item, "text"));
}

static void
set_finding (ChoshoRender *self, ChoshoValue *json, ChoshoWrite *made, const char *id)
{
  ChoshoWrite *state = chosho_view_get_printf (self->view, "finding-state:%s", id);

  chosho_value_set (json, "trail", chosho_render_list_trail (self, made, "finding-state", "candidate"));
  chosho_value_set_string (json, "state", state != NULL ? chosho_value_get_string (state->item, "state") : "candidate");
  chosho_value_set_string (json, "state_text", state != NULL ? chosho_value_get_string (state->item, "text") : NULL);
  chosho_value_set_string (json, "answer", state != NULL ? chosho_value_get_string (state->item, "answer") : NULL);
  chosho_value_set_boolean (json, "text_changed", chosho_finding_is_changed (self->view, id));
}

/* What became of what the client said of a draft. */
static void
set_comment (ChoshoRender *self, ChoshoValue *json, const ChoshoWrite *made, const char *id)
{
  ChoshoWrite *decision = chosho_view_get_printf (self->view, "comment-decision:%s", id);

  chosho_value_set_string (json, "state", decision != NULL ? chosho_value_get_string (decision->item, "state") : "open");
  chosho_value_set_string (json, "reason", decision != NULL ? chosho_value_get_string (decision->item, "reason") : NULL);
  if (decision != NULL)
    chosho_render_set_author (self, json, "decided_by", "decided_at", decision);
  chosho_render_set_author (self, json, "by", "at", made); /* whose event the row names */
}

static void
set_paper (ChoshoRender *self, ChoshoValue *json, const char *id)
{
  g_autofree char *subject = chosho_target_dup_subject (id);
  g_autoptr (GPtrArray) links = chosho_view_list_about (self->view, subject, "link");
  g_autoptr (ChoshoValue) state = chosho_render_state (self, id);

  for (guint i = 0; i < chosho_value_get_length (state); i++)
    chosho_value_set (json, chosho_value_get_key (state, i), chosho_value_ref (chosho_value_get_member_at (state, i)));
  chosho_value_set (json, "evidence", chosho_render_list_linked (self, links, NULL, "evidence"));
}

/* TRUE for what created a thing. Members and what stands in sets are among the general rows. */
static gboolean
has_own_row (ChoshoWrite *made)
{
  return made != NULL && made->action->mode == CHOSHO_WRITE_REGISTER && chosho_action_creates (made->action)
         && strcmp (made->action->name, "member-add") != 0;
}

const char *
chosho_projection_get_thing_kind (ChoshoView *view, const char *id)
{
  ChoshoWrite *made = chosho_state_lookup_write (chosho_view_get_state (view), id);

  return has_own_row (made) ? made->action->name : NULL;
}

/* Whether it is still out, and the names of those to whose keys it is sealed. */
static void
set_pack (ChoshoRender *self, ChoshoValue *json, ChoshoWrite *made, const char *id)
{
  g_autofree char *key = g_strdup_printf ("pack-returned:%s", id);
  ChoshoWrite *returned = chosho_view_get (self->view, key);
  ChoshoValue *to = chosho_value_get (json, "to");
  ChoshoValue *names = chosho_value_new_array ();

  for (guint i = 0; i < chosho_value_get_length (to); i++)
    {
      const char *member_id = chosho_value_as_string (chosho_value_get_item (to, i));
      const ChoshoMember *member = chosho_team_lookup (self->view, member_id);

      chosho_value_append_string (names, member != NULL ? member->name : member_id);
    }
  chosho_value_set (json, "to_names", names);
  chosho_value_set_string (json, "state", returned != NULL ? "returned" : "out");
  if (returned == NULL)
    return;
  chosho_render_set_author (self, json, "returned_by", "returned_at", returned);
  chosho_render_set_author (self, json, "by", "at", made); /* whose event the row names */
  chosho_value_set_string (json, "returned_text", chosho_value_get_string (returned->item, "text"));
}

/* What stands for a created thing: itself, or its latest change at the same key. */
void
chosho_render_thing (ChoshoRender *self, const char *id)
{
  ChoshoWrite *made = chosho_state_lookup_write (chosho_view_get_state (self->view), id);
  ChoshoWrite *standing = has_own_row (made) ? chosho_view_get (self->view, made->key->name) : NULL;
  const char *action;
  g_autofree char *order = NULL;
  g_autofree char *reference = NULL;
  ChoshoValue *json;

  if (standing == NULL)
    return;
  action = made->action->name;
  order = chosho_render_dup_order (made);
  reference = chosho_reference_dup (made);
  json = strcmp (action, "mark") == 0 ? chosho_render_mark (self, made, standing, id) : chosho_render_copy_item (standing);
  if (strcmp (action, "paper") != 0 && strcmp (action, "request") != 0 && strcmp (action, "pack") != 0
      && strcmp (action, "draft") != 0) /* these bear a number of their own, or none */
    chosho_value_set_integer (json, "number", chosho_value_get_integer (made->item, "number", 0));
  chosho_value_set_string (json, "id", id);
  chosho_value_set_string (json, "reference", reference);
  if (strcmp (action, "interview") == 0 || strcmp (action, "observation") == 0) /* as stated; "at" is when it was recorded */
    chosho_value_set_string (json, "held_at", chosho_value_get_string (standing->item, "at"));
  chosho_render_set_author (self, json, "by", "at", made);
  if (strcmp (action, "evidence") == 0 || strcmp (action, "interview") == 0 || strcmp (action, "observation") == 0
      || strcmp (action, "sample") == 0)
    set_links (self, json, id);
  if (strcmp (action, "evidence") == 0)
    set_evidence (self, json, id);
  else if (strcmp (action, "sample") == 0)
    set_sample (self, json, id);
  else if (strcmp (action, "note") == 0)
    set_note (self, json, made, id);
  else if (strcmp (action, "finding") == 0)
    set_finding (self, json, made, id);
  else if (strcmp (action, "paper") == 0)
    set_paper (self, json, id);
  else if (strcmp (action, "comment") == 0)
    set_comment (self, json, made, id);
  else if (strcmp (action, "pack") == 0)
    set_pack (self, json, made, id);
  else if (strcmp (action, "request") == 0)
    chosho_render_request (self, json, made);
  chosho_render_emit (self, action, id, order, chosho_value_get_string (made->item, "control"), json);
}
