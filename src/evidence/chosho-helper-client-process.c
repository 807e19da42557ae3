/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chosho-helper-client-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chosho-error.h"
#include "chosho-helper-limits.h"

/* Above every descriptor the helper gets, so that moving one never overwrites another. */
#define FIRST_FREE_FD 16

/* Set by tests, before any thread is started. */
static char *test_program;
static guint test_wall_seconds;
static int weaker_allowed; /* atomic boolean */

void
chosho_helper_client_allow_weaker_confinement (void)
{
  g_atomic_int_set (&weaker_allowed, TRUE);
}

void
chosho_helper_client_set_for_tests (const char *program, guint wall_seconds)
{
  g_free (test_program);
  test_program = g_strdup (program);
  test_wall_seconds = wall_seconds;
}

guint
chosho_helper_client_get_wall_seconds (guint usual)
{
  return test_wall_seconds > 0 ? test_wall_seconds : usual;
}

/*
 * Which program is started must not depend on the environment or the working folder: a binary in
 * the build tree uses the build tree's helper, every other the one in libexec of its own prefix,
 * else of the prefix it was configured for.
 */
static char *
find_program (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL, *beside = NULL, *build_prefix = NULL;
  char build_root[PATH_MAX];

  if (test_program != NULL)
    return g_strdup (test_program);
  if (own != NULL && realpath (CHOSHO_BUILD_ROOT, build_root) != NULL)
    build_prefix = g_strconcat (build_root, "/", NULL);
  if (build_prefix != NULL && g_str_has_prefix (own, build_prefix))
    return g_build_filename (build_root, "src", "helper", "chosho-helper", NULL);
  if (own != NULL)
    {
      folder = g_path_get_dirname (own);
      beside = g_build_filename (folder, "..", "libexec", "chosho-helper", NULL);
      if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&beside);
    }
  return g_build_filename (CHOSHO_LIBEXEC_DIR, "chosho-helper", NULL);
}

/* A descriptor of the same file that can only be read. -1 with @error set. */
static int
open_read_only (int fd, const char *file_name, GError **error)
{
  g_autofree char *shown = chosho_helper_show_text (file_name);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  struct stat info;
  int flags = fcntl (fd, F_GETFL), result;

  if (flags < 0 || fstat (fd, &info) < 0)
    {
      chosho_error_set_errno (error, errno, "%s", shown);
      return -1;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_INVALID, _("“%s” is no regular file"), shown);
      return -1;
    }
  result = (flags & O_ACCMODE) == O_RDONLY ? fcntl (fd, F_DUPFD_CLOEXEC, FIRST_FREE_FD)
                                           : open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (result < 0)
    chosho_error_set_errno (error, errno, "%s", shown);
  return result;
}

static int
spawn_with (const char *program, char *const *arguments, int file_fd, int ask_fd, int answer_fd, GPid *pid)
{
  /* The sanitizers' reports of test builds are wanted; otherwise a taken-over helper must not
   * reach the user's terminal. */
  static const gboolean keep_stderr = CHOSHO_HELPER_KEEP_STDERR;
  static char *const environment[] = { (char *) "LC_ALL=C.UTF-8", NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t all, none;
  int result;

  sigfillset (&all);
  sigemptyset (&none);
  posix_spawn_file_actions_init (&actions);
  if (ask_fd >= 0)
    posix_spawn_file_actions_adddup2 (&actions, ask_fd, CHOSHO_HELPER_ASK_FD);
  else
    posix_spawn_file_actions_addopen (&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen (&actions, 1, "/dev/null", O_WRONLY, 0);
  if (!keep_stderr)
    posix_spawn_file_actions_addopen (&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2 (&actions, file_fd, CHOSHO_HELPER_FILE_FD);
  posix_spawn_file_actions_adddup2 (&actions, answer_fd, CHOSHO_HELPER_ANSWER_FD);
  posix_spawn_file_actions_addclosefrom_np (&actions, CHOSHO_HELPER_ANSWER_FD + 1);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setsigdefault (&attributes, &all);
  /* Its own group: Ctrl-C is for us, who cancel in order. */
  posix_spawnattr_setpgroup (&attributes, 0);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
                                         | POSIX_SPAWN_SETPGROUP);
  result = posix_spawn (pid, program, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy (&actions);
  posix_spawnattr_destroy (&attributes);
  return result;
}

static void
close_ends (int ends[2])
{
  for (gsize i = 0; i < 2; i++)
    if (ends[i] >= 0)
      close (ends[i]);
  ends[0] = ends[1] = -1;
}

/* Moves both ends out of the helper's own numbers. */
static gboolean
lift_ends (int low[2], int ends[2], const char *what, GError **error)
{
  int errnum;

  ends[0] = fcntl (low[0], F_DUPFD_CLOEXEC, FIRST_FREE_FD);
  ends[1] = fcntl (low[1], F_DUPFD_CLOEXEC, FIRST_FREE_FD);
  errnum = errno;
  close_ends (low);
  if (ends[0] >= 0 && ends[1] >= 0)
    return TRUE;
  close_ends (ends);
  return chosho_error_set_errno (error, errnum, "%s", what);
}

static gboolean
make_pipe (int ends[2], GError **error)
{
  int low[2];

  if (pipe2 (low, O_CLOEXEC) < 0)
    return chosho_error_set_errno (error, errno, "%s", "pipe");
  return lift_ends (low, ends, "pipe", error);
}

/* A socket, since writing to one whose other end is gone can be done without a signal. */
static gboolean
make_socket (int ends[2], GError **error)
{
  int low[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, low) < 0)
    return chosho_error_set_errno (error, errno, "%s", "socketpair");
  return lift_ends (low, ends, "socketpair", error);
}

gboolean
chosho_helper_process_start (ChoshoHelperProcess *self, int fd, const char *file_name,
                             ChoshoHelperRequest request, ChoshoHelperFlags flags, GError **error)
{
  static const char *const requests[] = { NULL, "sniff", "table", "catalog", "document", "results" };
  g_autofree char *program = find_program ();
  char *arguments[] = {
    program,
    (char *) G_STRINGIFY (CHOSHO_HELPER_VERSION),
    (char *) requests[request],
    (flags & CHOSHO_HELPER_FLAGS_ALLOW_WEAKER_CONFINEMENT) != 0 || g_atomic_int_get (&weaker_allowed)
      ? (char *) "--allow-weaker-confinement" : NULL,
    NULL,
  };
  int answer[2] = { -1, -1 }, asks[2] = { -1, -1 }, file_fd = open_read_only (fd, file_name, error), errnum;

  if (file_fd < 0)
    return FALSE;
  if (!make_pipe (answer, error) || (request == CHOSHO_HELPER_REQUEST_DOCUMENT && !make_socket (asks, error)))
    {
      close_ends (answer);
      close (file_fd);
      return FALSE;
    }
  errnum = spawn_with (program, arguments, file_fd, asks[1], answer[1], &self->pid);
  close (file_fd);
  close (answer[1]);
  if (asks[1] >= 0)
    close (asks[1]);
  self->answer_fd = answer[0];
  self->ask_fd = asks[0];
  if (errnum == 0)
    return TRUE;
  answer[1] = asks[1] = -1;
  close_ends (answer);
  close_ends (asks);
  g_set_error (error, CHOSHO_ERROR, CHOSHO_ERROR_HELPER, _("The program “%s” cannot be started: %s"),
               program, g_strerror (errnum));
  return FALSE;
}
