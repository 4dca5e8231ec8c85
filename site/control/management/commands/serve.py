"""Serves the site on the loopback address, several requests at once, connections kept alive."""

import json
import os
import shutil
import signal
import sys
import threading
from importlib import import_module

from agents.ids import begin_numbering
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from helpdesk.models import CustomField

from project.database_server import database_server
from project.wsgi import application


class Server(ThreadedWSGIServer):
    request_queue_size = 1024


class RequestHandler(WSGIRequestHandler):
    # Head and body are sent apart; together with delayed acknowledgement that costs 40 ms a request.
    disable_nagle_algorithm = True

    def get_environ(self):
        # The faults need the socket, to close it without an answer.
        return {**super().get_environ(), "site.connection": self.connection}

    def log_message(self, *_):
        pass


class Command(BaseCommand):
    """
    Prints {"port": N} on one line when it accepts connections, and ends at SIGINT, SIGTERM or the end
    of its input. With --temporary it takes its data directory with it.
    """

    help = "Serves the test helpdesk until its standard input ends"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=0, help="0 lets the system choose")
        parser.add_argument("--temporary", action="store_true")

    def handle(self, *_, port, temporary, **__):
        import_module(settings.ROOT_URLCONF)
        with database_server(settings.OPTIONS, keep=not temporary):
            self._serve(port)
        if temporary:
            shutil.rmtree(settings.OPTIONS.data_directory, ignore_errors=True)
        # Requests under way must not hold up the end.
        os._exit(0)

    def _serve(self, port):
        begin_numbering()
        if settings.OPTIONS.required_custom_field:
            CustomField.objects.update(required=True)
        try:
            server = Server(("127.0.0.1", port), RequestHandler)
        except OSError as error:
            raise CommandError(f"Cannot listen on 127.0.0.1:{port}: {error.strerror}") from error
        server.set_app(application)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        threading.Thread(target=self._stop_at_end_of_input, args=[server], daemon=True).start()
        print(json.dumps({"port": server.server_port}), flush=True)
        try:
            server.serve_forever(poll_interval=0.05)
        except KeyboardInterrupt:
            pass
        server.server_close()

    @staticmethod
    def _stop_at_end_of_input(server):
        sys.stdin.buffer.read()
        server.shutdown()
