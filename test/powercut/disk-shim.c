// A disk that remembers and misbehaves: preloaded into a program (LD_PRELOAD), it stands between it and the files below one folder.
// It writes down, in the order in which they happened, all calls that change those files, and it can make the disk slow, broken or full.
//
//   DISK_FOLDER   the folder it watches, with everything below it
//   DISK_TRACE    where it writes what happened (disk-trace.ts reads it); appended to, so that several processes in turn make one story
//   DISK_CONTROL  a folder in which a test leaves orders, as files: `sync-ms` (how long every sync takes), `fail-sync` (the next one fails, once),
//                 `room` (by how many bytes the watched files may grow, counted from the start of the program)
//
// Not seen: what is written through a memory map. SQLite maps only its -shm file, which is no truth: the first to open the database makes it anew.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum op { OPENED = 1, WROTE = 2, SYNCED = 3, SYNC_FAILED = 4, TRUNCATED = 5, UNLINKED = 6, RENAMED = 7, MADE_FOLDER = 8, CREATED = 9 };

// One record: this, then `length` bytes (a path, or what was written). Little-endian, as all machines are that we test on.
struct record {
  uint32_t op;
  uint32_t length;
  uint64_t inode;
  uint64_t offset;
  uint64_t at_ns;
};

#define MAX_FDS 65536
static const char *folder, *control;
static size_t folder_length;
static int trace = -1;
static long long grown;
static uint64_t inode_of[MAX_FDS]; // 0: not one of ours
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char *trace_path = getenv("DISK_TRACE");
  folder = getenv("DISK_FOLDER");
  control = getenv("DISK_CONTROL");
  if (folder) folder_length = strlen(folder);
  if (trace_path) trace = syscall(SYS_openat, AT_FDCWD, trace_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path) {
  if (!folder || strncmp(path, folder, folder_length) != 0) return 0;
  if (path[folder_length] != 0 && path[folder_length] != '/') return 0;
  size_t length = strlen(path);
  return length < 4 || strcmp(path + length - 4, "-shm") != 0;
}

// libuv closes files behind our back, and their numbers come again as something else: so each is looked at.
static uint64_t inode(int fd) {
  struct stat file;
  if (fd < 0 || fd >= MAX_FDS || inode_of[fd] == 0) return 0;
  if (fstat(fd, &file) != 0 || file.st_ino != inode_of[fd] || !(S_ISREG(file.st_mode) || S_ISDIR(file.st_mode))) inode_of[fd] = 0;
  return inode_of[fd];
}

static void tell(enum op op, uint64_t inode, uint64_t offset, const void *bytes, size_t length) {
  if (trace < 0) return;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  struct record record = {op, length, inode, offset, now.tv_sec * 1000000000ull + now.tv_nsec};
  struct iovec parts[] = {{&record, sizeof record}, {(void *)bytes, length}};
  if (syscall(SYS_writev, trace, parts, 2) != (long)(sizeof record + length)) {
    fprintf(stderr, "disk-shim: the trace cannot be written\n");
    _exit(71);
  }
}

static int order(const char *name, char *text, size_t size) {
  if (!control) return 0;
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s", control, name);
  int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0) return 0;
  ssize_t length = read(fd, text, size - 1);
  text[length < 0 ? 0 : length] = 0;
  syscall(SYS_close, fd);
  return 1;
}

static long long room(void) {
  char text[32];
  return order("room", text, sizeof text) ? atoll(text) - grown : LLONG_MAX;
}

static int open_file(const char *path, int flags, mode_t mode) {
  if (!is_ours(path)) return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  pthread_mutex_lock(&one_at_a_time);
  int is_new = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  int fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  int error = errno;
  struct stat file;
  if (fd >= 0 && fd < MAX_FDS && fstat(fd, &file) == 0) {
    inode_of[fd] = file.st_ino;
    tell(is_new ? CREATED : OPENED, file.st_ino, 0, path, strlen(path));
    if (flags & O_TRUNC) tell(TRUNCATED, file.st_ino, 0, "", 0);
  }
  pthread_mutex_unlock(&one_at_a_time);
  errno = error;
  return fd;
}

#define OPEN(name)                             \
  int name(const char *path, int flags, ...) { \
    va_list rest;                              \
    va_start(rest, flags);                     \
    mode_t mode = va_arg(rest, mode_t);        \
    va_end(rest);                              \
    return open_file(path, flags, mode);       \
  }
OPEN(open)
OPEN(open64)

// `offset` -1: where the file stands.
static ssize_t write_file(int fd, const void *bytes, size_t length, off_t offset) {
  uint64_t file = inode(fd);
  if (!file) return offset < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, offset);
  pthread_mutex_lock(&one_at_a_time);
  struct stat before;
  fstat(fd, &before);
  off_t at = offset >= 0 ? offset : fcntl(fd, F_GETFL) & O_APPEND ? before.st_size : lseek(fd, 0, SEEK_CUR);
  long long growth = (long long)(at + length) - before.st_size;
  ssize_t written = -1;
  if (growth > 0 && growth > room()) errno = ENOSPC;
  else written = offset < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, offset);
  int error = errno;
  if (written > 0) {
    if (growth > 0) grown += growth;
    tell(WROTE, file, at, bytes, written);
  }
  pthread_mutex_unlock(&one_at_a_time);
  errno = error;
  return written;
}

ssize_t write(int fd, const void *bytes, size_t length) { return write_file(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return write_file(fd, bytes, length, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return write_file(fd, bytes, length, offset); }

static int sync_file(int fd, long call) {
  uint64_t file = inode(fd);
  if (!file) return syscall(call, fd);
  char path[PATH_MAX], text[32];
  long delay_ms = order("sync-ms", text, sizeof text) ? atol(text) : 0;
  struct timespec delay = {delay_ms / 1000, delay_ms % 1000 * 1000000};
  nanosleep(&delay, NULL); // outside the lock: other threads may write meanwhile
  pthread_mutex_lock(&one_at_a_time);
  int fails = order("fail-sync", text, sizeof text);
  if (fails) {
    snprintf(path, sizeof path, "%s/fail-sync", control);
    syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  }
  // The trace says what is on disk, so the machine's own disk need not be waited for.
  tell(fails ? SYNC_FAILED : SYNCED, file, 0, "", 0);
  pthread_mutex_unlock(&one_at_a_time);
  errno = EIO;
  return fails ? -1 : 0;
}

int fsync(int fd) { return sync_file(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

static int truncate_file(int fd, off_t size) {
  uint64_t file = inode(fd);
  struct stat before;
  pthread_mutex_lock(&one_at_a_time);
  if (file && fstat(fd, &before) == 0) grown += size - before.st_size;
  int result = syscall(SYS_ftruncate, fd, size);
  if (file && result == 0) tell(TRUNCATED, file, size, "", 0);
  pthread_mutex_unlock(&one_at_a_time);
  return result;
}

int ftruncate(int fd, off_t size) { return truncate_file(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncate_file(fd, size); }

int unlink(const char *path) {
  if (!is_ours(path)) return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  pthread_mutex_lock(&one_at_a_time);
  struct stat before = {0};
  lstat(path, &before);
  int result = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  int error = errno;
  if (result == 0) {
    grown -= before.st_size;
    tell(UNLINKED, 0, 0, path, strlen(path));
  }
  pthread_mutex_unlock(&one_at_a_time);
  errno = error;
  return result;
}

int rename(const char *from, const char *to) {
  pthread_mutex_lock(&one_at_a_time);
  int result = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
  int error = errno;
  if (result == 0 && is_ours(from) && is_ours(to)) {
    char both[2 * PATH_MAX];
    int length = snprintf(both, sizeof both, "%s\n%s", from, to);
    tell(RENAMED, 0, 0, both, length);
  }
  pthread_mutex_unlock(&one_at_a_time);
  errno = error;
  return result;
}

int mkdir(const char *path, mode_t mode) {
  pthread_mutex_lock(&one_at_a_time);
  int result = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
  int error = errno;
  if (result == 0 && is_ours(path)) tell(MADE_FOLDER, 0, 0, path, strlen(path));
  pthread_mutex_unlock(&one_at_a_time);
  errno = error;
  return result;
}

static int room_left(const char *path, struct statfs *free) {
  long result = syscall(SYS_statfs, path, free);
  if (result == 0 && is_ours(path) && room() != LLONG_MAX) free->f_bavail = free->f_bfree = (room() < 0 ? 0 : room()) / free->f_bsize;
  return result;
}

int statfs(const char *path, struct statfs *free) { return room_left(path, free); }
int statfs64(const char *path, struct statfs64 *free) { return room_left(path, (struct statfs *)free); }
