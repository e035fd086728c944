from __future__ import annotations

from psycopg.conninfo import conninfo_to_dict

from nodepilot.storage.addresses import APP, derived_password, parse_address


def test_a_url_and_back() -> None:
    address = parse_address("postgresql://o%40ps:p%40ss@db.example.com:6432/prod?sslmode=require")
    assert (address.host, address.port, address.database) == ("db.example.com", 6432, "prod")
    assert (address.user, address.password) == ("o@ps", "p@ss")
    assert conninfo_to_dict(address.conninfo()) == {
        "host": "db.example.com",
        "port": "6432",
        "dbname": "prod",
        "user": "o@ps",
        "password": "p@ss",
        "sslmode": "require",
        "connect_timeout": "5",
        "application_name": "nodepilot",
    }


def test_a_socket() -> None:
    assert parse_address("postgresql://me@/db?host=/run/postgres").host == "/run/postgres"


def test_the_url_decides() -> None:
    conninfo = parse_address("postgresql://me@h/db?connect_timeout=30&application_name=mine").conninfo()
    assert conninfo_to_dict(conninfo)["connect_timeout"] == "30"
    assert conninfo_to_dict(conninfo)["application_name"] == "mine"


def test_the_password_is_not_shown() -> None:
    assert "hidden" not in repr(parse_address("postgresql://me:hidden@h/db"))


def test_derived_passwords() -> None:
    one = derived_password("secret", APP)
    assert one == derived_password("secret", APP)
    assert len({one, derived_password("secret", "other"), derived_password("secret2", APP)}) == 3
    assert parse_address("postgresql://me:secret@h/db").as_user(APP).password == one
