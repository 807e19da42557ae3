/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Every limit on what comes from outside, with its reason. A test hits each. */

/* Canonical JSON of events. */
#define CHOSHO_LIMIT_EVENT_BYTES (256 * 1024)  /* one event stays printable and cheap to hash */
#define CHOSHO_LIMIT_JSON_DEPTH 8              /* objects and lists within each other: a word list needs 8; recursion stays bounded */
#define CHOSHO_LIMIT_INTEGER ((G_GINT64_CONSTANT (1) << 53) - 1) /* exact in every JSON reader */

/* Commands */
#define CHOSHO_LIMIT_TEXT_BYTES (128 * 1024)   /* one text: the longest known, a glossary among criteria, has 115 KB */
#define CHOSHO_LIMIT_NAME_BYTES 1024           /* names of people, files, things */
#define CHOSHO_LIMIT_OPERATION_BYTES 128       /* an operation id given by a script */

/* On this machine */
#define CHOSHO_LIMIT_LOG_BYTES (256 * 1024)    /* the log of codes and the one before it: some thousand lines each, sent in a mail */
