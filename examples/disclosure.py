"""Who asks, who is refused and on what grounds; and are the relations as the dataset says?

python3 disclosure.py DATASET

Needs nothing but Python. Labels and relations come from datapackage.json, so that nothing of the
forms is written down here.
"""
import collections
import csv
import decimal
import json
import pathlib
import sys

TRUSTED = {'ok', 'corrected', 'blank'}


def rows_of(dataset, table):
    """The rows of a table. An empty field is no value: neither zero nor an empty text."""
    with open(dataset / f'{table}.csv', encoding='utf-8', newline='') as file:
        for row in csv.DictReader(file):
            yield {name: value or None for name, value in row.items()}


def read_cells(dataset):
    """For each report, {address: cell}."""
    reports = collections.defaultdict(dict)
    for cell in rows_of(dataset, 'cells'):
        reports[cell['report_id']]['{table}/{row}/{column}'.format(**cell)] = cell
    return reports


def number(cell):
    """A trusted figure; a blank counts as 0 in sums. None where it is not trusted."""
    if cell['status'] not in TRUSTED:
        return None
    return decimal.Decimal(cell['value'] or 0)


def name_of(report):
    return f'{report["agency"] or "(not read)"} {report["year"]}'


def print_grounds(forms, wide, reports):
    """Of all reports: how many requests were refused, on which grounds."""
    grounds = collections.Counter()
    for report in wide:
        labels = forms[report['form']]['cells']
        for address, cell in reports[report['report_id']].items():
            table, row, column = address.split('/')
            if table == 'requests' and row.startswith('denied.') and column == 'total':
                grounds[labels[address]] += number(cell) or 0
    print('Refused, by grounds 不予公开的理由')
    for label, count in sorted(grounds.items(), key=lambda item: (-item[1], item[0])):
        print(f'{count:>6}  {label}')


def print_applicants(wide):
    """The share of requests that natural persons made, where both figures are there."""
    print('\nRequests by natural persons 自然人申请')
    for report in wide:
        persons = report['requests__new_received__natural_person']
        total = report['requests__new_received__total']
        if persons is None or total in (None, '0'):
            share = 'no figures'
        else:
            share = f'{int(persons):>4} of {int(total):>4}, {int(persons) / int(total):.0%}'
        print(f'  {name_of(report)}: {share}')


def verdict_of(relation, cells):
    """holds, or does not; None where a cell in it is not trusted, or one side is blank throughout."""
    sides = []
    for side in ('lhs', 'rhs'):
        members = [cells[address] for address in relation[side]]
        numbers = [number(cell) for cell in members]
        if None in numbers:
            return None
        sides.append((sum(numbers), all(cell['status'] == 'blank' for cell in members)))
    (lhs, lhs_blank), (rhs, rhs_blank) = sides
    if lhs == rhs:
        return 'holds'
    return None if lhs_blank or rhs_blank else 'broken'


def print_relations(forms, wide, reports, checks):
    """Adds up every relation anew, and compares with checks.csv."""
    compared = collections.Counter()
    broken = []
    for report in wide:
        for relation in forms[report['form']]['relations']:
            here = verdict_of(relation, reports[report['report_id']])
            there = checks[report['report_id'], relation['check']]
            compared[here == there or here is None and there in ('suspect', 'unverifiable')] += 1
            if here == 'broken':
                broken.append(f'  {name_of(report)}: {relation["check"]}')
    print(f'\nRelations 勾稽关系: {compared[True]} as in checks.csv, {compared[False]} not; broken:')
    print('\n'.join(broken))


def main():
    dataset = pathlib.Path(sys.argv[1])
    package = json.loads((dataset / 'datapackage.json').read_text(encoding='utf-8'))
    forms = {form['form']: form for form in package['forms']}
    wide = [report for report in rows_of(dataset, 'wide') if report['form']]
    reports = read_cells(dataset)
    checks = {(check['report_id'], check['check']): check['verdict']
              for check in rows_of(dataset, 'checks')}
    print_grounds(forms, wide, reports)
    print_applicants(wide)
    print_relations(forms, wide, reports, checks)


main()
