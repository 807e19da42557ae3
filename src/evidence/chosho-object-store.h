/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/*
 * ChoshoObjectStore: the bytes of the evidence, in an engagement's folder as
 * objects/xx/<sha256 in lower-case hex>, files of mode 0400 in folders of mode 0700. An object is
 * never changed, and only a purge removes one. Every access goes by descriptors from the
 * engagement's folder downwards and follows no symbolic link. Reference counted; immutable once
 * opened, so any thread may use it.
 */
typedef struct _ChoshoObjectStore ChoshoObjectStore;

#define CHOSHO_OBJECT_STORE_SHARDS 256
#define CHOSHO_OBJECT_STORE_FOLDER "objects"

/* Makes objects/ and its 256 shards inside the existing folder @engagement_path and returns only
 * when all of them are durable. Folders that are there already are kept, so an interrupted creation
 * can be repeated. */
gboolean           chosho_object_store_make (const char *engagement_path, GError **error);

/* Opens the store of the engagement folder @engagement_path. NOT_FOUND without an objects folder.
 * (transfer full) */
ChoshoObjectStore *chosho_object_store_open (const char *engagement_path, GError **error);
ChoshoObjectStore *chosho_object_store_ref (ChoshoObjectStore *self);
void               chosho_object_store_unref (ChoshoObjectStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChoshoObjectStore, chosho_object_store_unref)
/* The engagement's folder as it was given, for messages. Borrowed. */
const char        *chosho_object_store_get_path (ChoshoObjectStore *self);

/* A read-only descriptor of the object @digest (64 hex digits), owned by the caller, or -1.
 * NOT_FOUND only where no such object is held; INTEGRITY where something else stands in its place;
 * INVALID where @digest is no digest. */
int                chosho_object_store_open_object (ChoshoObjectStore *self, const char *digest, GError **error);
/* Sets *@present. FALSE with @error only where the store could not be read. */
gboolean           chosho_object_store_has (ChoshoObjectStore *self, const char *digest,
                                            gboolean *present, GError **error);
/* Sets *@size_bytes of the object; errors as chosho_object_store_open_object(). */
gboolean           chosho_object_store_size (ChoshoObjectStore *self, const char *digest,
                                             guint64 *size_bytes, GError **error);

typedef enum
{
  CHOSHO_OBJECT_ENTRY_OBJECT,   /* a regular file with the name of an object in its shard */
  CHOSHO_OBJECT_ENTRY_LEFTOVER, /* a temporary file of an intake that was interrupted */
  CHOSHO_OBJECT_ENTRY_FOREIGN,  /* anything else: no part of the store */
  CHOSHO_OBJECT_ENTRY_SHARD,    /* a shard folder itself, where its mode is not 0700 */
} ChoshoObjectEntryKind;

typedef struct
{
  ChoshoObjectEntryKind kind;
  const char *path;       /* displayable, relative to the engagement: "objects/3f/3fa1…" */
  const char *digest;     /* (nullable) of an OBJECT */
  mode_t      mode;       /* type and permissions, not following links */
  guint64     size_bytes; /* 0 for what is no regular file */
} ChoshoObjectEntry;

/* FALSE stops the walk with @error set. */
typedef gboolean (*ChoshoObjectStoreFunc) (const ChoshoObjectEntry *entry, gpointer user_data, GError **error);

/* Names every entry below objects/, foreign ones included, sorted by path; a foreign folder is
 * named once and not entered. The entry is valid during the call only. */
gboolean           chosho_object_store_foreach (ChoshoObjectStore *self, ChoshoObjectStoreFunc func,
                                                gpointer user_data, GError **error);

/* Destroys the bytes of @digest; durable on return. For a purge in effect and for nothing else.
 * NOT_FOUND where it is not held (which is no failure of a repeated purge). */
gboolean           chosho_object_store_remove (ChoshoObjectStore *self, const char *digest, GError **error);

/* Deletes the temporary files of interrupted intakes (of this or another process) that nobody is
 * writing any more. */
gboolean           chosho_object_store_clean (ChoshoObjectStore *self, GError **error);

G_END_DECLS
