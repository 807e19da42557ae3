/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A day as people type it at a desk – 2025/4/1, 2025.4.1, 20250401, 2025年4月1日, also in full width – as the record writes it, 2025-04-01.
 * What is no day stays as it was typed, without the blanks about it. (transfer full) */
char *chosho_date_text_fold (const char *typed);

G_END_DECLS
