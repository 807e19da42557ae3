/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chosho-test-parse.h"
#include "chosho-workspace.h"

/* An engagement without content in a folder of its own, open as the window has it. */
typedef struct
{
  char            *folder;    /* (owned) */
  ChoshoIdentity  *identity;  /* (owned) the leader's */
  ChoshoWorkspace *workspace; /* (owned) */
} WorkspaceFixture;

static void
on_opened (ChoshoWorkspace *workspace, GError *error, gboolean *open)
{
  g_assert_no_error (error);
  *open = TRUE;
}

static void
workspace_fixture_set_up (WorkspaceFixture *self)
{
  g_autoptr (ChoshoValue) roles = chosho_test_parse ("['leader']");
  g_autoptr (ChoshoValue) facts = chosho_test_parse ("{'title':'見本','firm':'F','client':'C','services':['S'],'period_start':'2025-04-01',"
    "'period_end':'2026-03-31','language':'ja','time_zone':'Asia/Tokyo','kind':'initial','scheme':'ismap'}");
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL, *path = NULL;
  ChoshoSession *session;
  gboolean open = FALSE;

  self->folder = g_dir_make_tmp ("chosho-XXXXXX", &error);
  g_assert_no_error (error);
  key = g_build_filename (self->folder, "key", NULL);
  path = g_build_filename (self->folder, "e.chosho", NULL);
  self->identity = chosho_identity_create ("田中（見本）", NULL, key, &error);
  g_assert_no_error (error);
  session = chosho_session_create (path, self->identity, facts, roles, &error);
  g_assert_no_error (error);
  g_object_unref (session);
  self->workspace = chosho_workspace_open (path);
  g_signal_connect (self->workspace, "opened", G_CALLBACK (on_opened), &open);
  while (!open)
    g_main_context_iteration (NULL, TRUE);
}

static void
workspace_fixture_tear_down (WorkspaceFixture *self)
{
  const char *const arguments[] = { "rm", "-rf", self->folder, NULL };
  g_autoptr (GError) error = NULL;

  chosho_workspace_close (self->workspace);
  g_object_unref (self->workspace);
  g_clear_pointer (&self->identity, chosho_identity_unref);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (self->folder);
}
