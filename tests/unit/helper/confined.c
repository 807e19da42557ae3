/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * helper-confined confined|free PROBE FILE FOLDER PORT plain|no-user-namespaces|flatpak
 *
 * The last word says where it runs: on this machine as it is, where nobody may make a user namespace, or under the
 * list of calls that Flatpak denies to every program. What stands around it is there before anything else is.
 *
 * Confines itself with the helper's own code, as another user than root, then tries one thing that
 * a helper taken over by a crafted file would try. Descriptor 3 is open for reading and writing.
 * Writes the errno of the attempt, 0 for success, to descriptor 4. With "free" nothing is confined:
 * there every attempt must succeed, or the probe proves nothing.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "chosho-confinement.h"
#include "chosho-document-server.h"
#include "chosho-image-reader.h"
#include "chosho-request.h"
#include "surroundings.h"

#define NOBODY 65534

static const char *file;
static char new_path[4096];
static int port;
static pid_t victim;
static char victim_path[64];

/* Each returns a negative value with errno where the attempt fails. */

static long
open_for (const char *path, int flags)
{
  int fd = open (path, flags, 0600);

  if (fd >= 0)
    close (fd);
  return fd;
}

static long try_open (void) { return open_for (file, O_RDONLY); }
static long try_open_passwd (void) { return open_for ("/etc/passwd", O_RDONLY); }
static long try_open_for_writing (void) { return open_for (file, O_RDWR); }
static long try_list (void) { return open_for ("/tmp", O_RDONLY | O_DIRECTORY); }
static long try_create (void) { return open_for (new_path, O_WRONLY | O_CREAT | O_EXCL); }
static long try_open_library (void) { return open_for ("/usr/bin/env", O_RDONLY); }
static long try_proc_self (void) { return open_for ("/proc/self/status", O_RDONLY); }
static long try_proc_other (void) { return open_for (victim_path, O_RDONLY); }
static long try_mkdir (void) { return mkdir (new_path, 0700); }
static long try_unlink (void) { return unlink (file); }
static long try_rename (void) { return rename (file, new_path); }
static long try_link (void) { return symlink ("/etc/passwd", new_path); }
static long try_chmod (void) { return chmod (file, 0666); }
static long try_truncate (void) { return truncate (file, 1); }
static long try_ftruncate (void) { return ftruncate (3, 1); }
static long try_write_file (void) { return write (3, "x", 1); }
static long try_pwrite_file (void) { return pwrite (3, "x", 1, 0); }
static long try_socket (void) { return socket (AF_INET, SOCK_STREAM, 0); }
static long try_socketpair (void) { int ends[2]; return socketpair (AF_UNIX, SOCK_STREAM, 0, ends); }
static long try_kill (void) { return kill (victim, SIGTERM); }
static long try_tgkill (void) { return syscall (SYS_tgkill, victim, victim, SIGTERM); }
static long try_ptrace (void) { return ptrace (PTRACE_SEIZE, victim, NULL, NULL); }
static long try_memfd (void) { return memfd_create ("x", 0); }
static long try_setuid (void) { return setuid (getuid ()); }
static long try_unshare (void) { return unshare (CLONE_FS); }
static long try_dumpable (void) { return prctl (PR_SET_NAME, "innocent", 0, 0, 0); }
static long try_dup (void) { return dup (4); }
static long try_proc_memory (void) { return open_for ("/proc/self/mem", O_RDONLY); }
static long try_proc_maps (void) { return open_for ("/proc/self/maps", O_RDONLY); }
static long try_device (void) { return open_for ("/dev/zero", O_RDONLY); }
static long try_user_namespace (void) { return unshare (CLONE_NEWUSER); }
static long try_mount (void) { return mount ("none", "/tmp", "tmpfs", 0, NULL); }
static long try_change_root (void) { return chroot ("/tmp"); }
static long try_enter (void) { return syscall (SYS_setns, 3, 0); }
static long try_keys (void) { return syscall (SYS_keyctl, 0, -3, 0, 0, 0); }
static long try_bpf (void) { return syscall (SYS_bpf, 0, NULL, 0); }
static long try_perf (void) { return syscall (SYS_perf_event_open, NULL, 0, -1, -1, 0); }
static long try_rings (void) { return syscall (SYS_io_uring_setup, 1, NULL); }
static long try_faults (void) { return syscall (SYS_userfaultfd, 0); }
static long try_new_clone (void) { return syscall (SYS_clone3, NULL, 0); }
static long try_pass_on (void) { return fcntl (4, F_SETFD, 0); }
static long try_write_asks (void) { return write (CHOSHO_HELPER_ASK_FD, "x", 1); }

/* As a library of any age may list the folder of its data. */
static long
try_list_data (void)
{
  int fd = open ("/usr/share", O_RDONLY | O_DIRECTORY);
  DIR *folder = fd >= 0 && fcntl (fd, F_SETFD, FD_CLOEXEC) == 0 ? fdopendir (fd) : NULL;

  return folder != NULL && readdir (folder) != NULL ? closedir (folder) : -1;
}

static long
try_connect (void)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int fd = (int) syscall (SYS_socket, AF_INET, SOCK_STREAM, 0);

  return fd < 0 ? fd : connect (fd, (struct sockaddr *) &address, sizeof address);
}

static long
try_fork (void)
{
  pid_t pid = fork ();

  if (pid == 0)
    _exit (0);
  return pid;
}

static long
try_raw_clone (void)
{
  long pid = syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0);

  if (pid == 0)
    _exit (0);
  return pid;
}

/* A socket of this machine, by name. */
static long
try_connect_local (void)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "/run/dbus/system_bus_socket" };
  int fd = (int) syscall (SYS_socket, AF_UNIX, SOCK_STREAM, 0);

  return fd < 0 ? fd : connect (fd, (struct sockaddr *) &address, sizeof address);
}

static long
try_clone_user_namespace (void)
{
  long pid = syscall (SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);

  if (pid == 0)
    _exit (0);
  return pid;
}

static long
try_exec (void)
{
  execl ("/bin/true", "true", NULL);
  return -1;
}

static long
try_read_other (void)
{
  char here, there;
  struct iovec local = { &here, 1 }, remote = { &there, 1 };

  return process_vm_readv (victim, &local, 1, &remote, 1, 0);
}

static long
try_allocate (void)
{
  void *memory = mmap (NULL, 2UL << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory == MAP_FAILED ? -1 : 0;
}

static long
try_code (void)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory == MAP_FAILED ? -1 : 0;
}

static long
try_make_executable (void)
{
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return mprotect (memory, 4096, PROT_READ | PROT_EXEC);
}

static long
try_many_files (void)
{
  for (int i = 0; i < 1000; i++)
    if (open ("/usr/bin/env", O_RDONLY) < 0)
      return -1;
  return 0;
}

static long
try_spin (void)
{
  volatile gboolean go_on = TRUE;

  while (go_on)
    ;
  return 0;
}

static long
try_inherited (void)
{
  return read (9, new_path, 1);
}

static long
try_abort (void)
{
  abort ();
  return 0;
}

static long
try_flood_file (void)
{
  return write (4, "x", 1);
}

typedef struct
{
  const char *name;
  long      (*attempt) (void);
} Probe;

static const Probe probes[] = {
  { "open", try_open },
  { "open-passwd", try_open_passwd },
  { "open-for-writing", try_open_for_writing },
  { "list", try_list },
  { "create", try_create },
  { "open-library", try_open_library },
  { "list-data", try_list_data },
  { "proc-self", try_proc_self },
  { "proc-other", try_proc_other },
  { "mkdir", try_mkdir },
  { "unlink", try_unlink },
  { "rename", try_rename },
  { "symlink", try_link },
  { "chmod", try_chmod },
  { "truncate", try_truncate },
  { "ftruncate", try_ftruncate },
  { "write-file", try_write_file },
  { "pwrite-file", try_pwrite_file },
  { "socket", try_socket },
  { "socketpair", try_socketpair },
  { "connect", try_connect },
  { "fork", try_fork },
  { "clone", try_raw_clone },
  { "exec", try_exec },
  { "kill", try_kill },
  { "tgkill", try_tgkill },
  { "ptrace", try_ptrace },
  { "read-other", try_read_other },
  { "allocate", try_allocate },
  { "code", try_code },
  { "make-executable", try_make_executable },
  { "many-files", try_many_files },
  { "memfd", try_memfd },
  { "setuid", try_setuid },
  { "unshare", try_unshare },
  { "prctl", try_dumpable },
  { "dup", try_dup },
  { "pass-on", try_pass_on },
  { "write-asks", try_write_asks },
  { "inherited", try_inherited },
  { "proc-memory", try_proc_memory },
  { "proc-maps", try_proc_maps },
  { "device", try_device },
  { "connect-local", try_connect_local },
  { "user-namespace", try_user_namespace },
  { "clone-user-namespace", try_clone_user_namespace },
  { "clone3", try_new_clone },
  { "mount", try_mount },
  { "chroot", try_change_root },
  { "setns", try_enter },
  { "keys", try_keys },
  { "bpf", try_bpf },
  { "perf", try_perf },
  { "io-uring", try_rings },
  { "userfaultfd", try_faults },
  { "spin", try_spin },
  { "abort", try_abort },
  { "write-regular-answer", try_flood_file },
};

/* A process of the same user, which nothing else protects from us. */
static void
start_victim (void)
{
  const pid_t own = getpid ();

  victim = fork ();
  if (victim == 0)
    {
      /* A death signal from inside the cage would not come out: the victim looks itself. */
      closefrom (0);
      while (getppid () == own)
        usleep (20000);
      _exit (0);
    }
  g_snprintf (victim_path, sizeof victim_path, "/proc/%d/cmdline", (int) victim);
}

/* A socket where the helper has its asks. */
static void
make_asks (void)
{
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM, 0, ends) < 0 || dup2 (ends[0], CHOSHO_HELPER_ASK_FD) < 0)
    _exit (75);
}

/* Everything that the helper may ever have loaded. */
static void
load_readers (void)
{
  chosho_request_prepare ();
  chosho_document_server_prepare (3);
  for (int magic = CHOSHO_MAGIC_NONE; magic <= CHOSHO_MAGIC_ASF; magic++)
    chosho_image_prepare (magic);
}

/* Root may do what nobody else may: as root the probes would prove the wrong thing. */
static void
become_nobody (void)
{
  if (geteuid () != 0)
    return;
  if (setgroups (0, NULL) < 0 || setgid (NOBODY) < 0 || setuid (NOBODY) < 0)
    _exit (71);
  prctl (PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static void
confine (void)
{
  ChoshoConfinement confinement;
  ChoshoFault fault;

  chosho_fault_init (&fault);
  if (!chosho_confinement_apply (4, 5, FALSE, &confinement, &fault))
    _exit (72);
  if (!confinement.landlock || !confinement.seccomp)
    _exit (73);
}

int
main (int argc, char **argv)
{
  if (argc != 7 || !surroundings_enter (argv[6]))
    return 64;
  file = argv[3];
  g_snprintf (new_path, sizeof new_path, "%s/new", argv[4]);
  port = atoi (argv[5]);
  dup2 (3, 9);
  make_asks ();
  load_readers ();
  become_nobody ();
  start_victim ();
  if (strcmp (argv[1], "confined") == 0)
    confine ();
  for (gsize i = 0; i < G_N_ELEMENTS (probes); i++)
    if (strcmp (argv[2], probes[i].name) == 0)
      {
        int result;

        errno = 0;
        result = probes[i].attempt () < 0 ? errno : 0;
        if (write (4, &result, sizeof result) != sizeof result)
          _exit (74);
        _exit (0);
      }
  return 64;
}
