"""Makes one build of both sites: the English one goes into `en/` of the Chinese."""

import logging
import os

from jinja2 import BytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config

log = logging.getLogger("mkdocs.hooks.both_sites")


def on_config(config):
    """Leaves the edit pencil out where no repository is known."""
    if not config.repo_url:
        config.edit_uri = None
    return config


class Compiled(dict, BytecodeCache):
    """Keeps the compiled templates of one site for the other, and for a rebuild."""

    def load_bytecode(self, bucket):
        bucket.code = self.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self[bucket.key, bucket.checksum] = bucket.code


compiled = Compiled()


def on_env(env, config, files):
    env.bytecode_cache = compiled
    return env


def on_post_build(config):
    """Runs at the end of each build; only the Chinese one has an English twin."""
    if config.theme["language"] != "zh":
        return
    log.info("The English site follows")
    folder = os.path.dirname(config.config_file_path)
    english = load_config(
        config_file=os.path.join(folder, "mkdocs.en.yml"),
        site_dir=os.path.join(config.site_dir, "en"),
        strict=config.strict,
    )
    if config.site_url:
        english.site_url = config.site_url.rstrip("/") + "/en/"
    english.plugins.on_startup(command="build", dirty=False)
    try:
        build(english)
    finally:
        english.plugins.on_shutdown()
