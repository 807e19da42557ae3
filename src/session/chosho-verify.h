/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chosho-engagement-folder.h"
#include "chosho-event-feed.h"
#include "chosho-object-check.h"
#include "chosho-object-store.h"
#include "chosho-progress.h"
#include "chosho-state.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean        quick;       /* objects by presence and size only */
  gboolean        members;     /* unpack the members that are evidence, and compare their digests */
  const char *const *passwords; /* (nullable) of archives */
  ChoshoValue    *anchors;     /* (nullable) array of texts: a root, or the path of a file with what "journal head" printed */
  ChoshoProgress *progress;    /* (nullable) counts bytes of objects, and of members */
  GCancellable   *cancellable; /* (nullable) */
} ChoshoVerifyOptions;

/*
 * Reads everything again and names every problem: events (bytes, chains, signatures, powers, rules),
 * checkpoints, the index against a replay, every object, and the anchors given. Never stops at the
 * first: where the file of the record itself was altered or damaged, that is a problem like others, and
 * what can still be read is checked. Holds the engagement's lock, changes nothing, needs no session.
 *
 * @path: the engagement's folder. @result (transfer full): {ok, checked, problems, not_detectable} as the
 * command line's contract. FALSE only where it could not be done at all (NOT_FOUND, LOCKED, IO, CANCELLED;
 * INVALID: no anchor).
 */
gboolean chosho_verify_run (const char *path, const ChoshoVerifyOptions *options, ChoshoValue **result, GError **error);

/* Shared by the files of the verification. */
typedef struct
{
  ChoshoEngagementFolder *folder; /* (owned) */
  const ChoshoVerifyOptions *options;
  ChoshoState   *state;       /* (owned) every readable event, every signature checked */
  ChoshoEventFeed *feed;      /* (owned) (nullable) while the log is read */
  GHashTable    *arrivals;    /* (owned) event id -> arrival */
  GPtrArray     *events;      /* (owned) (element-type ChoshoEvent) in order of arrival */
  GPtrArray     *anchors;     /* (owned) (element-type ChoshoValue) {root, heads} of each that was given */
  ChoshoValue   *problems;    /* (owned) array */
  GHashTable    *purged;      /* (owned) digest → why: destroyed objects */
  GHashTable    *absent;      /* (owned) (element-type utf8) digests of objects that no pack brought here */
  GHashTable    *missed;      /* (borrowed) (nullable) (element-type utf8) digests already told of, without a folder of objects */
  ChoshoObjectCheck *check;   /* (borrowed) (nullable) while objects are listed for it */
  guint64        signatures;
  guint64        objects;
  guint64        bytes;
  guint64        members;     /* that are what the record says */
  gint64         last_arrival;
  gboolean       failed;
} ChoshoVerify;

/* Adds a problem; an error makes the verification fail. */
void     chosho_verify_add (ChoshoVerify *self, const char *code, gboolean warning, const char *where, const char *message);
/* chosho-verify-index.c */
gboolean chosho_verify_index (ChoshoVerify *self, GError **error);
/* chosho-verify-members.c */
/* Bytes of all that chosho_verify_members() reads. */
guint64  chosho_verify_measure_members (ChoshoVerify *self);
/* Only CANCELLED is an error. */
gboolean chosho_verify_members (ChoshoVerify *self, ChoshoObjectStore *store, GError **error);
/* chosho-verify-anchor.c */
/* Before anything else: what is no anchor says nothing of the record. INVALID and the errors of reading a file. */
gboolean chosho_verify_read_anchors (ChoshoVerify *self, GError **error);
void     chosho_verify_anchors (ChoshoVerify *self);
/* Checks a signature; counts it in @user_data, a ChoshoVerify. */
gboolean chosho_verify_on_signature (const ChoshoEvent *event, const char *public_key, gpointer user_data);

G_END_DECLS
