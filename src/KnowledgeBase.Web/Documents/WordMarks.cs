using System.Globalization;
using System.Text;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;

namespace KnowledgeBase.Web.Documents;

/// <summary>Where on a page the words of a query stand.</summary>
public static class WordMarks
{
    /// <summary>
    /// The words that a query matches. <paramref name="mark"/> marks the page's words, joined by spaces; the two halves of a word parted
    /// at a line's end stand there as one word, as they do in the index.
    /// </summary>
    public static IReadOnlyList<PlacedWord> Of(PagePlan plan, Func<string, IReadOnlyList<TextPiece>> mark)
    {
        var (text, ends) = Joined(plan.Words);
        var marked = new List<PlacedWord>();
        var (word, wordStart, pieceStart) = (0, 0, 0);
        foreach (var piece in mark(text))
        {
            var pieceEnd = pieceStart + piece.Text.Length;
            while (word < ends.Count && wordStart < pieceEnd)
            {
                if (piece.Matched && ends[word] > pieceStart && (marked.Count == 0 || marked[^1] != plan.Words[word])) marked.Add(plan.Words[word]);
                if (ends[word] >= pieceEnd) break;
                wordStart = ends[word++];
                if (wordStart < text.Length && text[wordStart] == ' ') wordStart++;
            }
            pieceStart = pieceEnd;
        }
        return Whole(plan.Words, marked);
    }

    /// <summary>The words as text, and where each ends in it.</summary>
    private static (string Text, List<int> Ends) Joined(IReadOnlyList<PlacedWord> words)
    {
        var text = new StringBuilder();
        var ends = new List<int>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var parted = IsParted(words, i);
            text.Append(parted ? words[i].Text[..^1] : words[i].Text);
            ends.Add(text.Length);
            if (!parted && i < words.Count - 1) text.Append(' ');
        }
        return (text.ToString(), ends);
    }

    /// <summary>True when the word at <paramref name="i"/> goes on in the next, which stands on a later line.</summary>
    private static bool IsParted(IReadOnlyList<PlacedWord> words, int i) =>
        i + 1 < words.Count && words[i].Text is [.., var before, '-' or '\u2010' or '\u00AD' or '¬'] && char.IsLetter(before)
        && words[i + 1].Text.Length > 0 && char.IsLower(words[i + 1].Text[0]) && words[i + 1].Top > (words[i].Top + words[i].Bottom) / 2;

    /// <summary>Adds the other halves of marked words.</summary>
    private static IReadOnlyList<PlacedWord> Whole(IReadOnlyList<PlacedWord> words, List<PlacedWord> marked)
    {
        var all = marked.ToHashSet();
        for (var i = 0; i < words.Count - 1; i++)
            if (IsParted(words, i) && (all.Contains(words[i]) || all.Contains(words[i + 1]))) all.UnionWith([words[i], words[i + 1]]);
        return all.Count == marked.Count ? marked : [.. words.Where(all.Contains)];
    }

    /// <summary>A transparent drawing of the marks, to be laid over the page's picture.</summary>
    public static string Svg(PagePlan plan, IReadOnlyList<PlacedWord> marked)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {plan.Width:0.##} {plan.Height:0.##}\" preserveAspectRatio=\"none\" fill=\"#ffd84d\">");
        foreach (var word in marked)
            svg.Append(CultureInfo.InvariantCulture,
                $"<rect x=\"{word.Left - 1:0.##}\" y=\"{word.Top - 1:0.##}\" width=\"{Math.Max(0, word.Right - word.Left) + 2:0.##}\" height=\"{Math.Max(0, word.Bottom - word.Top) + 2:0.##}\" rx=\"1.5\"/>");
        return svg.Append("</svg>").ToString();
    }
}
