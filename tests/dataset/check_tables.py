"""Opens datasets as researchers do: check_tables.py DIRECTORY...

Python's csv, with R's strictness: no ragged row, every column of one type throughout. SQLite: a
typed import made of datapackage.json alone, with all its constraints and keys.
"""
import csv
import datetime
import json
import pathlib
import re
import sqlite3
import sys

SQL_TYPES = {'string': 'TEXT', 'integer': 'INTEGER', 'number': 'REAL', 'date': 'TEXT',
             'datetime': 'TEXT'}
PARSERS = {
    'string': str,
    'integer': lambda text: int(re.fullmatch(r'-?(0|[1-9][0-9]*)', text)[0]),
    'number': lambda text: float(re.fullmatch(r'-?[0-9]+(\.[0-9]+)?', text)[0]),
    'date': lambda text: str(datetime.date.fromisoformat(text)),
    'datetime': lambda text: str(datetime.datetime.strptime(text, '%Y-%m-%dT%H:%M:%SZ')),
}


def quoted(names):
    return ', '.join(f'"{name}"' for name in names)


def column(field):
    constraints = field.get('constraints', {})
    name = f'"{field["name"]}"'
    sql = f'{name} {SQL_TYPES[field["type"]]}'
    if constraints.get('required'):
        sql += ' NOT NULL'
    checks = []
    if 'enum' in constraints:
        words = ', '.join("'" + word.replace("'", "''") + "'" for word in constraints['enum'])
        checks.append(f'{name} IN ({words})')
    if 'pattern' in constraints:
        checks.append(f"{name} REGEXP '{constraints['pattern']}'")
    if 'minimum' in constraints:
        checks.append(f'{name} >= {constraints["minimum"]}')
    if 'maximum' in constraints:
        checks.append(f'{name} <= {constraints["maximum"]}')
    return sql + ''.join(f' CHECK ({check})' for check in checks)


def create(resource):
    schema = resource['schema']
    parts = [column(field) for field in schema['fields']]
    if 'primaryKey' in schema:
        parts.append(f'PRIMARY KEY ({quoted(schema["primaryKey"])})')
    parts += [f'UNIQUE ({quoted(key)})' for key in schema.get('uniqueKeys', [])]
    for key in schema.get('foreignKeys', []):
        parts.append(f'FOREIGN KEY ({quoted(key["fields"])}) REFERENCES '
                     f'"{key["reference"]["resource"]}" ({quoted(key["reference"]["fields"])})')
    return f'CREATE TABLE "{resource["name"]}" ({", ".join(parts)}) STRICT'


def rows_of(directory, resource):
    """The rows, every value of its field's type, None where it is missing."""
    fields = resource['schema']['fields']
    missing = resource['schema']['missingValues']
    path = directory / resource['path']
    with open(path, encoding='utf-8', errors='strict', newline='') as file:
        reader = csv.reader(file, strict=True)
        assert next(reader) == [field['name'] for field in fields], f'{path}: header'
        for row in reader:
            where = f'{path}:{reader.line_num}'
            assert len(row) == len(fields), f'{where}: {len(row)} fields, not {len(fields)}'
            values = []
            for field, text in zip(fields, row):
                try:
                    values.append(None if text in missing else PARSERS[field['type']](text))
                except (TypeError, ValueError):
                    sys.exit(f'{where}: {field["name"]} {text!r} is no {field["type"]}')
            yield values


def check(directory):
    package = json.loads((directory / 'datapackage.json').read_text(encoding='utf-8'))
    database = sqlite3.connect(':memory:')
    database.create_function('regexp', 2, lambda pattern, text:
                             text is None or re.fullmatch(pattern, text) is not None)
    database.execute('PRAGMA foreign_keys = ON')
    for resource in package['resources']:
        database.execute(create(resource))
    database.execute('BEGIN')  # the keys must hold at its end: tables refer to later ones
    database.execute('PRAGMA defer_foreign_keys = ON')
    for resource in package['resources']:
        places = ', '.join('?' * len(resource['schema']['fields']))
        database.executemany(f'INSERT INTO "{resource["name"]}" VALUES ({places})',
                             rows_of(directory, resource))
    database.commit()
    assert not database.execute('PRAGMA foreign_key_check').fetchall()
    described = {resource['path'] for resource in package['resources']}
    there = {path.name for path in directory.glob('*.csv')} - {'corrections.csv'}
    assert described == there, described ^ there
    for resource in package['resources']:
        count, = database.execute(f'SELECT count(*) FROM "{resource["name"]}"').fetchone()
        print(f'{resource["name"]}: {count} rows')


for name in sys.argv[1:]:
    check(pathlib.Path(name))
