/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engagement-fixture.h"

#include "chosho-engagement-folder.h"

static ChoshoStoredEvent *
to_stored (ChoshoEvent *event)
{
  g_autoptr (GBytes) bytes = chosho_test_dup_event_bytes (event);

  return chosho_stored_event_new (event->id, bytes, event->signature);
}

void
engagement_open (Engagement *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->session);
  self->session = chosho_session_open (self->path, &error);
  g_assert_no_error (error);
}

void
engagement_init (Engagement *self, ChoshoEvent *first)
{
  ChoshoStoredEvent *stored = to_stored (first);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("chosho-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "e.chosho", NULL);
  chosho_engagement_folder_create (self->path, &stored, 1, &error);
  g_assert_no_error (error);
  chosho_stored_event_free (stored);
  self->session = NULL;
  engagement_open (self);
}

void
engagement_append (Engagement *self, ChoshoEvent *event)
{
  ChoshoStoredEvent *stored = to_stored (event);
  g_autoptr (GError) error = NULL;

  chosho_event_log_append (self->session->log, &stored, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  chosho_stored_event_free (stored);
}

void
engagement_clear (Engagement *self)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", self->folder);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->session);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (self->folder);
  g_free (self->path);
}
