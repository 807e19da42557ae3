/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-database.h"
#include "chosho-lock.h"
#include "chosho-text-store.h"

G_BEGIN_DECLS

/* Units of band b have the ids from b << 40 on. */
#define CHOSHO_TEXT_BAND_BITS 40

struct _ChoshoTextStore
{
  ChoshoDatabase *database; /* owned */
  char           *lock_path; /* owned, nullable: in memory */
  ChoshoLock     *lock;     /* owned, nullable: within a transaction */
};

/* Under the lock, outside a transaction: nothing of what was deleted stays in the file or its log. */
gboolean chosho_text_store_vacuum (ChoshoTextStore *self, GError **error);

G_END_DECLS
