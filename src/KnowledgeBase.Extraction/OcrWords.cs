using System.Text.Json.Serialization;

namespace KnowledgeBase.Extraction;

/// <summary>
/// The words that OCR read on a page, where they stand and how sure it was of each. Kept with the page's text, since
/// reading a page again costs seconds; packed, since a volume of scans has hundreds of thousands of words.
/// </summary>
public sealed record OcrWords
{
    private const int NumbersPerWord = 5;
    private const double UnitsPerPoint = 10;

    /// <summary>Width of the page in points (1/72 inch).</summary>
    public required double Width { get; init; }

    /// <summary>Height of the page in points.</summary>
    public required double Height { get; init; }

    /// <summary>The words in reading order, parted by blanks; no word holds one.</summary>
    public required string Text { get; init; }

    /// <summary>Five numbers for each word: left, top, right and bottom in tenths of a point from the top left, then confidence from 0 to 100.</summary>
    public required IReadOnlyList<int> Numbers { get; init; }

    [JsonIgnore]
    public int Count => Numbers.Count / NumbersPerWord;

    /// <summary>About how many characters this takes when it is written down.</summary>
    [JsonIgnore]
    public int Length => Text.Length + (Numbers.Count * 5);

    /// <summary>Packs words; a blank within one is dropped.</summary>
    public static OcrWords Of(double width, double height, IReadOnlyCollection<(WordBox Box, double Confidence)> words)
    {
        var numbers = new List<int>(words.Count * NumbersPerWord);
        foreach (var (box, confidence) in words)
        {
            numbers.AddRange([Units(box.Left), Units(box.Top), Units(box.Right), Units(box.Bottom), (int)Math.Clamp(confidence * 100, 0, 100)]);
        }

        return new()
        {
            Width = width,
            Height = height,
            Text = string.Join(' ', words.Select(w => string.Concat(w.Box.Text.Where(c => !char.IsWhiteSpace(c))))),
            Numbers = [.. numbers],
        };
    }

    /// <summary>The words with their boxes on a page of <paramref name="width"/> by <paramref name="height"/> points, which may differ a little from what OCR took it for.</summary>
    public PageWords On(double width, double height)
    {
        var (across, down) = (width / Math.Max(Width, 1) / UnitsPerPoint, height / Math.Max(Height, 1) / UnitsPerPoint);
        var texts = Text.Split(' ');
        var words = new List<WordBox>(Count);
        for (var (i, at) = (0, 0); i < texts.Length && at + NumbersPerWord <= Numbers.Count; i++, at += NumbersPerWord)
        {
            words.Add(new(texts[i], Numbers[at] * across, Numbers[at + 1] * down, Numbers[at + 2] * across, Numbers[at + 3] * down));
        }

        return new(width, height, words);
    }

    private static int Units(double points) => (int)Math.Round(Math.Clamp(points, 0, 1_000_000) * UnitsPerPoint);
}
