using System.Globalization;
using System.Text;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>Text read from a picture of a page.</summary>
/// <param name="Text">The text, words parted at line ends joined; empty when there is none.</param>
/// <param name="Confidence">Mean confidence of its words, 0 to 1.</param>
/// <param name="Words">Where the words stand; null when there are none.</param>
public sealed record OcrText(string Text, double Confidence, OcrWords? Words)
{
    private const int MinWordConfidence = 20;
    private const int Columns = 12;

    /// <summary>
    /// Reads tesseract's table. Each row: level, page, block, paragraph, line, word, left, top, width and height of the box in pixels,
    /// confidence, text. A row of level 1 begins a page and has its size.
    /// </summary>
    /// <param name="table">The table, perhaps broken off.</param>
    /// <param name="dpi">Pixels an inch.</param>
    public static List<OcrText> Pages(string table, double dpi)
    {
        var pages = new List<OcrText>();
        var page = default(PageBuilder);
        foreach (var row in table.Split('\n').Skip(1))
        {
            var cells = row.Split('\t');
            if (cells.Length < Columns)
            {
                continue;
            }

            if (cells[0] == "1")
            {
                Finish();
                page = new(Number(cells[8]) * 72 / dpi, Number(cells[9]) * 72 / dpi);
            }
            else if (cells[0] == "5" && !string.IsNullOrWhiteSpace(cells[11]) && Number(cells[10]) >= MinWordConfidence)
            {
                page?.Add(cells, 72 / dpi);
            }
        }

        Finish();
        return pages;

        void Finish()
        {
            if (page is not null)
            {
                pages.Add(page.Finish());
            }
        }
    }

    private static double Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : 0;

    private sealed class PageBuilder(double width, double height)
    {
        private readonly StringBuilder text = new();
        private readonly List<(WordBox Box, double Confidence)> words = [];
        private string line = "";
        private string block = "";

        public void Add(string[] cells, double scale)
        {
            var word = TextCleaner.Clean(cells[11].Trim());
            if (word.Length == 0)
            {
                return;
            }

            var thisBlock = $"{cells[2]} {cells[3]}";
            var thisLine = $"{thisBlock} {cells[4]}";
            Separate(line.Length == 0 || thisLine == line, thisBlock == block, word);
            (line, block) = (thisLine, thisBlock);
            text.Append(word);
            var (left, top) = (Number(cells[6]) * scale, Number(cells[7]) * scale);
            words.Add((new(word, left, top, left + (Number(cells[8]) * scale), top + (Number(cells[9]) * scale)), Number(cells[10]) / 100));
        }

        public OcrText Finish()
        {
            var mean = words.Count == 0 ? 0 : words.Average(w => w.Confidence);

            // Specks and pictures give a few unsure scraps, which are no text.
            return words.Count == 0 || (mean < 0.4 && words.Count < 20)
                ? new("", Math.Round(mean, 3), null)
                : new(TextCleaner.Clean(text.ToString()), Math.Round(mean, 3), OcrWords.Of(width, height, words));
        }

        /// <summary>A blank within a line, a line end between lines; a word parted by a hyphen at a line's end is joined.</summary>
        private void Separate(bool sameLine, bool sameBlock, string next)
        {
            if (text.Length == 0)
            {
                return;
            }

            if (sameLine)
            {
                text.Append(' ');
            }
            else if (sameBlock && text.Length > 1 && text[^1] is '-' or '\u2010' or '\u00AD' or '¬' && char.IsLetter(text[^2]) && char.IsLower(next[0]))
            {
                text.Length--;
            }
            else
            {
                text.Append('\n');
            }
        }
    }
}
