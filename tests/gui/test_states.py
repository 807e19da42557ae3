# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong beside the work: a damaged PDF, a log and a PDF without end, a missing object, a locked database,
a read-only folder, a full disk. The window says what happened and what to do, keeps what was typed, and lives on.

The sizes are small where nothing but the time depends on them; with the argument "full" they are what they are
called: 2 GB of log.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys

import harness
from harness import Failure, Skip, Window, World, wait_for

sys.path.insert(0, os.path.join(harness.SOURCE_ROOT, 'tests', 'fault'))
import disks  # noqa: E402

NAMESPACE = 'CHOSHO_TEST_STATES_NAMESPACE'
FULL_SIZE = 'CHOSHO_TEST_STATES_FULL'
if 'full' in sys.argv:
    sys.argv.remove('full')
    os.environ[FULL_SIZE] = '1'  # the harness runs this program again
FULL = FULL_SIZE in os.environ
CONTROL = '8.1.2.1'
OTHER = '8.1.2.2'
CATALOGUE = 'control_id,level,title_ja,text_ja\n8.1.2,objective,資産の管理,資産を管理する。\n' \
            '8.1.2.1,detail,管理責任者,管理責任者を割り当てる。\n8.1.2.2,detail,台帳,台帳を維持する。\n'
PROCEDURES = '管理策番号,手続番号,評価区分,監査対象,監査技法,手続内容,依頼文,報告文,開示可否\n' \
             '8.1.2.1,S-1,整備状況評価,文書,閲覧,規程を閲覧する。,ご用意ください。,閲覧した。,可\n' \
             '8.1.2.2,S-2,整備状況評価,文書,閲覧,台帳を閲覧する。,ご用意ください。,閲覧した。,可\n'
TYPED = '規程第5条を閲覧した。'
LOG_BYTES = 2 << 30 if FULL else 300 << 20  # more than is counted for one answer of the helper
PDF_PAGES = 10000
DISK_BYTES = 6 << 20
BUSY = 25       # seconds: SQLite waits ten for another program
LONG = 120      # seconds that 2 GB may take on a busy machine


# --- Files ----------------------------------------------------------------------------------


def write_pdf(path, n_pages):
    """A PDF of so many pages, each with its number."""
    offsets = {}
    with open(path, 'wb') as file:
        def put(number, body):
            offsets[number] = file.tell()
            file.write(b'%d 0 obj\n%s\nendobj\n' % (number, body))
        file.write(b'%PDF-1.4\n')
        put(1, b'<< /Type /Catalog /Pages 2 0 R >>')
        put(2, b'<< /Type /Pages /Count %d /Kids [%s] >>' % (n_pages, b' '.join(b'%d 0 R' % (4 + 2 * page) for page in range(n_pages))))
        put(3, b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>')
        for page in range(n_pages):
            words = b'BT /F1 40 Tf 72 700 Td (Page %d) Tj ET' % (page + 1)
            put(4 + 2 * page, b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>'
                % (5 + 2 * page))
            put(5 + 2 * page, b'<< /Length %d >>\nstream\n%s\nendstream' % (len(words), words))
        start = file.tell()
        file.write(b'xref\n0 %d\n0000000000 65535 f \n' % (len(offsets) + 1))
        for number in range(1, len(offsets) + 1):
            file.write(b'%010d 00000 n \n' % offsets[number])
        file.write(b'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(offsets) + 1, start))


def write_log(path, size_bytes):
    """A log of about that size; returns its number of lines."""
    piece = ''.join(f'2025-07-01 {second:06d} 許可 user{second % 977} GET /console/item/{second}\n' for second in range(20000)).encode()
    n_pieces = size_bytes // len(piece)
    with open(path, 'wb') as file:
        file.write(b'first line of the log\n')
        for _ in range(n_pieces):
            file.write(piece)
        file.write(b'last line of the log\n')
    return 20000 * n_pieces + 2


# --- Tests ----------------------------------------------------------------------------------


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.make_engagement()
        world.ctl('leader', 'catalog', 'import', world.write('catalogue.csv', CATALOGUE), '--edition', '2022-04-01')
        world.ctl('leader', 'procedures', 'import', world.write('procedures.csv', PROCEDURES))
        self.steps = {control: world.ctl('leader', 'step', 'list', control)[0]['id'] for control in (CONTROL, OTHER)}

    def listed(self):
        if FULL:
            return [self.reads_long_log]
        return [self.says_what_is_damaged, self.reads_long_log, self.reads_long_pdf, self.says_what_is_missing, self.waits_for_the_record,
                self.opens_once_unlocked, self.says_read_only, self.keeps_on_full_disk]

    # --- Evidence -----------------------------------------------------------------------------

    def take_in(self, path):
        return self.world.ctl('leader', 'evidence', 'add', path)[0]

    def show(self, window, name):
        """Finds the evidence by its name and opens it beside the list."""
        window.wait_part('leader\n')
        window.go('Evidence')
        window.key('ctrl+f')
        window.type(name)
        window.wait('1 piece', 'label')
        window.key('ctrl+f')
        for _ in range(12):
            window.key('Tab')
            if any(name in its_name and harness.is_focused(node) for role, its_name, node in window.nodes() if role == 'list item'):
                break
        window.key('space')

    def wait_shown(self, window, words, seconds=harness.WAIT):
        """Waits for words in a part of the window that has a place; returns all that it says."""
        return wait_for(lambda: next((name for _, name, node in window.nodes() if words in name and harness.is_laid_out(node)), None),
                        lambda: f'"{words}" to be seen in {window.names()}', seconds)

    def says_what_is_damaged(self):
        """A damaged PDF is named, with what to do about it, and the next piece opens"""
        whole = os.path.join(self.world.root, 'whole.pdf')
        write_pdf(whole, 3)
        with open(whole, 'rb') as file:
            start = file.read(200)
        with open(os.path.join(self.world.root, 'damaged.pdf'), 'wb') as file:
            file.write(start + bytes(100))
        self.take_in(whole)
        self.take_in(os.path.join(self.world.root, 'damaged.pdf'))
        with Window(self.world, 'leader', place=None) as window:
            self.show(window, 'damaged.pdf')
            self.wait_shown(window, 'It cannot be shown')
            said = self.wait_shown(window, '“damaged.pdf”')
            if 'damaged' not in said or 'ask for it again' not in said:
                raise Failure(f'the window says: {said}')
            window.wait_sensitive('Try Again')
            window.wait_sensitive('Save a Copy…')
            self.show_next(window, 'whole.pdf')
            self.wait_shown(window, '/ 3')

    def show_next(self, window, name):
        """Another piece in the same window: the search is changed."""
        window.key('ctrl+f')
        window.key('ctrl+a')
        self.show(window, name)

    def reads_long_log(self):
        """A log of gigabytes shows its beginning while its lines are counted, says how far it is, and goes to its end"""
        path = os.path.join(self.world.root, 'long.log')
        n_lines = write_log(path, LOG_BYTES)
        self.take_in(path)
        os.remove(path)
        with Window(self.world, 'leader', place=None) as window:
            self.show(window, 'long.log')
            self.wait_shown(window, 'first line of the log')
            self.wait_shown(window, f'{n_lines} lines', LONG)
            window.key('F6')
            window.go('Evidence')
            self.press_end(window)
            self.wait_shown(window, 'last line of the log')

    def press_end(self, window):
        """From the viewer's first line to the last, by keys."""
        for _ in range(20):
            window.key('Tab')
            if any('first line of the log' in name and harness.is_focused(node) for role, name, node in window.nodes() if role == 'list item'):
                break
        else:
            raise Failure('Tab does not lead to the lines')
        window.key('ctrl+End')

    def reads_long_pdf(self):
        """A PDF of 10,000 pages opens at its first and goes to its last"""
        path = os.path.join(self.world.root, 'long.pdf')
        write_pdf(path, PDF_PAGES)
        self.take_in(path)
        with Window(self.world, 'leader', place=None) as window:
            self.show(window, 'long.pdf')
            self.wait_shown(window, f'/ {PDF_PAGES}')
            page = wait_for(lambda: next((node for role, name, node in window.nodes() if name == 'Page' and role in ('text', 'entry')), None), 'the page')
            if not page.set_text(str(PDF_PAGES)):
                raise Failure('the page takes no number')
            self.focus(window, 'Page')
            window.key('Return')
            wait_for(lambda: page.get_text() == str(PDF_PAGES), lambda: f'the last page, not {page.get_text()}')

    def focus(self, window, name):
        for _ in range(30):
            if any(its_name == name and harness.is_focused(node) for _, its_name, node in window.nodes()):
                return
            window.key('Tab')
        raise Failure(f'Tab does not lead to "{name}"')

    def says_what_is_missing(self):
        """Where the content of evidence is missing the window names file and place, and shows it once it is put back"""
        digest = self.take_in(self.world.write('seen.txt', 'seen again\n'))['sha256']
        path = os.path.join(self.world.engagement, 'objects', digest[:2], digest)
        aside = os.path.join(self.world.root, 'aside')
        os.rename(path, aside)
        with Window(self.world, 'leader', place=None) as window:
            self.show(window, 'seen.txt')
            said = self.wait_shown(window, '“seen.txt”')
            if digest not in said or 'backup' not in said:
                raise Failure(f'the window says: {said}')
            if any(harness.is_laid_out(node) for node in window.buttons('Save a Copy…')):
                raise Failure('a copy is offered of what is missing')
            os.rename(aside, path)
            window.press('Try Again')
            self.wait_shown(window, 'seen again')

    # --- The record -----------------------------------------------------------------------------

    def card(self, control):
        return f'Inspection {self.steps[control]}'

    def open_control(self, window, control):
        window.wait_part('leader\n')
        window.wait_part(f'{control} ')
        for _ in range(4):
            window.key('alt+Down')
            if wait_for(lambda: any(name in (self.card(CONTROL), self.card(OTHER)) for name in window.names()), 'a control') \
                    and window.find(self.card(control)):
                return
        raise Failure(f'Alt+Down does not lead to {control}')

    def field(self, window, control):
        return wait_for(lambda: next((node for role, name, node in window.wait_inside(self.card(control)) if (role, name) == ('text', 'Result')), None),
                        'the result')

    def write(self, window, control=CONTROL):
        """Types a result and chooses its outcome, by keys: the step is complete then."""
        if not self.field(window, control).set_text(TYPED):
            raise Failure('the result takes no text')

    def record(self, window, control=CONTROL):
        window.key('F8')
        wait_for(lambda: window.has_focus(self.card(control)), 'the step entered')
        window.key('alt+5')
        window.key('ctrl+s')

    def expect_kept(self, window, control=CONTROL):
        said = self.field(window, control).get_text()
        if said != TYPED:
            raise Failure(f'what was typed is "{said}" now')

    def wait_recorded(self, control):
        def look():
            step = self.world.ctl('leader', 'step', 'list', control)[0]
            return step.get('result') == TYPED
        wait_for(look, 'the result in the record')

    def waits_for_the_record(self):
        """While another program works on the record, recording waits where it is seen, can be ended, and is done later"""
        with Window(self.world, 'leader') as window, open(os.path.join(self.world.engagement, 'lock'), 'r+b') as lock:
            self.open_control(window, CONTROL)
            self.write(window)
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.record(window)
            self.wait_shown(window, 'Writing to the record')
            window.press('Cancel')
            self.wait_shown(window, 'cancelled')
            self.expect_kept(window)
            fcntl.flock(lock, fcntl.LOCK_UN)
            window.press('Record', self.card(CONTROL))
            self.wait_recorded(CONTROL)

    def opens_once_unlocked(self):
        """A locked record is named at the opening, and opens by Try Again once it is free"""
        record = sqlite3.connect(os.path.join(self.world.engagement, 'engagement.db'), isolation_level=None)
        record.execute('BEGIN EXCLUSIVE')
        try:
            with Window(self.world, 'leader', place=None) as window:
                said = self.wait_shown(window, 'engagement.db', BUSY)
                if 'another program' not in said or 'try again' not in said:
                    raise Failure(f'the window says: {said}')
                record.execute('ROLLBACK')
                window.press('Try Again')
                window.wait_part('leader\n')
        finally:
            record.close()

    # --- The disk ---------------------------------------------------------------------------------

    def copy(self, name):
        """The engagement in a new folder of that name, without evidence and its words; returns the folder's and the engagement's path."""
        folder = os.path.join(self.world.root, name)
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, 'e.chosho')
        shutil.copytree(self.world.engagement, path, ignore=lambda parent, names: [each for each in names if len(each) == 64 or each.startswith('text.db')])
        return folder, path

    def says_read_only(self):
        """Where nothing can be written the window says so at once, and all can be read"""
        _, path = self.copy('read-only')
        if os.geteuid() != 0:
            for folder, _, _ in os.walk(path):
                os.chmod(folder, 0o500)
        elif NAMESPACE not in os.environ or not disks.mount_read_only(path):
            raise Skip('nothing can be mounted here')
        try:
            with Window(self.world, 'leader', engagement=path) as window:
                said = self.wait_shown(window, 'can only be read here')
                if path not in said or 'copy its folder' not in said:
                    raise Failure(f'the window says: {said}')
                self.open_control(window, OTHER)
                self.write(window, OTHER)
                self.record(window, OTHER)
                wait_for(lambda: any('can only be read here' in name for _, name, _ in window.wait_inside(self.card(OTHER))), 'the card says it too')
                self.open_control_again(window, OTHER)
                self.expect_kept(window, OTHER)
        finally:
            if os.geteuid() == 0:
                disks.unmount(path)

    def open_control_again(self, window, control):
        """To the control before and back."""
        window.key('alt+Up')
        wait_for(lambda: window.find(self.card(control)) is None, 'another control')
        window.key('alt+Down')
        window.wait(self.card(control))

    def keeps_on_full_disk(self):
        """On a full disk the window says so and keeps what was typed through other pages; with room it is kept and recorded"""
        folder = os.path.join(self.world.root, 'full')
        os.makedirs(folder)
        if NAMESPACE not in os.environ or not disks.mount_tmpfs(folder, DISK_BYTES):
            raise Skip('nothing can be mounted here')
        try:
            _, path = self.copy('full')
            with Window(self.world, 'leader', engagement=path) as window:
                self.open_control(window, OTHER)
                disks.fill(os.path.join(folder, 'fill'), 0)
                self.write(window, OTHER)
                self.wait_shown(window, 'Drafts cannot be written')
                self.wait_shown(window, 'make room there')
                self.record(window, OTHER)
                wait_for(lambda: any('no space' in name for _, name, _ in window.wait_inside(self.card(OTHER))), 'the card says that there is no space')
                self.open_control_again(window, OTHER)
                self.expect_kept(window, OTHER)
                self.asks_before_closing(window)
                os.remove(os.path.join(folder, 'fill'))
                wait_for(lambda: not any('Drafts cannot be written' in name for name in window.names()), 'drafts to be written again')
                window.press('Record', self.card(OTHER))
                self.world.engagement, before = path, self.world.engagement
                try:
                    self.wait_recorded(OTHER)
                finally:
                    self.world.engagement = before
        finally:
            disks.unmount(folder)

    def asks_before_closing(self, window):
        window.key('ctrl+w')
        window.wait('Close without what was typed?')
        window.press('Stay')
        self.expect_kept(window, OTHER)


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


def enter_namespace():
    """What is mounted here is seen by these tests alone, and goes with them. Where no namespace can be had (in many a container), nothing is mounted."""
    possible = os.geteuid() == 0 and shutil.which('unshare') is not None
    if possible and NAMESPACE not in os.environ and subprocess.run(['unshare', '--mount', 'true'], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        os.environ[NAMESPACE] = '1'
        os.execvp('unshare', ['unshare', '--mount', sys.executable, *sys.argv])


enter_namespace()
harness.main(make_tests)
