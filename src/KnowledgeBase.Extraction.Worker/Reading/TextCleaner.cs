using System.Text;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>Brings text into the one form all readers give: NFC, '\n' between lines, no control characters, no unpaired surrogates.</summary>
public static class TextCleaner
{
    /// <summary>The cleaned text; the same object when nothing had to change.</summary>
    public static string Clean(string text)
    {
        if (NeedsWork(text))
        {
            text = Rewritten(text);
        }

        return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
    }

    private static bool NeedsWork(string text)
    {
        foreach (var c in text)
        {
            if ((c < ' ' && c is not ('\n' or '\t')) || c is (>= '\u007F' and <= '\u009F') or '\uFEFF' or '\uFFFE' or '\uFFFF'
                || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    private static string Rewritten(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                {
                    clean.Append(c).Append(text[++i]);
                }
                else
                {
                    clean.Append('\uFFFD');
                }
            }
            else if (c is '\r')
            {
                if (i + 1 == text.Length || text[i + 1] != '\n')
                {
                    clean.Append('\n');
                }
            }
            else if (c is '\f' or '\v' or '\u0085')
            {
                clean.Append('\n');
            }
            else if (c is '\n' or '\t' || (c >= ' ' && c is not ((>= '\u007F' and <= '\u009F') or '\uFEFF' or '\uFFFE' or '\uFFFF')))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }
}
