# SPDX-License-Identifier: GPL-3.0-or-later
"""Real catalogues, PDFs and archives, where CHOSHO_TEST_DATA names a folder that holds them."""

import hashlib
import json
import os
import sys
import unittest

import harness
from harness import FAILED, data_path
from nist import CONTROLS, STEPS, Nist

ISM = 'ism-2025-12-catalog.json'
ISM_BEFORE = 'ism-2025-06-catalog.json'


def controls_in_order(group):
    """Ids of a catalogue's controls, in the order of its file."""
    for control in group.get('controls', ()):
        yield control['id']
        yield from controls_in_order(control)
    for inner in group.get('groups', ()):
        yield from controls_in_order(inner)


class Australian(harness.Case):
    PEOPLE = ('leader',)

    def test_imported_whole_and_in_order(self):
        self.create()
        path = data_path('oscal', ISM)
        self.run_ctl('catalog', 'import', path)
        with open(path, encoding='utf-8') as file:
            expected = list(controls_in_order(json.load(file)['catalog']))
        listed = self.run_ctl('catalog', 'list', '--level', 'control')
        self.assertEqual([row['number'] for row in listed], expected)
        self.assertEqual(len(listed), 1107)
        self.assertTrue(all(row['text'] and row['parent'] and row['tier'] for row in listed))
        self.assertEqual(self.run_ctl('status')['controls']['total'], 1107)
        # The same again writes nothing; another edition needs to be asked for.
        stored = self.stored()
        self.assertEqual(self.run_ctl('catalog', 'import', path)['added'], 0)
        self.assertEqual(self.stored(), stored)
        self.fails(FAILED, 'catalog', 'import', data_path('oscal', ISM_BEFORE), error='exists')
        # Its methods are none: that is said, and nothing comes in.
        self.fails(FAILED, 'procedures', 'import', path, error='invalid')


class American(Nist):
    def test_no_control_ends_on_inquiry_alone(self):
        self.load()
        steps = self.steps_by_control()
        self.assertEqual((len(steps), sum(len(rows) for rows in steps.values())), (CONTROLS, STEPS))
        names = sorted(steps)
        for control in (names[0], names[len(names) // 2], names[-1]):
            self.work_through(control, steps[control])
        self.assertEqual(self.run_ctl('status')['controls']['prepared'], 3)

    def test_a_completion_behind_the_programs_back(self):
        self.load()
        steps = self.steps_by_control()
        control = sorted(steps)[1]
        inquiry = [step for step in steps[control] if step['technique'] == 'inquiry'][0]
        self.record(inquiry, 'inquiry', '--evidence', self.evidence)
        self.forge_completion(control)
        forged = self.run_ctl('journal', 'list')[-1]['id']
        for _ in range(2):
            status = self.run_ctl('status', control)
            self.assertEqual((status['state'], status['sign_offs']), ('in_progress', []))
            self.assertTrue(any(forged in problem['where'] for problem in self.rule_broken()))
            # Later work on the control changes nothing of that.
            for step in steps[control]:
                self.record(step, step['technique'], '--evidence', self.evidence)
        draft = os.path.join(self.folder, 'draft.pdf')
        self.run_ctl('report', 'draft', '-o', draft)
        self.assertIn('stage-missing', self.refused('report', 'check'))


class Intake(harness.Case):
    PEOPLE = ('leader',)

    def test_pdfs_and_archives_are_kept_byte_for_byte(self):
        self.create()
        self.import_criteria()
        for folder in ('pdf', 'archives'):
            path = data_path(folder)
            made = {item['name']: item for item in self.run_ctl('evidence', 'add', path, '--control', '8.1.2.1', '--as-of', '2025-12-31')}
            files = [name for name in os.listdir(path) if os.path.isfile(os.path.join(path, name))]
            self.assertEqual(len(made), len(files))
            for name in files:
                with open(os.path.join(path, name), 'rb') as file:
                    data = file.read()
                item = [item for key, item in made.items() if key.endswith(name)][0]
                self.assertEqual((item['sha256'], item['size_bytes']), (hashlib.sha256(data).hexdigest(), len(data)))
                out = os.path.join(self.folder, name)
                self.run_ctl('evidence', 'export', item['id'], '-o', out)
                with open(out, 'rb') as file:
                    self.assertEqual(file.read(), data)
            again = self.run_ctl('evidence', 'add', path)
            self.assertTrue(all(item['already_held'] for item in again))
        self.assertTrue(self.run_ctl('verify')['ok'])


class Archives(harness.Case):
    """Every archive: what is in it, and what of it becomes evidence."""

    PEOPLE = ('leader',)
    MEMBERS = {
        'zip_filename_cp932.zip': [('表だよ/一覧表.txt', 'file'), ('表だよ/漢字.txt', 'file')],
        'zip_filename_utf8_jp.zip': [('表だよ/', 'folder'), ('表だよ/一覧表.txt', 'file'), ('表だよ/漢字.txt', 'file')],
        'zip_nested.zip': [('small.zip', 'file'), ('file.txt', 'file')],
        'zip_symlink.zip': [('file', 'file'), ('symlink', 'link')],
        'zip_winzip_aes256.zip': [('README', 'file')],
        'lha_filename_cp932.lzh': None,
    }

    def test_every_one(self):
        self.create()
        password = self.write('p', 'password\n')
        for name in sorted(os.listdir(data_path('archives'))):
            members = self.MEMBERS[name]
            pack = self.run_ctl('evidence', 'add', data_path('archives', name))[0]
            if members is None:
                said = self.fails(FAILED, 'evidence', 'members', pack['id'], error='invalid')
                self.assertIn('ask for it as ZIP, 7z or tar', said['error']['message'])
                continue
            self.assertEqual([(each['name'], each['kind']) for each in self.run_ctl('evidence', 'members', pack['id'])], members)
            added = self.run_ctl('evidence', 'member-add', pack['id'], '--all', '--password-file', password)
            self.assertEqual([each['name'] for each in added], [f'{name} ▸ {member}' for member, kind in members if kind == 'file'])
            for each in added:
                out = os.path.join(self.folder, each['reference'])
                self.run_ctl('evidence', 'export', each['id'], '-o', out, '--password-file', password)
                with open(out, 'rb') as file:
                    data = file.read()
                self.assertEqual((hashlib.sha256(data).hexdigest(), len(data)), (each['sha256'], each['size_bytes']))
        nested = next(row for row in self.run_ctl('evidence', 'list') if row['name'] == 'zip_nested.zip')
        self.assertTrue(self.run_ctl('evidence', 'member-add', nested['id'], '--in', 'small.zip', '--all'))
        self.assertEqual(self.run_ctl('verify', '--members', '--password-file', password)['problems'], [])


if __name__ == '__main__':
    if data_path() is None:
        print('SKIPPED: CHOSHO_TEST_DATA does not point at a folder with real catalogues, PDFs and archives')
        sys.exit(77)
    harness.main()
