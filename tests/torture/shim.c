/* A disk that fails or remembers: loaded before the C library (LD_PRELOAD).
 *
 * Watches the files below one folder. Armed, it fails the n-th write, truncation or sync with a
 * given errno, once or from then on. Recording, it writes down every operation with its data, so
 * that a test can replay what a power cut would have left on the disk.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 4096

static char watched[PATH_MAX];
static int opened[MOST]; /* number of the opening, 0 if the file is not watched */
static int openings;
static int record = -1;
static long count, fail_at;
static int fail_errno, fail_for_good;

enum { OPEN = 1, WRITE, TRUNCATE, SYNC, RENAME, UNLINK };

static int lies_below(const char *path, char *full) {
    size_t length = strlen(watched);
    if (!length || !path) return 0;
    if (path[0] == '/') {
        snprintf(full, PATH_MAX, "%s", path);
    } else {
        if (!getcwd(full, PATH_MAX)) return 0;
        size_t used = strlen(full);
        snprintf(full + used, PATH_MAX - used, "/%s", path);
    }
    return strncmp(full, watched, length) == 0;
}

static void put(const void *bytes, size_t length) {
    const char *from = bytes;
    while (length) {
        long done = syscall(SYS_write, record, from, length);
        if (done <= 0) _exit(99);
        from += done;
        length -= done;
    }
}

static void note(uint32_t what, uint32_t which, uint64_t offset, const void *data, uint64_t length) {
    if (record < 0) return;
    uint64_t head[4] = {what, which, offset, length};
    put(head, sizeof head);
    if (length) put(data, length);
}

static int fails(void) {
    count++;
    if (!fail_at || count < fail_at || (count > fail_at && !fail_for_good)) return 0;
    errno = fail_errno;
    return 1;
}

void shim_watch(const char *folder, const char *trace) {
    snprintf(watched, sizeof watched, "%s", folder);
    if (trace) record = syscall(SYS_openat, AT_FDCWD, trace, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

void shim_arm(long at, int number, int for_good) {
    count = 0;
    fail_at = at;
    fail_errno = number;
    fail_for_good = for_good;
}

long shim_count(void) { return count; }

static int opened_as(int fd, const char *path) {
    char full[PATH_MAX];
    if (fd >= 0 && fd < MOST && fd != record) {
        opened[fd] = 0;
        if (lies_below(path, full)) {
            opened[fd] = ++openings;
            note(OPEN, opened[fd], 0, full, strlen(full));
        }
    }
    return fd;
}

static int watching(int fd) { return fd >= 0 && fd < MOST ? opened[fd] : 0; }

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define OPENING(function) \
    int function(const char *path, int flags, ...) { \
        REAL(int, #function, const char *, int, ...); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return opened_as(real(path, flags, mode), path); \
    }
OPENING(open)
OPENING(open64)

#define OPENING_AT(function) \
    int function(int folder, const char *path, int flags, ...) { \
        REAL(int, #function, int, const char *, int, ...); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return opened_as(real(folder, path, flags, mode), path); \
    }
OPENING_AT(openat)
OPENING_AT(openat64)

int close(int fd) {
    REAL(int, "close", int);
    if (watching(fd)) opened[fd] = 0;
    return real(fd);
}

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!watching(fd)) return real(fd, data, length);
    if (fails()) return -1;
    off_t at = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    ssize_t done = real(fd, data, length);
    if (done > 0) note(WRITE, opened[fd], at, data, done);
    return done;
}

#define WRITING_AT(function) \
    ssize_t function(int fd, const void *data, size_t length, off_t at) { \
        REAL(ssize_t, #function, int, const void *, size_t, off_t); \
        if (!watching(fd)) return real(fd, data, length, at); \
        if (fails()) return -1; \
        ssize_t done = real(fd, data, length, at); \
        if (done > 0) note(WRITE, opened[fd], at, data, done); \
        return done; \
    }
WRITING_AT(pwrite)
WRITING_AT(pwrite64)

/* Copying inside the kernel can only be failed, not recorded: it has no bytes here. */
#define SENDING(function) \
    ssize_t function(int to, int from, off_t *at, size_t length) { \
        REAL(ssize_t, #function, int, int, off_t *, size_t); \
        if (watching(to) && fails()) return -1; \
        return real(to, from, at, length); \
    }
SENDING(sendfile)
SENDING(sendfile64)

#define TRUNCATING(function) \
    int function(int fd, off_t length) { \
        REAL(int, #function, int, off_t); \
        if (!watching(fd)) return real(fd, length); \
        if (fails()) return -1; \
        int done = real(fd, length); \
        if (done == 0) note(TRUNCATE, opened[fd], length, NULL, 0); \
        return done; \
    }
TRUNCATING(ftruncate)
TRUNCATING(ftruncate64)

#define SYNCING(function) \
    int function(int fd) { \
        REAL(int, #function, int); \
        if (!watching(fd)) return real(fd); \
        if (fails()) return -1; \
        int done = real(fd); \
        if (done == 0) note(SYNC, opened[fd], 0, NULL, 0); \
        return done; \
    }
SYNCING(fsync)
SYNCING(fdatasync)

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    char first[PATH_MAX], second[PATH_MAX], both[2 * PATH_MAX];
    if (!lies_below(from, first) || !lies_below(to, second)) return real(from, to);
    if (fails()) return -1;
    int done = real(from, to);
    if (done == 0) {
        int length = snprintf(both, sizeof both, "%s%c%s", first, 0, second);
        note(RENAME, 0, 0, both, length);
    }
    return done;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    char full[PATH_MAX];
    int done = real(path);
    if (done == 0 && lies_below(path, full)) note(UNLINK, 0, 0, full, strlen(full));
    return done;
}
