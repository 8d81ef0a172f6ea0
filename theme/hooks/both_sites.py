"""Makes one build of both sites: the English one goes into `en/` of the Chinese."""

import logging
import os

from mkdocs.commands.build import build
from mkdocs.config import load_config

log = logging.getLogger("mkdocs.hooks.both_sites")


def on_config(config):
    """Leaves the edit pencil out where no repository is known."""
    if not config.repo_url:
        config.edit_uri = None
    return config


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
