/*
 * pms_plugin.h: how a property management system (the host) talks to a plugin that it loads
 * as a shared library. It is neutral to what a plugin does: nine functions move documents,
 * all meaning is in the documents (UTF-8 JSON, described by JSON Schemas that come with the
 * plugin). A host may load several plugins that offer this interface.
 *
 * How to load one
 *   1. dlopen(path, RTLD_NOW | RTLD_LOCAL), and dlsym every function of this header: never
 *      link against a plugin. A plugin stays mapped until the process ends; dlclose is fine.
 *   2. pms_plugin_abi() before anything else. Go on only if the major number (the upper 16
 *      bits) equals PMS_ABI_MAJOR and the minor number (the lower 16) is at least what the
 *      host needs. A function added in a later minor is an optional symbol: where dlsym does
 *      not find it, the plugin is not capable of it.
 *   3. pms_plugin_open() once per configuration, then pms_plugin_call() from any thread.
 *   4. A thread of the host, or a worker program that comes with the plugin, calls
 *      pms_plugin_work() in a loop. A host without threads (PHP) leaves it to the worker.
 *
 * Rules that hold for every function
 *   - Texts go in as pointer and length, UTF-8, without need of a NUL; none is kept after the
 *     function returns. Texts come out inside a reply that the caller owns and frees, on
 *     whatever thread and at whatever time it likes, also after pms_plugin_close().
 *   - A function answers with a status: 0 or a negative enum pms_status. A host treats a
 *     negative number it does not know as a failure. The reply says the rest:
 *         {"error":{"code":"…","message":"…","path":"…","retryable":true}}
 *     `code` is a stable word, `message` one line for people, `path` a JSON pointer into the
 *     document or "". There is a reply in every case but PMS_E_MEMORY.
 *   - `ret_reply` may be NULL where the caller does not want one. Otherwise *ret_reply is
 *     always set: to a reply, or to NULL with PMS_E_MEMORY.
 *   - The plugin starts no thread of its own, prints nothing, never ends the process, and
 *     leaves signal handlers, locale, environment and atexit alone.
 *   - After fork() a handle belongs to the parent: in the child every function answers
 *     PMS_E_FORKED but pms_plugin_close(), which frees the memory and touches nothing that
 *     the parent uses. Open a handle of its own in each process.
 *
 * Each function has its rule of use in brackets:
 *   [thread-safe]         any number of threads at once, with the same handle too
 *   [one thread]          no other call with this handle may run or follow
 *   may wait on X         it may block on X, within the bounds that the configuration sets
 *
 * The block between the two marker comments is plain C without preprocessor lines: PHP FFI,
 * Python's cffi, JNA, .NET and koffi take it as it is. Only int32_t, uint32_t, size_t, char
 * pointers, void pointers, and structs; constants are enumerators that are never renumbered.
 *
 * Changes of the interface
 *   1.0  the first: abi, describe, open, call, work, wake, close, reply_text, reply_free
 */
#ifndef PMS_PLUGIN_H
#define PMS_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* pms_plugin: declarations begin */

/* What this header describes. The major number changes when something that a host relies on
 * goes away, the minor one when something is added. */
enum pms_abi { PMS_ABI_MAJOR = 1, PMS_ABI_MINOR = 0 };

/* Whose turn it is. Passed as int32_t, as an enum's size is the compiler's business. */
enum pms_status {
	PMS_OK = 0,
	PMS_E_INVALID = -1,     /* the document is wrong: never repeat it as it is */
	PMS_E_REFUSED = -2,     /* understood, and the house rules say no */
	PMS_E_UNAVAILABLE = -3, /* repeat the same document, with the same id, later */
	PMS_E_FORKED = -4,      /* the handle was opened by another process */
	PMS_E_UNSUPPORTED = -5, /* a document type or revision not known here */
	PMS_E_MEMORY = -6,      /* memory is short; there is no reply */
	PMS_E_INTERNAL = -7 /* a fault in the plugin; other documents may go through */
};

enum pms_log_level {
	PMS_LOG_ERROR = 0,   /* somebody must act */
	PMS_LOG_WARNING = 1, /* somebody should look */
	PMS_LOG_INFO = 2,
	PMS_LOG_DEBUG = 3
};

/* An open plugin, and an answer of one. Opaque. */
struct pms_plugin;
struct pms_reply;

/* What a host offers; copied by pms_plugin_open. Members are only ever appended, each may be
 * NULL, and `size` tells which are there: a plugin reads what it and the host both know. */
struct pms_host {
	size_t size; /* sizeof(struct pms_host) as the host was compiled */
	void *data;  /* handed back in each callback */

	/* A line worth keeping: UTF-8, `len` bytes, no line end, valid during the callback.
	 * `level` is an enum pms_log_level. Called only on a thread that is inside a function
	 * of this header, never after that function returned, by several threads at once if
	 * several are inside. It must return: no exception, no longjmp, no call back into the
	 * plugin. */
	void (*log)(void *data, int32_t level, const char *text, size_t len);
};

/* major << 16 | minor of the interface that the plugin offers. Asked before anything else.
 * [thread-safe] */
uint32_t pms_plugin_abi(void);

/* What the plugin is and takes: one JSON object with name, version, ABI, the document types
 * it takes and those it sends with their revisions, and the schema of its configuration.
 * NUL-terminated, lives as long as the process, not to be freed. [thread-safe] */
const char *pms_plugin_describe(void);

/* Opens the plugin with a configuration document of `config_len` bytes. `host` may be NULL.
 * PMS_OK: *ret_plugin is a handle for pms_plugin_close, *ret_reply a JSON object. Otherwise
 * *ret_plugin is NULL. A database that is away is no reason to fail: the calls say it, until it is
 * back. Each open gives a handle of its own, independent of others.
 * [thread-safe, may wait on the database] */
int32_t pms_plugin_open(const char *config, size_t config_len,
	const struct pms_host *host, struct pms_plugin **ret_plugin,
	struct pms_reply **ret_reply);

/* Hands in one document of `len` bytes and takes one reply. PMS_OK: what the document says
 * is durable. After PMS_E_UNAVAILABLE it may have happened or not: the same document again,
 * with the same id, does it once. Nothing but the database is waited on, for no longer than
 * the configured deadline. [thread-safe, may wait on the database] */
int32_t pms_plugin_call(struct pms_plugin *plugin, const char *document, size_t len,
	struct pms_reply **ret_reply);

/* Does what is due (sends, prepares the next day), waiting up to `wait_ms` milliseconds for
 * something to do; 0 looks once. Any number of threads and processes may be in it; a host
 * calls it in a loop with about a second, which is also how long it takes to stop. Returns how
 * many attempts and plans it finished, whatever came of them (delivery.list tells what is still
 * owed), or a negative enum pms_status, after which the loop rests for a moment.
 * [thread-safe, may wait on the database and the network] */
int32_t pms_plugin_work(
	struct pms_plugin *plugin, uint32_t wait_ms, struct pms_reply **ret_reply);

/* Makes the threads that wait in pms_plugin_work look again at once. PMS_OK, PMS_E_INVALID
 * without a handle, or PMS_E_FORKED. [thread-safe, never waits] */
int32_t pms_plugin_wake(struct pms_plugin *plugin);

/* Frees the handle and everything it holds but the replies; NULL is fine.
 * [one thread, may wait on the database] */
void pms_plugin_close(struct pms_plugin *plugin);

/* The reply's text, UTF-8 JSON, NUL-terminated; its length without the NUL goes to
 * *ret_len unless that is NULL. Lives until pms_reply_free. A reply of NULL gives "" and 0.
 * [thread-safe] */
const char *pms_reply_text(const struct pms_reply *reply, size_t *ret_len);

/* NULL is fine. [one thread] */
void pms_reply_free(struct pms_reply *reply);

/* pms_plugin: declarations end */

/* The same as types, for a host in C or C++ that finds the functions with dlsym:
 *	pms_plugin_open_fn *open = (pms_plugin_open_fn *)dlsym(library, "pms_plugin_open"); */
typedef uint32_t pms_plugin_abi_fn(void);
typedef const char *pms_plugin_describe_fn(void);
typedef int32_t pms_plugin_open_fn(const char *config, size_t config_len,
	const struct pms_host *host, struct pms_plugin **ret_plugin,
	struct pms_reply **ret_reply);
typedef int32_t pms_plugin_call_fn(struct pms_plugin *plugin, const char *document,
	size_t len, struct pms_reply **ret_reply);
typedef int32_t pms_plugin_work_fn(
	struct pms_plugin *plugin, uint32_t wait_ms, struct pms_reply **ret_reply);
typedef int32_t pms_plugin_wake_fn(struct pms_plugin *plugin);
typedef void pms_plugin_close_fn(struct pms_plugin *plugin);
typedef const char *pms_reply_text_fn(const struct pms_reply *reply, size_t *ret_len);
typedef void pms_reply_free_fn(struct pms_reply *reply);

#ifdef __cplusplus
}
#endif

#endif
