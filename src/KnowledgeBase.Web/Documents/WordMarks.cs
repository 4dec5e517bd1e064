using System.Globalization;
using System.Text;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;

namespace KnowledgeBase.Web.Documents;

/// <summary>Where on a page the words of a query stand.</summary>
public static class WordMarks
{
    /// <summary>The words that a query matches. <paramref name="mark"/> marks the page's words, joined by spaces.</summary>
    public static IReadOnlyList<PlacedWord> Of(PagePlan plan, Func<string, IReadOnlyList<TextPiece>> mark)
    {
        var text = string.Join(' ', plan.Words.Select(w => w.Text));
        var marked = new List<PlacedWord>();
        var (word, wordStart, pieceStart) = (0, 0, 0);
        foreach (var piece in mark(text))
        {
            var pieceEnd = pieceStart + piece.Text.Length;
            while (word < plan.Words.Count && wordStart < pieceEnd)
            {
                var wordEnd = wordStart + plan.Words[word].Text.Length;
                if (piece.Matched && wordEnd > pieceStart && (marked.Count == 0 || marked[^1] != plan.Words[word])) marked.Add(plan.Words[word]);
                if (wordEnd >= pieceEnd) break;
                (word, wordStart) = (word + 1, wordEnd + 1);
            }
            pieceStart = pieceEnd;
        }
        return marked;
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
