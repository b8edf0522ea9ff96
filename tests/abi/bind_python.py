#!/usr/bin/env python3
"""The marked block of the header, taken by cffi as it is, and the module called with it; then
the same by ctypes, which reads no header: bind_python.py HEADER MODULE"""
import ctypes
import json
import re
import sys

import cffi

CONFIG = b'{"database":{"socket":"/nonexistent/mysqld.sock","user":"nobody","name":"away"}}'


def declarations(header):
    with open(header, encoding="utf-8") as file:
        return re.search(r"/\* pms_plugin: declarations begin \*/(.*)"
                         r"/\* pms_plugin: declarations end \*/", file.read(), re.S).group(1)


def check_error(text, retryable):
    error = json.loads(text)["error"]
    assert set(error) == {"code", "message", "path", "retryable"}, error
    assert error["retryable"] is retryable, error


def by_cffi(header, module):
    ffi = cffi.FFI()
    ffi.cdef(declarations(header))
    pms = ffi.dlopen(module)
    assert pms.pms_plugin_abi() >> 16 == pms.PMS_ABI_MAJOR
    assert (pms.PMS_OK, pms.PMS_E_INTERNAL, pms.PMS_LOG_DEBUG) == (0, -7, 3)
    assert ffi.sizeof("struct pms_host") == 3 * ffi.sizeof("void *")
    about = json.loads(ffi.string(pms.pms_plugin_describe()))
    assert about["name"] == "stammgast" and about["version"], about
    assert about["abi"] == f"{pms.PMS_ABI_MAJOR}.{pms.PMS_ABI_MINOR}", about
    assert {"stay.changed/1", "batch/1"} <= set(about["takes"]), about
    assert "checklist.issued" in about["sends"] and about["config"], about

    heard = []

    @ffi.callback("void(void *, int32_t, const char *, size_t)")
    def log(_data, level, text, size):
        heard.append((level, ffi.buffer(text, size)[:].decode()))

    host = ffi.new("struct pms_host *", {"size": ffi.sizeof("struct pms_host"), "log": log})
    plugin, reply = ffi.new("struct pms_plugin **"), ffi.new("struct pms_reply **")
    assert pms.pms_plugin_open(CONFIG, len(CONFIG), host, plugin, reply) == pms.PMS_OK
    pms.pms_reply_free(reply[0])
    assert pms.pms_plugin_call(plugin[0], b"{", 1, reply) == pms.PMS_E_INVALID
    size = ffi.new("size_t *")
    text = ffi.string(pms.pms_reply_text(reply[0], size))
    assert len(text) == size[0]
    check_error(text, False)
    pms.pms_reply_free(reply[0])
    pms.pms_plugin_close(plugin[0])
    return heard


def by_ctypes(module):
    pms = ctypes.CDLL(module)
    pms.pms_plugin_abi.restype = ctypes.c_uint32
    pms.pms_plugin_open.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p,
                                    ctypes.c_void_p, ctypes.c_void_p]
    pms.pms_plugin_call.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t,
                                    ctypes.c_void_p]
    pms.pms_plugin_close.argtypes = pms.pms_reply_free.argtypes = [ctypes.c_void_p]
    pms.pms_plugin_close.restype = pms.pms_reply_free.restype = None
    pms.pms_reply_text.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    pms.pms_reply_text.restype = ctypes.c_char_p
    assert pms.pms_plugin_abi() >> 16 == 1
    plugin, reply = ctypes.c_void_p(), ctypes.c_void_p()
    assert pms.pms_plugin_open(CONFIG, len(CONFIG), None, ctypes.byref(plugin),
                               ctypes.byref(reply)) == 0
    pms.pms_reply_free(reply)
    assert pms.pms_plugin_call(plugin, b"{", 1, ctypes.byref(reply)) == -1
    check_error(pms.pms_reply_text(reply, None), False)
    pms.pms_reply_free(reply)
    pms.pms_plugin_close(plugin)


def main():
    header, module = sys.argv[1:]
    heard = by_cffi(header, module)
    by_ctypes(module)
    print(f"python: bound, {len(heard)} lines heard")


if __name__ == "__main__":
    main()
