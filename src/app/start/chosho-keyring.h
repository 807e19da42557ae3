/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Passphrases of keys in the desktop's keyring (the Secret Service, by libsecret), by the fingerprint of the key. Only where the person asked
 * for it, and never needed: without a keyring the passphrase is typed. Nothing here blocks. Main thread.
 */

/* Whether the desktop has a keyring now. */
void     chosho_keyring_probe_async   (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean chosho_keyring_probe_finish  (GAsyncResult *result, GError **error);

/* The passphrase that is kept for the key of @fingerprint. */
void     chosho_keyring_lookup_async  (const char *fingerprint, GAsyncReadyCallback callback, gpointer user_data);
/* NULL without @error: none is. (transfer full): chosho_keyring_free_passphrase(). */
char    *chosho_keyring_lookup_finish (GAsyncResult *result, GError **error);
void     chosho_keyring_free_passphrase (char *passphrase); /* (nullable); wiped */
/* A copy that is freed so. */
char    *chosho_keyring_copy_passphrase (const char *passphrase);

/* Keeps @passphrase; @name is whose key it is, for whoever looks into the keyring. */
void     chosho_keyring_store_async   (const char *fingerprint, const char *name, const char *passphrase, GAsyncReadyCallback callback, gpointer user_data);
gboolean chosho_keyring_store_finish  (GAsyncResult *result, GError **error);

/* Takes away what is kept of @fingerprint, or of all keys where it is NULL. */
void     chosho_keyring_clear_async   (const char *fingerprint, GAsyncReadyCallback callback, gpointer user_data);
gboolean chosho_keyring_clear_finish  (GAsyncResult *result, GError **error);

G_END_DECLS
