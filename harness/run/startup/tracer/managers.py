"""Managers: a process of their own, which others call by proxies."""

import functools

from .late import when_imported
from .noting import note, noted, own_name, patch, within
from .place import line_here, name_of


@when_imported("multiprocessing.managers")
def managers(module):
    manager, serve = module.BaseManager, module.Server.serve_forever

    @functools.wraps(serve)
    def noted_serve(server):
        """Threads of the server answer the calls; it waits for them to the end."""
        note("wait", "calls", line=line_here())
        serve(server)

    def called(proxy, methodname, *_, **__):
        token = proxy._token
        key = f"{token.typeid} {token.address} {token.id}"
        return name_of(proxy), key, {"method": methodname}

    def asked(asker, method, *_, **__):
        return name_of(asker), f"manager {asker.address}", {"method": method}

    def connected(asker):
        return asked(asker, "connect")

    def started(starter, *_, **__):
        return type(starter).__name__, ""

    module.Server.serve_forever = noted_serve
    patch(module.BaseProxy, "_callmethod", "call", called, where=within)
    patch(manager, "_create", "call", asked, where=within)
    patch(manager, "connect", "call", connected, where=within)
    patch(manager, "start", "start", started, where=within)
    finish = noted(manager._finalize_manager, "shutdown", own_name, where=within)
    manager._finalize_manager = staticmethod(finish)
