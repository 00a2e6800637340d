#ifndef CSANDBOX_H
#define CSANDBOX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// What a process takes from itself, for good, before it touches a file of a stranger. Linux only;
// elsewhere every call answers -ENOSYS. Results: 0 or more is success, negative is -errno.

// The version of Landlock that the kernel has, 1 or more.
int csandbox_landlock_abi(void);

// Leaves no files but one to read and one folder to make files in; no TCP either, and no signals to
// or abstract sockets of other processes, where the kernel's Landlock knows how.
int csandbox_confine_files(const char *readable, const char *writable_folder);

// Denies system calls, with EPERM: sockets, programs, processes, other processes' memory and signals,
// modes and owners of files, mounts, namespaces, kernel interfaces that go around the filter.
int csandbox_filter_calls(void);

// Forks a process that dies with this one and shares nothing but standard input, output and error
// and a pipe. The parent gets the child's id and the end to read from, the child 0 and the end to
// write to. Only for a process with one thread.
pid_t csandbox_fork(int *pipe_end);

// What a sandbox denied when it was tried in a child of its own.
enum {
  CSANDBOX_READING = 1,  // opening a file that is there
  CSANDBOX_WRITING = 2,  // making a file elsewhere
  CSANDBOX_NETWORK = 4,  // a socket
  CSANDBOX_PROGRAMS = 8, // execve
  CSANDBOX_PROCESSES = 16, // fork
  CSANDBOX_SIGNALS = 32, // a signal to the parent
  CSANDBOX_TRACING = 64, // ptrace
  CSANDBOX_MODES = 128,  // chmod
  CSANDBOX_ALLOWED = 256 // what is allowed works: the file to read, the folder to write to
};
enum { CSANDBOX_ALL = 511 };

// Tries the sandbox in a child on a file and a folder, and says what it denied.
int csandbox_probe(const char *readable, const char *writable_folder);

#endif
