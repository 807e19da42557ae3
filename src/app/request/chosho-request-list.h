/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chosho-value.h"

G_BEGIN_DECLS

/* The requests (依頼資料) for a control with their states, each with its way to the place of requests; not to be seen
 * where there are none. */
#define CHOSHO_TYPE_REQUEST_LIST (chosho_request_list_get_type ())
G_DECLARE_FINAL_TYPE (ChoshoRequestList, chosho_request_list, CHOSHO, REQUEST_LIST, GtkBox)

/* @requests (nullable): rows of `request`. */
void chosho_request_list_set_rows (ChoshoRequestList *self, ChoshoValue *requests);

G_END_DECLS
