/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chosho-clock.h"
#include "chosho-gate.h"

/*
 * Whether the versions of an individual control follow each other. A result speaks of the version that was valid on the
 * day of what was tested, so days with two versions, or with none between two, leave open what a result speaks of. What
 * begins or ends within the period is no gap: a control may be new, or given up. Whether that matters is the auditors'
 * judgement: only a warning.
 */

typedef struct
{
  const char  *name, *from, *to; /* (borrowed) cut to the period */
  ChoshoValue *units;            /* (borrowed) (nullable) none: all */
} Version;

static void
version_init (Version *self, ChoshoValue *item, ChoshoValue *facts)
{
  const char *from = chosho_value_get_string (item, "valid_from");
  const char *to = chosho_value_get_string (item, "valid_to");

  self->name = chosho_value_get_string (item, "individual");
  self->from = chosho_value_get_string (facts, "period_start");
  self->to = chosho_value_get_string (facts, "period_end");
  if (from != NULL && strcmp (from, self->from) > 0)
    self->from = from;
  if (to != NULL && strcmp (to, self->to) < 0)
    self->to = to;
  self->units = chosho_value_get (item, "units");
}

/* TRUE where both are versions of one control for one unit. */
static gboolean
are_alternatives (const Version *a, const Version *b)
{
  gboolean share = chosho_value_get_length (a->units) == 0 || chosho_value_get_length (b->units) == 0;

  for (guint i = 0; i < chosho_value_get_length (a->units) && !share; i++)
    share = chosho_value_has_text (b->units, chosho_value_as_string (chosho_value_get_item (a->units, i)));
  return share && strcmp (a->name, b->name) == 0;
}

/* The versions of the control's individual controls whose days lie within the period. */
static GArray *
list_versions (ChoshoGate *self)
{
  g_autofree char *subject = g_strconcat ("control:", self->control, NULL);
  g_autoptr (GPtrArray) writes = chosho_view_list_about (self->view, subject, "individual-control");
  ChoshoValue *facts = chosho_view_get_item (self->view, "engagement");
  GArray *versions = g_array_new (FALSE, FALSE, sizeof (Version));

  for (guint i = 0; i < writes->len; i++)
    {
      ChoshoValue *item = ((ChoshoWrite *) g_ptr_array_index (writes, i))->item;
      Version version;

      version_init (&version, item, facts);
      if (!chosho_value_get_boolean (item, "withdrawn", FALSE) && strcmp (version.from, version.to) <= 0)
        g_array_append_val (versions, version);
    }
  return versions;
}

/* TRUE where @version shares days with an alternative, or one comes later and none on the day after its last. */
static gboolean
is_doubtful (const Version *version, GArray *versions)
{
  g_autofree char *next = chosho_date_add_days (version->to, 1);
  gboolean later = FALSE, followed = FALSE;

  for (guint i = 0; i < versions->len; i++)
    {
      const Version *other = &g_array_index (versions, Version, i);

      if (other == version || !are_alternatives (version, other))
        continue;
      if (strcmp (other->from, version->to) <= 0 && strcmp (version->from, other->to) <= 0)
        return TRUE;
      later = later || strcmp (other->from, next) > 0;
      followed = followed || strcmp (other->from, next) == 0;
    }
  return later && !followed;
}

void
chosho_gate_check_versions (ChoshoGate *self)
{
  g_autoptr (GArray) versions = list_versions (self);
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < versions->len; i++)
    {
      const Version *version = &g_array_index (versions, Version, i);

      if (is_doubtful (version, versions) && g_hash_table_add (named, (gpointer) version->name))
        chosho_gate_add (self, "individual-control-period", NULL, NULL, version->name)->warning = TRUE;
    }
}
