"""The tables of a DNA 3.0 database: its names, types, defaults and constraints, facts of its format laid out anew."""

from __future__ import annotations

_COLOURS = ", ".join(f"{c} INTEGER NOT NULL DEFAULT 0 CHECK ({c} BETWEEN 0 AND 255)" for c in ("Red", "Green", "Blue"))
_LOOSE_COLOURS = _COLOURS.replace(" NOT NULL DEFAULT 0", "")
_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_PERMISSIONS = (
    "AddDocuments",
    "EditDocuments",
    "DeleteDocuments",
    "ImportDocuments",
    "AddStatements",
    "EditStatements",
    "DeleteStatements",
    "EditAttributes",
    "EditRegex",
    "EditStatementTypes",
    "EditCoders",
    "EditCoderRelations",
    "ViewOthersDocuments",
    "EditOthersDocuments",
    "ViewOthersStatements",
    "EditOthersStatements",
)


def _text(name: str, default: bool = False) -> str:
    """A text of less than 191 characters, as MySQL can index."""
    given = "DEFAULT '' " if default else ""
    return f"{name} TEXT NOT NULL {given}CHECK (LENGTH({name}) < 191)"


def _flag(name: str, default: int = 1) -> str:
    return f"{name} INTEGER NOT NULL DEFAULT {default} CHECK ({name} BETWEEN 0 AND 1)"


def _key(name: str, table: str) -> str:
    return f"FOREIGN KEY({name}) REFERENCES {table}(ID) ON DELETE CASCADE"


_TABLES = {
    "SETTINGS": ("Property TEXT PRIMARY KEY CHECK (LENGTH(Property) < 191)", _text("Value")),
    "CODERS": (
        _ID,
        _text("Name"),
        _COLOURS,
        "Refresh INTEGER NOT NULL DEFAULT 0 CHECK (Refresh BETWEEN 0 AND 9999)",
        "FontSize INTEGER NOT NULL DEFAULT 14 CHECK (FontSize BETWEEN 1 AND 99)",
        _text("Password"),
        "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999)",
        _flag("ColorByCoder", 0),
        _flag("PopupDecoration", 0),
        _flag("PopupAutoComplete"),
        *(_flag(f"Permission{name}") for name in _PERMISSIONS),
    ),
    "DOCUMENTS": (
        _ID,
        _text("Title"),
        "Text TEXT NOT NULL",
        "Coder INTEGER",
        _text("Author", default=True),
        _text("Source", default=True),
        _text("Section", default=True),
        "Notes TEXT NOT NULL DEFAULT ''",
        _text("Type", default=True),
        "Date INTEGER NOT NULL",
        _key("Coder", "CODERS"),
    ),
    "STATEMENTTYPES": (_ID, _text("Label"), _COLOURS),
    "VARIABLES": (
        _ID,
        _text("Variable"),
        (
            "DataType TEXT NOT NULL DEFAULT 'short text' "
            "CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text'))"
        ),
        "StatementTypeId INTEGER",
        _key("StatementTypeId", "STATEMENTTYPES"),
        "UNIQUE (Variable, StatementTypeId)",
    ),
    "VARIABLELINKS": (
        _ID,
        "SourceVariableId INTEGER",
        "TargetVariableId INTEGER",
        "CHECK (TargetVariableId != SourceVariableId)",
        _key("SourceVariableId", "VARIABLES"),
        _key("TargetVariableId", "VARIABLES"),
    ),
    "REGEXES": ("Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191)", _COLOURS),
    "CODERRELATIONS": (
        _ID,
        "Coder INTEGER CHECK (Coder > 0)",
        "OtherCoder INTEGER CHECK (OtherCoder > 0)",
        *(_flag(name) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")),
        "CHECK (Coder != OtherCoder)",
        _key("Coder", "CODERS"),
        _key("OtherCoder", "CODERS"),
    ),
    "STATEMENTS": (
        _ID,
        "StatementTypeId INTEGER",
        "DocumentId INTEGER",
        "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
        "Coder INTEGER",
        "CHECK (Start < Stop)",
        _key("StatementTypeId", "STATEMENTTYPES"),
        _key("Coder", "CODERS"),
        _key("DocumentId", "DOCUMENTS"),
    ),
    "ENTITIES": (
        _ID,
        "VariableId INTEGER NOT NULL",
        _text("Value", default=True),
        _LOOSE_COLOURS,
        "ChildOf INTEGER CHECK (ChildOf > 0)",
        "UNIQUE (VariableId, Value)",
        _key("ChildOf", "ENTITIES"),
        _key("VariableId", "VARIABLES"),
    ),
    "ATTRIBUTEVARIABLES": (
        _ID,
        "VariableId INTEGER NOT NULL",
        _text("AttributeVariable"),
        "UNIQUE (VariableId, AttributeVariable)",
        _key("VariableId", "VARIABLES"),
    ),
    "ATTRIBUTEVALUES": (
        _ID,
        "EntityId INTEGER NOT NULL",
        "AttributeVariableId INTEGER NOT NULL",
        _text("AttributeValue", default=True),
        "UNIQUE (EntityId, AttributeVariableId)",
        _key("EntityId", "ENTITIES"),
        _key("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ),
}


def _data(column: str, *keys: str) -> tuple[str, ...]:
    """The table of one variable's values."""
    own = (_key("StatementId", "STATEMENTS"), _key("VariableId", "VARIABLES"), *keys)
    both = ("StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL")
    return (_ID, *both, column, *own, "UNIQUE (StatementId, VariableId)")


_VALUES = {
    "DATABOOLEAN": _data("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _data("Value INTEGER NOT NULL DEFAULT 0"),
    "DATASHORTTEXT": _data("Entity INTEGER NOT NULL", _key("Entity", "ENTITIES")),
    "DATALONGTEXT": _data("Value TEXT DEFAULT ''"),
}

SCHEMA = "".join(f"CREATE TABLE {name}({', '.join(columns)});\n" for name, columns in (_TABLES | _VALUES).items())
