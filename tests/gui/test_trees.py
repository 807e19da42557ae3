# SPDX-License-Identifier: GPL-3.0-or-later
"""What an assistive technology is told of every page, compared with tests/gui/trees: roles and names in their order. A
page that loses a name, or gains a thing that nobody named, is seen in the difference.

CHOSHO_UPDATE_TREES=1 writes what is there in their place; look at the difference before it is kept.
"""

import harness
import treetext
from harness import Failure, Window

# Place and what its page shows once it has been read.
PLACES = (('Overview', 'State of the Work'), ('Controls', '8.1.2.2 台帳, Not started'), ('Evidence', 'rules.txt'), ('Requests', 'Asset regulations'),
          ('By document', 'No Document Open'), ('Interviews', 'Sato'), ('By interview', '8.1.2.1  管理責任者'), ('Samples', 'Requests, 0 of 3 items'),
          ('Findings', 'One record'), ('Review notes', 'Please check.'), ('General papers', 'Plan'),
          ('Report', 'Page 1 of '), ('Team', 'practitioner'), ('Journal', 'What changed'), ('Search', 'Evidence: 1'))


class Tests:
    def __init__(self):
        self.world = treetext.make_world()
        self.trees = treetext.Trees()

    def listed(self):
        return [self.of_every_place, self.names_all, self.pins_individual_controls]

    def compare(self, window, name, place):
        return self.trees.compare(name, self.trees.read(treetext.find_below(window, place, 'panel'), name))

    def of_every_place(self):
        """Every page tells of itself what stands in tests/gui/trees"""
        treetext.skip_other_gtk()
        wrong = []
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            for place, part in PLACES:
                window.go(place)
                window.wait_part(part)
                wrong += self.compare(window, place, place)
            window.go('Controls')
            window.key('alt+Down')
            window.wait_part('Inspection ')
            wrong += self.compare(window, 'Control', 'Controls')
        if wrong:
            raise Failure('\n'.join(wrong))

    def names_all(self):
        """Whatever a person works with on any page has a name"""
        if self.trees.nameless:
            raise Failure('\n'.join(self.trees.nameless))

    def pins_individual_controls(self):
        """The individual controls with their versions stay where they are, above the document, however far that is scrolled"""
        def place(part):
            return next((node.get_extents() for role, name, node in window.nodes() if role == 'label' and part in name), None)
        with Window(self.world, 'leader') as window:
            window.wait_part('leader\n')
            window.key('alt+Down')
            window.wait_part('Individual control IC-1, version 1')
            window.resize(1024, 700)
            harness.wait_for(lambda: place('8.1.2.1') and window.page('Controls').get_extents()[3] < 700, 'the window as small as it is said to be')
            pinned, title = place('Individual control IC-1'), harness.wait_for(lambda: place('Text of the control'), 'the top of the document')
            window.key('ctrl+m')  # a note is written at the end of the document
            harness.wait_for(lambda: window.has_focus('New review note') and place('Text of the control') != title, 'the document scrolled')
            assert place('Individual control IC-1') == pinned, (pinned, place('Individual control IC-1'))
            assert 0 < pinned[1] < title[1], (pinned, title)


def make_tests():
    tests = Tests()
    return tests.listed(), tests.world.close


harness.main(make_tests)
