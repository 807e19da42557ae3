/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-object-store.h"

/* A temporary folder with an engagement and a folder of client files. */
typedef struct
{
  char              *root;       /* owned */
  char              *engagement; /* owned: root/e.chosho */
  char              *client;     /* owned: root/client */
  ChoshoObjectStore *store;      /* owned; of engagement */
} EvidenceFixture;

void  evidence_fixture_set_up (EvidenceFixture *self, gconstpointer data);
/* Removes everything. */
void  evidence_fixture_tear_down (EvidenceFixture *self, gconstpointer data);

/* root/client/@name; folders on the way are made. (transfer full) */
char *evidence_fixture_write (EvidenceFixture *self, const char *name, const char *content, gssize size_bytes);
/* Puts @content into the store under its true digest, with plain means. (transfer full) digest */
char *evidence_fixture_put (EvidenceFixture *self, const char *content);
/* "<engagement>/objects/xx/<digest>". (transfer full) */
char *evidence_fixture_object_path (EvidenceFixture *self, const char *digest);
/* Number of entries below objects/ that are not shards. */
guint evidence_fixture_count_entries (EvidenceFixture *self);
/* Descriptors that this process has open. */
guint evidence_count_descriptors (void);
void  evidence_remove_tree (const char *path);
