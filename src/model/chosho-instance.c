/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-digest.h"
#include "chosho-instance.h"
#include "chosho-text.h"
#include "chosho-view-private.h"

#define ID_LENGTH 32 /* hex digits of a natural key's digest: 128 bits */

static void
step_free (gpointer data)
{
  ChoshoStep *self = data;

  g_free (self->id);
  g_free (self);
}

static void
instance_free (gpointer data)
{
  ChoshoInstance *self = data;

  g_ptr_array_unref (self->steps);
  g_free (self->control);
  g_free (self);
}

static char *
short_digest (const char *text)
{
  char *hex = chosho_digest_hex (text, strlen (text));

  hex[ID_LENGTH] = '\0';
  return hex;
}

char *
chosho_definition_dup_id (const char *control, const char *procedure, const char *phase, gint64 ordinal)
{
  g_autofree char *text = g_strdup_printf ("chosho-definition-1\n%s\n%s\n%s\n%" G_GINT64_FORMAT "\n",
                                           control, procedure, phase, ordinal);

  return short_digest (text);
}

char *
chosho_step_dup_id (const char *definition, const char *individual, const char *version, const char *unit)
{
  g_autofree char *text = g_strdup_printf ("chosho-step-1\n%s\n%s\n%s\n%s\n", definition, individual, version, unit);

  return short_digest (text);
}

gboolean
chosho_technique_stands_alone (ChoshoView *view, const char *technique)
{
  ChoshoValue *list;

  if (g_strcmp0 (technique, "inspection") == 0 || g_strcmp0 (technique, "observation") == 0
      || g_strcmp0 (technique, "reperformance") == 0)
    return TRUE;
  if (technique == NULL || strcmp (technique, "inquiry") == 0)
    return FALSE;

  list = chosho_value_get (chosho_view_get_item (view, "setting:techniques"), "value");
  for (guint i = 0; i < chosho_value_get_length (list); i++)
    {
      ChoshoValue *entry = chosho_value_get_item (list, i);

      if (g_strcmp0 (chosho_value_get_string (entry, "id"), technique) == 0)
        return chosho_value_get_boolean (entry, "stands_alone", FALSE);
    }
  return FALSE;
}

const char *
chosho_step_get_outcome (const ChoshoStep *self)
{
  return self->performance != NULL ? chosho_value_get_string (self->performance->item, "outcome") : NULL;
}

gboolean
chosho_step_is_performed (const ChoshoStep *self)
{
  const char *outcome = chosho_step_get_outcome (self);

  return outcome != NULL && strcmp (outcome, "unable") != 0;
}

const char *
chosho_scope_get (ChoshoView *view, const char *control, const char *individual, const char *phase, ChoshoWrite **write)
{
  ChoshoWrite *found = chosho_view_get_printf (view, "scope:%s:%s:%s", control, individual, phase);

  if (found == NULL && individual[0] != '\0')
    found = chosho_view_get_printf (view, "scope:%s::%s", control, phase);
  if (write != NULL)
    *write = found;
  return found != NULL ? chosho_value_get_string (found->item, "state") : "in";
}

gboolean
chosho_item_is_withdrawn (const ChoshoValue *item)
{
  return chosho_value_get_boolean (item, "withdrawn", FALSE);
}

gboolean
chosho_statement_is_selected (ChoshoView *view, const char *control)
{
  return chosho_value_get_boolean (chosho_view_get_item_printf (view, "statement:%s", control), "selected", TRUE);
}

/* --- From definitions and individual controls to instances ------------------------------------ */

static int
phase_order (const char *phase)
{
  return strcmp (phase, "design") == 0 ? 0 : strcmp (phase, "operation") == 0 ? 1 : 2;
}

/* Where several stand at one key: the same order on every machine. */
static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (chosho_node_get_event ((*(ChoshoWrite *const *) a)->node)->id_hex,
                 chosho_node_get_event ((*(ChoshoWrite *const *) b)->node)->id_hex);
}

static int
compare_definitions (gconstpointer a, gconstpointer b)
{
  ChoshoValue *first = (*(ChoshoWrite *const *) a)->item;
  ChoshoValue *second = (*(ChoshoWrite *const *) b)->item;
  int order = strcmp (chosho_value_get_string (first, "procedure"), chosho_value_get_string (second, "procedure"));
  gint64 difference;

  if (order == 0)
    order = phase_order (chosho_value_get_string (first, "phase")) - phase_order (chosho_value_get_string (second, "phase"));
  if (order != 0)
    return order;
  difference = chosho_value_get_integer (first, "ordinal", 0) - chosho_value_get_integer (second, "ordinal", 0);
  return difference < 0 ? -1 : difference > 0 ? 1 : compare_ids (a, b);
}

static int
compare_individuals (gconstpointer a, gconstpointer b)
{
  int order = strcmp ((*(ChoshoWrite *const *) a)->key->name, (*(ChoshoWrite *const *) b)->key->name);

  return order != 0 ? order : compare_ids (a, b);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  return strcmp (chosho_value_get_string ((*(ChoshoWrite *const *) a)->item, "step"),
                 chosho_value_get_string ((*(ChoshoWrite *const *) b)->item, "step"));
}

typedef struct
{
  ChoshoView *view;
  const char *control;
  gboolean    selected;
  GPtrArray  *definitions; /* (element-type ChoshoWrite) in order */
  GPtrArray  *instances;
  GHashTable *step_ids;    /* ids of the steps made so far */
} Build;

static ChoshoStep *
make_step (Build *build, ChoshoInstance *instance, ChoshoValue *definition, char *id)
{
  ChoshoStep *step = g_new0 (ChoshoStep, 1);

  step->id = id;
  step->definition = definition;
  step->phase = chosho_value_get_string (definition, "phase");
  step->technique = chosho_value_get_string (definition, "technique");
  step->subject = chosho_value_get_string (definition, "subject");
  step->text = chosho_value_get_string (definition, "text");
  if (step->text == NULL)
    step->text = "";
  if (step->technique == NULL)
    step->technique = "";
  step->stands_alone = chosho_technique_stands_alone (build->view, step->technique);
  step->performance = chosho_view_get_printf (build->view, "step:%s:%s", build->control, id);
  step->required = definition != NULL && !chosho_item_is_withdrawn (definition) && build->selected
                   && (instance->individual_write == NULL || !chosho_item_is_withdrawn (instance->individual_write->item))
                   && strcmp (chosho_scope_get (build->view, build->control, instance->individual, step->phase, NULL), "in") == 0;
  return step;
}

static ChoshoInstance *
add_instance (Build *build, ChoshoWrite *individual, const char *unit, const char *procedure, const char *phase)
{
  ChoshoInstance *instance = g_new0 (ChoshoInstance, 1);

  instance->control = g_strdup (build->control);
  instance->procedure = procedure;
  instance->phase = procedure[0] == '\0' ? phase : NULL;
  instance->individual = individual != NULL ? chosho_value_get_string (individual->item, "individual") : "";
  instance->version = individual != NULL ? chosho_value_get_string (individual->item, "version") : "";
  instance->unit = unit;
  instance->individual_write = individual;
  instance->steps = g_ptr_array_new_with_free_func (step_free);
  g_ptr_array_add (build->instances, instance);
  return instance;
}

/* The instances of all procedures for one individual control (or none) and unit. @only_recorded:
 * make only what carries a record, for steps recorded before the statement's lines came and for
 * individual controls that were withdrawn. */
static void
add_instances (Build *build, ChoshoWrite *individual, const char *unit, gboolean only_recorded)
{
  const char *name = individual != NULL ? chosho_value_get_string (individual->item, "individual") : "";
  const char *version = individual != NULL ? chosho_value_get_string (individual->item, "version") : "";
  ChoshoInstance *instance = NULL;

  for (guint i = 0; i < build->definitions->len; i++)
    {
      ChoshoValue *definition = ((ChoshoWrite *) g_ptr_array_index (build->definitions, i))->item;
      const char *procedure = chosho_value_get_string (definition, "procedure");
      const char *phase = chosho_value_get_string (definition, "phase");
      g_autofree char *id = chosho_step_dup_id (chosho_value_get_string (definition, "definition"), name, version, unit);

      if (g_hash_table_contains (build->step_ids, id)) /* concurrent imports of one line: a conflict to resolve */
        continue;
      if ((only_recorded || chosho_item_is_withdrawn (definition)) && chosho_view_get_printf (build->view, "step:%s:%s", build->control, id) == NULL)
        continue;
      if (instance == NULL || strcmp (instance->procedure, procedure) != 0
          || (procedure[0] == '\0' && strcmp (instance->phase, phase) != 0))
        instance = add_instance (build, individual, unit, procedure, phase);
      g_hash_table_add (build->step_ids, id);
      g_ptr_array_add (instance->steps, make_step (build, instance, definition, g_steal_pointer (&id)));
    }
}

/* Steps that carry a record but follow from no procedure any more: kept in sight, never required. */
static void
add_orphans (Build *build)
{
  g_autofree char *subject = g_strconcat ("control:", build->control, NULL);
  g_autoptr (GPtrArray) recorded = chosho_view_list_about (build->view, subject, "performance");
  ChoshoInstance *instance = NULL;

  g_ptr_array_sort (recorded, compare_steps);
  for (guint i = 0; i < recorded->len; i++)
    {
      ChoshoWrite *write = g_ptr_array_index (recorded, i);
      const char *id = chosho_value_get_string (write->item, "step");
      ChoshoStep *step;

      if (g_hash_table_contains (build->step_ids, id))
        continue;
      if (instance == NULL)
        instance = add_instance (build, NULL, "", "", "design");
      step = make_step (build, instance, NULL, g_strdup (id));
      step->phase = "design";
      g_ptr_array_add (instance->steps, step);
      g_hash_table_add (build->step_ids, step->id);
    }
}

static GPtrArray *
list_instances (ChoshoView *view, const char *control)
{
  g_autofree char *subject = g_strconcat ("control:", control, NULL);
  g_autoptr (GPtrArray) definitions = chosho_view_list_about (view, subject, "procedure-step");
  g_autoptr (GPtrArray) individuals = chosho_view_list_about (view, subject, "individual-control");
  Build build = { view, control, chosho_statement_is_selected (view, control), definitions, NULL, NULL };
  guint n_active = 0;

  build.instances = g_ptr_array_new_with_free_func (instance_free);
  build.step_ids = g_hash_table_new (chosho_text_hash, g_str_equal);
  g_ptr_array_sort (definitions, compare_definitions);
  g_ptr_array_sort (individuals, compare_individuals);

  for (guint i = 0; i < individuals->len; i++)
    {
      ChoshoWrite *individual = g_ptr_array_index (individuals, i);
      ChoshoValue *units = chosho_value_get (individual->item, "units");
      gboolean withdrawn = chosho_item_is_withdrawn (individual->item);

      n_active += !withdrawn;
      for (guint j = 0; j < chosho_value_get_length (units); j++)
        add_instances (&build, individual, chosho_value_as_string (chosho_value_get_item (units, j)), withdrawn);
      if (chosho_value_get_length (units) == 0)
        add_instances (&build, individual, "", withdrawn);
    }
  add_instances (&build, NULL, "", n_active > 0);
  add_orphans (&build);
  g_hash_table_unref (build.step_ids);
  return build.instances;
}

GPtrArray *
chosho_instance_list (ChoshoView *view, const char *control)
{
  ChoshoViewTarget *target = chosho_view_get_target (view, control);

  if (target->instances == NULL)
    target->instances = list_instances (view, control);
  return g_ptr_array_ref (target->instances);
}
