"""PDF by reportlab for Latin, Greek and Cyrillic; and scans made from such pages."""
import html, io, random, subprocess, tempfile
from pathlib import Path
from maker.source import ACCENT, AUTHOR, LICENCE, inline_html, plain


def make_pdf(s, target):
    from reportlab import rl_config
    rl_config.invariant = 1
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import (BaseDocTemplate, Frame, ListFlowable, ListItem, PageBreak, PageTemplate, Paragraph, Spacer, Table,
                                    TableStyle)
    from reportlab.platypus.tableofcontents import TableOfContents
    if "Serif" not in pdfmetrics.getRegisteredFontNames():
        base = "/usr/share/fonts/truetype/noto/Noto"
        for family in ("Serif", "Sans"):
            for suffix, file in (("", "Regular"), ("-B", "Bold"), ("-I", "Italic"), ("-BI", "BoldItalic")):
                pdfmetrics.registerFont(TTFont(family + suffix, f"{base}{family}-{file}.ttf"))
            pdfmetrics.registerFontFamily(family, normal=family, bold=family + "-B", italic=family + "-I", boldItalic=family + "-BI")
    accent = colors.HexColor(ACCENT[s.collection])
    long = s.fields.get("contents") is not None
    style = lambda name, **k: ParagraphStyle(name, **{"fontName": "Serif", "fontSize": 10.5, "leading": 15.5, "spaceAfter": 7, **k})
    if long: style = lambda name, **k: ParagraphStyle(name, **{"fontName": "Serif", "fontSize": 12.3, "leading": 19.2, "spaceAfter": 9.5, **k})
    margin = 34 * mm if long else 24 * mm
    body = style("p")
    h2 = style("h2", fontName="Sans-B", fontSize=22 if long else 15, leading=28 if long else 19, spaceBefore=12, spaceAfter=6, textColor=accent, keepWithNext=1)
    h3 = style("h3", fontName="Sans-B", fontSize=13.5 if long else 11.5, leading=18 if long else 15, spaceBefore=8, spaceAfter=4, keepWithNext=1)
    cell = style("cell", fontName="Sans", fontSize=8.8, leading=12, spaceAfter=0)

    class Document(BaseDocTemplate):
        def afterFlowable(self, flowable):
            level = {"h2": 0, "h3": 1}.get(getattr(getattr(flowable, "style", None), "name", ""))
            if level is None or not long: return
            text = flowable.getPlainText()
            key = f"k{self.seq.nextf('toc')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level, 0)
            self.notify("TOCEntry", (level, text, self.page, key))

    def frame(canvas, doc):
        canvas.saveState()
        canvas.setFillColor(accent)
        canvas.rect(0, A4[1] - 7 * mm, A4[0], 7 * mm, stroke=0, fill=1)
        canvas.setFillColor(colors.HexColor("#555555"))
        canvas.setFont("Sans", 8)
        canvas.drawString(margin, 12 * mm, f"KnowledgeBase · {LICENCE}")
        canvas.drawRightString(A4[0] - margin, 12 * mm, str(doc.page))
        canvas.restoreState()

    doc = Document(str(target), pagesize=A4, title=s.title, author=AUTHOR, subject=plain(s.summary), lang=s.lang,
                   leftMargin=margin, rightMargin=margin, topMargin=22 * mm, bottomMargin=22 * mm)
    doc.addPageTemplates(PageTemplate("page", Frame(doc.leftMargin, doc.bottomMargin, doc.width, doc.height, 0, 0, 0, 0), onPage=frame))
    story = [Spacer(1, 70 * mm if long else 2),
             Paragraph(html.escape(s.kicker), style("kicker", fontName="Sans", fontSize=9.5, textColor=accent)),
             Paragraph(html.escape(s.title), style("title", fontName="Sans-B", fontSize=28 if long else 21, leading=35 if long else 27, spaceAfter=10)),
             Paragraph(inline_html(s.summary), style("lead", fontName="Serif-I", fontSize=11.5, leading=17, spaceAfter=12))]
    if long:
        contents = TableOfContents(dotsMinLevel=0, levelStyles=[
            style("t1", fontName="Sans-B", fontSize=10, leading=14, spaceAfter=1, spaceBefore=5), style("t2", fontName="Sans", fontSize=8.8, leading=11, leftIndent=14, spaceAfter=0)])
        story += [PageBreak(), Paragraph(s.fields["contents"], style("toc-title", fontName="Sans-B", fontSize=18, leading=24, textColor=accent)), contents, PageBreak()]
    for kind, value in s.blocks:
        if kind == "page": story.append(PageBreak())
        elif kind == "h2": story.append(Paragraph(inline_html(value), h2))
        elif kind == "h3": story.append(Paragraph(inline_html(value), h3))
        elif kind == "quote": story.append(Paragraph(inline_html(value), style("quote", fontName="Serif-I", leftIndent=16, textColor=accent)))
        elif kind in ("list", "numbers"):
            items = [ListItem(Paragraph(inline_html(i), style("li", spaceAfter=3))) for i in value]
            story.append(ListFlowable(items, bulletType="bullet" if kind == "list" else "1", start="•" if kind == "list" else None, leftIndent=16, bulletFontName="Sans", bulletFontSize=9.5))
            story.append(Spacer(1, 6))
        elif kind == "table":
            wide = [max(6, min(40, max(len(r[c]) for r in value))) for c in range(len(value[0]))]
            table = Table([[Paragraph(("<b>%s</b>" if n == 0 else "%s") % inline_html(c), cell) for c in row] for n, row in enumerate(value)],
                          colWidths=[doc.width * w / sum(wide) for w in wide], repeatRows=1)
            table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), .4, colors.HexColor("#bbbbbb")), ("LINEBELOW", (0, 0), (-1, 0), 1, accent),
                                       ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 4)]))
            story += [table, Spacer(1, 10)]
        else: story.append(Paragraph(inline_html(value), body))
    doc.multiBuild(story) if long else doc.build(story)
    target.write_bytes(target.read_bytes().replace(b"D:20000101000000+00'00'", b"D:20260115120000+00'00'"))


def make_scan(s, target):
    """The pages as grey pictures, a little skewed and speckled: no text inside, as from a copier."""
    from PIL import Image, ImageFilter
    from reportlab import rl_config
    rl_config.invariant = 1
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas
    dice = random.Random(7)
    with tempfile.TemporaryDirectory() as tmp:
        plain_pdf = Path(tmp) / "plain.pdf"
        make_pdf(s, plain_pdf)
        subprocess.run(["pdftoppm", "-r", "150", "-gray", plain_pdf, f"{tmp}/page"], check=True)
        canvas = Canvas(str(target), pagesize=A4)
        canvas.setTitle(s.title)
        for file in sorted(Path(tmp).glob("page*.pgm")):
            page = Image.open(file).rotate(dice.choice([-0.9, 0.7, 1.1]), fillcolor=235, resample=Image.BICUBIC).filter(ImageFilter.GaussianBlur(0.5))
            speckles = page.load()
            for _ in range(900): speckles[dice.randrange(page.width), dice.randrange(page.height)] = dice.randrange(90, 200)
            picture = io.BytesIO()
            page.save(picture, "JPEG", quality=55)
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
            canvas.showPage()
        canvas.save()
