# SPDX-License-Identifier: GPL-3.0-or-later
"""The acts of an engagement that are interrupted: what each runs, and what must be there when it was done.

Every act is new work each time (@n makes it so), so that an act that is missing or there twice shows.
"""
import json
import os
import shutil

import world as w
from record import Record

FOLDER_FILES = 300  # more than one batch of the intake


class Act:
    name = ''
    helper = False     # the confined helper works for it
    records = True     # it writes events
    takes_back = False # where it fails after its events, it writes others that undo them
    verifies = False   # it verifies the record first, and ends with 4 where that cannot be read
    sources = ()       # its (digest, name)s, of an intake

    def __init__(self, world, n):
        self.world, self.n = world, n
        self.operation = f'{self.name}-{n}' if self.records else None
        self.prepare()

    def prepare(self):
        """What must be done before; not interrupted."""

    def words(self):
        raise NotImplementedError

    def argv(self):
        return self.world.argv(*self.words(), operation=self.operation)

    def run(self, **more):
        return self.world.call(*self.words(), operation=self.operation, **more)

    def times(self, record):
        """How often it is in the record: 0 or 1; an intake that came to an end midway is a fraction. ValueError
        where it is there in part."""
        if not self.records:
            return 0
        parts = record.parts_of(self.operation)
        if not self.sources:
            return int(bool(parts))
        taken = record.taken(self.operation)
        if len(set(taken)) != len(taken) or not set(taken) <= set(self.sources):
            raise ValueError(f'{self.operation} took in {taken}')
        return len(taken) / len(self.sources)

    def check(self, record, answer):
        """Whether what the answer says is so; None or what is wrong."""
        missing = [thing for thing in answer.ids if '#' in thing and not record.holds(thing)]
        if missing:
            return f'{self.operation}: {missing} were printed and are not there'
        if self.sources and isinstance(answer.value, list):
            for thing in answer.value:
                if record.item(thing['id'])['sha256'] != thing['sha256']:
                    return f'{self.operation}: {thing["name"]} was printed with the id of another file'
        return None

    def left(self):
        """What is wrong with what it left outside the record, done or not; None."""
        return None


class Intake(Act):
    def make_sources(self, folder, sizes):
        self.sources = []
        shutil.rmtree(self.world.at('source', folder), ignore_errors=True)
        for number, size in enumerate(sizes):
            path = self.world.write(f'{folder}/証跡-{number:03}.bin', f'{folder} {number} '.encode() + self.world.chance.randbytes(size))
            self.sources.append((w.digest(path), os.path.basename(path)))
        return self.world.at('source', folder)


class EvidenceFiles(Intake):
    name = 'evidence-files'

    def prepare(self):
        folder = self.make_sources(f'files-{self.n}', [0, self.world.chance.choice((10, 5000, 70_000)), 300_000])
        self.paths = sorted(os.path.join(folder, name) for name in os.listdir(folder))

    def words(self):
        return ['evidence', 'add', *self.paths, '--control', w.CONTROLS[0], '--as-of', '2026-01-20']


class EvidenceFolder(Intake):
    name = 'evidence-folder'

    def prepare(self):
        self.folder = self.make_sources(f'folder-{self.n}', [200] * FOLDER_FILES)

    def words(self):
        return ['evidence', 'add', self.folder, '--as-of', '2026-01-20']


class StepRecord(Act):
    name = 'step-record'

    def words(self):
        return ['step', 'record', self.world.steps[self.n % len(self.world.steps)], *self.world.recording(f'確認した（{self.n}）。')]


class Complete(Act):
    name = 'complete'

    def prepare(self):
        self.world.record(self.world.signed_step, f'書き換えた（{self.n}）。')

    def words(self):
        return ['complete', w.SIGNED]


class SampleDraw(Act):
    name = 'sample-draw'

    def words(self):
        return ['sample', 'draw', self.world.population, '--size', '5', '--seed', f'見本-{self.n}', '--attribute', '承認']


class SampleResult(Act):
    name = 'sample-result'

    def words(self):
        return ['sample', 'result', self.world.sample, self.world.items[self.n % len(self.world.items)], '承認', 'no-exception',
                '--note', f'突合した（{self.n}）']


class PopulationAdd(Act):
    name = 'population-add'
    helper = True

    def prepare(self):
        self.path = self.world.write(f'population-{self.n}.csv', f'番号,日付\nB-{self.n},2025-05-01\nB-{self.n}-2,2025-06-01\n')

    def words(self):
        return ['population', 'add', self.path, '--name', f'母集団{self.n}', '--from', '2025-04-01', '--to', '2026-03-31', '--source', '見本']


class CatalogImport(Act):
    name = 'catalog-import'
    helper = True

    def prepare(self):
        with open(os.path.join(w.DATA, 'catalogues', 'seed-8.1.2.csv'), encoding='utf-8-sig') as file:
            self.path = self.world.write(f'catalog-{self.n}.csv', file.read().rstrip('\n') + f'\n8.2.{self.n // 90 + 1}.{self.n % 90 + 1},detail,追加{self.n}\n')

    def words(self):
        return ['catalog', 'import', self.path, '--edition', '2022-04-01']


class ProceduresImport(Act):
    name = 'procedures-import'
    helper = True

    def prepare(self):
        row = f'8.1.2.1,T-{self.n},整備状況評価,文書,閲覧,閲覧する。,ご用意ください。,閲覧した。,可\n'
        self.path = self.world.write(f'procedures-{self.n}.csv', w.PROCEDURE_HEADER + row)

    def words(self):
        return ['procedures', 'import', self.path]


class StatementImport(Act):
    name = 'statement-import'
    helper = True

    def prepare(self):
        self.path = self.world.write(f'statement-{self.n}.csv', f'管理策番号,採否,理由\n8.1.2.2,不採用,該当なし{self.n}\n')

    def words(self):
        return ['statement', 'import', self.path, '--version', f'1.{self.n}', '--dated', '2026-04-10']


class SettingsImport(Act):
    name = 'settings-import'

    def prepare(self):
        with open(os.path.join(w.DATA, 'settings', 'settings-sample.json'), encoding='utf-8') as file:
            settings = json.load(file)
        settings['deadlines']['assembly_days'] = 61 + self.n
        self.path = self.world.write(f'settings-{self.n}.json', json.dumps(settings, ensure_ascii=False))

    def words(self):
        return ['settings', 'import', self.path]


class PaperAttach(Act):
    name = 'paper-attach'

    def prepare(self):
        self.evidence = self.world.must('evidence', 'add', self.world.write(f'paper-{self.n}.txt', f'添付 {self.n}\n'))[0]['id']

    def words(self):
        return ['paper', 'attach', self.world.paper, self.evidence]


class FindingAdd(Act):
    name = 'finding-add'

    def words(self):
        return ['finding', 'add', '--control', w.CONTROLS[1], '--text', f'承認の記録がなかった（{self.n}）。']


class Backup(Act):
    """A backup that has its name is whole, whoever was told of it."""
    name = 'backup'
    records = False

    def prepare(self):
        self.path = self.world.at('out', f'backup-{self.n}')
        self.before = len(Record(self.world.engagement).heads)

    def words(self):
        return ['backup', '-o', self.path]

    def check(self, record, answer):
        return 'the backup was acknowledged and is not there' if answer.acknowledged and not os.path.exists(self.path) else None

    def left(self):
        if not os.path.exists(self.path):
            return None
        target = self.world.at('out', 'restored')
        shutil.rmtree(target, ignore_errors=True)
        restored = self.world.call('restore', self.path, target)
        wrong = f'cannot be restored: {restored}' if restored.code != w.DONE else self.world.verify(target)
        if not wrong:
            held, now = Record(target).heads, Record(self.world.engagement).heads
            # What others wrote meanwhile may be missing, nothing of before and nothing in between.
            if len(held) < self.before or held != now[:len(held)]:
                wrong = 'the backup holds another record'
        shutil.rmtree(target, ignore_errors=True)
        os.unlink(self.path)
        return wrong


class PackCreate(Act):
    """What the record says to be out is out, or it says that it could not be made. A pack that has its name is whole."""
    name = 'pack-create'
    takes_back = True

    def prepare(self):
        self.path = self.world.at('out', f'out-{self.n}.pack')

    def words(self):
        return ['pack', 'create', '-o', self.path]

    def run(self, **more):
        # Whoever repeats it wants the file that is not there.
        if os.path.exists(self.path):
            os.unlink(self.path)
        return super().run(**more)

    def times(self, record):
        taken_back = {item['pack'] for event in record.events if event['action'] == 'pack-return' for item in event['payload']['items']}
        # The entry and its checkpoint stand each for itself; what was taken back is done again as "OPERATION/1".
        out = [event['id'] for event in record.events if event['action'] == 'pack'
               and (event['operation'] == self.operation or event['operation'].startswith(f'{self.operation}/'))]
        return len([entry for entry in out if f'{entry}#0' not in taken_back])

    def check(self, record, answer):
        if answer.acknowledged and not os.path.exists(self.path):
            return 'the pack was acknowledged and is not there'
        return super().check(record, answer)

    def left(self):
        return open_pack(self.world, self.path) if os.path.exists(self.path) else None


class PackOpen(Act):
    """There is a whole working copy or none."""
    name = 'pack-open'
    records = False

    def prepare(self):
        self.path, self.target = self.world.at('out', f'open-{self.n}.pack'), self.world.at('out', f'opened-{self.n}')
        self.world.must('pack', 'create', '-o', self.path, '--returning')

    def words(self):
        return ['pack', 'open', self.path, self.target]

    def run(self, **more):
        shutil.rmtree(self.target, ignore_errors=True)
        return super().run(**more)

    def left(self):
        wrong = None
        if os.path.exists(self.target):
            wrong = self.world.verify(self.target)
            shutil.rmtree(self.target)
        return wrong


class PackMerge(Act):
    """What was done on a laptop is there, all of it or nothing, with its evidence."""
    name = 'pack-merge'

    def prepare(self):
        out, laptop = self.world.at('out', f'away-{self.n}.pack'), self.world.at('out', f'laptop-{self.n}')
        self.path = self.world.at('out', f'back-{self.n}.pack')
        self.world.must('pack', 'create', '-o', out, '--returning', '--without-evidence')
        self.world.must('pack', 'open', out, laptop)
        before = len(Record(laptop).heads)
        source = self.world.write(f'laptop-{self.n}.bin', f'laptop {self.n} '.encode() + self.world.chance.randbytes(40_000))
        self.world.must('evidence', 'add', source, '--control', w.CONTROLS[2], engagement=laptop)
        self.world.must('note', 'add', w.CONTROLS[2], '--text', f'出張先（{self.n}）', engagement=laptop)
        self.world.must('pack', 'create', '-o', self.path, '--returning', engagement=laptop)
        self.brought = Record(laptop).heads[before:]
        shutil.rmtree(laptop)
        os.unlink(out)

    def words(self):
        return ['pack', 'merge', self.path]

    def times(self, record):
        there = [event for event in self.brought if event in record.ids]
        if there and len(there) < len(self.brought):
            raise ValueError(f'{self.operation}: of {len(self.brought)} events {len(there)} are there')
        return int(bool(there))


def open_pack(world, path):
    """What is wrong with a pack, or with the copy made of it; None. The pack is removed."""
    target = world.at('out', 'opened')
    shutil.rmtree(target, ignore_errors=True)
    opened = world.call('pack', 'open', path, target)
    wrong = f'cannot be opened: {opened}' if opened.code != w.DONE else world.verify(target)
    shutil.rmtree(target, ignore_errors=True)
    os.unlink(path)
    return wrong


class ArchiveCreate(Act):
    """An archive that has its name is whole, and nothing else that was left has one."""
    name = 'archive-folder'
    records = False
    verifies = True
    ending = ''
    more = ()

    def prepare(self):
        self.path = self.world.at('out', f'archive-{self.n}{self.ending}')

    def words(self):
        return ['archive', 'create', '-o', self.path, *self.more]

    def run(self, **more):
        self.remove()
        return super().run(**more)

    def check(self, record, answer):
        return 'the archive was acknowledged and is not there' if answer.acknowledged and not os.path.exists(self.path) else None

    def remove(self):
        if os.path.isdir(self.path):
            shutil.rmtree(self.path)
        elif os.path.exists(self.path):
            os.unlink(self.path)

    def left(self):
        others = [name for name in os.listdir(os.path.dirname(self.path)) if name.split('.')[0] == f'archive-{self.n}' and name != os.path.basename(self.path)]
        if others or not os.path.exists(self.path):
            return f'{others} were left' if others else None
        checked = self.world.call('archive', 'verify', self.path, *self.more)
        self.remove()
        return None if checked.code == w.DONE and checked.value['ok'] else f'is not whole: {checked}'


class ArchiveZip(ArchiveCreate):
    name = 'archive-zip'
    ending = '.zip'


class ArchiveSealed(ArchiveCreate):
    name = 'archive-sealed'
    ending = '.zip.sealed'

    def prepare(self):
        super().prepare()
        self.more = ('--pack-passphrase-file', self.world.write('archive-passphrase', b'a passphrase of the archive\n'))


class IndexRebuild(Act):
    name = 'index-rebuild'
    records = False

    def words(self):
        return ['index', 'rebuild']


ACTS = [EvidenceFiles, EvidenceFolder, StepRecord, Complete, SampleDraw, SampleResult, PopulationAdd, CatalogImport,
        ProceduresImport, StatementImport, SettingsImport, PaperAttach, FindingAdd, Backup, PackCreate, PackOpen, PackMerge,
        ArchiveCreate, ArchiveZip, ArchiveSealed, IndexRebuild]
