"""Holds dataset.xlsx against the CSV files beside it: check_workbook.py DIRECTORY...

LibreOffice opens it and writes each sheet as CSV, text in quotes and numbers without; every cell is
compared. Then the file's own XML: every figure of 总表 has the colour that the legend in 说明 gives
to its status in cells.csv. Exit status 77: skipped, since there is no LibreOffice.
"""
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

SHEETS = ['总表', '勾稽问题', '待核', '说明']
# 44 `,`; 34 `"`; 76 UTF-8; from line 1; quote all text; not as shown but as it is; every sheet.
AS_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1'
XML = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}


def to_csv(workbook, directory):
    subprocess.run(['soffice', f'-env:UserInstallation={(directory / "profile").as_uri()}',
                    '--headless', '--convert-to', AS_CSV, '--outdir', directory / 'csv', workbook],
                   check=True, stdout=subprocess.DEVNULL, timeout=300,
                   env={**os.environ, 'LC_ALL': 'C.UTF-8'})  # sheets name the files
    return {name: parse((directory / 'csv' / f'dataset-{name}.csv').read_text(encoding='utf-8'))
            for name in SHEETS}


def parse(text):
    """Rows of cells: str for text, float for a number, None for nothing."""
    rows, row = [], []
    for quoted, bare, end in re.findall(r'(?:"((?:[^"]|"")*)"|([^,"\n]*))([,\n])', text):
        row.append(float(bare) if bare else quoted.replace('""', '"') or None)
        if end == '\n':
            rows.append(row)
            row = []
    return rows


def rows_of(directory, table):
    with open(directory / f'{table}.csv', encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def cell_text(text):
    """Text as a cell shows it."""
    return re.sub('[\x01-\x08\x0b-\x1f\x7f\ufffe\uffff]', '\ufffd', text)


class Dataset:
    def __init__(self, directory):
        self.directory = directory
        self.package = json.loads((directory / 'datapackage.json').read_text(encoding='utf-8'))
        self.tables = {r['name']: {f['name']: f for f in r['schema']['fields']}
                       for r in self.package['resources']}
        self.reports = {r['report_id']: r for r in rows_of(directory, 'reports')[::-1]}

    def shown(self, table, field, value):
        """A value of a CSV file as the workbook has it."""
        field = self.tables[table][field]
        if value == '':
            return None
        for word in field.get('categories', []):
            if word['value'] == value:
                return word['label@zh'].split('：')[0]
        digits = re.sub('[^0-9]', '', value)
        if field['type'] in ('integer', 'number') and len(digits) <= 15:
            return float(value)
        return cell_text(value)

    def of_report(self, row):
        report = self.reports[row['report_id']]
        return [self.shown('reports', name, report[name])
                for name in ('report_id', 'agency', 'year', 'source')]

    def wide(self):
        fields = self.tables['wide']
        yield [field['title@zh'] for field in fields.values()]
        for row in rows_of(self.directory, 'wide'):
            yield [self.shown('wide', name, row[name]) for name in fields]

    def issues(self):
        for row in rows_of(self.directory, 'checks'):
            if row['verdict'] in ('broken', 'suspect'):
                yield self.of_report(row) + [self.shown('checks', name, row[name]) for name in
                                             ('check', 'verdict', 'lhs', 'rhs', 'difference')]

    def review(self):
        for row in rows_of(self.directory, 'cells'):
            if row['status'] == 'review':
                address = '/'.join(row[name] for name in ('table', 'row', 'column'))
                yield self.of_report(row) + [address] + [
                    self.shown('cells', name, row[name])
                    for name in ('page', 'raw', 'value', 'confidence', 'method')]


def same(what, sheet, wanted):
    sheet, wanted = list(sheet), list(wanted)
    assert len(sheet) == len(wanted), f'{what}: {len(sheet)} rows, not {len(wanted)}'
    for number, (got, want) in enumerate(zip(sheet, wanted), 1):
        for column, (a, b) in enumerate(zip(got, want), 1):
            assert a == b, f'{what}, row {number}, column {column}: {a!r}, not {b!r}'


def columns(sheet, names):
    """Of a sheet, the columns with these headings."""
    places = [sheet[0].index(name) for name in names]
    return [[row[place] for place in places] for row in sheet[1:]]


def check_values(dataset, sheets):
    same('总表', sheets['总表'], dataset.wide())
    report = ['报告编号', '发布机关', '报告年度', '文件']
    same('勾稽问题', columns(sheets['勾稽问题'], report + ['关系', '结论', '左边', '右边', '差额']),
         dataset.issues())
    same('待核', columns(sheets['待核'], report + ['地址', '页', '原文', '最佳猜测', '置信度', '读取方式']),
         dataset.review())
    for page, figures in columns(sheets['勾稽问题'], ['页', '算式']):
        assert page and figures
    explained = {tuple(row[:2]) for row in sheets['说明']}
    for name, field in dataset.tables['wide'].items():
        assert (field['title@zh'], name) in explained, f'说明 lacks {name}'


def xml_of(archive, part):
    return ElementTree.fromstring(archive.read(part))


def styled_rows(archive, sheet):
    """Rows of {column letters: (style, text)}."""
    for row in xml_of(archive, f'xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml').iterfind(
            './/m:row', XML):
        yield {re.sub('[0-9]', '', c.get('r')): (c.get('s', '0'), ''.join(c.itertext()))
               for c in row}


def letters(index):
    return chr(65 + index) if index < 26 else letters(index // 26 - 1) + chr(65 + index % 26)


def check_colours(dataset):
    with zipfile.ZipFile(dataset.directory / 'dataset.xlsx') as archive:
        legend = {row['A'][1]: row['A'][0] for row in styled_rows(archive, '说明')
                  if row.get('B', ('', ''))[1] == '总表的数字'}
        assert len(set(legend.values())) == 5, 'two colours of the legend are the same'
        labels = {word['value']: word['label@zh'].split('：')[0]
                  for word in dataset.tables['cells']['status']['categories']}
        status = {}
        for cell in rows_of(dataset.directory, 'cells'):
            address = f'{cell["table"]}__{cell["row"].replace(".", "_")}__{cell["column"]}'
            status[cell['report_id'], address] = labels[cell['status']]
        wide = rows_of(dataset.directory, 'wide')
        for row, styled in zip(wide, list(styled_rows(archive, '总表'))[1:]):
            for index, name in enumerate(list(dataset.tables['wide'])):
                if (row['report_id'], name) not in status:
                    continue
                wanted = legend[status[row['report_id'], name]]
                got = styled.get(letters(index), (legend['采信'],))[0]
                assert got == wanted, f'{row["report_id"]} {name} has another colour than its status'


def main():
    if shutil.which('soffice') is None:
        print('skipped: there is no soffice (Debian: libreoffice-calc-nogui)')
        sys.exit(77)
    for name in sys.argv[1:]:
        dataset = Dataset(pathlib.Path(name))
        with tempfile.TemporaryDirectory() as directory:
            sheets = to_csv(dataset.directory / 'dataset.xlsx', pathlib.Path(directory))
        check_values(dataset, sheets)
        check_colours(dataset)
        print(', '.join(f'{name}: {len(rows)} rows' for name, rows in sheets.items()))


main()
