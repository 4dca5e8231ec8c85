"""What a connection to any database of the site has: it works on main, or on the branch that it checked out."""


class Branching:
    """Stands in front of a `DatabaseWrapper`, which finds the tables of `branch`."""

    branch: str | None = None

    def check_out(self, branch: str | None) -> None:
        """Lets the following queries work on a branch, or on main without one."""
        if branch != self.branch:
            self.close()
            self.branch = branch
