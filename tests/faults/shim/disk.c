/* A disk that fails on purpose, loaded before libc with LD_PRELOAD.
 *
 * It sees the calls that change files below DISK_ROOT: write, pwrite, writev, fsync, fdatasync, ftruncate, fallocate,
 * rename and their kin. Files whose name ends in "-shm" are no files to it: SQLite maps them into memory and makes them anew.
 *
 *   DISK_ROOT    the folder, without links in its path.
 *   DISK_COUNTS  a file that gets six numbers (64 bits each): all calls, writes, syncs, renames, other changes, and those
 *                that could meet a fault.
 *
 * Faults: the calls from DISK_FIRST to DISK_LAST, counted from 1, or all while the file DISK_SWITCH exists, meet DISK_FAIL.
 * With DISK_NAMED only calls on paths that hold this text ("$" is the end), with DISK_SYNCS only syncs.
 *   eio, enospc, erofs   that error; nothing is written or synced.
 *   short                half of the bytes are written, the write after that meets ENOSPC; other calls meet EIO.
 *   kill                 the process is killed before the call.
 *
 * Power cuts: DISK_SHADOW is a folder that holds at any moment what a power cut would leave, in its subfolder "d".
 *   A file there has the pages (4 KiB) of its last sync and its length then. A name is there once its folder was synced, and
 *   goes when its folder is synced after its removal. A sync that fails drops what it should have written: the pages count
 *   as clean from then on, as Linux does it. With DISK_SEED, a quarter of the pages reach the disk early, as they may.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define PAGE 4096
#define MOST_FILES 256
#define MOST_PAGES 16384 /* 64 MiB a file */

enum what { WRITE = 1, SYNC, RENAME, OTHER };

static const char *root, *shadow, *fail, *only_while, *named;
static long first, last, matched;
static int only_syncs;
static unsigned seed;
static int early, full_next;
static long *counts, own_counts[6];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- which files are ours ---- */

static int is_ours(const char *path) {
    size_t n = root ? strlen(root) : 0, m = strlen(path);
    if (!n || strncmp(path, root, n) || (path[n] && path[n] != '/')) return 0;
    return m < 4 || strcmp(path + m - 4, "-shm");
}

/* The path of an open file, or 0 if it is not ours. */
static int ours(int fd, char path[PATH_MAX]) {
    char link[64];
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = root ? readlink(link, path, PATH_MAX - 1) : -1;
    errno = before;
    if (n < 0) return 0;
    path[n] = 0;
    return is_ours(path);
}

static int is_our_name(int folder, const char *name) {
    char path[PATH_MAX];
    if (name[0] == '/') return is_ours(name);
    if (folder == AT_FDCWD) return root && getcwd(path, sizeof path) && is_ours(path);
    return ours(folder, path);
}

/* ---- faults ---- */

/* Whether the path, with a "$" at its end, holds the text of DISK_NAMED. */
static int is_named(const char *path) {
    char text[PATH_MAX + 1];
    snprintf(text, sizeof text, "%s$", path);
    return !named || strstr(text, named);
}

/* Counts a call; the error that it meets, or 0. */
static int fault(enum what what, const char *path) {
    __atomic_add_fetch(&counts[0], 1, __ATOMIC_SEQ_CST);
    __atomic_add_fetch(&counts[what], 1, __ATOMIC_SEQ_CST);
    if (!is_named(path) || (only_syncs && what != SYNC)) return 0;
    __atomic_add_fetch(&counts[5], 1, __ATOMIC_SEQ_CST);
    long n = __atomic_add_fetch(&matched, 1, __ATOMIC_SEQ_CST);
    if (!fail) return 0;
    if (full_next && what == WRITE) {
        full_next = 0;
        return ENOSPC;
    }
    int before = errno, on = only_while ? access(only_while, F_OK) == 0 : n >= first && n <= last;
    errno = before;
    if (!on) return 0;
    if (!strcmp(fail, "kill")) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    return !strcmp(fail, "enospc") ? ENOSPC : !strcmp(fail, "erofs") ? EROFS : EIO;
}

static int is_short(enum what what) { return fail && what == WRITE && !strcmp(fail, "short"); }

/* ---- what a power cut would leave ---- */

static struct file {
    dev_t device;
    ino_t inode;
    int id;
    unsigned char dirty[MOST_PAGES];
} *files[MOST_FILES];
static int next_id;

static void die(const char *why) {
    fprintf(stderr, "disk.c: %s: %s\n", why, strerror(errno));
    abort();
}

static void content(char path[PATH_MAX], int id) { snprintf(path, PATH_MAX, "%s/i/%d", shadow, id); }

static struct file *find(const struct stat *state, int fresh) {
    for (int i = 0; i < MOST_FILES; i++) {
        struct file *file = files[i];
        if (file && (file->inode != state->st_ino || file->device != state->st_dev)) continue;
        if (file && !fresh) return file;
        if (!file) file = files[i] = malloc(sizeof *file);
        if (!file) die("memory");
        *file = (struct file){.device = state->st_dev, .inode = state->st_ino, .id = next_id++};
        /* Of a file that was made without our knowledge nothing is on the disk. */
        memset(file->dirty, 1, sizeof file->dirty);
        char path[PATH_MAX];
        content(path, file->id);
        int made = REAL(open)(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
        if (made < 0) die(path);
        close(made);
        return file;
    }
    die("too many files");
    return 0;
}

static struct file *file_of(int fd, struct stat *state) {
    if (fstat(fd, state) || !S_ISREG(state->st_mode)) return 0;
    return find(state, 0);
}

static void mark(struct file *file, off_t from, off_t to) {
    for (off_t page = from / PAGE; page * PAGE < to; page++) {
        if (page >= MOST_PAGES) die("a file is too long");
        file->dirty[page] = 1;
    }
}

/* Copies the dirty pages from `from` on, all of them or by chance, and the length. */
static void copy_pages(struct file *file, int fd, off_t from, off_t to, int by_chance) {
    char path[PATH_MAX], link[64], page[PAGE];
    content(path, file->id);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int in = REAL(open)(link, O_RDONLY), out = REAL(open)(path, O_WRONLY);
    if (in < 0 || out < 0) die(path);
    for (off_t at = from - from % PAGE; at < to; at += PAGE) {
        if (!file->dirty[at / PAGE] || (by_chance && rand_r(&seed) % 4)) continue;
        ssize_t n = pread(in, page, PAGE, at);
        if (n > 0 && REAL(pwrite)(out, page, n, at) != n) die(path);
        if (!by_chance) file->dirty[at / PAGE] = 0;
    }
    if (!by_chance && REAL(ftruncate)(out, to)) die(path);
    close(in);
    close(out);
}

static void copy_file(const char *path) {
    struct stat state;
    int fd = REAL(open)(path, O_RDONLY);
    struct file *file = fd < 0 ? 0 : file_of(fd, &state);
    if (file) copy_pages(file, fd, 0, state.st_size, 0);
    if (fd >= 0) close(fd);
}

static void name_in_shadow(char path[PATH_MAX], const char *folder, const char *name) {
    snprintf(path, PATH_MAX, "%s/d%s/%s", shadow, folder + strlen(root), name);
}

/* Lets a name lead to the content of this file, at once: a cut in between finds the old one. */
static void set_name(const char *there, int id) {
    char from[PATH_MAX], beside[PATH_MAX];
    struct stat old, now;
    content(from, id);
    if (!stat(there, &old) && !stat(from, &now) && old.st_ino == now.st_ino) return;
    snprintf(beside, sizeof beside, "%s/i/name", shadow);
    unlink(beside);
    if (link(from, beside) || REAL(rename)(beside, there)) die(there);
}

/* Makes the names of a folder what they are now. A folder whose own name is not on the disk leads nowhere. */
static void copy_names(const char *folder) {
    char there[PATH_MAX], here[PATH_MAX];
    struct dirent *entry;
    struct stat state;
    name_in_shadow(there, folder, "");
    DIR *old = opendir(there), *now = opendir(folder);
    while (old && now && (entry = readdir(now))) {
        snprintf(here, sizeof here, "%s/%s", folder, entry->d_name);
        name_in_shadow(there, folder, entry->d_name);
        if (entry->d_type == DT_DIR) mkdir(there, 0700);
        if (entry->d_type == DT_REG && is_ours(here) && !stat(here, &state)) set_name(there, find(&state, 0)->id);
    }
    while (old && now && (entry = readdir(old))) {
        snprintf(here, sizeof here, "%s/%s", folder, entry->d_name);
        name_in_shadow(there, folder, entry->d_name);
        if (entry->d_type == DT_REG && access(here, F_OK)) unlink(there);
    }
    if (old) closedir(old);
    if (now) closedir(now);
}

static int found(const char *path, const struct stat *state, int type, struct FTW *at) {
    (void)state, (void)at;
    if (type == FTW_F && is_ours(path)) copy_file(path);
    if (type == FTW_D) copy_names(path);
    return 0;
}

__attribute__((constructor)) static void start(void) {
    root = getenv("DISK_ROOT"), named = getenv("DISK_NAMED"), only_syncs = getenv("DISK_SYNCS") != 0;
    fail = getenv("DISK_FAIL"), only_while = getenv("DISK_SWITCH");
    first = atol(getenv("DISK_FIRST") ?: "0"), last = atol(getenv("DISK_LAST") ?: "0");
    early = getenv("DISK_SEED") != 0, seed = atoi(getenv("DISK_SEED") ?: "0");
    counts = own_counts;
    const char *file = getenv("DISK_COUNTS");
    int fd = file ? REAL(open)(file, O_RDWR | O_CREAT, 0600) : -1;
    if (fd >= 0 && !REAL(ftruncate)(fd, sizeof own_counts)) {
        void *map = mmap(0, sizeof own_counts, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (map != MAP_FAILED) counts = map;
    }
    if (fd >= 0) close(fd);
    const char *folder = getenv("DISK_SHADOW");
    if (!folder || !root) return;
    shadow = folder;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/i", shadow), mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/d", shadow), mkdir(path, 0700);
    /* What is there at the start is on the disk; folders first, from the top. */
    if (nftw(root, found, 16, FTW_PHYS)) die(root);
}

/* ---- the calls ---- */

/* A write of `length` bytes at `at` (-1: where the file stands), done by CALL, which may use `length`. */
#define WRITING(fd, at, length, CALL)                                                                                        \
    char path[PATH_MAX];                                                                                                       \
    if (!ours(fd, path)) return CALL;                                                                                          \
    pthread_mutex_lock(&lock);                                                                                                 \
    int error = fault(WRITE, path);                                                                                                  \
    if (error == EIO && is_short(WRITE) && length > 1) error = 0, full_next = 1, length /= 2;                                  \
    ssize_t done = -1;                                                                                                         \
    if (!error) {                                                                                                              \
        done = CALL;                                                                                                           \
        error = errno;                                                                                                         \
        if (done > 0 && shadow) written(fd, at, done);                                                                         \
    }                                                                                                                          \
    pthread_mutex_unlock(&lock);                                                                                               \
    if (done < 0) errno = error;                                                                                               \
    return done;

static void written(int fd, off_t at, ssize_t length) {
    struct stat state;
    struct file *file = file_of(fd, &state);
    if (!file) return;
    if (at < 0) at = lseek(fd, 0, SEEK_CUR) - length;
    mark(file, at, at + length);
    if (early) copy_pages(file, fd, at, at + length, 1);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    WRITING(fd, -1, length, REAL(write)(fd, bytes, length))
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    WRITING(fd, at, length, REAL(pwrite)(fd, bytes, length, at))
}
ssize_t pwrite64(int, const void *, size_t, off_t) __attribute__((alias("pwrite")));

ssize_t writev(int fd, const struct iovec *parts, int count) {
    WRITING(fd, -1, count, REAL(writev)(fd, parts, count))
}

/* No test with this disk pulls a real plug: what is ours is not synced in earnest, which is quicker. */
static int synced(int fd, int (*real)(int)) {
    char path[PATH_MAX];
    struct stat state;
    if (!ours(fd, path)) return real(fd);
    pthread_mutex_lock(&lock);
    int error = fault(SYNC, path);
    struct file *file = shadow ? file_of(fd, &state) : 0;
    if (file && error) memset(file->dirty, 0, sizeof file->dirty);
    if (file && !error) copy_pages(file, fd, 0, state.st_size, 0);
    if (shadow && !file && !error) copy_names(path);
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return error ? -1 : 0;
}

int fsync(int fd) { return synced(fd, REAL(fsync)); }

int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

int ftruncate(int fd, off_t length) {
    char path[PATH_MAX];
    struct stat state;
    if (!ours(fd, path)) return REAL(ftruncate)(fd, length);
    pthread_mutex_lock(&lock);
    int error = fault(OTHER, path);
    struct file *file = shadow && !error ? file_of(fd, &state) : 0;
    if (file) mark(file, length, state.st_size);
    int done = error ? -1 : REAL(ftruncate)(fd, length);
    pthread_mutex_unlock(&lock);
    if (error) errno = error;
    return done;
}
int ftruncate64(int, off_t) __attribute__((alias("ftruncate")));

int fallocate(int fd, int mode, off_t at, off_t length) {
    char path[PATH_MAX];
    int error = ours(fd, path) ? fault(OTHER, path) : 0;
    if (!error) return REAL(fallocate)(fd, mode, at, length);
    errno = error;
    return -1;
}
int fallocate64(int, int, off_t, off_t) __attribute__((alias("fallocate")));

int posix_fallocate(int fd, off_t at, off_t length) {
    char path[PATH_MAX];
    int error = ours(fd, path) ? fault(OTHER, path) : 0;
    return error ? error : REAL(posix_fallocate)(fd, at, length);
}
int posix_fallocate64(int, off_t, off_t) __attribute__((alias("posix_fallocate")));

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    int error = is_our_name(to, new) ? fault(RENAME, new) : 0;
    if (!error) return REAL(renameat2)(from, old, to, new, flags);
    errno = error;
    return -1;
}

int renameat(int from, const char *old, int to, const char *new) { return renameat2(from, old, to, new, 0); }

int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }

/* Opening is no fault of ours; the shadow hears of files that are made or emptied. */
int openat(int folder, const char *name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    struct stat before, now;
    int existed = fstatat(folder, name, &before, 0) == 0;
    int fd = REAL(openat)(folder, name, flags, mode);
    char path[PATH_MAX];
    if (fd < 0 || !shadow || !(flags & (O_CREAT | O_TRUNC)) || !ours(fd, path) || fstat(fd, &now)) return fd;
    pthread_mutex_lock(&lock);
    if (S_ISREG(now.st_mode) && !existed) find(&now, 1);
    if (S_ISREG(now.st_mode) && existed && flags & O_TRUNC) mark(find(&now, 0), 0, before.st_size);
    pthread_mutex_unlock(&lock);
    return fd;
}
int openat64(int, const char *, int, ...) __attribute__((alias("openat")));

int open(const char *name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return openat(AT_FDCWD, name, flags, mode);
}
int open64(const char *, int, ...) __attribute__((alias("open")));
