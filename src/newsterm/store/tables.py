"""Tables that a person wrote down in a facts file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from newsterm.domain.table import Cell, Row, Table


class Tables:
    """The tables `tables`, `table_rows` and `table_cells`. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def replace(self, article_id: int, tables: Iterable[Table]) -> None:
        """Make these the curated tables of the article."""
        self._db.execute("DELETE FROM tables WHERE article_id = ?", (article_id,))
        for table in tables:
            cursor = self._db.execute(
                "INSERT INTO tables (article_id, key, title, head, columns) VALUES (?, ?, ?, ?, ?)",
                (
                    article_id,
                    table.key,
                    table.title,
                    table.head,
                    json.dumps(table.columns, ensure_ascii=False),
                ),
            )
            assert cursor.lastrowid is not None
            for position, row in enumerate(table.rows):
                self._insert_row(cursor.lastrowid, position, row, table.columns)

    def of_article(self, article_id: int) -> tuple[Table, ...]:
        """The curated tables of one article, as its facts file orders them."""
        found = self._db.execute(
            "SELECT id, key, title, head, columns FROM tables WHERE article_id = ? ORDER BY id",
            (article_id,),
        ).fetchall()
        return tuple(
            Table(key, title, head, columns, self._rows(table_id, columns))
            for table_id, key, title, head, columns in (
                (*row[:4], tuple(json.loads(row[4]))) for row in found
            )
        )

    def _insert_row(self, table_id: int, position: int, row: Row, columns: tuple[str, ...]) -> None:
        cursor = self._db.execute(
            'INSERT INTO table_rows (table_id, position, head, start, "end") '
            "VALUES (?, ?, ?, ?, ?)",
            (table_id, position, row.head, row.start, row.end),
        )
        self._db.executemany(
            'INSERT INTO table_cells (row_id, "column", shown, status, start, "end") '
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                (cursor.lastrowid, column, cell.shown, cell.status, cell.start, cell.end)
                for column, cells in zip(columns, row.cells, strict=True)
                for cell in cells
            ),
        )

    def _rows(self, table_id: int, columns: tuple[str, ...]) -> tuple[Row, ...]:
        rows = []
        for row_id, head, start, end in self._db.execute(
            'SELECT id, head, start, "end" FROM table_rows WHERE table_id = ? ORDER BY position',
            (table_id,),
        ).fetchall():
            cells: dict[str, list[Cell]] = {column: [] for column in columns}
            for column, shown, status, cell_start, cell_end in self._db.execute(
                'SELECT "column", shown, status, start, "end" FROM table_cells '
                "WHERE row_id = ? ORDER BY id",
                (row_id,),
            ):
                cells[column].append(Cell(shown, cell_start, cell_end, status))
            rows.append(Row(head, tuple(tuple(cells[column]) for column in columns), start, end))
        return tuple(rows)
