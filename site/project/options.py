"""The variant of the site, read from the environment variable SITE_OPTIONS (a JSON object)."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class SiteOptions:
    """What varies between two sites; the names are those of SiteOptions in site_options.ts."""

    data_directory: Path
    database: str = "sqlite"
    sessions: str = "database"
    mount: str = "/"
    browsable_page: bool = True
    statuses: str = "default"
    users: str = "integer"
    lockouts: bool = False
    language_prefix: bool = False
    required_custom_field: bool = False
    agents: bool = True
    agent_memory: str = "process"
    agent_login: str = "anywhere"
    dolt_database: bool = False
    processes: int = 1
    session_cookie_name: str = "sessionid"
    csrf_cookie_name: str = "csrftoken"
    login_path: str = ""
    time_zone: str = "Europe/Berlin"
    control: bool = False
    settings: dict = field(default_factory=dict)


def read_options() -> SiteOptions:
    """Options of this process; SITE_OPTIONS must name at least data_directory."""
    given = json.loads(os.environ["SITE_OPTIONS"])
    given["data_directory"] = Path(given["data_directory"])
    options = SiteOptions(**given)
    if not (options.mount.startswith("/") and options.mount.endswith("/")):
        raise ValueError(f"The mount must start and end with a slash, got {options.mount!r}")
    return options
