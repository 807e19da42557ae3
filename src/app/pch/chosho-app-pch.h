/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled once: these headers are most of what the compiler reads for each of the window's files. */
#include <adwaita.h>
#include <gtk/gtk.h>
