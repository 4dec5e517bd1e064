"""A source: a header of `key: value` lines, `---`, then a small markdown; and what all makers share."""
import html, re
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ARCHIVE, SOURCES = HERE / "archive", HERE / "sources"
DATE = "2026-01-15T12:00:00Z"
FIXED_ZIP_TIME = (2026, 1, 15, 12, 0, 0)
AUTHOR = "KnowledgeBase contributors"
LICENCE = "CC BY 4.0"
ORIGIN = "KnowledgeBase sample archive: written for this project from widely documented facts"

THEMES = set("""housing land-use-and-planning mobility climate-adaptation climate-mitigation-and-energy water
waste-and-circular-economy biodiversity-and-nature-based-solutions food air-and-noise economy-and-jobs tourism
culture-and-heritage education-and-skills health social-inclusion migration gender-equality children-and-youth ageing
safety public-space digital participation-and-governance public-finance-and-procurement risk-and-crisis""".split())

PLACES = {line.split("|")[0]: tuple(line.split("|")[1:]) for line in """amsterdam|Amsterdam|NL
athina|Αθήνα|GR
barcelona|Barcelona|ES
basel|Basel|CH
bilbao|Bilbao|ES
bogota|Bogotá|CO
bologna|Bologna|IT
bratislava|Bratislava|SK
brno|Brno|CZ
bucuresti|București|RO
budapest|Budapest|HU
curitiba|Curitiba|BR
firenze|Firenze|IT
freiburg-im-breisgau|Freiburg im Breisgau|DE
gent|Gent|BE
hamburg|Hamburg|DE
hangzhou|杭州|CN
helsinki|Helsinki|FI
istanbul|İstanbul|TR
kobenhavn|København|DK
krakow|Kraków|PL
kyiv|Київ|UA
lisboa|Lisboa|PT
ljubljana|Ljubljana|SI
london|London|GB
fano|Fano|IT
manchester|Manchester|GB
palermo|Palermo|IT
lyon|Lyon|FR
medellin|Medellín|CO
milano|Milano|IT
nantes|Nantes|FR
oslo|Oslo|NO
paris|Paris|FR
pontevedra|Pontevedra|ES
porto-alegre|Porto Alegre|BR
praha|Praha|CZ
riga|Rīga|LV
rotterdam|Rotterdam|NL
seoul|서울|KR
sevilla|Sevilla|ES
shanghai|上海|CN
shenzhen|深圳|CN
singapore|Singapore|SG
sofia|София|BG
stockholm|Stockholm|SE
strasbourg|Strasbourg|FR
tallinn|Tallinn|EE
tampere|Tampere|FI
thessaloniki|Θεσσαλονίκη|GR
tokyo|東京|JP
torino|Torino|IT
utrecht|Utrecht|NL
valencia|València|ES
vilnius|Vilnius|LT
vitoria-gasteiz|Vitoria-Gasteiz|ES
warszawa|Warszawa|PL
wien|Wien|AT
zagreb|Zagreb|HR
zurich|Zürich|CH""".splitlines()}

ACCENT = {"mobility": "#1f5f8b", "housing-and-climate": "#2f6b3c", "strategic-planning": "#8a3b12", "culture-and-governance": "#5b3a82"}
FONTS = {"zh": ("Noto Sans CJK SC", "CN"), "ja": ("Noto Sans CJK JP", "JP"), "ar": ("Noto Naskh Arabic", "EG"), "ko": ("Noto Sans CJK KR", "KR")}


class Source:
    """One document to make. Blocks are (kind, value): h2, h3, p, quote, list, numbers, table, page, notes."""

    def __init__(self, path):
        head, _, self.body = path.read_text(encoding="utf-8").partition("\n---\n")
        self.fields = dict(line.split(": ", 1) for line in head.splitlines() if line.strip())
        f = self.fields
        self.name = path.name
        self.target = ARCHIVE / f["file"]
        self.format = self.target.suffix[1:]
        self.collection = f["file"].split("/")[0]
        self.lang, self.title, self.summary = f["lang"], f["title"], f["summary"]
        self.kicker = " · ".join(x for x in (f.get("lead", ""), f["year"]) if x)
        self.blocks = list(parse(self.body))

    def sidecar(self):
        f = self.fields
        split = lambda key: [x.strip() for x in f.get(key, "").split(",") if x.strip()]
        unknown = set(split("themes")) - THEMES
        if unknown: raise ValueError(f"{self.name}: unknown themes {unknown}")
        places = [{"slug": s, "label": PLACES[s][0], "country": PLACES[s][1]} for s in split("places")]
        record = {"title": self.title, "summary": self.summary, "recordType": f.get("type", "case study"), "authors": [AUTHOR],
                  "year": int(f["year"]), "period": f.get("period", ""), "leadBody": f.get("lead", ""), "places": places,
                  "themes": split("themes"), "languages": split("lang"), "rights": LICENCE, "access": "open",
                  "visibility": "public", "collection": self.collection, "source": ORIGIN}
        return {k: v for k, v in record.items() if v not in ("", [])}


def parse(text):
    for chunk in re.split(r"\n\s*\n", text.strip("\n")):
        lines = chunk.splitlines()
        first = lines[0]
        if first == r"\page": yield "page", None
        elif first.startswith("### "): yield "h3", first[4:]
        elif first.startswith("## "): yield "h2", first[3:]
        elif first.startswith("Notes: "): yield "notes", " ".join(lines)[7:]
        elif first.startswith("> "): yield "quote", " ".join(l[2:] for l in lines)
        elif first.startswith("- "): yield "list", [i.replace("\n", " ") for i in re.split(r"(?m)^- ", chunk)[1:] ]
        elif re.match(r"1\. ", first): yield "numbers", [i.strip().replace("\n", " ") for i in re.split(r"(?m)^\d+\. ", chunk)[1:]]
        elif first.startswith("|"):
            rows = [[c.strip() for c in l.strip().strip("|").split("|")] for l in lines]
            yield "table", [r for r in rows if not all(re.fullmatch(r":?-+:?", c) for c in r)]
        else:
            joiner = "" if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", chunk) else " "
            yield "p", joiner.join(l.strip() for l in lines)


def runs(text):
    """Splits inline markup into (text, bold, italic)."""
    for part in re.split(r"(\*\*.+?\*\*|\*.+?\*)", text):
        if part.startswith("**"): yield part[2:-2], True, False
        elif part.startswith("*") and len(part) > 2: yield part[1:-1], False, True
        elif part: yield part, False, False

def plain(text): return "".join(t for t, _, _ in runs(text))

def inline_html(text):
    out = ""
    for t, b, i in runs(text):
        t = html.escape(t, quote=False)
        out += f"<b>{t}</b>" if b else f"<i>{t}</i>" if i else t
    return out
