using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using KnowledgeBase.Search;

namespace KnowledgeBase.Web.Api;

/// <summary>Pieces of text as HTML: everything escaped, nothing added but mark elements.</summary>
public static class MarkedHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(IReadOnlyList<TextPiece> pieces)
    {
        var html = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Matched) html.Append("<mark>").Append(Encoder.Encode(piece.Text)).Append("</mark>");
            else html.Append(Encoder.Encode(piece.Text));
        }
        return html.ToString();
    }
}
