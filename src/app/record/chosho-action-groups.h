/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The actions of the record as people look for them: a few groups, every action in one of them. */
typedef struct
{
  const char        *title;   /* N_("…") */
  const char *const *actions; /* NULL-terminated */
} ChoshoActionGroup;

/* NULL at the end. */
const ChoshoActionGroup *chosho_action_group_nth (guint index);

G_END_DECLS
