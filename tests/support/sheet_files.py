# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks as rows of texts, for tests that fill in what the program wrote."""

import xml.etree.ElementTree as ElementTree
import zipfile
from xml.sax.saxutils import escape

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def get_column(name):
    """The column of the cell "N7", from 0."""
    column = 0
    for letter in name.rstrip('0123456789'):
        column = column * 26 + ord(letter) - 64
    return column - 1


def read_sheet(path, columns):
    """The first @columns cells of every row of the first sheet; a blank one is an empty text."""
    with zipfile.ZipFile(path) as book:
        shared = [''.join(text.text or '' for text in item.iter(f'{MAIN}t'))
                  for item in ElementTree.fromstring(book.read('xl/sharedStrings.xml'))]
        rows = {}
        for cell in ElementTree.fromstring(book.read('xl/worksheets/sheet1.xml')).iter(f'{MAIN}c'):
            value, name = cell.find(f'{MAIN}v'), cell.get('r')
            text = '' if value is None else shared[int(value.text)] if cell.get('t') == 's' else value.text
            rows.setdefault(int(name.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')), {})[get_column(name)] = text
    return [[rows.get(row, {}).get(column, '') for column in range(columns)] for row in range(1, max(rows) + 1)]


def write_book(path, sheets):
    """The least workbook that holds the rows of each of @sheets, {name: rows}, as inline strings."""
    with zipfile.ZipFile(path, 'w') as book:
        overrides = references = relations = ''
        for index, (title, rows) in enumerate(sheets.items(), 1):
            overrides += f'<Override PartName="/xl/worksheets/s{index}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            references += f'<sheet name="{escape(title)}" sheetId="{index}" r:id="r{index}"/>'
            relations += f'<Relationship Id="r{index}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/s{index}.xml"/>'
            book.writestr(f'xl/worksheets/s{index}.xml', make_sheet(rows))
        book.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' + overrides + '</Types>')
        book.writestr('_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr('xl/workbook.xml', '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>' + references + '</sheets></workbook>')
        book.writestr('xl/_rels/workbook.xml.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + relations + '</Relationships>')


def make_sheet(rows):
    cells = ''
    for number, row in enumerate(rows, 1):
        cells += f'<row r="{number}">'
        for column, text in enumerate(row):
            if text is not None:
                cells += f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{escape(str(text))}</t></is></c>'
        cells += '</row>'
    return '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + cells + '</sheetData></worksheet>'
