/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "chosho-helper-protocol.h"

G_BEGIN_DECLS

/*
 * ChoshoFault: why the file was not read and where. The helper has no sentences: the client does.
 * Every reader takes one as its last argument, fills it and returns FALSE; the first fault stays.
 */
typedef struct
{
  ChoshoHelperReason reason; /* 0: none */
  guint32            row;    /* 1-based, 0 = none */
  guint32            column; /* 1-based, 0 = none */
  guint64            offset; /* bytes in the file; CHOSHO_HELPER_NO_OFFSET = none */
  guint64            limit;  /* what is allowed, or as the reason says */
  char              *sheet;  /* (owned) (nullable) */
  char              *detail; /* (owned) (nullable): valid UTF-8, shortened */
} ChoshoFault;

void     chosho_fault_init (ChoshoFault *self);
void     chosho_fault_clear (ChoshoFault *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChoshoFault, chosho_fault_clear)

/* Each returns FALSE, so that a reader can return it. @detail may be any bytes up to its NUL: it
 * is made valid UTF-8 and cut to CHOSHO_HELPER_LIMIT_DETAIL_BYTES. A fault that is already set
 * stays as it is. */
gboolean chosho_fault_set (ChoshoFault *self, ChoshoHelperReason reason, const char *detail);
gboolean chosho_fault_set_limit (ChoshoFault *self, ChoshoHelperReason reason, guint64 limit,
                                 const char *detail);
gboolean chosho_fault_set_cell (ChoshoFault *self, ChoshoHelperReason reason, guint32 row,
                                guint32 column, const char *detail);
gboolean chosho_fault_set_offset (ChoshoFault *self, ChoshoHelperReason reason, guint64 offset,
                                  guint32 row, guint32 column, const char *detail);
/* @page from 0; @limit as the reason says. */
gboolean chosho_fault_set_page (ChoshoFault *self, ChoshoHelperReason reason, guint32 page,
                                guint64 limit);
/* Adds the detail where the fault has none yet. */
void     chosho_fault_add_detail (ChoshoFault *self, const char *detail);
/* Adds the sheet where the fault has none yet. */
void     chosho_fault_add_sheet (ChoshoFault *self, const char *sheet);

G_END_DECLS
