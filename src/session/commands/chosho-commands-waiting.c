/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chosho-command-check.h"
#include "chosho-commands-work-private.h"
#include "chosho-instance.h"
#include "chosho-text.h"

/* Steps across controls that one document or one interview serves. */

const ChoshoCommandArg chosho_step_waiting_args[] = {
  { "technique", CHOSHO_ARG_LIST, FALSE, "TECHNIQUE", N_("Only steps for which this technique is prescribed") },
  { "evidence", CHOSHO_ARG_TEXT, FALSE, "ID", N_("Only steps that wait for this evidence: linked to it or to its control, or naming it") },
  { "assignee", CHOSHO_ARG_TEXT, FALSE, "MEMBER", N_("Only controls assigned to this member") },
  { "chapter", CHOSHO_ARG_TEXT, FALSE, "NUMBER", N_("Only controls below this chapter or objective") },
  { "search", CHOSHO_ARG_TEXT, FALSE, "TEXT", N_("Words that stand in control, title or step") },
  { "recorded", CHOSHO_ARG_FLAG, FALSE, NULL, N_("Steps that are recorded already, too") },
  { NULL }
};

/* What is asked for. */
typedef struct
{
  ChoshoValue *techniques; /* (borrowed) (nullable) */
  char        *evidence;   /* (owned) (nullable) id */
  GPtrArray   *names;      /* (owned) normalised names of that evidence */
  char        *assignee;   /* (owned) (nullable) id */
  char        *below;      /* (owned) (nullable) "9.2." */
  const char  *chapter;    /* (borrowed) (nullable) "9.2" */
  GStrv        words;      /* (owned) (nullable) normalised */
  gboolean     recorded;
} Wanted;

static void
wanted_clear (Wanted *self)
{
  g_free (self->evidence);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->assignee);
  g_free (self->below);
  g_strfreev (self->words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

/* Adds a name by which a step may call the evidence; shorter ones are in every text. */
static void
add_name (Wanted *self, const char *name)
{
  g_autofree char *normalised = name != NULL ? chosho_text_normalise (name) : NULL;

  if (normalised != NULL && g_utf8_strlen (normalised, -1) >= 3)
    g_ptr_array_add (self->names, g_steal_pointer (&normalised));
}

/* Its reference, its name, and the name without what the file type and a mark in brackets add. */
static void
take_names (Wanted *self, ChoshoValue *row)
{
  const char *name = chosho_value_get_string (row, "name");
  g_autofree char *bare = NULL;

  self->names = g_ptr_array_new_with_free_func (g_free);
  add_name (self, chosho_value_get_string (row, "reference"));
  add_name (self, name);
  if (name == NULL)
    return;
  bare = g_strndup (name, strrchr (name, '.') != NULL ? (gsize) (strrchr (name, '.') - name) : strlen (name));
  bare[strcspn (bare, "(")] = '\0';
  add_name (self, bare);
}

static gboolean
take_wanted (Wanted *self, ChoshoCommandContext *context, ChoshoView *view, GError **error)
{
  const char *evidence = chosho_command_get_text (context, "evidence");
  const char *assignee = chosho_command_get_text (context, "assignee");
  const char *search = chosho_command_get_text (context, "search");
  g_autofree char *normalised = search != NULL ? chosho_text_normalise (search) : NULL;
  g_autoptr (ChoshoValue) row = NULL;

  self->techniques = chosho_command_get_list (context, "technique");
  self->recorded = chosho_command_get_flag (context, "recorded");
  self->chapter = chosho_command_get_text (context, "chapter");
  self->below = self->chapter != NULL ? g_strconcat (self->chapter, ".", NULL) : NULL;
  self->words = normalised != NULL ? g_strsplit (normalised, " ", -1) : NULL;
  if (assignee != NULL && (self->assignee = chosho_command_resolve_member (view, assignee, error)) == NULL)
    return FALSE;
  if (evidence == NULL)
    return TRUE;
  self->evidence = chosho_session_resolve_thing (context->session, view, "evidence", evidence, error);
  row = self->evidence != NULL ? chosho_session_get_row (context->session, "evidence", self->evidence, error) : NULL;
  if (row != NULL)
    take_names (self, row);
  return row != NULL;
}

/* --- What fits ------------------------------------------------------------------------------------------ */

static gboolean
has_words (const Wanted *self, ChoshoValue *step, ChoshoValue *control)
{
  const char *texts[] = { chosho_value_get_string (step, "control"), chosho_value_get_string (control, "title"), chosho_value_get_string (step, "text"),
                          chosho_value_get_string (step, "request_text") };
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree char *normalised = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_string_append_printf (joined, "%s ", texts[i] != NULL ? texts[i] : "");
  normalised = chosho_text_normalise (joined->str);
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strstr (normalised, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
fits (const Wanted *self, ChoshoValue *step, ChoshoValue *control)
{
  const char *number = chosho_value_get_string (step, "control");

  if (control == NULL || g_strcmp0 (chosho_value_get_string (control, "state"), "out_of_scope") == 0)
    return FALSE;
  if (!chosho_value_get_boolean (step, "required", FALSE) && chosho_value_get_string (step, "performance") == NULL)
    return FALSE;
  if (!self->recorded && chosho_value_get_string (step, "performance") != NULL)
    return FALSE;
  if (self->techniques != NULL && !chosho_value_has_text (self->techniques, chosho_value_get_string (step, "technique")))
    return FALSE;
  if (self->assignee != NULL && g_strcmp0 (self->assignee, chosho_value_get_string (control, "assignee_id")) != 0)
    return FALSE;
  if (self->chapter != NULL && strcmp (number, self->chapter) != 0 && !g_str_has_prefix (number, self->below))
    return FALSE;
  return self->words == NULL || has_words (self, step, control);
}

/* Why the step waits for the evidence: "step", "control" or "named"; NULL where it does not. An inquiry waits for a
 * person: no document that its control has answers it. */
static const char *
find_why (const Wanted *self, ChoshoValue *step, GHashTable *linked)
{
  const char *texts[] = { chosho_value_get_string (step, "text"), chosho_value_get_string (step, "request_text") };

  if (chosho_value_has_text (chosho_value_get (step, "evidence"), self->evidence))
    return "step";
  if (g_strcmp0 (chosho_value_get_string (step, "technique"), "inquiry") == 0)
    return NULL;
  if (g_hash_table_contains (linked, chosho_value_get_string (step, "control")))
    return "control";
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *normalised = texts[i] != NULL ? chosho_text_normalise (texts[i]) : NULL;

      for (guint j = 0; normalised != NULL && j < self->names->len; j++)
        if (strstr (normalised, g_ptr_array_index (self->names, j)) != NULL)
          return "named";
    }
  return NULL;
}

/* --- What the procedure wants besides ---------------------------------------------------------------------- */

static const char *
get_state (const ChoshoStep *step)
{
  return step->performance == NULL ? "open" : chosho_step_is_performed (step) ? "performed" : "unable";
}

/* The other steps of the procedure that may end it, since inquiry alone does not. */
static ChoshoValue *
list_companions (ChoshoInstance *instance, const char *id)
{
  ChoshoValue *list = chosho_value_new_array ();

  for (guint i = 0; i < instance->steps->len; i++)
    {
      const ChoshoStep *step = g_ptr_array_index (instance->steps, i);
      ChoshoValue *one;

      if (!step->stands_alone || !step->required || strcmp (step->id, id) == 0)
        continue;
      one = chosho_value_new_object ();
      chosho_value_set_string (one, "step", step->id);
      chosho_value_set_string (one, "technique", step->technique);
      chosho_value_set_string (one, "state", get_state (step));
      chosho_value_append (list, one);
    }
  return list;
}

static ChoshoValue *
find_companions (ChoshoView *view, ChoshoValue *row)
{
  const char *id = chosho_value_get_string (row, "id");
  g_autoptr (GPtrArray) instances = chosho_instance_list (view, chosho_value_get_string (row, "control"));

  for (guint i = 0; i < instances->len; i++)
    {
      ChoshoInstance *instance = g_ptr_array_index (instances, i);

      for (guint j = 0; j < instance->steps->len; j++)
        if (strcmp (((ChoshoStep *) g_ptr_array_index (instance->steps, j))->id, id) == 0)
          return list_companions (instance, id);
    }
  return chosho_value_new_array ();
}

/* --- Run ---------------------------------------------------------------------------------------------------- */

/* number -> row, borrowed from @rows. */
static GHashTable *
index_controls (ChoshoValue *rows)
{
  GHashTable *controls = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chosho_value_get_length (rows); i++)
    g_hash_table_insert (controls, (gpointer) chosho_value_get_string (chosho_value_get_item (rows, i), "number"), chosho_value_get_item (rows, i));
  return controls;
}

/* Numbers of the controls that the evidence is linked to as a whole, borrowed from @row. */
static GHashTable *
index_linked (ChoshoValue *row)
{
  GHashTable *linked = g_hash_table_new (g_str_hash, g_str_equal);
  ChoshoValue *numbers = chosho_value_get (row, "controls");

  for (guint i = 0; i < chosho_value_get_length (numbers); i++)
    g_hash_table_add (linked, (gpointer) chosho_value_as_string (chosho_value_get_item (numbers, i)));
  return linked;
}

static ChoshoValue *
describe (ChoshoView *view, ChoshoValue *step, ChoshoValue *control, const char *why)
{
  ChoshoValue *out = chosho_value_copy (step);

  chosho_value_set_string (out, "title", chosho_value_get_string (control, "title"));
  chosho_value_set_string (out, "assignee", chosho_value_get_string (control, "assignee"));
  chosho_value_set_string (out, "why", why);
  chosho_value_set (out, "companions", find_companions (view, step));
  return out;
}

gboolean
chosho_command_step_waiting (ChoshoCommandContext *context, ChoshoValue **result, GError **error)
{
  g_auto (Wanted) wanted = { NULL };
  g_autoptr (ChoshoView) view = chosho_session_get_view (context->session, FALSE, error);
  g_autoptr (ChoshoValue) steps = NULL;
  g_autoptr (ChoshoValue) rows = NULL;
  g_autoptr (ChoshoValue) evidence = NULL;
  g_autoptr (GHashTable) controls = NULL;
  g_autoptr (GHashTable) linked = NULL;

  if (view == NULL || !take_wanted (&wanted, context, view, error))
    return FALSE;
  steps = chosho_session_list_rows (context->session, "step", NULL, error);
  rows = steps != NULL ? chosho_session_list_rows (context->session, "control", NULL, error) : NULL;
  if (rows == NULL)
    return FALSE;
  if (wanted.evidence != NULL && (evidence = chosho_session_get_row (context->session, "evidence", wanted.evidence, error)) == NULL)
    return FALSE;
  controls = index_controls (rows);
  linked = index_linked (evidence);
  *result = chosho_value_new_array ();
  for (guint i = 0; i < chosho_value_get_length (steps); i++)
    {
      ChoshoValue *step = chosho_value_get_item (steps, i);
      ChoshoValue *control = g_hash_table_lookup (controls, chosho_value_get_string (step, "control"));
      const char *why = NULL;

      if (!fits (&wanted, step, control) || (wanted.evidence != NULL && (why = find_why (&wanted, step, linked)) == NULL))
        continue;
      chosho_value_append (*result, describe (view, step, control, why));
    }
  return TRUE;
}
