/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "chosho-identity.h"

G_BEGIN_DECLS

/* What can be taken in from a file of the firm's or the provider's. */
typedef enum
{
  CHOSHO_IMPORT_SETTINGS,
  CHOSHO_IMPORT_CRITERIA,
  CHOSHO_IMPORT_PROCEDURES,
  CHOSHO_IMPORT_STATEMENT,
  CHOSHO_IMPORT_PRIOR,
  CHOSHO_N_IMPORTS,
} ChoshoImportKind;

/* "settings", "criteria" …: what actions say; CHOSHO_N_IMPORTS for no kind. */
ChoshoImportKind chosho_import_kind_from_code (const char *code);
const char      *chosho_import_kind_get_title (ChoshoImportKind kind);

/*
 * Imports a file: choose it, see what it would add, change or leave out, then take it in; or see every
 * row that is wrong, to be copied, and nothing is changed. May be repeated with a mended file.
 * Signal "imported" (what came of it, as people read it).
 */
#define CHOSHO_TYPE_IMPORT_DIALOG (chosho_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoImportDialog, chosho_import_dialog, CHOSHO, IMPORT_DIALOG, AdwWindow)

/* @path: the engagement's folder. */
ChoshoImportDialog *chosho_import_dialog_new (GtkWindow *parent, ChoshoImportKind kind, const char *path, ChoshoIdentity *identity);

G_END_DECLS
