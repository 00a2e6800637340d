#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>

#ifdef __linux__
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// MARK: Landlock

// The kernel's interface by number: the headers of a build machine may be older than the kernel.
enum { SYS_CREATE_RULESET = 444, SYS_ADD_RULE = 445, SYS_RESTRICT_SELF = 446 };
enum { CREATE_RULESET_VERSION = 1, RULE_PATH_BENEATH = 1 };

typedef struct {
  uint64_t access_fs;
  uint64_t access_net;  // since 4
  uint64_t scoped;      // since 6
} ruleset;

typedef struct __attribute__((packed)) {
  uint64_t access;
  int32_t parent;
} path_rule;

#define FS(bit) (UINT64_C(1) << (bit))
static const uint64_t fs_write = FS(1), fs_read = FS(2), fs_make_file = FS(8), fs_truncate = FS(14);

int csandbox_landlock_abi(void) {
  long abi = syscall(SYS_CREATE_RULESET, NULL, 0, CREATE_RULESET_VERSION);
  return abi < 0 ? -errno : (int)abi;
}

// Every access to files that a version knows to handle.
static uint64_t every_access(int abi) {
  int bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
  return FS(bits) - 1;
}

static int allow(int rules, const char *path, uint64_t access) {
  int file = open(path, O_PATH | O_CLOEXEC);
  if (file < 0) return -errno;
  path_rule rule = {access, file};
  int result = syscall(SYS_ADD_RULE, rules, RULE_PATH_BENEATH, &rule, 0) < 0 ? -errno : 0;
  close(file);
  return result;
}

int csandbox_confine_files(const char *readable, const char *writable_folder) {
  int abi = csandbox_landlock_abi();
  if (abi < 0) return abi;

  // an older kernel takes only what it knows
  ruleset attributes = {every_access(abi), abi >= 4 ? 3 : 0, abi >= 6 ? 3 : 0};
  size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
  long rules = syscall(SYS_CREATE_RULESET, &attributes, size, 0);
  if (rules < 0) return -errno;
  int result = allow((int)rules, readable, fs_read);
  uint64_t writing = fs_write | fs_make_file | (abi >= 3 ? fs_truncate : 0);
  if (result == 0) result = allow((int)rules, writable_folder, writing);
  if (result == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) result = -errno;
  if (result == 0 && syscall(SYS_RESTRICT_SELF, (int)rules, 0) < 0) result = -errno;
  close((int)rules);
  return result;
}

// MARK: System calls

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

// Denied whatever the arguments.
static const int denied[] = {
    // network
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
    SYS_sendto, SYS_sendmsg, SYS_sendmmsg, SYS_recvfrom, SYS_recvmsg, SYS_recvmmsg,
    // programs and processes
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
    SYS_kill, SYS_tkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, SYS_memfd_create,
    SYS_setpgid, SYS_setsid, SYS_personality, 424 /* pidfd_send_signal */, 434 /* pidfd_open */,
    438 /* pidfd_getfd */, 440 /* process_madvise */,
    // modes, owners, links
    SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat, SYS_setxattr, SYS_lsetxattr,
    SYS_fsetxattr, SYS_removexattr, SYS_lremovexattr, SYS_fremovexattr, SYS_linkat, SYS_symlinkat,
    SYS_mknodat, 452 /* fchmodat2 */,
    // the machine
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, SYS_bpf,
    SYS_perf_event_open, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_init_module,
    SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff,
    SYS_quotactl, SYS_acct, SYS_syslog, SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_setuid,
    SYS_setgid, SYS_capset, SYS_fanotify_init, 425 /* io_uring_setup */, 426 /* io_uring_enter */,
    427 /* io_uring_register */, 428 /* open_tree */, 429 /* move_mount */, 430 /* fsopen */,
    431 /* fsconfig */, 432 /* fsmount */, 433 /* fspick */,
#ifdef SYS_fork
    SYS_fork, SYS_vfork, SYS_chmod, SYS_chown, SYS_lchown, SYS_link, SYS_symlink, SYS_mknod,
    SYS_utime, SYS_utimes, SYS_futimesat,
#endif
};
enum { DENIED = sizeof denied / sizeof *denied };

#define LOAD(field) \
  ((struct sock_filter)BPF_STMT( \
      BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field)))
#define IF_EQUAL(value, yes, no) \
  ((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), yes, no))
#define IF_ANY_BIT(value, yes, no) \
  ((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (uint32_t)(value), yes, no))
#define IF_AT_LEAST(value, yes, no) \
  ((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (uint32_t)(value), yes, no))
#define ANSWER(value) ((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, (uint32_t)(value)))
#define DENY(code) ANSWER(SECCOMP_RET_ERRNO | (code))

int csandbox_filter_calls(void) {
  struct sock_filter program[2 * DENIED + 40];
  unsigned short n = 0;

  // no other instruction set, whose numbers mean other calls
  program[n++] = LOAD(arch);
  program[n++] = IF_EQUAL(ARCHITECTURE, 1, 0);
  program[n++] = ANSWER(SECCOMP_RET_KILL_PROCESS);
  program[n++] = LOAD(nr);
#ifdef __x86_64__
  program[n++] = IF_AT_LEAST(0x40000000, 0, 1);
  program[n++] = DENY(ENOSYS);
#endif
  for (int i = 0; i < DENIED; i++) {
    program[n++] = IF_EQUAL(denied[i], 0, 1);
    program[n++] = DENY(EPERM);
  }

  // threads, but no processes; clone3 hides its flags, and the C library does without it
  program[n++] = IF_EQUAL(435 /* clone3 */, 0, 1);
  program[n++] = DENY(ENOSYS);
  program[n++] = IF_EQUAL(SYS_clone, 0, 4);
  program[n++] = LOAD(args[0]);
  program[n++] = IF_ANY_BIT(CLONE_THREAD, 1, 0);
  program[n++] = DENY(EPERM);
  program[n++] = ANSWER(SECCOMP_RET_ALLOW);

  // signals to itself only, so that it can abort
  program[n++] = IF_EQUAL(SYS_tgkill, 0, 4);
  program[n++] = LOAD(args[0]);
  program[n++] = IF_EQUAL(getpid(), 1, 0);
  program[n++] = DENY(EPERM);
  program[n++] = ANSWER(SECCOMP_RET_ALLOW);

  // limits of its own only
  program[n++] = IF_EQUAL(SYS_prlimit64, 0, 4);
  program[n++] = LOAD(args[0]);
  program[n++] = IF_EQUAL(0, 1, 0);
  program[n++] = DENY(EPERM);
  program[n++] = ANSWER(SECCOMP_RET_ALLOW);

  // no typing into a terminal
  program[n++] = IF_EQUAL(SYS_ioctl, 0, 3);
  program[n++] = LOAD(args[1]);
  program[n++] = IF_EQUAL(0x5412 /* TIOCSTI */, 0, 1);
  program[n++] = DENY(EPERM);
  program[n++] = ANSWER(SECCOMP_RET_ALLOW);

  struct sock_fprog filter = {n, program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -errno;
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) < 0) return -errno;
  return 0;
}

#else
int csandbox_filter_calls(void) { return -ENOSYS; }
#endif

// MARK: Processes

// Closes all descriptors from one to another, both included.
static void close_all(unsigned first, unsigned last) {
  if (first > last) return;
  if (syscall(436 /* close_range */, first, last, 0) == 0) return;
  long most = sysconf(_SC_OPEN_MAX);
  for (unsigned file = first; file <= last && file < (unsigned)most; file++) close((int)file);
}

pid_t csandbox_fork(int *pipe_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
  pid_t parent = getpid();
  pid_t child = fork();
  if (child != 0) {
    int failure = errno;
    close(ends[1]);
    if (child < 0) close(ends[0]);
    *pipe_end = ends[0];
    return child < 0 ? -failure : child;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (getppid() != parent) _exit(1);
  close_all(3, (unsigned)ends[1] - 1);
  close_all((unsigned)ends[1] + 1, ~0U);
  *pipe_end = ends[1];
  return 0;
}

// MARK: Proof

static int opens(const char *path, int flags) {
  int file = open(path, flags, 0600);
  if (file >= 0) close(file);
  return file >= 0;
}

// Tries everything that must not work; only calls that are safe after a fork.
static int tried(const char *readable, const char *writable_folder) {
  int found = 0;
  char made[4096];
  snprintf(made, sizeof made, "%s/probe", writable_folder);
  if (opens(readable, O_RDONLY) && opens(made, O_WRONLY | O_CREAT | O_TRUNC))
    found |= CSANDBOX_ALLOWED;
  if (!opens("/proc/self/exe", O_RDONLY) && !opens("/etc/passwd", O_RDONLY) &&
      !opens("/", O_RDONLY | O_DIRECTORY) && !opens(readable, O_WRONLY))
    found |= CSANDBOX_READING;
  snprintf(made, sizeof made, "%s/../probe-%d", writable_folder, getpid());
  if (!opens(made, O_WRONLY | O_CREAT)) found |= CSANDBOX_WRITING;
  unlink(made);
  if (socket(AF_INET, SOCK_STREAM, 0) < 0 && socket(AF_UNIX, SOCK_STREAM, 0) < 0)
    found |= CSANDBOX_NETWORK;
  if (kill(getppid(), 0) < 0 && syscall(SYS_tgkill, getppid(), getppid(), 0) < 0)
    found |= CSANDBOX_SIGNALS;
  if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0) found |= CSANDBOX_TRACING;
  if (chmod(readable, 0600) < 0 && fchmod(0, 0600) < 0) found |= CSANDBOX_MODES;
  pid_t other = fork();
  if (other == 0) _exit(0);
  if (other < 0) found |= CSANDBOX_PROCESSES;
  // where it is allowed there is just no such program
  char *const none[] = {NULL};
  execve("/nonexistent", none, none);
  if (errno == EPERM) found |= CSANDBOX_PROGRAMS;
  return found;
}

int csandbox_probe(const char *readable, const char *writable_folder) {
  int end;
  pid_t child = csandbox_fork(&end);
  if (child < 0) return (int)child;
  if (child == 0) {
    csandbox_confine_files(readable, writable_folder);
    csandbox_filter_calls();
    int found = tried(readable, writable_folder);
    _exit(write(end, &found, sizeof found) == sizeof found ? 0 : 1);
  }
  int found = 0;
  ssize_t count;
  while ((count = read(end, &found, sizeof found)) < 0 && errno == EINTR) {}
  close(end);
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
  return count == sizeof found ? found : -EIO;
}

#else

int csandbox_landlock_abi(void) { return -ENOSYS; }
int csandbox_confine_files(const char *readable, const char *writable_folder) {
  (void)readable, (void)writable_folder;
  return -ENOSYS;
}
int csandbox_filter_calls(void) { return -ENOSYS; }
pid_t csandbox_fork(int *pipe_end) {
  (void)pipe_end;
  return -ENOSYS;
}
int csandbox_probe(const char *readable, const char *writable_folder) {
  (void)readable, (void)writable_folder;
  return -ENOSYS;
}

#endif
