/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "full-engagement.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>

#include "chosho-engagement-folder.h"

/*
 * make-full-engagement DIR: a made-up engagement of full size; see README.md. Built with the tests and
 * never installed.
 */

#define MOST_EVENTS 1000000
#define MOST_EVIDENCE 1000000
#define MOST_CHAINS 1000
#define MOST_CONTROLS 5000

typedef struct
{
  int  events, evidence, chains, controls;
  char *folder; /* (owned) */
} Options;

static gboolean
check_number (const char *name, int value, int least, int most)
{
  if (value >= least && value <= most)
    return TRUE;
  fprintf (stderr, "make-full-engagement: --%s must be %d to %d\n", name, least, most);
  return FALSE;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "events", 0, 0, G_OPTION_ARG_INT, &options->events, "Events (default 25000)", "N" },
    { "evidence", 0, 0, G_OPTION_ARG_INT, &options->evidence, "Items of evidence (default 50000)", "N" },
    { "chains", 0, 0, G_OPTION_ARG_INT, &options->chains, "Chains: 1, or 4 and more (default 100)", "N" },
    { "controls", 0, 0, G_OPTION_ARG_INT, &options->controls, "Four-digit controls (default 1156)", "N" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("DIR");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error) || *argc != 2)
    {
      fprintf (stderr, "make-full-engagement: %s\n", error != NULL ? error->message : "it needs a folder: DIR");
      return FALSE;
    }
  options->folder = g_strdup ((*argv)[1]);
  if (options->chains > 1 && options->chains < FULL_TEAM_CHAINS)
    {
      fprintf (stderr, "make-full-engagement: --chains must be 1, or %d and more\n", FULL_TEAM_CHAINS);
      return FALSE;
    }
  return check_number ("events", options->events, 1, MOST_EVENTS) && check_number ("evidence", options->evidence, 0, MOST_EVIDENCE)
         && check_number ("chains", options->chains, 1, MOST_CHAINS) && check_number ("controls", options->controls, 1, MOST_CONTROLS);
}

static void
make_folder (const char *path)
{
  if (g_mkdir (path, 0700) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
}

/* Objects are written before the folder of the engagement is there: it is made whole, with its log. */
static void
make_shards (const char *path)
{
  make_folder (path);
  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *shard = g_strdup_printf ("%s/%02x", path, i);

      make_folder (shard);
    }
}

/* Puts the shards written before in the place of the empty ones. */
static void
move_objects (const char *from, const char *to)
{
  g_autofree char *empty = g_strconcat (to, ".empty", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", empty);
  g_autoptr (GError) error = NULL;

  if (g_rename (to, empty) != 0 || g_rename (from, to) != 0)
    g_error ("%s: %s", to, g_strerror (errno));
  if (!g_spawn_command_line_sync (command, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  Options options = { 25000, 50000, 100, FULL_CONTROLS, NULL };
  FullPlan plan = { 0 };
  g_autofree char *engagement = NULL;
  g_autofree char *objects = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse_options (&options, &argc, &argv))
    {
      g_free (options.folder);
      return 2;
    }
  plan = (FullPlan) { .events = (guint) options.events, .evidence = (guint) options.evidence, .chains = (guint) options.chains,
                      .controls = (guint) options.controls };
  make_folder (options.folder);
  plan.identities = g_build_filename (options.folder, "identities", NULL);
  plan.objects = g_build_filename (options.folder, "objects", NULL);
  engagement = g_build_filename (options.folder, "engagement.chosho", NULL);
  objects = g_build_filename (engagement, "objects", NULL);
  make_folder (plan.identities);
  make_shards (plan.objects);

  events = full_engagement_write (&plan);
  if (!chosho_engagement_folder_create (engagement, (ChoshoStoredEvent *const *) events->pdata, events->len, &error))
    {
      fprintf (stderr, "make-full-engagement: %s\n", error->message);
      return 1;
    }
  move_objects (plan.objects, objects);
  printf ("{\"engagement\":\"%s\",\"identities\":\"%s\",\"events\":%u}\n", engagement, plan.identities, events->len);
  g_free (plan.identities);
  g_free (plan.objects);
  g_free (options.folder);
  return 0;
}
