# SPDX-License-Identifier: GPL-3.0-or-later
"""What Word is strict about in a DOCX (ISO/IEC 29500, transitional): read with Python's own zipfile and XML, not with Chosho."""
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
TYPES = '{http://schemas.openxmlformats.org/package/2006/content-types}'
RELATIONS = '{http://schemas.openxmlformats.org/package/2006/relationships}'
RELATIONS_TYPE = 'application/vnd.openxmlformats-package.relationships+xml'
MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

# The sequences of the schema (wml.xsd), as far as anything of ours uses them.
ORDER = {
    'pPr': 'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku'
           ' wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents'
           ' suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
    'rPr': 'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing'
           ' w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
    'tblPr': 'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout'
             ' tblCellMar tblLook tblCaption tblDescription',
    'tcPr': 'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
    'sectPr': 'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign'
              ' noEndnote titlePg textDirection bidi rtlGutter docGrid',
    'sdtPr': 'rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex text richText',
    'style': 'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr'
             ' trPr tcPr tblStylePr',
    'settings': 'view zoom removePersonalInformation documentProtection defaultTabStop characterSpacingControl compat rsids themeFontLang'
                ' clrSchemeMapping decimalSymbol listSeparator',
    'tbl': 'tblPr tblGrid tr sdt', 'tc': None, 'tblBorders': 'top left bottom right insideH insideV', 'tblCellMar': 'top left bottom right',
    'tcBorders': 'top left bottom right insideH insideV', 'font': 'altName panose1 charset family notTrueType pitch sig',
}


def check(path):
    """Every rule that @path breaks, as texts; none where it is a document that Word opens."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        if package.testzip() is not None:
            return ['a part is damaged']
        parts = {name: package.read(name) for name in names}
    problems = [f'twice in the package: {name}' for name in set(names) if names.count(name) > 1]
    if names[0] != '[Content_Types].xml':
        problems.append('the content types do not come first')
    trees = {name: ET.fromstring(data) for name, data in parts.items() if name.endswith(('.xml', '.rels'))}
    problems += check_types(trees, names)
    relations = read_relations(trees, names, problems)
    styles = {style.get(W + 'styleId') for style in trees['word/styles.xml'].iter(W + 'style')} if 'word/styles.xml' in trees else set()
    for name, tree in trees.items():
        if name.startswith('word/') and not name.endswith('.rels'):
            problems += [f'{name}: {problem}' for problem in check_part(tree, relations.get(name, {}), styles)]
    return problems + list(check_document(trees['word/document.xml']))


def check_types(trees, names):
    types = trees['[Content_Types].xml']
    defaults = {one.get('Extension').lower(): one.get('ContentType') for one in types.iter(TYPES + 'Default')}
    overrides = {one.get('PartName'): one.get('ContentType') for one in types.iter(TYPES + 'Override')}
    problems = [f'a type for a part that is not there: {name}' for name in overrides if name[1:] not in names]
    for name in names:
        kind = overrides.get('/' + name) or defaults.get(name.rpartition('.')[2].lower())
        if kind is None and name != '[Content_Types].xml':
            problems.append(f'no content type: {name}')
        if kind == 'application/xml' and name != '[Content_Types].xml' and name.startswith('word/'):
            problems.append(f'no content type of its own: {name}')
    if defaults.get('rels') != RELATIONS_TYPE or MAIN_TYPE not in overrides.values():
        problems.append('no type for relations or the document')
    return problems


def read_relations(trees, names, problems):
    """{part: {id: target}}."""
    found = {}
    for name, tree in trees.items():
        if not name.endswith('.rels'):
            continue
        folder, file = posixpath.split(name)
        owner = posixpath.join(posixpath.dirname(folder), file[:-len('.rels')])
        ids = [one.get('Id') for one in tree.iter(RELATIONS + 'Relationship')]
        problems += [f'{name}: {one} twice' for one in set(ids) if ids.count(one) > 1]
        found[owner] = {}
        for one in tree.iter(RELATIONS + 'Relationship'):
            target = one.get('Target')
            found[owner][one.get('Id')] = target
            if one.get('TargetMode') == 'External':
                problems.append(f'{name}: leads out of the file: {target}')
            elif posixpath.normpath(posixpath.join(posixpath.dirname(owner), target)).lstrip('/') not in names:
                problems.append(f'{name}: {target} is not there')
    if 'word/document.xml' not in found.get('', {}).values():
        problems.append('the package does not name its document')
    return found


def check_part(tree, relations, styles):
    for element in tree.iter():
        tag = element.tag.removeprefix(W)
        yield from check_order(tag, element)
        for attribute, value in element.attrib.items():
            if attribute.startswith(R) and value not in relations:
                yield f'{tag} names {value}, which is no relation'
        if tag in ('pStyle', 'rStyle', 'tblStyle', 'basedOn', 'next', 'link') and element.get(W + 'val') not in styles:
            yield f'no style {element.get(W + "val")}'
        if tag == 'tc' and (len(element) == 0 or element[-1].tag != W + 'p'):
            yield 'a cell that ends with no paragraph'
        if tag == 'tbl':
            yield from check_table(element)
    ids = [one.get(W + 'val') for one in tree.iter(W + 'id') if one.get(W + 'val')]
    yield from (f'content control {one} twice' for one in set(ids) if ids.count(one) > 1)


def check_order(tag, element):
    order = ORDER.get(tag)
    if not order:
        return
    order = order.split()
    places = [order.index(child.tag.removeprefix(W)) if child.tag.removeprefix(W) in order else -1 for child in element]
    if -1 in places or places != sorted(places):
        yield f'{tag}: {[child.tag.removeprefix(W) for child in element]}'
    elif tag not in ('tbl', 'sectPr', 'style') and len(set(places)) != len(places):
        yield f'{tag}: something twice'


def check_table(table):
    columns = len(table.find(W + 'tblGrid'))
    body = False
    for row in table.iter(W + 'tr'):
        spans = [int(cell.find(f'{W}tcPr/{W}gridSpan').get(W + 'val')) if cell.find(f'{W}tcPr/{W}gridSpan') is not None else 1 for cell in row.findall(W + 'tc')]
        if spans and sum(spans) != columns:
            yield f'a row of {sum(spans)} columns in a table of {columns}'
        head = row.find(f'{W}trPr/{W}tblHeader') is not None
        if head and body:
            yield 'a header row below others: it would not be repeated'
        body = body or not head
    if not body:
        yield 'a table without rows'


def check_document(document):
    body = document.find(W + 'body')
    if body[-1].tag != W + 'sectPr' or body[-2].tag == W + 'tbl':
        yield 'the document ends with no paragraph and section'
    for one, next_one in zip(body, list(body)[1:]):
        if one.tag == next_one.tag == W + 'tbl':
            yield 'two tables that Word would join'
    starts = [(one.get(W + 'id'), one.get(W + 'name')) for one in document.iter(W + 'bookmarkStart')]
    ends = [one.get(W + 'id') for one in document.iter(W + 'bookmarkEnd')]
    if sorted(start[0] for start in starts) != sorted(ends) or len(set(ends)) != len(ends) or len({start[1] for start in starts}) != len(starts):
        yield 'bookmarks that do not end, or twice'
    names = {start[1] for start in starts}
    for anchor in document.iter(W + 'hyperlink'):
        if anchor.get(W + 'anchor') is not None and anchor.get(W + 'anchor') not in names:
            yield f'a link to {anchor.get(W + "anchor")}'
    for field in document.iter(W + 'fldSimple'):
        found = re.match(r' PAGEREF (\S+) ', field.get(W + 'instr'))
        if found and found[1] not in names:
            yield f'the page of {found[1]}'


def read_part(path, name='word/document.xml'):
    with zipfile.ZipFile(path) as package:
        return ET.fromstring(package.read(name))


def paragraphs(tree):
    """The texts of all paragraphs, in order; fields as they were left."""
    return [''.join(one.text or '' if one.tag == W + 't' else '\t' for one in paragraph.iter() if one.tag in (W + 't', W + 'tab'))
            for paragraph in tree.iter(W + 'p')]
