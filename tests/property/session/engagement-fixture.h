/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-session-private.h"
#include "chosho-test-fill.h"

G_BEGIN_DECLS

/* An engagement in a folder of its own to which events of a history come one by one. */
typedef struct
{
  char          *folder; /* (owned) */
  char          *path;   /* (owned) of the engagement */
  ChoshoSession *session;
} Engagement;

void engagement_init   (Engagement *self, ChoshoEvent *first);
/* Opens it anew, as another process would. */
void engagement_open   (Engagement *self);
void engagement_append (Engagement *self, ChoshoEvent *event);
void engagement_clear  (Engagement *self);

G_END_DECLS
