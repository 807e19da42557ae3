# SPDX-License-Identifier: GPL-3.0-or-later
"""The type of an engagement, as the desktop's own tools see it: what choshoctl made opens in Chosho, nothing else does."""

import os
import shutil
import sqlite3
import subprocess

import harness

APPLICATION_ID = 'jp.chosho.Chosho'
ENGAGEMENT = 'application/x-chosho-engagement'
PLAIN = 'application/vnd.sqlite3'


class FileType(harness.Case):
    PEOPLE = ('leader',)

    def set_up_once(self):
        super().set_up_once()
        self.create()
        share = os.path.join(self.folder, 'share')
        packages = os.path.join(share, 'mime', 'packages')
        applications = os.path.join(share, 'applications')
        os.makedirs(packages)
        os.makedirs(applications)
        shutil.copy(os.path.join(harness.DATA, 'desktop', APPLICATION_ID + '.xml'), packages)
        shutil.copy(os.path.join(harness.BUILD_ROOT, 'data', 'desktop', APPLICATION_ID + '.desktop'), applications)
        # The program itself is not on the path here, and a desktop file of none is ignored.
        programs = os.path.join(self.folder, 'bin')
        os.mkdir(programs)
        os.symlink('/bin/true', os.path.join(programs, 'chosho'))
        self.desktop = {**self.environment, 'XDG_DATA_HOME': share, 'XDG_CONFIG_HOME': os.path.join(self.folder, 'config'),
                        'PATH': programs + ':' + os.environ['PATH']}
        self.run_tool('update-mime-database', os.path.join(share, 'mime'))
        self.run_tool('update-desktop-database', applications)

    def run_tool(self, *words, **more):
        done = subprocess.run(words, env={**self.desktop, **more}, capture_output=True, text=True, timeout=harness.TIMEOUT)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, '')
        return done.stdout

    def type_of(self, path):
        for line in self.run_tool('gio', 'info', '-a', 'standard::content-type', path).splitlines():
            if 'standard::content-type:' in line:
                return line.split(': ', 1)[1]
        self.fail('no type')

    def test_engagement(self):
        """The log is an engagement under any name; index and folder are not"""
        log = os.path.join(self.engagement, 'engagement.db')
        self.assertEqual(self.type_of(log), ENGAGEMENT)
        copy = os.path.join(self.folder, 'copy')
        shutil.copy(log, copy)
        self.assertEqual(self.type_of(copy), ENGAGEMENT)
        self.assertEqual(self.type_of(os.path.join(self.engagement, 'index.db')), PLAIN)
        self.assertEqual(self.type_of(self.engagement), 'inode/directory')

    def test_others(self):
        """A file of another program with the log's name is none"""
        path = os.path.join(self.folder, 'engagement.db')
        with sqlite3.connect(path) as database:
            database.execute('CREATE TABLE t (a)')
        database.close()
        self.assertEqual(self.type_of(path), PLAIN)
        self.write('engagement.db', 'ただのテキスト\n')
        self.assertEqual(self.type_of(path), 'text/plain')

    def test_opens(self):
        """The desktop opens it with Chosho, and no folder"""
        default = self.run_tool('gio', 'mime', ENGAGEMENT)
        self.assertIn(APPLICATION_ID + '.desktop', default.splitlines()[0])
        self.assertNotIn(APPLICATION_ID, self.run_tool('gio', 'mime', 'inode/directory'))


if __name__ == '__main__':
    harness.main()
