/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chosho-confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chosho-sanitizer.h"

/* What reading, computing and answering need. Everything else is ENOSYS: a library that probes
 * for a newer call falls back, and nothing it reaches is dangerous. */
static const int allowed[] = {
  SCMP_SYS (read), SCMP_SYS (readv), SCMP_SYS (pread64), SCMP_SYS (lseek), SCMP_SYS (close),
  SCMP_SYS (fstat), SCMP_SYS (newfstatat), SCMP_SYS (stat), SCMP_SYS (lstat), SCMP_SYS (statx),
  SCMP_SYS (access), SCMP_SYS (faccessat), SCMP_SYS (faccessat2), SCMP_SYS (getdents64),
  SCMP_SYS (readlink), SCMP_SYS (readlinkat), SCMP_SYS (fstatfs), SCMP_SYS (statfs),
  SCMP_SYS (munmap), SCMP_SYS (mremap), SCMP_SYS (madvise), SCMP_SYS (brk),
  SCMP_SYS (exit), SCMP_SYS (exit_group), SCMP_SYS (rt_sigreturn), SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigaction), SCMP_SYS (futex), SCMP_SYS (clock_gettime), SCMP_SYS (clock_getres),
  SCMP_SYS (gettimeofday), SCMP_SYS (time), SCMP_SYS (getrandom), SCMP_SYS (getuid),
  SCMP_SYS (geteuid), SCMP_SYS (getgid), SCMP_SYS (getegid), SCMP_SYS (getpid),
  SCMP_SYS (gettid), SCMP_SYS (sched_yield), SCMP_SYS (sched_getaffinity), SCMP_SYS (sysinfo),
  SCMP_SYS (uname), SCMP_SYS (getcwd), SCMP_SYS (getrusage),
#if CHOSHO_SANITIZED
  SCMP_SYS (sigaltstack), SCMP_SYS (prctl), SCMP_SYS (getrlimit), SCMP_SYS (prlimit64),
#endif
};

/* Nothing the helper runs has a reason for these: whoever tries has taken it over, and dies. */
static const int deadly[] = {
  SCMP_SYS (execve), SCMP_SYS (execveat), SCMP_SYS (fork), SCMP_SYS (vfork), SCMP_SYS (clone),
  SCMP_SYS (ptrace), SCMP_SYS (process_vm_readv), SCMP_SYS (process_vm_writev),
  SCMP_SYS (kill), SCMP_SYS (tkill), SCMP_SYS (rt_sigqueueinfo), SCMP_SYS (pidfd_send_signal),
  SCMP_SYS (pidfd_getfd), SCMP_SYS (socket), SCMP_SYS (socketpair), SCMP_SYS (connect),
  SCMP_SYS (bind), SCMP_SYS (listen), SCMP_SYS (sendto), SCMP_SYS (sendmsg),
  SCMP_SYS (mount), SCMP_SYS (umount2), SCMP_SYS (pivot_root), SCMP_SYS (chroot),
  SCMP_SYS (unshare), SCMP_SYS (setns), SCMP_SYS (open_by_handle_at), SCMP_SYS (bpf),
  SCMP_SYS (perf_event_open), SCMP_SYS (userfaultfd), SCMP_SYS (io_uring_setup),
  SCMP_SYS (keyctl), SCMP_SYS (add_key), SCMP_SYS (request_key), SCMP_SYS (init_module),
  SCMP_SYS (finit_module), SCMP_SYS (delete_module), SCMP_SYS (kexec_load), SCMP_SYS (reboot),
  SCMP_SYS (setuid), SCMP_SYS (setgid), SCMP_SYS (setresuid), SCMP_SYS (setresgid),
  SCMP_SYS (iopl), SCMP_SYS (ioperm), SCMP_SYS (modify_ldt),
};

/* Denied by name: Landlock knows truncation only from ABI 3 on. */
static const int denied[] = {
  SCMP_SYS (truncate), SCMP_SYS (ftruncate), SCMP_SYS (fallocate), SCMP_SYS (unlink),
  SCMP_SYS (unlinkat), SCMP_SYS (rename), SCMP_SYS (renameat), SCMP_SYS (renameat2),
  SCMP_SYS (link), SCMP_SYS (linkat), SCMP_SYS (symlink), SCMP_SYS (symlinkat),
  SCMP_SYS (mkdir), SCMP_SYS (mkdirat), SCMP_SYS (creat), SCMP_SYS (memfd_create),
};

#define WRITING_FLAGS (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY))

static int
add_all (scmp_filter_ctx filter, guint32 action, const int *calls, gsize n_calls)
{
  for (gsize i = 0; i < n_calls; i++)
    {
      int result = seccomp_rule_add (filter, action, calls[i], 0);

      /* EDOM, EFAULT: this machine's architecture has no such call. */
      if (result < 0 && result != -EDOM && result != -EFAULT)
        return result;
    }
  return 0;
}

/* Calls that are harmless only with certain arguments. */
static int
add_conditional (scmp_filter_ctx filter, int answer_fd)
{
  const guint64 own_pid = getpid ();
  const int file_opens[][2] = { { SCMP_SYS (open), 1 }, { SCMP_SYS (openat), 2 } };
  const int maps[] = { SCMP_SYS (mmap), SCMP_SYS (mprotect) };
  int result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (write), 1,
                                 SCMP_A0 (SCMP_CMP_EQ, answer_fd));

  if (CHOSHO_SANITIZED && result == 0)
    result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (write), 1,
                               SCMP_A0 (SCMP_CMP_EQ, STDERR_FILENO));
  /* abort() signals its own thread; nobody else may be signalled. */
  if (result == 0)
    result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1,
                               SCMP_A0 (SCMP_CMP_EQ, own_pid));
  if (result == 0)
    result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 1,
                               SCMP_A1 (SCMP_CMP_EQ, F_GETFL));
  /* As glibc 2.41 opens a folder to list it: poppler looks for its CMaps so. */
  if (result == 0)
    result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 2,
                               SCMP_A1 (SCMP_CMP_EQ, F_SETFD), SCMP_A2 (SCMP_CMP_EQ, FD_CLOEXEC));
  for (gsize i = 0; result == 0 && i < G_N_ELEMENTS (file_opens); i++)
    {
      result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, file_opens[i][0], 1,
                                 SCMP_CMP (file_opens[i][1], SCMP_CMP_MASKED_EQ, WRITING_FLAGS,
                                           O_RDONLY));
      if (result == -EDOM || result == -EFAULT)
        result = 0;
    }
  /* All libraries are loaded: no new code from here on. */
  for (gsize i = 0; result == 0 && i < G_N_ELEMENTS (maps); i++)
    result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, maps[i], 1,
                               SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  return result;
}

int
chosho_system_calls_filter (int answer_fd)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (ENOSYS));
  int result;

  if (filter == NULL)
    return ENOMEM;
  result = seccomp_attr_set (filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  if (result == 0)
    result = add_all (filter, SCMP_ACT_ALLOW, allowed, G_N_ELEMENTS (allowed));
  if (result == 0)
    result = add_all (filter, SCMP_ACT_KILL_PROCESS, deadly, G_N_ELEMENTS (deadly));
  if (result == 0)
    result = add_all (filter, SCMP_ACT_ERRNO (EACCES), denied, G_N_ELEMENTS (denied));
  if (result == 0)
    result = add_conditional (filter, answer_fd);
  if (result == 0)
    result = seccomp_load (filter);
  seccomp_release (filter);
  return -result;
}
