/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The parts of the catalogue reader. */

#include <json-glib/json-glib.h>

#include "chosho-fault.h"

G_BEGIN_DECLS

/* chosho-oscal-json.c: typed access; a member of a wrong type is a fault that names its path. */

/* Where a value stands: "catalog.groups[2].controls[0]"; lives on the stack. */
typedef struct _ChoshoOscalPath ChoshoOscalPath;
struct _ChoshoOscalPath
{
  const ChoshoOscalPath *parent; /* (nullable) */
  const char            *member;
  int                    index;  /* -1 for no array */
};

/* FALSE; the fault names @member below @path. */
gboolean    chosho_oscal_fail_member (const ChoshoOscalPath *path, const char *member,
                                      ChoshoFault *fault);
/* Each TRUE with NULL where there is no such member, FALSE with the fault where it is no such
 * type. What is given out is borrowed. */
gboolean    chosho_oscal_get_string (JsonObject *object, const char *member,
                                     const ChoshoOscalPath *path, const char **out,
                                     ChoshoFault *fault);
gboolean    chosho_oscal_get_object (JsonObject *object, const char *member,
                                     const ChoshoOscalPath *path, JsonObject **out,
                                     ChoshoFault *fault);
gboolean    chosho_oscal_get_array (JsonObject *object, const char *member,
                                    const ChoshoOscalPath *path, JsonArray **out,
                                    ChoshoFault *fault);
/* Calls @func for each object of array @member; a missing array is an empty one. */
typedef gboolean (*ChoshoOscalFunc) (JsonObject *object, const ChoshoOscalPath *path,
                                     gpointer user_data, ChoshoFault *fault);
gboolean    chosho_oscal_foreach (JsonObject *object, const char *member,
                                  const ChoshoOscalPath *path, ChoshoOscalFunc func,
                                  gpointer user_data, ChoshoFault *fault);
/* The value of the property @name; of several the one without a class, else the first. */
gboolean    chosho_oscal_get_property (JsonObject *object, const char *name,
                                       const ChoshoOscalPath *path, const char **out,
                                       ChoshoFault *fault);

/* chosho-oscal-text.c: prose. */

/* id → parameter object, over the whole catalogue. */
typedef GHashTable ChoshoOscalParameters;

ChoshoOscalParameters *chosho_oscal_parameters_new (void);
/* Adds the parameters of a catalogue, group or control; the first of two with one id stays. */
gboolean    chosho_oscal_parameters_add (ChoshoOscalParameters *self, JsonObject *owner,
                                         const ChoshoOscalPath *path, ChoshoFault *fault);
/* Appends @prose with "{{ insert: param, ID }}" replaced: by the parameter's values; else by its
 * choices in brackets; else by its label in brackets; else by the id in brackets. */
gboolean    chosho_oscal_append_prose (GString *out, const char *prose,
                                       ChoshoOscalParameters *parameters, ChoshoFault *fault);
/* Appends a part and the parts inside it, a line each, with their labels, indented by depth. */
gboolean    chosho_oscal_append_part (GString *out, JsonObject *part, const ChoshoOscalPath *path,
                                      ChoshoOscalParameters *parameters, ChoshoFault *fault);

G_END_DECLS
