# SPDX-License-Identifier: GPL-3.0-or-later
"""Office evidence as a person meets it beside the list: cells with their places, sheets, pictures opened large and
back, a text with its changes, a mail with its attachment, a CSV as a table and as text, the full screen."""

import os
import subprocess
import sys
import unicodedata

import harness
from harness import Window, World, wait_for

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import office_files  # noqa: E402

CSV = 'ID,氏名\r\nu1,山田\r\nu2,佐藤\r\n'


class Tests:
    def __init__(self):
        self.world = world = World(('leader',))
        world.make_engagement()
        files = {'book.xlsx': office_files.workbook(), 'rules.docx': office_files.text_document(), 'letter.eml': office_files.mail(),
                 'statute.odt': office_files.open_text_document(), 'ledger.ods': office_files.open_workbook(),
                 'users.csv': CSV.encode('cp932'), 'many.csv': b'ID,No\n' + b'u,1\n' * 60000}
        for name, data in files.items():
            path = os.path.join(world.root, name)
            with open(path, 'wb') as stream:
                stream.write(data)
            world.ctl('leader', 'evidence', 'add', path)

    def listed(self):
        return [self.shows_a_book, self.shows_texts_and_mails, self.shows_open_documents, self.shows_tables]

    # --- As a person would ----------------------------------------------------------------------

    def focus_cells(self, window):
        """From the list on to the cells"""
        for _ in range(25):
            if self.cells_focused(window):
                return
            window.key('Tab')
        raise AssertionError('the cells never get the focus')

    @staticmethod
    def cells_focused(window):
        return any(role in ('table', 'tree table', 'grid') and harness.is_focused(node) for role, _, node in window.nodes())

    # --- Tests ------------------------------------------------------------------------------------

    def shows_a_book(self):
        """A workbook shows its cells with their places and notes, its sheets and pictures; cells are copied, words found in every sheet"""
        with Window(self.world, 'leader') as window:
            window.open_evidence('book.xlsx')
            window.wait_part('権限一覧!A1 アクセス権限一覧（見本）')
            window.wait('作業用 (hidden)')
            self.focus_cells(window)
            self.moves_and_copies(window)
            self.finds_through_sheets(window)
            self.opens_a_picture(window)

    @staticmethod
    def moves_and_copies(window):
        for key in ('Down', 'Down', 'Right'):
            window.key(key)
        window.wait_part('権限一覧!B3 利用者3 [Note of 山田: 退職者の確認済]')
        window.key('Right')
        window.wait_part('権限一覧!C3 令和8年4月4日')
        for key in ('ctrl+Home', 'Down', 'shift+Down', 'shift+Right'):
            window.key(key)
        window.wait_part('権限一覧!A2:B3')
        window.key('ctrl+c')
        window.key('ctrl+f')
        wait_for(lambda: any(name == 'Words in this evidence' and harness.is_focused(node) for _, name, node in window.nodes()), 'the search field')
        window.key('ctrl+v')
        wait_for(lambda: any('利用者ID\t氏名' in text and 'u00003\t利用者3' in text for text in texts(window)), lambda: f'the copied cells in {texts(window)}')

    @staticmethod
    def finds_through_sheets(window):
        window.key('ctrl+a')
        window.type('emf')  # nowhere: the search goes round all sheets
        window.key('Return')
        window.wait('Not found')
        window.key('ctrl+a')
        window.type('12')
        window.key('Return')
        for place in ('C11', 'A12', 'B12', 'D12'):
            window.wait_part(f'権限一覧!{place}')
            window.key('Return')
        window.wait_part("'画面 写し'!C6")  # a shape over the cells of the next sheet

    def opens_a_picture(self, window):
        self.focus_cells(window)
        window.key('Left')
        window.wait_part("'画面 写し'!B6")
        window.key('Return')
        window.wait_part('book.xlsx ▸ パスワードの設定画面')
        window.press('Back to the file it stands in')
        window.wait_part('権限一覧!A1')

    def shows_texts_and_mails(self):
        """A text says where each paragraph stands and who changed it; a mail shows its head, text and attachment, which opens as a table"""
        with Window(self.world, 'leader') as window:
            window.open_evidence('rules.docx')
            window.wait('Paragraph 4', 'label')
            window.wait_part('deleted by 佐藤 · inserted by 佐藤 · commented')
            window.wait_part('Table 1, row 2')
            window.wait('鈴木, on paragraph 4', 'label')
            window.go('Overview')
            window.open_evidence('letter.eml')
            window.wait('山田太郎 <yamada@example.test>', 'label')
            window.wait_part('権限一覧をお送りします。')
            window.press('Open “権限.csv”')
            window.wait_part('letter.eml ▸ 権限.csv')
            window.wait_part('A1 ID')

    def shows_open_documents(self):
        """OpenDocument is shown like the others, by the same places"""
        with Window(self.world, 'leader') as window:
            window.resize(1280, 900)  # lines out of sight are not told of, and GTK 4.18 makes fewer of them ahead
            window.open_evidence('statute.odt')
            window.wait('Paragraph 5', 'label')
            window.wait_part('deleted by 佐藤 · inserted by 佐藤 · commented')
            window.wait('鈴木, on paragraph 5', 'label')
            window.go('Overview')
            window.open_evidence('ledger.ods')
            window.wait_part('権限一覧!A1 アクセス権限一覧（見本）')
            window.wait('作業用 (hidden)')

    def prints(self, window):
        """The cells on paper are text, as on the screen"""
        done = subprocess.run(['pdftotext', '-', '-'], input=window.print_into_file(), capture_output=True, check=True, timeout=harness.WAIT)
        text = unicodedata.normalize('NFKC', done.stdout.decode())  # a font may have one glyph for 山 and the radical
        missing = [word for word in ('ID', '氏名', '山田', '佐藤', 'users.csv', '1/1') if word not in text]
        if missing:
            raise harness.Failure(f'{missing} not in {text}')

    def shows_tables(self):
        """A CSV is shown as a table in its encoding; F11 shows the evidence alone, Escape ends that"""
        with Window(self.world, 'leader') as window:
            window.open_evidence('many.csv')
            window.wait_part('A1 ID')
            window.key('ctrl+p')
            window.wait_part('many.csv” would take more than 1000 sheets of paper')
            window.key('Escape')
            window.go('Overview')
            window.open_evidence('users.csv')
            window.wait_part('A1 ID')
            self.focus_cells(window)
            window.key('Right')
            window.wait_part('B1 氏名')
            self.prints(window)
            window.key('F11')
            wait_for(lambda: sum(1 for role, name, _ in window.nodes() if name == 'Close the evidence' and 'button' in role) > 1, 'there are two viewers')
            window.key('Escape')
            wait_for(lambda: sum(1 for role, name, _ in window.nodes() if name == 'Close the evidence' and 'button' in role) == 1, 'there is one again')


def texts(window):
    """What stands in the fields."""
    found = []
    for role, _, node in window.nodes():
        try:
            if role in ('text', 'entry'):
                found.append(node.get_text())
        except harness.accessible.Gone:
            continue
    return found


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
