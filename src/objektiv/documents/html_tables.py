"""Tables of a page: captions, scopes, widths for paper, and the controls that narrow a list."""

from __future__ import annotations

from html import escape

from objektiv.documents.blocks import Badge, Column, DataTable, FilteredTable, Link, Value
from objektiv.documents.cells import format_value, is_numeric
from objektiv.documents.column_widths import SAMPLE, TWIPS_PER_MM, fit_widths
from objektiv.documents.numbers import bind_percent

PAPER_WIDTH_MM = 180
MOST_OPEN_ROWS = 25  # a longer list gets a window of its own with a fixed heading row
MOST_WHOLE_ROWS = 6  # a longer table may be cut by the end of a page, its heading row is repeated


def render_table(table: DataTable, printed: tuple[bool, ...] = (), *, is_tall: bool = False) -> str:
    """A table; rows that ``printed`` denies stay on the screen, a tall one scrolls under its heading row."""
    heads = "".join(
        f"<th scope='col'{_side(column)} style='min-width:{4.5 * column.width:g}em'>{render_text(column.title)}</th>"
        for column in table.columns
    )
    rows = "".join(
        f"<tr{'' if not printed or printed[number] else ' class=screen'}>{_render_cells(table, row)}</tr>\n"
        for number, row in enumerate(table.rows)
    )
    note = f"<p class='note'>{render_text(table.note)}</p>" if table.note else ""
    whole = " whole" if len(table.rows) <= MOST_WHOLE_ROWS else " tall" if is_tall else ""
    return (
        f"<div class='scroll{whole}' tabindex='0' role='region' aria-label='{escape(table.caption)}'><table>"
        f"<caption>{render_text(table.caption)}</caption><colgroup>{_render_widths(table, printed)}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}\n"
    )


def _render_widths(table: DataTable, printed: tuple[bool, ...]) -> str:
    """Widths for paper, measured on the rows that paper has: on the screen a table finds its own."""
    on_paper = [row for number, row in enumerate(table.rows) if not printed or printed[number]]
    texts = [
        [bind_percent(format_value(value, column)) for value, column in zip(row, table.columns, strict=True)]
        for row in on_paper[:SAMPLE]
    ]
    titles = [bind_percent(column.title) for column in table.columns]
    widths = fit_widths(table.columns, [titles, *texts], round(PAPER_WIDTH_MM * TWIPS_PER_MM))
    return "".join(f"<col style='width:{100 * width / sum(widths):.1f}%'>" for width in widths)


def _render_cells(table: DataTable, row: tuple[Value, ...]) -> str:
    return "".join(
        f"<td{_side(column)}>{_render_value(value, column)}</td>"
        for value, column in zip(row, table.columns, strict=True)
    )


def _side(column: Column) -> str:
    return " class='n'" if is_numeric(column) else ""


def _render_value(value: Value, column: Column) -> str:
    if isinstance(value, Badge):
        return render_badge(value)
    if isinstance(value, Link):
        return f'<a href="#{escape(value.target)}">{escape(value.text)}</a>'
    return render_text(format_value(value, column))


def render_text(text: str) -> str:
    """A text that may stand in the page."""
    return escape(bind_percent(text))


def render_badge(badge: Badge) -> str:
    """A badge with the sign of its tone."""
    return f'<span class="badge {badge.tone}">{escape(format_value(badge, Column("")))}</span>'


def render_filters(block: FilteredTable) -> str:
    """A search field, a choice for every filter, and the number of rows shown."""
    selects = "".join(_render_select(block.table, position) for position in block.filters)
    columns = ",".join(str(position) for position in block.search)
    count = len(block.table.rows)
    return (
        f'<div class="filters screen"><label>{escape(block.search_title)} <input type="search" '
        f'data-search="{columns}" autocomplete="off"></label>{selects}'
        f'<output aria-live="polite">показано строк: {count} из {count}</output></div>\n'
    )


def _render_select(table: DataTable, position: int) -> str:
    column = table.columns[position]
    values = dict.fromkeys(format_value(row[position], column) for row in table.rows)
    options = "".join(f"<option>{render_text(value)}</option>" for value in values)
    return (
        f'<label>{escape(column.title)} <select data-filter="{position}"><option value="">все</option>'
        f"{options}</select></label>"
    )


def render_print_note(block: FilteredTable) -> str:
    """Where the rows are that paper does not have."""
    return f"<p class='note paper'>{escape(block.print_note)}</p>\n" if block.print_note else ""
