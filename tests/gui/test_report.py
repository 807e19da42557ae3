# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of the work in the window: what stands against the issue leads to the place where it is mended, the pages of the
report stand beside it as they would be now, the report is issued by the executive alone, and the file that is written is the
one whose digest is in the record."""

import datetime
import glob
import hashlib
import json
import os
import subprocess
import sys

import harness
import zoneinfo
from harness import Failure, Window, World, wait_for

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import docx_rules  # noqa: E402

CONTROL = '8.1.2.1'
CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
PREVIEW = 'Show the pages of the report'
LINES = 50  # pixels, less than three lines of a heading
REMEMBERING = {'GSETTINGS_BACKEND': 'keyfile'}  # in the world's own folder
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n'


def drawers(window):
    """The processes that draw pages for @window."""
    found = []
    for path in glob.glob(f'/proc/{window.process.pid}/task/*/children'):
        try:
            with open(path, encoding='ascii') as file:
                found += file.read().split()
        except OSError:
            pass  # a thread that ended meanwhile: its children are another's now
    return sorted(found)


def count_pages(pdf):
    """What is printed is drawn like any page: it has no text to be read."""
    done = subprocess.run(['pdfinfo', '-'], input=pdf, capture_output=True, check=True, timeout=harness.WAIT)
    return int(next(line.split()[1] for line in done.stdout.decode().splitlines() if line.startswith('Pages:')))


class Tests:
    """The tests share the record: each goes on where the one before stopped."""

    def __init__(self):
        self.world = World(('leader', 'practitioner', 'executive', 'quality'), sealed=('executive',))
        self.make()
        self.path = os.path.join(self.world.root, 'report.pdf')

    def listed(self):
        return [self.holds_what_many_lack, self.leads_to_what_stands_against, self.leads_to_what_stands_twice, self.tells_what_stands_against, self.exports_working_papers, self.prints_a_working_paper, self.is_refused_to_others,
                self.issues, self.writes_word_documents, self.writes_oscal, self.corrects]

    # --- Helpers ------------------------------------------------------------------------------

    def make(self):
        """One control, approved, and one that is not selected; what the report needs besides is still missing."""
        ctl, world = self.world.ctl, self.world
        world.make_engagement(('practitioner', 'executive'))
        ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        ctl('leader', 'statement', 'import', world.write('statement.csv', '管理策番号,採否,理由\n8.1.2.1,採用,\n8.1.2.2,不採用,該当なし\n'), '--version', '1.0', '--dated', '2026-04-10')
        step = ctl('leader', 'step', 'list', CONTROL)[0]['id']
        ctl('practitioner', 'step', 'record', step, '--technique', 'inspection', '--performed-on', '2026-01-16', '--outcome', 'no-exception', '--result', '定めは有効である。')
        ctl('practitioner', 'evidence', 'add', world.write('rules.txt', '規程\n'), '--source', 'Client', '--covers-from', '2025-04-01', '--covers-to', '2026-03-31',
            '--step', step)
        self.finding = ctl('practitioner', 'finding', 'add', '--control', '8.1.2.2', '--text', 'One record bears no approver.')['id']
        ctl('practitioner', 'complete', CONTROL)
        ctl('leader', 'review', CONTROL)
        opened = [word for item in ctl('executive', 'status', CONTROL)['to_open'] for word in ('--opened', item['id'])]
        ctl('executive', 'approve', CONTROL, *opened)
        self.paper = ctl('practitioner', 'paper', 'add', '--number', 'G-01', '--title', 'Plan', '--text', 'Period, team and schedule.', '--required-for-issue')['id']

    def codes(self):
        answer = self.world.ctl('leader', 'report', 'check', code=harness.REFUSED)
        return {blocker['code'] for blocker in answer['blockers']}

    def files(self):
        """What lies in the engagement, and what is kept of it elsewhere; databases have other files beside them while they are open."""
        return sorted(path for path in glob.glob(self.world.root + '/**', recursive=True) if not path.endswith(('-wal', '-shm', '-journal')))

    # --- Tests --------------------------------------------------------------------------------

    def leads_to_what_stands_against(self):
        """A line of what stands against the issue leads to the thing itself: the paper, the finding, the team"""
        with Window(self.world, 'leader', place='Report') as window:
            for line, shown in (('A general paper required for issue is not approved', 'Attach evidence, or take it off'),  # the paper's own page
                                ('A finding is neither confirmed nor withdrawn', 'One record bears no approver.'),
                                ('No quality controller is assigned', 'practitioner, Practitioner')):
                window.go('Report')
                window.click(line)
                harness.wait_for(lambda: any(name.startswith(shown) and harness.is_laid_out(node) for _, name, node in window.nodes()),
                                 lambda: f'"{shown}" in {window.names()}')
            if any(self.paper in name for name in window.names()):
                raise Failure('the report shows the id of a paper')

    def holds_what_many_lack(self):
        """A rule that many controls do not meet is one line with their number, which unfolds; each line leads to its control"""
        world = World(('leader',))
        try:
            world.make_engagement()
            world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE + ''.join(f'8.1.2.{n},detail,統制{n},統制{n}を行う。\n' for n in range(3, 8))),
                      '--edition', '2022-04-01')
            with Window(world, 'leader', place=None) as window:
                window.wait_part('leader\n')
                window.go('Report')
                window.wait('An earlier sign-off is missing  ·  7')
                assert window.find('8.1.2.6  An earlier sign-off is missing  ·  Approved by') is None
                window.click('An earlier sign-off is missing')
                window.wait('8.1.2.6  An earlier sign-off is missing  ·  Approved by')
                self.folds_by_keys(window)
                world.ctl('leader', 'finding', 'add', '--control', '8.1.2.7', '--text', 'No list.')
                window.wait('8.1.2.7  A finding is neither confirmed nor withdrawn')
                window.wait('8.1.2.6  An earlier sign-off is missing  ·  Approved by')  # still unfolded
                window.click('8.1.2.6  An earlier')
                window.wait('統制6', 'label')
                self.says_it_in_a_line(world, window)
        finally:
            world.close()

    def folds_by_keys(self, window):
        """Left folds the line of the rule, Right unfolds it."""
        rule, held = 'An earlier sign-off is missing  ·  7', '8.1.2.6  An earlier sign-off is missing  ·  Approved by'
        for _ in range(30):
            if any(name == rule and harness.is_focused(node) for _, name, node in window.nodes()):
                break
            window.key('Up')
        window.key('Left')
        harness.wait_for(lambda: window.find(held) is None, 'the rule folded')
        window.key('Right')
        window.wait(held)

    def says_it_in_a_line(self, world, window):
        """Beside evidence, in a small window, how much stands against the issue is still read at a glance."""
        world.ctl('leader', 'evidence', 'add', world.write('rules.txt', 'rules'))
        window.resize(1024, 700)
        window.open_evidence('rules.txt')
        window.wait('Evidence shown')
        window.go('Report')
        headline = window.wait(window.wait_part('things stand against the issue'), 'label')
        harness.wait_for(lambda: 0 < headline.get_extents()[3] < LINES, lambda: f'{headline.get_extents()}')

    def leads_to_what_stands_twice(self):
        """What two persons wrote without knowing of each other is called by its name, and leads to the entry that no page shows"""
        item = {'name': 'legend', 'value': {}}
        both = [self.world.forge('leader', 'setting', item), self.world.forge('executive', 'setting', item, '--as-written', '--seen', 'none')]
        beside = max(both, key=lambda event: event['id'])
        with Window(self.world, 'leader', place='Report') as window:
            window.click("Concurrent entries have not been decided  ·  Firm's data loaded")
            window.wait(beside['id'])
        self.world.forge('leader', 'setting', item)  # names both
        if 'conflict-open' in self.codes():
            raise Failure('still undecided')

    def tells_what_stands_against(self):
        """What stands against the issue is counted and listed, the report cannot be issued, and once all is there it can"""
        codes = self.codes()
        if not {'statement-not-final', 'representation-missing', 'subsequent-events-missing'} <= codes:
            raise Failure(f'{codes}')
        with Window(self.world, 'leader', place='Report') as window:
            window.wait('7 things stand against the issue', 'label')
            window.wait_insensitive('Issue Report…')
            self.record_documents(window)
            window.wait('3 things stand against the issue', 'label', harness.FOLLOW)
            self.follows_the_record(window)
            window.wait_sensitive('Issue Report…')

    def follows_the_record(self, window):
        """The pages beside are of the draft: made in memory, anew after the record changed, and where they were; hidden, nothing is made."""
        before = self.files()
        window.wait_part('Page 1 of ')
        if self.files() != before:
            raise Failure(f'{set(self.files()) ^ set(before)} came of a preview')
        shown = drawers(window)
        window.press('Larger')
        window.click('Pages of the report', role=None)
        wait_for(lambda: window.has_focus('Pages of the report'), 'the focus in the pages')
        window.key('End')
        last = wait_for(lambda: next((name for name in window.names('label') if name.startswith('Page ') and name.split()[1] == name.split()[3]), None), 'the last page')
        self.finish()
        window.wait('Nothing stands against the issue', 'label', harness.FOLLOW)
        wait_for(lambda: len(drawers(window)) == 1 and drawers(window) != shown, 'the draft made anew')
        window.wait(last, 'label')
        window.press_toggle(PREVIEW)
        wait_for(lambda: not drawers(window), 'no process for what is hidden')

    def record_documents(self, window):
        """What only the report needs, each by the form that its line opens; the statement of the representation is there already."""
        today = datetime.datetime.now(zoneinfo.ZoneInfo('Asia/Tokyo')).date().isoformat()  # the engagement's
        for line, keys in (('The final statement is not recorded', (self.world.write('final.txt', '言明書'), 'Tab', 'Tab', '2.0', 'Tab', today)),
                           ('The management representation is missing', (self.world.write('letter.txt', '確認書'), 'Tab', 'Tab', today)),
                           ('Subsequent events have not been considered', ('Nothing was told.', 'shift+Tab', today))):
            window.click(line)
            self.fill(window, keys)
        window.press('Accept Wording…')
        self.fill(window, ('It quotes the rules.',))

    def fill(self, window, keys):
        """Types into the form that opened, from its first field on, and records it."""
        window.wait('Cancel', 'label')
        window.key('End')  # the form is a window of its own: it gets the keys now
        for key in keys:
            if key.endswith('Tab'):
                window.key(key)
            else:
                window.type(key)
        window.press('Record')
        harness.wait_for(lambda: window.find('Cancel', 'label') is None, lambda: f'the form done with: {window.names()}')

    def finish(self):
        """What is not the report page's own here."""
        ctl = self.world.ctl
        ctl('leader', 'member', 'add', '--name', 'quality', '--role', 'quality', '--public-key', self.world.keys['quality'])
        ctl('quality', 'member', 'confirm-independence')
        for person, act in (('practitioner', 'complete'), ('leader', 'review'), ('executive', 'approve')):
            ctl(person, 'paper', act, self.paper)
        ctl('leader', 'finding', 'state', self.finding, 'withdrawn', '--text', 'Shown later.')

    def exports_working_papers(self):
        """The working papers go into a new folder, a PDF a control; a folder that is there is left as it is"""
        folder = os.path.join(self.world.root, 'papers')
        with Window(self.world, 'practitioner', place='Report', **REMEMBERING) as window:
            window.choose_file('Export Working Papers', folder, 'Save')
            window.wait_part('Written: ' + folder)
        files = sorted(os.path.relpath(path, folder) for path in glob.glob(folder + '/**/*.*', recursive=True))
        if files != ['binder.pdf', 'controls/8.1.2.1.pdf', 'controls/8.1.2.2.pdf', 'general/G-01.pdf', 'tables.xlsx']:
            raise Failure(f'{files}')

    def prints_a_working_paper(self):
        """On the page of controls, Ctrl+P puts the working paper of the control on paper"""
        with Window(self.world, 'practitioner') as window:
            window.click(CONTROL)
            window.wait_part('規程を閲覧する。')
            paper = window.print_into_file()
        out = os.path.join(self.world.root, 'one')
        self.world.ctl('practitioner', 'papers', 'export', '-o', out, '--control', CONTROL)
        with open(os.path.join(out, 'controls', CONTROL + '.pdf'), 'rb') as file:
            pages = count_pages(file.read())
        if pages == 0 or count_pages(paper) != pages:
            raise Failure(f'{count_pages(paper)} pages instead of {pages}')

    def is_refused_to_others(self):
        """Who is no executive is refused, is told why, and no file is written"""
        with Window(self.world, 'leader', place='Report', **REMEMBERING) as window:
            window.press_toggle(PREVIEW)
            window.choose_file('Issue Report…', self.path, 'Save')
            window.wait('Refused: The role does not allow this')
        if os.path.exists(self.path) or any(event['action'] == 'report.issue' for event in self.world.ctl('leader', 'journal', 'list')):
            raise Failure('a refused report was issued')

    def issues(self):
        """The executive issues it and gives the passphrase again for that: a PDF whose digest is in the record, and the record is whole"""
        with Window(self.world, 'executive', place=None, **REMEMBERING) as window:
            window.give_passphrase('It unlocks your key')
            window.go('Report')
            window.wait_sensitive('Issue Report…')
            if window.find('Draft as It Is Now'):
                raise Failure('that the pages were hidden is not remembered')
            window.choose_file('Issue Report…', self.path, 'Save')
            window.wait('Your Passphrase Again')
            window.key('Escape')
            window.wait_gone('Your Passphrase Again')
            if os.path.exists(self.path):
                raise Failure('issued without the passphrase')
            window.choose_file('Issue Report…', self.path, 'Save')
            window.give_passphrase('The report is issued in the name of executive')
            window.wait_part('Written: ' + self.path)
            window.press_toggle(PREVIEW)
            window.wait('Draft report')  # a choice: of the draft and the report issued
            window.wait_part('Page 1 of ')
            if b'/Type /Page' not in window.print_into_file():
                raise Failure('nothing on paper')
        with open(self.path, 'rb') as file:
            content = file.read()
        issued = [event for event in self.world.ctl('leader', 'journal', 'list') if event['action'].startswith('report')]
        if len(issued) != 1 or hashlib.sha256(content).hexdigest() not in str(self.world.ctl('leader', 'journal', 'show', issued[0]['id'])):
            raise Failure(f'{issued}')
        if content[:5] != b'%PDF-' or not self.world.ctl('leader', 'verify')['ok']:
            raise Failure('no PDF, or the record is not whole')

    def writes_word_documents(self):
        """The draft and the report issued go into Word documents from the menu of the page, and the firm's form is filled"""
        with Window(self.world, 'leader', place='Report', **REMEMBERING) as window:
            for item, name in (('Draft as Word Document…', 'draft.docx'), ('Issued Report as Word Document…', 'issued.docx')):
                path = os.path.join(self.world.root, name)
                window.press_toggle('Write')
                window.choose(item)
                window.choose_file(None, path, 'Save')
                window.wait_part('Written: ' + path)
                problems = list(docx_rules.check(path))
                if problems:
                    raise Failure(f'{name}: {problems}')
            form, path = os.path.join(self.world.root, 'form.docx'), os.path.join(self.world.root, 'filled.docx')
            self.world.ctl('leader', 'report', 'sample-form', '-o', form)
            window.press_toggle('Write')
            window.choose('Draft in the Firm’s Form…')
            wait_for(window.find_chooser, 'the file chooser')
            window.key('ctrl+l')
            window.key('ctrl+a')
            window.type(form)
            window.press('Open')
            window.wait_sensitive('Save')  # the chooser of the file to write follows the other one
            window.choose_file(None, path, 'Save')
            window.wait_part('Written: ' + path)
            if any('{{' in line for line in docx_rules.paragraphs(docx_rules.read_part(path))):
                raise Failure('the form was not filled')
        heads = [''.join(docx_rules.paragraphs(docx_rules.read_part(os.path.join(self.world.root, name), 'word/header1.xml'))) for name in ('draft.docx', 'issued.docx')]
        if ['DRAFT' in head for head in heads] != [True, False]:
            raise Failure(f'{heads}')

    def writes_oscal(self):
        """The draft and the report issued go into OSCAL files, and what of the record such a file does not hold is told"""
        with Window(self.world, 'leader', place='Report', **REMEMBERING) as window:
            for item, name, draft in (('Draft as OSCAL (JSON)…', 'draft.json', True), ('Issued Report as OSCAL (JSON)…', 'issued.json', False)):
                path = os.path.join(self.world.root, name)
                window.press_toggle('Write')
                window.choose(item)
                window.choose_file(None, path, 'Save')
                window.wait('Written: ' + path)
                lost = window.wait_part('What of the record such a file does not hold').splitlines()
                if f'Events of the record · Signatures: {self.world.ctl("leader", "journal", "head")["events"]}' not in lost and draft:
                    raise Failure(f'{lost}')
                window.press('Close')
                window.wait_gone('Written: ' + path)
                with open(path, encoding='utf-8') as file:
                    metadata = json.load(file)['assessment-results']['metadata']
                if ('draft' in json.dumps(metadata)) != draft:
                    raise Failure(f'{name}: {metadata}')

    def corrects(self):
        """Issued once more, it asks for the passphrase and the reason and becomes a corrected version, which names the earlier one"""
        path = os.path.join(self.world.root, 'corrected.docx')
        with Window(self.world, 'executive', place=None, **REMEMBERING) as window:
            window.give_passphrase('It unlocks your key')
            window.go('Report')
            window.wait_sensitive('Issue Report…')
            window.choose_file('Issue Report…', path, 'Save')
            window.give_passphrase('The report is issued in the name of executive')
            self.fill(window, ('Tab', 'A name was wrong.'))  # from the form of the firm's own to the reason
        lines = docx_rules.paragraphs(docx_rules.read_part(path))
        if not any('訂正版。' in line for line in lines) or not any('A name was wrong.' in line for line in lines):
            raise Failure(f'{lines[:40]}')
        if not os.path.exists(self.path):
            raise Failure('the earlier report is gone')


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests, harness.POINTER)
