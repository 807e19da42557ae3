/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a helper that was taken over may do: nothing, with every reader loaded, on this machine, where there are no user
 * namespaces, and under what Flatpak denies. Each probe runs free first, where it must succeed – but for what the place
 * denies itself –, then confined, where it must not. */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "chosho-helper-limits.h"
#include "chosho-sanitizer.h"

#define ALLOWED 0
#define KILLED(signal) (-(signal))
/* Not every machine lets anybody do that. */
#define AS_THE_MACHINE_IS G_MAXINT

typedef struct
{
  const char *probe;
  int         free;     /* errno or KILLED */
  int         confined;
} Expectation;

static const Expectation expectations[] = {
  /* the controls: what reading needs must go on working */
  { "open-library", ALLOWED, ALLOWED },
  { "list-data", ALLOWED, ALLOWED },
  { "abort", KILLED (SIGABRT), KILLED (SIGABRT) },
  /* files */
  { "open", ALLOWED, EACCES },
  { "open-passwd", ALLOWED, EACCES },
  { "open-for-writing", ALLOWED, ENOSYS },
  { "list", ALLOWED, EACCES },
  { "create", ALLOWED, ENOSYS },
  { "proc-self", ALLOWED, EACCES },
  { "proc-other", ALLOWED, EACCES },
  { "proc-memory", ALLOWED, EACCES },
  { "proc-maps", ALLOWED, EACCES },
  { "device", ALLOWED, EACCES },
  { "mkdir", ALLOWED, EACCES },
  { "unlink", ALLOWED, EACCES },
  { "rename", ALLOWED, EACCES },
  { "symlink", ALLOWED, EACCES },
  { "chmod", ALLOWED, ENOSYS },
  { "truncate", ALLOWED, EACCES },
  { "ftruncate", ALLOWED, EACCES },
  { "write-file", ALLOWED, ENOSYS },
  { "pwrite-file", ALLOWED, ENOSYS },
  { "inherited", ALLOWED, EBADF },
  { "memfd", ALLOWED, EACCES },
  { "dup", ALLOWED, ENOSYS },
  { "pass-on", ALLOWED, ENOSYS },
  { "write-asks", ALLOWED, ENOSYS },
  /* the network */
  { "socket", ALLOWED, KILLED (SIGSYS) },
  { "socketpair", ALLOWED, KILLED (SIGSYS) },
  { "connect", ALLOWED, KILLED (SIGSYS) },
  { "connect-local", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  /* processes */
  { "fork", ALLOWED, KILLED (SIGSYS) },
  { "clone", ALLOWED, KILLED (SIGSYS) },
  { "exec", ALLOWED, KILLED (SIGSYS) },
  { "kill", ALLOWED, KILLED (SIGSYS) },
  { "tgkill", ALLOWED, ENOSYS },
  { "ptrace", ALLOWED, KILLED (SIGSYS) },
  { "read-other", ALLOWED, KILLED (SIGSYS) },
  { "setuid", ALLOWED, KILLED (SIGSYS) },
  { "unshare", ALLOWED, KILLED (SIGSYS) },
  { "user-namespace", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "clone-user-namespace", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "clone3", AS_THE_MACHINE_IS, ENOSYS },
  { "mount", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "chroot", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "setns", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "keys", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "bpf", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "perf", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "io-uring", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "userfaultfd", AS_THE_MACHINE_IS, KILLED (SIGSYS) },
  { "prctl", ALLOWED, ENOSYS },
  /* resources, code */
  { "allocate", ALLOWED, ENOMEM },
  { "many-files", ALLOWED, EMFILE },
  { "code", ALLOWED, ENOSYS },
  { "make-executable", ALLOWED, ENOSYS },
};

/* What the places deny themselves. */
static const struct
{
  const char *place, *probe;
  int         free;
} denied[] = {
  { "no-user-namespaces", "user-namespace", EPERM }, { "no-user-namespaces", "clone-user-namespace", EPERM }, { "no-user-namespaces", "clone3", ENOSYS },
  { "flatpak", "user-namespace", EPERM }, { "flatpak", "clone-user-namespace", EPERM }, { "flatpak", "clone3", ENOSYS },
  { "flatpak", "unshare", EPERM }, { "flatpak", "ptrace", EPERM }, { "flatpak", "mount", EPERM }, { "flatpak", "chroot", EPERM },
  { "flatpak", "setns", EPERM }, { "flatpak", "keys", EPERM }, { "flatpak", "perf", EPERM },
};

typedef struct
{
  char *folder; /* (owned): anyone may write into it */
  char *file;   /* (owned) */
  int   listener;
  int   port;
} Fixture;

static void
write_file (Fixture *self)
{
  g_assert_true (g_file_set_contents (self->file, "content", -1, NULL));
  g_assert_cmpint (g_chmod (self->file, 0666), ==, 0);
  /* Another user than root must be able to do everything that only confinement forbids. */
  if (geteuid () == 0)
    g_assert_cmpint (chown (self->file, 65534, 65534), ==, 0);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;

  self->folder = g_dir_make_tmp ("chosho-confined-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  g_assert_cmpint (g_chmod (self->folder, 0777), ==, 0);
  self->file = g_build_filename (self->folder, "file", NULL);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (listen (self->listener, 64), ==, 0);
  g_assert_cmpint (getsockname (self->listener, (struct sockaddr *) &address, &size), ==, 0);
  self->port = ntohs (address.sin_port);
}

static void
remove_files (Fixture *self)
{
  g_autofree char *made = g_build_filename (self->folder, "new", NULL);

  g_remove (made);
  g_remove (self->file);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  remove_files (self);
  g_rmdir (self->folder);
  close (self->listener);
  g_free (self->folder);
  g_free (self->file);
}

static int
start (Fixture *self, const char *place, const char *how, const char *probe, int answer_fd, pid_t *pid)
{
  g_autofree char *port = g_strdup_printf ("%d", self->port);
  char *arguments[] = { (char *) CHOSHO_CONFINED, (char *) how, (char *) probe, self->file, self->folder, port, (char *) place, NULL };
  char *environment[] = { NULL };
  posix_spawn_file_actions_t actions;
  int file_fd = open (self->file, O_RDWR | O_CLOEXEC), high_fd, result;

  g_assert_cmpint (file_fd, >=, 0);
  high_fd = fcntl (file_fd, F_DUPFD_CLOEXEC, 20);
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, high_fd, 3);
  posix_spawn_file_actions_adddup2 (&actions, answer_fd, 4);
  result = posix_spawn (pid, CHOSHO_CONFINED, &actions, NULL, arguments, environment);
  posix_spawn_file_actions_destroy (&actions);
  close (file_fd);
  close (high_fd);
  return result;
}

/* errno of the attempt, or KILLED. */
static int
run_probe (Fixture *self, const char *place, const char *how, const char *probe)
{
  int ends[2], high_fd, status, result = 0;
  gssize got;
  pid_t pid;

  remove_files (self);
  write_file (self);
  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
  high_fd = fcntl (ends[1], F_DUPFD_CLOEXEC, 21);
  g_assert_cmpint (start (self, place, how, probe, high_fd, &pid), ==, 0);
  close (ends[1]);
  close (high_fd);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  got = read (ends[0], &result, sizeof result);
  close (ends[0]);
  if (WIFSIGNALED (status))
    return KILLED (WTERMSIG (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  /* A program that was executed instead of the probe answers nothing. */
  g_assert_true (got == sizeof result || (got == 0 && g_str_equal (probe, "exec")));
  return result;
}

static gboolean
skip_sanitized (void)
{
  if (CHOSHO_SANITIZED)
    g_test_skip ("the address sanitizer needs what confinement forbids");
  return CHOSHO_SANITIZED;
}

/* What comes of a probe that nothing but @place confines. */
static int
get_free (const char *place, const Expectation *expected)
{
  for (gsize i = 0; i < G_N_ELEMENTS (denied); i++)
    if (g_str_equal (denied[i].place, place) && g_str_equal (denied[i].probe, expected->probe))
      return denied[i].free;
  return expected->free;
}

static void
test_probes (Fixture *self, gconstpointer data)
{
  const char *place = data;

  if (skip_sanitized ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      const Expectation *expected = &expectations[i];

      g_test_message ("%s", expected->probe);
      if (get_free (place, expected) != AS_THE_MACHINE_IS)
        g_assert_cmpint (run_probe (self, place, "free", expected->probe), ==, get_free (place, expected));
      g_assert_cmpint (run_probe (self, place, "confined", expected->probe), ==, expected->confined);
    }
}

/* An answer that is a file instead of a pipe is not written. */
static void
test_regular_answer (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "new", NULL);
  int fd, status;
  pid_t pid;
  struct stat info;

  if (skip_sanitized ())
    return;
  write_file (self);
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (dup2 (fd, 21), ==, 21);
  g_assert_cmpint (start (self, "plain", "confined", "write-regular-answer", 21, &pid), ==, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGXFSZ);
  g_assert_cmpint (fstat (fd, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, 0);
  close (fd);
  close (21);
}

/* The processor time's limit, brought down to a second by a hard limit set before. */
static void
test_spin (Fixture *self, gconstpointer data)
{
  struct rlimit before, one = { 1, 1 };
  gboolean usual = data != NULL;
  int result;

  if (skip_sanitized ())
    return;
  g_assert_cmpint (getrlimit (RLIMIT_CPU, &before), ==, 0);
  if (!usual)
    {
      pid_t pid = fork ();
      int status;

      /* In a child: a hard limit cannot be raised again. */
      if (pid == 0)
        {
          setrlimit (RLIMIT_CPU, &one);
          result = run_probe (self, "plain", "confined", "spin");
          _exit (result == KILLED (SIGKILL) || result == KILLED (SIGXCPU) ? 0 : 1);
        }
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_cmpint (status, ==, 0);
      return;
    }
  result = run_probe (self, "plain", "confined", "spin");
  g_assert_true (result == KILLED (SIGKILL) || result == KILLED (SIGXCPU));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1 && g_str_equal (argv[1], "--long"))
    {
      /* with the limit as it is in real life */
      g_test_add ("/helper/confinement/spin-usual", Fixture, "usual", set_up, test_spin, tear_down);
      return g_test_run ();
    }
  g_test_add ("/helper/confinement/no-user-namespaces", Fixture, "no-user-namespaces", set_up, test_probes, tear_down);
  g_test_add ("/helper/confinement/flatpak", Fixture, "flatpak", set_up, test_probes, tear_down);
  g_test_add ("/helper/confinement/probes", Fixture, "plain", set_up, test_probes, tear_down);
  g_test_add ("/helper/confinement/regular-answer", Fixture, NULL, set_up, test_regular_answer, tear_down);
  g_test_add ("/helper/confinement/spin", Fixture, NULL, set_up, test_spin, tear_down);
  return g_test_run ();
}
