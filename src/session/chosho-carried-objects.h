/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-object-store.h"
#include "chosho-pack.h"
#include "chosho-view.h"

G_BEGIN_DECLS

/* The bytes that come with a pack, and those that do not. */
typedef struct
{
  GHashTable *wanted;  /* (owned) (element-type utf8) digests in the pack that the record names, and that are not here */
  GHashTable *absent;  /* (owned) (element-type utf8) digests that are named, not here and not in the pack */
  guint       added;   /* stored */
  guint       not_carried; /* of @absent, those named by events that are new */
} ChoshoCarriedObjects;

/* What of the pack belongs to the record of @view, events of index @first and later being new. @store (nullable): what is
 * here. What was destroyed by decision neither comes in nor counts as absent. */
gboolean chosho_carried_objects_init  (ChoshoCarriedObjects *self, ChoshoView *view, guint first, ChoshoPackReader *reader,
                                       ChoshoObjectStore *store, GError **error);
void     chosho_carried_objects_clear (ChoshoCarriedObjects *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoCarriedObjects, chosho_carried_objects_clear)

/* Reads the pack to its end and puts what is wanted into @store, durably. */
gboolean chosho_carried_objects_store (ChoshoCarriedObjects *self, ChoshoPackReader *reader, ChoshoObjectStore *store,
                                       ChoshoProgress *progress, GCancellable *cancellable, GError **error);
/* Writes down what is absent in the engagement's @folder, so that nobody takes it for lost. */
gboolean chosho_carried_objects_note  (ChoshoCarriedObjects *self, const char *folder, GError **error);

G_END_DECLS
