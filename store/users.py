"""The people of a store. Nobody is ever removed: what they did stays theirs."""

from dataclasses import dataclass

from domain.actor import Actor, Role
from store.database import Database, Row


@dataclass(frozen=True, slots=True)
class User:
    """A person with a role. Times are UTC, ISO 8601; `disabled_at` is "" while the person may sign in."""

    name: str
    role: Role
    created_at: str
    disabled_at: str

    @property
    def actor(self) -> Actor:
        """The person as use cases take them."""
        return Actor(self.name, self.role)


def everyone(db: Database) -> list[User]:
    """Return all people, those who may sign in first, then by name."""
    return [_user(row) for row in db.query("SELECT * FROM users ORDER BY disabled_at IS NOT NULL, name")]


def find(db: Database, name: str) -> User | None:
    """Return the person of that name."""
    row = db.first("SELECT * FROM users WHERE name = :name", name=name)
    return _user(row) if row else None


def put(db: Database, name: str, role: Role, at: str) -> None:
    """Add a person, or bring a disabled one back with this role."""
    with db.atomic(durable=True):
        db.tables.execute(
            """
            INSERT INTO users (name, role, created_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET role = excluded.role, disabled_at = NULL
            """,
            [name, role, at],
        )


def disable(db: Database, name: str, at: str) -> None:
    """Keep a person from signing in."""
    with db.atomic(durable=True):
        db.tables.execute("UPDATE users SET disabled_at = ? WHERE name = ?", [at, name])


def _user(row: Row) -> User:
    return User(row["name"], Role(row["role"]), row["created_at"], row["disabled_at"] or "")
