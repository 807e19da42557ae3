# SPDX-License-Identifier: GPL-3.0-or-later
"""Small Office documents, OpenDocument too, and mails, made by hand for the tests of both programs. 見本."""
import base64
import io
import struct
import zipfile
import zlib

OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
MAIN = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"'
WORD = (f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"')
SLIDE = (f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="{OFFICE}" '
         'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')
DRAWING = (f'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:r="{OFFICE}" '
           'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')


OASIS = 'urn:oasis:names:tc:opendocument:xmlns:'
OPEN = (f'xmlns:office="{OASIS}office:1.0" xmlns:text="{OASIS}text:1.0" xmlns:table="{OASIS}table:1.0" xmlns:draw="{OASIS}drawing:1.0" '
        f'xmlns:presentation="{OASIS}presentation:1.0" xmlns:style="{OASIS}style:1.0" xmlns:svg="{OASIS}svg-compatible:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:meta="urn:x-meta"')


def png(width=320, height=180, colour=(70, 110, 170)):
    """A picture with a frame and a bar, so that one sees which way is up."""
    rows = []
    for y in range(height):
        row = bytearray(b'\0')
        for x in range(width):
            edge = x < 3 or y < 3 or x >= width - 3 or y >= height - 3
            row += bytes((60, 60, 60) if edge else colour if y < height // 5 else (246, 246, 246))
        rows.append(bytes(row))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(b''.join(rows))) + chunk(b'IEND', b''))


def relations(*items):
    """(id, type, target[, mode]) …"""
    rows = ''.join('<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>'
                   % (item[0], OFFICE, item[1], item[2], ' TargetMode="%s"' % item[3] if len(item) > 3 else '') for item in items)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def container(main, parts):
    """A container whose main part is called @main."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        archive.writestr('_rels/.rels', relations(('rId1', 'officeDocument', main)))
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def open_container(kind, styles, body, parts=None):
    """An OpenDocument container with automatic @styles and the @body of its content."""
    content = (f'<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{kind}>{body}'
               f'</office:{kind}></office:body></office:document-content>')
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('mimetype', 'application/vnd.oasis.opendocument.' + kind, zipfile.ZIP_STORED)
        archive.writestr('content.xml', content)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def anchor(kind, first, last, content):
    """Over the cells from @first to @last (column, row; from 0)."""
    def place(name, cell):
        return (f'<xdr:{name}><xdr:col>{cell[0]}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{cell[1]}</xdr:row>'
                f'<xdr:rowOff>0</xdr:rowOff></xdr:{name}>')
    return f'<xdr:twoCellAnchor>{place("from", first)}{place("to", last)}<xdr:{kind}>{content}</xdr:{kind}></xdr:twoCellAnchor>'


def workbook(rows=12):
    """Three sheets: a table with formats, merged cells and @rows rows; screenshots; a hidden one."""
    sheet = ['<row r="1" ht="30"><c r="A1" t="inlineStr"><is><t>アクセス権限一覧（見本）</t></is></c></row>',
             '<row r="2">' + ''.join(f'<c r="{c}2" t="inlineStr"><is><t>{t}</t></is></c>'
                                     for c, t in zip('ABCDE', ('利用者ID', '氏名', '付与日', '月額', '利用率'))) + '</row>']
    for i in range(3, rows + 1):
        hidden = ' hidden="1"' if i == 5 else ''
        sheet.append(f'<row r="{i}"{hidden}><c r="A{i}" t="inlineStr"><is><t>u{i:05d}</t></is></c>'
                     f'<c r="B{i}" t="inlineStr"><is><t>利用者{i}</t></is></c><c r="C{i}" s="1"><v>{46113 + i % 300}</v></c>'
                     f'<c r="D{i}" s="2"><v>{1000 * i}</v></c><c r="E{i}" s="3"><f>D{i}/2</f><v>0.{i % 90 + 10}</v></c></row>')
    first = (f'<worksheet {MAIN}><sheetFormatPr defaultRowHeight="18.75"/><cols><col min="1" max="1" width="14" customWidth="1"/>'
             f'<col min="2" max="2" width="18"/><col min="3" max="3" width="13"/></cols><sheetData>{"".join(sheet)}</sheetData>'
             '<mergeCells><mergeCell ref="A1:E1"/></mergeCells></worksheet>')
    styles = ('<numFmts><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>'
              '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="5"/><xf numFmtId="9"/></cellXfs>')
    second = (f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>設定画面の写し</t></is></c></row></sheetData>'
              '<drawing r:id="rId1"/></worksheet>')
    drawing = (f'<xdr:wsDr {DRAWING}>'
               + anchor('pic', (1, 2), (7, 14), '<xdr:nvPicPr><xdr:cNvPr id="2" name="図 1" descr="パスワードの設定画面"/></xdr:nvPicPr>'
                        '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill>')
               + anchor('pic', (1, 16), (7, 28), '<xdr:nvPicPr><xdr:cNvPr id="3" name="図 2"/></xdr:nvPicPr>'
                        '<xdr:blipFill><a:blip r:embed="rId2"/></xdr:blipFill>')
               + anchor('pic', (9, 2), (12, 8), '<xdr:nvPicPr><xdr:cNvPr id="4" name="外部の図"/></xdr:nvPicPr>'
                        '<xdr:blipFill><a:blip r:link="rId3"/></xdr:blipFill>')
               + anchor('sp', (2, 5), (4, 8), '<xdr:nvSpPr><xdr:cNvPr id="5" name="枠 1"/></xdr:nvSpPr><xdr:txBody><a:p><a:r>'
                        '<a:t>ここで12文字以上</a:t></a:r></a:p></xdr:txBody>')
               + anchor('graphicFrame', (9, 10), (12, 16), '<xdr:nvGraphicFramePr><xdr:cNvPr id="6" name="グラフ 1"/></xdr:nvGraphicFramePr>')
               + '</xdr:wsDr>')
    notes = (f'<comments {MAIN}><authors><author>山田</author></authors><commentList><comment ref="B3" authorId="0"><text><r><t>退職者の確認済</t>'
             '</r></text></comment></commentList></comments>')
    return container('xl/workbook.xml', {
        'xl/workbook.xml': f'<workbook {MAIN}><sheets><sheet name="権限一覧" sheetId="1" r:id="rId1"/>'
                           '<sheet name="画面 写し" sheetId="2" r:id="rId2"/><sheet name="作業用" sheetId="3" state="hidden" r:id="rId3"/>'
                           '</sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relations(('rId1', 'worksheet', 'worksheets/sheet1.xml'), ('rId2', 'worksheet', 'worksheets/sheet2.xml'),
                                                ('rId3', 'worksheet', 'worksheets/sheet3.xml'), ('rId4', 'styles', 'styles.xml')),
        'xl/styles.xml': f'<styleSheet {MAIN}>{styles}</styleSheet>',
        'xl/worksheets/sheet1.xml': first,
        'xl/worksheets/_rels/sheet1.xml.rels': relations(('rId1', 'comments', '../comments1.xml')),
        'xl/comments1.xml': notes,
        'xl/worksheets/sheet2.xml': second,
        'xl/worksheets/_rels/sheet2.xml.rels': relations(('rId1', 'drawing', '../drawings/drawing1.xml')),
        'xl/drawings/drawing1.xml': drawing,
        'xl/drawings/_rels/drawing1.xml.rels': relations(('rId1', 'image', '../media/image1.png'), ('rId2', 'image', '../media/image2.emf'),
                                                         ('rId3', 'image', 'http://example.test/a.png', 'External')),
        'xl/media/image1.png': png(),
        'xl/media/image2.emf': b'\1\0\0\0' + bytes(100),
        'xl/worksheets/sheet3.xml': f'<worksheet {MAIN}><sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>隠れた値</t></is></c></row></sheetData></worksheet>',
    })


def text_document():
    """Headings, a list, a table, a picture, a tracked change, a comment, header, footer, a footnote."""
    def p(text, properties=''):
        return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    def row(*cells):
        return '<w:tr>' + ''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells) + '</w:tr>'

    picture = ('<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="図 1" descr="構成図"/><a:graphic><a:graphicData><pic:pic>'
               '<pic:nvPicPr><pic:cNvPr id="1" name="image1.png"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill>'
               '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>')
    body = (p('アクセス管理規程（見本）', '<w:pStyle w:val="1"/>') + p('第1条　利用者IDは一人に一つとする。')
            + p('申請は上長が承認する。', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
            + '<w:p><w:r><w:t>見直しは</w:t></w:r><w:del w:author="佐藤"><w:r><w:delText>年1回</w:delText></w:r></w:del>'
              '<w:ins w:author="佐藤"><w:r><w:t>四半期ごと</w:t></w:r></w:ins><w:r><w:t>に行う。</w:t></w:r>'
              '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
            + '<w:tbl>' + row('役割', '権限') + row('管理者', '全て') + '</w:tbl>' + picture
            + '<w:p><w:r><w:t>特権IDは別に定める</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
            + '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隠し文字</w:t></w:r></w:p>')
    return container('word/document.xml', {
        'word/document.xml': f'<w:document {WORD}><w:body>{body}</w:body></w:document>',
        'word/_rels/document.xml.rels': relations(('rId1', 'styles', 'styles.xml'), ('rId2', 'header', 'header1.xml'),
                                                  ('rId3', 'footer', 'footer1.xml'), ('rId4', 'footnotes', 'footnotes.xml'),
                                                  ('rId5', 'comments', 'comments.xml'), ('rId9', 'image', 'media/image1.png')),
        'word/styles.xml': f'<w:styles {WORD}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>',
        'word/header1.xml': f'<w:hdr {WORD}>{p("社外秘")}</w:hdr>',
        'word/footer1.xml': f'<w:ftr {WORD}>{p("1頁")}</w:ftr>',
        'word/footnotes.xml': f'<w:footnotes {WORD}><w:footnote w:id="2">{p("特権ID管理手順書")}</w:footnote></w:footnotes>',
        'word/comments.xml': f'<w:comments {WORD}><w:comment w:id="7" w:author="鈴木">{p("頻度の根拠は？")}</w:comment></w:comments>',
        'word/media/image1.png': png(200, 120, (170, 90, 60)),
    })


def slides():
    """Two slides, the second hidden, with a table, a picture, notes."""
    def shape(text, kind='body'):
        return (f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="枠"/><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}'
                '</a:t></a:r></a:p></p:txBody></p:sp>')

    def slide(content, extra=''):
        return f'<p:sld {SLIDE}{extra}><p:cSld><p:spTree>{content}</p:spTree></p:cSld></p:sld>'

    picture = ('<p:pic><p:nvPicPr><p:cNvPr id="4" name="図 3" descr="体制図"/></p:nvPicPr><p:blipFill><a:blip r:embed="rId1"/></p:blipFill></p:pic>')
    table = ('<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="表 4"/></p:nvGraphicFramePr><a:graphic><a:graphicData><a:tbl><a:tr><a:tc>'
             '<a:txBody><a:p><a:r><a:t>部門</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>責任者</a:t></a:r></a:p></a:txBody></a:tc>'
             '</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>')
    notes = f'<p:notes {SLIDE}><p:cSld><p:spTree>{shape("口頭で補足する")}{shape("1", "sldNum")}</p:spTree></p:cSld></p:notes>'
    return container('ppt/presentation.xml', {
        'ppt/presentation.xml': f'<p:presentation {SLIDE}><p:sldIdLst><p:sldId id="256" r:id="rId1"/><p:sldId id="257" r:id="rId2"/></p:sldIdLst></p:presentation>',
        'ppt/_rels/presentation.xml.rels': relations(('rId1', 'slide', 'slides/slide1.xml'), ('rId2', 'slide', 'slides/slide2.xml')),
        'ppt/slides/slide1.xml': slide(shape('運用体制（見本）', 'title') + shape('情報システム部が所管する') + table + picture),
        'ppt/slides/_rels/slide1.xml.rels': relations(('rId1', 'image', '../media/image1.png'), ('rId2', 'notesSlide', '../notesSlides/notesSlide1.xml')),
        'ppt/notesSlides/notesSlide1.xml': notes,
        'ppt/slides/slide2.xml': slide(shape('付録', 'title'), ' show="0"'),
        'ppt/media/image1.png': png(240, 160, (90, 140, 90)),
    })


def open_text_document():
    """What text_document() has, as OpenDocument."""
    def row(*cells):
        return '<table:table-row>' + ''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in cells) + '</table:table-row>'

    styles = '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    change = '<office:change-info><dc:creator>佐藤</dc:creator><dc:date>2026-04-01T09:00:00</dc:date></office:change-info>'
    changes = ('<text:tracked-changes><text:changed-region xml:id="c1"><text:deletion>' + change + '<text:p>年1回</text:p></text:deletion></text:changed-region>'
               f'<text:changed-region xml:id="c2"><text:insertion>{change}</text:insertion></text:changed-region></text:tracked-changes>')
    comment = '<office:annotation><dc:creator>鈴木</dc:creator><dc:date>2026-04-02T09:00:00</dc:date><text:p>頻度の根拠は？</text:p></office:annotation>'
    note = ('<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>特権ID管理手順書</text:p></text:note-body>'
            '</text:note>')
    picture = ('<draw:frame draw:name="図 1"><draw:image xlink:href="Pictures/image1.png"/><svg:title>図</svg:title><svg:desc>構成図</svg:desc></draw:frame>'
               '<draw:frame draw:name="グラフ 1"><draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame>'
               '<draw:frame draw:name="外部の図"><draw:image xlink:href="http://example.test/a.png"/></draw:frame>'
               '<draw:frame><draw:text-box><text:p>枠の中</text:p></draw:text-box></draw:frame>')
    body = (changes + '<text:h text:outline-level="1">アクセス管理規程（見本）</text:h><text:p>第1条　利用者IDは\n  一人に<text:s text:c="2"/>一つと<text:tab/>する。</text:p>'
            '<text:list><text:list-item><text:p>申請は上長が承認する。</text:p><text:list><text:list-item><text:p>代理は部長とする。</text:p></text:list-item></text:list>'
            '</text:list-item></text:list>'
            f'<text:p>見直しは<text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>四半期ごと<text:change-end text:change-id="c2"/>に行う。{comment}</text:p>'
            f'<table:table table:name="表1">{row("役割", "権限")}{row("管理者", "全て")}</table:table><text:p>{picture}</text:p>'
            f'<text:p>特権IDは別に定める{note}</text:p><text:p><text:span text:style-name="T1">隠し文字</text:span></text:p>'
            '<text:p><text:ruby><text:ruby-base>特権</text:ruby-base><text:ruby-text>とっけん</text:ruby-text></text:ruby></text:p>')
    frames = (f'<office:document-styles {OPEN}><office:master-styles><style:master-page><style:header><text:p>社外秘</text:p></style:header>'
              '<style:footer><text:p><text:page-number>1</text:page-number>頁</text:p></style:footer></style:master-page></office:master-styles>'
              '</office:document-styles>')
    return open_container('text', styles, body, {'styles.xml': frames, 'Pictures/image1.png': png(200, 120, (170, 90, 60))})


def open_workbook():
    """Three sheets: cells as shown, repeated, without a text; a note, a picture; a hidden sheet."""
    def cell(text, more=''):
        return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'

    styles = ('<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
              '<style:style style:name="co1" style:family="table-column"><style:table-column-properties style:column-width="2cm"/></style:style>'
              '<style:style style:name="ro1" style:family="table-row"><style:table-row-properties style:row-height="30pt"/></style:style>')
    note = '<office:annotation><dc:creator>山田</dc:creator><dc:date>2026-04-01</dc:date><text:p>退職者の</text:p><text:p>確認済</text:p></office:annotation>'
    first = ('<table:table table:name="権限一覧"><table:table-column table:style-name="co1"/><table:table-column table:number-columns-repeated="2"/>'
             '<table:table-row table:style-name="ro1">' + cell('アクセス権限一覧（見本）', ' table:number-columns-spanned="3" table:number-rows-spanned="1"')
             + '<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>'
             + '<table:table-row>' + cell('利用者ID') + cell('付与日') + cell('月額') + '</table:table-row>'
             + f'<table:table-row><table:table-cell office:value-type="string">{note}<text:p>u1</text:p></table:table-cell>'
             '<table:table-cell office:value-type="date" office:date-value="2026-04-01"><text:p>令和8年4月1日</text:p></table:table-cell>'
             '<table:table-cell office:value-type="currency" office:value="3000"><text:p>¥3,000</text:p></table:table-cell></table:table-row>'
             + '<table:table-row table:number-rows-repeated="2" table:visibility="collapse">' + cell('u2') + cell('〃', ' table:number-columns-repeated="2"')
             + '</table:table-row><table:table-row table:number-rows-repeated="4"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
             + '<table:table-row><table:table-cell office:value-type="float" office:value="12.5"/><table:table-cell table:formula="of:=SUM([.C3])"/>'
             '<table:table-cell/></table:table-row><table:table-row table:number-rows-repeated="1048566"><table:table-cell/></table:table-row></table:table>')
    second = ('<table:table table:name="画面 写し"><table:shapes><draw:frame draw:name="図 1" svg:width="8cm" svg:height="4.5cm">'
              '<draw:image xlink:href="Pictures/image1.png"/><svg:desc>パスワードの設定画面</svg:desc></draw:frame>'
              '<draw:custom-shape draw:name="枠 1" svg:width="1in" svg:height="1in"><text:p>ここで12文字以上</text:p></draw:custom-shape></table:shapes>'
              '<table:table-row>' + cell('設定画面の写し') + '<table:table-cell><draw:frame draw:name="グラフ 1"><draw:object xlink:href="./Object 1"/></draw:frame>'
              '</table:table-cell></table:table-row></table:table>')
    third = '<table:table table:name="作業用" table:style-name="ta2"><table:table-row>' + cell('隠れた値') + '</table:table-row></table:table>'
    return open_container('spreadsheet', styles, first + second + third, {'Pictures/image1.png': png()})


def open_slides():
    """What slides() has, as OpenDocument."""
    def frame(text, kind):
        return f'<draw:frame presentation:class="{kind}"><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>'

    styles = '<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
    table = ('<draw:frame draw:name="表 4"><table:table><table:table-row><table:table-cell><text:p>部門</text:p></table:table-cell><table:table-cell>'
             '<text:p>責任者</text:p></table:table-cell></table:table-row></table:table></draw:frame>')
    picture = '<draw:frame draw:name="図 3"><draw:image xlink:href="Pictures/image1.png"/><svg:desc>体制図</svg:desc></draw:frame>'
    body = ('<draw:page draw:name="1">' + frame('運用体制（見本）', 'title') + frame('情報システム部が所管する', 'outline') + table + picture
            + frame('1', 'page-number') + '<presentation:notes>' + frame('口頭で補足する', 'notes') + '</presentation:notes>'
            + '<office:annotation><dc:creator>鈴木</dc:creator><text:p>最新か</text:p></office:annotation></draw:page>'
            + '<draw:page draw:name="2" draw:style-name="dp2">' + frame('付録', 'title') + '</draw:page>')
    return open_container('presentation', styles, body, {'Pictures/image1.png': png(240, 160, (90, 140, 90))})


def mail():
    """ISO-2022-JP words and text, an HTML form, two attachments."""
    def word(text, charset='iso-2022-jp'):
        return '=?%s?B?%s?=' % (charset.upper(), base64.b64encode(text.encode(charset)).decode())

    plain = 'ご担当者様\r\n\r\n権限一覧をお送りします。\r\nご確認ください。\r\n'.encode('iso-2022-jp')
    html = '<html><head><style>p{}</style></head><body><p>権限一覧を<b>お送り</b>します。</p><script>x()</script><img src="http://example.test/t.gif" alt="ロゴ"></body></html>'
    lines = [
        b'Received: from mail.example.test by mx.example.test; Wed, 1 Apr 2026 09:00:01 +0900',
        ('From: %s <yamada@example.test>' % word('山田太郎')).encode(),
        b'To: audit@example.test',
        ('Subject: %s\r\n %s' % (word('権限一覧の'), word('ご送付'))).encode(),
        b'Date: Wed, 1 Apr 2026 09:00:00 +0900',
        b'MIME-Version: 1.0',
        b'Content-Type: multipart/mixed; boundary="=outer"', b'', b'--=outer',
        b'Content-Type: multipart/alternative; boundary="=inner"', b'', b'--=inner',
        b'Content-Type: text/plain; charset=ISO-2022-JP', b'Content-Transfer-Encoding: 7bit', b'', plain, b'--=inner',
        b'Content-Type: text/html; charset=utf-8', b'Content-Transfer-Encoding: base64', b'', base64.encodebytes(html.encode()), b'--=inner--',
        b'--=outer',
        b"Content-Type: application/octet-stream", b"Content-Disposition: attachment; filename*=utf-8''%E6%A8%A9%E9%99%90.csv",
        b'Content-Transfer-Encoding: base64', b'', base64.encodebytes('ID,氏名\r\nu1,山田\r\nu2,佐藤\r\n'.encode('cp932')),
        b'--=outer', b'Content-Type: image/png; name="=?UTF-8?B?%s?="' % base64.b64encode('画面.png'.encode()),
        b'Content-Disposition: attachment', b'Content-Transfer-Encoding: base64', b'', base64.encodebytes(png(64, 48)), b'--=outer--', b'',
    ]
    return b'\r\n'.join(lines)


ALL = {'権限一覧.xlsx': workbook, '規程.docx': text_document, '体制.pptx': slides, '送付.eml': mail,
       '権限一覧.ods': open_workbook, '規程.odt': open_text_document, '体制.odp': open_slides}

if __name__ == '__main__':
    import os
    import sys
    for file_name, make in ALL.items():
        with open(os.path.join(sys.argv[1], file_name), 'wb') as stream:
            stream.write(make())
