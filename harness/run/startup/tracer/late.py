"""Patches a module of the library when it is imported: most processes use few."""

import sys
from importlib.machinery import PathFinder

waiting = {}  # by name of the module: what patches it


def when_imported(name):
    """Calls the decorated function with the module `name`, once that is imported; if it
    was before, when patch_imported() is called."""

    def register(patcher):
        waiting[name] = patcher
        return patcher

    return register


def patch_imported():
    """Called when all is defined that patches."""
    for name in [*waiting]:
        if name in sys.modules:
            waiting.pop(name)(sys.modules[name])


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in waiting or not (spec := PathFinder.find_spec(name, path)):
            return None
        execute, patcher = spec.loader.exec_module, waiting.pop(name)

        def execute_and_patch(module):
            execute(module)
            patcher(module)

        spec.loader.exec_module = execute_and_patch
        return spec


sys.meta_path.insert(0, Finder)
